//! What those who do not see the screen hear of it, in order: the heading that gets the focus, and what live regions
//! say. One file per language in `tests/golden/`; `UPDATE=1` writes them anew.

use std::fmt::Write as _;
use std::path::PathBuf;

use growth_wheel::codec::link;
use serde_json::json;
use thirtyfour::prelude::*;

use crate::outcome::{Outcome, ensure, ensure_same};
use crate::page::Page;
use crate::plans;
use crate::runner::{Scenario, scenarios};
use crate::screens::LANGUAGES;

pub(crate) fn all() -> Vec<Scenario> {
    let mut all: Vec<Scenario> = LANGUAGES
        .into_iter()
        .map(|language| {
            Scenario::new(
                format!("what is heard on the way through, {language}"),
                move |page| Box::pin(what_is_heard(page, language)),
            )
            .within(240)
        })
        .collect();
    all.extend(scenarios![
        both_questionnaires_are_answered_by_keyboard_alone.within(600),
        at_four_hundred_per_cent_everything_is_reached_and_read.within(240),
    ]);
    all
}

/// Notes every heading that gets the focus and every text a live region comes to hold.
const EAR: &str = r"
(() => {
    const heard = window.heard = [], last = new WeakMap();
    const words = e => e.innerText.replace(/\s+/g, ' ').trim();
    const LIVE = '[role=status], [role=alert], [aria-live]';
    const listen = region => {
        const text = region.isConnected && region.checkVisibility() ? words(region) : '';
        if (last.get(region) !== text && text)
            heard.push((region.getAttribute('role') || 'live') + ': ' + text);
        last.set(region, text);
    };
    new MutationObserver(changes => {
        const regions = new Set();
        for (const { target, addedNodes } of changes) {
            const at = (target.nodeType === 1 ? target : target.parentElement)?.closest(LIVE);
            if (at) regions.add(at);
            for (const node of addedNodes) if (node.nodeType === 1) {
                if (node.matches(LIVE)) regions.add(node);
                node.querySelectorAll(LIVE).forEach(r => regions.add(r));
            }
        }
        regions.forEach(listen);
    }).observe(document, { subtree: true, childList: true, characterData: true });
    document.addEventListener('focusin', ({ target }) => {
        if (/^H[1-6]$/.test(target.tagName)) heard.push('heading: ' + words(target));
    });
})();";

/// What was heard since the page was opened.
async fn heard(page: &Page) -> Outcome<Vec<String>> {
    page.ask("return window.heard;", json!([])).await
}

/// The log of one language.
struct Log<'a> {
    page: &'a Page,
    text: String,
    told: usize,
}

impl Log<'_> {
    /// Opens a page anew.
    async fn open(&mut self, screen: &str, path: &str) -> Outcome {
        self.page.open(path).await?;
        self.told = 0;
        let _ = writeln!(self.text, "== {screen}");
        Ok(())
    }

    /// Waits until something more was heard, and writes it down.
    async fn hear(&mut self, after: &str) -> Outcome {
        self.page
            .until(
                &format!("something is heard after {after}"),
                "return window.heard.length > arguments[0];",
                json!([self.told]),
            )
            .await?;
        self.page.still().await?;
        let all = heard(self.page).await?;
        let _ = writeln!(self.text, "-- {after}");
        for line in all.iter().skip(self.told) {
            let _ = writeln!(self.text, "{line}");
        }
        self.told = all.len();
        Ok(())
    }

    /// Holds that nothing was heard, as while somebody answers.
    async fn quiet(&mut self, after: &str) -> Outcome {
        let all = heard(self.page).await?;
        let more: Vec<_> = all.iter().skip(self.told).collect();
        ensure!(more.is_empty(), "{after}: {more:?}");
        Ok(())
    }

    async fn next(&mut self) -> Outcome {
        self.page.click_next().await?;
        self.hear("next").await
    }
}

