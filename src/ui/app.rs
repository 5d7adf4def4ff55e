//! The frame around every page: header, notices, the page of the route, footer.

use std::cell::Cell;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::dom::{El, el, follow, keep, svg, value_of_event};
use super::names;
use super::pages;
use super::parts::notice::notices;
use super::route::Route;
use super::session::{Session, session, theme_key};
use super::store::store;
use super::words::{Texts, texts};
use crate::i18n::{Key, Lang, k};
use crate::platform::browser;
use crate::platform::prefs::Theme;

/// The whole widget.
#[must_use]
pub fn app() -> El {
    let (texts, session) = (texts(), session());
    let own_document = session.host().is_none_or(|host| host.framed);
    if own_document {
        follow(move || show_on_page(texts, session));
    }
    // The first page is there: what the others need is fetched once nobody waits for anything.
    keep(Timeout::new(2_500, move || {
        session.spawn(pages::fetch_all(texts));
    }));
    let skip = el("a")
        .class("skip")
        .attr("href", "#gw-main")
        .words(k::NAV_SKIP)
        .on("click", move |event| {
            event.prevent_default();
            session.focus_heading();
        });
    let [notices, said] = notices();
    // A page has one main part, and its own header and footer.
    let guest = !own_document;
    let main = el(if guest { "div" } else { "main" })
        .class("main")
        .attr("part", "main")
        .attr("id", "gw-main");
    pages::show_route(main.node().clone());
    // A new page is read from its heading.
    let before = Cell::new(None);
    follow(move || {
        let route = session.route.get();
        if before.replace(Some(route)).is_some_and(|b| b != route) {
            session.focus_heading();
        }
    });
    let class = match session.host() {
        Some(host) if host.framed => "gw embedded framed",
        Some(_) => "gw embedded",
        None => "gw",
    };
    let root = if guest {
        el("section").attr_words("aria-label", k::BRAND)
    } else {
        el("div")
    };
    let root = root
        .class(class)
        .attr_of("lang", move || Some(texts.lang().code().to_owned()))
        .attr_of("data-theme", move || theme_id(session))
        .children([skip, header(texts, session), notices, said, main])
        .child(footer(texts, session));
    if session.page_mode {
        root
    } else {
        root.on("click", move |event| stay_inside(session, event))
    }
}

/// A link to a page of the widget opens it where the widget stands: the address is the host's.
fn stay_inside(session: Session, event: &web_sys::Event) {
    let Some(click) = event.dyn_ref::<web_sys::MouseEvent>() else {
        return;
    };
    let link = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|target| target.closest("a[href^=\"#/\"]").ok().flatten())
        .and_then(|link| link.get_attribute("href"));
    let Some(route) = link.as_deref().and_then(Route::parse) else {
        return;
    };
    // In another tab the host's page would open, not this one.
    event.prevent_default();
    if click.button() == 0 {
        session.route.set(route);
    }
}

fn theme_id(session: Session) -> Option<String> {
    session.theme.get().map(|theme| theme.id().to_owned())
}

/// Language and theme stand on the widget's own root; where the document is ours, also on that, with its title.
fn show_on_page(texts: Texts, session: Session) {
    let Some(document) = browser::document() else {
        return;
    };
    if let Some(html) = document.document_element() {
        let _ = html.set_attribute("lang", texts.lang().code());
        let _ = match theme_id(session) {
            None => html.remove_attribute("data-theme"),
            Some(fixed) => html.set_attribute("data-theme", &fixed),
        };
    }
    let (brand, route) = (texts.t(k::BRAND), session.route.get());
    let page = pages::name(texts, route);
    document.set_title(&match route {
        Route::Home => brand,
        Route::Questions(group, _) => {
            format!("{}: {page} – {brand}", texts.t(names::group(group)))
        }
        _ => format!("{page} – {brand}"),
    });
}

