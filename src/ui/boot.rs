//! What to open, in which language, and mounting it. It never overwrites what it could not read.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use leptos::mount::{UnmountHandle, mount_to_renderer};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::app::app;
use super::autosave;
use super::brand;
use super::catalogue;
use super::dom::{El, keep};
use super::pages;
use super::route::Route;
use super::session::{Given, Notice, Session, Stand};
use super::store::Store;
use super::words::{Texts, core};
use crate::codec::envelope::Damage;
use crate::codec::plan_json::Reading;
use crate::domain::plan::Plan;
use crate::i18n::Lang;
use crate::platform::browser::{self, storage::LocalStorage};
use crate::platform::keeper::{Keeper, holds_plans, prefix};
use crate::platform::prefs::{Prefs, Theme};

/// What a page says of the widget; see [`super::options`].
#[derive(Default)]
pub struct Options {
    /// Language code.
    pub lang: Option<String>,
    /// `light` or `dark`.
    pub theme: Option<String>,
    /// Keeps plans of several widgets on one origin apart.
    pub storage_key: Option<String>,
    /// The page to begin with, as an address within the widget: `#/express`.
    pub route: Option<String>,
    /// What the page knows.
    pub given: Given,
    /// What the site makes its own.
    pub dress: Option<brand::Dress>,
}

fn query(name: &str) -> Option<String> {
    let search = browser::window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search)
        .ok()?
        .get(name)
}

/// The first language known: the query, the saved one, the page's option, the browser's list, English.
fn choose_language(page_mode: bool, prefs: &Prefs, options: &Options) -> Lang {
    let from_query = if page_mode { query("lang") } else { None };
    let asked = [from_query, prefs.language.clone(), options.lang.clone()];
    if let Some(lang) = asked
        .iter()
        .flatten()
        .find_map(|code| Lang::from_code(code))
    {
        return lang;
    }
    browser::window()
        .map(|w| w.navigator().languages())
        .and_then(|list| {
            list.iter()
                .filter_map(|l| l.as_string())
                .find_map(|code| Lang::from_code(&code))
        })
        .unwrap_or(Lang::En)
}

fn choose_theme(page_mode: bool, prefs: &Prefs, options: &Options) -> Option<Theme> {
    let from_query = if page_mode { query("theme") } else { None };
    from_query
        .as_deref()
        .and_then(Theme::from_id)
        .or(prefs.theme)
        .or_else(|| options.theme.as_deref().and_then(Theme::from_id))
}

/// The fragment of the address.
fn fragment() -> String {
    let hash = browser::window().and_then(|w| w.location().hash().ok());
    hash.unwrap_or_default()
}

/// The page that a fragment names, and whether it names one.
fn route_of(fragment: &str) -> (Route, bool) {
    Route::parse(fragment).map_or((Route::Home, false), |route| (route, true))
}

/// For a text that another tab stored in this very moment: kept aside, not overwritten.
fn unread(_: &str) -> Result<Reading, Damage> {
    Err(Damage::Header)
}

/// The widget that was opened.
pub struct Opened {
    /// Its end.
    pub handle: UnmountHandle<El>,
    /// Its plan.
    pub store: Store,
    /// Its state.
    pub session: Session,
    /// Its texts.
    pub texts: Texts,
    /// What belongs to the tree can be made within this.
    pub owner: Owner,
    /// Says `accent`, `radius` or `font` anew; `None` where the page has said nothing of the kind.
    pub set_look: Option<brand::SetShort>,
}

