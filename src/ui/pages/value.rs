//! What a customer is worth, by the way they pay: in one sentence, by formula, when more or fewer of them leave, and when
//! the cost of winning one has come back.

use leptos::prelude::*;

use super::sheet::{Kind, SheetField, chart_files, say, sheet_choice, tabs, with_origin};
use crate::engine::goal::{Given, MARGIN, ORDER_VALUE, ORDERS};
use crate::engine::kpi::{TRUNCATED_MONTHS, Unit};
use crate::engine::value::{
    self, AGAIN, CAC, CONTRACT, DISCOUNT, Inputs, MAX_CONTRACT, MAX_YEARS, NoValue, PERIOD, Period,
    RENEWAL, Sensitivity, Variant, WAY, Way, Worth, YEARS, retention_name, revenue_name,
};
use crate::platform::browser::format;
use crate::report::chart::{Bar, Chart, document};
use crate::report::csv::{Cell, table as csv};
use crate::ui::dom::{El, el};
use crate::ui::parts::chart::bar_figure;
use crate::ui::parts::figures;
use crate::ui::parts::section::{figures_row, figures_table, page_head, section};
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

/// Words of this page.
const PIECE: &str = "worth";

fn word(texts: Texts, key: &str) -> String {
    texts.piece(PIECE, key)
}

fn fill(texts: Texts, key: &str, values: &[(&str, &str)]) -> String {
    texts.piece_fill(PIECE, key, values)
}

fn na(texts: Texts, why: NoValue) -> String {
    word(texts, &["na.", why.id()].concat())
}

fn months(texts: Texts, store: Store, value: f64) -> String {
    // Months have no currency.
    figures::value(texts, Unit::Months, value, store.currency.get())
}

/// The page.
#[must_use]
pub fn value() -> Vec<El> {
    let (texts, store) = (texts(), store());
    let inputs = Memo::new(move |_| store.with(value::inputs));
    let [heading, lead] = page_head(texts, PIECE);
    vec![
        tabs(),
        heading,
        lead,
        asked(inputs, texts, store),
        answer(inputs, texts, store),
    ]
}

/// What goes in.
fn asked(inputs: Memo<Inputs>, texts: Texts, store: Store) -> El {
    let way = move || inputs.with(|i| i.way);
    let period = move || inputs.with(|i| i.period);
    let ways = Way::ALL.map(|w| (w, ["way.", w.id()].concat()));
    let fields = el("div").class("fields").fill_by(
        move || [way().id(), period().id()].concat(),
        move || of_way(way(), period(), inputs, texts, store),
    );
    let periods = Period::ALL.map(|p| (p, ["period.", p.id()].concat()));
    let periods = sheet_choice(
        PERIOD,
        [PIECE, "period.label"],
        periods.to_vec(),
        period,
        texts,
        store,
    )
    .attr_if("hidden", move || way() != Way::Subscription);
    let ways = sheet_choice(WAY, [PIECE, "way.label"], ways.to_vec(), way, texts, store);
    section(texts, PIECE, "inputs")
        .child(el("div").class("fields").children([ways, periods]))
        .child(
            el("p")
                .class("hint")
                .hook("way-hint")
                .say(move || word(texts, &["way.", way().id(), "_hint"].concat())),
        )
        .child(fields)
}

/// The fields of a way to pay.
fn of_way(way: Way, period: Period, inputs: Memo<Inputs>, texts: Texts, store: Store) -> Vec<El> {
    let field = |name: &'static str, key: &'static str, kind: Kind, range: (f64, f64)| {
        let given = move || inputs.with(|i| given(i, name));
        let hint = move || {
            let hint = word(texts, &["inputs.", key, "_hint"].concat());
            match given() {
                Some(g) => with_origin(hint, texts, store, kind, g.value, g.origin),
                None => hint,
            }
        };
        let label = move || word(texts, &["inputs.", key].concat());
        SheetField::new(name, kind, label)
            .hint(hint)
            .within(range)
            .show(texts, store)
    };
    let (money, share) = (Kind::Money.range(), Kind::Share.range());
    let mut all = match way {
        Way::Orders => vec![
            field(ORDER_VALUE, "order_value", Kind::Money, money),
            field(ORDERS, "orders", Kind::Count, money),
        ],
        Way::Subscription => {
            let (revenue, retention) = match period {
                Period::Month => ("revenue_month", "retention_month"),
                Period::Year => ("revenue_year", "retention_year"),
            };
            vec![
                field(revenue_name(period), revenue, Kind::Money, money),
                field(retention_name(period), retention, Kind::Share, share),
            ]
        }
        Way::Contract => vec![
            field(
                revenue_name(Period::Month),
                "revenue_month",
                Kind::Money,
                money,
            ),
            field(
                CONTRACT,
                "contract",
                Kind::Count,
                (1.0, f64::from(MAX_CONTRACT)),
            ),
            field(RENEWAL, "renewal", Kind::Share, share),
        ],
    };
    all.push(field(MARGIN, "margin", Kind::Share, share));
    if way == Way::Orders {
        all.push(field(YEARS, "years", Kind::Count, (1.0, MAX_YEARS)));
        all.push(field(AGAIN, "again", Kind::Share, share));
    }
    all.push(field(CAC, "cac", Kind::Money, money));
    all.push(field(DISCOUNT, "discount", Kind::Share, share));
    all
}

