//! Recommendation maths.
