//! What to open, in which language, and mounting it. It never overwrites what it could not read.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use leptos::mount::{UnmountHandle, mount_to_renderer};
use leptos::prelude::*;
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::app::app;
use super::autosave;
use super::brand;
use super::catalogue;
use super::dom::{El, keep};
use super::on_demand::on_demand;
use super::route::Route;
use super::session::{Filling, Given, Notice, Session, Stand};
use super::store::Store;
use super::words::{Texts, core};
use crate::codec::envelope::{self, Damage};
use crate::codec::plan_json::Reading;
use crate::codec::preset::{self, Preset};
use crate::domain::plan::Plan;
use crate::i18n::Lang;
use crate::platform::browser::{self, storage::LocalStorage};
use crate::platform::keeper::{Keeper, Read, holds_plans, prefix};
use crate::platform::prefs::{Prefs, Theme};

/// What a page may say of the widget: `data-lang`, `data-theme`, `data-storage-key` on its element, or the same
/// names in the object given to `mount`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    /// Language code.
    pub lang: Option<String>,
    /// `light` or `dark`.
    pub theme: Option<String>,
    /// Keeps plans of several widgets on one origin apart.
    pub storage_key: Option<String>,
    /// The page to begin with, as an address within the widget: `#/express`.
    pub route: Option<String>,
    /// What the page knows of the visitor's business, as pairs.
    pub preset: Option<String>,
    /// The page's own values, as pairs.
    pub hidden: Option<String>,
    /// The site's configuration: its text, or its address.
    pub config: Option<String>,
    /// A colour of the site's.
    pub accent: Option<String>,
    /// Radius of corners, pixels.
    pub radius: Option<String>,
    /// Fonts, as CSS names them.
    pub font: Option<String>,
    /// Whether the style of the page chooses colours.
    #[serde(skip)]
    pub page_chooses: bool,
    #[serde(skip)]
    given: Given,
}

/// Reads options from a plain object; anything else than text in the known places is an error.
///
/// # Errors
/// The reader's message, with the name of the field.
fn from_object(value: JsValue) -> Result<Options, JsValue> {
    let mut options: Options = serde_wasm_bindgen::from_value(value).map_err(JsValue::from)?;
    options.given = Given {
        preset: options.preset.as_deref().map(|text| {
            let filling = Filling {
                fill: Preset::fill,
                stands: Preset::stands,
                is_all: Preset::is_all,
            };
            (Preset::read(text), filling)
        }),
        hidden: preset::pairs(options.hidden.as_deref().unwrap_or_default()),
    };
    Ok(options)
}

// The reader is a file of its own: most pages say nothing, and it is larger than what it reads.
on_demand! {
    fn options_of(value: JsValue) -> Result<Options, JsValue>, preload _fetch_options {
        from_object(value)
    }
}

impl Options {
    /// What the site makes its own; `None` for nothing. `page` is the address of its page.
    async fn dress(&mut self, page: &str) -> Option<brand::Dress> {
        let short = brand::Short {
            accent: self.accent.take(),
            radius: self.radius.take(),
            font: self.font.take(),
        };
        let said = self.config.take().filter(|said| !said.trim().is_empty());
        if said.is_none() && short == brand::Short::default() && !self.page_chooses {
            return None;
        }
        let read = match said {
            Some(said) => Some(brand::text_of(said, page).await),
            None => None,
        };
        let (config, fault) = match read {
            Some(Ok(text)) => (Some(text), None),
            Some(Err(fault)) => (None, Some(fault)),
            None => (None, None),
        };
        brand::dressed(brand::Given {
            config,
            fault,
            short,
        })
        .await
    }

    /// Reads options from a plain object.
    ///
    /// # Errors
    /// When a known field is of the wrong type; the message names it.
    pub async fn read(value: JsValue) -> Result<Self, JsValue> {
        let said = value.dyn_ref::<js_sys::Object>();
        if said.is_none_or(|object| js_sys::Object::keys(object).length() == 0) {
            return if value.is_undefined() || value.is_null() || said.is_some() {
                Ok(Self::default())
            } else {
                Err(JsValue::from_str("options are a plain object"))
            };
        }
        match options_of(value).await {
            Ok(read) => read,
            Err(error) => Err(JsValue::from_str(&error.to_string())),
        }
    }
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

// Reading is a file of its own: a first visit has nothing to read.
on_demand! {
    fn plan_reader() -> Read, preload _fetch_reader { envelope::read }
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
    let page = stand.host.as_ref().map(|host| host.address.clone());
    let dress = options
        .dress(&page.unwrap_or_else(browser::page_address))
        .await;
    let (edition, site) = dress
        .as_ref()
        .map_or((None, None), |d| (d.edition, d.site.clone()));
    let place = prefix(options.storage_key.as_deref());
    // A plan that cannot be read for want of its reader must not be taken for none.
    let read = if holds_plans(&LocalStorage, &place) {
        plan_reader().await.ok()?
    } else {
        unread
    };
    let (keeper, opened) = Keeper::open(LocalStorage, place, &browser::new_id(), read);
    let prefs = keeper.prefs();
    let lang = choose_language(page_mode, &prefs, &options);
    let theme = choose_theme(page_mode, &prefs, &options);
    let (words, failed) = match core(lang).await {
        Ok(words) => (words, false),
        // What cannot be said in the visitor's language is said in English, with an offer to try again.
        Err(()) => (core(Lang::En).await.ok()?, true),
    };
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
    let texts = owner.with(|| Texts::new(words, site));
    super::pages::prepare(route, texts).await;
    let focused = focused_hook(&root);
    root.set_text_content(None);
    let place = root.clone();
    let made = Rc::new(RefCell::new(None));
    let out = made.clone();
    let set_look = Rc::new(RefCell::new(None));
    let worn = set_look.clone();
    let handle = mount_to_renderer(&root, move || {
        // Texts were made before the tree they belong to; they live as long as it does.
        on_cleanup(move || drop(owner));
        if let Some(edition) = edition {
            provide_context(edition);
        }
        let dress = dress.map(|dress| {
            stand.start = dress.start;
            (dress.provide)();
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
        && let Ok(Some(node)) = place.query_selector(&format!("[data-testid=\"{hook}\"]"))
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
