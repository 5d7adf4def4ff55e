//! The catalogue of a widget, in two cuts: what the wheel and the check need, and all of it for the pages that load on
//! demand. A site's configuration may have an edition of its own.

use std::cell::Cell;
use std::sync::LazyLock;

use leptos::prelude::use_context;

use super::session::Session;
use crate::content;
use crate::domain::catalogue::Catalogue;
use crate::domain::ids::ItemId;
use crate::domain::plan::Plan;
use crate::engine::recommend::Context;
use crate::i18n::Key;
use crate::platform::browser;

static ITEMS: LazyLock<Catalogue> = LazyLock::new(|| Catalogue {
    items: content::items::all(),
    base: content::base::all(),
    ..Catalogue::default()
});

static ALL: LazyLock<Catalogue> = LazyLock::new(content::catalogue);

/// The catalogue of a widget whose site has made it its own.
#[derive(Clone, Copy)]
pub struct Edition {
    /// All of it.
    pub catalogue: &'static Catalogue,
    /// Ids of its channels.
    pub channels: &'static [&'static str],
    /// The questions that are not built in, in the order of their names.
    pub own: &'static [ItemId],
}

thread_local! {
    static WITHIN: Cell<Option<Edition>> = const { Cell::new(None) };
}

/// Items and base only; enough for scores and the wheel.
#[must_use]
pub fn items() -> &'static Catalogue {
    edition().map_or_else(|| &*ITEMS, |edition| edition.catalogue)
}

/// Everything; only for pages that load on demand, so that the channels stay out of the first visit.
#[must_use]
pub fn all() -> &'static Catalogue {
    edition().map_or_else(built_in, |edition| edition.catalogue)
}

/// Everything that is built in, whatever a site has made its own: what a link with a plan is written and read by.
#[must_use]
pub fn built_in() -> &'static Catalogue {
    &ALL
}

/// The edition of the widget that the current owner or event belongs to; `None` is the built-in catalogue.
#[must_use]
pub fn edition() -> Option<Edition> {
    let session = use_context::<Session>();
    session.map_or_else(|| WITHIN.get(), Session::edition)
}

/// Does something within an edition where no owner is current.
pub fn within<T>(edition: Option<Edition>, run: impl FnOnce() -> T) -> T {
    let before = WITHIN.replace(edition);
    let result = run();
    WITHIN.set(before);
    result
}

/// Every channel, in catalogue order, for what is asked before anything else is loaded.
#[must_use]
pub fn channels() -> &'static [&'static str] {
    edition().map_or(&content::express::CHANNELS, |edition| edition.channels)
}

/// Name of an item; `None` for one that there is not.
#[must_use]
pub fn name(id: &ItemId) -> Option<Key> {
    let built_in = ITEMS.items.iter().position(|item| item.id == *id);
    built_in.and_then(Key::of_item).or_else(|| {
        let place = edition()?.own.iter().position(|own| own == id)?;
        Key::of_own_item(place)
    })
}

/// What the engine cannot know of a plan by itself: the rate of its currency and the day.
#[must_use]
pub fn context(plan: &Plan) -> Context {
    Context {
        euro_rate: content::currency::rate(plan.profile.currency()),
        today: browser::today(),
    }
}
