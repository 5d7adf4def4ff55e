//! Plan <-> JSON, by hand: what is written is canonical, what is read is lenient and total.
//!
//! Fields this version does not know are kept in [`Plan::extra`] under the name of the known object that held them, so
//! `{"profile":{"colour":1}}` is kept as `extra["profile"]["colour"]`, and writing puts them back where they were.
//! A value of a known field that breaks its limits is left out and named as a [`Problem`]; the limits are those of
//! [`crate::domain::action`].

use super::number::decimal;
use crate::domain::action::{
    MAX_MONTHS, MAX_NAME, MAX_OPINIONS, MAX_SNAPSHOTS, MAX_TEXT, MAX_TEXTS, ProfileNumber,
};
use crate::domain::answer::{Answer, Reply};
use crate::domain::channel_use::{ChannelUse, EditField, Use};
use crate::domain::ids::{BaseId, ChannelId, HabitId, ItemId};
use crate::domain::json::{Object, Value};
use crate::domain::map::Map;
use crate::domain::numbers::{ChannelField, Month, MonthNumbers, TotalField};
use crate::domain::plan::{BaseState, Criterion, Plan};
use crate::domain::profile::{
    AgeBand, Country, Currency, Data, Evidence, Frequency, Geo, Habit, Model, Objective, Profile,
    Size, Skill,
};
use crate::domain::snapshot::{Opinion, Snapshot};
use crate::domain::stage::Stage;

/// Most entries read from one JSON object or list; the catalogue has far fewer.
pub const MAX_ENTRIES: usize = 1_000;
/// Most links of a channel.
pub const MAX_LINKS: usize = 20;
/// Longest name of a KPI with an own target or of a figure or text of a sheet, characters; the limit of `Action::SetTarget`.
pub const MAX_KPI: usize = 64;
/// Room for unknown fields, in bytes of text and 8 per value.
pub const MAX_UNKNOWN: usize = 65_536;
/// Most problems told one by one; the rest is only counted.
pub const MAX_PROBLEMS: usize = 50;
/// Id of a plan whose own is missing or malformed.
pub const FALLBACK_ID: &str = "main";
/// Furthest moment from 1970 a browser's clock can show, milliseconds. Source: ECMA-262, time values.
const MAX_TIME: i64 = 8_640_000_000_000_000;

/// Why a value was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Text where a number belongs, and the like.
    WrongType,
    /// None of the choices.
    UnknownChoice,
    /// Below the smallest or above the largest value, or not whole.
    OutOfRange,
    /// More entries than are kept.
    TooMany,
    /// An entry twice.
    Repeated,
    /// A text longer than is kept.
    TooLong,
    /// No valid id or month.
    InvalidName,
    /// An unknown field beyond the room for such fields.
    NoRoom,
    /// The text differs from its checksum, as after mending by hand.
    Checksum,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::WrongType,
        Self::UnknownChoice,
        Self::OutOfRange,
        Self::TooMany,
        Self::Repeated,
        Self::TooLong,
        Self::InvalidName,
        Self::NoRoom,
        Self::Checksum,
    ];

    /// Name that texts are keyed by, `core.problem.<id>`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::WrongType => "wrong_type",
            Self::UnknownChoice => "unknown_choice",
            Self::OutOfRange => "out_of_range",
            Self::TooMany => "too_many",
            Self::Repeated => "repeated",
            Self::TooLong => "too_long",
            Self::InvalidName => "invalid_name",
            Self::NoRoom => "no_room",
            Self::Checksum => "checksum",
        }
    }
}

/// A value that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, names joined by `/`: `profile/budget`. Empty for the whole text.
    pub path: String,
    /// Why.
    pub reason: Reason,
}

/// What could be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The plan, within every limit.
    pub plan: Plan,
    /// What was left out, at most [`MAX_PROBLEMS`].
    pub problems: Vec<Problem>,
    /// How many values were left out.
    pub dropped: usize,
    /// A whole part of the plan that is of the wrong type, the first one met: its name.
    pub broken: Option<String>,
}

impl Reading {
    /// Whether a plan id has the form storage keys need: 1 to 32 of a-z, 0-9.
    #[must_use]
    pub fn is_plan_id(text: &str) -> bool {
        (1..=32).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    }
}

