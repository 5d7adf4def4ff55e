//! Then and now, and two people: what is kept, what goes out in a link, what comes back.

use std::cmp::Reverse;

use growth_wheel::codec::{envelope, link};
use growth_wheel::content::{self, examples};
use growth_wheel::domain::answer::Reply;
use growth_wheel::domain::plan::Plan;
use growth_wheel::engine::{actions, fit};
use serde_json::json;

use crate::outcome::{Outcome, Trouble, ensure, ensure_same};
use crate::page::Page;
use crate::plans;
use crate::runner::{Scenario, scenarios};
use crate::screens::LANGUAGES;

/// The ideas of the sources, as they were agreed.
const AGREED: &str = include_str!("../seed_ids.txt");

pub(crate) fn all() -> Vec<Scenario> {
    scenarios![
        a_wheel_kept_today_is_compared_with_what_comes_later,
        a_colleague_answers_without_seeing_mine_and_both_are_laid_over_one_another,
        a_link_never_takes_the_place_of_a_plan,
        a_plan_stays_whole_where_the_browser_keeps_nothing,
        a_visitors_result_is_looked_at_and_kept_beside_ones_own,
        a_code_is_typed_and_what_is_wrong_with_it_is_said,
        an_old_answer_of_the_same_colleague_gives_way_to_the_new_one,
        older_and_empty_answers_do_not_take_the_place_of_newer_ones,
        a_name_undone_leaves_the_answers,
        an_example_is_no_plan_to_compare_and_nothing_said_of_it_is_lost,
        ones_own_link_asks_nobody,
        a_plan_brought_back_by_undo_is_not_written_over_by_a_link_opened_before,
        starting_over_keeps_whom_the_plan_answers_for,
        a_link_whose_signs_a_program_has_changed_is_opened_all_the_same,
        a_reminder_is_a_file_for_the_calendar,
        every_idea_of_the_sources_is_told_in_every_language,
    ]
}

async fn a_wheel_kept_today_is_compared_with_what_comes_later(page: &Page) -> Outcome {
    page.open("/#/compare").await?;
    ensure_same!(can_keep(page).await?, false, "there is nothing to keep yet");
    page.open("/").await?;
    let before = plans::checked()?;
    page.remember(&before).await?;
    page.open("/#/compare").await?;
    page.click("keep-snapshot").await?;
    page.see_stored("one kept wheel", |p| p.snapshots.len() == 1)
        .await?;
    page.see_text("said", "Today's wheel is kept.").await?;
    ensure_same!(
        can_keep(page).await?,
        false,
        "the same wheel is not kept twice"
    );
    // Pressed all the same, it says why, and the focus stays where it is.
    page.click("keep-snapshot").await?;
    page.see_focus("[data-testid=keep-snapshot]").await?;
    page.see_stored("one kept wheel", |p| p.snapshots.len() == 1)
        .await?;
    // Level 1 for the item with the estimate 2: the stage falls.
    page.go("#/race/act/proof").await?;
    page.see_question("act.proof").await?;
    page.choose("1").await?;
    page.see_saving("saved").await?;
    page.reload().await?;
    page.go("#/compare").await?;
    let after = page
        .see_stored("an answer", |p| !p.answers.is_empty())
        .await?;
    let sum = page.read("overlay-sum").await?;
    for score in [plans::score_of(&before), plans::score_of(&after)] {
        ensure!(sum.contains(&score), "{sum} tells {score}");
    }
    let table = page.read("overlay-table").await?;
    ensure!(table.contains('−'), "a stage has fallen: {table}");
    let outlines: usize = page
        .ask(
            "return document.querySelectorAll('.overlay .over path').length;",
            json!([]),
        )
        .await?;
    ensure!(outlines >= 15, "the earlier wheel is drawn: {outlines}");
    page.click_on("[data-testid=snapshots] button").await?;
    page.see_stored("no kept wheel", |p| p.snapshots.is_empty())
        .await?;
    page.see_no("overlay-table").await?;
    page.click("undo").await?;
    page.see("overlay-table").await
}

