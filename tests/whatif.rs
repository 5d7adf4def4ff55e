//! What if: the year of a goal with its steps changed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use growth_wheel::domain::action::Action;
use growth_wheel::domain::ids::ChannelId;
use growth_wheel::domain::plan::Plan;
use growth_wheel::engine::goal::{self, Rate, rate_name, share_name, sheet};
use growth_wheel::engine::whatif::{Turn, Year, year};
use proptest::prelude::*;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

/// 200,000 in the year, half of it from customers one has: 1,000 new ones at 100, for 50,000 visits.
fn of_a_goal() -> Year {
    let mut plan = Plan::new("p".to_owned(), 0);
    let ads = ChannelId::builtin("search_ads");
    for (name, value) in [
        (goal::REVENUE.to_owned(), 200_000.0),
        (goal::REPEAT.to_owned(), 100_000.0),
        (goal::ORDER_VALUE.to_owned(), 100.0),
        (goal::MARGIN.to_owned(), 0.5),
        (share_name(&ads), 1.0),
        (rate_name(&ads, Rate::VisitToLead), 0.1),
        (rate_name(&ads, Rate::LeadToSale), 0.2),
        (rate_name(&ads, Rate::CostPerVisit), 0.8),
    ] {
        plan.apply(Action::SetSheet(name, Some(value))).unwrap();
    }
    let sheet = sheet(&plan);
    year(&sheet, &sheet.goal().unwrap()).unwrap()
}

#[test]
fn nothing_changed_is_the_goal_itself() {
    let now = of_a_goal().changed([0.0; 4]);
    assert!(near(now.revenue, 200_000.0) && near(now.customers, 1_000.0));
    assert!(near(now.budget, 40_000.0) && near(now.contribution.unwrap(), 60_000.0));
}

#[test]
fn one_per_cent_more_of_a_rate_costs_nothing_and_of_visits_what_they_cost() {
    let year = of_a_goal();
    for (turn, revenue, left) in [
        (Turn::Visits, 1_000.0, 500.0 - 400.0),
        (Turn::VisitToLead, 1_000.0, 500.0),
        (Turn::LeadToSale, 1_000.0, 500.0),
        (Turn::Repeat, 1_000.0, 500.0),
    ] {
        let (worth, after) = year.one_per_cent(turn);
        assert!(near(worth, revenue), "{turn:?}: {worth}");
        assert!(near(after.unwrap(), left), "{turn:?}: {after:?}");
    }
    let without = Year {
        margin: None,
        ..year
    };
    assert_eq!(without.one_per_cent(Turn::Visits).1, None);
}

#[test]
fn a_rate_ends_at_all_of_them_and_nothing_falls_below_nothing() {
    let year = Year {
        visit_to_lead: 0.8,
        ..of_a_goal()
    };
    let all = year.changed([0.0, 1.0, 0.0, 0.0]);
    assert!(near(all.customers, 50_000.0 * 0.2));
    let none = year.changed([-3.0; 4]);
    assert_eq!((none.customers, none.revenue, none.budget), (0.0, 0.0, 0.0));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_of_a_step_is_never_less_revenue(
        by in prop::array::uniform4(-0.9..2.0_f64), place in 0..4_usize, more in 0.0..1.0_f64,
    ) {
        let year = of_a_goal();
        let mut better = by;
        better[place] += more;
        prop_assert!(year.changed(by).revenue <= year.changed(better).revenue * (1.0 + 1e-12));
    }

    #[test]
    fn the_steps_multiply_in_whatever_order(a in -0.5..0.5_f64, b in -0.5..0.5_f64) {
        let year = of_a_goal();
        let one = year.changed([a, b, 0.0, 0.0]);
        let other = year.changed([b, a, 0.0, 0.0]);
        prop_assert!(near(one.customers, other.customers));
    }
}
