//! Colours a site chooses, made legible: the hue stays, the lightness gives way.
//!
//! Contrast is that of WCAG 2.2: (L1 + .05) / (L2 + .05) of relative luminances, 1 to 21.

/// Least contrast of text and of what has to be told apart.
pub const TEXT: f64 = 4.5;
/// Least contrast of running text.
pub const INK: f64 = 7.0;

/// A colour of the screen, sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Black.
    pub const BLACK: Self = Self(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self(255, 255, 255);

    /// Reads `#rgb` or `#rrggbb`; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        let part = |shift: u32, mask: u32| u8::try_from((number >> shift) & mask).ok();
        match digits.len() {
            3 => Some(Self(
                part(8, 15)? * 17,
                part(4, 15)? * 17,
                part(0, 15)? * 17,
            )),
            6 => Some(Self(part(16, 255)?, part(8, 255)?, part(0, 255)?)),
            _ => None,
        }
    }

    /// As `#rrggbb`.
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// Relative luminance, 0..=1. Source: WCAG 2.2.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let c = f64::from(part) / 255.0;
            if c <= 0.040_45 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast to another, 1..=21, the same both ways.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// That share of another mixed in, 0..=1.
    #[must_use]
    pub fn mix(self, other: Self, share: f64) -> Self {
        let part = |a: u8, b: u8| {
            let mixed = f64::from(a) * (1.0 - share) + f64::from(b) * share;
            mixed.round().clamp(0.0, 255.0) as u8
        };
        Self(
            part(self.0, other.0),
            part(self.1, other.1),
            part(self.2, other.2),
        )
    }

    /// Black or white, whichever is easier to read on this: at least 4.58.
    #[must_use]
    pub fn on_top(self) -> Self {
        if self.contrast(Self::WHITE) >= self.contrast(Self::BLACK) {
            Self::WHITE
        } else {
            Self::BLACK
        }
    }

    /// This colour, as little darkened or lightened as it takes to reach that contrast on every one of these grounds.
    /// Where none can on all of them, the black or white that comes nearest.
    #[must_use]
    pub fn legible(self, grounds: &[Self], least: f64) -> Self {
        let worst = |colour: Self| {
            let all = grounds.iter().map(|ground| colour.contrast(*ground));
            all.fold(f64::INFINITY, f64::min)
        };
        let steps = (0..=100).flat_map(|step| {
            let share = f64::from(step) / 100.0;
            [self.mix(Self::BLACK, share), self.mix(Self::WHITE, share)]
        });
        let ends = [Self::BLACK, Self::WHITE];
        let mut found = steps.filter(|colour| worst(*colour) >= least);
        found.next().unwrap_or_else(|| {
            let [black, white] = ends;
            if worst(black) >= worst(white) {
                black
            } else {
                white
            }
        })
    }
}

/// What a site chose for one theme; `None` is ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Chosen {
    /// Buttons, marks of what is chosen, focus.
    pub accent: Option<Rgb>,
    /// The ground.
    pub surface: Option<Rgb>,
    /// The ground of fields and cards.
    pub paper: Option<Rgb>,
    /// Text.
    pub ink: Option<Rgb>,
    /// The stages of RACE.
    pub stages: [Option<Rgb>; 4],
}

/// Names of what can be chosen, in the order of [`Chosen::list`].
pub const NAMES: [&str; 8] = [
    "accent", "surface", "paper", "ink", "reach", "act", "convert", "engage",
];

impl Chosen {
    /// All of it, in the order of [`NAMES`].
    #[must_use]
    pub const fn list(&self) -> [Option<Rgb>; 8] {
        let [reach, act, convert, engage] = self.stages;
        [
            self.accent,
            self.surface,
            self.paper,
            self.ink,
            reach,
            act,
            convert,
            engage,
        ]
    }

    /// The same from a list.
    #[must_use]
    pub const fn of(
        [accent, surface, paper, ink, reach, act, convert, engage]: [Option<Rgb>; 8],
    ) -> Self {
        Self {
            accent,
            surface,
            paper,
            ink,
            stages: [reach, act, convert, engage],
        }
    }

    /// What is chosen here, and where nothing is, what is there.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let mut list = self.list();
        for (mine, theirs) in list.iter_mut().zip(other.list()) {
            *mine = mine.or(theirs);
        }
        Self::of(list)
    }
}

