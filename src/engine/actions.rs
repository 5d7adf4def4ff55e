//! Order of work: which step comes first, and what of it fits this week, this month and this quarter.

use crate::domain::answer::Level;
use crate::domain::catalogue::{Catalogue, Item, MoneyBand};
use crate::domain::ids::{BaseId, ItemId};
use crate::domain::plan::{BaseState, Plan};
use crate::domain::profile::Profile;
use crate::domain::stage::{Group, Sector, Stage};
use crate::engine::score::{self, Known, Scores};

/// Hours a week assumed when none were given.
pub const ASSUMED_HOURS: f64 = 2.0;
/// Hours of the first line, "this week".
pub const WEEK_SLICE: f64 = 2.0;
/// Share of the given hours that goes into improving; the rest keeps running what is there. Never less than
/// [`WEEK_SLICE`] where that many are given. An editorial judgement.
pub const IMPROVING_SHARE: f64 = 0.25;
/// Hours of a poor part of the base, as a share of those of a missing one. An editorial judgement.
pub const POOR_SHARE: f64 = 0.5;
/// Most steps on the line of the month, and on that of the quarter.
pub const LINE_STEPS: usize = 3;

const MONTH_WEEKS: f64 = 4.0;
const QUARTER_WEEKS: f64 = 13.0;
/// How far down the order "this week" looks for something that can be finished.
const FIRST_FEW: usize = 5;
/// Hours are compared up to this; far below any real one.
const EPS: f64 = 1e-9;

/// How an item stands against what is enough for this company.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// The item.
    pub item: ItemId,
    /// What is known of it.
    pub known: Known,
    /// Enough level, 2..=4.
    pub enough: Level,
    /// Levels missing to enough, 0..=3; `None` without a level.
    pub gap: Option<u8>,
    /// Whether the level is above enough: "more would hardly pay for you now".
    pub beyond: bool,
}

/// The gaps of a stage or sector.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupGaps {
    /// Stage or sector.
    pub group: Group,
    /// Its items, in catalogue order.
    pub items: Vec<Gap>,
}

impl GroupGaps {
    /// Items that have a level.
    #[must_use]
    pub fn answered(&self) -> usize {
        let known = self.items.iter().filter(|i| i.known.level().is_some());
        known.count()
    }

    /// Levels missing over all items that have a level.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.items.iter().filter_map(|g| g.gap).map(u32::from).sum()
    }
}

/// One level of one item.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The item it lifts. Its text is `lifts.<item>.<from>`.
    pub item: ItemId,
    /// Stage or sector of the item.
    pub group: Group,
    /// Present level.
    pub from: Level,
    /// Level afterwards, one more.
    pub to: Level,
    /// Hours, > 0.
    pub hours: f64,
    /// Money band.
    pub money: MoneyBand,
    /// Weeks until the first result.
    pub weeks: f64,
    /// (gap to enough) × 4·I_stage (1 for SOSTAC) × reach ÷ hours, ≥ 0.
    pub priority: f64,
    /// Score of the stage or sector as shown, now and with this step alone done: "Engage 38 → 43".
    pub change: (u32, u32),
    /// Whether the present level is an estimate of the express check.
    pub estimated: bool,
    /// What has to be there before, and is known not to be.
    pub waits_for: Vec<(ItemId, Level)>,
    /// What has to be there before, and of which nothing is known: a thing to check, no obstacle.
    pub check_first: Vec<(ItemId, Level)>,
}

/// A part of the base to put right.
#[derive(Debug, Clone, PartialEq)]
pub struct BaseStep {
    /// The part. Its text is `lifts.base.<part>.<state>`.
    pub part: BaseId,
    /// `Missing` or `Poor`.
    pub state: BaseState,
    /// Hours, > 0.
    pub hours: f64,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Work {
    /// Put a part of the base right.
    Base(BaseStep),
    /// Lift an item by one level.
    Lift(Step),
}

impl Work {
    /// Hours it takes, > 0.
    #[must_use]
    pub const fn hours(&self) -> f64 {
        match self {
            Self::Base(b) => b.hours,
            Self::Lift(s) => s.hours,
        }
    }

    /// What it waits for; the base waits for nothing.
    #[must_use]
    pub fn waits_for(&self) -> &[(ItemId, Level)] {
        match self {
            Self::Base(_) => &[],
            Self::Lift(s) => &s.waits_for,
        }
    }

    /// The step, unless it is a part of the base.
    #[must_use]
    pub const fn lift(&self) -> Option<&Step> {
        match self {
            Self::Lift(s) => Some(s),
            Self::Base(_) => None,
        }
    }
}

/// Work with the hours planned for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// What to do.
    pub work: Work,
    /// Hours of it within this period, > 0.
    pub hours: f64,
    /// Hours left for later periods; above 0 the period only begins the work.
    pub rest: f64,
}

