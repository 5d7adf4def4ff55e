//! Rows of figures, and the sums that every form of table adds up to.

use std::collections::{BTreeMap, BTreeSet};

use super::beginning::{Found, is_comment, names};
use super::exports::{Kind, columns, is_grand_total, is_total};
use super::headers::{Column, company_figure, is_sum, normal};
use super::months::parse_month;
use super::records::{Record, is_blank};
use super::sources::{key, proposed};
use super::{MAX_SOURCES, Source, Table, TableContext, TableReason, listed};
use crate::codec::number::{MAX_NUMBER, NumberError, NumberLocale, parse_number};
use crate::domain::action::Action;
use crate::domain::ids::ChannelId;
use crate::domain::numbers::{ChannelField, Month, TotalField};
use crate::domain::profile::Currency;

/// A figure of the plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Total(Month, TotalField),
    Figure(Month, ChannelId, ChannelField),
}

impl Key {
    /// Whether parts may be added up: a level such as customers at the start may not.
    const fn is_flow(&self) -> bool {
        match self {
            Self::Figure(..) => true,
            Self::Total(_, field) => !matches!(
                field,
                TotalField::StartCustomers
                    | TotalField::EndCustomers
                    | TotalField::ActiveCustomers
                    | TotalField::RepeatCustomers
                    | TotalField::Opportunities
                    | TotalField::OfferValue
                    | TotalField::DonorsBefore
                    | TotalField::DonorsAgain
            ),
        }
    }

    const fn month(&self) -> Month {
        match self {
            Self::Total(month, _) | Self::Figure(month, ..) => *month,
        }
    }

    fn action(self, value: f64) -> Action {
        match self {
            Self::Total(month, field) => Action::SetTotalFigure(month, field, Some(value)),
            Self::Figure(month, channel, field) => {
                Action::SetChannelFigure(month, channel, field, Some(value))
            }
        }
    }
}

#[derive(Default)]
struct Figure {
    value: f64,
    /// The days that each part gave, a bit a day; bit 0 is the month as a whole.
    days: BTreeMap<usize, u32>,
}

/// Every figure read so far.
#[derive(Default)]
pub(super) struct Figures {
    list: BTreeMap<Key, Figure>,
}

impl Figures {
    /// Adds what one part of the table, such as one source, says of a month or of a day in it.
    fn add(
        &mut self,
        key: Key,
        value: f64,
        part: usize,
        day: Option<u8>,
    ) -> Result<(), TableReason> {
        let flow = key.is_flow();
        let bit = 1_u32 << day.map_or(0, |d| u32::from(d.min(31)));
        let figure = self.list.entry(key).or_default();
        let first = figure.days.is_empty();
        let days = figure.days.get(&part).copied().unwrap_or(0);
        let again = days & bit != 0 || (days != 0 && (days | bit) & 1 != 0);
        if again || (!first && !flow) {
            return Err(TableReason::RepeatedFigure);
        }
        if figure.value + value > MAX_NUMBER {
            return Err(TableReason::Number(NumberError::TooLarge));
        }
        figure.value += value;
        figure.days.insert(part, days | bit);
        Ok(())
    }

    /// Counts without looking for repetition; the sum stays within the range of a figure.
    pub(super) fn count(&mut self, key: Key, value: f64) {
        let figure = self.list.entry(key).or_default();
        figure.value = (figure.value + value).min(MAX_NUMBER);
        figure.days.insert(0, 1);
    }

    /// By month, then company before channels, then field.
    pub(super) fn actions(self) -> Vec<Action> {
        let mut entries: Vec<(Key, Figure)> = self
            .list
            .into_iter()
            .filter(|(_, figure)| !figure.days.is_empty())
            .collect();
        entries.sort_by(|(a, _), (b, _)| a.month().cmp(&b.month()).then_with(|| a.cmp(b)));
        entries
            .into_iter()
            .map(|(key, figure)| key.action(figure.value))
            .collect()
    }
}

