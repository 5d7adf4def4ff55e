//! What the two scripts of this room call, and page mode.

use std::cell::RefCell;

use js_sys::Function;
use leptos::mount::UnmountHandle;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use super::guest;
use crate::platform::browser;
use crate::ui::boot::{Options, open};
use crate::ui::dom::El;
use crate::ui::route::Route;
use crate::ui::session::{Given, Stand};

thread_local! {
    /// Whom to tell of a panic.
    static CRASHED: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Says an option anew, by its name.
type SetOption = Box<dyn Fn(&str, &str)>;

/// A mounted widget. `unmount()` takes it out again and frees what it held.
#[wasm_bindgen]
pub struct Mounted {
    pub(super) handle: Option<UnmountHandle<El>>,
    pub(super) set: SetOption,
}

#[wasm_bindgen]
impl Mounted {
    /// Takes the widget out of the page, after what waited to be saved was saved. A second call does nothing.
    pub fn unmount(&mut self) {
        drop(self.handle.take());
    }

    /// Says an attribute anew: `lang`, `theme`, `hidden-fields`, `accent`, `radius`, `font`. A language that is unknown changes nothing, nor does one the visitor
    /// has chosen against; a theme that is neither `light` nor `dark` is as the device.
    pub fn set(&self, name: &str, value: &str) {
        if self.handle.is_some() {
            (self.set)(name, value);
        }
    }
}

/// Prepares the program for pages of others: `words` is the address of the folder with the texts, `crashed` is called
/// when the program cannot go on.
#[wasm_bindgen]
pub fn prepare(words: String, crashed: Function) {
    browser::fetch::use_folder(words);
    CRASHED.with(|place| place.replace(Some(crashed)));
    say_panics();
}

/// Shows the widget in `root`, in place of its content. `config` is a plain object:
///
/// | field | type | what |
/// | --- | --- | --- |
/// | `lang`, `theme`, `storageKey` | text, may be left out | as the attributes of the element |
/// | `route` | text, may be left out | the page to begin with, `#/express` |
/// | `address` | text | the address of the page, without a fragment |
/// | `link` | text | a fragment that begins with `#gw=`, else empty |
/// | `preset`, `hidden` | text, may be left out | pairs, as the attributes of the element |
/// | `config`, `accent`, `radius`, `font` | text, may be left out | as the attributes of the element |
/// | `framed` | yes or no | whether the document is a frame of our own |
/// | `tell` | function | called with the name of an event and what belongs to it |
///
/// # Errors
/// When `config` has a known field of the wrong type (the message names it), or the texts cannot be fetched (`i18n`).
/// Nothing is mounted then.
#[wasm_bindgen]
pub async fn mount(root: HtmlElement, config: JsValue) -> Result<Mounted, JsValue> {
    match guest::outside().await {
        Ok(outside) => (outside.open)(root, config).await,
        Err(error) => Err(JsValue::from_str(&error.to_string())),
    }
}

/// Page mode: shows the app in the element with the id `growth-wheel` of our own page.
pub fn start_page() {
    let by_id = |id: &str| browser::document().and_then(|d| d.get_element_by_id(id));
    // Another's page may use that name for anything; ours says where the texts are.
    let own = by_id("words").is_some_and(|words| words.has_attribute("data-first"));
    let root = by_id("growth-wheel").and_then(|e| e.dyn_into::<HtmlElement>().ok());
    let Some(root) = root.filter(|_| own) else {
        return;
    };
    say_panics();
    // Not the view layer's own spawner: that one is set up by mounting, which is still to come.
    wasm_bindgen_futures::spawn_local(async move {
        // Options of the page stand as data-* attributes; a bad one is as good as none.
        let said = js_sys::Object::assign(&js_sys::Object::new(), &root.dataset());
        let outside = if js_sys::Object::keys(&said).length() > 0 {
            guest::outside().await.ok()
        } else {
            None
        };
        let options = match outside {
            Some(outside) => (outside.read)(said.into()).await.unwrap_or_default(),
            None => Options::default(),
        };
        let stand = Stand {
            root,
            host: None,
            link: String::new(),
            given: Given::default(),
            start: Route::Express,
            edition: None,
        };
        match open(stand, options).await {
            Some(opened) => opened.handle.forget(),
            None => say_failed(),
        }
    });
}

/// A panic ends the module, not the saved plan: both are said.
fn say_panics() {
    std::panic::set_hook(Box::new(|info| {
        let said = JsValue::from_str(&info.to_string());
        web_sys::console::error_1(&said);
        let told = CRASHED.with(|place| place.try_borrow().ok().and_then(|f| f.clone()));
        match told {
            Some(crashed) => drop(crashed.call1(&JsValue::UNDEFINED, &said)),
            None => say_failed(),
        }
    }));
}

/// Shows what the page keeps for the case that nothing else can be shown.
fn say_failed() {
    if let Some(said) = browser::document().and_then(|d| d.get_element_by_id("boot-error")) {
        let _ = said.remove_attribute("hidden");
    }
}
