//! The recommendation: every channel with its points, gates, notes and levers, and the portfolio with its rules.
//! Enums and figures only; the words are the interface's.

use crate::domain::catalogue::Catalogue;
use crate::domain::channel::{Access, Channel, Direction, Ownership};
use crate::domain::channel_use::Use;
use crate::domain::ids::{ChannelId, HabitId};
use crate::domain::plan::{Criterion, Plan};
use crate::domain::profile::{Country, Data, Frequency, Geo, Profile, Skill};
use crate::domain::stage::Stage;
use crate::engine::fit::{
    self, AudienceEvidence, Fit, Gate, STALE_AFTER_DAYS, Values, audience_evidence,
};
use crate::engine::mcda;
use crate::engine::portfolio::{self, Candidate, Choice, Limit, Limits, TestSlot};
use crate::engine::score::Scores;

/// Rule R1: at least this many channels, as a goal.
pub const GOAL: usize = 3;

/// Below this share of the portfolio's fit the middle of the path, Act, is starved. An editorial judgement.
pub const MIDDLE_SHARE: f64 = 0.15;

/// What the engine cannot know by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Context {
    /// Units of the plan's currency for one euro; `None` when the catalogue's euros cannot be converted.
    pub euro_rate: Option<f64>,
    /// Today as days since 1970-01-01.
    pub today: i32,
}

/// What was not said and therefore gates nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// No budget: money neither gates nor limits.
    Budget,
    /// No hours: time neither gates nor limits.
    Hours,
    /// The catalogue's euros cannot be converted: its amounts neither gate nor limit.
    Rate,
    /// No country at all.
    Markets,
    /// Nobody looked at the rules of this country.
    Market(Country),
}

/// Something worth knowing about a channel that does not close it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// Rule R3: is your audience there? A guess, or not known.
    CheckFirst,
    /// Rule R3: the audience is known not to be there; the channel is for later.
    AudienceAbsent,
    /// A market with something to say, while another keeps the channel open.
    Limited {
        /// The market.
        country: Country,
        /// What it allows.
        access: Access,
        /// Day of the check, days since 1970-01-01.
        checked: i32,
    },
    /// The check of this market is older than 180 days.
    CheckAgain {
        /// The market.
        country: Country,
        /// Day of the check, days since 1970-01-01.
        checked: i32,
    },
    /// Some amount is in euros that cannot be converted.
    NotConverted,
    /// Some amount was converted from euros.
    Converted,
}

/// One thing that would change a channel's place, upwards only.
#[derive(Debug, Clone, PartialEq)]
pub enum Lever {
    /// A budget of at least this a month, plan currency.
    Budget(f64),
    /// At least these hours a week.
    Hours(f64),
    /// A skill of at least this level.
    Skill(Skill, u8),
    /// Data of at least this level.
    Data(Data, u8),
    /// Customers this far away.
    Geography(Geo),
    /// The audience uses this every day.
    Audience(HabitId),
}

/// A lever and what it does, all else equal.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What would have to be so.
    pub lever: Lever,
    /// Closed or for later now, and no more after this one change.
    pub opens: bool,
    /// The channel's total after it; `None` when the total stays.
    pub total: Option<f64>,
}

/// What to do with a channel in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Go on.
    Keep,
    /// Think again: it is closed by a gate.
    ReconsiderGated,
    /// Think again: the audience is known not to be there.
    ReconsiderAudience,
    /// Think again: below the mean of the open channels, and not in the portfolio.
    ReconsiderWeak,
}

/// All about one channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Advice {
    /// The channel.
    pub id: ChannelId,
    /// Its figures for this plan.
    pub values: Values,
    /// Its scores, 0..=1, and where they come from.
    pub fit: Fit,
    /// Points, 0..=100; `None` while no criterion counts.
    pub total: Option<f64>,
    /// Points per criterion; they sum to the total. 0 for a criterion that does not count.
    pub points: [f64; 6],
    /// The same minus the mean channel's.
    pub versus_mean: [f64; 6],
    /// From 1 over the channels without a gate; equal totals share it. `None` with a gate or without a total.
    pub rank: Option<usize>,
    /// Why it is closed.
    pub gates: Vec<Gate>,
    /// Whether the audience is known to be there.
    pub evidence: AudienceEvidence,
    /// What else to know.
    pub notes: Vec<Note>,
    /// What would change it, one at a time.
    pub changes: Vec<Change>,
    /// Keep or reconsider; `None` unless in use.
    pub verdict: Option<Verdict>,
}

