//! The release in a real browser, from the visitor's side. It runs when `GROWTH_WHEEL_DIST` names the folder of a
//! release; `CHROMEDRIVER` may name the driver. An argument runs only the scenarios whose names contain it.
//! `GROWTH_WHEEL_SHOTS` takes pictures of every screen into that folder instead, see [`shots`].

#![allow(
    clippy::indexing_slicing,
    clippy::type_complexity,
    clippy::neg_cmp_op_on_partial_ord,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod accessible;
mod address;
mod brand;
mod browser;
mod builder;
mod check;
mod compare;
mod element;
mod figures;
mod first;
mod frames;
mod guest;
mod heard;
mod hostile;
mod keep;
mod leads;
mod numbers;
mod outcome;
mod page;
mod planner;
mod plans;
mod questions;
mod receiver;
mod runner;
mod screens;
mod server;
mod servers;
mod shots;
mod wordpress;

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(browser::GUARD) {
        return match browser::guard() {
            Ok(()) => ExitCode::SUCCESS,
            Err(trouble) => {
                eprintln!("{}", trouble.0);
                ExitCode::FAILURE
            }
        };
    }
    let arguments = runner::Arguments::read();
    let scenarios = match std::env::var_os("GROWTH_WHEEL_SHOTS").map(PathBuf::from) {
        Some(folder) => shots::all(&folder),
        None => [
            brand::all(),
            builder::all(),
            leads::all(),
            servers::all(),
            wordpress::all(),
            check::all(),
            questions::all(),
            compare::all(),
            keep::all(),
            address::all(),
            numbers::all(),
            planner::all(),
            figures::all(),
            first::all(),
            heard::all(),
            accessible::all(),
            element::all(),
            hostile::all(),
            frames::all(),
        ]
        .into_iter()
        .flatten()
        .collect(),
    };
    if arguments.list {
        return runner::list(&scenarios);
    }
    let Some(release) = std::env::var_os("GROWTH_WHEEL_DIST").map(PathBuf::from) else {
        println!("skipped: GROWTH_WHEEL_DIST names no release");
        return ExitCode::SUCCESS;
    };
    runner::run(&release, scenarios, &arguments)
}
