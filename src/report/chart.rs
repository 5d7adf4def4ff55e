//! Small charts as geometry and as files of their own. On screen each stands beside a table that says the same.

use std::fmt::Write as _;

use super::svg::escape;

/// A bar chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// The bars, in order.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// A few letters under it.
    pub label: String,
    /// What they stand for.
    pub name: String,
    /// Its value, at least 0.
    pub value: f64,
    /// Its value in words.
    pub said: String,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// A text by the middle of its base line.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Middle.
    pub x: f64,
    /// Base line.
    pub y: f64,
    /// The text.
    pub text: String,
}

/// Bars as shapes.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// One for each bar, in order.
    pub rects: Vec<Rect>,
    /// One for each bar, in order.
    pub labels: Vec<Label>,
}

impl Drawn {
    /// The whole height over each bar, in order: where it is touched.
    pub fn columns(&self) -> impl Iterator<Item = Rect> {
        let wide = self.width / self.rects.len().max(1) as f64;
        self.labels.iter().map(move |label| Rect {
            x: label.x - wide / 2.0,
            y: 0.0,
            width: wide,
            height: self.height,
        })
    }
}

const STEP: f64 = 40.0;
const BAR: f64 = 28.0;
/// So few bars have room for longer names, and for their values over them.
pub const FEW: usize = 6;
/// Room for such a value.
pub const ABOVE: f64 = 20.0;
const WIDE: f64 = 1.9;
const TALL: f64 = 140.0;
const FOOT: f64 = 24.0;

/// Draws the bars from a common zero; the highest takes the whole height. A value that is none has no height.
#[must_use]
pub fn bars(chart: &Chart) -> Drawn {
    let top = chart.bars.iter().map(|b| b.value).fold(0.0, f64::max);
    let scale = |value: f64| {
        let share = if top > 0.0 { value / top } else { 0.0 };
        if share.is_finite() {
            TALL * share.clamp(0.0, 1.0)
        } else {
            0.0
        }
    };
    let wide = if chart.bars.len() > FEW { 1.0 } else { WIDE };
    let (step, bar_wide) = (STEP * wide, BAR * wide);
    let mut drawn = Drawn {
        width: step * chart.bars.len() as f64,
        height: TALL + FOOT,
        rects: Vec::new(),
        labels: Vec::new(),
    };
    for (place, bar) in chart.bars.iter().enumerate() {
        let (left, height) = (step * place as f64, scale(bar.value));
        drawn.rects.push(Rect {
            x: left + (step - bar_wide) / 2.0,
            y: TALL - height,
            width: bar_wide,
            height,
        });
        drawn.labels.push(Label {
            x: left + step / 2.0,
            y: TALL + FOOT - 7.0,
            text: bar.label.clone(),
        });
    }
    drawn
}

/// A complete SVG document, ink on white, each bar with its value for those who point at it or have it read.
#[must_use]
pub fn document(chart: &Chart) -> String {
    let drawn = bars(chart);
    let head = if chart.bars.len() <= FEW {
        30.0 + ABOVE
    } else {
        30.0
    };
    let (width, height) = (drawn.width, drawn.height + head);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 {top} {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" font-family=\"system-ui, sans-serif\"><title>{title}</title>\
         <rect y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\
         <text x=\"6\" y=\"{line}\" font-size=\"15\" fill=\"#1d1f24\">{title}</text>",
        title = escape(&chart.title),
        top = -head,
        line = 20.0 - head,
    );
    for ((rect, label), bar) in drawn.rects.iter().zip(&drawn.labels).zip(&chart.bars) {
        // Writing into a string cannot fail.
        let _ = write!(
            out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"#3f4654\">\
             <title>{}: {}</title></rect><text x=\"{:.1}\" y=\"{:.1}\" font-size=\"13\" text-anchor=\"middle\" \
             fill=\"#1d1f24\">{}</text>",
            rect.x,
            rect.y,
            rect.width,
            rect.height,
            escape(&bar.name),
            escape(&bar.said),
            label.x,
            label.y,
            escape(&label.text),
        );
        if chart.bars.len() <= FEW {
            let _ = write!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"13\" text-anchor=\"middle\" fill=\"#1d1f24\">{}</text>",
                label.x,
                rect.y - 6.0,
                escape(&bar.said),
            );
        }
    }
    out.push_str("</svg>");
    out
}

/// Bars that lie one under the other, each from one value to another: what moves how far, or two counts of the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Spans {
    /// What it shows.
    pub title: String,
    /// Value at the left edge and at the right.
    pub range: (f64, f64),
    /// A value marked in every row.
    pub mark: Option<f64>,
    /// The rows, in order.
    pub rows: Vec<SpanRow>,
}

