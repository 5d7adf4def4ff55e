//! What travels between colleagues comes back the same, however mail and chat bend it; what is not whole says so.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fmt::Write as _;

use growth_wheel::codec::link::{self, Link, LinkError};
use growth_wheel::codec::plan_json;
use growth_wheel::content::{catalogue, examples};
use growth_wheel::domain::answer::Reply;
use growth_wheel::domain::plan::Plan;
use growth_wheel::domain::snapshot::Snapshot;
use growth_wheel::domain::stage::Stage;

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
