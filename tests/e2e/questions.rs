//! Both questionnaires, question by question and in any order.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::outcome::{Outcome, ensure, ensure_same};
use crate::page::Page;
use crate::plans;
use crate::runner::{Scenario, scenarios};

pub(crate) fn all() -> Vec<Scenario> {
    scenarios![
        a_detailed_answer_changes_the_score_and_is_there_after_a_reload,
        questions_follow_one_another_through_both_rings_to_the_result,
        questions_are_answered_in_any_order_and_a_part_opens_at_its_first_open_one,
        a_question_is_answered_by_keyboard_alone,
        a_part_tells_its_score_and_what_lifts_each_of_its_items,
        an_example_is_looked_at_and_left_with_the_own_plan_untouched,
        high_levels_ask_for_a_figure_and_say_when_it_is_missing,
        the_most_useful_questions_come_first_when_wished,
        what_rarely_applies_to_a_kind_of_business_is_proposed_with_one_tap,
    ]
}

async fn a_detailed_answer_changes_the_score_and_is_there_after_a_reload(page: &Page) -> Outcome {
    page.open("/#/race/act/proof").await?;
    page.see_question("act.proof").await?;
    page.choose("3").await?;
    page.see_saving("saved").await?;
    page.reload().await?;
    page.see_question("act.proof").await?;
    page.see_chosen(Some("3")).await?;
    page.go("#/").await?;
    // One answer of level 3: half of the way, from that answer alone.
    page.see_score("50").await?;
    page.go("#/race/act/proof").await?;
    page.choose("unknown").await?;
    page.go("#/").await?;
    page.see_score("n/a").await
}

async fn questions_follow_one_another_through_both_rings_to_the_result(page: &Page) -> Outcome {
    page.open("/#/race/engage/advocacy").await?;
    page.see_question("engage.advocacy").await?;
    page.click_next().await?;
    page.see_question("situation.customers").await?;
    page.see_focus("[data-heading]").await?;
    ensure_same!(
        page.route().await?,
        "#/sostac/situation/customers",
        "the address"
    );
    page.click_back().await?;
    page.see_question("engage.advocacy").await?;
    page.go("#/sostac/control/review").await?;
    page.see_question("control.review").await?;
    page.click("skip").await?;
    page.arrive_at("#/result").await
}

async fn questions_are_answered_in_any_order_and_a_part_opens_at_its_first_open_one(
    page: &Page,
) -> Outcome {
    page.open("/#/sostac/strategy").await?;
    page.see_question("strategy.segments").await?;
    page.choose("2").await?;
    page.click_on(".parts a[href='#/sostac/strategy/integration']")
        .await?;
    page.see_question("strategy.integration").await?;
    page.choose("na").await?;
    page.see_saving("saved").await?;
    page.go("#/").await?;
    page.go("#/sostac/strategy").await?;
    page.see_question("strategy.proposition").await?;
    let plan = page
        .see_stored("two answers", |p| p.answers.len() == 2)
        .await?;
    ensure!(plan.express.is_empty(), "the check is untouched");
    page.begin_to_open("/#/sostac/strategy/nothing").await?;
    page.arrive_at("#/").await
}

async fn a_question_is_answered_by_keyboard_alone(page: &Page) -> Outcome {
    page.open("/#/race/reach/search").await?;
    page.see_question("reach.search").await?;
    page.tab_to("input[type=radio]").await?;
    page.press("4").await?;
    page.see_chosen(Some("4")).await?;
    page.press(Key::Up).await?;
    page.see_chosen(Some("3")).await?;
    page.tab_to("[data-testid=next]").await?;
    page.press(Key::Enter).await?;
    page.see_question("reach.paid").await?;
    page.see_focus("[data-heading]").await
}

