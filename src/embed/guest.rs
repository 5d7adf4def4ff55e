//! The widget on somebody else's page: what is said of it, and telling what happens in it.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{Function, Reflect};
use leptos::prelude::{GetUntracked, Set, WithUntracked};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::mount::Mounted;
use super::told;
use crate::codec::preset;
use crate::i18n::Lang;
use crate::platform::browser;
use crate::platform::prefs::Theme;
use crate::ui::boot::{Options, open};
use crate::ui::brand;
use crate::ui::on_demand::on_demand;
use crate::ui::options;
use crate::ui::route::Route;
use crate::ui::session::{Given, Host, Session, Stand};
use crate::ui::words::Texts;

/// Opens the widget in an element, with what the page says of it.
pub(super) type OpenGuest = fn(HtmlElement, JsValue) -> Opening;
type Opening = Pin<Box<dyn Future<Output = Result<Mounted, JsValue>>>>;
type Reading = Pin<Box<dyn Future<Output = Result<Options, JsValue>>>>;

/// What is needed where a page says something of the widget.
pub(super) struct Outside {
    /// Opens the widget on somebody else's page.
    pub(super) open: OpenGuest,
    /// Reads what our own page says.
    pub(super) read: fn(JsValue) -> Reading,
}

// A file of its own: a first visit to our own page is nobody's guest, and the page says nothing.
on_demand! {
    pub(super) fn outside() -> Outside, preload _fetch_outside {
        Outside {
            open: |root, config| Box::pin(guest(root, config)),
            read: |said| Box::pin(async move {
                options::read(said, &browser::page_address(), false).await
            }),
        }
    }
}

async fn guest(root: HtmlElement, config: JsValue) -> Result<Mounted, JsValue> {
    let field = |name: &str| Reflect::get(&config, &JsValue::from_str(name)).unwrap_or_default();
    let text = |name: &str| field(name).as_string().unwrap_or_default();
    let page = text("address");
    let tell: Option<Function> = field("tell").dyn_into().ok();
    let host = Host {
        address: page.clone(),
        framed: field("framed").is_truthy(),
        tell: Box::new(move |event, detail| {
            if let Some(tell) = &tell {
                // What a page does with what it is told is its own affair.
                let _ = tell.call2(&JsValue::UNDEFINED, &JsValue::from_str(event), detail);
            }
        }),
    };
    let stand = Stand {
        root,
        host: Some(Rc::new(host)),
        link: text("link"),
        given: Given::default(),
        start: Route::Express,
        edition: None,
    };
    let chooses = brand::page_chooses(&stand.root);
    let options = options::read(config, &page, chooses).await?;
    let Some(opened) = open(stand, options).await else {
        // What could not be fetched; the loader has the words for it.
        return Err(JsValue::from_str("i18n"));
    };
    for name in &opened.session.unknown_preset() {
        let said = JsValue::from_str(&["preset: ", name].concat());
        opened.session.tell("attribute", &said);
    }
    opened
        .owner
        .with(|| told::tell_all(opened.store, opened.session, opened.texts));
    let (session, texts, set_look) = (opened.session, opened.texts, opened.set_look);
    Ok(Mounted {
        handle: Some(opened.handle),
        set: Box::new(move |name, value| match &set_look {
            Some(set_look) if is_look(name) => set_look(name, value),
            // Code for it was not fetched, for there was nothing of the kind.
            None if is_look(name) => session.begin_anew(session.route.get_untracked()),
            _ => set(name, value, session, texts),
        }),
    })
}

fn is_look(name: &str) -> bool {
    matches!(name, "accent" | "radius" | "font")
}

fn set(name: &str, value: &str, session: Session, texts: Texts) {
    match name {
        "theme" => session.theme.set(Theme::from_id(value)),
        "hidden-fields" => session.set_hidden(preset::pairs(value)),
        "lang" if session.language.with_untracked(Option::is_none) => {
            if let Some(lang) = Lang::from_code(value).filter(|lang| *lang != texts.lang_now()) {
                session.spawn(async move { texts.switch(lang).await });
            }
        }
        _ => {}
    }
}
