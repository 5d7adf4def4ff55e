//! Leads: what opens with them, what is sent and to whom, and that none is lost whatever line, page or browser do.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::accessible::violations;
use crate::frames::{in_frame, out};
use crate::guest::{Guest, LISTEN, wearing};
use crate::outcome::{Outcome, ensure, ensure_same};
use crate::page::Page;
use crate::receiver::{Does, Receiver};
use crate::runner::{Scenario, scenarios};

pub(crate) fn all() -> Vec<Scenario> {
    scenarios![
        the_result_opens_with_a_lead_that_is_sent_word_for_word_as_it_was_shown.within(120),
        one_form_at_most.within(120),
        what_the_page_adds_late_is_shown_before_it_is_sent,
        what_is_missing_is_said_at_the_top_and_beside_and_loses_nothing,
        before_the_first_question_the_form_can_be_put_off_and_the_score_is_shown,
        nothing_is_sent_before_the_visitor_sends_it
            .within(120)
            .noting_requests(),
        twenty_schedules_of_faults_lose_no_lead_in_the_browser
            .within(400)
            .with_complaints(),
        a_lead_waits_for_the_line_over_a_reload_and_can_be_taken_back
            .within(120)
            .with_complaints(),
        what_is_refused_is_said_in_words_and_waits_for_a_tap.with_complaints(),
        no_door_leads_to_a_recipient.within(120).with_complaints(),
        the_page_gets_the_lead_itself_and_no_other_event_says_who_it_is,
        a_form_of_the_page_is_filled_in_and_sent_from_element_and_frame.within(120),
        what_cannot_be_answered_is_sent_once_and_said_to_be_unconfirmed.with_complaints(),
        a_newsletter_s_form_opens_in_a_tab_of_its_own.with_complaints(),
        a_file_of_leads_is_guarded_and_nothing_is_sent,
        a_configuration_with_a_secret_is_refused_and_says_why.with_complaints(),
        people_who_are_fast_and_browsers_that_fill_in_too_much_can_send_all_the_same,
        delete_everything_takes_waiting_leads_with_it.with_complaints(),
        a_widget_taken_out_while_it_sends_breaks_no_other.with_complaints(),
        what_the_policy_of_the_page_refuses_is_said_and_what_it_refuses_of_others_is_not
            .with_complaints(),
        the_form_passes_axe_and_fits_320_pixels_in_every_language
            .within(300)
            .with_complaints(),
    ]
}

const EMAIL: &str = "maria@rossi.example";

fn config(gate: &str, send: Value) -> Value {
    json!({
        "brand": { "name": "Rossi" },
        "lead": {
            "gate": gate, "send": send, "privacy": "/privacy",
            "ask": ["name", "message"], "need": ["name"],
            "marketing": { "en": "Write to me once a month.", "it": "Scrivetemi una volta al mese." },
            "utm": ["utm_source"],
            "grades": [{ "grade": "A", "when": { "level": [1, 2] } }, { "grade": "B" }],
            "tags": [{ "tag": "shop", "when": { "model": ["shop"] } }]
        }
    })
}

fn post(receiver: &Receiver) -> Value {
    json!({ "to": "post", "url": receiver.address("/leads") })
}

async fn put(guest: &Guest<'_>, hook: &str, value: &str) -> Outcome {
    guest
        .act(&format!(
            "const f = hook('{hook}'); f.value = {}; f.dispatchEvent(new Event('input', {{ bubbles: true }}));",
            Value::from(value)
        ))
        .await
}

/// Fills the form in as a person does: not in no time.
async fn fill_in(guest: &Guest<'_>) -> Outcome {
    guest
        .until("the form is there", "!!hook('lead-send')?.offsetHeight")
        .await?;
    put(guest, "input-lead-email", EMAIL).await?;
    put(guest, "input-lead-name", "Maria Rossi").await?;
    guest
        .act("if (!hook('lead-consent').checked) hook('lead-consent').click(); await tick(3100);")
        .await
}

async fn states(guest: &Guest<'_>) -> Outcome<Vec<String>> {
    guest
        .ask("return all('[data-testid=leads] [data-testid=lead-item]').map(i => i.dataset.state);")
        .await
}

async fn sees_state(guest: &Guest<'_>, state: &str) -> Outcome {
    guest
        .until(
            state,
            &format!("all('[data-testid=lead-item]').some(i => i.dataset.state === '{state}')"),
        )
        .await
}

