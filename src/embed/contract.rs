//! The contract with a page that shows the widget: attributes, properties, keys of an address, events. One list, from
//! which the loader knows what to listen to, and the release its type declarations, its manifest of custom elements,
//! its schema and its reference.

use crate::brand::shape::{BEGINNINGS, FORMS, LANGUAGES, THEMES};

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any text up to that many characters.
    Text(usize),
    /// One of these.
    OneOf(&'static [&'static str]),
    /// `name=value` pairs with commas between; `\,` and `\=` stand for the signs themselves.
    Pairs,
    /// An address on the web, or relative to the page.
    Address,
    /// A colour, `#rgb` or `#rrggbb`.
    Colour,
    /// A number from, to.
    Number(u8, u8),
    /// A configuration: its text or its address, as a property also an object.
    Config,
}

/// When a change of an attribute shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// At once; nothing else changes.
    AtOnce,
    /// The widget begins anew from what is saved.
    Anew,
    /// Only before the widget is shown.
    Before,
}

/// An attribute of the element; a property of the same name in camelCase reflects it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What holds when it is left out.
    pub default: &'static str,
    /// Whether the address of the frame or of a plain link may say it, too.
    pub in_address: bool,
    /// When a change shows.
    pub change: Change,
    /// What it is for, one or two sentences.
    pub what: &'static str,
}

impl Attribute {
    /// Name of the property.
    #[must_use]
    pub fn property(&self) -> String {
        let mut parts = self.name.split('-');
        let mut name = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let mut letters = part.chars();
            name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            name.push_str(letters.as_str());
        }
        name
    }
}

/// A field of what comes with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its type as TypeScript writes it.
    pub kind: &'static str,
    /// What it says.
    pub what: &'static str,
}

/// An event of the element. It bubbles and leaves shadow roots; a frame sends the same as messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// Its name without the `gw:` before it.
    pub name: &'static str,
    /// When it comes.
    pub what: &'static str,
    /// Fields of `detail`.
    pub detail: &'static [Field],
}

const fn field(name: &'static str, kind: &'static str, what: &'static str) -> Field {
    Field { name, kind, what }
}

/// What begins the name of every event.
pub const PREFIX: &str = "gw:";
/// Name of the element.
pub const ELEMENT: &str = "growth-wheel";
/// Every way to begin.
pub const MODES: [&str; 5] = BEGINNINGS;

/// The page of the widget that a mode begins with; `None` for a mode that is unknown.
#[must_use]
pub fn first_page(mode: &str) -> Option<&'static str> {
    match mode {
        "wheel" | "full" => Some("#/"),
        "check" => Some("#/express"),
        "race" => Some("#/race/reach"),
        "sostac" => Some("#/sostac/situation"),
        _ => None,
    }
}

/// All attributes, in the order of the reference.
pub const ATTRIBUTES: [Attribute; 14] = [
    Attribute {
        name: "lang",
        kind: Kind::OneOf(&LANGUAGES),
        default: "the language of the page around it, else of the browser",
        in_address: true,
        change: Change::AtOnce,
        what: "Language to begin with. A language the visitor has chosen comes first.",
    },
    Attribute {
        name: "theme",
        kind: Kind::OneOf(&THEMES),
        default: "auto",
        in_address: true,
        change: Change::AtOnce,
        what: "Light, dark, as the visitor's device says (auto), or as the ground the element stands on (host).",
    },
    Attribute {
        name: "mode",
        kind: Kind::OneOf(&MODES),
        default: "wheel",
        in_address: true,
        change: Change::Anew,
        what: "What comes first: the wheel, the check of seven steps, or one of the two questionnaires.",
    },
    Attribute {
        name: "form",
        kind: Kind::OneOf(&FORMS),
        default: "element",
        in_address: false,
        change: Change::Anew,
        what: "In the page itself, in a frame of its own, or as a link. A form that the page does not allow gives way to the next, with the reason.",
    },
    Attribute {
        name: "storage-key",
        kind: Kind::Text(40),
        default: "none: all widgets of the site share a plan",
        in_address: false,
        change: Change::Anew,
        what: "Keeps plans of several widgets on one site apart. Small letters, digits and hyphens.",
    },
    Attribute {
        name: "instance-id",
        kind: Kind::Text(40),
        default: "none",
        in_address: false,
        change: Change::AtOnce,
        what: "A name of your own, repeated in every event.",
    },
    Attribute {
        name: "preset",
        kind: Kind::Pairs,
        default: "none",
        in_address: true,
        change: Change::Before,
        what: "Fills in what you know of the visitor's business, in a plan nobody has entered anything into: model (shop, b2b, both, local, nonprofit), geo (local, national, international), size (solo, to10, to50, more), country, currency (two and three letters), budget (a month) and hours (a week). The visitor sees what was filled in and can change it.",
    },
    Attribute {
        name: "hidden-fields",
        kind: Kind::Pairs,
        default: "none",
        in_address: false,
        change: Change::AtOnce,
        what: "Values of your own, up to 20, that come back with the result. The visitor can see them under Settings.",
    },
    Attribute {
        name: "config",
        kind: Kind::Config,
        default: "none",
        in_address: false,
        change: Change::Anew,
        what: "What you make your own: name, colours, texts, questions, channels, what stands below the result. Its address on your own site or beside this script, its text (JSON), or as a property an object. See Configuration.",
    },
    Attribute {
        name: "accent",
        kind: Kind::Colour,
        default: "that of the configuration, else ink",
        in_address: true,
        change: Change::AtOnce,
        what: "Colour of buttons and of what is chosen; darkened or lightened until it is legible.",
    },
    Attribute {
        name: "radius",
        kind: Kind::Number(0, 24),
        default: "that of the configuration, else 10",
        in_address: true,
        change: Change::AtOnce,
        what: "Radius of corners in pixels.",
    },
    Attribute {
        name: "font",
        kind: Kind::Text(200),
        default: "that of the configuration, else the device's own",
        in_address: true,
        change: Change::AtOnce,
        what: "Fonts in order, as CSS names them. They are not fetched: your page has to have them.",
    },
    Attribute {
        name: "lazy",
        kind: Kind::OneOf(&["on", "off"]),
        default: "on",
        in_address: false,
        change: Change::Before,
        what: "Whether loading waits until the element is near the screen or is touched.",
    },
    Attribute {
        name: "base",
        kind: Kind::Address,
        default: "the folder of the script",
        in_address: false,
        change: Change::Before,
        what: "The folder with the widget's files, for scripts that a bundler has moved. The first element of a page decides.",
    },
];

