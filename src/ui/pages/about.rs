//! The page of that name.

use leptos::prelude::*;

/// The page.
#[component]
pub fn About() -> impl IntoView {
    view! { <h1 data-heading tabindex="-1">"about"</h1> }
}
