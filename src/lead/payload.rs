//! What is sent: the visitor's address, the consent, and the result in the terms of this site's rules.
//!
//! Every name is there in every lead; what is not known is `null`. Scores run from 0 to 100 with one decimal. Of the
//! answers to single questions the levels of the largest gaps go with it, all others through the link to the plan alone,
//! which the visitor sees as such; no name and no note of the plan does.

use super::consent::Consent;
use crate::brand::leads::{Leads, QUESTIONS};
use crate::brand::shape::{GATES, GEOGRAPHIES, LANGUAGES, MODELS, OBJECTIVES, SIZES, STAGES};
use crate::brand::when::{BUDGETS, Facts, HOURS, names};
use crate::domain::catalogue::Catalogue;
use crate::domain::ids::{ChannelId, ItemId};
use crate::domain::json::{Object, Value};
use crate::domain::plan::Plan;
use crate::domain::stage::{Sector, Stage};
use crate::engine::actions::{Gap, gaps};
use crate::engine::recommend::{Context, recommend};
use crate::engine::score::{Scores, scores};
use crate::report::calendar::civil;

/// Name and version of the form, the first value of every lead.
pub const SCHEMA: &str = "growth-wheel.lead/1";
/// Most gaps named.
pub const GAPS: usize = 3;

