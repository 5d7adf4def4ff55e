//! A number as people type it, in four languages: marks, groups, currency signs.

/// The marks of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberLocale {
    /// Between units and tenths: `.` or `,`.
    pub decimal: char,
    /// Between thousands: `,`, `.` or a space.
    pub group: char,
}

impl NumberLocale {
    /// 1,234.5
    pub const ENGLISH: Self = Self {
        decimal: '.',
        group: ',',
    };
    /// 1.234,5
    pub const ITALIAN: Self = Self {
        decimal: ',',
        group: '.',
    };
    /// 1.234,5
    pub const SPANISH: Self = Self::ITALIAN;
    /// 1 234,5
    pub const RUSSIAN: Self = Self {
        decimal: ',',
        group: ' ',
    };
}

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum NumberError {
    /// Nothing there.
    #[error("empty")]
    Empty,
    /// Something that is no digit, mark or currency.
    #[error("not a number")]
    NotANumber,
    /// More than one decimal mark.
    #[error("two decimal marks")]
    TwoDecimals,
    /// Thousands not in threes.
    #[error("thousands not in threes")]
    BadGrouping,
    /// A per cent sign where no share is asked for.
    #[error("a share where a number is asked for")]
    Percent,
    /// Beyond ±10¹².
    #[error("too large")]
    TooLarge,
    /// A share below 0.
    #[error("a share below 0")]
    Negative,
    /// A share above 100 %.
    #[error("a share above 100 %")]
    AboveWhole,
    /// More than [`MAX_LENGTH`] characters.
    #[error("too long")]
    TooLong,
}

impl NumberError {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::Empty,
        Self::NotANumber,
        Self::TwoDecimals,
        Self::BadGrouping,
        Self::Percent,
        Self::TooLarge,
        Self::Negative,
        Self::AboveWhole,
        Self::TooLong,
    ];

    /// Name that texts are keyed by, `core.number.<id>`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotANumber => "not_a_number",
            Self::TwoDecimals => "two_decimals",
            Self::BadGrouping => "bad_grouping",
            Self::Percent => "percent",
            Self::TooLarge => "too_large",
            Self::Negative => "negative",
            Self::AboveWhole => "above_whole",
            Self::TooLong => "too_long",
        }
    }
}

/// Longest text looked at, characters.
pub const MAX_LENGTH: usize = 64;
/// Largest amount, either side of 0: the range of money and counts.
pub const MAX_NUMBER: f64 = 1e12;

/// Signs and names of money that may stand before or after an amount, lower case, longer before shorter.
const CURRENCIES: &[&str] = &[
    "рублей",
    "рубля",
    "рубль",
    "euros",
    "euro",
    "руб.",
    "us$",
    "руб",
    "usd",
    "eur",
    "gbp",
    "chf",
    "rub",
    "kzt",
    "byn",
    "uah",
    "pln",
    "mxn",
    "cop",
    "ars",
    "clp",
    "pen",
    "brl",
    "cad",
    "aud",
    "jpy",
    "cny",
    "try",
    "czk",
    "sek",
    "nok",
    "dkk",
    "huf",
    "ron",
    "bgn",
    "uyu",
    "zł",
    "kr",
    "тг",
    "s/",
    "р.",
    "r$",
    "€",
    "$",
    "£",
    "¥",
    "₽",
    "₴",
    "₸",
    "₺",
    "₹",
    "р",
];

/// Spaces that group thousands or surround a number: the plain one and those a spreadsheet or `Intl` writes.
pub(super) const fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}'
    )
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_space(c))
}

/// An amount or a count, within ±10¹².
///
/// With both marks the last is decimal. One mark followed by exactly three digits groups only if it is the locale's
/// grouping mark and up to three digits, not a lone 0, stand before it; otherwise it is decimal. Thousands may be
/// grouped with `.`, `,`, an apostrophe or a space. A currency sign or code may stand on either side.
///
/// # Errors
/// A [`NumberError`].
pub fn parse_number(text: &str, locale: NumberLocale) -> Result<f64, NumberError> {
    let (value, _) = parse(text, locale)?;
    Ok(value)
}

/// A share, 0..=1: `35`, `35 %` and `0,35` are all .35.
///
/// Per cent is what the field asks for, so `1` is 1 %. Only a number between 0 and 1 without a sign is taken as the
/// share itself; `0,5 %` with its sign is half a per cent.
///
/// # Errors
/// A [`NumberError`], also below 0 and above 100 %.
pub fn parse_share(text: &str, locale: NumberLocale) -> Result<f64, NumberError> {
    let bare = trim(text);
    let (body, signed) = match bare.strip_suffix('%').or_else(|| bare.strip_prefix('%')) {
        Some(rest) => (rest, true),
        None => (bare, false),
    };
    let (value, fractional) = parse(body, locale)?;
    let share = if !signed && fractional && value > 0.0 && value < 1.0 {
        value
    } else {
        value / 100.0
    };
    if share < 0.0 {
        Err(NumberError::Negative)
    } else if share > 1.0 {
        Err(NumberError::AboveWhole)
    } else {
        Ok(share)
    }
}

