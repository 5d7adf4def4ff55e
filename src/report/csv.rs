//! A table as spreadsheets read it everywhere.

/// Rows of words and plain numbers. Words are quoted, a word that a spreadsheet would take for a formula is led by an
/// apostrophe, and the mark at the beginning says that the text is UTF-8. Source: RFC 4180.
#[must_use]
pub fn table(rows: &[Vec<Cell>]) -> String {
    let mut out = String::from("\u{feff}");
    for row in rows {
        let cells: Vec<String> = row.iter().map(Cell::written).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A word or a sentence.
    Text(String),
    /// A number as it is written with a point.
    Number(String),
    /// Nothing.
    Empty,
}

impl Cell {
    /// Money in cents as units and two digits.
    #[must_use]
    pub fn cents(cents: u64) -> Self {
        Self::Number(format!("{}.{:02}", cents / 100, cents % 100))
    }

    fn written(&self) -> String {
        match self {
            Self::Text(text) => {
                let guarded = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
                let lead = if guarded { "'" } else { "" };
                format!("\"{lead}{}\"", text.replace('"', "\"\""))
            }
            Self::Number(text) => text.clone(),
            Self::Empty => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_and_never_a_formula() {
        let text = |t: &str| Cell::Text(t.to_owned());
        let rows = [
            vec![text("Mese"), text("=SUM(A1)"), text("a \"b\", c")],
            vec![text("maggio"), Cell::cents(1_205), Cell::Empty],
        ];
        assert_eq!(
            table(&rows),
            "\u{feff}\"Mese\",\"'=SUM(A1)\",\"a \"\"b\"\", c\"\r\n\"maggio\",12.05,\r\n"
        );
    }
}
