//! Delivering: one lead after the other, by one tab, each when its moment has come.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::Lead;
use crate::brand::leads::Target;
use crate::lead::delivery::{Delivery, Request, delivery, judge};
use crate::lead::outbox::{Item, PATIENCE, State, Why, recipient};
use crate::platform::browser::send::{self, Answered, Refusals};
use crate::platform::browser::{self, files};
use crate::ui::session::{Session, detail};

/// Name of the lock that whoever sends holds.
const LOCK: &str = "growth-wheel:outbox";
/// How long to wait for a tab that is sending, milliseconds.
const BUSY: u32 = 5_000;
/// How long a page may take to fill a form in, milliseconds.
const ANSWER: u32 = 3_000;
/// Longest wait of a timer, milliseconds: what is later is looked at again then.
const LONGEST: i64 = 3_600_000;

/// What an event tells of a lead: never who it is from.
#[derive(Serialize)]
struct Told<'a> {
    id: &'a str,
    host: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
}

/// What a form of the page around is filled in with.
#[derive(Serialize)]
struct Filling<'a> {
    form: &'a str,
    fields: &'a [(String, String)],
}

fn tell(session: Session, event: &str, told: &Told<'_>) {
    // Nobody has to listen to what has become of it.
    let _ = tell_page(session, event, &detail(told));
}

/// Tells the host's side, or who listens to our own page; whether there is anybody it could have reached.
fn tell_page(session: Session, event: &str, detail: &JsValue) -> bool {
    match (session.host(), session.root()) {
        (None, Some(root)) => {
            send::dispatch(&root, &["gw:", event].concat(), detail);
            true
        }
        _ => session.tell(event, detail),
    }
}

/// That a lead was accepted.
pub(super) fn queued(item: &Item, session: Session) {
    let told = Told {
        id: &item.id,
        host: &item.host,
        confirmed: None,
        reason: None,
        status: None,
    };
    tell(session, "lead-queued", &told);
}

/// What has become of it.
fn ended(item: &Item, session: Session) {
    let failed = item.state == State::Failed;
    let told = Told {
        id: &item.id,
        host: &item.host,
        confirmed: (!failed).then_some(item.state == State::Sent),
        reason: failed.then_some(&*item.why.reason),
        status: (failed && item.why.status > 0).then_some(item.why.status),
    };
    match item.state {
        State::Sent | State::Unconfirmed => tell(session, "lead-sent", &told),
        State::Failed => tell(session, "lead-failed", &told),
        State::Waiting | State::Sending => {}
    }
}

/// The mark of the recipient that the configuration names.
pub(super) fn recipient_of(target: &Target, page: &str) -> String {
    let place = match target {
        Target::Form { id } => id.clone(),
        other => other.url().unwrap_or_else(|| other.host(page)),
    };
    recipient(target.id(), &place)
}

/// Sends what waits, now and whenever something is due.
pub(super) fn deliver(lead: Rc<Lead>, session: Session) {
    lead.outbox.wake(browser::now());
    kick(lead, session);
}

/// Looks whether something is due.
pub(super) fn kick(lead: Rc<Lead>, session: Session) {
    if lead.running.replace(true) {
        return;
    }
    session.spawn(async move {
        let sending = lead.clone();
        let done = send::alone(LOCK, move |locked| {
            Box::pin(send_due(sending, session, locked))
        });
        let done = done.await;
        lead.running.set(false);
        lead.refresh();
        let now = browser::now();
        let next = to(&lead, session).and_then(|to| lead.outbox.next(&to, now));
        let wait = match next {
            None => None,
            Some(_) if !done => Some(BUSY),
            Some(next) => u32::try_from((next - now).clamp(250, LONGEST)).ok(),
        };
        let again = lead.clone();
        let timer = wait.map(|wait| {
            Timeout::new(wait, move || {
                if session.root().is_some() {
                    kick(again, session);
                }
            })
        });
        lead.timer.replace(timer);
    });
}

fn to(lead: &Lead, session: Session) -> Option<String> {
    let leads = lead.leads()?;
    Some(recipient_of(&leads.target, &session.address()))
}

async fn send_due(lead: Rc<Lead>, session: Session, locked: bool) {
    let Some(to) = to(&lead, session) else {
        return;
    };
    // Where nothing is answered each goes with a tap.
    if !lead.leads().is_some_and(|leads| leads.target.answers()) {
        return;
    }
    // As many as there can be, and not one more: whatever storage says, this comes to an end.
    for _ in 0..=crate::lead::outbox::MAX_ITEMS {
        let now = browser::now();
        let due = lead.outbox.due(&to, locked, now);
        let Some(item) = due.and_then(|due| lead.outbox.begin(&due.id, now)) else {
            return;
        };
        lead.refresh();
        let Some(Delivery::Request(request)) =
            lead.leads().map(|leads| delivery(&item.lead, leads))
        else {
            return;
        };
        let (answered, refused) = sent(&request).await;
        note(&lead, answered.as_ref());
        let answer = match answered {
            Some(a) => Some(judge(a.status, &a.body, a.retry_after)),
            // What the page forbids now it will forbid again.
            None if refused => {
                let over =
                    lead.outbox
                        .handed_over(&item.id, Err(Why::of("policy")), browser::now());
                lead.refresh();
                if let Some(over) = over {
                    ended(&over, session);
                }
                continue;
            }
            None => None,
        };
        let chance = js_sys::Math::random();
        let over = lead.outbox.end(&item.id, answer, browser::now(), chance);
        if session.root().is_none() {
            return;
        }
        lead.refresh();
        if let Some(over) = over {
            ended(&over, session);
        }
    }
}

