//! Addresses, languages and themes.

use serde_json::json;

use crate::outcome::{Outcome, ensure, ensure_same};
use crate::page::{Page, css};
use crate::plans;
use crate::runner::{Scenario, scenarios};
use crate::screens::{LANGUAGES, ROUTES};

pub(crate) fn all() -> Vec<Scenario> {
    scenarios![
        every_page_opens_by_its_own_address,
        an_unknown_address_shows_the_wheel_and_says_so,
        every_link_leads_to_a_page.within(240),
        the_language_switches_in_the_middle_of_a_question,
        the_address_then_the_choice_then_the_browser_say_the_language.in_language("es-MX"),
        the_first_screen_speaks_the_browser_s_language.in_language("ru-RU"),
        a_language_that_cannot_be_loaded_leaves_the_screen_as_it_is.with_complaints(),
        the_theme_of_the_address_then_the_choice_then_the_device,
        the_app_works_from_a_folder_of_a_host,
        no_page_mixes_languages.within(240),
    ]
}

async fn every_page_opens_by_its_own_address(page: &Page) -> Outcome {
    let mut titles = Vec::new();
    for route in ROUTES {
        page.open(&format!("/{route}")).await?;
        ensure_same!(page.route().await?, route, "the address");
        ensure!(
            page.notices().await?.is_empty(),
            "{route}: {:?}",
            page.notices().await?
        );
        let heading = page.heading().await?;
        ensure!(
            heading.chars().count() > 2,
            "{route} has a heading, not {heading:?}"
        );
        let headings: usize = page
            .ask("return document.querySelectorAll('h1').length;", json!([]))
            .await?;
        ensure_same!(headings, 1, "first headings on {route}");
        titles.push(page.driver.title().await?);
    }
    let count = titles.len();
    titles.sort();
    titles.dedup();
    ensure_same!(titles.len(), count, "different titles among {titles:?}");
    // The same within the app, with the focus on the new heading.
    page.open("/").await?;
    for route in ROUTES.into_iter().skip(1) {
        page.go(route).await?;
        page.see_focus("main [data-heading]").await?;
    }
    Ok(())
}

async fn an_unknown_address_shows_the_wheel_and_says_so(page: &Page) -> Outcome {
    for unknown in [
        "#/nowhere",
        "#/race",
        "#/numbers",
        "#/numbers/nothing",
        "#express",
        "#/%F0%9F%98%80",
        "#/../express",
    ] {
        page.open(&format!("/{unknown}")).await?;
        page.arrive_at("#/").await?;
        page.see("start-express").await?;
        page.see("notice").await?;
        page.go("#/about").await?;
        page.see_no("notice").await?;
        page.ask::<()>("location.hash = arguments[0];", json!([unknown]))
            .await?;
        page.arrive_at("#/").await?;
        page.see("start-express").await?;
        page.see("notice").await?;
    }
    Ok(())
}

async fn every_link_leads_to_a_page(page: &Page) -> Outcome {
    page.remember(&plans::checked()?).await?;
    let mut links = std::collections::BTreeSet::new();
    for route in ROUTES {
        page.open(&format!("/{route}")).await?;
        page.whole().await?;
        let found: Vec<String> = page
            .ask(
                "return [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'));",
                json!([]),
            )
            .await?;
        links.extend(found);
    }
    for link in links {
        if link.starts_with("#/") {
            page.open(&format!("/{link}")).await?;
            ensure_same!(page.route().await?, link, "a link");
            ensure!(page.notices().await?.is_empty(), "{link} is no page");
        } else if let Some(id) = link.strip_prefix('#') {
            ensure!(!id.is_empty(), "a link to nothing");
        } else {
            ensure!(link.starts_with("https://"), "a link {link:?}");
        }
    }
    Ok(())
}

async fn the_language_switches_in_the_middle_of_a_question(page: &Page) -> Outcome {
    page.open("/?lang=en&theme=dark#/express").await?;
    for _ in 0..3 {
        page.click_next().await?;
    }
    page.choose("4").await?;
    let mut headings = vec![page.heading().await?];
    for code in ["it", "es", "ru"] {
        page.switch_language(code).await?;
        page.see_question("express.reach").await?;
        page.see_chosen(Some("4")).await?;
        let heading = page.heading().await?;
        ensure!(
            !headings.contains(&heading),
            "{code} says {heading:?} again"
        );
        headings.push(heading);
        let address: String = page
            .ask("return location.search + location.hash;", json!([]))
            .await?;
        ensure_same!(address, "?theme=dark#/express", "the address after {code}");
    }
    page.reload().await?;
    ensure_same!(
        page.heading().await?,
        headings[3],
        "the language after a reload"
    );
    page.see_question("express.reach").await?;
    page.see_chosen(Some("4")).await
}

impl Page {
    async fn speaks(&self, code: &str) -> Outcome {
        self.until(
            &format!("the page speaks {code}"),
            "return document.documentElement.lang === arguments[0]
                && document.querySelector('.gw').lang === arguments[0]
                && document.querySelector(arguments[1]).value === arguments[0];",
            json!([code, css("language")]),
        )
        .await
    }
}

