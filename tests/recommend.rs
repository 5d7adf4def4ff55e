//! The recommendation's promises on small random catalogues and plans.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::borrow::Cow;

use growth_wheel::domain::action::Action;
use growth_wheel::domain::catalogue::Catalogue;
use growth_wheel::domain::channel::{
    Access, AssetKind, AssetScale, Channel, Direction, HabitPrior, MarketRule, Medium, Ownership,
    Rhythm,
};
use growth_wheel::domain::channel_use::{EditField, Use};
use growth_wheel::domain::ids::{ChannelId, HabitId};
use growth_wheel::domain::map::Map;
use growth_wheel::domain::numbers::{ChannelField, Month};
use growth_wheel::domain::plan::{Criterion, Plan};
use growth_wheel::domain::profile::{
    AgeBand, Country, Data, Evidence, Frequency, Geo, Habit, Model, Objective, Skill,
};
use growth_wheel::engine::fit::{AudienceEvidence, Basis, Gate};
use growth_wheel::engine::mcda;
use growth_wheel::engine::portfolio::{self, Candidate, Choice, Limit, Limits, TestSlot};
use growth_wheel::engine::recommend::{
    Advice, Context, Lever, Missing, Note, Recommendation, Statement, Unknown, Verdict, recommend,
};
use growth_wheel::engine::score::{Scores, scores};
use growth_wheel::engine::sure::sure;
use proptest::collection::vec;
use proptest::prelude::*;

const TODAY: i32 = 20_700;
const CONTEXT: Context = Context {
    euro_rate: Some(1.0),
    today: TODAY,
};

fn country(code: &str) -> Country {
    Country::new(code).unwrap()
}

fn habit(n: usize) -> HabitId {
    HabitId::parse(&format!("habit{n}")).unwrap()
}

/// A channel that fits everything in the middle, costs nothing and has no gate.
fn plain(name: &str) -> Channel {
    Channel {
        id: ChannelId::parse(name).unwrap(),
        medium: Medium::Digital,
        ownership: Ownership::Owned,
        direction: Direction::Inbound,
        rhythm: Rhythm::AlwaysOn,
        advertising: false,
        stage_fit: [2, 2, 2, 2],
        objective_fit: [2; 5],
        model_fit: [2; 5],
        reach_fit: [1.0; 3],
        hours: 2.0,
        min_spend: 0.0,
        fixed_cost: 0.0,
        setup_cost: 0.0,
        skills: Cow::Borrowed(&[]),
        data: Cow::Borrowed(&[]),
        weeks: 4.0,
        habits: Cow::Borrowed(&[]),
        hand_over: Cow::Borrowed(&[]),
        helpers: Cow::Borrowed(&[]),
        asset: None,
        kpis: Cow::Borrowed(&[]),
        markets: Cow::Borrowed(&[]),
        seeds: Cow::Borrowed(&[]),
    }
}

fn catalogue(channels: Vec<Channel>) -> Catalogue {
    Catalogue {
        channels,
        covered: vec![country("IT"), country("RU")],
        ..Catalogue::default()
    }
}

fn plan() -> Plan {
    Plan::new("p1".to_owned(), 0)
}

fn no_scores(catalogue: &Catalogue) -> Scores {
    scores(&plan(), catalogue)
}

fn advise(plan: &Plan, catalogue: &Catalogue) -> Recommendation {
    recommend(plan, catalogue, &no_scores(catalogue), CONTEXT)
}

fn only(plan: &Plan, channel: Channel) -> Advice {
    advise(plan, &catalogue(vec![channel])).channels.remove(0)
}

// Random catalogues and plans.

