//! Nothing entered is lost: damaged, blocked and full storage, two tabs, files out and in.

use growth_wheel::codec::{envelope, file};
use growth_wheel::domain::plan::Plan;
use serde_json::{Value, json};

use crate::outcome::{Outcome, ensure, ensure_same};
use crate::page::{Page, css};
use crate::plans;
use crate::runner::{Scenario, scenarios};

const KEY: &str = "growth-wheel:plan:e2e";

pub(crate) fn all() -> Vec<Scenario> {
    scenarios![
        a_damaged_plan_is_kept_and_said_and_never_overwritten.within(240),
        a_plan_of_a_newer_version_stays_where_it_is,
        a_damaged_plan_gives_way_to_its_backup,
        damaged_preferences_do_not_stop_the_app,
        blocked_storage_leaves_the_plan_in_memory_and_the_app_working,
        full_storage_is_said_and_saving_begins_again_when_there_is_room,
        a_newer_plan_from_another_tab_is_never_written_over,
        a_tab_left_with_everything_saved_does_not_disturb_the_next,
        only_keys_of_our_own_are_written,
        a_file_that_is_no_plan_is_refused_and_nothing_changes,
        a_plan_goes_out_as_a_file_and_comes_back_the_same,
        starting_over_asks_first_and_can_be_undone,
        deleting_everything_leaves_nothing_of_ours,
    ]
}

/// A stored text, whole, with the header line that fits it.
fn with_header(version: &str, body: &str) -> String {
    let crc = envelope::crc32(body.as_bytes());
    format!("GW1 {version} {} {crc:08x}\n{body}", body.len())
}

/// Ways for a stored text to go wrong, by name.
fn damages(plan: &Plan) -> Vec<(&'static str, String)> {
    let whole = envelope::write(plan);
    let (header, body) = whole.split_once('\n').unwrap_or((&whole, ""));
    let version = header.split(' ').nth(1).unwrap_or_default();
    let half: String = whole.chars().take(whole.chars().count() / 2).collect();
    vec![
        ("cut off", half),
        ("one answer changed", whole.replacen("b2b", "b2c", 1)),
        ("longer", format!("{whole} and more")),
        ("somebody else's", "hello".to_owned()),
        ("a damaged header", whole.replacen("GW1 ", "GW1 ? ", 1)),
        ("no header", body.to_owned()),
        ("no JSON", with_header(version, "{\"id\":\"e2e\",")),
        ("no plan", with_header(version, "[1,2,3]")),
        ("odd characters", "\u{0}\u{feff}«Ёж» 😀 \"\\".to_owned()),
    ]
}

async fn a_damaged_plan_is_kept_and_said_and_never_overwritten(page: &Page) -> Outcome {
    for (name, text) in damages(&plans::checked()?) {
        page.begin_with(&[("growth-wheel:current", "e2e"), (KEY, &text)])
            .await?;
        page.open("/#/express").await?;
        ensure!(
            !page.notices().await?.is_empty(),
            "{name}: nothing is said about it"
        );
        page.choose("local").await?;
        page.see_saving("saved").await?;
        page.see_stored("the new plan", |p| p.profile.model.is_some())
            .await?;
        page.see_kept(name, &text).await?;
        page.reload().await?;
        page.see_chosen(Some("local")).await?;
        page.see_kept(name, &text).await?;
    }
    Ok(())
}

async fn a_plan_of_a_newer_version_stays_where_it_is(page: &Page) -> Outcome {
    let text = with_header("2999-01-far", "{\"id\":\"e2e\",\"wonders\":true}");
    page.begin_with(&[("growth-wheel:current", "e2e"), (KEY, &text)])
        .await?;
    page.open("/#/express").await?;
    ensure!(
        !page.notices().await?.is_empty(),
        "nothing is said about it"
    );
    page.see_saving("memory").await?;
    page.choose("local").await?;
    page.click_next().await?;
    page.see_saving("memory").await?;
    page.reload().await?;
    ensure_same!(
        page.storage().await?.get(KEY),
        Some(&text),
        "the plan of the newer version"
    );
    Ok(())
}

