//! A colleague is asked: the link that goes out, and what comes back.

use leptos::prelude::*;

use super::{Other, PIECE, day, who, word};
use crate::codec::link::{self, Link, LinkError};
use crate::domain::action::{Action, MAX_NAME, MAX_OPINIONS};
use crate::domain::snapshot::{Opinion, Snapshot};
use crate::ui::dom::{El, el, value_of_event};
use crate::ui::parts::copy_field::{CopyField, copy_field};
use crate::ui::parts::section::section;
use crate::ui::session::session;
use crate::ui::store::Store;
use crate::ui::words::Texts;

/// Why answers were not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui::pages) enum Wrong {
    /// The text cannot be read.
    Link(LinkError),
    /// It is something else, or there is no place for it: the words' key.
    Key(&'static str),
}

impl Wrong {
    /// In words of the language of the page.
    pub(in crate::ui::pages) fn words(self, texts: Texts) -> String {
        let fill = |key: &str, values: &[(&str, &str)]| texts.piece_fill(PIECE, key, values);
        match self {
            Self::Link(error) => {
                let key = format!("link.{}", error.id());
                let (has, needs) = match error {
                    LinkError::CutOff { has, needs } => (has, needs),
                    _ => (0, 0),
                };
                let values = [("has", &*has.to_string()), ("needs", &needs.to_string())];
                fill(&key, &values)
            }
            Self::Key(key) => fill(key, &[("n", &MAX_OPINIONS.to_string())]),
        }
    }
}

/// Adds answers that came back, under the name the colleague has already; how many.
pub(in crate::ui::pages) fn add(
    store: Store,
    from: &str,
    at: i64,
    answers: Snapshot,
) -> Result<usize, Wrong> {
    if answers.is_empty() {
        return Err(Wrong::Key("ask.empty"));
    }
    let known = store.now(|p| p.opinions.get(from).map(|o| (o.name.clone(), o.at)));
    if known.as_ref().is_some_and(|(_, newest)| *newest > at) {
        return Err(Wrong::Key("ask.older"));
    }
    let name = known.map(|(name, _)| name).unwrap_or_default();
    let n = answers.len();
    let opinion = Opinion { name, at, answers };
    let taken = store.dispatch(Action::SetOpinion(from.to_owned(), Some(opinion)));
    // Nothing but their number can be wrong with what the reader let in.
    taken.map(|()| n).map_err(|_| Wrong::Key("ask.full"))
}

/// The section.
pub(super) fn ask(chosen: RwSignal<Option<Other>>, texts: Texts, store: Store) -> El {
    let session = session();
    let address = move || {
        store.with(|plan| {
            let fragment = link::ask_link(&plan.id, &plan.profile);
            format!("{}#{fragment}", session.address())
        })
    };
    section(texts, PIECE, "ask")
        .child(el("p").class("hint").say(move || word(texts, "ask.lead")))
        .child(copy_field(CopyField {
            name: "ask-link",
            label: Box::new(move || word(texts, "ask.link")),
            text: Box::new(address),
            rows: None,
        }))
        .child(el("p").class("hint").say(move || word(texts, "ask.holds")))
        .child(paste(chosen, texts, store))
        .child(list(texts, store))
}