/// Whether there is something to keep.
async fn can_keep(page: &Page) -> Outcome<bool> {
    let button = page.find("keep-snapshot").await?;
    Ok(button.attr("aria-disabled").await?.is_none())
}

/// The text a field offers to be copied.
async fn offered(page: &Page, name: &str) -> Outcome<String> {
    page.see(&format!("input-{name}")).await?;
    page.written(&format!("input-{name}")).await
}

/// What follows the address of the page.
fn fragment(address: &str) -> String {
    let at = address.find("/#").unwrap_or(0);
    address.get(at..).unwrap_or_default().to_owned()
}

async fn a_colleague_answers_without_seeing_mine_and_both_are_laid_over_one_another(
    page: &Page,
) -> Outcome {
    let mut asker = plans::checked()?;
    plans::answer(&mut asker, &[("reach.search", "5"), ("reach.paid", "2")])?;
    page.open("/").await?;
    page.remember(&asker).await?;
    page.open("/?lang=it&theme=dark#/compare").await?;
    let asking = offered(page, "ask-link").await?;
    ensure!(
        !asking.contains("lang=") && !asking.contains("theme="),
        "the colleague's own language and theme: {asking}"
    );

    // The colleague's browser.
    page.clear_storage().await?;
    page.open(&fragment(&asking)).await?;
    page.see("opened").await?;
    page.click("begin").await?;
    page.see_question("reach.search").await?;
    ensure!(
        !page.route().await?.contains("gw="),
        "the link is out of the address"
    );
    let seen: Vec<String> = page
        .ask(
            "return [...document.querySelectorAll('[name=level]:checked')].map(i => i.value);",
            json!([]),
        )
        .await?;
    ensure!(seen.is_empty(), "nothing of the asker's answers: {seen:?}");
    page.choose("1").await?;
    page.click_next().await?;
    page.choose("2").await?;
    let guest = page
        .see_stored("two answers", |p| p.answers.len() == 2)
        .await?;
    ensure_same!(
        guest.profile,
        asker.profile,
        "the profile came with the link"
    );
    ensure_same!(
        guest.asked_by,
        Some(link::tag(&asker.id)),
        "whom the answers are for"
    );
    let back = offered(page, "answers-link").await?;
    let code = offered(page, "answers-code").await?;

    // The asker's browser.
    page.clear_storage().await?;
    page.remember(&asker).await?;
    page.open(&fragment(&back)).await?;
    page.see_no("other-plan").await?;
    page.click("add-answers").await?;
    page.arrive_at("#/compare").await?;
    let stored = page
        .see_stored("a colleague", |p| p.opinions.len() == 1)
        .await?;
    ensure_same!(stored.answers, asker.answers, "my own answers");
    let apart: Vec<String> = page
        .ask(
            "return [...document.querySelectorAll('[data-testid=apart] > li')].map(li => li.dataset.item);",
            json!([]),
        )
        .await?;
    ensure_same!(apart, ["reach.search".to_owned()], "where they differ");
    let sides = page.read("apart").await?;
    ensure!(
        sides.contains('1') && sides.contains('5'),
        "both levels are told: {sides}"
    );
    // The same answers as a code change nothing but the day they came.
    page.write("input-answers", &code).await?;
    page.click("add-answers").await?;
    page.see_stored("one colleague", |p| p.opinions.len() == 1)
        .await
        .map(drop)
}

