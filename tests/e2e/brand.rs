//! What a site makes its own: it shows, it is legible, it never comes from an address, and what is wrong is told.

use serde_json::{Value, json};

use crate::accessible::violations;
use crate::frames::{in_frame, out};
use crate::guest::{Guest, LISTEN, wearing};
use crate::outcome::{Outcome, ensure, ensure_same};
use crate::page::Page;
use crate::runner::{Scenario, scenarios};
use crate::server::HostPage;

pub(crate) fn all() -> Vec<Scenario> {
    scenarios![
        a_configuration_gives_the_widget_the_site_s_name_look_and_words,
        questions_and_channels_of_a_site_s_own_are_asked_and_recommended.within(120),
        a_spoke_s_panel_leads_to_its_own_question_in_an_uneven_wheel,
        below_the_result_stand_the_two_blocks_that_fit_and_the_call,
        what_a_site_does_not_show_is_not_led_to,
        a_configuration_comes_from_the_site_or_from_beside_the_script_and_from_nowhere_else
            .with_complaints(),
        no_address_brings_a_configuration,
        what_is_wrong_in_a_configuration_is_told_with_its_path_and_the_rest_holds,
        the_frame_wears_the_configuration_too,
        our_own_pages_wear_a_configuration_that_stands_in_them,
        the_style_of_the_page_and_attributes_choose_colours_that_are_made_legible,
        two_widgets_of_a_page_have_configurations_of_their_own,
        axe_finds_nothing_in_the_boldest_configuration.within(240),
    ]
}

/// A configuration with something of every kind.
fn acme() -> Value {
    json!({
        "brand": {
            "name": { "en": "Acme check", "it": "Check-up Acme" },
            "logo": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
            "url": "https://acme.example/"
        },
        "look": { "accent": "#ffd400", "surface": "#fff8f0", "radius": 2, "font": "Georgia, serif" },
        "cta": { "text": { "en": "Book a call", "it": "Prenota una chiamata" }, "url": "/call" },
        "texts": { "en": { "core.home.start": "Off we go" }, "it": { "core.home.start": "Via!" } },
        "items": {
            "off": ["reach.paid"],
            "own": [{
                "id": "reach.podcast", "name": "Podcast",
                "question": { "en": "Are you heard?", "it": "Vi si ascolta?" },
                "levels": ["Never", "Once", "Monthly", "Weekly", "Daily"],
                "lifts": ["Record one.", "Plan four.", "Find a guest.", "Measure."]
            }]
        },
        "channels": { "off": ["tiktok"], "own": [{ "id": "acme_magazine", "like": "newsletter_sponsorship", "name": "Acme magazine" }] },
        "blocks": [
            { "when": { "level": [4, 5] }, "title": "Strong", "text": "No." },
            { "when": { "model": ["shop"] }, "title": "For shops", "text": "We help shops.", "button": { "text": "Shops", "url": "https://acme.example/shops" } },
            { "title": "For all", "link": { "text": "Write", "url": "mailto:hello@acme.example" } },
            { "title": "Third", "text": "Never shown." }
        ]
    })
}

/// What is painted: the text's contrast on its ground.
const CONTRAST: &str = "const lum = c => { const [r, g, b] = c.match(/[\\d.]+/g).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const contrast = (a, b) => { const [x, y] = [lum(a), lum(b)].sort((m, n) => n - m); return (x + 0.05) / (y + 0.05); };";

