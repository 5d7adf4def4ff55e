//! The months ahead, the months that are over beside their goal, and what makes a gap.

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::action::Action;
use crate::domain::numbers::Month;
use crate::engine::forecast::{
    self, BASELINE, FunnelStep, GROWTH, GROWTH_RANGE, Gap, HIGH, Inputs, LOW, MAX_MONTHS, MONTHS,
    NoCause,
};
use crate::engine::goal::{self, Given, Season};
use crate::engine::kpi::KpiId;
use crate::platform::browser::{self, format};
use crate::report::chart::{Curve, Point, Traced, curve_document, trace};
use crate::report::csv::{Cell, table as csv};
use crate::ui::dom::{El, el, svg};
use crate::ui::pages::sheet::{Kind, chart_files, say, tabs, with_origin};
use crate::ui::parts::chart::{Stop, rect, walk};
use crate::ui::parts::figure_field::Figure;
use crate::ui::parts::figures;
use crate::ui::parts::number_field::{AMOUNT, Reads};
use crate::ui::parts::section::{figures_row, figures_table, page_head, section};
use crate::ui::route::Route;
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

const PIECE: &str = "forecast";

fn word(texts: Texts, key: &str) -> String {
    texts.piece(PIECE, key)
}

fn fill(texts: Texts, key: &str, values: &[(&str, &str)]) -> String {
    texts.piece_fill(PIECE, key, values)
}

/// What is worked out once for the whole page.
#[derive(Debug, Clone, PartialEq)]
struct Worked {
    inputs: Inputs,
    ahead: Vec<forecast::Ahead>,
    past: Vec<forecast::Past>,
    gap: Option<Gap>,
    season: Season,
}

/// The page.
#[must_use]
pub fn forecast() -> Vec<El> {
    let (texts, store) = (texts(), store());
    let this_month = browser::this_month();
    let worked = Memo::new(move |_| {
        store.with(|plan| {
            let inputs = forecast::inputs(plan);
            let sheet = goal::sheet(plan);
            let goal = sheet.missing().is_empty().then(|| sheet.goal().ok());
            Worked {
                ahead: this_month.map_or_else(Vec::new, |m| inputs.ahead(m)),
                past: inputs.past(),
                gap: forecast::gap(plan, &inputs, goal.flatten().as_ref()),
                season: sheet.season,
                inputs,
            }
        })
    });
    let [heading, lead] = page_head(texts, PIECE);
    vec![
        tabs(),
        heading,
        lead,
        answer(worked, texts, store),
        inputs(worked, texts, store),
        lights(worked, texts, store),
    ]
}

/// The curve, its sum and its table.
fn answer(worked: Memo<Worked>, texts: Texts, store: Store) -> El {
    let shown = el("div")
        .class("answer")
        .hook("forecast-answer")
        .fill(move || {
            worked.with(|w| {
                if w.ahead.is_empty() {
                    return vec![
                        el("p")
                            .hook("forecast-missing")
                            .text(&word(texts, "missing")),
                    ];
                }
                let mut all = sentences(texts, store, w);
                all.extend(curve(texts, store, w));
                all
            })
        });
    section(texts, PIECE, "answer").child(shown)
}

fn sentences(texts: Texts, store: Store, w: &Worked) -> Vec<El> {
    let money = |value: f64| say(texts, store, Kind::Money, value.round());
    let sum = |of: fn(&forecast::Ahead) -> f64| w.ahead.iter().map(of).sum::<f64>();
    let likely = sum(|a| a.likely);
    let told = texts
        .words_count(PIECE, "answer.sum", w.ahead.len() as u64)
        .replace("{likely}", &money(likely));
    let range = [
        ("low", &*money(sum(|a| a.low))),
        ("high", &money(sum(|a| a.high))),
    ];
    let goal = match w.inputs.goal {
        Some(goal) => {
            // A goal is for twelve months, however far the curve goes.
            let year: f64 = w.ahead.iter().take(12).map(|a| a.likely).sum();
            let months = w.ahead.len().min(12) as f64;
            let goal = goal * months / 12.0;
            let share = crate::engine::kpi::ratio(year, goal);
            let share = share.map_or_else(
                || texts.t(crate::i18n::k::WHEEL_NA),
                |s| figures::percent(texts.lang(), s),
            );
            let values = [
                ("goal", &*money(goal)),
                ("reached", &money(year)),
                ("share", &share),
            ];
            // With fewer months than a year there is nothing to hold against a year's goal.
            if w.ahead.len() < 12 {
                String::new()
            } else {
                fill(texts, "answer.goal", &values)
            }
        }
        None => word(texts, "answer.goal_none"),
    };
    let mut all = vec![
        el("p").class("lead").hook("forecast-sum").text(&told),
        el("p").text(&fill(texts, "answer.range", &range)),
    ];
    if !goal.is_empty() {
        all.push(el("p").hook("forecast-goal").text(&goal));
    }
    all
}

