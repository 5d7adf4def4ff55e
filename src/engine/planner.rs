//! Backwards through RACE: from a revenue target to customers, leads, visits and money. Linear, so it is
//! optimistic: a visit costs more as volume grows.

/// One channel's part in the target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChannelShare {
    /// Share of the new customers it is to bring, 0..=1; the shares of all channels sum to 1.
    pub customers: f64,
    /// Customers per lead, 0..=1.
    pub lead_to_customer: f64,
    /// Leads per visit, 0..=1.
    pub visit_to_lead: f64,
    /// Money for one visit, at least 0.
    pub cost_per_visit: f64,
}

/// What is to be reached.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Revenue of the period, money.
    pub revenue: f64,
    /// Of it, revenue expected from existing customers, money.
    pub repeat_revenue: f64,
    /// Average order value, money, above 0.
    pub order_value: f64,
    /// Orders of a new customer in the period, above 0.
    pub orders_per_customer: f64,
    /// Gross margin, 0..=1; `None` leaves the contribution out.
    pub margin: Option<f64>,
    /// The channels.
    pub channels: Vec<ChannelShare>,
}

/// What one channel has to do. Nothing here is rounded; [`round_up`] is for display.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChannelNeed {
    /// New customers.
    pub customers: f64,
    /// Leads.
    pub leads: f64,
    /// Visits.
    pub visits: f64,
    /// Money.
    pub budget: f64,
    /// Cost per lead, money.
    pub cpl: f64,
    /// Cost per new customer, money.
    pub cac: f64,
}

/// Sums over the channels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Totals {
    /// Leads.
    pub leads: f64,
    /// Visits.
    pub visits: f64,
    /// Money.
    pub budget: f64,
    /// Money per new customer; `None` when none is needed.
    pub blended_cac: Option<f64>,
    /// New revenue per money spent; `None` when nothing is spent. Not the MER, which divides all revenue.
    pub revenue_per_spend: Option<f64>,
    /// Margin of the new revenue less the budget; below 0 the plan loses money.
    pub contribution: Option<f64>,
}

/// The answer of the planner.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// New customers, a whole number.
    pub customers: f64,
    /// Revenue they bring, money.
    pub revenue: f64,
    /// In the order given; `None` is "cannot reach the goal", as one of its rates is 0.
    pub channels: Vec<Option<ChannelNeed>>,
    /// `None` when a channel with a share cannot reach the goal: no sum would be true.
    pub totals: Option<Totals>,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlannerError {
    /// A revenue, margin or amount outside its range, or not finite.
    #[error("an amount is outside its range")]
    Amount,
    /// Order value or orders per customer of 0.
    #[error("a customer brings no revenue")]
    NoRevenuePerCustomer,
    /// A rate or cost of the channel at this place outside its range.
    #[error("a rate of a channel is outside its range")]
    Channel(usize),
    /// Shares that do not sum to 1.
    #[error("the shares do not sum to 1")]
    Shares,
    /// No channel.
    #[error("no channel")]
    NoChannel,
}

impl PlannerError {
    /// Name that texts are keyed by, `numbers.planner.error.<id>`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::NoRevenuePerCustomer => "no_revenue_per_customer",
            Self::Channel(_) => "channel",
            Self::Shares => "shares",
            Self::NoChannel => "no_channel",
        }
    }
}

impl Need {
    /// Whether the margin of the new revenue does not pay for the channels.
    #[must_use]
    pub fn loses_money(&self) -> bool {
        self.totals
            .and_then(|t| t.contribution)
            .is_some_and(|c| c < 0.0)
    }
}

/// The next whole number, except that one reached but for rounding noise stays: 4170.0000000001 is 4170.
#[must_use]
pub fn round_up(value: f64) -> f64 {
    let near = value.round();
    if (value - near).abs() <= 1e-9 * value.abs().max(1.0) {
        near
    } else {
        value.ceil()
    }
}

fn is_amount(value: f64) -> bool {
    value.is_finite() && value >= 0.0
}

fn is_share(value: f64) -> bool {
    (0.0..=1.0).contains(&value)
}