async fn a_configuration_gives_the_widget_the_site_s_name_look_and_words(page: &Page) -> Outcome {
    let guest = Guest::open(page, &wearing(&acme(), "")).await?;
    guest.live(0).await?;
    guest
        .until(
            "the logo is in the place of the mark",
            "!!q('.bar .logo')?.naturalWidth && !q('.bar .mark')",
        )
        .await?;
    let said: Value = guest
        .ask("return [q('.brand').getAttribute('aria-label'), q('section').getAttribute('aria-label'), hook('start-express').textContent, q('.foot nav').textContent, hook('cta-foot').href, hook('brand-site').href, hook('cta-foot').target];")
        .await?;
    let host = page.server.elsewhere("/call");
    ensure_same!(
        said,
        json!([
            "Acme check",
            "Acme check",
            "Off we go",
            "SettingsAboutAcme checkBook a call",
            host,
            "https://acme.example/",
            "_blank"
        ]),
        "name and words"
    );
    let look: Value = guest
        .ask(&format!(
            "{CONTRAST} const s = getComputedStyle(hook('start-express')), g = getComputedStyle(q('.gw'));
             return [s.borderRadius, g.fontFamily, g.backgroundColor, contrast(s.backgroundColor, g.backgroundColor) >= 4.5, contrast(s.color, s.backgroundColor) >= 4.5, s.backgroundColor !== 'rgb(29, 31, 36)'];"
        ))
        .await?;
    ensure_same!(
        look,
        json!([
            "2px",
            "Georgia, serif",
            "rgb(255, 248, 240)",
            true,
            true,
            true
        ]),
        "look"
    );
    // The other language has its own words, the name too.
    guest
        .act("const s = hook('language'); s.value = 'it'; s.dispatchEvent(new Event('change', { bubbles: true }));")
        .await?;
    guest
        .until("Italian", "hook('start-express').textContent === 'Via!' && q('.brand').getAttribute('aria-label') === 'Check-up Acme' && hook('cta-foot').textContent === 'Prenota una chiamata'")
        .await?;
    // In the dark there is no light ground, and the accent needs no darkening.
    guest.act("gw().theme = 'dark';").await?;
    guest
        .until(
            "dark",
            "getComputedStyle(q('.gw')).backgroundColor === 'rgb(27, 30, 36)' && getComputedStyle(hook('start-express')).backgroundColor === 'rgb(255, 212, 0)'",
        )
        .await?;
    ensure!(
        guest
            .ask::<bool>("return told('error').length === 0;")
            .await?,
        "nothing was found wrong"
    );
    Ok(())
}

async fn questions_and_channels_of_a_site_s_own_are_asked_and_recommended(page: &Page) -> Outcome {
    let guest = Guest::open(page, &wearing(&acme(), "")).await?;
    guest.live(0).await?;
    let wheel: Value = guest
        .ask("return [!!hook('activity-reach.paid'), hook('activity-reach.podcast').querySelector('.name').textContent, hook('activity-act.journey').querySelector('.number').textContent];")
        .await?;
    ensure_same!(
        wheel,
        json!([false, "Podcast", "6"]),
        "the list of the wheel"
    );
    guest.go("#/race/reach/podcast").await?;
    guest
        .until(
            "it is asked",
            "q('.main [data-heading]').textContent.includes('Are you heard?')",
        )
        .await?;
    guest.click("answer-4").await?;
    guest
        .until("it counts", "told('progress').at(-1)?.answered === 1")
        .await?;
    // On from the last question of a stage to the next.
    guest.click("next").await?;
    guest
        .until("the next stage", "q('.main [data-heading]').textContent.trim() !== '' && told('question').at(-1).id.startsWith('act.')")
        .await?;
    guest.go("#/express").await?;
    guest.click("next").await?;
    guest.click("next").await?;
    guest
        .until(
            "its channel can be chosen, the other not",
            "hook('use-acme_magazine')?.textContent === 'Acme magazine' && !hook('use-tiktok')",
        )
        .await?;
    guest.click("back").await?;
    guest.click("back").await?;
    guest.answer_check().await?;
    guest.go("#/channels").await?;
    guest
        .act("for (const b of all('.main button[aria-expanded=false]')) b.click();")
        .await?;
    guest
        .until(
            "the channel is among those ranked",
            "hook('channel-acme_magazine')?.textContent.includes('Acme magazine') && !hook('channel-tiktok')",
        )
        .await
}