async fn the_address_then_the_choice_then_the_browser_say_the_language(page: &Page) -> Outcome {
    page.open("/").await?;
    page.speaks("es").await?;
    page.open("/?lang=ru").await?;
    page.speaks("ru").await?;
    page.switch_language("it").await?;
    page.speaks("it").await?;
    page.open("/").await?;
    page.speaks("it").await?;
    page.open("/?lang=en").await?;
    page.speaks("en").await?;
    page.open("/?lang=tlh").await?;
    page.speaks("it").await
}

async fn the_first_screen_speaks_the_browser_s_language(page: &Page) -> Outcome {
    page.server.hold(".wasm");
    page.begin_to_open("/").await?;
    let seen: String = page
        .ask(
            "return document.querySelector('.still h1').innerText;",
            json!([]),
        )
        .await?;
    page.server.release();
    page.live().await?;
    ensure_same!(page.heading().await?, seen, "the headline before and after");
    ensure!(
        seen.chars().any(|c| ('а'..='я').contains(&c)),
        "{seen:?} is not Russian"
    );
    page.speaks("ru").await
}

async fn a_language_that_cannot_be_loaded_leaves_the_screen_as_it_is(page: &Page) -> Outcome {
    page.open("/").await?;
    let heading = page.heading().await?;
    page.server.refuse(Some("i18n/"));
    page.pick("language", "ru").await?;
    page.see("notice").await?;
    ensure_same!(page.heading().await?, heading, "the headline");
    page.server.refuse(None);
    page.click_on(&format!("{} button", css("notice"))).await?;
    page.see_no("notice").await?;
    page.speaks("ru").await?;
    ensure!(page.heading().await? != heading, "the headline in Russian");
    Ok(())
}

async fn ground(page: &Page) -> Outcome<String> {
    page.still().await?;
    page.ask(
        "return getComputedStyle(document.querySelector('.gw')).backgroundColor;",
        json!([]),
    )
    .await
}

async fn the_theme_of_the_address_then_the_choice_then_the_device(page: &Page) -> Outcome {
    page.prefer("light").await?;
    page.open("/").await?;
    let light = ground(page).await?;
    page.prefer("dark").await?;
    let dark = ground(page).await?;
    ensure!(light != dark, "light and dark differ");
    page.open("/?theme=light").await?;
    ensure_same!(ground(page).await?, light, "?theme=light on a dark device");
    page.prefer("light").await?;
    page.open("/?theme=dark#/about").await?;
    ensure_same!(ground(page).await?, dark, "?theme=dark on a light device");
    // Dark, light, as the device.
    page.open("/").await?;
    page.click("theme").await?;
    ensure_same!(ground(page).await?, dark, "dark by choice");
    page.reload().await?;
    ensure_same!(ground(page).await?, dark, "dark by choice, after a reload");
    page.click("theme").await?;
    page.prefer("dark").await?;
    ensure_same!(
        ground(page).await?,
        light,
        "light by choice on a dark device"
    );
    page.click("theme").await?;
    ensure_same!(ground(page).await?, dark, "as the device");
    Ok(())
}

async fn the_app_works_from_a_folder_of_a_host(page: &Page) -> Outcome {
    let folder = crate::server::FOLDER;
    page.open(&format!("{folder}/?lang=it#/express")).await?;
    page.see_question("profile.model").await?;
    for route in ROUTES {
        page.go(route).await?;
    }
    let strays: Vec<String> = page
        .server
        .asked()
        .into_iter()
        .map(|a| a.path)
        .filter(|path| !path.starts_with(folder))
        .collect();
    ensure!(
        strays.is_empty(),
        "asked for outside the folder: {strays:?}"
    );
    Ok(())
}

/// Cyrillic shows in three of the languages, and its absence in the fourth.
async fn no_page_mixes_languages(page: &Page) -> Outcome {
    page.remember(&plans::checked()?).await?;
    for code in LANGUAGES {
        for route in ROUTES {
            page.open(&format!("/?lang={code}{route}")).await?;
            page.whole().await?;
            let strange: Vec<String> = page.ask(MIXED, json!([code])).await?;
            ensure!(strange.is_empty(), "{code} {route}: {strange:#?}");
        }
    }
    Ok(())
}

/// Texts in the wrong alphabet, and keys in place of texts. Marked as another language, names and addresses are fine.
const MIXED: &str = r"
const code = arguments[0], found = [];
const walker = document.createTreeWalker(document.querySelector('#growth-wheel'), NodeFilter.SHOW_TEXT);
for (let node; (node = walker.nextNode()); ) {
    const text = node.textContent.trim(), near = node.parentElement.closest('[lang]');
    if (!text || (near && near.lang !== code) || node.parentElement.closest('script, style')) continue;
    const letters = text.match(/\p{L}/gu) || [], cyrillic = text.match(/\p{Script=Cyrillic}/gu) || [];
    if (code !== 'ru' && cyrillic.length) found.push(text);
    // Names of brands and methods stay Latin; a sentence of five Latin words is none.
    if (code === 'ru' && letters.length && !cyrillic.length && /(\b[a-z]{3,}\b\W+){4}/i.test(text)) found.push(text);
    if (/\{[a-z_]+\}/i.test(text) || /^[a-z_]+(\.[a-z_]+)+$/.test(text)) found.push(text);
}
return found;";
