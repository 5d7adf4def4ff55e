//! Published figures beside the visitor's own, with their sources; those accepted one by one; and the visitor's own.

mod own;

use std::rc::Rc;

use leptos::prelude::*;

use super::sheet::tabs;
use crate::content;
use crate::domain::action::Action;
use crate::domain::benchmark::{Benchmark, Place, Scope, Segment};
use crate::domain::channel::Ownership;
use crate::domain::ids::ChannelId;
use crate::domain::plan::Plan;
use crate::domain::profile::Currency;
use crate::engine::benchmark::{
    self, Beside, Kept, beside, can_stand_in, comparable, counterpart, forget, has_own, interval,
    is_small, keep, kept, let_stand_in,
};
use crate::engine::kpi::{KpiId, Unit};
use crate::platform::browser::format;
use crate::ui::catalogue;
use crate::ui::dom::{El, el};
use crate::ui::parts::figures::{self, channel_name, kpi_name};
use crate::ui::parts::number_field::Words;
use crate::ui::parts::section::{page_head, section};
use crate::ui::parts::select_field::select_field;
use crate::ui::route::Route;
use crate::ui::session::session;
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

/// Words of this page.
const PIECE: &str = "benchmarks";
/// The line of business chosen, among the texts of the sheet.
const SEGMENT: &str = "published-segment";

fn word(texts: Texts, key: &str) -> String {
    texts.piece(PIECE, key)
}

fn fill(texts: Texts, key: &str, values: &[(&str, &str)]) -> String {
    texts.piece_fill(PIECE, key, values)
}

/// What is on the page, worked out once.
#[derive(Debug, Clone, PartialEq)]
struct Worked {
    fitting: Vec<Beside>,
    foreign: usize,
    open: Vec<Benchmark>,
    kept: Vec<Kept>,
    currency: Currency,
}

fn is_of(benchmark: &Benchmark, segment: &str) -> bool {
    match benchmark.segment {
        Segment::Named(id) => id == "all" || id == segment,
        Segment::Said(_) => true,
    }
}

fn worked(plan: &Plan, published: &[Benchmark], paid: &[ChannelId]) -> Worked {
    let segment = plan.texts.get(SEGMENT).map_or("", String::as_str);
    let is_paid = |id: &ChannelId| paid.contains(id);
    let kept = kept(plan);
    let currency = plan.profile.currency();
    let mut list: Vec<Benchmark> = published.to_vec();
    // What was accepted stays in sight, of whatever line of business and from a table of whatever day.
    let accepted = |b: &Benchmark| kept.iter().any(|k| k.accepted && k.benchmark.id == b.id);
    let gone = |k: &&Kept| !published.iter().any(|b| b.id == k.benchmark.id);
    list.retain(|b| is_of(b, segment) || accepted(b));
    list.extend(kept.iter().filter(gone).map(|k| k.benchmark.clone()));
    let (fitting, foreign) = beside(plan, &list, is_paid);
    // What may stand in is offered where the figure is missing.
    let own = |b: &Benchmark| kept.iter().any(|k| k.own && k.benchmark.id == b.id);
    list.retain(|b| can_stand_in(b) && !own(b) && (accepted(b) || !has_own(plan, b, is_paid)));
    Worked {
        fitting,
        foreign,
        open: list,
        kept,
        currency,
    }
}

/// The page.
#[must_use]
pub fn benchmarks() -> Vec<El> {
    let (texts, store) = (texts(), store());
    let mut published = content::benchmarks::all();
    // The site's own come first.
    published.splice(0..0, catalogue::all().benchmarks.iter().cloned());
    let channels = catalogue::all().channels.iter().cloned();
    let paid: Vec<ChannelId> = channels
        .filter(|c| c.ownership == Ownership::Paid)
        .map(|c| c.id)
        .collect();
    let all = published.clone();
    let worked = Memo::new(move |_| store.with(|plan| worked(plan, &published, &paid)));
    let [heading, lead] = page_head(texts, PIECE);
    vec![
        tabs(),
        heading,
        lead,
        el("p").class("hint").say(move || word(texts, "gap")),
        business(texts, store),
        fitting(worked, texts),
        stand_ins(worked, texts, store),
        own::own(worked, texts, store),
        published_all(all, texts, store),
    ]
}

/// The line of business.
fn business(texts: Texts, store: Store) -> El {
    let chosen = store.slice(|p| p.texts.get(SEGMENT).cloned().unwrap_or_default());
    let option = |id: &str| {
        let key = ["segment.", if id.is_empty() { "all" } else { id }].concat();
        let words: Words = Rc::new(move || word(texts, &key));
        (id.to_owned(), words)
    };
    let options = std::iter::once("").chain(content::benchmarks::SEGMENTS);
    select_field(
        "segment",
        move || word(texts, "segment.label"),
        options.map(option).collect(),
        move || chosen.get(),
        move |id| store.choose(Action::SetText(SEGMENT.to_owned(), id)),
    )
}

