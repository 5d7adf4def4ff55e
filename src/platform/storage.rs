//! Text by key, as the browser's localStorage keeps it; and a twin in memory that can be made to fail.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Why storage did not do as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// Not to be had: cookies blocked, a sandboxed frame.
    #[error("storage is blocked")]
    Blocked,
    /// No room left; what was stored before is as it was.
    #[error("storage is full")]
    Full,
    /// Anything else.
    #[error("storage failed")]
    Other,
}

impl StorageError {
    /// Name that texts are keyed by, `core.storage.<id>`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Full => "full",
            Self::Other => "other",
        }
    }
}

/// Text by key. A call that fails has changed nothing.
pub trait KeyValue {
    /// The text under a key, `None` when there is none.
    ///
    /// # Errors
    /// [`StorageError`].
    fn get(&self, key: &str) -> Result<Option<String>, StorageError>;

    /// Puts a text under a key in place of any other, in one piece or not at all.
    ///
    /// # Errors
    /// [`StorageError`].
    fn set(&self, key: &str, text: &str) -> Result<(), StorageError>;

    /// Takes a key away; one that is not there is no error.
    ///
    /// # Errors
    /// [`StorageError`].
    fn remove(&self, key: &str) -> Result<(), StorageError>;

    /// Every key there is, in no certain order, those of other programs too.
    ///
    /// # Errors
    /// [`StorageError`].
    fn keys(&self) -> Result<Vec<String>, StorageError>;

    /// Puts the text of one key under another too. A browser's strings may hold half characters that `String` cannot,
    /// so the browser's own store copies without going through it.
    ///
    /// # Errors
    /// [`StorageError`]; nothing to copy is `Other`.
    fn copy(&self, from: &str, to: &str) -> Result<(), StorageError> {
        let text = self.get(from)?.ok_or(StorageError::Other)?;
        self.set(to, &text)
    }
}

impl<T: KeyValue + ?Sized> KeyValue for Rc<T> {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        (**self).get(key)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        (**self).set(key, text)
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        (**self).remove(key)
    }

    fn keys(&self) -> Result<Vec<String>, StorageError> {
        (**self).keys()
    }

    fn copy(&self, from: &str, to: &str) -> Result<(), StorageError> {
        (**self).copy(from, to)
    }
}

/// How a planned fault shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The call returns this error and does nothing.
    Error(StorageError),
    /// `get` finds nothing, `set` and `remove` say they did and did not, `keys` finds none.
    Silent,
    /// `set` stores half of the text and says it did; any other call fails with `Other`.
    Half,
    /// The call is carried out and still fails with `Other`.
    Late,
}

/// Storage in memory: the fallback where there is no other, and the twin that tests make fail.
#[derive(Debug, Default)]
pub struct Memory {
    texts: RefCell<BTreeMap<String, String>>,
    calls: Cell<u32>,
    injected: Cell<u32>,
    planned: Cell<Option<(u32, Fault)>>,
    quota: Cell<Option<usize>>,
    blocked: Cell<bool>,
}

impl Memory {
    /// Empty, without limits or faults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Calls so far.
    #[must_use]
    pub fn calls(&self) -> u32 {
        self.calls.get()
    }

    /// Faults that came to pass so far, those of quota and block included.
    #[must_use]
    pub fn injected(&self) -> u32 {
        self.injected.get()
    }

    /// UTF-16 units of all keys and texts, the way browsers count their quota.
    #[must_use]
    pub fn used(&self) -> usize {
        let texts = self.texts.borrow();
        texts.iter().map(|(k, t)| units(k) + units(t)).sum()
    }

    /// What is there, past all faults.
    #[must_use]
    pub fn snapshot(&self) -> BTreeMap<String, String> {
        self.texts.borrow().clone()
    }

    /// Puts a text there past all faults, as another program would.
    pub fn plant(&self, key: &str, text: &str) {
        let mut texts = self.texts.borrow_mut();
        texts.insert(key.to_owned(), text.to_owned());
    }

    /// The call numbered `k`, counted from 0 with the next one, goes wrong once.
    pub fn fail_at(&self, k: u32, fault: Fault) {
        self.planned.set(Some((self.calls.get() + k, fault)));
    }

    /// No planned fault any more.
    pub fn heal(&self) {
        self.planned.set(None);
    }

    /// Most UTF-16 units of keys and texts together; `None` for no limit.
    pub fn set_quota(&self, units: Option<usize>) {
        self.quota.set(units);
    }

    /// From now on every call fails with `Blocked`, or no longer does.
    pub fn set_blocked(&self, blocked: bool) {
        self.blocked.set(blocked);
    }

    fn count(&self) {
        self.injected.set(self.injected.get() + 1);
    }

    fn call(&self) -> Result<Option<Fault>, StorageError> {
        let n = self.calls.get();
        self.calls.set(n + 1);
        if self.blocked.get() {
            self.count();
            return Err(StorageError::Blocked);
        }
        match self.planned.get() {
            Some((at, fault)) if at == n => {
                self.count();
                match fault {
                    Fault::Error(error) => Err(error),
                    other => Ok(Some(other)),
                }
            }
            _ => Ok(None),
        }
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

impl KeyValue for Memory {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        match self.call()? {
            None => Ok(self.texts.borrow().get(key).cloned()),
            Some(Fault::Silent) => Ok(None),
            Some(_) => Err(StorageError::Other),
        }
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        let fault = self.call()?;
        if fault == Some(Fault::Silent) {
            return Ok(());
        }
        let text: String = if fault == Some(Fault::Half) {
            text.chars().take(text.chars().count() / 2).collect()
        } else {
            text.to_owned()
        };
        if let Some(quota) = self.quota.get() {
            let old = self.texts.borrow().get(key).map(|t| units(key) + units(t));
            if self.used() - old.unwrap_or(0) + units(key) + units(&text) > quota {
                self.count();
                return Err(StorageError::Full);
            }
        }
        self.texts.borrow_mut().insert(key.to_owned(), text);
        if fault == Some(Fault::Late) {
            return Err(StorageError::Other);
        }
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        match self.call()? {
            Some(Fault::Silent) => Ok(()),
            Some(Fault::Half) => Err(StorageError::Other),
            fault => {
                self.texts.borrow_mut().remove(key);
                if fault.is_some() {
                    return Err(StorageError::Other);
                }
                Ok(())
            }
        }
    }

    fn keys(&self) -> Result<Vec<String>, StorageError> {
        match self.call()? {
            None => Ok(self.texts.borrow().keys().cloned().collect()),
            Some(Fault::Silent) => Ok(Vec::new()),
            Some(_) => Err(StorageError::Other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_store_keeps_what_it_had() {
        let store = Memory::new();
        store.set_quota(Some(6));
        store.set("k", "12345").unwrap();
        assert_eq!(store.set("k", "123456"), Err(StorageError::Full));
        assert_eq!(store.get("k").unwrap().as_deref(), Some("12345"));
        // One letter of the astral planes is two units.
        assert_eq!(store.set("k", "1234😀"), Err(StorageError::Full));
        store.set("k", "123😀").unwrap();
    }

    #[test]
    fn a_planned_fault_comes_once_at_its_call() {
        let store = Memory::new();
        store.fail_at(1, Fault::Error(StorageError::Blocked));
        assert!(store.get("a").is_ok());
        assert_eq!(store.get("a"), Err(StorageError::Blocked));
        assert!(store.get("a").is_ok());
        assert_eq!(store.injected(), 1);
    }
}
