//! The planner: from a goal to what has to happen each month, in the browser as the engine counts it.

use growth_wheel::domain::action::Action;
use growth_wheel::domain::ids::ChannelId;
use growth_wheel::domain::numbers::{ChannelField, Month, TotalField};
use growth_wheel::domain::plan::Plan;
use growth_wheel::engine::forecast;
use growth_wheel::engine::goal::{self, Rate};
use growth_wheel::engine::whatif;
use serde_json::json;
use thirtyfour::prelude::*;

use crate::outcome::{Outcome, Trouble, ensure, ensure_same};
use crate::page::Page;
use crate::plans;
use crate::runner::{Scenario, scenarios};

pub(crate) fn all() -> Vec<Scenario> {
    scenarios![
        a_goal_typed_becomes_steps_and_a_plan_that_loses_money_says_so,
        own_figures_are_filled_in_and_marked_and_what_is_typed_comes_first,
        the_steps_become_targets_in_one_step_of_undo,
        the_year_is_spread_by_season_and_goes_out_as_a_table,
        channels_come_and_go_and_nothing_typed_is_lost,
        a_step_is_moved_by_the_keyboard_and_the_year_with_it_and_nothing_is_kept,
        the_forecast_runs_from_the_own_months_and_follows_what_is_typed,
        a_month_behind_its_goal_says_which_step_made_the_gap,
    ]
}

/// The digits of a text, so that marks of thousands say nothing.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

async fn a_goal_typed_becomes_steps_and_a_plan_that_loses_money_says_so(page: &Page) -> Outcome {
    page.open("/?lang=it#/numbers/planner").await?;
    page.see("planner-missing").await?;
    page.until(
        "the header marks the section and the tabs the page",
        "const of = all => [...document.querySelectorAll(all)].map(a => a.getAttribute('aria-current')).join();
         return of('header nav [href=\"#/numbers/kpi\"]') === 'true' && of('.tabs [aria-current]') === 'page';",
        json!([]),
    )
    .await?;
    page.pick("input-add-channel", "search_ads").await?;
    page.click("add-channel").await?;
    for (field, text) in [
        ("input-revenue", "100.000"),
        ("input-order_value", "80,00"),
        ("input-orders", "1,5"),
        ("input-margin", "45"),
        ("input-search_ads-cost_per_visit", "1,20"),
        ("input-search_ads-visit_to_lead", "5"),
        ("input-search_ads-lead_to_sale", "10"),
    ] {
        page.write(field, text).await?;
    }
    page.see("planner-sum").await?;
    // 834 customers at 5 % and 10 %: 8,340 leads, 166,800 visits, 200,160 euros.
    let sum = page.read("planner-sum").await?;
    for part in ["834", "8340", "166800", "200160"] {
        ensure!(digits(&sum).contains(part), "{sum} tells {part}");
    }
    // 54 euros of margin in a customer who costs 240.
    let loss = page.read("planner-loss").await?;
    ensure!(
        loss.contains("54\u{a0}€") && loss.contains("240\u{a0}€"),
        "what a customer brings and costs: {loss}"
    );
    page.write("input-search_ads-cost_per_visit", "0,10")
        .await?;
    page.see_no("planner-loss").await?;
    page.see("planner-gain").await?;
    page.write("input-search_ads-lead_to_sale", "0").await?;
    page.see("planner-unreachable").await?;
    page.see_no("planner-sum").await?;
    page.see_saving("saved").await?;
    page.reload().await?;
    page.see("planner-unreachable").await?;
    ensure_same!(
        page.written("input-search_ads-cost_per_visit").await?,
        "0,1",
        "what was typed is there after a reload"
    );
    Ok(())
}

