//! The wheel, its panel, and the same as list and table.

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::catalogue::Item;
use crate::domain::stage::{Group, Sector, Stage};
use crate::engine::score::{Progress, known, level_of, shown};
use crate::engine::wheel::Part;
use crate::i18n::{Key, k};
use crate::platform::browser::WidthWatch;
use crate::ui::catalogue;
use crate::ui::dom::{El, el, keep};
use crate::ui::names;
use crate::ui::pages::BuildPanel;
use crate::ui::parts::wheel::{Hub, Wheel, id_of, score_hook, score_words, spoke_words, wheel};
use crate::ui::picture::Format;
use crate::ui::route::Route;
use crate::ui::session::{Notice, Session, session};
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

/// Whether the widget is too narrow for the spokes to be chosen in the picture: the window may be wide and the column
/// the widget stands in not.
fn narrow(session: Session) -> RwSignal<bool> {
    let is_narrow = |width: i32| width < 480;
    let root = session.root();
    let now = RwSignal::new(
        root.as_ref()
            .is_some_and(|root| is_narrow(root.offset_width())),
    );
    if let Some(root) = root {
        let seen = root.clone();
        keep(WidthWatch::new(&root, move || {
            let then = is_narrow(seen.offset_width());
            if now.get_untracked() != then {
                now.set(then);
            }
        }));
    }
    now
}

/// The first page.
#[must_use]
pub fn home() -> Vec<El> {
    let (texts, store) = (texts(), store());
    let session = session();
    let chosen = Chosen {
        part: RwSignal::new(None),
        build: RwSignal::new(None),
    };
    let scores = store.scores;
    let answered = move || {
        let (n, all) = scores.with(|s| (s.answered.to_string(), s.items.to_string()));
        texts.fill(k::WHEEL_ANSWERED, &[("n", &n), ("all", &all)])
    };
    let overall = move || scores.with(|s| s.overall);
    let level = move || texts.t(overall().map_or(k::WHEEL_NA, |s| names::level(level_of(s))));
    let picture = wheel(&Wheel {
        state: store.wheel,
        stages: Rc::new(move || scores.with(|s| s.stages)),
        hub: Rc::new(move || Hub {
            score: overall(),
            word: level(),
            answered: answered(),
            integration: format!(
                "{}: {}",
                texts.t(k::WHEEL_INTEGRATION),
                texts.t(k::WHEEL_NA)
            ),
        }),
        selected: chosen.part,
        compact: narrow(session),
        on_open: Rc::new(move |part| chosen.choose(part, session)),
    });
    let skip = el("a")
        .class("skip")
        .attr("href", "#gw-list")
        .words(k::WHEEL_SKIP)
        .on("click", move |event| {
            event.prevent_default();
            session.focus_on("gw-list");
        });
    let hero = el("section")
        .class("hero")
        .child(el("div").class("wheel-box").child(skip).child(picture))
        .child(intro(store, session, texts));
    let list =
        el("section")
            .class("twins")
            .attr("id", "gw-list")
            .attr("tabindex", "-1")
            .attr("aria-labelledby", "gw-list-title")
            .child(
                el("h2")
                    .attr("id", "gw-list-title")
                    .words(k::WHEEL_OVERALL)
                    .text(": ")
                    .child(score_hook("overall-score", overall)),
            )
            .child(
                el("p")
                    .class("under")
                    .child(el("span").hook("overall-level").say(level))
                    .text(" · ")
                    .child(el("span").hook("confidence").say(move || {
                        texts.t(names::confidence(scores.with(|s| s.confidence.word())))
                    }))
                    .text(" · ")
                    .child(el("span").hook("progress").say(answered)),
            )
            .child(rings(chosen, store, texts))
            .child(
                el("p").child(
                    el("a")
                        .class("button second")
                        .hook("start-questions")
                        .attr(
                            "href",
                            &Route::Questions(Group::Race(Stage::Reach), None).href(),
                        )
                        .say(move || {
                            let n = scores.with(|s| s.items) as u64;
                            texts.count(k::HOME_ALL_QUESTIONS, n, &[("n", &n.to_string())])
                        }),
                ),
            )
            .child(
                el("p")
                    .words(k::WHEEL_INTEGRATION)
                    .text(": ")
                    .child(score_hook("integration-score", || None))
                    .child(
                        el("span")
                            .class("hint")
                            .text(" (")
                            .words(k::WHEEL_INTEGRATION_NA)
                            .text(")"),
                    ),
            )
            .child(table(store, texts))
            .child(el("p").class("go").children([
                save(k::WHEEL_EXPORT, "export-svg", Format::Svg),
                save(k::WHEEL_EXPORT_PNG, "export-png", Format::Png),
            ]));
    vec![hero, panel(chosen), list, examples()]
}

