//! KPIs of a plan: what stands in the grid, what is said where nothing can stand, and laws that hold for all figures.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use growth_wheel::domain::ids::ChannelId;
use growth_wheel::domain::numbers::{ChannelField, Month, TotalField};
use growth_wheel::domain::plan::Plan;
use growth_wheel::domain::profile::Model;
use growth_wheel::domain::stage::Stage;
use growth_wheel::engine::kpi::{
    self, ClvVariant, Flag, Input, KpiId, KpiValue, Measure, Reference, Selection, Unit, Why,
    first_eight, kpi as one, kpis, leaks, wilson,
};
use growth_wheel::engine::planner::{ChannelShare, Target, race_reverse};
use proptest::prelude::*;

const EMAIL: ChannelId = ChannelId::builtin("email");
const SEARCH: ChannelId = ChannelId::builtin("search_ads");

fn month(m: u8) -> Month {
    Month::new(2026, m).unwrap()
}

fn empty() -> Plan {
    Plan::new("p".to_owned(), 0)
}

fn channel(plan: &mut Plan, m: u8, id: &ChannelId, figures: &[(ChannelField, f64)]) {
    let entry = plan.numbers.entry(month(m)).or_default();
    entry
        .channels
        .entry(id.clone())
        .or_default()
        .extend(figures.iter().copied());
}

fn company(plan: &mut Plan, m: u8, figures: &[(TotalField, f64)]) {
    let entry = plan.numbers.entry(month(m)).or_default();
    entry.totals.extend(figures.iter().copied());
}

fn all(plan: &Plan, id: KpiId) -> KpiValue {
    one(plan, Selection::default(), id)
}

fn of(channel: &ChannelId) -> Selection<'_> {
    Selection {
        channel: Some(channel),
        ..Selection::default()
    }
}

fn close(got: f64, expected: f64) {
    assert!(
        (got - expected).abs() <= 1e-9 * expected.abs().max(1.0),
        "{got}, not {expected}"
    );
}

fn funnel() -> Plan {
    use ChannelField as F;
    let mut plan = empty();
    channel(
        &mut plan,
        1,
        &EMAIL,
        &[
            (F::Spend, 2000.0),
            (F::Impressions, 100_000.0),
            (F::Visits, 8_000.0),
            (F::Leads, 400.0),
            (F::CustomersOnline, 60.0),
            (F::CustomersOffline, 20.0),
        ],
    );
    plan
}

#[test]
fn the_funnel_of_the_text_gives_eight_five_and_twenty_per_cent() {
    let plan = funnel();
    for (id, rate) in [
        (KpiId::VisitRate, 0.08),
        (KpiId::VisitToLead, 0.05),
        (KpiId::LeadToSale, 0.20),
    ] {
        let value = all(&plan, id);
        close(value.value.unwrap(), rate);
        assert_eq!(value.flags, []);
    }
    close(all(&plan, KpiId::Cac).value.unwrap(), 25.0);
}

#[test]
fn a_customer_worth_150_won_for_25_gives_six() {
    let mut plan = funnel();
    plan.profile.model = Some(Model::Shop);
    plan.profile.margin = Some(0.5);
    company(
        &mut plan,
        1,
        &[
            (TotalField::StartCustomers, 90.0),
            (TotalField::EndCustomers, 110.0),
            (TotalField::TotalRevenue, 2500.0),
        ],
    );
    let value = all(&plan, KpiId::LtvCac);
    close(value.value.unwrap(), 6.0);
    assert_eq!(value.clv, Some(ClvVariant::Historic { years: 1.0 }));
    close(all(&plan, KpiId::Clv).value.unwrap(), 150.0);
    close(one(&plan, of(&EMAIL), KpiId::LtvCac).value.unwrap(), 6.0);
    // 25 a month at 50 % pays 25 in two months; nobody knows who leaves a shop.
    let payback = all(&plan, KpiId::Payback);
    close(payback.value.clone().unwrap(), 2.0);
    assert!(payback.has(Flag::WithoutChurn));
}

