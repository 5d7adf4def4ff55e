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
use super::session::session;
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

/// Pages as a file of their own. A file that cannot be fetched is an error to show, not a panic.
macro_rules! on_demand {
    (fn $name:ident($($arg:ident: $type:ty)?) preload $preload:ident $body:block) => {
        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split(
            $name,
            wasm_split_path = leptos::wasm_split,
            fallible,
            preload($preload)
        )]
        fn $name($($arg: $type)?) -> Result<AnyView, leptos::wasm_split::SplitLoaderError> {
            Ok($body)
        }

        #[cfg(not(feature = "split"))]
        async fn $name($($arg: $type)?) -> Result<AnyView, leptos::wasm_split::SplitLoaderError> {
            Ok($body)
        }

        #[cfg(not(feature = "split"))]
        async fn $preload() -> Result<(), leptos::wasm_split::SplitLoaderError> {
            Ok(())
        }
    };
}

// Two files and no more: what several files share becomes a file for each combination of them.
on_demand! { fn result_page() preload fetch_result { view! { <result::ResultPage /> }.into_any() } }
on_demand! {
    fn further_page(route: Route) preload fetch_further {
        match route {
            Route::Channels => view! { <channels::Channels /> }.into_any(),
            Route::Numbers => view! { <numbers::Numbers /> }.into_any(),
            Route::Settings => view! { <settings::Settings /> }.into_any(),
            Route::About => view! { <about::About /> }.into_any(),
            Route::Home | Route::Express | Route::Result => ().into_any(),
        }
    }
}

/// Fetches code and texts of a page.
pub async fn prepare(route: Route, texts: Texts) {
    texts.load(pieces(route)).await;
    // What cannot be fetched now is tried again, and said, when the page is opened.
    let _ = match route {
        Route::Home | Route::Express => Ok(()),
        Route::Result => fetch_result().await,
        Route::Channels | Route::Numbers | Route::Settings | Route::About => fetch_further().await,
    };
}

async fn show(route: Route, texts: Texts) -> AnyView {
    texts.load(pieces(route)).await;
    let page = match route {
        Route::Result => result_page().await,
        further => further_page(further).await,
    };
    page.unwrap_or_else(|_| view! { <Unfetched /> }.into_any())
}

/// The page's file did not come: says so and offers another try.
#[component]
fn Unfetched() -> impl IntoView {
    let (texts, session) = (texts(), session());
    view! {
        <h1 data-heading tabindex="-1">
            {texts.say(title(session.route.get_untracked()))}
        </h1>
        <p>{texts.say(k::ERROR_PAGE_FAILED)}</p>
        <button class="button" on:click=move |_| session.route.notify()>
            {texts.say(k::ERROR_RETRY)}
        </button>
    }
}

/// Fetches code and texts of every page, so that none waits later and the app goes on without a network.
pub async fn fetch_all(texts: Texts) {
    for route in Route::ALL {
        prepare(route, texts).await;
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
                view! { <p class="loading">{texts.say(k::LOADING)}</p> }
            }>{move || Suspend::new(SendWrapper::new(show(later, texts)))}</Suspense>
        }
        .into_any(),
    }
}
