//! The wheel as a picture one can point at. The list and the table beside it say the same and are the source of
//! truth; the picture is one Tab stop, arrows move in it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::stage::{Sector, Stage};
use crate::engine::score::{Known, shown};
use crate::engine::wheel::{self, Drawing, Look, Move, Part, WheelState};
use crate::i18n::k;
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

fn id_of(part: Part) -> String {
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

/// The picture. `compact` leaves the spokes out of what can be chosen and the names of stages to the list;
/// `on_open` is told which part was chosen.
#[component]
pub fn Wheel(
    /// What to draw.
    state: Memo<WheelState>,
    /// Scores of the stages.
    stages: Signal<[Option<f64>; 4]>,
    /// What stands in the middle.
    hub: Signal<Hub>,
    /// The part whose panel is open.
    selected: Signal<Option<Part>>,
    /// A part was chosen.
    on_open: Callback<Part>,
    /// Whether the picture is narrow.
    compact: Signal<bool>,
) -> impl IntoView {
    let texts = texts();
    let focus = RwSignal::new(Part::Hub);
    let drawing = Memo::new(move |_| state.with(wheel::draw));
    let still = drawing.get_untracked();
    let svg = NodeRef::<leptos::svg::Svg>::new();

    let go = move |part: Part| {
        focus.set(part);
        if let Some(root) = svg.get_untracked() {
            let selector = format!("[data-part=\"{}\"]", id_of(part));
            if let Ok(Some(node)) = root.query_selector(&selector)
                && let Ok(node) = node.dyn_into::<web_sys::SvgElement>()
            {
                let _ = node.focus();
            }
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let key = match event.key().as_str() {
            "ArrowRight" => Move::Next,
            "ArrowLeft" => Move::Previous,
            "ArrowUp" => Move::Out,
            "ArrowDown" => Move::In,
            "Home" => Move::First,
            "End" => Move::Last,
            "Enter" | " " => {
                event.prevent_default();
                on_open.run(focus.get_untracked());
                return;
            }
            _ => return,
        };
        event.prevent_default();
        go(wheel::step(
            focus.get_untracked(),
            key,
            !compact.get_untracked(),
        ));
    };
    let on_click = move |event: web_sys::MouseEvent| {
        let Some(root) = svg.get_untracked() else {
            return;
        };
        let frame = root.get_bounding_client_rect();
        if frame.width() <= 0.0 {
            return;
        }
        let scale = wheel::SIZE / frame.width();
        let (x, y) = (
            f64::from(event.client_x()) - frame.left(),
            f64::from(event.client_y()) - frame.top(),
        );
        let part = if compact.get_untracked() {
            wheel::part_under_finger(x * scale, y * scale)
        } else {
            wheel::part_at(x * scale, y * scale)
        };
        if let Some(part) = part {
            focus.set(part);
            on_open.run(part);
        }
    };
    let handle = move |part: Part, d: String, class: &'static str| {
        let label = move || {
            state.with(|s| stages.with(|st| hub.with(|h| part_words(texts, part, s, st, h))))
        };
        view! {
            <path
                d=d
                class=class
                class:selected=move || selected.get() == Some(part)
                data-part=id_of(part)
                role="button"
                tabindex=move || if focus.get() == part { "0" } else { "-1" }
                aria-label=label
                aria-pressed=move || (selected.get() == Some(part)).to_string()
            />
        }
    };

    let cells = cells(&still, drawing);
    let numbers = numbers(&still, drawing);
    let hub_path = "M296 400A104 104 0 0 1 504 400A104 104 0 0 1 296 400Z".to_owned();
    let sectors = still
        .sectors
        .iter()
        .map(|a| handle(a.part, a.d.clone(), "sector"))
        .collect_view();
    let bands = still
        .stages
        .iter()
        .map(|a| handle(a.part, a.d.clone(), "band"))
        .collect_view();
    let spokes = {
        let areas = still.spokes.clone();
        move || {
            (!compact.get()).then(|| {
                areas
                    .iter()
                    .map(|a| handle(a.part, a.d.clone(), "spoke"))
                    .collect_view()
            })
        }
    };
    let readiness = move || {
        drawing.with(|d| {
            d.readiness
                .iter()
                .map(|a| view! { <path class="ready" d=a.d.clone() /> })
                .collect_view()
        })
    };
    let labels = labels(&still, texts);

    view! {
        <svg
            node_ref=svg
            class="wheel"
            class:compact=compact
            data-testid="wheel"
            viewBox="0 0 800 800"
            role="group"
            aria-label=move || format!("{}. {}", texts.t(k::WHEEL_TITLE), texts.t(k::WHEEL_HELP))
            on:keydown=on_key
            on:click=on_click
        >
            <Hatch />
            <circle class="ground" cx="400" cy="400" r="396" />
            {sectors}
            <g aria-hidden="true">{readiness}</g>
            <g aria-hidden="true">{cells}</g>
            <g class="numbers" aria-hidden="true">
                {numbers}
            </g>
            {bands}
            {spokes}
            {handle(Part::Hub, hub_path, "hub")}
            <g class="labels" aria-hidden="true">
                {labels}
            </g>
            <g class="middle" aria-hidden="true">
                <text class="score" x="400" y="398">
                    {move || hub.with(|h| h.score.map_or_else(|| "–".to_owned(), |s| shown(s).to_string()))}
                </text>
                <text class="word" x="400" y="430">{move || hub.with(|h| h.word.clone())}</text>
                <text class="small" x="400" y="455">{move || hub.with(|h| h.answered.clone())}</text>
                <text class="small" x="400" y="476">{move || hub.with(|h| h.integration.clone())}</text>
            </g>
        </svg>
    }
}

/// A wheel to look at only: cells and hub, for the corner of a page that asks something.
#[component]
pub fn MiniWheel(
    /// What to draw.
    state: Memo<WheelState>,
    /// Overall score.
    score: Signal<Option<f64>>,
) -> impl IntoView {
    let drawing = Memo::new(move |_| state.with(wheel::draw));
    let still = drawing.get_untracked();
    let cells = cells(&still, drawing);
    let sectors = still
        .sectors
        .iter()
        .map(|a| view! { <path class="sector" d=a.d.clone() /> })
        .collect_view();
    let readiness = move || {
        drawing.with(|d| {
            d.readiness
                .iter()
                .map(|a| view! { <path class="ready" d=a.d.clone() /> })
                .collect_view()
        })
    };
    view! {
        <svg class="wheel mini" viewBox="0 0 800 800" aria-hidden="true">
            <Hatch />
            <circle class="ground" cx="400" cy="400" r="396" />
            {sectors}
            {readiness}
            {cells}
            <g class="middle">
                <text class="score" x="400" y="436">
                    {move || score.get().map_or_else(|| "–".to_owned(), |s| shown(s).to_string())}
                </text>
            </g>
        </svg>
    }
}

#[component]
fn Hatch() -> impl IntoView {
    view! {
        <defs>
            <pattern id="gw-hatch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect class="stripe" width="4" height="9" />
            </pattern>
        </defs>
    }
}

/// Cells keep their place; only their look follows the plan.
fn cells(still: &Drawing, drawing: Memo<Drawing>) -> impl IntoView + use<> {
    still
        .cells
        .iter()
        .enumerate()
        .map(|(at, cell)| {
            let (d, stage) = (cell.d.clone(), cell.stage);
            let look = Memo::new(move |_| {
                drawing.with(|now| {
                    now.cells
                        .get(at)
                        .map_or((Look::Open, false), |c| (c.look, c.hatched))
                })
            });
            let hatch = {
                let d = d.clone();
                move || {
                    look.get()
                        .1
                        .then(|| view! { <path class="hatch" d=d.clone() /> })
                }
            };
            view! {
                <path class=move || cell_class(look.get().0, stage) d=d />
                {hatch}
            }
        })
        .collect_view()
}

fn numbers(still: &Drawing, drawing: Memo<Drawing>) -> impl IntoView + use<> {
    still
        .numbers
        .iter()
        .map(|n| {
            let at = n.spoke;
            let on_fill = Memo::new(move |_| {
                drawing.with(|now| now.numbers.get(at).is_some_and(|n| n.on_fill))
            });
            view! {
                <text x=format!("{:.1}", n.x) y=format!("{:.1}", n.y + 5.0) class:on-fill=on_fill>
                    {at + 1}
                </text>
            }
        })
        .collect_view()
}

fn labels(still: &Drawing, texts: Texts) -> impl IntoView + use<> {
    still
        .labels
        .iter()
        .map(|label| {
            let id = format!("gw-arc-{}", id_of(label.part));
            let (href, class, key) = match label.part {
                Part::Stage(stage) => (
                    format!("#{id}"),
                    format!("stage {}", stage.id()),
                    names::stage(stage),
                ),
                Part::Sector(sector) => (
                    format!("#{id}"),
                    "sector-name".to_owned(),
                    names::sector(sector),
                ),
                Part::Hub | Part::Spoke(_) => (
                    String::new(),
                    String::new(),
                    names::sector(Sector::Situation),
                ),
            };
            view! {
                <path id=id d=label.d.clone() fill="none" />
                <text class=class>
                    <textPath href=href startOffset="50%">
                        {texts.say(key)}
                    </textPath>
                </text>
            }
        })
        .collect_view()
}