#[test]
fn where_leaving_is_seen_the_value_uses_it_and_says_so() {
    let mut plan = empty();
    plan.profile.model = Some(Model::B2b);
    plan.profile.margin = Some(0.5);
    let totals = [
        (TotalField::StartCustomers, 100.0),
        (TotalField::EndCustomers, 100.0),
        (TotalField::NewCustomers, 11.0),
        (TotalField::TotalRevenue, 20_000.0),
    ];
    company(&mut plan, 1, &totals);
    close(all(&plan, KpiId::Retention).value.unwrap(), 0.89);
    let value = all(&plan, KpiId::Clv);
    let d = kpi::monthly_discount(0.10).unwrap();
    let due = kpi::clv_due(100.0, 0.89, d).unwrap();
    close(value.value.unwrap(), due);
    match value.clv.unwrap() {
        ClvVariant::Due {
            retention,
            discount,
            truncated,
            residual,
        } => {
            close(retention, 0.89);
            close(discount, d);
            close(residual, due - 100.0);
            assert!(truncated < due && truncated > 0.9 * due, "{truncated}");
        }
        other => panic!("{other:?}"),
    }
    company(&mut plan, 1, &[(TotalField::NewCustomers, 0.0)]);
    assert_eq!(all(&plan, KpiId::Clv).value, Err(Why::NotObserved));
    assert_eq!(all(&plan, KpiId::Churn).value, Ok(0.0));
}

#[test]
fn the_payback_counts_those_who_leave() {
    use ChannelField as F;
    let mut plan = empty();
    plan.profile.model = Some(Model::B2b);
    plan.profile.margin = Some(0.8);
    let totals = [
        (TotalField::StartCustomers, 100.0),
        (TotalField::EndCustomers, 100.0),
        (TotalField::NewCustomers, 3.0),
        (TotalField::TotalRevenue, 5_000.0),
        (TotalField::SalesCost, 300.0),
    ];
    company(&mut plan, 1, &totals);
    channel(&mut plan, 1, &EMAIL, &[(F::Spend, 600.0)]);
    close(all(&plan, KpiId::Cac).value.unwrap(), 300.0);
    assert!(!all(&plan, KpiId::Cac).has(Flag::WithoutSalesCost));
    close(all(&plan, KpiId::NewCustomerCac).value.unwrap(), 200.0);
    assert_eq!(all(&plan, KpiId::Payback).value, Ok(9.0));
    channel(&mut plan, 1, &EMAIL, &[(F::Spend, 9_000.0)]);
    assert_eq!(all(&plan, KpiId::Payback).value, Err(Why::NeverPaysBack));
    company(&mut plan, 1, &[(TotalField::TotalRevenue, 0.0)]);
    assert_eq!(all(&plan, KpiId::Payback).value, Err(Why::NeverPaysBack));
}

#[test]
fn the_company_s_own_orders_come_before_those_of_the_channels() {
    use ChannelField as F;
    let mut plan = empty();
    let shop = [(F::Orders, 10.0), (F::Revenue, 500.0)];
    channel(&mut plan, 1, &EMAIL, &shop);
    close(all(&plan, KpiId::Aov).value.unwrap(), 50.0);
    let till = [
        (TotalField::AllOrders, 40.0),
        (TotalField::TotalRevenue, 3_200.0),
    ];
    company(&mut plan, 1, &till);
    close(all(&plan, KpiId::Aov).value.unwrap(), 80.0);
    let selection = Selection {
        channel: Some(&EMAIL),
        ..Selection::default()
    };
    close(kpi::kpi(&plan, selection, KpiId::Aov).value.unwrap(), 50.0);
}

