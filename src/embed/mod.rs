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
/// When `config` has a known field of the wrong type; the message names it. Nothing is mounted then.
#[wasm_bindgen]
pub async fn mount(root: HtmlElement, config: JsValue) -> Result<Mounted, JsValue> {
    let options = Options::read(config)?;
    Ok(Mounted {
        handle: Some(open(root, options, false).await),
    })
}

/// Page mode: shows the app in the element with the id `growth-wheel`, if the page has one.
pub fn start_page() {
    std::panic::set_hook(Box::new(|info| {
        // A panic ends the module, not the saved plan: say both, where the page keeps the words for it.
        web_sys::console::error_1(&JsValue::from_str(&info.to_string()));
        if let Some(said) =
            crate::platform::browser::document().and_then(|d| d.get_element_by_id("boot-error"))
        {
            let _ = said.remove_attribute("hidden");
        }
    }));
    let root = crate::platform::browser::document()
        .and_then(|d| d.get_element_by_id("growth-wheel"))
        .and_then(|e| e.dyn_into::<HtmlElement>().ok());
    let Some(root) = root else { return };
    // Options of the page stand as data-* attributes; a bad one is as good as none.
    let options =
        Options::read(js_sys::Object::assign(&js_sys::Object::new(), &root.dataset()).into())
            .unwrap_or_default();
    // Not the view layer's own spawner: that one is set up by mounting, which is still to come.
    wasm_bindgen_futures::spawn_local(async move {
        open(root, options, true).await.forget();
    });
}
