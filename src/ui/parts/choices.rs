//! Native radios as a list of full sentences.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

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

/// A group of radios. Choosing never moves on. Digits choose while the focus is inside and `digits` is on.
#[component]
pub fn Choices(
    /// Name of the group.
    name: &'static str,
    /// The choices.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The value chosen.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// Id of the element that names the group.
    labelled_by: &'static str,
    /// Whether digits choose.
    #[prop(into)]
    digits: Signal<bool>,
    /// A value was chosen.
    on_choose: Callback<String>,
) -> impl IntoView {
    let group = NodeRef::<leptos::html::Div>::new();
    let on_key = move |event: web_sys::KeyboardEvent| {
        if !digits.get_untracked() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let Some(at) = event
            .key()
            .parse::<usize>()
            .ok()
            .and_then(|n| n.checked_sub(1))
        else {
            return;
        };
        let value = choices.with_untracked(|list| {
            list.iter()
                .filter(|c| !c.aside)
                .nth(at)
                .map(|c| c.value.clone())
        });
        if let Some(value) = value {
            event.prevent_default();
            let found = group
                .get_untracked()
                .and_then(|g| {
                    g.query_selector(&format!("input[value=\"{value}\"]"))
                        .ok()
                        .flatten()
                })
                .and_then(|i| i.dyn_into::<web_sys::HtmlElement>().ok());
            if let Some(input) = found {
                let _ = input.focus();
            }
            on_choose.run(value);
        }
    };
    view! {
        <div class="choices" role="radiogroup" aria-labelledby=labelled_by node_ref=group on:keydown=on_key>
            <For each=move || choices.get() key=|c| (c.value.clone(), c.text.clone()) let:choice>
                {
                    let value = choice.value.clone();
                    let mine = choice.value.clone();
                    let is_chosen = Memo::new(move |_| chosen.with(|c| c.as_deref() == Some(mine.as_str())));
                    view! {
                        <label
                            class="choice"
                            class:aside=choice.aside
                            class:chosen=is_chosen
                            data-testid=format!("answer-{}", choice.value)
                        >
                            <input
                                type="radio"
                                name=name
                                value=choice.value.clone()
                                prop:checked=is_chosen
                                on:change=move |_| on_choose.run(value.clone())
                            />
                            <span>{choice.text}</span>
                        </label>
                    }
                }
            </For>
        </div>
    }
}