/// An amount of many added up, to the cent: binary halves of a cent are nobody's.
pub(super) fn cents(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

// ---- channels ----

/// What a name in the column of channels is.
pub(super) enum Named {
    /// A channel, by the name itself.
    Channel(ChannelId),
    /// A source that is booked on a channel.
    Source(ChannelId, String),
    /// A source that is left out.
    LeftOut,
    /// Not known; true the first time it is met.
    Unknown(bool),
}

/// What a name was found to be: a channel; or a source by its key, with its channel, and whether that is all there is
/// to say of it.
#[derive(Clone)]
enum Met {
    Channel(ChannelId),
    Source(String, Option<ChannelId>, bool),
}

/// Every name met in the column of channels.
pub(super) struct Names<'a> {
    context: &'a TableContext<'a>,
    kind: Kind,
    /// Every name a channel is known by, names before ids, the first channel of a name before later ones.
    channels: BTreeMap<String, &'a ChannelId>,
    met: BTreeMap<String, Met>,
    sources: Vec<Source>,
    places: BTreeMap<String, usize>,
    unknown: BTreeSet<String>,
}

impl<'a> Names<'a> {
    pub(super) fn new(context: &'a TableContext<'a>, kind: Kind) -> Self {
        let mut channels = BTreeMap::new();
        for (id, name) in context.channels {
            channels.entry(normal(name)).or_insert(id);
        }
        for (id, _) in context.channels {
            channels.entry(normal(id.as_str())).or_insert(id);
        }
        Self {
            context,
            kind,
            channels,
            met: BTreeMap::new(),
            sources: Vec::new(),
            places: BTreeMap::new(),
            unknown: BTreeSet::new(),
        }
    }

    /// What a name is: as the visitor decided, else a channel's own name, else a known source.
    pub(super) fn of(&mut self, name: &str) -> Named {
        // An export by day says the same few names again and again.
        let met = match self.met.get(name) {
            Some(met) => met.clone(),
            None => {
                let met = self.meet(name);
                self.met.insert(name.to_owned(), met.clone());
                met
            }
        };
        let (key, channel, settled) = match met {
            Met::Channel(id) => return Named::Channel(id),
            Met::Source(key, channel, settled) => (key, channel, settled),
        };
        self.list(name, &key, channel.as_ref());
        match channel {
            Some(id) => Named::Source(id, key),
            None if settled => Named::LeftOut,
            None => Named::Unknown(self.unknown.insert(key)),
        }
    }

    fn meet(&self, name: &str) -> Met {
        let key = key(name);
        let decided = self.context.sources.get(&key);
        let known = proposed(name);
        let own = self.channels.get(&normal(name)).copied();
        // Two programs call links of other sites referrals; a channel is called so, too.
        let own = own.filter(|_| self.kind == Kind::Plain || known != Some(None));
        if let (None, Some(id)) = (decided, own) {
            return Met::Channel(id.clone());
        }
        let channel = match decided {
            Some(channel) => channel.clone(),
            None => known.flatten().and_then(|id| {
                let offered = self.context.channels.iter();
                offered.map(|(c, _)| c).find(|c| c.as_str() == id).cloned()
            }),
        };
        Met::Source(key, channel, decided.is_some() || known.is_some())
    }

    fn list(&mut self, name: &str, key: &str, channel: Option<&ChannelId>) {
        if let Some(at) = self.places.get(key) {
            if let Some(source) = self.sources.get_mut(*at) {
                source.rows += 1;
            }
        } else if self.sources.len() < MAX_SOURCES {
            self.places.insert(key.to_owned(), self.sources.len());
            self.sources.push(Source {
                name: listed(name),
                key: key.to_owned(),
                channel: channel.cloned(),
                rows: 1,
            });
        }
    }

    pub(super) fn into_sources(self) -> Vec<Source> {
        self.sources
    }
}

// ---- rows ----

/// The currency that the name of a column ends with: `Spend (EUR)`, `Доход, RUB`, `Revenue ($)`.
fn currency_in(name: &str) -> Option<Currency> {
    let last = name
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '[' | ']'))
        .rfind(|word| !word.is_empty())?;
    let code = match last {
        "€" => "EUR",
        "$" => "USD",
        "£" => "GBP",
        "₽" | "руб" | "руб." => "RUB",
        code if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) => code,
        _ => return None,
    };
    Currency::new(code)
}

/// What is the same for every row.
pub(super) struct Reading<'a> {
    pub(super) kind: Kind,
    /// The marks that its numbers are written with.
    pub(super) locale: NumberLocale,
    pub(super) found: &'a Found,
    pub(super) context: &'a TableContext<'a>,
}

/// The columns of a table, and what they say of every row.
struct Layout {
    columns: Vec<Option<Column>>,
    month: Option<usize>,
    channel: Option<usize>,
    /// Where the first figure stands: left of it programs name what a row is about.
    first_figure: usize,
    most: usize,
    /// Further columns that say what a row is about: rows that differ in one are parts of a whole.
    split_by: Vec<usize>,
    /// Month of rows that name none.
    given: Option<Month>,
}

