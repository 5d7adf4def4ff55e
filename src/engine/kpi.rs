//! What is counted, worked out: ratios, retention, value of a customer, and the grid of figures to watch.
//!
//! Undefined is `None` or a [`Why`], never 0, NaN or infinity; 0 over something is a true 0. Sources:
//! Farris et al., *Marketing Metrics*; Skok, *SaaS Metrics 2.0*; Fader & Hardie, *Reconciling and Clarifying
//! CLV Formulas* (2012).

use crate::domain::ids::ChannelId;
use crate::domain::map::Map;
use crate::domain::numbers::{ChannelField, Month, MonthNumbers, TotalField};
use crate::domain::plan::Plan;
use crate::domain::profile::Model;
use crate::domain::stage::Stage;

/// Quantile of the normal distribution for a two-sided 95 % interval.
const Z: f64 = 1.959_963_984_540_054;
/// Cases below which a rate, one's own or a published one, is called a small sample. An editorial choice.
pub const FEW_CASES: f64 = 30.0;

// ---- formulas ----

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// Numerator over denominator; `None` unless the denominator is above 0 and the result finite.
#[must_use]
pub fn ratio(numerator: f64, denominator: f64) -> Option<f64> {
    if denominator > 0.0 {
        finite(numerator / denominator)
    } else {
        None
    }
}

