//! Tables: what spreadsheets copy, CSV files, and the exports of four programs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use growth_wheel::codec::number::{MAX_NUMBER, NumberError, NumberLocale};
use growth_wheel::codec::table::{
    Kind, MAX_BYTES, MAX_COLUMNS, MAX_EXPORT_COLUMNS, MAX_LISTED, MAX_PROBLEMS, MAX_ROWS,
    MAX_SOURCES, MAX_UNUSED, Table, TableContext, TableProblem, TableReason, parse_month,
    read_table,
};
use growth_wheel::domain::action::{Action, Refusal};
use growth_wheel::domain::ids::ChannelId;
use growth_wheel::domain::map::Map;
use growth_wheel::domain::numbers::{ChannelField, Month, TotalField};
use growth_wheel::domain::plan::Plan;
use proptest::prelude::*;

const EN: NumberLocale = NumberLocale::ENGLISH;
const IT: NumberLocale = NumberLocale::ITALIAN;
const ES: NumberLocale = NumberLocale::SPANISH;
const RU: NumberLocale = NumberLocale::RUSSIAN;
const LOCALES: [(&str, NumberLocale); 4] = [("en", EN), ("it", IT), ("es", ES), ("ru", RU)];

fn channels() -> Vec<(ChannelId, String)> {
    [
        ("email", "E-mail"),
        ("email", "Рассылка"),
        ("search_ads", "Search ads"),
        ("search_ads", "Annunci di ricerca"),
        ("direct_mail", "Direct mail"),
    ]
    .map(|(id, name)| (ChannelId::builtin(id), name.to_owned()))
    .to_vec()
}

fn read(text: &str, locale: NumberLocale) -> Table {
    read_deciding(text, locale, &Map::new())
}

fn read_deciding(
    text: &str,
    locale: NumberLocale,
    sources: &Map<String, Option<ChannelId>>,
) -> Table {
    let channels = channels();
    read_table(
        text,
        &TableContext {
            locale,
            month: Month::new(2026, 9),
            channels: &channels,
            sources,
        },
    )
}

fn month(year: u16, month: u8) -> Month {
    Month::new(year, month).unwrap()
}

fn figure(m: Month, channel: &'static str, field: ChannelField, value: f64) -> Action {
    Action::SetChannelFigure(m, ChannelId::builtin(channel), field, Some(value))
}

fn total(m: Month, field: TotalField, value: f64) -> Action {
    Action::SetTotalFigure(m, field, Some(value))
}

fn problem(line: usize, column: Option<usize>, reason: TableReason) -> TableProblem {
    TableProblem {
        line,
        column,
        reason,
    }
}

#[test]
fn a_table_is_read_in_each_language_and_form() {
    let march = month(2026, 3);
    let expected = [
        figure(march, "email", ChannelField::Spend, 1234.5),
        figure(march, "email", ChannelField::Leads, 12.0),
        figure(march, "search_ads", ChannelField::Spend, 300.0),
    ];
    let tables = [
        (
            "english TSV",
            EN,
            "Month\tChannel\tSpend (€)\tLeads\n2026-03\tE-mail\t1,234.50\t12\nMar 2026\tsearch ads\t300\t\n",
        ),
        (
            "italian CSV with semicolons, byte order mark and CR LF",
            IT,
            "\u{feff}Mese;Canale;Spesa;Contatti\r\nmarzo 2026;e-mail;\"1.234,50\";12\r\n03/2026;Annunci di ricerca;€ 300;-\r\n",
        ),
        (
            "spanish CSV with commas and quotes",
            ES,
            "Mes,Canal,Inversión,Consultas\nmarzo de 2026,email,\"1.234,50 €\",12\n3/2026,\"search_ads\",300,\n",
        ),
        (
            "russian TSV with no-break spaces",
            RU,
            "Месяц\tКанал\tРасход, ₽\tЗаявки\nмарт 2026\tРассылка\t1\u{a0}234,50\t12\nмар.26\tSearch ads\t300 руб.\t—\n",
        ),
    ];
    for (name, locale, text) in tables {
        let got = read(text, locale);
        assert_eq!(got.problems, [], "{name}");
        assert_eq!(got.actions, expected, "{name}");
        assert_eq!(got.rows, 2, "{name}");
    }
}

#[test]
fn a_table_without_months_or_channels_is_the_companys_of_the_month_given() {
    let got = read("revenue\tcustomers\tcalls\tclicks\n5000\t40\t9\t7\n", EN);
    let september = month(2026, 9);
    assert_eq!(
        got.actions,
        [
            total(september, TotalField::NewCustomers, 40.0),
            total(september, TotalField::TotalRevenue, 5000.0),
            total(september, TotalField::Calls, 9.0),
        ]
    );
    assert_eq!(
        got.problems,
        [problem(1, Some(4), TableReason::NeedsChannel)]
    );
}

#[test]
fn rows_of_days_are_added_up_and_levels_are_not() {
    let got = read(
        "Дата;Канал;Клики;Клиенты на начало\n01.03.2026;email;10;\n02.03.2026;email;5;\n02.03.2026;email;99;\n\
         01.03.2026;Итого;;70\n02.03.2026;Итого;;80\n",
        RU,
    );
    let march = month(2026, 3);
    assert_eq!(
        got.actions,
        [
            total(march, TotalField::StartCustomers, 70.0),
            figure(march, "email", ChannelField::Clicks, 15.0),
        ]
    );
    assert_eq!(
        got.problems,
        [
            problem(4, Some(3), TableReason::RepeatedFigure),
            problem(6, Some(4), TableReason::RepeatedFigure),
        ]
    );
}

#[test]
fn every_problem_names_its_line_and_the_rest_is_read() {
    let got = read(
        "month\tchannel\tspend\tmood\tcalls\n\
         \n\
         2026-13\temail\t1\n\
         2026-01\tpigeons\t1\n\
         2026-01\temail\ttwo\n\
         2026-01\temail\t-5\n\
         \temail\t1\n\
         2026-02\temail\t7\t\t3\n\
         2026-02\tsearch ads\t1\t200\t3\t8\n\
         2026-02\ttotal\t7\t\t3\n",
        EN,
    );
    assert_eq!(
        got.actions,
        [
            total(month(2026, 2), TotalField::Calls, 3.0),
            figure(month(2026, 2), "email", ChannelField::Spend, 7.0),
        ]
    );
    assert_eq!(
        got.problems,
        [
            problem(1, Some(4), TableReason::UnknownColumn),
            problem(3, Some(1), TableReason::BadMonth),
            problem(4, Some(2), TableReason::UnknownChannel),
            problem(5, Some(3), TableReason::Number(NumberError::NotANumber)),
            problem(6, Some(3), TableReason::Negative),
            problem(7, Some(1), TableReason::NoMonth),
            problem(8, Some(5), TableReason::NeedsCompany),
            problem(9, Some(6), TableReason::ExtraCell),
            problem(10, None, TableReason::NoChannel),
        ]
    );
}

#[test]
fn a_text_that_is_no_table_says_why() {
    for (text, reason) in [
        ("", TableReason::Empty),
        (" \n\t\r\n", TableReason::Empty),
        ("dear all,\nhello", TableReason::NoHeader),
        ("\"spend", TableReason::OpenQuote),
    ] {
        let got = read(text, EN);
        assert_eq!(got.actions, [], "{text:?}");
        assert_eq!(got.problems, [problem(1, None, reason)], "{text:?}");
    }
    let long = "spend\n".to_owned() + &"1\n".repeat(MAX_BYTES / 2);
    assert_eq!(read(&long, EN).problems[0].reason, TableReason::TooLong);
    let many = "channel\tspend\n".to_owned() + &"email\t1\n".repeat(MAX_ROWS + 1);
    let got = read(&many, EN);
    assert!(
        got.problems
            .iter()
            .any(|p| p.reason == TableReason::TooManyRows)
    );
    assert_eq!(got.rows, MAX_ROWS);
}