impl Advice {
    /// Whether it may be in the portfolio.
    #[must_use]
    pub fn is_candidate(&self) -> bool {
        self.total.is_some() && self.gates.is_empty() && self.evidence != AudienceEvidence::Absent
    }
}

/// A box of rule R3 that is not ticked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Missing {
    /// Hours a week short beside the portfolio, or against all there are.
    Time(f64),
    /// Money a month short, likewise.
    Money(f64),
    /// Creative capacity: a skill, the level needed and the level said.
    Creative(Skill, u8, u8),
    /// Evidence that the audience is there.
    Evidence,
    /// The number of channels chosen for the plan is full.
    Room,
}

/// A channel for later.
#[derive(Debug, Clone, PartialEq)]
pub struct Later {
    /// Place in the catalogue.
    pub channel: usize,
    /// What is missing.
    pub missing: Vec<Missing>,
}

/// A house rule as it applies here; in the order R3, R2, R1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// R3 (002-33): chosen channels whose audience is to be checked first, places in the catalogue.
    CheckFirst(Vec<usize>),
    /// R2 (002-03): a few relevant ones beat many weak ones: these many of the possible ones.
    Focus {
        /// Channels chosen.
        chosen: usize,
        /// Channels that could have been.
        possible: usize,
    },
    /// R1 (001-09): at least three, reached.
    GoalReached {
        /// Channels chosen.
        chosen: usize,
    },
    /// R1: fewer are right now.
    BelowGoal {
        /// Channels chosen.
        chosen: usize,
        /// The first of the later list, place in the catalogue.
        next: Option<usize>,
    },
}

/// How the chosen channels divide (000-05, 002-15).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Balance {
    /// The customer comes.
    pub inbound: usize,
    /// The company goes.
    pub outbound: usize,
    /// One's own.
    pub owned: usize,
    /// Given by others.
    pub earned: usize,
    /// Bought.
    pub paid: usize,
    /// Shared in a group.
    pub community: usize,
}

/// The chosen set and what is to be said about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Portfolio {
    /// The set; places are in the catalogue.
    pub choice: Choice,
    /// What it had to keep.
    pub limits: Limits,
    /// Stages no chosen channel serves well.
    pub uncovered: Vec<Stage>,
    /// Limits without which a better set exists.
    pub binds: Vec<Limit>,
    /// τ × budget, money a month for a test; `None` when no budget was said.
    pub test_money: Option<f64>,
    /// The channel to try.
    pub test: TestSlot,
    /// House rules.
    pub statements: Vec<Statement>,
    /// Channels for later: first those open now, then those that lack a box, each by total.
    pub later: Vec<Later>,
    /// How it divides.
    pub balance: Balance,
    /// Share of its fit in each stage, sum 1; `None` for an empty set.
    pub stage_shares: Option<[f64; 4]>,
    /// The middle of the path gets too little (002-12).
    pub starved_middle: bool,
}

/// The whole recommendation.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    /// Which criteria count.
    pub active: [bool; 6],
    /// Weights in force, sum 1, 0 where a criterion does not count; all 0 when none does.
    pub weights: [f64; 6],
    /// Share of the visitor's weights that counts, 0..=1.
    pub based_on: f64,
    /// Share of the journey's gap per stage, sum 1.
    pub gaps: [f64; 4],
    /// What was not said.
    pub unknown: Vec<Unknown>,
    /// Every channel, catalogue order.
    pub channels: Vec<Advice>,
    /// The set.
    pub portfolio: Portfolio,
}

impl Recommendation {
    /// The advice on a channel.
    #[must_use]
    pub fn advice(&self, id: &ChannelId) -> Option<&Advice> {
        self.channels.iter().find(|a| a.id == *id)
    }

