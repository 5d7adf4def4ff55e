//! KPI maths.

use growth_wheel::engine::kpi::{self, ratio};
use growth_wheel::engine::planner::{ChannelShare, Target, race_reverse, round_up};
use serde_json::Value;

const FILE: &str = "kpi_cases.json";

fn num(inputs: &Value, name: &str) -> f64 {
    inputs[name]
        .as_f64()
        .unwrap_or_else(|| panic!("no number {name} in {inputs}"))
}

/// A field that is not in the case is not checked; null is undefined.
fn check(got: Option<f64>, case: &Value, name: &str, context: &str) {
    match case.get(name) {
        None => {}
        Some(Value::Null) => assert_eq!(got, None, "{context} {name}: {case}"),
        Some(expected) => {
            let expected = expected.as_f64().unwrap();
            let got = got.unwrap_or_else(|| panic!("{context} {name}: undefined, not {expected}"));
            let tolerance = 1e-9 * expected.abs().max(1e-3);
            assert!(
                (got - expected).abs() <= tolerance,
                "{context} {name}: {got}, not {expected}"
            );
        }
    }
}

fn cases<'a>(file: &'a Value, group: &str) -> &'a [Value] {
    let list = file[group].as_array().map_or(&[][..], Vec::as_slice);
    println!("{FILE} {group}: {} cases", list.len());
    list
}

type Formula = fn(f64, f64) -> Option<f64>;