async fn a_spoke_s_panel_leads_to_its_own_question_in_an_uneven_wheel(page: &Page) -> Outcome {
    let config = json!({ "items": { "off": ["reach.search"] } });
    let guest = Guest::open(page, &wearing(&config, "")).await?;
    guest.live(0).await?;
    for item in ["reach.paid", "act.journey", "engage.advocacy"] {
        guest.click(&format!("activity-{item}")).await?;
        let (stage, name) = item.split_once('.').unwrap();
        guest
            .until(
                item,
                &format!("hook('detail')?.getAttribute('href') === '#/race/{stage}/{name}'"),
            )
            .await?;
    }
    Ok(())
}

async fn below_the_result_stand_the_two_blocks_that_fit_and_the_call(page: &Page) -> Outcome {
    let guest = Guest::open(page, &wearing(&acme(), "")).await?;
    guest.live(0).await?;
    guest.go("#/result").await?;
    ensure!(
        guest.ask::<bool>("return hook('site').hidden;").await?,
        "without a result nothing stands below it"
    );
    guest.answer_check().await?;
    guest
        .until(
            "the blocks are there",
            "all('[data-testid=site-block]').length === 2",
        )
        .await?;
    let shown: Value = guest
        .ask("return [all('[data-testid=site-block] h3').map(h => h.textContent), all('[data-testid=site] a').map(a => [a.textContent, a.href, a.target, a.rel]), q('[data-testid=actions]').compareDocumentPosition(hook('site')) & 4];")
        .await?;
    ensure_same!(
        shown,
        json!([
            ["For shops", "For all"],
            [
                ["Shops", "https://acme.example/shops", "_blank", "noopener"],
                ["Write", "mailto:hello@acme.example", "", ""],
                [
                    "Book a call",
                    page.server.elsewhere("/call"),
                    "_blank",
                    "noopener"
                ]
            ],
            4
        ]),
        "what stands below the result"
    );
    Ok(())
}

async fn what_a_site_does_not_show_is_not_led_to(page: &Page) -> Outcome {
    let config = json!({ "modules": ["numbers"] });
    let guest = Guest::open(page, &wearing(&config, "mode=sostac")).await?;
    guest.live(0).await?;
    // What the mode asks for is not shown: the wheel is.
    guest.until("the wheel", "!!hook('start-express')").await?;
    let seen: Value = guest
        .ask("const seen = s => all(s).filter(e => e.offsetWidth).length; return [seen('a[href=\"#/express\"]'), seen('a[href^=\"#/channels\"]'), seen('a[href^=\"#/numbers\"]') > 0, seen('[data-part^=sector], .sector'), hook('start-express').getAttribute('href'), !!hook('sector-control')?.offsetWidth];")
        .await?;
    ensure_same!(
        seen,
        json!([0, 0, true, 0, "#/race/reach", false]),
        "what is led to"
    );
    guest.click("start-express").await?;
    // The question that a part alone begins with is told, too.
    guest
        .until(
            "the first question",
            "told('question').at(-1)?.id === 'reach.search'",
        )
        .await?;
    guest
        .act("const a = document.createElement('a'); a.href = '#/channels'; q('.gw').append(a); a.click(); a.remove();")
        .await?;
    guest
        .until("the wheel again", "!!hook('start-express')")
        .await?;
    // Every question there is can be reached, and no other is counted.
    ensure_same!(
        guest.ask::<usize>("return Number(all('a[href=\"#/race/reach\"]').map(a => a.textContent.match(/\\d+/)?.[0]).find(n => n));").await?,
        20,
        "questions"
    );
    Ok(())
}

