//! What wasm-bindgen leaves between the wasm and its JavaScript, made smaller: names with a hash each become short
//! ones on both sides, and what a dependency exports but nobody here calls goes.

use std::collections::HashMap;

use crate::workspace::Outcome;

/// The module the wasm imports from, as wasm-bindgen names it, and as the release does.
const MODULE: (&str, &str) = ("./main_bg.js", "g");
/// Streams of bytes that the view layer's server functions bring along; there is no server here.
const UNUSED_CLASSES: [&str; 3] = [
    "IntoUnderlyingByteSource",
    "IntoUnderlyingSink",
    "IntoUnderlyingSource",
];
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// Both sides, smaller. They go together: neither works with what the other was before.
pub(crate) fn slim(wasm: &[u8], script: &str) -> Outcome<(Vec<u8>, String)> {
    let mut names = HashMap::new();
    let mut out = wasm.get(..8).ok_or("not a wasm file")?.to_vec();
    let mut reader = Reader { bytes: wasm, at: 8 };
    while reader.at < wasm.len() {
        let id = reader.byte()?;
        let length = reader.number()?;
        let body = reader.take(length)?;
        let body = match id {
            IMPORTS => imports(body, &mut names)?,
            EXPORTS => exports(body)?,
            _ => body.to_vec(),
        };
        out.push(id);
        put_number(&mut out, body.len());
        out.extend(body);
    }
    let script = without_classes(script)?;
    let quoted = |name: &str| format!("\"{name}\"");
    if !script.contains(&quoted(MODULE.0)) {
        return Err("the glue does not name its module as it used to".into());
    }
    // A page that has a `Window` of its own would leave the program without one.
    let window = ("arg0 instanceof Window", "arg0 === globalThis");
    if script.contains("instanceof Window") && !script.contains(window.0) {
        return Err("the glue does not look for its window as it used to".into());
    }
    let script = script.replace(window.0, window.1);
    let script = renamed(&script, &names).replace(&quoted(MODULE.0), &quoted(MODULE.1));
    Ok((out, script))
}

/// The glue with the loaders of the other modules in it. Apart they import each other by name, so that neither can be
/// held against a hash of the other, and a second copy of the program could not be loaded beside one that has stopped.
pub(crate) fn with_loaders(glue: &str, loaders: &str) -> Outcome<String> {
    const FROM_GLUE: &str = "from \"./__wasm_split.js\"";
    const FROM_LOADERS: &str = "from \"./main.js\"";
    let mut names = Vec::new();
    let mut body = String::new();
    for line in loaders.lines().filter(|line| !line.contains(FROM_LOADERS)) {
        let line = match line.strip_prefix("export ") {
            Some(kept) => {
                let name = kept
                    .strip_prefix("const ")
                    .and_then(|rest| rest.split(' ').next());
                names.push(name.ok_or("the loaders export something that is no constant")?);
                kept
            }
            None => line,
        };
        body.push_str(line);
        body.push('\n');
    }
    let mut out = String::new();
    let mut imports = Vec::new();
    for line in glue.lines() {
        match line
            .strip_prefix("import * as ")
            .filter(|_| line.contains(FROM_GLUE))
        {
            Some(rest) => imports.extend(rest.split(' ').next()),
            None => {
                // One import for each function of the loaders; they are all the same.
                let same = line.strip_prefix("\"./__wasm_split.js\": ");
                let name = same.map(|name| name.trim_end_matches(','));
                if name.is_some_and(|name| imports.contains(&name)) {
                    out.push_str("\"./__wasm_split.js\": loaders,\n");
                } else {
                    out.push_str(line);
                    out.push('\n');
                }
            }
        }
    }
    if imports.is_empty() || names.is_empty() || !loaders.contains(FROM_LOADERS) {
        return Err("glue and loaders do not import each other as they used to".into());
    }
    let names = names.join(", ");
    Ok(format!(
        "const loaders = (() => {{\n{body}return {{ {names} }};\n}})();\n{out}"
    ))
}

/// The import section with short names; `names` gets the old ones with the new.
fn imports(body: &[u8], names: &mut HashMap<String, String>) -> Outcome<Vec<u8>> {
    let mut reader = Reader { bytes: body, at: 0 };
    let count = reader.number()?;
    let mut out = Vec::new();
    put_number(&mut out, count);
    for _ in 0..count {
        let (module, name) = (reader.text()?, reader.text()?);
        let kind = reader.rest_of_import()?;
        if module == MODULE.0 {
            let next = short(names.len());
            let name = names.entry(name.to_owned()).or_insert(next);
            put_text(&mut out, MODULE.1);
            put_text(&mut out, name);
        } else {
            put_text(&mut out, module);
            put_text(&mut out, name);
        }
        out.extend(kind);
    }
    Ok(out)
}

/// The export section without what only the unused classes call.
fn exports(body: &[u8]) -> Outcome<Vec<u8>> {
    let mut reader = Reader { bytes: body, at: 0 };
    let count = reader.number()?;
    let mut kept = Vec::new();
    let mut left = 0;
    for _ in 0..count {
        let name = reader.text()?;
        let kind = reader.byte()?;
        let index = reader.number()?;
        let plain = name.trim_start_matches("__wbg_");
        if UNUSED_CLASSES
            .iter()
            .any(|class| plain.starts_with(&format!("{}_", class.to_lowercase())))
        {
            continue;
        }
        put_text(&mut kept, name);
        kept.push(kind);
        put_number(&mut kept, index);
        left += 1;
    }
    let mut out = Vec::new();
    put_number(&mut out, left);
    out.extend(kept);
    Ok(out)
}

