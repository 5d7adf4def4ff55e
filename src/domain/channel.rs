//! What a channel *is*: judgements about it as data, dated, visible, editable.

use std::borrow::Cow;

use super::ids::{ChannelId, HabitId, HelperId};
use super::profile::{Country, Data, Skill};
use super::stage::Stage;

macro_rules! tag {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $id:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Name that texts are keyed by.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }
        }
    };
}

tag!(
    /// Where it happens.
    Medium {
        /// On a screen.
        Digital = "digital",
        /// Anywhere else.
        Offline = "offline",
    }
);
tag!(
    /// Who owns the attention (POEM and community).
    Ownership {
        /// One's own.
        Owned = "owned",
        /// Given by others.
        Earned = "earned",
        /// Bought.
        Paid = "paid",
        /// Shared in a group.
        Community = "community",
    }
);
tag!(
    /// Who starts.
    Direction {
        /// The customer comes.
        Inbound = "inbound",
        /// The company goes.
        Outbound = "outbound",
    }
);
tag!(
    /// Continuous or in bursts.
    Rhythm {
        /// Runs all year.
        AlwaysOn = "always_on",
        /// Has a start and an end.
        Campaign = "campaign",
    }
);
tag!(
    /// What a market allows.
    Access {
        /// Works as usual.
        Available = "available",
        /// Works with limits worth knowing.
        Limited = "limited",
        /// Cannot be used: a gate.
        Unavailable = "unavailable",
        /// May not carry advertising: a gate.
        AdvertisingUnlawful = "advertising_unlawful",
    }
);
tag!(
    /// What one already has on a channel, counted.
    AssetKind {
        /// People on a list who agreed.
        Contacts = "contacts",
        /// Followers or subscribers.
        Followers = "followers",
        /// Reviews, answered or not.
        Reviews = "reviews",
        /// Visits a month from it.
        Visits = "visits",
        /// People one can call or write to by name.
        People = "people",
    }
);

impl Access {
    /// Whether this closes the channel.
    #[must_use]
    pub const fn is_gate(self) -> bool {
        matches!(self, Self::Unavailable | Self::AdvertisingUnlawful)
    }
}

/// What is known of a channel in one country.
#[derive(Debug, Clone, PartialEq)]
pub struct MarketRule {
    /// The country.
    pub country: Country,
    /// What it allows. The sentence is the text `channels.<id>.market.<country>`.
    pub access: Access,
    /// Where it can be checked: name of the publication or law.
    pub source: Cow<'static, str>,
    /// Day of the check as days since 1970-01-01; older than 180 days shows "check again".
    pub checked: i32,
}

/// How an asset count becomes 0..=1: log10(1 + n) / log10(1 + full), at most 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AssetScale {
    /// What is counted.
    pub kind: AssetKind,
    /// The count that is worth 1.
    pub full: f64,
}

/// How often the audience is assumed to use a habit's medium, before anyone answers: 0..=1 each.
#[derive(Debug, Clone, PartialEq)]
pub struct HabitPrior {
    /// The habit. Its name is the text `habits.<id>`.
    pub id: HabitId,
    /// By model, in the order of [`super::profile::Model::ALL`].
    pub by_model: [f64; 5],
    /// Factor by age band, in the order of [`super::profile::AgeBand::ALL`]; the product is cut to 0..=1.
    pub by_age: [f64; 4],
    /// Factor for single countries; 1 elsewhere. With several markets the mean counts.
    pub by_country: Cow<'static, [(Country, f64)]>,
}

/// A channel of the catalogue. Every figure is editorial judgement, in euros where it is money.
#[derive(Debug, Clone, PartialEq)]
pub struct Channel {
    /// Stable name. Texts: `channels.<id>.{name,what,good,bad,rules,format,tone,goal,prompt}`.
    pub id: ChannelId,
    /// Digital or offline.
    pub medium: Medium,
    /// Owned, earned, paid or community.
    pub ownership: Ownership,
    /// Inbound or outbound.
    pub direction: Direction,
    /// Always-on or campaign.
    pub rhythm: Rhythm,
    /// Whether what is published there is advertising one pays for or plans (the "not lawful" gate concerns it).
    pub advertising: bool,
    /// Fit to Reach, Act, Convert, Engage, 0..=3.
    pub stage_fit: [u8; 4],
    /// Fit to sell, serve, speak, save, sizzle, 0..=3.
    pub objective_fit: [u8; 5],
    /// Fit to shop, b2b, both, local, nonprofit, 0..=3; 0 is a gate.
    pub model_fit: [u8; 5],
    /// Fit to local, national, international: 1, .5, or 0, which is a gate.
    pub reach_fit: [f64; 3],
    /// Team hours a week it needs to be done well.
    pub hours: f64,
    /// Minimum useful spend a month, euros.
    pub min_spend: f64,
    /// Running fixed cost a month (tools), euros.
    pub fixed_cost: f64,
    /// Set-up cost once, euros.
    pub setup_cost: f64,
    /// Skill levels needed, 1..=3, only those needed.
    pub skills: Cow<'static, [(Skill, u8)]>,
    /// Data levels needed, 1..=3, only those needed.
    pub data: Cow<'static, [(Data, u8)]>,
    /// Weeks until it works.
    pub weeks: f64,
    /// Habits of which any proves that the audience is there.
    pub habits: Cow<'static, [HabitId]>,
    /// Channels it hands people over to, or takes them from.
    pub hand_over: Cow<'static, [ChannelId]>,
    /// Helpers that make it better.
    pub helpers: Cow<'static, [HelperId]>,
    /// How what one already has is counted, where that makes sense.
    pub asset: Option<AssetScale>,
    /// Figures to watch, ids of the KPI grid.
    pub kpis: Cow<'static, [&'static str]>,
    /// Countries where something is to be said. A covered country not named is available.
    pub markets: Cow<'static, [MarketRule]>,
    /// Seed items it covers.
    pub seeds: Cow<'static, [&'static str]>,
}

impl Channel {
    /// Fit to a stage as 0..=1.
    #[must_use]
    pub fn stage_share(&self, stage: Stage) -> f64 {
        f64::from(self.stage_fit.get(stage.index()).copied().unwrap_or(0)) / 3.0
    }
}
