//! A lead: what a visitor sends to the site, with proof of consent; how each recipient wants it; and what waits to be
//! sent.
//!
//! Nothing here sends anything: a [`delivery::Delivery`] says what is to be done, and the browser does it. Where to is
//! said by the configuration alone; what is stored, linked or imported names no address that something is sent to.

pub mod consent;
pub mod delivery;
pub mod outbox;
pub mod payload;
