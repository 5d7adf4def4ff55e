//! A text to take away: a field to select from and a button that copies.

use leptos::prelude::*;

use crate::platform::browser;
use crate::ui::dom::{El, el};
use crate::ui::session::session;
use crate::ui::words::texts;

/// What the field holds and says.
pub struct CopyField {
    /// Name of the field, in `input-<name>`, and of its button, `copy-<name>`; one of a kind on the page.
    pub name: &'static str,
    /// What it is.
    pub label: Box<dyn Fn() -> String>,
    /// The text to take away.
    pub text: Box<dyn Fn() -> String>,
    /// Lines to show; `None` for a text of one line.
    pub rows: Option<u8>,
}

/// The field with its button.
#[must_use]
pub fn copy_field(props: CopyField) -> El {
    let (texts, session) = (texts(), session());
    let id = format!("input-{}", props.name);
    let text = Memo::new({
        let text = send_wrapper::SendWrapper::new(props.text);
        move |_| text()
    });
    let failed = RwSignal::new(false);
    let word = move |key: &str| texts.piece("compare", &format!("ask.{key}"));
    let copy = move || {
        session.spawn(async move {
            let done = browser::copy(&text.get_untracked()).await;
            failed.set(!done);
            session.say_if(done, word("copied"));
        });
    };
    let input = match props.rows {
        Some(rows) => el("textarea").attr("rows", &rows.to_string()),
        None => el("input").attr("type", "text"),
    };
    let input = input
        .attr("id", &id)
        .hook(&id)
        .attr("readonly", "")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .value_of(move || text.get());
    let button = el("button")
        .attr("type", "button")
        .class("button second")
        .hook(&format!("copy-{}", props.name))
        .say(move || word("copy"))
        .on_click(copy);
    el("div")
        .class("field copy")
        .child(el("label").attr("for", &id).say(props.label))
        .child(el("div").class("row-of").children([input, button]))
        .child(el("p").class("error").attr("role", "alert").say(move || {
            if failed.get() {
                word("copy_failed")
            } else {
                String::new()
            }
        }))
}
