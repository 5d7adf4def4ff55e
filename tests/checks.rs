//! Cross-checks: every hint can fire, every one can stay silent, and none moves a score.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use growth_wheel::content;
use growth_wheel::domain::action::{Action, ProfileNumber};
use growth_wheel::domain::answer::Reply;
use growth_wheel::domain::channel_use::Use;
use growth_wheel::domain::ids::{BaseId, ChannelId, ItemId};
use growth_wheel::domain::numbers::{ChannelField, Month, TotalField};
use growth_wheel::domain::plan::{BaseState, Plan};
use growth_wheel::domain::profile::{Data, Objective};
use growth_wheel::domain::stage::Stage;
use growth_wheel::engine::checks::{Hint, hints};

fn plan(actions: Vec<Action>) -> Plan {
    let mut plan = Plan::new("test".into(), 0);
    for action in actions {
        plan.apply(action).unwrap();
    }
    plan
}

fn answer(item: &'static str, level: &str) -> Action {
    Action::Answer(ItemId::builtin(item), Reply::from_id(level))
}

fn ids(actions: Vec<Action>) -> Vec<&'static str> {
    hints(&plan(actions), &content::catalogue())
        .iter()
        .map(Hint::id)
        .collect()
}

const MARCH: Month = Month::new(2026, 3).unwrap();

fn figure(field: ChannelField, value: f64) -> Action {
    Action::SetChannelFigure(MARCH, ChannelId::builtin("email"), field, Some(value))
}

#[test]
fn nothing_said_is_no_contradiction() {
    assert_eq!(ids(vec![]), [""; 0]);
}

#[test]
fn tests_want_enough_sales_for_a_comparison_within_three_months() {
    let orders = |n| figure(ChannelField::Orders, n);
    for item in ["convert.test", "control.tests"] {
        assert_eq!(
            ids(vec![answer(item, "3"), orders(100.0)]),
            ["thin_traffic"]
        );
        assert_eq!(ids(vec![answer(item, "2"), orders(100.0)]), [""; 0]);
        // 800 sales in three months: 267 a month are enough, 266 are not.
        assert_eq!(ids(vec![answer(item, "5"), orders(267.0)]), [""; 0]);
        assert_eq!(
            ids(vec![answer(item, "5"), orders(266.0)]),
            ["thin_traffic"]
        );
        // Unknown sales and none at all are no figure to judge by.
        assert_eq!(ids(vec![answer(item, "5")]), [""; 0]);
        assert_eq!(ids(vec![answer(item, "5"), orders(0.0)]), [""; 0]);
    }
    let list = hints(
        &plan(vec![answer("convert.test", "4"), orders(100.0)]),
        &content::catalogue(),
    );
    assert!(matches!(list[0], Hint::ThinTraffic { months, .. } if months == 8.0));
}

#[test]
fn figures_want_analytics_and_messages_want_a_list() {
    let analytics = |n| Action::SetData(Data::Analytics, Some(n));
    assert_eq!(
        ids(vec![answer("control.kpis", "4"), analytics(0)]),
        ["no_data"]
    );
    assert_eq!(
        ids(vec![answer("control.kpis", "4"), analytics(1)]),
        [""; 0]
    );
    assert_eq!(
        ids(vec![answer("control.kpis", "3"), analytics(0)]),
        [""; 0]
    );
    let list = |state| Action::SetBase(BaseId::builtin("contacts"), Some(state));
    assert_eq!(
        ids(vec![answer("act.nurture", "3"), list(BaseState::Missing)]),
        ["no_base"]
    );
    assert_eq!(
        ids(vec![answer("act.nurture", "3"), list(BaseState::Poor)]),
        [""; 0]
    );
}

#[test]
fn channels_that_claim_more_than_there_was_are_noticed() {
    let claims = |revenue| {
        vec![
            answer("control.attribution", "4"),
            figure(ChannelField::Revenue, revenue),
            Action::SetTotalFigure(MARCH, TotalField::TotalRevenue, Some(1_000.0)),
        ]
    };
    assert_eq!(ids(claims(1_001.0)), ["over_claimed"]);
    assert_eq!(ids(claims(1_000.0)), [""; 0]);
}

#[test]
fn hours_target_and_stages_are_held_against_what_was_given() {
    let hours = |n| Action::SetProfileNumber(ProfileNumber::Hours, Some(n));
    let used = || Action::SetUse(ChannelId::builtin("podcast"), Use::InUse);
    assert_eq!(ids(vec![hours(0.5), used()]), ["hours"]);
    assert_eq!(ids(vec![hours(60.0), used()]), [""; 0]);
    assert_eq!(ids(vec![used()]), [""; 0]);
    let objective = || Action::SetObjectives(vec![Objective::Sell]);
    assert_eq!(ids(vec![objective()]), ["no_target"]);
    let target = Action::SetTarget("visits".into(), Some(100.0));
    assert_eq!(ids(vec![objective(), target]), [""; 0]);
    let quick = |level| Action::AnswerExpress(Stage::Act, Reply::from_id(level));
    assert_eq!(ids(vec![quick("5"), answer("act.proof", "3")]), ["apart"]);
    assert_eq!(ids(vec![quick("4"), answer("act.proof", "3")]), [""; 0]);
    assert_eq!(
        ids(vec![quick("5"), answer("act.proof", "unknown")]),
        [""; 0]
    );
}

#[test]
fn every_check_of_the_catalogue_is_about_an_item_of_it() {
    let catalogue = content::catalogue();
    assert!(catalogue.checks.len() >= 5);
    for check in &catalogue.checks {
        assert!(catalogue.item(&check.item).is_some(), "{}", check.item);
        assert!((1..=5).contains(&check.from));
    }
}
