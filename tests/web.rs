//! Parts and state in a real browser, each mounted alone: what a visitor does to them and what they then show.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::future::TimeoutFuture;
use growth_wheel::codec::json;
use growth_wheel::content::examples;
use growth_wheel::domain::action::{Action, ProfileNumber, Refusal};
use growth_wheel::domain::answer::Reply;
use growth_wheel::domain::json::Value;
use growth_wheel::domain::plan::Plan;
use growth_wheel::domain::profile::Model;
use growth_wheel::domain::stage::{Sector, Stage};
use growth_wheel::engine::wheel::Part;
use growth_wheel::i18n::{Lang, Words, k};
use growth_wheel::platform::browser::fetch::foreign_requests;
use growth_wheel::ui::dom::{El, el, follow};
use growth_wheel::ui::options::read;
use growth_wheel::ui::parts::choices::{Choice, Choices, choices};
use growth_wheel::ui::parts::notice::notices;
use growth_wheel::ui::parts::number_field::{AMOUNT, NumberField, number_field, wrong_words};
use growth_wheel::ui::parts::wheel::{Hub, Wheel, wheel};
use growth_wheel::ui::route::Route;
use growth_wheel::ui::session::{Given, Host, Notice, Session, Stand};
use growth_wheel::ui::store::Store;
use growth_wheel::ui::words::Texts;
use leptos::mount::{UnmountHandle, mount_to_renderer};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

/// The texts a part reads, as the build cuts them.
fn words(lang: Lang) -> Words {
    let source = match lang {
        Lang::En => include_str!("../src/i18n/locales/en.json"),
        Lang::It => include_str!("../src/i18n/locales/it.json"),
        Lang::Es => include_str!("../src/i18n/locales/es.json"),
        Lang::Ru => include_str!("../src/i18n/locales/ru.json"),
    };
    fn flatten(value: &Value, out: &mut Vec<Value>) {
        match value.as_object() {
            Some(object) => object.iter().for_each(|(_, inner)| flatten(inner, out)),
            None => out.push(value.clone()),
        }
    }
    let all = json::read(source).unwrap();
    let mut core = Vec::new();
    flatten(all.as_object().unwrap().get("core").unwrap(), &mut core);
    Words::from_core(lang, &json::write(&Value::Array(core))).unwrap()
}

/// A part in the page, with the state it stands on; gone with its end.
struct Shown {
    root: HtmlElement,
    store: Store,
    session: Session,
    handle: Option<UnmountHandle<El>>,
}

/// Shows what `build` makes in an element of its own.
fn show(lang: Lang, build: impl FnOnce() -> El + 'static) -> Shown {
    let document = web_sys::window().unwrap().document().unwrap();
    let root: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    document.body().unwrap().append_child(&root).unwrap();
    let made = Rc::new(Cell::new(None));
    let out = made.clone();
    let place = root.clone();
    let handle = mount_to_renderer(&root, move || {
        let store = Store::new(Plan::new("test".into(), 0));
        // As on somebody else's page, who is told nothing.
        let host = Host {
            address: "https://host.example/page".into(),
            framed: false,
            tell: Box::new(|_, _| true),
        };
        let stand = Stand {
            root: place,
            host: Some(Rc::new(host)),
            link: String::new(),
            given: Given::default(),
            start: Route::Express,
            edition: None,
        };
        let session = Session::new(Route::Home, None, stand);
        provide_context(Texts::new(words(lang)));
        provide_context(store);
        provide_context(session);
        out.set(Some((store, session)));
        build()
    });
    let (store, session) = made.take().unwrap();
    Shown {
        root,
        store,
        session,
        handle: Some(handle),
    }
}

impl Shown {
    fn all(&self, selector: &str) -> Vec<Element> {
        let list = script("Array.from(a.querySelectorAll(b))", &self.root, selector);
        let list: js_sys::Array = list.unchecked_into();
        list.iter().map(JsCast::unchecked_into).collect()
    }

    fn one(&self, selector: &str) -> Element {
        let found = self.root.query_selector(selector).unwrap();
        found.unwrap_or_else(|| panic!("no {selector} in {}", self.root.inner_html()))
    }

    fn text(&self, selector: &str) -> String {
        self.one(selector).text_content().unwrap_or_default()
    }

    fn click(&self, selector: &str) {
        self.one(selector).unchecked_into::<HtmlElement>().click();
    }

