//! A static host as strict as a good one: right types, a content security policy, nothing but the files of the
//! release. It remembers what was asked for, and can hold back or refuse files, as a bad network does.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::outcome::{Outcome, Trouble};

/// What the page may do. Nothing may be inline, nothing may come from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                      connect-src 'self'; img-src 'self' data:; frame-src 'self'";
/// Pages that send leads where a site's configuration says, and what they may ask for.
const SENDING: [&str; 2] = ["/embed.html", "/demo.html"];
const ANYWHERE: &str = "connect-src 'self' https: http://localhost:* http://127.0.0.1:*";
/// A page of the same origin with nothing on it, to look into storage from and to fill it.
pub(crate) const BLANK: &str = "/blank";
/// The release once more, in a folder of the host.
pub(crate) const FOLDER: &str = "/some/folder";

/// A request as it came in.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Path without the query.
    pub(crate) path: String,
    /// When.
    pub(crate) at: Instant,
    /// Method, to be told when the request should not have come.
    pub(crate) method: String,
    /// Whether there is such a file in the release.
    pub(crate) known: bool,
}

#[derive(Debug, Default)]
struct State {
    asked: Vec<Asked>,
    /// Files whose name contains this wait until it is taken back.
    held: Option<String>,
    /// Files whose name contains this are not to be had.
    refused: Option<String>,
    /// Pages of others, by path.
    pages: BTreeMap<String, HostPage>,
    /// Files whose name contains the first are served in that other way.
    meddled: Option<(String, Meddling)>,
}

/// A page of somebody else.
#[derive(Debug, Clone, Default)]
pub(crate) struct HostPage {
    /// Its content security policy; empty for none.
    pub(crate) policy: String,
    /// Its text.
    pub(crate) html: String,
    /// Whether it is a script.
    pub(crate) script: bool,
}

/// What can be wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meddling {
    /// It is not the one that was published.
    Changed,
    /// It is said to be of that kind.
    Kind(&'static str),
    /// Other origins may not read it.
    NoCors,
}

#[derive(Debug)]
struct Shared {
    files: BTreeMap<String, (&'static str, Vec<u8>)>,
    state: Mutex<State>,
    changed: Condvar,
}

/// The host. It stops when dropped.
///
/// A thread per connection and one request each: a browser opens several at once, some of them only in case, and none
/// may wait for another.
#[derive(Debug)]
pub(crate) struct Server {
    shared: Arc<Shared>,
    ended: Arc<AtomicBool>,
    port: u16,
}

impl Server {
    /// Serves a folder on a free port.
    pub(crate) fn start(folder: &Path) -> Outcome<Self> {
        let mut files = BTreeMap::new();
        collect(folder, "", &mut files)?;
        if !files.contains_key("/index.html") {
            return Err(Trouble(format!("{} has no index.html", folder.display())));
        }
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared {
            files,
            state: Mutex::default(),
            changed: Condvar::new(),
        });
        let ended = Arc::new(AtomicBool::new(false));
        {
            let (shared, ended) = (shared.clone(), ended.clone());
            std::thread::spawn(move || {
                for stream in listener.incoming() {
                    if ended.load(Ordering::Relaxed) {
                        return;
                    }
                    let shared = shared.clone();
                    if let Ok(stream) = stream {
                        // A browser that went away is no trouble.
                        std::thread::spawn(move || drop(shared.serve(stream)));
                    }
                }
            });
        }
        Ok(Self {
            shared,
            ended,
            port,
        })
    }

    /// Address of a path, such as `/?lang=it#/express`.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The same by another name, so that a browser takes it for another host.
    pub(crate) fn elsewhere(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }

