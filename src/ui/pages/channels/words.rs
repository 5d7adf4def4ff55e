//! What the engine found, in words.

use crate::content::currency;
use crate::domain::ids::{BaseId, ChannelId};
use crate::domain::numbers::Month;
use crate::domain::plan::Criterion;
use crate::domain::profile::{Country, Currency};
use crate::domain::stage::Stage;
use crate::engine::fit::{Basis, Gate};
use crate::engine::recommend::{Advice, Change, Lever, Missing, Note, Unknown};
use crate::i18n::{fill, k};
use crate::platform::browser::format;
use crate::ui::names;
use crate::ui::words::Texts;

const PIECE: &str = "channelpage";

/// A text of this page.
pub(super) fn t(texts: Texts, key: &str) -> String {
    texts.piece(PIECE, key)
}

/// A text of this page with values.
pub(super) fn f(texts: Texts, key: &str, values: &[(&str, &str)]) -> String {
    texts.piece_fill(PIECE, key, values)
}

/// A text of this page with a count: the right plural form.
pub(super) fn count(texts: Texts, key: &str, n: usize, values: &[(&str, &str)]) -> String {
    let forms = texts.piece(PIECE, key);
    fill(texts.lang().plural(&forms, n as u64), values)
}

/// Name of a channel.
pub(super) fn channel(texts: Texts, id: &ChannelId) -> String {
    let name = texts.piece("express", &format!("channel.{id}"));
    if name.is_empty() {
        id.to_string()
    } else {
        name
    }
}

/// A text about a channel.
pub(super) fn about(texts: Texts, id: &ChannelId, key: &str) -> String {
    texts.piece("channels", &format!("channel.{id}.{key}"))
}

/// A plain number.
pub(super) fn number(texts: Texts, value: f64, digits: u32) -> String {
    format::number(texts.lang(), value, digits)
}

/// Points with one decimal at most, also where rounding would say −0.
pub(super) fn points(texts: Texts, value: f64) -> String {
    number(texts, (value * 10.0).round() / 10.0 + 0.0, 1)
}

/// A difference in points, with its sign.
pub(super) fn signed(texts: Texts, value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    let size = number(texts, rounded.abs(), 1);
    if rounded < 0.0 {
        format!("−{size}")
    } else if rounded > 0.0 {
        format!("+{size}")
    } else {
        size
    }
}

/// A share as per cent.
pub(super) fn percent(texts: Texts, share: f64) -> String {
    format::percent(texts.lang(), share)
}

/// A share as whole per cent.
pub(super) fn whole_percent(texts: Texts, share: f64) -> String {
    format::percent(texts.lang(), (share * 100.0).round() / 100.0)
}

/// Hours with their unit.
pub(super) fn hours(texts: Texts, value: f64) -> String {
    texts.fill(k::EXPRESS_HOURS_UNIT, &[("n", &number(texts, value, 1))])
}

/// Weeks with their unit.
pub(super) fn weeks(texts: Texts, value: f64) -> String {
    f(texts, "unit.weeks", &[("n", &number(texts, value, 0))])
}

/// An amount.
pub(super) fn money(texts: Texts, value: f64, currency: Currency) -> String {
    format::money(texts.lang(), value, currency)
}

/// Entries one after the other.
pub(super) fn list(entries: &[String]) -> String {
    entries.join(", ")
}

/// A stage by name.
pub(super) fn stage(texts: Texts, stage: Stage) -> String {
    texts.t(names::stage(stage))
}

/// Name of a criterion.
pub(super) fn criterion(texts: Texts, criterion: Criterion) -> String {
    t(texts, &format!("criterion.{}.name", criterion.id()))
}

/// Name of a part of the base, or what it is: `name` or `what`.
pub(super) fn base(texts: Texts, id: &BaseId, field: &str) -> String {
    texts.piece("base", &format!("{id}.{field}"))
}

