//! The express check, from the first page to the result.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::outcome::{Outcome, Trouble, ensure, ensure_same};
use crate::page::{Page, css};
use crate::plans;
use crate::runner::{Scenario, scenarios};

/// The seven questions, in their order.
pub(crate) const QUESTIONS: [&str; 7] = [
    "profile.model",
    "profile.objectives",
    "express.resources",
    "express.reach",
    "express.act",
    "express.convert",
    "express.engage",
];

pub(crate) fn all() -> Vec<Scenario> {
    scenarios![
        the_check_leads_to_a_result_by_mouse_alone,
        the_check_leads_to_a_result_by_keyboard_alone,
        the_wheel_is_one_tab_stop_and_arrows_move_in_it,
        a_start_tapped_before_the_app_is_there_is_honoured,
        a_check_without_answers_ends_in_a_result_without_a_score,
        a_reload_goes_on_at_the_same_step_with_the_same_answers,
        an_answer_given_just_before_leaving_is_kept,
        choosing_never_moves_on_and_back_shows_the_answer_again,
        digits_choose_only_while_the_focus_is_inside_the_answers,
        undo_and_redo_take_an_answer_back_and_give_it_again,
        the_score_on_the_first_page_is_the_one_of_the_result,
        the_wheel_and_the_list_beside_it_say_the_same,
        the_channels_carry_the_scores_and_ranks_of_the_engine,
        the_browser_s_back_button_goes_back_a_page,
    ]
}

async fn the_check_leads_to_a_result_by_mouse_alone(page: &Page) -> Outcome {
    let wanted = plans::checked()?;
    page.open("/").await?;
    page.see_score("n/a").await?;
    page.click_start().await?;

    page.see_question(QUESTIONS[0]).await?;
    page.choose("b2b").await?;
    page.pick("input-country", "IT").await?;
    page.click_next().await?;
    page.see_question(QUESTIONS[1]).await?;
    page.choose("sell").await?;
    page.click_next().await?;
    page.see_question(QUESTIONS[2]).await?;
    page.click("use-email").await?;
    page.see_pressed("use-email").await?;
    page.write("input-budget", "1000").await?;
    page.write("input-hours", "5").await?;
    page.click_next().await?;
    for (question, answer) in QUESTIONS.iter().skip(3).zip(plans::ANSWERS) {
        page.see_question(question).await?;
        page.choose(answer).await?;
        page.click_next().await?;
    }

    page.arrive_at("#/result").await?;
    page.see_score(&plans::score_of(&wanted)).await?;
    let stored = page
        .see_stored("what was said", |p| plans::said(p) == plans::said(&wanted))
        .await?;
    ensure!(stored.rev > 0, "a stored plan has a revision");
    page.see_saving("saved").await?;
    for part in ["overall-level", "confidence", "actions"] {
        let text = page.read(part).await?;
        ensure!(!text.is_empty(), "{part} says something");
    }
    Ok(())
}