    /// Open channels by rank, ties in catalogue order.
    #[must_use]
    pub fn ranking(&self) -> Vec<&Advice> {
        let mut open: Vec<&Advice> = self.channels.iter().filter(|a| a.rank.is_some()).collect();
        open.sort_by_key(|a| a.rank);
        open
    }
}

/// Recommends channels for a plan. `scores` are the plan's own, of the same catalogue.
#[must_use]
pub fn recommend(
    plan: &Plan,
    catalogue: &Catalogue,
    scores: &Scores,
    context: Context,
) -> Recommendation {
    let values: Vec<Values> = catalogue
        .channels
        .iter()
        .map(|c| fit::values(plan, c, context.euro_rate))
        .collect();
    let fits = fit::fits(plan, catalogue, scores, &values);
    let (weights, based_on) = weights_in_force(&catalogue.weights(plan), fits.active);
    let known = based_on > 0.0;

    let rows: Vec<Vec<f64>> = fits.channels.iter().map(|f| f.scores.to_vec()).collect();
    let points = mcda::contributions(&rows, &weights);
    let totals = mcda::totals(&points);
    let versus_mean = mcda::versus_mean(&points);

    let mut channels: Vec<Advice> = Vec::with_capacity(catalogue.channels.len());
    let advised = catalogue.channels.iter().zip(&values).zip(&fits.channels);
    let figures = points.iter().zip(&versus_mean).zip(&totals);
    for (((channel, values), fit), ((points, versus), total)) in advised.zip(figures) {
        let gates = fit::gates(plan, catalogue, channel, values);
        let evidence = audience_evidence(&plan.profile, channel);
        let total = known.then(|| total.clamp(0.0, 100.0));
        let mut advice = Advice {
            id: channel.id.clone(),
            values: *values,
            fit: *fit,
            total,
            points: six(points),
            versus_mean: six(versus),
            rank: None,
            notes: notes(
                plan,
                catalogue,
                channel,
                values,
                evidence,
                &gates,
                context.today,
            ),
            gates,
            evidence,
            changes: Vec::new(),
            verdict: None,
        };
        advice.changes = changes(plan, channel, &advice, &weights, fits.active);
        channels.push(advice);
    }
    rank(&mut channels);

    let portfolio = assemble(plan, catalogue, &channels, &fits.gaps);
    judge_use(plan, &mut channels, &portfolio.choice);
    Recommendation {
        active: fits.active,
        weights,
        based_on,
        gaps: fits.gaps,
        unknown: unknown(plan, catalogue, &values),
        channels,
        portfolio,
    }
}

fn six(list: &[f64]) -> [f64; 6] {
    let mut six = [0.0; 6];
    for (slot, value) in six.iter_mut().zip(list) {
        *slot = *value;
    }
    six
}

/// Weights of the active criteria with sum 1, and the share of all weight they make up; zeros when none counts.
fn weights_in_force(weights: &[f64; 6], active: [bool; 6]) -> ([f64; 6], f64) {
    let Some(all) = mcda::normalised(weights) else {
        return ([0.0; 6], 0.0);
    };
    let counted: Vec<f64> = all
        .iter()
        .zip(active)
        .map(|(w, on)| if on { *w } else { 0.0 })
        .collect();
    let Some(weights) = mcda::normalised(&counted) else {
        return ([0.0; 6], 0.0);
    };
    (six(&weights), counted.iter().sum::<f64>().min(1.0))
}

fn unknown(plan: &Plan, catalogue: &Catalogue, values: &[Values]) -> Vec<Unknown> {
    let profile = &plan.profile;
    let mut unknown = Vec::new();
    if profile.budget.is_none() {
        unknown.push(Unknown::Budget);
    }
    if profile.hours.is_none() {
        unknown.push(Unknown::Hours);
    }
    if values.iter().any(|v| v.monthly().is_none()) {
        unknown.push(Unknown::Rate);
    }
    let markets = profile.selling_in();
    if markets.is_empty() {
        unknown.push(Unknown::Markets);
    }
    let uncovered = markets
        .into_iter()
        .filter(|m| !catalogue.covered.contains(m));
    unknown.extend(uncovered.map(Unknown::Market));
    unknown
}

