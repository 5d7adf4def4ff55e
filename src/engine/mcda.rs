//! Multi-criteria decision analysis on plain matrices: rows are alternatives, columns criteria, scores on a
//! fixed 0..=1 scale, weights in any positive unit.
//!
//! The additive value model (Keeney & Raiffa, *Decisions with Multiple Objectives*) ranks; the rest answers
//! "how sure is this?". A ragged matrix is read as far as row and weights both reach.

/// Totals closer than this many points are equal.
pub const EQUAL_POINTS: f64 = 1e-9;

/// Weights divided by their sum; `None` when none is above 0 or one is negative or not finite.
#[must_use]
pub fn normalised(weights: &[f64]) -> Option<Vec<f64>> {
    let sum: f64 = weights.iter().sum();
    let valid = weights.iter().all(|w| w.is_finite() && *w >= 0.0) && sum > 0.0 && sum.is_finite();
    valid.then(|| weights.iter().map(|w| w / sum).collect())
}

fn dot(row: &[f64], weights: &[f64]) -> f64 {
    row.iter().zip(weights).map(|(s, w)| s * w).sum()
}

/// Points per row and criterion, 100·w·s with weights of sum 1. Against a zero baseline this is the exact
/// Shapley value of the criterion.
#[must_use]
pub fn contributions(scores: &[Vec<f64>], weights: &[f64]) -> Vec<Vec<f64>> {
    scores
        .iter()
        .map(|row| {
            row.iter()
                .zip(weights)
                .map(|(s, w)| 100.0 * w * s)
                .collect()
        })
        .collect()
}

/// Sum of the contributions of each row, points 0..=100.
#[must_use]
pub fn totals(contributions: &[Vec<f64>]) -> Vec<f64> {
    contributions.iter().map(|row| row.iter().sum()).collect()
}

/// Contributions minus the mean row's.
#[must_use]
pub fn versus_mean(contributions: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let columns = contributions.iter().map(Vec::len).max().unwrap_or(0);
    let mut mean = vec![0.0; columns];
    for row in contributions {
        for (sum, c) in mean.iter_mut().zip(row) {
            *sum += c;
        }
    }
    let rows = contributions.len().max(1) as f64;
    contributions
        .iter()
        .map(|row| row.iter().zip(&mean).map(|(c, m)| c - m / rows).collect())
        .collect()
}

/// Row numbers from the best value down; values equal within `tolerance` keep their order.
#[must_use]
pub fn order(values: &[f64], tolerance: f64) -> Vec<usize> {
    let mut sorted: Vec<(usize, f64)> = values.iter().copied().enumerate().collect();
    sorted.sort_by(|a, b| b.1.total_cmp(&a.1));
    // Values within the tolerance of the first of their group count as one, so earlier rows come first again.
    for group in sorted.chunk_by_mut(|a, b| a.1 - b.1 <= tolerance) {
        group.sort_by_key(|(row, _)| *row);
    }
    sorted.into_iter().map(|(row, _)| row).collect()
}

/// Rank of each row, 1 is best; values equal within `tolerance` share a rank and the next one is skipped.
#[must_use]
pub fn ranks(values: &[f64], tolerance: f64) -> Vec<usize> {
    let mut sorted: Vec<(usize, f64)> = values.iter().copied().enumerate().collect();
    sorted.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut ranks = vec![0; values.len()];
    let mut before = 0;
    for group in sorted.chunk_by(|a, b| a.1 - b.1 <= tolerance) {
        for (row, _) in group {
            if let Some(rank) = ranks.get_mut(*row) {
                *rank = before + 1;
            }
        }
        before += group.len();
    }
    ranks
}

/// The first row and its lead over the second in the unit of `values`; the lead is `None` for a single row.
#[must_use]
pub fn leader(values: &[f64], tolerance: f64) -> Option<(usize, Option<f64>)> {
    let order = order(values, tolerance);
    let value = |place: usize| order.get(place).and_then(|row| values.get(*row)).copied();
    let top = *order.first()?;
    let margin = value(0)
        .zip(value(1))
        .map(|(first, second)| (first - second).max(0.0));
    Some((top, margin))
}

