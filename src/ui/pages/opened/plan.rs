//! Somebody's result, to be looked at: as the one who sent it saw it, without names and notes.

use leptos::prelude::*;

use super::{Taking, about, button_home, day, heading, take, word};
use crate::codec::plan_json::FALLBACK_ID;
use crate::domain::plan::Plan;
use crate::domain::stage::{Group, Stage};
use crate::engine::actions::{self, GroupGaps};
use crate::engine::recommend::{Recommendation, recommend};
use crate::engine::score::{Scores, level_of, scores, shown};
use crate::engine::wheel;
use crate::i18n::k;
use crate::platform::browser::{self, format};
use crate::ui::catalogue;
use crate::ui::dom::{El, el, svg};
use crate::ui::names;
use crate::ui::parts::wheel::{overlaid_wheel, score_hook};
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::store::Store;
use crate::ui::words::Texts;

/// How many gaps are told.
const FIRST: usize = 3;

/// The page of a link that shows a result of the day `at`.
pub(super) fn plan(at: i64, plan: Plan, texts: Texts, store: Store, session: Session) -> Vec<El> {
    // Only the built-in questions travel, so a site's own have no part in it.
    let known = catalogue::built_in();
    let scores = scores(&plan, known);
    let advice = recommend(&plan, known, &scores, catalogue::context(&plan));
    let lead = move || word(texts, "plan_lead").replace("{date}", &day(texts, at));
    let title = |key: &'static str| el("h2").say(move || word(texts, key));
    let looked_at = el("div").class("opened").hook("opened-plan").children([
        el("p").class("lead").say(lead),
        picture(&plan, &scores, texts),
        title("plan_gaps"),
        gaps(&plan, &scores, texts),
        title("plan_channels"),
        channels(&advice, texts),
        title("about"),
        about(&plan.profile, texts),
        title("plan_keep_title"),
        el("p")
            .class("hint")
            .say(move || word(texts, "plan_keep_hint")),
    ]);
    let mut all = vec![heading(texts, "plan_title"), looked_at];
    if !plan.numbers.is_empty() {
        let costs = el("p").class("hint");
        all.push(costs.say(move || word(texts, "plan_keep_costs")));
    }
    let make = move |id: String| {
        let now = browser::now();
        Plan {
            id,
            created: now,
            changed: now,
            name: word(texts, "plan_name").replace("{date}", &day(texts, at)),
            ..plan.clone()
        }
    };
    let taking = Taking {
        hook: "keep-plan",
        begin: "plan_keep",
        instead: "plan_instead",
        to: Route::Result,
        is_same: same,
    };
    all.extend(take(taking, make, texts, store, session));
    all.push(button_home(texts, "button second"));
    all
}

/// Whether a plan is what was kept from a link, and nothing has been done with it since.
fn same(kept: &Plan, fresh: &Plan) -> bool {
    let bare = |plan: &Plan| Plan {
        id: FALLBACK_ID.to_owned(),
        rev: 0,
        created: 0,
        changed: 0,
        name: String::new(),
        ..plan.clone()
    };
    bare(kept) == bare(fresh)
}

/// The wheel, what it comes to, and the four stages.
fn picture(plan: &Plan, scores: &Scores, texts: Texts) -> El {
    let overall = scores.overall;
    let state = wheel::state(plan, catalogue::built_in(), scores);
    let state = Memo::new(move |_| state.clone());
    let figure = el("figure").child(overlaid_wheel(state, &[], move || overall));
    let level = move || {
        let key = overall.map_or(k::WHEEL_NA, |score| names::level(level_of(score)));
        texts.t(key)
    };
    let verdict = el("div").class("verdict").children([
        el("p")
            .class("big")
            .child(score_hook("opened-overall", move || overall))
            .child(
                el("span")
                    .class("of")
                    .attr("aria-hidden", "true")
                    .text("/100"),
            ),
        el("p").class("big-word").children([
            el("span").hook("opened-level").say(level),
            el("span")
                .class("hint")
                .hook("opened-confidence")
                .words(names::confidence(scores.confidence.word())),
        ]),
    ]);
    let stages = Stage::ALL.map(|stage| {
        let score = scores.stage(stage);
        let level = score.map(|score| names::level(level_of(score)));
        let words = move || level.map_or_else(String::new, |level| texts.t(level));
        row(Group::Race(stage), score, texts, words)
    });
    let beside = el("div").children([
        verdict,
        el("h2").say(move || word(texts, "plan_stages")),
        el("ul")
            .class("gap-list")
            .hook("opened-stage-list")
            .children(stages),
    ]);
    let two = el("div").class("two").children([figure, beside]);
    el("div").class("overlay").child(two)
}

