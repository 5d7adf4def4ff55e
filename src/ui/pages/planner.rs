//! Backwards from the revenue one wants to what has to happen each month, channel by channel.

mod answer;
mod inputs;
mod whatif;
mod year;

use leptos::prelude::*;

use crate::engine::goal::{self, Goal, Missing, Rate, Sheet};
use crate::engine::planner::PlannerError;
use crate::i18n::k;
use crate::ui::dom::El;
use crate::ui::pages::sheet::tabs;
use crate::ui::parts::figures::channel_name;
use crate::ui::parts::section::page_head;
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

/// The sheet with what follows from it, worked out once for the whole page.
#[derive(Debug, Clone, PartialEq)]
struct Worked {
    sheet: Sheet,
    missing: Vec<Missing>,
    goal: Result<Goal, PlannerError>,
    /// Money a month for marketing, as the profile says.
    have: Option<f64>,
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
            have: store.with(|p| p.profile.budget),
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
