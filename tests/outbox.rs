//! The outbox under every fault of line, page and storage: no lead that was accepted is lost, each is stored once by a
//! recipient that looks at its id, and nobody else gets it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use growth_wheel::domain::json::Value;
use growth_wheel::lead::delivery::Answer;
use growth_wheel::lead::outbox::{
    Full, Item, KEPT, Kept, MAX_ITEMS, Outbox, PATIENCE, State, WAIT, Why, recipient, wait_after,
};
use growth_wheel::platform::keeper::{Keeper, prefix};
use growth_wheel::platform::storage::{Fault, KeyValue, Memory, StorageError};

const TO: &str = "post https://crm.example/leads";

/// Chance that is the same every time. Source: G. Marsaglia, "Xorshift RNGs", 2003.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn share(&mut self) -> f64 {
        self.below(1_000) as f64 / 1_000.0
    }
}

fn item(id: &str, at: i64) -> Item {
    Item {
        id: id.to_owned(),
        at,
        to: TO.to_owned(),
        host: "crm.example".to_owned(),
        state: State::Waiting,
        tries: 0,
        next: at,
        why: Why::default(),
        lead: Value::from("who, what and why"),
    }
}

fn boxed(store: &Rc<Memory>) -> Outbox<Rc<Memory>> {
    Outbox::new(store.clone(), &prefix(None))
}

/// What is on its way: whose, until when, and what comes of it.
struct Flight {
    id: String,
    until: i64,
    answer: Option<Answer>,
}

struct Tab {
    outbox: Outbox<Rc<Memory>>,
    flight: Option<Flight>,
    /// Leads that only this page holds.
    held: BTreeSet<String>,
}

impl Tab {
    fn new(store: &Rc<Memory>) -> Self {
        Self {
            outbox: boxed(store),
            flight: None,
            held: BTreeSet::new(),
        }
    }
}

struct World {
    chance: Chance,
    store: Rc<Memory>,
    tabs: Vec<Tab>,
    /// Whether the browser has locks; who holds the one there is.
    locks: bool,
    holder: Option<usize>,
    online: bool,
    faulty: bool,
    now: i64,
    /// How often each lead was stored by a recipient that looks at the id, and how often it came.
    stored: BTreeMap<String, u32>,
    came: BTreeMap<String, u32>,
    accepted: Vec<String>,
    faults: u32,
}

impl World {
    fn new(seed: u64) -> Self {
        let store = Rc::new(Memory::new());
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let locks = chance.below(4) > 0;
        Self {
            tabs: vec![Tab::new(&store), Tab::new(&store)],
            chance,
            store,
            locks,
            holder: None,
            online: true,
            faulty: true,
            now: 1_700_000_000_000,
            stored: BTreeMap::new(),
            came: BTreeMap::new(),
            accepted: Vec::new(),
            faults: 0,
        }
    }

    fn receive(&mut self, id: &str) {
        *self.came.entry(id.to_owned()).or_default() += 1;
        // The recipient knows it by its id.
        self.stored.entry(id.to_owned()).or_insert(1);
    }

    /// What becomes of a request: how long it takes, and what comes back.
    fn request(&mut self, id: &str) -> (i64, Option<Answer>) {
        let fault = if self.faulty {
            self.chance.below(9)
        } else {
            99
        };
        if !self.online || fault == 0 {
            self.faults += 1;
            return (20, None);
        }
        self.faults += u32::from(fault < 8);
        match fault {
            // It hangs, with and without having arrived.
            1 => (PATIENCE, None),
            2 => {
                self.receive(id);
                (PATIENCE, None)
            }
            3 => (300, Some(Answer::Later(None))),
            4 => {
                let after = self.chance.below(90) as i64 * 1_000;
                (100, Some(Answer::Later(Some(after))))
            }
            // Cut off before it arrived, and after.
            5 => (700, None),
            6 => {
                self.receive(id);
                (700, None)
            }
            // Stored, and then the server failed.
            7 => {
                self.receive(id);
                (900, Some(Answer::Later(None)))
            }
            _ => {
                self.receive(id);
                (200, Some(Answer::Stored))
            }
        }
    }