async fn a_damaged_plan_gives_way_to_its_backup(page: &Page) -> Outcome {
    let plan = plans::checked()?;
    let backup = envelope::write(&plan);
    let damaged = backup.replacen("b2b", "b2c", 1);
    page.begin_with(&[
        ("growth-wheel:current", "e2e"),
        (KEY, &damaged),
        ("growth-wheel:plan:e2e~1", &backup),
    ])
    .await?;
    page.open("/").await?;
    page.see_score(&plans::score_of(&plan)).await?;
    ensure!(
        !page.notices().await?.is_empty(),
        "nothing is said about it"
    );
    page.see_kept("the damaged text", &damaged).await
}

async fn damaged_preferences_do_not_stop_the_app(page: &Page) -> Outcome {
    for text in [
        "",
        "{",
        "[]",
        "null",
        "{\"language\":7,\"theme\":\"pink\",\"route\":[]}",
    ] {
        page.begin_with(&[("growth-wheel:prefs", text)]).await?;
        page.open("/").await?;
        page.switch_language("it").await?;
        page.reload().await?;
        let lang: String = page
            .ask("return document.documentElement.lang;", json!([]))
            .await?;
        ensure_same!(
            lang,
            "it",
            "the language chosen, after preferences {text:?}"
        );
    }
    Ok(())
}

async fn blocked_storage_leaves_the_plan_in_memory_and_the_app_working(page: &Page) -> Outcome {
    page.before_every_page(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
    )
    .await?;
    page.open("/#/express").await?;
    page.see_saving("memory").await?;
    ensure!(
        !page.notices().await?.is_empty(),
        "nothing is said about it"
    );
    page.choose("b2b").await?;
    page.click_next().await?;
    page.choose("sell").await?;
    for _ in 0..2 {
        page.click_next().await?;
    }
    for answer in plans::ANSWERS {
        page.choose(answer).await?;
        page.click_next().await?;
    }
    page.arrive_at("#/result").await?;
    let mut plan = plans::checked()?;
    (plan.profile.budget, plan.profile.hours) = (None, None);
    page.see_score(&plans::score_of(&plan)).await?;
    page.see_saving("memory").await?;
    page.switch_language("ru").await?;
    page.see_saving("memory").await
}

async fn full_storage_is_said_and_saving_begins_again_when_there_is_room(page: &Page) -> Outcome {
    page.begin_with(&[]).await?;
    page.ask::<Value>(
        "for (let size = 1 << 20, n = 0; size >= 1; ) {
            try { localStorage.setItem('filler' + n, 'x'.repeat(size)); n += 1; } catch { size >>= 1; }
        }",
        json!([]),
    )
    .await?;
    page.open("/#/express").await?;
    page.choose("b2b").await?;
    page.until(
        "saving has failed",
        "return ['failed', 'memory'].includes(document.querySelector(arguments[0])?.dataset.state);",
        json!([css("save-status")]),
    )
    .await?;
    page.see("notice").await?;
    page.click_next().await?;
    page.choose("sell").await?;
    page.see_chosen(Some("sell")).await?;

    page.ask::<Value>("localStorage.removeItem('filler0');", json!([]))
        .await?;
    page.choose("serve").await?;
    page.see_saving("saved").await?;
    page.see_no("notice").await?;
    page.see_stored("all that was said", |p| {
        p.profile.model.is_some()
            && p.profile
                .objectives
                .first()
                .is_some_and(|o| o.id() == "serve")
    })
    .await?;
    Ok(())
}

