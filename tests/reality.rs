//! The reality check: consent, what analytics saw, what platforms claim and what customers remember.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use growth_wheel::domain::channel_use::Use;
use growth_wheel::domain::ids::ChannelId;
use growth_wheel::domain::numbers::{ChannelField, Month, TotalField};
use growth_wheel::domain::plan::Plan;
use growth_wheel::engine::kpi::wilson;
use growth_wheel::engine::reality::{
    ASKED, CHOSEN, CONSENTED, HEARD_OTHER, MAX_CHANNELS, MEASURED, NoShare, ORDERS, Reality, Seen,
    Stand, claimed_name, heard_name, listed_name, reality,
};
use proptest::prelude::*;

const ADS: ChannelId = ChannelId::builtin("search_ads");
const SOCIAL: ChannelId = ChannelId::builtin("social_ads");
const EMAIL: ChannelId = ChannelId::builtin("email");

fn plan(sheet: &[(String, f64)]) -> Plan {
    let mut plan = Plan::new("p1".to_owned(), 0);
    for (name, value) in sheet {
        plan.sheet.insert(name.clone(), *value);
    }
    plan
}

/// 118 orders, of which the platforms claim 160.
fn shop() -> Vec<(String, f64)> {
    vec![
        (ORDERS.to_owned(), 118.0),
        (claimed_name(&ADS), 90.0),
        (claimed_name(&SOCIAL), 60.0),
        (claimed_name(&EMAIL), 10.0),
        (heard_name(&ADS), 30.0),
        (heard_name(&SOCIAL), 15.0),
        (heard_name(&EMAIL), 12.0),
        (HEARD_OTHER.to_owned(), 3.0),
        (ASKED.to_owned(), 4_000.0),
        (CONSENTED.to_owned(), 3_000.0),
        (MEASURED.to_owned(), 80.0),
    ]
}

fn check(sheet: &[(String, f64)]) -> Reality {
    reality(&plan(sheet))
}

#[test]
fn platforms_that_claim_more_than_there_is_are_told_so() {
    let r = check(&shop());
    let (sum, times) = r.claimed.unwrap();
    assert_eq!(sum, 160.0);
    assert_eq!(format!("{:.2}", times.unwrap()), "1.36");
    assert_eq!(r.answers, 60.0);
    let [email, ads, social] = [&r.rows[0], &r.rows[1], &r.rows[2]];
    let (likely, (low, high)) = ads.remembered.unwrap();
    let (from, to) = wilson(30.0, 60.0).unwrap();
    assert_eq!((likely, low, high), (59.0, from * 118.0, to * 118.0));
    assert_eq!(
        (ads.stand, social.stand),
        (Stand::ClaimsMore, Stand::ClaimsMore)
    );
    let mut between = shop();
    between.push((claimed_name(&EMAIL), 30.0));
    assert_eq!(check(&between).rows[0].stand, Stand::Alike);
    // 12 of 60 is 23.6 orders, 14 at the least: more than the ten the platform saw.
    assert_eq!(email.stand, Stand::ClaimsLess);
}

#[test]
fn what_analytics_saw_is_held_against_consent() {
    let r = check(&shop());
    assert_eq!(r.consent.unwrap().value, 0.75);
    assert_eq!(
        r.consent.unwrap().interval,
        wilson(3_000.0, 4_000.0).unwrap()
    );
    let measured = r.measured.unwrap().value;
    assert!((measured - 80.0 / 118.0).abs() < 1e-12);
    // 68 %, at the most 75.4: consent of 75 % may explain it.
    assert_eq!(r.seen, Some(Seen::AsConsented));
    let seen = |measured: f64| {
        let mut sheet = shop();
        sheet.push((MEASURED.to_owned(), measured));
        check(&sheet).seen
    };
    let Some(Seen::Less(missed)) = seen(60.0) else {
        panic!("60 of 118 is less than consent explains");
    };
    assert!((missed - (0.75 - 60.0 / 118.0)).abs() < 1e-12);
    assert_eq!(seen(88.0), Some(Seen::AsConsented));
    assert_eq!(seen(115.0), Some(Seen::More));
    assert_eq!(check(&[]).seen, None);
}