macro_rules! ratios {
    ($($(#[$doc:meta])* $name:ident($n:ident / $d:ident);)+) => {
        $($(#[$doc])*
        #[must_use]
        pub fn $name($n: f64, $d: f64) -> Option<f64> {
            ratio($n, $d)
        })+
    };
}

ratios! {
    /// Cost per click, money.
    cpc(spend / clicks);
    /// Clicks per impression; above 1 when one showing is clicked more than once.
    ctr(clicks / impressions);
    /// Cost per lead, money.
    cpl(spend / leads);
    /// Cost per action, money; an action need not be a new customer.
    cpa(spend / actions);
    /// Cost per new customer, money; the spend fully loaded.
    cac(spend / new_customers);
    /// Conversions per visit.
    cvr(conversions / visits);
    /// Customers per lead of the same cohort; above 1 the cohorts differ.
    lead_to_sale(customers / leads);
    /// Average order value, money.
    aov(revenue / orders);
    /// Attributed revenue per money spent on advertising.
    roas(revenue / ad_spend);
    /// All revenue per money spent on marketing; needs no attribution.
    mer(total_revenue / total_marketing_spend);
    /// Customers with a second order among all who ordered; depends on the window.
    repeat_purchase_rate(repeat_customers / customers);
    /// Own spend among the category's.
    share_of_voice(brand_spend / category_spend);
    /// Sessions longer than 10 s, with a key event or two views, among all. Definition: Google Analytics 4.
    engagement_rate_ga4(engaged_sessions / sessions);
    /// Unique opens among delivered; opens are inflated since Apple's mail privacy (2021).
    open_rate(unique_opens / delivered);
    /// Unique clicks among unique opens.
    click_to_open(unique_clicks / unique_opens);
    /// Value of a customer over what winning one costs. "3:1" is an investor's rule of thumb, not a law.
    ltv_cac(ltv / cac);
}

/// Cost of a thousand impressions, money.
#[must_use]
pub fn cpm(spend: f64, impressions: f64) -> Option<f64> {
    ratio(1000.0 * spend, impressions)
}

/// 1 − engagement rate, 0..=1. Definition: Google Analytics 4, not Universal Analytics.
#[must_use]
pub fn bounce_rate_ga4(engaged_sessions: f64, sessions: f64) -> Option<f64> {
    engagement_rate_ga4(engaged_sessions, sessions).map(|r| 1.0 - r)
}

/// (incremental revenue · gross margin − cost) / cost: margin, not revenue, and only what marketing added.
#[must_use]
pub fn roi(incremental_revenue: f64, gross_margin: f64, marketing_cost: f64) -> Option<f64> {
    ratio(
        incremental_revenue * gross_margin - marketing_cost,
        marketing_cost,
    )
}

/// The ROAS at which advertising pays for itself: 1 / gross margin.
#[must_use]
pub fn break_even_roas(gross_margin: f64) -> Option<f64> {
    ratio(1.0, gross_margin)
}

/// Retention of a period as counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Retention {
    /// (end − new) / start.
    pub retention: f64,
    /// 1 − retention.
    pub churn: f64,
    /// Whether the figures can be true: retention within 0..=1.
    pub valid: bool,
}

/// Retention and churn from customers at the start, at the end and new; `None` when there were none at the start.
#[must_use]
pub fn retention(start: f64, end: f64, new: f64) -> Option<Retention> {
    let retention = ratio(end - new, start)?;
    Some(Retention {
        retention,
        churn: 1.0 - retention,
        valid: (0.0..=1.0).contains(&retention),
    })
}

/// Retention over several periods from that of one: r^n; `None` outside 0..=1.
#[must_use]
pub fn retention_over(retention: f64, periods: u32) -> Option<f64> {
    (0.0..=1.0)
        .contains(&retention)
        .then(|| power(retention, periods))
}

/// Churn of a year from that of a month: 1 − (1 − c)^12, never 12·c; `None` outside 0..=1.
#[must_use]
pub fn annual_churn(monthly: f64) -> Option<f64> {
    (0.0..=1.0)
        .contains(&monthly)
        .then(|| 1.0 - power(1.0 - monthly, 12))
}

/// The discount rate of a month from the effective one of a year: (1 + d)^(1/12) − 1; `None` below −1.
#[must_use]
pub fn monthly_discount(annual: f64) -> Option<f64> {
    (annual > -1.0)
        .then(|| (1.0 + annual).powf(1.0 / 12.0) - 1.0)
        .and_then(finite)
}

// By squaring, so that every platform multiplies in the same order.
fn power(base: f64, exponent: u32) -> f64 {
    let (mut result, mut square, mut left) = (1.0, base, exponent);
    while left > 0 {
        if left & 1 == 1 {
            result *= square;
        }
        left >>= 1;
        if left > 0 {
            square *= square;
        }
    }
    result
}

/// Net promoter score. Source: Reichheld, HBR 12/2003.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nps {
    /// −100..=100.
    pub score: f64,
    /// Half the width of the 95 % interval, points.
    pub margin95: f64,
}

/// 100·(promoters − detractors) / n; `None` when nobody answered.
#[must_use]
pub fn nps(promoters: f64, passives: f64, detractors: f64) -> Option<Nps> {
    if promoters < 0.0 || passives < 0.0 || detractors < 0.0 {
        return None;
    }
    let n = promoters + passives + detractors;
    let (p, d) = (ratio(promoters, n)?, ratio(detractors, n)?);
    // Rounding may leave the variance a hair below 0 when everybody agrees.
    let variance = ((p + d) - (p - d) * (p - d)).max(0.0);
    Some(Nps {
        score: 100.0 * (p - d),
        margin95: 100.0 * Z * (variance / n).sqrt(),
    })
}

/// 1 + d − r, where r is a share, d above −1, and the sum of the series exists.
fn perpetuity(retention: f64, discount: f64) -> Option<f64> {
    let ok = (0.0..=1.0).contains(&retention) && discount > -1.0 && discount.is_finite();
    ok.then_some(1.0 + discount - retention)
        .filter(|b| *b > 0.0)
}

/// Variant 1, m(1+d)/(1+d−r): the first payment counted, now. For decisions about new customers.
#[must_use]
pub fn clv_due(margin: f64, retention: f64, discount: f64) -> Option<f64> {
    finite(margin * (1.0 + discount) / perpetuity(retention, discount)?)
}

/// Variant 2, m·r/(1+d−r): what is still to come of a customer who has just paid.
#[must_use]
pub fn clv_future(margin: f64, retention: f64, discount: f64) -> Option<f64> {
    finite(margin * retention / perpetuity(retention, discount)?)
}

/// Variant 3, m/(1+d−r): the first payment certain, booked at the end of the period.
#[must_use]
pub fn clv_immediate(margin: f64, retention: f64, discount: f64) -> Option<f64> {
    finite(margin / perpetuity(retention, discount)?)
}

/// Periods a customer stays on average, the first included: 1/(1−r); `None` when nobody was seen to leave.
#[must_use]
pub fn expected_lifetime(retention: f64) -> Option<f64> {
    (0.0..=1.0)
        .contains(&retention)
        .then(|| ratio(1.0, 1.0 - retention))
        .flatten()
}

/// Variant 1 cut after `periods`: m·Σ_{t<T}(r/(1+d))^t. Defined also where nobody leaves.
#[must_use]
pub fn clv_truncated(margin: f64, retention: f64, discount: f64, periods: u32) -> Option<f64> {
    if !(0.0..=1.0).contains(&retention) || discount <= -1.0 {
        return None;
    }
    if periods == 0 {
        return Some(0.0);
    }
    // Closed form, as a period count from outside must not set the length of a loop; by exp_m1 and ln_1p, as
    // 1 − step^n cancels where step is near 1.
    let n = f64::from(periods);
    let leaving = (1.0 + discount - retention) / (1.0 + discount);
    let sum = if leaving == 0.0 {
        n
    } else {
        -(n * (-leaving).ln_1p()).exp_m1() / leaving
    };
    finite(margin * sum)
}

/// Average order × orders a year × gross margin × years, undiscounted.
#[must_use]
pub fn clv_historic(
    order_value: f64,
    orders_per_year: f64,
    gross_margin: f64,
    years: f64,
) -> Option<f64> {
    finite(order_value * orders_per_year * gross_margin * years)
}

/// Revenue per account and month × gross margin / monthly churn (variant 1 without discount).
#[must_use]
pub fn clv_saas(revenue_per_month: f64, gross_margin: f64, monthly_churn: f64) -> Option<f64> {
    if monthly_churn > 1.0 {
        return None;
    }
    ratio(revenue_per_month * gross_margin, monthly_churn)
}

/// Months until the margin has paid for winning the customer; `None` when there is no margin.
#[must_use]
pub fn payback(cac: f64, revenue_per_month: f64, gross_margin: f64) -> Option<f64> {
    ratio(cac, revenue_per_month * gross_margin)
}

/// Whole months until the margin of those who stay has paid: ⌈ln(1 − CAC·c/m)/ln(1 − c)⌉; `None` when never.
#[must_use]
pub fn payback_with_churn(
    cac: f64,
    revenue_per_month: f64,
    gross_margin: f64,
    monthly_churn: f64,
) -> Option<f64> {
    let simple = payback(cac, revenue_per_month, gross_margin)?;
    if !(0.0..=1.0).contains(&monthly_churn) {
        return None;
    }
    if simple <= 0.0 || monthly_churn == 0.0 {
        return Some(super::planner::round_up(simple.max(0.0)));
    }
    let lost = simple * monthly_churn;
    if lost >= 1.0 {
        return None;
    }
    // ln_1p keeps small churn exact; at churn 1 the divisor is −∞ and the first month has paid.
    let months = (-lost).ln_1p() / (-monthly_churn).ln_1p();
    finite(super::planner::round_up(months).max(1.0))
}

/// Wilson's 95 % interval for a rate of `successes` in `n`; `None` unless 0 ≤ successes ≤ n and n > 0.
#[must_use]
pub fn wilson(successes: f64, n: f64) -> Option<(f64, f64)> {
    if successes < 0.0 || successes > n {
        return None;
    }
    let p = ratio(successes, n)?;
    let zz = Z * Z / n;
    let scale = 1.0 / (1.0 + zz);
    let centre = (p + zz / 2.0) * scale;
    let half = Z * (p * (1.0 - p) / n + zz / (4.0 * n)).sqrt() * scale;
    let low = if successes == 0.0 {
        0.0
    } else {
        (centre - half).max(0.0)
    };
    let high = if successes == n {
        1.0
    } else {
        (centre + half).min(1.0)
    };
    (low.is_finite() && high.is_finite()).then_some((low, high))
}

// ---- the grid ----

/// What a KPI is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// The plan's currency.
    Money,
    /// 0..=1, shown in per cent.
    Share,
    /// A number of things.
    Count,
    /// One amount over another.
    Ratio,
    /// Months.
    Months,
}

/// Column of the 4 × 4 grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// How many.
    Volume,
    /// How good.
    Quality,
    /// Worth how much.
    Value,
    /// At what cost.
    Cost,
}

impl Measure {
    /// All four, in the order of the grid.
    pub const ALL: [Self; 4] = [Self::Volume, Self::Quality, Self::Value, Self::Cost];

    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Volume => "volume",
            Self::Quality => "quality",
            Self::Value => "value",
            Self::Cost => "cost",
        }
    }
}