/// A row of such bars.
#[derive(Debug, Clone, PartialEq)]
pub struct SpanRow {
    /// What it is about.
    pub name: String,
    /// Its values in words.
    pub said: String,
    /// One or two bars; the second is drawn as an outline, so that they are told apart in grey too.
    pub bars: Vec<(f64, f64)>,
}

/// Height of a bar of a row.
pub const SPAN: f64 = 12.0;

impl Spans {
    /// The whole width of a row, as a rectangle a hundred units wide.
    #[must_use]
    pub const fn track(row: &SpanRow) -> Rect {
        Rect {
            x: 0.0,
            y: 0.0,
            width: 100.0,
            height: SPAN * row.bars.len() as f64,
        }
    }

    fn at(&self, value: f64) -> f64 {
        let (low, high) = self.range;
        let share = (value - low) / (high - low);
        if share.is_finite() {
            100.0 * share.clamp(0.0, 1.0)
        } else {
            0.0
        }
    }

    /// The bars of a row within its track.
    pub fn bars(&self, row: &SpanRow) -> impl Iterator<Item = Rect> {
        row.bars.iter().enumerate().map(|(place, (from, to))| {
            let (a, b) = (self.at(*from), self.at(*to));
            Rect {
                x: a.min(b),
                y: SPAN * place as f64,
                width: (a - b).abs(),
                height: SPAN,
            }
        })
    }

    /// The mark within the track of a row.
    #[must_use]
    pub fn marked(&self, row: &SpanRow) -> Option<Rect> {
        let wide = 0.8;
        self.mark.map(|mark| Rect {
            x: self.at(mark) - wide / 2.0,
            width: wide,
            ..Self::track(row)
        })
    }
}

/// A complete SVG document of such bars, ink on white.
#[must_use]
pub fn spans_document(spans: &Spans) -> String {
    let (width, step) = (640.0, 56.0);
    let height = 40.0 + step * spans.rows.len() as f64;
    let title = escape(&spans.title);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#1d1f24\">\
         <title>{title}</title><rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\
         <text x=\"8\" y=\"22\" font-size=\"15\">{title}</text>",
    );
    let wide = (width - 16.0) / 100.0;
    for (place, row) in spans.rows.iter().enumerate() {
        let top = 40.0 + step * place as f64;
        let mut shape = |r: Rect, look: &str| {
            let _ = write!(
                out,
                "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" {look}/>",
                8.0 + r.x * wide,
                top + 18.0 + r.y,
                r.width * wide,
                r.height
            );
        };
        shape(Spans::track(row), "fill=\"#ece9e2\"");
        for (nth, bar) in spans.bars(row).enumerate() {
            let outline = "fill=\"#fff\" stroke=\"#1d1f24\" stroke-width=\"1.5\"";
            shape(
                bar,
                if nth == 0 {
                    "fill=\"#3f4654\""
                } else {
                    outline
                },
            );
        }
        if let Some(mark) = spans.marked(row) {
            shape(mark, "fill=\"#a3341f\"");
        }
        let _ = write!(
            out,
            "<text x=\"8\" y=\"{:.1}\"><tspan font-weight=\"600\">{}</tspan> {}</text>",
            top + 12.0,
            escape(&row.name),
            escape(&row.said)
        );
    }
    out.push_str("</svg>");
    out
}

/// A curve over months: what was reached as columns, what is likely as a line in its range, what is wanted as a broken
/// line. Told apart by shape, so that it is read in grey too.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// What it shows.
    pub title: String,
    /// The months, in order.
    pub points: Vec<Point>,
}

/// A month of a curve. Values are at least 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// A few letters under it.
    pub label: String,
    /// What was reached.
    pub actual: Option<f64>,
    /// Low, likely and high.
    pub ahead: Option<(f64, f64, f64)>,
    /// What is wanted.
    pub target: Option<f64>,
}

/// A curve as shapes.
#[derive(Debug, Clone, PartialEq)]
pub struct Traced {
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// Value at the upper edge; the base is 0.
    pub top: f64,
    /// Height of the upper edge, of the middle and of the base.
    pub lines: [f64; 3],
    /// One for each month with something reached.
    pub columns: Vec<Rect>,
    /// Path data of the range; empty without one.
    pub band: String,
    /// Path data of what is likely.
    pub likely: String,
    /// Path data of what is wanted.
    pub target: String,
    /// One for each month.
    pub labels: Vec<Label>,
}

impl Traced {
    /// The whole height over a month: where it is touched.
    #[must_use]
    pub fn column(&self, label: &Label) -> Rect {
        let [top, _, base] = self.lines;
        Rect {
            x: label.x - STEP / 2.0,
            y: top,
            width: STEP,
            height: base - top,
        }
    }
}

