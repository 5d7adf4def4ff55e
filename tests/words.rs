//! The texts: complete, in one language each, of the length their place has room for, and asked for by names that exist.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use growth_wheel::codec::number::NumberError;
use growth_wheel::codec::table::{Kind, TableReason};
use growth_wheel::content;
use growth_wheel::domain::benchmark::{Place, Segment};
use growth_wheel::domain::channel::{Access, AssetKind};
use growth_wheel::domain::plan::Plan;
use growth_wheel::domain::profile::Model;
use growth_wheel::domain::stage::{Group, Stage};
use growth_wheel::engine::kpi::KpiId;
use growth_wheel::i18n::{Key, Lang};
use serde_json::Value;

/// Names that are the same in every language: of products, people and works, and the abbreviations of the field.
const NAMES: &[&str] = &[
    // What stands in code, files and addresses.
    "#rrggbb",
    "CSS",
    "Code Embed",
    "Cookie",
    "EUR",
    "Georgia, serif",
    "Growth wheel",
    "IT",
    "JSON",
    "RUB",
    "RU",
    "SHA-256",
    "answer",
    "cookie",
    "data-config",
    "data:image/…;base64",
    "embed.html",
    "eu1",
    "false",
    "growth-wheel-wordpress.zip",
    "growth-wheel.json",
    "gw:lead",
    "https",
    "https://formspree.io/f/…",
    "id",
    "iframe",
    "localStorage",
    "mailto",
    "name@company.ru",
    "px",
    "reach.podcast",
    "send.mails",
    "tel",
    "true",
    "urlencoded",
    // Makers of sites.
    "Webflow",
    "Wix",
    "WordPress",
    // Headers and features of browsers.
    "Access-Control-Allow-Origin",
    "CORS",
    "Content-Security-Policy",
    "Content-Type",
    "Trusted Types",
    "WebAssembly",
    // Services and shops.
    "Amazon",
    "Apple",
    "Bing",
    "Bluesky",
    "ChatGPT",
    "Dzen",
    "Facebook",
    "Formspree",
    "Gemini",
    "Google",
    "Google Analytics",
    "HubSpot",
    "Hub ID",
    "Shopify",
    "Google Ads",
    "Instagram",
    "LinkedIn",
    "MAX",
    "Mailchimp",
    "Make",
    "Ozon",
    "Pinterest",
    "Reddit",
    "Rutube",
    "Telegram",
    "Threads",
    "TikTok",
    "Twitter",
    "VK",
    "WhatsApp",
    "Wildberries",
    "X",
    "YouTube",
    "Zapier",
    "eBay",
    "n8n",
    // The framework and its stages, named as their authors name them.
    "SOSTAC",
    "RACE",
    "PR Smith",
    "Smart Insights",
    "Reach",
    "Act",
    "Convert",
    "Engage",
    // Abbreviations of the field and of the trade in general.
    "CAC",
    "CLV",
    "CPC",
    "CPL",
    "CPM",
    "CSV",
    "CTR",
    "GDPR",
    "GUID",
    "LTV",
    "MER",
    "PR",
    "ROAS",
    "ROMI",
    "SVG",
    "PNG",
    "QR",
    "SaaS",
    "TOPSIS",
    "UTM",
    // A key on the keyboard.
    "Enter",
    // Licences, and the name of the exported file.
    "MIT",
    "Apache",
    "growth-wheel",
    "gw.json",
];

/// Sources quoted by author and title, and the framework's own words: key and the names in it.
const QUOTED: &[(&str, &[&str])] = &[
    // Letters of a formula.
    ("worth.variant.letters", &["m", "d", "r"]),
    (
        "about.",
        &[
            "Situation",
            "Objectives",
            "Strategy",
            "Tactics",
            "Action",
            "Control",
        ],
    ),
    (
        "numbers.",
        &[
            "Farris",
            "Bendle",
            "Pfeifer",
            "Reibstein",
            "Marketing Metrics",
            "Pearson",
            "David Skok",
            "SaaS Metrics",
            "Fader",
            "Hardie",
            "Reconciling and Clarifying CLV Formulas",
        ],
    ),
    (
        "sources.",
        &[
            "4DigitalDots",
            "LATE",
            "Tuttor",
            "CRM",
            "Gallup",
            "Peoplevox",
            "Accenture",
            "Nike",
            "Just Do It",
            "Levi Strauss",
        ],
    ),
];

