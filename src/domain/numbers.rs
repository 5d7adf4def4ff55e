//! What is counted: figures per month and channel, and per month for the whole company.

use super::ids::ChannelId;
use super::map::Map;

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: u16,
    month: u8,
}

impl Month {
    /// `None` unless year 1900..=2999 and month 1..=12.
    #[must_use]
    pub const fn new(year: u16, month: u8) -> Option<Self> {
        if year >= 1900 && year <= 2999 && month >= 1 && month <= 12 {
            Some(Self { year, month })
        } else {
            None
        }
    }

    /// The year, 1900..=2999.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1..=12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// From the saved form `2026-03`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (y, m) = text.split_once('-')?;
        if y.len() != 4 || m.len() != 2 || !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return None;
        }
        Self::new(y.parse().ok()?, m.parse().ok()?)
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

macro_rules! fields {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $id:literal, $money:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every field, in the order of the form.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Saved name, and the name in `input-<name>`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// The field of that saved name.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$variant),)+ _ => None }
            }

            /// Money in the plan's currency, else a count.
            #[must_use]
            pub const fn is_money(self) -> bool {
                match self { $(Self::$variant => $money),+ }
            }
        }
    };
}

fields!(
    /// A figure of one channel in one month, 0..=1e12.
    ChannelField {
        /// Money spent on it, tools and people of the channel included.
        Spend = "spend", true,
        /// Times shown.
        Impressions = "impressions", false,
        /// Clicks.
        Clicks = "clicks", false,
        /// Visits to site or shop.
        Visits = "visits", false,
        /// People who left a contact or asked.
        Leads = "leads", false,
        /// Leads that sales accepted.
        AcceptedLeads = "accepted_leads", false,
        /// New customers who bought online.
        CustomersOnline = "customers_online", false,
        /// New customers who bought offline.
        CustomersOffline = "customers_offline", false,
        /// Orders.
        Orders = "orders", false,
        /// Revenue, net of returns and VAT.
        Revenue = "revenue", true,
    }
);
fields!(
    /// A figure of the whole company in one month, 0..=1e12.
    TotalField {
        /// Customers at the start of the month.
        StartCustomers = "start_customers", false,
        /// Customers at its end.
        EndCustomers = "end_customers", false,
        /// New customers.
        NewCustomers = "new_customers", false,
        /// Customers who bought and had bought before.
        RepeatCustomers = "repeat_customers", false,
        /// Customers who bought at all.
        ActiveCustomers = "active_customers", false,
        /// Orders of the month in the till, the shop or the CRM, whoever brought them.
        AllOrders = "all_orders", false,
        /// All revenue.
        TotalRevenue = "total_revenue", true,
        /// Revenue that would have come without marketing, as judged.
        BaselineRevenue = "baseline_revenue", true,
        /// Cost of selling: people, commissions.
        SalesCost = "sales_cost", true,
        /// Cost of tools.
        ToolCost = "tool_cost", true,
        /// Opportunities open.
        Opportunities = "opportunities", false,
        /// Offers won.
        OffersWon = "offers_won", false,
        /// Offers decided, won or lost.
        OffersDecided = "offers_decided", false,
        /// Average value of an offer.
        OfferValue = "offer_value", true,
        /// Calls received.
        Calls = "calls", false,
        /// Calls nobody took.
        MissedCalls = "missed_calls", false,
        /// Bookings.
        Bookings = "bookings", false,
        /// First gifts.
        FirstGifts = "first_gifts", false,
        /// Donors of the year before.
        DonorsBefore = "donors_before", false,
        /// Of those, donors again.
        DonorsAgain = "donors_again", false,
    }
);

/// Figures of one month.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MonthNumbers {
    /// By channel; a field not there was not entered.
    pub channels: Map<ChannelId, Map<ChannelField, f64>>,
    /// For the company.
    pub totals: Map<TotalField, f64>,
}

/// Every month entered.
pub type Numbers = Map<Month, MonthNumbers>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_survives_its_saved_form_and_nothing_else_passes() {
        assert_eq!(
            Month::parse("2026-03").map(|m| m.to_string()).as_deref(),
            Some("2026-03")
        );
        for bad in [
            "2026-13", "2026-00", "26-03", "2026-3", "2026/03", "+026-03", "",
        ] {
            assert_eq!(Month::parse(bad), None, "{bad}");
        }
    }
}
