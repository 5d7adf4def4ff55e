//! What the pages of numbers share: the way from one to the other, a figure of the planning sheet as a field, its value
//! in words, and where a value comes from that was not typed.

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::action::Action;
use crate::domain::ids::ChannelId;
use crate::engine::goal::Origin;
use crate::platform::browser::format;
use crate::ui::catalogue;
use crate::ui::dom::{El, el, value_of_event};
use crate::ui::parts::figure_field::Figure;
use crate::ui::parts::figures::{self, channel_name};
use crate::ui::parts::number_field::{AMOUNT, Reads, Words};
use crate::ui::parts::section::save_button;
use crate::ui::parts::select_field::select_field;
use crate::ui::route::Route;
use crate::ui::session::session;
use crate::ui::store::Store;
use crate::ui::words::{Texts, texts};

/// Words the pages share.
const PIECE: &str = "planner";

/// The pages of numbers, side by side.
#[must_use]
pub fn tabs() -> El {
    let (texts, session) = (texts(), session());
    let link = |route: Route, key: &'static str| {
        el("a")
            .attr("href", &route.href())
            .attr_of("aria-current", move || {
                (session.route.get() == route).then(|| "page".to_owned())
            })
            .say(move || texts.piece(PIECE, key))
    };
    el("nav")
        .class("tabs")
        .attr_of("aria-label", move || Some(texts.piece(PIECE, "tabs")))
        .children([
            link(Route::Numbers, "tab_kpi"),
            link(Route::Planner, "tab_planner"),
            link(Route::Forecast, "tab_forecast"),
            link(Route::Value, "tab_value"),
            link(Route::Benchmarks, "tab_benchmarks"),
            link(Route::Reality, "tab_reality"),
        ])
}

/// How a figure of the sheet is written.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// In the plan's currency.
    Money,
    /// A number of things.
    Count,
    /// 0..=1, shown in per cent.
    Share,
}

impl Kind {
    /// Every value that means something.
    #[must_use]
    pub const fn range(self) -> (f64, f64) {
        match self {
            Self::Money | Self::Count => (0.0, 1e12),
            Self::Share => (0.0, 1.0),
        }
    }

    /// How it is read and written.
    #[must_use]
    pub const fn reads(self) -> Reads {
        match self {
            Self::Money | Self::Count => AMOUNT,
            Self::Share => figures::SHARE,
        }
    }

    /// What stands behind its field.
    #[must_use]
    pub fn unit(self, store: Store) -> Words {
        match self {
            Self::Money => Rc::new(move || store.currency.get().as_str().to_owned()),
            Self::Count => Rc::new(String::new),
            Self::Share => Rc::new(|| "%".to_owned()),
        }
    }
}

/// A value in words. What says it follows the plan's currency, and not its every change: a save must not take the focus
/// out of a chart.
#[must_use]
pub fn say(texts: Texts, store: Store, kind: Kind, value: f64) -> String {
    let lang = texts.lang();
    match kind {
        Kind::Money => format::money(lang, value, store.currency.get()),
        Kind::Count => format::number(lang, value, 2),
        Kind::Share => figures::percent(lang, value),
    }
}

/// A figure of the sheet as a field. Its test hook and the name in the sheet are one, with hyphens for points.
pub struct SheetField {
    name: String,
    kind: Kind,
    range: (f64, f64),
    label: Words,
    hint: Words,
    together: Option<Together>,
}

/// What has to be kept together with a figure.
type Together = Box<dyn Fn() -> Vec<Action>>;

impl SheetField {
    /// A field for every value that means something.
    #[must_use]
    pub fn new(name: &str, kind: Kind, label: impl Fn() -> String + 'static) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            range: kind.range(),
            label: Rc::new(label),
            hint: Rc::new(String::new),
            together: None,
        }
    }

    /// With a line under its label.
    #[must_use]
    pub fn hint(self, hint: impl Fn() -> String + 'static) -> Self {
        let hint = Rc::new(hint);
        Self { hint, ..self }
    }

    /// For values from one to another.
    #[must_use]
    pub fn within(self, range: (f64, f64)) -> Self {
        Self { range, ..self }
    }

    /// With what has to be kept together with the figure typed; nothing once it is.
    #[must_use]
    pub fn together(self, actions: impl Fn() -> Vec<Action> + 'static) -> Self {
        let together = Some(Box::new(actions) as Together);
        Self { together, ..self }
    }

    /// The field.
    #[must_use]
    pub fn show(self, texts: Texts, store: Store) -> El {
        let Self {
            name,
            kind,
            range,
            label,
            hint,
            together,
        } = self;
        let value = {
            let name = name.clone();
            store.slice(move |p| p.sheet.get(&name).copied())
        };
        let figure = Figure {
            name: hook_of(&name),
            label,
            hint,
            unit: kind.unit(store),
            reads: kind.reads(),
            percent: kind == Kind::Share,
            range,
            value,
            key: store.now(|p| [p.id.as_str(), &name].join(" sheet.")),
            missing: None,
        };
        figure.show(texts, move |value| {
            let set = Action::SetSheet(name.clone(), value);
            let mut all = together.as_ref().map_or_else(Vec::new, |more| more());
            if all.is_empty() {
                // One undo step for all that is typed into a field.
                store.dispatch(set).err()
            } else {
                all.push(set);
                store.dispatch_all(all).err()
            }
        })
    }
}

/// Name of a field for tests and labels: `planner.email.share` -> `email-share`.
fn hook_of(name: &str) -> String {
    let rest = name.split_once('.').map_or("", |(_, rest)| rest);
    rest.replace('.', "-")
}

