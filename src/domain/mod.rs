//! What a plan *is*: one noun, one file. No clock, randomness, I/O, words or browser.

pub mod action;
pub mod answer;
pub mod benchmark;
pub mod catalogue;
pub mod channel;
pub mod channel_use;
pub mod history;
pub mod ids;
pub mod json;
pub mod map;
pub mod numbers;
pub mod plan;
pub mod profile;
pub mod snapshot;
pub mod stage;
