//! Public surface.