/// The months in one row: those that are over, then those ahead.
fn curve_of(texts: Texts, w: &Worked) -> (Curve, Vec<Month>) {
    let mut months = Vec::new();
    let mut points = Vec::new();
    let label = |month: Month| {
        format::month_name(texts.lang(), month)
            .chars()
            .take(3)
            .collect()
    };
    for (month, actual) in &w.inputs.actual {
        months.push(*month);
        points.push(Point {
            label: label(*month),
            actual: Some(*actual),
            ahead: None,
            target: w.inputs.target(*month),
        });
    }
    for ahead in &w.ahead {
        months.push(ahead.month);
        points.push(Point {
            label: label(ahead.month),
            actual: None,
            ahead: Some((ahead.low, ahead.likely, ahead.high)),
            target: ahead.target,
        });
    }
    let title = word(texts, "chart.title");
    (Curve { title, points }, months)
}

fn curve(texts: Texts, store: Store, w: &Worked) -> Vec<El> {
    let (curve, months) = curve_of(texts, w);
    let traced = trace(&curve);
    let money = |value: f64| say(texts, store, Kind::Money, value);
    let (top, middle) = (money(traced.top), money(traced.top / 2.0));
    let legend =
        ["actual", "likely", "band", "target"].map(|key| word(texts, &format!("chart.{key}")));
    let [actual, likely, band, target] = &legend;
    let key = |class: &str, text: &str| el("li").class(class).text(text);
    let stops = months.iter().zip(&curve.points).zip(&traced.labels);
    let stops = stops.map(|((month, point), label)| Stop {
        place: traced.column(label),
        said: month_said(texts, *month, point, &money),
    });
    let [drawing, line] = picture(&traced, &top, &middle, &curve.title, stops.collect());
    let figure = el("figure")
        .child(el("figcaption").class("hint").text(&curve.title))
        .children([drawing, line])
        .child(
            el("ul").class("curve-legend").children(
                // What is not drawn is not explained.
                [
                    ("column", actual, !traced.columns.is_empty()),
                    ("likely", likely, !traced.likely.is_empty()),
                    ("band", band, !traced.band.is_empty()),
                    ("target", target, !traced.target.is_empty()),
                ]
                .into_iter()
                .filter(|(_, _, drawn)| *drawn)
                .map(|(class, text, _)| key(class, text)),
            ),
        );
    let document = curve_document(&curve, &top, &middle, &legend);
    let head = ["month", "actual", "low", "likely", "high", "target"]
        .map(|key| word(texts, &format!("chart.{key}")));
    let values = |p: &Point| {
        let (low, likely, high) = match p.ahead {
            Some((low, likely, high)) => (Some(low), Some(likely), Some(high)),
            None => (None, None, None),
        };
        [p.actual, low, likely, high, p.target]
    };
    let row = |(month, point): (&Month, &Point)| {
        let cells = values(point).map(|value| value.map(|v| money(v.round())));
        figures_row(&head, &format::month(texts.lang(), *month), &cells)
    };
    let table = months.iter().zip(&curve.points).map(row);
    let table = figures_table("forecast-months", &head, table);
    let text = |text: &String| Cell::Text(text.clone());
    let mut rows: Vec<Vec<Cell>> = vec![head.iter().map(text).collect()];
    rows.extend(months.iter().zip(&curve.points).map(|(month, point)| {
        let number =
            |value: Option<f64>| value.map_or(Cell::Empty, |v| Cell::Number(format!("{v:.2}")));
        std::iter::once(text(&month.to_string()))
            .chain(values(point).map(number))
            .collect()
    }));
    let file = csv(&rows);
    vec![
        figure,
        table,
        chart_files(texts, "forecast", "forecast", document, file),
    ]
}

/// A month of the curve in words.
fn month_said(texts: Texts, month: Month, point: &Point, money: &impl Fn(f64) -> String) -> String {
    let part = |key: &str, value: String| {
        let name = word(texts, &["chart.", key].concat());
        [name, value].join(" ")
    };
    let whole = |value: f64| money(value.round());
    let mut parts = Vec::new();
    parts.extend(point.actual.map(|v| part("actual", whole(v))));
    if let Some((low, likely, high)) = point.ahead {
        parts.push(part("likely", whole(likely)));
        parts.push([whole(low), whole(high)].join(" – "));
    }
    parts.extend(point.target.map(|v| part("target", whole(v))));
    [format::month(texts.lang(), month), parts.join(", ")].join(": ")
}

