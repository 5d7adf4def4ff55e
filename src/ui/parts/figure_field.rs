//! A field for a figure: an amount, a share or per cent. As with [`super::number_field::NumberField`] nothing typed
//! is lost or blocks; here each kind of mistake has words of its own, and unread text can outlive the field.

use leptos::prelude::*;

use crate::codec::number::{NumberError, NumberLocale, parse_number, parse_share};
use crate::domain::action::Refusal;
use crate::i18n::{Lang, k};
use crate::platform::browser::format;
use crate::ui::words::texts;

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// Money, a count, a ratio.
    Amount,
    /// A share of a whole: `35`, `35 %` and `0.35` are all .35.
    Share,
    /// Per cent that may be below one or above a hundred: `0.5` is half a per cent.
    Percent,
}

impl Reads {
    fn read(self, typed: &str, locale: NumberLocale) -> Result<f64, NumberError> {
        match self {
            Self::Amount => parse_number(typed, locale),
            Self::Share => parse_share(typed, locale),
            Self::Percent => {
                let bare = typed.trim().trim_matches('%');
                parse_number(bare, locale).map(|v| v / 100.0)
            }
        }
    }

    fn write(self, lang: Lang, value: f64) -> String {
        match self {
            Self::Amount => format::number(lang, value, 6),
            Self::Share | Self::Percent => format::number(lang, value * 100.0, 4),
        }
    }
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It cannot be read.
    Number(NumberError),
    /// It is out of range.
    Refused(Refusal),
}

/// The field.
#[component]
pub fn FigureField(
    /// Name in `input-<name>` and `error-<name>`.
    #[prop(into)]
    name: String,
    /// Label.
    #[prop(into)]
    label: Signal<String>,
    /// A line under the label; may be empty.
    #[prop(into)]
    hint: Signal<String>,
    /// Unit shown behind the field; may be empty.
    #[prop(into)]
    unit: Signal<String>,
    /// How it is read.
    reads: Reads,
    /// The value kept.
    #[prop(into)]
    value: Signal<Option<f64>>,
    /// Text of an earlier visit that could not be used.
    kept: Option<String>,
    /// Tells the text that could not be used, or that there is none any more.
    on_kept: Callback<Option<String>>,
    /// Words for what is wrong.
    words: Callback<Wrong, String>,
    /// Tells the value; empty or unread is `None`. A refusal comes back.
    on_value: Callback<Option<f64>, Option<Refusal>>,
) -> impl IntoView {
    let texts = texts();
    let show =
        move |lang: Lang, v: Option<f64>| v.map_or_else(String::new, |v| reads.write(lang, v));
    let judge = move |typed: &str| -> Option<Wrong> {
        if typed.trim().is_empty() {
            return on_value.run(None).map(Wrong::Refused);
        }
        let wrong = match reads.read(typed, texts.lang_now().number_locale()) {
            Ok(number) => Wrong::Refused(on_value.run(Some(number))?),
            Err(why) => Wrong::Number(why),
        };
        // What cannot be used leaves no older value standing as if it had been typed.
        on_value.run(None);
        Some(wrong)
    };
    let text = RwSignal::new(show(texts.lang_now(), value.get_untracked()));
    let error = RwSignal::new(None::<Wrong>);
    let left = RwSignal::new(false);
    let typing = RwSignal::new(false);
    if value.with_untracked(Option::is_none)
        && let Some(kept) = kept
    {
        error.set(judge(&kept));
        text.set(kept);
    }
    // The value may change from outside: undo, a pasted table, another language. What is being typed is never touched.
    let shown = Memo::new(move |_| (value.get(), texts.lang()));
    Effect::new(move |_| {
        let (value, lang) = shown.get();
        if !typing.get_untracked() && (error.with_untracked(Option::is_none) || value.is_some()) {
            error.set(None);
            on_kept.run(None);
            text.set(show(lang, value));
        }
    });
    let read = move |typed: String| {
        left.set(false);
        let wrong = judge(&typed);
        on_kept.run(wrong.is_some().then(|| typed.clone()));
        text.set(typed);
        error.set(wrong);
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
                            let lang = texts.lang();
                            let shown = match reads {
                                Reads::Amount => format::number(lang, v, 6),
                                Reads::Share | Reads::Percent => super::figures::percent(lang, v),
                            };
                            texts.fill(k::EXPRESS_READING, &[("value", &shown)])
                        })
                }}
            </p>
            <p class="error" id=error_id.clone() data-testid=error_id role="alert">
                {move || error.get().map(|wrong| words.run(wrong))}
            </p>
        </div>
    }
}
