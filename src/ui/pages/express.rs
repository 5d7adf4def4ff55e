//! The express check: seven steps, one question at a time, the wheel in sight and filling.

mod resources;

pub(super) use resources::resources;
use std::rc::Rc;

use leptos::prelude::*;

use crate::codec::preset::Field;
use crate::content::express as offer;
use crate::domain::action::Action;
use crate::domain::answer::Reply;
use crate::domain::channel_use::Use;
use crate::domain::plan::Plan;
use crate::domain::profile::{Country, Model, Objective};
use crate::domain::stage::Stage;
use crate::i18n::{Key, k};
use crate::platform::browser::format;
use crate::ui::dom::{El, el, value_of_event};
use crate::ui::names;
use crate::ui::pages::home::dot;
use crate::ui::parts::choices::{Choice, Choices, choices};
use crate::ui::parts::wheel::mini_wheel;
use crate::ui::route::Route;
use crate::ui::session::{Notice, Session, session};
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

/// Steps of the check.
pub const STEPS: usize = 7;

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Model,
    Objectives,
    Resources,
    Stage(Stage),
}

impl Step {
    fn at(index: usize) -> Self {
        match index {
            0 => Self::Model,
            1 => Self::Objectives,
            2 => Self::Resources,
            n => Stage::ALL
                .get(n - 3)
                .copied()
                .map_or(Self::Stage(Stage::Engage), Self::Stage),
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Model => "profile.model",
            Self::Objectives => "profile.objectives",
            Self::Resources => "express.resources",
            Self::Stage(Stage::Reach) => "express.reach",
            Self::Stage(Stage::Act) => "express.act",
            Self::Stage(Stage::Convert) => "express.convert",
            Self::Stage(Stage::Engage) => "express.engage",
        }
    }

    /// What a page may have filled in of what is asked here.
    const fn presettable(self) -> &'static [Field] {
        match self {
            Self::Model => &[Field::Model, Field::Country],
            Self::Resources => &[Field::Budget, Field::Hours],
            Self::Objectives | Self::Stage(_) => &[],
        }
    }

    fn answered(self, plan: &Plan) -> bool {
        match self {
            Self::Model => plan.profile.model.is_some(),
            Self::Objectives => !plan.profile.objectives.is_empty(),
            Self::Resources => {
                plan.profile.budget.is_some()
                    || plan.profile.hours.is_some()
                    || plan.channels.values().any(|c| c.status == Use::InUse)
            }
            Self::Stage(stage) => plan.express.contains_key(&stage),
        }
    }
}

/// Which wording of the stage questions suits a kind of business.
fn variant(model: Option<Model>) -> &'static str {
    match model {
        Some(Model::Shop) => "shop",
        Some(Model::B2b) => "b2b",
        Some(Model::Local) => "local",
        Some(Model::Nonprofit) => "nonprofit",
        Some(Model::Both) | None => "any",
    }
}

/// That the page filled in one of these; empty when it did not, or the visitor has said otherwise.
#[must_use]
pub fn prefilled(fields: &[Field], texts: Texts, store: Store, session: Session) -> String {
    if store.with(|plan| session.is_prefilled(fields, plan)) {
        texts.t(k::EXPRESS_PREFILLED)
    } else {
        String::new()
    }
}

/// Name of the question of a step, 0..=6.
#[must_use]
pub fn question_id(step: usize) -> &'static str {
    Step::at(step).id()
}

