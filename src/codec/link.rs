//! What travels in a link's fragment or is typed as a code: a request to a colleague, with the profile and no answers,
//! the colleague's answers, and a plan to be looked at, without names and notes.
//!
//! Form: `<version><kind><length>.<payload>.<check>`, all of it small letters and digits that survive mail, chat and a
//! telephone call. The alphabet is Crockford's base 32, which leaves i, l, o and u out; reading takes them for 1, 1 and 0,
//! capitals for small letters, and overlooks spaces, line breaks, hyphens and whatever stands around.
//! Answers are packed into bits, so that they also fit on a slip of paper: see [`answers_code`].
//! No text of a link is shown, and nothing in it can name an address, a theme or a configuration.

use super::envelope::crc32;
use super::json;
use super::plan_json;
use crate::domain::answer::{Level, Reply};
use crate::domain::catalogue::Catalogue;
use crate::domain::channel_use::ChannelUse;
use crate::domain::ids::{ChannelId, ItemId};
use crate::domain::json::{Object, Value};
use crate::domain::map::Map;
use crate::domain::plan::Plan;
use crate::domain::profile::Profile;
use crate::domain::snapshot::Snapshot;
use crate::domain::stage::Stage;

/// What a link's fragment starts with, after `#`.
pub const MARK: &str = "gw=";
/// Longest text looked at, characters. A link of ours is far shorter.
pub const MAX_LINK: usize = 16_384;

/// Version that is written, and the only one there is.
const VERSION: char = '1';
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Characters of the check: 20 bits of CRC-32 over all that stands before.
const CHECK: usize = 4;
/// Characters of a tag.
const TAG: usize = 4;
/// Characters of packed answers: two tags of 20 bits, 14 bits of days, 3 bits for each reply, filled to whole characters.
const ANSWERS: usize = (40 + 14 + 3 * (4 + ITEMS.len())).div_ceil(5);
/// Longest link with a plan, characters; one that would be longer goes without what is said of channels.
const LONGEST: usize = 8_000;
/// The parts of a plan that travel as they are saved. None of them is a text.
const PARTS: [&str; 6] = [
    "profile",
    "base",
    "channels",
    "weights",
    "max_channels",
    "test_share",
];
/// Month of what a customer costs, where the plan has no figures of its own.
const SOME_MONTH: &str = "2026-01";
/// Most that a customer costs; the limit of the figures of a month.
const MOST: f64 = 1e12;
/// Day 0 of the date in packed answers: 1 January 2026, in days since 1970.
const DAY_0: i64 = 20_454;
const DAY: i64 = 86_400_000;

/// Whether an answer to that question goes with a link; one of a site's own does not.
#[must_use]
pub fn carries(id: &ItemId) -> bool {
    ITEMS.contains(&id.as_str())
}

/// The items in the order of their bits, for ever: a link written today is read by every later version.
const ITEMS: [&str; 44] = [
    "reach.search",
    "reach.paid",
    "reach.social",
    "reach.offline",
    "reach.always_on",
    "act.journey",
    "act.content",
    "act.capture",
    "act.proof",
    "act.nurture",
    "convert.offer",
    "convert.checkout",
    "convert.retarget",
    "convert.assist",
    "convert.test",
    "engage.onboard",
    "engage.messages",
    "engage.service",
    "engage.loyalty",
    "engage.advocacy",
    "situation.customers",
    "situation.channels",
    "situation.market",
    "situation.capability",
    "objectives.smart",
    "objectives.five_s",
    "objectives.forecast",
    "objectives.stages",
    "strategy.segments",
    "strategy.proposition",
    "strategy.integration",
    "strategy.sequence",
    "tactics.mix",
    "tactics.channels",
    "tactics.messages",
    "tactics.calendar",
    "action.owners",
    "action.resources",
    "action.process",
    "action.skills",
    "control.kpis",
    "control.attribution",
    "control.tests",
    "control.review",
];

/// What a link holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Link {
    /// A colleague is asked.
    Ask {
        /// Tag of the plan that asks.
        request: String,
        /// Whom the questions are about.
        profile: Box<Profile>,
    },
    /// A colleague has answered.
    Answers {
        /// Tag of the plan that asked.
        request: String,
        /// Tag of the plan that answers.
        from: String,
        /// The day of the answers, milliseconds since 1970.
        at: i64,
        /// The answers.
        answers: Snapshot,
    },
    /// Somebody's result is shown.
    Plan {
        /// The day of the result, milliseconds since 1970.
        at: i64,
        /// All that the result is made of, without an id, a name or any text of its own. What a customer costs stands in
        /// it as one month with one customer for each channel.
        plan: Box<Plan>,
    },
}