async fn the_result_opens_with_a_lead_that_is_sent_word_for_word_as_it_was_shown(
    page: &Page,
) -> Outcome {
    let receiver = Receiver::start()?;
    let html = wearing(
        &config("after", post(&receiver)),
        "hidden-fields='client=42'",
    );
    let guest = Guest::open(page, &html).await?;
    guest
        .act("history.replaceState(null, '', '?utm_source=news&utm_medium=mail&x=1');")
        .await?;
    guest.live(0).await?;
    guest.answer_check().await?;
    fill_in_check(&guest).await?;
    fill_in(&guest).await?;
    let shown: Value = guest
        .ask("return JSON.parse(hook('lead-exact').textContent);")
        .await?;
    guest.click("lead-send").await?;
    sees_state(&guest, "sent").await?;
    let came = receiver.came();
    ensure_same!(came.len(), 1, "requests");
    let mut sent: Value = serde_json::from_str(&came[0].body)?;
    ensure!(
        !came[0].headers.contains_key("cookie"),
        "no cookie goes with it"
    );
    // All but the moment is what was shown.
    let mut shown = shown;
    for value in [&mut shown, &mut sent] {
        value["at"] = Value::Null;
        value["consent"]["at"] = Value::Null;
    }
    ensure_same!(shown, sent, "shown and sent");
    ensure_same!(
        json!([
            sent["contact"]["email"],
            sent["contact"]["company"],
            sent["grade"],
            sent["tags"],
            sent["utm"],
            sent["hidden"],
            sent["result"]["overall"],
            sent["gaps"].as_array().map(Vec::len),
            sent["business"]["model"],
            sent["consent"]["processing"]["given"],
            sent["consent"]["marketing"]["given"],
            sent["page"]
        ]),
        json!([
            EMAIL,
            null,
            "A",
            ["shop"],
            { "utm_source": "news" },
            { "client": "42" },
            25,
            3,
            "shop",
            true,
            false,
            page.server.elsewhere("/host")
        ]),
        "what was sent"
    );
    let words = sent["consent"]["processing"]["text"]
        .as_str()
        .unwrap_or_default();
    ensure!(words.contains("Rossi"), "the exact words: {words}");
    guest
        .until("the rest is open", "!!hook('actions').offsetHeight")
        .await?;
    // Nothing of the visitor is left in storage, and it stays open.
    let left: String = guest
        .ask("return JSON.stringify(Object.entries(localStorage));")
        .await?;
    ensure!(!left.contains("rossi.example"), "{left}");
    // The link opens the result for who got it, without the visitor's name, and names no place of its own.
    let link = sent["plan_link"].as_str().unwrap_or_default().to_owned();
    ensure!(
        !link.contains("utm_") && link.contains("#gw="),
        "the link is of the page, not of how the visitor came: {link}"
    );
    page.driver.goto(&link).await?;
    guest
        .until(
            "the result is opened",
            "!!hook('opened-overall') && hook('opened-overall').textContent.includes('25')",
        )
        .await?;
    guest.go("#/result").await?;
    guest
        .until("it stays open", "!!hook('actions')?.offsetHeight")
        .await
}

/// Before it is sent: the score stands there, the rest does not, and nothing is ticked.
async fn fill_in_check(guest: &Guest<'_>) -> Outcome {
    guest
        .until("the form is there", "!!hook('lead-send')?.offsetHeight")
        .await?;
    let seen: Value = guest
        .ask("return [hook('overall-score').dataset.score ?? hook('overall-score').textContent.trim(), hook('actions').offsetHeight, hook('lead-consent').checked, hook('lead-marketing').checked, hook('lead-host').textContent.includes('127.0.0.1'), hook('input-lead-email').autocomplete, hook('input-lead-name').autocomplete];")
        .await?;
    ensure!(
        seen[0]
            .as_str()
            .is_some_and(|score| score.starts_with("25")),
        "the score is shown: {seen}"
    );
    ensure_same!(
        json!([seen[1], seen[2], seen[3], seen[4], seen[5], seen[6]]),
        json!([0, false, false, true, "email", "name"]),
        "what stands there before"
    );
    guest.go("#/channels").await?;
    guest
        .until(
            "the channels are held back, too",
            "!!hook('lead-send')?.offsetHeight && !hook('channel-list')?.offsetHeight",
        )
        .await?;
    guest.go("#/result").await
}

/// On every page of every gate there is one form at most: two would have the same names.
async fn one_form_at_most(page: &Page) -> Outcome {
    let receiver = Receiver::start()?;
    for gate in ["none", "copy", "after", "before"] {
        let send = json!({ "to": "post", "url": receiver.address("/leads"), "mails": true });
        let html = wearing(&config(gate, send), &format!("storage-key={gate}"));
        let guest = Guest::open(page, &html).await?;
        guest.live(0).await?;
        if gate == "before" {
            guest.go("#/express").await?;
            guest.click("lead-skip").await?;
        }
        guest.answer_check().await?;
        for route in ["#/result", "#/channels", "#/contact"] {
            guest.go(route).await?;
            guest.act("await tick(400);").await?;
            let forms: usize = guest
                .ask("return all('[data-testid=lead-form]').filter(f => f.offsetHeight).length;")
                .await?;
            let wanted = usize::from(route != "#/channels" || ["after", "before"].contains(&gate));
            ensure_same!(forms, wanted, "forms with {gate} at {route}");
            let twice: Vec<String> = guest
                .ask("const ids = all('[id]').map(e => e.id); return ids.filter((id, i) => ids.indexOf(id) !== i);")
                .await?;
            ensure!(twice.is_empty(), "{gate} at {route}: twice {twice:?}");
        }
    }
    Ok(())
}

/// What the page adds may change while the form is filled in: nothing goes out that was not shown.
async fn what_the_page_adds_late_is_shown_before_it_is_sent(page: &Page) -> Outcome {
    let receiver = Receiver::start()?;
    let guest = Guest::at_result(page, &wearing(&config("none", post(&receiver)), "")).await?;
    fill_in(&guest).await?;
    guest
        .act("gw().setAttribute('hidden-fields', 'customer=42'); await tick(100);")
        .await?;
    guest.click("lead-send").await?;
    guest
        .until(
            "it is said, and shown",
            "!!hook('lead-errors').offsetHeight && hook('lead-shown').textContent.includes('customer = 42')",
        )
        .await?;
    ensure_same!(receiver.requests(), 0, "nothing was sent yet");
    guest.click("lead-send").await?;
    sees_state(&guest, "sent").await?;
    let sent: Value = serde_json::from_str(&receiver.came()[0].body)?;
    ensure_same!(sent["hidden"], json!({ "customer": "42" }), "what was sent");
    // Another one is agreed to anew, and so are other words.
    guest.click("lead-another").await?;
    guest
        .until(
            "nothing is ticked, and the form has the focus",
            "hook('lead-consent')?.checked === false && gw().shadowRoot.activeElement?.id === 'lead-title'",
        )
        .await?;
    guest.click("lead-consent").await?;
    guest
        .act("const s = hook('language'); s.value = 'it'; s.dispatchEvent(new Event('change', { bubbles: true }));")
        .await?;
    guest
        .until(
            "with other words the tick is gone",
            "q('.gw').lang === 'it' && hook('lead-consent')?.checked === false",
        )
        .await
}

