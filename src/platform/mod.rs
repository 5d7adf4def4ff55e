//! The outside world behind small traits, each with a memory twin.

pub mod storage;