async fn the_check_leads_to_a_result_by_keyboard_alone(page: &Page) -> Outcome {
    let wanted = plans::checked()?;
    page.open("/").await?;
    page.tab_to(&css("start-express")).await?;
    page.press(Key::Enter).await?;
    page.arrive_at("#/express").await?;
    page.see_question(QUESTIONS[0]).await?;

    // Arrows move among radios and choose; the fifth and first are neighbours.
    page.tab_to("input[type=radio]").await?;
    page.press(" ").await?;
    page.see_chosen(Some("shop")).await?;
    page.press(Key::Down).await?;
    page.see_chosen(Some("b2b")).await?;
    page.tab_to(&css("input-country")).await?;
    let italy: String = page
        .ask(
            "return document.querySelector(arguments[0] + ' option[value=IT]').textContent;",
            json!([css("input-country")]),
        )
        .await?;
    page.press(italy).await?;
    next_by_keyboard(page, QUESTIONS[1]).await?;
    page.tab_to("input[type=radio]").await?;
    page.press(" ").await?;
    page.see_chosen(Some("sell")).await?;
    next_by_keyboard(page, QUESTIONS[2]).await?;
    page.tab_to(&css("input-budget")).await?;
    page.press("1000").await?;
    page.tab_to(&css("input-hours")).await?;
    page.press("5").await?;
    page.tab_to(&css("use-email")).await?;
    page.press(" ").await?;
    for (at, question) in QUESTIONS.iter().enumerate().skip(3) {
        next_by_keyboard(page, question).await?;
        page.tab_to("input[type=radio]").await?;
        page.press(" ").await?;
        page.see_chosen(Some("1")).await?;
        let answer = plans::ANSWERS[at - 3];
        let steps = match answer {
            "unknown" => 5,
            level => level.parse::<usize>().unwrap_or(1) - 1,
        };
        for _ in 0..steps {
            page.press(Key::Down).await?;
        }
        page.see_chosen(Some(answer)).await?;
    }
    page.tab_to(&css("next")).await?;
    page.press(Key::Enter).await?;
    page.arrive_at("#/result").await?;
    page.see_focus("[data-heading]").await?;
    page.see_score(&plans::score_of(&wanted)).await?;
    page.see_stored("what was said", |p| plans::said(p) == plans::said(&wanted))
        .await?;
    Ok(())
}

/// Tab to "Next", Enter, and the new question's heading has the focus.
async fn next_by_keyboard(page: &Page, question: &str) -> Outcome {
    page.tab_to(&css("next")).await?;
    page.press(Key::Enter).await?;
    page.see_question(question).await?;
    page.see_focus(&format!("{} h1", css("question"))).await
}

async fn the_wheel_is_one_tab_stop_and_arrows_move_in_it(page: &Page) -> Outcome {
    page.open("/").await?;
    let stops = page.tab_to(&css("start-express")).await?;
    let in_wheel = stops.iter().filter(|s| *s == "svg").count();
    ensure_same!(in_wheel, 1, "Tab stops in the wheel among {stops:?}");

    page.reload().await?;
    page.tab_to("svg *").await?;
    ensure_same!(
        page.focused("data-part").await?.as_deref(),
        Some("hub"),
        "the wheel begins in its middle"
    );
    page.press(Key::Up).await?;
    let first = page.focused("data-part").await?;
    ensure!(first.as_deref() != Some("hub"), "up leaves the middle");
    page.press(Key::Right).await?;
    let second = page.focused("data-part").await?;
    ensure!(second != first, "right moves within the ring");
    page.press(Key::Left).await?;
    ensure_same!(page.focused("data-part").await?, first, "left comes back");
    page.press(Key::End).await?;
    let last = page.focused("data-part").await?;
    page.press(Key::Home).await?;
    ensure!(
        page.focused("data-part").await? != last,
        "Home and End are two ends"
    );
    let label = page.focused("aria-label").await?.unwrap_or_default();
    ensure!(!label.is_empty(), "the part has a name");
    // Still one stop, wherever the arrows have gone.
    let stops = page.tab_to(&css("start-express")).await?;
    ensure!(
        !stops.iter().any(|s| s == "svg"),
        "Tab leaves the wheel: {stops:?}"
    );
    page.press(Key::Shift + Key::Tab).await?;
    page.press(Key::Enter).await?;
    page.see_focus("#gw-panel").await
}

async fn a_start_tapped_before_the_app_is_there_is_honoured(page: &Page) -> Outcome {
    page.server.hold(".wasm");
    page.begin_to_open("/").await?;
    page.click("start-express").await?;
    ensure_same!(page.route().await?, "#/express", "the link is a real one");
    ensure!(!page.is_live().await?, "the app is not there yet");
    page.server.release();
    page.see_question(QUESTIONS[0]).await?;
    ensure_same!(page.route().await?, "#/express", "the address stays");
    ensure!(page.notices().await?.is_empty(), "nothing is to be said");
    Ok(())
}