async fn what_is_missing_is_said_at_the_top_and_beside_and_loses_nothing(page: &Page) -> Outcome {
    let receiver = Receiver::start()?;
    let guest = Guest::at_result(page, &wearing(&config("none", post(&receiver)), "")).await?;
    guest
        .until("the form is there", "!!hook('lead-send')?.offsetHeight")
        .await?;
    ensure!(
        guest
            .ask::<bool>("return hook('actions').offsetHeight > 0;")
            .await?,
        "without a gate nothing is held back"
    );
    put(&guest, "input-lead-email", "maria@rossi").await?;
    put(&guest, "input-lead-message", "I typed this").await?;
    guest.click("lead-send").await?;
    guest
        .until(
            "the summary has the focus",
            "gw().shadowRoot.activeElement === hook('lead-errors')",
        )
        .await?;
    let seen: Value = guest
        .ask("const s = hook('lead-errors'); const links = [...s.querySelectorAll('a')]; const first = links[0]; first.click(); await tick(50);
              const f = hook('input-lead-email'); return [links.length, s.getAttribute('role'), first.textContent === hook('error-lead-email').textContent, gw().shadowRoot.activeElement === f, f.getAttribute('aria-invalid'), f.getAttribute('aria-describedby') === hook('error-lead-email').id, hook('input-lead-message').value, location.hash];")
        .await?;
    ensure_same!(
        seen,
        json!([3, "alert", true, true, "true", true, "I typed this", ""]),
        "the summary and the fields"
    );
    ensure_same!(receiver.requests(), 0, "nothing was sent");
    Ok(())
}

async fn before_the_first_question_the_form_can_be_put_off_and_the_score_is_shown(
    page: &Page,
) -> Outcome {
    let receiver = Receiver::start()?;
    let html = wearing(&config("before", post(&receiver)), "mode=check");
    let guest = Guest::open(page, &html).await?;
    guest
        .until(
            "nobody is told that there is nothing to sign up for",
            "q('.gw')?.classList.contains('asks-first')",
        )
        .await?;
    guest
        .until("the form comes first", "!!hook('lead-skip')?.offsetHeight")
        .await?;
    let exact: Value = guest
        .ask("return JSON.parse(hook('lead-exact').textContent);")
        .await?;
    ensure_same!(
        json!([
            exact["result"]["overall"],
            exact["plan_link"],
            exact["channels"]
        ]),
        json!([null, null, []]),
        "there is no result yet"
    );
    guest.click("lead-skip").await?;
    guest
        .until("the first question", "!!hook('answer-shop')")
        .await?;
    guest.answer_from_the_first().await?;
    guest
        .until(
            "the score is shown, the rest is not",
            "hook('overall-score')?.textContent.includes('25') && !!hook('lead-send')?.offsetHeight && hook('actions').offsetHeight === 0",
        )
        .await?;
    ensure_same!(receiver.requests(), 0, "nothing was sent");
    Ok(())
}

async fn nothing_is_sent_before_the_visitor_sends_it(page: &Page) -> Outcome {
    let receiver = Receiver::start()?;
    let mut config = config("after", post(&receiver));
    config["cta"] = json!({ "text": "Call", "url": "https://rossi.example/call" });
    let guest = Guest::at_result(page, &wearing(&config, "")).await?;
    guest
        .until("the form is there", "!!hook('lead-send')?.offsetHeight")
        .await?;
    put(&guest, "input-lead-email", EMAIL).await?;
    guest.click("lead-consent").await?;
    guest.click("lead-send").await?;
    for route in ["#/channels", "#/numbers/kpi", "#/settings", "#/about", "#/"] {
        guest.go(route).await?;
    }
    let foreign: Vec<String> = guest
        .ask(&format!(
            "return performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith('{}'));",
            page.server.address("/")
        ))
        .await?;
    ensure!(foreign.is_empty(), "asked for {foreign:?}");
    let unknown: Vec<String> = page
        .server
        .asked()
        .into_iter()
        .filter(|asked| !asked.known || asked.method != "GET")
        .map(|asked| format!("{} {}", asked.method, asked.path))
        .collect();
    ensure!(unknown.is_empty(), "other than our files: {unknown:?}");
    ensure_same!(receiver.requests(), 0, "the recipient heard nothing");
    Ok(())
}

/// Time that passes a hundred times as fast, by the same clock in every document: what waits for seconds and hours waits for
/// moments.
const FAST: &str = "if (!window.gwFast) { window.gwFast = true; const E = 1795000000000, real = Date.now.bind(Date), wait = setTimeout.bind(window);
    Date.now = () => E + (real() - E) * 100; window.setTimeout = (f, ms, ...a) => wait(f, (ms || 0) / 100, ...a); }";

/// Chance that is the same every time. Source: G. Marsaglia, "Xorshift RNGs", 2003.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

