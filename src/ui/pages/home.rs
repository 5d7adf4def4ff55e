//! The wheel, its panel, and the same as list and table.

use leptos::prelude::*;

use crate::content::examples;
use crate::domain::stage::{Group, Sector, Stage};
use crate::engine::score::{level_of, shown};
use crate::engine::wheel::{Part, draw};
use crate::i18n::k;
use crate::platform::browser::files;
use crate::report::svg::{self, Captions};
use crate::ui::catalogue;
use crate::ui::names;
use crate::ui::parts::wheel::{Hub, Wheel, score_words, spoke_words};
use crate::ui::route::Route;
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

/// Whether the window is too narrow for the spokes to be chosen in the picture.
fn narrow() -> Signal<bool> {
    let query = crate::platform::browser::window()
        .and_then(|w| w.match_media("(max-width: 479px)").ok().flatten());
    let now = RwSignal::new(query.as_ref().is_some_and(web_sys::MediaQueryList::matches));
    if let Some(query) = query {
        let watched = query.clone();
        let listener =
            gloo::events::EventListener::new(&query, "change", move |_| now.set(watched.matches()));
        // Kept by the page's owner, so that it goes with the page.
        StoredValue::new_local(listener);
    }
    now.into()
}

/// The first page.
#[component]
pub fn Home() -> impl IntoView {
    let (texts, store) = (texts(), store());
    let selected = RwSignal::new(None::<Part>);
    let compact = narrow();
    let scores = store.scores;
    let stages = Signal::derive(move || scores.with(|s| s.stages));
    let answered = move || {
        scores.with(|s| {
            texts.fill(
                k::WHEEL_ANSWERED,
                &[
                    ("n", &s.answered.to_string()),
                    ("all", &s.items.to_string()),
                ],
            )
        })
    };
    let level = move || {
        scores.with(|s| match s.overall {
            Some(score) => texts.t(names::level(level_of(score))),
            None => texts.t(k::WHEEL_NA),
        })
    };
    let hub = Signal::derive(move || Hub {
        score: scores.with(|s| s.overall),
        word: level(),
        answered: answered(),
        integration: String::new(),
    });
    let open = Callback::new(move |part: Part| {
        selected.set(Some(part));
        crate::ui::app::focus_on("gw-panel");
    });
    let begun = store.slice(|p| !p.is_untouched());
    let done = Memo::new(move |_| scores.with(|s| s.race.is_some()));
    view! {
        <section class="hero">
            <div class="wheel-box">
                <a
                    class="skip"
                    href="#gw-list"
                    on:click=move |event| {
                        event.prevent_default();
                        crate::ui::app::focus_on("gw-list");
                    }
                >
                    {texts.say(k::WHEEL_SKIP)}
                </a>
                <Wheel
                    state=store.wheel
                    stages=stages
                    hub=hub
                    selected=selected.into()
                    on_open=open
                    compact=compact
                />
            </div>
            <div class="intro">
                <h1 data-heading tabindex="-1">
                    {texts.say(k::HOME_TITLE)}
                </h1>
                <p class="lead">{texts.say(k::HOME_LEAD)}</p>
                <p class="go">
                    <a class="button" data-testid="start-express" href=Route::Express.href()>
                        {move || {
                            texts
                                .t(
                                    if done.get() {
                                        k::HOME_AGAIN
                                    } else if begun.get() {
                                        k::HOME_RESUME
                                    } else {
                                        k::HOME_START
                                    },
                                )
                        }}
                    </a>
                    {move || {
                        done.get()
                            .then(|| {
                                view! {
                                    <a class="button second" href=Route::Result.href()>
                                        {texts.say(k::HOME_SEE_RESULT)}
                                    </a>
                                }
                            })
                    }}
                </p>
                <ul class="promises">
                    <li>{texts.say(k::HOME_PROMISE_FREE)}</li>
                    <li>{texts.say(k::HOME_PROMISE_LOCAL)}</li>
                    <li>{texts.say(k::HOME_PROMISE_WHY)}</li>
                </ul>
            </div>
        </section>
        <Panel selected=selected />
        <section class="twins" id="gw-list" tabindex="-1" aria-labelledby="gw-list-title">
            <h2 id="gw-list-title">
                {texts.say(k::WHEEL_OVERALL)} ": "
                <span data-testid="overall-score">
                    {move || {
                        scores.with(|s| s.overall.map_or_else(|| texts.t(k::WHEEL_NA), |v| shown(v).to_string()))
                    }}
                </span>
            </h2>
            <p class="under">
                <span data-testid="overall-level">{level}</span>
                " · "
                <span data-testid="confidence">
                    {move || texts.t(names::confidence(scores.with(|s| s.confidence.word())))}
                </span>
                " · "
                <span data-testid="progress">{answered}</span>
            </p>
            <Rings selected=selected />
            <p>
                {texts.say(k::WHEEL_INTEGRATION)} ": "
                <span data-testid="integration-score">{texts.say(k::WHEEL_NA)}</span>
                <span class="hint">" (" {texts.say(k::WHEEL_INTEGRATION_NA)} ")"</span>
            </p>
            <Table />
            <p>
                <button class="button second" data-testid="export-svg" on:click=move |_| save_svg(texts, store)>
                    {texts.say(k::WHEEL_EXPORT)}
                </button>
            </p>
        </section>
        <Examples />
    }
}

