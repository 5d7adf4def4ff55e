//! One screen, one file. What the first visit needs is here; other pages come when they are opened.

pub mod express;
pub mod home;

use leptos::prelude::*;

use super::route::Route;
use crate::i18n::{Key, k};

/// Title of a page.
#[must_use]
pub const fn title(route: Route) -> Key {
    match route {
        Route::Home => k::BRAND,
        Route::Express => k::EXPRESS_TITLE,
        Route::Result => k::NAV_RESULT,
        Route::Channels => k::NAV_CHANNELS,
        Route::Numbers => k::NAV_NUMBERS,
        Route::Settings => k::NAV_SETTINGS,
        Route::About => k::NAV_ABOUT,
    }
}

/// The page of a route.
#[component]
pub fn Page(
    /// Which one.
    route: Route,
) -> impl IntoView {
    match route {
        Route::Home => view! { <home::Home /> }.into_any(),
        Route::Express => view! { <express::Express /> }.into_any(),
        _ => view! { <home::Home /> }.into_any(),
    }
}
