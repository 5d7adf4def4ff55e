//! The widget for pages of others: the element's script under a stable and under a lasting name, its style as one
//! sheet, and the page for a frame.

use std::fmt::Write as _;

use growth_wheel::embed::contract::{ATTRIBUTES, Change, Kind, MODES, first_page};
use serde_json::{Value, json};

use crate::{
    build::{Made, POLICY, Program, add, compact_script, compact_style},
    reference,
    size::brotli,
    words,
    workspace::{Outcome, Workspace, files_in, make_folder, name_of, read_text, write},
};

/// The name that pages embed, from release to release.
pub(crate) const LOADER: &str = "growth-wheel.js";
/// The page for a frame.
pub(crate) const FRAME: &str = "embed.html";
/// The page that shows what the builder has made as a visitor will see it.
const DEMO: &str = "demo.html";
/// The folder with recipes for servers.
const SERVERS: &str = "servers";
/// The piece with the loader's own texts.
const PIECE: &str = "loader";
/// Those that have to be there when nothing else can be fetched; the rest come with the rare code.
const AT_HAND: [&str; 4] = ["failed", "open", "why.cors", "why.network"];
/// Bytes in brotli that the loader may take.
const LOADER_BUDGET: usize = 6_000;

/// What a script has in a place, and what the build puts there.
type Stamp = (&'static str, Value);

/// Writes what pages of others load.
pub(crate) fn release(
    workspace: &Workspace,
    program: &Program,
    style: &str,
    words_folder: &str,
) -> Outcome {
    let dist = workspace.dist();
    let source = |name: &str| read_text(&workspace.root().join("src/embed/static").join(name));
    let ground = read_text(&workspace.root().join("style/embed.css"))?;
    let style = add(
        &dist,
        "element.css",
        [compact_style(&ground), style.to_owned()]
            .concat()
            .as_bytes(),
    )?;

    let rare = compact_script(&source("rare.js")?);
    let rare = stamped(
        "rare.js",
        rare,
        &texts(workspace, |key| !AT_HAND.contains(&key))?,
    )?;
    let rare = add(&dist, "rare.js", rare.as_bytes())?;

    let file = |made: &Made| json!([made.name, made.integrity]);
    let files = json!({
        "glue": file(&program.glue),
        "wasm": file(&program.main),
        "style": file(&style),
        "rare": file(&rare),
        "words": words_folder,
        "frame": FRAME,
    });
    let mut stamps = texts(workspace, |key| AT_HAND.contains(&key))?;
    stamps.extend([
        ("STAMP_FILES", files),
        ("STAMP_ATTRIBUTES", attributes()),
        ("STAMP_PAGES", pages()),
        ("\"STAMP_VERSION\"", json!(version(program))),
    ]);
    let loader = stamped(LOADER, compact_script(&source(LOADER)?), &stamps)?;
    let weight = brotli(loader.as_bytes(), 11)?.len();
    println!("{LOADER}: {weight} bytes in brotli");
    if weight > LOADER_BUDGET {
        return Err(format!(
            "{LOADER} is above its budget of {LOADER_BUDGET} bytes"
        ));
    }
    write(&dist.join(LOADER), loader.as_bytes())?;
    let lasting = add(&dist, LOADER, loader.as_bytes())?;
    reference::release(workspace, &lasting.name, &lasting.integrity)?;

    let servers = workspace.root().join("src/embed/servers");
    make_folder(&dist.join(SERVERS))?;
    for recipe in files_in(&servers)? {
        let text = read_text(&recipe)?;
        write(&dist.join(SERVERS).join(name_of(&recipe)), text.as_bytes())?;
    }

    let frame = compact_script(&source("frame.js")?)
        .replace(&format!("./{LOADER}"), &format!("./{}", lasting.name));
    let frame = add(&dist, "frame.js", frame.as_bytes())?;
    let demo = stamped(
        "demo.js",
        compact_script(&source("demo.js")?).replace("STAMP_FOLDER", words_folder),
        &[],
    )?
    .replace(&format!("./{LOADER}"), &format!("./{}", lasting.name));
    let demo = add(&dist, "demo.js", demo.as_bytes())?;
    let look = read_text(&workspace.root().join("style/demo.css"))?;
    let look = add(&dist, "demo.css", compact_style(&look).as_bytes())?;
    write(&dist.join(DEMO), demo_page(&look, &demo).as_bytes())?;
    write(
        &dist.join(FRAME),
        frame_page(program, &style, &[&lasting, &frame]).as_bytes(),
    )
}

/// A script with its stamps replaced, each of which it has to have once.
fn stamped(name: &str, script: String, stamps: &[Stamp]) -> Outcome<String> {
    let mut script = script;
    for (stamp, value) in stamps {
        if script.matches(stamp).count() != 1 {
            return Err(format!("{name} does not have {stamp} once"));
        }
        script = script.replace(stamp, &value.to_string());
    }
    Ok(script)
}

/// Version of the crate and what tells one build of it from another.
fn version(program: &Program) -> String {
    let build = program.main.name.split('.').nth(1).unwrap_or_default();
    format!("{}+{build}", env!("CARGO_PKG_VERSION"))
}

fn attributes() -> Value {
    ATTRIBUTES
        .iter()
        .map(|attribute| {
            let values = match attribute.kind {
                Kind::OneOf(values) => json!(values),
                _ => json!(0),
            };
            let change = match attribute.change {
                Change::AtOnce => 1,
                Change::Anew => 2,
                Change::Before => 0,
            };
            json!([
                attribute.name,
                values,
                u8::from(attribute.in_address),
                change
            ])
        })
        .collect()
}

fn pages() -> Value {
    MODES
        .iter()
        .map(|mode| ((*mode).to_owned(), json!(first_page(mode))))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// The keys of some of the loader's texts, and those texts of each language in their order.
fn texts(workspace: &Workspace, wanted: impl Fn(&str) -> bool) -> Outcome<Vec<Stamp>> {
    let mut all = serde_json::Map::new();
    let mut keys = json!([]);
    for (language, mut texts) in words::piece(workspace, PIECE)? {
        texts.retain(|(key, _)| wanted(key));
        keys = texts.iter().map(|(key, _)| key.clone()).collect();
        let texts: Value = texts.into_iter().map(|(_, text)| text).collect();
        all.insert(language, texts);
    }
    Ok(vec![("STAMP_WORDS", all.into()), ("STAMP_KEYS", keys)])
}

/// What our own pages may do where a site's configuration says who gets the leads of visitors, and whose logo is shown.
fn open_policy() -> String {
    let (from, to) = ("https:", "https: http://localhost:* http://127.0.0.1:*");
    POLICY
        .replace("img-src 'self'", &["img-src 'self' ", from].concat())
        .replace("connect-src 'self'", &["connect-src 'self' ", to].concat())
        .replace("form-action 'self'", &["form-action 'self' ", to].concat())
}

fn demo_page(style: &Made, script: &Made) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>Growth wheel</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <link rel=\"stylesheet\" href=\"./{}\" integrity=\"{}\">\n\
         <script type=\"module\" src=\"./{}\" integrity=\"{}\"></script>\n</head>\n<body>\n\
         <header><strong data-text=\"demo.site\"></strong><a href=\"./index.html#/embed\" data-text=\"demo.back\"></a></header>\n\
         <main>\n<h1 data-text=\"demo.title\"></h1>\n<p data-text=\"demo.lead\"></p>\n<div id=\"place\"></div>\n\
         <h2 data-text=\"demo.heard\"></h2>\n<p data-text=\"demo.heard_hint\"></p>\n<div id=\"log\"></div>\n</main>\n</body>\n</html>\n",
        open_policy(),
        style.name,
        style.integrity,
        script.name,
        script.integrity
    )
}

fn frame_page(program: &Program, style: &Made, scripts: &[&Made]) -> String {
    let policy = open_policy();
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>Growth wheel</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <link rel=\"stylesheet\" href=\"./{}\" integrity=\"{}\">\n\
         <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"./{}\" integrity=\"{}\">\n",
        style.name, style.integrity, program.main.name, program.main.integrity
    );
    for script in scripts {
        // A page of ours: writing into a string does not fail.
        let _ = writeln!(
            page,
            "<script type=\"module\" src=\"./{}\" integrity=\"{}\"></script>",
            script.name, script.integrity
        );
    }
    page + "</head>\n<body>\n<div id=\"frame\"></div>\n<noscript><a href=\"./index.html\" target=\"_blank\">Growth wheel</a></noscript>\n</body>\n</html>\n"
}
