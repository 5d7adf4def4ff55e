//! Lists of checks, run one after the other to the end, and summed up.

use std::{
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    build, size, tools, words,
    workspace::{Outcome, Workspace, files_in, name_of, said},
};

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Tests that ran.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Tests {
    passed: usize,
    failed: usize,
    /// Lines that name a test which failed, or held only at the second try.
    doubtful: Vec<String>,
}

impl Tests {
    fn add(&mut self, more: Self) {
        self.passed += more.passed;
        self.failed += more.failed;
        self.doubtful.extend(more.doubtful);
    }
}

enum End {
    Passed,
    Failed(String),
    /// Not run, and why.
    Skipped(&'static str),
}

struct Step {
    name: &'static str,
    took: Duration,
    tests: Tests,
    end: End,
}

/// The steps done so far.
#[derive(Default)]
struct Steps(Vec<Step>);

/// Everything a release has to pass.
pub(crate) fn test(workspace: &Workspace) -> Outcome {
    let mut steps = Steps::default();
    let browser = steps.run("set-up", || {
        tools::formatter_and_lints()?;
        tools::for_page(workspace)?;
        tools::for_browser(workspace)
    });
    quick(workspace, &mut steps);
    match (&browser, workspace.root().join("tests/web.rs").is_file()) {
        (Some(browser), true) => {
            let runner = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER";
            steps.tests(
                "component tests",
                workspace
                    .cargo_command(&["test", "--target", WASM_TARGET, "--test", "web"])
                    .env(runner, &browser.test_runner)
                    .env("CHROMEDRIVER", &browser.chromedriver)
                    .env(
                        "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
                        workspace.root().join("tests/webdriver.json"),
                    ),
            );
        }
        (None, _) => steps.skip("component tests", "no browser"),
        (_, false) => steps.skip("component tests", "no tests/web.rs"),
    }
    let built = steps.run("release build", || build::release(workspace));
    match (&browser, built) {
        (Some(browser), Some(())) => {
            steps.tests("end-to-end tests", &mut end_to_end(workspace, browser));
        }
        (None, _) => steps.skip("end-to-end tests", "no browser"),
        (_, None) => steps.skip("end-to-end tests", "no release"),
    }
    let shrunk = tools::for_page(workspace).is_ok_and(|tools| tools.wasm_opt.is_some());
    match (built, shrunk) {
        (Some(()), true) => {
            steps.run("size of a first visit", || size::within_budget(workspace));
        }
        (Some(()), false) => steps.skip("size of a first visit", "wasm-opt is not there"),
        (None, _) => steps.skip("size of a first visit", "no release"),
    }
    steps.sum_up()
}

/// The quick loop.
pub(crate) fn check(workspace: &Workspace) -> Outcome {
    let mut steps = Steps::default();
    steps.run("set-up", || {
        tools::formatter_and_lints()?;
        tools::wasm_target()
    });
    quick(workspace, &mut steps);
    steps.sum_up()
}

/// Screenshots of every screen, by the end-to-end tests' own hand.
pub(crate) fn shots(workspace: &Workspace) -> Outcome {
    let browser = tools::for_browser(workspace)?;
    build::release(workspace)?;
    let folder = workspace.root().join("target/shots");
    crate::workspace::run(end_to_end(workspace, &browser).env("GROWTH_WHEEL_SHOTS", &folder))?;
    println!("The screenshots are in {}", folder.display());
    Ok(())
}

/// What needs neither browser nor release.
fn quick(workspace: &Workspace, steps: &mut Steps) {
    steps.command("format", &mut workspace.cargo_command(&["fmt", "--check"]));
    steps.run("texts", || words::check(workspace));
    // With the feature of this program everywhere, so that lints and tests share what they compile.
    let lints = [
        "clippy",
        "--all-targets",
        "--features",
        "xtask",
        "--",
        "-D",
        "warnings",
    ];
    steps.command("lints, host", &mut workspace.cargo_command(&lints));
    // With the component tests, which nothing else compiles before a browser is asked for.
    let lints = [
        "clippy",
        "--lib",
        "--bins",
        "--test",
        "web",
        "--target",
        WASM_TARGET,
        "--",
        "-D",
        "warnings",
    ];
    steps.command("lints, wasm", &mut workspace.cargo_command(&lints));
    match native_tests(workspace.root()) {
        Ok(names) => {
            let mut command =
                workspace.cargo_command(&["test", "--features", "xtask", "--no-fail-fast"]);
            command.args(["--lib", "--bins"]);
            for name in &names {
                command.args(["--test", name]);
            }
            steps.tests("native tests", &mut command);
        }
        Err(message) => {
            steps.run("native tests", || Outcome::<()>::Err(message));
        }
    }
}

/// The test files that run on the host: all but the one for the browser; the end-to-end tests are a folder.
fn native_tests(root: &Path) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    for file in files_in(&root.join("tests"))? {
        if let Some(name) = name_of(&file).strip_suffix(".rs")
            && name != "web"
        {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

fn end_to_end(workspace: &Workspace, browser: &tools::BrowserTools) -> Command {
    let mut command = workspace.cargo_command(&["test", "--features", "xtask", "--test", "e2e"]);
    command
        .env("GROWTH_WHEEL_DIST", workspace.dist())
        .env("CHROMEDRIVER", &browser.chromedriver)
        .env("NGINX", &browser.nginx);
    if let Some(wordpress) = &browser.wordpress {
        command.env("WORDPRESS", wordpress);
    }
    command
}

impl Steps {
    /// Runs a step; what it gave, if it passed.
    fn run<T>(&mut self, name: &'static str, work: impl FnOnce() -> Outcome<T>) -> Option<T> {
        announce(name);
        let start = Instant::now();
        let (end, value) = match work() {
            Ok(value) => (End::Passed, Some(value)),
            Err(message) => {
                eprintln!("{message}");
                (End::Failed(message), None)
            }
        };
        self.0.push(Step {
            name,
            took: start.elapsed(),
            tests: Tests::default(),
            end,
        });
        value
    }

    fn command(&mut self, name: &'static str, command: &mut Command) {
        self.run(name, || crate::workspace::run(command));
    }

    /// Runs a step made of tests and counts them. One that ran none has not shown anything.
    fn tests(&mut self, name: &'static str, command: &mut Command) {
        announce(name);
        let start = Instant::now();
        let (tests, end) = match watched(command) {
            Ok((tests, _)) if tests.failed > 0 => {
                let message = format!("{} tests failed", tests.failed);
                (tests, End::Failed(message))
            }
            Ok((tests, false)) => (tests, End::Failed(format!("{} failed", said(command)))),
            Ok((Tests { passed: 0, .. }, true)) => {
                (Tests::default(), End::Failed("ran no test".into()))
            }
            Ok((tests, true)) => (tests, End::Passed),
            Err(message) => (Tests::default(), End::Failed(message)),
        };
        self.0.push(Step {
            name,
            took: start.elapsed(),
            tests,
            end,
        });
    }

    fn skip(&mut self, name: &'static str, why: &'static str) {
        self.0.push(Step {
            name,
            took: Duration::ZERO,
            tests: Tests::default(),
            end: End::Skipped(why),
        });
    }

    /// One line for each step, and the line that counts the tests.
    fn sum_up(self) -> Outcome {
        println!();
        let mut sum = Tests::default();
        let mut failed = Vec::new();
        for step in &self.0 {
            sum.add(step.tests.clone());
            let (mark, note) = match &step.end {
                End::Passed if step.tests == Tests::default() => ("ok     ", String::new()),
                End::Passed => ("ok     ", format!("{} tests", step.tests.passed)),
                End::Failed(message) => {
                    failed.push(step.name);
                    (
                        "FAILED ",
                        message.lines().next().unwrap_or_default().to_owned(),
                    )
                }
                End::Skipped(why) => ("skipped", (*why).to_owned()),
            };
            let seconds = step.took.as_secs_f64();
            println!("{mark}  {:<18} {seconds:>7.1} s  {note}", step.name);
        }
        println!();
        for name in self.0.iter().flat_map(|step| &step.tests.doubtful) {
            println!("{name}");
        }
        println!("{} passed, {} failed", sum.passed, sum.failed);
        if failed.is_empty() {
            Ok(())
        } else {
            Err(format!("failed: {}", failed.join(", ")))
        }
    }
}

fn announce(name: &str) {
    println!("\n== {name}");
}

/// Runs a command, shows what it prints, and counts the tests it reports; whether it ended well.
fn watched(command: &mut Command) -> Outcome<(Tests, bool)> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot start {}: {error}", said(command)))?;
    let errors = child
        .stderr
        .take()
        .map(|stream| thread::spawn(|| relay(stream, std::io::stderr())));
    let mut tests = match child.stdout.take() {
        Some(stream) => relay(stream, std::io::stdout()),
        None => Tests::default(),
    };
    if let Some(more) = errors.and_then(|thread| thread.join().ok()) {
        tests.add(more);
    }
    let status = child
        .wait()
        .map_err(|error| format!("lost {}: {error}", said(command)))?;
    Ok((tests, status.success()))
}

fn relay(stream: impl Read, mut shown: impl Write) -> Tests {
    let mut tests = Tests::default();
    let mut reader = BufReader::new(stream);
    let mut line = Vec::new();
    while matches!(reader.read_until(b'\n', &mut line), Ok(length) if length > 0) {
        // A closed terminal is no reason to stop counting.
        drop(shown.write_all(&line));
        tests.add(reported(&String::from_utf8_lossy(&line)));
        line.clear();
    }
    tests
}

/// What a line like "test result: ok. 5 passed; 0 failed; …" or "test some words ... FAILED" reports.
fn reported(line: &str) -> Tests {
    if line.starts_with("test ") && (line.contains("... FAILED") || line.contains("... UNSTEADY")) {
        return Tests {
            doubtful: vec![line.trim_end().to_owned()],
            ..Tests::default()
        };
    }
    if !line.starts_with("test result:") {
        return Tests::default();
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let before = |wanted: &str| {
        let place = words
            .iter()
            .position(|word| word.trim_end_matches(';') == wanted)?;
        words.get(place.checked_sub(1)?)?.parse().ok()
    };
    Tests {
        passed: before("passed").unwrap_or_default(),
        failed: before("failed").unwrap_or_default(),
        doubtful: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_line_of_a_test_program_is_counted() {
        let line =
            "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 1 filtered out";
        assert_eq!(
            reported(line),
            Tests {
                passed: 12,
                failed: 3,
                doubtful: Vec::new(),
            }
        );
        let plain = "test result: \u{1b}[32mok\u{1b}[0m. 5 passed; 0 failed; 0 ignored";
        assert_eq!(
            reported(plain),
            Tests {
                passed: 5,
                failed: 0,
                doubtful: Vec::new(),
            }
        );
    }

    #[test]
    fn the_closing_lines_name_what_failed_or_needed_a_second_try() {
        let doubtful = |line| reported(line).doubtful;
        assert_eq!(
            doubtful("test reload keeps the plan ... UNSTEADY\n"),
            ["test reload keeps the plan ... UNSTEADY"]
        );
        assert_eq!(doubtful("test a ... FAILED <1.2s>\n").len(), 1);
        assert_eq!(doubtful("test a ... ok <1.2s>\n").len(), 0);
    }

    #[test]
    fn no_other_line_is_counted() {
        assert_eq!(reported("7 passed; 7 failed"), Tests::default());
        assert_eq!(reported("test result: unknown"), Tests::default());
    }
}