async fn twenty_schedules_of_faults_lose_no_lead_in_the_browser(page: &Page) -> Outcome {
    let receiver = Receiver::start()?;
    page.before_every_page(FAST).await?;
    let html = wearing(&config("none", post(&receiver)), "");
    let guest = Guest::at_result(page, &html).await?;
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut ids: BTreeMap<String, u64> = BTreeMap::new();
    for seed in 1..=20 {
        let all = [
            Does::Answer(500),
            Does::Answer(429),
            Does::Answer(503),
            Does::StoreAndFail,
            Does::CutBefore,
            Does::CutAfter,
            Does::Hang,
        ];
        let faults: Vec<Does> = (0..1 + chance.below(3))
            .map(|_| all[chance.below(7) as usize])
            .collect();
        receiver.plan(&faults);
        guest
            .until("the form is there", "!!hook('lead-send')?.offsetHeight")
            .await?;
        put(&guest, "input-lead-email", EMAIL).await?;
        put(&guest, "input-lead-name", "Maria").await?;
        guest
            .act("if (!hook('lead-consent').checked) hook('lead-consent').click(); await tick(4000);")
            .await?;
        let exact: Value = guest
            .ask("return JSON.parse(hook('lead-exact').textContent);")
            .await?;
        let id = exact["id"].as_str().unwrap_or_default().to_owned();
        ensure!(ids.insert(id.clone(), seed).is_none(), "{id} is new");
        let offline = chance.below(3) == 0;
        let network = |offline: bool| json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        page.tell("Network.enable", json!({})).await?;
        if offline {
            page.tell("Network.emulateNetworkConditions", network(true))
                .await?;
        }
        guest.click("lead-send").await?;
        if offline {
            guest.act("await tick(20000);").await?;
            page.tell("Network.emulateNetworkConditions", network(false))
                .await?;
        }
        // Another tab of the same page comes in between, and the page goes away in whatever it was doing.
        let own = page.driver.window().await?;
        let second = chance.below(3) == 0;
        if second {
            let other = page.driver.new_tab().await?;
            page.driver.switch_to_window(other).await?;
            page.before_every_page(FAST).await?;
            page.driver.goto(page.server.elsewhere("/host")).await?;
            guest.live(0).await?;
            page.driver.switch_to_window(own.clone()).await?;
        }
        if chance.below(2) == 0 {
            page.driver.refresh().await?;
            guest.live(0).await?;
        }
        guest.go("#/settings").await?;
        guest
            .until(
                &format!("seed {seed} ({faults:?}, offline {offline}, second {second}): it has gone"),
                "all('[data-testid=lead-item]').length > 0 && all('[data-testid=lead-item]').every(i => i.dataset.state === 'sent')",
            )
            .await?;
        if second {
            let all = page.driver.windows().await?;
            for tab in all.into_iter().filter(|tab| *tab != own) {
                page.driver.switch_to_window(tab).await?;
                page.driver.close_window().await?;
            }
            page.driver.switch_to_window(own).await?;
        }
        // A visit sends three at most: each seed is one of its own.
        page.driver.refresh().await?;
        guest.live(0).await?;
        guest.go("#/result").await?;
    }
    let stored = receiver.stored();
    let lost: Vec<&u64> = ids
        .iter()
        .filter(|(id, _)| stored.get(*id) != Some(&1))
        .map(|(_, seed)| seed)
        .collect();
    ensure!(lost.is_empty(), "lost in schedules {lost:?}");
    ensure_same!(stored.len(), ids.len(), "leads of the recipient");
    ensure!(
        receiver.came().len() > ids.len(),
        "there were faults to get over"
    );
    Ok(())
}

async fn a_lead_waits_for_the_line_over_a_reload_and_can_be_taken_back(page: &Page) -> Outcome {
    let receiver = Receiver::start()?;
    receiver.plan(&[Does::CutBefore; 4]);
    let guest = Guest::open(
        page,
        &wearing(
            &config(
                "copy",
                json!({ "to": "post", "url": receiver.address("/leads"), "mails": true }),
            ),
            "",
        ),
    )
    .await?;
    guest.live(0).await?;
    guest.answer_check().await?;
    fill_in(&guest).await?;
    guest.click("lead-send").await?;
    sees_state(&guest, "waiting").await?;
    page.driver.refresh().await?;
    guest.live(0).await?;
    guest.go("#/settings").await?;
    guest
        .until(
            "it waits after a reload, too",
            "all('[data-testid=lead-item]').some(i => /waiting|sending/.test(i.dataset.state))",
        )
        .await?;
    sees_state(&guest, "waiting").await?;
    guest.click("lead-cancel").await?;
    guest
        .until("it is taken back", "!all('[data-testid=lead-item]').length")
        .await?;
    let left: String = guest
        .ask("return JSON.stringify(Object.entries(localStorage));")
        .await?;
    ensure!(
        !left.contains(EMAIL) && !left.contains("outbox"),
        "nothing is left of it: {left}"
    );
    ensure!(receiver.stored().is_empty(), "and nothing has arrived");
    Ok(())
}

async fn what_is_refused_is_said_in_words_and_waits_for_a_tap(page: &Page) -> Outcome {
    let receiver = Receiver::start()?;
    receiver.plan(&[Does::Answer(400)]);
    let guest = Guest::at_result(page, &wearing(&config("after", post(&receiver)), "")).await?;
    fill_in(&guest).await?;
    guest.click("lead-send").await?;
    sees_state(&guest, "failed").await?;
    let said: String = guest.ask("return hook('lead-item').textContent;").await?;
    ensure!(
        said.contains("400") && said.contains("Not like this"),
        "why: {said}"
    );
    let told: Value = guest.ask("return told('lead-failed');").await?;
    ensure_same!(
        json!([told[0]["reason"], told[0]["status"]]),
        json!(["refused", 400]),
        "the event"
    );
    // The visitor has done what was asked: the result is open whatever the recipient does.
    guest
        .until("the rest is open", "!!hook('actions').offsetHeight")
        .await?;
    ensure_same!(receiver.came().len(), 1, "not tried again by itself");
    guest.click("lead-again").await?;
    sees_state(&guest, "sent").await?;
    let came = receiver.came();
    let ids: Vec<Value> = came
        .iter()
        .filter_map(|c| Some(serde_json::from_str::<Value>(&c.body).ok()?["id"].clone()))
        .collect();
    ensure!(ids.len() == 2 && ids[0] == ids[1], "the same id: {ids:?}");
    Ok(())
}

