//! The pages of others that the end-to-end tests put around the widget, made anew from their packages: style sheets as
//! they are published, and a page of each framework built by Vite. What comes out is part of the checkout, so that no
//! test needs Node.

use std::{ffi::OsStr, ffi::OsString, fs};

use crate::{
    build::copy_folder,
    tools,
    workspace::{Outcome, Workspace, make_empty_folder, read, run, write},
};

/// Name here, package with its version, and the files in it that are put together.
const STYLES: [(&str, &str, &[&str]); 13] = [
    (
        "bootstrap",
        "bootstrap@5.3.9",
        &["dist/css/bootstrap.min.css"],
    ),
    (
        "wordpress",
        "@wordpress/block-library@11.1.0",
        &["build-style/style.css"],
    ),
    ("normalize", "normalize.css@8.0.1", &["normalize.css"]),
    (
        "modern-normalize",
        "modern-normalize@3.0.1",
        &["modern-normalize.css"],
    ),
    ("pure", "purecss@3.1.0", &["build/pure-min.css"]),
    ("milligram", "milligram@1.4.1", &["dist/milligram.min.css"]),
    ("pico", "@picocss/pico@2.1.1", &["css/pico.min.css"]),
    ("water", "water.css@2.1.1", &["out/water.min.css"]),
    (
        "foundation",
        "foundation-sites@6.9.0",
        &["dist/css/foundation.min.css"],
    ),
    ("sanitize", "sanitize.css@13.0.0", &["sanitize.css"]),
    ("reset", "reset-css@5.0.2", &["reset.css"]),
    ("spectre", "spectre.css@0.5.9", &["dist/spectre.min.css"]),
    (
        "materialize",
        "materialize-css@1.0.0",
        &["dist/css/materialize.min.css"],
    ),
];
/// The frameworks, by their script in `tests/hosts/frameworks/src`.
const FRAMEWORKS: [&str; 3] = ["react", "vue", "svelte"];

/// Makes `tests/hosts/styles` and `tests/hosts/built` anew.
pub(crate) fn rebuild(workspace: &Workspace) -> Outcome {
    let npm = tools::npm()?.into_os_string();
    let hosts = workspace.root().join("tests/hosts");
    let work = workspace.target().join("hosts");
    make_empty_folder(&work)?;
    let in_work = |program: &OsStr, arguments: &[&str]| {
        let mut command = workspace.command(program);
        command.args(arguments).current_dir(&work);
        command
    };
    for (name, package, files) in STYLES {
        let folder = work.join(name);
        make_empty_folder(&folder)?;
        run(in_work(&npm, &["pack", package, "--silent", "--pack-destination"]).arg(&folder))?;
        let packed = fs::read_dir(&folder)
            .map_err(|error| error.to_string())?
            .filter_map(Result::ok)
            .map(|entry| entry.path().into_os_string())
            .next()
            .ok_or_else(|| format!("{package} was not fetched"))?;
        let unpack: [OsString; 4] = ["xzf".into(), packed, "-C".into(), folder.clone().into()];
        run(workspace.command("tar").args(unpack))?;
        let mut style = Vec::new();
        for file in files {
            style.extend(read(&folder.join("package").join(file))?);
        }
        write(
            &hosts.join(format!("styles/{name}.css")),
            &without_maps(&style),
        )?;
    }
    let frameworks = work.join("frameworks");
    copy_folder(&hosts.join("frameworks"), &frameworks)?;
    let in_frameworks = |program: &OsStr, arguments: &[&str]| {
        let mut command = workspace.command(program);
        command.args(arguments).current_dir(&frameworks);
        command
    };
    run(&mut in_frameworks(
        &npm,
        &["install", "--no-audit", "--no-fund"],
    ))?;
    run(&mut in_frameworks(
        &npm,
        &[
            "exec",
            "--",
            "tailwindcss",
            "-i",
            "tailwind.css",
            "-o",
            "tailwind.out.css",
        ],
    ))?;
    let tailwind = read(&frameworks.join("tailwind.out.css"))?;
    write(&hosts.join("styles/tailwind.css"), &tailwind)?;
    for name in FRAMEWORKS {
        run(in_frameworks(&npm, &["run", "build"]).env("HOST", name))?;
        let built = read(&frameworks.join(format!("built/{name}.js")))?;
        write(&hosts.join(format!("built/{name}.js")), &built)?;
    }
    Ok(())
}

/// Without the line that names a source map, which nobody serves.
fn without_maps(style: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(style);
    let lines = text
        .lines()
        .filter(|line| !line.contains("sourceMappingURL"));
    lines
        .flat_map(|line| [line, "\n"].concat().into_bytes())
        .collect()
}
