//! A lead: where it goes is said by the configuration alone, it holds what its tree says and nothing the visitor keeps,
//! and each recipient gets it as its documentation wants it. `UPDATE=1 cargo test --test lead` writes `tests/golden/leads/`
//! anew; look at it and at the README there before keeping it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;

use growth_wheel::brand::leads::{Format, Gate, Leads, QUESTIONS, Target};
use growth_wheel::brand::shape::{TARGETS, is_mail};
use growth_wheel::brand::when::Facts;
use growth_wheel::brand::{Config, Reason, read};
use growth_wheel::codec::preset::Preset;
use growth_wheel::codec::{envelope, file, json, link, migrations, plan_json};
use growth_wheel::content::{self, examples};
use growth_wheel::domain::answer::{Answer, Reply};
use growth_wheel::domain::channel_use::{ChannelUse, Use};
use growth_wheel::domain::ids::{ChannelId, ItemId};
use growth_wheel::domain::json::{Object, Value};
use growth_wheel::domain::plan::Plan;
use growth_wheel::domain::profile::{Country, Currency, Geo, Model, Objective, Size};
use growth_wheel::domain::snapshot::{Opinion, Snapshot};
use growth_wheel::domain::stage::{Sector, Stage};
use growth_wheel::engine::recommend::Context;
use growth_wheel::engine::score::scores;
use growth_wheel::lead::consent::Consent;
use growth_wheel::lead::delivery::{Delivery, MAX_MAIL, Request, delivery, is_too_long, spared};
use growth_wheel::lead::payload::{
    self, About, Kind, LEAD, Names, SCHEMA, Submission, flat, iso, uuid, without_query,
};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// 20 November 2026, 09:30:05.
const AT: i64 = 1_795_167_005_000;
const CONTEXT: Context = Context {
    euro_rate: Some(1.0),
    today: 20_777,
};
const AGREED: &str = "I agree that Acme (acme.example) gets this & answers. “Privacy policy”";

struct ById;

impl Names for ById {
    fn item(&self, id: &ItemId) -> String {
        format!("Question {}", id.as_str())
    }

    fn channel(&self, id: &ChannelId) -> String {
        format!("Channel {}", id.as_str())
    }
}

/// Names as long as they may be, in letters that take six characters of an address each.
struct Long;

impl Names for Long {
    fn item(&self, _: &ItemId) -> String {
        "Ж".repeat(70)
    }

    fn channel(&self, _: &ChannelId) -> String {
        "Щ".repeat(40)
    }
}

fn config(lead: &str) -> String {
    format!("{{\"lead\": {{{lead}}}}}")
}

/// A configuration with that target, and with what else is needed.
fn sent_to(send: &str) -> String {
    config(&format!(
        r#""send": {send}, "privacy": "https://acme.example/privacy""#
    ))
}

fn leads_of(text: &str) -> Leads {
    let (config, faults) = read(text);
    assert_eq!(faults, [], "{text}");
    config.leads.unwrap()
}

fn leads(send: &str) -> Leads {
    leads_of(&config(&format!(
        r#""gate": "after", "send": {send},
        "privacy": {{"en": "https://acme.example/privacy", "it": "https://acme.example/it/privacy"}},
        "marketing": "News, please.", "ask": ["name", "company", "phone", "message"],
        "grades": [{{"when": {{"level": [1, 2]}}, "grade": "early"}}, {{"grade": "later"}}],
        "tags": [{{"when": {{"model": ["shop"]}}, "tag": "shop"}}, {{"tag": "wheel"}}],
        "utm": ["utm_source"]"#
    )))
}

fn target(send: &str) -> Target {
    leads_of(&sent_to(send)).target
}

fn lead(
    submission: &Submission,
    leads: &Leads,
    plan: &Plan,
    catalogue: &growth_wheel::domain::catalogue::Catalogue,
    context: Context,
    names: &dyn Names,
) -> Value {
    let about = About::new(leads, plan, catalogue, context, names);
    payload::lead(submission, leads, &about)
}

fn submission() -> Submission {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Submission {
        id: uuid(*b"sixteen bytes ok"),
        at: AT,
        page: "https://shop.example/wheel?session=7#top".to_owned(),
        lang: "it",
        email: "ada+wheel@example.org".to_owned(),
        contact: vec![
            ("name", "Ada Verdi".to_owned()),
            ("company", "=Verdi & figli".to_owned()),
            ("role", String::new()),
            ("phone", "+39 02 123".to_owned()),
            ("message", "Due righe:\n\"100% & più\"".to_owned()),
        ],
        processing: Consent {
            text: AGREED.to_owned(),
            given: true,
        },
        marketing: Some(Consent {
            text: "News, please.".to_owned(),
            given: false,
        }),
        recipient: "Acme".to_owned(),
        policy: "https://acme.example/it/privacy".to_owned(),
        utm: vec![pair("utm_source", "news letter")],
        hidden: vec![pair("deal", "42"), pair("email", "not the visitor's")],
        plan_link: Some("https://shop.example/wheel#gw=1v".to_owned()),
    }
}

fn of(plan: &Plan, leads: &Leads) -> Value {
    let catalogue = content::catalogue();
    lead(&submission(), leads, plan, &catalogue, CONTEXT, &ById)
}

fn empty() -> Plan {
    Plan::new("p1".to_owned(), 0)
}

fn example() -> Plan {
    examples::plan("outdoor").unwrap()
}

/// A value of a lead by its path.
fn at<'a>(lead: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(lead, |value, name| {
        value.as_object().unwrap().get(name).unwrap()
    })
}

fn flat_of(lead: &Value, name: &str) -> String {
    let fields = flat(lead);
    fields
        .into_iter()
        .find(|(known, _)| known == name)
        .unwrap()
        .1
}

// ---- the configuration ----

#[test]
fn everything_that_can_be_said_of_leads_is_read() {
    let leads = leads_of(
        r#"{ "lead": {
          "gate": "copy",
          "send": { "to": "post", "url": "https://acme.example/leads?x=1", "format": "form", "answer": true,
            "mails": true, "names": { "name": "FNAME", "overall": "score" } },
          "privacy": { "en": "/privacy", "it": "https://acme.example/it" },
          "recipient": "Acme", "title": { "en": "A copy?", "it": "Una copia?" }, "text": "By mail.",
          "consent": "Yes.", "marketing": { "es": "Noticias" },
          "ask": ["message", "name"], "need": ["company"],
          "grades": [{ "when": { "level": [1], "size": ["solo"] }, "grade": "A" }, { "grade": "B" }],
          "tags": [{ "when": { "country": ["it"], "hours": ["to_3"] }, "tag": "x" }],
          "utm": ["utm_source", "gclid"], "test": true
        } }"#,
    );
    assert_eq!(leads.gate, Gate::Copy);
    assert_eq!(
        leads.target,
        Target::Post {
            url: "https://acme.example/leads?x=1".to_owned(),
            format: Format::Form,
            answered: true,
        }
    );
    let names: Vec<(&str, &str)> = leads.names.iter().map(|(a, b)| (&**a, &**b)).collect();
    assert_eq!(names, [("name", "FNAME"), ("overall", "score")]);
    assert_eq!(leads.privacy.text("it"), "https://acme.example/it");
    assert_eq!(leads.privacy.text("ru"), "/privacy");
    assert_eq!(leads.title.unwrap().text("it"), "Una copia?");
    assert_eq!(leads.text.unwrap().text("en"), "By mail.");
    assert_eq!(leads.recipient.unwrap().text("es"), "Acme");
    assert_eq!(leads.consent.unwrap().text("en"), "Yes.");
    assert_eq!(leads.marketing.unwrap().text("en"), "Noticias");
    // In the order shown, whatever order they were named in; what is needed is asked.
    let asked: Vec<(&str, bool)> = leads.questions.iter().map(|q| (q.name, q.needed)).collect();
    assert_eq!(
        asked,
        [("name", false), ("company", true), ("message", false)]
    );
    assert_eq!(leads.grades[0].when.levels, [1]);
    assert_eq!(leads.grades[0].when.sizes, [Size::Solo]);
    assert_eq!(leads.grades[1].word, "B");
    assert_eq!(leads.tags[0].when.countries, [Country::new("IT").unwrap()]);
    assert_eq!(leads.tags[0].when.hours, ["to_3"]);
    assert_eq!(leads.utm, ["utm_source", "gclid"]);
    assert!(leads.test);
}

