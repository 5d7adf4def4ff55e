//! Every idea taken from the source documents, by its stable id, and where it lives in the app. Its text is
//! `sources.item.<id>`, in the project's own words.

use Place::{About, Channels, Express, Here, Home, Numbers};

/// The documents, by the first three characters of the ids. Texts `sources.document.<id>`.
pub const DOCUMENTS: [&str; 5] = ["000", "001", "002", "003", "004"];

/// Figures as the documents give them, not verified: texts `sources.figure.<id>`.
pub const FIGURES: [&str; 6] = [
    "engaged",
    "late",
    "personal",
    "market",
    "retention",
    "presence",
];

/// Examples the documents tell: texts `sources.card.<id>`.
pub const CARDS: [&str; 4] = ["nike", "levi", "cart", "maya"];

/// A page on which an idea lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The wheel.
    Home,
    /// The quick check.
    Express,
    /// The recommendation.
    Channels,
    /// The figures.
    Numbers,
    /// Credits and method.
    About,
    /// The list of sources itself: sequences, figures and examples that are told and not used.
    Here,
}

/// An idea of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Idea {
    /// Stable id: document, hyphen, number in it.
    pub id: &'static str,
    /// Questions that ask about it, by the ids of their items.
    pub items: &'static [&'static str],
    /// Pages on which it lives.
    pub places: &'static [Place],
}

impl Idea {
    /// Whether it is in the app yet.
    #[must_use]
    pub const fn is_built(&self) -> bool {
        !(self.items.is_empty() && self.places.is_empty())
    }
}

/// The ideas an item's question asks about.
pub fn of_item(item: &str) -> impl Iterator<Item = &'static Idea> {
    IDEAS.iter().filter(move |i| i.items.contains(&item))
}

