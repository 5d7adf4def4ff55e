//! One screen, one file. The wheel and the check are part of the first visit; the other pages are files of their
//! own in a release, fetched when opened and ahead of time when the browser is idle.

pub mod about;
pub mod channels;
pub mod express;
pub mod home;
pub mod numbers;
pub mod result;
pub mod settings;

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::route::Route;
use super::words::{Texts, texts};
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

/// Pieces of texts a page needs.
const fn pieces(route: Route) -> &'static [&'static str] {
    match route {
        Route::Home => &[],
        Route::Express => &["express"],
        Route::Result => &["express", "lifts", "result"],
        Route::Channels => &["express", "channels", "channelpage"],
        Route::Numbers => &["express", "numbers"],
        Route::Settings => &["settings"],
        Route::About => &["about"],
    }
}

// The argument lets a page be fetched without being shown.

#[cfg_attr(feature = "split", leptos::lazy)]
async fn result_page(show: bool) -> AnyView {
    if show {
        view! { <result::ResultPage /> }.into_any()
    } else {
        ().into_any()
    }
}

#[cfg_attr(feature = "split", leptos::lazy)]
async fn channels_page(show: bool) -> AnyView {
    if show {
        view! { <channels::Channels /> }.into_any()
    } else {
        ().into_any()
    }
}

#[cfg_attr(feature = "split", leptos::lazy)]
async fn numbers_page(show: bool) -> AnyView {
    if show {
        view! { <numbers::Numbers /> }.into_any()
    } else {
        ().into_any()
    }
}

#[cfg_attr(feature = "split", leptos::lazy)]
async fn settings_page(show: bool) -> AnyView {
    if show {
        view! { <settings::Settings /> }.into_any()
    } else {
        ().into_any()
    }
}

#[cfg_attr(feature = "split", leptos::lazy)]
async fn about_page(show: bool) -> AnyView {
    if show {
        view! { <about::About /> }.into_any()
    } else {
        ().into_any()
    }
}

async fn load(route: Route, texts: Texts, show: bool) -> AnyView {
    texts.load(pieces(route)).await;
    match route {
        Route::Result => result_page(show).await,
        Route::Channels => channels_page(show).await,
        Route::Numbers => numbers_page(show).await,
        Route::Settings => settings_page(show).await,
        Route::About => about_page(show).await,
        Route::Home | Route::Express => ().into_any(),
    }
}

/// Fetches code and texts of every page, so that none waits later and the app goes on without a network.
pub async fn fetch_all(texts: Texts) {
    for route in [
        Route::Result,
        Route::Express,
        Route::Channels,
        Route::Numbers,
        Route::Settings,
        Route::About,
    ] {
        drop(load(route, texts, false).await);
    }
}

/// The page of a route.
#[component]
pub fn Page(
    /// Which one.
    route: Route,
) -> impl IntoView {
    let texts = texts();
    match route {
        Route::Home => view! { <home::Home /> }.into_any(),
        Route::Express => view! { <express::Express /> }.into_any(),
        later => view! {
            <Suspense fallback=move || {
                view! { <p class="loading">{move || texts.t(k::LOADING)}</p> }
            }>{move || Suspend::new(SendWrapper::new(load(later, texts, true)))}</Suspense>
        }
        .into_any(),
    }
}
