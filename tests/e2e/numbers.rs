//! Numbers as people write them.

use growth_wheel::domain::plan::Plan;
use serde_json::json;

use crate::outcome::{Outcome, ensure, ensure_same};
use crate::page::{Page, css};
use crate::runner::{Scenario, scenarios};

pub(crate) fn all() -> Vec<Scenario> {
    scenarios![
        a_number_is_read_as_the_language_writes_it,
        what_is_no_number_stays_in_its_field_and_blocks_nothing,
        a_number_out_of_range_is_refused_with_its_limit,
        a_number_is_written_anew_when_the_language_changes,
        undo_brings_a_number_back,
        a_click_right_after_typing_is_not_lost,
    ]
}

/// To the step with the numbers.
async fn to_numbers(page: &Page, language: &str) -> Outcome {
    page.open(&format!("/?lang={language}#/express")).await?;
    while page.question().await? != "express.resources" {
        page.click_next().await?;
    }
    Ok(())
}

fn has_budget(wanted: f64) -> impl Fn(&Plan) -> bool {
    move |plan| plan.profile.budget == Some(wanted)
}

async fn a_number_is_read_as_the_language_writes_it(page: &Page) -> Outcome {
    for (language, text, wanted) in [
        ("en", "1,234.56", 1234.56),
        ("en", "1.234", 1.234),
        ("it", "1.234,56", 1234.56),
        ("it", "1.234", 1234.0),
        ("es", "1.234.567,8", 1_234_567.8),
        ("es", "2500,5", 2500.5),
        ("ru", "1\u{a0}234,56", 1234.56),
        ("ru", "12 345", 12345.0),
        ("ru", "1234.5", 1234.5),
    ] {
        to_numbers(page, language).await?;
        page.write("input-budget", text).await?;
        let plan = page
            .see_stored(&format!("{text:?} in {language}"), has_budget(wanted))
            .await?;
        ensure_same!(plan.profile.budget, Some(wanted), "{text:?} in {language}");
        // Leaving the field shows how it was understood.
        page.click("input-hours").await?;
        page.until(
            "the reading is shown",
            "const e = document.querySelector(arguments[0]).closest('.field').querySelector('.reading');
             return e.textContent.trim() !== '';",
            json!([css("input-budget")]),
        )
        .await?;
        ensure!(
            !page.says_wrong("budget").await?,
            "{text:?} is fine in {language}"
        );
    }
    Ok(())
}

impl Page {
    /// Whether the field says that something is wrong with it, in words and for those who do not see it.
    async fn says_wrong(&self, name: &str) -> Outcome<bool> {
        let (words, marked): (String, Option<String>) = self
            .ask(
                "return [document.querySelector(arguments[0]).textContent.trim(),
                         document.querySelector(arguments[1]).getAttribute('aria-invalid')];",
                json!([css(&format!("error-{name}")), css(&format!("input-{name}"))]),
            )
            .await?;
        ensure_same!(
            marked.as_deref() == Some("true"),
            !words.is_empty(),
            "mark and words of {name}"
        );
        Ok(!words.is_empty())
    }

    async fn see_wrong(&self, name: &str) -> Outcome {
        self.until(
            &format!("{name} is wrong"),
            "return document.querySelector(arguments[0]).textContent.trim() !== '';",
            json!([css(&format!("error-{name}"))]),
        )
        .await?;
        ensure!(self.says_wrong(name).await?, "{name} is marked wrong");
        Ok(())
    }
}

async fn what_is_no_number_stays_in_its_field_and_blocks_nothing(page: &Page) -> Outcome {
    to_numbers(page, "it").await?;
    page.write("input-budget", "700").await?;
    page.see_stored("700", has_budget(700.0)).await?;
    for junk in ["abc", "1,2,3", "12 mele", "--5", "1e5", "NaN", "∞", "☃"] {
        page.write("input-budget", junk).await?;
        page.see_wrong("budget").await?;
        page.click("input-hours").await?;
        ensure_same!(
            page.written("input-budget").await?,
            junk,
            "the text after leaving"
        );
        ensure!(
            page.says_wrong("budget").await?,
            "{junk:?} is still wrong after leaving"
        );
        page.see_stored("without the number", |p| p.profile.budget.is_none())
            .await?;
    }
    page.click_next().await?;
    page.see_question("express.reach").await?;
    page.click_back().await?;
    page.write("input-budget", "800").await?;
    page.see_stored("800", has_budget(800.0)).await?;
    ensure!(!page.says_wrong("budget").await?, "800 is fine");
    Ok(())
}

async fn a_number_out_of_range_is_refused_with_its_limit(page: &Page) -> Outcome {
    to_numbers(page, "en").await?;
    for (field, text) in [
        ("budget", "-1"),
        ("budget", "1000000000001"),
        ("hours", "10001"),
        ("hours", "-0.5"),
    ] {
        page.write(&format!("input-{field}"), text).await?;
        page.see_wrong(field).await?;
        page.write(&format!("input-{field}"), "").await?;
        page.until(
            "an empty field is fine",
            "return document.querySelector(arguments[0]).textContent.trim() === '';",
            json!([css(&format!("error-{field}"))]),
        )
        .await?;
    }
    page.write("input-hours", "10000").await?;
    page.see_stored("the largest", |p| p.profile.hours == Some(10000.0))
        .await?;
    page.write("input-budget", "0").await?;
    page.see_stored("zero, which is a number", has_budget(0.0))
        .await?;
    Ok(())
}

async fn a_number_is_written_anew_when_the_language_changes(page: &Page) -> Outcome {
    to_numbers(page, "en").await?;
    page.write("input-budget", "1,234.5").await?;
    page.see_stored("the number", has_budget(1234.5)).await?;
    page.click("input-hours").await?;
    page.switch_language("it").await?;
    page.until(
        "the field is Italian",
        "return document.querySelector(arguments[0]).value.includes('234,5');",
        json!([css("input-budget")]),
    )
    .await?;
    page.click("input-budget").await?;
    page.click("input-hours").await?;
    page.see_stored("still the number", has_budget(1234.5))
        .await?;
    Ok(())
}

async fn undo_brings_a_number_back(page: &Page) -> Outcome {
    to_numbers(page, "en").await?;
    page.write("input-budget", "700").await?;
    page.write("input-hours", "5").await?;
    page.write("input-budget", "900").await?;
    page.click("input-hours").await?;
    page.see_stored("900", has_budget(900.0)).await?;
    // What was typed into one field is one step.
    page.click("undo").await?;
    page.see_stored("700 again", has_budget(700.0)).await?;
    ensure_same!(
        page.written("input-budget").await?,
        "700",
        "the field after undo"
    );
    ensure_same!(page.written("input-hours").await?, "5", "the other field");
    page.click("undo").await?;
    page.see_stored("no hours", |p| p.profile.hours.is_none())
        .await?;
    page.click("redo").await?;
    page.click("redo").await?;
    page.see_stored("900 again", has_budget(900.0)).await?;
    ensure_same!(
        page.written("input-budget").await?,
        "900",
        "the field after redo"
    );
    Ok(())
}

/// What is under the pointer must not move away while the field that is left shows how it was understood.
async fn a_click_right_after_typing_is_not_lost(page: &Page) -> Outcome {
    to_numbers(page, "en").await?;
    let chip = page.find("use-email").await?;
    page.write("input-hours", "5").await?;
    chip.click().await?;
    page.see_pressed("use-email").await?;
    page.write("input-budget", "1000").await?;
    page.find("input-hours").await?.click().await?;
    page.see_focus(&css("input-hours")).await
}
