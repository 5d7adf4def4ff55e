//! What is written is read back the same; what is damaged is refused for its own reason; nothing panics.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use growth_wheel::codec::envelope::{self, Damage};
use growth_wheel::codec::file::{self, Counts, ImportError};
use growth_wheel::codec::json;
use growth_wheel::codec::migrations;
use growth_wheel::codec::plan_json::Reason;
use growth_wheel::domain::action::{Action, ProfileNumber};
use growth_wheel::domain::answer::{Answer, Reply};
use growth_wheel::domain::channel_use::{ChannelUse, EditField, Use};
use growth_wheel::domain::ids::{BaseId, ChannelId, HabitId, ItemId};
use growth_wheel::domain::map::Map as Sorted;
use growth_wheel::domain::numbers::{ChannelField, Month, MonthNumbers, TotalField};
use growth_wheel::domain::plan::{BaseState, Plan};
use growth_wheel::domain::profile::{
    AgeBand, Country, Currency, Data, Evidence, Frequency, Geo, Habit, Model, Objective, Profile,
    Size, Skill,
};
use growth_wheel::domain::snapshot::{Opinion, Snapshot};
use growth_wheel::domain::stage::Stage;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

/// Reading and writing with the general JSON value, so that the two ways of JSON check each other.
mod plan_json {
    use growth_wheel::codec::json;
    pub(crate) use growth_wheel::codec::plan_json::{MAX_PROBLEMS, Reading};
    use growth_wheel::domain::plan::Plan;
    use serde_json::Value;

    pub(crate) fn read(value: Value) -> Option<Reading> {
        growth_wheel::codec::plan_json::read(json::read(&value.to_string()).unwrap())
    }

    pub(crate) fn write(plan: &Plan) -> Value {
        let value = growth_wheel::codec::plan_json::write(plan);
        serde_json::from_str(&json::write(&value)).unwrap()
    }
}

/// Cases of a property; `PROPTEST_CASES` sets another number.
fn cases(n: u32) -> ProptestConfig {
    let set = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: set.and_then(|text| text.parse().ok()).unwrap_or(n),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

// ---- plans -------------------------------------------------------------------------------------------------------

/// A map of the plan, with as many entries as `size` says.
fn sorted_map<K: Strategy, V: Strategy>(
    key: K,
    value: V,
    size: impl Into<prop::collection::SizeRange>,
) -> impl Strategy<Value = Sorted<K::Value, V::Value>>
where
    K::Value: Ord,
{
    prop::collection::btree_map(key, value, size).prop_map(|map| map.into_iter().collect())
}

fn number(max: f64) -> BoxedStrategy<f64> {
    let whole = (max as u64).min(5_000);
    prop_oneof![
        3 => (0..=whole).prop_map(|n| n as f64),
        3 => (0.0..=max).boxed(),
        1 => Just(max),
        1 => Just(0.0),
        1 => Just(f64::MIN_POSITIVE),
    ]
    .boxed()
}

fn words(max: usize) -> BoxedStrategy<String> {
    let letters = select(vec![
        'a', 'Z', '9', ' ', '\n', '"', '\\', 'é', 'ж', '漢', '😀', '\u{0}', '\u{202e}', '\u{7f}',
        '<', '/', '\u{2028}',
    ]);
    prop_oneof![
        4 => vec(letters, 0..=12.min(max)).prop_map(|c| c.into_iter().collect::<String>()),
        1 => Just("ж".repeat(max)),
    ]
    .boxed()
}

fn name() -> BoxedStrategy<String> {
    let heads = select(vec![
        "act.proof",
        "email",
        "base.site",
        "x",
        "instagram",
        "a_b.c9",
    ]);
    (heads, 0..30_u8)
        .prop_map(|(head, n)| {
            if n < 20 {
                head.to_owned()
            } else {
                format!("{head}{n}")
            }
        })
        .boxed()
}

fn one_of<T: Clone + std::fmt::Debug + 'static>(all: &[T]) -> BoxedStrategy<T> {
    select(all.to_vec()).boxed()
}

