//! The express check: seven steps, one question at a time, the wheel in sight and filling.

use leptos::prelude::*;

use crate::content::{currency, express as offer};
use crate::domain::action::{Action, ProfileNumber, Refusal};
use crate::domain::answer::Reply;
use crate::domain::channel_use::Use;
use crate::domain::ids::ChannelId;
use crate::domain::plan::Plan;
use crate::domain::profile::{Country, Model, Objective};
use crate::domain::stage::Stage;
use crate::i18n::{Key, k};
use crate::platform::browser::format;
use crate::ui::app::focus_heading;
use crate::ui::names;
use crate::ui::parts::choices::{Choice, Choices};
use crate::ui::parts::number_field::NumberField;
use crate::ui::parts::wheel::MiniWheel;
use crate::ui::route::Route;
use crate::ui::session::session;
use crate::ui::store::store;
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

/// The page.
#[component]
pub fn Express() -> impl IntoView {
    let (texts, store, session) = (texts(), store(), session());
    leptos::task::spawn_local(async move { texts.load(&["express"]).await });
    let step = session.step;
    let go = move |to: usize| {
        step.set(to.min(STEPS - 1));
        focus_heading();
    };
    let answered = store.slice(|p| (0..STEPS).filter(|i| Step::at(*i).answered(p)).count());
    let forward = move |_| {
        if step.get_untracked() + 1 < STEPS {
            go(step.get_untracked() + 1);
        } else if let Some(window) = crate::platform::browser::window() {
            let _ = window.location().set_hash(Route::Result.href());
        }
    };
    let why = move || match Step::at(step.get()) {
        Step::Model => texts.t(k::EXPRESS_Q_MODEL_WHY),
        Step::Objectives => texts.t(k::EXPRESS_Q_OBJECTIVES_WHY),
        Step::Resources => texts.t(k::EXPRESS_Q_RESOURCES_WHY),
        Step::Stage(stage) => texts.piece("express", &format!("{}.why", stage.id())),
    };
    let score = Signal::derive(move || store.scores.with(|s| s.overall));
    view! {
        <section class="ask">
            <aside class="ask-side">
                <MiniWheel state=store.wheel score=score />
            </aside>
            <div class="ask-main">
                <p class="steps">
                    <span>
                        {move || {
                            texts
                                .fill(
                                    k::EXPRESS_STEP,
                                    &[("n", &(step.get() + 1).to_string()), ("all", &STEPS.to_string())],
                                )
                        }}
                    </span>
                    <progress
                        data-testid="progress"
                        max=STEPS
                        value=move || step.get() + 1
                        aria-label=texts.say(k::EXPRESS_TITLE)
                    ></progress>
                    <span class="quiet">
                        {move || {
                            texts
                                .fill(
                                    k::EXPRESS_PROGRESS,
                                    &[("n", &answered.get().to_string()), ("all", &STEPS.to_string())],
                                )
                        }}
                    </span>
                </p>
                {move || {
                    let now = Step::at(step.get());
                    view! {
                        <div class="question" data-testid="question" data-question-id=now.id()>
                            {match now {
                                Step::Model => view! { <AskModel /> }.into_any(),
                                Step::Objectives => view! { <AskObjectives /> }.into_any(),
                                Step::Resources => view! { <AskResources /> }.into_any(),
                                Step::Stage(stage) => view! { <AskStage stage=stage /> }.into_any(),
                            }}
                        </div>
                    }
                }}
                <details class="why">
                    <summary>{texts.say(k::EXPRESS_WHY)}</summary>
                    <p>{why}</p>
                </details>
                <div class="moves">
                    <button
                        class="button second"
                        data-testid="back"
                        disabled=move || step.get() == 0
                        on:click=move |_| go(step.get_untracked().saturating_sub(1))
                    >
                        {texts.say(k::EXPRESS_BACK)}
                    </button>
                    <button class="button" data-testid="next" on:click=forward>
                        {move || {
                            texts.t(if step.get() + 1 < STEPS { k::EXPRESS_NEXT } else { k::EXPRESS_SEE })
                        }}
                    </button>
                    <button class="plain" data-testid="skip" on:click=forward>
                        {texts.say(k::EXPRESS_SKIP)}
                    </button>
                </div>
                <p class="hint">{texts.say(k::EXPRESS_OPTIONAL)}</p>
            </div>
        </section>
    }
}

#[component]
fn Heading(#[prop(into)] text: Signal<String>) -> impl IntoView {
    view! {
        <h1 id="gw-question" data-heading tabindex="-1">
            {text}
        </h1>
    }
}

fn plain_choices<T: Copy>(
    texts: Texts,
    all: &[T],
    id: fn(T) -> &'static str,
    key: fn(T) -> Key,
) -> Vec<Choice> {
    all.iter()
        .map(|v| Choice {
            value: id(*v).to_owned(),
            text: texts.t(key(*v)),
            aside: false,
        })
        .collect()
}

