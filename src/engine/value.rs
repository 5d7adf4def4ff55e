//! What a customer is worth: by the way they pay, with the formula named, its sensitivity to who stays, and when the
//! cost of winning one has come back.
//!
//! Formulas are those of [`super::kpi`] (Fader & Hardie, *Reconciling and Clarifying CLV Formulas*, 2012); a contract is
//! paid in full to its end and renewed or not. The cost of winning a customer is never part of the value.

use super::goal::{self, Given, Origin};
use super::kpi::{self, ANNUAL_DISCOUNT, HISTORIC_YEARS, KpiId, Selection, TRUNCATED_MONTHS, kpi};
use crate::domain::plan::Plan;
use crate::domain::profile::Model;

/// How customers pay, in the sheet: the place in [`Way::ALL`].
pub const WAY: &str = "value.way";
/// Whether figures are a month's or a year's, in the sheet: the place in [`Period::ALL`].
pub const PERIOD: &str = "value.period";
/// Months of a contract, in the sheet.
pub const CONTRACT: &str = "value.contract";
/// Contracts renewed when they end, 0..=1, in the sheet.
pub const RENEWAL: &str = "value.renewal";
/// Years a customer keeps ordering, as judged, in the sheet.
pub const YEARS: &str = "value.years";
/// Customers of a year who order again in the next, 0..=1, in the sheet.
pub const AGAIN: &str = "value.again";
/// Discount rate of a year, effective, in the sheet.
pub const DISCOUNT: &str = "value.discount";
/// Cost of winning a customer, in the sheet.
pub const CAC: &str = "value.cac";

/// Longest contract, months.
pub const MAX_CONTRACT: u32 = 120;
/// Most years a customer is counted.
pub const MAX_YEARS: f64 = 30.0;
/// Largest discount rate of a year.
pub const MAX_DISCOUNT: f64 = 1.0;
/// Churn of the sensitivity, as parts of today's. An editorial choice.
const CHURN: [f64; 5] = [2.0, 1.5, 1.0, 0.75, 0.5];

/// How customers pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// Order by order, whenever they like: nobody sees who has left.
    Orders,
    /// Every period until they leave.
    Subscription,
    /// Under a contract with a term.
    Contract,
}

impl Way {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Orders, Self::Subscription, Self::Contract];

    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Subscription => "subscription",
            Self::Contract => "contract",
        }
    }

    /// What is usual for a kind of business. An editorial judgement.
    const fn usual(model: Option<Model>) -> Self {
        match model {
            Some(Model::B2b) => Self::Contract,
            Some(Model::Nonprofit) => Self::Subscription,
            _ => Self::Orders,
        }
    }
}

/// What a rate is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Period {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Month, Self::Year];

    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// Months in it.
    #[must_use]
    pub const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Year => 12,
        }
    }
}

/// Name in the sheet of the revenue of a customer in a period; a contract's is a month's.
#[must_use]
pub const fn revenue_name(period: Period) -> &'static str {
    match period {
        Period::Month => "value.revenue_month",
        Period::Year => "value.revenue_year",
    }
}

/// Name in the sheet of the customers kept from one period to the next, 0..=1.
#[must_use]
pub const fn retention_name(period: Period) -> &'static str {
    match period {
        Period::Month => "value.retention_month",
        Period::Year => "value.retention_year",
    }
}

/// What the panel rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Inputs {
    /// How customers pay.
    pub way: Way,
    /// What rate and revenue of a subscription are counted by.
    pub period: Period,
    /// Revenue of a customer in a period; of a contract in a month.
    pub revenue: Option<Given>,
    /// Gross margin, 0..=1.
    pub margin: Option<Given>,
    /// Customers kept from one period to the next, 0..=1.
    pub retention: Option<Given>,
    /// Its 95 % interval, where it was counted.
    pub interval: Option<(f64, f64)>,
    /// Months of a contract.
    pub contract: Option<u32>,
    /// Contracts renewed, 0..=1.
    pub renewal: Option<f64>,
    /// Order value.
    pub order_value: Option<Given>,
    /// Orders of a customer in a year.
    pub orders: Given,
    /// Years a customer is counted.
    pub years: Given,
    /// Customers who order again the year after, 0..=1.
    pub again: Option<f64>,
    /// Discount rate of a year.
    pub discount: Given,
    /// Cost of winning a customer.
    pub cac: Option<Given>,
}