impl Planned {
    /// Whether the period only begins the work.
    #[must_use]
    pub fn begins(&self) -> bool {
        self.rest > EPS
    }
}

/// What the result opens with. No work is on two lines.
#[derive(Debug, Clone, PartialEq)]
pub struct ThreeLines {
    /// At most [`WEEK_SLICE`] hours.
    pub this_week: Option<Planned>,
    /// At most [`LINE_STEPS`], the most useful first; empty when the week's work fills the month.
    pub this_month: Vec<Planned>,
    /// At most [`LINE_STEPS`], the most useful first.
    pub this_quarter: Vec<Planned>,
    /// Hours a week that go into improving; 0 when the visitor has none, and then every line is empty.
    pub hours_a_week: f64,
    /// Whether the hours were assumed, [`ASSUMED_HOURS`].
    pub assumed: bool,
}

impl ThreeLines {
    /// The first work of each line.
    #[must_use]
    pub fn headlines(&self) -> [Option<&Work>; 3] {
        [
            self.this_week.as_ref(),
            self.this_month.first(),
            self.this_quarter.first(),
        ]
        .map(|p| p.map(|p| &p.work))
    }
}

/// Every item against what is enough for it, by stage, then by sector; groups without items are left out.
#[must_use]
pub fn gaps(plan: &Plan, catalogue: &Catalogue) -> Vec<GroupGaps> {
    let groups = Stage::ALL
        .into_iter()
        .map(Group::Race)
        .chain(Sector::ALL.into_iter().map(Group::Sostac));
    groups
        .map(|group| GroupGaps {
            group,
            items: catalogue.items_of(group).map(|i| gap(plan, i)).collect(),
        })
        .filter(|g| !g.items.is_empty())
        .collect()
}

fn gap(plan: &Plan, item: &Item) -> Gap {
    let known = score::known(plan, item);
    let enough = enough(plan, item);
    let level = known.level();
    Gap {
        item: item.id.clone(),
        known,
        enough,
        gap: level.map(|l| enough.get().saturating_sub(l.get())),
        beyond: level.is_some_and(|l| l > enough),
    }
}

fn enough(plan: &Plan, item: &Item) -> Level {
    item.enough(plan.profile.model, plan.profile.size)
}

/// Everything worth doing, first things first: the base, then the next step of every item below its enough level.
///
/// Steps follow their priority, but never stand before a step they wait for; ties keep catalogue order. Steps whose
/// prerequisites nothing in the list brings about come last. Of the steps that rest on an estimate, one per stage
/// is kept, the first. An item that usually does not concern this kind of business is left out until it is answered.
#[must_use]
pub fn order_of_work(plan: &Plan, catalogue: &Catalogue) -> Vec<Work> {
    let mut pool = open_steps(plan, catalogue);
    let mut done: Vec<(ItemId, Level)> = Vec::with_capacity(pool.len());
    let mut order: Vec<Work> = base_steps(plan, catalogue).map(Work::Base).collect();
    while let Some(at) = next(&pool, &done) {
        let step = pool.remove(at);
        if step.estimated {
            pool.retain(|s| !(s.estimated && s.group == step.group));
        }
        done.push((step.item.clone(), step.to));
        order.push(Work::Lift(step));
    }
    order
}

fn base_steps<'a>(plan: &'a Plan, catalogue: &'a Catalogue) -> impl Iterator<Item = BaseStep> + 'a {
    catalogue.base.iter().filter_map(|part| {
        let state = *plan.base.get(&part.id)?;
        let share = match state {
            BaseState::Have => return None,
            BaseState::Poor => POOR_SHARE,
            BaseState::Missing => 1.0,
        };
        Some(BaseStep {
            part: part.id.clone(),
            state,
            hours: usable(part.hours * share)?,
        })
    })
}

/// A configured catalogue may hold anything; hours one cannot divide by or plan with make no step.
fn usable(hours: f64) -> Option<f64> {
    (hours.is_finite() && hours > 0.0).then_some(hours)
}

fn open_steps(plan: &Plan, catalogue: &Catalogue) -> Vec<Step> {
    let items = catalogue.items.iter();
    items.filter_map(|i| step_of(plan, catalogue, i)).collect()
}

