//! A configuration: what is right holds, what is wrong is left out and named, and whatever it is, nothing breaks.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use growth_wheel::brand::blocks::chosen;
use growth_wheel::brand::catalogue::applied;
use growth_wheel::brand::colour::Rgb;
use growth_wheel::brand::shape::{is_font, is_link};
use growth_wheel::brand::when::Facts;
use growth_wheel::brand::{Config, Fault, MAX_BYTES, Reason, read};
use growth_wheel::content;
use growth_wheel::domain::action::Action;
use growth_wheel::domain::answer::{Level, Reply};
use growth_wheel::domain::benchmark::Scope;
use growth_wheel::domain::catalogue::Catalogue;
use growth_wheel::domain::ids::{ChannelId, ItemId};
use growth_wheel::domain::plan::{Criterion, Plan};
use growth_wheel::domain::profile::Model;
use growth_wheel::domain::stage::{Group, Sector, Stage};
use growth_wheel::engine::actions::three_lines;
use growth_wheel::engine::recommend::{Context, recommend};
use growth_wheel::engine::score::scores;
use growth_wheel::engine::wheel;
use proptest::prelude::*;

const WHOLE: &str = r##"{
  "$schema": "x",
  "brand": { "name": { "en": "Acme check", "it": "Check-up Acme" }, "logo": "/logo.svg", "logoDark": "https://cdn.example/d.png", "url": "https://acme.example" },
  "look": { "accent": "#C06", "surface": "#fff8f0", "radius": 4, "font": "Georgia, 'Times New Roman', serif", "dark": { "accent": "#ff66aa" } },
  "cta": { "text": "Call us", "url": "tel:+390123" },
  "modules": ["check", "channels"],
  "texts": { "it": { "core.home.start": "Via!", "result.title": "Esito" } },
  "items": {
    "off": ["reach.paid", "act.nurture"],
    "enough": { "reach.search": 2, "act.proof": { "shop": 3, "local": 4 } },
    "own": [
      { "id": "reach.podcast", "name": "Podcast", "question": { "en": "Are you heard?", "it": "Vi si ascolta?" },
        "levels": ["1", "2", "3", "4", "5"], "lifts": ["a", "b", "c", "d"], "hours": [1, 2, 3, 4], "enough": 4 }
    ]
  },
  "channels": {
    "off": ["tiktok"],
    "own": [{ "id": "acme_magazine", "like": "newsletter_sponsorship", "name": "Acme magazine", "what": "Ours.", "hours": 2, "models": [3, 3, 3, 3, 0] }]
  },
  "weights": { "journey": 3, "economics": 1 },
  "benchmarks": [
    { "channel": "acme_magazine", "metric": "cpl", "value": 12, "to": 20, "currency": "EUR", "source": "Acme clients", "year": 2026, "cases": 31, "place": "Italy" },
    { "channel": "company", "metric": "visit_to_lead", "value": 0.03, "source": "Acme clients", "year": 2026 }
  ],
  "blocks": [
    { "when": { "level": [1, 2], "weakest": ["convert"], "model": ["shop"], "country": ["it"] }, "title": "Shops", "button": { "text": "Go", "url": "/shops" } },
    { "title": { "es": "Hola" }, "text": "Always", "link": { "text": "Mail", "url": "mailto:a@b.example" } }
  ]
}"##;

fn whole() -> Config {
    let (config, faults) = read(WHOLE);
    assert_eq!(faults, []);
    config
}

fn faults(text: &str) -> Vec<(String, Reason)> {
    let (_, faults) = read(text);
    faults.into_iter().map(|f| (f.path, f.reason)).collect()
}

fn at(path: &str, reason: Reason) -> Vec<(String, Reason)> {
    vec![(path.to_owned(), reason)]
}

fn item(id: &str) -> ItemId {
    ItemId::parse(id).unwrap()
}

fn channel(id: &str) -> ChannelId {
    ChannelId::parse(id).unwrap()
}