fn any_channel(n: usize) -> impl Strategy<Value = Channel> {
    let fits = (
        proptest::array::uniform4(0_u8..=3),
        proptest::array::uniform5(0_u8..=3),
        proptest::array::uniform5(0_u8..=3),
        prop::array::uniform3(prop::sample::select(vec![0.0, 0.5, 1.0])),
    );
    let needs = (
        0_u8..12,
        prop::sample::select(vec![0.0, 0.0, 50.0, 200.0, 700.0]),
        prop::sample::select(vec![0.0, 0.0, 20.0, 90.0]),
        prop::option::weighted(0.3, (prop::sample::select(Skill::ALL), 1_u8..=3)),
        prop::option::weighted(0.2, (prop::sample::select(Data::ALL), 1_u8..=3)),
        1_u8..60,
    );
    let rest = (
        prop::sample::subsequence(vec![0_usize, 1, 2, 3], 0..=3),
        any::<bool>(),
        any::<bool>(),
        prop::option::weighted(0.2, prop::sample::select(Access::ALL)),
    );
    (fits, needs, rest).prop_map(move |(fits, needs, rest)| {
        let (stage_fit, objective_fit, model_fit, reach_fit) = fits;
        let (hours, min_spend, fixed_cost, skill, data, weeks) = needs;
        let (habits, advertising, counts, access) = rest;
        Channel {
            stage_fit,
            objective_fit,
            model_fit,
            reach_fit,
            hours: f64::from(hours),
            min_spend,
            fixed_cost,
            skills: Cow::Owned(skill.into_iter().collect()),
            data: Cow::Owned(data.into_iter().collect()),
            weeks: f64::from(weeks),
            habits: Cow::Owned(habits.into_iter().map(habit).collect()),
            advertising,
            asset: counts.then_some(AssetScale {
                kind: AssetKind::Followers,
                full: 10_000.0,
            }),
            markets: Cow::Owned(
                access
                    .into_iter()
                    .map(|access| MarketRule {
                        country: country("IT"),
                        access,
                        source: Cow::Borrowed("test"),
                        checked: TODAY - 100,
                    })
                    .collect(),
            ),
            ..plain(&format!("channel{n}"))
        }
    })
}

fn any_catalogue() -> impl Strategy<Value = Catalogue> {
    let channels = (8_usize..=14).prop_flat_map(|n| (0..n).map(any_channel).collect::<Vec<_>>());
    let priors = vec((proptest::array::uniform5(0.0..=1.0), 0.5..1.5), 3);
    (channels, priors).prop_map(|(channels, priors)| Catalogue {
        habits: priors
            .into_iter()
            .enumerate()
            .map(|(n, (by_model, factor))| HabitPrior {
                id: habit(n),
                by_model,
                by_age: [factor, 1.0, 0.8, 0.4],
                by_country: Cow::Owned(vec![(country("RU"), factor)]),
            })
            .collect(),
        ..catalogue(channels)
    })
}

fn any_habit() -> impl Strategy<Value = Habit> {
    (
        prop::option::of(prop::sample::select(Frequency::ALL)),
        prop::option::of(prop::sample::select(Evidence::ALL)),
    )
        .prop_map(|(frequency, evidence)| Habit {
            frequency,
            evidence,
        })
}

/// A map of the plan, with as many entries as `size` says.
fn sorted_map<K: Strategy, V: Strategy>(
    key: K,
    value: V,
    size: impl Into<prop::collection::SizeRange>,
) -> impl Strategy<Value = Map<K::Value, V::Value>>
where
    K::Value: Ord,
{
    prop::collection::btree_map(key, value, size).prop_map(|map| map.into_iter().collect())
}

fn any_plan() -> impl Strategy<Value = Plan> {
    let who = (
        prop::option::of(prop::sample::select(Model::ALL)),
        prop::option::of(prop::sample::select(Geo::ALL)),
        prop::option::of(prop::sample::select(AgeBand::ALL)),
        prop::option::of(prop::sample::select(vec!["IT", "RU", "XX"])),
        prop::sample::subsequence(Objective::ALL, 0..=5).prop_shuffle(),
    );
    let means = (
        prop::option::of(prop::sample::select(vec![
            0.0, 100.0, 300.0, 1_000.0, 2_500.0,
        ])),
        prop::option::of(0_u8..40),
        prop::option::of(1_u8..24),
        prop::option::of(10.0..500.0),
        prop::option::of(0.0..=1.0),
    );
    let audience = (
        sorted_map((0_usize..4).prop_map(habit), any_habit(), 0..4),
        sorted_map(prop::sample::select(Skill::ALL), 0_u8..=3, 0..4),
        sorted_map(prop::sample::select(Data::ALL), 0_u8..=3, 0..3),
    );
    let choices = (
        prop::option::of(proptest::array::uniform6(0_u8..=4)),
        1_u8..=8,
        prop::sample::select(vec![0.0, 0.1, 0.2]),
        vec((0_usize..16, 0_u32..3_000, 0_u32..20, 0_u32..50), 0..5),
        vec((0_usize..16, 0_u32..20_000), 0..4),
    );
    (who, means, audience, choices).prop_map(|(who, means, audience, choices)| {
        let mut plan = plan();
        let profile = &mut plan.profile;
        profile.model = who.0;
        profile.geo = who.1;
        profile.age = who.2;
        profile.country = who.3.map(country);
        profile.objectives = who.4;
        profile.budget = means.0;
        profile.hours = means.1.map(f64::from);
        profile.horizon = means.2.map(f64::from);
        profile.ticket = means.3;
        profile.margin = means.4;
        profile.habits = audience.0;
        profile.skills = audience.1;
        profile.data = audience.2;
        plan.weights = choices
            .0
            .filter(|w| w.iter().any(|x| *x > 0))
            .map(|w| w.map(|x| f64::from(x) / 4.0));
        plan.max_channels = choices.1;
        plan.test_share = choices.2;
        for (channel, spend, customers, leads) in choices.3 {
            figures(&mut plan, &name(channel), spend, customers, leads);
        }
        for (channel, count) in choices.4 {
            let used = plan.channels.entry(name(channel)).or_default();
            used.edits.insert(EditField::Asset, f64::from(count));
            used.status = Use::InUse;
        }
        plan
    })
}

