//! The real outside world: `Intl`, the clock, files, texts fetched from the app's own folder.

pub mod fetch;
pub mod files;
pub mod format;
pub mod send;
pub mod storage;
pub mod style;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::domain::numbers::Month;

/// Milliseconds since 1970.
#[must_use]
pub fn now() -> i64 {
    js_sys::Date::now() as i64
}

/// Today where the reader is, days since 1970-01-01.
#[must_use]
pub fn today() -> i32 {
    let ahead = js_sys::Date::new_0().get_timezone_offset() * 60_000.0;
    ((js_sys::Date::now() - ahead) / 86_400_000.0) as i32
}

/// The month of today, by the reader's clock; `None` for a clock that shows no month.
#[must_use]
pub fn this_month() -> Option<Month> {
    let now = js_sys::Date::new_0();
    let year = u16::try_from(now.get_full_year()).ok()?;
    Month::new(year, u8::try_from(now.get_month() + 1).ok()?)
}

/// A name for a new plan: 12 of a-z, 0-9, from the browser's clock and chance.
#[must_use]
pub fn new_id() -> String {
    let mut seed = (js_sys::Math::random() * 1e15) as u64 ^ (now() as u64) << 8;
    (0..12)
        .map(|_| {
            let digit = (seed % 36) as u32;
            seed /= 36;
            if seed == 0 {
                seed = (js_sys::Math::random() * 1e15) as u64;
            }
            char::from_digit(digit, 36).unwrap_or('0')
        })
        .collect()
}

/// The window; absent only outside a page.
#[must_use]
pub fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// The document.
#[must_use]
pub fn document() -> Option<web_sys::Document> {
    window().and_then(|w| w.document())
}

/// Tells when an element has changed its size, until dropped.
pub struct WidthWatch {
    observer: Option<web_sys::ResizeObserver>,
    _run: Closure<dyn FnMut()>,
}

impl WidthWatch {
    /// Watches an element.
    #[must_use]
    pub fn new(element: &web_sys::Element, run: impl FnMut() + 'static) -> Self {
        let run = Closure::<dyn FnMut()>::new(run);
        let observer = web_sys::ResizeObserver::new(run.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(element);
        }
        Self {
            observer,
            _run: run,
        }
    }
}

impl Drop for WidthWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Puts another address in place of this one, without a new entry in the history and without loading anything.
pub fn replace_address(address: &str) {
    if let Some(history) = window().and_then(|w| w.history().ok()) {
        // Only an address of another site could be refused, and these are ours.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
}

/// What an address may say to its reader.
const SAID: [&str; 7] = [
    "lang", "theme", "mode", "preset", "accent", "radius", "font",
];

/// The address of this page to give away: without its fragment, and without what its address says to
/// this reader alone.
#[must_use]
pub fn page_address() -> String {
    let href = window().and_then(|w| w.location().href().ok());
    let href = href.unwrap_or_default();
    let page = href.split('#').next().unwrap_or_default();
    with_query(page, |name| !SAID.contains(&name))
}

/// An address with those keys of its query that are wanted.
#[must_use]
pub fn with_query(page: &str, wanted: impl Fn(&str) -> bool) -> String {
    let Some((path, query)) = page.split_once('?') else {
        return page.to_owned();
    };
    let own = |pair: &&str| wanted(pair.split('=').next().unwrap_or_default());
    let kept: Vec<&str> = query.split('&').filter(own).collect();
    if kept.is_empty() {
        path.to_owned()
    } else {
        [path, "?", &kept.join("&")].concat()
    }
}

/// Puts a text on the clipboard; whether the browser let the page.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else {
        return false;
    };
    // A page that is not served safely has no clipboard at all.
    let clipboard = js_sys::Reflect::get(&window.navigator(), &JsValue::from_str("clipboard"));
    let Some(clipboard) = clipboard.ok().filter(JsValue::is_object) else {
        return false;
    };
    let clipboard: web_sys::Clipboard = clipboard.unchecked_into();
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}
