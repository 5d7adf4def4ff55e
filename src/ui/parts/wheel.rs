//! The wheel as a picture one can point at. The list and the table beside it say the same and are the source of
//! truth; the picture is one Tab stop, arrows move in it.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::stage::Stage;
use crate::engine::score::{Known, shown};
use crate::engine::wheel::{self, Area, Drawing, Look, Move, Part, WheelState};
use crate::i18n::k;
use crate::ui::dom::{El, el, follow, svg};
use crate::ui::names;
use crate::ui::words::{Texts, texts};

/// What the hub shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Hub {
    /// Overall score 0..=100, if there is one.
    pub score: Option<f64>,
    /// Word for the level, or why there is none.
    pub word: String,
    /// How much is answered.
    pub answered: String,
    /// Integration, short.
    pub integration: String,
}

/// Name of a part, as in `data-part`.
#[must_use]
pub fn id_of(part: Part) -> String {
    match part {
        Part::Hub => "hub".to_owned(),
        Part::Stage(s) => s.id().to_owned(),
        Part::Spoke(i) => format!("spoke{i}"),
        Part::Sector(s) => s.id().to_owned(),
    }
}

/// Class of a cell.
#[must_use]
pub fn cell_class(look: Look, stage: Stage) -> String {
    let (kind, tone) = match look {
        Look::Filled(tone) => ("fill", tone),
        Look::Estimated(tone) => ("guess", tone),
        Look::Track => ("track", 0),
        Look::Open => ("open", 0),
        Look::Off => ("off", 0),
    };
    format!("c {kind} t{tone} {}", stage.id())
}

/// What a spoke says to those who do not see it.
#[must_use]
pub fn spoke_words(texts: Texts, known: Known) -> String {
    match known {
        Known::Detailed(level) | Known::Estimated(level) => {
            let word = texts.t(names::level(level));
            let said = texts.fill(
                k::WHEEL_LEVEL_N,
                &[("n", &level.get().to_string()), ("word", &word)],
            );
            if matches!(known, Known::Estimated(_)) {
                format!("{said}, {}", texts.t(k::WHEEL_ESTIMATED))
            } else {
                said
            }
        }
        Known::Unknown => texts.t(k::WHEEL_UNKNOWN),
        Known::NotApplicable => texts.t(k::WHEEL_OFF),
        Known::Open => texts.t(k::WHEEL_OPEN),
    }
}

/// A score in words: "38 of 100", or that there is none yet.
#[must_use]
pub fn score_words(texts: Texts, score: Option<f64>) -> String {
    match score {
        Some(s) => texts.fill(k::WHEEL_POINTS, &[("n", &shown(s).to_string())]),
        None => texts.t(k::WHEEL_NO_SCORE),
    }
}

/// The figure of a score that hosts and tests may read: digits, or "n/a" in every language.
#[must_use]
pub fn score_hook(hook: &str, score: impl Fn() -> Option<f64> + Copy + 'static) -> El {
    let empty = move || score().is_none().then(|| "en".to_owned());
    el("span")
        .hook(hook)
        .attr_of("lang", empty)
        .say(move || score().map_or_else(|| "n/a".to_owned(), |v| shown(v).to_string()))
}

/// Name and state of a part, for the picture's labels.
#[must_use]
pub fn part_words(
    texts: Texts,
    part: Part,
    state: &WheelState,
    stages: &[Option<f64>; 4],
    hub: &Hub,
) -> String {
    match part {
        Part::Hub => {
            let score = hub
                .score
                .map_or_else(|| texts.t(k::WHEEL_NA), |s| shown(s).to_string());
            format!(
                "{} {score}, {}, {}",
                texts.t(k::WHEEL_OVERALL),
                hub.word,
                hub.answered
            )
        }
        Part::Stage(stage) => {
            let score = stages.get(stage.index()).copied().flatten();
            format!(
                "{} ({}): {}",
                texts.t(names::stage(stage)),
                texts.t(names::gloss(stage)),
                score_words(texts, score)
            )
        }
        Part::Spoke(index) => state.spokes.get(index).map_or_else(String::new, |spoke| {
            let rhythm = if spoke.always_on {
                k::WHEEL_ALWAYS_ON
            } else {
                k::WHEEL_CAMPAIGN
            };
            format!(
                "{}. {}: {}, {}",
                index + 1,
                texts.t(names::item(&spoke.item)),
                spoke_words(texts, spoke.known),
                texts.t(rhythm)
            )
        }),
        Part::Sector(sector) => {
            let score = state.sectors.get(sector.index()).copied().flatten();
            format!(
                "{}: {}",
                texts.t(names::sector(sector)),
                score_words(texts, score)
            )
        }
    }
}

/// What the picture shows and tells.
#[derive(Clone)]
pub struct Wheel {
    /// What to draw.
    pub state: Memo<WheelState>,
    /// Scores of the stages.
    pub stages: Rc<dyn Fn() -> [Option<f64>; 4]>,
    /// What stands in the middle.
    pub hub: Rc<dyn Fn() -> Hub>,
    /// The part whose panel is open.
    pub selected: RwSignal<Option<Part>>,
    /// Whether the picture is narrow: the spokes are then left out of what can be chosen, and the names of stages
    /// to the list.
    pub compact: RwSignal<bool>,
    /// A part was chosen.
    pub on_open: Rc<dyn Fn(Part)>,
}