    fn step(&mut self, tab: usize) {
        let (now, locked) = (self.now, self.locks);
        if let Some(flight) = self.tabs[tab].flight.take() {
            if flight.until > now {
                self.tabs[tab].flight = Some(flight);
                return;
            }
            let share = self.chance.share();
            self.tabs[tab]
                .outbox
                .end(&flight.id, flight.answer, now, share);
            self.holder = self.holder.filter(|holder| *holder != tab);
        }
        if locked && self.holder.is_some_and(|holder| holder != tab) {
            return;
        }
        let Some(due) = self.tabs[tab].outbox.due(TO, locked, now) else {
            return;
        };
        let Some(begun) = self.tabs[tab].outbox.begin(&due.id, now) else {
            return;
        };
        assert_eq!(begun.lead, Value::from("who, what and why"));
        if locked {
            let others = self.tabs.iter().filter_map(|t| t.flight.as_ref());
            assert_eq!(others.count(), 0, "two tabs send at once");
        }
        self.holder = locked.then_some(tab);
        let (takes, answer) = self.request(&due.id);
        self.tabs[tab].flight = Some(Flight {
            id: due.id,
            until: now + takes,
            answer,
        });
    }

    fn happen(&mut self) {
        let tab = self.chance.below(2) as usize;
        match self.chance.below(12) {
            0 if self.accepted.len() < 6 => {
                let id = format!("lead-{}", self.accepted.len());
                let kept = self.tabs[tab].outbox.accept(item(&id, self.now), self.now);
                if kept.unwrap() == Kept::InPage {
                    self.tabs[tab].held.insert(id.clone());
                }
                self.accepted.push(id);
            }
            // The page goes away in whatever it was doing, and comes back. One that holds what storage did not take says
            // so, and is not closed.
            1 | 2 => {
                let over: BTreeSet<String> = self.tabs[tab]
                    .outbox
                    .list(self.now)
                    .into_iter()
                    .filter(|item| item.state.is_over())
                    .map(|item| item.id)
                    .collect();
                if self.tabs[tab].held.is_subset(&over) {
                    self.tabs[tab] = Tab::new(&self.store);
                    self.holder = self.holder.filter(|holder| *holder != tab);
                    self.faults += 1;
                }
            }
            3 => {
                self.online = !self.online;
                if self.online {
                    for tab in &self.tabs {
                        tab.outbox.wake(self.now);
                    }
                }
            }
            4 | 5 => {
                let how = [
                    Fault::Error(StorageError::Full),
                    Fault::Error(StorageError::Other),
                    Fault::Silent,
                ];
                let how = how[self.chance.below(3) as usize];
                let at = self.chance.below(6) as u32;
                self.store.fail_at(at, how);
            }
            _ => {}
        }
    }

    fn run(&mut self) {
        for _ in 0..400 {
            self.happen();
            for tab in 0..2 {
                self.step(tab);
            }
            self.now += 2_000;
        }
        self.faults += self.store.injected();
        (self.faulty, self.online) = (false, true);
        self.store.heal();
        while self.accepted.is_empty() {
            self.happen();
            self.store.heal();
        }
        // From one moment in which something is due to the next, for two days at most.
        let end = self.now + 2 * 86_400_000;
        while self.now < end {
            for tab in 0..2 {
                self.step(tab);
            }
            let flights = self.tabs.iter().filter_map(|tab| tab.flight.as_ref());
            let waits = self.tabs.iter().map(|tab| tab.outbox.next(TO, self.now));
            let next = flights
                .map(|flight| flight.until)
                .chain(waits.flatten())
                .min();
            let Some(next) = next else {
                break;
            };
            self.now = next.max(self.now + 1_000);
        }
    }
}

#[test]
fn two_hundred_schedules_of_faults_lose_no_lead_and_store_each_once() {
    let (mut leads, mut faults, mut again) = (0, 0, 0);
    for seed in 1..=200 {
        let mut world = World::new(seed);
        world.run();
        for id in &world.accepted {
            assert_eq!(world.stored.get(id), Some(&1), "seed {seed}: {id} is lost");
        }
        assert_eq!(world.stored.len(), world.accepted.len(), "seed {seed}");
        let states: Vec<(String, State)> = world.tabs[0]
            .outbox
            .list(world.now)
            .into_iter()
            .map(|item| (item.id, item.state))
            .collect();
        assert!(
            states.iter().all(|(_, state)| state.is_over()),
            "seed {seed}: {states:?}"
        );
        leads += world.accepted.len();
        faults += world.faults;
        again += world.came.values().map(|n| n - 1).sum::<u32>();
    }
    // Schedules in which nothing happens prove nothing.
    assert!(leads > 800, "{leads} leads");
    assert!(faults > 5_000, "{faults} faults");
    assert!(again > 100, "{again} came a second time");
    println!("{leads} leads, {faults} faults, {again} came again and were known by their id");
}

#[test]
fn a_wait_grows_to_six_hours_and_is_never_shorter_than_five_seconds() {
    for tries in 0..40 {
        for chance in [0.0, 0.5, 0.999, 7.0, f64::NAN] {
            let wait = wait_after(tries, chance);
            assert!((WAIT.0..=WAIT.1).contains(&wait), "{tries} {chance} {wait}");
        }
        assert!(wait_after(tries, 0.5) <= wait_after(tries + 1, 0.5));
    }
    assert_eq!(wait_after(1, 0.5), 5_000);
    assert_eq!(wait_after(3, 0.5), 45_000);
    assert_eq!(wait_after(9, 1.0), WAIT.1);
    assert!(wait_after(9, 0.0) < WAIT.1, "chance counts at the end, too");
}

