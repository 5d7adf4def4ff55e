//! The element on pages of others.

use std::path::Path;

use serde_json::{Value, json};

use crate::accessible::violations;
use crate::first::noted;
use crate::frames::{in_frame, out};
use crate::guest::{Guest, LISTEN};
use crate::outcome::{Outcome, Trouble, ensure, ensure_same};
use crate::page::Page;
use crate::runner::{Scenario, scenarios};
use crate::server::{HostPage, Meddling};

pub(crate) fn all() -> Vec<Scenario> {
    scenarios![
        the_element_shows_the_widget_and_leaves_the_page_alone,
        the_element_tells_what_happens_and_never_an_answer,
        nothing_heavy_is_fetched_before_the_element_is_near_or_touched,
        what_stands_in_the_element_stays_until_the_widget_is_there,
        the_element_speaks_the_language_of_the_page_around_it.in_language("es-ES"),
        attributes_and_properties_are_one_and_follow_changes,
        what_the_site_knows_is_filled_in_marked_and_the_visitor_s_to_change,
        a_plain_link_says_the_same_as_far_as_an_address_may,
        the_loader_listens_to_the_attributes_of_the_contract,
        what_was_just_answered_survives_the_element_s_removal,
        a_move_in_the_page_loses_nothing,
        what_changes_while_it_loads_is_not_lost_and_an_old_start_does_no_harm,
        what_is_said_while_a_link_loads_does_not_lose_it,
        what_a_site_says_is_not_remembered_as_the_visitor_s_choice,
        the_ground_around_says_light_or_dark_in_whatever_way_it_is_written,
        twenty_elements_share_one_program.within(240),
        two_copies_and_a_foreign_element_of_the_name_do_no_harm,
        a_link_opens_in_the_element_once,
        the_files_may_stand_elsewhere_in_every_form,
        deleting_everything_begins_anew_without_loading_the_page,
        a_program_that_stops_says_so_and_begins_again.with_complaints(),
        nothing_of_a_removed_element_is_left_listening,
        mounting_a_thousand_times_keeps_nothing.within(600),
        the_frameworks_set_properties_hear_events_and_mount_again,
        two_builds_on_a_page_do_no_harm,
        the_pinned_script_runs_and_a_changed_one_leaves_the_link.with_complaints(),
        a_whole_visit_on_a_page_of_others_asks_for_our_files_and_nothing_else.noting_requests(),
        axe_finds_nothing_in_the_element_nor_in_the_frame
            .within(300)
            .with_complaints(),
    ]
}

const ONE: &str = "<p id=before>before</p><growth-wheel></growth-wheel><p id=after>after</p>";

async fn one(page: &Page) -> Outcome<Guest<'_>> {
    let guest = Guest::open(page, &[LISTEN, ONE].concat()).await?;
    guest.live(0).await?;
    Ok(guest)
}

async fn the_element_shows_the_widget_and_leaves_the_page_alone(page: &Page) -> Outcome {
    let guest = one(page).await?;
    let before: Value = guest
        .ask("return [location.href, document.title, document.documentElement.outerHTML.replace(/<growth-wheel.*<\\/growth-wheel>/s, '').length, history.length];")
        .await?;
    guest.click("start-express").await?;
    guest
        .until("the check is open", "!!hook('question')")
        .await?;
    guest.click("next").await?;
    guest
        .until(
            "the next question is there",
            "hook('question').dataset.questionId === 'profile.objectives'",
        )
        .await?;
    // The heading within has the focus, and the page knows only of the element.
    guest
        .until("the heading has the focus", "gw().shadowRoot.activeElement === q('[data-heading]') && document.activeElement === gw()")
        .await?;
    // Another tab of the host's page would not be this one.
    guest
        .act("const a = q('.bar nav a'); a.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, ctrlKey: true }));")
        .await?;
    let after: Value = guest
        .ask("return [location.href, document.title, document.documentElement.outerHTML.replace(/<growth-wheel.*<\\/growth-wheel>/s, '').length, history.length];")
        .await?;
    ensure_same!(
        after,
        before,
        "address, title, markup and history of the page"
    );
    ensure!(
        guest.ask::<bool>("return gw().shadowRoot.mode === 'open' && gw().shadowRoot.adoptedStyleSheets.length === 2 && !gw().shadowRoot.querySelector('style, [style]');").await?,
        "an open shadow root with shared style sheets and no style of its own"
    );
    // What a page's record holds of others is not ours to count.
    ensure!(
        !guest
            .ask::<String>("return q('.foot').textContent;")
            .await?
            .contains("0 requests"),
        "no count of the page's requests"
    );
    Ok(())
}

