//! Plan -> documents.

pub mod calendar;
pub mod chart;
pub mod csv;
pub mod first_screen;
pub mod svg;
