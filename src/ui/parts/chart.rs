//! Small charts on screen: shapes as the report draws them, and a way through them for keyboard and finger.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::report::chart::{Chart, Rect, bars};
use crate::ui::dom::{El, el, svg};

/// A rectangle of a chart.
#[must_use]
pub fn rect(class: &str, rect: &Rect) -> El {
    let at = |value: f64| format!("{value:.2}");
    svg("rect")
        .class(class)
        .attr("x", &at(rect.x))
        .attr("y", &at(rect.y))
        .attr("width", &at(rect.width))
        .attr("height", &at(rect.height))
}

/// A part of a chart one can stop at.
pub struct Stop {
    /// Where it is touched; wider than what is seen of it.
    pub place: Rect,
    /// What it says, with its name.
    pub said: String,
}

/// Lays stops over a drawing: the keyboard comes to one of them, and arrows, Home and End go on from there; a pointer
/// may rest on any. Answers the drawing and the line under it that says where one is.
#[must_use]
pub fn walk(drawing: El, title: &str, stops: Vec<Stop>) -> [El; 2] {
    let at = RwSignal::new(None::<usize>);
    let (last, said): (_, Vec<String>) = (
        stops.len().saturating_sub(1),
        stops.iter().map(|s| s.said.clone()).collect(),
    );
    let places: Vec<El> = stops
        .iter()
        .enumerate()
        .map(|(place, stop)| {
            let reached = move || at.set(Some(place));
            rect("stop", &stop.place)
                .attr("role", "img")
                .attr("aria-label", &stop.said)
                .attr_of("tabindex", move || {
                    let here = at.get().unwrap_or(0) == place;
                    Some((if here { "0" } else { "-1" }).to_owned())
                })
                .on("focus", move |_| reached())
                .on("pointerenter", move |_| reached())
        })
        .collect();
    let nodes: Vec<_> = places.iter().map(|p| p.node().clone()).collect();
    let drawing = drawing
        .attr("role", "group")
        .attr("aria-label", title)
        .children(places)
        .on("keydown", move |event| {
            let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
                return;
            };
            let now = at.get_untracked().unwrap_or(0);
            let to = match key.key().as_str() {
                "ArrowRight" | "ArrowDown" => (now + 1).min(last),
                "ArrowLeft" | "ArrowUp" => now.saturating_sub(1),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            if let Some(node) = nodes.get(to) {
                // A shape takes the focus as an element does, though the types know it of elements only.
                let _ = node.unchecked_ref::<web_sys::HtmlElement>().focus();
            }
        });
    let line = el("p")
        .class("readout")
        // The shape itself says the same to those who listen.
        .attr("aria-hidden", "true")
        .say(move || {
            let said = at.get().and_then(|place| said.get(place));
            said.cloned().unwrap_or_default()
        });
    [drawing, line]
}

/// A bar chart with its title over it and the bar one is at under it.
#[must_use]
pub fn bar_figure(hook: &str, chart: &Chart) -> El {
    let drawn = bars(chart);
    // Many bars shrink on a phone, and the names of some of them give way.
    let class = if chart.bars.len() > 6 {
        "bars many"
    } else {
        "bars"
    };
    let drawing = svg("svg")
        .class(class)
        .hook(hook)
        .attr("width", &format!("{:.0}", drawn.width * 4.0 / 3.0))
        .attr("viewBox", &format!("0 0 {} {}", drawn.width, drawn.height))
        .children(drawn.rects.iter().map(|r| rect("column", r)))
        .children(drawn.labels.iter().map(|l| {
            svg("text")
                .attr("x", &format!("{:.1}", l.x))
                .attr("y", &format!("{:.1}", l.y))
                .attr("aria-hidden", "true")
                .text(&l.text)
        }));
    let stops = chart
        .bars
        .iter()
        .zip(drawn.columns())
        .map(|(bar, place)| Stop {
            place,
            said: [bar.name.as_str(), &bar.said].join(": "),
        });
    el("figure")
        .child(el("figcaption").class("hint").text(&chart.title))
        .children(walk(drawing, &chart.title, stops.collect()))
}
