//! Conditions: what a rule looks at, and when it holds.

use crate::domain::plan::Plan;
use crate::domain::profile::{Country, Geo, Model, Objective, Size};
use crate::domain::stage::Stage;
use crate::engine::actions::strongest_and_weakest;
use crate::engine::score::{Scores, level_of, stage_importance};

/// Bands of money a month in euros: upper ends, not included, and their names. Coarse on purpose: they sort enquiries and
/// tell nobody's figures. An editorial judgement.
pub const BUDGETS: [(&str, f64); 6] = [
    ("none", f64::MIN_POSITIVE),
    ("to_500", 500.0),
    ("to_2000", 2_000.0),
    ("to_5000", 5_000.0),
    ("to_20000", 20_000.0),
    ("more", f64::INFINITY),
];
/// Bands of hours a week: upper ends, not included, and their names. An editorial judgement.
pub const HOURS: [(&str, f64); 6] = [
    ("none", f64::MIN_POSITIVE),
    ("to_3", 3.0),
    ("to_8", 8.0),
    ("to_20", 20.0),
    ("to_40", 40.0),
    ("more", f64::INFINITY),
];

/// Names of a row of bands.
#[must_use]
pub const fn names(bands: &[(&'static str, f64); 6]) -> [&'static str; 6] {
    let [(a, _), (b, _), (c, _), (d, _), (e, _), (f, _)] = *bands;
    [a, b, c, d, e, f]
}

/// The band an amount of at least 0 lies in; `None` for what is no amount.
#[must_use]
pub fn band(bands: &[(&'static str, f64); 6], amount: f64) -> Option<&'static str> {
    let found = bands.iter().find(|(_, end)| amount < *end);
    found.filter(|_| amount >= 0.0).map(|(name, _)| *name)
}

/// What a rule looks at.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// Overall level 1..=5; `None` while there is no score.
    pub level: Option<u8>,
    /// The weakest stage that has a score.
    pub weakest: Option<Stage>,
    /// Kind of business.
    pub model: Option<Model>,
    /// Country.
    pub country: Option<Country>,
    /// How far its customers are.
    pub geography: Option<Geo>,
    /// People in the company.
    pub size: Option<Size>,
    /// The first of its objectives.
    pub objective: Option<Objective>,
    /// Name of one of [`BUDGETS`].
    pub budget: Option<&'static str>,
    /// Name of one of [`HOURS`].
    pub hours: Option<&'static str>,
}

impl Facts {
    /// The facts of a plan with its scores. `euro_rate` is what a euro is in the plan's currency; without it its money lies
    /// in no band.
    #[must_use]
    pub fn of(plan: &Plan, scores: &Scores, euro_rate: Option<f64>) -> Self {
        let profile = &plan.profile;
        let importance = stage_importance(&profile.objectives);
        let euros = profile.budget.zip(euro_rate.filter(|rate| *rate > 0.0));
        Self {
            level: scores.overall.map(|score| level_of(score).get()),
            // The one the result names.
            weakest: strongest_and_weakest(scores, &importance).1,
            model: profile.model,
            country: profile.country,
            geography: profile.geo,
            size: profile.size,
            objective: profile.objectives.first().copied(),
            budget: euros.and_then(|(amount, rate)| band(&BUDGETS, amount / rate)),
            hours: profile.hours.and_then(|hours| band(&HOURS, hours)),
        }
    }
}

/// Conditions that all have to hold. An empty list asks for nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct When {
    /// Levels.
    pub levels: Vec<u8>,
    /// Weakest stages.
    pub weakest: Vec<Stage>,
    /// Kinds of business.
    pub models: Vec<Model>,
    /// Countries.
    pub countries: Vec<Country>,
    /// How far its customers are.
    pub geographies: Vec<Geo>,
    /// People in the company.
    pub sizes: Vec<Size>,
    /// First objectives.
    pub objectives: Vec<Objective>,
    /// Names of [`BUDGETS`].
    pub budgets: Vec<String>,
    /// Names of [`HOURS`].
    pub hours: Vec<String>,
}

impl When {
    /// Whether all conditions hold; what is not known holds none.
    #[must_use]
    pub fn holds(&self, facts: &Facts) -> bool {
        fn one_of<T: PartialEq>(list: &[T], fact: Option<T>) -> bool {
            list.is_empty() || fact.is_some_and(|fact| list.contains(&fact))
        }
        let named = |list: &[String], fact: Option<&str>| one_of(list, fact.map(str::to_owned));
        one_of(&self.levels, facts.level)
            && one_of(&self.weakest, facts.weakest)
            && one_of(&self.models, facts.model)
            && one_of(&self.countries, facts.country)
            && one_of(&self.geographies, facts.geography)
            && one_of(&self.sizes, facts.size)
            && one_of(&self.objectives, facts.objective)
            && named(&self.budgets, facts.budget)
            && named(&self.hours, facts.hours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_lies_in_one_band() {
        let of = |amount| band(&BUDGETS, amount).unwrap();
        assert_eq!(of(0.0), "none");
        assert_eq!(of(0.01), "to_500");
        assert_eq!(of(500.0), "to_2000");
        assert_eq!(of(19_999.99), "to_20000");
        assert_eq!(of(1e15), "more");
        assert_eq!(band(&HOURS, 8.0), Some("to_20"));
        for none in [-1.0, f64::NAN] {
            assert_eq!(band(&HOURS, none), None);
        }
    }

    #[test]
    fn a_country_that_is_not_known_holds_no_condition_on_it() {
        let italy = Country::new("IT");
        let only = When {
            countries: italy.into_iter().collect(),
            ..When::default()
        };
        let mut facts = Facts {
            level: Some(1),
            ..Facts::default()
        };
        assert!(!only.holds(&facts));
        facts.country = italy;
        assert!(only.holds(&facts));
    }

    #[test]
    fn all_conditions_have_to_hold() {
        let when = When {
            budgets: vec!["to_5000".to_owned(), "to_20000".to_owned()],
            hours: vec!["to_8".to_owned()],
            sizes: vec![Size::Small],
            ..When::default()
        };
        let facts = Facts {
            budget: Some("to_5000"),
            hours: Some("to_8"),
            size: Some(Size::Small),
            ..Facts::default()
        };
        assert!(when.holds(&facts));
        let others = [
            Facts {
                budget: Some("to_500"),
                ..facts.clone()
            },
            Facts {
                hours: None,
                ..facts.clone()
            },
            Facts {
                size: Some(Size::Solo),
                ..facts
            },
        ];
        assert!(others.iter().all(|other| !when.holds(other)));
    }
}
