//! Published figures beside the visitor's own, and those the visitor accepted as stand-ins for figures of their own.
//!
//! What is kept in a plan is the figure with its source, never a reference to a table that may change.

use std::borrow::Cow;

use super::kpi::{FEW_CASES, KpiId, KpiValue, Selection, Unit, kpi, wilson};
use crate::domain::action::Action;
use crate::domain::benchmark::{Benchmark, Place, Scope, Segment};
use crate::domain::ids::ChannelId;
use crate::domain::plan::Plan;
use crate::domain::profile::Currency;

/// What the names of kept figures begin with.
const MARK: &str = "benchmark.";
/// What the names of the visitor's own ones begin with.
const OWN: &str = "own";
/// Most of the visitor's own.
pub const MAX_OWN: usize = 40;
/// First and last year that makes sense.
pub const YEARS: (u16, u16) = (1990, 2100);

/// A benchmark kept in the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The figure with its source.
    pub benchmark: Benchmark,
    /// Whether the visitor brought it; else it is one of those published.
    pub own: bool,
    /// Whether it stands in for a figure of the visitor's own.
    pub accepted: bool,
}

fn name(id: &str, field: &str) -> String {
    [MARK, id, ".", field].concat()
}

fn scope_id(scope: &Scope) -> &str {
    match scope {
        Scope::Channel(id) => id.as_str(),
        Scope::Company => ".company",
        Scope::Paid => ".paid",
        Scope::Unpaid => ".unpaid",
    }
}

fn scope_of(id: &str) -> Option<Scope> {
    Some(match id {
        ".company" => Scope::Company,
        ".paid" => Scope::Paid,
        ".unpaid" => Scope::Unpaid,
        id => Scope::Channel(ChannelId::parse(id).ok()?),
    })
}

/// Every benchmark kept in the plan, by name. What lost its source, its figure or its meaning is none.
#[must_use]
pub fn kept(plan: &Plan) -> Vec<Kept> {
    let sources = plan.texts.iter().filter_map(|(name, source)| {
        let id = name.strip_prefix(MARK)?.strip_suffix(".source")?;
        (!source.trim().is_empty()).then_some((id, source))
    });
    sources
        .filter_map(|(id, source)| one_kept(plan, id, source))
        .collect()
}

fn one_kept(plan: &Plan, id: &str, source: &str) -> Option<Kept> {
    let text = |field: &str| plan.texts.get(&name(id, field)).map(String::as_str);
    let figure = |field: &str| plan.planned(&name(id, field));
    let metric = KpiId::from_id(text("metric")?)?;
    let value = figure("value")?;
    let year = figure("year").filter(|y| (f64::from(YEARS.0)..=f64::from(YEARS.1)).contains(y))?;
    let said = |field: &str| text(field).unwrap_or_default().to_owned();
    Some(Kept {
        own: id.starts_with(OWN),
        accepted: figure("on").is_some_and(|on| on > 0.0),
        benchmark: Benchmark {
            id: id.to_owned(),
            scope: scope_of(text("scope")?)?,
            metric: Cow::Borrowed(metric.id()),
            value,
            to: figure("to").unwrap_or(value).max(value),
            currency: text("currency").and_then(Currency::new),
            segment: Segment::Said(said("segment")),
            source: Cow::Owned(source.to_owned()),
            source_id: None,
            year: year as u16,
            place: Place::Said(said("place")),
            cases: figure("cases").filter(|n| *n > 0.0),
            notes: Vec::new(),
            grade: None,
        },
    })
}

/// The name of the next benchmark of the visitor's own; `None` when there is no room.
#[must_use]
pub fn next_own(plan: &Plan) -> Option<String> {
    (1..=MAX_OWN)
        .map(|n| format!("{OWN}{n}"))
        .find(|id| !plan.texts.contains_key(&name(id, "source")))
}

