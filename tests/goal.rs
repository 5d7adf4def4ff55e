//! The planner's sheet: what it takes from where, what it answers, and the laws of the answer.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use growth_wheel::content::examples;
use growth_wheel::domain::action::Action;
use growth_wheel::domain::channel_use::Use;
use growth_wheel::domain::ids::ChannelId;
use growth_wheel::domain::plan::Plan;
use growth_wheel::engine::goal::{
    CHOSEN, End, Goal, MARGIN, Missing, ORDER_VALUE, ORDERS, Origin, REPEAT, REVENUE, Rate, SEASON,
    Season, Sheet, apportion, end_name, kpi_targets, listed_name, month_name, rate_name,
    share_name, sheet,
};
use growth_wheel::engine::kpi::KpiId;
use proptest::prelude::*;

const EMAIL: ChannelId = ChannelId::builtin("email");
const ADS: ChannelId = ChannelId::builtin("search_ads");

fn set(plan: &mut Plan, name: impl Into<String>, value: f64) {
    plan.apply(Action::SetSheet(name.into(), Some(value)))
        .unwrap();
}

/// The first case of the oracle: a target of 100,000 at a margin of 45 % that needs 184,314 of spend.
fn losing() -> Plan {
    let oracle: serde_json::Value =
        serde_json::from_str(include_str!("oracles/kpi_cases.json")).unwrap();
    let case = &oracle["race_reverse"][0];
    let mut plan = Plan::new("p".to_owned(), 0);
    let input = &case["inputs"];
    let of = |of: &serde_json::Value, name: &str| of[name].as_f64().unwrap();
    set(&mut plan, REVENUE, of(input, "target_revenue"));
    set(&mut plan, ORDER_VALUE, of(input, "aov"));
    set(&mut plan, ORDERS, of(input, "orders_per_customer"));
    set(&mut plan, MARGIN, of(input, "gross_margin"));
    for channel in input["channels"].as_array().unwrap() {
        let id = ChannelId::parse(channel["name"].as_str().unwrap()).unwrap();
        set(&mut plan, share_name(&id), of(channel, "customer_share"));
        for (rate, name) in [
            (Rate::VisitToLead, "visit_to_lead"),
            (Rate::LeadToSale, "lead_to_customer"),
            (Rate::CostPerVisit, "cost_per_visit"),
        ] {
            set(&mut plan, rate_name(&id, rate), of(channel, name));
        }
    }
    plan
}

fn goal(plan: &Plan) -> Goal {
    let sheet = sheet(plan);
    assert_eq!(sheet.missing(), []);
    sheet.goal().unwrap()
}

#[test]
fn a_plan_that_loses_money_says_so_and_where_it_would_not() {
    let plan = losing();
    let goal = goal(&plan);
    let totals = goal.likely.totals.unwrap();
    assert!(near(totals.budget, 184_314.0), "{totals:?}");
    assert!(goal.likely.loses_money(), "{totals:?}");
    let even = goal.break_even.unwrap();
    let cac = totals.blended_cac.unwrap();
    assert!(even.cac < cac && even.conversion > 1.0, "{even:?}");
    // What it says of each way out holds when it is tried.
    let tried = |name: &str, value: f64| {
        let mut plan = losing();
        set(&mut plan, name, value);
        let sheet = sheet(&plan);
        // Whole customers make the sum move by up to one of them.
        let goal = sheet.goal().unwrap();
        let totals = goal.likely.totals.unwrap();
        totals.contribution.unwrap() / goal.likely.customers
    };
    assert!(tried(ORDER_VALUE, even.order_value).abs() < 1e-6);
    assert!(tried(ORDERS, even.orders).abs() < 1e-6);
    assert!(tried(ORDERS, even.orders * 1.01) > 0.0);
    assert!(tried(ORDERS, even.orders * 0.99) < 0.0);
}

