//! The channels.

use crate::domain::catalogue::Helper;
use crate::domain::channel::Channel;
use crate::domain::profile::Country;

/// All channels in catalogue order.
#[must_use]
pub fn all() -> Vec<Channel> {
    Vec::new()
}

/// All helpers.
#[must_use]
pub fn helpers() -> Vec<Helper> {
    Vec::new()
}

/// Countries whose rules were looked at.
#[must_use]
pub fn covered() -> Vec<Country> {
    Vec::new()
}
