//! Every way a plan can change, as a value. A refusal names the reason and leaves the plan as it was.

use super::answer::Reply;
use super::channel_use::{EditField, Use};
use super::ids::{BaseId, ChannelId, HabitId, ItemId};
use super::map::Map;
use super::numbers::{ChannelField, Month, TotalField};
use super::plan::{BaseState, Plan};
use super::profile::{
    AgeBand, Country, Currency, Data, Evidence, Frequency, Geo, Habit, Model, Objective, Size,
    Skill,
};
use super::snapshot::{Opinion, Snapshot};
use super::stage::Stage;

/// A number of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProfileNumber {
    /// Money per month, 0..=1e12.
    Budget,
    /// Team hours a week, 0..=10,000.
    Hours,
    /// Average order value, 0..=1e12.
    Ticket,
    /// Gross margin as a share, 0..=1.
    Margin,
    /// Days to a sale, 0..=3650.
    Cycle,
    /// Months, 1..=120.
    Horizon,
}

impl ProfileNumber {
    /// Saved name, and the name in `input-<name>`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::Hours => "hours",
            Self::Ticket => "ticket",
            Self::Margin => "margin",
            Self::Cycle => "cycle",
            Self::Horizon => "horizon",
        }
    }

    /// Smallest and largest value accepted.
    #[must_use]
    pub const fn range(self) -> (f64, f64) {
        match self {
            Self::Budget | Self::Ticket => (0.0, 1e12),
            Self::Hours => (0.0, 10_000.0),
            Self::Margin => (0.0, 1.0),
            Self::Cycle => (0.0, 3650.0),
            Self::Horizon => (1.0, 120.0),
        }
    }
}

/// One change of the plan.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Name of the plan.
    Rename(String),
    /// Kind of business.
    SetModel(Option<Model>),
    /// Own country.
    SetCountry(Option<Country>),
    /// Countries sold in, at most five, no repeats.
    SetMarkets(Vec<Country>),
    /// How far customers are.
    SetGeo(Option<Geo>),
    /// Company size.
    SetSize(Option<Size>),
    /// Age of most customers.
    SetAge(Option<AgeBand>),
    /// Currency of all amounts; amounts stay as typed.
    SetCurrency(Currency),
    /// A number of the profile; `None` empties it.
    SetProfileNumber(ProfileNumber, Option<f64>),
    /// Ranked objectives, no repeats.
    SetObjectives(Vec<Objective>),
    /// A skill, 0..=3.
    SetSkill(Skill, Option<u8>),
    /// A data level, 0..=3.
    SetData(Data, Option<u8>),
    /// A media habit; both `None` empties it.
    SetHabit(HabitId, Option<Frequency>, Option<Evidence>),
    /// A habit answered "I don't know".
    SetHabitUnknown(HabitId),
    /// Express answer of a stage.
    AnswerExpress(Stage, Option<Reply>),
    /// Detailed answer of an item.
    Answer(ItemId, Option<Reply>),
    /// Figure or link behind an answer.
    SetEvidence(ItemId, String),
    /// Always-on or campaign.
    SetAlwaysOn(ItemId, Option<bool>),
    /// State of a part of the base.
    SetBase(BaseId, Option<BaseState>),
    /// Use of a channel.
    SetUse(ChannelId, Use),
    /// Own value in place of the catalogue's; `None` goes back to it.
    EditChannel(ChannelId, EditField, Option<f64>),
    /// Own weights; `None` goes back to the default.
    SetWeights(Option<[f64; 6]>),
    /// K, 1..=8.
    SetMaxChannels(u8),
    /// τ, 0..=0.2.
    SetTestShare(f64),
    /// A figure of a channel.
    SetChannelFigure(Month, ChannelId, ChannelField, Option<f64>),
    /// A figure of the company.
    SetTotalFigure(Month, TotalField, Option<f64>),
    /// Own target of a KPI.
    SetTarget(String, Option<f64>),
    /// A figure of a planning sheet.
    SetSheet(String, Option<f64>),
    /// A text of a planning sheet; an empty one takes it away.
    SetText(String, String),
    /// The answers as of milliseconds since 1970, to compare with later; `None` takes them away.
    SetSnapshot(i64, Option<Snapshot>),
    /// Answers of a colleague, by the tag of who gave them; `None` takes them away.
    SetOpinion(String, Option<Opinion>),
    /// Name for a colleague; nothing when there are no answers of that tag.
    NameOpinion(String, String),
    /// Another plan in place of this one: import, example, reset. Identity and revision stay.
    Replace(Box<Plan>),
}

