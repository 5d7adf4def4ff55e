//! The release: `dist/`, files named by their content, ready for any static host and any sub-folder.
//!
//! Trunk is not asked: its hooks come before the bindings or after the names, so that the split would have to
//! undo its work and the wasm would be compiled twice (trunk#1022); its integrity does not reach the wasm; and
//! its inline script would need a policy that a static host cannot give.

use std::{fs, path::Path};

use sha2::{Digest, Sha256};

use crate::{
    glue,
    page::{self, Kind},
    tools, wasm, widget, wordpress, words,
    workspace::{Outcome, Workspace, make_empty_folder, name_of, read, read_text, write},
};

/// Everything from our own address, no inline code, wasm allowed: what product and policy both promise.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                      connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; \
                      worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'";
/// The id of the element that tells the application where its words are.
pub(crate) const WORDS: &str = "words";

/// The id of the style sheet that the application switches on before it shows a page on demand.
const LATER_STYLE: &str = "later-style";

/// A file of the release.
pub(crate) struct Made {
    /// Its name in `dist/`.
    pub(crate) name: String,
    /// What the browser holds its content against.
    pub(crate) integrity: String,
}

/// The files every form of the widget runs.
pub(crate) struct Program {
    pub(crate) main: Made,
    pub(crate) glue: Made,
}

/// What was made of index.html.
struct Assembled {
    html: String,
    /// All style sheets in their order, as one.
    style: String,
    program: Program,
}

/// Builds `dist/`.
pub(crate) fn release(workspace: &Workspace) -> Outcome {
    let tools = tools::for_page(workspace)?;
    let words = words::cut(workspace)?;
    let source = read_text(&workspace.root().join("index.html"))?;
    let faults = page::inline_code(&source);
    if !faults.is_empty() {
        return Err(format!(
            "index.html has what a strict content security policy refuses: {}",
            faults.join(", ")
        ));
    }
    let package = wasm::package(workspace, &tools)?;
    let dist = workspace.dist();
    make_empty_folder(&dist)?;

    // One folder for every state of the texts: all pieces of a page are of one version, and none is named twice.
    let all: String = words.iter().map(|cut| cut.json.as_str()).collect();
    let folder = format!("i18n/{}", fingerprint(all.as_bytes()));
    for cut in words {
        write(
            &dist.join(&folder).join(format!("{}.json", cut.name)),
            cut.json.as_bytes(),
        )?;
    }
    let made = assemble(workspace, &dist, &source, &package)?;
    let html = fill(&made.html, &folder)?;
    write(&dist.join("index.html"), page::compact(&html).as_bytes())?;
    widget::release(workspace, &made.program, &made.style, &folder)?;
    wordpress::release(workspace)
}

