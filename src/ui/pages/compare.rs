//! One wheel over another: today's over an earlier one, or one's own over a colleague's.

mod ask;
mod over;
mod plans;
mod send_back;
mod then;

pub(super) use ask::{Wrong, add};
use leptos::prelude::*;
pub(super) use plans::{keeper, others, switch_to};
pub(super) use send_back::send_back;

use crate::domain::plan::Plan;
use crate::domain::snapshot::Snapshot;
use crate::i18n::Lang;
use crate::platform::browser::format;
use crate::ui::dom::{El, el};
use crate::ui::parts::section::page_head;
use crate::ui::store::store;
use crate::ui::words::{Texts, texts};

/// Words of this page.
const PIECE: &str = "compare";
const DAY: i64 = 86_400_000;

/// What today's wheel is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Other {
    /// The wheel kept at that moment.
    Then(i64),
    /// The colleague of that tag.
    Colleague(String),
}

impl Other {
    /// A name for the page, one of a kind.
    fn id(&self) -> String {
        match self {
            Self::Then(at) => format!("then-{at}"),
            Self::Colleague(tag) => format!("colleague-{tag}"),
        }
    }

    /// Everything there is to compare with, earlier wheels first, each kind in the order it came.
    fn all(plan: &Plan) -> Vec<Self> {
        let then = plan.snapshots.keys().map(|at| Self::Then(*at));
        let mut colleagues: Vec<_> = plan.opinions.iter().collect();
        colleagues.sort_by_key(|(_, opinion)| opinion.at);
        let colleagues = colleagues
            .into_iter()
            .map(|(tag, _)| Self::Colleague(tag.clone()));
        then.chain(colleagues).collect()
    }

    fn answers<'a>(&self, plan: &'a Plan) -> Option<&'a Snapshot> {
        match self {
            Self::Then(at) => plan.snapshots.get(at),
            Self::Colleague(tag) => plan.opinions.get(tag).map(|o| &o.answers),
        }
    }

    /// The day, or the colleague's name.
    fn words(&self, texts: Texts, plan: &Plan) -> String {
        match self {
            Self::Then(at) => kept_words(texts.lang(), plan, *at),
            Self::Colleague(tag) => who(texts, plan, tag),
        }
    }
}

/// The day of answers that came in a link: a day, whatever the hour and the place.
fn day(lang: Lang, at: i64) -> String {
    format::day(lang, i32::try_from(at.div_euclid(DAY)).unwrap_or(0))
}

/// A wheel that was kept: its day, and the hour where another was kept on the same day.
fn kept_words(lang: Lang, plan: &Plan, at: i64) -> String {
    let day = format::date(lang, at);
    let same = |other: &&i64| **other != at && format::date(lang, **other) == day;
    if plan.snapshots.keys().any(|other| same(&other)) {
        format!("{day}, {}", format::time(lang, at))
    } else {
        day
    }
}

/// What a colleague is called: the name given, else "a colleague", with a number where there are several without one.
fn who(texts: Texts, plan: &Plan, tag: &str) -> String {
    let named = |name: &str| !name.trim().is_empty();
    let name = plan.opinions.get(tag).map_or("", |o| o.name.as_str());
    if named(name) {
        return name.trim().to_owned();
    }
    let mut nameless = plan.opinions.iter().filter(|(_, o)| !named(&o.name));
    if nameless.clone().count() < 2 {
        return texts.piece(PIECE, "ask.unnamed");
    }
    let place = nameless.position(|(t, _)| t == tag).unwrap_or(0) + 1;
    texts.piece_fill(PIECE, "ask.unnamed_n", &[("n", &place.to_string())])
}

fn word(texts: Texts, key: &str) -> String {
    texts.piece(PIECE, key)
}

/// The page.
#[must_use]
pub fn compare() -> Vec<El> {
    let (texts, store) = (texts(), store());
    let chosen = RwSignal::new(None);
    let sections = el("div").fill_by(
        move || store.in_example().to_string(),
        move || {
            if untrack(|| store.in_example()) {
                return vec![
                    el("p")
                        .hook("not-in-example")
                        .say(move || word(texts, "example")),
                ];
            }
            vec![
                send_back(),
                over::over(chosen, texts, store),
                then::then(chosen, texts, store),
                ask::ask(chosen, texts, store),
                plans::plans(texts, store),
            ]
        },
    );
    let [heading, lead] = page_head(texts, PIECE);
    vec![heading, lead, sections]
}