async fn the_element_tells_what_happens_and_never_an_answer(page: &Page) -> Outcome {
    let guest = Guest::open(
        page,
        &[
            LISTEN,
            "<growth-wheel instance-id=one hidden-fields='campaign=spring\\,sun'></growth-wheel>",
        ]
        .concat(),
    )
    .await?;
    guest.live(0).await?;
    guest
        .until("ready was told", "told('ready').length === 1")
        .await?;
    ensure_same!(
        guest.ask::<Value>("return [told('ready')[0].form, told('ready')[0].lang, told('ready')[0].instanceId, told('started').length];").await?,
        json!(["element", "en", "one", 0]),
        "ready"
    );
    guest.click("start-express").await?;
    guest.click("answer-shop").await?;
    for _ in 0..3 {
        guest.click("next").await?;
    }
    guest
        .until(
            "reach is asked",
            "hook('question').dataset.questionId === 'express.reach'",
        )
        .await?;
    guest.click("answer-3").await?;
    guest
        .until("progress was told", "told('progress').length > 0")
        .await?;
    ensure_same!(
        guest.ask::<usize>("return told('started').length;").await?,
        1,
        "times it was said to have begun"
    );
    ensure_same!(
        guest
            .ask::<Value>("return told('question').map(q => q.id);")
            .await?,
        json!([
            "profile.model",
            "profile.objectives",
            "express.resources",
            "express.reach"
        ]),
        "questions told"
    );
    guest
        .act("[...all('.bar nav a')].find(a => a.getAttribute('href') === '#/result').click();")
        .await?;
    guest
        .until("the result was told", "told('result').length > 0")
        .await?;
    ensure_same!(
        guest.ask::<Value>("const r = told('result').at(-1); return [r.overall, r.level, r.weakest, r.stages[1].score, r.hidden, r.instanceId];").await?,
        json!([50, 3, "reach", null, {"campaign": "spring,sun"}, "one"]),
        "the result told"
    );
    guest.act("hook('language').value = 'it'; hook('language').dispatchEvent(new Event('change', { bubbles: true }));").await?;
    guest
        .until(
            "the language was told",
            "told('language').length === 1 && told('language')[0].lang === 'it'",
        )
        .await?;
    // Known names with known types only.
    let names: Vec<String> = guest
        .ask("return [...new Set(window.told.flatMap(([n, d]) => Object.keys(d).map(k => n + '.' + k)))].sort();")
        .await?;
    for name in names {
        let (event, field) = name.split_once('.').unwrap();
        let known = growth_wheel::embed::contract::EVENTS
            .iter()
            .find(|e| e.name == event)
            .is_some_and(|e| e.detail.iter().any(|f| f.name == field));
        ensure!(known, "{name} is not in the contract");
    }
    Ok(())
}

async fn nothing_heavy_is_fetched_before_the_element_is_near_or_touched(page: &Page) -> Outcome {
    let guest = Guest::open(
        page,
        "<growth-wheel style='position:absolute;top:5000px'><a id=in href='#'>Open</a></growth-wheel>",
    )
    .await?;
    guest
        .act("await customElements.whenDefined('growth-wheel'); await tick(500);")
        .await?;
    let asked = |page: &Page| {
        let mut paths: Vec<String> = page.server.asked().into_iter().map(|a| a.path).collect();
        paths.retain(|path| path != "/host");
        paths
    };
    ensure_same!(asked(page), ["/growth-wheel.js"], "fetched before");
    guest
        .act("document.getElementById('in').focus({ preventScroll: true });")
        .await?;
    guest.live(0).await?;
    ensure!(
        asked(page).iter().any(|path| path.ends_with(".wasm")),
        "fetched after it was touched"
    );
    // Scrolling near is as good.
    let guest = Guest::open(
        page,
        "<growth-wheel style='position:absolute;top:5000px'></growth-wheel>",
    )
    .await?;
    guest
        .act("await customElements.whenDefined('growth-wheel'); scrollTo(0, 4300);")
        .await?;
    guest.live(0).await?;
    // And so is not waiting at all.
    let guest = Guest::open(
        page,
        "<growth-wheel lazy=off style='position:absolute;top:5000px'></growth-wheel>",
    )
    .await?;
    guest.live(0).await
}

async fn what_stands_in_the_element_stays_until_the_widget_is_there(page: &Page) -> Outcome {
    page.server.hold(".wasm");
    let guest = Guest::open(
        page,
        "<growth-wheel><a id=in href='https://agency.example/'>Our check</a></growth-wheel>",
    )
    .await?;
    guest
        .act("await customElements.whenDefined('growth-wheel'); await tick(300);")
        .await?;
    ensure!(
        guest
            .ask::<bool>("return document.getElementById('in').checkVisibility();")
            .await?,
        "the link is there"
    );
    page.server.release();
    guest.live(0).await?;
    ensure!(
        guest
            .ask::<bool>("return document.getElementById('in').getClientRects().length === 0;")
            .await?,
        "the link is gone"
    );
    Ok(())
}

async fn the_element_speaks_the_language_of_the_page_around_it(page: &Page) -> Outcome {
    for (markup, lang) in [
        ("<div lang=it-IT><growth-wheel></growth-wheel></div>", "it"),
        (
            "<div lang=it><growth-wheel lang=ru></growth-wheel></div>",
            "ru",
        ),
        // Neither the page's language nor the one asked for is known: the browser's.
        ("<div lang=fr><growth-wheel></growth-wheel></div>", "es"),
        (
            "<div lang=fr><growth-wheel lang=de></growth-wheel></div>",
            "es",
        ),
    ] {
        let guest = Guest::open(page, markup).await?;
        guest.live(0).await?;
        ensure_same!(
            guest.ask::<String>("return q('.gw').lang;").await?,
            lang,
            "language of {markup}"
        );
    }
    Ok(())
}

