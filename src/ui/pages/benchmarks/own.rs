//! Benchmarks the visitor or an agency brings: each with its source, or not at all.

use std::borrow::Cow;
use std::rc::Rc;

use leptos::prelude::*;

use super::{PIECE, Worked, accept, fill, metric_words, row, title, word};
use crate::domain::action::{MAX_NAME, MAX_TEXT};
use crate::domain::benchmark::{Benchmark, Place, Scope, Segment};
use crate::domain::ids::ChannelId;
use crate::domain::profile::Currency;
use crate::engine::benchmark::{MAX_OWN, can_stand_in, comparable, forget, keep, next_own};
use crate::engine::kpi::{KpiId, Unit};
use crate::platform::browser::{self, format};
use crate::ui::catalogue;
use crate::ui::dom::{El, el, value_of_event};
use crate::ui::pages::sheet::Kind;
use crate::ui::parts::figure_field::{Figure, draft as unread};
use crate::ui::parts::figures::channel_name;
use crate::ui::parts::number_field::Words;
use crate::ui::parts::section::section;
use crate::ui::parts::select_field::select_field;
use crate::ui::session::session;
use crate::ui::store::Store;
use crate::ui::words::Texts;

/// What a figure of one's own may be about.
const METRICS: [KpiId; 9] = [
    KpiId::Cpc,
    KpiId::CostPerVisit,
    KpiId::Ctr,
    KpiId::VisitToLead,
    KpiId::Cpl,
    KpiId::LeadToSale,
    KpiId::Cac,
    KpiId::Aov,
    KpiId::Retention,
];
/// Name of the field of the cases behind a figure, and what its unread text is kept by.
const CASES: &str = "benchmark-cases";
/// How many years back are offered.
const YEARS_BACK: u16 = 15;

/// What is being written.
#[derive(Clone, Copy)]
struct Draft {
    channel: RwSignal<String>,
    metric: RwSignal<KpiId>,
    value: RwSignal<Option<f64>>,
    source: RwSignal<String>,
    year: RwSignal<u16>,
    place: RwSignal<String>,
    segment: RwSignal<String>,
    cases: RwSignal<Option<f64>>,
    /// What is missing, after the first try.
    tried: RwSignal<bool>,
}

/// The section.
pub(super) fn own(worked: Memo<Worked>, texts: Texts, store: Store) -> El {
    let own = move |w: &Worked| {
        let own = w.kept.iter().filter(|k| k.own);
        own.map(|k| k.benchmark.clone()).collect::<Vec<_>>()
    };
    let list = el("ul")
        .class("planned benchmarks")
        .hook("benchmarks-own")
        .fill_by(
            move || {
                let lang = texts.lang().code();
                let ids = worked.with(|w| {
                    let ids = own(w).into_iter().map(|b| b.id);
                    ids.collect::<Vec<_>>().join(" ")
                });
                [lang, " ", &ids].concat()
            },
            move || {
                let (list, currency) = worked.with_untracked(|w| (own(w), w.currency));
                list.into_iter()
                    .map(|b| one(worked, texts, store, b, currency))
                    .collect()
            },
        );
    section(texts, PIECE, "own")
        .child(el("p").class("hint").say(move || word(texts, "own.lead")))
        .child(list)
        .child(form(texts, store))
}

/// A benchmark of one's own, with what can be done with it.
fn one(worked: Memo<Worked>, texts: Texts, store: Store, b: Benchmark, currency: Currency) -> El {
    let name = title(texts, &b);
    let session = session();
    let (id, said) = (b.id.clone(), name.clone());
    let remove = el("button")
        .class("plain")
        .attr(
            "aria-label",
            &fill(texts, "own.remove_this", &[("name", &name)]),
        )
        .text(&word(texts, "own.remove"))
        .on_click(move || {
            let done = store.dispatch_all(forget(&id)).is_ok();
            session.say_if(done, fill(texts, "own.removed", &[("name", &said)]));
            session.focus_on("benchmarks-own");
        });
    let mut shown = row(texts, &b, currency, false, None);
    if can_stand_in(&b) && comparable(&b, currency) {
        shown = shown.child(accept(worked, texts, store, b));
    }
    el("li")
        .child(
            el("div")
                .class("planned-head")
                .child(el("h3").text(&name))
                .child(remove),
        )
        .child(el("ul").class("figures").child(shown))
}