async fn a_newer_plan_from_another_tab_is_never_written_over(page: &Page) -> Outcome {
    page.remember(&plans::checked()?).await?;
    page.open("/#/express").await?;
    let here = page.driver.window().await?;
    let there = page.driver.new_tab().await?;
    page.driver.switch_to_window(there).await?;
    page.open("/#/express").await?;
    page.choose("nonprofit").await?;
    let newer = page
        .see_stored("from the second tab", |p| {
            p.profile.model.is_some_and(|m| m.id() == "nonprofit")
        })
        .await?;

    page.driver.switch_to_window(here).await?;
    page.see_saving("failed").await?;
    page.see("notice").await?;
    page.choose("shop").await?;
    page.click_next().await?;
    page.choose("save").await?;
    page.see_saving("failed").await?;
    page.ask::<Value>("window.dispatchEvent(new Event('pagehide'));", json!([]))
        .await?;
    let stored = page.see_stored("readable", |_| true).await?;
    ensure_same!(plans::said(&stored), plans::said(&newer), "what is stored");

    // What was typed in the meantime is offered as a file; a reload shows the other tab's plan.
    page.reload().await?;
    page.see_saving("saved").await?;
    page.go("#/express").await?;
    while page.question().await? != "profile.model" {
        page.click_back().await?;
    }
    page.see_chosen(Some("nonprofit")).await
}

async fn a_tab_left_with_everything_saved_does_not_disturb_the_next(page: &Page) -> Outcome {
    page.open("/#/express").await?;
    page.choose("shop").await?;
    let saved = page
        .see_stored("the answer", |p| p.profile.model.is_some())
        .await?;
    page.see_saving("saved").await?;
    // Hidden, shown and left, with nothing new to save.
    let here = page.driver.window().await?;
    let there = page.driver.new_tab().await?;
    page.driver.switch_to_window(there.clone()).await?;
    page.open("/#/express").await?;
    page.see_chosen(Some("shop")).await?;
    page.driver.switch_to_window(here).await?;
    page.ask::<Value>(
        "Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
         document.dispatchEvent(new Event('visibilitychange'));
         window.dispatchEvent(new Event('pagehide'));",
        json!([]),
    )
    .await?;
    let stored = page.see_stored("readable", |_| true).await?;
    ensure_same!(stored.rev, saved.rev, "the revision after leaving");
    page.driver.switch_to_window(there).await?;
    page.see_saving("saved").await?;
    ensure!(
        page.notices().await?.is_empty(),
        "the second tab is disturbed"
    );
    Ok(())
}

async fn only_keys_of_our_own_are_written(page: &Page) -> Outcome {
    page.begin_with(&[("somebody", "else"), ("growth", "own")])
        .await?;
    page.open("/#/express").await?;
    page.choose("b2b").await?;
    page.click("theme").await?;
    page.switch_language("es").await?;
    page.see_saving("saved").await?;
    page.see_stored("the model", |p| p.profile.model.is_some())
        .await?;
    let all = page.storage().await?;
    for (key, text) in &all {
        match key.as_str() {
            "somebody" => ensure_same!(text, "else", "somebody else's entry"),
            "growth" => ensure_same!(text, "own", "somebody else's entry"),
            ours => ensure!(ours.starts_with("growth-wheel:"), "a key {ours:?}"),
        }
    }
    ensure!(all.len() > 3, "the app has written");
    let cookies: String = page.ask("return document.cookie;", json!([])).await?;
    ensure!(cookies.is_empty(), "cookies: {cookies}");
    Ok(())
}

