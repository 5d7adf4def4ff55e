//! What if a step were better: handles to move, with the year beside them. Nothing of it is kept.

use leptos::prelude::*;

use super::{PIECE, Worked, fill, na, word};
use crate::engine::kpi::{self, KpiId, Selection, kpi};
use crate::engine::whatif::{Turn, Year, year};
use crate::platform::browser::format;
use crate::ui::dom::{El, el, value_of_event};
use crate::ui::pages::sheet::{Kind, say};
use crate::ui::parts::figures;
use crate::ui::parts::section::{figures_row, figures_table, section};
use crate::ui::store::Store;
use crate::ui::words::Texts;

/// Share of customers kept while nothing is known, per cent.
const KEPT: i32 = 75;

/// A handle between two whole numbers.
struct Handle {
    name: &'static str,
    range: (i32, i32),
    step: i32,
    value: RwSignal<i32>,
}

/// The handle with its value in words.
fn handle(
    props: Handle,
    label: impl Fn() -> String + 'static,
    said: impl Fn(i32) -> String + Copy + 'static,
) -> El {
    let Handle {
        name,
        range,
        step,
        value,
    } = props;
    let id = ["input-", name].concat();
    let input = el("input")
        .attr("id", &id)
        .hook(&id)
        .attr("type", "range")
        .attr("min", &range.0.to_string())
        .attr("max", &range.1.to_string())
        .attr("step", &step.to_string())
        .attr_of("aria-valuetext", move || Some(said(value.get())))
        .value_of(move || value.get().to_string())
        .on("input", move |event| {
            if let Ok(now) = value_of_event(event).parse::<i32>() {
                value.set(now.clamp(range.0, range.1));
            }
        });
    let shown = el("span")
        .class("shown")
        .attr("aria-hidden", "true")
        .say(move || said(value.get()));
    el("div")
        .class("field slider")
        .child(el("label").attr("for", &id).say(label))
        .child(el("div").class("slide").children([input, shown]))
}

/// The section.
pub(super) fn whatif(worked: Memo<Worked>, texts: Texts, store: Store) -> El {
    let base = Memo::new(move |_| {
        worked.with(|w| {
            let goal = w.goal.as_ref().ok().filter(|_| w.missing.is_empty());
            goal.and_then(|goal| year(&w.sheet, goal))
        })
    });
    let turns = Turn::ALL.map(|turn| (turn, RwSignal::new(0)));
    let said = move |part: i32| {
        if part == 0 {
            return word(texts, "whatif.as_planned");
        }
        let sign = if part > 0 { "+" } else { "−" };
        let part = figures::percent(texts.lang(), f64::from(part.abs()) / 100.0);
        [sign, &part].concat()
    };
    let handles = turns.map(|(turn, value)| {
        let name = match turn {
            Turn::Visits => "if-visits",
            Turn::VisitToLead => "if-visit-to-lead",
            Turn::LeadToSale => "if-lead-to-sale",
            Turn::Repeat => "if-repeat",
        };
        let props = Handle {
            name,
            range: (-50, 100),
            step: 5,
            value,
        };
        handle(
            props,
            move || word(texts, &format!("whatif.{}", turn.id())),
            said,
        )
    });
    let by = move || turns.map(|(_, value)| f64::from(value.get()) / 100.0);
    let result = el("div")
        .attr("aria-live", "polite")
        .hook("whatif-result")
        .fill(move || {
            base.get()
                .map_or_else(Vec::new, |year| told(texts, store, year, by()))
        });
    let moved = move || turns.iter().any(|(_, value)| value.get() != 0);
    let back = el("button")
        .class("button second")
        .hook("whatif-back")
        .attr_of("aria-disabled", move || {
            (!moved()).then(|| "true".to_owned())
        })
        .say(move || word(texts, "whatif.back"))
        .on_click(move || {
            for (_, value) in turns {
                value.set(0);
            }
        });
    let worth = el("div").fill(move || {
        base.get()
            .map_or_else(Vec::new, |year| vec![worth(texts, store, year)])
    });
    let live = el("div")
        .attr_if("hidden", move || base.with(Option::is_none))
        .child(el("div").class("fields").children(handles))
        .child(result)
        .child(el("p").class("go").child(back))
        .child(worth);
    section(texts, PIECE, "whatif")
        .child(
            el("p")
                .class("hint")
                .say(move || word(texts, "whatif.lead")),
        )
        .child(
            el("p")
                .class("hint")
                .attr_if("hidden", move || base.with(Option::is_some))
                .say(move || word(texts, "whatif.empty")),
        )
        .children([live, staying(texts, store)])
}