async fn a_part_tells_its_score_and_what_lifts_each_of_its_items(page: &Page) -> Outcome {
    page.open("/").await?;
    let plan = plans::compared()?;
    page.remember(&plan).await?;
    page.open("/#/race/engage").await?;
    page.see_text("part-score", "20 of 100, Started · 5 of 5 answered")
        .await?;
    let rows: Vec<String> = page
        .ask(
            "return [...document.querySelectorAll('.parts .rows > li')].map(li => li.innerText);",
            json!([]),
        )
        .await?;
    ensure_same!(rows.len(), 5, "items");
    for row in &rows {
        // One level more of five items moves the stage by five points.
        ensure!(
            row.contains("Engage 20 → 25") && row.contains("h ·"),
            "what a step brings and takes: {row}"
        );
        ensure!(row.contains("Enough for a business like yours"), "{row}");
    }
    // What is said of an answer follows it at once.
    page.choose("4").await?;
    page.see_text("part-score", "30 of 100, Started · 5 of 5 answered")
        .await?;
    let first: String = page
        .ask(
            "return document.querySelector('.parts .rows > li').innerText;",
            json!([]),
        )
        .await?;
    ensure!(
        first.contains("not evidenced") && first.contains("enough for now"),
        "a high level without a figure: {first}"
    );
    page.go("#/sostac/control/review").await?;
    page.see_text("part-score", "50 of 100, Steady · 4 of 4 answered")
        .await
}

async fn an_example_is_looked_at_and_left_with_the_own_plan_untouched(page: &Page) -> Outcome {
    page.open("/").await?;
    let own = plans::checked()?;
    page.remember(&own).await?;
    page.open("/").await?;
    page.see_score(&plans::score_of(&own)).await?;
    page.click_on(".examples summary").await?;
    page.click("example-outdoor").await?;
    page.see("example-banner").await?;
    page.see_score("50").await?;
    page.see_focus("[data-heading]").await?;
    page.click_on("[data-testid=example-banner] button").await?;
    page.see_score(&plans::score_of(&own)).await?;
    let stored = page.see_stored("the own plan", |p| p.id == own.id).await?;
    ensure_same!(stored.express, own.express, "the own answers");
    Ok(())
}

async fn high_levels_ask_for_a_figure_and_say_when_it_is_missing(page: &Page) -> Outcome {
    page.open("/#/sostac/control/tests").await?;
    page.see_question("control.tests").await?;
    page.choose("3").await?;
    page.see_hidden("input-evidence").await?;
    page.choose("5").await?;
    page.see("input-evidence").await?;
    let missing = page.find("input-evidence").await?;
    let hint = missing.attr("aria-describedby").await?;
    ensure_same!(
        hint.as_deref(),
        Some("hint-evidence"),
        "the hint of the field"
    );
    page.write("input-evidence", "Test of March: +4 %").await?;
    page.see_stored("evidenced", |p| {
        p.answers
            .values()
            .any(|a| a.evidence == "Test of March: +4 %")
    })
    .await?;
    page.reload().await?;
    page.see("input-evidence").await?;
    ensure_same!(
        page.written("input-evidence").await?,
        "Test of March: +4 %",
        "the figure"
    );
    Ok(())
}

async fn what_rarely_applies_to_a_kind_of_business_is_proposed_with_one_tap(
    page: &Page,
) -> Outcome {
    page.open("/#/race/convert/test").await?;
    page.see_hidden("propose-na").await?;
    page.open("/").await?;
    page.remember(&plans::of_a_local_business()?).await?;
    page.open("/#/race/convert/test").await?;
    page.see("propose-na").await?;
    page.click("propose-na").await?;
    page.see_chosen(Some("na")).await?;
    page.see_hidden("propose-na").await
}

async fn the_most_useful_questions_come_first_when_wished(page: &Page) -> Outcome {
    page.open("/").await?;
    let plan = plans::checked()?;
    page.remember(&plan).await?;
    page.open("/#/race/reach/search").await?;
    page.see_question("reach.search").await?;
    page.click("useful-first").await?;
    let list = plans::useful_questions(&plan);
    ensure!(list.len() > 1, "there are useful questions: {list:?}");
    let left = page.read("useful-left").await?;
    ensure!(
        left.contains(&list.len().to_string()),
        "{left} of {}",
        list.len()
    );
    page.click_next().await?;
    let at = list.iter().position(|id| id == "reach.search");
    let wanted = at.map_or(0, |at| (at + 1) % list.len());
    page.see_question(list.get(wanted).map_or("", String::as_str))
        .await
}
