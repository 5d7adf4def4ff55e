//! What a configuration may hold, as one tree. The reader checks against it, and the schema and the reference of a
//! release are written from it.

use super::leads::QUESTIONS;
use super::when::{BUDGETS, HOURS, names};
use super::{Fault, Reason};
use crate::codec::json;
use crate::domain::ids::ItemId;
use crate::domain::json::{Object, Value};
use crate::domain::profile::{Country, Currency};

/// Languages a text can be given in.
pub const LANGUAGES: [&str; 4] = ["en", "it", "es", "ru"];
/// Kinds of business, in the order of [`crate::domain::profile::Model::ALL`].
pub const MODELS: [&str; 5] = ["shop", "b2b", "both", "local", "nonprofit"];
/// Modules that can be shown or not.
pub const MODULES: [&str; 5] = ["check", "sostac", "channels", "numbers", "compare"];
/// Stages of RACE.
pub const STAGES: [&str; 4] = ["reach", "act", "convert", "engage"];
/// Forms of the widget.
pub const FORMS: [&str; 3] = ["element", "frame", "link"];
/// Themes.
pub const THEMES: [&str; 4] = ["auto", "light", "dark", "host"];
/// What it begins with.
pub const BEGINNINGS: [&str; 5] = ["wheel", "check", "race", "sostac", "full"];
/// How far customers are, in the order of [`crate::domain::profile::Geo::ALL`].
pub const GEOGRAPHIES: [&str; 3] = ["local", "national", "international"];
/// People in the company, in the order of [`crate::domain::profile::Size::ALL`].
pub const SIZES: [&str; 4] = ["solo", "to10", "to50", "more"];
/// Objectives, in the order of [`crate::domain::profile::Objective::ALL`].
pub const OBJECTIVES: [&str; 5] = ["sell", "serve", "speak", "save", "sizzle"];
/// What a visitor gets for an address, in the order of [`super::leads::Gate::ALL`].
pub const GATES: [&str; 4] = ["none", "copy", "after", "before"];
/// Where a lead goes.
pub const TARGETS: [&str; 8] = [
    "event",
    "form",
    "post",
    "hubspot",
    "formspree",
    "mailchimp",
    "mailto",
    "file",
];
/// How a lead is written.
pub const FORMATS: [&str; 3] = ["json", "form", "csv"];
/// Criteria of the recommendation, in the order of [`crate::domain::plan::Criterion::ALL`].
pub const CRITERIA: [&str; 6] = [
    "journey",
    "audience",
    "market",
    "objectives",
    "economics",
    "assets",
];

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// A text of 1 to that many characters.
    Text(usize),
    /// A text for all languages, or texts by language.
    Words(usize),
    /// `#rgb` or `#rrggbb`.
    Colour,
    /// A number from, to.
    Number(f64, f64),
    /// A whole number from, to.
    Whole(u8, u8),
    /// One of these.
    OneOf(&'static [&'static str]),
    /// An address that a visitor may follow: `https:`, `mailto:`, `tel:`, or a path of the page's own site.
    Link,
    /// An address that something is sent to: `https:` with a host; `http:` on one's own machine only.
    Endpoint,
    /// A mail address.
    Mail,
    /// Letters, digits, `-` and `_`, up to that many.
    Token(usize),
    /// Yes or no.
    Flag,
    /// Address of a picture: `https:`, a path of the page's own site, or `data:image/…;base64,…`.
    Image,
    /// Names of fonts with commas between.
    Font,
    /// An id: small letters, digits, `_` and dots.
    Id,
    /// Two letters of ISO 3166-1.
    Country,
    /// Three letters of ISO 4217.
    Currency,
    /// A list of 1 to that many.
    List(&'static Shape, usize),
    /// As many as that.
    Row(&'static Shape, usize),
    /// Named values, these and no others.
    Object(&'static [Entry]),
    /// Values by one of these names.
    By(&'static [&'static str], &'static Shape),
    /// Values by id or key, up to that many.
    Table(&'static Shape, usize),
    /// Either a single value for all, or one by each of these names.
    Each(&'static [&'static str], &'static Shape),
}

/// A named value of an object.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    /// What it looks like.
    pub shape: Shape,
    /// Whether the object is nothing without it.
    pub needed: bool,
    /// What it is for.
    pub what: &'static str,
}

const fn may(name: &'static str, shape: Shape, what: &'static str) -> Entry {
    Entry {
        name,
        shape,
        needed: false,
        // The reference is written at home: no visitor has to load it.
        what: if cfg!(target_arch = "wasm32") {
            ""
        } else {
            what
        },
    }
}

const fn must(name: &'static str, shape: Shape, what: &'static str) -> Entry {
    Entry {
        needed: true,
        ..may(name, shape, what)
    }
}

const COLOURS: [Entry; 8] = [
    may(
        "accent",
        Shape::Colour,
        "Buttons, marks of what is chosen, focus.",
    ),
    may("surface", Shape::Colour, "The ground everything stands on."),
    may("paper", Shape::Colour, "The ground of fields and cards."),
    may("ink", Shape::Colour, "Text."),
    may("reach", Shape::Colour, "The stage Reach."),
    may("act", Shape::Colour, "The stage Act."),
    may("convert", Shape::Colour, "The stage Convert."),
    may("engage", Shape::Colour, "The stage Engage."),
];

const fn look() -> [Entry; 11] {
    let [a, b, c, d, e, f, g, h] = COLOURS;
    [
        a,
        b,
        c,
        d,
        e,
        f,
        g,
        h,
        may(
            "dark",
            Shape::Object(&COLOURS),
            "The same in the dark theme; the accent and the stages are taken over from the light one where they are left out.",
        ),
        may(
            "radius",
            Shape::Number(0.0, 24.0),
            "Radius of corners in pixels.",
        ),
        may(
            "font",
            Shape::Font,
            "Fonts in order, as CSS names them. They are not fetched: the page has to have them, or the visitor's device.",
        ),
    ]
}

const ACTION: [Entry; 2] = [
    must("text", Shape::Words(60), "What stands on it."),
    must("url", Shape::Link, "Where it leads."),
];

const WHEN: [Entry; 9] = [
    may(
        "level",
        Shape::List(&Shape::Whole(1, 5), 5),
        "Overall level, one of these.",
    ),
    may(
        "weakest",
        Shape::List(&Shape::OneOf(&STAGES), 4),
        "The weakest stage, one of these.",
    ),
    may(
        "model",
        Shape::List(&Shape::OneOf(&MODELS), 5),
        "The kind of business, one of these.",
    ),
    may(
        "country",
        Shape::List(&Shape::Country, 40),
        "The country, one of these.",
    ),
    may(
        "geography",
        Shape::List(&Shape::OneOf(&GEOGRAPHIES), 3),
        "How far customers are, one of these.",
    ),
    may(
        "size",
        Shape::List(&Shape::OneOf(&SIZES), 4),
        "People in the company, one of these.",
    ),
    may(
        "objective",
        Shape::List(&Shape::OneOf(&OBJECTIVES), 5),
        "The first objective, one of these.",
    ),
    may(
        "budget",
        Shape::List(&Shape::OneOf(&BUDGET_NAMES), 6),
        "The money a month in euros, one of these bands; `to_500` is above 0 and below 500.",
    ),
    may(
        "hours",
        Shape::List(&Shape::OneOf(&HOUR_NAMES), 6),
        "The hours a week, one of these bands; `to_3` is above 0 and below 3.",
    ),
];

const BUDGET_NAMES: [&str; 6] = names(&BUDGETS);
const HOUR_NAMES: [&str; 6] = names(&HOURS);

const SEND: [Entry; 11] = [
    must(
        "to",
        Shape::OneOf(&TARGETS),
        "`event`: to the page, as `gw:lead`. `form`: into a form of the page. `post`: to an address of yours. `hubspot`, `formspree`, `mailchimp`: to a form there. `mailto`: into the visitor's mail program. `file`: into a file.",
    ),
    may(
        "url",
        Shape::Endpoint,
        "Of `post`, `formspree` and `mailchimp`: the address. It is public like everything in a page: what takes the leads has to limit how many it takes.",
    ),
    may(
        "format",
        Shape::OneOf(&FORMATS),
        "Of `post`: `json` or `form` (as forms are sent, which needs no permission from the server in advance). Of `file`: `json` or `csv`.",
    ),
    may(
        "answer",
        Shape::Flag,
        "Of `post`: `false` where the server does not let the page read its answer (no Access-Control-Allow-Origin). It is sent once then, always as a form, and shown as sent but not confirmed.",
    ),
    may(
        "form",
        Shape::Token(80),
        "Of `form`: the id of the form in the page. Of `hubspot`: the id of the form.",
    ),
    may(
        "portal",
        Shape::Token(20),
        "Of `hubspot`: the number of the account.",
    ),
    may(
        "region",
        Shape::Token(8),
        "Of `hubspot`: the data centre where it is not the first, such as `eu1`.",
    ),
    may(
        "subscription",
        Shape::Number(1.0, 1e15),
        "Of `hubspot`: the number of the subscription type that marketing consent is for.",
    ),
    may("address", Shape::Mail, "Of `mailto`: the mail address."),
    may(
        "mails",
        Shape::Flag,
        "`true` when your end sends the visitor a copy by mail. The gate `copy` promises one and needs it.",
    ),
    may(
        "names",
        Shape::Table(&Shape::Text(80), 60),
        "Names of your fields by ours, such as `{\"name\": \"FNAME\", \"overall\": \"score\"}`. HubSpot and Mailchimp get the fields named here and the usual ones of a contact, no others.",
    ),
];

const GRADE: [Entry; 2] = [
    may("when", Shape::Object(&WHEN), "All of these have to hold."),
    must("grade", Shape::Text(40), "The grade."),
];

const TAG: [Entry; 2] = [
    may("when", Shape::Object(&WHEN), "All of these have to hold."),
    must("tag", Shape::Text(40), "The tag."),
];

const LEAD: [Entry; 14] = [
    may(
        "gate",
        Shape::OneOf(&GATES),
        "`none`: nothing is held back. `copy`: nothing is held back, a copy comes by mail. `after`: the result beyond the score opens with it. `before`: likewise, and it is asked before the first question, where it can be put off. The overall score is always shown.",
    ),
    must("send", Shape::Object(&SEND), "Where it goes."),
    must(
        "privacy",
        Shape::Each(&LANGUAGES, &Shape::Link),
        "Your privacy policy.",
    ),
    may(
        "recipient",
        Shape::Words(60),
        "Who gets it; left out, the name under `brand`, else the host.",
    ),
    may("title", Shape::Words(120), "Heading above the form."),
    may("text", Shape::Words(600), "What the visitor gets."),
    may(
        "consent",
        Shape::Words(1_000),
        "What the visitor agrees to. Left out, ours names the recipient, the purpose and the policy.",
    ),
    may(
        "marketing",
        Shape::Words(1_000),
        "Consent to marketing, a box of its own that nothing depends on. Left out, there is none.",
    ),
    may(
        "ask",
        Shape::List(&Shape::OneOf(&QUESTIONS), 6),
        "What is asked beside the mail address.",
    ),
    may(
        "need",
        Shape::List(&Shape::OneOf(&QUESTIONS), 6),
        "What of it has to be filled in.",
    ),
    may(
        "grades",
        Shape::List(&Shape::Object(&GRADE), 20),
        "Grades; the first that holds counts.",
    ),
    may(
        "tags",
        Shape::List(&Shape::Object(&TAG), 40),
        "Tags; all that hold count.",
    ),
    may(
        "utm",
        Shape::List(&Shape::Token(40), 20),
        "Keys of the page's address that go with it, such as `utm_source`. They are read when it is sent, and nowhere else.",
    ),
    may(
        "test",
        Shape::Flag,
        "`true` marks all that is sent as a test.",
    ),
];

const BLOCK: [Entry; 5] = [
    may(
        "when",
        Shape::Object(&WHEN),
        "All of these have to hold. Left out, it always does.",
    ),
    must("title", Shape::Words(120), "Heading."),
    may("text", Shape::Words(600), "A paragraph."),
    may("link", Shape::Object(&ACTION), "A link below it."),
    may("button", Shape::Object(&ACTION), "A button below it."),
];

const ITEM: [Entry; 8] = [
    must(
        "id",
        Shape::Id,
        "Its stage or sector, a dot and a name of your own: `reach.podcast`.",
    ),
    must("name", Shape::Words(60), "Short name."),
    must("question", Shape::Words(200), "The question."),
    may("why", Shape::Words(300), "Why it matters."),
    must(
        "levels",
        Shape::Row(&Shape::Words(300), 5),
        "What is true at each level, from 1 to 5.",
    ),
    may(
        "lifts",
        Shape::Row(&Shape::Words(300), 4),
        "What lifts it from level 1, 2, 3 and 4.",
    ),
    may(
        "hours",
        Shape::Row(&Shape::Number(0.5, 400.0), 4),
        "Hours each of these steps takes.",
    ),
    may(
        "enough",
        Shape::Each(&MODELS, &Shape::Whole(2, 4)),
        "Level beyond which more hardly pays.",
    ),
];

const ITEMS: [Entry; 3] = [
    may(
        "off",
        Shape::List(&Shape::Id, 64),
        "Questions that are not asked.",
    ),
    may(
        "enough",
        Shape::Table(&Shape::Each(&MODELS, &Shape::Whole(2, 4)), 64),
        "Level beyond which more hardly pays, by question; one for all kinds of business or one each. For 2 to 10 people: one less for a single person, one more above 50.",
    ),
    may(
        "own",
        Shape::List(&Shape::Object(&ITEM), 20),
        "Questions of your own, up to eight in a stage or sector.",
    ),
];

const FIT: Shape = Shape::Whole(0, 3);

const CHANNEL: [Entry; 13] = [
    must("id", Shape::Id, "A name of your own."),
    must(
        "like",
        Shape::Id,
        "The built-in channel it is most like: what is not said here is taken from that one.",
    ),
    must("name", Shape::Words(60), "Its name."),
    may("what", Shape::Words(300), "What it is."),
    may("good", Shape::Words(300), "What speaks for it."),
    may("bad", Shape::Words(300), "What speaks against it."),
    may(
        "hours",
        Shape::Number(0.0, 200.0),
        "Team hours a week to do it well.",
    ),
    may(
        "minSpend",
        Shape::Number(0.0, 1e6),
        "Least useful spend a month, euros.",
    ),
    may(
        "fixedCost",
        Shape::Number(0.0, 1e6),
        "Fixed cost a month, euros.",
    ),
    may("weeks", Shape::Number(0.0, 104.0), "Weeks until it works."),
    may(
        "stages",
        Shape::Row(&FIT, 4),
        "Fit to Reach, Act, Convert, Engage, 0 to 3.",
    ),
    may(
        "objectives",
        Shape::Row(&FIT, 5),
        "Fit to sell, serve, speak, save, sizzle, 0 to 3.",
    ),
    may(
        "models",
        Shape::Row(&FIT, 5),
        "Fit to shop, b2b, both, local, nonprofit, 0 to 3; 0 leaves it out.",
    ),
];

const CHANNELS: [Entry; 2] = [
    may(
        "off",
        Shape::List(&Shape::Id, 64),
        "Channels that are not recommended.",
    ),
    may(
        "own",
        Shape::List(&Shape::Object(&CHANNEL), 20),
        "Channels of your own.",
    ),
];

const BENCHMARK: [Entry; 10] = [
    must(
        "channel",
        Shape::Id,
        "A channel, or `company`, `paid`, `unpaid`.",
    ),
    must(
        "metric",
        Shape::Id,
        "Id of the figure, such as `cpl` or `visit_to_lead`.",
    ),
    must(
        "value",
        Shape::Number(0.0, 1e12),
        "The figure: money, or 0 to 1 of a share.",
    ),
    may("to", Shape::Number(0.0, 1e12), "Upper end of a range."),
    may("currency", Shape::Currency, "Currency of money."),
    may("segment", Shape::Text(80), "Line of business."),
    may("place", Shape::Text(80), "Where it was counted."),
    must("source", Shape::Text(200), "Publisher and title."),
    must("year", Shape::Number(1990.0, 2100.0), "Year of the figure."),
    may(
        "cases",
        Shape::Number(1.0, 1e12),
        "How many cases stand behind it.",
    ),
];

const BRAND: [Entry; 4] = [
    may("name", Shape::Words(60), "Name in the place of ours."),
    may(
        "logo",
        Shape::Image,
        "Logo in the place of our mark, shown 32 pixels high.",
    ),
    may("logoDark", Shape::Image, "The logo on a dark ground."),
    may(
        "url",
        Shape::Link,
        "Your site, linked from the foot of every page.",
    ),
];

const EMBED: [Entry; 4] = [
    may("form", Shape::OneOf(&FORMS), "As the attribute."),
    may("lang", Shape::OneOf(&LANGUAGES), "As the attribute."),
    may("theme", Shape::OneOf(&THEMES), "As the attribute."),
    may("mode", Shape::OneOf(&BEGINNINGS), "As the attribute."),
];

/// The whole configuration.
pub const CONFIG: [Entry; 13] = [
    may("$schema", Shape::Text(300), "For editors."),
    may(
        "embed",
        Shape::Object(&EMBED),
        "How it is put on a page: for the builder and the WordPress plugin; the widget itself goes by its attributes.",
    ),
    may("brand", Shape::Object(&BRAND), "Who offers it."),
    may(
        "look",
        Shape::Object(&LOOK),
        "Colours, corners, fonts. Colours too faint to read are darkened or lightened until they are legible.",
    ),
    may(
        "cta",
        Shape::Object(&ACTION),
        "What a visitor should do next: a button at the end of the result, a link at the foot of every page.",
    ),
    may(
        "modules",
        Shape::List(&Shape::OneOf(&MODULES), 5),
        "What is shown beside the wheel, the questions of RACE and the result; left out, all of it.",
    ),
    may(
        "texts",
        Shape::By(&LANGUAGES, &Shape::Table(&Shape::Text(1_000), 500)),
        "Texts in the place of ours, by language and key.",
    ),
    may("items", Shape::Object(&ITEMS), "Questions."),
    may("channels", Shape::Object(&CHANNELS), "Channels."),
    may(
        "weights",
        Shape::By(&CRITERIA, &Shape::Number(0.0, 100.0)),
        "Weights of the recommendation to begin with, in any unit; what is left out counts 0.",
    ),
    may(
        "benchmarks",
        Shape::List(&Shape::Object(&BENCHMARK), 200),
        "Figures of your own to compare with, each with its source.",
    ),
    may(
        "blocks",
        Shape::List(&Shape::Object(&BLOCK), 40),
        "What stands below the result. Of those whose conditions hold, the first two.",
    ),
    may(
        "lead",
        Shape::Object(&LEAD),
        "How visitors get in touch with you: what is asked, what opens with it, where it goes.",
    ),
];

const LOOK: [Entry; 11] = look();

/// What is left of a value once everything is taken out that is not as it has to be; each of those is a fault. `None`
/// when nothing is left.
pub(super) fn check(
    value: &Value,
    shape: Shape,
    path: &str,
    faults: &mut Vec<Fault>,
) -> Option<Value> {
    let mut wrong = |reason: Reason| {
        faults.push(Fault::new(path, reason, ""));
        None
    };
    match (shape, value) {
        (Shape::Words(most), Value::Object(object)) => {
            let left = named(object, path, faults, |name| {
                LANGUAGES.contains(&name).then_some(Shape::Text(most))
            });
            (!left.is_empty()).then_some(Value::Object(left))
        }
        (Shape::Each(names, each), _) => {
            let by = value.as_object().is_some();
            let shape = if by { Shape::By(names, each) } else { *each };
            check(value, shape, path, faults)
        }
        (Shape::Flag, Value::Bool(_)) => Some(value.clone()),
        (Shape::Flag, _) => wrong(Reason::NoFlag),
        (Shape::Number(from, to), _) => match number(value) {
            Some(n) if (from..=to).contains(&n) => Some(value.clone()),
            Some(_) => range(path, from, to, faults),
            None => wrong(Reason::NoNumber),
        },
        (Shape::Whole(from, to), _) => match number(value) {
            Some(n) if n.fract() == 0.0 && (f64::from(from)..=f64::from(to)).contains(&n) => {
                Some(Value::from(n as u64))
            }
            Some(_) => range(path, f64::from(from), f64::from(to), faults),
            None => wrong(Reason::NoNumber),
        },
        (Shape::List(each, most) | Shape::Row(each, most), _) => {
            let Value::Array(list) = value else {
                return wrong(Reason::NoList);
            };
            let row = matches!(shape, Shape::Row(..));
            if row && list.len() != most {
                faults.push(Fault::new(path, Reason::Count, &most.to_string()));
                return None;
            }
            if list.len() > most {
                faults.push(Fault::new(path, Reason::TooMany, &most.to_string()));
            }
            // What is left out keeps its place empty, so that what is found wrong later is named by its own.
            let left: Vec<Value> = list
                .iter()
                .take(most)
                .enumerate()
                .map(|(at, value)| check(value, *each, &format!("{path}[{at}]"), faults))
                .map(Option::unwrap_or_default)
                .collect();
            let good = left.iter().filter(|value| **value != Value::Null).count();
            // A row without one of its values is none; an empty list is what it says.
            let some = if row {
                good == most
            } else {
                good > 0 || list.is_empty()
            };
            some.then_some(Value::Array(left))
        }
        (Shape::Object(entries), _) => {
            let Value::Object(object) = value else {
                return wrong(Reason::NoObject);
            };
            let left = named(object, path, faults, |name| {
                entries.iter().find(|e| e.name == name).map(|e| e.shape)
            });
            let missing = |entry: &&Entry| entry.needed && object.get(entry.name).is_none();
            let lacking: Vec<&Entry> = entries.iter().filter(missing).collect();
            for entry in &lacking {
                faults.push(Fault::new(&join(path, entry.name), Reason::Missing, ""));
            }
            let whole = entries
                .iter()
                .all(|e| !e.needed || left.get(e.name).is_some());
            whole.then_some(Value::Object(left))
        }
        (Shape::By(names, each), _) => {
            let Value::Object(object) = value else {
                return wrong(Reason::NoObject);
            };
            let left = named(object, path, faults, |name| {
                names.contains(&name).then_some(*each)
            });
            (!left.is_empty()).then_some(Value::Object(left))
        }
        (Shape::Table(each, most), _) => {
            let Value::Object(object) = value else {
                return wrong(Reason::NoObject);
            };
            if object.len() > most {
                faults.push(Fault::new(path, Reason::TooMany, &most.to_string()));
                return None;
            }
            let left = named(object, path, faults, |_| Some(*each));
            (!left.is_empty()).then_some(Value::Object(left))
        }
        _ => {
            let Some(text) = value.as_str() else {
                return wrong(Reason::NoText);
            };
            match plain(text, shape) {
                Ok(text) => Some(Value::from(&*text)),
                Err((reason, what)) => {
                    faults.push(Fault::new(path, reason, &what));
                    None
                }
            }
        }
    }
}

/// The values of an object whose names have a shape; others are faults.
fn named(
    object: &Object,
    path: &str,
    faults: &mut Vec<Fault>,
    shape_of: impl Fn(&str) -> Option<Shape>,
) -> Object {
    let mut left = Object::new();
    for (name, value) in object.iter() {
        let path = join(path, name);
        match shape_of(name) {
            Some(shape) => {
                if let Some(value) = check(value, shape, &path, faults) {
                    left.insert(name.to_owned(), value);
                }
            }
            None => faults.push(Fault::new(&path, Reason::UnknownName, "")),
        }
    }
    left
}

fn join(path: &str, name: &str) -> String {
    // A name with dots of its own stands in brackets, so that a path is read in one way only.
    match (path.is_empty(), name.contains(['.', '[', '"'])) {
        (_, true) => format!("{path}[{}]", json::write(&Value::from(name)).trim()),
        (true, false) => name.to_owned(),
        (false, false) => format!("{path}.{name}"),
    }
}

fn range(path: &str, from: f64, to: f64, faults: &mut Vec<Fault>) -> Option<Value> {
    faults.push(Fault::new(path, Reason::Range, &format!("{from}–{to}")));
    None
}

/// A number that can be counted with.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(text) => text.parse().ok().filter(|n: &f64| n.is_finite()),
        _ => None,
    }
}

