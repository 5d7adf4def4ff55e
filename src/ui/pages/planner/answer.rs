//! What the goal takes: in one sentence, as a table, what matters most, and whether it pays.

use leptos::prelude::*;

use super::{PIECE, Worked, channel_name, fill, na, rate_words, word};
use crate::domain::action::Action;
use crate::engine::goal::{self, BreakEven, Goal, Missing, Rate, Sheet, Swing};
use crate::engine::planner::{Totals, round_up};
use crate::platform::browser::format;
use crate::report::chart::{SpanRow, Spans, spans_document};
use crate::report::csv::{Cell, table as csv};
use crate::ui::dom::{El, el};
use crate::ui::pages::sheet::{Kind, chart_files, say};
use crate::ui::parts::chart::spans_figure;
use crate::ui::parts::figures;
use crate::ui::parts::section::{figures_row, figures_table, section};
use crate::ui::session::session;
use crate::ui::store::Store;
use crate::ui::words::Texts;

/// How many rates are told.
const FIRST: usize = 5;

/// A count as it is shown: rounded up, so that no part of a customer is promised.
fn count(texts: Texts, value: f64) -> String {
    format::number(texts.lang(), round_up(value), 0)
}

/// The section.
pub(super) fn answer(worked: Memo<Worked>, texts: Texts, store: Store) -> El {
    let shown = el("div")
        .class("answer")
        .hook("planner-answer")
        .fill(move || {
            worked.with(|w| {
                if !w.missing.is_empty() {
                    return missing(texts, &w.missing);
                }
                match &w.goal {
                    Ok(goal) => answered(texts, store, w, goal),
                    Err(error) => {
                        let key = format!("error.{}", error.id());
                        vec![el("p").class("error").text(&word(texts, &key))]
                    }
                }
            })
        });
    let able = move || worked.with(|w| w.missing.is_empty() && targets(&w.goal).is_some());
    let session = session();
    let take = el("button")
        .class("button")
        .hook("take-targets")
        .say(move || word(texts, "targets.take"))
        .on_click(move || {
            let list = worked
                .with_untracked(|w| targets(&w.goal))
                .unwrap_or_default();
            let n = list.len() as u64;
            let set = |(id, value): (crate::engine::kpi::KpiId, f64)| {
                Action::SetTarget(id.id().to_owned(), Some(value))
            };
            let done = store.dispatch_all(list.into_iter().map(set)).is_ok();
            session.say_if(done, texts.words_count(PIECE, "targets.taken", n));
        });
    let take = el("div")
        .attr_if("hidden", move || !able())
        .child(el("p").class("go").child(take))
        .child(
            el("p")
                .class("hint")
                .say(move || word(texts, "targets.hint")),
        );
    section(texts, PIECE, "answer").children([shown, take])
}

fn targets(
    goal: &Result<Goal, crate::engine::planner::PlannerError>,
) -> Option<Vec<(crate::engine::kpi::KpiId, f64)>> {
    let list = goal::kpi_targets(&goal.as_ref().ok()?.likely);
    (!list.is_empty()).then_some(list)
}

/// What has to be said first.
fn missing(texts: Texts, list: &[Missing]) -> Vec<El> {
    let row = |missing: &Missing| {
        let said = match missing {
            Missing::Revenue => word(texts, "missing.revenue"),
            Missing::OrderValue => word(texts, "missing.order_value"),
            Missing::Channel => word(texts, "missing.channel"),
            Missing::Rate(id, rate) => {
                let values = [
                    ("channel", &*channel_name(texts, id)),
                    ("rate", &rate_words(texts, *rate)),
                ];
                fill(texts, "missing.rate", &values)
            }
        };
        el("li").text(&said)
    };
    vec![
        el("p").class("strong").text(&word(texts, "missing.title")),
        el("ul")
            .class("missing")
            .hook("planner-missing")
            .children(list.iter().map(row)),
    ]
}

fn answered(texts: Texts, store: Store, w: &Worked, goal: &Goal) -> Vec<El> {
    let sheet = &w.sheet;
    let mut all = Vec::new();
    if goal.likely.customers <= 0.0 {
        all.push(el("p").class("lead").text(&word(texts, "answer.none")));
        return all;
    }
    let money = |value: f64| say(texts, store, Kind::Money, value);
    for (channel, need) in sheet.channels.iter().zip(&goal.likely.channels) {
        if need.is_none() && channel.share > 0.0 {
            let name = channel_name(texts, &channel.id);
            let said = fill(texts, "answer.unreachable", &[("channel", &name)]);
            all.push(
                el("p")
                    .class("error")
                    .hook("planner-unreachable")
                    .text(&said),
            );
        }
    }
    if let Some(totals) = goal.likely.totals {
        all.extend(sentences(texts, store, w.have, goal, totals));
        if let Some(even) = goal.break_even {
            all.push(pays(texts, store, goal, totals, even));
        }
    }
    all.push(table(texts, store, sheet, goal));
    all.push(
        el("p")
            .class("hint")
            .text(&word(texts, "answer.optimistic")),
    );
    if goal.likely.totals.is_some() && !goal.swings.is_empty() {
        all.extend(swings(texts, &money, goal));
    }
    all
}