async fn attributes_and_properties_are_one_and_follow_changes(page: &Page) -> Outcome {
    // Set before the element is known.
    let early = "<growth-wheel id=w></growth-wheel><script>w.mode = 'check'; w.storageKey = 'early'; w.theme = 'dark';</script>";
    let guest = Guest::open(page, &[LISTEN, early].concat()).await?;
    guest.live(0).await?;
    ensure_same!(
        guest.ask::<Value>("return [gw().getAttribute('mode'), gw().storageKey, q('.gw').dataset.theme, !!hook('question')];").await?,
        json!(["check", "early", "dark", true]),
        "set early"
    );
    guest.click("answer-b2b").await?;
    guest
        .until(
            "saved under the key",
            "Object.keys(localStorage).some(k => k.startsWith('growth-wheel:early:plan:'))",
        )
        .await?;
    guest.act("gw().lang = 'it'; gw().theme = 'light';").await?;
    guest
        .until(
            "language and theme follow",
            "q('.gw').lang === 'it' && q('.gw').dataset.theme === 'light'",
        )
        .await?;
    ensure!(
        guest.ask::<bool>("return !!hook('question');").await?,
        "on the same page"
    );
    guest.act("gw().mode = 'race';").await?;
    guest.until("the questionnaire is open", "hook('question')?.dataset.questionId === 'reach.search' || (live() && /race/.test(q('.main').innerHTML) && !!q('.parts, [data-question-id^=\"reach\"]'))").await?;
    // Another key, another plan.
    guest
        .act("gw().storageKey = 'other'; gw().mode = 'check';")
        .await?;
    guest
        .until(
            "the check of the other plan is open",
            "live() && !!hook('answer-b2b') && !hook('answer-b2b').querySelector('input').checked",
        )
        .await?;
    guest.act("gw().storageKey = 'early';").await?;
    guest
        .until(
            "the first plan is back",
            "live() && !!hook('answer-b2b') && hook('answer-b2b').querySelector('input').checked",
        )
        .await?;
    // What is not known is said, and the default holds.
    guest.act("gw().theme = 'pink';").await?;
    guest
        .until(
            "an unknown value is told",
            "told('error').some(e => e.reason === 'attribute' && e.what === 'theme')",
        )
        .await
}

const KNOWN: &str = "model=b2b,country=IT,budget=1500,hours=8,currency=EUR,castle=1";

async fn what_the_site_knows_is_filled_in_marked_and_the_visitor_s_to_change(
    page: &Page,
) -> Outcome {
    let body = format!(
        "{LISTEN}<growth-wheel preset='{KNOWN}' hidden-fields='client=Rossi\\, Bianchi,ref=7'></growth-wheel>"
    );
    let guest = Guest::open(page, &body).await?;
    guest.live(0).await?;
    // Nobody has begun, nothing is stored, and what is not known is told.
    ensure_same!(
        guest.ask::<Value>("return [hook('start-express').textContent, Object.keys(localStorage).filter(k => k.includes(':plan:')).length, told('started').length];").await?,
        json!(["Start the check", 0, 0]),
        "before anything is entered"
    );
    guest
        .until(
            "what is not known is told",
            "told('error').some(e => e.reason === 'attribute' && e.what === 'preset: castle')",
        )
        .await?;
    guest.click("start-express").await?;
    guest.until("it is filled in", "hook('answer-b2b')?.querySelector('input').checked && hook('input-country').value === 'IT'").await?;
    guest
        .until(
            "and marked",
            "hook('prefilled').textContent.includes('This site')",
        )
        .await?;
    guest.click("answer-shop").await?;
    guest.act("hook('input-country').value = 'ES'; hook('input-country').dispatchEvent(new Event('change', { bubbles: true }));").await?;
    guest
        .until(
            "what the visitor says is theirs",
            "hook('prefilled').textContent === ''",
        )
        .await?;
    guest.click("next").await?;
    guest.until("nothing is marked where nothing was filled in", "hook('question').dataset.questionId === 'profile.objectives' && hook('prefilled').textContent === ''").await?;
    guest.click("next").await?;
    guest.until("money and hours", "hook('input-budget')?.value === '1,500' && hook('input-hours').value === '8' && hook('prefilled').textContent !== ''").await?;
    guest.until("saved", "hook('save-status').dataset.state === 'saved' && Object.keys(localStorage).some(k => k.includes(':plan:'))").await?;
    // What the site passed on can be seen.
    guest
        .act("q('.foot a[href=\"#/settings\"]').click();")
        .await?;
    guest.until("what was passed on", "!!hook('given')").await?;
    let said: String = guest.ask("return hook('given').textContent;").await?;
    ensure!(
        said.contains("client") && said.contains("Rossi, Bianchi") && said.contains("ref"),
        "{said}"
    );
    // A plan with something in it stays as it is.
    let body = body.replace("b2b", "nonprofit").replace("1500", "9");
    let guest = Guest::open(page, &body).await?;
    guest.live(0).await?;
    guest
        .act("q('.bar nav a[href=\"#/express\"]').click();")
        .await?;
    guest
        .until(
            "the visitor's own",
            "!!hook('input-budget') && hook('input-budget').value === '1,500'",
        )
        .await
}

async fn a_plain_link_says_the_same_as_far_as_an_address_may(page: &Page) -> Outcome {
    page.open("/?lang=it&mode=check&preset=model%3Db2b&hidden-fields=a%3D1&storage-key=evil")
        .await?;
    page.see("answer-b2b").await?;
    ensure_same!(page.route().await?, "#/express", "the page it begins with");
    page.until("it is filled in and marked", "return document.querySelector('[data-testid=answer-b2b] input').checked && document.querySelector('[data-testid=prefilled]').textContent !== '';", json!([])).await?;
    // Nobody hears what would be passed on there, so nothing is.
    page.go("#/settings").await?;
    page.see_no("given").await?;
    page.go("#/express").await?;
    page.choose("shop").await?;
    page.see_saving("saved").await?;
    ensure!(
        page.ask::<bool>(
            "return !Object.keys(localStorage).some(k => k.includes('evil'));",
            json!([])
        )
        .await?,
        "what it may not say is not heard"
    );
    Ok(())
}

async fn the_loader_listens_to_the_attributes_of_the_contract(page: &Page) -> Outcome {
    let guest = Guest::open(page, "<growth-wheel></growth-wheel>").await?;
    guest.live(0).await?;
    let names: Vec<&str> = growth_wheel::embed::contract::ATTRIBUTES
        .iter()
        .map(|a| a.name)
        .collect();
    ensure_same!(
        guest
            .ask::<Vec<String>>("return customElements.get('growth-wheel').observedAttributes;")
            .await?,
        names,
        "attributes"
    );
    for attribute in growth_wheel::embed::contract::ATTRIBUTES {
        let property = attribute.property();
        ensure!(
            guest.ask::<bool>(&format!("const e = document.createElement('growth-wheel'); e.{property} = 'x'; return e.getAttribute('{}') === 'x' && e.{property} === 'x';", attribute.name)).await?,
            "{property} reflects"
        );
    }
    Ok(())
}