/// The part whose panel is open, and what builds panels once it is there.
#[derive(Clone, Copy)]
struct Chosen {
    part: RwSignal<Option<Part>>,
    build: RwSignal<Option<BuildPanel>>,
}

impl Chosen {
    fn choose(self, part: Part, session: Session) {
        self.part.set(Some(part));
        if self.build.with_untracked(Option::is_some) {
            return session.focus_on("gw-panel");
        }
        session.spawn(async move {
            match super::soon().await {
                Ok(soon) => {
                    self.build.set(Some(soon.panel));
                    session.focus_on("gw-panel");
                }
                Err(_) => session.notify(Notice::Unfetched),
            }
        });
    }
}

/// A button that offers the wheel as a file.
fn save(key: Key, hook: &'static str, format: Format) -> El {
    let (texts, session, store) = (texts(), session(), store());
    el("button")
        .class("button second")
        .hook(hook)
        .words(key)
        .on_click(move || {
            session.spawn(async move {
                if super::save_picture(format, texts, store).await.is_none() {
                    session.notify(Notice::Unfetched);
                }
            });
        })
}

/// A score as a figure, or that there is none.
#[must_use]
pub fn figure(texts: Texts, score: Option<f64>) -> String {
    score.map_or_else(|| texts.t(k::WHEEL_NA), |v| shown(v).to_string())
}

fn intro(store: Store, session: Session, texts: Texts) -> El {
    let done = move || store.scores.with(|s| s.race.is_some());
    let start = move || {
        texts.t(if done() {
            k::HOME_AGAIN
        } else if store.with(|p| session.has_begun(p)) {
            k::HOME_RESUME
        } else {
            k::HOME_START
        })
    };
    let heading = el("h1")
        .attr("data-heading", "")
        .attr("tabindex", "-1")
        .words(k::HOME_TITLE);
    let go = el("p")
        .class("go")
        .child(
            el("a")
                .class("button")
                .hook("start-express")
                .attr("href", &session.start().href())
                .say(start),
        )
        .child(
            el("a")
                .class("button second")
                .attr("href", &Route::Result.href())
                .attr_if("hidden", move || !done())
                .words(k::HOME_SEE_RESULT),
        );
    let promises = [
        k::HOME_PROMISE_FREE,
        k::HOME_PROMISE_LOCAL,
        k::HOME_PROMISE_WHY,
    ];
    el("div")
        .class("intro")
        .child(heading)
        .child(el("p").class("lead").words(k::HOME_LEAD))
        .child(go)
        .child(
            el("ul")
                .class("promises")
                .children(promises.map(|key| el("li").words(key))),
        )
}

/// Six invented companies to look around in; one's own plan stays aside. The list comes when it is opened.
fn examples() -> El {
    let (session, store) = (session(), store());
    let list = el("ul").attr_words("aria-label", k::EXAMPLE_CHOOSE);
    let place = list.clone();
    let owner = Owner::current().unwrap_or_default();
    let open = move || {
        if place.node().has_child_nodes() {
            return;
        }
        let (place, owner) = (place.clone(), owner.clone());
        session.spawn(async move {
            match super::example_list().await {
                Some(row) => owner.with(|| {
                    let show = move |plan| {
                        store.show_example(plan);
                        session.focus_heading();
                    };
                    // Opened twice before it came, it comes once.
                    if !place.node().has_child_nodes() {
                        drop(place.children(row(Rc::new(show))));
                    }
                }),
                None => session.notify(Notice::Unfetched),
            }
        });
    };
    el("details")
        .class("examples")
        .on("toggle", move |_| open())
        .child(el("summary").words(k::EXAMPLE_TITLE))
        .child(el("p").class("hint").words(k::EXAMPLE_LEAD))
        .child(list)
}

