//! Secrets do not belong into a page: whoever opens it can read them. What looks like one is looked for everywhere.

use super::{Fault, Reason};
use crate::domain::json::Value;

/// Beginnings of keys that services give out, and how many characters a key has after that at least.
const KEYS: [(&str, usize); 10] = [
    ("sk-", 8),
    ("sk_live_", 4),
    ("sk_test_", 4),
    ("rk_live_", 4),
    ("pat-", 8),
    ("ghp_", 8),
    ("xoxb-", 8),
    ("xoxp-", 8),
    ("akia", 12),
    ("aiza", 12),
];
/// Names of what holds one, before `=` or as the name of a value.
const NAMES: [&str; 9] = [
    "api_key",
    "apikey",
    "api-key",
    "access_token",
    "client_secret",
    "secret",
    "password",
    "authorization",
    "private_key",
];

/// The first text that looks like a secret, and the sign it was known by; the secret itself is not repeated.
pub(super) fn find(value: &Value) -> Option<Fault> {
    within(value, "")
}

fn within(value: &Value, path: &str) -> Option<Fault> {
    match value {
        Value::String(text) => sign(text).map(|sign| Fault::new(path, Reason::Secret, sign)),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .find_map(|(at, value)| within(value, &format!("{path}[{at}]"))),
        Value::Object(object) => object.iter().find_map(|(name, value)| {
            let dot = if path.is_empty() { "" } else { "." };
            // One that stands where a name should is not repeated either.
            if let Some(sign) = sign(name) {
                return Some(Fault::new(path, Reason::Secret, sign));
            }
            let path = [path, dot, name].concat();
            let holds = NAMES.iter().find(|known| name.eq_ignore_ascii_case(known));
            // A name alone says nothing: there has to be something in it.
            let filled = match value {
                Value::String(text) => !text.is_empty(),
                Value::Number(_) => true,
                _ => false,
            };
            match holds.filter(|_| filled) {
                Some(name) => Some(Fault::new(&path, Reason::Secret, name)),
                None => within(value, &path),
            }
        }),
        _ => None,
    }
}

/// What follows a sign wherever it begins a word: `task-force` holds no `sk-`.
fn after<'a>(text: &'a str, sign: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(sign).filter_map(move |(at, _)| {
        let before = text.get(..at)?.chars().next_back();
        let begins = before.is_none_or(|c| !c.is_alphanumeric());
        text.get(at + sign.len()..).filter(|_| begins)
    })
}

/// The characters a key is made of.
fn run(text: &str) -> &str {
    let of_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let end = text.find(|c| !of_key(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

fn sign(text: &str) -> Option<&'static str> {
    let lower = text.to_ascii_lowercase();
    // Words with a hyphen have no digits in them.
    let key = |rest: &str, least: usize| {
        let key = run(rest);
        key.len() >= least && key.bytes().any(|b| b.is_ascii_digit())
    };
    let keys = KEYS
        .iter()
        .find(|(sign, least)| after(&lower, sign).any(|rest| key(rest, *least)));
    if let Some((sign, _)) = keys {
        return Some(sign);
    }
    if after(&lower, "bearer ").any(|rest| key(rest.trim_start(), 8)) {
        return Some("Bearer");
    }
    if lower.contains("-----begin ") {
        return Some("-----BEGIN");
    }
    NAMES.into_iter().find(|name| {
        after(&lower, name).any(|rest| {
            let rest = rest.trim_start();
            let value = rest.strip_prefix('=').or_else(|| rest.strip_prefix("%3d"));
            value.is_some_and(|value| !run(value.trim_start()).is_empty())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_secret_is_found_and_words_are_not() {
        let secrets = [
            ("sk-proj-abc123def456", "sk-"),
            ("key: sk_live_4eC39HqLyjWD", "sk_live_"),
            ("Bearer eyJhbGciOiJIUzI1NiJ9", "Bearer"),
            ("https://a.example/hook?api_key=x1", "api_key"),
            (
                "https://a.example/hook?x=1&access_token=abc",
                "access_token",
            ),
            ("pat-na1-11111111-2222", "pat-"),
            ("AKIAIOSFODNN7EXAMPLE", "akia"),
            ("-----BEGIN PRIVATE KEY-----", "-----BEGIN"),
            ("client_secret = abc", "client_secret"),
        ];
        for (text, expected) in secrets {
            assert_eq!(sign(text), Some(expected), "{text}");
        }
        let words = [
            "a task-force-for-growth",
            "sk-",
            "pat-a-cake pat-a-cake",
            "the bearer of news",
            "secret: how to grow",
            "A secret",
            "https://hooks.zapier.com/hooks/catch/123/abc/",
            "https://formspree.io/f/xyzabc",
            "ask-2026-offer-desk",
        ];
        for text in words {
            assert_eq!(sign(text), None, "{text}");
        }
    }
}