/// A choice of the sheet that is kept by its place in `options`; texts are keys of `piece`. The first is what is kept
/// when nothing is, unless the engine takes another one for usual.
#[must_use]
pub fn sheet_choice<T: PartialEq + 'static>(
    name: &'static str,
    [piece, label]: [&'static str; 2],
    options: Vec<(T, String)>,
    now: impl Fn() -> T + 'static,
    texts: Texts,
    store: Store,
) -> El {
    let (values, keys): (Vec<T>, Vec<String>) = options.into_iter().unzip();
    let words = keys.into_iter().enumerate().map(|(place, key)| {
        let words: Words = Rc::new(move || texts.piece(piece, &key));
        (place.to_string(), words)
    });
    let words = words.collect();
    let at = Rc::new(move || {
        let now = now();
        let place = values.iter().position(|one| *one == now);
        place.unwrap_or_default().to_string()
    });
    select_field(
        &hook_of(name),
        move || texts.piece(piece, label),
        words,
        move || at(),
        move |chosen| {
            if let Ok(place) = chosen.parse::<u8>() {
                store.choose(Action::SetSheet(name.to_owned(), Some(f64::from(place))));
            }
        },
    )
}

/// A hint, with where a value comes from that was not typed.
#[must_use]
pub fn with_origin(
    hint: String,
    texts: Texts,
    store: Store,
    kind: Kind,
    value: f64,
    origin: Origin,
) -> String {
    let key = match origin {
        Origin::Typed => return hint,
        Origin::Figures => "origin.figures",
        Origin::Profile => "origin.profile",
        Origin::Benchmark => "origin.benchmark",
        Origin::Assumed => "origin.assumed",
    };
    let value = say(texts, store, kind, value);
    let said = texts.piece_fill(PIECE, key, &[("value", &value)]);
    [hint, said].join(" ")
}

/// A chart as a file of its own, and its table. The hooks are the name with `-svg` and `-csv`.
#[must_use]
pub fn chart_files(texts: Texts, hook: &str, name: &str, svg: String, csv: String) -> El {
    let file = |ending: &str, mime: &'static str, text: String| {
        let words = texts.piece(PIECE, &["save.", ending].concat());
        let name = ["growth-wheel-", name, ".", ending].concat();
        save_button(&[hook, "-", ending].concat(), &words, name, mime, text)
    };
    el("p").class("chips no-print").children([
        file("svg", "image/svg+xml", svg),
        file("csv", "text/csv", csv),
    ])
}

/// The channels of a sheet, each under its name with its fields, and a button that takes it off the list. `hook` is the
/// hook of the list and the id of what has the focus after that.
#[must_use]
pub fn channel_list(
    hook: &'static str,
    ids: Memo<Vec<ChannelId>>,
    texts: Texts,
    fields: impl Fn(&ChannelId) -> Vec<El> + 'static,
    remove: impl Fn(&ChannelId) -> bool + Clone + 'static,
) -> El {
    let session = session();
    let row = move |id: ChannelId| {
        let about = |key: &'static str, id: &ChannelId| {
            let id = id.clone();
            move || texts.piece_fill(PIECE, key, &[("channel", &channel_name(texts, &id))])
        };
        let (this, gone) = (
            about("channels.remove_this", &id),
            about("channels.removed", &id),
        );
        let (named, removed, remove) = (id.clone(), id.clone(), remove.clone());
        let button = el("button")
            .class("plain")
            .attr_of("aria-label", move || Some(this()))
            .say(move || texts.piece(PIECE, "channels.remove"))
            .on_click(move || {
                session.say_if(remove(&removed), gone());
                session.focus_on(hook);
            });
        let head = el("div")
            .class("planned-head")
            .child(el("h3").say(move || channel_name(texts, &named)))
            .child(button);
        el("li")
            .attr("data-channel", id.as_str())
            .child(head)
            .children(fields(&id))
    };
    el("ul").class("planned").hook(hook).fill_by(
        // A figure being typed leaves its field alone.
        move || {
            ids.with(|ids| {
                let ids = ids.iter().map(ChannelId::as_str);
                ids.collect::<Vec<_>>().join(" ")
            })
        },
        move || ids.get_untracked().into_iter().map(&row).collect(),
    )
}

/// A list of the channels that are not among `ids`, and a button that adds the one chosen.
#[must_use]
pub fn add_channel(
    ids: Memo<Vec<ChannelId>>,
    most: usize,
    texts: Texts,
    add: impl Fn(ChannelId) + 'static,
) -> El {
    let chosen = RwSignal::new(String::new());
    let word = move |key: &str| texts.piece(PIECE, key);
    let options = move || {
        let none = el("option")
            .attr("value", "")
            .text(&word("channels.choose"));
        let free = catalogue::channels()
            .iter()
            .copied()
            .map(ChannelId::builtin)
            .filter(|id| ids.with(|ids| !ids.contains(id)));
        let mut all = vec![none];
        all.extend(free.map(|id| {
            el("option")
                .attr("value", id.as_str())
                .text(&channel_name(texts, &id))
        }));
        all
    };
    let select = el("select")
        .attr("id", "input-add-channel")
        .hook("input-add-channel")
        .fill(options)
        .on("change", move |event| chosen.set(value_of_event(event)));
    let button = el("button")
        .class("button second")
        .hook("add-channel")
        .attr_if("disabled", move || ids.with(|ids| ids.len() >= most))
        .say(move || word("channels.add"))
        .on_click(move || {
            if let Ok(id) = ChannelId::parse(&chosen.get_untracked()) {
                add(id);
                chosen.set(String::new());
            }
        });
    el("div")
        .class("field")
        .child(
            el("label")
                .attr("for", "input-add-channel")
                .say(move || word("channels.add")),
        )
        .child(el("div").class("row-of").children([select, button]))
}