/// Offers the wheel as it stands as an SVG file.
fn save_svg(texts: Texts, store: Store) {
    let score = store.scores.with_untracked(|s| s.overall);
    let names = Stage::ALL
        .map(|s| (Part::Stage(s), texts.t(names::stage(s))))
        .into_iter()
        .chain(Sector::ALL.map(|s| (Part::Sector(s), texts.t(names::sector(s)))))
        .collect();
    let captions = Captions {
        title: texts.t(k::WHEEL_TITLE),
        score: score.map_or_else(|| texts.t(k::WHEEL_NA), |v| shown(v).to_string()),
        word: score.map_or_else(String::new, |v| texts.t(names::level(level_of(v)))),
        answered: store.scores.with_untracked(|s| {
            let (n, all) = (s.answered.to_string(), s.items.to_string());
            texts.fill(k::WHEEL_ANSWERED, &[("n", &n), ("all", &all)])
        }),
        names,
    };
    let text = svg::document(&store.wheel.with_untracked(draw), &captions);
    // A browser that refuses downloads shows that itself.
    let _ = files::download("growth-wheel.svg", "image/svg+xml", &text);
}

/// Six invented companies to look around in; one's own plan stays aside.
#[component]
fn Examples() -> impl IntoView {
    let (texts, store) = (texts(), store());
    let list = examples::ALL.map(|example| {
        let open = move |_| {
            if let Some(plan) = examples::plan(example.id) {
                store.show_example(plan);
                crate::ui::app::focus_heading();
            }
        };
        view! {
            <li>
                <button class="row" data-testid=format!("example-{}", example.id) lang=example.lang on:click=open>
                    <span class="name">{example.name}</span>
                    <span class="gloss">{example.line}</span>
                </button>
            </li>
        }
    });
    view! {
        <details class="examples">
            <summary>{texts.say(k::EXAMPLE_TITLE)}</summary>
            <p class="hint">{texts.say(k::EXAMPLE_LEAD)}</p>
            <ul aria-label=texts.say(k::EXAMPLE_CHOOSE)>{list.collect_view()}</ul>
        </details>
    }
}

