//! Months and days as exports and people write them.

use super::TableReason;
use super::headers::normal;
use crate::codec::number::NumberLocale;
use crate::domain::numbers::Month;

/// Names of months as [`normal`] leaves them; a word of three letters or more may be cut short.
const MONTHS: [&str; 12] = [
    "january gennaio enero январь января",
    "february febbraio febrero февраль февраля",
    "march marzo март марта",
    "april aprile abril апрель апреля",
    "may maggio mayo май мая",
    "june giugno junio июнь июня",
    "july luglio julio июль июля",
    "august agosto август августа",
    "september settembre septiembre setiembre сентябрь сентября",
    "october ottobre octubre октябрь октября",
    "november novembre noviembre ноябрь ноября",
    "december dicembre diciembre декабрь декабря",
];

fn month_named(word: &str) -> Option<u8> {
    word.chars().nth(2)?;
    (1..)
        .zip(MONTHS)
        .find(|(_, names)| names.split(' ').any(|n| n.starts_with(word)))
        .map(|(i, _)| i)
}

/// Which of the two numbers between slashes is the day: 03/04/2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slashes {
    DayFirst,
    MonthFirst,
    Unsure,
}

impl Slashes {
    /// What a whole column of dates decides; one number above 12 is enough, as long as none says the opposite.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let (mut day_first, mut month_first) = (false, false);
        for cell in cells {
            let mut parts = cell.trim().splitn(3, '/').map(str::parse::<u8>);
            if let (Some(Ok(a)), Some(Ok(b))) = (parts.next(), parts.next()) {
                day_first |= a > 12;
                month_first |= b > 12;
            }
        }
        match (day_first, month_first) {
            (true, false) => Self::DayFirst,
            (false, true) => Self::MonthFirst,
            _ => Self::Unsure,
        }
    }
}

/// A month, with the day where the text has one: `2026-03`, `03/2026`, `2026-03-15`, `15.03.2026`, `marzo 2026`,
/// `Mar-26`, `15 марта 2026 г.`, `202603`, `20260315`. Days stand before months; with slashes in English that is not
/// certain.
///
/// # Errors
/// [`TableReason::BadMonth`], or [`TableReason::AmbiguousDate`].
pub fn parse_month(text: &str, locale: NumberLocale) -> Result<(Month, Option<u8>), TableReason> {
    let slashes = if locale.decimal == '.' {
        Slashes::Unsure
    } else {
        Slashes::DayFirst
    };
    parse_date(text, slashes)
}

/// As [`parse_month`], with the order of day and month known or not.
pub(super) fn parse_date(text: &str, order: Slashes) -> Result<(Month, Option<u8>), TableReason> {
    let bad = TableReason::BadMonth;
    let slashes = text.contains('/');
    let text = normal(text);
    let mut words: Vec<&str> = text
        .split(' ')
        .filter(|w| !matches!(*w, "г" | "год" | "года" | "de" | "del" | "of"))
        .collect();
    // An export may add the time of day: three numbers are the date.
    if words.len() > 3 || words.get(2).is_some_and(|w| w.contains('t')) {
        words.truncate(3);
        if let Some(last) = words.last_mut() {
            *last = last.split('t').next().unwrap_or("");
        }
    }
    let number = |word: &str| -> Option<u16> {
        (word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()))
            .then(|| word.parse().ok())
            .flatten()
    };
    let year = |word: &str| if word.len() == 4 { number(word) } else { None };
    let small = |word: &str| {
        (word.len() <= 2)
            .then(|| number(word))
            .flatten()
            .and_then(|n| u8::try_from(n).ok())
    };
    let make = |y: u16, m: u8, d: Option<u8>| {
        let month = Month::new(y, m).ok_or(bad)?;
        if d.is_some_and(|d| d == 0 || d > days_in(month)) {
            return Err(bad);
        }
        Ok((month, d))
    };
    let short_year = |word: &str| {
        year(word).or_else(|| {
            (word.len() == 2)
                .then(|| number(word))
                .flatten()
                .map(|y| 2000 + y)
        })
    };
    match *words.as_slice() {
        // One number as analytics write it: 202603, 20260315.
        [a] if matches!(a.len(), 6 | 8) && a.bytes().all(|b| b.is_ascii_digit()) => {
            let y = a.get(..4).and_then(year).ok_or(bad)?;
            let m = a.get(4..6).and_then(small).ok_or(bad)?;
            make(y, m, a.get(6..).and_then(small))
        }
        [a, b] => {
            if let Some(m) = month_named(a) {
                make(short_year(b).ok_or(bad)?, m, None)
            } else if let Some(m) = month_named(b) {
                make(year(a).ok_or(bad)?, m, None)
            } else if let (Some(y), Some(m)) = (year(a), small(b)) {
                make(y, m, None)
            } else if let (Some(m), Some(y)) = (small(a), year(b)) {
                make(y, m, None)
            } else {
                Err(bad)
            }
        }
        [a, b, c] => {
            if let Some(m) = month_named(b) {
                make(short_year(c).ok_or(bad)?, m, Some(small(a).ok_or(bad)?))
            } else if let Some(m) = month_named(a) {
                make(year(c).ok_or(bad)?, m, Some(small(b).ok_or(bad)?))
            } else if let (Some(y), Some(m), Some(d)) = (year(a), small(b), small(c)) {
                make(y, m, Some(d))
            } else if let (Some(first), Some(second), Some(y)) = (small(a), small(b), year(c)) {
                if second > 12 {
                    return make(y, first, Some(second));
                }
                if slashes && first <= 12 && first != second {
                    match order {
                        Slashes::DayFirst => {}
                        Slashes::MonthFirst => return make(y, first, Some(second)),
                        Slashes::Unsure => return Err(TableReason::AmbiguousDate),
                    }
                }
                make(y, second, Some(first))
            } else {
                Err(bad)
            }
        }
        _ => Err(bad),
    }
}

const fn days_in(month: Month) -> u8 {
    match month.month() {
        2 => {
            let y = month.year();
            if y.is_multiple_of(4) && (!y.is_multiple_of(100) || y.is_multiple_of(400)) {
                29
            } else {
                28
            }
        }
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The days that a line of text names, in order: `2026-10-01`, `01.10.2026` or `20261001`, at most two.
pub(super) fn days_named(text: &str) -> Vec<Month> {
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '.')))
        // A range may be written without spaces: 20261001-20261031.
        .flat_map(|word| {
            let word = word.trim_matches(|c: char| !c.is_ascii_digit());
            let halves = word
                .split_once('-')
                .filter(|(a, b)| matches!((a.len(), b.len()), (8, 8) | (10, 10)));
            match halves {
                Some((a, b)) => [Some(a), Some(b)],
                None => [Some(word).filter(|w| w.len() >= 8), None],
            }
        })
        .flatten()
        .filter_map(|word| match parse_date(word, Slashes::DayFirst) {
            Ok((month, Some(_))) => Some(month),
            _ => None,
        })
        .take(2)
        .collect()
}