#[test]
fn money_figures_follow_their_definitions() {
    use ChannelField as F;
    use TotalField as T;
    let mut plan = empty();
    plan.profile.margin = Some(0.4);
    plan.profile.cycle = Some(50.0);
    channel(
        &mut plan,
        1,
        &EMAIL,
        &[
            (F::Spend, 7000.0),
            (F::Impressions, 350_000.0),
            (F::Clicks, 3500.0),
            (F::AcceptedLeads, 70.0),
            (F::Orders, 280.0),
            (F::Revenue, 28_000.0),
        ],
    );
    company(
        &mut plan,
        1,
        &[
            (T::TotalRevenue, 60_000.0),
            (T::BaselineRevenue, 10_000.0),
            (T::ToolCost, 1000.0),
            (T::Opportunities, 20.0),
            (T::OffersWon, 10.0),
            (T::OffersDecided, 40.0),
            (T::OfferValue, 3000.0),
            (T::FirstGifts, 140.0),
            (T::DonorsBefore, 200.0),
            (T::DonorsAgain, 90.0),
            (T::Calls, 50.0),
            (T::MissedCalls, 10.0),
        ],
    );
    for (id, expected) in [
        (KpiId::Cpm, 20.0),
        (KpiId::Cpc, 2.0),
        (KpiId::Ctr, 0.01),
        (KpiId::CostPerAcceptedLead, 100.0),
        (KpiId::Aov, 100.0),
        (KpiId::Roas, 4.0),
        (KpiId::AdCostShare, 0.25),
        (KpiId::ContributionPerOrder, 15.0),
        (KpiId::Mer, 7.5),
        (KpiId::Romi, 1.5),
        (KpiId::WinRate, 0.25),
        (KpiId::PipelineVelocity, 300.0),
        (KpiId::CostPerFirstGift, 50.0),
        (KpiId::DonorRetention, 0.45),
        (KpiId::MissedCallsRate, 0.2),
    ] {
        println!("{}", id.id());
        close(all(&plan, id).value.unwrap(), expected);
    }
    // Open opportunities are a level: the same again in February changes nothing.
    let january = plan.numbers.get(&month(1)).unwrap().clone();
    plan.numbers.insert(month(2), january);
    close(all(&plan, KpiId::PipelineVelocity).value.unwrap(), 300.0);
}

#[test]
fn nothing_entered_names_everything_that_is_needed() {
    for model in [None, Some(Model::Shop)] {
        let mut plan = empty();
        plan.profile.model = model;
        for value in kpis(&plan, Selection::default()) {
            let Err(Why::NotEntered(mut missing)) = value.value else {
                panic!("{}: {:?}", value.id.id(), value.value);
            };
            let mut needed = value.id.inputs().to_vec();
            if model == Some(Model::Shop) && matches!(value.id, KpiId::Clv | KpiId::LtvCac) {
                needed.retain(|i| *i != Input::Total(TotalField::NewCustomers));
            }
            needed.sort_unstable();
            missing.sort_unstable();
            assert_eq!(missing, needed, "{}", value.id.id());
            assert!(value.interval.is_none() && value.clv.is_none());
        }
    }
}

#[test]
fn entering_what_is_named_is_enough() {
    for id in KpiId::ALL {
        let mut plan = empty();
        for input in id.inputs() {
            match input {
                Input::Channel(f) => channel(&mut plan, 1, &EMAIL, &[(*f, 40.0)]),
                Input::Customers => channel(
                    &mut plan,
                    1,
                    &EMAIL,
                    &[(ChannelField::CustomersOffline, 40.0)],
                ),
                // Fewer new ones than kept, so that retention is possible.
                Input::Total(TotalField::NewCustomers) => {
                    company(&mut plan, 1, &[(TotalField::NewCustomers, 10.0)]);
                }
                Input::Total(f) => company(&mut plan, 1, &[(*f, 40.0)]),
                Input::Margin => plan.profile.margin = Some(0.4),
                Input::Cycle => plan.profile.cycle = Some(30.0),
            }
        }
        let value = all(&plan, *id);
        assert!(value.value.is_ok(), "{}: {:?}", id.id(), value.value);
        for input in id.inputs() {
            let named = value.inputs.iter().any(|(i, _)| i == input);
            assert!(named, "{} does not show {}", id.id(), input.id());
        }
    }
}

