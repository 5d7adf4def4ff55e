//! A field for a number as people write it in their language. What cannot be read stays in the field with its
//! reason beside it, is not used, and blocks nothing.

use std::rc::Rc;

use leptos::prelude::*;

use crate::codec::number::{NumberError, NumberLocale, parse_number};
use crate::domain::action::Refusal;
use crate::i18n::{Lang, k};
use crate::platform::browser::format;
use crate::ui::dom::{El, el, value_of_event};
use crate::ui::words::{Texts, texts};

/// How a text is read and a value written. Functions, so that a page brings only those it uses.
#[derive(Clone, Copy)]
pub struct Reads {
    /// Text to value.
    pub read: fn(&str, NumberLocale) -> Result<f64, NumberError>,
    /// Value to the text of the field.
    pub write: fn(Lang, f64) -> String,
    /// Value in words of its own, as it was understood.
    pub say: fn(Lang, f64) -> String,
}

/// Money, a count, a ratio.
pub const AMOUNT: Reads = Reads {
    read: parse_number,
    write: written,
    say: written,
};

fn written(lang: Lang, value: f64) -> String {
    format::number(lang, value, 6)
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It cannot be read.
    Number(NumberError),
    /// It is out of range.
    Refused(Refusal),
}

/// Words for what is wrong, for a field without words of its own. `range` is what the field takes.
#[must_use]
pub fn wrong_words(texts: Texts, wrong: Wrong, range: (f64, f64)) -> String {
    let written = |v: f64, digits| format::number(texts.lang(), v, digits);
    let (key, name, value) = match wrong {
        Wrong::Refused(Refusal::TooSmall) => (k::ERROR_TOO_SMALL, "min", written(range.0, 2)),
        Wrong::Refused(Refusal::TooLarge) => (k::ERROR_TOO_LARGE, "max", written(range.1, 2)),
        Wrong::Number(NumberError::TooLarge) => (k::ERROR_TOO_LARGE, "max", written(1e12, 0)),
        Wrong::Number(_) | Wrong::Refused(_) => {
            (k::ERROR_NOT_A_NUMBER, "example", written(1234.5, 1))
        }
    };
    texts.fill(key, &[(name, &value)])
}

/// Words that follow signals.
pub type Words = Rc<dyn Fn() -> String>;

/// A field.
pub struct NumberField {
    /// Name in `input-<name>` and `error-<name>`.
    pub name: String,
    /// Label.
    pub label: Words,
    /// A line under the label; may be empty.
    pub hint: Words,
    /// Unit shown behind the field; may be empty.
    pub unit: Words,
    /// How it is read.
    pub reads: Reads,
    /// The value kept.
    pub value: Rc<dyn Fn() -> Option<f64>>,
    /// Tells the value; empty or unread is `None`. A refusal comes back.
    pub on_value: Rc<dyn Fn(Option<f64>) -> Option<Refusal>>,
    /// Words for what is wrong.
    pub wrong: Rc<dyn Fn(Wrong) -> String>,
    /// Text of an earlier visit that could not be used.
    pub kept: Option<String>,
    /// Tells the text that could not be used, or that there is none any more.
    pub on_kept: Rc<dyn Fn(Option<String>)>,
    /// What is said while a value is needed and not there, empty while it is not; `None` where none ever is.
    pub missing: Option<Words>,
}

/// The field.
#[must_use]
pub fn number_field(props: NumberField) -> El {
    let NumberField {
        name,
        label,
        hint,
        unit,
        reads,
        value,
        on_value,
        wrong: wrong_words,
        kept,
        on_kept,
        missing,
    } = props;
    let texts = texts();
    let judge = move |typed: &str| -> Option<Wrong> {
        if typed.trim().is_empty() {
            return on_value(None).map(Wrong::Refused);
        }
        let wrong = match (reads.read)(typed, texts.lang_now().number_locale()) {
            Ok(number) => Wrong::Refused(on_value(Some(number))?),
            Err(why) => Wrong::Number(why),
        };
        // What cannot be used leaves no older value standing as if it had been typed.
        let _ = on_value(None);
        Some(wrong)
    };
    let typed = RwSignal::new(None::<String>);
    let wrong = RwSignal::new(None::<Wrong>);
    let (left, typing) = (RwSignal::new(false), RwSignal::new(false));
    if let Some(kept) = kept
        && untrack(|| value()).is_none()
    {
        wrong.set(judge(&kept));
        typed.set(Some(kept));
    }
    // A value that came from outside (undo, a button, a pasted table) takes the place of a text that was not read.
    let standing = {
        let value = value.clone();
        move || wrong.get().filter(|_| value().is_none())
    };
    let error = {
        let standing = standing.clone();
        Rc::new(move || match (standing(), &missing) {
            (Some(wrong), _) => wrong_words(wrong),
            (None, Some(missing)) => missing(),
            (None, None) => String::new(),
        })
    };
    let shown = {
        let (value, standing) = (value.clone(), standing.clone());
        move || {
            let lang = texts.lang();
            let own = typed.get();
            match own.filter(|_| typing.get() || standing().is_some()) {
                Some(own) => own,
                // What is being typed is never touched.
                None => value().map_or_else(String::new, |v| (reads.write)(lang, v)),
            }
        }
    };
    let (bad, invalid, good) = (error.clone(), error.clone(), standing);
    let reading = move || {
        let said = value().filter(|_| left.get() && good().is_none());
        said.map_or_else(String::new, |v| {
            texts.fill(
                k::EXPRESS_READING,
                &[("value", &(reads.say)(texts.lang(), v))],
            )
        })
    };
    let [input_id, hint_id, error_id] =
        ["input-", "hint-", "error-"].map(|part| [part, &name].concat());
    let input = el("input")
        .attr("id", &input_id)
        .hook(&input_id)
        .attr("type", "text")
        .attr("inputmode", "decimal")
        .attr("autocomplete", "off")
        .attr("aria-describedby", &[&hint_id, " ", &error_id].concat())
        .attr_of("aria-invalid", move || {
            (!invalid().is_empty()).then(|| "true".to_owned())
        })
        .value_of(shown)
        .on("input", move |event| {
            let text = value_of_event(event);
            left.set(false);
            typing.set(true);
            let found = judge(&text);
            on_kept(found.map(|_| text.clone()));
            typed.set(Some(text));
            wrong.set(found);
        })
        .on("blur", move |_| {
            typing.set(false);
            left.set(true);
        });
    let box_with_unit = el("div").class("with-unit").child(input).child(
        el("span")
            .class("unit")
            .attr("aria-hidden", "true")
            .say(move || unit()),
    );
    el("div")
        .class("field")
        .class_if("wrong", move || !bad().is_empty())
        .child(el("label").attr("for", &input_id).say(move || label()))
        .child(
            el("p")
                .class("hint")
                .attr("id", &hint_id)
                .say(move || hint()),
        )
        .child(box_with_unit)
        .child(el("p").class("reading").say(reading))
        .child(
            el("p")
                .class("error")
                .attr("id", &error_id)
                .hook(&error_id)
                .attr("role", "alert")
                .say(move || error()),
        )
}
