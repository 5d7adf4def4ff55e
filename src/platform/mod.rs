//! The outside world behind small traits, each with a memory twin.

pub mod keeper;
pub mod prefs;
pub mod storage;

#[cfg(target_arch = "wasm32")]
pub mod browser;
