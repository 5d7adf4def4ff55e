//! Media habits and what is assumed of them before anyone answers: editorial judgement, noted in November 2026, that
//! the visitor's own answer replaces. A share says how many of the people one sells to can be met there *for this
//! kind of purchase*, not how many have an account.

use std::borrow::Cow;

use super::channels::country;
use crate::domain::channel::HabitPrior;
use crate::domain::ids::HabitId;

/// All habits.
#[must_use]
pub fn all() -> Vec<HabitPrior> {
    HABITS.to_vec()
}

macro_rules! habits {
    ($($id:ident: [$($model:literal)*] [$($age:literal)*] {$($country:ident $factor:literal)*};)*) => {
        &[$(HabitPrior {
            id: HabitId::builtin(stringify!($id)),
            by_model: [$($model),*],
            by_age: [$($age),*],
            by_country: Cow::Borrowed(const { &[$((country(stringify!($country)), $factor)),*] }),
        }),*]
    };
}

// id: [shop b2b both local nonprofit] [under 25, 25 to 44, 45 to 64, 65 and over] {country factor}
// The three Russian-speaking networks start near nothing and are lifted by their factor.
static HABITS: &[HabitPrior] = habits! {
    search: [0.7 0.85 0.8 0.65 0.45] [1.0 1.0 1.0 0.85] {};
    maps: [0.25 0.1 0.25 0.9 0.2] [1.0 1.0 1.0 0.7] {};
    ai_assistants: [0.3 0.55 0.4 0.25 0.2] [1.6 1.2 0.8 0.4] {RU 0.8};
    instagram: [0.7 0.15 0.45 0.7 0.45] [1.3 1.15 0.7 0.35] {RU 0.35 DE 0.85 IT 1.1 ES 1.1 MX 1.1 AR 1.15 CO 1.1 CL 1.1};
    facebook: [0.45 0.15 0.35 0.6 0.6] [0.35 0.9 1.25 1.15] {RU 0.08 DE 0.8 FR 0.9 MX 1.3 CO 1.2};
    linkedin: [0.1 0.8 0.5 0.05 0.3] [0.7 1.15 1.0 0.5] {RU 0.08 DE 0.75 AT 0.75 GB 1.1 US 1.1 MX 0.8};
    tiktok: [0.5 0.05 0.25 0.4 0.25] [1.7 1.0 0.5 0.2] {RU 0.4};
    x: [0.2 0.2 0.2 0.08 0.3] [1.1 1.1 0.9 0.5] {RU 0.15 US 1.2 IT 0.7 DE 0.7};
    youtube: [0.6 0.5 0.55 0.4 0.45] [1.2 1.1 0.9 0.7] {RU 0.6};
    threads: [0.25 0.05 0.15 0.15 0.15] [1.3 1.1 0.6 0.2] {RU 0.2};
    pinterest: [0.4 0.05 0.2 0.2 0.15] [1.1 1.1 0.9 0.5] {RU 0.4};
    reddit: [0.2 0.3 0.25 0.05 0.1] [1.5 1.1 0.5 0.15] {US 1.6 GB 1.3 IT 0.7 ES 0.8 FR 0.7 RU 0.3};
    bluesky: [0.05 0.1 0.08 0.02 0.12] [1.0 1.1 0.9 0.5] {RU 0.2};
    telegram: [0.15 0.12 0.15 0.12 0.12] [1.2 1.1 0.8 0.4] {RU 4.0 IT 1.5 ES 1.5 US 0.5 GB 0.6 FR 0.7};
    vk: [0.02 0.008 0.015 0.02 0.016] [1.1 1.05 0.9 0.6] {RU 38.0};
    dzen: [0.012 0.008 0.012 0.01 0.01] [0.6 1.0 1.2 1.0] {RU 38.0};
    rutube: [0.01 0.008 0.01 0.006 0.008] [1.0 1.0 1.0 0.8] {RU 38.0};
    whatsapp: [0.6 0.3 0.45 0.75 0.5] [1.0 1.05 1.0 0.85] {US 0.45 FR 0.8 RU 0.7 IT 1.1 ES 1.15 MX 1.2 AR 1.25 CO 1.2 CL 1.2};
    email: [0.65 0.85 0.65 0.3 0.65] [0.6 1.0 1.1 1.0] {RU 0.8 MX 0.85};
    news: [0.3 0.35 0.3 0.25 0.4] [0.6 0.9 1.1 1.2] {};
    blogs: [0.3 0.6 0.45 0.15 0.3] [1.0 1.1 0.9 0.6] {};
    podcasts: [0.25 0.3 0.25 0.15 0.25] [1.2 1.2 0.8 0.4] {RU 0.7};
    streaming_tv: [0.45 0.1 0.3 0.35 0.25] [1.2 1.1 0.9 0.5] {US 1.2};
    radio_tv: [0.4 0.1 0.25 0.45 0.4] [0.4 0.8 1.2 1.5] {};
    print: [0.2 0.3 0.2 0.3 0.4] [0.3 0.7 1.2 1.7] {RU 0.6 US 0.8 DE 1.15 AT 1.2 CH 1.2};
    marketplaces: [0.75 0.2 0.5 0.15 0.1] [1.0 1.15 1.0 0.7] {RU 1.25 CH 0.8};
    review_sites: [0.35 0.4 0.4 0.65 0.1] [1.1 1.15 0.95 0.6] {};
    word_of_mouth: [0.4 0.75 0.6 0.8 0.7] [1.0 1.0 1.0 1.1] {};
    events: [0.12 0.65 0.4 0.3 0.6] [0.9 1.0 1.1 0.9] {};
    out_and_about: [0.35 0.05 0.25 0.75 0.3] [1.1 1.0 1.0 0.9] {US 0.8};
    phone_calls: [0.2 0.5 0.35 0.45 0.25] [0.5 0.9 1.1 1.3] {};
    post: [0.25 0.2 0.25 0.35 0.45] [0.5 0.8 1.1 1.5] {US 1.2 DE 1.15 RU 0.5};
    tender_portals: [0.0 0.4 0.2 0.0 0.1] [1.0 1.0 1.0 1.0] {};
};
