//! How visitors get in touch: what opens with it, what is asked and agreed to, where it goes, and how leads are sorted.

use std::rc::Rc;

use leptos::prelude::*;

use super::fields::{
    Builder, choice, flag, list_at, list_of, set_list, text, text_at, words, wrong,
};
use super::{PIECE, word};
use crate::brand::embedding::{at, put};
use crate::brand::leads::QUESTIONS;
use crate::brand::shape::{FORMATS, GATES, MODELS, STAGES, TARGETS};
use crate::brand::when::{BUDGETS, HOURS, names};
use crate::domain::json::{Object, Value};
use crate::i18n::Key;
use crate::ui::dom::{El, el, value_of_event};
use crate::ui::names as in_words;
use crate::ui::parts::copy_field::{CopyField, copy_field};
use crate::ui::parts::number_field::Words;
use crate::ui::parts::section::section;
use crate::ui::parts::select_field::select_field;
use crate::ui::words::Texts;

/// Where leads go; empty where none are asked for.
const TO: &str = "lead/send/to";
/// The fields of each recipient.
const OF: [(&str, &[&str]); 8] = [
    ("event", &["mails"]),
    ("form", &["form", "mails"]),
    ("post", &["url", "format", "answer", "mails"]),
    ("hubspot", &["portal", "form", "region", "mails"]),
    ("formspree", &["url", "mails"]),
    ("mailchimp", &["url"]),
    ("mailto", &["address"]),
    ("file", &["format"]),
];
/// Conditions that a row of rules offers.
const CONDITIONS: [&str; 5] = ["level", "weakest", "model", "budget", "hours"];
const LEVELS: [&str; 5] = ["1", "2", "3", "4", "5"];
const BUDGET_NAMES: [&str; 6] = names(&BUDGETS);
const HOUR_NAMES: [&str; 6] = names(&HOURS);

/// The section.
pub(super) fn leads(builder: Builder, texts: Texts) -> El {
    let to = move || builder.text(TO);
    let none = move || to().is_empty();
    let recipients: Vec<(String, Words)> = std::iter::once("")
        .chain(TARGETS)
        .map(|target| -> (String, Words) {
            let key = if target.is_empty() {
                "leads.to.none".to_owned()
            } else {
                ["leads.to.", target].concat()
            };
            (target.to_owned(), Rc::new(move || word(texts, &key)))
        })
        .collect();
    let target = select_field(
        "lead-send-to",
        move || word(texts, "leads.to.label"),
        recipients,
        to,
        move |target| {
            if target.is_empty() {
                builder.put("lead", None);
            } else {
                // What belongs to another recipient does not go along.
                builder.config.update(|config| {
                    put(config, "lead/send", None);
                    put(config, TO, Some(Value::from(&*target)));
                });
            }
        },
    );
    let hint = el("p").class("hint").say(move || {
        let to = to();
        let key = if to.is_empty() { "none" } else { &to };
        word(texts, &["leads.to_hint.", key].concat())
    });
    // One set of fields for each recipient, so that typing in one does not build it anew.
    let own = el("div").class("builder-part").fill_by(to, move || {
        let to = to();
        let of = OF.iter().find(|(name, _)| *name == to);
        let fields = of.map_or(&[] as &[&str], |(_, fields)| fields);
        fields
            .iter()
            .map(|name| field_of(name, &to, builder, texts))
            .collect()
    });
    let rest = el("div")
        .class("builder-part")
        .attr_if("hidden", none)
        .children([
            choice(
                builder,
                texts,
                "lead/gate",
                "gate.label",
                "gate",
                &GATES,
                "none",
            ),
            el("p").class("hint").say(move || {
                let gate = builder.text("lead/gate");
                let gate = if GATES.contains(&gate.as_str()) {
                    gate
                } else {
                    "none".to_owned()
                };
                word(texts, &["leads.gate_hint.", &gate].concat())
            }),
            wrong(builder, texts, "lead/gate"),
            text(builder, texts, "lead/privacy", "leads.privacy", None),
            words(builder, texts, "lead/recipient", "leads.recipient"),
            asked(builder, texts),
            words(builder, texts, "lead/consent", "leads.consent"),
            el("p")
                .class("hint")
                .say(move || word(texts, "leads.consent_hint")),
            words(builder, texts, "lead/marketing", "leads.marketing"),
            utm(builder, texts),
            rules(builder, texts, "grades", "grade"),
            rules(builder, texts, "tags", "tag"),
        ]);
    section(texts, PIECE, "leads")
        .child(el("p").class("hint").say(move || word(texts, "leads.hint")))
        .children([target, hint, own, rest])
}