async fn a_file_that_is_no_plan_is_refused_and_nothing_changes(page: &Page) -> Outcome {
    let plan = plans::checked()?;
    page.remember(&plan).await?;
    page.open("/#/settings").await?;
    let whole = file::export(&plan);
    let half: String = whole.chars().take(whole.len() / 2).collect();
    for (name, content) in [
        ("empty.gw.json", ""),
        ("half.gw.json", half.as_str()),
        ("other.json", "{\"format\":\"somebody else's\",\"plan\":{}}"),
        ("list.json", "[1,2,3]"),
        ("picture.png", "\u{89}PNG\r\n"),
    ] {
        page.open("/#/settings").await?;
        page.give_file("import-file", name, content).await?;
        page.until(
            &format!("{name} is refused"),
            "const e = document.querySelector(arguments[0]); return !!e && e.textContent.trim() !== '';",
            json!([css("error-import")]),
        )
        .await?;
        let stored = page.see_stored("readable", |_| true).await?;
        ensure_same!(
            plans::said(&stored),
            plans::said(&plan),
            "the plan after {name}"
        );
    }
    page.go("#/result").await?;
    page.see_score(&plans::score_of(&plan)).await
}

async fn a_plan_goes_out_as_a_file_and_comes_back_the_same(page: &Page) -> Outcome {
    let plan = plans::checked()?;
    page.open("/#/settings").await?;
    page.give_file("import-file", "mine.gw.json", &file::export(&plan))
        .await?;
    let stored = page
        .see_stored("the plan of the file", |p| {
            plans::said(p) == plans::said(&plan)
        })
        .await?;
    let text = page.download("export-json").await?;
    match file::import(text.as_bytes()) {
        Ok(import) => {
            ensure_same!(import.dropped, 0, "values left out of the export");
            ensure_same!(
                plans::said(&import.plan),
                plans::said(&stored),
                "the export"
            );
        }
        Err(e) => ensure!(false, "the export cannot be read: {e}"),
    }
    page.go("#/result").await?;
    page.see_score(&plans::score_of(&plan)).await
}

async fn starting_over_asks_first_and_can_be_undone(page: &Page) -> Outcome {
    let plan = plans::checked()?;
    page.remember(&plan).await?;
    page.open("/#/settings").await?;
    page.click("reset").await?;
    page.see("reset-yes").await?;
    let stored = page.see_stored("readable", |_| true).await?;
    ensure_same!(
        plans::said(&stored),
        plans::said(&plan),
        "the plan before the yes"
    );
    page.click("reset-yes").await?;
    page.see_stored("empty", Plan::is_untouched).await?;
    page.click("undo").await?;
    page.see_stored("as it was", |p| plans::said(p) == plans::said(&plan))
        .await?;
    Ok(())
}

async fn deleting_everything_leaves_nothing_of_ours(page: &Page) -> Outcome {
    page.begin_with(&[("somebody", "else"), ("growth-wheel:kept:1", "an old text")])
        .await?;
    page.remember(&plans::checked()?).await?;
    page.open("/#/settings").await?;
    page.click("delete").await?;
    page.click("delete-yes").await?;
    page.until(
        "only somebody else's entries are left",
        "return Object.keys(localStorage).every(k => !/^growth-wheel:(plan|kept|current)/.test(k));",
        json!([]),
    )
    .await?;
    page.live().await?;
    page.go("#/").await?;
    page.see_score("n/a").await?;
    let all = page.storage().await?;
    ensure_same!(
        all.get("somebody").map(String::as_str),
        Some("else"),
        "somebody else's entry"
    );
    ensure!(
        all.keys()
            .all(|k| k == "somebody" || k == "growth-wheel:prefs"),
        "left: {:?}",
        all.keys()
    );
    Ok(())
}

impl Page {
    /// An origin with these entries and no others.
    async fn begin_with(&self, texts: &[(&str, &str)]) -> Outcome {
        self.put_into_storage(&[]).await?;
        self.clear_storage().await?;
        self.put_into_storage(texts).await
    }

    /// The exact text is still in storage, in its place or among what was kept.
    async fn see_kept(&self, name: &str, text: &str) -> Outcome {
        let all = self.storage().await?;
        let found = all.iter().any(|(key, value)| {
            value == text && (key == KEY || key.starts_with("growth-wheel:kept:"))
        });
        ensure!(
            found,
            "{name}: the exact text is gone; there are {:?}",
            all.keys()
        );
        Ok(())
    }
}