#[test]
fn nothing_but_where_it_goes_and_a_policy_is_needed() {
    let plain = leads_of(&sent_to(r#"{"to": "event"}"#));
    assert_eq!(plain.gate, Gate::None);
    assert_eq!(plain.target, Target::Event);
    assert!(plain.questions.is_empty() && plain.grades.is_empty() && !plain.test);
    for gate in Gate::ALL {
        let text = config(&format!(
            r#""gate": "{}", "send": {{"to": "event", "mails": true}}, "privacy": "/p""#,
            gate.id()
        ));
        assert_eq!(leads_of(&text).gate, gate);
        assert_eq!(
            gate.holds_back(),
            matches!(gate, Gate::After | Gate::Before)
        );
    }
    assert_eq!(read("{}").0.leads, None);
}

#[test]
fn every_target_is_read() {
    let post = |url: &str, format, answered| Target::Post {
        url: url.to_owned(),
        format,
        answered,
    };
    let hubspot = |region: &str, subscription| Target::HubSpot {
        portal: "123".to_owned(),
        form: "abc-def_0".to_owned(),
        region: region.to_owned(),
        subscription,
    };
    let https = "https://acme.example/l";
    let cases = [
        (r#"{"to": "event"}"#, Target::Event, false),
        (
            r#"{"to": "form", "form": "contact-7"}"#,
            Target::Form {
                id: "contact-7".to_owned(),
            },
            false,
        ),
        (
            r#"{"to": "post", "url": "https://acme.example/l"}"#,
            post(https, Format::Json, true),
            true,
        ),
        (
            r#"{"to": "post", "url": "http://localhost:8080/x", "format": "form"}"#,
            post("http://localhost:8080/x", Format::Form, true),
            true,
        ),
        // Only what forms send may go where no answer can be read.
        (
            r#"{"to": "post", "url": "https://acme.example/l", "format": "json", "answer": false}"#,
            post(https, Format::Form, false),
            false,
        ),
        (
            r#"{"to": "hubspot", "portal": "123", "form": "abc-def_0"}"#,
            hubspot("", None),
            true,
        ),
        (
            r#"{"to": "hubspot", "portal": "123", "form": "abc-def_0", "region": "eu1", "subscription": 999}"#,
            hubspot("eu1", Some(999)),
            true,
        ),
        (
            r#"{"to": "formspree", "url": "https://formspree.io/f/xyzabc"}"#,
            Target::Formspree {
                url: "https://formspree.io/f/xyzabc".to_owned(),
            },
            true,
        ),
        // As it is copied from the HTML of the form.
        (
            r#"{"to": "mailchimp", "url": "https://a.us1.list-manage.com/subscribe/post?u=1f&amp;id=2e"}"#,
            Target::Mailchimp {
                url: "https://a.us1.list-manage.com/subscribe/post?u=1f&id=2e".to_owned(),
            },
            false,
        ),
        (
            r#"{"to": "mailto", "address": "hello@acme.example"}"#,
            Target::Mail {
                address: "hello@acme.example".to_owned(),
            },
            false,
        ),
        (
            r#"{"to": "file"}"#,
            Target::File {
                format: Format::Json,
            },
            false,
        ),
        (
            r#"{"to": "file", "format": "csv"}"#,
            Target::File {
                format: Format::Csv,
            },
            false,
        ),
    ];
    for (send, expected, answers) in &cases {
        let read = target(send);
        assert_eq!(&read, expected, "{send}");
        assert_eq!(read.answers(), *answers, "{send}");
    }
    let read: BTreeSet<&str> = cases.iter().map(|(_, target, _)| target.id()).collect();
    assert_eq!(read, TARGETS.into_iter().collect());
}

#[test]
fn a_visitor_is_told_the_host_it_goes_to() {
    let page = "https://www.shop.example:8443/a?b#c";
    let cases = [
        (r#"{"to": "event"}"#, "www.shop.example:8443"),
        (r#"{"to": "form", "form": "f"}"#, "www.shop.example:8443"),
        (
            r#"{"to": "post", "url": "https://acme.example?to=evil.example"}"#,
            "acme.example",
        ),
        (
            r#"{"to": "hubspot", "portal": "1", "form": "2"}"#,
            "api.hsforms.com",
        ),
        (
            r#"{"to": "hubspot", "portal": "1", "form": "2", "region": "na1"}"#,
            "api.hsforms.com",
        ),
        (
            r#"{"to": "hubspot", "portal": "1", "form": "2", "region": "eu1"}"#,
            "api-eu1.hsforms.com",
        ),
        (
            r#"{"to": "formspree", "url": "https://formspree.io/f/x"}"#,
            "formspree.io",
        ),
        (
            r#"{"to": "mailto", "address": "hello@acme.example"}"#,
            "hello@acme.example",
        ),
        (r#"{"to": "file"}"#, ""),
    ];
    for (send, host) in cases {
        assert_eq!(target(send).host(page), host, "{send}");
    }
}

#[test]
fn what_is_wrong_with_leads_is_named_by_its_path() {
    use Reason::{
        CannotMail, Endpoint, Link, Mail, Missing, NoFlag, NoText, OneOf, Range, Token, TooLong,
        TooMany, UnknownName,
    };
    let post = |url: &str| format!(r#"{{"to": "post", "url": "{url}"}}"#);
    // Where it is not clear where a lead would go, or what is done with it, none is asked for.
    let none = [
        (sent_to(r#"{"to": "post"}"#), "lead.send.url", Missing),
        (sent_to(r#"{"to": "formspree"}"#), "lead.send.url", Missing),
        (sent_to(r#"{"to": "mailchimp"}"#), "lead.send.url", Missing),
        (sent_to(r#"{"to": "form"}"#), "lead.send.form", Missing),
        (sent_to(r#"{"to": "mailto"}"#), "lead.send.address", Missing),
        (
            sent_to(r#"{"to": "hubspot", "form": "x"}"#),
            "lead.send.portal",
            Missing,
        ),
        (
            sent_to(r#"{"to": "hubspot", "portal": "1"}"#),
            "lead.send.form",
            Missing,
        ),
        (sent_to("{}"), "lead.send.to", Missing),
        (sent_to(r#"{"to": "crm"}"#), "lead.send.to", OneOf),
        (
            sent_to(&post("http://acme.example/l")),
            "lead.send.url",
            Endpoint,
        ),
        (
            sent_to(&post("http://localhost.evil.example/")),
            "lead.send.url",
            Endpoint,
        ),
        (
            sent_to(&post("https://user@acme.example/")),
            "lead.send.url",
            Endpoint,
        ),
        (
            sent_to(&post("https://acme.example:x@evil.example/")),
            "lead.send.url",
            Endpoint,
        ),
        (
            sent_to(&post("//acme.example/l")),
            "lead.send.url",
            Endpoint,
        ),
        (sent_to(&post("/leads")), "lead.send.url", Endpoint),
        (
            sent_to(&post("javascript:alert(1)")),
            "lead.send.url",
            Endpoint,
        ),
        (
            sent_to(&post("https://acme.example/ x")),
            "lead.send.url",
            Endpoint,
        ),
        (sent_to(&post("https://")), "lead.send.url", Endpoint),
        (
            sent_to(r#"{"to": "form", "form": ".contact"}"#),
            "lead.send.form",
            Token,
        ),
        (
            sent_to(r#"{"to": "hubspot", "portal": "../1", "form": "x"}"#),
            "lead.send.portal",
            Token,
        ),
        (
            sent_to(r#"{"to": "mailto", "address": "hello"}"#),
            "lead.send.address",
            Mail,
        ),
        (
            sent_to(r#"{"to": "mailto", "address": "a@acme.example?bcc=b@evil.example"}"#),
            "lead.send.address",
            Mail,
        ),
        (
            config(r#""send": {"to": "event"}"#),
            "lead.privacy",
            Missing,
        ),
        (
            config(r#""send": {"to": "event"}, "privacy": "javascript:x""#),
            "lead.privacy",
            Link,
        ),
        (config(r#""privacy": "/p""#), "lead.send", Missing),
    ];
    for (text, path, reason) in none {
        let (config, faults) = read(&text);
        let faults: Vec<_> = faults.iter().map(|f| (&*f.path, f.reason)).collect();
        assert_eq!(faults, [(path, reason)], "{text}");
        assert_eq!(config.leads, None, "{text}");
    }
    // What else is wrong is left out alone.
    let rest = |more: &str| {
        config(&format!(
            r#""send": {{"to": "event"}}, "privacy": "/p", {more}"#
        ))
    };
    let some = [
        (
            sent_to(r#"{"to": "event", "mails": "yes"}"#),
            "lead.send.mails",
            NoFlag,
        ),
        (
            sent_to(r#"{"to": "post", "url": "https://a.example", "answer": 0}"#),
            "lead.send.answer",
            NoFlag,
        ),
        (
            sent_to(r#"{"to": "hubspot", "portal": "1", "form": "x", "region": "eu1.evil"}"#),
            "lead.send.region",
            Token,
        ),
        (
            sent_to(r#"{"to": "hubspot", "portal": "1", "form": "x", "subscription": 0}"#),
            "lead.send.subscription",
            Range,
        ),
        (
            sent_to(r#"{"to": "event", "names": {"name": 1}}"#),
            "lead.send.names.name",
            NoText,
        ),
        (rest(r#""gate": "wall""#), "lead.gate", OneOf),
        (rest(r#""gate": "copy""#), "lead.gate", CannotMail),
        (rest(r#""ask": ["name", "income"]"#), "lead.ask[1]", OneOf),
        (rest(r#""utm": ["utm source"]"#), "lead.utm[0]", Token),
        (rest(r#""test": "true""#), "lead.test", NoFlag),
        (rest(r#""webhook": "x""#), "lead.webhook", UnknownName),
        (
            rest(&format!(r#""tags": [{{"tag": "{}"}}]"#, "x".repeat(41))),
            "lead.tags[0].tag",
            TooLong,
        ),
        (
            rest(&format!(
                r#""grades": [{}]"#,
                vec![r#"{"grade": "A"}"#; 21].join(", ")
            )),
            "lead.grades",
            TooMany,
        ),
    ];
    for (text, path, reason) in some {
        let (config, faults) = read(&text);
        let faults: Vec<_> = faults.iter().map(|f| (&*f.path, f.reason)).collect();
        assert_eq!(faults, [(path, reason)], "{text}");
        assert_eq!(config.leads.unwrap().gate, Gate::None, "{text}");
    }
}

#[test]
fn a_copy_is_promised_only_where_something_sends_it() {
    let gate = |send: &str| {
        let text = config(&format!(
            r#""gate": "copy", "send": {send}, "privacy": "/p""#
        ));
        let (config, faults) = read(&text);
        let faults: Vec<_> = faults.into_iter().map(|f| (f.path, f.reason)).collect();
        (config.leads.unwrap().gate, faults)
    };
    let cannot = || vec![("lead.gate".to_owned(), Reason::CannotMail)];
    let mailchimp = r#"{"to": "mailchimp", "url": "https://a.us1.list-manage.com/subscribe/post?u=1&id=2", "mails": true}"#;
    for send in [
        r#"{"to": "post", "url": "https://a.example"}"#,
        r#"{"to": "post", "url": "https://a.example", "mails": false}"#,
        r#"{"to": "mailto", "address": "a@b.example", "mails": true}"#,
        r#"{"to": "file", "mails": true}"#,
        mailchimp,
    ] {
        assert_eq!(gate(send), (Gate::None, cannot()), "{send}");
    }
    for send in [
        r#"{"to": "post", "url": "https://a.example", "mails": true}"#,
        r#"{"to": "event", "mails": true}"#,
        r#"{"to": "form", "form": "f", "mails": true}"#,
        r#"{"to": "hubspot", "portal": "1", "form": "f", "mails": true}"#,
        r#"{"to": "formspree", "url": "https://formspree.io/f/x", "mails": true}"#,
    ] {
        assert_eq!(gate(send), (Gate::Copy, Vec::new()), "{send}");
    }
}

#[test]
fn a_secret_anywhere_refuses_all_of_it_and_is_not_repeated() {
    let secrets = [
        (r#""brand": {"name": "sk_live_4eC39HqLyj"}"#, "4eC39HqLyj"),
        (
            r#""texts": {"it": {"core.home.start": "Bearer abc123def4"}}"#,
            "abc123def4",
        ),
        (
            r#""lead": {"send": {"to": "post", "url": "https://a.example/?access_token=q7w8e9"}, "privacy": "/p"}"#,
            "q7w8e9",
        ),
        (
            r#""lead": {"send": {"to": "event", "headers": {"Authorization": "q7w8e9"}}, "privacy": "/p"}"#,
            "q7w8e9",
        ),
        (
            r#""lead": {"send": {"to": "event", "names": {"name": "pat-na1-q7w8e9-1"}}, "privacy": "/p"}"#,
            "q7w8e9",
        ),
        (
            r#""blocks": [{"title": "a", "text": "api_key = q7w8e9"}]"#,
            "q7w8e9",
        ),
        (r#""unknown": [[{"deep": "ghp_q7w8e9r0t1"}]]"#, "q7w8e9"),
        (r#""unknown": {"password": 80173}"#, "80173"),
        (r#""unknown": {"xoxb-q7w8e9r0-1": true}"#, "q7w8e9"),
        (
            r#""unknown": {"xoxb-q7w8e9r0-1": {"in": "AIzaq7w8e9r0t1u2i3"}}"#,
            "q7w8e9",
        ),
    ];
    for (part, secret) in secrets {
        let text = format!(r#"{{"cta": {{"text": "Call", "url": "/call"}}, {part}}}"#);
        let (config, faults) = read(&text);
        assert_eq!(config, Config::default(), "{text}");
        assert_eq!(faults.len(), 1, "{text}");
        assert_eq!(faults[0].reason, Reason::Secret, "{text}");
        let said = [&*faults[0].path, "|", &*faults[0].what].concat();
        assert!(!said.contains(secret), "{said}");
    }
}

// ---- rules ----

fn ruled(rules: &str) -> Leads {
    leads_of(&config(&format!(
        r#""send": {{"to": "event"}}, "privacy": "/p", {rules}"#
    )))
}

#[test]
fn a_rule_holds_by_what_it_looks_at() {
    let facts = Facts {
        level: Some(2),
        weakest: Some(Stage::Convert),
        model: Some(Model::Shop),
        country: Country::new("IT"),
        geography: Some(Geo::National),
        size: Some(Size::Small),
        objective: Some(Objective::Sell),
        budget: Some("to_5000"),
        hours: Some("to_20"),
    };
    let cases = [
        ("level", "2", "3"),
        ("weakest", r#""convert""#, r#""reach""#),
        ("model", r#""shop""#, r#""b2b""#),
        ("country", r#""it""#, r#""es""#),
        ("geography", r#""national""#, r#""local""#),
        ("size", &format!("\"{}\"", Size::Small.id()), r#""solo""#),
        ("objective", r#""sell""#, r#""save""#),
        ("budget", r#""to_5000""#, r#""none""#),
        ("hours", r#""to_20""#, r#""more""#),
    ];
    for (name, right, wrong) in cases {
        let rule = |values: &str| {
            let leads = ruled(&format!(
                r#""grades": [{{"when": {{"{name}": [{values}]}}, "grade": "A"}}]"#
            ));
            leads.grade(&facts).map(str::to_owned)
        };
        assert_eq!(rule(right).as_deref(), Some("A"), "{name}");
        assert_eq!(rule(&format!("{wrong}, {right}")).as_deref(), Some("A"));
        assert_eq!(rule(wrong), None, "{name}");
        let unknown = ruled(&format!(
            r#""grades": [{{"when": {{"{name}": [{right}]}}, "grade": "A"}}]"#
        ));
        assert_eq!(unknown.grade(&Facts::default()), None, "{name}");
    }
}

#[test]
fn the_first_grade_that_holds_counts_and_every_tag_once() {
    let leads = ruled(
        r#""grades": [
            {"when": {"level": [4, 5]}, "grade": "A"},
            {"when": {"level": [2, 3, 4]}, "grade": "B"},
            {"grade": "C"}
        ],
        "tags": [
            {"when": {"level": [2]}, "tag": "low"},
            {"tag": "all"},
            {"when": {"level": [1, 2]}, "tag": "low"},
            {"when": {"level": [5]}, "tag": "high"}
        ]"#,
    );
    let level = |level| Facts {
        level,
        ..Facts::default()
    };
    let grade = |n| leads.grade(&level(n));
    assert_eq!(
        [grade(Some(4)), grade(Some(3)), grade(Some(1)), grade(None)],
        [Some("A"), Some("B"), Some("C"), Some("C")]
    );
    assert_eq!(leads.tags(&level(Some(2))), ["low", "all"]);
    assert_eq!(leads.tags(&level(None)), ["all"]);
    assert_eq!(ruled(r#""tags": []"#).grade(&level(Some(1))), None);
}

#[test]
fn a_rule_whose_conditions_are_not_understood_is_none() {
    for when in [
        r#"{"level": [9]}"#,
        r#"{"country": ["Italy"]}"#,
        r#"{"level": [1], "mood": ["good"]}"#,
        r#"{"budget": "to_500"}"#,
        "1",
        "null",
    ] {
        let text = config(&format!(
            r#""send": {{"to": "event"}}, "privacy": "/p",
            "grades": [{{"when": {when}, "grade": "A"}}, {{"grade": "B"}}],
            "tags": [{{"tag": "y"}}, {{"when": {when}, "tag": "x"}}]"#
        ));
        let (config, faults) = read(&text);
        assert_eq!(faults.len(), 2, "{when}: {faults:?}");
        assert!(faults[0].path.starts_with("lead.grades[0].when"), "{when}");
        assert!(faults[1].path.starts_with("lead.tags[1].when"), "{when}");
        let leads = config.leads.unwrap();
        assert_eq!(leads.grade(&Facts::default()), Some("B"), "{when}");
        assert_eq!(leads.tags(&Facts::default()), ["y"], "{when}");
    }
}

#[test]
fn facts_are_those_of_the_plan_in_euros() {
    let mut plan = example();
    plan.profile.budget = Some(190_000.0);
    let scores = scores(&plan, &content::catalogue());
    let budget = |rate| Facts::of(&plan, &scores, rate).budget;
    assert_eq!(budget(Some(100.0)), Some("to_2000"));
    assert_eq!(budget(Some(1.0)), Some("more"));
    assert_eq!(
        budget(None),
        None,
        "without a rate its money lies in no band"
    );
    assert_eq!(budget(Some(0.0)), None);
    let facts = Facts::of(&plan, &scores, None);
    assert_eq!(facts.model, plan.profile.model);
    assert_eq!(facts.objective, plan.profile.objectives.first().copied());
    assert!(facts.level.is_some() && facts.weakest.is_some());
}

// ---- what is sent ----

/// Why a value is not of a kind.
fn wrong(value: &Value, kind: Kind, path: &str) -> Option<String> {
    let no = || Some(format!("{path}: {value:?} is no {kind:?}"));
    match (kind, value) {
        (Kind::Maybe(_), Value::Null)
        | (Kind::Text, Value::String(_))
        | (Kind::Flag, Value::Bool(_)) => None,
        (Kind::Maybe(known), _) => wrong(value, *known, path),
        (Kind::OneOf(values), Value::String(text)) if values.contains(&&**text) => None,
        (Kind::Number(from, to), Value::Number(text)) => match text.parse::<f64>() {
            Ok(n) if n.is_finite() && (from..=to).contains(&n) => None,
            _ => no(),
        },
        (Kind::List(each, most), Value::Array(list)) => {
            if most > 0 && list.len() > most {
                return Some(format!("{path}: {} of {most}", list.len()));
            }
            let mut all = list.iter().enumerate();
            all.find_map(|(n, value)| wrong(value, *each, &format!("{path}[{n}]")))
        }
        (Kind::Object(fields), Value::Object(object)) => {
            let names: Vec<&str> = object.iter().map(|(name, _)| name).collect();
            let expected: Vec<&str> = fields.iter().map(|field| field.name).collect();
            if names != expected {
                return Some(format!("{path}: {names:?}"));
            }
            let mut both = fields.iter().zip(object.iter());
            both.find_map(|(field, (name, value))| {
                wrong(value, field.kind, &format!("{path}.{name}"))
            })
        }
        (Kind::Table, Value::Object(object)) => object
            .iter()
            .find_map(|(name, value)| wrong(value, Kind::Text, &format!("{path}.{name}"))),
        _ => no(),
    }
}

fn conforms(lead: &Value) -> Option<String> {
    wrong(lead, Kind::Object(&LEAD), "lead").or_else(|| {
        // And it is JSON that anybody reads.
        let text = json::write(lead);
        let read: Result<serde_json::Value, _> = serde_json::from_str(&text);
        read.err().map(|error| error.to_string())
    })
}

fn rounded(score: Option<f64>) -> Value {
    score.map_or(Value::Null, |n| {
        Value::Number(format!("{}", (n * 10.0).round() / 10.0))
    })
}

/// Scores, answers and places are those of the engine.
fn is_the_result(lead: &Value, plan: &Plan) -> Result<(), TestCaseError> {
    let scores = scores(plan, &content::catalogue());
    prop_assert_eq!(at(lead, "result.overall"), &rounded(scores.overall));
    for stage in Stage::ALL {
        let path = format!("result.stages.{}", stage.id());
        prop_assert_eq!(at(lead, &path), &rounded(scores.stage(stage)));
    }
    for sector in Sector::ALL {
        let path = format!("result.sectors.{}", sector.id());
        prop_assert_eq!(at(lead, &path), &rounded(scores.sector(sector)));
    }
    let answered = at(lead, "result.answered").as_u64();
    prop_assert_eq!(answered, Some(scores.answered as u64));
    prop_assert_eq!(at(lead, "result.of").as_u64(), Some(scores.items as u64));
    Ok(())
}

#[test]
fn the_lead_of_every_example_is_what_its_tree_says() {
    let leads = leads(r#"{"to": "event"}"#);
    for example in examples::ALL {
        let plan = examples::plan(example.id).unwrap();
        let lead = of(&plan, &leads);
        assert_eq!(conforms(&lead), None, "{}", example.id);
        assert_eq!(lead, of(&plan, &leads), "the same twice");
        is_the_result(&lead, &plan).unwrap();
        assert_eq!(at(&lead, "schema").as_str(), Some(SCHEMA));
        assert_eq!(at(&lead, "gate").as_str(), Some("after"));
        let Value::Array(gaps) = at(&lead, "gaps") else {
            panic!("no list");
        };
        assert_eq!(gaps.len(), 3, "{}", example.id);
        let size = |gap: &Value| {
            let number = |name| at(gap, name).as_u64().unwrap();
            number("enough") - number("level")
        };
        assert!(gaps.windows(2).all(|two| size(&two[0]) >= size(&two[1])));
        assert!(matches!(at(&lead, "channels"), Value::Array(all) if !all.is_empty()));
    }
}

#[test]
fn an_empty_plan_has_no_result_and_no_channels() {
    let lead = of(&empty(), &leads(r#"{"to": "event"}"#));
    assert_eq!(conforms(&lead), None);
    for path in [
        "overall",
        "level",
        "weakest",
        "stages.reach",
        "sectors.control",
    ] {
        assert_eq!(at(&lead, &format!("result.{path}")), &Value::Null, "{path}");
    }
    assert_eq!(at(&lead, "result.answered").as_u64(), Some(0));
    for path in ["gaps", "channels", "business.objectives"] {
        assert_eq!(at(&lead, path), &Value::Array(Vec::new()), "{path}");
    }
    assert_eq!(at(&lead, "business.budget"), &Value::Null);
    assert_eq!(at(&lead, "grade").as_str(), Some("later"));
}

#[test]
fn consent_is_kept_with_its_words_its_time_and_its_policy() {
    let lead = of(&example(), &leads(r#"{"to": "event"}"#));
    let said = |path: &str| at(&lead, path).as_str().unwrap().to_owned();
    assert_eq!(said("consent.processing.text"), AGREED);
    // sha256sum of these words.
    assert_eq!(
        said("consent.processing.sha256"),
        "385eff88a5fa0fd1727708a5c3a3cd1c9a51d07b25db2a3256f503a83a9478e1"
    );
    assert_eq!(at(&lead, "consent.processing.given"), &Value::Bool(true));
    assert_eq!(said("consent.marketing.text"), "News, please.");
    assert_eq!(at(&lead, "consent.marketing.given"), &Value::Bool(false));
    assert_eq!(said("consent.at"), "2026-11-20T09:30:05Z");
    assert_eq!(said("consent.lang"), "it");
    assert_eq!(said("consent.policy"), "https://acme.example/it/privacy");
    assert_eq!(said("consent.recipient"), "Acme");
    let submission = Submission {
        marketing: None,
        ..submission()
    };
    let leads = leads(r#"{"to": "event"}"#);
    let catalogue = content::catalogue();
    let without = made(&submission, &leads, &example(), &catalogue);
    assert_eq!(at(&without, "consent.marketing"), &Value::Null);
    assert_eq!(conforms(&without), None);
    assert_eq!(flat_of(&without, "marketing"), "");
}

fn made(
    submission: &Submission,
    leads: &Leads,
    plan: &Plan,
    catalogue: &growth_wheel::domain::catalogue::Catalogue,
) -> Value {
    lead(submission, leads, plan, catalogue, CONTEXT, &ById)
}

#[test]
fn what_the_page_and_the_visitor_say_stands_where_it_belongs() {
    let lead = of(&example(), &leads(r#"{"to": "event"}"#));
    assert_eq!(
        at(&lead, "page").as_str(),
        Some("https://shop.example/wheel")
    );
    assert_eq!(at(&lead, "contact.name").as_str(), Some("Ada Verdi"));
    for empty in ["role", "website"] {
        assert_eq!(at(&lead, &format!("contact.{empty}")), &Value::Null);
    }
    assert_eq!(at(&lead, "utm.utm_source").as_str(), Some("news letter"));
    assert_eq!(at(&lead, "hidden.deal").as_str(), Some("42"));
    assert_eq!(at(&lead, "test"), &Value::Bool(false));
    assert_eq!(
        without_query("https://a.example/b#c?d"),
        "https://a.example/b"
    );
    assert_eq!(without_query(""), "");
}

/// A mark that stands in no text of ours.
const MARK: &str = "zq9mark";

/// A plan whose every text of the visitor's holds the mark.
fn marked() -> Plan {
    let mut plan = example();
    let text = || format!("=my {MARK} https://{MARK}.example/?a&b");
    plan.id = MARK.to_owned();
    plan.name = text();
    for item in content::catalogue().items {
        let answer = Answer {
            evidence: text(),
            ..plan.answers.get(&item.id).cloned().unwrap_or_default()
        };
        plan.answers.insert(item.id, answer);
    }
    for channel in content::catalogue().channels {
        let used = ChannelUse {
            links: vec![text(), text()],
            ..plan.channels.get(&channel.id).cloned().unwrap_or_default()
        };
        plan.channels.insert(channel.id, used);
    }
    let own = ChannelUse {
        status: Use::InUse,
        links: vec![text()],
        ..ChannelUse::default()
    };
    plan.channels.insert(ChannelId::parse(MARK).unwrap(), own);
    plan.answers.insert(
        ItemId::parse(&format!("reach.{MARK}")).unwrap(),
        Answer {
            reply: Reply::from_id("1"),
            evidence: text(),
            always_on: None,
        },
    );
    // Owners, notes and sources are texts of the planning sheets.
    for name in ["action.owner", "action.note", "benchmark.own1.source", MARK] {
        plan.texts.insert(name.to_owned(), text());
    }
    plan.sheet.insert(MARK.to_owned(), 1.0);
    plan.targets.insert(MARK.to_owned(), 1.0);
    let opinion = Opinion {
        name: text(),
        at: 0,
        answers: Snapshot::default(),
    };
    plan.opinions.insert(MARK.to_owned(), opinion);
    plan.asked_by = Some(MARK.to_owned());
    plan.extra.insert(MARK.to_owned(), Value::from(&*text()));
    plan
}

#[test]
fn no_text_of_the_plan_is_sent() {
    assert!(json::write(&plan_json::write(&marked())).contains(MARK));
    for send in SENDS {
        let leads = leads(send);
        let lead = of(&marked(), &leads);
        assert_eq!(conforms(&lead), None);
        assert!(!json::write(&lead).contains(MARK));
        assert!(!format!("{:?}", delivery(&lead, &leads)).contains(MARK));
    }
}

fn reply() -> impl Strategy<Value = Option<Reply>> {
    select(vec!["", "1", "2", "3", "4", "5", "unknown", "na"]).prop_map(Reply::from_id)
}

fn amount(most: f64) -> impl Strategy<Value = Option<f64>> {
    proptest::option::of(prop_oneof![
        Just(0.0),
        Just(f64::MIN_POSITIVE),
        Just(most),
        0.0..=most,
        0.0..=(most / 1_000.0),
    ])
}

/// Plans over the whole catalogue, with nothing held back that can be entered.
fn any_plan() -> impl Strategy<Value = Plan> {
    let who = (
        proptest::option::of(select(Model::ALL.to_vec())),
        proptest::option::of(select(vec!["IT", "ES", "RU", "US", "ZZ"])),
        proptest::option::of(select(Geo::ALL.to_vec())),
        proptest::option::of(select(Size::ALL.to_vec())),
        proptest::option::of(select(vec!["EUR", "RUB"])),
        subsequence(Objective::ALL.to_vec(), 0..=5).prop_shuffle(),
    );
    let has = (
        amount(1e12),
        amount(168.0),
        amount(1e12),
        amount(1.0),
        (1_u8..=8, 0.0..=0.2_f64),
        proptest::option::of(proptest::array::uniform6(0.001..=1.0_f64)),
    );
    let said = (
        proptest::collection::vec(reply(), 44),
        proptest::collection::vec(reply(), 4),
        proptest::collection::vec(select(Use::ALL.to_vec()), 53),
    );
    (who, has, said).prop_map(|(who, has, said)| {
        let mut plan = empty();
        let catalogue = content::catalogue();
        let profile = &mut plan.profile;
        (profile.model, profile.geo, profile.size) = (who.0, who.2, who.3);
        profile.country = who.1.and_then(Country::new);
        profile.currency = who.4.and_then(Currency::new);
        profile.objectives = who.5;
        (profile.budget, profile.hours) = (has.0, has.1);
        (profile.ticket, profile.margin) = (has.2, has.3);
        (plan.max_channels, plan.test_share) = has.4;
        plan.weights = has.5;
        for (item, reply) in catalogue.items.into_iter().zip(said.0) {
            let answer = Answer {
                reply,
                ..Answer::default()
            };
            plan.answers.insert(item.id, answer);
        }
        for (stage, reply) in Stage::ALL.into_iter().zip(said.1) {
            if let Some(reply) = reply {
                plan.express.insert(stage, reply);
            }
        }
        for (channel, status) in catalogue.channels.into_iter().zip(said.2) {
            let used = ChannelUse {
                status,
                ..ChannelUse::default()
            };
            plan.channels.insert(channel.id, used);
        }
        plan
    })
}

/// Cases of a property; `PROPTEST_CASES` sets another number.
fn cases(n: u32) -> ProptestConfig {
    let set = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: set.and_then(|text| text.parse().ok()).unwrap_or(n),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn the_lead_of_any_plan_is_what_its_tree_says(
        plan in any_plan(), rate in select(vec![None, Some(1.0), Some(95.5), Some(0.01)]),
    ) {
        let (leads, catalogue) = (leads(r#"{"to": "event"}"#), content::catalogue());
        let context = Context { euro_rate: rate, ..CONTEXT };
        let again = || lead(&submission(), &leads, &plan, &catalogue, context, &ById);
        let lead = again();
        prop_assert_eq!(conforms(&lead), None);
        prop_assert_eq!(&lead, &again());
        is_the_result(&lead, &plan)?;
    }
}

// ---- the flat form ----

fn names(fields: &[(String, String)]) -> Vec<&str> {
    fields.iter().map(|(name, _)| &**name).collect()
}

fn is_unique(fields: &[(String, String)]) -> bool {
    let names = names(fields);
    names.iter().collect::<BTreeSet<_>>().len() == names.len()
}

#[test]
fn every_flat_value_has_a_name_of_its_own() {
    let lead = of(&example(), &leads(r#"{"to": "event"}"#));
    let fields = flat(&lead);
    assert!(is_unique(&fields));
    assert_eq!(
        fields[0],
        ("email".to_owned(), "ada+wheel@example.org".to_owned())
    );
    assert!(QUESTIONS.iter().all(|name| names(&fields).contains(name)));
    let of = |name: &str| flat_of(&lead, name);
    assert_eq!(of("hidden_email"), "not the visitor's");
    assert_eq!(of("deal"), "42");
    assert_eq!(of("utm_source"), "news letter");
    // What is not known is empty.
    assert_eq!((of("role"), of("website")), (String::new(), String::new()));
    assert_eq!(
        (of("consent"), of("marketing")),
        ("true".to_owned(), "false".to_owned())
    );
    assert_eq!(of("objective"), "sell");
    assert_eq!(of("tags"), "shop, wheel");
    assert!(of("gap_1").starts_with("Question ") && of("channels").contains(", Channel "));
    let nothing = self::of(&empty(), &leads(r#"{"to": "event"}"#));
    assert!(!format!("{:?}", flat(&nothing)).contains("null"));
}

#[test]
fn hidden_fields_that_collide_keep_their_values() {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let submission = Submission {
        utm: vec![
            pair("gclid", "u"),
            pair("hidden_email", "v"),
            pair("grade", "w"),
        ],
        hidden: vec![
            pair("hidden_name", "1"),
            pair("name", "2"),
            pair("email", "3"),
            pair("gclid", "4"),
            pair("utm_grade", "5"),
        ],
        ..submission()
    };
    let catalogue = content::catalogue();
    let leads = leads(r#"{"to": "event"}"#);
    let lead = made(&submission, &leads, &example(), &catalogue);
    assert!(is_unique(&flat(&lead)));
    assert_eq!(flat_of(&lead, "email"), "ada+wheel@example.org");
    assert_eq!(flat_of(&lead, "hidden_email"), "v");
    assert_eq!(flat_of(&lead, "hidden_hidden_email"), "3");
    assert_eq!(flat_of(&lead, "hidden_hidden_name"), "2");
    assert_eq!(flat_of(&lead, "utm_grade"), "w");
    assert_eq!(flat_of(&lead, "hidden_utm_grade"), "5");
    assert_eq!(
        (flat_of(&lead, "gclid"), flat_of(&lead, "hidden_gclid")),
        ("u".to_owned(), "4".to_owned())
    );
}

// ---- time and chance ----

#[test]
fn moments_are_those_of_the_calendar() {
    let known = [
        (0, "1970-01-01T00:00:00Z"),
        (999, "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (68_169_600_000, "1972-02-29T00:00:00Z"),
        (946_684_800_000, "2000-01-01T00:00:00Z"),
        (951_827_696_000, "2000-02-29T12:34:56Z"),
        (951_868_800_000, "2000-03-01T00:00:00Z"),
        (1_709_251_199_000, "2024-02-29T23:59:59Z"),
        (AT, "2026-11-20T09:30:05Z"),
        (4_107_542_399_000, "2100-02-28T23:59:59Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00Z"),
        (253_402_300_799_000, "9999-12-31T23:59:59Z"),
    ];
    for (moment, text) in known {
        assert_eq!(iso(moment), text, "{moment}");
    }
    // Day by day, counted as people do.
    let (mut year, mut month, mut day) = (1970, 1, 1);
    for days in 0..60_000_i64 {
        let text = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
        assert_eq!(iso(days * 86_400_000), text);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 => 28 + i32::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        day += 1;
        if day > last {
            (month, day) = (month + 1, 1);
        }
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
}

proptest! {
    #[test]
    fn an_id_is_a_uuid_of_version_4(bytes in any::<[u8; 16]>()) {
        let id = uuid(bytes);
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        prop_assert_eq!(parts, [8, 4, 4, 4, 12]);
        prop_assert!(id.bytes().all(|b| b == b'-' || b.is_ascii_digit() || (b'a'..=b'f').contains(&b)));
        prop_assert_eq!(id.as_bytes()[14], b'4');
        prop_assert!(b"89ab".contains(&id.as_bytes()[19]));
        // All other bits are those of chance.
        let mut other = bytes;
        other[0] ^= 1;
        prop_assert_ne!(uuid(other), id);
    }
}

// ---- deliveries ----

const HUBSPOT: &str = r#"{"to": "hubspot", "portal": "123456", "form": "78c2891f-ebdd-44c0-bd94-15c012bbbfbf", "region": "eu1", "subscription": 999, "names": {"overall": "growth_score", "grade": "lead_grade"}}"#;
const FORMSPREE: &str = r#"{"to": "formspree", "url": "https://formspree.io/f/xyzabc"}"#;
const MAILCHIMP: &str = r#"{"to": "mailchimp", "url": "https://acme.us7.list-manage.com/subscribe/post?u=83808b5328f4&id=a9a0e6b567&f_id=00d1", "names": {"overall": "MMERGE6"}}"#;
const POST_JSON: &str = r#"{"to": "post", "url": "https://crm.example/leads"}"#;
const POST_FORM: &str = r#"{"to": "post", "url": "https://crm.example/leads", "format": "form", "names": {"email": "your-email"}}"#;
const POST_BLIND: &str = r#"{"to": "post", "url": "https://crm.example/leads", "answer": false}"#;
const MAILTO: &str = r#"{"to": "mailto", "address": "hello+leads@acme.example"}"#;
const CSV: &str = r#"{"to": "file", "format": "csv"}"#;
const SENDS: [&str; 11] = [
    r#"{"to": "event"}"#,
    r#"{"to": "form", "form": "contact"}"#,
    POST_JSON,
    POST_FORM,
    POST_BLIND,
    HUBSPOT,
    FORMSPREE,
    MAILCHIMP,
    MAILTO,
    CSV,
    r#"{"to": "file"}"#,
];

fn delivered(send: &str) -> Delivery {
    let leads = leads(send);
    delivery(&of(&example(), &leads), &leads)
}

fn request(send: &str) -> Request {
    match delivered(send) {
        Delivery::Request(request) => request,
        other => panic!("{other:?}"),
    }
}

fn body(request: &Request) -> serde_json::Value {
    serde_json::from_str(&request.body).unwrap()
}

/// A delivery as a golden file shows it.
fn shown(delivery: &Delivery) -> String {
    let lines = |fields: &[(String, String)]| -> String {
        let lines = fields
            .iter()
            .map(|(name, value)| format!("{name}: {value:?}\n"));
        lines.collect()
    };
    match delivery {
        Delivery::Tell(text) | Delivery::Open(text) => text.clone(),
        Delivery::Fill { form, fields } => format!("#{form}\n\n{}", lines(fields)),
        Delivery::Tab { url, fields } => format!("POST {url}\n\n{}", lines(fields)),
        Delivery::Save { text, .. } => text.clone(),
        Delivery::Request(request) => {
            let headers = request.headers.iter();
            let headers: String = headers
                .map(|(name, value)| format!("{name}: {value}\n"))
                .collect();
            format!("POST {}\n{headers}\n{}", request.url, request.body)
        }
    }
}

#[test]
fn every_delivery_is_the_golden_one() {
    let names = [
        "event.json",
        "form.txt",
        "post_json.txt",
        "post_form.txt",
        "post_unanswered.txt",
        "hubspot.txt",
        "formspree.txt",
        "mailchimp.txt",
        "mailto.txt",
        "file.csv",
        "file.json",
    ];
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/leads");
    for (name, send) in names.into_iter().zip(SENDS) {
        let (path, now) = (folder.join(name), shown(&delivered(send)));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &now).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap();
        assert!(
            now == golden,
            "{name} is another: UPDATE=1 cargo test --test lead, and look at it"
        );
    }
}

fn keys(value: &serde_json::Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

/// Source: tests/golden/leads/README.md.
#[test]
fn hubspot_gets_what_its_documentation_says() {
    let request = request(HUBSPOT);
    assert_eq!(
        request.url,
        "https://api-eu1.hsforms.com/submissions/v3/integration/submit/123456/78c2891f-ebdd-44c0-bd94-15c012bbbfbf"
    );
    assert!(
        request
            .headers
            .contains(&("Content-Type", "application/json"))
    );
    // It is the one without a key.
    assert!(
        !request
            .headers
            .iter()
            .any(|(name, _)| *name == "Authorization")
    );
    let body = body(&request);
    assert_eq!(keys(&body), ["fields", "context", "legalConsentOptions"]);
    let fields = body["fields"].as_array().unwrap();
    assert!((1..=1_000).contains(&fields.len()));
    for field in fields {
        assert_eq!(keys(field), ["objectTypeId", "name", "value"]);
        assert_eq!(field["objectTypeId"], "0-1");
        assert!(field["value"].is_string());
    }
    let names: Vec<&str> = fields.iter().filter_map(|f| f["name"].as_str()).collect();
    assert_eq!(
        names,
        [
            "email",
            "firstname",
            "company",
            "phone",
            "message",
            "growth_score",
            "lead_grade"
        ],
        "only what the form is known to have"
    );
    assert_eq!(body["context"]["pageUri"], "https://shop.example/wheel");
    assert!(body["context"]["pageName"].is_string());
    assert_eq!(keys(&body["legalConsentOptions"]), ["consent"]);
    let consent = &body["legalConsentOptions"]["consent"];
    assert_eq!(
        keys(consent),
        ["consentToProcess", "text", "communications"]
    );
    assert_eq!(consent["consentToProcess"], true);
    assert_eq!(consent["text"], AGREED);
    let marketing = &consent["communications"][0];
    assert_eq!(keys(marketing), ["value", "subscriptionTypeId", "text"]);
    assert_eq!(marketing["value"], false);
    assert_eq!(marketing["subscriptionTypeId"], 999);
    // Without a number there is nothing the consent could be for.
    let plain = r#"{"to": "hubspot", "portal": "1", "form": "x"}"#;
    let plain = self::body(&self::request(plain));
    assert_eq!(
        keys(&plain["legalConsentOptions"]["consent"]),
        ["consentToProcess", "text"]
    );
}

/// Source: tests/golden/leads/README.md.
#[test]
fn formspree_gets_what_its_documentation_says() {
    let request = request(FORMSPREE);
    assert_eq!(request.url, "https://formspree.io/f/xyzabc");
    assert_eq!(
        request.headers,
        [
            ("Content-Type", "application/json"),
            ("Accept", "application/json")
        ]
    );
    assert!(request.answered);
    let body = body(&request);
    // Its reply goes to `email`; names with `_` in front are orders to it.
    assert_eq!(body["email"], "ada+wheel@example.org");
    for (name, value) in body.as_object().unwrap() {
        assert!(!name.starts_with('_'), "{name}");
        assert!(
            value.as_str().is_some_and(|text| !text.is_empty()),
            "{name}"
        );
    }
}

/// Source: tests/golden/leads/README.md.
#[test]
fn mailchimp_gets_what_its_form_sends() {
    let Delivery::Tab { url, fields } = delivered(MAILCHIMP) else {
        panic!("no tab");
    };
    assert!(url.contains(".list-manage.com/subscribe/post?u="));
    assert_eq!(
        names(&fields),
        ["EMAIL", "FNAME", "MMERGE6", "b_83808b5328f4_a9a0e6b567"]
    );
    assert_eq!(fields[0].1, "ada+wheel@example.org");
    // The field that only machines fill in.
    assert_eq!(fields[3].1, "");
    let Delivery::Tab { fields, .. } =
        delivered(r#"{"to": "mailchimp", "url": "https://acme.example/subscribe"}"#)
    else {
        panic!("no tab");
    };
    assert_eq!(names(&fields), ["EMAIL", "FNAME"]);
}

#[test]
fn a_server_of_one_s_own_gets_the_lead_or_a_form() {
    let json = request(POST_JSON);
    assert_eq!(
        json.headers,
        [
            ("Content-Type", "application/json"),
            ("Accept", "application/json")
        ]
    );
    assert!(json.answered);
    assert_eq!(
        json::read(&json.body).unwrap(),
        of(&example(), &leads(POST_JSON))
    );
    let form = request(POST_FORM);
    assert_eq!(form.headers[0].1, "application/x-www-form-urlencoded");
    assert!(
        form.body
            .starts_with("your-email=ada%2Bwheel%40example.org&name=Ada+Verdi&")
    );
    assert!(form.body.bytes().all(|b| b.is_ascii_graphic()));
    // Where the answer cannot be read nothing may be asked for in advance: no header beyond those of a form.
    let blind = request(POST_BLIND);
    assert!(!blind.answered);
    assert_eq!(
        blind.headers,
        [("Content-Type", "application/x-www-form-urlencoded")]
    );
}

#[test]
fn no_cell_of_the_table_is_a_formula() {
    let signs = ['=', '+', '-', '@', '\t', '\r'];
    for sign in signs {
        let evil = format!("{sign}HYPERLINK(\"https://evil.example\")");
        let submission = Submission {
            contact: QUESTIONS
                .into_iter()
                .map(|name| (name, evil.clone()))
                .collect(),
            email: evil.clone(),
            recipient: evil.clone(),
            policy: evil.clone(),
            utm: vec![(evil.clone(), evil.clone())],
            hidden: vec![(format!("{evil}2"), evil.clone())],
            plan_link: Some(evil.clone()),
            ..submission()
        };
        let leads = leads(CSV);
        let lead = made(&submission, &leads, &example(), &content::catalogue());
        let Delivery::Save { name, mime, text } = delivery(&lead, &leads) else {
            panic!("no file");
        };
        assert_eq!((name, mime), ("growth-wheel-lead.csv", "text/csv"));
        let mut reader = csv_cells(&text);
        let rows: Vec<Vec<String>> = reader.by_ref().collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].len(), rows[1].len());
        for cell in rows.concat() {
            assert!(!cell.starts_with(signs), "{cell:?}");
        }
        assert!(rows[1].contains(&format!("'{evil}")));
    }
}

fn csv_cells(text: &str) -> impl Iterator<Item = Vec<String>> {
    let bytes = text.trim_start_matches('\u{feff}').as_bytes().to_vec();
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(std::io::Cursor::new(bytes));
    let rows = reader.into_records();
    rows.map(|row| row.unwrap().iter().map(str::to_owned).collect())
}

fn mail(submission: &Submission, names: &dyn Names) -> String {
    let leads = leads(MAILTO);
    let catalogue = content::catalogue();
    let lead = lead(submission, &leads, &example(), &catalogue, CONTEXT, names);
    match delivery(&lead, &leads) {
        Delivery::Open(address) => address,
        other => panic!("{other:?}"),
    }
}

#[test]
fn nothing_typed_becomes_part_of_a_mail_s_head() {
    let evil =
        "x@y.example\r\nBcc: all@evil.example\n&cc=b@evil.example?to=c@evil.example#%0d%0aX: 1";
    let submission = Submission {
        email: evil.to_owned(),
        contact: QUESTIONS
            .into_iter()
            .map(|name| (name, evil.to_owned()))
            .collect(),
        ..submission()
    };
    let address = mail(&submission, &ById);
    let rest = address
        .strip_prefix("mailto:hello%2Bleads@acme.example?subject=")
        .unwrap();
    let (subject, text) = rest.split_once("&body=").unwrap();
    let plain = |part: &str| {
        part.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-._~@%".contains(&b))
    };
    assert!(plain(subject) && plain(text), "{address}");
    // No line of the head ends there, not even an escaped one.
    assert!(
        !subject.contains("%0D") && !subject.contains("%0A"),
        "{subject}"
    );
    assert!(text.contains("%0D%0A") && !text.contains("%0D%0D"));
    // What was typed with a per cent sign stays what it was.
    assert!(text.contains("%250d%250aX"));
    // And a recipient of a mail is none that could do such a thing.
    for address in [
        "a@b.example\nBcc: c@d.example",
        "a@b.example?cc=c",
        "a@b.example,c@d.example",
        "a@b.example&x",
        "<a@b.example>",
    ] {
        assert!(!is_mail(address), "{address}");
    }
}

#[test]
fn a_mail_is_no_longer_than_programs_take() {
    let usual = mail(&submission(), &ById);
    assert!(
        usual.len() <= MAX_MAIL && usual.contains("plan_link%3A"),
        "{}",
        usual.len()
    );
    let linked = Submission {
        plan_link: Some(format!("https://shop.example/#gw={}", "x".repeat(1_500))),
        ..submission()
    };
    let without = mail(&linked, &ById);
    assert!(without.len() <= MAX_MAIL, "{}", without.len());
    assert!(!without.contains("plan_link") && without.contains("gap_3"));
    // Words in other letters take six times their length: the visitor's own and what was agreed to come first.
    let long = mail(&linked, &Long);
    assert!(long.len() <= MAX_MAIL, "{}", long.len());
    for kept in [
        "email%3A",
        "message%3A",
        "overall%3A",
        "consent%3A",
        "id%3A",
    ] {
        assert!(long.contains(kept), "{kept}");
    }
}

// ---- doors ----

/// A part of a configuration that would send leads elsewhere.
const EVIL: &str = r#"{"send": {"to": "post", "url": "https://evil.example/leads"}, "privacy": "https://evil.example/p"}"#;

#[test]
fn the_part_that_no_door_lets_in_would_be_one() {
    assert!(read(&format!("{{\"lead\": {EVIL}}}")).0.leads.is_some());
}

#[test]
fn a_preset_names_no_recipient() {
    let preset = Preset::read(
        r"lead=https://evil.example,endpoint=https://evil.example,config={\,},send=post,url=https://evil.example,to=post",
    );
    assert_eq!(
        preset.unknown,
        ["lead", "endpoint", "config", "send", "url", "to"]
    );
    let mut plan = empty();
    preset.fill(&mut plan);
    assert_eq!(plan, empty());
}

/// Five bits a sign, the first bit first, as links are written.
fn letters(bits: &str) -> String {
    let padded = format!("{bits:0<width$}", width = bits.len().div_ceil(5) * 5);
    let groups = padded.as_bytes().chunks(5);
    groups
        .map(|five| {
            let five = std::str::from_utf8(five).unwrap();
            let place = usize::from_str_radix(five, 2).unwrap();
            char::from(b"0123456789abcdefghjkmnpqrstvwxyz"[place])
        })
        .collect()
}

/// A link that asks a colleague, with any JSON in it.
fn ask(text: &str) -> String {
    let bits: String = text.bytes().map(|byte| format!("{byte:08b}")).collect();
    let payload = letters(&bits);
    let head = format!("1q{}", letters(&format!("{:015b}", payload.len())));
    let crc = envelope::crc32(format!("{head}{payload}").as_bytes()) & 0xf_ffff;
    format!("gw={head}.{payload}.{}", letters(&format!("{crc:020b}")))
}

#[test]
fn a_link_names_no_recipient() {
    let tag = link::tag("p1");
    let honest = ask(&format!(
        r#"{{"request":"{tag}","profile":{{"model":"shop"}}}}"#
    ));
    let expected = link::read(&honest).unwrap();
    let text = format!(
        r#"{{"request":"{tag}","lead":{EVIL},"config":{{"lead":{EVIL}}},"endpoint":"https://evil.example",
        "profile":{{"model":"shop","lead":{EVIL},"endpoint":"https://evil.example"}}}}"#
    );
    let read = link::read(&ask(&text)).unwrap();
    assert_eq!(
        read, expected,
        "nothing is left of what does not belong there"
    );
    // What stands beside the mark is not read at all.
    let beside =
        format!("https://a.example/?lead=x&config=%7B%7D&endpoint=https://evil.example#{honest}");
    assert_eq!(link::read(&beside).unwrap(), expected);
}

#[test]
fn an_imported_plan_names_no_recipient() {
    let version = migrations::CURRENT;
    let inner = format!(
        r#""lead": {EVIL}, "config": {{"lead": {EVIL}}}, "send": {{"to": "post", "url": "https://evil.example"}}, "endpoint": "https://evil.example""#
    );
    let text = format!(
        r#"{{"format": "growth-wheel", "version": "{version}", {inner},
        "plan": {{"id": "p1", {inner}, "profile": {{"model": "shop", {inner}}},
          "answers": {{"act.proof": {{"reply": "2", {inner}}}}},
          "channels": {{"email": {{"use": "in_use", {inner}}}}}}}}}"#
    );
    let plan = file::import(text.as_bytes()).unwrap().plan;
    assert_eq!(plan.profile.model, Some(Model::Shop));
    // What is unknown there is kept as it came, and written back where it was, within the plan.
    let (exported, stored) = (file::export(&plan), envelope::write(&plan));
    assert!(exported.contains("evil.example") && stored.contains("evil.example"));
    // Were such a file taken for a configuration, it would still be none that asks for leads.
    for text in [exported.as_str(), stored.as_str()] {
        assert_eq!(read(text).0.leads, None, "{text}");
    }
    // Nothing of it is in a lead, and none goes there.
    for send in SENDS {
        let leads = leads(send);
        let lead = of(&plan, &leads);
        assert_eq!(conforms(&lead), None);
        let told = format!("{lead:?} {:?}", delivery(&lead, &leads));
        assert!(!told.contains("evil.example"), "{send}");
    }
}

/// Where a delivery goes.
fn place(delivery: &Delivery) -> String {
    match delivery {
        Delivery::Tell(_) => "the page".to_owned(),
        Delivery::Fill { form, .. } => form.clone(),
        Delivery::Request(request) => request.url.clone(),
        Delivery::Tab { url, .. } => url.clone(),
        Delivery::Open(address) => address.split('?').next().unwrap().to_owned(),
        Delivery::Save { name, .. } => (*name).to_owned(),
    }
}

proptest! {
    #![proptest_config(cases(50))]

    #[test]
    fn where_a_lead_goes_depends_on_the_configuration_alone(
        plan in any_plan(),
        email in ".{0,40}",
        said in ".{0,40}",
        hidden in proptest::collection::vec(
            (select(vec!["url", "to", "send", "lead", "endpoint", "action", "u", "id", "b_1_2"]), ".{0,40}"), 0..6,
        ),
    ) {
        for send in SENDS {
            let leads = leads(send);
            let submission = Submission {
                email: email.clone(),
                page: said.clone(),
                recipient: said.clone(),
                policy: said.clone(),
                plan_link: Some(said.clone()),
                contact: QUESTIONS.into_iter().map(|name| (name, said.clone())).collect(),
                hidden: hidden.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
                ..submission()
            };
            let lead = made(&submission, &leads, &plan, &content::catalogue());
            prop_assert_eq!(conforms(&lead), None);
            prop_assert!(is_unique(&flat(&lead)));
            let usual = delivered(send);
            prop_assert_eq!(place(&delivery(&lead, &leads)), place(&usual));
        }
    }
}

#[test]
fn a_value_that_is_no_lead_breaks_nothing() {
    let odd = [
        Value::Null,
        Value::from("x"),
        Value::Array(vec![Value::Null]),
        Value::Object(Object::new()),
        json::read(r#"{"contact": [], "gaps": {"name": 1}, "utm": [], "hidden": {"a": {"b": 1}}}"#)
            .unwrap(),
    ];
    for value in &odd {
        assert!(is_unique(&flat(value)));
        for send in SENDS {
            let leads = leads(send);
            assert_eq!(place(&delivery(value, &leads)), place(&delivered(send)));
        }
    }
}

#[test]
fn what_a_mail_leaves_out_is_known_and_one_that_stays_too_long_is_told() {
    let leads = leads(r#"{"to": "mailto", "address": "a@acme.example"}"#);
    let catalogue = content::catalogue();
    let with = |letters: usize| {
        let submission = Submission {
            contact: vec![("message", "\u{0436}".repeat(letters))],
            ..submission()
        };
        made(&submission, &leads, &example(), &catalogue)
    };
    for letters in [0, 100, 200, 400, 2_000] {
        let lead = with(letters);
        let Delivery::Open(mail) = delivery(&lead, &leads) else {
            panic!("no mail");
        };
        for name in spared(&lead, &leads) {
            assert!(
                !mail.contains(&format!("%0A{name}%3A")),
                "{letters}: {name} is in it"
            );
        }
        assert_eq!(is_too_long(&lead, &leads), mail.len() > 1_900, "{letters}");
    }
    assert!(is_too_long(&with(2_000), &leads));
    assert!(!is_too_long(&with(0), &leads));
}
