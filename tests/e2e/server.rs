//! A static host as strict as a good one: right types, a content security policy, nothing but the files of the
//! release. It remembers what was asked for, and can hold back or refuse files, as a bad network does.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Instant;

use tiny_http::{Header, Method, Request, Response};

use crate::outcome::{Outcome, Trouble};

/// What the page may do. Nothing may be inline, nothing may come from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                      connect-src 'self'; img-src 'self' data:";
/// A page of the same origin with nothing on it, to look into storage from and to fill it.
pub(crate) const BLANK: &str = "/blank";
/// The release once more, in a folder of the host.
pub(crate) const FOLDER: &str = "/some/folder";
/// Enough for every connection a browser opens, as a held request keeps its worker.
const WORKERS: usize = 12;

/// A request as it came in.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Path without the query.
    pub(crate) path: String,
    /// When.
    pub(crate) at: Instant,
    /// Method and anything else worth telling when it should not have come.
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
}

#[derive(Debug)]
struct Shared {
    files: BTreeMap<String, (&'static str, Vec<u8>)>,
    state: Mutex<State>,
    changed: Condvar,
}

/// The host. It stops when dropped.
pub(crate) struct Server {
    shared: Arc<Shared>,
    http: Arc<tiny_http::Server>,
    workers: Vec<JoinHandle<()>>,
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
        let http = tiny_http::Server::http("127.0.0.1:0").map_err(|e| Trouble(e.to_string()))?;
        let port = http
            .server_addr()
            .to_ip()
            .ok_or_else(|| Trouble("the server has no port".to_owned()))?
            .port();
        let (http, shared) = (
            Arc::new(http),
            Arc::new(Shared {
                files,
                state: Mutex::default(),
                changed: Condvar::new(),
            }),
        );
        let workers = (0..WORKERS)
            .map(|_| {
                let (http, shared) = (http.clone(), shared.clone());
                std::thread::spawn(move || {
                    while let Ok(request) = http.recv() {
                        shared.answer(request);
                    }
                })
            })
            .collect();
        Ok(Self {
            shared,
            http,
            workers,
            port,
        })
    }

    /// Address of a path, such as `/?lang=it#/express`.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
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

    /// Has no files whose path contains `part`; `None` has them all again.
    pub(crate) fn refuse(&self, part: Option<&str>) {
        self.shared.state().refused = part.map(str::to_owned);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.reset();
        for _ in &self.workers {
            self.http.unblock();
        }
        for worker in self.workers.drain(..) {
            // A worker that panicked has said so already.
            drop(worker.join());
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, request: Request) {
        let path = request.url().split('?').next().unwrap_or("/").to_owned();
        let inside = path.strip_prefix(FOLDER).unwrap_or(&path);
        let name = if inside == "/" { "/index.html" } else { inside };
        let file = self.files.get(name);
        let refused = if path == BLANK {
            false
        } else {
            let mut state = self.state();
            state.asked.push(Asked {
                path: path.clone(),
                at: Instant::now(),
                method: request.method().to_string(),
                known: file.is_some() && *request.method() == Method::Get,
            });
            while state.held.as_ref().is_some_and(|part| path.contains(part)) {
                state = self
                    .changed
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
            }
            state
                .refused
                .as_ref()
                .is_some_and(|part| path.contains(part))
        };
        let (status, kind, body) = match file {
            _ if path == BLANK => (
                200,
                "text/html; charset=utf-8",
                b"<!doctype html><html lang=en><title>blank</title><link rel=icon href=data:,>"
                    .to_vec(),
            ),
            Some((kind, body)) if !refused => (200, *kind, body.clone()),
            _ => (404, "text/plain; charset=utf-8", b"not found".to_vec()),
        };
        let mut response = Response::from_data(body).with_status_code(status);
        for (name, value) in [
            ("Content-Type", kind),
            ("Content-Security-Policy", POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-cache"),
        ] {
            if let Ok(header) = Header::from_bytes(name, value) {
                response.add_header(header);
            }
        }
        // A browser that went away is no trouble.
        drop(request.respond(response));
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