/// The curve as wide as there is room; its words stand in HTML, so that they keep their size.
fn picture(traced: &Traced, top: &str, middle: &str, title: &str, stops: Vec<Stop>) -> [El; 2] {
    let path = |class: &str, d: &str| svg("path").class(class).attr("d", d);
    let [_, _, base] = traced.lines;
    let rules = traced
        .lines
        .iter()
        .map(|y| path("rule", &format!("M0 {y}H{}", traced.width)));
    let drawing = svg("svg")
        .class("curve")
        .attr("viewBox", &format!("0 0 {} {base}", traced.width))
        .attr("preserveAspectRatio", "none")
        .children(rules)
        .children(traced.columns.iter().map(|r| rect("column", r)))
        .child(path("band", &traced.band))
        .child(path("target", &traced.target))
        .child(path("likely", &traced.likely));
    let scale = |class: &str, text: &str| {
        el("span")
            .class(class)
            .attr("aria-hidden", "true")
            .text(text)
    };
    // A few names, each under the first month of its group, have room on the narrowest phone.
    let group = traced.labels.len().div_ceil(6).max(1);
    let labels = traced.labels.chunks(group).map(|months| {
        let name = months.first().map_or("", |l| &l.text);
        el("span").class(&format!("of{}", months.len())).text(name)
    });
    let [drawing, line] = walk(drawing, title, stops);
    let box_ = el("div")
        .child(el("div").class("curve-box").children([
            drawing,
            scale("scale", top),
            scale("scale middle", middle),
        ]))
        .child(
            el("div")
                .class("curve-labels")
                .attr("aria-hidden", "true")
                .children(labels),
        );
    [box_, line]
}

/// Growth is kept as a factor and typed as more or less.
const CHANGE: Reads = figures::PERCENT;

/// What the forecast rests on.
fn inputs(worked: Memo<Worked>, texts: Texts, store: Store) -> El {
    let origin = move |hint: String, kind: Kind, given: Given| {
        with_origin(hint, texts, store, kind, given.value, given.origin)
    };
    let key_of = move |name: &str| store.now(|p| [p.id.as_str(), name].join(" sheet."));
    let base = Figure {
        name: "forecast-baseline".to_owned(),
        label: Rc::new(move || word(texts, "inputs.baseline")),
        hint: Rc::new(move || {
            let hint = word(texts, "inputs.baseline_hint");
            match worked.with(|w| w.inputs.baseline) {
                Some(given) => origin(hint, Kind::Money, given),
                None => hint,
            }
        }),
        unit: Rc::new(move || store.with(|p| p.profile.currency().as_str().to_owned())),
        reads: AMOUNT,
        percent: false,
        range: (0.0, 1e12),
        value: store.slice(|p| p.sheet.get(BASELINE).copied()),
        key: key_of(BASELINE),
        missing: None,
    };
    let base = base.show(texts, move |value| {
        store
            .dispatch(Action::SetSheet(BASELINE.to_owned(), value))
            .err()
    });
    let growth = |name: &'static str, key: &'static str, hint: &'static str| {
        let given = move || {
            worked.with(|w| match name {
                LOW => w.inputs.low,
                HIGH => w.inputs.high,
                _ => w.inputs.growth,
            })
        };
        let range = (GROWTH_RANGE.0 - 1.0, GROWTH_RANGE.1 - 1.0);
        let figure = Figure {
            name: name.replace('.', "-"),
            label: Rc::new(move || word(texts, key)),
            hint: Rc::new(move || {
                let Given {
                    value,
                    origin: from,
                } = given();
                let change = Given {
                    value: value - 1.0,
                    origin: from,
                };
                origin(word(texts, hint), Kind::Share, change)
            }),
            unit: Rc::new(|| "%".to_owned()),
            reads: CHANGE,
            percent: true,
            range,
            // Thousandths of a per cent: a factor less one is not always what was typed.
            value: store.slice(move |p| {
                let factor = p.sheet.get(name).copied()?;
                Some(((factor - 1.0) * 1e5).round() / 1e5)
            }),
            key: key_of(name),
            missing: None,
        };
        figure.show(texts, move |value| {
            let factor = value.map(|v| 1.0 + v);
            store
                .dispatch(Action::SetSheet(name.to_owned(), factor))
                .err()
        })
    };
    let months = Figure {
        name: "forecast-months".to_owned(),
        label: Rc::new(move || word(texts, "inputs.months")),
        hint: Rc::new(move || word(texts, "inputs.months_hint")),
        unit: Rc::new(String::new),
        reads: AMOUNT,
        percent: false,
        range: (1.0, f64::from(MAX_MONTHS)),
        value: store.slice(|p| p.sheet.get(MONTHS).copied()),
        key: key_of(MONTHS),
        missing: None,
    };
    let months = months.show(texts, move |value| {
        store
            .dispatch(Action::SetSheet(MONTHS.to_owned(), value))
            .err()
    });
    let season = move || {
        let name = worked.with(|w| w.season.id());
        let name = texts.piece("planner", &format!("season.{name}"));
        fill(texts, "inputs.season", &[("season", &name)])
    };
    section(texts, PIECE, "inputs")
        .child(el("div").class("fields").children([
            base,
            growth(GROWTH, "inputs.growth", "inputs.growth_hint"),
            growth(LOW, "inputs.low", "inputs.range_hint"),
            growth(HIGH, "inputs.high", "inputs.range_hint"),
            months,
        ]))
        .child(
            el("p")
                .class("hint")
                .child(el("span").say(season))
                .text(" ")
                .child(
                    el("a")
                        .attr("href", &Route::Planner.href())
                        .say(move || word(texts, "inputs.season_go")),
                ),
        )
}