async fn no_door_leads_to_a_recipient(page: &Page) -> Outcome {
    let receiver = Receiver::start()?;
    let evil = receiver.address("/evil");
    let settings = format!(
        "{{\"lead\":{{\"gate\":\"after\",\"send\":{{\"to\":\"post\",\"url\":\"{evil}\"}},\"privacy\":\"/p\"}}}}"
    );
    // Every name it might have in an address, of our own page and of the frame.
    let query = format!(
        "gate=after&lead={evil}&lead-endpoint={evil}&lead-kind=post&endpoint={evil}&config-url={evil}&consent-text=x&privacy-url={evil}&send={evil}&config={}",
        settings.replace('"', "%22").replace(['{', '}'], "%7B")
    );
    for (path, place) in [("/index.html", "#growth-wheel"), ("/embed.html", "#frame")] {
        let address = page.server.address(&format!("{path}?{query}#/contact"));
        page.driver.goto(address).await?;
        page.until(
            "it is shown",
            "return document.querySelector(arguments[0] + ' .main [data-heading]')?.textContent.trim().length > 0;",
            json!([place]),
        )
        .await?;
        let asks: bool = page
            .ask(
                "return !!document.querySelector('[data-testid=lead-send]');",
                json!([]),
            )
            .await?;
        ensure!(!asks, "{path} asks for leads");
    }
    // Preset and hidden fields, a plan from a file, messages of strangers, and what somebody has put into storage.
    let html = format!(
        "{LISTEN}<growth-wheel lazy=off preset='lead={evil},send={evil}' hidden-fields='lead={evil},endpoint={evil},config={evil}'></growth-wheel>"
    );
    let guest = Guest::at_result(page, &html).await?;
    guest
        .act(&format!(
            "for (const type of ['init', 'set', 'event', 'lead-form']) postMessage({{ gw: 1, type, seq: 9, name: 'config', value: `{settings}`, config: {{ config: `{settings}` }} }}, '*');
             localStorage.setItem('growth-wheel:outbox:evil', JSON.stringify({{ v: 'lead/1', id: 'evil', at: Date.now(), to: 'post {evil}', host: 'evil', state: 'waiting', tries: 0, next: 0, reason: '', status: 0, said: '', lead: {{ id: 'evil' }} }}));
             await tick(500);"
        ))
        .await?;
    guest.go("#/settings").await?;
    let plan = json!({"format": "growth-wheel", "version": "2026-11-texts", "lead": {"gate": "after", "send": {"to": "post", "url": evil}}, "config": settings, "plan": {"id": "p1", "lead": {"send": {"url": evil}}, "config": settings}});
    guest
        .act(&format!(
            "const f = hook('import-file'), t = new DataTransfer(); t.items.add(new File([{}], 'p.gw.json')); f.files = t.files; f.dispatchEvent(new Event('change', {{ bubbles: true }})); await tick(500);",
            Value::from(plan.to_string())
        ))
        .await?;
    for route in ["#/result", "#/contact", "#/"] {
        guest.go(route).await?;
        ensure!(
            guest.ask::<bool>("return !hook('lead-send');").await?,
            "{route} asks for leads"
        );
    }
    // A widget with a recipient of its own does not send what was stored for another.
    let own = Receiver::start()?;
    let guest = Guest::open(page, &wearing(&config("none", post(&own)), "")).await?;
    guest.live(0).await?;
    guest.go("#/settings").await?;
    guest
        .until(
            "what somebody has stored is there to be seen and taken away",
            "all('[data-testid=lead-item]').length === 1",
        )
        .await?;
    guest.act("await tick(1500);").await?;
    ensure_same!(
        (receiver.requests(), own.requests()),
        (0, 0),
        "requests to either"
    );
    Ok(())
}

async fn the_page_gets_the_lead_itself_and_no_other_event_says_who_it_is(page: &Page) -> Outcome {
    for form in ["element", "frame"] {
        let html = wearing(
            &config("after", json!({ "to": "event" })),
            &format!("form={form} instance-id=i1"),
        );
        let guest = Guest::open(page, &html).await?;
        if form == "frame" {
            guest.until("ready", "told('ready').length === 1").await?;
            in_frame(&guest).await?;
            send_in_document(page).await?;
            out(&guest).await?;
        } else {
            guest.live(0).await?;
            guest.answer_check().await?;
            fill_in(&guest).await?;
            guest.click("lead-send").await?;
            sees_state(&guest, "unconfirmed").await?;
        }
        guest
            .until("the page has it", "told('lead').length === 1")
            .await?;
        let told: Value = guest
            .ask("return [told('lead')[0].contact.email, told('lead')[0].instanceId, told('lead')[0].schema, told('lead-queued').length, told('lead-sent')[0].confirmed];")
            .await?;
        ensure_same!(
            told,
            json!([EMAIL, "i1", "growth-wheel.lead/1", 1, false]),
            "{form}"
        );
        let others: String = guest
            .ask("return JSON.stringify(window.told.filter(([n]) => n !== 'lead'));")
            .await?;
        for personal in [EMAIL, "Maria"] {
            ensure!(!others.contains(personal), "{form}: {personal} in {others}");
        }
    }
    Ok(())
}

