//! Numbers as people type them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use growth_wheel::codec::number::{
    MAX_LENGTH, MAX_NUMBER, NumberError, NumberLocale, parse_number, parse_share,
};
use proptest::prelude::*;

const EN: NumberLocale = NumberLocale::ENGLISH;
const IT: NumberLocale = NumberLocale::ITALIAN;
const ES: NumberLocale = NumberLocale::SPANISH;
const RU: NumberLocale = NumberLocale::RUSSIAN;
const LOCALES: [(&str, NumberLocale); 4] = [("en", EN), ("it", IT), ("es", ES), ("ru", RU)];

#[test]
fn a_clear_number_is_read_alike_in_every_language() {
    let table = [
        ("0", 0.0),
        ("7", 7.0),
        ("1234", 1234.0),
        ("1.234,56", 1234.56),
        ("1,234.56", 1234.56),
        ("1.234.567", 1_234_567.0),
        ("1,234,567", 1_234_567.0),
        ("1.234.567,8", 1_234_567.8),
        ("1 234 567", 1_234_567.0),
        ("1 234,5", 1234.5),
        ("1 234.5", 1234.5),
        ("1\u{a0}234,5", 1234.5),
        ("1\u{202f}234\u{202f}567,25", 1_234_567.25),
        ("1\u{2009}234", 1234.0),
        ("1'234.50", 1234.5),
        ("1’234’567", 1_234_567.0),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("0.123", 0.123),
        ("0,123", 0.123),
        ("1234.567", 1234.567),
        ("1234,567", 1234.567),
        ("1,2345", 1.2345),
        (".5", 0.5),
        (",5", 0.5),
        ("5.", 5.0),
        ("-3", -3.0),
        ("−3,5", -3.5),
        ("–3", -3.0),
        ("+4", 4.0),
        ("-0", 0.0),
        ("  42  ", 42.0),
        ("€ 1.200,50", 1200.5),
        ("1.200,50 €", 1200.5),
        ("-€5", -5.0),
        ("€ -5", -5.0),
        ("$1,200.50", 1200.5),
        ("US$ 12.5", 12.5),
        ("EUR 12,5", 12.5),
        ("12,5 eur", 12.5),
        ("1 200 ₽", 1200.0),
        ("1 200,50 руб.", 1200.5),
        ("1 200 р.", 1200.0),
        ("1000000000000", 1e12),
    ];
    for (text, expected) in table {
        for (name, locale) in LOCALES {
            assert_eq!(parse_number(text, locale), Ok(expected), "{text} in {name}");
        }
    }
}

#[test]
fn one_mark_before_three_digits_follows_the_language() {
    let table = [
        ("1.234", [1.234, 1234.0, 1234.0, 1.234]),
        ("1,234", [1234.0, 1.234, 1.234, 1.234]),
        ("12.500", [12.5, 12_500.0, 12_500.0, 12.5]),
        ("-1.234", [-1.234, -1234.0, -1234.0, -1.234]),
        ("€ 1,234", [1234.0, 1.234, 1.234, 1.234]),
    ];
    for (text, expected) in table {
        for ((name, locale), expected) in LOCALES.into_iter().zip(expected) {
            assert_eq!(parse_number(text, locale), Ok(expected), "{text} in {name}");
        }
    }
}

