//! The texts on screen: one signal that every view reads, and pieces fetched when a page needs them.

use std::sync::Arc;

use leptos::prelude::*;

use crate::i18n::{Key, Lang, Words, fill};
use crate::platform::browser::fetch;

/// Texts of the current language, as a context.
#[derive(Clone, Copy)]
pub struct Texts {
    words: RwSignal<Arc<Words>>,
    /// A language whose texts could not be loaded.
    pub failed: RwSignal<Option<Lang>>,
}

impl Texts {
    /// Starts with texts already there.
    #[must_use]
    pub fn new(words: Words) -> Self {
        Self {
            words: RwSignal::new(Arc::new(words)),
            failed: RwSignal::new(None),
        }
    }

    /// The current language.
    #[must_use]
    pub fn lang(self) -> Lang {
        self.words.with(|w| w.lang())
    }

    /// The current language, read once.
    #[must_use]
    pub fn lang_now(self) -> Lang {
        self.words.with_untracked(|w| w.lang())
    }

    /// A text of `core`.
    #[must_use]
    pub fn t(self, key: Key) -> String {
        self.words.with(|w| w.t(key).to_owned())
    }

    /// A text of `core` that follows the language. One function for every call, so that the view layer is built
    /// for one type of text and not for each place that shows one.
    pub fn say(self, key: Key) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || self.t(key)
    }

    /// A text of another piece that follows the language; see [`Texts::say`].
    pub fn say_piece(
        self,
        piece: &'static str,
        key: &'static str,
    ) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || self.piece(piece, key)
    }

    /// A text of `core` with values put in.
    #[must_use]
    pub fn fill(self, key: Key, values: &[(&str, &str)]) -> String {
        self.words.with(|w| fill(w.t(key), values))
    }

    /// A text with a count: the right plural form with `{n}` and the other values put in.
    #[must_use]
    pub fn count(self, key: Key, n: u64, values: &[(&str, &str)]) -> String {
        self.words
            .with(|w| fill(w.lang().plural(w.t(key), n), values))
    }

    /// A text of another piece; empty until the piece is there.
    #[must_use]
    pub fn piece(self, piece: &str, key: &str) -> String {
        self.words
            .with(|w| w.piece(piece, key).unwrap_or("").to_owned())
    }

    /// As [`Texts::piece`], with values put in.
    #[must_use]
    pub fn piece_fill(self, piece: &str, key: &str, values: &[(&str, &str)]) -> String {
        self.words
            .with(|w| fill(w.piece(piece, key).unwrap_or(""), values))
    }

    /// A text of another piece with a count: the right plural form, `{n}` put in.
    #[must_use]
    pub fn words_count(self, piece: &str, key: &str, n: u64) -> String {
        self.words.with(|w| {
            fill(
                w.lang().plural(w.piece(piece, key).unwrap_or(""), n),
                &[("n", &n.to_string())],
            )
        })
    }

    /// Whether a piece of the current language is there.
    #[must_use]
    pub fn has(self, piece: &str) -> bool {
        self.words.with(|w| w.has(piece))
    }

    /// Fetches the pieces that are not there yet; a failure shows in [`Texts::failed`].
    pub async fn load(self, pieces: &[&'static str]) {
        let lang = self.words.with_untracked(|w| w.lang());
        let mut fetched = Vec::new();
        for piece in pieces {
            if self.words.with_untracked(|w| w.has(piece)) {
                continue;
            }
            match fetch::piece(lang, piece).await {
                Ok(json) => fetched.push((*piece, json)),
                Err(_) => self.failed.set(Some(lang)),
            }
        }
        // The language may have been switched meanwhile: what came is of no use then, and is asked for once more.
        if self.words.with_untracked(|w| w.lang()) != lang {
            return Box::pin(self.load(pieces)).await;
        }
        if !fetched.is_empty() {
            self.words.update(|words| {
                for (piece, json) in fetched {
                    if Arc::make_mut(words).add(piece, &json).is_err() {
                        self.failed.set(Some(lang));
                    }
                }
            });
        }
    }

    /// Switches the language: all pieces in use are there before the screen changes, and on a failure it stays.
    pub async fn switch(self, lang: Lang) {
        let pieces = self.words.with_untracked(|w| w.loaded());
        let mut next = match core(lang).await {
            Ok(words) => words,
            Err(()) => return self.failed.set(Some(lang)),
        };
        if let Some(site) = self.words.with_untracked(|w| w.site()) {
            next.dress(site);
        }
        for piece in pieces {
            match fetch::piece(lang, &piece).await {
                Ok(json) if next.add(&piece, &json).is_ok() => {}
                _ => return self.failed.set(Some(lang)),
            }
        }
        self.failed.set(None);
        self.words.set(Arc::new(next));
    }
}

/// The `core` piece of a language.
///
/// # Errors
/// When the file cannot be fetched or is of another version.
pub async fn core(lang: Lang) -> Result<Words, ()> {
    let json = fetch::piece(lang, "core").await.map_err(|_| ())?;
    Words::from_core(lang, &json).map_err(|_| ())
}

/// The texts of this tree of views.
#[must_use]
pub fn texts() -> Texts {
    expect_context::<Texts>()
}
