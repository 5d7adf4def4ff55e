//! Published figures, each with its source, year, country and sample. They are orientation: none goes into a plan before
//! the visitor accepts that row, and none crosses a currency.
//!
//! Facts taken from the publications named, in November 2026; figures for which there are neither the publisher's own
//! page nor two quotes alike are not among them. None of a European country or of Russia was found that says its sample.

use std::borrow::Cow;

use crate::domain::benchmark::{Benchmark, Grade, Place, Scope, Segment};
use crate::domain::ids::ChannelId;
use crate::domain::profile::Currency;

/// A publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// Stable name; text `benchmarks.sample.<id>` says how many cases stand behind it.
    pub id: &'static str,
    /// Publisher and title as published.
    pub title: &'static str,
    /// Year of the figures.
    pub year: u16,
    /// Part of the world by the name texts are keyed by.
    pub place: &'static str,
    /// How well its figures are known.
    pub grade: Grade,
    /// What has to be said with them.
    pub note: Option<&'static str>,
}

const fn source(
    id: &'static str,
    title: &'static str,
    year: u16,
    place: &'static str,
    grade: Grade,
    note: Option<&'static str>,
) -> Source {
    Source {
        id,
        title,
        year,
        place,
        grade,
        note,
    }
}

/// Every publication.
pub const SOURCES: [Source; 14] = [
    source(
        "localiq_2025",
        "LocaliQ/WordStream, Search Advertising Benchmarks 2025",
        2025,
        "us",
        Grade::B,
        None,
    ),
    source(
        "localiq_2024",
        "LocaliQ/WordStream, Search Advertising Benchmarks 2024",
        2024,
        "us",
        Grade::B,
        None,
    ),
    source(
        "localiq_2021",
        "LocaliQ, Search Advertising Benchmarks 2021",
        2021,
        "north_america",
        Grade::B,
        None,
    ),
    source(
        "wordstream_2025",
        "WordStream, Facebook Ads Benchmarks 2025",
        2025,
        "us",
        Grade::B,
        None,
    ),
    source(
        "wordstream_2024",
        "WordStream, Facebook Ads Benchmarks 2024",
        2024,
        "us",
        Grade::B,
        None,
    ),
    source(
        "wordstream_2017",
        "WordStream, Facebook Ad Benchmarks 2017",
        2017,
        "us",
        Grade::B,
        Some("old"),
    ),
    source(
        "linkedin_2022",
        "LinkedIn Sponsored Content, quoted by the trade press",
        2022,
        "global",
        Grade::B,
        None,
    ),
    source(
        "mailchimp_2019",
        "Mailchimp, Email Marketing Statistics and Benchmarks, October 2019",
        2019,
        "global",
        Grade::A,
        Some("before_privacy"),
    ),
    source(
        "campaign_monitor_2022",
        "Campaign Monitor, Ultimate Email Marketing Benchmarks 2022",
        2022,
        "global",
        Grade::B,
        Some("after_privacy"),
    ),
    source(
        "ana_2023",
        "ANA, Response Rate Report 2023",
        2023,
        "us",
        Grade::B,
        Some("swings"),
    ),
    source(
        "ana_2021",
        "ANA, Response Rate Report 2021",
        2021,
        "us",
        Grade::B,
        Some("swings"),
    ),
    source(
        "sethuraman_2011",
        "Sethuraman, Tellis & Briesch, Journal of Marketing Research 48(3)",
        2011,
        "global",
        Grade::A,
        Some("brand_level"),
    ),
    source(
        "henningsen_2011",
        "Henningsen, Heuke & Clement, BuR Business Research 4(2)",
        2011,
        "global",
        Grade::A,
        Some("brand_level"),
    ),
    source(
        "focus_2024",
        "Focus Digital, CAC trends 2024",
        2024,
        "us",
        Grade::A,
        Some("thin"),
    ),
];

/// Lines of business with figures of their own, beside `all`; texts `benchmarks.segment.<id>`.
pub const SEGMENTS: [&str; 31] = [
    "accounting",
    "agriculture_food",
    "animals_pets",
    "architecture_construction",
    "arts_artists",
    "arts_entertainment",
    "automotive",
    "automotive_for_sale",
    "automotive_repair",
    "beauty_personal_care",
    "business_services",
    "career_employment",
    "dentists",
    "education",
    "fashion_jewelry",
    "finance",
    "furniture",
    "health_fitness",
    "healthcare",
    "home_improvement",
    "hotels",
    "industrial_commercial",
    "legal",
    "personal_services",
    "real_estate",
    "restaurants",
    "retail",
    "shopping_gifts",
    "software",
    "sports_recreation",
    "travel",
];

