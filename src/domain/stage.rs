//! The two rings: RACE inside (what you do), SOSTAC outside (how you work).

/// A stage of RACE, clockwise from the top. Source: the RACE planning framework, Smart Insights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Be found.
    Reach,
    /// First step.
    Act,
    /// Buy.
    Convert,
    /// Come back.
    Engage,
}

impl Stage {
    /// All four, in the order of the wheel.
    pub const ALL: [Self; 4] = [Self::Reach, Self::Act, Self::Convert, Self::Engage];

    /// Saved name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Reach => "reach",
            Self::Act => "act",
            Self::Convert => "convert",
            Self::Engage => "engage",
        }
    }

    /// The stage of that saved name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id() == id)
    }

    /// 0..=3, the place in [`Stage::ALL`] and in every `[T; 4]` by stage.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A sector of SOSTAC, clockwise from the top. SOSTAC® is a registered trade mark of PR Smith.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sector {
    /// Where are we now?
    Situation,
    /// Where do we want to go?
    Objectives,
    /// How do we get there?
    Strategy,
    /// With which tools exactly?
    Tactics,
    /// Who does what, when?
    Action,
    /// How do we know we are arriving?
    Control,
}

impl Sector {
    /// All six, in the order of the wheel.
    pub const ALL: [Self; 6] = [
        Self::Situation,
        Self::Objectives,
        Self::Strategy,
        Self::Tactics,
        Self::Action,
        Self::Control,
    ];

    /// Saved name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Situation => "situation",
            Self::Objectives => "objectives",
            Self::Strategy => "strategy",
            Self::Tactics => "tactics",
            Self::Action => "action",
            Self::Control => "control",
        }
    }

    /// The sector of that saved name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id() == id)
    }

    /// 0..=5, the place in [`Sector::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// Where an item belongs: a stage of the inner ring or a sector of the outer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Inner ring.
    Race(Stage),
    /// Outer ring.
    Sostac(Sector),
}

impl Group {
    /// Saved name of the stage or sector.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Race(s) => s.id(),
            Self::Sostac(s) => s.id(),
        }
    }
}