async fn own_figures_are_filled_in_and_marked_and_what_is_typed_comes_first(
    page: &Page,
) -> Outcome {
    let mut plan = plans::compared()?;
    plan.sheet = growth_wheel::domain::map::Map::new();
    page.open("/").await?;
    page.remember(&plan).await?;
    page.open("/#/numbers/planner").await?;
    let channels: Vec<String> = page
        .ask(
            "return [...document.querySelectorAll('[data-testid=planner-channels] > li')].map(li => li.dataset.channel);",
            json!([]),
        )
        .await?;
    let sheet = goal::sheet(&plan);
    let wanted: Vec<String> = sheet.channels.iter().map(|c| c.id.to_string()).collect();
    ensure_same!(channels, wanted, "channels with figures");
    page.see_text_in("hint-search_ads-cost_per_visit", "From your figures")
        .await?;
    page.see_text_in("hint-margin", "From your profile").await?;
    page.write("input-search_ads-cost_per_visit", "0.5").await?;
    page.see_stored("a cost of one's own", |p| {
        p.sheet.get(&goal::rate_name(
            &ChannelId::builtin("search_ads"),
            Rate::CostPerVisit,
        )) == Some(&0.5)
    })
    .await
    .map(drop)
}

async fn the_steps_become_targets_in_one_step_of_undo(page: &Page) -> Outcome {
    let mut plan: Plan = plans::compared()?;
    plan.targets = growth_wheel::domain::map::Map::new();
    page.open("/").await?;
    page.remember(&plan).await?;
    page.open("/#/numbers/planner").await?;
    page.click("take-targets").await?;
    let goal = goal::sheet(&plan).goal();
    let goal = goal.map_err(|e| Trouble(e.to_string()))?;
    let wanted = goal::kpi_targets(&goal.likely);
    ensure_same!(wanted.len(), 8, "targets");
    let mut expected = plan.clone();
    for (id, value) in wanted {
        let action = Action::SetTarget(id.id().to_owned(), Some(value));
        expected.apply(action).map_err(|e| Trouble(e.to_string()))?;
    }
    let targets = expected.targets;
    page.see_stored("the targets", |p| p.targets == targets)
        .await?;
    page.click("undo").await?;
    page.see_stored("no targets", |p| p.targets.is_empty())
        .await
        .map(drop)
}

async fn the_year_is_spread_by_season_and_goes_out_as_a_table(page: &Page) -> Outcome {
    let plan = plans::compared()?;
    page.open("/").await?;
    page.remember(&plan).await?;
    page.open("/?lang=ru#/numbers/planner").await?;
    let goal = goal::sheet(&plan).goal();
    let goal = goal.map_err(|e| Trouble(e.to_string()))?;
    let months = goal.months.ok_or(Trouble("no months".to_owned()))?;
    let file = page.download("planner-csv").await?;
    let lines: Vec<&str> = file.lines().collect();
    ensure_same!(lines.len(), 13, "a line of names and one for each month");
    for (line, month) in lines.iter().skip(1).zip(months) {
        let wanted = format!(
            ",{},{},{},{}.{:02}",
            month.visits,
            month.leads,
            month.customers,
            month.cents / 100,
            month.cents % 100
        );
        ensure!(line.ends_with(&wanted), "{line} ends in {wanted}");
    }
    ensure!(
        lines.get(1).is_some_and(|l| l.starts_with("\"январь\"")),
        "months in the language of the page: {lines:?}"
    );
    let chart = page.download("planner-svg").await?;
    ensure_same!(
        chart.matches("<rect").count(),
        13,
        "the ground and twelve bars"
    );
    page.pick("input-season", "3").await?;
    page.write("input-month-8", "0").await?;
    page.see_stored("a month of one's own", |p| {
        p.sheet.get(&goal::month_name(8)) == Some(&0.0)
    })
    .await?;
    let august: String = page
        .ask(
            "return document.querySelector('[data-testid=planner-months] tbody tr:nth-child(8)').innerText;",
            json!([]),
        )
        .await?;
    ensure_same!(
        digits(&august),
        "0000".to_owned(),
        "nothing in August: {august}"
    );
    Ok(())
}

