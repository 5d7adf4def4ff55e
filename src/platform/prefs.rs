//! What this browser remembers beside the plan; it never travels with it.

use crate::codec::json;
use crate::domain::json::{Object, Value};

/// Light or dark; not said is what the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Saved name, and the value of `?theme=`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of that saved name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "light" => Some(Self::Light),
            "dark" => Some(Self::Dark),
            _ => None,
        }
    }
}

/// Preferences of this browser.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Prefs {
    /// Language tag chosen in the app, up to 35 of letters, digits and hyphens; `None` follows the browser.
    pub language: Option<String>,
    /// Theme chosen in the app.
    pub theme: Option<Theme>,
    /// Route last shown, `#/…`, up to 200 characters.
    pub route: Option<String>,
    /// Fields of a newer version, kept as they came.
    pub extra: Object,
}

impl Prefs {
    /// Reads preferences; a field that cannot be used is as good as not there. `None` when the text is no JSON object.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let Ok(Value::Object(map)) = json::read(text) else {
            return None;
        };
        let mut prefs = Self::default();
        for (name, value) in map {
            let text = value.as_str();
            match name.as_str() {
                "language" => prefs.language = text.filter(|t| is_tag(t)).map(str::to_owned),
                "theme" => prefs.theme = text.and_then(Theme::from_id),
                "route" => prefs.route = text.filter(|t| is_route(t)).map(str::to_owned),
                _ => {
                    prefs.extra.insert(name, value);
                }
            }
        }
        Some(prefs)
    }

    /// The text to store.
    #[must_use]
    pub fn write(&self) -> String {
        let mut map = Object::new();
        let mut put = |name: &str, value: Option<&str>| {
            if let Some(value) = value {
                map.insert(name.to_owned(), value.into());
            }
        };
        put("language", self.language.as_deref());
        put("theme", self.theme.map(Theme::id));
        put("route", self.route.as_deref());
        for (name, value) in self.extra.iter() {
            if map.get(name).is_none() {
                map.push(name.to_owned(), value.clone());
            }
        }
        json::write(&Value::Object(map))
    }
}

fn is_tag(text: &str) -> bool {
    (2..=35).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn is_route(text: &str) -> bool {
    text.starts_with("#/") && text.chars().count() <= 200
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_survive_their_saved_form() {
        let text =
            r##"{"language":"it","theme":"dark","route":"#/result","later":[1,{"a":null}]}"##;
        let prefs = Prefs::read(text).unwrap();
        assert_eq!(prefs.theme, Some(Theme::Dark));
        assert_eq!(prefs.write(), text);
    }

    #[test]
    fn what_cannot_be_used_is_not_said() {
        let odd = r#"{"language":"<script>","theme":3,"route":"https://elsewhere.example/"}"#;
        assert_eq!(Prefs::read(odd), Some(Prefs::default()));
        for text in ["", "[]", "null", "{", "it"] {
            assert_eq!(Prefs::read(text), None, "{text}");
        }
    }
}