/// What a field counts with, and where that comes from.
fn given(inputs: &Inputs, name: &str) -> Option<Given> {
    match name {
        MARGIN => inputs.margin,
        ORDER_VALUE => inputs.order_value,
        ORDERS => Some(inputs.orders),
        YEARS => Some(inputs.years),
        DISCOUNT => Some(inputs.discount),
        CAC => inputs.cac,
        name if name == revenue_name(inputs.period) => inputs.revenue,
        name if name == retention_name(inputs.period) => inputs.retention,
        _ => None,
    }
}

/// What comes of it.
fn answer(inputs: Memo<Inputs>, texts: Texts, store: Store) -> El {
    let shown = el("div")
        .class("answer")
        .hook("value-answer")
        .fill(move || {
            inputs.with(|i| match i.worth() {
                Some(worth) => told(texts, store, i, &worth),
                None => {
                    let missing = i.missing();
                    let rows = missing.iter().map(|m| {
                        let key = ["missing.", m.id()].concat();
                        el("li").text(&word(texts, &key))
                    });
                    vec![
                        el("p").class("strong").text(&word(texts, "missing.title")),
                        el("ul")
                            .class("missing")
                            .hook("value-missing")
                            .children(rows),
                    ]
                }
            })
        });
    section(texts, PIECE, "answer").child(shown)
}

fn told(texts: Texts, store: Store, inputs: &Inputs, worth: &Worth) -> Vec<El> {
    let money = |value: f64| say(texts, store, Kind::Money, value);
    let percent = |value: f64| figures::percent(texts.lang(), value);
    let sum = match worth.new_customer() {
        Ok(value) => {
            // Said how many come back, three years are counted, whatever was named.
            let years = match inputs.again {
                Some(_) => f64::from(TRUNCATED_MONTHS / 12),
                None => inputs.years.value,
            };
            let years = format::number(texts.lang(), years, 1);
            let values = [("value", &*money(value)), ("years", &years)];
            fill(texts, &["answer.", inputs.way.id()].concat(), &values)
        }
        Err(why) => na(texts, why),
    };
    let mut all = vec![el("p").class("lead").hook("value-sum").text(&sum)];
    if let (Some((low, high)), Some((kept_low, kept_high))) = (worth.range, inputs.interval) {
        let values = [
            ("low", &*money(low)),
            ("high", &money(high)),
            ("kept_low", &percent(kept_low)),
            ("kept_high", &percent(kept_high)),
        ];
        all.push(
            el("p")
                .hook("value-range")
                .text(&fill(texts, "answer.range", &values)),
        );
    }
    all.extend(against_cost(texts, store, inputs, worth));
    if let Some(stay) = worth.stay {
        let values = [("months", &*months(texts, store, stay))];
        all.push(el("p").text(&fill(texts, "answer.stay", &values)));
    }
    all.push(by_formula(texts, store, inputs, worth));
    all.extend(if_more_leave(texts, store, inputs, worth));
    all
}

/// The value beside the cost of winning a customer, and when that has come back.
fn against_cost(texts: Texts, store: Store, inputs: &Inputs, worth: &Worth) -> Vec<El> {
    let money = |value: f64| say(texts, store, Kind::Money, value);
    let Some(cac) = inputs.cac else {
        return vec![el("p").class("hint").text(&word(texts, "answer.no_cac"))];
    };
    let mut all = Vec::new();
    if let (Ok(value), Some(ratio)) = (worth.new_customer(), worth.over_cac) {
        let values = [
            ("ratio", &*format::number(texts.lang(), ratio, 2)),
            ("cac", &money(cac.value)),
            ("value", &money(value)),
            ("loss", &money(cac.value - value)),
        ];
        if ratio < 1.0 {
            let title = el("h3").text(&word(texts, "answer.loss_title"));
            let text = el("p").text(&fill(texts, "answer.loss", &values));
            all.push(
                el("div")
                    .class("loss")
                    .hook("value-loss")
                    .children([title, text]),
            );
        } else {
            all.push(
                el("p")
                    .hook("value-ratio")
                    .text(&fill(texts, "answer.ratio", &values)),
            );
        }
    }
    if let Some(payback) = worth.payback {
        let said = |value: Result<f64, NoValue>| match value {
            Ok(value) => months(texts, store, value),
            Err(why) => na(texts, why),
        };
        let fact = |key: &str, value: Result<f64, NoValue>| {
            el("div")
                .child(el("dt").text(&word(texts, key)))
                .child(el("dd").text(&said(value)))
        };
        all.push(
            el("dl")
                .class("facts-list")
                .hook("value-payback")
                .child(fact("payback.simple", payback.simple))
                .child(fact("payback.with_churn", payback.with_churn)),
        );
    }
    all
}