/// Customers, leads, visits and money needed for a revenue target.
///
/// # Errors
/// A [`PlannerError`] when an input is outside its range.
pub fn race_reverse(target: &Target) -> Result<Need, PlannerError> {
    let amounts = [
        target.revenue,
        target.repeat_revenue,
        target.order_value,
        target.orders_per_customer,
    ];
    if !amounts.into_iter().all(is_amount) || !target.margin.is_none_or(is_share) {
        return Err(PlannerError::Amount);
    }
    if target.channels.is_empty() {
        return Err(PlannerError::NoChannel);
    }
    for (i, c) in target.channels.iter().enumerate() {
        let rates = [c.customers, c.lead_to_customer, c.visit_to_lead];
        if !rates.into_iter().all(is_share) || !is_amount(c.cost_per_visit) {
            return Err(PlannerError::Channel(i));
        }
    }
    let sum: f64 = target.channels.iter().map(|c| c.customers).sum();
    if (sum - 1.0).abs() > 1e-6 {
        return Err(PlannerError::Shares);
    }
    let per_customer = target.order_value * target.orders_per_customer;
    if per_customer <= 0.0 {
        return Err(PlannerError::NoRevenuePerCustomer);
    }
    let customers = round_up((target.revenue - target.repeat_revenue).max(0.0) / per_customer);
    let revenue = customers * per_customer;
    if !customers.is_finite() || !revenue.is_finite() {
        return Err(PlannerError::Amount);
    }
    let channels: Vec<_> = target.channels.iter().map(|c| need(c, customers)).collect();
    let totals = totals(target, customers, revenue, &channels);
    Ok(Need {
        customers,
        revenue,
        channels,
        totals,
    })
}

fn need(channel: &ChannelShare, all_customers: f64) -> Option<ChannelNeed> {
    let (p, q) = (channel.visit_to_lead, channel.lead_to_customer);
    let customers = channel.customers * all_customers;
    let leads = customers / q;
    let visits = leads / p;
    let need = ChannelNeed {
        customers,
        leads,
        visits,
        budget: visits * channel.cost_per_visit,
        cpl: channel.cost_per_visit / p,
        cac: channel.cost_per_visit / (p * q),
    };
    // A rate of 0, or one so small that the need has no finite value, cannot reach any goal.
    [need.leads, need.visits, need.budget, need.cpl, need.cac]
        .into_iter()
        .all(f64::is_finite)
        .then_some(need)
}

fn totals(
    target: &Target,
    customers: f64,
    revenue: f64,
    channels: &[Option<ChannelNeed>],
) -> Option<Totals> {
    let (mut leads, mut visits, mut budget) = (0.0, 0.0, 0.0);
    for (share, need) in target.channels.iter().zip(channels) {
        match need {
            Some(need) => {
                leads += need.leads;
                visits += need.visits;
                budget += need.budget;
            }
            None if share.customers > 0.0 => return None,
            None => {}
        }
    }
    let finite = leads.is_finite() && visits.is_finite() && budget.is_finite();
    finite.then(|| Totals {
        leads,
        visits,
        budget,
        blended_cac: super::kpi::ratio(budget, customers),
        revenue_per_spend: super::kpi::ratio(revenue, budget),
        contribution: target.margin.map(|m| revenue * m - budget),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target() -> Target {
        Target {
            revenue: 1000.0,
            repeat_revenue: 0.0,
            order_value: 50.0,
            orders_per_customer: 1.0,
            margin: None,
            channels: vec![
                ChannelShare {
                    customers: 0.5,
                    lead_to_customer: 0.1,
                    visit_to_lead: 0.1,
                    cost_per_visit: 1.0,
                };
                2
            ],
        }
    }

    #[test]
    fn a_channel_whose_rate_is_zero_cannot_reach_the_goal_and_leaves_no_false_sum() {
        let mut t = target();
        t.channels[1].visit_to_lead = 0.0;
        let need = race_reverse(&t).unwrap();
        assert!(need.channels[0].is_some());
        assert_eq!(need.channels[1], None);
        assert_eq!(need.totals, None);
    }

    #[test]
    fn a_channel_without_a_share_does_not_spoil_the_sum() {
        let mut t = target();
        t.channels[0].customers = 1.0;
        t.channels[1].customers = 0.0;
        t.channels[1].lead_to_customer = 0.0;
        let need = race_reverse(&t).unwrap();
        assert_eq!(need.channels[1], None);
        assert_eq!(need.totals.map(|t| t.budget), Some(2000.0));
    }

    #[test]
    fn rounding_noise_does_not_add_a_customer() {
        assert_eq!(round_up(0.1 * 3.0 * 10.0), 3.0);
        assert_eq!(round_up(3.001), 4.0);
    }

    #[test]
    fn what_is_outside_its_range_is_refused_by_name() {
        type Change = fn(&mut Target);
        let cases: [(Change, PlannerError); 6] = [
            (|t| t.revenue = f64::NAN, PlannerError::Amount),
            (|t| t.margin = Some(1.5), PlannerError::Amount),
            (|t| t.order_value = 0.0, PlannerError::NoRevenuePerCustomer),
            (|t| t.channels[1].customers = 0.4, PlannerError::Shares),
            (
                |t| t.channels[1].visit_to_lead = 1.2,
                PlannerError::Channel(1),
            ),
            (|t| t.channels.clear(), PlannerError::NoChannel),
        ];
        for (change, why) in cases {
            let mut t = target();
            change(&mut t);
            assert_eq!(race_reverse(&t), Err(why));
        }
    }
}
