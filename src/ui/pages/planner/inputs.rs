//! What goes into the sheet: the goal, and the channels with their rates.

use leptos::prelude::*;

use super::{PIECE, Worked, fill, rate_words, word};
use crate::domain::action::Action;
use crate::domain::ids::ChannelId;
use crate::engine::goal::{
    CHOSEN, End, MARGIN, MAX_CHANNELS, ORDER_VALUE, ORDERS, Origin, REPEAT, REVENUE, Rate,
    end_name, listed_name, rate_name, share_name,
};
use crate::ui::dom::{El, el};
use crate::ui::pages::sheet::{Kind, SheetField, add_channel, channel_list, say, with_origin};
use crate::ui::parts::figures;
use crate::ui::parts::section::section;
use crate::ui::store::Store;
use crate::ui::words::Texts;

const fn kind_of(rate: Rate) -> Kind {
    match rate {
        Rate::CostPerVisit => Kind::Money,
        Rate::VisitToLead | Rate::LeadToSale => Kind::Share,
    }
}

/// The goal.
pub(super) fn goal(worked: Memo<Worked>, texts: Texts, store: Store) -> El {
    let one = |name: &'static str, kind: Kind, key: &'static str| {
        let given = move || {
            worked.with(|w| match name {
                ORDER_VALUE => w.sheet.order_value,
                ORDERS => Some(w.sheet.orders),
                MARGIN => w.sheet.margin,
                _ => None,
            })
        };
        let hint = move || {
            let hint = word(texts, &format!("goal.{key}_hint"));
            match given() {
                Some(given) => with_origin(hint, texts, store, kind, given.value, given.origin),
                None => hint,
            }
        };
        let label = move || word(texts, &format!("goal.{key}"));
        SheetField::new(name, kind, label)
            .hint(hint)
            .show(texts, store)
    };
    section(texts, PIECE, "goal").child(el("div").class("fields").children([
        one(REVENUE, Kind::Money, "revenue"),
        one(REPEAT, Kind::Money, "repeat"),
        one(ORDER_VALUE, Kind::Money, "order_value"),
        one(ORDERS, Kind::Count, "orders"),
        one(MARGIN, Kind::Share, "margin"),
    ]))
}

/// The channels with their parts and rates.
pub(super) fn channels(worked: Memo<Worked>, texts: Texts, store: Store) -> El {
    let ids = Memo::new(move |_| {
        worked.with(|w| {
            let ids = w.sheet.channels.iter().map(|c| c.id.clone());
            ids.collect::<Vec<_>>()
        })
    });
    let list = channel_list(
        "planner-channels",
        ids,
        texts,
        move |id| channel(id, worked, texts, store),
        move |id| {
            let mut actions = these(worked);
            actions.push(Action::SetSheet(CHOSEN.to_owned(), Some(1.0)));
            actions.push(Action::SetSheet(share_name(id), None));
            actions.push(listed(id, false));
            store.dispatch_all(actions).is_ok()
        },
    );
    let scaled = move || {
        worked.with(|w| {
            let sum = w.sheet.shares_typed;
            if (sum - 1.0).abs() < 5e-4 || sum <= 0.0 {
                return String::new();
            }
            let sum = figures::percent(texts.lang(), sum);
            fill(texts, "channels.scaled", &[("sum", &sum)])
        })
    };
    let none = move || {
        if ids.with(Vec::is_empty) {
            word(texts, "channels.none")
        } else {
            String::new()
        }
    };
    section(texts, PIECE, "channels")
        .child(
            el("p")
                .class("hint")
                .say(move || word(texts, "channels.lead")),
        )
        .child(el("p").class("hint").say(none))
        .child(list)
        .child(el("p").class("hint").hook("shares-scaled").say(scaled))
        .child(add_channel(ids, MAX_CHANNELS, texts, move |id| {
            // The others give the new one an even part, each in proportion.
            let n = ids.with_untracked(Vec::len) as f64;
            let mut actions: Vec<Action> = worked.with_untracked(|w| {
                let channels = w.sheet.channels.iter();
                channels
                    .map(|c| part(&c.id, c.share * n / (n + 1.0)))
                    .collect()
            });
            actions.push(part(&id, 1.0 / (n + 1.0)));
            // Parts within 1 are never refused.
            let _ = store.dispatch_all(actions);
        }))
}

