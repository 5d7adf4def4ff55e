//! The form: what is asked, what is agreed to, what exactly is sent and where; and what stands in its place afterwards.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use super::delivering::{hand_over, kick, queued, recipient_of};
use super::shown::{OnScreen, PIECE, shown, word};
use super::waiting::rows;
use super::{Draft, Lead, Leading, Place};
use crate::brand::leads::{Gate, Leads, Question, Target};
use crate::brand::shape::is_mail;
use crate::codec::link;
use crate::domain::json::{Object, Value};
use crate::engine::fit::customer_costs;
use crate::lead::consent::Consent;
use crate::lead::delivery;
use crate::lead::outbox::{Full, Item, Kept, State, Why};
use crate::lead::payload::{About, Submission, lead_about, uuid};
use crate::platform::browser::{self, send, style};
use crate::ui::brand::away;
use crate::ui::catalogue;
use crate::ui::dom::{El, el, follow, value_of_event};
use crate::ui::session::{Session, session};
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

/// Less than a person needs, milliseconds: whoever is faster is asked to look once more.
const FASTEST: i64 = 3_000;
/// Most leads of a visit.
const MOST: u32 = 3;
/// Longest mail address, other answer and message, characters.
const LONGEST: (usize, usize, usize) = (254, 200, 2_000);
/// Keys by which sites name a page. Whatever else an address holds may be about the visitor, and does not go into the
/// link for who opens it.
const PAGES: [&str; 5] = ["p", "page_id", "page", "id", "lang"];

/// Who gets a lead, by name.
pub(super) fn recipient_name(lead: &Lead, texts: Texts, host: &str) -> String {
    let lang = texts.lang().code();
    let named = lead.leads().and_then(|leads| leads.recipient.as_ref());
    let named = named.or(lead.config.brand.name.as_ref());
    named.map_or_else(|| host.to_owned(), |name| name.text(lang).to_owned())
}

/// What goes wrong, and where: the id of the field, empty for the whole.
#[derive(Debug, Clone, PartialEq)]
struct Problem {
    field: &'static str,
    words: String,
    /// Whether the file is offered instead.
    save: bool,
}

impl Problem {
    /// One of the whole.
    fn of(words: String) -> Self {
        Self {
            field: "",
            words,
            save: false,
        }
    }
}

/// What the parts of the form share.
#[derive(Clone)]
struct Form {
    lead: Rc<Lead>,
    place: Place,
    texts: Texts,
    store: Store,
    session: Session,
    about: Memo<Option<About>>,
    problems: RwSignal<Vec<Problem>>,
    /// Id of the lead in the making.
    id: RwSignal<String>,
    trap: RwSignal<String>,
    /// When the form was shown.
    since: Rc<Cell<i64>>,
    /// What was shown last, without the moment.
    seen: Rc<RefCell<Option<Value>>>,
    /// Counts the times it has to be shown anew.
    look: RwSignal<u32>,
}