/// Texts that are the same word in English and in that language.
const SAME_WORD: &[(&str, &str, &str)] = &[
    ("it", "core.nav.menu", "Menu"),
    ("it", "channelpage.card.use_none", "no"),
    ("it", "channelpage.skill.video", "video"),
    ("it", "channels.helper.chatbot.name", "Chatbot"),
    ("it", "channels.habit.email", "E-mail"),
    ("it", "express.channel.podcast", "Podcast"),
    ("it", "planner.season.budget", "Budget"),
    ("es", "core.sector.control", "Control"),
    ("es", "forecast.gap.plan", "Plan"),
    ("es", "planner.answer.total", "Total"),
    ("es", "channelpage.card.use_none", "no"),
    ("es", "channels.helper.chatbot.name", "Chatbot"),
    (
        "es",
        "channels.channel.marketplaces.name_ru",
        "Marketplaces (Ozon, Wildberries)",
    ),
    // The unit of hours.
    ("it", "core.express.hours_unit", "{n}\u{a0}h"),
    ("es", "core.express.hours_unit", "{n}\u{a0}h"),
    ("it", "result.hours", "{n}\u{a0}h"),
    ("es", "result.hours", "{n}\u{a0}h"),
    ("it", "benchmarks.segment.software", "Software"),
    ("it", "channelpage.card.benchmark", "benchmark"),
    ("it", "lead.field.email", "E-mail"),
    ("it", "lead.shown.no", "no"),
    ("it", "embed.leads.rules.tag", "Tag"),
    ("es", "benchmarks.segment.software", "Software"),
    ("es", "lead.shown.no", "no"),
];

/// Texts of `core` that no view shows yet, and what they wait for.
const TO_BE_USED: &[(&str, &str)] = &[];

/// Names in pages that look like keys and name a question instead, as in `data-question-id`.
const QUESTIONS: &[&str] = &[
    "profile.model",
    "profile.objectives",
    "express.resources",
    "express.reach",
    "express.act",
    "express.convert",
    "express.engage",
];

/// Key, from the piece on, to text.
type Texts = BTreeMap<String, String>;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn flatten(prefix: &str, value: &Value, into: &mut Texts) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let path = if prefix.is_empty() {
                    key.clone()
                } else {
                    format!("{prefix}.{key}")
                };
                flatten(&path, inner, into);
            }
        }
        Value::String(text) => {
            into.insert(prefix.to_owned(), text.clone());
        }
        other => panic!("{prefix}: a text is a string, not {other}"),
    }
}

fn texts(lang: Lang) -> Texts {
    let path = root().join(format!("src/i18n/locales/{}.json", lang.code()));
    let value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut texts = Texts::new();
    flatten("", &value, &mut texts);
    assert!(texts.len() > 1_000, "{lang:?} has {} texts", texts.len());
    texts
}

fn languages() -> Vec<(&'static str, Texts)> {
    Lang::ALL.map(|l| (l.code(), texts(l))).into()
}

/// Names between braces, each once.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
        .collect()
}

/// The text with nothing where its placeholders were.
fn without_placeholders(text: &str) -> String {
    let mut parts = text.split('{');
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        out.push(' ');
        out.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    out
}

/// What is left of a text, in words, once the names that may stand in it are taken out.
fn words_but_names(key: &str, text: &str) -> Vec<String> {
    let quoted = QUOTED
        .iter()
        .filter(|(prefix, _)| key.starts_with(prefix))
        .flat_map(|(_, names)| *names);
    let mut names: Vec<&str> = NAMES.iter().chain(quoted).copied().collect();
    names.sort_by_key(|n| std::cmp::Reverse(n.len()));
    let mut rest = without_placeholders(text);
    for name in names {
        let mut from = 0;
        while let Some(found) = rest[from..].find(name) {
            let (start, end) = (from + found, from + found + name.len());
            let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let whole =
                !inner(rest[..start].chars().next_back()) && !inner(rest[end..].chars().next());
            if whole {
                rest.replace_range(start..end, " ");
            }
            from = start + 1;
            while !rest.is_char_boundary(from) {
                from += 1;
            }
        }
    }
    rest.split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

fn cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{4ff}').contains(&c)
}

fn latin(c: char) -> bool {
    c.is_alphabetic() && c < '\u{250}'
}

