//! A table copied from a spreadsheet or a CSV file -> figures of the plan, and what could not be read.
//!
//! One row is one month of one channel. Without a column of channels the rows are the company's; without a column of
//! months they belong to the month given. Rows with a day (an export by day) are summed within their month.
//! Nothing is applied here: the actions are shown first.

use std::collections::{BTreeMap, BTreeSet};

use super::number::{MAX_NUMBER, NumberError, NumberLocale, is_space, parse_number};
use crate::domain::action::Action;
use crate::domain::ids::ChannelId;
use crate::domain::numbers::{ChannelField, Month, TotalField};

/// Longest text looked at, bytes.
pub const MAX_BYTES: usize = 1_000_000;
/// Most rows looked at.
pub const MAX_ROWS: usize = 10_000;
/// Most columns looked at.
pub const MAX_COLUMNS: usize = 64;

/// What is known before reading.
#[derive(Debug, Clone, Copy)]
pub struct PasteContext<'a> {
    /// The marks of the visitor's language.
    pub locale: NumberLocale,
    /// Month of rows in a table without a column of months.
    pub month: Option<Month>,
    /// Names of the channels, several for one channel allowed; a channel's id is always known.
    pub channels: &'a [(ChannelId, String)],
}

/// Why a part of the table was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PasteReason {
    /// Nothing there.
    Empty,
    /// More than [`MAX_BYTES`]; nothing was read.
    TooLong,
    /// The first row names no figure; nothing was read.
    NoHeader,
    /// A column whose name is not known.
    UnknownColumn,
    /// A column named twice; the first counts.
    RepeatedColumn,
    /// A figure of channels, in a table without a column of channels.
    NeedsChannel,
    /// A figure of the company in a row of a channel.
    NeedsCompany,
    /// More than [`MAX_COLUMNS`] columns; the others were left out.
    TooManyColumns,
    /// More than [`MAX_ROWS`] rows; the others were left out.
    TooManyRows,
    /// A cell beyond the last named column.
    ExtraCell,
    /// A quoted cell that does not end; nothing after it was read.
    OpenQuote,
    /// A channel that is not known.
    UnknownChannel,
    /// A row with figures of a channel that names none, such as a row of sums.
    NoChannel,
    /// No month in the row, and none given.
    NoMonth,
    /// A month that cannot be read.
    BadMonth,
    /// A date that is two days of the year, depending on the country: 03/04/2026.
    AmbiguousDate,
    /// A cell that is no number.
    Number(NumberError),
    /// A figure below 0.
    Negative,
    /// The same figure again; the first counts.
    RepeatedFigure,
}

impl PasteReason {
    /// Name that texts are keyed by, `numbers.paste.<id>`; numbers have those of [`NumberError::id`].
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too_long",
            Self::NoHeader => "no_header",
            Self::UnknownColumn => "unknown_column",
            Self::RepeatedColumn => "repeated_column",
            Self::NeedsChannel => "needs_channel",
            Self::NeedsCompany => "needs_company",
            Self::TooManyColumns => "too_many_columns",
            Self::TooManyRows => "too_many_rows",
            Self::ExtraCell => "extra_cell",
            Self::OpenQuote => "open_quote",
            Self::UnknownChannel => "unknown_channel",
            Self::NoChannel => "no_channel",
            Self::NoMonth => "no_month",
            Self::BadMonth => "bad_month",
            Self::AmbiguousDate => "ambiguous_date",
            Self::Number(e) => e.id(),
            Self::Negative => "negative",
            Self::RepeatedFigure => "repeated_figure",
        }
    }
}

