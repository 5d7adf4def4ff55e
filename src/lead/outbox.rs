//! What waits to be sent. A lead that was accepted stays until it has arrived, the visitor takes it back, or thirty days
//! are over; whatever happens to the line, the page or the browser meanwhile.
//!
//! Every lead has a key of its own in storage, so that tabs do not write over each other's. Each is sent by one tab at a
//! time: whoever sends holds the browser's lock or, where there is none, the mark that [`Outbox::begin`] leaves. A lead
//! keeps its id over all tries, so that a recipient that looks at it stores it once. No address is stored to be sent to:
//! a lead waits for a page whose configuration names the same recipient as the one the visitor agreed to.

use std::cell::RefCell;

use super::delivery::Answer;
use crate::codec::json;
use crate::domain::json::{Object, Value};
use crate::platform::storage::KeyValue;

/// Most leads that wait.
pub const MAX_ITEMS: usize = 20;
/// Most characters of all that wait together.
pub const MAX_TEXT: usize = 64 * 1024;
/// How long a lead is kept, milliseconds.
pub const KEPT: i64 = 30 * 86_400_000;
/// Shortest and longest wait before another try, milliseconds.
pub const WAIT: (i64, i64) = (5_000, 6 * 3_600_000);
/// How long a try may take before it is given up, milliseconds.
pub const PATIENCE: i64 = 30_000;
/// How long a mark holds where there is no lock: as long as a try may take, and a little.
const MARK: i64 = PATIENCE + 30_000;

/// How it stands with a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It waits for its moment.
    Waiting,
    /// It is being sent, or was when the page went away.
    Sending,
    /// It was not taken, or not sent, and waits for a tap.
    Failed,
    /// It has arrived.
    Sent,
    /// It was sent to where nothing tells whether it has arrived.
    Unconfirmed,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Sending,
        Self::Failed,
        Self::Sent,
        Self::Unconfirmed,
    ];

    /// Its name, in storage and as a key of texts.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Failed => "failed",
            Self::Sent => "sent",
            Self::Unconfirmed => "unconfirmed",
        }
    }

    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == id)
    }

    /// Whether nothing more is to be done.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Sent | Self::Unconfirmed)
    }
}

/// Why a lead was not sent, as a key of texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Why {
    /// `offline`, `busy`, `refused`, `expired`, `form`, `invalid`, `page`, `tab`, `policy`; empty for none.
    pub reason: String,
    /// Status of the answer; 0 for none.
    pub status: u16,
    /// What the recipient says.
    pub said: String,
}

impl Why {
    /// A reason without an answer.
    #[must_use]
    pub fn of(reason: &str) -> Self {
        Self {
            reason: reason.to_owned(),
            ..Self::default()
        }
    }
}

/// A lead and how it stands with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its id, the same in every try.
    pub id: String,
    /// When it was accepted, milliseconds since 1970.
    pub at: i64,
    /// The recipient's mark, [`recipient`].
    pub to: String,
    /// What the visitor was told of the recipient.
    pub host: String,
    /// How it stands.
    pub state: State,
    /// Tries so far.
    pub tries: u32,
    /// Not before that moment; of one that is being sent, how long its mark holds.
    pub next: i64,
    /// Why not, where it was not sent.
    pub why: Why,
    /// The lead; `Null` once it was sent.
    pub lead: Value,
}

/// Why a lead was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Full {
    /// As many wait as may.
    Items,
    /// What waits is as long as it may be.
    Text,
}

/// Where an accepted lead is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// In storage: it survives the page.
    Stored,
    /// In this page only.
    InPage,
}

/// The mark of a recipient: leads go to that one only. `kind` and `place` as the configuration names them.
#[must_use]
pub fn recipient(kind: &str, place: &str) -> String {
    [kind, " ", place].concat()
}