    /// Everything asked for since the log was last cleared, the blank page left out.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.shared.state().asked.clone()
    }

    /// Names of the files of the release, `/index.html` and so on.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.shared.files.keys().map(String::as_str)
    }

    /// Text of a file of the release.
    pub(crate) fn text(&self, path: &str) -> Outcome<String> {
        self.shared
            .files
            .get(path)
            .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
            .ok_or_else(|| Trouble(format!("no {path} in the release")))
    }

    /// As on the first day: nothing asked for, nothing held back.
    pub(crate) fn reset(&self) {
        *self.shared.state() = State::default();
        self.shared.changed.notify_all();
    }

    /// Forgets what was asked for.
    pub(crate) fn forget(&self) {
        self.shared.state().asked.clear();
    }

    /// Holds back files whose path contains `part`.
    pub(crate) fn hold(&self, part: &str) {
        self.shared.state().held = Some(part.to_owned());
    }

    /// Lets go what was held back.
    pub(crate) fn release(&self) {
        self.shared.state().held = None;
        self.shared.changed.notify_all();
    }

    /// Serves a page of somebody else, until the reset.
    pub(crate) fn put(&self, path: &str, page: HostPage) {
        self.shared.state().pages.insert(path.to_owned(), page);
    }

    /// Serves files whose path contains `part` in another way.
    pub(crate) fn meddle(&self, part: &str, how: Meddling) {
        self.shared.state().meddled = Some((part.to_owned(), how));
    }

    /// Has no files whose path contains `part`; `None` has them all again.
    pub(crate) fn refuse(&self, part: Option<&str>) {
        self.shared.state().refused = part.map(str::to_owned);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.reset();
        self.ended.store(true, Ordering::Relaxed);
        // Wakes the listener, so that it sees the end.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        let mut reader = BufReader::new(stream);
        let mut first = String::new();
        reader.read_line(&mut first)?;
        loop {
            let mut header = String::new();
            if reader.read_line(&mut header)? == 0 {
                return Ok(());
            }
            if header.trim().is_empty() {
                break;
            }
        }
        let mut words = first.split_whitespace();
        let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or("/"));
        let path = target.split('?').next().unwrap_or("/");
        let page = self.state().pages.get(path).cloned();
        let mut stream = reader.into_inner();
        if let Some(page) = page {
            let policy = match page.policy.as_str() {
                "" => String::new(),
                policy => format!("Content-Security-Policy: {policy}\r\n"),
            };
            let kind = kind(Path::new(if page.script { "x.js" } else { "x.html" }));
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n{policy}\
                 Access-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n{}",
                page.html.len(),
                page.html
            )?;
            return stream.flush();
        }
        let (status, mut kind, body) = self.answer(method, target);
        let meddled = self.state().meddled.clone();
        let how = meddled
            .filter(|(part, _)| path.contains(part.as_str()))
            .map(|(_, how)| how);
        let mut body = body.to_vec();
        let mut cors = "Access-Control-Allow-Origin: *\r\n";
        let policy = match SENDING.contains(&path) {
            true => POLICY.replace("connect-src 'self'", ANYWHERE),
            false => POLICY.to_owned(),
        };
        match how {
            Some(Meddling::Changed) => body.push(b' '),
            Some(Meddling::Kind(other)) => kind = other,
            Some(Meddling::NoCors) => cors = "",
            None => {}
        }
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
             Content-Security-Policy: {policy}\r\nX-Content-Type-Options: nosniff\r\n{cors}\
             Cache-Control: no-cache\r\nConnection: close\r\n\r\n",
            body.len()
        )?;
        stream.write_all(&body)?;
        stream.flush()
    }

    fn answer(&self, method: &str, target: &str) -> (&'static str, &'static str, &[u8]) {
        const FINE: &str = "200 OK";
        let path = target.split('?').next().unwrap_or("/");
        if path == BLANK {
            let page =
                b"<!doctype html><html lang=en><title>blank</title><link rel=icon href=data:,>";
            return (FINE, kind(Path::new("blank.html")), page);
        }
        let inside = path.strip_prefix(FOLDER).unwrap_or(path);
        let name = if inside == "/" { "/index.html" } else { inside };
        let file = self.files.get(name).filter(|_| method == "GET");
        let mut state = self.state();
        state.asked.push(Asked {
            path: path.to_owned(),
            at: Instant::now(),
            method: method.to_owned(),
            known: file.is_some(),
        });
        while state.held.as_ref().is_some_and(|part| path.contains(part)) {
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        let refused = state
            .refused
            .as_ref()
            .is_some_and(|part| path.contains(part));
        match file {
            Some((kind, body)) if !refused => (FINE, kind, body),
            _ => ("404 Not Found", "text/plain; charset=utf-8", b"not found"),
        }
    }
}

fn collect(
    folder: &Path,
    above: &str,
    files: &mut BTreeMap<String, (&'static str, Vec<u8>)>,
) -> Outcome {
    let trouble = |e: std::io::Error| Trouble(format!("{}: {e}", folder.display()));
    for entry in std::fs::read_dir(folder).map_err(trouble)? {
        let path = entry.map_err(trouble)?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let address = format!("{above}/{name}");
        if path.is_dir() {
            collect(&path, &address, files)?;
        } else {
            files.insert(
                address,
                (kind(&path), std::fs::read(&path).map_err(trouble)?),
            );
        }
    }
    Ok(())
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json" | "webmanifest") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