#[test]
fn nothing_typed_takes_the_own_figures_and_says_so() {
    let mut plan = examples::plan("outdoor").unwrap();
    let empty = sheet(&plan);
    assert!(!empty.chosen && empty.channels.len() == 4, "{empty:?}");
    assert_eq!(empty.missing().first(), Some(&Missing::Revenue));
    let ads = empty.channels.iter().find(|c| c.id == ADS).unwrap();
    let cost = ads.rates[0].unwrap();
    assert_eq!((cost.origin, cost.assumed), (Origin::Figures, true));
    // Spend of three months over visits of three months.
    assert!((cost.likely - 8400.0 / 19900.0).abs() < 1e-12);
    assert_eq!(empty.order_value.unwrap().origin, Origin::Figures);
    assert_eq!(empty.margin.unwrap().origin, Origin::Profile);
    assert_eq!(empty.orders.origin, Origin::Assumed);
    // What is typed comes first, and an emptied field goes back.
    set(&mut plan, rate_name(&ADS, Rate::CostPerVisit), 0.5);
    let typed = sheet(&plan);
    assert!(!typed.chosen, "a rate chooses no channel");
    let cost = |s: &Sheet| s.channels.iter().find(|c| c.id == ADS).unwrap().rates[0].unwrap();
    assert_eq!(
        (cost(&typed).likely, cost(&typed).origin),
        (0.5, Origin::Typed)
    );
    plan.apply(Action::SetSheet(rate_name(&ADS, Rate::CostPerVisit), None))
        .unwrap();
    assert_eq!(sheet(&plan), empty);
}

#[test]
fn the_rate_of_own_figures_has_the_interval_of_its_counts() {
    let plan = examples::plan("software").unwrap();
    let sheet = sheet(&plan);
    let ads = sheet.channels.iter().find(|c| c.id == ADS).unwrap();
    let rate = ads.rates[1].unwrap();
    assert_eq!((rate.origin, rate.assumed), (Origin::Figures, false));
    assert!(
        rate.low < rate.likely && rate.likely < rate.high,
        "{rate:?}"
    );
}

#[test]
fn what_is_missing_is_named_and_a_channel_without_a_part_asks_nothing() {
    let mut plan = Plan::new("p".to_owned(), 0);
    assert_eq!(
        sheet(&plan).missing(),
        [Missing::Revenue, Missing::OrderValue, Missing::Channel]
    );
    set(&mut plan, REVENUE, 1000.0);
    set(&mut plan, ORDER_VALUE, 50.0);
    set(&mut plan, share_name(&EMAIL), 1.0);
    set(&mut plan, share_name(&ADS), 0.0);
    set(&mut plan, rate_name(&EMAIL, Rate::VisitToLead), 0.1);
    let missing = sheet(&plan).missing();
    assert_eq!(
        missing,
        [
            Missing::Rate(EMAIL, Rate::CostPerVisit),
            Missing::Rate(EMAIL, Rate::LeadToSale)
        ]
    );
}

#[test]
fn a_channel_that_cannot_reach_its_part_leaves_no_false_sum() {
    let mut plan = losing();
    let id = sheet(&plan).channels[0].id.clone();
    set(&mut plan, rate_name(&id, Rate::LeadToSale), 0.0);
    let goal = goal(&plan);
    assert!(goal.likely.channels[0].is_none());
    assert_eq!(
        (goal.likely.totals, goal.months, goal.break_even),
        (None, None, None)
    );
    assert_eq!(kpi_targets(&goal.likely), []);
}

#[test]
fn the_season_spreads_the_year_and_nothing_is_lost() {
    for (place, season) in Season::ALL.into_iter().enumerate() {
        let mut plan = losing();
        set(&mut plan, SEASON, place as f64);
        for month in 1..=12 {
            set(&mut plan, month_name(month), (month % 5) as f64);
        }
        let read = sheet(&plan);
        assert_eq!(read.season, season);
        if season != Season::Own {
            assert!(
                (read.index.iter().sum::<f64>() - 12.0).abs() < 1e-9,
                "{season:?}"
            );
        }
        let goal = goal(&plan);
        let (months, totals) = (goal.months.unwrap(), goal.likely.totals.unwrap());
        let sum = |f: fn(&growth_wheel::engine::goal::MonthNeed) -> u64| -> u64 {
            months.iter().map(f).sum()
        };
        assert_eq!(sum(|m| m.customers) as f64, goal.likely.customers);
        assert_eq!(sum(|m| m.cents) as f64, (totals.budget * 100.0).round());
        assert_eq!(sum(|m| m.visits) as f64, totals.visits.ceil());
        assert_eq!(sum(|m| m.leads) as f64, totals.leads.ceil());
    }
    // Months that are all 0 are no season.
    let mut plan = losing();
    set(&mut plan, SEASON, 3.0);
    for month in 1..=12 {
        set(&mut plan, month_name(month), 0.0);
    }
    assert_eq!(sheet(&plan).index, [1.0; 12]);
    set(&mut plan, SEASON, 99.0);
    assert_eq!(sheet(&plan).season, Season::Flat);
}

