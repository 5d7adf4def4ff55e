//! What leaves the browser, and only when the visitor sends it.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Element, HtmlElement};

/// Longest part of an answer that is looked at, characters.
const MAX_ANSWER: usize = 4_000;
/// Longest body that a browser goes on sending when the page is closed, bytes. Source: Fetch Standard, 64 kibibytes for
/// all at once.
const MAX_KEPT_ALIVE: usize = 60_000;

/// Status of an answer that sends on to another address; which one is not told.
const REDIRECTED: u16 = 302;

/// An answer to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Status; 0 where it may not be read.
    pub status: u16,
    /// The text of the answer, its beginning.
    pub body: String,
    /// Seconds to wait before another try, where the server says so and the page may read it.
    pub retry_after: Option<i64>,
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    // Plain objects of our own take anything.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    get(object, name).dyn_into().ok()
}

/// Sends a text by POST, without cookies. `None` when no answer came within `patience` milliseconds or at all. Without
/// `answered` the browser does not let the answer be read, and a status of 0 says that it went out.
pub async fn post(
    url: &str,
    headers: &[(&str, &str)],
    body: &str,
    answered: bool,
    patience: u32,
) -> Option<Answered> {
    let window = super::window()?;
    let how = Object::new();
    let said = Object::new();
    for (name, value) in headers {
        set(&said, name, &JsValue::from_str(value));
    }
    let text = JsValue::from_str;
    for (name, value) in [
        ("method", text("POST")),
        ("body", text(body)),
        ("headers", said.into()),
        ("mode", text(if answered { "cors" } else { "no-cors" })),
        ("credentials", text("omit")),
        ("cache", text("no-store")),
        // Who was named gets it, and nobody that a server sends it on to. Where no answer is read a browser allows no other.
        ("redirect", text(if answered { "manual" } else { "follow" })),
        ("keepalive", JsValue::from(body.len() <= MAX_KEPT_ALIVE)),
    ] {
        set(&how, name, &value);
    }
    // Whoever does not answer is not waited for for ever.
    let stop = method(&window, "AbortController")
        .and_then(|make| Reflect::construct(&make, &Array::new()).ok());
    if let Some(stop) = &stop {
        set(&how, "signal", &get(stop, "signal"));
    }
    let asked = method(&window, "fetch")?
        .call2(&window, &text(url), &how)
        .ok()?
        .dyn_into::<Promise>()
        .ok()?;
    let _patience = Timeout::new(patience, move || {
        if let Some(stop) = &stop
            && let Some(abort) = method(stop, "abort")
        {
            let _ = abort.call0(stop);
        }
    });
    let response = JsFuture::from(asked).await.ok()?;
    let mut status = get(&response, "status").as_f64().unwrap_or(0.0) as u16;
    if get(&response, "type").as_string().as_deref() == Some("opaqueredirect") {
        status = REDIRECTED;
    }
    let headers = get(&response, "headers");
    let retry_after = method(&headers, "get")
        .and_then(|read| read.call1(&headers, &text("Retry-After")).ok())
        .and_then(|said| said.as_string()?.trim().parse().ok());
    // An answer whose text is cut off is an answer all the same.
    let body = match method(&response, "text").and_then(|read| read.call0(&response).ok()) {
        Some(read) => JsFuture::from(Promise::resolve(&read)).await.ok(),
        None => None,
    };
    let body = body.and_then(|text| text.as_string()).unwrap_or_default();
    Some(Answered {
        status,
        body: body.chars().take(MAX_ANSWER).collect(),
        retry_after,
    })
}