fn notes(
    plan: &Plan,
    catalogue: &Catalogue,
    channel: &Channel,
    values: &Values,
    evidence: AudienceEvidence,
    gates: &[Gate],
    today: i32,
) -> Vec<Note> {
    let mut notes = Vec::new();
    match evidence {
        AudienceEvidence::Proven => {}
        AudienceEvidence::Absent => notes.push(Note::AudienceAbsent),
        AudienceEvidence::Unchecked => notes.push(Note::CheckFirst),
    }
    let closed_by_market = gates.iter().any(|g| {
        matches!(
            g,
            Gate::MarketUnavailable { .. } | Gate::AdvertisingUnlawful { .. }
        )
    });
    for market in fit::markets(&plan.profile, catalogue, channel) {
        let (Some(access), Some(checked)) = (market.access, market.checked) else {
            continue;
        };
        let country = market.country;
        if access != Access::Available && !closed_by_market {
            notes.push(Note::Limited {
                country,
                access,
                checked,
            });
        }
        if today.saturating_sub(checked) > STALE_AFTER_DAYS {
            notes.push(Note::CheckAgain { country, checked });
        }
    }
    let unconverted = [values.min_spend, values.fixed_cost, values.setup_cost];
    if unconverted.iter().any(Option::is_none) {
        notes.push(Note::NotConverted);
    }
    if values.converted {
        notes.push(Note::Converted);
    }
    notes
}

/// The total were one criterion's score another, when that changes it upwards.
fn lifted(
    advice: &Advice,
    weights: &[f64; 6],
    active: [bool; 6],
    criterion: Criterion,
    score: f64,
) -> Option<f64> {
    let place = criterion.index();
    if !active.get(place).copied().unwrap_or(false) {
        return None;
    }
    let weight = weights.get(place).copied()?;
    let now = advice.fit.scores.get(place).copied()?;
    let gain = 100.0 * weight * (score - now);
    (gain > mcda::EQUAL_POINTS).then_some((advice.total? + gain).clamp(0.0, 100.0))
}

fn changes(
    plan: &Plan,
    channel: &Channel,
    advice: &Advice,
    weights: &[f64; 6],
    active: [bool; 6],
) -> Vec<Change> {
    let profile = &plan.profile;
    let absent = advice.evidence == AudienceEvidence::Absent;
    // Without a total no lever makes a candidate: nothing that counts carries weight.
    let ranked = advice.total.is_some();
    let only_gate = advice.gates.len() == 1 && !absent && ranked;
    let mut changes = Vec::new();
    for gate in &advice.gates {
        let lever = match *gate {
            Gate::Money { needs, .. } => Lever::Budget(needs / (1.0 - fit::test_share(plan))),
            Gate::Hours { needs, .. } => Lever::Hours(needs),
            Gate::Skill { skill, needs, .. } => Lever::Skill(skill, needs),
            Gate::Data { data, needs, .. } => Lever::Data(data, needs),
            _ => continue,
        };
        changes.push(Change {
            lever,
            opens: only_gate,
            total: None,
        });
    }
    changes.extend(wider(profile, channel, advice, weights, active, only_gate));
    changes.extend(nearer(profile, channel, advice, weights, active, absent));
    changes
}

/// The nearest wider geography that suits the channel better.
fn wider(
    profile: &Profile,
    channel: &Channel,
    advice: &Advice,
    weights: &[f64; 6],
    active: [bool; 6],
    only_gate: bool,
) -> Option<Change> {
    let today = profile.geo?;
    let fit_of = |geo: Geo| channel.reach_fit.get(geo.index()).copied().unwrap_or(0.0);
    let geo = Geo::ALL
        .iter()
        .copied()
        .find(|g| *g > today && fit_of(*g) > fit_of(today))?;
    let total = fit::market_with(profile, channel, &advice.values, geo)
        .and_then(|score| lifted(advice, weights, active, Criterion::Market, score));
    let closed = advice
        .gates
        .iter()
        .any(|g| matches!(g, Gate::Geography { .. }));
    (closed || total.is_some()).then_some(Change {
        lever: Lever::Geography(geo),
        opens: closed && only_gate,
        total,
    })
}

