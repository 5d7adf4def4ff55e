//! The exports of four programs: how each is recognised by its header, and which of its columns count.

use super::headers::{Column, column_named, is_sum, normal, place};
use super::{MAX_COLUMNS, MAX_EXPORT_COLUMNS};
use crate::domain::numbers::ChannelField;

/// The program a table came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// None that is known: a table of one's own.
    #[default]
    Plain,
    /// Google Analytics 4.
    Ga4,
    /// Yandex Metrica.
    Metrica,
    /// Shopify: orders, or a report of sales.
    Shopify,
    /// `HubSpot`: contacts or deals.
    Hubspot,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Plain,
        Self::Ga4,
        Self::Metrica,
        Self::Shopify,
        Self::Hubspot,
    ];

    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Ga4 => "ga4",
            Self::Metrica => "metrica",
            Self::Shopify => "shopify",
            Self::Hubspot => "hubspot",
        }
    }

    /// Most columns looked at.
    pub(super) const fn most_columns(self) -> usize {
        match self {
            Self::Plain => MAX_COLUMNS,
            _ => MAX_EXPORT_COLUMNS,
        }
    }
}

/// How the rows of a table are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Rows of figures.
    Figures(Kind),
    /// One order a row, or several rows for its items.
    ShopifyOrders,
    /// One person a row.
    HubspotContacts,
    /// One deal a row.
    HubspotDeals,
}

impl Form {
    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Figures(kind) => kind,
            Self::ShopifyOrders => Kind::Shopify,
            Self::HubspotContacts | Self::HubspotDeals => Kind::Hubspot,
        }
    }
}

/// The first column, from 0, that has one of the names; earlier names before later ones.
pub(super) fn find(header: &[String], names: &str) -> Option<usize> {
    let places = header
        .iter()
        .enumerate()
        .filter_map(|(at, name)| Some((place(names, name)?, at)));
    places.min().map(|(_, at)| at)
}

/// The form of a table with this header, whose cells are as [`normal`] leaves them; `None` if it names no figure.
/// `by_ga4` says that comment lines of Google Analytics stand above it.
pub(super) fn recognised(header: &[String], by_ga4: bool) -> Option<Form> {
    let any = |names| find(header, names).is_some();
    let both = |a, b| any(a) && any(b);
    if both("name", "financial status") && both("created at", "total") {
        return Some(Form::ShopifyOrders);
    }
    if any(RECORD) && any(STAGE_OF_DEAL) && any(CLOSED) {
        return Some(Form::HubspotDeals);
    }
    if any(RECORD) && any(CREATED) && (any(SOURCE) || any(OF_PEOPLE)) {
        return Some(Form::HubspotContacts);
    }
    // The line chart above a table of Google Analytics: numbered days.
    if header
        .first()
        .is_some_and(|name| place(CHART, name).is_some())
    {
        return None;
    }
    // Comments with a period may stand above a table of one's own, too.
    let own_channel = |name: &String| column_named(name) == Some(Column::Channel);
    let kind = if any(GA4_SIGNS) || (by_ga4 && !header.iter().any(own_channel)) {
        Kind::Ga4
    } else if any(SHOPIFY_SIGNS) {
        Kind::Shopify
    } else if any(METRICA_SIGNS) || both(METRICA_COUNTS, METRICA_MORE) {
        Kind::Metrica
    } else {
        Kind::Plain
    };
    let figure = |column: &Option<Column>| column.is_some_and(Column::is_figure);
    let has_figure = |kind: &Kind| columns(*kind, header).iter().any(figure);
    let plain = Some(Kind::Plain).filter(|_| kind != Kind::Plain);
    let kind = Some(kind)
        .filter(has_figure)
        .or_else(|| plain.filter(has_figure));
    kind.map(Form::Figures)
}

/// What each column of the header is. For a program each thing is found once, under the first of its names that the
/// header has; the columns of a plain table may repeat.
pub(super) fn columns(kind: Kind, header: &[String]) -> Vec<Option<Column>> {
    let names = match kind {
        Kind::Plain | Kind::Hubspot => return header.iter().map(|n| column_named(n)).collect(),
        Kind::Ga4 => GA4,
        Kind::Metrica => METRICA,
        Kind::Shopify => SHOPIFY,
    };
    let mut columns = vec![None; header.len()];
    let mut put = |column, at: Option<usize>| {
        if let Some(free @ None) = at.and_then(|at| columns.get_mut(at)) {
            *free = Some(column);
        }
    };
    for (column, names) in names {
        put(*column, find(header, names));
    }
    // What the visitor added to an export.
    for wanted in [
        Column::Month,
        Column::Channel,
        Column::Figure(ChannelField::Spend),
        Column::Figure(ChannelField::Leads),
        Column::Figure(ChannelField::AcceptedLeads),
    ] {
        if !names
            .iter()
            .any(|(c, names)| *c == wanted && find(header, names).is_some())
        {
            let at = header.iter().position(|n| column_named(n) == Some(wanted));
            put(wanted, at);
        }
    }
    columns
}

