//! What a link brings, shown before anything is done with it. Opening one changes nothing by itself.

mod plan;

use leptos::prelude::*;

use super::compare::{Wrong, add, keeper, others, switch_to};
use crate::codec::link::{self, Link};
use crate::domain::action::Action;
use crate::domain::plan::Plan;
use crate::domain::profile::Profile;
use crate::domain::snapshot::Snapshot;
use crate::domain::stage::{Group, Stage};
use crate::i18n::Key;
use crate::platform::browser::{self, format};
use crate::ui::dom::{El, el};
use crate::ui::names;
use crate::ui::parts::notice::download_own;
use crate::ui::route::Route;
use crate::ui::session::{Session, session};
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

const PIECE: &str = "compare";
/// Where a colleague begins.
const FIRST: Route = Route::Questions(Group::Race(Stage::Reach), None);

fn word(texts: Texts, key: &str) -> String {
    texts.piece(PIECE, &["opened.", key].concat())
}

/// The page.
#[must_use]
pub fn opened() -> Vec<El> {
    let (texts, store, session) = (texts(), store(), session());
    let page = el("div").class("opened").hook("opened").fill_by(
        // Another link may follow in the same tab.
        move || session.link.get(),
        move || match session.link.with_untracked(|text| link::read(text)) {
            Ok(Link::Ask { request, profile }) => ask(request, *profile, texts, store, session),
            Ok(Link::Answers {
                request,
                from,
                at,
                answers,
            }) => came_back(request, from, at, answers, texts, store, session),
            Ok(Link::Plan { at, plan }) => plan::plan(at, *plan, texts, store, session),
            Err(error) => vec![
                heading(texts, "wrong_title"),
                el("p")
                    .class("error")
                    .hook("error-link")
                    .say(move || Wrong::Link(error).words(texts)),
                button_home(texts, "button"),
            ],
        },
    );
    vec![page]
}

fn heading(texts: Texts, key: &'static str) -> El {
    el("h1")
        .attr("data-heading", "")
        .attr("tabindex", "-1")
        .say(move || word(texts, key))
}

fn button(texts: Texts, hook: &str, key: &'static str, run: impl FnMut() + 'static) -> El {
    let button = el("button")
        .class("button")
        .hook(hook)
        .say(move || word(texts, key))
        .on_click(run);
    el("p").class("go").child(button)
}

fn button_home(texts: Texts, class: &str) -> El {
    let link = el("a")
        .class(class)
        .attr("href", &Route::Home.href())
        .say(move || word(texts, "home"));
    el("p").child(link)
}

/// The day of what came in a link: a day, whatever the hour and the place.
fn day(texts: Texts, at: i64) -> String {
    let day = i32::try_from(at.div_euclid(86_400_000)).unwrap_or(0);
    format::day(texts.lang(), day)
}

/// A colleague asks.
fn ask(request: String, profile: Profile, texts: Texts, store: Store, session: Session) -> Vec<El> {
    let mut all = vec![
        heading(texts, "ask_title"),
        el("p").class("lead").say(move || word(texts, "ask_lead")),
        el("h2").say(move || word(texts, "about")),
        about(&profile, texts),
    ];
    if store.own_now(|p| link::tag(&p.id) == request) {
        all.push(el("p").hook("own-link").say(move || word(texts, "own_ask")));
        return all;
    }
    if store.own_now(|p| p.asked_by.as_deref() == Some(&request)) {
        all.push(button(texts, "begin", "continue", move || {
            store.leave_example();
            session.settle(FIRST);
        }));
        return all;
    }
    let guest = move |id: String| {
        let mut plan = Plan::new(id, browser::now());
        plan.profile = profile.clone();
        plan.asked_by = Some(request.clone());
        plan
    };
    let taking = Taking {
        hook: "begin",
        begin: "begin",
        instead: "instead",
        to: FIRST,
        is_same: |begun, fresh| begun.asked_by == fresh.asked_by,
    };
    all.extend(take(taking, guest, texts, store, session));
    all
}

/// How what a link brings becomes a plan of this browser.
#[derive(Clone, Copy)]
struct Taking {
    /// Test hook of the button.
    hook: &'static str,
    /// Words of the button.
    begin: &'static str,
    /// Words of the button that gives up the plan that is here.
    instead: &'static str,
    /// The page it begins with.
    to: Route,
    /// Whether a plan that is here is the one the link brings: the link may have been opened before.
    is_same: fn(&Plan, &Plan) -> bool,
}

