//! Which open question is worth answering next: the one whose answer could change what the result says to do.

use super::actions::{Work, three_lines};
use super::recommend::{Context, recommend};
use super::score::scores;
use crate::domain::answer::{Level, Reply};
use crate::domain::catalogue::Catalogue;
use crate::domain::ids::ItemId;
use crate::domain::plan::Plan;

/// An open question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Useful {
    /// The item it asks about.
    pub item: ItemId,
    /// How many of its five levels would change the three actions or the portfolio, 1..=5.
    pub changes: u8,
}

/// What the result advises: the first work of each line, and the channels chosen.
#[derive(PartialEq)]
struct Advised {
    work: [Option<(String, u8)>; 3],
    channels: Vec<usize>,
}

impl Advised {
    fn by(plan: &Plan, catalogue: &Catalogue, context: Context) -> Self {
        let name = |work: &Work| match work {
            Work::Base(step) => (step.part.to_string(), 0),
            Work::Lift(step) => (step.item.to_string(), step.from.get()),
        };
        let lines = three_lines(plan, catalogue);
        let scores = scores(plan, catalogue);
        Self {
            work: lines.headlines().map(|work| work.map(name)),
            channels: recommend(plan, catalogue, &scores, context)
                .portfolio
                .choice
                .channels,
        }
    }
}

/// The open questions whose answer could change the result, by how many of their levels would, then in the order of
/// the catalogue. Each level of each open item is worked out in full, so that nothing is guessed.
#[must_use]
pub fn useful(plan: &Plan, catalogue: &Catalogue, context: Context) -> Vec<Useful> {
    let now = Advised::by(plan, catalogue, context);
    let mut list: Vec<Useful> = catalogue
        .items
        .iter()
        .filter(|item| plan.reply(&item.id).is_none())
        .filter_map(|item| {
            let changes = (1..=5)
                .filter_map(Level::new)
                .filter(|level| {
                    let mut tried = plan.clone();
                    let mut answer = plan.answers.get(&item.id).cloned().unwrap_or_default();
                    answer.reply = Some(Reply::Level(*level));
                    tried.answers.insert(item.id.clone(), answer);
                    Advised::by(&tried, catalogue, context) != now
                })
                .count();
            let changes = u8::try_from(changes).ok().filter(|n| *n > 0)?;
            Some(Useful {
                item: item.id.clone(),
                changes,
            })
        })
        .collect();
    list.sort_by_key(|useful| std::cmp::Reverse(useful.changes));
    list
}
