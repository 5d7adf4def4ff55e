//! What a visitor sees and does, in the visitor's words. Nothing here sleeps for a fixed time: everything waits for
//! what it needs.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use growth_wheel::codec::envelope;
use growth_wheel::codec::plan_json::Reading;
use growth_wheel::domain::plan::Plan;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::browser;
use crate::outcome::{Outcome, Trouble, ensure};
use crate::server::{BLANK, Server};

/// Longest wait for anything; the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(20);
/// Time between two looks.
const LOOK: Duration = Duration::from_millis(20);

/// Whether the app itself, not its drawing, is on screen with its page.
const LIVE: &str =
    "const page = document.querySelector('#growth-wheel .gw:not(.still) main [data-heading]');
    return !!page && page.textContent.trim() !== '' && !document.querySelector('main .loading');";

/// A browser with one visitor in it.
pub(crate) struct Page {
    /// The session, for what has no words here.
    pub(crate) driver: WebDriver,
    /// The host.
    pub(crate) server: Arc<Server>,
    folder: PathBuf,
}

impl Page {
    /// A page in a session; downloads go to `folder`.
    pub(crate) fn new(driver: WebDriver, server: Arc<Server>, folder: PathBuf) -> Self {
        Self {
            driver,
            server,
            folder,
        }
    }

    // ---- looking ----