/// Why a text is no link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Nothing there.
    #[error("empty")]
    Empty,
    /// Longer than [`MAX_LINK`].
    #[error("too long")]
    TooLong,
    /// Neither a link nor a code of ours.
    #[error("not a growth wheel link")]
    NotOurs,
    /// From a version this app does not know.
    #[error("written by a newer version")]
    Newer,
    /// Some of it is missing.
    #[error("{has} of {needs} characters")]
    CutOff {
        /// Characters that came.
        has: usize,
        /// Characters there were.
        needs: usize,
    },
    /// Some character differs.
    #[error("a character differs")]
    Mistyped,
}

impl LinkError {
    /// Name that texts are keyed by, `compare.link.<id>`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong => "too_long",
            Self::NotOurs => "not_ours",
            Self::Newer => "newer",
            Self::CutOff { .. } => "cut_off",
            Self::Mistyped => "mistyped",
        }
    }
}

/// The tag of a plan: 4 characters that name it without telling its id.
#[must_use]
pub fn tag(plan_id: &str) -> String {
    let mut out = Bits::default();
    out.put(crc32(plan_id.as_bytes()) & 0xf_ffff, 20);
    out.text
}

/// The fragment, without `#`, that asks a colleague.
#[must_use]
pub fn ask_link(plan_id: &str, profile: &Profile) -> String {
    let mut map = Object::new();
    map.insert("request".to_owned(), Value::from(tag(plan_id).as_str()));
    map.insert(
        "profile".to_owned(),
        Value::Object(plan_json::write_profile(profile)),
    );
    let text = json::write(&Value::Object(map));
    let mut bits = Bits::default();
    for byte in text.bytes() {
        bits.put(u32::from(byte), 8);
    }
    [MARK, &sealed('q', &bits.finish())].concat()
}

/// The code of answers: 49 characters and two dots, before the payload and before the last four. `at` is milliseconds since 1970.
#[must_use]
pub fn answers_code(request: &str, plan_id: &str, at: i64, answers: &Snapshot) -> String {
    let mut bits = Bits::default();
    bits.put(untag(request).unwrap_or(0), 20);
    bits.put(untag(&tag(plan_id)).unwrap_or(0), 20);
    put_answers(&mut bits, at, answers);
    sealed('a', &bits.finish())
}

fn put_answers(bits: &mut Bits, at: i64, answers: &Snapshot) {
    let day = at.div_euclid(DAY).saturating_sub(DAY_0).clamp(0, 0x3fff);
    bits.put(u32::try_from(day).unwrap_or(0), 14);
    for stage in Stage::ALL {
        bits.put(number_of(answers.express.get(&stage).copied()), 3);
    }
    for id in ITEMS {
        let reply = answers.replies.get(&ItemId::builtin(id)).copied();
        bits.put(number_of(reply), 3);
    }
}

/// The fragment, without `#`, that shows a result to somebody else. `at` is milliseconds since 1970.
///
/// It holds what scores, recommendation and lines are made of, and no text: only what `known`, the built-in catalogue,
/// has a name for. Of the figures it holds nothing but `costs`, what a customer costs on each channel, as
/// [`crate::engine::fit::customer_costs`] tells it.
#[must_use]
pub fn plan_link(plan: &Plan, at: i64, known: &Catalogue, costs: &Map<ChannelId, f64>) -> String {
    let mut bare = bare(plan, known);
    let mut map = Object::new();
    let month = plan.numbers.keys().next_back();
    for (id, cost) in costs {
        if known.channel(id).is_some() {
            map.push(id.as_str().to_owned(), plan_json::number(cost.min(MOST)));
        }
    }
    let costs = (!map.is_empty()).then_some((map, month.map(ToString::to_string)));
    let answers = Snapshot::of(plan);
    let link = write_plan(&bare, at, &answers, costs.clone());
    if link.len() <= LONGEST {
        return link;
    }
    bare.channels.clear();
    write_plan(&bare, at, &answers, costs)
}

