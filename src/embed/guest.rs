//! The widget on somebody else's page: what is said of it, and telling what happens in it.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{Function, Reflect};
use leptos::prelude::{Owner, Set, WithUntracked};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use super::mount::Mounted;
use super::told;
use crate::codec::preset;
use crate::i18n::Lang;
use crate::platform::browser;
use crate::platform::prefs::Theme;
use crate::ui::boot::{Options, open};
use crate::ui::brand::{self, SetShort};
use crate::ui::dom::El;
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
                options::read(said, &browser::page_address(), false, false).await
            }),
        }
    }
}

async fn guest(root: HtmlElement, config: JsValue) -> Result<Mounted, JsValue> {
    let field = |name: &str| Reflect::get(&config, &JsValue::from_str(name)).unwrap_or_default();
    let text = |name: &str| field(name).as_string().unwrap_or_default();
    let page = text("address");
    let framed = field("framed").is_truthy();
    let tell: Option<Function> = field("tell").dyn_into().ok();
    let host = Host {
        address: page.clone(),
        framed,
        tell: Box::new(move |event, detail| {
            // What a page does with what it is told is its own affair; only that it could not be told is known.
            tell.as_ref().is_some_and(|tell| {
                let told = tell.call2(&JsValue::UNDEFINED, &JsValue::from_str(event), detail);
                told.is_ok_and(|told| told != JsValue::FALSE)
            })
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
    let options = options::read(config, &page, framed, chooses).await?;
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
    let (session, texts) = (opened.session, opened.texts);
    let look = Look {
        set: Rc::new(RefCell::new(opened.set_look)),
        late: Rc::default(),
        owner: opened.owner,
    };
    Ok(Mounted {
        handle: Some(opened.handle),
        set: Box::new(move |name, value| {
            if is_look(name) {
                look.set(name, value, session, texts);
            } else {
                set(name, value, session, texts);
            }
        }),
    })
}

/// The attributes of the look, whose code comes with the first that says something.
struct Look {
    set: Rc<RefCell<Option<SetShort>>>,
    late: Rc<RefCell<Vec<(String, String)>>>,
    owner: Owner,
}

impl Look {
    fn set(&self, name: &str, value: &str, session: Session, texts: Texts) {
        if let Some(set) = &*self.set.borrow() {
            return set(name, value);
        }
        let first = self.late.borrow().is_empty();
        if first && value.is_empty() {
            return;
        }
        let said = (name.to_owned(), value.to_owned());
        self.late.borrow_mut().push(said);
        if !first {
            return;
        }
        let (set, late, owner) = (self.set.clone(), self.late.clone(), self.owner.clone());
        session.spawn(async move {
            let dress = brand::dressed(brand::Given::default()).await;
            let root = session.find(".gw").map(El::from);
            let (Some(dress), Some(root)) = (dress, root) else {
                return late.borrow_mut().clear();
            };
            owner.with(|| (dress.wear)(&root, session, texts));
            for (name, value) in late.borrow_mut().drain(..) {
                (dress.set)(&name, &value);
            }
            set.replace(Some(dress.set));
        });
    }
}

fn is_look(name: &str) -> bool {
    matches!(name, "accent" | "radius" | "font")
}

fn set(name: &str, value: &str, session: Session, texts: Texts) {
    match name {
        "theme" => session.theme.set(Theme::from_id(value)),
        "lead-form" => session.answered(value),
        "hidden-fields" => session.set_hidden(preset::pairs(value)),
        "lang" if session.language.with_untracked(Option::is_none) => {
            if let Some(lang) = Lang::from_code(value).filter(|lang| *lang != texts.lang_now()) {
                session.spawn(async move { texts.switch(lang).await });
            }
        }
        _ => {}
    }
}