async fn a_check_without_answers_ends_in_a_result_without_a_score(page: &Page) -> Outcome {
    page.open("/#/express").await?;
    for (at, question) in QUESTIONS.iter().enumerate() {
        page.see_question(question).await?;
        let next = page.find("next").await?;
        ensure!(next.is_enabled().await?, "next is never disabled");
        // Both ways on do the same.
        if at % 2 == 0 {
            page.click_next().await?;
        } else {
            page.click("skip").await?;
        }
    }
    page.arrive_at("#/result").await?;
    page.see_score("n/a").await?;
    let text: String = page
        .ask(
            "return document.querySelector('main').textContent;",
            json!([]),
        )
        .await?;
    for nonsense in ["NaN", "Infinity", "undefined", "null"] {
        ensure!(!text.contains(nonsense), "{nonsense} on an empty result");
    }
    Ok(())
}

async fn a_reload_goes_on_at_the_same_step_with_the_same_answers(page: &Page) -> Outcome {
    page.open("/#/express").await?;
    page.choose("local").await?;
    page.click_next().await?;
    page.choose("serve").await?;
    page.click_next().await?;
    page.click_next().await?;
    page.see_question("express.reach").await?;
    page.choose("4").await?;
    page.see_saving("saved").await?;
    page.reload().await?;
    page.see_question("express.reach").await?;
    page.see_chosen(Some("4")).await?;
    page.click_back().await?;
    page.click_back().await?;
    page.see_question("profile.objectives").await?;
    page.see_chosen(Some("serve")).await?;
    page.click_back().await?;
    page.see_chosen(Some("local")).await
}

async fn an_answer_given_just_before_leaving_is_kept(page: &Page) -> Outcome {
    page.open("/#/express").await?;
    // Chosen and left within one turn of the page, long before the pause after which it saves.
    page.ask::<Value>(
        "document.querySelector(arguments[0] + ' input').click(); location.reload();",
        json!([css("answer-both")]),
    )
    .await?;
    page.see_question("profile.model").await?;
    page.see_chosen(Some("both")).await?;
    page.see_stored("the model", |p| p.profile.model.is_some())
        .await?;
    Ok(())
}

async fn choosing_never_moves_on_and_back_shows_the_answer_again(page: &Page) -> Outcome {
    page.open("/#/express").await?;
    for value in ["shop", "nonprofit", "b2b"] {
        page.choose(value).await?;
        ensure_same!(
            page.question().await?,
            QUESTIONS[0],
            "after choosing {value}"
        );
    }
    page.see_saving("saved").await?;
    ensure_same!(page.question().await?, QUESTIONS[0], "after saving");
    page.click_next().await?;
    page.see_chosen(None).await?;
    page.click_back().await?;
    page.see_chosen(Some("b2b")).await
}

async fn digits_choose_only_while_the_focus_is_inside_the_answers(page: &Page) -> Outcome {
    page.open("/#/express").await?;
    page.click_next().await?;
    page.see_focus("#gw-question").await?;
    page.press("2").await?;
    page.tab_to("input[type=radio]").await?;
    ensure_same!(page.chosen().await?, None, "a digit outside the answers");
    page.press("3").await?;
    page.see_chosen(Some("speak")).await?;
    page.press("1").await?;
    page.see_chosen(Some("sell")).await?;
    page.press("9").await?;
    page.see_chosen(Some("sell")).await
}

async fn undo_and_redo_take_an_answer_back_and_give_it_again(page: &Page) -> Outcome {
    page.open("/#/express").await?;
    ensure!(
        !page.find("undo").await?.is_enabled().await?,
        "nothing to undo at first"
    );
    page.choose("shop").await?;
    page.choose("b2b").await?;
    page.click("undo").await?;
    page.see_chosen(Some("shop")).await?;
    page.click("undo").await?;
    page.see_chosen(None).await?;
    ensure!(
        !page.find("undo").await?.is_enabled().await?,
        "nothing left to undo"
    );
    page.click("redo").await?;
    page.click("redo").await?;
    page.see_chosen(Some("b2b")).await?;
    ensure!(
        !page.find("redo").await?.is_enabled().await?,
        "nothing left to redo"
    );
    page.click("undo").await?;
    page.choose("local").await?;
    ensure!(
        !page.find("redo").await?.is_enabled().await?,
        "a new answer ends what could be redone"
    );
    page.see_stored("the last answer", |p| {
        p.profile.model.is_some_and(|m| m.id() == "local")
    })
    .await?;
    Ok(())
}