#[test]
fn quoted_cells_keep_marks_quotes_and_lines() {
    let channels = [(
        ChannelId::builtin("email"),
        "Mail, \"new\"\nletter".to_owned(),
    )];
    let context = TableContext {
        locale: EN,
        month: Month::new(2026, 9),
        channels: &channels,
        sources: &Map::new(),
    };
    let got = read_table(
        "channel,spend\n\"Mail, \"\"new\"\"\nletter\",5\nnobody,6",
        &context,
    );
    assert_eq!(
        got.actions,
        [figure(month(2026, 9), "email", ChannelField::Spend, 5.0)]
    );
    // The quoted line break counts as a line.
    assert_eq!(
        got.problems,
        [problem(4, Some(1), TableReason::UnknownChannel)]
    );
}

#[test]
fn months_are_read_in_every_usual_form() {
    let table = [
        ("2026-03", 3, None),
        ("2026/3", 3, None),
        ("03/2026", 3, None),
        ("3.2026", 3, None),
        ("Mar 2026", 3, None),
        ("mar-26", 3, None),
        ("March, 2026", 3, None),
        ("2026 march", 3, None),
        ("marzo 2026", 3, None),
        ("marzo de 2026", 3, None),
        ("март 2026", 3, None),
        ("Март 2026 г.", 3, None),
        ("май 2026", 5, None),
        ("мая 2026", 5, None),
        ("mai\u{306} 2026", 0, None),
        ("маи\u{306} 2026", 5, None),
        ("сент. 2026", 9, None),
        ("set 2026", 9, None),
        ("sett. 2026", 9, None),
        ("ene 2026", 1, None),
        ("gen 2026", 1, None),
        ("agosto 2026", 8, None),
        ("15.03.2026", 3, Some(15)),
        ("15/03/2026", 3, Some(15)),
        ("03/15/2026", 3, Some(15)),
        ("2026-03-15", 3, Some(15)),
        ("2026-03-15T10:30:00", 3, Some(15)),
        ("15.03.2026 10:30", 3, Some(15)),
        ("15 марта 2026 г.", 3, Some(15)),
        ("15 de marzo de 2026", 3, Some(15)),
        ("Mar 15, 2026", 3, Some(15)),
        ("2026-13", 0, None),
        ("31.02.2026", 0, None),
        ("00.03.2026", 0, None),
        ("03/26", 0, None),
        ("2026", 0, None),
        ("ma 2026", 0, None),
        ("", 0, None),
    ];
    for (text, m, day) in table {
        for (name, locale) in LOCALES {
            let expected = if m == 0 {
                Err(TableReason::BadMonth)
            } else {
                Ok((month(2026, m), day))
            };
            assert_eq!(parse_month(text, locale), expected, "{text} in {name}");
        }
    }
    assert_eq!(
        parse_month("03/04/2026", EN),
        Err(TableReason::AmbiguousDate)
    );
    assert_eq!(parse_month("03/04/2026", IT), Ok((month(2026, 4), Some(3))));
    assert_eq!(parse_month("03.04.2026", EN), Ok((month(2026, 4), Some(3))));
}

