//! What belongs to this tab alone or to this browser: route, theme, notices, state of saving. Never part of a plan.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::catalogue::Edition;
use super::dom::keep;
use super::route::Route;
use super::words::Texts;
use crate::codec::preset::{Field, Preset};
use crate::domain::plan::Plan;
use crate::i18n::{Key, Lang, k};
use crate::platform::browser;
use crate::platform::prefs::{Prefs, Theme};

/// Name of a theme; none is "as the device".
#[must_use]
pub const fn theme_key(theme: Option<Theme>) -> Key {
    match theme {
        None => k::SETTINGS_SHORT_SYSTEM,
        Some(Theme::Light) => k::SETTINGS_SHORT_LIGHT,
        Some(Theme::Dark) => k::SETTINGS_SHORT_DARK,
    }
}

/// How saving stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Saved {
    /// Everything is stored.
    #[default]
    Saved,
    /// A change waits for its 300 ms.
    Saving,
    /// There is no storage; the plan lives in this page.
    Memory,
    /// The last write failed.
    Failed,
    /// Another tab wrote a newer plan; this one has stopped.
    Conflict,
}

impl Saved {
    /// Value of `data-state`. A conflict counts as not saved.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Saving => "saving",
            Self::Memory => "memory",
            Self::Failed | Self::Conflict => "failed",
        }
    }

    /// Its words.
    #[must_use]
    pub const fn key(self) -> Key {
        match self {
            Self::Saved => k::SAVE_SAVED,
            Self::Saving => k::SAVE_SAVING,
            Self::Memory => k::SAVE_MEMORY,
            Self::Failed => k::SAVE_FAILED,
            Self::Conflict => k::SAVE_CONFLICT,
        }
    }
}

/// Something to say above the page until it is dismissed.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// The address names no page.
    UnknownPage,
    /// A file of the app could not be fetched.
    Unfetched,
    /// Storage is blocked.
    Blocked,
    /// Storage is full.
    Full,
    /// A newer revision stands in storage.
    Conflict,
    /// A newer version of the app wrote the plan.
    Newer,
    /// Stored text could not be read and was kept.
    Kept {
        /// Why it could not be read.
        reason: Key,
        /// The exact text, for the download.
        text: String,
    },
    /// The previous generation was opened.
    Recovered,
}

/// Told to a host: the name of an event, and what belongs to it.
type Tell = Box<dyn Fn(&str, &JsValue) -> bool>;
/// Takes what a host answers.
type Answer = Box<dyn FnOnce(&str)>;

/// The page of somebody else that the widget stands in.
pub struct Host {
    /// Its address without a fragment, for links to give away.
    pub address: String,
    /// Whether the widget stands in a frame of its own.
    pub framed: bool,
    /// Tells the page's side of the widget something; whether there is a page that it could reach.
    pub tell: Tell,
}

/// How a plan is filled in.
#[derive(Debug, Clone, Copy)]
pub struct Filling {
    /// [`Preset::fill`].
    pub fill: fn(&Preset, &mut Plan),
    /// [`Preset::stands`].
    pub stands: fn(&Preset, Field, &Plan) -> bool,
    /// [`Preset::is_all`].
    pub is_all: fn(&Preset, &Plan) -> bool,
}

/// Where the widget stands.
#[derive(Clone)]
pub struct Stand {
    /// What it was mounted in.
    pub root: HtmlElement,
    /// Whose page that is; `None` for our own.
    pub host: Option<Rc<Host>>,
    /// What the address of the page brought, a fragment; empty for nothing.
    pub link: String,
    /// What the page knows and passes on.
    pub given: Given,
    /// The page to begin to answer with.
    pub start: Route,
    /// Its catalogue; `None` is the built-in one.
    pub edition: Option<Edition>,
}

/// What a page knows of the visitor's business, and values of its own that come back with the result.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// What it fills in, and the code that does, which comes only where there is something.
    pub preset: Option<(Preset, Filling)>,
    /// Its own values.
    pub hidden: Vec<(String, String)>,
}