/// What a value of a lead looks like. The schema of a release is written from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A text.
    Text,
    /// A number from, to.
    Number(f64, f64),
    /// Yes or no.
    Flag,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// A list of up to that many; 0 for any number.
    List(&'static Kind, usize),
    /// Named values, these and no others, all of them.
    Object(&'static [Field]),
    /// Texts by any name.
    Table,
    /// That, or `null` where it is not known.
    Maybe(&'static Kind),
}

/// A value of an object.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it looks like.
    pub kind: Kind,
    /// What it says.
    pub what: &'static str,
}

const fn field(name: &'static str, kind: Kind, what: &'static str) -> Field {
    Field {
        name,
        kind,
        // The schema is written at home: no visitor has to load it.
        what: if cfg!(target_arch = "wasm32") {
            ""
        } else {
            what
        },
    }
}

const TEXT: Kind = Kind::Maybe(&Kind::Text);
const SCORE: Kind = Kind::Maybe(&Kind::Number(0.0, 100.0));
const LEVEL: Kind = Kind::Number(1.0, 5.0);
const COUNT: Kind = Kind::Number(0.0, 1_000.0);
const BUDGET: [&str; 6] = names(&BUDGETS);
const HOUR: [&str; 6] = names(&HOURS);

const CONTACT: [Field; 7] = [
    field("email", Kind::Text, "Mail address."),
    field("name", TEXT, "Name."),
    field("company", TEXT, "Company."),
    field("role", TEXT, "Role."),
    field("phone", TEXT, "Telephone number, as it was typed."),
    field("website", TEXT, "Site, as it was typed."),
    field("message", TEXT, "What the visitor wants to say."),
];

const AGREED: [Field; 3] = [
    field("given", Kind::Flag, "Whether the box was ticked."),
    field(
        "text",
        Kind::Text,
        "The words beside it, as they stood on screen.",
    ),
    field("sha256", Kind::Text, "SHA-256 of these words in UTF-8."),
];

const CONSENT: [Field; 6] = [
    field("at", Kind::Text, "When it was given, ISO 8601 in UTC."),
    field("lang", Kind::OneOf(&LANGUAGES), "Language it was read in."),
    field(
        "policy",
        Kind::Text,
        "Address of the privacy policy beside it.",
    ),
    field("recipient", Kind::Text, "The recipient it named."),
    field(
        "processing",
        Kind::Object(&AGREED),
        "Consent to what is sent; without it nothing is.",
    ),
    field(
        "marketing",
        Kind::Maybe(&Kind::Object(&AGREED)),
        "Consent to marketing, where it was asked for.",
    ),
];

const BY_STAGE: [Field; 4] = [
    field("reach", SCORE, "Score."),
    field("act", SCORE, "Score."),
    field("convert", SCORE, "Score."),
    field("engage", SCORE, "Score."),
];

const BY_SECTOR: [Field; 6] = [
    field("situation", SCORE, "Score."),
    field("objectives", SCORE, "Score."),
    field("strategy", SCORE, "Score."),
    field("tactics", SCORE, "Score."),
    field("action", SCORE, "Score."),
    field("control", SCORE, "Score."),
];

const RESULT: [Field; 8] = [
    field("overall", SCORE, "Overall score."),
    field("level", Kind::Maybe(&LEVEL), "Its level."),
    field("stages", Kind::Object(&BY_STAGE), "Stages of RACE."),
    field("sectors", Kind::Object(&BY_SECTOR), "Steps of SOSTAC."),
    field(
        "weakest",
        Kind::Maybe(&Kind::OneOf(&STAGES)),
        "The stage where work pays most, as the result names it.",
    ),
    field(
        "confidence",
        Kind::Maybe(&Kind::Number(0.0, 1.0)),
        "Share of what is answered in detail, estimates by half.",
    ),
    field("answered", COUNT, "Questions with an answer of any kind."),
    field("of", COUNT, "All questions."),
];

const GAP: [Field; 4] = [
    field("id", Kind::Text, "Id of the question."),
    field("name", Kind::Text, "Its name in the visitor's language."),
    field("level", LEVEL, "Level said or estimated."),
    field("enough", LEVEL, "Level that is enough for this business."),
];

const CHANNEL: [Field; 3] = [
    field("id", Kind::Text, "Id of the channel."),
    field("name", Kind::Text, "Its name in the visitor's language."),
    field("points", SCORE, "Points of the recommendation."),
];

const BUSINESS: [Field; 7] = [
    field(
        "model",
        Kind::Maybe(&Kind::OneOf(&MODELS)),
        "Kind of business.",
    ),
    field("country", TEXT, "Country, two letters."),
    field(
        "geography",
        Kind::Maybe(&Kind::OneOf(&GEOGRAPHIES)),
        "How far customers are.",
    ),
    field(
        "size",
        Kind::Maybe(&Kind::OneOf(&SIZES)),
        "People in the company.",
    ),
    field(
        "objectives",
        Kind::List(&Kind::OneOf(&OBJECTIVES), 5),
        "Objectives, the first one first.",
    ),
    field(
        "budget",
        Kind::Maybe(&Kind::OneOf(&BUDGET)),
        "Money a month in euros, as a band: `to_500` is above 0 and below 500.",
    ),
    field(
        "hours",
        Kind::Maybe(&Kind::OneOf(&HOUR)),
        "Hours a week, as a band: `to_3` is above 0 and below 3.",
    ),
];

/// The whole lead.
pub const LEAD: [Field; 18] = [
    field(
        "schema",
        Kind::OneOf(&[SCHEMA]),
        "Name and version of this form.",
    ),
    field(
        "id",
        Kind::Text,
        "UUID of the lead. It is the same each time it is sent: who has it has the lead already.",
    ),
    field(
        "test",
        Kind::Flag,
        "Whether it is a test and nobody has asked for anything.",
    ),
    field("at", Kind::Text, "When it was submitted, ISO 8601 in UTC."),
    field(
        "page",
        Kind::Text,
        "Address of the page, without its query.",
    ),
    field("lang", Kind::OneOf(&LANGUAGES), "Language on screen."),
    field("gate", Kind::OneOf(&GATES), "What opened with it."),
    field("contact", Kind::Object(&CONTACT), "Who it is."),
    field("consent", Kind::Object(&CONSENT), "What was agreed to."),
    field("result", Kind::Object(&RESULT), "The result so far."),
    field(
        "gaps",
        Kind::List(&Kind::Object(&GAP), GAPS),
        "The largest gaps, the largest first.",
    ),
    field(
        "channels",
        Kind::List(&Kind::Object(&CHANNEL), 9),
        "The channels chosen for the plan.",
    ),
    field(
        "business",
        Kind::Object(&BUSINESS),
        "What was said of the business.",
    ),
    field(
        "plan_link",
        TEXT,
        "Opens the result to be read, without names and notes; `null` while there is none.",
    ),
    field(
        "grade",
        TEXT,
        "The grade by the rules of the configuration.",
    ),
    field(
        "tags",
        Kind::List(&Kind::Text, 40),
        "The tags by its rules.",
    ),
    field(
        "utm",
        Kind::Table,
        "Keys of the page's address that the configuration lists.",
    ),
    field("hidden", Kind::Table, "Hidden fields of the page."),
];

/// Who a lead is from and what it was agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// UUID.
    pub id: String,
    /// Milliseconds since 1970.
    pub at: i64,
    /// Address of the page.
    pub page: String,
    /// Language on screen.
    pub lang: &'static str,
    /// Mail address.
    pub email: String,
    /// Answers to [`QUESTIONS`], by name; those left empty are none.
    pub contact: Vec<(&'static str, String)>,
    /// Consent to what is sent.
    pub processing: Consent,
    /// Consent to marketing, where it was asked for.
    pub marketing: Option<Consent>,
    /// Recipient named beside the box.
    pub recipient: String,
    /// Address of the privacy policy linked beside it.
    pub policy: String,
    /// Values of the page's address, by key.
    pub utm: Vec<(String, String)>,
    /// Hidden fields of the page.
    pub hidden: Vec<(String, String)>,
    /// Link to the plan.
    pub plan_link: Option<String>,
}

/// Names in the visitor's language.
pub trait Names {
    /// Of a question.
    fn item(&self, id: &ItemId) -> String;
    /// Of a channel.
    fn channel(&self, id: &ChannelId) -> String;
}

fn text(value: Option<&str>) -> Value {
    value.map_or(Value::Null, Value::from)
}

fn score(value: Option<f64>) -> Value {
    value.map_or(Value::Null, |n| decimal((n * 10.0).round() / 10.0))
}

fn decimal(number: f64) -> Value {
    // What cannot be counted with is not known.
    if number.is_finite() {
        Value::Number(format!("{number}"))
    } else {
        Value::Null
    }
}

fn object<const N: usize>(values: [(&str, Value); N]) -> Value {
    let mut object = Object::new();
    for (name, value) in values {
        object.push(name.to_owned(), value);
    }
    Value::Object(object)
}

fn table(pairs: &[(String, String)]) -> Value {
    let mut table = Object::new();
    for (name, value) in pairs {
        table.insert(name.clone(), Value::from(&**value));
    }
    Value::Object(table)
}

/// A moment as ISO 8601 in UTC, to the second.
#[must_use]
pub fn iso(at: i64) -> String {
    let (year, month, day) = civil(at.div_euclid(86_400_000));
    let rest = at.rem_euclid(86_400_000) / 1_000;
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// A UUID of version 4 made of 16 bytes of chance. Source: RFC 9562, 5.4.
#[must_use]
pub fn uuid(mut bytes: [u8; 16]) -> String {
    let [.., version, _, variant, _, _, _, _, _, _, _] = &mut bytes;
    *version = (*version & 0x0f) | 0x40;
    *variant = (*variant & 0x3f) | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    [
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32),
    ]
    .join("-")
}

fn largest(plan: &Plan, catalogue: &Catalogue) -> Vec<(Gap, u8)> {
    let mut all: Vec<(Gap, u8)> = gaps(plan, catalogue)
        .into_iter()
        .flat_map(|group| group.items)
        .filter_map(|gap| Some((gap.gap.filter(|missing| *missing > 0)?, gap)))
        .map(|(missing, gap)| (gap, missing))
        .collect();
    // Of equals the first on the customer's way: the sort keeps their order.
    all.sort_by_key(|(_, missing)| std::cmp::Reverse(*missing));
    all.truncate(GAPS);
    all
}

/// What a lead says of a plan, whoever it is from.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    result: Value,
    gaps: Value,
    channels: Value,
    business: Value,
    grade: Value,
    tags: Value,
}

