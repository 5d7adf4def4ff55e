//! Answers held against each other: kind hints where two things a visitor said do not go together. Never an error,
//! and no score changes by them.

use super::fit;
use crate::domain::answer::Reply;
use crate::domain::catalogue::{Against, Catalogue};
use crate::domain::channel_use::Use;
use crate::domain::ids::ItemId;
use crate::domain::numbers::{ChannelField, TotalField};
use crate::domain::plan::{BaseState, Plan};
use crate::domain::profile::Objective;
use crate::domain::stage::{Group, Stage};

/// Sales that one comparison of two versions takes before it says something: about 400 for each.
pub const SALES_FOR_A_TEST: f64 = 800.0;
/// Months a comparison may take before it is called too slow.
const PATIENCE: f64 = 3.0;
/// Levels between a quick answer and the detailed ones from which they are called apart.
const APART: f64 = 2.0;

/// A hint, with its figures.
#[derive(Debug, Clone, PartialEq)]
pub enum Hint {
    /// A high answer on testing, and so few sales that a comparison takes `months`.
    ThinTraffic {
        /// The answer.
        item: ItemId,
        /// Months for one comparison of two versions, > 3.
        months: f64,
    },
    /// A high answer, and the data it would take is said not to be there.
    NoData {
        /// The answer.
        item: ItemId,
    },
    /// A high answer, and the part of the base it stands on is said to be missing.
    NoBase {
        /// The answer.
        item: ItemId,
    },
    /// A high answer on what brought a sale, while channels claim more revenue than there was.
    OverClaimed {
        /// The answer.
        item: ItemId,
        /// Revenue claimed for each unit of revenue there was, > 1.
        ratio: f64,
    },
    /// The channels in use take more hours a week than there are.
    Hours {
        /// Hours they take.
        needs: f64,
        /// Hours there are.
        have: f64,
    },
    /// A first objective is named, and no figure has a target.
    NoTarget {
        /// The objective.
        objective: Objective,
    },
    /// The quick answer on a stage and the detailed ones lie two levels apart or more.
    Apart {
        /// The stage.
        stage: Stage,
        /// The quick answer, 1..=5.
        quick: u8,
        /// Mean of the detailed ones, 1..=5.
        detailed: f64,
    },
}

impl Hint {
    /// Name of its text.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::ThinTraffic { .. } => "thin_traffic",
            Self::NoData { .. } => "no_data",
            Self::NoBase { .. } => "no_base",
            Self::OverClaimed { .. } => "over_claimed",
            Self::Hours { .. } => "hours",
            Self::NoTarget { .. } => "no_target",
            Self::Apart { .. } => "apart",
        }
    }
}

/// The detailed level of an item, if one was chosen.
fn level(plan: &Plan, item: &ItemId) -> Option<u8> {
    plan.reply(item)?.level().map(|level| level.get())
}

/// Sales in the last month with any, new customers where orders were not counted.
fn monthly_sales(plan: &Plan) -> Option<f64> {
    let mut months: Vec<_> = plan.numbers.iter().collect();
    months.sort_by_key(|(month, _)| **month);
    months.into_iter().rev().find_map(|(_, numbers)| {
        let sum = |wanted: &[ChannelField]| {
            let figures = numbers.channels.values();
            let all = figures.flat_map(|f| wanted.iter().filter_map(|field| f.get(field)));
            all.copied().reduce(|a, b| a + b)
        };
        let customers = [
            ChannelField::CustomersOnline,
            ChannelField::CustomersOffline,
        ];
        sum(&[ChannelField::Orders]).or_else(|| sum(&customers))
    })
}

/// The largest share of claimed to real revenue in a month that has both.
fn claimed(plan: &Plan) -> Option<f64> {
    let ratio = |numbers: &crate::domain::numbers::MonthNumbers| {
        let total = *numbers.totals.get(&TotalField::TotalRevenue)?;
        let figures = numbers.channels.values();
        let claims = figures
            .filter_map(|f| f.get(&ChannelField::Revenue))
            .copied();
        (total > 0.0).then(|| claims.sum::<f64>() / total)
    };
    plan.numbers.values().filter_map(ratio).reduce(f64::max)
}

fn against(plan: &Plan, item: &ItemId, against: &Against) -> Option<Hint> {
    let item = item.clone();
    match against {
        Against::ThinTraffic => {
            let months = SALES_FOR_A_TEST / monthly_sales(plan)?;
            (months.is_finite() && months > PATIENCE).then_some(Hint::ThinTraffic { item, months })
        }
        Against::NoData(data) => {
            (plan.profile.data.get(data) == Some(&0)).then_some(Hint::NoData { item })
        }
        Against::NoBase(part) => {
            (plan.base.get(part) == Some(&BaseState::Missing)).then_some(Hint::NoBase { item })
        }
        Against::OverClaimed => {
            let ratio = claimed(plan)?;
            (ratio > 1.0).then_some(Hint::OverClaimed { item, ratio })
        }
    }
}

/// Every hint there is to give, in the order of the catalogue's checks, then hours, target and stages.
#[must_use]
pub fn hints(plan: &Plan, catalogue: &Catalogue) -> Vec<Hint> {
    let mut list: Vec<Hint> = catalogue
        .checks
        .iter()
        .filter(|check| level(plan, &check.item).is_some_and(|level| level >= check.from))
        .filter_map(|check| against(plan, &check.item, &check.against))
        .collect();
    if let Some(have) = plan.profile.hours {
        let used = catalogue.channels.iter().filter(|channel| {
            let used = plan.channels.get(&channel.id);
            used.is_some_and(|u| u.status == Use::InUse)
        });
        let needs: f64 = used.map(|c| fit::values(plan, c, None).hours).sum();
        if needs > have {
            list.push(Hint::Hours { needs, have });
        }
    }
    if let Some(objective) = plan.profile.objectives.first().copied()
        && plan.targets.is_empty()
    {
        list.push(Hint::NoTarget { objective });
    }
    for stage in Stage::ALL {
        let quick = plan.express.get(&stage).copied().and_then(Reply::level);
        let items = catalogue.items_of(Group::Race(stage));
        let levels: Vec<f64> = items
            .filter_map(|item| level(plan, &item.id).map(f64::from))
            .collect();
        if let Some(quick) = quick.map(|level| level.get())
            && !levels.is_empty()
        {
            let detailed = levels.iter().sum::<f64>() / levels.len() as f64;
            if (f64::from(quick) - detailed).abs() >= APART {
                list.push(Hint::Apart {
                    stage,
                    quick,
                    detailed,
                });
            }
        }
    }
    list
}
