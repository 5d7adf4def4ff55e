//! The planner's sheet: from what stands in it, in the figures and in the profile to what has to happen each month.
//!
//! Every rate has a low, a likely and a high value. What the visitor typed comes first, then what the own figures say,
//! with Wilson's interval for a rate of counts; a value without a range of its own gets an assumed one, and says so.

use super::benchmark;
use super::kpi::{KpiId, Selection, kpi};
use super::planner::{ChannelShare, Need, PlannerError, Target, race_reverse, round_up};
use crate::domain::ids::ChannelId;
use crate::domain::plan::Plan;

/// Assumed range of a rate without one: so much less and more of itself. An editorial judgement.
pub const ASSUMED_RATE: f64 = 0.3;
/// Assumed range of a cost.
pub const ASSUMED_COST: f64 = 0.2;
/// Most channels of a plan to a goal.
pub const MAX_CHANNELS: usize = 12;

/// A rate of a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rate {
    /// Money for a visit, at least 0.
    CostPerVisit,
    /// Leads per visit, 0..=1.
    VisitToLead,
    /// New customers per lead, 0..=1.
    LeadToSale,
}

impl Rate {
    /// All three, in the order of the funnel.
    pub const ALL: [Self; 3] = [Self::CostPerVisit, Self::VisitToLead, Self::LeadToSale];

    /// Last part of the name in the sheet.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::VisitToLead => "visit_to_lead",
            Self::LeadToSale => "lead_to_sale",
            Self::CostPerVisit => "cost_per_visit",
        }
    }

    /// Largest value that means something.
    #[must_use]
    pub const fn max(self) -> f64 {
        match self {
            Self::VisitToLead | Self::LeadToSale => 1.0,
            Self::CostPerVisit => 1e12,
        }
    }

    const fn kpi(self) -> KpiId {
        match self {
            Self::VisitToLead => KpiId::VisitToLead,
            Self::LeadToSale => KpiId::LeadToSale,
            Self::CostPerVisit => KpiId::CostPerVisit,
        }
    }

    /// Whether more of it is better.
    const fn is_good(self) -> bool {
        !matches!(self, Self::CostPerVisit)
    }
}

/// Which end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// The lower.
    Low,
    /// The upper.
    High,
}

/// Name in the sheet of a rate.
#[must_use]
pub fn rate_name(channel: &ChannelId, rate: Rate) -> String {
    ["planner.", channel.as_str(), ".", rate.id()].concat()
}

/// Name in the sheet of an end of its range.
#[must_use]
pub fn end_name(channel: &ChannelId, rate: Rate, end: End) -> String {
    let end = match end {
        End::Low => ".low",
        End::High => ".high",
    };
    [&rate_name(channel, rate), end].concat()
}

/// Name in the sheet of a channel's part of the new customers.
#[must_use]
pub fn share_name(channel: &ChannelId) -> String {
    ["planner.", channel.as_str(), ".share"].concat()
}

/// Name in the sheet that keeps a channel on the list while it has no part.
#[must_use]
pub fn listed_name(channel: &ChannelId) -> String {
    ["planner.", channel.as_str(), ".listed"].concat()
}

/// Whether the visitor chose the channels, in the sheet: then there may be none.
pub const CHOSEN: &str = "planner.chosen";
/// Revenue of the year, in the sheet.
pub const REVENUE: &str = "planner.revenue";
/// Of it, revenue of customers one has already, in the sheet.
pub const REPEAT: &str = "planner.repeat";
/// Order value, in the sheet.
pub const ORDER_VALUE: &str = "planner.order_value";
/// Orders of a new customer within the year, in the sheet.
pub const ORDERS: &str = "planner.orders";
/// Gross margin, in the sheet.
pub const MARGIN: &str = "planner.margin";
/// Which season, in the sheet: the place in [`Season::ALL`].
pub const SEASON: &str = "planner.season";

/// Name in the sheet of the visitor's own index of a month, 1..=12.
#[must_use]
pub fn month_name(month: usize) -> String {
    format!("planner.month.{month}")
}

/// Where a figure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Typed into the sheet.
    Typed,
    /// Worked out from the figures entered by month.
    Figures,
    /// Said in the profile.
    Profile,
    /// Published, and accepted by the visitor.
    Benchmark,
    /// Nobody said; a usual value.
    Assumed,
}