fn name(n: usize) -> ChannelId {
    ChannelId::parse(&format!("channel{n}")).unwrap()
}

fn figures(plan: &mut Plan, channel: &ChannelId, spend: u32, customers: u32, leads: u32) {
    let month = plan
        .numbers
        .entry(Month::new(2026, 9).unwrap())
        .or_default();
    let fields = month.channels.entry(channel.clone()).or_default();
    fields.insert(ChannelField::Spend, f64::from(spend));
    fields.insert(ChannelField::CustomersOnline, f64::from(customers));
    fields.insert(ChannelField::Leads, f64::from(leads));
}

fn any_stages() -> impl Strategy<Value = [Option<f64>; 4]> {
    proptest::array::uniform4(prop::option::of(
        (0_u8..=20).prop_map(|s| f64::from(s) * 5.0),
    ))
}

fn with_stages(catalogue: &Catalogue, stages: [Option<f64>; 4]) -> Scores {
    Scores {
        stages,
        ..no_scores(catalogue)
    }
}

/// Every subset, the slow and obvious way.
fn enumerate(candidates: &[Candidate], gaps: &[f64; 4], limits: &Limits) -> Choice {
    let sets: Vec<Choice> = (0_u32..1 << candidates.len())
        .filter(|bits| bits.count_ones() as usize <= limits.channels)
        .map(|bits| {
            let members = candidates.iter().enumerate();
            let chosen = members.filter(|(i, _)| bits >> i & 1 == 1).map(|(_, c)| c);
            Choice::of(chosen, gaps)
        })
        .filter(|set| set.keeps(limits))
        .collect();
    let most = sets.iter().map(|s| s.value).fold(0.0, f64::max);
    let tied = sets.into_iter().filter(|s| s.value >= most - 1e-9);
    let fewest = |a: Choice, b: Choice| {
        let key = |c: &Choice| (c.channels.len(), c.money);
        let (ka, kb) = (key(&a), key(&b));
        let b_first = kb.0 < ka.0
            || (kb.0 == ka.0 && kb.1 < ka.1 - 1e-9)
            || (kb.0 == ka.0 && (kb.1 - ka.1).abs() <= 1e-9 && b.channels < a.channels);
        if b_first { b } else { a }
    };
    tied.reduce(fewest).unwrap()
}

