//! Geometry of the wheel: shapes as values, in a view box of 800 × 800 with the centre at 400, 400. Angles are
//! degrees clockwise from the top. The live wheel, the first paint and the exported file all draw these shapes.

use std::f64::consts::PI;
use std::fmt::Write as _;

use super::angle::{direction, sin_cos, small_asin};
use super::score::{Known, Progress, Scores, known};
use crate::domain::catalogue::Catalogue;
use crate::domain::ids::ItemId;
use crate::domain::plan::Plan;
use crate::domain::stage::{Group, Sector, Stage};

/// Side of the view box.
pub const SIZE: f64 = 800.0;
/// Radius of the hub.
pub const HUB: f64 = 104.0;
const CELLS_FROM: f64 = 118.0;
const CELL: f64 = 30.0;
const CELL_STEP: f64 = 33.0;
const STAGE_BAND: (f64, f64) = (282.0, 316.0);
const SECTOR_RING: (f64, f64) = (318.0, 384.0);
const FINGER_RIM: f64 = 306.0;
const READINESS: f64 = 9.0;
const GAP: f64 = 3.0;
const QUADRANT_GAP: f64 = 9.0;
const SECTOR_GAP: f64 = 8.0;

/// What a shape stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The middle.
    Hub,
    /// A quadrant.
    Stage(Stage),
    /// A spoke, from 0 on clockwise.
    Spoke(usize),
    /// A sector of the outer ring.
    Sector(Sector),
}

/// State of one spoke.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoke {
    /// The item it shows.
    pub item: ItemId,
    /// Its stage.
    pub stage: Stage,
    /// What is known of it.
    pub known: Known,
    /// Always-on (solid) or campaign (hatched).
    pub always_on: bool,
}

/// How many spokes each quadrant has, 5 in the built-in catalogue, and whether there is an outer ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// Spokes by stage.
    pub spokes: [usize; 4],
    /// Whether the outer ring is there.
    pub rim: bool,
}

impl Spread {
    /// That of the built-in catalogue.
    pub const BUILT_IN: Self = Self {
        spokes: [5; 4],
        rim: true,
    };

    /// Corner and side of the part of the view box that something is drawn in: without the outer ring there is a margin
    /// less.
    #[must_use]
    pub const fn view(self) -> (f64, f64) {
        if self.rim { (0.0, SIZE) } else { (76.0, 648.0) }
    }

    /// The same as an attribute.
    #[must_use]
    pub fn view_box(self) -> String {
        let (corner, side) = self.view();
        let (corner, side) = (written(corner), written(side));
        [&*corner, &*corner, &*side, &*side].join(" ")
    }

    fn total(self) -> usize {
        self.spokes.iter().sum()
    }

    /// Quadrant of a spoke, its place there, and how many there are; `None` beyond the last.
    fn place(self, index: usize) -> Option<(usize, usize, usize)> {
        let mut before = 0;
        for (quadrant, count) in self.spokes.into_iter().enumerate() {
            if index < before + count {
                return Some((quadrant, index - before, count));
            }
            before += count;
        }
        None
    }

    /// Where a spoke begins and ends, degrees.
    fn angles(self, index: usize) -> (f64, f64) {
        let Some((quadrant, place, count)) = self.place(index) else {
            return (0.0, 0.0);
        };
        let width = 90.0 / count as f64;
        let from = quadrant as f64 * 90.0 + place as f64 * width;
        (from, from + width)
    }

    /// The spoke in that direction; in a quadrant without spokes the quadrant.
    fn towards(self, degrees: f64) -> Part {
        let quadrant = ((degrees / 90.0) as usize).min(3);
        let count = self.spokes.get(quadrant).copied().unwrap_or(0);
        if count == 0 {
            return of_ring(self, 1, quadrant);
        }
        let before: usize = self.spokes.iter().take(quadrant).sum();
        let within = (degrees - quadrant as f64 * 90.0) / 90.0 * count as f64;
        Part::Spoke(before + (within as usize).min(count - 1))
    }
}