    /// Types into a field as a person does: focus, text, an event.
    fn write(&self, text: &str) {
        let input: HtmlInputElement = self.one("input").unchecked_into();
        input.focus().unwrap();
        input.set_value(text);
        input.dispatch_event(&event("input")).unwrap();
    }

    fn leave(&self) {
        self.one("input")
            .unchecked_into::<HtmlElement>()
            .blur()
            .unwrap();
    }

    fn value(&self) -> String {
        self.one("input")
            .unchecked_into::<HtmlInputElement>()
            .value()
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        drop(self.handle.take());
        self.root.remove();
    }
}

/// An expression of JavaScript with `a` and `b`: what the interfaces of the crate itself have no need of.
fn script(expression: &str, a: &JsValue, b: &str) -> JsValue {
    js_sys::Function::new_with_args("a, b", &format!("return {expression}"))
        .call2(&JsValue::NULL, a, &JsValue::from_str(b))
        .unwrap()
}

fn event(name: &str) -> web_sys::Event {
    let made = "new Event(b, { bubbles: true, cancelable: true })";
    script(made, &JsValue::NULL, name).unchecked_into()
}

fn key(name: &str) -> web_sys::Event {
    let made = "new KeyboardEvent('keydown', { key: b, bubbles: true, cancelable: true })";
    script(made, &JsValue::NULL, name).unchecked_into()
}

/// Lets effects run.
async fn settle() {
    TimeoutFuture::new(20).await;
}

fn focused() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}

// Elements

#[wasm_bindgen_test]
async fn texts_and_attributes_follow_signals_and_an_absent_attribute_is_gone() {
    let count = RwSignal::new(1);
    let page = show(Lang::En, move || {
        el("p")
            .attr_of("data-n", move || {
                (count.get() > 1).then(|| count.get().to_string())
            })
            .class("a")
            .class_if("big", move || count.get() > 2)
            .say(move || format!("{} pieces", count.get()))
    });
    assert_eq!(page.text("p"), "1 pieces");
    assert!(!page.one("p").has_attribute("data-n"));
    count.set(3);
    settle().await;
    assert_eq!(page.text("p"), "3 pieces");
    assert_eq!(page.one("p").get_attribute("data-n").as_deref(), Some("3"));
    assert_eq!(page.one("p").class_name(), "a big");
    count.set(1);
    settle().await;
    assert!(!page.one("p").has_attribute("data-n"));
    assert_eq!(page.one("p").class_name(), "a");
}

#[wasm_bindgen_test]
async fn children_by_key_stay_until_the_key_changes_and_keep_the_focus() {
    let (key, other, built) = (RwSignal::new(1), RwSignal::new(1), Rc::new(Cell::new(0)));
    let count = built.clone();
    let page = show(Lang::En, move || {
        el("div").fill_by(
            move || (key.get() / 10).to_string(),
            move || {
                count.set(count.get() + 1);
                vec![el("button").say(move || other.get().to_string())]
            },
        )
    });
    page.one("button")
        .unchecked_into::<HtmlElement>()
        .focus()
        .unwrap();
    other.set(5);
    key.set(2);
    settle().await;
    assert_eq!((page.text("button"), built.get()), ("5".to_owned(), 1));
    assert_eq!(focused(), Some(page.one("button")));
    key.set(20);
    settle().await;
    assert_eq!(built.get(), 2);
}

#[wasm_bindgen_test]
async fn nothing_runs_on_after_a_view_is_taken_out() {
    let (signal, runs) = (RwSignal::new(0), Rc::new(Cell::new(0)));
    let count = runs.clone();
    let clicks = Rc::new(Cell::new(0));
    let clicked = clicks.clone();
    let page = show(Lang::En, move || {
        follow(move || {
            signal.track();
            count.set(count.get() + 1);
        });
        el("button").on_click(move || clicked.set(clicked.get() + 1))
    });
    page.click("button");
    let button: HtmlElement = page.one("button").unchecked_into();
    assert_eq!((runs.get(), clicks.get()), (1, 1));
    drop(page);
    signal.set(1);
    button.click();
    settle().await;
    assert_eq!((runs.get(), clicks.get()), (1, 1));
}

#[wasm_bindgen_test]
async fn what_a_run_built_goes_with_the_next_run() {
    let (outer, inner, runs) = (RwSignal::new(0), RwSignal::new(0), Rc::new(Cell::new(0)));
    let count = runs.clone();
    let page = show(Lang::En, move || {
        el("div").fill(move || {
            outer.track();
            let count = count.clone();
            vec![el("i").say(move || {
                count.set(count.get() + 1);
                inner.get().to_string()
            })]
        })
    });
    outer.set(1);
    outer.set(2);
    settle().await;
    runs.set(0);
    inner.set(1);
    settle().await;
    assert_eq!(runs.get(), 1, "one effect for the one element on screen");
    assert_eq!(page.text("i"), "1");
}

