//! Published figures beside the visitor's own: what fits, what stays aside, and what an accepted one does.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::borrow::Cow;

use growth_wheel::content::benchmarks;
use growth_wheel::content::catalogue;
use growth_wheel::domain::benchmark::{Benchmark, Place, Scope, Segment};
use growth_wheel::domain::ids::ChannelId;
use growth_wheel::domain::numbers::{ChannelField, Month};
use growth_wheel::domain::plan::{Criterion, Plan};
use growth_wheel::domain::profile::Currency;
use growth_wheel::engine::benchmark::{
    self, Stand, accepted, beside, can_stand_in, forget, interval, keep, kept, next_own,
};
use growth_wheel::engine::fit::{Basis, fits, values};
use growth_wheel::engine::goal::{self, Origin, Rate, rate_name, share_name};
use growth_wheel::engine::kpi::{KpiId, wilson};
use growth_wheel::engine::score::scores;

const ADS: ChannelId = ChannelId::builtin("search_ads");

fn plan(currency: &str) -> Plan {
    let mut plan = Plan::new("p1".to_owned(), 0);
    plan.profile.currency = Currency::new(currency);
    plan
}

fn figures(plan: &mut Plan, channel: &'static str, list: &[(ChannelField, f64)]) {
    let month = plan
        .numbers
        .entry(Month::new(2026, 9).unwrap())
        .or_default();
    let channel = month
        .channels
        .entry(ChannelId::builtin(channel))
        .or_default();
    for (field, value) in list {
        channel.insert(*field, *value);
    }
}

fn own(metric: &'static str, value: f64, cases: Option<f64>) -> Benchmark {
    Benchmark {
        id: "own1".to_owned(),
        scope: Scope::Channel(ADS),
        metric: Cow::Borrowed(metric),
        value,
        to: value,
        currency: Currency::new("EUR"),
        segment: Segment::Said("forni".to_owned()),
        source: Cow::Borrowed("Studio Però, 42 clienti"),
        source_id: None,
        year: 2025,
        place: Place::Said("Italia".to_owned()),
        cases,
        notes: Vec::new(),
        grade: None,
    }
}

fn take(plan: &mut Plan, benchmark: &Benchmark, accepted: bool) {
    for action in keep(benchmark, "forni", "Italia", accepted) {
        plan.apply(action).unwrap();
    }
}

fn paid(id: &ChannelId) -> bool {
    matches!(id.as_str(), "search_ads" | "social_ads")
}

#[test]
fn money_never_stands_beside_money_of_another_currency() {
    let spent = [
        (ChannelField::Spend, 500.0),
        (ChannelField::Clicks, 100.0),
        (ChannelField::Impressions, 2_000.0),
    ];
    let (mut dollars, mut euros) = (plan("USD"), plan("EUR"));
    figures(&mut dollars, "search_ads", &spent);
    figures(&mut euros, "search_ads", &spent);
    let all = benchmarks::all();
    let metrics = |plan: &Plan| {
        let (list, foreign) = beside(plan, &all, paid);
        let mut metrics: Vec<String> = list
            .iter()
            .map(|b| b.benchmark.metric.to_string())
            .collect();
        metrics.dedup();
        (metrics, list.len(), foreign)
    };
    let (names, shown, foreign) = metrics(&dollars);
    assert_eq!(
        (names.join(" "), shown, foreign),
        ("ctr cpc ctr".to_owned(), 28, 0)
    );
    let (names, shown, foreign) = metrics(&euros);
    assert_eq!((names.join(" "), shown, foreign), ("ctr".to_owned(), 2, 26));
}

