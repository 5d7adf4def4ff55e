//! The widget in a frame, the ways it gives way, and what it says when something stands against it.

use serde_json::{Value, json};

use crate::guest::{Guest, LISTEN};
use crate::outcome::{Outcome, Trouble, ensure, ensure_same};
use crate::page::Page;
use crate::runner::{Scenario, scenarios};
use crate::server::Meddling;

pub(crate) fn all() -> Vec<Scenario> {
    scenarios![
        a_frame_is_as_high_as_what_stands_in_it_and_tells_the_same,
        a_frame_takes_neither_focus_nor_scroll,
        fifty_forged_messages_are_ignored,
        a_frame_put_in_by_hand_begins_by_itself_and_heeds_its_address_only_so_far,
        every_policy_works_or_its_missing_directive_is_named
            .within(240)
            .with_complaints(),
        every_file_that_is_not_right_has_its_own_words
            .within(240)
            .with_complaints(),
        words_for_what_went_wrong_are_the_visitor_s.with_complaints(),
    ]
}

/// Looks into the frame from here on.
pub(crate) async fn in_frame(guest: &Guest<'_>) -> Outcome {
    let frame = guest.page.driver.execute("return document.querySelector('growth-wheel')?.shadowRoot.querySelector('iframe') ?? document.querySelector('iframe');", vec![]).await?;
    frame.element()?.enter_frame().await?;
    Ok(())
}

/// Looks at the page again.
pub(crate) async fn out(guest: &Guest<'_>) -> Outcome {
    Ok(guest.page.driver.enter_default_frame().await?)
}

async fn click_within(page: &Page, hook: &str) -> Outcome {
    page.find(hook).await?;
    page.ask::<Value>(
        "document.querySelector(`[data-testid=\"${arguments[0]}\"]`).click();",
        json!([hook]),
    )
    .await
    .map(drop)
}

const FRAME: &str = "<div style='width:700px'><growth-wheel form=frame mode=check theme=dark lang=it instance-id=f1 hidden-fields='a=1'></growth-wheel></div>";

async fn a_frame_is_as_high_as_what_stands_in_it_and_tells_the_same(page: &Page) -> Outcome {
    let guest = Guest::open(page, &[LISTEN, FRAME].concat()).await?;
    guest.until("ready", "told('ready').length === 1").await?;
    ensure_same!(
        guest
            .ask::<Value>(
                "return [told('ready')[0].form, q('iframe').title, told('ready')[0].instanceId];"
            )
            .await?,
        json!(["frame", "Ruota della crescita", "f1"]),
        "what was told"
    );
    in_frame(&guest).await?;
    page.see("question").await?;
    ensure_same!(
        page.ask::<Value>("return [document.documentElement.lang, document.querySelector('.gw').dataset.theme, document.querySelector('.gw').className, location.hash];", json!([])).await?,
        json!(["it", "dark", "gw embedded framed", ""]),
        "language, theme and place"
    );
    click_within(page, "answer-shop").await?;
    for _ in 0..3 {
        click_within(page, "next").await?;
    }
    click_within(page, "answer-2").await?;
    page.ask::<Value>(
        "document.querySelector('.bar nav a[href=\"#/result\"]').click();",
        json!([]),
    )
    .await?;
    page.see("overall-score").await?;
    let fits = "const own = document.querySelector('.gw').getBoundingClientRect().height; return Math.abs(own - innerHeight) <= 2 && document.documentElement.scrollHeight <= innerHeight + 1;";
    page.until("the frame is as high as its content", fits, json!([]))
        .await?;
    out(&guest).await?;
    guest
        .until("the result was told", "told('result').length > 0")
        .await?;
    ensure_same!(
        guest.ask::<Value>("const r = told('result').at(-1); return [r.overall, r.weakest, r.hidden, told('started').length];").await?,
        json!([25, "reach", {"a": "1"}, 1]),
        "the result told"
    );
    // It comes to rest: no height brings forth another.
    guest.act("await tick(500);").await?;
    ensure_same!(
        guest.ask::<usize>("const before = told('resize').length; await tick(1500); return told('resize').length - before;").await?,
        0,
        "changes of height without a reason"
    );
    // Narrower is higher, and wider lower again.
    let height: f64 = guest.ask("return q('iframe').offsetHeight;").await?;
    guest
        .act("gw().parentElement.style.width = '340px';")
        .await?;
    guest
        .until(
            "narrower is higher",
            &format!("q('iframe').offsetHeight > {height} + 100"),
        )
        .await?;
    guest
        .act("gw().parentElement.style.width = '700px';")
        .await?;
    guest
        .until(
            "as before",
            &format!("Math.abs(q('iframe').offsetHeight - {height}) < 3"),
        )
        .await?;
    // What changes at once does.
    guest.act("gw().lang = 'es'; gw().theme = 'light';").await?;
    in_frame(&guest).await?;
    page.until("language and theme follow", "const g = document.querySelector('.gw'); return g.lang === 'es' && g.dataset.theme === 'light';", json!([])).await?;
    out(&guest).await
}