fn some<T: Clone + std::fmt::Debug + 'static>(all: &[T]) -> BoxedStrategy<Option<T>> {
    option::of(select(all.to_vec())).boxed()
}

fn country() -> BoxedStrategy<Country> {
    one_of(&["IT", "ES", "RU", "US", "DE", "GB", "ZZ"].map(|c| Country::new(c).unwrap()))
}

fn reply() -> BoxedStrategy<Reply> {
    one_of(&["1", "2", "3", "4", "5", "unknown", "na"].map(|r| Reply::from_id(r).unwrap()))
}

fn profile() -> BoxedStrategy<Profile> {
    let of = |n: ProfileNumber| {
        let (min, max) = n.range();
        option::of(number(max).prop_map(move |v| v.max(min)))
    };
    let who = (
        some(Model::ALL),
        option::of(country()),
        subsequence(
            ["FR", "IT", "PT", "CH", "AT", "UA"]
                .map(|c| Country::new(c).unwrap())
                .to_vec(),
            0..=5,
        )
        .prop_shuffle(),
        some(Geo::ALL),
        some(Size::ALL),
        some(AgeBand::ALL),
        option::of(one_of(
            &["EUR", "USD", "RUB", "JPY"].map(|c| Currency::new(c).unwrap()),
        )),
    );
    let figures = (
        of(ProfileNumber::Ticket),
        of(ProfileNumber::Margin),
        of(ProfileNumber::Cycle),
        of(ProfileNumber::Budget),
        of(ProfileNumber::Hours),
        of(ProfileNumber::Horizon),
    );
    let habit =
        (some(Frequency::ALL), some(Evidence::ALL)).prop_map(|(frequency, evidence)| Habit {
            frequency,
            evidence,
        });
    let has = (
        sorted_map(one_of(Skill::ALL), 0..=3_u8, 0..=5),
        sorted_map(one_of(Data::ALL), 0..=3_u8, 0..=3),
        subsequence(Objective::ALL.to_vec(), 0..=5).prop_shuffle(),
        sorted_map(
            name().prop_map(|n| HabitId::parse(&n).unwrap()),
            habit,
            0..4,
        ),
    );
    (who, figures, has)
        .prop_map(|(who, figures, has)| Profile {
            model: who.0,
            country: who.1,
            markets: who.2,
            geo: who.3,
            size: who.4,
            age: who.5,
            currency: who.6,
            ticket: figures.0,
            margin: figures.1,
            cycle: figures.2,
            budget: figures.3,
            hours: figures.4,
            horizon: figures.5,
            skills: has.0,
            data: has.1,
            objectives: has.2,
            habits: has.3,
        })
        .boxed()
}

/// JSON of unknown fields. Its numbers are whole: `serde_json` reads some fractions as their neighbours.
fn any_json() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        words(20).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::Array),
            sorted_map(words(8), inner, 0..4).prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
    .boxed()
}

fn unknown() -> BoxedStrategy<Map<String, Value>> {
    let place = select(vec![
        "/",
        "/profile",
        "/profile/habits/instagram",
        "/profile/skills",
        "/express",
        "/answers/act.proof",
        "/channels/email",
        "/channels/email/edits",
        "/weights",
        "/numbers/2026-03",
        "/numbers/2026-03/channels/email",
        "/numbers/2026-03/totals",
        "/snapshots/1795219200000",
        "/snapshots/1795219200000/express",
        "/opinions/k3f9",
        "/opinions/k3f9/answers",
    ]);
    vec((place, any_json(), 0..3_u8), 0..4)
        .prop_map(|list| {
            let mut root = Map::new();
            for (place, value, n) in list {
                let mut at = &mut root;
                for part in place.split('/').filter(|p| !p.is_empty()) {
                    let inner = at.entry(part).or_insert_with(|| json!({}));
                    at = inner.as_object_mut().unwrap();
                }
                at.insert(format!("later_{n}"), value);
            }
            root
        })
        .boxed()
}

