//! Every version ever released is read for ever: one folder of fixtures per version, one step between two.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::path::PathBuf;

use growth_wheel::codec::envelope;
use growth_wheel::codec::file::{self, Counts};
use growth_wheel::codec::json;
use growth_wheel::codec::migrations::{CURRENT, FIRST, STEPS, versions};

fn saved() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/saved")
}

fn fixtures(version: &str) -> Vec<(String, String)> {
    let mut list: Vec<(String, String)> = std::fs::read_dir(saved().join(version))
        .unwrap_or_else(|e| panic!("no fixtures of {version}: {e}"))
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    list.sort();
    list
}

#[test]
fn every_version_has_its_fixtures_and_every_folder_its_version() {
    let mut folders: Vec<String> = std::fs::read_dir(saved())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    folders.sort();
    let mut names: Vec<&str> = versions().collect();
    names.sort_unstable();
    assert_eq!(folders, names);
    assert_eq!(
        folders.len(),
        STEPS.len() + 1,
        "one step between two versions"
    );
    for version in names {
        let all = fixtures(version);
        assert!(all.iter().any(|(name, _)| name == "full.txt"), "{version}");
        assert!(
            all.iter().any(|(name, _)| name == "export.json"),
            "{version}"
        );
    }
}

#[test]
fn the_steps_lead_from_the_first_version_to_the_current_one() {
    let mut reached = FIRST;
    for step in STEPS {
        assert_eq!(step.from, reached);
        reached = step.to;
    }
    assert_eq!(reached, CURRENT);
}

#[test]
fn every_fixture_is_read_without_a_loss() {
    for version in versions() {
        for (name, text) in fixtures(version) {
            let (plan, dropped) = if text.starts_with("GW1 ") {
                assert!(text.starts_with(&format!("GW1 {version} ")), "{name}");
                let reading = envelope::read(&text).unwrap();
                (reading.plan, reading.dropped)
            } else {
                let import = file::import(text.as_bytes()).unwrap();
                assert!(text.contains(version), "{name}");
                (import.plan, import.dropped)
            };
            assert_eq!(dropped, 0, "{version}/{name}");
            assert_eq!(
                Counts::of(&plan),
                Counts {
                    express: 3,
                    answers: 4,
                    base: 3,
                    channels: 3,
                    months: 2,
                    figures: 32,
                    targets: 2,
                },
                "{version}/{name}"
            );
            // The first version knew neither; what a plan holds beside its own answers came with the second.
            let both = usize::from(version != FIRST);
            assert_eq!((plan.snapshots.len(), plan.opinions.len()), (both, both));
            assert_eq!(plan.asked_by.is_some(), version != FIRST);
            assert_eq!(plan.sheet.len(), 2 * both);
            assert_eq!(plan.texts.len(), if version == CURRENT { 2 } else { 0 });
            let later = plan.extra.get("later").map(json::write);
            assert_eq!(later.as_deref(), Some(r#"{"kept":[1,2.5,null]}"#));
            let again = envelope::read(&envelope::write(&plan)).unwrap();
            assert_eq!(again.plan, plan);
        }
    }
}

#[test]
fn texts_of_another_meaning_are_kept_apart_in_a_plan_of_the_second_version() {
    let text = r#"{"id":"p","texts":{"a":"b"},"sheet":{"planner.revenue":5}}"#;
    let reading = envelope::read(&envelope::seal("2026-11-snapshots", text)).unwrap();
    assert_eq!((reading.dropped, reading.plan.sheet.len()), (0, 1));
    assert!(reading.plan.texts.is_empty());
    let kept = reading.plan.extra.get("first_texts").map(json::write);
    assert_eq!(kept.as_deref(), Some(r#"{"a":"b"}"#));
}

#[test]
fn the_current_version_is_written_as_its_fixture_stands() {
    for (name, text) in fixtures(CURRENT) {
        if name == "full.txt" {
            let plan = envelope::read(&text).unwrap().plan;
            assert_eq!(
                envelope::write(&plan),
                text,
                "a new form needs a new version"
            );
        }
    }
}

#[test]
fn names_that_came_later_are_kept_apart_in_a_plan_of_the_first_version() {
    let text = r#"{"id":"p","snapshots":"mine","opinions":{"a":1},"asked_by":[2],"sheet":3}"#;
    let reading = envelope::read(&envelope::seal(FIRST, text)).unwrap();
    assert_eq!(reading.dropped, 0);
    assert!(reading.plan.snapshots.is_empty() && reading.plan.opinions.is_empty());
    assert_eq!(reading.plan.asked_by, None);
    assert!(reading.plan.sheet.is_empty());
    let kept = |name: &str| reading.plan.extra.get(name).map(json::write);
    assert_eq!(kept("first_snapshots").as_deref(), Some(r#""mine""#));
    assert_eq!(kept("first_opinions").as_deref(), Some(r#"{"a":1}"#));
    assert_eq!(kept("first_asked_by").as_deref(), Some("[2]"));
}
