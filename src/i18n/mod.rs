//! Languages, text keys, placeholders, plurals. The source is one strict file per language in `locales/`, its
//! top level the pieces. `core` is a flat list whose keys are constants; other pieces are maps by dotted key,
//! loaded when a page needs them.

use std::fmt;
use std::sync::Arc;

use crate::codec::json;
use crate::codec::number::NumberLocale;
use crate::domain::map::Map;

/// A text of the `core` piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(u16);

impl Key {
    /// The name of the item at a place of the built-in catalogue; `None` beyond it.
    #[must_use]
    pub fn of_item(place: usize) -> Option<Self> {
        let (first, count) = k::ITEMS;
        let offset = u16::try_from(place).ok().filter(|_| place < count)?;
        Some(Self(first + offset))
    }

    /// The name of a question that is not built in, by its place among those; see [`Words::name_own`].
    #[must_use]
    pub fn of_own_item(place: usize) -> Option<Self> {
        u16::try_from(k::COUNT + place).ok().map(Self)
    }

    /// The key at a place among those of `core`; `None` beyond the last.
    #[must_use]
    pub fn at(place: usize) -> Option<Self> {
        let place = u16::try_from(place).ok()?;
        (usize::from(place) < k::COUNT).then_some(Self(place))
    }
}

/// The keys of the `core` piece.
#[allow(missing_docs, reason = "each carries its English text")]
pub mod k {
    include!(concat!(env!("OUT_DIR"), "/core_keys.rs"));
}

/// A language of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
    /// Italian.
    It,
    /// Spanish.
    Es,
    /// Russian.
    Ru,
}

impl Lang {
    /// Every language, in the order offered.
    pub const ALL: [Self; 4] = [Self::En, Self::It, Self::Es, Self::Ru];

    /// BCP 47 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::It => "it",
            Self::Es => "es",
            Self::Ru => "ru",
        }
    }

    /// How numbers are written.
    #[must_use]
    pub const fn number_locale(self) -> NumberLocale {
        match self {
            Self::En => NumberLocale::ENGLISH,
            Self::It => NumberLocale::ITALIAN,
            Self::Es => NumberLocale::SPANISH,
            Self::Ru => NumberLocale::RUSSIAN,
        }
    }

    /// Its own name.
    #[must_use]
    pub const fn autonym(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::It => "Italiano",
            Self::Es => "Español",
            Self::Ru => "Русский",
        }
    }

    /// The language of a code such as `it` or `it-CH`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|l| l.code() == primary)
    }

    /// The form of a text with plurals, `one|other`, in Russian `one|few|many`. A text with fewer forms gives
    /// its last. `n` is a count; the categories are those of CLDR for whole numbers.
    #[must_use]
    pub fn plural(self, text: &str, n: u64) -> &str {
        let form = match self {
            Self::En | Self::It | Self::Es => usize::from(n != 1),
            Self::Ru => match (n % 10, n % 100) {
                (1, rest) if rest != 11 => 0,
                (2..=4, rest) if !(12..=14).contains(&rest) => 1,
                _ => 2,
            },
        };
        // The last form stands for those that are not written.
        let mut chosen = text;
        for part in text.split('|').take(form + 1) {
            chosen = part;
        }
        chosen
    }
}

/// Puts values into a text: `{name}` becomes the value of that name; an unknown name stays as written.
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(n, _)| *n == name) {
            Some((_, value)) => out.push_str(value),
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// The texts of one language as far as they are loaded.
#[derive(Debug, Clone)]
pub struct Words {
    lang: Lang,
    core: Vec<String>,
    pieces: Map<String, Map<String, String>>,
    site: Option<Site>,
}

/// Changes the texts of a piece, given by its name.
type PutIn = dyn Fn(&mut Words, &str) + Send + Sync;

/// Puts a site's own texts into a piece that has just come; `core` is the first of a language.
#[derive(Clone)]
pub struct Site(pub Arc<PutIn>);

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Site")
    }
}

impl Words {
    /// A language from its `core` piece, a JSON list.
    ///
    /// # Errors
    /// When the text is no JSON list of as many texts as there are keys.
    pub fn from_core(lang: Lang, json: &str) -> Result<Self, WordsError> {
        let core = json::list(json).ok_or(WordsError)?;
        if core.len() == k::COUNT {
            Ok(Self {
                lang,
                core,
                pieces: Map::new(),
                site: None,
            })
        } else {
            Err(WordsError)
        }
    }

    /// The language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// A text of `core`.
    #[must_use]
    pub fn t(&self, key: Key) -> &str {
        self.core.get(usize::from(key.0)).map_or("", String::as_str)
    }

    /// A text of another piece; `None` while the piece is not loaded or has no such text.
    #[must_use]
    pub fn piece(&self, piece: &str, key: &str) -> Option<&str> {
        self.pieces.get(piece)?.get(key).map(String::as_str)
    }

    /// Whether a piece is there.
    #[must_use]
    pub fn has(&self, piece: &str) -> bool {
        self.pieces.contains_key(piece)
    }

    /// Names of the pieces that are there, sorted.
    #[must_use]
    pub fn loaded(&self) -> Vec<String> {
        self.pieces.keys().cloned().collect()
    }

    /// Adds a piece, a JSON object of texts.
    ///
    /// # Errors
    /// When the text is no such object.
    pub fn add(&mut self, piece: &str, json: &str) -> Result<(), WordsError> {
        let texts = json::texts(json).ok_or(WordsError)?;
        self.pieces.insert(piece.to_owned(), texts);
        self.put_in(piece);
        Ok(())
    }

    /// What the site puts in.
    #[must_use]
    pub fn site(&self) -> Option<Site> {
        self.site.clone()
    }

