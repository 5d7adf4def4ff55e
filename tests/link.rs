//! What travels between colleagues comes back the same, however mail and chat bend it; what is not whole says so.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::borrow::Cow;
use std::fmt::Write as _;

use growth_wheel::codec::envelope::crc32;
use growth_wheel::codec::link::{self, Link, LinkError};
use growth_wheel::codec::plan_json;
use growth_wheel::content::{self, catalogue, examples};
use growth_wheel::domain::answer::Reply;
use growth_wheel::domain::benchmark::{Benchmark, Place, Scope, Segment};
use growth_wheel::domain::channel_use::{ChannelUse, EditField, Use};
use growth_wheel::domain::ids::{BaseId, ChannelId, HabitId, ItemId};
use growth_wheel::domain::numbers::{ChannelField, Month, MonthNumbers, TotalField};
use growth_wheel::domain::plan::{BaseState, Criterion, Plan};
use growth_wheel::domain::profile::{
    AgeBand, Country, Currency, Data, Evidence, Frequency, Geo, Habit, Model, Objective, Profile,
    Size, Skill,
};
use growth_wheel::domain::snapshot::{Opinion, Snapshot};
use growth_wheel::domain::stage::Stage;
use growth_wheel::engine::actions::{ThreeLines, three_lines};
use growth_wheel::engine::benchmark;
use growth_wheel::engine::fit::{self, Basis};
use growth_wheel::engine::recommend::{Context, Recommendation, recommend};
use growth_wheel::engine::score::{Scores, scores};

const DAY: i64 = 86_400_000;
/// 22 November 2026.
const TODAY: i64 = 20_779 * DAY;
const REPLIES: [&str; 8] = ["", "1", "2", "3", "4", "5", "unknown", "na"];

/// A small generator, so that the same answers come in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

fn answers(dice: &mut Dice) -> Snapshot {
    let mut all = Snapshot::default();
    for stage in Stage::ALL {
        if let Some(reply) = Reply::from_id(REPLIES[dice.below(8)]) {
            all.express.insert(stage, reply);
        }
    }
    for item in catalogue().items {
        if let Some(reply) = Reply::from_id(REPLIES[dice.below(8)]) {
            all.replies.insert(item.id, reply);
        }
    }
    all
}

fn code(dice: &mut Dice) -> (String, Link) {
    let (asked, answered) = (
        format!("p{}", dice.below(9_999)),
        format!("q{}", dice.below(9_999)),
    );
    let (request, from) = (link::tag(&asked), link::tag(&answered));
    let at = (20_454 + dice.below(16_000) as i64) * DAY;
    let answers = answers(dice);
    let code = link::answers_code(&request, &answered, at + 41_000_000, &answers);
    let meant = Link::Answers {
        request,
        from,
        at,
        answers,
    };
    (code, meant)
}

#[test]
fn ten_thousand_sets_of_answers_come_back_the_same() {
    let mut dice = Dice(1);
    for _ in 0..10_000 {
        let (code, meant) = code(&mut dice);
        assert_eq!(code.len(), 5 + 1 + 40 + 1 + 4, "{code}");
        assert_eq!(link::read(&code).unwrap(), meant, "{code}");
    }
}

#[test]
fn the_profile_of_every_example_comes_back_and_nothing_else_goes_out() {
    for example in examples::ALL {
        let plan = examples::plan(example.id).unwrap();
        let text = link::ask_link(&plan.id, &plan.profile);
        assert!(
            text.starts_with(link::MARK) && text.len() < 2_000,
            "{}",
            text.len()
        );
        let Link::Ask { request, profile } = link::read(&text).unwrap() else {
            panic!("{}", example.id);
        };
        assert_eq!(request, link::tag(&plan.id));
        assert_eq!(*profile, plan.profile, "{}", example.id);
    }
    let empty = Plan::new("p".to_owned(), 0);
    let text = link::ask_link("p", &empty.profile);
    assert!(
        matches!(link::read(&text), Ok(Link::Ask { profile, .. }) if *profile == empty.profile)
    );
}

