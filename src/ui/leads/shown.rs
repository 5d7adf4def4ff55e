//! What is sent, shown before it is: in the reader's words, and word for word.

use super::Lead;
use crate::brand::leads::{Format, Leads, QUESTIONS, Target};
use crate::codec::json;
use crate::domain::answer::Level;
use crate::domain::ids::{ChannelId, ItemId};
use crate::domain::json::Value;
use crate::domain::profile::{Country, Model, Objective};
use crate::domain::stage::{Sector, Stage};
use crate::i18n::Lang;
use crate::lead::delivery::{Delivery, delivery, is_sent, spared};
use crate::lead::payload::{Names, flat};
use crate::platform::browser::format;
use crate::ui::catalogue;
use crate::ui::dom::{El, el};
use crate::ui::names;
use crate::ui::words::Texts;

/// Words of this part.
pub(super) const PIECE: &str = "lead";

/// Names as they stand on screen.
pub(super) struct OnScreen(pub(super) Texts);

impl Names for OnScreen {
    fn item(&self, id: &ItemId) -> String {
        catalogue::name(id).map_or_else(|| id.to_string(), |key| self.0.t(key))
    }

    fn channel(&self, id: &ChannelId) -> String {
        let name = self.0.piece("express", &["channel.", id.as_str()].concat());
        if name.is_empty() {
            id.to_string()
        } else {
            name
        }
    }
}

pub(super) fn word(texts: Texts, key: &str) -> String {
    texts.piece(PIECE, key)
}

/// The list and, to open, the exact text.
pub(super) fn shown(
    lead: std::rc::Rc<Lead>,
    texts: Texts,
    whole: impl Fn() -> Option<Value> + Clone + 'static,
) -> El {
    let is_file = lead
        .leads()
        .is_some_and(|leads| matches!(leads.target, Target::File { .. }));
    let title = if is_file {
        "shown.file_title"
    } else {
        "shown.title"
    };
    let (listed, exact) = (whole.clone(), whole);
    let of_list = lead.clone();
    let list = el("dl")
        .class("given sent-list")
        .hook("lead-shown")
        .fill(move || match (listed(), of_list.leads()) {
            (Some(value), Some(leads)) => rows(texts, &value, leads),
            _ => Vec::new(),
        });
    let text = el("pre")
        .class("exact")
        .hook("lead-exact")
        .attr("tabindex", "0")
        .attr_of("aria-label", move || Some(word(texts, "shown.json")))
        .say(move || match (exact(), lead.leads()) {
            (Some(value), Some(leads)) => as_sent(&value, leads),
            _ => String::new(),
        });
    let details = el("details")
        .child(el("summary").say(move || word(texts, "shown.json")))
        .child(text);
    el("div")
        .class("lead-shown")
        .attr("role", "group")
        .attr_of("aria-label", move || Some(word(texts, title)))
        .child(el("h3").say(move || word(texts, title)))
        .child(list)
        .child(details)
}

/// The exact text of what goes out; JSON with its lines broken.
fn as_sent(value: &Value, leads: &Leads) -> String {
    let lines = |fields: &[(String, String)]| -> String {
        let lines: Vec<String> = fields
            .iter()
            .map(|(name, value)| [name, ": ", value].concat())
            .collect();
        lines.join("\n")
    };
    match delivery(value, leads) {
        Delivery::Tell(_) => json::write_lines(value),
        Delivery::Fill { fields, .. } | Delivery::Tab { fields, .. } => lines(&fields),
        Delivery::Request(request) => match json::read(&request.body) {
            Ok(body) => json::write_lines(&body),
            Err(_) => request.body.replace('&', "\n&"),
        },
        Delivery::Open(url) => js_sys::decode_uri_component(&url).map_or(url, String::from),
        Delivery::Save { text, .. } => text,
    }
}

/// A line: what it is, and what is said.
fn row(name: String, value: El) -> El {
    el("div")
        .child(el("dt").text(&name))
        .child(el("dd").child(value))
}