/// A figure with where it comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Given {
    /// The figure.
    pub value: f64,
    /// Where it comes from.
    pub origin: Origin,
}

/// A figure with its range, low ≤ likely ≤ high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// Lower end.
    pub low: f64,
    /// What is likely.
    pub likely: f64,
    /// Upper end.
    pub high: f64,
    /// Where the likely value comes from.
    pub origin: Origin,
    /// Whether the ends are assumed.
    pub assumed: bool,
}

/// A channel of the sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetChannel {
    /// The channel.
    pub id: ChannelId,
    /// Its part of the new customers, 0..=1; all parts together are 1.
    pub share: f64,
    /// Its rates in the order of [`Rate::ALL`]; `None` where nothing is known.
    pub rates: [Option<Range>; 3],
}

impl SheetChannel {
    /// What is known of a rate.
    #[must_use]
    pub fn rate(&self, rate: Rate) -> Option<Range> {
        self.rates.get(rate as usize).copied().flatten()
    }
}

/// How a year is spread over its months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Season {
    /// Every month alike.
    Flat,
    /// Much of it before Christmas.
    Christmas,
    /// Much of it in summer.
    Summer,
    /// The visitor's own twelve figures.
    Own,
}

impl Season {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Flat, Self::Christmas, Self::Summer, Self::Own];

    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Flat => "flat",
            Self::Christmas => "christmas",
            Self::Summer => "summer",
            Self::Own => "own",
        }
    }

    /// Index of the months from January; 1 is an average month. Examples to begin with, an editorial judgement.
    const fn index(self) -> [f64; 12] {
        match self {
            Self::Flat | Self::Own => [1.0; 12],
            Self::Christmas => [
                0.85, 0.8, 0.85, 0.9, 0.95, 0.9, 0.85, 0.8, 0.95, 1.05, 1.4, 1.7,
            ],
            Self::Summer => [
                0.6, 0.65, 0.8, 1.0, 1.2, 1.5, 1.7, 1.6, 1.1, 0.75, 0.55, 0.55,
            ],
        }
    }
}

/// What stands in the sheet, with what it takes from elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Revenue of the year.
    pub revenue: Option<f64>,
    /// Of it from customers one has already.
    pub repeat: f64,
    /// Order value.
    pub order_value: Option<Given>,
    /// Orders of a new customer within the year.
    pub orders: Given,
    /// Gross margin, 0..=1.
    pub margin: Option<Given>,
    /// The channels, in the order of their ids.
    pub channels: Vec<SheetChannel>,
    /// Whether the visitor chose the channels; else they are those with figures or in use.
    pub chosen: bool,
    /// Sum of the parts as typed; 1 when they need no scaling.
    pub shares_typed: f64,
    /// Which season.
    pub season: Season,
    /// Index of the months, at least 0, not all 0.
    pub index: [f64; 12],
}

/// What is missing for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// The revenue.
    Revenue,
    /// The order value.
    OrderValue,
    /// Any channel.
    Channel,
    /// A rate of a channel.
    Rate(ChannelId, Rate),
}

/// A rate and what it does to the budget.
#[derive(Debug, Clone, PartialEq)]
pub struct Swing {
    /// The channel.
    pub channel: ChannelId,
    /// The rate.
    pub rate: Rate,
    /// Its range.
    pub range: Range,
    /// Budget with the rate at the lower and at the upper end, all else likely; `None` where the goal is out of reach.
    pub budget: (Option<f64>, Option<f64>),
}

/// Where the plan would neither win nor lose. Money and counts per new customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BreakEven {
    /// The most a new customer may cost.
    pub cac: f64,
    /// The order value at which it breaks even, all else alike.
    pub order_value: f64,
    /// Orders of a new customer at which it breaks even.
    pub orders: f64,
    /// How many times as many leads would have to buy.
    pub conversion: f64,
}

