//! The built-in items are complete, and the order of work keeps its promises on any plan.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;

use growth_wheel::content;
use growth_wheel::domain::action::Action;
use growth_wheel::domain::answer::{Level, Reply};
use growth_wheel::domain::catalogue::Catalogue;
use growth_wheel::domain::ids::ItemId;
use growth_wheel::domain::plan::{BaseState, Plan};
use growth_wheel::domain::profile::{Model, Objective, Size};
use growth_wheel::domain::stage::{Group, Sector, Stage};
use growth_wheel::engine::actions::{
    self, Planned, Step, ThreeLines, Work, order_of_work, strongest_and_weakest, three_lines,
};
use growth_wheel::engine::score::{self, Known};
use proptest::prelude::*;

fn plan() -> Plan {
    Plan::new("p1".to_owned(), 0)
}

fn level(n: u8) -> Level {
    Level::new(n).unwrap()
}

fn answer(plan: &mut Plan, id: &str, n: u8) {
    let id = ItemId::parse(id).unwrap();
    plan.apply(Action::Answer(id, Some(Reply::Level(level(n)))))
        .unwrap();
}

fn express(plan: &mut Plan, levels: [u8; 4]) {
    for (stage, n) in Stage::ALL.into_iter().zip(levels) {
        plan.apply(Action::AnswerExpress(stage, Some(Reply::Level(level(n)))))
            .unwrap();
    }
}

fn lifts(order: &[Work]) -> Vec<&Step> {
    order.iter().filter_map(Work::lift).collect()
}

fn place(order: &[Work], id: &str) -> usize {
    order
        .iter()
        .position(|w| w.lift().is_some_and(|s| s.item.as_str() == id))
        .unwrap_or_else(|| panic!("{id} is not in the order"))
}

fn all_lines(lines: &ThreeLines) -> Vec<&Planned> {
    lines
        .this_week
        .iter()
        .chain(&lines.this_month)
        .chain(&lines.this_quarter)
        .collect()
}

// ---- the items ----

#[test]
fn there_are_five_items_a_stage_and_four_a_sector_and_each_id_is_unique() {
    let c = content::catalogue();
    assert_eq!(c.items.len(), 44);
    for stage in Stage::ALL {
        assert_eq!(c.items_of(Group::Race(stage)).count(), 5, "{}", stage.id());
    }
    for sector in Sector::ALL {
        assert_eq!(
            c.items_of(Group::Sostac(sector)).count(),
            4,
            "{}",
            sector.id()
        );
    }
    let ids: BTreeSet<_> = c.items.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(ids.len(), 44);
}

#[test]
fn items_stand_in_the_order_of_the_wheel_and_are_named_after_their_group() {
    let c = content::catalogue();
    assert!(c.items.is_sorted_by_key(|i| i.group));
    for item in &c.items {
        let prefix = item.id.as_str().split('.').next();
        assert_eq!(prefix, Some(item.group.id()), "{}", item.id);
    }
}

#[test]
fn every_item_has_a_believable_step_from_each_of_the_four_lower_levels() {
    for item in content::catalogue().items {
        let from: Vec<u8> = item.lifts.iter().map(|l| l.from).collect();
        assert_eq!(from, [1, 2, 3, 4], "{}", item.id);
        for lift in item.lifts.iter() {
            assert!((1.0..=40.0).contains(&lift.hours), "{}", item.id);
            assert!((1.0..=52.0).contains(&lift.weeks), "{}", item.id);
            assert!(lift.reach > 0.0 && lift.reach <= 1.0, "{}", item.id);
        }
        assert!(
            item.enough.iter().all(|e| (2..=4).contains(e)),
            "{}",
            item.id
        );
        assert!(item.skip_for.len() < Model::ALL.len(), "{}", item.id);
    }
}

#[test]
fn only_stages_have_an_always_on_default() {
    let c = content::catalogue();
    assert!(c.items.iter().any(|i| i.always_on));
    for item in c.items.iter().filter(|i| i.always_on) {
        assert!(matches!(item.group, Group::Race(_)), "{}", item.id);
    }
}

