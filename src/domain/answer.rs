//! What one may answer to a question about maturity.

/// A maturity level, 1..=5, cumulative: the highest of which all is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// All five.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// `None` outside 1..=5.
    #[must_use]
    pub const fn new(value: u8) -> Option<Self> {
        if value >= 1 && value <= 5 {
            Some(Self(value))
        } else {
            None
        }
    }

    /// 1..=5.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// (level − 1) / 4, so 0..=1.
    #[must_use]
    pub fn share(self) -> f64 {
        f64::from(self.0 - 1) / 4.0
    }
}

/// An answer as chosen. Not answered is the absence of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reply {
    /// One of the five described levels.
    Level(Level),
    /// "I don't know": an answer that lowers confidence, never the score.
    Unknown,
    /// "Does not apply": leaves the item out of scores and of confidence.
    NotApplicable,
}

impl Reply {
    /// Saved name, and the value in `answer-<value>`: `1`..`5`, `unknown`, `na`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Level(level) => match level.get() {
                1 => "1",
                2 => "2",
                3 => "3",
                4 => "4",
                _ => "5",
            },
            Self::Unknown => "unknown",
            Self::NotApplicable => "na",
        }
    }

    /// The reply of that saved name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "unknown" => Some(Self::Unknown),
            "na" => Some(Self::NotApplicable),
            _ => id.parse().ok().and_then(Level::new).map(Self::Level),
        }
    }

    /// The level, if one was chosen.
    #[must_use]
    pub const fn level(self) -> Option<Level> {
        match self {
            Self::Level(level) => Some(level),
            Self::Unknown | Self::NotApplicable => None,
        }
    }
}

/// All that is kept about one item.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// The detailed answer.
    pub reply: Option<Reply>,
    /// One figure or link that shows a level of 4 or 5; empty means "not evidenced".
    pub evidence: String,
    /// The visitor's own word on always-on (`true`) or campaign; `None` keeps the catalogue's.
    pub always_on: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reply_survives_its_saved_name() {
        for id in ["1", "2", "3", "4", "5", "unknown", "na"] {
            assert_eq!(Reply::from_id(id).map(Reply::id), Some(id));
        }
        for bad in ["0", "6", "", "NA", "1.0", "-1"] {
            assert_eq!(Reply::from_id(bad), None, "{bad}");
        }
    }
}