/// Why an action was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not a finite number.
    #[error("not a number")]
    NotFinite,
    /// Below the smallest value.
    #[error("below the range")]
    TooSmall,
    /// Above the largest value.
    #[error("above the range")]
    TooLarge,
    /// Too many entries.
    #[error("too many entries")]
    TooMany,
    /// An entry twice.
    #[error("named twice")]
    Repeated,
    /// A text longer than is kept.
    #[error("text too long")]
    TooLong,
    /// Weights that are all 0.
    #[error("every weight is 0")]
    AllZero,
}

impl Refusal {
    /// Name that texts are keyed by, `core.refusal.<id>`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::NotFinite => "not_finite",
            Self::TooSmall => "too_small",
            Self::TooLarge => "too_large",
            Self::TooMany => "too_many",
            Self::Repeated => "repeated",
            Self::TooLong => "too_long",
            Self::AllZero => "all_zero",
        }
    }
}

/// Longest evidence or link kept, characters.
pub const MAX_TEXT: usize = 500;
/// Longest name of a plan, characters.
pub const MAX_NAME: usize = 120;
/// Most months of figures kept.
pub const MAX_MONTHS: usize = 120;
/// Most wheels of earlier days kept: two years of monthly ones.
pub const MAX_SNAPSHOTS: usize = 24;
/// Most texts of planning sheets kept.
pub const MAX_TEXTS: usize = 500;
/// Most colleagues whose answers are kept.
pub const MAX_OPINIONS: usize = 8;

fn within(value: f64, min: f64, max: f64) -> Result<f64, Refusal> {
    if !value.is_finite() {
        Err(Refusal::NotFinite)
    } else if value < min {
        Err(Refusal::TooSmall)
    } else if value > max {
        Err(Refusal::TooLarge)
    } else {
        // −0 would be saved as "-0.0" and read back as another plan.
        Ok(value + 0.0)
    }
}

fn optional(value: Option<f64>, min: f64, max: f64) -> Result<Option<f64>, Refusal> {
    value.map(|v| within(v, min, max)).transpose()
}

fn distinct<T: PartialEq>(list: &[T]) -> Result<(), Refusal> {
    let repeated = list
        .iter()
        .enumerate()
        .any(|(i, a)| list.iter().skip(i + 1).any(|b| a == b));
    if repeated {
        Err(Refusal::Repeated)
    } else {
        Ok(())
    }
}

fn short(text: String, max: usize) -> Result<String, Refusal> {
    if text.chars().count() > max {
        Err(Refusal::TooLong)
    } else {
        Ok(text)
    }
}

fn put<K: Ord, V>(map: &mut Map<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => {
            map.insert(key, value);
        }
        None => {
            map.remove(&key);
        }
    }
}

/// As [`put`], for a figure with a name of at most 64 characters.
fn put_figure(map: &mut Map<String, f64>, name: String, value: Option<f64>) -> Result<(), Refusal> {
    let value = optional(value, 0.0, 1e12)?;
    put(map, short(name, 64)?, value);
    Ok(())
}

/// As [`put`], with at most `max` entries.
fn put_few<K: Ord, V>(
    map: &mut Map<K, V>,
    key: K,
    value: Option<V>,
    max: usize,
) -> Result<(), Refusal> {
    if value.is_some() && map.len() >= max && !map.contains_key(&key) {
        return Err(Refusal::TooMany);
    }
    put(map, key, value);
    Ok(())
}

