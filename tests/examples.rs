//! The example companies against the built-in catalogue: told apart, nothing gated, and doable.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};

use growth_wheel::codec::{envelope, file, plan_json};
use growth_wheel::content::{catalogue, currency, examples, express};
use growth_wheel::domain::catalogue::Catalogue;
use growth_wheel::domain::ids::ChannelId;
use growth_wheel::domain::numbers::{ChannelField, TotalField};
use growth_wheel::domain::plan::{Criterion, Plan};
use growth_wheel::engine::actions::{ThreeLines, Work, three_lines};
use growth_wheel::engine::kpi::{KpiId, Selection, first_eight, kpi, leaks};
use growth_wheel::engine::portfolio::TestSlot;
use growth_wheel::engine::recommend::{Context, Recommendation, Verdict, recommend};
use growth_wheel::engine::score::scores;

/// 21 November 2026.
const TODAY: i32 = 20_778;

fn plan(id: &str) -> Plan {
    examples::plan(id).unwrap_or_else(|| panic!("{id}: a line is misread or refused"))
}

fn plans() -> Vec<(&'static str, Plan)> {
    examples::ALL.iter().map(|e| (e.id, plan(e.id))).collect()
}

fn advise(plan: &Plan, catalogue: &Catalogue) -> Recommendation {
    let context = Context {
        euro_rate: currency::rate(plan.profile.currency()),
        today: TODAY,
    };
    recommend(plan, catalogue, &scores(plan, catalogue), context)
}

fn chosen(plan: &Plan, catalogue: &Catalogue) -> BTreeSet<String> {
    let portfolio = advise(plan, catalogue).portfolio;
    let places = portfolio.choice.channels.iter();
    places
        .map(|p| catalogue.channels[*p].id.as_str().to_owned())
        .collect()
}

fn steps(lines: &ThreeLines) -> Vec<String> {
    let planned = lines.this_week.iter();
    planned
        .chain(&lines.this_month)
        .chain(&lines.this_quarter)
        .map(|p| match &p.work {
            Work::Base(step) => step.part.to_string(),
            Work::Lift(step) => format!("{} {}", step.item, step.to.get()),
        })
        .collect()
}

const ALL_TIME: Selection<'_> = Selection {
    from: None,
    to: None,
    channel: None,
};

#[test]
fn every_line_of_every_example_is_accepted_and_an_unknown_id_has_no_plan() {
    for example in examples::ALL {
        let plan = plan(example.id);
        assert_eq!(
            (plan.id.as_str(), plan.name.as_str()),
            (example.id, example.name)
        );
        assert!(plan_json::Reading::is_plan_id(example.id), "{}", example.id);
        // The line tells the budget and the hours, whatever separates their thousands.
        let digits: String = example
            .line
            .chars()
            .filter(|c| !matches!(c, ' ' | '\u{a0}' | '.' | ','))
            .collect();
        for number in [plan.profile.budget, plan.profile.hours] {
            let number = number.unwrap().to_string();
            assert!(digits.contains(&number), "{}: {number}", example.id);
        }
        assert!(
            (20..=90).contains(&example.line.chars().count()),
            "{}",
            example.id
        );
    }
    let ids: BTreeSet<&str> = examples::ALL.iter().map(|e| e.id).collect();
    assert_eq!(ids.len(), 6);
    assert_eq!(examples::plan("nobody"), None);
}

#[test]
fn the_examples_cover_the_languages_the_kinds_of_business_and_the_sizes() {
    let langs: BTreeSet<&str> = examples::ALL.iter().map(|e| e.lang).collect();
    assert_eq!(langs, BTreeSet::from(["en", "es", "it", "ru"]));
    let plans = plans();
    let said = |f: &dyn Fn(&Plan) -> Option<&'static str>| -> BTreeSet<&'static str> {
        plans.iter().map(|(id, p)| f(p).expect(id)).collect()
    };
    assert_eq!(said(&|p| p.profile.model.map(|m| m.id())).len(), 5);
    assert_eq!(said(&|p| p.profile.geo.map(|g| g.id())).len(), 3);
    let sizes = said(&|p| p.profile.size.map(|s| s.id()));
    assert!(sizes.contains("to10") && sizes.contains("to50") && sizes.contains("more"));
    let with_quarter = plans.iter().filter(|(_, p)| p.numbers.len() == 3).count();
    assert_eq!(with_quarter, 2);
}