fn candidates_of(recommendation: &Recommendation) -> Vec<Candidate> {
    let channels = recommendation.channels.iter().enumerate();
    channels
        .filter(|(_, a)| a.gates.is_empty() && a.evidence != AudienceEvidence::Absent)
        .filter_map(|(channel, a)| {
            Some(Candidate {
                channel,
                total: a.total?,
                stages: a.values.stages,
                money: a.values.monthly()?,
                hours: a.values.hours,
            })
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn contributions_sum_to_a_total_between_0_and_100(
        plan in any_plan(), catalogue in any_catalogue(), stages in any_stages()
    ) {
        let r = recommend(&plan, &catalogue, &with_stages(&catalogue, stages), CONTEXT);
        let mut versus = 0.0;
        for advice in &r.channels {
            let points: f64 = advice.points.iter().sum();
            match advice.total {
                Some(total) => {
                    prop_assert!((0.0..=100.0).contains(&total));
                    prop_assert!((points - total).abs() < 1e-9);
                }
                None => prop_assert!(points == 0.0 && r.based_on == 0.0),
            }
            prop_assert!(advice.fit.scores.iter().all(|s| (0.0..=1.0).contains(s)));
            versus += advice.versus_mean.iter().sum::<f64>();
        }
        prop_assert!(versus.abs() < 1e-6);
        prop_assert!((0.0..=1.0).contains(&r.based_on));
    }

    #[test]
    fn raising_a_habit_lifts_what_it_proves_and_lowers_nothing(
        plan in any_plan(), catalogue in any_catalogue(), which in 0_usize..4,
        from in 0_usize..4, to in 0_usize..4, evidence in prop::sample::select(Evidence::ALL)
    ) {
        let (low, high) = (Frequency::ALL[from.min(to)], Frequency::ALL[from.max(to)]);
        let with = |frequency| {
            let mut plan = plan.clone();
            let said = Habit { frequency: Some(frequency), evidence: Some(evidence) };
            plan.profile.habits.insert(habit(which), said);
            advise(&plan, &catalogue)
        };
        let (before, after) = (with(low), with(high));
        for ((channel, a), b) in catalogue.channels.iter().zip(&before.channels).zip(&after.channels) {
            if channel.habits.contains(&habit(which)) {
                prop_assert!(b.total >= a.total, "{} {:?} {:?}", a.id, a.total, b.total);
                prop_assert!(a.evidence == AudienceEvidence::Absent || b.evidence != AudienceEvidence::Absent);
            } else {
                prop_assert_eq!(b.total, a.total);
            }
        }
    }

    #[test]
    fn adding_a_channel_never_swaps_two_others(
        plan in any_plan(), catalogue in any_catalogue(), stages in any_stages(), at in 0_usize..14
    ) {
        let all = recommend(&plan, &catalogue, &with_stages(&catalogue, stages), CONTEXT);
        let mut fewer = catalogue.clone();
        let removed = fewer.channels.remove(at.min(catalogue.channels.len() - 1)).id;
        let before = recommend(&plan, &fewer, &with_stages(&fewer, stages), CONTEXT);
        let after: Vec<&Advice> = all.channels.iter().filter(|a| a.id != removed).collect();
        for (i, a) in before.channels.iter().enumerate() {
            for (j, b) in before.channels.iter().enumerate() {
                if let (Some(x), Some(y)) = (a.total, b.total)
                    && x > y + 1e-9
                {
                    prop_assert!(after[i].total > after[j].total);
                }
            }
        }
    }

    #[test]
    fn the_portfolio_is_the_best_of_every_set_within_the_limits(
        plan in any_plan(), catalogue in any_catalogue(), stages in any_stages()
    ) {
        let r = recommend(&plan, &catalogue, &with_stages(&catalogue, stages), CONTEXT);
        let candidates = candidates_of(&r);
        let got = &r.portfolio.choice;
        prop_assert_eq!(got, &enumerate(&candidates, &r.gaps, &r.portfolio.limits));
        prop_assert!(got.channels.len() <= usize::from(plan.max_channels));
        if let Some(hours) = plan.profile.hours {
            prop_assert!(got.hours <= hours + 1e-9);
        }
        if let Some(budget) = plan.profile.budget {
            prop_assert!(got.money <= (1.0 - plan.test_share) * budget + 1e-9);
        }
        for place in &got.channels {
            let chosen = &r.channels[*place];
            prop_assert!(chosen.gates.is_empty());
            prop_assert!(chosen.evidence != AudienceEvidence::Absent);
        }
        if let TestSlot::Channel(test) = r.portfolio.test {
            prop_assert!(!got.channels.contains(&test) && r.channels[test].gates.is_empty());
            let needs = r.channels[test].values;
            prop_assert!(plan.profile.hours.is_none_or(|h| got.hours + needs.hours <= h + 1e-9));
            prop_assert!(r.portfolio.test_money.is_none_or(|m| needs.monthly().unwrap() <= m + 1e-9));
        }
    }

    #[test]
    fn a_bound_with_many_ties_still_finds_the_first_best_set(
        rows in vec((0_u8..3, proptest::array::uniform4(0_u8..3), 0_u8..3, 0_u8..4), 1..13),
        money in prop::option::of(0_u8..12), hours in prop::option::of(0_u8..16), channels in 1_usize..=8
    ) {
        let candidates: Vec<Candidate> = rows.iter().enumerate().map(|(channel, row)| Candidate {
            channel,
            total: 25.0 * f64::from(row.0),
            stages: row.1.map(|f| f64::from(f) / 3.0),
            money: 10.0 * f64::from(row.2),
            hours: f64::from(row.3),
        }).collect();
        let gaps = [0.4, 0.3, 0.2, 0.1];
        let limits = Limits {
            money: money.map(|m| 10.0 * f64::from(m)),
            hours: hours.map(f64::from),
            channels,
        };
        let best = portfolio::best(&candidates, &gaps, &limits);
        prop_assert_eq!(&best, &enumerate(&candidates, &gaps, &limits));
        let mut shuffled = candidates.clone();
        shuffled.reverse();
        prop_assert_eq!(best, portfolio::best(&shuffled, &gaps, &limits));
    }

    #[test]
    fn every_lever_does_what_it_says(plan in any_plan(), catalogue in any_catalogue()) {
        let r = advise(&plan, &catalogue);
        for (place, advice) in r.channels.iter().enumerate() {
            for change in &advice.changes {
                let mut plan = plan.clone();
                match &change.lever {
                    Lever::Budget(at_least) => plan.profile.budget = Some(*at_least),
                    Lever::Hours(at_least) => plan.profile.hours = Some(*at_least),
                    Lever::Skill(skill, level) => { plan.profile.skills.insert(*skill, *level); }
                    Lever::Data(data, level) => { plan.profile.data.insert(*data, *level); }
                    Lever::Geography(geo) => plan.profile.geo = Some(*geo),
                    Lever::Audience(habit) => {
                        let said = Habit { frequency: Some(Frequency::Daily), evidence: Some(Evidence::Data) };
                        plan.profile.habits.insert(habit.clone(), said);
                    }
                }
                let after = &advise(&plan, &catalogue).channels[place];
                prop_assert_eq!(change.opens, !advice.is_candidate() && after.is_candidate());
                match (after.total, change.total.or(advice.total)) {
                    (Some(after), Some(said)) => prop_assert!((after - said).abs() < 1e-9, "{:?}", change),
                    (after, said) => prop_assert_eq!(after, said, "{:?}", change),
                }
            }
        }
    }

    #[test]
    fn the_same_plan_gets_the_same_recommendation(plan in any_plan(), catalogue in any_catalogue()) {
        let (a, b) = (advise(&plan, &catalogue), advise(&plan.clone(), &catalogue.clone()));
        prop_assert_eq!(&a, &b);
        prop_assert_eq!(sure(&a), sure(&b));
    }

    #[test]
    fn ranks_count_open_channels_from_one(plan in any_plan(), catalogue in any_catalogue()) {
        let r = advise(&plan, &catalogue);
        for a in &r.channels {
            prop_assert_eq!(a.rank.is_some(), a.gates.is_empty() && a.total.is_some());
            if let Some(rank) = a.rank {
                let ahead = r.channels.iter().filter(|b| b.rank.is_some() && b.total.unwrap() > a.total.unwrap() + 1e-9);
                prop_assert_eq!(rank, 1 + ahead.count());
            }
        }
    }

    #[test]
    fn the_leader_stays_first_inside_its_weight_intervals_only(plan in any_plan(), catalogue in any_catalogue()) {
        let r = advise(&plan, &catalogue);
        let Some(sure) = sure(&r) else { return Ok(()) };
        let open: Vec<&Advice> = r.channels.iter().filter(|a| a.rank.is_some()).collect();
        let lead = |criterion: usize, weight: f64| {
            let rest = 1.0 - r.weights[criterion];
            let value = |a: &Advice| -> f64 {
                (0..6).map(|c| {
                    let w = if c == criterion { weight } else { r.weights[c] * (1.0 - weight) / rest };
                    w * a.fit.scores[c]
                }).sum()
            };
            let best = open.iter().map(|a| value(a)).fold(f64::NEG_INFINITY, f64::max);
            value(&r.channels[sure.leader]) - best
        };
        for (c, interval) in sure.intervals.iter().enumerate() {
            let Some((low, high)) = interval else { continue };
            prop_assert!(lead(c, *low) > -1e-9 && lead(c, *high) > -1e-9 && lead(c, (low + high) / 2.0) > -1e-9);
            prop_assert!(*low < 1e-3 || lead(c, low - 1e-3) < 0.0);
            prop_assert!(*high > 1.0 - 1e-3 || lead(c, high + 1e-3) < 0.0);
        }
        for standing in &sure.standings {
            prop_assert!((standing.acceptability.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        }
        let firsts: f64 = sure.standings.iter().map(|s| s.first()).sum();
        prop_assert!((firsts - 1.0).abs() < 1e-9);
    }
}

// Hand-made cases.

#[test]
fn a_customer_who_costs_what_one_brings_scores_a_half() {
    let mut plan = plan();
    plan.profile.ticket = Some(100.0);
    plan.profile.margin = Some(0.5);
    figures(&mut plan, &name(0), 500, 10, 40);
    let r = advise(
        &plan,
        &catalogue(vec![plain("channel0"), plain("channel1")]),
    );
    let at = Criterion::Economics.index();
    assert!((r.channels[0].fit.scores[at] - 0.5).abs() < 1e-12);
    assert_eq!(r.channels[0].fit.basis[at], Basis::Said);
    assert_eq!(r.channels[1].fit.basis[at], Basis::Neutral);

    plan.profile.ticket = Some(200.0);
    let r = advise(&plan, &catalogue(vec![plain("channel0")]));
    assert!((r.channels[0].fit.scores[at] - 0.8).abs() < 1e-12);
}

#[test]
fn a_cost_per_lead_stands_in_while_no_month_has_both_spend_and_customers() {
    let mut plan = plan();
    plan.profile.ticket = Some(100.0);
    plan.profile.margin = Some(1.0);
    let mut put = |month: u8, field, value| {
        let month = plan
            .numbers
            .entry(Month::new(2026, month).unwrap())
            .or_default();
        let fields = month.channels.entry(name(0)).or_default();
        fields.insert(field, value);
    };
    put(1, ChannelField::Spend, 200.0);
    put(1, ChannelField::Leads, 20.0);
    put(2, ChannelField::Leads, 50.0);
    put(2, ChannelField::CustomersOffline, 5.0);
    // 10 a lead, one in ten buys: 100 a customer, who brings 100.
    let advice = only(&plan, plain("channel0"));
    assert!((advice.fit.scores[Criterion::Economics.index()] - 0.5).abs() < 1e-12);
}

#[test]
fn own_costs_without_an_order_value_are_neutral_and_say_so() {
    let mut plan = plan();
    figures(&mut plan, &name(0), 500, 10, 40);
    let r = advise(&plan, &catalogue(vec![plain("channel0")]));
    let at = Criterion::Economics.index();
    assert!(r.active[at]);
    assert_eq!(r.channels[0].fit.scores[at], 0.5);
    assert_eq!(r.channels[0].fit.basis[at], Basis::Neutral);
}

#[test]
fn a_channel_that_helps_where_the_gap_is_gets_the_points() {
    let mut reach = plain("channel0");
    reach.stage_fit = [3, 0, 0, 0];
    let mut engage = plain("channel1");
    engage.stage_fit = [0, 0, 0, 3];
    let catalogue = catalogue(vec![reach, engage]);
    let stages = [Some(100.0), Some(100.0), Some(100.0), Some(0.0)];
    let r = recommend(
        &plan(),
        &catalogue,
        &with_stages(&catalogue, stages),
        CONTEXT,
    );
    assert_eq!(r.gaps, [0.0, 0.0, 0.0, 1.0]);
    let at = Criterion::Journey.index();
    assert_eq!(r.channels[0].fit.scores[at], 0.0);
    assert_eq!(r.channels[1].fit.scores[at], 1.0);
    // Nothing else counts: a quarter of the weight, now all of it.
    assert_eq!((r.based_on, r.channels[1].total), (0.25, Some(100.0)));
}

#[test]
fn money_not_said_closes_nothing_and_none_closes_what_costs() {
    let mut paid = plain("channel0");
    paid.min_spend = 100.0;
    paid.fixed_cost = 20.0;
    let mut plan = plan();
    assert!(only(&plan, paid.clone()).gates.is_empty());
    plan.profile.budget = Some(0.0);
    let advice = only(&plan, paid.clone());
    assert_eq!(
        advice.gates,
        [Gate::Money {
            needs: 120.0,
            have: 0.0
        }]
    );
    let Lever::Budget(at_least) = advice.changes[0].lever else {
        panic!("{:?}", advice.changes)
    };
    assert!((at_least - 120.0 / 0.9).abs() < 1e-9);
    plan.profile.budget = Some(at_least);
    assert!(only(&plan, paid.clone()).gates.is_empty());
    plan.profile.budget = Some(at_least - 0.01);
    assert!(!only(&plan, paid).gates.is_empty());
}

#[test]
fn euros_that_cannot_be_converted_close_nothing_and_the_own_figure_is_never_converted() {
    let mut paid = plain("channel0");
    paid.min_spend = 137.0;
    let mut plan = plan();
    plan.profile.budget = Some(1.0);
    let catalogue = catalogue(vec![paid]);
    let scores = no_scores(&catalogue);
    let with = |plan: &Plan, euro_rate| {
        let context = Context {
            euro_rate,
            today: TODAY,
        };
        recommend(plan, &catalogue, &scores, context)
    };
    let blind = with(&plan, None);
    assert!(blind.channels[0].gates.is_empty() && blind.unknown.contains(&Unknown::Rate));
    assert!(blind.channels[0].notes.contains(&Note::NotConverted));
    assert_eq!(
        with(&plan, Some(95.0)).channels[0].values.monthly(),
        Some(13_000.0)
    );
    let used = plan.channels.entry(name(0)).or_default();
    used.edits.insert(EditField::MinSpend, 7.0);
    assert_eq!(
        with(&plan, Some(95.0)).channels[0].values.monthly(),
        Some(7.0)
    );
}

#[test]
fn a_market_closes_a_channel_only_when_every_known_one_does() {
    let mut channel = plain("channel0");
    channel.advertising = true;
    channel.markets = Cow::Owned(vec![MarketRule {
        country: country("RU"),
        access: Access::AdvertisingUnlawful,
        source: Cow::Borrowed("test"),
        checked: TODAY - 181,
    }]);
    let mut plan = plan();
    let mut sells_in = |codes: &[&str]| {
        plan.profile.markets = codes.iter().map(|c| country(c)).collect();
        only(&plan, channel.clone())
    };
    let closed = sells_in(&["RU"]);
    assert!(matches!(
        closed.gates[..],
        [Gate::AdvertisingUnlawful { .. }]
    ));
    assert!(
        closed
            .notes
            .iter()
            .any(|n| matches!(n, Note::CheckAgain { .. }))
    );
    let limited = sells_in(&["RU", "IT"]);
    assert!(limited.gates.is_empty());
    assert!(
        limited
            .notes
            .iter()
            .any(|n| matches!(n, Note::Limited { .. }))
    );
    assert!(!sells_in(&["RU", "XX"]).gates.is_empty());
    assert!(sells_in(&["XX"]).gates.is_empty());
    // What is not advertising may still be published there.
    channel.advertising = false;
    plan.profile.markets = vec![country("RU")];
    assert!(only(&plan, channel).gates.is_empty());
}

#[test]
fn a_known_absent_audience_is_for_later_and_a_guess_only_asks_to_check() {
    let mut social = plain("channel0");
    social.habits = Cow::Owned(vec![habit(0)]);
    let mut plan = plan();
    let mut with = |frequency, evidence| {
        let said = Habit {
            frequency: Some(frequency),
            evidence,
        };
        plan.profile.habits.insert(habit(0), said);
        advise(&plan, &catalogue(vec![social.clone(), plain("channel1")]))
    };
    let absent = with(Frequency::Never, Some(Evidence::Survey));
    assert_eq!(absent.channels[0].evidence, AudienceEvidence::Absent);
    assert!(!absent.portfolio.choice.channels.contains(&0));
    assert_eq!(absent.portfolio.later[0].missing, [Missing::Evidence]);
    let guess = with(Frequency::Daily, Some(Evidence::Guess));
    assert_eq!(guess.channels[0].notes, [Note::CheckFirst]);
    assert!(guess.portfolio.choice.channels.contains(&0));
    let proven = with(Frequency::Monthly, Some(Evidence::Sales));
    assert!(proven.channels[0].notes.is_empty());
}

#[test]
fn with_hours_for_two_the_third_is_first_on_the_later_list() {
    let mut plan = plan();
    plan.profile.hours = Some(5.0);
    plan.profile.model = Some(Model::Shop);
    let fits: Vec<Channel> = [3, 3, 2, 1]
        .iter()
        .enumerate()
        .map(|(n, fit)| Channel {
            model_fit: [*fit; 5],
            ..plain(&format!("channel{n}"))
        })
        .collect();
    let r = advise(&plan, &catalogue(fits));
    let portfolio = &r.portfolio;
    assert_eq!(portfolio.choice.channels, [0, 1]);
    assert_eq!(portfolio.binds, [Limit::Hours]);
    assert!(portfolio.statements.contains(&Statement::BelowGoal {
        chosen: 2,
        next: Some(2)
    }));
    assert_eq!(portfolio.later[0].missing, [Missing::Time(1.0)]);
    assert_eq!(
        portfolio.test,
        TestSlot::Missing {
            channel: 2,
            money: None,
            hours: Some(1.0)
        }
    );
}

#[test]
fn a_channel_in_use_is_kept_unless_something_speaks_against_it() {
    let mut plan = plan();
    plan.profile.model = Some(Model::Shop);
    plan.max_channels = 1;
    for n in 0..3 {
        plan.channels.entry(name(n)).or_default().status = Use::InUse;
    }
    let channels: Vec<Channel> = [3, 1, 0]
        .iter()
        .enumerate()
        .map(|(n, fit)| Channel {
            model_fit: [*fit; 5],
            ..plain(&format!("channel{n}"))
        })
        .collect();
    let verdicts: Vec<_> = advise(&plan, &catalogue(channels))
        .channels
        .iter()
        .map(|a| a.verdict.unwrap())
        .collect();
    assert_eq!(
        verdicts,
        [
            Verdict::Keep,
            Verdict::ReconsiderWeak,
            Verdict::ReconsiderGated
        ]
    );
}

#[test]
fn without_anything_to_go_by_there_is_no_total_and_no_portfolio() {
    let r = advise(&plan(), &catalogue(vec![plain("channel0")]));
    assert_eq!((r.based_on, r.channels[0].total), (0.0, None));
    assert_eq!(r.channels[0].rank, None);
    assert!(r.portfolio.choice.channels.is_empty());
    assert_eq!(sure(&r), None);
    for unknown in [Unknown::Budget, Unknown::Hours, Unknown::Markets] {
        assert!(r.unknown.contains(&unknown));
    }
}

#[test]
fn fixed_scales_keep_the_order_that_relative_scales_swap() {
    let weights = [0.4, 0.35, 0.25];
    let before = [
        vec![0.23, 0.77, 0.84],
        vec![0.53, 0.54, 0.43],
        vec![0.35, 0.32, 0.42],
    ];
    let mut after = before.to_vec();
    after.push(vec![0.40, 0.18, 1.44]);
    let swapped = |value: &dyn Fn(&[Vec<f64>]) -> Vec<f64>| {
        let (a, b) = (value(&before), value(&after));
        (a[0] > a[1]) != (b[0] > b[1])
    };
    assert!(swapped(&|m| mcda::min_max_values(m, &weights)));
    assert!(swapped(&|m| mcda::topsis(m, &weights)));
    assert!(!swapped(&|m| mcda::totals(&mcda::contributions(
        m, &weights
    ))));
}

/// A plan whose only weight lies on a criterion that nothing was entered for: no channel has a total, and no lever
/// may promise to make one a candidate.
#[test]
fn a_lever_promises_nothing_where_no_total_can_be_worked_out() {
    let mut plan = Plan::new("p1".to_owned(), 0);
    plan.apply(Action::SetWeights(Some([0.0, 0.0, 0.0, 0.0, 0.0, 0.25])))
        .unwrap();
    plan.apply(Action::SetSkill(Skill::Copy, Some(0))).unwrap();
    let catalogue = growth_wheel::content::catalogue();
    let r = advise(&plan, &catalogue);
    assert!(r.channels.iter().all(|a| a.total.is_none()));
    assert!(r.channels.iter().any(|a| !a.changes.is_empty()));
    assert!(r.channels.iter().flat_map(|a| &a.changes).all(|c| !c.opens));
}