#[test]
fn the_order_of_the_bits_is_that_of_the_catalogue() {
    // An item that joins the catalogue needs a version of its own: what was sent keeps its meaning.
    for (place, item) in catalogue().items.into_iter().enumerate() {
        let mut one = Snapshot::default();
        one.replies.insert(item.id.clone(), Reply::Unknown);
        let code = link::answers_code("0000", "p", TODAY, &one);
        let bit = 54 + 12 + 3 * place;
        let letters: Vec<usize> = (bit / 5..=(bit + 2) / 5).collect();
        let bare = link::answers_code("0000", "p", TODAY, &Snapshot::default());
        let differs: Vec<usize> = (0..40)
            .filter(|at| code.as_bytes()[6 + at] != bare.as_bytes()[6 + at])
            .collect();
        assert!(!differs.is_empty(), "{}", item.id);
        assert!(differs.iter().all(|at| letters.contains(at)), "{}", item.id);
    }
}

#[test]
fn mail_and_chat_may_bend_a_link() {
    let mut dice = Dice(7);
    for _ in 0..200 {
        let (code, meant) = code(&mut dice);
        let address = format!(
            "https://agency.example/wheel/?lang=it#{}",
            link::answers_link(&code)
        );
        let spoken = link::spoken(&code);
        let middle = address.len() - 20;
        let wrapped = format!("{}=\r\n{}", &address[..middle], &address[middle..]);
        for bent in [
            address.clone(),
            format!("#{}", link::answers_link(&code)),
            address.replace('#', "%23").replace("gw=", "gw%3D"),
            format!("{address}."),
            format!("“{address}”"),
            format!("({address}), see you on Monday"),
            address.to_uppercase(),
            wrapped,
            spoken.clone(),
            spoken.replace(' ', "-").to_lowercase(),
            spoken.replace('0', "O").replace('1', "l"),
            format!("  {spoken}\n\n"),
            format!("Here is la code: {spoken}"),
            format!("La risposta è: {spoken}"),
            format!("I answered: {spoken}, {spoken}"),
        ] {
            assert_eq!(link::read(&bent).as_ref(), Ok(&meant), "{bent}");
        }
    }
}

#[test]
fn what_is_not_whole_says_how_much_there_is() {
    let (code, _) = code(&mut Dice(3));
    let bare: Vec<char> = code.chars().filter(char::is_ascii_alphanumeric).collect();
    for has in 2..bare.len() {
        let cut: String = bare[..has].iter().collect();
        let needs = bare.len();
        assert_eq!(
            link::read(&cut),
            Err(LinkError::CutOff { has, needs }),
            "{cut}"
        );
    }
    for (text, error) in [
        ("", LinkError::Empty),
        ("  \n", LinkError::Empty),
        ("…", LinkError::NotOurs),
        ("hello", LinkError::NotOurs),
        ("https://example.com/#about", LinkError::NotOurs),
        ("https://example.com/#gw=2q012.abc.defg", LinkError::Newer),
        ("https://example.com/#gw=1z012.abc.defg", LinkError::NotOurs),
        (&*"1".repeat(20_000), LinkError::TooLong),
    ] {
        assert_eq!(link::read(text), Err(error), "{text:.40}");
    }
}

#[test]
fn one_wrong_character_is_noticed() {
    let mut dice = Dice(11);
    for _ in 0..300 {
        let (code, _) = code(&mut dice);
        let mut letters: Vec<char> = code.chars().collect();
        let at = 6 + dice.below(code.len() - 6);
        let other = b"0123456789abcdefghjkmnpqrstvwxyz"[dice.below(32)] as char;
        if letters[at] == '.' || letters[at] == other {
            continue;
        }
        letters[at] = other;
        let wrong: String = letters.into_iter().collect();
        assert_eq!(
            link::read(&wrong),
            Err(LinkError::Mistyped),
            "{code} {wrong}"
        );
    }
}