/// The answer to a request, and whether it was the page's policy that refused it.
async fn sent(request: &Request) -> (Option<Answered>, bool) {
    let refusals = Refusals::watch(&request.url);
    let patience = u32::try_from(PATIENCE).unwrap_or(u32::MAX);
    let Request {
        url,
        headers,
        body,
        answered,
    } = request;
    let answer = send::post(url, headers, body, *answered, patience).await;
    let refused = answer.is_none() && refusals.any().await;
    (answer, refused)
}

/// In a test the answer is shown as it came.
fn note(lead: &Lead, answered: Option<&Answered>) {
    if lead.leads().is_some_and(|leads| leads.test) {
        let said = answered.map_or_else(String::new, |a| format!("{}\n{}", a.status, a.body));
        lead.answer.set(Some(said));
    }
}

/// Hands a lead over to where nothing tells whether it has arrived: once, for a tap.
pub(super) fn hand_over(lead: &Rc<Lead>, item: &Item, session: Session) {
    let Some(leads) = lead.leads() else {
        return;
    };
    let went = match delivery(&item.lead, leads) {
        Delivery::Tell(json) => {
            let lead = js_sys::JSON::parse(&json).unwrap_or(JsValue::NULL);
            let heard = tell_page(session, "lead", &lead);
            // What the page does when it hears of the next event must not come between.
            queued(item, session);
            if heard { Ok(()) } else { Err(Why::of("page")) }
        }
        Delivery::Fill { form, fields } => {
            queued(item, session);
            let framed = session.host().is_some_and(|host| host.framed);
            if framed {
                return fill_around(lead.clone(), item.id.clone(), &form, fields, session);
            }
            send::fill_form(&form, &fields).map_err(Why::of)
        }
        Delivery::Tab { url, fields } => {
            let refusals = Refusals::watch(&url);
            let went = send::post_in_tab(&url, &fields);
            queued(item, session);
            let (lead, id) = (lead.clone(), item.id.clone());
            return spawn_local(async move {
                let refused = refusals.any().await;
                let went = match (went, refused) {
                    (true, false) => Ok(()),
                    (_, true) => Err(Why::of("policy")),
                    _ => Err(Why::of("tab")),
                };
                settle(&lead, &id, went, session);
            });
        }
        Delivery::Open(url) => {
            // A browser without a mail program shows that itself.
            send::open(&url);
            queued(item, session);
            Ok(())
        }
        Delivery::Save { name, mime, text } => {
            let _ = files::download(name, mime, &text);
            queued(item, session);
            Ok(())
        }
        Delivery::Request(request) => {
            queued(item, session);
            let (lead, id) = (lead.clone(), item.id.clone());
            // What comes of it is noted whether the widget is still there or not.
            return spawn_local(async move {
                let (answered, refused) = sent(&request).await;
                note(&lead, answered.as_ref());
                let why = if refused { "policy" } else { "offline" };
                let went = answered.map(|_| ()).ok_or_else(|| Why::of(why));
                settle(&lead, &id, went, session);
            });
        }
    };
    settle(lead, &item.id, went, session);
}

/// In a frame the form is one of the page around it, which fills it in itself and says what came of it.
fn fill_around(
    lead: Rc<Lead>,
    id: String,
    form: &str,
    fields: Vec<(String, String)>,
    session: Session,
) {
    let said = detail(&Filling {
        form,
        fields: &fields,
    });
    let (waits, late, late_id) = (Rc::new(Cell::new(true)), lead.clone(), id.clone());
    let over = waits.clone();
    let asked = session.ask("lead-form", &said, move |said| {
        if waits.replace(false) {
            let went = match said {
                "sent" => Ok(()),
                "invalid" => Err(Why::of("invalid")),
                _ => Err(Why::of("form")),
            };
            settle(&lead, &id, went, session);
        }
    });
    // A page that says nothing has not done it either.
    let wait = if asked { ANSWER } else { 0 };
    Timeout::new(wait, move || {
        if over.replace(false) {
            settle(&late, &late_id, Err(Why::of("page")), session);
        }
    })
    .forget();
}

fn settle(lead: &Lead, id: &str, went: Result<(), Why>, session: Session) {
    lead.keep_in_page(id);
    let over = lead.outbox.handed_over(id, went, browser::now());
    if session.root().is_none() {
        return;
    }
    lead.refresh();
    if let Some(over) = over {
        ended(&over, session);
    }
}

/// Another try of one that failed, for a tap.
pub(super) fn again(lead: &Rc<Lead>, item: &Item, session: Session) {
    if lead.leads().is_some_and(|leads| leads.target.answers()) {
        lead.outbox.again(&item.id, browser::now());
        lead.refresh();
        kick(lead.clone(), session);
    } else {
        let going = lead.outbox.going(&item.id, &item.lead, browser::now());
        lead.refresh();
        if let Some(going) = going {
            hand_over(lead, &going, session);
        }
    }
}