/// Reads a plan; `None` when the value is no object at all.
#[must_use]
pub fn read(value: Value) -> Option<Reading> {
    value.as_object()?;
    let mut reader = Reader {
        problems: Vec::new(),
        dropped: 0,
        room: MAX_UNKNOWN,
        broken: None,
    };
    let mut plan = Plan::new(FALLBACK_ID.to_owned(), 0);
    let mut changed = None;
    let mut extra = Object::new();
    let root = At {
        parent: None,
        name: "",
    };
    reader.each(&root, value, &mut extra, &mut |r, at, v, extra| {
        match at.name {
            "id" => match r.text(at, v, 32) {
                Some(id) if Reading::is_plan_id(&id) => plan.id = id,
                Some(_) => r.leave_out(at, Reason::InvalidName),
                None => {}
            },
            "rev" => match v.as_u64() {
                Some(rev) => plan.rev = rev,
                None => r.leave_out(at, Reason::WrongType),
            },
            "created" => plan.created = r.time(at, &v).unwrap_or(0),
            "changed" => changed = r.time(at, &v),
            "name" => plan.name = r.text(at, v, MAX_NAME).unwrap_or_default(),
            "profile" => r.profile(at, v, extra, &mut plan.profile),
            "express" => plan.express = r.express(at, v, extra),
            "answers" => r.each(at, v, extra, &mut |r, at, v, extra| {
                if let Some(id) = r.id(at, ItemId::parse) {
                    let answer = r.answer(at, v, extra);
                    if answer != Answer::default() {
                        plan.answers.insert(id, answer);
                    }
                }
                None
            }),
            "base" => r.each(at, v, extra, &mut |r, at, v, _| {
                if let Some(id) = r.id(at, BaseId::parse)
                    && let Some(state) = r.choice(at, &v, BaseState::from_id)
                {
                    plan.base.insert(id, state);
                }
                None
            }),
            "channels" => r.each(at, v, extra, &mut |r, at, v, extra| {
                if let Some(id) = r.id(at, ChannelId::parse) {
                    let channel = r.channel(at, v, extra);
                    if channel != ChannelUse::default() {
                        plan.channels.insert(id, channel);
                    }
                }
                None
            }),
            "weights" => plan.weights = r.weights(at, v, extra),
            "max_channels" => {
                if let Some(k) = r.level(at, &v, 1, 8) {
                    plan.max_channels = k;
                }
            }
            "test_share" => {
                if let Some(share) = r.number(at, &v, 0.0, 0.2) {
                    plan.test_share = share;
                }
            }
            "numbers" => r.each(at, v, extra, &mut |r, at, v, extra| {
                let Some(month) = Month::parse(at.name) else {
                    r.leave_out(at, Reason::InvalidName);
                    return None;
                };
                let figures = r.month(at, v, extra);
                if figures != MonthNumbers::default() {
                    if plan.numbers.len() < MAX_MONTHS {
                        plan.numbers.insert(month, figures);
                    } else {
                        r.leave_out(at, Reason::TooMany);
                    }
                }
                None
            }),
            "targets" => plan.targets = r.figures(at, v, extra),
            "sheet" => plan.sheet = r.figures(at, v, extra),
            "texts" => r.each(at, v, extra, &mut |r, at, v, _| {
                if at.name.chars().count() > MAX_KPI {
                    r.leave_out(at, Reason::TooLong);
                } else if plan.texts.len() >= MAX_TEXTS {
                    r.leave_out(at, Reason::TooMany);
                } else if let Some(text) = r.text(at, v, MAX_TEXT).filter(|t| !t.is_empty()) {
                    plan.texts.insert(at.name.to_owned(), text);
                }
                None
            }),
            "snapshots" => r.each(at, v, extra, &mut |r, at, v, extra| {
                let Some(time) = moment(at.name) else {
                    r.leave_out(at, Reason::InvalidName);
                    return None;
                };
                let snapshot = r.snapshot(at, v, extra);
                // Unknown fields alone are no answers and no fault.
                if snapshot.is_empty() {
                    return None;
                }
                if plan.snapshots.len() < MAX_SNAPSHOTS {
                    plan.snapshots.insert(time, snapshot);
                } else {
                    r.leave_out(at, Reason::TooMany);
                }
                None
            }),
            "opinions" => r.each(at, v, extra, &mut |r, at, v, extra| {
                if !Reading::is_plan_id(at.name) {
                    r.leave_out(at, Reason::InvalidName);
                    return None;
                }
                let opinion = r.opinion(at, v, extra);
                if opinion.answers.is_empty() {
                    return None;
                }
                if plan.opinions.len() < MAX_OPINIONS {
                    plan.opinions.insert(at.name.to_owned(), opinion);
                } else {
                    r.leave_out(at, Reason::TooMany);
                }
                None
            }),
            "asked_by" => match r.text(at, v, 32) {
                Some(tag) if !Reading::is_plan_id(&tag) => r.leave_out(at, Reason::InvalidName),
                tag => plan.asked_by = tag,
            },
            _ => return Some(v),
        }
        None
    });
    plan.changed = changed.unwrap_or(plan.created);
    plan.extra = extra;
    Some(Reading {
        plan,
        problems: reader.problems,
        dropped: reader.dropped,
        broken: reader.broken,
    })
}

