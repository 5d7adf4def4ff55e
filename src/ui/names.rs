//! Which text names what.

use crate::domain::answer::Level;
use crate::domain::ids::ItemId;
use crate::domain::profile::{Model, Objective};
use crate::domain::stage::{Group, Sector, Stage};
use crate::engine::score::{ConfidenceWord, Progress};
use crate::i18n::{Key, k};
use crate::ui::catalogue;

/// Name of a stage.
#[must_use]
pub const fn stage(stage: Stage) -> Key {
    match stage {
        Stage::Reach => k::STAGE_REACH,
        Stage::Act => k::STAGE_ACT,
        Stage::Convert => k::STAGE_CONVERT,
        Stage::Engage => k::STAGE_ENGAGE,
    }
}

/// Plain words for a stage.
#[must_use]
pub const fn gloss(stage: Stage) -> Key {
    match stage {
        Stage::Reach => k::GLOSS_REACH,
        Stage::Act => k::GLOSS_ACT,
        Stage::Convert => k::GLOSS_CONVERT,
        Stage::Engage => k::GLOSS_ENGAGE,
    }
}

/// Name of a sector.
#[must_use]
pub const fn sector(sector: Sector) -> Key {
    match sector {
        Sector::Situation => k::SECTOR_SITUATION,
        Sector::Objectives => k::SECTOR_OBJECTIVES,
        Sector::Strategy => k::SECTOR_STRATEGY,
        Sector::Tactics => k::SECTOR_TACTICS,
        Sector::Action => k::SECTOR_ACTION,
        Sector::Control => k::SECTOR_CONTROL,
    }
}

/// Name of a stage or a sector.
#[must_use]
pub const fn group(group: Group) -> Key {
    match group {
        Group::Race(s) => stage(s),
        Group::Sostac(s) => sector(s),
    }
}

/// Word for a level.
#[must_use]
pub const fn level(level: Level) -> Key {
    match level.get() {
        1 => k::LEVEL_1,
        2 => k::LEVEL_2,
        3 => k::LEVEL_3,
        4 => k::LEVEL_4,
        _ => k::LEVEL_5,
    }
}

/// Word for confidence.
#[must_use]
pub const fn confidence(word: ConfidenceWord) -> Key {
    match word {
        ConfidenceWord::None => k::CONFIDENCE_NONE,
        ConfidenceWord::FirstImpression => k::CONFIDENCE_FIRST_IMPRESSION,
        ConfidenceWord::Partial => k::CONFIDENCE_PARTIAL,
        ConfidenceWord::Solid => k::CONFIDENCE_SOLID,
        ConfidenceWord::Complete => k::CONFIDENCE_COMPLETE,
    }
}

/// Word for progress.
#[must_use]
pub const fn progress(progress: Progress) -> Key {
    match progress {
        Progress::Empty => k::WHEEL_EMPTY,
        Progress::Started => k::WHEEL_STARTED,
        Progress::Done => k::WHEEL_DONE,
    }
}

/// A kind of business.
#[must_use]
pub const fn model(model: Model) -> Key {
    match model {
        Model::Shop => k::MODEL_SHOP,
        Model::B2b => k::MODEL_B2B,
        Model::Both => k::MODEL_BOTH,
        Model::Local => k::MODEL_LOCAL,
        Model::Nonprofit => k::MODEL_NONPROFIT,
    }
}

/// An objective.
#[must_use]
pub const fn objective(objective: Objective) -> Key {
    match objective {
        Objective::Sell => k::OBJECTIVE_SELL,
        Objective::Serve => k::OBJECTIVE_SERVE,
        Objective::Speak => k::OBJECTIVE_SPEAK,
        Objective::Save => k::OBJECTIVE_SAVE,
        Objective::Sizzle => k::OBJECTIVE_SIZZLE,
    }
}

/// Name of an item; the brand's for one that there is not.
#[must_use]
pub fn item(id: &ItemId) -> Key {
    catalogue::name(id).unwrap_or(k::BRAND)
}
