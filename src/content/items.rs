//! The maturity items.

use crate::domain::catalogue::Item;

/// All items, RACE first, in the order of the wheel.
#[must_use]
pub fn all() -> Vec<Item> {
    Vec::new()
}