/// Whether the first cells of a row say that it holds the sums of a program's table.
pub(super) fn is_total<'a>(kind: Kind, mut names: impl Iterator<Item = &'a str>) -> bool {
    names.any(|cell| {
        let name = normal(cell);
        place(SUMS, &name).is_some() || (kind != Kind::Plain && is_sum(&name))
    })
}

/// Whether a row of Google Analytics ends in the name of its sums.
pub(super) fn is_grand_total(cell: &str) -> bool {
    place(SUMS, &normal(cell)).is_some()
}

const SUMS: &str = "grand total|totale complessivo|total general|suma total|общий итог|общая сумма|итого и средние|\
     totals and averages|total and average|total and averages|итого|summary";

const CHART: &str =
    "nth *|n esimo *|ennesimo *|ennesima *|enesimo *|enesima *|n й *|n я *|день n|giorno n|dia n";

// ---- HubSpot ----

pub(super) const RECORD: &str = "record id|record id contact|record id deal|contact id|deal id|id record|id del record|\
     id contatto|id affare|id de registro|id del registro|id de contacto|id del contacto|id del negocio|id записи";
pub(super) const CREATED: &str =
    "create date|created date|data di creazione|data creazione|fecha de creacion|дата создания";
pub(super) const SOURCE: &str = "original source|original traffic source|original source type|origine originale|fonte originale|fonte di traffico originale|fonte del traffico originale|\
     origine del traffico originale|fuente original|fuente de trafico original|исходный источник|\
     первоначальный источник";
pub(super) const CUSTOMER: &str = "became a customer date|date became a customer|data di conversione in cliente|\
     data diventato cliente|data in cui e diventato cliente|data in cui e diventato un cliente|diventato cliente il|\
     data di acquisizione come cliente|fecha en que se convirtio en cliente|se convirtio en cliente en la fecha|\
     fecha de conversion en cliente|fecha en la que se convirtio en cliente|fecha en que se volvio cliente";
const OF_PEOPLE: &str = "lifecycle stage|email|e mail|fase del ciclo di vita|etapa del ciclo de vida|\
     correo|correo electronico|indirizzo e mail|fase del ciclo vitale|этап жизненного цикла";
pub(super) const STAGE_OF_DEAL: &str = "deal stage|fase dell affare|fase trattativa|fase della trattativa|fase affare|\
     etapa del negocio|etapa de negocio|этап сделки|стадия сделки";
pub(super) const CLOSED: &str =
    "close date|closed date|data di chiusura|data chiusura|fecha de cierre|дата закрытия";
pub(super) const AMOUNT_OF_COMPANY: &str = "amount in company currency|importo nella valuta aziendale|\
     importe en la moneda de la empresa|valor en la moneda de la empresa|сумма в валюте компании";
pub(super) const AMOUNT: &str = "amount|importo|importe|valor|cantidad|сумма";

// ---- tables of figures ----

const GA4_SIGNS: &str = "session primary channel group*|session default channel group*|session channel group*|\
     session source|session medium|session source medium|session campaign|session manual*|first user primary*|\
     first user default*|first user source*|first user medium*|first user campaign*|default channel group*|\
     primary channel group*|engaged sessions|key events|gruppo di canali*|sorgente mezzo*|sorgente della sessione|\
     sorgente sessione|eventi chiave|grupo de canales*|fuente medio*|fuente de la sesion|eventos clave|\
     основная группа каналов*|группа каналов*|источник канал*|источник сеанса|ключевые события|\
     primo utente*|primer usuario*";

