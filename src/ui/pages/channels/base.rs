//! The base stands before any channel: what is poor or missing is named first.

use leptos::prelude::*;

use super::View;
use super::words::{self, t};
use crate::domain::action::Action;
use crate::domain::catalogue::BasePart;
use crate::domain::plan::BaseState;
use crate::ui::catalogue;
use crate::ui::parts::segments::Segments;
use crate::ui::store::store;

/// What is weak, and how the five parts stand.
pub(super) fn base(view: View) -> impl IntoView {
    let (texts, store) = (view.texts, store());
    let base = store.slice(|p| p.base.clone());
    let state_words = move |state: BaseState| t(texts, &format!("base.state.{}", state.id()));
    let weak = move || {
        let said = base.get();
        let weak: Vec<_> = catalogue::all()
            .base
            .iter()
            .filter_map(|part| Some((part, *said.get(&part.id)?)))
            .filter(|(_, state)| *state != BaseState::Have)
            .map(|(part, state)| {
                view! {
                    <li>
                        <strong>{words::base(texts, &part.id, "name")}</strong>
                        {format!(" ({}). ", state_words(state))}
                        {words::base(texts, &part.id, "what")}
                    </li>
                }
            })
            .collect();
        if !weak.is_empty() {
            view! {
                <p>{t(texts, "base.before")}</p>
                <ul class="before">{weak}</ul>
            }
            .into_any()
        } else if said.len() < catalogue::all().base.len() {
            view! { <p>{t(texts, "base.unsaid")}</p> }.into_any()
        } else {
            view! { <p>{t(texts, "base.stands")}</p> }.into_any()
        }
    };
    let part = move |part: &'static BasePart| {
        let choices = Signal::derive(move || {
            let states = BaseState::ALL.map(|s| (s.id(), state_words(s)));
            let mut list = states.to_vec();
            list.push(("", t(texts, "not_said")));
            list
        });
        let chosen = Memo::new(move |_| base.with(|b| b.get(&part.id).map_or("", |s| s.id())));
        view! {
            <li>
                <Segments
                    name=format!("base-{}", part.id)
                    legend=Signal::derive(move || words::base(texts, &part.id, "name"))
                    hint=Signal::derive(move || words::base(texts, &part.id, "what"))
                    choices=choices
                    chosen=chosen
                    on_choose=Callback::new(move |value: String| {
                        store.choose(Action::SetBase(part.id.clone(), BaseState::from_id(&value)));
                    })
                />
            </li>
        }
    };
    view! {
        <section class="block" aria-labelledby="gw-base">
            <h2 id="gw-base">{move || t(texts, "base.title")}</h2>
            <div>{weak}</div>
            <details>
                <summary>{move || t(texts, "base.edit")}</summary>
                <ul class="stack" data-testid="base-list">
                    {catalogue::all().base.iter().map(part).collect_view()}
                </ul>
            </details>
        </section>
    }
}
