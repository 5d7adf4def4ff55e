//! The figures: entered by month and channel or pasted, and what follows from them: the KPI grid and the leaks.

mod import;

use std::rc::Rc;

use leptos::prelude::*;

use crate::content::{currency as money_table, express as offer};
use crate::domain::action::{Action, ProfileNumber};
use crate::domain::ids::ChannelId;
use crate::domain::numbers::{ChannelField, Month, TotalField};
use crate::domain::plan::Plan;
use crate::domain::profile::{Currency, Model};
use crate::domain::stage::Stage;
use crate::engine::kpi::{
    Input, KpiId, Leak, Measure, Reference, Selection, Unit, first_eight, kpis, leaks,
};
use crate::i18n::k;
use crate::platform::browser::{self, format};
use crate::ui::catalogue;
use crate::ui::names;
use crate::ui::pages::sheet::tabs;
use crate::ui::parts::figure_field::Figure;
use crate::ui::parts::figures::{self, PIECE, channel_name, word};
use crate::ui::parts::kpi_card::{KpiCard, less_is_better};
use crate::ui::parts::number_field::{AMOUNT, Reads, Words};
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

/// Months offered before today's.
const MONTHS_BACK: usize = 36;
/// For a clock that shows no month.
const SOME_MONTH: Month = match Month::new(2026, 1) {
    Some(month) => month,
    None => panic!("January 2026 is a month"),
};

/// Which months the KPIs cover, ending with the month chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Period {
    Month,
    Quarter,
    Year,
    All,
}

impl Period {
    const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Year, Self::All];

    const fn id(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::All => "all",
        }
    }

    fn from_id(id: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|p| p.id() == id)
            .unwrap_or(Self::Month)
    }

    fn selection(self, month: Month, channel: Option<&ChannelId>) -> Selection<'_> {
        let back = match self {
            Self::Month => 0,
            Self::Quarter => 2,
            Self::Year => 11,
            Self::All => {
                return Selection {
                    from: None,
                    to: None,
                    channel,
                };
            }
        };
        let from = (0..back).fold(month, |m, _| figures::before(m));
        Selection {
            from: Some(from),
            to: Some(month),
            channel,
        }
    }
}

/// What is on screen; belongs to the page, not to the plan.
#[derive(Clone, Copy)]
struct View {
    month: RwSignal<Month>,
    entry: RwSignal<ChannelId>,
    scope: RwSignal<Option<ChannelId>>,
    period: RwSignal<Period>,
}

/// The last month with figures, else the last one that is over.
fn first_month(plan: &Plan) -> Month {
    plan.numbers
        .keys()
        .next_back()
        .copied()
        .or_else(figures::last_full_month)
        .unwrap_or(SOME_MONTH)
}

/// A channel to begin with: one with figures, one in use, else the first that is common for the kind of business.
fn first_channel(plan: &Plan) -> ChannelId {
    let known = |id: &ChannelId| catalogue::channels().contains(&id.as_str());
    plan.numbers
        .values()
        .next_back()
        .and_then(|m| m.channels.keys().find(|c| known(c)))
        .cloned()
        .or_else(|| plan.channels_in_use().find(|c| known(c)).cloned())
        .or_else(|| {
            let all = catalogue::channels();
            let common = offer::common_channels(plan.profile.model).iter();
            let first = common.filter(|id| all.contains(id)).chain(all).next();
            first.map(|id| ChannelId::builtin(id))
        })
        .unwrap_or(const { ChannelId::builtin("email") })
}

fn channels_with_figures(plan: &Plan) -> Vec<ChannelId> {
    let mut list: Vec<ChannelId> = plan
        .numbers
        .values()
        .flat_map(|m| m.channels.keys().cloned())
        .collect();
    list.sort_unstable();
    list.dedup();
    list
}