    /// Lets the site put its own texts in, here and in every piece to come.
    pub fn dress(&mut self, site: Site) {
        self.site = Some(site);
        self.put_in("core");
    }

    fn put_in(&mut self, piece: &str) {
        if let Some(site) = self.site() {
            (site.0)(self, piece);
        }
    }

    /// Puts a site's text in the place of ours, by piece and key.
    ///
    /// # Errors
    /// When the piece, which has to be there, has no such text, or when the new one puts in a value that ours does not.
    pub fn replace(&mut self, piece: &str, key: &str, text: &str) -> Result<(), ReplaceError> {
        let texts = self.pieces.get_mut(piece);
        put_in_place(texts.and_then(|texts| texts.get_mut(key)), text)
    }

    /// The same for a text of `core`.
    ///
    /// # Errors
    /// As [`Words::replace`].
    pub fn replace_core(&mut self, key: Key, text: &str) -> Result<(), ReplaceError> {
        put_in_place(self.core.get_mut(usize::from(key.0)), text)
    }

    /// Adds a text to a piece that is there.
    pub fn put(&mut self, piece: &str, key: String, text: String) {
        if let Some(texts) = self.pieces.get_mut(piece) {
            texts.insert(key, text);
        }
    }

    /// Names the questions that are not built in, in their order; see [`Key::of_own_item`].
    pub fn name_own(&mut self, names: impl Iterator<Item = String>) {
        self.core.truncate(k::COUNT);
        self.core.extend(names);
    }
}

fn put_in_place(place: Option<&mut String>, text: &str) -> Result<(), ReplaceError> {
    let place = place.ok_or(ReplaceError::NoSuchText)?;
    let unknown = placeholders(text).find(|name| placeholders(place).all(|known| known != *name));
    if let Some(name) = unknown {
        return Err(ReplaceError::Placeholder(name.to_owned()));
    }
    text.clone_into(place);
    Ok(())
}

/// Names of the values that a text puts in.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split('{').skip(1);
    after.filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

/// Why a text does not take the place of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplaceError {
    /// There is no text of that key.
    #[error("no such text")]
    NoSuchText,
    /// It puts in a value of that name, which there is not.
    #[error("no value of that name is put in here")]
    Placeholder(String),
}

/// A file of texts that cannot be used: not JSON, or made for another version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a file of texts of this version")]
pub struct WordsError;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_follow_each_language() {
        let forms = |lang: Lang, text: &str| {
            [0, 1, 2, 5, 11, 21, 22, 112].map(|n| lang.plural(text, n).to_owned())
        };
        assert_eq!(
            forms(Lang::It, "1|n"),
            ["n", "1", "n", "n", "n", "n", "n", "n"]
        );
        assert_eq!(
            forms(Lang::Ru, "1|2|5"),
            ["5", "1", "2", "5", "5", "1", "2", "5"]
        );
        assert_eq!(Lang::Ru.plural("same", 5), "same");
    }

    #[test]
    fn placeholders_are_filled_and_unknown_ones_stay() {
        assert_eq!(fill("{n} of {all}", &[("n", "3"), ("all", "7")]), "3 of 7");
        assert_eq!(fill("{x} { and }", &[("n", "3")]), "{x} { and }");
        assert_eq!(fill("a {n", &[("n", "3")]), "a {n");
    }

    #[test]
    fn a_file_of_another_version_is_refused() {
        assert!(Words::from_core(Lang::It, r#"["a"]"#).is_err());
        assert!(Words::from_core(Lang::It, "{}").is_err());
        let mut texts = vec!["-"; k::COUNT];
        texts[usize::from(k::BRAND.0)] = "Growth wheel";
        let right = serde_json::to_string(&texts).unwrap();
        let words = Words::from_core(Lang::It, &right).unwrap();
        assert_eq!(words.t(k::BRAND), "Growth wheel");
    }

    #[test]
    fn a_text_of_a_site_takes_the_place_of_ours_if_it_puts_in_no_more() {
        let texts = vec!["{n} of {all}"; k::COUNT];
        let mut words =
            Words::from_core(Lang::It, &serde_json::to_string(&texts).unwrap()).unwrap();
        assert_eq!(words.replace_core(k::BRAND, "{n}"), Ok(()));
        assert_eq!(words.t(k::BRAND), "{n}");
        let wrong = words.replace_core(k::BRAND, "{n} {all}");
        assert_eq!(wrong, Err(ReplaceError::Placeholder("all".to_owned())));
        assert_eq!(Key::at(k::COUNT), None);
        assert_eq!(
            words.replace("result", "title", "x"),
            Err(ReplaceError::NoSuchText)
        );
        words.add("result", r#"{"title":"Result"}"#).unwrap();
        assert_eq!(words.replace("result", "title", "Outcome"), Ok(()));
        assert_eq!(words.piece("result", "title"), Some("Outcome"));
    }

    #[test]
    fn a_question_that_is_not_built_in_has_a_name() {
        let texts = vec!["-"; k::COUNT];
        let mut words =
            Words::from_core(Lang::It, &serde_json::to_string(&texts).unwrap()).unwrap();
        words.name_own(["Podcast".to_owned()].into_iter());
        words.name_own(["Podcast".to_owned()].into_iter());
        assert_eq!(words.t(Key::of_own_item(0).unwrap()), "Podcast");
        assert_eq!(words.t(Key::of_own_item(1).unwrap()), "");
    }

    #[test]
    fn region_and_case_do_not_hide_a_language() {
        assert_eq!(Lang::from_code("it-CH"), Some(Lang::It));
        assert_eq!(Lang::from_code("RU_ru"), Some(Lang::Ru));
        assert_eq!(Lang::from_code("de"), None);
    }
}