/// The state of this tab, as a context.
#[derive(Clone, Copy)]
pub struct Session {
    /// The page on screen.
    pub route: RwSignal<Route>,
    /// Light or dark.
    pub theme: RwSignal<Option<Theme>>,
    /// State of saving.
    pub saved: RwSignal<Saved>,
    /// What is said above the page.
    pub notices: RwSignal<Vec<Notice>>,
    /// Last words for the polite live region.
    pub said: RwSignal<String>,
    /// Step of the express check, 0..=6.
    pub step: RwSignal<usize>,
    /// Whether digits choose answers.
    pub digits: RwSignal<bool>,
    /// A language chosen by hand, to be remembered.
    pub language: RwSignal<Option<Lang>>,
    /// What a link brought that was opened here, with its mark: what [`Route::Opened`] shows.
    pub link: RwSignal<String>,
    /// Whether the page is ours; else the widget stands in a host's page and leaves title, address and root alone.
    pub page_mode: bool,
    standing: StoredValue<Rc<Standing>, LocalStorage>,
}

/// Where the widget stands, and whether it still does.
struct Standing {
    stand: Stand,
    hidden: RefCell<Vec<(String, String)>>,
    /// What the visitor chose here: to be remembered. What a page or an address says is not.
    language: Cell<Option<Lang>>,
    theme: Cell<Option<Option<Theme>>>,
    /// Who waits for an answer of the host.
    answer: RefCell<Option<Answer>>,
    ended: Cell<bool>,
}

impl Session {
    /// A session on a page, until the current owner is cleaned up.
    #[must_use]
    pub fn new(route: Route, theme: Option<Theme>, stand: Stand) -> Self {
        let link = stand.link.clone();
        let page_mode = stand.host.is_none();
        let ended = Cell::new(false);
        let hidden = RefCell::new(stand.given.hidden.clone());
        let standing = Rc::new(Standing {
            stand,
            hidden,
            language: Cell::new(None),
            theme: Cell::new(None),
            answer: RefCell::new(None),
            ended,
        });
        keep(Ending(standing.clone()));
        Self {
            route: RwSignal::new(route),
            theme: RwSignal::new(theme),
            saved: RwSignal::new(Saved::Saved),
            notices: RwSignal::new(Vec::new()),
            said: RwSignal::new(String::new()),
            step: RwSignal::new(0),
            digits: RwSignal::new(true),
            language: RwSignal::new(None),
            link: RwSignal::new(link),
            page_mode,
            standing: StoredValue::new_local(standing),
        }
    }

    /// Puts what the visitor chose here into what is remembered; the rest stays as it is, for another tab or widget may
    /// have chosen it.
    pub fn remember(self, prefs: &mut Prefs) {
        let Some(standing) = self.standing.try_get_value() else {
            return;
        };
        if let Some(lang) = standing.language.get() {
            prefs.language = Some(lang.code().to_owned());
        }
        if let Some(theme) = standing.theme.get() {
            prefs.theme = theme;
        }
    }

    /// Goes to a page: by the address where it is ours, else without touching it.
    pub fn go(self, route: Route) {
        match browser::window().filter(|_| self.page_mode) {
            Some(window) => drop(window.location().set_hash(&route.href())),
            None => self.route.set(route),
        }
    }

    /// Goes to a page and leaves nothing behind to come back to by the address: neither a reload nor the next page
    /// brings a link again.
    pub fn settle(self, route: Route) {
        if self.page_mode {
            browser::replace_address(&route.href());
        } else {
            self.tell("link-read", &JsValue::UNDEFINED);
        }
        self.route.set(route);
    }

    /// Begins anew from what is stored, at a page.
    pub fn begin_anew(self, route: Route) {
        match browser::window().filter(|_| self.page_mode) {
            Some(window) => {
                browser::replace_address(&route.href());
                let _ = window.location().reload();
            }
            None => drop(self.tell("restart", &JsValue::from_str(&route.href()))),
        }
    }

    /// The address to give away, to which a link adds its fragment.
    #[must_use]
    pub fn address(self) -> String {
        self.host()
            .map_or_else(browser::page_address, |host| host.address.clone())
    }