#[test]
fn ten_thousand_mutated_links_are_refused_or_read_and_never_panic() {
    let mut dice = Dice(5);
    let plan = examples::plan("outdoor").unwrap();
    let ask = link::ask_link(&plan.id, &plan.profile);
    let (code, _) = code(&mut dice);
    let odd = [
        '%', '2', '0', 'é', 'ж', '\u{202e}', '=', '.', '#', 'z', '\0', '😀', 'İ',
    ];
    for n in 0..10_000 {
        let mut text: Vec<char> = if n % 2 == 0 { &ask } else { &code }.chars().collect();
        for _ in 0..=dice.below(4) {
            let at = dice.below(text.len());
            match dice.below(3) {
                0 => text[at] = odd[dice.below(odd.len())],
                1 => text.truncate(at.max(1)),
                _ => text.insert(at, odd[dice.below(odd.len())]),
            }
        }
        let text: String = text.into_iter().collect();
        if let Ok(Link::Ask { profile, .. }) = link::read(&text) {
            // Whatever was let in is within the limits of a plan.
            let mut plan = Plan::new("p".to_owned(), 0);
            plan.profile = *profile;
            let again = plan_json::read(plan_json::write(&plan)).unwrap();
            assert_eq!((again.dropped, again.plan), (0, plan));
        }
    }
}

// ---- a plan to be looked at --------------------------------------------------------------------------------------

fn link_to(plan: &Plan) -> String {
    let known = catalogue();
    link::plan_link(plan, TODAY, &known, &fit::customer_costs(plan, &known))
}

fn opened(text: &str) -> Plan {
    match link::read(text) {
        Ok(Link::Plan { at, plan }) => {
            assert_eq!(at, TODAY);
            *plan
        }
        other => panic!("{other:?}: {text}"),
    }
}

/// All that is shown of a plan: scores, recommendation, three lines.
fn shown(plan: &Plan) -> (Scores, Recommendation, ThreeLines) {
    let known = catalogue();
    let scores = scores(plan, &known);
    let context = Context {
        euro_rate: content::currency::rate(plan.profile.currency()),
        today: 20_779,
    };
    let mut advice = recommend(plan, &known, &scores, context);
    // A cost looks like one's own after the way, also where a published one was accepted.
    for channel in &mut advice.channels {
        let basis = &mut channel.fit.basis[Criterion::Economics.index()];
        if *basis == Basis::Assumed {
            *basis = Basis::Said;
        }
    }
    (scores, advice, three_lines(plan, &known))
}

#[test]
fn every_example_is_shown_to_another_as_to_its_owner_in_a_short_link() {
    for example in examples::ALL {
        let plan = examples::plan(example.id).unwrap();
        let text = link_to(&plan);
        assert!(
            text.starts_with(link::MARK) && text.len() < 2_000,
            "{}: {}",
            example.id,
            text.len()
        );
        assert_eq!(shown(&opened(&text)), shown(&plan), "{}", example.id);
    }
    let empty = Plan::new("p".to_owned(), 0);
    assert_eq!(shown(&opened(&link_to(&empty))), shown(&empty));
}

/// A text with the word in it.
fn said(word: &str) -> String {
    format!("{word}: Ж\u{202e}<b>")
}

fn maybe<T>(dice: &mut Dice, all: &[T]) -> Option<T>
where
    T: Copy,
{
    all.get(dice.below(all.len() + 1)).copied()
}

fn amount(dice: &mut Dice) -> f64 {
    match dice.below(6) {
        0 => 0.0,
        1 => dice.below(90_000) as f64 / 7.0,
        _ => dice.below(5_000) as f64,
    }
}