/// A part of the table that was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PasteProblem {
    /// Line of the text, from 1.
    pub line: usize,
    /// Column of the table, from 1; `None` is the whole row.
    pub column: Option<usize>,
    /// Why.
    pub reason: PasteReason,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pasted {
    /// Changes for the plan, by month, then company before channels, then field.
    pub actions: Vec<Action>,
    /// What was left out, by line.
    pub problems: Vec<PasteProblem>,
    /// Rows below the header that had anything in them.
    pub rows: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Month,
    Channel,
    Figure(ChannelField),
    Total(TotalField),
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Total(Month, TotalField),
    Figure(Month, ChannelId, ChannelField),
}

impl Key {
    /// Whether days may be added up: a level such as customers at the start may not.
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

struct Figure {
    value: f64,
    /// Days added up; empty for a figure of the month.
    days: BTreeSet<u8>,
}

/// Reads a table. Never fails as a whole: what is not read stands among the problems.
#[must_use]
pub fn read_table(text: &str, context: &PasteContext<'_>) -> Pasted {
    let mut out = Pasted::default();
    if text.len() > MAX_BYTES {
        out.problem(1, None, PasteReason::TooLong);
        return out;
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (records, open) = records(text);
    if let Some(line) = open {
        out.problem(line, None, PasteReason::OpenQuote);
    }
    let mut records = records.into_iter().filter(|r| !r.is_blank());
    let Some(header) = records.next() else {
        if out.problems.is_empty() {
            out.problem(1, None, PasteReason::Empty);
        }
        return out;
    };
    let Some(columns) = out.header(&header) else {
        return out;
    };
    let names = channel_names(context.channels);
    let mut figures = BTreeMap::new();
    for record in records {
        if out.rows >= MAX_ROWS {
            out.problem(record.line, None, PasteReason::TooManyRows);
            break;
        }
        out.rows += 1;
        out.row(&record, &columns, context, &names, &mut figures);
    }
    let mut entries: Vec<(Key, Figure)> = figures.into_iter().collect();
    entries.sort_by(|(a, _), (b, _)| a.month().cmp(&b.month()).then_with(|| a.cmp(b)));
    out.actions = entries
        .into_iter()
        .map(|(key, figure)| key.action(figure.value))
        .collect();
    out.problems.sort();
    out
}

impl Pasted {
    fn problem(&mut self, line: usize, column: Option<usize>, reason: PasteReason) {
        self.problems.push(PasteProblem {
            line,
            column: column.map(|c| c + 1),
            reason,
        });
    }

    /// The columns, `None` where one is left out; `None` when no column is a figure.
    fn header(&mut self, header: &Record) -> Option<Vec<Option<Column>>> {
        let line = header.line;
        let names: Vec<_> = header
            .cells
            .iter()
            .take(MAX_COLUMNS)
            .map(|cell| (normal(cell), column_named(&normal(cell))))
            .collect();
        if !names
            .iter()
            .any(|(_, c)| matches!(c, Some(Column::Figure(_) | Column::Total(_))))
        {
            self.problem(line, None, PasteReason::NoHeader);
            return None;
        }
        if header.cells.len() > MAX_COLUMNS {
            self.problem(line, Some(MAX_COLUMNS), PasteReason::TooManyColumns);
        }
        let company = !names.iter().any(|(_, c)| *c == Some(Column::Channel));
        let mut columns: Vec<Option<Column>> = Vec::with_capacity(names.len());
        for (i, (name, column)) in names.into_iter().enumerate() {
            let column = match column {
                Some(Column::Figure(field)) if company => {
                    let total = company_figure(field);
                    if total.is_none() {
                        self.problem(line, Some(i), PasteReason::NeedsChannel);
                    }
                    total.map(Column::Total)
                }
                None => {
                    if !name.is_empty() {
                        self.problem(line, Some(i), PasteReason::UnknownColumn);
                    }
                    None
                }
                known => known,
            };
            if column.is_some() && columns.contains(&column) {
                self.problem(line, Some(i), PasteReason::RepeatedColumn);
                columns.push(None);
            } else {
                columns.push(column);
            }
        }
        Some(columns)
    }

    fn row(
        &mut self,
        record: &Record,
        columns: &[Option<Column>],
        context: &PasteContext<'_>,
        names: &BTreeMap<String, &ChannelId>,
        figures: &mut BTreeMap<Key, Figure>,
    ) {
        let line = record.line;
        let at = |wanted: Column| {
            let i = columns.iter().position(|c| *c == Some(wanted))?;
            Some((i, record.cells.get(i).map_or("", |c| c.as_str())))
        };
        let (month, day) = match at(Column::Month) {
            None => match context.month {
                Some(month) => (month, None),
                None => return self.problem(line, None, PasteReason::NoMonth),
            },
            Some((i, cell)) if is_blank(cell) => {
                return self.problem(line, Some(i), PasteReason::NoMonth);
            }
            Some((i, cell)) => match parse_month(cell, context.locale) {
                Ok(when) => when,
                Err(reason) => return self.problem(line, Some(i), reason),
            },
        };
        let channel = match at(Column::Channel) {
            None => None,
            Some((_, cell)) if is_blank(cell) || is_sum(&normal(cell)) => None,
            Some((i, cell)) => match names.get(&normal(cell)) {
                Some(id) => Some((*id).clone()),
                None => return self.problem(line, Some(i), PasteReason::UnknownChannel),
            },
        };
        let mut without_channel = false;
        for (i, cell) in record.cells.iter().enumerate() {
            if is_blank(cell) {
                continue;
            }
            let Some(column) = columns.get(i) else {
                // Beyond the columns looked at, which was said once for the header.
                if i < MAX_COLUMNS {
                    self.problem(line, Some(i), PasteReason::ExtraCell);
                }
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
                    self.problem(line, Some(i), PasteReason::NeedsCompany);
                    continue;
                }
                (Some(Column::Month | Column::Channel) | None, _) => continue,
            };
            match parse_number(cell, context.locale) {
                Ok(value) if value < 0.0 => self.problem(line, Some(i), PasteReason::Negative),
                Ok(value) => {
                    if let Err(reason) = add(figures, key, value, day) {
                        self.problem(line, Some(i), reason);
                    }
                }
                Err(e) => self.problem(line, Some(i), PasteReason::Number(e)),
            }
        }
        if without_channel {
            self.problem(line, None, PasteReason::NoChannel);
        }
    }
}

fn add(
    figures: &mut BTreeMap<Key, Figure>,
    key: Key,
    value: f64,
    day: Option<u8>,
) -> Result<(), PasteReason> {
    let flow = key.is_flow();
    let Some(figure) = figures.get_mut(&key) else {
        let days = day.into_iter().collect();
        figures.insert(key, Figure { value, days });
        return Ok(());
    };
    match day {
        Some(day) if flow && !figure.days.is_empty() && !figure.days.contains(&day) => {
            if figure.value + value > MAX_NUMBER {
                return Err(PasteReason::Number(NumberError::TooLarge));
            }
            figure.value += value;
            figure.days.insert(day);
            Ok(())
        }
        _ => Err(PasteReason::RepeatedFigure),
    }
}

// ---- cells ----

struct Record {
    /// Line where it begins, from 1.
    line: usize,
    cells: Vec<String>,
}

impl Record {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(|c| is_empty(c))
    }
}