#[test]
fn prerequisites_name_items_and_never_lead_in_a_circle() {
    fn walk(c: &Catalogue, id: &ItemId, path: &mut Vec<ItemId>) {
        assert!(!path.contains(id), "a circle through {id}");
        path.push(id.clone());
        let item = c.item(id).unwrap_or_else(|| panic!("no item {id}"));
        for (before, at) in item.after.iter() {
            assert!((2..=4).contains(at), "{id} asks for level {at}");
            walk(c, before, path);
        }
        path.pop();
    }
    let c = content::catalogue();
    assert!(c.items.iter().any(|i| !i.after.is_empty()));
    for item in &c.items {
        walk(&c, &item.id, &mut Vec::new());
    }
}

#[test]
fn the_promised_prerequisites_hold() {
    let c = content::catalogue();
    for (item, before) in [
        ("convert.test", "control.kpis"),
        ("control.tests", "control.kpis"),
        ("reach.paid", "convert.checkout"),
        ("reach.search", "convert.offer"),
        ("reach.paid", "act.proof"),
        ("convert.retarget", "act.capture"),
        ("act.nurture", "act.capture"),
        ("engage.messages", "act.capture"),
    ] {
        let id = ItemId::builtin(item);
        let after = &c.item(&id).unwrap().after;
        assert!(
            after.iter().any(|(b, _)| b.as_str() == before),
            "{item} after {before}"
        );
    }
}

#[test]
fn doing_the_first_ready_step_again_and_again_brings_every_item_to_enough() {
    let c = content::catalogue();
    for (model, size) in Model::ALL
        .iter()
        .flat_map(|m| Size::ALL.iter().map(move |s| (*m, *s)))
    {
        let mut p = plan();
        p.profile.model = Some(model);
        p.profile.size = Some(size);
        for item in &c.items {
            answer(&mut p, item.id.as_str(), 1);
        }
        let missing: u32 = actions::gaps(&p, &c)
            .iter()
            .map(actions::GroupGaps::total)
            .sum();
        for _ in 0..missing {
            let order = order_of_work(&p, &c);
            let step = order[0].lift().unwrap();
            assert!(
                step.waits_for.is_empty(),
                "{} is first and waits",
                step.item
            );
            answer(&mut p, step.item.as_str(), step.to.get());
        }
        assert!(order_of_work(&p, &c).is_empty());
        assert!(actions::gaps(&p, &c).iter().all(|g| g.total() == 0));
    }
}

// ---- examples of the order ----

#[test]
fn a_business_that_starts_from_nothing_sorts_its_offer_before_it_is_found() {
    let mut p = plan();
    express(&mut p, [1, 1, 1, 1]);
    let order = order_of_work(&p, &content::catalogue());
    assert_eq!(lifts(&order).len(), 4);
    assert!(place(&order, "convert.offer") < place(&order, "reach.search"));
    assert_eq!(order[0].lift().unwrap().item.as_str(), "convert.offer");
    assert!(lifts(&order).iter().all(|s| s.estimated));
}

#[test]
fn the_first_objective_moves_its_stage_to_the_front() {
    let mut p = plan();
    express(&mut p, [2, 2, 2, 2]);
    p.profile.objectives = vec![Objective::Serve];
    let c = content::catalogue();
    let first = |p: &Plan| order_of_work(p, &c)[0].lift().unwrap().group;
    assert_eq!(first(&p), Group::Race(Stage::Engage));
    p.profile.objectives = vec![Objective::Sell];
    assert_eq!(first(&p), Group::Race(Stage::Convert));
}

#[test]
fn a_step_says_from_which_score_to_which() {
    let mut p = plan();
    for (id, n) in [
        ("engage.onboard", 4),
        ("engage.messages", 4),
        ("engage.service", 3),
        ("engage.loyalty", 3),
        ("engage.advocacy", 1),
    ] {
        answer(&mut p, id, n);
    }
    let order = order_of_work(&p, &content::catalogue());
    let at = place(&order, "engage.advocacy");
    assert_eq!(order[at].lift().unwrap().change, (50, 55));
}

