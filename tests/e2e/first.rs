//! The first visit: what is there before any script, what is asked for, and that nothing jumps.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::outcome::{Outcome, Trouble, ensure, ensure_same};
use crate::page::{Page, css};
use crate::runner::{Scenario, scenarios};
use crate::screens::{LANGUAGES, ROUTES};

/// When fetching ahead may begin and must have ended, after the app is there.
const AHEAD: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(6)];
/// Most of the screen that may have moved while the app took over.
const SHIFT: f64 = 0.01;

pub(crate) fn all() -> Vec<Scenario> {
    scenarios![
        without_script_the_first_screen_is_there,
        without_script_the_page_holds_the_first_screen_in_every_language,
        an_app_that_cannot_start_says_so_and_leaves_the_first_screen.with_complaints(),
        nothing_but_files_of_our_own_is_asked_for_and_nothing_at_all_after_six_seconds
            .noting_requests(),
        after_the_first_seconds_the_app_needs_no_network,
        nothing_jumps_when_the_app_takes_over.within(240),
        the_focus_stays_where_it_was_when_the_app_takes_over,
        the_first_screen_of_a_phone_holds_headline_wheel_and_button,
    ]
}

/// A text of the source of words, such as `core.home.title`.
fn words(language: &str, key: &str) -> Outcome<String> {
    let path = format!(
        "{}/src/i18n/locales/{language}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let all: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    key.split('.')
        .try_fold(&all, |at, part| at.get(part))
        .and_then(Value::as_str)
        .map(str::to_owned)
        .ok_or_else(|| Trouble(format!("{language} has no {key}")))
}

async fn without_script_the_first_screen_is_there(page: &Page) -> Outcome {
    page.tell(
        "Emulation.setScriptExecutionDisabled",
        json!({"value": true}),
    )
    .await?;
    page.begin_to_open("/").await?;
    let title = page.driver.find(thirtyfour::By::Css("h1")).await?;
    ensure_same!(
        title.text().await?,
        words("en", "core.home.title")?,
        "the headline"
    );
    let wheel = page.driver.find(thirtyfour::By::Css("svg.wheel")).await?;
    let size = wheel.rect().await?;
    ensure!(
        size.width > 200.0 && size.height > 200.0,
        "the wheel is drawn: {size:?}"
    );
    // What is drawn once and turned has the looks of what it is turned from.
    let turned = page
        .driver
        .find_all(thirtyfour::By::Css("svg.wheel use"))
        .await?;
    ensure_same!(turned.len(), 24, "spokes and sectors");
    for part in turned {
        let fill = part.css_value("fill").await?;
        ensure!(fill != "rgb(0, 0, 0)", "a part of the wheel is black");
    }
    let start = page
        .driver
        .find(thirtyfour::By::Css(css("start-express")))
        .await?;
    ensure!(start.is_displayed().await?, "the link is on screen");
    ensure_same!(
        start.attr("href").await?.as_deref(),
        Some("#/express"),
        "where it leads"
    );
    ensure_same!(
        start.text().await?,
        words("en", "core.home.start")?,
        "what it says"
    );
    ensure!(
        page.driver
            .find(thirtyfour::By::Css(".gw.still"))
            .await
            .is_ok(),
        "no script has run"
    );
    Ok(())
}

async fn without_script_the_page_holds_the_first_screen_in_every_language(page: &Page) -> Outcome {
    let html = page.server.text("/index.html")?;
    for language in LANGUAGES {
        for key in ["core.home.title", "core.home.lead", "core.home.start"] {
            let text = words(language, key)?;
            let there = format!("lang=\"{language}\">{text}<");
            ensure!(html.contains(&there), "index.html lacks {there}");
        }
    }
    ensure!(html.contains("<svg"), "the wheel is drawn in the page");
    ensure!(
        html.contains("href=\"#/express\"") && html.contains("data-testid=\"start-express\""),
        "the link is in the page"
    );
    // Under the policy of a strict host neither runs nor counts.
    for inline in ["<style", " style=\"", " onclick", "javascript:"] {
        ensure!(!html.contains(inline), "index.html has {inline}");
    }
    Ok(())
}

async fn an_app_that_cannot_start_says_so_and_leaves_the_first_screen(page: &Page) -> Outcome {
    page.server.refuse(Some(".wasm"));
    page.begin_to_open("/?lang=it").await?;
    page.until(
        "the page says that it cannot start",
        "const e = document.getElementById('boot-error'); return !e.hidden && e.innerText.trim() !== '';",
        json!([]),
    )
    .await?;
    let said: String = page
        .ask("return document.querySelector('h1').innerText;", json!([]))
        .await?;
    ensure_same!(said, words("it", "core.home.title")?, "the headline");
    page.server.refuse(None);
    page.reload().await
}

/// Addresses of all requests the browser noted, its own pages left out.
pub(crate) async fn noted(page: &Page) -> Outcome<Vec<String>> {
    let log = page.driver.get_log("performance").await?;
    let mut addresses = Vec::new();
    for entry in log {
        let entry: Value = serde_json::from_str(&entry.message)?;
        let message = &entry["message"];
        if message["method"] == "Network.requestWillBeSent"
            && let Some(url) = message["params"]["request"]["url"].as_str()
            && !url.starts_with("data:")
            && !url.starts_with("blob:")
        {
            addresses.push(url.to_owned());
        }
    }
    Ok(addresses)
}

async fn nothing_but_files_of_our_own_is_asked_for_and_nothing_at_all_after_six_seconds(
    page: &Page,
) -> Outcome {
    page.driver
        .goto(page.server.address(crate::server::BLANK))
        .await?;
    noted(page).await?;
    page.server.forget();
    page.driver.goto(page.server.address("/")).await?;
    page.live().await?;
    let live = Instant::now();
    // The one wait by the clock: that nothing comes cannot be waited for otherwise.
    tokio::time::sleep(AHEAD[1] + Duration::from_secs(1)).await;
    let asked = page.server.asked();
    for one in &asked {
        ensure!(
            one.known,
            "{} {} is no file of the release",
            one.method,
            one.path
        );
        ensure!(
            one.at < live + AHEAD[1],
            "{} was asked for after {:?}",
            one.path,
            one.at.duration_since(live)
        );
    }
    // What came before the pause is the first visit, the rest was fetched ahead.
    let ahead: Vec<&str> = asked
        .iter()
        .filter(|a| a.at > live + AHEAD[0] / 2)
        .map(|a| a.path.as_str())
        .collect();
    ensure!(!ahead.is_empty(), "pages are fetched ahead");
    for one in &asked {
        let between =
            one.at > live + AHEAD[0] / 4 && one.at < live + AHEAD[0] - Duration::from_millis(100);
        ensure!(
            !between,
            "{} was asked for while the visitor begins",
            one.path
        );
    }
    let mut paths: Vec<&str> = asked.iter().map(|a| a.path.as_str()).collect();
    paths.sort_unstable();
    let count = paths.len();
    paths.dedup();
    ensure_same!(paths.len(), count, "each file is asked for once: {paths:?}");

    // A walk through every page asks for nothing more.
    page.server.forget();
    for route in ROUTES.into_iter().chain(["#/", "#/express"]) {
        page.go(route).await?;
    }
    page.choose("b2b").await?;
    page.see_saving("saved").await?;
    let more: Vec<String> = page.server.asked().into_iter().map(|a| a.path).collect();
    ensure!(more.is_empty(), "asked for on the walk: {more:?}");

    // A language asks for its own texts.
    page.switch_language("it").await?;
    page.see_question("profile.model").await?;
    let texts = page.server.asked();
    ensure!(!texts.is_empty(), "the Italian texts are fetched");
    for one in &texts {
        ensure!(
            one.known && one.path.contains("/it."),
            "{} is no Italian text",
            one.path
        );
    }
    let own = page.server.address("/");
    let foreign: Vec<String> = noted(page)
        .await?
        .into_iter()
        .filter(|url| !url.starts_with(&own))
        .collect();
    ensure!(foreign.is_empty(), "asked for elsewhere: {foreign:?}");
    Ok(())
}

async fn after_the_first_seconds_the_app_needs_no_network(page: &Page) -> Outcome {
    page.open("/").await?;
    // All that the release has for this language, or the end of the time for it.
    let wanted: Vec<String> = page
        .server
        .files()
        .filter(|f| f.ends_with(".wasm") || f.contains("/en."))
        .filter(|f| !f.contains("en.core."))
        .map(str::to_owned)
        .collect();
    let start = Instant::now();
    loop {
        let asked: Vec<String> = page.server.asked().into_iter().map(|a| a.path).collect();
        if wanted.iter().all(|f| asked.contains(f)) || start.elapsed() > AHEAD[1] {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    page.tell(
        "Network.emulateNetworkConditions",
        json!({"offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}),
    )
    .await?;
    for route in ROUTES {
        page.go(route).await?;
        ensure!(
            page.notices().await?.is_empty(),
            "{route}: {:?}",
            page.notices().await?
        );
    }
    page.go("#/").await?;
    page.click_start().await?;
    page.choose("shop").await?;
    page.see_saving("saved").await
}

const WATCH_SHIFTS: &str = "window.shifts = [];
    new PerformanceObserver(list => {
        for (const e of list.getEntries()) window.shifts.push([e.value,
            ...e.sources.map(s => s.node ? (s.node.nodeName + '.' + (s.node.className?.baseVal ?? s.node.className ?? '')) : '?')]);
    }).observe({ type: 'layout-shift', buffered: true });";

async fn nothing_jumps_when_the_app_takes_over(page: &Page) -> Outcome {
    page.before_every_page(WATCH_SHIFTS).await?;
    for (width, height) in [(360, 640), (320, 568), (768, 1024), (1280, 800)] {
        page.resize(width, height).await?;
        for language in LANGUAGES {
            page.server.hold(".wasm");
            page.begin_to_open(&format!("/?lang={language}")).await?;
            frames(page).await?;
            page.server.release();
            page.live().await?;
            frames(page).await?;
            let shifts: Vec<Vec<Value>> = page.ask("return window.shifts;", json!([])).await?;
            let sum: f64 = shifts
                .iter()
                .filter_map(|s| s.first().and_then(Value::as_f64))
                .sum();
            ensure!(
                sum <= SHIFT,
                "{language} at {width}×{height} moved by {sum:.4}: {shifts:?}"
            );
        }
    }
    Ok(())
}

/// Waits until what has changed is on the screen.
async fn frames(page: &Page) -> Outcome {
    page.ask_later::<Value>(
        "const done = arguments[0];
         requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));",
        json!([]),
    )
    .await
    .map(drop)
}

async fn the_focus_stays_where_it_was_when_the_app_takes_over(page: &Page) -> Outcome {
    page.server.hold(".wasm");
    page.begin_to_open("/").await?;
    page.tab_to(&css("start-express")).await?;
    page.server.release();
    page.live().await?;
    page.see_focus(&css("start-express")).await
}

async fn the_first_screen_of_a_phone_holds_headline_wheel_and_button(page: &Page) -> Outcome {
    page.resize(360, 640).await?;
    for language in LANGUAGES {
        page.open(&format!("/?lang={language}")).await?;
        for selector in ["h1", ".lead", "svg.wheel", &css("start-express")] {
            let (top, bottom): (f64, f64) = page
                .ask(
                    "const r = document.querySelector('main ' + arguments[0]).getBoundingClientRect(); return [r.top, r.bottom];",
                    json!([selector]),
                )
                .await?;
            ensure!(
                top >= 0.0 && bottom <= 640.0,
                "{language}: {selector} from {top} to {bottom} of 640"
            );
        }
        let wheel: f64 = page
            .ask(
                "return document.querySelector('main svg.wheel').getBoundingClientRect().height;",
                json!([]),
            )
            .await?;
        ensure!(
            wheel <= 0.45 * 640.0,
            "{language}: the wheel is {wheel} of 640 high"
        );
    }
    Ok(())
}
