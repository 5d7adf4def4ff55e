//! Tables: what spreadsheets copy, CSV files, and the exports of four programs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use growth_wheel::codec::number::{NumberError, NumberLocale};
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
         2026-02\temail\t7\t\t3\t8\n\
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
            problem(8, Some(6), TableReason::ExtraCell),
            problem(9, None, TableReason::NoChannel),
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
