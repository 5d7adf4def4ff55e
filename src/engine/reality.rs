//! The reality check: what analytics and platforms say beside what is in the till, and what customers remember.
//!
//! All figures are of one and the same period, whichever the visitor takes. Nothing is corrected by it; it tells how
//! far each count may be believed.

use super::kpi::{FEW_CASES, ratio, wilson};
use crate::domain::ids::ChannelId;
use crate::domain::numbers::{Month, TotalField};
use crate::domain::plan::Plan;

/// Visitors who were asked for consent, in the sheet.
pub const ASKED: &str = "reality.asked";
/// Those who gave it, in the sheet.
pub const CONSENTED: &str = "reality.consented";
/// Orders in the till, the shop or the CRM, in the sheet.
pub const ORDERS: &str = "reality.orders";
/// Orders that analytics counted, in the sheet.
pub const MEASURED: &str = "reality.measured";
/// Customers who named something else, or did not know, in the sheet.
pub const HEARD_OTHER: &str = "reality.heard_other";
/// Most channels of a check.
pub const MAX_CHANNELS: usize = 12;

/// Name in the sheet of what a channel's platform claims.
#[must_use]
pub fn claimed_name(channel: &ChannelId) -> String {
    ["reality.", channel.as_str(), ".claimed"].concat()
}

/// Name in the sheet of the customers who named a channel.
#[must_use]
pub fn heard_name(channel: &ChannelId) -> String {
    ["reality.", channel.as_str(), ".heard"].concat()
}

/// Whether the visitor chose the channels, in the sheet: then those listed are all there are.
pub const CHOSEN: &str = "reality.chosen";

/// Name in the sheet that puts a channel on the list.
#[must_use]
pub fn listed_name(channel: &ChannelId) -> String {
    ["reality.", channel.as_str(), ".listed"].concat()
}

/// A figure, with the month it was taken from when it was not typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// The figure, at least 0.
    pub value: f64,
    /// The month of the own figures it comes from; `None` when typed.
    pub month: Option<Month>,
}

/// Why a share has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoShare {
    /// One of the two is not entered.
    NotEntered,
    /// There is nothing to take a share of.
    Nothing,
    /// The part is more than the whole: something is counted twice, or the periods differ.
    MoreThanAll,
}

impl NoShare {
    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::NotEntered => "not_entered",
            Self::Nothing => "nothing",
            Self::MoreThanAll => "more_than_all",
        }
    }
}

/// A share with Wilson's 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// 0..=1.
    pub value: f64,
    /// Its interval.
    pub interval: (f64, f64),
}

/// What analytics saw, held against consent, as far as both intervals tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Seen {
    /// So large a share of the orders is missing beyond what refused consent explains.
    Less(f64),
    /// Refused consent can explain all that is missing.
    AsConsented,
    /// A larger share of the orders than of the visitors who agreed.
    More,
}

/// How the claim of a platform stands to what customers remember.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stand {
    /// More than they remember.
    ClaimsMore,
    /// Less: it works where no platform sees it.
    ClaimsLess,
    /// As far as the answers tell, alike.
    Alike,
    /// Fewer than 30 answers in all.
    TooFew,
    /// One of the two is not entered.
    NotKnown,
}

impl Stand {
    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::ClaimsMore => "claims_more",
            Self::ClaimsLess => "claims_less",
            Self::Alike => "alike",
            Self::TooFew => "too_few",
            Self::NotKnown => "not_known",
        }
    }
}

/// A channel of the check.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The channel.
    pub channel: ChannelId,
    /// Orders its platform claims: only what was typed, as no figure of the plan is the platform's own.
    pub claimed: Option<f64>,
    /// Customers who named it.
    pub heard: Option<f64>,
    /// Orders it would have by what customers named, with the interval; `None` without answers or orders.
    pub remembered: Option<(f64, (f64, f64))>,
    /// How the two stand.
    pub stand: Stand,
}

/// What comes of the check.
#[derive(Debug, Clone, PartialEq)]
pub struct Reality {
    /// Orders in the till.
    pub orders: Option<Figure>,
    /// Visitors who agreed to be counted.
    pub consent: Result<Share, NoShare>,
    /// Orders that analytics saw.
    pub measured: Result<Share, NoShare>,
    /// How the two stand; `None` where either is not known.
    pub seen: Option<Seen>,
    /// Sum of what the platforms claim, and how many times the orders that is.
    pub claimed: Option<(f64, Option<f64>)>,
    /// Customers who answered, those with something else included.
    pub answers: f64,
    /// The channels, in the order of their ids.
    pub rows: Vec<Row>,
    /// Whether the visitor chose the channels.
    pub chosen: bool,
}