/// Something a KPI is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Input {
    /// A figure of the channels.
    Channel(ChannelField),
    /// New customers: per channel those who bought online and offline; for the company its own figure of new
    /// customers, else the sum over channels.
    Customers,
    /// A figure of the company.
    Total(TotalField),
    /// Gross margin of the profile.
    Margin,
    /// Sales cycle of the profile, days.
    Cycle,
}

impl Input {
    /// Saved name of the field.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Channel(field) => field.id(),
            Self::Customers => "customers",
            Self::Total(field) => field.id(),
            Self::Margin => "margin",
            Self::Cycle => "cycle",
        }
    }

    /// Whether only the company has it, not a channel.
    #[must_use]
    pub const fn is_company(self) -> bool {
        matches!(self, Self::Total(_))
    }
}

const SPEND: Input = Input::Channel(ChannelField::Spend);
const IMPRESSIONS: Input = Input::Channel(ChannelField::Impressions);
const CLICKS: Input = Input::Channel(ChannelField::Clicks);
const VISITS: Input = Input::Channel(ChannelField::Visits);
const LEADS: Input = Input::Channel(ChannelField::Leads);
const ACCEPTED: Input = Input::Channel(ChannelField::AcceptedLeads);
const ORDERS: Input = Input::Channel(ChannelField::Orders);
const REVENUE: Input = Input::Channel(ChannelField::Revenue);
const START: Input = Input::Total(TotalField::StartCustomers);
const END: Input = Input::Total(TotalField::EndCustomers);
const NEW: Input = Input::Total(TotalField::NewCustomers);
const REPEAT: Input = Input::Total(TotalField::RepeatCustomers);
const ACTIVE: Input = Input::Total(TotalField::ActiveCustomers);
const ALL_ORDERS: Input = Input::Total(TotalField::AllOrders);
const ALL_REVENUE: Input = Input::Total(TotalField::TotalRevenue);
const BASELINE: Input = Input::Total(TotalField::BaselineRevenue);
const SALES_COST: Input = Input::Total(TotalField::SalesCost);
const TOOL_COST: Input = Input::Total(TotalField::ToolCost);
const OPPORTUNITIES: Input = Input::Total(TotalField::Opportunities);
const WON: Input = Input::Total(TotalField::OffersWon);
const DECIDED: Input = Input::Total(TotalField::OffersDecided);
const OFFER_VALUE: Input = Input::Total(TotalField::OfferValue);
const CALLS: Input = Input::Total(TotalField::Calls);
const MISSED: Input = Input::Total(TotalField::MissedCalls);
const BOOKINGS: Input = Input::Total(TotalField::Bookings);
const FIRST_GIFTS: Input = Input::Total(TotalField::FirstGifts);
const DONORS_BEFORE: Input = Input::Total(TotalField::DonorsBefore);
const DONORS_AGAIN: Input = Input::Total(TotalField::DonorsAgain);

macro_rules! kpi_ids {
    ($($(#[$doc:meta])* $variant:ident = $id:literal, $stage:ident, $measure:expr, $unit:ident, [$($input:expr),*];)+) => {
        /// A figure to watch.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum KpiId { $($(#[$doc])* $variant),+ }

        impl KpiId {
            /// Every KPI, in the order shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Saved name, as in `kpi-<name>` and in the plan's targets.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// The KPI of that saved name.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$variant),)+ _ => None }
            }

            /// Row of the grid it belongs to.
            #[must_use]
            pub const fn stage(self) -> Stage {
                match self { $(Self::$variant => Stage::$stage),+ }
            }

            /// Column of the 4 × 4 grid; `None` for those beside it.
            #[must_use]
            pub const fn measure(self) -> Option<Measure> {
                match self { $(Self::$variant => $measure),+ }
            }

            /// What it is measured in.
            #[must_use]
            pub const fn unit(self) -> Unit {
                match self { $(Self::$variant => Unit::$unit),+ }
            }

            /// What has to be entered for it; a shop's value of a customer needs no new customers. What is only
            /// used when entered (cost of selling and tools, churn for the payback) is not named.
            #[must_use]
            pub const fn inputs(self) -> &'static [Input] {
                match self { $(Self::$variant => &[$($input),*]),+ }
            }
        }
    };
}

const VOLUME: Option<Measure> = Some(Measure::Volume);
const QUALITY: Option<Measure> = Some(Measure::Quality);
const VALUE: Option<Measure> = Some(Measure::Value);
const COST: Option<Measure> = Some(Measure::Cost);
const BESIDE: Option<Measure> = None;

