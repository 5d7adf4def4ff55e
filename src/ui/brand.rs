//! What a site makes its own, put on: its texts, its catalogue, its colours, its name. All of it comes only where there
//! is something of the kind.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::catalogue::Edition;
use super::dom::{El, el, follow, keep};
use super::leads::Leading;
use super::on_demand::on_demand;
use super::route::Route;
use super::session::Session;
use super::store::store;
use super::words::Texts;
use crate::brand::colour::{self, Chosen, NAMES, Rgb};
use crate::brand::{self, Call, Config, Fault, Look, Reason, catalogue, shape};
use crate::codec::json;
use crate::content;
use crate::domain::catalogue::Catalogue;
use crate::domain::stage::{Group, Stage};
use crate::i18n::{Key, Lang, ReplaceError, Site, Words, fill, k};
use crate::platform::browser::{self, fetch, style};
use crate::platform::prefs::Theme;

/// What a site says of its look in short, as attributes or in an address.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Short {
    /// `#rrggbb`.
    pub accent: Option<String>,
    /// Pixels.
    pub radius: Option<String>,
    /// As CSS names fonts.
    pub font: Option<String>,
}

/// What a site gives to be made its own.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// The text of a configuration.
    pub config: Option<String>,
    /// What is wrong with where it should have come from.
    pub fault: Option<Fault>,
    /// What is said in short.
    pub short: Short,
}

/// Puts something on the widget within its owner.
type Wear = Box<dyn FnOnce(&El, Session, Texts)>;
/// Says an attribute of [`Short`] anew, by its name; an empty value takes it back.
pub type SetShort = Rc<dyn Fn(&str, &str)>;

/// Gives the pages of a widget at a place in storage something.
type Provide = Box<dyn FnOnce(&str)>;

/// A configuration that was read.
pub struct Dress {
    /// Its catalogue; `None` is the built-in one.
    pub edition: Option<Edition>,
    /// Its texts.
    pub site: Option<Site>,
    /// The page to begin to answer with.
    pub start: Route,
    /// Gives the pages their part of it, within the owner of the widget and before its first view, for its place in
    /// storage.
    pub provide: Provide,
    /// Puts the rest on the widget that stands.
    pub wear: Wear,
    /// Says an attribute of [`Short`] anew.
    pub set: SetShort,
}

/// The configuration of a widget, as a context of the pages that show something of it.
#[derive(Clone, Copy)]
pub struct Wearing(StoredValue<Rc<Config>, LocalStorage>);

impl Wearing {
    /// Reads it; `None` where there is none.
    pub fn with<T>(read: impl FnOnce(&Config) -> T) -> Option<T> {
        let config = use_context::<Self>()?.0.try_get_value()?;
        Some(read(&config))
    }
}

type Dressing = Pin<Box<dyn Future<Output = Dress>>>;

on_demand! {
    fn make(given: Given) -> Dressing, preload _fetch_brand {
        Box::pin(dress(given))
    }
}

/// Reads what a site gives; `None` where there is nothing, or the code for it could not be fetched.
pub async fn dressed(given: Given) -> Option<Dress> {
    Some(make(given).await.ok()?.await)
}

/// The text of a configuration, which is given as that or as an address on the site of `page` or beside our own files.
/// In a frame whoever put it there says what its page is: only what stands beside our own files is fetched.
///
/// # Errors
/// What is wrong with it, by the name `config`.
pub async fn text_of(said: String, page: &str, framed: bool) -> Result<String, Fault> {
    if said.trim_start().starts_with('{') {
        return Ok(said);
    }
    let fault = |reason| Fault::new("", reason, &said);
    let base = browser::document().and_then(|d| d.base_uri().ok().flatten());
    let base = base.unwrap_or_else(|| page.to_owned());
    let address = style::resolved(said.trim(), &base).ok_or_else(|| fault(Reason::Foreign))?;
    // The folder of the words is one within that of the files; on our own page it is said in relation to that.
    let words = fetch::folder().unwrap_or_else(|| "i18n/".to_owned());
    let files = style::resolved(&[&words, "/../../"].concat(), &base);
    let beside = files.is_some_and(|files| address.starts_with(&files));
    let of_site = !framed && style::origin(&address) == style::origin(page);
    if !beside && !of_site {
        return Err(fault(Reason::Foreign));
    }
    let text = fetch::public_text(&address).await;
    text.map_err(|_| fault(Reason::NotFetched))
}

