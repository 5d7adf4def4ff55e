//! The fields: each is a view of one place in the configuration.

use std::rc::Rc;

use leptos::prelude::*;

use super::{PIECE, word};
use crate::brand::Fault;
use crate::brand::colour::{Chosen, Rgb, palette};
use crate::brand::embedding::at;
use crate::domain::json::{Object, Value};
use crate::i18n::Lang;
use crate::ui::brand::fault_words;
use crate::ui::dom::{El, el, value_of_event};
use crate::ui::parts::select_field::select_field;
use crate::ui::words::Texts;

/// What is being made.
#[derive(Clone, Copy)]
pub(super) struct Builder {
    /// The configuration.
    pub(super) config: RwSignal<Object>,
    /// What is wrong in it.
    pub(super) faults: Memo<Vec<Fault>>,
    /// Kind of site.
    pub(super) site: RwSignal<&'static str>,
    /// Consent banner.
    pub(super) banner: RwSignal<&'static str>,
    /// Folder of the widget's files.
    pub(super) base: RwSignal<String>,
    /// Whether the preview shows the form for leads, and marks what it sends as a test.
    pub(super) testing: RwSignal<bool>,
}

/// The text at a path; empty for none.
pub(super) fn text_at(config: &Object, path: &str) -> String {
    at(config, path)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// The values of a list at a path.
pub(super) fn list_at(config: &Object, path: &str) -> Vec<Value> {
    match at(config, path) {
        Some(Value::Array(list)) => list.clone(),
        _ => Vec::new(),
    }
}

/// The texts of a list at a path.
pub(super) fn list_of(config: &Object, path: &str) -> Vec<String> {
    let all = list_at(config, path);
    let texts = all.iter().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

/// Puts a list at a path; an empty one stands nowhere.
pub(super) fn set_list(builder: Builder, path: &str, list: Vec<Value>) {
    builder.put(path, (!list.is_empty()).then_some(Value::Array(list)));
}

fn id_of(path: &str) -> String {
    ["input-", &path.replace('/', "-")].concat()
}

/// What is wrong at a path, for below its field.
pub(super) fn wrong(builder: Builder, texts: Texts, path: &'static str) -> El {
    el("p").class("error").attr("role", "alert").say(move || {
        let faults = builder.faults_at(path);
        let words = faults.iter().map(|fault| fault_words(texts, fault));
        words.collect::<Vec<_>>().join(" ")
    })
}

fn put_text(builder: Builder, path: &str, typed: &str) {
    let typed = typed.trim();
    builder.put(path, (!typed.is_empty()).then(|| Value::from(typed)));
}

/// A text.
pub(super) fn text(
    builder: Builder,
    texts: Texts,
    path: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
) -> El {
    let id = id_of(path);
    let input = el("input")
        .attr("id", &id)
        .hook(&id)
        .attr("type", "text")
        .attr("autocomplete", "off")
        .value_of(move || builder.text(path))
        .on("change", move |event| {
            put_text(builder, path, &value_of_event(event))
        });
    let hint = hint.map(|hint| el("p").class("hint").say(move || word(texts, hint)));
    el("div")
        .class("field")
        .child(el("label").attr("for", &id).say(move || word(texts, label)))
        .children(hint)
        .child(input)
        .child(wrong(builder, texts, path))
}

/// A text by language.
pub(super) fn words(builder: Builder, texts: Texts, path: &'static str, label: &'static str) -> El {
    let one = move |lang: Lang| {
        let code = lang.code();
        let id = [&id_of(path), "-", code].concat();
        let value = move || {
            builder.config.with(|config| match at(config, path) {
                // One for all languages.
                Some(Value::String(text)) => text.clone(),
                _ => text_at(config, &[path, "/", code].concat()),
            })
        };
        let input = el("input")
            .attr("id", &id)
            .hook(&id)
            .attr("type", "text")
            .attr("autocomplete", "off")
            .attr("lang", code)
            .value_of(value)
            .on("change", move |event| {
                let typed = value_of_event(event);
                builder.config.update(|config| {
                    if let Some(Value::String(text)) = at(config, path) {
                        let mut each = Object::new();
                        for lang in Lang::ALL {
                            each.insert(lang.code().to_owned(), Value::from(text.as_str()));
                        }
                        crate::brand::embedding::put(config, path, Some(Value::Object(each)));
                    }
                });
                put_text(builder, &[path, "/", code].concat(), &typed);
            });
        el("div")
            .class("of-language")
            .child(el("label").attr("for", &id).text(lang.autonym()))
            .child(input)
    };
    el("fieldset")
        .class("field by-language")
        .child(el("legend").say(move || word(texts, label)))
        .children(Lang::ALL.map(one))
        .child(wrong(builder, texts, path))
}

/// One of several values; the default stands nowhere.
pub(super) fn choice(
    builder: Builder,
    texts: Texts,
    path: &'static str,
    label: &'static str,
    words: &'static str,
    values: &'static [&'static str],
    default: &'static str,
) -> El {
    let options = values
        .iter()
        .map(|value| -> (String, Rc<dyn Fn() -> String>) {
            let key = [words, ".", value].concat();
            ((*value).to_owned(), Rc::new(move || word(texts, &key)))
        });
    select_field(
        &path.replace('/', "-"),
        move || word(texts, label),
        options.collect(),
        move || {
            let said = builder.text(path);
            if values.contains(&said.as_str()) {
                said
            } else {
                default.to_owned()
            }
        },
        move |value| {
            builder.put(
                path,
                (value != default).then(|| Value::from(value.as_str())),
            );
        },
    )
}

/// A yes or no that stands nowhere as long as it is the default.
pub(super) fn flag(
    builder: Builder,
    texts: Texts,
    path: &'static str,
    label: &'static str,
    default: bool,
) -> El {
    let on = move || {
        builder.config.with(|config| match at(config, path) {
            Some(Value::Bool(on)) => *on,
            _ => default,
        })
    };
    let id = id_of(path);
    let input = el("input")
        .attr("type", "checkbox")
        .attr("id", &id)
        .hook(&id)
        .property_if("checked", on)
        .on("change", move |_| {
            let now = !untrack(on);
            builder.put(path, (now != default).then_some(Value::Bool(now)));
        });
    el("label")
        .class("check")
        .child(input)
        .child(el("span").say(move || word(texts, label)))
}

/// A colour: its text, and the browser's own way to choose one. Below it stands what it becomes where it could not be
/// read.
pub(super) fn colour(
    builder: Builder,
    texts: Texts,
    path: &'static str,
    label: &'static str,
) -> El {
    let id = id_of(path);
    let text = el("input")
        .attr("id", &id)
        .hook(&id)
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("placeholder", "#rrggbb")
        .value_of(move || builder.text(path))
        .on("change", move |event| {
            put_text(builder, path, &value_of_event(event))
        });
    let pick = el("input")
        .attr("type", "color")
        .hook(&[&id, "-pick"].concat())
        .attr_of("aria-label", move || Some(word(texts, label)))
        .value_of(move || {
            let said = Rgb::parse(&builder.text(path));
            said.map_or_else(|| "#888888".to_owned(), Rgb::hex)
        })
        .on("input", move |event| {
            put_text(builder, path, &value_of_event(event))
        });
    let clear = el("button")
        .attr("type", "button")
        .class("plain")
        .attr_if("hidden", move || builder.text(path).is_empty())
        .say(move || word(texts, "look.clear"))
        .on_click(move || builder.put(path, None));
    let becomes = move || becomes(builder, texts, path).unwrap_or_default();
    el("div")
        .class("field colour")
        .child(el("label").attr("for", &id).say(move || word(texts, label)))
        .child(el("div").class("row-of").children([pick, text, clear]))
        .child(el("p").class("hint").say(becomes))
        .child(wrong(builder, texts, path))
}

/// What a chosen colour becomes, in words; `None` where it stays.
fn becomes(builder: Builder, texts: Texts, path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let dark = path.contains("/dark/");
    let within = if dark { "look/dark/" } else { "look/" };
    let names = crate::brand::colour::NAMES;
    let chosen = Chosen::of(names.map(|name| Rgb::parse(&builder.text(&[within, name].concat()))));
    let from = Rgb::parse(&builder.text(path))?;
    let property = ["--", name].concat();
    let made = palette(&chosen, dark);
    let (_, to) = made.iter().find(|(known, _)| *known == property)?;
    (*to != from).then(|| {
        let values = [("from", &*from.hex()), ("to", &*to.hex())];
        texts.piece_fill(PIECE, "look.corrected", &values)
    })
}

/// The radius of corners.
pub(super) fn radius(builder: Builder, texts: Texts) -> El {
    const PATH: &str = "look/radius";
    let value = move || {
        builder.config.with(|config| match at(config, PATH) {
            Some(Value::Number(text)) => text.clone(),
            _ => String::new(),
        })
    };
    let input = el("input")
        .attr("id", "input-look-radius")
        .hook("input-look-radius")
        .attr("type", "number")
        .attr("min", "0")
        .attr("max", "24")
        .attr("placeholder", "10")
        .value_of(value)
        .on("change", move |event| {
            // The browser gives a number with a point, or nothing.
            let typed: Option<f64> = value_of_event(event).parse().ok();
            let number = typed.filter(|n| n.is_finite());
            builder.put(PATH, number.map(|n| Value::Number(n.to_string())));
        });
    el("div")
        .class("field")
        .child(
            el("label")
                .attr("for", "input-look-radius")
                .say(move || word(texts, "look.radius")),
        )
        .child(input)
        .child(wrong(builder, texts, PATH))
}