async fn a_configuration_comes_from_the_site_or_from_beside_the_script_and_from_nowhere_else(
    page: &Page,
) -> Outcome {
    let config = json!({ "brand": { "name": "Fetched" } }).to_string();
    let file = |html: &str| HostPage {
        policy: String::new(),
        html: html.to_owned(),
        script: false,
    };
    let element = |address: &str| {
        format!("{LISTEN}<growth-wheel lazy=off config='{address}'></growth-wheel>")
    };
    let named = "q('.brand')?.getAttribute('aria-label') === 'Fetched'";
    for address in ["brand.json", "/brand.json", "OUR/brand.json"] {
        let guest = Guest::open(page, &element(address)).await?;
        page.server.put("/brand.json", file(&config));
        // Put up after the page: it begins anew from there.
        guest.act("gw().restart();").await?;
        guest.until(address, named).await?;
        page.server.reset();
    }
    // It is neither the site's nor ours, even if it would answer.
    for (address, reason) in [
        (
            "https://evil.example/brand.json",
            "neither on this site nor beside",
        ),
        (
            "//evil.example/brand.json",
            "neither on this site nor beside",
        ),
        (
            "data:application/json,{}",
            "neither on this site nor beside",
        ),
        ("/none.json", "could not be fetched"),
    ] {
        page.server.forget();
        let guest = Guest::open(page, &element(address)).await?;
        guest.live(0).await?;
        guest
            .until(
                address,
                &format!("told('error').some(e => e.reason === 'config' && e.message.includes('{reason}'))"),
            )
            .await?;
        let label: String = guest
            .ask("return q('.brand').getAttribute('aria-label');")
            .await?;
        ensure_same!(label, "Growth wheel", "the default holds");
        let asked: Vec<String> = guest
            .ask("return performance.getEntriesByType('resource').map(e => e.name).filter(n => n.includes('evil'));")
            .await?;
        ensure!(asked.is_empty(), "nobody else was asked: {asked:?}");
    }
    Ok(())
}

async fn no_address_brings_a_configuration(page: &Page) -> Outcome {
    let config = "%7B%22brand%22:%7B%22name%22:%22Evil%22%7D,%22cta%22:%7B%22text%22:%22Evil%22,%22url%22:%22https://evil.example%22%7D%7D";
    for door in [
        format!("/index.html?config={config}"),
        format!("/index.html?config={config}&accent=%23b4005a#/result"),
        format!("/embed.html?config={config}&data-config={config}"),
        format!("/index.html?preset=model=shop,config={config}"),
    ] {
        page.driver.goto(page.server.address(&door)).await?;
        page.until(
            &door,
            "return !!document.querySelector('.gw .main, .gw main');",
            json!([]),
        )
        .await?;
        page.until(
            "the widget is there",
            "return [...document.querySelectorAll('.brand')].some(b => b.getAttribute('aria-label') === 'Growth wheel');",
            json!([]),
        )
        .await?;
        let found: bool = page
            .ask("return document.body.textContent.includes('Evil') || !!document.querySelector('[data-testid=cta-foot]');", json!([]))
            .await?;
        ensure!(!found, "{door} brought a configuration");
    }
    // Nor does a link with a plan, nor a page around an element.
    let guest = Guest::open(page, &format!("{LISTEN}<script>history.replaceState(null, '', '?config={config}');</script><growth-wheel lazy=off></growth-wheel>")).await?;
    guest.live(0).await?;
    ensure!(
        guest
            .ask::<bool>("return !q('.gw').textContent.includes('Evil');")
            .await?,
        "the address of the page brought a configuration"
    );
    Ok(())
}