async fn a_link_never_takes_the_place_of_a_plan(page: &Page) -> Outcome {
    let own = plans::checked()?;
    page.open("/").await?;
    page.remember(&own).await?;
    let key = format!("growth-wheel:plan:{}", own.id);
    let before = page.storage().await?.get(&key).cloned();
    page.open(&format!("/{}", plans::ASK_LINK)).await?;
    page.see("opened").await?;
    ensure_same!(
        page.storage().await?.get(&key).cloned(),
        before,
        "opening a link changes nothing"
    );
    page.click("begin").await?;
    page.see_question("reach.search").await?;
    page.choose("2").await?;
    let guest = page
        .see_stored("a plan of its own", |p| {
            p.asked_by.is_some() && p.answers.len() == 1
        })
        .await?;
    ensure!(guest.id != own.id, "two plans");
    // The same link again goes on with the same answers.
    page.open(&format!("/{}", plans::ASK_LINK)).await?;
    page.click("begin").await?;
    page.see_question("reach.paid").await?;
    page.open("/#/compare").await?;
    page.click("open-plan").await?;
    page.see_stored("the own plan again", |p| p.asked_by.is_none())
        .await?;
    let all = page.storage().await?;
    let kept = all.get(&key).and_then(|t| envelope::read(t).ok());
    let kept = kept.map(|r| (r.plan.profile, r.plan.express));
    ensure_same!(kept, Some((own.profile, own.express)), "the own plan");
    ensure!(
        all.contains_key(&format!("growth-wheel:plan:{}", guest.id)),
        "the guest's stays too"
    );
    Ok(())
}

async fn a_plan_stays_whole_where_the_browser_keeps_nothing(page: &Page) -> Outcome {
    page.before_every_page(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
    )
    .await?;
    page.open("/#/race/reach/search").await?;
    page.choose("4").await?;
    page.go(plans::ASK_LINK).await?;
    page.see("begin").await?;
    page.click("begin").await?;
    // It cannot keep both, says so, and nothing is lost.
    page.see("begin-instead").await?;
    page.go("#/race/reach/search").await?;
    page.see_chosen(Some("4")).await
}

async fn a_visitors_result_is_looked_at_and_kept_beside_ones_own(page: &Page) -> Outcome {
    let visitor = examples::plan("software").ok_or(Trouble("no such example".to_owned()))?;
    let known = content::catalogue();
    let costs = fit::customer_costs(&visitor, &known);
    let day = 20_779;
    let at = i64::from(day) * 86_400_000;
    let result = format!("/#{}", link::plan_link(&visitor, at, &known, &costs));
    let own = plans::checked()?;
    page.open("/").await?;
    page.remember(&own).await?;
    let key = format!("growth-wheel:plan:{}", own.id);
    let before = page.storage().await?;

    page.open(&result).await?;
    page.see_text("opened-overall", &plans::score_of(&visitor))
        .await?;
    let mut parts = actions::gaps(&visitor, &known);
    parts.sort_by_key(|part| Reverse(part.total()));
    let gaps: Vec<&str> = parts.iter().take(3).map(|part| part.group.id()).collect();
    let told: Vec<String> = page
        .ask(
            "return [...document.querySelectorAll('[data-testid=opened-gap-list] > li')].map(li => li.dataset.part);",
            json!([]),
        )
        .await?;
    ensure_same!(told, gaps, "the largest gaps");
    let advice = plans::advice_on(&visitor, day);
    let chosen = advice.portfolio.choice.channels.iter();
    let channels: Vec<(String, String)> = chosen
        .filter_map(|place| advice.channels.get(*place))
        .map(|channel| {
            let total = channel.total.unwrap_or_default().round();
            (channel.id.to_string(), total.to_string())
        })
        .collect();
    ensure!(!channels.is_empty(), "there are channels to tell");
    let told: Vec<(String, String)> = page
        .ask(
            "return [...document.querySelectorAll('[data-testid=opened-channel-list] > li')].map(li =>
                [li.dataset.channel, li.querySelector('.value').textContent]);",
            json!([]),
        )
        .await?;
    ensure_same!(told, channels, "the channels with their totals");
    let text = page.read("opened-plan").await?;
    ensure!(
        text.contains("2026") && !text.contains(&visitor.name),
        "the day and no name: {text}"
    );
    ensure_same!(
        page.storage().await?,
        before,
        "opening a link changes nothing"
    );

    page.click("keep-plan").await?;
    page.arrive_at("#/result").await?;
    page.see_score(&plans::score_of(&visitor)).await?;
    let kept = page
        .see_stored("the visitor's plan", |p| p.id != own.id)
        .await?;
    ensure_same!(
        plans::scores_of(&kept),
        plans::scores_of(&visitor),
        "the same scores"
    );
    ensure!(
        kept.answers.values().all(|a| a.evidence.is_empty()),
        "no notes came along"
    );
    let all = page.storage().await?;
    ensure_same!(all.get(&key), before.get(&key), "the own plan");
    // Kept once more, it is still one plan.
    page.open(&result).await?;
    page.click("keep-plan").await?;
    page.arrive_at("#/result").await?;
    let all = page.storage().await?;
    let plans = all
        .keys()
        .filter_map(|k| k.strip_prefix("growth-wheel:plan:"));
    // What ends in ~1 is an earlier state of the same.
    ensure_same!(
        plans.filter(|id| !id.contains('~')).count(),
        2,
        "two plans: {all:?}"
    );
    Ok(())
}