#[test]
fn ads_wait_for_reviews_and_reminders_for_permission() {
    let mut p = plan();
    for (id, n) in [
        ("reach.paid", 1),
        ("act.proof", 2),
        ("convert.checkout", 3),
        ("convert.retarget", 1),
        ("act.capture", 2),
    ] {
        answer(&mut p, id, n);
    }
    let order = order_of_work(&p, &content::catalogue());
    assert!(place(&order, "act.proof") < place(&order, "reach.paid"));
    assert!(place(&order, "act.capture") < place(&order, "convert.retarget"));
    let paid = order[place(&order, "reach.paid")].lift().unwrap();
    assert_eq!(paid.waits_for, [(ItemId::builtin("act.proof"), level(3))]);
    assert!(paid.check_first.is_empty());
}

#[test]
fn a_prerequisite_out_of_reach_of_one_step_sends_the_step_to_the_end() {
    let mut p = plan();
    for (id, n) in [
        ("control.kpis", 1),
        ("convert.test", 1),
        ("engage.advocacy", 2),
        ("objectives.smart", 2),
    ] {
        answer(&mut p, id, n);
    }
    let c = content::catalogue();
    let order = order_of_work(&p, &c);
    assert_eq!(place(&order, "convert.test"), order.len() - 1);
    assert!(
        all_lines(&three_lines(&p, &c))
            .iter()
            .all(|l| l.work.lift().unwrap().item.as_str() != "convert.test")
    );
}

#[test]
fn what_is_not_known_of_a_prerequisite_is_to_be_checked_and_does_not_block() {
    let mut p = plan();
    answer(&mut p, "reach.search", 1);
    let c = content::catalogue();
    let order = order_of_work(&p, &c);
    let step = order[0].lift().unwrap();
    assert!(step.waits_for.is_empty());
    assert_eq!(
        step.check_first,
        [(ItemId::builtin("convert.offer"), level(2))]
    );
    p.apply(Action::Answer(
        ItemId::builtin("convert.offer"),
        Some(Reply::NotApplicable),
    ))
    .unwrap();
    let order = order_of_work(&p, &c);
    assert!(order[0].lift().unwrap().check_first.is_empty());
}

#[test]
fn what_usually_does_not_concern_a_business_is_left_out_until_it_is_answered() {
    let mut p = plan();
    p.profile.model = Some(Model::Local);
    express(&mut p, [2, 3, 2, 3]);
    let c = content::catalogue();
    for id in ["offer", "checkout", "assist"] {
        answer(&mut p, &format!("convert.{id}"), 4);
    }
    let convert = |p: &Plan| {
        lifts(&order_of_work(p, &c))
            .iter()
            .filter(|s| s.group == Group::Race(Stage::Convert))
            .count()
    };
    assert_eq!(convert(&p), 0);
    answer(&mut p, "convert.retarget", 1);
    assert_eq!(convert(&p), 1);
}

#[test]
fn the_base_comes_first_and_a_poor_part_takes_half_of_a_missing_one() {
    let mut p = plan();
    express(&mut p, [2, 2, 2, 2]);
    let c = content::catalogue();
    for (part, state) in c
        .base
        .iter()
        .zip([BaseState::Missing, BaseState::Poor, BaseState::Have])
    {
        p.apply(Action::SetBase(part.id.clone(), Some(state)))
            .unwrap();
    }
    let order = order_of_work(&p, &c);
    let base: Vec<(f64, BaseState)> = order
        .iter()
        .map_while(|w| match w {
            Work::Base(b) => Some((b.hours, b.state)),
            Work::Lift(_) => None,
        })
        .collect();
    assert_eq!(
        base,
        [
            (c.base[0].hours, BaseState::Missing),
            (c.base[1].hours / 2.0, BaseState::Poor)
        ]
    );
    assert_eq!(lifts(&order).len(), order.len() - 2);
    let week = three_lines(&p, &c).this_week.unwrap();
    assert!(week.work.lift().is_none());
    assert!(
        !week.begins(),
        "the part that can be finished this week is taken"
    );
}

// ---- examples of the lines ----

