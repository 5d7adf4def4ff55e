//! Plan -> documents.

pub mod svg;
