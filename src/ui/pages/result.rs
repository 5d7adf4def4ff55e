//! The result: three sentences, what to do now, and what it rests on.

use leptos::prelude::*;

use crate::brand::Said;
use crate::brand::blocks::{Block, chosen};
use crate::brand::when::Facts;
use crate::domain::action::Action;
use crate::domain::ids::ItemId;
use crate::domain::plan::{BaseState, Criterion};
use crate::domain::stage::{Group, Stage};
use crate::engine::actions::{self, GroupGaps, Planned, ThreeLines, Work};
use crate::engine::checks::{Hint, hints};
use crate::engine::portfolio::{Limit, TestSlot};
use crate::engine::recommend::{Recommendation, recommend};
use crate::engine::score::{level_of, shown, stage_importance};
use crate::i18n::k;
use crate::platform::browser::{self, format};
use crate::ui::brand::{Wearing, call};
use crate::ui::catalogue;
use crate::ui::dom::{El, el};
use crate::ui::leads::{Leading, Place, form_at};
use crate::ui::names;
use crate::ui::pages::compare::send_back;
use crate::ui::pages::part;
use crate::ui::parts::notice::download_plan;
use crate::ui::parts::wheel::score_hook;
use crate::ui::route::Route;
use crate::ui::session::session;
use crate::ui::store::store;
use crate::ui::words::{Texts, texts};

/// Name of a channel in the current language.
fn channel_name(texts: Texts, id: &str) -> String {
    texts.piece("express", &format!("channel.{id}"))
}

/// The imperative sentence of a piece of work.
fn work_words(texts: Texts, work: &Work) -> String {
    match work {
        Work::Lift(step) => texts.piece("lifts", &format!("{}.{}", step.item, step.from.get())),
        Work::Base(step) => {
            texts.piece("lifts", &format!("base.{}.{}", step.part, step.state.id()))
        }
    }
}

/// The page.
#[component]
pub fn ResultPage() -> impl IntoView {
    let (texts, store) = (texts(), store());
    let r = move |key: &'static str| texts.say_piece("result", key);
    let has_score = Memo::new(move |_| store.scores.with(|s| s.overall.is_some()));
    let advice = Memo::new(move |_| {
        store.with(|plan| {
            store
                .scores
                .with(|scores| recommend(plan, catalogue::all(), scores, catalogue::context(plan)))
        })
    });
    let lines = Memo::new(move |_| store.with(|plan| actions::three_lines(plan, catalogue::all())));
    let held = Leading::held();
    view! {
        <div class="result">
            <h1 data-heading tabindex="-1">
                {r("title")}
            </h1>
            <Verdict />
            {move || {
                if has_score.get() {
                    view! { <Sentences lines=lines /> }.into_any()
                } else {
                    view! {
                        <p class="lead">{r("empty")}</p>
                        <p>
                            <a class="button" href=session().start().href()>
                                {texts.say(k::HOME_START)}
                            </a>
                        </p>
                    }
                        .into_any()
                }
            }}
            {send_back().in_view()}
            {in_touch(Place::Gate, has_score).map(El::in_view)}
            <div class="beyond" data-testid="beyond" hidden=held>
            <section class="block" aria-labelledby="res-actions" data-testid="actions">
                <h2 id="res-actions">{r("actions.title")}</h2>
                <Lines lines=lines />
            </section>
            <section class="block" aria-labelledby="res-base">
                <h2 id="res-base">{r("base.title")}</h2>
                <p class="hint">{r("base.lead")}</p>
                <BaseList />
            </section>
            <section class="block" aria-labelledby="res-channels" data-module="channels">
                <h2 id="res-channels">{r("channels.title")}</h2>
                <Chosen advice=advice />
                <p>
                    <a class="button second" href=Route::Channels.href()>
                        {r("channels.more")}
                    </a>
                </p>
            </section>
            <section class="block" aria-labelledby="res-gaps">
                <h2 id="res-gaps">{r("gaps.title")}</h2>
                <p class="hint">{r("gaps.lead")}</p>
                <Gaps />
                <p>
                    <a class="button second" href=Route::Questions(Group::Race(Stage::Reach), None).href()>
                        {move || {
                            let n = store.scores.with(|s| s.items) as u64;
                            texts.count(k::HOME_ALL_QUESTIONS, n, &[("n", &n.to_string())])
                        }}
                    </a>
                </p>
            </section>
            <Checks />
            </div>
            {site().map(El::in_view)}
            {in_touch(Place::Below, has_score).map(El::in_view)}
            <section class="block no-print" aria-labelledby="res-second" data-module="compare">
                <h2 id="res-second">{r("second.title")}</h2>
                <p class="hint">{r("second.lead")}</p>
                <p>
                    <a class="button second" href=Route::Compare.href()>
                        {r("second.go")}
                    </a>
                </p>
            </section>
            <section class="block no-print" aria-labelledby="res-keep">
                <h2 id="res-keep">{r("keep.title")}</h2>
                <p class="chips">
                    <button class="button second" data-testid="export-json" on:click=move |_| download_plan(store)>
                        {r("keep.file")}
                    </button>
                    <button
                        class="button second"
                        data-testid="print"
                        on:click=move |_| {
                            if let Some(window) = browser::window() {
                                let _ = window.print();
                            }
                        }
                    >
                        {r("keep.print")}
                    </button>
                </p>
            </section>
            <p class="hint attribution">{r("attribution")}</p>
        </div>
    }
}

