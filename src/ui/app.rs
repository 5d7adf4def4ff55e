//! The frame around every page: header, notices, the page of the route, footer.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::pages::{self, Page};
use super::parts::notice::Notices;
use super::route::Route;
use super::store::store;
use super::words::texts;
use crate::i18n::{Lang, k};
use crate::platform::browser;
use crate::platform::prefs::Theme;
use crate::ui::session::{session, theme_key};

/// The whole widget.
#[component]
pub fn App() -> impl IntoView {
    let (texts, session) = (texts(), session());
    let root = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        // Language and theme stand on the widget's own root; in page mode also on the page.
        let (lang, theme) = (texts.lang(), session.theme.get());
        if session.page_mode
            && let Some(html) = browser::document().and_then(|d| d.document_element())
        {
            let _ = html.set_attribute("lang", lang.code());
            let _ = match theme {
                None => html.remove_attribute("data-theme"),
                Some(fixed) => html.set_attribute("data-theme", fixed.id()),
            };
        }
    });
    Effect::new(move |before: Option<Route>| {
        let route = session.route.get();
        let title = texts.t(pages::title(route));
        if session.page_mode
            && let Some(document) = browser::document()
        {
            document.set_title(&if route == Route::Home {
                texts.t(k::BRAND)
            } else {
                format!("{title} – {}", texts.t(k::BRAND))
            });
        }
        if before.is_some_and(|b| b != route) {
            // A new page is read from its heading.
            focus_heading();
        }
        route
    });
    // The first page is there: what the others need is fetched once nobody waits for anything.
    gloo::timers::callback::Timeout::new(2_500, move || {
        leptos::task::spawn_local(pages::fetch_all(texts));
    })
    .forget();
    view! {
        <div
            class="gw"
            node_ref=root
            lang=move || texts.lang().code()
            data-theme=move || session.theme.get().map(Theme::id)
        >
            <a class="skip" href="#gw-main" on:click=move |event| { event.prevent_default(); focus_heading(); }>
                {texts.say(k::NAV_SKIP)}
            </a>
            <Header />
            <Notices />
            <main id="gw-main">{move || view! { <Page route=session.route.get() /> }}</main>
            <Footer />
        </div>
    }
}

