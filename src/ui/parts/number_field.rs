//! A field for a number as people write it in their language. What cannot be read stays in the field with its
//! reason beside it, is not used, and blocks nothing.

use leptos::prelude::*;

use crate::codec::number::{NumberError, parse_number};
use crate::i18n::{Lang, k};
use crate::platform::browser::format;
use crate::ui::words::{Texts, texts};

/// Words for what is wrong with a number.
#[must_use]
pub fn number_error_words(texts: Texts, error: NumberError) -> String {
    let lang = texts.lang();
    let example = format::number(lang, 1234.5, 1);
    let key = match error {
        NumberError::TooLarge => {
            return texts.fill(
                k::ERROR_TOO_LARGE,
                &[("max", &format::number(lang, 1e12, 0))],
            );
        }
        _ => k::ERROR_NOT_A_NUMBER,
    };
    texts.fill(key, &[("example", &example)])
}

/// The field. `on_value` gets the number, or `None` when the field is empty or cannot be read; it may answer with
/// words of its own for a number out of range.
#[component]
pub fn NumberField(
    /// Name in `input-<name>` and `error-<name>`.
    #[prop(into)]
    name: String,
    /// Label.
    #[prop(into)]
    label: Signal<String>,
    /// A line under the label; may be empty.
    #[prop(into)]
    hint: Signal<String>,
    /// The value kept.
    #[prop(into)]
    value: Signal<Option<f64>>,
    /// Unit shown behind the field.
    #[prop(into)]
    unit: Signal<String>,
    /// Tells the value; an error comes back in words.
    on_value: Callback<Option<f64>, Option<String>>,
) -> impl IntoView {
    let texts = texts();
    let show = move |lang: Lang, v: Option<f64>| {
        v.map_or_else(String::new, |v| format::number(lang, v, 6))
    };
    let text = RwSignal::new(show(texts.lang(), value.get_untracked()));
    let error = RwSignal::new(None::<String>);
    let left = RwSignal::new(false);
    let typing = RwSignal::new(false);
    // The value may change from outside: a band, undo, another language. What is being typed is never touched.
    let shown = Memo::new(move |_| (value.get(), texts.lang()));
    Effect::new(move |_| {
        let (value, lang) = shown.get();
        if !typing.get_untracked() && (error.with_untracked(Option::is_none) || value.is_some()) {
            error.set(None);
            text.set(show(lang, value));
        }
    });
    let read = move |typed: String| {
        left.set(false);
        let lang = texts.lang_now();
        let outcome = if typed.trim().is_empty() {
            on_value.run(None)
        } else {
            match parse_number(&typed, lang.number_locale()) {
                Ok(number) => on_value.run(Some(number)),
                Err(why) => {
                    on_value.run(None);
                    Some(number_error_words(texts, why))
                }
            }
        };
        text.set(typed);
        error.set(outcome);
    };
    let (input_id, hint_id, error_id) = (
        format!("input-{name}"),
        format!("hint-{name}"),
        format!("error-{name}"),
    );
    let described = format!("{hint_id} {error_id}");
    view! {
        <div class="field" class:wrong=move || error.with(Option::is_some)>
            <label for=input_id.clone()>{label}</label>
            <p class="hint" id=hint_id>
                {hint}
            </p>
            <div class="with-unit">
                <input
                    id=input_id.clone()
                    data-testid=input_id
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    prop:value=text
                    aria-describedby=described
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    on:focus=move |_| typing.set(true)
                    on:input=move |event| read(event_target_value(&event))
                    on:blur=move |_| {
                        typing.set(false);
                        left.set(true);
                    }
                />
                <span class="unit" aria-hidden="true">
                    {unit}
                </span>
            </div>
            <p class="reading">
                {move || {
                    let said = left.get() && error.with(Option::is_none);
                    value
                        .get()
                        .filter(|_| said)
                        .map(|v| {
                            texts.fill(k::EXPRESS_READING, &[("value", &format::number(texts.lang(), v, 6))])
                        })
                }}
            </p>
            <p class="error" id=error_id.clone() data-testid=error_id role="alert">
                {move || error.get()}
            </p>
        </div>
    }
}