/// The field of a recipient.
fn field_of(name: &str, to: &str, builder: Builder, texts: Texts) -> El {
    match name {
        "url" => text(builder, texts, "lead/send/url", "leads.url", None),
        "form" if to == "hubspot" => text(builder, texts, "lead/send/form", "leads.hubspot", None),
        "form" => text(builder, texts, "lead/send/form", "leads.form", None),
        "portal" => text(builder, texts, "lead/send/portal", "leads.portal", None),
        "region" => text(
            builder,
            texts,
            "lead/send/region",
            "leads.region",
            Some("leads.region_hint"),
        ),
        "address" => text(builder, texts, "lead/send/address", "leads.address", None),
        "format" => choice(
            builder,
            texts,
            "lead/send/format",
            "format.label",
            "format",
            if to == "file" {
                &["json", "csv"]
            } else {
                &FORMATS[..2]
            },
            "json",
        ),
        "answer" => flag(builder, texts, "lead/send/answer", "leads.answer", true),
        _ => flag(builder, texts, "lead/send/mails", "leads.mails", false),
    }
}

/// What is asked beside the mail address, and what of it is needed.
fn asked(builder: Builder, texts: Texts) -> El {
    let has = move |path: &str, name: &str| {
        let asked = builder.config.with(|config| list_of(config, path));
        asked.iter().any(|asked| asked == name)
    };
    let one = move |name: &'static str| {
        let options = ["no", "ask", "need"].map(|value| -> (String, Words) {
            (
                value.to_owned(),
                Rc::new(move || word(texts, &["leads.ask.", value].concat())),
            )
        });
        let now = move || {
            let now = if has("lead/need", name) {
                "need"
            } else if has("lead/ask", name) {
                "ask"
            } else {
                "no"
            };
            now.to_owned()
        };
        select_field(
            &["lead-ask-", name].concat(),
            move || texts.piece("lead", &["field.", name].concat()),
            options.into(),
            now,
            move |chosen| {
                for (path, wanted) in [("lead/ask", "ask"), ("lead/need", "need")] {
                    let mut list = builder.config.with_untracked(|c| list_at(c, path));
                    list.retain(|value| value.as_str() != Some(name));
                    if chosen == wanted {
                        list.push(Value::from(name));
                    }
                    set_list(builder, path, list);
                }
            },
        )
    };
    el("fieldset")
        .class("field pairs")
        .child(el("legend").say(move || word(texts, "leads.ask.label")))
        .children(QUESTIONS.map(one))
}

/// Keys of an address, with commas between.
fn utm(builder: Builder, texts: Texts) -> El {
    const PATH: &str = "lead/utm";
    let value = move || {
        let names = builder.config.with(|config| list_of(config, PATH));
        names.join(", ")
    };
    let input = el("input")
        .attr("id", "input-lead-utm")
        .hook("input-lead-utm")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("placeholder", "utm_source, utm_campaign")
        .value_of(value)
        .on("change", move |event| {
            let typed = value_of_event(event);
            let names = typed.split([',', ' ']).filter(|name| !name.is_empty());
            set_list(builder, PATH, names.map(Value::from).collect());
        });
    el("div")
        .class("field")
        .child(
            el("label")
                .attr("for", "input-lead-utm")
                .say(move || word(texts, "leads.utm")),
        )
        .child(
            el("p")
                .class("hint")
                .say(move || word(texts, "leads.utm_hint")),
        )
        .child(input)
        .child(wrong(builder, texts, PATH))
}

