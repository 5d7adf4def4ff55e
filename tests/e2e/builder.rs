//! The builder: what is chosen shows in the preview, in the lines and in the policy, and is there again.

use serde_json::{Value, json};

use crate::accessible::violations;
use crate::outcome::{Outcome, ensure, ensure_same};
use crate::page::Page;
use crate::receiver::Receiver;
use crate::runner::{Scenario, scenarios};

pub(crate) fn all() -> Vec<Scenario> {
    scenarios![
        what_the_builder_is_told_shows_in_preview_lines_and_policy.within(120),
        the_builder_says_what_is_wrong_and_loses_nothing,
        where_leads_go_is_built_tried_out_and_shown_on_the_demo_page.within(120),
    ]
}

async fn put(page: &Page, id: &str, value: &str) -> Outcome {
    page.ask::<Value>(
        "const e = document.getElementById(arguments[0]); e.value = arguments[1]; for (const n of ['input', 'change']) e.dispatchEvent(new Event(n, { bubbles: true }));",
        json!([id, value]),
    )
    .await
    .map(drop)
}

async fn lines(page: &Page) -> Outcome<String> {
    page.ask(
        "return document.getElementById('input-embed-code').value;",
        json!([]),
    )
    .await
}

const WITHIN: &str = "const frame = document.querySelector('growth-wheel')?.shadowRoot.querySelector('iframe')?.contentDocument;";

async fn what_the_builder_is_told_shows_in_preview_lines_and_policy(page: &Page) -> Outcome {
    page.open("/?lang=en#/about").await?;
    page.click("to-embed").await?;
    page.see("embed-preview").await?;
    page.until(
        "the preview is there",
        &format!("{WITHIN} return !!frame?.querySelector('[data-testid=start-express]');"),
        json!([]),
    )
    .await?;
    let own = page.server.address("/");
    ensure_same!(
        lines(page).await?,
        format!(
            "<growth-wheel><a href=\"{own}index.html\">Growth wheel</a></growth-wheel>\n<script type=\"module\" src=\"{own}growth-wheel.js\"></script>"
        ),
        "the plainest lines"
    );
    put(page, "input-look-accent", "#ffd400").await?;
    put(page, "input-brand-name-en", "Acme").await?;
    put(page, "input-embed-lang", "it").await?;
    page.click("module-numbers").await?;
    page.until(
        "the preview wears it",
        &format!("{WITHIN} return frame?.querySelector('.brand')?.getAttribute('aria-label') === 'Acme' && frame.documentElement.lang === 'it' && frame.querySelector('.gw').classList.contains('no-numbers') && getComputedStyle(frame.querySelector('[data-testid=start-express]')).backgroundColor !== 'rgb(29, 31, 36)';"),
        json!([]),
    )
    .await?;
    let said = lines(page).await?;
    for part in [
        " lang=\"it\"",
        "\"accent\":\"#ffd400\"",
        "{\"en\":\"Acme\"}",
        "\"modules\":[\"check\",\"sostac\",\"channels\",\"compare\"]",
    ] {
        ensure!(said.contains(part), "{part} in {said}");
    }
    let corrected: bool = page
        .ask("return [...document.querySelectorAll('.colour .hint')].some(h => h.textContent.includes('#ffd400'));", json!([]))
        .await?;
    ensure!(corrected, "it says what the colour becomes");
    // The lines do what they say, on a page of somebody else.
    let script = "const done = arguments[0]; const text = document.getElementById('input-embed-code').value; const t = document.createElement('template'); t.innerHTML = text; const e = t.content.querySelector('growth-wheel'); done([JSON.parse(e.getAttribute('config')).brand.name.en, e.querySelector('a').getAttribute('href'), t.content.querySelector('script').type]);";
    let parsed: Value = page.ask_later(script, json!([])).await?;
    ensure_same!(
        parsed,
        json!([
            "Acme",
            format!("{own}index.html?lang=it&accent=%23ffd400"),
            "module"
        ]),
        "what a browser reads in the lines"
    );
    // Kind of site, form, banner: lines and policy follow.
    put(page, "input-embed-banner", "cookiebot").await?;
    ensure!(
        lines(page)
            .await?
            .contains(" data-cookieconsent=\"ignore\"></script>"),
        "the banner's attribute"
    );
    let policy = "return [...document.querySelectorAll('[data-testid=embed-policy] code')].map(c => c.textContent);";
    let host = own.trim_end_matches('/');
    let now: Value = page.ask(policy, json!([])).await?;
    ensure_same!(
        now,
        json!([
            "script-src",
            format!("{host} 'wasm-unsafe-eval'"),
            "connect-src",
            host
        ]),
        "policy of the element"
    );
    put(page, "input-embed-form", "frame").await?;
    let now: Value = page.ask(policy, json!([])).await?;
    ensure_same!(
        now,
        json!(["script-src", host, "connect-src", host, "frame-src", host]),
        "policy of the frame"
    );
    put(page, "input-embed-site", "wordpress").await?;
    ensure_same!(
        lines(page).await?,
        "[growth_wheel lang=\"it\" form=\"frame\"]",
        "WordPress"
    );
    put(page, "input-embed-site", "wix").await?;
    ensure_same!(
        lines(page).await?,
        format!("{own}embed.html?lang=it&accent=%23ffd400"),
        "Wix"
    );
    // A reload loses nothing, and the file holds all of it.
    page.reload().await?;
    page.see("embed-preview").await?;
    let file: Value = serde_json::from_str(&page.download("config-save").await?)?;
    ensure_same!(
        file,
        json!({
            "look": { "accent": "#ffd400" },
            "brand": { "name": { "en": "Acme" } },
            "embed": { "lang": "it", "form": "frame" },
            "modules": ["check", "sostac", "channels", "compare"]
        }),
        "the file"
    );
    // What was answered in the preview would be kept apart; the visitor's own plan was not touched.
    ensure!(page.stored_plan().await?.is_none(), "the visitor's plan");
    Ok(())
}