const fn idea(id: &'static str, items: &'static [&'static str], places: &'static [Place]) -> Idea {
    Idea { id, items, places }
}

/// All of them, in the order of the documents.
pub static IDEAS: [Idea; 106] = [
    idea("000-01", &[], &[Home]),
    idea("000-02", &["strategy.integration"], &[Home]),
    idea("000-03", &["reach.always_on"], &[Home]),
    idea(
        "000-04",
        &["act.nurture", "convert.retarget", "engage.messages"],
        &[],
    ),
    idea("000-05", &[], &[Channels]),
    idea("000-06", &[], &[Home]),
    idea("000-07", &["strategy.sequence"], &[Home]),
    idea("000-08", &[], &[Home]),
    idea("000-09", &[], &[About]),
    idea(
        "000-10",
        &[
            "situation.customers",
            "situation.channels",
            "situation.market",
            "situation.capability",
        ],
        &[],
    ),
    idea(
        "000-11",
        &[
            "objectives.smart",
            "objectives.five_s",
            "objectives.forecast",
        ],
        &[Numbers],
    ),
    idea(
        "000-12",
        &["strategy.segments", "strategy.proposition"],
        &[],
    ),
    idea(
        "000-13",
        &["tactics.mix", "tactics.channels", "tactics.messages"],
        &[Channels],
    ),
    idea(
        "000-14",
        &["action.owners", "action.resources", "control.kpis"],
        &[],
    ),
    idea("000-15", &["objectives.stages"], &[Home, Numbers]),
    idea(
        "000-16",
        &[
            "reach.search",
            "reach.paid",
            "reach.social",
            "reach.offline",
        ],
        &[],
    ),
    idea(
        "000-17",
        &["act.journey", "act.content", "act.capture"],
        &[],
    ),
    idea("000-18", &["convert.offer"], &[Numbers]),
    idea("000-19", &["engage.loyalty", "engage.service"], &[Numbers]),
    idea("000-20", &[], &[Home]),
    idea("000-21", &[], &[]),
    idea("001-01", &["strategy.integration"], &[]),
    idea("001-02", &["act.proof"], &[]),
    idea("001-03", &["act.proof"], &[]),
    idea("001-04", &["action.process", "action.skills"], &[]),
    idea("001-05", &[], &[Channels]),
    idea("001-06", &[], &[Channels]),
    idea("001-07", &["strategy.integration"], &[]),
    idea("001-08", &["engage.messages"], &[]),
    idea("001-09", &[], &[Channels]),
    idea("001-10", &["situation.customers"], &[Here]),
    idea("001-11", &["engage.onboard"], &[Here]),
    idea("001-12", &["situation.capability"], &[]),
    idea("001-13", &["strategy.segments"], &[]),
    idea("001-14", &["engage.messages"], &[Here]),
    idea("001-15", &["convert.assist"], &[]),
    idea("001-16", &["convert.checkout"], &[]),
    idea("001-17", &["action.skills"], &[]),
    idea("001-18", &["act.proof"], &[]),
    idea("001-19", &["act.proof"], &[]),
    idea("001-20", &["tactics.messages"], &[]),
    idea("001-21", &[], &[Express]),
    idea("001-22", &[], &[Here]),
    idea("002-01", &[], &[]),
    idea("002-02", &[], &[Channels]),
    idea("002-03", &[], &[Channels]),
    idea("002-04", &[], &[Here]),
    idea("002-05", &[], &[Express]),
    idea("002-06", &["situation.customers"], &[]),
    idea("002-07", &["situation.customers"], &[Channels]),
    idea("002-08", &[], &[]),
    idea("002-09", &[], &[Here]),
    idea("002-10", &["act.journey", "engage.advocacy"], &[Home]),
    idea("002-11", &[], &[Channels]),
    idea("002-12", &["act.nurture"], &[Channels]),
    idea("002-13", &[], &[Numbers, Here]),
    idea("002-14", &["situation.channels"], &[Channels]),
    idea("002-15", &[], &[Channels]),
    idea("002-16", &["tactics.messages"], &[]),
    idea("002-17", &["tactics.messages"], &[]),
    idea("002-18", &[], &[Channels]),
    idea("002-19", &["tactics.messages"], &[Channels]),
    idea("002-20", &[], &[]),
    idea("002-21", &[], &[Here]),
    idea("002-22", &["tactics.calendar"], &[]),
    idea("002-23", &["action.skills"], &[Here]),
    idea("002-24", &[], &[Here]),
    idea("002-25", &["action.process"], &[]),
    idea("002-26", &["control.kpis"], &[]),
    idea("002-27", &[], &[Numbers]),
    idea("002-28", &[], &[Numbers]),
    idea("002-29", &["control.attribution"], &[]),
    idea("002-30", &["control.review"], &[]),
    idea("002-31", &["convert.test", "control.tests"], &[]),
    idea("002-32", &[], &[]),
    idea("002-33", &[], &[Channels]),
    idea("002-34", &["strategy.integration"], &[]),
    idea("002-35", &["engage.service"], &[]),
    idea("002-36", &[], &[Channels]),
    idea("002-37", &[], &[]),
    idea("003-01", &[], &[Home]),
    idea("003-02", &["situation.channels"], &[]),
    idea("003-03", &[], &[]),
    idea("003-04", &[], &[Channels]),
    idea("003-05", &[], &[]),
    idea("003-06", &["situation.customers", "strategy.segments"], &[]),
    idea("003-07", &["tactics.channels"], &[Channels]),
    idea("003-08", &["action.process"], &[]),
    idea("003-09", &[], &[Channels]),
    idea("003-10", &["action.process", "strategy.integration"], &[]),
    idea("003-11", &["engage.messages", "situation.capability"], &[]),
    idea("003-12", &["tactics.calendar"], &[]),
    idea("003-13", &["control.attribution"], &[]),
    idea("003-14", &["convert.retarget"], &[]),
    idea("003-15", &["strategy.integration"], &[]),
    idea("003-16", &[], &[Here]),
    idea("004-01", &[], &[Home]),
    idea("004-02", &["strategy.segments"], &[]),
    idea("004-03", &["strategy.segments"], &[]),
    idea("004-04", &["tactics.messages"], &[]),
    idea("004-05", &["engage.service"], &[]),
    idea("004-06", &["strategy.segments"], &[]),
    idea("004-07", &["tactics.calendar", "act.nurture"], &[]),
    idea("004-08", &["action.process"], &[]),
    idea("004-09", &["control.tests"], &[]),
    idea("004-10", &[], &[Here]),
];
