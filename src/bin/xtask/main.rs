//! Developer commands, run as `cargo xtask <command>`: from a machine with rustup and nothing else to the
//! application on localhost, a tested release, and its measures.
//!
//! One file, one duty: `tools` finds or installs what is needed, `words` checks and cuts the texts, `wasm`
//! compiles and splits, `glue` makes smaller what the bindings leave, `page` rewrites index.html, `widget`
//! makes what pages of others load, `reference` writes the contract down, `configuration` and `leads` what
//! belongs to it, `build` puts `dist/` together, `size` weighs it, `steps`
//! runs a list of checks and sums it up, `hosts` makes the pages of others for the tests, `serve` shows it.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

mod build;
mod configuration;
mod glue;
mod hosts;
mod leads;
mod page;
mod reference;
mod serve;
mod size;
mod steps;
mod tools;
mod wasm;
mod widget;
mod wordpress;
mod words;
mod workspace;

use std::process::ExitCode;

use workspace::{Outcome, Workspace};

const USAGE: &str = "\
cargo xtask <command>

  serve [--release]  the application on http://localhost:8080 (plain development build; --release: dist/)
  test               everything a release has to pass, with one closing summary
  check              the quick loop: format, lints, texts, native tests
  build              the release in dist/, ready for any static host
  size               bytes of a first visit, raw, gzip and brotli, against the budget
  bench              measure the engine
  shots              screenshots of every screen, in target/shots
  hosts              make anew the pages of others that the end-to-end tests use (needs Node)
  words              check the texts and cut them for the development server
  setup              install the tools now, rather than when a command needs them";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nxtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Outcome {
    let workspace = Workspace::find()?;
    match arguments {
        ["serve"] => serve::development(&workspace),
        ["serve", "--release"] => {
            build::release(&workspace)?;
            serve::release(&workspace)
        }
        ["build"] => {
            build::release(&workspace)?;
            size::report(&workspace).map(drop)
        }
        ["test"] => steps::test(&workspace),
        ["check"] => steps::check(&workspace),
        ["size"] => {
            if !workspace.dist().join("index.html").is_file() {
                build::release(&workspace)?;
            }
            size::within_budget(&workspace)
        }
        ["bench"] => workspace.cargo(&["bench", "--bench", "engine"]),
        ["shots"] => steps::shots(&workspace),
        ["words"] => words::cut_for_development(&workspace),
        ["hosts"] => hosts::rebuild(&workspace),
        ["setup"] => tools::setup_everything(&workspace),
        _ => Err(format!("not a command\n\n{USAGE}")),
    }
}