/// A stage or sector: its name, its score as a bar and a figure, and words.
fn row(group: Group, score: Option<f64>, texts: Texts, words: impl Fn() -> String + 'static) -> El {
    let name = el("span").words(names::group(group));
    let (class, name, gloss) = match group {
        Group::Race(stage) => {
            let gloss = el("span").class("gloss").words(names::gloss(stage));
            (stage.id(), name.attr("lang", "en"), Some(gloss))
        }
        Group::Sostac(_) => ("sostac", name, None),
    };
    let bar = |class: &str, width: f64| {
        svg("rect")
            .class(class)
            .attr("width", &wheel::written(width))
            .attr("height", "10")
    };
    let full = score.map_or(0.0, |score| score.clamp(0.0, 100.0));
    el("li").attr("data-part", group.id()).children([
        el("span")
            .class(&["dot ", class].concat())
            .attr("aria-hidden", "true"),
        el("span").class("name").child(name).children(gloss),
        svg("svg")
            .class(&["level ", class].concat())
            .attr("viewBox", "0 0 100 10")
            .attr("preserveAspectRatio", "none")
            .attr("aria-hidden", "true")
            .children([bar("", 100.0), bar("full", full)]),
        el("span").class("value").say(move || {
            score.map_or_else(|| texts.t(k::WHEEL_NA), |score| shown(score).to_string())
        }),
        el("span").class("words").say(words),
    ])
}

/// The parts that most levels are missing in, as far as they are known; of equal ones the first of the wheel.
fn gaps(plan: &Plan, scores: &Scores, texts: Texts) -> El {
    let mut parts = actions::gaps(plan, catalogue::built_in());
    parts.retain(|part| part.total() > 0);
    parts.sort_by_key(|part| std::cmp::Reverse(part.total()));
    if parts.is_empty() {
        return el("p")
            .class("hint")
            .say(move || word(texts, "plan_no_gaps"));
    }
    let one = |part: &GroupGaps| {
        let score = match part.group {
            Group::Race(stage) => scores.stage(stage),
            Group::Sostac(sector) => scores.sector(sector),
        };
        let missing = u64::from(part.total());
        let words = move || texts.words_count("result", "gaps.missing", missing);
        row(part.group, score, texts, words)
    };
    el("ul")
        .class("gap-list")
        .hook("opened-gap-list")
        .children(parts.iter().take(FIRST).map(one))
}

/// The channels that the result names, each with its total.
fn channels(advice: &Recommendation, texts: Texts) -> El {
    let chosen = advice.portfolio.choice.channels.iter();
    let chosen = chosen.filter_map(|place| advice.channels.get(*place));
    let rows: Vec<El> = chosen
        .map(|channel| {
            let (key, total) = (["channel.", channel.id.as_str()].concat(), channel.total);
            el("li")
                .attr("data-channel", channel.id.as_str())
                .child(
                    el("span")
                        .class("name")
                        .say(move || texts.piece("express", &key)),
                )
                .child(el("span").class("value").say(move || {
                    let shown = |total| format::number(texts.lang(), total, 0);
                    total.map_or_else(String::new, shown)
                }))
        })
        .collect();
    if rows.is_empty() {
        return el("p")
            .class("hint")
            .say(move || word(texts, "plan_no_channels"));
    }
    el("ol")
        .class("chosen-channels")
        .hook("opened-channel-list")
        .children(rows)
}
