//! What the host's page is told while the widget is used: ids, counts and scores, never an answer or a text of the
//! visitor's. The names and shapes are those of [`super::contract`].

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::domain::catalogue::Item;
use crate::domain::stage::{Sector, Stage};
use crate::engine::score::{Scores, level_of};
use crate::ui::catalogue;
use crate::ui::dom::follow;
use crate::ui::pages::express;
use crate::ui::route::Route;
use crate::ui::session::{self, Session};
use crate::ui::store::Store;
use crate::ui::words::Texts;

#[derive(Serialize)]
struct Progress {
    answered: usize,
    of: usize,
}

#[derive(Serialize)]
struct Question {
    id: String,
    group: &'static str,
}

/// Scores 0..=100 with one decimal; `null` where there is none yet.
#[derive(Serialize, PartialEq, Clone)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    overall: Option<f64>,
    level: Option<u8>,
    stages: Vec<Part>,
    sectors: Vec<Part>,
    weakest: Option<&'static str>,
    confidence: Option<f64>,
    answered: usize,
    of: usize,
    hidden: BTreeMap<String, String>,
}

#[derive(Serialize, PartialEq, Clone)]
struct Part {
    id: &'static str,
    score: Option<f64>,
}

#[derive(Serialize)]
struct Language {
    lang: &'static str,
}

fn tell(session: Session, event: &str, detail: &impl Serialize) {
    session.tell(event, &session::detail(detail));
}

fn rounded(score: f64) -> f64 {
    (score * 10.0).round() / 10.0
}

/// Begins to tell, for as long as the current owner lives.
pub(super) fn tell_all(store: Store, session: Session, texts: Texts) {
    let first = Memo::new(move |_| store.changes.get() > 0);
    follow(move || {
        if first.get() {
            session.tell("started", &JsValue::UNDEFINED);
        }
    });
    // The first figure is where the visitor stands, not something that has happened.
    let counted = Memo::new(move |_| store.scores.with(|s| (s.answered, s.items)));
    let before = StoredValue::new(counted.get_untracked());
    follow(move || {
        let now = counted.get();
        // An example is nobody's progress.
        if !store.in_example() && before.get_value() != now {
            before.set_value(now);
            let (answered, of) = now;
            tell(session, "progress", &Progress { answered, of });
        }
    });
    let question = Memo::new(move |_| match session.route.get() {
        Route::Questions(group, place) => {
            let mut items = catalogue::items().items_of(group);
            // A part alone is its first open question, as the page shows it, else its first.
            let open = |item: &Item| store.now(|p| p.reply(&item.id).is_none());
            let first = || catalogue::items().items_of(group).position(open);
            let place = place.map(usize::from).or_else(first).unwrap_or(0);
            items
                .nth(place)
                .map(|item| (item.id.to_string(), group.id()))
        }
        Route::Express => {
            let id = express::question_id(session.step.get());
            Some((id.to_owned(), "express"))
        }
        _ => None,
    });
    follow(move || {
        if let Some((id, group)) = question.get() {
            tell(session, "question", &Question { id, group });
        }
    });
    let result = Memo::new(move |_| {
        let shown = session.route.get() == Route::Result && !store.in_example();
        shown.then(|| {
            store
                .scores
                .with(|scores| result_of(scores, session.hidden()))
        })
    });
    follow(move || {
        if let Some(result) = result.get() {
            tell(session, "result", &result);
        }
    });
    let language = Memo::new(move |_| texts.lang());
    let before = StoredValue::new(language.get_untracked());
    follow(move || {
        let now = language.get();
        if before.get_value() != now {
            before.set_value(now);
            tell(session, "language", &Language { lang: now.code() });
        }
    });
}

fn result_of(scores: &Scores, hidden: Vec<(String, String)>) -> Outcome {
    let stages = Stage::ALL.map(|stage| Part {
        id: stage.id(),
        score: scores.stage(stage).map(rounded),
    });
    let sectors = Sector::ALL.map(|sector| Part {
        id: sector.id(),
        score: scores.sector(sector).map(rounded),
    });
    // Of equals the first on the customer's way.
    let weakest = stages
        .iter()
        .filter_map(|part| Some((part.id, part.score?)))
        .fold(
            None,
            |least: Option<(&str, f64)>, (id, score)| match least {
                Some((_, low)) if low <= score => least,
                _ => Some((id, score)),
            },
        );
    Outcome {
        overall: scores.overall.map(rounded),
        level: scores.overall.map(|score| level_of(score).get()),
        weakest: weakest.map(|(id, _)| id),
        stages: stages.to_vec(),
        sectors: sectors.to_vec(),
        confidence: scores.confidence.share(),
        answered: scores.answered,
        of: scores.items,
        hidden: hidden.into_iter().collect(),
    }
}
