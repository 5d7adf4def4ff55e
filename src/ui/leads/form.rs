//! The form: what is asked, what is agreed to, what exactly is sent and where; and what stands in its place afterwards.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use super::making::{
    CONSENT, Form, MARKETING, Problem, Shows, answer, id_of, what_shows, without_time,
};
use super::shown::{OnScreen, shown, word};
use super::waiting::rows;
use super::{Leading, Place, Visit};
use crate::brand::leads::{Gate, Question};
use crate::lead::payload::{About, uuid};
use crate::platform::browser::{self, send};
use crate::ui::brand::away;
use crate::ui::catalogue;
use crate::ui::dom::{El, el, value_of_event};
use crate::ui::session::session;
use crate::ui::store::store;
use crate::ui::words::{Texts, texts};

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
    let key = move || {
        let shows = what_shows(&of, place, store);
        format!("{shows:?}")
    };
    // Nothing to show is no section either.
    let hidden = {
        let lead = form.lead.clone();
        move || what_shows(&lead, place, store) == Shows::Nothing
    };
    let class = match place {
        Place::Page => "lead-box",
        Place::Gate | Place::Below => "lead-box block in-touch",
    };
    let section = el("section").class(class).attr_if("hidden", hidden);
    let section = section.fill_by(key, move || match what_shows(&form.lead, place, store) {
        Shows::Form => form.fields(),
        Shows::Done => form.done(),
        Shows::List => form.list(),
        Shows::Nothing => Vec::new(),
    });
    vec![section]
}

impl Form {
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
        let (problems, texts) = (self.problems, self.texts);
        let form = self.clone();
        let list = move || {
            let line = |problem: &Problem| {
                let (field, session) = (problem.field, form.session);
                let words = el("span").text(&problem.words(texts));
                if field.is_empty() {
                    return el("li").child(words);
                }
                let link = el("a")
                    .attr("href", &["#", field].concat())
                    .text(&problem.words(texts))
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
                    .say(move || wrong(problems, id, texts)),
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

    fn agreements(&self) -> El {
        let (problems, texts) = (self.problems, self.texts);
        let has = move || problems.with(|all| all.iter().any(|p| p.field == CONSENT));
        let consent = self.tick(CONSENT, Form::consent_words, move |input| {
            input
                .attr("aria-required", "true")
                .attr_of("aria-invalid", move || has().then(|| "true".to_owned()))
                .attr_of("aria-describedby", move || {
                    has().then(|| "error-lead-consent".to_owned())
                })
        });
        let error = el("p")
            .class("error")
            .attr("id", "error-lead-consent")
            .hook("error-lead-consent")
            .say(move || wrong(problems, CONSENT, texts));
        let form = self.clone();
        let policy = el("p").class("policy").fill(move || {
            let url = form
                .leads()
                .map(|leads| leads.privacy.text(form.texts.lang().code()).to_owned());
            let link = url.map(|url| away(form.session, &url).text(&form.fill("policy")));
            link.into_iter().collect()
        });
        let marketing = self.marketing_words().map(|_| {
            let words = |form: &Form| form.marketing_words().unwrap_or_default();
            self.tick(MARKETING, words, |input| input)
        });
        el("div")
            .class("field agreements")
            .class_if("wrong", has)
            .children([consent, error, policy])
            .children(marketing)
    }

    /// A box and the words it agrees to.
    fn tick(
        &self,
        id: &'static str,
        words: fn(&Form) -> String,
        more: impl FnOnce(El) -> El,
    ) -> El {
        let (shown, on, said) = (self.clone(), self.clone(), self.clone());
        let input = el("input")
            .attr("type", "checkbox")
            .attr("id", id)
            .hook(id)
            .property_if("checked", move || on.has_agreed(id, &words(&on)))
            .on("change", move |event| {
                let words = untrack(|| words(&said));
                said.agree(id, words, is_checked(event));
            });
        el("label")
            .class("check")
            .child(more(input))
            .child(el("span").say(move || words(&shown)))
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
        let (items, held) = (lead.items, lead.clone());
        let open = move || {
            items.track();
            held.outbox.holds_alone()
        };
        let stay = el("p")
            .class("error")
            .attr_if("hidden", move || !open())
            .say(move || word(texts, "state.in_page"));
        let (visit, session) = (lead.visit, self.session);
        let another = el("button")
            .attr("type", "button")
            .class("plain")
            .hook("lead-another")
            .say(move || word(texts, "act.another"))
            .on_click(move || {
                visit.set(Visit::Again);
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

fn wrong(problems: RwSignal<Vec<Problem>>, field: &str, texts: Texts) -> String {
    problems.with(|all| {
        let found = all.iter().find(|problem| problem.field == field);
        found.map_or_else(String::new, |problem| problem.words(texts))
    })
}

fn is_checked(event: &web_sys::Event) -> bool {
    let target = event.target();
    let checked = target.and_then(|t| js_sys::Reflect::get(&t, &"checked".into()).ok());
    checked.is_some_and(|checked| checked.is_truthy())
}