prop_compose! {
    fn answer()(reply in option::of(reply()), evidence in words(500), always_on in any::<Option<bool>>()) -> Answer {
        Answer { reply, evidence, always_on }
    }
}

prop_compose! {
    fn channel()(
        status in one_of(&Use::ALL),
        links in vec(words(500), 0..3),
        edits in vec((one_of(&EditField::ALL), 0.0..=1.0), 0..4),
    ) -> ChannelUse {
        let edits = edits.into_iter().map(|(f, share)| (f, share * f.max())).collect();
        ChannelUse { status, links, edits }
    }
}

prop_compose! {
    fn month()(
        channels in sorted_map(
            name().prop_map(|n| ChannelId::parse(&n).unwrap()),
            sorted_map(one_of(ChannelField::ALL), number(1e12), 1..4),
            0..3,
        ),
        totals in sorted_map(one_of(TotalField::ALL), number(1e12), 0..4),
    ) -> MonthNumbers {
        MonthNumbers { channels, totals }
    }
}

fn snapshot() -> BoxedStrategy<Snapshot> {
    let express = sorted_map(one_of(&Stage::ALL), reply(), 0..=4);
    let item = name().prop_map(|n| ItemId::parse(&n).unwrap());
    (express, sorted_map(item, reply(), 1..5))
        .prop_map(|(express, replies)| Snapshot { express, replies })
        .boxed()
}

prop_compose! {
    fn opinion()(name in words(120), at in 0..4_000_000_000_000_i64, answers in snapshot()) -> Opinion {
        Opinion { name, at, answers }
    }
}

fn weights() -> BoxedStrategy<Option<[f64; 6]>> {
    let list = proptest::array::uniform6(number(1.0));
    option::of(list.prop_filter("one is above 0", |w| w.iter().sum::<f64>() > 0.0)).boxed()
}

fn plan() -> BoxedStrategy<Plan> {
    let who = (
        "[a-z0-9]{1,32}",
        any::<u64>(),
        0..4_000_000_000_000_i64,
        -9_000..4_000_000_000_000_i64,
        words(120),
        profile(),
    );
    let said = (
        sorted_map(one_of(&Stage::ALL), reply(), 0..=4),
        sorted_map(
            name().prop_map(|n| ItemId::parse(&n).unwrap()),
            answer(),
            0..5,
        ),
        sorted_map(
            name().prop_map(|n| BaseId::parse(&n).unwrap()),
            one_of(&BaseState::ALL),
            0..4,
        ),
        sorted_map(
            name().prop_map(|n| ChannelId::parse(&n).unwrap()),
            channel(),
            0..5,
        ),
    );
    let set = (weights(), 1..=8_u8, 0.0..=0.2);
    let months = (2024..2030_u16, 1..=12_u8).prop_map(|(y, m)| Month::new(y, m).unwrap());
    let counted = (
        sorted_map(months, month(), 0..4),
        sorted_map(words(64), number(1e12), 0..4),
        unknown(),
        sorted_map(-9_000..4_000_000_000_000_i64, snapshot(), 0..3),
        sorted_map("[a-z0-9]{1,32}", opinion(), 0..3),
        option::of("[a-z0-9]{1,32}"),
        sorted_map(words(64), number(1e12), 0..4),
        sorted_map(words(64), words(500), 0..4),
    );
    (who, said, set, counted)
        .prop_map(|(who, said, set, counted)| {
            let mut plan = Plan::new(who.0, who.2);
            plan.rev = who.1;
            plan.changed = who.3;
            plan.name = who.4;
            plan.profile = who.5;
            plan.express = said.0;
            plan.answers = said.1;
            plan.base = said.2;
            plan.channels = said.3;
            plan.weights = set.0;
            plan.max_channels = set.1;
            plan.test_share = set.2;
            plan.numbers = counted.0;
            plan.targets = counted.1;
            (plan.snapshots, plan.opinions, plan.asked_by) = (counted.3, counted.4, counted.5);
            plan.sheet = counted.6;
            plan.texts = counted.7;
            let extra = Value::Object(counted.2).to_string();
            plan.extra = json::read(&extra).unwrap().as_object().unwrap().clone();
            // As the actions leave it: an entry that says nothing is not there.
            plan.answers.retain(|_, a| *a != Answer::default());
            plan.channels.retain(|_, c| *c != ChannelUse::default());
            plan.numbers.retain(|_, m| *m != MonthNumbers::default());
            plan.texts.retain(|_, t| !t.is_empty());
            plan
        })
        .boxed()
}

