//! What a customer is worth: formulas by the way customers pay, what they rest on, and when a customer has paid.
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
use growth_wheel::engine::goal::{MARGIN, ORDER_VALUE, ORDERS, Origin};
use growth_wheel::engine::kpi::{clv_due, clv_future, clv_truncated, monthly_discount};
use growth_wheel::engine::value::{
    self, AGAIN, CAC, CONTRACT, DISCOUNT, Missing, NoValue, PERIOD, Period, RENEWAL, Variant, WAY,
    Worth, YEARS, contract_payback, contract_truncated, contract_value, retention_name,
    revenue_name,
};
use proptest::prelude::*;

fn plan(sheet: &[(&str, f64)]) -> Plan {
    let mut plan = Plan::new("p1".to_owned(), 0);
    for (name, value) in sheet {
        plan.sheet.insert((*name).to_owned(), *value);
    }
    plan
}

fn worth(sheet: &[(&str, f64)]) -> Worth {
    value::inputs(&plan(sheet)).worth().unwrap()
}

fn of(worth: &Worth, variant: Variant) -> Result<f64, NoValue> {
    let mut values = worth.values.iter();
    values.find(|(v, _)| *v == variant).unwrap().1
}

fn close(value: f64, expected: f64) {
    let scale = expected.abs().max(1.0);
    assert!(
        (value - expected).abs() <= 1e-9 * scale,
        "{value} is not {expected}"
    );
}

const SUBSCRIPTION: f64 = 1.0;
const MONTHLY: &str = revenue_name(Period::Month);
const KEPT: &str = retention_name(Period::Month);
const CONTRACTS: f64 = 2.0;

#[test]
fn a_customer_of_one_order_a_year_is_worth_the_margin_of_the_years() {
    // The documents' example: 150 of value over 25 of cost is 6.
    let w = worth(&[
        (ORDER_VALUE, 250.0),
        (ORDERS, 2.0),
        (MARGIN, 0.3),
        (CAC, 25.0),
    ]);
    assert_eq!(of(&w, Variant::Historic), Ok(150.0));
    assert_eq!(w.over_cac, Some(6.0));
    let payback = w.payback.unwrap();
    close(payback.simple.unwrap(), 2.0);
    assert_eq!(payback.with_churn, Err(NoValue::NotSeen));
    assert!(w.sensitivity.is_empty() && w.stay.is_none());
    let w = worth(&[
        (ORDER_VALUE, 250.0),
        (ORDERS, 2.0),
        (MARGIN, 0.3),
        (YEARS, 3.0),
        (AGAIN, 0.5),
        (DISCOUNT, 0.25),
    ]);
    assert_eq!(of(&w, Variant::Historic), Ok(450.0));
    // 150 · (1 + .4 + .16): said how many come back, the value counts no more than those.
    close(w.new_customer().unwrap(), 234.0);
    let now = w.sensitivity.iter().find(|s| s.churn == 1.0).unwrap();
    close(now.value, 234.0);
    assert!(w.payback.is_none() && w.over_cac.is_none());
}

#[test]
fn a_subscription_is_told_in_four_formulas() {
    let sheet = [
        (WAY, SUBSCRIPTION),
        (MONTHLY, 100.0),
        (MARGIN, 0.8),
        (KEPT, 0.95),
        (DISCOUNT, 0.1),
        (CAC, 400.0),
    ];
    let (w, d) = (worth(&sheet), monthly_discount(0.1).unwrap());
    close(w.margin, 80.0);
    close(
        of(&w, Variant::Due).unwrap(),
        clv_due(80.0, 0.95, d).unwrap(),
    );
    close(
        of(&w, Variant::Residual).unwrap(),
        clv_future(80.0, 0.95, d).unwrap(),
    );
    close(
        of(&w, Variant::Immediate).unwrap() * (1.0 + d),
        of(&w, Variant::Due).unwrap(),
    );
    close(
        of(&w, Variant::Truncated).unwrap(),
        clv_truncated(80.0, 0.95, d, 36).unwrap(),
    );
    close(w.stay.unwrap(), 20.0);
    close(w.over_cac.unwrap(), w.new_customer().unwrap() / 400.0);
    let payback = w.payback.unwrap();
    close(payback.simple.unwrap(), 5.0);
    // 1 − 5·.05 = .75; ln .75 / ln .95 = 5.6
    assert_eq!(payback.with_churn, Ok(6.0));
    let churn: Vec<f64> = w.sensitivity.iter().map(|s| s.churn).collect();
    assert_eq!(churn, [2.0, 1.5, 1.0, 0.75, 0.5]);
    close(w.sensitivity[2].value, w.new_customer().unwrap());
    close(w.sensitivity[4].retention, 0.975);
}

