//! How the figures of the numbers page are written: values by unit, months, and names of what is counted.

use js_sys::{Array, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use super::number_field::Reads;
use crate::codec::number::{parse_number, parse_share};
use crate::domain::ids::ChannelId;
use crate::domain::numbers::Month;
use crate::domain::profile::Currency;
use crate::engine::kpi::{Input, KpiId, Unit, Why};
use crate::i18n::{Lang, fill};
use crate::platform::browser::{self, format};
use crate::ui::words::Texts;

/// A share of a whole: `35`, `35 %` and `0.35` are all .35.
pub const SHARE: Reads = Reads {
    read: parse_share,
    write: per_cent_figure,
    say: percent,
};

/// Per cent that may be below one or above a hundred: `0.5` is half a per cent.
pub const PERCENT: Reads = Reads {
    read: |typed, locale| {
        let bare = typed.trim().trim_matches('%');
        parse_number(bare, locale).map(|v| v / 100.0)
    },
    ..SHARE
};

fn per_cent_figure(lang: Lang, share: f64) -> String {
    format::number(lang, share * 100.0, 4)
}

/// The piece of texts this page reads.
pub const PIECE: &str = "numbers";

/// A text of the page.
#[must_use]
pub fn word(texts: Texts, key: &str) -> String {
    texts.piece(PIECE, key)
}

/// A text of the page with a count: its plural form, with `{n}` written in the language.
#[must_use]
pub fn counted(texts: Texts, key: &str, n: usize) -> String {
    let lang = texts.lang();
    let text = word(texts, key);
    let shown = format::number(lang, n as f64, 0);
    fill(lang.plural(&text, n as u64), &[("n", &shown)])
}

/// A share as per cent; below 10 % with two significant digits, so that a small rate is not written as none.
#[must_use]
pub fn percent(lang: Lang, share: f64) -> String {
    if share == 0.0 || share.abs() >= 0.1 {
        return format::percent(lang, share);
    }
    let options = Object::new();
    for (key, value) in [
        ("style", JsValue::from_str("percent")),
        ("maximumSignificantDigits", JsValue::from(2)),
    ] {
        // Setting a field of a fresh plain object cannot fail.
        let _ = Reflect::set(&options, &JsValue::from_str(key), &value);
    }
    let locales = Array::of1(&JsValue::from_str(lang.code()));
    Intl::NumberFormat::new(&locales, &options)
        .format()
        .call1(&JsValue::UNDEFINED, &JsValue::from_f64(share))
        .ok()
        .and_then(|v| v.as_string())
        .unwrap_or_else(|| format::percent(lang, share))
}

/// A value in its unit.
#[must_use]
pub fn value(texts: Texts, unit: Unit, value: f64, currency: Currency) -> String {
    let lang = texts.lang();
    match unit {
        Unit::Money => format::money(lang, value, currency),
        Unit::Share => percent(lang, value),
        // A count may be a mean or an estimate; below ten its first decimal says something.
        Unit::Count => format::number(lang, value, u32::from(value.abs() < 10.0)),
        Unit::Ratio => format::number(lang, value, 2),
        Unit::Months => {
            let text = word(texts, "unit.months");
            // As it is written: 149.99999 is 150.
            let value = (value * 10.0).round() / 10.0;
            // A part of a month takes the form of a few: "3,4 месяца".
            let form = if value.fract() == 0.0 {
                value.clamp(0.0, 1e9) as u64
            } else {
                2
            };
            let shown = format::number(lang, value, 1);
            fill(lang.plural(&text, form), &[("n", &shown)])
        }
    }
}

/// What an input is measured in; days of the sales cycle count as a number.
#[must_use]
pub const fn input_unit(input: Input) -> Unit {
    match input {
        Input::Channel(field) if field.is_money() => Unit::Money,
        Input::Total(field) if field.is_money() => Unit::Money,
        Input::Margin => Unit::Share,
        _ => Unit::Count,
    }
}

/// Name of an input.
#[must_use]
pub fn input_name(texts: Texts, input: Input) -> String {
    word(texts, &["input.", input.id()].concat())
}

/// Name of a KPI.
#[must_use]
pub fn kpi_name(texts: Texts, id: KpiId) -> String {
    word(texts, &["kpi.", id.id()].concat())
}

/// Why there is no value, in a sentence that names the figures.
#[must_use]
pub fn why_words(texts: Texts, why: &Why) -> String {
    let inputs = match why {
        Why::NotEntered(list) | Why::NotTogether(list) | Why::Invalid(list) => list
            .iter()
            .map(|i| input_name(texts, *i))
            .collect::<Vec<_>>()
            .join(", "),
        Why::ZeroDenominator(input) => input_name(texts, *input),
        _ => String::new(),
    };
    texts.piece_fill(PIECE, &["why.", why.id()].concat(), &[("figures", &inputs)])
}

/// The month before today's: the last one that is over.
#[must_use]
pub fn last_full_month() -> Option<Month> {
    browser::this_month().map(before)
}

/// The month before; the first month there is stays.
#[must_use]
pub fn before(month: Month) -> Month {
    let earlier = if month.month() > 1 {
        Month::new(month.year(), month.month() - 1)
    } else {
        Month::new(month.year() - 1, 12)
    };
    earlier.unwrap_or(month)
}

/// Name of a channel; its id for one a configuration added.
#[must_use]
pub fn channel_name(texts: Texts, id: &ChannelId) -> String {
    let name = texts.piece("express", &["channel.", id.as_str()].concat());
    if name.is_empty() {
        id.as_str().to_owned()
    } else {
        name
    }
}
