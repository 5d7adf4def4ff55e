//! Storage that fails in every way at every call: what was said to be saved is found again, what cannot be read is never
//! overwritten, and nothing of another tab is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use growth_wheel::codec::envelope::{self, Damage};
use growth_wheel::domain::action::{Action, ProfileNumber};
use growth_wheel::domain::plan::Plan;
use growth_wheel::platform::keeper::{
    Conflict, Keeper, MemoryReason, Notice, Opened, Status, prefix,
};
use growth_wheel::platform::prefs::{Prefs, Theme};
use growth_wheel::platform::storage::{Fault, KeyValue, Memory, StorageError};

const MAIN: &str = "growth-wheel:plan:p1";
const BACKUP: &str = "growth-wheel:plan:p1~1";
const CURRENT: &str = "growth-wheel:current";
const DAMAGED: &str = "GW1 2026-11-first 9 00000000\n{\"id\":\"p1\", half of something precious";
const STEPS: u32 = 6;
/// Every way a single call can go wrong.
const FAULTS: [Fault; 6] = [
    Fault::Error(StorageError::Blocked),
    Fault::Error(StorageError::Full),
    Fault::Error(StorageError::Other),
    Fault::Silent,
    Fault::Half,
    Fault::Late,
];

fn open<S: KeyValue>(store: S) -> (Keeper<S>, Opened) {
    Keeper::open(store, prefix(None), "p1", envelope::read)
}

/// The plan as it is after step `n`.
fn step(n: u32) -> Plan {
    let mut plan = Plan::new("p1".to_owned(), 0);
    let hours = Action::SetProfileNumber(ProfileNumber::Hours, Some(f64::from(n)));
    plan.apply(hours).unwrap();
    plan.apply(Action::Rename("Ж".repeat(n as usize % 40)))
        .unwrap();
    plan
}

fn step_of(plan: &Plan) -> u32 {
    plan.profile.hours.unwrap() as u32
}

fn stored(n: u32, rev: u64) -> String {
    let mut plan = step(n);
    plan.rev = rev;
    envelope::write(&plan)
}

/// What may be there when the page is opened.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Start {
    Empty,
    Saved,
    Lost,
    Damaged,
    DamagedWithBackup,
    Newer,
}

const STARTS: [Start; 6] = [
    Start::Empty,
    Start::Saved,
    Start::Lost,
    Start::Damaged,
    Start::DamagedWithBackup,
    Start::Newer,
];

fn newer() -> String {
    envelope::seal("2099-01-later", "{\"plan\":\"of tomorrow\"}")
}

fn begin(start: Start) -> Rc<Memory> {
    let store = Memory::new();
    store.plant("theirs", "not ours");
    if start != Start::Empty {
        store.plant(CURRENT, "p1");
    }
    match start {
        Start::Empty => {}
        Start::Saved => {
            store.plant(MAIN, &stored(0, 4));
            store.plant(BACKUP, &stored(99, 3));
        }
        Start::Lost => store.plant(BACKUP, &stored(0, 4)),
        Start::Damaged => store.plant(MAIN, DAMAGED),
        Start::DamagedWithBackup => {
            store.plant(MAIN, DAMAGED);
            store.plant(BACKUP, &stored(0, 4));
        }
        Start::Newer => store.plant(MAIN, &newer()),
    }
    Rc::new(store)
}

impl Start {
    /// The step acknowledged before the page was opened.
    fn acknowledged(self) -> Option<u32> {
        matches!(self, Self::Saved | Self::Lost | Self::DamagedWithBackup).then_some(0)
    }
}

/// Opens, then saves one step after another; returns the last step acknowledged and the last one tried.
fn run<S: KeyValue>(store: S, start: Start, stop: impl Fn() -> bool) -> (Option<u32>, u32) {
    let (mut keeper, _) = open(store);
    let (mut acknowledged, mut tried) = (start.acknowledged(), 0);
    for n in 1..=STEPS {
        if stop() {
            break;
        }
        tried = n;
        if keeper.save(&step(n)) == Status::Saved {
            acknowledged = Some(n);
        }
    }
    (acknowledged, tried)
}