/// How long to wait after so many tries: from five seconds threefold each time up to six hours, between three quarters and
/// five quarters of that by `chance` 0..1, so that many do not come back in the same moment.
#[must_use]
pub fn wait_after(tries: u32, chance: f64) -> i64 {
    let (least, most) = WAIT;
    let step = 3_i64.saturating_pow(tries.saturating_sub(1).min(20));
    let wait = least.saturating_mul(step).min(most) as f64;
    let spread = 0.75 + 0.5 * chance.clamp(0.0, 1.0);
    ((wait * spread) as i64).clamp(least, most)
}

/// A lead as this page knows it.
#[derive(Debug)]
struct InPage {
    item: Item,
    /// Whether storage holds an earlier state of it.
    stored_before: bool,
}

/// The leads of one place in storage.
#[derive(Debug)]
pub struct Outbox<S> {
    store: S,
    prefix: String,
    /// Those that storage did not take, or holds as they were before.
    in_page: RefCell<Vec<InPage>>,
}

impl<S: KeyValue> Outbox<S> {
    /// The outbox below a [`crate::platform::keeper::prefix`].
    #[must_use]
    pub fn new(store: S, prefix: &str) -> Self {
        Self {
            store,
            prefix: [prefix, "outbox:"].concat(),
            in_page: RefCell::default(),
        }
    }

    /// Whether a key of storage is one of a lead here.
    #[must_use]
    pub fn holds(&self, key: &str) -> bool {
        key.starts_with(&self.prefix)
    }

    /// Takes a lead to be sent. From `Ok` on it is sent or told to be wanting, never lost.
    ///
    /// # Errors
    /// [`Full`]; nothing was taken then.
    pub fn accept(&self, item: Item, now: i64) -> Result<Kept, Full> {
        let waiting = self.list(now);
        let waiting: Vec<&Item> = waiting.iter().filter(|i| !i.state.is_over()).collect();
        if waiting.len() >= MAX_ITEMS {
            return Err(Full::Items);
        }
        let length = |item: &Item| write(item).len();
        let all: usize = waiting.iter().map(|item| length(item)).sum();
        if all + length(&item) > MAX_TEXT {
            return Err(Full::Text);
        }
        Ok(self.put(&item))
    }

