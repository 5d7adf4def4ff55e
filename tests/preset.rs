//! What a page fills in: read whatever it is, written and read again the same, used only in an empty plan.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use growth_wheel::codec::preset::{Field, MAX_NAME, MAX_PAIRS, MAX_VALUE, Preset, pairs, write};
use growth_wheel::domain::action::{Action, ProfileNumber};
use growth_wheel::domain::plan::Plan;
use growth_wheel::domain::profile::{Country, Model};
use proptest::prelude::*;

fn empty() -> Plan {
    Plan::new("p1".to_owned(), 0)
}

fn read(text: &str) -> Vec<(String, String)> {
    pairs(text)
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[test]
fn a_backslash_takes_the_meaning_from_the_sign_after_it() {
    assert_eq!(
        read(r"a=1,b=2\,3,c\=d=x=y"),
        [pair("a", "1"), pair("b", "2,3"), pair("c=d", "x=y")]
    );
    assert_eq!(read(r"a=\\,b= c "), [pair("a", "\\"), pair("b", "c")]);
    assert_eq!(read("a=\\"), [pair("a", "")]);
}

#[test]
fn what_is_no_pair_is_left_out_and_the_last_of_a_name_holds() {
    assert_eq!(read(",,x,=1, =2,a=1,a=3,"), [pair("a", "3")]);
    assert!(read("").is_empty());
}

#[test]
fn too_long_is_cut_and_too_many_are_left_out() {
    let long = format!("{}={}", "n".repeat(100), "v".repeat(1_000));
    let found = read(&long);
    assert_eq!((found[0].0.len(), found[0].1.len()), (MAX_NAME, MAX_VALUE));
    let many: Vec<String> = (0..100).map(|n| format!("k{n}=1")).collect();
    assert_eq!(read(&many.join(",")).len(), MAX_PAIRS);
}

#[test]
fn known_fields_fill_an_empty_plan_and_no_other() {
    let preset = Preset::read(
        "model=shop,geo=national,size=to10,country=it,currency=usd,budget=1500.5,hours=10",
    );
    assert!(preset.unknown.is_empty(), "{:?}", preset.unknown);
    let mut plan = empty();
    preset.fill(&mut plan);
    assert_eq!(plan.profile.model, Some(Model::Shop));
    assert_eq!(plan.profile.country, Country::new("IT"));
    assert_eq!(plan.profile.budget, Some(1_500.5));
    assert_eq!(plan.profile.currency().as_str(), "USD");
    assert!(preset.is_all(&plan));
    for field in Field::ALL {
        assert!(preset.stands(field, &plan), "{field:?}");
    }
    plan.apply(Action::SetProfileNumber(ProfileNumber::Budget, Some(1.0)))
        .unwrap();
    assert!(!preset.is_all(&plan));
    assert!(!preset.stands(Field::Budget, &plan) && preset.stands(Field::Hours, &plan));

    let mut own = empty();
    own.apply(Action::SetModel(Some(Model::B2b))).unwrap();
    let before = own.clone();
    preset.fill(&mut own);
    assert_eq!(own, before);
}

#[test]
fn what_cannot_be_used_is_named_and_the_rest_is_used() {
    let preset = Preset::read(
        "model=castle,budget=-1,hours=NaN,country=Italy,endpoint=https://evil.example,size=to10,budget2=1",
    );
    assert_eq!(
        preset.unknown,
        ["model", "budget", "hours", "country", "endpoint", "budget2"]
    );
    let mut plan = empty();
    preset.fill(&mut plan);
    assert!(plan.profile.size.is_some() && plan.profile.model.is_none());
}

proptest! {
    #[test]
    fn pairs_come_back_the_same(list in prop::collection::vec(("[a-z ,=\\\\]{0,12}", "\\PC{0,40}"), 0..20)) {
        let once = read(&write(&list));
        prop_assert_eq!(read(&write(&once)), once);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,300}") {
        let mut plan = empty();
        Preset::read(&text).fill(&mut plan);
        prop_assert!(read(&text).len() <= MAX_PAIRS);
    }
}