/// The next round value that is no less: 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten.
#[must_use]
pub fn round_top(value: f64) -> f64 {
    if !value.is_finite() || value <= 0.0 {
        return 1.0;
    }
    let ten = 10_f64.powf(value.log10().floor());
    let steps = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    let step = steps.into_iter().find(|s| s * ten >= value * (1.0 - 1e-12));
    step.unwrap_or(10.0) * ten
}

/// Lays the curve out.
#[must_use]
pub fn trace(curve: &Curve) -> Traced {
    let values = curve.points.iter().flat_map(|p| {
        let ahead = p.ahead.map(|(_, _, high)| high);
        [p.actual, ahead, p.target]
    });
    let top = round_top(
        values
            .flatten()
            .filter(|v| v.is_finite())
            .fold(0.0, f64::max),
    );
    let y = |value: f64| {
        let share = value / top;
        let share = if share.is_finite() {
            share.clamp(0.0, 1.0)
        } else {
            0.0
        };
        TALL * (1.0 - share)
    };
    let x = |place: usize| STEP * place as f64 + STEP / 2.0;
    let mut traced = Traced {
        width: STEP * curve.points.len() as f64,
        height: TALL + FOOT,
        top,
        lines: [0.0, TALL / 2.0, TALL],
        columns: Vec::new(),
        band: String::new(),
        likely: String::new(),
        target: String::new(),
        labels: Vec::new(),
    };
    let mut back = Vec::new();
    for (place, point) in curve.points.iter().enumerate() {
        let x = x(place);
        if let Some(actual) = point.actual {
            let height = TALL - y(actual);
            traced.columns.push(Rect {
                x: x - BAR / 2.0,
                y: TALL - height,
                width: BAR,
                height,
            });
        }
        if let Some((low, likely, high)) = point.ahead {
            go_to(&mut traced.likely, x, y(likely));
            go_to(&mut traced.band, x, y(high));
            back.push((x, y(low)));
        }
        if let Some(target) = point.target {
            go_to(&mut traced.target, x, y(target));
        }
        traced.labels.push(Label {
            x,
            y: TALL + FOOT - 7.0,
            text: point.label.clone(),
        });
    }
    for (x, y) in back.into_iter().rev() {
        go_to(&mut traced.band, x, y);
    }
    if !traced.band.is_empty() {
        traced.band.push('Z');
    }
    traced
}

fn go_to(path: &mut String, x: f64, y: f64) {
    let command = if path.is_empty() { 'M' } else { 'L' };
    // Writing into a string cannot fail.
    let _ = write!(path, "{command}{x:.1} {y:.1}");
}