/// Opens the plan and shows the app where it is to stand, in place of what stands there; `None`, and nothing has
/// changed, when a file it needs could not be fetched.
pub async fn open(mut stand: Stand, mut options: Options) -> Option<Opened> {
    let page_mode = stand.host.is_none();
    let root = stand.root.clone();
    if page_mode {
        stand.link = fragment();
    }
    let mut dress = options.dress.take();
    let edition = dress.as_ref().and_then(|dress| dress.edition);
    stand.edition = edition;
    let place = prefix(options.storage_key.as_deref());
    // A plan that cannot be read for want of its reader must not be taken for none.
    let read = if holds_plans(&LocalStorage, &place) {
        pages::soon().await.ok()?.read
    } else {
        unread
    };
    let (keeper, opened) = Keeper::open(LocalStorage, place.clone(), &browser::new_id(), read);
    let prefs = keeper.prefs();
    let lang = choose_language(page_mode, &prefs, &options);
    let theme = choose_theme(page_mode, &prefs, &options);
    let (mut words, failed) = match core(lang).await {
        Ok(words) => (words, false),
        // What cannot be said in the visitor's language is said in English, with an offer to try again.
        Err(()) => (core(Lang::En).await.ok()?, true),
    };
    if let Some(site) = dress.as_mut().and_then(|dress| dress.site.take()) {
        words.dress(site);
    }
    let mut plan = opened
        .plan
        .unwrap_or_else(|| Plan::new(keeper.plan_id().to_owned(), browser::now()));
    if let Some((preset, how)) = &options.given.preset {
        (how.fill)(preset, &mut plan);
    }
    stand.given = options.given;
    let keeper = Rc::new(RefCell::new(keeper));
    let (route, known) = catalogue::within(edition, || match &options.route {
        _ if !stand.link.is_empty() || page_mode => route_of(&stand.link),
        Some(named) => route_of(named),
        None => (Route::Home, true),
    });

    // The page of the address is fetched before what stands there goes, so that nothing flickers.
    let owner = Owner::new();
    let texts = owner.with(|| Texts::new(words));
    pages::prepare(route, texts).await;
    let focused = focused_hook(&root);
    root.set_text_content(None);
    let within = root.clone();
    let made = Rc::new(RefCell::new(None));
    let out = made.clone();
    let set_look = Rc::new(RefCell::new(None));
    let worn = set_look.clone();
    let handle = mount_to_renderer(&root, move || {
        // Texts were made before the tree they belong to; they live as long as it does.
        on_cleanup(move || drop(owner));
        let dress = dress.map(|dress| {
            stand.start = dress.start;
            (dress.provide)(&place);
            (dress.set, dress.wear)
        });
        let store = Store::new(plan);
        let session = Session::new(route, theme, stand);
        if failed {
            texts.failed.set(Some(lang));
        }
        session
            .language
            .set(prefs.language.as_deref().and_then(Lang::from_code));
        session
            .step
            .set(prefs.route.as_deref().map_or(0, autosave::remembered_step));
        if !known {
            session.notify(Notice::UnknownPage);
        }
        autosave::say_opened(session, &keeper, opened.notices);
        provide_context(texts);
        provide_context(store);
        provide_context(session);
        provide_context(StoredValue::new_local(keeper.clone()));
        autosave::start(store, session, keeper);
        if page_mode {
            follow_address(session);
        }
        *out.borrow_mut() = Owner::current().map(|owner| (store, session, owner));
        let view = app();
        if let Some((set, wear)) = dress {
            *worn.borrow_mut() = Some(set);
            wear(&view, session, texts);
        }
        view
    });
    if let Some(hook) = focused
        && let Ok(Some(node)) = within.query_selector(&format!("[data-testid=\"{hook}\"]"))
        && let Ok(node) = node.dyn_into::<HtmlElement>()
    {
        let _ = node.focus();
    }
    let (store, session, owner) = made.borrow_mut().take()?;
    Some(Opened {
        handle,
        store,
        session,
        texts,
        owner,
        set_look: set_look.take(),
    })
}

/// The hook of what has the focus within the first screen, so that the live one can take it over.
fn focused_hook(root: &HtmlElement) -> Option<String> {
    let active = browser::document()?.active_element()?;
    root.contains(Some(&active))
        .then(|| active.get_attribute("data-testid"))
        .flatten()
}

/// Pages follow the fragment; an unknown one shows the wheel and says so.
fn follow_address(session: Session) {
    if !route_of(&fragment()).1 {
        browser::replace_address(&Route::Home.href());
    }
    let Some(window) = browser::window() else {
        return;
    };
    let edition = catalogue::edition();
    let listener = EventListener::new(&window, "hashchange", move |_| {
        let fragment = fragment();
        match catalogue::within(edition, || route_of(&fragment)) {
            (route, true) => {
                session.dismiss(&Notice::UnknownPage);
                session.link.set(fragment);
                session.route.set(route);
            }
            (_, false) => {
                session.route.set(Route::Home);
                browser::replace_address(&Route::Home.href());
                session.notify(Notice::UnknownPage);
            }
        }
    });
    keep(listener);
}