/// Where one is in the JSON; the path is only put together when it has to be told.
struct At<'a> {
    parent: Option<&'a At<'a>>,
    name: &'a str,
}

impl At<'_> {
    fn path(&self) -> String {
        let mut path = match self.parent {
            Some(parent) => parent.path(),
            None => return String::new(),
        };
        if !path.is_empty() {
            path.push('/');
        }
        // Names come from outside: a path stays short enough to be shown.
        path.extend(self.name.chars().take(64));
        path
    }

    fn is_part_of_plan(&self) -> bool {
        self.parent.is_some_and(|p| p.parent.is_none())
    }
}

/// What is done with one entry of an object: `Some` gives the value back as unknown, the map takes unknown fields within it.
type Entry<'a> = dyn FnMut(&mut Reader, &At<'_>, Value, &mut Object) -> Option<Value> + 'a;

struct Reader {
    problems: Vec<Problem>,
    dropped: usize,
    room: usize,
    broken: Option<String>,
}

impl Reader {
    fn leave_out(&mut self, at: &At<'_>, reason: Reason) {
        self.dropped += 1;
        if self.problems.len() < MAX_PROBLEMS {
            let path = at.path();
            self.problems.push(Problem { path, reason });
        }
    }

    /// Every entry of an object. Null is as good as not there.
    fn each(&mut self, at: &At<'_>, value: Value, extra: &mut Object, entry: &mut Entry<'_>) {
        let map = match value {
            Value::Object(map) => map,
            Value::Null => return,
            _ => {
                if at.is_part_of_plan() && self.broken.is_none() {
                    self.broken = Some(at.name.to_owned());
                }
                return self.leave_out(at, Reason::WrongType);
            }
        };
        for (n, (name, value)) in map.into_iter().enumerate() {
            let here = At {
                parent: Some(at),
                name: &name,
            };
            if n >= MAX_ENTRIES {
                self.leave_out(&here, Reason::TooMany);
                continue;
            }
            let mut within = Object::new();
            let unknown = entry(self, &here, value, &mut within);
            if let Some(value) = unknown {
                let size = name.len() + size(&value);
                if size <= self.room {
                    self.room -= size;
                    extra.insert(name, value);
                } else {
                    self.leave_out(&here, Reason::NoRoom);
                }
            } else if !within.is_empty() {
                extra.insert(name, Value::Object(within));
            }
        }
    }

    fn list(&mut self, at: &At<'_>, value: Value) -> Vec<Value> {
        match value {
            Value::Array(list) => list,
            Value::Null => Vec::new(),
            _ => {
                self.leave_out(at, Reason::WrongType);
                Vec::new()
            }
        }
    }

    fn text(&mut self, at: &At<'_>, value: Value, max: usize) -> Option<String> {
        match value {
            Value::String(text) if text.chars().count() <= max => Some(text),
            Value::Null => None,
            other => {
                let reason = if other.as_str().is_some() {
                    Reason::TooLong
                } else {
                    Reason::WrongType
                };
                self.leave_out(at, reason);
                None
            }
        }
    }

    fn choice<T>(
        &mut self,
        at: &At<'_>,
        value: &Value,
        from_id: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        match value {
            Value::String(text) => {
                let choice = from_id(text);
                if choice.is_none() {
                    self.leave_out(at, Reason::UnknownChoice);
                }
                choice
            }
            Value::Null => None,
            _ => {
                self.leave_out(at, Reason::WrongType);
                None
            }
        }
    }

    fn id<T, E>(&mut self, at: &At<'_>, parse: impl Fn(&str) -> Result<T, E>) -> Option<T> {
        let id = parse(at.name).ok();
        if id.is_none() {
            self.leave_out(at, Reason::InvalidName);
        }
        id
    }