    /// All of them, the oldest first. One that is too old counts as failed; a receipt that is too old is gone.
    pub fn list(&self, now: i64) -> Vec<Item> {
        let keys = self.store.keys().unwrap_or_default();
        let stored = keys.iter().filter(|key| self.holds(key)).filter_map(|key| {
            let text = self.store.get(key).ok()??;
            read(&text)
        });
        let mut all: Vec<Item> = stored.collect();
        for known in self.in_page.borrow().iter() {
            match all.iter_mut().find(|stored| stored.id == known.item.id) {
                Some(stored) => *stored = known.item.clone(),
                // What was there and is gone was taken back in another tab.
                None if known.stored_before => {}
                None => all.push(known.item.clone()),
            }
        }
        let (old, mut all): (Vec<Item>, Vec<Item>) =
            all.into_iter().partition(|item| now - item.at > KEPT);
        for item in old {
            // A receipt has done its service, and so has a lead that was too old as long again.
            if item.state.is_over() || item.why.reason == "expired" {
                self.remove(&item.id);
                continue;
            }
            // It is not sent by itself any more. What it holds stays for once: one look at a clock that may be wrong
            // is no reason to destroy it.
            let expired = Item {
                at: now,
                state: State::Failed,
                why: Why::of("expired"),
                ..item
            };
            self.put(&expired);
            all.push(expired);
        }
        all.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.id.cmp(&b.id)));
        all
    }

    /// Whether the page holds one that is not over and that storage has nothing of: it must stay open.
    pub fn holds_alone(&self) -> bool {
        let alone = |known: &InPage| !known.stored_before && !known.item.state.is_over();
        self.in_page.borrow().iter().any(alone)
    }

    /// The first that is due for a recipient. With the lock, what another page was sending when it went away is due, too.
    pub fn due(&self, to: &str, locked: bool, now: i64) -> Option<Item> {
        // A clock that was set back must not make anything wait longer than the longest wait.
        let time = |item: &Item| item.next <= now || item.next > now.saturating_add(2 * WAIT.1);
        let due = |item: &Item| match item.state {
            State::Waiting => time(item),
            State::Sending => locked || time(item),
            _ => false,
        };
        let all = self.list(now);
        all.into_iter().find(|item| item.to == to && due(item))
    }

    /// When the next one is due for a recipient; `None` when none waits.
    pub fn next(&self, to: &str, now: i64) -> Option<i64> {
        let all = self.list(now);
        let waits = all
            .iter()
            .filter(|item| item.to == to && matches!(item.state, State::Waiting | State::Sending));
        waits.map(|item| item.next).min()
    }

    /// Marks one as being sent, and gives what is to be sent; `None` when it is gone or over by now.
    pub fn begin(&self, id: &str, now: i64) -> Option<Item> {
        let mut item = self.find(id, now)?;
        if !matches!(item.state, State::Waiting | State::Sending) {
            return None;
        }
        item.state = State::Sending;
        item.tries = item.tries.saturating_add(1);
        item.next = now.saturating_add(MARK);
        // Where the mark cannot be written the lead is sent all the same: it has its id.
        self.put(&item);
        Some(item)
    }

    /// What came of a try; `None` for no answer at all. Gives how it stands now, `None` when it was taken back meanwhile.
    pub fn end(&self, id: &str, answer: Option<Answer>, now: i64, chance: f64) -> Option<Item> {
        let mut item = self.find(id, now)?;
        if item.state.is_over() {
            return Some(item);
        }
        match answer {
            Some(Answer::Stored) => return Some(self.over(item, State::Sent)),
            Some(Answer::Refused { status, said }) => {
                item.state = State::Failed;
                item.why = Why {
                    reason: "refused".to_owned(),
                    status,
                    said,
                };
            }
            Some(Answer::Later(after)) => {
                let wait = wait_after(item.tries, chance);
                let asked = after.unwrap_or(0).clamp(0, WAIT.1);
                item.state = State::Waiting;
                item.next = now.saturating_add(wait.max(asked));
                item.why = Why::of("busy");
            }
            None => {
                item.state = State::Waiting;
                item.next = now.saturating_add(wait_after(item.tries, chance));
                item.why = Why::of("offline");
            }
        }
        self.put(&item);
        Some(item)
    }

    /// One that was sent to where nothing tells whether it has arrived, or could not be sent there.
    pub fn handed_over(&self, id: &str, went: Result<(), Why>, now: i64) -> Option<Item> {
        let mut item = self.find(id, now)?;
        match went {
            Ok(()) => Some(self.over(item, State::Unconfirmed)),
            Err(why) => {
                item.state = State::Failed;
                item.why = why;
                self.put(&item);
                Some(item)
            }
        }
    }

    /// Marks one as being sent by a tap, to where nothing is answered. Of what is over by now `lead` is what was sent.
    pub fn going(&self, id: &str, lead: &Value, now: i64) -> Option<Item> {
        let mut item = self.find(id, now)?;
        if matches!(item.state, State::Waiting | State::Sending) || *lead == Value::Null {
            return None;
        }
        item.lead = lead.clone();
        (item.state, item.why) = (State::Sending, Why::default());
        item.tries = item.tries.saturating_add(1);
        self.put(&item);
        Some(item)
    }

    /// What was being sent to a recipient that does not answer when its page went away has gone, as far as one can see.
    pub fn let_go(&self, to: &str, now: i64) {
        for item in self.list(now) {
            let mark = item.at.max(item.next).saturating_add(MARK);
            if item.to == to && item.state == State::Sending && now > mark {
                self.over(item, State::Unconfirmed);
            }
        }
    }

    /// Lets one that failed wait for its moment again, which is now.
    pub fn again(&self, id: &str, now: i64) -> Option<Item> {
        let mut item = self.find(id, now)?;
        if item.state != State::Failed || item.lead == Value::Null {
            return None;
        }
        (item.state, item.next, item.tries) = (State::Waiting, now, 0);
        item.why = Why::default();
        self.put(&item);
        Some(item)
    }

    /// Lets one that waits be due now, for a tap.
    pub fn hurry(&self, id: &str, now: i64) {
        if let Some(mut item) = self.find(id, now)
            && item.state == State::Waiting
        {
            item.next = item.next.min(now);
            self.put(&item);
        }
    }

    /// What waits only because there was no line is due: there is one again.
    pub fn wake(&self, now: i64) {
        for mut item in self.list(now) {
            if item.state == State::Waiting && item.why.reason == "offline" {
                item.next = item.next.min(now);
                self.put(&item);
            }
        }
    }

    /// Takes one back, or a receipt away. What is on its way may arrive all the same.
    pub fn remove(&self, id: &str) {
        self.in_page
            .borrow_mut()
            .retain(|known| known.item.id != id);
        let key = self.key(id);
        // What cannot be taken away from storage is at least empty there.
        if self.store.remove(&key).is_err() || matches!(self.store.get(&key), Ok(Some(_))) {
            let _ = self.store.set(&key, "");
        }
    }

    fn key(&self, id: &str) -> String {
        [&self.prefix, id].concat()
    }

    fn find(&self, id: &str, now: i64) -> Option<Item> {
        self.list(now).into_iter().find(|item| item.id == id)
    }

    /// Of what is over a receipt stays, without what was sent.
    fn over(&self, item: Item, state: State) -> Item {
        let receipt = Item {
            state,
            why: Why::default(),
            lead: Value::Null,
            ..item
        };
        self.put(&receipt);
        receipt
    }

    /// Stores one, and reads it back: what storage did not take is kept in the page.
    fn put(&self, item: &Item) -> Kept {
        let (key, text) = (self.key(&item.id), write(item));
        let _ = self.store.set(&key, &text);
        let there = self.store.get(&key).ok().flatten();
        let mut in_page = self.in_page.borrow_mut();
        in_page.retain(|known| known.item.id != item.id);
        if there.as_ref() == Some(&text) {
            return Kept::Stored;
        }
        // An earlier state survives the page better than none; what is over must not begin anew from it.
        let before = there.and_then(|text| read(&text));
        let stored_before = before.is_some() && !item.state.is_over();
        if item.state.is_over() {
            let _ = self.store.remove(&key);
        }
        in_page.push(InPage {
            item: item.clone(),
            stored_before,
        });
        Kept::InPage
    }
}