async fn channels_come_and_go_and_nothing_typed_is_lost(page: &Page) -> Outcome {
    let mut plan = plans::compared()?;
    plan.sheet = growth_wheel::domain::map::Map::new();
    page.open("/").await?;
    page.remember(&plan).await?;
    page.open("/#/numbers/planner").await?;
    page.write("input-email-lead_to_sale", "20").await?;
    page.pick("input-add-channel", "events").await?;
    page.click("add-channel").await?;
    // The four with figures are now the visitor's own choice, with their parts, and a fifth beside them.
    let stored = page
        .see_stored("five parts", |p| {
            p.sheet.keys().filter(|k| k.ends_with(".share")).count() == 5
        })
        .await?;
    ensure_same!(
        stored.sheet.get("planner.email.lead_to_sale"),
        Some(&0.2),
        "what was typed before"
    );
    // The others gave the new one its part: nothing needs scaling.
    let sum: f64 = stored
        .sheet
        .iter()
        .filter(|(k, _)| k.ends_with(".share"))
        .map(|(_, share)| share)
        .sum();
    ensure!((sum - 1.0).abs() < 0.003, "the parts are {sum}");
    page.click_on("[data-channel=events] .planned-head button")
        .await?;
    page.see_stored("four parts", |p| {
        p.sheet.keys().filter(|k| k.ends_with(".share")).count() == 4
    })
    .await
    .map(drop)
}

async fn a_step_is_moved_by_the_keyboard_and_the_year_with_it_and_nothing_is_kept(
    page: &Page,
) -> Outcome {
    let plan = plans::compared()?;
    page.open("/").await?;
    page.remember(&plan).await?;
    page.open("/#/numbers/planner").await?;
    page.see("whatif-worth").await?;
    let sheet = goal::sheet(&plan);
    let goal = sheet.goal().map_err(|e| Trouble(e.to_string()))?;
    let year = whatif::year(&sheet, &goal).ok_or(Trouble("no year".to_owned()))?;
    page.ask::<serde_json::Value>(
        "document.querySelector('#input-if-visit-to-lead').focus();",
        json!([]),
    )
    .await?;
    for _ in 0..2 {
        page.press(Key::Right).await?;
    }
    let better = year.changed([0.0, 0.1, 0.0, 0.0]);
    let wanted = format!("{:.0}", better.revenue);
    let told = page.read("whatif-result").await?;
    ensure!(digits(&told).contains(&wanted), "{told} tells {wanted}");
    let valued: String = page
        .ask(
            "return document.querySelector('#input-if-visit-to-lead').getAttribute('aria-valuetext');",
            json!([]),
        )
        .await?;
    ensure_same!(valued, "+10%", "the handle in words");
    page.click("whatif-back").await?;
    let told = page.read("whatif-result").await?;
    let wanted = format!("{:.0}", year.changed([0.0; 4]).revenue);
    ensure!(digits(&told).contains(&wanted), "{told} tells {wanted}");
    // Of a hundred, 75 % over 12 periods: 3.2, and four periods on average.
    page.ask::<serde_json::Value>(
        "document.querySelector('#input-if-kept').focus();",
        json!([]),
    )
    .await?;
    page.press(Key::End).await?;
    page.see_text_part("whatif-staying", "nobody ever leaves")
        .await?;
    page.press(Key::Home).await?;
    page.see_text_part("whatif-staying", "in periods: 1 =")
        .await?;
    let stored = page
        .stored_plan()
        .await?
        .ok_or(Trouble("no plan".to_owned()))?;
    ensure_same!(stored.sheet, plan.sheet, "nothing of it is kept");
    Ok(())
}