async fn the_builder_says_what_is_wrong_and_loses_nothing(page: &Page) -> Outcome {
    page.open("/?lang=it#/embed").await?;
    page.see("embed-preview").await?;
    put(page, "input-cta-url", "javascript:alert(1)").await?;
    page.until(
        "it is said by the field",
        "return document.getElementById('input-cta-url').closest('.field').querySelector('.error').textContent.includes('https');",
        json!([]),
    )
    .await?;
    // Text that is no JSON yet stays as it is typed, and what held before still does.
    put(page, "input-config", "{\"brand\": {\"name\": \"A").await?;
    let state: Value = page
        .ask("return [document.getElementById('input-config').value, document.querySelector('[data-testid=config-faults]').textContent.includes('1:22')];", json!([]))
        .await?;
    ensure_same!(
        state,
        json!(["{\"brand\": {\"name\": \"A", true]),
        "half a text"
    );
    put(page, "input-config", "{\"brand\": {\"name\": \"Acme\"}, \"blocks\": [{\"title\": 3}], \"items\": {\"off\": [\"x.y\"]}}").await?;
    page.until(
        "each fault has its path",
        "const all = [...document.querySelectorAll('[data-testid=config-faults] li')].map(l => l.textContent.split(': ')[0]); return JSON.stringify(all) === JSON.stringify(['blocks[0].title', 'items.off[0]']);",
        json!([]),
    )
    .await?;
    let name: String = page
        .ask(
            "return document.getElementById('input-brand-name-it').value;",
            json!([]),
        )
        .await?;
    ensure_same!(name, "Acme", "the field follows the text");
    let found = violations(page).await?;
    ensure!(found.is_empty(), "{found:?}");
    Ok(())
}

/// Ticks or unticks a box, or presses a button, of the page.
async fn press(page: &Page, hook: &str) -> Outcome {
    page.ask::<Value>(
        "document.querySelector(`[data-testid=\"${arguments[0]}\"]`).click();",
        json!([hook]),
    )
    .await
    .map(drop)
}