    /// Its catalogue; `None` is the built-in one.
    #[must_use]
    pub fn edition(self) -> Option<Edition> {
        self.standing.try_get_value()?.stand.edition
    }

    /// The page to begin to answer with.
    #[must_use]
    pub fn start(self) -> Route {
        let standing = self.standing.try_get_value();
        standing.map_or(Route::Express, |standing| standing.stand.start)
    }

    /// Whose page this is; `None` for our own.
    #[must_use]
    pub fn host(self) -> Option<Rc<Host>> {
        self.standing.try_get_value()?.stand.host.clone()
    }

    /// Whether the page filled in one of these fields, and it still says so.
    #[must_use]
    pub fn is_prefilled(self, fields: &[Field], plan: &Plan) -> bool {
        self.given(|preset, how| {
            let stands = |field: &Field| (how.stands)(preset, *field, plan);
            fields.iter().any(stands)
        })
        .unwrap_or(false)
    }

    /// Whether the visitor has entered anything; what the page filled in is not theirs.
    #[must_use]
    pub fn has_begun(self, plan: &Plan) -> bool {
        self.given(|preset, how| !(how.is_all)(preset, plan))
            .unwrap_or_else(|| !plan.is_untouched())
    }

    /// What the page wanted to fill in and could not.
    #[must_use]
    pub fn unknown_preset(self) -> Vec<String> {
        self.given(|preset, _| preset.unknown.clone())
            .unwrap_or_default()
    }

    /// Reads what the page fills in; `None` where it fills in nothing.
    fn given<T>(self, read: impl FnOnce(&Preset, &Filling) -> T) -> Option<T> {
        let standing = self.standing.try_get_value()?;
        let (preset, how) = standing.stand.given.preset.as_ref()?;
        Some(read(preset, how))
    }

    /// The page's own values.
    #[must_use]
    pub fn hidden(self) -> Vec<(String, String)> {
        let standing = self.standing.try_get_value();
        standing.map_or_else(Vec::new, |standing| standing.hidden.borrow().clone())
    }

    /// Takes other values of the page's own.
    pub fn set_hidden(self, hidden: Vec<(String, String)>) {
        if let Some(standing) = self.standing.try_get_value() {
            *standing.hidden.borrow_mut() = hidden;
        }
    }

    /// Tells the host's side something; whether there is one that it could reach. Nobody hears it on our own page.
    pub fn tell(self, event: &str, detail: &JsValue) -> bool {
        self.host().is_some_and(|host| (host.tell)(event, detail))
    }

    /// Tells the host's side something that it answers, by [`Session::answered`]; whether it could be told.
    pub fn ask(self, event: &str, detail: &JsValue, answer: impl FnOnce(&str) + 'static) -> bool {
        if let Some(standing) = self.standing.try_get_value() {
            standing.answer.replace(Some(Box::new(answer)));
        }
        self.tell(event, detail)
    }

    /// The host has answered what it was asked last.
    pub fn answered(self, said: &str) {
        let waits = self.standing.try_get_value();
        if let Some(answer) = waits.and_then(|standing| standing.answer.take()) {
            answer(said);
        }
    }

    /// What the widget was mounted in; `None` once it is gone.
    #[must_use]
    pub fn root(self) -> Option<HtmlElement> {
        Some(self.standing.try_get_value()?.stand.root.clone())
    }

    /// The first element of the widget that a selector finds. The document is not asked: what stands in a shadow root
    /// is not to be found there, and what is may be somebody else's.
    #[must_use]
    pub fn find(self, selector: &str) -> Option<HtmlElement> {
        let found = self.root()?.query_selector(selector).ok()??;
        found.dyn_into().ok()
    }

    /// The element of the widget with that id.
    #[must_use]
    pub fn by_id(self, id: &str) -> Option<HtmlElement> {
        self.find(&["[id=\"", id, "\"]"].concat())
    }