#[test]
fn hours_not_given_are_assumed_and_said_so() {
    let mut p = plan();
    express(&mut p, [2, 2, 2, 2]);
    let c = content::catalogue();
    let lines = three_lines(&p, &c);
    assert!(lines.assumed);
    assert_eq!(lines.hours_a_week, 2.0);
    assert!(lines.headlines().iter().all(Option::is_some));
    p.profile.hours = Some(2.0);
    let given = three_lines(&p, &c);
    assert_eq!(
        (given.assumed, &given.this_month),
        (false, &lines.this_month)
    );
}

#[test]
fn without_hours_nothing_is_planned_and_without_money_nothing_that_costs() {
    let mut p = plan();
    express(&mut p, [2, 2, 2, 2]);
    answer(&mut p, "act.capture", 3);
    answer(&mut p, "convert.retarget", 2);
    let c = content::catalogue();
    p.profile.hours = Some(0.0);
    assert!(all_lines(&three_lines(&p, &c)).is_empty());
    p.profile.hours = Some(40.0);
    let costs = |p: &Plan| {
        all_lines(&three_lines(p, &c))
            .iter()
            .any(|l| l.work.lift().unwrap().money.id() != "none")
    };
    assert!(costs(&p));
    p.profile.budget = Some(0.0);
    assert!(!costs(&p));
    assert!(!all_lines(&three_lines(&p, &c)).is_empty());
}

#[test]
fn a_quarter_of_many_hours_goes_into_improving() {
    let mut p = plan();
    for (hours, pace) in [(1.0, 1.0), (2.0, 2.0), (6.0, 2.0), (8.0, 2.0), (40.0, 10.0)] {
        p.profile.hours = Some(hours);
        assert_eq!(
            three_lines(&p, &content::catalogue()).hours_a_week,
            pace,
            "{hours}"
        );
    }
}

#[test]
fn a_step_longer_than_the_week_is_begun() {
    let mut p = plan();
    answer(&mut p, "engage.service", 3);
    let week = three_lines(&p, &content::catalogue()).this_week.unwrap();
    assert_eq!((week.hours, week.rest, week.begins()), (2.0, 6.0, true));
}

// ---- strongest and weakest ----

#[test]
fn the_weakest_stage_is_weighed_by_importance_and_is_never_the_strongest() {
    let c = content::catalogue();
    let both = |levels: [u8; 4], importance: [f64; 4]| {
        let mut p = plan();
        express(&mut p, levels);
        strongest_and_weakest(&score::scores(&p, &c), &importance)
    };
    let even = [0.25; 4];
    assert_eq!(
        both([3, 2, 4, 1], even),
        (Some(Stage::Convert), Some(Stage::Engage))
    );
    assert_eq!(
        both([2, 2, 4, 4], even),
        (Some(Stage::Convert), Some(Stage::Reach))
    );
    assert_eq!(
        both([3, 2, 4, 1], [0.1, 0.6, 0.2, 0.1]),
        (Some(Stage::Convert), Some(Stage::Act))
    );
    assert_eq!(
        both([3, 2, 2, 2], [0.9, 0.0, 0.05, 0.05]),
        (Some(Stage::Reach), Some(Stage::Convert))
    );
    assert_eq!(both([3, 3, 3, 3], even), (None, None));
    let mut one = plan();
    answer(&mut one, "act.proof", 2);
    assert_eq!(
        strongest_and_weakest(&score::scores(&one, &c), &even),
        (None, None)
    );
}

// ---- any plan ----

