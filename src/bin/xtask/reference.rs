//! What the contract says, in the forms others read: type declarations, the manifest of custom elements, a JSON schema,
//! the package, and a reference in words. All from one list, `growth_wheel::embed::contract`.

use std::fmt::Write as _;

use growth_wheel::embed::contract::{
    ATTRIBUTES, Attribute, Change, ELEMENT, EVENTS, Event, Kind, METHODS, PARTS, PREFIX,
    PROPERTIES, REASONS,
};
use serde_json::{Value, json};

use crate::{
    configuration::{self, COLOUR},
    leads,
    widget::{FRAME, LOADER},
    workspace::{Outcome, Workspace, write},
};

/// Name of the class behind the element.
const CLASS: &str = "GrowthWheel";

/// Writes them into `dist/`.
pub(crate) fn release(workspace: &Workspace, lasting: &str, integrity: &str) -> Outcome {
    let files = [
        ("growth-wheel.d.ts", declarations()),
        ("custom-elements.json", pretty(&manifest())),
        ("growth-wheel.schema.json", pretty(&schema())),
        (
            "configuration.schema.json",
            pretty(&configuration::schema()),
        ),
        (leads::FILE, pretty(&leads::schema())),
        ("package.json", pretty(&package())),
        ("README.md", words(lasting, integrity)),
    ];
    for (name, text) in files {
        write(&workspace.dist().join(name), text.as_bytes())?;
    }
    Ok(())
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// The type of an attribute as TypeScript writes it.
fn type_of(attribute: &Attribute) -> String {
    match attribute.kind {
        Kind::OneOf(values) => {
            let quoted: Vec<String> = values.iter().map(|v| format!("\"{v}\"")).collect();
            quoted.join(" | ")
        }
        _ => "string".to_owned(),
    }
}

/// Name of the interface of what comes with an event.
fn detail_name(event: &Event) -> String {
    let words = event.name.split('-').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        let rest = letters.as_str();
        first.into_iter().chain(rest.chars()).collect::<String>()
    });
    words.collect::<String>() + "Detail"
}

fn declarations() -> String {
    let mut text = String::from("// Made from the contract; see README.md.\n");
    text.push_str(&configuration::types());
    text.push_str(&leads::types());
    let mut line = |line: &str| {
        text.push_str(line);
        text.push('\n');
    };
    for event in EVENTS {
        line(&format!("\n/** {} */", event.what));
        // Its other fields are those of what is sent.
        let more = if event.name == "lead" {
            " extends Omit<Lead, \"schema\" | \"id\">"
        } else {
            ""
        };
        line(&format!(
            "export interface {}{more} {{",
            detail_name(&event)
        ));
        for field in event.detail {
            line(&format!("  /** {} */", field.what));
            line(&format!("  {}: {};", field.name, field.kind));
        }
        line("}");
    }
    line("\nexport interface GrowthWheelEvents {");
    for event in EVENTS {
        let name = event.name;
        line(&format!(
            "  \"{PREFIX}{name}\": CustomEvent<{}>;",
            detail_name(&event)
        ));
    }
    line("}");
    line(&format!(
        "\n/** The element `<{ELEMENT}>`. Properties reflect attributes. */"
    ));
    line(&format!(
        "export declare class {CLASS} extends HTMLElement {{"
    ));
    for attribute in &ATTRIBUTES {
        line(&format!(
            "  /** {} Default: {}. */",
            attribute.what, attribute.default
        ));
        let (name, kind) = (attribute.property(), type_of(attribute));
        // The element's own `lang` is the browser's.
        let kind = if name == "config" {
            // It takes an object and gives back its text.
            line("  get config(): string | null;");
            line("  set config(value: Configuration | string | null);");
            continue;
        } else if name == "lang" {
            "string".to_owned()
        } else {
            format!("{kind} | null")
        };
        line(&format!("  {name}: {kind};"));
    }
    for (name, what) in METHODS {
        line(&format!("  /** {what} */"));
        line(&format!("  {name}(): void;"));
    }
    line(
        "  addEventListener<K extends keyof GrowthWheelEvents>(type: K, listener: (this: GrowthWheel, event: GrowthWheelEvents[K]) => unknown, options?: boolean | AddEventListenerOptions): void;",
    );
    line(
        "  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;",
    );
    line("}");
    line(
        "\n/** Says where the files are, before the first element is shown: for a script that a bundler has moved. */",
    );
    line("export declare function setBase(address: string): void;");
    line(&format!(
        "\ndeclare global {{\n  interface HTMLElementTagNameMap {{\n    \"{ELEMENT}\": {CLASS};\n  }}\n}}"
    ));
    text
}

