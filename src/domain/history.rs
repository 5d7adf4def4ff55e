//! Undo and redo: whole plans, since a plan is small, and at most [`History::LIMIT`] of them.

use super::plan::Plan;

/// What can be undone and redone. It belongs to the session and is not saved.
#[derive(Debug, Clone, Default)]
pub struct History {
    past: Vec<Plan>,
    future: Vec<Plan>,
    last_target: Option<String>,
}

impl History {
    /// Steps kept.
    pub const LIMIT: usize = 100;

    /// Whether there is a step to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to redo.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Remembers the plan as it was before a change. Changes in a row to the same target are one step.
    pub fn push(&mut self, before: Plan, target: Option<String>) {
        self.future.clear();
        if target.is_some() && target == self.last_target {
            return;
        }
        self.last_target = target;
        self.past.push(before);
        if self.past.len() > Self::LIMIT {
            self.past.remove(0);
        }
    }

    /// The plan before the last step, in exchange for today's; `None` when there is none.
    pub fn undo(&mut self, now: &Plan) -> Option<Plan> {
        let before = self.past.pop()?;
        self.future.push(now.clone());
        self.last_target = None;
        Some(keep_identity(before, now))
    }

    /// The plan after the step undone last; `None` when there is none.
    pub fn redo(&mut self, now: &Plan) -> Option<Plan> {
        let after = self.future.pop()?;
        self.past.push(now.clone());
        self.last_target = None;
        Some(keep_identity(after, now))
    }
}

/// The revision only ever grows, also when the content goes back.
fn keep_identity(mut plan: Plan, now: &Plan) -> Plan {
    plan.id.clone_from(&now.id);
    plan.rev = now.rev;
    plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Action, ProfileNumber};

    fn typed(plan: &mut Plan, history: &mut History, action: Action) {
        let before = plan.clone();
        let target = action.target();
        plan.apply(action).unwrap();
        history.push(before, target);
    }

    #[test]
    fn typing_in_one_field_is_one_step() {
        let (mut plan, mut history) = (Plan::new("p".to_owned(), 0), History::default());
        for value in [1.0, 12.0, 120.0] {
            let action = Action::SetProfileNumber(ProfileNumber::Budget, Some(value));
            typed(&mut plan, &mut history, action);
        }
        let undone = history.undo(&plan).unwrap();
        assert_eq!(undone.profile.budget, None);
        assert!(!history.can_undo());
        assert_eq!(history.redo(&undone).unwrap().profile.budget, Some(120.0));
    }

    #[test]
    fn a_hundred_steps_are_kept_and_no_more() {
        let (mut plan, mut history) = (Plan::new("p".to_owned(), 0), History::default());
        for k in 0..250_u8 {
            typed(&mut plan, &mut history, Action::SetMaxChannels(k % 8 + 1));
        }
        let mut steps = 0;
        while let Some(before) = history.undo(&plan) {
            plan = before;
            steps += 1;
        }
        assert_eq!(steps, History::LIMIT);
    }
}
