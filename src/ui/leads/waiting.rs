//! What was sent and what waits: how it stands, why, and what can be done about it.

use std::rc::Rc;

use leptos::prelude::*;

use super::delivering::{again, kick, recipient_of};
use super::shown::{PIECE, save, word};
use super::{Lead, Leading};
use crate::domain::json::Value;
use crate::lead::outbox::{Item, State};
use crate::platform::browser::{self, format};
use crate::ui::dom::{El, el};
use crate::ui::session::{Session, session};
use crate::ui::words::{Texts, texts};

/// Id of the list: the focus goes there when what it was on is built anew.
const LIST: &str = "lead-rows";

/// The section for the settings; empty as long as there is nothing.
pub(super) fn list() -> Vec<El> {
    let Some(lead) = Leading::lead() else {
        return Vec::new();
    };
    let texts = texts();
    let items = lead.items;
    let section = el("section")
        .class("block")
        .hook("lead-list")
        .attr_if("hidden", move || items.with(Vec::is_empty))
        .child(el("h2").say(move || word(texts, "state.title")))
        .child(rows(lead, texts, session()));
    vec![section]
}

/// A line for each.
pub(super) fn rows(lead: Rc<Lead>, texts: Texts, session: Session) -> El {
    let items = lead.items;
    el("ul")
        .class("plain-list leads")
        .attr("id", LIST)
        .attr("tabindex", "-1")
        .hook("leads")
        .fill(move || {
            let row = |item: &Item| one(item, &lead, texts, session);
            items.with(|items| items.iter().rev().map(row).collect())
        })
}

fn one(item: &Item, lead: &Rc<Lead>, texts: Texts, session: Session) -> El {
    let lang = texts.lang();
    let own = lead
        .leads()
        .is_some_and(|leads| recipient_of(&leads.target, &session.address()) == item.to);
    let mut words = vec![texts.piece_fill(PIECE, &state_key(item), &[("host", &item.host)])];
    words.extend(reason(item, lead, texts));
    if item.state == State::Waiting {
        let next = if !own {
            word(texts, "state.elsewhere")
        } else {
            let time = if item.next <= browser::now() + 1_000 {
                word(texts, "state.soon")
            } else {
                format::time(lang, item.next)
            };
            texts.piece_fill(PIECE, "state.next", &[("time", &time)])
        };
        words.push(next);
    }
    let button = |key: &'static str, class: &str, run: Box<dyn FnMut()>| {
        el("button")
            .attr("type", "button")
            .class(class)
            .hook(&["lead-", key].concat())
            .text(&word(texts, &["act.", key].concat()))
            .on_click(run)
    };
    let mut acts: Vec<El> = Vec::new();
    // What was handed over can be sent again as long as this page has it.
    let handed = lead
        .handed(&item.id)
        .filter(|_| item.state == State::Unconfirmed);
    let there = item.lead != Value::Null;
    if let Some(value) = handed.filter(|_| own) {
        let (lead, item) = (
            lead.clone(),
            Item {
                lead: value,
                ..item.clone()
            },
        );
        acts.push(button(
            "again",
            "button second",
            Box::new(move || again(&lead, &item, session)),
        ));
    }
    if own && there && matches!(item.state, State::Waiting | State::Failed) {
        let (lead, item) = (lead.clone(), item.clone());
        let failed = item.state == State::Failed;
        acts.push(button(
            if failed { "again" } else { "now" },
            "button second",
            Box::new(move || {
                if failed {
                    again(&lead, &item, session);
                } else {
                    lead.outbox.hurry(&item.id, browser::now());
                    kick(lead.clone(), session);
                }
                session.focus_on(LIST);
            }),
        ));
    }
    if there && item.state == State::Failed {
        let (lead, item) = (lead.clone(), item.clone());
        acts.push(button(
            "save",
            "button second",
            Box::new(move || {
                if let Some(leads) = lead.leads() {
                    save(&item.lead, leads);
                }
            }),
        ));
    }
    let over = item.state.is_over() || !there;
    {
        let (lead, id) = (lead.clone(), item.id.clone());
        acts.push(button(
            if over { "remove" } else { "cancel" },
            "plain",
            Box::new(move || {
                lead.outbox.remove(&id);
                lead.refresh();
                session.focus_on(LIST);
                let said = if over {
                    "said.removed"
                } else {
                    "said.cancelled"
                };
                session.say_if(true, word(texts, said));
            }),
        ));
    }
    let moment = [
        &format::date(lang, item.at),
        ", ",
        &format::time(lang, item.at),
    ]
    .concat();
    el("li")
        .hook("lead-item")
        .attr("data-state", item.state.id())
        .child(el("p").text(&words.join(" ")))
        .child(el("p").class("hint").text(&moment))
        .child(el("p").class("chips").children(acts))
}

fn state_key(item: &Item) -> String {
    let kind = item.to.split(' ').next().unwrap_or_default();
    let key = match (item.state, kind) {
        (State::Unconfirmed, "file") => "saved",
        (State::Unconfirmed, "mailto") => "mail",
        (state, _) => state.id(),
    };
    ["state.", key].concat()
}

/// Why, and what the recipient says.
fn reason(item: &Item, lead: &Lead, texts: Texts) -> Vec<String> {
    let why = &item.why;
    if why.reason.is_empty() {
        return Vec::new();
    }
    let recipient = lead.recipient(texts, &item.host);
    let status = why.status.to_string();
    let values = [("status", &*status), ("recipient", &*recipient)];
    let of = |key: &str| texts.piece_fill(PIECE, &["why.", key].concat(), &values);
    let mut words = vec![of(&why.reason)];
    if !why.said.is_empty() {
        words.push(texts.piece_fill(PIECE, "why.said", &[("said", &why.said)]));
    }
    // What a status means to who has sent something.
    match why.status {
        400 | 413 | 415 | 422 => words.push(of("bad")),
        401 | 403 | 405 | 407 => words.push(of("denied")),
        404 | 410 => words.push(of("gone")),
        _ => {}
    }
    words
}
