//! The text of JSON, RFC 8259: a reader and a writer of one value type, nothing generic.

use crate::domain::json::{Object, Value};

/// Deepest nesting read.
pub const MAX_DEPTH: u32 = 127;

/// Where a text stops being JSON. Both count from 1; the column counts bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not JSON")]
pub struct JsonError {
    /// Line.
    pub line: usize,
    /// Byte in that line.
    pub column: usize,
    /// The text is JSON as far as it goes, and ends too early.
    pub cut_off: bool,
}

/// Reads a text that is one value and nothing else. Of a name given twice the last counts.
///
/// # Errors
/// [`JsonError`].
pub fn read(text: &str) -> Result<Value, JsonError> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0).filter(|_| {
        reader.space();
        reader.at == text.len()
    });
    value.ok_or_else(|| {
        let read = text.as_bytes().get(..reader.at).unwrap_or_default();
        let mut lines = read.rsplit(|b| *b == b'\n');
        JsonError {
            column: lines.next().map_or(0, <[u8]>::len) + 1,
            line: lines.count() + 1,
            cut_off: reader.at == text.len(),
        }
    })
}

/// Reads an object of texts, such as a piece of words; `None` when it is anything else.
#[must_use]
pub fn texts(text: &str) -> Option<crate::domain::map::Map<String, String>> {
    let Ok(Value::Object(object)) = read(text) else {
        return None;
    };
    let entries = object.into_iter().map(|(name, value)| match value {
        Value::String(text) => Some((name, text)),
        _ => None,
    });
    entries.collect()
}

/// Reads a list of texts; `None` when it is anything else.
#[must_use]
pub fn list(text: &str) -> Option<Vec<String>> {
    let Ok(Value::Array(list)) = read(text) else {
        return None;
    };
    let texts = list.into_iter().map(|value| match value {
        Value::String(text) => Some(text),
        _ => None,
    });
    texts.collect()
}

/// Every `None` stops at the byte in the way.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_while(&mut self, mut wanted: impl FnMut(u8) -> bool) {
        while self.peek().is_some_and(&mut wanted) {
            self.at += 1;
        }
    }

    fn space(&mut self) {
        self.skip_while(|b| matches!(b, b' ' | b'\n' | b'\r' | b'\t'));
    }

    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        word.bytes().all(|b| self.take(b)).then_some(value)
    }

    fn value(&mut self, depth: u32) -> Option<Value> {
        self.space();
        match self.peek()? {
            b'n' => self.word("null", Value::Null),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'"' => self.string().map(Value::String),
            b'[' if depth < MAX_DEPTH => {
                let mut list = Vec::new();
                self.entries(b']', |reader| {
                    list.push(reader.value(depth + 1)?);
                    Some(())
                })?;
                Some(Value::Array(list))
            }
            b'{' if depth < MAX_DEPTH => {
                let mut object = Object::new();
                self.entries(b'}', |reader| {
                    let name = reader.string()?;
                    reader.space();
                    reader.take(b':').then_some(())?;
                    object.push(name, reader.value(depth + 1)?);
                    Some(())
                })?;
                Some(Value::Object(object))
            }
            b'-' | b'0'..=b'9' => self.number(),
            _ => None,
        }
    }

    /// What stands between brackets, the first of them next.
    fn entries(&mut self, end: u8, mut entry: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        self.space();
        if self.take(end) {
            return Some(());
        }
        loop {
            self.space();
            entry(self)?;
            self.space();
            if self.take(end) {
                return Some(());
            }
            self.take(b',').then_some(())?;
        }
    }

    fn digits(&mut self) -> Option<()> {
        self.peek().filter(u8::is_ascii_digit)?;
        self.skip_while(|b| b.is_ascii_digit());
        Some(())
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            if !self.take(b'+') {
                self.take(b'-');
            }
            self.digits()?;
        }
        Some(Value::Number(self.since(start).to_owned()))
    }

    fn string(&mut self) -> Option<String> {
        self.take(b'"').then_some(())?;
        let mut out = String::new();
        loop {
            let start = self.at;
            self.skip_while(|b| !matches!(b, b'"' | b'\\' | 0..=0x1f));
            out.push_str(self.since(start));
            if self.take(b'"') {
                return Some(out);
            }
            self.take(b'\\').then_some(())?;
            let c = match self.peek()? {
                b'n' => '\n',
                b't' => '\t',
                b'r' => '\r',
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'u' => {
                    self.at += 1;
                    out.push(self.escaped()?);
                    continue;
                }
                b @ (b'"' | b'\\' | b'/') => char::from(b),
                _ => return None,
            };
            self.at += 1;
            out.push(c);
        }
    }

    /// A character by its number in UTF-16; half of one alone is none.
    fn escaped(&mut self) -> Option<char> {
        let unit = self.hex()?;
        if !(0xd800..0xdc00).contains(&unit) {
            return char::from_u32(unit);
        }
        (self.take(b'\\') && self.take(b'u')).then_some(())?;
        let low = self.hex()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((unit - 0xd800) << 10) + low)
    }

    fn hex(&mut self) -> Option<u32> {
        let mut value = 0;
        for _ in 0..4 {
            value = value * 16 + char::from(self.peek()?).to_digit(16)?;
            self.at += 1;
        }
        Some(value)
    }
}

/// The text in one line.
#[must_use]
pub fn write(value: &Value) -> String {
    let mut out = String::new();
    put(&mut out, value, None);
    out
}

/// The text with line breaks and two spaces a level.
#[must_use]
pub fn write_lines(value: &Value) -> String {
    let mut out = String::new();
    put(&mut out, value, Some(0));
    out
}