/// Both rings as lists of buttons.
#[component]
fn Rings(selected: RwSignal<Option<Part>>) -> impl IntoView {
    let (texts, store) = (texts(), store());
    let button = move |part: Part, testid: String, body: AnyView| {
        view! {
            <button
                class="row"
                data-testid=testid
                aria-pressed=move || (selected.get() == Some(part)).to_string()
                on:click=move |_| {
                    selected.set(Some(part));
                    crate::ui::app::focus_on("gw-panel");
                }
            >
                {body}
            </button>
        }
    };
    let stage = move |stage: Stage| {
        let score = move || store.scores.with(|s| s.stage(stage));
        let head = view! {
            <span class=format!("dot {}", stage.id()) aria-hidden="true"></span>
            <span class="name">
                <span lang="en">{texts.say(names::stage(stage))}</span>
                <span class="gloss">{texts.say(names::gloss(stage))}</span>
            </span>
            <span class="value">{move || score_words(texts, score())}</span>
        }
        .into_any();
        let spokes = (stage.index() * 5..stage.index() * 5 + 5)
            .map(|at| {
                let body = view! {
                    <span class="number">{at + 1}</span>
                    <span class="name">
                        {move || {
                            store
                                .wheel
                                .with(|w| w.spokes.get(at).map(|s| texts.t(names::item(&s.item))))
                        }}
                    </span>
                    <span class="value">
                        {move || {
                            store.wheel.with(|w| w.spokes.get(at).map(|s| spoke_words(texts, s.known)))
                        }}
                    </span>
                }
                .into_any();
                let id = store.wheel.with_untracked(|w| {
                    w.spokes.get(at).map_or_else(String::new, |s| format!("activity-{}", s.item))
                });
                view! { <li>{button(Part::Spoke(at), id, body)}</li> }
            })
            .collect_view();
        view! {
            <li class="group">
                {button(Part::Stage(stage), format!("stage-{}", stage.id()), head)}
                <ol start=stage.index() * 5 + 1>{spokes}</ol>
            </li>
        }
    };
    let sector = move |sector: Sector| {
        let body = view! {
            <span class="name">{texts.say(names::sector(sector))}</span>
            <span class="state">
                {move || {
                    store
                        .scores
                        .with(|s| {
                            s.sector_progress
                                .get(sector.index())
                                .map(|p| texts.t(names::progress(*p)))
                        })
                }}
            </span>
            <span class="value">
                {move || score_words(texts, store.scores.with(|s| s.sector(sector)))}
            </span>
        }
        .into_any();
        view! { <li>{button(Part::Sector(sector), format!("sector-{}", sector.id()), body)}</li> }
    };
    view! {
        <div class="rings">
            <div>
                <h3>{texts.say(k::HOME_INSIDE)}</h3>
                <ol class="stages">{Stage::ALL.map(stage).collect_view()}</ol>
            </div>
            <div>
                <h3>{texts.say(k::HOME_OUTSIDE)}</h3>
                <ol class="sectors">{Sector::ALL.map(sector).collect_view()}</ol>
                <ul class="legend">
                    <li class="solid">{texts.say(k::WHEEL_LEGEND_SOLID)}</li>
                    <li class="hatched">{texts.say(k::WHEEL_LEGEND_HATCHED)}</li>
                    <li class="guess">{texts.say(k::WHEEL_LEGEND_ESTIMATE)}</li>
                    <li class="open">{texts.say(k::WHEEL_LEGEND_OPEN)}</li>
                </ul>
            </div>
        </div>
    }
}

