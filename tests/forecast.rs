//! The forecast: what it rests on, how it runs, and what makes a gap.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use growth_wheel::content::examples;
use growth_wheel::domain::action::Action;
use growth_wheel::domain::ids::ChannelId;
use growth_wheel::domain::numbers::{ChannelField, Month, TotalField};
use growth_wheel::domain::plan::Plan;
use growth_wheel::engine::forecast::{
    BASELINE, FunnelStep, GROWTH, HIGH, LOW, Light, MONTHS, NoCause, after, gap, inputs,
};
use growth_wheel::engine::goal::{self, Origin, Rate, rate_name, share_name, sheet};
use growth_wheel::engine::kpi::KpiId;
use proptest::prelude::*;

const ADS: ChannelId = ChannelId::builtin("search_ads");

fn set(plan: &mut Plan, name: impl Into<String>, value: f64) {
    plan.apply(Action::SetSheet(name.into(), Some(value)))
        .unwrap();
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

fn empty() -> Plan {
    Plan::new("p".to_owned(), 0)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

#[test]
fn a_base_of_a_thousand_that_grows_by_two_per_cent_runs_as_compound_interest() {
    let mut plan = empty();
    set(&mut plan, BASELINE, 1_000.0);
    set(&mut plan, GROWTH, 1.02);
    set(&mut plan, MONTHS, 24.0);
    let ahead = inputs(&plan).ahead(month("2026-12"));
    assert_eq!(ahead.len(), 24);
    assert_eq!(
        (ahead[0].month, ahead[23].month),
        (month("2026-12"), month("2028-11"))
    );
    assert!(near(ahead[11].likely, 1_000.0 * 1.02_f64.powi(12)));
    // The closed form of the sum.
    let sum: f64 = ahead.iter().map(|a| a.likely).sum();
    let r = 1.02_f64;
    assert!(near(sum, 1_000.0 * r * (r.powi(24) - 1.0) / (r - 1.0)));
    assert!(ahead.iter().all(|a| a.target.is_none()));
}

#[test]
fn own_months_give_the_base_and_the_growth_without_their_season() {
    let plan = examples::plan("outdoor").unwrap();
    let read = inputs(&plan);
    assert_eq!(read.actual.len(), 3);
    let base = read.baseline.unwrap();
    assert_eq!(base.origin, Origin::Figures);
    assert!(near(base.value, (60_100.0 + 68_400.0 + 76_900.0) / 3.0));
    assert_eq!(read.growth.origin, Origin::Figures);
    assert!(near(read.growth.value, (76_900.0_f64 / 60_100.0).sqrt()));
    assert_eq!(read.ahead(month("2020-01"))[0].month, month("2026-11"));
    // With a season that explains part of it the growth is another.
    let mut seasonal = plan.clone();
    set(&mut seasonal, goal::SEASON, 1.0);
    let with = inputs(&seasonal);
    let bare = (76_900.0 / 1.05) / (60_100.0 / 0.8_f64);
    assert!(near(with.growth.value, bare.sqrt().clamp(0.8, 1.2)));
    let mean = [60_100.0 / 0.8, 68_400.0 / 0.95, 76_900.0 / 1.05];
    assert!(near(
        with.baseline.unwrap().value,
        mean.iter().sum::<f64>() / 3.0
    ));
}

#[test]
fn nothing_said_is_no_forecast_and_no_growth_is_none() {
    let read = inputs(&empty());
    assert_eq!(read.baseline, None);
    assert_eq!(
        (read.growth.value, read.growth.origin),
        (1.0, Origin::Assumed)
    );
    assert_eq!(read.ahead(month("2026-12")), []);
    assert_eq!(read.past(), []);
    assert_eq!(gap(&empty(), &read, None), None);
}

#[test]
fn months_follow_each_other_over_the_year_and_end_with_the_calendar() {
    assert_eq!(after(month("2026-11")), Some(month("2026-12")));
    assert_eq!(after(month("2026-12")), Some(month("2027-01")));
    let last = Month::new(2100, 12)
        .or_else(|| Month::new(2099, 12))
        .unwrap();
    let mut plan = empty();
    set(&mut plan, BASELINE, 1.0);
    assert!(inputs(&plan).ahead(last).len() <= 12);
}

/// A plan that wants 120,000 in the year from one channel, and one month beside it.
fn short(visits: f64, leads: f64, customers: f64, revenue: f64) -> Plan {
    let mut plan = empty();
    for (name, value) in [
        (goal::REVENUE.to_owned(), 120_000.0),
        (goal::ORDER_VALUE.to_owned(), 100.0),
        (share_name(&ADS), 1.0),
        (rate_name(&ADS, Rate::VisitToLead), 0.1),
        (rate_name(&ADS, Rate::LeadToSale), 0.2),
        (rate_name(&ADS, Rate::CostPerVisit), 1.0),
    ] {
        set(&mut plan, name, value);
    }
    let at = month("2026-10");
    for (field, value) in [(ChannelField::Visits, visits), (ChannelField::Leads, leads)] {
        let action = Action::SetChannelFigure(at, ADS, field, Some(value));
        plan.apply(action).unwrap();
    }
    for (field, value) in [
        (TotalField::NewCustomers, customers),
        (TotalField::TotalRevenue, revenue),
    ] {
        plan.apply(Action::SetTotalFigure(at, field, Some(value)))
            .unwrap();
    }
    plan
}

fn why(plan: &Plan) -> growth_wheel::engine::forecast::Gap {
    let goal = sheet(plan).goal().unwrap();
    gap(plan, &inputs(plan), Some(&goal)).unwrap()
}

#[test]
fn the_step_that_fell_short_carries_the_gap() {
    // Planned: 5,000 visits, 500 leads, 100 customers, 10,000 a month.
    let plan = short(5_000.0, 250.0, 50.0, 5_000.0);
    let found = why(&plan);
    assert_eq!((found.month, found.money), (month("2026-10"), 5_000.0));
    assert_eq!(found.most(), Some(FunnelStep::VisitToLead));
    let effects = found.effects.clone().unwrap();
    for effect in &effects {
        let wanted = if effect.step == FunnelStep::VisitToLead {
            5_000.0
        } else {
            0.0
        };
        assert!((effect.money - wanted).abs() < 1e-6, "{effect:?}");
    }
    assert!(near(effects[1].plan, 0.1) && near(effects[1].actual, 0.05));
    // Two steps at half each share it, and one that did better than planned takes some of it back.
    let found = why(&short(2_500.0, 250.0, 25.0, 3_000.0));
    let effects = found.effects.clone().unwrap();
    assert!(near(effects[0].money, effects[2].money), "{effects:?}");
    assert!(effects[3].money < 0.0, "{effects:?}");
    assert!(near(
        effects.iter().map(|e| e.money).sum::<f64>(),
        found.money
    ));
}

#[test]
fn a_step_at_zero_is_the_whole_gap_and_what_is_not_entered_is_named() {
    let found = why(&short(5_000.0, 0.0, 0.0, 0.0));
    assert_eq!(found.most(), Some(FunnelStep::VisitToLead));
    assert!(near(
        found.effects.unwrap().iter().map(|e| e.money).sum::<f64>(),
        10_000.0
    ));
    let mut plan = short(5_000.0, 250.0, 50.0, 5_000.0);
    plan.apply(Action::SetChannelFigure(
        month("2026-10"),
        ADS,
        ChannelField::Leads,
        None,
    ))
    .unwrap();
    assert_eq!(why(&plan).effects, Err(NoCause::NotEntered(KpiId::Leads)));
    let plan = short(5_000.0, 250.0, 50.0, 5_000.0);
    let without = gap(&plan, &inputs(&plan), None).unwrap();
    assert_eq!(
        (without.effects.clone(), without.most()),
        (Err(NoCause::Plan), None)
    );
}

#[test]
fn lights_are_green_from_the_goal_on_and_amber_from_nine_tenths() {
    for (revenue, light) in [
        (10_000.0, Light::Green),
        (12_000.0, Light::Green),
        (9_999.0, Light::Amber),
        (9_000.0, Light::Amber),
        (8_999.0, Light::Red),
        (0.0, Light::Red),
    ] {
        let plan = short(1.0, 1.0, 1.0, revenue);
        let past = inputs(&plan).past();
        assert_eq!((past.len(), past[0].light), (1, light), "{revenue}");
        assert!(near(past[0].target, 10_000.0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_range_holds_what_is_likely_whatever_is_typed(
        figures in prop::collection::vec((0..8_usize, 0.0..=1e12_f64), 0..12),
        ordinary in (0.0..1e6_f64, 0.5..2.0_f64, 0.5..2.0_f64, 0.5..2.0_f64),
    ) {
        let names = [BASELINE, GROWTH, LOW, HIGH, MONTHS, goal::REVENUE, goal::SEASON, "planner.month.3"];
        let mut plan = empty();
        for (at, value) in figures {
            set(&mut plan, names[at], value);
        }
        let mut other = empty();
        for (name, value) in [(BASELINE, ordinary.0), (GROWTH, ordinary.1), (LOW, ordinary.2), (HIGH, ordinary.3)] {
            set(&mut other, name, value);
        }
        for plan in [plan, other] {
            let read = inputs(&plan);
            prop_assert!(read.low.value <= read.growth.value && read.growth.value <= read.high.value);
            prop_assert!(near(read.index.iter().sum::<f64>(), 12.0));
            for ahead in read.ahead(month("2026-12")) {
                prop_assert!(ahead.low <= ahead.likely && ahead.likely <= ahead.high);
                prop_assert!(ahead.high.is_finite());
            }
            if let Some(goal) = read.goal {
                let year: f64 = (1..=12).map(|m| read.target(Month::new(2027, m).unwrap()).unwrap()).sum();
                prop_assert!(near(year, goal));
            }
        }
    }

    #[test]
    fn more_growth_is_never_less_revenue(base in 1.0..1e6_f64, growth in 0.6..1.5_f64, more in 0.0..0.4_f64) {
        let total = |growth: f64| {
            let mut plan = empty();
            set(&mut plan, BASELINE, base);
            set(&mut plan, GROWTH, growth);
            inputs(&plan).ahead(month("2026-12")).iter().map(|a| a.likely).sum::<f64>()
        };
        prop_assert!(total(growth) <= total(growth + more) * (1.0 + 1e-12));
    }

    #[test]
    fn the_effects_of_the_steps_sum_to_the_gap(
        visits in 1.0..20_000.0_f64, leads in 1.0..2_000.0_f64, customers in 1.0..300.0_f64, revenue in 1.0..9_999.0_f64,
    ) {
        let found = why(&short(visits, leads, customers, revenue));
        let effects = found.effects.clone().unwrap();
        prop_assert!((effects.iter().map(|e| e.money).sum::<f64>() - found.money).abs() < 1e-6 * found.money.max(1.0));
        let most = found.most().unwrap();
        prop_assert!(effects.iter().all(|e| e.money <= effects.iter().find(|x| x.step == most).unwrap().money));
    }
}