thread_local! {
    // A catalogue of a site's own lives as long as the program: a page has one or two.
    static EDITIONS: RefCell<Vec<(Config, Edition)>> = const { RefCell::new(Vec::new()) };
}

fn edition(config: &Config) -> Option<Edition> {
    if !config.changes_catalogue() {
        return None;
    }
    EDITIONS.with(|all| {
        let mut all = all.borrow_mut();
        if let Some((_, edition)) = all.iter().find(|(known, _)| known.same_catalogue(config)) {
            return Some(*edition);
        }
        let made = catalogue::applied(config, content::catalogue());
        let own: Vec<_> = config.items.iter().map(|item| item.id.clone()).collect();
        let catalogue: &'static Catalogue = Box::leak(Box::new(made));
        let channels: Vec<&str> = catalogue.channels.iter().map(|c| c.id.as_str()).collect();
        let edition = Edition {
            catalogue,
            channels: Box::leak(channels.into_boxed_slice()),
            own: Box::leak(own.into_boxed_slice()),
        };
        all.push((config.clone(), edition));
        Some(edition)
    })
}

async fn dress(given: Given) -> Dress {
    // Its rules are in the sheet of the pages on demand. A page that needs the sheet says so itself if it does not come.
    let _ = fetch::later_style().await;
    let (mut config, mut faults) = match &given.config {
        Some(text) => brand::read(text),
        None => (Config::default(), Vec::new()),
    };
    faults.extend(given.fault);
    let of_core = |(_, key, _): &(_, String, _)| key.starts_with("core.");
    let mut keys = Vec::new();
    if config.texts.iter().any(of_core) {
        let listed = fetch::core_keys().await.ok();
        match listed.and_then(|text| json::list(&text)) {
            Some(listed) => keys = listed,
            None => {
                faults.push(Fault::new("texts", Reason::NotFetched, "keys.core.json"));
                config.texts.retain(|text| !of_core(text));
            }
        }
    }
    let config = Rc::new(config);
    let faults = ArcRwSignal::new(faults);
    let short = ArcRwSignal::new(given.short);
    let set = {
        let short = short.clone();
        Rc::new(move |name: &str, value: &str| {
            let value = (!value.is_empty()).then(|| value.to_owned());
            short.update(|short| match name {
                "accent" => short.accent = value,
                "radius" => short.radius = value,
                _ => short.font = value,
            });
        })
    };
    Dress {
        edition: edition(&config),
        site: site(&config, &faults, keys),
        start: if config.shows("check") {
            Route::Express
        } else {
            Route::Questions(Group::Race(Stage::Reach), None)
        },
        provide: {
            let config = config.clone();
            Box::new(move |place: &str| {
                Leading::provide(&config, place);
                provide_context(Wearing(StoredValue::new_local(config)));
            })
        },
        set,
        wear: Box::new(move |root, session, texts| {
            tell_faults(faults.clone(), session, texts);
            show_modules(root, &config, session);
            show_brand(root, &config, &faults, session, texts);
            show_look(root, &config.look, short, session);
            Leading::begin(root, store(), session);
        }),
    }
}

// ---- texts ----

fn site(config: &Rc<Config>, faults: &ArcRwSignal<Vec<Fault>>, keys: Vec<String>) -> Option<Site> {
    let nothing = config.texts.is_empty()
        && config.brand.name.is_none()
        && config.items.is_empty()
        && config.channels.is_empty();
    if nothing {
        return None;
    }
    let held = SendWrapper::new((config.clone(), faults.clone(), keys));
    Some(Site(Arc::new(move |words: &mut Words, piece: &str| {
        let (config, faults, keys) = &*held;
        let wrong = put_texts(config, words, piece, keys);
        // Another language may find the same again.
        let new = |fault: &Fault| faults.with_untracked(|known| !known.contains(fault));
        let wrong: Vec<Fault> = wrong.into_iter().filter(new).collect();
        if !wrong.is_empty() {
            faults.update(|faults| faults.extend(wrong));
        }
    })))
}