/// The same numbers as a table.
#[component]
fn Table() -> impl IntoView {
    let (texts, store) = (texts(), store());
    let row = move |name: AnyView, score: Option<f64>, progress| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="n">{score.map_or_else(|| texts.t(k::WHEEL_NA), |v| shown(v).to_string())}</td>
                <td>{texts.t(names::progress(progress))}</td>
            </tr>
        }
    };
    view! {
        <details class="as-table">
            <summary>{texts.say(k::WHEEL_AS_TABLE)}</summary>
            <table data-testid="wheel-table">
                <thead>
                    <tr>
                        <th scope="col">{texts.say(k::WHEEL_PART)}</th>
                        <th scope="col" class="n">{texts.say(k::WHEEL_SCORE)}</th>
                        <th scope="col">{texts.say(k::WHEEL_STATE)}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        store
                            .scores
                            .with(|s| {
                                let stages = Stage::ALL
                                    .into_iter()
                                    .zip(s.stage_progress)
                                    .map(|(stage, p)| {
                                        let name = view! {
                                            <span lang="en">{texts.t(names::stage(stage))}</span>
                                            {format!(" ({})", texts.t(names::gloss(stage)))}
                                        }
                                            .into_any();
                                        row(name, s.stage(stage), p)
                                    })
                                    .collect_view();
                                let sectors = Sector::ALL
                                    .into_iter()
                                    .zip(s.sector_progress)
                                    .map(|(sector, p)| {
                                        row(texts.t(names::sector(sector)).into_any(), s.sector(sector), p)
                                    })
                                    .collect_view();
                                (stages, sectors).into_any()
                            })
                    }}
                </tbody>
            </table>
        </details>
    }
}

/// What was chosen: what it is, its score, what belongs to it.
#[component]
fn Panel(selected: RwSignal<Option<Part>>) -> impl IntoView {
    let (texts, store) = (texts(), store());
    let body = move |part: Part| {
        let scores = store.scores.get();
        let (title, what, score, group) = match part {
            Part::Hub => {
                let title = texts.t(k::WHEEL_OVERALL).into_any();
                let only_race = scores.race.is_some() && scores.sostac.is_none();
                let what = if only_race {
                    texts.t(k::WHEEL_ONLY_RACE)
                } else {
                    String::new()
                };
                (title, what, scores.overall, None)
            }
            Part::Stage(stage) => (
                view! { <span lang="en">{texts.t(names::stage(stage))}</span> }.into_any(),
                texts.t(names::stage_what(stage)),
                scores.stage(stage),
                Some(Group::Race(stage)),
            ),
            Part::Sector(sector) => (
                texts.t(names::sector(sector)).into_any(),
                texts.t(names::sector_what(sector)),
                scores.sector(sector),
                Some(Group::Sostac(sector)),
            ),
            Part::Spoke(index) => {
                let spoke = store.wheel.with(|w| w.spokes.get(index).cloned());
                let Some(spoke) = spoke else {
                    return ().into_any();
                };
                let group = Group::Race(spoke.stage);
                let score = spoke.known.level().map(|l| 100.0 * l.share());
                let title = texts.t(names::item(&spoke.item)).into_any();
                (title, spoke_words(texts, spoke.known), score, Some(group))
            }
        };
        let items = group.map(|group| {
            let list = catalogue::items()
                .items_of(group)
                .map(|item| {
                    let known = store.with(|p| crate::engine::score::known(p, item));
                    view! {
                        <li>
                            <span class="name">{texts.t(names::item(&item.id))}</span>
                            <span class="value">{spoke_words(texts, known)}</span>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <h3>{texts.t(k::WHEEL_ITEMS)}</h3>
                <ul class="items">{list}</ul>
            }
        });
        let check = matches!(group, None | Some(Group::Race(_)));
        view! {
            <div class="panel-head">
                <h2 id="gw-panel" tabindex="-1">
                    {title}
                </h2>
                <p class="value">{score_words(texts, score)}</p>
                <button class="plain" on:click=move |_| selected.set(None)>
                    {texts.t(k::WHEEL_CLOSE)}
                </button>
            </div>
            <p>{what}</p>
            {items}
            {if check {
                view! {
                    <p>
                        <a class="button second" href=Route::Express.href()>
                            {texts.t(k::EXPRESS_TITLE)}
                        </a>
                    </p>
                }
                    .into_any()
            } else if score.is_none() {
                view! { <p class="hint">{texts.t(k::WHEEL_LATER)}</p> }.into_any()
            } else {
                ().into_any()
            }}
        }
        .into_any()
    };
    view! {
        <section class="panel" class:open=move || selected.get().is_some() aria-labelledby="gw-panel">
            {move || selected.get().map(body)}
        </section>
    }
}