#[test]
fn zero_over_something_is_zero_and_something_over_zero_is_not_a_number() {
    use ChannelField as F;
    let mut plan = empty();
    channel(
        &mut plan,
        1,
        &EMAIL,
        &[(F::Leads, 0.0), (F::Visits, 50.0), (F::Spend, 10.0)],
    );
    assert_eq!(all(&plan, KpiId::VisitToLead).value, Ok(0.0));
    assert_eq!(
        all(&plan, KpiId::Cpl).value,
        Err(Why::ZeroDenominator(Input::Channel(F::Leads)))
    );
    channel(
        &mut plan,
        1,
        &EMAIL,
        &[(F::Leads, 1e-300), (F::Spend, 1e12)],
    );
    assert_eq!(all(&plan, KpiId::Cpl).value, Err(Why::OutOfRange));
}

#[test]
fn figures_of_different_months_and_channels_are_never_divided() {
    use ChannelField as F;
    let mut plan = empty();
    channel(&mut plan, 1, &EMAIL, &[(F::Leads, 5.0), (F::Visits, 50.0)]);
    channel(&mut plan, 1, &SEARCH, &[(F::Visits, 950.0)]);
    let value = all(&plan, KpiId::VisitToLead);
    close(value.value.clone().unwrap(), 0.1);
    assert!(value.has(Flag::Partial));

    let mut apart = empty();
    channel(&mut apart, 1, &EMAIL, &[(F::Leads, 5.0)]);
    channel(&mut apart, 2, &EMAIL, &[(F::Visits, 50.0)]);
    assert!(matches!(
        all(&apart, KpiId::VisitToLead).value,
        Err(Why::NotTogether(_))
    ));
}

#[test]
fn months_outside_the_selection_do_not_count() {
    let mut plan = empty();
    for m in 1..=4 {
        channel(
            &mut plan,
            m,
            &EMAIL,
            &[(ChannelField::Leads, 10f64.powi(m.into()))],
        );
    }
    let middle = Selection {
        from: Some(month(2)),
        to: Some(month(3)),
        channel: None,
    };
    assert_eq!(one(&plan, middle, KpiId::Leads).value, Ok(1100.0));
    assert_eq!(all(&plan, KpiId::Leads).value, Ok(11_110.0));
}

#[test]
fn what_only_the_company_counts_is_not_given_for_a_channel() {
    let mut plan = funnel();
    company(&mut plan, 1, &[(TotalField::TotalRevenue, 1000.0)]);
    assert_eq!(
        one(&plan, of(&EMAIL), KpiId::Mer).value,
        Err(Why::CompanyOnly)
    );
}

#[test]
fn impossible_retention_is_refused_even_when_another_month_hides_it() {
    let mut plan = empty();
    let figures = |start, end, new| {
        [
            (TotalField::StartCustomers, start),
            (TotalField::EndCustomers, end),
            (TotalField::NewCustomers, new),
        ]
    };
    company(&mut plan, 1, &figures(100.0, 80.0, 0.0));
    company(&mut plan, 2, &figures(100.0, 130.0, 20.0));
    for id in [KpiId::Retention, KpiId::Churn, KpiId::Clv] {
        let mut priced = plan.clone();
        priced.profile.margin = Some(0.5);
        company(&mut priced, 1, &[(TotalField::TotalRevenue, 5.0)]);
        let value = all(&priced, id).value;
        assert!(matches!(value, Err(Why::Invalid(_))), "{value:?}");
    }
}