// One source, channel as published, and metric: line of business and figure. Money is US dollars.
const ROWS: &str = "\
localiq_2025 search_ads ctr: all 0.0666\n\
localiq_2025 search_ads cpc: all 5.26\n\
localiq_2025 search_ads cpl: all 70.11\n\
localiq_2024 search_ads cpc: all 4.66\n\
localiq_2024 search_ads cpl: all 66.69\n\
localiq_2021 search_ads cpc: arts_entertainment 1.6; animals_pets 2.89; fashion_jewelry 2.61; legal 8.67\n\
localiq_2021 search_ads cpc: automotive_for_sale 2.32; automotive_repair 3.19; beauty_personal_care 3.74\n\
localiq_2021 search_ads cpc: business_services 4.9; career_employment 3.9; dentists 6.49; education 4.18\n\
localiq_2021 search_ads cpc: finance 5.16; furniture 2.14; health_fitness 3.97; home_improvement 5.75\n\
localiq_2021 search_ads cpc: industrial_commercial 4.14; personal_services 3.46; healthcare 3.63\n\
localiq_2021 search_ads cpc: real_estate 1.4; restaurants 1.77; shopping_gifts 2.23; sports_recreation 1.73\n\
localiq_2021 search_ads cpc: travel 1.4; all 3.53\n\
localiq_2021 search_ads ctr: all 0.0618\n\
wordstream_2025 meta_ads_traffic ctr: all 0.0171\n\
wordstream_2025 meta_ads_leads ctr: all 0.0259\n\
wordstream_2025 meta_ads_leads cpl: all 27.66\n\
wordstream_2024 meta_ads_leads cpc: all 1.88\n\
wordstream_2024 meta_ads_leads cpl: all 21.98\n\
wordstream_2017 meta_ads ctr: all 0.009\n\
wordstream_2017 meta_ads cpc: all 1.72\n\
linkedin_2022 linkedin_ads ctr: all 0.0044..0.0065\n\
mailchimp_2019 email open_rate: all 0.2271; agriculture_food 0.2331; architecture_construction 0.2251\n\
mailchimp_2019 email open_rate: arts_artists 0.2627; beauty_personal_care 0.1665\n\
mailchimp_2019 email click_rate: all 0.0291; agriculture_food 0.0294; architecture_construction 0.0251\n\
mailchimp_2019 email click_rate: arts_artists 0.0295; beauty_personal_care 0.0192\n\
mailchimp_2019 email hard_bounce: all 0.004; agriculture_food 0.0032; architecture_construction 0.0073\n\
mailchimp_2019 email hard_bounce: arts_artists 0.003; beauty_personal_care 0.0026\n\
mailchimp_2019 email soft_bounce: all 0.0061; agriculture_food 0.005; architecture_construction 0.0118\n\
mailchimp_2019 email soft_bounce: arts_artists 0.0051; beauty_personal_care 0.0033\n\
mailchimp_2019 email unsubscribe: all 0.0025; agriculture_food 0.0028; architecture_construction 0.0032\n\
mailchimp_2019 email unsubscribe: arts_artists 0.0028; beauty_personal_care 0.003\n\
campaign_monitor_2022 email open_rate: education 0.285; health_fitness 0.192; all 0.215\n\
campaign_monitor_2022 email click_rate: education 0.044; health_fitness 0.012; all 0.023\n\
campaign_monitor_2022 email click_to_open: education 0.157; health_fitness 0.06; all 0.105\n\
campaign_monitor_2022 email unsubscribe: education 0.002; health_fitness 0.004; all 0.001\n\
ana_2023 direct_mail_house roi: all 1.61\n\
ana_2023 email_house roi: all 0.44\n\
ana_2023 social_ads roi: all 0.21\n\
ana_2021 direct_mail_prospect roi: all 1.12\n\
sethuraman_2011 any elasticity_short: all 0.12\n\
sethuraman_2011 any elasticity_long: all 0.24\n\
henningsen_2011 any elasticity_current: all 0.09\n\
focus_2024 organic cac: accounting 579.33; healthcare 365.62; retail 41.36; automotive 457.23; hotels 70.6\n\
focus_2024 organic cac: finance 1068.1; real_estate 1832.54; legal 740.06; software 1522.39; restaurants 54.81\n\
focus_2024 paid cac: accounting 1738; healthcare 593.19; retail 226.38; automotive 903.86; hotels 158.42\n\
focus_2024 paid cac: finance 1751.5; real_estate 2830.62; legal 1073.83; software 2174.86; restaurants 106.71";