/// The page.
#[component]
pub fn Numbers() -> impl IntoView {
    let (texts, store) = (texts(), store());
    let view = View {
        month: RwSignal::new(store.now(first_month)),
        entry: RwSignal::new(store.now(first_channel)),
        scope: RwSignal::new(None),
        period: RwSignal::new(Period::Month),
    };
    // An example has other months and channels than the own plan.
    Effect::new(move |before: Option<bool>| {
        let now = store.in_example();
        if before.is_some_and(|b| b != now) {
            view.month.set(store.now(first_month));
            view.entry.set(store.now(first_channel));
            view.scope.set(None);
        }
        now
    });
    let empty = store.slice(|p| p.numbers.is_empty());
    view! {
        <div class="numbers">
            {tabs().in_view()}
            <h1 data-heading tabindex="-1">
                {move || word(texts, "title")}
            </h1>
            <p class="lead">{move || word(texts, "lead")}</p>
            <Show when=move || empty.get()>
                <p class="numbers-empty">{move || word(texts, "empty")}</p>
            </Show>
            <section class="block" aria-labelledby="gw-entry">
                <h2 id="gw-entry">{move || word(texts, "entry.title")}</h2>
                <MonthPicker view=view />
                <ChannelForm view=view open=empty.get_untracked() />
                <CompanyForm view=view />
                {import::import(view).in_view()}
                <CompanyFacts />
            </section>
            <Grid view=view />
            <Leaks view=view />
        </div>
    }
}