/// Every formula by name, with what it counts.
fn by_formula(texts: Texts, store: Store, inputs: &Inputs, worth: &Worth) -> El {
    let rows = worth.values.iter().map(|(variant, value)| {
        // Of contracts the first formula counts contracts, not periods.
        let own = ["variant.", inputs.way.id(), "_", variant.id()].concat();
        let name = word(texts, &own);
        let what = word(texts, &[&own, "_what"].concat());
        let value = match value {
            Ok(value) => say(texts, store, Kind::Money, *value),
            Err(why) => na(texts, *why),
        };
        let mut told = el("dt")
            .child(el("span").class("name").text(&name))
            .child(el("span").class("hint").text(&what));
        if inputs.way == Way::Subscription
            && let Some(formula) = formula(*variant)
        {
            told = told.child(el("code").text(formula));
        }
        el("div").child(told).child(el("dd").text(&value))
    });
    let more = match inputs.way {
        Way::Subscription => word(texts, "variant.letters"),
        Way::Orders => word(texts, "variant.undiscounted"),
        Way::Contract => String::new(),
    };
    let (year, month) = (inputs.discount.value, inputs.monthly_discount());
    let percent = |value: f64| figures::percent(texts.lang(), value);
    let values = [("year", &*percent(year)), ("month", &percent(month))];
    el("div")
        .child(el("h3").text(&word(texts, "variant.title")))
        .child(
            el("dl")
                .class("formulas")
                .hook("value-formulas")
                .children(rows),
        )
        .child(
            el("p")
                .class("hint")
                .text(&fill(texts, "variant.discount", &values))
                .text(" ")
                .text(&more),
        )
}

/// The formula as books write it: m margin, d discount and r retention of a period.
const fn formula(variant: Variant) -> Option<&'static str> {
    match variant {
        Variant::Due => Some("m(1 + d) ÷ (1 + d − r)"),
        Variant::Residual => Some("m·r ÷ (1 + d − r)"),
        Variant::Immediate => Some("m ÷ (1 + d − r)"),
        _ => None,
    }
}

/// The value when more or fewer leave than today.
fn if_more_leave(texts: Texts, store: Store, inputs: &Inputs, worth: &Worth) -> Vec<El> {
    let title = el("h3").text(&word(texts, "more.title"));
    if worth.sensitivity.is_empty() {
        let key = match (inputs.way, inputs.stays()) {
            (Way::Orders, None) => "more.ask",
            _ => "more.nobody",
        };
        return vec![title, el("p").class("hint").text(&word(texts, key))];
    }
    let lang = texts.lang();
    let money = |value: f64| say(texts, store, Kind::Money, value);
    let times = |s: &Sensitivity| ["×\u{a0}", &format::number(lang, s.churn, 2)].concat();
    let now = worth.sensitivity.iter().find(|s| s.churn == 1.0).copied();
    let change = |s: &Sensitivity| {
        let change = now.and_then(|n| crate::engine::kpi::ratio(s.value - n.value, n.value));
        match change {
            Some(change) if change > 0.0 => ["+", &figures::percent(lang, change)].concat(),
            Some(change) => figures::percent(lang, change),
            None => texts.t(crate::i18n::k::WHEEL_NA),
        }
    };
    let head = ["churn", "stays", "value", "change"].map(|k| word(texts, &["more.", k].concat()));
    let chart = Chart {
        title: word(texts, "more.chart"),
        bars: worth
            .sensitivity
            .iter()
            .map(|s| Bar {
                label: times(s),
                name: [times(s), figures::percent(lang, s.retention)].join(", "),
                value: s.value,
                said: money(s.value),
            })
            .collect(),
    };
    let rows = worth.sensitivity.iter().map(|s| {
        let cells = [
            figures::percent(lang, s.retention),
            money(s.value),
            change(s),
        ];
        figures_row(&head, &times(s), &cells.map(Some))
    });
    let shown = figures_table("value-sensitivity", &head, rows);
    let number = |value: f64| Cell::Number(format!("{value:.4}"));
    let mut file: Vec<Vec<Cell>> =
        vec![head.iter().take(3).map(|t| Cell::Text(t.clone())).collect()];
    file.extend(
        worth
            .sensitivity
            .iter()
            .map(|s| vec![number(s.churn), number(s.retention), number(s.value)]),
    );
    vec![
        title,
        bar_figure("value-bars", &chart),
        shown,
        chart_files(texts, "value", "value", document(&chart), csv(&file)),
    ]
}
