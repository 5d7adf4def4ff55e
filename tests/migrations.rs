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
            let later = plan.extra.get("later").map(json::write);
            assert_eq!(later.as_deref(), Some(r#"{"kept":[1,2.5,null]}"#));
            let again = envelope::read(&envelope::write(&plan)).unwrap();
            assert_eq!(again.plan, plan);
        }
    }
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