#[test]
fn everything_that_can_be_said_is_read() {
    let config = whole();
    assert_eq!(
        config.brand.name.as_ref().unwrap().text("it"),
        "Check-up Acme"
    );
    assert_eq!(config.brand.name.as_ref().unwrap().text("ru"), "Acme check");
    assert_eq!(config.look.light.accent, Some(Rgb(0xcc, 0, 0x66)));
    assert_eq!(
        config.look.colours(true).accent,
        Some(Rgb(0xff, 0x66, 0xaa))
    );
    assert_eq!(
        config.look.colours(true).surface,
        None,
        "a ground is of one theme"
    );
    assert_eq!(config.look.radius, Some(4.0));
    assert_eq!(config.hidden, ["sostac", "numbers", "compare"]);
    assert_eq!(config.texts.len(), 2);
    assert_eq!(config.items_off, [item("reach.paid"), item("act.nurture")]);
    assert_eq!(config.items[0].question.text("it"), "Vi si ascolta?");
    assert_eq!(config.items[0].levels.len(), 5);
    assert_eq!(config.benchmarks[0].to, 20.0);
    assert_eq!(config.benchmarks[1].scope, Scope::Company);
    assert_eq!(config.weights.unwrap().iter().sum::<f64>(), 1.0);
    assert_eq!(
        config.blocks[1].title.text("en"),
        "Hola",
        "the first there is"
    );
}

#[test]
fn nothing_said_is_nothing_changed() {
    for text in ["{}", " {} ", "\u{feff}{}", r#"{"items":{}}"#] {
        let (config, faults) = read(text);
        assert_eq!((config.clone(), faults), (Config::default(), Vec::new()));
        assert!(!config.changes_catalogue());
        assert_eq!(applied(&config, content::catalogue()), content::catalogue());
    }
}

