//! A colleague is asked: the link that goes out, and what comes back.

use leptos::prelude::*;

use super::{Other, PIECE, day, who, word};
use crate::codec::link::{self, Link, LinkError};
use crate::domain::action::{Action, MAX_NAME, MAX_OPINIONS, Refusal};
use crate::domain::snapshot::Opinion;
use crate::platform::browser;
use crate::ui::dom::{El, el, value_of_event};
use crate::ui::parts::copy_field::{CopyField, copy_field};
use crate::ui::parts::section::section;
use crate::ui::session::session;
use crate::ui::store::Store;
use crate::ui::words::Texts;

/// Why a text is no link, in words.
pub(in crate::ui::pages) fn wrong_words(texts: Texts, error: LinkError) -> String {
    let key = format!("link.{}", error.id());
    match error {
        LinkError::CutOff { has, needs } => {
            let values = [("has", &*has.to_string()), ("needs", &needs.to_string())];
            texts.piece_fill(PIECE, &key, &values)
        }
        _ => texts.piece(PIECE, &key),
    }
}

/// Adds answers that came back, under the name the colleague has already; why not, in words.
pub(in crate::ui::pages) fn add(
    texts: Texts,
    store: Store,
    from: &str,
    at: i64,
    answers: crate::domain::snapshot::Snapshot,
) -> Result<usize, String> {
    if answers.is_empty() {
        return Err(word(texts, "ask.empty"));
    }
    let known = store.now(|p| p.opinions.get(from).map(|o| (o.name.clone(), o.at)));
    if known.as_ref().is_some_and(|(_, newest)| *newest > at) {
        return Err(word(texts, "ask.older"));
    }
    let name = known.map(|(name, _)| name);
    let n = answers.replies.len() + answers.express.len();
    let opinion = Opinion {
        name: name.unwrap_or_default(),
        at,
        answers,
    };
    match store.dispatch(Action::SetOpinion(from.to_owned(), Some(opinion))) {
        Ok(()) => Ok(n),
        // Nothing else can be wrong with what the reader let in.
        Err(Refusal::TooMany | _) => {
            let n = MAX_OPINIONS.to_string();
            Err(texts.piece_fill(PIECE, "ask.full", &[("n", &n)]))
        }
    }
}

/// The section.
pub(super) fn ask(chosen: RwSignal<Option<Other>>, texts: Texts, store: Store) -> El {
    let address = move || {
        store.with(|plan| {
            let fragment = link::ask_link(&plan.id, &plan.profile);
            format!("{}#{fragment}", browser::page_address())
        })
    };
    section(texts, PIECE, "ask")
        .child(el("p").class("hint").say(move || word(texts, "ask.lead")))
        .child(copy_field(CopyField {
            name: "ask-link",
            label: Box::new(move || word(texts, "ask.link")),
            text: Box::new(address),
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
                if request != own && wrong.with_untracked(|w| *w != OTHER) =>
            {
                Err(Wrong::Key("ask.other"))
            }
            Ok(Link::Answers {
                from, at, answers, ..
            }) => match add(texts, store, &from, at, answers) {
                Ok(n) => Ok((from, n)),
                Err(words) => Err(Wrong::Said(words)),
            },
            Ok(Link::Ask { .. }) => Err(Wrong::Key("ask.asks")),
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
                crate::ui::app::focus_on("input-answers");
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
        .attr_if("aria-invalid", move || wrong.with(Option::is_some))
        .value_of(move || text.get())
        .on("input", move |event| {
            text.set(value_of_event(event));
            wrong.set(None);
        });
    let error = move || {
        wrong.with(|wrong| match wrong {
            None => String::new(),
            Some(Wrong::Key(key)) => word(texts, key),
            Some(Wrong::Link(error)) => wrong_words(texts, *error),
            Some(Wrong::Said(words)) => words.clone(),
        })
    };
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
const OTHER: Option<Wrong> = Some(Wrong::Key("ask.other"));

/// Why what was pasted was not added.
#[derive(Debug, Clone, PartialEq)]
enum Wrong {
    /// It cannot be read.
    Link(LinkError),
    /// It is something else: the words' key.
    Key(&'static str),
    /// In words.
    Said(String),
}

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
            let n = opinion.answers.replies.len() + opinion.answers.express.len();
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
            crate::ui::app::focus_on("compare-ask");
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
