//! The texts: one strict JSON file per language in `src/i18n/locales/`, checked against each other and cut by
//! room, so that a page loads the words it needs and no others.
//!
//! The top-level keys of a file are the pieces. The piece `core` becomes an array in the order of the English
//! file (the application knows a text by its place there); every other piece becomes an object from the dotted
//! key within the piece to the text.

use std::{
    collections::{BTreeSet, HashMap},
    fmt,
    path::Path,
};

use serde::{
    Deserialize, Deserializer,
    de::{Error as _, MapAccess, Visitor},
};
use serde_json::{Map, Value};

use crate::workspace::{
    Outcome, Workspace, files_in, make_folder, name_of, read, read_text, write,
};

/// The language every other is held against, and that gives the order.
const FIRST: &str = "en";
/// Every language, the first first.
pub(crate) const LANGUAGES: [&str; 4] = [FIRST, "it", "es", "ru"];
/// The piece whose texts are known by place, not by key.
const BY_PLACE: &str = "core";

/// A node of a language file, in the order written.
enum Node {
    Text(String),
    Branch(Vec<(String, Node)>),
}

/// The texts of one piece, by dotted key, in the order written.
pub(crate) type Texts = Vec<(String, String)>;

/// One language, piece by piece.
struct Language {
    name: String,
    pieces: Vec<(String, Texts)>,
}

/// A piece of one language, ready to be written.
pub(crate) struct Cut {
    /// Language and piece, as in `it.core`.
    pub(crate) name: String,
    pub(crate) json: String,
}

/// Reads and checks all languages and cuts them; the error lists every fault found.
pub(crate) fn cut(workspace: &Workspace) -> Outcome<Vec<Cut>> {
    let languages = load(&workspace.root().join("src/i18n/locales"))?;
    let faults = faults(&languages);
    if !faults.is_empty() {
        return Err(format!(
            "the texts have {} faults:\n  {}",
            faults.len(),
            faults.join("\n  ")
        ));
    }
    Ok(cuts(&languages))
}

/// Checks the texts; the number of texts of one language.
pub(crate) fn check(workspace: &Workspace) -> Outcome {
    let cuts = cut(workspace)?;
    println!(
        "{} pieces, complete in {} languages",
        cuts.len(),
        LANGUAGES.len()
    );
    Ok(())
}

/// The texts of one piece, language by language.
pub(crate) fn piece(workspace: &Workspace, name: &str) -> Outcome<Vec<(String, Texts)>> {
    let languages = load(&workspace.root().join("src/i18n/locales"))?;
    languages
        .into_iter()
        .map(|language| {
            let piece = language.pieces.into_iter().find(|(piece, _)| piece == name);
            let (_, texts) =
                piece.ok_or_else(|| format!("no texts {name} in {}", language.name))?;
            Ok((language.name, texts))
        })
        .collect()
}

/// Writes the pieces under plain names, for the development server, touching only what has changed: it watches.
pub(crate) fn cut_for_development(workspace: &Workspace) -> Outcome {
    let folder = workspace.words();
    make_folder(&folder)?;
    let mut wanted = BTreeSet::new();
    for Cut { name, json } in cut(workspace)? {
        let path = folder.join(format!("{name}.json"));
        if !path.is_file() || read(&path)? != json.as_bytes() {
            write(&path, json.as_bytes())?;
        }
        wanted.insert(name_of(&path));
    }
    for path in files_in(&folder)? {
        if !wanted.contains(&name_of(&path)) {
            std::fs::remove_file(&path)
                .map_err(|error| format!("cannot remove {}: {error}", path.display()))?;
        }
    }
    Ok(())
}

fn load(folder: &Path) -> Outcome<Vec<Language>> {
    for path in files_in(folder)? {
        let name = name_of(&path);
        if !LANGUAGES
            .iter()
            .any(|language| name == format!("{language}.json"))
        {
            return Err(format!("{} is no language known to xtask", path.display()));
        }
    }
    LANGUAGES
        .iter()
        .map(|name| {
            let path = folder.join(format!("{name}.json"));
            let text = read_text(&path)?;
            parse(name, &text).map_err(|error| format!("{}: {error}", path.display()))
        })
        .collect()
}

