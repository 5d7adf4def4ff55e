//! Several plans in one browser, as when somebody with a plan answers for a colleague.

use leptos::prelude::*;
use leptos::reactive::owner::LocalStorage;

use super::{PIECE, word};
use crate::codec::envelope;
use crate::domain::plan::Plan;
use crate::platform::browser::{self, format};
use crate::platform::keeper::Status;
use crate::ui::autosave::SharedKeeper;
use crate::ui::dom::{El, el};
use crate::ui::parts::section::section;
use crate::ui::route::Route;
use crate::ui::session::{Session, session};
use crate::ui::store::Store;
use crate::ui::words::Texts;

/// The keeper of this page.
#[must_use]
pub(in crate::ui::pages) fn keeper() -> StoredValue<SharedKeeper, LocalStorage> {
    expect_context()
}

/// The plans stored beside the one on screen, as far as they can be read.
pub(in crate::ui::pages) fn others(keeper: StoredValue<SharedKeeper, LocalStorage>) -> Vec<Plan> {
    keeper.with_value(|keeper| {
        let keeper = keeper.borrow();
        let ids = keeper.plan_ids().unwrap_or_default();
        let beside = ids.into_iter().filter(|id| id != keeper.plan_id());
        let read = |id: String| {
            let text = keeper.plan_text(&id).ok()??;
            let mut plan = envelope::read(&text).ok()?.plan;
            plan.id = id;
            Some(plan)
        };
        beside.filter_map(read).collect()
    })
}

/// Stores what is on screen, has the plan opened (a new one is stored first) and begins anew at that page; whether the
/// browser let it.
pub(in crate::ui::pages) fn switch_to(
    keeper: StoredValue<SharedKeeper, LocalStorage>,
    store: Store,
    session: Session,
    plan: &Plan,
    route: Route,
) -> bool {
    let stored = keeper.with_value(|keeper| {
        let mut keeper = keeper.borrow_mut();
        // What is saved needs no saving, and a plan nobody has written anything into no place.
        let kept = keeper.status() == Status::Saved
            || store.own_now(Plan::is_untouched)
            || keeper.save(&store.own_now(stamped)) == Status::Saved;
        kept && keeper.put_beside(plan).is_ok() && keeper.open_next(&plan.id).is_ok()
    });
    if stored {
        session.begin_anew(route);
    }
    stored
}

/// The plan as it is saved now.
fn stamped(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    plan.changed = browser::now();
    plan
}

fn name(texts: Texts, plan: &Plan) -> String {
    if !plan.name.is_empty() {
        plan.name.clone()
    } else if plan.asked_by.is_some() {
        word(texts, "plans.guest")
    } else {
        word(texts, "plans.own")
    }
}

/// The list; nothing where there is only one plan.
pub(super) fn plans(texts: Texts, store: Store) -> El {
    let session = session();
    let keeper = keeper();
    let beside = others(keeper);
    if beside.is_empty() {
        return el("div");
    }
    let failed = RwSignal::new(false);
    let row = move |plan: Plan, here: bool| {
        let (shown, told) = (plan.clone(), plan.clone());
        let entry = move || {
            let day = format::date(texts.lang(), told.changed);
            texts
                .words_count(PIECE, "plans.entry", told.answers.len() as u64)
                .replace("{date}", &day)
        };
        let line = el("li")
            .child(el("span").class("name").say(move || name(texts, &shown)))
            .child(el("span").class("value").say(entry));
        if here {
            return line.child(el("span").say(move || word(texts, "plans.here")));
        }
        let labelled = plan.clone();
        let open = el("button")
            .class("button second")
            .hook("open-plan")
            .attr_of("aria-label", move || {
                let name = name(texts, &labelled);
                Some(texts.piece_fill(PIECE, "plans.open_this", &[("name", &name)]))
            })
            .say(move || word(texts, "plans.open"))
            .on_click(move || {
                failed.set(!switch_to(keeper, store, session, &plan, Route::Compare))
            });
        line.child(open)
    };
    // The one in storage knows when it was changed.
    let own = keeper.with_value(|keeper| {
        let keeper = keeper.borrow();
        let text = keeper.plan_text(keeper.plan_id()).ok().flatten();
        let read = text.and_then(|text| envelope::read(&text).ok());
        read.map(|r| r.plan)
    });
    let own = own.unwrap_or_else(|| store.own_now(Clone::clone));
    let rows = std::iter::once(row(own, true)).chain(beside.into_iter().map(|p| row(p, false)));
    let rows: Vec<El> = rows.collect();
    let error = move || {
        if failed.get() {
            word(texts, "plans.failed")
        } else {
            String::new()
        }
    };
    section(texts, PIECE, "plans")
        .child(el("p").class("hint").say(move || word(texts, "plans.lead")))
        .child(el("ul").class("kept").hook("plans").children(rows))
        .child(el("p").class("error").attr("role", "alert").say(error))
}
