//! What belongs to this tab alone or to this browser: route, theme, notices, state of saving. Never part of a plan.

use leptos::prelude::*;

use super::route::Route;
use super::words::Texts;
use crate::i18n::{Key, Lang, k};
use crate::platform::browser;
use crate::platform::prefs::Theme;

/// Name of a theme; none is "as the device".
#[must_use]
pub const fn theme_key(theme: Option<Theme>) -> Key {
    match theme {
        None => k::SETTINGS_SHORT_SYSTEM,
        Some(Theme::Light) => k::SETTINGS_SHORT_LIGHT,
        Some(Theme::Dark) => k::SETTINGS_SHORT_DARK,
    }
}

/// How saving stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Saved {
    /// Everything is stored.
    #[default]
    Saved,
    /// A change waits for its 300 ms.
    Saving,
    /// There is no storage; the plan lives in this page.
    Memory,
    /// The last write failed.
    Failed,
    /// Another tab wrote a newer plan; this one has stopped.
    Conflict,
}

impl Saved {
    /// Value of `data-state`. A conflict counts as not saved.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Saving => "saving",
            Self::Memory => "memory",
            Self::Failed | Self::Conflict => "failed",
        }
    }

    /// Its words.
    #[must_use]
    pub const fn key(self) -> Key {
        match self {
            Self::Saved => k::SAVE_SAVED,
            Self::Saving => k::SAVE_SAVING,
            Self::Memory => k::SAVE_MEMORY,
            Self::Failed => k::SAVE_FAILED,
            Self::Conflict => k::SAVE_CONFLICT,
        }
    }
}

/// Something to say above the page until it is dismissed.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// The address names no page.
    UnknownPage,
    /// A file of the app could not be fetched.
    Unfetched,
    /// Storage is blocked.
    Blocked,
    /// Storage is full.
    Full,
    /// A newer revision stands in storage.
    Conflict,
    /// A newer version of the app wrote the plan.
    Newer,
    /// Stored text could not be read and was kept.
    Kept {
        /// Why it could not be read.
        reason: Key,
        /// The exact text, for the download.
        text: String,
    },
    /// The previous generation was opened.
    Recovered,
}

/// The state of this tab, as a context.
#[derive(Clone, Copy)]
pub struct Session {
    /// The page on screen.
    pub route: RwSignal<Route>,
    /// Light or dark.
    pub theme: RwSignal<Option<Theme>>,
    /// State of saving.
    pub saved: RwSignal<Saved>,
    /// What is said above the page.
    pub notices: RwSignal<Vec<Notice>>,
    /// Last words for the polite live region.
    pub said: RwSignal<String>,
    /// Step of the express check, 0..=6.
    pub step: RwSignal<usize>,
    /// Whether digits choose answers.
    pub digits: RwSignal<bool>,
    /// A language chosen by hand, to be remembered.
    pub language: RwSignal<Option<Lang>>,
    /// Whether the page is ours; else the widget stands in a host's page and leaves title, address and root alone.
    pub page_mode: bool,
}

impl Session {
    /// A session on a page.
    #[must_use]
    pub fn new(route: Route, theme: Option<Theme>, page_mode: bool) -> Self {
        Self {
            route: RwSignal::new(route),
            theme: RwSignal::new(theme),
            saved: RwSignal::new(Saved::Saved),
            notices: RwSignal::new(Vec::new()),
            said: RwSignal::new(String::new()),
            step: RwSignal::new(0),
            digits: RwSignal::new(true),
            language: RwSignal::new(None),
            page_mode,
        }
    }

    /// Adds a notice once.
    pub fn notify(self, notice: Notice) {
        self.notices.update(|list| {
            if !list.contains(&notice) {
                list.push(notice);
            }
        });
    }

    /// Takes a notice away.
    pub fn dismiss(self, notice: &Notice) {
        self.notices.update(|list| list.retain(|n| n != notice));
    }

    /// Says something in the polite live region when it happened.
    pub fn say_if(self, happened: bool, words: String) {
        if happened {
            // The same words twice in a row are said twice: a blank tells them apart.
            let again = self.said.with_untracked(|said| *said == words);
            self.said.set(if again { words + "\u{a0}" } else { words });
        }
    }

    /// Switches the language by hand: remembered, and `?lang` leaves the address.
    pub fn choose_language(self, texts: Texts, lang: Lang) {
        self.language.set(Some(lang));
        if self.page_mode {
            drop_query("lang");
        }
        leptos::task::spawn_local(async move { texts.switch(lang).await });
    }

    /// Switches the theme by hand.
    pub fn choose_theme(self, theme: Option<Theme>) {
        self.theme.set(theme);
        if self.page_mode {
            drop_query("theme");
        }
    }
}

/// Takes one key out of the query, keeping the rest and the fragment.
fn drop_query(key: &str) {
    let Some(window) = browser::window() else {
        return;
    };
    let location = window.location();
    let (Ok(path), Ok(search), Ok(hash)) =
        (location.pathname(), location.search(), location.hash())
    else {
        return;
    };
    let Ok(query) = web_sys::UrlSearchParams::new_with_str(&search) else {
        return;
    };
    if !query.has(key) {
        return;
    }
    query.delete(key);
    let rest: String = query.to_string().into();
    let address = if rest.is_empty() {
        format!("{path}{hash}")
    } else {
        format!("{path}?{rest}{hash}")
    };
    browser::replace_address(&address);
}

/// The session of this tree of views.
#[must_use]
pub fn session() -> Session {
    expect_context::<Session>()
}