/// Both rings as lists of buttons.
fn rings(chosen: Chosen, store: Store, texts: Texts) -> El {
    let session = session();
    let button = move |part: Part, hook: &str| {
        el("button")
            .class("row")
            .hook(hook)
            .state("aria-pressed", move || chosen.part.get() == Some(part))
            .on_click(move || chosen.choose(part, session))
    };
    let spread = store.wheel.with_untracked(|w| w.spread().spokes);
    let spoke = |(at, item): (usize, &'static Item)| {
        let body = button(Part::Spoke(at), &format!("activity-{}", item.id))
            .child(el("span").class("number").text(&(at + 1).to_string()))
            .child(el("span").class("name").words(names::item(&item.id)))
            .child(
                el("span")
                    .class("value")
                    .say(move || spoke_words(texts, store.with(|p| known(p, item)))),
            );
        el("li").child(body)
    };
    let stage = |stage: Stage| {
        let first = spread.iter().take(stage.index()).sum::<usize>();
        let count = spread.get(stage.index()).copied().unwrap_or(0);
        let name = el("span")
            .class("name")
            .child(el("span").attr("lang", "en").words(names::stage(stage)))
            .child(el("span").class("gloss").words(names::gloss(stage)));
        let head = button(Part::Stage(stage), &format!("stage-{}", stage.id()))
            .child(dot(stage))
            .child(name)
            .child(
                el("span")
                    .class("value")
                    .say(move || score_words(texts, store.scores.with(|s| s.stage(stage)))),
            );
        let spokes = el("ol").attr("start", &(first + 1).to_string()).children(
            (first..first + count)
                .zip(catalogue::items().items_of(Group::Race(stage)))
                .map(spoke),
        );
        el("li").class("group").child(head).child(spokes)
    };
    let sector = |sector: Sector| {
        let state = move || {
            let progress = store.scores.with(|s| s.sector_progress);
            let mine = progress.get(sector.index()).copied();
            texts.t(names::progress(mine.unwrap_or(Progress::Empty)))
        };
        let body = button(Part::Sector(sector), &format!("sector-{}", sector.id()))
            .child(el("span").class("name").words(names::sector(sector)))
            .child(el("span").class("state").say(state))
            .child(
                el("span")
                    .class("value")
                    .say(move || score_words(texts, store.scores.with(|s| s.sector(sector)))),
            );
        el("li").child(body)
    };
    let legend = [
        ("solid", k::WHEEL_LEGEND_SOLID),
        ("hatched", k::WHEEL_LEGEND_HATCHED),
        ("guess", k::WHEEL_LEGEND_ESTIMATE),
        ("open", k::WHEEL_LEGEND_OPEN),
    ];
    let inside = el("div")
        .child(el("h3").words(k::HOME_INSIDE))
        .child(el("ol").class("stages").children(Stage::ALL.map(stage)));
    let outside = el("div")
        .child(
            el("h3")
                .attr("data-module", "sostac")
                .words(k::HOME_OUTSIDE),
        )
        .child(
            el("ol")
                .class("sectors")
                .attr("data-module", "sostac")
                .children(Sector::ALL.map(sector)),
        )
        .child(
            el("ul")
                .class("legend")
                .children(legend.map(|(class, key)| el("li").class(class).words(key))),
        );
    el("div").class("rings").child(inside).child(outside)
}

/// The colour of a stage, beside its name.
#[must_use]
pub fn dot(stage: Stage) -> El {
    el("span")
        .class(&format!("dot {}", stage.id()))
        .attr("aria-hidden", "true")
}

/// The same numbers as a table.
fn table(store: Store, texts: Texts) -> El {
    let column = |key: Key, class: &str| el("th").attr("scope", "col").class(class).words(key);
    let row = move |name: El, score: Option<f64>, progress: Progress| {
        el("tr")
            .child(name.attr("scope", "row"))
            .child(el("td").class("n").text(&figure(texts, score)))
            .child(el("td").text(&texts.t(names::progress(progress))))
    };
    let rows = move || {
        store.scores.with(|s| {
            let stages = Stage::ALL
                .into_iter()
                .zip(s.stage_progress)
                .map(|(stage, p)| {
                    let name = el("th")
                        .child(
                            el("span")
                                .attr("lang", "en")
                                .text(&texts.t(names::stage(stage))),
                        )
                        .text(&format!(" ({})", texts.t(names::gloss(stage))));
                    row(name, s.stage(stage), p)
                });
            let sectors = Sector::ALL
                .into_iter()
                .zip(s.sector_progress)
                .map(|(sector, p)| {
                    let name = el("th").text(&texts.t(names::sector(sector)));
                    row(name, s.sector(sector), p)
                });
            let rim = store.wheel.with(|w| w.rim);
            stages.chain(sectors.filter(|_| rim)).collect()
        })
    };
    let head = el("tr").children([
        column(k::WHEEL_PART, ""),
        column(k::WHEEL_SCORE, "n"),
        column(k::WHEEL_STATE, ""),
    ]);
    el("details")
        .class("as-table")
        .child(el("summary").words(k::WHEEL_AS_TABLE))
        .child(
            el("table")
                .hook("wheel-table")
                .child(el("thead").child(head))
                .child(el("tbody").fill(rows)),
        )
}

/// What was chosen: what it is, its score, what belongs to it and what lifts it. It comes when first opened.
fn panel(chosen: Chosen) -> El {
    let Chosen { part, build } = chosen;
    // Built once for each part, so that the focus stays in it while texts come and scores change.
    let key = move || {
        let id = part.get().map_or_else(String::new, id_of);
        if build.with(Option::is_some) {
            id
        } else {
            String::new()
        }
    };
    el("section")
        .class("panel")
        .class_if("open", move || part.get().is_some())
        .attr("aria-labelledby", "gw-panel")
        .fill_by(key, move || {
            let now = part.get_untracked().zip(build.get_untracked());
            now.map_or_else(Vec::new, |(now, build)| build(now, part))
        })
}