#[test]
fn every_field_is_known_by_its_saved_name() {
    for field in ChannelField::ALL {
        let got = read(&format!("channel\t{}\nemail\t3\n", field.id()), EN);
        assert_eq!(
            got.actions,
            [figure(month(2026, 9), "email", *field, 3.0)],
            "{}",
            field.id()
        );
    }
    for field in TotalField::ALL {
        let got = read(&format!("{}\n3\n", field.id()), EN);
        assert_eq!(
            got.actions,
            [total(month(2026, 9), *field, 3.0)],
            "{}",
            field.id()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_table_brings_the_reader_down(
        text in prop_oneof![
            "\\PC*",
            "[\"\r\n\t;,0-9a-z ]{0,80}",
            "(month\tchannel|mese;canale|date,revenue)[\t;,](spend|spesa|calls)(\r\n|\n)([-0-9./a-z]{0,10}[\t;,\"\n]){0,20}",
        ],
        which in 0usize..4,
    ) {
        let got = read(&text, LOCALES[which].1);
        let lines = text.matches(['\n', '\r']).count() + 1;
        for p in &got.problems {
            prop_assert!((1..=lines).contains(&p.line), "{:?}", p);
            prop_assert!(p.column != Some(0));
        }
        // Whatever was read, the plan takes.
        let mut plan = Plan::new("p".to_owned(), 0);
        for action in got.actions {
            prop_assert_eq!(plan.apply(action), Ok(()));
        }
    }

    #[test]
    fn a_row_that_cannot_be_read_is_named(bad in "[a-z]{4,8}", row in 0usize..5) {
        let mut text = "month\tchannel\tspend\n".to_owned();
        for i in 0..5 {
            let amount = if i == row { bad.clone() } else { "5".to_owned() };
            text.push_str(&format!("2026-0{}\temail\t{amount}\n", i + 1));
        }
        let got = read(&text, EN);
        prop_assert_eq!(got.actions.len(), 4);
        prop_assert_eq!(
            got.problems,
            [problem(row + 2, Some(3), TableReason::Number(NumberError::NotANumber))]
        );
    }
}

// ---- exports of four programs ----

const GA4_TRAFFIC: &str = include_str!("tables/ga4_traffic.csv");
const GA4_EXPLORATION_IT: &str = include_str!("tables/ga4_exploration_it.csv");
const METRICA_SOURCES_RU: &str = include_str!("tables/metrica_sources_ru.csv");
const SHOPIFY_ORDERS: &str = include_str!("tables/shopify_orders.csv");
const SHOPIFY_SALES: &str = include_str!("tables/shopify_sales_by_source.csv");
const HUBSPOT_CONTACTS: &str = include_str!("tables/hubspot_contacts.csv");
const HUBSPOT_DEALS: &str = include_str!("tables/hubspot_deals.csv");

const GA4_RU: &str = "# Дата начала: 20261001\n# Дата окончания: 20261031\n\
     Основная группа каналов сеанса (Группа каналов по умолчанию);Сеансы;Ключевые события;Общий доход\n\
     Organic Search;10;2;1 234,5\nОбщий итог;10;2;1 234,5\n";
const GA4_ES: &str = "# Fecha de inicio: 20261001\n# Fecha de finalización: 20261031\n\
     Grupo de canales principal de la sesión (Grupo de canales predeterminado),Sesiones,Eventos clave,\
     Ingresos totales,Usuarios activos\nPaid Search,10,2,99.5,8\nTotal general,10,2,99.5,8\n";
const METRICA_EN: &str = "Sources summary 01.10.2026 - 31.10.2026\n\nTraffic source\tSessions\tUsers\tBounce rate\t\
     Goal reached (any)\nTotals and averages\t30\t20\t5\t3\nSearch engine traffic\t20\t10\t5\t2\n\
     Direct traffic\t5\t5\t5\t1\nMailing traffic\t5\t5\t5\t0\n";
const HUBSPOT_CONTACTS_IT: &str = "ID record;Nome;E-mail;Data di creazione;Fonte originale;Data diventato cliente\n\
     1;Ada;ada@people.example;15/10/2026;Ricerca organica;16/10/2026\n\
     2;Bruno;bruno@people.example;03/10/2026;Traffico diretto;\n";
const HUBSPOT_DEALS_ES: &str = "ID de registro,Nombre del negocio,Etapa del negocio,Fecha de cierre,Importe\n\
     1,Timbres,Cierre ganado,2026-10-05 10:00,1200.50\n2,Bicis,Cierre perdido,2026-10-06 10:00,99.50\n\
     3,Otra,Presentación programada,2026-10-06 10:00,7\n";
const PLAIN_IT: &str = "Mese;Canale;Spesa;Contatti\r\nmarzo 2026;e-mail;\"1.234,50\";12\r\n03/2026;Telefono;€ 300;-\r\n";

/// Everything that the tests of exports are offered, as the page offers it.
fn offered() -> Vec<(ChannelId, String)> {
    [
        ("email", "E-mail"),
        ("organic_search", "Search results"),
        ("search_ads", "Search ads"),
        ("social_ads", "Social ads"),
        ("ai_answers", "Answers by AI assistants"),
        ("messaging", "Messages"),
        ("referrals", "Referrals"),
        ("facebook", "Facebook"),
        ("shops", "Shops"),
    ]
    .map(|(id, name)| (ChannelId::builtin(id), name.to_owned()))
    .to_vec()
}

fn import(text: &str, locale: NumberLocale) -> Table {
    import_deciding(text, locale, &Map::new())
}

fn import_deciding(
    text: &str,
    locale: NumberLocale,
    sources: &Map<String, Option<ChannelId>>,
) -> Table {
    let channels = offered();
    let context = TableContext {
        locale,
        month: Month::new(2026, 9),
        channels: &channels,
        sources,
    };
    read_table(text, &context)
}

/// The figures in words: `2026-10 email visits 60`.
fn figures(table: &Table) -> Vec<String> {
    let words = |action: &Action| match action {
        Action::SetTotalFigure(month, field, Some(value)) => {
            format!("{month} company {} {value}", field.id())
        }
        Action::SetChannelFigure(month, channel, field, Some(value)) => {
            format!("{month} {channel} {} {value}", field.id())
        }
        other => panic!("{other:?} is no figure"),
    };
    table.actions.iter().map(words).collect()
}

/// The problems in words: `7:8 no_channel`.
fn problems(table: &Table) -> Vec<String> {
    let words = |p: &TableProblem| match p.column {
        Some(column) => format!("{}:{column} {}", p.line, p.reason.id()),
        None => format!("{} {}", p.line, p.reason.id()),
    };
    table.problems.iter().map(words).collect()
}

/// The sources in words: `Paid Search = search_ads (1)`.
fn sources(table: &Table) -> Vec<String> {
    let words = |s: &growth_wheel::codec::table::Source| {
        let channel = s.channel.as_ref().map_or("-", ChannelId::as_str);
        format!("{} = {channel} ({})", s.name, s.rows)
    };
    table.sources.iter().map(words).collect()
}

#[test]
fn the_traffic_of_google_analytics_is_booked_by_channel() {
    let got = import(GA4_TRAFFIC, IT);
    assert_eq!(got.kind, Kind::Ga4);
    assert_eq!(problems(&got), [""; 0]);
    assert_eq!(
        figures(&got),
        [
            "2026-10 email visits 60",
            "2026-10 email leads 6",
            "2026-10 email revenue 640.25",
            "2026-10 organic_search visits 1200",
            "2026-10 organic_search leads 24",
            "2026-10 organic_search revenue 2400.5",
            "2026-10 search_ads visits 300",
            "2026-10 search_ads leads 9",
            "2026-10 search_ads revenue 810",
        ]
    );
    assert_eq!(
        sources(&got),
        [
            "Paid Search = search_ads (1)",
            "Direct = - (1)",
            "Referral = - (1)",
            "Organic Social = - (1)",
            "Cross-network = - (1)",
        ]
    );
    assert_eq!(
        got.unused,
        [
            "Engaged sessions",
            "Engagement rate",
            "Events per session",
            "Event count",
            "Session key event rate",
            "Purchase revenue",
            "Views",
        ]
    );
    assert_eq!(got.rows, 7);
}

#[test]
fn rows_of_google_analytics_that_differ_in_a_dimension_add_up_and_equal_ones_do_not() {
    let got = import(GA4_EXPLORATION_IT, IT);
    assert_eq!(got.kind, Kind::Ga4);
    assert_eq!(
        figures(&got),
        [
            "2026-09 search_ads visits 10",
            "2026-09 search_ads leads 1",
            "2026-09 search_ads orders 1",
            "2026-09 search_ads revenue 50.25",
            "2026-10 email visits 8",
            "2026-10 email leads 2",
            "2026-10 email orders 1",
            "2026-10 email revenue 100.25",
            "2026-10 search_ads visits 25",
            "2026-10 search_ads leads 3",
            "2026-10 search_ads orders 1",
            "2026-10 search_ads revenue 60",
        ]
    );
    assert_eq!(
        problems(&got),
        [
            "12:4 repeated_figure",
            "12:5 repeated_figure",
            "12:6 repeated_figure",
            "12:7 repeated_figure",
            "14:2 unknown_channel",
        ]
    );
    assert_eq!(
        sources(&got),
        [
            "google / cpc = search_ads (4)",
            "newsletter / email = email (1)",
            "(direct) / (none) = - (1)",
            "brochure / pigeon = - (1)",
        ]
    );
    assert_eq!(got.unused, ["Categoria dispositivo", "Utenti attivi"]);
}

#[test]
fn google_analytics_is_known_in_spanish_and_russian() {
    let got = import(GA4_ES, ES);
    assert_eq!((got.kind, problems(&got)), (Kind::Ga4, Vec::new()));
    assert_eq!(
        figures(&got),
        [
            "2026-10 search_ads visits 10",
            "2026-10 search_ads leads 2",
            "2026-10 search_ads revenue 99.5",
        ]
    );
    assert_eq!(got.unused, ["Usuarios activos"]);
    let got = import(GA4_RU, RU);
    assert_eq!((got.kind, problems(&got)), (Kind::Ga4, Vec::new()));
    assert_eq!(
        figures(&got),
        [
            "2026-10 organic_search visits 10",
            "2026-10 organic_search leads 2",
            "2026-10 organic_search revenue 1234.5",
        ]
    );
}

#[test]
fn sums_and_further_tables_of_google_analytics_are_passed_over() {
    let got = import(
        "Session source / medium,Sessions\n,99\nGrand total,99\n#promo / email,1\n# Another table\na / email,9\n",
        EN,
    );
    assert_eq!(figures(&got), ["2026-09 email visits 1"]);
    assert_eq!((problems(&got), got.rows), (Vec::new(), 1));
    let got = import(
        "Sessions,Session source / medium\n1,promo / email\n99,Grand total\n",
        EN,
    );
    assert_eq!(figures(&got), ["2026-09 email visits 1"]);
    assert_eq!((problems(&got), got.rows), (Vec::new(), 1));
}

#[test]
fn of_several_amounts_of_google_analytics_only_the_best_counts() {
    for (header, revenue) in [
        ("Event revenue,Purchase revenue,Total revenue", 3),
        ("Event revenue,Purchase revenue,Views", 2),
        ("Event revenue,Views,Total users", 1),
    ] {
        let text =
            format!("Session source / medium,Month,{header}\ngoogle / organic,202610,1,2,3\n");
        let got = import(&text, EN);
        assert_eq!(problems(&got), [""; 0], "{header}");
        assert_eq!(
            figures(&got),
            [format!("2026-10 organic_search revenue {revenue}")],
            "{header}"
        );
        assert_eq!(got.unused.len(), 2, "{header}");
    }
    let got = import(
        "Session source,Date,Ads cost,Ads clicks,Ads impressions\ngoogle,20261015,5.5,6,7\n",
        EN,
    );
    assert_eq!(
        figures(&got),
        [
            "2026-10 organic_search spend 5.5",
            "2026-10 organic_search impressions 7",
            "2026-10 organic_search clicks 6",
        ]
    );
}

#[test]
fn the_sources_of_metrica_are_booked_by_channel() {
    let got = import(METRICA_SOURCES_RU, RU);
    assert_eq!(got.kind, Kind::Metrica);
    assert_eq!(problems(&got), [""; 0]);
    assert_eq!(
        figures(&got),
        [
            "2026-10 email visits 60",
            "2026-10 email leads 2",
            "2026-10 email revenue 2500",
            "2026-10 messaging visits 50",
            "2026-10 messaging leads 1",
            "2026-10 messaging revenue 0",
            "2026-10 organic_search visits 600",
            "2026-10 organic_search leads 20",
            "2026-10 organic_search revenue 30000.5",
        ]
    );
    assert_eq!(
        sources(&got),
        [
            "Переходы из поисковых систем = organic_search (1)",
            "Прямые заходы = - (1)",
            "Переходы по рекламе = - (1)",
            "Переходы с почтовых рассылок = email (1)",
            "Переходы из мессенджеров = messaging (1)",
            "Внутренние переходы = - (1)",
        ]
    );
    assert_eq!(
        got.unused,
        [
            "Посетители",
            "Отказы",
            "Глубина просмотра",
            "Время на сайте",
            "Достижения цели (Звонок)",
        ]
    );
    let got = import(METRICA_EN, EN);
    assert_eq!((got.kind, problems(&got)), (Kind::Metrica, Vec::new()));
    assert_eq!(
        figures(&got),
        [
            "2026-10 email visits 5",
            "2026-10 email leads 0",
            "2026-10 organic_search visits 20",
            "2026-10 organic_search leads 2",
        ]
    );
}

#[test]
fn rows_of_metrica_that_differ_in_detail_add_up_unless_a_row_of_the_whole_stands_above_them() {
    let head =
        "Источник трафика;Источник трафика (детально);Посетители;Визиты\nИтого и средние;;9;40\n";
    let parts =
        "Переходы из поисковых систем;Яндекс;5;10\nПереходы из поисковых систем;Google;5;20\n";
    let got = import(&[head, parts].concat(), RU);
    assert_eq!(figures(&got), ["2026-09 organic_search visits 30"]);
    assert_eq!(problems(&got), [""; 0]);
    let whole = "Переходы из поисковых систем;;9;30\n";
    let got = import(&[head, whole, parts].concat(), RU);
    assert_eq!(figures(&got), ["2026-09 organic_search visits 30"]);
    assert_eq!(
        problems(&got),
        ["4:4 repeated_figure", "5:4 repeated_figure"]
    );
    // People are no detail: these two rows are the same source twice.
    let same = "Источник трафика;Посетители;Визиты\nПереходы из поисковых систем;5;10\n\
         Переходы из поисковых систем;6;20\n";
    assert_eq!(problems(&import(same, RU)), ["3:3 repeated_figure"]);
}

#[test]
fn metrica_writes_its_amounts_as_the_file_does() {
    let text = "Источник трафика;Месяц визита;Визиты;Доход\nПереходы из поисковых систем;Октябрь 2026;1 200;1,234\n";
    assert_eq!(
        figures(&import(text, RU)),
        [
            "2026-10 organic_search visits 1200",
            "2026-10 organic_search revenue 1.234",
        ]
    );
    let text = "Источник трафика,Дата визита,Визиты,Доход\nПереходы из поисковых систем,2026-10-01,1200,\"1,234\"\n\
         Переходы из поисковых систем,2026-10-02,1,1.234\n";
    assert_eq!(
        figures(&import(text, RU)),
        [
            "2026-10 organic_search visits 1201",
            "2026-10 organic_search revenue 1235.234",
        ]
    );
}

#[test]
fn orders_of_shopify_are_counted_by_month() {
    // Italian marks do not matter: Shopify writes a point.
    let got = import(SHOPIFY_ORDERS, IT);
    assert_eq!(got.kind, Kind::Shopify);
    assert_eq!(
        figures(&got),
        [
            "2026-10 company active_customers 4",
            "2026-10 company all_orders 5",
            "2026-10 company total_revenue 949.18",
            "2026-11 company active_customers 1",
            "2026-11 company all_orders 1",
            "2026-11 company total_revenue 86.07",
        ]
    );
    assert_eq!(problems(&got), ["12:12 not_a_number", "13:16 bad_month"]);
    assert_eq!(got.sources, []);
    assert_eq!((got.rows, got.unused.len()), (11, 22));
    assert!(got.unused.contains(&"Billing Name".to_owned()));
    let currencies: Vec<&str> = got.currencies.iter().map(|c| c.as_str()).collect();
    assert_eq!(currencies, ["EUR"]);
}

#[test]
fn an_order_repeated_with_another_total_is_told_and_counts_once() {
    let got = import(
        "Name,Financial Status,Created at,Total\n#1,paid,2026-10-01,10\n#1,paid,2026-10-01,10\n#1,,,\n\
         #1,paid,2026-10-01,12\n#2,paid,2026-10-01,-5\n#3,paid,,5\n",
        EN,
    );
    assert_eq!(
        figures(&got),
        [
            "2026-10 company all_orders 1",
            "2026-10 company total_revenue 10",
        ]
    );
    assert_eq!(
        problems(&got),
        ["5:1 repeated_figure", "6:4 negative", "7:3 no_month"]
    );
}

#[test]
fn an_order_paid_back_beyond_its_worth_brings_nothing_and_takes_nothing() {
    let got = import(
        "Name,Financial Status,Created at,Total,Taxes,Refunded Amount\n\
         #1,partially_refunded,2026-10-01,10,2,9.5\n#2,paid,2026-10-01,10,2,\n",
        EN,
    );
    assert_eq!(
        figures(&got),
        [
            "2026-10 company all_orders 2",
            "2026-10 company total_revenue 8",
        ]
    );
}

#[test]
fn a_report_of_shopify_is_booked_net_of_taxes() {
    let got = import(SHOPIFY_SALES, RU);
    assert_eq!(got.kind, Kind::Shopify);
    assert_eq!(
        figures(&got),
        [
            "2026-10 email orders 4",
            "2026-10 email revenue 400",
            "2026-10 facebook orders 2",
            "2026-10 facebook revenue 1150.5",
            "2026-11 email orders 1",
        ]
    );
    assert_eq!(problems(&got), ["6:7 negative"]);
    assert_eq!(sources(&got), ["search = - (1)", "direct = - (1)"]);
    let text =
        "Day,Orders,Total sales,Sessions\n2026-10-01,2,10.5,7\n2026-10-02,3,\"1,000.00\",7\n";
    let got = import(text, IT);
    assert_eq!(got.kind, Kind::Shopify);
    assert_eq!(
        figures(&got),
        [
            "2026-10 company all_orders 5",
            "2026-10 company total_revenue 1010.5",
        ]
    );
    assert_eq!(problems(&got), ["1:4 needs_channel"]);
}

#[test]
fn contacts_of_hubspot_are_counted_by_source_and_month() {
    let got = import(HUBSPOT_CONTACTS, EN);
    assert_eq!(got.kind, Kind::Hubspot);
    assert_eq!(
        figures(&got),
        [
            "2026-09 organic_search leads 1",
            "2026-10 ai_answers leads 1",
            "2026-10 ai_answers customers_online 1",
            "2026-10 email leads 2",
            "2026-10 organic_search leads 1",
            "2026-10 organic_search customers_online 1",
        ]
    );
    assert_eq!(
        problems(&got),
        [
            "7:8 no_channel",
            "10:7 bad_month",
            "11:1 repeated_figure",
            "12:7 no_month",
            "13:8 unknown_channel",
            "15:9 bad_month",
        ]
    );
    // Links of other sites are no customers who recommend, although a channel is called so.
    assert_eq!(
        sources(&got),
        [
            "Email Marketing = email (2)",
            "Direct Traffic = - (1)",
            "Referrals = - (1)",
            "AI Referrals = ai_answers (1)",
            "Paid Social = social_ads (2)",
            "Carrier pigeons = - (2)",
        ]
    );
    let got = import(HUBSPOT_CONTACTS_IT, IT);
    assert_eq!((got.kind, problems(&got)), (Kind::Hubspot, Vec::new()));
    assert_eq!(
        figures(&got),
        [
            "2026-10 organic_search leads 1",
            "2026-10 organic_search customers_online 1",
        ]
    );
    let got = import(
        "Record ID,Create Date,Email\n1,2026-10-01,a@b.example\n",
        EN,
    );
    assert_eq!(problems(&got), ["1 needs_channel"]);
}

#[test]
fn deals_of_hubspot_are_counted_by_the_month_they_closed() {
    let got = import(HUBSPOT_DEALS, EN);
    assert_eq!(got.kind, Kind::Hubspot);
    assert_eq!(
        figures(&got),
        [
            "2026-10 company offers_won 1",
            "2026-10 company offers_decided 2",
            "2026-10 company offer_value 750",
            "2026-11 company offers_won 2",
            "2026-11 company offers_decided 2",
        ]
    );
    assert_eq!(problems(&got), ["6:4 no_month", "7:5 not_a_number"]);
    assert_eq!(got.unused, ["Deal Name", "Deal owner"]);
    let got = import(HUBSPOT_DEALS_ES, ES);
    assert_eq!(problems(&got), [""; 0]);
    assert_eq!(
        figures(&got),
        [
            "2026-10 company offers_won 1",
            "2026-10 company offers_decided 2",
            "2026-10 company offer_value 650",
        ]
    );
    let italian = "ID record;Fase dell'affare;Data di chiusura\n1;Chiuso vinto;15/10/2026\n2;Chiuso perso;03/10/2026\n";
    assert_eq!(
        figures(&import(italian, IT)),
        [
            "2026-10 company offers_won 1",
            "2026-10 company offers_decided 2",
        ]
    );
}

#[test]
fn the_whole_column_decides_which_number_is_the_day() {
    let read = |dates: [&str; 2]| {
        let [a, b] = dates;
        let text = format!("Record ID,Deal Stage,Close Date\n1,Closed won,{a}\n2,Closed won,{b}\n");
        let got = import(&text, IT);
        (figures(&got), problems(&got))
    };
    let won = |month: &str, n| {
        vec![
            format!("{month} company offers_won {n}"),
            format!("{month} company offers_decided {n}"),
        ]
    };
    assert_eq!(
        read(["10/05/2026", "10/31/2026"]),
        (won("2026-10", 2), vec![])
    );
    assert_eq!(
        read(["05/10/2026", "31/10/2026"]),
        (won("2026-10", 2), vec![])
    );
    let unsure = [
        "2:3 ambiguous_date".to_owned(),
        "3:3 ambiguous_date".to_owned(),
    ];
    assert_eq!(
        read(["10/05/2026", "10/06/2026"]),
        (vec![], unsure.to_vec())
    );
    assert_eq!(
        read(["10/10/2026", "10/06/2026"]),
        (won("2026-10", 1), unsure[1..].to_vec())
    );
}

#[test]
fn nothing_of_a_person_leaves_the_room() {
    for text in [
        SHOPIFY_ORDERS,
        HUBSPOT_CONTACTS,
        HUBSPOT_CONTACTS_IT,
        HUBSPOT_DEALS,
    ] {
        let said = format!("{:?}", import(text, EN)).to_lowercase();
        for personal in [
            "people.example",
            "ada",
            "rossi",
            "bruno",
            "via ",
            "please",
            "zoe",
            "+39",
        ] {
            assert!(!said.contains(personal), "{personal}");
        }
    }
}

// ---- the header and the period above it ----

#[test]
fn up_to_twenty_records_may_stand_above_the_header() {
    let table = "month,channel,spend\n2026-03,email,5\n";
    let titles = |n: usize| "A title, and a line\n".repeat(n);
    let got = import(&[titles(20).as_str(), table].concat(), EN);
    assert_eq!(figures(&got), ["2026-03 email spend 5"]);
    assert_eq!(problems(&got), [""; 0]);
    let got = import(&["\n\n# x\n", &titles(21), table].concat(), EN);
    assert_eq!(
        (got.actions.len(), problems(&got)),
        (0, vec!["3 no_header".to_owned()])
    );
    // A title of one cell that reads like a figure is still a title.
    let got = import(&["Revenue\n", table].concat(), EN);
    assert_eq!(figures(&got), ["2026-03 email spend 5"]);
    // A column of numbers is no comment.
    let got = import("#,channel,spend\n1,email,5\n", EN);
    assert_eq!(figures(&got), ["2026-09 email spend 5"]);
    assert_eq!(problems(&got), [""; 0]);
}

#[test]
fn an_export_written_anew_by_a_spreadsheet_is_read_with_the_visitor_s_marks() {
    let head = "Session default channel group\tSessions\tTotal revenue\n";
    let got = import(&[head, "Paid Search\t1.234\t1.234,50\n"].concat(), IT);
    assert_eq!(
        figures(&got),
        [
            "2026-09 search_ads visits 1234",
            "2026-09 search_ads revenue 1234.5"
        ]
    );
    let head = "Name;Financial Status;Created at;Total\n";
    let got = import(&[head, "#1;paid;2026-10-01;1.234,50\n"].concat(), IT);
    assert!(figures(&got).contains(&"2026-10 company total_revenue 1234.5".to_owned()));
}

#[test]
fn the_currency_that_a_column_names_is_told() {
    for (head, expected) in [
        ("channel,Spend (EUR)\n", "EUR"),
        ("channel,\"Spend, USD\"\n", "USD"),
        ("channel,Revenue ($)\n", "USD"),
        ("Канал,Расход ₽\n", "RUB"),
        ("channel,Clicks EUR\n", ""),
        ("channel,spend\n", ""),
    ] {
        let got = import(&[head, "email,5\n"].concat(), EN);
        let codes: Vec<&str> = got.currencies.iter().map(|c| c.as_str()).collect();
        assert_eq!(codes.join(" "), expected, "{head}");
        assert_eq!(got.actions.len(), 1, "{head}");
    }
}

#[test]
fn amounts_in_several_currencies_are_not_added_up() {
    let head = "Name,Financial Status,Currency,Created at,Total\n";
    let rows = "#1,paid,EUR,2026-10-01,100\n#2,paid,JPY,2026-10-02,15000\n";
    let got = import(&[head, rows].concat(), EN);
    assert_eq!(figures(&got), ["2026-10 company all_orders 2"]);
    assert_eq!(problems(&got), ["1:3 several_currencies"]);
    let deals = "Record ID,Deal Stage,Close Date,Amount,Amount in company currency\n\
        1,Closed won,2026-10-01,10000,100\n2,Closed lost,2026-10-02,200,200\n";
    let got = import(deals, EN);
    assert!(
        figures(&got).contains(&"2026-10 company offer_value 150".to_owned()),
        "{:?}",
        figures(&got)
    );
}

#[test]
fn the_mark_between_cells_is_that_of_the_table_and_not_of_its_title() {
    let got = import(
        "Отчёт; источники, сводка\nМесяц\tКанал\tРасход, ₽\nмарт 2026\temail\t1,5\n",
        RU,
    );
    assert_eq!(figures(&got), ["2026-03 email spend 1.5"]);
    let got = import(
        "Месяц;Канал;Расход, руб., без НДС\nмарт 2026;email;1,5\n",
        RU,
    );
    assert_eq!(got.problems.len(), 1, "{:?}", got.problems);
    let got = import("Канал;Расход, ₽;Заявки, всего\nemail;1,5;2\n", RU);
    assert_eq!(figures(&got), ["2026-09 email spend 1.5"]);
}

#[test]
fn the_period_above_a_table_is_the_month_of_rows_without_one() {
    let rows = "channel,spend\nemail,5\n";
    for title in [
        "# Start date: 20261001\n# End date: 20261031\n",
        "# Start date 20261001\n# End date 20261031\n",
        "# Data di inizio: 20261001\n# Data di fine: 20261031\n",
        "# 20261001-20261031\n",
        "Отчёт за период с 2026-10-01 по 2026-10-31\n",
        "01.10.2026 - 31.10.2026\n",
        "01.10.2026-31.10.2026\n",
        "\"Costs, all\",2026-10-01,2026-10-31\n",
    ] {
        let got = import(&[title, rows].concat(), EN);
        assert_eq!(figures(&got), ["2026-10 email spend 5"], "{title}");
        assert_eq!(problems(&got), [""; 0], "{title}");
    }
    let got = import("# 20261001-20261031\nchannel,clicks\nemail,5\n", EN);
    assert_eq!(figures(&got), ["2026-10 email clicks 5"]);
    let got = import(
        "# 20261001-20261031\nDate,Conversions,Purchases\n20261001,4,5\n",
        EN,
    );
    // What analytics counts without a channel is not what is in the till.
    assert_eq!(
        (figures(&got), problems(&got)),
        (
            vec![],
            vec![
                "2:2 needs_channel".to_owned(),
                "2:3 needs_channel".to_owned()
            ]
        )
    );
    for (title, line) in [
        ("# Start date: 20261001\n# End date: 20261231\n", 2),
        ("Отчёт за период с 2026-10-01 по 2026-12-31\n", 1),
    ] {
        let got = import(&[title, rows].concat(), EN);
        assert_eq!(
            problems(&got),
            [
                format!("{line} several_months"),
                format!("{} no_month", line + 2)
            ]
        );
        assert_eq!(got.actions, []);
        // Rows with months of their own are not in doubt.
        let dated = "month,channel,spend\n2026-11,email,5\n";
        let got = import(&[title, dated].concat(), EN);
        assert_eq!(figures(&got), ["2026-11 email spend 5"], "{title}");
        assert_eq!(problems(&got), [""; 0], "{title}");
    }
}

#[test]
fn a_month_of_google_analytics_takes_the_year_from_the_period() {
    let text = |first, last| {
        format!(
            "# Start date: {first}\n# End date: {last}\nMonth,Session source / medium,Sessions\n09,google / cpc,4\n10,google / cpc,5\n"
        )
    };
    assert_eq!(
        figures(&import(&text(20_260_901, 20_261_031), EN)),
        ["2026-09 search_ads visits 4", "2026-10 search_ads visits 5"]
    );
    let got = import(&text(20_250_901, 20_261_031), EN);
    assert_eq!(problems(&got), ["4:1 bad_month", "5:1 bad_month"]);
}

#[test]
fn the_comma_of_one_column_of_amounts_is_no_mark() {
    let got = import("Ricavi\n5,5\n", IT);
    assert_eq!(figures(&got), ["2026-09 company total_revenue 5.5"]);
    assert_eq!(problems(&got), [""; 0]);
    let got = import("Note,Ricavi\nx,5\n", IT);
    assert_eq!(figures(&got), ["2026-09 company total_revenue 5"]);
}

#[test]
fn each_program_is_known_by_the_headers_of_its_languages() {
    let table = [
        (
            Kind::Ga4,
            "First user primary channel group (Default Channel Group)\tSessions\tKey events",
            3,
        ),
        (
            Kind::Ga4,
            "First user default channel group\tSessions\tConversions",
            3,
        ),
        (
            Kind::Ga4,
            "Default channel group\tDate\tSessions\tPurchases\tEvent revenue",
            5,
        ),
        (
            Kind::Ga4,
            "Session source\tYear month\tGoogle Ads cost\tGoogle Ads clicks",
            4,
        ),
        (
            Kind::Ga4,
            "Gruppo di canali principale della sessione (Gruppo di canali predefinito)\tSessioni",
            2,
        ),
        (
            Kind::Ga4,
            "Grupo de canales predeterminado de la sesión\tFecha\tSesiones\tCompras",
            4,
        ),
        (
            Kind::Ga4,
            "Fuente/medio de la sesión\tSesiones\tConversiones",
            3,
        ),
        (
            Kind::Ga4,
            "Источник/канал сеанса\tДата\tСеансы\tДоход от покупок",
            4,
        ),
        (
            Kind::Metrica,
            "Последний значимый источник\tДата визита\tВизиты\tДостижения любой цели",
            4,
        ),
        (
            Kind::Metrica,
            "UTM Source\tВизиты\tОтказы\tПокупки\tДоход от покупок\tРасходы",
            5,
        ),
        (
            Kind::Metrica,
            "Last significant traffic source\tVisits\tGoal reached: order",
            3,
        ),
        (Kind::Metrica, "Traffic source\tVisits", 2),
        (Kind::Shopify, "Traffic source\tOrders\tTotal sales", 3),
        (
            Kind::Shopify,
            "Sales channel\tMonth\tNet sales\tTotal sales",
            3,
        ),
        (
            Kind::Shopify,
            "Day\tReferrer source\tOnline store visitors",
            3,
        ),
        (Kind::Plain, "Month\tChannel\tSpend", 3),
        (Kind::Plain, "Месяц\tИсточник\tВизиты", 3),
        (
            Kind::Hubspot,
            "Record ID\tCreate Date\tOriginal Traffic Source",
            3,
        ),
        (
            Kind::Hubspot,
            "ID record\tData di creazione\tOrigine originale",
            3,
        ),
        (
            Kind::Hubspot,
            "ID de registro\tFecha de creación\tFuente original\tCorreo",
            3,
        ),
        (
            Kind::Hubspot,
            "ID record\tFase trattativa\tData di chiusura\tImporto",
            4,
        ),
    ];
    for (kind, header, used) in table {
        let got = import(&[header, "\n"].concat(), EN);
        assert_eq!(got.kind, kind, "{header}");
        let cells = header.split('\t').count();
        assert_eq!(cells - got.unused.len(), used, "{header}: {:?}", got.unused);
        assert_eq!(problems(&got), [""; 0], "{header}");
    }
}

#[test]
fn contacts_in_spanish_are_counted_by_source() {
    let got = import(
        "ID de registro,Nombre,Correo,Fecha de creación,Fuente original,Fecha en que se convirtió en cliente\n\
         1,Ada,ada@people.example,2026-10-03 10:00,Búsqueda orgánica,2026-11-01 10:00\n\
         2,Bruno,bruno@people.example,2026-10-03 10:00,Redes sociales de pago,\n\
         3,Carla,carla@people.example,2026-10-03 10:00,Tráfico directo,\n",
        ES,
    );
    assert_eq!(
        figures(&got),
        [
            "2026-10 organic_search leads 1",
            "2026-10 social_ads leads 1",
            "2026-11 organic_search customers_online 1",
        ]
    );
    assert_eq!(problems(&got), [""; 0]);
}

// ---- sources ----

#[test]
fn different_sources_of_one_channel_add_up_and_the_same_source_does_not() {
    let got = import(
        "month,source,clicks\n2026-03,email,1\n2026-03,newsletter / email,10\n2026-03,promo / email,100\n\
         2026-03,Newsletter / Email,1000\n2026-03,E-mail,1000\n",
        EN,
    );
    assert_eq!(figures(&got), ["2026-03 email clicks 111"]);
    assert_eq!(
        problems(&got),
        ["5:3 repeated_figure", "6:3 repeated_figure"]
    );
    assert_eq!(
        sources(&got),
        [
            "newsletter / email = email (2)",
            "promo / email = email (1)"
        ]
    );
    let days = "date,source,clicks\n2026-03-01,a / email,1\n2026-03-01,b / email,2\n2026-03-02,a / email,4\n\
         2026-03-01,a / email,8\n";
    let got = import(days, EN);
    assert_eq!(figures(&got), ["2026-03 email clicks 7"]);
    assert_eq!(problems(&got), ["5:3 repeated_figure"]);
}

#[test]
fn the_visitor_decides_about_a_source() {
    let text = "month,source,clicks\n2026-03,Direct,1\n2026-03,pigeons,10\n2026-03,google / cpc,100\n2026-03,owls,7\n2026-03,Owls,7\n";
    let got = import(text, EN);
    assert_eq!(figures(&got), ["2026-03 search_ads clicks 100"]);
    assert_eq!(
        problems(&got),
        ["3:2 unknown_channel", "5:2 unknown_channel"]
    );
    let key = |name: &str| {
        let source = got.sources.iter().find(|s| s.name == name).unwrap();
        source.key.clone()
    };
    let decisions = Map::from([
        (key("Direct"), Some(ChannelId::builtin("email"))),
        (key("pigeons"), Some(ChannelId::builtin("shops"))),
        (key("google / cpc"), None),
        (key("owls"), None),
    ]);
    let got = import_deciding(text, EN, &decisions);
    assert_eq!(
        figures(&got),
        ["2026-03 email clicks 1", "2026-03 shops clicks 10"]
    );
    assert_eq!(problems(&got), [""; 0]);
    assert_eq!(
        sources(&got),
        [
            "Direct = email (1)",
            "pigeons = shops (1)",
            "google / cpc = - (1)",
            "owls = - (2)",
        ]
    );
}

#[test]
fn a_channel_that_is_not_offered_is_not_proposed() {
    let channels = [(ChannelId::builtin("shops"), "Shops".to_owned())];
    let context = TableContext {
        locale: EN,
        month: Month::new(2026, 9),
        channels: &channels,
        sources: &Map::new(),
    };
    let got = read_table("source,clicks\ngoogle / cpc,1\npos,2\n", &context);
    assert_eq!(figures(&got), ["2026-09 shops clicks 2"]);
    assert_eq!(sources(&got), ["google / cpc = - (1)", "pos = shops (1)"]);
    assert_eq!(problems(&got), [""; 0]);
}

#[test]
fn sources_are_known_by_the_names_of_each_program_and_language() {
    let every = [
        ("Organic Search", "organic_search"),
        ("Ricerca organica", "organic_search"),
        ("Búsqueda orgánica", "organic_search"),
        ("Переходы из поисковых систем", "organic_search"),
        ("Search engine traffic", "organic_search"),
        ("yandex / organic", "organic_search"),
        ("ORGANIC_SEARCH", "organic_search"),
        ("Paid Search", "search_ads"),
        ("Ricerca a pagamento", "search_ads"),
        ("Búsqueda de pago", "search_ads"),
        ("bing / cpc", "search_ads"),
        ("Paid Social", "social_ads"),
        ("Social a pagamento", "social_ads"),
        ("Redes sociales de pago", "social_ads"),
        ("facebook / paid", "social_ads"),
        ("ig / cpc", "social_ads"),
        ("linkedin / cpc", "linkedin_ads"),
        ("Display", "display_ads"),
        ("Paid Shopping", "shopping_feeds"),
        ("Organic Shopping", "shopping_feeds"),
        ("Email marketing", "email"),
        ("newsletter / email", "email"),
        ("Переходы с почтовых рассылок", "email"),
        ("Mailing traffic", "email"),
        ("SMS", "sms"),
        ("Mobile Push Notifications", "app_push"),
        ("Affiliates", "affiliate"),
        ("Organic Video", "youtube"),
        ("Audio", "connected_tv_audio"),
        ("AI Referrals", "ai_answers"),
        ("chatgpt.com / referral", "ai_answers"),
        ("instagram / social", "instagram"),
        ("l.facebook.com / referral", "facebook"),
        ("t.co / referral", "x"),
        ("Переходы из мессенджеров", "messaging"),
        ("Messenger traffic", "messaging"),
        ("pos", "shops"),
        ("Direct", ""),
        ("(direct) / (none)", ""),
        ("(not set)", ""),
        ("Unassigned", ""),
        ("Cross-network", ""),
        ("Organic Social", ""),
        ("Referral", ""),
        ("blog.example / referral", ""),
        ("Прямые заходы", ""),
        ("Внутренние переходы", ""),
        ("Переходы с сохранённых страниц", ""),
        ("Internal traffic", ""),
        ("Traffico diretto", ""),
        ("Fuentes offline", ""),
        ("Otras campañas", ""),
        ("Offline Sources", ""),
        ("web", ""),
        ("shopify_draft_order", ""),
    ];
    let channels: Vec<_> = every
        .iter()
        .filter(|(_, id)| !id.is_empty())
        // Names of their own, so that nothing is found by the name of a channel.
        .map(|(_, id)| (ChannelId::parse(id).unwrap(), "no name".to_owned()))
        .collect();
    for (name, id) in every {
        let context = TableContext {
            locale: EN,
            month: Month::new(2026, 9),
            channels: &channels,
            sources: &Map::new(),
        };
        let got = read_table(&format!("source\tclicks\n{name}\t1\n"), &context);
        assert_eq!(problems(&got), [""; 0], "{name}");
        let booked: Vec<_> = (!id.is_empty())
            .then(|| format!("2026-09 {id} clicks 1"))
            .into_iter()
            .collect();
        assert_eq!(figures(&got), booked, "{name}");
    }
}

// ---- limits ----

#[test]
fn no_list_grows_beyond_its_limit() {
    let mut text = "month,channel,spend\n".to_owned();
    for i in 0..MAX_PROBLEMS + 500 {
        text.push_str(&format!("2026-01,bird {i},1\n"));
    }
    text.push_str("2026-01,email,7\n");
    let got = import(&text, EN);
    assert_eq!(figures(&got), ["2026-01 email spend 7"]);
    assert_eq!(got.sources.len(), MAX_SOURCES);
    assert_eq!(got.problems.len(), MAX_PROBLEMS + 1);
    assert_eq!(
        got.problems.last(),
        Some(&problem(
            MAX_PROBLEMS + 2,
            None,
            TableReason::TooManyProblems
        ))
    );
    let wide = "x,".repeat(MAX_COLUMNS) + "spend\n" + &"1,".repeat(MAX_COLUMNS) + "1\n";
    let got = import(&["channel,clicks,", &wide].concat(), EN);
    assert!(got.problems.contains(&problem(
        1,
        Some(MAX_COLUMNS + 1),
        TableReason::TooManyColumns
    )));
    let names: String = (0..MAX_EXPORT_COLUMNS).map(|i| format!("n{i},")).collect();
    let long = "y".repeat(MAX_LISTED + 1);
    let got = import(
        &[
            "Sessions,Session source / medium,",
            &long,
            ",",
            &names,
            "end\n1,google / cpc\n",
        ]
        .concat(),
        EN,
    );
    assert_eq!(figures(&got), ["2026-09 search_ads visits 1"]);
    assert_eq!(
        problems(&got),
        [format!("1:{} too_many_columns", MAX_EXPORT_COLUMNS + 1)]
    );
    assert_eq!(got.unused.len(), MAX_UNUSED);
    assert_eq!(got.unused[0].chars().count(), MAX_LISTED);
    let got = import(
        &["Record ID,Deal Stage,Close Date,", &names, "end\n"].concat(),
        EN,
    );
    assert_eq!(
        problems(&got),
        [format!("1:{} too_many_columns", MAX_EXPORT_COLUMNS + 1)]
    );
}

#[test]
fn a_sum_beyond_the_range_is_refused() {
    let text = "date,channel,spend\n2026-01-01,email,900000000000\n2026-01-02,email,900000000000\n";
    let got = import(text, EN);
    assert_eq!(figures(&got), ["2026-01 email spend 900000000000"]);
    assert_eq!(problems(&got), ["3:3 too_large"]);
    let orders = "Name,Financial Status,Created at,Total\n#1,paid,2026-01-01,900000000000\n#2,paid,2026-01-01,900000000000\n";
    assert_eq!(problems(&import(orders, EN)), ["3:4 too_large"]);
}

#[test]
fn every_program_and_every_reason_has_a_name_of_its_own() {
    let mut ids: Vec<_> = TableReason::ALL.iter().map(|r| r.id()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), TableReason::ALL.len());
    assert_eq!(
        Kind::ALL.map(Kind::id),
        ["plain", "ga4", "metrica", "shopify", "hubspot"]
    );
}

#[test]
fn a_text_of_the_longest_length_is_read_in_one_go() {
    // Millions of cells, quotes or lines: what grows faster than the text would not end.
    for text in [
        ",".repeat(MAX_BYTES),
        "\"".repeat(MAX_BYTES),
        "\n".repeat(MAX_BYTES),
        "channel,spend\n".to_owned() + &"email,5\n".repeat(600_000),
        "channel,spend\n".to_owned() + &" \"".repeat(2_000_000),
        "channel,spend\n\"".to_owned() + &"(".repeat(4_000_000),
        (0..60_000).fold("source,clicks\n".to_owned(), |text, i| {
            text + &format!("site {i} / email,1\n")
        }),
        (0..30_000).fold(
            SHOPIFY_ORDERS.lines().next().unwrap().to_owned(),
            |text, i| {
                text + &format!("\n#{i},{i}@people.example,paid,,,,,,,,1,10.50,,,,2026-10-01")
            },
        ),
    ] {
        assert!(import(&text, EN).problems.len() <= MAX_PROBLEMS + 1);
    }
}

// ---- the door under attack ----

/// Numbers that look random and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

/// What spoils a table: marks, quotes, line ends, signs nobody sees, numbers too large, words of the reader itself.
const SPOILERS: [&str; 40] = [
    ",",
    ";",
    "\t",
    "\"",
    "\"\"",
    "\n",
    "\r",
    "\r\n",
    "\u{feff}",
    "\0",
    "\u{1}",
    "\u{fffd}",
    "\u{200f}",
    "\u{202e}",
    "\u{a0}",
    "\u{301}",
    "#",
    "# Start date: 20261001",
    "# 20260101-20261231",
    "(",
    "]",
    "-",
    "−5",
    "1e309",
    "999999999999999999999999",
    "1000000000000",
    "0,1",
    "1.234,56",
    "2026-13-45",
    "20261015",
    "03/04/2026",
    "31/12/2999",
    "Total",
    "Итого",
    "email",
    "google / cpc",
    "Grand total",
    "spend",
    "Closed won",
    "/",
];

fn spoil(text: &str, chance: &mut Chance) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=chance.below(6) {
        let at = chance.below(chars.len() + 1);
        match chance.below(8) {
            0 => {
                if let Some(c) = chars.get_mut(at) {
                    *c = char::from_u32(u32::from(*c) ^ (1 << chance.below(7))).unwrap_or('?');
                }
            }
            1 => chars.truncate(at),
            2 => {
                let marks: Vec<usize> = (0..chars.len())
                    .filter(|i| matches!(chars[*i], ',' | ';' | '\t' | '"' | '\n'))
                    .collect();
                if !marks.is_empty() {
                    let at = chance.of(&marks);
                    if chance.below(2) == 0 {
                        chars.remove(at);
                    } else {
                        chars.insert(at, chars[at]);
                    }
                }
            }
            3 => {
                let text: String = chars.iter().collect();
                let mut lines: Vec<&str> = text.split('\n').collect();
                let (a, b) = (chance.below(lines.len()), chance.below(lines.len()));
                lines.swap(a, b);
                chars = lines.join("\n").chars().collect();
            }
            4 => {
                let text: String = chars.iter().collect();
                let mut lines: Vec<&str> = text.split('\n').collect();
                lines.insert(chance.below(lines.len()), lines[chance.below(lines.len())]);
                chars = lines.join("\n").chars().collect();
            }
            // A whole cell.
            5 => {
                let is_mark = |c: &char| matches!(c, ',' | ';' | '\t' | '\n');
                let start = chars[..at].iter().rposition(is_mark).map_or(0, |i| i + 1);
                let end = chars[at..]
                    .iter()
                    .position(is_mark)
                    .map_or(chars.len(), |i| at + i);
                chars.splice(start..end, chance.of(&SPOILERS).chars());
            }
            _ => {
                chars.splice(at..at, chance.of(&SPOILERS).chars());
            }
        }
    }
    chars.into_iter().collect()
}

