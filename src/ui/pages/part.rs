//! A stage or sector: its score, how sure that is, its items and what lifts each of them.

use leptos::prelude::*;

use crate::domain::answer::Level;
use crate::domain::catalogue::{Item, MoneyBand};
use crate::domain::ids::ItemId;
use crate::domain::stage::Group;
use crate::engine::actions::{self, Step};
use crate::engine::score::{Known, known, level_of};
use crate::i18n::k;
use crate::platform::browser::format;
use crate::ui::catalogue;
use crate::ui::dom::{El, el};
use crate::ui::names;
use crate::ui::pages::questions::{counted, items, place_of, word};
use crate::ui::parts::wheel::{score_words, spoke_words};
use crate::ui::route::Route;
use crate::ui::store::Store;
use crate::ui::words::Texts;

/// Score of a part.
#[must_use]
pub fn score(store: Store, group: Group) -> Option<f64> {
    store.scores.with(|s| match group {
        Group::Race(stage) => s.stage(stage),
        Group::Sostac(sector) => s.sector(sector),
    })
}

/// Its score and how much of it is answered, short enough for a list.
#[must_use]
pub fn brief(texts: Texts, store: Store, group: Group) -> String {
    let (n, all) = counted(store, group);
    let said = score_words(texts, score(store, group));
    format!("{said} · {n}/{all}")
}

/// Its score and level in words, and how much of it is answered.
#[must_use]
pub fn summary(texts: Texts, store: Store, group: Group) -> String {
    let (n, all) = counted(store, group);
    let values = [("n", &*n.to_string()), ("all", &*all.to_string())];
    let answered = texts.fill(k::WHEEL_ANSWERED, &values);
    let score = score(store, group);
    let said = score_words(texts, score);
    match score {
        Some(score) => {
            let level = texts.t(names::level(level_of(score)));
            format!("{said}, {level} · {answered}")
        }
        None => format!("{said} · {answered}"),
    }
}

/// The part with its items, each a way to its question. `here` is the item on screen.
#[must_use]
pub fn part(
    group: Group,
    here: impl Fn() -> Option<ItemId> + Copy + 'static,
    texts: Texts,
    store: Store,
) -> Vec<El> {
    let rows = items(group).map(move |item| row(item, here, texts, store));
    let name = el("span").words(names::group(group));
    let heading = el("h2");
    let heading = match group {
        Group::Race(stage) => heading
            .child(name.attr("lang", "en"))
            .text(" ")
            .child(el("span").class("gloss").words(names::gloss(stage))),
        Group::Sostac(_) => heading.child(name),
    };
    let what = ["what.", group.id()].concat();
    vec![
        heading,
        el("p")
            .class("value")
            .hook("part-score")
            .say(move || summary(texts, store, group)),
        el("p")
            .class("hint")
            .say(move || texts.piece("result", &what)),
        el("ol").class("items rows").children(rows),
    ]
}

fn row(
    item: &'static Item,
    here: impl Fn() -> Option<ItemId> + 'static,
    texts: Texts,
    store: Store,
) -> El {
    let state = move || {
        let said = spoke_words(texts, store.with(|p| known(p, item)));
        if store.with(|p| p.lacks_evidence(&item.id)) {
            format!("{said} · {}", word(texts, "not_evidenced"))
        } else {
            said
        }
    };
    let link = el("a")
        .attr("href", &Route::Questions(item.group, place_of(item)).href())
        .attr_of("aria-current", move || {
            (here().as_ref() == Some(&item.id)).then(|| "step".to_owned())
        })
        .words(names::item(&item.id));
    let step = Memo::new(move |_| store.with(|p| actions::step_of(p, catalogue::items(), item)));
    let lift = move || {
        step.with(|step| {
            step.as_ref().map_or_else(String::new, |step| {
                texts.piece("lifts", &format!("{}.{}", step.item, step.from.get()))
            })
        })
    };
    let facts = move || step.with(|s| s.as_ref().map_or_else(String::new, |s| cost(texts, s)));
    el("li")
        .child(link)
        .child(el("span").class("value").say(state))
        .child(
            el("p")
                .class("lift")
                .attr_if("hidden", move || step.with(Option::is_none))
                .say(lift),
        )
        .child(
            el("p")
                .class("hint facts")
                .attr_if("hidden", move || step.with(Option::is_none))
                .say(facts),
        )
        .child(
            el("p")
                .class("hint")
                .say(move || enough(texts, store, item)),
        )
}

/// What is enough for this business, and whether it is reached.
fn enough(texts: Texts, store: Store, item: &Item) -> String {
    let (known, enough) = store.with(|p| {
        let profile = &p.profile;
        (known(p, item), item.enough(profile.model, profile.size))
    });
    let key = match known.level() {
        _ if known == Known::NotApplicable => return String::new(),
        Some(now) if now > enough => return texts.piece("result", "gaps.beyond"),
        Some(now) if now == enough => return texts.piece("result", "gaps.enough"),
        _ => "enough",
    };
    let values = [
        ("n", &*enough.get().to_string()),
        ("word", &texts.t(names::level(enough))),
    ];
    texts.piece_fill("questions", key, &values)
}

/// Hours, money and weeks of a step, side by side.
#[must_use]
pub fn takes(texts: Texts, hours: f64, money: MoneyBand, weeks: f64) -> String {
    let hours = format::number(texts.lang(), hours, 1);
    [
        &*texts.piece_fill("result", "hours", &[("n", &hours)]),
        &texts.piece("result", &format!("money.{}", money.id())),
        &texts.words_count("result", "weeks", weeks.round().max(1.0) as u64),
    ]
    .join(" · ")
}

/// What a step does to the score, what it takes, and what has to be there first.
fn cost(texts: Texts, step: &Step) -> String {
    let (from, to) = step.change;
    let mut said = vec![
        format!("{} {from} → {to}", texts.t(names::group(step.group))),
        takes(texts, step.hours, step.money, step.weeks),
    ];
    let first = |(id, level): &(ItemId, Level)| {
        let values = [
            ("item", &*texts.t(names::item(id))),
            ("n", &*level.get().to_string()),
        ];
        texts.piece_fill("questions", "first", &values)
    };
    said.extend(step.waits_for.iter().map(first));
    said.join(" · ")
}
