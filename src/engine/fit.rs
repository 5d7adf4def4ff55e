//! How well each channel fits this plan: its values with the visitor's own in place, six criteria on fixed
//! 0..=1 scales, gates and evidence. Merit gives points; what one can afford only gates.

use crate::domain::catalogue::Catalogue;
use crate::domain::channel::{Access, Channel};
use crate::domain::channel_use::EditField;
use crate::domain::ids::{ChannelId, HabitId};
use crate::domain::map::Map;
use crate::domain::numbers::ChannelField;
use crate::domain::plan::{Criterion, Plan};
use crate::domain::profile::{
    Country, Data, Evidence, Frequency, Geo, Habit, Model, Profile, Skill,
};
use crate::domain::stage::Stage;
use crate::engine::benchmark;
use crate::engine::kpi::{KpiId, Selection, kpi, ratio};
use crate::engine::score::{Scores, objective_weights, stage_importance};

/// Weeks in a month, to compare weeks until a channel works with a horizon in months.
pub const WEEKS_PER_MONTH: f64 = 52.0 / 12.0;

/// Days after which a market rule shows "check again".
pub const STALE_AFTER_DAYS: i32 = 180;

/// Whether `needs` is more than `have`, forgiving the rounding of a sum.
#[must_use]
pub fn exceeds(needs: f64, have: f64) -> bool {
    needs > have + 1e-12 * have.abs().max(1.0)
}

/// A channel's figures for this plan: own edits, else the catalogue's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Values {
    /// Team hours a week.
    pub hours: f64,
    /// Minimum useful spend a month in the plan's currency; `None` when the catalogue's euros cannot be converted.
    pub min_spend: Option<f64>,
    /// Running fixed cost a month, likewise.
    pub fixed_cost: Option<f64>,
    /// Set-up cost once, likewise.
    pub setup_cost: Option<f64>,
    /// Some amount here was converted from euros.
    pub converted: bool,
    /// Weeks until it works.
    pub weeks: f64,
    /// Fit to Reach, Act, Convert, Engage, 0..=1.
    pub stages: [f64; 4],
    /// Fit to the own model, 0..=1; `None` while neither model nor own value is known.
    pub model: Option<f64>,
    /// What one already has there, a count; `None` when not said.
    pub asset: Option<f64>,
}

impl Values {
    /// Money a month it takes to be of use, m + φ; `None` when it cannot be converted.
    #[must_use]
    pub fn monthly(&self) -> Option<f64> {
        Some(self.min_spend? + self.fixed_cost?)
    }
}

/// The catalogue's euros in the plan's currency, two figures unless the rate is 1.
fn from_euro(amount: f64, rate: Option<f64>) -> Option<f64> {
    // Nothing is nothing in every currency.
    if amount == 0.0 {
        return Some(0.0);
    }
    let rate = rate.filter(|r| r.is_finite() && *r > 0.0)?;
    if rate == 1.0 {
        return Some(amount);
    }
    let raw = amount * rate;
    let step = 10_f64.powf(raw.abs().log10().floor() - 1.0);
    Some((raw / step).round() * step).filter(|v| v.is_finite())
}

/// The figures of `channel` for `plan`. `euro_rate`: units of the plan's currency for one euro.
#[must_use]
pub fn values(plan: &Plan, channel: &Channel, euro_rate: Option<f64>) -> Values {
    let edits = plan.channels.get(&channel.id).map(|u| &u.edits);
    let own = |field: EditField| {
        let value = edits.and_then(|e| e.get(&field)).copied();
        value.filter(|v| v.is_finite() && *v >= 0.0)
    };
    let money = |field: EditField, euros: f64| own(field).or_else(|| from_euro(euros, euro_rate));
    let fit = |field: EditField, points: u8| {
        (own(field).unwrap_or_else(|| f64::from(points)) / 3.0).clamp(0.0, 1.0)
    };
    let of_model = plan.profile.model.and_then(|m| {
        let points = channel.model_fit.get(m.index()).copied();
        points.map(f64::from)
    });
    let [reach, act, convert, engage] = channel.stage_fit;
    let converted = |field: EditField, euros: f64| {
        own(field).is_none() && euros != 0.0 && euro_rate.is_some_and(|r| r != 1.0)
    };
    Values {
        hours: own(EditField::Hours).unwrap_or(channel.hours),
        min_spend: money(EditField::MinSpend, channel.min_spend),
        fixed_cost: money(EditField::FixedCost, channel.fixed_cost),
        setup_cost: money(EditField::SetupCost, channel.setup_cost),
        converted: converted(EditField::MinSpend, channel.min_spend)
            || converted(EditField::FixedCost, channel.fixed_cost)
            || converted(EditField::SetupCost, channel.setup_cost),
        weeks: own(EditField::Weeks).unwrap_or(channel.weeks),
        stages: [
            fit(EditField::FitReach, reach),
            fit(EditField::FitAct, act),
            fit(EditField::FitConvert, convert),
            fit(EditField::FitEngage, engage),
        ],
        model: own(EditField::FitModel)
            .or(of_model)
            .map(|points| (points / 3.0).clamp(0.0, 1.0)),
        asset: own(EditField::Asset),
    }
}