fn holds(texts: &BTreeMap<String, String>, text: &str) -> bool {
    texts.values().any(|t| t == text)
}

/// A new page, with storage that works, finds the last acknowledged step or one tried after it.
fn check(store: &Rc<Memory>, start: Start, acknowledged: Option<u32>, tried: u32, case: &str) {
    let texts = store.snapshot();
    assert_eq!(
        texts.get("theirs").map(String::as_str),
        Some("not ours"),
        "{case}"
    );
    if matches!(start, Start::Damaged | Start::DamagedWithBackup) {
        assert!(holds(&texts, DAMAGED), "{case}: the damaged text is gone");
    }
    if start == Start::Newer {
        assert_eq!(
            texts.get(MAIN),
            Some(&newer()),
            "{case}: the newer text is gone"
        );
        assert_eq!(acknowledged, None, "{case}");
        return;
    }
    let (keeper, opened) = open(Rc::clone(store));
    assert_eq!(keeper.status(), Status::Saved, "{case}");
    match (opened.plan, acknowledged) {
        (Some(plan), _) => {
            let found = step_of(&plan);
            let from = acknowledged.unwrap_or(1);
            assert!(
                (from..=tried.max(from)).contains(&found),
                "{case}: found step {found}"
            );
        }
        (None, None) => {}
        (None, Some(n)) => panic!("{case}: step {n} is lost"),
    }
}

#[test]
fn after_a_fault_at_any_call_a_reload_gives_the_last_acknowledged_save() {
    let mut injected = 0;
    for start in STARTS {
        let clean = begin(start);
        run(Rc::clone(&clean), start, || false);
        for fault in FAULTS {
            for k in 0..clean.calls() + 5 {
                // Once going on after the fault, once the page dies with it.
                for dies in [false, true] {
                    let case = format!("{start:?}, {fault:?} at call {k}, dies: {dies}");
                    let store = begin(start);
                    store.fail_at(k, fault);
                    let stop = || dies && store.injected() > 0;
                    let (acknowledged, tried) = run(Rc::clone(&store), start, stop);
                    injected += store.injected();
                    store.heal();
                    check(&store, start, acknowledged, tried, &case);
                }
            }
        }
    }
    println!("{injected} single faults injected, no acknowledged save lost");
    assert!(injected > 1_000);
}

/// The page is killed before call `left` is done; `torn` leaves half of what that call was to write.
struct Killed {
    store: Rc<Memory>,
    left: Cell<u32>,
    torn: bool,
}

impl Killed {
    fn call(&self) -> Result<bool, StorageError> {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        match left {
            0 => Err(StorageError::Other),
            1 => Ok(true),
            _ => Ok(false),
        }
    }
}

impl KeyValue for Killed {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.call()?;
        self.store.get(key)
    }
    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        if self.call()? && self.torn {
            let half = text.chars().count() / 2;
            return self
                .store
                .set(key, &text.chars().take(half).collect::<String>());
        }
        self.store.set(key, text)
    }
    fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.call()?;
        self.store.remove(key)
    }
    fn keys(&self) -> Result<Vec<String>, StorageError> {
        self.call()?;
        self.store.keys()
    }
}

#[test]
fn a_page_killed_at_any_call_loses_no_acknowledged_save() {
    let mut kills = 0;
    for start in STARTS {
        let clean = begin(start);
        run(Rc::clone(&clean), start, || false);
        for torn in [false, true] {
            for left in 0..=clean.calls() {
                let store = begin(start);
                let killed = Killed {
                    store: Rc::clone(&store),
                    left: Cell::new(left),
                    torn,
                };
                let (acknowledged, tried) = run(killed, start, || false);
                let case = format!("{start:?}, killed after {left} calls, torn: {torn}");
                check(&store, start, acknowledged, tried, &case);
                kills += 1;
            }
        }
    }
    println!("{kills} kills, no acknowledged save lost");
    assert!(kills > 200);
}

