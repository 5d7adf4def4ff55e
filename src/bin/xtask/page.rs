//! index.html, from what the development server reads to what a static host serves.
//!
//! The source is a page for Trunk: elements marked `data-trunk` name sources. This does for a release what
//! Trunk does for development, because the release needs what Trunk cannot do: split wasm, integrity that
//! holds, and no inline script.

use std::ops::Range;

/// An element of the source that stands for something the build makes.
pub(crate) struct Asset {
    /// Where the element stands in the page, closing tag included.
    pub(crate) place: Range<usize>,
    pub(crate) kind: Kind,
    /// The attributes that stay.
    pub(crate) attributes: Vec<(String, Option<String>)>,
}

/// What such an element asks for; paths are relative to index.html.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The application.
    Application,
    /// A style sheet.
    Style(String),
    /// A style sheet of pages on demand.
    LaterStyle(String),
    /// A classic script.
    Script(String),
    /// An icon.
    Icon(String),
    /// A file copied under its own name.
    CopyFile(String),
    /// A folder copied under its own name, or under the second one.
    CopyFolder(String, Option<String>),
}

/// The elements marked `data-trunk`, in the order of the page.
pub(crate) fn assets(page: &str) -> Result<Vec<Asset>, String> {
    let mut assets = Vec::new();
    for tag in tags(page) {
        if !tag.attributes.iter().any(|(name, _)| name == "data-trunk") {
            continue;
        }
        let get = |wanted: &str| {
            tag.attributes
                .iter()
                .find(|(name, _)| name == wanted)
                .and_then(|(_, value)| value.clone())
        };
        let has = |wanted: &str| tag.attributes.iter().any(|(name, _)| name == wanted);
        let path = |name: &str| {
            get(name).ok_or_else(|| format!("index.html: a {} without {name}", tag.name))
        };
        let kind = match (tag.name, get("rel").as_deref()) {
            ("link", Some("rust")) => Kind::Application,
            ("link", Some("css")) if has("data-later") => Kind::LaterStyle(path("href")?),
            ("link", Some("css")) => Kind::Style(path("href")?),
            ("link", Some("icon")) => Kind::Icon(path("href")?),
            ("link", Some("copy-file")) => Kind::CopyFile(path("href")?),
            ("link", Some("copy-dir")) => Kind::CopyFolder(path("href")?, get("data-target-path")),
            ("script", None) => Kind::Script(path("src")?),
            (name, rel) => {
                return Err(format!(
                    "index.html: the release knows no <{name} data-trunk rel={}>",
                    rel.unwrap_or_default()
                ));
            }
        };
        let mut place = tag.place.clone();
        if tag.name == "script" {
            let rest = page.get(place.end..).unwrap_or_default();
            let end = rest
                .find("</script>")
                .ok_or("index.html: a script without an end")?;
            place.end += end + "</script>".len();
        }
        let own = ["href", "src", "rel"];
        let attributes = tag
            .attributes
            .into_iter()
            .filter(|(name, _)| !name.starts_with("data-") && !own.contains(&name.as_str()))
            .collect();
        assets.push(Asset {
            place,
            kind,
            attributes,
        });
    }
    Ok(assets)
}

/// What a strict content security policy would refuse; empty when the page keeps it.
pub(crate) fn inline_code(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags(page) {
        let has = |wanted: &str| tag.attributes.iter().any(|(name, _)| name == wanted);
        let data = tag.attributes.iter().any(|(name, value)| {
            name == "type"
                && value
                    .as_deref()
                    .is_some_and(|value| value.ends_with("json"))
        });
        if tag.name == "script" && !has("src") && !data {
            found.push("an inline script".to_owned());
        }
        if tag.name == "style" {
            found.push("an inline style sheet".to_owned());
        }
        for (name, _) in &tag.attributes {
            if name == "style" || name.starts_with("on") {
                found.push(format!("the attribute {name} of a <{}>", tag.name));
            }
        }
    }
    found
}

/// The addresses of the project's own files that the page asks for at once.
pub(crate) fn references(page: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for tag in tags(page) {
        // A sheet that is switched off is not fetched.
        let off = tag.attributes.iter().any(|(name, _)| name == "disabled");
        if off || !["link", "script", "img"].contains(&tag.name) {
            continue;
        }
        for (name, value) in tag.attributes {
            if (name == "href" || name == "src")
                && let Some(file) = value.as_deref().and_then(|value| value.strip_prefix("./"))
                && !found.iter().any(|known| known == file)
            {
                found.push(file.to_owned());
            }
        }
    }
    found
}

/// The value of an attribute of the element with this id.
pub(crate) fn attribute_of(page: &str, id: &str, wanted: &str) -> Option<String> {
    let tag = tags(page).into_iter().find(|tag| {
        tag.attributes
            .iter()
            .any(|(name, value)| name == "id" && value.as_deref() == Some(id))
    })?;
    tag.attributes
        .into_iter()
        .find(|(name, _)| name == wanted)
        .and_then(|(_, value)| value)
}

/// Where the first element of this name ends its opening tag.
pub(crate) fn end_of(page: &str, name: &str) -> Option<usize> {
    tags(page)
        .into_iter()
        .find(|tag| tag.name == name)
        .map(|tag| tag.place.end)
}