#[test]
fn an_outbox_is_never_fuller_than_it_says() {
    let outbox = boxed(&Rc::new(Memory::new()));
    for n in 0..MAX_ITEMS {
        assert_eq!(
            outbox.accept(item(&format!("{n:02}"), 0), 0),
            Ok(Kept::Stored)
        );
    }
    assert_eq!(outbox.accept(item("more", 0), 0), Err(Full::Items));
    // What has arrived takes no room.
    outbox.begin("00", 0);
    outbox.end("00", Some(Answer::Stored), 0, 0.5);
    assert_eq!(outbox.accept(item("more", 0), 0), Ok(Kept::Stored));
    outbox.remove("more");
    let long = Item {
        lead: Value::from(&*"x".repeat(70_000)),
        ..item("long", 0)
    };
    assert_eq!(outbox.accept(long, 0), Err(Full::Text));
}

#[test]
fn what_is_refused_waits_for_a_tap_and_says_why() {
    let outbox = boxed(&Rc::new(Memory::new()));
    outbox.accept(item("a", 0), 0).unwrap();
    outbox.begin("a", 0).unwrap();
    let refused = Answer::Refused {
        status: 400,
        said: "No such address".to_owned(),
    };
    let ended = outbox.end("a", Some(refused), 1, 0.5).unwrap();
    assert_eq!(ended.state, State::Failed);
    assert_eq!(
        (ended.why.status, &*ended.why.said),
        (400, "No such address")
    );
    assert_eq!(outbox.due(TO, true, KEPT), None, "not by itself");
    outbox.again("a", 5).unwrap();
    assert_eq!(outbox.due(TO, true, 5).unwrap().id, "a");
}

#[test]
fn what_has_arrived_leaves_a_receipt_without_what_was_sent() {
    let store = Rc::new(Memory::new());
    let outbox = boxed(&store);
    for id in ["a", "b"] {
        outbox.accept(item(id, 0), 0).unwrap();
    }
    outbox.begin("a", 0);
    outbox.end("a", Some(Answer::Stored), 1, 0.5);
    outbox.handed_over("b", Ok(()), 1);
    let all = outbox.list(2);
    let states: Vec<State> = all.iter().map(|item| item.state).collect();
    assert_eq!(states, [State::Sent, State::Unconfirmed]);
    let left: Vec<String> = store.snapshot().into_values().collect();
    assert!(
        left.iter().all(|text| !text.contains("who, what")),
        "{left:?}"
    );
    assert_eq!(outbox.list(KEPT + 2), [], "and that goes in its time");
}

#[test]
fn what_was_handed_over_is_never_sent_by_itself() {
    let outbox = boxed(&Rc::new(Memory::new()));
    let held = Item {
        state: State::Failed,
        ..item("a", 0)
    };
    outbox.accept(held, 0).unwrap();
    for at in [0, 1_000_000, KEPT - 1] {
        assert_eq!(outbox.due(TO, true, at), None);
    }
    let went = outbox.handed_over("a", Err(Why::of("offline")), 1).unwrap();
    assert_eq!((went.state, &*went.why.reason), (State::Failed, "offline"));
}

#[test]
fn nobody_gets_a_lead_that_was_meant_for_another() {
    let outbox = boxed(&Rc::new(Memory::new()));
    outbox.accept(item("a", 0), 0).unwrap();
    let other = recipient("post", "https://evil.example/leads");
    assert_eq!(outbox.due(&other, true, 1_000_000), None);
    assert_eq!(outbox.next(&other, 0), None);
    assert!(
        outbox
            .due(&recipient("post", "https://crm.example/leads"), true, 0)
            .is_some()
    );
}

#[test]
fn after_thirty_days_a_lead_is_not_sent_by_itself_and_after_as_many_it_is_gone() {
    let store = Rc::new(Memory::new());
    let outbox = boxed(&store);
    outbox.accept(item("a", 0), 0).unwrap();
    assert_eq!(outbox.due(TO, true, KEPT + 1), None);
    let all = outbox.list(KEPT + 2);
    assert_eq!(
        (all[0].state, &*all[0].why.reason),
        (State::Failed, "expired")
    );
    assert_ne!(all[0].lead, Value::Null, "it can still be saved");
    assert_eq!(outbox.list(3 * KEPT), []);
    assert!(store.snapshot().is_empty());
}

