//! The two wheels, their scores side by side, and where they are furthest apart.

use leptos::prelude::*;

use super::{Other, PIECE, word};
use crate::domain::answer::{Level, Reply};
use crate::domain::plan::Plan;
use crate::domain::snapshot::Snapshot;
use crate::domain::stage::{Group, Sector, Stage};
use crate::engine::overlay::{self, Shared};
use crate::engine::score::{Scores, scores, shown};
use crate::engine::wheel;
use crate::ui::catalogue;
use crate::ui::dom::{El, el};
use crate::ui::names;
use crate::ui::pages::questions::{item_text, place_of};
use crate::ui::parts::section::section;
use crate::ui::parts::wheel::overlaid_wheel;
use crate::ui::route::Route;
use crate::ui::store::Store;
use crate::ui::words::Texts;

/// How many differences are told.
const FIRST: usize = 5;

/// The section.
pub(super) fn over(chosen: RwSignal<Option<Other>>, texts: Texts, store: Store) -> El {
    let all = Memo::new(move |_| store.with(Other::all));
    // The one chosen as long as it is there, else the latest.
    let other = Memo::new(move |_| {
        all.with(|all| {
            let chosen = chosen.get().filter(|c| all.contains(c));
            chosen.or_else(|| all.last().cloned())
        })
    });
    let choice = el("fieldset")
        .class("field segments")
        .attr_if("hidden", move || all.with(Vec::is_empty))
        .child(el("legend").say(move || word(texts, "over.choose")))
        .child(el("div").class("segs").fill_by(
            move || all.with(|a| a.iter().map(Other::id).collect::<Vec<_>>().join(" ")),
            move || {
                let one = |this: Other| option(this, other, chosen, texts, store);
                all.get_untracked().into_iter().map(one).collect()
            },
        ));
    let shown = el("div").class("overlay").hook("overlay").fill(move || {
        let Some(other) = other.get() else {
            return vec![el("p").class("hint").text(&word(texts, "over.empty"))];
        };
        store.with(|plan| match other.answers(plan) {
            Some(answers) => laid_over(texts, store, plan, &other, answers),
            None => Vec::new(),
        })
    });
    section(texts, PIECE, "over").children([choice, shown])
}

fn option(
    this: Other,
    other: Memo<Option<Other>>,
    chosen: RwSignal<Option<Other>>,
    texts: Texts,
    store: Store,
) -> El {
    let on = {
        let this = this.clone();
        move || other.with(|o| o.as_ref() == Some(&this))
    };
    let input = el("input")
        .attr("type", "radio")
        .attr("name", "over")
        .hook(&format!("over-{}", this.id()))
        .property_if("checked", on.clone())
        .on("change", {
            let this = this.clone();
            move |_| chosen.set(Some(this.clone()))
        });
    el("label")
        .class("seg")
        .class_if("chosen", on)
        .child(input)
        .child(el("span").say(move || store.with(|plan| this.words(texts, plan))))
}

fn laid_over(
    texts: Texts,
    store: Store,
    plan: &Plan,
    other: &Other,
    answers: &Snapshot,
) -> Vec<El> {
    let before = answers.onto(plan);
    let (now, then) = (
        scores(plan, catalogue::items()),
        scores(&before, catalogue::items()),
    );
    let outlines = wheel::outlines(&wheel::state(&before, catalogue::items(), &then));
    let name = other.words(texts, plan);
    let is_then = matches!(other, Other::Then(_));
    let pick = |earlier: &'static str, colleague: &'static str| {
        if is_then { earlier } else { colleague }
    };
    let fill = |key: &str, values: &[(&str, &str)]| texts.piece_fill(PIECE, key, values);
    let named = [("date", name.as_str()), ("who", name.as_str())];
    let figure = el("figure")
        .child(overlaid_wheel(store.wheel, &outlines, move || {
            store.scores.with(|s| s.overall)
        }))
        .child(
            el("figcaption")
                .class("hint")
                .text(&fill(pick("over.figure_then", "over.figure_two"), &named)),
        );
    let points = |score: Option<f64>| {
        score.map_or_else(
            || word(texts, "over.na"),
            |s| super::super::home::figure(texts, Some(s)),
        )
    };
    let (score_now, score_then) = (points(now.overall), points(then.overall));
    let values = [
        ("date", name.as_str()),
        ("who", name.as_str()),
        ("before", score_then.as_str()),
        ("now", score_now.as_str()),
    ];
    let sentence = fill(pick("over.sum_then", "over.sum_two"), &values);
    let mine = Snapshot::of(plan);
    let merged = overlay::merge(&[&mine, answers], catalogue::items());
    let apart = overlay::disagreements(&merged, FIRST);
    let mut words = vec![el("p").class("lead").hook("overlay-sum").text(&sentence)];
    let (both, same) = overlay::agreement(&merged);
    if !is_then {
        let text = if both == 0 {
            word(texts, "over.none_shared")
        } else {
            let form = texts.words_count(PIECE, "over.shared", both as u64);
            form.replace("{same}", &same.to_string())
        };
        words.push(el("p").text(&text));
    }
    words.push(table(texts, &name, is_then, &now, &then));
    let mut all = vec![
        el("div")
            .class("two")
            .children([figure, el("div").children(words)]),
        el("h3").text(&word(texts, pick("over.moved_title", "over.apart_title"))),
    ];
    if apart.is_empty() {
        let none = pick("over.moved_none", "over.apart_none");
        all.push(el("p").class("hint").text(&word(texts, none)));
    } else {
        let rows = apart
            .into_iter()
            .map(|shared| apart_row(texts, shared, &mine, answers, is_then, &name));
        all.push(el("ol").class("apart").hook("apart").children(rows));
    }
    all
}