const GA4: &[(Column, &str)] = &[
    (
        Column::Month,
        "date|year month|month|data|anno mese|mese|fecha|ano mes|mes|дата|год месяц|месяц",
    ),
    (
        Column::Channel,
        "session primary channel group*|session default channel group*|session channel group*|\
         default channel group*|primary channel group*|session source medium|session source|\
         first user primary channel group*|first user default channel group*|first user source medium|\
         first user source|source medium|source|\
         gruppo di canali*|primo utente gruppo di canali*|sorgente mezzo*|sorgente della sessione|sorgente sessione|\
         grupo de canales*|primer usuario grupo de canales*|fuente medio*|fuente de la sesion|\
         основная группа каналов*|группа каналов*|источник канал*|источник сеанса",
    ),
    (
        Column::Figure(ChannelField::Visits),
        "sessions|sessioni|sesiones|сеансы",
    ),
    (
        Column::Figure(ChannelField::Leads),
        "key events|conversions|eventi chiave|conversioni|eventos clave|conversiones|ключевые события|конверсии",
    ),
    (
        Column::Figure(ChannelField::Orders),
        "transactions|ecommerce purchases|e commerce purchases|purchases|transazioni|acquisti e commerce|\
         acquisti ecommerce|acquisti|transacciones|compras de comercio electronico|compras|транзакции|\
         покупки электронной торговли|покупки",
    ),
    (
        Column::Figure(ChannelField::Revenue),
        "total revenue|purchase revenue|event revenue|entrate totali|ricavi totali|entrate da acquisti|\
         ricavi da acquisti|entrate da acquisto|entrate da eventi|ricavi da eventi|ingresos totales|\
         ingresos por compras|ingresos de compras|ingresos por eventos|общий доход|доход от покупок|\
         доход от событий",
    ),
    (
        Column::Figure(ChannelField::Spend),
        "advertising cost|advertiser ad cost|ads cost|google ads cost|ad cost|costo annunci|costo degli annunci|\
         costo pubblicitario|costo google ads|coste de los anuncios|coste publicitario|coste de google ads|\
         costo de anuncios|стоимость рекламы|расходы на рекламу|стоимость google ads",
    ),
    (
        Column::Figure(ChannelField::Clicks),
        "ads clicks|google ads clicks|advertiser ad clicks|ad clicks|clic sugli annunci|clic annunci|\
         clic google ads|clics en anuncios|clics de google ads|клики по объявлениям|клики google ads",
    ),
    (
        Column::Figure(ChannelField::Impressions),
        "ads impressions|google ads impressions|advertiser ad impressions|ad impressions|impressioni annunci|\
         impressioni degli annunci|impresiones de anuncios|impresiones de los anuncios|показы объявлений",
    ),
];

const METRICA_SIGNS: &str = "источник трафика|последний источник*|последний значимый источник*|\
     первый источник*|автоматическая атрибуция*|последний источник трафика*|traffic source|last traffic source|\
     last significant source|last significant traffic source|first traffic source|automatic attribution*|\
     page depth|достижения*|goal reached*";
const METRICA_COUNTS: &str = "визиты|visits|sessions";
const METRICA_MORE: &str = "отказы|глубина просмотра|время на сайте|посетители|доля новых посетителей|utm source|\
     time on site|bounce rate";

const METRICA: &[(Column, &str)] = &[
    (
        Column::Month,
        "дата визита|день визита|месяц визита|дата|день|месяц|date of visit|visit date|date of session|\
         session date|month of visit|month of session|day of visit|date|day|month",
    ),
    (
        Column::Channel,
        "последний значимый источник*|автоматическая атрибуция*|источник трафика|последний источник*|\
         первый источник*|utm source*|источник|last significant traffic source*|last significant source*|\
         automatic attribution*|traffic source|last traffic source*|first traffic source*|source",
    ),
    (
        Column::Figure(ChannelField::Visits),
        "визиты|visits|sessions",
    ),
    (
        Column::Figure(ChannelField::Leads),
        "достижения*|goal reached*|goals reached*|goal reaches*|goal completions*|goal achievements*|\
         reached goals*|conversions any goal",
    ),
    (
        Column::Figure(ChannelField::Orders),
        "покупки|количество покупок|число покупок|заказы|purchases|number of purchases|orders",
    ),
    (
        Column::Figure(ChannelField::Revenue),
        "доход|доход от покупок|общий доход|ecommerce доход|revenue|purchase revenue|total revenue|income",
    ),
    (
        Column::Figure(ChannelField::Spend),
        "расходы|расход|затраты|expenses|costs|cost|ad expenses",
    ),
    (Column::Figure(ChannelField::Clicks), "клики|clicks"),
    (
        Column::Figure(ChannelField::Impressions),
        "показы|impressions",
    ),
];

const SHOPIFY_SIGNS: &str = "net sales|gross sales|total sales|online store visitors|sales channel|\
     order traffic source|order sales channel|referrer source|referring channel|session traffic source";

const SHOPIFY: &[(Column, &str)] = &[
    (Column::Month, "day|date|month"),
    (
        Column::Channel,
        "traffic source|order traffic source|referring channel|referrer source|session traffic source|\
         order referrer source|marketing channel|channel|sales channel|order sales channel",
    ),
    (
        Column::Figure(ChannelField::Visits),
        "sessions|online store sessions|online store visitors|visitors",
    ),
    (
        Column::Figure(ChannelField::Orders),
        "orders|number of orders|order count",
    ),
    (
        Column::Figure(ChannelField::Revenue),
        "net sales|total sales",
    ),
];
