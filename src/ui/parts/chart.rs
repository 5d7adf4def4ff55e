//! Shapes of small charts, as the report draws them, on screen.

use crate::report::chart::Rect;
use crate::ui::dom::{El, svg};

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