impl Table {
    /// Reads rows of figures.
    pub(super) fn figures(
        &mut self,
        head: &Record,
        rows: &[Record],
        reading: &Reading<'_>,
        names: &mut Names<'_>,
        figures: &mut Figures,
    ) {
        let mut layout = self.layout(head, reading);
        layout.split_by = split_by(&layout, rows, reading);
        // Parts of the table that are added up, by what tells them apart.
        let mut parts: BTreeMap<String, usize> = BTreeMap::new();
        for record in rows {
            if reading.kind == Kind::Ga4 && is_comment(record) && record.len() < head.len() {
                // The next table of a report begins.
                break;
            }
            if reading.kind != Kind::Plain && is_sums(record, &layout, reading.kind) {
                continue;
            }
            self.rows += 1;
            self.row(record, &layout, reading, names, &mut parts, figures);
        }
    }

    fn layout(&mut self, head: &Record, reading: &Reading<'_>) -> Layout {
        let plain = reading.kind == Kind::Plain;
        let line = head.line;
        let most = reading.kind.most_columns();
        let mut names = names(head);
        names.truncate(most);
        let known = columns(reading.kind, &names);
        let company = !known.contains(&Some(Column::Channel));
        let first_figure = known
            .iter()
            .position(|c| c.is_some_and(Column::is_figure))
            .unwrap_or(0);
        let mut columns: Vec<Option<Column>> = Vec::with_capacity(known.len());
        for (i, (name, column)) in names.iter().zip(known).enumerate() {
            let column = match column {
                Some(Column::Figure(field)) if company => {
                    // What analytics counts is not what is in the till.
                    let till = !matches!(reading.kind, Kind::Ga4 | Kind::Metrica);
                    let total = company_figure(field).filter(|_| till);
                    if total.is_none() {
                        self.problem(line, Some(i), TableReason::NeedsChannel);
                    }
                    total.map(Column::Total)
                }
                None => {
                    if plain && !name.is_empty() {
                        self.problem(line, Some(i), TableReason::UnknownColumn);
                    }
                    None
                }
                known => known,
            };
            if column.is_some() && columns.contains(&column) {
                self.problem(line, Some(i), TableReason::RepeatedColumn);
                columns.push(None);
            } else {
                columns.push(column);
            }
        }
        for (i, column) in columns.iter().enumerate() {
            let money = match column {
                Some(Column::Figure(field)) => field.is_money(),
                Some(Column::Total(field)) => field.is_money(),
                _ => false,
            };
            let code = money.then(|| currency_in(head.cell(i))).flatten();
            self.currencies
                .extend(code.filter(|c| !self.currencies.contains(c)));
        }
        if !plain {
            let used = columns.iter().enumerate();
            let used = used.filter(|(_, c)| c.is_some()).map(|(i, _)| i).collect();
            self.list_unused(head, &used);
        }
        let place = |wanted| columns.iter().position(|c| *c == Some(wanted));
        let (month, channel) = (place(Column::Month), place(Column::Channel));
        let given = match reading.found.period {
            Some((first, last, _)) if first == last => Some(first),
            Some((_, _, line)) => {
                if month.is_none() {
                    self.problem(line, None, TableReason::SeveralMonths);
                }
                None
            }
            None => reading.context.month,
        };
        Layout {
            columns,
            month,
            channel,
            first_figure,
            most,
            split_by: Vec::new(),
            given,
        }
    }

