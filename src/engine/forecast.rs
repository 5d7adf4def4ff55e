//! Where revenue goes: a base that grows by the same part each month, spread by the season, with a range; what was
//! reached beside what was wanted; and the step of the funnel that makes the difference.

use super::goal::{Given, Goal, Origin, Sheet, sheet};
use super::kpi::{KpiId, Selection, kpi, ratio};
use crate::domain::numbers::{Month, TotalField};
use crate::domain::plan::Plan;

/// Revenue of an average month, in the sheet.
pub const BASELINE: &str = "forecast.baseline";
/// Growth from month to month, in the sheet: 1.02 is 2 % more, 0.99 is 1 % less.
pub const GROWTH: &str = "forecast.growth";
/// Growth if it goes badly, in the sheet, as [`GROWTH`].
pub const LOW: &str = "forecast.low";
/// Growth if it goes well, in the sheet, as [`GROWTH`].
pub const HIGH: &str = "forecast.high";
/// Months ahead, 1..=24, in the sheet.
pub const MONTHS: &str = "forecast.months";

/// Growth taken for possible: from half to twice as much each month.
pub const GROWTH_RANGE: (f64, f64) = (0.5, 2.0);
/// Most months ahead.
pub const MAX_MONTHS: u32 = 24;
/// Assumed range of the growth, either side: one percentage point a month. An editorial judgement.
pub const ASSUMED: f64 = 0.01;
/// Growth of a few months is no trend: what own figures say is taken up to a fifth a month either way.
const OWN_GROWTH: (f64, f64) = (0.8, 1.2);
/// Months the base is averaged over, and the fewest that show a growth.
const FEW: usize = 3;
/// Part of the goal from which on a month counts as close to it. An editorial judgement.
const CLOSE: f64 = 0.9;
/// Months looked back.
const BACK: usize = 12;

/// What the forecast rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Inputs {
    /// Revenue of an average month as of the last one with revenue; `None` where nothing says.
    pub baseline: Option<Given>,
    /// Growth as a factor.
    pub growth: Given,
    /// Growth if it goes badly, at most the likely one.
    pub low: Given,
    /// Growth if it goes well, at least the likely one.
    pub high: Given,
    /// Months ahead.
    pub months: u32,
    /// Index of the months from January, mean 1.
    pub index: [f64; 12],
    /// Revenue of the last months that have one, oldest first.
    pub actual: Vec<(Month, f64)>,
    /// Revenue wanted in twelve months.
    pub goal: Option<f64>,
}

/// A month ahead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ahead {
    /// The month.
    pub month: Month,
    /// If it goes badly.
    pub low: f64,
    /// What is likely.
    pub likely: f64,
    /// If it goes well.
    pub high: f64,
    /// What is wanted, where there is a goal.
    pub target: Option<f64>,
}

/// How a month stands to its goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Light {
    /// Reached.
    Green,
    /// Nine tenths of it and more.
    Amber,
    /// Less.
    Red,
}

impl Light {
    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }
}

/// A month that is over beside its goal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Past {
    /// The month.
    pub month: Month,
    /// Revenue reached.
    pub actual: f64,
    /// Revenue wanted.
    pub target: f64,
    /// Reached of wanted; `None` where nothing was wanted.
    pub share: Option<f64>,
    /// How it stands.
    pub light: Light,
}

/// A step of the funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FunnelStep {
    /// Visits.
    Visits,
    /// Leads per visit.
    VisitToLead,
    /// New customers per lead.
    LeadToSale,
    /// Revenue per new customer.
    Value,
}

impl FunnelStep {
    /// All four, in order.
    pub const ALL: [Self; 4] = [
        Self::Visits,
        Self::VisitToLead,
        Self::LeadToSale,
        Self::Value,
    ];

    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Visits => "visits",
            Self::VisitToLead => "visit_to_lead",
            Self::LeadToSale => "lead_to_sale",
            Self::Value => "value",
        }
    }
}

/// What one step has to do with the gap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The step.
    pub step: FunnelStep,
    /// What was reached.
    pub actual: f64,
    /// What the plan counts on.
    pub plan: f64,
    /// Money of the gap it stands for; below 0 where it did better than planned. All four sum to the gap.
    pub money: f64,
}

/// Why a month fell short of its goal.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// The month.
    pub month: Month,
    /// Wanted less reached, above 0.
    pub money: f64,
    /// The four steps in order, or what is missing to tell.
    pub effects: Result<Vec<Effect>, NoCause>,
}