#[test]
fn a_year_s_figures_are_discounted_and_paid_back_as_a_year_s() {
    let w = worth(&[
        (WAY, SUBSCRIPTION),
        (PERIOD, 1.0),
        (revenue_name(Period::Year), 120.0),
        (MARGIN, 1.0),
        (retention_name(Period::Year), 0.5),
        (DISCOUNT, 0.25),
        (CAC, 60.0),
    ]);
    close(of(&w, Variant::Due).unwrap(), 200.0);
    // 120 · (1 + .4 + .16)
    close(of(&w, Variant::Truncated).unwrap(), 187.2);
    close(w.stay.unwrap(), 24.0);
    close(w.payback.unwrap().simple.unwrap(), 6.0);
    // Who pays for a year stays for a year: those who leave do so after it.
    assert_eq!(w.payback.unwrap().with_churn, Ok(6.0));
    let w = worth(&[
        (WAY, SUBSCRIPTION),
        (PERIOD, 1.0),
        (revenue_name(Period::Year), 1_000.0),
        (MARGIN, 1.0),
        (retention_name(Period::Year), 0.5),
        (CAC, 1_500.0),
    ]);
    assert!(w.over_cac.unwrap() > 1.0);
    assert_eq!(w.payback.unwrap().with_churn, Ok(24.0));
    // What was typed for a month says nothing of a year.
    let months = [
        (WAY, SUBSCRIPTION),
        (PERIOD, 1.0),
        (MONTHLY, 50.0),
        (KEPT, 0.95),
        (MARGIN, 1.0),
    ];
    assert_eq!(
        value::inputs(&plan(&months)).missing(),
        [Missing::Revenue, Missing::Retention]
    );
}

#[test]
fn where_nobody_leaves_only_the_value_cut_is_told() {
    let w = worth(&[
        (WAY, SUBSCRIPTION),
        (MONTHLY, 10.0),
        (MARGIN, 1.0),
        (KEPT, 1.0),
    ]);
    assert_eq!(w.new_customer(), Err(NoValue::NobodyLeaves));
    assert!(of(&w, Variant::Truncated).is_ok());
    assert!(w.stay.is_none() && w.sensitivity.is_empty() && w.over_cac.is_none());
    let contract = [
        (WAY, CONTRACTS),
        (MONTHLY, 10.0),
        (MARGIN, 1.0),
        (CONTRACT, 12.0),
        (RENEWAL, 1.0),
        (CAC, 200.0),
    ];
    let w = worth(&contract);
    assert_eq!(w.new_customer(), Err(NoValue::NobodyLeaves));
    assert_eq!(of(&w, Variant::Beyond), Err(NoValue::NobodyLeaves));
    assert!(of(&w, Variant::First).is_ok());
    assert_eq!(w.payback.unwrap().with_churn, Ok(20.0));
}

#[test]
fn a_contract_is_paid_to_its_end_and_renewed_or_not() {
    let w = worth(&[
        (WAY, CONTRACTS),
        (MONTHLY, 100.0),
        (MARGIN, 0.5),
        (CONTRACT, 12.0),
        (RENEWAL, 0.5),
        (DISCOUNT, 0.0),
        (CAC, 700.0),
    ]);
    close(of(&w, Variant::First).unwrap(), 600.0);
    close(w.new_customer().unwrap(), 1_200.0);
    close(of(&w, Variant::Beyond).unwrap(), 600.0);
    close(of(&w, Variant::Truncated).unwrap(), 1_050.0);
    close(w.stay.unwrap(), 24.0);
    let payback = w.payback.unwrap();
    close(payback.simple.unwrap(), 14.0);
    // The second contract brings 25 a month: 100 more take four months.
    assert_eq!(payback.with_churn, Ok(16.0));
    let w = worth(&[
        (WAY, CONTRACTS),
        (MONTHLY, 100.0),
        (MARGIN, 0.5),
        (CONTRACT, 12.0),
        (RENEWAL, 0.5),
        (CAC, 1_200.0),
    ]);
    assert_eq!(w.payback.unwrap().with_churn, Err(NoValue::Never));
}

