//! The next most useful question: it could change the result, and none that could is left out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use growth_wheel::content::{self, currency, examples};
use growth_wheel::domain::action::Action;
use growth_wheel::domain::answer::Reply;
use growth_wheel::domain::plan::Plan;
use growth_wheel::engine::actions::three_lines;
use growth_wheel::engine::recommend::{Context, recommend};
use growth_wheel::engine::score::scores;
use growth_wheel::engine::useful::useful;

fn context(plan: &Plan) -> Context {
    Context {
        euro_rate: currency::rate(plan.profile.currency()),
        today: 20_778,
    }
}

/// What the result says, as words to compare by.
fn result(plan: &Plan) -> String {
    let catalogue = content::catalogue();
    let lines = three_lines(plan, &catalogue);
    let works = lines.headlines().map(|work| match work {
        Some(work) => match work.lift() {
            Some(step) => format!("{} {}", step.item, step.from.get()),
            None => format!("{work:?}"),
        },
        None => String::new(),
    });
    let scores = scores(plan, &catalogue);
    let chosen = recommend(plan, &catalogue, &scores, context(plan))
        .portfolio
        .choice;
    format!("{works:?} {:?}", chosen.channels)
}

#[test]
fn every_question_offered_could_change_the_result_by_as_many_levels_as_it_says() {
    let catalogue = content::catalogue();
    for example in examples::ALL {
        let mut plan = examples::plan(example.id).unwrap();
        // The examples are answered in full: every second answer is forgotten, so that there is something to ask.
        for item in catalogue.items.iter().step_by(2) {
            plan.apply(Action::Answer(item.id.clone(), None)).unwrap();
        }
        let now = result(&plan);
        let offered = useful(&plan, &catalogue, context(&plan));
        for item in &catalogue.items {
            let replied = plan
                .answers
                .get(&item.id)
                .is_some_and(|a| a.reply.is_some());
            let levels = ["1", "2", "3", "4", "5"];
            let changes = levels.iter().filter(|level| {
                let mut tried = plan.clone();
                tried
                    .apply(Action::Answer(item.id.clone(), Reply::from_id(level)))
                    .unwrap();
                !replied && result(&tried) != now
            });
            let changes = changes.count();
            let said = offered.iter().find(|u| u.item == item.id);
            assert_eq!(
                said.map_or(0, |u| usize::from(u.changes)),
                changes,
                "{}: {}",
                example.id,
                item.id
            );
        }
        assert!(
            offered.windows(2).all(|w| w[0].changes >= w[1].changes),
            "{}: the most useful first",
            example.id
        );
    }
}

#[test]
fn a_plan_answered_in_full_has_no_useful_question_left() {
    let catalogue = content::catalogue();
    let mut plan = examples::plan("outdoor").unwrap();
    for item in &catalogue.items {
        plan.apply(Action::Answer(item.id.clone(), Reply::from_id("3")))
            .unwrap();
    }
    assert_eq!(useful(&plan, &catalogue, context(&plan)), []);
}

#[test]
fn an_empty_plan_has_useful_questions_and_the_same_each_time() {
    let catalogue = content::catalogue();
    let plan = Plan::new("new".into(), 0);
    let first = useful(&plan, &catalogue, context(&plan));
    assert!(!first.is_empty());
    assert_eq!(first, useful(&plan, &catalogue, context(&plan)));
}