/// What keeps a benchmark in the plan. `segment` and `place` are written in the visitor's language.
#[must_use]
pub fn keep(benchmark: &Benchmark, segment: &str, place: &str, accepted: bool) -> Vec<Action> {
    let id = benchmark.id.as_str();
    let text = |field: &str, text: &str| Action::SetText(name(id, field), text.to_owned());
    let figure = |field: &str, value: Option<f64>| Action::SetSheet(name(id, field), value);
    let currency = benchmark.currency.as_ref().map_or("", Currency::as_str);
    vec![
        text("source", &benchmark.source),
        text("scope", scope_id(&benchmark.scope)),
        text("metric", &benchmark.metric),
        text("currency", currency),
        text("segment", segment),
        text("place", place),
        figure("value", Some(benchmark.value)),
        figure(
            "to",
            (benchmark.to > benchmark.value).then_some(benchmark.to),
        ),
        figure("year", Some(f64::from(benchmark.year))),
        figure("cases", benchmark.cases),
        figure("on", accepted.then_some(1.0)),
    ]
}

/// What lets a kept benchmark stand in for a figure of the visitor's own, or no longer.
#[must_use]
pub fn let_stand_in(id: &str, on: bool) -> Action {
    Action::SetSheet(name(id, "on"), on.then_some(1.0))
}

/// What takes a benchmark out of the plan again.
#[must_use]
pub fn forget(id: &str) -> Vec<Action> {
    let texts = ["source", "scope", "metric", "currency", "segment", "place"];
    let figures = ["value", "to", "year", "cases", "on"];
    texts
        .into_iter()
        .map(|field| Action::SetText(name(id, field), String::new()))
        .chain(figures.map(|field| Action::SetSheet(name(id, field), None)))
        .collect()
}

/// The KPI of the visitor's that is held against a figure.
#[must_use]
pub fn counterpart(benchmark: &Benchmark) -> Option<KpiId> {
    match &*benchmark.metric {
        // Clicks among mails delivered, where impressions are mails.
        "click_rate" => Some(KpiId::Ctr),
        id => KpiId::from_id(id).filter(|k| k.unit() != Unit::Count),
    }
}

/// What a figure may stand in for: a rate of the planner, or the cost of a customer in the recommendation.
#[must_use]
pub fn can_stand_in(benchmark: &Benchmark) -> bool {
    let of_channel = matches!(benchmark.scope, Scope::Channel(_));
    let kpi = KpiId::from_id(&benchmark.metric);
    of_channel
        && benchmark.value == benchmark.to
        && matches!(
            kpi,
            Some(
                KpiId::CostPerVisit
                    | KpiId::Cpc
                    | KpiId::VisitToLead
                    | KpiId::LeadToSale
                    | KpiId::Cpl
                    | KpiId::Cac
            )
        )
}

/// Whether money of that currency may stand beside the plan's; a share always may.
#[must_use]
pub fn comparable(benchmark: &Benchmark, currency: Currency) -> bool {
    let money = counterpart(benchmark).is_some_and(|k| k.unit() == Unit::Money);
    !money || benchmark.currency == Some(currency)
}

/// The figure accepted for a channel, of several the latest. `None` for one in another currency.
#[must_use]
pub fn accepted(plan: &Plan, channel: &ChannelId, metric: KpiId) -> Option<Benchmark> {
    let currency = plan.profile.currency();
    let mut found: Option<Benchmark> = None;
    for one in kept(plan) {
        let benchmark = one.benchmark;
        let fits = one.accepted
            && can_stand_in(&benchmark)
            && comparable(&benchmark, currency)
            && benchmark.metric == metric.id()
            && matches!(&benchmark.scope, Scope::Channel(id) if id == channel);
        if fits && found.as_ref().is_none_or(|f| benchmark.year > f.year) {
            found = Some(benchmark);
        }
    }
    found
}