async fn the_score_on_the_first_page_is_the_one_of_the_result(page: &Page) -> Outcome {
    let plan = plans::checked()?;
    let score = plans::score_of(&plan);
    page.remember(&plan).await?;
    page.open("/").await?;
    page.see_score(&score).await?;
    page.go("#/result").await?;
    page.see_score(&score).await?;
    for code in ["it", "es", "ru"] {
        page.switch_language(code).await?;
        page.see_score(&score).await?;
    }
    Ok(())
}

async fn the_wheel_and_the_list_beside_it_say_the_same(page: &Page) -> Outcome {
    page.remember(&plans::checked()?).await?;
    page.open("/").await?;
    for (part, hook) in [
        ("reach", "stage-reach"),
        ("engage", "stage-engage"),
        ("control", "sector-control"),
        ("spoke0", "activity-reach.search"),
        ("spoke19", "activity-engage.advocacy"),
    ] {
        let value: String = page
            .ask(
                "return document.querySelector(arguments[0] + ' .value').textContent.trim();",
                json!([css(hook)]),
            )
            .await?;
        let label: String = page
            .ask(
                "return document.querySelector(arguments[0]).getAttribute('aria-label');",
                json!([format!("{} [data-part=\"{part}\"]", css("wheel"))]),
            )
            .await?;
        ensure!(
            label.contains(&value),
            "the wheel says {label:?} of {part}, the list {value:?}"
        );
        page.click(hook).await?;
        page.see_focus("#gw-panel").await?;
        let pressed: Vec<String> = page
            .ask(
                "return [...document.querySelectorAll(arguments[0])].map(e => e.dataset.part);",
                json!([format!("{} [aria-pressed=true]", css("wheel"))]),
            )
            .await?;
        ensure_same!(pressed, vec![part.to_owned()], "chosen in the wheel");
    }
    Ok(())
}

async fn the_channels_carry_the_scores_and_ranks_of_the_engine(page: &Page) -> Outcome {
    let plan = plans::checked()?;
    page.remember(&plan).await?;
    page.open("/?lang=ru#/channels").await?;
    page.see("channel-list").await?;
    let day: i32 = page
        .ask("return Math.floor(Date.now() / 86400000);", json!([]))
        .await?;
    let shown: Vec<(String, Option<String>, Option<String>, Option<String>)> = page
        .ask(
            "return [...document.querySelectorAll('[data-testid^=channel-][data-score], [data-testid^=channel-][data-gate]')]
                .map(e => [e.dataset.testid.slice(8), e.dataset.score ?? null, e.dataset.rank ?? null, e.dataset.gate ?? null]);",
            json!([]),
        )
        .await?;
    let advice = plans::advice_on(&plan, day);
    ensure_same!(shown.len(), advice.channels.len(), "channels on the page");
    for (id, score, rank, gate) in shown {
        let Some(wanted) = advice.channels.iter().find(|a| a.id.as_str() == id) else {
            return Err(Trouble(format!("{id} is no channel")));
        };
        ensure_same!(
            score,
            wanted.total.map(|t| format!("{t:.1}")),
            "score of {id}"
        );
        ensure_same!(rank, wanted.rank.map(|r| r.to_string()), "rank of {id}");
        ensure_same!(
            gate.is_some(),
            !wanted.gates.is_empty(),
            "gate of {id}: {gate:?}"
        );
        ensure!(
            gate.is_none() || rank.is_none(),
            "{id} has a gate and a rank"
        );
    }
    Ok(())
}

async fn the_browser_s_back_button_goes_back_a_page(page: &Page) -> Outcome {
    page.open("/").await?;
    page.click_start().await?;
    page.go("#/about").await?;
    page.see_focus("[data-heading]").await?;
    page.driver.back().await?;
    page.arrive_at("#/express").await?;
    page.see("question").await?;
    page.driver.back().await?;
    page.see("start-express").await?;
    page.driver.forward().await?;
    page.see("question").await
}
