//! The goal spread over the months of a year, as bars and as a table.

use leptos::prelude::*;

use super::{PIECE, Worked, word};
use crate::domain::numbers::Month;
use crate::engine::goal::{MonthNeed, SEASON, Season, month_name};
use crate::platform::browser::format;
use crate::report::chart::{Bar, Chart};
use crate::report::csv::{Cell, table};
use crate::ui::dom::{El, el};
use crate::ui::pages::sheet::{Kind, SheetField, chart_files, say, sheet_choice};
use crate::ui::parts::chart::bar_figure;
use crate::ui::parts::section::{figures_row, figures_table, section};
use crate::ui::store::Store;
use crate::ui::words::Texts;

/// A year whose months are named; of a month only its name is shown.
const YEAR: u16 = 2026;

/// Name of a month, 1..=12.
fn month_words(texts: Texts, month: u8) -> String {
    let month = Month::new(YEAR, month);
    month.map_or_else(String::new, |m| format::month_name(texts.lang(), m))
}

/// The section.
pub(super) fn year(worked: Memo<Worked>, texts: Texts, store: Store) -> El {
    let season = Memo::new(move |_| worked.with(|w| w.sheet.season));
    let seasons = Season::ALL.map(|one| (one, ["season.", one.id()].concat()));
    let chosen = sheet_choice(
        SEASON,
        [PIECE, "season.label"],
        seasons.to_vec(),
        move || season.get(),
        texts,
        store,
    );
    let own = el("div").fill_by(
        move || (season.get() == Season::Own).to_string(),
        move || {
            if season.get_untracked() != Season::Own {
                return Vec::new();
            }
            let fields = (1..=12_u8).map(|month| month_field(month, texts, store));
            vec![
                el("p")
                    .class("hint")
                    .say(move || word(texts, "season.own_hint")),
                el("div").class("fields months").children(fields),
            ]
        },
    );
    let shown = el("div").hook("planner-year").fill(move || {
        worked.with(|w| {
            let goal = w.goal.as_ref().ok().filter(|_| w.missing.is_empty());
            match goal.and_then(|g| g.months) {
                Some(months) if months.iter().any(|m| m.customers > 0) => {
                    spread(texts, store, &months)
                }
                _ => Vec::new(),
            }
        })
    });
    section(texts, PIECE, "season").children([chosen, own, shown])
}

/// The visitor's own index of a month.
fn month_field(month: u8, texts: Texts, store: Store) -> El {
    let name = month_name(usize::from(month));
    SheetField::new(&name, Kind::Count, move || month_words(texts, month)).show(texts, store)
}

#[allow(
    clippy::cast_precision_loss,
    reason = "shown; beyond 2^53 cents nobody counts them"
)]
fn spread(texts: Texts, store: Store, months: &[MonthNeed; 12]) -> Vec<El> {
    let money = |cents: u64| say(texts, store, Kind::Money, cents as f64 / 100.0);
    let whole = |value: u64| format::number(texts.lang(), value as f64, 0);
    let names: Vec<String> = (1..=12).map(|m| month_words(texts, m)).collect();
    let chart = Chart {
        title: word(texts, "season.chart"),
        bars: names
            .iter()
            .zip(months)
            .map(|(name, month)| Bar {
                label: name.chars().take(3).collect(),
                name: name.clone(),
                value: month.cents as f64 / 100.0,
                said: money(month.cents),
            })
            .collect(),
    };
    let head = ["month", "visits", "leads", "customers", "budget"]
        .map(|key| word(texts, &format!("season.{key}")));
    let row = |name: &str, month: &MonthNeed| {
        let cells = [
            whole(month.visits),
            whole(month.leads),
            whole(month.customers),
            money(month.cents),
        ];
        figures_row(&head, name, &cells.map(Some))
    };
    let sum = |f: fn(&MonthNeed) -> u64| months.iter().map(f).sum::<u64>();
    let year = MonthNeed {
        visits: sum(|m| m.visits),
        leads: sum(|m| m.leads),
        customers: sum(|m| m.customers),
        cents: sum(|m| m.cents),
    };
    let mut rows: Vec<El> = names.iter().zip(months).map(|(n, m)| row(n, m)).collect();
    rows.push(row(&word(texts, "season.year"), &year).class("total"));
    let document = crate::report::chart::document(&chart);
    let csv = csv(&head, &names, months);
    vec![
        bar_figure("planner-bars", &chart),
        figures_table("planner-months", &head, rows),
        chart_files(texts, "planner", "year", document, csv),
    ]
}

/// The table as a file.
fn csv(head: &[String], names: &[String], months: &[MonthNeed; 12]) -> String {
    let text = |text: &String| Cell::Text(text.clone());
    let mut rows: Vec<Vec<Cell>> = vec![head.iter().map(text).collect()];
    rows.extend(names.iter().zip(months).map(|(name, m)| {
        let count = |n: u64| Cell::Number(n.to_string());
        let (visits, leads) = (count(m.visits), count(m.leads));
        vec![
            text(name),
            visits,
            leads,
            count(m.customers),
            Cell::cents(m.cents),
        ]
    }));
    table(&rows)
}