#[component]
fn MonthPicker(view: View) -> impl IntoView {
    let (texts, store) = (texts(), store());
    let entered = store.slice(|p| p.numbers.keys().copied().collect::<Vec<_>>());
    let months = Memo::new(move |_| {
        let mut list = entered.get();
        let mut month = figures::last_full_month();
        for _ in 0..MONTHS_BACK {
            let Some(m) = month else { break };
            list.push(m);
            month = Some(figures::before(m));
        }
        // The month that is running may be entered too.
        list.extend(browser::this_month());
        list.push(view.month.get());
        list.sort_unstable_by(|a, b| b.cmp(a));
        list.dedup();
        list
    });
    let option = move |m: Month| {
        let id = m.to_string();
        view! {
            <option value=id prop:selected=move || view.month.get() == m>
                {move || {
                    let name = format::month(texts.lang(), m);
                    if entered.with(|e| e.contains(&m)) {
                        texts.piece_fill(PIECE, "month.entered", &[("month", &name)])
                    } else {
                        name
                    }
                }}
            </option>
        }
    };
    view! {
        <div class="field">
            <label for="input-month">{move || word(texts, "month.label")}</label>
            <p class="hint" id="hint-month">
                {move || word(texts, "month.hint")}
            </p>
            <select
                id="input-month"
                data-testid="input-month"
                aria-describedby="hint-month"
                on:change=move |event| {
                    if let Some(month) = Month::parse(&event_target_value(&event)) {
                        view.month.set(month);
                    }
                }
            >
                {move || months.get().into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}

/// One figure of the plan as a field.
fn figure(
    texts: Texts,
    store: Store,
    id: &'static str,
    money: bool,
    value: Memo<Option<f64>>,
    action: impl Fn(Option<f64>) -> Action + Send + Sync + 'static,
) -> AnyView {
    let currency = store.slice(|p| p.profile.currency());
    let key = store.now(|p| {
        let target = action(None).target().unwrap_or_default();
        [p.id.as_str(), &target].join(" ")
    });
    Figure {
        name: id.to_owned(),
        label: Rc::new(move || word(texts, &["input.", id].concat())),
        hint: Rc::new(move || word(texts, &["hint.", id].concat())),
        unit: Rc::new(move || {
            if money {
                currency.get().as_str().to_owned()
            } else {
                String::new()
            }
        }),
        reads: AMOUNT,
        percent: false,
        range: (0.0, 1e12),
        value,
        key,
        missing: None,
    }
    .show(texts, move |value| store.dispatch(action(value)).err())
    .in_view()
}

/// Fields of a channel that stand first.
fn channel_first(model: Option<Model>) -> Vec<ChannelField> {
    use ChannelField as F;
    let mut list = vec![
        F::Spend,
        F::Visits,
        F::Leads,
        F::CustomersOnline,
        F::CustomersOffline,
        F::Revenue,
    ];
    match model {
        Some(Model::Shop) => list.push(F::Orders),
        Some(Model::B2b) => list.insert(3, F::AcceptedLeads),
        Some(Model::Both | Model::Local | Model::Nonprofit) | None => {}
    }
    list
}

#[component]
fn ChannelForm(view: View, open: bool) -> impl IntoView {
    let (texts, store) = (texts(), store());
    let model = store.slice(|p| p.profile.model);
    let mine = store.slice(|p| {
        let mut list: Vec<ChannelId> = p.channels_in_use().cloned().collect();
        list.extend(channels_with_figures(p));
        list.sort_unstable();
        list.dedup();
        list
    });
    let option = move |id: ChannelId| {
        let (value, name) = (id.as_str().to_owned(), id.clone());
        view! {
            <option value=value prop:selected=move || view.entry.with(|e| *e == id)>
                {move || channel_name(texts, &name)}
            </option>
        }
    };
    let choose = move |event: web_sys::Event| {
        if let Ok(id) = ChannelId::parse(&event_target_value(&event)) {
            view.entry.set(id);
        }
    };
    let fields = move |month: Month, channel: &ChannelId, list: Vec<ChannelField>| {
        list.into_iter()
            .map(|field| {
                let (read, write) = (channel.clone(), channel.clone());
                let value = store.slice(move |p| {
                    let of = p.numbers.get(&month)?.channels.get(&read)?;
                    of.get(&field).copied()
                });
                figure(
                    texts,
                    store,
                    field.id(),
                    field.is_money(),
                    value,
                    move |v| Action::SetChannelFigure(month, write.clone(), field, v),
                )
            })
            .collect_view()
    };
    view! {
        <details class="form" open=open>
            <summary>{move || word(texts, "channel.title")}</summary>
            <div class="field">
                <label for="input-channel">{move || word(texts, "channel.label")}</label>
                <select id="input-channel" data-testid="input-channel" on:change=choose>
                    {move || {
                        let own = mine.get();
                        let others: Vec<ChannelId> = catalogue::channels()
                            .iter()
                            .copied()
                            .map(ChannelId::builtin)
                            .filter(|id| !own.contains(id))
                            .collect();
                        let own = (!own.is_empty())
                            .then(|| {
                                view! {
                                    <optgroup label=move || {
                                        word(texts, "channel.own")
                                    }>{own.into_iter().map(option).collect_view()}</optgroup>
                                }
                            });
                        view! {
                            {own}
                            <optgroup label=move || {
                                word(texts, "channel.others")
                            }>{others.into_iter().map(option).collect_view()}</optgroup>
                        }
                    }}
                </select>
            </div>
            {move || {
                let (month, channel) = (view.month.get(), view.entry.get());
                let first = channel_first(model.get());
                let rest: Vec<ChannelField> = ChannelField::ALL
                    .iter()
                    .copied()
                    .filter(|f| !first.contains(f))
                    .collect();
                let named = channel.clone();
                view! {
                    <h3>
                        {move || {
                            texts
                                .piece_fill(
                                    PIECE,
                                    "channel.of",
                                    &[
                                        ("channel", &channel_name(texts, &named)),
                                        ("month", &format::month(texts.lang(), month)),
                                    ],
                                )
                        }}
                    </h3>
                    <div class="fields">{fields(month, &channel, first)}</div>
                    <details>
                        <summary>{move || word(texts, "more_fields")}</summary>
                        <div class="fields">{fields(month, &channel, rest)}</div>
                    </details>
                }
            }}
        </details>
    }
}

/// Fields of the company that the first eight figures need.
fn company_first(model: Option<Model>) -> Vec<TotalField> {
    let mut list = Vec::new();
    for input in first_eight(model).into_iter().flat_map(KpiId::inputs) {
        if let Input::Total(field) = input
            && !list.contains(field)
        {
            list.push(*field);
        }
    }
    if model == Some(Model::B2b) {
        list.push(TotalField::SalesCost);
    }
    list.sort_unstable();
    list
}

#[component]
fn CompanyForm(view: View) -> impl IntoView {
    let (texts, store) = (texts(), store());
    let model = store.slice(|p| p.profile.model);
    let fields = move |month: Month, list: Vec<TotalField>| {
        list.into_iter()
            .map(|field| {
                let value =
                    store.slice(move |p| p.numbers.get(&month)?.totals.get(&field).copied());
                figure(
                    texts,
                    store,
                    field.id(),
                    field.is_money(),
                    value,
                    move |v| Action::SetTotalFigure(month, field, v),
                )
            })
            .collect_view()
    };
    view! {
        <details class="form">
            <summary>{move || word(texts, "company.title")}</summary>
            {move || {
                let month = view.month.get();
                let first = company_first(model.get());
                let rest: Vec<TotalField> = TotalField::ALL
                    .iter()
                    .copied()
                    .filter(|f| !first.contains(f))
                    .collect();
                view! {
                    <h3>
                        {move || {
                            texts
                                .piece_fill(
                                    PIECE,
                                    "company.of",
                                    &[("month", &format::month(texts.lang(), month))],
                                )
                        }}
                    </h3>
                    <div class="fields">{fields(month, first)}</div>
                    <details>
                        <summary>{move || word(texts, "more_fields")}</summary>
                        <div class="fields">{fields(month, rest)}</div>
                    </details>
                }
            }}
        </details>
    }
}

/// Margin, order value, sales cycle, currency, kind of business: asked once, editable here.
#[component]
fn CompanyFacts() -> impl IntoView {
    let (texts, store) = (texts(), store());
    let model = store.slice(|p| p.profile.model);
    let currency = store.slice(|p| p.profile.currency());
    let missing = store.now(|p| p.profile.margin.is_none() && !p.numbers.is_empty());
    let number = move |which: ProfileNumber, reads: Reads, unit: Words| {
        let read = move |p: &Plan| match which {
            ProfileNumber::Margin => p.profile.margin,
            ProfileNumber::Ticket => p.profile.ticket,
            ProfileNumber::Cycle => p.profile.cycle,
            ProfileNumber::Budget => p.profile.budget,
            ProfileNumber::Hours => p.profile.hours,
            ProfileNumber::Horizon => p.profile.horizon,
        };
        // Only what was there before this page is marked as given earlier.
        let given = store.now(read).is_some();
        let key = store.now(|p| [p.id.as_str(), which.id()].join(" profile."));
        Figure {
            name: which.id().to_owned(),
            label: Rc::new(move || word(texts, &["input.", which.id()].concat())),
            hint: Rc::new(move || {
                let hint = word(texts, &["hint.", which.id()].concat());
                if given {
                    [hint, word(texts, "facts.given")].join(" ")
                } else {
                    hint
                }
            }),
            unit,
            reads,
            percent: which == ProfileNumber::Margin,
            range: which.range(),
            value: store.slice(read),
            key,
            missing: None,
        }
        .show(texts, move |value| {
            store.dispatch(Action::SetProfileNumber(which, value)).err()
        })
        .in_view()
    };
    let code: Words = Rc::new(move || currency.get().as_str().to_owned());
    let currencies = Memo::new(move |_| {
        let mut list: Vec<Currency> = money_table::offered().collect();
        if !list.contains(&currency.get()) {
            list.push(currency.get());
        }
        list
    });
    view! {
        <details class="form" open=missing>
            <summary>{move || word(texts, "facts.title")}</summary>
            <p class="hint">{move || word(texts, "facts.lead")}</p>
            <div class="fields">
                {number(ProfileNumber::Margin, figures::SHARE, Rc::new(|| "%".to_owned()))}
                {number(ProfileNumber::Ticket, AMOUNT, code)}
                {number(
                    ProfileNumber::Cycle,
                    AMOUNT,
                    Rc::new(move || word(texts, "unit.days")),
                )}
                <div class="field">
                    <label for="input-currency">{move || word(texts, "input.currency")}</label>
                    <p class="hint" id="hint-currency">
                        {move || word(texts, "hint.currency")}
                    </p>
                    <select
                        id="input-currency"
                        data-testid="input-currency"
                        aria-describedby="hint-currency"
                        on:change=move |event| {
                            if let Some(currency) = Currency::new(&event_target_value(&event)) {
                                store.choose(Action::SetCurrency(currency));
                            }
                        }
                    >
                        {move || {
                            currencies
                                .get()
                                .into_iter()
                                .map(|c| {
                                    view! {
                                        <option
                                            value=c.as_str().to_owned()
                                            prop:selected=move || currency.get() == c
                                        >
                                            {move || format::currency(texts.lang(), c)}
                                        </option>
                                    }
                                })
                                .collect_view()
                        }}
                    </select>
                </div>
                <div class="field">
                    <label for="input-model">{move || texts.t(k::EXPRESS_Q_MODEL)}</label>
                    <p class="hint" id="hint-model">
                        {move || word(texts, "hint.model")}
                    </p>
                    <select
                        id="input-model"
                        data-testid="input-model"
                        aria-describedby="hint-model"
                        on:change=move |event| {
                            store.choose(Action::SetModel(Model::from_id(&event_target_value(&event))));
                        }
                    >
                        <option value="" prop:selected=move || model.get().is_none()>
                            {move || texts.t(k::EXPRESS_COUNTRY_NONE)}
                        </option>
                        {Model::ALL
                            .iter()
                            .map(|m| {
                                view! {
                                    <option value=m.id() prop:selected=move || model.get() == Some(*m)>
                                        {move || texts.t(names::model(*m))}
                                    </option>
                                }
                            })
                            .collect_view()}
                    </select>
                </div>
            </div>
        </details>
    }
}

// ---- grid ----

/// Figures beside the grid, by whom they are for.
const GROUPS: [(&str, &[KpiId]); 5] = [
    (
        "money",
        &[
            KpiId::Roas,
            KpiId::Mer,
            KpiId::Romi,
            KpiId::AdCostShare,
            KpiId::NewCustomerCac,
            KpiId::ContributionPerOrder,
            KpiId::Payback,
            KpiId::Churn,
            KpiId::RepeatRate,
        ],
    ),
    ("media", &[KpiId::Cpm, KpiId::Ctr, KpiId::Cpc]),
    (
        "b2b",
        &[
            KpiId::CostPerAcceptedLead,
            KpiId::WinRate,
            KpiId::PipelineVelocity,
        ],
    ),
    (
        "local",
        &[KpiId::Calls, KpiId::MissedCallsRate, KpiId::Bookings],
    ),
    (
        "nonprofit",
        &[KpiId::CostPerFirstGift, KpiId::DonorRetention],
    ),
];

#[component]
fn Grid(view: View) -> impl IntoView {
    let (texts, store) = (texts(), store());
    let channels = store.slice(channels_with_figures);
    // A channel whose figures were taken away is no longer looked at.
    let scope = Memo::new(move |_| {
        view.scope
            .get()
            .filter(|id| channels.with(|list| list.contains(id)))
    });
    let values = store.slice(move |p| {
        let channel = scope.get();
        kpis(
            p,
            view.period
                .get()
                .selection(view.month.get(), channel.as_ref()),
        )
    });
    let model = store.slice(|p| p.profile.model);
    let currency = store.slice(|p| p.profile.currency());
    let all = RwSignal::new(false);
    let more = RwSignal::new(false);
    let card = move |id: KpiId| {
        let value = Memo::new(move |_| values.with(|v| v.iter().find(|k| k.id == id).cloned()));
        let target = store.slice(move |p| p.targets.get(id.id()).copied());
        let key = store.now(|p| [p.id.as_str(), id.id()].join(" target."));
        let percent = id.unit() == Unit::Share;
        let hint = if less_is_better(id) {
            "target.at_most"
        } else {
            "target.at_least"
        };
        let unit = move || match id.unit() {
            Unit::Money => currency.get().as_str().to_owned(),
            Unit::Share => "%".to_owned(),
            Unit::Count | Unit::Ratio | Unit::Months => String::new(),
        };
        let field = Figure {
            name: ["target-", id.id()].concat(),
            label: Rc::new(move || word(texts, "target.label")),
            hint: Rc::new(move || word(texts, hint)),
            unit: Rc::new(unit),
            reads: if percent { figures::PERCENT } else { AMOUNT },
            percent,
            range: (0.0, 1e12),
            value: target,
            key,
            missing: None,
        };
        let set = move |value| {
            store
                .dispatch(Action::SetTarget(id.id().to_owned(), value))
                .err()
        };
        view! {
            <KpiCard
                id=id
                value=value
                currency=currency
                target=target
                target_field=field.show(texts, set).in_view()
            />
        }
    };
    let on_screen = move |id: KpiId| {
        if all.get() {
            in_grid(id)
        } else {
            first_eight(model.get()).contains(&id)
        }
    };
    view! {
        <section class="block" aria-labelledby="gw-kpis">
            <h2 id="gw-kpis">{move || word(texts, "grid.title")}</h2>
            <div class="grid-of">
                <ScopeSelect view=view channels=channels scope=scope />
                <PeriodSelect view=view />
            </div>
            {move || {
                let (title, lead) = if all.get() {
                    (None, "grid.all_lead")
                } else {
                    (Some("grid.eight_title"), "grid.eight_lead")
                };
                view! {
                    {title.map(|t| view! { <h3>{word(texts, t)}</h3> })}
                    <p class="hint">{word(texts, lead)}</p>
                }
            }}
            <div data-testid="kpi-grid" class:kpi-table=move || all.get() class:kpi-eight=move || !all.get()>
                {move || {
                    if all.get() {
                        view! { <Sixteen card=StoredValue::new(Box::new(move |id| card(id).into_any())) /> }
                            .into_any()
                    } else {
                        first_eight(model.get()).map(card).collect_view().into_any()
                    }
                }}
            </div>
            <div class="moves-inline">
                <button
                    type="button"
                    class="button second"
                    data-testid="show-all-kpis"
                    on:click=move |_| all.update(|a| *a = !*a)
                >
                    {move || word(texts, if all.get() { "grid.show_eight" } else { "grid.show_all" })}
                </button>
                <button
                    type="button"
                    class="button second"
                    data-testid="show-more-kpis"
                    aria-expanded=move || more.get().to_string()
                    on:click=move |_| more.update(|m| *m = !*m)
                >
                    {move || word(texts, if more.get() { "grid.less" } else { "grid.more" })}
                </button>
            </div>
            {move || {
                more.get()
                    .then(|| {
                        groups(model.get())
                            .into_iter()
                            .map(|(name, ids)| {
                                let ids: Vec<KpiId> = ids
                                    .iter()
                                    .copied()
                                    .filter(|id| !on_screen(*id))
                                    .collect();
                                (!ids.is_empty())
                                    .then(|| {
                                        view! {
                                            <h3>{move || word(texts, &["group.", name].concat())}</h3>
                                            <div class="kpi-eight">
                                                {ids.into_iter().map(card).collect_view()}
                                            </div>
                                        }
                                    })
                            })
                            .collect_view()
                    })
            }}
        </section>
    }
}

/// The groups, that of the own kind of business first.
fn groups(model: Option<Model>) -> Vec<(&'static str, &'static [KpiId])> {
    let own = match model {
        Some(Model::B2b) => "b2b",
        Some(Model::Local) => "local",
        Some(Model::Nonprofit) => "nonprofit",
        Some(Model::Shop | Model::Both) | None => "money",
    };
    let mut list = GROUPS.to_vec();
    list.sort_by_key(|(name, _)| *name != own);
    list
}

type Card = Box<dyn Fn(KpiId) -> AnyView + Send + Sync>;

/// The grid: a stage a row, volume, quality, value and cost across.
const CELLS: [(Stage, [&[KpiId]; 4]); 4] = [
    (
        Stage::Reach,
        [
            &[KpiId::Visits],
            &[KpiId::VisitRate],
            &[KpiId::RevenuePerVisit],
            &[KpiId::CostPerVisit, KpiId::Cpm],
        ],
    ),
    (
        Stage::Act,
        [
            &[KpiId::Leads],
            &[KpiId::VisitToLead],
            &[KpiId::RevenuePerLead],
            &[KpiId::Cpl],
        ],
    ),
    (
        Stage::Convert,
        [
            &[KpiId::Customers],
            &[KpiId::LeadToSale],
            &[KpiId::Aov, KpiId::Roas],
            &[KpiId::Cac],
        ],
    ),
    (
        Stage::Engage,
        [
            &[KpiId::ReturningCustomers],
            &[KpiId::Retention, KpiId::RepeatRate],
            &[KpiId::Clv, KpiId::LtvCac],
            &[KpiId::Payback],
        ],
    ),
];

fn in_grid(id: KpiId) -> bool {
    CELLS
        .iter()
        .any(|(_, cells)| cells.iter().any(|c| c.contains(&id)))
}

/// Four stages by volume, quality, value and cost.
#[component]
fn Sixteen(card: StoredValue<Card>) -> impl IntoView {
    let texts = texts();
    CELLS
        .into_iter()
        .map(|(stage, cells)| {
            let cells: Vec<_> = Measure::ALL
                .into_iter()
                .zip(cells)
                .map(|(measure, ids)| {
                    view! {
                        <div class="kpi-cell">
                            <p class="kpi-measure">
                                {move || word(texts, &["measure.", measure.id()].concat())}
                            </p>
                            {ids.iter().map(|id| card.with_value(|c| c(*id))).collect_view()}
                        </div>
                    }
                })
                .collect();
            view! {
                <h3 class="kpi-stage">
                    <span class=format!("dot {}", stage.id()) aria-hidden="true"></span>
                    <span lang="en">{move || texts.t(names::stage(stage))}</span>
                    <span class="gloss">{move || texts.t(names::gloss(stage))}</span>
                </h3>
                <div class="kpi-row">{cells}</div>
            }
        })
        .collect_view()
}

#[component]
fn ScopeSelect(
    view: View,
    channels: Memo<Vec<ChannelId>>,
    scope: Memo<Option<ChannelId>>,
) -> impl IntoView {
    let texts = texts();
    view! {
        <div class="field">
            <label for="input-scope">{move || word(texts, "scope.label")}</label>
            <select
                id="input-scope"
                data-testid="input-scope"
                on:change=move |event| {
                    view.scope.set(ChannelId::parse(&event_target_value(&event)).ok());
                }
            >
                <option value="" prop:selected=move || scope.with(Option::is_none)>
                    {move || word(texts, "scope.company")}
                </option>
                {move || {
                    channels
                        .get()
                        .into_iter()
                        .map(|id| {
                            let (value, mine) = (id.as_str().to_owned(), id.clone());
                            view! {
                                <option
                                    value=value
                                    prop:selected=move || scope.with(|s| s.as_ref() == Some(&mine))
                                >
                                    {move || channel_name(texts, &id)}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </div>
    }
}

#[component]
fn PeriodSelect(view: View) -> impl IntoView {
    let texts = texts();
    view! {
        <div class="field">
            <label for="input-period">{move || word(texts, "period.label")}</label>
            <select
                id="input-period"
                data-testid="input-period"
                on:change=move |event| view.period.set(Period::from_id(&event_target_value(&event)))
            >
                {Period::ALL
                    .map(|p| {
                        view! {
                            <option value=p.id() prop:selected=move || view.period.get() == p>
                                {move || {
                                    let month = format::month(texts.lang(), view.month.get());
                                    texts
                                        .piece_fill(
                                            PIECE,
                                            &["period.", p.id()].concat(),
                                            &[("month", &month)],
                                        )
                                }}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </div>
    }
}

// ---- leaks ----

#[component]
fn Leaks(view: View) -> impl IntoView {
    let (texts, store) = (texts(), store());
    let list = store.slice(move |p| {
        let channel = view.scope.get();
        let channel = channel.filter(|id| p.numbers.values().any(|m| m.channels.contains_key(id)));
        leaks(
            p,
            view.period
                .get()
                .selection(view.month.get(), channel.as_ref()),
        )
    });
    view! {
        <section class="block" aria-labelledby="gw-leaks">
            <h2 id="gw-leaks">{move || word(texts, "leak.title")}</h2>
            <p class="hint">{move || word(texts, "leak.lead")}</p>
            <ol class="leaks" data-testid="leak-list">
                {move || list.get().into_iter().map(|l| view! { <LeakItem leak=l /> }).collect_view()}
            </ol>
            <details>
                <summary>{move || word(texts, "leak.how")}</summary>
                <p>{move || word(texts, "leak.formula")}</p>
            </details>
        </section>
    }
}

#[component]
fn LeakItem(leak: Leak) -> impl IntoView {
    let texts = texts();
    let lang = texts.lang();
    let na = || texts.t(k::WHEEL_NA);
    let own = leak.own.map_or_else(na, |v| figures::percent(lang, v));
    let reference = match &leak.reference {
        None => na(),
        Some((Reference::Target, rate)) => texts.piece_fill(
            PIECE,
            "leak.target",
            &[("rate", &figures::percent(lang, *rate))],
        ),
        Some((Reference::BestChannel(id), rate)) => texts.piece_fill(
            PIECE,
            "leak.channel",
            &[
                ("rate", &figures::percent(lang, *rate)),
                ("channel", &channel_name(texts, id)),
            ],
        ),
    };
    let (extra, why) = match &leak.extra_customers {
        Err(why) => (na(), Some(figures::why_words(texts, why))),
        Ok(extra) if *extra == 0.0 => (word(texts, "leak.none"), None),
        Ok(extra) => {
            let shown = format::number(lang, *extra, u32::from(*extra < 10.0));
            (
                texts.piece_fill(PIECE, "leak.extra", &[("n", &shown)]),
                None,
            )
        }
    };
    let stage = leak.step.stage();
    view! {
        <li class=format!("leak {}", stage.id()) data-testid=format!("leak-{}", leak.step.id())>
            <h3>{figures::kpi_name(texts, leak.step)}</h3>
            <p class="leak-extra" data-value=leak.extra_customers.as_ref().ok().map(|v| v.to_string())>
                {extra}
            </p>
            {why.map(|w| view! { <p class="kpi-why">{w}</p> })}
            <dl class="kpi-inputs">
                <div>
                    <dt>{word(texts, "leak.own")}</dt>
                    <dd>{own}</dd>
                </div>
                <div>
                    <dt>{word(texts, "leak.reference")}</dt>
                    <dd>{reference}</dd>
                </div>
            </dl>
        </li>
    }
}