fn rows(texts: Texts, lead: &Value, leads: &Leads) -> Vec<El> {
    let fields = flat(lead);
    let spared = spared(lead, leads);
    let of = |name: &str| -> Option<&str> {
        let (_, value) = fields.iter().find(|(known, _)| known == name)?;
        let sent = is_sent(name, leads) && !spared.contains(&name);
        Some(value.as_str()).filter(|value| !value.is_empty() && sent)
    };
    let mut rows: Vec<El> = Vec::new();
    let mut put = |name: String, value: String| {
        if !value.is_empty() {
            rows.push(row(name, el("span").text(&value)));
        }
    };
    let label = |key: &str| word(texts, &["shown.", key].concat());
    for name in std::iter::once("email").chain(QUESTIONS) {
        let said = of(name).unwrap_or_default().to_owned();
        put(word(texts, &["field.", name].concat()), said);
    }
    for name in [
        "overall",
        "level",
        "stages",
        "sectors",
        "weakest",
        "confidence",
        "answered",
        "gaps",
        "channels",
        "model",
        "country",
        "geography",
        "size",
        "objectives",
        "budget",
        "hours",
        "grade",
        "tags",
    ] {
        put(label(name), said(texts, name, &of));
    }
    if let Some(link) = of("plan_link") {
        let open = el("a")
            .attr("href", link)
            .attr("target", "_blank")
            .attr("rel", "noopener")
            .text(&label("plan_link_open"));
        let why = el("span").class("hint").text(&label("plan_link_why"));
        rows.push(row(
            label("plan_link"),
            el("span").child(open).text(" ").child(why),
        ));
    }
    let mut put = |name: String, value: String| {
        if !value.is_empty() {
            rows.push(row(name, el("span").text(&value)));
        }
    };
    let answer = |name: &str| match of(name) {
        Some("true") => label("yes"),
        Some(_) => label("no"),
        None => String::new(),
    };
    let with_text = |name: &str, text: &str| match (answer(name), of(text)) {
        (answer, Some(text)) if !answer.is_empty() => [&answer, ": ", text].concat(),
        (answer, _) => answer,
    };
    put(label("processing"), with_text("consent", "consent_text"));
    put(label("marketing"), with_text("marketing", "marketing_text"));
    put(
        label("policy"),
        of("consent_policy").unwrap_or_default().to_owned(),
    );
    put(label("page"), of("page").unwrap_or_default().to_owned());
    let lang = of("lang").and_then(Lang::from_code);
    put(
        label("lang"),
        lang.map_or_else(String::new, |lang| lang.autonym().to_owned()),
    );
    put(
        label("at"),
        of("at").map_or_else(String::new, |_| label("at_why")),
    );
    put(label("id"), of("id").unwrap_or_default().to_owned());
    // What the page adds has names of its own.
    for part in ["utm", "hidden"] {
        let table = lead
            .as_object()
            .and_then(|lead| lead.get(part)?.as_object());
        let pairs: Vec<String> = table
            .into_iter()
            .flat_map(|table| table.iter())
            .filter(|(name, _)| is_sent(name, leads))
            .map(|(name, value)| [name, " = ", value.as_str().unwrap_or_default()].concat())
            .collect();
        put(label(part), pairs.join(", "));
    }
    rows
}

/// What one line says, in words.
fn said<'a>(texts: Texts, name: &str, of: &impl Fn(&str) -> Option<&'a str>) -> String {
    let number = |text: &str, digits: u32| {
        let number: f64 = text.parse().unwrap_or_default();
        format::number(texts.lang(), number, digits)
    };
    let scores = |all: Vec<(String, Option<&str>)>| {
        let parts = all
            .into_iter()
            .filter_map(|(name, score)| Some([&name, " ", &number(score?, 1)].concat()));
        parts.collect::<Vec<_>>().join(" · ")
    };
    let plain = of(name).unwrap_or_default();
    match name {
        "overall" if !plain.is_empty() => number(plain, 1),
        "level" => {
            let level = plain.parse().ok().and_then(|n: u8| Level::new(n));
            level.map_or_else(String::new, |level| texts.t(names::level(level)))
        }
        "stages" => scores(
            Stage::ALL
                .map(|stage| (texts.t(names::stage(stage)), of(stage.id())))
                .into(),
        ),
        "sectors" => scores(
            Sector::ALL
                .map(|sector| {
                    let name = ["plan_", sector.id()].concat();
                    (texts.t(names::sector(sector)), of(&name))
                })
                .into(),
        ),
        "weakest" => {
            Stage::from_id(plain).map_or_else(String::new, |stage| texts.t(names::stage(stage)))
        }
        "confidence" if !plain.is_empty() => {
            format::percent(texts.lang(), plain.parse().unwrap_or_default())
        }
        "answered" => match (of("answered"), of("of")) {
            (Some(n), Some(all)) => {
                texts.piece_fill(PIECE, "shown.answered_of", &[("n", n), ("of", all)])
            }
            _ => String::new(),
        },
        "gaps" => {
            let gaps = ["gap_1", "gap_2", "gap_3"].map(of);
            gaps.into_iter().flatten().collect::<Vec<_>>().join("; ")
        }
        "model" => {
            Model::from_id(plain).map_or_else(String::new, |model| texts.t(names::model(model)))
        }
        "country" => Country::new(plain).map_or_else(String::new, |country| {
            format::country(texts.lang(), country)
        }),
        "geography" if !plain.is_empty() => texts.piece("channelpage", &["geo.", plain].concat()),
        "size" if !plain.is_empty() => texts.piece("channelpage", &["people.", plain].concat()),
        "objectives" => plain
            .split(", ")
            .filter_map(Objective::from_id)
            .map(|objective| texts.t(names::objective(objective)))
            .collect::<Vec<_>>()
            .join(", "),
        "budget" | "hours" if !plain.is_empty() => {
            word(texts, &["band.", name, ".", plain].concat())
        }
        _ => plain.to_owned(),
    }
}

/// The file of a lead that could not be sent.
pub(super) fn save(value: &Value, leads: &Leads) {
    let mut leads = leads.clone();
    leads.target = Target::File {
        format: Format::Json,
    };
    if let Delivery::Save { name, mime, text } = delivery(value, &leads) {
        // A browser that refuses downloads shows that itself.
        let _ = crate::platform::browser::files::download(name, mime, &text);
    }
}
