//! Both questionnaires: one item at a time, the items of its part beside it, in any order.

use std::rc::Rc;

use leptos::prelude::*;

use crate::content::sources;
use crate::domain::action::{Action, MAX_TEXT};
use crate::domain::answer::{Level, Reply};
use crate::domain::catalogue::Item;
use crate::domain::profile::Model;
use crate::domain::stage::{Group, Sector, Stage};
use crate::engine::score::known;
use crate::engine::useful::{Useful, useful};
use crate::i18n::k;
use crate::ui::catalogue;
use crate::ui::dom::{El, el, value_of_event};
use crate::ui::names;
use crate::ui::pages::compare::send_back;
use crate::ui::pages::home::dot;
use crate::ui::pages::part;
use crate::ui::parts::choices::{Choice, Choices, choices};
use crate::ui::parts::wheel::{mini_wheel, score_words};
use crate::ui::route::Route;
use crate::ui::session::{Session, session};
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

/// Words of this page.
const PIECE: &str = "questions";

/// Every part with something to ask, in the order of the way through: what one does first, then how one works.
fn groups() -> impl Iterator<Item = Group> {
    let race = Stage::ALL.into_iter().map(Group::Race);
    let all = race.chain(Sector::ALL.into_iter().map(Group::Sostac));
    all.filter(|group| items(*group).next().is_some())
}

/// The items of a part, in order.
pub(super) fn items(group: Group) -> impl Iterator<Item = &'static Item> {
    catalogue::items().items_of(group)
}

/// The place of an item in its part, as in its address.
pub(super) fn place_of(item: &Item) -> Option<u8> {
    let at = items(item.group).position(|i| i.id == item.id)?;
    u8::try_from(at).ok()
}

/// The item on screen and its part.
#[derive(Clone, Copy, PartialEq)]
struct Here {
    group: Group,
    place: usize,
}

impl Here {
    /// The place the address names. A part alone is its first open item, else its first.
    fn of(session: Session, store: Store) -> Self {
        let (group, place) = match session.route.get() {
            Route::Questions(group, place) => (group, place),
            _ => (Group::Race(Stage::Reach), None),
        };
        let open = |item: &Item| store.now(|p| p.reply(&item.id).is_none());
        let place = place.map(usize::from);
        let place = place.or_else(|| items(group).position(open)).unwrap_or(0);
        Self { group, place }
    }

    fn item(self) -> Option<&'static Item> {
        items(self.group).nth(self.place)
    }

    fn route(self) -> Route {
        Route::Questions(self.group, u8::try_from(self.place).ok())
    }

    /// The next item in order, into the next part; the result after the last.
    fn next(self) -> Route {
        if self.place + 1 < items(self.group).count() {
            let place = self.place + 1;
            return Self { place, ..self }.route();
        }
        let after = groups().skip_while(|g| *g != self.group).nth(1);
        after.map_or(Route::Result, |group| Self { group, place: 0 }.route())
    }

    /// The item whose answer could change most, after this one; the result when none could.
    fn most_useful(self, list: &[Useful]) -> Route {
        let mine = self.item().map(|item| &item.id);
        let at = list.iter().position(|u| Some(&u.item) == mine);
        let next = match at {
            Some(at) => list.get(at + 1).or_else(|| list.first()),
            None => list.first(),
        };
        let found = next.and_then(|useful| {
            let group = catalogue::items().item(&useful.item)?.group;
            let place = items(group).position(|i| i.id == useful.item)?;
            Some(Self { group, place }.route())
        });
        found.unwrap_or(Route::Result)
    }

    /// The item before, out of the part before; the wheel before the first.
    fn back(self) -> Route {
        if let Some(place) = self.place.checked_sub(1) {
            return Self { place, ..self }.route();
        }
        let before = groups().take_while(|g| *g != self.group).last();
        before.map_or(Route::Home, |group| {
            let place = items(group).count().saturating_sub(1);
            Self { group, place }.route()
        })
    }
}

/// A text of an item, from the piece of its ring.
pub(super) fn item_text(texts: Texts, item: &Item, field: &str) -> String {
    let piece = match item.group {
        Group::Race(_) => "race",
        Group::Sostac(_) => "sostac",
    };
    texts.piece(piece, &format!("{}.{field}", item.id))
}

/// A word of the questionnaires.
pub(super) fn word(texts: Texts, key: &str) -> String {
    texts.piece(PIECE, key)
}