kpi_ids! {
    /// Visits.
    Visits = "visits", Reach, VOLUME, Count, [VISITS];
    /// Visits per impression.
    VisitRate = "visit_rate", Reach, QUALITY, Share, [VISITS, IMPRESSIONS];
    /// Revenue per visit.
    RevenuePerVisit = "revenue_per_visit", Reach, VALUE, Money, [REVENUE, VISITS];
    /// Spend per visit.
    CostPerVisit = "cost_per_visit", Reach, COST, Money, [SPEND, VISITS];
    /// Spend per thousand impressions.
    Cpm = "cpm", Reach, BESIDE, Money, [SPEND, IMPRESSIONS];
    /// Clicks per impression.
    Ctr = "ctr", Reach, BESIDE, Share, [CLICKS, IMPRESSIONS];
    /// Spend per click.
    Cpc = "cpc", Reach, BESIDE, Money, [SPEND, CLICKS];
    /// Leads.
    Leads = "leads", Act, VOLUME, Count, [LEADS];
    /// Leads per visit.
    VisitToLead = "visit_to_lead", Act, QUALITY, Share, [LEADS, VISITS];
    /// Revenue per lead.
    RevenuePerLead = "revenue_per_lead", Act, VALUE, Money, [REVENUE, LEADS];
    /// Spend per lead.
    Cpl = "cpl", Act, COST, Money, [SPEND, LEADS];
    /// Spend per lead that sales accepted.
    CostPerAcceptedLead = "cost_per_accepted_lead", Act, BESIDE, Money, [SPEND, ACCEPTED];
    /// Calls received.
    Calls = "calls", Act, BESIDE, Count, [CALLS];
    /// Calls nobody took, among all.
    MissedCallsRate = "missed_calls_rate", Act, BESIDE, Share, [MISSED, CALLS];
    /// Bookings.
    Bookings = "bookings", Act, BESIDE, Count, [BOOKINGS];
    /// New customers.
    Customers = "customers", Convert, VOLUME, Count, [Input::Customers];
    /// New customers per lead.
    LeadToSale = "lead_to_sale", Convert, QUALITY, Share, [Input::Customers, LEADS];
    /// Average order value.
    Aov = "aov", Convert, VALUE, Money, [REVENUE, ORDERS];
    /// Cost of winning a customer: spend, with selling and tools where entered, per new customer.
    Cac = "cac", Convert, COST, Money, [SPEND, Input::Customers];
    /// Spend of the channels alone, per new customer of the company.
    NewCustomerCac = "new_customer_cac", Convert, BESIDE, Money, [SPEND, NEW];
    /// Attributed revenue per spend.
    Roas = "roas", Convert, BESIDE, Ratio, [REVENUE, SPEND];
    /// All revenue per marketing spend.
    Mer = "mer", Convert, BESIDE, Ratio, [ALL_REVENUE, SPEND];
    /// Margin that marketing added, less its cost, per cost.
    Romi = "romi", Convert, BESIDE, Share, [ALL_REVENUE, BASELINE, SPEND, Input::Margin];
    /// Spend among attributed revenue.
    AdCostShare = "ad_cost_share", Convert, BESIDE, Share, [SPEND, REVENUE];
    /// Margin of an order less the spend for it.
    ContributionPerOrder = "contribution_per_order", Convert, BESIDE, Money, [REVENUE, SPEND, ORDERS, Input::Margin];
    /// Offers won among those decided.
    WinRate = "win_rate", Convert, BESIDE, Share, [WON, DECIDED];
    /// Opportunities × win rate × value of an offer / days of the sales cycle: money a day.
    PipelineVelocity = "pipeline_velocity", Convert, BESIDE, Money, [OPPORTUNITIES, WON, DECIDED, OFFER_VALUE, Input::Cycle];
    /// Spend per first gift.
    CostPerFirstGift = "cost_per_first_gift", Convert, BESIDE, Money, [SPEND, FIRST_GIFTS];
    /// Customers who bought again.
    ReturningCustomers = "returning_customers", Engage, VOLUME, Count, [REPEAT];
    /// Customers kept, a month.
    Retention = "retention", Engage, QUALITY, Share, [START, END, NEW];
    /// Margin a customer brings; which formula stands in the value.
    Clv = "clv", Engage, VALUE, Money, [START, END, NEW, ALL_REVENUE, Input::Margin];
    /// Value of a customer over what winning one costs.
    LtvCac = "ltv_cac", Engage, COST, Ratio, [START, END, NEW, ALL_REVENUE, Input::Margin, SPEND, Input::Customers];
    /// Customers who bought again among those who bought.
    RepeatRate = "repeat_rate", Engage, BESIDE, Share, [REPEAT, ACTIVE];
    /// Customers lost, a month.
    Churn = "churn", Engage, BESIDE, Share, [START, END, NEW];
    /// Months until a new customer has paid for being won.
    Payback = "payback", Engage, BESIDE, Months, [START, END, ALL_REVENUE, Input::Margin, SPEND, Input::Customers];
    /// Donors of the year before who gave again.
    DonorRetention = "donor_retention", Engage, BESIDE, Share, [DONORS_AGAIN, DONORS_BEFORE];
}

/// The eight shown first, by kind of business. An editorial judgement.
#[must_use]
pub const fn first_eight(model: Option<Model>) -> [KpiId; 8] {
    use KpiId as K;
    match model {
        Some(Model::Shop) => [
            K::Visits,
            K::CostPerVisit,
            K::Customers,
            K::Aov,
            K::NewCustomerCac,
            K::Mer,
            K::ContributionPerOrder,
            K::RepeatRate,
        ],
        Some(Model::B2b) => [
            K::Leads,
            K::CostPerAcceptedLead,
            K::WinRate,
            K::PipelineVelocity,
            K::Cac,
            K::Payback,
            K::Churn,
            K::LtvCac,
        ],
        Some(Model::Local) => [
            K::Calls,
            K::MissedCallsRate,
            K::Bookings,
            K::Leads,
            K::Cpl,
            K::LeadToSale,
            K::Customers,
            K::RepeatRate,
        ],
        Some(Model::Nonprofit) => [
            K::Visits,
            K::VisitToLead,
            K::Leads,
            K::Cpl,
            K::CostPerFirstGift,
            K::DonorRetention,
            K::Mer,
            K::ReturningCustomers,
        ],
        Some(Model::Both) | None => [
            K::Visits,
            K::VisitToLead,
            K::Cpl,
            K::LeadToSale,
            K::Cac,
            K::Aov,
            K::Retention,
            K::LtvCac,
        ],
    }
}

/// Why a KPI has no value. The fields can be named to the visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// These were not entered.
    NotEntered(Vec<Input>),
    /// All of them were entered, but never for the same month and channel.
    NotTogether(Vec<Input>),
    /// The divisor is 0.
    ZeroDenominator(Input),
    /// The figures cannot be true together: retention outside 0..=1.
    Invalid(Vec<Input>),
    /// The margin never pays for winning a customer.
    NeverPaysBack,
    /// Nobody was seen to leave, so how long customers stay is not known.
    NotObserved,
    /// Counted for the company only, and a channel was asked for.
    CompanyOnly,
    /// Too large or too small to be a figure.
    OutOfRange,
    /// Nothing to compare with: no own target, and fewer than two channels with at least 30 cases.
    NoReference,
}

impl Why {
    /// Name that texts are keyed by, `numbers.why.<id>`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::NotEntered(_) => "not_entered",
            Self::NotTogether(_) => "not_together",
            Self::ZeroDenominator(_) => "zero_denominator",
            Self::Invalid(_) => "invalid",
            Self::NeverPaysBack => "never_pays_back",
            Self::NotObserved => "not_observed",
            Self::CompanyOnly => "company_only",
            Self::OutOfRange => "out_of_range",
            Self::NoReference => "no_reference",
        }
    }
}

/// Something to say beside a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// A rate above 1: one showing clicked more than once, or differently counted.
    AboveOne,
    /// More customers than leads: the leads are of another cohort.
    CohortMismatch,
    /// Fewer than 30 cases, or fewer than 5 successes: not reliable.
    SmallSample,
    /// Some months or channels lack a figure and are left out.
    Partial,
    /// Cost of selling was not entered, so the cost of winning is not fully loaded.
    WithoutSalesCost,
    /// Churn is not known, so the payback assumes that everybody stays.
    WithoutChurn,
}