#[test]
fn each_example_answers_every_question_and_shows_what_it_claims() {
    let catalogue = catalogue();
    let mut wheels = BTreeSet::new();
    for (id, plan) in plans() {
        let replies: Vec<&str> = catalogue
            .items
            .iter()
            .map(|item| {
                plan.reply(&item.id)
                    .unwrap_or_else(|| panic!("{id}: {}", item.id))
                    .id()
            })
            .collect();
        assert!(wheels.insert(replies), "{id}: the wheel of another");
        let bare = plan.answers.values().filter(|a| {
            let high = a
                .reply
                .and_then(|r| r.level())
                .is_some_and(|l| l.get() >= 4);
            high && a.evidence.is_empty()
        });
        // One at most, to show how such an answer is marked.
        assert!(bare.count() <= 1, "{id}");
        let scores = scores(&plan, &catalogue);
        assert!(scores.sostac.is_some() && scores.race.is_some(), "{id}");
        // What was said in two minutes and what was said at length are about one company.
        for (stage, reply) in &plan.express {
            let quick = f64::from(reply.level().unwrap().get());
            let detailed = scores.stage(*stage).unwrap() / 25.0 + 1.0;
            assert!((quick - detailed).abs() < 2.0, "{id}: {stage:?}");
        }
    }
}

#[test]
fn each_example_fills_the_whole_form() {
    for (id, plan) in plans() {
        let p = &plan.profile;
        let numbers = [p.budget, p.hours, p.ticket, p.margin, p.cycle, p.horizon];
        assert!(numbers.iter().all(Option::is_some), "{id}: {numbers:?}");
        assert!(
            p.country.is_some() && p.currency.is_some() && p.age.is_some(),
            "{id}"
        );
        assert!(p.objectives.len() >= 3 && p.habits.len() >= 5, "{id}");
        assert_eq!((p.skills.len(), p.data.len()), (5, 3), "{id}");
        assert_eq!((plan.express.len(), plan.base.len()), (4, 5), "{id}");
        assert!(plan.channels.len() >= 3, "{id}");
        let scores = scores(&plan, &catalogue());
        assert!(
            scores.race.is_some() && scores.sostac.is_some(),
            "{id}: a ring is empty"
        );
    }
}

#[test]
fn whatever_an_example_names_is_in_the_catalogue() {
    let catalogue = catalogue();
    let offered: BTreeSet<String> = currency::offered().map(|c| c.as_str().to_owned()).collect();
    for (id, plan) in plans() {
        for item in plan.answers.keys() {
            assert!(catalogue.item(item).is_some(), "{id}: {item}");
        }
        for (item, answer) in &plan.answers {
            assert!(
                answer.reply.is_some(),
                "{id}: {item} has evidence for no answer"
            );
        }
        for part in plan.base.keys() {
            assert!(catalogue.base.iter().any(|b| b.id == *part), "{id}: {part}");
        }
        for habit in plan.profile.habits.keys() {
            assert!(
                catalogue.habits.iter().any(|h| h.id == *habit),
                "{id}: {habit}"
            );
        }
        let counted = plan.numbers.values().flat_map(|m| m.channels.keys());
        for channel in plan.channels.keys().chain(counted) {
            assert!(catalogue.channel(channel).is_some(), "{id}: {channel}");
        }
        for (channel, said) in &plan.channels {
            let has_scale = catalogue.channel(channel).unwrap().asset.is_some();
            assert!(
                said.edits.is_empty() || has_scale,
                "{id}: nothing is counted on {channel}"
            );
        }
        for target in plan.targets.keys() {
            assert!(KpiId::from_id(target).is_some(), "{id}: {target}");
        }
        for country in plan.profile.selling_in() {
            assert!(catalogue.covered.contains(&country), "{id}: {country:?}");
            assert!(
                express::COUNTRIES.contains(&country.as_str()),
                "{id}: {country:?}"
            );
        }
        assert!(offered.contains(plan.profile.currency().as_str()), "{id}");
    }
}

#[test]
fn each_example_survives_being_stored_and_being_exported() {
    for (id, plan) in plans() {
        let stored = envelope::read(&envelope::write(&plan)).unwrap();
        assert_eq!((&stored.plan, stored.dropped), (&plan, 0), "{id}");
        let file = file::import(file::export(&plan).as_bytes()).unwrap();
        assert_eq!((&file.plan, file.dropped), (&plan, 0), "{id}");
    }
}

#[test]
fn no_channel_stands_in_more_than_four_portfolios_and_none_repeats_another() {
    let catalogue = catalogue();
    let portfolios: Vec<_> = plans()
        .into_iter()
        .map(|(id, p)| (id, chosen(&p, &catalogue)))
        .collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, portfolio) in &portfolios {
        assert!(portfolio.len() >= 3, "{id}: {portfolio:?}");
        for channel in portfolio {
            *uses.entry(channel).or_default() += 1;
        }
    }
    assert!(uses.values().all(|n| *n <= 4), "{uses:?}");
    assert!(uses.len() >= 12, "{uses:?}");
    for (at, (a, left)) in portfolios.iter().enumerate() {
        for (b, right) in &portfolios[at + 1..] {
            let nested = left.is_subset(right) || right.is_subset(left);
            assert!(!nested, "{a} and {b}: {left:?} {right:?}");
        }
    }
}

