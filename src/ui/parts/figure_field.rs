//! A figure as a field: its unread text outlives the page, and each mistake has its own words.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::prelude::*;

use super::figures::{self, PIECE, word};
use super::number_field::{NumberField, Reads, Words, Wrong, number_field};
use crate::domain::action::Refusal;
use crate::i18n::k;
use crate::platform::browser::format;
use crate::ui::dom::El;
use crate::ui::words::Texts;

thread_local! {
    // Texts that could not be read, by plan and field: they outlive the page but not the tab, and never enter a plan.
    static DRAFTS: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// The text kept under a key.
#[must_use]
pub fn draft(key: &str) -> Option<String> {
    DRAFTS.with(|d| d.try_borrow().ok().and_then(|d| d.get(key).cloned()))
}

/// Keeps a text under a key; `None` forgets it.
pub fn keep_draft(key: &str, text: Option<String>) {
    DRAFTS.with(|d| {
        if let Ok(mut drafts) = d.try_borrow_mut() {
            match text {
                Some(text) => {
                    drafts.insert(key.to_owned(), text);
                }
                None => {
                    drafts.remove(key);
                }
            }
        }
    });
}

/// Words for what is wrong in a field.
#[must_use]
pub fn figure_wrong(texts: Texts, wrong: Wrong, (min, max): (f64, f64), percent: bool) -> String {
    let lang = texts.lang();
    let limit = |v: f64| {
        if percent {
            figures::percent(lang, v)
        } else {
            format::number(lang, v, 2)
        }
    };
    match wrong {
        Wrong::Refused(Refusal::TooSmall) => {
            texts.fill(k::ERROR_TOO_SMALL, &[("min", &limit(min))])
        }
        Wrong::Refused(Refusal::TooLarge) => {
            texts.fill(k::ERROR_TOO_LARGE, &[("max", &limit(max))])
        }
        Wrong::Refused(Refusal::TooMany) => word(texts, "number.too_many_months"),
        Wrong::Refused(_) => word(texts, "number.not_a_number"),
        Wrong::Number(why) => texts.piece_fill(
            PIECE,
            &["number.", why.id()].concat(),
            &[
                ("example", &format::number(lang, 1234.5, 1)),
                ("max", &format::number(lang, 1e12, 0)),
            ],
        ),
    }
}

/// A figure as a field: its unread text outlives the field, and each mistake has its own words.
pub struct Figure {
    /// Name in `input-<name>` and `error-<name>`.
    pub name: String,
    /// Label.
    pub label: Words,
    /// A line under it; may be empty.
    pub hint: Words,
    /// Unit behind the field; may be empty.
    pub unit: Words,
    /// How it is read and written.
    pub reads: Reads,
    /// Whether limits are said in per cent.
    pub percent: bool,
    /// Smallest and largest value.
    pub range: (f64, f64),
    /// The value kept.
    pub value: Memo<Option<f64>>,
    /// Under which its unread text is kept.
    pub key: String,
    /// What is said while a value is needed and not there, as in [`NumberField::missing`].
    pub missing: Option<Words>,
}

impl Figure {
    /// The field; `set` tells a value within the range or that there is none, and a refusal comes back.
    #[must_use]
    pub fn show(self, texts: Texts, set: impl Fn(Option<f64>) -> Option<Refusal> + 'static) -> El {
        let Self {
            value,
            range,
            percent,
            key,
            ..
        } = self;
        number_field(NumberField {
            name: self.name,
            label: self.label,
            hint: self.hint,
            unit: self.unit,
            reads: self.reads,
            value: Rc::new(move || value.get()),
            on_value: Rc::new(move |typed| match typed {
                Some(value) if value < range.0 => Some(Refusal::TooSmall),
                Some(value) if value > range.1 => Some(Refusal::TooLarge),
                typed => set(typed),
            }),
            wrong: Rc::new(move |wrong| figure_wrong(texts, wrong, range, percent)),
            kept: draft(&key),
            on_kept: Rc::new(move |text| keep_draft(&key, text)),
            missing: self.missing,
        })
    }
}