/// Puts a site's texts into a piece that has just come.
fn put_texts(config: &Config, words: &mut Words, piece: &str, keys: &[String]) -> Vec<Fault> {
    let lang = words.lang().code();
    let mut faults = Vec::new();
    if piece == "core" {
        words.name_own(config.items.iter().map(|i| i.name.text(lang).to_owned()));
        if let Some(name) = &config.brand.name {
            // There is such a text, and a name puts nothing in.
            let _ = words.replace_core(k::BRAND, name.text(lang));
        }
    }
    for item in &config.items {
        let of = match item.group() {
            Some(Group::Race(_)) => "race",
            _ => "sostac",
        };
        if piece == of {
            let mut put = |key: &str, text: &brand::Said| {
                words.put(
                    piece,
                    format!("{}.{key}", item.id),
                    text.text(lang).to_owned(),
                );
            };
            put("q", &item.question);
            if let Some(why) = &item.why {
                put("why", why);
            }
            for (level, text) in (1..).zip(&item.levels) {
                put(&format!("{level}"), text);
            }
        }
        if piece == "lifts" {
            for (from, text) in (1..).zip(&item.lifts) {
                words.put(
                    piece,
                    format!("{}.{from}", item.id),
                    text.text(lang).to_owned(),
                );
            }
        }
    }
    for channel in &config.channels {
        if piece == "channels" {
            // What is not said is as in the one it was made from.
            for key in [
                "what", "good", "bad", "rules", "format", "tone", "goal", "prompt",
            ] {
                let like = words.piece(piece, &format!("channel.{}.{key}", channel.like));
                let text = like.unwrap_or_default().to_owned();
                words.put(piece, format!("channel.{}.{key}", channel.id), text);
            }
        }
        for (key, text) in &channel.texts {
            let name = match (*key, piece) {
                ("name", "express") => format!("channel.{}", channel.id),
                (key, "channels") if key != "name" => format!("channel.{}.{key}", channel.id),
                _ => continue,
            };
            words.put(piece, name, text.text(lang).to_owned());
        }
    }
    let own = config.texts.iter().filter(|(code, ..)| *code == lang);
    for (code, key, text) in own {
        let path = format!("texts.{code}[\"{key}\"]");
        let (of, key) = key.split_once('.').unwrap_or((key, ""));
        // One of no piece at all is never asked for: it is said with the first.
        let nowhere = piece == "core" && !k::PIECES.contains(&of);
        if nowhere {
            faults.push(Fault::new(&path, Reason::NoSuchText, ""));
        }
        if of != piece {
            continue;
        }
        let put = if piece == "core" {
            let place = keys.iter().position(|known| known == key);
            let key = place.and_then(Key::at).ok_or(ReplaceError::NoSuchText);
            key.and_then(|key| words.replace_core(key, text))
        } else {
            words.replace(piece, key, text)
        };
        match put {
            Ok(()) => {}
            Err(ReplaceError::NoSuchText) => faults.push(Fault::new(&path, Reason::NoSuchText, "")),
            Err(ReplaceError::Placeholder(name)) => {
                faults.push(Fault::new(
                    &path,
                    Reason::Placeholder,
                    &["{", &name, "}"].concat(),
                ));
            }
        }
    }
    faults
}

/// What is wrong, in words: the path and the reason.
#[must_use]
pub fn fault_words(texts: Texts, fault: &Fault) -> String {
    let reason = texts.piece("brand", &["fault.", fault.reason.id()].concat());
    let reason = fill(&reason, &[("what", &fault.what)]);
    let path = if fault.path.is_empty() {
        "config"
    } else {
        &fault.path
    };
    [path, ": ", &reason].concat()
}