#[test]
fn what_is_wrong_is_named_by_its_path_and_the_rest_holds() {
    let cases = [
        ("", "", Reason::NoJson),
        ("[]", "", Reason::NoObject),
        (r#"{"colour": 1}"#, "colour", Reason::UnknownName),
        (
            r#"{"look": {"accent": "blurple"}}"#,
            "look.accent",
            Reason::Colour,
        ),
        (r#"{"look": {"accent": 7}}"#, "look.accent", Reason::NoText),
        (
            r#"{"look": {"radius": "4"}}"#,
            "look.radius",
            Reason::NoNumber,
        ),
        (r#"{"look": {"radius": 40}}"#, "look.radius", Reason::Range),
        (
            r#"{"look": {"radius": 1e999}}"#,
            "look.radius",
            Reason::NoNumber,
        ),
        (
            r#"{"look": {"font": "a; } * { color: red"}}"#,
            "look.font",
            Reason::Font,
        ),
        (r#"{"look": []}"#, "look", Reason::NoObject),
        (r#"{"brand": {"name": ""}}"#, "brand.name", Reason::Empty),
        (
            r#"{"brand": {"name": {"de": "x"}}}"#,
            "brand.name.de",
            Reason::UnknownName,
        ),
        (
            r#"{"brand": {"logo": "javascript:alert(1)"}}"#,
            "brand.logo",
            Reason::Image,
        ),
        (r#"{"cta": {"text": "Go"}}"#, "cta.url", Reason::Missing),
        (
            r#"{"cta": {"text": "Go", "url": "javascript:alert(1)"}}"#,
            "cta.url",
            Reason::Link,
        ),
        (
            r#"{"modules": ["check", "lab"]}"#,
            "modules[1]",
            Reason::OneOf,
        ),
        (r#"{"modules": "check"}"#, "modules", Reason::NoList),
        (
            r#"{"items": {"off": ["reach.none"]}}"#,
            "items.off[0]",
            Reason::UnknownId,
        ),
        (
            r#"{"items": {"enough": {"x.y": 3}}}"#,
            "items.enough[\"x.y\"]",
            Reason::UnknownId,
        ),
        (
            r#"{"items": {"enough": {"act.proof": 5}}}"#,
            "items.enough[\"act.proof\"]",
            Reason::Range,
        ),
        (
            r#"{"channels": {"off": ["fax"]}}"#,
            "channels.off[0]",
            Reason::UnknownId,
        ),
        (
            r#"{"channels": {"own": [{"id": "blog", "like": "blog", "name": "x"}]}}"#,
            "channels.own[0].id",
            Reason::Taken,
        ),
        (
            r#"{"channels": {"own": [{"id": "paid", "like": "blog", "name": "x"}]}}"#,
            "channels.own[0].id",
            Reason::Taken,
        ),
        (
            r#"{"channels": {"own": [{"id": "zine", "like": "fax", "name": "x"}]}}"#,
            "channels.own[0].like",
            Reason::UnknownId,
        ),
        (
            r#"{"channels": {"own": [{"id": "zine", "like": "blog", "name": "x", "stages": [1, 2]}]}}"#,
            "channels.own[0].stages",
            Reason::Count,
        ),
        (r#"{"weights": {"journey": 0}}"#, "weights", Reason::Range),
        (
            r#"{"weights": {"luck": 1}}"#,
            "weights.luck",
            Reason::UnknownName,
        ),
        (
            r#"{"benchmarks": [{"channel": "blog", "metric": "cpl", "value": 3, "year": 2026}]}"#,
            "benchmarks[0].source",
            Reason::Missing,
        ),
        (
            r#"{"benchmarks": [{"channel": "blog", "metric": "cpl", "value": 3, "year": 2026, "source": "x"}]}"#,
            "benchmarks[0].currency",
            Reason::Money,
        ),
        (
            r#"{"benchmarks": [{"channel": "fax", "metric": "cpl", "value": 3, "year": 2026, "source": "x"}]}"#,
            "benchmarks[0].channel",
            Reason::UnknownId,
        ),
        (
            r#"{"benchmarks": [{"channel": "blog", "metric": "luck", "value": 3, "year": 2026, "source": "x"}]}"#,
            "benchmarks[0].metric",
            Reason::UnknownId,
        ),
        (
            r#"{"benchmarks": [{"channel": "blog", "metric": "ctr", "value": 0.3, "to": 0.1, "year": 2026, "source": "x"}]}"#,
            "benchmarks[0].to",
            Reason::Range,
        ),
        (
            r#"{"blocks": [{"when": {"country": ["Italy"]}, "title": "x"}]}"#,
            "blocks[0].when.country[0]",
            Reason::Country,
        ),
        (
            r#"{"blocks": [{"when": {"level": [2.5]}, "title": "x"}]}"#,
            "blocks[0].when.level[0]",
            Reason::Range,
        ),
    ];
    for (text, path, reason) in cases {
        assert_eq!(faults(text), at(path, reason), "{text}");
        // Beside something that is right, that stands.
        if let Some(rest) = text.strip_prefix('{') {
            let beside = format!(r#"{{"texts": {{"en": {{"core.brand": "X"}}}}, {rest}"#);
            let (config, faults) = read(&beside);
            assert_eq!(config.texts.len(), 1, "{text}");
            assert_eq!(faults.len(), 1, "{text}");
        }
    }
}

#[test]
fn what_is_found_wrong_is_named_by_its_own_place() {
    let text = r#"{"items": {"off": [7, "reach.none"]}, "benchmarks": [3, {"channel": "fax", "metric": "cpl", "value": 1, "year": 2026, "source": "x"}]}"#;
    let found = faults(text);
    let paths: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "items.off[0]",
            "benchmarks[0]",
            "items.off[1]",
            "benchmarks[1].channel"
        ]
    );
}

#[test]
fn a_figure_keeps_its_name_when_another_comes_before_it() {
    let one = r#"{"channel": "blog", "metric": "ctr", "value": 0.1, "year": 2026, "source": "x"}"#;
    let other =
        r#"{"channel": "blog", "metric": "ctr", "value": 0.1, "year": 2025, "source": "x"}"#;
    let names = |list: &str| -> Vec<String> {
        let (config, found) = read(&format!(r#"{{"benchmarks": [{list}]}}"#));
        assert_eq!(found, []);
        config.benchmarks.into_iter().map(|b| b.id).collect()
    };
    let both = names(&format!("{other}, {one}"));
    assert_eq!(names(one), both[1..]);
    assert!(both[0] != both[1] && both.iter().all(|id| id.len() <= 44));
}

#[test]
fn a_block_whose_condition_is_not_understood_is_shown_to_nobody() {
    for when in [
        r#"{"country": ["Italy"]}"#,
        r#"{"country": ["IT", "Italy"]}"#,
        r#"{"levels": [1]}"#,
        r#"{"level": 1}"#,
        r#""always""#,
    ] {
        let text = format!(
            r#"{{"blocks": [{{"when": {when}, "title": "a"}}, {{"title": "b"}}, {{"when": {{}}, "title": "c"}}]}}"#
        );
        let (config, found) = read(&text);
        assert_eq!(found.len(), 1, "{when}");
        let titles: Vec<&str> = config.blocks.iter().map(|b| b.title.text("en")).collect();
        assert_eq!(titles, ["b", "c"], "{when}");
    }
}

#[test]
fn a_share_is_no_more_than_one() {
    let text = r#"{"benchmarks": [{"channel": "blog", "metric": "ctr", "value": 2.5, "year": 2026, "source": "x"}]}"#;
    assert_eq!(faults(text), at("benchmarks[0].value", Reason::Range));
}

#[test]
fn an_empty_list_of_modules_shows_none_of_them() {
    let (config, found) = read(r#"{"modules": []}"#);
    assert_eq!(found, []);
    assert_eq!(
        config.hidden,
        ["check", "sostac", "channels", "numbers", "compare"]
    );
    // A list with nothing right in it says nothing.
    assert!(read(r#"{"modules": ["lab"]}"#).0.hidden.is_empty());
}

#[test]
fn a_question_of_its_own_needs_a_place_a_name_and_five_levels() {
    let own = |id: &str, levels: &str| {
        format!(
            r#"{{"items": {{"own": [{{"id": "{id}", "name": "N", "question": "Q?", "levels": {levels}}}]}}}}"#
        )
    };
    let five = r#"["1","2","3","4","5"]"#;
    assert_eq!(faults(&own("reach.podcast", five)), []);
    for id in ["podcast", "reach", "reach.", "reach.a.b", "fun.podcast"] {
        let found = faults(&own(id, five));
        assert_eq!(found, at("items.own[0].id", Reason::Group), "{id}");
    }
    assert_eq!(
        faults(&own("act.proof", five)),
        at("items.own[0].id", Reason::Taken)
    );
    assert_eq!(
        faults(&own("Reach.x", five)),
        at("items.own[0].id", Reason::Id)
    );
    assert_eq!(
        faults(&own("reach.podcast", r#"["1","2"]"#)),
        at("items.own[0].levels", Reason::Count)
    );
}

#[test]
fn a_stage_has_room_for_eight_and_keeps_its_last() {
    let one = |n: usize| {
        format!(
            r#"{{"id": "reach.own{n}", "name": "N", "question": "Q?", "levels": ["1","2","3","4","5"]}}"#
        )
    };
    let many: Vec<String> = (0..5).map(one).collect();
    let text = format!(r#"{{"items": {{"own": [{}]}}}}"#, many.join(","));
    let (config, found) = read(&text);
    assert_eq!(config.items.len(), 3);
    assert_eq!(found.iter().filter(|f| f.reason == Reason::Full).count(), 2);

    let reach: Vec<String> = content::catalogue()
        .items_of(Group::Race(Stage::Reach))
        .map(|i| format!("\"{}\"", i.id))
        .collect();
    let text = format!(r#"{{"items": {{"off": [{}]}}}}"#, reach.join(","));
    assert_eq!(faults(&text), at("items.off", Reason::Last));
    let (config, _) = read(&text);
    let left = applied(&config, content::catalogue());
    assert_eq!(left.items_of(Group::Race(Stage::Reach)).count(), 1);
    // A sector keeps its page, too.
    let text = r#"{"items": {"off": ["situation.customers", "situation.channels", "situation.market", "situation.capability"]}}"#;
    assert_eq!(faults(text), at("items.off", Reason::Last));
}

#[test]
fn an_address_leads_to_a_page_a_mail_or_a_call_and_nowhere_else() {
    for good in [
        "https://a.example",
        "https://a.example:8443/x?y=1#z",
        "HTTPS://A.EXAMPLE/",
        "http://localhost:3000/x",
        "http://127.0.0.1",
        "mailto:a@b.example?subject=Hi",
        "tel:+39012345",
        "/contact",
        "/",
    ] {
        assert!(is_link(good), "{good}");
    }
    for bad in [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://a.example",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://a.example/1",
        "http://a.example",
        "http://localhost.evil.example",
        "https://",
        "https:///x",
        "https://user@a.example",
        "https://a.example\\@b",
        "//evil.example",
        "mailto:",
        "tel:",
        "contact",
        "https://a.example/\"onmouseover=",
        "https://a.example/\u{7}",
    ] {
        assert!(!is_link(bad), "{bad}");
    }
    let long = format!("https://a.example/{}", "x".repeat(2_000));
    assert!(!is_link(&long));
}

#[test]
fn fonts_are_names_and_no_style() {
    for good in [
        "Georgia",
        "Inter, system-ui",
        "'Open Sans', serif",
        "\"PT Sans\"",
        "Шрифт",
    ] {
        assert!(is_font(good), "{good}");
    }
    for bad in [
        "", " ", "a;b", "url(x)", "'open", "a}b", "var(--x)", "a/*", "@import", "a\\9",
    ] {
        assert!(!is_font(bad), "{bad}");
    }
}

#[test]
fn the_catalogue_is_the_site_s_own_and_leans_on_nothing_that_is_gone() {
    let all = applied(&whole(), content::catalogue());
    assert!(all.item(&item("reach.paid")).is_none());
    assert_eq!(
        all.items
            .iter()
            .filter(|i| matches!(i.group, Group::Sostac(_)))
            .count(),
        0
    );
    let reach: Vec<&str> = all
        .items_of(Group::Race(Stage::Reach))
        .map(|i| i.id.as_str())
        .collect();
    assert_eq!(reach.last(), Some(&"reach.podcast"));
    assert_eq!(all.item(&item("reach.search")).unwrap().enough, [2; 5]);
    assert_eq!(all.item(&item("act.proof")).unwrap().enough[0], 3);
    let podcast = all.item(&item("reach.podcast")).unwrap();
    assert_eq!(
        podcast.lifts.iter().map(|l| l.hours).collect::<Vec<_>>(),
        [1.0, 2.0, 3.0, 4.0]
    );
    let there = |id: &ItemId| all.item(id).is_some();
    assert!(
        all.items
            .iter()
            .flat_map(|i| i.after.iter())
            .all(|(id, _)| there(id))
    );
    assert!(all.checks.iter().all(|check| there(&check.item)));
    assert!(all.channel(&channel("tiktok")).is_none());
    let offered = |id: &ChannelId| all.channel(id).is_some();
    assert!(
        all.channels
            .iter()
            .flat_map(|c| c.hand_over.iter())
            .all(offered)
    );
    let magazine = all.channel(&channel("acme_magazine")).unwrap();
    let like = all.channel(&channel("newsletter_sponsorship")).unwrap();
    assert_eq!((magazine.hours, magazine.min_spend), (2.0, like.min_spend));
    assert_eq!(magazine.model_fit, [3, 3, 3, 3, 0]);
    assert_eq!(all.benchmarks.len(), 2);
    let weights = all.weights(&Plan::new("p".to_owned(), 0));
    assert_eq!(weights[0], 0.75);
    assert_ne!(weights, Criterion::DEFAULT_WEIGHTS);
}

#[test]
fn the_order_of_the_wheel_is_kept() {
    let all = applied(&whole(), content::catalogue());
    let groups: Vec<Group> = all.items.iter().map(|i| i.group).collect();
    let mut sorted = groups.clone();
    sorted.sort();
    assert_eq!(groups, sorted);
    let built_in: Vec<Group> = content::catalogue().items.iter().map(|i| i.group).collect();
    let mut sorted = built_in.clone();
    sorted.sort();
    assert_eq!(
        built_in, sorted,
        "a stable sort puts nothing of ours elsewhere"
    );
}

fn context() -> Context {
    Context {
        euro_rate: Some(1.0),
        today: 20_000,
    }
}

/// A plan with every item of a catalogue answered.
fn answered(all: &Catalogue, level: u8) -> Plan {
    let mut plan = Plan::new("p".to_owned(), 0);
    plan.apply(Action::SetModel(Some(Model::Shop))).unwrap();
    for item in &all.items {
        let reply = Reply::Level(Level::new(level).unwrap());
        plan.apply(Action::Answer(item.id.clone(), Some(reply)))
            .unwrap();
    }
    plan
}

#[test]
fn the_engine_works_with_a_site_s_own_questions_and_channels() {
    let all = applied(&whole(), content::catalogue());
    let plan = answered(&all, 2);
    let found = scores(&plan, &all);
    assert_eq!(found.overall, Some(25.0));
    assert_eq!(found.sostac, None, "what is not asked has no score");
    assert_eq!(found.items, all.items.len());
    let lines = three_lines(&plan, &all);
    assert!(lines.headlines().into_iter().flatten().next().is_some());
    let advice = recommend(&plan, &all, &found, context());
    assert_eq!(
        advice.weights.iter().filter(|w| **w > 0.0).count(),
        1,
        "economics is not known"
    );
    assert!(advice.advice(&channel("acme_magazine")).is_some());
    let state = wheel::state(&plan, &all, &found);
    assert_eq!(state.spread().spokes, [5, 4, 5, 5]);
    assert!(!state.rim);
    let drawing = wheel::draw(&state);
    assert_eq!(drawing.numbers.len(), 19);
    assert!(drawing.sectors.is_empty() && drawing.readiness.is_empty());
}

#[test]
fn a_plan_keeps_answers_to_questions_that_are_not_asked_here() {
    let mut plan = answered(&content::catalogue(), 3);
    let all = applied(&whole(), content::catalogue());
    plan.apply(Action::Answer(item("reach.podcast"), Some(Reply::Unknown)))
        .unwrap();
    assert!(plan.reply(&item("reach.paid")).is_some());
    assert!(scores(&plan, &all).overall.is_some());
    assert_eq!(scores(&plan, &content::catalogue()).overall, Some(50.0));
}

#[test]
fn a_sector_s_own_question_counts_there() {
    let text = r#"{"items": {"own": [{"id": "control.board", "name": "N", "question": "Q?", "levels": ["1","2","3","4","5"]}]}}"#;
    let (config, found) = read(text);
    assert_eq!(found, []);
    let all = applied(&config, content::catalogue());
    let mut plan = Plan::new("p".to_owned(), 0);
    let reply = Reply::Level(Level::new(5).unwrap());
    plan.apply(Action::Answer(item("control.board"), Some(reply)))
        .unwrap();
    assert_eq!(scores(&plan, &all).sector(Sector::Control), Some(100.0));
}

#[test]
fn blocks_follow_the_result() {
    let config = whole();
    let facts = Facts {
        level: Some(2),
        weakest: Some(Stage::Convert),
        model: Some(Model::Shop),
        country: growth_wheel::domain::profile::Country::new("IT"),
        ..Facts::default()
    };
    assert_eq!(chosen(&config.blocks, &facts).len(), 2);
    let elsewhere = Facts {
        country: None,
        ..facts
    };
    assert_eq!(chosen(&config.blocks, &elsewhere).len(), 1);
}

#[test]
fn one_that_is_too_large_is_not_read() {
    let text = format!("{{\"$schema\": \"{}\"}}", "x".repeat(MAX_BYTES));
    assert_eq!(faults(&text), at("", Reason::TooLarge));
}

#[test]
fn every_reason_has_its_words() {
    let texts: serde_json::Value =
        serde_json::from_str(include_str!("../src/i18n/locales/en.json")).unwrap();
    let said = texts["brand"]["fault"].as_object().unwrap();
    assert_eq!(said.len(), Reason::ALL.len());
    for reason in Reason::ALL {
        assert!(said.contains_key(reason.id()), "{}", reason.id());
    }
}

/// A configuration with something cut out, doubled or put in.
fn mutated() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(vec![
        "{", "}", "[", "]", "\"", ",", ":", "0", "-1", "1e308", "null", "true", "\\u0000", "é",
    ]);
    prop::collection::vec((0..WHOLE.len(), 0usize..40, signs), 1..6).prop_map(|changes| {
        let mut text = WHOLE.to_owned();
        for (from, length, sign) in changes {
            let end = (from + length).min(text.len());
            let from = from.min(end);
            if text.is_char_boundary(from) && text.is_char_boundary(end) {
                text.replace_range(from..end, sign);
            }
        }
        text
    })
}

/// A configuration in which one value has been put in the place of another.
fn swapped() -> impl Strategy<Value = String> {
    let values = prop::sample::select(vec![
        "null",
        "true",
        "-1",
        "0",
        "1e300",
        "\"\"",
        "\"x\"",
        "[]",
        "{}",
        "[[]]",
        "[null]",
        r#"{"en": 1}"#,
        r##""#fff""##,
        r#""javascript:alert(1)""#,
        r#""\u202eevil""#,
    ]);
    (0usize..200, values).prop_map(|(place, value)| {
        let json: serde_json::Value = serde_json::from_str(WHOLE).unwrap();
        let mut at = place;
        let swapped = swap(json, &mut at, &serde_json::from_str(value).unwrap());
        swapped.to_string()
    })
}

fn swap(json: serde_json::Value, at: &mut usize, value: &serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    if *at == 0 {
        *at = usize::MAX;
        return value.clone();
    }
    *at = at.saturating_sub(usize::from(*at != usize::MAX));
    match json {
        Value::Object(map) => map
            .into_iter()
            .map(|(k, v)| (k, swap(v, at, value)))
            .collect(),
        Value::Array(list) => list.into_iter().map(|v| swap(v, at, value)).collect(),
        other => other,
    }
}

/// What was read holds together, whatever it was read from.
fn ensure_sound(text: &str) -> Result<(), TestCaseError> {
    let (config, faults) = read(text);
    let all = applied(&config, content::catalogue());
    for stage in Stage::ALL {
        let count = all.items_of(Group::Race(stage)).count();
        prop_assert!((1..=8).contains(&count), "{stage:?} has {count}");
    }
    let mut ids: Vec<&str> = all.items.iter().map(|i| i.id.as_str()).collect();
    ids.sort_unstable();
    let before = ids.len();
    ids.dedup();
    prop_assert_eq!(ids.len(), before);
    let weights = all.weights(&Plan::new("p".to_owned(), 0));
    prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    let links = config
        .blocks
        .iter()
        .flat_map(|b| [&b.link, &b.button])
        .flatten();
    for call in links.chain(&config.cta) {
        prop_assert!(is_link(&call.url), "{}", call.url);
    }
    let plan = answered(&all, 3);
    let found = scores(&plan, &all);
    prop_assert!(found.overall.is_some());
    drop(wheel::draw(&wheel::state(&plan, &all, &found)));
    // The same again says the same.
    prop_assert_eq!(read(text), (config, faults.clone()));
    for Fault { path, .. } in faults {
        prop_assert!(path.len() < 3_000);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_damaged_configuration_is_read_as_far_as_it_goes(text in mutated()) {
        ensure_sound(&text)?;
    }

    #[test]
    fn a_value_of_the_wrong_kind_harms_nothing_else(text in swapped()) {
        ensure_sound(&text)?;
    }

    #[test]
    fn any_text_at_all_is_read(text in ".{0,300}") {
        ensure_sound(&text)?;
    }
}
