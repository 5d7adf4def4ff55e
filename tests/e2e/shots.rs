//! Pictures of every screen in every language, two sizes and two themes, named `screen.language.size.theme.png`, with
//! a contact sheet. Fails on what does not fit. `GROWTH_WHEEL_SHOTS_ONLY` limits them to names that contain each of
//! its words, such as `result it 360`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::accessible::misfits;
use crate::browser;
use crate::outcome::{Outcome, Trouble, ensure};
use crate::page::Page;
use crate::runner::Scenario;
use crate::screens::{LANGUAGES, SCREENS, Screen};

const SIZES: [(u32, u32); 2] = [(360, 740), (1280, 800)];
const THEMES: [&str; 2] = ["light", "dark"];
/// A page may be long, a picture has an end.
const HIGHEST: f64 = 6000.0;

/// One scenario per size and language.
pub(crate) fn all(folder: &Path) -> Vec<Scenario> {
    let only: Vec<String> = std::env::var("GROWTH_WHEEL_SHOTS_ONLY")
        .unwrap_or_default()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let mut all = Vec::new();
    for (width, height) in SIZES {
        for language in LANGUAGES {
            let mut wanted = Vec::new();
            for screen in SCREENS {
                for theme in THEMES {
                    let name = format!("{}.{language}.{width}x{height}.{theme}.png", screen.name);
                    if only.iter().all(|part| name.contains(part)) {
                        wanted.push((screen, theme, name));
                    }
                }
            }
            if wanted.is_empty() {
                continue;
            }
            let folder = folder.to_owned();
            all.push(
                Scenario::new(
                    format!("every screen fits {width}×{height}, {language}"),
                    move |page| {
                        let (folder, wanted) = (folder.clone(), wanted.clone());
                        Box::pin(take(page, folder, language, (width, height), wanted))
                    },
                )
                .within(600),
            );
        }
    }
    all
}

async fn take(
    page: &Page,
    folder: PathBuf,
    language: &'static str,
    (width, height): (u32, u32),
    wanted: Vec<(Screen, &'static str, String)>,
) -> Outcome {
    std::fs::create_dir_all(&folder)?;
    page.prefer("light").await?;
    let mut found = Vec::new();
    for (screen, theme, name) in wanted {
        page.resize(width, height).await?;
        screen.show(page, language, theme).await?;
        let mut misfits = misfits(page).await?;
        misfits.extend(page.ask::<Vec<String>>(OVERLAPS, json!([])).await?);
        found.extend(misfits.into_iter().map(|m| format!("{name}: {m}")));
        picture(page, &folder.join(name)).await?;
        contact_sheet(&folder)?;
    }
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

/// The whole page, not only what the window shows.
async fn picture(page: &Page, path: &Path) -> Outcome {
    // A bar at the foot of the window would stand in the middle of the picture.
    page.ask::<Value>(
        "for (const e of document.querySelectorAll('#growth-wheel *'))
            if (getComputedStyle(e).position === 'sticky') e.style.position = 'static';",
        json!([]),
    )
    .await?;
    let (width, height): (f64, f64) = page
        .ask(
            "const r = document.documentElement; return [r.clientWidth, r.scrollHeight];",
            json!([]),
        )
        .await?;
    let said = browser::tell(
        &page.driver,
        "Page.captureScreenshot",
        json!({"format": "png", "captureBeyondViewport": true, "clip":
            {"x": 0, "y": 0, "width": width, "height": height.min(HIGHEST), "scale": 1}}),
    )
    .await?;
    let data = said["data"]
        .as_str()
        .and_then(decode)
        .ok_or_else(|| Trouble("the browser took no picture".to_owned()))?;
    Ok(std::fs::write(path, data)?)
}

/// Bytes of a base64 text (RFC 4648, with padding).
fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for c in text.bytes().filter(|c| *c != b'=') {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

/// All pictures of the folder on one page.
fn contact_sheet(folder: &Path) -> Outcome {
    let mut names: Vec<String> = std::fs::read_dir(folder)?
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".png"))
        .collect();
    names.sort();
    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Every screen</title>\
         <style>body{font:14px sans-serif;background:#888;display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start}\
         figure{margin:0;width:280px}img{width:100%;max-height:560px;object-fit:cover;object-position:top}</style>\n",
    );
    for name in names {
        // Writing to a String cannot fail.
        let _ = writeln!(
            html,
            "<figure><a href=\"{name}\"><img src=\"{name}\" loading=\"lazy\" alt=\"\"></a><figcaption>{name}</figcaption></figure>"
        );
    }
    Ok(std::fs::write(folder.join("index.html"), html)?)
}

/// Lines of text that stand on one another.
const OVERLAPS: &str = r"
const boxes = [], found = [];
const stays = e => { for (; e; e = e.parentElement) if (/fixed|sticky/.test(getComputedStyle(e).position)) return true; return false; };
const walker = document.createTreeWalker(document.querySelector('#growth-wheel'), NodeFilter.SHOW_TEXT);
for (let node; (node = walker.nextNode()); ) {
    const e = node.parentElement;
    if (!node.textContent.trim() || e instanceof SVGElement || e.closest('.hidden, .skip, option')) continue;
    // A text for readers of the screen is one pixel large.
    if (e.getClientRects().length && e.getBoundingClientRect().width <= 1) continue;
    if (!e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) || stays(e)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) if (r.width > 1 && r.height > 1) boxes.push([r, node]);
}
boxes.sort((a, b) => a[0].top - b[0].top);
for (let i = 0; i < boxes.length; i += 1) {
    for (let j = i + 1; j < boxes.length && boxes[j][0].top < boxes[i][0].bottom - 4; j += 1) {
        const [a, one] = boxes[i], [b, other] = boxes[j];
        if (one === other) continue;
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left), down = Math.min(a.bottom, b.bottom) - b.top;
        if (across > 2 && down > 4) found.push(`${one.textContent.trim()} and ${other.textContent.trim()} overlap`);
    }
}
return [...new Set(found)].slice(0, 10);";
