//! Numbers, money and names of countries in the reader's own form, by the browser's `Intl`.

use js_sys::{Array, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::domain::numbers::Month;
use crate::domain::profile::{Country, Currency};
use crate::i18n::Lang;

fn options(pairs: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        // Setting a field of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object
}

fn write(lang: Lang, value: f64, pairs: &[(&str, JsValue)]) -> String {
    let locales = Array::of1(&JsValue::from_str(lang.code()));
    let formatter = Intl::NumberFormat::new(&locales, &options(pairs));
    formatter
        .format()
        .call1(&JsValue::UNDEFINED, &JsValue::from_f64(value))
        .ok()
        .and_then(|v| v.as_string())
        // Never seen to happen; a number without grouping is still that number.
        .unwrap_or_else(|| plain(value))
}

fn plain(value: f64) -> String {
    let written = js_sys::Number::from(value).to_string_with_radix(10);
    written.map_or_else(|_| String::new(), String::from)
}

/// A plain number with at most `digits` decimals, grouped from five digits on in the locale's way.
#[must_use]
pub fn number(lang: Lang, value: f64, digits: u32) -> String {
    write(
        lang,
        value,
        &[("maximumFractionDigits", JsValue::from(digits))],
    )
}

/// An amount; whole from 100 on, else with the currency's own decimals unless it is whole.
#[must_use]
pub fn money(lang: Lang, value: f64, currency: Currency) -> String {
    let mut pairs = vec![
        ("style", JsValue::from_str("currency")),
        ("currency", JsValue::from_str(currency.as_str())),
        ("currencyDisplay", JsValue::from_str("narrowSymbol")),
    ];
    if value.abs() >= 100.0 || value.fract() == 0.0 {
        pairs.push(("minimumFractionDigits", JsValue::from(0)));
        pairs.push(("maximumFractionDigits", JsValue::from(0)));
    }
    write(lang, value, &pairs)
}

/// A share 0..=1 as per cent with at most one decimal.
#[must_use]
pub fn percent(lang: Lang, value: f64) -> String {
    write(
        lang,
        value,
        &[
            ("style", JsValue::from_str("percent")),
            ("maximumFractionDigits", JsValue::from(1)),
        ],
    )
}

/// Hours of the day and minutes of a moment, in the locale's form.
#[must_use]
pub fn time(lang: Lang, millis: i64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(millis as f64));
    let pairs = options(&[
        ("hour", JsValue::from_str("2-digit")),
        ("minute", JsValue::from_str("2-digit")),
    ]);
    date.to_locale_time_string_with_options(lang.code(), &pairs)
        .into()
}

fn date_parts(date: &js_sys::Date, lang: Lang, parts: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = parts
        .iter()
        .map(|(key, value)| (*key, JsValue::from_str(value)))
        .collect();
    date.to_locale_date_string(lang.code(), &options(&pairs))
        .into()
}

/// The middle of a month, so that no time zone moves it to another.
fn middle(month: Month) -> js_sys::Date {
    js_sys::Date::new_with_year_month_day(u32::from(month.year()), i32::from(month.month()) - 1, 15)
}

/// A month with its year, as in "March 2026".
#[must_use]
pub fn month(lang: Lang, month: Month) -> String {
    date_parts(
        &middle(month),
        lang,
        &[("year", "numeric"), ("month", "long")],
    )
}

/// The name of a month alone, as in "March".
#[must_use]
pub fn month_name(lang: Lang, month: Month) -> String {
    date_parts(&middle(month), lang, &[("month", "long")])
}

/// A day, given as days since 1970-01-01.
#[must_use]
pub fn day(lang: Lang, day: i32) -> String {
    let millis = f64::from(day) * 86_400_000.0;
    let parts = [
        ("timeZone", "UTC"),
        ("year", "numeric"),
        ("month", "long"),
        ("day", "numeric"),
    ];
    date_parts(&js_sys::Date::new(&JsValue::from_f64(millis)), lang, &parts)
}

/// The day of a moment, where the reader is.
#[must_use]
pub fn date(lang: Lang, millis: i64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(millis as f64));
    let parts = [("year", "numeric"), ("month", "long"), ("day", "numeric")];
    date_parts(&date, lang, &parts)
}

/// Name of a country in a language; its code where the browser knows none.
#[must_use]
pub fn country(lang: Lang, country: Country) -> String {
    display_name(lang, "region", country.as_str()).unwrap_or_else(|| country.as_str().to_owned())
}

/// Name of a currency in a language; its code where the browser knows none.
#[must_use]
pub fn currency(lang: Lang, currency: Currency) -> String {
    display_name(lang, "currency", currency.as_str())
        .unwrap_or_else(|| currency.as_str().to_owned())
}

/// Order of two names as a reader of the language expects it.
#[must_use]
pub fn compare(lang: Lang, a: &str, b: &str) -> std::cmp::Ordering {
    let locales = Array::of1(&JsValue::from_str(lang.code()));
    js_sys::JsString::from(a)
        .locale_compare(b, &locales, &Object::new())
        .cmp(&0)
}

fn display_name(lang: Lang, kind: &str, code: &str) -> Option<String> {
    let intl = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?;
    let class = Reflect::get(&intl, &JsValue::from_str("DisplayNames")).ok()?;
    let class: js_sys::Function = class.dyn_into().ok()?;
    let locales = Array::of1(&JsValue::from_str(lang.code()));
    let args = Array::of2(&locales, &options(&[("type", JsValue::from_str(kind))]));
    let names = Reflect::construct(&class, &args).ok()?;
    let of: js_sys::Function = Reflect::get(&names, &JsValue::from_str("of"))
        .ok()?
        .dyn_into()
        .ok()?;
    of.call1(&names, &JsValue::from_str(code)).ok()?.as_string()
}