impl Action {
    /// What the change is about, so that typing in one field is one undo step. `None` never merges.
    #[must_use]
    pub fn target(&self) -> Option<String> {
        Some(match self {
            Self::Rename(_) => "name".to_owned(),
            Self::SetProfileNumber(n, _) => format!("profile.{}", n.id()),
            Self::SetEvidence(id, _) => format!("evidence.{id}"),
            Self::EditChannel(id, field, _) => format!("edit.{id}.{}", field.id()),
            Self::SetChannelFigure(month, id, field, _) => {
                format!("figure.{month}.{id}.{}", field.id())
            }
            Self::SetTotalFigure(month, field, _) => format!("total.{month}.{}", field.id()),
            Self::SetTarget(kpi, _) => format!("target.{kpi}"),
            Self::SetSheet(name, _) => format!("sheet.{name}"),
            Self::SetText(name, _) => format!("text.{name}"),
            Self::SetWeights(Some(_)) => "weights".to_owned(),
            Self::NameOpinion(tag, _) => format!("opinion.{tag}"),
            _ => return None,
        })
    }
}

impl Plan {
    /// Carries the action out.
    ///
    /// # Errors
    /// A [`Refusal`]; the plan is then unchanged.
    pub fn apply(&mut self, action: Action) -> Result<(), Refusal> {
        match action {
            Action::Rename(name) => self.name = short(name, MAX_NAME)?,
            Action::SetModel(model) => self.profile.model = model,
            Action::SetCountry(country) => self.profile.country = country,
            Action::SetMarkets(markets) => {
                if markets.len() > 5 {
                    return Err(Refusal::TooMany);
                }
                distinct(&markets)?;
                self.profile.markets = markets;
            }
            Action::SetGeo(geo) => self.profile.geo = geo,
            Action::SetSize(size) => self.profile.size = size,
            Action::SetAge(age) => self.profile.age = age,
            Action::SetCurrency(currency) => self.profile.currency = Some(currency),
            Action::SetProfileNumber(which, value) => {
                let (min, max) = which.range();
                let value = optional(value, min, max)?;
                *match which {
                    ProfileNumber::Budget => &mut self.profile.budget,
                    ProfileNumber::Hours => &mut self.profile.hours,
                    ProfileNumber::Ticket => &mut self.profile.ticket,
                    ProfileNumber::Margin => &mut self.profile.margin,
                    ProfileNumber::Cycle => &mut self.profile.cycle,
                    ProfileNumber::Horizon => &mut self.profile.horizon,
                } = value;
            }
            Action::SetObjectives(list) => {
                distinct(&list)?;
                self.profile.objectives = list;
            }
            Action::SetSkill(skill, level) => {
                if level.is_some_and(|l| l > 3) {
                    return Err(Refusal::TooLarge);
                }
                put(&mut self.profile.skills, skill, level);
            }
            Action::SetData(data, level) => {
                if level.is_some_and(|l| l > 3) {
                    return Err(Refusal::TooLarge);
                }
                put(&mut self.profile.data, data, level);
            }
            Action::SetHabit(id, frequency, evidence) => {
                let habit = (frequency.is_some() || evidence.is_some()).then_some(Habit {
                    frequency,
                    evidence,
                });
                put(&mut self.profile.habits, id, habit);
            }
            Action::SetHabitUnknown(id) => {
                self.profile.habits.insert(
                    id,
                    Habit {
                        frequency: None,
                        evidence: None,
                    },
                );
            }
            Action::AnswerExpress(stage, reply) => put(&mut self.express, stage, reply),
            Action::Answer(item, reply) => self.edit_answer(item, |a| a.reply = reply),
            Action::SetEvidence(item, text) => {
                let text = short(text, MAX_TEXT)?;
                self.edit_answer(item, |a| a.evidence = text);
            }
            Action::SetAlwaysOn(item, on) => self.edit_answer(item, |a| a.always_on = on),
            Action::SetBase(id, state) => put(&mut self.base, id, state),
            Action::SetUse(id, status) => self.edit_channel(id, |c| c.status = status),
            Action::EditChannel(id, field, value) => {
                let value = optional(value, 0.0, field.max())?;
                self.edit_channel(id, |c| put(&mut c.edits, field, value));
            }
            Action::SetWeights(weights) => {
                if let Some(list) = weights {
                    for w in list {
                        within(w, 0.0, 1.0)?;
                    }
                    if list.iter().sum::<f64>() <= 0.0 {
                        return Err(Refusal::AllZero);
                    }
                }
                self.weights = weights;
            }
            Action::SetMaxChannels(k) => {
                if k < 1 {
                    return Err(Refusal::TooSmall);
                }
                if k > 8 {
                    return Err(Refusal::TooLarge);
                }
                self.max_channels = k;
            }
            Action::SetTestShare(share) => self.test_share = within(share, 0.0, 0.2)?,
            Action::SetChannelFigure(month, id, field, value) => {
                let value = optional(value, 0.0, 1e12)?;
                self.room_for(month)?;
                let entry = self.numbers.entry(month).or_default();
                put(entry.channels.entry(id.clone()).or_default(), field, value);
                entry.channels.retain(|_, fields| !fields.is_empty());
                self.drop_empty_month(month);
            }
            Action::SetTotalFigure(month, field, value) => {
                let value = optional(value, 0.0, 1e12)?;
                self.room_for(month)?;
                put(
                    &mut self.numbers.entry(month).or_default().totals,
                    field,
                    value,
                );
                self.drop_empty_month(month);
            }
            Action::SetTarget(kpi, value) => put_figure(&mut self.targets, kpi, value)?,
            Action::SetSheet(name, value) => put_figure(&mut self.sheet, name, value)?,
            Action::SetText(name, text) => {
                let (name, text) = (short(name, 64)?, short(text, MAX_TEXT)?);
                let text = (!text.is_empty()).then_some(text);
                put_few(&mut self.texts, name, text, MAX_TEXTS)?;
            }
            Action::SetSnapshot(at, snapshot) => put_few(
                &mut self.snapshots,
                at,
                // Nothing answered is nothing to come back to.
                snapshot.filter(|s| !s.is_empty()),
                MAX_SNAPSHOTS,
            )?,
            Action::SetOpinion(tag, opinion) => {
                let tag = short(tag, 32)?;
                let opinion = opinion.filter(|o| !o.answers.is_empty());
                put_few(&mut self.opinions, tag, opinion, MAX_OPINIONS)?;
            }
            Action::NameOpinion(tag, name) => {
                let name = short(name, MAX_NAME)?;
                if let Some(opinion) = self.opinions.get_mut(&tag) {
                    opinion.name = name;
                }
            }
            Action::Replace(other) => {
                let before = std::mem::replace(self, *other);
                (self.id, self.rev, self.created) = (before.id, before.rev, before.created);
                // Whom a plan answers for goes with it as its id does, unless the other answers for somebody.
                if self.asked_by.is_none() {
                    self.asked_by = before.asked_by;
                }
            }
        }
        Ok(())
    }

