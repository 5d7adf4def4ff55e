//! What a page says of the widget: read from a plain object, and what the site makes its own put together from it. It
//! comes only where a page says something.

use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};

use super::boot::Options;
use super::brand;
use super::session::{Filling, Given};
use crate::brand::Fault;
use crate::codec::preset::{self, Preset};

/// What a page may say: `data-lang`, `data-theme`, `data-storage-key` on its element, or the same names in the object
/// given to `mount`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Said {
    lang: Option<String>,
    theme: Option<String>,
    storage_key: Option<String>,
    route: Option<String>,
    preset: Option<String>,
    hidden: Option<String>,
    config: Option<String>,
    accent: Option<String>,
    radius: Option<String>,
    font: Option<String>,
}

/// Reads options from a plain object; anything else than text in the known places is an error. `page` is the address of
/// the site's page, `framed` whether the widget stands in a frame of it, `chooses` whether its style chooses colours.
///
/// # Errors
/// The reader's message, with the name of the field.
pub async fn read(
    value: JsValue,
    page: &str,
    framed: bool,
    chooses: bool,
) -> Result<Options, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(Options::default());
    }
    if value.dyn_ref::<js_sys::Object>().is_none() {
        return Err(JsValue::from_str("options are a plain object"));
    }
    let mut said: Said = serde_wasm_bindgen::from_value(value).map_err(JsValue::from)?;
    Ok(Options {
        dress: dress(&mut said, page, framed, chooses).await,
        lang: said.lang,
        theme: said.theme,
        storage_key: said.storage_key,
        route: said.route,
        given: Given {
            preset: said.preset.as_deref().map(|text| {
                let filling = Filling {
                    fill: Preset::fill,
                    stands: Preset::stands,
                    is_all: Preset::is_all,
                };
                (Preset::read(text), filling)
            }),
            hidden: preset::pairs(said.hidden.as_deref().unwrap_or_default()),
        },
    })
}

/// What the site makes its own; `None` for nothing.
async fn dress(said: &mut Said, page: &str, framed: bool, chooses: bool) -> Option<brand::Dress> {
    let short = brand::Short {
        accent: said.accent.take(),
        radius: said.radius.take(),
        font: said.font.take(),
    };
    let config = said.config.take().filter(|said| !said.trim().is_empty());
    if config.is_none() && short == brand::Short::default() && !chooses {
        return None;
    }
    let mut given = brand::Given {
        short,
        ..brand::Given::default()
    };
    if let Some(said) = config {
        let read: Result<String, Fault> = brand::text_of(said, page, framed).await;
        match read {
            Ok(text) => given.config = Some(text),
            Err(fault) => given.fault = Some(fault),
        }
    }
    brand::dressed(given).await
}
