//! What Google Analytics, Yandex Metrica, HubSpot and Shopify call the sources of visits, orders and contacts, and the
//! channel that each is, where its name alone says so.

use super::headers::{place, words};

/// Name that decisions about a source are kept by: its words in lower case.
pub(super) fn key(name: &str) -> String {
    let key = words(name, true);
    if key.is_empty() {
        // Nothing but marks.
        return name.trim().chars().take(64).collect();
    }
    key
}

/// `None` for a name nobody here knows; `Some(None)` for one that is known to be no single channel: direct visits, links
/// of other sites, several networks under one name.
pub(super) fn proposed(name: &str) -> Option<Option<&'static str>> {
    let key = key(name);
    if let Some((channel, _)) = NAMES.iter().find(|(_, names)| has(names, &key)) {
        return Some(channel.as_deref());
    }
    pair(name)
}

fn has(names: &str, key: &str) -> bool {
    place(names, key).is_some()
}

/// A source and its medium: `google / cpc`.
fn pair(name: &str) -> Option<Option<&'static str>> {
    let (source, medium) = name.rsplit_once(" / ")?;
    let (source, medium) = (key(source), key(medium));
    let network = || network(&source);
    let is_search = || source.split(' ').any(|word| has(ENGINES, word));
    Some(match medium.as_str() {
        "cpc" | "ppc" | "paid" | "paidsearch" | "paid search" | "cpm" | "sem" => match network() {
            Some("linkedin") => Some("linkedin_ads"),
            Some("ai_answers") => None,
            Some(_) => Some("social_ads"),
            None if medium == "cpm" => Some("display_ads"),
            None => is_search().then_some("search_ads"),
        },
        "paid social" | "paidsocial" | "social paid" | "social cpc" | "social ads" => {
            match network() {
                Some("linkedin") => Some("linkedin_ads"),
                _ => Some("social_ads"),
            }
        }
        "organic" => network().or_else(|| is_search().then_some("organic_search")),
        "referral" | "social" | "social network" | "social networks" | "social media" | "sm"
        | "organic social" | "video" | "post" | "story" | "stories" | "bio" | "none"
        | "not set" => network(),
        "email" | "e mail" | "mail" | "newsletter" => Some("email"),
        "sms" => Some("sms"),
        "push" | "mobile push" | "notification" => Some("app_push"),
        "affiliate" | "affiliates" => Some("affiliate"),
        "display" | "banner" | "programmatic" | "gdn" => Some("display_ads"),
        "shopping" | "product sync" | "feed" => Some("shopping_feeds"),
        "influencer" | "influencers" | "creator" => Some("creators"),
        "podcast" => Some("podcast"),
        "ai" | "ai assistant" | "ai assistants" => Some("ai_answers"),
        "messenger" | "chat" | "whatsapp" => network().or(Some("messaging")),
        _ => return None,
    })
}

/// The network that a source is, by its name or its address.
fn network(source: &str) -> Option<&'static str> {
    NETWORKS
        .iter()
        .find(|(_, names)| {
            has(names, source)
                || source
                    .strip_prefix("www ")
                    .is_some_and(|bare| has(names, bare))
        })
        .map(|(channel, _)| *channel)
}

/// Words that are search engines.
const ENGINES: &str = "google|bing|yandex|ya|yahoo|duckduckgo|ecosia|baidu|brave|qwant|adwords|direct|mail|rambler|\
     startpage|яндекс|директ";

/// Names and addresses of networks, as [`key`] leaves them.
const NETWORKS: &[(&str, &str)] = &[
    (
        "facebook",
        "facebook|fb|meta|facebook com|m facebook com|l facebook com|lm facebook com|fb com",
    ),
    (
        "instagram",
        "instagram|ig|instagram com|l instagram com|linktree instagram|инстаграм",
    ),
    ("linkedin", "linkedin|linkedin com|lnkd in"),
    ("tiktok", "tiktok|tiktok com"),
    ("x", "x|twitter|t co|x com|twitter com"),
    ("youtube", "youtube|youtube com|m youtube com"),
    ("threads", "threads|threads net|l threads com|threads com"),
    ("pinterest", "pinterest|pinterest com"),
    ("reddit", "reddit|reddit com|old reddit com"),
    ("bluesky", "bluesky|bsky app|go bsky app"),
    (
        "telegram",
        "telegram|t me|telegram org|web telegram org|telegram me|org telegram messenger|телеграм",
    ),
    (
        "vk",
        "vk|vkontakte|vk com|m vk com|away vk com|vk ru|вконтакте|вк",
    ),
    (
        "dzen",
        "dzen|dzen ru|zen yandex ru|zen yandex|дзен|яндекс дзен",
    ),
    ("rutube", "rutube|rutube ru"),
    (
        "messaging",
        "whatsapp|whatsapp com|api whatsapp com|wa me|messenger|viber|max|max ru",
    ),
    (
        "ai_answers",
        "chatgpt|chatgpt com|openai|chat openai com|perplexity|perplexity ai|www perplexity ai|gemini|\
         gemini google com|copilot|copilot microsoft com|copilot com|claude|claude ai|deepseek|chat deepseek com|\
         grok|grok com|alice yandex ru|gigachat",
    ),
];

