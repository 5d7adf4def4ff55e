//! Elements for the first visit, in few bytes.
//!
//! What a first visit loads is built with these; pages on demand use Leptos' `view!`. Both stand on the same signals
//! and owners. `view!` makes a type of every tree and of every closure in it, with some ten functions each; here
//! every closure becomes a boxed one at once, so that all of them share one effect. That halves the code of a first
//! visit (measured when this room was built: 252,000 bytes in all before).
//!
//! Everything that has to end with a view (effects, listeners) hangs on the reactive owner that was current when it
//! was made, so a view must be built inside one.

use std::any::Any;
use std::cell::RefCell;

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, Node};

use super::catalogue;
use super::words::texts;
use crate::i18n::Key;

const SVG: &str = "http://www.w3.org/2000/svg";

thread_local! {
    static DOCUMENT: Option<Document> = crate::platform::browser::document();
}

/// An element, and the way to give it attributes, words, children and listeners.
#[derive(Debug, Clone)]
pub struct El(Element);

fn create(make: impl FnOnce(&Document) -> Result<Element, JsValue>) -> El {
    let made = DOCUMENT.with(|d| d.as_ref().and_then(|d| make(d).ok()));
    // Names of elements are ours and valid, and there is no view without a document.
    El(made.unwrap_or_else(|| JsValue::NULL.unchecked_into()))
}

/// An HTML element.
#[must_use]
pub fn el(tag: &str) -> El {
    create(|d| d.create_element(tag))
}

/// An SVG element.
#[must_use]
pub fn svg(tag: &str) -> El {
    create(|d| d.create_element_ns(Some(SVG), tag))
}

/// Keeps a value until the current owner is cleaned up.
pub fn keep(value: impl Any) {
    fn boxed(value: Box<dyn Any>) {
        let value = SendWrapper::new(value);
        on_cleanup(move || drop(value));
    }
    boxed(Box::new(value));
}

/// Runs at once, and again whenever a signal it has read changes, as long as the current owner lives. What it
/// builds belongs to the run that built it.
pub fn follow(run: impl FnMut() + 'static) {
    fn boxed(mut run: Box<dyn FnMut()>) {
        keep(RenderEffect::new(move |_: Option<()>| run()));
    }
    boxed(Box::new(run));
}

type Show = Box<dyn Fn(Option<&str>)>;

/// Tells `show` a text now and whenever it changes.
fn follow_text(read: Box<dyn Fn() -> Option<String>>, show: impl Fn(Option<&str>) + 'static) {
    fn boxed(read: Box<dyn Fn() -> Option<String>>, show: Show) {
        let shown = RefCell::new(None);
        follow(move || {
            let now = read();
            let mut shown = shown.borrow_mut();
            if shown.as_ref() != Some(&now) {
                show(now.as_deref());
                *shown = Some(now);
            }
        });
    }
    boxed(read, Box::new(show));
}

impl From<web_sys::HtmlElement> for El {
    fn from(node: web_sys::HtmlElement) -> Self {
        Self(node.into())
    }
}

impl El {
    /// The element itself.
    #[must_use]
    pub fn node(&self) -> &Element {
        &self.0
    }

    /// An attribute that stays.
    #[must_use]
    pub fn attr(self, name: &str, value: &str) -> Self {
        set_attribute(&self.0, name, Some(value));
        self
    }

    /// Its class.
    #[must_use]
    pub fn class(self, value: &str) -> Self {
        self.attr("class", value)
    }

    /// Its test hook.
    #[must_use]
    pub fn hook(self, value: &str) -> Self {
        self.attr("data-testid", value)
    }

    /// An attribute that follows signals; absent while `None`.
    #[must_use]
    pub fn attr_of(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        let node = self.0.clone();
        follow_text(Box::new(value), move |value| {
            set_attribute(&node, name, value)
        });
        self
    }

    /// A yes or no, written as `true` or `false`: `aria-pressed` and the like.
    #[must_use]
    pub fn state(self, name: &'static str, value: impl Fn() -> bool + 'static) -> Self {
        self.attr_of(name, move || {
            Some((if value() { "true" } else { "false" }).to_owned())
        })
    }

    /// An attribute that is there or not: `hidden`, `disabled`.
    #[must_use]
    pub fn attr_if(self, name: &'static str, value: impl Fn() -> bool + 'static) -> Self {
        self.attr_of(name, move || value().then(String::new))
    }

    /// An attribute in the language of the page.
    #[must_use]
    pub fn attr_words(self, name: &'static str, key: Key) -> Self {
        let texts = texts();
        self.attr_of(name, move || Some(texts.t(key)))
    }

    /// A class that is there or not.
    #[must_use]
    pub fn class_if(self, name: &'static str, value: impl Fn() -> bool + 'static) -> Self {
        let list = self.0.class_list();
        follow_text(Box::new(move || value().then(String::new)), move |on| {
            let _ = list.toggle_with_force(name, on.is_some());
        });
        self
    }

    /// A text property of a form field: `value`.
    #[must_use]
    pub fn value_of(self, value: impl Fn() -> String + 'static) -> Self {
        let node = self.0.clone();
        follow_text(Box::new(move || Some(value())), move |value| {
            set_property(&node, "value", &JsValue::from_str(value.unwrap_or("")))
        });
        self
    }

