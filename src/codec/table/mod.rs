//! A table copied from a spreadsheet, a CSV file or an export of another program -> figures of the plan, and what could
//! not be read.
//!
//! One row is one month of one channel. Without a column of channels the rows are the company's; without a column of
//! months they belong to the month the text names above the header, else to the month given. Rows with a day (an export
//! by day) are summed within their month. Exports of orders, contacts and deals are counted month by month; nothing of
//! a person leaves this room. Nothing is applied here: the actions are shown first.

mod beginning;
mod exports;
mod figures;
mod headers;
mod hubspot;
mod months;
mod records;
mod shopify;
mod sources;

use std::collections::BTreeSet;

pub use exports::Kind;
pub use months::parse_month;

use super::number::{NumberError, NumberLocale};
use crate::domain::action::Action;
use crate::domain::ids::ChannelId;
use crate::domain::map::Map;
use crate::domain::numbers::Month;
use crate::domain::profile::Currency;
use exports::Form;
use figures::{Figures, Names};
use records::Record;

/// Longest text looked at, bytes.
pub const MAX_BYTES: usize = 5_000_000;
/// Most rows looked at.
pub const MAX_ROWS: usize = 50_000;
/// Most columns looked at in a table of one's own.
pub const MAX_COLUMNS: usize = 64;
/// Most columns looked at in the export of a program.
pub const MAX_EXPORT_COLUMNS: usize = 200;
/// Most problems told; then [`TableReason::TooManyProblems`].
pub const MAX_PROBLEMS: usize = 1_000;
/// Most sources listed.
pub const MAX_SOURCES: usize = 100;
/// Most unused columns listed.
pub const MAX_UNUSED: usize = 64;
/// Longest name listed of a source or a column, characters.
pub const MAX_LISTED: usize = 120;

/// What is known before reading.
#[derive(Debug, Clone, Copy)]
pub struct TableContext<'a> {
    /// The marks of the visitor's language.
    pub locale: NumberLocale,
    /// Month of rows in a table without a column of months, when the text names none either.
    pub month: Option<Month>,
    /// Names of the channels, several for one channel allowed; a channel's id is always known.
    pub channels: &'a [(ChannelId, String)],
    /// What the visitor decided about sources, by [`Source::key`]: a channel, or `None` to leave the source out.
    pub sources: &'a Map<String, Option<ChannelId>>,
}

/// Why a part of the table was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableReason {
    /// Nothing there.
    Empty,
    /// More than [`MAX_BYTES`]; nothing was read.
    TooLong,
    /// No row among the first names a figure; nothing was read.
    NoHeader,
    /// The text above the header is about several months; rows without a month cannot be booked.
    SeveralMonths,
    /// A column whose name is not known.
    UnknownColumn,
    /// A column named twice; the first counts.
    RepeatedColumn,
    /// A figure of channels, in a table without a column of channels.
    NeedsChannel,
    /// A figure of the company in a row of a channel.
    NeedsCompany,
    /// More columns than [`MAX_COLUMNS`], or [`MAX_EXPORT_COLUMNS`]; the others were left out.
    TooManyColumns,
    /// More than [`MAX_ROWS`] rows; the others were left out.
    TooManyRows,
    /// A cell beyond the last named column; the row is left out.
    ExtraCell,
    /// A quoted cell that does not end; nothing after it was read.
    OpenQuote,
    /// A name that is neither a channel nor a known source, told once; every row of it is left out.
    UnknownChannel,
    /// A row with figures of a channel that names none, such as a row of sums.
    NoChannel,
    /// No month in the row, and none given.
    NoMonth,
    /// A month that cannot be read.
    BadMonth,
    /// A date that is two days of the year, depending on the country: 03/04/2026.
    AmbiguousDate,
    /// A cell that is no number.
    Number(NumberError),
    /// A figure below 0.
    Negative,
    /// Orders in several currencies, told at the header; their revenue is not read.
    SeveralCurrencies,
    /// The same figure, order, contact or deal again; the first counts.
    RepeatedFigure,
    /// More than [`MAX_PROBLEMS`] problems; from here on they are not told.
    TooManyProblems,
}

impl TableReason {
    /// Every reason but those of numbers, which are [`NumberError::ALL`].
    pub const ALL: [Self; 21] = [
        Self::Empty,
        Self::TooLong,
        Self::NoHeader,
        Self::SeveralMonths,
        Self::UnknownColumn,
        Self::RepeatedColumn,
        Self::NeedsChannel,
        Self::NeedsCompany,
        Self::TooManyColumns,
        Self::TooManyRows,
        Self::ExtraCell,
        Self::OpenQuote,
        Self::UnknownChannel,
        Self::NoChannel,
        Self::NoMonth,
        Self::BadMonth,
        Self::AmbiguousDate,
        Self::Negative,
        Self::SeveralCurrencies,
        Self::RepeatedFigure,
        Self::TooManyProblems,
    ];

    /// Name that texts are keyed by; numbers have those of [`NumberError::id`].
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too_long",
            Self::NoHeader => "no_header",
            Self::SeveralMonths => "several_months",
            Self::UnknownColumn => "unknown_column",
            Self::RepeatedColumn => "repeated_column",
            Self::NeedsChannel => "needs_channel",
            Self::NeedsCompany => "needs_company",
            Self::TooManyColumns => "too_many_columns",
            Self::TooManyRows => "too_many_rows",
            Self::ExtraCell => "extra_cell",
            Self::OpenQuote => "open_quote",
            Self::UnknownChannel => "unknown_channel",
            Self::NoChannel => "no_channel",
            Self::NoMonth => "no_month",
            Self::BadMonth => "bad_month",
            Self::AmbiguousDate => "ambiguous_date",
            Self::Number(e) => e.id(),
            Self::Negative => "negative",
            Self::SeveralCurrencies => "several_currencies",
            Self::RepeatedFigure => "repeated_figure",
            Self::TooManyProblems => "too_many_problems",
        }
    }
}

