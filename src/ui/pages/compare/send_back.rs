//! Where somebody answers for a colleague: the way the answers go back. Elsewhere nothing.

use leptos::prelude::*;

use crate::codec::link;
use crate::domain::plan::Plan;
use crate::domain::snapshot::Snapshot;
use crate::platform::browser;
use crate::ui::dom::{El, el};
use crate::ui::parts::copy_field::{CopyField, copy_field};
use crate::ui::session::session;
use crate::ui::store::store;
use crate::ui::words::texts;

/// The link and the code with the answers so far.
#[must_use]
pub(in crate::ui::pages) fn send_back() -> El {
    let (texts, store, session) = (texts(), store(), session());
    let asked = store.slice(|p| p.asked_by.is_some());
    let code = move || {
        store.with(|plan| {
            let today = i64::from(browser::today()) * 86_400_000;
            let request = plan.asked_by.clone().unwrap_or_default();
            link::answers_code(&request, &plan.id, today, &Snapshot::of(plan))
        })
    };
    let word = move |key: &str| texts.piece("compare", &format!("send.{key}"));
    let count = move || {
        let carried = |p: &Plan| {
            let replies = Snapshot::of(p).replies;
            replies.keys().filter(|id| link::carries(id)).count()
        };
        let n = store.with(carried);
        texts.words_count("compare", "send.count", n as u64)
    };
    el("div").fill_by(
        move || asked.get().to_string(),
        move || {
            if !asked.get_untracked() {
                return Vec::new();
            }
            let section = el("section")
                .class("block send")
                .hook("send-back")
                .child(el("h2").say(move || word("title")))
                .child(el("p").say(move || word("lead")))
                .child(el("p").class("value").say(count))
                .child(copy_field(CopyField {
                    name: "answers-link",
                    label: Box::new(move || word("link")),
                    text: Box::new(move || {
                        format!("{}#{}", session.address(), link::answers_link(&code()))
                    }),
                    rows: None,
                }))
                .child(copy_field(CopyField {
                    name: "answers-code",
                    label: Box::new(move || word("code")),
                    text: Box::new(move || link::spoken(&code())),
                    rows: None,
                }));
            vec![section]
        },
    )
}