/// Colours of a theme of ours, `--name: #rrggbb` in `style/tokens.css`: surface, paper, ink, secondary, muted, track,
/// line, alarm, note, then the stages.
const LIGHT: [Rgb; 13] = [
    Rgb(0xfa, 0xf9, 0xf6),
    Rgb(0xff, 0xff, 0xff),
    Rgb(0x1d, 0x1f, 0x24),
    Rgb(0x3f, 0x46, 0x54),
    Rgb(0x62, 0x67, 0x6f),
    Rgb(0xec, 0xea, 0xe4),
    Rgb(0xcf, 0xcb, 0xc1),
    Rgb(0xb3, 0x26, 0x1e),
    Rgb(0xff, 0xf4, 0xd6),
    Rgb(0x0b, 0x6b, 0xcb),
    Rgb(0x0a, 0x7d, 0x5a),
    Rgb(0xb4, 0x50, 0x0b),
    Rgb(0x8a, 0x3f, 0xfc),
];
const DARK: [Rgb; 13] = [
    Rgb(0x1b, 0x1e, 0x24),
    Rgb(0x15, 0x17, 0x1c),
    Rgb(0xf3, 0xf2, 0xee),
    Rgb(0xc9, 0xcd, 0xd6),
    Rgb(0xa0, 0xa6, 0xb2),
    Rgb(0x2a, 0x2e, 0x36),
    Rgb(0x44, 0x4a, 0x55),
    Rgb(0xff, 0xb4, 0xab),
    Rgb(0x3a, 0x31, 0x15),
    Rgb(0x6c, 0xb4, 0xff),
    Rgb(0x4f, 0xd1, 0xa5),
    Rgb(0xff, 0xa4, 0x5c),
    Rgb(0xc1, 0x9b, 0xff),
];