/// What lifts an item by one level; `None` while nothing is known of it, from its enough level on, and while it is only
/// estimated for a kind of business it usually does not concern.
#[must_use]
pub fn step_of(plan: &Plan, catalogue: &Catalogue, item: &Item) -> Option<Step> {
    let known = score::known(plan, item);
    let from = known.level()?;
    let model = plan.profile.model;
    let estimated = matches!(known, Known::Estimated(_));
    if estimated && model.is_some_and(|m| item.skip_for.contains(&m)) {
        return None;
    }
    let gap = enough(plan, item).get().checked_sub(from.get())?;
    if gap == 0 {
        return None;
    }
    let lift = item.lift(from)?;
    let hours = usable(lift.hours)?;
    let importance = score::stage_importance(&plan.profile.objectives);
    let weight = match item.group {
        Group::Race(stage) => 4.0 * importance.get(stage.index()).copied().unwrap_or(0.25),
        Group::Sostac(_) => 1.0,
    };
    let [waits_for, check_first] = prerequisites(plan, catalogue, item);
    Some(Step {
        item: item.id.clone(),
        group: item.group,
        from,
        to: Level::new(from.get() + 1)?,
        hours,
        money: lift.money,
        weeks: lift.weeks,
        priority: f64::from(gap) * weight * lift.reach / hours,
        change: change(plan, catalogue, item.group),
        estimated,
        waits_for,
        check_first,
    })
}

/// The group's score as shown, now and with one level more on one of its items: the mean moves by 25 / n.
fn change(plan: &Plan, catalogue: &Catalogue, group: Group) -> (u32, u32) {
    let shares = catalogue
        .items_of(group)
        .filter_map(|i| score::known(plan, i).level())
        .map(Level::share);
    let (sum, n) = shares.fold((0.0, 0_u32), |(sum, n), s| (sum + s, n + 1));
    let shown = |sum: f64| score::shown(100.0 * sum / f64::from(n.max(1)));
    (shown(sum), shown(sum + 0.25))
}

/// Prerequisites known to be unmet, and those nothing is known of. What does not apply is neither, and no more is
/// asked of a prerequisite than is enough there, or the step could never come.
fn prerequisites(plan: &Plan, catalogue: &Catalogue, item: &Item) -> [Vec<(ItemId, Level)>; 2] {
    let [mut unmet, mut unknown] = [Vec::new(), Vec::new()];
    for (id, at) in item.after.iter() {
        let (Some(before), Some(at)) = (catalogue.item(id), Level::new(*at)) else {
            continue;
        };
        let needed = at.min(enough(plan, before));
        match score::known(plan, before) {
            Known::NotApplicable => {}
            Known::Open | Known::Unknown => unknown.push((id.clone(), needed)),
            Known::Detailed(level) | Known::Estimated(level) => {
                if level < needed {
                    unmet.push((id.clone(), needed));
                }
            }
        }
    }
    [unmet, unknown]
}

fn ready(waits_for: &[(ItemId, Level)], done: &[(ItemId, Level)]) -> bool {
    waits_for
        .iter()
        .all(|(id, at)| done.iter().any(|(d, level)| d == id && level >= at))
}

/// The place of the step to take next: of those that wait for nothing more the one with the highest priority; else
/// of those that wait for nothing in the pool; else, which only a catalogue with a circle in it can bring, of all.
fn next(pool: &[Step], done: &[(ItemId, Level)]) -> Option<usize> {
    let first = |may: &dyn Fn(&Step) -> bool| {
        let mut best: Option<(usize, f64)> = None;
        for (at, step) in pool.iter().enumerate().filter(|(_, s)| may(s)) {
            if best.is_none_or(|(_, p)| step.priority > p) {
                best = Some((at, step.priority));
            }
        }
        best.map(|(at, _)| at)
    };
    first(&|s| ready(&s.waits_for, done))
        .or_else(|| {
            first(&|s| {
                !s.waits_for
                    .iter()
                    .any(|(id, _)| pool.iter().any(|p| p.item == *id))
            })
        })
        .or_else(|| first(&|_| true))
}

/// The three lines of a plan; see [`lines_of`].
#[must_use]
pub fn three_lines(plan: &Plan, catalogue: &Catalogue) -> ThreeLines {
    lines_of(order_of_work(plan, catalogue), &plan.profile)
}

/// What of an order of work fits the hours given.
///
/// The week takes the first of the five foremost steps that can be finished in its hours, else begins the first that
/// the month, or at least the quarter, can finish. Month (4 weeks) and quarter (13 weeks) take in order what still
/// fits; a month in which nothing does begins a step the quarter finishes. A part of the base comes first; what waits
/// for something not done by then is passed over, and so is what costs money while the budget is 0.
#[must_use]
pub fn lines_of(order: Vec<Work>, profile: &Profile) -> ThreeLines {
    let (pace, assumed) = pace(profile.hours);
    let mut lines = ThreeLines {
        this_week: None,
        this_month: Vec::new(),
        this_quarter: Vec::new(),
        hours_a_week: pace,
        assumed,
    };
    if pace <= 0.0 {
        return lines;
    }
    let penniless = profile.budget.is_some_and(|b| b <= 0.0);
    let mut left = order;
    left.retain(|w| !penniless || w.lift().is_none_or(|s| s.money == MoneyBand::None));

    let (month, quarter) = (MONTH_WEEKS * pace, QUARTER_WEEKS * pace);
    let slice = pace.min(WEEK_SLICE);
    let Some(at) = weekly(&left, [slice, month, quarter]) else {
        return lines;
    };
    let first = plan_for(left.remove(at), slice);
    let mut spent = first.hours + first.rest;
    let mut done: Vec<(ItemId, Level)> = Vec::new();
    note(&mut done, &first.work);
    lines.this_week = Some(first);

    // The month leaves half of what remains to the quarter, so that a short list still makes three lines.
    let share = left.len().div_ceil(2).min(LINE_STEPS);
    for (line, limit, most) in [
        (&mut lines.this_month, month, share),
        (&mut lines.this_quarter, quarter, LINE_STEPS),
    ] {
        fill(
            line,
            &mut left,
            &mut done,
            limit - spent,
            most,
            quarter - spent,
        );
        spent += line.iter().map(|p| p.hours + p.rest).sum::<f64>();
    }
    lines
}