fn sentences(
    texts: Texts,
    store: Store,
    have: Option<f64>,
    goal: &Goal,
    totals: Totals,
) -> Vec<El> {
    let money = |value: f64| say(texts, store, Kind::Money, value);
    let told = |key: &str, part: f64| {
        let values = [
            ("customers", &*count(texts, goal.likely.customers * part)),
            ("leads", &count(texts, totals.leads * part)),
            ("visits", &count(texts, totals.visits * part)),
            ("budget", &money(totals.budget * part)),
        ];
        fill(texts, key, &values)
    };
    let mut all = vec![
        el("p")
            .class("lead")
            .hook("planner-sum")
            .text(&told("answer.sum", 1.0)),
    ];
    let range = match goal.budget {
        (Some(best), Some(worst)) => {
            let values = [("best", &*money(best)), ("worst", &money(worst))];
            fill(texts, "answer.range", &values)
        }
        (Some(best), None) => fill(texts, "answer.range_open", &[("best", &money(best))]),
        (None, _) => String::new(),
    };
    all.push(el("p").hook("planner-range").text(&range));
    all.push(el("p").text(&told("answer.month", 1.0 / 12.0)));
    if let Some(have) = have {
        let values = [
            ("have", &*money(have)),
            ("need", &money(totals.budget / 12.0)),
        ];
        all.push(el("p").text(&fill(texts, "answer.have", &values)));
    }
    all
}

/// Whether a new customer brings more than they cost, and what would have to be true where not.
fn pays(texts: Texts, store: Store, goal: &Goal, totals: Totals, even: BreakEven) -> El {
    let money = |value: f64| say(texts, store, Kind::Money, value);
    let (cac, contribution) = (
        totals.blended_cac.unwrap_or(0.0),
        totals.contribution.unwrap_or(0.0),
    );
    let worth = money(even.cac);
    let cac = money(cac);
    if !goal.likely.loses_money() {
        let values = [
            ("worth", &*worth),
            ("cac", &cac),
            ("contribution", &money(contribution)),
        ];
        return el("p")
            .hook("planner-gain")
            .text(&fill(texts, "gain", &values));
    }
    let values = [
        ("worth", &*worth),
        ("cac", &cac),
        ("loss", &money(-contribution)),
    ];
    let number = |value: f64| format::number(texts.lang(), value, 2);
    let ways = [
        fill(texts, "loss.cac", &[("cac", &worth)]),
        fill(
            texts,
            "loss.order_value",
            &[("value", &money(even.order_value))],
        ),
        fill(texts, "loss.orders", &[("orders", &number(even.orders))]),
        fill(
            texts,
            "loss.conversion",
            &[("times", &number(even.conversion))],
        ),
    ];
    el("div")
        .class("loss")
        .hook("planner-loss")
        .child(el("h3").text(&word(texts, "loss.title")))
        .child(el("p").text(&fill(texts, "loss.text", &values)))
        .child(el("p").text(&word(texts, "loss.even")))
        .child(el("ul").children(ways.iter().map(|way| el("li").text(way))))
}