#[test]
fn what_is_missing_is_named_in_the_order_of_the_page() {
    let missing = |sheet: &[(&str, f64)]| value::inputs(&plan(sheet)).missing();
    assert_eq!(missing(&[]), [Missing::OrderValue, Missing::Margin]);
    assert_eq!(
        missing(&[(WAY, SUBSCRIPTION)]),
        [Missing::Revenue, Missing::Retention, Missing::Margin]
    );
    assert_eq!(
        missing(&[(WAY, CONTRACTS), (MARGIN, 0.4)]),
        [Missing::Revenue, Missing::Contract, Missing::Renewal]
    );
    assert!(value::inputs(&plan(&[])).worth().is_none());
}

#[test]
fn the_way_customers_pay_follows_the_kind_of_business_until_it_is_chosen() {
    for (model, way) in [
        (None, "orders"),
        (Some(Model::Shop), "orders"),
        (Some(Model::Local), "orders"),
        (Some(Model::B2b), "contract"),
        (Some(Model::Nonprofit), "subscription"),
    ] {
        let mut plan = plan(&[]);
        plan.profile.model = model;
        assert_eq!(value::inputs(&plan).way.id(), way);
        plan.sheet.insert(WAY.to_owned(), 1.0);
        assert_eq!(value::inputs(&plan).way.id(), "subscription");
    }
    // A place nobody knows is no choice.
    assert_eq!(value::inputs(&plan(&[(WAY, 9.0)])).way.id(), "orders");
}

#[test]
fn own_figures_are_taken_over_with_the_interval_of_those_who_stay() {
    let mut plan = plan(&[(WAY, SUBSCRIPTION)]);
    plan.profile.margin = Some(0.5);
    let month = plan
        .numbers
        .entry(Month::new(2026, 9).unwrap())
        .or_default();
    for (field, value) in [
        (TotalField::StartCustomers, 200.0),
        (TotalField::EndCustomers, 200.0),
        (TotalField::NewCustomers, 20.0),
        (TotalField::TotalRevenue, 8_000.0),
    ] {
        month.totals.insert(field, value);
    }
    let email = month
        .channels
        .entry(ChannelId::builtin("email"))
        .or_default();
    email.insert(ChannelField::Spend, 1_000.0);
    let inputs = value::inputs(&plan);
    let figures = |g: Option<growth_wheel::engine::goal::Given>, expected: f64| {
        let g = g.unwrap();
        assert_eq!(g.origin, Origin::Figures);
        close(g.value, expected);
    };
    figures(inputs.revenue, 40.0);
    figures(inputs.retention, 0.9);
    figures(inputs.cac, 50.0);
    assert_eq!(inputs.margin.unwrap().origin, Origin::Profile);
    let w = inputs.worth().unwrap();
    let (low, high) = w.range.unwrap();
    let new = w.new_customer().unwrap();
    assert!(low < new && new < high, "{low} {new} {high}");
    plan.sheet.insert(PERIOD.to_owned(), 1.0);
    let inputs = value::inputs(&plan);
    figures(inputs.revenue, 480.0);
    figures(inputs.retention, 0.9_f64.powi(12));
    // What was typed has no interval of its own.
    plan.sheet
        .insert(retention_name(Period::Year).to_owned(), 0.9);
    let inputs = value::inputs(&plan);
    assert!(inputs.interval.is_none() && inputs.worth().unwrap().range.is_none());
}