/// State of the whole wheel.
#[derive(Debug, Clone, PartialEq)]
pub struct WheelState {
    /// The spokes, clockwise from the top.
    pub spokes: Vec<Spoke>,
    /// Readiness of the sectors, 0..=100.
    pub sectors: [Option<f64>; 6],
    /// Progress of the sectors.
    pub progress: [Progress; 6],
    /// Whether there is an outer ring.
    pub rim: bool,
}

impl WheelState {
    /// How its spokes are spread.
    #[must_use]
    pub fn spread(&self) -> Spread {
        let of = |stage| self.spokes.iter().filter(|s| s.stage == stage).count();
        Spread {
            spokes: Stage::ALL.map(of),
            rim: self.rim,
        }
    }
}

/// Reads the state of the wheel off a plan.
#[must_use]
pub fn state(plan: &Plan, catalogue: &Catalogue, scores: &Scores) -> WheelState {
    let spokes = Stage::ALL
        .into_iter()
        .flat_map(|stage| {
            catalogue
                .items_of(Group::Race(stage))
                .map(move |item| Spoke {
                    item: item.id.clone(),
                    stage,
                    known: known(plan, item),
                    always_on: plan
                        .answers
                        .get(&item.id)
                        .and_then(|a| a.always_on)
                        .unwrap_or(item.always_on),
                })
        })
        .collect();
    WheelState {
        spokes,
        sectors: scores.sectors,
        progress: scores.sector_progress,
        rim: catalogue
            .items
            .iter()
            .any(|item| matches!(item.group, Group::Sostac(_))),
    }
}

/// How a cell looks; never the same picture for two of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Filled with tone 1..=5, deeper outwards.
    Filled(u8),
    /// Filled, but from an estimate: paler, dotted edge.
    Estimated(u8),
    /// Part of an answered spoke above its level.
    Track,
    /// Not answered: dashed outline.
    Open,
    /// "Does not apply": a hairline.
    Off,
}

/// One cell of a spoke.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Spoke, from 0 on.
    pub spoke: usize,
    /// Stage, for the colour.
    pub stage: Stage,
    /// Ring, 1..=5 from the hub.
    pub ring: u8,
    /// Look.
    pub look: Look,
    /// Hatched on top, for a campaign.
    pub hatched: bool,
    /// Path data.
    pub d: String,
}

/// A text along an arc, upright on both halves.
#[derive(Debug, Clone, PartialEq)]
pub struct ArcLabel {
    /// What it names.
    pub part: Part,
    /// Path data of the arc; the text stands in its middle.
    pub d: String,
}

/// A number in the outermost cell of a spoke.
#[derive(Debug, Clone, PartialEq)]
pub struct SpokeNumber {
    /// Spoke, from 0 on; shown plus one.
    pub spoke: usize,
    /// Middle of the text.
    pub x: f64,
    /// Middle of the text.
    pub y: f64,
    /// On a filled cell the text takes the colour of the paper.
    pub on_fill: bool,
}

/// A shape that can be chosen, or a band of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// What it stands for.
    pub part: Part,
    /// Path data.
    pub d: String,
}

/// Everything to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Cells, spoke by spoke, from the hub outwards.
    pub cells: Vec<Cell>,
    /// Outlines of whole spokes, for choosing and for the selected look.
    pub spokes: Vec<Area>,
    /// Bands with the stage names, for choosing on a desk.
    pub stages: Vec<Area>,
    /// Whole quadrants, for choosing with a finger.
    pub quadrants: Vec<Area>,
    /// Sectors of the outer ring.
    pub sectors: Vec<Area>,
    /// Readiness bands of the sectors that have a score above 0.
    pub readiness: Vec<Area>,
    /// Names of stages and sectors.
    pub labels: Vec<ArcLabel>,
    /// Numbers from 1 on.
    pub numbers: Vec<SpokeNumber>,
}

fn point(radius: f64, degrees: f64) -> (f64, f64) {
    let (sin, cos) = sin_cos(degrees);
    (400.0 + radius * sin, 400.0 - radius * cos)
}

