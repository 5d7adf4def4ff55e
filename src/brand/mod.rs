//! A configuration: what a site makes its own. Its name and colours, its texts, questions and channels, what is shown,
//! and what stands below the result.
//!
//! It is data and never code: texts are shown as texts, addresses are those a visitor may follow, colours and fonts are
//! held against what they may be. What is not as it has to be is left out, with the path to it and the reason; the rest
//! holds.

pub mod blocks;
pub mod catalogue;
pub mod colour;
pub mod embedding;
pub mod leads;
mod read;
mod secrets;
pub mod shape;
pub mod when;

pub use read::read;

use crate::domain::benchmark::Benchmark;
use crate::domain::ids::{ChannelId, ItemId};
use crate::domain::stage::{Group, Sector, Stage};
use blocks::Block;
use colour::Chosen;
use leads::Leads;

/// Longest configuration read, in bytes.
pub const MAX_BYTES: usize = 512 * 1024;

/// Why something in a configuration is left out. Texts `brand.fault.<id>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The text is no JSON; what: line and column.
    NoJson,
    /// It is too long as a whole; what: the most.
    TooLarge,
    /// There is no such name here.
    UnknownName,
    /// It is needed and not there.
    Missing,
    /// An object is wanted.
    NoObject,
    /// A list is wanted.
    NoList,
    /// A number is wanted.
    NoNumber,
    /// A text is wanted.
    NoText,
    /// The text is empty.
    Empty,
    /// The text is too long; what: the most.
    TooLong,
    /// There are too many; what: the most.
    TooMany,
    /// There have to be exactly so many; what: how many.
    Count,
    /// The number is out of range; what: the range.
    Range,
    /// It is none of those known; what: them.
    OneOf,
    /// No colour.
    Colour,
    /// No address that may be followed.
    Link,
    /// No address of a picture.
    Image,
    /// No names of fonts.
    Font,
    /// Neither yes nor no.
    NoFlag,
    /// No address that something could be sent to.
    Endpoint,
    /// No mail address.
    Mail,
    /// Letters, digits, `-` and `_` are wanted.
    Token,
    /// It looks like a secret, and a page has none; what: the sign it was known by.
    Secret,
    /// A copy by mail is promised, and nothing is said to send one.
    CannotMail,
    /// No id.
    Id,
    /// No country.
    Country,
    /// No currency.
    Currency,
    /// There is no such question, channel or figure.
    UnknownId,
    /// The id is taken.
    Taken,
    /// The id does not begin with a stage or a sector.
    Group,
    /// The stage or sector has eight already.
    Full,
    /// The last question of a stage has to stay.
    Last,
    /// There is no text of that key.
    NoSuchText,
    /// The text lacks what is put into it, or has what is not; what: it.
    Placeholder,
    /// Money needs a currency, and nothing else has one.
    Money,
    /// The file could not be fetched.
    NotFetched,
    /// The file is on another site.
    Foreign,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 37] = [
        Self::NoJson,
        Self::TooLarge,
        Self::UnknownName,
        Self::Missing,
        Self::NoObject,
        Self::NoList,
        Self::NoNumber,
        Self::NoText,
        Self::Empty,
        Self::TooLong,
        Self::TooMany,
        Self::Count,
        Self::Range,
        Self::OneOf,
        Self::Colour,
        Self::Link,
        Self::Image,
        Self::Font,
        Self::NoFlag,
        Self::Endpoint,
        Self::Mail,
        Self::Token,
        Self::Secret,
        Self::CannotMail,
        Self::Id,
        Self::Country,
        Self::Currency,
        Self::UnknownId,
        Self::Taken,
        Self::Group,
        Self::Full,
        Self::Last,
        Self::NoSuchText,
        Self::Placeholder,
        Self::Money,
        Self::NotFetched,
        Self::Foreign,
    ];

    /// Name that texts are keyed by.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::NoJson => "no_json",
            Self::TooLarge => "too_large",
            Self::UnknownName => "unknown_name",
            Self::Missing => "missing",
            Self::NoObject => "no_object",
            Self::NoList => "no_list",
            Self::NoNumber => "no_number",
            Self::NoText => "no_text",
            Self::Empty => "empty",
            Self::TooLong => "too_long",
            Self::TooMany => "too_many",
            Self::Count => "count",
            Self::Range => "range",
            Self::OneOf => "one_of",
            Self::Colour => "colour",
            Self::Link => "link",
            Self::Image => "image",
            Self::Font => "font",
            Self::NoFlag => "no_flag",
            Self::Endpoint => "endpoint",
            Self::Mail => "mail",
            Self::Token => "token",
            Self::Secret => "secret",
            Self::CannotMail => "cannot_mail",
            Self::Id => "id",
            Self::Country => "country",
            Self::Currency => "currency",
            Self::UnknownId => "unknown_id",
            Self::Taken => "taken",
            Self::Group => "group",
            Self::Full => "full",
            Self::Last => "last",
            Self::NoSuchText => "no_such_text",
            Self::Placeholder => "placeholder",
            Self::Money => "money",
            Self::NotFetched => "not_fetched",
            Self::Foreign => "foreign",
        }
    }
}

/// Something that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where: `items.own[0].levels`; empty for the whole.
    pub path: String,
    /// Why.
    pub reason: Reason,
    /// What belongs to the reason.
    pub what: String,
}

impl Fault {
    /// A fault.
    #[must_use]
    pub fn new(path: &str, reason: Reason, what: &str) -> Self {
        Self {
            path: path.to_owned(),
            reason,
            what: what.to_owned(),
        }
    }
}

/// A text for every language, or one by language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said(Vec<(&'static str, String)>);

impl Said {
    /// A text for every language.
    #[must_use]
    pub fn all(text: &str) -> Self {
        Self(vec![("", text.to_owned())])
    }