/// Wilson's 95 % interval of a share whose number of cases is known.
#[must_use]
pub fn interval(benchmark: &Benchmark) -> Option<(f64, f64)> {
    let share = counterpart(benchmark)?.unit() == Unit::Share && benchmark.to <= 1.0;
    let n = benchmark.cases.filter(|_| share)?;
    wilson(benchmark.value * n, n)
}

/// Whether too few cases stand behind a figure to rely on it.
#[must_use]
pub fn is_small(benchmark: &Benchmark) -> bool {
    benchmark.cases.is_some_and(|n| n < FEW_CASES)
}

/// How the visitor's figure stands to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stand {
    /// Above it.
    Higher,
    /// Below it.
    Lower,
    /// As far as the cases tell, no different.
    Alike,
    /// Too few cases to tell.
    TooFew,
}

impl Stand {
    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::Alike => "alike",
            Self::TooFew => "too_few",
        }
    }
}

/// A figure beside the visitor's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// The figure.
    pub benchmark: Benchmark,
    /// What is held against it; its value is there.
    pub own: KpiValue,
    /// That value.
    pub value: f64,
    /// How it stands.
    pub stand: Stand,
    /// Own over published, less 1; `None` where the published one is 0 or a range that holds the own.
    pub difference: Option<f64>,
}

/// The visitor's figure that a benchmark is about. `is_paid` tells the channels one pays for.
fn own_figure(
    plan: &Plan,
    benchmark: &Benchmark,
    is_paid: impl Fn(&ChannelId) -> bool,
) -> Option<KpiValue> {
    let id = counterpart(benchmark)?;
    let all = Selection::default();
    let paid = match &benchmark.scope {
        Scope::Channel(channel) => {
            let selection = Selection {
                channel: Some(channel),
                ..all
            };
            return Some(kpi(plan, selection, id));
        }
        Scope::Company => return Some(kpi(plan, all, id)),
        Scope::Paid => true,
        Scope::Unpaid => false,
    };
    // The plan as if there were no other channels, and nobody counted for the company as a whole.
    let mut part = plan.clone();
    for month in part.numbers.values_mut() {
        month.channels.retain(|id, _| is_paid(id) == paid);
        month.totals.retain(|_, _| false);
    }
    Some(kpi(&part, all, id))
}

/// Whether the visitor has the figure that a benchmark is about.
#[must_use]
pub fn has_own(plan: &Plan, benchmark: &Benchmark, is_paid: impl Fn(&ChannelId) -> bool) -> bool {
    own_figure(plan, benchmark, is_paid).is_some_and(|own| own.value.is_ok())
}

/// Every figure that fits one of the visitor's, in the order of the list, and how many fit but for their currency.
#[must_use]
pub fn beside(
    plan: &Plan,
    list: &[Benchmark],
    is_paid: impl Fn(&ChannelId) -> bool,
) -> (Vec<Beside>, usize) {
    let currency = plan.profile.currency();
    let mut foreign = 0;
    let mut fitting = Vec::new();
    for benchmark in list {
        let Some(own) = own_figure(plan, benchmark, &is_paid) else {
            continue;
        };
        let Ok(value) = own.value else { continue };
        if !comparable(benchmark, currency) {
            foreign += 1;
            continue;
        }
        fitting.push(stands(benchmark.clone(), own, value));
    }
    (fitting, foreign)
}

fn stands(benchmark: Benchmark, own: KpiValue, value: f64) -> Beside {
    let (low, high) = own.interval.unwrap_or((value, value));
    let (from, to) = interval(&benchmark).unwrap_or((benchmark.value, benchmark.to));
    let stand = if own.is_small() || is_small(&benchmark) {
        Stand::TooFew
    } else if low > to {
        Stand::Higher
    } else if high < from {
        Stand::Lower
    } else {
        Stand::Alike
    };
    let nearest = value.clamp(benchmark.value, benchmark.to);
    let difference = super::kpi::ratio(value, nearest)
        .map(|r| r - 1.0)
        .filter(|_| value != nearest);
    Beside {
        benchmark,
        own,
        value,
        stand,
        difference,
    }
}