/// What of a plan goes out beside answers and costs. Field by field, so that a new field stays at home until it is let go.
fn bare(plan: &Plan, known: &Catalogue) -> Plan {
    let mut bare = Plan::new(String::new(), 0);
    bare.profile = plan.profile.clone();
    let habits = &mut bare.profile.habits;
    habits.retain(|id, _| known.habits.iter().any(|habit| habit.id == *id));
    bare.base = plan.base.clone();
    bare.base
        .retain(|id, _| known.base.iter().any(|part| part.id == *id));
    for (id, channel) in &plan.channels {
        let said = ChannelUse {
            status: channel.status,
            links: Vec::new(),
            edits: channel.edits.clone(),
        };
        if known.channel(id).is_some() && said != ChannelUse::default() {
            bare.channels.insert(id.clone(), said);
        }
    }
    bare.weights = plan.weights;
    bare.max_channels = plan.max_channels;
    bare.test_share = plan.test_share;
    bare
}

fn write_plan(
    bare: &Plan,
    at: i64,
    answers: &Snapshot,
    costs: Option<(Object, Option<String>)>,
) -> String {
    let mut map = Object::new();
    if let Value::Object(written) = plan_json::write(bare) {
        let parts = written.into_iter();
        for (name, part) in parts.filter(|(name, _)| PARTS.contains(&name.as_str())) {
            map.push(name, part);
        }
    }
    if let Some((costs, month)) = costs {
        map.push("costs".to_owned(), Value::Object(costs));
        if let Some(month) = month {
            map.push("month".to_owned(), Value::String(month));
        }
    }
    let mut bits = Bits::default();
    put_answers(&mut bits, at, answers);
    // Names and numbers of ours: seven bits each.
    for byte in json::write(&Value::Object(map)).bytes() {
        bits.put(u32::from(byte), 7);
    }
    [MARK, &sealed('p', &bits.finish())].concat()
}

/// The fragment, without `#`, that brings answers back.
#[must_use]
pub fn answers_link(code: &str) -> String {
    [MARK, code].concat()
}

/// A code in groups of four, to read out and to type.
#[must_use]
pub fn spoken(code: &str) -> String {
    let plain: Vec<char> = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let groups: Vec<String> = plain
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ").to_ascii_uppercase()
}

/// Reads a link, a fragment or a code, however it was pasted.
///
/// # Errors
/// A [`LinkError`].
pub fn read(text: &str) -> Result<Link, LinkError> {
    if text.chars().nth(MAX_LINK).is_some() {
        return Err(LinkError::TooLong);
    }
    // Of a whole address only what follows the mark counts; some programs write its signs as %3D and the like.
    let mut lower = text.to_lowercase();
    for (written, meant) in [
        ("%3d", "="),
        ("%2e", "."),
        ("%20", " "),
        ("%0d", ""),
        ("%0a", ""),
    ] {
        lower = lower.replace(written, meant);
    }
    let after = lower.split_once(MARK).map(|(_, rest)| rest);
    let body: String = after
        .unwrap_or(&lower)
        .chars()
        .filter_map(|c| match c {
            'o' => Some('0'),
            'i' | 'l' => Some('1'),
            c => c.is_ascii_alphanumeric().then_some(c),
        })
        .collect();
    if body.is_empty() {
        return Err(if lower.trim().is_empty() {
            LinkError::Empty
        } else {
            LinkError::NotOurs
        });
    }
    match read_body(&body) {
        // The mark says it is ours, so what cannot be read is later than this.
        Err(LinkError::NotOurs) if after.is_some_and(is_later) => Err(LinkError::Newer),
        // A code within a sentence: the words before it may end in what looks like its beginning.
        Err(error) if after.is_none() => {
            let mut starts = body.match_indices("1a").map(|(at, _)| at);
            let found = starts.find_map(|at| read_body(body.get(at..)?).ok());
            found.ok_or(error)
        }
        read => read,
    }
}

fn is_later(text: &str) -> bool {
    let mut head = text.chars();
    matches!(head.next(), Some('2'..='9')) && matches!(head.next(), Some('a'..='z'))
}

fn read_body(body: &str) -> Result<Link, LinkError> {
    if body.starts_with("1q") {
        read_ask(body)
    } else if body.starts_with("1a") {
        read_answers(body)
    } else if body.starts_with("1p") {
        read_plan(body)
    } else {
        Err(LinkError::NotOurs)
    }
}