async fn what_is_heard(page: &Page, language: &'static str) -> Outcome {
    page.before_every_page(EAR).await?;
    let mut log = Log {
        page,
        text: String::new(),
        told: 0,
    };
    log.open("quick check", &format!("/?lang={language}"))
        .await?;
    page.go("#/express").await?;
    log.hear("the check").await?;
    page.choose("local").await?;
    page.see_saving("saved").await?;
    log.quiet("an answer").await?;
    for _ in 0..3 {
        log.next().await?;
    }
    for value in ["2", "3", "unknown", "1"] {
        page.choose(value).await?;
        page.see_saving("saved").await?;
        log.quiet("an answer").await?;
        log.next().await?;
    }
    page.arrive_at("#/result").await?;
    for sentence in page
        .ask::<Vec<String>>(
            "return [...document.querySelectorAll('.sentences p')].map(p => p.innerText);",
            json!([]),
        )
        .await?
    {
        let _ = writeln!(log.text, "read: {sentence}");
    }

    log.open(
        "questions",
        &format!("/?lang={language}#/race/engage/loyalty"),
    )
    .await?;
    page.choose("4").await?;
    page.see_saving("saved").await?;
    log.quiet("an answer").await?;
    log.next().await?;
    page.click("skip").await?;
    log.hear("skip").await?;
    page.choose("unknown").await?;
    page.see_saving("saved").await?;
    log.quiet("an answer").await?;
    page.click_back().await?;
    log.hear("back").await?;
    page.click("useful-first").await?;
    log.hear("what matters most first").await?;
    page.click("undo").await?;
    log.hear("undo").await?;

    let plan = plans::checked()?;
    page.clear_storage().await?;
    page.remember(&plan).await?;
    log.open("compare", &format!("/?lang={language}#/compare"))
        .await?;
    page.click("keep-snapshot").await?;
    log.hear("today's wheel is kept").await?;
    page.click_on("[data-testid=snapshots] button").await?;
    log.hear("it is removed").await?;
    page.click("add-answers").await?;
    log.hear("nothing is added").await?;
    let code = link::answers_code(
        &link::tag(&plan.id),
        "m",
        1_795_305_600_000,
        &plans::colleague(),
    );
    let cut: String = code.chars().take(20).collect();
    page.write("input-answers", &cut).await?;
    page.click("add-answers").await?;
    log.hear("half a code").await?;
    page.write("input-answers", &code).await?;
    page.click("add-answers").await?;
    log.hear("a whole code").await?;

    log.open("a page that is not there", &format!("/?lang={language}#/"))
        .await?;
    page.begin_to_go("#/nowhere").await?;
    log.hear("nowhere").await?;
    page.go(plans::ASK_LINK).await?;
    log.hear("a link that asks").await?;

    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join(format!("tests/golden/heard.{language}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &log.text)?;
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    for (line, (heard, wanted)) in log.text.lines().zip(golden.lines()).enumerate() {
        ensure_same!(heard, wanted, "line {} of what is heard", line + 1);
    }
    ensure_same!(
        log.text.lines().count(),
        golden.lines().count(),
        "lines heard"
    );
    Ok(())
}

/// Chooses the answer a key stands for and goes on, with nothing but the keyboard; the question that comes next.
async fn answer_by_keyboard(page: &Page, key: &str) -> Outcome {
    page.tab_to("[name=level]").await?;
    page.press(key).await?;
    page.see_chosen(Some(key)).await?;
    page.tab_to("[data-testid=next]").await?;
    page.press(Key::Enter).await?;
    page.see_focus("[data-heading]").await
}

async fn both_questionnaires_are_answered_by_keyboard_alone(page: &Page) -> Outcome {
    page.open("/#/race/reach/search").await?;
    page.see_question("reach.search").await?;
    let items = growth_wheel::content::items::all();
    for (place, item) in items.iter().enumerate() {
        page.see_question(item.id.as_str()).await?;
        let key = ["1", "2", "3"].get(place % 3).copied().unwrap_or("1");
        answer_by_keyboard(page, key).await?;
    }
    page.arrive_at("#/result").await?;
    let plan = page
        .see_stored("all answers", |p| p.answers.len() == items.len())
        .await?;
    page.go("#/").await?;
    page.see_score(&plans::score_of(&plan)).await
}

async fn at_four_hundred_per_cent_everything_is_reached_and_read(page: &Page) -> Outcome {
    // 1280 × 1024 at 400 %.
    page.resize(320, 256).await?;
    page.open("/#/race/act/proof").await?;
    page.see_question("act.proof").await?;
    answer_by_keyboard(page, "4").await?;
    page.open("/#/race/act/proof").await?;
    page.see("input-evidence").await?;
    for hook in [
        "input-evidence",
        "next",
        "skip",
        "back",
        "useful-first",
        "language",
    ] {
        let hidden: Option<String> = page
            .ask(
                "const e = document.querySelector(`[data-testid=${arguments[0]}]`);
                 e.focus();
                 const box = (e.closest('label') || e).getBoundingClientRect();
                 const x = box.left + box.width / 2, y = box.top + box.height / 2;
                 const top = document.elementFromPoint(x, y);
                 const seen = top && (top === e || e.contains(top) || (e.closest('label') || e).contains(top));
                 return seen ? null : `${box.top} to ${box.bottom} of ${innerHeight}, under ${top && top.className}`;",
                json!([hook]),
            )
            .await?;
        ensure_same!(hidden, None, "{hook} has the focus and is hidden");
    }
    let sideways: bool = page
        .ask(
            "return document.documentElement.scrollWidth > innerWidth;",
            json!([]),
        )
        .await?;
    ensure!(!sideways, "the page scrolls sideways");
    Ok(())
}
