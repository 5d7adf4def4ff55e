//! Who the plan is for, asked once and used everywhere.

use super::ids::HabitId;
use super::map::Map;

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $id:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every choice, in the order shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Saved name.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// The choice of that saved name.
            #[must_use]
            pub fn from_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$variant),)+ _ => None }
            }

            /// Place in [`Self::ALL`] and in arrays by this choice.
            #[must_use]
            pub const fn index(self) -> usize {
                self as usize
            }
        }
    };
}

choice!(
    /// Whom one sells to.
    Model {
        /// People, from a shop on the web or in the street.
        Shop = "shop",
        /// Other businesses.
        B2b = "b2b",
        /// People and businesses.
        Both = "both",
        /// People nearby: a practice, a restaurant, a workshop.
        Local = "local",
        /// Donors, members, volunteers.
        Nonprofit = "nonprofit",
    }
);
choice!(
    /// How far one's customers are.
    Geo {
        /// One town or region.
        Local = "local",
        /// One country.
        National = "national",
        /// Several countries.
        International = "international",
    }
);
choice!(
    /// People in the company.
    Size {
        /// One person.
        Solo = "solo",
        /// 2 to 10.
        Small = "to10",
        /// 11 to 50.
        Medium = "to50",
        /// More than 50.
        Large = "more",
    }
);
choice!(
    /// The five S, in this order everywhere.
    Objective {
        /// More sales or enquiries.
        Sell = "sell",
        /// Customers well looked after who come back.
        Serve = "serve",
        /// A closer dialogue with customers.
        Speak = "speak",
        /// Less spent for the same result.
        Save = "save",
        /// A name people know and trust.
        Sizzle = "sizzle",
    }
);
choice!(
    /// Skills in the team, 0..=3 each.
    Skill {
        /// Writing.
        Copy = "copy",
        /// Design and photography.
        Design = "design",
        /// Video.
        Video = "video",
        /// Set-up, tracking, feeds.
        Tech = "tech",
        /// Selling in person or by telephone.
        Selling = "selling",
    }
);
choice!(
    /// Data one has, 0..=3 each.
    Data {
        /// Web or sales analytics.
        Analytics = "analytics",
        /// Customer records.
        Crm = "crm",
        /// Permission to write to people.
        Consent = "consent",
    }
);
choice!(
    /// How often the audience uses a medium.
    Frequency {
        /// Not at all.
        Never = "never",
        /// At least monthly.
        Monthly = "monthly",
        /// At least weekly.
        Weekly = "weekly",
        /// Every day.
        Daily = "daily",
    }
);
choice!(
    /// How one knows a habit.
    Evidence {
        /// Analytics or platform figures.
        Data = "data",
        /// Customers were asked.
        Survey = "survey",
        /// Sales and support say so.
        Sales = "sales",
        /// A guess.
        Guess = "guess",
    }
);
choice!(
    /// Age band of most customers, for the catalogue's assumed habits.
    AgeBand {
        /// Under 25.
        Young = "under25",
        /// 25 to 44.
        Adult = "25_44",
        /// 45 to 64.
        Middle = "45_64",
        /// 65 and over.
        Senior = "65plus",
    }
);

impl Frequency {
    /// Points of the audience criterion: 0, ⅓, ⅔, 1. Source: recommendation criterion 2.
    #[must_use]
    pub fn share(self) -> f64 {
        self.index() as f64 / 3.0
    }
}

/// A media habit as answered. `frequency` of `None` is "I don't know".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Habit {
    /// How often.
    pub frequency: Option<Frequency>,
    /// How one knows; `None` where nothing was said.
    pub evidence: Option<Evidence>,
}

/// Two upper-case letters of ISO 3166-1, `IT`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// `None` unless two ASCII letters; lower case is accepted.
    #[must_use]
    pub const fn new(code: &str) -> Option<Self> {
        match code.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => None,
        }
    }

    /// The two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("ZZ")
    }
}

/// Three upper-case letters of ISO 4217, `EUR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Euro, the currency of the catalogue's own figures.
    pub const EUR: Self = Self(*b"EUR");

    /// `None` unless three ASCII letters; lower case is accepted.
    #[must_use]
    pub const fn new(code: &str) -> Option<Self> {
        match code.as_bytes() {
            [a, b, c]
                if a.is_ascii_alphabetic()
                    && b.is_ascii_alphabetic()
                    && c.is_ascii_alphabetic() =>
            {
                Some(Self([
                    a.to_ascii_uppercase(),
                    b.to_ascii_uppercase(),
                    c.to_ascii_uppercase(),
                ]))
            }
            _ => None,
        }
    }

    /// The three letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("EUR")
    }
}

/// Everything asked about the company. `None` is "not said"; 0 is a value.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Profile {
    /// Whom one sells to.
    pub model: Option<Model>,
    /// Where the company sits.
    pub country: Option<Country>,
    /// Up to five countries it sells in; empty means the own country.
    pub markets: Vec<Country>,
    /// How far customers are.
    pub geo: Option<Geo>,
    /// People in the company.
    pub size: Option<Size>,
    /// Average order value, net of VAT, money 0..=1e12.
    pub ticket: Option<f64>,
    /// Gross margin, 0..=1.
    pub margin: Option<f64>,
    /// Days from first contact to a sale, 0..=3650.
    pub cycle: Option<f64>,
    /// Money per month, 0..=1e12.
    pub budget: Option<f64>,
    /// Team hours per week, 0..=10,000.
    pub hours: Option<f64>,
    /// Skill levels 0..=3; a skill not named is not said.
    pub skills: Map<Skill, u8>,
    /// Data levels 0..=3; one not named is not said.
    pub data: Map<Data, u8>,
    /// Months within which it has to work, 1..=120.
    pub horizon: Option<f64>,
    /// Ranked, first is the most important, no repeats.
    pub objectives: Vec<Objective>,
    /// What the audience uses.
    pub habits: Map<HabitId, Habit>,
    /// Age of most customers.
    pub age: Option<AgeBand>,
    /// Currency of every amount of this plan; `None` means euro.
    pub currency: Option<Currency>,
}

impl Profile {
    /// The countries one sells in: the markets, else the own country, else none known.
    #[must_use]
    pub fn selling_in(&self) -> Vec<Country> {
        if self.markets.is_empty() {
            self.country.into_iter().collect()
        } else {
            self.markets.clone()
        }
    }

    /// The currency of amounts.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency.unwrap_or(Currency::EUR)
    }
}
