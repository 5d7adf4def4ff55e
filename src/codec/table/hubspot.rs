//! Contacts and deals as `HubSpot` exports them -> leads and customers of channels, offers of the company.

use std::collections::{BTreeMap, BTreeSet};

use super::beginning::names;
use super::exports::{
    AMOUNT, AMOUNT_OF_COMPANY, CLOSED, CREATED, CUSTOMER, RECORD, SOURCE, STAGE_OF_DEAL, find,
};
use super::figures::{Figures, Key, Named, Names, amount, cents};
use super::headers::normal;
use super::months::{Slashes, parse_date};
use super::records::{Record, is_blank};
use super::{Table, TableReason};
use crate::codec::number::NumberLocale;
use crate::domain::numbers::{ChannelField, Month, TotalField};

impl Table {
    /// Counts contacts by the month they were made, and customers by the month they became such.
    pub(super) fn contacts(
        &mut self,
        head: &Record,
        rows: &[Record],
        names_met: &mut Names<'_>,
        figures: &mut Figures,
    ) {
        let header = names(head);
        let place = |name| find(&header, name);
        let (Some(id), Some(created)) = (place(RECORD), place(CREATED)) else {
            return;
        };
        let (source, customer) = (place(SOURCE), place(CUSTOMER));
        let used = [Some(id), Some(created), source, customer];
        self.list_unused(head, &used.into_iter().flatten().collect());
        let Some(source) = source else {
            self.problem(head.line, None, TableReason::NeedsChannel);
            return;
        };
        let slashes = |at: usize| Slashes::of(rows.iter().map(|r| r.cell(at)));
        let created = (created, slashes(created));
        let customer = customer.map(|at| (at, slashes(at)));
        let mut seen = BTreeSet::new();
        let mut without_channel = false;
        for record in rows {
            self.rows += 1;
            if !self.is_first(record, id, &mut seen) {
                continue;
            }
            let cell = record.cell(source);
            if is_blank(cell) {
                if !without_channel {
                    self.problem(record.line, Some(source), TableReason::NoChannel);
                }
                without_channel = true;
                continue;
            }
            let channel = match names_met.of(cell) {
                Named::Channel(id) | Named::Source(id, _) => id,
                Named::LeftOut | Named::Unknown(false) => continue,
                Named::Unknown(true) => {
                    self.problem(record.line, Some(source), TableReason::UnknownChannel);
                    continue;
                }
            };
            if let Some(month) = self.month_in(record, created) {
                let key = Key::Figure(month, channel.clone(), ChannelField::Leads);
                figures.count(key, 1.0);
            }
            if let Some(customer) = customer.filter(|(at, _)| !is_blank(record.cell(*at)))
                && let Some(month) = self.month_in(record, customer)
            {
                let key = Key::Figure(month, channel, ChannelField::CustomersOnline);
                figures.count(key, 1.0);
            }
        }
    }

    /// Counts deals won and decided by the month they were closed, and the average amount of those that have one.
    pub(super) fn deals(
        &mut self,
        head: &Record,
        rows: &[Record],
        locale: NumberLocale,
        figures: &mut Figures,
    ) {
        let header = names(head);
        let place = |name| find(&header, name);
        let (Some(id), Some(stage), Some(closed)) =
            (place(RECORD), place(STAGE_OF_DEAL), place(CLOSED))
        else {
            return;
        };
        // The company's own currency before that of each deal.
        let value = place(AMOUNT_OF_COMPANY).or_else(|| place(AMOUNT));
        let used = [Some(id), Some(stage), Some(closed), value];
        self.list_unused(head, &used.into_iter().flatten().collect());
        let slashes = Slashes::of(rows.iter().map(|r| r.cell(closed)));
        let mut seen = BTreeSet::new();
        // Sum of the amounts, and how many.
        let mut amounts: BTreeMap<Month, (f64, f64)> = BTreeMap::new();
        for record in rows {
            self.rows += 1;
            if !self.is_first(record, id, &mut seen) {
                continue;
            }
            let Some(won) = is_won(record.cell(stage)) else {
                continue;
            };
            let Some(month) = self.month_in(record, (closed, slashes)) else {
                continue;
            };
            figures.count(Key::Total(month, TotalField::OffersDecided), 1.0);
            figures.count(
                Key::Total(month, TotalField::OffersWon),
                f64::from(u8::from(won)),
            );
            let Some(at) = value.filter(|at| !is_blank(record.cell(*at))) else {
                continue;
            };
            match amount(record.cell(at), locale) {
                Ok(value) => {
                    let (sum, count) = amounts.entry(month).or_default();
                    *sum += value;
                    *count += 1.0;
                }
                Err(reason) => self.problem(record.line, Some(at), reason),
            }
        }
        for (month, (sum, count)) in amounts {
            let key = Key::Total(month, TotalField::OfferValue);
            figures.count(key, cents(sum / count));
        }
    }

    /// Whether the record was not there before; one without a number of its own always is.
    fn is_first<'a>(
        &mut self,
        record: &'a Record,
        id: usize,
        seen: &mut BTreeSet<&'a str>,
    ) -> bool {
        let name = record.cell(id).trim();
        let first = name.is_empty() || seen.insert(name);
        if !first {
            self.problem(record.line, Some(id), TableReason::RepeatedFigure);
        }
        first
    }

    /// The month in a cell; what is wrong with it is told.
    fn month_in(&mut self, record: &Record, (at, slashes): (usize, Slashes)) -> Option<Month> {
        let cell = record.cell(at);
        let read = if is_blank(cell) {
            Err(TableReason::NoMonth)
        } else {
            parse_date(cell, slashes)
        };
        read.map(|(month, _)| month)
            .map_err(|reason| self.problem(record.line, Some(at), reason))
            .ok()
    }
}

/// Whether a deal was won or lost; `None` while it is open.
fn is_won(stage: &str) -> Option<bool> {
    let name = normal(stage);
    let has = |words: &str| {
        name.split(' ')
            .any(|w| words.split('|').any(|known| known == w))
    };
    if has("won|closedwon|vinto|vinta|vinti|ganado|ganada|выиграна|выиграно|выигран|выиграли")
    {
        Some(true)
    } else if has(
        "lost|closedlost|perso|persa|persi|perdido|perdida|проиграна|проиграно|проигран|проиграли",
    ) {
        Some(false)
    } else {
        None
    }
}
