//! The set of channels that together fits best, what it uses, covers and obeys.

use leptos::prelude::*;

use super::View;
use super::words::{self, count, f, t};
use crate::domain::stage::Stage;
use crate::engine::portfolio::{COVERED, EQUAL, TestSlot};
use crate::engine::recommend::{self, Statement};
use crate::ui::names;

/// Channels for later shown at first.
const LATER: usize = 5;

/// The portfolio.
pub(super) fn portfolio(view: View) -> impl IntoView {
    let texts = view.texts;
    let portfolio = Memo::new(move |_| view.advice.with(|r| r.portfolio.clone()));
    let later_all = RwSignal::new(false);
    let chosen = move || {
        let places = portfolio.with(|p| p.choice.channels.clone());
        if places.is_empty() {
            return view! { <p>{t(texts, "portfolio.empty")}</p> }.into_any();
        }
        let entry = |place: usize| {
            let (why, takes) = view.advice.with(|r| {
                r.channels.get(place).map_or_else(Default::default, |a| {
                    (words::why(texts, a), super::card::takes(view, a))
                })
            });
            view! {
                <li>
                    <h3>{view.name(place)}</h3>
                    <p>{why}</p>
                    <p class="hint">{takes}</p>
                    <button type="button" class="plain" on:click=move |_| view.show(place)>
                        {t(texts, "portfolio.see")}
                        <span class="hidden">{format!(": {}", view.name(place))}</span>
                    </button>
                </li>
            }
        };
        view! { <ol class="chosen-set">{places.into_iter().map(entry).collect_view()}</ol> }
            .into_any()
    };
    let test = move || portfolio.with(|p| test_words(view, p));
    let uncovered = move || {
        portfolio.with(|p| {
            if p.uncovered.is_empty() {
                t(texts, "portfolio.all_covered")
            } else {
                let list: Vec<String> = p
                    .uncovered
                    .iter()
                    .map(|s| words::stage(texts, *s))
                    .collect();
                f(
                    texts,
                    "portfolio.uncovered",
                    &[("list", &words::list(&list))],
                )
            }
        })
    };
    let rules = move || {
        portfolio.with(|p| {
            p.statements
                .iter()
                .map(|s| {
                    let (rule, said) = statement(view, s);
                    view! {
                        <li>
                            {said} " "
                            <span class="hint">{f(texts, "portfolio.rule", &[("id", rule)])}</span>
                        </li>
                    }
                })
                .collect_view()
        })
    };
    let later_count = Memo::new(move |_| portfolio.with(|p| p.later.len()));
    let later = move || {
        let most = portfolio.with(|p| p.limits.channels);
        let shown = if later_all.get() { usize::MAX } else { LATER };
        portfolio.with(|p| {
            p.later
                .iter()
                .take(shown)
                .map(|l| {
                    let lacks: Vec<String> = l
                        .missing
                        .iter()
                        .map(|m| words::missing(texts, m, view.currency.get(), most))
                        .collect();
                    let lacks = if lacks.is_empty() {
                        t(texts, "later.open")
                    } else {
                        words::list(&lacks)
                    };
                    view! {
                        <li>
                            <strong>{view.name(l.channel)}</strong>
                            {format!(": {lacks}")}
                        </li>
                    }
                })
                .collect_view()
        })
    };
    let any = Memo::new(move |_| portfolio.with(|p| !p.choice.channels.is_empty()));
    view! {
        <section class="block" data-testid="portfolio" aria-labelledby="gw-portfolio">
            <h2 id="gw-portfolio">{move || t(texts, "portfolio.title")}</h2>
            <p class="hint">{move || t(texts, "portfolio.lead")}</p>
            {chosen}
            <p class:gone=move || !any.get()>{uncovered}</p>
            <div class="test-slot" data-testid="test-slot">
                <h3>{move || t(texts, "test.title")}</h3>
                <p>{test}</p>
            </div>
            <details>
                <summary>{move || t(texts, "portfolio.facts")}</summary>
                {move || portfolio.with(|p| facts(view, p))}
            </details>
            <details>
                <summary>{move || t(texts, "portfolio.rules")}</summary>
                <ul class="plain-list">{rules}</ul>
            </details>
            <details class:gone=move || later_count.get() == 0>
                <summary>
                    {move || f(texts, "later.title", &[("n", &later_count.get().to_string())])}
                </summary>
                <ul class="plain-list">{later}</ul>
                <button
                    type="button"
                    class="plain"
                    class:gone=move || later_all.get() || later_count.get() <= LATER
                    on:click=move |_| later_all.set(true)
                >
                    {move || f(texts, "list.all", &[("n", &later_count.get().to_string())])}
                </button>
            </details>
        </section>
    }
}