/// Every source file below a folder of `src`: its path, and its text.
fn sources(folder: &str) -> Vec<(String, String)> {
    fn collect(folder: &Path, into: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, into);
            } else if path.extension().is_some_and(|e| e == "rs") {
                into.push((
                    path.to_string_lossy().into_owned(),
                    std::fs::read_to_string(&path).unwrap(),
                ));
            }
        }
    }
    let mut all = Vec::new();
    collect(&root().join("src").join(folder), &mut all);
    assert!(!all.is_empty(), "no sources in {folder}");
    all
}

fn none_wrong(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} faults: {wrong:#?}", wrong.len());
}

#[test]
fn every_language_has_the_keys_and_placeholders_of_english_and_no_empty_text() {
    let english = texts(Lang::En);
    let mut wrong = Vec::new();
    for (lang, texts) in languages() {
        for key in english.keys().filter(|k| !texts.contains_key(*k)) {
            wrong.push(format!("{lang}: {key} is missing"));
        }
        for (key, text) in &texts {
            let Some(model) = english.get(key) else {
                wrong.push(format!("{lang}: {key} is unknown"));
                continue;
            };
            if text.trim().is_empty() || text.trim() != text && model.trim() == model {
                wrong.push(format!("{lang}: {key} is empty or has blanks at an end"));
            }
            if placeholders(text) != placeholders(model) {
                wrong.push(format!("{lang}: {key} has other placeholders"));
            }
            if text.matches('{').count() != text.matches('}').count() {
                wrong.push(format!("{lang}: {key} has a brace too many"));
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn a_text_with_plurals_has_as_many_forms_as_its_language() {
    let english = texts(Lang::En);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (lang, texts) in languages() {
        let forms = if lang == "ru" { 3 } else { 2 };
        for (key, text) in &texts {
            let counted = english.get(key).is_some_and(|t| t.contains('|'));
            let found = text.split('|').count();
            seen += usize::from(counted);
            if found != if counted { forms } else { 1 } {
                wrong.push(format!("{lang}: {key} has {found} forms"));
            }
            if text.split('|').any(|form| form.trim().is_empty()) {
                wrong.push(format!("{lang}: {key} has an empty form"));
            }
        }
    }
    assert!(seen > 0, "no text has plurals");
    none_wrong(&wrong);
}

#[test]
fn no_text_was_left_in_english() {
    let english = texts(Lang::En);
    let mut wrong = Vec::new();
    for (lang, texts) in languages().into_iter().skip(1) {
        for (key, text) in &texts {
            let same = english.get(key) == Some(text);
            let known = SAME_WORD.contains(&(lang, key.as_str(), text.as_str()));
            if same && !known && !words_but_names(key, text).is_empty() {
                wrong.push(format!("{lang}: {key} = {text}"));
            }
        }
        for (_, key, text) in SAME_WORD.iter().filter(|(l, _, _)| *l == lang) {
            assert_eq!(
                texts.get(*key).map(String::as_str),
                Some(*text),
                "{lang}: {key} is no exception any more"
            );
        }
    }
    none_wrong(&wrong);
}

#[test]
fn russian_is_written_in_cyrillic_and_nothing_else_is() {
    let mut wrong = Vec::new();
    for (lang, texts) in languages() {
        for (key, text) in &texts {
            if lang == "ru" {
                for word in words_but_names(key, text) {
                    if word.chars().any(latin) {
                        wrong.push(format!("ru: {key} has {word}"));
                    }
                }
            } else if text.chars().any(cyrillic) {
                wrong.push(format!("{lang}: {key} = {text}"));
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn names_are_taken_out_whole_and_nothing_else_is() {
    assert_eq!(
        words_but_names("core.x", "Google Ads и VK, X (Twitter)"),
        ["и"]
    );
    assert_eq!(
        words_but_names("core.x", "Xbox Reached {Reach} Action"),
        ["Xbox", "Reached", "Action"]
    );
    assert_eq!(words_but_names("about.x", "Action"), [""; 0]);
    // A word of both alphabets is seen: its c is the Latin letter.
    assert!(
        words_but_names("core.x", "\u{63}айт")
            .iter()
            .any(|w| w.chars().any(latin))
    );
}

#[test]
fn nothing_is_shouted_and_spanish_questions_open() {
    let mut wrong = Vec::new();
    for (lang, texts) in languages() {
        for (key, text) in &texts {
            if text.contains(['!', '¡', '！']) {
                wrong.push(format!("{lang}: {key} has an exclamation mark"));
            }
            if lang == "es" && text.matches('?').count() != text.matches('¿').count() {
                wrong.push(format!("es: {key} = {text}"));
            }
        }
    }
    none_wrong(&wrong);
}

/// Texts that send the reader to another page, and the name that page has for itself.
const SENT_TO: &[(&str, &str)] = &[
    ("compare.opened.aside", "compare.title"),
    ("compare.opened.other", "compare.title"),
    ("forecast.answer.goal_none", "planner.tab_planner"),
    ("forecast.inputs.season", "planner.tab_planner"),
    ("forecast.missing", "planner.tab_kpi"),
    ("planner.targets.hint", "planner.tab_kpi"),
];

#[test]
fn a_text_names_a_page_as_the_page_names_itself() {
    let mut wrong = Vec::new();
    for (lang, texts) in languages() {
        for (key, page) in SENT_TO {
            let (text, name) = (&texts[*key], &texts[*page]);
            if !text.contains(name.as_str()) {
                wrong.push(format!("{lang}: {key} does not say {name}: {text}"));
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn a_number_stays_on_the_line_of_its_unit() {
    let mut wrong = Vec::new();
    for (lang, texts) in languages() {
        for (key, text) in &texts {
            let mut rest = text.as_str();
            while let Some((before, after)) = rest.split_once(' ') {
                let number = before.ends_with(|c: char| c == '}' || c.is_ascii_digit());
                let unit = after.strip_prefix(['€', '%', 'h', 'ч']);
                if number && unit.is_some_and(|u| !u.starts_with(char::is_alphanumeric)) {
                    wrong.push(format!("{lang}: {key} may break before a unit: {text}"));
                }
                rest = after;
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn texts_have_room_where_they_stand() {
    let stages: Vec<String> = Stage::ALL
        .iter()
        .map(|s| format!("express.{}.", s.id()))
        .collect();
    let mut wrong = Vec::new();
    let (mut levels, mut questions) = (0, 0);
    for (lang, texts) in languages() {
        for (key, text) in &texts {
            let length = text.chars().count();
            // The link that skips the navigation stands over it, not in it.
            let level = stages.iter().any(|s| key.starts_with(s))
                && matches!(key.rsplit('.').next(), Some("1" | "2" | "3" | "4" | "5"));
            levels += usize::from(level);
            let fits = match key.as_str() {
                "core.nav.skip" => true,
                k if k.starts_with("core.nav.") => length <= 16,
                k if k.starts_with("core.item.") => length <= 70,
                k if k.starts_with("race.") || k.starts_with("sostac.") => {
                    questions += 1;
                    let room = match k.rsplit('.').next() {
                        Some("q") => 15..=140,
                        Some("why") => 25..=160,
                        Some("figure") => 10..=100,
                        Some("1" | "2" | "3" | "4" | "5") => 25..=220,
                        _ => 25..=95,
                    };
                    room.contains(&length)
                }
                _ if level => (25..=190).contains(&length),
                _ => true,
            };
            if !fits {
                wrong.push(format!("{lang}: {key} has {length} characters"));
            }
        }
    }
    assert!(levels >= 4 * 4 * 5, "only {levels} levels were found");
    assert_eq!(questions, 44 * 13 * 4, "texts of questions");
    none_wrong(&wrong);
}

/// Whether `name` stands in the code as a word of its own.
fn has_word(code: &str, name: &str) -> bool {
    let inner = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    code.match_indices(name).any(|(at, _)| {
        !inner(code[..at].chars().next_back()) && !inner(code[at + name.len()..].chars().next())
    })
}

#[test]
fn every_text_of_core_is_shown_somewhere() {
    let code: String = sources("").into_iter().map(|(_, text)| text).collect();
    // The first screen is drawn from keys, before there are constants.
    let unused: Vec<String> = texts(Lang::En)
        .keys()
        .filter_map(|k| k.strip_prefix("core."))
        // The names of the items are asked for by their place: see the order of the catalogue below.
        .filter(|key| !key.starts_with("item."))
        .filter(|key| {
            let constant = format!("k::{}", key.to_uppercase().replace('.', "_"));
            !has_word(&code, &constant) && !TO_BE_USED.iter().any(|(k, _)| k == key)
        })
        .map(str::to_owned)
        .collect();
    none_wrong(&unused);
}

/// The plain string literals of Rust code, comments left out.
fn literals(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in code.lines() {
        let mut rest = line;
        while let Some(start) = rest.find(['"', '/', '\'']) {
            let tail = &rest[start..];
            if tail.starts_with("//") {
                break;
            }
            if let Some(after) = tail.strip_prefix("'\"'") {
                rest = after;
            } else if let Some(after) = tail.strip_prefix('"') {
                let Some(end) = after.find('"') else { break };
                found.push(after[..end].to_owned());
                rest = &after[end + 1..];
            } else {
                rest = &tail[1..];
            }
        }
    }
    found
}

/// Whether a literal is the name of a text, or a part of one: lower case, with dots, perhaps with `{}` in it.
fn is_key(literal: &str) -> bool {
    let plain: String = without_placeholders(literal).replace(' ', "");
    literal.contains('.')
        && !literal.starts_with('.')
        && !literal.contains("..")
        && plain.chars().any(|c| c.is_ascii_lowercase())
        && plain
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_'))
        && without_placeholders(literal)
            .split(' ')
            .all(|part| part.len() == part.trim().len())
        && !literal.contains(' ')
}

/// Whether a literal names `key`: in full, by a beginning that ends in a dot, or with anything in its places.
fn names(literal: &str, key: &str) -> bool {
    let pattern = without_placeholders(literal);
    let mut parts = pattern.split(' ');
    let Some(mut rest) = key.strip_prefix(parts.next().unwrap()) else {
        return false;
    };
    let mut last = "";
    let mut open = literal.ends_with('.');
    for part in parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
        last = part;
        open = open || part.is_empty();
    }
    rest.is_empty() || open || (!last.is_empty() && key.ends_with(last))
}

#[test]
fn every_text_a_page_asks_for_by_name_exists() {
    let keys: Vec<String> = texts(Lang::En)
        .keys()
        .filter_map(|k| Some(k.split_once('.')?.1.to_owned()))
        .collect();
    let mut wrong = Vec::new();
    let mut asked = 0;
    for (path, code) in sources("ui/pages") {
        for literal in literals(&code).iter().filter(|l| is_key(l)) {
            asked += 1;
            // What has places may be the end of a key whose beginning another function adds.
            let tail = format!("{{}}.{literal}");
            let named =
                |key: &str| names(literal, key) || literal.contains('{') && names(&tail, key);
            if !QUESTIONS.contains(&literal.as_str()) && !keys.iter().any(|key| named(key)) {
                wrong.push(format!("{path}: {literal}"));
            }
        }
    }
    assert!(asked > 100, "only {asked} names were found");
    none_wrong(&wrong);
}

#[test]
fn every_text_of_a_named_piece_exists() {
    let english = texts(Lang::En);
    let pieces: BTreeSet<&str> = english
        .keys()
        .map(|k| k.split('.').next().unwrap())
        .collect();
    let mut wrong = Vec::new();
    let mut asked = 0;
    for (path, code) in sources("ui") {
        let tight: String = code.split_whitespace().collect();
        for piece in &pieces {
            let start = format!("(\"{piece}\",\"");
            for (at, _) in tight.match_indices(&start) {
                let key = tight[at + start.len()..].split('"').next().unwrap();
                asked += 1;
                if !english.contains_key(&format!("{piece}.{key}")) {
                    wrong.push(format!("{path}: {piece}.{key}"));
                }
            }
        }
    }
    assert!(asked > 10, "only {asked} were found");
    none_wrong(&wrong);
}

#[test]
fn names_with_places_are_held_against_the_keys() {
    assert!(names("criterion.{}.name", "criterion.journey.name"));
    assert!(names("{}.{}", "reach.paid.1"));
    assert!(names("channel.", "channel.x"));
    assert!(names("a.b", "a.b"));
    assert!(!names("a.b", "a.bc"));
    assert!(!names("criterion.{}.nam", "criterion.journey.name"));
    assert!(!names("criterion.{}.name", "criterion.journey.names"));
    assert!(is_key("card.use_{}") && is_key("channel.") && is_key("{}.why"));
    assert!(!is_key("growth-wheel.json") && !is_key("a. b") && !is_key("{}.{}") && !is_key("1.5"));
    assert_eq!(literals("f(\"a.b\", '\"', \"c\") // \"d\""), ["a.b", "c"]);
}

#[test]
fn the_channels_of_the_check_are_those_of_the_catalogue_in_its_order() {
    let all = content::channels::all();
    let ids: Vec<&str> = all.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(content::express::CHANNELS.to_vec(), ids);
}

/// The keys that a catalogue entry cannot do without.
fn needed() -> Vec<String> {
    let catalogue = content::catalogue();
    let mut keys = Vec::new();
    for channel in &catalogue.channels {
        keys.push(format!("express.channel.{}", channel.id));
        for part in [
            "what", "good", "bad", "rules", "format", "tone", "goal", "prompt",
        ] {
            keys.push(format!("channels.channel.{}.{part}", channel.id));
        }
        for rule in channel
            .markets
            .iter()
            .filter(|r| r.access != Access::Available)
        {
            let country = rule.country.as_str().to_lowercase();
            keys.push(format!("channels.channel.{}.market.{country}", channel.id));
        }
    }
    for helper in &catalogue.helpers {
        for part in ["name", "what"] {
            keys.push(format!("channels.helper.{}.{part}", helper.id));
        }
    }
    for habit in &catalogue.habits {
        keys.push(format!("channels.habit.{}", habit.id));
    }
    for asset in AssetKind::ALL {
        keys.push(format!("channels.asset.{}", asset.id()));
    }
    for item in &catalogue.items {
        keys.push(format!("core.item.{}", item.id));
        for lift in item.lifts.iter() {
            keys.push(format!("lifts.{}.{}", item.id, lift.from));
        }
        let ring = match item.group {
            Group::Race(_) => "race",
            Group::Sostac(_) => "sostac",
        };
        let models = Model::ALL.iter().map(|m| m.id());
        let parts = ["q", "why", "figure", "1", "2", "3", "4", "5"];
        for part in parts.into_iter().chain(models) {
            keys.push(format!("{ring}.{}.{part}", item.id));
        }
    }
    for part in &catalogue.base {
        for text in ["name", "what"] {
            keys.push(format!("base.{}.{text}", part.id));
        }
        for state in ["missing", "poor"] {
            keys.push(format!("lifts.base.{}.{state}", part.id));
        }
    }
    keys
}

#[test]
fn every_entry_of_the_catalogue_has_its_texts_in_every_language() {
    let needed = needed();
    assert!(needed.len() > 700, "only {} are needed", needed.len());
    let mut wrong = Vec::new();
    for (lang, texts) in languages() {
        for key in needed.iter().filter(|k| !texts.contains_key(*k)) {
            wrong.push(format!("{lang}: {key}"));
        }
    }
    none_wrong(&wrong);
}

/// The keys of what tables, benchmarks and the pages of numbers may bring up.
fn brought_up() -> Vec<String> {
    use growth_wheel::engine::{benchmark, goal, reality, value};
    let mut keys = Vec::new();
    let mut all = |prefix: &str, ids: &[&str]| {
        keys.extend(ids.iter().map(|id| format!("{prefix}.{id}")));
    };
    all(
        "numbers.paste.reason",
        &TableReason::ALL.map(TableReason::id),
    );
    all("numbers.number", &NumberError::ALL.map(NumberError::id));
    for kind in Kind::ALL.into_iter().filter(|k| *k != Kind::Plain) {
        all("numbers.paste.kind", &[kind.id()]);
    }
    for b in content::benchmarks::all() {
        if let Segment::Named(id) = b.segment {
            all("benchmarks.segment", &[id]);
        }
        if let Place::Named(id) = b.place {
            all("benchmarks.place", &[id]);
        }
        let metric = match KpiId::from_id(&b.metric) {
            Some(_) => "numbers.kpi",
            None => "benchmarks.metric",
        };
        all(metric, &[&b.metric]);
        all("benchmarks.sample", &[b.source_id.unwrap()]);
        all("benchmarks.note", &b.notes);
    }
    use benchmark::Stand as B;
    all(
        "benchmarks.beside",
        &[B::Higher, B::Lower, B::Alike, B::TooFew].map(B::id),
    );
    use reality::{NoShare as N, Stand as R};
    all(
        "reality.na",
        &[N::NotEntered, N::Nothing, N::MoreThanAll].map(N::id),
    );
    let stands = [
        R::ClaimsMore,
        R::ClaimsLess,
        R::Alike,
        R::TooFew,
        R::NotKnown,
    ];
    all("reality.side", &stands.map(R::id));
    use value::{Missing as M, NoValue as V, Period, Way};
    let whys = [
        V::NobodyLeaves,
        V::Never,
        V::NoMargin,
        V::NotSeen,
        V::TooLarge,
    ];
    all("worth.na", &whys.map(V::id));
    let missing = [
        M::Revenue,
        M::OrderValue,
        M::Margin,
        M::Retention,
        M::Contract,
        M::Renewal,
    ];
    all("worth.missing", &missing.map(M::id));
    all("worth.period", &Period::ALL.map(Period::id));
    for way in Way::ALL {
        all("worth.way", &[way.id(), &format!("{}_hint", way.id())]);
        all("worth.answer", &[way.id()]);
        let mut plan = Plan::new("p".to_owned(), 0);
        for (name, figure) in [
            (value::WAY, way as u8 as f64),
            (value::revenue_name(Period::Month), 10.0),
            (value::retention_name(Period::Month), 0.5),
            (value::CONTRACT, 12.0),
            (value::RENEWAL, 0.5),
            (value::AGAIN, 0.5),
            (goal::ORDER_VALUE, 10.0),
            (goal::MARGIN, 0.5),
        ] {
            plan.sheet.insert(name.to_owned(), figure);
        }
        for (variant, _) in value::inputs(&plan).worth().unwrap().values {
            let name = format!("{}_{}", way.id(), variant.id());
            all("worth.variant", &[&name, &format!("{name}_what")]);
        }
    }
    keys
}

#[test]
fn whatever_a_page_of_numbers_may_bring_up_has_its_texts_in_every_language() {
    let needed = brought_up();
    assert!(needed.len() > 400, "only {} are needed", needed.len());
    let mut wrong = Vec::new();
    for (lang, texts) in languages() {
        for key in needed.iter().filter(|k| !texts.contains_key(*k)) {
            wrong.push(format!("{lang}: {key}"));
        }
    }
    none_wrong(&wrong);
}

#[test]
fn the_levels_of_a_question_say_five_different_things() {
    let mut wrong = Vec::new();
    for (lang, texts) in languages() {
        for item in &content::catalogue().items {
            let ring = match item.group {
                Group::Race(_) => "race",
                Group::Sostac(_) => "sostac",
            };
            let text = |part: &str| &texts[&format!("{ring}.{}.{part}", item.id)];
            let levels: BTreeSet<&String> = ["1", "2", "3", "4", "5"].map(text).into();
            let examples: BTreeSet<&String> = Model::ALL.iter().map(|m| text(m.id())).collect();
            if levels.len() < 5 || examples.len() < 5 {
                wrong.push(format!("{lang}: {} repeats itself", item.id));
            }
            if !text("q").ends_with('?') {
                wrong.push(format!("{lang}: {} asks nothing", item.id));
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn no_text_speaks_of_what_the_catalogue_does_not_have() {
    let needed: BTreeSet<String> = needed().into_iter().collect();
    let wrong: Vec<String> = texts(Lang::En)
        .into_keys()
        .filter(|key| {
            [
                "lifts.",
                "race.",
                "sostac.",
                "core.item.",
                "base.",
                "channels.",
                "express.channel.",
            ]
            .iter()
            .any(|p| key.starts_with(p))
        })
        .filter(|key| {
            let words_of_states =
                matches!(key.as_str(), "base.have" | "base.poor" | "base.missing");
            // A channel may be called otherwise in a country, and say more about one than its rule demands.
            let of_channel = key.starts_with("channels.channel.")
                && needed.contains(&format!(
                    "{}.what",
                    key.split('.').take(3).collect::<Vec<_>>().join(".")
                ));
            !needed.contains(key) && !words_of_states && !of_channel
        })
        .collect();
    none_wrong(&wrong);
}

#[test]
fn the_names_of_the_items_stand_in_the_order_of_the_catalogue() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/i18n/locales/en.json");
    let all: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut named = Vec::new();
    for (group, items) in all["core"]["item"].as_object().unwrap() {
        named.extend(
            items
                .as_object()
                .unwrap()
                .keys()
                .map(|i| format!("{group}.{i}")),
        );
    }
    let items: Vec<String> = content::catalogue()
        .items
        .iter()
        .map(|i| i.id.to_string())
        .collect();
    assert_eq!(named, items);
    // One place leads to one name, and none beyond the last.
    let keys: BTreeSet<String> = (0..items.len())
        .map(|n| format!("{:?}", Key::of_item(n)))
        .collect();
    assert_eq!(keys.len(), items.len());
    assert_eq!(Key::of_item(items.len()), None);
}