    fn number(&mut self, at: &At<'_>, value: &Value, min: f64, max: f64) -> Option<f64> {
        let number = match value {
            Value::Number(text) => decimal(text),
            Value::String(text) => bits(text),
            Value::Null => return None,
            _ => None,
        };
        match number {
            Some(n) if n >= min && n <= max => Some(n + 0.0),
            Some(n) if !n.is_nan() => {
                self.leave_out(at, Reason::OutOfRange);
                None
            }
            _ => {
                self.leave_out(at, Reason::WrongType);
                None
            }
        }
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and within min..=max, both u8"
    )]
    fn level(&mut self, at: &At<'_>, value: &Value, min: u8, max: u8) -> Option<u8> {
        let number = self.number(at, value, f64::from(min), f64::from(max))?;
        if number.fract() == 0.0 {
            Some(number as u8)
        } else {
            self.leave_out(at, Reason::OutOfRange);
            None
        }
    }

    fn time(&mut self, at: &At<'_>, value: &Value) -> Option<i64> {
        let time = value
            .as_i64()
            .filter(|t| (-MAX_TIME..=MAX_TIME).contains(t));
        if time.is_none() && *value != Value::Null {
            self.leave_out(at, Reason::OutOfRange);
        }
        time
    }

    fn distinct<T: PartialEq>(
        &mut self,
        at: &At<'_>,
        value: Value,
        max: usize,
        from_id: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let mut list = Vec::new();
        for value in self.list(at, value) {
            if let Some(choice) = self.choice(at, &value, &from_id) {
                if list.contains(&choice) {
                    self.leave_out(at, Reason::Repeated);
                } else if list.len() >= max {
                    self.leave_out(at, Reason::TooMany);
                } else {
                    list.push(choice);
                }
            }
        }
        list
    }

    fn profile(&mut self, at: &At<'_>, value: Value, extra: &mut Object, p: &mut Profile) {
        self.each(at, value, extra, &mut |r, at, v, extra| {
            let number = |r: &mut Self, which: ProfileNumber| {
                let (min, max) = which.range();
                r.number(at, &v, min, max)
            };
            match at.name {
                "model" => p.model = r.choice(at, &v, Model::from_id),
                "country" => p.country = r.choice(at, &v, Country::new),
                "markets" => p.markets = r.distinct(at, v, 5, Country::new),
                "geo" => p.geo = r.choice(at, &v, Geo::from_id),
                "size" => p.size = r.choice(at, &v, Size::from_id),
                "age" => p.age = r.choice(at, &v, AgeBand::from_id),
                "currency" => p.currency = r.choice(at, &v, Currency::new),
                "ticket" => p.ticket = number(r, ProfileNumber::Ticket),
                "margin" => p.margin = number(r, ProfileNumber::Margin),
                "cycle" => p.cycle = number(r, ProfileNumber::Cycle),
                "budget" => p.budget = number(r, ProfileNumber::Budget),
                "hours" => p.hours = number(r, ProfileNumber::Hours),
                "horizon" => p.horizon = number(r, ProfileNumber::Horizon),
                "objectives" => {
                    p.objectives = r.distinct(at, v, Objective::ALL.len(), Objective::from_id);
                }
                "skills" => r.each(at, v, extra, &mut |r, at, v, _| {
                    let Some(skill) = Skill::from_id(at.name) else {
                        return Some(v);
                    };
                    if let Some(level) = r.level(at, &v, 0, 3) {
                        p.skills.insert(skill, level);
                    }
                    None
                }),
                "data" => r.each(at, v, extra, &mut |r, at, v, _| {
                    let Some(data) = Data::from_id(at.name) else {
                        return Some(v);
                    };
                    if let Some(level) = r.level(at, &v, 0, 3) {
                        p.data.insert(data, level);
                    }
                    None
                }),
                "habits" => r.each(at, v, extra, &mut |r, at, v, extra| {
                    if let Some(id) = r.id(at, HabitId::parse)
                        && let Some(habit) = r.habit(at, v, extra)
                    {
                        p.habits.insert(id, habit);
                    }
                    None
                }),
                _ => return Some(v),
            }
            None
        });
    }

    /// "I don't know" is an answer and says so; an object that says nothing is no habit.
    fn habit(&mut self, at: &At<'_>, value: Value, extra: &mut Object) -> Option<Habit> {
        let mut unknown = false;
        let mut habit = Habit {
            frequency: None,
            evidence: None,
        };
        self.each(at, value, extra, &mut |r, at, v, _| {
            match at.name {
                "frequency" if v.as_str() == Some("unknown") => unknown = true,
                "frequency" => habit.frequency = r.choice(at, &v, Frequency::from_id),
                "evidence" => habit.evidence = r.choice(at, &v, Evidence::from_id),
                _ => return Some(v),
            }
            None
        });
        (unknown || habit.frequency.is_some() || habit.evidence.is_some()).then_some(habit)
    }

    fn answer(&mut self, at: &At<'_>, value: Value, extra: &mut Object) -> Answer {
        let mut answer = Answer::default();
        self.each(at, value, extra, &mut |r, at, v, _| {
            match at.name {
                "reply" => answer.reply = r.choice(at, &v, Reply::from_id),
                "evidence" => answer.evidence = r.text(at, v, MAX_TEXT).unwrap_or_default(),
                "always_on" => match v {
                    Value::Bool(on) => answer.always_on = Some(on),
                    Value::Null => {}
                    _ => r.leave_out(at, Reason::WrongType),
                },
                _ => return Some(v),
            }
            None
        });
        answer
    }

    fn figures(&mut self, at: &At<'_>, value: Value, extra: &mut Object) -> Map<String, f64> {
        let mut figures = Map::new();
        self.each(at, value, extra, &mut |r, at, v, _| {
            if at.name.chars().count() > MAX_KPI {
                r.leave_out(at, Reason::TooLong);
            } else if let Some(figure) = r.number(at, &v, 0.0, 1e12) {
                figures.insert(at.name.to_owned(), figure);
            }
            None
        });
        figures
    }

    fn express(&mut self, at: &At<'_>, value: Value, extra: &mut Object) -> Map<Stage, Reply> {
        let mut express = Map::new();
        self.each(at, value, extra, &mut |r, at, v, _| {
            let Some(stage) = Stage::from_id(at.name) else {
                return Some(v);
            };
            if let Some(reply) = r.choice(at, &v, Reply::from_id) {
                express.insert(stage, reply);
            }
            None
        });
        express
    }

    fn snapshot(&mut self, at: &At<'_>, value: Value, extra: &mut Object) -> Snapshot {
        let mut snapshot = Snapshot::default();
        self.each(at, value, extra, &mut |r, at, v, extra| {
            match at.name {
                "express" => snapshot.express = r.express(at, v, extra),
                "replies" => r.each(at, v, extra, &mut |r, at, v, _| {
                    if let Some(id) = r.id(at, ItemId::parse)
                        && let Some(reply) = r.choice(at, &v, Reply::from_id)
                    {
                        snapshot.replies.insert(id, reply);
                    }
                    None
                }),
                _ => return Some(v),
            }
            None
        });
        snapshot
    }

    fn opinion(&mut self, at: &At<'_>, value: Value, extra: &mut Object) -> Opinion {
        let mut opinion = Opinion::default();
        self.each(at, value, extra, &mut |r, at, v, extra| {
            match at.name {
                "name" => opinion.name = r.text(at, v, MAX_NAME).unwrap_or_default(),
                "at" => opinion.at = r.time(at, &v).unwrap_or(0),
                "answers" => opinion.answers = r.snapshot(at, v, extra),
                _ => return Some(v),
            }
            None
        });
        opinion
    }

    fn channel(&mut self, at: &At<'_>, value: Value, extra: &mut Object) -> ChannelUse {
        let mut channel = ChannelUse::default();
        self.each(at, value, extra, &mut |r, at, v, extra| {
            match at.name {
                "use" => channel.status = r.choice(at, &v, Use::from_id).unwrap_or_default(),
                "links" => {
                    for link in r.list(at, v) {
                        if let Some(link) = r.text(at, link, MAX_TEXT) {
                            if channel.links.len() < MAX_LINKS {
                                channel.links.push(link);
                            } else {
                                r.leave_out(at, Reason::TooMany);
                            }
                        }
                    }
                }
                "edits" => r.each(at, v, extra, &mut |r, at, v, _| {
                    let Some(field) = EditField::from_id(at.name) else {
                        return Some(v);
                    };
                    if let Some(number) = r.number(at, &v, 0.0, field.max()) {
                        channel.edits.insert(field, number);
                    }
                    None
                }),
                _ => return Some(v),
            }
            None
        });
        channel
    }

    /// All six or none: five of them would be another judgement than the one made.
    fn weights(&mut self, at: &At<'_>, value: Value, extra: &mut Object) -> Option<[f64; 6]> {
        if value == Value::Null {
            return None;
        }
        let mut said = [None; 6];
        self.each(at, value, extra, &mut |r, at, v, _| {
            let Some(criterion) = Criterion::from_id(at.name) else {
                return Some(v);
            };
            if let Some(place) = said.get_mut(criterion.index()) {
                *place = r.number(at, &v, 0.0, 1.0);
            }
            None
        });
        let weights = said.map(|weight| weight.unwrap_or(0.0));
        let complete = said.iter().all(Option::is_some);
        if complete && weights.iter().sum::<f64>() > 0.0 {
            return Some(weights);
        }
        // Unknown fields alone are no weights and no fault.
        if said.iter().any(Option::is_some) {
            self.leave_out(at, Reason::OutOfRange);
        }
        None
    }

    fn month(&mut self, at: &At<'_>, value: Value, extra: &mut Object) -> MonthNumbers {
        let mut month = MonthNumbers::default();
        self.each(at, value, extra, &mut |r, at, v, extra| {
            match at.name {
                "channels" => r.each(at, v, extra, &mut |r, at, v, extra| {
                    let id = r.id(at, ChannelId::parse)?;
                    let mut figures = Map::new();
                    r.each(at, v, extra, &mut |r, at, v, _| {
                        let Some(field) = ChannelField::from_id(at.name) else {
                            return Some(v);
                        };
                        if let Some(number) = r.number(at, &v, 0.0, 1e12) {
                            figures.insert(field, number);
                        }
                        None
                    });
                    if !figures.is_empty() {
                        month.channels.insert(id, figures);
                    }
                    None
                }),
                "totals" => r.each(at, v, extra, &mut |r, at, v, _| {
                    let Some(field) = TotalField::from_id(at.name) else {
                        return Some(v);
                    };
                    if let Some(number) = r.number(at, &v, 0.0, 1e12) {
                        month.totals.insert(field, number);
                    }
                    None
                }),
                _ => return Some(v),
            }
            None
        });
        month
    }
}

