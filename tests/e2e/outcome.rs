//! How a scenario ends.

use thirtyfour::error::WebDriverError;

/// Why a scenario failed, in words.
#[derive(Debug)]
pub(crate) struct Trouble(pub(crate) String);

/// Fine, or trouble.
pub(crate) type Outcome<T = ()> = Result<T, Trouble>;

impl From<WebDriverError> for Trouble {
    fn from(error: WebDriverError) -> Self {
        // The driver adds addresses of its own code, which say nothing.
        let text = error.to_string();
        let lines = text.lines().map(str::trim);
        let told: Vec<&str> = lines
            .take_while(|line| !line.eq_ignore_ascii_case("stacktrace:"))
            .filter(|line| !line.is_empty())
            .collect();
        Self(told.join(" "))
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<serde_json::Error> for Trouble {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

/// Ends the scenario unless the condition holds; the words say what was expected.
macro_rules! ensure {
    ($holds:expr, $($words:tt)+) => {
        if !$holds {
            return Err($crate::outcome::Trouble(format!($($words)+)));
        }
    };
}

/// Ends the scenario unless both are equal; the words say what of.
macro_rules! ensure_same {
    ($seen:expr, $wanted:expr, $($words:tt)+) => {
        // A match, so that what is compared lives as long as the comparison.
        match (&$seen, &$wanted) {
            (seen, wanted) if seen == wanted => {}
            (seen, wanted) => {
                return Err($crate::outcome::Trouble(format!(
                    "{}: saw {seen:?}, expected {wanted:?}",
                    format_args!($($words)+)
                )));
            }
        }
    };
}

pub(crate) use {ensure, ensure_same};