/// The page.
#[must_use]
pub fn express() -> Vec<El> {
    let (texts, store, session) = (texts(), store(), session());
    session.spawn(async move {
        texts.load(&["express"]).await;
        // What the third step asks for; what does not come now is said there.
        let _ = super::fetch_soon().await;
    });
    let step = session.step;
    let all = STEPS.to_string();
    let of = move |key: Key, n: usize| texts.fill(key, &[("n", &n.to_string()), ("all", &all)]);
    let of_all = of.clone();
    let answered = move || store.with(|p| (0..STEPS).filter(|i| Step::at(*i).answered(p)).count());
    let why = move || match Step::at(step.get()) {
        Step::Model => texts.t(k::EXPRESS_Q_MODEL_WHY),
        Step::Objectives => texts.t(k::EXPRESS_Q_OBJECTIVES_WHY),
        Step::Resources => texts.t(k::EXPRESS_Q_RESOURCES_WHY),
        Step::Stage(stage) => texts.piece("express", &format!("{}.why", stage.id())),
    };
    let steps = el("p")
        .class("steps")
        .child(el("span").say(move || of(k::EXPRESS_STEP, step.get() + 1)))
        .child(
            el("progress")
                .hook("progress")
                .attr("max", &STEPS.to_string())
                .attr_of("value", move || Some((step.get() + 1).to_string()))
                .attr_words("aria-label", k::EXPRESS_TITLE),
        )
        .child(
            el("span")
                .class("quiet")
                .say(move || of_all(k::EXPRESS_PROGRESS, answered())),
        );
    let question = el("div")
        .class("question")
        .hook("question")
        .attr_of("data-question-id", move || {
            Some(Step::at(step.get()).id().to_owned())
        })
        .fill_by(
            move || step.get().to_string(),
            move || match Step::at(step.get()) {
                Step::Model => ask_model(),
                Step::Objectives => ask_objectives(),
                Step::Resources => ask_resources(),
                Step::Stage(stage) => ask_stage(stage),
            },
        );
    let prefilled = el("p")
        .class("hint")
        .hook("prefilled")
        .say(move || prefilled(Step::at(step.get()).presettable(), texts, store, session));
    let reason = el("details")
        .class("why")
        .child(el("summary").words(k::EXPRESS_WHY))
        .child(el("p").say(why));
    let next = move || {
        texts.t(if step.get() + 1 < STEPS {
            k::EXPRESS_NEXT
        } else {
            k::EXPRESS_SEE
        })
    };
    let moves = el("div")
        .class("moves")
        .child(
            el("button")
                .class("button second")
                .hook("back")
                .attr_if("disabled", move || step.get() == 0)
                .words(k::EXPRESS_BACK)
                .on_click(move || go(session, step.get_untracked().saturating_sub(1))),
        )
        .child(
            el("button")
                .class("button")
                .hook("next")
                .say(next)
                .on_click(move || forward(session)),
        )
        .child(
            el("button")
                .class("plain")
                .hook("skip")
                .words(k::EXPRESS_SKIP)
                .on_click(move || forward(session)),
        );
    let main = el("div")
        .class("ask-main")
        .children([steps, question, prefilled, reason, moves])
        .child(el("p").class("hint").words(k::EXPRESS_OPTIONAL));
    let wheel = mini_wheel(store.wheel, move || store.scores.with(|s| s.overall));
    let section = el("section")
        .class("ask")
        .child(el("aside").class("ask-side").child(wheel))
        .child(main);
    vec![section]
}

fn go(session: Session, to: usize) {
    session.step.set(to.min(STEPS - 1));
    session.focus_heading();
}

fn forward(session: Session) {
    let step = session.step.get_untracked();
    if step + 1 < STEPS {
        go(session, step + 1);
    } else {
        session.go(Route::Result);
    }
}

fn heading(text: impl Fn() -> String + 'static) -> El {
    el("h1")
        .attr("id", "gw-question")
        .attr("data-heading", "")
        .attr("tabindex", "-1")
        .say(text)
}

/// The choices of a question.
fn answers(
    name: &'static str,
    list: impl Fn() -> Vec<Choice> + 'static,
    chosen: impl Fn() -> Option<&'static str> + 'static,
    on_choose: impl Fn(&str) + 'static,
) -> El {
    choices(Choices {
        name,
        list: Rc::new(list),
        chosen: Rc::new(chosen),
        labelled_by: "gw-question",
        digits: session().digits,
        on_choose: Rc::new(on_choose),
    })
}

fn choice(texts: Texts, value: &str, key: Key) -> Choice {
    Choice {
        value: value.to_owned(),
        text: texts.t(key),
        aside: false,
    }
}

fn ask_model() -> Vec<El> {
    let (texts, store) = (texts(), store());
    let list = move || {
        let one = |m: &Model| choice(texts, m.id(), names::model(*m));
        Model::ALL.iter().map(one).collect()
    };
    let chosen = move || store.with(|p| p.profile.model.map(Model::id));
    let choose = move |value: &str| store.choose(Action::SetModel(Model::from_id(value)));
    vec![
        heading(move || texts.t(k::EXPRESS_Q_MODEL)),
        answers("model", list, chosen, choose),
        country_field(texts, store),
    ]
}