/// Whom a plan is for, by chance; what has a name of the visitor's own has the word in it.
fn profile(dice: &mut Dice, word: &str) -> Profile {
    let mut profile = Profile {
        model: maybe(dice, Model::ALL),
        country: Country::new(["IT", "RU", "US", "ZZ"][dice.below(4)]),
        geo: maybe(dice, Geo::ALL),
        size: maybe(dice, Size::ALL),
        age: maybe(dice, AgeBand::ALL),
        currency: Currency::new(["EUR", "RUB", "GBP", "XAU"][dice.below(4)]),
        ticket: (dice.below(3) > 0).then(|| amount(dice)),
        margin: (dice.below(3) > 0).then(|| dice.below(101) as f64 / 100.0),
        cycle: (dice.below(3) > 0).then(|| dice.below(400) as f64),
        budget: (dice.below(3) > 0).then(|| amount(dice)),
        hours: (dice.below(3) > 0).then(|| dice.below(80) as f64),
        horizon: (dice.below(3) > 0).then(|| (1 + dice.below(36)) as f64),
        ..Profile::default()
    };
    for code in ["FR", "DE", "ES", "UA"] {
        if dice.below(5) == 0 {
            profile.markets.extend(Country::new(code));
        }
    }
    let mut objectives = Objective::ALL.to_vec();
    objectives.rotate_left(dice.below(5));
    objectives.truncate(dice.below(6));
    profile.objectives = objectives;
    for skill in Skill::ALL {
        if dice.below(2) == 0 {
            profile.skills.insert(*skill, dice.below(4) as u8);
        }
    }
    for data in Data::ALL {
        if dice.below(2) == 0 {
            profile.data.insert(*data, dice.below(4) as u8);
        }
    }
    let habits = catalogue().habits.into_iter().map(|habit| habit.id);
    for id in habits.chain([HabitId::parse(word).unwrap()]) {
        let habit = Habit {
            frequency: maybe(dice, Frequency::ALL),
            evidence: maybe(dice, Evidence::ALL),
        };
        if dice.below(3) == 0 || id.as_str() == word {
            profile.habits.insert(id, habit);
        }
    }
    profile
}