/// Where a criterion's score of a channel comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// What the visitor said, and the catalogue's judgement of the channel.
    Said,
    /// Partly or wholly an assumption: a prior of the catalogue, or a stage nobody scored.
    Assumed,
    /// No data: .5, neutral.
    Neutral,
}

/// Scores of one channel in the order of [`Criterion::ALL`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// 0..=1 each; .5 where neutral.
    pub scores: [f64; 6],
    /// Where each comes from.
    pub basis: [Basis; 6],
}

/// Every channel against every criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Fits {
    /// Which criteria count: for all channels or for none.
    pub active: [bool; 6],
    /// Share of the journey's gap in each stage, sum 1.
    pub gaps: [f64; 4],
    /// In catalogue order.
    pub channels: Vec<Fit>,
}

/// Share of the journey gap per stage: (1 − score/100) × importance, normalised; an unscored stage counts as .5;
/// no gap anywhere: a quarter each.
#[must_use]
pub fn journey_gaps(plan: &Plan, scores: &Scores) -> [f64; 4] {
    let importance = stage_importance(&plan.profile.objectives);
    let mut gaps = [0.0; 4];
    for ((gap, stage), weight) in gaps.iter_mut().zip(Stage::ALL).zip(importance) {
        let ready = scores.stage(stage).map_or(0.5, |s| s / 100.0);
        *gap = (1.0 - ready).clamp(0.0, 1.0) * weight;
    }
    let sum: f64 = gaps.iter().sum();
    if sum > 0.0 {
        gaps.map(|g| g / sum)
    } else {
        [0.25; 4]
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = values.fold((0.0, 0_u32), |(s, n), v| (s + v, n + 1));
    (n > 0).then(|| sum / f64::from(n))
}

/// How often the audience is assumed to use a habit's medium, 0..=1: by model (mean of all while unknown), by age
/// (1 while unknown), mean over the markets. `None` for a habit the catalogue does not know.
#[must_use]
pub fn habit_prior(profile: &Profile, catalogue: &Catalogue, habit: &HabitId) -> Option<f64> {
    let prior = catalogue.habits.iter().find(|p| p.id == *habit)?;
    let by_model = match profile.model {
        Some(m) => prior.by_model.get(m.index()).copied()?,
        None => mean(prior.by_model.iter().copied())?,
    };
    let by_age = match profile.age {
        Some(age) => prior.by_age.get(age.index()).copied()?,
        None => 1.0,
    };
    let of_country = |country: Country| {
        let found = prior.by_country.iter().find(|(c, _)| *c == country);
        found.map_or(1.0, |(_, factor)| *factor)
    };
    let by_country = mean(profile.selling_in().into_iter().map(of_country)).unwrap_or(1.0);
    Some((by_model * by_age * by_country).clamp(0.0, 1.0))
}

/// Best habit of the channel's audience; an answered one wins a tie against an assumed one.
fn audience(profile: &Profile, catalogue: &Catalogue, channel: &Channel) -> Option<(f64, Basis)> {
    let mut best: Option<(f64, Basis)> = None;
    for habit in channel.habits.iter() {
        let said = profile.habits.get(habit).and_then(|h| h.frequency);
        let found = match said {
            Some(frequency) => Some((frequency.share(), Basis::Said)),
            None => habit_prior(profile, catalogue, habit).map(|p| (p, Basis::Assumed)),
        };
        let Some(found) = found else { continue };
        let better = best.is_none_or(|(score, basis)| {
            found.0 > score
                || (found.0 == score && found.1 == Basis::Said && basis == Basis::Assumed)
        });
        if better {
            best = Some(found);
        }
    }
    best
}

/// Fit to the model times fit to the geography (1 while not said).
fn market(profile: &Profile, channel: &Channel, values: &Values, geo: Option<Geo>) -> Option<f64> {
    let reach = match geo.or(profile.geo) {
        Some(g) => channel.reach_fit.get(g.index()).copied().unwrap_or(1.0),
        None => 1.0,
    };
    Some((values.model? * reach).clamp(0.0, 1.0))
}

/// What one customer costs on a channel by the visitor's own figures: spend per customer, else cost per lead
/// divided by lead-to-sale. Each ratio is summed over the months in which both of its figures were entered, so a
/// figure not entered is never read as 0. `None` below one customer.
#[must_use]
pub fn own_customer_cost(plan: &Plan, channel: &ChannelId) -> Option<f64> {
    let months = || {
        plan.numbers
            .values()
            .filter_map(|m| m.channels.get(channel))
    };
    type Fields = Map<ChannelField, f64>;
    let customers = |fields: &Fields| {
        let online = fields.get(&ChannelField::CustomersOnline).copied();
        let offline = fields.get(&ChannelField::CustomersOffline).copied();
        match (online, offline) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(0.0) + b.unwrap_or(0.0)),
        }
    };
    let sum = |pair: &dyn Fn(&Fields) -> Option<(f64, f64)>| {
        months()
            .filter_map(pair)
            .fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y))
    };
    let (spend, bought) = sum(&|f| Some((f.get(&ChannelField::Spend).copied()?, customers(f)?)));
    if bought >= 1.0 {
        return Some(spend / bought).filter(|e| e.is_finite());
    }
    let (lead_spend, leads) = sum(&|f| {
        let spend = f.get(&ChannelField::Spend).copied()?;
        Some((spend, f.get(&ChannelField::Leads).copied()?))
    });
    let (from_leads, sold) = sum(&|f| Some((f.get(&ChannelField::Leads).copied()?, customers(f)?)));
    if leads > 0.0 && from_leads > 0.0 && sold > 0.0 {
        return Some(lead_spend / leads * from_leads / sold).filter(|e| e.is_finite());
    }
    None
}

