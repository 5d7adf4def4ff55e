//! Plan -> documents.

pub mod calendar;
pub mod first_screen;
pub mod svg;