// Choices

fn three(store: Store) -> El {
    let list = || {
        let one = |(value, text, aside): (&str, &str, bool)| Choice {
            value: value.to_owned(),
            text: text.to_owned(),
            aside,
        };
        [
            ("1", "Never", false),
            ("2", "Always", false),
            ("unknown", "I don't know", true),
        ]
        .map(one)
        .to_vec()
    };
    choices(Choices {
        name: "test",
        list: Rc::new(list),
        chosen: Rc::new(move || store.with(|p| p.express.get(&Stage::Act).map(|r| r.id()))),
        labelled_by: "gw-question",
        digits: use_context::<Session>().unwrap().digits,
        on_choose: Rc::new(move |value| {
            store.choose(Action::AnswerExpress(Stage::Act, Reply::from_id(value)));
        }),
    })
}

#[wasm_bindgen_test]
async fn a_click_a_digit_and_undo_choose_and_the_radios_say_so() {
    let page = show(Lang::En, || three(use_context().unwrap()));
    page.click("[data-testid=answer-2] input");
    settle().await;
    let checked = |page: &Shown| -> Vec<bool> {
        let boxes = page.all("input").into_iter();
        boxes
            .map(|i| i.unchecked_into::<HtmlInputElement>().checked())
            .collect()
    };
    assert_eq!(checked(&page), [false, true, false]);
    assert!(
        page.one("[data-testid=answer-2]")
            .class_list()
            .contains("chosen")
    );
    let before = page.one("[data-testid=answer-1]");
    page.one("[data-testid=answer-2] input")
        .dispatch_event(&key("1"))
        .unwrap();
    settle().await;
    assert_eq!(checked(&page), [true, false, false]);
    assert_eq!(
        before,
        page.one("[data-testid=answer-1]"),
        "the list is not built anew"
    );
    assert_eq!(focused(), Some(page.one("[data-testid=answer-1] input")));
    assert!(page.store.undo());
    settle().await;
    assert_eq!(checked(&page), [false, true, false]);
}

#[wasm_bindgen_test]
async fn digits_beyond_the_answers_and_digits_switched_off_do_nothing() {
    let page = show(Lang::En, || three(use_context().unwrap()));
    let said = |page: &Shown| page.store.now(|p| p.express.get(&Stage::Act).copied());
    // The answer set apart has no digit.
    for digit in ["0", "3", "9", "x"] {
        page.one("input").dispatch_event(&key(digit)).unwrap();
    }
    assert_eq!(said(&page), None);
    page.session.digits.set(false);
    page.one("input").dispatch_event(&key("1")).unwrap();
    assert_eq!(said(&page), None);
    page.session.digits.set(true);
    page.one("input").dispatch_event(&key("1")).unwrap();
    assert!(said(&page).is_some());
}

// Numbers

fn budget(kept: Option<&str>, heard: Rc<RefCell<Vec<Option<String>>>>) -> El {
    let (texts, store): (Texts, Store) = (use_context().unwrap(), use_context().unwrap());
    let number = ProfileNumber::Budget;
    number_field(NumberField {
        name: "budget".into(),
        label: Rc::new(texts.say(k::EXPRESS_BUDGET)),
        hint: Rc::new(String::new),
        unit: Rc::new(|| "EUR".into()),
        reads: AMOUNT,
        value: Rc::new(move || store.with(|p| p.profile.budget)),
        on_value: Rc::new(move |value| -> Option<Refusal> {
            store
                .dispatch(Action::SetProfileNumber(number, value))
                .err()
        }),
        wrong: Rc::new(move |wrong| wrong_words(texts, wrong, number.range())),
        missing: None,
        kept: kept.map(str::to_owned),
        on_kept: Rc::new(move |text| heard.borrow_mut().push(text)),
    })
}

fn money(page: &Shown) -> Option<f64> {
    page.store.now(|p| p.profile.budget)
}