/// How many items of a part have an answer, and how many there are.
pub(super) fn counted(store: Store, group: Group) -> (usize, usize) {
    store.with(|p| {
        let done = items(group).filter(|i| p.reply(&i.id).is_some()).count();
        (done, items(group).count())
    })
}

/// The page.
#[must_use]
pub fn questions() -> Vec<El> {
    let (texts, store, session) = (texts(), store(), session());
    let here = Memo::new(move |_| Here::of(session, store));
    let wheel = mini_wheel(store.wheel, move || store.scores.with(|s| s.overall));
    let question = el("div").class("question").fill_by(
        move || here.get().route().href().into_owned(),
        move || {
            let now = here.get();
            now.item()
                .map_or_else(Vec::new, |item| ask(item, texts, store, session))
        },
    );
    let question = question
        .hook("question")
        .attr_of("data-question-id", move || {
            here.get().item().map(|item| item.id.to_string())
        });
    let (useful_first, list) = (RwSignal::new(false), most_useful(store));
    let forward = move || {
        let now = here.get_untracked();
        if useful_first.get_untracked() {
            session.go(now.most_useful(&list.get_untracked()));
        } else {
            session.go(now.next());
        }
    };
    let moves = el("div")
        .class("moves")
        .child(
            el("button")
                .class("button second")
                .hook("back")
                .words(k::EXPRESS_BACK)
                .on_click(move || session.go(here.get_untracked().back())),
        )
        .child(
            el("button")
                .class("button")
                .hook("next")
                .words(k::EXPRESS_NEXT)
                .on_click(forward),
        )
        .child(
            el("button")
                .class("plain")
                .hook("skip")
                .words(k::EXPRESS_SKIP)
                .on_click(forward),
        );
    let main = el("div")
        .class("ask-main")
        .children([progress(here, texts, store), question, moves])
        .child(useful_choice(useful_first, list, texts))
        .child(el("p").class("hint").say(move || word(texts, "stop")));
    let aside = el("aside").class("ask-side").child(wheel);
    vec![
        el("section").class("ask").children([aside, main]),
        send_back(),
        beside(here, texts, store),
    ]
}

/// The open questions that could change the result. Worked out only while somebody asks for it: it tries every level
/// of every open question.
fn most_useful(store: Store) -> Memo<Vec<Useful>> {
    Memo::new(move |_| store.with(|plan| useful(plan, catalogue::all(), catalogue::context(plan))))
}

/// The wish to be asked first what matters most, and how much of that there is.
fn useful_choice(first: RwSignal<bool>, list: Memo<Vec<Useful>>, texts: Texts) -> El {
    let input = el("input")
        .attr("type", "checkbox")
        .hook("useful-first")
        .property_if("checked", move || first.get())
        .on("change", move |_| first.update(|on| *on = !*on));
    let left = move || {
        if !first.get() {
            return String::new();
        }
        let n = list.with(|list| list.len() as u64);
        if n == 0 {
            return word(texts, "useful_none");
        }
        // Half a minute a question.
        let minutes = texts.words_count(PIECE, "useful_minutes", n.div_ceil(2));
        let left = texts.words_count(PIECE, "useful_left", n);
        format!("{left}, {minutes}.")
    };
    el("div")
        .class("useful")
        .child(
            el("label")
                .class("check")
                .child(input)
                .child(el("span").say(move || word(texts, "useful"))),
        )
        .child(
            el("p")
                .class("hint")
                .attr("role", "status")
                .hook("useful-left")
                .say(left),
        )
}

/// Which part this is, and how far one is in it and in all.
fn progress(here: Memo<Here>, texts: Texts, store: Store) -> El {
    let mine = move || counted(store, here.get().group);
    let all = move || {
        groups().fold((0, 0), |sum, group| {
            let (done, count) = counted(store, group);
            (sum.0 + done, sum.1 + count)
        })
    };
    let of = move |key: &str, (n, all): (usize, usize)| {
        let values = [("n", &*n.to_string()), ("all", &*all.to_string())];
        texts.piece_fill(PIECE, key, &values)
    };
    let place = move || {
        let now = here.get();
        let name = texts.t(names::group(now.group));
        let step = of("step", (now.place + 1, items(now.group).count()));
        format!("{name}: {step}")
    };
    el("p")
        .class("steps")
        .child(el("span").say(place))
        .child(
            el("progress")
                .hook("progress")
                .attr_of("max", move || Some(mine().1.to_string()))
                .attr_of("value", move || Some(mine().0.to_string()))
                .attr_of("aria-label", move || Some(word(texts, "list"))),
        )
        .child(el("span").class("quiet").say(move || of("all", all())))
}