/// Tells the site of what was left out: it is the site's to mend, not the visitor's.
fn tell_faults(faults: ArcRwSignal<Vec<Fault>>, session: Session, texts: Texts) {
    let told = StoredValue::new(0_usize);
    follow(move || {
        let new: Vec<Fault> =
            faults.with(|all| all.iter().skip(told.get_value()).cloned().collect());
        if new.is_empty() {
            return;
        }
        told.update_value(|n| *n += new.len());
        session.spawn(async move {
            texts.load(&["brand"]).await;
            for fault in &new {
                let said = fault_words(texts, fault);
                match session.host() {
                    Some(_) => drop(session.tell("config", &JsValue::from_str(&said))),
                    None => style::warn(&said),
                }
            }
        });
    });
}

// ---- modules ----

/// The module a page belongs to; `None` for those that are always shown.
fn module_of(route: Route) -> Option<&'static str> {
    match route.section() {
        Route::Express => Some("check"),
        Route::Questions(Group::Sostac(_), _) => Some("sostac"),
        Route::Channels => Some("channels"),
        Route::Numbers => Some("numbers"),
        Route::Compare => Some("compare"),
        _ => None,
    }
}

/// What is not shown is not led to either; an address that leads there shows the wheel.
fn show_modules(root: &El, config: &Rc<Config>, session: Session) {
    if config.hidden.is_empty() {
        return;
    }
    for module in &config.hidden {
        let _ = root.node().class_list().add_1(&["no-", module].concat());
    }
    let config = config.clone();
    follow(move || {
        let module = module_of(session.route.get());
        if module.is_some_and(|module| !config.shows(module)) {
            // Not by a step of its own: back would lead there again.
            if session.page_mode {
                session.settle(Route::Home);
            } else {
                session.go(Route::Home);
            }
        }
    });
}

// ---- name ----

/// A link that leads away from the widget.
#[must_use]
pub fn call(session: Session, texts: Texts, call: &Call, class: &str) -> El {
    let words = call.text.clone();
    away(session, &call.url)
        .class(class)
        .say(move || words.text(texts.lang().code()).to_owned())
}

/// The address is one that was looked at; a path is meant from the site's page.
#[must_use]
pub fn away(session: Session, url: &str) -> El {
    let full = style::resolved(url, &session.address());
    let link = el("a").attr(
        "href",
        full.as_deref()
            .filter(|_| shape::is_link(url))
            .unwrap_or("#"),
    );
    if url.starts_with("mailto:") || url.starts_with("tel:") {
        link
    } else {
        link.attr("target", "_blank").attr("rel", "noopener")
    }
}

fn show_brand(
    root: &El,
    config: &Rc<Config>,
    faults: &ArcRwSignal<Vec<Fault>>,
    session: Session,
    texts: Texts,
) {
    let find = |selector: &str| root.node().query_selector(selector).ok().flatten();
    let brand = &config.brand;
    if let (Some(place), Some(logo)) = (find(".bar .brand"), &brand.logo) {
        let dark = brand.logo_dark.clone().unwrap_or_else(|| logo.clone());
        let logo = logo.clone();
        let page = session.address();
        let is_dark = is_dark(session);
        let image = el("img")
            .class("logo")
            .attr("alt", "")
            .attr("height", "32")
            .attr("referrerpolicy", "no-referrer")
            .attr_of("src", move || {
                let chosen = if is_dark.get() { &dark } else { &logo };
                style::resolved(chosen, &page)
            });
        // A logo that does not come leaves the mark.
        let instead = place.clone();
        let image = image.on("load", move |_| {
            for ours in [".mark", "span"] {
                if let Ok(Some(ours)) = instead.query_selector(ours) {
                    ours.remove();
                }
            }
        });
        let (wrong, url) = (faults.clone(), brand.logo.clone().unwrap_or_default());
        let image = image.on("error", move |_| {
            let fault = Fault::new("brand.logo", Reason::NotFetched, &url);
            if wrong.with_untracked(|known| !known.contains(&fault)) {
                wrong.update(|faults| faults.push(fault));
            }
        });
        let _ = place.prepend_with_node_1(image.node());
    }
    if let Some(nav) = find(".foot nav") {
        let add = |link: El| drop(nav.append_child(link.node()));
        if let Some(url) = &brand.url {
            add(away(session, url).hook("brand-site").words(k::BRAND));
        }
        if let Some(cta) = &config.cta {
            add(call(session, texts, cta, "").hook("cta-foot"));
        }
    }
}