    fn edit_answer(&mut self, item: ItemId, change: impl FnOnce(&mut super::answer::Answer)) {
        let answer = self.answers.entry(item.clone()).or_default();
        change(answer);
        if *answer == super::answer::Answer::default() {
            self.answers.remove(&item);
        }
    }

    fn edit_channel(
        &mut self,
        id: ChannelId,
        change: impl FnOnce(&mut super::channel_use::ChannelUse),
    ) {
        let channel = self.channels.entry(id.clone()).or_default();
        change(channel);
        if *channel == super::channel_use::ChannelUse::default() {
            self.channels.remove(&id);
        }
    }

    fn room_for(&self, month: Month) -> Result<(), Refusal> {
        if self.numbers.len() >= MAX_MONTHS && !self.numbers.contains_key(&month) {
            return Err(Refusal::TooMany);
        }
        Ok(())
    }

    fn drop_empty_month(&mut self, month: Month) {
        if self
            .numbers
            .get(&month)
            .is_some_and(|m| m.channels.is_empty() && m.totals.is_empty())
        {
            self.numbers.remove(&month);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Plan {
        Plan::new("p1".to_owned(), 0)
    }

    #[test]
    fn a_refused_number_leaves_the_plan_as_it_was() {
        let mut p = plan();
        let before = p.clone();
        for (value, why) in [
            (f64::NAN, Refusal::NotFinite),
            (f64::INFINITY, Refusal::NotFinite),
            (-1.0, Refusal::TooSmall),
            (1e13, Refusal::TooLarge),
        ] {
            let action = Action::SetProfileNumber(ProfileNumber::Budget, Some(value));
            assert_eq!(p.apply(action), Err(why));
            assert_eq!(p, before);
        }
    }

    #[test]
    fn taking_an_answer_back_leaves_nothing_behind() {
        let mut p = plan();
        let item = ItemId::builtin("act.proof");
        p.apply(Action::Answer(item.clone(), Reply::from_id("3")))
            .unwrap();
        assert!(!p.is_untouched());
        p.apply(Action::Answer(item, None)).unwrap();
        assert!(p.is_untouched());
    }

    #[test]
    fn an_emptied_figure_takes_its_month_with_it() {
        let mut p = plan();
        let month = Month::new(2026, 10).unwrap();
        let id = ChannelId::builtin("email");
        for value in [Some(12.0), None] {
            p.apply(Action::SetChannelFigure(
                month,
                id.clone(),
                ChannelField::Leads,
                value,
            ))
            .unwrap();
        }
        assert!(p.numbers.is_empty());
    }

    #[test]
    fn texts_of_sheets_are_kept_within_their_limits_and_empty_ones_go() {
        let mut p = plan();
        let set = |p: &mut Plan, name: &str, text: &str| {
            p.apply(Action::SetText(name.to_owned(), text.to_owned()))
        };
        set(&mut p, "benchmark.own1.source", "Studio").unwrap();
        assert_eq!(p.texts.len(), 1);
        let long = "ж".repeat(MAX_TEXT + 1);
        assert_eq!(set(&mut p, "a", &long), Err(Refusal::TooLong));
        assert_eq!(set(&mut p, &"n".repeat(65), "a"), Err(Refusal::TooLong));
        set(&mut p, "benchmark.own1.source", "").unwrap();
        assert!(p.is_untouched());
        for n in 0..MAX_TEXTS {
            set(&mut p, &n.to_string(), "a").unwrap();
        }
        assert_eq!(set(&mut p, "more", "a"), Err(Refusal::TooMany));
        set(&mut p, "0", "b").unwrap();
    }

    #[test]
    fn minus_zero_is_kept_as_zero() {
        let mut p = plan();
        p.apply(Action::SetProfileNumber(ProfileNumber::Hours, Some(-0.0)))
            .unwrap();
        assert!(p.profile.hours.is_some_and(|h| h.is_sign_positive()));
    }

    #[test]
    fn replacing_a_plan_keeps_whose_place_it_takes() {
        let mut p = plan();
        p.rev = 7;
        let mut other = Plan::new("p2".to_owned(), 99);
        other.name = "Other".to_owned();
        p.apply(Action::Replace(Box::new(other))).unwrap();
        assert_eq!((p.id.as_str(), p.rev, p.name.as_str()), ("p1", 7, "Other"));
    }

    #[test]
    fn whom_a_plan_answers_for_stays_with_it_unless_the_other_answers_for_somebody() {
        let mut p = Plan::new("p1".to_owned(), 5);
        let other = |asked: Option<&str>| {
            let mut other = Plan::new("p2".to_owned(), 99);
            other.asked_by = asked.map(str::to_owned);
            Action::Replace(Box::new(other))
        };
        p.apply(other(Some("k3f9"))).unwrap();
        p.apply(other(None)).unwrap();
        assert_eq!(p.asked_by.as_deref(), Some("k3f9"));
        p.apply(other(Some("7wq0"))).unwrap();
        assert_eq!(p.asked_by.as_deref(), Some("7wq0"));
    }

    #[test]
    fn wheels_and_colleagues_have_room_and_nothing_empty_takes_any() {
        let mut p = Plan::new("p1".to_owned(), 0);
        p.apply(Action::SetSnapshot(1, Some(Snapshot::default())))
            .unwrap();
        assert!(p.snapshots.is_empty());
        let mut answers = Snapshot::default();
        answers.express.insert(Stage::Act, Reply::Unknown);
        for at in 0..MAX_SNAPSHOTS as i64 {
            p.apply(Action::SetSnapshot(at, Some(answers.clone())))
                .unwrap();
        }
        let more = p
            .clone()
            .apply(Action::SetSnapshot(-1, Some(answers.clone())));
        assert_eq!(more, Err(Refusal::TooMany));
        // One that is there may be replaced, and one that is taken away makes room.
        p.apply(Action::SetSnapshot(0, Some(answers.clone())))
            .unwrap();
        p.apply(Action::SetSnapshot(0, None)).unwrap();
        p.apply(Action::SetSnapshot(-1, Some(answers))).unwrap();
        assert_eq!(p.snapshots.len(), MAX_SNAPSHOTS);
    }
}
