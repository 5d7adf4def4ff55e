//! The portfolio: the set of channels with the most fit and coverage of the journey within money, hours and number.
//! Exact, by branch and bound.

use crate::domain::stage::Stage;
use crate::engine::fit::exceeds;

/// Values closer than this are equal; then fewer channels, cheaper, catalogue order.
pub const EQUAL: f64 = 1e-9;

/// μ, what a fully covered journey is worth beside totals of 0..=1. An editorial judgement.
pub const COVERAGE_WEIGHT: f64 = 1.0;

/// A stage counts as covered when a chosen channel fits it at least this well (2 of 3). An editorial judgement.
pub const COVERED: f64 = 2.0 / 3.0;

/// Most channels a portfolio can be asked for: the largest K, and one more to see whether K binds.
pub const MOST: usize = 9;

/// A channel that may be chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Place in the catalogue; no two candidates share it.
    pub channel: usize,
    /// Points, 0..=100.
    pub total: f64,
    /// Fit to the stages, 0..=1.
    pub stages: [f64; 4],
    /// Money a month; an unknown amount counts as 0.
    pub money: f64,
    /// Hours a week.
    pub hours: f64,
}

/// What a portfolio may take. `None` is no limit, because it is not known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Money a month.
    pub money: Option<f64>,
    /// Hours a week.
    pub hours: Option<f64>,
    /// Channels, at most [`MOST`].
    pub channels: usize,
}

/// A set of channels.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Choice {
    /// Places in the catalogue, ascending.
    pub channels: Vec<usize>,
    /// Σ total/100 + μ·coverage.
    pub value: f64,
    /// Money a month.
    pub money: f64,
    /// Hours a week.
    pub hours: f64,
    /// Best fit to each stage among the chosen, 0..=1.
    pub coverage: [f64; 4],
}

impl Choice {
    /// The set of these candidates, in any order.
    #[must_use]
    pub fn of<'a>(candidates: impl IntoIterator<Item = &'a Candidate>, gaps: &[f64; 4]) -> Self {
        let mut members: Vec<&Candidate> = candidates.into_iter().collect();
        // One order of summation, so that a set has one value however it was found.
        members.sort_by_key(|c| c.channel);
        let mut choice = Self::default();
        for member in members {
            choice.channels.push(member.channel);
            choice.value += member.total / 100.0;
            choice.money += member.money;
            choice.hours += member.hours;
            choice.coverage = best_of(&choice.coverage, &member.stages);
        }
        choice.value += covered(&choice.coverage, gaps);
        choice
    }

    /// Whether it keeps every limit.
    #[must_use]
    pub fn keeps(&self, limits: &Limits) -> bool {
        self.channels.len() <= limits.channels
            && limits.money.is_none_or(|have| !exceeds(self.money, have))
            && limits.hours.is_none_or(|have| !exceeds(self.hours, have))
    }

    /// Whether it is to be preferred: more value, else fewer channels, else cheaper, else earlier in the catalogue.
    #[must_use]
    pub fn beats(&self, other: &Self) -> bool {
        if (self.value - other.value).abs() > EQUAL {
            return self.value > other.value;
        }
        if self.channels.len() != other.channels.len() {
            return self.channels.len() < other.channels.len();
        }
        if exceeds(self.money, other.money) || exceeds(other.money, self.money) {
            return self.money < other.money;
        }
        self.channels < other.channels
    }

    /// Stages that no chosen channel serves well.
    pub fn uncovered(&self) -> impl Iterator<Item = Stage> + '_ {
        Stage::ALL
            .into_iter()
            .zip(self.coverage)
            .filter(|(_, fit)| *fit < COVERED - EQUAL)
            .map(|(stage, _)| stage)
    }
}

fn best_of(a: &[f64; 4], b: &[f64; 4]) -> [f64; 4] {
    let mut best = *a;
    for (x, y) in best.iter_mut().zip(b) {
        *x = x.max(*y);
    }
    best
}