fn put(out: &mut String, value: &Value, level: Option<usize>) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(text) => out.push_str(text),
        Value::String(text) => put_text(out, text),
        Value::Array(list) => {
            out.push('[');
            for (n, value) in list.iter().enumerate() {
                next(out, n, level);
                put(out, value, level.map(|l| l + 1));
            }
            close(out, ']', list.is_empty(), level);
        }
        Value::Object(object) => {
            out.push('{');
            for (n, (name, value)) in object.iter().enumerate() {
                next(out, n, level);
                put_text(out, name);
                out.push_str(if level.is_some() { ": " } else { ":" });
                put(out, value, level.map(|l| l + 1));
            }
            close(out, '}', object.is_empty(), level);
        }
    }
}

fn next(out: &mut String, n: usize, level: Option<usize>) {
    if n > 0 {
        out.push(',');
    }
    if let Some(level) = level {
        new_line(out, level + 1);
    }
}

fn close(out: &mut String, end: char, empty: bool, level: Option<usize>) {
    if let Some(level) = level.filter(|_| !empty) {
        new_line(out, level);
    }
    out.push(end);
}

fn new_line(out: &mut String, level: usize) {
    out.push('\n');
    for _ in 0..level {
        out.push_str("  ");
    }
}

fn put_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        let short = match c {
            '"' | '\\' => c,
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            '\0'..='\u{1f}' => {
                out.push_str(if c < '\u{10}' { "\\u000" } else { "\\u001" });
                out.push(char::from_digit(u32::from(c) & 15, 16).unwrap_or('0'));
                continue;
            }
            _ => {
                out.push(c);
                continue;
            }
        };
        out.push('\\');
        out.push(short);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The general reader is the reference: both take a text, or both refuse it at the same place.
    fn agree(text: &str) {
        match (read(text), serde_json::from_str::<serde_json::Value>(text)) {
            (Ok(ours), Ok(theirs)) => {
                let again = serde_json::from_str::<serde_json::Value>(&write(&ours));
                assert_eq!(again.unwrap(), theirs, "{text}");
                let lines = serde_json::from_str::<serde_json::Value>(&write_lines(&ours));
                assert_eq!(lines.unwrap(), theirs, "{text}");
            }
            (Err(ours), Err(theirs)) => assert_eq!(ours.cut_off, theirs.is_eof(), "{text}"),
            // Ours keeps a number as its text, so none is too large to be read.
            (Ok(_), Err(e)) if e.to_string().starts_with("number out of range") => {}
            (ours, theirs) => panic!("{text}: {ours:?}, {theirs:?}"),
        }
    }

    #[test]
    fn it_reads_what_the_general_reader_reads() {
        let good = r#" { "a" : [ ] , "b\n\"\\\/\b\f\r\t" : { } , "é😀\u00e9\ud83d\ude00\u0000" : [ 0 , -0 , -1.5e+3 , 2E-7 ,
            18446744073709551615 , true , false , null , "" , [ [ { "x" : 1 } ] ] ] } "#;
        agree(good);
        // Cut anywhere, and with any byte in place of another.
        for (at, c) in good.char_indices() {
            agree(&good[..at]);
            for other in [
                '"', '\\', ',', ':', '0', '}', ']', 'e', '-', ' ', '\n', '\u{1}',
            ] {
                let changed = [&good[..at], &other.to_string(), &good[at + c.len_utf8()..]];
                agree(&changed.concat());
            }
        }
        for text in [
            "", " ", "01", "1.", ".5", "+1", "1e", "nul", "nulll", "[1,]", "[,1]", "{,}", "\"\\x\"",
        ] {
            agree(text);
        }
        for text in [
            r#""\ud800""#,
            r#""\udc00""#,
            r#""\ud800\ud800""#,
            r#""\u12g4""#,
            "\"\t\"",
            "\u{feff}1",
        ] {
            agree(text);
        }
        for depth in [126, 127, 128, 129] {
            agree(&["[".repeat(depth), "]".repeat(depth)].concat());
        }
    }

    #[test]
    fn an_error_names_the_byte_in_the_way() {
        for (text, line, column) in [
            ("{\"id\":}", 1, 7),
            ("{\n \"a\" 1}", 2, 6),
            ("<!doctype html>", 1, 1),
            ("[1]\n\n x", 3, 2),
        ] {
            let cut_off = false;
            let error = JsonError {
                line,
                column,
                cut_off,
            };
            assert_eq!(read(text), Err(error), "{text}");
        }
    }

    #[test]
    fn a_number_is_written_as_it_was_read() {
        for text in [
            "0.30000000000000004",
            "1e400",
            "-0",
            "123456789012345678901234567890",
        ] {
            assert_eq!(read(text).map(|v| write(&v)), Ok(text.to_owned()));
        }
    }

    #[test]
    fn lines_are_indented_by_two() {
        let value = read(r#"{"a":[1,{}],"b":[]}"#).unwrap();
        assert_eq!(
            write_lines(&value),
            "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}"
        );
    }

    #[test]
    fn only_texts_are_taken_where_texts_are_wanted() {
        let texts = texts(r#"{"b":"2","a":"1","b":"3"}"#).unwrap();
        assert!(
            texts
                .iter()
                .map(|(k, v)| [k.as_str(), v])
                .eq([["a", "1"], ["b", "3"]])
        );
        assert_eq!(super::texts(r#"{"a":1}"#), None);
        assert_eq!(
            list(r#"["a","b"]"#),
            Some(vec!["a".to_owned(), "b".to_owned()])
        );
        assert_eq!(list(r#"["a",1]"#), None);
    }
}
