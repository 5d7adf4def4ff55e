//! What the visitor says of one channel: used or not, what one has there, and own values in place of the catalogue's.

use super::map::Map;

/// Whether a channel is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash)]
pub enum Use {
    /// Not used.
    #[default]
    None,
    /// Decided, not started.
    Planned,
    /// Running.
    InUse,
}

impl Use {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::None, Self::Planned, Self::InUse];

    /// Saved name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Planned => "planned",
            Self::InUse => "in_use",
        }
    }

    /// The choice of that saved name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|u| u.id() == id)
    }
}

/// A value of the catalogue that the visitor may replace. Money is in the plan's currency and never converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EditField {
    /// Hours a week, 0..=10,000.
    Hours,
    /// Minimum useful spend a month.
    MinSpend,
    /// Running fixed cost a month.
    FixedCost,
    /// Set-up cost once.
    SetupCost,
    /// Weeks until it works, 0..=520.
    Weeks,
    /// Fit to Reach, 0..=3.
    FitReach,
    /// Fit to Act, 0..=3.
    FitAct,
    /// Fit to Convert, 0..=3.
    FitConvert,
    /// Fit to Engage, 0..=3.
    FitEngage,
    /// Fit to the own model, 0..=3.
    FitModel,
    /// What one already has, a count; see [`super::channel::AssetScale`].
    Asset,
}

impl EditField {
    /// Every field.
    pub const ALL: [Self; 11] = [
        Self::Hours,
        Self::MinSpend,
        Self::FixedCost,
        Self::SetupCost,
        Self::Weeks,
        Self::FitReach,
        Self::FitAct,
        Self::FitConvert,
        Self::FitEngage,
        Self::FitModel,
        Self::Asset,
    ];

    /// Saved name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Hours => "hours",
            Self::MinSpend => "min_spend",
            Self::FixedCost => "fixed_cost",
            Self::SetupCost => "setup_cost",
            Self::Weeks => "weeks",
            Self::FitReach => "fit_reach",
            Self::FitAct => "fit_act",
            Self::FitConvert => "fit_convert",
            Self::FitEngage => "fit_engage",
            Self::FitModel => "fit_model",
            Self::Asset => "asset",
        }
    }

    /// The field of that saved name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.id() == id)
    }

    /// The largest value accepted; the smallest is 0.
    #[must_use]
    pub const fn max(self) -> f64 {
        match self {
            Self::Hours => 10_000.0,
            Self::Weeks => 520.0,
            Self::FitReach | Self::FitAct | Self::FitConvert | Self::FitEngage | Self::FitModel => {
                3.0
            }
            Self::MinSpend | Self::FixedCost | Self::SetupCost | Self::Asset => 1e12,
        }
    }
}

/// All that is kept about one channel.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChannelUse {
    /// In use or not.
    pub status: Use,
    /// Addresses of pages, profiles or documents, as typed.
    pub links: Vec<String>,
    /// Own values.
    pub edits: Map<EditField, f64>,
}
