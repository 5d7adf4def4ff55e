//! What is sent when a visitor gets in touch, in the forms others read: a JSON schema, a type, a reference in words. The
//! fields are those of the tree `growth_wheel::lead::payload::LEAD`.

use std::fmt::Write as _;

use growth_wheel::lead::outbox::{KEPT, MAX_ITEMS, MAX_TEXT, PATIENCE, WAIT};
use growth_wheel::lead::payload::{Field, Kind, LEAD, SCHEMA, flat};
use serde_json::{Value, json};

use crate::configuration;

/// Name of the file with the schema.
pub(crate) const FILE: &str = "growth-wheel.lead.schema.json";

/// The JSON schema.
pub(crate) fn schema() -> Value {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Lead of the growth wheel",
        "description": "What is sent when a visitor gets in touch. Every name is there in every lead; what is not known is null.",
    });
    if let (Some(all), Value::Object(object)) = (schema.as_object_mut(), of_object(&LEAD)) {
        all.extend(object);
    }
    schema
}

fn of_object(fields: &[Field]) -> Value {
    let properties = fields.iter().map(|f| (f.name, of(f.kind), f.what));
    configuration::object(properties, fields.iter().map(|f| f.name).collect())
}

fn of(kind: Kind) -> Value {
    match kind {
        Kind::Text => json!({"type": "string"}),
        Kind::Number(from, to) => json!({"type": "number", "minimum": from, "maximum": to}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::OneOf(values) => json!({"enum": values}),
        Kind::List(each, 0) => json!({"type": "array", "items": of(*each)}),
        Kind::List(each, most) => json!({"type": "array", "items": of(*each), "maxItems": most}),
        Kind::Object(fields) => of_object(fields),
        Kind::Table => json!({"type": "object", "additionalProperties": {"type": "string"}}),
        Kind::Maybe(known) => json!({"anyOf": [of(*known), {"type": "null"}]}),
    }
}

/// Its type.
pub(crate) fn types() -> String {
    let mut text = String::from(
        "\n/** What is sent when a visitor gets in touch. What is not known is `null`. */\nexport interface Lead ",
    );
    text.push_str(&type_of(Kind::Object(&LEAD), 0));
    text.push('\n');
    text
}

fn type_of(kind: Kind, depth: usize) -> String {
    match kind {
        Kind::Text => "string".to_owned(),
        Kind::Number(..) => "number".to_owned(),
        Kind::Flag => "boolean".to_owned(),
        Kind::OneOf(values) => {
            let quoted: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
            quoted.join(" | ")
        }
        Kind::List(each, _) => format!("({})[]", type_of(*each, depth)),
        Kind::Table => "Record<string, string>".to_owned(),
        Kind::Maybe(known) => format!("{} | null", type_of(*known, depth)),
        Kind::Object(fields) => {
            let mut text = String::from("{\n");
            let indent = "  ".repeat(depth + 1);
            for field in fields {
                let kind = type_of(field.kind, depth + 1);
                // Writing into a string does not fail.
                let _ = writeln!(
                    text,
                    "{indent}/** {} */\n{indent}\"{}\": {kind};",
                    field.what, field.name
                );
            }
            text.push_str(&"  ".repeat(depth));
            text.push('}');
            text
        }
    }
}

/// Where a lead goes, who sends it, what is sent, and what is known afterwards; in the order of a configuration's `to`.
const TARGETS: [(&str, &str, &str, &str); 8] = [
    (
        "event",
        "your page: it gets `gw:lead` and does with it what it likes",
        "the lead, its fields in `detail`",
        "not confirmed",
    ),
    (
        "form",
        "your page: its form of that id is filled in and sent; fields it lacks are left out",
        "the flat fields",
        "not confirmed",
    ),
    (
        "post",
        "the widget, by POST without cookies",
        "`json`: the lead as JSON; `form`: the flat fields as forms are sent",
        "confirmed by any 2xx; with `answer: false` not confirmed",
    ),
    (
        "hubspot",
        "the widget, to the form submission API of HubSpot",
        "the usual fields of a contact and those under `names`, with the words of consent as `legalConsentOptions`; the form there has to have those fields",
        "confirmed",
    ),
    (
        "formspree",
        "the widget, by POST",
        "the flat fields that are not empty, as JSON",
        "confirmed",
    ),
    (
        "mailchimp",
        "the visitor's browser, in a tab of its own where Mailchimp says how it went",
        "`EMAIL`, `FNAME` and those under `names`",
        "not confirmed",
    ),
    (
        "mailto",
        "the visitor, from their own mail program",
        "the flat fields as lines of a mail",
        "not confirmed",
    ),
    (
        "file",
        "nobody: the visitor keeps it or hands it over",
        "`json`: the lead as JSON; `csv`: the flat fields as a table of one row",
        "not confirmed",
    ),
];

/// The reference.
pub(crate) fn words() -> String {
    let mut text = String::from(
        r#"
## Leads

With `lead` in the configuration your visitors can get in touch with you. Without it nobody is asked for anything and
nothing is sent anywhere. Where a lead goes is said by the configuration alone: no link, no address of a page, no
attribute and no imported plan can name a recipient. The configuration is public like everything in a page, so it holds
no key and no password: one in which something looks like a secret is refused as a whole.

```json
{
  "lead": {
    "gate": "after",
    "send": { "to": "post", "url": "https://agency.example/leads" },
    "privacy": "https://agency.example/privacy",
    "ask": ["name", "company"],
    "grades": [{ "when": { "level": [1, 2], "budget": ["to_5000", "to_20000", "more"] }, "grade": "A" }],
    "utm": ["utm_source", "utm_campaign"]
  }
}
```

| `to` | who sends it | what | afterwards |
| --- | --- | --- | --- |
"#,
    );
    for (to, who, what, then) in TARGETS {
        // Writing into a string does not fail.
        let _ = writeln!(text, "| `{to}` | {who} | {what} | {then} |");
    }
    let flat: Vec<String> = flat(&growth_wheel::domain::json::Value::Null)
        .into_iter()
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    let flat = flat.join(", ");
    let _ = write!(
        text,
        r#"
The flat fields are {flat}, then your `utm` keys and hidden fields; a hidden field with a name of ours has `hidden_` before
it. What is not known is empty. `names` gives them other names; JSON to `post` keeps ours.

### What is sent

`{FILE}` is its JSON schema, `Lead` its type. Scores run from 0 to 100 with one decimal. Of the answers to single
questions it holds the levels of the largest gaps; all others go with it only through `plan_link`, and no name or note of
the plan at all. Of the consent it holds the exact words that stood on screen, their SHA-256, the time, the language and
the policy. The value of `schema` is `{SCHEMA}`; a later form has another.

| field | what | |
| --- | --- | --- |
"#
    );
    rows(&mut text, "", &LEAD);
    let (least, most) = WAIT;
    let _ = write!(
        text,
        r#"
### What is promised

A lead that was accepted waits in the visitor's browser until it has arrived, the visitor takes it back, or {days} days are
over. It is sent at least once, with the same `id` each time.

| answer | what happens |
| --- | --- |
| 2xx | it has arrived; a receipt stays, without what was sent |
| 408, 425, 429, 5xx, none within {patience} s | another try after {least} s, then after three times as long each time, up to {most} h; `Retry-After` is kept where it may be read |
| any other | final: the visitor is told, with what your answer says, and can try again |

`event`, `form`, `mailchimp`, `mailto`, `file` and `post` with `answer: false` are sent once for each tap and shown as sent
but not confirmed. At most {MAX_ITEMS} leads of {kilobytes} KB together wait; the visitor is told when one more has no room.
A lead goes to the recipient the visitor agreed to and to no other: when the configuration names another by then, it waits.

### What takes the leads

Its address is public, and whoever reads it can send to it. It has to

- look at `id` and store a lead it has already no second time, and answer 2xx all the same;
- limit how many it takes, by address and in all, and how long one may be (64 KB are plenty);
- trust nothing in it: texts are as they were typed, and a score can be made up;
- answer 4xx to what it will never take, 429 or 5xx to what it may take later;
- allow the page to send to it and to read its answer:

```text
Access-Control-Allow-Origin: https://www.agency.example
Access-Control-Allow-Headers: content-type
```

JSON is preceded by a request `OPTIONS`, which has to be answered 2xx with both lines. `"format": "form"` needs the first
line only, and with `"answer": false` none. Where the widget stands in a frame the origin is the host of this folder. The
policy of your page has to allow it, too: `connect-src https://agency.example`, for `mailchimp` `form-action`.

One that stores each lead once, in PHP:

```php
<?php
header('Access-Control-Allow-Origin: https://www.agency.example');
header('Access-Control-Allow-Headers: content-type');
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {{ http_response_code(204); exit; }}
$text = file_get_contents('php://input', false, null, 0, 65537);
$lead = json_decode($text, true);
$known = is_array($lead) && ($lead['schema'] ?? '') === '{SCHEMA}';
$id = $known && is_string($lead['id'] ?? null) ? $lead['id'] : '';
if (strlen($text) > 65536 || !preg_match('/\A[0-9a-f-]{{36}}\z/', $id)) {{ http_response_code(400); exit; }}
$folder = '/var/lib/leads';
// One that is there already, from today or another day, is not stored again.
if (!glob($folder . '/*-' . $id . '.json')) {{
    $today = $folder . '/' . date('Y-m-d') . '-';
    if (count(glob($today . '*.json')) >= 500) {{ http_response_code(429); exit; }}
    if (file_put_contents($today . $id . '.json', $text) === false) {{ http_response_code(503); exit; }}
}}
http_response_code(204);
```

### For a tag manager

That a lead has been sent, without answers and without the address:

```html
<script>
document.addEventListener("gw:lead-sent", (event) => {{
  window.dataLayer = window.dataLayer || [];
  window.dataLayer.push({{ event: "gw:lead-sent", lead_id: event.detail.id }});
}});
</script>
```
"#,
        days = KEPT / 86_400_000,
        patience = PATIENCE / 1_000,
        least = least / 1_000,
        most = most / 3_600_000,
        kilobytes = MAX_TEXT / 1_024,
    );
    text
}

fn rows(text: &mut String, path: &str, fields: &[Field]) {
    for field in fields {
        let path = if path.is_empty() {
            field.name.to_owned()
        } else {
            format!("{path}.{}", field.name)
        };
        // Writing into a string does not fail.
        let _ = writeln!(
            text,
            "| `{path}` | {} | {} |",
            words_of(field.kind),
            field.what
        );
        let within = match field.kind {
            Kind::Maybe(known) => *known,
            kind => kind,
        };
        match within {
            Kind::Object(inner) => rows(text, &path, inner),
            Kind::List(Kind::Object(inner), _) => rows(text, &format!("{path}[]"), inner),
            _ => {}
        }
    }
}

fn words_of(kind: Kind) -> String {
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::Number(from, to) => format!("{from} to {to}"),
        Kind::Flag => "`true` or `false`".to_owned(),
        Kind::OneOf(values) => {
            let quoted: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            quoted.join(", ")
        }
        Kind::List(each, 0) => format!("list: {}", words_of(*each)),
        Kind::List(each, most) => format!("list, up to {most}: {}", words_of(*each)),
        Kind::Object(_) => "object".to_owned(),
        Kind::Table => "texts by name".to_owned(),
        Kind::Maybe(known) => format!("{}, or `null`", words_of(*known)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use growth_wheel::brand::shape;

    /// Why a value is not what a schema says, by the words the schema of a lead is written with.
    fn wrong(value: &Value, schema: &Value, path: &str) -> Option<String> {
        if let Some(any) = schema["anyOf"].as_array() {
            let none = any.iter().all(|one| wrong(value, one, path).is_some());
            return none.then(|| format!("{path}: none of them"));
        }
        if let Some(values) = schema["enum"].as_array() {
            return (!values.contains(value)).then(|| format!("{path}: {value}"));
        }
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        if schema["type"] != kind {
            return Some(format!("{path}: {kind}"));
        }
        match value {
            Value::Number(number) => {
                let number = number.as_f64().unwrap();
                let (from, to) = (&schema["minimum"], &schema["maximum"]);
                (from.as_f64().unwrap() > number || number > to.as_f64().unwrap())
                    .then(|| format!("{path}: {number}"))
            }
            Value::Array(list) => {
                let most = schema["maxItems"].as_u64().unwrap_or(u64::MAX);
                if list.len() as u64 > most {
                    return Some(format!("{path}: {}", list.len()));
                }
                list.iter()
                    .find_map(|each| wrong(each, &schema["items"], &format!("{path}[]")))
            }
            Value::Object(object) => {
                let lacking = schema["required"].as_array().and_then(|names| {
                    let mut names = names.iter().filter_map(Value::as_str);
                    names.find(|name| !object.contains_key(*name))
                });
                if let Some(name) = lacking {
                    return Some(format!("{path}: no {name}"));
                }
                object.iter().find_map(|(name, value)| {
                    let of = schema["properties"]
                        .get(name)
                        .unwrap_or(&schema["additionalProperties"]);
                    let path = format!("{path}.{name}");
                    if of == &json!(false) {
                        return Some(path);
                    }
                    wrong(value, of, &path)
                })
            }
            _ => None,
        }
    }

    #[test]
    fn a_lead_is_what_the_schema_says() {
        let lead = include_str!("../../../tests/golden/leads/event.json");
        let lead: Value = serde_json::from_str(lead).unwrap();
        assert_eq!(wrong(&lead, &schema(), "lead"), None);
        for (path, value, why) in [
            ("/contact/email", json!(null), "lead.contact.email: null"),
            ("/gate", json!("open"), "lead.gate: \"open\""),
            (
                "/result/overall",
                json!(100.1),
                "lead.result.overall: none of them",
            ),
            ("/utm", json!({"a": 1}), "lead.utm.a: number"),
            ("/result/stages", json!({}), "lead.result.stages: no reach"),
        ] {
            let mut other = lead.clone();
            *other.pointer_mut(path).unwrap() = value;
            assert_eq!(wrong(&other, &schema(), "lead").as_deref(), Some(why));
        }
        let mut more = lead;
        more["more"] = json!(1);
        assert_eq!(
            wrong(&more, &schema(), "lead").as_deref(),
            Some("lead.more")
        );
    }

    #[test]
    fn every_form_names_every_field() {
        let (types, words) = (types(), words());
        for field in LEAD {
            let (name, what) = (field.name, field.what);
            assert!(
                schema()["properties"][name]["description"] == what,
                "{name}"
            );
            assert!(types.contains(&format!("\n  \"{name}\": ")), "{name}");
            assert!(words.contains(&format!("| `{name}` |")), "{name}");
        }
        assert!(words.contains("The flat fields are `email`, `name`, "));
        assert!(words.contains("| `consent.marketing.sha256` |"));
        assert!(words.contains("| `gaps[].enough` | 1 to 5 |"));
        assert!(types.contains("\n  \"grade\": string | null;"));
    }

    #[test]
    fn the_reference_knows_every_target_and_the_outbox_as_it_is() {
        assert_eq!(TARGETS.map(|(to, ..)| to), shape::TARGETS);
        let words = words();
        for said in [
            "30 days",
            "after 5 s",
            "up to 6 h",
            "At most 20 leads of 64 KB",
        ] {
            assert!(words.contains(said), "{said}");
        }
    }
}