const INSTANCE: Field = field(
    "instanceId",
    "string | null",
    "The element's `instance-id`.",
);

const LEAD_ID: Field = field("id", "string", "UUID of the lead, the same each time it is sent.");
const LEAD_HOST: Field = field("host", "string", "The recipient as the visitor was told it.");

/// All events, in the order they usually come.
pub const EVENTS: [Event; 12] = [
    Event {
        name: "ready",
        what: "The widget is shown and can be used.",
        detail: &[
            INSTANCE,
            field("version", "string", "Version of the release."),
            field(
                "form",
                "\"element\" | \"frame\"",
                "The form it is shown in.",
            ),
            field("lang", "string", "Language on screen."),
        ],
    },
    Event {
        name: "started",
        what: "The visitor has entered something for the first time since the widget was shown.",
        detail: &[INSTANCE],
    },
    Event {
        name: "progress",
        what: "The number of answered questions has changed.",
        detail: &[
            INSTANCE,
            field(
                "answered",
                "number",
                "Questions with an answer of any kind, 0..of.",
            ),
            field("of", "number", "All questions."),
        ],
    },
    Event {
        name: "question",
        what: "A question has come on screen.",
        detail: &[
            INSTANCE,
            field("id", "string", "Id of the question."),
            field("group", "string", "Its stage or sector, or `express`."),
        ],
    },
    Event {
        name: "result",
        what: "The result is on screen, or has changed there. Never for an example.",
        detail: &[
            INSTANCE,
            field(
                "overall",
                "number | null",
                "Overall score 0..=100; null where there is none yet.",
            ),
            field("level", "number | null", "Its level, 1..=5."),
            field(
                "stages",
                "{ id: string; score: number | null }[]",
                "The four stages of RACE.",
            ),
            field(
                "sectors",
                "{ id: string; score: number | null }[]",
                "The six steps of SOSTAC.",
            ),
            field(
                "weakest",
                "string | null",
                "Id of the weakest stage that has a score.",
            ),
            field(
                "confidence",
                "number | null",
                "Share of what is answered in detail, 0..=1, estimates by half.",
            ),
            field(
                "answered",
                "number",
                "Questions with an answer of any kind.",
            ),
            field("of", "number", "All questions."),
            field("hidden", "Record<string, string>", "The hidden fields."),
        ],
    },
    Event {
        name: "lead",
        what: "The visitor has sent a lead to this page: with `event` as the recipient of the configuration, and then only. It is all the visitor saw and agreed to; nothing else says who it is from.",
        detail: &[
            INSTANCE,
            field("schema", "string", "Name and version of the form; the other fields are those of `Lead`."),
            field("id", "string", "UUID of the lead."),
        ],
    },
    Event {
        name: "lead-queued",
        what: "A lead was accepted, to be sent to the recipient of the configuration.",
        detail: &[INSTANCE, LEAD_ID, LEAD_HOST],
    },
    Event {
        name: "lead-sent",
        what: "A lead has gone.",
        detail: &[
            INSTANCE,
            LEAD_ID,
            LEAD_HOST,
            field(
                "confirmed",
                "boolean",
                "Whether the recipient has said that it has it; `false` where its answer cannot be read.",
            ),
        ],
    },
    Event {
        name: "lead-failed",
        what: "A lead was not taken, or could not be sent, and is not tried again by itself. The visitor sees why.",
        detail: &[
            INSTANCE,
            LEAD_ID,
            LEAD_HOST,
            field(
                "reason",
                "string",
                "`refused`, `expired`, `offline`, `form` (it is not on the page) or `tab` (none could be opened).",
            ),
            field("status", "number | undefined", "Status of the answer."),
        ],
    },
    Event {
        name: "language",
        what: "The language on screen has changed.",
        detail: &[INSTANCE, field("lang", "string", "The new one.")],
    },
    Event {
        name: "resize",
        what: "The size has changed.",
        detail: &[
            INSTANCE,
            field("width", "number", "CSS pixels."),
            field("height", "number", "CSS pixels."),
        ],
    },
    Event {
        name: "error",
        what: "Something could not be done. The visitor is told, too, and where the widget cannot be shown gets a link.",
        detail: &[
            INSTANCE,
            field("reason", "string", "One of the reasons listed below."),
            field(
                "what",
                "string",
                "The directive of the policy, the file or the attribute it is about; empty for none.",
            ),
            field("message", "string", "What the visitor reads."),
        ],
    },
];