async fn what_is_wrong_in_a_configuration_is_told_with_its_path_and_the_rest_holds(
    page: &Page,
) -> Outcome {
    let config = json!({
        "brand": { "name": "Acme" },
        "look": { "accent": "blurple" },
        "cta": { "text": "Go", "url": "javascript:window.hacked=1" },
        "texts": { "it": { "core.home.start": "Via {chi}", "result.nope": "x", "nowhere.at.all": "x" } },
        "items": { "own": [{ "id": "fun.x", "name": "<img src=x onerror=window.hacked=1>", "question": "Q", "levels": ["1","2","3","4","5"] }] },
        "blocks": [{ "title": "<script>window.hacked=1</script>" }]
    });
    let guest = Guest::open(page, &wearing(&config, "lang=it")).await?;
    guest.live(0).await?;
    guest
        .until("all of it is told", "told('error').length === 5")
        .await?;
    guest.go("#/result").await?;
    guest
        .until("what comes later, too", "told('error').length === 6")
        .await?;
    let told: Value = guest
        .ask("return told('error').map(e => [e.reason, e.what.split(': ')[0], /[a-z]{3}/.test(e.message)]).sort();")
        .await?;
    ensure_same!(
        told,
        json!([
            ["config", "cta.url", true],
            ["config", "items.own[0].id", true],
            ["config", "look.accent", true],
            ["config", "texts.it[\"core.home.start\"]", true],
            ["config", "texts.it[\"nowhere.at.all\"]", true],
            ["config", "texts.it[\"result.nope\"]", true]
        ]),
        "paths"
    );
    ensure!(
        guest
            .ask::<bool>("return told('error')[0].message.startsWith('Configurazione: ');")
            .await?,
        "in the visitor's language"
    );
    guest.answer_check().await?;
    let shown: Value = guest
        .ask("return [q('.brand').getAttribute('aria-label'), !!hook('cta'), hook('site-block')?.textContent, window.hacked ?? null];")
        .await?;
    ensure_same!(
        shown,
        json!(["Acme", false, "<script>window.hacked=1</script>", null]),
        "what holds"
    );
    // One that is no JSON at all leaves the widget as it is.
    let guest = Guest::open(
        page,
        &format!("{LISTEN}<growth-wheel lazy=off config='{{\"brand\": '></growth-wheel>"),
    )
    .await?;
    guest.live(0).await?;
    guest
        .until(
            "the place is told",
            "told('error').some(e => e.what.includes('1:11'))",
        )
        .await
}

async fn the_frame_wears_the_configuration_too(page: &Page) -> Outcome {
    let worn = "return document.querySelector('.brand')?.getAttribute('aria-label') === 'Acme check' && getComputedStyle(document.querySelector('.gw')).backgroundColor === 'rgb(255, 248, 240)';";
    let guest = Guest::open(page, &wearing(&acme(), "form=frame")).await?;
    guest.until("ready", "told('ready').length === 1").await?;
    in_frame(&guest).await?;
    page.until("the frame wears it", worn, json!([])).await?;
    let link: String = page
        .ask(
            "return document.querySelector('[data-testid=cta-foot]').href;",
            json!([]),
        )
        .await?;
    ensure_same!(
        link,
        page.server.elsewhere("/call"),
        "a path is one of the site's page"
    );
    out(&guest).await?;
    // From a file on the site's page, which the frame itself could not read.
    let body = format!("{LISTEN}<growth-wheel lazy=off form=frame></growth-wheel>");
    let guest = Guest::open(page, &body).await?;
    guest.until("ready", "told('ready').length === 1").await?;
    page.server.put(
        "/brand.json",
        HostPage {
            policy: String::new(),
            html: acme().to_string(),
            script: false,
        },
    );
    guest.act("gw().config = '/brand.json';").await?;
    guest
        .until("ready again", "told('ready').length === 2")
        .await?;
    in_frame(&guest).await?;
    page.until("the frame wears it", worn, json!([])).await?;
    out(&guest).await
}

