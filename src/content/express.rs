//! What the express check offers before anything else is loaded: the channels most often in use by kind of
//! business, and the countries of the list.

use crate::domain::profile::Model;

/// Channels shown first as chips; the rest stand behind "more".
#[must_use]
pub const fn common_channels(model: Option<Model>) -> &'static [&'static str] {
    match model {
        Some(Model::Shop) => &[
            "instagram",
            "facebook",
            "email",
            "organic_search",
            "search_ads",
            "social_ads",
            "marketplaces",
            "shopping_feeds",
            "tiktok",
            "messaging",
        ],
        Some(Model::B2b) => &[
            "linkedin",
            "email",
            "organic_search",
            "search_ads",
            "trade_fairs",
            "personal_contact",
            "telephone_outreach",
            "blog",
            "webinars",
            "partners",
        ],
        Some(Model::Local) => &[
            "maps_listings",
            "instagram",
            "facebook",
            "messaging",
            "review_portals",
            "search_ads",
            "print",
            "outdoor",
            "referrals",
            "events",
        ],
        Some(Model::Nonprofit) => &[
            "email",
            "facebook",
            "instagram",
            "events",
            "direct_mail",
            "pr",
            "communities",
            "personal_contact",
            "organic_search",
            "youtube",
        ],
        Some(Model::Both) | None => &[
            "instagram",
            "facebook",
            "email",
            "organic_search",
            "search_ads",
            "maps_listings",
            "linkedin",
            "messaging",
            "trade_fairs",
            "personal_contact",
        ],
    }
}

/// Every channel, in catalogue order.
pub const CHANNELS: [&str; 53] = [
    "instagram",
    "facebook",
    "linkedin",
    "tiktok",
    "x",
    "youtube",
    "threads",
    "pinterest",
    "reddit",
    "bluesky",
    "telegram",
    "vk",
    "dzen",
    "rutube",
    "messaging",
    "organic_search",
    "ai_answers",
    "maps_listings",
    "search_ads",
    "shopping_feeds",
    "retail_media",
    "social_ads",
    "click_to_message",
    "linkedin_ads",
    "display_ads",
    "connected_tv_audio",
    "email",
    "sms",
    "app_push",
    "blog",
    "podcast",
    "webinars",
    "creators",
    "affiliate",
    "newsletter_sponsorship",
    "pr",
    "referrals",
    "communities",
    "partners",
    "marketplaces",
    "social_shops",
    "review_portals",
    "events",
    "trade_fairs",
    "shops",
    "personal_contact",
    "telephone_outreach",
    "outdoor",
    "radio_tv",
    "print",
    "direct_mail",
    "tenders",
    "colleagues_profiles",
];

/// Countries offered, by code; shown by name in the reader's language and order.
pub const COUNTRIES: [&str; 44] = [
    "AR", "AT", "AU", "BE", "BG", "BO", "BR", "BY", "CA", "CH", "CL", "CO", "CR", "CZ", "DE", "DK",
    "EC", "ES", "FI", "FR", "GB", "GR", "HU", "IE", "IT", "KZ", "LT", "LU", "LV", "MD", "MX", "NL",
    "NO", "PE", "PL", "PT", "RO", "RS", "RU", "SE", "SM", "UA", "US", "UY",
];

/// Quick amounts a month, in euros; converted to the plan's currency.
pub const BUDGET_BANDS: [f64; 5] = [0.0, 300.0, 1_000.0, 3_000.0, 10_000.0];

/// Quick hours a week.
pub const HOUR_BANDS: [f64; 5] = [0.0, 2.0, 5.0, 10.0, 20.0];
