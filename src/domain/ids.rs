//! Stable names: what is saved, and what texts are keyed by.

use std::borrow::Cow;
use std::fmt;

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an id is 1 to 64 of a-z, 0-9, _ and dots, starting with a letter")]
pub struct InvalidId;

const fn is_valid(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes.len() > 64 {
        return false;
    }
    let mut i = 0;
    while i < bytes.len() {
        #[allow(clippy::indexing_slicing, reason = "const fn; i is below len")]
        let b = bytes[i];
        let letter = b.is_ascii_lowercase();
        let inner = b.is_ascii_digit() || b == b'_' || b == b'.';
        if !(letter || (i > 0 && inner)) {
            return false;
        }
        i += 1;
    }
    true
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Cow<'static, str>);

        impl $name {
            /// A built-in id; a malformed one does not compile when used in a const.
            ///
            /// # Panics
            /// At compile time, when the text is no id.
            #[must_use]
            pub const fn builtin(text: &'static str) -> Self {
                assert!(is_valid(text), "not a valid id");
                Self(Cow::Borrowed(text))
            }

            /// An id from outside.
            ///
            /// # Errors
            /// [`InvalidId`] when the text is not 1 to 64 of a-z, 0-9, _ and dots.
            pub fn parse(text: &str) -> Result<Self, InvalidId> {
                if is_valid(text) { Ok(Self(Cow::Owned(text.to_owned()))) } else { Err(InvalidId) }
            }

            /// The id as it is saved.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// One of the maturity items, `act.proof`.
    ItemId
);
id!(
    /// A channel of the ranking, `organic_search`.
    ChannelId
);
id!(
    /// A part of the base, `base.site`.
    BaseId
);
id!(
    /// A helper attached to a channel, `chatbot`.
    HelperId
);
id!(
    /// A media habit of the audience, `instagram`.
    HabitId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_from_outside_is_checked() {
        assert!(ItemId::parse("act.proof").is_ok());
        for bad in ["", "Act", "1a", "a b", "а", &"x".repeat(65), ".a", "_a"] {
            assert_eq!(ItemId::parse(bad), Err(InvalidId), "{bad}");
        }
    }
}