/// The audience using the channel's medium every day: the habit that is closest to it, ties in the channel's order.
fn nearer(
    profile: &Profile,
    channel: &Channel,
    advice: &Advice,
    weights: &[f64; 6],
    active: [bool; 6],
    absent: bool,
) -> Option<Change> {
    let said = |habit: &HabitId| profile.habits.get(habit).and_then(|h| h.frequency);
    let mut closest: Option<(&HabitId, Option<Frequency>)> = None;
    for habit in channel.habits.iter() {
        let frequency = said(habit);
        if closest.is_none_or(|(_, best)| frequency > best) {
            closest = Some((habit, frequency));
        }
    }
    let total = lifted(advice, weights, active, Criterion::Audience, 1.0);
    if total.is_none() && !absent {
        return None;
    }
    Some(Change {
        lever: Lever::Audience(closest?.0.clone()),
        opens: absent && advice.gates.is_empty() && advice.total.is_some(),
        total,
    })
}

fn rank(channels: &mut [Advice]) {
    let mut open: Vec<(&mut Option<usize>, f64)> = channels
        .iter_mut()
        .filter(|a| a.gates.is_empty())
        .filter_map(|a| Some((&mut a.rank, a.total?)))
        .collect();
    let totals: Vec<f64> = open.iter().map(|(_, total)| *total).collect();
    for ((slot, _), rank) in open
        .iter_mut()
        .zip(mcda::ranks(&totals, mcda::EQUAL_POINTS))
    {
        **slot = Some(rank);
    }
}

fn candidate(place: usize, advice: &Advice) -> Candidate {
    Candidate {
        channel: place,
        total: advice.total.unwrap_or(0.0),
        stages: advice.values.stages,
        money: advice.values.monthly().unwrap_or(0.0),
        hours: advice.values.hours,
    }
}

fn assemble(plan: &Plan, catalogue: &Catalogue, channels: &[Advice], gaps: &[f64; 4]) -> Portfolio {
    let candidates: Vec<Candidate> = channels
        .iter()
        .enumerate()
        .filter(|(_, a)| a.is_candidate())
        .map(|(place, a)| candidate(place, a))
        .collect();
    let limits = Limits {
        money: fit::portfolio_money(plan),
        hours: plan.profile.hours,
        channels: usize::from(plan.max_channels.clamp(1, 8)),
    };
    let choice = portfolio::best(&candidates, gaps, &limits);
    let binds = portfolio::binding(&candidates, gaps, &limits, &choice);
    let test_money = plan.profile.budget.map(|b| b * fit::test_share(plan));
    let test = portfolio::test_slot(&candidates, &choice, test_money, limits.hours);
    let later = later(channels, &choice, &limits);
    let statements = statements(channels, &choice, candidates.len(), &later);
    let stage_shares = stage_shares(&candidates, &choice);
    Portfolio {
        uncovered: choice.uncovered().collect(),
        balance: balance(catalogue, &choice),
        starved_middle: stage_shares.is_some_and(|[_, act, _, _]| act < MIDDLE_SHARE),
        stage_shares,
        binds,
        test_money,
        test,
        statements,
        later,
        limits,
        choice,
    }
}

