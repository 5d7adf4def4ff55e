//! A recipient of leads that plays a CRM: it looks at the id of a lead and stores each once, and fails in the ways that
//! servers and lines do.

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;

use crate::outcome::Outcome;

/// What it does with the next lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Does {
    /// Stores it and says so.
    Store,
    /// Answers with that status and stores nothing.
    Answer(u16),
    /// Stores it and fails all the same.
    StoreAndFail,
    /// Goes away before it has read all of it.
    CutBefore,
    /// Stores it and goes away without a word.
    CutAfter,
    /// Stores it and never answers.
    Hang,
}

/// A request as it came in.
#[derive(Debug, Clone)]
pub(crate) struct Came {
    /// Method.
    pub(crate) method: String,
    /// Path with its query.
    pub(crate) path: String,
    /// Headers by name in small letters.
    pub(crate) headers: BTreeMap<String, String>,
    /// Body.
    pub(crate) body: String,
}

#[derive(Debug, Default)]
struct State {
    came: Vec<Came>,
    plan: VecDeque<Does>,
    /// How often a lead was stored anew, by its id: a second time it is known.
    stored: BTreeMap<String, u32>,
    /// Whether pages may read its answers.
    closed: bool,
}

/// The recipient. It stops when dropped.
#[derive(Debug)]
pub(crate) struct Receiver {
    state: Arc<Mutex<State>>,
    ended: Arc<AtomicBool>,
    port: u16,
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Receiver {
    /// On a free port.
    pub(crate) fn start() -> Outcome<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let (state, ended) = (
            Arc::new(Mutex::new(State::default())),
            Arc::new(AtomicBool::new(false)),
        );
        let (shared, over) = (state.clone(), ended.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if over.load(Ordering::Relaxed) {
                    return;
                }
                let shared = shared.clone();
                if let Ok(stream) = stream {
                    // A browser that went away is no trouble.
                    std::thread::spawn(move || drop(serve(stream, &shared)));
                }
            }
        });
        Ok(Self { state, ended, port })
    }

    /// Address of a path.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// What it does with the next leads, one after the other; then it stores.
    pub(crate) fn plan(&self, does: &[Does]) {
        lock(&self.state).plan = does.iter().copied().collect();
    }

    /// Whether pages may read its answers from now on.
    pub(crate) fn close(&self, closed: bool) {
        lock(&self.state).closed = closed;
    }

    /// Everything that was sent here; browsers ask other things of their own.
    pub(crate) fn came(&self) -> Vec<Came> {
        let state = lock(&self.state);
        let asked = state.came.iter().filter(|came| came.method == "POST");
        asked.cloned().collect()
    }

    /// Every request there was.
    pub(crate) fn requests(&self) -> usize {
        lock(&self.state).came.len()
    }

    /// The leads it has, by id, and how often each was stored.
    pub(crate) fn stored(&self) -> BTreeMap<String, u32> {
        lock(&self.state).stored.clone()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

/// The id of a lead, however it was sent.
fn id_of(body: &str) -> String {
    let json: Option<Value> = serde_json::from_str(body).ok();
    let said = json.and_then(|json| Some(json.get("id")?.as_str()?.to_owned()));
    let form = || {
        let mut pairs = body.split('&').filter_map(|pair| pair.split_once('='));
        pairs
            .find(|(name, _)| *name == "id")
            .map(|(_, id)| id.to_owned())
    };
    said.or_else(form).unwrap_or_default()
}

fn serve(stream: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            headers.insert(name.trim().to_lowercase(), value.trim().to_owned());
        }
    }
    let length = headers.get("content-length").and_then(|n| n.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body)?;
    let body = String::from_utf8_lossy(&body).into_owned();
    let mut words = first.split_whitespace().map(str::to_owned);
    let (method, path) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let (does, closed) = {
        let mut state = lock(state);
        let does = if method == "POST" {
            state.plan.pop_front().unwrap_or(Does::Store)
        } else {
            Does::Answer(204)
        };
        let stores = matches!(
            does,
            Does::Store | Does::StoreAndFail | Does::CutAfter | Does::Hang
        );
        if stores && method == "POST" {
            state.stored.entry(id_of(&body)).or_insert(1);
        }
        state.came.push(Came {
            method,
            path,
            headers,
            body,
        });
        (does, state.closed)
    };
    let mut stream = reader.into_inner();
    let status = match does {
        Does::Store => 200,
        Does::Answer(status) => status,
        Does::StoreAndFail => 500,
        Does::CutBefore | Does::CutAfter => return stream.shutdown(Shutdown::Both),
        Does::Hang => {
            std::thread::sleep(Duration::from_secs(20));
            return Ok(());
        }
    };
    let cors = if closed {
        ""
    } else {
        "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: content-type\r\n"
    };
    let text = if status < 300 {
        "{\"ok\":true}"
    } else {
        "{\"message\":\"Not like this\"}"
    };
    let text = if status == 204 { "" } else { text };
    write!(
        stream,
        "HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{cors}Connection: close\r\n\r\n{text}",
        text.len()
    )?;
    stream.flush()
}
