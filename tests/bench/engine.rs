//! Speed of the engine on the built-in catalogue: `cargo xtask bench`.
fn main() {}