/// Version, kind and length before a payload, the check after it.
fn sealed(kind: char, payload: &str) -> String {
    let mut length = Bits::default();
    length.put(u32::try_from(payload.len()).unwrap_or(0), 15);
    let body = format!("{VERSION}{kind}{}.{payload}", length.text);
    let check = check(&[body.get(..5).unwrap_or_default(), payload].concat());
    format!("{body}.{check}")
}

fn check(text: &str) -> String {
    let mut bits = Bits::default();
    bits.put(crc32(text.as_bytes()) & 0xf_ffff, 20);
    bits.text
}

/// The payload of a text without its dots: five characters of head, the payload, the check.
fn payload(body: &str) -> Result<&str, LinkError> {
    let cut = |needs| LinkError::CutOff {
        has: body.len(),
        needs,
    };
    let Some(length) = body.get(2..5) else {
        // The shortest text there is.
        return Err(cut(5 + ANSWERS + CHECK));
    };
    let length = unpack(length).and_then(|mut bits| bits.take(15));
    let length = length.ok_or(LinkError::Mistyped)? as usize;
    let end = 5 + length;
    let whole = body.get(..end + CHECK).ok_or_else(|| cut(end + CHECK))?;
    let (said, checked) = whole.split_at(end);
    // What stands after the check is the sentence the link stood in.
    if check(said) == checked {
        Ok(said.get(5..).unwrap_or_default())
    } else {
        Err(LinkError::Mistyped)
    }
}

fn read_ask(body: &str) -> Result<Link, LinkError> {
    let mut bits = unpack(payload(body)?).ok_or(LinkError::Mistyped)?;
    let mut bytes = Vec::new();
    while let Some(byte) = bits.take(8) {
        bytes.push(byte as u8);
    }
    let text = String::from_utf8(bytes).map_err(|_| LinkError::NotOurs)?;
    let Ok(Value::Object(mut map)) = json::read(&text) else {
        return Err(LinkError::NotOurs);
    };
    let request = map.get("request").and_then(Value::as_str);
    let request = request.filter(|tag| untag(tag).is_some());
    let request = request.ok_or(LinkError::NotOurs)?.to_owned();
    let mut plan = Object::new();
    if let Some(profile) = map.get_mut("profile").map(std::mem::take) {
        plan.insert("profile".to_owned(), profile);
    }
    let reading = plan_json::read(Value::Object(plan)).ok_or(LinkError::NotOurs)?;
    Ok(Link::Ask {
        request,
        profile: Box::new(reading.plan.profile),
    })
}

fn read_answers(body: &str) -> Result<Link, LinkError> {
    let payload = payload(body)?;
    if payload.len() != ANSWERS {
        return Err(LinkError::NotOurs);
    }
    let mut bits = unpack(payload).ok_or(LinkError::Mistyped)?;
    let mut next = |n| bits.take(n).ok_or(LinkError::NotOurs);
    let (request, from) = (next(20)?, next(20)?);
    let (at, answers) = take_answers(&mut bits).ok_or(LinkError::NotOurs)?;
    let name = |value| {
        let mut out = Bits::default();
        out.put(value, 20);
        out.text
    };
    Ok(Link::Answers {
        request: name(request),
        from: name(from),
        at,
        answers,
    })
}

/// The day, milliseconds since 1970, and the answers; `None` when they are not whole.
fn take_answers(bits: &mut Unpacked<'_>) -> Option<(i64, Snapshot)> {
    let day = bits.take(14)?;
    let mut answers = Snapshot::default();
    for stage in Stage::ALL {
        if let Some(reply) = reply_of(bits.take(3)?) {
            answers.express.insert(stage, reply);
        }
    }
    for id in ITEMS {
        if let Some(reply) = reply_of(bits.take(3)?) {
            answers.replies.insert(ItemId::builtin(id), reply);
        }
    }
    Some(((DAY_0 + i64::from(day)) * DAY, answers))
}