/// The value, and whether it was written with a decimal mark.
fn parse(text: &str, locale: NumberLocale) -> Result<(f64, bool), NumberError> {
    let text = trim(text);
    if text.is_empty() {
        return Err(NumberError::Empty);
    }
    if text.chars().nth(MAX_LENGTH).is_some() {
        return Err(NumberError::TooLong);
    }
    if text.contains('%') {
        return Err(NumberError::Percent);
    }
    // A sign may stand before or after the currency, once.
    let (text, outer) = strip_sign(text);
    let text = strip_currency(text);
    let (text, inner) = strip_sign(text);
    if outer.is_some() && inner.is_some() {
        return Err(NumberError::NotANumber);
    }
    let (digits, fractional) = plain(trim(text), locale)?;
    let value = decimal(&digits).ok_or(NumberError::NotANumber)?;
    if value > MAX_NUMBER {
        return Err(NumberError::TooLarge);
    }
    let negative = outer.or(inner) == Some(true) && value > 0.0;
    Ok((if negative { -value } else { value }, fractional))
}

/// The number that a text of JSON's form, or one with leading zeros or without digits on one side of the point, is;
/// `None` for any other text.
///
/// Exact for up to 15 digits that matter and powers of ten up to 22, which is all that people type; beyond that the last
/// of 16 digits may be off. The standard reader, exact for every text, brings tables larger than all of this module.
/// Source: W. Clinger, How to read floating point numbers accurately, 1990, section 5.
#[allow(
    clippy::cast_precision_loss,
    reason = "beyond 2^53 it is not exact, as said"
)]
pub(super) fn decimal(text: &str) -> Option<f64> {
    let (text, negative) = match text.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, power(exponent)?),
        None => (text, 0),
    };
    let (mut mantissa, mut exponent) = (0_u64, exponent);
    let (mut any, mut point) = (false, false);
    for b in digits.bytes() {
        match b {
            b'0'..=b'9' => {
                any = true;
                if mantissa < 100_000_000_000_000_000 {
                    mantissa = mantissa * 10 + u64::from(b - b'0');
                    exponent -= i32::from(point);
                } else {
                    exponent += i32::from(!point);
                }
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    if !any {
        return None;
    }
    // Zeros at the end say nothing, and would make it look too long to be exact.
    while exponent < 0 && mantissa != 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        exponent += 1;
    }
    let mut value = mantissa as f64;
    while exponent != 0 && value != 0.0 && value.is_finite() {
        let step = exponent.clamp(-22, 22);
        // Every power of ten up to 22 is a number of its own, so this loses nothing.
        let ten = (0..step.unsigned_abs()).fold(1.0_f64, |power, _| power * 10.0);
        value = if step < 0 { value / ten } else { value * ten };
        exponent -= step;
    }
    Some(if negative { -value } else { value })
}

/// An exponent with or without a sign; one beyond every number as just that.
fn power(text: &str) -> Option<i32> {
    let (digits, negative) = match text.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    };
    if digits.is_empty() {
        return None;
    }
    let mut value = 0;
    for b in digits.bytes() {
        if !b.is_ascii_digit() {
            return None;
        }
        value = (value * 10 + i32::from(b - b'0')).min(1_000_000_000 / 20);
    }
    Some(if negative { -value } else { value })
}

fn strip_sign(text: &str) -> (&str, Option<bool>) {
    if let Some(rest) = text.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        (trim(rest), Some(true))
    } else if let Some(rest) = text.strip_prefix('+') {
        (trim(rest), Some(false))
    } else {
        (text, None)
    }
}

/// Without one currency before and one after.
fn strip_currency(text: &str) -> &str {
    let mut text = text;
    for c in CURRENCIES {
        if let Some(rest) = without_prefix(text, c) {
            text = trim(rest);
            break;
        }
    }
    for c in CURRENCIES {
        if let Some(rest) = without_suffix(text, c) {
            text = trim(rest);
            break;
        }
    }
    text
}

/// The small form of the letters that [`CURRENCIES`] have.
fn small(c: char) -> char {
    match c {
        'А'..='Я' => char::from_u32(u32::from(c) + 32).unwrap_or(c),
        'Ł' => 'ł',
        c => c.to_ascii_lowercase(),
    }
}

fn same(a: &str, lower: &str) -> bool {
    a.chars().map(small).eq(lower.chars())
}

fn without_prefix<'a>(text: &'a str, lower: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(lower.len())?;
    same(head, lower).then_some(rest)
}

fn without_suffix<'a>(text: &'a str, lower: &str) -> Option<&'a str> {
    let (rest, tail) = text.split_at_checked(text.len().checked_sub(lower.len())?)?;
    same(tail, lower).then_some(rest)
}