#[test]
fn with_any_quota_what_is_acknowledged_is_there_and_the_rest_is_said() {
    let (mut full, mut saved) = (0, 0);
    for start in STARTS {
        for quota in (0..2_000).step_by(7) {
            let store = begin(start);
            store.set_quota(Some(quota));
            let (mut keeper, _) = open(Rc::clone(&store));
            let mut acknowledged = start.acknowledged();
            for n in 1..=STEPS {
                match keeper.save(&step(n)) {
                    Status::Saved => {
                        acknowledged = Some(n);
                        saved += 1;
                    }
                    Status::Failed(StorageError::Full)
                    | Status::Memory(
                        MemoryReason::NotKept(StorageError::Full) | MemoryReason::Newer,
                    ) => full += 1,
                    other => panic!("{start:?}, quota {quota}: {other:?}"),
                }
            }
            store.set_quota(None);
            check(
                &store,
                start,
                acknowledged,
                STEPS,
                &format!("{start:?}, quota {quota}"),
            );
        }
    }
    println!("{full} saves refused for lack of room, {saved} done");
    assert!(full > 500 && saved > 500);
}

#[test]
fn a_full_storage_gives_up_the_backup_before_the_save() {
    let store = begin(Start::Empty);
    let (mut keeper, _) = open(Rc::clone(&store));
    keeper.save(&step(1));
    keeper.save(&step(2));
    assert!(store.snapshot().contains_key(BACKUP));
    store.set_quota(Some(store.used()));
    assert_eq!(keeper.save(&step(30)), Status::Saved);
    assert!(!store.snapshot().contains_key(BACKUP));
    assert_eq!(step_of(&open(store).1.plan.unwrap()), 30);
}

#[test]
fn a_failed_save_is_tried_again_with_the_next_change() {
    let store = begin(Start::Empty);
    let (mut keeper, _) = open(Rc::clone(&store));
    store.set_quota(Some(store.used()));
    assert_eq!(keeper.save(&step(1)), Status::Failed(StorageError::Full));
    assert_eq!(keeper.touch(), Status::Failed(StorageError::Full));
    store.set_quota(None);
    assert_eq!(keeper.save(&step(2)), Status::Saved);
    assert_eq!(keeper.touch(), Status::Saving);
}

#[test]
fn with_blocked_storage_the_plan_is_in_memory_and_that_is_said() {
    let store = begin(Start::Saved);
    let before = store.snapshot();
    store.set_blocked(true);
    let (mut keeper, opened) = open(Rc::clone(&store));
    assert_eq!(opened.plan, None);
    assert_eq!(opened.notices, [Notice::Unavailable(StorageError::Blocked)]);
    let memory = Status::Memory(MemoryReason::Storage(StorageError::Blocked));
    assert_eq!(keeper.save(&step(1)), memory);
    // Storage that comes back holds a plan this tab never read.
    store.set_blocked(false);
    assert_eq!(keeper.save(&step(2)), memory);
    assert_eq!(store.snapshot(), before);
}

#[test]
fn a_damaged_text_is_kept_once_and_offered_and_the_backup_is_opened() {
    let store = begin(Start::DamagedWithBackup);
    for _ in 0..3 {
        let (keeper, opened) = open(Rc::clone(&store));
        let key = "growth-wheel:kept:1".to_owned();
        assert_eq!(keeper.text(&key).unwrap().as_deref(), Some(DAMAGED));
        assert_eq!(keeper.kept().unwrap(), [key.as_str()]);
        let damage = Damage::Overlong;
        assert_eq!(
            opened.notices,
            [Notice::Damaged { damage, key }, Notice::Recovered]
        );
        assert_eq!(opened.plan.map(|p| step_of(&p)), Some(0));
    }
    let (mut keeper, opened) = open(Rc::clone(&store));
    assert_eq!(keeper.save(&opened.plan.unwrap()), Status::Saved);
    let (keeper, opened) = open(Rc::clone(&store));
    assert_eq!(opened.notices, []);
    assert_eq!(keeper.kept().unwrap(), ["growth-wheel:kept:1"]);
}

#[test]
fn every_kept_text_has_its_own_number() {
    let store = begin(Start::Damaged);
    for n in 0..12 {
        store.plant(MAIN, &format!("something else {n}"));
        open(Rc::clone(&store));
    }
    let (keeper, _) = open(store);
    assert_eq!(keeper.kept().unwrap().len(), 12);
    assert_eq!(keeper.kept().unwrap()[11], "growth-wheel:kept:12");
}