/// Puts every asset into `dist/` and its address into the page.
fn assemble(
    workspace: &Workspace,
    dist: &Path,
    source: &str,
    package: &wasm::Package,
) -> Outcome<Assembled> {
    let root = workspace.root();
    let assets = page::assets(source)?;
    // Two sheets: one the first paint waits for, one for the pages on demand, which the application asks for.
    let (mut first, mut later) = (String::new(), String::new());
    for asset in &assets {
        let (bundle, path) = match &asset.kind {
            Kind::Style(path) => (&mut first, path),
            Kind::LaterStyle(path) => (&mut later, path),
            _ => continue,
        };
        bundle.push_str(&compact_style(&read_text(&root.join(path))?));
    }
    let mut html = String::new();
    let mut copied_to = 0;
    let mut program = None;
    let whole_style = [first.as_str(), later.as_str()].concat();
    for asset in assets {
        html.push_str(source.get(copied_to..asset.place.start).unwrap_or_default());
        copied_to = asset.place.end;
        let kept = attributes(&asset.attributes);
        match asset.kind {
            Kind::Application => {
                let (elements, made) = application(workspace, dist, package)?;
                html.push_str(&elements);
                program = Some(made);
            }
            Kind::LaterStyle(_) => {
                let content = std::mem::take(&mut later);
                if !content.is_empty() {
                    let made = add(dist, "pages.css", content.as_bytes())?;
                    html.push_str(&format!(
                        "<link rel=\"stylesheet\" id=\"{LATER_STYLE}\" disabled href=\"./{}\" integrity=\"{}\">",
                        made.name, made.integrity
                    ));
                }
            }
            Kind::Style(_) => {
                let content = std::mem::take(&mut first);
                if !content.is_empty() {
                    let made = add(dist, "style.css", content.as_bytes())?;
                    html.push_str(&format!(
                        "<link rel=\"stylesheet\" href=\"./{}\" integrity=\"{}\"{kept}>",
                        made.name, made.integrity
                    ));
                }
            }
            Kind::Script(path) => {
                let content = compact_script(&read_text(&root.join(&path))?);
                let made = add(dist, &name_of(Path::new(&path)), content.as_bytes())?;
                html.push_str(&format!(
                    "<script src=\"./{}\" integrity=\"{}\"{kept}></script>",
                    made.name, made.integrity
                ));
            }
            Kind::Icon(path) => {
                let made = add(dist, &name_of(Path::new(&path)), &read(&root.join(&path))?)?;
                html.push_str(&format!(
                    "<link rel=\"icon\" href=\"./{}\"{kept}>",
                    made.name
                ));
            }
            Kind::CopyFile(path) => {
                let path = root.join(path);
                write(&dist.join(name_of(&path)), &read(&path)?)?;
            }
            Kind::CopyFolder(path, to) => {
                let path = root.join(path);
                // The words are there already, named by content.
                if path != workspace.words() {
                    copy_folder(&path, &dist.join(to.unwrap_or_else(|| name_of(&path))))?;
                }
            }
        }
    }
    html.push_str(source.get(copied_to..).unwrap_or_default());
    if page::attribute_of(&html, "policy", "content").is_none() {
        let after_charset =
            page::end_of(&html, "meta").ok_or("index.html has no <meta charset>")?;
        html.insert_str(
            after_charset,
            &format!(
                "<meta id=\"policy\" http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">"
            ),
        );
    }
    Ok(Assembled {
        html,
        style: whole_style,
        program: program.ok_or("index.html names no application")?,
    })
}

/// The application's files, and the elements that load and check them.
fn application(
    workspace: &Workspace,
    dist: &Path,
    package: &wasm::Package,
) -> Outcome<(String, Program)> {
    let main = add(dist, "app.wasm", &read(&package.main)?)?;
    let mut glue = compact_script(&read_text(&package.glue)?);
    let mut loaders = match &package.loaders {
        Some(path) => compact_script(&read_text(path)?),
        None => String::new(),
    };
    for chunk in &package.chunks {
        let plain = name_of(chunk);
        let made = add(dist, &plain, &read(chunk)?)?;
        let fetched = format!("fetch(new URL(\"./{plain}\", import.meta.url))");
        if !loaders.contains(&fetched) {
            return Err(format!("the loaders do not fetch {plain} as they used to"));
        }
        loaders = loaders.replace(
            &fetched,
            &format!(
                "fetch(new URL(\"./{}\", import.meta.url), {{ integrity: \"{}\" }})",
                made.name, made.integrity
            ),
        );
    }

    let mut elements = format!(
        "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"./{}\" integrity=\"{}\">",
        main.name, main.integrity
    );
    if package.loaders.is_some() {
        glue = glue::with_loaders(&glue, &loaders)?;
    }
    let glue = add(dist, "app.js", glue.as_bytes())?;
    // As a script and not as a preload: there every browser keeps the integrity.
    elements.push_str(&module(&glue.name, &glue.integrity));

    let start = read_text(&workspace.root().join("src/embed/static/start.js"))?;
    let start = compact_script(&start)
        .replace("WASM_URL", &format!("./{}", main.name))
        .replace("WASM_INTEGRITY", &main.integrity)
        .replace("GLUE_URL", &format!("./{}", glue.name));
    let start = add(dist, "start.js", start.as_bytes())?;
    elements.push_str(&module(&start.name, &start.integrity));
    Ok((elements, Program { main, glue }))
}

fn module(name: &str, integrity: &str) -> String {
    format!("\n<script type=\"module\" src=\"./{name}\" integrity=\"{integrity}\"></script>")
}

/// What the page says of the folder of the words before the build, with its quotes.
const PLAIN_FOLDER: &str = "content=\"i18n\"";

/// Names the folder of the words in the page.
fn fill(html: &str, folder: &str) -> Outcome<String> {
    if page::attribute_of(html, WORDS, "content").as_deref() != Some("i18n") {
        return Err(format!(
            "index.html has no <meta id=\"{WORDS}\" {PLAIN_FOLDER}>"
        ));
    }
    Ok(html.replacen(PLAIN_FOLDER, &format!("content=\"{folder}\""), 1))
}

