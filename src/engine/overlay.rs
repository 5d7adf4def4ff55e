//! Several people's answers about one business, laid over one another. Who comes first makes no difference.

use crate::domain::answer::{Level, Reply};
use crate::domain::catalogue::Catalogue;
use crate::domain::ids::ItemId;
use crate::domain::snapshot::Snapshot;
use crate::domain::stage::Group;

/// What several people said about one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The item.
    pub item: ItemId,
    /// Where it belongs.
    pub group: Group,
    /// The levels chosen, lowest first. Estimates of the express check are not among them.
    pub levels: Vec<Level>,
    /// How many do not know.
    pub unknown: usize,
    /// How many say that it does not apply.
    pub not_applicable: usize,
}

impl Shared {
    /// Highest less lowest level, 0..=4; `None` when fewer than two chose one.
    #[must_use]
    pub fn spread(&self) -> Option<u8> {
        match self.levels.as_slice() {
            [low, .., high] => Some(high.get() - low.get()),
            _ => None,
        }
    }

    /// The middle level, in steps of one half; `None` when nobody chose one.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        let half = self.levels.len() / 2;
        let upper = f64::from(self.levels.get(half)?.get());
        if self.levels.len() % 2 == 1 {
            return Some(upper);
        }
        let lower = f64::from(self.levels.get(half - 1)?.get());
        Some(f64::midpoint(lower, upper))
    }
}

/// Every item that at least one of them answered in detail, in the order of the catalogue.
#[must_use]
pub fn merge(people: &[&Snapshot], catalogue: &Catalogue) -> Vec<Shared> {
    let mut all = Vec::new();
    for item in &catalogue.items {
        let mut shared = Shared {
            item: item.id.clone(),
            group: item.group,
            levels: Vec::new(),
            unknown: 0,
            not_applicable: 0,
        };
        let mut said = false;
        for reply in people.iter().filter_map(|p| p.replies.get(&item.id)) {
            said = true;
            match reply {
                Reply::Level(level) => {
                    let at = shared.levels.partition_point(|l| l <= level);
                    shared.levels.insert(at, *level);
                }
                Reply::Unknown => shared.unknown += 1,
                Reply::NotApplicable => shared.not_applicable += 1,
            }
        }
        if said {
            all.push(shared);
        }
    }
    all
}

/// The `n` items on which they are furthest apart, furthest first, ties in the order of the catalogue. Agreement is
/// none of them.
#[must_use]
pub fn disagreements(merged: &[Shared], n: usize) -> Vec<&Shared> {
    let mut apart: Vec<&Shared> = merged.iter().filter(|s| s.spread() > Some(0)).collect();
    apart.sort_by_key(|s| std::cmp::Reverse(s.spread()));
    apart.truncate(n);
    apart
}

/// How many items at least two chose a level for, and in how many of them it is the same one.
#[must_use]
pub fn agreement(merged: &[Shared]) -> (usize, usize) {
    let spreads = merged.iter().filter_map(Shared::spread);
    spreads.fold((0, 0), |(both, same), spread| {
        (both + 1, same + usize::from(spread == 0))
    })
}
