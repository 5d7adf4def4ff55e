//! Scores, confidence, stage importance. Formulas: the project's domain notes, repeated where they are computed.

use crate::domain::answer::{Level, Reply};
use crate::domain::catalogue::{Catalogue, Item};
use crate::domain::plan::Plan;
use crate::domain::profile::Objective;
use crate::domain::stage::{Group, Sector, Stage};

/// How much a stage weighs for each objective; rows in the order of [`Objective::ALL`], columns Reach, Act,
/// Convert, Engage, each row sums to 1. An editorial judgement.
pub const STAGE_BY_OBJECTIVE: [[f64; 4]; 5] = [
    [0.25, 0.25, 0.35, 0.15],
    [0.10, 0.15, 0.20, 0.55],
    [0.20, 0.40, 0.10, 0.30],
    [0.10, 0.25, 0.35, 0.30],
    [0.50, 0.25, 0.10, 0.15],
];

/// What is known of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// A level from a detailed answer.
    Detailed(Level),
    /// A level from the express check of its stage.
    Estimated(Level),
    /// Answered "I don't know".
    Unknown,
    /// Answered "does not apply".
    NotApplicable,
    /// Nothing yet.
    Open,
}

impl Known {
    /// The level, estimated or detailed.
    #[must_use]
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::Detailed(level) | Self::Estimated(level) => Some(level),
            Self::Unknown | Self::NotApplicable | Self::Open => None,
        }
    }
}

/// What is known of an item: its own reply, else the stage's express estimate.
#[must_use]
pub fn known(plan: &Plan, item: &Item) -> Known {
    match plan.reply(&item.id) {
        Some(Reply::Level(level)) => return Known::Detailed(level),
        Some(Reply::Unknown) => return Known::Unknown,
        Some(Reply::NotApplicable) => return Known::NotApplicable,
        None => {}
    }
    match item.group {
        Group::Race(stage) => match plan.express.get(&stage) {
            Some(Reply::Level(level)) => Known::Estimated(*level),
            _ => Known::Open,
        },
        Group::Sostac(_) => Known::Open,
    }
}

/// How far a stage or sector has been answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Nothing touched.
    Empty,
    /// Something known.
    Started,
    /// Every item has a level, "I don't know" or "does not apply".
    Done,
}

/// Words for confidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConfidenceWord {
    /// Nothing answered.
    None,
    /// Only estimates, or very little.
    FirstImpression,
    /// Below 60 %.
    Partial,
    /// At least 60 %.
    Solid,
    /// All of it.
    Complete,
}

impl ConfidenceWord {
    /// Name that texts are keyed by, `core.confidence.<id>`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::FirstImpression => "first_impression",
            Self::Partial => "partial",
            Self::Solid => "solid",
            Self::Complete => "complete",
        }
    }
}

/// How sure a score is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence {
    /// Items not "does not apply".
    pub applicable: usize,
    /// Of those, items with a detailed level.
    pub detailed: usize,
    /// Of those, items with an estimate only.
    pub estimated: usize,
}

impl Confidence {
    /// (D + E/2) / A, 0..=1; `None` when nothing applies.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.applicable > 0)
            .then(|| (self.detailed as f64 + self.estimated as f64 / 2.0) / self.applicable as f64)
    }

    /// The word for it.
    #[must_use]
    pub fn word(self) -> ConfidenceWord {
        match self.share() {
            None => ConfidenceWord::None,
            Some(s) if s <= 0.0 => ConfidenceWord::None,
            Some(_) if self.detailed == self.applicable => ConfidenceWord::Complete,
            Some(_) if self.detailed == 0 => ConfidenceWord::FirstImpression,
            Some(s) if s < 0.6 => ConfidenceWord::Partial,
            Some(_) => ConfidenceWord::Solid,
        }
    }
}

/// Everything scored. Scores are 0..=100, `None` is "n/a: nothing answered there".
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// Reach, Act, Convert, Engage.
    pub stages: [Option<f64>; 4],
    /// Situation to Control.
    pub sectors: [Option<f64>; 6],
    /// Progress of the stages.
    pub stage_progress: [Progress; 4],
    /// Progress of the sectors.
    pub sector_progress: [Progress; 6],
    /// Inner ring: mean of the stages with a score.
    pub race: Option<f64>,
    /// Outer ring: mean of the sectors with a score.
    pub sostac: Option<f64>,
    /// Mean of the rings with a score.
    pub overall: Option<f64>,
    /// How sure.
    pub confidence: Confidence,
    /// Items with a reply of any kind or an estimate.
    pub answered: usize,
    /// All items.
    pub items: usize,
}

impl Scores {
    /// Score of a stage.
    #[must_use]
    pub fn stage(&self, stage: Stage) -> Option<f64> {
        self.stages.get(stage.index()).copied().flatten()
    }

    /// Score of a sector.
    #[must_use]
    pub fn sector(&self, sector: Sector) -> Option<f64> {
        self.sectors.get(sector.index()).copied().flatten()
    }
}

/// A score as shown: an integer, half up.
#[must_use]
pub fn shown(score: f64) -> u32 {
    // A mean of quarters may land a hair below its half; the nudge is far below any real difference.
    (score + 0.5 + 1e-9).floor().clamp(0.0, 100.0) as u32
}