/// A moment as the name of a field: milliseconds since 1970.
fn moment(name: &str) -> Option<i64> {
    let time: i64 = name.parse().ok()?;
    // One text for one moment, so that no two fields mean the same.
    ((-MAX_TIME..=MAX_TIME).contains(&time) && time.to_string() == name).then_some(time)
}

/// What an unknown value takes of the room for such values. The depth is bounded by the parser's own limit.
fn size(value: &Value) -> usize {
    8 + match value {
        Value::String(text) => text.len(),
        Value::Array(list) => list.iter().map(size).sum(),
        Value::Object(map) => map.iter().map(|(name, v)| name.len() + size(v)).sum(),
        Value::Number(text) => text.len(),
        Value::Null | Value::Bool(_) => 0,
    }
}

/// The plan as JSON: known fields in one fixed order, what was not said left out, unknown fields after them.
#[must_use]
pub fn write(plan: &Plan) -> Value {
    let mut out = Object::new();
    put(&mut out, "id", text(&plan.id));
    put(&mut out, "rev", Value::from(plan.rev));
    put(&mut out, "created", Value::from(plan.created));
    put(&mut out, "changed", Value::from(plan.changed));
    if !plan.name.is_empty() {
        put(&mut out, "name", text(&plan.name));
    }
    put_map(&mut out, "profile", write_profile(&plan.profile));

    put_map(&mut out, "express", replies(&plan.express, |s| s.id()));

    let mut map = Object::new();
    for (id, answer) in &plan.answers {
        let mut entry = Object::new();
        if let Some(reply) = answer.reply {
            put(&mut entry, "reply", text(reply.id()));
        }
        if !answer.evidence.is_empty() {
            put(&mut entry, "evidence", text(&answer.evidence));
        }
        if let Some(on) = answer.always_on {
            put(&mut entry, "always_on", Value::Bool(on));
        }
        put_map(&mut map, id.as_str(), entry);
    }
    put_map(&mut out, "answers", map);

    let mut map = Object::new();
    for (id, state) in &plan.base {
        put(&mut map, id.as_str(), text(state.id()));
    }
    put_map(&mut out, "base", map);

    let mut map = Object::new();
    for (id, channel) in &plan.channels {
        let mut entry = Object::new();
        if channel.status != Use::None {
            put(&mut entry, "use", text(channel.status.id()));
        }
        if !channel.links.is_empty() {
            let links = channel.links.iter().map(|link| text(link)).collect();
            put(&mut entry, "links", Value::Array(links));
        }
        let edits = channel.edits.iter();
        put_map(
            &mut entry,
            "edits",
            numbers(edits.map(|(f, v)| (f.id(), *v))),
        );
        put_map(&mut map, id.as_str(), entry);
    }
    put_map(&mut out, "channels", map);

    if let Some(weights) = plan.weights {
        let named = Criterion::ALL.iter().zip(weights);
        put_map(
            &mut out,
            "weights",
            numbers(named.map(|(c, w)| (c.id(), w))),
        );
    }
    put(
        &mut out,
        "max_channels",
        Value::from(u64::from(plan.max_channels)),
    );
    put(&mut out, "test_share", number(plan.test_share));

    let mut map = Object::new();
    for (month, figures) in &plan.numbers {
        let mut channels = Object::new();
        for (id, fields) in &figures.channels {
            let fields = numbers(fields.iter().map(|(f, v)| (f.id(), *v)));
            put_map(&mut channels, id.as_str(), fields);
        }
        let mut entry = Object::new();
        put_map(&mut entry, "channels", channels);
        let totals = figures.totals.iter();
        put_map(
            &mut entry,
            "totals",
            numbers(totals.map(|(f, v)| (f.id(), *v))),
        );
        put_map(&mut map, &month.to_string(), entry);
    }
    put_map(&mut out, "numbers", map);
    for (name, figures) in [("targets", &plan.targets), ("sheet", &plan.sheet)] {
        let figures = figures.iter();
        put_map(
            &mut out,
            name,
            numbers(figures.map(|(k, v)| (k.as_str(), *v))),
        );
    }

    let mut map = Object::new();
    for (name, said) in &plan.texts {
        put(&mut map, name, text(said));
    }
    put_map(&mut out, "texts", map);

    let mut map = Object::new();
    for (at, snapshot) in &plan.snapshots {
        put(
            &mut map,
            &at.to_string(),
            Value::Object(write_snapshot(snapshot)),
        );
    }
    put_map(&mut out, "snapshots", map);
    let mut map = Object::new();
    for (tag, opinion) in &plan.opinions {
        let mut entry = Object::new();
        if !opinion.name.is_empty() {
            put(&mut entry, "name", text(&opinion.name));
        }
        put(&mut entry, "at", Value::from(opinion.at));
        put_map(&mut entry, "answers", write_snapshot(&opinion.answers));
        put(&mut map, tag, Value::Object(entry));
    }
    put_map(&mut out, "opinions", map);
    if let Some(tag) = &plan.asked_by {
        put(&mut out, "asked_by", text(tag));
    }

    merge(&mut out, &plan.extra);
    Value::Object(out)
}