/// What is missing for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// Revenue of a customer.
    Revenue,
    /// Order value.
    OrderValue,
    /// Gross margin.
    Margin,
    /// Customers kept.
    Retention,
    /// Months of a contract.
    Contract,
    /// Contracts renewed.
    Renewal,
}

impl Missing {
    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::OrderValue => "order_value",
            Self::Margin => "margin",
            Self::Retention => "retention",
            Self::Contract => "contract",
            Self::Renewal => "renewal",
        }
    }
}

/// A formula, by what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Variant {
    /// Variant 1: a new customer who pays at once, the first payment counted.
    Due,
    /// Variant 2: what is still to come of a customer who has just paid.
    Residual,
    /// Variant 3: as the first, booked at the end of each period.
    Immediate,
    /// The first contract alone.
    First,
    /// What is still to come after the first contract.
    Beyond,
    /// The first, cut after three years.
    Truncated,
    /// Orders of the years named, undiscounted.
    Historic,
}

impl Variant {
    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Residual => "residual",
            Self::Immediate => "immediate",
            Self::First => "first",
            Self::Beyond => "beyond",
            Self::Truncated => "truncated",
            Self::Historic => "historic",
        }
    }
}

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoValue {
    /// Nobody was seen to leave, so how long customers stay is not known.
    NobodyLeaves,
    /// The margin of those who stay never covers the cost of winning one.
    Never,
    /// There is no margin to pay with.
    NoMargin,
    /// In a shop nobody sees who has left.
    NotSeen,
    /// Too large to be a figure.
    TooLarge,
}

impl NoValue {
    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::NobodyLeaves => "nobody_leaves",
            Self::Never => "never",
            Self::NoMargin => "no_margin",
            Self::NotSeen => "not_seen",
            Self::TooLarge => "too_large",
        }
    }
}

/// The value with another share of customers who stay.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sensitivity {
    /// How many times as many leave as today.
    pub churn: f64,
    /// The share that stays then, 0..=1.
    pub retention: f64,
    /// The value then.
    pub value: f64,
}

/// When the cost of winning a customer has come back, months.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Payback {
    /// As if everybody stayed.
    pub simple: Result<f64, NoValue>,
    /// Counting those who leave, whole months.
    pub with_churn: Result<f64, NoValue>,
}

/// The answer. Money is margin in the plan's currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Worth {
    /// Margin of a customer in a period: of orders a year, of a contract a month.
    pub margin: f64,
    /// Every formula that fits the way of paying; the first is the one decisions about new customers rest on.
    pub values: Vec<(Variant, Result<f64, NoValue>)>,
    /// That value at both ends of the interval of retention.
    pub range: Option<(f64, f64)>,
    /// Months a customer stays on average; `None` where it is not known.
    pub stay: Option<f64>,
    /// That value with other shares of customers who stay; empty where none is known.
    pub sensitivity: Vec<Sensitivity>,
    /// That value over the cost of winning a customer.
    pub over_cac: Option<f64>,
    /// `None` without a cost of winning a customer.
    pub payback: Option<Payback>,
}

impl Worth {
    /// The value that decisions about new customers rest on.
    ///
    /// # Errors
    /// A [`NoValue`].
    pub fn new_customer(&self) -> Result<f64, NoValue> {
        self.values
            .first()
            .map_or(Err(NoValue::TooLarge), |(_, v)| *v)
    }
}

fn chosen<T: Copy>(plan: &Plan, name: &str, all: &[T]) -> Option<T> {
    plan.planned(name)
        .and_then(|at| all.get(at as usize))
        .copied()
}

const fn given(value: f64, origin: Origin) -> Given {
    Given { value, origin }
}

