//! Plan -> documents.

pub mod first_screen;
pub mod svg;
