//! For everybody: axe without exceptions, narrow windows, sizes of targets.

use serde::Deserialize;
use serde_json::{Value, json};

use thirtyfour::prelude::*;

use crate::outcome::{Outcome, Trouble, ensure};
use crate::page::Page;
use crate::runner::{Scenario, scenarios};
use crate::screens::{LANGUAGES, SCREENS, Screen};

/// axe-core 4.14.1, see LICENSE beside it.
const AXE: &str = include_str!("../vendor/axe.min.js");

/// Least width and height of a target, CSS pixels (WCAG 2.2, 2.5.8).
const TARGET: f64 = 24.0;
/// Least size of text, CSS pixels.
const TEXT: f64 = 11.0;

pub(crate) fn all() -> Vec<Scenario> {
    let mut all = Vec::new();
    for language in LANGUAGES {
        // Every language in both themes; the desk is light and the phone dark.
        for (theme, width, height) in [("light", 1280, 800), ("dark", 360, 740)] {
            all.push(
                Scenario::new(
                    format!("axe finds nothing on any screen, {language}, {theme}"),
                    move |page| Box::pin(axe_finds_nothing(page, language, theme, width, height)),
                )
                .within(600),
            );
        }
    }
    for language in LANGUAGES {
        all.push(
            Scenario::new(
                format!("every screen fits a window 320 pixels wide, {language}"),
                move |page| Box::pin(fits_320_pixels(page, language)),
            )
            .within(300),
        );
    }
    all.extend(scenarios![
        the_parts_of_the_wheel_are_large_enough_for_a_finger,
        no_motion_is_shown_to_those_who_want_none,
        what_has_the_focus_is_never_hidden_and_always_marked.within(240),
    ]);
    all
}

