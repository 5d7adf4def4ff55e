//! Page mode.
fn main() {}
