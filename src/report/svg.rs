//! The wheel as a file of its own: the same shapes as on screen, with colours written in.

use std::fmt::Write as _;

use crate::domain::stage::Stage;
use crate::engine::wheel::{Drawing, Look, Part, written};

/// Colours of the light theme: Reach, Act, Convert, Engage. Source: the project's palette, `style/tokens.css`.
const STAGE_COLOURS: [&str; 4] = ["#0b6bcb", "#0a7d5a", "#b4500b", "#8a3ffc"];
const INK: &str = "#1d1f24";
const MUTED: &str = "#62676f";
const TRACK: &str = "#eceae4";
const LINE: &str = "#cfcbc1";
const READY: &str = "#3f4654";

/// Opacity of a fill by ring, deeper outwards.
#[must_use]
pub fn tone(ring: u8) -> f64 {
    0.5 + 0.125 * f64::from(ring.clamp(1, 5) - 1)
}

/// Texts of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Captions {
    /// Title, read by assistive technology and shown by viewers.
    pub title: String,
    /// The big number in the middle, or why there is none.
    pub score: String,
    /// Word for the level.
    pub word: String,
    /// How much is answered.
    pub answered: String,
    /// Names of the parts, as far as they are labelled.
    pub names: Vec<(Part, String)>,
}

/// A text that cannot be taken for a tag or the end of an attribute.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn colour(stage: Stage) -> &'static str {
    STAGE_COLOURS.get(stage.index()).copied().unwrap_or(INK)
}

/// A complete SVG document, 800 × 800, ink on white, readable in grey. Every text is escaped.
#[must_use]
pub fn document(drawing: &Drawing, captions: &Captions) -> String {
    let mut out = String::with_capacity(40_000);
    let mut put = |text: std::fmt::Arguments<'_>| {
        // Writing into a string cannot fail.
        let _ = out.write_fmt(text);
    };
    put(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 800\" width=\"800\" height=\"800\" role=\"img\" \
         font-family=\"system-ui, sans-serif\"><title>{}</title><rect width=\"800\" height=\"800\" fill=\"#fff\"/>\
         <defs><pattern id=\"h\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"4\" height=\"9\" fill=\"#fff\" fill-opacity=\".55\"/></pattern></defs>",
        escape(&captions.title)
    ));
    for area in &drawing.sectors {
        put(format_args!(
            "<path d=\"{}\" fill=\"{TRACK}\" stroke=\"{LINE}\"/>",
            area.d
        ));
    }
    for area in &drawing.readiness {
        put(format_args!("<path d=\"{}\" fill=\"{READY}\"/>", area.d));
    }
    for cell in &drawing.cells {
        let d = &cell.d;
        let c = colour(cell.stage);
        match cell.look {
            Look::Filled(ring) => put(format_args!(
                "<path d=\"{d}\" fill=\"{c}\" fill-opacity=\"{}\"/>",
                tone(ring)
            )),
            Look::Estimated(_) => put(format_args!(
                "<path d=\"{d}\" fill=\"{c}\" fill-opacity=\".45\" stroke=\"{c}\" stroke-dasharray=\"2 3\"/>"
            )),
            Look::Track => put(format_args!("<path d=\"{d}\" fill=\"{TRACK}\"/>")),
            Look::Open => put(format_args!(
                "<path d=\"{d}\" fill=\"none\" stroke=\"{MUTED}\" stroke-dasharray=\"3 3\"/>"
            )),
            Look::Off => put(format_args!(
                "<path d=\"{d}\" fill=\"none\" stroke=\"{LINE}\"/>"
            )),
        }
        if cell.hatched {
            put(format_args!("<path d=\"{d}\" fill=\"url(#h)\"/>"));
        }
    }
    for number in &drawing.numbers {
        let fill = if number.on_fill { "#fff" } else { MUTED };
        put(format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"14\" text-anchor=\"middle\" fill=\"{fill}\">{}</text>",
            written(number.x),
            written(number.y + 5.0),
            number.spoke + 1
        ));
    }
    for (index, label) in drawing.labels.iter().enumerate() {
        let Some((_, name)) = captions.names.iter().find(|(part, _)| *part == label.part) else {
            continue;
        };
        let (fill, size) = match label.part {
            Part::Stage(stage) => (colour(stage), 17),
            Part::Hub | Part::Spoke(_) | Part::Sector(_) => (INK, 22),
        };
        put(format_args!(
            "<path id=\"a{index}\" d=\"{}\" fill=\"none\"/><text font-size=\"{size}\" font-weight=\"600\" \
             text-anchor=\"middle\" fill=\"{fill}\"><textPath href=\"#a{index}\" startOffset=\"50%\">{}</textPath></text>",
            label.d,
            escape(name)
        ));
    }
    put(format_args!(
        "<g text-anchor=\"middle\" fill=\"{INK}\"><text x=\"400\" y=\"404\" font-size=\"64\" font-weight=\"700\">{}</text>\
         <text x=\"400\" y=\"436\" font-size=\"20\">{}</text><text x=\"400\" y=\"462\" font-size=\"15\" fill=\"{MUTED}\">{}</text></g></svg>",
        escape(&captions.score),
        escape(&captions.word),
        escape(&captions.answered)
    ));
    out
}