#[test]
fn no_channel_is_everybodys_first_choice_at_other_sizes_of_the_portfolio() {
    let catalogue = catalogue();
    for size in 1..=5 {
        let mut uses: BTreeMap<String, usize> = BTreeMap::new();
        for (_, mut plan) in plans() {
            plan.max_channels = size;
            for channel in chosen(&plan, &catalogue) {
                *uses.entry(channel).or_default() += 1;
            }
        }
        assert!(uses.values().all(|n| *n <= 4), "{size}: {uses:?}");
        assert!(uses.len() >= 5, "{size}: {uses:?}");
    }
}

#[test]
fn nothing_gated_appears_and_every_limit_holds() {
    let catalogue = catalogue();
    for (id, plan) in plans() {
        let advice = advise(&plan, &catalogue);
        let (choice, profile) = (&advice.portfolio.choice, &plan.profile);
        let test = match advice.portfolio.test {
            TestSlot::Channel(place) => Some(place),
            _ => None,
        };
        for place in choice.channels.iter().copied().chain(test) {
            let one = &advice.channels[place];
            assert!(one.gates.is_empty(), "{id}: {} {:?}", one.id, one.gates);
            assert!(one.is_candidate(), "{id}: {}", one.id);
        }
        assert!(choice.money <= profile.budget.unwrap(), "{id}");
        assert!(choice.hours <= profile.hours.unwrap(), "{id}");
        assert!(
            choice.channels.len() <= usize::from(plan.max_channels),
            "{id}"
        );
        // Something is closed for each of them, else the bar above says nothing.
        assert!(advice.channels.iter().any(|a| !a.gates.is_empty()), "{id}");
        assert!(advice.unknown.is_empty(), "{id}: {:?}", advice.unknown);
    }
}

/// (company, at least one of these, all of these, none of these)
type Expectation = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
);

const EXPECTED: [Expectation; 6] = [
    (
        "trattoria",
        &["review_portals", "messaging"],
        &["maps_listings"],
        &[
            "linkedin",
            "webinars",
            "trade_fairs",
            "vk",
            "shopping_feeds",
            "tenders",
        ],
    ),
    (
        "felt",
        &["marketplaces", "social_shops"],
        &["vk"],
        &[
            "instagram",
            "facebook",
            "tiktok",
            "telegram",
            "youtube",
            "linkedin",
            "trade_fairs",
        ],
    ),
    (
        "gardens",
        &["maps_listings", "search_ads"],
        &["referrals"],
        &["marketplaces", "tiktok", "email", "vk", "webinars", "print"],
    ),
    (
        "hedgerows",
        &["events", "communities", "direct_mail", "pr"],
        &["email"],
        &[
            "marketplaces",
            "shopping_feeds",
            "tiktok",
            "vk",
            "tenders",
            "search_ads",
        ],
    ),
    (
        "software",
        &["linkedin", "webinars", "personal_contact"],
        &["email"],
        &[
            "instagram",
            "tiktok",
            "marketplaces",
            "shops",
            "outdoor",
            "vk",
            "maps_listings",
        ],
    ),
    (
        "outdoor",
        &["search_ads", "organic_search"],
        &["shopping_feeds", "email"],
        &[
            "linkedin",
            "tenders",
            "trade_fairs",
            "vk",
            "maps_listings",
            "sms",
        ],
    ),
];

#[test]
fn each_portfolio_is_what_one_would_tell_such_a_company() {
    let catalogue = catalogue();
    for (id, any, all, none) in EXPECTED {
        let portfolio = chosen(&plan(id), &catalogue);
        for named in [any, all, none].concat() {
            let known = catalogue.channels.iter().any(|c| c.id.as_str() == named);
            assert!(known, "{id}: {named}");
        }
        assert!(
            any.iter().any(|c| portfolio.contains(*c)),
            "{id}: {portfolio:?}"
        );
        assert!(
            all.iter().all(|c| portfolio.contains(*c)),
            "{id}: {portfolio:?}"
        );
        assert!(
            !none.iter().any(|c| portfolio.contains(*c)),
            "{id}: {portfolio:?}"
        );
    }
}