/// What a customer costs by published figures the visitor accepted for the channel: that cost itself, else the cost of
/// a lead over the own lead-to-sale.
fn accepted_customer_cost(plan: &Plan, channel: &ChannelId) -> Option<f64> {
    let accepted = |id| Some(benchmark::accepted(plan, channel, id)?.value);
    accepted(KpiId::Cac).or_else(|| {
        let sold = kpi(plan, Selection::default(), KpiId::LeadToSale)
            .value
            .ok()?;
        ratio(accepted(KpiId::Cpl)?, sold)
    })
}

/// What a customer costs on a channel, and how that is known.
fn customer_cost(plan: &Plan, channel: &ChannelId) -> Option<(f64, Basis)> {
    let own = own_customer_cost(plan, channel).map(|cost| (cost, Basis::Said));
    own.or_else(|| accepted_customer_cost(plan, channel).map(|cost| (cost, Basis::Assumed)))
}

/// What a customer costs on each channel of which that is known: by one's own figures, else by published ones that were
/// accepted. The recommendation reads no other figure of the months.
#[must_use]
pub fn customer_costs(plan: &Plan, catalogue: &Catalogue) -> Map<ChannelId, f64> {
    let channels = catalogue.channels.iter();
    let known = channels.filter_map(|c| Some((c.id.clone(), customer_cost(plan, &c.id)?.0)));
    known.collect()
}

/// 1/(1 + (e/A)²): a customer who costs what one brings scores .5.
fn economics(cost: f64, contribution: f64) -> Option<f64> {
    let (cost, contribution) = (cost * cost, contribution * contribution);
    let sum = cost + contribution;
    (sum > 0.0 && sum.is_finite()).then(|| contribution / sum)
}

/// log10(1 + n)/log10(1 + full), at most 1.
fn asset(channel: &Channel, values: &Values) -> Option<f64> {
    let full = (1.0 + channel.asset?.full).log10();
    let count = values.asset?;
    (full > 0.0).then(|| ((1.0 + count).log10() / full).clamp(0.0, 1.0))
}

