//! The maturity items: what they ask for first, what a step costs and when more hardly pays. Editorial judgement.
//!
//! Hours are those of a small team doing it for the first time; weeks run until a first result can be seen.

use std::borrow::Cow;

use crate::domain::catalogue::{Against, CrossCheck, Item, Lift, MoneyBand};
use crate::domain::ids::{BaseId, ItemId};
use crate::domain::profile::{Data, Model};
use crate::domain::stage::{Group, Sector, Stage};

use Model::{Local, Nonprofit};
use Sector::{Action, Control, Objectives, Situation, Strategy, Tactics};
use Stage::{Act, Convert, Engage, Reach};

const N: MoneyBand = MoneyBand::None;
const L: MoneyBand = MoneyBand::Low;
const M: MoneyBand = MoneyBand::Medium;
const H: MoneyBand = MoneyBand::High;

/// One item: group, id, default of the always-on mark, four steps of (hours, money, weeks, reach), enough by model
/// in the order of `Model::ALL`, what has to be there before, models it usually does not concern.
macro_rules! item {
    ($ring:ident $group:ident, $id:literal, $on:literal,
     [$(($hours:literal, $money:ident, $weeks:literal, $reach:literal)),+],
     $enough:expr, [$(($after:literal, $at:literal)),*], [$($skip:ident),*]) => {{
        const LIFTS: &[Lift] = &steps([$(($hours, $money, $weeks, $reach)),+]);
        const AFTER: &[(ItemId, u8)] = &[$((ItemId::builtin($after), $at)),*];
        const SKIP: &[Model] = &[$($skip),*];
        Item {
            id: ItemId::builtin($id),
            group: Group::$ring($group),
            always_on: $on,
            lifts: Cow::Borrowed(LIFTS),
            after: Cow::Borrowed(AFTER),
            enough: $enough,
            skip_for: Cow::Borrowed(SKIP),
        }
    }};
}

const fn steps(s: [(f64, MoneyBand, f64, f64); 4]) -> [Lift; 4] {
    let [a, b, c, d] = s;
    [step(1, a), step(2, b), step(3, c), step(4, d)]
}

const fn step(from: u8, (hours, money, weeks, reach): (f64, MoneyBand, f64, f64)) -> Lift {
    Lift {
        from,
        hours,
        money,
        weeks,
        reach,
    }
}

