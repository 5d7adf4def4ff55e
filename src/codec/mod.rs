//! Bytes <-> plan. What is written is strict; what is read is lenient and total.

pub mod envelope;
pub mod file;
pub mod json;
pub mod link;
pub mod migrations;
pub mod number;
pub mod plan_json;
pub mod preset;
pub mod table;