fn parse(name: &str, text: &str) -> Outcome<Language> {
    let Node::Branch(top) = serde_json::from_str(text).map_err(|error| error.to_string())? else {
        return Err("the file is not an object".into());
    };
    let mut pieces = Vec::new();
    for (piece, node) in top {
        let mut texts = Vec::new();
        match node {
            Node::Branch(children) => flatten("", children, &mut texts),
            Node::Text(_) => return Err(format!("{piece}: a piece is an object, not a text")),
        }
        pieces.push((piece, texts));
    }
    Ok(Language {
        name: name.to_owned(),
        pieces,
    })
}

fn flatten(above: &str, children: Vec<(String, Node)>, into: &mut Texts) {
    for (key, node) in children {
        let key = if above.is_empty() {
            key
        } else {
            format!("{above}.{key}")
        };
        match node {
            Node::Text(text) => into.push((key, text)),
            Node::Branch(children) => flatten(&key, children, into),
        }
    }
}

/// Everything that is wrong, one line each.
fn faults(languages: &[Language]) -> Vec<String> {
    let mut faults = Vec::new();
    let Some(first) = languages.first() else {
        return vec!["there is no language".into()];
    };
    let expected = by_full_key(first);
    for language in languages {
        let name = &language.name;
        let texts = by_full_key(language);
        for (key, _) in keys_in_order(first) {
            if !texts.contains_key(&key) {
                faults.push(format!("{name}: missing {key}"));
            }
        }
        for (key, text) in keys_in_order(language) {
            if text.trim().is_empty() {
                faults.push(format!("{name}: empty {key}"));
            }
            if let Err(fault) = placeholders(text) {
                faults.push(format!("{name}: {key}: {fault}"));
            }
            match expected.get(&key) {
                None => faults.push(format!("{name}: unknown {key}")),
                Some(model) => {
                    // A fault in the model is listed with the model's own language.
                    if let (Ok(own), Ok(model)) = (placeholders(text), placeholders(model))
                        && own != model
                    {
                        faults.push(format!(
                            "{name}: {key} has the placeholders {}, {FIRST} has {}",
                            listed(&own),
                            listed(&model)
                        ));
                    }
                }
            }
        }
    }
    faults
}

fn keys_in_order(language: &Language) -> impl Iterator<Item = (String, &str)> {
    language.pieces.iter().flat_map(|(piece, texts)| {
        texts
            .iter()
            .map(move |(key, text)| (format!("{piece}.{key}"), text.as_str()))
    })
}

fn by_full_key(language: &Language) -> HashMap<String, &str> {
    keys_in_order(language).collect()
}

/// The names between braces; braces have no other use in a text.
fn placeholders(text: &str) -> Result<BTreeSet<&str>, &'static str> {
    let mut names = BTreeSet::new();
    let mut rest = text;
    while let Some(start) = rest.find(['{', '}']) {
        let (_, from) = rest.split_at(start);
        let inner = from.strip_prefix('{').ok_or("a } without {")?;
        let (name, after) = inner.split_once('}').ok_or("a { without }")?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        if name.is_empty() || !name.bytes().all(plain) {
            return Err("a placeholder whose name is not made of letters and digits");
        }
        names.insert(name);
        rest = after;
    }
    Ok(names)
}

fn listed(names: &BTreeSet<&str>) -> String {
    if names.is_empty() {
        return "none".into();
    }
    let names: Vec<String> = names.iter().map(|name| format!("{{{name}}}")).collect();
    names.join(" ")
}