/// Getting in touch, where the site asks for it and once there is a result.
fn in_touch(place: Place, has_score: Memo<bool>) -> Option<El> {
    let form = form_at(place)?;
    Some(form.attr_if("hidden", move || !has_score.get()))
}

/// What the site has to say below the result, and what it offers next.
fn site() -> Option<El> {
    let (texts, store, session) = (texts(), store(), session());
    let (blocks, cta) = Wearing::with(|config| (config.blocks.clone(), config.cta.clone()))?;
    if blocks.is_empty() && cta.is_none() {
        return None;
    }
    let facts = Memo::new(move |_| {
        store.with(|plan| {
            let rate = catalogue::context(plan).euro_rate;
            store.scores.with(|scores| Facts::of(plan, scores, rate))
        })
    });
    let block = move |block: &Block| {
        let said = |words: &Said| {
            let words = words.clone();
            move || words.text(texts.lang().code()).to_owned()
        };
        let link = block
            .link
            .as_ref()
            .map(|c| call(session, texts, c, "plain"));
        let button = block
            .button
            .as_ref()
            .map(|c| call(session, texts, c, "button"));
        el("div")
            .class("site-block")
            .hook("site-block")
            .child(el("h3").say(said(&block.title)))
            .children(block.text.as_ref().map(|text| el("p").say(said(text))))
            .children([button, link].into_iter().flatten())
    };
    let list = move || facts.with(|facts| chosen(&blocks, facts).into_iter().map(block).collect());
    let button = cta.map(|cta| {
        let button = call(session, texts, &cta, "button").hook("cta");
        // Before there is a result, it is not what comes next.
        let open = move || facts.with(|facts| facts.level.is_none());
        el("p").attr_if("hidden", open).child(button)
    });
    let section = el("div")
        .class("block site")
        .hook("site")
        .attr_if("hidden", move || facts.with(|facts| facts.level.is_none()))
        .child(el("div").class("site-blocks").fill(list))
        .children(button);
    Some(section)
}

/// Score, level and how sure; "n/a" until there is one.
#[component]
fn Verdict() -> impl IntoView {
    let (texts, store) = (texts(), store());
    let overall = move || store.scores.with(|s| s.overall);
    view! {
        <div class="verdict">
            <p class="big">
                {score_hook("overall-score", overall).in_view()}
                <span class="of" aria-hidden="true">
                    "/100"
                </span>
            </p>
            <p class="big-word">
                <span data-testid="overall-level">
                    {move || {
                        overall().map_or_else(|| texts.t(k::WHEEL_NA), |v| texts.t(names::level(level_of(v))))
                    }}
                </span>
                <span class="hint" data-testid="confidence">
                    {move || {
                        store
                            .scores
                            .with(|s| {
                                let word = texts.t(names::confidence(s.confidence.word()));
                                if s.confidence.detailed == 0 {
                                    let n = store.with(|p| p.express.len());
                                    let questions = texts.words_count("result", "questions", n as u64);
                                    format!("{word}, {questions}")
                                } else {
                                    word
                                }
                            })
                    }}
                </span>
            </p>
        </div>
    }
}