/// A plan by chance, with the word in every text it has and in every name that is none of ours.
fn any_plan(dice: &mut Dice, word: &str) -> Plan {
    let known = catalogue();
    let mut plan = Plan::new(word.to_owned(), 1_790_000_000_000);
    (plan.rev, plan.name) = (7, said(word));
    plan.profile = profile(dice, word);
    let answers = answers(dice);
    plan.express = answers.express.clone();
    for item in &known.items {
        let answer = plan.answers.entry(item.id.clone()).or_default();
        answer.reply = answers.replies.get(&item.id).copied();
        answer.evidence = said(word);
        answer.always_on = maybe(dice, &[true, false]);
    }
    let own = ItemId::parse(word).unwrap();
    plan.answers.entry(own.clone()).or_default().reply = Reply::from_id("4");
    for part in &known.base {
        if let Some(state) = maybe(dice, &BaseState::ALL) {
            plan.base.insert(part.id.clone(), state);
        }
    }
    plan.base
        .insert(BaseId::parse(word).unwrap(), BaseState::Poor);
    let mut month = MonthNumbers::default();
    let channels = known.channels.iter().map(|channel| channel.id.clone());
    for id in channels.chain([ChannelId::parse(word).unwrap()]) {
        let mut used = ChannelUse {
            status: Use::ALL[dice.below(3)],
            links: vec![said(word)],
            ..ChannelUse::default()
        };
        for field in EditField::ALL {
            if dice.below(25) == 0 {
                used.edits.insert(field, amount(dice).min(field.max()));
            }
        }
        plan.channels.insert(id.clone(), used);
        if dice.below(8) == 0 {
            let fields = month.channels.entry(id).or_default();
            for field in ChannelField::ALL {
                if dice.below(3) > 0 {
                    fields.insert(*field, amount(dice));
                }
            }
        }
    }
    month
        .totals
        .insert(TotalField::TotalRevenue, 61_000.0 + amount(dice));
    plan.numbers.insert(Month::new(2026, 9).unwrap(), month);
    if dice.below(3) == 0 {
        plan.weights = Some([0; 6].map(|_| (1 + dice.below(10)) as f64 / 10.0));
    }
    plan.max_channels = 1 + dice.below(8) as u8;
    plan.test_share = dice.below(21) as f64 / 100.0;
    plan.targets.insert(word.to_owned(), 3.0);
    plan.sheet.insert(word.to_owned(), 4.0);
    plan.texts.insert(word.to_owned(), said(word));
    let published = Benchmark {
        id: "own1".to_owned(),
        scope: Scope::Channel(ChannelId::builtin("email")),
        metric: Cow::Borrowed(["cac", "cpl"][dice.below(2)]),
        value: amount(dice),
        to: 0.0,
        currency: plan.profile.currency,
        segment: Segment::Said(said(word)),
        source: Cow::Owned(said(word)),
        source_id: None,
        year: 2025,
        place: Place::Said(said(word)),
        cases: None,
        notes: Vec::new(),
        grade: None,
    };
    for action in benchmark::keep(&published, &said(word), &said(word), true) {
        plan.apply(action).unwrap();
    }
    let mut kept = answers;
    kept.replies.insert(own, Reply::Unknown);
    plan.snapshots.insert(TODAY, kept.clone());
    let opinion = Opinion {
        name: said(word),
        at: TODAY,
        answers: kept,
    };
    plan.opinions.insert(word.to_owned(), opinion);
    plan.asked_by = Some(word.to_owned());
    let unknown = format!(r#"{{"{word}":"{word}","profile":{{"{word}":"{word}"}}}}"#);
    let unknown = growth_wheel::codec::json::read(&unknown).unwrap();
    plan.extra = unknown.as_object().unwrap().clone();
    plan
}

#[test]
fn any_plan_is_shown_to_another_as_to_its_owner() {
    let mut dice = Dice(17);
    let email = ChannelId::builtin("email");
    let (mut own, mut accepted) = (0, 0);
    for n in 0..300 {
        let plan = any_plan(&mut dice, "mine");
        let text = link_to(&plan);
        assert!(text.len() <= 8_000, "{n}: {}", text.len());
        let seen = opened(&text);
        assert_eq!(shown(&seen), shown(&plan), "{n}");
        own += usize::from(!seen.numbers.is_empty());
        accepted += usize::from(
            fit::own_customer_cost(&plan, &email).is_none()
                && fit::own_customer_cost(&seen, &email).is_some(),
        );
        // It can be kept, and sent on as it came.
        let again = plan_json::read(plan_json::write(&seen)).unwrap();
        assert_eq!((again.dropped, &again.plan), (0, &seen), "{n}");
        assert_eq!(link_to(&seen), text, "{n}");
    }
    assert!(own > 200 && accepted > 50, "{own} {accepted}");
}

#[test]
fn no_word_of_the_visitor_is_in_a_link_with_a_plan() {
    for seed in 0..300 {
        let plan = any_plan(&mut Dice(seed), "marker");
        let whole = growth_wheel::codec::json::write(&plan_json::write(&plan));
        assert!(whole.matches("marker").count() > 100, "{whole}");
        let text = link_to(&plan);
        assert_eq!(link_to(&any_plan(&mut Dice(seed), "other")), text, "{seed}");
        let seen = opened(&text);
        assert!(!format!("{seen:?}").contains("marker"), "{seed}: {seen:?}");
        assert_eq!((seen.id.as_str(), seen.name.as_str()), ("main", ""));
        assert!(seen.texts.is_empty() && seen.sheet.is_empty() && seen.targets.is_empty());
        assert!(seen.snapshots.is_empty() && seen.opinions.is_empty());
        let figures = seen.numbers.values().flat_map(|m| m.channels.values());
        for fields in figures {
            // Not how many customers there were, only what one costs.
            let names: Vec<&str> = fields.keys().map(|field| field.id()).collect();
            assert_eq!(names, ["spend", "customers_online"]);
            assert_eq!(fields.get(&ChannelField::CustomersOnline), Some(&1.0));
        }
    }
}

#[test]
fn a_link_that_would_be_too_long_goes_without_what_is_said_of_channels() {
    let known = catalogue();
    let mut plan = any_plan(&mut Dice(23), "mine");
    // No short decimal.
    let odd = 0.1 + 0.2;
    for channel in &known.channels {
        let used = plan.channels.entry(channel.id.clone()).or_default();
        for field in EditField::ALL {
            used.edits.insert(field, odd);
        }
        let month = plan.numbers.values_mut().next().unwrap();
        let fields = month.channels.entry(channel.id.clone()).or_default();
        fields.insert(ChannelField::Spend, 1e12);
        fields.insert(ChannelField::CustomersOnline, 3.0);
    }
    for habit in &known.habits {
        let habit = habit.id.clone();
        let said = Habit {
            frequency: Some(Frequency::Monthly),
            evidence: Some(Evidence::Survey),
        };
        plan.profile.habits.insert(habit, said);
    }
    let text = link_to(&plan);
    assert!(text.len() <= 8_000, "{}", text.len());
    let seen = opened(&text);
    assert!(seen.channels.is_empty());
    plan.channels.clear();
    assert_eq!(shown(&seen), shown(&plan));
}

const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Bits, each a number and how many of it, as letters.
fn letters(parts: impl IntoIterator<Item = (u32, u32)>) -> String {
    let bit = |(value, n): (u32, u32)| (0..n).rev().map(move |at| value >> at & 1);
    let bits: Vec<u32> = parts.into_iter().flat_map(bit).collect();
    let five = |five: &[u32]| five.iter().fold(0, |sum, bit| sum * 2 + bit) << (5 - five.len());
    let letter = |chunk| char::from(LETTERS[five(chunk) as usize]);
    bits.chunks(5).map(letter).collect()
}

/// A link to a plan as somebody else may write one: without answers, with whatever JSON.
fn forged(json: &str) -> String {
    let head = std::iter::repeat_n((0, 1), 14 + 3 * 48);
    let payload = letters(head.chain(json.bytes().map(|byte| (u32::from(byte), 7))));
    let body = format!("1p{}{payload}", letters([(payload.len() as u32, 15)]));
    format!("gw={body}{}", letters([(crc32(body.as_bytes()), 20)]))
}

#[test]
fn a_forged_link_brings_in_no_text_and_nothing_beyond_the_limits() {
    let open = |json: &str| match link::read(&forged(json)) {
        Ok(Link::Plan { plan, .. }) => *plan,
        other => panic!("{other:?}: {json}"),
    };
    let empty = open("{}");
    assert!(empty.is_untouched() && empty.id == plan_json::FALLBACK_ID);
    for json in [
        r#"{"name":"x","id":"x","texts":{"a":"x"},"later":"x","rev":9}"#,
        r#"{"channels":{"email":{"links":["https://x.example"],"later":"x"}}}"#,
        r#"{"profile":{"budget":1e99,"model":"x","later":{"x":"x"}}}"#,
        r#"{"profile":[],"base":"x","channels":3,"weights":{"journey":2},"max_channels":99}"#,
        r#"{"snapshots":{"1795219200000":{"express":{"act":"2"}}},"asked_by":"x"}"#,
        r#"{"numbers":{"2026-01":{"channels":{"email":{"leads":3}}}}}"#,
        r#"{"costs":{"email":"x","x":-1},"month":"2026-13"}"#,
        r#"{"costs":[1,2]}"#,
    ] {
        let mut plan = open(json);
        plan.numbers.clear();
        assert_eq!(plan, empty, "{json}");
    }
    let costs = open(r#"{"costs":{"email":12.5},"month":"2026-08"}"#);
    let email = ChannelId::builtin("email");
    assert_eq!(fit::own_customer_cost(&costs, &email), Some(12.5));
    for json in ["", "[]", "{", "{}{}", "null", "\u{1}"] {
        let read = link::read(&forged(json));
        assert_eq!(read, Err(LinkError::NotOurs), "{json}");
    }
}

#[test]
fn two_thousand_mutated_links_with_a_plan_are_refused_or_read_and_never_panic() {
    let mut dice = Dice(29);
    let plan = examples::plan("software").unwrap();
    let text = link_to(&plan);
    let json = plan_json::write(&opened(&text));
    let json = growth_wheel::codec::json::write(&json);
    let odd = [
        '%', '2', '0', 'é', '\u{202e}', '=', '.', '"', '{', '}', ':', 'z', '\0', '9', '-',
    ];
    for n in 0..2_000 {
        // Half of them are whole on the outside.
        let mut letters: Vec<char> = if n % 2 == 0 { &text } else { &json }.chars().collect();
        for _ in 0..=dice.below(4) {
            let at = dice.below(letters.len());
            match dice.below(3) {
                0 => letters[at] = odd[dice.below(odd.len())],
                1 => drop(letters.remove(at)),
                _ => letters.insert(at, odd[dice.below(odd.len())]),
            }
        }
        let mut text: String = letters.into_iter().collect();
        if n % 2 == 1 {
            text = forged(&text);
        }
        if let Ok(Link::Plan { plan, .. }) = link::read(&text) {
            let again = plan_json::read(plan_json::write(&plan)).unwrap();
            assert_eq!((again.dropped, again.plan), (0, *plan));
        }
    }
    let bare: Vec<char> = text.chars().filter(char::is_ascii_alphanumeric).collect();
    // Without the two letters of the mark.
    let needs = bare.len() - 2;
    for has in [2, 4, 5, 40, needs / 2, needs - 1] {
        let cut: String = bare[2..2 + has].iter().collect();
        let wrong = link::read(&format!("#gw={cut}"));
        assert!(
            matches!(wrong, Err(LinkError::CutOff { has: h, needs: n }) if h == has && (n == needs || has < 5)),
            "{has}: {wrong:?}"
        );
    }
}

const GOLDEN: &str = include_str!("golden/links-1.txt");

/// What a golden line says of a link.
fn described(read: &Link) -> String {
    match read {
        Link::Ask { request, profile } => {
            let mut plan = Plan::new("p".to_owned(), 0);
            plan.profile = (**profile).clone();
            let json = plan_json::write(&plan);
            let profile = json.as_object().and_then(|o| o.get("profile"));
            let text = growth_wheel::codec::json::write(profile.unwrap());
            format!("ask {request} {text}")
        }
        Link::Plan { at, plan } => {
            let text = growth_wheel::codec::json::write(&plan_json::write(plan));
            format!("plan {at} {text}")
        }
        Link::Answers {
            request,
            from,
            at,
            answers,
        } => {
            let mut out = format!("answers {request} {from} {at} ");
            let of = |reply: Option<&Reply>| match reply {
                None => '-',
                Some(reply) => match reply.id() {
                    "unknown" => '?',
                    "na" => 'x',
                    level => level.chars().next().unwrap(),
                },
            };
            for stage in Stage::ALL {
                out.push(of(answers.express.get(&stage)));
            }
            for item in catalogue().items {
                let _ = write!(out, "{}", of(answers.replies.get(&item.id)));
            }
            out
        }
    }
}

#[test]
fn links_of_version_1_are_read_for_ever() {
    let lines: Vec<&str> = GOLDEN.lines().collect();
    assert!(lines.len() >= 20);
    for line in lines {
        let (text, meant) = line.split_once('\t').unwrap();
        assert_eq!(described(&link::read(text).unwrap()), meant);
    }
}
