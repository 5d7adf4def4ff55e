//! Files of the app's own folder: the only requests there are.

use std::cell::RefCell;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::i18n::Lang;

thread_local! {
    /// Where the texts are, when no page of ours says it.
    static FOLDER: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Says where the texts are: a folder's address without a slash at its end. One for all widgets of a document, as is
/// the program.
pub fn use_folder(address: String) {
    FOLDER.with(|folder| folder.replace(Some(address)));
}

/// Whether the document is somebody else's, who was told by [`use_folder`] where our files are.
fn is_guest() -> bool {
    folder().is_some()
}

/// The folder of the texts, where somebody else's page was told of it by [`use_folder`].
#[must_use]
pub fn folder() -> Option<String> {
    FOLDER.with(|folder| folder.borrow().clone())
}

/// Fetches a piece of texts.
///
/// # Errors
/// A word for the console: no network, a bad status, no text.
pub async fn piece(lang: Lang, piece: &str) -> Result<String, &'static str> {
    text(&address(lang, piece)).await
}

/// The names of the texts of `core` in their order, a JSON list: only a site with texts of its own needs them.
///
/// # Errors
/// As [`piece`].
pub async fn core_keys() -> Result<String, &'static str> {
    text(&in_folder("keys.core")).await
}

/// Fetches a text.
///
/// # Errors
/// A word for the console: no network, a bad status, no text.
pub async fn text(address: &str) -> Result<String, &'static str> {
    let window = super::window().ok_or("no window")?;
    answer(window.fetch_with_str(address)).await
}

/// Fetches a text as anybody would get it: without cookies.
///
/// # Errors
/// As [`text`].
pub async fn public_text(address: &str) -> Result<String, &'static str> {
    let window = super::window().ok_or("no window")?;
    let how = web_sys::RequestInit::new();
    how.set_credentials(web_sys::RequestCredentials::Omit);
    answer(window.fetch_with_str_and_init(address, &how)).await
}

async fn answer(asked: js_sys::Promise) -> Result<String, &'static str> {
    let response = JsFuture::from(asked).await.map_err(|_| "no network")?;
    let response: web_sys::Response = response.dyn_into().map_err(|_| "no response")?;
    if !response.ok() {
        return Err("not found");
    }
    let text = response.text().map_err(|_| "no text")?;
    JsFuture::from(text)
        .await
        .ok()
        .and_then(|t| t.as_string())
        .ok_or("no text")
}

/// Switches on the style sheet of the pages on demand, where the release has one, and waits for it.
///
/// # Errors
/// When it could not be fetched; it is off again then, so that the next call tries anew.
pub async fn later_style() -> Result<(), &'static str> {
    // A guest has all its style from the start.
    let document = super::document().filter(|_| !is_guest());
    let Some(sheet) = document.and_then(|d| d.get_element_by_id("later-style")) else {
        return Ok(());
    };
    let loaded = js_sys::Reflect::get(&sheet, &JsValue::from_str("sheet"));
    if loaded.is_ok_and(|sheet| !sheet.is_null()) {
        return Ok(());
    }
    let come = js_sys::Promise::new(&mut |resolve, reject| {
        // An element of ours takes any listener.
        let _ = sheet.add_event_listener_with_callback("load", &resolve);
        let _ = sheet.add_event_listener_with_callback("error", &reject);
    });
    let _ = sheet.remove_attribute("disabled");
    match JsFuture::from(come).await {
        Ok(_) => Ok(()),
        Err(_) => {
            let _ = sheet.set_attribute("disabled", "");
            Err("no style sheet")
        }
    }
}

/// Requests this page has made to other hosts than its own, by the browser's own record.
#[must_use]
pub fn foreign_requests() -> u64 {
    let Some(window) = super::window() else {
        return 0;
    };
    let own = window.location().origin().unwrap_or_default();
    let Some(performance) = window.performance() else {
        return 0;
    };
    let foreign = performance
        .get_entries_by_type("resource")
        .iter()
        .filter_map(|entry| {
            js_sys::Reflect::get(&entry, &JsValue::from_str("name"))
                .ok()?
                .as_string()
        })
        .filter(|name| name.starts_with("http") && !name.starts_with(&format!("{own}/")))
        .count();
    foreign as u64
}

/// The file of a piece.
fn address(lang: Lang, piece: &str) -> String {
    in_folder(&[lang.code(), ".", piece].concat())
}

/// A file of the folder that the page names; a release gives every state of the texts its own.
fn in_folder(name: &str) -> String {
    let said = folder();
    let named = || {
        super::document()?
            .get_element_by_id("words")?
            .get_attribute("content")
    };
    let folder = said.or_else(named).unwrap_or_else(|| "i18n".to_owned());
    [&folder, "/", name, ".json"].concat()
}