#[test]
fn odd_rates_and_small_samples_are_flagged() {
    use ChannelField as F;
    let mut plan = empty();
    channel(
        &mut plan,
        1,
        &EMAIL,
        &[
            (F::Clicks, 120.0),
            (F::Impressions, 100.0),
            (F::Leads, 29.0),
            (F::CustomersOnline, 30.0),
            (F::Visits, 1000.0),
        ],
    );
    let ctr = all(&plan, KpiId::Ctr);
    assert!(ctr.has(Flag::AboveOne) && ctr.interval.is_none());
    let sale = all(&plan, KpiId::LeadToSale);
    assert!(sale.has(Flag::CohortMismatch) && sale.is_small());
    assert!(!all(&plan, KpiId::VisitToLead).is_small());
    channel(&mut plan, 1, &EMAIL, &[(F::Leads, 4.0)]);
    assert!(all(&plan, KpiId::VisitToLead).is_small());
}

#[test]
fn wilson_intervals_equal_the_published_ones() {
    // statsmodels, proportion_confint(method="wilson").
    for (x, n, low, high) in [
        (200.0, 4000.0, 0.043_667_138_340_4, 0.057_196_360_620_3),
        (250.0, 4000.0, 0.055_410_190_824_4, 0.070_429_322_054_1),
        (0.0, 50.0, 0.0, 0.071_347_599_133_4),
    ] {
        let (l, h) = wilson(x, n).unwrap();
        assert!(
            (l - low).abs() < 1e-10 && (h - high).abs() < 1e-10,
            "{l} {h}"
        );
    }
    assert_eq!(wilson(0.0, 0.0), None);
    assert_eq!(wilson(3.0, 2.0), None);
}

#[test]
fn the_largest_leak_comes_first() {
    use ChannelField as F;
    let mut plan = funnel();
    channel(
        &mut plan,
        1,
        &SEARCH,
        &[
            (F::Impressions, 100_000.0),
            (F::Visits, 2_000.0),
            (F::Leads, 200.0),
            (F::CustomersOnline, 20.0),
        ],
    );
    plan.targets.insert("lead_to_sale".to_owned(), 0.25);
    let list = leaks(&plan, Selection::default());
    let steps: Vec<_> = list.iter().map(|l| l.step).collect();
    assert_eq!(
        steps,
        [
            KpiId::VisitToLead,
            KpiId::VisitRate,
            KpiId::LeadToSale,
            KpiId::RepeatRate
        ]
    );
    // Own 600 / 10,000 = 6 %, search has 10 %; 100 customers.
    close(
        list[0].extra_customers.clone().unwrap(),
        100.0 * (0.10 / 0.06 - 1.0),
    );
    assert_eq!(
        list[0].reference,
        Some((Reference::BestChannel(SEARCH), 0.1))
    );
    close(list[1].extra_customers.clone().unwrap(), 60.0);
    assert_eq!(list[2].reference, Some((Reference::Target, 0.25)));
    close(list[2].extra_customers.clone().unwrap(), 50.0);
    assert!(matches!(list[3].extra_customers, Err(Why::NotEntered(_))));
}

#[test]
fn one_channel_alone_or_too_few_cases_are_no_reference() {
    use ChannelField as F;
    let mut plan = funnel();
    let step = |plan: &Plan| {
        leaks(plan, Selection::default())
            .into_iter()
            .find(|l| l.step == KpiId::VisitToLead)
            .unwrap()
    };
    assert_eq!(step(&plan).extra_customers, Err(Why::NoReference));
    channel(
        &mut plan,
        1,
        &SEARCH,
        &[(F::Visits, 29.0), (F::Leads, 29.0)],
    );
    assert_eq!(step(&plan).extra_customers, Err(Why::NoReference));
    channel(&mut plan, 1, &SEARCH, &[(F::Visits, 30.0)]);
    assert!(step(&plan).extra_customers.is_ok());
    // A rate above 1 is a mistake in the figures, not an example to follow.
    channel(&mut plan, 1, &SEARCH, &[(F::Leads, 31.0)]);
    assert_eq!(step(&plan).extra_customers, Err(Why::NoReference));
}