#[test]
fn one_that_is_taken_back_while_it_is_sent_does_not_come_back() {
    let store = Rc::new(Memory::new());
    let (here, there) = (boxed(&store), boxed(&store));
    here.accept(item("a", 0), 0).unwrap();
    here.begin("a", 0).unwrap();
    there.remove("a");
    assert_eq!(here.end("a", None, 1, 0.5), None);
    assert_eq!(here.list(1), []);
    assert!(store.snapshot().is_empty());
}

#[test]
fn a_lead_is_sent_from_the_page_where_storage_takes_nothing() {
    let store = Rc::new(Memory::new());
    store.set_blocked(true);
    let outbox = boxed(&store);
    assert_eq!(outbox.accept(item("a", 0), 0), Ok(Kept::InPage));
    assert!(outbox.holds_alone());
    let due = outbox.due(TO, false, 0).unwrap();
    outbox.begin(&due.id, 0).unwrap();
    let ended = outbox.end("a", Some(Answer::Stored), 1, 0.5).unwrap();
    assert_eq!(ended.state, State::Sent);
    assert!(!outbox.holds_alone(), "the page may go");
}

#[test]
fn without_locks_the_mark_keeps_a_second_tab_from_sending() {
    let store = Rc::new(Memory::new());
    let (here, there) = (boxed(&store), boxed(&store));
    here.accept(item("a", 0), 0).unwrap();
    here.begin("a", 0).unwrap();
    assert_eq!(there.due(TO, false, PATIENCE), None);
    assert!(there.due(TO, false, 3 * PATIENCE).is_some(), "it went away");
    assert!(
        there.due(TO, true, 1).is_some(),
        "the lock is free: it went away"
    );
}

#[test]
fn what_cannot_be_read_is_nobody_s_lead_and_breaks_nothing() {
    let store = Rc::new(Memory::new());
    let outbox = boxed(&store);
    outbox.accept(item("a", 0), 0).unwrap();
    let good = store.snapshot().into_values().next().unwrap();
    for (n, text) in ["", "{", "[]", "null", "{\"id\":1}"].iter().enumerate() {
        store.plant(&format!("growth-wheel:outbox:x{n}"), text);
    }
    for end in 0..good.len() {
        if let Some(cut) = good.get(..end) {
            store.plant("growth-wheel:outbox:cut", cut);
            assert_eq!(outbox.list(0).len(), 1, "{cut}");
        }
    }
}

#[test]
fn delete_everything_takes_the_outbox_with_it_and_no_other_place_s() {
    fn unread(
        _: &str,
    ) -> Result<growth_wheel::codec::plan_json::Reading, growth_wheel::codec::envelope::Damage>
    {
        unreachable!("there is no plan")
    }
    let store = Rc::new(Memory::new());
    boxed(&store).accept(item("a", 0), 0).unwrap();
    let other = Outbox::new(store.clone(), &prefix(Some("other")));
    other.accept(item("b", 0), 0).unwrap();
    let (mut keeper, _) = Keeper::open(store.clone(), prefix(None), "p1", unread);
    keeper.delete_everything().unwrap();
    assert_eq!(boxed(&store).list(0), []);
    assert_eq!(other.list(0).len(), 1);
    assert!(
        store
            .keys()
            .unwrap()
            .iter()
            .all(|key| key.contains("other"))
    );
}

#[test]
fn a_clock_that_is_set_back_makes_nothing_wait_for_ever() {
    let outbox = boxed(&Rc::new(Memory::new()));
    let ahead = 400 * 86_400_000;
    outbox.accept(item("a", ahead), ahead).unwrap();
    assert!(outbox.due(TO, true, 0).is_some());
}

#[test]
fn what_was_on_its_way_to_nobody_who_answers_has_gone_when_the_page_is_gone() {
    let outbox = boxed(&Rc::new(Memory::new()));
    let going = Item {
        state: State::Sending,
        ..item("a", 0)
    };
    outbox.accept(going, 0).unwrap();
    outbox.let_go(TO, 1);
    assert_eq!(
        outbox.list(1)[0].state,
        State::Sending,
        "it may still be on its way in another tab"
    );
    outbox.let_go(TO, 10 * PATIENCE);
    let all = outbox.list(10 * PATIENCE);
    assert_eq!(
        (all[0].state, &all[0].lead),
        (State::Unconfirmed, &Value::Null)
    );
    // For a tap it goes again, with what the page still has of it.
    let again = outbox
        .going("a", &Value::from("who"), 10 * PATIENCE)
        .unwrap();
    assert_eq!((again.state, again.tries), (State::Sending, 1));
    assert_eq!(outbox.going("a", &Value::Null, 10 * PATIENCE), None);
}
