//! The widget on a page of somebody else: putting such a page up, looking into it, using it.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::outcome::{Outcome, Trouble};
use crate::page::Page;
use crate::server::HostPage;

/// Where the page of somebody else stands.
const HOST: &str = "/host";

/// What every look into a page begins with: the n-th element, what is in it, and what it said.
const EYES: &str = "const gw = (n = 0) => document.querySelectorAll('growth-wheel')[n];
    const all = (s, n) => [...gw(n).shadowRoot.querySelectorAll(s)];
    const q = (s, n) => gw(n).shadowRoot.querySelector(s);
    const hook = (h, n) => q(`[data-testid=\"${h}\"]`, n);
    const told = (name) => (window.told || []).filter(([n]) => n === name).map(([, d]) => d);
    const live = (n) => { const h = gw(n) && q('.gw .main [data-heading]', n); return !!h && h.textContent.trim() !== '' && !q('.main .loading', n); };
    const tick = (ms = 0) => new Promise(r => setTimeout(r, ms));
";

/// Writes down every event, from the first.
pub(crate) const LISTEN: &str = "<script>window.told = [];
    for (const n of ['ready', 'started', 'progress', 'question', 'result', 'error', 'resize', 'language', 'lead', 'lead-queued', 'lead-sent', 'lead-failed'])
        document.addEventListener('gw:' + n, e => told.push([n, e.detail]));</script>";

/// An element with a configuration given as a property, on a page that writes down what it hears.
pub(crate) fn wearing(config: &Value, attributes: &str) -> String {
    format!(
        "{LISTEN}<growth-wheel lazy=off {attributes}></growth-wheel><script>document.querySelector('growth-wheel').config = {};</script>",
        config.to_string().replace("</", "<\\/")
    )
}

/// A page of somebody else, in its visitor's browser.
pub(crate) struct Guest<'a> {
    pub(crate) page: &'a Page,
}

impl<'a> Guest<'a> {
    /// Opens a page with that in its body, and our script at its end, from another host.
    pub(crate) async fn open(page: &'a Page, body: &str) -> Outcome<Self> {
        Self::open_under(page, "", body).await
    }

    /// The same under a content security policy, in which `OUR` is our host.
    pub(crate) async fn open_under(page: &'a Page, policy: &str, body: &str) -> Outcome<Self> {
        let script = r#"<script type="module" src="OUR/growth-wheel.js" nonce="n1"></script>"#;
        let html = format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Agency</title>\
             <link rel=\"icon\" href=\"data:,\"></head><body>{body}{script}</body></html>"
        );
        Self::open_page(page, policy, &html).await
    }

    /// Opens a whole page of somebody else.
    pub(crate) async fn open_page(page: &'a Page, policy: &str, html: &str) -> Outcome<Self> {
        let our = page.server.address("");
        page.server.put(
            HOST,
            HostPage {
                policy: policy.replace("OUR", &our),
                html: html.replace("OUR", &our),
                script: false,
            },
        );
        page.driver.goto(page.server.elsewhere(HOST)).await?;
        Ok(Self { page })
    }

    /// Opens such a page, and answers the check so far that there is a result.
    pub(crate) async fn at_result(page: &'a Page, body: &str) -> Outcome<Self> {
        let guest = Self::open(page, body).await?;
        guest.live(0).await?;
        guest.answer_check().await?;
        Ok(guest)
    }

    /// What a script returns that looks with the eyes above; it may await.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, script: &str) -> Outcome<T> {
        let script = format!(
            "const done = arguments[0]; (async () => {{ {EYES} {script} }})().then(v => done([v ?? null, '']), e => done([null, String(e && e.stack || e)]));"
        );
        let (value, error): (Value, String) = self.page.ask_later(&script, json!([])).await?;
        if !error.is_empty() {
            return Err(Trouble(error));
        }
        Ok(serde_json::from_value(value)?)
    }

    /// Does something in the page.
    pub(crate) async fn act(&self, script: &str) -> Outcome {
        self.ask::<Value>(script).await.map(drop)
    }

    /// Waits until a script that looks with those eyes returns true.
    pub(crate) async fn until(&self, what: &str, script: &str) -> Outcome {
        self.page
            .until(what, &format!("{EYES} return {script};"), json!([]))
            .await
    }

    /// Waits until the n-th element shows the widget.
    pub(crate) async fn live(&self, n: usize) -> Outcome {
        self.until(&format!("widget {n} is shown"), &format!("live({n})"))
            .await
    }

    /// Clicks something in the first element, once it is there.
    pub(crate) async fn click(&self, hook: &str) -> Outcome {
        self.until(&format!("{hook} is there"), &format!("!!hook('{hook}')"))
            .await?;
        self.act(&format!("hook('{hook}').click();")).await
    }

    /// Goes to a page of the first widget, as a link in it does.
    pub(crate) async fn go(&self, route: &str) -> Outcome {
        self.act(&format!(
            "const a = document.createElement('a'); a.href = '{route}'; q('.gw').append(a); a.click(); a.remove();"
        ))
        .await?;
        self.until(route, "live()").await
    }

    /// Answers the check so far that there is a result.
    pub(crate) async fn answer_check(&self) -> Outcome {
        self.go("#/express").await?;
        self.answer_from_the_first().await
    }

    /// The same from the first question, which is on screen.
    pub(crate) async fn answer_from_the_first(&self) -> Outcome {
        self.click("answer-shop").await?;
        for _ in 0..3 {
            self.click("next").await?;
        }
        for stage in ["reach", "act", "convert", "engage"] {
            let asked = format!("hook('question').dataset.questionId === 'express.{stage}'");
            self.until(stage, &asked).await?;
            self.click("answer-2").await?;
            self.click("next").await?;
        }
        self.until("the result is there", "live() && !!hook('overall-score')")
            .await
    }
}
