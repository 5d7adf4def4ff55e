//! Where a table begins: the mark between its cells, the record that names its columns, and what stands above it.

use super::exports::{Form, columns, recognised};
use super::headers::normal;
use super::months::days_named;
use super::records::{Record, records};
use super::{MAX_COLUMNS, MAX_EXPORT_COLUMNS};
use crate::domain::numbers::Month;

/// Most records above the header: titles, a period.
const ABOVE: usize = 20;
/// As [`ABOVE`] below comments of Google Analytics, which writes a chart of a year's days above the table.
pub(super) const MOST_ABOVE: usize = 500;
/// How much of a text decides about its mark, bytes.
const BEGINNING: usize = 100_000;

/// The header of a table.
pub(super) struct Found {
    /// Which of the records, from 0.
    pub(super) at: usize,
    /// How the rows are read.
    pub(super) form: Form,
    /// First and last month of the period named above it, and the line.
    pub(super) period: Option<(Month, Month, usize)>,
}

/// The mark between cells: the one with which most columns are known; of equals a tab before `;` before `,`: with a
/// decimal comma spreadsheets write semicolons.
pub(super) fn mark(text: &str) -> u8 {
    let end = text.floor_char_boundary(BEGINNING);
    let beginning = text.get(..end).unwrap_or(text);
    let (mut best, mut most) = (b'\t', 0);
    for mark in [b'\t', b';', b','] {
        if beginning.as_bytes().contains(&mark) {
            let known = known(beginning, mark);
            if known > most {
                (best, most) = (mark, known);
            }
        }
    }
    // The comma of one column of amounts is no mark.
    if most == 1 && known(beginning, b'\t') == 1 {
        return b'\t';
    }
    best
}

/// How many columns are known with this mark.
fn known(text: &str, mark: u8) -> usize {
    let (list, _) = records(text, mark, MOST_ABOVE + 1);
    let Some((form, head)) = find(&list).and_then(|f| Some((f.form, list.get(f.at)?))) else {
        return 0;
    };
    let names = names(head);
    match form {
        Form::Figures(kind) => columns(kind, &names).iter().flatten().count(),
        // Several columns told it from any other.
        _ => names.len(),
    }
}

/// The names of the columns, as [`normal`] leaves them.
pub(super) fn names(head: &Record) -> Vec<String> {
    head.cells().take(MAX_EXPORT_COLUMNS).map(normal).collect()
}

/// The first record that names a figure. One that is a single cell may be a title, so one with several goes before it.
pub(super) fn find(list: &[Record]) -> Option<Found> {
    let mut title = None;
    let mut period = Period::default();
    let mut above = 0;
    for (at, record) in list.iter().enumerate().take(MOST_ABOVE + 1) {
        if is_comment(record) {
            period.comment(record);
            continue;
        }
        // Most of what stands above a header, and all of a chart, is found to be no header by this alone.
        let wordless = !record.cells().any(|c| c.contains(char::is_alphabetic));
        let form = Some(record).filter(|_| !wordless).map(names);
        if let Some(form) = form.and_then(|names| recognised(&names, period.by_ga4)) {
            let found = Found {
                at,
                form,
                period: period.months,
            };
            let several = record.cells().filter(|c| !c.trim().is_empty()).count() > 1;
            if several {
                return Some(found);
            }
            title.get_or_insert(found);
        }
        above += 1;
        if above > ABOVE && !period.by_ga4 {
            break;
        }
        period.title(record);
    }
    title
}

/// Whether a line is a comment; a column of numbers may be headed `#`, with others beside it.
pub(super) fn is_comment(record: &Record) -> bool {
    let first = record.cell(0).trim();
    first.starts_with('#') && (first.len() > 1 || record.cells().skip(1).all(str::is_empty))
}

/// The period that stands above a header.
#[derive(Default)]
struct Period {
    months: Option<(Month, Month, usize)>,
    first: Option<Month>,
    by_ga4: bool,
}

impl Period {
    /// A comment of Google Analytics: `# Start date: 20261001`, `# 20261001-20261031`.
    fn comment(&mut self, record: &Record) {
        let text = line(record);
        let days = days_named(&text);
        if let [first, last] = *days.as_slice() {
            self.set(first, last, record.line);
            self.by_ga4 = true;
            return;
        }
        let [day] = *days.as_slice() else { return };
        let words = normal(&text);
        let says = |list: &str| {
            words
                .split(' ')
                .any(|w| list.split('|').any(|start| w.starts_with(start)))
        };
        if says("start|iniz|inicio|начал") {
            self.first = Some(day);
            self.by_ga4 = true;
        } else if says("end|fin|оконч|конец|конца") {
            self.by_ga4 = true;
            if let Some(first) = self.first {
                self.set(first, day, record.line);
            }
        }
    }

    /// A title with two days in it: `... за период с 2026-10-01 по 2026-10-31`.
    fn title(&mut self, record: &Record) {
        // A row of figures by day has dates, too, but more cells.
        let named = record.cells().filter(|c| !c.trim().is_empty()).count();
        if named > 3 {
            return;
        }
        if let [first, last] = *days_named(&line(record)).as_slice() {
            self.set(first, last, record.line);
        }
    }

    fn set(&mut self, first: Month, last: Month, line: usize) {
        self.months = Some((first.min(last), first.max(last), line));
    }
}

/// The cells of a record as one text; only its beginning, a title is short.
fn line(record: &Record) -> String {
    let mut text = String::new();
    for cell in record.cells().take(MAX_COLUMNS) {
        text.extend(cell.chars().take(500));
        text.push(' ');
    }
    text
}