/// One month of the year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MonthNeed {
    /// New customers, whole.
    pub customers: u64,
    /// Leads, whole.
    pub leads: u64,
    /// Visits, whole.
    pub visits: u64,
    /// Budget in cents.
    pub cents: u64,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// With every rate as likely.
    pub likely: Need,
    /// Budget with every rate at its better end, and at its worse; `None` where out of reach.
    pub budget: (Option<f64>, Option<f64>),
    /// What matters most first.
    pub swings: Vec<Swing>,
    /// `None` without a margin or when nobody new is needed.
    pub break_even: Option<BreakEven>,
    /// From January; `None` when a channel cannot reach the goal.
    pub months: Option<[MonthNeed; 12]>,
}

/// The channels of the sheet: those with a part of their own or put on the list, else those with figures, else those in
/// use.
fn channels(plan: &Plan) -> (Vec<ChannelId>, bool) {
    let mut list: Vec<ChannelId> = plan
        .planned_channels("planner", &["share", "listed"])
        .collect();
    let chosen = !list.is_empty() || plan.planned(CHOSEN).is_some();
    if !chosen {
        let figures = plan.numbers.values().flat_map(|m| m.channels.keys());
        list.extend(figures.cloned());
    }
    if list.is_empty() && !chosen {
        list.extend(plan.channels_in_use().cloned());
    }
    list.sort_unstable();
    list.dedup();
    list.truncate(MAX_CHANNELS);
    (list, chosen)
}

fn range(plan: &Plan, channel: &ChannelId, rate: Rate) -> Option<Range> {
    let selection = Selection {
        from: None,
        to: None,
        channel: Some(channel),
    };
    let own = kpi(plan, selection, rate.kpi());
    let said = plan.planned(&rate_name(channel, rate));
    let mut published = None;
    let (likely, origin) = match (said, own.value) {
        (Some(value), _) => (value, Origin::Typed),
        (None, Ok(value)) => (value, Origin::Figures),
        (None, Err(_)) => {
            // A click is not always a visit, and as good as one for a plan.
            let near = (rate == Rate::CostPerVisit).then_some(KpiId::Cpc);
            let mut kpis = std::iter::once(rate.kpi()).chain(near);
            let found = kpis.find_map(|id| benchmark::accepted(plan, channel, id))?;
            published = benchmark::interval(&found);
            (found.value, Origin::Benchmark)
        }
    };
    let likely = likely.clamp(0.0, rate.max());
    let ends = [End::Low, End::High].map(|end| plan.planned(&end_name(channel, rate, end)));
    let interval = match origin {
        Origin::Figures => own.interval,
        _ => published,
    };
    let wide = if rate.is_good() {
        ASSUMED_RATE
    } else {
        ASSUMED_COST
    };
    let (low, high) = interval.unwrap_or((likely * (1.0 - wide), likely * (1.0 + wide)));
    let [typed_low, typed_high] = ends;
    Some(Range {
        // Whatever was typed, a range holds its likely value.
        low: typed_low.unwrap_or(low).clamp(0.0, likely),
        likely,
        high: typed_high
            .unwrap_or(high)
            .clamp(likely, rate.max().max(likely)),
        origin,
        assumed: ends.contains(&None) && interval.is_none(),
    })
}

/// Reads the sheet.
#[must_use]
pub fn sheet(plan: &Plan) -> Sheet {
    let all = Selection::default();
    let given = |name: &str, figure: Option<f64>, profile: Option<f64>| {
        let found = [
            (plan.planned(name), Origin::Typed),
            (figure, Origin::Figures),
            (profile, Origin::Profile),
        ];
        let mut found = found.into_iter();
        found.find_map(|(value, origin)| {
            Some(Given {
                value: value?,
                origin,
            })
        })
    };
    let (ids, chosen) = channels(plan);
    let parts: Vec<f64> = ids
        .iter()
        .map(|id| {
            plan.planned(&share_name(id))
                .unwrap_or(if chosen { 0.0 } else { 1.0 })
        })
        .collect();
    let sum: f64 = parts.iter().sum();
    let even = 1.0 / ids.len().max(1) as f64;
    let channels = ids.into_iter().zip(parts).map(|(id, part)| SheetChannel {
        share: if sum > 0.0 { part / sum } else { even },
        rates: Rate::ALL.map(|rate| range(plan, &id, rate)),
        id,
    });
    let season = plan
        .planned(SEASON)
        .and_then(|at| Season::ALL.get(at as usize))
        .copied()
        .unwrap_or(Season::Flat);
    let mut index = season.index();
    if season == Season::Own {
        for (place, value) in index.iter_mut().enumerate() {
            *value = plan.planned(&month_name(place + 1)).unwrap_or(1.0);
        }
        if index.iter().sum::<f64>() <= 0.0 {
            index = [1.0; 12];
        }
    }
    Sheet {
        revenue: plan.planned(REVENUE),
        repeat: plan.planned(REPEAT).unwrap_or(0.0),
        order_value: given(
            ORDER_VALUE,
            kpi(plan, all, KpiId::Aov).value.ok(),
            plan.profile.ticket,
        ),
        orders: given(ORDERS, None, None).unwrap_or(Given {
            value: 1.0,
            origin: Origin::Assumed,
        }),
        margin: given(MARGIN, None, plan.profile.margin),
        channels: channels.collect(),
        chosen,
        shares_typed: if chosen { sum } else { 1.0 },
        season,
        index,
    }
}