#[test]
fn a_text_of_a_newer_version_is_never_written_over() {
    let store = begin(Start::Newer);
    let (mut keeper, opened) = open(Rc::clone(&store));
    let (version, key) = ("2099-01-later".to_owned(), MAIN.to_owned());
    assert_eq!(opened.notices, [Notice::Newer { version, key }]);
    let before = store.snapshot();
    assert_eq!(keeper.save(&step(1)), Status::Memory(MemoryReason::Newer));
    assert_eq!(store.snapshot(), before);
}

#[test]
fn a_plan_with_unusable_values_is_opened_and_kept_as_it_was() {
    let store = begin(Start::Empty);
    let text = envelope::seal(
        growth_wheel::codec::migrations::CURRENT,
        r#"{"id":"p1","rev":2,"profile":{"hours":5,"model":"kiosk"}}"#,
    );
    store.plant(MAIN, &text);
    let (mut keeper, opened) = open(Rc::clone(&store));
    let key = "growth-wheel:kept:1".to_owned();
    assert_eq!(opened.notices, [Notice::Repaired { dropped: 1, key }]);
    assert_eq!(keeper.save(&opened.plan.unwrap()), Status::Saved);
    assert_ne!(store.get(MAIN).unwrap().as_deref(), Some(text.as_str()));
    assert!(holds(&store.snapshot(), &text));
}

#[test]
fn a_plan_nobody_points_to_is_found_and_an_unchanged_one_is_not_written() {
    let store = begin(Start::Saved);
    store.remove(CURRENT).unwrap();
    let (mut keeper, opened) =
        Keeper::open(Rc::clone(&store), prefix(None), "fresh", envelope::read);
    assert_eq!((keeper.plan_id(), keeper.rev()), ("p1", 4));
    let before = store.snapshot();
    assert_eq!(keeper.save(&opened.plan.unwrap()), Status::Saved);
    assert_eq!(store.snapshot(), before);
}

#[test]
fn a_second_tab_is_never_overwritten_and_the_first_says_so() {
    let store = begin(Start::Saved);
    let (mut one, _) = open(Rc::clone(&store));
    let (mut two, _) = open(Rc::clone(&store));
    assert_eq!(one.save(&step(1)), Status::Saved);
    let before = store.snapshot();
    assert_eq!(two.check(), Status::Conflict(Conflict::Changed { rev: 5 }));
    assert_eq!(
        two.save(&step(2)),
        Status::Conflict(Conflict::Changed { rev: 5 })
    );
    assert_eq!(store.snapshot(), before);
    let (mut two, opened) = open(Rc::clone(&store));
    assert_eq!(step_of(&opened.plan.unwrap()), 1);
    assert_eq!(two.save(&step(2)), Status::Saved);
    assert_eq!(
        one.save(&step(3)),
        Status::Conflict(Conflict::Changed { rev: 6 })
    );
}

#[test]
fn two_tabs_that_begin_at_once_do_not_hide_each_others_plan() {
    let store = begin(Start::Empty);
    let (mut one, _) = Keeper::open(Rc::clone(&store), prefix(None), "aaa", envelope::read);
    let (mut two, _) = Keeper::open(Rc::clone(&store), prefix(None), "bbb", envelope::read);
    assert_eq!(one.save(&step(1)), Status::Saved);
    assert!(matches!(two.save(&step(2)), Status::Conflict(_)));
    assert_eq!(step_of(&open(store).1.plan.unwrap()), 1);
}

#[test]
fn a_plan_deleted_in_another_tab_does_not_come_back() {
    let store = begin(Start::Saved);
    let (mut one, _) = open(Rc::clone(&store));
    let (mut two, _) = open(Rc::clone(&store));
    one.delete_everything().unwrap();
    assert_eq!(two.save(&step(2)), Status::Conflict(Conflict::Removed));
    assert_eq!(store.snapshot().len(), 1);
}