async fn the_forecast_runs_from_the_own_months_and_follows_what_is_typed(page: &Page) -> Outcome {
    page.open("/#/numbers/forecast").await?;
    page.see("forecast-missing").await?;
    let plan = plans::compared()?;
    page.open("/").await?;
    page.remember(&plan).await?;
    page.open("/#/numbers/forecast").await?;
    page.see_text_in("hint-forecast-baseline", "From your figures")
        .await?;
    let file = page.download("forecast-csv").await?;
    let november = Month::parse("2026-11").ok_or(Trouble("no month".to_owned()))?;
    let ahead = forecast::inputs(&plan).ahead(november);
    ensure_same!(
        file.lines().count(),
        1 + 3 + ahead.len(),
        "a line of names, three months that are over, the months ahead"
    );
    for (line, month) in file.lines().skip(4).zip(&ahead) {
        let wanted = format!(
            "\"{}\",,{:.2},{:.2},{:.2},{:.2}",
            month.month,
            month.low,
            month.likely,
            month.high,
            month.target.unwrap_or(0.0)
        );
        ensure_same!(line, wanted, "a month ahead");
    }
    page.write("input-forecast-growth", "-2").await?;
    page.see_stored("a growth of one's own", |p| {
        p.sheet.get(forecast::GROWTH) == Some(&0.98)
    })
    .await?;
    page.write("input-forecast-months", "6").await?;
    page.see_stored("six months", |p| {
        p.sheet.get(forecast::MONTHS) == Some(&6.0)
    })
    .await?;
    let rows: usize = page
        .ask(
            "return document.querySelectorAll('[data-testid=forecast-months] tbody tr').length;",
            json!([]),
        )
        .await?;
    ensure_same!(rows, 9, "three that are over and six ahead");
    // What is out of range is said and not kept.
    page.write("input-forecast-months", "60").await?;
    page.see("error-forecast-months").await?;
    page.see_stored("no such length", |p| {
        !p.sheet.contains_key(forecast::MONTHS)
    })
    .await?;
    page.reload().await?;
    ensure_same!(
        page.written("input-forecast-growth").await?,
        "-2",
        "what was typed is there after a reload"
    );
    Ok(())
}

async fn a_month_behind_its_goal_says_which_step_made_the_gap(page: &Page) -> Outcome {
    let mut plan = plans::checked()?;
    let ads = ChannelId::builtin("search_ads");
    let month = Month::parse("2026-10").ok_or(Trouble("no month".to_owned()))?;
    let sheet = |name: String, value: f64| Action::SetSheet(name, Some(value));
    // 5,000 visits, 500 leads, 100 customers and 10,000 a month are planned; half of the leads came.
    for action in [
        sheet(goal::REVENUE.to_owned(), 120_000.0),
        sheet(goal::ORDER_VALUE.to_owned(), 100.0),
        sheet(goal::share_name(&ads), 1.0),
        sheet(goal::rate_name(&ads, Rate::VisitToLead), 0.1),
        sheet(goal::rate_name(&ads, Rate::LeadToSale), 0.2),
        sheet(goal::rate_name(&ads, Rate::CostPerVisit), 1.0),
        Action::SetChannelFigure(month, ads.clone(), ChannelField::Visits, Some(5_000.0)),
        Action::SetChannelFigure(month, ads, ChannelField::Leads, Some(250.0)),
        Action::SetTotalFigure(month, TotalField::NewCustomers, Some(50.0)),
        Action::SetTotalFigure(month, TotalField::TotalRevenue, Some(5_000.0)),
    ] {
        plan.apply(action).map_err(|e| Trouble(e.to_string()))?;
    }
    page.open("/").await?;
    page.remember(&plan).await?;
    page.open("/#/numbers/forecast").await?;
    page.see_text("forecast-gap", "Most of it comes from: visit to lead.")
        .await?;
    let past = page.read("forecast-past").await?;
    ensure!(past.contains("behind") && past.contains("50%"), "{past}");
    let effects = page.read("forecast-effects").await?;
    ensure!(effects.contains("5,000"), "the whole gap: {effects}");
    page.go("#/numbers/kpi").await?;
    page.click_on("nav.tabs a[href='#/numbers/forecast']")
        .await?;
    page.arrive_at("#/numbers/forecast").await
}
