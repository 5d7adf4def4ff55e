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

const STEP: f64 = 40.0;
const BAR: f64 = 28.0;
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
    let mut drawn = Drawn {
        width: STEP * chart.bars.len() as f64,
        height: TALL + FOOT,
        rects: Vec::new(),
        labels: Vec::new(),
    };
    for (place, bar) in chart.bars.iter().enumerate() {
        let (left, height) = (STEP * place as f64, scale(bar.value));
        drawn.rects.push(Rect {
            x: left + (STEP - BAR) / 2.0,
            y: TALL - height,
            width: BAR,
            height,
        });
        drawn.labels.push(Label {
            x: left + STEP / 2.0,
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
    let (width, height) = (drawn.width, drawn.height + 30.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 -30 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" font-family=\"system-ui, sans-serif\"><title>{title}</title>\
         <rect y=\"-30\" width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\
         <text x=\"6\" y=\"-10\" font-size=\"15\" fill=\"#1d1f24\">{title}</text>",
        title = escape(&chart.title),
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
            escape(&bar.label),
            escape(&bar.said),
            label.x,
            label.y,
            escape(&label.text),
        );
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(values: &[f64]) -> Chart {
        let bar = |value: &f64| Bar {
            label: "a<b".to_owned(),
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
    fn a_file_of_it_has_no_text_that_could_be_taken_for_a_tag() {
        let text = document(&chart(&[1.0]));
        assert!(text.contains("&quot;t&quot;") && text.contains("a&lt;b: 1 &amp; 2"));
        assert!(!text.contains("a<b"));
    }
}
