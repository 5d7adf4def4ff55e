//! Proof of consent: the exact words that stood beside the box, so that nobody has to remember them.

use sha2::{Digest, Sha256};

use crate::domain::json::{Object, Value};

/// Words a visitor agreed to, or did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// The text as it was on screen.
    pub text: String,
    /// Whether the box was ticked.
    pub given: bool,
}

impl Consent {
    /// SHA-256 of the text in UTF-8, 64 hexadecimal digits: two records with the same have agreed to the same.
    #[must_use]
    pub fn hash(&self) -> String {
        let hash = Sha256::digest(self.text.as_bytes());
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Text, hash and answer.
    #[must_use]
    pub fn record(&self) -> Object {
        let mut record = Object::new();
        record.push("given".to_owned(), Value::Bool(self.given));
        record.push("text".to_owned(), Value::from(&*self.text));
        record.push("sha256".to_owned(), Value::from(&*self.hash()));
        record
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_text_s_bytes() {
        let consent = |text: &str| Consent {
            text: text.to_owned(),
            given: true,
        };
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            consent("abc").hash(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_ne!(consent("Да").hash(), consent("Да.").hash());
    }
}