fn full_plan() -> Plan {
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/saved/2026-11-first/full.txt"
    ));
    envelope::read(&text.unwrap()).unwrap().plan
}

// ---- the same again ----------------------------------------------------------------------------------------------

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn any_plan_survives_being_stored_and_being_exported(plan in plan()) {
        let stored = envelope::read(&envelope::write(&plan)).unwrap();
        prop_assert_eq!(&stored.plan, &plan);
        prop_assert_eq!(stored.dropped, 0);
        prop_assert_eq!(envelope::write(&stored.plan), envelope::write(&plan));
        let import = file::import(file::export(&plan).as_bytes()).unwrap();
        prop_assert_eq!(import.counts, Counts::of(&plan));
        prop_assert_eq!(import.problems, vec![]);
        prop_assert_eq!(import.plan, plan);
    }

    #[test]
    fn a_plan_with_any_value_anywhere_is_read_within_limits(
        plan in plan(), value in any_json(), place in any::<prop::sample::Index>(),
    ) {
        let mut json = plan_json::write(&plan);
        let mut paths = Vec::new();
        pointers(&json, String::new(), &mut paths);
        *json.pointer_mut(&paths[place.index(paths.len())]).unwrap() = value;
        if let Some(reading) = plan_json::read(json.clone()) {
            // What was read is within limits when it survives being written and read again with nothing to say.
            let again = plan_json::read(plan_json::write(&reading.plan)).unwrap();
            prop_assert_eq!(again.problems, vec![]);
            prop_assert_eq!(again.plan, reading.plan);
        } else {
            prop_assert!(!json.is_object());
        }
    }
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn junk_never_panics(bytes in vec(any::<u8>(), 0..300), text in ".{0,200}") {
        let _ = file::import(&bytes);
        let _ = file::import(text.as_bytes());
        let _ = envelope::read(&text);
        let _ = envelope::read(&String::from_utf8_lossy(&bytes));
        let _ = file::import(&[b"GW1 2026-11-first ", bytes.as_slice()].concat());
    }
}

fn pointers(value: &Value, path: String, all: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (name, v) in map {
                let name = name.replace('~', "~0").replace('/', "~1");
                pointers(v, format!("{path}/{name}"), all);
            }
        }
        Value::Array(list) => {
            for (n, v) in list.iter().enumerate() {
                pointers(v, format!("{path}/{n}"), all);
            }
        }
        _ => {}
    }
    all.push(path);
}

#[test]
fn a_fraction_that_the_json_parser_would_round_is_read_exactly() {
    let mut plan = Plan::new("p".to_owned(), 0);
    let mut odd = 0;
    for n in 1..2_000_u32 {
        let value = 1e6 / f64::from(n) + 0.1;
        let action = Action::SetProfileNumber(ProfileNumber::Budget, Some(value));
        plan.apply(action).unwrap();
        let json = plan_json::write(&plan);
        odd += u32::from(json["profile"]["budget"].is_string());
        let text = json.to_string();
        let read = plan_json::read(serde_json::from_str(&text).unwrap()).unwrap();
        assert_eq!(
            read.plan.profile.budget.map(f64::to_bits),
            Some(value.to_bits())
        );
    }
    println!("{odd} of 1999 fractions written as text");
}

