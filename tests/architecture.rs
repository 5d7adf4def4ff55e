//! The plan of the house, held against its walls: who may use whom, and what no room may do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::path::{Path, PathBuf};

/// What each room may use, the longest folder first where one lies in another. The doc of `lib.rs` says the same.
const ARROWS: [(&str, &[&str]); 13] = [
    ("platform/browser", &["domain", "codec", "i18n", "platform"]),
    ("domain", &[]),
    ("engine", &["domain"]),
    ("content", &["domain"]),
    ("i18n", &["domain", "codec"]),
    ("codec", &["domain"]),
    ("brand", &["domain", "engine", "content", "codec"]),
    ("report", &["domain", "engine", "content", "i18n"]),
    (
        "lead",
        &["domain", "engine", "codec", "brand", "platform", "report"],
    ),
    ("platform", &["domain", "codec"]),
    (
        "ui",
        &[
            "domain", "engine", "content", "i18n", "codec", "report", "brand", "lead", "platform",
        ],
    ),
    (
        "embed",
        &[
            "domain", "engine", "brand", "codec", "i18n", "platform", "ui",
        ],
    ),
    ("bin", &[]),
];

/// Rooms that live in the browser.
const BROWSER: [&str; 3] = ["ui/", "embed/", "platform/browser/"];

/// What may stop a program; a build script and the developer commands may.
const STOPS: [&str; 6] = [
    ".unwrap()",
    ".expect(",
    "panic!",
    "todo!",
    "unimplemented!",
    "unreachable!",
];

/// Places where one of [`STOPS`] stands all the same, and why.
const MAY_STOP: [(&str, &str, &str); 2] = [
    (
        "content/channels.rs",
        "panic!",
        "in a const fn of the catalogue: a misspelt country does not compile",
    ),
    (
        "ui/pages/numbers.rs",
        "panic!",
        "in a const: a month that is none does not compile",
    ),
];

/// A file of `src/`: its path below it, and its text.
struct Source {
    path: String,
    text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn collect(folder: &Path, into: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let below = path.strip_prefix(root().join("src")).unwrap();
            into.push(Source {
                path: below.to_string_lossy().replace('\\', "/"),
                text: std::fs::read_to_string(&path).unwrap(),
            });
        }
    }
}

/// Every source file, in order.
fn sources() -> Vec<Source> {
    let mut all = Vec::new();
    collect(&root().join("src"), &mut all);
    all.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(all.len() > 60, "only {} files were found", all.len());
    all
}

/// Every source file of what ships: no developer command, no build script.
fn shipped() -> Vec<Source> {
    let mut all = sources();
    all.retain(|s| !s.path.starts_with("bin/") && s.path != "i18n/build.rs");
    all
}

/// The text without comments; without the content of its literals, too, unless they are wanted.
fn code(text: &str, literals: bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        let raw = at(i) == 'r'
            && (at(i + 1) == '"' || at(i + 1) == '#')
            && (i == 0 || !(at(i - 1).is_alphanumeric() || at(i - 1) == '_'));
        if at(i) == '/' && at(i + 1) == '/' {
            while i < chars.len() && at(i) != '\n' {
                i += 1;
            }
        } else if at(i) == '/' && at(i + 1) == '*' {
            while i < chars.len() && !(at(i) == '*' && at(i + 1) == '/') {
                i += 1;
            }
            i += 2;
        } else if raw {
            let mut marks = 0;
            while at(i + 1 + marks) == '#' {
                marks += 1;
            }
            if at(i + 1 + marks) != '"' {
                out.push(at(i));
                i += 1;
                continue;
            }
            i += 2 + marks;
            out.push('"');
            while i < chars.len() && !(at(i) == '"' && (1..=marks).all(|n| at(i + n) == '#')) {
                if literals {
                    out.push(at(i));
                }
                i += 1;
            }
            out.push('"');
            i += 1 + marks;
        } else if at(i) == '"' {
            out.push('"');
            i += 1;
            while i < chars.len() && at(i) != '"' {
                let width = if at(i) == '\\' { 2 } else { 1 };
                if literals {
                    out.extend(chars.iter().skip(i).take(width));
                }
                i += width;
            }
            out.push('"');
            i += 1;
        } else if at(i) == '\'' && (at(i + 1) == '\\' || at(i + 2) == '\'') {
            // A character, not a lifetime.
            i += if at(i + 1) == '\\' { 3 } else { 2 };
            while i < chars.len() && at(i) != '\'' {
                i += 1;
            }
            out.push_str("' '");
            i += 1;
        } else {
            out.push(at(i));
            i += 1;
        }
    }
    out
}