/// A complete SVG document of a curve, ink on white. `top` and `middle` are the values of the lines in words, `legend`
/// what column, line, range and broken line mean.
#[must_use]
pub fn curve_document(curve: &Curve, top: &str, middle: &str, legend: &[String; 4]) -> String {
    let traced = trace(curve);
    let (left, above, below) = (80.0, 34.0, 30.0);
    let (width, height) = (traced.width + left, traced.height + above + below);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{} {} {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#1d1f24\">\
         <title>{title}</title><rect x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\
         <text x=\"{}\" y=\"-16\" font-size=\"15\">{title}</text>",
        -left,
        -above,
        -left,
        -above,
        8.0 - left,
        title = escape(&curve.title),
    );
    for (y, text) in traced.lines.iter().zip([top, middle, "0"]) {
        let _ = write!(
            out,
            "<path d=\"M0 {y}H{}\" stroke=\"#cfcbc1\"/><text x=\"-6\" y=\"{}\" text-anchor=\"end\">{}</text>",
            traced.width,
            y + 4.0,
            escape(text)
        );
    }
    for r in &traced.columns {
        let _ = write!(
            out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"#3f4654\"/>",
            r.x, r.y, r.width, r.height
        );
    }
    let _ = write!(
        out,
        "<path d=\"{}\" fill=\"#3f4654\" fill-opacity=\".18\"/><path d=\"{}\" fill=\"none\" stroke=\"#1d1f24\" \
         stroke-width=\"3\"/><path d=\"{}\" fill=\"none\" stroke=\"#1d1f24\" stroke-width=\"2\" \
         stroke-dasharray=\"6 5\"/>",
        traced.band, traced.likely, traced.target
    );
    for label in &traced.labels {
        let _ = write!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            label.x,
            label.y,
            escape(&label.text)
        );
    }
    let [columns, line, range, broken] = legend;
    let _ = write!(
        out,
        "<text x=\"{}\" y=\"{}\">\u{25ae} {} · \u{2014} {} · \u{2592} {} · - - {}</text></svg>",
        8.0 - left,
        traced.height + 18.0,
        escape(columns),
        escape(line),
        escape(range),
        escape(broken)
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(values: &[f64]) -> Chart {
        let bar = |value: &f64| Bar {
            label: "a".to_owned(),
            name: "a<b".to_owned(),
            value: *value,
            said: "1 & 2".to_owned(),
        };
        Chart {
            title: "\"t\"".to_owned(),
            bars: values.iter().map(bar).collect(),
        }
    }

    #[test]
    fn the_highest_takes_the_height_and_the_others_their_part() {
        let drawn = bars(&chart(&[1.0, 4.0, 0.0, 2.0]));
        let heights: Vec<f64> = drawn.rects.iter().map(|r| r.height).collect();
        assert_eq!(heights, [35.0, 140.0, 0.0, 70.0]);
        assert!(
            drawn
                .rects
                .iter()
                .all(|r| (r.y + r.height - TALL).abs() < 1e-9)
        );
        for odd in [
            vec![],
            vec![0.0, 0.0],
            vec![f64::NAN, 1.0],
            vec![f64::INFINITY, 1.0],
        ] {
            let drawn = bars(&chart(&odd));
            assert!(drawn.rects.iter().all(|r| r.height.is_finite()), "{odd:?}");
        }
    }

    #[test]
    fn the_upper_edge_is_round_and_holds_everything() {
        for (value, top) in [
            (0.0, 1.0),
            (1.0, 1.0),
            (1.1, 1.5),
            (49_999.0, 50_000.0),
            (50_001.0, 60_000.0),
            (1_000.0, 1_000.0),
            (f64::NAN, 1.0),
        ] {
            assert_eq!(round_top(value), top, "{value}");
        }
        let month = |actual, ahead, target| Point {
            label: "jan".to_owned(),
            actual,
            ahead,
            target,
        };
        let curve = Curve {
            title: "<t>".to_owned(),
            points: vec![
                month(Some(30.0), None, Some(40.0)),
                month(None, Some((10.0, 20.0, 40.0)), None),
                month(None, Some((5.0, f64::INFINITY, 50.0)), None),
            ],
        };
        let traced = trace(&curve);
        assert_eq!(
            (traced.top, traced.columns.len(), traced.labels.len()),
            (50.0, 1, 3)
        );
        assert_eq!(traced.band.matches(['M', 'L']).count(), 4);
        assert!(!traced.likely.contains("inf") && !traced.likely.contains("NaN"));
        let legend = ["a", "b", "c", "d"].map(str::to_owned);
        let text = curve_document(&curve, "50 €", "25 €", &legend);
        assert!(text.contains("&lt;t&gt;") && !text.contains("<t>"));
        let empty = trace(&Curve {
            title: String::new(),
            points: Vec::new(),
        });
        assert_eq!((empty.width, empty.band.as_str()), (0.0, ""));
    }

    #[test]
    fn bars_that_lie_keep_within_their_track_whatever_the_values() {
        let row = |bars: &[(f64, f64)]| SpanRow {
            name: "a<b".to_owned(),
            said: "1 & 2".to_owned(),
            bars: bars.to_vec(),
        };
        let mut spans = Spans {
            title: "<t>".to_owned(),
            range: (100.0, 300.0),
            mark: Some(150.0),
            rows: vec![
                row(&[(300.0, 200.0), (0.0, 9e9)]),
                row(&[(f64::NAN, f64::INFINITY)]),
            ],
        };
        let first: Vec<Rect> = spans.bars(&spans.rows[0]).collect();
        assert_eq!((first[0].x, first[0].width), (50.0, 50.0));
        assert_eq!((first[1].x, first[1].width, first[1].y), (0.0, 100.0, SPAN));
        assert!(
            spans
                .bars(&spans.rows[1])
                .all(|r| r.x.is_finite() && r.width.is_finite())
        );
        assert_eq!(spans.marked(&spans.rows[0]).unwrap().x, 24.6);
        let text = spans_document(&spans);
        assert!(text.contains("a&lt;b") && !text.contains("a<b") && !text.contains("NaN"));
        spans.range = (5.0, 5.0);
        assert!(spans.bars(&spans.rows[0]).all(|r| r.width == 0.0));
    }

    #[test]
    fn a_file_of_it_has_no_text_that_could_be_taken_for_a_tag() {
        let text = document(&chart(&[1.0]));
        assert!(text.contains("&quot;t&quot;") && text.contains("a&lt;b: 1 &amp; 2"));
        assert!(!text.contains("a<b"));
    }
}