// ---- rules ----

/// The rows of a list of rules: a word, and when it holds.
fn rules(builder: Builder, texts: Texts, list: &'static str, name: &'static str) -> El {
    let path = ["lead/", list].concat();
    let of = path.clone();
    let count = Memo::new(move |_| builder.config.with(|config| list_at(config, &of).len()));
    let of = path.clone();
    let rows = el("div").class("rules").fill_by(
        move || count.get().to_string(),
        move || {
            let places = 0..count.get_untracked();
            places
                .map(|place| rule(builder, texts, of.clone(), name, place))
                .collect()
        },
    );
    let add = el("button")
        .attr("type", "button")
        .class("button second")
        .hook(&["add-", name].concat())
        .say(move || {
            let key = match name {
                "grade" => "leads.rules.add_grade",
                _ => "leads.rules.add_tag",
            };
            word(texts, key)
        })
        .on_click(move || {
            let mut all = builder.config.with_untracked(|c| list_at(c, &path));
            let mut rule = Object::new();
            let word = match name {
                "grade" => ["A", "B", "C", "D"].get(all.len()).copied().unwrap_or("E"),
                _ => "tag",
            };
            rule.insert(name.to_owned(), Value::from(word));
            all.push(Value::Object(rule));
            set_list(builder, &path, all);
        });
    el("fieldset")
        .class("field")
        .child(el("legend").say(move || word(texts, &["leads.rules.", list].concat())))
        .child(
            el("p")
                .class("hint")
                .say(move || word(texts, &["leads.rules.", list, "_hint"].concat())),
        )
        .child(rows)
        .child(el("p").child(add))
}

/// Changes a rule of a list.
fn change(builder: Builder, path: &str, place: usize, change: impl FnOnce(&mut Object)) {
    let mut all = builder.config.with_untracked(|c| list_at(c, path));
    if let Some(Value::Object(rule)) = all.get_mut(place) {
        change(rule);
    }
    set_list(builder, path, all);
}

fn rule(builder: Builder, texts: Texts, path: String, name: &'static str, place: usize) -> El {
    let read = {
        let path = path.clone();
        move |of: &str| {
            builder.config.with(|config| {
                let all = list_at(config, &path);
                let rule = all.get(place).and_then(Value::as_object)?;
                at(rule, of).cloned()
            })
        }
    };
    let id = format!("input-{name}-{place}");
    let word_now = {
        let read = read.clone();
        move || {
            let said = read(name);
            said.as_ref()
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        }
    };
    let typed = path.clone();
    let input = el("input")
        .attr("id", &id)
        .hook(&id)
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr_of("aria-label", move || {
            Some(word(texts, &["leads.rules.", name].concat()))
        })
        .value_of(word_now)
        .on("change", move |event| {
            let said = value_of_event(event);
            change(builder, &typed, place, |rule| {
                rule.insert(name.to_owned(), Value::from(said.trim()));
            });
        });
    let conditions = CONDITIONS.map(|condition| {
        let values: &[&'static str] = match condition {
            "level" => &LEVELS,
            "weakest" => &STAGES,
            "model" => &MODELS,
            "budget" => &BUDGET_NAMES,
            _ => &HOUR_NAMES,
        };
        let any: Words = Rc::new(move || word(texts, "leads.rules.any"));
        // Several at once are written by hand, and stay.
        let several: Words = Rc::new(move || word(texts, "leads.rules.several"));
        let options = values.iter().map(|value| -> (String, Words) {
            let value = *value;
            (
                value.to_owned(),
                Rc::new(move || words_of(texts, condition, value)),
            )
        });
        let all = std::iter::once((String::new(), any))
            .chain(options)
            .chain(std::iter::once(("*".to_owned(), several)));
        let read = read.clone();
        let now = move || match read(&["when/", condition].concat()) {
            Some(Value::Array(list)) => match list.as_slice() {
                [Value::String(text) | Value::Number(text)] => text.clone(),
                [] => String::new(),
                _ => "*".to_owned(),
            },
            _ => String::new(),
        };
        let path = path.clone();
        select_field(
            &format!("{name}-{place}-{condition}"),
            move || word(texts, &["leads.rules.", condition].concat()),
            all.collect(),
            now,
            move |chosen| {
                if chosen == "*" {
                    return;
                }
                let value = match condition {
                    "level" => Value::Number(chosen.clone()),
                    _ => Value::from(&*chosen),
                };
                let value = (!chosen.is_empty()).then(|| Value::Array(vec![value]));
                change(builder, &path, place, |rule| {
                    put(rule, &["when/", condition].concat(), value);
                });
            },
        )
    });
    let gone = path.clone();
    let remove = el("button")
        .attr("type", "button")
        .class("plain")
        .hook(&format!("remove-{name}-{place}"))
        .say(move || word(texts, "leads.rules.remove"))
        .on_click(move || {
            let mut all = builder.config.with_untracked(|c| list_at(c, &gone));
            if place < all.len() {
                all.remove(place);
            }
            set_list(builder, &gone, all);
        });
    el("div")
        .class("rule")
        .child(input)
        .children(conditions)
        .child(remove)
}