#[test]
fn a_thousand_interleavings_of_two_tabs_lose_nothing() {
    let (mut seed, mut saves, mut conflicts) = (1_u64, 0, 0);
    let mut random = |n: u64| {
        // Knuth's MMIX generator.
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % n
    };
    for round in 0..1_000 {
        let store = begin(Start::Empty);
        let mut tabs = [open(Rc::clone(&store)).0, open(Rc::clone(&store)).0];
        let (mut last, mut n, mut rev) = (None, 0, 0);
        for _ in 0..12 {
            let tab = random(2) as usize;
            if random(4) == 0 {
                let (keeper, opened) = open(Rc::clone(&store));
                assert_eq!(opened.plan.as_ref().map(step_of), last, "round {round}");
                tabs[tab] = keeper;
                continue;
            }
            n += 1;
            match tabs[tab].save(&step(n)) {
                Status::Saved => {
                    saves += 1;
                    last = Some(n);
                    // Each save stands on the one before it, whoever made that.
                    assert_eq!(tabs[tab].rev(), rev + 1, "round {round}");
                    rev += 1;
                }
                Status::Conflict(_) => conflicts += 1,
                other => panic!("round {round}: {other:?}"),
            }
            let text = store.get(MAIN).unwrap();
            let plan = text.map(|t| envelope::read(&t).unwrap().plan);
            assert_eq!(plan.as_ref().map(step_of), last, "round {round}");
        }
    }
    println!("{saves} saves, {conflicts} conflicts, none overwritten");
    assert!(saves > 1_000 && conflicts > 1_000);
}

#[test]
fn deleting_everything_takes_ours_and_nothing_else() {
    let store = begin(Start::DamagedWithBackup);
    let others = [
        "growth-wheel:shop:plan:p1",
        "growth-wheel:shop:current",
        "growth-wheel:%plan:prefs",
        "growth-wheel-two:current",
        "growth-wheel:kept:x",
    ];
    for key in others {
        store.plant(key, "theirs");
    }
    store.plant("growth-wheel:plan:other", "another plan");
    let (mut keeper, _) = open(Rc::clone(&store));
    keeper.save_prefs(&Prefs::default()).unwrap();
    // plan, backup, current, kept, prefs, the other plan
    assert_eq!(keeper.delete_everything(), Ok(6));
    let mut left: Vec<String> = store.snapshot().into_keys().collect();
    left.retain(|key| key != "theirs");
    let mut others = others.map(str::to_owned).to_vec();
    others.sort();
    assert_eq!(left, others);
    assert_eq!(
        open(Rc::clone(&store)).1,
        Opened {
            plan: None,
            notices: vec![]
        }
    );
    assert_eq!(keeper.save(&step(1)), Status::Saved);
    assert_eq!(keeper.rev(), 1);
}

#[test]
fn a_deletion_that_fails_halfway_says_so_and_brings_nothing_back() {
    let clean = begin(Start::Saved);
    open(Rc::clone(&clean)).0.delete_everything().unwrap();
    for fault in [Fault::Error(StorageError::Other), Fault::Half, Fault::Late] {
        for k in 0..6 {
            let store = begin(Start::Saved);
            let (mut keeper, _) = open(Rc::clone(&store));
            store.fail_at(k, fault);
            let deleted = keeper.delete_everything();
            if store.injected() > 0 {
                assert!(deleted.is_err(), "{fault:?} at {k}");
            }
            if deleted.is_ok() {
                assert_eq!(store.snapshot().len(), 1, "{fault:?} at {k}");
            }
        }
    }
}

#[test]
fn embeds_with_other_storage_keys_never_meet() {
    let keys = [
        None,
        Some("plan"),
        Some("kept"),
        Some("a"),
        Some("a:plan"),
        Some("%plan"),
        Some("current"),
    ];
    let store = Rc::new(Memory::new());
    for (n, key) in keys.iter().enumerate() {
        let (mut keeper, opened) =
            Keeper::open(Rc::clone(&store), prefix(*key), "p1", envelope::read);
        assert_eq!(
            opened,
            Opened {
                plan: None,
                notices: vec![]
            },
            "{key:?}"
        );
        assert_eq!(keeper.save(&step(n as u32 + 1)), Status::Saved);
    }
    for (n, key) in keys.iter().enumerate() {
        let (mut keeper, opened) =
            Keeper::open(Rc::clone(&store), prefix(*key), "p1", envelope::read);
        assert_eq!(step_of(&opened.plan.unwrap()), n as u32 + 1, "{key:?}");
        assert_eq!(keeper.delete_everything(), Ok(2), "{key:?}");
    }
}

