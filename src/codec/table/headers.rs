//! What columns of a plain table are called, in four languages.

use crate::domain::numbers::{ChannelField, TotalField};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Month,
    Channel,
    Figure(ChannelField),
    Total(TotalField),
}

impl Column {
    /// Whether a table could be booked by this column: every table needs one such.
    pub(super) const fn is_figure(self) -> bool {
        matches!(self, Self::Figure(_) | Self::Total(_))
    }
}

/// Lower case, without accents, brackets and what stands in them, marks and currency codes; words one space apart.
pub(super) fn normal(text: &str) -> String {
    words(text, false)
}

/// As [`normal`], with what stands in brackets: `(direct) / (none)` is all brackets.
pub(super) fn words(text: &str, brackets: bool) -> String {
    let mut plain = String::with_capacity(text.len().min(400));
    let mut depth = 0_u32;
    for c in text.chars().take(200).flat_map(char::to_lowercase) {
        match c {
            '(' | '[' if !brackets => depth += 1,
            ')' | ']' if !brackets => depth = depth.saturating_sub(1),
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

/// Whether a cell of a channel stands for all of them.
pub(super) fn is_sum(name: &str) -> bool {
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

/// The company's figure of the same name as a channel's.
pub(super) const fn company_figure(field: ChannelField) -> Option<TotalField> {
    match field {
        ChannelField::Orders => Some(TotalField::AllOrders),
        ChannelField::Revenue => Some(TotalField::TotalRevenue),
        ChannelField::CustomersOnline => Some(TotalField::NewCustomers),
        _ => None,
    }
}

/// Where a name stands in a list of names between bars; one with `*` at its end is the beginning of longer ones.
pub(super) fn place(names: &str, name: &str) -> Option<usize> {
    // The first word leads to the few places worth a look.
    let word = name.split(' ').next().filter(|word| !word.is_empty())?;
    names.match_indices(word).map(|(at, _)| at).find(|at| {
        let (before, rest) = names.split_at_checked(*at).unwrap_or_default();
        let known = rest.split('|').next().unwrap_or_default();
        let same = known
            .strip_suffix('*')
            .map_or(known == name, |start| name.starts_with(start));
        same && (before.is_empty() || before.ends_with('|'))
    })
}

/// The column of that name, as [`normal`] leaves it.
pub(super) fn column_named(name: &str) -> Option<Column> {
    if let Some((column, _)) = NAMES.iter().find(|(_, names)| place(names, name).is_some()) {
        return Some(*column);
    }
    let id = name.replace(' ', "_");
    let figure = ChannelField::from_id(&id).map(Column::Figure);
    figure.or_else(|| TotalField::from_id(&id).map(Column::Total))
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
