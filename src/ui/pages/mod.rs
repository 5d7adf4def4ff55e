//! One screen, one file. The wheel and the check are part of the first visit; the other pages are files of their
//! own in a release, fetched when opened and ahead of time when the browser is idle.

pub mod about;
pub mod benchmarks;
pub mod builder;
pub mod channels;
pub mod compare;
pub mod contact;
pub mod express;
pub mod forecast;
pub mod home;
pub mod numbers;
pub mod opened;
pub mod panel;
pub mod part;
pub mod planner;
pub mod questions;
pub mod reality;
pub mod result;
pub mod settings;
pub mod sheet;
pub mod sources;
pub mod value;

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::tachys::view::{Mountable, Render};
use web_sys::Element;

use super::dom::{El, el, follow, keep};
use super::leads::{self, Desk};
use super::on_demand::on_demand;
use super::picture::{self, Format};
use super::route::Route;
use super::session::session;
use super::store::Store;
use super::words::{Texts, texts};
use crate::codec::envelope;
use crate::content::examples;
use crate::domain::plan::Plan;
use crate::engine::wheel::Part;
use crate::i18n::{Key, k};
use crate::platform::browser::fetch;
use crate::platform::keeper::Read;

/// Name of a page: of those that share a title in the menu their own, once it is there.
#[must_use]
pub fn name(texts: Texts, route: Route) -> String {
    let own = texts.piece(own_piece(route), "title");
    if own.is_empty() || route.section() == route {
        texts.t(title(route))
    } else {
        own
    }
}

/// Title of a page in the menu.
#[must_use]
const fn title(route: Route) -> Key {
    match route {
        Route::Home => k::BRAND,
        Route::Express => k::EXPRESS_TITLE,
        Route::Result | Route::Contact => k::NAV_RESULT,
        Route::Channels => k::NAV_CHANNELS,
        Route::Compare | Route::Opened => k::NAV_COMPARE,
        Route::Sources => k::NAV_SOURCES,
        Route::Settings => k::NAV_SETTINGS,
        Route::About | Route::Embed => k::NAV_ABOUT,
        Route::Questions(..) => k::NAV_QUESTIONS,
        _ => k::NAV_NUMBERS,
    }
}

/// Pieces of texts that several pages of a kind need.
const fn pieces(route: Route) -> &'static [&'static str] {
    match route {
        Route::Home | Route::Express | Route::Settings | Route::About => &[],
        Route::Result => &["express", "lifts", "base", "compare"],
        Route::Channels => &["express", "base", "channels"],
        Route::Compare => &["race", "sostac"],
        Route::Opened => &["express", "result"],
        Route::Sources => &["about"],
        Route::Embed => &["compare", "brand"],
        Route::Contact => &leads::PIECES,
        Route::Questions(..) => &["race", "sostac", "lifts", "result", "compare"],
        _ => &["express", "numbers", "planner"],
    }
}

/// The piece a page is made of.
const fn own_piece(route: Route) -> &'static str {
    match route {
        Route::Home | Route::Express => "express",
        Route::Result => "result",
        Route::Channels => "channelpage",
        Route::Numbers => "numbers",
        Route::Planner => "planner",
        Route::Forecast => "forecast",
        Route::Value => "worth",
        Route::Benchmarks => "benchmarks",
        Route::Reality => "reality",
        Route::Compare | Route::Opened => "compare",
        Route::Sources => "sources",
        Route::Settings => "settings",
        Route::About => "about",
        Route::Embed => "embed",
        Route::Contact => "lead",
        Route::Questions(..) => "questions",
    }
}

/// Fetches the texts of a page.
async fn load_texts(route: Route, texts: Texts) {
    let mut all = pieces(route).to_vec();
    // The wheel has what it needs; fetching ahead of time must not ask for what the check is fetching.
    let own = own_piece(route);
    if route != Route::Home && !all.contains(&own) {
        all.push(own);
    }
    texts.load(&all).await;
}

/// Builds a page that is there.
type Build = fn() -> AnyView;

/// Builds the panel of a part; closing empties the signal.
pub type BuildPanel = fn(Part, RwSignal<Option<Part>>) -> Vec<El>;

/// What a visitor needs soon, and a first view does not: the panel of a part, reading what is stored, the fields of the
/// check's third step. One file for all, for they are small, and every file lengthens the list of those there are.
pub(super) struct Soon {
    /// Builds the panel.
    pub(super) panel: BuildPanel,
    /// Reads a stored plan.
    pub(super) read: Read,
    /// Builds the fields of the third step.
    resources: fn() -> Vec<El>,
}

/// What the file of further pages holds.
struct Further {
    page: fn(Route) -> Build,
    examples: ExampleRows,
    picture: fn(Format, Texts, Store),
    desk: fn() -> Desk,
}