fn manifest() -> Value {
    let attributes: Vec<Value> = ATTRIBUTES
        .iter()
        .map(|a| {
            json!({
                "name": a.name, "type": {"text": type_of(a)}, "default": a.default,
                "description": a.what, "fieldName": a.property(),
            })
        })
        .collect();
    let fields = ATTRIBUTES.iter().map(|a| {
        json!({
            "kind": "field", "name": a.property(), "type": {"text": type_of(a)},
            "description": a.what, "attribute": a.name, "reflects": true,
        })
    });
    let methods = METHODS
        .iter()
        .map(|(name, what)| json!({"kind": "method", "name": name, "description": what}));
    let members: Vec<Value> = fields.chain(methods).collect();
    let events: Vec<Value> = EVENTS
        .iter()
        .map(|e| {
            json!({
                "name": format!("{PREFIX}{}", e.name), "description": e.what,
                "type": {"text": format!("CustomEvent<{}>", detail_name(e))},
            })
        })
        .collect();
    let parts: Vec<Value> = PARTS
        .iter()
        .map(|(name, what)| json!({"name": name, "description": what}))
        .collect();
    json!({
        "schemaVersion": "2.1.0",
        "modules": [{
            "kind": "javascript-module",
            "path": LOADER,
            "declarations": [{
                "kind": "class", "customElement": true, "name": CLASS, "tagName": ELEMENT,
                "description": "The marketing growth wheel: SOSTAC around RACE, answered, scored and recommended in the browser.",
                "attributes": attributes, "members": members, "events": events, "cssParts": parts,
                "slots": [{"name": "", "description": "Shown until the widget is there, and where it cannot be: a link to your own page, for instance."}],
            }],
            "exports": [
                {"kind": "custom-element-definition", "name": ELEMENT, "declaration": {"name": CLASS, "module": LOADER}},
                {"kind": "js", "name": "setBase", "declaration": {"name": "setBase", "module": LOADER}},
            ],
        }],
    })
}

