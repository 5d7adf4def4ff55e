//! Expected values made with other tools: `tests/oracles/*.json`, or the folder named by `ORACLE_DIR`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "oracles/kpi.rs"]
mod kpi;
#[path = "oracles/mcda.rs"]
mod mcda;

use std::path::PathBuf;

/// A case file by name; a missing one is a failure, also when `ORACLE_DIR` is set.
fn load(name: &str) -> serde_json::Value {
    let dir = std::env::var_os("ORACLE_DIR").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/oracles"),
        PathBuf::from,
    );
    let path = dir.join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap()
}
