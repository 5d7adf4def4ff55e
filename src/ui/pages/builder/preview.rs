//! The preview: the element itself, in a frame, so that nothing of this page can make it look better than it will.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::fields::Builder;
use super::{PIECE, word};
use crate::codec::json;
use crate::domain::json::Value;
use crate::platform::browser;
use crate::ui::dom::{El, el, follow};
use crate::ui::parts::section::{section, section_id};
use crate::ui::words::Texts;

/// Wait after the last change, milliseconds.
const WAIT: u32 = 400;
/// The script of the element, beside this page.
const SCRIPT: &str = "growth-wheel.js";

/// The section.
pub(super) fn preview(builder: Builder, texts: Texts) -> El {
    let failed = RwSignal::new(false);
    load(failed);
    let shown = el("growth-wheel")
        .attr("form", "frame")
        .attr("lazy", "off")
        // What is answered here is not the visitor's own.
        .attr("storage-key", "preview");
    let is_link = move || builder.embedding().form() == "link";
    let frame = el("div")
        .class("preview")
        .hook("embed-preview")
        // It scrolls by itself, so it is to be reached by keys.
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-labelledby", &section_id(PIECE, "preview"))
        .attr_if("hidden", is_link)
        .child(shown.clone());
    wear(builder, shown);
    section(texts, PIECE, "preview")
        .child(el("p").class("hint").say(move || {
            let key = if is_link() {
                "preview.link"
            } else {
                "preview.lead"
            };
            word(texts, key)
        }))
        .child(
            el("p")
                .class("error")
                .attr_if("hidden", move || !failed.get())
                .say(move || word(texts, "preview.failed")),
        )
        .child(frame)
}

/// Makes the element known to the page, once.
fn load(failed: RwSignal<bool>) {
    let Some(document) = browser::document() else {
        return;
    };
    let there = document.query_selector(&["script[src=\"", SCRIPT, "\"]"].concat());
    if there.is_ok_and(|found| found.is_some()) {
        return;
    }
    let script = el("script")
        .attr("type", "module")
        .attr("src", SCRIPT)
        .on("error", move |_| failed.set(true));
    if let Some(head) = document.head() {
        // Our own page takes a script of ours.
        let _ = head.append_child(script.node());
    }
}

/// Lets the element follow what is made, a moment after the last change.
fn wear(builder: Builder, shown: El) {
    let waiting: Rc<RefCell<Option<Timeout>>> = Rc::default();
    let first = RefCell::new(true);
    follow(move || {
        let made = builder.embedding();
        let worn = json::write(&Value::Object(made.worn()));
        let attributes = made.attributes();
        let shown = shown.clone();
        let put = move || {
            let node = shown.node();
            for name in ["lang", "theme", "mode"] {
                let said = attributes.iter().find(|(known, _)| *known == name);
                // Names and values of ours.
                let _ = match said {
                    Some((_, value)) => node.set_attribute(name, value),
                    None => node.remove_attribute(name),
                };
            }
            let _ = node.set_attribute("config", &worn);
        };
        if first.replace(false) {
            put();
        } else {
            waiting.replace(Some(Timeout::new(WAIT, put)));
        }
    });
}
