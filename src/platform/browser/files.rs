//! Files to and from the visitor.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Document, HtmlAnchorElement,
    HtmlCanvasElement, HtmlImageElement, Url,
};

/// Offers a text as a download. `mime` such as `application/json`.
///
/// # Errors
/// What the browser says when it refuses.
pub fn download(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let document = super::document().ok_or(JsValue::NULL)?;
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let blob =
        Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &kind)?;
    download_blob(&document, name, &blob)
}

/// The text of a file: UTF-8, UTF-16 with its mark, as spreadsheets save "Unicode text", else the encoding `older` that
/// programs of the reader's language used before, such as `windows-1251`.
///
/// # Errors
/// What the browser says when the file cannot be read.
pub async fn read_text(file: &web_sys::File, older: &str) -> Result<String, JsValue> {
    let buffer = JsFuture::from(file.array_buffer()).await?;
    let bytes = js_sys::Uint8Array::new(&buffer);
    let decode = |label: &str, fatal: bool| {
        let options = web_sys::TextDecoderOptions::new();
        options.set_fatal(fatal);
        let decoder = web_sys::TextDecoder::new_with_label_and_options(label, &options)?;
        decoder.decode_with_buffer_source(&bytes)
    };
    match (bytes.get_index(0), bytes.get_index(1)) {
        (0xff, 0xfe) if bytes.length() > 1 => decode("utf-16le", false),
        (0xfe, 0xff) if bytes.length() > 1 => decode("utf-16be", false),
        _ => decode("utf-8", true).or_else(|_| decode(older, false)),
    }
}

fn download_blob(document: &Document, name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The click has started the download; a moment later the address is no longer needed.
    gloo::timers::callback::Timeout::new(10_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

/// Draws an SVG document into a square of that many pixels and offers it as PNG. The browser draws in its own time;
/// a browser that cannot draws nothing.
pub fn download_drawn(name: &'static str, svg: String, pixels: u32) {
    wasm_bindgen_futures::spawn_local(async move {
        if let Err(error) = draw(name, &svg, pixels).await {
            web_sys::console::warn_1(&error);
        }
    });
}

async fn draw(name: &'static str, svg: &str, pixels: u32) -> Result<(), JsValue> {
    let document = super::document().ok_or(JsValue::NULL)?;
    let image = HtmlImageElement::new()?;
    // As a data address and not as a blob: some browsers take a canvas for foreign after the latter.
    let text: String = js_sys::encode_uri_component(svg).into();
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{text}"));
    JsFuture::from(image.decode()).await?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
    canvas.set_width(pixels);
    canvas.set_height(pixels);
    let context: CanvasRenderingContext2d =
        canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
    let side = f64::from(pixels);
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, side, side)?;
    let done = Closure::once_into_js(move |blob: Option<Blob>| {
        if let (Some(blob), Some(document)) = (blob, super::document()) {
            let _ = download_blob(&document, name, &blob);
        }
    });
    canvas.to_blob(done.unchecked_ref())
}