fn covered(coverage: &[f64; 4], gaps: &[f64; 4]) -> f64 {
    let sum: f64 = coverage.iter().zip(gaps).map(|(c, g)| c * g).sum();
    COVERAGE_WEIGHT * sum
}

/// Sums of the best (or least) k of a suffix, for k = 0..=MOST.
type ByCount = [f64; MOST + 1];

fn at(sums: &ByCount, k: usize) -> f64 {
    sums.get(k).copied().unwrap_or(f64::INFINITY)
}

/// What the candidates from one place on could bring at best.
#[derive(Debug, Clone)]
struct Suffix {
    /// Best fit per stage.
    stages: [f64; 4],
    /// Largest k values after the price of hours and money is taken off, only those above 0.
    priced: ByCount,
    /// Largest k totals.
    totals: ByCount,
    /// Least k hours and amounts; infinite beyond the number of candidates left.
    hours: ByCount,
    money: ByCount,
    /// Least k places in the catalogue, ascending.
    first: Vec<usize>,
}

/// Prices of an hour and of a unit of money, any not negative: they relax the limits into the value (Lagrange).
#[derive(Debug, Clone, Copy, Default)]
struct Prices {
    hour: f64,
    money: f64,
}

impl Prices {
    fn value(self, c: &Candidate) -> f64 {
        c.total / 100.0 - self.hour * c.hours - self.money * c.money
    }

    /// Upper bound of Σ total/100 over any set within the limits.
    fn bound(self, candidates: &[Candidate], limits: &Limits) -> f64 {
        let mut values: Vec<f64> = candidates.iter().map(|c| self.value(c)).collect();
        values.sort_unstable_by(|a, b| b.total_cmp(a));
        let best = values.iter().take(limits.channels).filter(|v| **v > 0.0);
        best.sum::<f64>()
            + self.hour * limits.hours.unwrap_or(0.0)
            + self.money * limits.money.unwrap_or(0.0)
    }

    /// The prices with the least bound, one at a time: a bound is convex and bends where a value reaches another.
    fn best(candidates: &[Candidate], limits: &Limits) -> Self {
        let mut best = Self::default();
        let mut least = best.bound(candidates, limits);
        for _ in 0..2 {
            for hours in [true, false] {
                let limited = if hours { limits.hours } else { limits.money };
                if limited.is_none() {
                    continue;
                }
                let from = best;
                for c in candidates {
                    let amount = if hours { c.hours } else { c.money };
                    let price = if hours {
                        let others = from.money * c.money;
                        (c.total / 100.0 - others) / amount
                    } else {
                        let others = from.hour * c.hours;
                        (c.total / 100.0 - others) / amount
                    };
                    if !price.is_finite() || price < 0.0 {
                        continue;
                    }
                    let tried = if hours {
                        Self {
                            hour: price,
                            ..from
                        }
                    } else {
                        Self {
                            money: price,
                            ..from
                        }
                    };
                    let bound = tried.bound(candidates, limits);
                    if bound < least {
                        (best, least) = (tried, bound);
                    }
                }
            }
        }
        best
    }
}

/// Sums of the first k of a list, the last one repeated or `beyond` where the list ends.
fn sums(list: &[f64], beyond: Option<f64>) -> ByCount {
    let mut sums = [0.0; MOST + 1];
    let mut sum = 0.0;
    for (k, slot) in sums.iter_mut().enumerate().skip(1) {
        match list.get(k - 1) {
            Some(value) => sum += value,
            None => sum = beyond.unwrap_or(sum),
        }
        *slot = sum;
    }
    sums
}

/// Keeps the best MOST of a growing list, in order.
fn keep<T: Copy>(list: &mut Vec<T>, value: T, before: impl Fn(&T, &T) -> bool) {
    let place = list
        .iter()
        .position(|other| before(&value, other))
        .unwrap_or(list.len());
    list.insert(place, value);
    list.truncate(MOST);
}