async fn our_own_pages_wear_a_configuration_that_stands_in_them(page: &Page) -> Outcome {
    let put = |path: &str, html: String| {
        page.server.put(
            path,
            HostPage {
                policy: String::new(),
                html,
                script: false,
            },
        );
    };
    put("/brand.json", acme().to_string());
    let own = page.server.text("/index.html")?.replace(
        "<div id=\"growth-wheel\"",
        "<div id=\"growth-wheel\" data-config=\"brand.json\"",
    );
    put("/own.html", own);
    let frame = page.server.text("/embed.html")?.replace(
        "<div id=\"frame\"",
        "<div id=\"frame\" data-config=\"brand.json\"",
    );
    put("/own-frame.html", frame);
    for path in ["/own.html", "/own-frame.html"] {
        page.driver.goto(page.server.address(path)).await?;
        page.until(
            path,
            "return document.querySelector('.brand')?.getAttribute('aria-label') === 'Acme check' && getComputedStyle(document.querySelector('.gw')).getPropertyValue('--radius').trim() === '2px' && document.querySelector('[data-testid=start-express]')?.textContent === 'Off we go';",
            json!([]),
        )
        .await?;
    }
    // A few words of the look may stand in an address.
    page.driver
        .goto(
            page.server
                .address("/index.html?accent=%23b4005a&radius=0&font=Georgia"),
        )
        .await?;
    page.until(
        "the look of the address",
        "const s = document.querySelector('.gw:not(.still)')?.style; return s?.getPropertyValue('--accent') === '#b4005a' && s.getPropertyValue('--radius') === '0px' && s.getPropertyValue('--font') === 'Georgia';",
        json!([]),
    )
    .await
}

async fn the_style_of_the_page_and_attributes_choose_colours_that_are_made_legible(
    page: &Page,
) -> Outcome {
    let body = format!(
        "{LISTEN}<style>growth-wheel {{ --gw-accent: rgb(255 230 0); --gw-surface: hsl(210 60% 20%); --gw-radius: 1em; --gw-font: Georgia; }} growth-wheel::part(footer) {{ border-top-width: 7px; }} growth-wheel::part(wheel) {{ opacity: 0.9; }} growth-wheel::part(header), growth-wheel::part(main) {{ letter-spacing: 1px; }}</style><growth-wheel lazy=off theme=light></growth-wheel>"
    );
    let guest = Guest::open(page, &body).await?;
    guest.live(0).await?;
    let look: Value = guest
        .ask(&format!(
            "{CONTRAST} const g = getComputedStyle(q('.gw')), s = getComputedStyle(hook('start-express')), m = getComputedStyle(q('.lead'));
             return [g.backgroundColor, contrast(g.color, g.backgroundColor) >= 7, contrast(m.color, g.backgroundColor) >= 4.5, contrast(s.backgroundColor, g.backgroundColor) >= 4.5, contrast(s.color, s.backgroundColor) >= 4.5, g.colorScheme, s.borderRadius, g.fontFamily];"
        ))
        .await?;
    ensure_same!(
        look,
        json!([
            "rgb(20, 51, 82)",
            true,
            true,
            true,
            true,
            "dark",
            "16px",
            "Georgia"
        ]),
        "the page's look"
    );
    let parts: Value = guest
        .ask("return [getComputedStyle(q('.foot')).borderTopWidth, getComputedStyle(hook('wheel')).opacity, getComputedStyle(q('.bar')).letterSpacing, getComputedStyle(q('.main')).letterSpacing];")
        .await?;
    ensure_same!(parts, json!(["7px", "0.9", "1px", "1px"]), "parts");
    guest
        .act("gw().accent = '#00ff00'; gw().radius = 3; gw().font = \"'Courier New', monospace\";")
        .await?;
    guest
        .until(
            "attributes come first",
            "(s => s.borderRadius === '3px' && s.fontFamily.startsWith('\"Courier New\"') && s.backgroundColor === 'rgb(0, 255, 0)')(getComputedStyle(hook('start-express')))",
        )
        .await?;
    guest.act("gw().accent = null; gw().radius = 99;").await?;
    guest
        .until(
            "taken back, the page's hold; what is none is told",
            "getComputedStyle(hook('start-express')).borderRadius === '16px' && getComputedStyle(hook('start-express')).backgroundColor === 'rgb(255, 230, 0)' && told('error').some(e => e.reason === 'attribute' && e.what === 'radius')",
        )
        .await?;
    // Where nothing was chosen before, an attribute is heard all the same.
    let guest = Guest::open(
        page,
        &format!("{LISTEN}<growth-wheel lazy=off theme=light></growth-wheel>"),
    )
    .await?;
    guest.live(0).await?;
    guest.act("gw().accent = '#b4005a';").await?;
    guest
        .until(
            "the accent",
            "live() && getComputedStyle(hook('start-express')).backgroundColor === 'rgb(180, 0, 90)'",
        )
        .await
}

