//! Rough rates from euro, so that the catalogue's figures can be shown in the plan's currency. A dated table,
//! not a service: nothing is requested. The visitor's own numbers are never converted.

use crate::domain::profile::Currency;

/// Month the rates were noted, shown beside every converted figure.
pub const NOTED: &str = "2026-10";

/// Units of the currency for one euro, rounded: orientation, not a quotation.
const RATES: &[(&str, f64)] = &[
    ("EUR", 1.0),
    ("USD", 1.15),
    ("GBP", 0.87),
    ("CHF", 0.93),
    ("RUB", 95.0),
    ("KZT", 620.0),
    ("BYN", 3.5),
    ("UAH", 48.0),
    ("PLN", 4.25),
    ("MXN", 21.5),
    ("COP", 4_600.0),
    ("ARS", 1_650.0),
    ("CLP", 1_100.0),
    ("PEN", 4.0),
    ("BRL", 6.2),
];

/// Currencies offered, euro first.
pub fn offered() -> impl Iterator<Item = Currency> {
    RATES.iter().filter_map(|(code, _)| Currency::new(code))
}

/// Units of `currency` for one euro; `None` when the table does not know it.
#[must_use]
pub fn rate(currency: Currency) -> Option<f64> {
    RATES
        .iter()
        .find(|(code, _)| *code == currency.as_str())
        .map(|(_, rate)| *rate)
}

/// An amount in euro in another currency, rounded to two figures unless it is euro already.
#[must_use]
pub fn from_euro(amount: f64, currency: Currency) -> Option<f64> {
    let rate = rate(currency)?;
    if currency == Currency::EUR || amount == 0.0 {
        return Some(amount);
    }
    let raw = amount * rate;
    let mut step = 1.0;
    while raw.abs() >= 100.0 * step {
        step *= 10.0;
    }
    while raw.abs() < 10.0 * step {
        step /= 10.0;
    }
    Some((raw / step).round() * step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converted_amounts_have_two_figures_and_euros_stay() {
        let rub = Currency::new("RUB").unwrap();
        assert_eq!(from_euro(123.0, Currency::EUR), Some(123.0));
        assert_eq!(from_euro(100.0, rub), Some(9_500.0));
        assert_eq!(from_euro(137.0, rub), Some(13_000.0));
        assert_eq!(from_euro(0.0, rub), Some(0.0));
        assert_eq!(from_euro(5.0, Currency::new("XXX").unwrap()), None);
    }
}