/// A text as its shape wants it, or why it is none.
fn plain(text: &str, shape: Shape) -> Result<String, (Reason, String)> {
    let no = |reason| Err((reason, String::new()));
    match shape {
        Shape::Text(most) | Shape::Words(most) => {
            // Signs that are not seen, or turn what follows round, have no place in a text.
            let hidden = |c: char| {
                (c.is_control() && c != '\n')
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            let text: String = text.chars().filter(|c| !hidden(*c)).collect();
            let text = text.trim();
            if text.is_empty() {
                no(Reason::Empty)
            } else if text.chars().count() > most {
                Err((Reason::TooLong, most.to_string()))
            } else {
                Ok(text.to_owned())
            }
        }
        Shape::Colour => super::colour::Rgb::parse(text)
            .map(|colour| colour.hex())
            .ok_or((Reason::Colour, String::new())),
        Shape::OneOf(values) if values.contains(&text) => Ok(text.to_owned()),
        Shape::OneOf(values) => Err((Reason::OneOf, values.join(", "))),
        Shape::Link if is_link(text) => Ok(text.to_owned()),
        Shape::Link => no(Reason::Link),
        Shape::Endpoint if is_web(text) => Ok(text.to_owned()),
        Shape::Endpoint => no(Reason::Endpoint),
        Shape::Mail if is_mail(text) => Ok(text.to_owned()),
        Shape::Mail => no(Reason::Mail),
        Shape::Token(most) if is_token(text, most) => Ok(text.to_owned()),
        Shape::Token(_) => no(Reason::Token),
        Shape::Image if is_image(text) => Ok(text.to_owned()),
        Shape::Image => no(Reason::Image),
        Shape::Font if is_font(text) => Ok(text.to_owned()),
        Shape::Font => no(Reason::Font),
        Shape::Id => ItemId::parse(text)
            .map(|_| text.to_owned())
            .or_else(|_| no(Reason::Id)),
        Shape::Country => Country::new(text)
            .map(|c| c.as_str().to_owned())
            .ok_or((Reason::Country, String::new())),
        Shape::Currency => Currency::new(text)
            .map(|c| c.as_str().to_owned())
            .ok_or((Reason::Currency, String::new())),
        // The others are no texts and were looked at before.
        _ => no(Reason::NoText),
    }
}

/// Whether an address may be followed. Everything is refused that is not known to lead to a page, a mail or a call.
#[must_use]
pub fn is_link(text: &str) -> bool {
    is_web(text)
        || own_path(text)
        || ["mailto:", "tel:"]
            .iter()
            .any(|start| begins(text, start) && text.len() > start.len() && is_clean(text))
}

/// Whether a text is a mail address as far as one can see: something, one `@`, a host with a dot, no blanks, nothing that
/// would begin another field of a mail.
#[must_use]
pub fn is_mail(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    let parts = host.split('.');
    text.len() <= 254
        && !name.is_empty()
        && parts.clone().count() > 1
        && parts.clone().all(|part| {
            !part.is_empty()
                && !part.starts_with('-')
                && !part.ends_with('-')
                && part.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
        && name.chars().all(|c| {
            !c.is_whitespace()
                && !c.is_control()
                && !matches!(
                    c,
                    '@' | ','
                        | ';'
                        | '<'
                        | '>'
                        | '"'
                        | '\\'
                        | '('
                        | ')'
                        | '['
                        | ']'
                        | '?'
                        | '&'
                        | '#'
                        | ':'
                )
        })
}

fn is_token(text: &str, most: usize) -> bool {
    !text.is_empty()
        && text.len() <= most
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

fn is_image(text: &str) -> bool {
    let data = ["png", "jpeg", "webp", "gif", "svg+xml"]
        .iter()
        .any(|kind| {
            let start = format!("data:image/{kind};base64,");
            let rest = text.get(start.len()..).unwrap_or_default();
            begins(text, &start)
                && !rest.is_empty()
                && rest
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='))
        });
    data || is_web(text) || own_path(text)
}

fn begins(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|s| s.eq_ignore_ascii_case(start))
}

/// Nothing that a browser would take out before it reads an address, or that ends it.
fn is_clean(text: &str) -> bool {
    text.len() <= 2_000
        && !text
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\'))
}

/// The host of an address with a scheme, as it is written there, with its port; empty for another.
#[must_use]
pub fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

fn is_web(text: &str) -> bool {
    let after = |start: &str| begins(text, start).then(|| host(text).to_ascii_lowercase());
    let named = |host: &str| !host.is_empty() && !host.contains('@');
    // A page on one's own machine is for trying out.
    let local = |host: &str| matches!(host.split(':').next(), Some("localhost" | "127.0.0.1"));
    is_clean(text)
        && (after("https://").is_some_and(|h| named(&h))
            || after("http://").is_some_and(|h| named(&h) && local(&h)))
}

fn own_path(text: &str) -> bool {
    text.starts_with('/') && !text.starts_with("//") && is_clean(text)
}

/// Whether a text names fonts and nothing else: it becomes part of a style.
#[must_use]
pub fn is_font(text: &str) -> bool {
    let quotes = |mark| text.matches(mark).count() % 2 == 0;
    !text.trim().is_empty()
        && text.len() <= 200
        && quotes('"')
        && quotes('\'')
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | '-' | '_' | '"' | '\''))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::leads::Gate;
    use crate::domain::plan::Criterion;
    use crate::domain::profile::{Geo, Model, Objective, Size};
    use crate::domain::stage::Stage;

    #[test]
    fn values_are_those_of_the_domain_in_its_order() {
        assert_eq!(
            Model::ALL.iter().map(|m| m.id()).collect::<Vec<_>>(),
            MODELS
        );
        assert_eq!(
            Geo::ALL.iter().map(|m| m.id()).collect::<Vec<_>>(),
            GEOGRAPHIES
        );
        assert_eq!(Size::ALL.iter().map(|m| m.id()).collect::<Vec<_>>(), SIZES);
        assert_eq!(
            Objective::ALL.iter().map(|m| m.id()).collect::<Vec<_>>(),
            OBJECTIVES
        );
        assert_eq!(Gate::ALL.map(Gate::id), GATES);
        assert_eq!(Stage::ALL.map(Stage::id), STAGES);
        assert_eq!(Criterion::ALL.map(Criterion::id), CRITERIA);
    }
}