#[component]
fn Sentences(lines: Memo<ThreeLines>) -> impl IntoView {
    let (texts, store) = (texts(), store());
    let put = move |key: &str, values: &[(&str, &str)]| texts.piece_fill("result", key, values);
    let overall = move || store.scores.with(|s| s.overall);
    let first = move || {
        let Some(score) = overall() else {
            return String::new();
        };
        let (said, level) = (
            shown(score).to_string(),
            texts.t(names::level(level_of(score))),
        );
        let confidence = store.scores.with(|s| s.confidence);
        let word = texts.t(names::confidence(confidence.word()));
        put(
            "one",
            &[("score", &said), ("level", &level), ("confidence", &word)],
        )
    };
    let second = move || {
        let importance = stage_importance(&store.with(|p| p.profile.objectives.clone()));
        let (strong, weak) = store
            .scores
            .with(|s| actions::strongest_and_weakest(s, &importance));
        let name = |stage: Stage| {
            format!(
                "{} ({})",
                texts.t(names::stage(stage)),
                texts.t(names::gloss(stage))
            )
        };
        let score = |stage: Stage| {
            store
                .scores
                .with(|s| s.stage(stage))
                .map_or_else(String::new, |v| shown(v).to_string())
        };
        match (strong, weak) {
            (Some(strong), Some(weak)) => {
                let share = importance.get(weak.index()).copied().unwrap_or(0.25);
                let text = put(
                    "two",
                    &[
                        ("strong", &name(strong)),
                        ("s", &score(strong)),
                        ("weak", &name(weak)),
                        ("w", &score(weak)),
                    ],
                );
                if store.with(|p| p.profile.objectives.is_empty()) {
                    text
                } else {
                    let percent = format::percent(texts.lang(), (share * 100.0).round() / 100.0);
                    format!(
                        "{text} {}",
                        put(
                            "two_why",
                            &[("share", &percent), ("weak", &texts.t(names::stage(weak)))]
                        )
                    )
                }
            }
            _ => put("two_even", &[]),
        }
    };
    let third = move || {
        lines.with(|l| {
            l.headlines().into_iter().flatten().next().map_or_else(
                || put("three_enough", &[]),
                |work| put("three", &[("action", &work_words(texts, work))]),
            )
        })
    };
    view! {
        <div class="sentences">
            <p>{first}</p>
            <p>{second}</p>
            <p>{third}</p>
        </div>
    }
}

#[component]
fn Lines(lines: Memo<ThreeLines>) -> impl IntoView {
    let texts = texts();
    let planned = move |planned: &Planned| {
        let lang = texts.lang();
        let hours = texts.piece_fill(
            "result",
            "hours",
            &[("n", &format::number(lang, planned.hours, 1))],
        );
        let begins = planned.begins().then(|| {
            let rest = format::number(lang, planned.rest, 1);
            texts.piece_fill("result", "begins", &[("n", &rest)])
        });
        let detail = planned.work.lift().map(|step| {
            let group = match step.group {
                Group::Race(stage) => texts.t(names::stage(stage)),
                Group::Sostac(sector) => texts.t(names::sector(sector)),
            };
            let (from, to) = step.change;
            let weeks = texts.words_count("result", "weeks", step.weeks.round().max(1.0) as u64);
            let money = texts.piece("result", &format!("money.{}", step.money.id()));
            view! {
                <span class="change">{format!("{group} {from} → {to}")}</span>
                <span>{money}</span>
                <span>{weeks}</span>
            }
        });
        view! {
            <li>
                <p class="what">{work_words(texts, &planned.work)}</p>
                <p class="facts">
                    <span>{hours}</span>
                    {begins.map(|b| view! { <span>{b}</span> })}
                    {detail}
                </p>
            </li>
        }
    };
    let line = move |key: &'static str, list: Vec<Planned>| {
        let empty = list.is_empty();
        view! {
            <li class="line">
                <h3>{texts.piece("result", key)}</h3>
                <ul>{list.iter().map(planned).collect_view()}</ul>
                {empty.then(|| view! { <p class="hint">{texts.piece("result", "actions.none")}</p> })}
            </li>
        }
    };
    view! {
        <p class="hint">
            {move || {
                lines
                    .with(|l| {
                        let hours = format::number(texts.lang(), l.hours_a_week, 1);
                        let key = if l.assumed { "actions.assumed" } else { "actions.fits" };
                        texts.piece_fill("result", key, &[("n", &hours)])
                    })
            }}
        </p>
        <ol class="lines">
            {move || {
                lines
                    .with(|l| {
                        (
                            line("actions.week", l.this_week.iter().cloned().collect()),
                            line("actions.month", l.this_month.clone()),
                            line("actions.quarter", l.this_quarter.clone()),
                        )
                            .into_any()
                    })
            }}
        </ol>
    }
}