/// The whole way within a document of our own: a frame.
async fn send_in_document(page: &Page) -> Outcome {
    let there = |hook: &str| format!("return !!document.querySelector('[data-testid={hook}]');");
    let click = |hook: &'static str| async move {
        page.until(hook, &there(hook), json!([])).await?;
        page.ask::<Value>(
            "document.querySelector(`[data-testid=${arguments[0]}]`).click();",
            json!([hook]),
        )
        .await
        .map(drop)
    };
    click("start-express").await?;
    click("answer-shop").await?;
    for _ in 0..3 {
        click("next").await?;
    }
    for stage in ["reach", "act", "convert", "engage"] {
        page.until(
            stage,
            &format!("return document.querySelector('[data-testid=question]')?.dataset.questionId === 'express.{stage}';"),
            json!([]),
        )
        .await?;
        click("answer-2").await?;
        click("next").await?;
    }
    page.until("the form is there", &there("lead-send"), json!([]))
        .await?;
    page.ask_later::<Value>(
        "const done = arguments[2]; (async () => { for (const [h, v] of [['input-lead-email', arguments[0]], ['input-lead-name', arguments[1]]]) { const f = document.querySelector(`[data-testid=${h}]`); f.value = v; f.dispatchEvent(new Event('input', { bubbles: true })); }
         document.querySelector('[data-testid=lead-consent]').click(); await new Promise(r => setTimeout(r, 3100)); document.querySelector('[data-testid=lead-send]').click(); await new Promise(r => setTimeout(r, 600)); })().then(() => done(null));",
        json!([EMAIL, "Maria Rossi"]),
    )
    .await
    .map(drop)
}

async fn a_form_of_the_page_is_filled_in_and_sent_from_element_and_frame(page: &Page) -> Outcome {
    let form = "<form id=contact action='/nowhere' method=post><input name=FNAME><input name=email type=email required><input name=score><input name=marketing type=checkbox><textarea name=plan_link></textarea></form>
        <script>window.sent = []; document.getElementById('contact').addEventListener('submit', e => { e.preventDefault(); sent.push(Object.fromEntries(new FormData(e.target))); });</script>";
    let send = json!({ "to": "form", "form": "contact", "names": { "name": "FNAME", "overall": "score" } });
    for kind in ["element", "frame"] {
        let html = [
            form,
            &wearing(&config("none", send.clone()), &format!("form={kind}")),
        ]
        .concat();
        let guest = Guest::open(page, &html).await?;
        if kind == "frame" {
            guest.until("ready", "told('ready').length === 1").await?;
            in_frame(&guest).await?;
            send_in_document(page).await?;
            out(&guest).await?;
        } else {
            guest.live(0).await?;
            guest.answer_check().await?;
            fill_in(&guest).await?;
            guest.click("lead-send").await?;
        }
        guest
            .until("the form was sent", "window.sent.length === 1")
            .await?;
        let sent: Value = guest.ask("return window.sent[0];").await?;
        ensure_same!(
            json!([
                sent["email"],
                sent["FNAME"],
                sent["score"],
                sent["marketing"]
            ]),
            json!([EMAIL, "Maria Rossi", "25", null]),
            "{kind}"
        );
        ensure!(
            sent["plan_link"]
                .as_str()
                .is_some_and(|l| l.contains("#gw=")),
            "{kind}: the link"
        );
    }
    // One that is not there, or wants more than it gets, is said so and nothing is lost.
    let wants = "<form id=contact onsubmit='return false'><input name=email><input name=vat required></form>";
    for (body, form) in [("", "other"), (wants, "contact")] {
        for kind in ["element", "frame"] {
            let send = json!({ "to": "form", "form": form });
            let html = [
                body,
                &wearing(&config("none", send), &format!("form={kind}")),
            ]
            .concat();
            let guest = Guest::open(page, &html).await?;
            if kind == "frame" {
                guest.until("ready", "told('ready').length === 1").await?;
                in_frame(&guest).await?;
                page.ask::<Value>("localStorage.clear();", json!([]))
                    .await?;
                out(&guest).await?;
                let guest = Guest::open(page, &html).await?;
                guest.until("ready", "told('ready').length === 1").await?;
                in_frame(&guest).await?;
                send_in_document(page).await?;
                page.until(
                    "it is said to have failed",
                    "return document.querySelector('[data-testid=lead-item]')?.dataset.state === 'failed';",
                    json!([]),
                )
                .await?;
                out(&guest).await?;
            } else {
                guest.live(0).await?;
                guest.go("#/result").await?;
                fill_in(&guest).await?;
                guest.click("lead-send").await?;
                sees_state(&guest, "failed").await?;
                guest
                    .act("for (const k of Object.keys(localStorage)) if (k.includes('outbox')) localStorage.removeItem(k);")
                    .await?;
            }
            let told: Value = guest
                .ask("return [told('lead-failed').length, told('lead-sent').length];")
                .await?;
            ensure_same!(told, json!([1, 0]), "{kind}, {form}");
        }
    }
    Ok(())
}

async fn what_cannot_be_answered_is_sent_once_and_said_to_be_unconfirmed(page: &Page) -> Outcome {
    let receiver = Receiver::start()?;
    receiver.close(true);
    let send = json!({ "to": "post", "url": receiver.address("/hook"), "answer": false });
    let guest = Guest::at_result(page, &wearing(&config("none", send), "")).await?;
    fill_in(&guest).await?;
    guest.click("lead-send").await?;
    sees_state(&guest, "unconfirmed").await?;
    page.driver.refresh().await?;
    guest.live(0).await?;
    guest.act("await tick(1500);").await?;
    let came = receiver.came();
    ensure_same!(came.len(), 1, "sent once");
    ensure_same!(
        came[0].headers.get("content-type").map(String::as_str),
        Some("application/x-www-form-urlencoded"),
        "as forms are sent, so that nothing is asked in advance"
    );
    ensure!(
        came[0]
            .body
            .starts_with("email=maria%40rossi.example&name=Maria+Rossi&"),
        "{}",
        came[0].body
    );
    Ok(())
}

