//! Visitors' plans, and what the engine makes of them: what the browser shows is held against the same code run here.

use growth_wheel::content::{self, currency};
use growth_wheel::domain::action::{Action, ProfileNumber};
use growth_wheel::domain::answer::Reply;
use growth_wheel::domain::channel_use::Use;
use growth_wheel::domain::ids::ChannelId;
use growth_wheel::domain::plan::Plan;
use growth_wheel::domain::profile::{Country, Model, Objective};
use growth_wheel::domain::stage::Stage;
use growth_wheel::engine::recommend::{Context, Recommendation, recommend};
use growth_wheel::engine::score::{Scores, scores, shown};
use growth_wheel::engine::useful::useful;

use crate::outcome::{Outcome, Trouble};

/// Answers to the four stage questions of [`checked`].
pub(crate) const ANSWERS: [&str; 4] = ["3", "2", "4", "unknown"];

/// What a visitor of the check has said who goes through it as the scenarios do.
pub(crate) fn checked() -> Outcome<Plan> {
    let mut plan = Plan::new("e2e".to_owned(), 1_790_000_000_000);
    let mut actions = vec![
        Action::SetModel(Some(Model::B2b)),
        Action::SetCountry(Country::new("IT")),
        Action::SetObjectives(vec![Objective::Sell]),
        Action::SetProfileNumber(ProfileNumber::Budget, Some(1000.0)),
        Action::SetProfileNumber(ProfileNumber::Hours, Some(5.0)),
        Action::SetUse(ChannelId::builtin("email"), Use::InUse),
    ];
    for (stage, value) in Stage::ALL.into_iter().zip(ANSWERS) {
        actions.push(Action::AnswerExpress(stage, Reply::from_id(value)));
    }
    for action in actions {
        plan.apply(action)
            .map_err(|e| Trouble(format!("the plan refuses: {e}")))?;
    }
    Ok(plan)
}

/// A practice or a workshop that has said no more than what it is.
pub(crate) fn of_a_local_business() -> Outcome<Plan> {
    let mut plan = Plan::new("e2e".to_owned(), 1_790_000_000_000);
    plan.apply(Action::SetModel(Some(Model::Local)))
        .map_err(|e| Trouble(format!("the plan refuses: {e}")))?;
    Ok(plan)
}

/// The engine's scores of a plan.
pub(crate) fn scores_of(plan: &Plan) -> Scores {
    scores(plan, &content::catalogue())
}

/// The overall score as it stands on the screen.
pub(crate) fn score_of(plan: &Plan) -> String {
    scores_of(plan)
        .overall
        .map_or_else(|| "n/a".to_owned(), |s| shown(s).to_string())
}

/// The parts of a plan that a visitor put in, as bytes to compare by.
pub(crate) fn said(plan: &Plan) -> String {
    let mut plan = plan.clone();
    (plan.id, plan.rev) = ("same".to_owned(), 0);
    (plan.created, plan.changed) = (0, 0);
    growth_wheel::codec::file::export(&plan)
}

/// The open questions that could change the result, the most useful first.
pub(crate) fn useful_questions(plan: &Plan) -> Vec<String> {
    let context = Context {
        euro_rate: currency::rate(plan.profile.currency()),
        today: i32::try_from(
            std::time::SystemTime::UNIX_EPOCH
                .elapsed()
                .map_or(0, |past| past.as_secs() / 86_400),
        )
        .unwrap_or_default(),
    };
    useful(plan, &content::catalogue(), context)
        .into_iter()
        .map(|useful| useful.item.to_string())
        .collect()
}

/// The engine's advice on the channels, on a day counted from 1970-01-01.
pub(crate) fn advice_on(plan: &Plan, today: i32) -> Recommendation {
    let context = Context {
        euro_rate: currency::rate(plan.profile.currency()),
        today,
    };
    recommend(plan, &content::catalogue(), &scores_of(plan), context)
}
