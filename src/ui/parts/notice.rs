//! What has to be said above the page, and the polite live region.

use leptos::prelude::*;

use crate::codec::file::export;
use crate::i18n::k;
use crate::platform::browser::{self, files};
use crate::ui::session::{Notice, session};
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

/// Offers the whole plan as a file.
pub fn download_plan(store: Store) {
    let name = store.now(|p| {
        if p.name.is_empty() {
            "growth-wheel".to_owned()
        } else {
            file_name(&p.name)
        }
    });
    let text = store.now(export);
    // A browser that refuses downloads shows that itself.
    let _ = files::download(&format!("{name}.gw.json"), "application/json", &text);
}

/// A name for the file system: letters and digits of any script, the rest as hyphens, at most 40 characters.
fn file_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || !c.is_ascii() {
                c
            } else {
                '-'
            }
        })
        .take(40)
        .collect();
    plain.trim_matches('-').to_owned()
}

fn words(texts: Texts, notice: &Notice) -> String {
    match notice {
        Notice::UnknownPage => texts.t(k::ERROR_PAGE_UNKNOWN),
        Notice::Blocked => texts.t(k::SAVE_BLOCKED_WHY),
        Notice::Full => texts.t(k::SAVE_FULL_WHY),
        Notice::Conflict => texts.t(k::SAVE_CONFLICT_WHY),
        Notice::Kept { reason, .. } => {
            texts.fill(k::SAVE_KEPT_WHY, &[("reason", &texts.t(*reason))])
        }
        Notice::Newer => texts.fill(k::SAVE_KEPT_WHY, &[("reason", &texts.t(k::DAMAGE_NEWER))]),
        Notice::Recovered => texts.t(k::SAVE_RECOVERED),
    }
}

/// All notices, and the live region for short words such as "Undone".
#[component]
pub fn Notices() -> impl IntoView {
    let (texts, session, store) = (texts(), session(), store());
    let actions = move |notice: &Notice| match notice {
        Notice::Blocked | Notice::Full => view! {
            <button class="plain" on:click=move |_| download_plan(store)>
                {texts.say(k::SAVE_DOWNLOAD)}
            </button>
        }
        .into_any(),
        Notice::Conflict => view! {
            <button class="plain" on:click=move |_| reload()>
                {texts.say(k::SAVE_RELOAD)}
            </button>
            <button class="plain" on:click=move |_| download_plan(store)>
                {texts.say(k::SAVE_DOWNLOAD)}
            </button>
        }
        .into_any(),
        Notice::Kept { text, .. } => {
            let text = text.clone();
            view! {
                <button
                    class="plain"
                    on:click=move |_| {
                        let _ = files::download("growth-wheel-kept.txt", "text/plain", &text);
                    }
                >
                    {texts.say(k::SAVE_KEPT_DOWNLOAD)}
                </button>
            }
            .into_any()
        }
        Notice::UnknownPage | Notice::Recovered | Notice::Newer => ().into_any(),
    };
    view! {
        <div class="notices" role="status">
            {move || {
                session
                    .notices
                    .get()
                    .into_iter()
                    .map(|notice| {
                        let (said, gone) = (notice.clone(), notice.clone());
                        view! {
                            <div class="notice" data-testid="notice">
                                <p>{move || words(texts, &said)}</p>
                                {actions(&notice)}
                                <button class="plain" on:click=move |_| session.dismiss(&gone)>
                                    {texts.say(k::SAVE_DISMISS)}
                                </button>
                            </div>
                        }
                    })
                    .collect_view()
            }}
            {move || {
                texts
                    .failed
                    .get()
                    .map(|lang| {
                        view! {
                            <div class="notice" data-testid="notice">
                                <p>
                                    {move || {
                                        texts.fill(k::ERROR_WORDS_FAILED, &[("language", lang.autonym())])
                                    }}
                                </p>
                                <button class="plain" on:click=move |_| session.choose_language(texts, lang)>
                                    {texts.say(k::ERROR_RETRY)}
                                </button>
                            </div>
                        }
                    })
            }}
            {move || {
                store
                    .in_example()
                    .then(|| {
                        view! {
                            <div class="notice example" data-testid="example-banner">
                                <p>
                                    {move || {
                                        texts
                                            .fill(
                                                k::EXAMPLE_BANNER,
                                                &[("name", &store.with(|p| p.name.clone()))],
                                            )
                                    }}
                                </p>
                                <button class="plain" on:click=move |_| store.leave_example()>
                                    {texts.say(k::EXAMPLE_LEAVE)}
                                </button>
                            </div>
                        }
                    })
            }}
        </div>
        <p class="hidden" role="status" data-testid="said">
            {session.said}
        </p>
    }
}

fn reload() {
    if let Some(window) = browser::window() {
        let _ = window.location().reload();
    }
}