fn this_year() -> u16 {
    browser::this_month().map_or(2026, |m| m.year())
}

fn form(texts: Texts, store: Store) -> El {
    let draft = Draft {
        channel: RwSignal::new("search_ads".to_owned()),
        metric: RwSignal::new(KpiId::Cpc),
        value: RwSignal::new(None),
        source: RwSignal::new(String::new()),
        year: RwSignal::new(this_year()),
        place: RwSignal::new(String::new()),
        segment: RwSignal::new(String::new()),
        cases: RwSignal::new(None),
        tried: RwSignal::new(false),
    };
    // Other units are other fields: what was typed for one means nothing in the next.
    let value = el("div").fill_by(
        move || format!("{:?}", draft.metric.get().unit()),
        move || vec![value_field(draft, texts, store)],
    );
    let no_source = move || {
        let missing = draft.tried.get() && draft.source.with(|s| s.trim().is_empty());
        if missing {
            word(texts, "own.no_source")
        } else {
            String::new()
        }
    };
    let fields = [
        channel_field(draft, texts),
        metric_field(draft, texts),
        value,
        text_field(
            "benchmark-source",
            "own.source",
            draft.source,
            MAX_TEXT,
            Some(Rc::new(no_source)),
            texts,
        ),
        year_field(draft, texts),
        text_field(
            "benchmark-place",
            "own.place",
            draft.place,
            MAX_NAME,
            None,
            texts,
        ),
        text_field(
            "benchmark-segment",
            "own.segment",
            draft.segment,
            MAX_NAME,
            None,
            texts,
        ),
        cases_field(draft, texts, store),
    ];
    let session = session();
    let add = el("button")
        .class("button")
        .hook("add-benchmark")
        .say(move || word(texts, "own.add"))
        .on_click(move || {
            draft.tried.set(true);
            let Some(id) = store.now(next_own) else {
                let most = format::number(texts.lang_now(), MAX_OWN as f64, 0);
                session.said.set(fill(texts, "own.full", &[("n", &most)]));
                return;
            };
            // The field itself says what it could not read.
            if unread(CASES).is_some() {
                return;
            }
            let Some(benchmark) = written(draft, id, store) else {
                return;
            };
            let (segment, place) = (draft.segment.get_untracked(), draft.place.get_untracked());
            let done = store.dispatch_all(keep(&benchmark, segment.trim(), place.trim(), false));
            if done.is_ok() {
                draft.value.set(None);
                draft.tried.set(false);
            }
            let key = if done.is_ok() {
                "own.added"
            } else {
                "own.no_room"
            };
            session.said.set(word(texts, key));
        });
    el("details")
        .class("form")
        .child(el("summary").say(move || word(texts, "own.open")))
        .child(el("div").class("fields").children(fields))
        .child(el("p").class("go").child(add))
}

/// The figure as written; `None` while figure or source is missing.
fn written(draft: Draft, id: String, store: Store) -> Option<Benchmark> {
    let metric = draft.metric.get_untracked();
    let value = draft.value.get_untracked()?;
    let source = draft.source.get_untracked().trim().to_owned();
    if source.is_empty() {
        return None;
    }
    let channel = draft.channel.get_untracked();
    let scope = match ChannelId::parse(&channel) {
        Ok(id) if !channel.is_empty() => Scope::Channel(id),
        _ => Scope::Company,
    };
    let money = metric.unit() == Unit::Money;
    Some(Benchmark {
        id,
        scope,
        metric: Cow::Borrowed(metric.id()),
        value,
        to: value,
        currency: money.then(|| store.now(|p| p.profile.currency())),
        segment: Segment::Said(draft.segment.get_untracked()),
        source: Cow::Owned(source),
        source_id: None,
        year: draft.year.get_untracked(),
        place: Place::Said(draft.place.get_untracked()),
        cases: draft.cases.get_untracked(),
        notes: Vec::new(),
        grade: None,
    })
}

