//! Styles as the browser has them: what a page says to an element, colours however they are written, light or dark.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlElement};

/// What a page says to an element by a custom property; empty for nothing.
#[must_use]
pub fn custom_property(element: &Element, name: &str) -> String {
    let style = super::window().and_then(|w| w.get_computed_style(element).ok().flatten());
    let value = style.and_then(|style| style.get_property_value(name).ok());
    value.unwrap_or_default().trim().to_owned()
}

/// Sets a custom property of an element, or takes it away.
pub fn set_custom_property(element: &HtmlElement, name: &str, value: Option<&str>) {
    // A value that is none changes nothing.
    let _ = match value {
        Some(value) => element.style().set_property(name, value),
        None => element.style().remove_property(name).map(drop),
    };
}

/// Red, green and blue of a colour in any way that CSS writes one: painted, it is those. `None` for what is no colour or
/// can be seen through.
#[must_use]
pub fn painted(colour: &str) -> Option<[u8; 3]> {
    let canvas = super::document()?.create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    canvas.set_width(1);
    canvas.set_height(1);
    let pen: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    // What is no colour leaves the pen as it is.
    pen.set_fill_style_str("rgba(1, 2, 3, 0)");
    pen.set_fill_style_str(colour);
    pen.fill_rect(0.0, 0.0, 1.0, 1.0);
    let data = pen.get_image_data(0.0, 0.0, 1.0, 1.0).ok()?.data();
    match **data {
        [red, green, blue, 255] => Some([red, green, blue]),
        _ => None,
    }
}

const DARK: &str = "(prefers-color-scheme: dark)";

/// Whether the device asks for dark.
#[must_use]
pub fn device_is_dark() -> bool {
    let query = super::window().and_then(|w| w.match_media(DARK).ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// Tells when the device goes over from light to dark or back, until dropped; `None` where it never does.
#[must_use]
pub fn watch_device(mut run: impl FnMut() + 'static) -> Option<EventListener> {
    let query = super::window()?.match_media(DARK).ok()??;
    Some(EventListener::new(&query, "change", move |_| run()))
}

/// An address as the page at `base` means it; `None` for what is none.
#[must_use]
pub fn resolved(address: &str, base: &str) -> Option<String> {
    let url = web_sys::Url::new_with_base(address, base).ok()?;
    Some(url.href())
}

/// The origin of an address; `None` for what is none.
#[must_use]
pub fn origin(address: &str) -> Option<String> {
    Some(web_sys::Url::new(address).ok()?.origin())
}

/// Logs what a developer should see.
pub fn warn(text: &str) {
    web_sys::console::warn_1(&JsValue::from_str(text));
}