#[wasm_bindgen_test]
async fn a_number_is_read_as_written_in_the_language_and_shown_so_when_left() {
    let page = show(Lang::It, || budget(None, Rc::default()));
    page.write("1.234,56");
    settle().await;
    assert_eq!(money(&page), Some(1234.56));
    assert_eq!(
        page.value(),
        "1.234,56",
        "what is being typed is not touched"
    );
    page.write(" 12000 ");
    page.leave();
    settle().await;
    assert_eq!(money(&page), Some(12_000.0));
    assert_eq!(page.value(), "12.000");
    assert!(page.text(".reading").contains("12.000"));
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_stays_with_its_reason_and_is_not_used() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let told = heard.clone();
    let page = show(Lang::En, move || budget(None, told));
    page.write("300");
    page.write("about 300");
    page.leave();
    settle().await;
    assert_eq!(
        money(&page),
        None,
        "no older value stands as if it had been typed"
    );
    assert_eq!(page.value(), "about 300");
    assert!(
        page.text("[data-testid=error-budget]")
            .contains("not a number")
    );
    assert_eq!(
        page.one("input").get_attribute("aria-invalid").as_deref(),
        Some("true")
    );
    assert_eq!(heard.borrow().last(), Some(&Some("about 300".to_owned())));
    page.write("");
    settle().await;
    assert_eq!(page.text("[data-testid=error-budget]"), "");
    assert!(!page.one("input").has_attribute("aria-invalid"));
    assert_eq!(heard.borrow().last(), Some(&None));
}

#[wasm_bindgen_test]
async fn a_value_from_outside_takes_the_place_of_a_text_that_was_not_read() {
    let page = show(Lang::En, || budget(None, Rc::default()));
    page.write("lots");
    page.leave();
    settle().await;
    page.store.choose(Action::SetProfileNumber(
        ProfileNumber::Budget,
        Some(1_000.0),
    ));
    settle().await;
    assert_eq!(page.value(), "1,000");
    assert_eq!(page.text("[data-testid=error-budget]"), "");
    // Undo of a value that had been typed over an unread text brings that text back, not an empty field.
    assert!(page.store.undo());
    settle().await;
    assert_eq!(page.value(), "lots");
}

#[wasm_bindgen_test]
async fn a_text_kept_from_an_earlier_visit_is_there_again_with_its_reason() {
    let page = show(Lang::En, || budget(Some("-5"), Rc::default()));
    settle().await;
    assert_eq!(page.value(), "-5");
    assert!(!page.text("[data-testid=error-budget]").is_empty());
    assert_eq!(money(&page), None);
}

// The wheel

fn picture(selected: RwSignal<Option<Part>>, compact: RwSignal<bool>) -> El {
    let store: Store = use_context().unwrap();
    wheel(&Wheel {
        state: store.wheel,
        stages: Rc::new(move || store.scores.with(|s| s.stages)),
        hub: Rc::new(|| Hub {
            score: None,
            word: "n/a".into(),
            answered: "0 of 44".into(),
            integration: String::new(),
        }),
        selected,
        compact,
        on_open: Rc::new(move |part| selected.set(Some(part))),
    })
}

#[wasm_bindgen_test]
async fn arrows_walk_the_wheel_and_enter_opens_the_part() {
    let selected = RwSignal::new(None);
    let page = show(Lang::En, move || picture(selected, RwSignal::new(false)));
    let stops = |page: &Shown| page.all("[data-part][tabindex='0']").len();
    assert_eq!(stops(&page), 1);
    page.one("svg").dispatch_event(&key("ArrowUp")).unwrap();
    settle().await;
    let first = focused().unwrap().get_attribute("data-part").unwrap();
    assert_ne!(first, "hub");
    page.one("svg").dispatch_event(&key("ArrowRight")).unwrap();
    settle().await;
    assert_ne!(
        focused().unwrap().get_attribute("data-part").unwrap(),
        first
    );
    assert_eq!(stops(&page), 1);
    page.one("svg").dispatch_event(&key("Enter")).unwrap();
    settle().await;
    assert!(selected.get_untracked().is_some());
    assert_eq!(page.all("[aria-pressed=true]").len(), 1);
}

#[wasm_bindgen_test]
async fn a_narrow_wheel_has_no_spokes_to_choose_and_gets_them_back_in_their_place() {
    let compact = RwSignal::new(false);
    let page = show(Lang::En, move || picture(RwSignal::new(None), compact));
    let parts = |page: &Shown| -> Vec<String> {
        let all = page.all("[data-part]").into_iter();
        all.filter_map(|p| p.get_attribute("data-part")).collect()
    };
    let wide = parts(&page);
    assert_eq!(wide.len(), 1 + 4 + 20 + 6);
    compact.set(true);
    settle().await;
    assert_eq!(parts(&page).len(), 1 + 4 + 6);
    compact.set(false);
    settle().await;
    assert_eq!(parts(&page), wide);
}