/// Channel by channel.
fn table(texts: Texts, store: Store, sheet: &Sheet, goal: &Goal) -> El {
    let money = |value: f64| say(texts, store, Kind::Money, value);
    let head = [
        word(texts, "answer.channel"),
        word(texts, "answer.share"),
        word(texts, "season.customers"),
        word(texts, "season.leads"),
        word(texts, "season.visits"),
        word(texts, "season.budget"),
        word(texts, "answer.cpl"),
        word(texts, "answer.cac"),
    ];
    let none = na(texts);
    let percent = |share: f64| figures::percent(texts.lang(), share);
    // A channel that cannot reach its part has no figures but that part.
    let unreached = |share: f64| {
        let mut cells: [String; 7] = std::array::from_fn(|_| none.clone());
        if let Some(first) = cells.first_mut() {
            *first = percent(share);
        }
        cells
    };
    let row = |name: &str, cells: [String; 7]| figures_row(&head, name, &cells.map(Some));
    let mut rows: Vec<El> = sheet
        .channels
        .iter()
        .zip(&goal.likely.channels)
        .map(|(channel, need)| {
            let cells = match need {
                Some(n) => [
                    percent(channel.share),
                    count(texts, n.customers),
                    count(texts, n.leads),
                    count(texts, n.visits),
                    money(n.budget),
                    money(n.cpl),
                    money(n.cac),
                ],
                None => unreached(channel.share),
            };
            row(&channel_name(texts, &channel.id), cells)
        })
        .collect();
    let cells = match goal.likely.totals {
        Some(t) => [
            percent(1.0),
            count(texts, goal.likely.customers),
            count(texts, t.leads),
            count(texts, t.visits),
            money(t.budget),
            crate::engine::kpi::ratio(t.budget, t.leads).map_or_else(|| none.clone(), money),
            t.blended_cac.map_or_else(|| none.clone(), money),
        ],
        None => unreached(1.0),
    };
    rows.push(row(&word(texts, "answer.total"), cells).class("total"));
    let totals = goal.likely.totals;
    let per_spend = totals
        .and_then(|t| t.revenue_per_spend)
        .map_or_else(|| none.clone(), |v| format::number(texts.lang(), v, 2));
    let left = match totals.map(|t| t.contribution) {
        Some(Some(value)) => money(value),
        Some(None) => word(texts, "answer.na_margin"),
        None => none.clone(),
    };
    let fact = |key: &str, value: &str| {
        el("div")
            .child(el("dt").text(&word(texts, key)))
            .child(el("dd").text(value))
    };
    el("div")
        .child(figures_table("planner-table", &head, rows))
        .child(el("dl").class("facts-list").children([
            fact("answer.per_spend", &per_spend),
            fact("answer.contribution", &left),
        ]))
}

/// The rates that move the budget most, as bars and in numbers.
fn swings(texts: Texts, money: &impl Fn(f64) -> String, goal: &Goal) -> Vec<El> {
    let first: Vec<&Swing> = goal.swings.iter().take(FIRST).collect();
    let ends = first.iter().flat_map(|s| [s.budget.0, s.budget.1]);
    let (mut low, mut high) = (f64::INFINITY, 0.0_f64);
    for end in ends.flatten() {
        (low, high) = (low.min(end), high.max(end));
    }
    // What is out of reach goes to the edge.
    let at = |value: Option<f64>| value.unwrap_or(high);
    let said = |swing: &Swing, value: f64| match swing.rate {
        Rate::CostPerVisit => money(value),
        Rate::VisitToLead | Rate::LeadToSale => figures::percent(texts.lang(), value),
    };
    let ends = |swing: &Swing| {
        let end = |key: &str, name: &str, value: f64, budget: Option<f64>| {
            let label = fill(texts, key, &[(name, &said(swing, value))]);
            let budget = budget.map_or_else(|| word(texts, "swings.out"), money);
            [label, budget].join(": ")
        };
        let (range, budget) = (swing.range, swing.budget);
        [
            end("swings.from", "low", range.low, budget.0),
            end("swings.to", "high", range.high, budget.1),
        ]
    };
    let row = |swing: &&Swing| {
        let values = [
            ("channel", &*channel_name(texts, &swing.channel)),
            ("rate", &rate_words(texts, swing.rate)),
        ];
        SpanRow {
            name: fill(texts, "swings.row", &values),
            said: ends(swing).join("; "),
            bars: vec![(at(swing.budget.0), at(swing.budget.1))],
        }
    };
    let spans = Spans {
        title: word(texts, "swings.title"),
        range: (low, high),
        mark: goal.likely.totals.map(|t| t.budget),
        rows: first.iter().map(row).collect(),
    };
    let words = |place: usize| {
        let ends = first.get(place).map(|s| ends(s));
        let ends = ends.into_iter().flatten();
        ends.map(|end| el("span").text(&end)).collect()
    };
    let number =
        |value: Option<f64>| value.map_or(Cell::Empty, |v| Cell::Number(format!("{v:.4}")));
    let head = ["channel", "low", "high", "budget_low", "budget_high"];
    let head = head.map(|key| Cell::Text(word(texts, &["swings.head.", key].concat())));
    let mut table = vec![head.to_vec()];
    table.extend(goal.swings.iter().map(|s| {
        let values = [
            ("channel", &*channel_name(texts, &s.channel)),
            ("rate", &rate_words(texts, s.rate)),
        ];
        vec![
            Cell::Text(fill(texts, "swings.row", &values)),
            number(Some(s.range.low)),
            number(Some(s.range.high)),
            number(s.budget.0),
            number(s.budget.1),
        ]
    }));
    vec![
        el("h3").text(&spans.title),
        el("p").class("hint").text(&word(texts, "swings.lead")),
        spans_figure("planner-swings", &spans, words),
        chart_files(
            texts,
            "swings",
            "what-matters",
            spans_document(&spans),
            csv(&table),
        ),
    ]
}
