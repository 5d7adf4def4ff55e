//! The first screen as it stands in `index.html`, before any script: headline, empty wheel and the way in, in every
//! language, drawn by the geometry of the live wheel and with the classes of the live page, so that nothing jumps.

use std::fmt::Write as _;

use crate::domain::catalogue::Catalogue;
use crate::domain::plan::Plan;
use crate::domain::stage::{Sector, Stage};
use crate::engine::score::scores;
use crate::engine::wheel::{self, Part, written};
use crate::i18n::Lang;

/// A text of the `core` piece by language and dotted key.
pub type Lookup<'a> = &'a dyn Fn(Lang, &str) -> String;

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// One element per language; the style sheet shows the one of the page's language.
fn each(tag: &str, key: &str, look_up: Lookup<'_>) -> String {
    Lang::ALL
        .into_iter()
        .map(|l| {
            format!(
                "<{tag} class=\"l\" lang=\"{}\">{}</{tag}>",
                l.code(),
                escape(&look_up(l, key))
            )
        })
        .collect()
}

/// Shapes once, and again at every further turn of a full circle in `times` steps. Group and turns have the class: what
/// is turned inherits its looks, as the style sheet's rules do not reach into it.
fn turned<'a>(
    svg: &mut String,
    id: &str,
    class: &str,
    shapes: impl Iterator<Item = &'a String>,
    times: usize,
) {
    // Writing into a string cannot fail.
    let _ = write!(svg, "<g id=\"{id}\" class=\"{class}\">");
    for d in shapes {
        let _ = write!(svg, "<path d=\"{d}\"/>");
    }
    svg.push_str("</g>");
    for turn in 1..times {
        let degrees = 360 * turn / times.max(1);
        let _ = write!(
            svg,
            "<use class=\"{class}\" href=\"#{id}\" transform=\"rotate({degrees} 400 400)\"/>"
        );
    }
}

/// The markup between the marks in `index.html`.
#[must_use]
pub fn render(catalogue: &Catalogue, look_up: Lookup<'_>) -> String {
    let plan = Plan::new("empty".to_owned(), 0);
    let known = scores(&plan, catalogue);
    let drawing = wheel::draw(&wheel::state(&plan, catalogue, &known));
    let mut svg = String::with_capacity(16_000);
    // An empty wheel looks the same from every spoke: one is drawn, the others are it, turned.
    let sector = drawing.sectors.iter().map(|area| &area.d).take(1);
    turned(&mut svg, "gw-sector", "sector", sector, Sector::ALL.len());
    let spokes = drawing.numbers.len();
    let rings = drawing.cells.len() / spokes.max(1);
    let cells = drawing.cells.iter().map(|cell| &cell.d).take(rings);
    turned(&mut svg, "gw-spoke", "c open", cells, spokes);
    svg.push_str("<g class=\"numbers\">");
    for n in &drawing.numbers {
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{}\">{}</text>",
            written(n.x),
            written(n.y + 5.0),
            n.spoke + 1
        );
    }
    svg.push_str("</g><circle class=\"hub\" cx=\"400\" cy=\"400\" r=\"104\"/><g class=\"labels\">");
    for (index, label) in drawing.labels.iter().enumerate() {
        let (class, key) = match label.part {
            Part::Stage(s) => (format!("stage {}", s.id()), format!("stage.{}", s.id())),
            Part::Sector(s) => ("sector-name".to_owned(), format!("sector.{}", s.id())),
            Part::Hub | Part::Spoke(_) => continue,
        };
        let _ = write!(
            svg,
            "<path id=\"s{index}\" d=\"{}\" fill=\"none\"/>",
            label.d
        );
        // Stage names are the same everywhere; a name that differs stands once per language.
        let english = look_up(Lang::En, &key);
        let same = Lang::ALL.into_iter().all(|l| look_up(l, &key) == english);
        for lang in Lang::ALL.into_iter().take(if same { 1 } else { 4 }) {
            let (l, attr) = if same {
                ("", String::new())
            } else {
                (" l", format!(" lang=\"{}\"", lang.code()))
            };
            let _ = write!(
                svg,
                "<text class=\"{class}{l}\"{attr}><textPath href=\"#s{index}\" startOffset=\"50%\">{}</textPath></text>",
                escape(&look_up(lang, &key))
            );
        }
    }
    svg.push_str("</g><g class=\"middle\"><text class=\"score\" x=\"400\" y=\"398\">–</text>");
    for lang in Lang::ALL {
        let all = catalogue.items.len().to_string();
        let text = crate::i18n::fill(
            &look_up(lang, "wheel.answered"),
            &[("n", "0"), ("all", &all)],
        );
        let _ = write!(
            svg,
            "<text class=\"word l\" lang=\"{0}\" x=\"400\" y=\"430\">{1}</text>\
             <text class=\"small l\" lang=\"{0}\" x=\"400\" y=\"455\">{2}</text>\
             <text class=\"small l\" lang=\"{0}\" x=\"400\" y=\"476\">{3}: {1}</text>",
            lang.code(),
            escape(&look_up(lang, "wheel.na")),
            escape(&text),
            escape(&look_up(lang, "wheel.integration"))
        );
    }
    svg.push_str("</g>");
    debug_assert_eq!(drawing.labels.len(), Stage::ALL.len() + Sector::ALL.len());

    let promises: String = [
        "home.promise_free",
        "home.promise_local",
        "home.promise_why",
    ]
    .into_iter()
    .map(|key| format!("<li>{}</li>", each("span", key, look_up)))
    .collect();
    format!(
        "<div class=\"gw still\"><header class=\"bar\"><a class=\"brand\" href=\"#/\">{mark}{brand}</a></header>\
         <main><section class=\"hero\"><div class=\"wheel-box\"><svg class=\"wheel\" viewBox=\"0 0 800 800\" \
         aria-hidden=\"true\"><circle class=\"ground\" cx=\"400\" cy=\"400\" r=\"396\"/>{svg}</svg></div>\
         <div class=\"intro\"><h1>{title}</h1><p class=\"lead\">{lead}</p><p class=\"go\">\
         <a class=\"button\" data-testid=\"start-express\" href=\"#/express\">{start}</a></p>\
         <ul class=\"promises\">{promises}</ul></div></section></main></div>",
        mark = MARK,
        brand = each("span", "brand", look_up),
        title = each("span", "home.title", look_up),
        lead = each("span", "home.lead", look_up),
        start = each("span", "home.start", look_up),
    )
}

/// The small wheel of the header; the live one draws the same.
const MARK: &str = "<svg class=\"mark\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" aria-hidden=\"true\">\
<circle class=\"ring\" cx=\"12\" cy=\"12\" r=\"10.5\"/><path class=\"reach\" d=\"M13 4.1A8 8 0 0 1 19.9 11H13Z\"/>\
<path class=\"act\" d=\"M13 13H19.9A8 8 0 0 1 13 19.9Z\"/><path class=\"convert\" d=\"M11 13V19.9A8 8 0 0 1 4.1 13Z\"/>\
<path class=\"engage\" d=\"M11 11H4.1A8 8 0 0 1 11 4.1Z\"/></svg>";