async fn a_newsletter_s_form_opens_in_a_tab_of_its_own(page: &Page) -> Outcome {
    let receiver = Receiver::start()?;
    let send = json!({ "to": "mailchimp", "url": receiver.address("/subscribe/post?u=a1&id=b2"), "names": { "grade": "GRADE" } });
    let guest = Guest::at_result(page, &wearing(&config("none", send), "")).await?;
    fill_in(&guest).await?;
    let own = page.driver.window().await?;
    // A tap of a person: a browser opens tabs for no other.
    guest
        .act("hook('lead-send').scrollIntoView({ block: 'center' }); hook('lead-send').focus();")
        .await?;
    page.press("\u{e007}").await?;
    sees_state(&guest, "unconfirmed").await?;
    for _ in 0..50 {
        if receiver.came().len() == 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    ensure_same!(receiver.came().len(), 1, "forms that came");
    let came = &receiver.came()[0];
    ensure_same!(
        (came.method.as_str(), came.path.as_str(), came.body.as_str()),
        (
            "POST",
            "/subscribe/post?u=a1&id=b2",
            "EMAIL=maria%40rossi.example&FNAME=Maria+Rossi&GRADE=A&b_a1_b2="
        ),
        "as the form of that address sends it"
    );
    let all = page.driver.windows().await?;
    ensure_same!(all.len(), 2, "tabs");
    for tab in all.into_iter().filter(|tab| *tab != own) {
        page.driver.switch_to_window(tab).await?;
        page.driver.close_window().await?;
    }
    page.driver.switch_to_window(own).await?;
    Ok(())
}

async fn a_file_of_leads_is_guarded_and_nothing_is_sent(page: &Page) -> Outcome {
    let send = json!({ "to": "file", "format": "csv" });
    let html = wearing(&config("none", send), "");
    let keep = "<script>const make = URL.createObjectURL; window.files = []; URL.createObjectURL = b => { b.text().then(t => files.push(t)); return make.call(URL, b); };</script>";
    let guest = Guest::at_result(page, &[keep, &html].concat()).await?;
    fill_in(&guest).await?;
    put(
        &guest,
        "input-lead-message",
        "=HYPERLINK(\"https://evil.example\")",
    )
    .await?;
    guest.click("lead-send").await?;
    sees_state(&guest, "unconfirmed").await?;
    guest
        .until("the file is there", "window.files.length > 0")
        .await?;
    let text: String = guest.ask("return window.files.at(-1);").await?;
    ensure!(
        text.contains("\"'=HYPERLINK(\"\"https://evil.example\"\")\""),
        "a cell that is no formula: {text}"
    );
    ensure!(text.contains(EMAIL), "{text}");
    Ok(())
}

async fn a_configuration_with_a_secret_is_refused_and_says_why(page: &Page) -> Outcome {
    let receiver = Receiver::start()?;
    let secret = "pat-na1-1a2b3c4d-5e6f";
    let mut config = config("after", post(&receiver));
    config["lead"]["send"]["url"] = receiver.address(&format!("/?token={secret}")).into();
    let guest = Guest::open(page, &wearing(&config, "")).await?;
    guest.live(0).await?;
    guest
        .until(
            "it is told",
            "told('error').some(e => e.reason === 'config')",
        )
        .await?;
    let said: String = guest.ask("return JSON.stringify(told('error'));").await?;
    ensure!(
        said.contains("lead.send.url") && said.contains("pat-") && !said.contains(secret),
        "where and by what sign, without repeating it: {said}"
    );
    guest.answer_check().await?;
    let seen: Value = guest
        .ask("await tick(300); return [!!hook('lead-send'), hook('actions').offsetHeight > 0, q('.brand').getAttribute('aria-label')];")
        .await?;
    ensure_same!(
        seen,
        json!([false, true, "Growth wheel"]),
        "nothing of it is used, and nothing is held back"
    );
    ensure_same!(receiver.requests(), 0, "requests");
    Ok(())
}

async fn people_who_are_fast_and_browsers_that_fill_in_too_much_can_send_all_the_same(
    page: &Page,
) -> Outcome {
    let receiver = Receiver::start()?;
    let guest = Guest::at_result(page, &wearing(&config("none", post(&receiver)), "")).await?;
    fill_in(&guest).await?;
    put(&guest, "lead-trap", "https://spam.example").await?;
    guest.click("lead-send").await?;
    guest
        .until(
            "it is said, and emptied",
            "!!hook('lead-errors').offsetHeight && hook('lead-trap').value === ''",
        )
        .await?;
    ensure_same!(receiver.requests(), 0, "nothing was sent yet");
    guest.click("lead-send").await?;
    sees_state(&guest, "sent").await?;
    // Who is faster than people are is asked to look again; nothing typed is lost.
    guest.click("lead-another").await?;
    guest
        .until("the form is there again", "!!hook('lead-send')?.offsetHeight && hook('input-lead-email').value === 'maria@rossi.example'")
        .await?;
    guest.click("lead-consent").await?;
    guest.click("lead-send").await?;
    guest
        .until("it is said", "!!hook('lead-errors').offsetHeight")
        .await?;
    guest.act("await tick(3100);").await?;
    guest.click("lead-send").await?;
    guest
        .until("it has gone", "told('lead-sent').length === 2")
        .await?;
    let ids: Vec<String> = receiver.stored().into_keys().collect();
    ensure_same!(ids.len(), 2, "each has an id of its own");
    Ok(())
}

async fn delete_everything_takes_waiting_leads_with_it(page: &Page) -> Outcome {
    let receiver = Receiver::start()?;
    receiver.plan(&[Does::Answer(503); 3]);
    let guest = Guest::at_result(page, &wearing(&config("after", post(&receiver)), "")).await?;
    fill_in(&guest).await?;
    guest.click("lead-send").await?;
    sees_state(&guest, "waiting").await?;
    guest.go("#/settings").await?;
    guest.click("delete").await?;
    guest.click("delete-yes").await?;
    guest.live(0).await?;
    guest
        .until("it is gone", "!all('[data-testid=lead-item]').length")
        .await?;
    let left: Vec<String> = guest
        .ask("await tick(400); return Object.keys(localStorage).filter(k => /outbox|:lead$/.test(k));")
        .await?;
    ensure!(left.is_empty(), "{left:?}");
    guest.answer_check().await?;
    guest
        .until("it is held back again", "!!hook('lead-send')?.offsetHeight")
        .await
}

/// A page that lets nothing but our files be asked for, with our element in it.
async fn strict<'a>(page: &'a Page, config: &Value, more: &str) -> Outcome<Guest<'a>> {
    let config = config.to_string().replace('\'', "&#39;");
    let body = format!("<growth-wheel lazy=off config='{config}'></growth-wheel>{more}");
    let policy = "script-src OUR 'wasm-unsafe-eval'; connect-src OUR";
    Guest::open_under(page, policy, &body).await
}

