//! Native radios as a list of full sentences.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::dom::{El, el};

/// One choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Value, also in `answer-<value>`.
    pub value: String,
    /// What it says.
    pub text: String,
    /// Set apart from the others: "I don't know".
    pub aside: bool,
}

/// A group of radios.
pub struct Choices {
    /// Name of the group.
    pub name: &'static str,
    /// The choices.
    pub list: Rc<dyn Fn() -> Vec<Choice>>,
    /// The value chosen.
    pub chosen: Rc<dyn Fn() -> Option<&'static str>>,
    /// Id of the element that names the group.
    pub labelled_by: &'static str,
    /// Whether digits choose while the focus is inside.
    pub digits: RwSignal<bool>,
    /// A value was chosen.
    pub on_choose: Rc<dyn Fn(&str)>,
}

/// The group. Choosing never moves on.
#[must_use]
pub fn choices(props: Choices) -> El {
    let Choices {
        name,
        list,
        chosen,
        labelled_by,
        digits,
        on_choose,
    } = props;
    let group = el("div")
        .class("choices")
        .attr("role", "radiogroup")
        .attr("aria-labelledby", labelled_by);
    let (root, offered, choose) = (group.node().clone(), list.clone(), on_choose.clone());
    let group = group.on("keydown", move |event| {
        let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
            return;
        };
        if !digits.get_untracked() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let digit = event.key().parse::<usize>().ok();
        let value = digit.and_then(|n| n.checked_sub(1)).and_then(|at| {
            let mut said = untrack(|| offered()).into_iter().filter(|c| !c.aside);
            said.nth(at).map(|c| c.value)
        });
        if let Some(value) = value {
            event.prevent_default();
            if let Ok(Some(input)) = root.query_selector(&format!("input[value=\"{value}\"]")) {
                let _ = input.unchecked_into::<web_sys::HtmlElement>().focus();
            }
            choose(&value);
        }
    });
    let shown = list.clone();
    group.fill_by(
        move || {
            shown()
                .iter()
                .map(|c| [&c.value, "\n", &c.text].concat())
                .collect()
        },
        move || {
            let one = |choice: Choice| {
                let (chosen, value) = (chosen.clone(), choice.value.clone());
                let is_chosen: Rc<dyn Fn() -> bool> =
                    Rc::new(move || chosen() == Some(value.as_str()));
                let (marked, choose) = (is_chosen.clone(), on_choose.clone());
                let input = el("input")
                    .attr("type", "radio")
                    .attr("name", name)
                    .attr("value", &choice.value)
                    .property_if("checked", move || is_chosen());
                let hook = format!("answer-{}", choice.value);
                el("label")
                    .class(if choice.aside {
                        "choice aside"
                    } else {
                        "choice"
                    })
                    .class_if("chosen", move || marked())
                    .hook(&hook)
                    .child(input.on("change", move |_| choose(&choice.value)))
                    .child(el("span").text(&choice.text))
            };
            list().into_iter().map(one).collect()
        },
    )
}
