//! The growth wheel: SOSTAC around RACE, answered, scored, recommended and counted in the browser.
//!
//! The rooms and the direction of their arrows (an arrow points to what is used, never towards `ui`). A room that
//! is named at the end of a line may be used by the one at its start, no other; `tests/architecture.rs` holds the
//! map against the code.
//!
//! ```text
//! domain            what a plan is: nouns, invariants, changes            uses nothing
//! engine            what is computed from it: scores, recommendation      -> domain
//! content           the catalogue as data: items, channels, sources       -> domain
//! codec             bytes <-> plan: envelope, files, links, tables         -> domain
//! brand             what a site makes its own: a configuration         -> domain, engine, content, codec
//! lead              what a visitor sends a site: consent, forms, outbox     -> domain, engine, codec, brand, platform, report
//! i18n              languages, keys, plurals; locales/*.json              -> domain, codec
//! report            plan -> documents: SVG, calendar, the first screen    -> domain, engine, content, i18n
//! platform          the outside world behind small traits; the keeper     -> domain, codec
//! platform/browser  the real outside world              (wasm32 only)     -> domain, codec, i18n, platform
//! ui                pages, parts, store, autosave       (wasm32 only)     -> domain, engine, content, codec, i18n, report, brand, lead, platform
//! embed             the public surface: contract, mount (wasm32)          -> domain, engine, brand, codec, i18n, platform, ui
//! ```

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

pub mod brand;
pub mod codec;
pub mod content;
pub mod domain;
pub mod embed;
pub mod engine;
pub mod i18n;
pub mod lead;
pub mod platform;
pub mod report;

#[cfg(target_arch = "wasm32")]
pub mod ui;