/// Whether two are about the same figure of the same channel.
fn is_alike(a: &Benchmark, b: &Benchmark) -> bool {
    a.scope == b.scope && a.metric == b.metric
}

/// The list in groups of what is alike, groups and their parts in the order of the list.
fn grouped<T>(list: &[T], alike: impl Fn(&T, &T) -> bool) -> Vec<Vec<&T>> {
    let mut groups: Vec<Vec<&T>> = Vec::new();
    for one in list {
        let group = groups
            .iter_mut()
            .find(|g| g.first().is_some_and(|first| alike(first, one)));
        match group {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

// ---- words ----

fn scope_words(texts: Texts, scope: &Scope) -> String {
    match scope {
        Scope::Channel(id) => channel_name(texts, id),
        Scope::Company => word(texts, "scope.company"),
        Scope::Paid => word(texts, "scope.paid"),
        Scope::Unpaid => word(texts, "scope.unpaid"),
    }
}

fn metric_words(texts: Texts, metric: &str) -> String {
    match KpiId::from_id(metric) {
        // A rate of a month and one of a year have nothing in common.
        Some(KpiId::Retention) => word(texts, "metric.retention"),
        Some(id) => kpi_name(texts, id),
        None => word(texts, &["metric.", metric].concat()),
    }
}

/// Whose figure of what.
fn title(texts: Texts, benchmark: &Benchmark) -> String {
    let scope = scope_words(texts, &benchmark.scope);
    [scope, metric_words(texts, &benchmark.metric)].join(": ")
}

/// A figure in its unit, a range with both ends.
fn figure_words(texts: Texts, benchmark: &Benchmark, fallback: Currency) -> String {
    let lang = texts.lang();
    let one = |value: f64| match counterpart(benchmark).map(KpiId::unit) {
        Some(Unit::Money) => format::money(lang, value, benchmark.currency.unwrap_or(fallback)),
        Some(Unit::Ratio) => format::number(lang, value, 2),
        None if benchmark.metric.starts_with("elasticity") => format::number(lang, value, 2),
        _ => figures::percent(lang, value),
    };
    if benchmark.to > benchmark.value {
        [one(benchmark.value), one(benchmark.to)].join("\u{a0}– ")
    } else {
        one(benchmark.value)
    }
}

fn segment_words(texts: Texts, benchmark: &Benchmark) -> String {
    match &benchmark.segment {
        Segment::Named(id) => word(texts, &["segment.", id].concat()),
        Segment::Said(said) => said.clone(),
    }
}

fn place_words(texts: Texts, benchmark: &Benchmark) -> String {
    match &benchmark.place {
        Place::Named(id) => word(texts, &["place.", id].concat()),
        Place::Said(said) => said.clone(),
    }
}

/// Where a figure comes from: source, year, country, line of business where it is not said beside it, sample, and what
/// has to be said with it.
fn source_words(texts: Texts, benchmark: &Benchmark, segment: bool) -> String {
    let sample = match (benchmark.source_id, benchmark.cases) {
        (Some(id), _) => word(texts, &["sample.", id].concat()),
        (None, Some(n)) => {
            let n = format::number(texts.lang(), n, 0);
            fill(texts, "sample.cases", &[("n", &n)])
        }
        (None, None) => word(texts, "sample.none"),
    };
    // Many a title ends with the year of its figures.
    let (mut title, year) = (benchmark.source.to_string(), benchmark.year.to_string());
    if !title.contains(&year) {
        title = [title, year].join(", ");
    }
    let mut parts = vec![title, place_words(texts, benchmark), sample];
    if segment {
        parts.insert(2, segment_words(texts, benchmark));
    }
    parts.retain(|part| !part.is_empty());
    let mut all = [parts.join(" · "), ".".to_owned()].concat();
    for note in &benchmark.notes {
        let key = ["note.", note].concat();
        all.push(' ');
        all.push_str(&word(texts, &key));
    }
    all
}

// ---- beside one's own ----

fn fitting(worked: Memo<Worked>, texts: Texts) -> El {
    let shown = el("div")
        .class("answer")
        .hook("benchmarks-beside")
        .fill(move || worked.with(|w| beside_rows(texts, w)));
    section(texts, PIECE, "beside").child(shown)
}

fn beside_rows(texts: Texts, w: &Worked) -> Vec<El> {
    let mut all = Vec::new();
    if w.fitting.is_empty() {
        let link = el("a")
            .attr("href", &Route::Numbers.href())
            .text(&word(texts, "beside.go"));
        all.push(
            el("p")
                .hook("benchmarks-none")
                .text(&word(texts, "beside.none"))
                .text(" ")
                .child(link),
        );
    }
    let groups = grouped(&w.fitting, |a, b| is_alike(&a.benchmark, &b.benchmark));
    let groups = groups.iter().map(|group| beside_group(texts, w, group));
    let list = el("ul").class("planned benchmarks").children(groups);
    all.push(list);
    if w.foreign > 0 {
        let own = format::currency(texts.lang(), w.currency);
        let said = texts.words_count(PIECE, "beside.foreign", w.foreign as u64);
        all.push(
            el("p")
                .class("hint")
                .hook("benchmarks-foreign")
                .text(&said.replace("{currency}", &own)),
        );
    }
    all
}

/// The visitor's figure, and under it those it is held against.
fn beside_group(texts: Texts, w: &Worked, group: &[&Beside]) -> El {
    let Some(first) = group.first() else {
        return el("li");
    };
    let title = title(texts, &first.benchmark);
    let percent = |value: f64| figures::percent(texts.lang(), value);
    let value = figures::value(texts, first.own.id.unit(), first.value, w.currency);
    let mut own = fill(texts, "beside.yours", &[("value", &value)]);
    own.push_str(&interval_words(texts, first.own.interval));
    let rows = group.iter().map(|b| {
        let said = match (b.stand, b.difference) {
            (benchmark::Stand::Higher | benchmark::Stand::Lower, Some(part)) => {
                let key = ["beside.", b.stand.id()].concat();
                fill(texts, &key, &[("part", &percent(part.abs()))])
            }
            // Over a figure of 0 nothing can be divided.
            (benchmark::Stand::Higher, None) => word(texts, "beside.above"),
            (benchmark::Stand::Lower, None) => word(texts, "beside.below"),
            (stand, _) => word(texts, &["beside.", stand.id()].concat()),
        };
        let small = b.stand == benchmark::Stand::TooFew;
        row(texts, &b.benchmark, w.currency, small, None)
            .child(el("span").class("stand").text(&said))
    });
    el("li")
        .child(el("h3").text(&title))
        .child(el("p").class("strong").text(&own))
        .child(el("ul").class("figures").children(rows))
}

/// An interval behind a figure; nothing where both ends are written alike.
fn interval_words(texts: Texts, interval: Option<(f64, f64)>) -> String {
    let Some((low, high)) = interval else {
        return String::new();
    };
    let (low, high) = (
        figures::percent(texts.lang(), low),
        figures::percent(texts.lang(), high),
    );
    if low == high {
        return String::new();
    }
    let values = [("low", &*low), ("high", &high)];
    [" ", &fill(texts, "beside.interval", &values)].concat()
}

/// A figure with its source; grey where too few cases stand behind it, with its interval.
fn row(
    texts: Texts,
    benchmark: &Benchmark,
    currency: Currency,
    small: bool,
    named: Option<El>,
) -> El {
    let mut figure = figure_words(texts, benchmark, currency);
    figure.push_str(&interval_words(texts, interval(benchmark)));
    let grey = small || is_small(benchmark);
    el("li")
        .class(if grey { "grey" } else { "" })
        .attr("data-benchmark", &benchmark.id)
        .children(named)
        .child(el("span").class("figure").text(&figure))
        .child(
            el("span")
                .class("hint")
                .text(&source_words(texts, benchmark, true)),
        )
}

// ---- where there is no own figure ----

fn stand_ins(worked: Memo<Worked>, texts: Texts, store: Store) -> El {
    let here = move |w: &Worked| {
        let here = w.open.iter().filter(|b| comparable(b, w.currency));
        here.cloned().collect::<Vec<Benchmark>>()
    };
    // A row keeps its button, and the button the focus, while what it does changes.
    let rows = el("ul").class("planned figures benchmarks").fill_by(
        move || {
            let lang = texts.lang().code();
            let ids = worked.with(|w| here(w).into_iter().map(|b| b.id).collect::<Vec<_>>());
            [lang, &ids.join(" ")].concat()
        },
        move || {
            let (list, currency) = worked.with_untracked(|w| (here(w), w.currency));
            let rows = list.into_iter().map(|b| {
                let named = el("span").class("name").text(&title(texts, &b));
                row(texts, &b, currency, false, Some(named)).child(accept(worked, texts, store, b))
            });
            rows.collect()
        },
    );
    let rest = el("div").fill(move || {
        worked.with(|w| {
            let here = here(w).len();
            let other = w.open.len() - here;
            let mut all = Vec::new();
            if here == 0 {
                all.push(el("p").class("hint").text(&word(texts, "missing.none")));
            }
            if other > 0 {
                let own = format::currency(texts.lang(), w.currency);
                let said = texts.words_count(PIECE, "missing.foreign", other as u64);
                let said = said.replace("{currency}", &own);
                all.push(el("p").class("hint").text(&said));
            }
            all
        })
    });
    section(texts, PIECE, "missing")
        .child(
            el("p")
                .class("hint")
                .say(move || word(texts, "missing.lead")),
        )
        .child(
            el("div")
                .hook("benchmarks-stand-ins")
                .children([rows, rest]),
        )
}

/// The button that lets a figure stand in, or no longer.
fn accept(worked: Memo<Worked>, texts: Texts, store: Store, b: Benchmark) -> El {
    let id = b.id.clone();
    let on = move || {
        worked.with(|w| {
            let mut kept = w.kept.iter();
            kept.any(|k| k.accepted && k.benchmark.id == id)
        })
    };
    let key = {
        let on = on.clone();
        move || if on() { "missing.back" } else { "missing.take" }
    };
    let title = title(texts, &b);
    let (name, label, session) = (title.clone(), key.clone(), session());
    el("button")
        .class("button second")
        .hook(&["accept-", &b.id].concat())
        .state("aria-pressed", on.clone())
        .attr_of("aria-label", move || {
            Some([word(texts, label()), name.clone()].join(": "))
        })
        .say(move || word(texts, key()))
        .on_click(move || {
            let (actions, said) = worked.with_untracked(|w| {
                if untrack(&on) {
                    (take_back(w, &b.id), "missing.gone")
                } else {
                    (take(texts, w, &b), "missing.taken")
                }
            });
            let done = store.dispatch_all(actions).is_ok();
            let said = if done {
                fill(texts, said, &[("name", &title)])
            } else {
                word(texts, "own.no_room")
            };
            session.said.set(said);
        })
}

/// Lets a figure stand in; another one for the same gives way.
fn take(texts: Texts, w: &Worked, b: &Benchmark) -> Vec<Action> {
    let same = |k: &&Kept| k.accepted && is_alike(&k.benchmark, b);
    let mut all: Vec<Action> = w
        .kept
        .iter()
        .filter(same)
        .flat_map(|k| take_back(w, &k.benchmark.id))
        .collect();
    match w.kept.iter().find(|k| k.benchmark.id == b.id) {
        Some(k) if k.own => all.push(let_stand_in(&b.id, true)),
        _ => all.extend(keep(
            b,
            &segment_words(texts, b),
            &place_words(texts, b),
            true,
        )),
    }
    all
}

fn take_back(w: &Worked, id: &str) -> Vec<Action> {
    match w.kept.iter().find(|k| k.benchmark.id == id) {
        Some(k) if k.own => vec![let_stand_in(id, false)],
        _ => forget(id),
    }
}

// ---- every published figure ----

fn published_all(all: Vec<Benchmark>, texts: Texts, store: Store) -> El {
    let currency = store.now(|p| p.profile.currency());
    let groups = grouped(&all, is_alike).into_iter().map(|group| {
        let group = group.into_iter().cloned().collect();
        published_group(group, texts, currency)
    });
    section(texts, PIECE, "all")
        .child(el("p").class("hint").say(move || word(texts, "all.lead")))
        .child(el("div").hook("benchmarks-all").children(groups))
}

/// The figures of one kind, source by source.
fn published_group(group: Vec<Benchmark>, texts: Texts, currency: Currency) -> El {
    let (first, n) = (group.first().cloned(), group.len() as u64);
    let summary = move || {
        let title = first.as_ref().map_or_else(String::new, |b| title(texts, b));
        let count = texts.words_count(PIECE, "all.count", n);
        [title, count].join(" · ")
    };
    let shown = el("div").fill(move || {
        let same = |a: &Benchmark, b: &Benchmark| {
            a.source == b.source && a.year == b.year && a.place == b.place && a.notes == b.notes
        };
        let sources = grouped(&group, same).into_iter();
        sources
            .flat_map(|list| published_source(texts, &list, currency))
            .collect()
    });
    el("details")
        .class("form")
        .child(el("summary").say(summary))
        .child(shown)
}

/// The figures of one source.
fn published_source(texts: Texts, list: &[&Benchmark], currency: Currency) -> Vec<El> {
    let Some(first) = list.first() else {
        return Vec::new();
    };
    let mut published = source_words(texts, first, false);
    if let Some(grade) = first.grade {
        published.push(' ');
        published.push_str(&word(texts, &["grade.", grade.id()].concat()));
    }
    let figures = list.iter().map(|b| {
        el("div")
            .child(el("dt").text(&segment_words(texts, b)))
            .child(el("dd").text(&figure_words(texts, b, currency)))
    });
    vec![
        el("p").class("hint").text(&published),
        el("dl").class("formulas small").children(figures),
    ]
}
