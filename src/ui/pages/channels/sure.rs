//! "How sure is this?", computed only while it is open.

use leptos::prelude::*;

use super::words::{self, f, t};
use super::{FIRST, View};
use crate::domain::plan::Criterion;
use crate::engine::sure::{Standing, Sure, sure};

/// The panel.
pub(super) fn how_sure(view: View) -> impl IntoView {
    let texts = view.texts;
    let open = RwSignal::new(false);
    // The draws take a while; nobody who does not look pays for them.
    let found = Memo::new(move |_| open.get().then(|| view.advice.with(sure)));
    let body = move || {
        found.with(|f| match f {
            None => ().into_any(),
            Some(None) => view! { <p>{t(texts, "sure.nothing")}</p> }.into_any(),
            Some(Some(s)) => panel(view, s),
        })
    };
    view! {
        <section class="block" aria-labelledby="gw-sure">
            <h2 id="gw-sure">{move || t(texts, "sure.title")}</h2>
            <details open=move || open.get() data-testid="how-sure">
                <summary on:click=move |event| {
                    event.prevent_default();
                    open.update(|o| *o = !*o);
                }>{move || t(texts, "sure.open")}</summary>
                {body}
            </details>
        </section>
    }
}

fn panel(view: View, sure: &Sure) -> AnyView {
    let texts = view.texts;
    let leader = view.name(sure.leader);
    let lead = match sure.margin {
        Some(margin) => f(
            texts,
            "sure.leader",
            &[("name", &leader), ("n", &words::points(texts, margin))],
        ),
        None => f(texts, "sure.alone", &[("name", &leader)]),
    };
    let tied = if sure.margin.is_none() {
        String::new()
    } else if sure.tied.is_empty() {
        t(texts, "sure.clear")
    } else {
        f(texts, "sure.tied", &[("list", &view.names(&sure.tied))])
    };
    let weights = view.advice.with(|r| r.weights);
    let intervals = Criterion::ALL
        .into_iter()
        .zip(sure.intervals)
        .zip(weights)
        .map(|((criterion, interval), now)| {
            let name = words::criterion(texts, criterion);
            let said = match interval {
                Some((low, high)) => f(
                    texts,
                    "sure.interval",
                    &[
                        ("name", &name),
                        ("now", &words::percent(texts, now)),
                        ("leader", &leader),
                        ("low", &words::percent(texts, low)),
                        ("high", &words::percent(texts, high)),
                    ],
                ),
                None => f(texts, "sure.interval_none", &[("name", &name)]),
            };
            view! { <li>{said}</li> }
        })
        .collect_view();
    let mut standings: Vec<&Standing> = sure.standings.iter().collect();
    standings.sort_by(|a, b| {
        let first = b.first().total_cmp(&a.first());
        first
            .then(b.within(3).total_cmp(&a.within(3)))
            .then(a.channel.cmp(&b.channel))
    });
    let rows = standings
        .into_iter()
        .take(FIRST)
        .map(|s| {
            view! {
                <tr>
                    <th scope="row">{view.name(s.channel)}</th>
                    <td class="n">{words::whole_percent(texts, s.first())}</td>
                    <td class="n">{words::whole_percent(texts, s.within(3))}</td>
                    <td class="n">{s.topsis_rank}</td>
                </tr>
            }
        })
        .collect_view();
    let agree = match sure.kendall {
        Some(tau) => f(texts, "sure.agree", &[("n", &words::number(texts, tau, 2))]),
        None => t(texts, "sure.agree_none"),
    };
    view! {
        <p>{format!("{lead} {tied}")}</p>
        <h3>{t(texts, "sure.weights")}</h3>
        <ul class="plain-list">{intervals}</ul>
        <h3 id="gw-chances">{t(texts, "sure.chances")}</h3>
        <p class="hint">{t(texts, "sure.chances_hint")}</p>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="gw-chances">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t(texts, "sure.channel")}</th>
                        <th scope="col" class="n">
                            {t(texts, "sure.first")}
                        </th>
                        <th scope="col" class="n">
                            {t(texts, "sure.three")}
                        </th>
                        <th scope="col" class="n">
                            {t(texts, "sure.second")}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="hint">{t(texts, "sure.second_hint")} " " {agree}</p>
    }
    .into_any()
}
