//! Keeps one plan in storage: nothing unreadable is overwritten, nothing of another tab is overwritten, and what was said
//! to be saved is found again.
//!
//! A save reads what is stored, compares it with what this tab read or wrote last, copies that to `plan:<id>~1`, writes,
//! and reads back. Only a text read back whole is called saved. Reading, comparing and writing follow each other without
//! a pause, which is as close to one step as localStorage comes; the backup covers the rest.

use std::fmt::Write as _;

use super::prefs::Prefs;
use super::storage::{KeyValue, StorageError};
use crate::codec::envelope::{self, Damage};
use crate::codec::plan_json::Reading;
use crate::domain::plan::Plan;

/// What every key starts with.
pub const PREFIX: &str = "growth-wheel:";

/// Why the plan is only in memory. Nothing is written then until the page is opened again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemoryReason {
    /// Storage could not be read when the page was opened.
    Storage(StorageError),
    /// Something unreadable is stored and there was no way to keep a copy of it.
    NotKept(StorageError),
    /// A newer version of the app wrote the plan.
    Newer,
}

/// What was found in the place of the text this tab read or wrote last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// A plan of that revision, from another tab.
    Changed {
        /// Revision found.
        rev: u64,
    },
    /// Something this tab cannot read.
    Unreadable,
    /// Nothing: deleted elsewhere. Writing again would bring back what somebody deleted.
    Removed,
}

/// How it stands with saving; exactly one holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Everything is stored.
    Saved,
    /// A change waits to be stored.
    Saving,
    /// The plan is only in memory: offer it as a file.
    Memory(MemoryReason),
    /// The last save did not work; the next change tries again. Offer the file.
    Failed(StorageError),
    /// Another tab saved: writing has stopped, offer a reload and the file.
    Conflict(Conflict),
}

impl Status {
    /// Name that texts are keyed by, `core.status.<id>`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Saving => "saving",
            Self::Memory(_) => "memory",
            Self::Failed(_) => "failed",
            Self::Conflict(_) => "conflict",
        }
    }
}

/// Something to say about what was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The stored text could not be read; its exact text is under `key`, to be offered as a download.
    Damaged {
        /// What is wrong with it.
        damage: Damage,
        /// Key that holds it.
        key: String,
    },
    /// The plan is the generation before the last, from the backup.
    Recovered,
    /// Some values could not be used; the exact text as it was is under `key`.
    Repaired {
        /// How many.
        dropped: usize,
        /// Key that holds it.
        key: String,
    },
    /// A newer version of the app wrote the plan; it stays where it is, under `key`.
    Newer {
        /// Name of that version.
        version: String,
        /// Key that holds it.
        key: String,
    },
    /// Storage could not be read or a copy not be made; see the status.
    Unavailable(StorageError),
}

impl Notice {
    /// Name that texts are keyed by, `core.notice.<id>`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Damaged { .. } => "damaged",
            Self::Recovered => "recovered",
            Self::Repaired { .. } => "repaired",
            Self::Newer { .. } => "newer",
            Self::Unavailable(_) => "unavailable",
        }
    }
}

/// What was found when opening.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The plan; `None` when there is none that can be read: begin one with the id of [`Keeper::plan_id`].
    pub plan: Option<Plan>,
    /// What to say, in this order.
    pub notices: Vec<Notice>,
}

/// Keeps one plan and the preferences in a storage.
#[derive(Debug)]
pub struct Keeper<S> {
    read: Read,
    store: S,
    prefix: String,
    id: String,
    status: Status,
    /// The exact text under the plan's key as this tab read or wrote it last.
    seen: Option<String>,
    /// Whether `seen` is a readable plan, that is a save that was acknowledged.
    good: bool,
    /// Whether the backup is known to hold `seen`.
    backed: bool,
    /// Whether the backup may be overwritten; `None` before it was looked at.
    backup_ours: Option<bool>,
    /// What a failed write of this tab may have left in the place of `seen`.
    wreck: Option<Option<String>>,
    /// Text under `current` as read or written last.
    current: Option<String>,
    rev: u64,
}

/// The prefix of all keys of one embed; `None` for the page itself.
///
/// Escapes keep two storage keys, and a storage key and our own names, from meeting.
#[must_use]
pub fn prefix(storage_key: Option<&str>) -> String {
    let mut prefix = PREFIX.to_owned();
    if let Some(key) = storage_key.filter(|key| !key.is_empty()) {
        if matches!(key, "plan" | "kept" | "outbox") {
            prefix.push('%');
        }
        for c in key.chars() {
            match c {
                ':' => prefix.push_str("%3A"),
                '%' => prefix.push_str("%25"),
                c => prefix.push(c),
            }
        }
        prefix.push(':');
    }
    prefix
}