impl Sheet {
    /// What is missing, in the order of the page.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        let mut all = Vec::new();
        if self.revenue.is_none() {
            all.push(Missing::Revenue);
        }
        if self.order_value.is_none_or(|v| v.value <= 0.0) {
            all.push(Missing::OrderValue);
        }
        if self.channels.is_empty() {
            all.push(Missing::Channel);
        }
        for channel in self.channels.iter().filter(|c| c.share > 0.0) {
            for (rate, range) in Rate::ALL.into_iter().zip(channel.rates) {
                if range.is_none() {
                    all.push(Missing::Rate(channel.id.clone(), rate));
                }
            }
        }
        all
    }

    /// The target with every rate as `pick` takes it from its channel's place, kind and range.
    fn target(&self, pick: impl Fn(usize, Rate, Range) -> f64) -> Target {
        let channels = self.channels.iter().enumerate().map(|(place, channel)| {
            // What is not known reaches nothing and costs nothing.
            let picked = |rate| channel.rate(rate).map_or(0.0, |r| pick(place, rate, r));
            let [cost, lead, sale] = Rate::ALL.map(picked);
            ChannelShare {
                customers: channel.share,
                lead_to_customer: sale,
                visit_to_lead: lead,
                cost_per_visit: cost,
            }
        });
        Target {
            revenue: self.revenue.unwrap_or(0.0),
            repeat_revenue: self.repeat,
            order_value: self.order_value.map_or(0.0, |v| v.value),
            orders_per_customer: self.orders.value,
            margin: self.margin.map(|m| m.value.clamp(0.0, 1.0)),
            channels: channels.collect(),
        }
    }

    fn budget(&self, pick: impl Fn(usize, Rate, Range) -> f64) -> Option<f64> {
        let need = race_reverse(&self.target(pick)).ok()?;
        need.totals.map(|t| t.budget)
    }

    /// Works the goal out.
    ///
    /// # Errors
    /// What [`race_reverse`] refuses. With something [`Self::missing`] the answer is one for what is there, and means
    /// nothing: ask first.
    pub fn goal(&self) -> Result<Goal, PlannerError> {
        let likely = race_reverse(&self.target(|_, _, r| r.likely))?;
        let end = |better: bool| {
            self.budget(|_, rate, r| {
                if rate.is_good() == better {
                    r.high
                } else {
                    r.low
                }
            })
        };
        let mut swings = Vec::new();
        for (place, channel) in self.channels.iter().enumerate() {
            for (rate, range) in Rate::ALL.into_iter().zip(channel.rates) {
                let Some(range) = range.filter(|_| channel.share > 0.0) else {
                    continue;
                };
                let at = |value: f64| {
                    self.budget(|p, kind, r| {
                        if p == place && kind == rate {
                            value
                        } else {
                            r.likely
                        }
                    })
                };
                swings.push(Swing {
                    channel: channel.id.clone(),
                    rate,
                    range,
                    budget: (at(range.low), at(range.high)),
                });
            }
        }
        // Out of reach at one end moves more than any sum of money.
        let width = |s: &Swing| match s.budget {
            (Some(a), Some(b)) => (a - b).abs(),
            _ => f64::INFINITY,
        };
        swings.sort_by(|a, b| width(b).total_cmp(&width(a)));
        Ok(Goal {
            budget: (end(true), end(false)),
            swings,
            break_even: self.break_even(&likely),
            months: likely.totals.map(|t| self.months(&likely, t)),
            likely,
        })
    }

    fn break_even(&self, need: &Need) -> Option<BreakEven> {
        let (totals, margin) = (need.totals?, self.margin?.value.clamp(0.0, 1.0));
        let (cac, value) = (totals.blended_cac?, self.order_value?.value);
        let orders = self.orders.value;
        let worth = value * orders * margin;
        let all = BreakEven {
            cac: worth,
            order_value: super::kpi::ratio(cac, orders * margin)?,
            orders: super::kpi::ratio(cac, value * margin)?,
            conversion: super::kpi::ratio(cac, worth)?,
        };
        Some(all)
    }

    fn months(&self, need: &Need, totals: super::planner::Totals) -> [MonthNeed; 12] {
        let spread = |total: f64| apportion(whole(total), &self.index);
        let (customers, leads) = (spread(need.customers), spread(round_up(totals.leads)));
        let visits = spread(round_up(totals.visits));
        let cents = spread((totals.budget * 100.0).round());
        let mut months = [MonthNeed {
            customers: 0,
            leads: 0,
            visits: 0,
            cents: 0,
        }; 12];
        for (place, month) in months.iter_mut().enumerate() {
            let at = |list: &[u64]| list.get(place).copied().unwrap_or(0);
            *month = MonthNeed {
                customers: at(&customers),
                leads: at(&leads),
                visits: at(&visits),
                cents: at(&cents),
            };
        }
        months
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at least 0; beyond the largest it is the largest"
)]
fn whole(value: f64) -> u64 {
    value.max(0.0) as u64
}