/// One decimal, no minus zero, no trailing zero: short and the same everywhere.
fn number(out: &mut String, value: f64) {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
    let _ = if rest == 0 {
        write!(out, "{sign}{whole}")
    } else {
        write!(out, "{sign}{whole}.{rest}")
    };
}

/// A length as it stands in a picture: one decimal at most.
#[must_use]
pub fn written(value: f64) -> String {
    let mut text = String::new();
    number(&mut text, value);
    text
}

fn pair(out: &mut String, command: &str, (x, y): (f64, f64)) {
    out.push_str(command);
    number(out, x);
    out.push(' ');
    number(out, y);
}

fn arc_to(out: &mut String, radius: f64, large: bool, clockwise: bool, to: (f64, f64)) {
    out.push('A');
    number(out, radius);
    out.push(' ');
    number(out, radius);
    out.push_str(if large { " 0 1 " } else { " 0 0 " });
    pair(out, if clockwise { "1 " } else { "0 " }, to);
}

/// A piece of a ring between two radii, with straight gaps of `gap` units at both sides.
fn wedge(r0: f64, r1: f64, from: f64, to: f64, gap: f64) -> String {
    let inset = |r: f64| small_asin(gap / 2.0 / r);
    let (a0, b0) = (from + inset(r0), to - inset(r0));
    let (a1, b1) = (from + inset(r1), to - inset(r1));
    let large = to - from > 180.0;
    let mut d = String::with_capacity(80);
    pair(&mut d, "M", point(r1, a1));
    arc_to(&mut d, r1, large, true, point(r1, b1));
    pair(&mut d, "L", point(r0, b0));
    arc_to(&mut d, r0, large, false, point(r0, a0));
    d.push('Z');
    d
}

/// An arc to write on: clockwise on the upper half, turned round on the lower so that no text stands on its head.
/// `height` is the height of the letters, to keep both at the same distance.
fn writing_arc(radius: f64, from: f64, to: f64, height: f64) -> String {
    let middle = f64::midpoint(from, to);
    let upper = !(95.0..=265.0).contains(&middle);
    let mut d = String::with_capacity(48);
    if upper {
        let r = radius - height / 2.0;
        pair(&mut d, "M", point(r, from));
        arc_to(&mut d, r, false, true, point(r, to));
    } else {
        let r = radius + height / 2.0;
        pair(&mut d, "M", point(r, to));
        arc_to(&mut d, r, false, false, point(r, from));
    }
    d
}

/// Spokes at the edge of a quadrant stand back from it by more than from their neighbours.
fn spoke_wedge(spread: Spread, index: usize, r0: f64, r1: f64) -> String {
    let (from, to) = spread.angles(index);
    let (place, count) = spread.place(index).map_or((0, 1), |(_, p, n)| (p, n));
    let shift = |r: f64| (QUADRANT_GAP - GAP) / 2.0 / r * 180.0 / PI;
    let middle = f64::midpoint(r0, r1);
    let from = if place == 0 {
        from + shift(middle)
    } else {
        from
    };
    let to = if place + 1 == count {
        to - shift(middle)
    } else {
        to
    };
    wedge(r0, r1, from, to, GAP)
}

fn cell_radii(ring: u8) -> (f64, f64) {
    let r0 = CELLS_FROM + f64::from(ring - 1) * CELL_STEP;
    (r0, r0 + CELL)
}

fn look(known: Known, ring: u8) -> Look {
    match known {
        Known::Detailed(level) if ring <= level.get() => Look::Filled(ring),
        Known::Estimated(level) if ring <= level.get() => Look::Estimated(ring),
        Known::Detailed(_) | Known::Estimated(_) => Look::Track,
        Known::Open | Known::Unknown => Look::Open,
        Known::NotApplicable => Look::Off,
    }
}

