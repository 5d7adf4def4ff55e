//! A plan as a file the visitor takes away and brings back. Import is all or nothing.

use super::envelope::{self, Damage};
use super::json;
use super::migrations;
use super::plan_json::{self, Problem, Reading, Reason};
use crate::domain::json::{Object, Value};
use crate::domain::plan::Plan;

/// Largest file read, bytes.
pub const MAX_FILE: usize = 2 * 1024 * 1024;
/// The mark of a plan file, in its field `format`.
pub const FORMAT: &str = "growth-wheel";

/// How much a plan holds, told before and after an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Stages answered in the express check.
    pub express: usize,
    /// Items with something said.
    pub answers: usize,
    /// Parts of the base.
    pub base: usize,
    /// Channels with something said.
    pub channels: usize,
    /// Months with figures.
    pub months: usize,
    /// Figures in all months together.
    pub figures: usize,
    /// Own targets.
    pub targets: usize,
}

impl Counts {
    /// Of that plan.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let figures = plan.numbers.values();
        Self {
            express: plan.express.len(),
            answers: plan.answers.len(),
            base: plan.base.len(),
            channels: plan.channels.len(),
            months: plan.numbers.len(),
            figures: figures
                .map(|m| m.totals.len() + m.channels.values().map(|c| c.len()).sum::<usize>())
                .sum(),
            targets: plan.targets.len(),
        }
    }
}

/// A file read in full.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// The plan; `Action::Replace` gives it the identity of the plan it replaces.
    pub plan: Plan,
    /// What it holds.
    pub counts: Counts,
    /// Single values left out, at most [`plan_json::MAX_PROBLEMS`].
    pub problems: Vec<Problem>,
    /// How many single values were left out.
    pub dropped: usize,
}

/// Why a file is refused. Nothing of it is used then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Above [`MAX_FILE`].
    #[error("the file is larger than 2 MB")]
    TooLarge,
    /// Text in UTF-16, as some editors save it: save it as UTF-8.
    #[error("the file is UTF-16 text")]
    Utf16,
    /// A picture, an archive, a spreadsheet.
    #[error("the file is not text")]
    NotText,
    /// Text, not JSON. Both count from 1; the column counts bytes.
    #[error("not JSON at line {line}, column {column}")]
    NotJson {
        /// Line of the file.
        line: usize,
        /// Byte in that line.
        column: usize,
    },
    /// JSON up to where it ends too early.
    #[error("the file ends too early")]
    CutOff,
    /// JSON of something else.
    #[error("not a growth wheel plan")]
    NotAPlan,
    /// A stored text with a header line that cannot be read.
    #[error("the header line is damaged")]
    Header,
    /// A part of the plan that is not what it should be: its name.
    #[error("the part {0} is not readable")]
    Part(String),
    /// From a version this app does not know: its name.
    #[error("written by a newer version, {0}")]
    Newer(String),
}

impl ImportError {
    /// Name that texts are keyed by, `core.import.<id>`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too_large",
            Self::Utf16 => "utf16",
            Self::NotText => "not_text",
            Self::NotJson { .. } => "not_json",
            Self::CutOff => "cut_off",
            Self::NotAPlan => "not_a_plan",
            Self::Header => "header",
            Self::Part(_) => "part",
            Self::Newer(_) => "newer",
        }
    }
}

/// The file of a plan: JSON with line breaks, so that it can be read and mended by hand.
#[must_use]
pub fn export(plan: &Plan) -> String {
    let app = concat!("growth-wheel ", env!("CARGO_PKG_VERSION"));
    let mut out = Object::new();
    out.insert("format".to_owned(), FORMAT.into());
    out.insert("version".to_owned(), migrations::CURRENT.into());
    out.insert("app".to_owned(), app.into());
    out.insert("plan".to_owned(), plan_json::write(plan));
    let mut text = json::write_lines(&Value::Object(out));
    text.push('\n');
    text
}

/// Reads a file: an export, or a stored text with its header line, as a kept one is downloaded. A stored text may have
/// been mended by hand: a length or checksum that no longer fits is told as a problem and does not refuse it.
///
/// # Errors
/// An [`ImportError`].
pub fn import(bytes: &[u8]) -> Result<Import, ImportError> {
    let text = decode(bytes)?;
    let start = text.trim_start();
    let reading = if start.starts_with("GW") {
        stored(start)?
    } else {
        exported(text)?
    };
    if let Some(part) = reading.broken {
        return Err(ImportError::Part(part));
    }
    Ok(Import {
        counts: Counts::of(&reading.plan),
        plan: reading.plan,
        problems: reading.problems,
        dropped: reading.dropped,
    })
}

fn decode(bytes: &[u8]) -> Result<&str, ImportError> {
    if bytes.len() > MAX_FILE {
        return Err(ImportError::TooLarge);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Err(ImportError::Utf16),
        // Without a mark: the first character of JSON and of a header is ASCII, so its other byte is 0.
        [0, b, ..] | [b, 0, ..] if b.is_ascii_graphic() => return Err(ImportError::Utf16),
        _ => {}
    }
    let text = std::str::from_utf8(bytes).map_err(|_| ImportError::NotText)?;
    if text.contains('\0') {
        return Err(ImportError::NotText);
    }
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(text)
}

/// `line_offset` lines stand above the JSON.
fn parse(text: &str, line_offset: usize) -> Result<Value, ImportError> {
    json::read(text).map_err(|e| {
        if e.cut_off {
            ImportError::CutOff
        } else {
            ImportError::NotJson {
                line: e.line + line_offset,
                column: e.column,
            }
        }
    })
}

fn plan_of(version: &str, mut plan: Value) -> Result<Reading, ImportError> {
    if !migrations::upgrade(version, &mut plan) {
        return Err(ImportError::Newer(version.chars().take(40).collect()));
    }
    plan_json::read(plan).ok_or(ImportError::NotAPlan)
}

fn exported(text: &str) -> Result<Reading, ImportError> {
    let Value::Object(mut file) = parse(text, 0)? else {
        return Err(ImportError::NotAPlan);
    };
    if file.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(ImportError::NotAPlan);
    }
    let plan = file.get_mut("plan").map(std::mem::take);
    let version = file.get("version").and_then(Value::as_str);
    match (version, plan) {
        // A newer version may have put the plan elsewhere.
        (Some(version), plan) => plan_of(version, plan.unwrap_or(Value::Null)),
        (None, _) => Err(ImportError::NotAPlan),
    }
}

fn stored(text: &str) -> Result<Reading, ImportError> {
    // An editor may have turned the one line break of the header into two characters.
    let mended;
    let text = match text.split_once('\n') {
        Some((line, body)) if line.ends_with('\r') => {
            mended = [line.trim_end(), "\n", body].concat();
            mended.as_str()
        }
        _ => text,
    };
    let parts = envelope::split(text).map_err(|damage| match damage {
        Damage::Newer(version) => ImportError::Newer(version),
        Damage::Truncated => ImportError::CutOff,
        Damage::Header => ImportError::Header,
        _ => ImportError::NotAPlan,
    })?;
    if !migrations::versions().any(|v| v == parts.version) {
        return Err(ImportError::Newer(parts.version.to_owned()));
    }
    let mut reading = plan_of(parts.version, parse(parts.body, 1)?)?;
    let body = parts.body.as_bytes();
    if body.len() != parts.length || envelope::crc32(body) != parts.crc {
        let problem = Problem {
            path: String::new(),
            reason: Reason::Checksum,
        };
        reading.problems.insert(0, problem);
    }
    Ok(reading)
}