static ITEMS: [Item; 44] = [
    item!(Race Reach, "reach.search", true,
        [(2.0, N, 4.0, 0.9), (16.0, N, 10.0, 0.9), (6.0, N, 8.0, 0.6), (24.0, L, 26.0, 0.6)],
        [4, 4, 4, 4, 3], [("convert.offer", 2)], []),
    item!(Race Reach, "reach.paid", false,
        [(5.0, L, 2.0, 0.4), (8.0, M, 4.0, 0.5), (6.0, M, 8.0, 0.5), (16.0, H, 13.0, 0.5)],
        [3, 3, 3, 3, 2], [("act.proof", 3), ("convert.checkout", 2)], []),
    item!(Race Reach, "reach.social", true,
        [(4.0, N, 4.0, 0.5), (8.0, N, 8.0, 0.6), (5.0, N, 8.0, 0.4), (16.0, M, 13.0, 0.4)],
        [3, 3, 3, 3, 3], [("convert.offer", 2)], []),
    item!(Race Reach, "reach.offline", false,
        [(4.0, L, 4.0, 0.4), (8.0, L, 6.0, 0.5), (6.0, N, 9.0, 0.4), (16.0, M, 13.0, 0.4)],
        [2, 3, 3, 3, 3], [("convert.offer", 2)], []),
    item!(Race Reach, "reach.always_on", true,
        [(3.0, N, 8.0, 0.4), (8.0, L, 13.0, 0.5), (5.0, N, 13.0, 0.4), (20.0, M, 40.0, 0.5)],
        [3, 3, 3, 2, 3], [("convert.offer", 2), ("reach.search", 2)], []),
    item!(Race Act, "act.journey", true,
        [(3.0, N, 2.0, 0.9), (12.0, L, 4.0, 0.8), (8.0, N, 6.0, 0.6), (16.0, L, 10.0, 0.6)],
        [4, 3, 4, 3, 3], [], []),
    item!(Race Act, "act.content", true,
        [(5.0, N, 6.0, 0.5), (12.0, N, 10.0, 0.6), (6.0, N, 10.0, 0.4), (20.0, L, 16.0, 0.5)],
        [3, 4, 4, 2, 3], [], []),
    item!(Race Act, "act.capture", true,
        [(3.0, N, 4.0, 0.5), (10.0, L, 6.0, 0.6), (5.0, N, 8.0, 0.5), (12.0, L, 10.0, 0.4)],
        [4, 4, 4, 3, 4], [("act.journey", 2)], []),
    item!(Race Act, "act.proof", true,
        [(3.0, N, 3.0, 0.8), (6.0, N, 5.0, 0.8), (4.0, N, 8.0, 0.6), (12.0, L, 10.0, 0.6)],
        [4, 3, 4, 4, 3], [], []),
    item!(Race Act, "act.nurture", true,
        [(4.0, N, 4.0, 0.4), (14.0, L, 8.0, 0.5), (6.0, N, 10.0, 0.4), (20.0, L, 16.0, 0.4)],
        [3, 4, 4, 2, 3], [("act.capture", 2)], []),
    item!(Race Convert, "convert.offer", true,
        [(2.0, N, 2.0, 1.0), (6.0, N, 4.0, 0.9), (5.0, N, 8.0, 0.7), (12.0, N, 10.0, 0.6)],
        [4, 4, 4, 3, 3], [], []),
    item!(Race Convert, "convert.checkout", true,
        [(3.0, N, 2.0, 0.9), (14.0, L, 4.0, 0.9), (8.0, N, 6.0, 0.7), (20.0, M, 10.0, 0.6)],
        [4, 3, 4, 3, 3], [("convert.offer", 2)], []),
    item!(Race Convert, "convert.retarget", true,
        [(2.0, N, 2.0, 0.3), (8.0, L, 4.0, 0.4), (10.0, L, 8.0, 0.4), (16.0, M, 13.0, 0.3)],
        [3, 3, 3, 2, 2], [("act.capture", 3)], [Local]),
    item!(Race Convert, "convert.assist", true,
        [(2.0, N, 2.0, 0.6), (8.0, N, 4.0, 0.6), (5.0, N, 6.0, 0.5), (24.0, M, 10.0, 0.5)],
        [3, 3, 3, 3, 2], [], []),
    item!(Race Convert, "convert.test", false,
        [(4.0, N, 4.0, 0.4), (10.0, N, 13.0, 0.5), (16.0, L, 13.0, 0.5), (24.0, M, 26.0, 0.5)],
        [3, 2, 3, 2, 2], [("control.kpis", 3)], [Local, Nonprofit]),
    item!(Race Engage, "engage.onboard", true,
        [(3.0, N, 2.0, 0.8), (10.0, N, 6.0, 0.8), (6.0, N, 8.0, 0.6), (16.0, L, 10.0, 0.5)],
        [4, 4, 4, 3, 3], [], []),
    item!(Race Engage, "engage.messages", true,
        [(3.0, N, 2.0, 0.5), (10.0, L, 6.0, 0.6), (16.0, L, 8.0, 0.5), (24.0, M, 16.0, 0.5)],
        [4, 3, 4, 3, 3], [("act.capture", 2)], []),
    item!(Race Engage, "engage.service", true,
        [(3.0, N, 2.0, 0.7), (6.0, N, 4.0, 0.7), (8.0, N, 8.0, 0.7), (16.0, L, 13.0, 0.6)],
        [4, 4, 4, 4, 3], [], []),
    item!(Race Engage, "engage.loyalty", true,
        [(4.0, N, 3.0, 0.5), (8.0, N, 8.0, 0.6), (8.0, N, 13.0, 0.5), (20.0, M, 20.0, 0.5)],
        [4, 4, 4, 3, 4], [("engage.onboard", 2)], []),
    item!(Race Engage, "engage.advocacy", false,
        [(2.0, N, 3.0, 0.4), (6.0, L, 8.0, 0.5), (4.0, N, 10.0, 0.4), (20.0, M, 20.0, 0.4)],
        [3, 3, 3, 4, 4], [("engage.service", 2)], []),
    item!(Sostac Situation, "situation.customers", false,
        [(3.0, N, 2.0, 0.6), (6.0, N, 4.0, 0.6), (10.0, N, 8.0, 0.5), (12.0, N, 13.0, 0.5)],
        [3, 4, 4, 3, 3], [], []),
    item!(Sostac Situation, "situation.channels", false,
        [(2.0, N, 1.0, 0.5), (3.0, N, 3.0, 0.5), (8.0, N, 8.0, 0.5), (10.0, N, 13.0, 0.4)],
        [3, 3, 3, 3, 3], [], []),
    item!(Sostac Situation, "situation.market", false,
        [(4.0, N, 1.0, 0.4), (8.0, N, 4.0, 0.4), (6.0, N, 13.0, 0.4), (12.0, N, 13.0, 0.3)],
        [3, 3, 3, 2, 2], [], []),
    item!(Sostac Situation, "situation.capability", false,
        [(2.0, N, 1.0, 0.4), (5.0, N, 4.0, 0.5), (6.0, N, 8.0, 0.4), (24.0, M, 26.0, 0.5)],
        [3, 3, 3, 2, 3], [], []),
    item!(Sostac Objectives, "objectives.smart", false,
        [(1.0, N, 1.0, 0.6), (4.0, N, 2.0, 0.6), (4.0, N, 8.0, 0.5), (10.0, N, 26.0, 0.4)],
        [4, 4, 4, 3, 3], [("situation.channels", 2)], []),
    item!(Sostac Objectives, "objectives.five_s", false,
        [(1.0, N, 1.0, 0.4), (3.0, N, 2.0, 0.4), (4.0, N, 8.0, 0.3), (6.0, N, 13.0, 0.3)],
        [3, 3, 3, 2, 3], [], []),
    item!(Sostac Objectives, "objectives.forecast", false,
        [(3.0, N, 1.0, 0.4), (6.0, N, 2.0, 0.4), (4.0, N, 8.0, 0.4), (12.0, N, 26.0, 0.3)],
        [3, 3, 3, 2, 2], [("objectives.smart", 2)], []),
    item!(Sostac Objectives, "objectives.stages", false,
        [(2.0, N, 1.0, 0.5), (4.0, N, 3.0, 0.5), (4.0, N, 8.0, 0.5), (10.0, N, 13.0, 0.4)],
        [4, 4, 4, 3, 3], [("objectives.smart", 2)], []),
    item!(Sostac Strategy, "strategy.segments", false,
        [(3.0, N, 2.0, 0.5), (5.0, N, 4.0, 0.5), (8.0, N, 10.0, 0.5), (16.0, L, 20.0, 0.4)],
        [3, 4, 4, 2, 3], [("situation.customers", 2)], []),
    item!(Sostac Strategy, "strategy.proposition", false,
        [(3.0, N, 2.0, 0.8), (6.0, N, 4.0, 0.8), (8.0, L, 6.0, 0.5), (16.0, L, 13.0, 0.5)],
        [3, 3, 3, 3, 3], [("situation.customers", 2)], []),
    item!(Sostac Strategy, "strategy.integration", false,
        [(2.0, N, 2.0, 0.5), (10.0, N, 8.0, 0.6), (12.0, L, 13.0, 0.5), (40.0, H, 26.0, 0.6)],
        [4, 3, 4, 3, 3], [("situation.channels", 2)], []),
    item!(Sostac Strategy, "strategy.sequence", false,
        [(1.0, N, 1.0, 0.4), (3.0, N, 2.0, 0.4), (4.0, N, 8.0, 0.4), (6.0, N, 13.0, 0.3)],
        [3, 3, 3, 2, 3], [("objectives.smart", 2)], []),
    item!(Sostac Tactics, "tactics.mix", false,
        [(2.0, N, 2.0, 0.5), (8.0, L, 6.0, 0.6), (8.0, N, 13.0, 0.4), (24.0, M, 20.0, 0.5)],
        [3, 3, 3, 3, 2], [("situation.customers", 2)], []),
    item!(Sostac Tactics, "tactics.channels", false,
        [(2.0, N, 1.0, 0.5), (3.0, N, 3.0, 0.5), (5.0, N, 8.0, 0.4), (10.0, M, 13.0, 0.4)],
        [3, 3, 3, 3, 3], [("situation.channels", 2), ("situation.customers", 2)], []),
    item!(Sostac Tactics, "tactics.messages", false,
        [(2.0, N, 2.0, 0.6), (8.0, N, 4.0, 0.6), (5.0, N, 8.0, 0.4), (12.0, L, 10.0, 0.4)],
        [3, 3, 3, 2, 3], [("strategy.proposition", 2)], []),
    item!(Sostac Tactics, "tactics.calendar", false,
        [(2.0, N, 2.0, 0.5), (4.0, N, 6.0, 0.5), (3.0, N, 8.0, 0.3), (6.0, N, 13.0, 0.3)],
        [3, 3, 3, 3, 3], [("tactics.channels", 2)], []),
    item!(Sostac Action, "action.owners", false,
        [(1.0, N, 1.0, 0.5), (3.0, N, 3.0, 0.5), (3.0, N, 8.0, 0.4), (8.0, N, 13.0, 0.4)],
        [3, 3, 3, 3, 3], [("objectives.smart", 2)], []),
    item!(Sostac Action, "action.resources", false,
        [(1.0, N, 1.0, 0.4), (3.0, N, 2.0, 0.5), (4.0, N, 8.0, 0.4), (6.0, N, 13.0, 0.4)],
        [3, 3, 3, 3, 3], [], []),
    item!(Sostac Action, "action.process", false,
        [(2.0, N, 2.0, 0.4), (5.0, N, 4.0, 0.6), (6.0, N, 8.0, 0.4), (24.0, M, 13.0, 0.4)],
        [3, 3, 3, 3, 3], [], []),
    item!(Sostac Action, "action.skills", false,
        [(2.0, N, 1.0, 0.3), (6.0, L, 8.0, 0.4), (5.0, N, 26.0, 0.3), (16.0, L, 26.0, 0.4)],
        [3, 3, 3, 2, 3], [("situation.capability", 2)], []),
    item!(Sostac Control, "control.kpis", false,
        [(2.0, N, 1.0, 0.6), (4.0, N, 4.0, 0.6), (6.0, N, 8.0, 0.5), (8.0, N, 26.0, 0.4)],
        [4, 4, 4, 3, 3], [("objectives.smart", 2)], []),
    item!(Sostac Control, "control.attribution", false,
        [(2.0, N, 1.0, 0.4), (6.0, N, 6.0, 0.6), (10.0, N, 8.0, 0.5), (24.0, M, 13.0, 0.5)],
        [4, 3, 4, 3, 3], [("control.kpis", 2)], []),
    item!(Sostac Control, "control.tests", false,
        [(2.0, N, 2.0, 0.3), (6.0, N, 8.0, 0.4), (10.0, L, 13.0, 0.4), (24.0, M, 20.0, 0.5)],
        [3, 3, 3, 2, 2], [("control.kpis", 3)], []),
    item!(Sostac Control, "control.review", false,
        [(1.0, N, 4.0, 0.5), (4.0, N, 5.0, 0.5), (4.0, N, 9.0, 0.5), (8.0, M, 13.0, 0.4)],
        [3, 3, 3, 3, 3], [("control.kpis", 2)], []),
];

/// Answers that are held against what else was said.
#[must_use]
pub fn checks() -> Vec<CrossCheck> {
    let check = |item, from, against| CrossCheck {
        item: ItemId::builtin(item),
        from,
        against,
    };
    vec![
        check(
            "act.nurture",
            3,
            Against::NoBase(BaseId::builtin("contacts")),
        ),
        check("convert.test", 3, Against::ThinTraffic),
        check("control.kpis", 4, Against::NoData(Data::Analytics)),
        check("control.attribution", 4, Against::OverClaimed),
        check("control.tests", 3, Against::ThinTraffic),
    ]
}

/// All items, RACE first, in the order of the wheel.
#[must_use]
pub fn all() -> Vec<Item> {
    ITEMS.to_vec()
}