/// Draws a state.
#[must_use]
pub fn draw(state: &WheelState) -> Drawing {
    let spread = state.spread();
    let mut cells = Vec::with_capacity(100);
    let mut spokes = Vec::with_capacity(20);
    let mut numbers = Vec::with_capacity(20);
    for (index, spoke) in state.spokes.iter().enumerate() {
        for ring in 1..=5 {
            let (r0, r1) = cell_radii(ring);
            let look = look(spoke.known, ring);
            let filled = matches!(look, Look::Filled(_) | Look::Estimated(_));
            cells.push(Cell {
                spoke: index,
                stage: spoke.stage,
                ring,
                look,
                hatched: filled && !spoke.always_on,
                d: spoke_wedge(spread, index, r0, r1),
            });
        }
        let (outer0, outer1) = cell_radii(5);
        spokes.push(Area {
            part: Part::Spoke(index),
            d: spoke_wedge(spread, index, CELLS_FROM, outer1),
        });
        let (from, to) = spread.angles(index);
        let (x, y) = point(f64::midpoint(outer0, outer1), f64::midpoint(from, to));
        let on_fill = matches!(look(spoke.known, 5), Look::Filled(_));
        numbers.push(SpokeNumber {
            spoke: index,
            x,
            y,
            on_fill,
        });
    }
    let mut labels = Vec::with_capacity(10);
    let (mut stages, mut quadrants) = (Vec::new(), Vec::new());
    for stage in Stage::ALL {
        let from = stage.index() as f64 * 90.0;
        stages.push(Area {
            part: Part::Stage(stage),
            d: wedge(STAGE_BAND.0, STAGE_BAND.1, from, from + 90.0, QUADRANT_GAP),
        });
        quadrants.push(Area {
            part: Part::Stage(stage),
            d: wedge(CELLS_FROM - 8.0, STAGE_BAND.1, from, from + 90.0, GAP),
        });
        labels.push(ArcLabel {
            part: Part::Stage(stage),
            d: writing_arc(298.0, from, from + 90.0, 13.0),
        });
    }
    let (mut sectors, mut readiness) = (Vec::new(), Vec::new());
    let rim = Sector::ALL.into_iter().zip(state.sectors);
    for (sector, score) in rim.filter(|_| state.rim) {
        let from = sector.index() as f64 * 60.0;
        let (r0, r1) = SECTOR_RING;
        sectors.push(Area {
            part: Part::Sector(sector),
            d: wedge(r0, r1, from, from + 60.0, SECTOR_GAP),
        });
        if let Some(score) = score.filter(|s| *s > 0.0) {
            let inset = small_asin(SECTOR_GAP / 2.0 / r0);
            let span = (60.0 - 2.0 * inset) * (score / 100.0).clamp(0.0, 1.0);
            readiness.push(Area {
                part: Part::Sector(sector),
                d: wedge(r0, r0 + READINESS, from + inset, from + inset + span, 0.0),
            });
        }
        labels.push(ArcLabel {
            part: Part::Sector(sector),
            d: writing_arc(355.0, from, from + 60.0, 17.0),
        });
    }
    Drawing {
        cells,
        spokes,
        stages,
        quadrants,
        sectors,
        readiness,
        labels,
        numbers,
    }
}

/// Outlines of what another state fills, to lay over a drawing: each spoke as far as its level, each sector's readiness.
#[must_use]
pub fn outlines(state: &WheelState) -> Vec<Area> {
    let spread = state.spread();
    let spokes = state
        .spokes
        .iter()
        .enumerate()
        .filter_map(|(index, spoke)| {
            let (_, outer) = cell_radii(spoke.known.level()?.get());
            Some(Area {
                part: Part::Spoke(index),
                d: spoke_wedge(spread, index, CELLS_FROM, outer),
            })
        });
    let mut all: Vec<Area> = spokes.collect();
    all.extend(draw(state).readiness);
    all
}

/// Distance and direction of a point of the view box from its centre.
fn polar(x: f64, y: f64) -> (f64, f64) {
    let (dx, dy) = (x - 400.0, y - 400.0);
    ((dx * dx + dy * dy).sqrt(), direction(dx, dy))
}

fn stage_towards(degrees: f64) -> Option<Part> {
    let at = ((degrees / 90.0) as usize).min(3);
    Stage::ALL.get(at).copied().map(Part::Stage)
}

fn sector_towards(degrees: f64) -> Option<Part> {
    let at = ((degrees / 60.0) as usize).min(5);
    Sector::ALL.get(at).copied().map(Part::Sector)
}