impl Flag {
    /// Name that texts are keyed by, `numbers.flag.<id>`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::AboveOne => "above_one",
            Self::CohortMismatch => "cohort_mismatch",
            Self::SmallSample => "small_sample",
            Self::Partial => "partial",
            Self::WithoutSalesCost => "without_sales_cost",
            Self::WithoutChurn => "without_churn",
        }
    }
}

/// Discount rate of a year used for the value of a customer, effective. An assumption, shown with the value.
pub const ANNUAL_DISCOUNT: f64 = 0.10;
/// Months after which the truncated value is cut.
pub const TRUNCATED_MONTHS: u32 = 36;
/// Years of the historic value.
pub const HISTORIC_YEARS: f64 = 1.0;

/// Which formula a customer's value comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ClvVariant {
    /// Variant 1 with the retention observed and a discount a month.
    Due {
        /// Retention of a month, 0..=1.
        retention: f64,
        /// Discount rate of a month.
        discount: f64,
        /// The same cut after [`TRUNCATED_MONTHS`], money.
        truncated: f64,
        /// Variant 2: what is still to come of a customer who has just paid, money.
        residual: f64,
    },
    /// Margin of the years named, undiscounted: in a shop nobody sees who has left.
    Historic {
        /// Years counted.
        years: f64,
    },
}

/// A KPI worked out.
#[derive(Debug, Clone, PartialEq)]
pub struct KpiValue {
    /// Which.
    pub id: KpiId,
    /// The value in its unit, finite, or why there is none.
    pub value: Result<f64, Why>,
    /// What was used, summed over the selection.
    pub inputs: Vec<(Input, f64)>,
    /// Wilson's 95 % interval, for rates of counts within 0..=1.
    pub interval: Option<(f64, f64)>,
    /// What to say beside it, each once.
    pub flags: Vec<Flag>,
    /// Which formula, for [`KpiId::Clv`] and [`KpiId::LtvCac`].
    pub clv: Option<ClvVariant>,
}

impl KpiValue {
    fn new(id: KpiId) -> Self {
        Self {
            id,
            value: Err(Why::NotEntered(id.inputs().to_vec())),
            inputs: Vec::new(),
            interval: None,
            flags: Vec::new(),
            clv: None,
        }
    }

    /// Whether a flag stands beside it.
    #[must_use]
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }

    /// Whether too few cases stand behind a rate.
    #[must_use]
    pub fn is_small(&self) -> bool {
        self.has(Flag::SmallSample)
    }

    fn flag(&mut self, flag: Flag) {
        if !self.has(flag) {
            self.flags.push(flag);
        }
    }
}

/// Which figures to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Selection<'a> {
    /// First month; `None` from the first entered.
    pub from: Option<Month>,
    /// Last month, included; `None` to the last entered.
    pub to: Option<Month>,
    /// One channel; `None` is the whole company.
    pub channel: Option<&'a ChannelId>,
}

impl<'a> Selection<'a> {
    fn months(self, plan: &Plan) -> impl Iterator<Item = &MonthNumbers> {
        plan.numbers
            .iter()
            .filter(move |(m, _)| {
                self.from.is_none_or(|f| **m >= f) && self.to.is_none_or(|t| **m <= t)
            })
            .map(|(_, n)| n)
    }

    fn of(self, channel: &'a ChannelId) -> Self {
        Self {
            channel: Some(channel),
            ..self
        }
    }
}

fn entered<K: Ord>(map: &Map<K, f64>, key: &K) -> Option<f64> {
    map.get(key).copied().filter(|v| v.is_finite())
}

/// The sum of those that are there; `None` when none is.
fn sum_known(values: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    values.fold(None, |sum, v| match (sum, v) {
        (None, None) => None,
        (a, b) => Some(a.unwrap_or(0.0) + b.unwrap_or(0.0)),
    })
}

fn of_channel(fields: &Map<ChannelField, f64>, input: Input) -> Option<f64> {
    match input {
        Input::Channel(field) => entered(fields, &field),
        Input::Customers => sum_known(
            [
                ChannelField::CustomersOnline,
                ChannelField::CustomersOffline,
            ]
            .iter()
            .map(|f| entered(fields, f)),
        ),
        Input::Total(_) | Input::Margin | Input::Cycle => None,
    }
}

fn of_company(month: &MonthNumbers, input: Input) -> Option<f64> {
    match input {
        Input::Total(field) => entered(&month.totals, &field),
        Input::Customers => entered(&month.totals, &TotalField::NewCustomers)
            .or_else(|| sum_known(month.channels.values().map(|c| of_channel(c, input)))),
        _ => sum_known(month.channels.values().map(|c| of_channel(c, input))),
    }
}

/// Sums over the cells (a month of a channel, or a month of the company) that have every required figure.
struct Sums<const N: usize> {
    values: [f64; N],
    /// Cells used.
    cells: f64,
    /// Some cells had only a part.
    partial: bool,
}

/// Sums `required`, all or nothing per cell, so that a ratio never divides figures of different cells.
fn gather<const N: usize>(
    plan: &Plan,
    selection: Selection<'_>,
    required: [Input; N],
) -> Result<Sums<N>, Why> {
    let company_figure = required.iter().any(|i| i.is_company());
    if company_figure && selection.channel.is_some() {
        return Err(Why::CompanyOnly);
    }
    let mut sums = Sums {
        values: [0.0; N],
        cells: 0.0,
        partial: false,
    };
    let mut seen = [false; N];
    let mut add = |cell: [Option<f64>; N]| {
        for (s, v) in seen.iter_mut().zip(&cell) {
            *s |= v.is_some();
        }
        if cell.iter().all(Option::is_some) {
            for (sum, v) in sums.values.iter_mut().zip(cell) {
                *sum += v.unwrap_or(0.0);
            }
            sums.cells += 1.0;
        } else if cell.iter().any(Option::is_some) {
            sums.partial = true;
        }
    };
    for month in selection.months(plan) {
        match selection.channel {
            Some(id) => {
                if let Some(fields) = month.channels.get(id) {
                    add(required.map(|i| of_channel(fields, i)));
                }
            }
            None if company_figure || is_blended(&required) => {
                add(required.map(|i| of_company(month, i)));
            }
            None => {
                for fields in month.channels.values() {
                    add(required.map(|i| of_channel(fields, i)));
                }
            }
        }
    }
    if sums.cells > 0.0 {
        return Ok(sums);
    }
    let missing: Vec<_> = required
        .iter()
        .zip(seen)
        .filter(|(_, seen)| !seen)
        .map(|(i, _)| *i)
        .collect();
    Err(if missing.is_empty() {
        Why::NotTogether(required.to_vec())
    } else {
        Why::NotEntered(missing)
    })
}

