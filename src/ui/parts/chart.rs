//! Small charts on screen: shapes as the report draws them, and a way through them for keyboard and finger.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::report::chart::{ABOVE, Chart, FEW, Rect, SpanRow, Spans, bars};
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

/// Makes shapes the stops of one way: the keyboard comes to one of them, and arrows, Home and End go on from there in
/// `within`; a pointer may rest on any, which moves nothing for the keyboard. Answers the shapes, and which was reached
/// last.
fn way(shapes: Vec<El>, within: El) -> (Vec<El>, RwSignal<Option<usize>>, El) {
    let at = RwSignal::new(None::<usize>);
    let shown = RwSignal::new(None::<usize>);
    let last = shapes.len().saturating_sub(1);
    let stops = shapes.into_iter().enumerate().map(|(place, shape)| {
        shape
            .attr("role", "img")
            .attr_of("tabindex", move || {
                let here = at.get().unwrap_or(0) == place;
                Some((if here { "0" } else { "-1" }).to_owned())
            })
            .on("focus", move |_| {
                at.set(Some(place));
                shown.set(Some(place));
            })
            .on("pointerenter", move |_| shown.set(Some(place)))
    });
    let stops: Vec<El> = stops.collect();
    let nodes: Vec<_> = stops.iter().map(|s| s.node().clone()).collect();
    let within = within.on("keydown", move |event| {
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
    (stops, shown, within)
}

/// Lays stops over a drawing. Answers the drawing and the line under it that says where one is.
#[must_use]
pub fn walk(drawing: El, title: &str, stops: Vec<Stop>) -> [El; 2] {
    let said: Vec<String> = stops.iter().map(|s| s.said.clone()).collect();
    let shapes = stops
        .iter()
        .map(|stop| rect("stop", &stop.place).attr("aria-label", &stop.said));
    let drawing = drawing.attr("role", "group").attr("aria-label", title);
    let (shapes, at, drawing) = way(shapes.collect(), drawing);
    let line = el("p")
        .class("readout")
        // The shape itself says the same to those who listen.
        .attr("aria-hidden", "true")
        .say(move || {
            let said = at.get().and_then(|place| said.get(place));
            said.cloned().unwrap_or_default()
        });
    [drawing.children(shapes), line]
}

/// Bars that lie, each under its name and over its values in words.
#[must_use]
pub fn spans_figure(hook: &str, spans: &Spans, words: impl Fn(usize) -> Vec<El>) -> El {
    let bar = |row: &SpanRow| {
        let track = Spans::track(row);
        let bars = spans.bars(row).enumerate().map(|(nth, bar)| {
            let class = if nth == 0 { "full" } else { "hollow" };
            rect(class, &bar)
        });
        svg("svg")
            .class(if row.bars.len() > 1 {
                "swing two"
            } else {
                "swing"
            })
            .attr("viewBox", &format!("0 0 {} {}", track.width, track.height))
            .attr("preserveAspectRatio", "none")
            .attr("aria-label", &[row.name.as_str(), &row.said].join(": "))
            .child(rect("track", &track))
            .children(bars)
            .children(spans.marked(row).map(|mark| rect("mark", &mark)))
    };
    let shapes: Vec<El> = spans.rows.iter().map(bar).collect();
    let list = el("ol").class("swings").hook(hook);
    let (shapes, _, list) = way(shapes, list);
    let rows = spans.rows.iter().zip(shapes).enumerate();
    list.children(rows.map(|(place, (row, shape))| {
        el("li")
            .child(el("span").class("name").text(&row.name))
            .child(shape)
            .child(el("p").class("hint facts").children(words(place)))
    }))
}

/// A bar chart with its title over it and the bar one is at under it.
#[must_use]
pub fn bar_figure(hook: &str, chart: &Chart) -> El {
    let drawn = bars(chart);
    // Many bars shrink on a phone, and the names of some of them give way; few have room for their values.
    let few = chart.bars.len() <= FEW;
    let class = if few { "bars" } else { "bars many" };
    let above = if few { ABOVE } else { 0.0 };
    let values = chart.bars.iter().zip(&drawn.rects).filter(|_| few);
    let drawing = svg("svg")
        .class(class)
        .hook(hook)
        .attr("width", &format!("{:.0}", drawn.width * 4.0 / 3.0))
        .attr(
            "viewBox",
            &format!("0 {} {} {}", -above, drawn.width, drawn.height + above),
        )
        .children(drawn.rects.iter().map(|r| rect("column", r)))
        .children(drawn.labels.iter().map(|l| {
            svg("text")
                .attr("x", &format!("{:.1}", l.x))
                .attr("y", &format!("{:.1}", l.y))
                .attr("aria-hidden", "true")
                .text(&l.text)
        }))
        .children(values.map(|(bar, r)| {
            svg("text")
                .class("value")
                .attr("x", &format!("{:.1}", r.x + r.width / 2.0))
                .attr("y", &format!("{:.1}", r.y - 6.0))
                .attr("aria-hidden", "true")
                .text(&bar.said)
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
