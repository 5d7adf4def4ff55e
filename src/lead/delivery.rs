//! How each recipient wants a lead, and what its answer means.

use super::payload::flat;
use crate::brand::leads::{Format, Leads, Target};
use crate::codec::json;
use crate::domain::json::{Object, Value};
use crate::report::csv::{Cell, table};

/// Longest address of a mail in the making: some programs cut off what is longer.
pub const MAX_MAIL: usize = 1_900;
/// Longest word of a recipient that is shown, characters.
const MAX_SAID: usize = 300;

/// What is to be done to deliver a lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// The page is told, with this JSON.
    Tell(String),
    /// A form of the page is filled in and sent.
    Fill {
        /// Its id.
        form: String,
        /// Values by name of the field.
        fields: Vec<(String, String)>,
    },
    /// A request is made.
    Request(Request),
    /// A form is sent into a tab of its own.
    Tab {
        /// Where to.
        url: String,
        /// Values by name of the field.
        fields: Vec<(String, String)>,
    },
    /// An address is opened: `mailto:`.
    Open(String),
    /// A file is saved.
    Save {
        /// Its name.
        name: &'static str,
        /// Its kind.
        mime: &'static str,
        /// Its text.
        text: String,
    },
}

/// A POST without cookies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Where to.
    pub url: String,
    /// Headers.
    pub headers: Vec<(&'static str, &'static str)>,
    /// Body.
    pub body: String,
    /// Whether the answer can be read.
    pub answered: bool,
}

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It has arrived.
    Stored,
    /// It is worth another try, not before so many milliseconds where that was said.
    Later(Option<i64>),
    /// It is not taken, and another try would not be either.
    Refused {
        /// Status, 300..=599.
        status: u16,
        /// What the recipient says of it; may be empty.
        said: String,
    },
}

/// How a lead is delivered.
#[must_use]
pub fn delivery(lead: &Value, leads: &Leads) -> Delivery {
    let renamed = |name: &str| {
        let other = leads.names.iter().find(|(ours, _)| ours == name);
        other.map_or_else(|| name.to_owned(), |(_, theirs)| theirs.clone())
    };
    let all = || -> Vec<(String, String)> {
        let fields = flat(lead).into_iter();
        fields
            .map(|(name, value)| (renamed(&name), value))
            .collect()
    };
    match &leads.target {
        Target::Event => Delivery::Tell(json::write(lead)),
        Target::Form { id } => Delivery::Fill {
            form: id.clone(),
            fields: all(),
        },
        Target::Post {
            url,
            format,
            answered,
        } => {
            let (kind, body) = match format {
                Format::Json => ("application/json", json::write(lead)),
                Format::Form | Format::Csv => {
                    ("application/x-www-form-urlencoded", form_encoded(&all()))
                }
            };
            request(url.clone(), kind, body, *answered)
        }
        Target::HubSpot { subscription, .. } => {
            let body = json::write(&hubspot(lead, leads, *subscription));
            let url = leads.target.url().unwrap_or_default();
            request(url, "application/json", body, true)
        }
        Target::Formspree { url } => {
            let mut body = Object::new();
            for (name, value) in all().into_iter().filter(|(_, value)| !value.is_empty()) {
                body.insert(name, Value::from(&*value));
            }
            let body = json::write(&Value::Object(body));
            request(url.clone(), "application/json", body, true)
        }
        Target::Mailchimp { url } => {
            let mut fields = mapped(lead, leads, &MAILCHIMP);
            fields.extend(mailchimp_trap(url));
            Delivery::Tab {
                url: url.clone(),
                fields,
            }
        }
        Target::Mail { address } => Delivery::Open(mail(address, lead).0),
        Target::File {
            format: Format::Csv,
        } => Delivery::Save {
            name: "growth-wheel-lead.csv",
            mime: "text/csv",
            text: csv_of(&all()),
        },
        Target::File { .. } => Delivery::Save {
            name: "growth-wheel-lead.json",
            mime: "application/json",
            text: json::write_lines(lead),
        },
    }
}

/// Whether a value of [`flat`] by its name is part of what is sent.
#[must_use]
pub fn is_sent(name: &str, leads: &Leads) -> bool {
    let among = |usual: &[(&str, &str)]| {
        usual.iter().any(|(ours, _)| *ours == name)
            || leads.names.iter().any(|(ours, _)| ours == name)
    };
    match &leads.target {
        // What HubSpot has a place of its own for goes there.
        Target::HubSpot { subscription, .. } => {
            among(&HUBSPOT)
                || matches!(name, "consent" | "consent_text" | "page")
                || (subscription.is_some() && matches!(name, "marketing" | "marketing_text"))
        }
        Target::Mailchimp { .. } => among(&MAILCHIMP),
        Target::Mail { .. } => !is_proof(name),
        _ => true,
    }
}