async fn a_code_is_typed_and_what_is_wrong_with_it_is_said(page: &Page) -> Outcome {
    page.open("/").await?;
    let plan = plans::checked()?;
    page.remember(&plan).await?;
    page.open("/#/compare").await?;
    let good = link::answers_code(
        &link::tag(&plan.id),
        "somebody",
        1_795_305_600_000,
        &plans::colleague(),
    );
    let spoken = link::spoken(&good);
    let wrong = spoken.replacen(" 7", " 8", 1).replacen(" 0", " 9", 1);
    for (text, said) in [
        ("", "nothing here yet"),
        ("hello", "not a link or code"),
        (&spoken[..20], "16 of 49 characters"),
        (&wrong, "wrong"),
        (&link::ask_link("other", &plan.profile), "holds none"),
    ] {
        page.write("input-answers", text).await?;
        page.click("add-answers").await?;
        let error = page.read("error-answers").await?;
        ensure!(error.contains(said), "{text}: {error}");
        page.see_focus("#input-answers[aria-invalid=true]").await?;
        ensure_same!(
            page.written("input-answers").await?,
            text,
            "what was typed stays"
        );
    }
    page.write("input-answers", &format!("Here you are: {spoken}."))
        .await?;
    page.click("add-answers").await?;
    let stored = page
        .see_stored("a colleague", |p| p.opinions.len() == 1)
        .await?;
    let answers = stored.opinions.values().next().map(|o| o.answers.clone());
    ensure_same!(answers, Some(plans::colleague()), "the answers");
    ensure_same!(
        page.written("input-answers").await?,
        "",
        "the field is free"
    );
    page.write("input-colleague1", "Marta").await?;
    page.see_stored("a name", |p| p.opinions.values().any(|o| o.name == "Marta"))
        .await
        .map(drop)
}

async fn an_old_answer_of_the_same_colleague_gives_way_to_the_new_one(page: &Page) -> Outcome {
    let mut plan: Plan = plans::compared()?;
    plan.opinions.clear();
    page.open("/").await?;
    page.remember(&plan).await?;
    page.open("/#/compare").await?;
    let mut answers = plans::colleague();
    for level in ["2", "5"] {
        for reply in answers.replies.values_mut() {
            if let Some(new) = Reply::from_id(level) {
                *reply = new;
            }
        }
        let code = link::answers_code(&link::tag(&plan.id), "m", 1_795_305_600_000, &answers);
        page.write("input-answers", &code).await?;
        page.click("add-answers").await?;
        let wanted = answers.clone();
        page.see_stored("these answers", |p| {
            p.opinions.len() == 1 && p.opinions.values().all(|o| o.answers == wanted)
        })
        .await?;
    }
    // One's own answers are no colleague's.
    let own = link::answers_code("0000", &plan.id, 1_795_305_600_000, &answers);
    page.write("input-answers", &own).await?;
    page.click("add-answers").await?;
    ensure!(
        page.read("error-answers").await?.contains("this very plan"),
        "own answers are refused"
    );
    Ok(())
}