fn read_plan(body: &str) -> Result<Link, LinkError> {
    let mut bits = unpack(payload(body)?).ok_or(LinkError::Mistyped)?;
    let (at, answers) = take_answers(&mut bits).ok_or(LinkError::NotOurs)?;
    let mut text = String::new();
    while let Some(byte) = bits.take(7) {
        text.push(char::from(byte as u8));
    }
    let Ok(Value::Object(mut map)) = json::read(&text) else {
        return Err(LinkError::NotOurs);
    };
    let mut parts = Object::new();
    for name in PARTS {
        if let Some(part) = map.get_mut(name).map(std::mem::take) {
            parts.insert(name.to_owned(), part);
        }
    }
    if let Some(Value::Object(costs)) = map.get_mut("costs").map(std::mem::take) {
        let month = map.get("month").and_then(Value::as_str);
        let figures = figures(month.unwrap_or(SOME_MONTH), costs);
        parts.insert("numbers".to_owned(), figures);
    }
    let reading = plan_json::read(Value::Object(parts)).ok_or(LinkError::NotOurs)?;
    let mut plan = reading.plan;
    // What a link of ours does not hold, no other brings in either.
    plan.extra = Object::new();
    plan.channels.retain(|_, channel| {
        channel.links.clear();
        *channel != ChannelUse::default()
    });
    Ok(Link::Plan {
        at,
        plan: Box::new(answers.onto(&plan)),
    })
}

/// The figures of a plan that say what a customer costs on each channel: one month with one customer.
fn figures(month: &str, costs: Object) -> Value {
    let object = |name: &str, value| {
        let mut object = Object::new();
        object.push(name.to_owned(), value);
        object
    };
    let mut channels = Object::new();
    for (id, cost) in costs {
        let mut fields = object("spend", cost);
        fields.push("customers_online".to_owned(), Value::from(1_u64));
        channels.push(id, Value::Object(fields));
    }
    let channels = object("channels", Value::Object(channels));
    Value::Object(object(month, Value::Object(channels)))
}

fn number_of(reply: Option<Reply>) -> u32 {
    match reply {
        None => 0,
        Some(Reply::Level(level)) => u32::from(level.get()),
        Some(Reply::Unknown) => 6,
        Some(Reply::NotApplicable) => 7,
    }
}

fn reply_of(number: u32) -> Option<Reply> {
    match number {
        6 => Some(Reply::Unknown),
        7 => Some(Reply::NotApplicable),
        n => u8::try_from(n).ok().and_then(Level::new).map(Reply::Level),
    }
}

/// The number of a tag; `None` for what is no tag.
fn untag(tag: &str) -> Option<u32> {
    if tag.len() != TAG {
        return None;
    }
    unpack(tag)?.take(20)
}

/// Bits written as text, the first bit first.
#[derive(Default)]
struct Bits {
    text: String,
    waiting: u32,
    count: u32,
}

impl Bits {
    /// Adds the lowest `n` bits of a value, n at most 20.
    fn put(&mut self, value: u32, n: u32) {
        self.waiting = (self.waiting << n) | (value & ((1 << n) - 1));
        self.count += n;
        while self.count >= 5 {
            self.count -= 5;
            self.letter(self.waiting >> self.count);
            self.waiting &= (1 << self.count) - 1;
        }
    }

    fn letter(&mut self, five: u32) {
        let letter = ALPHABET.get((five & 31) as usize).copied();
        self.text.push(char::from(letter.unwrap_or(b'0')));
    }

    /// The text, filled with zeros to a whole character.
    fn finish(mut self) -> String {
        if self.count > 0 {
            self.letter(self.waiting << (5 - self.count));
        }
        self.text
    }
}

/// Bits read from text.
struct Unpacked<'a> {
    letters: std::str::Bytes<'a>,
    waiting: u32,
    count: u32,
}

/// `None` when a character is not of the alphabet.
fn unpack(text: &str) -> Option<Unpacked<'_>> {
    let known = text.bytes().all(|b| ALPHABET.contains(&b));
    known.then(|| Unpacked {
        letters: text.bytes(),
        waiting: 0,
        count: 0,
    })
}

impl Unpacked<'_> {
    /// The next `n` bits, n at most 20; `None` at the end.
    fn take(&mut self, n: u32) -> Option<u32> {
        while self.count < n {
            let letter = self.letters.next()?;
            let five = ALPHABET.iter().position(|b| *b == letter)?;
            self.waiting = (self.waiting << 5) | u32::try_from(five).ok()?;
            self.count += 5;
        }
        self.count -= n;
        let value = self.waiting >> self.count;
        self.waiting &= (1 << self.count) - 1;
        Some(value)
    }
}
