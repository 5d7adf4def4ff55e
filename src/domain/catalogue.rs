//! The catalogue as a value: what can be asked, lifted and recommended. The engine takes it as an argument
//! and never matches on an id, so a configuration can extend it.

use std::borrow::Cow;

use super::answer::Level;
use super::benchmark::Benchmark;
use super::channel::{Channel, HabitPrior};
use super::ids::{BaseId, ChannelId, HelperId, ItemId};
use super::plan::{Criterion, Plan};
use super::profile::{Country, Data, Model, Size};
use super::stage::{Group, Stage};

/// Money a step takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MoneyBand {
    /// Nothing but time.
    None,
    /// Up to about a hundred euros.
    Low,
    /// Up to about a thousand euros.
    Medium,
    /// More.
    High,
}

impl MoneyBand {
    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// What lifts an item one level. Its text is `lifts.<item>.<from>`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lift {
    /// Level it starts from, 1..=4.
    pub from: u8,
    /// Hours it takes, > 0.
    pub hours: f64,
    /// Money it takes.
    pub money: MoneyBand,
    /// Weeks until the first result.
    pub weeks: f64,
    /// How far the step carries, 0..=1: 1 touches most customers.
    pub reach: f64,
}

/// A maturity item. Its name is the text `core.item.<id>`.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Stable name.
    pub id: ItemId,
    /// Stage or sector it belongs to.
    pub group: Group,
    /// Default of the always-on mark; only RACE items have one.
    pub always_on: bool,
    /// Steps by level, at most one per `from`.
    pub lifts: Cow<'static, [Lift]>,
    /// Items that have to be at `Level` before this one pays.
    pub after: Cow<'static, [(ItemId, u8)]>,
    /// Enough level by model, 2..=4, for 2 to 10 people; see [`Item::enough`].
    pub enough: [u8; 5],
    /// Models to which it usually does not apply.
    pub skip_for: Cow<'static, [Model]>,
}

impl Item {
    /// The level beyond which more hardly pays, 2..=4: the model's, one less for one person, one more above 50.
    /// Unknown model: the highest of the five; unknown size: as 2 to 10 people.
    #[must_use]
    pub fn enough(&self, model: Option<Model>, size: Option<Size>) -> Level {
        let base = match model {
            Some(m) => self.enough.get(m.index()).copied().unwrap_or(3),
            None => self.enough.iter().copied().max().unwrap_or(3),
        };
        let sized = match size {
            Some(Size::Solo) => base.saturating_sub(1),
            Some(Size::Large) => base.saturating_add(1),
            Some(Size::Small | Size::Medium) | None => base,
        };
        Level::new(sized.clamp(2, 4)).unwrap_or(Level::ALL[2])
    }

    /// The step that leaves `from`.
    #[must_use]
    pub fn lift(&self, from: Level) -> Option<&Lift> {
        self.lifts.iter().find(|l| l.from == from.get())
    }
}

/// A part of the base. Texts `base.<id>.{name,what}`.
#[derive(Debug, Clone, PartialEq)]
pub struct BasePart {
    /// Stable name.
    pub id: BaseId,
    /// Hours to put it right, for the action list.
    pub hours: f64,
}

/// A helper: attached to channels, never ranked. Text `channels.helper.<id>`.
#[derive(Debug, Clone, PartialEq)]
pub struct Helper {
    /// Stable name.
    pub id: HelperId,
    /// Seed items it covers.
    pub seeds: Cow<'static, [&'static str]>,
}

/// What a high answer may not go together with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// Too few sales to compare two versions.
    ThinTraffic,
    /// Data said not to be there.
    NoData(Data),
    /// A part of the base said to be missing.
    NoBase(BaseId),
    /// Channels that claim more revenue than there was.
    OverClaimed,
}

/// An answer that is held against something else the visitor said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrossCheck {
    /// The item.
    pub item: ItemId,
    /// The level from which on, 1..=5.
    pub from: u8,
    /// Against what.
    pub against: Against,
}

/// Everything the engine may know besides the plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Catalogue {
    /// Maturity items in the order of the wheel: RACE first, then SOSTAC.
    pub items: Vec<Item>,
    /// The base, in order.
    pub base: Vec<BasePart>,
    /// Channels in catalogue order, which breaks ties.
    pub channels: Vec<Channel>,
    /// Helpers.
    pub helpers: Vec<Helper>,
    /// Habits with what is assumed of them.
    pub habits: Vec<HabitPrior>,
    /// Answers to hold against other things said.
    pub checks: Vec<CrossCheck>,
    /// Countries whose rules were looked at; elsewhere nothing is gated by market, and that is said.
    pub covered: Vec<Country>,
    /// Figures of the site's own to compare with, beside those published.
    pub benchmarks: Vec<Benchmark>,
    /// Weights of the recommendation to begin with, in the order of [`super::plan::Criterion::ALL`], sum 1; `None` is
    /// the built-in ones.
    pub weights: Option<[f64; 6]>,
}

impl Catalogue {
    /// The item of that id.
    #[must_use]
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.items.iter().find(|i| i.id == *id)
    }

    /// The channel of that id.
    #[must_use]
    pub fn channel(&self, id: &ChannelId) -> Option<&Channel> {
        self.channels.iter().find(|c| c.id == *id)
    }

    /// The weights of a plan: the visitor's own, else those to begin with.
    #[must_use]
    pub fn weights(&self, plan: &Plan) -> [f64; 6] {
        let initial = self.weights.unwrap_or(Criterion::DEFAULT_WEIGHTS);
        plan.weights.unwrap_or(initial)
    }

    /// The items of a stage or sector, in order.
    pub fn items_of(&self, group: Group) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |i| i.group == group)
    }

    /// The stage of an item, if it is in the inner ring.
    #[must_use]
    pub fn stage_of(&self, id: &ItemId) -> Option<Stage> {
        match self.item(id)?.group {
            Group::Race(stage) => Some(stage),
            Group::Sostac(_) => None,
        }
    }
}
