//! The public surface: what a page may say and is told, and what its side of the widget calls.
//!
//! A page calls nothing here itself: `static/growth-wheel.js` is the custom element that does, `static/frame.js` the
//! page in a frame.

pub mod contract;
#[cfg(target_arch = "wasm32")]
mod guest;
#[cfg(target_arch = "wasm32")]
mod mount;
#[cfg(target_arch = "wasm32")]
mod told;

#[cfg(target_arch = "wasm32")]
pub use mount::{Mounted, mount, prepare, start_page};