/// Spoils five thousand files; what is read of each must be fit for a plan.
fn attack(seeds: &[&str], chance: u64) {
    let mut chance = Chance(chance);
    let mut booked = 0;
    let mut reasons = std::collections::BTreeSet::new();
    for round in 0..5_000 {
        let text = spoil(seeds[round % seeds.len()], &mut chance);
        let got = import(&text, LOCALES[chance.below(4)].1);
        let lines = text.matches(['\n', '\r']).count() + 1;
        for p in &got.problems {
            assert!((1..=lines + 1).contains(&p.line), "{p:?} in {text:?}");
            assert_ne!(p.column, Some(0), "{p:?} in {text:?}");
            reasons.insert(p.reason.id());
        }
        assert!(got.problems.is_sorted(), "{text:?}");
        booked += usize::from(!got.actions.is_empty());
        let mut plan = Plan::new("p".to_owned(), 0);
        for action in got.actions {
            if let Action::SetTotalFigure(_, _, value) | Action::SetChannelFigure(.., value) =
                action
            {
                let value = value.unwrap();
                assert!((0.0..=MAX_NUMBER).contains(&value), "{value} in {text:?}");
            }
            let taken = plan.apply(action);
            assert!(matches!(taken, Ok(()) | Err(Refusal::TooMany)), "{text:?}");
        }
    }
    // Spoiled enough to find every kind of fault, not so much that nothing is left to read.
    assert!(booked > 2_500, "{booked}");
    assert!(reasons.len() > 14, "{reasons:?}");
}