    fn row(
        &mut self,
        record: &Record,
        layout: &Layout,
        reading: &Reading<'_>,
        names: &mut Names<'_>,
        parts: &mut BTreeMap<String, usize>,
        figures: &mut Figures,
    ) {
        let line = record.line;
        let (month, day) = match layout.month.map(|i| (i, record.cell(i))) {
            None => match layout.given {
                Some(month) => (month, None),
                None => return self.problem(line, None, TableReason::NoMonth),
            },
            Some((i, cell)) if is_blank(cell) => {
                return self.problem(line, Some(i), TableReason::NoMonth);
            }
            Some((i, cell)) => match reading.month(cell) {
                Ok(when) => when,
                Err(reason) => return self.problem(line, Some(i), reason),
            },
        };
        let mut part = String::new();
        let channel = match layout.channel.map(|i| (i, record.cell(i))) {
            None => None,
            Some((_, cell)) if is_blank(cell) || is_sum(&normal(cell)) => None,
            Some((i, cell)) => match names.of(cell) {
                Named::Channel(id) => Some(id),
                Named::Source(id, key) => {
                    part = key;
                    Some(id)
                }
                Named::LeftOut | Named::Unknown(false) => return,
                Named::Unknown(true) => {
                    return self.problem(line, Some(i), TableReason::UnknownChannel);
                }
            },
        };
        for i in &layout.split_by {
            part.push('\u{1}');
            part.push_str(record.cell(*i));
        }
        let fresh = parts.len();
        let part = *parts.entry(part).or_insert(fresh);
        // A cell too many has moved the others: none of them is where it belongs.
        let columns = layout.columns.len().min(layout.most);
        let more = record
            .cells()
            .enumerate()
            .skip(columns)
            .take(layout.most - columns);
        if let Some((i, _)) = more.into_iter().find(|(_, cell)| !is_blank(cell)) {
            return self.problem(line, Some(i), TableReason::ExtraCell);
        }
        let mut without_channel = false;
        for (i, cell) in record.cells().enumerate() {
            if is_blank(cell) {
                continue;
            }
            let Some(column) = layout.columns.get(i) else {
                // Beyond the columns looked at, which was said once for the header.
                break;
            };
            let key = match (column, &channel) {
                (Some(Column::Figure(field)), Some(id)) => Key::Figure(month, id.clone(), *field),
                (Some(Column::Figure(_)), None) => {
                    without_channel = true;
                    continue;
                }
                (Some(Column::Total(field)), None) => Key::Total(month, *field),
                (Some(Column::Total(_)), Some(_)) => {
                    self.problem(line, Some(i), TableReason::NeedsCompany);
                    continue;
                }
                (Some(Column::Month | Column::Channel) | None, _) => continue,
            };
            let added =
                amount(cell, reading.locale).and_then(|value| figures.add(key, value, part, day));
            if let Err(reason) = added {
                self.problem(line, Some(i), reason);
            }
        }
        if without_channel {
            self.problem(line, None, TableReason::NoChannel);
        }
    }
}

/// An amount or a count, not below 0.
pub(super) fn amount(cell: &str, locale: NumberLocale) -> Result<f64, TableReason> {
    match parse_number(cell, locale) {
        Ok(value) if value < 0.0 => Err(TableReason::Negative),
        Ok(value) => Ok(value),
        Err(e) => Err(TableReason::Number(e)),
    }
}

impl Reading<'_> {
    fn month(&self, cell: &str) -> Result<(Month, Option<u8>), TableReason> {
        let read = parse_month(cell, self.context.locale);
        // The month of Google Analytics is a number alone; the year is that of the period above.
        if let (Err(_), Kind::Ga4, Some((first, last, _))) = (&read, self.kind, self.found.period)
            && first.year() == last.year()
            && let Some(month) = cell
                .trim()
                .parse()
                .ok()
                .and_then(|m| Month::new(first.year(), m))
        {
            return Ok((month, None));
        }
        read
    }
}

/// Columns left of the figures of an export, other than month and channel, that hold words. Metrica and Shopify may
/// write a row for the whole above those of its parts, with an empty cell; then nothing is added up.
fn split_by(layout: &Layout, rows: &[Record], reading: &Reading<'_>) -> Vec<usize> {
    let kind = reading.kind;
    if kind == Kind::Plain {
        return Vec::new();
    }
    let rows = || rows.iter().filter(|r| !is_sums(r, layout, kind));
    let is_word = |r: &Record, at| parse_number(r.cell(at), reading.locale).is_err();
    let columns: Vec<usize> = (0..layout.first_figure)
        .filter(|at| ![layout.month, layout.channel].contains(&Some(*at)))
        .filter(|at| rows().any(|r| !is_blank(r.cell(*at)) && is_word(r, *at)))
        .collect();
    let whole = |r: &Record| columns.iter().any(|at| is_blank(r.cell(*at)));
    if kind != Kind::Ga4 && rows().any(whole) {
        return Vec::new();
    }
    columns
}

/// Whether a row of an export holds the sums of the others.
fn is_sums(record: &Record, layout: &Layout, kind: Kind) -> bool {
    if kind == Kind::Ga4 {
        let beyond = record.cells().skip(layout.columns.len());
        if is_blank(record.cell(0)) || beyond.into_iter().any(is_grand_total) {
            return true;
        }
    }
    let channel = layout.channel.map(|at| record.cell(at));
    is_total(
        kind,
        record.cells().take(layout.first_figure).chain(channel),
    )
}
