//! Language, theme, currency, and the visitor's data: out as a file, in from a file, emptied, deleted.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::codec::file::{Counts, ImportError, import};
use crate::codec::preset::Field;
use crate::content::currency;
use crate::domain::action::{Action, MAX_NAME};
use crate::domain::plan::Plan;
use crate::domain::profile::Currency;
use crate::i18n::Lang;
use crate::platform::browser::{self, format};
use crate::platform::prefs::Theme;
use crate::ui::autosave::SharedKeeper;
use crate::ui::dom::El;
use crate::ui::leads::sent_list;
use crate::ui::pages::channels::rates_month;
use crate::ui::pages::express::prefilled;
use crate::ui::parts::notice::download_plan;
use crate::ui::route::Route;
use crate::ui::session::{session, theme_key};
use crate::ui::store::store;
use crate::ui::words::{Texts, texts};

fn import_words(texts: Texts, error: &ImportError) -> String {
    let key = match error {
        ImportError::Empty => "error.empty",
        ImportError::TooLarge => "error.too_large",
        ImportError::NotJson { line, column } => {
            let (line, column) = (line.to_string(), column.to_string());
            return texts.piece_fill(
                "settings",
                "error.not_json",
                &[("line", &line), ("column", &column)],
            );
        }
        ImportError::CutOff => "error.cut_off",
        ImportError::NotAPlan => "error.not_a_plan",
        ImportError::Header => "error.header",
        ImportError::Part(part) => {
            return texts.piece_fill("settings", "error.part", &[("part", part)]);
        }
        ImportError::Newer(version) => {
            return texts.piece_fill("settings", "error.newer", &[("version", version)]);
        }
        _ => "error.not_text",
    };
    texts.piece("settings", key)
}

fn counts_words(texts: Texts, counts: &Counts, dropped: usize) -> String {
    let [answers, channels, months] =
        [counts.answers, counts.channels, counts.months].map(|n| n.to_string());
    let opened = texts.piece_fill(
        "settings",
        "imported",
        &[
            ("answers", &answers),
            ("channels", &channels),
            ("months", &months),
        ],
    );
    if dropped == 0 {
        opened
    } else {
        format!(
            "{opened} {}",
            texts.words_count("settings", "dropped", dropped as u64)
        )
    }
}

/// The page.
#[component]
pub fn Settings() -> impl IntoView {
    let texts = texts();
    let s = move |key: &'static str| texts.say_piece("settings", key);
    view! {
        <div class="settings">
            <h1 data-heading tabindex="-1">
                {s("title")}
            </h1>
            <section class="block">
                <h2>{s("look")}</h2>
                <Look />
            </section>
            <section class="block">
                <h2>{s("money")}</h2>
                <Money />
            </section>
            <section class="block">
                <h2>{s("data")}</h2>
                <p>{s("where")}</p>
                <Data />
            </section>
            <Passed />
            {sent_list().map(El::in_view)}
        </div>
    }
}