/// Scores every channel on every criterion. `values` in catalogue order, as [`values`] gives them.
#[must_use]
pub fn fits(plan: &Plan, catalogue: &Catalogue, scores: &Scores, values: &[Values]) -> Fits {
    let profile = &plan.profile;
    let gaps = journey_gaps(plan, scores);
    let scored = Stage::ALL
        .iter()
        .filter(|s| scores.stage(**s).is_some())
        .count();
    let objectives = objective_weights(&profile.objectives);
    // Orders within the payback months are not known: one order.
    let contribution = profile.ticket.zip(profile.margin).map(|(t, m)| t * m);
    let mut own_figures = false;

    let found: Vec<[Option<(f64, Basis)>; 6]> = catalogue
        .channels
        .iter()
        .zip(values)
        .map(|(channel, values)| {
            let said = |score: f64| (score, Basis::Said);
            let journey = (scored > 0).then(|| {
                let sum: f64 = gaps.iter().zip(values.stages).map(|(g, f)| g * f).sum();
                let basis = if scored == 4 {
                    Basis::Said
                } else {
                    Basis::Assumed
                };
                (sum.clamp(0.0, 1.0), basis)
            });
            let objective = objectives.map(|rho| {
                let fits = rho.iter().zip(channel.objective_fit);
                let sum: f64 = fits.map(|(r, o)| r * f64::from(o) / 3.0).sum();
                said(sum.clamp(0.0, 1.0))
            });
            let cost = customer_cost(plan, &channel.id);
            own_figures |= cost.is_some();
            let economic = cost
                .zip(contribution)
                .and_then(|((e, basis), a)| Some((economics(e, a)?, basis)));
            [
                journey,
                audience(profile, catalogue, channel),
                market(profile, channel, values, None).map(said),
                objective,
                economic,
                asset(channel, values).map(said),
            ]
        })
        .collect();

    let mut active = [false; 6];
    for row in &found {
        for (on, score) in active.iter_mut().zip(row) {
            *on |= score.is_some();
        }
    }
    // Own costs count even while what a customer brings is not known: every channel is then neutral, and says so.
    if let Some(on) = active.get_mut(Criterion::Economics.index()) {
        *on |= own_figures;
    }
    Fits {
        active,
        gaps,
        channels: found
            .iter()
            .map(|row| Fit {
                scores: row.map(|s| s.map_or(0.5, |(score, _)| score)),
                basis: row.map(|s| s.map_or(Basis::Neutral, |(_, basis)| basis)),
            })
            .collect(),
    }
}

/// Fit to model and geography were the geography `geo`; `None` while the model is not known.
#[must_use]
pub fn market_with(profile: &Profile, channel: &Channel, values: &Values, geo: Geo) -> Option<f64> {
    market(profile, channel, values, Some(geo))
}

/// Why a channel is closed, with the figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gate {
    /// Needs more money a month than the budget without its test share.
    Money {
        /// Minimum useful spend and fixed cost a month, plan currency.
        needs: f64,
        /// (1 − τ) × budget.
        have: f64,
    },
    /// Needs more hours a week.
    Hours {
        /// Hours it needs.
        needs: f64,
        /// Hours there are.
        have: f64,
    },
    /// A skill is below what it needs.
    Skill {
        /// The skill.
        skill: Skill,
        /// Level needed, 1..=3.
        needs: u8,
        /// Level said, 0..=3.
        have: u8,
    },
    /// Data is below what it needs.
    Data {
        /// The kind of data.
        data: Data,
        /// Level needed, 1..=3.
        needs: u8,
        /// Level said, 0..=3.
        have: u8,
    },
    /// Works only after the horizon.
    Weeks {
        /// Weeks until it works.
        needs: f64,
        /// The horizon in weeks.
        have: f64,
    },
    /// Cannot be used in this market; so in every known one.
    MarketUnavailable {
        /// The market.
        country: Country,
        /// Day of the check, days since 1970-01-01.
        checked: i32,
    },
    /// May not carry advertising in this market; so in every known one.
    AdvertisingUnlawful {
        /// The market.
        country: Country,
        /// Day of the check, days since 1970-01-01.
        checked: i32,
    },
    /// Rarely used by buyers like these, an editorial judgement.
    ModelFit {
        /// The model; `None` when the visitor set the fit to 0 without one.
        model: Option<Model>,
    },
    /// Does not suit how far customers are.
    Geography {
        /// How far they are.
        geo: Geo,
    },
}

impl Gate {
    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Money { .. } => "money",
            Self::Hours { .. } => "hours",
            Self::Skill { .. } => "skill",
            Self::Data { .. } => "data",
            Self::Weeks { .. } => "weeks",
            Self::MarketUnavailable { .. } => "unavailable",
            Self::AdvertisingUnlawful { .. } => "advertising_unlawful",
            Self::ModelFit { .. } => "model_fit",
            Self::Geography { .. } => "geography",
        }
    }
}

/// What one market says about a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarketState {
    /// The market.
    pub country: Country,
    /// What it allows; `None` when nobody looked at it.
    pub access: Option<Access>,
    /// Day of the check where there is a rule.
    pub checked: Option<i32>,
    /// This market alone would close the channel.
    pub closes: bool,
}

