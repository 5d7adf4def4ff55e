//! From Rust to the wasm files a browser loads: one that is always needed and one for each page on demand.

use std::{ffi::OsString, fs, path::PathBuf};

use crate::{
    glue,
    tools::PageTools,
    workspace::{
        Outcome, Workspace, files_in, make_empty_folder, name_of, read, read_text, run, write,
    },
};

const TARGET: &str = "wasm32-unknown-unknown";
const PROGRAM: &str = "growth-wheel";
/// What the compiler emits and every browser of the last years has. Named one by one: with all of Binaryen's,
/// the files use encodings that browsers refuse.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What the compiler and the tools after it leave behind.
pub(crate) struct Package {
    /// The JavaScript that wasm-bindgen writes.
    pub(crate) glue: PathBuf,
    /// The module that is always loaded.
    pub(crate) main: PathBuf,
    /// The loaders of the others, imported by the glue; none when no page is on demand.
    pub(crate) loaders: Option<PathBuf>,
    /// The modules loaded on demand.
    pub(crate) chunks: Vec<PathBuf>,
}

/// Compiles, splits, binds and shrinks.
pub(crate) fn package(workspace: &Workspace, tools: &PageTools) -> Outcome<Package> {
    compile(workspace)?;
    let compiled = workspace
        .target()
        .join(TARGET)
        .join("release")
        .join(format!("{PROGRAM}.wasm"));
    let folder = workspace.target().join("package");
    make_empty_folder(&folder)?;

    // Relocations in the file tell the splitter which function needs which.
    let split = folder.join("split");
    run(workspace
        .command(&tools.wasm_split)
        .arg(&compiled)
        .arg(&split)
        .args(["--target", "web"]))?;
    let bound = folder.join("bound");
    // The other modules are linked to the main one by exports that wasm-bindgen would remove.
    run(workspace
        .command(&tools.wasm_bindgen)
        .args([
            "--target",
            "web",
            "--keep-lld-exports",
            "--no-typescript",
            "--out-name",
            "main",
        ])
        .arg("--out-dir")
        .arg(&bound)
        .arg(split.join("main.wasm")))?;
    if bound.join("snippets").exists() {
        return Err(
            "a dependency brings JavaScript of its own, which the release does not carry".into(),
        );
    }

    let mut chunks = Vec::new();
    for file in files_in(&split)? {
        if name_of(&file).ends_with(".wasm") && name_of(&file) != "main.wasm" {
            chunks.push(file);
        }
    }
    let main = bound.join("main_bg.wasm");
    let script = bound.join("main.js");
    let (smaller, glue) = glue::slim(&read(&main)?, &read_text(&script)?)?;
    write(&main, &smaller)?;
    write(&script, glue.as_bytes())?;
    match &tools.wasm_opt {
        Some(wasm_opt) => {
            for file in chunks.iter().chain([&main]) {
                shrink(workspace, wasm_opt, file)?;
            }
        }
        None => eprintln!("wasm-opt is not there: the wasm is a third larger than it could be"),
    }
    let loaders = split.join("__wasm_split.js");
    Ok(Package {
        glue: script,
        main,
        loaders: (loaders.is_file() && !chunks.is_empty()).then_some(loaders),
        chunks,
    })
}

fn compile(workspace: &Workspace) -> Outcome {
    // Where this machine keeps its sources is nobody's business, and would make the same source another file.
    let mut flags = vec!["-Clink-args=--emit-relocs".to_owned()];
    // Views of one erased type instead of a type each: less to compile and less to download.
    flags.push("--cfg=erase_components".to_owned());
    flags.push(format!(
        "--remap-path-prefix={}=.",
        workspace.root().display()
    ));
    if let Some(home) = cargo_home() {
        flags.push(format!("--remap-path-prefix={}=cargo", home.display()));
    }
    run(workspace
        .cargo_command(&[
            "build",
            "--release",
            "--target",
            TARGET,
            "--bin",
            PROGRAM,
            "--features",
            "split",
        ])
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f")))
}

fn cargo_home() -> Option<PathBuf> {
    std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| {
            let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"))?;
            Some(PathBuf::from(home).join(".cargo"))
        })
}

fn shrink(workspace: &Workspace, wasm_opt: &[OsString], file: &PathBuf) -> Outcome {
    let Some((program, arguments)) = wasm_opt.split_first() else {
        return Ok(());
    };
    let smaller = file.with_extension("opt");
    // Names and the like go here and not in Cargo's profile: wasm-bindgen reads the list of features.
    run(workspace
        .command(program)
        .args(arguments)
        .args([
            "-Oz",
            "--strip-debug",
            "--strip-producers",
            "--strip-target-features",
        ])
        .args(FEATURES)
        .arg(file)
        .arg("-o")
        .arg(&smaller))?;
    fs::rename(&smaller, file)
        .map_err(|error| format!("cannot replace {}: {error}", file.display()))
}
