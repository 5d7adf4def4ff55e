//! One figure to watch: value or the reason there is none, how sure it is, and behind it formula, inputs, source and
//! the own target.

use leptos::prelude::*;

use super::figures::{self, PIECE, word};
use crate::domain::profile::Currency;
use crate::engine::kpi::{ANNUAL_DISCOUNT, ClvVariant, KpiId, KpiValue, TRUNCATED_MONTHS};
use crate::i18n::k;
use crate::platform::browser::format;
use crate::ui::words::{Texts, texts};

/// Whether less is better: what something costs, and what is lost.
#[must_use]
pub const fn less_is_better(id: KpiId) -> bool {
    use KpiId as K;
    matches!(
        id,
        K::CostPerVisit
            | K::Cpm
            | K::Cpc
            | K::Cpl
            | K::CostPerAcceptedLead
            | K::MissedCallsRate
            | K::Cac
            | K::NewCustomerCac
            | K::AdCostShare
            | K::CostPerFirstGift
            | K::Churn
            | K::Payback
    )
}

/// Key of the published definition a formula follows.
const fn source(id: KpiId) -> &'static str {
    use KpiId as K;
    match id {
        K::Cac | K::NewCustomerCac | K::Churn | K::LtvCac | K::Payback => "source.skok",
        K::Clv => "source.fader",
        K::Mer | K::AdCostShare | K::PipelineVelocity => "source.practice",
        K::DonorRetention | K::CostPerFirstGift => "source.fundraising",
        K::Visits
        | K::Leads
        | K::Customers
        | K::ReturningCustomers
        | K::Calls
        | K::Bookings
        | K::MissedCallsRate => "source.counted",
        _ => "source.metrics",
    }
}

/// The card.
#[component]
pub fn KpiCard(
    /// Which figure.
    id: KpiId,
    /// What was worked out.
    #[prop(into)]
    value: Signal<Option<KpiValue>>,
    /// Currency of amounts.
    #[prop(into)]
    currency: Signal<Currency>,
    /// The own target.
    #[prop(into)]
    target: Signal<Option<f64>>,
    /// The field for it.
    target_field: AnyView,
) -> impl IntoView {
    let texts = texts();
    let name = move || figures::kpi_name(texts, id);
    let shown =
        Memo::new(move |_| value.with(|v| v.as_ref().and_then(|v| v.value.as_ref().ok().copied())));
    let amount = move |v: f64| figures::value(texts, id.unit(), v, currency.get());
    let beside = move || {
        value.with(|v| {
            let v = v.as_ref()?;
            Some(match &v.value {
                Err(why) => {
                    view! { <p class="kpi-why">{figures::why_words(texts, why)}</p> }.into_any()
                }
                Ok(_) => view! { <Sureness value=v.clone() /> }.into_any(),
            })
        })
    };
    let reached = move || {
        let (own, goal) = (shown.get()?, target.get()?);
        let good = if less_is_better(id) {
            own <= goal
        } else {
            own >= goal
        };
        let key = if good {
            "target.reached"
        } else {
            "target.open"
        };
        Some(view! {
            <p class="kpi-target" class:good=good>
                {texts.piece_fill(PIECE, key, &[("target", &amount(goal))])}
            </p>
        })
    };
    view! {
        <article class=format!("kpi {}", id.stage().id()) data-testid=format!("kpi-{}", id.id()) aria-label=name>
            <h4>{name}</h4>
            <p class="kpi-value" data-value=move || shown.get().map(|v| v.to_string())>
                {move || shown.get().map_or_else(|| texts.t(k::WHEEL_NA), amount)}
            </p>
            {beside}
            {reached}
            <details>
                <summary>
                    {move || word(texts, "card.open")} <span class="hidden">{move || format!(": {}", name())}</span>
                </summary>
                <p class="kpi-formula">{move || word(texts, &["formula.", id.id()].concat())}</p>
                {move || value.with(|v| v.as_ref().map(|v| view! { <Inputs value=v.clone() currency=currency.get() /> }))}
                <p class="hint">{move || word(texts, source(id))}</p>
                {target_field}
            </details>
        </article>
    }
}

/// Interval and flags.
#[component]
fn Sureness(value: KpiValue) -> impl IntoView {
    let texts = texts();
    let lang = texts.lang();
    let interval = value.interval.map(|(low, high)| {
        let (low, high) = (figures::percent(lang, low), figures::percent(lang, high));
        view! {
            <p class="kpi-sure">
                {texts.piece_fill(PIECE, "card.interval", &[("low", &low), ("high", &high)])}
            </p>
        }
    });
    let small = value.is_small().then(|| {
        view! { <p class="kpi-small">{word(texts, "card.small")}</p> }
    });
    let flags: Vec<_> = value
        .flags
        .iter()
        .map(|flag| view! { <li>{word(texts, &["flag.", flag.id()].concat())}</li> })
        .collect();
    view! {
        {small}
        {interval}
        {(!flags.is_empty()).then(|| view! { <ul class="kpi-flags">{flags}</ul> })}
    }
}

/// The figures used, and the assumptions of a customer's value.
#[component]
fn Inputs(value: KpiValue, currency: Currency) -> impl IntoView {
    let texts = texts();
    let rows: Vec<_> = value
        .inputs
        .iter()
        .map(|(input, v)| {
            let shown = figures::value(texts, figures::input_unit(*input), *v, currency);
            view! {
                <div>
                    <dt>{figures::input_name(texts, *input)}</dt>
                    <dd>{shown}</dd>
                </div>
            }
        })
        .collect();
    let list = if rows.is_empty() {
        view! { <p class="hint">{word(texts, "card.no_inputs")}</p> }.into_any()
    } else {
        view! { <dl class="kpi-inputs">{rows}</dl> }.into_any()
    };
    view! {
        {list}
        {value.clv.map(|clv| view! { <p class="hint">{clv_words(texts, clv, currency)}</p> })}
    }
}

fn clv_words(texts: Texts, clv: ClvVariant, currency: Currency) -> String {
    let lang = texts.lang();
    match clv {
        ClvVariant::Due {
            retention,
            truncated,
            residual,
            ..
        } => texts.piece_fill(
            PIECE,
            "clv.due",
            &[
                ("retention", &figures::percent(lang, retention)),
                ("discount", &figures::percent(lang, ANNUAL_DISCOUNT)),
                ("months", &TRUNCATED_MONTHS.to_string()),
                ("truncated", &format::money(lang, truncated, currency)),
                ("residual", &format::money(lang, residual, currency)),
            ],
        ),
        ClvVariant::Historic { .. } => word(texts, "clv.historic"),
    }
}
