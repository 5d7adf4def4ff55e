//! What a part of the wheel opens: what it is, its score, what belongs to it and what lifts it.

use leptos::prelude::*;

use crate::domain::answer::Level;
use crate::domain::catalogue::{Item, Lift};
use crate::domain::stage::Group;
use crate::engine::score::Known;
use crate::engine::score::known;
use crate::engine::wheel::Part;
use crate::i18n::k;
use crate::ui::catalogue;
use crate::ui::dom::{El, el};
use crate::ui::names;
use crate::ui::pages::part::takes;
use crate::ui::pages::questions::place_of;
use crate::ui::parts::wheel::{score_words, spoke_words};
use crate::ui::route::Route;
use crate::ui::session::session;
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

/// The panel of a part.
#[must_use]
pub fn panel_of(part: Part, selected: RwSignal<Option<Part>>) -> Vec<El> {
    let (texts, store) = (texts(), store());
    session().spawn(async move { texts.load(&["lifts", "result"]).await });
    let scores = store.scores;
    let heading = el("h2").attr("id", "gw-panel").attr("tabindex", "-1");
    let spoke = move || match part {
        Part::Spoke(index) => store.wheel.with(|w| w.spokes.get(index).cloned()),
        _ => None,
    };
    let score = move || match part {
        Part::Hub => scores.with(|s| s.overall),
        Part::Stage(stage) => scores.with(|s| s.stage(stage)),
        Part::Sector(sector) => scores.with(|s| s.sector(sector)),
        Part::Spoke(_) => spoke()?.known.level().map(|l| 100.0 * l.share()),
    };
    let what = move || match part {
        Part::Hub
            if scores.with(|s| s.race.is_some() && s.sostac.is_none())
                && store.wheel.with(|w| w.rim) =>
        {
            texts.t(k::WHEEL_ONLY_RACE)
        }
        Part::Hub => String::new(),
        Part::Stage(stage) => texts.piece("result", &["what.", stage.id()].concat()),
        Part::Sector(sector) => texts.piece("result", &["what.", sector.id()].concat()),
        Part::Spoke(_) => spoke().map_or_else(String::new, |s| spoke_words(texts, s.known)),
    };
    let now = spoke();
    let (title, group) = match part {
        Part::Hub => (heading.words(k::WHEEL_OVERALL), None),
        Part::Stage(stage) => {
            let name = el("span").attr("lang", "en").words(names::stage(stage));
            (heading.child(name), Some(Group::Race(stage)))
        }
        Part::Sector(sector) => {
            let title = heading.words(names::sector(sector));
            (title, Some(Group::Sostac(sector)))
        }
        Part::Spoke(_) => {
            let name = now.as_ref().map_or(k::BRAND, |s| names::item(&s.item));
            let group = now.as_ref().map(|s| Group::Race(s.stage));
            (heading.words(name), group)
        }
    };
    let close = el("button")
        .class("plain")
        .words(k::WHEEL_CLOSE)
        .on_click(move || selected.set(None));
    let mut all = vec![
        el("div")
            .class("panel-head")
            .child(title)
            .child(
                el("p")
                    .class("value")
                    .say(move || score_words(texts, score())),
            )
            .child(close),
        el("p").say(what),
    ];
    if let Some(group) = group {
        // Of a spoke its own item, else all that belong to the group.
        let mine = |item: &&'static Item| now.as_ref().is_none_or(|s| s.item == item.id);
        let items = catalogue::items().items_of(group).filter(mine);
        let rows = items.map(|item| lift_row(item, now.is_none(), store, texts));
        let title = if now.is_none() {
            k::WHEEL_ITEMS
        } else {
            k::WHEEL_LIFTS
        };
        all.push(el("h3").words(title));
        all.push(el("ul").class("items").children(rows));
    }
    // Of a spoke its own question, of a part its first open one, of the whole the quick check.
    let (route, label) = match (group, part) {
        (None, _) => (Route::Express, k::EXPRESS_TITLE),
        (Some(group), Part::Spoke(index)) => {
            let item = store
                .wheel
                .with_untracked(|w| w.spokes.get(index).map(|s| s.item.clone()));
            let place = item
                .and_then(|id| catalogue::items().item(&id))
                .and_then(place_of);
            (Route::Questions(group, place), k::WHEEL_DETAIL)
        }
        (Some(group), _) => (Route::Questions(group, None), k::WHEEL_DETAIL),
    };
    let link = el("a")
        .class("button second")
        .hook("detail")
        .attr("href", &route.href())
        .words(label);
    all.push(el("p").child(link));
    all
}

/// An item with what lifts it from where it stands: from the first level while it is not answered.
fn lift_row(item: &'static Item, named: bool, store: Store, texts: Texts) -> El {
    let now = move || store.with(|p| known(p, item));
    let lift = move || {
        let from = match now() {
            Known::NotApplicable => return None,
            answered => answered.level().map_or(1, Level::get),
        };
        item.lifts.iter().find(|l| l.from == from)
    };
    let step = move || {
        let text = |l: &Lift| texts.piece("lifts", &format!("{}.{}", item.id, l.from));
        lift().map_or_else(String::new, text)
    };
    let cost = move || {
        let Some(lift) = lift() else {
            return String::new();
        };
        takes(texts, lift.hours, lift.money, lift.weeks)
    };
    let mut row = el("li");
    if named {
        row = row
            .child(el("span").class("name").words(names::item(&item.id)))
            .child(
                el("span")
                    .class("value")
                    .say(move || spoke_words(texts, now())),
            );
    }
    row.child(el("p").class("lift").say(step))
        .child(el("p").class("hint").say(cost))
}