/// The five parts of the base, each good, poor or missing.
#[component]
fn BaseList() -> impl IntoView {
    let (texts, store) = (texts(), store());
    let parts = catalogue::all().base.iter().map(move |part| {
        let id = part.id.clone();
        let text = {
            let id = id.clone();
            move |field: &str| texts.piece("base", &format!("{id}.{field}"))
        };
        let name = text.clone();
        let group = format!("base-{id}");
        let choices = BaseState::ALL.map(|state| {
            let (mine, set) = (id.clone(), id.clone());
            let chosen = store.slice(move |p| p.base.get(&mine) == Some(&state));
            view! {
                <label class="segment" class:chosen=chosen>
                    <input
                        type="radio"
                        name=group.clone()
                        value=state.id()
                        prop:checked=chosen
                        on:change=move |_| store.choose(Action::SetBase(set.clone(), Some(state)))
                    />
                    <span>{texts.say_piece("base", state.id())}</span>
                </label>
            }
        });
        view! {
            <li>
                <fieldset class="base-part">
                    <legend>{move || name("name")}</legend>
                    <p class="hint">{move || text("what")}</p>
                    <div class="segments">{choices.collect_view()}</div>
                </fieldset>
            </li>
        }
    });
    view! {
        <ul class="base-list" data-testid="base-list">
            {parts.collect_view()}
        </ul>
    }
}

/// The channels chosen, with the two best reasons for each.
#[component]
fn Chosen(advice: Memo<Recommendation>) -> impl IntoView {
    let (texts, store) = (texts(), store());
    let name_of = |at: usize| {
        catalogue::all()
            .channels
            .get(at)
            .map(|c| c.id.as_str().to_owned())
            .unwrap_or_default()
    };
    let reasons = move |rec: &Recommendation, at: usize| {
        let Some(advice) = rec.channels.get(at) else {
            return String::new();
        };
        let mut best: Vec<(Criterion, f64)> =
            Criterion::ALL.into_iter().zip(advice.versus_mean).collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1));
        let words: Vec<String> = best
            .into_iter()
            .filter(|(_, points)| *points > 0.5)
            .take(2)
            .map(|(c, _)| texts.piece("result", &format!("because.{}", c.id())))
            .collect();
        if words.is_empty() {
            texts.piece("result", "because.even")
        } else {
            words.join(&texts.piece("result", "because.and"))
        }
    };
    let money = move |amount: f64| {
        let currency = store.with(|p| p.profile.currency());
        format::money(texts.lang(), amount, currency)
    };
    view! {
        {move || {
            advice
                .with(|rec| {
                    let choice = &rec.portfolio.choice;
                    let list = choice
                        .channels
                        .iter()
                        .map(|at| {
                            let total = rec.channels.get(*at).and_then(|a| a.total);
                            view! {
                                <li>
                                    <span class="name">{channel_name(texts, &name_of(*at))}</span>
                                    <span class="value">
                                        {total.map(|t| format::number(texts.lang(), t, 0))}
                                    </span>
                                    <p>{reasons(rec, *at)}</p>
                                </li>
                            }
                        })
                        .collect_view();
                    let lang = texts.lang();
                    let used = texts
                        .piece_fill(
                            "result",
                            "channels.uses",
                            &[("money", &money(choice.money)), ("hours", &format::number(lang, choice.hours, 1))],
                        );
                    let test = match &rec.portfolio.test {
                        TestSlot::Channel(at) => {
                            texts
                                .piece_fill(
                                    "result",
                                    "channels.test",
                                    &[("channel", &channel_name(texts, &name_of(*at)))],
                                )
                        }
                        TestSlot::Missing { channel, .. } => {
                            texts
                                .piece_fill(
                                    "result",
                                    "channels.test_missing",
                                    &[("channel", &channel_name(texts, &name_of(*channel)))],
                                )
                        }
                        TestSlot::Nothing => String::new(),
                    };
                    let uncovered: Vec<String> = rec
                        .portfolio
                        .uncovered
                        .iter()
                        .map(|s| texts.t(names::stage(*s)))
                        .collect();
                    let binds: Vec<String> = rec
                        .portfolio
                        .binds
                        .iter()
                        .map(|limit| {
                            let key = match limit {
                                Limit::Money => "binds.money",
                                Limit::Hours => "binds.hours",
                                Limit::Channels => "binds.channels",
                            };
                            texts.piece("result", key)
                        })
                        .collect();
                    let binds = binds.join(" ");
                    if choice.channels.is_empty() {
                        view! { <p>{texts.piece("result", "channels.none")}</p> }.into_any()
                    } else {
                        view! {
                            <ol class="chosen-channels" data-testid="portfolio">
                                {list}
                            </ol>
                            <p class="hint">{used} " " {binds}</p>
                            {(!uncovered.is_empty())
                                .then(|| {
                                    let list = uncovered.join(", ");
                                    view! {
                                        <p class="hint">
                                            {texts
                                                .piece_fill(
                                                    "result",
                                                    "channels.uncovered",
                                                    &[("stages", &list)],
                                                )}
                                        </p>
                                    }
                                })}
                            <p class="hint" data-testid="test-slot">
                                {test}
                            </p>
                        }
                            .into_any()
                    }
                })
        }}
    }
}

