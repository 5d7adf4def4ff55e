//! Pages of others that do their worst: whatever their styles and scripts are, what is within the element looks and
//! works as on an empty page.

use std::collections::BTreeMap;
use std::path::Path;

use crate::guest::{Guest, LISTEN};
use crate::outcome::{Outcome, Trouble, ensure};
use crate::page::Page;
use crate::runner::{Scenario, scenarios};

pub(crate) fn all() -> Vec<Scenario> {
    scenarios![
        the_widget_looks_the_same_whatever_the_page_s_style_is.within(600),
        the_widget_works_whatever_the_page_s_scripts_do
            .within(600)
            .with_complaints(),
    ]
}

/// What a page of somebody else puts into its head, and what it has on its `<html>` and `<body>`.
struct Around {
    name: &'static str,
    head: String,
    html: &'static str,
    body: &'static str,
}

fn style(name: &'static str, css: &str) -> Around {
    Around {
        name,
        head: format!("<style>{css}</style>"),
        html: "",
        body: "",
    }
}

fn script(name: &'static str, code: &str) -> Around {
    Around {
        name,
        head: format!("<script>{code}</script>"),
        html: "",
        body: "",
    }
}

/// Style sheets that many sites stand on, as their packages publish them.
fn published() -> Outcome<Vec<Around>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hosts/styles");
    let names = [
        "bootstrap",
        "tailwind",
        "wordpress",
        "normalize",
        "modern-normalize",
        "pure",
        "milligram",
        "pico",
        "water",
        "foundation",
        "sanitize",
        "reset",
        "spectre",
        "materialize",
    ];
    names
        .into_iter()
        .map(|name| {
            let css = std::fs::read_to_string(folder.join(format!("{name}.css")))?;
            Ok(style(name, &css))
        })
        .collect()
}

fn styles() -> Outcome<Vec<Around>> {
    let mut pages = published()?;
    pages.extend([
        style("everything unset", "* { all: unset }"),
        style("everything reverted", "*, *::before, *::after { all: revert }"),
        style("everything initial, with all its might", "growth-wheel { color: red; font: 40px fantasy; letter-spacing: 9px; line-height: 3; text-transform: uppercase; text-align: right; white-space: pre; word-spacing: 20px; cursor: none; text-indent: 50px; list-style: square; quotes: '<' '>'; text-shadow: 1px 1px red; hyphens: auto; tab-size: 1 }"),
        style("inherited from the root", "html { color: lime; font: italic 700 9px/3 fantasy; letter-spacing: -2px; text-transform: capitalize; text-align: center; word-break: break-all; white-space: nowrap; -webkit-text-stroke: 1px red; font-variant: small-caps; text-decoration: line-through }"),
        style("a root of 62.5 per cent", "html { font-size: 62.5% } body { font-size: 1.6rem }"),
        style("a root of 200 per cent", "html { font-size: 200% }"),
        style("every box by its content", "*:not(growth-wheel), *::before, *::after { box-sizing: content-box !important; margin: 7px !important; padding: 3px !important; border: 2px solid red !important }"),
        style("names like ours", ".gw, .bar, .button, .wheel, .hero, .row, .hidden, .notice, .choice, main, header, footer { display: none !important }"),
        style("properties like ours", ":root, * { --ink: red; --accent: lime; --paper: black; --line: red; --radius: 0; --font: fantasy; --measure: 5ch; --surface: blue; --muted: red; --reach: red }"),
        style("buttons, inputs and selects", "button, input, select, textarea, a, h1, h2, h3, p, ul, li, table, td, th { all: unset !important; font-size: 5px !important }"),
        style("everything transformed", "body { transform: rotate(3deg) scale(.7); perspective: 200px; filter: blur(1px) }"),
        style("a dark page", "html { color-scheme: dark; background: #111; color: #eee } * { background-color: #222; color: #eee; border-color: #444 }"),
        style("animated", "@keyframes gw { to { opacity: 0 } } * { animation: gw 1s infinite; transition: all 3s }"),
        style("svg", "svg, path, circle, text, g { fill: red !important; stroke: lime !important; width: 10px !important; display: none !important; transform: none !important }"),
        style("layers", "@layer a { * { color: red !important; display: block !important } }"),
        style("a narrow font of one's own", "@font-face { font-family: system-ui; src: local('DejaVu Serif') } * { font-family: serif }"),
        Around {
            name: "right to left",
            head: "<style>body { text-align: right; direction: rtl; unicode-bidi: bidi-override; writing-mode: horizontal-tb }</style>".into(),
            html: "dir=rtl lang=en",
            body: "dir=rtl",
        },
        Around {
            name: "no doctype, an old table",
            head: "<style>table, td { font-size: 8px; border-collapse: separate; border-spacing: 9px; empty-cells: hide; caption-side: bottom }</style>".into(),
            html: "",
            body: "bgcolor=red text=lime link=red",
        },
        Around {
            name: "vertical writing",
            head: "<style>html { writing-mode: vertical-rl; text-orientation: upright }</style>".into(),
            html: "",
            body: "",
        },
    ]);
    Ok(pages)
}