    /// A yes-or-no property of a form field: `checked`, `selected`.
    #[must_use]
    pub fn property_if(self, name: &'static str, value: impl Fn() -> bool + 'static) -> Self {
        let node = self.0.clone();
        follow(move || set_property(&node, name, &JsValue::from_bool(value())));
        self
    }

    /// A text that stays.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        if let Some(text) = text_node(text) {
            append(&self.0, &text);
        }
        self
    }

    /// A text that follows signals.
    #[must_use]
    pub fn say(self, words: impl Fn() -> String + 'static) -> Self {
        if let Some(node) = text_node("") {
            append(&self.0, &node);
            follow_text(Box::new(move || Some(words())), move |words| {
                node.set_text_content(words)
            });
        }
        self
    }

    /// A text in the language of the page.
    #[must_use]
    pub fn words(self, key: Key) -> Self {
        self.say(texts().say(key))
    }

    /// One more child.
    #[must_use]
    pub fn child(self, child: Self) -> Self {
        append(&self.0, &child.0);
        self
    }

    /// More children.
    #[must_use]
    pub fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// Children that follow signals; they replace all others. For what has no focus and no state of its own: each
    /// change builds them anew.
    #[must_use]
    pub fn fill(self, children: impl Fn() -> Vec<Self> + 'static) -> Self {
        let node = self.0.clone();
        follow(move || replace(&node, children()));
        self
    }

    /// Children that are built anew only when `key` changes; what `children` reads is followed by their own effects.
    #[must_use]
    pub fn fill_by(
        self,
        key: impl Fn() -> String + 'static,
        children: impl Fn() -> Vec<Self> + 'static,
    ) -> Self {
        let node = self.0.clone();
        // A memo stands between, so that what belongs to the children is not cleaned up while they stay.
        let key = Memo::new(boxed_reader(SendWrapper::new(Box::new(key))));
        follow(move || {
            // Read, not only tracked: a memo nobody has read does not know what it depends on.
            key.with(String::len);
            replace(&node, untrack(&children));
        });
        self
    }

    /// What happens on an event.
    #[must_use]
    pub fn on(self, event: &'static str, run: impl FnMut(&Event) + 'static) -> Self {
        listen(&self.0, event, Box::new(run));
        self
    }

    /// What happens when it is clicked or chosen with Enter.
    #[must_use]
    pub fn on_click(self, mut run: impl FnMut() + 'static) -> Self {
        self.on("click", move |_| run())
    }
}

type Reader = SendWrapper<Box<dyn Fn() -> String>>;

/// One type of closure for every memo of [`El::fill_by`].
fn boxed_reader(read: Reader) -> impl Fn(Option<&String>) -> String + Send + Sync + 'static {
    move |_| read()
}

fn set_attribute(node: &Element, name: &str, value: Option<&str>) {
    // Only a name that is no name could be refused, and names are ours.
    let _ = match value {
        Some(value) => node.set_attribute(name, value),
        None => node.remove_attribute(name),
    };
}

fn set_property(node: &Element, name: &str, value: &JsValue) {
    let _ = js_sys::Reflect::set(node, &JsValue::from_str(name), value);
}

fn text_node(text: &str) -> Option<Node> {
    DOCUMENT.with(|d| d.as_ref().map(|d| d.create_text_node(text).into()))
}

fn append(parent: &Element, child: &Node) {
    // An element of ours takes any child of ours.
    let _ = parent.append_child(child);
}

fn replace(parent: &Element, children: Vec<El>) {
    parent.set_text_content(None);
    for child in children {
        append(parent, &child.0);
    }
}

fn listen(node: &Element, event: &'static str, mut run: Box<dyn FnMut(&Event)>) {
    let options = EventListenerOptions::enable_prevent_default();
    // On an event there is no owner to ask.
    let edition = catalogue::edition();
    let run = move |event: &Event| catalogue::within(edition, || run(event));
    keep(EventListener::new_with_options(node, event, options, run));
}

/// An element within a `view!`, where views have to be fit for other threads and for HTML made on a server.
struct InView(SendWrapper<El>);

impl El {
    /// The element as part of a `view!`.
    #[must_use]
    pub fn in_view(self) -> AnyView {
        InView(SendWrapper::new(self)).into_any()
    }
}

impl Render for InView {
    type State = El;

    fn build(self) -> El {
        self.0.take()
    }

    fn rebuild(self, state: &mut El) {
        self.0.take().rebuild(state);
    }
}

leptos::tachys::no_attrs!(InView);

impl RenderHtml for InView {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    // There is no server: the first paint is drawn by `report::first_screen`.
    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> El {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

/// The text in the field an event came from.
#[must_use]
pub fn value_of_event(event: &Event) -> String {
    event
        .target()
        .and_then(|target| js_sys::Reflect::get(&target, &JsValue::from_str("value")).ok())
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}

impl Render for El {
    type State = Self;

    fn build(self) -> Self {
        self
    }

    fn rebuild(self, state: &mut Self) {
        let _ = state.0.replace_with_with_node_1(&self.0);
        *state = self;
    }
}

impl Mountable for El {
    fn unmount(&mut self) {
        self.0.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        let _ = parent.insert_before(&self.0, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.0.parent_element();
        if let Some(parent) = &parent {
            child.mount(parent, Some(&self.0));
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.0.clone()]
    }
}
