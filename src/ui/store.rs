//! The only place that writes the plan.

use leptos::prelude::*;

use super::catalogue;
use crate::domain::action::{Action, Refusal};
use crate::domain::history::History;
use crate::domain::plan::Plan;
use crate::domain::profile::Currency;
use crate::engine::score::{Scores, scores};
use crate::engine::wheel::{self, WheelState};

/// Plan, what follows from it, and the ways to change it, as a context.
#[derive(Clone, Copy)]
pub struct Store {
    plan: RwSignal<Plan>,
    history: RwSignal<History>,
    own: RwSignal<Option<Plan>>,
    /// Counts changes, for the one effect that saves.
    pub changes: RwSignal<u64>,
    /// Scores of the plan.
    pub scores: Memo<Scores>,
    /// The wheel's state.
    pub wheel: Memo<WheelState>,
    /// The currency of the plan's money: what is written in it need not follow every other change.
    pub currency: Memo<Currency>,
}

impl Store {
    /// A store that starts with a plan.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        let plan = RwSignal::new(plan);
        let computed = Memo::new(move |_| plan.with(|p| scores(p, catalogue::items())));
        let wheel = Memo::new(move |_| {
            plan.with(|p| computed.with(|s| wheel::state(p, catalogue::items(), s)))
        });
        Self {
            plan,
            history: RwSignal::new(History::default()),
            own: RwSignal::new(None),
            changes: RwSignal::new(0),
            scores: computed,
            wheel,
            currency: Memo::new(move |_| plan.with(|p| p.profile.currency())),
        }
    }

    /// Reads the plan, and the view follows it.
    pub fn with<T>(self, read: impl FnOnce(&Plan) -> T) -> T {
        self.plan.with(read)
    }

    /// Reads the plan once.
    pub fn now<T>(self, read: impl FnOnce(&Plan) -> T) -> T {
        self.plan.with_untracked(read)
    }

    /// Reads the visitor's own plan once, also while an example is on screen.
    pub fn own_now<T>(self, read: impl FnOnce(&Plan) -> T) -> T {
        self.own.with_untracked(|own| match own {
            Some(plan) => read(plan),
            None => self.plan.with_untracked(read),
        })
    }

    /// Part of the plan as a signal of its own, so that only views of that part follow.
    pub fn slice<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Plan) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let plan = self.plan;
        Memo::new(move |_| plan.with(&read))
    }

    /// Carries an action out.
    ///
    /// # Errors
    /// The refusal; nothing has changed then.
    pub fn dispatch(self, action: Action) -> Result<(), Refusal> {
        // A plan that takes the place of another takes the visitor's own place, not that of an example on screen.
        if matches!(action, Action::Replace(_)) {
            self.leave_example();
        }
        let target = action.target();
        self.carry_out([action], target)
    }

    /// Carries several actions out as one step of undo.
    ///
    /// # Errors
    /// The first refusal; nothing has changed then.
    pub fn dispatch_all(self, actions: impl IntoIterator<Item = Action>) -> Result<(), Refusal> {
        self.carry_out(actions, None)
    }

    fn carry_out(
        self,
        actions: impl IntoIterator<Item = Action>,
        target: Option<String>,
    ) -> Result<(), Refusal> {
        let before = self.plan.get_untracked();
        let mut after = before.clone();
        for action in actions {
            after.apply(action)?;
        }
        if after != before {
            self.history.update(|h| h.push(before, target));
            self.commit(after);
        }
        Ok(())
    }

    /// Carries out an action that cannot be refused, such as a choice among given values.
    pub fn choose(self, action: Action) {
        // A refusal of a given value would be a fault in the page; the plan is unchanged and nothing is lost.
        let _ = self.dispatch(action);
    }

    /// Goes one step back; whether there was one.
    pub fn undo(self) -> bool {
        self.travel(History::undo)
    }

    /// Goes one step forward again; whether there was one.
    pub fn redo(self) -> bool {
        self.travel(History::redo)
    }

    fn travel(self, step: impl FnOnce(&mut History, &Plan) -> Option<Plan>) -> bool {
        let now = self.plan.get_untracked();
        let to = self.history.try_update(|h| step(h, &now)).flatten();
        let moved = to.is_some();
        if let Some(plan) = to {
            self.commit(plan);
        }
        moved
    }

    fn commit(self, plan: Plan) {
        self.plan.set(plan);
        if self.own.with_untracked(Option::is_none) {
            self.changes.update(|n| *n += 1);
        }
    }

    /// Whether there is something to undo.
    #[must_use]
    pub fn can_undo(self) -> bool {
        self.history.with(History::can_undo)
    }

    /// Whether there is something to redo.
    #[must_use]
    pub fn can_redo(self) -> bool {
        self.history.with(History::can_redo)
    }

    /// Shows an example in place of the own plan, which is kept aside and not saved over.
    pub fn show_example(self, example: Plan) {
        if self.own.with_untracked(Option::is_none) {
            self.own.set(Some(self.plan.get_untracked()));
        }
        self.history.set(History::default());
        self.plan.set(example);
    }

    /// Back from an example to the own plan.
    pub fn leave_example(self) {
        if let Some(own) = self.own.try_update(Option::take).flatten() {
            self.history.set(History::default());
            self.plan.set(own);
        }
    }

    /// Whether an example is on screen.
    #[must_use]
    pub fn in_example(self) -> bool {
        self.own.with(Option::is_some)
    }
}

/// The store of this tree of views.
#[must_use]
pub fn store() -> Store {
    expect_context::<Store>()
}