fn channel_field(draft: Draft, texts: Texts) -> El {
    let company: Words = Rc::new(move || word(texts, "scope.company"));
    let channels = catalogue::channels().iter().copied().map(|id| {
        let words: Words = Rc::new(move || channel_name(texts, &ChannelId::builtin(id)));
        (id.to_owned(), words)
    });
    let all = std::iter::once((String::new(), company)).chain(channels);
    select_field(
        "benchmark-channel",
        move || word(texts, "own.channel"),
        all.collect(),
        move || draft.channel.get(),
        move |id| draft.channel.set(id),
    )
}

fn metric_field(draft: Draft, texts: Texts) -> El {
    let options = METRICS.map(|id| {
        let words: Words = Rc::new(move || metric_words(texts, id.id()));
        (id.id().to_owned(), words)
    });
    select_field(
        "benchmark-metric",
        move || word(texts, "own.metric"),
        options.to_vec(),
        move || draft.metric.get().id().to_owned(),
        move |id| {
            if let Some(id) = KpiId::from_id(&id) {
                draft.metric.set(id);
                draft.value.set(None);
            }
        },
    )
}

fn value_field(draft: Draft, texts: Texts, store: Store) -> El {
    let money = draft.metric.get_untracked().unit() == Unit::Money;
    let kind = if money { Kind::Money } else { Kind::Share };
    let missing = move || {
        if draft.tried.get() && draft.value.get().is_none() {
            word(texts, "own.no_value")
        } else {
            String::new()
        }
    };
    figure_field(
        "benchmark-value",
        kind,
        ["own.value", "own.value_hint"],
        draft.value,
        Some(Rc::new(missing)),
        texts,
        store,
    )
}

fn cases_field(draft: Draft, texts: Texts, store: Store) -> El {
    let words = ["own.cases", "own.cases_hint"];
    figure_field(CASES, Kind::Count, words, draft.cases, None, texts, store)
}

fn figure_field(
    name: &str,
    kind: Kind,
    [label, hint]: [&'static str; 2],
    kept: RwSignal<Option<f64>>,
    missing: Option<Words>,
    texts: Texts,
    store: Store,
) -> El {
    let figure = Figure {
        name: name.to_owned(),
        label: Rc::new(move || word(texts, label)),
        hint: Rc::new(move || word(texts, hint)),
        unit: kind.unit(store),
        reads: kind.reads(),
        percent: kind == Kind::Share,
        range: kind.range(),
        value: Memo::new(move |_| kept.get()),
        key: name.to_owned(),
        missing,
    };
    figure.show(texts, move |value| {
        kept.set(value);
        None
    })
}

fn year_field(draft: Draft, texts: Texts) -> El {
    let now = this_year();
    let years = (now.saturating_sub(YEARS_BACK)..=now).rev().map(|year| {
        let words: Words = Rc::new(move || year.to_string());
        (year.to_string(), words)
    });
    select_field(
        "benchmark-year",
        move || word(texts, "own.year"),
        years.collect(),
        move || draft.year.get().to_string(),
        move |year| {
            if let Ok(year) = year.parse() {
                draft.year.set(year);
            }
        },
    )
}

/// A line of text; with `missing` what is said while it is needed and not there.
fn text_field(
    name: &str,
    key: &'static str,
    kept: RwSignal<String>,
    most: usize,
    missing: Option<Words>,
    texts: Texts,
) -> El {
    let [input, hint, error] = ["input-", "hint-", "error-"].map(|part| [part, name].concat());
    let hint_key = [key, "_hint"].concat();
    let described = match missing {
        Some(_) => [hint.as_str(), &error].join(" "),
        None => hint.clone(),
    };
    let field = el("input")
        .attr("id", &input)
        .hook(&input)
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("maxlength", &most.to_string())
        .attr("aria-describedby", &described)
        .value_of(move || kept.get())
        .on("input", move |event| kept.set(value_of_event(event)));
    let said = missing.map(|said| {
        el("p")
            .class("error")
            .attr("id", &error)
            .hook(&error)
            .attr("role", "alert")
            .say(move || said())
    });
    el("div")
        .class("field")
        .child(
            el("label")
                .attr("for", &input)
                .say(move || word(texts, key)),
        )
        .child(
            el("p")
                .class("hint")
                .attr("id", &hint)
                .say(move || word(texts, &hint_key)),
        )
        .child(field)
        .children(said)
}