/// What makes the channels on screen the visitor's own choice, so that one more or less of them is.
fn these(worked: Memo<Worked>) -> Vec<Action> {
    worked.with_untracked(|w| {
        if w.sheet.chosen {
            return Vec::new();
        }
        let channels = w.sheet.channels.iter();
        channels.map(|c| part(&c.id, c.share)).collect()
    })
}

fn listed(id: &ChannelId, on: bool) -> Action {
    Action::SetSheet(listed_name(id), on.then_some(1.0))
}

fn part(id: &ChannelId, share: f64) -> Action {
    // A third is written as 33.3 %: what stands there is what is counted.
    let share = (share * 1_000.0).round() / 1_000.0;
    Action::SetSheet(share_name(id), Some(share))
}

/// One channel: its part, its rates, and their ranges folded away.
fn channel(id: &ChannelId, worked: Memo<Worked>, texts: Texts, store: Store) -> Vec<El> {
    let of = {
        let id = id.clone();
        move || {
            worked.with(|w| {
                let mut all = w.sheet.channels.iter();
                all.find(|c| c.id == id).cloned()
            })
        }
    };
    let share = {
        let of = of.clone();
        let hint = move || {
            let hint = word(texts, "channels.share_hint");
            let typed = worked.with(|w| w.sheet.chosen);
            match of().filter(|_| !typed) {
                Some(c) => with_origin(hint, texts, store, Kind::Share, c.share, Origin::Assumed),
                None => hint,
            }
        };
        let label = move || word(texts, "channels.share");
        // The first part typed makes the list the visitor's own; an emptied one leaves its channel there.
        let own = id.clone();
        let together = move || {
            let mut first = these(worked);
            if store.now(|p| !p.sheet.contains_key(&listed_name(&own))) {
                first.push(listed(&own, true));
            }
            first
        };
        SheetField::new(&share_name(id), Kind::Share, label)
            .hint(hint)
            .together(together)
            .show(texts, store)
    };
    let range_of = move |rate: Rate| {
        let of = of.clone();
        move || of()?.rate(rate)
    };
    let rates = Rate::ALL.map(|rate| {
        let (kind, range) = (kind_of(rate), range_of(rate));
        let hint = move || {
            let hint = word(texts, &format!("channels.{}_hint", rate.id()));
            let Some(range) = range() else { return hint };
            let hint = with_origin(hint, texts, store, kind, range.likely, range.origin);
            let key = if range.assumed {
                "channels.range_assumed"
            } else {
                "channels.range"
            };
            let (low, high) = (
                say(texts, store, kind, range.low),
                say(texts, store, kind, range.high),
            );
            let range = fill(texts, key, &[("low", &low), ("high", &high)]);
            [hint, range].join(" ")
        };
        let label = move || rate_words(texts, rate);
        SheetField::new(&rate_name(id, rate), kind, label)
            .hint(hint)
            .show(texts, store)
    });
    let ends = Rate::ALL.into_iter().flat_map(|rate| {
        let id = id.clone();
        [End::Low, End::High].map(move |end| {
            let key = match (end, rate) {
                (End::Low, Rate::CostPerVisit) => "channels.low_cost",
                (End::High, Rate::CostPerVisit) => "channels.high_cost",
                (End::Low, _) => "channels.low",
                (End::High, _) => "channels.high",
            };
            let label = move || fill(texts, key, &[("rate", &rate_words(texts, rate))]);
            SheetField::new(&end_name(&id, rate, end), kind_of(rate), label).show(texts, store)
        })
    });
    let ranges = el("details")
        .child(el("summary").say(move || word(texts, "channels.ranges")))
        .child(el("div").class("fields").children(ends));
    vec![
        el("div").class("fields").child(share).children(rates),
        ranges,
    ]
}