/// Parts of a whole by weights at least 0, not all 0, which sum to the whole exactly: each gets its share rounded down,
/// and what is left goes to the largest remainders, ties to the first. Source: method of the largest remainder (Hamilton).
#[must_use]
pub fn apportion(total: u64, weights: &[f64]) -> Vec<u64> {
    let sum: f64 = weights.iter().sum();
    if sum <= 0.0 || !sum.is_finite() {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = weights.iter().map(|w| total as f64 * w / sum).collect();
    let mut parts: Vec<u64> = exact.iter().map(|e| whole(e.floor())).collect();
    let given: u64 = parts.iter().fold(0, |sum, p| sum.saturating_add(*p));
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let rest = |at: &usize| exact.get(*at).map_or(0.0, |e| e - e.floor());
    order.sort_by(|a, b| rest(b).total_cmp(&rest(a)));
    // Rounding noise may give one too many where the whole is beyond what a float holds exactly.
    let left = total.saturating_sub(given);
    for at in order
        .into_iter()
        .cycle()
        .take(usize::try_from(left).unwrap_or(0))
    {
        if let Some(part) = parts.get_mut(at) {
            *part += 1;
        }
    }
    parts
}

/// Targets for the KPIs that follow from the goal, an average month: each KPI with its value.
#[must_use]
pub fn kpi_targets(need: &Need) -> Vec<(KpiId, f64)> {
    let Some(totals) = need.totals.filter(|_| need.customers > 0.0) else {
        return Vec::new();
    };
    let cents = |money: f64| (money * 100.0).round() / 100.0;
    let ratio = super::kpi::ratio;
    let rates = [
        (KpiId::VisitToLead, ratio(totals.leads, totals.visits)),
        (KpiId::LeadToSale, ratio(need.customers, totals.leads)),
        (
            KpiId::CostPerVisit,
            ratio(totals.budget, totals.visits).map(cents),
        ),
        (KpiId::Cpl, ratio(totals.budget, totals.leads).map(cents)),
        (KpiId::Cac, totals.blended_cac.map(cents)),
    ];
    let counts = [
        (KpiId::Visits, totals.visits),
        (KpiId::Leads, totals.leads),
        (KpiId::Customers, need.customers),
    ];
    let counts = counts.map(|(id, year)| (id, Some(round_up(year / 12.0))));
    let all = counts.into_iter().chain(rates);
    all.filter_map(|(id, value)| Some((id, value?))).collect()
}