/// The button that begins the plan `make` makes of an id, and what is to be said beside it. A plan with something in it
/// keeps its place.
fn take(
    taking: Taking,
    make: impl Fn(String) -> Plan + Clone + 'static,
    texts: Texts,
    store: Store,
    session: Session,
) -> Vec<El> {
    let keeper = keeper();
    let blocked = RwSignal::new(false);
    let Taking { to, is_same, .. } = taking;
    let instead = make.clone();
    let replace = move |make: &dyn Fn(String) -> Plan| {
        let id = store.own_now(|p| p.id.clone());
        store.choose(Action::Replace(Box::new(make(id))));
        session.settle(to);
    };
    // A browser without any plan needs no second one. Looked at when it is pressed: undo or another tab may have brought
    // one meanwhile.
    let begin = move || {
        let untouched = store.own_now(Plan::is_untouched);
        let begun = others(keeper);
        if untouched && begun.is_empty() {
            return replace(&make);
        }
        let fresh = make(browser::new_id());
        if store.own_now(|own| is_same(own, &fresh)) {
            store.leave_example();
            return session.settle(to);
        }
        let known = begun.iter().find(|plan| is_same(plan, &fresh));
        if !switch_to(keeper, store, session, known.unwrap_or(&fresh), to) {
            if untouched {
                replace(&make);
            } else {
                blocked.set(true);
            }
        }
    };
    let touched = store.slice(|p| !p.is_untouched());
    let aside = el("p")
        .attr_if("hidden", move || !touched.get())
        .say(move || word(texts, "aside"));
    let download = el("button")
        .class("button second")
        .words(crate::i18n::k::SAVE_DOWNLOAD)
        .on_click(move || download_own(store));
    let refused = el("div")
        .attr_if("hidden", move || !blocked.get())
        .child(el("p").class("error").attr("role", "alert").say(move || {
            if blocked.get() {
                word(texts, "blocked")
            } else {
                String::new()
            }
        }))
        .child(el("p").class("go").child(download))
        .child(button(
            texts,
            &[taking.hook, "-instead"].concat(),
            taking.instead,
            move || replace(&instead),
        ));
    vec![
        aside,
        button(texts, taking.hook, taking.begin, begin),
        refused,
    ]
}

/// What the link says of the business.
fn about(profile: &Profile, texts: Texts) -> El {
    let mut keys: Vec<Key> = Vec::new();
    keys.extend(profile.model.map(names::model));
    keys.extend(profile.objectives.iter().map(|o| names::objective(*o)));
    let country = profile.country;
    if keys.is_empty() && country.is_none() {
        return el("p").class("hint").say(move || word(texts, "not_said"));
    }
    let place = country.map(|c| el("li").say(move || format::country(texts.lang(), c)));
    el("ul")
        .children(keys.into_iter().map(|key| el("li").words(key)))
        .children(place)
}

/// A colleague has answered.
fn came_back(
    request: String,
    from: String,
    at: i64,
    answers: Snapshot,
    texts: Texts,
    store: Store,
    session: Session,
) -> Vec<El> {
    let own = store.own_now(|p| link::tag(&p.id));
    let n = answers.len() as u64;
    let lead = move || {
        texts
            .words_count(PIECE, "opened.answers_lead", n)
            .replace("{date}", &day(texts, at))
    };
    let mut all = vec![
        heading(texts, "answers_title"),
        el("p").class("lead").say(lead),
    ];
    if from == own {
        all.push(el("p").hook("own-answers").say(move || word(texts, "own")));
        return all;
    }
    if request != own {
        all.push(el("p").hook("other-plan").say(move || word(texts, "other")));
    }
    let wrong = RwSignal::new(None::<Wrong>);
    all.push(button(texts, "add-answers", "add", move || {
        store.leave_example();
        match add(store, &from, at, answers.clone()) {
            Ok(n) => {
                session.say_if(true, texts.words_count(PIECE, "ask.added", n as u64));
                session.settle(Route::Compare);
            }
            Err(why) => wrong.set(Some(why)),
        }
    }));
    all.push(
        el("p")
            .class("error")
            .attr("role", "alert")
            .say(move || wrong.get().map_or_else(String::new, |w| w.words(texts))),
    );
    let compare = el("a")
        .attr("href", &Route::Compare.href())
        .words(crate::i18n::k::NAV_COMPARE);
    all.push(el("p").child(compare));
    all
}