async fn where_leads_go_is_built_tried_out_and_shown_on_the_demo_page(page: &Page) -> Outcome {
    let receiver = Receiver::start()?;
    page.open("/?lang=en#/embed").await?;
    page.see("embed-preview").await?;
    put(page, "input-lead-send-to", "post").await?;
    put(page, "input-lead-send-url", &receiver.address("/leads")).await?;
    put(page, "input-lead-gate", "after").await?;
    put(page, "input-brand-name-en", "Rossi").await?;
    let wrong: String = page
        .ask(
            "return document.querySelector('[data-testid=config-faults]').textContent;",
            json!([]),
        )
        .await?;
    ensure!(
        wrong.contains("lead.privacy"),
        "what is missing is said: {wrong}"
    );
    put(page, "input-lead-privacy", "https://rossi.example/privacy").await?;
    put(page, "input-lead-ask-name", "need").await?;
    put(page, "input-lead-ask-phone", "ask").await?;
    put(page, "input-lead-utm", "utm_source, gclid").await?;
    press(page, "add-grade").await?;
    put(page, "input-grade-0-level", "2").await?;
    put(page, "input-grade-0-budget", "to_5000").await?;
    press(page, "add-tag").await?;
    put(page, "input-tag-0", "shop").await?;
    put(page, "input-tag-0-model", "shop").await?;
    let made: Value = page
        .ask(
            "return JSON.parse(document.getElementById('input-config').value).lead;",
            json!([]),
        )
        .await?;
    ensure_same!(
        made,
        json!({
            "send": { "to": "post", "url": receiver.address("/leads") },
            "gate": "after",
            "privacy": "https://rossi.example/privacy",
            "need": ["name"],
            "ask": ["phone"],
            "utm": ["utm_source", "gclid"],
            "grades": [{ "grade": "A", "when": { "level": [2], "budget": ["to_5000"] } }],
            "tags": [{ "tag": "shop", "when": { "model": ["shop"] } }]
        }),
        "the configuration"
    );
    let right: String = page.read("config-state").await?;
    ensure_same!(right, "Nothing is wrong with it.", "its state");
    let policy: Vec<String> = page
        .ask("return [...document.querySelectorAll('[data-testid=embed-policy] code')].map(c => c.textContent);", json!([]))
        .await?;
    ensure!(
        policy
            .iter()
            .any(|line| line.contains(&receiver.address(""))),
        "the policy lets it go there: {policy:?}"
    );
    let paragraphs: String = page
        .ask(
            "return document.getElementById('input-privacy-text').value;",
            json!([]),
        )
        .await?;
    for part in ["Rossi", "127.0.0.1", "GDPR"] {
        ensure!(paragraphs.contains(part), "{part} in {paragraphs}");
    }
    // The test: the preview shows the form, what it sends is marked, and the answer is shown.
    press(page, "lead-test").await?;
    page.until(
        "the preview shows the form",
        &format!("{WITHIN} return !!frame?.querySelector('[data-testid=lead-send]')?.offsetHeight && frame.querySelector('[data-testid=lead-who]').textContent.includes('Test');"),
        json!([]),
    )
    .await?;
    page.ask_later::<Value>(
        &format!("const done = arguments[0]; {WITHIN} (async () => {{ const f = h => frame.querySelector(`[data-testid=${{h}}]`); for (const [h, v] of [['input-lead-email', 'me@rossi.example'], ['input-lead-name', 'Me']]) {{ f(h).value = v; f(h).dispatchEvent(new Event('input', {{ bubbles: true }})); }} f('lead-consent').click(); await new Promise(r => setTimeout(r, 3200)); f('lead-send').click(); }})().then(() => done(null));"),
        json!([]),
    )
    .await?;
    page.until(
        "the answer is shown as it came",
        &format!("{WITHIN} const said = frame?.querySelector('[data-testid=lead-answer]')?.textContent ?? ''; return said.includes('200') && said.includes('\"ok\":true');"),
        json!([]),
    )
    .await?;
    let came: Value = serde_json::from_str(&receiver.came()[0].body)?;
    ensure_same!(
        json!([came["test"], came["contact"]["email"]]),
        json!([true, "me@rossi.example"]),
        "what came"
    );
    // The demo page wears it, too, and marks what it sends.
    page.driver.goto(page.server.address("/demo.html")).await?;
    page.until(
        "the demo page shows it",
        "const e = document.querySelector('growth-wheel'); return e?.shadowRoot.querySelector('.brand')?.getAttribute('aria-label') === 'Rossi' && document.querySelector('h1').textContent.length > 5 && JSON.parse(e.config).lead.test === true;",
        json!([]),
    )
    .await?;
    let found = violations(page).await?;
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}