async fn a_frame_takes_neither_focus_nor_scroll(page: &Page) -> Outcome {
    let guest = Guest::open(page, &[LISTEN, "<input id=own autofocus><div style='height:3000px'></div><growth-wheel form=frame lazy=off></growth-wheel>"].concat()).await?;
    guest.until("ready", "told('ready').length === 1").await?;
    guest.act("await tick(300);").await?;
    ensure_same!(
        guest
            .ask::<Value>("return [document.activeElement.id, scrollY];")
            .await?,
        json!(["own", 0]),
        "focus and scroll"
    );
    // The element neither.
    let guest = Guest::open(page, &[LISTEN, "<input id=own autofocus><div style='height:3000px'></div><growth-wheel lazy=off></growth-wheel>"].concat()).await?;
    guest.live(0).await?;
    guest.act("await tick(300);").await?;
    ensure_same!(
        guest
            .ask::<Value>("return [document.activeElement.id, scrollY];")
            .await?,
        json!(["own", 0]),
        "focus and scroll"
    );
    Ok(())
}

async fn fifty_forged_messages_are_ignored(page: &Page) -> Outcome {
    let body = [
        LISTEN,
        "<growth-wheel form=frame></growth-wheel><iframe id=other src=\"OUR/blank\"></iframe>",
    ]
    .concat();
    let guest = Guest::open(page, &body).await?;
    guest.until("ready", "told('ready').length === 1").await?;
    guest.act("await tick(500);").await?;
    let before: Value = guest.ask("return [told.length, q('iframe').style.height, location.href, gw().shadowRoot.childElementCount, told.length];").await?;
    // To the page: from the page itself, and from a frame of our host that is not ours.
    let forged = "const forged = [];
        for (const seq of [1, 99, 1e6, -1, 'x', null]) for (const more of [{ type: 'size', height: 5 }, { type: 'event', name: 'result', detail: { overall: 100 } }, { type: 'fault', reason: 'changed', what: 'x' }, { type: 'shown' }]) forged.push({ gw: 1, seq, ...more });
        forged.push(null, 'hello', 1, [], { gw: 1 }, { gw: 2, type: 'hello' }, { gw: 1, type: 'hello' }, { gw: 1, type: 'redirect', seq: 9, url: 'https://evil.example/' });";
    let sent: usize = guest.ask(&format!("{forged} for (const f of forged) postMessage(f, '*'); await tick(200); return forged.length;")).await?;
    ensure!(sent >= 30, "{sent} forged messages");
    let other = page
        .driver
        .execute("return document.getElementById('other');", vec![])
        .await?;
    other.element()?.enter_frame().await?;
    page.ask::<Value>(
        &format!("{forged} for (const f of forged) parent.postMessage(f, '*');"),
        json!([]),
    )
    .await?;
    out(&guest).await?;
    guest.act("await tick(300);").await?;
    let after: Value = guest.ask("return [told.length, q('iframe').style.height, location.href, gw().shadowRoot.childElementCount, told.length];").await?;
    ensure_same!(after, before, "the page");
    // To the frame: a second beginning, and one from a window that is not its parent.
    guest
        .act("const w = q('iframe').contentWindow; for (const config of [{ lang: 'ru', storageKey: 'evil' }, null, { lang: {} }, 'x']) w.postMessage({ gw: 1, type: 'init', config }, '*');
              for (const value of [{}, [], 7, 'xx', '<b>']) for (const name of ['lang', 'theme', 'storageKey', 7]) w.postMessage({ gw: 1, type: 'set', name, value }, '*'); await tick(300);")
        .await?;
    in_frame(&guest).await?;
    ensure_same!(
        page.ask::<String>("return document.documentElement.lang;", json!([]))
            .await?,
        "en",
        "language of the frame"
    );
    ensure!(
        page.ask::<bool>(
            "return !Object.keys(localStorage).some(k => k.includes('evil'));",
            json!([])
        )
        .await?,
        "no other place in storage"
    );
    // What our frame itself says out of its order, or never says, is not heard either.
    page.ask::<Value>(
        &format!("{forged} for (const f of forged.slice(8)) parent.postMessage(f, '*');"),
        json!([]),
    )
    .await?;
    out(&guest).await?;
    guest.act("await tick(300);").await?;
    ensure_same!(
        guest.ask::<String>("return location.href;").await?,
        page.server.elsewhere("/host"),
        "address of the page"
    );
    Ok(())
}

async fn a_frame_put_in_by_hand_begins_by_itself_and_heeds_its_address_only_so_far(
    page: &Page,
) -> Outcome {
    let html = "<!doctype html><title>Agency</title><link rel=icon href=\"data:,\"><iframe width=800 height=600 src=\"OUR/embed.html?lang=ru&theme=dark&mode=check&storage-key=evil&endpoint=https://evil.example&base=https://evil.example/\"></iframe>";
    let guest = Guest::open_page(page, "", html).await?;
    in_frame(&guest).await?;
    page.see("question").await?;
    ensure_same!(
        page.ask::<Value>(
            "return [document.documentElement.lang, document.querySelector('.gw').dataset.theme];",
            json!([])
        )
        .await?,
        json!(["ru", "dark"]),
        "what an address may say"
    );
    click_within(page, "answer-shop").await?;
    page.until(
        "saved in its usual place",
        "return Object.keys(localStorage).some(k => k.startsWith('growth-wheel:plan:'));",
        json!([]),
    )
    .await?;
    ensure!(
        page.ask::<bool>(
            "return !Object.keys(localStorage).some(k => k.includes('evil'));",
            json!([])
        )
        .await?,
        "what it may not say is not heard"
    );
    // It scrolls within, as nobody gives it its height.
    ensure!(
        page.ask::<bool>(
            "return getComputedStyle(document.documentElement).overflowY !== 'hidden';",
            json!([])
        )
        .await?,
        "it can be scrolled"
    );
    out(&guest).await
}

/// A policy of a page, and what comes of it: the form the widget is shown in, and the directive named.
const POLICIES: [(&str, &str, &str); 10] = [
    ("", "element", ""),
    (
        "default-src 'self'; script-src OUR 'wasm-unsafe-eval'; connect-src OUR",
        "element",
        "",
    ),
    (
        "default-src 'none'; script-src OUR 'unsafe-eval'; connect-src OUR",
        "element",
        "",
    ),
    (
        "script-src 'nonce-n1' 'strict-dynamic' 'wasm-unsafe-eval'; connect-src OUR; style-src 'none'; object-src 'none'",
        "element",
        "",
    ),
    (
        "default-src 'none'; script-src OUR; connect-src OUR; frame-src OUR",
        "frame",
        "script-src 'wasm-unsafe-eval'",
    ),
    (
        "default-src 'none'; script-src OUR 'wasm-unsafe-eval'; frame-src OUR",
        "frame",
        "connect-src",
    ),
    (
        "script-src 'nonce-n1'; frame-src OUR",
        "frame",
        "script-src",
    ),
    ("require-trusted-types-for 'script'", "frame", ""),
    ("default-src 'none'; script-src OUR", "link", "frame-src"),
    (
        "default-src 'none'; script-src OUR; connect-src OUR",
        "link",
        "script-src 'wasm-unsafe-eval'",
    ),
];

async fn every_policy_works_or_its_missing_directive_is_named(page: &Page) -> Outcome {
    for (policy, form, named) in POLICIES {
        // No script of the page's own: a policy would stop it.
        let guest =
            Guest::open_under(page, policy, "<growth-wheel lazy=off></growth-wheel>").await?;
        let shown = match form {
            "element" => "live()",
            "frame" => "!!q('iframe') && !!q('.say.small') && q('iframe').offsetHeight > 600",
            _ => "!!q('.say[role=alert] a') && !q('iframe') && !q('.gw')",
        };
        let what = format!("{policy:?} gives {form}");
        guest.until(&what, shown).await?;
        let said: String = guest.ask("return q('.say')?.textContent ?? '';").await?;
        ensure!(
            (form == "element") == said.is_empty() && said.contains(named),
            "{policy:?}: says {said:?}, which names {named:?}"
        );
        if form == "link" {
            ensure!(guest.ask::<bool>("return /\\/index\\.html/.test(q('.say a').href) && q('.say a').target === '_blank';").await?, "a way on");
        }
    }
    Ok(())
}

async fn every_file_that_is_not_right_has_its_own_words(page: &Page) -> Outcome {
    let changed = Meddling::Changed;
    // File, what is wrong with it, the reason told, the form it comes to.
    let cases = [
        ("/app.js", Some(changed), "changed", "link"),
        ("/app.wasm", Some(changed), "changed", "link"),
        ("/element.css", Some(changed), "changed", "link"),
        (
            "/app.js",
            Some(Meddling::Kind("text/plain")),
            "kind",
            "link",
        ),
        (
            "/app.wasm",
            Some(Meddling::Kind("application/octet-stream")),
            "",
            "element",
        ),
        (
            "/element.css",
            Some(Meddling::Kind("text/plain")),
            "",
            "element",
        ),
        ("/app.js", Some(Meddling::NoCors), "cors", "frame"),
        ("/app.wasm", Some(Meddling::NoCors), "cors", "frame"),
        ("/element.css", Some(Meddling::NoCors), "cors", "frame"),
        ("/app.js", None, "missing", "link"),
        ("/app.wasm", None, "missing", "link"),
        ("/element.css", None, "missing", "link"),
    ];
    for (file, how, reason, form) in cases {
        let (stem, kind) = file.split_once('.').unwrap();
        let name = page
            .server
            .files()
            .find(|path| path.starts_with(stem) && path.ends_with(&[".", kind].concat()))
            .map(str::to_owned)
            .ok_or_else(|| Trouble(format!("no {file}")))?;
        page.server.reset();
        match how {
            Some(how) => page.server.meddle(&name, how),
            None => page.server.refuse(Some(&name)),
        }
        let guest = Guest::open(
            page,
            &[LISTEN, "<growth-wheel lazy=off></growth-wheel>"].concat(),
        )
        .await?;
        let shown = match form {
            "element" => "live()",
            "frame" => "told('ready').some(r => r.form === 'frame')",
            _ => "!!q('.say[role=alert] a')",
        };
        let what = format!("{file} {how:?} gives {form}");
        guest.until(&what, shown).await?;
        ensure_same!(
            guest
                .ask::<Value>("return told('error').map(e => e.reason)[0] ?? '';")
                .await?,
            json!(reason),
            "{what}: the reason"
        );
        if !reason.is_empty() {
            let said: String = guest.ask("return q('.say').textContent;").await?;
            ensure!(said.contains(&name[1..]), "{what}: says {said:?}");
        }
    }
    page.server.reset();
    // No WebAssembly, and a browser without style sheets to share.
    for (without, reason, form) in [
        ("delete window.WebAssembly;", "no-wasm", "link"),
        (
            "window.CSSStyleSheet = function () { throw Error('old'); };",
            "old",
            "frame",
        ),
    ] {
        let guest = Guest::open(
            page,
            &format!("<script>{without}</script>{LISTEN}<growth-wheel lazy=off></growth-wheel>"),
        )
        .await?;
        let shown = if form == "link" {
            "!!q('.say[role=alert] a')"
        } else {
            "told('ready').some(r => r.form === 'frame')"
        };
        guest.until(without, shown).await?;
        ensure_same!(
            guest
                .ask::<Value>("return told('error')[0].reason;")
                .await?,
            json!(reason),
            "{without}"
        );
    }
    Ok(())
}

async fn words_for_what_went_wrong_are_the_visitor_s(page: &Page) -> Outcome {
    page.server.refuse(Some(".wasm"));
    let mut seen = Vec::new();
    for lang in ["en", "it", "es", "ru"] {
        let guest = Guest::open(
            page,
            &format!("<growth-wheel lazy=off lang={lang}></growth-wheel>"),
        )
        .await?;
        guest
            .until("it is said", "!!q('.say[role=alert] a')")
            .await?;
        ensure_same!(
            guest.ask::<String>("return q('.say').lang;").await?,
            lang,
            "language of the words"
        );
        seen.push(guest.ask::<String>("return q('.say').textContent;").await?);
        // A link of the site's own stands in place of ours.
        let guest = Guest::open(page, &format!("<growth-wheel lazy=off lang={lang}><a href='https://agency.example/'>x</a></growth-wheel>")).await?;
        guest.until("it is said", "!!q('.say[role=alert]')").await?;
        ensure!(
            guest
                .ask::<bool>("return !q('.say a') && gw().querySelector('a').checkVisibility();")
                .await?,
            "the site's own link"
        );
    }
    seen.dedup();
    ensure_same!(seen.len(), 4, "different words");
    Ok(())
}
