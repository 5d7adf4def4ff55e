//! localStorage behind [`KeyValue`]. Every call goes to the window anew: a browser may take storage away while the
//! page is open.

use wasm_bindgen::{JsCast, JsValue};

use crate::platform::storage::{KeyValue, StorageError};

/// The page's localStorage.
#[derive(Debug, Clone, Copy, Default)]
pub struct LocalStorage;

fn storage() -> Result<web_sys::Storage, StorageError> {
    super::window()
        .ok_or(StorageError::Blocked)?
        .local_storage()
        .ok()
        .flatten()
        .ok_or(StorageError::Blocked)
}

/// Browsers name a full storage in several ways; a refusal by policy in one.
fn reason(error: &JsValue) -> StorageError {
    let name = js_sys::Reflect::get(error, &JsValue::from_str("name"))
        .ok()
        .and_then(|n| n.as_string())
        .unwrap_or_default();
    let code = js_sys::Reflect::get(error, &JsValue::from_str("code"))
        .ok()
        .and_then(|c| c.as_f64());
    let full = [
        "QuotaExceededError",
        "NS_ERROR_DOM_QUOTA_REACHED",
        "QUOTA_EXCEEDED_ERR",
    ];
    if full.contains(&name.as_str()) || matches!(code, Some(22.0 | 1014.0)) {
        StorageError::Full
    } else if name == "SecurityError" || error.is_instance_of::<js_sys::TypeError>() {
        StorageError::Blocked
    } else {
        StorageError::Other
    }
}

impl KeyValue for LocalStorage {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        storage()?.get_item(key).map_err(|e| reason(&e))
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        storage()?.set_item(key, text).map_err(|e| reason(&e))
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        storage()?.remove_item(key).map_err(|e| reason(&e))
    }

    fn keys(&self) -> Result<Vec<String>, StorageError> {
        let storage = storage()?;
        let length = storage.length().map_err(|e| reason(&e))?;
        let mut keys = Vec::new();
        for index in 0..length {
            if let Some(key) = storage.key(index).map_err(|e| reason(&e))? {
                keys.push(key);
            }
        }
        Ok(keys)
    }
}