/// The code before the file's own tests, which stand last.
fn without_tests(code: &str) -> &str {
    code.split("\n#[cfg(test)]\nmod ").next().unwrap()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether `word` stands in the code as a word of its own.
fn has_word(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

/// Paths below the crate root that the code names: `domain::plan::Plan` for `crate::domain::plan::Plan`, and for
/// `super::` as many times as the file lies deep.
fn own_paths(path: &str, code: &str) -> Vec<String> {
    let tight: String = {
        // `use` and its path must not grow together, so only blanks next to a mark go.
        let mut out = String::new();
        for part in code.split_whitespace() {
            if out.chars().next_back().is_some_and(is_word) && part.starts_with(is_word) {
                out.push(' ');
            }
            out.push_str(part);
        }
        out
    };
    let depth = path.trim_end_matches("/mod.rs").matches('/').count() + 1;
    let to_root = "super::".repeat(depth);
    let mut found = Vec::new();
    for start in ["crate::", "growth_wheel::", to_root.as_str()] {
        for (at, _) in tight.match_indices(start) {
            let rest = &tight[at + start.len()..];
            let before = tight[..at].chars().next_back();
            // `$crate` is the same crate; `super::super::` within a longer chain is counted from its start.
            if before.is_some_and(is_word) || (start == to_root && tight[..at].ends_with("super::"))
            {
                continue;
            }
            if let Some(group) = rest.strip_prefix('{') {
                found.extend(first_names(group));
            } else {
                found.push(path_of(rest));
            }
        }
    }
    found
}

fn path_of(text: &str) -> String {
    text.chars()
        .take_while(|c| is_word(*c) || *c == ':')
        .collect()
}

/// The paths at the top level of `a::{b, c}, d::e}`.
fn first_names(group: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut level = 0;
    for c in group.chars() {
        match c {
            '{' => level += 1,
            '}' if level == 0 => break,
            '}' => level -= 1,
            ',' if level == 0 => names.push(String::new()),
            c if level == 0 => names.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    names.retain(|n| !n.is_empty());
    names
}

/// The arrows of a file that its room may not have.
fn forbidden_arrows(path: &str, text: &str) -> Vec<String> {
    let Some((room, allowed)) = ARROWS
        .iter()
        .find(|(room, _)| path.starts_with(&format!("{room}/")))
    else {
        return vec![format!("{path} lies in no room")];
    };
    let own = room.split('/').next().unwrap();
    let code = code(text, false);
    own_paths(path, without_tests(&code))
        .into_iter()
        .filter(|used| {
            let within = |room: &str| used == room || used.starts_with(&format!("{room}::"));
            !within(own) && !allowed.iter().any(|room| within(room))
        })
        .map(|used| format!("{path} -> {used}"))
        .collect()
}

/// The lines of the map in the doc of `lib.rs`: room and arrows.
fn map() -> Vec<(String, Vec<String>)> {
    let text = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let block = text.split("```").nth(1).expect("lib.rs has its map");
    block
        .lines()
        .skip(1)
        .filter_map(|line| line.strip_prefix("//! "))
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let room = line.split_whitespace().next().unwrap().to_owned();
            let arrows = match line.rsplit_once("->") {
                Some((_, list)) => list.split(',').map(|r| r.trim().to_owned()).collect(),
                None => {
                    assert!(line.ends_with("uses nothing"), "{line}");
                    Vec::new()
                }
            };
            (room, arrows)
        })
        .collect()
}

#[test]
fn every_arrow_between_rooms_is_one_of_the_map() {
    let wrong: Vec<String> = shipped()
        .iter()
        .filter(|s| s.path.contains('/'))
        .flat_map(|s| forbidden_arrows(&s.path, &s.text))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_arrow_the_wrong_way_is_seen_however_it_is_written() {
    for (path, text) in [
        ("domain/plan.rs", "use crate::engine::score;"),
        (
            "domain/plan.rs",
            "use crate::{\n    domain::ids, engine::{score, wheel},\n};",
        ),
        (
            "domain/plan.rs",
            "fn f() { super::super::engine::score::x() }",
        ),
        ("engine/mod.rs", "use super::ui::store;"),
        ("engine/score.rs", "fn f() -> crate :: ui :: Store {}"),
        ("i18n/mod.rs", "use crate::engine::score;"),
        ("platform/keeper.rs", "use crate::i18n::Lang;"),
        ("ui/app.rs", "use crate::embed::mount;"),
        ("loft/app.rs", ""),
    ] {
        assert_eq!(forbidden_arrows(path, text).len(), 1, "{path}: {text}");
    }
    for (path, text) in [
        (
            "engine/score.rs",
            "use crate::{domain::plan::Plan, engine::wheel};",
        ),
        (
            "engine/score.rs",
            "// crate::ui\nconst A: &str = \"crate::ui\";",
        ),
        (
            "engine/score.rs",
            "fn f() {}\n#[cfg(test)]\nmod tests {\n use crate::content; }",
        ),
        ("i18n/mod.rs", "use crate::codec::number::NumberLocale;"),
        (
            "platform/browser/format.rs",
            "use crate::i18n::Lang; use super::super::storage;",
        ),
    ] {
        assert_eq!(forbidden_arrows(path, text), [""; 0], "{path}: {text}");
    }
}

#[test]
fn the_map_in_the_crate_documentation_is_the_tree() {
    let map = map();
    for (room, arrows) in &map {
        assert!(root().join("src").join(room).is_dir(), "no src/{room}");
        let (_, allowed) = ARROWS
            .iter()
            .find(|(name, _)| name == room)
            .unwrap_or_else(|| panic!("{room} is not known here"));
        let (mut said, mut held) = (arrows.clone(), allowed.to_vec());
        said.sort();
        held.sort_unstable();
        assert_eq!(said, held, "{room}");
    }
    let lib = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    for line in lib.lines() {
        if let Some(room) = line.strip_prefix("pub mod ") {
            let room = room.trim_end_matches(';');
            assert!(
                map.iter().any(|(r, _)| r == room),
                "{room} is not on the map"
            );
        }
    }
    for entry in std::fs::read_dir(root().join("src")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && name != "bin" {
            assert!(
                map.iter().any(|(r, _)| *r == name),
                "{name} is not on the map"
            );
        }
    }
}

#[test]
fn the_pure_rooms_have_no_browser_in_them() {
    for source in shipped() {
        let pure = source.path.contains('/') && !BROWSER.iter().any(|b| source.path.starts_with(b));
        if pure {
            let code = code(&source.text, false);
            for name in [
                "leptos",
                "web_sys",
                "js_sys",
                "wasm_bindgen",
                "gloo",
                "serde_wasm_bindgen",
            ] {
                assert!(!has_word(&code, name), "{}: {name}", source.path);
            }
        }
    }
}

#[test]
fn the_rooms_of_the_browser_are_compiled_for_nothing_else() {
    for (file, room) in [
        ("lib.rs", "pub mod ui"),
        ("embed/mod.rs", "mod guest"),
        ("embed/mod.rs", "mod mount"),
        ("embed/mod.rs", "mod told"),
        ("platform/mod.rs", "pub mod browser"),
    ] {
        let text = std::fs::read_to_string(root().join("src").join(file)).unwrap();
        let gated = format!("#[cfg(target_arch = \"wasm32\")]\n{room};");
        assert!(text.contains(&gated), "{file}: {room}");
    }
}

#[test]
fn nothing_that_ships_can_stop_the_program() {
    for source in shipped() {
        let code = code(&source.text, false);
        let code = without_tests(&code);
        for stop in STOPS {
            let known = MAY_STOP
                .iter()
                .filter(|(path, what, _)| *path == source.path && *what == stop)
                .count();
            assert_eq!(code.matches(stop).count(), known, "{}: {stop}", source.path);
        }
    }
}

#[test]
fn the_tests_of_a_file_stand_last() {
    for source in sources() {
        let code = code(&source.text, false);
        let mut parts = code.split("\n#[cfg(test)]\nmod ");
        parts.next();
        if let Some(tests) = parts.next() {
            assert!(parts.next().is_none(), "{}: two test modules", source.path);
            let end = tests.find("\n}").expect("a module ends") + 2;
            assert_eq!(
                tests[end..].trim(),
                "",
                "{}: code after its tests",
                source.path
            );
        }
    }
}

#[test]
fn no_page_writes_markup_or_styles_that_a_strict_policy_refuses() {
    for source in shipped() {
        let code = code(&source.text, true);
        for word in [
            "inner_html",
            "set_inner_html",
            "set_outer_html",
            "insert_adjacent_html",
        ] {
            assert!(!has_word(&code, word), "{}: {word}", source.path);
        }
        for style in [" style=", "\nstyle=", "style=\\\"", "style='"] {
            assert!(!code.contains(style), "{}:{style}", source.path);
        }
        assert!(!code.contains("javascript:"), "{}", source.path);
    }
    let page = std::fs::read_to_string(root().join("index.html")).unwrap();
    assert!(!page.contains(" style="), "index.html");
}

#[test]
fn nothing_reaches_into_the_page_around_the_widget() {
    for source in shipped() {
        let code = code(&source.text, false);
        for name in ["leptos_router", "leptos_meta", "mount_to_body"] {
            assert!(!has_word(&code, name), "{}: {name}", source.path);
        }
    }
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for name in ["leptos_router", "leptos_meta", "delegation"] {
        assert!(!manifest.contains(name), "Cargo.toml: {name}");
    }
}

/// Files whose code has `word` in it.
fn files_with(word: &str) -> Vec<String> {
    shipped()
        .into_iter()
        .filter(|s| has_word(without_tests(&code(&s.text, true)), word))
        .map(|s| s.path)
        .collect()
}

#[test]
fn the_world_outside_is_touched_in_one_place_each() {
    // gloo's storage panics where storage is blocked.
    assert_eq!(files_with("gloo::storage"), [""; 0]);
    assert_eq!(files_with("gloo_storage"), [""; 0]);
    assert_eq!(files_with("local_storage"), ["platform/browser/storage.rs"]);
    assert_eq!(files_with("\"growth-wheel:"), ["platform/keeper.rs"]);
    assert_eq!(
        files_with("RwSignal<Plan>"),
        ["ui/store.rs"],
        "the store alone writes the plan"
    );
    for request in ["fetch_with_str", "fetch_with_request"] {
        for file in files_with(request) {
            assert_eq!(file, "platform/browser/fetch.rs", "{request}");
        }
    }
    for request in ["XmlHttpRequest", "WebSocket", "send_beacon", "EventSource"] {
        assert_eq!(files_with(request), [""; 0], "{request}");
    }
}

#[test]
fn no_file_is_named_after_nothing() {
    for source in sources() {
        for part in source.path.trim_end_matches(".rs").split('/') {
            let empty = [
                "utils", "util", "helpers", "helper", "types", "common", "misc", "shared",
            ];
            assert!(!empty.contains(&part), "{}", source.path);
        }
    }
}

#[test]
fn the_catalogue_and_the_engine_ask_neither_clock_nor_chance() {
    for source in shipped() {
        let pure = source.path.contains('/') && !BROWSER.iter().any(|b| source.path.starts_with(b));
        if pure {
            let code = code(&source.text, false);
            let code = without_tests(&code);
            for name in [
                "SystemTime",
                "Instant",
                "RandomState",
                "thread_rng",
                "std::fs",
                "std::env",
            ] {
                assert!(!has_word(code, name), "{}: {name}", source.path);
            }
        }
    }
}

#[test]
fn comments_and_literals_are_told_from_code() {
    let text = "a // b\n\"c\\\"d\" 'e' '\\'' /* f */ r#\"g\"h\"# <'i> br";
    assert_eq!(code(text, false), "a \n\"\" ' ' ' '  \"\" <'i> br");
    assert!(code(text, true).contains("g\"h"));
    assert!(!has_word("unwrapped", "unwrap"));
    assert!(has_word("x.unwrap()", "unwrap"));
}