async fn two_widgets_of_a_page_have_configurations_of_their_own(page: &Page) -> Outcome {
    let own = |name: &str| json!({ "brand": { "name": name }, "items": { "own": [{ "id": format!("act.{}", name.to_lowercase()), "name": name, "question": "Q?", "levels": ["1","2","3","4","5"] }] } });
    let body = format!(
        "{LISTEN}<growth-wheel lazy=off storage-key=a></growth-wheel><growth-wheel lazy=off storage-key=b></growth-wheel><growth-wheel lazy=off storage-key=c></growth-wheel>
         <script>const all = document.querySelectorAll('growth-wheel'); all[0].config = {}; all[1].config = {};</script>",
        own("One"),
        own("Two")
    );
    let guest = Guest::open(page, &body).await?;
    for n in 0..3 {
        guest.live(n).await?;
    }
    let seen: Value = guest
        .ask("return [0, 1, 2].map(n => [q('.brand', n).getAttribute('aria-label'), !!hook('activity-act.one', n), !!hook('activity-act.two', n), hook('activity-convert.offer', n).querySelector('.number').textContent]);")
        .await?;
    ensure_same!(
        seen,
        json!([
            ["One", true, false, "12"],
            ["Two", false, true, "12"],
            ["Growth wheel", false, false, "11"]
        ]),
        "three widgets"
    );
    // What is done on a click is done in one's own catalogue.
    for (n, id) in [(0, "act.one"), (1, "act.two")] {
        guest
            .act(&format!(
                "const a = document.createElement('a'); a.href = '#/race/act/{}'; q('.gw', {n}).append(a); a.click(); a.remove();",
                &id[4..]
            ))
            .await?;
        guest
            .until(
                id,
                &format!("q('.main [data-heading]', {n})?.textContent.includes('Q?')"),
            )
            .await?;
        guest.act(&format!("hook('next', {n}).click();")).await?;
        guest
            .until(
                "the stage after it",
                &format!(
                    "!q('.main [data-heading]', {n})?.textContent.includes('Q?') && live({n})"
                ),
            )
            .await?;
    }
    Ok(())
}

async fn axe_finds_nothing_in_the_boldest_configuration(page: &Page) -> Outcome {
    let looks = [
        json!({ "accent": "#ffff00", "surface": "#ffffff", "reach": "#ff0", "act": "#0ff", "convert": "#f0f", "engage": "#0f0" }),
        json!({ "accent": "#000080", "surface": "#004040", "ink": "#113344", "paper": "#ffffff" }),
        json!({ "accent": "#888888", "surface": "#888888", "ink": "#888888", "paper": "#777777" }),
    ];
    for (look, (lang, theme)) in
        looks
            .iter()
            .zip([("ru", "light"), ("it", "dark"), ("es", "light")])
    {
        let mut config = acme();
        config["look"] = look.clone();
        config["look"]["dark"] = look.clone();
        config["look"]["dark"]
            .as_object_mut()
            .unwrap()
            .remove("dark");
        let body = format!(
            "<main><h1>Agency</h1>{}</main>",
            wearing(
                &config,
                // A plan of its own: the check begins with its first step.
                &format!("lang={lang} theme={theme} storage-key={lang}")
            )
        );
        let guest = Guest::open(page, &body).await?;
        guest.live(0).await?;
        guest.answer_check().await?;
        for route in [
            "#/result",
            "#/",
            "#/express",
            "#/race/reach/podcast",
            "#/channels",
            "#/settings",
        ] {
            guest.go(route).await?;
            let found = violations(page).await?;
            ensure!(
                found.is_empty(),
                "{lang}, {theme}, {route}, {look}: {found:?}"
            );
        }
    }
    Ok(())
}