// Customers of the company include those no channel claims, and its cost every channel, also one that brought
// nobody: counted per month, not per channel. Customers per lead stay within a channel, the cohort.
fn is_blended(required: &[Input]) -> bool {
    required.contains(&Input::Customers) && !required.contains(&LEADS)
}

/// Every KPI of the selection, in the order of [`KpiId::ALL`].
#[must_use]
pub fn kpis(plan: &Plan, selection: Selection<'_>) -> Vec<KpiValue> {
    KpiId::ALL
        .iter()
        .map(|id| kpi(plan, selection, *id))
        .collect()
}

/// One KPI of the selection.
#[must_use]
pub fn kpi(plan: &Plan, selection: Selection<'_>, id: KpiId) -> KpiValue {
    use KpiId as K;
    let mut out = KpiValue::new(id);
    out.value = match id {
        K::Visits | K::Leads | K::Calls | K::Bookings | K::Customers | K::ReturningCustomers => {
            match id.inputs() {
                [input] => count(plan, selection, *input, &mut out),
                _ => Err(Why::OutOfRange),
            }
        }
        K::VisitRate
        | K::Ctr
        | K::VisitToLead
        | K::LeadToSale
        | K::MissedCallsRate
        | K::WinRate
        | K::RepeatRate
        | K::DonorRetention => match id.inputs() {
            [x, n] => rate(plan, selection, *x, *n, &mut out),
            _ => Err(Why::OutOfRange),
        },
        K::Cpm => quotient(plan, selection, 1000.0, SPEND, IMPRESSIONS, &mut out),
        K::RevenuePerVisit
        | K::CostPerVisit
        | K::Cpc
        | K::RevenuePerLead
        | K::Cpl
        | K::CostPerAcceptedLead
        | K::NewCustomerCac
        | K::Roas
        | K::AdCostShare
        | K::CostPerFirstGift => match id.inputs() {
            [n, d] => quotient(plan, selection, 1.0, *n, *d, &mut out),
            _ => Err(Why::OutOfRange),
        },
        K::Aov => order_value(plan, selection, &mut out),
        K::Cac => cost_of_winning(plan, selection, &mut out),
        K::Mer => marketing_efficiency(plan, selection, &mut out),
        K::Romi => return_on_marketing(plan, selection, &mut out),
        K::ContributionPerOrder => contribution_per_order(plan, selection, &mut out),
        K::PipelineVelocity => pipeline_velocity(plan, selection, &mut out),
        K::Retention => kept(plan, selection, &mut out),
        K::Churn => kept(plan, selection, &mut out).map(|r| {
            out.interval = out.interval.map(|(low, high)| (1.0 - high, 1.0 - low));
            1.0 - r
        }),
        K::Clv => value_of_customer(plan, selection, &mut out),
        K::LtvCac => value_over_cost(plan, selection, &mut out),
        K::Payback => months_to_pay(plan, selection, &mut out),
    };
    if out.value.as_ref().is_ok_and(|v| !v.is_finite()) {
        out.value = Err(Why::OutOfRange);
    }
    if out.value.is_err() {
        out.interval = None;
        out.clv = None;
    }
    out
}

fn used<const N: usize>(out: &mut KpiValue, inputs: [Input; N], sums: &Sums<N>) {
    for (input, value) in inputs.into_iter().zip(sums.values) {
        note(out, input, value);
    }
    if sums.partial {
        out.flag(Flag::Partial);
    }
}

fn note(out: &mut KpiValue, input: Input, value: f64) {
    if !out.inputs.iter().any(|(i, _)| *i == input) {
        out.inputs.push((input, value));
    }
}

fn divide(numerator: f64, denominator: f64, input: Input) -> Result<f64, Why> {
    if denominator == 0.0 {
        Err(Why::ZeroDenominator(input))
    } else {
        ratio(numerator, denominator).ok_or(Why::OutOfRange)
    }
}

fn count(
    plan: &Plan,
    selection: Selection<'_>,
    input: Input,
    out: &mut KpiValue,
) -> Result<f64, Why> {
    let sums = gather(plan, selection, [input])?;
    used(out, [input], &sums);
    let [n] = sums.values;
    Ok(n)
}

fn quotient(
    plan: &Plan,
    selection: Selection<'_>,
    factor: f64,
    numerator: Input,
    denominator: Input,
    out: &mut KpiValue,
) -> Result<f64, Why> {
    let sums = gather(plan, selection, [numerator, denominator])?;
    used(out, [numerator, denominator], &sums);
    let [n, d] = sums.values;
    divide(factor * n, d, denominator)
}

fn rate(
    plan: &Plan,
    selection: Selection<'_>,
    x: Input,
    n: Input,
    out: &mut KpiValue,
) -> Result<f64, Why> {
    let sums = gather(plan, selection, [x, n])?;
    used(out, [x, n], &sums);
    let [successes, cases] = sums.values;
    let value = divide(successes, cases, n)?;
    if value > 1.0 {
        out.flag(if out.id == KpiId::LeadToSale {
            Flag::CohortMismatch
        } else {
            Flag::AboveOne
        });
    }
    judge(successes, cases, out);
    Ok(value)
}

fn judge(successes: f64, cases: f64, out: &mut KpiValue) {
    out.interval = wilson(successes, cases);
    if cases < FEW_CASES || successes < 5.0 {
        out.flag(Flag::SmallSample);
    }
}

fn margin(plan: &Plan, out: &mut KpiValue) -> Result<f64, Why> {
    let margin = plan
        .profile
        .margin
        .filter(|m| m.is_finite())
        .ok_or_else(|| Why::NotEntered(vec![Input::Margin]))?;
    note(out, Input::Margin, margin);
    Ok(margin)
}

/// Names the profile's missing number together with the missing figures, so that the visitor hears of all at once.
fn both<A, B>(a: Result<A, Why>, b: Result<B, Why>) -> Result<(A, B), Why> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(Why::NotEntered(mut a)), Err(Why::NotEntered(b))) => {
            for input in b {
                if !a.contains(&input) {
                    a.push(input);
                }
            }
            Err(Why::NotEntered(a))
        }
        (Err(why), _) | (_, Err(why)) => Err(why),
    }
}

