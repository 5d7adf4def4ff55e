//! What the pages of numbers share: the way from one to the other, a figure of the planning sheet as a field, its value
//! in words, and where a value comes from that was not typed.

use std::rc::Rc;

use leptos::prelude::*;

use crate::content::express as offer;
use crate::domain::action::Action;
use crate::domain::ids::ChannelId;
use crate::domain::profile::Currency;
use crate::engine::goal::Origin;
use crate::platform::browser::format;
use crate::ui::dom::{El, el, value_of_event};
use crate::ui::parts::figure_field::Figure;
use crate::ui::parts::figures::{self, channel_name};
use crate::ui::parts::number_field::{AMOUNT, Reads, Words};
use crate::ui::parts::section::save_button;
use crate::ui::route::Route;
use crate::ui::session::session;
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

/// Words the pages share.
const PIECE: &str = "planner";

/// The currency of the plan, for whatever a page builds.
#[derive(Clone, Copy)]
struct Money(Memo<Currency>);

/// The pages of numbers, side by side. What stands below them is built anew with the plan's currency, and not with its
/// every change: a save must not take the focus out of a chart.
#[must_use]
pub fn tabs() -> El {
    let (texts, session) = (texts(), session());
    provide_context(Money(store().slice(|p| p.profile.currency())));
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

    const fn reads(self) -> Reads {
        match self {
            Self::Money | Self::Count => AMOUNT,
            Self::Share => figures::SHARE,
        }
    }
}

/// A value in words.
#[must_use]
pub fn say(texts: Texts, store: Store, kind: Kind, value: f64) -> String {
    let lang = texts.lang();
    match kind {
        Kind::Money => {
            let own = use_context::<Money>();
            let currency = own.map_or_else(|| store.now(|p| p.profile.currency()), |m| m.0.get());
            format::money(lang, value, currency)
        }
        Kind::Count => format::number(lang, value, 2),
        Kind::Share => figures::percent(lang, value),
    }
}

/// A field of the sheet. Its test hook and the name in the sheet are one, with hyphens for points.
#[must_use]
pub fn sheet_field(
    name: String,
    kind: Kind,
    range: (f64, f64),
    label: Words,
    hint: Words,
    texts: Texts,
    store: Store,
) -> El {
    sheet_field_with(name, kind, range, label, hint, Vec::new, texts, store)
}

/// As [`sheet_field`], with what has to be kept together with the first figure typed.
#[must_use]
#[allow(
    clippy::too_many_arguments,
    reason = "those of a field, and what goes with it"
)]
pub fn sheet_field_with(
    name: String,
    kind: Kind,
    range: (f64, f64),
    label: Words,
    hint: Words,
    together: impl Fn() -> Vec<Action> + 'static,
    texts: Texts,
    store: Store,
) -> El {
    let hook = name.split_once('.').map_or("", |(_, rest)| rest);
    let hook = hook.replace('.', "-");
    let value = {
        let name = name.clone();
        store.slice(move |p| p.sheet.get(&name).copied())
    };
    let unit: Words = match kind {
        Kind::Money => Rc::new(move || store.with(|p| p.profile.currency().as_str().to_owned())),
        Kind::Count => Rc::new(String::new),
        Kind::Share => Rc::new(|| "%".to_owned()),
    };
    let figure = Figure {
        name: hook,
        label,
        hint,
        unit,
        reads: kind.reads(),
        percent: kind == Kind::Share,
        range,
        value,
        key: store.now(|p| [p.id.as_str(), &name].join(" sheet.")),
    };
    figure.show(texts, move |value| {
        let set = Action::SetSheet(name.clone(), value);
        let mut all = together();
        if all.is_empty() {
            // One undo step for all that is typed into a field.
            store.dispatch(set).err()
        } else {
            all.push(set);
            store.dispatch_all(all).err()
        }
    })
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
    let said = texts.piece_fill(
        "planner",
        key,
        &[("value", &say(texts, store, kind, value))],
    );
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
        let free = offer::CHANNELS
            .into_iter()
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