// Two halves of the ten thousand, as each takes its time.

#[test]
fn five_thousand_spoiled_tables_of_figures_are_read_without_harm() {
    // A chart of three days is as hard to read as one of a month.
    let is_later = |line: &&str| line.starts_with("001") || line.starts_with("002");
    let short: Vec<&str> = GA4_TRAFFIC.lines().filter(|l| !is_later(l)).collect();
    let short = short.join("\n");
    attack(
        &[
            short.as_str(),
            GA4_EXPLORATION_IT,
            GA4_RU,
            GA4_ES,
            METRICA_EN,
            SHOPIFY_SALES,
            PLAIN_IT,
        ],
        20_261_031,
    );
}

#[test]
fn five_thousand_spoiled_lists_of_orders_and_people_are_read_without_harm() {
    attack(
        &[
            METRICA_SOURCES_RU,
            SHOPIFY_ORDERS,
            HUBSPOT_CONTACTS,
            HUBSPOT_CONTACTS_IT,
            HUBSPOT_DEALS,
            HUBSPOT_DEALS_ES,
        ],
        20_261_130,
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_of_ones_own_comes_back_as_it_was_written(
        cells in prop::collection::btree_map((1u8..=12, 0usize..9), (0u64..999_999_999, 0u8..100), 1..30),
        which in 0usize..4,
        mark in prop::sample::select(vec!['\t', ';', ',']),
        quoted in any::<bool>(),
        end in prop::sample::select(vec!["\n", "\r", "\r\n"]),
        first in prop::sample::select(vec!["", "\u{feff}"]),
    ) {
        let locale = LOCALES[which].1;
        let channels = offered();
        let cell = |text: String| {
            if quoted || text.contains([mark, '"']) {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text
            }
        };
        let mut lines = vec![["Month", "Channel", "Spend"].map(str::to_owned)];
        let mut expected = Vec::new();
        for ((month_number, channel), (whole, cents)) in &cells {
            let m = month(2026, *month_number);
            let (id, name) = &channels[*channel];
            let amount = format!("{whole}.{cents:02}").parse().unwrap();
            let written = format!("{whole}{}{cents:02}", locale.decimal);
            lines.push([m.to_string(), name.clone(), written]);
            expected.push(Action::SetChannelFigure(m, id.clone(), ChannelField::Spend, Some(amount)));
        }
        let lines: Vec<String> = lines
            .into_iter()
            .map(|line| line.map(cell).join(&mark.to_string()))
            .collect();
        let got = import(&[first, &lines.join(end)].concat(), locale);
        prop_assert_eq!(&got.problems, &[]);
        let sorted = |list: &[Action]| {
            let mut words: Vec<_> = list.iter().map(|a| format!("{a:?}")).collect();
            words.sort();
            words
        };
        prop_assert_eq!(sorted(&got.actions), sorted(&expected));
    }
}