/// The question itself with everything that belongs to its answer.
fn ask(item: &'static Item, texts: Texts, store: Store, session: Session) -> Vec<El> {
    let said = move || store.with(|p| p.reply(&item.id));
    let heading = el("h1")
        .attr("id", "gw-question")
        .attr("data-heading", "")
        .attr("tabindex", "-1")
        .say(move || item_text(texts, item, "q"));
    let mut all = vec![tag(item, texts, store), heading];
    all.push(
        el("p")
            .class("hint")
            .say(move || item_text(texts, item, "why")),
    );
    let list = move || {
        let level = |n: u8| Choice {
            value: n.to_string(),
            text: item_text(texts, item, &n.to_string()),
            aside: false,
        };
        let other = |reply: Reply, text| Choice {
            value: reply.id().to_owned(),
            text,
            aside: true,
        };
        let rest = [
            other(Reply::Unknown, texts.t(k::EXPRESS_DONT_KNOW)),
            other(Reply::NotApplicable, word(texts, "na_take")),
        ];
        (1..=5).map(level).chain(rest).collect()
    };
    let id = &item.id;
    all.push(choices(Choices {
        name: "level",
        list: Rc::new(list),
        chosen: Rc::new(move || said().map(Reply::id)),
        labelled_by: "gw-question",
        digits: session.digits,
        on_choose: Rc::new(move |value| {
            store.choose(Action::Answer(id.clone(), Reply::from_id(value)));
        }),
    }));
    all.push(not_for_you(item, texts, store));
    all.push(evidence(item, texts, store));
    if let Group::Race(_) = item.group {
        all.push(rhythm(item, texts, store));
    }
    all.push(more(item, texts, store));
    all
}

/// The part with its score, in sight while one answers.
fn tag(item: &'static Item, texts: Texts, store: Store) -> El {
    let tag = el("p").class("stage-tag");
    let name = el("span").words(names::group(item.group));
    let tag = match item.group {
        Group::Race(stage) => tag
            .child(dot(stage))
            .child(name.attr("lang", "en"))
            .child(el("span").class("gloss").words(names::gloss(stage))),
        Group::Sostac(_) => tag.child(name),
    };
    tag.child(
        el("span")
            .class("value")
            .say(move || score_words(texts, part::score(store, item.group))),
    )
}

/// "Does not apply", proposed with one tap where the kind of business suggests it and nothing was said.
fn not_for_you(item: &'static Item, texts: Texts, store: Store) -> El {
    let proposed = move || {
        store.with(|p| {
            let model = p.profile.model;
            p.reply(&item.id).is_none() && model.is_some_and(|m| item.skip_for.contains(&m))
        })
    };
    let button = el("button")
        .attr("type", "button")
        .class("chip")
        .hook("propose-na")
        .say(move || word(texts, "na_take"))
        .on_click(move || {
            store.choose(Action::Answer(item.id.clone(), Some(Reply::NotApplicable)));
        });
    el("p")
        .class("go")
        .attr_if("hidden", move || !proposed())
        .child(el("span").say(move || word(texts, "na_propose")))
        .child(button)
}

/// One figure or link for levels 4 and 5. Without it the level counts and is marked.
fn evidence(item: &'static Item, texts: Texts, store: Store) -> El {
    let high = move || {
        let level = store.with(|p| p.reply(&item.id)).and_then(Reply::level);
        level.is_some_and(|l| l.get() >= 4)
    };
    let text = move || {
        store.with(|p| {
            p.answers
                .get(&item.id)
                .map(|a| a.evidence.clone())
                .unwrap_or_default()
        })
    };
    let missing = move || store.with(|p| p.lacks_evidence(&item.id));
    let input = el("input")
        .attr("id", "input-evidence")
        .hook("input-evidence")
        .attr("type", "text")
        .attr("maxlength", &MAX_TEXT.to_string())
        .attr("autocomplete", "off")
        .attr("aria-describedby", "hint-evidence")
        .value_of(text)
        .on("input", move |event| {
            let text = value_of_event(event);
            store.choose(Action::SetEvidence(item.id.clone(), text));
        });
    let hint = move || {
        word(
            texts,
            if missing() {
                "evidence_missing"
            } else {
                "evidence_hint"
            },
        )
    };
    el("div")
        .class("field evidence")
        .attr_if("hidden", move || !high())
        .child(el("label").attr("for", "input-evidence").say(move || {
            // A question of the site's own has no words for its figure.
            let own = item_text(texts, item, "figure");
            let any = || word(texts, "figure");
            if own.is_empty() { any() } else { own }
        }))
        .child(el("p").class("hint").attr("id", "hint-evidence").say(hint))
        .child(input)
}

