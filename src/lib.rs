//! The growth wheel: SOSTAC around RACE, answered, scored, recommended and counted in the browser.
//!
//! The rooms and the direction of their arrows (an arrow points to what is used, never towards `ui`):
//!
//! ```text
//! domain    what a plan is: nouns, invariants, changes          uses nothing
//! engine    what is computed from it: scores, recommendation    -> domain
//! content   the catalogue as data: items, channels, examples    -> domain
//! i18n      languages, keys, plurals; locales/*.json            -> domain (ids)
//! codec     bytes <-> plan: envelope, repair, CSV               -> domain
//! report    plan -> documents: SVG of the wheel                 -> engine, content, i18n
//! platform  the outside world behind small traits               -> domain
//! ui        pages, parts, store, autosave        (wasm32 only)  -> all of these
//! embed     the public surface: mount            (wasm32 only)  -> ui, codec
//! ```

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

pub mod codec;
pub mod content;
pub mod domain;
pub mod engine;
pub mod i18n;
pub mod platform;
pub mod report;

#[cfg(target_arch = "wasm32")]
pub mod embed;
#[cfg(target_arch = "wasm32")]
pub mod ui;