fn write(item: &Item) -> String {
    let mut object = Object::new();
    let mut put = |name: &str, value: Value| object.push(name.to_owned(), value);
    put("v", Value::from("lead/1"));
    put("id", Value::from(&*item.id));
    put("at", Value::from(item.at));
    put("to", Value::from(&*item.to));
    put("host", Value::from(&*item.host));
    put("state", Value::from(item.state.id()));
    put("tries", Value::from(u64::from(item.tries)));
    put("next", Value::from(item.next));
    put("reason", Value::from(&*item.why.reason));
    put("status", Value::from(u64::from(item.why.status)));
    put("said", Value::from(&*item.why.said));
    put("lead", item.lead.clone());
    json::write(&Value::Object(object))
}

fn read(text: &str) -> Option<Item> {
    let value = json::read(text).ok()?;
    let object = value.as_object()?;
    let word = |name: &str| object.get(name)?.as_str().map(str::to_owned);
    let number = |name: &str| object.get(name)?.as_i64();
    Some(Item {
        id: word("id").filter(|id| !id.is_empty())?,
        at: number("at")?,
        to: word("to")?,
        host: word("host")?,
        state: State::from_id(&word("state")?)?,
        tries: u32::try_from(number("tries")?).ok()?,
        next: number("next")?,
        why: Why {
            reason: word("reason")?,
            status: u16::try_from(number("status")?).ok()?,
            said: word("said")?,
        },
        lead: object.get("lead")?.clone(),
    })
}