fn scripts() -> Vec<Around> {
    let everywhere = "for (const n of ['click', 'input', 'change', 'keydown', 'pointerdown', 'mousedown', 'focusin', 'submit', 'toggle'])
        for (const at of [window, document, document.documentElement]) at.addEventListener(n, e => { e.stopPropagation(); e.stopImmediatePropagation(); });";
    vec![
        script("events stopped everywhere", everywhere),
        script(
            "arrays with more",
            "Array.prototype.extra = 1; for (const [n, value] of [['more', 1], ['lang', () => 7], ['theme', 'pink'], ['storageKey', {}], ['route', []], ['link', '#gw=1']]) Object.defineProperty(Object.prototype, n, { value, writable: true, configurable: true });",
        ),
        script(
            "the ways of the older libraries",
            "Array.prototype.reduce = function () { throw Error('reduce'); }; Array.from = function () { return []; }; Array.prototype.map = function (f) { const o = []; for (let i = 0; i < this.length; i++) o[i] = f.call(this, this[i], i); return o; }; Function.prototype.bind = function () { const f = this, a = [].slice.call(arguments); return function () { return f.apply(a[0], a.slice(1).concat([].slice.call(arguments))); }; }; String.prototype.endsWith = function () { return false; }; Element.prototype.select = 1;",
        ),
        script(
            "json of one's own",
            "window.JSON = { parse: () => ({}), stringify: () => '' };",
        ),
        script(
            "a fetch that looks",
            "const real = window.fetch; window.fetch = function (...a) { return real.apply(this, a).then(r => r.clone()); };",
        ),
        script(
            "timers that count",
            "const real = window.setTimeout; window.setTimeout = (f, ms, ...a) => real(f, (ms || 0) + 20, ...a);",
        ),
        script(
            "a console that throws",
            "for (const n of ['log', 'warn', 'info', 'debug']) console[n] = () => { throw Error(n); };",
        ),
        script(
            "no observers",
            "delete window.IntersectionObserver; delete window.ResizeObserver;",
        ),
        script(
            "storage of one's own",
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
        ),
        script(
            "names like ours",
            "window.wasm = 1; window.mount = 2; window.load = 3; window.growthWheel = {}; window.program = null; window.name = 'gw';",
        ),
        script(
            "a document that watches",
            "new MutationObserver(all => { for (const m of all) for (const n of m.addedNodes) if (n.tagName === 'SCRIPT' && n.remove) n.setAttribute('data-seen', ''); }).observe(document, { childList: true, subtree: true });",
        ),
        script(
            "a window of another kind",
            "window.Window = function () {};",
        ),
    ]
}

const COLUMN: &str = "<div id=column style=\"all: initial; display: block; width: 1000px; height: auto\"><growth-wheel lazy=off></growth-wheel></div>";

async fn open<'a>(page: &'a Page, around: &Around, column: &str) -> Outcome<Guest<'a>> {
    let doctype = if around.name.starts_with("no doctype") {
        ""
    } else {
        "<!doctype html>"
    };
    let html = format!(
        "{doctype}<html {}><head><meta charset=utf-8><title>Agency</title><link rel=icon href=\"data:,\">{LISTEN}{}</head>\
         <body {}>{column}<script type=module src=\"OUR/growth-wheel.js\"></script></body></html>",
        around.html, around.head, around.body
    );
    let guest = Guest::open_page(page, "", &html).await?;
    guest
        .live(0)
        .await
        .map_err(|trouble| Trouble(format!("{}: {}", around.name, trouble.0)))?;
    Ok(guest)
}

/// In a page without a doctype a line with nothing but small letters in it is a hair lower: the browser's own way, which
/// no style reaches.
fn alike(name: &str, one: &str, other: &str) -> bool {
    let apart = |text: &str| -> (Vec<i64>, Vec<String>) {
        let (sizes, rest): (Vec<_>, Vec<_>) = text
            .split(" | ")
            .enumerate()
            .partition(|(place, _)| *place == 2 || *place == 3);
        let sizes = sizes.iter().map(|(_, size)| size.parse().unwrap_or(0));
        (
            sizes.collect(),
            rest.iter().map(|(_, part)| (*part).to_owned()).collect(),
        )
    };
    let ((sizes, rest), (others, other_rest)) = (apart(one), apart(other));
    name.starts_with("no doctype")
        && rest == other_rest
        && sizes.iter().zip(&others).all(|(a, b)| (a - b).abs() <= 2)
}

