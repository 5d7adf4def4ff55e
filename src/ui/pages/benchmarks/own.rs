//! Benchmarks the visitor or an agency brings: each with its source, or not at all.

use std::borrow::Cow;
use std::rc::Rc;

use leptos::prelude::*;

use super::{PIECE, Worked, accept, fill, metric_words, row, title, word};
use crate::content::express as offer;
use crate::domain::action::{MAX_NAME, MAX_TEXT, Refusal};
use crate::domain::benchmark::{Benchmark, Place, Scope, Segment};
use crate::domain::ids::ChannelId;
use crate::domain::profile::Currency;
use crate::engine::benchmark::{MAX_OWN, can_stand_in, comparable, forget, keep, next_own};
use crate::engine::kpi::{KpiId, Unit};
use crate::platform::browser::{self, format};
use crate::ui::app::focus_on;
use crate::ui::dom::{El, el, value_of_event};
use crate::ui::parts::figure_field::figure_wrong;
use crate::ui::parts::figures::{self, channel_name};
use crate::ui::parts::number_field::{AMOUNT, NumberField, number_field};
use crate::ui::parts::section::section;
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
    /// Whether a text stands in a field that could not be read.
    unread: RwSignal<bool>,
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
            focus_on("benchmarks-own");
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
        unread: RwSignal::new(false),
        tried: RwSignal::new(false),
    };
    // Other units are other fields: what was typed for one means nothing in the next.
    let value = el("div").fill_by(
        move || format!("{:?}", draft.metric.get().unit()),
        move || vec![value_field(draft, texts, store)],
    );
    let fields = [
        channel_field(draft, texts),
        metric_field(draft, texts),
        value,
        text_field(
            "benchmark-source",
            "own.source",
            draft.source,
            MAX_TEXT,
            texts,
        )
        .child(error("benchmark-source", move || {
            let missing = draft.tried.get() && draft.source.with(|s| s.trim().is_empty());
            if missing {
                word(texts, "own.no_source")
            } else {
                String::new()
            }
        })),
        year_field(draft, texts),
        text_field("benchmark-place", "own.place", draft.place, MAX_NAME, texts),
        text_field(
            "benchmark-segment",
            "own.segment",
            draft.segment,
            MAX_NAME,
            texts,
        ),
        cases_field(draft, texts),
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
            let written = written(draft, id, store).filter(|_| !draft.unread.get_untracked());
            let Some(benchmark) = written else {
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

fn labelled(id: &str, key: &'static str, texts: Texts) -> El {
    el("div")
        .class("field")
        .child(el("label").attr("for", id).say(move || word(texts, key)))
}

fn error(name: &str, said: impl Fn() -> String + 'static) -> El {
    let id = ["error-", name].concat();
    el("p")
        .class("error")
        .attr("id", &id)
        .hook(&id)
        .attr("role", "alert")
        .say(said)
}

fn channel_field(draft: Draft, texts: Texts) -> El {
    let company = el("option")
        .attr("value", "")
        .property_if("selected", move || draft.channel.with(String::is_empty))
        .say(move || word(texts, "scope.company"));
    let channels = offer::CHANNELS.into_iter().map(|id| {
        el("option")
            .attr("value", id)
            .property_if("selected", move || draft.channel.with(|now| now == id))
            .say(move || channel_name(texts, &ChannelId::builtin(id)))
    });
    let select = el("select")
        .attr("id", "input-benchmark-channel")
        .hook("input-benchmark-channel")
        .child(company)
        .children(channels)
        .on("change", move |event| {
            draft.channel.set(value_of_event(event))
        });
    labelled("input-benchmark-channel", "own.channel", texts).child(select)
}

fn metric_field(draft: Draft, texts: Texts) -> El {
    let options = METRICS.map(|id| {
        el("option")
            .attr("value", id.id())
            .property_if("selected", move || draft.metric.get() == id)
            .say(move || metric_words(texts, id.id()))
    });
    let select = el("select")
        .attr("id", "input-benchmark-metric")
        .hook("input-benchmark-metric")
        .children(options)
        .on("change", move |event| {
            if let Some(id) = KpiId::from_id(&value_of_event(event)) {
                draft.metric.set(id);
                draft.value.set(None);
            }
        });
    labelled("input-benchmark-metric", "own.metric", texts).child(select)
}

fn value_field(draft: Draft, texts: Texts, store: Store) -> El {
    let money = draft.metric.get_untracked().unit() == Unit::Money;
    let range = (0.0, if money { 1e12 } else { 1.0 });
    let unit = move || {
        if money {
            store.with(|p| p.profile.currency().as_str().to_owned())
        } else {
            "%".to_owned()
        }
    };
    number_field(NumberField {
        name: "benchmark-value".to_owned(),
        label: Rc::new(move || word(texts, "own.value")),
        hint: Rc::new(move || word(texts, "own.value_hint")),
        unit: Rc::new(unit),
        reads: if money { AMOUNT } else { figures::SHARE },
        value: Rc::new(move || draft.value.get()),
        on_value: within(draft.value, range),
        wrong: Rc::new(move |wrong| figure_wrong(texts, wrong, range, !money)),
        kept: None,
        on_kept: Rc::new(|_| {}),
    })
    .child(error("benchmark-value-missing", move || {
        if draft.tried.get() && draft.value.get().is_none() {
            word(texts, "own.no_value")
        } else {
            String::new()
        }
    }))
}

fn cases_field(draft: Draft, texts: Texts) -> El {
    let range = (0.0, 1e12);
    number_field(NumberField {
        name: "benchmark-cases".to_owned(),
        label: Rc::new(move || word(texts, "own.cases")),
        hint: Rc::new(move || word(texts, "own.cases_hint")),
        unit: Rc::new(String::new),
        reads: AMOUNT,
        value: Rc::new(move || draft.cases.get()),
        on_value: within(draft.cases, range),
        wrong: Rc::new(move |wrong| figure_wrong(texts, wrong, range, false)),
        kept: None,
        on_kept: Rc::new(move |text| draft.unread.set(text.is_some())),
    })
}

type OnValue = Rc<dyn Fn(Option<f64>) -> Option<Refusal>>;

/// Keeps a value within a range.
fn within(kept: RwSignal<Option<f64>>, range: (f64, f64)) -> OnValue {
    Rc::new(move |value| match value {
        Some(v) if v < range.0 => Some(Refusal::TooSmall),
        Some(v) if v > range.1 => Some(Refusal::TooLarge),
        value => {
            kept.set(value);
            None
        }
    })
}

fn year_field(draft: Draft, texts: Texts) -> El {
    let now = this_year();
    let years = (now.saturating_sub(YEARS_BACK)..=now).rev().map(|year| {
        el("option")
            .attr("value", &year.to_string())
            .property_if("selected", move || draft.year.get() == year)
            .text(&year.to_string())
    });
    let select = el("select")
        .attr("id", "input-benchmark-year")
        .hook("input-benchmark-year")
        .children(years)
        .on("change", move |event| {
            if let Ok(year) = value_of_event(event).parse() {
                draft.year.set(year);
            }
        });
    labelled("input-benchmark-year", "own.year", texts).child(select)
}

fn text_field(
    name: &str,
    key: &'static str,
    kept: RwSignal<String>,
    most: usize,
    texts: Texts,
) -> El {
    let [input, hint] = ["input-", "hint-"].map(|part| [part, name].concat());
    // Only a source can be missing.
    let described = match name {
        "benchmark-source" => [hint.as_str(), "error-benchmark-source"].join(" "),
        _ => hint.clone(),
    };
    let hint_key = [key, "_hint"].concat();
    let field = el("input")
        .attr("id", &input)
        .hook(&input)
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("maxlength", &most.to_string())
        .attr("aria-describedby", &described)
        .value_of(move || kept.get())
        .on("input", move |event| kept.set(value_of_event(event)));
    labelled(&input, key, texts)
        .child(
            el("p")
                .class("hint")
                .attr("id", &hint)
                .say(move || word(texts, &hint_key)),
        )
        .child(field)
}
