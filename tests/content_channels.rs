//! The catalogue of channels, helpers and habits: whole, consistent, and able to tell companies apart.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};

use growth_wheel::content::catalogue;
use growth_wheel::domain::catalogue::Catalogue;
use growth_wheel::domain::channel::{
    Access, Channel, Direction, HabitPrior, Medium, Ownership, Rhythm,
};
use growth_wheel::domain::ids::ChannelId;
use growth_wheel::domain::profile::{Country, Data, Geo, Model, Skill};

/// The design's list, in its order.
const CHANNELS: &str = "instagram facebook linkedin tiktok x youtube threads pinterest reddit bluesky telegram vk \
    dzen rutube messaging organic_search ai_answers maps_listings search_ads shopping_feeds retail_media social_ads \
    click_to_message linkedin_ads display_ads connected_tv_audio email sms app_push blog podcast webinars creators \
    affiliate newsletter_sponsorship pr referrals communities partners marketplaces social_shops review_portals \
    events trade_fairs shops personal_contact telephone_outreach outdoor radio_tv print direct_mail tenders \
    colleagues_profiles";

/// Figures of the KPI grid that a channel may point to.
const KPIS: &str = "visits visit_rate revenue_per_visit cost_per_visit cpm ctr cpc leads visit_to_lead \
    revenue_per_lead cpl cost_per_accepted_lead calls bookings customers lead_to_sale aov cac new_customer_cac roas \
    ad_cost_share contribution_per_order win_rate pipeline_velocity returning_customers retention repeat_rate \
    donor_retention";

/// Russian-speaking networks, which matter where Russian is spoken.
const RUSSIAN: [&str; 3] = ["vk", "dzen", "rutube"];

fn channel<'a>(catalogue: &'a Catalogue, id: &str) -> &'a Channel {
    catalogue
        .channel(&ChannelId::parse(id).unwrap())
        .unwrap_or_else(|| panic!("no channel {id}"))
}

fn habit<'a>(catalogue: &'a Catalogue, id: &str) -> &'a HabitPrior {
    catalogue
        .habits
        .iter()
        .find(|h| h.id.as_str() == id)
        .unwrap_or_else(|| panic!("no habit {id}"))
}

fn prior(habit: &HabitPrior, model: Model, country: &str) -> f64 {
    let country = Country::new(country).unwrap();
    let factor = habit
        .by_country
        .iter()
        .find(|(c, _)| *c == country)
        .map_or(1.0, |(_, f)| *f);
    (habit.by_model[model.index()] * factor).clamp(0.0, 1.0)
}

