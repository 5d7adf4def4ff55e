//! Files of the app's own folder: the only requests there are.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::i18n::Lang;

/// Fetches a piece of texts.
///
/// # Errors
/// A word for the console: no network, a bad status, no text.
pub async fn piece(lang: Lang, piece: &str) -> Result<String, &'static str> {
    let window = super::window().ok_or("no window")?;
    let address = address(lang, piece);
    let response = JsFuture::from(window.fetch_with_str(&address))
        .await
        .map_err(|_| "no network")?;
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
            js_sys::Reflect::get(&entry, &wasm_bindgen::JsValue::from_str("name"))
                .ok()?
                .as_string()
        })
        .filter(|name| name.starts_with("http") && !name.starts_with(&format!("{own}/")))
        .count();
    foreign as u64
}

/// The file of a piece: by the list in the page where the build wrote one, else by its plain name.
fn address(lang: Lang, piece: &str) -> String {
    let name = format!("{}.{piece}", lang.code());
    super::document()
        .and_then(|d| d.get_element_by_id("words"))
        .and_then(|e| e.text_content())
        .and_then(|text| crate::codec::json::texts(&text))
        .and_then(|list| list.get(&name).cloned())
        .unwrap_or_else(|| format!("i18n/{name}.json"))
}
