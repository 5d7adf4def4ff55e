//! The channels: the base first, the portfolio with its reasons, every channel ranked and explained, and what the
//! recommendation rests on, all of it editable.

mod base;
mod card;
mod portfolio;
mod sharpen;
mod sure;
mod words;

pub(super) use words::rates_month;

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::domain::plan::Criterion;
use crate::domain::profile::Currency;
use crate::engine::recommend::{Recommendation, recommend};
use crate::ui::catalogue;
use crate::ui::dom::El;
use crate::ui::leads::{Leading, Place, form_at};
use crate::ui::route::Route;
use crate::ui::session::{Session, session};
use crate::ui::store::store;
use crate::ui::words::{Texts, texts};

use words::{f, t};

/// Channels shown before "show all".
const FIRST: usize = 5;

/// What the parts of this page share.
#[derive(Clone, Copy)]
struct View {
    texts: Texts,
    advice: Memo<Recommendation>,
    currency: Memo<Currency>,
    /// Cards that are open, places in the catalogue.
    open: RwSignal<BTreeSet<usize>>,
    /// Whether the ranking is shown beyond the first.
    all: RwSignal<bool>,
    /// Whether the channels with a gate are shown.
    closed_shown: RwSignal<bool>,
    /// Whether values of a channel are being typed; the order on screen waits meanwhile.
    editing: RwSignal<bool>,
    session: Session,
}

impl View {
    fn name(self, place: usize) -> String {
        catalogue::all()
            .channels
            .get(place)
            .map_or_else(String::new, |c| words::channel(self.texts, &c.id))
    }

    fn names(self, places: &[usize]) -> String {
        let names: Vec<String> = places.iter().map(|p| self.name(*p)).collect();
        words::list(&names)
    }

    /// Opens a channel's card and brings it into view.
    fn show(self, place: usize) {
        let gated = self
            .advice
            .with_untracked(|r| r.channels.get(place).is_some_and(|a| a.rank.is_none()));
        if gated {
            self.closed_shown.set(true);
        } else {
            self.all.set(true);
        }
        self.open.update(|set| {
            set.insert(place);
        });
        gloo::timers::callback::Timeout::new(0, move || {
            if let Some(summary) = self.session.by_id(&card::summary_id(place)) {
                summary.scroll_into_view();
                let _ = summary.focus();
            }
        })
        .forget();
    }
}

/// The page.
#[component]
pub fn Channels() -> impl IntoView {
    let (texts, store) = (texts(), store());
    let advice = store.slice(move |plan| {
        store
            .scores
            .with(|scores| recommend(plan, catalogue::all(), scores, catalogue::context(plan)))
    });
    let view = View {
        texts,
        advice,
        currency: store.slice(|p| p.profile.currency()),
        open: RwSignal::new(BTreeSet::new()),
        all: RwSignal::new(false),
        closed_shown: RwSignal::new(false),
        editing: RwSignal::new(false),
        session: session(),
    };
    view! {
        <div class="channel-page">
            <h1 data-heading tabindex="-1">
                {move || t(texts, "title")}
            </h1>
            <p class="lead">{move || t(texts, "lead")}</p>
            {form_at(Place::Gate).map(El::in_view)}
            <div hidden=Leading::held()>
            <Basis view=view />
            {base::base(view)}
            {portfolio::portfolio(view)}
            {card::list(view)}
            {sharpen::sharpen(view)}
            {sure::how_sure(view)}
            </div>
        </div>
    }
}

/// How much of the weight counts, and what was not said.
#[component]
fn Basis(view: View) -> impl IntoView {
    let texts = view.texts;
    let based_on = Memo::new(move |_| view.advice.with(|r| r.based_on));
    let unknown = Memo::new(move |_| view.advice.with(|r| r.unknown.clone()));
    let active = Memo::new(move |_| view.advice.with(|r| r.active));
    let line = move || {
        let share = based_on.get();
        if share > 0.0 {
            f(
                texts,
                "based.on",
                &[("share", &words::whole_percent(texts, share))],
            )
        } else {
            t(texts, "based.nothing")
        }
    };
    let names = move |wanted: bool| {
        let names: Vec<String> = Criterion::ALL
            .into_iter()
            .zip(active.get())
            .filter(|(_, on)| *on == wanted)
            .map(|(c, _)| words::criterion(texts, c))
            .collect();
        (!names.is_empty()).then(|| words::list(&names))
    };
    view! {
        <div class="basis">
            <p>
                {line} " "
                {move || {
                    (based_on.get() < 0.995)
                        .then(|| {
                            view! { <a href=Route::Express.href()>{t(texts, "based.check")}</a> }
                        })
                }}
            </p>
            <details>
                <summary>{move || t(texts, "based.open")}</summary>
                <ul class="plain-list">
                    {move || {
                        names(true).map(|list| view! { <li>{f(texts, "based.counted", &[("list", &list)])}</li> })
                    }}
                    {move || {
                        names(false).map(|list| view! { <li>{f(texts, "based.left", &[("list", &list)])}</li> })
                    }}
                    {move || {
                        unknown
                            .get()
                            .into_iter()
                            .map(|u| view! { <li>{words::unknown(texts, u, view.currency.get())}</li> })
                            .collect_view()
                    }} <li>{move || t(texts, "judgement")}</li>
                </ul>
            </details>
        </div>
    }
}