/// A task that is told whether it is alone.
pub type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Does something while no other tab of this origin does anything under that name; `false`, and nothing was done, when
/// another does. Where the browser has no locks it is done all the same, and told so.
pub async fn alone(name: &str, task: impl FnOnce(bool) -> Task + 'static) -> bool {
    let task = Rc::new(RefCell::new(Some(task)));
    let held = Rc::new(Cell::new(None::<bool>));
    let locks = super::window().map(|window| get(&window.navigator(), "locks"));
    let request = locks.as_ref().and_then(|locks| method(locks, "request"));
    if let (Some(locks), Some(request)) = (locks, request) {
        let (inner, got) = (task.clone(), held.clone());
        let run = Closure::once(move |lock: JsValue| -> JsValue {
            got.set(Some(!lock.is_null()));
            match inner.borrow_mut().take().filter(|_| !lock.is_null()) {
                Some(task) => future_to_promise(async move {
                    task(true).await;
                    Ok(JsValue::UNDEFINED)
                })
                .into(),
                None => JsValue::UNDEFINED,
            }
        });
        let how = Object::new();
        set(&how, "ifAvailable", &JsValue::TRUE);
        let asked = request.call3(&locks, &JsValue::from_str(name), &how, run.as_ref());
        if let Some(asked) = asked.ok().and_then(|p| p.dyn_into::<Promise>().ok()) {
            // A page that may not lock says so by refusing, and has not begun then.
            let _ = JsFuture::from(asked).await;
        }
    }
    if let Some(held) = held.get() {
        return held;
    }
    let task = task.borrow_mut().take();
    if let Some(task) = task {
        task(false).await;
    }
    true
}

/// 16 bytes of chance.
#[must_use]
pub fn chance() -> [u8; 16] {
    let mut bytes = [0_u8; 16];
    let place = js_sys::Uint8Array::new_with_length(16);
    let crypto = super::window().map(|window| get(&window, "crypto"));
    let done = crypto.and_then(|crypto| {
        let fill = method(&crypto, "getRandomValues")?;
        fill.call1(&crypto, &place).ok()
    });
    if done.is_some() {
        place.copy_to(&mut bytes);
    } else {
        for byte in &mut bytes {
            *byte = (js_sys::Math::random() * 256.0) as u8;
        }
    }
    bytes
}

/// Fills a form of the page by the names of its fields and sends it as its own button would.
///
/// # Errors
/// `form` when it is not there, `invalid` when it wants more than it gets.
pub fn fill_form(id: &str, fields: &[(String, String)]) -> Result<(), &'static str> {
    let form = super::document().and_then(|document| document.get_element_by_id(id));
    let form = form
        .filter(|form| form.tag_name().eq_ignore_ascii_case("form"))
        .ok_or("form")?;
    let elements = get(&form, "elements");
    let named = method(&elements, "namedItem");
    for (name, value) in fields {
        let found = named
            .as_ref()
            .and_then(|named| named.call1(&elements, &JsValue::from_str(name)).ok());
        if let Some(field) = found.and_then(|found| the_one(&found)) {
            put(&field, value);
        }
    }
    let check = method(&form, "checkValidity");
    let valid = check.and_then(|check| check.call0(&form).ok());
    let checked = !get(&form, "noValidate").is_truthy();
    if checked && valid.is_some_and(|valid| !valid.is_truthy()) {
        return Err("invalid");
    }
    let sent = method(&form, "requestSubmit").or_else(|| method(&form, "submit"));
    sent.and_then(|send| send.call0(&form).ok())
        .map(drop)
        .ok_or("form")
}

/// The field itself; of several by one name the box to tick, else the last, as forms are built.
fn the_one(found: &JsValue) -> Option<Element> {
    if let Some(field) = found.dyn_ref::<Element>() {
        return Some(field.clone());
    }
    let all = get(found, "length").as_f64().unwrap_or(0.0) as u32;
    let fields = (0..all).filter_map(|at| Reflect::get_u32(found, at).ok());
    let fields: Vec<Element> = fields.filter_map(|f| f.dyn_into().ok()).collect();
    let is_box = |field: &&Element| get(field, "type").as_string().as_deref() == Some("checkbox");
    let found = fields.iter().find(is_box).or_else(|| fields.last());
    found.cloned()
}

fn put(field: &Element, value: &str) {
    match get(field, "type").as_string().as_deref() {
        Some("checkbox") => set(field, "checked", &JsValue::from(value == "true")),
        // No page may put a file there.
        Some("file") => return,
        _ => set(field, "value", &JsValue::from_str(value)),
    }
    // Scripts of the page that watch the field hear of it, wherever they listen.
    let bubbles = Object::new();
    set(&bubbles, "bubbles", &JsValue::TRUE);
    let make = super::window().and_then(|window| method(&window, "Event"));
    for name in ["input", "change"] {
        let event = make.as_ref().and_then(|make| {
            Reflect::construct(make, &Array::of2(&JsValue::from_str(name), &bubbles)).ok()
        });
        if let Some(event) = event.and_then(|event| event.dyn_into::<web_sys::Event>().ok()) {
            let _ = field.dispatch_event(&event);
        }
    }
}