#[wasm_bindgen_test]
async fn answers_fill_cells_without_drawing_the_wheel_anew() {
    let page = show(Lang::En, || {
        picture(RwSignal::new(None), RwSignal::new(false))
    });
    assert_eq!(page.all(".c.guess, .c.fill").len(), 0);
    let cell = page.one(".c");
    page.store
        .choose(Action::AnswerExpress(Stage::Reach, Reply::from_id("3")));
    settle().await;
    assert!(!page.all(".c.guess").is_empty());
    assert_eq!(cell, page.one(".c"));
    let label = page
        .one("[data-part=reach]")
        .get_attribute("aria-label")
        .unwrap();
    assert!(label.contains("Reach"), "{label}");
    assert_eq!(page.all("[data-part]").len(), 31);
    assert!(
        Sector::ALL
            .iter()
            .all(|s| page.all(&format!("[data-part={}]", s.id())).len() == 1)
    );
}

// Notices and state

#[wasm_bindgen_test]
async fn a_notice_is_said_once_and_goes_when_dismissed() {
    let page = show(Lang::En, || el("div").children(notices()));
    page.session.notify(Notice::Blocked);
    page.session.notify(Notice::Blocked);
    settle().await;
    assert_eq!(page.all("[data-testid=notice]").len(), 1);
    let buttons = page.all("[data-testid=notice] button");
    buttons
        .last()
        .unwrap()
        .clone()
        .unchecked_into::<HtmlElement>()
        .click();
    settle().await;
    assert_eq!(page.all("[data-testid=notice]").len(), 0);
}

#[wasm_bindgen_test]
async fn a_plan_opened_during_an_example_takes_the_place_of_the_own_plan() {
    let page = show(Lang::En, || el("div").children(notices()));
    let store = page.store;
    store.choose(Action::SetModel(Some(Model::Shop)));
    store.show_example(examples::plan("felt").unwrap());
    settle().await;
    assert_eq!(page.all("[data-testid=example-banner]").len(), 1);
    assert_eq!(store.own_now(|p| p.profile.model), Some(Model::Shop));
    let mut opened = Plan::new("opened".into(), 0);
    opened.apply(Action::SetModel(Some(Model::Local))).unwrap();
    store.dispatch(Action::Replace(Box::new(opened))).unwrap();
    settle().await;
    assert_eq!(page.all("[data-testid=example-banner]").len(), 0);
    assert_eq!(store.own_now(|p| p.profile.model), Some(Model::Local));
    assert_eq!(store.now(|p| p.profile.model), Some(Model::Local));
    assert!(store.undo(), "and can be taken back");
    assert_eq!(store.own_now(|p| p.profile.model), Some(Model::Shop));
}

#[wasm_bindgen_test]
async fn changes_within_an_example_are_not_counted_as_own_ones() {
    let page = show(Lang::En, || el("div"));
    let store = page.store;
    store.show_example(examples::plan("felt").unwrap());
    let before = store.changes.get_untracked();
    store.choose(Action::SetModel(Some(Model::B2b)));
    assert_eq!(store.changes.get_untracked(), before);
    store.leave_example();
    assert_eq!(store.now(|p| p.profile.model), None);
}

// What a page says of the widget, and what the widget says of the network

#[wasm_bindgen_test]
async fn options_are_read_and_a_field_of_the_wrong_type_is_named() {
    let of = |text: &str| {
        let value = js_sys::JSON::parse(text).unwrap();
        async move { read(value, "https://a.example/", false, false).await }
    };
    let options = of(r#"{"lang":"it","storageKey":"a","later":1}"#)
        .await
        .unwrap();
    assert_eq!(options.lang.as_deref(), Some("it"));
    assert_eq!(options.storage_key.as_deref(), Some("a"));
    assert!(read(JsValue::UNDEFINED, "", false, false).await.is_ok());
    assert!(of("{}").await.is_ok());
    assert!(of(r#""it""#).await.is_err());
    assert!(of(r#"{"lang":5}"#).await.is_err());
}

#[wasm_bindgen_test]
async fn requests_to_other_hosts_are_counted_by_the_browsers_record() {
    let before = foreign_requests();
    let window = web_sys::window().unwrap();
    // A host that does not answer is a request all the same.
    let _ =
        wasm_bindgen_futures::JsFuture::from(window.fetch_with_str("http://127.0.0.1:9/x")).await;
    settle().await;
    assert_eq!(foreign_requests(), before + 1);
}
