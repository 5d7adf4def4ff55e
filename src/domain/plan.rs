//! The plan: everything a visitor entered, and nothing that can be computed from it.

use super::answer::{Answer, Reply};
use super::channel_use::{ChannelUse, Use};
use super::ids::{BaseId, ChannelId, ItemId};
use super::json::Object;
use super::map::Map;
use super::numbers::Numbers;
use super::profile::Profile;
use super::snapshot::{Opinion, Snapshot};
use super::stage::Stage;

/// State of a part of the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BaseState {
    /// There and good.
    Have,
    /// There, not good.
    Poor,
    /// Not there.
    Missing,
}

impl BaseState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Have, Self::Poor, Self::Missing];

    /// Saved name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Have => "have",
            Self::Poor => "poor",
            Self::Missing => "missing",
        }
    }

    /// The state of that saved name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id() == id)
    }
}

/// A criterion of the recommendation, in the order of its weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Criterion {
    /// Helps where the journey is weak.
    Journey,
    /// The audience is there.
    Audience,
    /// Suits the kind of business and its geography.
    Market,
    /// Serves the ranked objectives.
    Objectives,
    /// Own cost per customer.
    Economics,
    /// What one already has there.
    Assets,
}

impl Criterion {
    /// All six, in the order of weights.
    pub const ALL: [Self; 6] = [
        Self::Journey,
        Self::Audience,
        Self::Market,
        Self::Objectives,
        Self::Economics,
        Self::Assets,
    ];

    /// Default weights, sum 1. Source: recommendation criteria of the project, an editable judgement.
    pub const DEFAULT_WEIGHTS: [f64; 6] = [0.25, 0.20, 0.15, 0.15, 0.15, 0.10];

    /// Saved name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Journey => "journey",
            Self::Audience => "audience",
            Self::Market => "market",
            Self::Objectives => "objectives",
            Self::Economics => "economics",
            Self::Assets => "assets",
        }
    }

    /// The criterion of that saved name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.id() == id)
    }

    /// Place in weight arrays.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// Everything a visitor entered. It may travel anywhere the visitor sends it.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Name of this plan in storage: 1 to 32 of a-z, 0-9.
    pub id: String,
    /// Grows by one with each saved change.
    pub rev: u64,
    /// Milliseconds since 1970 when it was begun.
    pub created: i64,
    /// Milliseconds since 1970 of the last change.
    pub changed: i64,
    /// Name the visitor gave it, up to 120 characters; may be empty.
    pub name: String,
    /// Whom it is for.
    pub profile: Profile,
    /// Express check: an estimate for the five items of a stage.
    pub express: Map<Stage, Reply>,
    /// Detailed answers.
    pub answers: Map<ItemId, Answer>,
    /// The base, where something was said.
    pub base: Map<BaseId, BaseState>,
    /// Channels, where something was said.
    pub channels: Map<ChannelId, ChannelUse>,
    /// Own weights, each 0..=1, at least one above 0; `None` means the default.
    pub weights: Option<[f64; 6]>,
    /// K, the most channels in the portfolio, 1..=8.
    pub max_channels: u8,
    /// τ, the share of the budget kept for a test, 0..=0.2.
    pub test_share: f64,
    /// Figures.
    pub numbers: Numbers,
    /// Own targets per KPI, in the KPI's own unit.
    pub targets: Map<String, f64>,
    /// Figures of the planning sheets by stable name, such as `planner.revenue`, each 0..=10¹².
    pub sheet: Map<String, f64>,
    /// Texts of the planning sheets by stable name, such as `benchmark.own1.source`, none empty, at most
    /// [`super::action::MAX_TEXTS`].
    pub texts: Map<String, String>,
    /// Wheels of earlier days, by milliseconds since 1970, at most [`super::action::MAX_SNAPSHOTS`].
    pub snapshots: Map<i64, Snapshot>,
    /// Answers of colleagues, by the tag of who gave them, at most [`super::action::MAX_OPINIONS`].
    pub opinions: Map<String, Opinion>,
    /// Tag of the request this plan answers for a colleague; `None` for a plan of one's own.
    pub asked_by: Option<String>,
    /// Fields of a newer version, kept as they came.
    pub extra: Object,
}

impl Plan {
    /// An empty plan begun at `now` (milliseconds since 1970).
    #[must_use]
    pub fn new(id: String, now: i64) -> Self {
        Self {
            id,
            rev: 0,
            created: now,
            changed: now,
            name: String::new(),
            profile: Profile::default(),
            express: Map::new(),
            answers: Map::new(),
            base: Map::new(),
            channels: Map::new(),
            weights: None,
            max_channels: 3,
            test_share: 0.1,
            numbers: Numbers::new(),
            targets: Map::new(),
            sheet: Map::new(),
            texts: Map::new(),
            snapshots: Map::new(),
            opinions: Map::new(),
            asked_by: None,
            extra: Object::new(),
        }
    }

    /// The detailed reply to an item.
    #[must_use]
    pub fn reply(&self, item: &ItemId) -> Option<Reply> {
        self.answers.get(item).and_then(|a| a.reply)
    }

    /// A figure of the planning sheets; `None` when it was not typed.
    #[must_use]
    pub fn planned(&self, name: &str) -> Option<f64> {
        self.sheet.get(name).copied().filter(|v| v.is_finite())
    }

    /// The channels that a planning sheet says something of: names `<sheet>.<channel>.<part>` with one of `parts`.
    pub fn planned_channels(&self, sheet: &str, parts: &[&str]) -> impl Iterator<Item = ChannelId> {
        self.sheet.keys().filter_map(move |name| {
            let rest = name.strip_prefix(sheet)?.strip_prefix('.')?;
            let (id, part) = rest.rsplit_once('.')?;
            parts.contains(&part).then(|| ChannelId::parse(id).ok())?
        })
    }

    /// The channels in use, in the order of their ids.
    pub fn channels_in_use(&self) -> impl Iterator<Item = &ChannelId> {
        let used = self.channels.iter();
        used.filter(|(_, c)| c.status == Use::InUse)
            .map(|(id, _)| id)
    }

    /// Whether an item stands at level 4 or 5 without the figure or link that shows it.
    #[must_use]
    pub fn lacks_evidence(&self, item: &ItemId) -> bool {
        self.answers.get(item).is_some_and(|answer| {
            let high = answer.reply.and_then(Reply::level);
            high.is_some_and(|l| l.get() >= 4) && answer.evidence.trim().is_empty()
        })
    }

    /// Whether the visitor has entered anything yet.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        let mut fresh = Self::new(self.id.clone(), self.created);
        (fresh.rev, fresh.changed) = (self.rev, self.changed);
        *self == fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_high_level_wants_evidence_and_nothing_else_does() {
        let item = ItemId::parse("act.proof").unwrap();
        let mut plan = Plan::new("p1".to_owned(), 0);
        assert!(!plan.lacks_evidence(&item));
        for (reply, evidence, lacks) in [
            ("3", "", false),
            ("4", "", true),
            ("5", " ", true),
            ("4", "42 reviews", false),
            ("unknown", "", false),
            ("na", "", false),
        ] {
            let answer = plan.answers.entry(item.clone()).or_default();
            answer.reply = Reply::from_id(reply);
            answer.evidence = evidence.to_owned();
            assert_eq!(plan.lacks_evidence(&item), lacks, "{reply} {evidence:?}");
        }
    }
}