/// Months with revenue beside their goal, and what makes the latest gap.
fn lights(worked: Memo<Worked>, texts: Texts, store: Store) -> El {
    let money = move |value: f64| say(texts, store, Kind::Money, value.round());
    let shown = el("div")
        .class("answer")
        .hook("forecast-lights")
        .fill(move || {
            worked.with(|w| {
                if w.past.is_empty() {
                    return vec![el("p").class("hint").text(&word(texts, "lights.none"))];
                }
                let keys = ["reached", "target", "share", "state"];
                let words = keys.map(|key| word(texts, &format!("lights.{key}")));
                let mut head = vec![word(texts, "chart.month")];
                head.extend(words);
                let row = |past: &forecast::Past| {
                    let share = past.share.map_or_else(
                        || texts.t(crate::i18n::k::WHEEL_NA),
                        |s| figures::percent(texts.lang(), s),
                    );
                    let cells = [money(past.actual), money(past.target), share].map(Some);
                    let month = format::month(texts.lang(), past.month);
                    let state = word(texts, &format!("lights.{}", past.light.id()));
                    let light = el("span").class(&format!("light {}", past.light.id()));
                    let label = head.last().map_or("", String::as_str);
                    figures_row(&head, &month, &cells).child(
                        el("td")
                            .class("n")
                            .attr("data-label", label)
                            .child(light.text(&state)),
                    )
                };
                let table = figures_table("forecast-past", &head, w.past.iter().map(row));
                let mut all = vec![
                    el("p").class("hint").text(&word(texts, "lights.lead")),
                    table,
                ];
                all.extend(w.gap.iter().flat_map(|gap| why(texts, store, gap)));
                all
            })
        });
    section(texts, PIECE, "lights").child(shown)
}

/// What makes the gap.
fn why(texts: Texts, store: Store, gap: &Gap) -> Vec<El> {
    let money = |value: f64| say(texts, store, Kind::Money, value.round());
    let mut all = vec![el("h3").text(&word(texts, "gap.title"))];
    let step_words = |step: FunnelStep| word(texts, &format!("gap.{}", step.id()));
    match &gap.effects {
        Err(NoCause::Plan) => {
            all.push(
                el("p")
                    .hook("forecast-gap")
                    .text(&word(texts, "gap.na_plan")),
            );
        }
        Err(NoCause::NotEntered(kpi)) => {
            let key = match kpi {
                KpiId::Visits => "gap.missing_visits",
                KpiId::Leads => "gap.missing_leads",
                _ => "gap.missing_customers",
            };
            let values = [("missing", &*word(texts, key))];
            all.push(
                el("p")
                    .hook("forecast-gap")
                    .text(&fill(texts, "gap.na", &values)),
            );
        }
        Ok(effects) => {
            let values = [
                ("month", &*format::month(texts.lang(), gap.month)),
                ("gap", &money(gap.money)),
            ];
            all.push(el("p").text(&fill(texts, "gap.lead", &values)));
            let said = |step: FunnelStep, value: f64| match step {
                FunnelStep::Visits => say(texts, store, Kind::Count, value.round()),
                FunnelStep::VisitToLead | FunnelStep::LeadToSale => {
                    figures::percent(texts.lang(), value)
                }
                FunnelStep::Value => money(value),
            };
            let head =
                ["step", "actual", "plan", "effect"].map(|key| word(texts, &format!("gap.{key}")));
            let row = |effect: &forecast::Effect| {
                let cells = [
                    said(effect.step, effect.actual),
                    said(effect.step, effect.plan),
                    // What is missing is written with a minus.
                    money(-effect.money),
                ];
                figures_row(&head, &step_words(effect.step), &cells.map(Some))
            };
            all.push(figures_table(
                "forecast-effects",
                &head,
                effects.iter().map(row),
            ));
            if let Some(step) = gap.most() {
                let values = [("step", &*step_words(step))];
                all.push(
                    el("p")
                        .class("strong")
                        .hook("forecast-gap")
                        .text(&fill(texts, "gap.most", &values)),
                );
            }
        }
    }
    all
}
