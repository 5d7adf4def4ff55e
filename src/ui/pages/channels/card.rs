//! Every channel as a card that unfolds: points, reasons, gates, what would change it, and its own values.

use std::rc::Rc;

use leptos::prelude::*;

use super::words::{self, about, f, t};
use super::{FIRST, View};
use crate::domain::action::Action;
use crate::domain::channel::{Channel, MarketRule};
use crate::domain::channel_use::{EditField, Use};
use crate::domain::ids::ChannelId;
use crate::domain::plan::Criterion;
use crate::domain::profile::{Country, Currency};
use crate::domain::stage::Stage;
use crate::engine::fit::{AudienceEvidence, Basis, Gate, STALE_AFTER_DAYS};
use crate::engine::portfolio::TestSlot;
use crate::engine::recommend::{Advice, Recommendation, Verdict};
use crate::platform::browser;
use crate::ui::catalogue;
use crate::ui::parts::number_field::{AMOUNT, NumberField, number_field, wrong_words};
use crate::ui::parts::points::{PointRow, Points};
use crate::ui::parts::segments::Segments;
use crate::ui::store::store;

/// Milliseconds after leaving a value until the order may change, so that a click under way still lands.
const SETTLE: u32 = 400;

/// Id of the line that opens a card.
pub(super) fn summary_id(place: usize) -> String {
    format!("gw-channel-{place}")
}

/// Hours, money and weeks a channel takes.
pub(super) fn takes(view: View, advice: &Advice) -> String {
    let texts = view.texts;
    let v = &advice.values;
    let hours = words::hours(texts, v.hours);
    let weeks = words::weeks(texts, v.weeks);
    match v.monthly() {
        Some(money) => f(
            texts,
            "card.takes",
            &[
                ("hours", &hours),
                ("money", &words::money(texts, money, view.currency.get())),
                ("weeks", &weeks),
            ],
        ),
        None => f(
            texts,
            "card.takes_open",
            &[("hours", &hours), ("weeks", &weeks)],
        ),
    }
}

/// Places in the catalogue: the open ones by rank, those with a gate by total.
#[derive(Debug, Clone, PartialEq, Default)]
struct Order {
    open: Vec<usize>,
    closed: Vec<usize>,
}

fn order(recommendation: &Recommendation) -> Order {
    let mut places: Vec<(usize, &Advice)> = recommendation.channels.iter().enumerate().collect();
    let total = |a: &Advice| a.total.unwrap_or(0.0);
    places.sort_by(|a, b| {
        let ranks = (a.1.rank.unwrap_or(usize::MAX)).cmp(&b.1.rank.unwrap_or(usize::MAX));
        ranks
            .then(total(b.1).total_cmp(&total(a.1)))
            .then(a.0.cmp(&b.0))
    });
    let (open, closed): (Vec<_>, Vec<_>) =
        places.into_iter().partition(|(_, a)| a.gates.is_empty());
    let places = |list: Vec<(usize, &Advice)>| list.into_iter().map(|(p, _)| p).collect();
    Order {
        open: places(open),
        closed: places(closed),
    }
}

/// The ranking, and below it what is closed.
pub(super) fn list(view: View) -> impl IntoView {
    let texts = view.texts;
    let live = Memo::new(move |_| view.advice.with(order));
    let shown = RwSignal::new(live.get_untracked());
    Effect::new(move |_| {
        let next = live.get();
        if !view.editing.get() && shown.with_untracked(|now| *now != next) {
            shown.set(next);
        }
    });
    let open = Memo::new(move |_| shown.with(|o| o.open.clone()));
    let closed = Memo::new(move |_| shown.with(|o| o.closed.clone()));
    let folded = move |place: usize| {
        Signal::derive(move || {
            !view.all.get() && open.with(|o| o.iter().take(FIRST).all(|p| *p != place))
        })
    };
    view! {
        <section class="block" aria-labelledby="gw-channels">
            <h2 id="gw-channels">{move || t(texts, "list.title")}</h2>
            <p class="hint">
                {move || {
                    f(
                        texts,
                        "list.count",
                        &[
                            ("open", &open.with(Vec::len).to_string()),
                            ("closed", &closed.with(Vec::len).to_string()),
                        ],
                    )
                }}
            </p>
            <div data-testid="channel-list">
                <ol class="cards">
                    <For each=move || open.get() key=|p| *p let:place>
                        <Card view=view place=place folded=folded(place) />
                    </For>
                </ol>
                <button
                    type="button"
                    class="button second"
                    class:gone=move || open.with(|o| o.len() <= FIRST)
                    aria-expanded=move || view.all.get().to_string()
                    on:click=move |_| view.all.update(|all| *all = !*all)
                >
                    {move || {
                        if view.all.get() {
                            t(texts, "list.few")
                        } else {
                            f(texts, "list.all", &[("n", &open.with(Vec::len).to_string())])
                        }
                    }}
                </button>
                <details
                    class="not-now"
                    class:gone=move || closed.with(Vec::is_empty)
                    open=move || view.closed_shown.get()
                >
                    <summary on:click=move |event| {
                        event.prevent_default();
                        view.closed_shown.update(|shown| *shown = !*shown);
                    }>
                        {move || f(texts, "list.not_now", &[("n", &closed.with(Vec::len).to_string())])}
                    </summary>
                    <ul class="cards">
                        <For each=move || closed.get() key=|p| *p let:place>
                            <Card view=view place=place folded=Signal::stored(false) />
                        </For>
                    </ul>
                </details>
            </div>
        </section>
    }
}