/// The digits with at most one point, and whether there was a decimal mark.
fn plain(text: &str, locale: NumberLocale) -> Result<(String, bool), NumberError> {
    let known =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',') || is_space(c) || is_apostrophe(c);
    if !text.chars().all(known) || !text.bytes().any(|b| b.is_ascii_digit()) {
        return Err(NumberError::NotANumber);
    }
    let (whole, fraction) = match decimal_mark(text, locale)? {
        Some(at) => {
            // Both marks are one byte.
            (text.get(..at).unwrap_or_default(), text.get(at + 1..))
        }
        None => (text, None),
    };
    let mut digits = ungrouped(whole)?;
    if let Some(fraction) = fraction {
        if !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NumberError::BadGrouping);
        }
        digits.push('.');
        digits.push_str(fraction);
    }
    Ok((digits, fraction.is_some()))
}

/// Where the decimal mark stands, if there is one.
fn decimal_mark(text: &str, locale: NumberLocale) -> Result<Option<usize>, NumberError> {
    let last = |mark: u8| text.bytes().rposition(|b| b == mark);
    let (point, comma) = (last(b'.'), last(b','));
    let (at, mark, both) = match (point, comma) {
        (None, None) => return Ok(None),
        (Some(p), Some(c)) if p > c => (p, b'.', true),
        (Some(p), None) => (p, b'.', false),
        (_, Some(c)) => (c, b',', point.is_some()),
    };
    let repeated = text.bytes().position(|b| b == mark) != Some(at);
    if both {
        return if repeated {
            Err(NumberError::TwoDecimals)
        } else {
            Ok(Some(at))
        };
    }
    if repeated {
        // Only thousands repeat their mark, whatever the language: 1.234.567.
        return if char::from(mark) != locale.group && ungrouped(text).is_err() {
            Err(NumberError::TwoDecimals)
        } else {
            Ok(None)
        };
    }
    let before = text.get(..at).unwrap_or_default();
    let before_is_a_group = (1..=3).contains(&before.len())
        && before != "0"
        && before.bytes().all(|b| b.is_ascii_digit());
    let after = text.len() - at;
    let groups = char::from(mark) == locale.group && after == 4 && before_is_a_group;
    Ok((!groups).then_some(at))
}

/// Digits without their grouping marks, which stand between threes and are all of one kind.
fn ungrouped(text: &str) -> Result<String, NumberError> {
    let kind = |c: char| {
        if is_space(c) {
            ' '
        } else if is_apostrophe(c) {
            '\''
        } else {
            c
        }
    };
    let mut digits = String::with_capacity(text.len());
    let mut mark = None;
    // Digits since the last mark.
    let mut run = 0;
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            run += 1;
            continue;
        }
        let good = match mark {
            None => (1..=3).contains(&run),
            Some(m) => m == kind(c) && run == 3,
        };
        if !good {
            return Err(NumberError::BadGrouping);
        }
        mark = Some(kind(c));
        run = 0;
    }
    if mark.is_some() && run != 3 {
        return Err(NumberError::BadGrouping);
    }
    if digits.is_empty() {
        digits.push('0');
    }
    Ok(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_read_as_the_exact_reader_reads_it() {
        let mut state = 1_u64;
        for _ in 0..100_000 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let digits = (state >> 11) % 10_u64.pow(1 + (state >> 60) as u32 % 15);
            let (whole, fraction) = (digits / 1_000, digits % 1_000);
            for text in [
                digits.to_string(),
                format!("{whole}.{fraction:03}"),
                format!("-{whole}.{fraction:03}000000000000"),
                format!("0.{digits}"),
                format!("{digits}e-12"),
                format!("{digits}E+6"),
            ] {
                let exact = text.parse::<f64>().unwrap();
                assert_eq!(
                    decimal(&text).map(f64::to_bits),
                    Some(exact.to_bits()),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn a_longer_number_is_near_and_an_endless_one_ends() {
        for text in [
            "0.30000000000000004",
            "123456789012345678901234567890",
            "1.7976931348623157e308",
            "2.5e-300",
        ] {
            let (near, exact) = (decimal(text).unwrap(), text.parse::<f64>().unwrap());
            assert!((near / exact - 1.0).abs() < 1e-14, "{text}: {near}");
        }
        assert_eq!(decimal("1e400"), Some(f64::INFINITY));
        assert_eq!(decimal("1e99999999999999999999"), Some(f64::INFINITY));
        assert_eq!(decimal("1e-99999999999999999999"), Some(0.0));
        assert_eq!(decimal("0e99999999999999999999"), Some(0.0));
        for text in [
            "", ".", "-", "e1", "1e", "1e+-1", "inf", "NaN", "1.2.3", "--1", "0x1",
        ] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }

    #[test]
    fn money_is_named_in_any_case() {
        for text in ["5 РУБЛЕЙ", "5 Руб.", "ZŁ 5", "5 EuRo", "5 ТГ"] {
            assert_eq!(parse_number(text, NumberLocale::RUSSIAN), Ok(5.0), "{text}");
        }
    }
}
