//! Every idea of the source documents and where it lives; figures and examples that are told here and used nowhere.

use crate::content::sources::{CARDS, DOCUMENTS, FIGURES, IDEAS, Idea, Place};
use crate::domain::ids::ItemId;
use crate::i18n::k;
use crate::ui::catalogue;
use crate::ui::dom::{El, el};
use crate::ui::names;
use crate::ui::pages::questions::place_of;
use crate::ui::route::Route;
use crate::ui::words::{Texts, texts};

const PIECE: &str = "sources";

fn word(texts: Texts, key: &str) -> String {
    texts.piece(PIECE, key)
}

/// The page.
#[must_use]
pub fn sources() -> Vec<El> {
    let texts = texts();
    let built = IDEAS.iter().filter(|i| i.is_built()).count();
    let count = move || {
        let values = [
            ("n", &*built.to_string()),
            ("all", &IDEAS.len().to_string()),
        ];
        texts.piece_fill(PIECE, "count", &values)
    };
    let mut all = vec![
        el("h1")
            .attr("data-heading", "")
            .attr("tabindex", "-1")
            .say(move || word(texts, "title")),
        el("p").class("lead").say(move || word(texts, "lead")),
        el("p").say(count),
    ];
    for document in DOCUMENTS {
        all.push(el("h2").say(move || word(texts, &format!("document.{document}"))));
        let ideas = IDEAS.iter().filter(|i| i.id.starts_with(document));
        all.push(
            el("ul")
                .class("ideas")
                .children(ideas.map(|i| row(i, texts))),
        );
    }
    all.push(told(texts, "figures", "figure", &FIGURES, true));
    all.push(told(texts, "cards", "card", &CARDS, false));
    all.push(el("p").class("hint").say(move || {
        let credit = |key: &str| texts.piece("about", &format!("credit.{key}"));
        [credit("sostac"), credit("race"), credit("none")].join(" ")
    }));
    all
}

fn row(idea: &'static Idea, texts: Texts) -> El {
    let mut places: Vec<El> = idea
        .items
        .iter()
        .filter_map(|id| catalogue::items().item(&ItemId::builtin(id)))
        .map(|item| {
            el("a")
                .attr("href", &Route::Questions(item.group, place_of(item)).href())
                .words(names::item(&item.id))
        })
        .collect();
    places.extend(idea.places.iter().map(|place| page(*place, texts)));
    let state = if places.is_empty() {
        vec![
            el("span")
                .class("quiet")
                .say(move || word(texts, "not_yet")),
        ]
    } else {
        places
    };
    el("li")
        .attr("data-seed", idea.id)
        .child(el("span").class("id").text(idea.id))
        .child(el("p").say(move || word(texts, &format!("item.{}", idea.id))))
        .child(el("p").class("hint places").children(state))
}

fn page(place: Place, texts: Texts) -> El {
    let link = |route: Route, key| el("a").attr("href", &route.href()).words(key);
    match place {
        Place::Home => link(Route::Home, k::WHEEL_TITLE),
        Place::Express => link(Route::Express, k::EXPRESS_TITLE),
        Place::Channels => link(Route::Channels, k::NAV_CHANNELS),
        Place::Numbers => link(Route::Numbers, k::NAV_NUMBERS),
        Place::About => link(Route::About, k::NAV_ABOUT),
        Place::Here => el("span").say(move || word(texts, "only_here")),
    }
}

/// Things that are told and used nowhere.
fn told(
    texts: Texts,
    section: &'static str,
    kind: &'static str,
    ids: &'static [&'static str],
    flagged: bool,
) -> El {
    let row = move |id: &&'static str| {
        let id = *id;
        let line = el("li").child(el("p").say(move || word(texts, &format!("{kind}.{id}"))));
        if flagged {
            line.child(
                el("span")
                    .class("flag")
                    .say(move || word(texts, "figures.flag")),
            )
        } else {
            line
        }
    };
    el("section")
        .child(el("h2").say(move || word(texts, &format!("{section}.title"))))
        .child(
            el("p")
                .class("hint")
                .say(move || word(texts, &format!("{section}.lead"))),
        )
        .child(el("ul").class("told").children(ids.iter().map(row)))
}
