//! The wheel as it stands, as a file.

use leptos::prelude::*;

use crate::domain::stage::{Sector, Stage};
use crate::engine::score::level_of;
use crate::engine::wheel::{Part, draw};
use crate::i18n::k;
use crate::platform::browser::files;
use crate::report::svg::{self, Captions};
use crate::ui::names;
use crate::ui::pages::home::figure;
use crate::ui::store::Store;
use crate::ui::words::Texts;

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Shapes and texts, for any size.
    Svg,
    /// Pixels, for slides and messages.
    Png,
}

/// Side of the picture in pixels: sharp on a slide.
const PIXELS: u32 = 1_600;

/// Offers the wheel as it stands as a file.
pub fn save(format: Format, texts: Texts, store: Store) {
    let score = store.scores.with_untracked(|s| s.overall);
    let names = Stage::ALL
        .map(|s| (Part::Stage(s), texts.t(names::stage(s))))
        .into_iter()
        .chain(Sector::ALL.map(|s| (Part::Sector(s), texts.t(names::sector(s)))))
        .collect();
    let captions = Captions {
        title: texts.t(k::WHEEL_TITLE),
        score: figure(texts, score),
        word: score.map_or_else(String::new, |v| texts.t(names::level(level_of(v)))),
        answered: store.scores.with_untracked(|s| {
            let (n, all) = (s.answered.to_string(), s.items.to_string());
            texts.fill(k::WHEEL_ANSWERED, &[("n", &n), ("all", &all)])
        }),
        names,
    };
    let text = svg::document(&store.wheel.with_untracked(draw), &captions);
    match format {
        // A browser that refuses downloads shows that itself.
        Format::Svg => drop(files::download("growth-wheel.svg", "image/svg+xml", &text)),
        Format::Png => files::download_drawn("growth-wheel.png", text, PIXELS),
    }
}