async fn what_was_just_answered_survives_the_element_s_removal(page: &Page) -> Outcome {
    let guest = Guest::open(page, "<growth-wheel mode=check></growth-wheel>").await?;
    guest.live(0).await?;
    guest
        .until("the first question is there", "!!hook('answer-shop')")
        .await?;
    // Long before the 300 ms are over.
    guest
        .act("window.kept = gw(); hook('answer-shop').click(); kept.remove(); await tick(); await tick();")
        .await?;
    ensure!(
        guest.ask::<bool>("return Object.entries(localStorage).some(([k, v]) => k.startsWith('growth-wheel:plan:') && v.includes('shop'));").await?,
        "what was answered is stored"
    );
    ensure_same!(
        guest
            .ask::<usize>("return kept.shadowRoot.querySelectorAll('.gw').length;")
            .await?,
        0,
        "widgets left"
    );
    guest.act("document.body.prepend(kept);").await?;
    guest.live(0).await?;
    guest
        .until(
            "the answer is there",
            "hook('answer-shop').querySelector('input').checked",
        )
        .await
}

async fn a_move_in_the_page_loses_nothing(page: &Page) -> Outcome {
    let guest = Guest::open(
        page,
        "<div id=a></div><growth-wheel mode=check></growth-wheel>",
    )
    .await?;
    guest.live(0).await?;
    guest.click("answer-shop").await?;
    guest.click("next").await?;
    guest
        .until(
            "the second question is there",
            "hook('question').dataset.questionId === 'profile.objectives'",
        )
        .await?;
    guest
        .act("window.inner = q('.gw'); document.getElementById('a').append(gw()); await tick(50);")
        .await?;
    ensure!(
        guest.ask::<bool>("return q('.gw') === inner && hook('question').dataset.questionId === 'profile.objectives';").await?,
        "the same widget at the same question"
    );
    // Still alive.
    guest.click("back").await?;
    guest
        .until(
            "the first question is back",
            "hook('answer-shop').querySelector('input').checked",
        )
        .await
}

async fn twenty_elements_share_one_program(page: &Page) -> Outcome {
    let many: String = (0..20)
        .map(|n| format!("<growth-wheel lazy=off mode=check storage-key=k{n}></growth-wheel>"))
        .collect();
    let guest = Guest::open(page, &[LISTEN, &many].concat()).await?;
    for n in 0..20 {
        guest.live(n).await?;
    }
    let asked = page.server.asked();
    for part in ["/app.", "element.", "growth-wheel.js"] {
        let mut paths: Vec<_> = asked
            .iter()
            .filter(|a| a.path.contains(part))
            .map(|a| &a.path)
            .collect();
        let before = paths.len();
        paths.sort();
        paths.dedup();
        ensure_same!(before, paths.len(), "{part} is asked for once: {paths:?}");
    }
    guest
        .until("all are ready", "told('ready').length === 20")
        .await?;
    guest
        .act("for (let n = 0; n < 20; n += 2) hook('answer-shop', n).click(); await tick(600);")
        .await?;
    ensure_same!(
        guest.ask::<Vec<bool>>("return [...Array(20).keys()].map(n => hook('answer-shop', n).querySelector('input').checked);").await?,
        (0..20).map(|n| n % 2 == 0).collect::<Vec<bool>>(),
        "each its own answer"
    );
    ensure_same!(
        guest.ask::<usize>("return Object.keys(localStorage).filter(k => /^growth-wheel:k\\d+:plan:[^~]*$/.test(k)).length;").await?,
        10,
        "plans stored"
    );
    Ok(())
}

async fn two_copies_and_a_foreign_element_of_the_name_do_no_harm(page: &Page) -> Outcome {
    let twice = format!(
        r#"{LISTEN}{ONE}<script type="module" src="OUR/growth-wheel.js?again"></script><script type="module" src="OUR/some/folder/growth-wheel.js"></script>"#
    );
    let guest = Guest::open(page, &twice).await?;
    guest.live(0).await?;
    ensure_same!(
        guest
            .ask::<usize>("await tick(300); return told('ready').length;")
            .await?,
        1,
        "times ready"
    );
    // The name is taken: ours stands beside.
    let foreign = "<script>customElements.define('growth-wheel', class extends HTMLElement { connectedCallback() { this.textContent = 'theirs'; } });</script>\
                   <growth-wheel></growth-wheel><growth-wheel-1></growth-wheel-1>";
    let guest = Guest::open(page, foreign).await?;
    guest
        .until("ours is shown beside theirs", "gw().textContent === 'theirs' && !!document.querySelector('growth-wheel-1').shadowRoot?.querySelector('.gw [data-heading]')")
        .await
}

/// A link of the golden ones that begins so.
fn link(start: &str) -> Outcome<&'static str> {
    include_str!("../golden/links-1.txt")
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .find(|link| link.starts_with(start))
        .ok_or_else(|| Trouble(format!("no link {start}")))
}

