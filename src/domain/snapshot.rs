//! What one person answered, as of one moment: enough to draw a wheel and to lay it over another.

use super::answer::{Answer, Reply};
use super::ids::ItemId;
use super::map::Map;
use super::plan::Plan;
use super::stage::Stage;

/// Answers without their figures and links.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snapshot {
    /// Express check.
    pub express: Map<Stage, Reply>,
    /// Detailed answers.
    pub replies: Map<ItemId, Reply>,
}

impl Snapshot {
    /// The answers of a plan.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let said = |(id, answer): (&ItemId, &Answer)| Some((id.clone(), answer.reply?));
        Self {
            express: plan.express.clone(),
            replies: plan.answers.iter().filter_map(said).collect(),
        }
    }

    /// How many answers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.express.len() + self.replies.len()
    }

    /// Whether nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// That plan with these answers in place of its own: the same business, seen at another time or by another person.
    #[must_use]
    pub fn onto(&self, plan: &Plan) -> Plan {
        let mut seen = plan.clone();
        seen.express = self.express.clone();
        // What runs always and what as a campaign is no answer: it stays, so that both pictures are drawn alike.
        seen.answers.retain(|_, answer| {
            answer.reply = None;
            answer.evidence.clear();
            answer.always_on.is_some()
        });
        for (id, reply) in &self.replies {
            seen.answers.entry(id.clone()).or_default().reply = Some(*reply);
        }
        seen
    }
}

/// Answers of a colleague about the same business.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Opinion {
    /// Name the visitor gave the colleague; may be empty.
    pub name: String,
    /// Milliseconds since 1970 of the day the answers were given.
    pub at: i64,
    /// The answers.
    pub answers: Snapshot,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::Action;

    #[test]
    fn a_snapshot_laid_onto_its_own_plan_gives_the_same_answers() {
        let mut plan = Plan::new("p".to_owned(), 0);
        let search = ItemId::builtin("reach.search");
        for action in [
            Action::AnswerExpress(Stage::Act, Reply::from_id("2")),
            Action::Answer(search.clone(), Reply::from_id("4")),
            Action::SetEvidence(search.clone(), "61 calls".to_owned()),
            Action::SetAlwaysOn(search.clone(), Some(false)),
        ] {
            plan.apply(action).unwrap();
        }
        let kept = Snapshot::of(&plan);
        plan.apply(Action::Answer(search.clone(), Reply::from_id("1")))
            .unwrap();
        plan.apply(Action::Answer(
            ItemId::builtin("act.proof"),
            Reply::from_id("3"),
        ))
        .unwrap();
        let then = kept.onto(&plan);
        assert_eq!(Snapshot::of(&then), kept);
        let answer = then.answers.get(&search).unwrap();
        assert_eq!(
            (answer.always_on, answer.evidence.as_str()),
            (Some(false), "")
        );
        assert_eq!(then.answers.len(), 1);
    }
}