/// The pieces of languages without faults.
fn cuts(languages: &[Language]) -> Vec<Cut> {
    let Some(first) = languages.first() else {
        return Vec::new();
    };
    let mut cuts = Vec::new();
    // Texts by their place have names all the same: a site that puts its own there goes by them.
    for (piece, model) in &first.pieces {
        if piece == BY_PLACE {
            let keys: Vec<&str> = model.iter().map(|(key, _)| key.as_str()).collect();
            cuts.push(Cut {
                name: format!("keys.{piece}"),
                json: Value::from(keys).to_string(),
            });
        }
    }
    for language in languages {
        let texts = by_full_key(language);
        for (piece, model) in &first.pieces {
            // Always in the English order, so that a place means the same in every language.
            let ordered = model.iter().filter_map(|(key, _)| {
                let text = texts.get(&format!("{piece}.{key}"))?;
                Some((key.clone(), Value::from(*text)))
            });
            let value = if piece == BY_PLACE {
                Value::Array(ordered.map(|(_, text)| text).collect())
            } else {
                Value::Object(ordered.collect::<Map<_, _>>())
            };
            cuts.push(Cut {
                name: format!("{}.{piece}", language.name),
                json: value.to_string(),
            });
        }
    }
    cuts
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a text or an object of texts")
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut children: Vec<(String, Node)> = Vec::new();
        let mut seen = BTreeSet::new();
        while let Some((key, node)) = map.next_entry::<String, Node>()? {
            if key.is_empty() || key.contains('.') {
                return Err(A::Error::custom(format!(
                    "the key {key:?} is empty or has a dot"
                )));
            }
            // A JSON reader would silently keep the last of two.
            if !seen.insert(key.clone()) {
                return Err(A::Error::custom(format!("the key {key:?} stands twice")));
            }
            children.push((key, node));
        }
        Ok(Node::Branch(children))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages(english: &str, italian: &str) -> Vec<Language> {
        vec![parse("en", english).unwrap(), parse("it", italian).unwrap()]
    }

    #[test]
    fn complete_languages_have_no_faults() {
        let same = r#"{"core":{"a":"x {n}","b":{"c":"y"}}}"#;
        assert_eq!(faults(&languages(same, same)), Vec::<String>::new());
    }

    #[test]
    fn every_kind_of_fault_is_listed() {
        let found = faults(&languages(
            r#"{"core":{"a":"x {n}","b":"y","c":"z","f":"f"}}"#,
            r#"{"core":{"a":"x {m}","b":" ","d":"?","f":"open {"}}"#,
        ));
        assert_eq!(
            found,
            [
                "it: missing core.c",
                "it: core.a has the placeholders {m}, en has {n}",
                "it: empty core.b",
                "it: unknown core.d",
                "it: core.f: a { without }",
            ]
        );
    }

    #[test]
    fn core_is_an_array_in_the_english_order_and_other_pieces_are_objects() {
        let cuts = cuts(&languages(
            r#"{"core":{"a":{"z":"1"},"b":"2"},"express":{"q":{"title":"3"}}}"#,
            r#"{"express":{"q":{"title":"tre"}},"core":{"b":"due","a":{"z":"uno"}}}"#,
        ));
        let cut: Vec<_> = cuts
            .iter()
            .map(|cut| (cut.name.as_str(), cut.json.as_str()))
            .collect();
        assert_eq!(
            cut,
            [
                ("keys.core", r#"["a.z","b"]"#),
                ("en.core", r#"["1","2"]"#),
                ("en.express", r#"{"q.title":"3"}"#),
                ("it.core", r#"["uno","due"]"#),
                ("it.express", r#"{"q.title":"tre"}"#),
            ]
        );
    }

    #[test]
    fn a_key_that_stands_twice_is_refused() {
        let error = parse("en", r#"{"core":{"a":"1","a":"2"}}"#).err().unwrap();
        assert!(error.contains("stands twice"), "{error}");
    }

    #[test]
    fn a_number_is_no_text() {
        assert!(parse("en", r#"{"core":{"a":1}}"#).is_err());
    }
}