    /// Puts the focus on an element of the widget by its id, once it is there, and brings it into view.
    pub fn focus_on(self, id: &'static str) {
        let put = move || {
            if let Some(node) = self.by_id(id) {
                let _ = node.focus();
            }
        };
        Timeout::new(0, put).forget();
    }

    /// Puts the focus on the heading of what is on screen, as soon as it is there: a page on demand may take a while.
    pub fn focus_heading(self) {
        self.look_for_heading(100);
    }

    fn look_for_heading(self, tries: u32) {
        let look = move || match self.find("#gw-main [data-heading]") {
            Some(heading) => drop(heading.focus()),
            None if tries > 0 && self.root().is_some() => self.look_for_heading(tries - 1),
            None => {}
        };
        Timeout::new(if tries == 100 { 0 } else { 50 }, look).forget();
    }

    /// Does something that takes a while, and stops where it is when the widget is taken out of the page: nothing it
    /// would go on with is there any more.
    pub fn spawn(self, task: impl Future<Output = ()> + 'static) {
        if let Some(standing) = self.standing.try_get_value() {
            // One type for every task: each would be a function of its own.
            let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
            leptos::task::spawn_local(Task { standing, task });
        }
    }

    /// Adds a notice once.
    pub fn notify(self, notice: Notice) {
        self.notices.update(|list| {
            if !list.contains(&notice) {
                list.push(notice);
            }
        });
    }

    /// Takes a notice away.
    pub fn dismiss(self, notice: &Notice) {
        self.notices.update(|list| list.retain(|n| n != notice));
    }

    /// Says something in the polite live region when it happened.
    pub fn say_if(self, happened: bool, words: String) {
        if happened {
            // The same words twice in a row are said twice: a blank tells them apart.
            let again = self.said.with_untracked(|said| *said == words);
            self.said.set(if again { words + "\u{a0}" } else { words });
        }
    }

    /// Switches the language by hand: remembered, and `?lang` leaves the address.
    pub fn choose_language(self, texts: Texts, lang: Lang) {
        self.language.set(Some(lang));
        if let Some(standing) = self.standing.try_get_value() {
            standing.language.set(Some(lang));
        }
        if self.page_mode {
            drop_query("lang");
        }
        self.spawn(async move { texts.switch(lang).await });
    }

    /// Switches the theme by hand.
    pub fn choose_theme(self, theme: Option<Theme>) {
        if let Some(standing) = self.standing.try_get_value() {
            standing.theme.set(Some(theme));
        }
        self.theme.set(theme);
        if self.page_mode {
            drop_query("theme");
        }
    }
}

/// What belongs to an event, as a plain object.
#[must_use]
pub fn detail(said: &impl Serialize) -> JsValue {
    // Plain data of ours can always be written; what could not be is not worth ending the widget for.
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    said.serialize(&serializer).unwrap_or(JsValue::NULL)
}

/// Takes one key out of the query, keeping the rest and the fragment.
fn drop_query(key: &str) {
    let Some(window) = browser::window() else {
        return;
    };
    let location = window.location();
    let (Ok(path), Ok(search), Ok(hash)) =
        (location.pathname(), location.search(), location.hash())
    else {
        return;
    };
    let Ok(query) = web_sys::UrlSearchParams::new_with_str(&search) else {
        return;
    };
    if !query.has(key) {
        return;
    }
    query.delete(key);
    let rest: String = query.to_string().into();
    let address = if rest.is_empty() {
        format!("{path}{hash}")
    } else {
        format!("{path}?{rest}{hash}")
    };
    browser::replace_address(&address);
}

/// A task that is over when the widget is gone.
struct Task {
    standing: Rc<Standing>,
    task: Pin<Box<dyn Future<Output = ()>>>,
}

impl Future for Task {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.standing.ended.get() {
            return Poll::Ready(());
        }
        self.task.as_mut().poll(context)
    }
}

/// Says at the end that it has come.
struct Ending(Rc<Standing>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.ended.set(true);
    }
}

/// The session of this tree of views.
#[must_use]
pub fn session() -> Session {
    expect_context::<Session>()
}
