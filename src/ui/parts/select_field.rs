//! A list to choose one from, under its label.

use super::number_field::Words;
use crate::ui::dom::{El, el, value_of_event};

/// What may be chosen: values, each with its words.
pub type Options = Vec<(String, Words)>;

/// The list. Hook and id are `input-<name>`; `now` tells the value chosen, `choose` is told another one.
#[must_use]
pub fn select_field(
    name: &str,
    label: impl Fn() -> String + 'static,
    options: Options,
    now: impl Fn() -> String + Clone + 'static,
    choose: impl Fn(String) + 'static,
) -> El {
    let id = ["input-", name].concat();
    let options = options.into_iter().map(|(value, words)| {
        let now = now.clone();
        el("option")
            .attr("value", &value)
            .property_if("selected", move || now() == value)
            .say(move || words())
    });
    let select = el("select")
        .attr("id", &id)
        .hook(&id)
        .children(options)
        .on("change", move |event| choose(value_of_event(event)));
    el("div")
        .class("field")
        .child(el("label").attr("for", &id).say(label))
        .child(select)
}
