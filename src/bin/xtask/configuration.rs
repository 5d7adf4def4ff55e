//! The configuration in the forms others read: a JSON schema, types, a reference in words. All from the tree that the
//! reader checks against, `growth_wheel::brand::shape`.

use std::fmt::Write as _;

use growth_wheel::brand::shape::{CONFIG, Entry, LANGUAGES, Shape};
use growth_wheel::content;
use growth_wheel::engine::kpi::{KpiId, Unit};
use serde_json::{Map, Value, json};

/// What a colour looks like.
pub(crate) const COLOUR: &str = "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$";
/// What may be followed; the reader asks for a little more.
const LINK: &str = "^(https://|http://(localhost|127\\.0\\.0\\.1)|mailto:|tel:|/(?!/))";
const IMAGE: &str = "^(https://|http://(localhost|127\\.0\\.0\\.1)|/(?!/)|data:image/(png|jpeg|webp|gif|svg\\+xml);base64,)";
const ID: &str = "^[a-z][a-z0-9_.]{0,63}$";
/// What something may be sent to; the reader asks for a little more.
const ENDPOINT: &str =
    "^(https://[^/?#@]+|http://(localhost|127\\.0\\.0\\.1)(:[^/?#@]*)?)([/?#]|$)";
/// The reader asks for a little more.
const MAIL: &str = "^[^@\\s,;<>\"\\\\()\\[\\]?&#:]+@[^@\\s]+\\.[^@\\s]+$";

/// The JSON schema.
pub(crate) fn schema() -> Value {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Configuration of the growth wheel",
    });
    if let (Some(all), Value::Object(object)) = (schema.as_object_mut(), of_object(&CONFIG)) {
        all.extend(object);
    }
    schema
}

fn of_object(entries: &[Entry]) -> Value {
    let properties = entries.iter().map(|e| (e.name, of(e.shape), e.what));
    let needed = entries.iter().filter(|e| e.needed).map(|e| e.name);
    object(properties, needed.collect())
}

/// The schema of an object: its properties by name with what they say, and those it is nothing without.
pub(crate) fn object(
    properties: impl Iterator<Item = (&'static str, Value, &'static str)>,
    needed: Vec<&str>,
) -> Value {
    let properties: Map<String, Value> = properties
        .map(|(name, mut shape, what)| {
            if let Some(object) = shape.as_object_mut() {
                object.insert("description".to_owned(), json!(what));
            }
            (name.to_owned(), shape)
        })
        .collect();
    let mut object = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    });
    if let Some(object) = object.as_object_mut().filter(|_| !needed.is_empty()) {
        object.insert("required".to_owned(), json!(needed));
    }
    object
}

fn by(names: &[&str], each: &Value) -> Value {
    let properties: Map<String, Value> = names
        .iter()
        .map(|name| ((*name).to_owned(), each.clone()))
        .collect();
    json!({"type": "object", "additionalProperties": false, "properties": properties, "minProperties": 1})
}

fn of(shape: Shape) -> Value {
    match shape {
        Shape::Text(most) => json!({"type": "string", "minLength": 1, "maxLength": most}),
        Shape::Words(most) => {
            let text = of(Shape::Text(most));
            json!({"anyOf": [text, by(&LANGUAGES, &text)]})
        }
        Shape::Colour => json!({"type": "string", "pattern": COLOUR}),
        Shape::Number(from, to) => json!({"type": "number", "minimum": from, "maximum": to}),
        Shape::Whole(from, to) => json!({"type": "integer", "minimum": from, "maximum": to}),
        Shape::OneOf(values) => json!({"enum": values}),
        Shape::Link => json!({"type": "string", "maxLength": 2000, "pattern": LINK}),
        Shape::Endpoint => json!({"type": "string", "maxLength": 2000, "pattern": ENDPOINT}),
        Shape::Mail => json!({"type": "string", "maxLength": 254, "pattern": MAIL}),
        Shape::Token(most) => {
            json!({"type": "string", "maxLength": most, "pattern": "^[A-Za-z0-9_-]+$"})
        }
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Image => json!({"type": "string", "pattern": IMAGE}),
        Shape::Font => {
            json!({"type": "string", "maxLength": 200, "pattern": "^[^;:{}()<>\\\\/@!]*$"})
        }
        Shape::Id => json!({"type": "string", "pattern": ID}),
        Shape::Country => json!({"type": "string", "pattern": "^[A-Za-z]{2}$"}),
        Shape::Currency => json!({"type": "string", "pattern": "^[A-Za-z]{3}$"}),
        Shape::List(each, most) => {
            json!({"type": "array", "items": of(*each), "maxItems": most})
        }
        Shape::Row(each, count) => {
            json!({"type": "array", "items": of(*each), "minItems": count, "maxItems": count})
        }
        Shape::Object(entries) => of_object(entries),
        Shape::By(names, each) => by(names, &of(*each)),
        Shape::Table(each, most) => {
            json!({"type": "object", "additionalProperties": of(*each), "minProperties": 1, "maxProperties": most})
        }
        Shape::Each(names, each) => {
            let each = of(*each);
            json!({"anyOf": [each.clone(), by(names, &each)]})
        }
    }
}