/// Why the cause of a gap cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCause {
    /// The plan backwards is not complete.
    Plan,
    /// A figure of the month is not entered.
    NotEntered(KpiId),
}

impl Gap {
    /// The step that makes most of it.
    #[must_use]
    pub fn most(&self) -> Option<FunnelStep> {
        let effects = self.effects.as_ref().ok()?;
        let mut most: Option<Effect> = None;
        for effect in effects {
            if most.is_none_or(|m| effect.money > m.money) {
                most = Some(*effect);
            }
        }
        most.map(|m| m.step)
    }
}

/// The month after.
#[must_use]
pub fn after(month: Month) -> Option<Month> {
    match month.month() {
        12 => Month::new(month.year().checked_add(1)?, 1),
        m => Month::new(month.year(), m + 1),
    }
}

fn place(month: Month) -> usize {
    usize::from(month.month()).saturating_sub(1).min(11)
}

fn at(index: &[f64; 12], month: Month) -> f64 {
    index.get(place(month)).copied().unwrap_or(1.0)
}

fn between(first: Month, last: Month) -> f64 {
    let count = |m: Month| f64::from(m.year()) * 12.0 + f64::from(m.month());
    count(last) - count(first)
}

/// Reads what the forecast rests on.
#[must_use]
pub fn inputs(plan: &Plan) -> Inputs {
    let Sheet { index, revenue, .. } = sheet(plan);
    let mean = index.iter().sum::<f64>() / 12.0;
    let index = index.map(|i| i / mean);
    let months = plan.numbers.iter();
    let mut actual: Vec<(Month, f64)> = months
        .filter_map(|(month, n)| Some((*month, *n.totals.get(&TotalField::TotalRevenue)?)))
        .filter(|(_, revenue)| revenue.is_finite())
        .collect();
    actual.drain(..actual.len().saturating_sub(BACK));
    // Without the season; a month in which nothing is expected says nothing.
    let bare: Vec<(Month, f64)> = actual
        .iter()
        .filter(|(month, _)| at(&index, *month) > 0.0)
        .map(|(month, revenue)| (*month, revenue / at(&index, *month)))
        .collect();
    let typed = |name: &str| {
        plan.planned(name).map(|value| Given {
            value,
            origin: Origin::Typed,
        })
    };
    let figures = |value: f64| Given {
        value,
        origin: Origin::Figures,
    };
    let assumed = |value: f64| Given {
        value,
        origin: Origin::Assumed,
    };
    let last = bare
        .get(bare.len().saturating_sub(FEW)..)
        .unwrap_or_default();
    let own_base =
        (!last.is_empty()).then(|| last.iter().map(|(_, v)| v).sum::<f64>() / last.len() as f64);
    let own_growth = || {
        let (first, last) = (bare.first()?, bare.last()?);
        let months = between(first.0, last.0);
        let grown = ratio(last.1, first.1).filter(|g| *g > 0.0)?;
        (bare.len() >= FEW && months > 0.0)
            .then(|| grown.powf(1.0 / months).clamp(OWN_GROWTH.0, OWN_GROWTH.1))
    };
    let clamp = |g: Given| Given {
        value: g.value.clamp(GROWTH_RANGE.0, GROWTH_RANGE.1),
        ..g
    };
    let growth = typed(GROWTH)
        .or_else(|| own_growth().map(figures))
        .unwrap_or_else(|| assumed(1.0));
    let growth = clamp(growth);
    let end = |name: &str, by: f64| {
        let said = typed(name).unwrap_or_else(|| assumed(growth.value + by));
        let value = if by < 0.0 {
            said.value.min(growth.value)
        } else {
            said.value.max(growth.value)
        };
        clamp(Given { value, ..said })
    };
    let months = plan.planned(MONTHS).unwrap_or(12.0);
    Inputs {
        baseline: typed(BASELINE).or_else(|| own_base.map(figures)),
        growth,
        low: end(LOW, -ASSUMED),
        high: end(HIGH, ASSUMED),
        months: (months as u32).clamp(1, MAX_MONTHS),
        index,
        actual,
        goal: revenue,
    }
}

impl Inputs {
    /// What is wanted in a month: its part of the year's goal.
    #[must_use]
    pub fn target(&self, month: Month) -> Option<f64> {
        Some(self.goal? / 12.0 * at(&self.index, month))
    }