#[test]
fn what_the_companies_run_today_is_judged_both_ways() {
    let catalogue = catalogue();
    let verdicts: Vec<_> = plans()
        .iter()
        .flat_map(|(_, p)| advise(p, &catalogue).channels)
        .filter_map(|a| a.verdict)
        .collect();
    for verdict in [
        Verdict::Keep,
        Verdict::ReconsiderGated,
        Verdict::ReconsiderWeak,
    ] {
        assert!(verdicts.contains(&verdict), "{verdict:?} in {verdicts:?}");
    }
    let telegram = advise(&plan("felt"), &catalogue)
        .advice(&ChannelId::builtin("telegram"))
        .and_then(|a| a.verdict);
    assert_eq!(telegram, Some(Verdict::ReconsiderGated));
}

#[test]
fn the_actions_fit_the_hours_and_differ() {
    let catalogue = catalogue();
    let mut seen = BTreeSet::new();
    for (id, plan) in plans() {
        let lines = three_lines(&plan, &catalogue);
        let pace = lines.hours_a_week;
        assert!(
            pace > 0.0 && pace <= plan.profile.hours.unwrap(),
            "{id}: {pace}"
        );
        assert!(!lines.assumed, "{id}");
        assert!(lines.headlines().iter().all(Option::is_some), "{id}");
        let week = lines.this_week.as_ref().unwrap();
        let month: f64 = lines.this_month.iter().map(|p| p.hours).sum();
        let quarter: f64 = lines.this_quarter.iter().map(|p| p.hours).sum();
        let rests: f64 = lines.this_month.iter().map(|p| p.rest).sum::<f64>() + week.rest;
        assert!(week.hours <= pace + 1e-9, "{id}: {week:?}");
        assert!(week.hours + month <= 4.0 * pace + 1e-9, "{id}");
        assert!(
            week.hours + month + quarter + rests <= 13.0 * pace + 1e-9,
            "{id}"
        );
        assert!(seen.insert(steps(&lines)), "{id}: the same work as another");
    }
}

#[test]
fn the_figures_agree_with_each_other_and_with_the_budget() {
    for (id, plan) in plans() {
        for (month, figures) in &plan.numbers {
            let sum = |fields: &[ChannelField]| -> f64 {
                let channels = figures.channels.values();
                channels
                    .flat_map(|c| fields.iter().filter_map(|f| c.get(f)))
                    .sum()
            };
            let total = |field| figures.totals.get(&field).copied();
            let (start, new) = (
                total(TotalField::StartCustomers),
                total(TotalField::NewCustomers),
            );
            let (end, new) = (total(TotalField::EndCustomers).unwrap(), new.unwrap());
            assert!(
                end <= start.unwrap() + new,
                "{id} {month}: customers from nowhere"
            );
            let won = sum(&[
                ChannelField::CustomersOnline,
                ChannelField::CustomersOffline,
            ]);
            assert!(won <= new, "{id} {month}: channels win more than there are");
            assert!(
                sum(&[ChannelField::Spend]) <= plan.profile.budget.unwrap(),
                "{id} {month}"
            );
            let revenue = total(TotalField::TotalRevenue).unwrap();
            assert!(sum(&[ChannelField::Revenue]) <= revenue, "{id} {month}");
            if let Some(active) = total(TotalField::ActiveCustomers) {
                assert_eq!(
                    total(TotalField::RepeatCustomers),
                    Some(active - new),
                    "{id} {month}"
                );
            }
        }
        let months: Vec<_> = plan.numbers.values().map(|m| &m.totals).collect();
        for pair in months.windows(2) {
            let end = pair[0].get(&TotalField::EndCustomers);
            assert_eq!(end, pair[1].get(&TotalField::StartCustomers), "{id}");
        }
    }
}

#[test]
fn the_three_months_of_figures_have_something_to_say() {
    let catalogue = catalogue();
    for id in ["software", "outdoor"] {
        let plan = plan(id);
        for key in first_eight(plan.profile.model) {
            let found = kpi(&plan, ALL_TIME, key);
            assert!(found.value.is_ok(), "{id}: {} {:?}", key.id(), found.value);
            assert!(
                found.flags.is_empty(),
                "{id}: {} {:?}",
                key.id(),
                found.flags
            );
        }
        let lost = leaks(&plan, ALL_TIME)
            .into_iter()
            .filter(|l| l.extra_customers.as_ref().is_ok_and(|c| *c > 1.0))
            .count();
        assert!(lost >= 1, "{id}: nothing leaks");
        // The costs differ enough to move the ranking.
        let advice = advise(&plan, &catalogue);
        let place = Criterion::Economics.index();
        assert!(advice.active[place], "{id}");
        let costs: Vec<f64> = advice
            .channels
            .iter()
            .map(|a| a.fit.scores[place])
            .collect();
        let (low, high) = costs
            .iter()
            .fold((1.0_f64, 0.0_f64), |(l, h), c| (l.min(*c), h.max(*c)));
        assert!(low < 0.5 && high > 0.7, "{id}: {low} to {high}");
    }
}