/// Names of whole groups of sources, as [`key`] leaves them.
const NAMES: &[(Option<&str>, &str)] = &[
    // What no single channel brought, or nobody can say which.
    (
        None,
        "direct|direct none|direct traffic|unassigned|not set|data not available|none|unknown|cross network|\
         organic social|referral|referrals|paid other|other|other campaigns|other sources|offline|offline sources|\
         undefined|not specified|social media|\
         traffico diretto|diretto|social organico|social organici|fonti offline|altre campagne|altro|\
         non assegnato|rete incrociata|referenze|\
         trafico directo|directo|redes sociales organicas|referencias|fuentes offline|fuentes sin conexion|\
         otras campanas|otros|sin asignar|\
         прямые заходы|переходы из социальных сетей|переходы по рекламе|переходы по ссылкам на сайтах|\
         внутренние переходы|переходы из рекомендательных систем|переходы с сохраненных страниц|\
         не определено|не определен|переходы по qr коду|прямой трафик|переходы|другие кампании|\
         direct visits|social network traffic|ad traffic|link traffic|internal traffic|\
         recommendation system traffic|cached page traffic|saved page traffic|qr code traffic|undefined traffic|\
         web|online store|shopify draft order|draft orders|draft order|shopify mobile|iphone|android|shop|\
         buy button|search|social",
    ),
    (
        Some("organic_search"),
        "organic search|search engine traffic|ricerca organica|busqueda organica|органический поиск|\
         переходы из поисковых систем|google|yandex|bing|яндекс|duckduckgo|yahoo",
    ),
    (
        Some("search_ads"),
        "paid search|ricerca a pagamento|busqueda de pago|busqueda pagada|платный поиск|яндекс директ|\
         yandex direct|yandex direct undefined|google ads|реклама в поиске",
    ),
    (
        Some("shopping_feeds"),
        "organic shopping|paid shopping|shopping organico|shopping a pagamento|compras organicas|google shopping|\
         google youtube",
    ),
    (
        Some("display_ads"),
        "display|paid video|video a pagamento|video de pago|rete display|медийная реклама",
    ),
    (
        Some("social_ads"),
        "paid social|social a pagamento|redes sociales de pago|redes sociales pagadas|платные социальные сети|\
         vk реклама|vk ads|facebook ads|meta ads|instagram ads|tiktok ads",
    ),
    (Some("linkedin_ads"), "linkedin ads"),
    (
        Some("email"),
        "email|e mail|email marketing|mailing traffic|newsletter|correo electronico|marketing por correo electronico|\
         marketing por correo|posta elettronica|переходы с почтовых рассылок|email рассылки|электронная почта|\
         shopify email",
    ),
    (Some("sms"), "sms"),
    (
        Some("app_push"),
        "mobile push notifications|push notifications|notifiche push|notifiche push per dispositivi mobili|\
         notificaciones push|notificaciones push para moviles|push уведомления",
    ),
    (
        Some("affiliate"),
        "affiliates|affiliate|affiliati|afiliados|affiliazione",
    ),
    (
        Some("youtube"),
        "organic video|video organico|video organici|youtube",
    ),
    (Some("connected_tv_audio"), "audio"),
    (
        Some("ai_answers"),
        "ai assistants|ai assistant|organic ai|organic ai assistants|ai referrals|ai referral|ai traffic|\
         referral ia|referenze ia|referral ai|referencias de ia|referencias ia|assistenti ai|asistentes de ia|\
         chatgpt|perplexity",
    ),
    (
        Some("messaging"),
        "messenger traffic|переходы из мессенджеров|whatsapp",
    ),
    (
        Some("shops"),
        "pos|point of sale|shopify pos|punto vendita|punto de venta",
    ),
    (
        Some("social_shops"),
        "facebook instagram|facebook instagram by meta|facebook shop|instagram shopping|tiktok shop",
    ),
    (
        Some("marketplaces"),
        "amazon|ebay|etsy|walmart|shopify marketplace connect",
    ),
    (Some("facebook"), "facebook"),
    (Some("instagram"), "instagram"),
    (Some("tiktok"), "tiktok"),
    (Some("linkedin"), "linkedin"),
    (Some("pinterest"), "pinterest"),
    (Some("telegram"), "telegram"),
    (Some("vk"), "вконтакте|vk"),
    (Some("dzen"), "дзен|dzen"),
    (Some("x"), "twitter"),
];
