//! A published figure to hold one's own against. It is never worth more than where it comes from, so none is without a
//! source.

use std::borrow::Cow;

use super::ids::ChannelId;
use super::profile::Currency;

/// Whose figure it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// One channel's.
    Channel(ChannelId),
    /// The whole company's.
    Company,
    /// That of all channels one pays for.
    Paid,
    /// That of all others.
    Unpaid,
}

/// How well a published figure is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Read on the publisher's own page.
    A,
    /// Quoted alike by two or more others.
    B,
}

impl Grade {
    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
        }
    }
}

/// Where it was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Part of the world by the name texts are keyed by: `us`, `north_america`, `global`.
    Named(&'static str),
    /// As the visitor wrote it; may be empty.
    Said(String),
}

/// What it says of a line of business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// By the name texts are keyed by; `all` is every line of business.
    Named(&'static str),
    /// As the visitor wrote it; may be empty.
    Said(String),
}

/// A figure with its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Benchmark {
    /// Stable name, at most 44 characters.
    pub id: String,
    /// Whose figure.
    pub scope: Scope,
    /// What is counted: id of a KPI, or the name of another figure.
    pub metric: Cow<'static, str>,
    /// The figure: money, or 0..=1 of a share. Of a range its lower end.
    pub value: f64,
    /// Upper end; the same as the value where it is no range.
    pub to: f64,
    /// Currency of money.
    pub currency: Option<Currency>,
    /// Line of business.
    pub segment: Segment,
    /// Publisher and title. Never empty.
    pub source: Cow<'static, str>,
    /// Name of the source that texts about its sample are keyed by; `None` for one of the visitor's own.
    pub source_id: Option<&'static str>,
    /// Year of the figures.
    pub year: u16,
    /// Where.
    pub place: Place,
    /// How many cases stand behind it, where that is known.
    pub cases: Option<f64>,
    /// What has to be said with it: texts `benchmarks.note.<note>`.
    pub notes: Vec<&'static str>,
    /// How well it is known; `None` for one of the visitor's own.
    pub grade: Option<Grade>,
}
