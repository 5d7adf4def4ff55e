//! The wheel as a file, shape by shape: `tests/golden/*.svg`. `UPDATE=1 cargo test --test wheel` writes them anew;
//! look at them before they are committed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use growth_wheel::content::{self, examples};
use growth_wheel::domain::answer::{Level, Reply};
use growth_wheel::domain::plan::Plan;
use growth_wheel::domain::stage::{Sector, Stage};
use growth_wheel::engine::score::{level_of, scores, shown};
use growth_wheel::engine::wheel::{Look, Part, draw, state};
use growth_wheel::report::svg::{Captions, document};

fn drawn(plan: &Plan) -> String {
    let catalogue = content::catalogue();
    let known = scores(plan, &catalogue);
    let names = Stage::ALL
        .map(|s| (Part::Stage(s), s.id().to_owned()))
        .into_iter()
        .chain(Sector::ALL.map(|s| (Part::Sector(s), s.id().to_owned())))
        .collect();
    let captions = Captions {
        title: "Wheel <of> \"tests\" & more".to_owned(),
        score: known
            .overall
            .map_or_else(|| "n/a".to_owned(), |v| shown(v).to_string()),
        word: known
            .overall
            .map_or_else(String::new, |v| level_of(v).get().to_string()),
        answered: format!("{} of {}", known.answered, known.items),
        names,
    };
    document(&draw(&state(plan, &catalogue, &known)), &captions)
}

fn is_the_golden_one(name: &str, plan: &Plan) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    let now = drawn(plan);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap();
    assert!(
        now == golden,
        "{name} is drawn differently: UPDATE=1 cargo test --test wheel, and look at it"
    );
}

#[test]
fn the_empty_wheel_is_drawn_as_before() {
    is_the_golden_one("empty.svg", &Plan::new("empty".to_owned(), 0));
}

#[test]
fn a_filled_wheel_is_drawn_as_before() {
    is_the_golden_one("outdoor.svg", &examples::plan("outdoor").unwrap());
}

#[test]
fn an_estimated_wheel_is_drawn_as_before() {
    let mut plan = Plan::new("estimated".to_owned(), 0);
    for (stage, level) in Stage::ALL.into_iter().zip([3, 2, 4, 1]) {
        plan.express
            .insert(stage, Reply::Level(Level::new(level).unwrap()));
    }
    is_the_golden_one("estimated.svg", &plan);
}

#[test]
fn not_answered_and_level_one_are_never_the_same_picture() {
    let catalogue = content::catalogue();
    let empty = Plan::new("p".to_owned(), 0);
    let mut low = empty.clone();
    low.express
        .insert(Stage::Reach, Reply::Level(Level::new(1).unwrap()));
    let looks = |plan: &Plan| {
        let drawing = draw(&state(plan, &catalogue, &scores(plan, &catalogue)));
        drawing
            .cells
            .iter()
            .take(25)
            .map(|c| c.look)
            .collect::<Vec<_>>()
    };
    assert!(looks(&empty).iter().all(|l| *l == Look::Open));
    assert!(looks(&low).iter().all(|l| *l != Look::Open));
    assert_eq!(
        looks(&low)
            .iter()
            .filter(|l| matches!(l, Look::Estimated(_)))
            .count(),
        5
    );
}

#[test]
fn texts_of_the_file_are_escaped() {
    let svg = drawn(&Plan::new("empty".to_owned(), 0));
    assert!(svg.contains("Wheel &lt;of&gt; &quot;tests&quot; &amp; more"));
}