#[test]
fn preferences_that_cannot_be_read_are_kept_before_they_are_replaced() {
    let store = begin(Start::Empty);
    store.plant("growth-wheel:prefs", "language=it");
    let (keeper, _) = open(Rc::clone(&store));
    assert_eq!(keeper.prefs(), Prefs::default());
    let prefs = Prefs {
        theme: Some(Theme::Dark),
        ..Prefs::default()
    };
    store.set_quota(Some(store.used()));
    assert_eq!(keeper.save_prefs(&prefs), Err(StorageError::Full));
    assert!(holds(&store.snapshot(), "language=it"));
    store.set_quota(None);
    keeper.save_prefs(&prefs).unwrap();
    assert!(holds(&store.snapshot(), "language=it"));
    assert_eq!(keeper.prefs(), prefs);
}

/// A plan begun beside the one in use, as when somebody answers for a colleague.
fn guest() -> Plan {
    let mut plan = Plan::new("q2".to_owned(), 5);
    plan.asked_by = Some("k3f9".to_owned());
    plan
}

#[test]
fn a_second_plan_is_put_beside_and_opened_next_and_neither_is_written_over() {
    let store = begin(Start::Saved);
    let (keeper, _) = open(Rc::clone(&store));
    assert_eq!(keeper.plan_ids().unwrap(), ["p1"]);
    keeper.put_beside(&guest()).unwrap();
    assert_eq!(keeper.plan_ids().unwrap(), ["p1", "q2"]);
    keeper.open_next("q2").unwrap();
    // Its answers are there; the request comes once more, and what was answered stays.
    let (mut second, opened) = open(Rc::clone(&store));
    assert_eq!(opened.plan.unwrap().asked_by.as_deref(), Some("k3f9"));
    let mut answered = guest();
    answered.name = "answered".to_owned();
    assert_eq!(second.save(&answered), Status::Saved);
    keeper.put_beside(&guest()).unwrap();
    let text = keeper.plan_text("q2").unwrap().unwrap();
    assert_eq!(envelope::read(&text).unwrap().plan.name, "answered");
    // And the first plan is as it was, all the while.
    assert_eq!(store.snapshot().get(MAIN), Some(&stored(0, 4)));
    keeper.open_next("p1").unwrap();
    assert_eq!(step_of(&open(store).1.plan.unwrap()), 0);
}

#[test]
fn a_fault_at_any_call_of_a_switch_leaves_the_plan_whole_and_one_of_the_two_opened() {
    let mut faults = 0;
    for fault in FAULTS {
        for k in 0..=8 {
            let store = begin(Start::Saved);
            let (keeper, _) = open(Rc::clone(&store));
            store.fail_at(k, fault);
            let done = keeper.put_beside(&guest()).is_ok() && keeper.open_next("q2").is_ok();
            if store.injected() == 0 {
                continue;
            }
            faults += 1;
            store.heal();
            let case = format!("{fault:?} at call {k}, done {done}");
            assert_eq!(store.snapshot().get(MAIN), Some(&stored(0, 4)), "{case}");
            // Half a plan would lie in the list of plans and never open.
            if let Some(text) = store.snapshot().get("growth-wheel:plan:q2") {
                assert!(envelope::read(text).is_ok(), "{case}: {text}");
            }
            let (keeper, opened) = open(Rc::clone(&store));
            assert!(opened.notices.is_empty(), "{case}: {:?}", opened.notices);
            let plan = opened.plan.unwrap();
            match keeper.plan_id() {
                "p1" => assert_eq!(step_of(&plan), 0, "{case}"),
                "q2" => assert_eq!(plan.asked_by.as_deref(), Some("k3f9"), "{case}"),
                other => panic!("{case}: {other} is opened"),
            }
            assert!(!done || keeper.plan_id() == "q2", "{case}: said, not done");
        }
    }
    assert!(faults >= 30, "{faults} faults");
}