#[test]
fn the_grid_is_four_by_four_and_names_are_kept() {
    for stage in Stage::ALL {
        for measure in Measure::ALL {
            let there: Vec<_> = KpiId::ALL
                .iter()
                .filter(|k| k.stage() == stage && k.measure() == Some(measure))
                .collect();
            assert_eq!(there.len(), 1, "{} {}", stage.id(), measure.id());
        }
    }
    for id in KpiId::ALL {
        assert_eq!(KpiId::from_id(id.id()), Some(*id));
    }
    assert_eq!(KpiId::from_id("karma"), None);
    let models = Model::ALL.iter().copied().map(Some).chain([None]);
    for mut eight in models.map(first_eight) {
        eight.sort_unstable();
        assert!(eight.windows(2).all(|w| w[0] != w[1]), "{eight:?}");
    }
}

fn amount() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(0.0),
        Just(1e-300),
        Just(1e12),
        (0u32..1000).prop_map(f64::from),
        0.0..1e6f64,
    ]
}

prop_compose! {
    fn any_plan()(
        figures in prop::collection::vec((1u8..=3, 0usize..2, 0usize..10, amount()), 0..50),
        totals in prop::collection::vec((1u8..=3, 0usize..19, amount()), 0..50),
        margin in prop::option::of(0.0..=1.0f64),
        cycle in prop::option::of(amount()),
        model in 0usize..6,
        targets in prop::collection::vec((0usize..KpiId::ALL.len(), amount()), 0..4),
    ) -> Plan {
        let mut plan = empty();
        plan.profile.margin = margin;
        plan.profile.cycle = cycle;
        plan.profile.model = Model::ALL.get(model).copied();
        for (m, c, f, v) in figures {
            channel(&mut plan, m, [&EMAIL, &SEARCH][c], &[(ChannelField::ALL[f], v)]);
        }
        for (m, f, v) in totals {
            company(&mut plan, m, &[(TotalField::ALL[f], v)]);
        }
        for (k, v) in targets {
            plan.targets.insert(KpiId::ALL[k].id().to_owned(), v);
        }
        plan
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_value_is_finite_and_rates_are_in_range_or_flagged(
        plan in any_plan(),
        by_channel in any::<bool>(),
    ) {
        let email = EMAIL;
        let selection = if by_channel { of(&email) } else { Selection::default() };
        for value in kpis(&plan, selection) {
            let name = value.id.id();
            prop_assert!(value.inputs.iter().all(|(_, v)| v.is_finite()), "{}", name);
            let Ok(v) = value.value else { continue };
            prop_assert!(v.is_finite(), "{}", name);
            let open = matches!(value.id, KpiId::Romi | KpiId::ContributionPerOrder);
            prop_assert!(open || v >= 0.0, "{} {}", name, v);
            let share = value.id.unit() == Unit::Share
                && !matches!(value.id, KpiId::Romi | KpiId::AdCostShare);
            if share {
                let flagged = value.has(Flag::AboveOne) || value.has(Flag::CohortMismatch);
                prop_assert_eq!(v > 1.0, flagged, "{} {}", name, v);
            }
            if let Some((low, high)) = value.interval {
                prop_assert!(share && 0.0 <= low && high <= 1.0, "{}", name);
                prop_assert!(low <= v + 1e-12 && v <= high + 1e-12, "{} {} {} {}", name, low, v, high);
            }
        }
        let list = leaks(&plan, selection);
        prop_assert_eq!(list.len(), 4);
        for leak in list {
            if let Ok(extra) = leak.extra_customers {
                prop_assert!(extra.is_finite() && extra >= 0.0);
            }
        }
    }

    #[test]
    fn the_three_customer_values_agree(
        m in -1e4..1e4f64,
        r in 0.0..0.99f64,
        d in 0.0..0.5f64,
    ) {
        let due = kpi::clv_due(m, r, d).unwrap();
        let future = kpi::clv_future(m, r, d).unwrap();
        let immediate = kpi::clv_immediate(m, r, d).unwrap();
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * due.abs().max(1.0);
        prop_assert!(near(due - future, m));
        prop_assert!(near(due, immediate * (1.0 + d)));
        // The cut value is the sum of its terms, and grows into the whole.
        let mut sum = 0.0;
        for t in 0..40u32 {
            prop_assert!(near(kpi::clv_truncated(m, r, d, t).unwrap(), sum));
            sum += m * (r / (1.0 + d)).powi(t as i32);
        }
        prop_assert!(near(kpi::clv_truncated(m, r, d, u32::MAX).unwrap(), due));
    }

    #[test]
    fn customers_who_stay_longer_are_worth_more_and_pay_back_sooner(
        m in 1.0..1e4f64,
        r in 0.0..0.98f64,
        more in 0.001..0.01f64,
        cac in 1.0..1e4f64,
    ) {
        prop_assert!(kpi::clv_due(m, r + more, 0.01) > kpi::clv_due(m, r, 0.01));
        let slow = kpi::payback_with_churn(cac, m, 1.0, 1.0 - r);
        let fast = kpi::payback_with_churn(cac, m, 1.0, 1.0 - r - more);
        // Never is later than any month.
        prop_assert!(fast.unwrap_or(f64::INFINITY) <= slow.unwrap_or(f64::INFINITY));
        if let Some(months) = slow {
            prop_assert!(months + 1e-6 >= kpi::payback(cac, m, 1.0).unwrap());
        }
    }

    #[test]
    fn spending_more_for_the_same_never_looks_better(spend in 1.0..1e6f64, more in 1.0..1e6f64) {
        let mut cheap = funnel();
        channel(&mut cheap, 1, &EMAIL, &[(ChannelField::Spend, spend), (ChannelField::Revenue, 5e4)]);
        let mut dear = cheap.clone();
        channel(&mut dear, 1, &EMAIL, &[(ChannelField::Spend, spend + more)]);
        for (id, sign) in [
            (KpiId::Cac, 1.0),
            (KpiId::Cpl, 1.0),
            (KpiId::Cpm, 1.0),
            (KpiId::CostPerVisit, 1.0),
            (KpiId::AdCostShare, 1.0),
            (KpiId::Roas, -1.0),
        ] {
            let (a, b) = (all(&cheap, id).value.unwrap(), all(&dear, id).value.unwrap());
            prop_assert!(sign * (b - a) > 0.0, "{}", id.id());
        }
    }

    #[test]
    fn more_cases_make_a_narrower_interval(x in 0u32..=100, n in 100u32..1000) {
        let width = |k: f64| {
            let (low, high) = wilson(k * f64::from(x), k * f64::from(n)).unwrap();
            high - low
        };
        prop_assert!(width(2.0) < width(1.0));
    }

    #[test]
    fn a_higher_target_never_needs_less(
        revenue in 0.0..1e6f64,
        more in 0.0..1e6f64,
        repeat in 0.0..1e5f64,
        q in 0.01..=1.0f64,
        p in 0.01..=1.0f64,
        share in 0.0..=1.0f64,
    ) {
        let plan = |revenue| {
            race_reverse(&Target {
                revenue,
                repeat_revenue: repeat,
                order_value: 80.0,
                orders_per_customer: 1.5,
                margin: Some(0.4),
                channels: [share, 1.0 - share]
                    .map(|customers| ChannelShare {
                        customers,
                        lead_to_customer: q,
                        visit_to_lead: p,
                        cost_per_visit: 0.7,
                    })
                    .to_vec(),
            })
            .unwrap()
        };
        let (low, high) = (plan(revenue), plan(revenue + more));
        prop_assert!(high.customers >= low.customers);
        let (low, high) = (low.totals.unwrap(), high.totals.unwrap());
        prop_assert!(high.budget >= low.budget - 1e-9 * low.budget);
        // Walking the funnel forwards again brings the customers back.
        let customers = plan(revenue).customers;
        prop_assert!((low.visits * p * q - customers).abs() <= 1e-9 * customers.max(1.0));
    }
}