fn any_plan() -> impl Strategy<Value = Plan> {
    (
        proptest::collection::vec(0_u8..=8, 44),
        proptest::collection::vec(0_u8..=6, 4),
        proptest::collection::vec(0_usize..=3, 5),
        (0_usize..=5, 0_usize..=4),
        proptest::option::of(prop_oneof![0.0..3.0_f64, 0.0..200.0_f64]),
        proptest::sample::subsequence(Objective::ALL.to_vec(), 0..=5).prop_shuffle(),
        any::<bool>(),
    )
        .prop_map(
            |(answers, quick, base, (model, size), hours, objectives, broke)| {
                let c = content::catalogue();
                let mut p = plan();
                for (item, n) in c.items.iter().zip(answers) {
                    let reply = match n {
                        1..=5 => Some(Reply::Level(level(n))),
                        6 => Some(Reply::Unknown),
                        7 => Some(Reply::NotApplicable),
                        _ => None,
                    };
                    p.apply(Action::Answer(item.id.clone(), reply)).unwrap();
                }
                for (stage, n) in Stage::ALL.into_iter().zip(quick) {
                    p.apply(Action::AnswerExpress(
                        stage,
                        Level::new(n).map(Reply::Level),
                    ))
                    .unwrap();
                }
                for (part, n) in c.base.iter().zip(base) {
                    p.apply(Action::SetBase(
                        part.id.clone(),
                        BaseState::ALL.get(n).copied(),
                    ))
                    .unwrap();
                }
                p.profile.model = Model::ALL.get(model).copied();
                p.profile.size = Size::ALL.get(size).copied();
                p.profile.hours = hours;
                p.profile.objectives = objectives;
                p.profile.budget = broke.then_some(0.0);
                p
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn every_step_is_what_the_formula_says(p in any_plan()) {
        let c = content::catalogue();
        let importance = score::stage_importance(&p.profile.objectives);
        for step in lifts(&order_of_work(&p, &c)) {
            let item = c.item(&step.item).unwrap();
            let known = score::known(&p, item);
            prop_assert_eq!(known.level(), Some(step.from));
            prop_assert_eq!(step.to.get(), step.from.get() + 1);
            prop_assert_eq!(step.estimated, matches!(known, Known::Estimated(_)));
            let enough = item.enough(p.profile.model, p.profile.size);
            prop_assert!(step.to <= enough);
            let weight = match item.group {
                Group::Race(stage) => 4.0 * importance[stage.index()],
                Group::Sostac(_) => 1.0,
            };
            let lift = item.lifts.iter().find(|l| l.from == step.from.get()).unwrap();
            let gap = f64::from(enough.get() - step.from.get());
            let expected = gap * weight * lift.reach / lift.hours;
            prop_assert!((step.priority - expected).abs() < 1e-12);
            prop_assert_eq!((step.hours, step.money, step.weeks), (lift.hours, lift.money, lift.weeks));
        }
    }

    #[test]
    fn the_promised_score_is_the_one_that_comes(p in any_plan()) {
        let c = content::catalogue();
        let shown = |p: &Plan, group| {
            let s = score::scores(p, &c);
            let score = match group {
                Group::Race(stage) => s.stage(stage),
                Group::Sostac(sector) => s.sector(sector),
            };
            score::shown(score.unwrap())
        };
        for step in lifts(&order_of_work(&p, &c)) {
            let mut after = p.clone();
            answer(&mut after, step.item.as_str(), step.to.get());
            prop_assert_eq!(step.change, (shown(&p, step.group), shown(&after, step.group)));
        }
    }

    #[test]
    fn no_step_stands_before_one_it_waits_for(p in any_plan()) {
        let c = content::catalogue();
        let order = order_of_work(&p, &c);
        let steps = lifts(&order);
        for (at, step) in steps.iter().enumerate() {
            for (before, needed) in &step.waits_for {
                let item = c.item(before).unwrap();
                prop_assert!(score::known(&p, item).level().is_some_and(|l| l < *needed));
                prop_assert!(*needed <= item.enough(p.profile.model, p.profile.size));
                prop_assert!(steps[at..].iter().all(|s| s.item != *before));
            }
        }
    }

    #[test]
    fn what_waits_for_nothing_stands_by_priority_then_by_catalogue(p in any_plan()) {
        let c = content::catalogue();
        let order = order_of_work(&p, &c);
        let steps = lifts(&order);
        let rank = |s: &Step| c.items.iter().position(|i| i.id == s.item).unwrap();
        let free: Vec<&&Step> = steps.iter().filter(|s| s.waits_for.is_empty()).collect();
        for pair in free.windows(2) {
            let by_priority = pair[0].priority > pair[1].priority;
            let tie = pair[0].priority == pair[1].priority && rank(pair[0]) < rank(pair[1]);
            prop_assert!(by_priority || tie, "{} before {}", pair[0].item, pair[1].item);
        }
    }

    #[test]
    fn every_detailed_gap_has_its_step_and_every_estimated_stage_at_most_one(p in any_plan()) {
        let c = content::catalogue();
        let order = order_of_work(&p, &c);
        let steps = lifts(&order);
        for group in actions::gaps(&p, &c) {
            for gap in &group.items {
                let n = steps.iter().filter(|s| s.item == gap.item).count();
                match gap.known {
                    Known::Detailed(_) => prop_assert_eq!(n, usize::from(gap.gap > Some(0))),
                    Known::Estimated(_) => prop_assert!(n <= 1),
                    _ => prop_assert_eq!(n, 0),
                }
                prop_assert_eq!(gap.beyond, gap.known.level().is_some_and(|l| l > gap.enough));
            }
            let estimated = |s: &&&Step| s.estimated && s.group == group.group;
            let open = group.items.iter().any(|g| {
                let item = c.item(&g.item).unwrap();
                let skipped = p.profile.model.is_some_and(|m| item.skip_for.contains(&m));
                matches!(g.known, Known::Estimated(_)) && g.gap > Some(0) && !skipped
            });
            prop_assert_eq!(steps.iter().filter(estimated).count(), usize::from(open));
        }
    }

    #[test]
    fn the_lines_fit_the_hours_given(p in any_plan()) {
        let c = content::catalogue();
        let lines = three_lines(&p, &c);
        let pace = lines.hours_a_week;
        if let Some(h) = p.profile.hours {
            prop_assert!(pace <= h);
        }
        let hours = |line: &[Planned]| line.iter().map(|l| l.hours).sum::<f64>();
        let all = |line: &[Planned]| line.iter().map(|l| l.hours + l.rest).sum::<f64>();
        for l in all_lines(&lines) {
            prop_assert!(l.hours > 0.0 && l.rest >= 0.0);
            prop_assert!((l.hours + l.rest - l.work.hours()).abs() < 1e-9);
        }
        let week: Vec<Planned> = lines.this_week.iter().cloned().collect();
        prop_assert!(hours(&week) <= pace.min(2.0) + 1e-9);
        if lines.this_month.is_empty() && lines.this_quarter.is_empty() {
            return Ok(());
        }
        if !lines.this_month.is_empty() {
            prop_assert!(all(&week) + hours(&lines.this_month) <= 4.0 * pace + 1e-9);
        }
        let total = all(&week) + all(&lines.this_month) + all(&lines.this_quarter);
        prop_assert!(total <= 13.0 * pace + 1e-9);
    }

    #[test]
    fn the_lines_differ_and_nothing_on_them_comes_before_its_prerequisite(p in any_plan()) {
        let c = content::catalogue();
        let lines = three_lines(&p, &c);
        let mut done: Vec<(ItemId, Level)> = Vec::new();
        let planned = all_lines(&lines);
        for (at, l) in planned.iter().enumerate() {
            prop_assert!(planned[..at].iter().all(|before| before.work != l.work));
            for (id, needed) in l.work.waits_for() {
                prop_assert!(done.iter().any(|(d, to)| d == id && to >= needed));
            }
            if let Some(step) = l.work.lift() {
                done.push((step.item.clone(), step.to));
            }
        }
        prop_assert!(lines.this_month.len() <= 3 && lines.this_quarter.len() <= 3);
        let steps = order_of_work(&p, &c);
        let free = steps.iter().any(|w| {
            w.waits_for().is_empty()
                && (p.profile.budget.is_none() || w.lift().is_none_or(|s| s.money.id() == "none"))
        });
        prop_assert_eq!(lines.this_week.is_some(), free && lines.hours_a_week > 0.0);
    }

    #[test]
    fn the_same_plan_gives_the_same_lines(p in any_plan()) {
        let c = content::catalogue();
        prop_assert_eq!(order_of_work(&p, &c), order_of_work(&p.clone(), &content::catalogue()));
        prop_assert_eq!(three_lines(&p, &c), three_lines(&p.clone(), &content::catalogue()));
    }
}