/// Level of a score: min(5, 1 + ⌊shown / 20⌋).
#[must_use]
pub fn level_of(score: f64) -> Level {
    let value = (1 + shown(score) / 20).min(5);
    Level::new(u8::try_from(value).unwrap_or(5)).unwrap_or(Level::ALL[4])
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = values.fold((0.0, 0_u32), |(s, n), v| (s + v, n + 1));
    (n > 0).then(|| sum / f64::from(n))
}

fn group(plan: &Plan, catalogue: &Catalogue, group: Group) -> (Option<f64>, Progress) {
    let states: Vec<Known> = catalogue.items_of(group).map(|i| known(plan, i)).collect();
    let score = mean(
        states
            .iter()
            .filter_map(|k| k.level())
            .map(|l| 100.0 * l.share()),
    );
    let open = states.iter().filter(|k| **k == Known::Open).count();
    let progress = if states.is_empty() || open == states.len() {
        Progress::Empty
    } else if open > 0 {
        Progress::Started
    } else {
        Progress::Done
    };
    (score, progress)
}

/// Scores of a plan: item (level − 1)/4; stage or sector 100 × mean over items with a level; ring = mean of its
/// scored parts; overall = mean of the scored rings.
#[must_use]
pub fn scores(plan: &Plan, catalogue: &Catalogue) -> Scores {
    let stages = Stage::ALL.map(|s| group(plan, catalogue, Group::Race(s)));
    let sectors = Sector::ALL.map(|s| group(plan, catalogue, Group::Sostac(s)));
    let race = mean(stages.iter().filter_map(|s| s.0));
    let sostac = mean(sectors.iter().filter_map(|s| s.0));
    let all: Vec<Known> = catalogue.items.iter().map(|i| known(plan, i)).collect();
    let count = |f: fn(&Known) -> bool| all.iter().filter(|k| f(k)).count();
    Scores {
        stages: stages.map(|s| s.0),
        sectors: sectors.map(|s| s.0),
        stage_progress: stages.map(|s| s.1),
        sector_progress: sectors.map(|s| s.1),
        race,
        sostac,
        overall: mean([race, sostac].into_iter().flatten()),
        confidence: Confidence {
            applicable: count(|k| *k != Known::NotApplicable),
            detailed: count(|k| matches!(k, Known::Detailed(_))),
            estimated: count(|k| matches!(k, Known::Estimated(_))),
        },
        answered: count(|k| *k != Known::Open),
        items: all.len(),
    }
}

/// Rank-order-centroid weights of the ranked objectives, in the order of [`Objective::ALL`]; ranks not given
/// share what is left. `None` without a ranking. Source: Barron & Barrett 1996.
#[must_use]
pub fn objective_weights(ranked: &[Objective]) -> Option<[f64; 5]> {
    if ranked.is_empty() {
        return None;
    }
    let centroid = |rank: usize| (rank..=5).map(|i| 1.0 / i as f64).sum::<f64>() / 5.0;
    let given: f64 = (1..=ranked.len().min(5)).map(centroid).sum();
    let rest = 5_usize.saturating_sub(ranked.len());
    let share = if rest == 0 {
        0.0
    } else {
        (1.0 - given) / rest as f64
    };
    let mut weights = [share; 5];
    for (place, objective) in ranked.iter().enumerate() {
        if let Some(w) = weights.get_mut(objective.index()) {
            *w = centroid(place + 1);
        }
    }
    Some(weights)
}

/// Importance of the stages, sum 1: Σ ρ_k · M_k,stage; a quarter each without a ranking.
#[must_use]
pub fn stage_importance(ranked: &[Objective]) -> [f64; 4] {
    let Some(rho) = objective_weights(ranked) else {
        return [0.25; 4];
    };
    let mut importance = [0.0; 4];
    for (weight, row) in rho.iter().zip(STAGE_BY_OBJECTIVE) {
        for (sum, m) in importance.iter_mut().zip(row) {
            *sum += weight * m;
        }
    }
    importance
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_shown_half_up_and_levels_change_at_twenties() {
        for (score, as_shown, level) in [
            (0.0, 0, 1),
            (19.49, 19, 1),
            (19.5, 20, 2),
            (20.0, 20, 2),
            (59.4, 59, 3),
            (79.5, 80, 5),
            (80.0, 80, 5),
            (100.0, 100, 5),
        ] {
            assert_eq!(
                (shown(score), level_of(score).get()),
                (as_shown, level),
                "{score}"
            );
        }
    }

    #[test]
    fn one_ranked_objective_weighs_457_and_the_others_136() {
        let w = objective_weights(&[Objective::Speak]).unwrap();
        assert!((w[2] - 0.456_666_666).abs() < 1e-6);
        assert!((w[0] - 0.135_833_333).abs() < 1e-6);
        assert!((w.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert_eq!(objective_weights(&[]), None);
    }

    #[test]
    fn importance_sums_to_one_whatever_is_ranked() {
        for ranked in [&[][..], &[Objective::Serve], Objective::ALL] {
            assert!((stage_importance(ranked).iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }
}
