//! The catalogue as data: editorial judgement, dated, visible and editable. Lookups only, no rules.

pub mod base;
pub mod benchmarks;
pub mod channels;
pub mod currency;
pub mod examples;
pub mod express;
pub mod habits;
pub mod items;
pub mod sources;

use crate::domain::catalogue::Catalogue;

/// The built-in catalogue.
#[must_use]
pub fn catalogue() -> Catalogue {
    Catalogue {
        items: items::all(),
        base: base::all(),
        channels: channels::all(),
        helpers: channels::helpers(),
        habits: habits::all(),
        checks: items::checks(),
        covered: channels::covered(),
        ..Catalogue::default()
    }
}