/// Its types.
pub(crate) fn types() -> String {
    let mut text =
        String::from("\n/** What a site makes its own. */\nexport interface Configuration ");
    text.push_str(&type_of(Shape::Object(&CONFIG), 0));
    text.push('\n');
    text
}

fn type_of(shape: Shape, depth: usize) -> String {
    let names = |names: &[&str]| {
        let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        quoted.join(" | ")
    };
    let some = |keys: &[&str], each: &str| format!("Partial<Record<{}, {each}>>", names(keys));
    match shape {
        Shape::Number(..) | Shape::Whole(..) => "number".to_owned(),
        Shape::Flag => "boolean".to_owned(),
        Shape::Words(_) => format!("string | {}", some(&LANGUAGES, "string")),
        Shape::OneOf(values) => names(values),
        Shape::List(each, _) | Shape::Row(each, _) => format!("({})[]", type_of(*each, depth)),
        Shape::By(keys, each) => some(keys, &type_of(*each, depth)),
        Shape::Table(each, _) => format!("Record<string, {}>", type_of(*each, depth)),
        Shape::Each(keys, each) => {
            let each = type_of(*each, depth);
            format!("{each} | {}", some(keys, &each))
        }
        Shape::Object(entries) => {
            let mut text = String::from("{\n");
            let indent = "  ".repeat(depth + 1);
            for entry in entries {
                let mark = if entry.needed { "" } else { "?" };
                let kind = type_of(entry.shape, depth + 1);
                // Writing into a string does not fail.
                let _ = writeln!(
                    text,
                    "{indent}/** {} */\n{indent}\"{}\"{mark}: {kind};",
                    entry.what, entry.name
                );
            }
            text.push_str(&"  ".repeat(depth));
            text.push('}');
            text
        }
        _ => "string".to_owned(),
    }
}

/// The reference.
pub(crate) fn words() -> String {
    let mut text = String::from(
        r##"
## Configuration

One JSON object, by `config`: its address on your own site or beside this script, its text, or as a property an object.
On our own pages it stands in `index.html` and `embed.html`, as `data-config="brand.json"` of `#growth-wheel` and
`#frame`. Where `lead` sends something to another host, `connect-src` of the policy in `index.html` has to name it (for
Mailchimp `form-action`). It is never taken from the address of a page. `configuration.schema.json` lets an editor check it.

It is data: texts are shown as texts, and links lead to `https:`, `mailto:`, `tel:` or a path of your own site. What is
not as it has to be is left out, and `gw:error` names the path and the reason; the rest holds.

```json
{
  "$schema": "https://agency.example/growth-wheel/configuration.schema.json",
  "brand": { "name": "Agency check", "logo": "/logo.svg", "url": "https://agency.example" },
  "look": { "accent": "#b4005a", "radius": 4, "font": "Georgia, serif" },
  "cta": { "text": { "en": "Book a call", "it": "Prenota una chiamata" }, "url": "https://agency.example/call" },
  "modules": ["check", "channels"],
  "blocks": [
    {
      "when": { "weakest": ["convert"], "model": ["shop"] },
      "title": { "en": "Lose fewer carts", "it": "Meno carrelli persi" },
      "button": { "text": "agency.example", "url": "https://agency.example/shops" }
    }
  ]
}
```

A text (words) is one for all languages, or one by language: `{ "en": "…", "it": "…", "es": "…", "ru": "…" }`; a language
that is left out gets the English. Keys of `texts` are the name of a file of words and the key in it: `result.title`. The
files are in `i18n/`, with a folder for each release; the keys of `core`, such as `core.home.title`, are in `keys.core.json`.

| path | what | |
| --- | --- | --- |
"##,
    );
    rows(&mut text, "", &CONFIG);
    let catalogue = content::catalogue();
    let list = |ids: Vec<&str>| {
        let quoted: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
        quoted.join(", ")
    };
    let figures = KpiId::ALL.iter().filter(|kpi| kpi.unit() != Unit::Count);
    // Writing into a string does not fail.
    let _ = write!(
        text,
        "\nQuestions there are: {}.\n\nChannels there are: {}.\n\nFigures to compare with: {}.\n",
        list(
            catalogue
                .items
                .iter()
                .map(|item| item.id.as_str())
                .collect()
        ),
        list(catalogue.channels.iter().map(|c| c.id.as_str()).collect()),
        list(figures.map(|kpi| kpi.id()).chain(["click_rate"]).collect()),
    );
    text
}