fn paste(chosen: RwSignal<Option<Other>>, texts: Texts, store: Store) -> El {
    let session = session();
    let text = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<Wrong>);
    let take = move || {
        let read = text.with_untracked(|text| link::read(text));
        let own = store.now(|p| link::tag(&p.id));
        let found = match read {
            Ok(Link::Answers { from, .. }) if from == own => Err(Wrong::Key("ask.own")),
            // Once more is a yes.
            Ok(Link::Answers { request, .. })
                if request != own && wrong.get_untracked() != Some(OTHER) =>
            {
                Err(OTHER)
            }
            Ok(Link::Answers {
                from, at, answers, ..
            }) => add(store, &from, at, answers).map(|n| (from, n)),
            Ok(Link::Ask { .. }) => Err(Wrong::Key("ask.asks")),
            Ok(Link::Plan { .. }) => Err(Wrong::Key("opened.plan_no_answers")),
            Err(error) => Err(Wrong::Link(error)),
        };
        match found {
            Ok((from, n)) => {
                wrong.set(None);
                text.set(String::new());
                chosen.set(Some(Other::Colleague(from)));
                session.say_if(true, texts.words_count(PIECE, "ask.added", n as u64));
            }
            Err(why) => {
                wrong.set(Some(why));
                session.focus_on("input-answers");
            }
        }
    };
    let field = el("textarea")
        .attr("id", "input-answers")
        .hook("input-answers")
        .attr("rows", "3")
        .attr("maxlength", "20000")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("aria-describedby", "hint-answers error-answers")
        .attr_of("aria-invalid", move || {
            wrong.get().map(|_| "true".to_owned())
        })
        .value_of(move || text.get())
        .on("input", move |event| {
            text.set(value_of_event(event));
            wrong.set(None);
        });
    let error = move || wrong.get().map_or_else(String::new, |w| w.words(texts));
    let button = el("button")
        .class("button second")
        .hook("add-answers")
        .say(move || word(texts, "ask.add"))
        .on_click(take);
    el("div")
        .class("field")
        .child(
            el("label")
                .attr("for", "input-answers")
                .say(move || word(texts, "ask.paste")),
        )
        .child(
            el("p")
                .class("hint")
                .attr("id", "hint-answers")
                .say(move || word(texts, "ask.paste_hint")),
        )
        .child(field)
        .child(
            el("p")
                .class("error")
                .attr("id", "error-answers")
                .hook("error-answers")
                .attr("role", "alert")
                .say(error),
        )
        .child(el("p").child(button))
}

/// Said of answers that another plan asked for.
const OTHER: Wrong = Wrong::Key("ask.other");

fn list(texts: Texts, store: Store) -> El {
    let tags = store.slice(|p| p.opinions.keys().cloned().collect::<Vec<_>>());
    el("ul")
        .class("kept")
        .hook("opinions")
        .attr_of("aria-label", move || Some(word(texts, "ask.list")))
        .fill_by(
            // A name being typed leaves its field alone.
            move || tags.with(|t| t.join(" ")),
            move || {
                let one = |(place, tag): (usize, String)| entry(place, tag, texts, store);
                tags.get_untracked()
                    .into_iter()
                    .enumerate()
                    .map(one)
                    .collect()
            },
        )
}

fn entry(place: usize, tag: String, texts: Texts, store: Store) -> El {
    let session = session();
    let id = format!("input-colleague{}", place + 1);
    let of = {
        let tag = tag.clone();
        move || store.with(|p| p.opinions.get(&tag).cloned().unwrap_or_default())
    };
    let said = {
        let of = of.clone();
        move || {
            let opinion = of();
            let n = opinion.answers.len();
            let day = day(texts.lang(), opinion.at);
            texts
                .words_count(PIECE, "ask.entry", n as u64)
                .replace("{date}", &day)
        }
    };
    let label = {
        let tag = tag.clone();
        move || {
            let who = store.with(|p| who(texts, p, &tag));
            Some(texts.piece_fill(PIECE, "ask.remove", &[("who", &who)]))
        }
    };
    let input = el("input")
        .attr("id", &id)
        .hook(&id)
        .attr("type", "text")
        .attr("maxlength", &MAX_NAME.to_string())
        .attr("autocomplete", "off")
        .value_of(move || of().name)
        .on("input", {
            let tag = tag.clone();
            move |event| {
                store.choose(Action::NameOpinion(tag.clone(), value_of_event(event)));
            }
        });
    let remove = el("button")
        .class("plain")
        .attr_of("aria-label", label)
        .say(move || word(texts, "then.remove_short"))
        .on_click(move || {
            store.choose(Action::SetOpinion(tag.clone(), None));
            session.say_if(true, word(texts, "then.removed"));
            session.focus_on("compare-ask");
        });
    let name = el("div")
        .class("field")
        .child(
            el("label")
                .attr("for", &id)
                .say(move || word(texts, "ask.name")),
        )
        .child(input);
    el("li")
        .child(name)
        .child(el("span").class("value").say(said))
        .child(remove)
}
