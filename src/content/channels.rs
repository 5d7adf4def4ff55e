//! The channels. Every figure is editorial judgement for small and medium companies in Europe and the Americas,
//! noted in November 2026: fits say what a channel is good for, never whether it is cheap; hours, money, skills and
//! weeks say what doing it *well* takes. All of it is visible in the app and can be edited by the visitor.

use std::borrow::Cow;

use crate::domain::catalogue::Helper;
use crate::domain::channel::{
    Access, AssetKind, AssetScale, Channel, Direction, MarketRule, Medium, Ownership, Rhythm,
};
use crate::domain::ids::{ChannelId, HabitId, HelperId};
use crate::domain::profile::{Country, Data, Skill};

/// Day the market rules were looked at: 21 November 2026, as days since 1970-01-01.
/// Compared with published reports that day: Russia's advertising ban, the authority's statement, marking, register,
/// calls and Google Ads; TikTok in Russia; VK; calls in Italy, Spain, France, Switzerland, Mexico and Colombia. The
/// others name a law that was not read again; Chile's rules on calls were under reform.
const CHECKED: i32 = 20_778;

/// Countries whose rules were looked at. One that is missing was not judged, and nothing is gated there.
const COVERED: [Country; 13] = [
    country("IT"),
    country("ES"),
    country("RU"),
    country("DE"),
    country("FR"),
    country("GB"),
    country("US"),
    country("AT"),
    country("CH"),
    country("MX"),
    country("AR"),
    country("CO"),
    country("CL"),
];

/// All channels in catalogue order.
#[must_use]
pub fn all() -> Vec<Channel> {
    CHANNELS.to_vec()
}

/// All helpers.
#[must_use]
pub fn helpers() -> Vec<Helper> {
    HELPERS.to_vec()
}

/// Countries whose rules were looked at.
#[must_use]
pub fn covered() -> Vec<Country> {
    COVERED.to_vec()
}

/// A misspelt code does not compile.
pub(super) const fn country(code: &str) -> Country {
    match Country::new(code) {
        Some(country) => country,
        None => panic!("two letters"),
    }
}

const fn rule(code: &str, access: Access, source: &'static str) -> MarketRule {
    MarketRule {
        country: country(code),
        access,
        source: Cow::Borrowed(source),
        checked: CHECKED,
    }
}