impl About {
    /// What a lead says of this plan. It takes as long as a recommendation does.
    #[must_use]
    pub fn new(
        leads: &Leads,
        plan: &Plan,
        catalogue: &Catalogue,
        context: Context,
        names: &dyn Names,
    ) -> Self {
        let scores = scores(plan, catalogue);
        let facts = Facts::of(plan, &scores, context.euro_rate);
        // Before there is an answer there is no result to recommend from.
        let answered = scores.overall.is_some();
        let advice = answered.then(|| recommend(plan, catalogue, &scores, context));
        let chosen = advice.iter().flat_map(|advice| {
            let places = advice.portfolio.choice.channels.iter();
            places.filter_map(|place| advice.channels.get(*place))
        });
        let channels = chosen.map(|advice| {
            object([
                ("id", Value::from(advice.id.as_str())),
                ("name", Value::from(&*names.channel(&advice.id))),
                ("points", score(advice.total)),
            ])
        });
        let gaps = largest(plan, catalogue).into_iter().map(|(gap, missing)| {
            let enough = gap.enough.get();
            object([
                ("id", Value::from(gap.item.as_str())),
                ("name", Value::from(&*names.item(&gap.item))),
                ("level", decimal(f64::from(enough.saturating_sub(missing)))),
                ("enough", decimal(f64::from(enough))),
            ])
        });
        Self {
            gaps: Value::Array(gaps.collect()),
            channels: Value::Array(channels.collect()),
            result: result(&scores, &facts),
            business: business(plan, &facts),
            grade: text(leads.grade(&facts)),
            tags: Value::Array(leads.tags(&facts).into_iter().map(Value::from).collect()),
        }
    }
}

