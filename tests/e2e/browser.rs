//! One driver for the whole run, one session with a fresh profile per scenario.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::common::command::{Command as WebDriverCommand, FormatRequestData};
use thirtyfour::prelude::*;
use thirtyfour::{RequestData, SessionId};

use crate::outcome::{Outcome, Trouble};

/// Flags for a browser without a screen, the same as the component tests use.
const FLAGS: &str = include_str!("../webdriver.json");

/// Asks this program to guard a driver instead of running scenarios.
pub(crate) const GUARD: &str = "--guard-driver";

/// The running driver. A process of its own guards it and ends it with all its browsers when this is dropped, and
/// also when this program is killed: the guard then finds its input closed.
#[derive(Debug)]
pub(crate) struct Driver {
    guard: Child,
    port: u16,
}

impl Driver {
    /// Starts the driver on a free port: the one named by `CHROMEDRIVER`, else the one on the path.
    pub(crate) fn start() -> Outcome<Self> {
        let mut guard = Command::new(std::env::current_exe()?)
            .arg(GUARD)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut said = String::new();
        if let Some(output) = guard.stdout.as_mut() {
            BufReader::new(output).read_line(&mut said)?;
        }
        let port = said.trim().parse().unwrap_or(0);
        let driver = Self { guard, port };
        if port == 0 {
            return Err(Trouble("the driver did not start".to_owned()));
        }
        Ok(driver)
    }

    /// A new session. `language` is what the browser asks for, `requests` has it note what it asks for.
    pub(crate) async fn session(&self, language: &str, requests: bool) -> Outcome<WebDriver> {
        let mut flags: Value = serde_json::from_str(FLAGS)?;
        let options = &mut flags["goog:chromeOptions"];
        if let Some(args) = options["args"].as_array_mut() {
            args.push(format!("--accept-lang={language}").into());
            args.push(format!("--lang={language}").into());
            args.push("--window-size=1280,800".into());
        }
        let logs = if requests {
            json!({"browser": "ALL", "performance": "ALL"})
        } else {
            json!({"browser": "ALL"})
        };
        let mut capabilities = Capabilities::new();
        capabilities.set("browserName", "chrome")?;
        capabilities.set("goog:chromeOptions", options.take())?;
        capabilities.set("goog:loggingPrefs", logs)?;
        capabilities.set("timeouts", json!({"script": 60_000, "pageLoad": 60_000}))?;
        Ok(WebDriver::new(format!("http://127.0.0.1:{}", self.port), capabilities).await?)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        // The guard ends in any case; nobody is left to be told how.
        let _ = self.guard.wait();
    }
}

/// The guard: starts the driver, tells its port, waits for the end of its own input, and ends the driver.
pub(crate) fn guard() -> Outcome {
    let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
    let mut driver = Command::new(&program)
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| Trouble(format!("cannot start {}: {e}", program.display())))?;
    let port = driver.stdout.take().and_then(|said| {
        let mut lines = BufReader::new(said).lines().map_while(Result::ok);
        let port = lines.by_ref().find_map(|line| port_of(&line));
        // What else it says is read, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        port
    });
    if let Some(port) = port {
        println!("{port}");
        // An error is an end too.
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        // Asked first, as killing it would leave its browsers behind.
        let _ = ask_to_end(port);
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(5) && matches!(driver.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    if matches!(driver.try_wait(), Ok(None)) {
        driver.kill()?;
        driver.wait()?;
    }
    Ok(())
}

fn ask_to_end(port: u16) -> std::io::Result<()> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    write!(
        stream,
        "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    )?;
    stream.read_to_end(&mut Vec::new()).map(drop)
}

fn port_of(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("started successfully on port ")?;
    rest.trim_end_matches('.').trim().parse().ok()
}

/// A command of the browser's own protocol.
#[derive(Debug)]
struct Direct(&'static str, Value);

impl FormatRequestData for Direct {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let mut request = WebDriverCommand::Refresh.format_request(session);
        request.uri = format!("session/{session}/goog/cdp/execute").into();
        request.body = Some(json!({"cmd": self.0, "params": self.1}));
        request
    }
}

/// Tells the browser something WebDriver has no word for.
pub(crate) async fn tell(
    driver: &WebDriver,
    command: &'static str,
    parameters: Value,
) -> Outcome<Value> {
    Ok(driver
        .cmd(Direct(command, parameters))
        .await?
        .value_json()?)
}