fn suffixes(items: &[Candidate], prices: Prices) -> Vec<Suffix> {
    let (mut priced, mut totals, mut hours, mut money) = (vec![], vec![], vec![], vec![]);
    let mut first: Vec<usize> = Vec::new();
    let mut stages = [0.0; 4];
    let mut all = Vec::with_capacity(items.len());
    for item in items.iter().rev() {
        stages = best_of(&stages, &item.stages);
        let value = prices.value(item);
        if value > 0.0 {
            keep(&mut priced, value, |a, b| a > b);
        }
        keep(&mut totals, item.total / 100.0, |a, b| a > b);
        keep(&mut hours, item.hours, |a, b| a < b);
        keep(&mut money, item.money, |a, b| a < b);
        keep(&mut first, item.channel, |a, b| a < b);
        all.push(Suffix {
            stages,
            priced: sums(&priced, None),
            totals: sums(&totals, None),
            hours: sums(&hours, Some(f64::INFINITY)),
            money: sums(&money, Some(f64::INFINITY)),
            first: first.clone(),
        });
    }
    all.reverse();
    all
}

/// Whether every set with `b` and without `a` is beaten by the one with `a` in its place.
fn dominates(a: &Candidate, b: &Candidate, all_money: f64) -> bool {
    let no_worse = a.total >= b.total
        && a.money <= b.money
        && a.hours <= b.hours
        && a.stages.iter().zip(b.stages).all(|(x, y)| *x >= y);
    // A difference must survive the tolerance of a tie, or else the catalogue's order decides.
    let settles = a.channel < b.channel
        || a.total - b.total > 200.0 * EQUAL
        || b.money - a.money > 1e-9 * all_money;
    no_worse && settles
}

/// Per place a bit for each earlier place that dominates it. Places from 128 on take no part, which only costs time.
fn dominators(items: &[Candidate]) -> Vec<u128> {
    let all_money: f64 = items.iter().map(|c| c.money).sum();
    items
        .iter()
        .enumerate()
        .map(|(place, item)| {
            let earlier = items.iter().take(place.min(128)).enumerate();
            earlier
                .filter(|(_, other)| dominates(other, item, all_money))
                .fold(0, |bits, (other, _)| bits | (1_u128 << other))
        })
        .collect()
}

struct Search<'a> {
    items: Vec<Candidate>,
    dominators: Vec<u128>,
    suffixes: Vec<Suffix>,
    gaps: &'a [f64; 4],
    limits: Limits,
    prices: Prices,
    best: Choice,
    chosen: Vec<Candidate>,
}

/// What is chosen on the way to a node.
#[derive(Clone, Copy)]
struct Node {
    sum: f64,
    money: f64,
    hours: f64,
    coverage: [f64; 4],
    /// Bits of the places chosen.
    places: u128,
}