// ---- look ----

/// Whether the widget is dark now.
fn is_dark(session: Session) -> Memo<bool> {
    let device = RwSignal::new(style::device_is_dark());
    keep(style::watch_device(move || {
        device.set(style::device_is_dark())
    }));
    Memo::new(move |_| match session.theme.get() {
        Some(Theme::Dark) => true,
        Some(Theme::Light) => false,
        None => device.get(),
    })
}

/// The names by which a page's style chooses colours: `--gw-accent` and so on.
fn said_by_page(root: &HtmlElement) -> Chosen {
    Chosen::of(NAMES.map(|name| {
        let said = style::custom_property(root, &["--gw-", name].concat());
        if said.is_empty() {
            return None;
        }
        Rgb::parse(&said).or_else(|| style::painted(&said).map(|[r, g, b]| Rgb(r, g, b)))
    }))
}

/// Whether a page's style chooses colours for what stands in an element.
#[must_use]
pub fn page_chooses(root: &HtmlElement) -> bool {
    NAMES
        .iter()
        .any(|name| !style::custom_property(root, &["--gw-", name].concat()).is_empty())
}

fn show_look(root: &El, look: &Look, short: ArcRwSignal<Short>, session: Session) {
    let Ok(node) = root.node().clone().dyn_into::<HtmlElement>() else {
        return;
    };
    let (look, dark) = (look.clone(), is_dark(session));
    let set_before: RefCell<Vec<&'static str>> = RefCell::default();
    let told = RefCell::new(Short::default());
    follow(move || {
        let (short, dark) = (short.get(), dark.get());
        // What was just made does not stand in the page yet; what it stands in does.
        let page = session
            .root()
            .map(|root| said_by_page(&root))
            .unwrap_or_default();
        let accent = short.accent.as_deref().and_then(Rgb::parse);
        let radius = short.radius.as_deref().and_then(|said| said.parse().ok());
        let radius = radius.filter(|radius| (0.0..=24.0).contains(radius));
        let font = short.font.clone().filter(|font| shape::is_font(font));
        // What could not be used is told once, not with every change of the theme.
        if *told.borrow() != short {
            let wrong = [
                ("accent", short.accent.is_some() && accent.is_none()),
                ("radius", short.radius.is_some() && radius.is_none()),
                ("font", short.font.is_some() && font.is_none()),
            ];
            for (name, _) in wrong.into_iter().filter(|(_, wrong)| *wrong) {
                session.tell("attribute", &JsValue::from_str(name));
            }
            told.replace(short);
        }
        let first = Chosen {
            accent,
            ..Chosen::default()
        };
        let chosen = first.or(&look.colours(dark)).or(&page);
        for name in set_before.take() {
            style::set_custom_property(&node, name, None);
        }
        let set = |name: &'static str, value: &str| {
            style::set_custom_property(&node, name, Some(value));
            set_before.borrow_mut().push(name);
        };
        let palette = colour::palette(&chosen, dark);
        for (name, colour) in &palette {
            set(name, &colour.hex());
        }
        // What the browser draws itself goes with the ground.
        if let Some((_, ground)) = palette.iter().find(|(name, _)| *name == "--surface") {
            let scheme = if ground.on_top() == Rgb::WHITE {
                "dark"
            } else {
                "light"
            };
            set("color-scheme", scheme);
        }
        if let Some(radius) = radius.or(look.radius) {
            set("--radius", &format!("{radius}px"));
        }
        if let Some(font) = font.or_else(|| look.font.clone()) {
            set("--font", &font);
        }
    });
}

/// Languages of a configuration are those of the widget.
const _: () = assert!(Lang::ALL.len() == shape::LANGUAGES.len());