fn words_of(texts: Texts, condition: &str, value: &str) -> String {
    use crate::domain::answer::Level;
    use crate::domain::profile::Model;
    use crate::domain::stage::Stage;
    let key: Option<Key> = match condition {
        "level" => value
            .parse()
            .ok()
            .and_then(|n: u8| Level::new(n))
            .map(in_words::level),
        "weakest" => Stage::from_id(value).map(in_words::stage),
        "model" => Model::from_id(value).map(in_words::model),
        _ => None,
    };
    match key {
        Some(key) if condition == "level" => [value, " ", &texts.t(key)].concat(),
        Some(key) => texts.t(key),
        None => texts.piece("lead", &["band.", condition, ".", value].concat()),
    }
}

// ---- privacy ----

/// Paragraphs for a privacy policy, in the language on screen: what the widget does, and what a lead is.
pub(super) fn privacy(builder: Builder, texts: Texts) -> El {
    let host = move || {
        let target = builder.embedding().target_host();
        if target.is_empty() {
            word(texts, "privacy.here")
        } else {
            target
        }
    };
    let name = move || {
        let lang = texts.lang().code();
        let of = |path: &str| {
            builder.config.with(|config| match at(config, path) {
                Some(Value::String(text)) => text.clone(),
                _ => text_at(config, &[path, "/", lang].concat()),
            })
        };
        let named = [of("lead/recipient"), of("brand/name")];
        let named = named.into_iter().find(|name| !name.is_empty());
        named.unwrap_or_else(|| word(texts, "privacy.you"))
    };
    let text = move || {
        let to = builder.text(TO);
        let mut parts = vec![word(texts, "privacy.text.widget")];
        if !to.is_empty() {
            let (host, name) = (host(), name());
            let fill = |key: &str| {
                let values = [("host", &*host), ("recipient", &*name)];
                texts.piece_fill(PIECE, key, &values)
            };
            parts.push(fill("privacy.text.lead"));
            if !matches!(to.as_str(), "event" | "file" | "mailto" | "form") {
                parts.push(fill("privacy.text.third"));
            }
            let marketing = builder.config.with(|c| at(c, "lead/marketing").is_some());
            if marketing {
                parts.push(fill("privacy.text.marketing"));
            }
            parts.push(word(texts, "privacy.text.rights"));
        }
        parts.join("\n\n")
    };
    section(texts, PIECE, "privacy")
        .child(
            el("p")
                .class("hint")
                .say(move || word(texts, "privacy.hint")),
        )
        .child(copy_field(CopyField {
            name: "privacy-text",
            label: Box::new(move || word(texts, "privacy.label")),
            text: Box::new(text),
            rows: Some(12),
        }))
        .child(copy_field(CopyField {
            name: "cookie-text",
            label: Box::new(move || word(texts, "privacy.cookie_label")),
            text: Box::new(move || word(texts, "privacy.cookies")),
            rows: Some(5),
        }))
}
