//! Answers of several people laid over one another: nobody comes first, nothing is lost, nothing is made up.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use growth_wheel::content::catalogue;
use growth_wheel::domain::answer::Reply;
use growth_wheel::domain::ids::ItemId;
use growth_wheel::domain::snapshot::Snapshot;
use growth_wheel::engine::overlay::{agreement, disagreements, merge};
use proptest::prelude::*;
use proptest::sample::select;

fn person() -> impl Strategy<Value = Snapshot> {
    let reply = select(vec!["", "1", "2", "3", "4", "5", "unknown", "na"]);
    prop::collection::vec(reply, 44).prop_map(|replies| {
        let mut person = Snapshot::default();
        for (item, reply) in catalogue().items.into_iter().zip(replies) {
            if let Some(reply) = Reply::from_id(reply) {
                person.replies.insert(item.id, reply);
            }
        }
        person
    })
}

fn said(pairs: &[(&'static str, &str)]) -> Snapshot {
    let mut person = Snapshot::default();
    for (id, reply) in pairs {
        let reply = Reply::from_id(reply).unwrap();
        person.replies.insert(ItemId::builtin(id), reply);
    }
    person
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_two_people_makes_no_difference(a in person(), b in person()) {
        let catalogue = catalogue();
        let (one, other) = (merge(&[&a, &b], &catalogue), merge(&[&b, &a], &catalogue));
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(disagreements(&one, 5), disagreements(&other, 5));
        prop_assert_eq!(agreement(&one), agreement(&other));
    }

    #[test]
    fn nor_does_the_order_of_a_room(people in prop::collection::vec(person(), 0..6).prop_shuffle()) {
        let catalogue = catalogue();
        let there: Vec<&Snapshot> = people.iter().collect();
        let back: Vec<&Snapshot> = people.iter().rev().collect();
        prop_assert_eq!(merge(&there, &catalogue), merge(&back, &catalogue));
    }

    #[test]
    fn every_answer_is_counted_once(people in prop::collection::vec(person(), 0..6)) {
        let merged = merge(&people.iter().collect::<Vec<_>>(), &catalogue());
        let counted: usize = merged.iter().map(|s| s.levels.len() + s.unknown + s.not_applicable).sum();
        prop_assert_eq!(counted, people.iter().map(|p| p.replies.len()).sum::<usize>());
        for shared in &merged {
            prop_assert!(shared.levels.is_sorted());
            let middle = shared.median();
            prop_assert_eq!(middle.is_some(), !shared.levels.is_empty());
            if let Some(middle) = middle {
                let (low, high) = (shared.levels[0].get(), shared.levels[shared.levels.len() - 1].get());
                prop_assert!(f64::from(low) <= middle && middle <= f64::from(high));
            }
        }
    }

    #[test]
    fn a_person_agrees_with_themselves(a in person()) {
        let merged = merge(&[&a, &a], &catalogue());
        let levels = a.replies.values().filter(|r| r.level().is_some()).count();
        prop_assert!(disagreements(&merged, 44).is_empty());
        prop_assert_eq!(agreement(&merged), (levels, levels));
    }
}

#[test]
fn the_furthest_apart_come_first_and_agreement_is_no_disagreement() {
    let a = said(&[
        ("reach.search", "1"),
        ("reach.paid", "2"),
        ("act.proof", "5"),
        ("act.content", "3"),
        ("engage.loyalty", "unknown"),
        ("convert.test", "na"),
    ]);
    let b = said(&[
        ("reach.search", "2"),
        ("reach.paid", "5"),
        ("act.proof", "2"),
        ("act.content", "3"),
        ("engage.loyalty", "4"),
    ]);
    let merged = merge(&[&a, &b], &catalogue());
    let apart: Vec<_> = disagreements(&merged, 5)
        .into_iter()
        .map(|s| (s.item.to_string(), s.spread().unwrap()))
        .collect();
    // Two of three levels: the one that comes first in the wheel stands first.
    assert_eq!(
        apart,
        [
            ("reach.paid".to_owned(), 3),
            ("act.proof".to_owned(), 3),
            ("reach.search".to_owned(), 1)
        ]
    );
    assert_eq!(disagreements(&merged, 1).len(), 1);
    assert_eq!(agreement(&merged), (4, 1));
    assert_eq!(merged.len(), 6);
    assert_eq!(
        merged
            .iter()
            .find(|s| s.item.as_str() == "reach.paid")
            .unwrap()
            .median(),
        Some(3.5)
    );
}