fn is_empty(cell: &str) -> bool {
    cell.chars().all(|c| c.is_whitespace() || is_space(c))
}

/// Nothing entered, or the dash that stands for it.
fn is_blank(cell: &str) -> bool {
    is_empty(cell) || matches!(cell.trim(), "-" | "–" | "—" | "−")
}

/// The mark between cells: a tab if the first line with text has one outside quotes, else `;`, else `,`: with a
/// decimal comma spreadsheets write semicolons.
fn delimiter(text: &str) -> char {
    let first = text
        .split(['\n', '\r'])
        .find(|l| !is_empty(l))
        .unwrap_or("");
    let (mut quoted, mut semicolon, mut comma) = (false, false, false);
    for c in first.chars() {
        match c {
            '"' => quoted = !quoted,
            '\t' if !quoted => return '\t',
            ';' if !quoted => semicolon = true,
            ',' if !quoted => comma = true,
            _ => {}
        }
    }
    match (semicolon, comma) {
        (true, _) => ';',
        (false, true) => ',',
        (false, false) => '\t',
    }
}

/// Records as RFC 4180 has them, and the line of a quote that never ends.
fn records(text: &str) -> (Vec<Record>, Option<usize>) {
    let mark = delimiter(text);
    let mut list = Vec::new();
    let mut line = 1;
    let mut record = Record {
        line,
        cells: Vec::new(),
    };
    let mut cell = String::new();
    // Line where the quote of the present cell opened.
    let mut quote: Option<usize> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // A line ends with CR LF, LF or a lone CR, counted once.
        let ends = c == '\n' || (c == '\r' && chars.peek() != Some(&'\n'));
        if ends {
            line += 1;
        }
        if quote.is_some() {
            if c != '"' {
                cell.push(c);
            } else if chars.peek() == Some(&'"') {
                chars.next();
                cell.push('"');
            } else {
                quote = None;
            }
        } else if c == '"' && is_empty(&cell) {
            cell.clear();
            quote = Some(line);
        } else if c == mark {
            record.cells.push(std::mem::take(&mut cell));
        } else if ends {
            record.cells.push(std::mem::take(&mut cell));
            let next = Record {
                line,
                cells: Vec::new(),
            };
            list.push(std::mem::replace(&mut record, next));
        } else if c != '\r' {
            cell.push(c);
        }
    }
    if quote.is_none() {
        record.cells.push(cell);
        list.push(record);
    }
    (list, quote)
}