/// The form at a place, or what has become of what was sent.
pub(super) fn form(place: Place) -> Vec<El> {
    let Some(lead) = Leading::lead() else {
        return Vec::new();
    };
    let (texts, store, session) = (texts(), store(), session());
    let of = lead.clone();
    let about = Memo::new_with_compare(
        {
            let lead = send_wrapper::SendWrapper::new(lead.clone());
            move |_| {
                let leads = lead.leads()?;
                Some(store.with(|plan| {
                    let context = catalogue::context(plan);
                    About::new(leads, plan, catalogue::all(), context, &OnScreen(texts))
                }))
            }
        },
        |a, b| a != b,
    );
    let form = Form {
        lead,
        place,
        texts,
        store,
        session,
        about,
        problems: RwSignal::new(Vec::new()),
        id: RwSignal::new(uuid(send::chance())),
        trap: RwSignal::new(String::new()),
        since: Rc::new(Cell::new(browser::now())),
        seen: Rc::default(),
        look: RwSignal::new(0),
    };
    form.untick_with_the_words();
    let key = move || {
        let shows = what_shows(&of, place, store);
        format!("{shows:?}")
    };
    let box_of = el("div").class("lead-box").fill_by(key, move || {
        match what_shows(&form.lead, place, store) {
            Shows::Form => form.fields(),
            Shows::Done => form.done(),
            Shows::List => form.list(),
            Shows::Nothing => Vec::new(),
        }
    });
    vec![box_of]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shows {
    Form,
    Done,
    List,
    Nothing,
}

fn what_shows(lead: &Lead, place: Place, store: Store) -> Shows {
    if store.in_example() {
        return Shows::Nothing;
    }
    let (asking, sent) = (lead.asking.get(), lead.just_sent.get());
    let holds_back = lead.gate().holds_back();
    let form_or_done = if asking { Shows::Form } else { Shows::Done };
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
    fn leads(&self) -> Option<&Leads> {
        self.lead.leads()
    }

    fn word(&self, key: &str) -> String {
        word(self.texts, key)
    }

    fn fill(&self, key: &str) -> String {
        let (host, recipient) = (self.host(), self.recipient());
        let values = [("host", &*host), ("recipient", &*recipient)];
        self.texts.piece_fill(PIECE, key, &values)
    }

    fn host(&self) -> String {
        let page = self.session.address();
        self.leads()
            .map_or_else(String::new, |leads| leads.target.host(&page))
    }

    fn recipient(&self) -> String {
        let host = self.host();
        let host = if host.is_empty() {
            Target::Event.host(&self.session.address())
        } else {
            host
        };
        recipient_name(&self.lead, self.texts, &host)
    }

    fn kind(&self) -> &'static str {
        self.leads().map_or("event", |leads| leads.target.id())
    }

    /// A text of the configuration, else ours.
    fn said(&self, own: impl Fn(&Leads) -> Option<&crate::brand::Said>, ours: &str) -> String {
        let lang = self.texts.lang().code();
        let own = self.leads().and_then(own);
        own.map_or_else(|| self.fill(ours), |said| said.text(lang).to_owned())
    }

    /// A tick belongs to the words beside it: with others it is gone, and so is what was wrong in the words of before.
    fn untick_with_the_words(&self) {
        let form = self.clone();
        let before = RefCell::new(None);
        follow(move || {
            let words = (form.consent_words(), form.marketing_words());
            let changed = before.replace(Some(words.clone()));
            if changed.is_some_and(|changed| changed != words) {
                form.problems.set(Vec::new());
                form.lead.draft.update(|draft| {
                    (draft.consent, draft.marketing) = (false, false);
                });
            }
        });
    }

    fn heading(&self) -> El {
        let form = self.clone();
        let title = move || {
            let ours = ["head.", form.lead.gate().id()].concat();
            form.said(|leads| leads.title.as_ref(), &ours)
        };
        let heading = if self.place == Place::Page {
            el("h1").attr("data-heading", "")
        } else {
            el("h2")
        };
        heading
            .attr("id", "lead-title")
            .attr("tabindex", "-1")
            .say(title)
    }

    fn fields(&self) -> Vec<El> {
        self.since.set(browser::now());
        let form = self.clone();
        let text = move || {
            let ours = ["lead.", form.lead.gate().id()].concat();
            form.said(|leads| leads.text.as_ref(), &ours)
        };
        let email = Question {
            name: "email",
            needed: true,
        };
        let asked = self
            .leads()
            .map_or_else(Vec::new, |leads| leads.questions.clone());
        let all = std::iter::once(email).chain(asked);
        let fields: Vec<El> = all.map(|question| self.field(question)).collect();
        let form = self.clone();
        let whole = move || {
            form.look.track();
            let value = form.value(browser::now());
            form.seen.replace(value.as_ref().map(without_time));
            value
        };
        let submitting = self.clone();
        let made = el("form")
            .class("lead-form")
            .hook("lead-form")
            .attr("novalidate", "")
            .attr("aria-labelledby", "lead-title")
            .on("submit", move |event| {
                event.prevent_default();
                submitting.submit();
            })
            .child(self.summary())
            .child(el("div").class("lead-fields").children(fields))
            .child(self.trap())
            .child(self.agreements())
            .child(self.where_to())
            .child(shown(self.lead.clone(), self.texts, whole))
            .child(self.buttons());
        vec![
            self.heading(),
            el("p").class("lead").hook("lead-text").say(text),
            made,
        ]
    }

    fn summary(&self) -> El {
        let problems = self.problems;
        let form = self.clone();
        let list = move || {
            let line = |problem: &Problem| {
                let (field, session) = (problem.field, form.session);
                let words = el("span").text(&problem.words);
                if field.is_empty() {
                    return el("li").child(words);
                }
                let link = el("a")
                    .attr("href", &["#", field].concat())
                    .text(&problem.words)
                    .on("click", move |event| {
                        // The address of the page is not ours to change.
                        event.prevent_default();
                        if let Some(node) = session.by_id(field) {
                            let _ = node.focus();
                        }
                    });
                el("li").child(link)
            };
            problems.with(|all| all.iter().map(line).collect())
        };
        let form = self.clone();
        let texts = self.texts;
        let save = el("button")
            .attr("type", "button")
            .class("button second")
            .hook("lead-save-instead")
            .say(move || word(texts, "problem.save"))
            .attr_if("hidden", move || {
                !problems.with(|all| all.iter().any(|p| p.save))
            })
            .on_click(move || {
                if let (Some(value), Some(leads)) = (form.value(browser::now()), form.leads()) {
                    super::shown::save(&value, leads);
                }
            });
        el("div")
            .class("error-summary")
            .hook("lead-errors")
            .attr("id", "lead-errors")
            .attr("role", "alert")
            .attr("tabindex", "-1")
            .attr_if("hidden", move || problems.with(Vec::is_empty))
            .child(el("h3").say(move || word(texts, "problem.title")))
            .child(el("ul").fill(list))
            .child(save)
    }

    fn field(&self, question: Question) -> El {
        let Question { name, needed } = question;
        let id = id_of(name);
        let (lead, problems, texts) = (self.lead.clone(), self.problems, self.texts);
        let error_id = ["error-", id].concat();
        let has = move || problems.with(|all| all.iter().any(|p| p.field == id));
        let label = el("label").attr("for", id).say(move || {
            let name = word(texts, &["field.", name].concat());
            if needed {
                name
            } else {
                [&name, " ", &word(texts, "optional")].concat()
            }
        });
        let (kind, complete) = match name {
            "email" => ("email", "email"),
            "name" => ("text", "name"),
            "company" => ("text", "organization"),
            "role" => ("text", "organization-title"),
            "phone" => ("tel", "tel"),
            "website" => ("text", "url"),
            _ => ("", "off"),
        };
        let input = if kind.is_empty() {
            el("textarea").attr("rows", "3")
        } else {
            el("input").attr("type", kind)
        };
        let typed = lead.clone();
        let mode = match name {
            "email" => "email",
            "phone" => "tel",
            "website" => "url",
            _ => "text",
        };
        let described = error_id.clone();
        let input = input
            .attr("id", id)
            .attr("name", name)
            .hook(&["input-", id].concat())
            .attr("autocomplete", complete)
            .attr("inputmode", mode)
            .attr("spellcheck", if kind.is_empty() { "true" } else { "false" })
            .attr("aria-required", if needed { "true" } else { "false" })
            .attr_of("aria-invalid", move || has().then(|| "true".to_owned()))
            .attr_of("aria-describedby", move || has().then(|| described.clone()))
            .value_of(move || lead.draft.with(|draft| answer(draft, name).to_owned()))
            .on("input", move |event| {
                let value = value_of_event(event);
                typed.draft.update(|draft| {
                    draft.fields.retain(|(known, _)| *known != name);
                    draft.fields.push((name, value));
                });
            });
        el("div")
            .class("field")
            .class_if("wrong", has)
            .child(label)
            .child(
                el("p")
                    .class("error")
                    .attr("id", &error_id)
                    .hook(&error_id)
                    .say(move || wrong(problems, id)),
            )
            .child(input)
    }

    /// A field for machines alone: out of sight, of the order of keys and of what is read out.
    fn trap(&self) -> El {
        let (trap, texts) = (self.trap, self.texts);
        let input = el("input")
            .attr("type", "text")
            .attr("name", "gw-more")
            .attr("id", "lead-more")
            .attr("tabindex", "-1")
            .attr("autocomplete", "off")
            .hook("lead-trap")
            .value_of(move || trap.get())
            .on("input", move |event| trap.set(value_of_event(event)));
        el("div")
            .class("trap")
            .attr("aria-hidden", "true")
            .child(
                el("label")
                    .attr("for", "lead-more")
                    .say(move || word(texts, "field.trap")),
            )
            .child(input)
    }

    fn consent_words(&self) -> String {
        self.said(|leads| leads.consent.as_ref(), "consent")
    }

    fn marketing_words(&self) -> Option<String> {
        let said = self.leads()?.marketing.as_ref()?;
        Some(said.text(self.texts.lang().code()).to_owned())
    }

    fn agreements(&self) -> El {
        let problems = self.problems;
        let has = move || problems.with(|all| all.iter().any(|p| p.field == CONSENT));
        let (form, lead, ticked) = (self.clone(), self.lead.clone(), self.lead.clone());
        let box_of = |id: &'static str, on: Box<dyn Fn() -> bool>, set: Box<dyn Fn(bool)>| {
            el("input")
                .attr("type", "checkbox")
                .attr("id", id)
                .hook(id)
                .property_if("checked", on)
                .on("change", move |event| set(is_checked(event)))
        };
        let consent = el("label")
            .class("check")
            .child(
                box_of(
                    CONSENT,
                    Box::new(move || lead.draft.with(|draft| draft.consent)),
                    Box::new(move |on| ticked.draft.update(|draft| draft.consent = on)),
                )
                .attr("aria-required", "true")
                .attr_of("aria-invalid", move || has().then(|| "true".to_owned()))
                .attr_of("aria-describedby", move || {
                    has().then(|| "error-lead-consent".to_owned())
                }),
            )
            .child(el("span").say(move || form.consent_words()));
        let error = el("p")
            .class("error")
            .attr("id", "error-lead-consent")
            .hook("error-lead-consent")
            .say(move || wrong(problems, CONSENT));
        let form = self.clone();
        let policy = el("p").class("policy").fill(move || {
            let url = form
                .leads()
                .map(|leads| leads.privacy.text(form.texts.lang().code()).to_owned());
            let link = url.map(|url| away(form.session, &url).text(&form.fill("policy")));
            link.into_iter().collect()
        });
        let mut all = vec![consent, error, policy];
        if self.marketing_words().is_some() {
            let (form, lead, ticked) = (self.clone(), self.lead.clone(), self.lead.clone());
            all.push(
                el("label")
                    .class("check")
                    .child(box_of(
                        "lead-marketing",
                        Box::new(move || lead.draft.with(|draft| draft.marketing)),
                        Box::new(move |on| ticked.draft.update(|draft| draft.marketing = on)),
                    ))
                    .child(el("span").say(move || form.marketing_words().unwrap_or_default())),
            );
        }
        el("div")
            .class("field agreements")
            .class_if("wrong", has)
            .children(all)
    }

    fn where_to(&self) -> El {
        let (who, host, test) = (self.clone(), self.clone(), self.clone());
        let is_file = self.kind() == "file";
        let is_test = self.leads().is_some_and(|leads| leads.test);
        el("div")
            .class("where-to")
            .hook("lead-who")
            .children((!is_file).then(|| {
                el("p")
                    .class("host")
                    .hook("lead-host")
                    .say(move || host.fill("sent_to"))
            }))
            .child(el("p").say(move || who.fill(&["who.", who.kind()].concat())))
            .children(is_test.then(|| el("p").class("note").say(move || test.word("is_test"))))
    }

    fn buttons(&self) -> El {
        let (texts, kind) = (self.texts, self.kind());
        let send = el("button")
            .attr("type", "submit")
            .class("button")
            .hook("lead-send")
            .say(move || word(texts, &["send.", kind].concat()));
        let skip = (self.place == Place::Page && self.lead.gate() == Gate::Before).then(|| {
            let (lead, session) = (self.lead.clone(), self.session);
            el("button")
                .attr("type", "button")
                .class("button second")
                .hook("lead-skip")
                .say(move || word(texts, "skip"))
                .on_click(move || {
                    lead.put_off.set(true);
                    session.settle(lead.wanted.get());
                })
        });
        el("p").class("chips go").child(send).children(skip)
    }

    /// The lead as it would be sent at a moment.
    fn value(&self, at: i64) -> Option<Value> {
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
            processing: Consent {
                text: self.consent_words(),
                given: draft.consent,
            },
            marketing: self.marketing_words().map(|text| Consent {
                text,
                given: draft.marketing,
            }),
            recipient,
            policy: self.policy(leads),
            utm: send::query(&self.came_by(), &leads.utm),
            hidden: self.session.hidden(),
            plan_link: self.plan_link(&page),
        };
        Some(lead_about(&submission, leads, &about))
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
        Some([&send::keeping(page, &PAGES), "#", &fragment].concat())
    }

    fn problems_now(&self) -> Vec<Problem> {
        let mut found = Vec::new();
        let draft = self.lead.draft.get_untracked();
        let mut problem = |field: &'static str, words: String| {
            found.push(Problem {
                field,
                words,
                save: false,
            });
        };
        let email = answer(&draft, "email").trim();
        if email.is_empty() {
            problem("lead-email", self.word("problem.email_missing"));
        } else if !is_mail(email) || email.chars().count() > LONGEST.0 {
            problem("lead-email", self.word("problem.email"));
        }
        let asked = self
            .leads()
            .map_or_else(Vec::new, |leads| leads.questions.clone());
        for Question { name, needed } in asked {
            let said = answer(&draft, name).trim();
            let field = self.word(&["field.", name].concat());
            let most = if name == "message" {
                LONGEST.2
            } else {
                LONGEST.1
            };
            if needed && said.is_empty() {
                let values = [("field", &*field)];
                let words = self.texts.piece_fill(PIECE, "problem.needed", &values);
                problem(id_of(name), words);
            } else if said.chars().count() > most {
                let values = [("field", &*field), ("n", &*most.to_string())];
                let words = self.texts.piece_fill(PIECE, "problem.long", &values);
                problem(id_of(name), words);
            }
        }
        // Without the words there is nothing to agree to.
        if !draft.consent || untrack(|| self.consent_words()).trim().is_empty() {
            problem(CONSENT, self.word("problem.consent"));
        }
        if found.is_empty() {
            found.extend(self.doubt());
        }
        found
    }

    /// What a machine does and a person does not: said, so that a person can send all the same.
    fn doubt(&self) -> Option<Problem> {
        let often = self.lead.sent.get() >= MOST;
        let key = if !self.trap.get_untracked().is_empty() {
            self.trap.set(String::new());
            "problem.trap"
        } else if (0..FASTEST).contains(&(browser::now() - self.since.get())) {
            "problem.fast"
        } else if often {
            "problem.often"
        } else {
            return None;
        };
        Some(Problem {
            save: often,
            ..Problem::of(self.word(key))
        })
    }

    fn submit(&self) {
        // A second tap in the moment before the form is gone.
        if untrack(|| what_shows(&self.lead, self.place, self.store)) != Shows::Form {
            return;
        }
        let problems = self.problems_now();
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
            return self.complain(vec![Problem::of(self.word("problem.changed"))]);
        }
        if delivery::is_too_long(&value, leads) {
            return self.complain(vec![Problem {
                save: true,
                ..Problem::of(self.word("problem.mail_long"))
            }]);
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
        let kept = match self.lead.outbox.accept(item.clone(), now) {
            Ok(kept) => kept,
            Err(full) => {
                let key = match full {
                    Full::Items => "problem.items",
                    Full::Text => "problem.text",
                };
                return self.complain(vec![Problem {
                    save: true,
                    ..Problem::of(self.word(key))
                }]);
            }
        };
        self.lead.sent.set(self.lead.sent.get() + 1);
        self.lead.in_page.set(kept == Kept::InPage);
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
            self.lead.just_sent.set(true);
            self.lead.asking.set(false);
            // Another one is agreed to anew.
            self.lead.draft.update(|draft| {
                (draft.consent, draft.marketing) = (false, false);
            });
            self.lead.open();
        });
        self.session.focus_on("lead-done");
    }

    fn complain(&self, problems: Vec<Problem>) {
        self.problems.set(problems);
        self.session.focus_on("lead-errors");
    }

    fn done(&self) -> Vec<El> {
        let (texts, lead) = (self.texts, self.lead.clone());
        let thanks = self.clone();
        let heading = if self.place == Place::Page {
            el("h1").attr("data-heading", "")
        } else {
            el("h2")
        };
        let heading = heading
            .attr("id", "lead-done")
            .attr("tabindex", "-1")
            .hook("lead-done")
            .say(move || {
                let opened = thanks.lead.gate().holds_back() && thanks.place == Place::Gate;
                let words = thanks.word("done.thanks");
                if opened {
                    [&words, " ", &thanks.word("done.opened")].concat()
                } else {
                    words
                }
            });
        let in_page = lead.in_page;
        let items = lead.items;
        let open =
            move || in_page.get() && items.with(|all| all.iter().any(|item| !item.state.is_over()));
        let stay = el("p")
            .class("error")
            .attr_if("hidden", move || !open())
            .say(move || word(texts, "state.in_page"));
        let (asking, session) = (lead.asking, self.session);
        let another = el("button")
            .attr("type", "button")
            .class("plain")
            .hook("lead-another")
            .say(move || word(texts, "act.another"))
            .on_click(move || {
                asking.set(true);
                session.focus_on("lead-title");
            });
        let mut all = vec![
            heading,
            stay,
            rows(lead.clone(), texts, self.session).attr("aria-live", "polite"),
            self.answer(),
            el("p").child(another),
        ];
        if self.place == Place::Page {
            all.push(self.go_on());
        }
        all
    }

    fn go_on(&self) -> El {
        let (texts, lead, session) = (self.texts, self.lead.clone(), self.session);
        let button = el("button")
            .attr("type", "button")
            .class("button")
            .hook("lead-go")
            .say(move || word(texts, "gate.go"))
            .on_click(move || session.settle(lead.wanted.get()));
        el("p").class("go").child(button)
    }

    /// The answer as it came, in a test.
    fn answer(&self) -> El {
        let (texts, answer) = (self.texts, self.lead.answer);
        let words = move || match answer.get() {
            Some(said) if said.is_empty() => word(texts, "answer.none"),
            Some(said) => said,
            None => String::new(),
        };
        el("div")
            .class("answer")
            .attr_if("hidden", move || answer.with(Option::is_none))
            .child(el("h3").say(move || word(texts, "answer.title")))
            .child(el("pre").class("exact").hook("lead-answer").say(words))
    }

    fn list(&self) -> Vec<El> {
        let texts = self.texts;
        let heading = if self.place == Place::Page {
            el("h1").attr("data-heading", "")
        } else {
            el("h2")
        };
        let mut all = vec![
            heading
                .attr("tabindex", "-1")
                .say(move || word(texts, "state.title")),
            rows(self.lead.clone(), texts, self.session),
        ];
        if self.place == Place::Page {
            all.push(self.go_on());
        }
        all
    }
}

const CONSENT: &str = "lead-consent";

/// Id of a field.
fn id_of(name: &str) -> &'static str {
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

fn answer<'a>(draft: &'a Draft, name: &str) -> &'a str {
    let found = draft.fields.iter().find(|(known, _)| *known == name);
    found.map_or("", |(_, said)| said)
}

/// A lead but for the moment it is sent in.
fn without_time(lead: &Value) -> Value {
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

fn wrong(problems: RwSignal<Vec<Problem>>, field: &str) -> String {
    problems.with(|all| {
        let found = all.iter().find(|problem| problem.field == field);
        found.map_or_else(String::new, |problem| problem.words.clone())
    })
}

fn is_checked(event: &web_sys::Event) -> bool {
    let target = event.target();
    let checked = target.and_then(|t| js_sys::Reflect::get(&t, &"checked".into()).ok());
    checked.is_some_and(|checked| checked.is_truthy())
}
