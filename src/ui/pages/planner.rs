//! Backwards from the revenue one wants to what has to happen each month, channel by channel.

mod answer;
mod inputs;
mod whatif;
mod year;

pub(super) use inputs::{Kind, say, with_origin};
use leptos::prelude::*;

use crate::engine::goal::{self, Goal, Missing, Rate, Sheet};
use crate::engine::planner::PlannerError;
use crate::i18n::k;
use crate::ui::dom::{El, el};
use crate::ui::parts::figures::channel_name;
use crate::ui::parts::section::page_head;
use crate::ui::route::Route;
use crate::ui::session::session;
use crate::ui::store::store;
use crate::ui::words::{Texts, texts};

/// Words of this page.
const PIECE: &str = "planner";

fn word(texts: Texts, key: &str) -> String {
    texts.piece(PIECE, key)
}

fn fill(texts: Texts, key: &str, values: &[(&str, &str)]) -> String {
    texts.piece_fill(PIECE, key, values)
}

fn rate_words(texts: Texts, rate: Rate) -> String {
    word(texts, &["channels.", rate.id()].concat())
}

/// The pages of numbers, side by side.
#[must_use]
pub fn tabs() -> El {
    let (texts, session) = (texts(), session());
    let link = |route: Route, key: &'static str| {
        el("a")
            .attr("href", &route.href())
            .attr_of("aria-current", move || {
                (session.route.get() == route).then(|| "page".to_owned())
            })
            .say(move || word(texts, key))
    };
    el("nav")
        .class("tabs")
        .attr_of("aria-label", move || Some(word(texts, "tabs")))
        .children([
            link(Route::Numbers, "tab_kpi"),
            link(Route::Planner, "tab_planner"),
            link(Route::Forecast, "tab_forecast"),
        ])
}

/// The sheet with what follows from it, worked out once for the whole page.
#[derive(Debug, Clone, PartialEq)]
struct Worked {
    sheet: Sheet,
    missing: Vec<Missing>,
    goal: Result<Goal, PlannerError>,
}

/// The page.
#[must_use]
pub fn planner() -> Vec<El> {
    let (texts, store) = (texts(), store());
    let worked = Memo::new(move |_| {
        let sheet = store.with(goal::sheet);
        Worked {
            missing: sheet.missing(),
            goal: sheet.goal(),
            sheet,
        }
    });
    let [heading, lead] = page_head(texts, PIECE);
    vec![
        tabs(),
        heading,
        lead,
        answer::answer(worked, texts, store),
        inputs::goal(worked, texts, store),
        inputs::channels(worked, texts, store),
        year::year(worked, texts, store),
        whatif::whatif(worked, texts, store),
    ]
}

/// Words for "n/a" of this language.
fn na(texts: Texts) -> String {
    texts.t(k::WHEEL_NA)
}
