//! The base: what has to stand before any channel pays.

use crate::domain::catalogue::BasePart;
use crate::domain::ids::BaseId;

/// The five parts, in order.
#[must_use]
pub fn all() -> Vec<BasePart> {
    [
        ("site", 16.0),
        ("profile", 3.0),
        ("contacts", 6.0),
        ("measurement", 6.0),
        ("answering", 4.0),
    ]
    .into_iter()
    .map(|(id, hours)| BasePart {
        id: BaseId::builtin(id),
        hours,
    })
    .collect()
}