#[test]
fn a_figure_stands_higher_or_lower_only_as_far_as_its_cases_tell() {
    let mut plan = plan("EUR");
    let mut clicks = |clicks: f64, shown: f64| {
        let list = [
            (ChannelField::Clicks, clicks),
            (ChannelField::Impressions, shown),
        ];
        figures(&mut plan, "search_ads", &list);
        let published = Benchmark {
            currency: None,
            ..own("ctr", 0.0666, None)
        };
        let (list, _) = beside(&plan, &[published], paid);
        (list[0].stand, list[0].difference)
    };
    assert_eq!(clicks(20.0, 10_000.0).0, Stand::Lower);
    assert_eq!(clicks(2_000.0, 10_000.0).0, Stand::Higher);
    assert_eq!(clicks(66.0, 1_000.0).0, Stand::Alike);
    assert_eq!(clicks(70.0, 1_000.0).0, Stand::Alike);
    assert_eq!(clicks(60.0, 1_000.0).0, Stand::Alike);
    assert_eq!(clicks(1.0, 20.0).0, Stand::TooFew);
    let difference = clicks(333.0, 10_000.0).1.unwrap();
    assert!((difference + 0.5).abs() < 1e-12, "{difference}");
}

#[test]
fn a_range_holds_what_lies_in_it() {
    let mut plan = plan("EUR");
    let shown = [
        (ChannelField::Clicks, 500.0),
        (ChannelField::Impressions, 100_000.0),
    ];
    figures(&mut plan, "linkedin_ads", &shown);
    let (list, _) = beside(&plan, &benchmarks::all(), paid);
    assert_eq!(list.len(), 1);
    assert_eq!((list[0].stand, list[0].difference), (Stand::Alike, None));
}

#[test]
fn costs_of_paid_channels_are_held_against_those_of_paid_channels() {
    let mut plan = plan("USD");
    for (channel, spend, customers) in [
        ("search_ads", 300.0, 3.0),
        ("social_ads", 100.0, 1.0),
        ("blog", 40.0, 4.0),
    ] {
        let list = [
            (ChannelField::Spend, spend),
            (ChannelField::CustomersOnline, customers),
        ];
        figures(&mut plan, channel, &list);
    }
    let (list, _) = beside(&plan, &benchmarks::all(), paid);
    let of = |scope: &Scope| {
        let found = list.iter().find(|b| b.benchmark.scope == *scope).unwrap();
        found.value
    };
    assert_eq!(of(&Scope::Paid), 100.0);
    assert_eq!(of(&Scope::Unpaid), 10.0);
}

#[test]
fn a_benchmark_of_one_s_own_is_none_without_its_source() {
    let mut plan = plan("EUR");
    take(&mut plan, &own("visit_to_lead", 0.04, Some(250.0)), true);
    let list = kept(&plan);
    assert_eq!(list.len(), 1);
    assert!(list[0].own && list[0].accepted);
    assert_eq!(list[0].benchmark, own("visit_to_lead", 0.04, Some(250.0)));
    assert_eq!(next_own(&plan).as_deref(), Some("own2"));
    let mut without = plan.clone();
    without
        .texts
        .insert("benchmark.own1.source".to_owned(), "  ".to_owned());
    assert!(kept(&without).is_empty());
    for (field, value) in [("metric", "no such"), ("scope", "Not An Id")] {
        let mut odd = plan.clone();
        odd.texts
            .insert(format!("benchmark.own1.{field}"), value.to_owned());
        assert!(kept(&odd).is_empty(), "{field}");
    }
    for (field, value) in [("year", 0.0), ("value", f64::NAN)] {
        let mut odd = plan.clone();
        odd.sheet.insert(format!("benchmark.own1.{field}"), value);
        assert!(kept(&odd).is_empty(), "{field}");
    }
    for action in forget("own1") {
        plan.apply(action).unwrap();
    }
    assert!(plan.texts.is_empty() && plan.sheet.is_empty());
}

#[test]
fn nothing_published_counts_before_it_is_accepted_and_own_figures_always_come_first() {
    let mut plan = plan("EUR");
    plan.sheet.insert(share_name(&ADS), 1.0);
    let rate = |plan: &Plan, rate: Rate| goal::sheet(plan).channels[0].rate(rate);
    take(&mut plan, &own("visit_to_lead", 0.04, Some(250.0)), false);
    assert!(rate(&plan, Rate::VisitToLead).is_none());
    take(&mut plan, &own("visit_to_lead", 0.04, Some(250.0)), true);
    let range = rate(&plan, Rate::VisitToLead).unwrap();
    assert_eq!(
        (range.likely, range.origin, range.assumed),
        (0.04, Origin::Benchmark, false)
    );
    assert_eq!(Some((range.low, range.high)), wilson(10.0, 250.0));
    figures(
        &mut plan,
        "search_ads",
        &[(ChannelField::Visits, 100.0), (ChannelField::Leads, 9.0)],
    );
    let range = rate(&plan, Rate::VisitToLead).unwrap();
    assert_eq!((range.likely, range.origin), (0.09, Origin::Figures));
    plan.sheet.insert(rate_name(&ADS, Rate::VisitToLead), 0.2);
    assert_eq!(
        rate(&plan, Rate::VisitToLead).unwrap().origin,
        Origin::Typed
    );
}