/// The picture.
#[must_use]
pub fn wheel(props: &Wheel) -> El {
    let texts = texts();
    let (state, compact, selected) = (props.state, props.compact, props.selected);
    let focus = RwSignal::new(Some(Part::Hub));
    let drawing = Memo::new(move |_| state.with(wheel::draw));
    let still = drawing.get_untracked();
    let handle = |part: Part, d: &str, class: &str| {
        let (stages, hub) = (props.stages.clone(), props.hub.clone());
        let chosen = move || selected.get() == Some(part);
        svg("path")
            .class(class)
            .class_if("selected", chosen)
            .attr("d", d)
            .attr("data-part", &id_of(part))
            .attr("role", "button")
            .attr_of("tabindex", move || {
                Some((if focus.get() == Some(part) { "0" } else { "-1" }).to_owned())
            })
            .attr_of("aria-label", move || {
                Some(state.with(|s| part_words(texts, part, s, &stages(), &hub())))
            })
            .state("aria-pressed", chosen)
    };
    let handles = |areas: &[Area], class: &str| -> Vec<El> {
        areas.iter().map(|a| handle(a.part, &a.d, class)).collect()
    };
    // The spokes come and go with the width of the window, so they have a group of their own.
    let spokes = svg("g").children(handles(&still.spokes, "spoke"));
    let middle = |class: &str, y: &str, words: fn(Hub) -> String| {
        let hub = props.hub.clone();
        svg("text")
            .class(class)
            .attr("x", "400")
            .attr("y", y)
            .say(move || words(hub()))
    };
    let picture = svg("svg")
        .class("wheel")
        .class_if("compact", move || compact.get())
        .hook("wheel")
        .attr("part", "wheel")
        .attr("viewBox", &state.with_untracked(|s| s.spread().view_box()))
        .attr("role", "group")
        .attr_of("aria-label", move || {
            Some(format!(
                "{}. {}",
                texts.t(k::WHEEL_TITLE),
                texts.t(k::WHEEL_HELP)
            ))
        })
        .children(ground())
        .children(handles(&still.sectors, "sector"))
        .child(hidden().fill(move || drawing.with(readiness)))
        .child(cells(&still, drawing, hidden()))
        .child(hatches(drawing))
        .child(numbers(&still, drawing))
        .children(handles(&still.stages, "band"))
        .child(spokes.clone())
        .child(handle(Part::Hub, HUB_PATH, "hub"))
        .child(labels(&still))
        .child(hidden().class("middle").children([
            middle("score", "398", |h| score_figure(h.score)),
            middle("word", "430", |h| h.word),
            middle("small", "455", |h| h.answered),
            middle("small", "476", |h| h.integration),
        ]));
    {
        let (picture, after) = (picture.clone(), spokes.node().next_sibling());
        follow(move || {
            if compact.get() {
                spokes.node().remove();
            } else {
                let _ = picture.node().insert_before(spokes.node(), after.as_ref());
            }
        });
    }
    let (root, open) = (picture.node().clone(), props.on_open.clone());
    let picture = picture.on("keydown", move |event| {
        let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
            return;
        };
        let now = focus.get_untracked().unwrap_or(Part::Hub);
        let key = match event.key().as_str() {
            "ArrowRight" => Move::Next,
            "ArrowLeft" => Move::Previous,
            "ArrowUp" => Move::Out,
            "ArrowDown" => Move::In,
            "Home" => Move::First,
            "End" => Move::Last,
            "Enter" | " " => {
                event.prevent_default();
                open(now);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        let spread = state.with_untracked(WheelState::spread);
        let next = wheel::step(spread, now, key, !compact.get_untracked());
        focus.set(Some(next));
        let selector = format!("[data-part=\"{}\"]", id_of(next));
        if let Ok(Some(node)) = root.query_selector(&selector) {
            let _ = node.unchecked_into::<web_sys::SvgElement>().focus();
        }
    });
    let (root, open) = (picture.node().clone(), props.on_open.clone());
    picture.on("click", move |event| {
        let Some(event) = event.dyn_ref::<web_sys::MouseEvent>() else {
            return;
        };
        let frame = root.get_bounding_client_rect();
        if frame.width() <= 0.0 {
            return;
        }
        let spread = state.with_untracked(WheelState::spread);
        let (corner, side) = spread.view();
        let scale = side / frame.width();
        let x = corner + (f64::from(event.client_x()) - frame.left()) * scale;
        let y = corner + (f64::from(event.client_y()) - frame.top()) * scale;
        let part = if compact.get_untracked() {
            wheel::part_under_finger(spread, x, y)
        } else {
            wheel::part_at(spread, x, y)
        };
        if let Some(part) = part {
            focus.set(Some(part));
            open(part);
        }
    })
}

const HUB_PATH: &str = "M296 400A104 104 0 0 1 504 400A104 104 0 0 1 296 400Z";

/// A wheel to look at only: cells and hub, for the corner of a page that asks something.
#[must_use]
pub fn mini_wheel(state: Memo<WheelState>, score: impl Fn() -> Option<f64> + 'static) -> El {
    let drawing = Memo::new(move |_| state.with(wheel::draw));
    let still = drawing.get_untracked();
    let sectors = still
        .sectors
        .iter()
        .map(|a| svg("path").class("sector").attr("d", &a.d));
    svg("svg")
        .class("wheel mini")
        .attr("viewBox", &state.with_untracked(|s| s.spread().view_box()))
        .attr("aria-hidden", "true")
        .children(ground())
        .children(sectors)
        .child(svg("g").fill(move || drawing.with(readiness)))
        .child(cells(&still, drawing, svg("g")))
        .child(hatches(drawing))
        .child(
            svg("g").class("middle").child(
                svg("text")
                    .class("score")
                    .attr("x", "400")
                    .attr("y", "436")
                    .say(move || score_figure(score())),
            ),
        )
}

/// A wheel to look at, with the outlines of another laid over it. What it shows is said in words beside it.
#[must_use]
pub fn overlaid_wheel(
    state: Memo<WheelState>,
    over: &[Area],
    score: impl Fn() -> Option<f64> + 'static,
) -> El {
    let outlines = over.iter().map(|a| svg("path").attr("d", &a.d));
    mini_wheel(state, score)
        .child(labels(&state.with_untracked(wheel::draw)))
        .child(svg("g").class("over").children(outlines))
}

fn score_figure(score: Option<f64>) -> String {
    score.map_or_else(|| "–".to_owned(), |s| shown(s).to_string())
}

/// A group for what the list says in words.
fn hidden() -> El {
    svg("g").attr("aria-hidden", "true")
}

/// The hatching and the disc that everything stands on.
fn ground() -> [El; 2] {
    let stripe = svg("rect")
        .class("stripe")
        .attr("width", "4")
        .attr("height", "9");
    let pattern = svg("pattern")
        .attr("id", "gw-hatch")
        .attr("width", "9")
        .attr("height", "9")
        .attr("patternUnits", "userSpaceOnUse")
        .attr("patternTransform", "rotate(45)")
        .child(stripe);
    let disc = svg("circle")
        .class("ground")
        .attr("cx", "400")
        .attr("cy", "400")
        .attr("r", "396");
    [svg("defs").child(pattern), disc]
}

fn readiness(drawing: &Drawing) -> Vec<El> {
    drawing
        .readiness
        .iter()
        .map(|a| svg("path").class("ready").attr("d", &a.d))
        .collect()
}

/// Cells keep their place; only their look follows the plan.
fn cells(still: &Drawing, drawing: Memo<Drawing>, group: El) -> El {
    let paths: Vec<El> = still
        .cells
        .iter()
        .map(|cell| svg("path").attr("d", &cell.d))
        .collect();
    let group = group.children(paths.iter().cloned());
    let mut shown: Vec<Option<Look>> = vec![None; paths.len()];
    follow(move || {
        drawing.with(|now| {
            for ((cell, path), shown) in now.cells.iter().zip(&paths).zip(&mut shown) {
                if *shown != Some(cell.look) {
                    *shown = Some(cell.look);
                    drop(path.clone().class(&cell_class(cell.look, cell.stage)));
                }
            }
        });
    });
    group
}

/// Hatching over the cells of campaigns.
fn hatches(drawing: Memo<Drawing>) -> El {
    hidden().fill(move || {
        drawing.with(|now| {
            now.cells
                .iter()
                .filter(|cell| cell.hatched)
                .map(|cell| svg("path").class("hatch").attr("d", &cell.d))
                .collect()
        })
    })
}

fn numbers(still: &Drawing, drawing: Memo<Drawing>) -> El {
    let group = hidden().class("numbers");
    let texts = still.numbers.iter().map(|number| {
        let at = number.spoke;
        svg("text")
            .attr("x", &wheel::written(number.x))
            .attr("y", &wheel::written(number.y + 5.0))
            .class_if("on-fill", move || {
                drawing.with(|now| now.numbers.get(at).is_some_and(|n| n.on_fill))
            })
            .text(&(at + 1).to_string())
    });
    group.children(texts)
}

fn labels(still: &Drawing) -> El {
    let labels = still.labels.iter().flat_map(|label| {
        let id = format!("gw-arc-{}", id_of(label.part));
        let (class, key) = match label.part {
            Part::Stage(stage) => (format!("stage {}", stage.id()), names::stage(stage)),
            Part::Sector(sector) => ("sector-name".to_owned(), names::sector(sector)),
            // Only stages and sectors have a name written along them.
            Part::Hub | Part::Spoke(_) => (String::new(), k::BRAND),
        };
        let arc = svg("path")
            .attr("id", &id)
            .attr("d", &label.d)
            .attr("fill", "none");
        let name = svg("textPath")
            .attr("href", &format!("#{id}"))
            .attr("startOffset", "50%")
            .words(key);
        [arc, svg("text").class(&class).child(name)]
    });
    hidden().class("labels").children(labels)
}