#[test]
fn a_share_that_cannot_be_says_why() {
    assert_eq!(check(&[]).consent, Err(NoShare::NotEntered));
    let sheet = |measured: f64, orders: f64| {
        check(&[(MEASURED.to_owned(), measured), (ORDERS.to_owned(), orders)]).measured
    };
    assert_eq!(sheet(130.0, 118.0), Err(NoShare::MoreThanAll));
    assert_eq!(sheet(0.0, 0.0), Err(NoShare::Nothing));
    assert!(sheet(0.0, 5.0).is_ok_and(|s| s.value == 0.0));
    let none = check(&[(ORDERS.to_owned(), 0.0), (claimed_name(&ADS), 4.0)]);
    assert_eq!(none.claimed, Some((4.0, None)));
}

#[test]
fn few_answers_judge_nobody() {
    let mut sheet = shop();
    for (name, value) in &mut sheet {
        if name.ends_with(".heard") {
            *value /= 3.0;
        }
    }
    let r = check(&sheet);
    assert_eq!(r.answers, 22.0);
    assert!(r.rows.iter().all(|row| row.stand == Stand::TooFew));
    assert!(check(&[(listed_name(&ADS), 1.0)]).rows[0].stand == Stand::NotKnown);
}

#[test]
fn orders_of_the_last_month_are_taken_over_and_claims_are_only_typed() {
    let mut plan = plan(&[]);
    for (month, orders, claims) in [(8, 100.0, 70.0), (9, 118.0, 90.0)] {
        let of = plan
            .numbers
            .entry(Month::new(2026, month).unwrap())
            .or_default();
        of.totals.insert(TotalField::AllOrders, orders);
        let ads = of.channels.entry(ADS).or_default();
        ads.insert(ChannelField::Orders, claims);
    }
    let r = reality(&plan);
    let orders = r.orders.unwrap();
    assert_eq!((orders.value, orders.month), (118.0, Month::new(2026, 9)));
    // Whoever counted the orders of a channel, it need not have been its platform, nor the same period.
    assert!(r.rows.is_empty() && r.claimed.is_none());
    plan.sheet.insert(ORDERS.to_owned(), 50.0);
    assert_eq!(reality(&plan).orders.unwrap().month, None);
}

#[test]
fn typing_a_first_figure_takes_no_channel_away_and_the_last_one_can_be_removed() {
    let mut plan = plan(&[]);
    for id in [ADS, SOCIAL, EMAIL] {
        plan.channels.entry(id).or_default().status = Use::InUse;
    }
    let ids = |plan: &Plan| {
        let rows = reality(plan).rows;
        rows.iter()
            .map(|r| r.channel.to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(ids(&plan), "email search_ads social_ads");
    plan.sheet.insert(claimed_name(&EMAIL), 1.0);
    assert_eq!(ids(&plan), "email search_ads social_ads");
    plan.sheet.remove(&claimed_name(&EMAIL));
    plan.sheet.insert(CHOSEN.to_owned(), 1.0);
    assert_eq!(ids(&plan), "");
    plan.sheet.insert(listed_name(&SOCIAL), 1.0);
    assert_eq!(ids(&plan), "social_ads");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn claims_and_answers_are_counted_once_and_every_figure_is_finite(
        figures in proptest::collection::vec((0.0..1e12_f64, 0.0..1e12_f64), 0..15), orders in 0.0..1e12_f64,
    ) {
        let mut sheet = vec![(ORDERS.to_owned(), orders)];
        for (place, (claimed, heard)) in figures.iter().enumerate() {
            let id = ChannelId::parse(&format!("channel_{place:02}")).unwrap();
            sheet.push((claimed_name(&id), *claimed));
            sheet.push((heard_name(&id), *heard));
        }
        let r = check(&sheet);
        prop_assert_eq!(r.rows.len(), figures.len().min(MAX_CHANNELS));
        let shown = figures.iter().take(MAX_CHANNELS);
        let claimed: f64 = shown.clone().map(|(c, _)| c).sum();
        prop_assert_eq!(r.claimed.map_or(0.0, |(sum, _)| sum), claimed);
        prop_assert_eq!(r.answers, shown.map(|(_, h)| h).sum::<f64>());
        let remembered: f64 = r.rows.iter().filter_map(|row| row.remembered).map(|(v, _)| v).sum();
        prop_assert!(remembered <= orders * (1.0 + 1e-9), "{remembered} of {orders}");
        for row in &r.rows {
            if let Some((likely, (low, high))) = row.remembered {
                prop_assert!(low <= likely && likely <= high && high.is_finite());
            }
        }
    }
}