/// A cost of the company in the months that have every one of `beside`, where entered.
fn extra_cost(
    plan: &Plan,
    selection: Selection<'_>,
    cost: Input,
    beside: &[Input],
    out: &mut KpiValue,
) -> f64 {
    let sum = sum_known(
        selection
            .months(plan)
            .filter(|m| beside.iter().all(|i| of_company(m, *i).is_some()))
            .map(|m| of_company(m, cost)),
    );
    if let Some(sum) = sum {
        note(out, cost, sum);
    }
    sum.unwrap_or(0.0)
}

/// Of the company by its own figures where they are entered, as they count every order; else by those of the channels.
fn order_value(plan: &Plan, selection: Selection<'_>, out: &mut KpiValue) -> Result<f64, Why> {
    let own = [ALL_REVENUE, ALL_ORDERS];
    if selection.channel.is_none()
        && let Ok(sums) = gather(plan, selection, own)
    {
        used(out, own, &sums);
        let [revenue, orders] = sums.values;
        return divide(revenue, orders, ALL_ORDERS);
    }
    quotient(plan, selection, 1.0, REVENUE, ORDERS, out)
}

fn cost_of_winning(plan: &Plan, selection: Selection<'_>, out: &mut KpiValue) -> Result<f64, Why> {
    let inputs = [SPEND, Input::Customers];
    let sums = gather(plan, selection, inputs)?;
    used(out, inputs, &sums);
    let [mut cost, customers] = sums.values;
    if selection.channel.is_none() {
        cost += extra_cost(plan, selection, SALES_COST, &inputs, out);
        cost += extra_cost(plan, selection, TOOL_COST, &inputs, out);
        if !out.inputs.iter().any(|(i, _)| *i == SALES_COST) {
            out.flag(Flag::WithoutSalesCost);
        }
    }
    divide(cost, customers, Input::Customers)
}

fn marketing_efficiency(
    plan: &Plan,
    selection: Selection<'_>,
    out: &mut KpiValue,
) -> Result<f64, Why> {
    let inputs = [ALL_REVENUE, SPEND];
    let sums = gather(plan, selection, inputs)?;
    used(out, inputs, &sums);
    let [revenue, spend] = sums.values;
    let spend = spend + extra_cost(plan, selection, TOOL_COST, &inputs, out);
    divide(revenue, spend, SPEND)
}

fn return_on_marketing(
    plan: &Plan,
    selection: Selection<'_>,
    out: &mut KpiValue,
) -> Result<f64, Why> {
    let inputs = [ALL_REVENUE, BASELINE, SPEND];
    let (sums, margin) = both(gather(plan, selection, inputs), margin(plan, out))?;
    used(out, inputs, &sums);
    let [revenue, baseline, spend] = sums.values;
    let cost = spend + extra_cost(plan, selection, TOOL_COST, &inputs, out);
    divide((revenue - baseline) * margin - cost, cost, SPEND)
}

fn contribution_per_order(
    plan: &Plan,
    selection: Selection<'_>,
    out: &mut KpiValue,
) -> Result<f64, Why> {
    let inputs = [REVENUE, SPEND, ORDERS];
    let (sums, margin) = both(gather(plan, selection, inputs), margin(plan, out))?;
    used(out, inputs, &sums);
    let [revenue, spend, orders] = sums.values;
    divide(revenue * margin - spend, orders, ORDERS)
}

fn pipeline_velocity(
    plan: &Plan,
    selection: Selection<'_>,
    out: &mut KpiValue,
) -> Result<f64, Why> {
    let inputs = [OPPORTUNITIES, WON, DECIDED, OFFER_VALUE];
    let cycle = plan
        .profile
        .cycle
        .filter(|c| c.is_finite())
        .ok_or_else(|| Why::NotEntered(vec![Input::Cycle]));
    let (sums, cycle) = both(gather(plan, selection, inputs), cycle)?;
    // Open opportunities and the value of an offer are levels, not flows: their mean counts, and is what is shown.
    let [open, won, decided, value] = sums.values;
    let (open, value) = (open / sums.cells, value / sums.cells);
    let shown = Sums {
        values: [open, won, decided, value],
        ..sums
    };
    used(out, inputs, &shown);
    note(out, Input::Cycle, cycle);
    let win_rate = divide(won, decided, DECIDED)?;
    divide(open * win_rate * value, cycle, Input::Cycle)
}

/// Retention of a month: kept over had, pooled over the months.
fn kept(plan: &Plan, selection: Selection<'_>, out: &mut KpiValue) -> Result<f64, Why> {
    let inputs = [START, END, NEW];
    let sums = gather(plan, selection, inputs)?;
    used(out, inputs, &sums);
    // Each month has to be possible: a mistake in one must not hide in the sum.
    for month in selection.months(plan) {
        if let [Some(start), Some(end), Some(new)] = inputs.map(|i| of_company(month, i))
            && !(0.0..=start).contains(&(end - new))
        {
            return Err(Why::Invalid(inputs.to_vec()));
        }
    }
    let [start, end, new] = sums.values;
    let value = divide(end - new, start, START)?;
    judge(end - new, start, out);
    Ok(value.clamp(0.0, 1.0))
}

/// Revenue a customer on the books brings in a month, the books being the mean of start and end.
fn revenue_per_customer(
    plan: &Plan,
    selection: Selection<'_>,
    out: &mut KpiValue,
) -> Result<f64, Why> {
    let inputs = [START, END, ALL_REVENUE];
    let sums = gather(plan, selection, inputs)?;
    used(out, inputs, &sums);
    let [start, end, revenue] = sums.values;
    divide(revenue, (start + end) / 2.0, START)
}

/// Revenue a customer on the books of the company brings in a month.
///
/// # Errors
/// A [`Why`].
pub fn monthly_revenue_per_customer(plan: &Plan) -> Result<f64, Why> {
    let mut aside = KpiValue::new(KpiId::Clv);
    revenue_per_customer(plan, Selection::default(), &mut aside)
}