/// How far each part is from enough: the stages, and the sectors of which something is known.
#[component]
fn Gaps() -> impl IntoView {
    let (texts, store) = (texts(), store());
    let parts = Memo::new(move |_| {
        store.with(|plan| {
            let all = actions::gaps(plan, catalogue::all()).into_iter();
            let told = |g: &GroupGaps| matches!(g.group, Group::Race(_)) || g.answered() > 0;
            all.filter(told).collect::<Vec<_>>()
        })
    });
    let row = move |part: GroupGaps| {
        let missing = part.total();
        let words = if part.answered() == 0 {
            texts.piece("result", "gaps.open")
        } else if missing > 0 {
            texts.words_count("result", "gaps.missing", u64::from(missing))
        } else if part.items.iter().any(|i| i.beyond) {
            texts.piece("result", "gaps.beyond")
        } else {
            texts.piece("result", "gaps.enough")
        };
        let bare = store.with(|p| {
            let items = part.items.iter();
            items.filter(|i| p.lacks_evidence(&i.item)).count()
        });
        let words = match bare {
            0 => words,
            n => {
                let bare = texts.words_count("result", "gaps.unevidenced", n as u64);
                [words, bare].join(" · ")
            }
        };
        let score = part::score(store, part.group);
        let value = score.map_or(0.0, |v| v.clamp(0.0, 100.0));
        let (class, lang, gloss) = match part.group {
            Group::Race(stage) => (stage.id(), Some("en"), Some(texts.t(names::gloss(stage)))),
            Group::Sostac(_) => ("sostac", None, None),
        };
        view! {
            <li>
                <span class=format!("dot {class}") aria-hidden="true"></span>
                <span class="name">
                    <a lang=lang href=Route::Questions(part.group, None).href()>
                        {texts.t(names::group(part.group))}
                    </a>
                    {gloss.map(|gloss| view! { <span class="gloss">{gloss}</span> })}
                </span>
                <svg class=format!("level {class}") viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                    <rect width="100" height="10" />
                    <rect class="full" width=value.to_string() height="10" />
                </svg>
                <span class="value">
                    {score.map_or_else(|| texts.t(k::WHEEL_NA), |v| shown(v).to_string())}
                </span>
                <span class="words">{words}</span>
            </li>
        }
    };
    view! {
        <ul class="gap-list" data-testid="gap-list">
            {move || parts.get().into_iter().map(row).collect_view()}
        </ul>
    }
}

/// Answers that hardly go together, as hints.
#[component]
fn Checks() -> impl IntoView {
    let (texts, store) = (texts(), store());
    let list = Memo::new(move |_| store.with(|plan| hints(plan, catalogue::all())));
    move || {
        let said = list.with(|list| {
            let say = |hint: &Hint| {
                view! { <li data-check=hint.id()>{hint_words(texts, hint)}</li> }
            };
            list.iter().map(say).collect_view()
        });
        (!said.is_empty()).then(|| {
            view! {
                <section class="block" aria-labelledby="res-checks" data-testid="checks">
                    <h2 id="res-checks">{texts.piece("result", "checks.title")}</h2>
                    <p class="hint">{texts.piece("result", "checks.lead")}</p>
                    <ul class="notes">{said}</ul>
                </section>
            }
        })
    }
}

fn hint_words(texts: Texts, hint: &Hint) -> String {
    let number = |v: f64, digits| format::number(texts.lang(), v, digits);
    let name = |item: &ItemId| ("item", texts.t(names::item(item)));
    let values = match hint {
        Hint::ThinTraffic { item, months } => {
            vec![name(item), ("months", number(months.ceil(), 0))]
        }
        Hint::NoData { item } | Hint::NoBase { item } => vec![name(item)],
        Hint::OverClaimed { item, ratio } => {
            vec![name(item), ("share", format::percent(texts.lang(), *ratio))]
        }
        Hint::Hours { needs, have } => {
            vec![("needs", number(*needs, 0)), ("have", number(*have, 1))]
        }
        Hint::NoTarget { objective } => vec![("objective", texts.t(names::objective(*objective)))],
        Hint::Apart {
            stage,
            quick,
            detailed,
        } => vec![
            ("stage", texts.t(names::stage(*stage))),
            ("quick", quick.to_string()),
            ("detailed", number(*detailed, 1)),
        ],
    };
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    texts.piece_fill("result", &format!("checks.{}", hint.id()), &values)
}
