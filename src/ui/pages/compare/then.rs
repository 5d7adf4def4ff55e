//! Wheels of earlier days: kept, listed, removed; and a reminder to look again.

use leptos::prelude::*;

use super::{Other, PIECE, kept_words, word};
use crate::domain::action::{Action, MAX_SNAPSHOTS};
use crate::domain::snapshot::Snapshot;
use crate::engine::score::{scores, shown};
use crate::platform::browser::{self, files, format};
use crate::report::calendar::{self, Reminder};
use crate::ui::catalogue;
use crate::ui::dom::{El, el, value_of_event};
use crate::ui::parts::section::section;
use crate::ui::session::{Session, session};
use crate::ui::store::Store;
use crate::ui::words::Texts;

/// Months after which one may want to look again.
const MONTHS: [u32; 5] = [1, 2, 3, 6, 12];

/// The section.
pub(super) fn then(chosen: RwSignal<Option<Other>>, texts: Texts, store: Store) -> El {
    let session = session();
    // Why there is nothing to keep now; nothing when there is.
    let why_not = Memo::new(move |_| {
        store.with(|plan| {
            let today = Snapshot::of(plan);
            let last = plan.snapshots.iter().next_back();
            if today.is_empty() {
                word(texts, "then.nothing")
            } else if let Some((at, _)) = last.filter(|(_, kept)| **kept == today) {
                let day = kept_words(texts.lang(), plan, *at);
                texts.piece_fill(PIECE, "then.same", &[("date", &day)])
            } else if plan.snapshots.len() >= MAX_SNAPSHOTS {
                let n = MAX_SNAPSHOTS.to_string();
                texts.piece_fill(PIECE, "then.full", &[("n", &n)])
            } else {
                String::new()
            }
        })
    });
    let keep = el("button")
        .class("button")
        .hook("keep-snapshot")
        // Not disabled: the focus stays on it after the click that leaves nothing to keep.
        .attr_of("aria-disabled", move || {
            why_not.with(|w| (!w.is_empty()).then(|| "true".to_owned()))
        })
        .attr("aria-describedby", "compare-why-not")
        .say(move || word(texts, "then.keep"))
        .on_click(move || {
            let why = why_not.get_untracked();
            if !why.is_empty() {
                session.say_if(true, why);
                return;
            }
            let at = browser::now();
            let today = store.now(Snapshot::of);
            let kept = store.dispatch(Action::SetSnapshot(at, Some(today))).is_ok();
            if kept {
                chosen.set(Some(Other::Then(at)));
            }
            session.say_if(kept, word(texts, "then.kept"));
        });
    let kept = store.slice(|p| p.snapshots.keys().copied().collect::<Vec<_>>());
    let list = el("ul")
        .class("kept")
        .hook("snapshots")
        .attr_of("aria-label", move || Some(word(texts, "then.list")))
        .fill_by(
            move || kept.with(|kept| kept.iter().map(|at| format!("{at} ")).collect()),
            move || {
                let kept = kept.get_untracked().into_iter().rev();
                kept.map(|at| entry(at, texts, store)).collect()
            },
        );
    section(texts, PIECE, "then")
        .child(el("p").class("hint").say(move || word(texts, "then.lead")))
        .child(el("p").class("go").child(keep))
        .child(
            el("p")
                .class("hint")
                .attr("id", "compare-why-not")
                .say(move || why_not.get()),
        )
        .child(list)
        .child(remind(texts, store))
}

fn entry(at: i64, texts: Texts, store: Store) -> El {
    let session = session();
    let day = move || store.with(|p| kept_words(texts.lang(), p, at));
    let said = move || {
        let score = store.with(|plan| {
            let then = plan.snapshots.get(&at)?.onto(plan);
            scores(&then, catalogue::items()).overall
        });
        let score = score.map_or_else(|| word(texts, "over.na"), |s| shown(s).to_string());
        texts.piece_fill(PIECE, "then.entry", &[("date", &day()), ("score", &score)])
    };
    let remove = el("button")
        .class("plain")
        .attr_of("aria-label", move || {
            Some(texts.piece_fill(PIECE, "then.remove", &[("date", &day())]))
        })
        .say(move || word(texts, "then.remove_short"))
        .on_click(move || {
            store.choose(Action::SetSnapshot(at, None));
            session.say_if(true, word(texts, "then.removed"));
            session.focus_on("compare-then");
        });
    el("li").child(el("span").say(said)).child(remove)
}

/// A file for the calendar.
fn remind(texts: Texts, store: Store) -> El {
    let session = session();
    let months = RwSignal::new(3_u32);
    let options = MONTHS.map(|n| {
        el("option")
            .attr("value", &n.to_string())
            .property_if("selected", move || months.get() == n)
            .say(move || texts.words_count(PIECE, "then.in", u64::from(n)))
    });
    let select = el("select")
        .attr("id", "input-remind")
        .hook("input-remind")
        .children(options)
        .on("change", move |event| {
            if let Ok(n) = value_of_event(event).parse() {
                months.set(n);
            }
        });
    let save = el("button")
        .class("button second")
        .hook("save-reminder")
        .say(move || word(texts, "then.remind_save"))
        .on_click(move || save(texts, store, session, months.get_untracked()));
    el("div")
        .class("field")
        .child(
            el("label")
                .attr("for", "input-remind")
                .say(move || word(texts, "then.remind")),
        )
        .child(
            el("p")
                .class("hint")
                .say(move || word(texts, "then.remind_hint")),
        )
        .child(el("div").class("row-of").children([select, save]))
}

fn save(texts: Texts, store: Store, session: Session, months: u32) {
    let now = browser::now();
    let day = calendar::months_later(calendar::civil(i64::from(browser::today())), months);
    let score = store.scores.with_untracked(|s| s.overall);
    let text = match score {
        Some(score) => {
            let values = [
                ("date", &*format::date(texts.lang_now(), now)),
                ("score", &shown(score).to_string()),
            ];
            texts.piece_fill(PIECE, "then.event_text", &values)
        }
        None => word(texts, "then.event_plain"),
    };
    let (year, month, of_month) = day;
    let uid = store.now(|p| format!("{}-{year:04}{month:02}{of_month:02}@growth-wheel", p.id));
    let file = calendar::reminder(&Reminder {
        uid: &uid,
        written: now,
        day,
        title: &word(texts, "then.event"),
        text: &text,
        address: &session.address(),
    });
    // A browser that refuses downloads shows that itself.
    let _ = files::download("growth-wheel.ics", "text/calendar", &file);
}