    /// The text in a language; where there is none the English, else the first.
    #[must_use]
    pub fn text(&self, lang: &str) -> &str {
        let of = |wanted: &str| self.0.iter().find(|(code, _)| *code == wanted);
        of(lang)
            .or_else(|| of("en"))
            .or_else(|| self.0.first())
            .map_or("", |(_, text)| text)
    }
}

/// Who offers the widget.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Brand {
    /// Name.
    pub name: Option<Said>,
    /// Address of the logo.
    pub logo: Option<String>,
    /// Address of the logo for a dark ground.
    pub logo_dark: Option<String>,
    /// Address of the site.
    pub url: Option<String>,
}

/// How it looks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Look {
    /// Colours in the light theme.
    pub light: Chosen,
    /// Colours in the dark theme.
    pub dark: Chosen,
    /// Radius of corners, pixels.
    pub radius: Option<f64>,
    /// Fonts, as CSS names them.
    pub font: Option<String>,
}

impl Look {
    /// The colours of a theme. The accent and the stages of the light theme serve in the dark one, too, where it has
    /// none of its own.
    #[must_use]
    pub fn colours(&self, dark: bool) -> Chosen {
        if !dark {
            return self.light;
        }
        let hues = Chosen {
            surface: None,
            paper: None,
            ink: None,
            ..self.light
        };
        self.dark.or(&hues)
    }
}

/// Where something leads.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// What stands on it.
    pub text: Said,
    /// Its address.
    pub url: String,
}

/// A question of a site's own.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnItem {
    /// `<stage or sector>.<name>`.
    pub id: ItemId,
    /// Short name.
    pub name: Said,
    /// The question.
    pub question: Said,
    /// Why it matters.
    pub why: Option<Said>,
    /// What is true at each level.
    pub levels: Vec<Said>,
    /// What lifts it from each level but the last; as many as [`OwnItem::levels`] less one, or none.
    pub lifts: Vec<Said>,
    /// Hours each lift takes; four or none.
    pub hours: Vec<f64>,
    /// Enough level by model.
    pub enough: Option<[u8; 5]>,
}

impl OwnItem {
    /// The stage or sector its id begins with.
    #[must_use]
    pub fn group(&self) -> Option<Group> {
        group_of(self.id.as_str())
    }
}

/// The stage or sector that the id of a question begins with; `None` for what could not be part of an address.
fn group_of(id: &str) -> Option<Group> {
    let (group, name) = id.split_once('.')?;
    if name.is_empty() || name.contains('.') {
        return None;
    }
    let stage = Stage::from_id(group).map(Group::Race);
    stage.or_else(|| Sector::from_id(group).map(Group::Sostac))
}

/// A channel of a site's own.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnChannel {
    /// Its id.
    pub id: ChannelId,
    /// The built-in channel it is made from.
    pub like: ChannelId,
    /// Texts by the key they have among a channel's texts: `name`, `what`, `good`, `bad`.
    pub texts: Vec<(&'static str, Said)>,
    /// Hours a week.
    pub hours: Option<f64>,
    /// Least spend a month, euros.
    pub min_spend: Option<f64>,
    /// Fixed cost a month, euros.
    pub fixed_cost: Option<f64>,
    /// Weeks until it works.
    pub weeks: Option<f64>,
    /// Fit to the stages.
    pub stages: Option<[u8; 4]>,
    /// Fit to the objectives.
    pub objectives: Option<[u8; 5]>,
    /// Fit to the models.
    pub models: Option<[u8; 5]>,
}

/// A configuration, as far as it could be read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Config {
    /// Who offers it.
    pub brand: Brand,
    /// How it looks.
    pub look: Look,
    /// What a visitor should do next.
    pub cta: Option<Call>,
    /// Modules that are not shown.
    pub hidden: Vec<&'static str>,
    /// Texts in the place of ours: language, key, text.
    pub texts: Vec<(&'static str, String, String)>,
    /// Questions that are not asked.
    pub items_off: Vec<ItemId>,
    /// Enough levels by question and model.
    pub enough: Vec<(ItemId, [Option<u8>; 5])>,
    /// Questions of its own.
    pub items: Vec<OwnItem>,
    /// Channels that are not recommended.
    pub channels_off: Vec<ChannelId>,
    /// Channels of its own.
    pub channels: Vec<OwnChannel>,
    /// Weights of the recommendation to begin with, sum 1.
    pub weights: Option<[f64; 6]>,
    /// Figures of its own to compare with.
    pub benchmarks: Vec<Benchmark>,
    /// What stands below the result.
    pub blocks: Vec<Block>,
    /// How visitors get in touch; `None` where they are not asked to.
    pub leads: Option<Leads>,
}

impl Config {
    /// Whether a module is shown.
    #[must_use]
    pub fn shows(&self, module: &str) -> bool {
        !self.hidden.contains(&module)
    }

    /// Whether another makes the same of the catalogue.
    #[must_use]
    pub fn same_catalogue(&self, other: &Self) -> bool {
        self.items_off == other.items_off
            && self.enough == other.enough
            && self.items == other.items
            && self.channels_off == other.channels_off
            && self.channels == other.channels
            && self.benchmarks == other.benchmarks
            && self.weights == other.weights
            && self.shows("sostac") == other.shows("sostac")
    }

    /// Whether it changes what is asked, recommended or compared with.
    #[must_use]
    pub fn changes_catalogue(&self) -> bool {
        !(self.items_off.is_empty()
            && self.enough.is_empty()
            && self.items.is_empty()
            && self.channels_off.is_empty()
            && self.channels.is_empty()
            && self.benchmarks.is_empty()
            && self.weights.is_none()
            && self.shows("sostac"))
    }
}