/// In a shop nobody sees who has left, so there the historic value; elsewhere variant 1 with observed retention.
fn value_of_customer(
    plan: &Plan,
    selection: Selection<'_>,
    out: &mut KpiValue,
) -> Result<f64, Why> {
    let per_month = both(
        revenue_per_customer(plan, selection, out),
        margin(plan, out),
    );
    if plan.profile.model == Some(Model::Shop) {
        let (revenue, margin) = per_month?;
        out.clv = Some(ClvVariant::Historic {
            years: HISTORIC_YEARS,
        });
        // Order value × orders a year is the revenue of a customer and year.
        return clv_historic(revenue, 12.0, margin, HISTORIC_YEARS).ok_or(Why::OutOfRange);
    }
    let kept = kept(plan, selection, out);
    // The interval is of the retention, not of the value.
    out.interval = None;
    let ((revenue, margin), retention) = both(per_month, kept)?;
    if retention >= 1.0 {
        return Err(Why::NotObserved);
    }
    let discount = monthly_discount(ANNUAL_DISCOUNT).ok_or(Why::OutOfRange)?;
    let m = revenue * margin;
    let variants = (
        clv_due(m, retention, discount),
        clv_truncated(m, retention, discount, TRUNCATED_MONTHS),
        clv_future(m, retention, discount),
    );
    let (Some(due), Some(truncated), Some(residual)) = variants else {
        return Err(Why::OutOfRange);
    };
    out.clv = Some(ClvVariant::Due {
        retention,
        discount,
        truncated,
        residual,
    });
    Ok(due)
}

/// The value of a customer of the company over the cost of winning one, in the selection's channel if there is one.
fn value_over_cost(plan: &Plan, selection: Selection<'_>, out: &mut KpiValue) -> Result<f64, Why> {
    // A customer's value is known for the company only; what winning one costs differs by channel.
    let company = Selection {
        channel: None,
        ..selection
    };
    let value = value_of_customer(plan, company, out);
    let cost = cost_of_winning(plan, selection, out);
    let (value, cost) = both(value, cost)?;
    divide(value, cost, SPEND)
}

fn months_to_pay(plan: &Plan, selection: Selection<'_>, out: &mut KpiValue) -> Result<f64, Why> {
    let company = Selection {
        channel: None,
        ..selection
    };
    let per_month = both(revenue_per_customer(plan, company, out), margin(plan, out));
    let cost = cost_of_winning(plan, selection, out);
    let ((revenue, margin), cac) = both(per_month, cost)?;
    if revenue * margin <= 0.0 {
        return Err(Why::NeverPaysBack);
    }
    let churn = if plan.profile.model == Some(Model::Shop) {
        None
    } else {
        let mut aside = KpiValue::new(KpiId::Churn);
        kept(plan, company, &mut aside).ok().map(|r| {
            for (input, value) in aside.inputs {
                note(out, input, value);
            }
            1.0 - r
        })
    };
    match churn {
        Some(churn) => payback_with_churn(cac, revenue, margin, churn).ok_or(Why::NeverPaysBack),
        None => {
            out.flag(Flag::WithoutChurn);
            payback(cac, revenue, margin).ok_or(Why::OutOfRange)
        }
    }
}

// ---- leaks ----

/// Where the rate compared with comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// The plan's own target.
    Target,
    /// The own channel with the best rate over at least 30 cases.
    BestChannel(ChannelId),
}

/// What one step of the way loses.
#[derive(Debug, Clone, PartialEq)]
pub struct Leak {
    /// The rate of the step.
    pub step: KpiId,
    /// Own rate, 0..=1, where known.
    pub own: Option<f64>,
    /// What it is compared with, and the rate there.
    pub reference: Option<(Reference, f64)>,
    /// (reference / own − 1) × customers: how many more there would be at the reference, other steps unchanged;
    /// 0 where the own rate is as good.
    pub extra_customers: Result<f64, Why>,
}

/// The steps looked at, in the order of the way.
pub const STEPS: [KpiId; 4] = [
    KpiId::VisitRate,
    KpiId::VisitToLead,
    KpiId::LeadToSale,
    KpiId::RepeatRate,
];

/// Steps by what they lose, the largest first, those without an answer last in the order of the way. The last step
/// is the repeat rate where it is known, else retention.
#[must_use]
pub fn leaks(plan: &Plan, selection: Selection<'_>) -> Vec<Leak> {
    let customers = kpi(plan, selection, KpiId::Customers).value;
    let mut list: Vec<Leak> = STEPS
        .iter()
        .map(|step| {
            let own = kpi(plan, selection, *step);
            let own = if *step == KpiId::RepeatRate && own.value.is_err() {
                let kept = kpi(plan, selection, KpiId::Retention);
                if kept.value.is_ok() { kept } else { own }
            } else {
                own
            };
            leak(plan, selection, own, &customers)
        })
        .collect();
    list.sort_by(|a, b| match (&a.extra_customers, &b.extra_customers) {
        (Ok(a), Ok(b)) => b.total_cmp(a),
        (Ok(_), Err(_)) => std::cmp::Ordering::Less,
        (Err(_), Ok(_)) => std::cmp::Ordering::Greater,
        (Err(_), Err(_)) => std::cmp::Ordering::Equal,
    });
    list
}

fn leak(
    plan: &Plan,
    selection: Selection<'_>,
    own: KpiValue,
    customers: &Result<f64, Why>,
) -> Leak {
    let reference = reference(plan, selection, own.id);
    let rate = own.value.as_ref().ok().copied();
    let extra_customers = (|| {
        let rate = own.value?;
        let (_, best) = reference.as_ref().ok_or(Why::NoReference)?;
        let customers = customers.clone()?;
        // Nobody passes the step: the factor has no value, and the field that is 0 is named.
        let zero = own.inputs.first().map_or(Input::Customers, |(i, _)| *i);
        let factor = divide(*best, rate, zero)?;
        finite((factor - 1.0).max(0.0) * customers).ok_or(Why::OutOfRange)
    })();
    Leak {
        step: own.id,
        own: rate,
        reference,
        extra_customers,
    }
}

fn reference(plan: &Plan, selection: Selection<'_>, step: KpiId) -> Option<(Reference, f64)> {
    if let Some(target) = plan.targets.get(step.id()).filter(|t| t.is_finite()) {
        return Some((Reference::Target, *target));
    }
    let mut ids: Vec<&ChannelId> = selection
        .months(plan)
        .flat_map(|m| m.channels.keys())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let mut best: Option<(&ChannelId, f64)> = None;
    let mut measured = 0;
    for id in ids {
        let value = kpi(plan, selection.of(id), step);
        let cases = value.inputs.get(1).map_or(0.0, |(_, n)| *n);
        if let Ok(rate) = value.value
            && cases >= FEW_CASES
            && rate <= 1.0
        {
            measured += 1;
            if best.is_none_or(|(_, b)| rate > b) {
                best = Some((id, rate));
            }
        }
    }
    // One channel alone would be compared with itself.
    best.filter(|_| measured >= 2)
        .map(|(id, rate)| (Reference::BestChannel(id.clone()), rate))
}