async fn axe_finds_nothing(
    page: &Page,
    language: &str,
    theme: &str,
    width: u32,
    height: u32,
) -> Outcome {
    page.prefer("light").await?;
    let mut found = Vec::new();
    for screen in SCREENS {
        page.resize(width, height).await?;
        screen.show(page, language, theme).await?;
        // As high as the page, so that a bar at the foot of the window covers nothing by chance.
        let whole: u32 = page
            .ask("return document.documentElement.scrollHeight;", json!([]))
            .await?;
        page.resize(width, whole.max(height)).await?;
        for violation in violations(page).await? {
            found.push(format!("{}: {violation}", screen.name));
        }
    }
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

#[derive(Deserialize)]
struct Violation {
    id: String,
    nodes: Vec<(String, String)>,
}

/// What axe finds with all its rules, those it leaves out by default included where they are of WCAG 2.2 AA.
pub(crate) async fn violations(page: &Page) -> Outcome<Vec<String>> {
    page.ask::<Value>(AXE, json!([])).await?;
    let found: Value = page
        .ask_later(
            "const done = arguments[0];
             axe.run({ rules: { 'target-size': { enabled: true } } }).then(
                 r => done(r.violations.map(v => ({ id: v.id + ' (' + v.impact + ')', nodes: v.nodes.map(n =>
                     [n.target.join(' '), (n.failureSummary || '').replace(/\\s+/g, ' ')]) }))),
                 e => done(String(e)));",
            json!([]),
        )
        .await?;
    if let Some(error) = found.as_str() {
        return Err(Trouble(format!("axe itself failed: {error}")));
    }
    let found: Vec<Violation> = serde_json::from_value(found)?;
    Ok(found
        .into_iter()
        .map(|v| {
            let count = v.nodes.len();
            let some: Vec<String> = v
                .nodes
                .into_iter()
                .take(3)
                .map(|(target, why)| format!("\n      {target}: {why}"))
                .collect();
            format!("{} at {count}{}", v.id, some.concat())
        })
        .collect())
}

/// What is wrong with how a screen is laid out, in words.
pub(crate) async fn misfits(page: &Page) -> Outcome<Vec<String>> {
    page.ask(MISFITS, json!([TARGET, TEXT])).await
}

async fn fits_320_pixels(page: &Page, language: &str) -> Outcome {
    page.prefer("light").await?;
    page.resize(320, 640).await?;
    let mut found = Vec::new();
    for screen in SCREENS {
        screen.show(page, language, "light").await?;
        for misfit in misfits(page).await? {
            found.push(format!("{}: {misfit}", screen.name));
        }
    }
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

/// Sideways scrolling, clipped text, small text, small targets.
const MISFITS: &str = r"
const [target, small] = arguments, found = [];
const root = document.documentElement, wide = root.clientWidth;
const name = e => e.tagName.toLowerCase() + (e.dataset && e.dataset.testid ? `[${e.dataset.testid}]` : '')
    + (typeof e.className === 'string' && e.className ? '.' + e.className.trim().split(/\s+/).join('.') : '');
const shown = e => e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
// For readers of the screen alone, or out of sight until it has the focus.
const unseen = e => !!e.closest('.hidden, .skip');
const scrolls = e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(p).overflowX)) return true; } return false; };
const outside = e => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.right > wide + 1 || r.left < -1); };
if (root.scrollWidth > wide) found.push(`scrolls sideways: ${root.scrollWidth} of ${wide}`);
for (const e of document.querySelectorAll('#growth-wheel *')) {
    if (!shown(e) || unseen(e)) continue;
    const r = e.getBoundingClientRect();
    // A text for readers of the screen is one pixel large.
    if (r.width <= 1 || r.height <= 1) continue;
    const svg = e instanceof SVGElement;
    if (!svg && outside(e) && !scrolls(e) && ![...e.children].some(outside)) found.push(`${name(e)} reaches from ${r.left.toFixed(0)} to ${r.right.toFixed(0)} of ${wide}`);
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    const style = getComputedStyle(e);
    if (own && !svg && e.clientWidth && style.overflowX !== 'visible' && !/auto|scroll/.test(style.overflowX)
        && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)) found.push(`${name(e)} is clipped: ${e.textContent.trim()}`);
    if (own && !svg && e.clientWidth && e.scrollWidth > e.clientWidth + 1 && style.overflowX === 'visible'
        && style.display !== 'inline') found.push(`${name(e)} sticks out: ${e.textContent.trim()}`);
    if (own) {
        let size = parseFloat(style.fontSize);
        if (svg) { const m = e.getScreenCTM(); size *= Math.hypot(m.a, m.b); }
        if (size < small - 0.01) found.push(`${name(e)} is ${size.toFixed(1)} px small: ${e.textContent.trim()}`);
    }
    if (e.tagName === 'textPath') {
        const line = document.querySelector(e.getAttribute('href'));
        const text = e.closest('text').getComputedTextLength();
        if (line && text > line.getTotalLength()) found.push(`${e.textContent.trim()} is longer than its line: ${text.toFixed(0)} of ${line.getTotalLength().toFixed(0)}`);
    }
    if (e.matches('a[href], button, select, input:not([type=hidden]), textarea, summary, label.choice') && !svg) {
        // A link within a sentence is as high as its line; a radio is as large as the label around it.
        const inline = e.tagName === 'A' && style.display === 'inline';
        const within = e.closest('label');
        const box = within ? within.getBoundingClientRect() : r;
        if (!inline && (box.width < target - 0.01 || box.height < target - 0.01)) found.push(`${name(within || e)} is a target of ${box.width.toFixed(0)}×${box.height.toFixed(0)}`);
    }
}
return [...new Set(found)];";

/// Centres of the parts that can be chosen on a phone, in the units of the picture, and their names.
fn parts_of_a_phone() -> Vec<(String, f64, f64)> {
    let mut parts = vec![("hub".to_owned(), 400.0, 400.0)];
    let mut ring = |names: &[&str], radius: f64| {
        for (at, name) in names.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "at most six")]
            let angle = (at as f64 + 0.5) / names.len() as f64 * std::f64::consts::TAU;
            parts.push((
                (*name).to_owned(),
                400.0 + radius * angle.sin(),
                400.0 - radius * angle.cos(),
            ));
        }
    };
    ring(&["reach", "act", "convert", "engage"], 199.0);
    ring(
        &[
            "situation",
            "objectives",
            "strategy",
            "tactics",
            "action",
            "control",
        ],
        351.0,
    );
    parts
}

