//! The one effect that writes: 300 ms after the last change, and at once when the page is hidden.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::session::{Notice, Saved, Session};
use super::store::Store;
use crate::codec::envelope::Damage;
use crate::i18n::{Key, k};
use crate::platform::browser;
use crate::platform::browser::storage::LocalStorage;
use crate::platform::keeper::{self, Keeper, MemoryReason, Status};
use crate::platform::prefs::Prefs;
use crate::platform::storage::StorageError;

/// Wait after the last change, milliseconds.
const WAIT: u32 = 300;

/// The keeper of this page, shared by the effect, the listeners and the settings page.
pub type SharedKeeper = Rc<RefCell<Keeper<LocalStorage>>>;

/// Words for what is wrong with a stored text.
const fn damage_key(damage: &Damage) -> Key {
    match damage {
        Damage::NotOurs | Damage::Empty | Damage::NotAPlan => k::DAMAGE_NOT_OURS,
        Damage::Truncated => k::DAMAGE_TRUNCATED,
        Damage::Checksum | Damage::Overlong => k::DAMAGE_CHECKSUM,
        Damage::NotJson => k::DAMAGE_NOT_JSON,
        Damage::Newer(_) => k::DAMAGE_NEWER,
        Damage::Header => k::DAMAGE_OTHER,
    }
}

/// Says what was found when the plan was opened.
pub fn say_opened(session: Session, keeper: &SharedKeeper, notices: Vec<keeper::Notice>) {
    let text = |key: &str| keeper.borrow().text(key).ok().flatten().unwrap_or_default();
    for notice in notices {
        session.notify(match notice {
            keeper::Notice::Damaged { damage, key } => Notice::Kept {
                reason: damage_key(&damage),
                text: text(&key),
            },
            keeper::Notice::Repaired { key, .. } => Notice::Kept {
                reason: k::DAMAGE_OTHER,
                text: text(&key),
            },
            keeper::Notice::Newer { key, .. } => Notice::Kept {
                reason: k::DAMAGE_NEWER,
                text: text(&key),
            },
            keeper::Notice::Recovered => Notice::Recovered,
            keeper::Notice::Unavailable(StorageError::Full) => Notice::Full,
            keeper::Notice::Unavailable(_) => Notice::Blocked,
        });
    }
}

fn show(session: Session, status: Status) {
    session.saved.set(match status {
        Status::Saved => Saved::Saved,
        Status::Saving => Saved::Saving,
        Status::Memory(_) => Saved::Memory,
        Status::Failed(_) => Saved::Failed,
        Status::Conflict(_) => Saved::Conflict,
    });
    match status {
        Status::Conflict(_) => session.notify(Notice::Conflict),
        Status::Failed(StorageError::Full) => session.notify(Notice::Full),
        Status::Failed(_) | Status::Memory(MemoryReason::Storage(_)) => {
            session.notify(Notice::Blocked)
        }
        Status::Saved => {
            session.dismiss(&Notice::Full);
            session.dismiss(&Notice::Blocked);
        }
        Status::Saving | Status::Memory(_) => {}
    }
}

/// Starts saving: plan and preferences from here on.
pub fn start(store: Store, session: Session, keeper: SharedKeeper) {
    show(session, keeper.borrow().status());
    let waiting: Rc<RefCell<Option<Timeout>>> = Rc::default();

    let write = {
        let (keeper, waiting) = (keeper.clone(), waiting.clone());
        move || {
            // What is written no longer waits: leaving the page must not write it again.
            drop(waiting.borrow_mut().take());
            let mut keeper = keeper.borrow_mut();
            let status = store.own_now(|plan| {
                let mut stamped = plan.clone();
                stamped.changed = browser::now();
                keeper.save(&stamped)
            });
            show(session, status);
        }
    };
    {
        let (keeper, waiting, write) = (keeper.clone(), waiting.clone(), write.clone());
        Effect::new(move |before: Option<u64>| {
            let now = store.changes.get();
            if before.is_some_and(|b| b != now) {
                show(session, keeper.borrow_mut().touch());
                let write = write.clone();
                // Dropping the one before cancels it, so only the last change of a burst writes.
                *waiting.borrow_mut() = Some(Timeout::new(WAIT, write));
            }
            now
        });
    }
    let flush = {
        let (waiting, write) = (waiting, write);
        move || {
            if waiting.borrow_mut().take().is_some() {
                write();
            }
        }
    };
    // A widget taken out of a page that goes on has no other moment.
    let last = send_wrapper::SendWrapper::new(flush.clone());
    on_cleanup(move || {
        let flush = &*last;
        flush();
    });
    if let (Some(window), Some(document)) = (browser::window(), browser::document()) {
        let hidden = {
            let (flush, keeper, document) = (flush.clone(), keeper.clone(), document.clone());
            move |_: &web_sys::Event| {
                if document.visibility_state() == web_sys::VisibilityState::Hidden {
                    flush();
                } else {
                    show(session, keeper.borrow_mut().check());
                }
            }
        };
        let elsewhere = {
            let keeper = keeper.clone();
            move |_: &web_sys::Event| show(session, keeper.borrow_mut().check())
        };
        StoredValue::new_local([
            EventListener::new(&document, "visibilitychange", hidden),
            EventListener::new(&window, "pagehide", move |_| flush()),
            EventListener::new(&window, "storage", elsewhere),
        ]);
    }
    Effect::new(move |before: Option<()>| {
        session.language.track();
        session.theme.track();
        let mut prefs = Prefs {
            route: Some(place(session)),
            ..keeper.borrow().prefs()
        };
        session.remember(&mut prefs);
        if before.is_some() {
            // What cannot be remembered is asked again next time; the plan's own state is what is shown.
            let _ = keeper.borrow().save_prefs(&prefs);
        }
    });
}

/// Where the visitor is, with the step of the check.
fn place(session: Session) -> String {
    format!("{}?step={}", session.route.get().href(), session.step.get())
}

/// The step of the check in a remembered place.
#[must_use]
pub fn remembered_step(place: &str) -> usize {
    place
        .split('?')
        .find_map(|part| part.strip_prefix("step="))
        .and_then(|n| n.parse().ok())
        .filter(|n| *n < super::pages::express::STEPS)
        .unwrap_or(0)
}