fn country_field(texts: Texts, store: Store) -> El {
    let country = move || store.with(|p| p.profile.country);
    let options = move || {
        let lang = texts.lang();
        let mut list: Vec<(String, Country)> = Vec::new();
        for country in offer::COUNTRIES.into_iter().filter_map(Country::new) {
            let name = format::country(lang, country);
            // Into its place at once: no general sort for so short a list.
            let at =
                list.partition_point(|(before, _)| format::compare(lang, before, &name).is_le());
            list.insert(at, (name, country));
        }
        let none = el("option")
            .attr("value", "")
            .property_if("selected", move || country().is_none())
            .words(k::EXPRESS_COUNTRY_NONE);
        let options = list.into_iter().map(|(name, code)| {
            el("option")
                .attr("value", code.as_str())
                .property_if("selected", move || country() == Some(code))
                .text(&name)
        });
        std::iter::once(none).chain(options).collect()
    };
    let select = el("select")
        .attr("id", "input-country")
        .hook("input-country")
        .attr("aria-describedby", "hint-country")
        .fill_by(move || texts.lang().code().to_owned(), options)
        .on("change", move |event| {
            store.choose(Action::SetCountry(Country::new(&value_of_event(event))));
        });
    el("div")
        .class("field")
        .child(
            el("label")
                .attr("for", "input-country")
                .words(k::EXPRESS_COUNTRY),
        )
        .child(
            el("p")
                .class("hint")
                .attr("id", "hint-country")
                .words(k::EXPRESS_COUNTRY_HINT),
        )
        .child(select)
}

fn ask_objectives() -> Vec<El> {
    let (texts, store) = (texts(), store());
    let list = move || {
        let one = |o: &Objective| choice(texts, o.id(), names::objective(*o));
        Objective::ALL.iter().map(one).collect()
    };
    let chosen = move || store.with(|p| p.profile.objectives.first().map(|o| o.id()));
    let choose = move |value: &str| {
        if let Some(first) = Objective::from_id(value) {
            // The new first takes its place; what was ranked after it keeps its order.
            let rest = store.now(|p| p.profile.objectives.clone());
            let list = std::iter::once(first)
                .chain(rest.into_iter().skip(1).filter(|o| *o != first))
                .collect();
            store.choose(Action::SetObjectives(list));
        }
    };
    vec![
        heading(move || texts.t(k::EXPRESS_Q_OBJECTIVES)),
        answers("objectives", list, chosen, choose),
    ]
}

/// Its heading is there at once; the fields come with what is needed soon.
fn ask_resources() -> Vec<El> {
    let (texts, session) = (texts(), session());
    let place = el("div").class("contents");
    let owner = Owner::current().unwrap_or_default();
    let fields = place.clone();
    session.spawn(async move {
        match super::soon().await {
            Ok(soon) if fields.node().is_connected() => {
                owner.with(|| drop(fields.children((soon.resources)())));
            }
            Ok(_) => {}
            Err(_) => session.notify(Notice::Unfetched),
        }
    });
    let heading = heading(move || texts.t(k::EXPRESS_Q_RESOURCES));
    vec![heading, place]
}

fn ask_stage(stage: Stage) -> Vec<El> {
    let (texts, store) = (texts(), store());
    let text = move |key: &str| {
        let variant = variant(store.with(|p| p.profile.model));
        texts.piece("express", &[stage.id(), ".", variant, ".", key].concat())
    };
    let list = move || {
        let level = |n: u8| {
            let value = n.to_string();
            Choice {
                text: text(&value),
                value,
                aside: false,
            }
        };
        let unknown = Choice {
            aside: true,
            ..choice(texts, Reply::Unknown.id(), k::EXPRESS_DONT_KNOW)
        };
        (1..=5).map(level).chain([unknown]).collect()
    };
    let chosen = move || store.with(|p| p.express.get(&stage).map(|r| r.id()));
    let choose = move |value: &str| {
        store.choose(Action::AnswerExpress(stage, Reply::from_id(value)));
    };
    let tag = el("p")
        .class("stage-tag")
        .child(dot(stage))
        .child(el("span").attr("lang", "en").words(names::stage(stage)))
        .child(el("span").class("gloss").words(names::gloss(stage)));
    vec![
        tag,
        heading(move || text("q")),
        answers(stage.id(), list, chosen, choose),
    ]
}
