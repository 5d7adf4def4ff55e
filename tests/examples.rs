//! The example companies against the built-in catalogue: told apart, nothing gated, and doable.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};

use growth_wheel::codec::{file, plan_json};
use growth_wheel::content::{catalogue, currency, examples, express};
use growth_wheel::domain::catalogue::Catalogue;
use growth_wheel::domain::plan::Plan;
use growth_wheel::engine::actions::{ThreeLines, Work, three_lines};
use growth_wheel::engine::kpi::{KpiId, Selection, first_eight, kpi, leaks};
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

#[test]
#[ignore = "prints for a look"]
fn look() {
    let catalogue = catalogue();
    for (id, plan) in plans() {
        let r = advise(&plan, &catalogue);
        let choice = &r.portfolio.choice;
        println!(
            "== {id} money {} of {:?} hours {} of {:?} gaps {:.2?}",
            choice.money, r.portfolio.limits.money, choice.hours, r.portfolio.limits.hours, r.gaps
        );
        for a in r.ranking().iter().take(16) {
            let place = r.channels.iter().position(|c| c.id == a.id).unwrap();
            let mark = if choice.channels.contains(&place) { "*" } else { " " };
            println!(
                "  {mark} {:>2} {:<16} {:.1} {:.0?} {:?}",
                a.rank.unwrap(), a.id.as_str(), a.total.unwrap(), a.points, a.evidence
            );
        }
        for a in r.channels.iter().filter(|a| a.verdict.is_some()) {
            println!("    {} {:?} {:?}", a.id, a.verdict, a.gates);
        }
        println!("  test {:?} binds {:?}", r.portfolio.test, r.portfolio.binds);
        println!("  {:?}", steps(&three_lines(&plan, &catalogue)));
        if !plan.numbers.is_empty() {
            for k in first_eight(plan.profile.model) {
                let v = kpi(&plan, Selection { from: None, to: None, channel: None }, k);
                println!("  {} {v:?}", k.id());
            }
            println!("  {:?}", leaks(&plan, Selection { from: None, to: None, channel: None }));
        }
    }
}