#[test]
fn what_is_no_number_says_why() {
    let long = "1".repeat(MAX_LENGTH + 1);
    let table = [
        ("", NumberError::Empty),
        (" \u{a0}\t", NumberError::Empty),
        ("abc", NumberError::NotANumber),
        ("12 apples", NumberError::NotANumber),
        ("1e5", NumberError::NotANumber),
        ("NaN", NumberError::NotANumber),
        ("inf", NumberError::NotANumber),
        ("٣", NumberError::NotANumber),
        ("--5", NumberError::NotANumber),
        ("5-", NumberError::NotANumber),
        (".", NumberError::NotANumber),
        ("€", NumberError::NotANumber),
        ("1.234,567,8", NumberError::TwoDecimals),
        ("1,234.567.890", NumberError::TwoDecimals),
        ("1 2", NumberError::BadGrouping),
        ("12 34", NumberError::BadGrouping),
        ("1234 567", NumberError::BadGrouping),
        ("1.23,4", NumberError::BadGrouping),
        ("1,2 5", NumberError::BadGrouping),
        ("1 234'567", NumberError::BadGrouping),
        ("35 %", NumberError::Percent),
        ("1000000000001", NumberError::TooLarge),
        ("-1000000000001", NumberError::TooLarge),
        (long.as_str(), NumberError::TooLong),
    ];
    for (text, why) in table {
        for (name, locale) in LOCALES {
            assert_eq!(parse_number(text, locale), Err(why), "{text:?} in {name}");
        }
    }
    assert_eq!(parse_number("1.2.3", EN), Err(NumberError::TwoDecimals));
    assert_eq!(parse_number("1.2.3", IT), Err(NumberError::BadGrouping));
}

#[test]
fn a_share_is_read_with_or_without_its_sign() {
    let table = [
        ("35", 0.35),
        ("35%", 0.35),
        ("35 %", 0.35),
        ("%35", 0.35),
        ("0,35", 0.35),
        ("0.35", 0.35),
        (".35", 0.35),
        ("0,5 %", 0.005),
        ("1", 0.01),
        ("1,5", 0.015),
        ("12,5%", 0.125),
        ("100", 1.0),
        ("0", 0.0),
        ("0,0", 0.0),
    ];
    for (text, expected) in table {
        for (name, locale) in LOCALES {
            let got = parse_share(text, locale).unwrap();
            assert!((got - expected).abs() < 1e-15, "{text} in {name}: {got}");
        }
    }
    assert_eq!(parse_share("101", EN), Err(NumberError::AboveWhole));
    assert_eq!(parse_share("-1", EN), Err(NumberError::Negative));
    assert_eq!(parse_share("%", EN), Err(NumberError::Empty));
    assert_eq!(parse_share("5%%", EN), Err(NumberError::Percent));
}

#[test]
fn every_reason_has_its_own_name() {
    let mut ids: Vec<_> = NumberError::ALL.iter().map(|e| e.id()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), NumberError::ALL.len());
}

/// A number as the language writes it.
fn write(whole: u64, cents: u8, locale: NumberLocale) -> String {
    let digits = whole.to_string();
    let mut text = String::new();
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(locale.group);
        }
        text.push(d);
    }
    text.push(locale.decimal);
    text.push_str(&format!("{cents:02}"));
    text
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_brings_the_reader_down(text in "\\PC*", which in 0usize..4) {
        let locale = LOCALES[which].1;
        if let Ok(v) = parse_number(&text, locale) {
            prop_assert!(v.is_finite() && v.abs() <= MAX_NUMBER);
        }
        if let Ok(v) = parse_share(&text, locale) {
            prop_assert!((0.0..=1.0).contains(&v));
        }
    }

    #[test]
    fn no_mixture_of_marks_brings_the_reader_down(
        text in "[-+−0-9., '\u{a0}\u{202f}€%руб]{0,24}",
        which in 0usize..4,
    ) {
        let locale = LOCALES[which].1;
        if let Ok(v) = parse_number(&text, locale) {
            prop_assert!(v.is_finite() && v.abs() <= MAX_NUMBER);
            prop_assert!(v != 0.0 || v.is_sign_positive());
        }
        let _ = parse_share(&text, locale);
    }

    #[test]
    fn what_a_language_writes_it_reads(
        whole in 0u64..999_999_999_999,
        cents in 0u8..100,
        which in 0usize..4,
    ) {
        let locale = LOCALES[which].1;
        let text = write(whole, cents, locale);
        let expected: f64 = format!("{whole}.{cents:02}").parse().unwrap();
        prop_assert_eq!(parse_number(&text, locale), Ok(expected), "{}", text);
    }
}