/// The interval of each weight, the others rescaled in proportion, in which row `top` keeps at least the total of
/// every other row. `None` where the weight is 1 (nothing to rescale) and for a row that does not exist.
///
/// With R = the row's value without the criterion, two rows cross at
/// t* = (R_j − R_top) / ((s_top − R_top) − (s_j − R_j)).
#[must_use]
pub fn stability(scores: &[Vec<f64>], weights: &[f64], top: usize) -> Vec<Option<(f64, f64)>> {
    let Some(first) = scores.get(top) else {
        return vec![None; weights.len()];
    };
    weights
        .iter()
        .enumerate()
        .map(|(criterion, &weight)| {
            let rest = 1.0 - weight;
            if rest <= 1e-12 {
                return None;
            }
            let own = |row: &[f64]| row.get(criterion).copied().unwrap_or(0.0);
            let without = |row: &[f64]| (dot(row, weights) - weight * own(row)) / rest;
            let (mut low, mut high) = (0.0_f64, 1.0_f64);
            for (_, row) in scores.iter().enumerate().filter(|(i, _)| *i != top) {
                let lead_without = without(first) - without(row);
                let slope = (own(first) - own(row)) - lead_without;
                // Below this the difference is rounding: the two rows never cross.
                if slope.abs() < 1e-12 {
                    continue;
                }
                let crossing = -lead_without / slope;
                if slope > 0.0 {
                    low = low.max(crossing);
                } else {
                    high = high.min(crossing);
                }
            }
            // A tie at today's weight may put the crossing a rounding beyond it.
            Some((low.min(weight), high.max(weight)))
        })
        .collect()
}

/// TOPSIS closeness 0..=1 with vector normalisation (Hwang & Yoon 1981). A criterion that is 0 everywhere is
/// neutral; a row as far from the best as from the worst because both are the same point gets .5.
#[must_use]
pub fn topsis(scores: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let norms: Vec<f64> = (0..weights.len())
        .map(|c| {
            let squares = scores.iter().filter_map(|row| row.get(c)).map(|s| s * s);
            squares.sum::<f64>().sqrt()
        })
        .collect();
    let weighted: Vec<Vec<f64>> = scores
        .iter()
        .map(|row| {
            let cells = row.iter().zip(weights).zip(&norms);
            cells
                .map(|((s, w), norm)| if *norm > 0.0 { w * s / norm } else { 0.0 })
                .collect()
        })
        .collect();
    let extreme = |pick: fn(f64, f64) -> f64, from: f64| -> Vec<f64> {
        (0..weights.len())
            .map(|c| {
                let column = weighted.iter().filter_map(|row| row.get(c));
                column.copied().fold(from, pick)
            })
            .collect()
    };
    let best = extreme(f64::max, f64::NEG_INFINITY);
    let worst = extreme(f64::min, f64::INFINITY);
    let distance = |row: &[f64], to: &[f64]| {
        let squares = row.iter().zip(to).map(|(a, b)| (a - b) * (a - b));
        squares.sum::<f64>().sqrt()
    };
    weighted
        .iter()
        .map(|row| {
            let (to_best, to_worst) = (distance(row, &best), distance(row, &worst));
            let sum = to_best + to_worst;
            if sum > 0.0 { to_worst / sum } else { 0.5 }
        })
        .collect()
}

/// Weighted sum after min–max normalisation of each criterion, 0..=1. Not used for ranking: it is the
/// counterexample that shows why scales are fixed, since adding a row can swap two others (Belton & Gear 1983).
#[must_use]
pub fn min_max_values(scores: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let ranges: Vec<(f64, f64)> = (0..weights.len())
        .map(|c| {
            let column = scores.iter().filter_map(|row| row.get(c)).copied();
            column.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), s| {
                (low.min(s), high.max(s))
            })
        })
        .collect();
    scores
        .iter()
        .map(|row| {
            let cells = row.iter().zip(weights).zip(&ranges);
            cells
                .map(|((s, w), (low, high))| {
                    if high > low {
                        w * (s - low) / (high - low)
                    } else {
                        0.0
                    }
                })
                .sum()
        })
        .collect()
}

/// Kendall's tau-b of two rankings, −1..=1. `None` below three rows and where one ranking is all ties.
#[must_use]
pub fn kendall_tau_b(a: &[usize], b: &[usize]) -> Option<f64> {
    let n = a.len().min(b.len());
    if n < 3 {
        return None;
    }
    let pairs: Vec<(usize, usize)> = a.iter().copied().zip(b.iter().copied()).collect();
    let (mut score, mut untied_a, mut untied_b) = (0_i64, 0_i64, 0_i64);
    for (i, first) in pairs.iter().enumerate() {
        for second in pairs.iter().skip(i + 1) {
            let sign = |x: usize, y: usize| match x.cmp(&y) {
                std::cmp::Ordering::Less => -1,
                std::cmp::Ordering::Equal => 0,
                std::cmp::Ordering::Greater => 1,
            };
            let (da, db): (i64, i64) = (sign(first.0, second.0), sign(first.1, second.1));
            score += da * db;
            untied_a += da.abs();
            untied_b += db.abs();
        }
    }
    (untied_a > 0 && untied_b > 0)
        .then(|| score as f64 / (untied_a as f64 * untied_b as f64).sqrt())
}