#[test]
fn unknown_fields_survive_the_change_of_what_stands_beside_them() {
    let json = json!({
        "id": "p", "from_later": {"a": [1, null, "x"]},
        "profile": {"model": "shop", "mood": "good"},
        "answers": {"act.proof": {"reply": "3", "note": "n"}},
        "numbers": {"2026-03": {"totals": {"calls": 4, "emails": 5}}},
    });
    let mut plan = plan_json::read(json).unwrap().plan;
    plan.apply(Action::Answer(ItemId::builtin("act.proof"), None))
        .unwrap();
    plan.apply(Action::SetModel(None)).unwrap();
    let march = Month::parse("2026-03").unwrap();
    plan.apply(Action::SetTotalFigure(march, TotalField::Calls, None))
        .unwrap();
    let read = envelope::read(&envelope::write(&plan)).unwrap();
    assert_eq!(read.plan, plan);
    assert!(read.plan.answers.is_empty() && read.plan.numbers.is_empty());
    let json = plan_json::write(&read.plan);
    assert_eq!(json["from_later"], json!({"a": [1, null, "x"]}));
    assert_eq!(json["profile"], json!({"mood": "good"}));
    assert_eq!(json["answers"], json!({"act.proof": {"note": "n"}}));
    assert_eq!(
        json["numbers"],
        json!({"2026-03": {"totals": {"emails": 5}}})
    );
}

// ---- limits ------------------------------------------------------------------------------------------------------

#[test]
fn each_value_that_cannot_be_used_is_named_with_its_reason() {
    let many: Map<String, Value> = (0..1_500)
        .map(|n| (format!("i{n}"), json!({"reply": "1"})))
        .collect();
    let months: Map<String, Value> = (0..130)
        .map(|n| {
            (
                format!("{}-{:02}", 2000 + n / 12, n % 12 + 1),
                json!({"totals": {"calls": 1}}),
            )
        })
        .collect();
    for (json, path, reason, dropped) in [
        (json!({"rev": -1}), "rev", Reason::WrongType, 1),
        (json!({"id": "../x"}), "id", Reason::InvalidName, 1),
        (json!({"created": 1e300}), "created", Reason::OutOfRange, 1),
        (json!({"name": "x".repeat(121)}), "name", Reason::TooLong, 1),
        (
            json!({"profile": {"budget": -1}}),
            "profile/budget",
            Reason::OutOfRange,
            1,
        ),
        (
            json!({"profile": {"margin": 1.5}}),
            "profile/margin",
            Reason::OutOfRange,
            1,
        ),
        (
            json!({"profile": {"hours": "many"}}),
            "profile/hours",
            Reason::WrongType,
            1,
        ),
        (
            json!({"profile": {"hours": "NaN"}}),
            "profile/hours",
            Reason::WrongType,
            1,
        ),
        (
            json!({"profile": {"hours": "f64:7ff8000000000000"}}),
            "profile/hours",
            Reason::WrongType,
            1,
        ),
        (
            json!({"profile": {"hours": "f64:+ff0000000000000"}}),
            "profile/hours",
            Reason::WrongType,
            1,
        ),
        (
            json!({"profile": {"hours": "f64:7ff0000000000000"}}),
            "profile/hours",
            Reason::OutOfRange,
            1,
        ),
        (
            json!({"profile": {"model": "kiosk"}}),
            "profile/model",
            Reason::UnknownChoice,
            1,
        ),
        (
            json!({"profile": {"skills": {"copy": 4}}}),
            "profile/skills/copy",
            Reason::OutOfRange,
            1,
        ),
        (
            json!({"profile": {"skills": {"copy": 1.5}}}),
            "profile/skills/copy",
            Reason::OutOfRange,
            1,
        ),
        (
            json!({"profile": {"markets": ["IT", "it"]}}),
            "profile/markets",
            Reason::Repeated,
            1,
        ),
        (
            json!({"profile": {"markets": ["IT", "ES", "FR", "DE", "PT", "AT"]}}),
            "profile/markets",
            Reason::TooMany,
            1,
        ),
        (
            json!({"express": {"reach": 3}}),
            "express/reach",
            Reason::WrongType,
            1,
        ),
        (
            json!({"answers": {"Act": {}}}),
            "answers/Act",
            Reason::InvalidName,
            1,
        ),
        (
            json!({"answers": {"a": {"evidence": "ж".repeat(501)}}}),
            "answers/a/evidence",
            Reason::TooLong,
            1,
        ),
        (
            json!({"answers": many}),
            "answers/i1000",
            Reason::TooMany,
            500,
        ),
        (
            json!({"numbers": {"2026-13": {}}}),
            "numbers/2026-13",
            Reason::InvalidName,
            1,
        ),
        (
            json!({"numbers": months}),
            "numbers/2010-01",
            Reason::TooMany,
            10,
        ),
        (
            json!({"weights": {"journey": 1}}),
            "weights",
            Reason::OutOfRange,
            1,
        ),
        (json!({"weights": [1, 1]}), "weights", Reason::WrongType, 1),
        (
            json!({"max_channels": 9}),
            "max_channels",
            Reason::OutOfRange,
            1,
        ),
        (
            json!({"test_share": 0.3}),
            "test_share",
            Reason::OutOfRange,
            1,
        ),
        (
            json!({"targets": {"cpl": 1e13}}),
            "targets/cpl",
            Reason::OutOfRange,
            1,
        ),
        (
            json!({"later": "x".repeat(70_000)}),
            "later",
            Reason::NoRoom,
            1,
        ),
    ] {
        let reading = plan_json::read(json).unwrap();
        assert_eq!(reading.problems[0].path, path);
        assert_eq!(reading.problems[0].reason, reason, "{path}");
        assert_eq!(reading.dropped, dropped, "{path}");
        assert!(reading.problems.len() <= plan_json::MAX_PROBLEMS);
    }
}