/// Reads what the panel rests on: what was typed, else what the own figures say, else what is usual.
#[must_use]
pub fn inputs(plan: &Plan) -> Inputs {
    let all = Selection::default();
    let sheet = goal::sheet(plan);
    let way = chosen(plan, WAY, &Way::ALL).unwrap_or_else(|| Way::usual(plan.profile.model));
    let period = match way {
        Way::Subscription => chosen(plan, PERIOD, &Period::ALL).unwrap_or(Period::Month),
        Way::Contract => Period::Month,
        Way::Orders => Period::Year,
    };
    let months = period.months();
    let said = |name: &str| plan.planned(name).map(|v| given(v, Origin::Typed));
    let share = |name: &str| plan.planned(name).map(|v| v.clamp(0.0, 1.0));
    let counted = kpi(plan, all, KpiId::Retention);
    let over = |rate: f64| kpi::retention_over(rate, months);
    let own = counted.value.ok().and_then(over);
    let retention = share(retention_name(period))
        .map(|v| given(v, Origin::Typed))
        .or_else(|| own.map(|v| given(v, Origin::Figures)));
    let interval = counted
        .interval
        .filter(|_| retention.is_some_and(|r| r.origin == Origin::Figures))
        .and_then(|(low, high)| over(low).zip(over(high)));
    let month = kpi::monthly_revenue_per_customer(plan).ok();
    let cac = kpi(plan, all, KpiId::Cac).value.ok();
    Inputs {
        way,
        period,
        revenue: said(revenue_name(period))
            .or_else(|| month.map(|v| given(v * f64::from(months), Origin::Figures))),
        margin: sheet
            .margin
            .map(|m| given(m.value.clamp(0.0, 1.0), m.origin)),
        retention,
        interval,
        contract: plan
            .planned(CONTRACT)
            .filter(|v| *v >= 1.0)
            .map(|v| (v.round() as u32).min(MAX_CONTRACT)),
        renewal: share(RENEWAL),
        order_value: sheet.order_value,
        orders: sheet.orders,
        years: said(YEARS)
            .map(|g| given(g.value.clamp(0.0, MAX_YEARS), g.origin))
            .unwrap_or(given(HISTORIC_YEARS, Origin::Assumed)),
        again: share(AGAIN),
        discount: said(DISCOUNT)
            .map(|g| given(g.value.clamp(0.0, MAX_DISCOUNT), g.origin))
            .unwrap_or(given(ANNUAL_DISCOUNT, Origin::Assumed)),
        cac: said(CAC).or_else(|| cac.map(|v| given(v, Origin::Figures))),
    }
}

fn known(value: Option<f64>) -> Result<f64, NoValue> {
    value.ok_or(NoValue::TooLarge)
}

/// A value of all that is still to come, which is known only where some customers leave.
fn while_some_leave(stays: f64, value: Option<f64>) -> Result<f64, NoValue> {
    if stays < 1.0 {
        known(value)
    } else {
        Err(NoValue::NobodyLeaves)
    }
}

/// Margin of a contract of `months`, paid monthly in advance, renewed with probability `renewal` each time: what the
/// first brings, and what all of them bring. `None` unless the sum exists. With a term of one month that is variant 1.
#[must_use]
pub fn contract_value(
    margin: f64,
    months: u32,
    renewal: f64,
    monthly_discount: f64,
) -> Option<(f64, f64)> {
    if !(0.0..=1.0).contains(&renewal) || months == 0 {
        return None;
    }
    let first = kpi::clv_truncated(margin, 1.0, monthly_discount, months)?;
    let term = (1.0 + monthly_discount).powf(-f64::from(months));
    let all = kpi::ratio(first, 1.0 - renewal * term)?;
    Some((first, all))
}

/// The same cut after `cut` months.
#[must_use]
pub fn contract_truncated(
    margin: f64,
    months: u32,
    renewal: f64,
    monthly_discount: f64,
    cut: u32,
) -> Option<f64> {
    if !(0.0..=1.0).contains(&renewal) || months == 0 {
        return None;
    }
    // A term of one month and a cut of years make as many steps as months in them, and cuts are ours.
    let (mut sum, mut start, mut still) = (0.0, 0, 1.0);
    while start < cut {
        let paid = months.min(cut - start);
        let worth = kpi::clv_truncated(margin, 1.0, monthly_discount, paid)?;
        sum += still * worth * (1.0 + monthly_discount).powf(-f64::from(start));
        still *= renewal;
        start += paid;
    }
    sum.is_finite().then_some(sum)
}