#[component]
fn AskModel() -> impl IntoView {
    let (texts, store, session) = (texts(), store(), session());
    let choices = Signal::derive(move || plain_choices(texts, Model::ALL, Model::id, names::model));
    let chosen = store.slice(|p| p.profile.model.map(|m| m.id().to_owned()));
    let choose = Callback::new(move |value: String| {
        store.choose(Action::SetModel(Model::from_id(&value)));
    });
    let country = store.slice(|p| p.profile.country);
    let countries = Memo::new(move |_| {
        let lang = texts.lang();
        let mut list: Vec<(String, Country)> = offer::COUNTRIES
            .into_iter()
            .filter_map(Country::new)
            .map(|c| (format::country(lang, c), c))
            .collect();
        list.sort_unstable_by(|(a, _), (b, _)| format::compare(lang, a, b));
        list
    });
    view! {
        <Heading text=Signal::derive(move || texts.t(k::EXPRESS_Q_MODEL)) />
        <Choices
            name="model"
            choices=choices
            chosen=chosen
            labelled_by="gw-question"
            digits=session.digits
            on_choose=choose
        />
        <div class="field">
            <label for="input-country">{texts.say(k::EXPRESS_COUNTRY)}</label>
            <p class="hint" id="hint-country">
                {texts.say(k::EXPRESS_COUNTRY_HINT)}
            </p>
            <select
                id="input-country"
                data-testid="input-country"
                aria-describedby="hint-country"
                on:change=move |event| {
                    store.choose(Action::SetCountry(Country::new(&event_target_value(&event))));
                }
            >
                <option value="" selected=move || country.get().is_none()>
                    {texts.say(k::EXPRESS_COUNTRY_NONE)}
                </option>
                {move || {
                    countries
                        .get()
                        .into_iter()
                        .map(|(name, code)| {
                            view! {
                                <option
                                    value=code.as_str().to_owned()
                                    selected=move || country.get() == Some(code)
                                >
                                    {name}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </div>
    }
}

#[component]
fn AskObjectives() -> impl IntoView {
    let (texts, store, session) = (texts(), store(), session());
    let choices = Signal::derive(move || {
        plain_choices(texts, Objective::ALL, Objective::id, names::objective)
    });
    let chosen = store.slice(|p| p.profile.objectives.first().map(|o| o.id().to_owned()));
    let choose = Callback::new(move |value: String| {
        if let Some(first) = Objective::from_id(&value) {
            // The new first takes its place; what was ranked after it keeps its order.
            let rest = store.now(|p| p.profile.objectives.clone());
            let list = std::iter::once(first)
                .chain(rest.into_iter().skip(1).filter(|o| *o != first))
                .collect();
            store.choose(Action::SetObjectives(list));
        }
    });
    view! {
        <Heading text=Signal::derive(move || texts.t(k::EXPRESS_Q_OBJECTIVES)) />
        <Choices
            name="objectives"
            choices=choices
            chosen=chosen
            labelled_by="gw-question"
            digits=session.digits
            on_choose=choose
        />
    }
}

/// Words for a number out of range.
pub fn refusal_words(texts: Texts, refusal: Refusal, number: ProfileNumber) -> String {
    let (min, max) = number.range();
    let lang = texts.lang();
    match refusal {
        Refusal::TooSmall => texts.fill(
            k::ERROR_TOO_SMALL,
            &[("min", &format::number(lang, min, 2))],
        ),
        Refusal::TooLarge => texts.fill(
            k::ERROR_TOO_LARGE,
            &[("max", &format::number(lang, max, 2))],
        ),
        _ => texts.fill(
            k::ERROR_NOT_A_NUMBER,
            &[("example", &format::number(lang, 1234.5, 1))],
        ),
    }
}

#[component]
fn AskResources() -> impl IntoView {
    let (texts, store) = (texts(), store());
    let set = move |which: ProfileNumber| {
        Callback::new(move |value: Option<f64>| {
            store
                .dispatch(Action::SetProfileNumber(which, value))
                .err()
                .map(|refusal| refusal_words(texts, refusal, which))
        })
    };
    let budget = store.slice(|p| p.profile.budget);
    let hours = store.slice(|p| p.profile.hours);
    let money = store.slice(|p| p.profile.currency());
    let bands = move || {
        offer::BUDGET_BANDS
            .into_iter()
            .filter_map(|euros| currency::from_euro(euros, money.get()))
            .map(|amount| {
                let text = if amount == 0.0 {
                    texts.t(k::EXPRESS_NOTHING_YET)
                } else {
                    format::money(texts.lang(), amount, money.get())
                };
                band(text, budget, amount, set(ProfileNumber::Budget))
            })
            .collect_view()
    };
    let hour_bands = move || {
        offer::HOUR_BANDS
            .into_iter()
            .map(|amount| {
                let text = if amount == 0.0 {
                    texts.t(k::EXPRESS_NOTHING_YET)
                } else {
                    texts.fill(
                        k::EXPRESS_HOURS_UNIT,
                        &[("n", &format::number(texts.lang(), amount, 0))],
                    )
                };
                band(text, hours, amount, set(ProfileNumber::Hours))
            })
            .collect_view()
    };
    view! {
        <Heading text=Signal::derive(move || texts.t(k::EXPRESS_Q_RESOURCES)) />
        <NumberField
            name="budget"
            label=Signal::derive(move || texts.t(k::EXPRESS_BUDGET))
            hint=Signal::derive(move || texts.t(k::EXPRESS_BUDGET_HINT))
            value=budget
            unit=Signal::derive(move || money.get().as_str().to_owned())
            on_value=set(ProfileNumber::Budget)
        />
        <div class="bands">{bands}</div>
        <NumberField
            name="hours"
            label=Signal::derive(move || texts.t(k::EXPRESS_HOURS))
            hint=Signal::derive(move || texts.t(k::EXPRESS_HOURS_HINT))
            value=hours
            unit=Signal::derive(move || texts.fill(k::EXPRESS_HOURS_UNIT, &[("n", "")]).trim().to_owned())
            on_value=set(ProfileNumber::Hours)
        />
        <div class="bands">{hour_bands}</div>
        <ChannelChips />
    }
}

fn band(
    text: String,
    value: Memo<Option<f64>>,
    amount: f64,
    set: Callback<Option<f64>, Option<String>>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="chip"
            aria-pressed=move || (value.get() == Some(amount)).to_string()
            on:click=move |_| {
                set.run(Some(amount));
            }
        >
            {text}
        </button>
    }
}

#[component]
fn ChannelChips() -> impl IntoView {
    let (texts, store) = (texts(), store());
    let model = store.slice(|p| p.profile.model);
    let chip = move |id: &'static str| {
        let channel = ChannelId::builtin(id);
        let key = channel.clone();
        let used =
            store.slice(move |p| p.channels.get(&key).is_some_and(|c| c.status == Use::InUse));
        view! {
            <button
                type="button"
                class="chip"
                data-testid=format!("use-{id}")
                aria-pressed=move || used.get().to_string()
                on:click=move |_| {
                    let next = if used.get_untracked() { Use::None } else { Use::InUse };
                    store.choose(Action::SetUse(channel.clone(), next));
                }
            >
                {move || texts.piece("express", &format!("channel.{id}"))}
            </button>
        }
    };
    view! {
        <fieldset class="field">
            <legend>{texts.say(k::EXPRESS_IN_USE)}</legend>
            <p class="hint">{texts.say(k::EXPRESS_IN_USE_HINT)}</p>
            <div class="chips">
                {move || offer::common_channels(model.get()).iter().map(|id| chip(id)).collect_view()}
            </div>
            <details>
                <summary>{texts.say(k::EXPRESS_MORE_CHANNELS)}</summary>
                <div class="chips">
                    {move || {
                        let shown = offer::common_channels(model.get());
                        offer::CHANNELS
                            .into_iter()
                            .filter(|id| !shown.contains(id))
                            .map(chip)
                            .collect_view()
                    }}
                </div>
            </details>
        </fieldset>
    }
}

#[component]
fn AskStage(stage: Stage) -> impl IntoView {
    let (texts, store, session) = (texts(), store(), session());
    let model = store.slice(|p| p.profile.model);
    let text = move |key: &str| {
        texts.piece(
            "express",
            &format!("{}.{}.{key}", stage.id(), variant(model.get())),
        )
    };
    let choices = Signal::derive(move || {
        (1..=5)
            .map(|n| Choice {
                value: n.to_string(),
                text: text(&n.to_string()),
                aside: false,
            })
            .chain([Choice {
                value: Reply::Unknown.id().to_owned(),
                text: texts.t(k::EXPRESS_DONT_KNOW),
                aside: true,
            }])
            .collect::<Vec<_>>()
    });
    let chosen = store.slice(move |p| p.express.get(&stage).map(|r| r.id().to_owned()));
    let choose = Callback::new(move |value: String| {
        store.choose(Action::AnswerExpress(stage, Reply::from_id(&value)));
    });
    view! {
        <p class="stage-tag">
            <span class=format!("dot {}", stage.id()) aria-hidden="true"></span>
            <span lang="en">{texts.say(names::stage(stage))}</span>
            <span class="gloss">{texts.say(names::gloss(stage))}</span>
        </p>
        <Heading text=Signal::derive(move || text("q")) />
        <Choices
            name=stage.id()
            choices=choices
            chosen=chosen
            labelled_by="gw-question"
            digits=session.digits
            on_choose=choose
        />
    }
}