fn told(texts: Texts, store: Store, year: Year, by: [f64; 4]) -> Vec<El> {
    let money = |value: f64| say(texts, store, Kind::Money, value.round());
    let (before, now) = (year.changed([0.0; 4]), year.changed(by));
    let change = now.revenue - before.revenue;
    let sign = if change > 0.5 { "+" } else { "" };
    let values = [
        ("revenue", &*money(now.revenue)),
        (
            "customers",
            &format::number(texts.lang(), now.customers.round(), 0),
        ),
        ("change", &[sign, &money(change)].concat()),
    ];
    let mut all = vec![
        el("p")
            .class("lead")
            .text(&fill(texts, "whatif.result", &values)),
    ];
    if let Some(left) = now.contribution {
        let values = [("budget", &*money(now.budget)), ("left", &money(left))];
        all.push(el("p").text(&fill(texts, "whatif.left", &values)));
    }
    all
}

fn worth(texts: Texts, store: Store, year: Year) -> El {
    let money = |value: f64| say(texts, store, Kind::Money, value.round());
    let head = ["step", "revenue", "after"].map(|key| word(texts, &format!("whatif.{key}")));
    let row = |turn: Turn| {
        let (revenue, left) = year.one_per_cent(turn);
        let cells = [money(revenue), left.map_or_else(|| na(texts), money)];
        let name = word(texts, &format!("whatif.{}", turn.id()));
        figures_row(&head, &name, &cells.map(Some))
    };
    el("div")
        .child(el("h3").text(&word(texts, "whatif.worth")))
        .child(figures_table("whatif-worth", &head, Turn::ALL.map(row)))
}

/// How many of a hundred customers are left, and how long one stays.
fn staying(texts: Texts, store: Store) -> El {
    // The own share where it is known, for a month.
    let own = store.now(|p| kpi(p, Selection::default(), KpiId::Retention).value.ok());
    let own = own.map_or(KEPT, |r| (r * 100.0).round().clamp(0.0, 100.0) as i32);
    let (kept, periods) = (RwSignal::new(own), RwSignal::new(12));
    let percent = move |value: i32| figures::percent(texts.lang(), f64::from(value) / 100.0);
    let count = move |value: i32| format::number(texts.lang(), f64::from(value), 0);
    let keep = Handle {
        name: "if-kept",
        range: (0, 100),
        step: 1,
        value: kept,
    };
    let over = Handle {
        name: "if-periods",
        range: (1, 24),
        step: 1,
        value: periods,
    };
    let rate = move || f64::from(kept.get()) / 100.0;
    let left = move || {
        let n = periods.get().unsigned_abs();
        let left = kpi::retention_over(rate(), n).unwrap_or(0.0) * 100.0;
        texts
            .words_count(PIECE, "whatif.keep_result", u64::from(n))
            .replace("{left}", &format::number(texts.lang(), left, 1))
    };
    let life = move || match kpi::expected_lifetime(rate()) {
        Some(life) => {
            let values = [
                ("life", &*format::number(texts.lang(), life, 1)),
                ("rate", &format::number(texts.lang(), rate(), 2)),
            ];
            fill(texts, "whatif.life", &values)
        }
        None => word(texts, "whatif.life_na"),
    };
    el("div")
        .class("staying")
        .child(el("h3").say(move || word(texts, "whatif.keep_title")))
        .child(el("div").class("fields").children([
            handle(keep, move || word(texts, "whatif.keep"), percent),
            handle(over, move || word(texts, "whatif.periods"), count),
        ]))
        .child(
            el("div")
                .attr("aria-live", "polite")
                .hook("whatif-staying")
                .child(el("p").class("lead").say(left))
                .child(el("p").say(life)),
        )
}