#[test]
fn null_is_as_good_as_not_there() {
    let json = json!({
        "name": null, "profile": {"budget": null, "model": null, "markets": null}, "answers": null,
        "weights": null, "test_share": null, "max_channels": null, "changed": null, "created": null,
    });
    let reading = plan_json::read(json).unwrap();
    assert_eq!(reading.problems, vec![]);
    assert!(reading.plan.is_untouched());
}

#[test]
fn minus_zero_is_read_as_zero() {
    let reading = plan_json::read(serde_json::from_str(r#"{"profile":{"hours":-0.0}}"#).unwrap());
    assert!(
        reading
            .unwrap()
            .plan
            .profile
            .hours
            .is_some_and(f64::is_sign_positive)
    );
}

// ---- damage ------------------------------------------------------------------------------------------------------

#[test]
fn a_stored_text_cut_at_any_byte_is_refused() {
    let text = envelope::write(&full_plan());
    let mut refused = 0;
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let why = envelope::read(&text[..end]).unwrap_err();
        let expected = if end == 0 {
            Damage::Empty
        } else {
            Damage::Truncated
        };
        assert_eq!(why, expected, "cut at {end}");
        refused += 1;
    }
    println!("{refused} cuts, all refused");
    assert!(refused > 1_000);
}

#[test]
fn a_stored_text_with_any_bit_turned_is_refused() {
    let text = envelope::write(&full_plan());
    let mut refused = 0;
    for byte in 0..text.len() {
        for bit in 0..8 {
            let mut bytes = text.clone().into_bytes();
            bytes[byte] ^= 1 << bit;
            // Storage holds text, so what is no text arrives with replacement characters.
            let turned = String::from_utf8_lossy(&bytes);
            assert!(envelope::read(&turned).is_err(), "byte {byte} bit {bit}");
            refused += 1;
        }
    }
    println!("{refused} turned bits, all refused");
    assert!(refused > 8_000);
}

#[test]
fn every_reason_not_to_read_a_stored_text_is_reached() {
    let body = plan_json::write(&full_plan()).to_string();
    let seal = |body: &str| envelope::seal(migrations::CURRENT, body);
    let good = seal(&body);
    let later = "2099-01-later".to_owned();
    for (text, why) in [
        (String::new(), Damage::Empty),
        (" \n\t".to_owned(), Damage::Empty),
        (body.clone(), Damage::NotOurs),
        ("hello".to_owned(), Damage::NotOurs),
        ("GWEN".to_owned(), Damage::NotOurs),
        (good.replacen("GW1", "GW0", 1), Damage::NotOurs),
        (
            good.replacen("GW1", "GW2", 1),
            Damage::Newer("GW2".to_owned()),
        ),
        ("GW1 2026-11-first 12\n{}".to_owned(), Damage::Header),
        (
            "GW1 2026-11-first +2 99999999\n{}".to_owned(),
            Damage::Header,
        ),
        (
            "GW1 2026-11-first 2 9999999G\n{}".to_owned(),
            Damage::Header,
        ),
        (
            format!("GW1 2026-11-first {} 99999999\n{{}}", "9".repeat(40)),
            Damage::Header,
        ),
        ("GW1 2026-11-first".to_owned(), Damage::Truncated),
        (good[..good.len() - 1].to_owned(), Damage::Truncated),
        (format!("{good}\n"), Damage::Overlong),
        (good.replacen("\"id\"", "\"iD\"", 1), Damage::Checksum),
        (seal("{\"id\":}"), Damage::NotJson),
        (seal(&"[".repeat(100_000)), Damage::NotJson),
        (seal("[1]"), Damage::NotAPlan),
        (seal("null"), Damage::NotAPlan),
        (envelope::seal(&later, "{}"), Damage::Newer(later.clone())),
    ] {
        assert_eq!(
            envelope::read(&text),
            Err(why),
            "{}",
            &text[..text.len().min(60)]
        );
    }
}

// ---- files -------------------------------------------------------------------------------------------------------

fn utf16(text: &str, mark: &[u8], order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.iter()
        .copied()
        .chain(text.encode_utf16().flat_map(order))
        .collect()
}

#[test]
fn every_reason_to_refuse_a_file_is_reached() {
    let good = file::export(&full_plan());
    let newer =
        |text: String, version: &str| (text.into_bytes(), ImportError::Newer(version.to_owned()));
    for (bytes, why) in [
        (vec![], ImportError::Empty),
        (b"\xef\xbb\xbf \r\n".to_vec(), ImportError::Empty),
        (vec![b' '; file::MAX_FILE + 1], ImportError::TooLarge),
        (
            utf16(&good, b"\xff\xfe", u16::to_le_bytes),
            ImportError::Utf16,
        ),
        (
            utf16(&good, b"\xfe\xff", u16::to_be_bytes),
            ImportError::Utf16,
        ),
        (utf16(&good, b"", u16::to_le_bytes), ImportError::Utf16),
        (utf16(&good, b"", u16::to_be_bytes), ImportError::Utf16),
        (b"PK\x03\x04\x14\x00\x06\x00".to_vec(), ImportError::NotText),
        (b"\x89PNG\r\n\x1a\n".to_vec(), ImportError::NotText),
        (
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3".to_vec(),
            ImportError::NotText,
        ),
        (
            b"{\n \"a\" 1}".to_vec(),
            ImportError::NotJson { line: 2, column: 6 },
        ),
        (
            b"<!doctype html>".to_vec(),
            ImportError::NotJson { line: 1, column: 1 },
        ),
        (
            b"month;channel;spend\n".to_vec(),
            ImportError::NotJson { line: 1, column: 1 },
        ),
        (
            b"GW1 2026-11-first 1 00000000\n{x".to_vec(),
            ImportError::NotJson { line: 2, column: 2 },
        ),
        (good[..good.len() / 2].into(), ImportError::CutOff),
        (b"GW1 2026".to_vec(), ImportError::CutOff),
        (b"[]".to_vec(), ImportError::NotAPlan),
        (b"{}".to_vec(), ImportError::NotAPlan),
        (b"7".to_vec(), ImportError::NotAPlan),
        (
            br#"{"format":"other","version":"2026-11-first","plan":{}}"#.to_vec(),
            ImportError::NotAPlan,
        ),
        (
            br#"{"format":"growth-wheel","plan":{}}"#.to_vec(),
            ImportError::NotAPlan,
        ),
        (
            br#"{"format":"growth-wheel","version":"2026-11-first"}"#.to_vec(),
            ImportError::NotAPlan,
        ),
        (
            br#"{"format":"growth-wheel","version":"2026-11-first","plan":[]}"#.to_vec(),
            ImportError::NotAPlan,
        ),
        (
            br#"{"format":"growth-wheel","version":"2026-11-first","plan":{"answers":[1]}}"#
                .to_vec(),
            ImportError::Part("answers".to_owned()),
        ),
        (b"GW1 x\n{}".to_vec(), ImportError::Header),
        newer(good.replace(migrations::CURRENT, "2099"), "2099"),
        newer("GW1 2099 2 00000000\n{}".to_owned(), "2099"),
        newer("GW7 anything".to_owned(), "GW7"),
    ] {
        let name = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
        assert_eq!(file::import(&bytes), Err(why), "{name}");
    }
}

#[test]
fn a_file_cut_at_any_byte_is_refused() {
    let good = file::export(&full_plan());
    for end in 0..good.trim_end().len() {
        assert!(
            file::import(&good.as_bytes()[..end]).is_err(),
            "cut at {end}"
        );
    }
}

#[test]
fn a_file_saved_by_an_editor_is_read_the_same() {
    let plan = full_plan();
    let good = file::export(&plan);
    let windows = format!("\u{feff}{}", good.replace('\n', "\r\n"));
    assert_eq!(file::import(windows.as_bytes()).unwrap().plan, plan);
}

#[test]
fn a_kept_text_mended_by_hand_is_imported_and_said_to_be_mended() {
    let plan = full_plan();
    let text = envelope::write(&plan);
    assert_eq!(file::import(text.as_bytes()).unwrap().problems, vec![]);
    let mended = text
        .replacen("\"name\":\"", "\"name\":\"!", 1)
        .replace('\n', "\r\n");
    let import = file::import(mended.as_bytes()).unwrap();
    assert_eq!(import.plan.name, format!("!{}", plan.name));
    assert_eq!(import.problems[0].reason, Reason::Checksum);
}

#[test]
fn single_values_left_out_are_counted_and_the_rest_is_there() {
    let text = r#"{"format":"growth-wheel","version":"2026-11-first","plan":{
        "answers":{"act.proof":{"reply":"3"},"act.content":{"reply":"9"}},"max_channels":40}}"#;
    let import = file::import(text.as_bytes()).unwrap();
    assert_eq!((import.counts.answers, import.dropped), (1, 2));
    assert_eq!(import.plan.max_channels, 3);
    assert_eq!(import.problems[0].path, "answers/act.content/reply");
}

#[test]
fn large_and_deep_files_are_answered_quickly() {
    let start = std::time::Instant::now();
    let wrap = |plan: &str| {
        format!(r#"{{"format":"growth-wheel","version":"2026-11-first","plan":{plan}}}"#)
    };
    let list = format!("[{}0]", "0,".repeat(900_000));
    for text in [
        "[".repeat(1_000_000),
        "{\"a\":".repeat(300_000),
        wrap(&list),
        wrap(&format!("{{\"profile\":{{\"markets\":{list}}}}}")),
        wrap(&format!("{{\"later\":{list}}}")),
        wrap(&format!("{{\"name\":\"{}\"}}", "x".repeat(1_900_000))),
        wrap(&format!("{{{}\"z\":0}}", "\"a\":{},".repeat(200_000))),
    ] {
        assert!(text.len() <= file::MAX_FILE, "{}", text.len());
        if let Ok(import) = file::import(text.as_bytes()) {
            assert!(import.dropped > 0 || import.plan.extra.len() <= 2);
            assert!(envelope::write(&import.plan).len() < 200_000);
        }
    }
    println!("seven large files in {:?}", start.elapsed());
}
