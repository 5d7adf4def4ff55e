//! A lead in the making: what it holds, what is wrong with it, and sending it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use super::delivering::{hand_over, kick, queued, recipient_of};
use super::shown::{PIECE, word};
use super::{Draft, Lead, Place, Visit};
use crate::brand::Said;
use crate::brand::leads::{Leads, Question, Target};
use crate::brand::shape::is_mail;
use crate::codec::link;
use crate::domain::json::{Object, Value};
use crate::engine::fit::customer_costs;
use crate::lead::consent::Consent;
use crate::lead::delivery;
use crate::lead::outbox::{Full, Item, State, Why};
use crate::lead::payload::{self, About, Submission, uuid};
use crate::platform::browser::{self, send, style};
use crate::ui::catalogue;
use crate::ui::session::Session;
use crate::ui::store::Store;
use crate::ui::words::Texts;

/// Less than a person needs, milliseconds: whoever is faster is asked to look once more.
const FASTEST: i64 = 3_000;

/// Most leads of a visit.
const MOST: u32 = 3;

/// Longest answer to a question, characters.
const fn longest(name: &str) -> usize {
    match name.as_bytes() {
        b"email" => 254,
        b"message" => 2_000,
        _ => 200,
    }
}

/// Keys by which sites name a page. Whatever else an address holds may be about the visitor, and does not go into the
/// link for who opens it.
const PAGES: [&str; 5] = ["p", "page_id", "page", "id", "lang"];

/// Id of the box for consent.
pub(super) const CONSENT: &str = "lead-consent";
/// Id of the box for marketing.
pub(super) const MARKETING: &str = "lead-marketing";

/// What goes wrong, and where: the id of the field, empty for the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) field: &'static str,
    /// Key of its words.
    key: &'static str,
    /// The question it is about.
    name: &'static str,
    /// Whether the file is offered instead.
    pub(super) save: bool,
}

impl Problem {
    /// One of the whole.
    fn of(key: &'static str) -> Self {
        Self {
            field: "",
            key,
            name: "",
            save: false,
        }
    }

    /// One for which the file is a way out.
    fn or_save(key: &'static str) -> Self {
        Self {
            save: true,
            ..Self::of(key)
        }
    }

    /// One of a question.
    fn at(name: &'static str, key: &'static str) -> Self {
        Self {
            field: id_of(name),
            name,
            ..Self::of(key)
        }
    }

    pub(super) fn words(self, texts: Texts) -> String {
        let field = word(texts, &["field.", self.name].concat());
        let most = longest(self.name).to_string();
        let values = [("field", &*field), ("n", &*most)];
        texts.piece_fill(PIECE, self.key, &values)
    }
}

/// What the parts of the form share.
#[derive(Clone)]
pub(super) struct Form {
    pub(super) lead: Rc<Lead>,
    pub(super) place: Place,
    pub(super) texts: Texts,
    pub(super) store: Store,
    pub(super) session: Session,
    pub(super) about: Memo<Option<About>>,
    pub(super) problems: RwSignal<Vec<Problem>>,
    /// Id of the lead in the making.
    pub(super) id: RwSignal<String>,
    pub(super) trap: RwSignal<String>,
    /// When the form was shown.
    pub(super) since: Rc<Cell<i64>>,
    /// What was shown last, without the moment.
    pub(super) seen: Rc<RefCell<Option<Value>>>,
    /// Counts the times it has to be shown anew.
    pub(super) look: RwSignal<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    Form,
    Done,
    List,
    Nothing,
}

pub(super) fn what_shows(lead: &Lead, place: Place, store: Store) -> Shows {
    if store.in_example() {
        return Shows::Nothing;
    }
    let visit = lead.visit.get();
    let sent = visit != Visit::Asked;
    let holds_back = lead.gate().holds_back();
    let form_or_done = match visit {
        Visit::Sent => Shows::Done,
        Visit::Asked | Visit::Again => Shows::Form,
    };
    match place {
        Place::Page if holds_back && lead.opened.get() && !sent => Shows::List,
        Place::Page => form_or_done,
        Place::Gate if !holds_back => Shows::Nothing,
        Place::Gate if !lead.opened.get() => Shows::Form,
        Place::Gate if sent => form_or_done,
        Place::Gate => Shows::Nothing,
        Place::Below if !holds_back => form_or_done,
        // It stands where the form was.
        Place::Below if sent || lead.items.with(Vec::is_empty) => Shows::Nothing,
        Place::Below => Shows::List,
    }
}

impl Form {
    pub(super) fn leads(&self) -> Option<&Leads> {
        self.lead.leads()
    }