fn rows(text: &mut String, path: &str, entries: &[Entry]) {
    for entry in entries {
        let path = if path.is_empty() {
            entry.name.to_owned()
        } else {
            format!("{path}.{}", entry.name)
        };
        let star = if entry.needed { " (needed)" } else { "" };
        let _ = writeln!(
            text,
            "| `{path}`{star} | {} | {} |",
            words_of(entry.shape),
            entry.what
        );
        match entry.shape {
            Shape::Object(inner) => rows(text, &path, inner),
            Shape::List(Shape::Object(inner), _) => rows(text, &format!("{path}[]"), inner),
            _ => {}
        }
    }
}

fn words_of(shape: Shape) -> String {
    let names = |names: &[&str]| {
        let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        quoted.join(", ")
    };
    match shape {
        Shape::Text(most) => format!("text, up to {most} characters"),
        Shape::Words(most) => format!("words, up to {most} characters"),
        Shape::Colour => "`#rrggbb`".to_owned(),
        Shape::Number(from, to) => format!("{from} to {to}"),
        Shape::Whole(from, to) => format!("{from} to {to}, whole"),
        Shape::OneOf(values) => names(values),
        Shape::Link => "link".to_owned(),
        Shape::Endpoint => "address beginning with `https:`".to_owned(),
        Shape::Mail => "mail address".to_owned(),
        Shape::Token(most) => {
            format!("letters, digits, `-` and `_`, up to {most}")
        }
        Shape::Flag => "`true` or `false`".to_owned(),
        Shape::Image => "address of a picture".to_owned(),
        Shape::Font => "names of fonts".to_owned(),
        Shape::Id => "id".to_owned(),
        Shape::Country => "two letters".to_owned(),
        Shape::Currency => "three letters".to_owned(),
        Shape::List(each, most) => format!("list, up to {most}: {}", words_of(*each)),
        Shape::Row(each, count) => format!("list of {count}: {}", words_of(*each)),
        Shape::Object(_) => "object".to_owned(),
        Shape::By(keys, each) => format!("by {}: {}", names(keys), words_of(*each)),
        Shape::Table(each, most) => format!("by id or key, up to {most}: {}", words_of(*each)),
        Shape::Each(keys, each) => {
            format!("{}, or by {}", words_of(*each), names(keys))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_names_every_part_of_a_configuration() {
        let (schema, types, words) = (schema(), types(), words());
        for entry in CONFIG {
            assert!(
                schema["properties"][entry.name].is_object(),
                "{}",
                entry.name
            );
            assert!(
                types.contains(&format!("  \"{}\"?: ", entry.name)),
                "{}",
                entry.name
            );
            assert!(
                words.contains(&format!("| `{}`", entry.name)),
                "{}",
                entry.name
            );
        }
        assert_eq!(
            schema["properties"]["blocks"]["items"]["required"],
            json!(["title"])
        );
        assert!(
            words.contains("`engage.advocacy`")
                && words.contains("`tenders`")
                && words.contains("`cpl`")
        );
        let send = &schema["properties"]["lead"]["properties"]["send"]["properties"];
        assert_eq!(send["mails"]["type"], "boolean");
        assert_eq!(send["address"]["maxLength"], 254);
        assert_eq!(send["form"]["maxLength"], 80);
        assert!(send["url"]["pattern"].is_string());
        assert!(types.contains("\n      \"mails\"?: boolean;"));
        assert!(words.contains("| `lead.send.mails` | `true` or `false` |"));
        assert!(words.contains(
            "| `items.own[].levels` (needed) | list of 5: words, up to 300 characters |"
        ));
    }
}