/// A plain stand-in for the recommendation: journey, audience and market type in equal parts, gates left out.
fn leaders(catalogue: &Catalogue, model: Model, geo: Geo, country: &str, n: usize) -> Vec<String> {
    let code = Country::new(country).unwrap();
    let mut scored: Vec<(f64, String)> = catalogue
        .channels
        .iter()
        .filter(|c| c.model_fit[model.index()] > 0 && c.reach_fit[geo.index()] > 0.0)
        .filter(|c| {
            !c.markets
                .iter()
                .any(|m| m.country == code && m.access.is_gate())
        })
        .map(|c| {
            let journey = c.stage_fit.iter().map(|f| f64::from(*f)).sum::<f64>() / 12.0;
            let audience = c
                .habits
                .iter()
                .map(|h| prior(habit(catalogue, h.as_str()), model, country))
                .fold(0.0, f64::max);
            let market = f64::from(c.model_fit[model.index()]) / 3.0 * c.reach_fit[geo.index()];
            (journey + audience + market, c.id.to_string())
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().take(n).map(|(_, id)| id).collect()
}

#[test]
fn the_catalogue_holds_exactly_the_channels_of_the_design_in_their_order() {
    let catalogue = catalogue();
    let ids: Vec<&str> = catalogue.channels.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, CHANNELS.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn no_id_is_used_twice_and_no_channel_is_also_a_helper() {
    let catalogue = catalogue();
    let mut seen = BTreeSet::new();
    for id in catalogue
        .channels
        .iter()
        .map(|c| c.id.to_string())
        .chain(catalogue.helpers.iter().map(|h| h.id.to_string()))
    {
        assert!(seen.insert(id.clone()), "{id} twice");
    }
    let habits: BTreeSet<_> = catalogue.habits.iter().map(|h| h.id.as_str()).collect();
    assert_eq!(habits.len(), catalogue.habits.len());
    let covered: BTreeSet<_> = catalogue.covered.iter().collect();
    assert_eq!(covered.len(), catalogue.covered.len());
}

#[test]
fn whatever_a_channel_refers_to_exists_and_is_named_once() {
    let catalogue = catalogue();
    let kpis: BTreeSet<&str> = KPIS.split_whitespace().collect();
    for c in &catalogue.channels {
        for to in c.hand_over.iter() {
            assert!(
                catalogue.channel(to).is_some(),
                "{} hands over to {to}",
                c.id
            );
            assert_ne!(*to, c.id);
        }
        for h in c.habits.iter() {
            assert!(
                catalogue.habits.iter().any(|x| x.id == *h),
                "{}: habit {h}",
                c.id
            );
        }
        for h in c.helpers.iter() {
            assert!(
                catalogue.helpers.iter().any(|x| x.id == *h),
                "{}: helper {h}",
                c.id
            );
        }
        assert!(!c.kpis.is_empty(), "{} has no figure to watch", c.id);
        for k in c.kpis.iter() {
            assert!(kpis.contains(k), "{}: figure {k}", c.id);
        }
        assert_eq!(
            c.hand_over.iter().collect::<BTreeSet<_>>().len(),
            c.hand_over.len()
        );
        assert_eq!(
            c.habits.iter().collect::<BTreeSet<_>>().len(),
            c.habits.len()
        );
        assert_eq!(
            c.helpers.iter().collect::<BTreeSet<_>>().len(),
            c.helpers.len()
        );
        assert_eq!(c.kpis.iter().collect::<BTreeSet<_>>().len(), c.kpis.len());
    }
}

#[test]
fn handing_over_works_both_ways_and_no_channel_stands_alone() {
    let catalogue = catalogue();
    for c in &catalogue.channels {
        assert!(!c.hand_over.is_empty(), "{} stands alone", c.id);
        for to in c.hand_over.iter() {
            let back = catalogue.channel(to).unwrap();
            assert!(
                back.hand_over.contains(&c.id),
                "{to} does not know {}",
                c.id
            );
        }
    }
}

#[test]
fn every_judgement_is_within_its_scale() {
    let catalogue = catalogue();
    for c in &catalogue.channels {
        let fits = c
            .stage_fit
            .iter()
            .chain(&c.objective_fit)
            .chain(&c.model_fit);
        assert!(fits.into_iter().all(|f| *f <= 3), "{}", c.id);
        assert!(
            c.reach_fit.iter().all(|r| [0.0, 0.5, 1.0].contains(r)),
            "{}",
            c.id
        );
        assert!(c.hours > 0.0 && c.hours <= 20.0, "{}: hours", c.id);
        assert!(c.weeks >= 1.0 && c.weeks <= 52.0, "{}: weeks", c.id);
        for money in [c.min_spend, c.fixed_cost, c.setup_cost] {
            assert!(money.is_finite() && money >= 0.0, "{}: money", c.id);
        }
        assert!(
            c.skills.iter().all(|(_, l)| (1..=3).contains(l)),
            "{}",
            c.id
        );
        assert!(c.data.iter().all(|(_, l)| (1..=3).contains(l)), "{}", c.id);
        let skills: BTreeSet<Skill> = c.skills.iter().map(|(s, _)| *s).collect();
        let data: BTreeSet<Data> = c.data.iter().map(|(d, _)| *d).collect();
        assert_eq!(
            (skills.len(), data.len()),
            (c.skills.len(), c.data.len()),
            "{}",
            c.id
        );
        assert!(c.asset.is_none_or(|a| a.full >= 1.0), "{}: asset", c.id);
    }
    for h in &catalogue.habits {
        assert!(
            h.by_model.iter().all(|p| (0.0..=1.0).contains(p)),
            "{}",
            h.id
        );
        assert!(h.by_model.iter().any(|p| *p > 0.0), "{} is nobody's", h.id);
        assert!(h.by_age.iter().all(|f| *f > 0.0 && *f <= 2.0), "{}", h.id);
        assert!(
            h.by_country.iter().all(|(_, f)| *f > 0.0 && f.is_finite()),
            "{}",
            h.id
        );
    }
}

#[test]
fn every_channel_is_good_for_something_and_somebody() {
    for c in &catalogue().channels {
        assert!(c.stage_fit.iter().any(|f| *f >= 1), "{}", c.id);
        assert!(c.objective_fit.iter().any(|f| *f >= 1), "{}", c.id);
        assert!(c.model_fit.iter().any(|f| *f >= 1), "{}", c.id);
        assert!(c.reach_fit.contains(&1.0), "{}", c.id);
    }
}

#[test]
fn every_habit_and_helper_is_used_and_every_channel_can_prove_its_audience() {
    let catalogue = catalogue();
    for h in &catalogue.habits {
        assert!(
            catalogue.channels.iter().any(|c| c.habits.contains(&h.id)),
            "habit {}",
            h.id
        );
    }
    for h in &catalogue.helpers {
        assert!(
            catalogue.channels.iter().any(|c| c.helpers.contains(&h.id)),
            "helper {}",
            h.id
        );
    }
    assert!(catalogue.channels.iter().all(|c| !c.habits.is_empty()));
}

#[test]
fn every_kind_of_channel_occurs() {
    let channels = catalogue().channels;
    for m in Medium::ALL {
        assert!(channels.iter().any(|c| c.medium == *m), "{m:?}");
    }
    for o in Ownership::ALL {
        assert!(channels.iter().any(|c| c.ownership == *o), "{o:?}");
    }
    for d in Direction::ALL {
        assert!(channels.iter().any(|c| c.direction == *d), "{d:?}");
    }
    for r in Rhythm::ALL {
        assert!(channels.iter().any(|c| c.rhythm == *r), "{r:?}");
    }
}

#[test]
fn each_scale_is_used_from_end_to_end() {
    let channels = catalogue().channels;
    let spans = |of: &dyn Fn(&Channel) -> u8| {
        let seen: BTreeSet<u8> = channels.iter().map(of).collect();
        seen.len() == 4
    };
    for i in 0..4 {
        assert!(spans(&|c| c.stage_fit[i]), "stage {i}");
    }
    for i in 0..5 {
        assert!(spans(&|c| c.objective_fit[i]), "objective {i}");
    }
    // Whoever sells to people and to businesses is shut out of nothing.
    for model in Model::ALL.iter().filter(|m| **m != Model::Both) {
        assert!(spans(&|c| c.model_fit[model.index()]), "{model:?}");
    }
    for geo in [Geo::Local, Geo::International] {
        assert!(
            channels.iter().any(|c| c.reach_fit[geo.index()] == 0.0),
            "nothing is out of reach: {geo:?}"
        );
    }
}

#[test]
fn no_channel_is_best_in_everything() {
    let catalogue = catalogue();
    for c in &catalogue.channels {
        let sum = |fits: &[u8]| fits.iter().map(|f| u32::from(*f)).sum::<u32>();
        assert!(sum(&c.stage_fit) <= 8, "{} covers the whole journey", c.id);
        assert!(
            sum(&c.objective_fit) <= 10,
            "{} serves every objective",
            c.id
        );
        assert!(sum(&c.model_fit) <= 13, "{} suits everybody", c.id);
    }
    let mut firsts: BTreeMap<String, usize> = BTreeMap::new();
    for model in Model::ALL {
        for geo in Geo::ALL {
            let first = leaders(&catalogue, *model, *geo, "IT", 1).remove(0);
            *firsts.entry(first).or_default() += 1;
        }
    }
    assert!(firsts.values().all(|n| *n <= 6), "{firsts:?}");
    assert!(firsts.len() >= 4, "{firsts:?}");
}

#[test]
fn different_companies_get_different_leaders() {
    let catalogue = catalogue();
    let first = |model, geo| leaders(&catalogue, model, geo, "IT", 8);
    let kinds = [
        first(Model::Local, Geo::Local),
        first(Model::B2b, Geo::National),
        first(Model::Shop, Geo::National),
        first(Model::Nonprofit, Geo::Local),
    ];
    for (i, a) in kinds.iter().enumerate() {
        for b in &kinds[i + 1..] {
            let shared = a.iter().filter(|id| b.contains(id)).count();
            assert!(shared <= 4, "{a:?} and {b:?}");
        }
    }
    let has = |kind: usize, ids: &[&str]| {
        for id in ids {
            assert!(
                kinds[kind].iter().any(|x| x == id),
                "{id} not in {:?}",
                kinds[kind]
            );
        }
    };
    has(
        0,
        &["maps_listings", "messaging", "review_portals", "instagram"],
    );
    has(1, &["organic_search", "webinars", "email", "linkedin"]);
    has(2, &["instagram", "email", "social_ads"]);
    has(3, &["events", "facebook", "communities"]);
}

#[test]
fn paid_media_cost_money_and_grown_reach_takes_time() {
    let catalogue = catalogue();
    for c in catalogue
        .channels
        .iter()
        .filter(|c| c.ownership == Ownership::Paid)
    {
        assert!(c.min_spend > 0.0, "{} is paid for with nothing", c.id);
        assert!(c.weeks <= 16.0, "{} is bought and still slow", c.id);
    }
    for id in [
        "organic_search",
        "blog",
        "youtube",
        "podcast",
        "communities",
        "ai_answers",
    ] {
        let c = channel(&catalogue, id);
        assert!(
            (12.0..=26.0).contains(&c.weeks) && c.min_spend == 0.0,
            "{id}"
        );
    }
    for id in ["radio_tv", "connected_tv_audio"] {
        let c = channel(&catalogue, id);
        assert!(c.min_spend >= 2_000.0 && c.setup_cost >= 1_000.0, "{id}");
    }
}

#[test]
fn writing_to_people_needs_their_consent_or_records_of_them() {
    let catalogue = catalogue();
    for id in ["email", "sms", "app_push", "messaging"] {
        let c = channel(&catalogue, id);
        assert!(c.data.iter().any(|(d, _)| *d == Data::Consent), "{id}");
    }
    assert!(
        channel(&catalogue, "direct_mail")
            .data
            .iter()
            .any(|(d, _)| *d == Data::Crm)
    );
}

#[test]
fn every_market_rule_is_of_a_covered_country_dated_sourced_and_single() {
    let catalogue = catalogue();
    // 1 October and 31 December 2026.
    let period = 20_727..=20_818;
    for c in &catalogue.channels {
        let countries: BTreeSet<_> = c.markets.iter().map(|m| m.country).collect();
        assert_eq!(countries.len(), c.markets.len(), "{}", c.id);
        for m in c.markets.iter() {
            assert!(
                catalogue.covered.contains(&m.country),
                "{} {:?}",
                c.id,
                m.country
            );
            assert!(period.contains(&m.checked), "{}", c.id);
            assert!(m.source.len() >= 10, "{}", c.id);
            if m.access == Access::AdvertisingUnlawful {
                assert!(c.advertising, "{} carries no advertising", c.id);
            }
        }
    }
}

#[test]
fn in_russia_the_closed_channels_are_gated_and_those_that_work_are_not() {
    let catalogue = catalogue();
    let russia = Country::new("RU").unwrap();
    let access = |id: &str| {
        channel(&catalogue, id)
            .markets
            .iter()
            .find(|m| m.country == russia)
            .map_or(Access::Available, |m| m.access)
    };
    for id in [
        "instagram",
        "facebook",
        "threads",
        "x",
        "linkedin",
        "linkedin_ads",
        "youtube",
        "telegram",
    ] {
        assert_eq!(access(id), Access::AdvertisingUnlawful, "{id}");
    }
    assert_eq!(access("tiktok"), Access::Unavailable);
    for id in [
        "vk",
        "dzen",
        "rutube",
        "maps_listings",
        "organic_search",
        "events",
    ] {
        assert_eq!(access(id), Access::Available, "{id}");
    }
    for id in [
        "search_ads",
        "social_ads",
        "messaging",
        "creators",
        "telephone_outreach",
    ] {
        assert_eq!(access(id), Access::Limited, "{id}");
    }
}

#[test]
fn outside_russia_only_the_russian_speaking_networks_are_gated() {
    let catalogue = catalogue();
    let russia = Country::new("RU").unwrap();
    for c in &catalogue.channels {
        for country in catalogue.covered.iter().filter(|c| **c != russia) {
            let gated = c
                .markets
                .iter()
                .any(|m| m.country == *country && m.access.is_gate());
            let russian = RUSSIAN.contains(&c.id.as_str());
            assert_eq!(gated, russian, "{} in {}", c.id, country.as_str());
        }
    }
}

#[test]
fn habits_follow_the_country() {
    let catalogue = catalogue();
    for id in RUSSIAN {
        let h = habit(&catalogue, id);
        for model in Model::ALL {
            assert!(prior(h, *model, "RU") >= 0.2, "{id} {model:?}");
            assert!(prior(h, *model, "IT") <= 0.02, "{id} {model:?}");
        }
    }
    for id in ["instagram", "facebook", "linkedin", "x"] {
        let h = habit(&catalogue, id);
        assert!(
            prior(h, Model::Shop, "RU") < prior(h, Model::Shop, "IT") / 2.0,
            "{id}"
        );
    }
    let shop_in_russia = leaders(&catalogue, Model::Shop, Geo::National, "RU", 10);
    assert!(
        shop_in_russia.iter().any(|id| id == "vk"),
        "{shop_in_russia:?}"
    );
}

#[test]
fn every_channel_named_in_the_source_documents_has_a_place() {
    enum Home {
        Channel(&'static str),
        Helper(&'static str),
        Base(&'static str),
    }
    use Home::{Base, Channel, Helper};
    let named: &[(&str, &[(&str, Home)])] = &[
        (
            "001-05",
            &[
                ("social media", Channel("instagram")),
                ("websites", Base("site")),
                ("display ads", Channel("display_ads")),
                ("email", Channel("email")),
                ("blog posts", Channel("blog")),
                ("affiliate marketing", Channel("affiliate")),
                ("online support", Helper("online_support")),
                ("chatbot", Helper("chatbot")),
            ],
        ),
        (
            "001-06",
            &[
                ("business cards", Helper("business_cards")),
                ("physical banners", Helper("banners")),
                ("radio and TV spots", Channel("radio_tv")),
                ("direct mail", Channel("direct_mail")),
                ("events", Channel("events")),
                ("physical shops", Channel("shops")),
                ("magazines and print", Channel("print")),
                ("support in person", Channel("personal_contact")),
            ],
        ),
        (
            "003-04",
            &[
                ("search engines", Channel("organic_search")),
                ("paid search", Channel("search_ads")),
                ("blogs", Channel("blog")),
                ("social networks", Channel("vk")),
                ("email", Channel("email")),
                ("print", Channel("print")),
                ("TV and radio", Channel("radio_tv")),
                ("outdoor", Channel("outdoor")),
            ],
        ),
        (
            "002-36",
            &[
                ("X", Channel("x")),
                ("Instagram", Channel("instagram")),
                ("TikTok", Channel("tiktok")),
                ("LinkedIn", Channel("linkedin")),
                ("Facebook", Channel("facebook")),
                ("YouTube", Channel("youtube")),
                ("Threads", Channel("threads")),
                ("Reddit", Channel("reddit")),
                ("Pinterest", Channel("pinterest")),
                ("Bluesky", Channel("bluesky")),
            ],
        ),
    ];
    let catalogue = catalogue();
    for (seed, items) in named {
        for (item, home) in *items {
            let covers = match home {
                Channel(id) => channel(&catalogue, id).seeds.contains(seed),
                Helper(id) => catalogue
                    .helpers
                    .iter()
                    .any(|h| h.id.as_str() == *id && h.seeds.contains(seed)),
                // The base keeps no seed ids: being there is what counts.
                Base(id) => catalogue.base.iter().any(|b| b.id.as_str() == *id),
            };
            assert!(covers, "{seed}: {item}");
        }
    }
}

#[test]
fn seed_ids_are_well_formed() {
    let catalogue = catalogue();
    let all = catalogue
        .channels
        .iter()
        .map(|c| (c.id.as_str(), &c.seeds))
        .chain(catalogue.helpers.iter().map(|h| (h.id.as_str(), &h.seeds)));
    for (id, seeds) in all {
        assert!(!seeds.is_empty(), "{id} comes from nowhere");
        for s in seeds.iter() {
            let (file, item) = s.split_once('-').unwrap_or_else(|| panic!("{id}: {s}"));
            assert!(file.len() == 3 && item.len() == 2, "{id}: {s}");
            assert!(
                file.parse::<u8>().is_ok_and(|f| f <= 4) && item.parse::<u8>().is_ok(),
                "{id}: {s}"
            );
        }
    }
}