/// SplitMix64: small, fast, the same everywhere. Source: Steele, Lea & Flood, OOPSLA 2014.
#[derive(Debug, Clone)]
pub struct SplitMix64(u64);

impl SplitMix64 {
    /// A generator of this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub const fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Uniform in (0, 1), never 0 or 1, so that its logarithm is finite.
    pub fn uniform(&mut self) -> f64 {
        ((self.next_u64() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// Standard normal, by the polar method (Marsaglia & Bray 1964).
    pub fn normal(&mut self) -> f64 {
        loop {
            let (u, v) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let s = u * u + v * v;
            if s > 0.0 && s < 1.0 {
                return u * (-2.0 * s.ln() / s).sqrt();
            }
        }
    }

    /// Gamma with this shape and scale 1; 0 for a shape that is not above 0. Source: Marsaglia & Tsang, ACM TOMS 2000.
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape.is_nan() || shape <= 0.0 {
            return 0.0;
        }
        if shape == 1.0 {
            return -self.uniform().ln();
        }
        if shape < 1.0 {
            let boost = self.uniform().powf(1.0 / shape);
            return self.gamma(shape + 1.0) * boost;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = 1.0 + c * x;
            if v <= 0.0 {
                continue;
            }
            let v = v * v * v;
            if self.uniform().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    /// Fills `weights` with a draw of the Dirichlet distribution of these parameters; left as it is when every
    /// parameter is 0.
    pub fn dirichlet(&mut self, parameters: &[f64], weights: &mut [f64]) {
        let mut sum = 0.0;
        for (weight, parameter) in weights.iter_mut().zip(parameters) {
            *weight = self.gamma(*parameter);
            sum += *weight;
        }
        if sum > 0.0 {
            for weight in weights {
                *weight /= sum;
            }
        }
    }
}

/// SMAA rank acceptability (Lahdelma & Salminen 2001): per row the share of draws in which it takes each rank,
/// `[row][rank − 1]`. Equal values: the earlier row first.
#[must_use]
pub fn smaa(scores: &[Vec<f64>], parameters: &[f64], draws: u32, seed: u64) -> Vec<Vec<f64>> {
    let mut random = SplitMix64::new(seed);
    let mut weights = vec![0.0; parameters.len()];
    let mut counts = vec![vec![0.0; scores.len()]; scores.len()];
    let mut sorted: Vec<(usize, f64)> = Vec::with_capacity(scores.len());
    for _ in 0..draws {
        random.dirichlet(parameters, &mut weights);
        sorted.clear();
        sorted.extend(scores.iter().map(|row| dot(row, &weights)).enumerate());
        sorted.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for (place, (row, _)) in sorted.iter().enumerate() {
            if let Some(count) = counts.get_mut(*row).and_then(|r| r.get_mut(place)) {
                *count += 1.0;
            }
        }
    }
    let draws = f64::from(draws.max(1));
    for count in counts.iter_mut().flatten() {
        *count /= draws;
    }
    counts
}

/// Rank-order-centroid weights, w_k = (1/n) Σ_{i=k..n} 1/i. Source: Barron & Barrett 1996.
#[must_use]
pub fn rank_order_centroid(n: usize) -> Vec<f64> {
    (1..=n)
        .map(|k| (k..=n).rev().map(|i| 1.0 / i as f64).sum::<f64>() / n as f64)
        .collect()
}

/// Weights from pairwise comparisons.
#[derive(Debug, Clone, PartialEq)]
pub struct Ahp {
    /// Principal eigenvector, sum 1.
    pub weights: Vec<f64>,
    /// Principal eigenvalue, n for a consistent matrix.
    pub lambda_max: f64,
    /// (λ − n)/(n − 1), 0 for n below 3.
    pub consistency_index: f64,
    /// Index divided by that of random matrices of the size.
    pub consistency_ratio: f64,
}

impl Ahp {
    /// Consistency ratio up to .10, Saaty's rule.
    #[must_use]
    pub fn acceptable(&self) -> bool {
        self.consistency_ratio <= 0.10
    }
}

/// Mean consistency index of random reciprocal matrices of size 1 to 10. Source: Saaty, *The Analytic Hierarchy Process*.
const RANDOM_INDEX: [f64; 10] = [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49];

/// AHP weights by power iteration. `None` unless the matrix is square, of size 1 to 10, with positive finite entries.
#[must_use]
pub fn ahp(matrix: &[Vec<f64>]) -> Option<Ahp> {
    let n = matrix.len();
    let random = *RANDOM_INDEX.get(n.checked_sub(1)?)?;
    let square = matrix.iter().all(|row| row.len() == n);
    let positive = matrix.iter().flatten().all(|a| a.is_finite() && *a > 0.0);
    if !square || !positive {
        return None;
    }
    let mut weights = vec![1.0 / n as f64; n];
    let mut lambda = n as f64;
    // A positive matrix converges geometrically; the bound only stops absurd input.
    for _ in 0..10_000 {
        let image: Vec<f64> = matrix.iter().map(|row| dot(row, &weights)).collect();
        // The weights sum to 1, so the image's sum is the eigenvalue once they no longer move.
        lambda = image.iter().sum();
        if !lambda.is_finite() || lambda <= 0.0 {
            return None;
        }
        let next: Vec<f64> = image.iter().map(|v| v / lambda).collect();
        let moved: f64 = next.iter().zip(&weights).map(|(a, b)| (a - b).abs()).sum();
        weights = next;
        if moved < 1e-15 {
            break;
        }
    }
    let consistency_index = if n < 3 {
        0.0
    } else {
        (lambda - n as f64) / (n as f64 - 1.0)
    };
    Some(Ahp {
        weights,
        lambda_max: lambda,
        consistency_index,
        consistency_ratio: if random > 0.0 {
            consistency_index / random
        } else {
            0.0
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_criterion_that_is_nothing_everywhere_is_neutral_in_topsis() {
        let with = topsis(&[vec![0.0, 0.2], vec![0.0, 0.8]], &[0.5, 0.5]);
        assert_eq!(with, topsis(&[vec![0.2], vec![0.8]], &[0.5]));
        assert_eq!(topsis(&[vec![0.0], vec![0.0]], &[1.0]), [0.5, 0.5]);
    }

    #[test]
    fn equal_values_share_a_rank_and_the_earlier_row_leads() {
        let values = [1.0, 3.0, 3.0 + 1e-12, 2.0];
        assert_eq!(ranks(&values, 1e-9), [4, 1, 1, 3]);
        assert_eq!(order(&values, 1e-9), [1, 2, 3, 0]);
        assert_eq!(leader(&values, 1e-9), Some((1, Some(0.0))));
        assert_eq!(leader(&[5.0], 1e-9), Some((0, None)));
        assert_eq!(leader(&[], 1e-9), None);
    }

    #[test]
    fn a_weight_of_one_has_no_interval() {
        let scores = [vec![1.0, 0.0], vec![0.0, 1.0]];
        assert_eq!(stability(&scores, &[1.0, 0.0], 0), [None, Some((0.0, 0.5))]);
    }

    #[test]
    fn kendall_is_undefined_for_two_rows_or_when_all_tie() {
        assert_eq!(kendall_tau_b(&[1, 2], &[1, 2]), None);
        assert_eq!(kendall_tau_b(&[1, 1, 1], &[1, 2, 3]), None);
        assert_eq!(kendall_tau_b(&[1, 2, 3], &[3, 2, 1]), Some(-1.0));
    }

    #[test]
    fn gamma_draws_have_the_mean_and_variance_of_their_shape() {
        let mut random = SplitMix64::new(7);
        for shape in [0.3, 1.0, 12.5] {
            let draws: Vec<f64> = (0..40_000).map(|_| random.gamma(shape)).collect();
            let n = draws.len() as f64;
            let mean = draws.iter().sum::<f64>() / n;
            let variance = draws.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / n;
            assert!((mean / shape - 1.0).abs() < 0.04, "{shape}: {mean}");
            assert!((variance / shape - 1.0).abs() < 0.08, "{shape}: {variance}");
        }
    }

    #[test]
    fn ahp_refuses_what_is_no_comparison_matrix() {
        assert_eq!(ahp(&[]), None);
        assert_eq!(ahp(&[vec![1.0, 2.0]]), None);
        assert_eq!(ahp(&[vec![1.0, 0.0], vec![1.0, 1.0]]), None);
        let two = ahp(&[vec![1.0, 3.0], vec![1.0 / 3.0, 1.0]]).unwrap();
        assert!((two.weights[0] - 0.75).abs() < 1e-12 && two.consistency_ratio == 0.0);
    }

    #[test]
    fn weights_that_mean_nothing_are_refused() {
        assert_eq!(normalised(&[0.0, 0.0]), None);
        assert_eq!(normalised(&[1.0, f64::NAN]), None);
        assert_eq!(normalised(&[1.0, -0.5]), None);
        assert_eq!(normalised(&[1.0, 3.0]), Some(vec![0.25, 0.75]));
    }
}
