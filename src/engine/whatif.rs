//! What if one step of the funnel were better: the goal's own year with each step changed, and what one per cent more
//! of each is worth.

use super::goal::{Goal, Sheet};

/// A step one can turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// Visits, which cost what they cost.
    Visits,
    /// Leads per visit.
    VisitToLead,
    /// New customers per lead.
    LeadToSale,
    /// Revenue of customers one has already.
    Repeat,
}

impl Turn {
    /// All four, in the order of the funnel.
    pub const ALL: [Self; 4] = [
        Self::Visits,
        Self::VisitToLead,
        Self::LeadToSale,
        Self::Repeat,
    ];

    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Visits => "visits",
            Self::VisitToLead => "visit_to_lead",
            Self::LeadToSale => "lead_to_sale",
            Self::Repeat => "repeat",
        }
    }

    /// Place in arrays of changes.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A year of the funnel, money and counts. Every value is finite and at least 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Year {
    /// Visits.
    pub visits: f64,
    /// Leads per visit.
    pub visit_to_lead: f64,
    /// New customers per lead.
    pub lead_to_sale: f64,
    /// Revenue of a new customer.
    pub value: f64,
    /// Revenue of customers one has already.
    pub repeat: f64,
    /// What the visits cost.
    pub budget: f64,
    /// Gross margin, 0..=1, where it is known.
    pub margin: Option<f64>,
}

/// What comes of a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// New customers.
    pub customers: f64,
    /// All revenue.
    pub revenue: f64,
    /// What the visits cost.
    pub budget: f64,
    /// Margin of all revenue less the budget; `None` without a margin.
    pub contribution: Option<f64>,
}

/// The year of a goal as likely; `None` when a channel cannot reach its part or nobody new is needed.
#[must_use]
pub fn year(sheet: &Sheet, goal: &Goal) -> Option<Year> {
    let totals = goal.likely.totals?;
    let customers = goal.likely.customers;
    let ratio = super::kpi::ratio;
    Some(Year {
        visits: totals.visits,
        visit_to_lead: ratio(totals.leads, totals.visits)?,
        lead_to_sale: ratio(customers, totals.leads)?,
        value: ratio(goal.likely.revenue, customers)?,
        // Never more of it than is wanted in all.
        repeat: sheet.repeat.min(sheet.revenue.unwrap_or(0.0)),
        budget: totals.budget,
        margin: sheet.margin.map(|m| m.value.clamp(0.0, 1.0)),
    })
}

impl Year {
    /// The year with each step changed by a part of itself: .1 is a tenth more, −.5 half as much. Rates stay within 1.
    #[must_use]
    pub fn changed(&self, by: [f64; 4]) -> Outcome {
        let [visits, lead, sale, repeat] = by.map(|part| 1.0 + part.max(-1.0));
        let visits_now = self.visits * visits;
        let leads = visits_now * (self.visit_to_lead * lead).min(1.0);
        let customers = leads * (self.lead_to_sale * sale).min(1.0);
        let revenue = customers * self.value + self.repeat * repeat;
        let budget = self.budget * visits;
        Outcome {
            customers,
            revenue,
            budget,
            contribution: self.margin.map(|m| revenue * m - budget),
        }
    }

    /// What one per cent more of a step is worth: revenue, and what is left of it after its cost.
    #[must_use]
    pub fn one_per_cent(&self, turn: Turn) -> (f64, Option<f64>) {
        let mut by = [0.0; 4];
        if let Some(part) = by.get_mut(turn.index()) {
            *part = 0.01;
        }
        let (before, after) = (self.changed([0.0; 4]), self.changed(by));
        let left = after.contribution.zip(before.contribution);
        (after.revenue - before.revenue, left.map(|(a, b)| a - b))
    }
}