fn result(scores: &Scores, facts: &Facts) -> Value {
    let [reach, act, convert, engage] = Stage::ALL.map(|stage| score(scores.stage(stage)));
    let [situation, objectives, strategy, tactics, action, control] =
        Sector::ALL.map(|sector| score(scores.sector(sector)));
    let level = facts.level.map(|level| decimal(f64::from(level)));
    let confidence = scores.confidence.share();
    object([
        ("overall", score(scores.overall)),
        ("level", level.unwrap_or_default()),
        (
            "stages",
            object([
                ("reach", reach),
                ("act", act),
                ("convert", convert),
                ("engage", engage),
            ]),
        ),
        (
            "sectors",
            object([
                ("situation", situation),
                ("objectives", objectives),
                ("strategy", strategy),
                ("tactics", tactics),
                ("action", action),
                ("control", control),
            ]),
        ),
        ("weakest", text(facts.weakest.map(Stage::id))),
        (
            "confidence",
            confidence.map_or(Value::Null, |n| decimal((n * 1_000.0).round() / 1_000.0)),
        ),
        ("answered", Value::from(scores.answered as u64)),
        ("of", Value::from(scores.items as u64)),
    ])
}

fn business(plan: &Plan, facts: &Facts) -> Value {
    let ranked = plan.profile.objectives.iter();
    object([
        ("model", text(facts.model.map(|m| m.id()))),
        ("country", text(facts.country.as_ref().map(|c| c.as_str()))),
        ("geography", text(facts.geography.map(|g| g.id()))),
        ("size", text(facts.size.map(|s| s.id()))),
        (
            "objectives",
            Value::Array(ranked.map(|o| Value::from(o.id())).collect()),
        ),
        ("budget", text(facts.budget)),
        ("hours", text(facts.hours)),
    ])
}

/// The lead of a plan about which all is known that it says. Same plan, same submission, same lead.
#[must_use]
pub fn lead(submission: &Submission, leads: &Leads, about: &About) -> Value {
    let answer = |name: &str| {
        let found = submission.contact.iter().find(|(known, _)| *known == name);
        text(
            found
                .map(|(_, said)| &**said)
                .filter(|said| !said.is_empty()),
        )
    };
    let mut contact = Object::new();
    contact.push("email".to_owned(), Value::from(&*submission.email));
    for name in QUESTIONS {
        contact.push(name.to_owned(), answer(name));
    }
    let at = Value::from(&*iso(submission.at));
    object([
        ("schema", Value::from(SCHEMA)),
        ("id", Value::from(&*submission.id)),
        ("test", Value::Bool(leads.test)),
        ("at", at.clone()),
        ("page", Value::from(without_query(&submission.page))),
        ("lang", Value::from(submission.lang)),
        ("gate", Value::from(leads.gate.id())),
        ("contact", Value::Object(contact)),
        (
            "consent",
            object([
                ("at", at),
                ("lang", Value::from(submission.lang)),
                ("policy", Value::from(&*submission.policy)),
                ("recipient", Value::from(&*submission.recipient)),
                ("processing", Value::Object(submission.processing.record())),
                (
                    "marketing",
                    submission
                        .marketing
                        .as_ref()
                        .map_or(Value::Null, |c| Value::Object(c.record())),
                ),
            ]),
        ),
        ("result", about.result.clone()),
        ("gaps", about.gaps.clone()),
        ("channels", about.channels.clone()),
        ("business", about.business.clone()),
        ("plan_link", text(submission.plan_link.as_deref())),
        ("grade", about.grade.clone()),
        ("tags", about.tags.clone()),
        ("utm", table(&submission.utm)),
        ("hidden", table(&submission.hidden)),
    ])
}