async fn the_parts_of_the_wheel_are_large_enough_for_a_finger(page: &Page) -> Outcome {
    for (width, height) in [(320, 568), (360, 640), (1280, 800)] {
        page.resize(width, height).await?;
        page.open("/").await?;
        for (part, x, y) in parts_of_a_phone() {
            // On a desk the quadrants are made of spokes.
            if width > 480 && ["reach", "act", "convert", "engage"].contains(&part.as_str()) {
                continue;
            }
            let hit: Vec<String> = page
                .ask_later(TAPS, json!([x, y, TARGET / 2.0 - 0.5]))
                .await?;
            let missed: Vec<&String> = hit.iter().filter(|h| **h != part).collect();
            ensure!(
                missed.is_empty(),
                "at {width}×{height} taps around the middle of {part} chose {hit:?}"
            );
        }
    }
    Ok(())
}

/// Taps the middle of a part and eight points around it; what each chose.
const TAPS: &str = r"
const [x, y, radius, done] = arguments;
const wheel = document.querySelector('[data-testid=wheel]');
const turn = () => new Promise(r => setTimeout(r));
(async () => {
    wheel.scrollIntoView({ block: 'center' });
    const chosen = [];
    for (let i = 0; i < 9; i += 1) {
        const box = wheel.getBoundingClientRect(), scale = box.width / 800, turnBy = i * Math.PI / 4;
        const px = box.left + x * scale + (i < 8 ? radius * Math.cos(turnBy) : 0);
        const py = box.top + y * scale + (i < 8 ? radius * Math.sin(turnBy) : 0);
        (document.elementFromPoint(px, py) || wheel).dispatchEvent(
            new MouseEvent('click', { clientX: px, clientY: py, bubbles: true, cancelable: true }));
        await turn();
        chosen.push(wheel.querySelector('[aria-pressed=true]')?.dataset.part ?? 'nothing');
    }
    done(chosen);
})();";

async fn no_motion_is_shown_to_those_who_want_none(page: &Page) -> Outcome {
    page.prefer("light").await?;
    for screen in SCREENS {
        let Screen { name, .. } = screen;
        screen.show(page, "en", "light").await?;
        let moving: Vec<String> = page.ask(MOVING, json!([])).await?;
        ensure!(moving.is_empty(), "{name}: {moving:?} may move");
    }
    Ok(())
}

const MOVING: &str = r"
const long = text => text.split(',').some(t => parseFloat(t) * (t.trim().endsWith('ms') ? 1 : 1000) > 10);
return [...new Set([...document.querySelectorAll('#growth-wheel *')].filter(e => {
    const s = getComputedStyle(e);
    return (s.transitionProperty !== 'none' && long(s.transitionDuration)) || (s.animationName !== 'none' && long(s.animationDuration));
}).map(e => e.tagName + '.' + (e.className.baseVal ?? e.className)))];";

async fn what_has_the_focus_is_never_hidden_and_always_marked(page: &Page) -> Outcome {
    page.prefer("light").await?;
    page.resize(360, 640).await?;
    let mut found = Vec::new();
    for screen in SCREENS {
        screen.show(page, "en", "light").await?;
        for _ in 0..60 {
            page.press(Key::Tab).await?;
            let trouble: Option<String> = page.ask(FOCUS, json!([])).await?;
            match trouble.as_deref() {
                Some("end") => break,
                Some(trouble) => found.push(format!("{}: {trouble}", screen.name)),
                None => {}
            }
        }
    }
    found.sort();
    found.dedup();
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

/// What is wrong with the focus: nothing of it in sight (WCAG 2.2, 2.4.11), or no mark.
const FOCUS: &str = r"
const e = document.activeElement;
if (!e || e === document.body) return 'end';
const name = e.tagName + ' ' + (e.dataset.testid || e.dataset.part || e.id || e.textContent.trim().slice(0, 30));
const marked = x => { const s = getComputedStyle(x);
    return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1) || s.boxShadow !== 'none' || (x instanceof SVGElement && s.stroke !== 'none' && parseFloat(s.strokeWidth) >= 2); };
if (![e, e.closest('label')].some(x => x && marked(x))) return name + ' has the focus and no mark';
const box = (e.closest('label') || e).getBoundingClientRect();
let seen = 0;
for (let i = 1; i < 8; i += 1) for (let j = 1; j < 8; j += 1) {
    const top = document.elementFromPoint(box.left + box.width * i / 8, box.top + box.height * j / 8);
    if (top && (top === e || e.contains(top) || top.contains(e) && !top.matches('main, .gw, body, html, section, div')
        || (e.closest('label') && e.closest('label').contains(top)))) seen += 1;
}
return seen ? null : name + ' has the focus and is hidden';";