/// Writes a file under its name with its content's fingerprint in it.
pub(crate) fn add(dist: &Path, plain: &str, content: &[u8]) -> Outcome<Made> {
    let (stem, extension) = plain.rsplit_once('.').unwrap_or((plain, ""));
    let name = format!("{stem}.{}.{extension}", fingerprint(content));
    write(&dist.join(&name), content)?;
    Ok(Made {
        name,
        integrity: integrity(content),
    })
}

pub(crate) fn copy_folder(from: &Path, to: &Path) -> Outcome {
    let entries =
        fs::read_dir(from).map_err(|error| format!("cannot list {}: {error}", from.display()))?;
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        let target = to.join(name_of(&path));
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else {
            write(&target, &read(&path)?)?;
        }
    }
    Ok(())
}

fn attributes(attributes: &[(String, Option<String>)]) -> String {
    attributes
        .iter()
        .map(|(name, value)| match value {
            Some(value) => format!(" {name}=\"{value}\""),
            None => format!(" {name}"),
        })
        .collect()
}

/// Eight hex digits: enough to tell one release of a file from another.
fn fingerprint(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", base64(&Sha256::digest(content)))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let byte = |place: usize| u32::from(group.get(place).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = (bits >> (18 - 6 * place)) & 63;
            let digit = DIGITS.get(digit as usize).copied().unwrap_or(b'=');
            text.push(if place <= group.len() {
                digit as char
            } else {
                '='
            });
        }
    }
    text
}

/// A script without the lines that are only comment, and without indentation.
pub(crate) fn compact_script(script: &str) -> String {
    let mut in_comment = false;
    let mut text = String::new();
    for line in script.lines().map(str::trim) {
        if in_comment {
            in_comment = !line.ends_with("*/");
        } else if line.starts_with("/*") {
            in_comment = !line.contains("*/");
            // Code after a comment that ends on its line stays, with the comment.
            if !in_comment && !line.ends_with("*/") {
                text.push_str(line);
                text.push('\n');
            }
        } else if !line.is_empty() && !line.starts_with("//") {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// A style sheet without comments, its white space run together; quoted text stays as it is.
pub(crate) fn compact_style(style: &str) -> String {
    let mut text = String::new();
    let mut quote = None;
    let mut characters = style.chars().peekable();
    while let Some(character) = characters.next() {
        if let Some(open) = quote {
            text.push(character);
            if character == '\\' {
                text.extend(characters.next());
            } else if character == open {
                quote = None;
            }
        } else if character == '/' && characters.peek() == Some(&'*') {
            characters.next();
            let mut last = ' ';
            for character in characters.by_ref() {
                if last == '*' && character == '/' {
                    break;
                }
                last = character;
            }
        } else if character.is_ascii_whitespace() {
            if !text.ends_with([' ', '{', '}', ';', ',']) && !text.is_empty() {
                text.push(' ');
            }
        } else {
            if matches!(character, '{' | '}' | ';') && text.ends_with(' ') {
                text.pop();
            }
            if character == '"' || character == '\'' {
                quote = Some(character);
            }
            text.push(character);
        }
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn the_integrity_is_that_of_the_specification() {
        assert_eq!(
            integrity(b"alert('Hello, world.');"),
            "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
        );
    }

    #[test]
    fn a_style_sheet_keeps_its_meaning() {
        let style = "/* a */ a > b ,\n c {\n  margin : 0 calc(1px + 2px) ;\n  content: \"/*  */\\\"  \";\n}\n";
        assert_eq!(
            compact_style(style),
            "a > b ,c{margin : 0 calc(1px + 2px);content: \"/*  */\\\"  \";}\n"
        );
    }

    #[test]
    fn a_script_loses_comment_lines_and_indentation_only() {
        let script = "/**\n * doc\n */\nf(); // stays\n  // goes\n  g(\"a  b\");\n/* x */ h();\n";
        assert_eq!(
            compact_script(script),
            "f(); // stays\ng(\"a  b\");\n/* x */ h();\n"
        );
    }

    #[test]
    fn the_page_names_the_folder_of_its_words() {
        let html = r#"<meta id="words" name="words" content="i18n" data-first="core" />x"#;
        assert_eq!(
            fill(html, "i18n/ab").unwrap(),
            r#"<meta id="words" name="words" content="i18n/ab" data-first="core" />x"#
        );
        assert!(fill("<p>", "i18n/ab").is_err());
    }
}