/// A part of the table that was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableProblem {
    /// Line of the text, from 1.
    pub line: usize,
    /// Column of the table, from 1; `None` is the whole row.
    pub column: Option<usize>,
    /// Why.
    pub reason: TableReason,
}

/// A name in the column of channels that is no channel's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// As first written, at most [`MAX_LISTED`] characters.
    pub name: String,
    /// What a decision about it is kept by.
    pub key: String,
    /// The channel it is booked on; `None` leaves it out.
    pub channel: Option<ChannelId>,
    /// Rows that name it.
    pub rows: usize,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The program it came from.
    pub kind: Kind,
    /// Changes for the plan, by month, then company before channels, then field.
    pub actions: Vec<Action>,
    /// Sources that are no channels by name, in order of appearance, at most [`MAX_SOURCES`].
    pub sources: Vec<Source>,
    /// Columns of an export that were not used, as written, at most [`MAX_UNUSED`].
    pub unused: Vec<String>,
    /// Currencies that orders or the names of columns say, in order of appearance; amounts are read as they stand.
    pub currencies: Vec<Currency>,
    /// What was left out, by line.
    pub problems: Vec<TableProblem>,
    /// Rows below the header that had anything in them, rows of sums of an export not counted.
    pub rows: usize,
}

/// Reads a table. Never fails as a whole: what is not read stands among the problems.
#[must_use]
pub fn read_table(text: &str, context: &TableContext<'_>) -> Table {
    let mut out = read(text, context);
    out.problems.sort();
    out
}

fn read(text: &str, context: &TableContext<'_>) -> Table {
    let mut out = Table::default();
    if text.len() > MAX_BYTES {
        out.problem(1, None, TableReason::TooLong);
        return out;
    }
    let text = text.trim_start_matches('\u{feff}');
    let mark = beginning::mark(text);
    // One more than is read tells whether there are more.
    let most = beginning::MOST_ABOVE + MAX_ROWS + 2;
    let (records, open) = records::records(text, mark, most);
    if let Some(line) = open {
        out.problem(line, None, TableReason::OpenQuote);
    }
    let Some(first) = records.first() else {
        if out.problems.is_empty() {
            out.problem(1, None, TableReason::Empty);
        }
        return out;
    };
    let Some(found) = beginning::find(&records) else {
        out.problem(first.line, None, TableReason::NoHeader);
        return out;
    };
    out.kind = found.form.kind();
    let Some((head, rows)) = records.get(found.at..).and_then(<[Record]>::split_first) else {
        return out;
    };
    let columns = out.kind.most_columns();
    if head.len() > columns {
        out.problem(head.line, Some(columns), TableReason::TooManyColumns);
    }
    let rows = out.rows_of(rows);
    // Programs write a point and commas; with another mark between cells a spreadsheet has written it anew.
    let locale = match mark {
        b',' => NumberLocale::ENGLISH,
        _ => context.locale,
    };
    let mut names = Names::new(context, out.kind);
    let mut figures = Figures::default();
    match found.form {
        Form::Figures(kind) => {
            let locale = match kind {
                Kind::Plain => context.locale,
                _ => locale,
            };
            let reading = figures::Reading {
                kind,
                locale,
                found: &found,
                context,
            };
            out.figures(head, rows, &reading, &mut names, &mut figures);
        }
        Form::ShopifyOrders => out.orders(head, rows, context.locale, locale, &mut figures),
        Form::HubspotContacts => out.contacts(head, rows, &mut names, &mut figures),
        Form::HubspotDeals => out.deals(head, rows, locale, &mut figures),
    }
    out.actions = figures.actions();
    out.sources = names.into_sources();
    out
}

impl Table {
    fn problem(&mut self, line: usize, column: Option<usize>, reason: TableReason) {
        let reason = match self.problems.len() {
            ..MAX_PROBLEMS => reason,
            MAX_PROBLEMS => TableReason::TooManyProblems,
            _ => return,
        };
        self.problems.push(TableProblem {
            line,
            column: column
                .filter(|_| reason != TableReason::TooManyProblems)
                .map(|c| c + 1),
            reason,
        });
    }

    /// As many rows as are read.
    fn rows_of<'a>(&mut self, rows: &'a [Record]) -> &'a [Record] {
        match rows.split_at_checked(MAX_ROWS) {
            Some((read, rest)) => {
                if let Some(next) = rest.first() {
                    self.problem(next.line, None, TableReason::TooManyRows);
                }
                read
            }
            None => rows,
        }
    }

    /// Lists the columns of an export that are not among those used.
    fn list_unused(&mut self, head: &Record, used: &BTreeSet<usize>) {
        self.unused = head
            .cells()
            .enumerate()
            .filter(|(at, name)| !used.contains(at) && !records::is_empty(name))
            .map(|(_, name)| listed(name))
            .take(MAX_UNUSED)
            .collect();
    }
}

/// A name as it is listed.
fn listed(name: &str) -> String {
    name.trim().chars().take(MAX_LISTED).collect()
}
