//! What has to be said above the page, and the polite live region.

use leptos::prelude::*;

use crate::codec::file::export;
use crate::domain::plan::Plan;
use crate::i18n::{Key, Lang, k};
use crate::platform::browser::files;
use crate::ui::dom::{El, el};
use crate::ui::route::Route;
use crate::ui::session::{Notice, session};
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

/// Offers the plan on screen as a file.
pub fn download_plan(store: Store) {
    store.now(download);
}

/// Offers the visitor's own plan as a file, also while an example is on screen.
pub fn download_own(store: Store) {
    store.own_now(download);
}

fn download(plan: &Plan) {
    let name = if plan.name.is_empty() {
        "growth-wheel".to_owned()
    } else {
        file_name(&plan.name)
    };
    let text = export(plan);
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
        Notice::Unfetched => texts.t(k::ERROR_PAGE_FAILED),
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

fn action(key: Key, run: impl FnMut() + 'static) -> El {
    el("button").class("plain").words(key).on_click(run)
}

/// A notice: what it says, then what can be done about it.
fn notice(class: &str, hook: &str, words: impl Fn() -> String + 'static, actions: Vec<El>) -> El {
    el("div")
        .class(class)
        .hook(hook)
        .child(el("p").say(words))
        .children(actions)
}

fn actions(notice: &Notice) -> Vec<El> {
    let (session, store) = (session(), store());
    let download = || action(k::SAVE_DOWNLOAD, move || download_own(store));
    let mut list = match notice {
        Notice::Blocked | Notice::Full => vec![download()],
        Notice::Conflict => vec![
            action(k::SAVE_RELOAD, move || {
                session.begin_anew(session.route.get_untracked())
            }),
            download(),
        ],
        Notice::Kept { text, .. } => {
            let text = text.clone();
            vec![action(k::SAVE_KEPT_DOWNLOAD, move || {
                let _ = files::download("growth-wheel-kept.txt", "text/plain", &text);
            })]
        }
        Notice::UnknownPage | Notice::Unfetched | Notice::Recovered | Notice::Newer => Vec::new(),
    };
    let gone = notice.clone();
    list.push(action(k::SAVE_DISMISS, move || session.dismiss(&gone)));
    list
}

/// All notices, and the live region for short words such as "Undone".
#[must_use]
pub fn notices() -> [El; 2] {
    let (texts, session, store) = (texts(), session(), store());
    let standing = el("div").fill(move || {
        let show = |said: Notice| {
            let actions = actions(&said);
            notice("notice", "notice", move || words(texts, &said), actions)
        };
        session.notices.get().into_iter().map(show).collect()
    });
    let failed = el("div").fill(move || {
        let show = |lang: Lang| {
            let again = action(k::ERROR_RETRY, move || session.choose_language(texts, lang));
            let words = move || texts.fill(k::ERROR_WORDS_FAILED, &[("language", lang.autonym())]);
            notice("notice", "notice", words, vec![again])
        };
        texts.failed.get().into_iter().map(show).collect()
    });
    let example = el("div").fill_by(
        move || store.in_example().to_string(),
        move || {
            let show = |()| {
                let leave = action(k::EXAMPLE_LEAVE, move || store.leave_example());
                let words = move || {
                    let name = store.with(|p| p.name.clone());
                    texts.fill(k::EXAMPLE_BANNER, &[("name", &name)])
                };
                notice("notice example", "example-banner", words, vec![leave])
            };
            store
                .in_example()
                .then_some(())
                .into_iter()
                .map(show)
                .collect()
        },
    );
    let asked = store.slice(|p| p.asked_by.is_some());
    let guest = el("div")
        .class("notice example")
        .hook("guest-banner")
        .attr_if("hidden", move || !asked.get() || store.in_example())
        .child(el("p").words(k::GUEST))
        .child(
            el("a")
                .attr("href", &Route::Compare.href())
                .words(k::NAV_COMPARE),
        );
    let said = el("p")
        .class("hidden")
        .attr("role", "status")
        .hook("said")
        .say(move || session.said.get());
    let all = el("div")
        .class("notices")
        .attr("role", "status")
        .children([standing, failed, example, guest]);
    [all, said]
}
