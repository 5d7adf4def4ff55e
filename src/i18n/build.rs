//! Cuts the keys of the English `core` piece into constants, so that a misspelt key does not compile. The texts
//! themselves are loaded.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a build that cannot read its texts has to stop, with the reason"
)]

use std::fmt::Write as _;
use std::path::Path;

fn main() {
    let source = "src/i18n/locales/en.json";
    println!("cargo::rerun-if-changed={source}");
    println!("cargo::rerun-if-changed=src/i18n/build.rs");
    let text = std::fs::read_to_string(source).expect("en.json is part of the crate");
    let all: serde_json::Value = serde_json::from_str(&text).expect("en.json is JSON");
    let mut flat = Vec::new();
    flatten("", &all["core"], &mut flat);
    let mut out = String::new();
    for (index, (key, text)) in flat.iter().enumerate() {
        let name = key.to_uppercase().replace('.', "_");
        writeln!(out, "/// {}", text.replace('\n', " ").replace('[', "\\["))
            .expect("a string takes it");
        writeln!(out, "pub const {name}: super::Key = super::Key({index});")
            .expect("a string takes it");
    }
    // The names of the items follow one another in the order of the catalogue, so that a place is enough to find one.
    let items = |key: &str| key.starts_with("item.");
    let first = flat.iter().position(|(key, _)| items(key)).expect("items");
    let count = flat.iter().filter(|(key, _)| items(key)).count();
    writeln!(
        out,
        "pub(super) const ITEMS: (u16, usize) = ({first}, {count});"
    )
    .expect("a string takes it");
    writeln!(out, "pub(super) const COUNT: usize = {};", flat.len()).expect("a string takes it");
    let pieces: Vec<&String> = all.as_object().expect("pieces").keys().collect();
    writeln!(
        out,
        "/// Every piece.\npub const PIECES: &[&str] = &{pieces:?};"
    )
    .expect("a string takes it");
    let dir = std::env::var("OUT_DIR").expect("cargo sets it");
    std::fs::write(Path::new(&dir).join("core_keys.rs"), out).expect("OUT_DIR is writable");
}

fn flatten(prefix: &str, value: &serde_json::Value, out: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, inner) in map {
                let path = if prefix.is_empty() {
                    key.clone()
                } else {
                    format!("{prefix}.{key}")
                };
                flatten(&path, inner, out);
            }
        }
        serde_json::Value::String(text) => out.push((prefix.to_owned(), text.clone())),
        other => panic!("{prefix}: a text is a string, not {other}"),
    }
}