// ---- names ----

/// Lower case, without accents, brackets and what stands in them, marks and currency codes; words one space apart.
fn normal(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut depth = 0_u32;
    for c in text.chars().take(200).flat_map(char::to_lowercase) {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            'à' | 'á' | 'â' => plain.push('a'),
            'è' | 'é' | 'ê' => plain.push('e'),
            'ì' | 'í' => plain.push('i'),
            'ò' | 'ó' => plain.push('o'),
            'ù' | 'ú' | 'ü' => plain.push('u'),
            'ñ' => plain.push('n'),
            'ё' => plain.push('е'),
            // What decomposed accents leave behind; й written so needs its own letter.
            '\u{306}' if plain.ends_with('и') => {
                plain.pop();
                plain.push('й');
            }
            '\u{300}'..='\u{36f}' => {}
            c if c.is_alphanumeric() => plain.push(c),
            _ => plain.push(' '),
        }
    }
    let mut words = String::with_capacity(plain.len());
    for word in plain.split_whitespace() {
        if matches!(word, "eur" | "usd" | "rub" | "руб" | "euro") {
            continue;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

fn is_sum(name: &str) -> bool {
    matches!(
        name,
        "total"
            | "totals"
            | "all"
            | "company"
            | "sum"
            | "totale"
            | "totali"
            | "azienda"
            | "tutti"
            | "totales"
            | "empresa"
            | "todos"
            | "suma"
            | "итого"
            | "всего"
            | "компания"
            | "все"
            | "сумма"
    )
}

/// Every name a channel is known by, names before ids, the first channel of a name before later ones.
fn channel_names(channels: &[(ChannelId, String)]) -> BTreeMap<String, &ChannelId> {
    let mut names = BTreeMap::new();
    for (id, name) in channels {
        names.entry(normal(name)).or_insert(id);
    }
    for (id, _) in channels {
        names.entry(normal(id.as_str())).or_insert(id);
    }
    names
}

/// The company's figure of the same name as a channel's.
const fn company_figure(field: ChannelField) -> Option<TotalField> {
    match field {
        ChannelField::Orders => Some(TotalField::AllOrders),
        ChannelField::Revenue => Some(TotalField::TotalRevenue),
        ChannelField::CustomersOnline => Some(TotalField::NewCustomers),
        _ => None,
    }
}

fn column_named(name: &str) -> Option<Column> {
    if let Some((column, _)) = NAMES
        .iter()
        .find(|(_, names)| names.split('|').any(|n| n == name))
    {
        return Some(*column);
    }
    let is = |id: &str| id.split('_').eq(name.split(' '));
    let figure = ChannelField::ALL.iter().find(|f| is(f.id()));
    let total = TotalField::ALL.iter().find(|f| is(f.id()));
    figure
        .map(|f| Column::Figure(*f))
        .or_else(|| total.map(|f| Column::Total(*f)))
}

/// Names of columns as [`normal`] leaves them: English, Italian, Spanish, Russian.
const NAMES: &[(Column, &str)] = &[
    (
        Column::Month,
        "month|date|day|period|mese|data|giorno|periodo|mes|fecha|dia|месяц|дата|день|период",
    ),
    (
        Column::Channel,
        "channel|source|medium|canale|fonte|canal|fuente|канал|источник",
    ),
    (
        Column::Figure(ChannelField::Spend),
        "spend|cost|costs|ad spend|amount spent|budget|spesa|costo|costi|importo speso|gasto|gastos|coste|\
         costes|inversion|importe gastado|расход|расходы|затраты|потрачено|бюджет",
    ),
    (
        Column::Figure(ChannelField::Impressions),
        "impressions|impr|views|impressioni|visualizzazioni|impresiones|показы|просмотры",
    ),
    (
        Column::Figure(ChannelField::Clicks),
        "clicks|click|link clicks|clic|clics|клики|переходы",
    ),
    (
        Column::Figure(ChannelField::Visits),
        "visits|sessions|visite|sessioni|visitas|sesiones|визиты|посещения|сеансы|сессии",
    ),
    (
        Column::Figure(ChannelField::Leads),
        "leads|lead|enquiries|inquiries|contacts|contatti|richieste|contactos|consultas|solicitudes|лиды|\
         заявки|обращения",
    ),
    (
        Column::Figure(ChannelField::AcceptedLeads),
        "accepted leads|qualified leads|sql|lead accettati|lead qualificati|leads aceptados|\
         leads cualificados|leads calificados|принятые лиды|квалифицированные лиды",
    ),
    (
        Column::Figure(ChannelField::CustomersOnline),
        "customers|customers online|online customers|clienti|clienti online|clientes|clientes online|\
         клиенты|покупатели|клиенты онлайн|онлайн клиенты",
    ),
    (
        Column::Figure(ChannelField::CustomersOffline),
        "customers offline|offline customers|clienti offline|clienti in negozio|clientes offline|\
         clientes en tienda|клиенты офлайн|клиенты оффлайн|офлайн клиенты",
    ),
    (
        Column::Figure(ChannelField::Orders),
        "orders|purchases|sales|ordini|acquisti|vendite|pedidos|compras|ventas|заказы|покупки|продажи",
    ),
    (
        Column::Figure(ChannelField::Revenue),
        "revenue|turnover|conversion value|ricavi|ricavo|fatturato|entrate|ingresos|facturacion|выручка|\
         доход|оборот",
    ),
    (
        Column::Total(TotalField::StartCustomers),
        "start customers|customers at start|customers at the start|clienti a inizio mese|clienti iniziali|\
         clientes iniciales|clientes al inicio|клиенты на начало|клиентов на начало",
    ),
    (
        Column::Total(TotalField::EndCustomers),
        "end customers|customers at end|customers at the end|clienti a fine mese|clienti finali|\
         clientes finales|clientes al final|клиенты на конец|клиентов на конец",
    ),
    (
        Column::Total(TotalField::NewCustomers),
        "new customers|nuovi clienti|clienti nuovi|nuevos clientes|clientes nuevos|новые клиенты|\
         новых клиентов",
    ),
    (
        Column::Total(TotalField::RepeatCustomers),
        "repeat customers|returning customers|clienti abituali|clienti di ritorno|clientes recurrentes|\
         clientes repetidores|повторные клиенты|вернувшиеся клиенты",
    ),
    (
        Column::Total(TotalField::ActiveCustomers),
        "active customers|clienti attivi|clientes activos|активные клиенты",
    ),
    (
        Column::Total(TotalField::AllOrders),
        "all orders|total orders|ordini totali|tutti gli ordini|pedidos totales|todos los pedidos|все заказы|\
         заказы всего|всего заказов",
    ),
    (
        Column::Total(TotalField::TotalRevenue),
        "total revenue|all revenue|ricavi totali|fatturato totale|ingresos totales|facturacion total|\
         общая выручка|вся выручка|выручка всего",
    ),
    (
        Column::Total(TotalField::BaselineRevenue),
        "baseline revenue|ricavi di base|ingresos base|ingresos de base|базовая выручка",
    ),
    (
        Column::Total(TotalField::SalesCost),
        "sales cost|cost of sales|costo di vendita|costi di vendita|coste de ventas|coste de venta|\
         costo de ventas|расходы на продажи",
    ),
    (
        Column::Total(TotalField::ToolCost),
        "tool cost|tools|cost of tools|costo degli strumenti|strumenti|coste de herramientas|\
         herramientas|расходы на инструменты|инструменты",
    ),
    (
        Column::Total(TotalField::Opportunities),
        "opportunities|opportunita|oportunidades|сделки в работе|возможности",
    ),
    (
        Column::Total(TotalField::OffersWon),
        "offers won|deals won|won|offerte vinte|ofertas ganadas|выигранные сделки",
    ),
    (
        Column::Total(TotalField::OffersDecided),
        "offers decided|deals closed|offerte decise|ofertas decididas|ofertas cerradas|закрытые сделки",
    ),
    (
        Column::Total(TotalField::OfferValue),
        "offer value|average offer value|valore offerta|valore medio offerta|valor de la oferta|\
         valor medio de la oferta|средняя сумма сделки",
    ),
    (
        Column::Total(TotalField::Calls),
        "calls|chiamate|telefonate|llamadas|звонки",
    ),
    (
        Column::Total(TotalField::MissedCalls),
        "missed calls|chiamate perse|llamadas perdidas|пропущенные звонки",
    ),
    (
        Column::Total(TotalField::Bookings),
        "bookings|reservations|prenotazioni|reservas|бронирования|записи",
    ),
    (
        Column::Total(TotalField::FirstGifts),
        "first gifts|prime donazioni|primeras donaciones|первые пожертвования",
    ),
    (
        Column::Total(TotalField::DonorsBefore),
        "donors before|donatori anno precedente|donantes ano anterior|доноры прошлого года",
    ),
    (
        Column::Total(TotalField::DonorsAgain),
        "donors again|donatori di nuovo|donantes de nuevo|доноры снова",
    ),
];

// ---- months ----

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

/// A month, with the day where the text has one: `2026-03`, `03/2026`, `2026-03-15`, `15.03.2026`, `marzo 2026`,
/// `Mar-26`, `15 марта 2026 г.`. Days stand before months; with slashes in English that is not certain.
///
/// # Errors
/// [`PasteReason::BadMonth`], or [`PasteReason::AmbiguousDate`].
pub fn parse_month(text: &str, locale: NumberLocale) -> Result<(Month, Option<u8>), PasteReason> {
    let bad = PasteReason::BadMonth;
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
                if slashes && locale.decimal == '.' && first <= 12 && first != second {
                    return Err(PasteReason::AmbiguousDate);
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