/// What the closed card shows.
#[derive(Debug, Clone, PartialEq)]
struct Head {
    total: Option<f64>,
    rank: Option<usize>,
    gates: Vec<Gate>,
    check: bool,
    chosen: bool,
    test: bool,
    verdict: Option<Verdict>,
}

fn head(recommendation: &Recommendation, place: usize) -> Option<Head> {
    let advice = recommendation.channels.get(place)?;
    let portfolio = &recommendation.portfolio;
    Some(Head {
        total: advice.total,
        rank: advice.rank,
        gates: advice.gates.clone(),
        check: advice.evidence == AudienceEvidence::Unchecked,
        chosen: portfolio.choice.channels.contains(&place),
        test: portfolio.test == TestSlot::Channel(place),
        verdict: advice.verdict,
    })
}

/// One channel.
#[component]
fn Card(view: View, place: usize, folded: Signal<bool>) -> impl IntoView {
    let Some(channel) = catalogue::all().channels.get(place) else {
        return ().into_any();
    };
    let (texts, store) = (view.texts, store());
    let head = Memo::new(move |_| view.advice.with(|r| head(r, place)));
    let use_of = store.slice(move |p| p.channels.get(&channel.id).map_or(Use::None, |c| c.status));
    let is_open = Memo::new(move |_| view.open.with(|o| o.contains(&place)));
    let gates = move || {
        head.with(|h| {
            let ids: Vec<&str> = h.iter().flat_map(|h| &h.gates).map(Gate::id).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    };
    let tags = move || {
        let used = match use_of.get() {
            Use::None => None,
            Use::Planned => Some("tag.planned"),
            Use::InUse => Some("tag.in_use"),
        };
        head.with(|h| {
            let mut keys = Vec::new();
            if let Some(h) = h {
                if h.chosen {
                    keys.push("tag.chosen");
                }
                if h.test {
                    keys.push("tag.test");
                }
                keys.extend(used);
                keys.extend(h.verdict.map(|v| match v {
                    Verdict::Keep => "tag.keep",
                    _ => "tag.reconsider",
                }));
                if h.check && h.chosen {
                    keys.push("tag.check");
                }
            }
            keys.into_iter()
                .map(|key| view! { <span class="tag">{t(texts, key)}</span> })
                .collect_view()
        })
    };
    let reason = move || {
        head.with(|h| {
            let first = h.as_ref().and_then(|h| h.gates.first());
            first.map(|g| {
                view! {
                    <span class="reason">{words::gate(texts, g, view.currency.get())}</span>
                }
            })
        })
    };
    let score = move || match head.with(|h| h.as_ref().and_then(|h| h.total)) {
        Some(total) => texts.fill(
            crate::i18n::k::WHEEL_POINTS,
            &[("n", &words::points(texts, total))],
        ),
        None => t(texts, "list.no_total"),
    };
    view! {
        <li
            class="card"
            hidden=folded
            data-testid=format!("channel-{}", channel.id)
            data-score=move || head.with(|h| h.as_ref().and_then(|h| h.total).map(words::exact))
            data-rank=move || head.with(|h| h.as_ref().and_then(|h| h.rank).map(|r| r.to_string()))
            data-gate=gates
        >
            <details open=is_open>
                <summary
                    id=summary_id(place)
                    on:click=move |event| {
                        event.prevent_default();
                        view.open
                            .update(|set| {
                                if !set.remove(&place) {
                                    set.insert(place);
                                }
                            });
                    }
                >
                    <span class="rank n">
                        {move || head.with(|h| h.as_ref().and_then(|h| h.rank).map(|r| format!("{r}.")))}
                    </span>
                    <span class="who">
                        <span class="name">{move || words::channel(texts, &channel.id)}</span>
                        " "
                        {tags}
                        {reason}
                    </span>
                    <span class="score n">{score}</span>
                </summary>
                {move || is_open.get().then(|| view! { <Body view=view place=place channel=channel /> })}
            </details>
        </li>
    }
    .into_any()
}

/// What a card holds; built when it is opened.
#[component]
fn Body(view: View, place: usize, channel: &'static Channel) -> impl IntoView {
    let (texts, store) = (view.texts, store());
    let advice = Memo::new(move |_| view.advice.with(|r| r.channels.get(place).cloned()));
    let told = move |draw: fn(View, &'static Channel, &Advice) -> AnyView| {
        move || advice.with(|a| a.as_ref().map(|a| draw(view, channel, a)))
    };
    let countries = store.slice(|p| p.profile.selling_in());
    let use_choices = Signal::derive(move || {
        Use::ALL
            .map(|u| (u.id(), t(texts, &format!("card.use_{}", u.id()))))
            .to_vec()
    });
    let use_chosen = store.slice(move |p| {
        p.channels
            .get(&channel.id)
            .map_or(Use::None, |c| c.status)
            .id()
    });
    view! {
        <div class="card-body">
            <p>{move || about(texts, &channel.id, "what")}</p>
            {told(demands)}
            {told(gates)}
            <PointsOf view=view advice=advice />
            {told(changes)}
            <Segments
                name=format!("use-{}", channel.id)
                legend=Signal::derive(move || t(texts, "card.use"))
                choices=use_choices
                chosen=use_chosen
                on_choose=Callback::new(move |value: String| {
                    if let Some(status) = Use::from_id(&value) {
                        store.choose(Action::SetUse(channel.id.clone(), status));
                    }
                })
            />
            {told(verdict)}
            {told(notes)}
            {move || markets(view, channel, &countries.get())}
            <details>
                <summary>{move || t(texts, "card.more")}</summary>
                {move || portrait(view, channel)}
            </details>
            <Own view=view channel=channel />
        </div>
    }
}

fn demands(view: View, channel: &'static Channel, advice: &Advice) -> AnyView {
    let texts = view.texts;
    let setup = advice
        .values
        .setup_cost
        .filter(|m| *m > 0.0)
        .map(|m| {
            let amount = words::money(texts, m, view.currency.get());
            f(texts, "card.takes_setup", &[("money", &amount)])
        })
        .unwrap_or_default();
    let skills = channel
        .skills
        .iter()
        .map(|(s, level)| ("skill", s.id(), level));
    let data = channel
        .data
        .iter()
        .map(|(d, level)| ("data", d.id(), level));
    let needs: Vec<String> = skills
        .chain(data)
        .map(|(kind, id, level)| {
            let grade = t(texts, &format!("grade.{level}"));
            format!("{} ({grade})", t(texts, &format!("{kind}.{id}")))
        })
        .collect();
    let needs = if needs.is_empty() {
        String::new()
    } else {
        f(texts, "card.needs", &[("list", &words::list(&needs))])
    };
    view! { <p>{format!("{} {setup} {needs}", takes(view, advice))}</p> }.into_any()
}

fn gates(view: View, _: &'static Channel, advice: &Advice) -> AnyView {
    if advice.gates.is_empty() {
        return ().into_any();
    }
    let lines = advice
        .gates
        .iter()
        .map(|g| view! { <li>{words::gate(view.texts, g, view.currency.get())}</li> })
        .collect_view();
    view! {
        <div class="why-not">
            <h3>{t(view.texts, "card.gates")}</h3>
            <ul class="plain-list">{lines}</ul>
        </div>
    }
    .into_any()
}

fn changes(view: View, _: &'static Channel, advice: &Advice) -> AnyView {
    let texts = view.texts;
    let lines: Vec<_> = advice
        .changes
        .iter()
        .map(|c| view! { <li>{words::change(texts, c, view.currency.get())}</li> })
        .collect();
    let body = if lines.is_empty() {
        view! { <p>{t(texts, "card.nothing")}</p> }.into_any()
    } else {
        view! { <ul class="plain-list">{lines}</ul> }.into_any()
    };
    view! {
        <div>
            <h3>{t(texts, "card.changes")}</h3>
            {body}
        </div>
    }
    .into_any()
}

fn verdict(view: View, _: &'static Channel, advice: &Advice) -> AnyView {
    let key = match advice.verdict {
        None => return ().into_any(),
        Some(Verdict::Keep) => "card.verdict.keep",
        Some(Verdict::ReconsiderGated) => "card.verdict.gated",
        Some(Verdict::ReconsiderAudience) => "card.verdict.audience",
        Some(Verdict::ReconsiderWeak) => "card.verdict.weak",
    };
    view! { <p>{t(view.texts, key)}</p> }.into_any()
}

fn notes(view: View, _: &'static Channel, advice: &Advice) -> AnyView {
    if advice.notes.is_empty() {
        return ().into_any();
    }
    let lines = advice
        .notes
        .iter()
        .map(|n| view! { <li>{words::note(view.texts, n)}</li> })
        .collect_view();
    view! {
        <div>
            <h3>{t(view.texts, "card.notes")}</h3>
            <ul class="plain-list">{lines}</ul>
        </div>
    }
    .into_any()
}

/// What is known of the channel in the plan's countries, with source and day.
fn markets(view: View, channel: &'static Channel, countries: &[Country]) -> AnyView {
    let texts = view.texts;
    let today = browser::today();
    let line = |rule: &'static MarketRule| {
        let said = about(
            texts,
            &channel.id,
            &format!("market.{}", rule.country.as_str().to_lowercase()),
        );
        let source = f(
            texts,
            "card.source",
            &[
                ("source", &rule.source),
                ("date", &words::date(texts, rule.checked)),
            ],
        );
        let again = today.saturating_sub(rule.checked) > STALE_AFTER_DAYS;
        view! {
            <li>
                <strong>{words::country(texts, rule.country)}</strong>
                {format!(": {}. {said}", t(texts, &format!("access.{}", rule.access.id())))}
                <span class="hint source">{source}</span>
                {again.then(|| view! { <span class="source">{t(texts, "card.again")}</span> })}
            </li>
        }
    };
    let lines: Vec<_> = countries
        .iter()
        .filter_map(|c| channel.markets.iter().find(|r| r.country == *c))
        .map(line)
        .collect();
    if lines.is_empty() {
        return ().into_any();
    }
    view! {
        <div>
            <h3>{t(texts, "card.market")}</h3>
            <ul class="plain-list">{lines}</ul>
        </div>
    }
    .into_any()
}

/// Good, less good, rules, message, helpers, neighbours.
fn portrait(view: View, channel: &'static Channel) -> AnyView {
    let texts = view.texts;
    let pair = |label: &str, text: String| {
        (!text.is_empty()).then(|| {
            view! {
                <div>
                    <dt>{t(texts, label)}</dt>
                    <dd>{text}</dd>
                </div>
            }
        })
    };
    let told = |label: &str, key: &str| pair(label, about(texts, &channel.id, key));
    let helpers: Vec<String> = channel
        .helpers
        .iter()
        .map(|h| {
            let text = |key: &str| texts.piece("channels", &format!("helper.{h}.{key}"));
            format!("{}: {}", text("name"), text("what"))
        })
        .collect();
    let neighbours: Vec<String> = channel
        .hand_over
        .iter()
        .map(|id| words::channel(texts, id))
        .collect();
    view! {
        <dl class="portrait">
            {told("card.good", "good")} {told("card.bad", "bad")} {told("card.rules", "rules")}
            {told("card.format", "format")} {told("card.tone", "tone")} {told("card.goal", "goal")}
            {told("card.prompt", "prompt")} {pair("card.helpers", helpers.join(" "))}
            {pair("card.hand_over", words::list(&neighbours))}
        </dl>
    }
    .into_any()
}

/// Points per criterion, their sum, and how each came about.
#[component]
fn PointsOf(view: View, advice: Memo<Option<Advice>>) -> impl IntoView {
    let texts = view.texts;
    let weights = Memo::new(move |_| view.advice.with(|r| r.weights));
    let active = Memo::new(move |_| view.advice.with(|r| r.active));
    // Criterion, weight, fit, points, difference to the mean, where it comes from.
    let counted = move || -> Vec<(Criterion, f64, f64, f64, f64, Basis)> {
        advice.with(|a| {
            let Some(a) = a else { return Vec::new() };
            let figures = a.fit.scores.into_iter().zip(a.points);
            let figures = figures.zip(a.versus_mean).zip(a.fit.basis);
            Criterion::ALL
                .into_iter()
                .zip(weights.get())
                .zip(active.get())
                .zip(figures)
                .filter(|((_, on), _)| *on)
                .map(|(((c, w), _), (((s, p), v), b))| (c, w, s, p, v, b))
                .collect()
        })
    };
    let rows = Signal::derive(move || {
        counted()
            .into_iter()
            .map(|(c, weight, _, points, versus, basis)| PointRow {
                name: words::criterion(texts, c),
                points,
                most: 100.0 * weight,
                shown: f(
                    texts,
                    "card.of",
                    &[
                        ("n", &words::points(texts, points)),
                        ("most", &words::points(texts, 100.0 * weight)),
                    ],
                ),
                versus: words::signed(texts, versus),
                mark: match basis {
                    Basis::Said => String::new(),
                    // Nothing else about money is ever assumed.
                    Basis::Assumed if c == Criterion::Economics => t(texts, "card.benchmark"),
                    Basis::Assumed => t(texts, "card.assumed"),
                    Basis::Neutral => t(texts, "card.neutral"),
                },
            })
            .collect::<Vec<_>>()
    });
    let sum = move || {
        let counted = counted();
        let points: f64 = counted.iter().map(|c| c.3).sum();
        let versus: f64 = counted.iter().map(|c| c.4).sum();
        if counted.is_empty() {
            return t(texts, "based.nothing");
        }
        f(
            texts,
            "card.sum",
            &[
                ("n", &words::points(texts, points)),
                ("mean", &words::points(texts, points - versus)),
                ("diff", &words::signed(texts, versus)),
            ],
        )
    };
    let lines = move || {
        counted()
            .into_iter()
            .map(|(c, weight, fit, points, versus, _)| {
                let said = f(
                    texts,
                    "card.how_line",
                    &[
                        ("name", &words::criterion(texts, c)),
                        ("fit", &words::number(texts, fit, 3)),
                        ("weight", &words::percent(texts, weight)),
                        ("points", &words::points(texts, points)),
                        ("mean", &words::points(texts, points - versus)),
                        ("diff", &words::signed(texts, versus)),
                    ],
                );
                let what = t(texts, &format!("criterion.{}.what", c.id()));
                view! {
                    <li>
                        {said}
                        <span class="hint source">{what}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <div>
            <h3>{move || t(texts, "card.points")}</h3>
            <Points rows=rows />
            <p class="hint">{sum}</p>
            <details>
                <summary>{move || t(texts, "card.how")}</summary>
                <ul class="plain-list">{lines}</ul>
            </details>
        </div>
    }
}

/// The catalogue's own value of a field; `None` where it has none.
fn ours(channel: &Channel, field: EditField, model: Option<usize>) -> Option<f64> {
    let stage = |s: Stage| channel.stage_fit.get(s.index()).map(|f| f64::from(*f));
    match field {
        EditField::Hours => Some(channel.hours),
        EditField::MinSpend => Some(channel.min_spend),
        EditField::FixedCost => Some(channel.fixed_cost),
        EditField::SetupCost => Some(channel.setup_cost),
        EditField::Weeks => Some(channel.weeks),
        EditField::FitReach => stage(Stage::Reach),
        EditField::FitAct => stage(Stage::Act),
        EditField::FitConvert => stage(Stage::Convert),
        EditField::FitEngage => stage(Stage::Engage),
        EditField::FitModel => channel.model_fit.get(model?).map(|f| f64::from(*f)),
        EditField::Asset => None,
    }
}

const fn is_money(field: EditField) -> bool {
    matches!(
        field,
        EditField::MinSpend | EditField::FixedCost | EditField::SetupCost
    )
}

fn field_label(view: View, channel: &Channel, field: EditField) -> String {
    let texts = view.texts;
    let fit = |stage: Stage| {
        f(
            texts,
            "field.fit",
            &[("stage", &words::stage(texts, stage))],
        )
    };
    match field {
        EditField::FitReach => fit(Stage::Reach),
        EditField::FitAct => fit(Stage::Act),
        EditField::FitConvert => fit(Stage::Convert),
        EditField::FitEngage => fit(Stage::Engage),
        EditField::Asset => channel.asset.map_or_else(String::new, |a| {
            texts.piece("channels", &format!("asset.{}", a.kind.id()))
        }),
        other => t(texts, &format!("field.{}", other.id())),
    }
}

fn field_hint(
    view: View,
    channel: &Channel,
    field: EditField,
    model: Option<usize>,
    currency: Currency,
) -> String {
    let texts = view.texts;
    let Some(value) = ours(channel, field, model) else {
        return t(texts, "card.ours_none");
    };
    if !is_money(field) {
        return f(
            texts,
            "card.ours",
            &[("n", &words::number(texts, value, 1))],
        );
    }
    match crate::content::currency::from_euro(value, currency) {
        Some(amount) if currency != Currency::EUR && value > 0.0 => f(
            texts,
            "card.ours_converted",
            &[
                ("n", &words::money(texts, amount, currency)),
                ("month", &words::rates_month(texts)),
            ],
        ),
        Some(amount) => f(
            texts,
            "card.ours",
            &[("n", &words::money(texts, amount, currency))],
        ),
        // No rate: the amount as it stands, in euros.
        None => f(
            texts,
            "card.ours",
            &[("n", &words::money(texts, value, Currency::EUR))],
        ),
    }
}

/// The visitor's own values in place of the catalogue's.
#[component]
fn Own(view: View, channel: &'static Channel) -> impl IntoView {
    let (texts, store) = (view.texts, store());
    let model = store.slice(|p| p.profile.model.map(|m| m.index()));
    let id: &'static ChannelId = &channel.id;
    let edited = store.slice(move |p| p.channels.get(id).is_some_and(|c| !c.edits.is_empty()));
    let unit = move |field: EditField| match field {
        EditField::Hours => t(texts, "unit.hours"),
        EditField::MinSpend | EditField::FixedCost | EditField::SetupCost => {
            view.currency.get().as_str().to_owned()
        }
        _ => String::new(),
    };
    let input = move |field: EditField| {
        let value = store.slice(move |p| {
            p.channels
                .get(id)
                .and_then(|c| c.edits.get(&field))
                .copied()
        });
        number_field(NumberField {
            name: format!("{id}-{}", field.id()),
            label: Rc::new(move || field_label(view, channel, field)),
            hint: Rc::new(move || {
                field_hint(view, channel, field, model.get(), view.currency.get())
            }),
            unit: Rc::new(move || unit(field)),
            reads: AMOUNT,
            value: Rc::new(move || value.get()),
            on_value: Rc::new(move |value| {
                store
                    .dispatch(Action::EditChannel(id.clone(), field, value))
                    .err()
            }),
            wrong: Rc::new(move |wrong| wrong_words(texts, wrong, (0.0, field.max()))),
            kept: None,
            on_kept: Rc::new(|_| ()),
            missing: None,
        })
        .in_view()
    };
    let fields = EditField::ALL
        .into_iter()
        .filter(|f| *f != EditField::Asset || channel.asset.is_some())
        .map(input)
        .collect_view();
    let entered = StoredValue::new(0_u32);
    // A card that is closed while a value has the focus may never hear that it was left.
    on_cleanup(move || {
        view.editing.try_set(false);
    });
    let leave = move |_| {
        let now = entered.get_value();
        gloo::timers::callback::Timeout::new(SETTLE, move || {
            // Another value may have been entered meanwhile, or the page left.
            if entered.try_get_value() == Some(now) {
                view.editing.try_set(false);
            }
        })
        .forget();
    };
    view! {
        <details
            on:focusin=move |_| {
                entered.update_value(|n| *n += 1);
                view.editing.set(true);
            }
            on:focusout=leave
        >
            <summary>{move || t(texts, "card.own")}</summary>
            <p class="hint">{move || t(texts, "judgement")} " " {move || t(texts, "card.own_hint")}</p>
            <div class="fields">{fields}</div>
            <button
                type="button"
                class="plain"
                disabled=move || !edited.get()
                on:click=move |_| {
                    for field in EditField::ALL {
                        store.choose(Action::EditChannel(id.clone(), field, None));
                    }
                }
            >
                {move || t(texts, "card.reset")}
            </button>
        </details>
    }
}