/// The words and fingerprints of consent, which a mail to be read by people does without.
fn is_proof(name: &str) -> bool {
    name.ends_with("sha256") || matches!(name, "consent_text" | "marketing_text")
}

fn request(url: String, kind: &'static str, body: String, answered: bool) -> Delivery {
    let mut headers = vec![("Content-Type", kind)];
    if answered {
        headers.push(("Accept", "application/json"));
    }
    Delivery::Request(Request {
        url,
        headers,
        body,
        answered,
    })
}

/// A table of one row with its names above it.
fn csv_of(fields: &[(String, String)]) -> String {
    let row = |of: fn(&(String, String)) -> &String| -> Vec<Cell> {
        fields
            .iter()
            .map(|pair| Cell::Text(of(pair).clone()))
            .collect()
    };
    table(&[row(|(name, _)| name), row(|(_, value)| value)])
}

/// As forms are sent. Source: URL Standard, application/x-www-form-urlencoded serializing.
#[must_use]
pub fn form_encoded(fields: &[(String, String)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| {
            let part = |text: &str| escaped(text, b"*-._", true);
            [part(name), "=".to_owned(), part(value)].concat()
        })
        .collect();
    pairs.join("&")
}

fn escaped(text: &str, plain: &[u8], plus: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || plain.contains(&byte) {
            out.push(char::from(byte));
        } else if byte == b' ' && plus {
            out.push('+');
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// What a mail that would be too long does without, the first one first: what the visitor wrote and agreed to stays.
const SPARED: [&str; 6] = ["plan_link", "channels", "gap_3", "gap_2", "gap_1", "page"];

/// A mail to be sent by the visitor. Source: RFC 6068. Some of [`SPARED`] is left out where it would be too long.
fn mail(address: &str, lead: &Value) -> (String, &'static [&'static str]) {
    let fields = flat(lead);
    let of = |name: &str| {
        let found = fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    // A line of a head ends where a break stands, however it is escaped.
    let in_head = |text: &str| -> String {
        let plain: String = text.chars().filter(|c| !c.is_control()).collect();
        escaped(&plain, b"-._~@", false)
    };
    let in_body = |text: &str| {
        let lines = text.replace("\r\n", "\n").replace('\r', "\n");
        escaped(&lines.replace('\n', "\r\n"), b"-._~@", false)
    };
    let without = |spared: &[&str]| {
        let left_out = |name: &str| is_proof(name) || spared.contains(&name);
        let lines: Vec<String> = fields
            .iter()
            .filter(|(name, value)| !value.is_empty() && !left_out(name))
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        format!(
            "mailto:{}?subject={}&body={}",
            in_head(address),
            in_head(&["Growth wheel: ", of("email")].concat()),
            in_body(&lines.join("\n"))
        )
    };
    let spared = (0..=SPARED.len()).map(|n| SPARED.get(..n).unwrap_or_default());
    let mut mails = spared.map(|spared| (without(spared), spared));
    mails
        .find(|(mail, _)| mail.len() <= MAX_MAIL)
        .unwrap_or_else(|| (without(&SPARED), &SPARED))
}

/// What of a lead is left out, by the names of [`flat`], because it would be too long; only a mail ever is.
#[must_use]
pub fn spared(lead: &Value, leads: &Leads) -> &'static [&'static str] {
    match &leads.target {
        Target::Mail { address } => mail(address, lead).1,
        _ => &[],
    }
}

/// Whether a lead is too long for its recipient, whatever is left out.
#[must_use]
pub fn is_too_long(lead: &Value, leads: &Leads) -> bool {
    match &leads.target {
        Target::Mail { address } => mail(address, lead).0.len() > MAX_MAIL,
        _ => false,
    }
}

/// Ours by the usual names of a contact at HubSpot.
const HUBSPOT: [(&str, &str); 7] = [
    ("email", "email"),
    ("name", "firstname"),
    ("company", "company"),
    ("role", "jobtitle"),
    ("phone", "phone"),
    ("website", "website"),
    ("message", "message"),
];
/// Ours by the usual names of an audience at Mailchimp.
const MAILCHIMP: [(&str, &str); 2] = [("email", "EMAIL"), ("name", "FNAME")];

/// Only what the recipient is known to have a field for: the usual ones, and those named.
fn mapped(lead: &Value, leads: &Leads, usual: &[(&str, &str)]) -> Vec<(String, String)> {
    let of = |name: &str| {
        let named = leads.names.iter().find(|(ours, _)| ours == name);
        let usual = usual.iter().find(|(ours, _)| *ours == name);
        named
            .map(|(_, theirs)| theirs.clone())
            .or_else(|| usual.map(|(_, theirs)| (*theirs).to_owned()))
    };
    let fields = flat(lead).into_iter();
    fields
        .filter(|(_, value)| !value.is_empty())
        .filter_map(|(name, value)| Some((of(&name)?, value)))
        .collect()
}

/// Source: HubSpot, "Submit data to a form", legacy v3, read in November 2026.
fn hubspot(lead: &Value, leads: &Leads, subscription: Option<u64>) -> Value {
    let text = |value: &str| Value::from(value);
    let object = |pairs: Vec<(&str, Value)>| {
        let mut object = Object::new();
        for (name, value) in pairs {
            object.push(name.to_owned(), value);
        }
        Value::Object(object)
    };
    let fields = mapped(lead, leads, &HUBSPOT)
        .into_iter()
        .map(|(name, value)| {
            // 0-1 is a contact.
            object(vec![
                ("objectTypeId", text("0-1")),
                ("name", text(&name)),
                ("value", text(&value)),
            ])
        });
    let all = flat(lead);
    let of = |name: &str| {
        let found = all.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    };
    let mut consent = vec![
        ("consentToProcess", Value::Bool(of("consent") == "true")),
        ("text", text(of("consent_text"))),
    ];
    if let Some(number) = subscription.filter(|_| !of("marketing").is_empty()) {
        let marketing = object(vec![
            ("value", Value::Bool(of("marketing") == "true")),
            ("subscriptionTypeId", Value::from(number)),
            ("text", text(of("marketing_text"))),
        ]);
        consent.push(("communications", Value::Array(vec![marketing])));
    }
    object(vec![
        ("fields", Value::Array(fields.collect())),
        (
            "context",
            object(vec![
                ("pageUri", text(of("page"))),
                ("pageName", text("Growth wheel")),
            ]),
        ),
        (
            "legalConsentOptions",
            object(vec![("consent", object(consent))]),
        ),
    ])
}

/// The field that only machines fill in, as the form of that address has it: `b_<account>_<audience>`.
fn mailchimp_trap(url: &str) -> Option<(String, String)> {
    let query = url.split_once('?')?.1;
    let of = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    Some((format!("b_{}_{}", of("u")?, of("id")?), String::new()))
}

/// What an answer means. `retry_after` is the header of that name in seconds, where it can be read.
#[must_use]
pub fn judge(status: u16, body: &str, retry_after: Option<i64>) -> Answer {
    match status {
        200..=299 => Answer::Stored,
        408 | 425 | 429 | 500..=599 => {
            Answer::Later(retry_after.map(|seconds| seconds.saturating_mul(1_000)))
        }
        status => Answer::Refused {
            status,
            said: said(body),
        },
    }
}

/// What an answer says in words, as the services write it; empty when it says nothing that can be shown.
fn said(body: &str) -> String {
    let Ok(Value::Object(answer)) = json::read(body) else {
        return String::new();
    };
    let message = |value: &Value| -> Option<String> {
        let object = value.as_object()?;
        Some(object.get("message")?.as_str()?.to_owned())
    };
    let listed: Vec<String> = match answer.get("errors") {
        Some(Value::Array(all)) => all.iter().filter_map(message).collect(),
        _ => Vec::new(),
    };
    let single = || {
        let of = |name: &str| answer.get(name).and_then(Value::as_str).map(str::to_owned);
        of("message").or_else(|| of("error")).unwrap_or_default()
    };
    let words = if listed.is_empty() {
        single()
    } else {
        listed.join(" ")
    };
    let hidden =
        |c: &char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    words
        .chars()
        .filter(|c| !hidden(c))
        .take(MAX_SAID)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_stored_worth_another_try_or_final() {
        assert_eq!(judge(200, "", None), Answer::Stored);
        assert_eq!(judge(204, "<", None), Answer::Stored);
        for status in [408, 425, 429, 500, 502, 599] {
            assert_eq!(judge(status, "", Some(7)), Answer::Later(Some(7_000)));
        }
        let refused = |status, body: &str| match judge(status, body, None) {
            Answer::Refused { said, .. } => said,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            refused(
                400,
                r#"{"status":"error","message":"The request is not valid","errors":[{"message":"Error in 'fields.email'","errorType":"INVALID_EMAIL"}]}"#
            ),
            "Error in 'fields.email'"
        );
        assert_eq!(
            refused(422, r#"{"error":"Form not found"}"#),
            "Form not found"
        );
        assert_eq!(refused(404, "<html>"), "");
        assert_eq!(refused(403, "{\"message\":\"a\u{202e}b\"}"), "ab");
        assert_eq!(refused(301, "[]"), "");
    }

    #[test]
    fn forms_are_sent_as_browsers_send_them() {
        let fields = [("a b", "1 & 2"), ("ü", "*-._~/")];
        let fields = fields.map(|(n, v)| (n.to_owned(), v.to_owned()));
        assert_eq!(form_encoded(&fields), "a+b=1+%26+2&%C3%BC=*-._%7E%2F");
    }
}
