//! The catalogue of this page, in two cuts: what the wheel and the check need, and all of it for the pages that
//! load on demand.

use std::sync::LazyLock;

use crate::content;
use crate::domain::catalogue::Catalogue;
use crate::domain::plan::Plan;
use crate::engine::recommend::Context;
use crate::platform::browser;

static ITEMS: LazyLock<Catalogue> = LazyLock::new(|| Catalogue {
    items: content::items::all(),
    base: content::base::all(),
    ..Catalogue::default()
});

static ALL: LazyLock<Catalogue> = LazyLock::new(content::catalogue);

/// Items and base only; enough for scores and the wheel.
#[must_use]
pub fn items() -> &'static Catalogue {
    &ITEMS
}

/// Everything; only for pages that load on demand, so that the channels stay out of the first visit.
#[must_use]
pub fn all() -> &'static Catalogue {
    &ALL
}

/// What the engine cannot know of a plan by itself: the rate of its currency and the day.
#[must_use]
pub fn context(plan: &Plan) -> Context {
    Context {
        euro_rate: content::currency::rate(plan.profile.currency()),
        today: browser::today(),
    }
}
