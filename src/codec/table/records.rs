//! Text -> records, each with the line it begins at.

use std::borrow::Cow;
use std::io::Read;

use csv::{ReaderBuilder, StringRecord};

use crate::codec::number::is_space;

/// A last record of our own: an open quote swallows it.
const END: &str = "\u{1}";

/// One row of a table.
pub(super) struct Record {
    /// Line of the text where it begins, from 1.
    pub(super) line: usize,
    cells: StringRecord,
}

impl Record {
    /// A cell, from 0; beyond the last one it is empty.
    pub(super) fn cell(&self, at: usize) -> &str {
        self.cells.get(at).unwrap_or("")
    }

    /// Every cell.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// How many cells.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }
}

pub(super) fn is_empty(cell: &str) -> bool {
    cell.chars().all(|c| c.is_whitespace() || is_space(c))
}

/// Nothing entered, or the dash that stands for it.
pub(super) fn is_blank(cell: &str) -> bool {
    is_empty(cell) || matches!(cell.trim(), "-" | "–" | "—" | "−")
}

/// At most `most` records that have anything in them, and the line of a quote that never ends; nothing after such a
/// quote is a record.
pub(super) fn records(text: &str, mark: u8, most: usize) -> (Vec<Record>, Option<usize>) {
    let text = tidy(text, mark);
    let end = ["\n", END].concat();
    let mut reader = ReaderBuilder::new()
        .delimiter(mark)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes().chain(end.as_bytes()));
    let mut lines = Lines::new(&text);
    let mut list: Vec<Record> = Vec::new();
    let mut last: Option<Record> = None;
    let mut cells = StringRecord::new();
    while list.len() < most && reader.read_record(&mut cells).unwrap_or(false) {
        let begin = cells.position().map_or(0, csv::Position::byte);
        let line = lines.at(usize::try_from(begin).unwrap_or(usize::MAX));
        let fresh = Record {
            line,
            cells: std::mem::take(&mut cells),
        };
        list.extend(last.replace(fresh).filter(|r| !r.cells().all(is_empty)));
    }
    // What is left over is our own record, unless a quote before it is open.
    let open = last.filter(|r| list.len() < most && !r.cells().eq([END]));
    let open = open.map(|r| {
        let closed = r.cells().take(r.len().saturating_sub(1));
        r.line + closed.map(breaks).sum::<usize>()
    });
    (list, open)
}

/// Without the blanks between a mark and the quote of a cell, which would make it an ordinary sign.
fn tidy(text: &str, mark: u8) -> Cow<'_, str> {
    let mark = char::from(mark);
    let blank = |c: char| c != mark && c != '\n' && c != '\r' && (c.is_whitespace() || is_space(c));
    let mut out = String::new();
    // Up to where it was copied, and up to where it was looked at.
    let (mut copied, mut seen) = (0, 0);
    for (at, _) in text.match_indices('"') {
        let before = text.get(seen..at).unwrap_or_default();
        let bare = before.trim_end_matches(blank);
        let begins = if bare.is_empty() {
            seen == 0
        } else {
            bare.ends_with([mark, '\n', '\r'])
        };
        if begins && bare.len() < before.len() {
            out.push_str(text.get(copied..seen + bare.len()).unwrap_or_default());
            copied = at;
        }
        seen = at + 1;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// Ends of lines: CR LF, LF or a lone CR, each counted once.
fn breaks(text: &str) -> usize {
    let bytes = text.as_bytes();
    let next = bytes.iter().skip(1).map(Some).chain([None]);
    bytes
        .iter()
        .zip(next)
        .filter(|(b, next)| **b == b'\n' || (**b == b'\r' && *next != Some(&b'\n')))
        .count()
}

/// Counts lines on the way through a text; the reader's own count knows no lone CR.
struct Lines<'a> {
    rest: std::iter::Peekable<std::iter::Enumerate<std::str::Bytes<'a>>>,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            rest: text.bytes().enumerate().peekable(),
            line: 1,
        }
    }

    /// The line of the first byte from `begin` on that ends no line: empty lines belong to no record.
    fn at(&mut self, begin: usize) -> usize {
        while let Some((at, byte)) = self.rest.peek().copied() {
            if at >= begin && byte != b'\n' && byte != b'\r' {
                break;
            }
            self.rest.next();
            let follows = self.rest.peek().map(|(_, next)| *next);
            self.line += usize::from(byte == b'\n' || (byte == b'\r' && follows != Some(b'\n')));
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(usize, Vec<String>)>, Option<usize>) {
        let (list, open) = records(text, b',', 100);
        let list = list
            .iter()
            .map(|r| (r.line, r.cells().map(str::to_owned).collect()))
            .collect();
        (list, open)
    }

    #[test]
    fn every_record_knows_its_line_whatever_ends_the_lines() {
        for end in ["\n", "\r", "\r\n"] {
            let text = ["a,b", "", "\"c", "d\",e", " ,", "f"].join(end);
            let (list, open) = read(&text);
            let lines: Vec<usize> = list.iter().map(|(line, _)| *line).collect();
            assert_eq!(lines, [1, 3, 6], "{end:?}");
            assert_eq!(open, None);
        }
    }

    #[test]
    fn an_open_quote_is_told_with_the_line_where_it_opens() {
        for (text, line, kept) in [
            ("\"", 1, 0),
            ("a,b\n1,\"2", 2, 1),
            ("a,b\n\n\"1\n\",\"2\n3\n4", 4, 1),
            ("a,b\r\n1,2\r\n \"3,4\r\n5,6\r\n", 3, 2),
            ("a\n\"\"\"", 2, 1),
        ] {
            let (list, open) = read(text);
            assert_eq!((open, list.len()), (Some(line), kept), "{text:?}");
        }
        for text in ["", "\"a\"", "a\"b", "\"a\"b", "\"\"", "\u{1}", "a\n"] {
            assert_eq!(read(text).1, None, "{text:?}");
        }
    }

    #[test]
    fn a_quote_may_stand_after_blanks() {
        let (list, _) = read(" \"a,b\" , \u{a0}\"c\"\n1, \"2, \"\"3\"\"\"\n");
        assert_eq!(list[0].1, ["a,b ", "c"]);
        assert_eq!(list[1].1, ["1", "2,\"3\""]);
    }
}