/// Whole months until the margin of a contract has paid for winning the customer, counting those who do not renew;
/// `None` when it never does.
#[must_use]
pub fn contract_payback(cac: f64, margin: f64, months: u32, renewal: f64) -> Option<f64> {
    if margin <= 0.0 || !(0.0..=1.0).contains(&renewal) || months == 0 || cac < 0.0 {
        return None;
    }
    let term = f64::from(months);
    let whole = margin * term;
    // After k contracts whole·(1 − ρ^k)/(1 − ρ) has come in; the rest comes month by month of the next.
    let contracts = if cac <= whole {
        0.0
    } else if renewal >= 1.0 {
        (cac / whole).floor()
    } else {
        let lost = (cac / whole) * (1.0 - renewal);
        if lost >= 1.0 {
            return None;
        }
        ((-lost).ln_1p() / renewal.ln()).floor()
    };
    let power = renewal.powf(contracts);
    let paid = if renewal >= 1.0 {
        whole * contracts
    } else {
        whole * (1.0 - power) / (1.0 - renewal)
    };
    let rest = ((cac - paid) / (margin * power)).max(0.0);
    let all = super::planner::round_up(contracts * term + rest);
    all.is_finite().then_some(all)
}

impl Inputs {
    /// What is missing, in the order of the page.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        let asked = match self.way {
            Way::Orders => vec![(Missing::OrderValue, self.order_value.is_none())],
            Way::Subscription => vec![
                (Missing::Revenue, self.revenue.is_none()),
                (Missing::Retention, self.retention.is_none()),
            ],
            Way::Contract => vec![
                (Missing::Revenue, self.revenue.is_none()),
                (Missing::Contract, self.contract.is_none()),
                (Missing::Renewal, self.renewal.is_none()),
            ],
        };
        let mut all: Vec<Missing> = asked
            .into_iter()
            .filter_map(|(missing, is)| is.then_some(missing))
            .collect();
        if self.margin.is_none() {
            all.push(Missing::Margin);
        }
        all
    }

    /// The discount rate of a month.
    #[must_use]
    pub fn monthly_discount(&self) -> f64 {
        kpi::monthly_discount(self.discount.value).unwrap_or(0.0)
    }

    fn period_discount(&self) -> f64 {
        match self.period {
            Period::Month => self.monthly_discount(),
            Period::Year => self.discount.value,
        }
    }

    /// The share of customers who stay that the value rests on: from period to period, from contract to contract, from
    /// one year's orders to the next.
    #[must_use]
    pub fn stays(&self) -> Option<f64> {
        match self.way {
            Way::Orders => self.again,
            Way::Subscription => self.retention.map(|r| r.value),
            Way::Contract => self.renewal,
        }
    }

    /// What a customer is worth; `None` while something is missing.
    #[must_use]
    pub fn worth(&self) -> Option<Worth> {
        if !self.missing().is_empty() {
            return None;
        }
        let margin = self.margin?.value;
        let m = match self.way {
            Way::Orders => self.order_value?.value * self.orders.value * margin,
            Way::Subscription | Way::Contract => self.revenue?.value * margin,
        };
        let values = self.values(m);
        let new = values.first().and_then(|(_, v)| v.ok());
        let range = self.interval.filter(|_| self.way == Way::Subscription);
        Some(Worth {
            margin: m,
            range: range.and_then(|(low, high)| {
                let at = |r| self.decisive(m, r).ok();
                at(low).zip(at(high))
            }),
            stay: self.stay(),
            sensitivity: self.sensitivity(m),
            over_cac: new
                .zip(self.cac)
                .and_then(|(value, cac)| kpi::ltv_cac(value, cac.value)),
            payback: self.cac.map(|cac| self.payback(m, cac.value)),
            values,
        })
    }

    fn values(&self, m: f64) -> Vec<(Variant, Result<f64, NoValue>)> {
        let d = self.period_discount();
        match self.way {
            Way::Orders => {
                let historic = kpi::clv_historic(m, 1.0, 1.0, self.years.value);
                let historic = (Variant::Historic, known(historic));
                match self.again {
                    // Who says how many come back does not mean that all do.
                    Some(again) => {
                        let cut = TRUNCATED_MONTHS / Period::Year.months();
                        let value = kpi::clv_truncated(m, again, d, cut);
                        vec![(Variant::Truncated, known(value)), historic]
                    }
                    None => vec![historic],
                }
            }
            Way::Subscription => {
                let r = self.stays().unwrap_or(0.0);
                let cut = TRUNCATED_MONTHS / self.period.months();
                let whole = |value| while_some_leave(r, value);
                vec![
                    (Variant::Due, whole(kpi::clv_due(m, r, d))),
                    (Variant::Residual, whole(kpi::clv_future(m, r, d))),
                    (Variant::Immediate, whole(kpi::clv_immediate(m, r, d))),
                    (Variant::Truncated, known(kpi::clv_truncated(m, r, d, cut))),
                ]
            }
            Way::Contract => {
                let (term, renewal) = (self.contract.unwrap_or(1), self.renewal.unwrap_or(0.0));
                let both = contract_value(m, term, renewal, d);
                let whole = |value| while_some_leave(renewal, value);
                let cut = contract_truncated(m, term, renewal, d, TRUNCATED_MONTHS);
                vec![
                    (Variant::Due, whole(both.map(|(_, all)| all))),
                    (Variant::First, known(kpi::clv_truncated(m, 1.0, d, term))),
                    (Variant::Beyond, whole(both.map(|(first, all)| all - first))),
                    (Variant::Truncated, known(cut)),
                ]
            }
        }
    }

    /// The value that decisions rest on with another share of customers who stay.
    fn decisive(&self, m: f64, stays: f64) -> Result<f64, NoValue> {
        let other = match self.way {
            Way::Orders => Self {
                again: Some(stays),
                ..self.clone()
            },
            Way::Subscription => Self {
                retention: Some(given(stays, Origin::Typed)),
                ..self.clone()
            },
            Way::Contract => Self {
                renewal: Some(stays),
                ..self.clone()
            },
        };
        let values = other.values(m);
        values.first().map_or(Err(NoValue::TooLarge), |(_, v)| *v)
    }

    fn stay(&self) -> Option<f64> {
        let months = match self.way {
            Way::Orders => return None,
            Way::Subscription => self.period.months(),
            Way::Contract => self.contract?,
        };
        Some(kpi::expected_lifetime(self.stays()?)? * f64::from(months))
    }

    fn sensitivity(&self, m: f64) -> Vec<Sensitivity> {
        let Some(stays) = self.stays().filter(|r| *r < 1.0) else {
            return Vec::new();
        };
        let steps = CHURN.into_iter().filter_map(|churn| {
            let leaves = (1.0 - stays) * churn;
            // More than all cannot leave: there is no value then.
            let retention = 1.0 - leaves;
            let value = self.decisive(m, retention).ok()?;
            Some(Sensitivity {
                churn,
                retention,
                value,
            })
        });
        steps.collect()
    }

    fn payback(&self, m: f64, cac: f64) -> Payback {
        let month = m / f64::from(self.period.months());
        let simple = kpi::payback(cac, month, 1.0).ok_or(NoValue::NoMargin);
        let with_churn = match self.way {
            _ if month <= 0.0 => Err(NoValue::NoMargin),
            Way::Orders => match self.again {
                Some(again) => {
                    contract_payback(cac, month, self.period.months(), again).ok_or(NoValue::Never)
                }
                None => Err(NoValue::NotSeen),
            },
            Way::Subscription => {
                let r = self.stays().unwrap_or(0.0);
                match self.period {
                    Period::Month => kpi::payback_with_churn(cac, month, 1.0, 1.0 - r),
                    // Who pays for a year stays for a year.
                    Period::Year => contract_payback(cac, month, self.period.months(), r),
                }
                .ok_or(NoValue::Never)
            }
            Way::Contract => {
                let (term, renewal) = (self.contract.unwrap_or(1), self.renewal.unwrap_or(0.0));
                contract_payback(cac, month, term, renewal).ok_or(NoValue::Never)
            }
        };
        Payback { simple, with_churn }
    }
}
