//! Page mode: shows the app where `index.html` has a place for it.

fn main() {
    #[cfg(target_arch = "wasm32")]
    growth_wheel::embed::start_page();
}