    /// The months ahead, from the one after the last with revenue, else from `this_month`. Empty without a base.
    #[must_use]
    pub fn ahead(&self, this_month: Month) -> Vec<Ahead> {
        let Some(base) = self.baseline else {
            return Vec::new();
        };
        let first = match self.actual.last() {
            Some((month, _)) => after(*month),
            None => Some(this_month),
        };
        let mut list = Vec::new();
        let mut next = first;
        let mut power = 0;
        while let Some(month) = next.filter(|_| list.len() < self.months as usize) {
            power += 1;
            let value = |growth: f64| base.value * growth.powi(power) * at(&self.index, month);
            let all = [self.low, self.growth, self.high].map(|g| value(g.value));
            // Beyond what can be counted there is nothing to show.
            if !all.iter().all(|v| v.is_finite()) {
                break;
            }
            let [low, likely, high] = all;
            list.push(Ahead {
                month,
                low,
                likely,
                high,
                target: self.target(month),
            });
            next = after(month);
        }
        list
    }

    /// The months that are over beside their goal; empty without one.
    #[must_use]
    pub fn past(&self) -> Vec<Past> {
        let months = self.actual.iter().filter_map(|(month, actual)| {
            let target = self.target(*month)?;
            let share = ratio(*actual, target);
            let light = match share {
                Some(share) if share < CLOSE => Light::Red,
                Some(share) if share < 1.0 => Light::Amber,
                _ => Light::Green,
            };
            Some(Past {
                month: *month,
                actual: *actual,
                target,
                share,
                light,
            })
        });
        months.collect()
    }
}

/// Why the last month that fell short of its goal did; `None` where none did.
#[must_use]
pub fn gap(plan: &Plan, inputs: &Inputs, goal: Option<&Goal>) -> Option<Gap> {
    let past = inputs.past();
    let short = past.iter().rev().find(|p| p.light != Light::Green)?;
    Some(Gap {
        month: short.month,
        money: short.target - short.actual,
        effects: effects(plan, inputs, short, goal),
    })
}

/// Revenue is visits × leads per visit × customers per lead × revenue per customer, so its ratio to the goal is the
/// product of four ratios, and the logarithm of each is its part of the whole. A step at 0 is the whole of it.
fn effects(
    plan: &Plan,
    inputs: &Inputs,
    short: &Past,
    goal: Option<&Goal>,
) -> Result<Vec<Effect>, NoCause> {
    let goal = goal.ok_or(NoCause::Plan)?;
    let totals = goal.likely.totals.ok_or(NoCause::Plan)?;
    let part = at(&inputs.index, short.month) / 12.0;
    let wanted = [
        Some(totals.visits * part),
        ratio(totals.leads, totals.visits),
        ratio(goal.likely.customers, totals.leads),
        ratio(inputs.goal.unwrap_or(0.0), goal.likely.customers),
    ];
    let selection = Selection {
        from: Some(short.month),
        to: Some(short.month),
        channel: None,
    };
    let count = |id: KpiId| {
        kpi(plan, selection, id)
            .value
            .map_err(|_| NoCause::NotEntered(id))
    };
    let (visits, leads) = (count(KpiId::Visits)?, count(KpiId::Leads)?);
    let customers = count(KpiId::Customers)?;
    let reached = [
        Some(visits),
        ratio(leads, visits),
        ratio(customers, leads),
        ratio(short.actual, customers),
    ];
    let money = short.target - short.actual;
    let mut steps = Vec::with_capacity(4);
    for (step, (reached, wanted)) in FunnelStep::ALL.into_iter().zip(reached.iter().zip(wanted)) {
        let plan = wanted.filter(|w| *w > 0.0).ok_or(NoCause::Plan)?;
        // After a step at 0 nothing was reached, whatever the next ones would have been.
        let actual = reached.unwrap_or(0.0);
        steps.push((step, actual, plan, (actual / plan).ln()));
    }
    let whole: f64 = steps.iter().map(|(.., part)| part).sum();
    let ended = steps.iter().position(|(_, actual, ..)| *actual <= 0.0);
    let effects = steps.into_iter().enumerate().map(|(place, step)| {
        let (step, actual, plan, part) = step;
        let money = match ended {
            Some(at) if at == place => money,
            Some(_) => 0.0,
            None => money * part / whole,
        };
        Effect {
            step,
            actual,
            plan,
            money,
        }
    });
    let all: Vec<Effect> = effects.collect();
    if all.iter().all(|e| e.money.is_finite()) {
        Ok(all)
    } else {
        Err(NoCause::Plan)
    }
}