fn header(texts: Texts, session: Session) -> El {
    let link = |route: Route, key| {
        el("a")
            .attr("href", &route.href())
            .attr_of("aria-current", move || {
                let now = session.route.get();
                let here = if now == route { "page" } else { "true" };
                (now.section() == route).then(|| here.to_owned())
            })
            .words(key)
    };
    let brand = el("a")
        .class("brand")
        .attr("href", "#/")
        .attr_words("aria-label", k::BRAND)
        .child(brand_mark())
        .child(el("span").words(k::BRAND));
    let nav = el("nav").attr_words("aria-label", k::NAV_PAGES).children([
        link(Route::Express, k::NAV_CHECK),
        link(Route::Result, k::NAV_RESULT),
        link(Route::Channels, k::NAV_CHANNELS),
        link(Route::Numbers, k::NAV_NUMBERS),
    ]);
    let store = store();
    let undo = tool("undo", "↶", k::EDIT_UNDO)
        .attr_if("disabled", move || !store.can_undo())
        .on_click(move || session.say_if(store.undo(), texts.t(k::EDIT_UNDONE)));
    let redo = tool("redo", "↷", k::EDIT_REDO)
        .attr_if("disabled", move || !store.can_redo())
        .on_click(move || session.say_if(store.redo(), texts.t(k::EDIT_REDONE)));
    let languages = Lang::ALL.map(|lang| {
        el("option")
            .attr("value", lang.code())
            .attr("lang", lang.code())
            .property_if("selected", move || texts.lang() == lang)
            .text(lang.autonym())
    });
    let label = el("label")
        .class("hidden")
        .attr("for", "gw-language")
        .words(k::SETTINGS_SHORT_LANGUAGE);
    let language = el("select")
        .attr("id", "gw-language")
        .hook("language")
        .children(languages)
        .on("change", move |event| {
            if let Some(lang) = Lang::from_code(&value_of_event(event)) {
                session.choose_language(texts, lang);
            }
        });
    let tools =
        el("div")
            .class("tools")
            .children([undo, redo, label, language, theme(texts, session)]);
    el("header")
        .class("bar")
        .attr("part", "header")
        .children([brand, nav, tools])
}

/// A button of the bar: a sign to see, words for those who do not.
fn tool(hook: &str, sign: &str, key: Key) -> El {
    el("button")
        .class("tool")
        .hook(hook)
        .child(
            el("span")
                .class("icon")
                .attr("aria-hidden", "true")
                .text(sign),
        )
        .child(el("span").class("hidden").words(key))
}

fn theme(texts: Texts, session: Session) -> El {
    let sign = move || {
        let sign = match session.theme.get() {
            None => "◐",
            Some(Theme::Light) => "○",
            Some(Theme::Dark) => "●",
        };
        sign.to_owned()
    };
    let words = move || {
        let now = texts.t(theme_key(session.theme.get()));
        format!("{}: {now}", texts.t(k::SETTINGS_SHORT_THEME))
    };
    el("button")
        .class("tool")
        .hook("theme")
        .child(
            el("span")
                .class("icon")
                .attr("aria-hidden", "true")
                .say(sign),
        )
        .child(el("span").class("hidden").say(words))
        .on_click(move || {
            session.choose_theme(match session.theme.get_untracked() {
                None => Some(Theme::Dark),
                Some(Theme::Dark) => Some(Theme::Light),
                Some(Theme::Light) => None,
            });
        })
}

/// Four quadrants in a ring: the wheel, very small.
fn brand_mark() -> El {
    let ring = svg("circle")
        .class("ring")
        .attr("cx", "12")
        .attr("cy", "12")
        .attr("r", "10.5");
    let quarters = [
        ("reach", "M13 4.1A8 8 0 0 1 19.9 11H13Z"),
        ("act", "M13 13H19.9A8 8 0 0 1 13 19.9Z"),
        ("convert", "M11 13V19.9A8 8 0 0 1 4.1 13Z"),
        ("engage", "M11 11H4.1A8 8 0 0 1 11 4.1Z"),
    ];
    svg("svg")
        .class("mark")
        .attr("viewBox", "0 0 24 24")
        .attr("width", "24")
        .attr("height", "24")
        .attr("aria-hidden", "true")
        .child(ring)
        .children(quarters.map(|(stage, d)| svg("path").class(stage).attr("d", d)))
}

fn footer(texts: Texts, session: Session) -> El {
    // Counted anew with each page and each save: the browser keeps the record, this only reads it.
    let requests = move || {
        session.route.track();
        session.saved.track();
        let n = browser::fetch::foreign_requests();
        texts.count(k::REQUESTS, n, &[("n", &n.to_string())])
    };
    let saved = el("p")
        .class("save")
        .hook("save-status")
        .attr_of("data-state", move || {
            Some(session.saved.get().id().to_owned())
        })
        .say(move || texts.t(session.saved.get().key()));
    let settings = el("a")
        .attr("href", &Route::Settings.href())
        .words(k::NAV_SETTINGS);
    let about = el("a")
        .attr("href", &Route::About.href())
        .hook("about")
        .words(k::NAV_ABOUT);
    let nav = el("nav")
        .attr_words("aria-label", k::NAV_MENU)
        .children([settings, about]);
    // In somebody else's document the record holds their requests, too, and cannot tell whose they are.
    let counted = session.host().is_none_or(|host| host.framed);
    let requests = counted.then(|| el("p").say(requests));
    el("footer")
        .class("foot")
        .attr("part", "footer")
        .child(saved)
        .children(requests)
        .child(nav)
}
