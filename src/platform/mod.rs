//! The outside world behind small traits, each with a memory twin.

pub mod storage;

#[cfg(target_arch = "wasm32")]
pub mod browser;