/// Whose figure a channel as published is, with a short name for it and what has to be said of it.
fn scope(published: &str) -> Option<(Scope, &'static str, Option<&'static str>)> {
    let channel = |id: &'static str| Scope::Channel(ChannelId::builtin(id));
    Some(match published {
        "search_ads" => (channel("search_ads"), "search", None),
        "meta_ads" => (channel("social_ads"), "meta", Some("meta")),
        "meta_ads_traffic" => (channel("social_ads"), "traffic", Some("meta_traffic")),
        "meta_ads_leads" => (channel("social_ads"), "leads", Some("meta_leads")),
        "social_ads" => (channel("social_ads"), "social", None),
        "linkedin_ads" => (channel("linkedin_ads"), "linkedin", None),
        "email" => (channel("email"), "email", None),
        "email_house" => (channel("email"), "email_house", Some("house")),
        "direct_mail_house" => (channel("direct_mail"), "mail_house", Some("house")),
        "direct_mail_prospect" => (channel("direct_mail"), "mail_new", Some("prospect")),
        "any" => (Scope::Company, "all", None),
        "paid" => (Scope::Paid, "paid", None),
        "organic" => (Scope::Unpaid, "unpaid", None),
        _ => return None,
    })
}

/// What has to be said: of the figure, and of its source. Only what goes by mail swings as its source's note says.
fn notes(published: &str, about: Option<&'static str>, source: &Source) -> Vec<&'static str> {
    let mailed = published.starts_with("direct_mail");
    let of_source = source.note.filter(|note| *note != "swings" || mailed);
    about.into_iter().chain(of_source).collect()
}

fn is_money(metric: &str) -> bool {
    matches!(metric, "cpc" | "cpl" | "cac")
}

fn line(text: &'static str) -> Option<Vec<Benchmark>> {
    let (head, cells) = text.split_once(": ")?;
    let mut head = head.split(' ');
    let (source, published, metric) = (head.next()?, head.next()?, head.next()?);
    let source = SOURCES.iter().find(|s| s.id == source)?;
    let (scope, short, about) = scope(published)?;
    let cells = cells.split(';').map(|cell| {
        let (segment, figure) = cell.trim().split_once(' ')?;
        let (value, to) = figure.split_once("..").unwrap_or((figure, figure));
        Some(Benchmark {
            id: [short, metric, segment, source.id].join("."),
            scope: scope.clone(),
            metric: Cow::Borrowed(metric),
            value: value.parse().ok()?,
            to: to.parse().ok()?,
            currency: is_money(metric).then(|| Currency::new("USD")).flatten(),
            segment: Segment::Named(segment),
            source: Cow::Borrowed(source.title),
            source_id: Some(source.id),
            year: source.year,
            place: Place::Named(source.place),
            cases: None,
            notes: notes(published, about, source),
            grade: Some(source.grade),
        })
    });
    cells.collect()
}

/// Every published figure, in the order of the table.
#[must_use]
pub fn all() -> Vec<Benchmark> {
    ROWS.lines().filter_map(line).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read_and_has_a_name_of_its_own() {
        let cells: usize = ROWS.lines().map(|l| l.split(';').count()).sum();
        let all = all();
        assert_eq!((all.len(), cells), (102, 102));
        let mut ids: Vec<&str> = all.iter().map(|b| b.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all.len());
        for b in &all {
            assert!(b.value > 0.0 && b.to >= b.value, "{}", b.id);
            assert!(
                !b.source.is_empty() && (1990..=2100).contains(&b.year),
                "{}",
                b.id
            );
            assert_eq!(b.currency.is_some(), is_money(&b.metric), "{}", b.id);
            assert!(is_money(&b.metric) || b.to < 2.0, "{}", b.id);
        }
    }

    #[test]
    fn every_line_of_business_of_the_table_is_offered_and_no_other() {
        let mut used: Vec<&str> = Vec::new();
        for b in all() {
            if let Segment::Named(id) = b.segment
                && id != "all"
            {
                used.push(id);
            }
        }
        used.sort_unstable();
        used.dedup();
        assert_eq!(used, SEGMENTS);
    }
}