async fn older_and_empty_answers_do_not_take_the_place_of_newer_ones(page: &Page) -> Outcome {
    let mut plan = plans::compared()?;
    plan.opinions.clear();
    page.open("/").await?;
    page.remember(&plan).await?;
    page.open("/#/compare").await?;
    let tag = link::tag(&plan.id);
    let (friday, monday) = (1_795_132_800_000, 1_794_787_200_000);
    let full = link::answers_code(&tag, "m", friday, &plans::colleague());
    page.write("input-answers", &full).await?;
    page.click("add-answers").await?;
    page.see_stored("answers", |p| p.opinions.len() == 1)
        .await?;
    let mut few = plans::colleague();
    few.replies.retain(|id, _| id.as_str() == "reach.search");
    let old = link::answers_code(&tag, "m", monday, &few);
    few.replies.clear();
    let empty = link::answers_code(&tag, "m", friday, &few);
    for (code, said) in [(old, "newer answers"), (empty, "no answers")] {
        page.write("input-answers", &code).await?;
        page.click("add-answers").await?;
        let error = page.read("error-answers").await?;
        ensure!(error.contains(said), "{error}");
    }
    let stored = page
        .see_stored("them still", |p| p.opinions.len() == 1)
        .await?;
    ensure!(
        stored
            .opinions
            .values()
            .all(|o| o.answers == plans::colleague()),
        "Friday's answers"
    );
    // Answers for another plan are added only when that is confirmed.
    let other = link::answers_code("0000", "n", friday, &plans::colleague());
    page.write("input-answers", &other).await?;
    page.click("add-answers").await?;
    ensure!(
        page.read("error-answers").await?.contains("another plan"),
        "a warning first"
    );
    page.click("add-answers").await?;
    page.see_stored("two colleagues", |p| p.opinions.len() == 2)
        .await
        .map(drop)
}

async fn a_name_undone_leaves_the_answers(page: &Page) -> Outcome {
    let mut plan = plans::compared()?;
    for opinion in plan.opinions.values_mut() {
        opinion.name.clear();
    }
    page.open("/").await?;
    page.remember(&plan).await?;
    page.open("/#/compare").await?;
    page.write("input-colleague1", "Marta").await?;
    page.see_stored("a name", |p| p.opinions.values().any(|o| o.name == "Marta"))
        .await?;
    page.click("undo").await?;
    let stored = page
        .see_stored("no name", |p| {
            p.opinions.values().all(|o| o.name.is_empty())
        })
        .await?;
    ensure_same!(stored.opinions.len(), 1, "the answers are there");
    Ok(())
}

async fn an_example_is_no_plan_to_compare_and_nothing_said_of_it_is_lost(page: &Page) -> Outcome {
    page.open("/").await?;
    let own = plans::checked()?;
    page.remember(&own).await?;
    page.open("/").await?;
    page.click_on(".examples summary").await?;
    page.click("example-outdoor").await?;
    page.see("example-banner").await?;
    page.go("#/compare").await?;
    page.see("not-in-example").await?;
    page.see_no("keep-snapshot").await?;
    page.see_no("input-ask-link").await?;
    page.click_on("[data-testid=example-banner] button").await?;
    page.see("keep-snapshot").await?;
    ensure!(
        offered(page, "ask-link").await?.contains("gw="),
        "the link is there again"
    );
    Ok(())
}

async fn ones_own_link_asks_nobody(page: &Page) -> Outcome {
    page.open("/").await?;
    page.remember(&plans::checked()?).await?;
    page.open("/#/compare").await?;
    let own = offered(page, "ask-link").await?;
    page.open(&fragment(&own)).await?;
    page.see("own-link").await?;
    page.see_no("begin").await
}