#[test]
fn the_steps_become_targets_of_an_average_month() {
    let goal = goal(&losing());
    let totals = goal.likely.totals.unwrap();
    let targets = kpi_targets(&goal.likely);
    let of = |id: KpiId| targets.iter().find(|(k, _)| *k == id).unwrap().1;
    assert_eq!(of(KpiId::Customers), (goal.likely.customers / 12.0).ceil());
    assert!((of(KpiId::Cac) - totals.blended_cac.unwrap()).abs() <= 0.005);
    assert!((of(KpiId::VisitToLead) - totals.leads / totals.visits).abs() < 1e-12);
    assert_eq!(targets.len(), 8);
}

fn any_sheet() -> impl Strategy<Value = Plan> {
    let rate = || 0.001..=1.0_f64;
    let channel = (0.0..=1.0_f64, rate(), rate(), 0.0..50.0_f64);
    (
        1.0..1e7_f64,
        0.0..1e6_f64,
        1.0..5_000.0_f64,
        0.5..20.0_f64,
        0.0..=1.0_f64,
        prop::collection::vec(channel, 1..5),
        0..4_u8,
    )
        .prop_map(
            |(revenue, repeat, value, orders, margin, channels, season)| {
                let mut plan = Plan::new("p".to_owned(), 0);
                for (name, value) in [
                    (REVENUE, revenue),
                    (REPEAT, repeat),
                    (ORDER_VALUE, value),
                    (ORDERS, orders),
                    (MARGIN, margin),
                    (SEASON, f64::from(season)),
                ] {
                    set(&mut plan, name, value);
                }
                for (id, (share, lead, sale, cost)) in ["email", "events", "search_ads", "tiktok"]
                    .iter()
                    .zip(channels)
                {
                    let id = ChannelId::parse(id).unwrap();
                    set(&mut plan, share_name(&id), share);
                    set(&mut plan, rate_name(&id, Rate::VisitToLead), lead);
                    set(&mut plan, rate_name(&id, Rate::LeadToSale), sale);
                    set(&mut plan, rate_name(&id, Rate::CostPerVisit), cost);
                }
                plan
            },
        )
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

#[test]
fn an_emptied_part_leaves_its_channel_and_the_list_may_be_empty() {
    let mut plan = Plan::new("p".to_owned(), 0);
    plan.channels.entry(EMAIL).or_default().status = Use::InUse;
    let ids = |plan: &Plan| sheet(plan).channels.len();
    assert_eq!(ids(&plan), 1);
    set(&mut plan, listed_name(&ADS), 1.0);
    assert_eq!((ids(&plan), sheet(&plan).channels[0].share), (1, 1.0));
    plan.sheet.remove(&listed_name(&ADS));
    set(&mut plan, CHOSEN, 1.0);
    assert_eq!(ids(&plan), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_better_end_costs_no_more_than_the_likely_and_the_worse_no_less(plan in any_sheet()) {
        let goal = goal(&plan);
        let likely = goal.likely.totals.unwrap().budget;
        let (best, worst) = (goal.budget.0.unwrap(), goal.budget.1.unwrap());
        prop_assert!(best <= likely * (1.0 + 1e-12) + 1e-9, "{best} {likely}");
        prop_assert!(likely <= worst * (1.0 + 1e-12) + 1e-9, "{likely} {worst}");
        for swing in &goal.swings {
            let range = swing.range;
            prop_assert!(range.low <= range.likely && range.likely <= range.high);
            let (low, high) = (swing.budget.0.unwrap(), swing.budget.1.unwrap());
            // More of a good rate costs less, more of a cost costs more.
            let (less, more) = if swing.rate == Rate::CostPerVisit { (low, high) } else { (high, low) };
            prop_assert!(less <= likely + 1e-9 * likely.max(1.0) && likely <= more + 1e-9 * more.max(1.0));
        }
        let widths: Vec<f64> = goal.swings.iter().map(|s| (s.budget.0.unwrap() - s.budget.1.unwrap()).abs()).collect();
        prop_assert!(widths.windows(2).all(|w| w[0] >= w[1]));
    }

    #[test]
    fn the_channels_sum_to_the_totals_and_the_parts_to_one(plan in any_sheet()) {
        let sheet = sheet(&plan);
        prop_assert!(near(sheet.channels.iter().map(|c| c.share).sum::<f64>(), 1.0));
        let goal = sheet.goal().unwrap();
        let totals = goal.likely.totals.unwrap();
        let sum = |f: fn(&growth_wheel::engine::planner::ChannelNeed) -> f64| -> f64 {
            goal.likely.channels.iter().flatten().map(f).sum()
        };
        prop_assert!(near(sum(|c| c.customers), goal.likely.customers));
        prop_assert!(near(sum(|c| c.leads), totals.leads));
        prop_assert!(near(sum(|c| c.visits), totals.visits));
        prop_assert!(near(sum(|c| c.budget), totals.budget));
    }

    #[test]
    fn a_better_rate_never_asks_for_more(plan in any_sheet(), place in 0_usize..4, better in 1.0..3.0_f64) {
        let before = goal(&plan).likely.totals.unwrap();
        let read = sheet(&plan);
        let channel = &read.channels[place % read.channels.len()];
        for rate in [Rate::VisitToLead, Rate::LeadToSale] {
            let at = Rate::ALL.iter().position(|r| *r == rate).unwrap();
            let now = channel.rates[at].unwrap().likely;
            let mut plan = plan.clone();
            set(&mut plan, rate_name(&channel.id, rate), (now * better).min(1.0));
            let after = goal(&plan).likely.totals.unwrap();
            prop_assert!(after.visits <= before.visits * (1.0 + 1e-12));
            prop_assert!(after.budget <= before.budget * (1.0 + 1e-12));
        }
    }

    #[test]
    fn a_whole_is_given_out_to_the_last_part(total in 0_u64..10_000_000, weights in prop::collection::vec(0.0..9.0_f64, 1..20)) {
        prop_assume!(weights.iter().sum::<f64>() > 0.0);
        let parts = apportion(total, &weights);
        prop_assert_eq!(parts.iter().sum::<u64>(), total);
        let sum: f64 = weights.iter().sum();
        for (part, weight) in parts.iter().zip(&weights) {
            // The quota rule: never more than one away from the exact part.
            let exact = total as f64 * weight / sum;
            prop_assert!((*part as f64 - exact).abs() < 1.0 + 1e-6, "{part} for {exact}");
        }
    }

    #[test]
    fn whatever_stands_in_the_sheet_is_answered_or_refused(
        figures in prop::collection::vec((0..12_usize, 0.0..=1e12_f64), 0..14),
    ) {
        let names = [
            REVENUE.to_owned(), REPEAT.to_owned(), ORDER_VALUE.to_owned(), ORDERS.to_owned(), MARGIN.to_owned(),
            SEASON.to_owned(), share_name(&EMAIL), rate_name(&EMAIL, Rate::VisitToLead),
            rate_name(&EMAIL, Rate::LeadToSale), rate_name(&EMAIL, Rate::CostPerVisit),
            end_name(&EMAIL, Rate::LeadToSale, End::Low), "planner.nobody.share".to_owned(),
        ];
        let mut plan = Plan::new("p".to_owned(), 0);
        for (at, value) in figures {
            set(&mut plan, names[at].clone(), value);
        }
        let sheet = sheet(&plan);
        for range in sheet.channels.iter().flat_map(|c| c.rates).flatten() {
            prop_assert!(range.low <= range.likely && range.likely <= range.high);
        }
        if let Ok(goal) = sheet.goal() {
            let finite = |v: f64| v.is_finite();
            prop_assert!(goal.likely.totals.is_none_or(|t| finite(t.budget) && finite(t.visits)));
            prop_assert!(goal.break_even.is_none_or(|b| finite(b.cac) && finite(b.orders) && finite(b.conversion)));
        }
    }
}