async fn a_link_opens_in_the_element_once(page: &Page) -> Outcome {
    let guest = Guest::open(page, ONE).await?;
    guest.live(0).await?;
    // A plan with something in it, so that the colleague's gets a place of its own.
    guest.click("start-express").await?;
    guest.click("answer-shop").await?;
    guest
        .until(
            "saved",
            "Object.keys(localStorage).some(k => k.includes(':plan:'))",
        )
        .await?;
    for form in ["element", "frame"] {
        Guest::open(
            page,
            &ONE.replace(
                "<growth-wheel>",
                &format!("<growth-wheel form={form} lazy=off>"),
            ),
        )
        .await?;
        let address = page.server.elsewhere(&format!("/host#{}", link("gw=1q")?));
        page.driver.goto("about:blank").await?;
        page.driver.goto(&address).await?;
        guest
            .until(
                "the widget is there",
                "live() || q('iframe')?.offsetHeight > 500",
            )
            .await?;
        if form == "frame" {
            in_frame(&guest).await?;
        }
        let eyes = if form == "frame" {
            "document"
        } else {
            "document.querySelector('growth-wheel').shadowRoot"
        };
        let within = format!("const hook = h => {eyes}.querySelector(`[data-testid=\"${{h}}\"]`);");
        page.until(
            "what the link holds is shown",
            &format!("{within} return !!hook('opened') && !hook('error-link') && !!hook('begin');"),
            json!([]),
        )
        .await?;
        page.ask::<Value>(&format!("{within} hook('begin').click();"), json!([]))
            .await?;
        page.until("the colleague's first question is there", &format!("{within} return hook('question')?.dataset.questionId?.startsWith('reach') && !hook('opened');"), json!([])).await?;
        out(&guest).await?;
        guest
            .until(
                "the address is the page's own again",
                "location.hash === '' && location.pathname === '/host'",
            )
            .await?;
    }
    Ok(())
}

async fn the_files_may_stand_elsewhere_in_every_form(page: &Page) -> Outcome {
    for form in ["element", "frame"] {
        let body = format!(
            "{LISTEN}<growth-wheel lazy=off form={form} base='OUR/some/folder'></growth-wheel>"
        );
        let guest = Guest::open(page, &body).await?;
        guest.until("ready", "told('ready').length === 1").await?;
        ensure!(
            page.server
                .asked()
                .iter()
                .any(|a| a.path.starts_with("/some/folder/") && a.path.ends_with(".wasm")),
            "{form}: the files come from there"
        );
        // What is no address is told, and the default holds.
        page.server.forget();
        let guest = Guest::open(page, &body.replace("OUR/some/folder", "http://[")).await?;
        guest
            .until("ready all the same", "told('ready').length === 1")
            .await?;
        guest
            .until(
                "it is told",
                "told('error').some(e => e.reason === 'attribute' && e.what === 'base')",
            )
            .await?;
    }
    Ok(())
}

async fn deleting_everything_begins_anew_without_loading_the_page(page: &Page) -> Outcome {
    let guest = Guest::open(page, "<growth-wheel mode=check></growth-wheel>").await?;
    guest.live(0).await?;
    guest.act("window.same = 1;").await?;
    guest.click("answer-shop").await?;
    guest
        .until(
            "saved",
            "Object.keys(localStorage).some(k => k.includes(':plan:'))",
        )
        .await?;
    guest
        .act("q('.foot a[href=\"#/settings\"]').click();")
        .await?;
    guest.click("delete").await?;
    guest.click("delete-yes").await?;
    guest
        .until(
            "nothing of ours is stored",
            "!Object.keys(localStorage).some(k => k.includes(':plan:'))",
        )
        .await?;
    guest
        .until("the widget is there again", "live() && window.same === 1")
        .await?;
    guest
        .act("q('.bar nav a[href=\"#/express\"]').click();")
        .await?;
    guest
        .until(
            "the answer is gone",
            "!!hook('answer-shop') && !hook('answer-shop').querySelector('input').checked",
        )
        .await
}

