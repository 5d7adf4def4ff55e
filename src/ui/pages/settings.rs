//! The page of that name.

use leptos::prelude::*;

/// The page.
#[component]
pub fn Settings() -> impl IntoView {
    view! { <h1 data-heading tabindex="-1">"settings"</h1> }
}