/// Month by month, as nobody would write it in the app.
fn paid_after(cac: f64, margin: f64, months: u32, renewal: f64) -> Option<u32> {
    let (mut paid, mut still) = (0.0, 1.0);
    for month in 1..=6_000 {
        if paid >= cac - 1e-9 * cac.max(1.0) {
            return Some(month - 1);
        }
        paid += margin * still;
        if month % months == 0 {
            still *= renewal;
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_contract_of_one_month_is_a_subscription(
        m in 0.0..1e6_f64, r in 0.0..0.999_f64, d in 0.0..0.1_f64,
    ) {
        let (first, all) = contract_value(m, 1, r, d).unwrap();
        prop_assert!((first - m).abs() <= 1e-9 * m.max(1.0));
        let due = clv_due(m, r, d).unwrap();
        prop_assert!((all - due).abs() <= 1e-9 * due.max(1.0), "{all} {due}");
        let cut = contract_truncated(m, 1, r, d, 36).unwrap();
        let expected = clv_truncated(m, r, d, 36).unwrap();
        prop_assert!((cut - expected).abs() <= 1e-9 * expected.max(1.0), "{cut} {expected}");
    }

    #[test]
    fn more_renewals_never_make_a_contract_worth_less_and_no_cut_makes_it_worth_more(
        m in 0.0..1e6_f64, months in 1..=120_u32, r in 0.0..0.99_f64, more in 0.0..0.009_f64, d in 0.0..0.1_f64,
    ) {
        let (first, all) = contract_value(m, months, r, d).unwrap();
        let (_, better) = contract_value(m, months, r + more, d).unwrap();
        prop_assert!(first <= all * (1.0 + 1e-12) && all <= better * (1.0 + 1e-12));
        let mut before = 0.0;
        for cut in [1, 12, 36, 240] {
            let cut = contract_truncated(m, months, r, d, cut).unwrap();
            prop_assert!(before <= cut * (1.0 + 1e-12) && cut <= all * (1.0 + 1e-9), "{before} {cut} {all}");
            before = cut;
        }
    }

    #[test]
    fn a_contract_has_paid_in_the_month_counted_one_by_one(
        cac in 0.0..5_000.0_f64, margin in 1.0..500.0_f64, months in 1..=36_u32, renewal in 0.0..=1.0_f64,
    ) {
        let counted = paid_after(cac, margin, months, renewal).map(f64::from);
        let told = contract_payback(cac, margin, months, renewal);
        match (counted, told) {
            (Some(a), Some(b)) => prop_assert!((a - b).abs() <= 1.0, "{a} {b}"),
            // Beyond what was counted.
            (None, Some(b)) => prop_assert!(b > 5_000.0, "{b}"),
            (a, b) => prop_assert_eq!(a, b),
        }
    }

    #[test]
    fn the_value_follows_those_who_stay_and_every_figure_is_finite(
        way in 0..3_u8, period in 0..2_u8, revenue in 0.0..1e12_f64, margin in 0.0..=1.0_f64,
        stays in 0.0..=1.0_f64, months in 0.0..200.0_f64, discount in 0.0..=1.0_f64, cac in 0.0..1e12_f64,
    ) {
        let w = worth(&[
            (WAY, f64::from(way)), (PERIOD, f64::from(period)), (MONTHLY, revenue), (ORDER_VALUE, revenue),
            (revenue_name(Period::Year), revenue), (retention_name(Period::Year), stays),
            (MARGIN, margin), (KEPT, stays), (RENEWAL, stays), (AGAIN, stays),
            (CONTRACT, months.max(1.0)), (DISCOUNT, discount), (CAC, cac),
        ]);
        for (variant, value) in &w.values {
            if let Ok(value) = value {
                prop_assert!(value.is_finite() && *value >= 0.0, "{variant:?} {value}");
            }
        }
        for pair in w.sensitivity.windows(2) {
            prop_assert!(pair[0].value <= pair[1].value * (1.0 + 1e-12), "{:?}", w.sensitivity);
        }
        if let Some(payback) = w.payback
            && let (Ok(simple), Ok(counted)) = (payback.simple, payback.with_churn)
        {
            prop_assert!(counted >= simple.floor() && counted.is_finite(), "{payback:?}");
        }
    }
}