async fn a_program_that_stops_says_so_and_begins_again(page: &Page) -> Outcome {
    let guest = Guest::open(page, &[LISTEN, "<growth-wheel mode=check></growth-wheel><growth-wheel storage-key=b lazy=off></growth-wheel>"].concat()).await?;
    guest.live(0).await?;
    guest.live(1).await?;
    guest.click("answer-shop").await?;
    guest
        .until(
            "saved",
            "Object.keys(localStorage).some(k => k.includes(':plan:'))",
        )
        .await?;
    // The worst that can happen to it: its memory is overwritten.
    guest
        .act("const glue = performance.getEntriesByType('resource').map(e => e.name).find(n => /\\/app\\.[0-9a-f]+\\.js$/.test(n));
              const program = await (await import(glue)).default(); new Uint8Array(program.memory.buffer).fill(255);
              try { hook('answer-b2b').click(); } catch (e) {} await tick(50); try { hook('next').click(); } catch (e) {}")
        .await?;
    guest
        .until(
            "both say so",
            "[0, 1].every(n => !!q('.say[role=alert]', n))",
        )
        .await?;
    guest
        .until(
            "it is told",
            "told('error').filter(e => e.reason === 'crash').length === 2",
        )
        .await?;
    ensure_same!(
        guest
            .ask::<usize>("return all('.say button').length;")
            .await?,
        2,
        "ways on: begin again, download"
    );
    guest.act("q('.say button').click();").await?;
    guest.live(0).await?;
    guest
        .until(
            "the answer is there",
            "hook('answer-shop').querySelector('input').checked",
        )
        .await?;
    guest.act("q('.say button', 1).click();").await?;
    guest.live(1).await
}

/// Counts listeners by what is added and taken away.
const COUNT: &str = "<script>window.count = new Map();
    for (const target of [window, document, document.documentElement, document.body]) {
        const [add, remove] = [target.addEventListener, target.removeEventListener];
        const seen = [];
        const key = (n, f, o) => n + (typeof o === 'object' ? !!(o && o.capture) : !!o);
        target.addEventListener = function (n, f, o) { seen.push([key(n, f, o), f]); return add.call(target, n, f, o); };
        target.removeEventListener = function (n, f, o) { const i = seen.findIndex(([k, g]) => k === key(n, f, o) && g === f); if (i >= 0) seen.splice(i, 1); return remove.call(target, n, f, o); };
        count.set(target, seen);
    }
    window.listeners = () => [...count.values()].flatMap(s => s.map(([k]) => k));</script>";

async fn nothing_of_a_removed_element_is_left_listening(page: &Page) -> Outcome {
    for form in ["element", "frame"] {
        let body = format!("{COUNT}{LISTEN}<growth-wheel form={form} lazy=off></growth-wheel>");
        let guest = Guest::open(page, &body).await?;
        guest.until("ready", "told('ready').length === 1").await?;
        if form == "element" {
            guest.click("start-express").await?;
            guest.click("answer-shop").await?;
        }
        let during: Vec<String> = guest
            .ask("return listeners().filter(n => !n.startsWith('gw:'));")
            .await?;
        ensure!(
            !during.is_empty(),
            "{form}: something listens while it is there"
        );
        guest.act("gw().remove(); await tick(400);").await?;
        ensure_same!(
            guest
                .ask::<Vec<String>>("return listeners().filter(n => !n.startsWith('gw:'));")
                .await?,
            Vec::<String>::new(),
            "{form}: listeners left"
        );
    }
    Ok(())
}

async fn mounting_a_thousand_times_keeps_nothing(page: &Page) -> Outcome {
    let guest = Guest::open(page, "<div id=place></div>").await?;
    // One round: shown, used, taken out.
    let rounds = |n: usize| {
        format!(
            "for (let i = 0; i < {n}; i++) {{
                 const e = document.createElement('growth-wheel'); e.setAttribute('lazy', 'off'); e.setAttribute('mode', 'check');
                 const ready = new Promise(r => e.addEventListener('gw:ready', r, {{ once: true }}));
                 document.getElementById('place').append(e); await ready;
                 e.shadowRoot.querySelector('[data-testid=next]').click();
                 e.remove(); await tick();
             }}"
        )
    };
    let memory = async || -> Outcome<(f64, f64)> {
        for _ in 0..3 {
            page.collect_garbage().await?;
            guest.act("await tick(100);").await?;
        }
        guest
            .ask("const glue = performance.getEntriesByType('resource').map(e => e.name).find(n => /\\/app\\.[0-9a-f]+\\.js$/.test(n));
                  const program = await (await import(glue)).default();
                  return [performance.memory.usedJSHeapSize, program.memory.buffer.byteLength];")
            .await
    };
    guest
        .act("await customElements.whenDefined('growth-wheel');")
        .await?;
    for _ in 0..4 {
        guest.act(&rounds(25)).await?;
    }
    let (script, program) = memory().await?;
    for _ in 0..36 {
        guest.act(&rounds(25)).await?;
    }
    let (later_script, later_program) = memory().await?;
    let grown = (later_script - script) + (later_program - program);
    println!(
        "after 100 rounds {script} + {program} bytes, after 1,000 {later_script} + {later_program}: grown by {grown}"
    );
    ensure!(
        grown < 1_048_576.0,
        "grown by {grown} bytes: {script} to {later_script}, {program} to {later_program}"
    );
    Ok(())
}

async fn the_frameworks_set_properties_hear_events_and_mount_again(page: &Page) -> Outcome {
    for name in ["react", "vue", "svelte"] {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/hosts/built/{name}.js"));
        page.server.put(
            "/page.js",
            HostPage {
                html: std::fs::read_to_string(path)?,
                script: true,
                ..HostPage::default()
            },
        );
        // The element is known before the page is built, and after it.
        for order in [
            ["growth-wheel.js", "page.js"],
            ["page.js", "growth-wheel.js"],
        ] {
            let scripts: String = order
                .iter()
                .map(|file| format!("<script type=module src=\"OUR/{file}\"></script>"))
                .collect();
            let html = format!(
                "<!doctype html><title>{name}</title><link rel=icon href=\"data:,\"><div id=page></div>{scripts}"
            );
            let guest = Guest::open_page(page, "", &html).await?;
            let seen = async {
                guest.live(0).await?;
                ensure_same!(
                    guest.ask::<Value>("return [gw().storageKey, gw().getAttribute('storage-key'), gw().getAttribute('mode')];").await?,
                    json!([name, name, "check"]),
                    "properties"
                );
                guest
                    .until(
                        "ready was heard",
                        "document.getElementById('heard').textContent === 'gw:ready'",
                    )
                    .await?;
                guest
                    .until(
                        "what was filled in",
                        "hook('answer-b2b')?.querySelector('input').checked",
                    )
                    .await?;
                guest.click("answer-shop").await?;
                guest.click("next").await?;
                guest
                    .act("document.getElementById('lang').click();")
                    .await?;
                guest.until("the language follows", "q('.gw').lang === 'it' && document.getElementById('heard').textContent.includes('gw:language')").await?;
                // Moved by the framework, with all that was there.
                guest.act("window.inner = q('.gw'); document.getElementById('move').click(); await tick(100);").await?;
                ensure!(guest.ask::<bool>("return q('.gw') === inner && gw().getBoundingClientRect().top > document.querySelector('p').getBoundingClientRect().top;").await?, "the same widget after a move");
                // Gone, with what was entered, and there again.
                guest
                    .act("document.getElementById('toggle').click(); await tick(100);")
                    .await?;
                ensure!(guest.ask::<bool>("return !gw();").await?, "gone");
                guest
                    .act("document.getElementById('toggle').click();")
                    .await?;
                guest.live(0).await?;
                guest
                    .until("the step is there", "!!hook('question')")
                    .await?;
                guest.act("for (let i = 0; i < 9 && !hook('answer-shop'); i++) { hook('back').click(); await tick(50); }").await?;
                guest
                    .until(
                        "the answer is there",
                        "hook('answer-shop').querySelector('input').checked",
                    )
                    .await?;
                guest.act("document.getElementById('toggle').click(); await tick(100); localStorage.clear();").await
            };
            seen.await
                .map_err(|trouble: Trouble| Trouble(format!("{name}, {order:?}: {}", trouble.0)))?;
        }
    }
    Ok(())
}