/// The page without comments and without the indentation of its lines.
pub(crate) fn compact(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, comment)) = rest.split_once("<!--") {
        text.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    lines.join("\n") + "\n"
}

struct Tag<'a> {
    name: &'a str,
    place: Range<usize>,
    attributes: Vec<(String, Option<String>)>,
}

/// The opening tags, as far as a page that is ours needs them told apart.
fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut from = 0;
    while let Some(found) = page.get(from..).and_then(|rest| rest.find('<')) {
        let start = from + found;
        let rest = page.get(start..).unwrap_or_default();
        if rest.starts_with("<!--") {
            from = rest.find("-->").map_or(page.len(), |end| start + end);
            continue;
        }
        let inner = rest.get(1..).unwrap_or_default();
        let length = inner
            .find(|character: char| !character.is_ascii_alphanumeric() && character != '-')
            .unwrap_or(inner.len());
        let name = inner.get(..length).unwrap_or_default();
        let starts = name.starts_with(|character: char| character.is_ascii_alphabetic());
        let Some((attributes, end)) = starts.then(|| attributes(inner, length)).flatten() else {
            from = start + 1;
            continue;
        };
        from = start + 1 + end;
        tags.push(Tag {
            name,
            place: start..from,
            attributes,
        });
        // What stands in a script is not markup.
        if name == "script"
            && let Some(end) = page.get(from..).and_then(|rest| rest.find("</script>"))
        {
            from += end;
        }
    }
    tags
}

type Attributes = Vec<(String, Option<String>)>;

/// Reads attributes up to the end of the tag, and where that is.
fn attributes(text: &str, from: usize) -> Option<(Attributes, usize)> {
    let mut attributes = Vec::new();
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        let trimmed = rest.trim_start_matches([' ', '\n', '\t', '\r', '/']);
        at += rest.len() - trimmed.len();
        if trimmed.starts_with('>') {
            return Some((attributes, at + 1));
        }
        let length = trimmed.find(['=', ' ', '\n', '\t', '\r', '>', '/'])?;
        let name = trimmed.get(..length)?.to_ascii_lowercase();
        if name.is_empty() {
            return None;
        }
        at += length;
        let Some(value) = text.get(at..)?.strip_prefix('=') else {
            attributes.push((name, None));
            continue;
        };
        at += 1;
        let quote = value.chars().next()?;
        if quote == '"' || quote == '\'' {
            let value = value.get(1..)?;
            let length = value.find(quote)?;
            attributes.push((name, Some(value.get(..length)?.to_owned())));
            at += length + 2;
        } else {
            let length = value.find([' ', '\n', '\t', '\r', '>'])?;
            attributes.push((name, Some(value.get(..length)?.to_owned())));
            at += length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html>
<html lang="en"><head>
<!-- <link data-trunk rel="css" href="no.css"> -->
<script type="application/json" id="words" data-first="core">{"a":"<b style>"}</script>
<script data-trunk src="boot.js" defer></script>
<link data-trunk rel="css" href="a.css" media="print" />
<link data-trunk rel="rust" data-bin="x"/>
</head><body><p>1 < 2</p></body></html>"#;

    #[test]
    fn marked_elements_are_found_in_order_and_comments_are_not() {
        let kinds: Vec<Kind> = assets(PAGE)
            .unwrap()
            .into_iter()
            .map(|asset| asset.kind)
            .collect();
        assert_eq!(
            kinds,
            [
                Kind::Script("boot.js".into()),
                Kind::Style("a.css".into()),
                Kind::Application
            ]
        );
    }

    #[test]
    fn an_asset_covers_its_whole_element_and_keeps_its_other_attributes() {
        let assets = assets(PAGE).unwrap();
        assert_eq!(
            &PAGE[assets[0].place.clone()],
            r#"<script data-trunk src="boot.js" defer></script>"#
        );
        assert_eq!(assets[0].attributes, [("defer".to_owned(), None)]);
        assert_eq!(
            assets[1].attributes,
            [("media".to_owned(), Some("print".to_owned()))]
        );
    }

    #[test]
    fn data_is_no_code_and_its_text_no_markup() {
        assert_eq!(inline_code(PAGE), Vec::<String>::new());
        assert_eq!(
            attribute_of(PAGE, "words", "data-first").as_deref(),
            Some("core")
        );
    }

    #[test]
    fn inline_code_of_every_kind_is_found() {
        let page = r#"<script>1</script><style>a{}</style><p style="x" onclick=y>"#;
        assert_eq!(inline_code(page).len(), 4);
    }

    #[test]
    fn references_are_the_relative_addresses_each_once() {
        let page = r#"<link href="./a.css"><script src="./b.js"></script><link href="./a.css"><a href="./no">"#;
        assert_eq!(references(page), ["a.css", "b.js"]);
    }

    #[test]
    fn compact_drops_comments_and_indentation_only() {
        assert_eq!(
            compact("<a>\n  <!-- x -->\n  <b> c</b>\n</a>"),
            "<a>\n<b> c</b>\n</a>\n"
        );
    }
}
