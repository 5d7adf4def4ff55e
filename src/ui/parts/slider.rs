//! A number that is moved rather than typed, with its value in words beside it.

use leptos::prelude::*;

/// The slider, in whole steps.
#[component]
pub fn Slider(
    /// Name in `input-<name>`.
    #[prop(into)]
    name: String,
    /// Label.
    #[prop(into)]
    label: Signal<String>,
    /// A line under the label; may be empty.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// Largest value; the smallest is 0.
    max: u32,
    /// The value kept.
    #[prop(into)]
    value: Signal<f64>,
    /// The value in words.
    #[prop(into)]
    shown: Signal<String>,
    /// Tells the value; whether it was taken.
    on_value: Callback<f64, bool>,
) -> impl IntoView {
    let id = format!("input-{name}");
    let hint_id = format!("hint-{name}");
    let whole = Memo::new(move |_| value.get().round().clamp(0.0, f64::from(max)) as u32);
    let on_input = move |event: web_sys::Event| {
        let Ok(number) = event_target_value(&event).parse::<f64>() else {
            return;
        };
        if !on_value.run(number) {
            // Nothing changed in the plan, so nothing else would move the handle back.
            event_target::<web_sys::HtmlInputElement>(&event)
                .set_value(&whole.get_untracked().to_string());
        }
    };
    view! {
        <div class="field slider">
            <label for=id.clone()>{label}</label>
            <p class="hint" id=hint_id.clone()>
                {hint}
            </p>
            <div class="slide">
                <input
                    id=id.clone()
                    data-testid=id.clone()
                    type="range"
                    min="0"
                    max=max
                    step="1"
                    aria-describedby=hint_id
                    aria-valuetext=shown
                    prop:value=move || whole.get().to_string()
                    on:input=on_input
                />
                // The input itself says its value in words.
                <span class="shown" aria-hidden="true">
                    {shown}
                </span>
            </div>
        </div>
    }
}