async fn two_builds_on_a_page_do_no_harm(page: &Page) -> Outcome {
    let other = page
        .server
        .text("/growth-wheel.js")?
        .replace("VERSION = \"", "VERSION = \"9.");
    page.server.put(
        "/other.js",
        HostPage {
            html: other,
            script: true,
            ..HostPage::default()
        },
    );
    for order in [
        ["growth-wheel.js", "other.js"],
        ["other.js", "growth-wheel.js"],
    ] {
        let scripts: String = order
            .iter()
            .map(|file| format!("<script type=module src=\"OUR/{file}\"></script>"))
            .collect();
        let html = format!(
            "<!doctype html><title>Agency</title><link rel=icon href=\"data:,\">{LISTEN}{ONE}{scripts}"
        );
        let guest = Guest::open_page(page, "", &html).await?;
        guest.live(0).await?;
        guest.act("await tick(300);").await?;
        let versions: Vec<String> = guest
            .ask("return told('ready').map(r => r.version);")
            .await?;
        ensure_same!(versions.len(), 1, "times ready");
        ensure_same!(
            versions[0].starts_with("9."),
            order[0] == "other.js",
            "the first build shows it: {versions:?}"
        );
    }
    Ok(())
}

async fn the_pinned_script_runs_and_a_changed_one_leaves_the_link(page: &Page) -> Outcome {
    // As the reference says it.
    let reference = page.server.text("/README.md")?;
    let pinned = reference
        .split("```html")
        .find(|part| part.contains("integrity="))
        .and_then(|part| part.split("```").next())
        .unwrap_or_default()
        .replace("https://agency.example/growth-wheel/", "OUR/");
    ensure!(
        pinned.contains("integrity=\"sha256-"),
        "the reference pins: {pinned}"
    );
    let html = format!(
        "<!doctype html><title>Agency</title><link rel=icon href=\"data:,\"><growth-wheel><a id=in href='https://agency.example/'>Open</a></growth-wheel>{pinned}"
    );
    let guest = Guest::open_page(page, "", &html).await?;
    guest.live(0).await?;
    page.server.meddle("/growth-wheel.", Meddling::Changed);
    let guest = Guest::open_page(page, "", &html).await?;
    guest.act("await tick(600);").await?;
    ensure!(
        guest.ask::<bool>("return !customElements.get('growth-wheel') && document.getElementById('in').checkVisibility();").await?,
        "the link is left"
    );
    Ok(())
}

async fn a_whole_visit_on_a_page_of_others_asks_for_our_files_and_nothing_else(
    page: &Page,
) -> Outcome {
    let guest = one(page).await?;
    for route in [
        "#/express",
        "#/result",
        "#/channels",
        "#/numbers/kpi",
        "#/numbers/planner",
        "#/compare",
        "#/settings",
        "#/about",
    ] {
        guest.go(route).await?;
    }
    guest.act("hook('language').value = 'ru'; hook('language').dispatchEvent(new Event('change', { bubbles: true }));").await?;
    guest
        .until("another language", "q('.gw').lang === 'ru'")
        .await?;
    let guest = Guest::open(page, "<growth-wheel form=frame lazy=off></growth-wheel>").await?;
    guest
        .until("the frame is high", "q('iframe')?.offsetHeight > 600")
        .await?;
    for asked in page.server.asked() {
        ensure!(
            asked.method == "GET" && (asked.known || asked.path == "/host"),
            "asked for {} {}",
            asked.method,
            asked.path
        );
    }
    let foreign = noted(page)
        .await?
        .into_iter()
        .filter(|url| {
            !url.starts_with(&page.server.address(""))
                && !url.starts_with(&page.server.elsewhere(""))
        })
        .collect::<Vec<_>>();
    ensure!(foreign.is_empty(), "asked elsewhere: {foreign:?}");
    ensure_same!(
        guest.ask::<String>("return document.cookie;").await?,
        "",
        "cookies"
    );
    Ok(())
}

async fn axe_finds_nothing_in_the_element_nor_in_the_frame(page: &Page) -> Outcome {
    for (lang, theme) in [
        ("en", "light"),
        ("it", "dark"),
        ("es", "light"),
        ("ru", "dark"),
    ] {
        let ground = if theme == "dark" {
            "#111; color: #eee"
        } else {
            "#fff"
        };
        let body = format!(
            "<style>body {{ background: {ground} }}</style><main><h1>Agency</h1><growth-wheel lang={lang} theme={theme} preset='model=b2b' hidden-fields='a=1'></growth-wheel></main>"
        );
        let guest = Guest::open(page, &body).await?;
        guest.live(0).await?;
        for route in ["#/", "#/express", "#/result", "#/settings"] {
            guest.go(route).await?;
            let found = violations(page).await?;
            ensure!(found.is_empty(), "{lang}, {theme}, {route}: {found:?}");
        }
        page.server.refuse(Some(".wasm"));
        let guest = Guest::open(
            page,
            &body.replace("<growth-wheel ", "<growth-wheel lazy=off "),
        )
        .await?;
        guest.until("it is said", "!!q('.say')").await?;
        let found = violations(page).await?;
        ensure!(
            found.is_empty(),
            "{lang}, {theme}, what went wrong: {found:?}"
        );
        page.server.refuse(None);
        let guest = Guest::open(
            page,
            &body.replace("<growth-wheel ", "<growth-wheel form=frame "),
        )
        .await?;
        guest
            .until("the frame is high", "q('iframe')?.offsetHeight > 600")
            .await?;
        in_frame(&guest).await?;
        let found = violations(page).await?;
        ensure!(found.is_empty(), "{lang}, {theme}, in the frame: {found:?}");
        out(&guest).await?;
    }
    Ok(())
}