/// Puts the focus on an element by its id, once it is there, and brings it into view.
pub fn focus_on(id: &'static str) {
    gloo::timers::callback::Timeout::new(0, move || {
        let node = browser::document()
            .and_then(|d| d.get_element_by_id(id))
            .and_then(|n| n.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(node) = node {
            let _ = node.focus();
        }
    })
    .forget();
}

/// Puts the focus on the heading of what is on screen, as soon as it is there: a page on demand may take a while.
pub fn focus_heading() {
    look_for_heading(100);
}

fn look_for_heading(tries: u32) {
    gloo::timers::callback::Timeout::new(if tries == 100 { 0 } else { 50 }, move || {
        let heading = browser::document()
            .and_then(|d| d.query_selector("#gw-main [data-heading]").ok().flatten())
            .and_then(|h| h.dyn_into::<web_sys::HtmlElement>().ok());
        match heading {
            Some(heading) => {
                let _ = heading.focus();
            }
            None if tries > 0 => look_for_heading(tries - 1),
            None => {}
        }
    })
    .forget();
}

#[component]
fn Header() -> impl IntoView {
    let (texts, session, store) = (texts(), session(), store());
    let link = move |route: Route, key| {
        view! {
            <a
                href=route.href()
                aria-current=move || (session.route.get() == route).then_some("page")
            >
                {texts.say(key)}
            </a>
        }
    };
    let on_language = move |event: web_sys::Event| {
        if let Some(lang) = Lang::from_code(&event_target_value(&event)) {
            session.choose_language(texts, lang);
        }
    };
    let on_theme = move |_| {
        let next = match session.theme.get_untracked() {
            None => Some(Theme::Dark),
            Some(Theme::Dark) => Some(Theme::Light),
            Some(Theme::Light) => None,
        };
        session.choose_theme(next);
    };
    view! {
        <header class="bar">
            <a class="brand" href="#/" aria-label=texts.say(k::BRAND)>
                <BrandMark />
                <span>{texts.say(k::BRAND)}</span>
            </a>
            <nav aria-label=texts.say(k::NAV_PAGES)>
                {link(Route::Express, k::NAV_CHECK)} {link(Route::Result, k::NAV_RESULT)}
                {link(Route::Channels, k::NAV_CHANNELS)} {link(Route::Numbers, k::NAV_NUMBERS)}
            </nav>
            <div class="tools">
                <button
                    class="tool"
                    data-testid="undo"
                    disabled=move || !store.can_undo()
                    on:click=move |_| session.say_if(store.undo(), texts.t(k::EDIT_UNDONE))
                >
                    <span class="icon" aria-hidden="true">"↶"</span>
                    <span class="hidden">{texts.say(k::EDIT_UNDO)}</span>
                </button>
                <button
                    class="tool"
                    data-testid="redo"
                    disabled=move || !store.can_redo()
                    on:click=move |_| session.say_if(store.redo(), texts.t(k::EDIT_REDONE))
                >
                    <span class="icon" aria-hidden="true">"↷"</span>
                    <span class="hidden">{texts.say(k::EDIT_REDO)}</span>
                </button>
                <label class="hidden" for="gw-language">
                    {texts.say(k::SETTINGS_SHORT_LANGUAGE)}
                </label>
                <select
                    id="gw-language"
                    data-testid="language"
                    prop:value=move || texts.lang().code()
                    on:change=on_language
                >
                    {Lang::ALL
                        .map(|l| {
                            view! {
                                <option
                                    value=l.code()
                                    lang=l.code()
                                    selected=move || texts.lang() == l
                                >
                                    {l.autonym()}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
                <button class="tool" data-testid="theme" on:click=on_theme>
                    <span class="icon" aria-hidden="true">
                        {move || match session.theme.get() { None => "◐", Some(Theme::Light) => "○", Some(Theme::Dark) => "●" }}
                    </span>
                    <span class="hidden">
                        {move || {
                            format!(
                                "{}: {}",
                                texts.t(k::SETTINGS_SHORT_THEME),
                                texts.t(theme_key(session.theme.get())),
                            )
                        }}
                    </span>
                </button>
            </div>
        </header>
    }
}

/// Four quadrants in a ring: the wheel, very small.
#[component]
fn BrandMark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <circle class="ring" cx="12" cy="12" r="10.5" />
            <path class="reach" d="M13 4.1A8 8 0 0 1 19.9 11H13Z" />
            <path class="act" d="M13 13H19.9A8 8 0 0 1 13 19.9Z" />
            <path class="convert" d="M11 13V19.9A8 8 0 0 1 4.1 13Z" />
            <path class="engage" d="M11 11H4.1A8 8 0 0 1 11 4.1Z" />
        </svg>
    }
}

#[component]
fn Footer() -> impl IntoView {
    let (texts, session) = (texts(), session());
    // Counted anew with each page and each save: the browser keeps the record, this only reads it.
    let requests = move || {
        session.route.track();
        session.saved.track();
        let n = browser::fetch::foreign_requests();
        texts.count(k::REQUESTS, n, &[("n", &n.to_string())])
    };
    view! {
        <footer class="foot">
            <SaveStatus />
            <p>{requests}</p>
            <nav aria-label=texts.say(k::NAV_MENU)>
                <a href=Route::Settings.href()>{texts.say(k::NAV_SETTINGS)}</a>
                <a href=Route::About.href() data-testid="about">
                    {texts.say(k::NAV_ABOUT)}
                </a>
            </nav>
        </footer>
    }
}

#[component]
fn SaveStatus() -> impl IntoView {
    let (texts, session) = (texts(), session());
    view! {
        <p class="save" data-testid="save-status" data-state=move || session.saved.get().id()>
            {move || texts.t(session.saved.get().key())}
        </p>
    }
}
