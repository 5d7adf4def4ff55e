//! The public surface: what a page may call.

use leptos::mount::UnmountHandle;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::ui::boot::{Options, open};
use crate::ui::dom::El;

/// A mounted widget. `unmount()` takes it out again and frees what it held.
#[wasm_bindgen]
pub struct Mounted {
    handle: Option<UnmountHandle<El>>,
}

#[wasm_bindgen]
impl Mounted {
    /// Takes the widget out of the page. A second call does nothing.
    pub fn unmount(&mut self) {
        drop(self.handle.take());
    }
}

/// Shows the widget in `root`, in place of its content. `config` is a plain object: `lang`, `theme`, `storageKey`;
/// it may be left out.
///
/// # Errors
/// When `config` has a known field of the wrong type (the message names it), or the texts cannot be fetched. Nothing
/// is mounted then.
#[wasm_bindgen]
pub async fn mount(root: HtmlElement, config: JsValue) -> Result<Mounted, JsValue> {
    let options = Options::read(config).await?;
    let handle = open(root, options, false).await;
    match handle {
        Some(_) => Ok(Mounted { handle }),
        None => Err(JsValue::from_str("the texts could not be fetched")),
    }
}

/// Page mode: shows the app in the element with the id `growth-wheel`, if the page has one.
pub fn start_page() {
    std::panic::set_hook(Box::new(|info| {
        // A panic ends the module, not the saved plan: say both, where the page keeps the words for it.
        web_sys::console::error_1(&JsValue::from_str(&info.to_string()));
        say_failed();
    }));
    let root = crate::platform::browser::document()
        .and_then(|d| d.get_element_by_id("growth-wheel"))
        .and_then(|e| e.dyn_into::<HtmlElement>().ok());
    let Some(root) = root else { return };
    // Not the view layer's own spawner: that one is set up by mounting, which is still to come.
    wasm_bindgen_futures::spawn_local(async move {
        // Options of the page stand as data-* attributes; a bad one is as good as none.
        let said = js_sys::Object::assign(&js_sys::Object::new(), &root.dataset());
        let options = Options::read(said.into()).await.unwrap_or_default();
        match open(root, options, true).await {
            Some(handle) => handle.forget(),
            None => say_failed(),
        }
    });
}

/// Shows what the page keeps for the case that nothing else can be shown.
fn say_failed() {
    let said = crate::platform::browser::document().and_then(|d| d.get_element_by_id("boot-error"));
    if let Some(said) = said {
        let _ = said.remove_attribute("hidden");
    }
}