impl Search<'_> {
    /// Most channels of the suffix that fit in what is left.
    fn room(&self, node: &Node, suffix: &Suffix) -> usize {
        let slots = self.limits.channels.saturating_sub(self.chosen.len());
        let fits = |k: &usize| {
            let hours = node.hours + at(&suffix.hours, *k);
            let money = node.money + at(&suffix.money, *k);
            hours.is_finite()
                && self.limits.hours.is_none_or(|have| !exceeds(hours, have))
                && self.limits.money.is_none_or(|have| !exceeds(money, have))
        };
        (1..=slots).rev().find(fits).unwrap_or(0)
    }

    /// No set that adds up to `k` channels of the suffix is worth more.
    fn bound(&self, node: &Node, suffix: &Suffix, k: usize) -> f64 {
        // A limit may be passed by a rounding, see `exceeds`.
        let left = |have: Option<f64>, used: f64| {
            have.map_or(0.0, |h| h - used + 2e-12 * h.abs().max(1.0))
        };
        let priced = at(&suffix.priced, k)
            + self.prices.hour * left(self.limits.hours, node.hours)
            + self.prices.money * left(self.limits.money, node.money);
        let coverage = best_of(&node.coverage, &suffix.stages);
        node.sum + priced.min(at(&suffix.totals, k)) + covered(&coverage, self.gaps)
    }

    /// Whether nothing below can be preferred to the best set so far.
    fn hopeless(&self, node: &Node, suffix: &Suffix) -> bool {
        let room = self.room(node, suffix);
        if room == 0 {
            return true;
        }
        let bound = self.bound(node, suffix, room);
        if bound < self.best.value - EQUAL {
            return true;
        }
        if bound > self.best.value + EQUAL {
            return false;
        }
        // At best a tie: it must then be smaller, cheaper or earlier.
        let Some(more) = self.best.channels.len().checked_sub(self.chosen.len()) else {
            return true;
        };
        if more == 0 {
            return true;
        }
        let with_fewer = more.min(room + 1) - 1;
        if with_fewer > 0 && self.bound(node, suffix, with_fewer) >= self.best.value - EQUAL {
            return false;
        }
        if room < more {
            return true;
        }
        let money = node.money + at(&suffix.money, more);
        if exceeds(self.best.money, money) {
            return false;
        }
        if exceeds(money, self.best.money) {
            return true;
        }
        let mut earliest: Vec<usize> = self.chosen.iter().map(|c| c.channel).collect();
        earliest.extend(suffix.first.iter().take(more));
        earliest.sort_unstable();
        earliest >= self.best.channels
    }

    fn visit(&mut self, from: usize, node: Node) {
        let worth = node.sum + covered(&node.coverage, self.gaps);
        if worth >= self.best.value - 2.0 * EQUAL {
            let here = Choice::of(&self.chosen, self.gaps);
            if here.beats(&self.best) {
                self.best = here;
            }
        }
        if self.chosen.len() >= self.limits.channels {
            return;
        }
        for place in from..self.items.len() {
            let (Some(item), Some(suffix)) =
                (self.items.get(place).copied(), self.suffixes.get(place))
            else {
                return;
            };
            if self.hopeless(&node, suffix) {
                return;
            }
            let better = self.dominators.get(place).copied().unwrap_or(0);
            if better & !node.places != 0 {
                continue;
            }
            let next = Node {
                sum: node.sum + item.total / 100.0,
                money: node.money + item.money,
                hours: node.hours + item.hours,
                coverage: best_of(&node.coverage, &item.stages),
                places: node.places | if place < 128 { 1 << place } else { 0 },
            };
            let over = |used: f64, have: Option<f64>| have.is_some_and(|h| exceeds(used, h));
            if over(next.money, self.limits.money) || over(next.hours, self.limits.hours) {
                continue;
            }
            self.chosen.push(item);
            self.visit(place + 1, next);
            self.chosen.pop();
        }
    }
}

/// The best set within the limits, exactly: maximises Σ total/100 + μ·Σ gap·(best fit). Ties within [`EQUAL`]:
/// fewer channels, then cheaper, then catalogue order. Without any candidate that fits, the empty set.
#[must_use]
pub fn best(candidates: &[Candidate], gaps: &[f64; 4], limits: &Limits) -> Choice {
    let limits = Limits {
        channels: limits.channels.min(MOST),
        ..*limits
    };
    let alone = |c: &&Candidate| Choice::of([*c], gaps).keeps(&limits);
    let mut items: Vec<Candidate> = candidates.iter().filter(alone).copied().collect();
    let prices = Prices::best(&items, &limits);
    items.sort_by(|a, b| {
        prices
            .value(b)
            .total_cmp(&prices.value(a))
            .then(b.total.total_cmp(&a.total))
            .then(a.money.total_cmp(&b.money))
            .then(a.channel.cmp(&b.channel))
    });
    let suffixes = suffixes(&items, prices);
    let mut search = Search {
        dominators: dominators(&items),
        items,
        suffixes,
        gaps,
        limits,
        prices,
        best: Choice::default(),
        chosen: Vec::with_capacity(MOST),
    };
    let empty = Node {
        sum: 0.0,
        money: 0.0,
        hours: 0.0,
        coverage: [0.0; 4],
        places: 0,
    };
    search.visit(0, empty);
    search.best
}