/// Always on or campaign, as the visitor sees it.
fn rhythm(item: &'static Item, texts: Texts, store: Store) -> El {
    let own = move || store.with(|p| p.answers.get(&item.id).and_then(|a| a.always_on));
    let now = move || own().unwrap_or(item.always_on);
    let one = move |always: bool| {
        let key = if always {
            k::WHEEL_ALWAYS_ON
        } else {
            k::WHEEL_CAMPAIGN
        };
        let input = el("input")
            .attr("type", "radio")
            .attr("name", "rhythm")
            .hook(if always {
                "rhythm-always"
            } else {
                "rhythm-campaign"
            })
            .property_if("checked", move || now() == always)
            .on("change", move |_| {
                store.choose(Action::SetAlwaysOn(item.id.clone(), Some(always)));
            });
        el("label")
            .class("seg")
            .class_if("chosen", move || now() == always)
            .child(input)
            .child(el("span").words(key))
    };
    el("fieldset")
        .class("field segments")
        .child(el("legend").say(move || word(texts, "rhythm")))
        .child(
            el("p")
                .class("hint")
                .say(move || word(texts, "rhythm_hint")),
        )
        .child(el("div").class("segs").children([one(true), one(false)]))
}

/// What it looks like at a business of this kind, and what lifts it.
fn more(item: &'static Item, texts: Texts, store: Store) -> El {
    let example = move || {
        let model = store.with(|p| p.profile.model);
        item_text(texts, item, model.map_or("shop", Model::id))
    };
    let lift = move || {
        let level = store.with(|p| known(p, item)).level().map_or(1, Level::get);
        texts.piece("lifts", &format!("{}.{level}", item.id))
    };
    let top = move || store.with(|p| known(p, item)).level().map(Level::get) == Some(5);
    // A question of the site's own may have no words for what lifts it.
    let no_lift = move || !top() && lift().is_empty();
    // A question of the site's own has none.
    let no_example = move || example().is_empty();
    el("details")
        .class("why")
        .child(el("summary").say(move || word(texts, "more")))
        .child(
            el("h2")
                .attr_if("hidden", no_example)
                .say(move || word(texts, "example")),
        )
        .child(el("p").say(example))
        .child(el("h2").attr_if("hidden", no_lift).words(k::WHEEL_LIFTS))
        .child(el("p").say(move || if top() { word(texts, "top") } else { lift() }))
        .children(sources_of(item))
}

/// The ideas of the sources that the question comes from; a question of the site's own has none.
fn sources_of(item: &Item) -> Option<El> {
    let ids: Vec<&str> = sources::of_item(item.id.as_str()).map(|i| i.id).collect();
    let said = el("p")
        .class("hint")
        .hook("seeds")
        .child(
            el("a")
                .attr("href", &Route::Sources.href())
                .words(k::NAV_SOURCES),
        )
        .text(&format!(": {}", ids.join(", ")));
    (!ids.is_empty()).then_some(said)
}

/// This part with its items and what lifts them, then the other parts.
fn beside(here: Memo<Here>, texts: Texts, store: Store) -> El {
    let own = move || {
        let on_screen = move || here.get().item().map(|item| item.id.clone());
        part::part(here.get().group, on_screen, texts, store)
    };
    let part = move |group: Group| {
        let link = el("a")
            .attr("href", &Route::Questions(group, None).href())
            .attr_of("aria-current", move || {
                (here.get().group == group).then(|| "true".to_owned())
            })
            .words(names::group(group));
        let link = match group {
            Group::Race(_) => link.attr("lang", "en"),
            Group::Sostac(_) => link,
        };
        el("li").child(link).child(
            el("span")
                .class("value")
                .say(move || part::brief(texts, store, group)),
        )
    };
    el("section")
        .class("parts")
        .child(
            el("nav")
                .attr_of("aria-label", move || Some(word(texts, "list")))
                .fill_by(move || here.get().group.id().to_owned(), own),
        )
        .child(
            el("nav")
                .attr_of("aria-label", move || Some(word(texts, "parts")))
                .child(el("h2").say(move || word(texts, "parts")))
                .child(el("ul").class("items").children(groups().map(part))),
        )
}
