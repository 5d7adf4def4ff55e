//! The preview: the element itself, in a frame, so that nothing of this page can make it look better than it will.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::fields::Builder;
use super::{PIECE, word};
use crate::brand::embedding::{at, put};
use crate::codec::json;
use crate::domain::json::Value;
use crate::platform::browser;
use crate::ui::dom::{El, el, follow};
use crate::ui::parts::section::{section, section_id};
use crate::ui::route::Route;
use crate::ui::words::Texts;

/// Wait after the last change, milliseconds.
const WAIT: u32 = 400;
/// The page that shows what is being made as a visitor will see it.
const DEMO: &str = "./demo.html";
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
    wear(builder, shown.clone());
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
        .child(test(builder, texts, &shown))
        .child(frame)
}

/// Trying out where leads go: the preview shows the form, what it sends is marked, and the answer is shown there.
fn test(builder: Builder, texts: Texts, shown: &El) -> El {
    let asks = move || !builder.text("lead/send/to").is_empty();
    let node = shown.node().clone();
    let button = el("button")
        .attr("type", "button")
        .class("button second")
        .hook("lead-test")
        .state("aria-pressed", move || builder.testing.get())
        .say(move || word(texts, "leads.test"))
        .on_click(move || {
            let on = !builder.testing.get_untracked();
            builder.testing.set(on);
            if on {
                lead_to_form(node.clone(), 40);
            }
        });
    let demo = el("a")
        .class("button second")
        .hook("embed-demo")
        .attr("href", DEMO)
        .attr("target", "_blank")
        .say(move || word(texts, "preview.demo"));
    el("div")
        .child(
            el("p")
                .class("hint")
                .attr_if("hidden", move || !asks())
                .say(move || word(texts, "leads.test_hint")),
        )
        .child(
            el("p")
                .class("chips")
                .child(button.attr_if("hidden", move || !asks()))
                .child(demo),
        )
}

/// Goes to the form, once the preview that marks what it sends is there: by a link of its own, as a visitor would.
fn lead_to_form(node: web_sys::Element, tries: u32) {
    let look = move || {
        let of = |object: &JsValue, name: &str| {
            Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
        };
        let root = node.shadow_root();
        let frame = root.and_then(|root| root.query_selector("iframe").ok().flatten());
        let document = frame.map(|frame| of(&frame, "contentDocument"));
        // A document of another window is no instance of what this one calls a document.
        let document = document.filter(JsValue::is_object);
        let document = document.map(JsValue::unchecked_into::<web_sys::Document>);
        let there = document.and_then(|document| {
            let widget = document.query_selector(".gw").ok().flatten()?;
            Some((document, widget))
        });
        let link = there.and_then(|(document, widget)| {
            let link = document.create_element("a").ok()?;
            link.set_attribute("href", &Route::Contact.href()).ok()?;
            widget.append_child(&link).ok()?;
            Some(link)
        });
        match link {
            Some(link) => {
                let click = of(&link, "click").dyn_into::<js_sys::Function>();
                let _ = click.map(|click| click.call0(&link));
                link.remove();
            }
            None if tries > 0 => lead_to_form(node, tries - 1),
            None => {}
        }
    };
    // The preview begins anew a moment after the configuration has changed.
    Timeout::new(if tries == 40 { WAIT + 900 } else { 100 }, look).forget();
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
        let mut worn = made.worn();
        if builder.testing.get() && at(&worn, "lead/send/to").is_some() {
            put(&mut worn, "lead/test", Some(Value::Bool(true)));
        }
        let worn = json::write(&Value::Object(worn));
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