/// What the page the widget stands in has passed on; nothing when there is nothing.
#[component]
fn Passed() -> impl IntoView {
    let (texts, session) = (texts(), session());
    let hidden = session.hidden();
    let s = move |key: &'static str| texts.say_piece("settings", key);
    (!hidden.is_empty()).then(|| {
        let row = |(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
        view! {
            <section class="block" data-testid="given">
                <h2>{s("given")}</h2>
                <p>{s("given_hint")}</p>
                <dl class="given">{hidden.into_iter().map(row).collect_view()}</dl>
            </section>
        }
    })
}

#[component]
fn Look() -> impl IntoView {
    let (texts, session) = (texts(), session());
    let themes = [None, Some(Theme::Light), Some(Theme::Dark)].map(|theme| {
        view! {
            <label class="segment" class:chosen=move || session.theme.get() == theme>
                <input
                    type="radio"
                    name="theme"
                    prop:checked=move || session.theme.get() == theme
                    on:change=move |_| session.choose_theme(theme)
                />
                <span>{texts.say(theme_key(theme))}</span>
            </label>
        }
    });
    let languages = Lang::ALL.map(|lang| {
        view! {
            <label class="segment" class:chosen=move || texts.lang() == lang>
                <input
                    type="radio"
                    name="language"
                    prop:checked=move || texts.lang() == lang
                    on:change=move |_| session.choose_language(texts, lang)
                />
                <span lang=lang.code()>{lang.autonym()}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field">
            <legend>{texts.say_piece("settings", "language")}</legend>
            <div class="segments">{languages.collect_view()}</div>
        </fieldset>
        <fieldset class="field">
            <legend>{texts.say_piece("settings", "theme")}</legend>
            <div class="segments">{themes.collect_view()}</div>
        </fieldset>
        <label class="check">
            <input
                type="checkbox"
                prop:checked=session.digits
                on:change=move |event| session.digits.set(event_target_checked(&event))
            />
            <span>{texts.say_piece("settings", "digits")}</span>
        </label>
    }
}

#[component]
fn Money() -> impl IntoView {
    let (texts, store) = (texts(), store());
    let now = store.slice(|p| p.profile.currency());
    let session = session();
    let given = move || prefilled(&[Field::Currency], texts, store, session);
    view! {
        <div class="field">
            <label for="input-currency">{texts.say_piece("settings", "currency")}</label>
            <p class="hint" id="hint-currency">
                {move || texts.piece_fill("settings", "currency_hint", &[("noted", &rates_month(texts))])}
            </p>
            <select
                id="input-currency"
                data-testid="input-currency"
                aria-describedby="hint-currency"
                on:change=move |event| {
                    if let Some(chosen) = Currency::new(&event_target_value(&event)) {
                        store.choose(Action::SetCurrency(chosen));
                    }
                }
            >
                {currency::offered()
                    .map(|c| {
                        view! {
                            <option value=c.as_str().to_owned() selected=move || now.get() == c>
                                {move || format!("{} – {}", c.as_str(), format::currency(texts.lang(), c))}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
            <p class="hint" data-testid="prefilled">{given}</p>
        </div>
    }
}

/// A question before something that takes much away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    Reset,
    Delete,
}

#[component]
fn Data() -> impl IntoView {
    let (texts, store, session) = (texts(), store(), session());
    let keeper = expect_context::<StoredValue<SharedKeeper, LocalStorage>>();
    let s = move |key: &'static str| texts.say_piece("settings", key);
    let asked = RwSignal::new(Asked::Nothing);
    let said = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let name = store.slice(|p| p.name.clone());

    let read = move |bytes: Vec<u8>| match import(&bytes) {
        Ok(opened) => {
            let words = counts_words(texts, &opened.counts, opened.dropped);
            // A file says what was answered, not for whom: that stays with the plan it takes the place of.
            let plan = Plan {
                asked_by: None,
                ..opened.plan
            };
            match store.dispatch(Action::Replace(Box::new(plan))) {
                Ok(()) => {
                    error.set(None);
                    said.set(words);
                }
                Err(_) => error.set(Some(texts.piece("settings", "error.not_a_plan"))),
            }
        }
        Err(why) => error.set(Some(import_words(texts, &why))),
    };
    let on_file = move |event: web_sys::Event| {
        said.set(String::new());
        let input = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(file) = input
            .as_ref()
            .and_then(web_sys::HtmlInputElement::files)
            .and_then(|list| list.get(0))
        else {
            return;
        };
        session.spawn(async move {
            match gloo::file::futures::read_as_bytes(&gloo::file::Blob::from(file)).await {
                Ok(bytes) => read(bytes),
                Err(_) => error.set(Some(texts.piece("settings", "error.unreadable"))),
            }
        });
        // The same file can then be chosen again.
        if let Some(input) = input {
            input.set_value("");
        }
    };
    let reset = move |()| {
        let empty = store.now(|p| {
            let mut empty = Plan::new(p.id.clone(), browser::now());
            // Who answers for a colleague begins anew about the same business.
            if p.asked_by.is_some() {
                empty.profile = p.profile.clone();
            }
            empty
        });
        store.choose(Action::Replace(Box::new(empty)));
        asked.set(Asked::Nothing);
        said.set(texts.piece("settings", "reset_done"));
    };
    let delete = move |()| {
        let done = keeper.with_value(|k| k.borrow_mut().delete_everything().is_ok());
        asked.set(Asked::Nothing);
        if done {
            // The widget starts anew, so that nothing on it writes the old plan back.
            session.begin_anew(Route::Settings);
        } else {
            error.set(Some(texts.piece("settings", "delete_failed")));
        }
    };
    // Somebody who answers for a colleague has two plans, and may think of one.
    let plans = keeper.with_value(|k| k.borrow().plan_ids().map_or(0, |ids| ids.len()));
    let many = move || match plans {
        0 | 1 => String::new(),
        n => texts.words_count("settings", "delete_many", n as u64),
    };
    // What cannot be undone by accident: offered, asked once more, done.
    let sure = move |what: Asked, [hook, hint, ask, yes]: [&'static str; 4], done: Callback<()>| {
        let answer = move || {
            view! {
                <p>{s(ask)}</p>
                <p class="chips">
                    <button class="button" data-testid=format!("{hook}-yes") on:click=move |_| done.run(())>
                        {s(yes)}
                    </button>
                    <button class="button second" on:click=move |_| asked.set(Asked::Nothing)>
                        {s("reset_no")}
                    </button>
                </p>
            }
            .into_any()
        };
        let offer = move || {
            view! {
                <p class="chips">
                    <button class="button second" data-testid=hook on:click=move |_| asked.set(what)>
                        {s(hook)}
                    </button>
                </p>
            }
            .into_any()
        };
        view! {
            <div class="field">
                <p class="hint">{s(hint)}</p>
                {(what == Asked::Delete).then(|| view! { <p class="hint">{many}</p> })}
                {move || if asked.get() == what { answer() } else { offer() }}
            </div>
        }
    };
    let empty = ["reset", "reset_hint", "reset_ask", "reset_yes"];
    let forget = ["delete", "delete_hint", "delete_ask", "delete_yes"];
    view! {
        <div class="field">
            <label for="input-name">{s("name")}</label>
            <input
                id="input-name"
                data-testid="input-name"
                type="text"
                maxlength=MAX_NAME
                prop:value=name
                on:input=move |event| {
                    store.choose(Action::Rename(event_target_value(&event)));
                }
            />
        </div>
        <p class="chips">
            <button class="button second" data-testid="export-json" on:click=move |_| download_plan(store)>
                {s("export")}
            </button>
        </p>
        <div class="field" class:wrong=move || error.with(Option::is_some)>
            <label for="import-file">{s("import")}</label>
            <p class="hint" id="hint-import">
                {s("import_hint")}
            </p>
            <input
                id="import-file"
                data-testid="import-file"
                type="file"
                accept=".json,application/json,text/plain"
                aria-describedby="hint-import error-import"
                on:change=on_file
            />
            <p class="error" id="error-import" data-testid="error-import" role="alert">
                {move || error.get()}
            </p>
        </div>
        <p role="status" data-testid="import-said">
            {said}
        </p>
        {sure(Asked::Reset, empty, Callback::new(reset))}
        {sure(Asked::Delete, forget, Callback::new(delete))}
    }
}