/// A limit of the portfolio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Money a month.
    Money,
    /// Hours a week.
    Hours,
    /// K, the number of channels.
    Channels,
}

impl Limit {
    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Hours => "hours",
            Self::Channels => "channels",
        }
    }
}

/// The limits that bind: without it alone (for K: with one more) a better set exists. Where only lifting several
/// together would help, the limits that keep out at least one more channel.
#[must_use]
pub fn binding(
    candidates: &[Candidate],
    gaps: &[f64; 4],
    limits: &Limits,
    choice: &Choice,
) -> Vec<Limit> {
    let better = |limits: Limits| best(candidates, gaps, &limits).value > choice.value + EQUAL;
    let mut binds = Vec::new();
    if limits.money.is_some()
        && better(Limits {
            money: None,
            ..*limits
        })
    {
        binds.push(Limit::Money);
    }
    if limits.hours.is_some()
        && better(Limits {
            hours: None,
            ..*limits
        })
    {
        binds.push(Limit::Hours);
    }
    if better(Limits {
        channels: limits.channels + 1,
        ..*limits
    }) {
        binds.push(Limit::Channels);
    }
    if !binds.is_empty() {
        return binds;
    }
    let outside = || {
        candidates
            .iter()
            .filter(|c| !choice.channels.contains(&c.channel))
    };
    let over = |used: f64, have: Option<f64>| have.is_some_and(|h| exceeds(used, h));
    if outside().any(|c| over(choice.money + c.money, limits.money)) {
        binds.push(Limit::Money);
    }
    if outside().any(|c| over(choice.hours + c.hours, limits.hours)) {
        binds.push(Limit::Hours);
    }
    if choice.channels.len() >= limits.channels && outside().next().is_some() {
        binds.push(Limit::Channels);
    }
    binds
}

/// The channel to try beside the portfolio, or what keeps every one out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TestSlot {
    /// Place in the catalogue.
    Channel(usize),
    /// The best one outside needs more than there is for a test.
    Missing {
        /// The best one outside, place in the catalogue.
        channel: usize,
        /// Money a month it lacks, where that is so.
        money: Option<f64>,
        /// Hours a week it lacks, where that is so.
        hours: Option<f64>,
    },
    /// No channel is left outside.
    Nothing,
}

/// The best total outside the portfolio that `money` (τ·budget) and the hours left can carry; ties in catalogue
/// order. `None` for money or hours is not known: no limit.
#[must_use]
pub fn test_slot(
    candidates: &[Candidate],
    choice: &Choice,
    money: Option<f64>,
    hours: Option<f64>,
) -> TestSlot {
    let left = hours.map(|h| h - choice.hours);
    let lacks = |needs: f64, have: Option<f64>| {
        let have = have?;
        exceeds(needs, have).then(|| needs - have.max(0.0))
    };
    let mut outside: Vec<&Candidate> = candidates
        .iter()
        .filter(|c| !choice.channels.contains(&c.channel))
        .collect();
    outside.sort_by(|a, b| b.total.total_cmp(&a.total).then(a.channel.cmp(&b.channel)));
    let short = |c: &Candidate| (lacks(c.money, money), lacks(c.hours, left));
    if let Some(found) = outside.iter().find(|c| short(c) == (None, None)) {
        return TestSlot::Channel(found.channel);
    }
    match outside.first() {
        Some(first) => {
            let (money, hours) = short(first);
            TestSlot::Missing {
                channel: first.channel,
                money,
                hours,
            }
        }
        None => TestSlot::Nothing,
    }
}