fn formula(name: &str) -> (Formula, [&'static str; 2]) {
    match name {
        "cac" => (kpi::cac, ["spend", "new_customers"]),
        "cpl" => (kpi::cpl, ["spend", "leads"]),
        "cpa" => (kpi::cpa, ["spend", "actions"]),
        "cpc" => (kpi::cpc, ["spend", "clicks"]),
        "cpm" => (kpi::cpm, ["spend", "impressions"]),
        "ctr" => (kpi::ctr, ["clicks", "impressions"]),
        "cvr" => (kpi::cvr, ["conversions", "visits"]),
        "aov" => (kpi::aov, ["revenue", "orders"]),
        "roas" => (kpi::roas, ["revenue", "ad_spend"]),
        "mer" => (kpi::mer, ["total_revenue", "total_marketing_spend"]),
        "click_to_open" => (kpi::click_to_open, ["unique_clicks", "unique_opens"]),
        "open_rate" => (kpi::open_rate, ["unique_opens", "delivered"]),
        "lead_to_sale" => (kpi::lead_to_sale, ["customers", "leads"]),
        "share_of_voice" => (kpi::share_of_voice, ["brand_spend", "category_spend"]),
        "engagement_rate_ga4" => (kpi::engagement_rate_ga4, ["engaged_sessions", "sessions"]),
        "bounce_rate_ga4" => (kpi::bounce_rate_ga4, ["engaged_sessions", "sessions"]),
        "repeat_purchase_rate" => (kpi::repeat_purchase_rate, ["repeat_customers", "customers"]),
        "ltv_cac" => (kpi::ltv_cac, ["ltv", "cac"]),
        other => panic!("no formula {other}"),
    }
}

#[test]
fn ratios_equal_the_reference() {
    let file = super::load(FILE);
    let list = cases(&file, "ratios");
    assert!(!list.is_empty(), "no ratios in {FILE}");
    for case in list {
        let name = case["kpi"].as_str().unwrap();
        let (f, [n, d]) = formula(name);
        let got = f(num(&case["inputs"], n), num(&case["inputs"], d));
        check(got, case, "expected", name);
    }
}

#[test]
fn returns_retention_and_scores_equal_the_reference() {
    let file = super::load(FILE);
    for case in cases(&file, "roi") {
        let i = &case["inputs"];
        let got = kpi::roi(
            num(i, "incremental_revenue"),
            num(i, "gross_margin"),
            num(i, "marketing_cost"),
        );
        check(got, case, "expected", "roi");
    }
    for case in cases(&file, "break_even_roas") {
        let got = kpi::break_even_roas(num(&case["inputs"], "gross_margin"));
        check(got, case, "expected", "break-even ROAS");
    }
    for case in cases(&file, "retention_churn") {
        let i = &case["inputs"];
        let got = kpi::retention(num(i, "start"), num(i, "end"), num(i, "new"));
        check(got.map(|r| r.retention), case, "retention", "retention");
        check(got.map(|r| r.churn), case, "churn", "churn");
        if let Some(valid) = case.get("valid") {
            assert_eq!(
                Some(got.is_some_and(|r| r.valid)),
                valid.as_bool(),
                "{case}"
            );
        }
    }
    for case in cases(&file, "churn_convert") {
        let got = kpi::annual_churn(num(&case["inputs"], "monthly_churn"));
        check(got, case, "annual_churn", "annual churn");
    }
    for case in cases(&file, "nps") {
        let i = &case["inputs"];
        let got = kpi::nps(
            num(i, "promoters"),
            num(i, "passives"),
            num(i, "detractors"),
        );
        check(got.map(|n| n.score), case, "expected", "NPS");
        check(got.map(|n| n.margin95), case, "margin95", "NPS");
    }
}

#[test]
fn customer_values_and_payback_equal_the_reference() {
    let file = super::load(FILE);
    for case in cases(&file, "clv_perpetuity") {
        let i = &case["inputs"];
        let (m, r, d) = (
            num(i, "margin_per_period"),
            num(i, "retention"),
            num(i, "discount"),
        );
        check(kpi::clv_due(m, r, d), case, "due", "CLV");
        check(kpi::clv_immediate(m, r, d), case, "immediate", "CLV");
        check(kpi::clv_future(m, r, d), case, "future", "CLV");
        check(
            kpi::expected_lifetime(r),
            case,
            "expected_lifetime_periods",
            "CLV",
        );
        if let Some(Value::Object(cuts)) = case.get("truncated_due") {
            for periods in cuts.keys() {
                let got = kpi::clv_truncated(m, r, d, periods.parse().unwrap());
                check(got, &case["truncated_due"], periods, "truncated CLV");
            }
        }
    }
    for case in cases(&file, "clv_historic_simple") {
        let i = &case["inputs"];
        let got = kpi::clv_historic(
            num(i, "aov"),
            num(i, "orders_per_year"),
            num(i, "gross_margin"),
            num(i, "lifetime_years"),
        );
        check(got, case, "expected", "historic CLV");
    }
    for case in cases(&file, "clv_saas") {
        let i = &case["inputs"];
        let got = kpi::clv_saas(
            num(i, "arpa_month"),
            num(i, "gross_margin"),
            num(i, "monthly_churn"),
        );
        check(got, case, "expected", "SaaS CLV");
    }
    for case in cases(&file, "payback") {
        let i = &case["inputs"];
        let (cac, arpa, gm, churn) = (
            num(i, "cac"),
            num(i, "arpa_month"),
            num(i, "gross_margin"),
            num(i, "monthly_churn"),
        );
        check(
            kpi::payback(cac, arpa, gm),
            case,
            "months_simple",
            "payback",
        );
        check(
            kpi::payback_with_churn(cac, arpa, gm, churn),
            case,
            "months_churn_adjusted",
            "payback",
        );
    }
}

#[test]
fn the_planner_equals_the_reference() {
    let file = super::load(FILE);
    for case in cases(&file, "race_reverse") {
        let i = &case["inputs"];
        let channels = i["channels"].as_array().unwrap();
        let target = Target {
            revenue: num(i, "target_revenue"),
            repeat_revenue: i["repeat_revenue"].as_f64().unwrap_or(0.0),
            order_value: num(i, "aov"),
            orders_per_customer: num(i, "orders_per_customer"),
            margin: i["gross_margin"].as_f64(),
            channels: channels
                .iter()
                .map(|c| ChannelShare {
                    customers: num(c, "customer_share"),
                    lead_to_customer: num(c, "lead_to_customer"),
                    visit_to_lead: num(c, "visit_to_lead"),
                    cost_per_visit: num(c, "cost_per_visit"),
                })
                .collect(),
        };
        let expected = &case["expected"];
        let Ok(need) = race_reverse(&target) else {
            check(None, expected, "customers", "planner");
            check(None, expected, "budget", "planner");
            continue;
        };
        check(Some(need.customers), expected, "customers", "planner");
        check(Some(need.revenue), expected, "revenue", "planner");
        let totals = need.totals;
        check(totals.map(|t| t.leads), expected, "leads", "planner");
        check(totals.map(|t| t.visits), expected, "visits", "planner");
        check(totals.map(|t| t.budget), expected, "budget", "planner");
        let cac = totals.and_then(|t| t.blended_cac);
        check(cac, expected, "blended_cac", "planner");
        let per_spend = totals.and_then(|t| t.revenue_per_spend);
        check(per_spend, expected, "mer", "planner");
        let contribution = totals.and_then(|t| t.contribution);
        check(
            contribution,
            expected,
            "contribution_after_marketing",
            "planner",
        );
        let expected = expected["channels"].as_array().unwrap();
        assert_eq!(need.channels.len(), expected.len());
        for ((got, expected), share) in need.channels.iter().zip(expected).zip(&target.channels) {
            if expected.is_null() {
                assert_eq!(*got, None);
                continue;
            }
            let name = expected["name"].as_str().unwrap_or("channel");
            // Also a channel that cannot reach it has its part of the goal.
            let part = got.map_or(share.customers * need.customers, |c| c.customers);
            check(Some(part), expected, "customers", name);
            check(got.map(|c| c.leads), expected, "leads", name);
            check(got.map(|c| c.visits), expected, "visits", name);
            check(got.map(|c| c.budget), expected, "budget", name);
            check(got.map(|c| c.cpl), expected, "cpl", name);
            check(got.map(|c| c.cac), expected, "cac", name);
            check(got.map(|c| round_up(c.leads)), expected, "leads_ceil", name);
            check(
                got.map(|c| round_up(c.visits)),
                expected,
                "visits_ceil",
                name,
            );
        }
    }
}

#[test]
fn examples_of_the_texts_come_out() {
    assert_eq!(kpi::ltv_cac(150.0, 25.0), Some(6.0));
    assert_eq!(ratio(8_000.0, 100_000.0), Some(0.08));
    assert_eq!(ratio(400.0, 8_000.0), Some(0.05));
    assert_eq!(kpi::lead_to_sale(80.0, 400.0), Some(0.2));
    let three = kpi::retention_over(0.89, 3).unwrap();
    assert!((three - 0.704_969).abs() < 1e-12, "{three}");
}
