//! Screens. A component reads signals and dispatches actions; it never decides.

pub mod app;
pub mod autosave;
pub mod boot;
pub mod brand;
pub mod catalogue;
pub mod dom;
pub mod leads;
pub mod names;
pub(crate) mod on_demand;
pub mod options;
pub mod pages;
pub mod parts;
pub mod picture;
pub mod route;
pub mod session;
pub mod store;
pub mod words;