/// A day, given as days since 1970-01-01.
pub(super) fn date(texts: Texts, day: i32) -> String {
    format::day(texts.lang(), day)
}

/// Month of the rough rates.
pub(crate) fn rates_month(texts: Texts) -> String {
    let month = Month::parse(currency::NOTED);
    month.map_or_else(
        || currency::NOTED.to_owned(),
        |m| format::month(texts.lang(), m),
    )
}

/// Name of a country.
pub(super) fn country(texts: Texts, country: Country) -> String {
    format::country(texts.lang(), country)
}

fn grade(texts: Texts, level: u8) -> String {
    t(texts, &format!("grade.{}", level.min(3)))
}

/// What was not said.
pub(super) fn unknown(texts: Texts, unknown: Unknown, currency: Currency) -> String {
    match unknown {
        Unknown::Budget => t(texts, "unknown.budget"),
        Unknown::Hours => t(texts, "unknown.hours"),
        Unknown::Rate => f(texts, "unknown.rate", &[("currency", currency.as_str())]),
        Unknown::Markets => t(texts, "unknown.markets"),
        Unknown::Market(c) => f(texts, "unknown.market", &[("country", &country(texts, c))]),
    }
}

/// A gate, with its figures.
pub(super) fn gate(texts: Texts, gate: &Gate, currency: Currency) -> String {
    let key = format!("gate.{}", gate.id());
    let say = |values: &[(&str, &str)]| f(texts, &key, values);
    match *gate {
        Gate::Money { needs, have } => say(&[
            ("needs", &money(texts, needs, currency)),
            ("have", &money(texts, have, currency)),
        ]),
        Gate::Hours { needs, have } => say(&[
            ("needs", &hours(texts, needs)),
            ("have", &hours(texts, have)),
        ]),
        Gate::Skill { skill, needs, have } => say(&[
            ("skill", &t(texts, &format!("skill.{}", skill.id()))),
            ("needs", &grade(texts, needs)),
            ("have", &grade(texts, have)),
        ]),
        Gate::Data { data, needs, have } => say(&[
            ("data", &t(texts, &format!("data.{}", data.id()))),
            ("needs", &grade(texts, needs)),
            ("have", &grade(texts, have)),
        ]),
        Gate::Weeks { needs, have } => say(&[
            ("needs", &weeks(texts, needs)),
            ("have", &weeks(texts, have)),
        ]),
        Gate::MarketUnavailable {
            country: c,
            checked,
        }
        | Gate::AdvertisingUnlawful {
            country: c,
            checked,
        } => say(&[
            ("country", &country(texts, c)),
            ("date", &date(texts, checked)),
        ]),
        Gate::ModelFit { .. } => say(&[]),
        Gate::Geography { geo } => say(&[("geo", &t(texts, &format!("geo.{}", geo.id())))]),
    }
}

/// Something worth knowing.
pub(super) fn note(texts: Texts, note: &Note) -> String {
    match *note {
        Note::CheckFirst => t(texts, "note.check"),
        Note::AudienceAbsent => t(texts, "note.absent"),
        Note::Limited {
            country: c, access, ..
        } => {
            let key = if access.is_gate() {
                "note.closed"
            } else {
                "note.limited"
            };
            f(texts, key, &[("country", &country(texts, c))])
        }
        Note::CheckAgain {
            country: c,
            checked,
        } => f(
            texts,
            "note.again",
            &[
                ("country", &country(texts, c)),
                ("date", &date(texts, checked)),
            ],
        ),
        Note::NotConverted => t(texts, "note.not_converted"),
        Note::Converted => f(texts, "note.converted", &[("month", &rates_month(texts))]),
    }
}