/// The last month with orders of the company.
fn month(plan: &Plan) -> Option<Month> {
    let mut months = plan.numbers.iter().rev();
    months
        .find(|(_, m)| m.totals.contains_key(&TotalField::AllOrders))
        .map(|(month, _)| *month)
}

fn channels(plan: &Plan) -> (Vec<ChannelId>, bool) {
    let chosen = plan.planned(CHOSEN).is_some();
    let mut list: Vec<ChannelId> = plan.planned_channels("reality", &["listed"]).collect();
    if !chosen {
        // What is typed into one of them takes none of the others away.
        list.extend(plan.planned_channels("reality", &["claimed", "heard"]));
        list.extend(plan.channels_in_use().cloned());
    }
    list.sort_unstable();
    list.dedup();
    list.truncate(MAX_CHANNELS);
    (list, chosen)
}

fn share(part: Option<f64>, whole: Option<f64>) -> Result<Share, NoShare> {
    let (Some(part), Some(whole)) = (part, whole) else {
        return Err(NoShare::NotEntered);
    };
    if part > whole {
        return Err(NoShare::MoreThanAll);
    }
    let value = ratio(part, whole).ok_or(NoShare::Nothing)?;
    let interval = wilson(part, whole).ok_or(NoShare::Nothing)?;
    Ok(Share { value, interval })
}

/// Works the check out.
#[must_use]
pub fn reality(plan: &Plan) -> Reality {
    let month = month(plan);
    let own = |figure: Option<f64>| figure.map(|value| Figure { value, month });
    let total = |field: TotalField| plan.numbers.get(&month?)?.totals.get(&field).copied();
    let said = |name: &str| {
        plan.planned(name)
            .map(|value| Figure { value, month: None })
    };
    let orders = said(ORDERS).or_else(|| own(total(TotalField::AllOrders)));
    let whole = orders.map(|o| o.value);
    let (ids, chosen) = channels(plan);
    let heard: Vec<Option<f64>> = ids.iter().map(|id| plan.planned(&heard_name(id))).collect();
    let answers = heard.iter().flatten().sum::<f64>() + plan.planned(HEARD_OTHER).unwrap_or(0.0);
    let rows: Vec<Row> = ids
        .into_iter()
        .zip(heard)
        .map(|(channel, heard)| {
            let claimed = plan.planned(&claimed_name(&channel));
            let remembered = remembered(heard, answers, whole);
            let stand = stand(claimed, remembered, answers);
            Row {
                channel,
                claimed,
                heard,
                remembered,
                stand,
            }
        })
        .collect();
    let claims: Vec<f64> = rows.iter().filter_map(|r| r.claimed).collect();
    let sum: f64 = claims.iter().sum();
    let claimed = (!claims.is_empty() && sum.is_finite())
        .then(|| (sum, whole.and_then(|orders| ratio(sum, orders))));
    let consent = share(plan.planned(CONSENTED), plan.planned(ASKED));
    let measured = share(plan.planned(MEASURED), whole);
    let seen = consent.ok().zip(measured.ok()).map(|(consent, measured)| {
        if measured.interval.1 < consent.interval.0 {
            Seen::Less(consent.value - measured.value)
        } else if measured.interval.0 > consent.interval.1 {
            Seen::More
        } else {
            Seen::AsConsented
        }
    });
    Reality {
        orders,
        consent,
        measured,
        seen,
        claimed,
        answers,
        rows,
        chosen,
    }
}

/// Orders of a channel by what customers named, as if those who did not answer were like those who did.
fn remembered(heard: Option<f64>, answers: f64, orders: Option<f64>) -> Option<(f64, (f64, f64))> {
    let (heard, orders) = (heard?, orders?);
    let part = ratio(heard, answers)?;
    let (low, high) = wilson(heard, answers)?;
    let all = [part, low, high].map(|p| p * orders);
    let [likely, low, high] = all;
    all.iter()
        .all(|v| v.is_finite())
        .then_some((likely, (low, high)))
}

fn stand(claimed: Option<f64>, remembered: Option<(f64, (f64, f64))>, answers: f64) -> Stand {
    let (Some(claimed), Some((_, (low, high)))) = (claimed, remembered) else {
        return Stand::NotKnown;
    };
    if answers < FEW_CASES {
        Stand::TooFew
    } else if claimed > high {
        Stand::ClaimsMore
    } else if claimed < low {
        Stand::ClaimsLess
    } else {
        Stand::Alike
    }
}
