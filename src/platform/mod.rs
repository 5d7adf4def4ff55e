//! The outside world behind small traits, each with a memory twin.

pub mod keeper;
pub mod prefs;
pub mod storage;