fn write_snapshot(snapshot: &Snapshot) -> Object {
    let mut out = Object::new();
    put_map(&mut out, "express", replies(&snapshot.express, |s| s.id()));
    put_map(
        &mut out,
        "replies",
        replies(&snapshot.replies, ItemId::as_str),
    );
    out
}

fn replies<K>(map: &Map<K, Reply>, name: impl Fn(&K) -> &str) -> Object {
    let mut out = Object::new();
    for (key, reply) in map {
        put(&mut out, name(key), text(reply.id()));
    }
    out
}

pub(super) fn write_profile(p: &Profile) -> Object {
    let mut out = Object::new();
    let mut choice = |name: &str, id: Option<&str>| {
        if let Some(id) = id {
            put(&mut out, name, text(id));
        }
    };
    choice("model", p.model.map(Model::id));
    choice("country", p.country.as_ref().map(Country::as_str));
    choice("geo", p.geo.map(Geo::id));
    choice("size", p.size.map(Size::id));
    choice("age", p.age.map(AgeBand::id));
    choice("currency", p.currency.as_ref().map(Currency::as_str));
    if !p.markets.is_empty() {
        let list = p.markets.iter().map(|c| text(c.as_str())).collect();
        put(&mut out, "markets", Value::Array(list));
    }
    for (which, value) in [
        (ProfileNumber::Ticket, p.ticket),
        (ProfileNumber::Margin, p.margin),
        (ProfileNumber::Cycle, p.cycle),
        (ProfileNumber::Budget, p.budget),
        (ProfileNumber::Hours, p.hours),
        (ProfileNumber::Horizon, p.horizon),
    ] {
        if let Some(value) = value {
            put(&mut out, which.id(), number(value));
        }
    }
    if !p.objectives.is_empty() {
        let list = p.objectives.iter().map(|o| text(o.id())).collect();
        put(&mut out, "objectives", Value::Array(list));
    }
    let skills = p.skills.iter().map(|(s, l)| (s.id(), f64::from(*l)));
    put_map(&mut out, "skills", numbers(skills));
    let data = p.data.iter().map(|(d, l)| (d.id(), f64::from(*l)));
    put_map(&mut out, "data", numbers(data));
    let mut map = Object::new();
    for (id, habit) in &p.habits {
        let mut entry = Object::new();
        let frequency = habit.frequency.map_or("unknown", Frequency::id);
        put(&mut entry, "frequency", text(frequency));
        if let Some(evidence) = habit.evidence {
            put(&mut entry, "evidence", text(evidence.id()));
        }
        put_map(&mut map, id.as_str(), entry);
    }
    put_map(&mut out, "habits", map);
    out
}