    /// What a script returns.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, script: &str, args: Value) -> Outcome<T> {
        let args = args.as_array().cloned().unwrap_or_default();
        let said = self.driver.execute(script, args).await?;
        Ok(said.convert()?)
    }

    /// What a script hands to its callback.
    pub(crate) async fn ask_later<T: DeserializeOwned>(
        &self,
        script: &str,
        args: Value,
    ) -> Outcome<T> {
        let args = args.as_array().cloned().unwrap_or_default();
        let said = self.driver.execute_async(script, args).await?;
        Ok(said.convert()?)
    }

    /// Waits until a script returns true.
    pub(crate) async fn until(&self, what: &str, script: &str, args: Value) -> Outcome {
        let start = Instant::now();
        loop {
            // A page being replaced answers with an error; the next look will do.
            if matches!(self.ask::<bool>(script, args.clone()).await, Ok(true)) {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                let where_ = self.driver.current_url().await?;
                return Err(Trouble(format!("waited in vain until {what}, at {where_}")));
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Waits until the app is there with its page.
    pub(crate) async fn live(&self) -> Outcome {
        self.until("the app is there", LIVE, json!([])).await
    }

    /// Whether the app is there already.
    pub(crate) async fn is_live(&self) -> Outcome<bool> {
        self.ask(LIVE, json!([])).await
    }

    /// Opens whatever folds open, as a visitor does; of a long list the first two.
    pub(crate) async fn whole(&self) -> Outcome {
        self.ask_later::<Value>(
            "const done = arguments[0];
             const among = e => { const li = e.closest('li'); return li ? [...li.parentElement.children].indexOf(li) : 0; };
             (async () => {
                 for (let round = 0; round < 3; round += 1) {
                     for (const s of document.querySelectorAll('main details:not([open]) > summary'))
                         if (s.checkVisibility() && among(s) < 2) s.click();
                     await new Promise(r => setTimeout(r));
                 }
                 done(true);
             })();",
            json!([]),
        )
        .await
        .map(drop)
    }

    /// Waits until nothing moves on the screen.
    pub(crate) async fn still(&self) -> Outcome {
        self.until(
            "nothing moves",
            "return document.getAnimations().every(a => a.playState !== 'running') && document.fonts.status === 'loaded';",
            json!([]),
        )
        .await
    }

    /// The element with a hook, once it is there.
    pub(crate) async fn find(&self, hook: &str) -> Outcome<WebElement> {
        self.see(hook).await?;
        Ok(self.driver.find(By::Css(css(hook))).await?)
    }

    /// Waits until something with that hook is on screen.
    pub(crate) async fn see(&self, hook: &str) -> Outcome {
        self.until(
            &format!("{hook} is on screen"),
            "const e = document.querySelector(arguments[0]); return !!e && e.getClientRects().length > 0;",
            json!([css(hook)]),
        )
        .await
    }

    /// Waits until nothing with that hook is in the page.
    pub(crate) async fn see_no(&self, hook: &str) -> Outcome {
        self.until(
            &format!("{hook} is gone"),
            "return !document.querySelector(arguments[0]);",
            json!([css(hook)]),
        )
        .await
    }

    /// Waits until nothing with that hook is on screen, be it in the page or not.
    pub(crate) async fn see_hidden(&self, hook: &str) -> Outcome {
        self.until(
            &format!("{hook} is hidden"),
            "const e = document.querySelector(arguments[0]); return !e || e.getClientRects().length === 0;",
            json!([css(hook)]),
        )
        .await
    }

    /// Text of the element with a hook, once it is there.
    pub(crate) async fn read(&self, hook: &str) -> Outcome<String> {
        self.find(hook).await?;
        self.ask(
            "return document.querySelector(arguments[0]).textContent.trim();",
            json!([css(hook)]),
        )
        .await
    }

    /// Waits until the element with a hook says exactly that.
    pub(crate) async fn see_text(&self, hook: &str, text: &str) -> Outcome {
        self.until(
            &format!("{hook} says {text:?}"),
            "const e = document.querySelector(arguments[0]); return !!e && e.textContent.trim() === arguments[1];",
            json!([css(hook), text]),
        )
        .await
    }

    /// Waits until the element with a hook holds a text among others.
    pub(crate) async fn see_text_part(&self, hook: &str, text: &str) -> Outcome {
        self.until(
            &format!("{hook} says {text}"),
            "return (document.querySelector(arguments[0])?.textContent ?? '').includes(arguments[1]);",
            json!([css(hook), text]),
        )
        .await
    }

    /// Waits until the element with that id holds a text.
    pub(crate) async fn see_text_in(&self, id: &str, text: &str) -> Outcome {
        self.until(
            &format!("{id} says {text}"),
            "return (document.getElementById(arguments[0])?.textContent ?? '').includes(arguments[1]);",
            json!([id, text]),
        )
        .await
    }

    /// Waits until the overall score is that: digits or "n/a".
    pub(crate) async fn see_score(&self, score: &str) -> Outcome {
        self.see_text("overall-score", score).await
    }

    /// The heading of the page.
    pub(crate) async fn heading(&self) -> Outcome<String> {
        self.ask(
            "const h = document.querySelector('main [data-heading]'); return h ? h.textContent.trim() : '';",
            json!([]),
        )
        .await
    }

    /// Everything the notices say.
    pub(crate) async fn notices(&self) -> Outcome<Vec<String>> {
        self.ask(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent.trim());",
            json!([css("notice")]),
        )
        .await
    }

    /// The fragment of the address.
    pub(crate) async fn route(&self) -> Outcome<String> {
        self.ask("return location.hash;", json!([])).await
    }

    /// Waits until the address names that page and the page is there.
    pub(crate) async fn arrive_at(&self, route: &str) -> Outcome {
        self.until(
            &format!("the address is {route}"),
            "return location.hash === arguments[0];",
            json!([route]),
        )
        .await?;
        self.live().await
    }

    /// Id of the question on screen; there is exactly one.
    pub(crate) async fn question(&self) -> Outcome<String> {
        self.see("question").await?;
        let all: Vec<String> = self
            .ask(
                "return [...document.querySelectorAll(arguments[0])].map(e => e.dataset.questionId);",
                json!([css("question")]),
            )
            .await?;
        match all.as_slice() {
            [one] => Ok(one.clone()),
            other => Err(Trouble(format!("not one question but {other:?}"))),
        }
    }

    /// Waits until that question is on screen.
    pub(crate) async fn see_question(&self, id: &str) -> Outcome {
        self.until(
            &format!("the question is {id}"),
            "const all = document.querySelectorAll(arguments[0]);
             return all.length === 1 && all[0].dataset.questionId === arguments[1];",
            json!([css("question"), id]),
        )
        .await
    }

    /// The answer chosen, if one is.
    pub(crate) async fn chosen(&self) -> Outcome<Option<String>> {
        self.ask(
            "const r = document.querySelector(arguments[0] + ' input[type=radio]:checked'); return r ? r.value : null;",
            json!([css("question")]),
        )
        .await
    }

    /// Waits until that answer, or none, is chosen.
    pub(crate) async fn see_chosen(&self, value: Option<&str>) -> Outcome {
        self.until(
            &format!("the chosen answer is {value:?}"),
            "const r = document.querySelector(arguments[0] + ' input[type=radio]:checked');
             return (r ? r.value : null) === arguments[1];",
            json!([css("question"), value]),
        )
        .await
    }

    /// Waits until a button that stays pressed is.
    pub(crate) async fn see_pressed(&self, hook: &str) -> Outcome {
        self.until(
            &format!("{hook} is pressed"),
            "return document.querySelector(arguments[0])?.getAttribute('aria-pressed') === 'true';",
            json!([css(hook)]),
        )
        .await
    }

    /// Waits until saving stands like that: saved, saving, memory, failed.
    pub(crate) async fn see_saving(&self, state: &str) -> Outcome {
        self.until(
            &format!("saving stands at {state}"),
            "const e = document.querySelector(arguments[0]); return !!e && e.dataset.state === arguments[1];",
            json!([css("save-status"), state]),
        )
        .await
    }

    /// Waits until the plan in storage is as wanted.
    pub(crate) async fn see_stored(
        &self,
        what: &str,
        wanted: impl Fn(&Plan) -> bool,
    ) -> Outcome<Plan> {
        let start = Instant::now();
        loop {
            let stored = self.stored_plan().await?;
            if let Some(plan) = stored.as_ref().filter(|p| wanted(p)) {
                return Ok(plan.clone());
            }
            if start.elapsed() > PATIENCE {
                return Err(Trouble(format!(
                    "what is stored never became {what}: {stored:?}"
                )));
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// The plan in storage, if there is one that can be read.
    pub(crate) async fn stored_plan(&self) -> Outcome<Option<Plan>> {
        let all = self.storage().await?;
        let plan = all
            .get("growth-wheel:current")
            .and_then(|id| all.get(&format!("growth-wheel:plan:{id}")))
            .and_then(|text| envelope::read(text).ok())
            .map(|Reading { plan, .. }| plan);
        Ok(plan)
    }

    /// Everything in the origin's storage.
    pub(crate) async fn storage(&self) -> Outcome<std::collections::BTreeMap<String, String>> {
        self.ask("return Object.assign({}, localStorage);", json!([]))
            .await
    }

    // ---- going somewhere ----

    /// Opens an address anew, without waiting for the app.
    pub(crate) async fn begin_to_open(&self, path: &str) -> Outcome {
        // From another document, as a change of the fragment alone would load nothing.
        self.driver.goto(self.server.address(BLANK)).await?;
        self.driver.goto(self.server.address(path)).await?;
        Ok(())
    }

    /// Opens an address anew and waits for the app.
    pub(crate) async fn open(&self, path: &str) -> Outcome {
        self.begin_to_open(path).await?;
        self.live().await
    }

    /// Goes to a page within the app, as a link does.
    pub(crate) async fn go(&self, route: &str) -> Outcome {
        self.begin_to_go(route).await?;
        self.arrive_at(route).await
    }

    /// Goes to an address within the app that may lead elsewhere.
    pub(crate) async fn begin_to_go(&self, route: &str) -> Outcome {
        self.ask::<Value>("location.hash = arguments[0];", json!([route]))
            .await
            .map(drop)
    }

    /// Loads the page again.
    pub(crate) async fn reload(&self) -> Outcome {
        self.driver.refresh().await?;
        self.live().await
    }

    /// Puts texts into storage, in a page of the same origin, before the app is opened.
    pub(crate) async fn put_into_storage(&self, texts: &[(&str, &str)]) -> Outcome {
        self.driver.goto(self.server.address(BLANK)).await?;
        self.ask::<Value>(
            "for (const [key, text] of arguments[0]) localStorage.setItem(key, text);",
            json!([texts]),
        )
        .await?;
        Ok(())
    }

    /// Empties the storage of the origin. Only for a page without the app, which would write again.
    pub(crate) async fn clear_storage(&self) -> Outcome {
        self.ask::<Value>("localStorage.clear();", json!([]))
            .await
            .map(drop)
    }

    /// Puts a plan into storage as the app itself would have.
    pub(crate) async fn remember(&self, plan: &Plan) -> Outcome {
        self.put_into_storage(&[
            ("growth-wheel:current", &plan.id),
            (
                &format!("growth-wheel:plan:{}", plan.id),
                &envelope::write(plan),
            ),
        ])
        .await
    }

    /// A window of that many CSS pixels. On a phone the scroll bar takes none of them.
    pub(crate) async fn resize(&self, width: u32, height: u32) -> Outcome {
        self.tell(
            "Emulation.setScrollbarsHidden",
            json!({"hidden": width < 600}),
        )
        .await?;
        self.tell(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}),
        )
        .await
    }

    /// Light or dark by the device, and no motion.
    pub(crate) async fn prefer(&self, scheme: &str) -> Outcome {
        self.tell(
            "Emulation.setEmulatedMedia",
            json!({"features": [
                {"name": "prefers-color-scheme", "value": scheme},
                {"name": "prefers-reduced-motion", "value": "reduce"},
            ]}),
        )
        .await
    }

    /// Runs a script before every document from now on.
    pub(crate) async fn before_every_page(&self, script: &str) -> Outcome {
        self.tell(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({"source": script}),
        )
        .await
    }

    /// A command of the browser's own protocol.
    pub(crate) async fn tell(&self, command: &'static str, parameters: Value) -> Outcome {
        browser::tell(&self.driver, command, parameters)
            .await
            .map(drop)
    }

    // ---- doing ----

    /// Clicks the element with a hook with the mouse, once it can be clicked.
    pub(crate) async fn click(&self, hook: &str) -> Outcome {
        self.click_on(&css(hook)).await
    }

    /// Clicks what a selector names.
    pub(crate) async fn click_on(&self, selector: &str) -> Outcome {
        let start = Instant::now();
        loop {
            let tried = async {
                let element = self.driver.find(By::Css(selector)).await?;
                element.click().await
            };
            match tried.await {
                Ok(()) => return Ok(()),
                // It may still be on its way, be drawn anew or stand under something that is leaving.
                Err(e) if start.elapsed() > PATIENCE => {
                    let e = Trouble::from(e).0;
                    return Err(Trouble(format!("cannot click {selector}: {e}")));
                }
                // What stands at the foot of the screen may cover it: scrolled on, as a visitor would.
                Err(_) => {
                    self.ask::<Value>(
                        "document.querySelector(arguments[0])?.scrollIntoView({ block: 'center' });",
                        json!([selector]),
                    )
                    .await?;
                    tokio::time::sleep(LOOK).await;
                }
            }
        }
    }

    /// "Next".
    pub(crate) async fn click_next(&self) -> Outcome {
        let before = self.place().await?;
        self.click("next").await?;
        self.moved_from(before).await
    }

    /// "Back".
    pub(crate) async fn click_back(&self) -> Outcome {
        let before = self.place().await?;
        self.click("back").await?;
        self.moved_from(before).await
    }

    /// The link that starts the check.
    pub(crate) async fn click_start(&self) -> Outcome {
        self.click("start-express").await?;
        self.arrive_at("#/express").await?;
        self.see("question").await
    }

    /// Chooses an answer by its label.
    pub(crate) async fn choose(&self, value: &str) -> Outcome {
        self.click(&format!("answer-{value}")).await?;
        self.see_chosen(Some(value)).await
    }

    /// Picks an entry of a list by its value.
    pub(crate) async fn pick(&self, hook: &str, value: &str) -> Outcome {
        self.see(hook).await?;
        self.click_on(&format!("{} option[value=\"{value}\"]", css(hook)))
            .await
    }

    /// Switches the language in the header and waits until it is there.
    pub(crate) async fn switch_language(&self, code: &str) -> Outcome {
        self.pick("language", code).await?;
        self.until(
            &format!("the page speaks {code}"),
            "return document.documentElement.lang === arguments[0];",
            json!([code]),
        )
        .await
    }

    /// Writes into a field in place of what is there.
    pub(crate) async fn write(&self, hook: &str, text: &str) -> Outcome {
        let field = self.find(hook).await?;
        field.click().await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Delete).await?;
        if !text.is_empty() {
            field.send_keys(text).await?;
        }
        Ok(())
    }

    /// What a field holds.
    pub(crate) async fn written(&self, hook: &str) -> Outcome<String> {
        self.ask(
            "return document.querySelector(arguments[0]).value;",
            json!([css(hook)]),
        )
        .await
    }

    /// Presses keys wherever the focus is.
    pub(crate) async fn press(&self, keys: impl Into<TypingData>) -> Outcome {
        Ok(self
            .driver
            .action_chain_with_delay(Some(Duration::ZERO), Some(Duration::ZERO))
            .send_keys(keys)
            .perform()
            .await?)
    }

    /// Presses Tab until the focus is on what a selector names; the stops on the way, that one included.
    pub(crate) async fn tab_to(&self, selector: &str) -> Outcome<Vec<String>> {
        let mut stops = Vec::new();
        for _ in 0..80 {
            self.press(Key::Tab).await?;
            let (there, stop): (bool, String) = self
                .ask(
                    "const e = document.activeElement;
                     return [e.matches(arguments[0]), e.closest('svg') ? 'svg' :
                        e.dataset.testid || e.id || e.className || e.tagName];",
                    json!([selector]),
                )
                .await?;
            stops.push(stop);
            if there {
                return Ok(stops);
            }
        }
        Err(Trouble(format!("Tab never reached {selector}: {stops:?}")))
    }

    /// What has the focus, by an attribute.
    pub(crate) async fn focused(&self, attribute: &str) -> Outcome<Option<String>> {
        self.ask(
            "return document.activeElement.getAttribute(arguments[0]);",
            json!([attribute]),
        )
        .await
    }

    /// Waits until the focus is on what a selector names.
    pub(crate) async fn see_focus(&self, selector: &str) -> Outcome {
        self.until(
            &format!("the focus is on {selector}"),
            "return document.activeElement.matches(arguments[0]);",
            json!([selector]),
        )
        .await
    }

    /// Gives a file to the field with a hook.
    pub(crate) async fn give_file(&self, hook: &str, name: &str, content: &str) -> Outcome {
        self.give_bytes(hook, name, content.as_bytes()).await
    }

    /// Gives a file of any content to the field with a hook.
    pub(crate) async fn give_bytes(&self, hook: &str, name: &str, content: &[u8]) -> Outcome {
        let path = self.folder.join(name);
        std::fs::write(&path, content)?;
        let field = self.driver.find(By::Css(css(hook))).await?;
        field.send_keys(path.to_string_lossy().as_ref()).await?;
        Ok(())
    }

    /// Clicks what starts a download and waits for the file; its text.
    pub(crate) async fn download(&self, hook: &str) -> Outcome<String> {
        let folder = self.folder.join("downloads");
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        self.tell(
            "Browser.setDownloadBehavior",
            json!({"behavior": "allow", "downloadPath": folder}),
        )
        .await?;
        self.click(hook).await?;
        let start = Instant::now();
        loop {
            if let Some(path) = whole_file(&folder)? {
                return Ok(std::fs::read_to_string(path)?);
            }
            ensure!(start.elapsed() < PATIENCE, "{hook} gave no file");
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Everything the browser complained about since the last look: errors, refusals of the policy, missing files.
    pub(crate) async fn complaints(&self) -> Outcome<Vec<String>> {
        let log = self.driver.browser_log().await?;
        Ok(log
            .into_iter()
            .filter(|entry| entry.level == "SEVERE")
            .map(|entry| entry.message)
            .collect())
    }

    /// Has the browser throw away what nobody holds any more.
    pub(crate) async fn collect_garbage(&self) -> Outcome {
        self.tell("HeapProfiler.collectGarbage", json!({})).await
    }

    /// Route and question, to see a move by.
    async fn place(&self) -> Outcome<String> {
        self.ask(PLACE, json!([css("question")])).await
    }

    async fn moved_from(&self, place: String) -> Outcome {
        self.until(
            "another question is on screen",
            &PLACE.replace("return ", "return arguments[1] !== "),
            json!([css("question"), place]),
        )
        .await
    }
}

const PLACE: &str = "return location.hash + ' ' + (document.querySelector(arguments[0])?.dataset.questionId ?? '');";

/// Selector of a hook.
pub(crate) fn css(hook: &str) -> String {
    format!("[data-testid=\"{hook}\"]")
}

/// The first file that is there in full.
fn whole_file(folder: &Path) -> Outcome<Option<PathBuf>> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_none_or(|e| e != "crdownload" && e != "tmp")
            && path.metadata()?.len() > 0
        {
            return Ok(Some(path));
        }
    }
    Ok(None)
}