/// Hours a week that go into improving, and whether they were assumed.
fn pace(hours: Option<f64>) -> (f64, bool) {
    match hours {
        Some(h) if h <= WEEK_SLICE => (h.max(0.0), false),
        Some(h) => ((h * IMPROVING_SHARE).max(WEEK_SLICE), false),
        None => (ASSUMED_HOURS, true),
    }
}

fn plan_for(work: Work, hours: f64) -> Planned {
    let hours = hours.min(work.hours());
    Planned {
        rest: work.hours() - hours,
        hours,
        work,
    }
}

fn note(done: &mut Vec<(ItemId, Level)>, work: &Work) {
    if let Work::Lift(step) = work {
        done.push((step.item.clone(), step.to));
    }
}

/// The place of the work to take this week, for the hours of week, month and quarter.
fn weekly(left: &[Work], limits: [f64; 3]) -> Option<usize> {
    let base_open = left.iter().any(|w| w.lift().is_none());
    let few: Vec<(usize, f64)> = left
        .iter()
        .enumerate()
        .filter(|(_, w)| w.waits_for().is_empty() && (!base_open || w.lift().is_none()))
        .map(|(at, w)| (at, w.hours()))
        .take(FIRST_FEW)
        .collect();
    let within = |limit: f64| few.iter().find(|(_, hours)| *hours <= limit + EPS);
    limits
        .into_iter()
        .find_map(within)
        .or(few.first())
        .map(|(at, _)| *at)
}

/// Takes from `left`, in order, up to `most` works that fit `hours`; when none does, begins the first that can be
/// finished in `until` hours.
fn fill(
    line: &mut Vec<Planned>,
    left: &mut Vec<Work>,
    done: &mut Vec<(ItemId, Level)>,
    hours: f64,
    most: usize,
    until: f64,
) {
    let mut free = hours;
    let mut at = 0;
    while line.len() < most {
        let Some(work) = left.get(at) else { break };
        if work.hours() <= free + EPS && ready(work.waits_for(), done) {
            let work = left.remove(at);
            free -= work.hours();
            note(done, &work);
            line.push(plan_for(work, f64::INFINITY));
        } else {
            at += 1;
        }
    }
    if !line.is_empty() || most == 0 || hours <= EPS {
        return;
    }
    let begin = left
        .iter()
        .position(|w| w.hours() <= until + EPS && ready(w.waits_for(), done));
    if let Some(at) = begin {
        let work = left.remove(at);
        note(done, &work);
        line.push(plan_for(work, hours));
    }
}

/// The strongest stage, and the one where work pays most.
///
/// Strongest is the highest score. Weakest is the largest (100 − score) × importance among the stages that score
/// less than the strongest, so it need not have the lowest score. Ties go to the earlier stage. Both are `None` with
/// fewer than two scored stages or when all are equal.
#[must_use]
pub fn strongest_and_weakest(
    scores: &Scores,
    importance: &[f64; 4],
) -> (Option<Stage>, Option<Stage>) {
    let mut strongest: Option<(Stage, f64)> = None;
    for stage in Stage::ALL {
        if let Some(s) = scores.stage(stage)
            && strongest.is_none_or(|(_, best)| s > best + EPS)
        {
            strongest = Some((stage, s));
        }
    }
    let Some((strong, best)) = strongest else {
        return (None, None);
    };
    let mut weakest: Option<(Stage, f64)> = None;
    for (stage, weight) in Stage::ALL.into_iter().zip(importance) {
        let Some(s) = scores.stage(stage).filter(|s| *s < best - EPS) else {
            continue;
        };
        let need = (100.0 - s) * weight;
        if weakest.is_none_or(|(_, most)| need > most + EPS) {
            weakest = Some((stage, need));
        }
    }
    (weakest.map(|_| strong), weakest.map(|(stage, _)| stage))
}