fn put(map: &mut Object, name: &str, value: Value) {
    map.push(name.to_owned(), value);
}

fn put_map(map: &mut Object, name: &str, value: Object) {
    if !value.is_empty() {
        put(map, name, Value::Object(value));
    }
}

fn text(value: &str) -> Value {
    Value::String(value.to_owned())
}

fn numbers<'a>(entries: impl Iterator<Item = (&'a str, f64)>) -> Object {
    let mut map = Object::new();
    for (name, value) in entries {
        put(&mut map, name, number(value));
    }
    map
}

/// What a number of so many digits is written as that reading them would give its neighbour: its 64 bits as 16 hex
/// digits after this mark.
const BITS: &str = "f64:";

/// Whole numbers without a fraction, others with the fewest digits that tell them apart.
#[allow(
    clippy::cast_possible_truncation,
    reason = "whole and below 2^53, so exact"
)]
pub(super) fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 {
        return Value::from(value as i64);
    }
    fraction(value).map_or_else(
        || Value::String(format!("{BITS}{:016x}", value.to_bits())),
        Value::Number,
    )
}

/// The shortest decimal text that is read as this very number, by the rule that [`decimal`] is exact by: a whole number
/// below 2^53 divided by a power of ten up to 22.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "from 0 to 2^53, or not used"
)]
fn fraction(value: f64) -> Option<String> {
    let size = value.abs();
    let mut ten = 1.0;
    for places in 1..=22 {
        ten *= 10.0;
        let scaled = size * ten + 0.5;
        if scaled >= 9_007_199_254_740_992.0 {
            return None;
        }
        let whole = scaled as u64;
        if whole as f64 / ten == size {
            let digits = whole.to_string();
            let mut text = String::with_capacity(places + 3);
            if value < 0.0 {
                text.push('-');
            }
            let zeros = (places + 1).saturating_sub(digits.len());
            text.extend(std::iter::repeat_n('0', zeros));
            text.push_str(&digits);
            text.insert(text.len() - places, '.');
            return Some(text);
        }
    }
    None
}