/// The custom properties of a theme with what was chosen: each legible where it stands. Empty when nothing was chosen.
#[must_use]
pub fn palette(chosen: &Chosen, dark: bool) -> Vec<(&'static str, Rgb)> {
    if *chosen == Chosen::default() {
        return Vec::new();
    }
    let [
        surface,
        paper,
        ink,
        secondary,
        muted,
        track,
        line,
        alarm,
        note,
        stages @ ..,
    ] = if dark { DARK } else { LIGHT };
    let mut all = Vec::new();
    let grounds = chosen.surface.or(chosen.paper).or(chosen.ink).is_some();
    let ground = chosen.surface.unwrap_or(surface);
    let paper = chosen.paper.unwrap_or_else(|| {
        if chosen.surface.is_none() {
            paper
        } else {
            // Cards stand out a little from a ground that is not ours.
            ground.mix(
                Rgb::WHITE,
                if ground.luminance() > 0.4 { 0.6 } else { 0.06 },
            )
        }
    });
    // Light text on one ground and dark on the other is no theme: the card goes with the page.
    let paper = if ground.on_top() == paper.on_top() {
        paper
    } else {
        ground
    };
    let on = [ground, paper];
    if grounds {
        let ink = chosen.ink.unwrap_or(ink).legible(&on, INK);
        // What is read on a track or a note has to be legible there, too: on a middling ground they go away from the ink.
        let readable = |colours: [Rgb; 2]| {
            let good = colours.into_iter().find(|c| ink.contrast(*c) >= TEXT);
            good.unwrap_or_else(|| ground.mix(ink.on_top(), 0.07))
        };
        let track = if chosen.surface.is_some() {
            ground.mix(ink, 0.07)
        } else {
            track
        };
        let track = readable([track, track]);
        let note = readable([note, track]);
        let derived = |own: Rgb, share: f64| {
            if chosen.surface.or(chosen.ink).is_some() {
                ink.mix(ground, share)
            } else {
                own
            }
        };
        // Muted text stands on tracks, too, and all of it may stand on a note.
        let everywhere = [ground, paper, track, note];
        all.extend([
            ("--surface", ground),
            ("--paper", paper),
            ("--ink", ink),
            (
                "--secondary",
                derived(secondary, 0.18).legible(&everywhere, TEXT),
            ),
            ("--muted", derived(muted, 0.32).legible(&everywhere, TEXT)),
            ("--track", track),
            ("--line", derived(line, 0.75)),
            ("--alarm", alarm.legible(&on, TEXT)),
            ("--note", note),
        ]);
    }
    if let Some(accent) = chosen.accent {
        let accent = accent.legible(&on, TEXT);
        all.extend([("--accent", accent), ("--on-accent", accent.on_top())]);
    }
    let names = ["--reach", "--act", "--convert", "--engage"];
    for ((name, own), chosen) in names.into_iter().zip(stages).zip(chosen.stages) {
        if grounds || chosen.is_some() {
            all.push((name, chosen.unwrap_or(own).legible(&on, TEXT)));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_colour() -> impl Strategy<Value = Rgb> {
        (0u8.., 0u8.., 0u8..).prop_map(|(r, g, b)| Rgb(r, g, b))
    }

    #[test]
    fn contrast_is_that_of_the_guideline() {
        assert!((Rgb::BLACK.contrast(Rgb::WHITE) - 21.0).abs() < 1e-9);
        // WebAIM and the guideline's own examples: #767676 on white is just enough, #777777 is not.
        assert!(Rgb(0x76, 0x76, 0x76).contrast(Rgb::WHITE) >= 4.5);
        assert!(Rgb(0x77, 0x77, 0x77).contrast(Rgb::WHITE) < 4.5);
    }

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(Rgb::parse("#0aF"), Some(Rgb(0, 170, 255)));
        assert_eq!(
            Rgb::parse("#0b6BCB").map(Rgb::hex).as_deref(),
            Some("#0b6bcb")
        );
        for bad in [
            "", "#", "#12", "#12345", "#1234567", "red", "#ggg", "#+12", "0b6bcb", "#é1",
        ] {
            assert_eq!(Rgb::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn our_own_colours_are_those_of_the_style_sheet() {
        let sheet = include_str!("../../style/tokens.css");
        let names = [
            "surface",
            "paper",
            "ink",
            "secondary",
            "muted",
            "track",
            "line",
            "alarm",
            "note",
            "reach",
            "act",
            "convert",
            "engage",
        ];
        for (theme, times) in [(LIGHT, 1), (DARK, 2)] {
            for (name, rgb) in names.iter().zip(theme) {
                let written = format!("--{name}: {};", rgb.hex());
                assert_eq!(sheet.matches(&written).count(), times, "{written}");
            }
        }
    }

    #[test]
    fn a_colour_that_is_legible_stays_as_it_is() {
        let blue = Rgb(0x0b, 0x6b, 0xcb);
        assert_eq!(blue.legible(&[Rgb::WHITE], TEXT), blue);
        let yellow = Rgb(0xff, 0xd6, 0x00);
        let darker = yellow.legible(&[Rgb::WHITE], TEXT);
        assert!(darker.contrast(Rgb::WHITE) >= TEXT && darker.0 > darker.2);
    }

    proptest! {
        #[test]
        fn whatever_is_chosen_can_be_read(list in proptest::collection::vec(proptest::option::of(any_colour()), 8), dark: bool) {
            let chosen = Chosen::of(list.try_into().unwrap());
            let made = palette(&chosen, dark);
            let theme = if dark { DARK } else { LIGHT };
            let of = |name: &str, own: Rgb| made.iter().find(|(n, _)| *n == name).map_or(own, |(_, c)| *c);
            let (surface, paper) = (of("--surface", theme[0]), of("--paper", theme[1]));
            let names = ["--ink", "--secondary", "--muted", "--alarm", "--reach", "--act", "--convert", "--engage"];
            let own = [2, 3, 4, 7, 9, 10, 11, 12].map(|at: usize| theme[at]);
            for (name, own) in names.into_iter().zip(own) {
                let track = matches!(name, "--secondary" | "--muted").then(|| of("--track", theme[5]));
                for ground in [surface, paper].into_iter().chain(track) {
                    let colour = of(name, own);
                    prop_assert!(colour.contrast(ground) >= TEXT, "{name} {} on {}", colour.hex(), ground.hex());
                }
            }
            if chosen.accent.is_some() {
                prop_assert!(of("--accent", Rgb::BLACK).contrast(of("--on-accent", Rgb::BLACK)) >= 4.5);
            }
            prop_assert!(of("--track", theme[5]).contrast(of("--ink", theme[2])) >= TEXT);
            prop_assert!(of("--note", theme[8]).contrast(of("--ink", theme[2])) >= TEXT);
        }

        #[test]
        fn making_legible_twice_changes_nothing_more(a in any_colour(), b in any_colour()) {
            let once = a.legible(&[b], TEXT);
            prop_assert!(once.contrast(b) >= TEXT);
            prop_assert_eq!(once.legible(&[b], TEXT), once);
        }
    }
}
