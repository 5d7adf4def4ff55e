//! What a page knows of its visitor's business and fills in: `name=value` pairs of an attribute or an address.

use crate::domain::action::{Action, ProfileNumber};
use crate::domain::plan::Plan;
use crate::domain::profile::{Country, Currency, Geo, Model, Size};

/// Most pairs taken.
pub const MAX_PAIRS: usize = 20;
/// Longest name, in characters.
pub const MAX_NAME: usize = 40;
/// Longest value, in characters.
pub const MAX_VALUE: usize = 200;

/// Reads `a=1,b=2`; `\,`, `\=` and `\\` stand for the signs themselves. A part without `=` or without a name is none;
/// of two of the same name the last holds. Longer than [`MAX_NAME`] and [`MAX_VALUE`] is cut, more than [`MAX_PAIRS`]
/// left out.
#[must_use]
pub fn pairs(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut name = None;
    let mut part = String::new();
    let mut signs = text.chars();
    loop {
        let sign = signs.next();
        match sign {
            Some('\\') => part.extend(signs.next()),
            Some('=') if name.is_none() => name = Some(std::mem::take(&mut part)),
            None | Some(',') => {
                let value = cut(&std::mem::take(&mut part), MAX_VALUE);
                let named = name.take().map(|name| cut(&name, MAX_NAME));
                if let Some(name) = named.filter(|name| !name.is_empty()) {
                    if let Some(before) = found.iter_mut().find(|(known, _)| *known == name) {
                        before.1 = value;
                    } else if found.len() < MAX_PAIRS {
                        found.push((name, value));
                    }
                }
                if sign.is_none() {
                    return found;
                }
            }
            Some(other) => part.push(other),
        }
    }
}

/// Without blanks around it, and not longer than that.
fn cut(text: &str, most: usize) -> String {
    let cut: String = text.trim().chars().take(most).collect();
    cut.trim_end().to_owned()
}

/// The text [`pairs`] reads.
#[must_use]
pub fn write(pairs: &[(String, String)]) -> String {
    let parts: Vec<String> = pairs
        .iter()
        .map(|(name, value)| [&*escaped(name), "=", &*escaped(value)].concat())
        .collect();
    parts.join(",")
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        if matches!(sign, ',' | '=' | '\\') {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

/// What can be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Kind of business: `shop`, `b2b`, `both`, `local`, `nonprofit`.
    Model,
    /// How far customers are: `local`, `national`, `international`.
    Geo,
    /// People in the company.
    Size,
    /// ISO 3166-1, two letters.
    Country,
    /// ISO 4217, three letters.
    Currency,
    /// Money a month.
    Budget,
    /// Hours a week.
    Hours,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Model,
        Self::Geo,
        Self::Size,
        Self::Country,
        Self::Currency,
        Self::Budget,
        Self::Hours,
    ];

    /// Its name in the pairs.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Geo => "geo",
            Self::Size => "size",
            Self::Country => "country",
            Self::Currency => "currency",
            Self::Budget => "budget",
            Self::Hours => "hours",
        }
    }

    /// What fills it in with a value; `None` for a value that is none of its.
    fn action(self, value: &str) -> Option<Action> {
        // Numbers as programs write them, with a point.
        let number = |which| {
            let value: f64 = value.parse().ok()?;
            Some(Action::SetProfileNumber(which, Some(value)))
        };
        match self {
            Self::Model => Some(Action::SetModel(Some(Model::from_id(value)?))),
            Self::Geo => Some(Action::SetGeo(Some(Geo::from_id(value)?))),
            Self::Size => Some(Action::SetSize(Some(Size::from_id(value)?))),
            Self::Country => Some(Action::SetCountry(Some(Country::new(value)?))),
            Self::Currency => Some(Action::SetCurrency(Currency::new(value)?)),
            Self::Budget => number(ProfileNumber::Budget),
            Self::Hours => number(ProfileNumber::Hours),
        }
    }
}

/// What a page fills in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preset {
    fields: Vec<(Field, Action)>,
    /// Names that are unknown, or have a value that cannot be used; the rest is used.
    pub unknown: Vec<String>,
}

impl Preset {
    /// Reads the pairs.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut preset = Self::default();
        for (name, value) in pairs(text) {
            let field = Field::ALL.into_iter().find(|field| field.id() == name);
            let action = field.and_then(|field| Some((field, field.action(&value)?)));
            // What a plan would refuse is no value either.
            let taken = action
                .filter(|(_, action)| Plan::new(String::new(), 0).apply(action.clone()).is_ok());
            match taken {
                Some(action) => preset.fields.push(action),
                None => preset.unknown.push(name),
            }
        }
        preset
    }

    /// Fills in a plan in which nobody has entered anything; another stays as it is.
    pub fn fill(&self, plan: &mut Plan) {
        if plan.is_untouched() {
            for (_, action) in &self.fields {
                // Tried when it was read.
                let _ = plan.apply(action.clone());
            }
        }
    }

    /// Whether a plan holds what was filled in and nothing else.
    #[must_use]
    pub fn is_all(&self, plan: &Plan) -> bool {
        let mut filled = Plan::new(plan.id.clone(), plan.created);
        self.fill(&mut filled);
        (filled.rev, filled.changed) = (plan.rev, plan.changed);
        filled == *plan
    }

    /// Whether a field has in a plan what was filled in.
    #[must_use]
    pub fn stands(&self, field: Field, plan: &Plan) -> bool {
        let action = self.fields.iter().find(|(known, _)| *known == field);
        action.is_some_and(|(_, action)| {
            let mut again = plan.clone();
            again.apply(action.clone()).is_ok() && again == *plan
        })
    }
}