fn further_page(route: Route) -> Build {
    match route {
        Route::Channels => || view! { <channels::Channels /> }.into_any(),
        Route::Numbers => || view! { <numbers::Numbers /> }.into_any(),
        Route::Planner => || {
            el("div")
                .class("numbers planner")
                .children(planner::planner())
                .in_view()
        },
        Route::Forecast => || {
            el("div")
                .class("numbers planner")
                .children(forecast::forecast())
                .in_view()
        },
        Route::Value => || {
            el("div")
                .class("numbers planner")
                .children(value::value())
                .in_view()
        },
        Route::Benchmarks => || {
            el("div")
                .class("numbers planner")
                .children(benchmarks::benchmarks())
                .in_view()
        },
        Route::Reality => || {
            el("div")
                .class("numbers planner")
                .children(reality::reality())
                .in_view()
        },
        Route::Compare => || {
            el("div")
                .class("compare")
                .children(compare::compare())
                .in_view()
        },
        Route::Opened => || {
            el("div")
                .class("prose")
                .children(opened::opened())
                .in_view()
        },
        Route::Embed => || {
            el("div")
                .class("prose embed-page")
                .children(builder::builder())
                .in_view()
        },
        Route::Contact => || {
            el("div")
                .class("prose contact")
                .children(contact::contact())
                .in_view()
        },
        Route::Sources => || {
            el("div")
                .class("prose sources")
                .children(sources::sources())
                .in_view()
        },
        Route::Settings => || view! { <settings::Settings /> }.into_any(),
        Route::About => || view! { <about::About /> }.into_any(),
        Route::Questions(..) => || el("div").children(questions::questions()).in_view(),
        Route::Home | Route::Express | Route::Result => || ().into_any(),
    }
}

on_demand! {
    fn result_page() -> Build, preload fetch_result {
        || view! { <result::ResultPage /> }.into_any()
    }
}
on_demand! {
    pub(super) fn soon() -> Soon, preload fetch_soon {
        Soon { panel: panel::panel_of, read: envelope::read, resources: express::resources }
    }
}
on_demand! {
    fn further() -> Further, preload fetch_further {
        Further { page: further_page, examples: example_rows, picture: picture::save, desk: leads::new_desk }
    }
}

/// The rows of the examples, each of which shows its plan.
type ExampleRows = fn(Rc<dyn Fn(Plan)>) -> Vec<El>;

fn example_rows(show: Rc<dyn Fn(Plan)>) -> Vec<El> {
    let row = |example: examples::Example| {
        let show = show.clone();
        let button = el("button")
            .class("row")
            .hook(&["example-", example.id].concat())
            .attr("lang", example.lang)
            .child(el("span").class("name").text(example.name))
            .child(el("span").class("gloss").text(example.line))
            .on_click(move || {
                if let Some(plan) = examples::plan(example.id) {
                    show(plan);
                }
            });
        el("li").child(button)
    };
    examples::ALL.into_iter().map(row).collect()
}

/// What makes the rows of the examples; `None` when it could not be fetched.
pub async fn example_list() -> Option<ExampleRows> {
    Some(further().await.ok()?.examples)
}

/// Offers the wheel as a picture; `None` when the code for it could not be fetched.
pub async fn save_picture(format: Format, texts: Texts, store: Store) -> Option<()> {
    let further = further().await.ok()?;
    (further.picture)(format, texts, store);
    Some(())
}

/// What getting in touch is made of; `None` when it could not be fetched.
pub async fn desk() -> Option<Desk> {
    Some((further().await.ok()?.desk)())
}

/// Fetches code and texts of a page.
pub async fn prepare(route: Route, texts: Texts) {
    load_texts(route, texts).await;
    // What cannot be fetched now is tried again, and said, when the page is opened.
    let _ = match route {
        Route::Home | Route::Express => return,
        Route::Result => fetch_result().await,
        _ => fetch_further().await,
    };
    let _ = fetch::later_style().await;
}

/// The builder of a page on demand, once all it needs is there.
async fn fetch_page(route: Route, texts: Texts) -> Option<Build> {
    load_texts(route, texts).await;
    let build = match route {
        Route::Result => result_page().await.ok()?,
        _ => (further().await.ok()?.page)(route),
    };
    fetch::later_style().await.ok().map(|()| build)
}

/// Fetches code and texts of every page, so that none waits later and the app goes on without a network.
pub async fn fetch_all(texts: Texts) {
    let _ = fetch_soon().await;
    for route in Route::ALL {
        prepare(route, texts).await;
    }
}

/// Shows the page of the route in `place`, now and whenever the route changes.
pub fn show_route(place: Element) {
    let (texts, session) = (texts(), session());
    // A page stays while only its inner place changes; another try builds it anew.
    let tries = RwSignal::new(0_u32);
    let page = Memo::new(move |_| (session.route.get().page(), tries.get()));
    // A page that comes when another was opened meanwhile is not shown.
    let opened = Rc::new(Cell::new(0_u32));
    follow(move || {
        let (route, _) = page.get();
        opened.set(opened.get().wrapping_add(1));
        match route {
            Route::Home => show(&place, untrack(home::home)),
            Route::Express => show(&place, untrack(express::express)),
            later => {
                show(&place, vec![el("p").class("loading").words(k::LOADING)]);
                let (place, opened, mine) = (place.clone(), opened.clone(), opened.get());
                let owner = Owner::current().unwrap_or_default();
                session.spawn(async move {
                    let page = fetch_page(later, texts).await;
                    if opened.get() == mine {
                        owner.with(|| match page {
                            Some(build) => show_view(&place, build),
                            None => show(&place, unfetched(later, tries)),
                        });
                    }
                });
            }
        }
    });
}

fn show(place: &Element, page: Vec<El>) {
    place.set_text_content(None);
    for part in page {
        let _ = place.append_child(part.node());
    }
}

fn show_view(place: &Element, build: Build) {
    let mut page = build().build();
    place.set_text_content(None);
    page.mount(place, None);
    keep(page);
}

/// The page's file did not come: says so and offers another try.
fn unfetched(route: Route, tries: RwSignal<u32>) -> Vec<El> {
    let heading = el("h1")
        .attr("data-heading", "")
        .attr("tabindex", "-1")
        .words(title(route));
    let again = el("button")
        .class("button")
        .words(k::ERROR_RETRY)
        .on_click(move || tries.update(|n| *n += 1));
    vec![heading, el("p").words(k::ERROR_PAGE_FAILED), again]
}