/// Reads a stored text.
pub type Read = fn(&str) -> Result<Reading, Damage>;

/// Whether there may be a plan under a [`prefix`]: a storage that cannot be asked has none that could be read.
pub fn holds_plans(store: &impl KeyValue, prefix: &str) -> bool {
    let start = format!("{prefix}plan:");
    store
        .keys()
        .is_ok_and(|keys| keys.iter().any(|key| key.starts_with(&start)))
}

impl<S: KeyValue> Keeper<S> {
    /// Opens the current plan under a [`prefix`]. `fresh_id` (1 to 32 of a-z, 0-9) names the plan to begin where there is none.
    /// Nothing is written but copies of what cannot be read. `read` is [`envelope::read`], given from outside so that
    /// a page without a stored plan need not load it.
    pub fn open(store: S, prefix: String, fresh_id: &str, read: Read) -> (Self, Opened) {
        let mut keeper = Self {
            read,
            store,
            prefix,
            id: fresh_id.to_owned(),
            status: Status::Saved,
            seen: None,
            good: false,
            backed: false,
            backup_ours: None,
            wreck: None,
            current: None,
            rev: 0,
        };
        let mut notices = Vec::new();
        let plan = match keeper.load(&mut notices) {
            Ok(plan) => plan,
            Err((reason, plan)) => {
                if let MemoryReason::Storage(e) | MemoryReason::NotKept(e) = reason {
                    notices.push(Notice::Unavailable(e));
                }
                keeper.status = Status::Memory(reason);
                plan
            }
        };
        let plan = plan.map(|mut plan| {
            plan.id.clone_from(&keeper.id);
            keeper.rev = plan.rev;
            *plan
        });
        (keeper, Opened { plan, notices })
    }