    pub(super) fn word(&self, key: &str) -> String {
        word(self.texts, key)
    }

    pub(super) fn fill(&self, key: &str) -> String {
        let (host, recipient) = (self.host(), self.recipient());
        let values = [("host", &*host), ("recipient", &*recipient)];
        self.texts.piece_fill(PIECE, key, &values)
    }

    pub(super) fn host(&self) -> String {
        let page = self.session.address();
        self.leads()
            .map_or_else(String::new, |leads| leads.target.host(&page))
    }

    pub(super) fn recipient(&self) -> String {
        let host = self.host();
        let host = if host.is_empty() {
            Target::Event.host(&self.session.address())
        } else {
            host
        };
        self.lead.recipient(self.texts, &host)
    }

    pub(super) fn kind(&self) -> &'static str {
        self.leads().map_or("event", |leads| leads.target.id())
    }

    /// A text of the configuration, else ours.
    pub(super) fn said(&self, own: impl Fn(&Leads) -> Option<&Said>, ours: &str) -> String {
        let lang = self.texts.lang().code();
        let own = self.leads().and_then(own);
        own.map_or_else(|| self.fill(ours), |said| said.text(lang).to_owned())
    }

    /// Whether the visitor has agreed to these very words in a box.
    pub(super) fn has_agreed(&self, id: &str, words: &str) -> bool {
        let is = |(known, agreed): &(&str, String)| *known == id && agreed == words;
        self.lead.draft.with(|draft| draft.agreed.iter().any(is))
    }

    /// Takes a tick for the words beside a box, or takes it back.
    pub(super) fn agree(&self, id: &'static str, words: String, on: bool) {
        self.lead.draft.update(|draft| {
            draft.agreed.retain(|(known, _)| *known != id);
            if on {
                draft.agreed.push((id, words));
            }
        });
    }

    fn consent(&self, id: &str, text: String) -> Consent {
        Consent {
            given: self.has_agreed(id, &text),
            text,
        }
    }

    pub(super) fn consent_words(&self) -> String {
        self.said(|leads| leads.consent.as_ref(), "consent")
    }

    pub(super) fn marketing_words(&self) -> Option<String> {
        let said = self.leads()?.marketing.as_ref()?;
        Some(said.text(self.texts.lang().code()).to_owned())
    }

    /// The lead as it would be sent at a moment.
    pub(super) fn value(&self, at: i64) -> Option<Value> {
        let leads = self.leads()?;
        let about = self.about.get()?;
        let draft = self.lead.draft.get();
        let lang = self.texts.lang();
        let page = self.session.address();
        let answers = leads.questions.iter().map(|question| {
            let said = answer(&draft, question.name).trim().to_owned();
            (question.name, said)
        });
        let recipient = self.recipient();
        let submission = Submission {
            id: self.id.get(),
            at,
            page: page.clone(),
            lang: lang.code(),
            email: answer(&draft, "email").trim().to_owned(),
            contact: answers.collect(),
            processing: self.consent(CONSENT, self.consent_words()),
            marketing: self
                .marketing_words()
                .map(|text| self.consent(MARKETING, text)),
            recipient,
            policy: self.policy(leads),
            utm: send::query(&self.came_by(), &leads.utm),
            hidden: self.session.hidden(),
            plan_link: self.plan_link(&page),
        };
        Some(payload::lead(&submission, leads, &about))
    }

    /// The whole address of the privacy policy, as its link has it.
    fn policy(&self, leads: &Leads) -> String {
        let said = leads.privacy.text(self.texts.lang().code());
        style::resolved(said, &self.session.address()).unwrap_or_else(|| said.to_owned())
    }

    /// The address the visitor came by, as it is now: in a frame that of the page around it.
    fn came_by(&self) -> String {
        let host = self.session.host();
        if host.is_some_and(|host| host.framed) {
            return self.session.address();
        }
        let href = browser::window().and_then(|window| window.location().href().ok());
        href.unwrap_or_default()
    }

    /// A link that opens the result here; none while there is nothing to show.
    fn plan_link(&self, page: &str) -> Option<String> {
        self.store.scores.with(|scores| scores.overall)?;
        let known = catalogue::built_in();
        let day = i64::from(browser::today()) * 86_400_000;
        let fragment = self
            .store
            .with(|plan| link::plan_link(plan, day, known, &customer_costs(plan, known)));
        let page = browser::with_query(page, |name| PAGES.contains(&name));
        Some([&page, "#", &fragment].concat())
    }

    fn problems_now(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        let draft = self.lead.draft.get_untracked();
        let email = answer(&draft, "email").trim();
        if email.is_empty() {
            found.push(Problem::at("email", "problem.email_missing"));
        } else if !is_mail(email) || email.chars().count() > longest("email") {
            found.push(Problem::at("email", "problem.email"));
        }
        let asked = self.leads().into_iter().flat_map(|leads| &leads.questions);
        for Question { name, needed } in asked {
            let said = answer(&draft, name).trim();
            if *needed && said.is_empty() {
                found.push(Problem::at(name, "problem.needed"));
            } else if said.chars().count() > longest(name) {
                found.push(Problem::at(name, "problem.long"));
            }
        }
        let words = self.consent_words();
        // Without the words there is nothing to agree to.
        if words.trim().is_empty() || !self.has_agreed(CONSENT, &words) {
            found.push(Problem {
                field: CONSENT,
                ..Problem::of("problem.consent")
            });
        }
        if found.is_empty() {
            found.extend(self.doubt());
        }
        found
    }

    /// What a machine does and a person does not: said, so that a person can send all the same.
    fn doubt(&self) -> Option<Problem> {
        if !self.trap.get_untracked().is_empty() {
            self.trap.set(String::new());
            Some(Problem::of("problem.trap"))
        } else if (0..FASTEST).contains(&(browser::now() - self.since.get())) {
            Some(Problem::of("problem.fast"))
        } else if self.lead.sent.get() >= MOST {
            Some(Problem::or_save("problem.often"))
        } else {
            None
        }
    }

    pub(super) fn submit(&self) {
        // A second tap in the moment before the form is gone.
        if untrack(|| what_shows(&self.lead, self.place, self.store)) != Shows::Form {
            return;
        }
        let problems = untrack(|| self.problems_now());
        if !problems.is_empty() {
            return self.complain(problems);
        }
        let now = browser::now();
        let (Some(value), Some(leads)) = (untrack(|| self.value(now)), self.leads()) else {
            return;
        };
        // What the page adds may have changed since the list was shown: nothing goes out that was not.
        let differs = self.seen.borrow().as_ref() != Some(&without_time(&value));
        if differs {
            self.look.update(|n| *n += 1);
            return self.complain(vec![Problem::of("problem.changed")]);
        }
        if delivery::is_too_long(&value, leads) {
            return self.complain(vec![Problem::or_save("problem.mail_long")]);
        }
        let answers = leads.target.answers();
        let item = Item {
            id: self.id.get_untracked(),
            at: now,
            to: recipient_of(&leads.target, &self.session.address()),
            host: self.host(),
            // What is not told of goes with this tap and with no other.
            state: if answers {
                State::Waiting
            } else {
                State::Sending
            },
            tries: 0,
            next: now,
            why: Why::default(),
            lead: value,
        };
        if let Err(full) = self.lead.outbox.accept(item.clone(), now) {
            let key = match full {
                Full::Items => "problem.items",
                Full::Text => "problem.text",
            };
            return self.complain(vec![Problem::or_save(key)]);
        }
        self.lead.sent.set(self.lead.sent.get() + 1);
        self.problems.set(Vec::new());
        self.id.set(uuid(send::chance()));
        self.lead.answer.set(None);
        self.lead.refresh();
        if answers {
            queued(&item, self.session);
            kick(self.lead.clone(), self.session);
        } else {
            hand_over(&self.lead, &item, self.session);
        }
        batch(|| {
            self.lead.visit.set(Visit::Sent);
            // Another one is agreed to anew.
            self.lead.draft.update(|draft| draft.agreed.clear());
            self.lead.open();
        });
        self.session.focus_on("lead-done");
    }

    fn complain(&self, problems: Vec<Problem>) {
        self.problems.set(problems);
        self.session.focus_on("lead-errors");
    }
}

/// Id of a field.
pub(super) fn id_of(name: &str) -> &'static str {
    match name {
        "email" => "lead-email",
        "name" => "lead-name",
        "company" => "lead-company",
        "role" => "lead-role",
        "phone" => "lead-phone",
        "website" => "lead-website",
        _ => "lead-message",
    }
}

pub(super) fn answer<'a>(draft: &'a Draft, name: &str) -> &'a str {
    let found = draft.fields.iter().find(|(known, _)| *known == name);
    found.map_or("", |(_, said)| said)
}

/// A lead but for the moment it is sent in.
pub(super) fn without_time(lead: &Value) -> Value {
    let mut lead = lead.clone();
    let consent = |lead: &mut Object| {
        if let Some(Value::Object(consent)) = lead.get_mut("consent") {
            consent.remove("at");
        }
    };
    if let Value::Object(lead) = &mut lead {
        lead.remove("at");
        consent(lead);
    }
    lead
}