#[test]
fn a_click_stands_in_for_a_visit_and_never_across_currencies() {
    let mut plan = plan("USD");
    plan.sheet.insert(share_name(&ADS), 1.0);
    let all = benchmarks::all();
    let cpc = |year: u16| {
        let mut all = all.iter();
        let found =
            all.find(|b| &*b.metric == "cpc" && b.year == year && b.scope == Scope::Channel(ADS));
        found.unwrap().clone()
    };
    take(&mut plan, &cpc(2024), true);
    let cost = |plan: &Plan| {
        goal::sheet(plan).channels[0]
            .rate(Rate::CostPerVisit)
            .map(|r| r.likely)
    };
    assert_eq!(cost(&plan), Some(4.66));
    // The later of two counts.
    take(&mut plan, &cpc(2025), true);
    assert_eq!(cost(&plan), Some(5.26));
    plan.profile.currency = Currency::new("EUR");
    assert_eq!(cost(&plan), None);
}

#[test]
fn an_accepted_cost_counts_in_the_recommendation_as_an_assumption() {
    let mut plan = plan("EUR");
    (plan.profile.ticket, plan.profile.margin) = (Some(100.0), Some(0.5));
    let catalogue = catalogue();
    let economics = |plan: &Plan| {
        let scores = scores(plan, &catalogue);
        let all = catalogue.channels.iter();
        let all: Vec<_> = all.map(|c| values(plan, c, Some(1.0))).collect();
        let fits = fits(plan, &catalogue, &scores, &all);
        let at = Criterion::Economics.index();
        let place = catalogue.channels.iter().position(|c| c.id == ADS).unwrap();
        let fit = fits.channels[place];
        (fits.active[at], fit.scores[at], fit.basis[at])
    };
    assert!(!economics(&plan).0);
    take(&mut plan, &own("cac", 50.0, None), true);
    assert_eq!(economics(&plan), (true, 0.5, Basis::Assumed));
    // A lead at 10, of which a fifth buys, is a customer at 50.
    take(&mut plan, &own("cpl", 10.0, None), true);
    let sold = [
        (ChannelField::Leads, 50.0),
        (ChannelField::CustomersOnline, 10.0),
    ];
    figures(&mut plan, "email", &sold);
    assert_eq!(economics(&plan), (true, 0.5, Basis::Assumed));
    plan.profile.currency = Currency::new("USD");
    assert!(!economics(&plan).0);
}

#[test]
fn small_samples_are_known_as_such_and_have_their_interval() {
    let small = own("lead_to_sale", 0.5, Some(12.0));
    assert!(benchmark::is_small(&small));
    assert_eq!(interval(&small), wilson(6.0, 12.0));
    assert_eq!(interval(&own("cac", 50.0, Some(12.0))), None);
    assert_eq!(interval(&own("ctr", 0.5, None)), None);
}

#[test]
fn what_may_be_accepted_has_room_for_its_names() {
    for b in benchmarks::all() {
        if can_stand_in(&b) {
            let mut plan = plan("USD");
            for action in keep(&b, "Industry", "US", true) {
                plan.apply(action).unwrap();
            }
            let Scope::Channel(channel) = &b.scope else {
                panic!("{}", b.id)
            };
            let id = KpiId::from_id(&b.metric).unwrap();
            assert_eq!(
                accepted(&plan, channel, id).unwrap().value,
                b.value,
                "{}",
                b.id
            );
        }
    }
}
