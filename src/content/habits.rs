//! Media habits and what is assumed of them.

use crate::domain::channel::HabitPrior;

/// All habits.
#[must_use]
pub fn all() -> Vec<HabitPrior> {
    Vec::new()
}