/// The part under a point of the view box, as a finger or a mouse would choose it; `None` outside and in gaps.
#[must_use]
pub fn part_at(spread: Spread, x: f64, y: f64) -> Option<Part> {
    let (radius, degrees) = polar(x, y);
    if radius <= HUB {
        Some(Part::Hub)
    } else if (CELLS_FROM..=CELLS_FROM + 4.0 * CELL_STEP + CELL).contains(&radius) {
        Some(spread.towards(degrees))
    } else if (STAGE_BAND.0..=STAGE_BAND.1).contains(&radius) {
        stage_towards(degrees)
    } else if spread.rim && (SECTOR_RING.0..=SECTOR_RING.1).contains(&radius) {
        sector_towards(degrees)
    } else {
        None
    }
}

/// As [`part_at`] for a small picture and a finger: quadrants in place of spokes and stage names, and a rim wide
/// enough to hit, 24 pixels from a width of 225 on.
#[must_use]
pub fn part_under_finger(spread: Spread, x: f64, y: f64) -> Option<Part> {
    let (radius, degrees) = polar(x, y);
    if radius <= HUB {
        Some(Part::Hub)
    } else if radius <= FINGER_RIM {
        stage_towards(degrees)
    } else if spread.rim && radius <= 400.0 {
        sector_towards(degrees)
    } else {
        None
    }
}

/// A key that moves the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Clockwise.
    Next,
    /// Against the clock.
    Previous,
    /// Towards the rim.
    Out,
    /// Towards the hub.
    In,
    /// First of the ring.
    First,
    /// Last of the ring.
    Last,
}

/// Where the focus goes: ←/→ within a ring, ↑/↓ between rings, at the nearest angle. Spokes are left out where
/// they are too small to choose.
#[must_use]
pub fn step(spread: Spread, from: Part, key: Move, with_spokes: bool) -> Part {
    let ring = match from {
        Part::Hub => 0,
        Part::Stage(_) => 1,
        Part::Spoke(_) => 2,
        Part::Sector(_) => 3,
    };
    let angle = middle_of(spread, from);
    let with_spokes = with_spokes && spread.total() > 0;
    let outermost = match (spread.rim, with_spokes) {
        (true, _) => 3,
        (false, true) => 2,
        (false, false) => 1,
    };
    match key {
        Move::Next | Move::Previous | Move::First | Move::Last => {
            let (len, at) = match from {
                Part::Hub => (1, 0),
                Part::Stage(s) => (4, s.index()),
                Part::Spoke(i) => (spread.total().max(1), i),
                Part::Sector(s) => (6, s.index()),
            };
            let to = match key {
                Move::Next => (at + 1) % len,
                Move::Previous => (at + len - 1) % len,
                Move::First => 0,
                _ => len - 1,
            };
            of_ring(spread, ring, to)
        }
        Move::Out | Move::In => {
            let mut to = ring;
            loop {
                to = match (key, to) {
                    (Move::Out, r) if r >= outermost => return from,
                    (Move::In, 0) => return from,
                    (Move::Out, r) => r + 1,
                    (_, r) => r - 1,
                };
                if to != 2 || with_spokes {
                    break;
                }
            }
            match to {
                2 => spread.towards(angle),
                1 => of_ring(spread, 1, (angle / 90.0) as usize),
                _ => of_ring(spread, to, (angle / 60.0) as usize),
            }
        }
    }
}

fn of_ring(spread: Spread, ring: usize, index: usize) -> Part {
    match ring {
        1 => Part::Stage(Stage::ALL.get(index).copied().unwrap_or(Stage::Reach)),
        2 => Part::Spoke(index.min(spread.total().saturating_sub(1))),
        3 => Part::Sector(Sector::ALL.get(index).copied().unwrap_or(Sector::Situation)),
        _ => Part::Hub,
    }
}