/// An address without its query and its fragment: they may say more of a visitor than the visitor knows.
#[must_use]
pub fn without_query(address: &str) -> &str {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    address.get(..end).unwrap_or_default()
}

/// The values of a lead as a list, each under a name of its own: for forms, tables and mails. What is not known is an
/// empty text. A hidden field that has a name of ours keeps it with `hidden_` before it.
#[must_use]
pub fn flat(lead: &Value) -> Vec<(String, String)> {
    let at = |path: &str| {
        let mut value = Some(lead);
        for name in path.split('/') {
            value = value.and_then(Value::as_object).and_then(|o| o.get(name));
        }
        value
    };
    let said = |path: &str| at(path).map(plain).unwrap_or_default();
    let mut list: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: String| list.push((name.to_owned(), value));
    put("email", said("contact/email"));
    for name in QUESTIONS {
        put(name, said(&["contact/", name].concat()));
    }
    for name in [
        "overall",
        "level",
        "weakest",
        "confidence",
        "answered",
        "of",
    ] {
        put(name, said(&["result/", name].concat()));
    }
    for stage in STAGES {
        put(stage, said(&["result/stages/", stage].concat()));
    }
    for sector in Sector::ALL.map(Sector::id) {
        // Of a list of names "objectives" alone would be those of the business.
        put(
            &["plan_", sector].concat(),
            said(&["result/sectors/", sector].concat()),
        );
    }
    let names = |path: &str| match at(path) {
        Some(Value::Array(all)) => all
            .iter()
            .filter_map(|one| one.as_object()?.get("name")?.as_str())
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    };
    let gaps = names("gaps");
    for place in 0..GAPS {
        let gap = gaps.get(place).cloned().unwrap_or_default();
        put(&format!("gap_{}", place + 1), gap);
    }
    put("channels", names("channels").join(", "));
    for name in ["model", "country", "geography", "size"] {
        put(name, said(&["business/", name].concat()));
    }
    put(
        "objective",
        said("business/objectives")
            .split(", ")
            .next()
            .unwrap_or_default()
            .to_owned(),
    );
    put("objectives", said("business/objectives"));
    put("budget", said("business/budget"));
    put("hours", said("business/hours"));
    for name in [
        "plan_link",
        "grade",
        "tags",
        "lang",
        "page",
        "id",
        "at",
        "gate",
        "test",
    ] {
        put(name, said(name));
    }
    for (name, path) in [
        ("consent", "processing/given"),
        ("consent_text", "processing/text"),
        ("consent_sha256", "processing/sha256"),
        ("consent_policy", "policy"),
        ("consent_recipient", "recipient"),
        ("marketing", "marketing/given"),
        ("marketing_text", "marketing/text"),
        ("marketing_sha256", "marketing/sha256"),
    ] {
        put(name, said(&["consent/", path].concat()));
    }
    for of in ["utm", "hidden"] {
        let Some(Value::Object(own)) = at(of) else {
            continue;
        };
        for (name, value) in own.iter() {
            let mut name = name.to_owned();
            while list.iter().any(|(known, _)| *known == name) {
                name = [of, "_", &*name].concat();
            }
            list.push((name, plain(value)));
        }
    }
    list
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => (if *yes { "true" } else { "false" }).to_owned(),
        Value::Number(text) | Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(plain).collect::<Vec<_>>().join(", "),
        // No object of a lead is asked for as a whole.
        Value::Object(_) => String::new(),
    }
}