fn later(channels: &[Advice], choice: &Choice, limits: &Limits) -> Vec<Later> {
    let mut later: Vec<(bool, f64, Later)> = Vec::new();
    for (place, advice) in channels.iter().enumerate() {
        let Some(total) = advice.total else { continue };
        if choice.channels.contains(&place) {
            continue;
        }
        let mut missing = Vec::new();
        let mut closed = false;
        for gate in &advice.gates {
            match *gate {
                Gate::Hours { needs, have } => missing.push(Missing::Time(needs - have)),
                Gate::Money { needs, have } => missing.push(Missing::Money(needs - have)),
                Gate::Skill { skill, needs, have } => {
                    missing.push(Missing::Creative(skill, needs, have));
                }
                _ => closed = true,
            }
        }
        if closed {
            continue;
        }
        if advice.evidence == AudienceEvidence::Absent {
            missing.push(Missing::Evidence);
        }
        let open = missing.is_empty();
        if open {
            let needed = candidate(place, advice);
            let short = |used: f64, have: Option<f64>| {
                let have = have?;
                fit::exceeds(used, have).then_some(used - have)
            };
            let time = short(choice.hours + needed.hours, limits.hours);
            let money = short(choice.money + needed.money, limits.money);
            missing.extend(time.map(Missing::Time));
            missing.extend(money.map(Missing::Money));
            if choice.channels.len() >= limits.channels {
                missing.push(Missing::Room);
            }
        }
        let entry = Later {
            channel: place,
            missing,
        };
        later.push((open, total, entry));
    }
    later.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)));
    later.into_iter().map(|(_, _, entry)| entry).collect()
}

fn statements(
    channels: &[Advice],
    choice: &Choice,
    possible: usize,
    later: &[Later],
) -> Vec<Statement> {
    let chosen = choice.channels.len();
    let unchecked: Vec<usize> = choice
        .channels
        .iter()
        .copied()
        .filter(|place| {
            let advice = channels.get(*place);
            advice.is_some_and(|a| a.evidence == AudienceEvidence::Unchecked)
        })
        .collect();
    let mut statements = Vec::new();
    if !unchecked.is_empty() {
        statements.push(Statement::CheckFirst(unchecked));
    }
    if possible > chosen && chosen > 0 {
        statements.push(Statement::Focus { chosen, possible });
    }
    statements.push(if chosen >= GOAL {
        Statement::GoalReached { chosen }
    } else {
        Statement::BelowGoal {
            chosen,
            next: later.first().map(|l| l.channel),
        }
    });
    statements
}

fn balance(catalogue: &Catalogue, choice: &Choice) -> Balance {
    let mut balance = Balance::default();
    let chosen = choice
        .channels
        .iter()
        .filter_map(|place| catalogue.channels.get(*place));
    for channel in chosen {
        *match channel.direction {
            Direction::Inbound => &mut balance.inbound,
            Direction::Outbound => &mut balance.outbound,
        } += 1;
        *match channel.ownership {
            Ownership::Owned => &mut balance.owned,
            Ownership::Earned => &mut balance.earned,
            Ownership::Paid => &mut balance.paid,
            Ownership::Community => &mut balance.community,
        } += 1;
    }
    balance
}

fn stage_shares(candidates: &[Candidate], choice: &Choice) -> Option<[f64; 4]> {
    let mut shares = [0.0; 4];
    for member in candidates
        .iter()
        .filter(|c| choice.channels.contains(&c.channel))
    {
        for (share, fit) in shares.iter_mut().zip(member.stages) {
            *share += fit;
        }
    }
    let sum: f64 = shares.iter().sum();
    (sum > 0.0).then(|| shares.map(|s| s / sum))
}

fn judge_use(plan: &Plan, channels: &mut [Advice], choice: &Choice) {
    let open: Vec<f64> = channels
        .iter()
        .filter(|a| a.gates.is_empty())
        .filter_map(|a| a.total)
        .collect();
    let mean = open.iter().sum::<f64>() / open.len().max(1) as f64;
    for (place, advice) in channels.iter_mut().enumerate() {
        let status = plan.channels.get(&advice.id).map(|u| u.status);
        if status != Some(Use::InUse) {
            continue;
        }
        let chosen = choice.channels.contains(&place);
        let weak = advice.total.is_some_and(|t| t < mean - mcda::EQUAL_POINTS);
        advice.verdict = Some(if !advice.gates.is_empty() {
            Verdict::ReconsiderGated
        } else if advice.evidence == AudienceEvidence::Absent {
            Verdict::ReconsiderAudience
        } else if weak && !chosen {
            Verdict::ReconsiderWeak
        } else {
            Verdict::Keep
        });
    }
}
