//! The plugin for WordPress: a block and a shortcode, with the widget's files on the site itself.

use std::io::{Cursor, Write as _};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::workspace::{Outcome, Workspace, files_in, folders_in, name_of, read, read_text, write};

/// The archive as one uploads it.
pub(crate) const ARCHIVE: &str = "growth-wheel-wordpress.zip";
/// The folder in it.
const FOLDER: &str = "growth-wheel";
/// What the plugin is written in, stamped with the version.
const SOURCES: [&str; 6] = [
    "growth-wheel.php",
    "uninstall.php",
    "texts.php",
    "block.json",
    "block.js",
    "readme.txt",
];
/// What Apache has to be told of the widget's files.
const HTACCESS: &str = "AddType application/wasm .wasm\nAddType text/javascript .js\n";

/// Writes the archive into `dist/`, after everything else is there.
pub(crate) fn release(workspace: &Workspace) -> Outcome {
    let dist = workspace.dist();
    let mut files = Vec::new();
    for name in SOURCES {
        let source = workspace.root().join("src/embed/wordpress").join(name);
        let text = read_text(&source)?.replace("STAMP_VERSION", env!("CARGO_PKG_VERSION"));
        files.push((format!("{FOLDER}/{name}"), text.into_bytes()));
    }
    let license = read(&workspace.root().join("LICENSE"))?;
    files.push((format!("{FOLDER}/LICENSE"), license));
    files.push((format!("{FOLDER}/assets/.htaccess"), HTACCESS.into()));
    gather(&dist, &format!("{FOLDER}/assets"), &mut files)?;
    files.sort();
    let archive = packed(&files).map_err(|error| format!("cannot pack {ARCHIVE}: {error}"))?;
    println!("{ARCHIVE}: {} files, {} bytes", files.len(), archive.len());
    write(&dist.join(ARCHIVE), &archive)
}

/// Every file of a folder and of those in it.
fn gather(folder: &Path, within: &str, files: &mut Vec<(String, Vec<u8>)>) -> Outcome {
    for path in files_in(folder)? {
        files.push((format!("{within}/{}", name_of(&path)), read(&path)?));
    }
    for path in folders_in(folder)? {
        gather(&path, &format!("{within}/{}", name_of(&path)), files)?;
    }
    Ok(())
}

/// The same files give the same archive: no clock, no owner.
fn packed(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn what_was_packed_is_there_again_and_packing_twice_is_the_same() {
        let files = [
            ("a/b.php".to_owned(), b"<?php".to_vec()),
            ("a/c.wasm".to_owned(), vec![0; 10_000]),
        ];
        let archive = packed(&files).unwrap();
        assert_eq!(archive, packed(&files).unwrap());
        assert!(archive.len() < 1_000);
        let mut read = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
        for (name, bytes) in files {
            let mut found = Vec::new();
            read.by_name(&name)
                .unwrap()
                .read_to_end(&mut found)
                .unwrap();
            assert_eq!(found, bytes);
        }
    }

    #[test]
    fn the_plugin_knows_the_values_of_the_contract() {
        use growth_wheel::embed::contract::{ATTRIBUTES, Kind};
        let source = include_str!("../../embed/wordpress/growth-wheel.php");
        for name in ["form", "mode", "lang", "theme"] {
            let attribute = ATTRIBUTES.iter().find(|a| a.name == name).unwrap();
            let Kind::OneOf(values) = attribute.kind else {
                panic!("{name} is one of several");
            };
            let quoted: Vec<String> = values.iter().map(|v| format!("'{v}'")).collect();
            let array = format!("=> array( {} )", quoted.join(", "));
            assert!(source.contains(&array), "{name}: {array}");
        }
    }

    #[test]
    fn every_language_has_every_text_of_the_plugin() {
        let texts = include_str!("../../embed/wordpress/texts.php");
        let keys = |language: &str| -> Vec<String> {
            let start = texts.find(&format!("\t'{language}' => array(")).unwrap();
            let part = &texts[start..];
            let part = &part[..part.find("\n\t),").unwrap()];
            let lines = part.lines().skip(1);
            lines
                .map(|l| l.trim().split('\'').nth(1).unwrap().to_owned())
                .collect()
        };
        for language in ["it", "es", "ru"] {
            assert_eq!(keys(language), keys("en"), "{language}");
        }
    }
}