async fn a_plan_brought_back_by_undo_is_not_written_over_by_a_link_opened_before(
    page: &Page,
) -> Outcome {
    page.open("/").await?;
    let own = plans::checked()?;
    page.remember(&own).await?;
    page.open("/#/settings").await?;
    page.click("reset").await?;
    page.click("reset-yes").await?;
    page.see_stored("an empty plan", |p| p.express.is_empty())
        .await?;
    page.go(plans::ASK_LINK).await?;
    page.see("begin").await?;
    page.click("undo").await?;
    page.see_stored("the plan again", |p| !p.express.is_empty())
        .await?;
    page.click("begin").await?;
    page.see_question("reach.search").await?;
    let all = page.storage().await?;
    let kept = all.get(&format!("growth-wheel:plan:{}", own.id));
    let kept = kept.and_then(|t| envelope::read(t).ok());
    ensure_same!(
        kept.map(|r| r.plan.express),
        Some(own.express),
        "the own plan"
    );
    Ok(())
}

async fn starting_over_keeps_whom_the_plan_answers_for(page: &Page) -> Outcome {
    page.open("/").await?;
    let guest = plans::asked()?;
    page.remember(&guest).await?;
    page.open("/#/settings").await?;
    page.see("guest-banner").await?;
    page.click("reset").await?;
    page.click("reset-yes").await?;
    let stored = page
        .see_stored("no answers", |p| p.answers.is_empty())
        .await?;
    ensure_same!(stored.asked_by, guest.asked_by, "whom it answers for");
    ensure_same!(stored.profile, guest.profile, "the business");
    page.go("#/race/reach/search").await?;
    page.see("send-back").await
}

async fn a_link_whose_signs_a_program_has_changed_is_opened_all_the_same(page: &Page) -> Outcome {
    let bent = plans::ASK_LINK.replacen("#gw=", "#GW%3D", 1);
    page.open(&format!("/{bent}")).await?;
    page.see("begin").await
}

async fn a_reminder_is_a_file_for_the_calendar(page: &Page) -> Outcome {
    page.open("/").await?;
    page.remember(&plans::checked()?).await?;
    page.open("/?lang=ru#/compare").await?;
    page.pick("input-remind", "6").await?;
    let file = page.download("save-reminder").await?;
    ensure!(
        file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"),
        "{file}"
    );
    ensure!(file.contains("\r\nDTSTART;VALUE=DATE:20"), "{file}");
    ensure!(
        file.contains("колесо"),
        "in the language of the page: {file}"
    );
    Ok(())
}

async fn every_idea_of_the_sources_is_told_in_every_language(page: &Page) -> Outcome {
    let agreed: Vec<&str> = AGREED.lines().collect();
    for language in LANGUAGES {
        page.open(&format!("/?lang={language}#/sources")).await?;
        let told: Vec<(String, String, bool)> = page
            .ask(
                "return [...document.querySelectorAll('[data-seed]')].map(li =>
                    [li.dataset.seed, li.querySelector('p').textContent, !!li.querySelector('.places').textContent.trim()]);",
                json!([]),
            )
            .await?;
        let ids: Vec<&str> = told.iter().map(|(id, ..)| id.as_str()).collect();
        ensure_same!(ids, agreed, "{language}");
        for (id, text, placed) in &told {
            ensure!(
                text.chars().count() >= 30 && *placed,
                "{language}: {id}: {text}"
            );
        }
    }
    // Each way from there leads to a page.
    let links: Vec<String> = page
        .ask(
            "return [...new Set([...document.querySelectorAll('[data-seed] a')].map(a => a.getAttribute('href')))];",
            json!([]),
        )
        .await?;
    ensure!(links.len() >= 44, "{} ways", links.len());
    for link in links {
        page.go(&link).await?;
        page.arrive_at(&link).await?;
    }
    Ok(())
}