async fn a_widget_taken_out_while_it_sends_breaks_no_other(page: &Page) -> Outcome {
    let receiver = Receiver::start()?;
    let other = "<growth-wheel lazy=off storage-key=other></growth-wheel>";
    let guest = strict(page, &config("none", post(&receiver)), other).await?;
    guest.live(0).await?;
    guest.live(1).await?;
    guest.answer_check().await?;
    fill_in(&guest).await?;
    // What comes of it comes when the widget is gone.
    guest
        .act("hook('lead-send').click(); await tick(20); gw().remove(); await tick(1000);")
        .await?;
    guest.live(0).await?;
    guest.click("start-express").await?;
    guest
        .until("the other one goes on", "!!hook('answer-shop')")
        .await?;
    guest
        .act("document.body.append(Object.assign(document.createElement('growth-wheel'), { lazy: 'off' }));")
        .await?;
    guest.live(1).await
}

async fn what_the_policy_of_the_page_refuses_is_said_and_what_it_refuses_of_others_is_not(
    page: &Page,
) -> Outcome {
    let receiver = Receiver::start()?;
    let guest = strict(page, &config("none", post(&receiver)), "").await?;
    guest.live(0).await?;
    guest.answer_check().await?;
    fill_in(&guest).await?;
    guest.click("lead-send").await?;
    sees_state(&guest, "failed").await?;
    ensure_same!(receiver.requests(), 0, "requests");
    // Somebody else's request is refused while ours finds no line: ours waits.
    receiver.plan(&[Does::CutBefore; 3]);
    let policy = format!(
        "script-src OUR 'wasm-unsafe-eval'; connect-src OUR {}",
        receiver.address("")
    );
    let config = config("none", post(&receiver)).to_string();
    let body = format!(
        "<growth-wheel lazy=off storage-key=two config='{}'></growth-wheel>",
        config.replace('\'', "&#39;")
    );
    let guest = Guest::open_under(page, &policy, &body).await?;
    guest.live(0).await?;
    guest.answer_check().await?;
    fill_in(&guest).await?;
    guest
        .act("hook('lead-send').click(); for (let i = 0; i < 20; i++) { fetch('https://ads.example/').catch(() => {}); await tick(20); }")
        .await?;
    sees_state(&guest, "waiting").await
}

async fn the_form_passes_axe_and_fits_320_pixels_in_every_language(page: &Page) -> Outcome {
    let receiver = Receiver::start()?;
    receiver.plan(&[Does::Answer(400); 4]);
    for (lang, theme) in [
        ("en", "light"),
        ("it", "dark"),
        ("es", "light"),
        ("ru", "dark"),
    ] {
        page.resize(320, 900).await?;
        let html = wearing(
            &config("after", post(&receiver)),
            &format!("lang={lang} theme={theme} storage-key={lang}"),
        );
        let ground = if theme == "dark" { "#111" } else { "#fff" };
        let html = format!(
            "<style>body {{ margin: 0; background: {ground} }}</style><main><h1 style='position:absolute;left:-999px'>Agency</h1>{html}</main>"
        );
        let guest = Guest::at_result(page, &html).await?;
        fill_in(&guest).await?;
        let mut found = Vec::new();
        for state in ["filled", "wrong", "failed"] {
            match state {
                "wrong" => {
                    put(&guest, "input-lead-email", "nobody").await?;
                    guest.click("lead-send").await?;
                    guest
                        .until("it is said", "!!hook('lead-errors').offsetHeight")
                        .await?;
                }
                "failed" => {
                    put(&guest, "input-lead-email", EMAIL).await?;
                    guest.click("lead-send").await?;
                    sees_state(&guest, "failed").await?;
                }
                _ => {}
            }
            let wide: Value = guest
                .ask("return [document.documentElement.scrollWidth, all('.lead-box *').filter(e => e.offsetParent && !e.closest('.trap, .exact') && (e.getBoundingClientRect().right > innerWidth + 0.5)).map(e => e.className || e.tagName)];")
                .await?;
            ensure_same!(wide, json!([320, []]), "{lang}, {state}: width");
            let small: Value = guest
                .ask("return all('.lead-box :is(button, a, input:not(.trap input), summary)').filter(e => e.offsetParent && !e.closest('.trap')).map(e => [e, (e.closest('label') ?? e).getBoundingClientRect()]).filter(([, b]) => b.width < 24 || b.height < 24).map(([e]) => e.outerHTML.slice(0, 80));")
                .await?;
            ensure_same!(small, json!([]), "{lang}, {state}: too small for a finger");
            found.extend(
                violations(page)
                    .await?
                    .into_iter()
                    .map(|found| format!("{lang}, {state}: {found}")),
            );
        }
        ensure!(found.is_empty(), "{}", found.join("\n"));
        ensure_same!(states(&guest).await?.len(), 1, "one lead");
    }
    Ok(())
}