fn schema() -> Value {
    let mut properties = serde_json::Map::new();
    for attribute in &ATTRIBUTES {
        let limit = match attribute.kind {
            Kind::OneOf(values) => Some(("enum", json!(values))),
            Kind::Text(most) => Some(("maxLength", json!(most))),
            Kind::Address => Some(("format", json!("uri-reference"))),
            Kind::Colour => Some(("pattern", json!(COLOUR))),
            Kind::Pairs | Kind::Number(..) | Kind::Config => None,
        };
        let said = [
            ("type", json!("string")),
            ("description", json!(attribute.what)),
            ("$comment", json!(format!("default: {}", attribute.default))),
        ];
        let field: serde_json::Map<String, Value> = said
            .into_iter()
            .chain(limit)
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        properties.insert(attribute.property(), field.into());
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Options of the growth wheel",
        "description": "Each is an attribute of the element in kebab-case and a property in camelCase.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

fn package() -> Value {
    json!({
        "name": "growth-wheel",
        "version": env!("CARGO_PKG_VERSION"),
        "description": env!("CARGO_PKG_DESCRIPTION"),
        "license": env!("CARGO_PKG_LICENSE"),
        "type": "module",
        "main": format!("./{LOADER}"),
        "module": format!("./{LOADER}"),
        "types": "./growth-wheel.d.ts",
        "customElements": "./custom-elements.json",
        // The plugin is for uploading, not for a bundler.
        "files": ["*", "!growth-wheel-wordpress.zip"],
        "sideEffects": [format!("./{LOADER}")],
        "exports": {
            ".": {"types": "./growth-wheel.d.ts", "default": format!("./{LOADER}")},
            "./*": "./*",
        },
    })
}

fn words(lasting: &str, integrity: &str) -> String {
    let mut text = format!(
        r#"# The growth wheel on your site

One line, and a link for the case that scripts are off:

```html
<growth-wheel><a href="https://agency.example/growth-wheel/">Open the growth wheel</a></growth-wheel>
<script type="module" src="https://agency.example/growth-wheel/{LOADER}"></script>
```

Put this folder on a static host; `https://agency.example/growth-wheel/` stands for it here. `{LOADER}` keeps its name
from release to release. To hold your visitors to exactly this release, use the file with a lasting name:

```html
<script type="module" src="https://agency.example/growth-wheel/{lasting}"
  integrity="{integrity}" crossorigin="anonymous"></script>
```

Scripts, style and program are held against their hashes by this script, which are as good as its own. Nothing heavy is fetched before the element is near the
screen or touched. Any number of elements share one program.

## Three forms

| form | how | your page's policy has to allow |
| --- | --- | --- |
| element | as above | `script-src HOST 'wasm-unsafe-eval'; connect-src HOST` |
| frame | `<growth-wheel form="frame">`, or by hand `<iframe src="…/{FRAME}?lang=it" title="Growth wheel" width="100%" height="900">` | `frame-src HOST`, with the element also `script-src HOST` |
| link | `<a href="…/index.html?lang=it">` | nothing |

`HOST` is the host of this folder, such as `https://agency.example`. With `form="frame"` the frame is as high as what
stands in it; put in by hand it scrolls. A form that your page does not allow gives way to the next by itself, and says
why. In a frame of another host browsers may keep answers apart for each site, or not at all; the widget says so. Pages
that require Trusted Types get the frame.

## Attributes and properties

An attribute of the element is a property of the same name in camelCase. Those marked with * may also stand in the
address of the frame or of a link, where all others are ignored.

| attribute | values | default | a change shows | |
| --- | --- | --- | --- | --- |
"#
    );
    for attribute in &ATTRIBUTES {
        let values = match attribute.kind {
            Kind::OneOf(values) => values
                .iter()
                .map(|v| format!("`{v}`"))
                .collect::<Vec<_>>()
                .join(", "),
            Kind::Text(most) => format!("text, up to {most} characters"),
            Kind::Pairs => "`name=value,…`; `\\,` and `\\=` for the signs themselves".to_owned(),
            Kind::Address => "an address".to_owned(),
            Kind::Colour => "`#rrggbb`".to_owned(),
            Kind::Number(from, to) => format!("{from} to {to}"),
            Kind::Config => "an address, or JSON".to_owned(),
        };
        let change = match attribute.change {
            Change::AtOnce => "at once",
            Change::Anew => "the widget begins anew from what is saved",
            Change::Before => "only before it is shown",
        };
        let star = if attribute.in_address { "*" } else { "" };
        // Writing into a string does not fail.
        let _ = writeln!(
            text,
            "| `{}`{star} | {values} | {} | {change} | {} |",
            attribute.name, attribute.default, attribute.what
        );
    }
    text.push_str("\nMethods: ");
    for (name, what) in METHODS {
        let _ = write!(text, "`{name}()`: {what} ");
    }
    text.push_str(
        "\n\n## Events\n\nThey are `CustomEvent`s of the element, bubble, and carry ids, counts and scores: never an answer, a name or a text of your visitor's.\n",
    );
    for event in EVENTS {
        let _ = writeln!(
            text,
            "\n### `{PREFIX}{}`\n\n{}\n\n| field | type | |\n| --- | --- | --- |",
            event.name, event.what
        );
        for field in event.detail {
            let kind = field.kind.replace('|', "\\|");
            let _ = writeln!(text, "| `{}` | `{kind}` | {} |", field.name, field.what);
        }
    }
    text.push_str("\n## What can stand against it\n\n| `reason` of `gw:error` | what to do |\n| --- | --- |\n");
    for (reason, what) in REASONS {
        let _ = writeln!(text, "| `{reason}` | {what} |");
    }
    text.push_str("\n## Style\n\nYour styles do not enter, and the widget's do not leave.\n\n| `::part` | |\n| --- | --- |\n");
    for (part, what) in PARTS {
        let _ = writeln!(text, "| `{part}` | {what} |");
    }
    text.push_str("\n| custom property | |\n| --- | --- |\n");
    for (property, what) in PROPERTIES {
        let _ = writeln!(text, "| `{property}` | {what} |");
    }
    text.push_str(&configuration::words());
    text.push_str(&leads::words());
    text.push_str(
        "\n## With a bundler\n\nCopy this folder to where your static files are and say where that is, before the first element:\n\n```js\nimport { setBase } from \"growth-wheel\";\nsetBase(\"/growth-wheel/\");\n```\n\nSOSTAC® is a registered trade mark of PR Smith. The RACE planning framework is by Smart Insights.\n",
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_names_all_of_the_contract() {
        let words = words("growth-wheel.0.js", "sha256-x");
        let types = declarations();
        let manifest = manifest();
        let declared = &manifest["modules"][0]["declarations"][0];
        for (place, attribute) in ATTRIBUTES.iter().enumerate() {
            assert!(
                words.contains(&format!("| `{}`", attribute.name)),
                "{}",
                attribute.name
            );
            assert!(
                types.contains(&format!("\n  {}: ", attribute.property()))
                    || types.contains(&format!("  set {}(", attribute.property())),
                "{}",
                attribute.name
            );
            assert_eq!(declared["attributes"][place]["name"], attribute.name);
            assert!(schema()["properties"][attribute.property()].is_object());
        }
        for event in EVENTS {
            let name = format!("{PREFIX}{}", event.name);
            assert!(
                words.contains(&format!("### `{name}`")) && types.contains(&format!("\"{name}\"")),
                "{name}"
            );
            for field in event.detail {
                assert!(
                    types.contains(&format!("\n  {}: {};", field.name, field.kind)),
                    "{}",
                    field.name
                );
            }
        }
        for (reason, _) in REASONS {
            assert!(words.contains(&format!("| `{reason}` |")), "{reason}");
        }
    }

    #[test]
    fn types_are_those_of_the_values() {
        let mode = ATTRIBUTES.iter().find(|a| a.name == "form").unwrap();
        assert_eq!(type_of(mode), r#""element" | "frame" | "link""#);
        assert_eq!(detail_name(&EVENTS[0]), "ReadyDetail");
        let sent = EVENTS.iter().find(|event| event.name == "lead-sent");
        assert_eq!(detail_name(sent.unwrap()), "LeadSentDetail");
        assert!(declarations().contains("\nexport interface LeadDetail extends Omit<Lead, "));
    }
}
