//! Orders as Shopify exports them -> figures of the company. Names and addresses are compared and forgotten.

use std::collections::{BTreeMap, BTreeSet};

use super::beginning::names;
use super::exports::find;
use super::figures::{Figures, Key, amount, cents};
use super::months::parse_month;
use super::records::{Record, is_blank, is_empty};
use super::{Table, TableReason};
use crate::codec::number::{MAX_NUMBER, NumberError, NumberLocale};
use crate::domain::numbers::{Month, TotalField};
use crate::domain::profile::Currency;

#[derive(Default)]
struct Sum {
    orders: u32,
    revenue: f64,
    customers: BTreeSet<String>,
    /// Orders without an address, each somebody else's.
    nameless: u32,
}

impl Table {
    /// Adds orders up by month. Further rows of an order are its items. Cancelled and void orders do not count; one
    /// paid back in full has no revenue.
    pub(super) fn orders(
        &mut self,
        head: &Record,
        rows: &[Record],
        locale: NumberLocale,
        amounts: NumberLocale,
        figures: &mut Figures,
    ) {
        let header = names(head);
        let place = |name| find(&header, name);
        let (Some(name), Some(status), Some(created), Some(total)) = (
            place("name"),
            place("financial status"),
            place("created at"),
            place("total"),
        ) else {
            return;
        };
        let (email, cancelled) = (place("email"), place("cancelled at"));
        let currency = place("currency");
        let less = [place("taxes"), place("refunded amount")];
        let used = [Some(name), Some(status), Some(created), Some(total)];
        let used = used
            .into_iter()
            .chain(less)
            .chain([email, cancelled, currency]);
        self.list_unused(head, &used.flatten().collect());
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        let mut sums: BTreeMap<Month, Sum> = BTreeMap::new();
        for record in rows {
            self.rows += 1;
            let line = record.line;
            let (order, written) = (record.cell(name).trim(), record.cell(total).trim());
            if !order.is_empty() {
                if let Some(first) = seen.get(order) {
                    if !written.is_empty() && written != *first {
                        self.problem(line, Some(name), TableReason::RepeatedFigure);
                    }
                    continue;
                }
                seen.insert(order, written);
            }
            let status = record.cell(status).trim().to_lowercase();
            if cancelled.is_some_and(|i| !is_blank(record.cell(i))) || status == "voided" {
                continue;
            }
            let cell = record.cell(created);
            if is_blank(cell) {
                self.problem(line, Some(created), TableReason::NoMonth);
                continue;
            }
            let month = match parse_month(cell, locale) {
                Ok((month, _)) => month,
                Err(reason) => {
                    self.problem(line, Some(created), reason);
                    continue;
                }
            };
            let Some(revenue) = self.revenue(record, total, less, amounts) else {
                continue;
            };
            let sum = sums.entry(month).or_default();
            let revenue = if status == "refunded" { 0.0 } else { revenue };
            if sum.revenue + revenue > MAX_NUMBER {
                let reason = TableReason::Number(NumberError::TooLarge);
                self.problem(line, Some(total), reason);
                continue;
            }
            if let Some(code) = currency.and_then(|i| Currency::new(record.cell(i).trim()))
                && !self.currencies.contains(&code)
            {
                self.currencies.push(code);
            }
            sum.orders += 1;
            sum.revenue += revenue;
            match email.map(|i| record.cell(i)).filter(|e| !is_empty(e)) {
                Some(address) => {
                    sum.customers.insert(address.trim().to_lowercase());
                }
                None => sum.nameless += 1,
            }
        }
        // What is in two currencies has no sum.
        let one_currency = self.currencies.len() < 2;
        if !one_currency {
            self.problem(head.line, currency, TableReason::SeveralCurrencies);
        }
        for (month, sum) in sums {
            let mut put = |field, value| figures.count(Key::Total(month, field), value);
            put(TotalField::AllOrders, f64::from(sum.orders));
            if one_currency {
                put(TotalField::TotalRevenue, cents(sum.revenue));
            }
            if email.is_some() {
                let known = u32::try_from(sum.customers.len()).unwrap_or(u32::MAX);
                put(
                    TotalField::ActiveCustomers,
                    f64::from(known) + f64::from(sum.nameless),
                );
            }
        }
    }

    /// What an order brought without taxes and what was paid back, not below 0; `None` once a cell is no amount.
    fn revenue(
        &mut self,
        record: &Record,
        total: usize,
        less: [Option<usize>; 2],
        locale: NumberLocale,
    ) -> Option<f64> {
        let mut read = |at: usize, may_be_empty: bool| {
            let cell = record.cell(at);
            if may_be_empty && is_blank(cell) {
                return Some(0.0);
            }
            amount(cell, locale)
                .map_err(|reason| self.problem(record.line, Some(at), reason))
                .ok()
        };
        let mut value = read(total, false)?;
        for at in less.into_iter().flatten() {
            value -= read(at, true)?;
        }
        Some(value.max(0.0))
    }
}
