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