/// How every part of the widget looks: its sizes, and what the browser has made of the styles.
const LOOKS: &str = "await document.fonts.ready;
    const names = ['display', 'position', 'color', 'backgroundColor', 'backgroundImage', 'fontFamily', 'fontSize', 'fontStyle', 'fontWeight', 'fontVariantCaps', 'lineHeight', 'letterSpacing', 'wordSpacing', 'textTransform', 'textAlign', 'textIndent', 'textShadow', 'textDecorationLine', 'whiteSpaceCollapse', 'wordBreak', 'hyphens', 'direction', 'unicodeBidi', 'writingMode', 'visibility', 'cursor', 'marginTop', 'marginLeft', 'marginBottom', 'paddingTop', 'paddingLeft', 'borderTopWidth', 'borderTopColor', 'borderTopStyle', 'borderTopLeftRadius', 'boxSizing', 'minWidth', 'minHeight', 'maxWidth', 'overflowX', 'opacity', 'transform', 'filter', 'float', 'flexGrow', 'columnGap', 'listStyleType', 'fill', 'stroke', 'strokeWidth', 'outlineStyle', 'boxShadow', 'animationName', 'transitionDuration', 'quotes', 'tabSize', 'appearance', 'userSelect', 'colorScheme', 'webkitTextStrokeWidth', 'borderCollapse', 'borderSpacing', 'emptyCells', 'captionSide', 'textOrientation'];
    return [q('.gw'), ...all('.gw *')].map(e => {
        const s = getComputedStyle(e), b = getComputedStyle(e, '::before');
        return [e.tagName, e.getAttribute('class'), e.offsetWidth, e.offsetHeight, b.content, b.display, ...names.map(n => n + ' ' + s[n])].join(' | ');
    });";

async fn the_widget_looks_the_same_whatever_the_page_s_style_is(page: &Page) -> Outcome {
    let check = "hook('start-express').click(); while (!hook('question')) await tick(20);";
    let looks = async |around: &Around| -> Outcome<[Vec<String>; 2]> {
        let guest = open(page, around, COLUMN).await?;
        let home = guest.ask(LOOKS).await?;
        guest.act(check).await?;
        Ok([home, guest.ask(LOOKS).await?])
    };
    let plain = looks(&style("nothing", "")).await?;
    ensure!(plain[0].len() > 300, "there is much to look at");
    let mut wrong = BTreeMap::new();
    let pages = styles()?;
    ensure!(pages.len() >= 30, "{} pages", pages.len());
    for around in pages {
        let seen = looks(&around).await?;
        for (here, there) in plain.iter().zip(&seen) {
            if here.len() != there.len() {
                wrong.insert(
                    around.name,
                    format!("{} parts, not {}", there.len(), here.len()),
                );
            }
            // The innermost tells most: what stands around it follows from it.
            let other = here
                .iter()
                .zip(there)
                .rfind(|(a, b)| a != b && !alike(around.name, a, b));
            if let Some((a, b)) = other {
                let parts = a.split(" | ").zip(b.split(" | "));
                let told: Vec<String> = parts
                    .filter(|(a, b)| a != b)
                    .map(|(a, b)| format!("{a} -> {b}"))
                    .collect();
                let part: Vec<&str> = a.split(" | ").take(2).collect();
                wrong
                    .entry(around.name)
                    .or_insert(format!("{part:?}: {}", told.join(", ")));
            }
        }
    }
    ensure!(
        wrong.is_empty(),
        "{} pages get through: {wrong:#?}",
        wrong.len()
    );
    Ok(())
}

async fn the_widget_works_whatever_the_page_s_scripts_do(page: &Page) -> Outcome {
    for around in scripts() {
        let used = async {
            let guest = open(page, &around, COLUMN).await?;
            guest.click("start-express").await?;
            guest.click("answer-shop").await?;
            guest
                .until(
                    "it is chosen",
                    "hook('answer-shop').querySelector('input').checked",
                )
                .await?;
            for _ in 0..3 {
                guest.click("next").await?;
            }
            guest.click("answer-4").await?;
            guest
                .act("q('.bar nav a[href=\"#/result\"]').click();")
                .await?;
            guest
                .until(
                    "the score is there",
                    "hook('overall-score')?.textContent.trim() === '75'",
                )
                .await?;
            let kept = if around.name == "storage of one's own" {
                "memory"
            } else {
                "saved"
            };
            guest
                .until(
                    "it is saved",
                    &format!("hook('save-status').dataset.state === '{kept}'"),
                )
                .await?;
            // The next page begins with nothing.
            guest
                .act("gw().remove(); await tick(); try { localStorage.clear(); } catch (e) {}")
                .await
        };
        used.await
            .map_err(|trouble: Trouble| Trouble(format!("{}: {}", around.name, trouble.0)))?;
    }
    Ok(())
}