/// Middle angle of a part, degrees clockwise from the top; the hub counts as the top.
#[must_use]
pub fn middle_of(spread: Spread, part: Part) -> f64 {
    match part {
        Part::Hub => 0.0,
        Part::Stage(s) => s.index() as f64 * 90.0 + 45.0,
        Part::Spoke(i) => {
            let (from, to) = spread.angles(i);
            f64::midpoint(from, to)
        }
        Part::Sector(s) => s.index() as f64 * 60.0 + 30.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPREADS: [Spread; 4] = [
        Spread::BUILT_IN,
        Spread {
            spokes: [1, 8, 3, 5],
            rim: true,
        },
        Spread {
            spokes: [5, 6, 5, 5],
            rim: false,
        },
        Spread {
            spokes: [0, 4, 0, 1],
            rim: true,
        },
    ];

    #[test]
    fn every_part_is_found_again_at_its_own_middle() {
        for spread in SPREADS {
            let rim = Sector::ALL.map(|s| (350.0, Part::Sector(s)));
            let spots = [(50.0, Part::Hub)]
                .into_iter()
                .chain(Stage::ALL.map(|s| (299.0, Part::Stage(s))))
                .chain((0..spread.total()).map(|i| (200.0, Part::Spoke(i))))
                .chain(rim.into_iter().filter(|_| spread.rim));
            for (radius, part) in spots {
                let (x, y) = point(radius, middle_of(spread, part));
                assert_eq!(part_at(spread, x, y), Some(part));
            }
            assert_eq!(part_at(spread, 0.0, 0.0), None);
        }
    }

    #[test]
    fn spokes_fill_their_quadrant_whatever_their_number() {
        for spread in SPREADS {
            let mut at = 0.0;
            for index in 0..spread.total() {
                let (from, to) = spread.angles(index);
                let (quadrant, place, _) = spread.place(index).unwrap();
                assert!(to > from && place < 8);
                if place > 0 {
                    assert!((from - at).abs() < 1e-9, "{index}");
                } else {
                    assert!((from - quadrant as f64 * 90.0).abs() < 1e-9, "{index}");
                }
                at = to;
            }
        }
    }

    #[test]
    fn a_finger_beside_the_middle_of_a_sector_still_hits_it() {
        // 12 pixels in a picture 255 wide.
        let off = 12.0 * SIZE / 255.0;
        for sector in Sector::ALL {
            let (x, y) = point(353.0, middle_of(Spread::BUILT_IN, Part::Sector(sector)));
            for (dx, dy) in [(-off, 0.0), (off, 0.0), (0.0, -off), (0.0, off), (0.0, 0.0)] {
                assert_eq!(
                    part_under_finger(Spread::BUILT_IN, x + dx, y + dy),
                    Some(Part::Sector(sector))
                );
            }
        }
        assert_eq!(
            part_under_finger(Spread::BUILT_IN, 400.0, 400.0),
            Some(Part::Hub)
        );
    }

    #[test]
    fn arrows_reach_every_part_and_come_back() {
        for spread in SPREADS {
            let mut seen = std::collections::HashSet::new();
            let mut open = vec![Part::Hub];
            while let Some(part) = open.pop() {
                if seen.insert(part) {
                    for key in [
                        Move::Next,
                        Move::Previous,
                        Move::Out,
                        Move::In,
                        Move::First,
                        Move::Last,
                    ] {
                        open.push(step(spread, part, key, true));
                    }
                }
            }
            let rim = if spread.rim { 6 } else { 0 };
            assert_eq!(seen.len(), 1 + 4 + spread.total() + rim, "{spread:?}");
        }
        let step = |part, key, spokes| step(Spread::BUILT_IN, part, key, spokes);
        assert_eq!(
            step(Part::Stage(Stage::Act), Move::Out, false),
            Part::Sector(Sector::Strategy)
        );
        assert_eq!(
            step(Part::Sector(Sector::Control), Move::Next, true),
            Part::Sector(Sector::Situation)
        );
    }

    #[test]
    fn numbers_in_paths_are_short_and_have_no_minus_zero() {
        let mut out = String::new();
        for value in [1.0, 1.26, -0.04, -2.5] {
            number(&mut out, value);
            out.push(' ');
        }
        assert_eq!(out, "1 1.3 0 -2.5 ");
    }
}