/// Methods of the element.
pub const METHODS: [(&str, &str); 1] = [("restart", "Begins anew from what is saved.")];

/// Parts that a page's style reaches by `::part`.
pub const PARTS: [(&str, &str); 6] = [
    ("widget", "What the widget or its frame stands in."),
    ("error", "What is said when something could not be done."),
    ("header", "Name, pages and tools at the top of the widget."),
    ("main", "The page on screen."),
    ("footer", "The foot of every page."),
    ("wheel", "The wheel, an SVG."),
];

/// Custom properties by which a page's style chooses the look; what attributes and the configuration say comes first.
pub const PROPERTIES: [(&str, &str); 10] = [
    ("--gw-accent", "Buttons, marks of what is chosen, focus."),
    ("--gw-surface", "The ground everything stands on."),
    ("--gw-paper", "The ground of fields and cards."),
    ("--gw-ink", "Text."),
    ("--gw-reach", "The stage Reach."),
    ("--gw-act", "The stage Act."),
    ("--gw-convert", "The stage Convert."),
    ("--gw-engage", "The stage Engage."),
    ("--gw-radius", "Radius of corners, a length."),
    ("--gw-font", "Fonts, as `font-family` has them."),
];

/// Why something could not be done, and what to do about it; the words for the visitor are the texts `loader.why.*`.
pub const REASONS: [(&str, &str); 14] = [
    (
        "policy",
        "The page's Content-Security-Policy does not allow it; the directive is named. See the policy lines of the reference.",
    ),
    (
        "types",
        "The page requires Trusted Types. The widget is shown in a frame.",
    ),
    (
        "no-wasm",
        "The browser has no WebAssembly, or it is switched off.",
    ),
    (
        "old",
        "The browser is too old: it has no style sheets that can be shared.",
    ),
    (
        "changed",
        "A file is not the one that was published: its hash differs.",
    ),
    ("missing", "A file is not on the server."),
    (
        "kind",
        "The server sends a script with a wrong Content-Type.",
    ),
    (
        "cors",
        "The files are on another host, which does not send Access-Control-Allow-Origin.",
    ),
    (
        "network",
        "A file could not be fetched: there is no connection, or something between has stopped it.",
    ),
    ("silent", "The frame did not answer."),
    (
        "crash",
        "The program has stopped. Answers are saved; it can be started again.",
    ),
    (
        "attribute",
        "An attribute has a value that is not known; the default is used.",
    ),
    (
        "config",
        "Something in the configuration is not as it has to be: `what` is the path to it and why. It is left out, the rest holds.",
    ),
    ("unknown", "Anything else; the browser's console says more."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_the_attributes_in_camel_case() {
        let names: Vec<String> = ATTRIBUTES.iter().map(Attribute::property).collect();
        assert_eq!(names[4..6], ["storageKey", "instanceId"]);
    }

    #[test]
    fn no_name_is_given_twice_and_every_mode_has_a_page() {
        let mut names: Vec<&str> = ATTRIBUTES.iter().map(|a| a.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ATTRIBUTES.len());
        assert!(MODES.iter().all(|mode| first_page(mode).is_some()));
        assert_eq!(first_page("anything"), None);
    }

    #[test]
    fn a_plain_link_begins_as_the_element_does() {
        let script = include_str!("static/boot.js");
        for mode in MODES {
            let page = first_page(mode).unwrap().trim_start_matches("#/");
            // Without a page of its own it begins with the wheel, as every link does.
            let said = script.contains(&format!("{mode}: \"{page}\""));
            assert_eq!(said, !page.is_empty(), "{mode}");
        }
    }

    #[test]
    fn an_address_never_says_where_something_goes() {
        let allowed = [
            "lang", "theme", "mode", "preset", "accent", "radius", "font",
        ];
        for attribute in ATTRIBUTES {
            assert_eq!(
                attribute.in_address,
                allowed.contains(&attribute.name),
                "{}",
                attribute.name
            );
        }
    }
}