/// An item seen differently: both sentences, one under the other.
fn apart_row(
    texts: Texts,
    shared: &Shared,
    mine: &Snapshot,
    others: &Snapshot,
    is_then: bool,
    name: &str,
) -> El {
    let level = |answers: &Snapshot| answers.replies.get(&shared.item).and_then(|r| r.level());
    let Some(item) = catalogue::items().item(&shared.item) else {
        return el("li");
    };
    let side = |who: &str, level: Option<Level>| {
        let said = level.map_or_else(String::new, |level| {
            let values = [
                ("n", &*level.get().to_string()),
                ("word", &texts.t(names::level(level))),
            ];
            texts.piece_fill(PIECE, "over.level", &values)
        });
        let sentence = level.map_or_else(String::new, |l| {
            item_text(texts, item, Reply::Level(l).id())
        });
        el("div")
            .child(
                el("dt")
                    .child(el("span").class("name").text(who))
                    .child(el("span").class("value").text(&said)),
            )
            .child(el("dd").text(&sentence))
    };
    let link = el("a")
        .attr("href", &Route::Questions(item.group, place_of(item)).href())
        .text(&item_text(texts, item, "q"));
    let me = word(texts, if is_then { "over.now" } else { "over.you" });
    let (mut first, mut second) = (side(name, level(others)), side(&me, level(mine)));
    if !is_then {
        std::mem::swap(&mut first, &mut second);
    }
    el("li")
        .attr("data-item", shared.item.as_str())
        .child(el("h4").child(link))
        .child(el("dl").class("sides").children([first, second]))
}

/// The scores of both wheels, part by part. The same as the picture, in numbers.
fn table(texts: Texts, name: &str, is_then: bool, now: &Scores, then: &Scores) -> El {
    let na = word(texts, "over.na");
    let figure = |score: Option<f64>| score.map_or_else(|| na.clone(), |s| shown(s).to_string());
    let change = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => {
            let change = i64::from(shown(a)) - i64::from(shown(b));
            match change {
                0 => "0".to_owned(),
                c if !is_then => c.abs().to_string(),
                c if c > 0 => format!("+{c}"),
                c => format!("−{}", -c),
            }
        }
        _ => na.clone(),
    };
    let row = |head: El, a: Option<f64>, b: Option<f64>| {
        // Today's stands last where time passes, one's own first where two people look.
        let [first, second] = if is_then { [b, a] } else { [a, b] };
        el("tr")
            .child(head.attr("scope", "row"))
            .child(el("td").class("n").text(&figure(first)))
            .child(el("td").class("n").text(&figure(second)))
            .child(el("td").class("n").text(&change(a, b)))
    };
    let mut rows = Vec::new();
    let groups = Stage::ALL
        .map(Group::Race)
        .into_iter()
        .chain(Sector::ALL.map(Group::Sostac));
    for group in groups {
        let of = |s: &Scores| match group {
            Group::Race(stage) => s.stage(stage),
            Group::Sostac(sector) => s.sector(sector),
        };
        let (a, b) = (of(now), of(then));
        if a.is_none() && b.is_none() {
            continue;
        }
        let label = el("span").text(&texts.t(names::group(group)));
        let label = match group {
            Group::Race(_) => label.attr("lang", "en"),
            Group::Sostac(_) => label,
        };
        rows.push(row(el("th").child(label), a, b));
    }
    let total = el("th").text(&texts.t(crate::i18n::k::WHEEL_OVERALL));
    rows.push(row(total, now.overall, then.overall).class("total"));
    let column = |text: &str, class: &str| el("th").attr("scope", "col").class(class).text(text);
    let me = word(texts, if is_then { "over.now" } else { "over.you" });
    let [first, second] = if is_then { [name, &me] } else { [&me, name] };
    let last = word(texts, if is_then { "over.change" } else { "over.apart" });
    let head = el("tr").children([
        column(&texts.t(crate::i18n::k::WHEEL_PART), ""),
        column(first, "n"),
        column(second, "n"),
        column(&last, "n"),
    ]);
    el("table")
        .hook("overlay-table")
        .child(el("thead").child(head))
        .child(el("tbody").children(rows))
}