async fn what_changes_while_it_loads_is_not_lost_and_an_old_start_does_no_harm(
    page: &Page,
) -> Outcome {
    for form in ["element", "frame"] {
        page.server.hold(".core.json");
        let guest = Guest::open(
            page,
            &format!("{LISTEN}<growth-wheel lazy=off mode=race form={form}></growth-wheel>"),
        )
        .await?;
        guest
            .act("await customElements.whenDefined('growth-wheel'); await tick(700); gw().lang = 'it'; gw().theme = 'dark'; gw().hiddenFields = 'a=1';")
            .await?;
        if form == "element" {
            // Another beginning, while the first still waits for its texts.
            guest.act("gw().mode = 'check'; await tick(50);").await?;
        }
        page.server.release();
        guest.until("ready", "told('ready').length === 1").await?;
        if form == "frame" {
            in_frame(&guest).await?;
        }
        let eyes = if form == "frame" {
            "document"
        } else {
            "document.querySelector('growth-wheel').shadowRoot"
        };
        page.until(
            "what was said meanwhile holds",
            &format!("const g = {eyes}.querySelector('.gw'); return !!g && g.lang === 'it' && g.dataset.theme === 'dark' && !!{eyes}.querySelector('[data-heading]');"),
            json!([]),
        )
        .await?;
        out(&guest).await?;
        if form == "element" {
            guest
                .until("what was asked for last is shown", "!!hook('answer-shop')")
                .await?;
            guest.act("await tick(600);").await?;
            ensure!(
                guest
                    .ask::<bool>("return live() && !!hook('answer-shop');")
                    .await?,
                "and stays"
            );
        }
    }
    Ok(())
}

async fn what_is_said_while_a_link_loads_does_not_lose_it(page: &Page) -> Outcome {
    let body = format!("{LISTEN}<growth-wheel lazy=off></growth-wheel>");
    let guest = Guest::open(page, &body).await?;
    guest.live(0).await?;
    let address = page.server.elsewhere(&format!("/host#{}", link("gw=1q")?));
    page.driver.goto("about:blank").await?;
    page.server.hold(".core.json");
    page.driver.goto(&address).await?;
    guest
        .act("await customElements.whenDefined('growth-wheel'); await tick(700); gw().theme = 'dark'; gw().lang = 'it'; gw().instanceId = 'x';")
        .await?;
    page.server.release();
    guest
        .until(
            "what the link holds is shown",
            "live() && !!hook('opened') && !hook('error-link') && !!hook('begin')",
        )
        .await?;
    // Nor does a colour that is chosen later.
    guest
        .act("gw().accent = '#b4005a'; await tick(900);")
        .await?;
    let state: Value = guest
        .ask("return [!!hook('begin'), told('ready').length, location.hash.startsWith('#gw='), q('.gw').style.getPropertyValue('--accent') !== '', q('.gw').dataset.theme];")
        .await?;
    ensure_same!(state, json!([true, 1, true, true, "dark"]), "what is shown");
    Ok(())
}

async fn what_a_site_says_is_not_remembered_as_the_visitor_s_choice(page: &Page) -> Outcome {
    let open = |theme: &str, lang: &str| {
        format!("{LISTEN}<growth-wheel lazy=off theme={theme} lang={lang}></growth-wheel>")
    };
    let guest = Guest::open(page, &open("dark", "it")).await?;
    guest.live(0).await?;
    guest.click("start-express").await?;
    guest.click("answer-shop").await?;
    guest.until("saved", "hook('save-status').dataset.state === 'saved' && Object.keys(localStorage).some(k => k.endsWith('prefs'))").await?;
    let guest = Guest::open(page, &open("light", "es")).await?;
    guest.live(0).await?;
    ensure_same!(
        guest
            .ask::<Value>("return [q('.gw').dataset.theme, q('.gw').lang];")
            .await?,
        json!(["light", "es"]),
        "what the site says now"
    );
    // What the visitor chooses is, in whichever widget of the site.
    guest.click("theme").await?;
    guest.act("hook('language').value = 'ru'; hook('language').dispatchEvent(new Event('change', { bubbles: true }));").await?;
    guest.until("it is remembered", "/\"ru\"/.test(Object.entries(localStorage).find(([k]) => k.endsWith('prefs'))?.[1] ?? '')").await?;
    let chosen: Value = guest.ask("return q('.gw').dataset.theme ?? null;").await?;
    let guest = Guest::open(page, &open("dark", "es")).await?;
    guest.live(0).await?;
    ensure_same!(
        guest.ask::<String>("return q('.gw').lang;").await?,
        "ru",
        "the language chosen"
    );
    if !chosen.is_null() {
        ensure_same!(
            guest
                .ask::<Value>("return q('.gw').dataset.theme ?? null;")
                .await?,
            chosen,
            "the theme chosen"
        );
    }
    Ok(())
}

async fn the_ground_around_says_light_or_dark_in_whatever_way_it_is_written(
    page: &Page,
) -> Outcome {
    for (ground, theme) in [
        ("#111", "dark"),
        ("rgb(250 250 250)", "light"),
        ("oklch(0.985 0.002 247.8)", "light"),
        ("oklch(0.2 0.02 250)", "dark"),
        ("color(srgb 1 1 1)", "light"),
        ("rgb(0 0 0 / 0.05)", "light"),
    ] {
        let guest = Guest::open(page, &format!("<style>body {{ background: {ground} }}</style><growth-wheel lazy=off theme=host></growth-wheel>")).await?;
        guest.live(0).await?;
        ensure_same!(
            guest
                .ask::<String>("return q('.gw').dataset.theme;")
                .await?,
            theme,
            "on {ground}"
        );
    }
    Ok(())
}
