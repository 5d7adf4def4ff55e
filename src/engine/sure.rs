//! "How sure is this?", on demand: how far the order depends on the weights, and a second opinion.

use crate::domain::plan::Criterion;
use crate::engine::mcda;
use crate::engine::recommend::{Advice, Recommendation};

/// Weight draws, enough for shares to about a point.
pub const DRAWS: u32 = 2_000;

/// Concentration of the drawn weights around those in force: Dirichlet(50·w).
pub const CONCENTRATION: f64 = 50.0;

/// Below this lead, in points, two channels are practically tied.
pub const TIED_BELOW: f64 = 3.0;

/// Fixed, so that the same answers give the same shares.
const SEED: u64 = 0x0067_726f_7774_6821;

/// How sure one channel's place is.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Place in the catalogue.
    pub channel: usize,
    /// Share of draws in which it takes rank 1, 2, …, sum 1.
    pub acceptability: Vec<f64>,
    /// Rank by TOPSIS, from 1, equal values share it.
    pub topsis_rank: usize,
}

impl Standing {
    /// Share of draws in which it is first.
    #[must_use]
    pub fn first(&self) -> f64 {
        self.within(1)
    }

    /// Share of draws in which it is among the first `places`.
    #[must_use]
    pub fn within(&self, places: usize) -> f64 {
        self.acceptability.iter().take(places).sum::<f64>().min(1.0)
    }
}

/// How sure the ranking of the open channels is.
#[derive(Debug, Clone, PartialEq)]
pub struct Sure {
    /// The leader, place in the catalogue.
    pub leader: usize,
    /// Per criterion the least and largest weight (share of the weight in force, the others rescaled) with which
    /// the leader stays first. `None` where the criterion does not count or has all the weight.
    pub intervals: [Option<(f64, f64)>; 6],
    /// Points between first and second; `None` with one open channel.
    pub margin: Option<f64>,
    /// Channels less than [`TIED_BELOW`] points behind the leader, places in the catalogue: practically tied with it.
    pub tied: Vec<usize>,
    /// Open channels in catalogue order.
    pub standings: Vec<Standing>,
    /// Agreement of the ranking with TOPSIS, −1..=1; `None` below three channels or when all tie.
    pub kendall: Option<f64>,
}

/// The panel for a recommendation; `None` when no channel is open or no criterion counts.
#[must_use]
pub fn sure(recommendation: &Recommendation) -> Option<Sure> {
    let counted = |place: usize| recommendation.active.get(place).copied().unwrap_or(false);
    let open: Vec<(usize, &Advice, f64)> = recommendation
        .channels
        .iter()
        .enumerate()
        .filter(|(_, a)| a.rank.is_some())
        .filter_map(|(place, a)| Some((place, a, a.total?)))
        .collect();
    let select = |list: &[f64; 6]| -> Vec<f64> {
        let cells = list.iter().enumerate();
        cells
            .filter(|(i, _)| counted(*i))
            .map(|(_, v)| *v)
            .collect()
    };
    let scores: Vec<Vec<f64>> = open.iter().map(|(_, a, _)| select(&a.fit.scores)).collect();
    let weights = mcda::normalised(&select(&recommendation.weights))?;
    let totals: Vec<f64> = open.iter().map(|(_, _, total)| *total).collect();

    let (top, margin) = mcda::leader(&totals, mcda::EQUAL_POINTS)?;
    let (leader, _, best) = *open.get(top)?;
    let mut found = mcda::stability(&scores, &weights, top).into_iter();
    let mut intervals = [None; 6];
    for criterion in Criterion::ALL {
        let place = criterion.index();
        if let (true, Some(slot)) = (counted(place), intervals.get_mut(place)) {
            *slot = found.next().flatten();
        }
    }
    let parameters: Vec<f64> = weights.iter().map(|w| CONCENTRATION * w).collect();
    let acceptability = mcda::smaa(&scores, &parameters, DRAWS, SEED);
    let topsis = mcda::ranks(&mcda::topsis(&scores, &weights), 1e-12);
    let ranks = mcda::ranks(&totals, mcda::EQUAL_POINTS);
    Some(Sure {
        leader,
        intervals,
        margin,
        tied: open
            .iter()
            .filter(|(place, _, total)| *place != leader && best - total < TIED_BELOW)
            .map(|(place, _, _)| *place)
            .collect(),
        kendall: mcda::kendall_tau_b(&ranks, &topsis),
        standings: open
            .iter()
            .zip(acceptability)
            .zip(topsis)
            .map(|(((channel, _, _), acceptability), topsis_rank)| Standing {
                channel: *channel,
                acceptability,
                topsis_rank,
            })
            .collect(),
    })
}