/// The channel in each market of the plan.
pub fn markets(
    profile: &Profile,
    catalogue: &Catalogue,
    channel: &Channel,
) -> impl Iterator<Item = MarketState> {
    profile.selling_in().into_iter().map(move |country| {
        let rule = channel.markets.iter().find(|r| r.country == country);
        let covered = catalogue
            .covered
            .contains(&country)
            .then_some(Access::Available);
        let access = rule.map(|r| r.access).or(covered);
        MarketState {
            country,
            access,
            checked: rule.map(|r| r.checked),
            closes: match access {
                // What is not advertising there may still be published.
                Some(Access::AdvertisingUnlawful) => channel.advertising,
                Some(other) => other.is_gate(),
                None => false,
            },
        }
    })
}

/// τ, the share of the budget kept for a test, 0..=.2 whatever a file said.
#[must_use]
pub fn test_share(plan: &Plan) -> f64 {
    if plan.test_share.is_finite() {
        plan.test_share.clamp(0.0, 0.2)
    } else {
        0.0
    }
}

/// The money a month for the portfolio, (1 − τ)·budget; `None` when no budget was said.
#[must_use]
pub fn portfolio_money(plan: &Plan) -> Option<f64> {
    Some((1.0 - test_share(plan)) * plan.profile.budget?)
}

/// Every gate of a channel, in the order money, hours, skills, data, weeks, market, model, geography. What was not
/// said gates nothing; 0 is a value.
#[must_use]
pub fn gates(plan: &Plan, catalogue: &Catalogue, channel: &Channel, values: &Values) -> Vec<Gate> {
    let profile = &plan.profile;
    let mut gates = Vec::new();
    if let (Some(needs), Some(have)) = (values.monthly(), portfolio_money(plan))
        && exceeds(needs, have)
    {
        gates.push(Gate::Money { needs, have });
    }
    if let Some(have) = profile.hours
        && exceeds(values.hours, have)
    {
        gates.push(Gate::Hours {
            needs: values.hours,
            have,
        });
    }
    for &(skill, needs) in channel.skills.iter() {
        if let Some(&have) = profile.skills.get(&skill)
            && have < needs
        {
            gates.push(Gate::Skill { skill, needs, have });
        }
    }
    for &(data, needs) in channel.data.iter() {
        if let Some(&have) = profile.data.get(&data)
            && have < needs
        {
            gates.push(Gate::Data { data, needs, have });
        }
    }
    if let Some(have) = profile.horizon.map(|months| months * WEEKS_PER_MONTH)
        && exceeds(values.weeks, have)
    {
        gates.push(Gate::Weeks {
            needs: values.weeks,
            have,
        });
    }
    let known: Vec<MarketState> = markets(profile, catalogue, channel)
        .filter(|m| m.access.is_some())
        .collect();
    if known.iter().all(|m| m.closes) {
        for market in &known {
            let (country, checked) = (market.country, market.checked.unwrap_or(0));
            gates.push(match market.access {
                Some(Access::AdvertisingUnlawful) => Gate::AdvertisingUnlawful { country, checked },
                _ => Gate::MarketUnavailable { country, checked },
            });
        }
    }
    if values.model.is_some_and(|fit| fit <= 0.0) {
        gates.push(Gate::ModelFit {
            model: profile.model,
        });
    }
    if let Some(geo) = profile.geo
        && channel
            .reach_fit
            .get(geo.index())
            .is_some_and(|f| *f <= 0.0)
    {
        gates.push(Gate::Geography { geo });
    }
    gates
}

/// Whether it is known that the audience is there (rule R3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AudienceEvidence {
    /// A habit at least monthly from data, a survey or sales.
    Proven,
    /// Every habit that could prove it is "never" from such evidence.
    Absent,
    /// A guess, or not known: check first.
    Unchecked,
}

const fn is_hard(evidence: Option<Evidence>) -> bool {
    matches!(
        evidence,
        Some(Evidence::Data | Evidence::Survey | Evidence::Sales)
    )
}

/// The evidence for a channel's audience.
#[must_use]
pub fn audience_evidence(profile: &Profile, channel: &Channel) -> AudienceEvidence {
    let hard = |habit: &HabitId| {
        let said: Option<&Habit> = profile.habits.get(habit);
        said.filter(|h| is_hard(h.evidence))
            .and_then(|h| h.frequency)
    };
    let mut absent = !channel.habits.is_empty();
    for habit in channel.habits.iter() {
        match hard(habit) {
            Some(Frequency::Never) => {}
            Some(_) => return AudienceEvidence::Proven,
            None => absent = false,
        }
    }
    if absent {
        AudienceEvidence::Absent
    } else {
        AudienceEvidence::Unchecked
    }
}