    /// Ids of all plans under this prefix, in order.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn plan_ids(&self) -> Result<Vec<String>, StorageError> {
        let start = self.key("plan:");
        let keys = self.store.keys()?;
        let named = keys.iter().filter_map(|key| key.strip_prefix(&start));
        let mut ids: Vec<String> = named
            .filter(|id| Reading::is_plan_id(id))
            .map(str::to_owned)
            .collect();
        ids.sort_unstable();
        Ok(ids)
    }

    /// The stored text of a plan.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn plan_text(&self, id: &str) -> Result<Option<String>, StorageError> {
        self.store.get(&self.key_of_plan(id))
    }

    /// Stores another plan beside this one, under its own id; a plan that is there already stays as it is.
    ///
    /// # Errors
    /// [`StorageError`]; this plan is as it was.
    pub fn put_beside(&self, plan: &Plan) -> Result<(), StorageError> {
        let key = self.key_of_plan(&plan.id);
        if self.store.get(&key)?.is_some() {
            return Ok(());
        }
        let put = self.set_and_see(&key, &envelope::write(plan));
        if put.is_err() {
            // Best effort: half of a plan is no plan.
            let _ = self.store.remove(&key);
        }
        put
    }

    /// Has another plan opened when the page is opened next. This one goes on being saved in its own place until then.
    ///
    /// # Errors
    /// [`StorageError`]; this plan stays the one that is opened.
    pub fn open_next(&self, id: &str) -> Result<(), StorageError> {
        self.set_and_see(&self.key("current"), id)
    }

    /// Writes, and only what is read back whole counts as written.
    fn set_and_see(&self, key: &str, text: &str) -> Result<(), StorageError> {
        self.store.set(key, text)?;
        if self.store.get(key)?.as_deref() == Some(text) {
            Ok(())
        } else {
            Err(StorageError::Other)
        }
    }

    /// How it stands with saving.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status
    }

    /// Id of the plan this keeper writes.
    #[must_use]
    pub fn plan_id(&self) -> &str {
        &self.id
    }

    /// Revision stored last.
    #[must_use]
    pub fn rev(&self) -> u64 {
        self.rev
    }

    /// The storage.
    #[must_use]
    pub fn store(&self) -> &S {
        &self.store
    }

    /// Keys of the kept texts, in the order they were kept.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn kept(&self) -> Result<Vec<String>, StorageError> {
        let mut numbers: Vec<u32> = Vec::new();
        for key in &self.store.keys()? {
            if let Some(n) = self.kept_number(key) {
                numbers.insert(numbers.partition_point(|m| *m < n), n);
            }
        }
        Ok(numbers.into_iter().map(|n| self.kept_key(n)).collect())
    }

    /// Text of a key named by a [`Notice`] or by [`Self::kept`], for the download.
    ///
    /// # Errors
    /// [`StorageError`].
    pub fn text(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.store.get(key)
    }

    /// The preferences; those that cannot be read are the default.
    #[must_use]
    pub fn prefs(&self) -> Prefs {
        let text = self.store.get(&self.key("prefs")).ok().flatten();
        text.and_then(|t| Prefs::read(&t)).unwrap_or_default()
    }

    /// A change waits to be stored: says so unless there is something worse to say.
    pub fn touch(&mut self) -> Status {
        if self.status == Status::Saved {
            self.status = Status::Saving;
        }
        self.status
    }

    /// Stores the plan under the next revision, unless it is stored already. The plan's own id and revision are not looked at.
    pub fn save(&mut self, plan: &Plan) -> Status {
        if !matches!(self.status, Status::Memory(_) | Status::Conflict(_)) {
            self.status = match self.try_save(plan) {
                Ok(()) => Status::Saved,
                Err(Stop::Failed(e)) => Status::Failed(e),
                Err(Stop::Conflict(c)) => Status::Conflict(c),
            };
        }
        self.status
    }

    /// Looks whether another tab has written since, as after a `storage` event or when the page is shown again.
    pub fn check(&mut self) -> Status {
        if !matches!(self.status, Status::Memory(_) | Status::Conflict(_))
            && let Ok(found) = self.store.get(&self.plan_key())
            && let Some(conflict) = self.conflict(found.as_deref())
        {
            self.status = Status::Conflict(conflict);
        }
        self.status
    }

    /// Stores the preferences; what is there and cannot be read is kept first.
    ///
    /// # Errors
    /// [`StorageError`]; nothing was overwritten then.
    pub fn save_prefs(&self, prefs: &Prefs) -> Result<(), StorageError> {
        let key = self.key("prefs");
        let text = prefs.write();
        match self.store.get(&key)? {
            Some(old) if old == text => return Ok(()),
            Some(old) if !old.trim().is_empty() && Prefs::read(&old).is_none() => {
                self.keep(&key, &old)?;
            }
            _ => {}
        }
        self.store.set(&key, &text)
    }

    /// Deletes every key of ours under this prefix, kept texts and other plans included, and nobody else's. Returns how many.
    /// The next save begins anew.
    ///
    /// # Errors
    /// The first [`StorageError`]; what could be deleted is.
    pub fn delete_everything(&mut self) -> Result<usize, StorageError> {
        let mut ours: Vec<String> = self.store.keys()?;
        ours.retain(|key| self.is_ours(key));
        // Backups first: a plan must not come back from its backup when the rest fails.
        let (first, last): (Vec<_>, Vec<_>) = ours.iter().partition(|key| key.ends_with("~1"));
        let mut failed = None;
        for key in first.into_iter().chain(last) {
            if let Err(e) = self.store.remove(key) {
                failed = failed.or(Some(e));
            }
        }
        let left = self.store.keys()?;
        if let Some(e) = failed {
            return Err(e);
        }
        if left.iter().any(|key| self.is_ours(key)) {
            return Err(StorageError::Other);
        }
        (self.seen, self.current, self.wreck) = (None, None, None);
        (self.good, self.backed, self.backup_ours) = (false, false, None);
        self.rev = 0;
        self.status = Status::Saved;
        Ok(ours.len())
    }

    fn key(&self, name: &str) -> String {
        [self.prefix.as_str(), name].concat()
    }

    fn key_of_plan(&self, id: &str) -> String {
        [self.prefix.as_str(), "plan:", id].concat()
    }

    fn plan_key(&self) -> String {
        self.key_of_plan(&self.id)
    }

    fn backup_key(&self) -> String {
        [self.prefix.as_str(), "plan:", &self.id, "~1"].concat()
    }

    fn kept_key(&self, n: u32) -> String {
        let mut key = self.key("kept:");
        // Writing to a String cannot fail.
        let _ = write!(key, "{n}");
        key
    }

    fn kept_number(&self, key: &str) -> Option<u32> {
        let number = key.strip_prefix(&self.prefix)?.strip_prefix("kept:")?;
        number.bytes().all(|b| b.is_ascii_digit()).then_some(())?;
        number.parse().ok()
    }

    fn is_ours(&self, key: &str) -> bool {
        let Some(name) = key.strip_prefix(&self.prefix) else {
            return false;
        };
        let plan = name.strip_prefix("plan:");
        let plan = plan.map(|id| id.strip_suffix("~1").unwrap_or(id));
        name == "current"
            || name == "prefs"
            // What the builder of embeddings has made so far.
            || name == "builder"
            // What a lead has opened, and leads that wait.
            || name == "lead"
            || name.starts_with("outbox:")
            || plan.is_some_and(Reading::is_plan_id)
            || self.kept_number(key).is_some()
    }

    /// The text under a key; nothing and the empty text are both nothing to read.
    fn readable(&self, text: Option<&str>) -> Option<Result<Reading, Damage>> {
        match text.map(self.read) {
            None | Some(Err(Damage::Empty)) => None,
            read => read,
        }
    }

    fn load(&mut self, notices: &mut Vec<Notice>) -> Result<Option<Box<Plan>>, LoadStop> {
        let storage = |e| (MemoryReason::Storage(e), None);
        self.current = self.store.get(&self.key("current")).map_err(storage)?;
        if let Some(id) = self.current.clone().filter(|id| Reading::is_plan_id(id)) {
            self.id = id;
            if let Some(plan) = self.load_this(notices)? {
                return Ok(Some(plan));
            }
            if self.seen.is_some() || !notices.is_empty() {
                return Ok(None);
            }
        }
        // No plan is pointed to: take one that is there all the same.
        let keys = self.store.keys().map_err(storage)?;
        let ids = keys.iter().filter_map(|key| {
            let name = key.strip_prefix(&self.prefix)?.strip_prefix("plan:")?;
            let id = name.strip_suffix("~1").unwrap_or(name);
            Reading::is_plan_id(id).then_some(id)
        });
        if let Some(id) = ids.min() {
            self.id = id.to_owned();
            return self.load_this(notices);
        }
        Ok(None)
    }

    fn load_this(&mut self, notices: &mut Vec<Notice>) -> Result<Option<Box<Plan>>, LoadStop> {
        let storage = |e| (MemoryReason::Storage(e), None);
        let key = self.plan_key();
        self.seen = self.store.get(&key).map_err(storage)?;
        match self.readable(self.seen.as_deref()) {
            Some(Ok(reading)) => {
                self.good = true;
                return self.accept(&key, self.seen.as_deref(), reading, notices);
            }
            Some(Err(damage)) => self.put_aside(&key, self.seen.as_deref(), damage, notices)?,
            None => {}
        }
        let key = self.backup_key();
        let text = self.store.get(&key).map_err(storage)?;
        match self.readable(text.as_deref()) {
            Some(Ok(reading)) => {
                notices.push(Notice::Recovered);
                self.accept(&key, text.as_deref(), reading, notices)
            }
            Some(Err(damage)) => {
                self.put_aside(&key, text.as_deref(), damage, notices)?;
                Ok(None)
            }
            None => Ok(None),
        }
    }

    /// A plan of which values had to be left out is kept as it was before it can be overwritten.
    fn accept(
        &self,
        key: &str,
        text: Option<&str>,
        reading: Reading,
        notices: &mut Vec<Notice>,
    ) -> Result<Option<Box<Plan>>, LoadStop> {
        let plan = Box::new(reading.plan);
        if reading.dropped > 0 {
            match self.keep(key, text.unwrap_or_default()) {
                Ok(key) => notices.push(Notice::Repaired {
                    dropped: reading.dropped,
                    key,
                }),
                Err(e) => {
                    notices.push(Notice::Repaired {
                        dropped: reading.dropped,
                        key: key.to_owned(),
                    });
                    return Err((MemoryReason::NotKept(e), Some(plan)));
                }
            }
        }
        Ok(Some(plan))
    }

    fn put_aside(
        &self,
        key: &str,
        text: Option<&str>,
        damage: Damage,
        notices: &mut Vec<Notice>,
    ) -> Result<(), LoadStop> {
        if let Damage::Newer(version) = damage {
            notices.push(Notice::Newer {
                version,
                key: key.to_owned(),
            });
            return Err((MemoryReason::Newer, None));
        }
        match self.keep(key, text.unwrap_or_default()) {
            Ok(key) => {
                notices.push(Notice::Damaged { damage, key });
                Ok(())
            }
            Err(e) => {
                // The text stays in its place, as nothing will be written there.
                let key = key.to_owned();
                notices.push(Notice::Damaged { damage, key });
                Err((MemoryReason::NotKept(e), None))
            }
        }
    }

    /// Copies the text under a key to the next free `kept:<n>`, unless it is kept already.
    fn keep(&self, from: &str, text: &str) -> Result<String, StorageError> {
        let mut next = 1;
        for key in self.kept()? {
            if self.store.get(&key)?.as_deref() == Some(text) {
                return Ok(key);
            }
            next = self.kept_number(&key).map_or(next, |n| n.saturating_add(1));
        }
        let key = self.kept_key(next);
        self.store.copy(from, &key)?;
        if self.store.get(&key)?.as_deref() == Some(text) {
            Ok(key)
        } else {
            Err(StorageError::Other)
        }
    }

    fn conflict(&self, found: Option<&str>) -> Option<Conflict> {
        let ours = found == self.seen.as_deref()
            || self.wreck.as_ref().is_some_and(|w| found == w.as_deref());
        if ours {
            return None;
        }
        Some(match self.readable(found) {
            None => Conflict::Removed,
            Some(Ok(reading)) => Conflict::Changed {
                rev: reading.plan.rev,
            },
            Some(Err(_)) => Conflict::Unreadable,
        })
    }

    fn try_save(&mut self, plan: &Plan) -> Result<(), Stop> {
        let mut plan = plan.clone();
        plan.id.clone_from(&self.id);
        plan.rev = self.rev;
        if self.good
            && self.wreck.is_none()
            && self.seen.as_deref() == Some(&envelope::write(&plan))
        {
            return Ok(());
        }
        plan.rev = self.rev.saturating_add(1);
        let text = envelope::write(&plan);
        let key = self.plan_key();
        if let Some(conflict) = self.conflict(self.store.get(&key)?.as_deref()) {
            return Err(Stop::Conflict(conflict));
        }
        self.point_here()?;
        self.back_up();
        let mut written = self.store.set(&key, &text);
        if written == Err(StorageError::Full) && self.good {
            // What is stored is whole, so the backup is the less needed of the two.
            self.backed = false;
            if self.store.remove(&self.backup_key()).is_ok() {
                written = self.store.set(&key, &text);
            }
        }
        if written.is_err() {
            // The call may have done its work and failed after it.
            self.wreck = Some(Some(text));
            return Ok(written?);
        }
        match self.store.get(&key) {
            Ok(found) if found.as_deref() == Some(&text) => {
                self.seen = found;
                self.rev = plan.rev;
                (self.good, self.backed, self.wreck) = (true, false, None);
                Ok(())
            }
            Ok(found) => {
                self.wreck = Some(found);
                if let (true, Some(seen)) = (self.good, &self.seen) {
                    // Best effort: the backup has it too.
                    let _ = self.store.set(&key, seen);
                }
                Err(Stop::Failed(StorageError::Other))
            }
            Err(e) => {
                self.wreck = Some(Some(text));
                Err(Stop::Failed(e))
            }
        }
    }

    /// `current` names this plan before the plan is called saved. The first save of a new plan looks whether another tab
    /// began one meanwhile.
    fn point_here(&mut self) -> Result<(), Stop> {
        if self.current.as_deref() == Some(&self.id) {
            return Ok(());
        }
        let key = self.key("current");
        let found = self.store.get(&key)?;
        if found != self.current && found.as_deref() != Some(&self.id) && self.seen.is_none() {
            return Err(Stop::Conflict(Conflict::Changed { rev: 0 }));
        }
        self.store.set(&key, &self.id)?;
        if self.store.get(&key)?.as_deref() != Some(&self.id) {
            return Err(Stop::Failed(StorageError::Other));
        }
        self.current = Some(self.id.clone());
        Ok(())
    }

    /// Copies what is stored to the backup. A backup that cannot be made is none; the plan's own text is whole.
    fn back_up(&mut self) {
        let (true, false, Some(seen)) = (self.good, self.backed, &self.seen) else {
            return;
        };
        let key = self.backup_key();
        if self.backup_ours.is_none() {
            let Ok(found) = self.store.get(&key) else {
                return;
            };
            // Nothing unreadable is overwritten, wherever it stands.
            self.backup_ours = Some(!matches!(self.readable(found.as_deref()), Some(Err(_))));
        }
        if self.backup_ours == Some(true) && self.store.set(&key, seen).is_ok() {
            self.backed = self.store.get(&key).ok().flatten().as_ref() == Some(seen);
        }
    }
}

/// Loading ends in memory, perhaps with a plan.
type LoadStop = (MemoryReason, Option<Box<Plan>>);

enum Stop {
    Failed(StorageError),
    Conflict(Conflict),
}

impl From<StorageError> for Stop {
    fn from(e: StorageError) -> Self {
        Self::Failed(e)
    }
}