/// The glue without the unused classes. They stand at the left margin, each with its finalizer.
fn without_classes(script: &str) -> Outcome<String> {
    let mut out = String::with_capacity(script.len());
    // The line that ends what is being left out.
    let mut until: Option<fn(&str) -> bool> = None;
    for line in script.lines() {
        if let Some(ends) = until {
            if ends(line) {
                until = None;
            }
            continue;
        }
        let starts = |before: &str, after: &str| {
            UNUSED_CLASSES
                .iter()
                .any(|class| line.starts_with(&format!("{before}{class}{after}")))
        };
        if starts("export class ", " {") {
            until = Some(|line| line == "}");
        } else if starts("const ", "Finalization =") {
            until = Some(|line| line.ends_with(';'));
        } else if !starts("if (Symbol.dispose) ", ".") {
            out.push_str(line);
            out.push('\n');
        }
    }
    match UNUSED_CLASSES.iter().find(|class| out.contains(**class)) {
        Some(class) => Err(format!(
            "the glue uses {class}, which the release leaves out"
        )),
        None => Ok(out),
    }
}

/// The script with names in place of others, whole words only.
fn renamed(script: &str, names: &HashMap<String, String>) -> String {
    let part_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(from) = rest.find(part_of_name) {
        let (before, word) = rest.split_at(from);
        let (word, after) = word.split_at(word.find(|c| !part_of_name(c)).unwrap_or(word.len()));
        out.push_str(before);
        out.push_str(names.get(word).map_or(word, String::as_str));
        rest = after;
    }
    out + rest
}

/// The n-th short name: a, b, … z, aa, …
fn short(n: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap_or(0));
    match n / 26 {
        0 => letter(n).to_string(),
        more => short(more - 1) + &letter(n).to_string(),
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Outcome<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at + length);
        self.at += length;
        taken.ok_or_else(|| "the wasm file is cut off".to_owned())
    }

    fn byte(&mut self) -> Outcome<u8> {
        Ok(self.take(1)?.first().copied().unwrap_or_default())
    }

    /// An unsigned LEB128.
    fn number(&mut self) -> Outcome<usize> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err("a number of the wasm file does not end".into())
    }

    fn text(&mut self) -> Outcome<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).map_err(|error| error.to_string())
    }

    /// Kind and type of an import, as they stand.
    fn rest_of_import(&mut self) -> Outcome<&'a [u8]> {
        let from = self.at;
        match self.byte()? {
            // A function: its type.
            0 => {
                self.number()?;
            }
            // A global: its type and whether it changes.
            3 => {
                self.take(2)?;
            }
            // A table or a memory: limits, and before them the type of a table's elements.
            kind @ (1 | 2) => {
                if kind == 1 {
                    self.byte()?;
                }
                let has_most = self.byte()? & 1 == 1;
                self.number()?;
                if has_most {
                    self.number()?;
                }
            }
            kind => return Err(format!("an import of an unknown kind, {kind}")),
        }
        self.bytes
            .get(from..self.at)
            .ok_or_else(|| "the wasm file is cut off".to_owned())
    }
}

fn put_number(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or(0);
        value >>= 7;
        if value == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len());
    out.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: u8, body: &[u8]) -> Vec<u8> {
        let mut out = vec![id];
        put_number(&mut out, body.len());
        out.extend(body);
        out
    }

    #[test]
    fn both_sides_get_the_same_short_names_and_lose_the_same_exports() {
        let mut imports = vec![2];
        for (module, name) in [("./main_bg.js", "__wbg_new_00ff"), ("./other.js", "load")] {
            put_text(&mut imports, module);
            put_text(&mut imports, name);
            imports.extend([0, 3]);
        }
        let mut exports = vec![2];
        for (name, index) in [("__wbg_intounderlyingsink_free", 200), ("mount", 7)] {
            put_text(&mut exports, name);
            exports.push(0);
            put_number(&mut exports, index);
        }
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.extend(section(IMPORTS, &imports));
        wasm.extend(section(EXPORTS, &exports));
        let script = "const a = { __wbg_new_00ff: f };\nexport class IntoUnderlyingSink {\n  a() {\n  }\n}\n\
                      if (Symbol.dispose) IntoUnderlyingSink.x = 1;\n\
                      const IntoUnderlyingSinkFinalization = (1)\n    ? 2\n    : 3;\n\
                      return { \"./main_bg.js\": a, __wbg_new_00ff_not: 1 };\n";
        let (smaller, script) = slim(&wasm, script).unwrap();
        assert_eq!(
            script,
            "const a = { a: f };\nreturn { \"g\": a, __wbg_new_00ff_not: 1 };\n"
        );
        let text = String::from_utf8_lossy(&smaller).into_owned();
        assert!(text.contains("\x01g\x01a\0\x03\x0a./other.js\x04load\0\x03"));
        assert!(text.contains("\x01\x05mount\0\x07") && !text.contains("sink"));
        // What is made smaller is still a file of sections.
        assert!(slim(&smaller, "\"./main_bg.js\"").is_ok());
        assert!(slim(&wasm[..wasm.len() - 3], "\"./main_bg.js\"").is_err());
    }

    #[test]
    fn short_names_never_repeat() {
        let names: std::collections::HashSet<String> = (0..2_000).map(short).collect();
        assert_eq!(names.len(), 2_000);
    }
}
