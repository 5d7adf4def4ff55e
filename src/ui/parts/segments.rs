//! A few choices side by side, as native radios.

use leptos::prelude::*;

/// A group of radios in a row that wraps. A value of "" is "not said".
#[component]
pub fn Segments(
    /// Name of the group and of its `data-testid`; one of a kind on the page.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    legend: Signal<String>,
    /// A line under it; may be empty.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// Values and what they say.
    #[prop(into)]
    choices: Signal<Vec<(&'static str, String)>>,
    /// The value chosen.
    #[prop(into)]
    chosen: Signal<&'static str>,
    /// A value was chosen.
    on_choose: Callback<String>,
) -> impl IntoView {
    let group = name.clone();
    view! {
        <fieldset class="field segments" data-testid=name>
            <legend>{legend}</legend>
            <p class="hint">{hint}</p>
            <div class="segs">
                <For each=move || choices.get() key=|c| c.clone() let:choice>
                    {
                        let (value, text) = choice;
                        let is_chosen = Memo::new(move |_| chosen.get() == value);
                        view! {
                            <label class="seg" class:chosen=is_chosen>
                                <input
                                    type="radio"
                                    name=group.clone()
                                    value=value
                                    prop:checked=is_chosen
                                    on:change=move |_| on_choose.run(value.to_owned())
                                />
                                <span>{text}</span>
                            </label>
                        }
                    }
                </For>
            </div>
        </fieldset>
    }
}