fn lever(texts: Texts, lever: &Lever, currency: Currency) -> String {
    match lever {
        Lever::Budget(n) => f(
            texts,
            "lever.budget",
            &[("n", &money(texts, n.ceil(), currency))],
        ),
        Lever::Hours(n) => f(texts, "lever.hours", &[("n", &hours(texts, *n))]),
        Lever::Skill(skill, level) => f(
            texts,
            "lever.skill",
            &[
                ("skill", &t(texts, &format!("skill.{}", skill.id()))),
                ("n", &grade(texts, *level)),
            ],
        ),
        Lever::Data(data, level) => f(
            texts,
            "lever.data",
            &[
                ("data", &t(texts, &format!("data.{}", data.id()))),
                ("n", &grade(texts, *level)),
            ],
        ),
        Lever::Geography(geo) => f(
            texts,
            "lever.geo",
            &[("geo", &t(texts, &format!("geo.{}", geo.id())))],
        ),
        Lever::Audience(habit) => f(
            texts,
            "lever.audience",
            &[("habit", &texts.piece("channels", &format!("habit.{habit}")))],
        ),
    }
}

fn upper_first(text: String) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => text,
    }
}

/// One thing that would change a channel's place, and what it does.
pub(super) fn change(texts: Texts, change: &Change, currency: Currency) -> String {
    let what = upper_first(lever(texts, &change.lever, currency));
    match (change.opens, change.total) {
        (true, None) => f(texts, "card.opens", &[("what", &what)]),
        (false, None) => f(texts, "card.part", &[("what", &what)]),
        (opens, Some(total)) => f(
            texts,
            if opens {
                "card.opens_becomes"
            } else {
                "card.becomes"
            },
            &[("what", &what), ("n", &points(texts, total))],
        ),
    }
}

/// What a channel for later lacks.
pub(super) fn missing(texts: Texts, missing: &Missing, currency: Currency, most: usize) -> String {
    match *missing {
        Missing::Time(n) => f(texts, "later.time", &[("n", &hours(texts, n))]),
        Missing::Money(n) => f(texts, "later.money", &[("n", &money(texts, n, currency))]),
        Missing::Creative(skill, needs, have) => f(
            texts,
            "later.creative",
            &[
                ("skill", &t(texts, &format!("skill.{}", skill.id()))),
                ("needs", &grade(texts, needs)),
                ("have", &grade(texts, have)),
            ],
        ),
        Missing::Evidence => t(texts, "later.evidence"),
        Missing::Room => f(texts, "later.room", &[("k", &most.to_string())]),
    }
}

/// Why this channel, in one sentence from its two largest contributions. Neutral ones and poor fits are no reason;
/// empty without any.
pub(super) fn why(texts: Texts, advice: &Advice) -> String {
    let fits = advice.fit.scores.into_iter().zip(advice.fit.basis);
    let mut counted: Vec<(Criterion, f64, Basis)> = Criterion::ALL
        .into_iter()
        .zip(advice.points)
        .zip(fits)
        .filter(|((_, points), (fit, basis))| {
            *points > 0.0 && *fit >= 0.5 && *basis != Basis::Neutral
        })
        .map(|((criterion, points), (_, basis))| (criterion, points, basis))
        .collect();
    counted.sort_by(|a, b| b.1.total_cmp(&a.1));
    let clause = |(criterion, _, basis): &(Criterion, f64, Basis)| {
        let kind = if *basis == Basis::Assumed {
            "maybe"
        } else {
            "because"
        };
        t(texts, &format!("criterion.{}.{kind}", criterion.id()))
    };
    match (counted.first(), counted.get(1)) {
        (Some(a), Some(b)) => f(
            texts,
            "portfolio.why",
            &[("first", &clause(a)), ("second", &clause(b))],
        ),
        (Some(a), None) => f(texts, "portfolio.why_one", &[("first", &clause(a))]),
        _ => String::new(),
    }
}

/// Points with exactly one decimal and a point, for machines.
pub(super) fn exact(total: f64) -> String {
    let tenths = (total * 10.0).round().max(0.0) as u64;
    format!("{}.{}", tenths / 10, tenths % 10)
}