macro_rules! rules {
    ($($(#[$why:meta])* $name:ident = $($code:literal $access:ident $source:expr),*;)*) => {
        $($(#[$why])* const $name: &[MarketRule] = &[$(rule($code, Access::$access, $source)),*];)*
    };
}

const RU_AD_BAN: &str = "Federal Law 72-FZ of 7 April 2025: Advertising Act 38-FZ, Art. 5 part 10.7, in force since 1 September 2025";
const RU_FAS: &str = "Federal Antimonopoly Service, statement of 10 March 2026 on Advertising Act 38-FZ, Art. 5 part 10.7";
const RU_GOOGLE: &str =
    "Google Ads notice of 3 March 2022; Advertising Act 38-FZ, Art. 18.1 (marking)";
const RU_MARKING: &str = "Advertising Act 38-FZ, Art. 18.1 (marking) and 18.2 (levy of 3 %)";
const VK_SANCTIONS: &str =
    "Apple, statement of September 2022 on VK and British sanctions; EU and US sanctions lists";
const NO_AUDIENCE: &str = "Judgement of this catalogue on the audience there";

rules! {
    NONE = ;
    /// Access blocked: the ban on advertising follows from the law itself.
    RU_BLOCKED = "RU" AdvertisingUnlawful RU_AD_BAN;
    /// Access restricted rather than blocked: the ban is the authority's reading, which lawyers dispute.
    RU_RESTRICTED = "RU" AdvertisingUnlawful RU_FAS;
    RU_TIKTOK = "RU" Unavailable "TikTok Newsroom, 6 March 2022";
    RU_NO_ADS = "RU" Limited "Notices of the platforms, March 2022";
    RU_MESSAGING = "RU" Limited "Roskomnadzor, measures of February 2026; Advertising Act 38-FZ, Art. 18 (consent)";
    RU_ASSISTANTS = "RU" Limited "Supported countries of OpenAI and of the Gemini app";
    RU_GOOGLE_ADS = "RU" Limited RU_GOOGLE;
    RU_MARKED = "RU" Available RU_MARKING;
    RU_META_ADS = "RU" Limited RU_AD_BAN;
    RU_STREAMING = "RU" Limited RU_MARKING;
    RU_CREATORS = "RU" Limited "Federal Law 303-FZ of 8 August 2024 (register above 10,000 followers); Advertising Act 38-FZ, Art. 5 and 18.1";
    /// Outside the Russian-speaking markets: a gate, so that a channel without an audience never fills a plan.
    VK_ABROAD = "IT" Unavailable VK_SANCTIONS, "ES" Unavailable VK_SANCTIONS, "DE" Unavailable VK_SANCTIONS,
        "FR" Unavailable VK_SANCTIONS, "GB" Unavailable VK_SANCTIONS, "US" Unavailable VK_SANCTIONS,
        "AT" Unavailable VK_SANCTIONS, "CH" Unavailable VK_SANCTIONS, "MX" Unavailable NO_AUDIENCE,
        "AR" Unavailable NO_AUDIENCE, "CO" Unavailable NO_AUDIENCE, "CL" Unavailable NO_AUDIENCE;
    NO_AUDIENCE_ABROAD = "IT" Unavailable NO_AUDIENCE, "ES" Unavailable NO_AUDIENCE, "DE" Unavailable NO_AUDIENCE,
        "FR" Unavailable NO_AUDIENCE, "GB" Unavailable NO_AUDIENCE, "US" Unavailable NO_AUDIENCE,
        "AT" Unavailable NO_AUDIENCE, "CH" Unavailable NO_AUDIENCE, "MX" Unavailable NO_AUDIENCE,
        "AR" Unavailable NO_AUDIENCE, "CO" Unavailable NO_AUDIENCE, "CL" Unavailable NO_AUDIENCE;
    EMAIL = "RU" Limited "Advertising Act 38-FZ, Art. 18; Personal Data Act 152-FZ, Art. 18 part 5",
        "DE" Limited "Act against Unfair Competition (UWG), § 7",
        "FR" Limited "Post and Electronic Communications Code, Art. L34-5",
        "US" Available "CAN-SPAM Act, 15 U.S.C. 7701-7713";
    SMS = "RU" Limited "Advertising Act 38-FZ, Art. 18; Communications Act 126-FZ, Art. 44.1",
        "US" Limited "Telephone Consumer Protection Act, 47 U.S.C. 227";
    CALLS = "RU" Limited "Advertising Act 38-FZ, Art. 18; Federal Law 41-FZ of 1 April 2025",
        "IT" Limited "Presidential Decree 26/2022 (Registro pubblico delle opposizioni)",
        "ES" Limited "Telecommunications Act 11/2022, Art. 66.1.b; Act 10/2025 on customer service",
        "DE" Limited "Act against Unfair Competition (UWG), § 7",
        "FR" Limited "Consumer Code, Art. L223-1 as amended by Act 2025-594",
        "GB" Limited "Privacy and Electronic Communications Regulations 2003, reg. 21",
        "US" Limited "Telephone Consumer Protection Act, 47 U.S.C. 227; National Do Not Call Registry",
        "AT" Limited "Telecommunications Act 2021, § 174",
        "CH" Limited "Unfair Competition Act, Art. 3(1)(u)",
        "MX" Limited "Profeco, Registro Público para Evitar Publicidad",
        "AR" Limited "Act 26.951 (Registro Nacional No Llame)",
        "CO" Limited "Act 2300 of 2023",
        "CL" Limited "Consumer Protection Act 19.496, Art. 28 B";
    LETTERS = "DE" Limited "GDPR, Art. 21; Act against Unfair Competition (UWG), § 7",
        "FR" Limited "Environment Code, Art. L541-15-15 (Stop Pub)";
}

macro_rules! is_ad {
    (ad) => {
        true
    };
    (no_ad) => {
        false
    };
}

macro_rules! asset {
    () => {
        None
    };
    ($kind:ident $full:literal) => {
        Some(AssetScale {
            kind: AssetKind::$kind,
            full: $full,
        })
    };
}

/// One channel a row, see the legend above the table.
macro_rules! channels {
    ($(
        $id:ident: $medium:ident $own:ident $dir:ident $rhythm:ident $ad:ident;
            [$($stage:literal)*] [$($objective:literal)*] [$($model:literal)*] [$($reach:literal)*]
            [$hours:literal $spend:literal $fixed:literal $setup:literal $weeks:literal]
            skills[$($skill:ident $sl:literal)*] data[$($data:ident $dl:literal)*]
            habits[$($habit:ident)*] asset[$($asset:tt)*] rules $rules:ident
            kpis[$($kpi:ident)*] helpers[$($helper:ident)*] seeds[$($seed:literal)*]
            to[$($to:ident)*];
    )*) => {
        &[$(Channel {
            id: ChannelId::builtin(stringify!($id)),
            medium: Medium::$medium,
            ownership: Ownership::$own,
            direction: Direction::$dir,
            rhythm: Rhythm::$rhythm,
            advertising: is_ad!($ad),
            stage_fit: [$($stage),*],
            objective_fit: [$($objective),*],
            model_fit: [$($model),*],
            reach_fit: [$($reach),*],
            hours: $hours,
            min_spend: $spend,
            fixed_cost: $fixed,
            setup_cost: $setup,
            skills: Cow::Borrowed(const { &[$((Skill::$skill, $sl)),*] }),
            data: Cow::Borrowed(const { &[$((Data::$data, $dl)),*] }),
            weeks: $weeks,
            habits: Cow::Borrowed(const { &[$(HabitId::builtin(stringify!($habit))),*] }),
            hand_over: Cow::Borrowed(const { &[$(ChannelId::builtin(stringify!($to))),*] }),
            helpers: Cow::Borrowed(const { &[$(HelperId::builtin(stringify!($helper))),*] }),
            asset: asset!($($asset)*),
            kpis: Cow::Borrowed(const { &[$(stringify!($kpi)),*] }),
            markets: Cow::Borrowed($rules),
            seeds: Cow::Borrowed(const { &[$($seed),*] }),
        }),*]
    };
}

// id: medium, ownership, direction, rhythm, advertising or not;
//     [reach act convert engage] [sell serve speak save sizzle] [shop b2b both local nonprofit]
//     [local national international] [hours a week, spend a month, fixed a month, set-up once, weeks until it works]
//     what it needs and what proves the audience; figures, helpers, seed items; where it hands people over
static CHANNELS: &[Channel] = channels! {
    // Platforms
    instagram: Digital Owned Inbound AlwaysOn ad; [3 2 0 2] [1 1 3 0 3] [3 1 2 3 2] [1.0 1.0 0.5] [5.0 0.0 0.0 100.0 12.0]
        skills[Copy 1 Design 2] data[] habits[instagram] asset[Followers 5000.0] rules RU_BLOCKED
        kpis[visits leads cac] helpers[] seeds["001-05" "002-18" "002-36" "003-04"]
        to[tiktok threads messaging social_ads email blog creators social_shops shops];
    facebook: Digital Owned Inbound AlwaysOn ad; [2 2 0 2] [1 2 3 0 1] [2 1 1 3 3] [1.0 1.0 0.5] [3.0 0.0 0.0 0.0 10.0]
        skills[Copy 1 Design 1] data[] habits[facebook] asset[Followers 3000.0] rules RU_BLOCKED
        kpis[visits leads cac] helpers[] seeds["001-05" "002-36" "003-04"]
        to[messaging social_ads email communities events];
    linkedin: Digital Owned Inbound AlwaysOn ad; [2 2 1 1] [2 0 3 0 3] [0 3 2 0 1] [0.5 1.0 1.0] [4.0 0.0 0.0 0.0 16.0]
        skills[Copy 2] data[] habits[linkedin] asset[Followers 2000.0] rules RU_BLOCKED
        kpis[leads cost_per_accepted_lead lead_to_sale] helpers[] seeds["001-05" "002-18" "002-36"]
        to[linkedin_ads email blog podcast webinars trade_fairs personal_contact colleagues_profiles];
    tiktok: Digital Owned Inbound AlwaysOn ad; [3 1 0 1] [1 0 2 0 3] [3 0 1 2 1] [1.0 1.0 1.0] [8.0 0.0 0.0 150.0 10.0]
        skills[Video 2] data[] habits[tiktok] asset[Followers 5000.0] rules RU_TIKTOK
        kpis[visits visit_to_lead cac] helpers[] seeds["001-05" "002-18" "002-36"]
        to[instagram social_ads email creators social_shops];
    x: Digital Owned Inbound AlwaysOn ad; [2 1 0 1] [0 1 3 0 2] [1 1 1 0 2] [0.0 1.0 1.0] [4.0 0.0 0.0 0.0 14.0]
        skills[Copy 2] data[] habits[x] asset[Followers 3000.0] rules RU_BLOCKED
        kpis[visits leads] helpers[] seeds["001-05" "002-36"]
        to[blog pr];
    youtube: Digital Owned Inbound AlwaysOn ad; [2 3 0 1] [2 2 1 1 3] [2 3 2 1 2] [0.5 1.0 1.0] [8.0 0.0 0.0 500.0 26.0]
        skills[Copy 1 Video 2] data[] habits[youtube] asset[Followers 2000.0] rules RU_RESTRICTED
        kpis[visits visit_to_lead cac] helpers[] seeds["001-05" "002-36"]
        to[organic_search email blog];
    threads: Digital Owned Inbound AlwaysOn ad; [1 1 0 1] [0 0 3 0 2] [2 0 1 1 1] [0.5 1.0 0.5] [2.0 0.0 0.0 0.0 12.0]
        skills[Copy 1] data[] habits[threads] asset[Followers 2000.0] rules RU_BLOCKED
        kpis[visits] helpers[] seeds["001-05" "002-18" "002-36"]
        to[instagram];
    pinterest: Digital Owned Inbound AlwaysOn ad; [2 2 0 0] [2 0 0 1 2] [3 0 1 1 0] [0.5 1.0 1.0] [3.0 0.0 0.0 50.0 20.0]
        skills[Design 2] data[] habits[pinterest] asset[Visits 1000.0] rules RU_NO_ADS
        kpis[visits revenue_per_visit] helpers[] seeds["001-05" "002-36"]
        to[shopping_feeds email blog];
    reddit: Digital Community Inbound AlwaysOn ad; [1 2 0 1] [1 1 3 0 1] [1 2 1 0 1] [0.0 0.5 1.0] [3.0 0.0 0.0 0.0 20.0]
        skills[Copy 2] data[] habits[reddit] asset[] rules RU_NO_ADS
        kpis[visits visit_to_lead] helpers[] seeds["001-05" "002-15" "002-36"]
        to[blog communities];
    bluesky: Digital Owned Inbound AlwaysOn ad; [1 1 0 1] [0 0 3 0 1] [0 1 1 0 2] [0.0 1.0 1.0] [2.0 0.0 0.0 0.0 20.0]
        skills[Copy 1] data[] habits[bluesky] asset[Followers 1000.0] rules NONE
        kpis[visits] helpers[] seeds["001-05" "002-36"]
        to[blog pr];
    telegram: Digital Owned Inbound AlwaysOn ad; [1 2 0 3] [1 2 3 1 1] [2 1 1 1 2] [1.0 1.0 0.5] [4.0 0.0 0.0 0.0 16.0]
        skills[Copy 1] data[] habits[telegram] asset[Followers 2000.0] rules RU_RESTRICTED
        kpis[visits customers returning_customers] helpers[] seeds["003-04"]
        to[dzen messaging blog];
    vk: Digital Owned Inbound AlwaysOn ad; [3 2 0 2] [1 2 3 0 2] [3 1 2 2 2] [1.0 1.0 0.5] [5.0 0.0 0.0 50.0 12.0]
        skills[Copy 1 Design 1] data[] habits[vk] asset[Followers 5000.0] rules VK_ABROAD
        kpis[visits leads cac] helpers[] seeds["003-04"]
        to[rutube messaging social_ads social_shops events];
    dzen: Digital Owned Inbound AlwaysOn ad; [2 2 0 0] [1 0 1 0 2] [1 1 1 1 1] [0.5 1.0 0.5] [4.0 0.0 0.0 0.0 16.0]
        skills[Copy 2] data[] habits[dzen] asset[Followers 2000.0] rules NO_AUDIENCE_ABROAD
        kpis[visits visit_to_lead] helpers[] seeds["003-04"]
        to[telegram email];
    rutube: Digital Owned Inbound AlwaysOn ad; [1 2 0 1] [0 1 0 0 2] [1 1 1 0 1] [0.5 1.0 0.5] [5.0 0.0 0.0 300.0 22.0]
        skills[Video 2] data[] habits[rutube] asset[Followers 1000.0] rules NO_AUDIENCE_ABROAD
        kpis[visits visit_to_lead] helpers[] seeds["003-04"]
        to[vk blog];
    // Conversation, search, maps
    messaging: Digital Owned Inbound AlwaysOn ad; [0 2 3 3] [3 3 3 1 0] [1 1 2 3 2] [1.0 1.0 0.5] [2.5 0.0 0.0 50.0 4.0]
        skills[] data[Consent 1] habits[whatsapp] asset[Contacts 500.0] rules RU_MESSAGING
        kpis[leads lead_to_sale returning_customers] helpers[chatbot online_support] seeds["001-05"]
        to[instagram facebook telegram vk maps_listings search_ads click_to_message shops personal_contact];
    organic_search: Digital Owned Inbound AlwaysOn no_ad; [3 3 1 0] [3 1 0 3 2] [2 3 3 2 1] [0.5 1.0 1.0] [6.0 0.0 40.0 800.0 26.0]
        skills[Copy 2 Tech 1] data[Analytics 1] habits[search] asset[Visits 5000.0] rules NONE
        kpis[visits visit_to_lead cac] helpers[landing_pages] seeds["003-04"]
        to[youtube ai_answers search_ads connected_tv_audio email blog pr radio_tv];
    ai_answers: Digital Earned Inbound AlwaysOn no_ad; [2 2 0 0] [1 0 0 2 2] [1 3 2 1 1] [0.5 1.0 1.0] [3.0 0.0 20.0 0.0 20.0]
        skills[Copy 2] data[] habits[ai_assistants] asset[] rules RU_ASSISTANTS
        kpis[visits visit_to_lead] helpers[review_requests] seeds["000-16"]
        to[organic_search pr review_portals];
    maps_listings: Digital Owned Inbound AlwaysOn no_ad; [3 2 2 0] [3 1 1 3 1] [1 1 1 3 1] [1.0 0.5 0.0] [1.5 0.0 0.0 0.0 4.0]
        skills[] data[] habits[maps] asset[Reviews 100.0] rules NONE
        kpis[visits calls customers] helpers[review_requests] seeds["001-03"]
        to[messaging search_ads review_portals shops outdoor];
    // Paid media on screens
    search_ads: Digital Paid Inbound AlwaysOn ad; [2 1 3 0] [3 0 0 1 0] [2 3 3 3 1] [1.0 1.0 1.0] [4.0 350.0 0.0 200.0 3.0]
        skills[Copy 1 Tech 1] data[Analytics 1] habits[search] asset[] rules RU_GOOGLE_ADS
        kpis[cpc visit_to_lead cac] helpers[landing_pages retargeting] seeds["003-04"]
        to[messaging organic_search maps_listings shopping_feeds display_ads connected_tv_audio email];
    shopping_feeds: Digital Paid Inbound AlwaysOn ad; [2 1 3 0] [3 0 0 2 0] [3 0 2 0 0] [0.0 1.0 1.0] [4.0 600.0 40.0 500.0 4.0]
        skills[Tech 2] data[Analytics 2] habits[search marketplaces] asset[] rules RU_GOOGLE_ADS
        kpis[roas contribution_per_order cac] helpers[retargeting] seeds["001-14"]
        to[pinterest search_ads social_ads email];
    retail_media: Digital Paid Inbound AlwaysOn ad; [1 1 3 0] [3 0 0 1 1] [3 0 2 0 0] [0.0 1.0 1.0] [5.0 800.0 0.0 200.0 6.0]
        skills[Tech 1] data[Analytics 2] habits[marketplaces] asset[] rules RU_MARKED
        kpis[ad_cost_share contribution_per_order cac] helpers[] seeds["000-16"]
        to[marketplaces];
    social_ads: Digital Paid Outbound Campaign ad; [3 2 1 0] [2 0 0 0 2] [3 1 2 2 2] [1.0 1.0 1.0] [4.0 400.0 0.0 150.0 3.0]
        skills[Copy 1 Design 2] data[Analytics 1 Consent 1] habits[instagram facebook tiktok vk] asset[] rules RU_META_ADS
        kpis[cpm ctr cac] helpers[landing_pages retargeting] seeds["002-01"]
        to[instagram facebook tiktok vk shopping_feeds click_to_message email];
    click_to_message: Digital Paid Inbound Campaign ad; [2 2 2 0] [2 1 2 0 0] [2 0 1 3 1] [1.0 0.5 0.0] [4.0 200.0 15.0 50.0 2.0]
        skills[Copy 1] data[] habits[whatsapp facebook instagram vk] asset[] rules RU_META_ADS
        kpis[cpl lead_to_sale cac] helpers[chatbot online_support] seeds["002-01"]
        to[messaging social_ads];
    linkedin_ads: Digital Paid Outbound Campaign ad; [2 2 1 0] [2 0 0 0 2] [0 3 1 0 0] [0.0 1.0 1.0] [4.0 1500.0 0.0 200.0 6.0]
        skills[Copy 2] data[Analytics 1 Crm 1] habits[linkedin] asset[] rules RU_BLOCKED
        kpis[cpl cost_per_accepted_lead cac] helpers[landing_pages retargeting] seeds["002-15" "002-32"]
        to[linkedin email webinars];
    display_ads: Digital Paid Outbound Campaign ad; [3 1 0 0] [1 0 0 0 2] [2 1 2 1 1] [0.5 1.0 1.0] [3.0 800.0 0.0 300.0 4.0]
        skills[Design 2] data[Analytics 2 Consent 1] habits[news] asset[] rules RU_GOOGLE_ADS
        kpis[cpm cost_per_visit new_customer_cac] helpers[landing_pages retargeting] seeds["001-05"]
        to[search_ads email];
    connected_tv_audio: Digital Paid Outbound Campaign ad; [3 0 0 0] [1 0 0 0 3] [2 1 2 1 1] [0.5 1.0 0.5] [4.0 3000.0 0.0 1500.0 8.0]
        skills[Video 2] data[] habits[streaming_tv podcasts] asset[] rules RU_STREAMING
        kpis[cpm new_customer_cac] helpers[] seeds["000-16"]
        to[organic_search search_ads];
    // Lists
    email: Digital Owned Outbound AlwaysOn ad; [0 2 2 3] [2 3 1 3 0] [3 3 3 1 3] [0.5 1.0 1.0] [3.0 0.0 25.0 200.0 10.0]
        skills[Copy 2] data[Crm 1 Consent 1] habits[email] asset[Contacts 5000.0] rules EMAIL
        kpis[revenue_per_visit returning_customers repeat_rate] helpers[landing_pages review_requests] seeds["001-05" "002-15" "002-18" "003-04"]
        to[instagram facebook linkedin tiktok youtube pinterest dzen organic_search search_ads shopping_feeds social_ads linkedin_ads display_ads sms app_push blog podcast webinars creators affiliate newsletter_sponsorship referrals communities events trade_fairs shops direct_mail];
    sms: Digital Owned Outbound AlwaysOn ad; [0 0 2 2] [1 3 0 2 0] [2 0 1 3 1] [1.0 1.0 0.0] [1.5 50.0 15.0 50.0 3.0]
        skills[] data[Crm 1 Consent 2] habits[phone_calls] asset[Contacts 1000.0] rules SMS
        kpis[bookings returning_customers] helpers[review_requests] seeds["002-23"]
        to[email review_portals shops];
    app_push: Digital Owned Outbound AlwaysOn ad; [0 0 2 3] [2 3 0 1 0] [1 0 1 1 0] [0.5 1.0 1.0] [4.0 0.0 100.0 8000.0 20.0]
        skills[Tech 3] data[Crm 2 Consent 2] habits[marketplaces] asset[Contacts 5000.0] rules NONE
        kpis[returning_customers repeat_rate] helpers[] seeds["002-01"]
        to[email shops];
    // Content
    blog: Digital Owned Inbound AlwaysOn no_ad; [1 3 1 1] [1 2 0 2 2] [2 3 2 1 2] [0.5 1.0 1.0] [5.0 0.0 20.0 200.0 24.0]
        skills[Copy 2] data[] habits[blogs] asset[Visits 3000.0] rules NONE
        kpis[visits visit_to_lead cpl] helpers[landing_pages] seeds["001-05" "002-15" "003-04"]
        to[instagram linkedin x youtube pinterest reddit bluesky telegram rutube organic_search email affiliate];
    podcast: Digital Owned Inbound AlwaysOn no_ad; [1 2 0 2] [0 1 2 0 3] [1 2 1 0 2] [0.0 1.0 0.5] [6.0 0.0 20.0 400.0 26.0]
        skills[Copy 2] data[] habits[podcasts] asset[Followers 1000.0] rules NONE
        kpis[visits leads] helpers[] seeds["002-08"]
        to[linkedin email];
    webinars: Digital Owned Outbound Campaign no_ad; [1 3 2 1] [2 2 2 0 1] [0 3 2 0 2] [0.0 1.0 1.0] [5.0 0.0 40.0 200.0 10.0]
        skills[Copy 1 Selling 2] data[Crm 1 Consent 1] habits[events linkedin] asset[Contacts 2000.0] rules NONE
        kpis[leads cost_per_accepted_lead lead_to_sale] helpers[landing_pages] seeds["002-08"]
        to[linkedin linkedin_ads email newsletter_sponsorship partners personal_contact telephone_outreach colleagues_profiles];
    // Other people's audiences
    creators: Digital Paid Outbound Campaign ad; [3 2 1 0] [2 0 1 0 3] [3 1 2 2 1] [0.5 1.0 0.5] [5.0 700.0 0.0 0.0 6.0]
        skills[Copy 1 Selling 1] data[] habits[instagram tiktok youtube vk] asset[] rules RU_CREATORS
        kpis[cpm roas cac] helpers[landing_pages] seeds["001-20"]
        to[instagram tiktok email];
    affiliate: Digital Paid Inbound AlwaysOn ad; [2 1 3 0] [3 0 0 3 0] [3 1 2 0 0] [0.0 1.0 1.0] [4.0 300.0 60.0 500.0 14.0]
        skills[Tech 1 Selling 1] data[Analytics 2] habits[blogs review_sites] asset[] rules RU_MARKED
        kpis[customers ad_cost_share cac] helpers[landing_pages] seeds["001-05"]
        to[email blog];
    newsletter_sponsorship: Digital Paid Outbound Campaign ad; [2 2 0 0] [1 0 0 1 2] [1 3 2 1 1] [0.0 1.0 1.0] [2.0 500.0 0.0 0.0 3.0]
        skills[Copy 2] data[] habits[email] asset[] rules NONE
        kpis[cost_per_visit cpl] helpers[landing_pages] seeds["002-08"]
        to[email webinars];
    pr: Digital Earned Outbound Campaign no_ad; [3 1 0 0] [0 0 1 1 3] [1 2 2 2 3] [1.0 1.0 0.5] [4.0 0.0 0.0 0.0 16.0]
        skills[Copy 2] data[] habits[news print] asset[People 20.0] rules NONE
        kpis[visits new_customer_cac] helpers[] seeds["002-15"]
        to[x bluesky organic_search ai_answers events];
    referrals: Offline Earned Inbound AlwaysOn no_ad; [1 0 2 3] [3 2 1 3 1] [1 3 2 3 2] [1.0 1.0 0.5] [1.5 0.0 0.0 100.0 10.0]
        skills[Selling 1] data[Crm 1] habits[word_of_mouth] asset[People 200.0] rules NONE
        kpis[customers lead_to_sale cac] helpers[business_cards review_requests] seeds["000-19"]
        to[email partners review_portals personal_contact];
    communities: Digital Community Inbound AlwaysOn no_ad; [1 2 0 3] [0 2 3 0 2] [1 2 1 1 3] [1.0 1.0 1.0] [6.0 0.0 20.0 100.0 26.0]
        skills[Copy 1] data[] habits[facebook reddit telegram vk] asset[Followers 500.0] rules NONE
        kpis[leads retention] helpers[online_support] seeds["002-15"]
        to[facebook reddit email events];
    partners: Offline Earned Outbound AlwaysOn no_ad; [2 1 2 0] [3 0 0 2 1] [1 3 3 2 3] [1.0 1.0 1.0] [3.0 0.0 0.0 0.0 16.0]
        skills[Selling 2] data[] habits[word_of_mouth events] asset[People 20.0] rules NONE
        kpis[leads lead_to_sale cac] helpers[business_cards landing_pages] seeds["000-16"]
        to[webinars referrals events personal_contact tenders];
    marketplaces: Digital Paid Inbound AlwaysOn no_ad; [2 1 3 0] [3 1 0 0 0] [3 1 2 0 0] [0.0 1.0 1.0] [8.0 200.0 40.0 400.0 8.0]
        skills[Copy 1 Tech 1] data[Analytics 1] habits[marketplaces] asset[Reviews 200.0] rules NONE
        kpis[contribution_per_order ad_cost_share aov] helpers[review_requests] seeds["000-16"]
        to[retail_media review_portals direct_mail];
    social_shops: Digital Owned Inbound AlwaysOn ad; [2 1 3 0] [2 0 1 0 1] [3 0 1 1 0] [0.5 1.0 0.5] [6.0 100.0 30.0 400.0 10.0]
        skills[Video 1 Tech 1] data[Analytics 1] habits[instagram tiktok facebook vk] asset[Followers 5000.0] rules RU_META_ADS
        kpis[visits roas aov] helpers[retargeting] seeds["002-01"]
        to[instagram tiktok vk];
    review_portals: Digital Earned Inbound AlwaysOn no_ad; [2 3 2 0] [2 2 1 1 2] [1 2 2 3 0] [1.0 1.0 1.0] [2.0 0.0 60.0 0.0 8.0]
        skills[Copy 1] data[] habits[review_sites] asset[Reviews 200.0] rules NONE
        kpis[visits leads lead_to_sale] helpers[review_requests] seeds["001-03"]
        to[ai_answers maps_listings sms referrals marketplaces];
    // Places and people
    events: Offline Owned Outbound Campaign no_ad; [1 2 1 3] [1 2 3 0 2] [1 2 2 2 3] [1.0 0.5 0.0] [5.0 150.0 0.0 200.0 8.0]
        skills[Selling 1] data[] habits[events] asset[People 200.0] rules NONE
        kpis[leads lead_to_sale returning_customers] helpers[banners business_cards] seeds["001-06"]
        to[facebook vk email pr communities partners shops personal_contact print];
    trade_fairs: Offline Paid Outbound Campaign ad; [3 1 2 0] [3 0 2 0 2] [0 3 2 0 1] [0.5 1.0 1.0] [5.0 1000.0 0.0 3000.0 16.0]
        skills[Design 1 Selling 2] data[Crm 1] habits[events] asset[People 100.0] rules NONE
        kpis[cost_per_accepted_lead win_rate cac] helpers[banners business_cards] seeds["001-06"]
        to[linkedin email personal_contact telephone_outreach colleagues_profiles];
    shops: Offline Owned Inbound AlwaysOn no_ad; [1 2 3 2] [3 2 2 0 1] [2 0 2 2 1] [1.0 0.5 0.0] [6.0 100.0 0.0 500.0 4.0]
        skills[Design 1 Selling 1] data[] habits[out_and_about] asset[Visits 2000.0] rules NONE
        kpis[visits aov returning_customers] helpers[banners business_cards review_requests] seeds["001-06"]
        to[instagram messaging maps_listings email sms app_push events outdoor radio_tv print direct_mail];
    personal_contact: Offline Owned Outbound AlwaysOn no_ad; [0 2 3 2] [3 3 2 0 0] [0 3 2 1 2] [1.0 1.0 0.5] [8.0 50.0 20.0 0.0 4.0]
        skills[Selling 2] data[Crm 1] habits[phone_calls events word_of_mouth] asset[People 100.0] rules NONE
        kpis[lead_to_sale win_rate cac] helpers[business_cards review_requests] seeds["001-06"]
        to[linkedin messaging webinars referrals partners events trade_fairs telephone_outreach tenders];
    telephone_outreach: Offline Owned Outbound Campaign ad; [1 1 2 0] [2 0 0 0 0] [0 2 1 0 1] [1.0 1.0 0.5] [6.0 50.0 30.0 100.0 4.0]
        skills[Selling 2] data[Crm 1 Consent 1] habits[phone_calls] asset[People 300.0] rules CALLS
        kpis[cost_per_accepted_lead lead_to_sale] helpers[] seeds["000-05"]
        to[webinars trade_fairs personal_contact];
    outdoor: Offline Paid Outbound Campaign ad; [3 0 0 0] [1 0 0 0 2] [1 0 1 2 1] [1.0 0.5 0.0] [2.0 600.0 0.0 400.0 6.0]
        skills[Design 1] data[] habits[out_and_about] asset[] rules NONE
        kpis[cpm new_customer_cac] helpers[banners] seeds["003-04"]
        to[maps_listings shops];
    radio_tv: Offline Paid Outbound Campaign ad; [3 0 0 0] [1 0 0 0 3] [2 0 1 1 1] [1.0 1.0 0.0] [3.0 3000.0 0.0 2500.0 8.0]
        skills[Copy 1] data[] habits[radio_tv] asset[] rules NONE
        kpis[cpm new_customer_cac] helpers[] seeds["001-06" "003-04"]
        to[organic_search shops];
    print: Offline Paid Outbound Campaign ad; [2 1 0 0] [1 0 0 0 2] [1 2 1 2 2] [1.0 1.0 0.5] [2.0 500.0 0.0 200.0 8.0]
        skills[Copy 1 Design 1] data[] habits[print] asset[] rules NONE
        kpis[cpl new_customer_cac] helpers[landing_pages] seeds["001-06" "003-04"]
        to[events shops];
    direct_mail: Offline Paid Outbound Campaign ad; [1 1 2 2] [2 2 0 0 1] [2 1 2 2 3] [1.0 1.0 0.0] [3.0 400.0 0.0 200.0 5.0]
        skills[Copy 1 Design 1] data[Crm 1] habits[post] asset[Contacts 2000.0] rules LETTERS
        kpis[roas returning_customers cac] helpers[landing_pages] seeds["001-06"]
        to[email marketplaces shops];
    tenders: Offline Earned Outbound Campaign no_ad; [1 1 3 0] [3 0 0 1 0] [0 3 1 0 1] [1.0 1.0 0.5] [6.0 0.0 30.0 200.0 26.0]
        skills[Copy 2] data[] habits[tender_portals] asset[] rules NONE
        kpis[win_rate pipeline_velocity] helpers[] seeds["000-16"]
        to[partners personal_contact];
    colleagues_profiles: Digital Earned Inbound AlwaysOn no_ad; [2 2 0 1] [1 1 2 0 3] [0 3 1 1 2] [0.5 1.0 1.0] [2.0 0.0 0.0 0.0 12.0]
        skills[Copy 1] data[] habits[linkedin x] asset[Followers 3000.0] rules NONE
        kpis[visits leads] helpers[business_cards] seeds["002-15"]
        to[linkedin webinars trade_fairs];
};

macro_rules! helpers {
    ($($id:ident [$($seed:literal)*];)*) => {
        &[$(Helper {
            id: HelperId::builtin(stringify!($id)),
            seeds: Cow::Borrowed(const { &[$($seed),*] }),
        }),*]
    };
}

static HELPERS: &[Helper] = helpers! {
    chatbot ["001-05" "001-15"];
    online_support ["001-05"];
    business_cards ["001-06"];
    banners ["001-06"];
    retargeting ["001-14" "003-14"];
    landing_pages ["000-16"];
    review_requests ["001-03"];
};
