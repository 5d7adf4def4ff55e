//! How long a change of the plan keeps the page busy: `cargo bench --bench engine`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a benchmark fails by panicking"
)]

use std::borrow::Cow;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use growth_wheel::content;
use growth_wheel::domain::answer::{Level, Reply};
use growth_wheel::domain::catalogue::Catalogue;
use growth_wheel::domain::channel::{Channel, Direction, Medium, Ownership, Rhythm};
use growth_wheel::domain::ids::ChannelId;
use growth_wheel::domain::plan::Plan;
use growth_wheel::domain::profile::{Country, Geo, Model, Objective};
use growth_wheel::domain::stage::Stage;
use growth_wheel::engine::mcda::SplitMix64;
use growth_wheel::engine::recommend::{Context, Recommendation, recommend};
use growth_wheel::engine::score::scores;
use growth_wheel::engine::sure::sure;
use growth_wheel::engine::useful::useful;

/// Channels of a full catalogue.
const CHANNELS: usize = 52;

/// The built-in catalogue, filled up to its full number of channels.
fn catalogue() -> Catalogue {
    let mut catalogue = content::catalogue();
    let mut random = SplitMix64::new(52);
    while catalogue.channels.len() < CHANNELS {
        let mut points = || u8::try_from(random.next_u64() % 4).unwrap();
        let hours = f64::from(1 + points() + points());
        catalogue.channels.push(Channel {
            id: ChannelId::parse(&format!("filler{}", catalogue.channels.len())).unwrap(),
            medium: Medium::Digital,
            ownership: Ownership::Owned,
            direction: Direction::Inbound,
            rhythm: Rhythm::AlwaysOn,
            advertising: false,
            stage_fit: [points(), points(), points(), points()],
            objective_fit: [points(), points(), points(), points(), points()],
            model_fit: [1 + points() % 3; 5],
            reach_fit: [1.0; 3],
            hours,
            min_spend: 100.0 * f64::from(points()),
            fixed_cost: 10.0 * f64::from(points()),
            setup_cost: 0.0,
            skills: Cow::Borrowed(&[]),
            data: Cow::Borrowed(&[]),
            weeks: 4.0,
            habits: Cow::Borrowed(&[]),
            hand_over: Cow::Borrowed(&[]),
            helpers: Cow::Borrowed(&[]),
            asset: None,
            kpis: Cow::Borrowed(&[]),
            markets: Cow::Borrowed(&[]),
            seeds: Cow::Borrowed(&[]),
        });
    }
    catalogue
}

fn plan() -> Plan {
    let mut plan = Plan::new("bench".to_owned(), 0);
    plan.profile.model = Some(Model::Both);
    plan.profile.geo = Some(Geo::National);
    plan.profile.country = Country::new("IT");
    plan.profile.objectives = vec![Objective::Sell, Objective::Serve];
    plan.profile.budget = Some(3_000.0);
    plan.profile.hours = Some(40.0);
    plan.max_channels = 8;
    for (stage, level) in Stage::ALL.into_iter().zip(Level::ALL) {
        plan.express.insert(stage, Reply::Level(level));
    }
    plan
}

fn recompute(plan: &Plan, catalogue: &Catalogue) -> Recommendation {
    let scores = scores(plan, catalogue);
    let context = Context {
        euro_rate: Some(1.0),
        today: 20_700,
    };
    recommend(plan, catalogue, &scores, context)
}

fn engine(criterion: &mut Criterion) {
    let (catalogue, plan) = (catalogue(), plan());
    criterion.bench_function("full recompute", |b| {
        b.iter(|| recompute(black_box(&plan), black_box(&catalogue)));
    });
    let recommendation = recompute(&plan, &catalogue);
    criterion.bench_function("sure panel", |b| {
        b.iter(|| sure(black_box(&recommendation)));
    });
    let context = Context {
        euro_rate: Some(1.0),
        today: 20_700,
    };
    criterion.bench_function("next most useful question", |b| {
        b.iter(|| useful(black_box(&plan), black_box(&catalogue), context));
    });
}

criterion_group!(benches, engine);
criterion_main!(benches);
