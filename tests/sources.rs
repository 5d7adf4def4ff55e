//! Every idea of the source documents has its place, its words in four languages, and nothing is in the list twice.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;

use growth_wheel::content::catalogue;
use growth_wheel::content::sources::{CARDS, DOCUMENTS, FIGURES, IDEAS, Place};
use serde_json::Value;

/// The ids as they were agreed, one a line.
const AGREED: &str = include_str!("seed_ids.txt");

fn texts(lang: &str) -> Value {
    let path = format!(
        "{}/src/i18n/locales/{lang}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let all: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    all["sources"].clone()
}

#[test]
fn every_agreed_idea_is_listed_once_and_in_order() {
    let agreed: Vec<&str> = AGREED.lines().collect();
    let listed: Vec<&str> = IDEAS.iter().map(|i| i.id).collect();
    assert_eq!(listed, agreed);
    let distinct: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(distinct.len(), listed.len());
    assert!(listed.iter().all(|id| DOCUMENTS.contains(&&id[..3])));
}

#[test]
fn each_language_tells_every_idea_in_its_own_words() {
    let mut told = BTreeSet::new();
    for lang in ["en", "it", "es", "ru"] {
        let texts = texts(lang);
        let said = |kind: &str, id: &str| -> String {
            let text = texts[kind][id].as_str();
            text.unwrap_or_else(|| panic!("{lang}: {kind}.{id}"))
                .to_owned()
        };
        let mut count = 0;
        for idea in &IDEAS {
            let text = said("item", idea.id);
            let length = text.chars().count();
            assert!(
                (30..=150).contains(&length),
                "{lang}: {} has {length}",
                idea.id
            );
            assert!(
                told.insert(text),
                "{lang}: {} says what another says",
                idea.id
            );
            count += 1;
        }
        assert_eq!(count, AGREED.lines().count(), "{lang}");
        for id in FIGURES {
            assert!(told.insert(said("figure", id)), "{lang}: {id}");
        }
        for id in CARDS {
            assert!(told.insert(said("card", id)), "{lang}: {id}");
        }
        for id in DOCUMENTS {
            assert!(told.insert(said("document", id)), "{lang}: {id}");
        }
        let items = texts["item"].as_object().unwrap();
        assert_eq!(items.len(), IDEAS.len(), "{lang}: a text without an idea");
    }
}

#[test]
fn every_question_comes_from_somewhere_and_every_named_question_is_asked() {
    let catalogue = catalogue();
    let known: BTreeSet<&str> = catalogue.items.iter().map(|i| i.id.as_str()).collect();
    let named: BTreeSet<&str> = IDEAS.iter().flat_map(|i| i.items.iter().copied()).collect();
    assert_eq!(named, known);
}

#[test]
fn what_a_channel_or_a_helper_covers_stands_under_channels() {
    let catalogue = catalogue();
    let channels = catalogue.channels.iter().flat_map(|c| c.seeds.iter());
    let helpers = catalogue.helpers.iter().flat_map(|h| h.seeds.iter());
    let covered: BTreeSet<&str> = channels.chain(helpers).copied().collect();
    assert!(covered.len() > 4);
    for id in covered {
        let idea = IDEAS.iter().find(|i| i.id == id);
        let idea = idea.unwrap_or_else(|| panic!("{id} is no idea"));
        let asked = !idea.items.is_empty() || !idea.is_built();
        assert!(asked || idea.places.contains(&Place::Channels), "{id}");
    }
}

#[test]
fn what_is_not_built_is_the_smaller_part_and_says_so() {
    let open: Vec<&str> = IDEAS
        .iter()
        .filter(|i| !i.is_built())
        .map(|i| i.id)
        .collect();
    // Leaves this list as it comes in: later pages bring the rest.
    assert_eq!(
        open,
        [
            "000-21", "002-01", "002-08", "002-20", "002-32", "002-37", "003-03", "003-05"
        ]
    );
}