/// The number a text with [`BITS`] stands for.
fn bits(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(BITS)?;
    let hex = digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let bits = u64::from_str_radix(digits, 16).ok().filter(|_| hex)?;
    Some(f64::from_bits(bits))
}

/// Puts unknown fields back beside the known ones, which win.
fn merge(into: &mut Object, extra: &Object) {
    for (name, value) in extra.iter() {
        match (into.get_mut(name), value) {
            (None, value) => put(into, name, value.clone()),
            (Some(Value::Object(known)), Value::Object(unknown)) => merge(known, unknown),
            (Some(_), _) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_is_written_short_and_read_as_itself() {
        for (value, text) in [
            (0.1, "0.1"),
            (-2.5, "-2.5"),
            (1e-9, "0.000000001"),
            (1234.56, "1234.56"),
            (999_999_999_999.5, "999999999999.5"),
        ] {
            assert_eq!(number(value), Value::Number(text.to_owned()));
            assert_eq!(decimal(text), Some(value));
        }
        for value in [0.1 + 0.2, f64::MIN_POSITIVE, 1e6 / 7.0] {
            let written = number(value);
            assert!(written.as_str().is_some_and(|t| t.starts_with(BITS)));
            assert_eq!(written.as_str().and_then(bits), Some(value));
        }
        for thousandth in 0..100_000_u32 {
            let value = f64::from(thousandth) / 1_000.0;
            let Value::Number(text) = number(value) else {
                panic!("{value} written as bits");
            };
            assert_eq!(text, value.to_string());
        }
    }
}