fn test_words(view: View, portfolio: &recommend::Portfolio) -> String {
    let texts = view.texts;
    let currency = view.currency.get();
    match portfolio.test {
        TestSlot::Channel(place) => match portfolio.test_money {
            Some(money) => f(
                texts,
                "test.channel",
                &[
                    ("name", &view.name(place)),
                    ("money", &words::money(texts, money, currency)),
                ],
            ),
            None => f(texts, "test.channel_open", &[("name", &view.name(place))]),
        },
        TestSlot::Missing {
            channel,
            money,
            hours,
        } => {
            let money = money.map(|n| {
                f(
                    texts,
                    "unit.month",
                    &[("n", &words::money(texts, n, currency))],
                )
            });
            let hours = hours.map(|n| f(texts, "unit.week", &[("n", &words::hours(texts, n))]));
            let lacks: Vec<String> = money.into_iter().chain(hours).collect();
            f(
                texts,
                "test.missing",
                &[
                    ("name", &view.name(channel)),
                    ("list", &words::list(&lacks)),
                ],
            )
        }
        TestSlot::Nothing => t(texts, "test.nothing"),
    }
}

/// Hours, money, coverage, limits, balances.
fn facts(view: View, portfolio: &recommend::Portfolio) -> AnyView {
    let texts = view.texts;
    let currency = view.currency.get();
    let (choice, limits) = (&portfolio.choice, &portfolio.limits);
    let hours = match limits.hours {
        Some(have) => f(
            texts,
            "portfolio.hours",
            &[
                ("used", &words::hours(texts, choice.hours)),
                ("have", &words::hours(texts, have)),
            ],
        ),
        None => f(
            texts,
            "portfolio.hours_open",
            &[("used", &words::hours(texts, choice.hours))],
        ),
    };
    let used = words::money(texts, choice.money, currency);
    let money = match limits.money {
        Some(have) => f(
            texts,
            "portfolio.money",
            &[
                ("used", &used),
                ("have", &words::money(texts, have, currency)),
            ],
        ),
        None => f(texts, "portfolio.money_open", &[("used", &used)]),
    };
    let coverage = Stage::ALL
        .into_iter()
        .zip(choice.coverage)
        .map(|(stage, fit)| {
            let word = if fit >= COVERED - EQUAL {
                "portfolio.covered"
            } else if fit > 0.0 {
                "portfolio.partly"
            } else {
                "portfolio.not_covered"
            };
            view! {
                <li>
                    <span class=format!("dot {}", stage.id()) aria-hidden="true"></span>
                    " "
                    <span lang="en">{texts.t(names::stage(stage))}</span>
                    {format!(" ({}): {}", texts.t(names::gloss(stage)), t(texts, word))}
                </li>
            }
        })
        .collect_view();
    let binds: Vec<String> = portfolio
        .binds
        .iter()
        .map(|l| {
            f(
                texts,
                &format!("portfolio.limit.{}", l.id()),
                &[("k", &limits.channels.to_string())],
            )
        })
        .collect();
    let binds = if binds.is_empty() {
        t(texts, "portfolio.free")
    } else {
        f(texts, "portfolio.binds", &[("list", &words::list(&binds))])
    };
    let b = portfolio.balance;
    let direction = f(
        texts,
        "portfolio.direction",
        &[
            ("inbound", &b.inbound.to_string()),
            ("outbound", &b.outbound.to_string()),
        ],
    );
    let ownership = f(
        texts,
        "portfolio.ownership",
        &[
            ("owned", &b.owned.to_string()),
            ("earned", &b.earned.to_string()),
            ("paid", &b.paid.to_string()),
            ("community", &b.community.to_string()),
        ],
    );
    let starved = portfolio
        .starved_middle
        .then(|| view! { <li>{t(texts, "portfolio.starved")}</li> });
    view! {
        <ul class="plain-list">
            <li>{hours}</li>
            <li>{money}</li>
            <li>{binds}</li>
        </ul>
        <h3>{t(texts, "portfolio.coverage")}</h3>
        <ul class="plain-list">{coverage} {starved}</ul>
        <h3>{t(texts, "portfolio.balance")}</h3>
        <ul class="plain-list">
            <li>{direction}</li>
            <li>{ownership}</li>
        </ul>
    }
    .into_any()
}

/// A house rule: its name with the item it comes from, and what it says here.
fn statement(view: View, statement: &Statement) -> (&'static str, String) {
    let texts = view.texts;
    match statement {
        Statement::CheckFirst(places) => (
            "R3 (002-33)",
            f(
                texts,
                "portfolio.check_first",
                &[("list", &view.names(places))],
            ),
        ),
        Statement::Focus { chosen, possible } => (
            "R2 (002-03)",
            count(
                texts,
                "portfolio.focus",
                *chosen,
                &[
                    ("chosen", &chosen.to_string()),
                    ("possible", &possible.to_string()),
                ],
            ),
        ),
        Statement::GoalReached { .. } => ("R1 (001-09)", t(texts, "portfolio.goal")),
        Statement::BelowGoal { chosen, next } => {
            let said = chosen.to_string();
            let words = match next {
                Some(place) => count(
                    texts,
                    "portfolio.below",
                    *chosen,
                    &[("chosen", &said), ("next", &view.name(*place))],
                ),
                None => count(texts, "portfolio.below_none", *chosen, &[("chosen", &said)]),
            };
            ("R1 (001-09)", words)
        }
    }
}