/// Whether the page's policy refuses something while this is kept.
pub struct Refusals {
    refused: Rc<Cell<bool>>,
    _listener: Option<EventListener>,
}

impl Refusals {
    /// Begins to listen for what is sent to an address; what others send is theirs.
    #[must_use]
    pub fn watch(url: &str) -> Self {
        let refused = Rc::new(Cell::new(false));
        let (found, url) = (refused.clone(), url.to_owned());
        let listener = super::document().map(|document| {
            EventListener::new(&document, "securitypolicyviolation", move |event| {
                let by = get(event, "effectiveDirective").as_string();
                let enforced = get(event, "disposition").as_string().as_deref() == Some("enforce");
                // The whole address or the beginning of it, as browsers tell.
                let to = get(event, "blockedURI").as_string().unwrap_or_default();
                let ours = !to.is_empty() && url.starts_with(&to);
                if enforced && ours && matches!(by.as_deref(), Some("connect-src" | "form-action"))
                {
                    found.set(true);
                }
            })
        });
        Self {
            refused,
            _listener: listener,
        }
    }

    /// Whether something was refused; it is told a moment after.
    pub async fn any(self) -> bool {
        gloo::timers::future::TimeoutFuture::new(150).await;
        self.refused.get()
    }
}

/// Sends a form of our own into a new tab.
pub fn post_in_tab(url: &str, fields: &[(String, String)]) -> bool {
    let Some(document) = super::document() else {
        return false;
    };
    let make = |tag: &str, attributes: &[(&str, &str)]| -> Option<Element> {
        let made = document.create_element(tag).ok()?;
        for (name, value) in attributes {
            made.set_attribute(name, value).ok()?;
        }
        Some(made)
    };
    let form = make(
        "form",
        &[
            ("method", "post"),
            ("action", url),
            ("target", "_blank"),
            ("rel", "noopener"),
            ("hidden", ""),
        ],
    );
    let (Some(form), Some(body)) = (form, document.body()) else {
        return false;
    };
    for (name, value) in fields {
        let field = make("input", &[("type", "hidden"), ("name", name)]);
        if let Some(field) = field {
            set(&field, "value", &JsValue::from_str(value));
            let _ = form.append_child(&field);
        }
    }
    let _ = body.append_child(&form);
    let sent = method(&form, "submit").is_some_and(|submit| submit.call0(&form).is_ok());
    form.remove();
    sent
}

/// Opens an address of another program: `mailto:`.
pub fn open(url: &str) -> bool {
    let Some(document) = super::document() else {
        return false;
    };
    let link = document.create_element("a").ok();
    let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    if link.set_attribute("href", url).is_err() {
        return false;
    }
    link.click();
    true
}

/// Tells who listens to an element of our own page something, as an event that bubbles.
pub fn dispatch(root: &HtmlElement, name: &str, detail: &JsValue) {
    let Some(window) = super::window() else {
        return;
    };
    let how = Object::new();
    set(&how, "bubbles", &JsValue::TRUE);
    set(&how, "detail", detail);
    let made = method(&window, "CustomEvent").and_then(|make| {
        Reflect::construct(&make, &Array::of2(&JsValue::from_str(name), &how)).ok()
    });
    if let Some(event) = made.and_then(|event| event.dyn_into::<web_sys::Event>().ok()) {
        let _ = root.dispatch_event(&event);
    }
}

/// Values of an address by those keys, in their order; those that are not there are left out.
#[must_use]
pub fn query(address: &str, keys: &[String]) -> Vec<(String, String)> {
    let query = address.split('#').next().and_then(|a| a.split_once('?'));
    let Some((_, query)) = query else {
        return Vec::new();
    };
    let Ok(query) = web_sys::UrlSearchParams::new_with_str(query) else {
        return Vec::new();
    };
    let of = |key: &String| Some((key.clone(), query.get(key)?.chars().take(200).collect()));
    keys.iter().filter_map(of).collect()
}
