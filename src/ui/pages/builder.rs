//! The builder: how the widget stands on an agency's page, seen at once, and the lines to put there.
//!
//! What it makes is one configuration, a JSON object. Every field changes a place in it, and the whole of it can be
//! written by hand, so that nothing it may hold is lost here.

mod fields;
mod leads;
mod preview;

use std::rc::Rc;

use leptos::prelude::*;

use self::fields::{Builder, choice, colour, list_of, text, words};
use crate::brand::embedding::{BANNERS, Embedding, FILE, SITES, put};
use crate::brand::shape::{BEGINNINGS, FORMS, LANGUAGES, MODULES, THEMES};
use crate::brand::{Fault, read};
use crate::codec::json;
use crate::domain::json::{Object, Value};
use crate::i18n::{Lang, k};
use crate::platform::browser;
use crate::platform::browser::storage::LocalStorage;
use crate::platform::storage::KeyValue;
use crate::ui::brand::fault_words;
use crate::ui::dom::{El, el, follow, value_of_event};
use crate::ui::parts::copy_field::{CopyField, copy_field};
use crate::ui::parts::section::{page_head, section};
use crate::ui::parts::select_field::select_field;
use crate::ui::session::session;
use crate::ui::words::{Texts, texts};
use preview::preview;

/// Words of this page.
const PIECE: &str = "embed";
/// Where the configuration in the making is kept.
const KEY: &str = "growth-wheel:builder";

fn word(texts: Texts, key: &str) -> String {
    texts.piece(PIECE, key)
}

/// What was made the last time, as far as it can be read.
fn kept() -> Object {
    let text = LocalStorage.get(KEY).ok().flatten();
    match text.and_then(|text| json::read(&text).ok()) {
        Some(Value::Object(object)) => object,
        _ => Object::new(),
    }
}

/// The page.
#[must_use]
pub fn builder() -> Vec<El> {
    let texts = texts();
    let config = RwSignal::new(kept());
    let builder = Builder {
        config,
        faults: Memo::new(move |_| {
            let text = config.with(|config| json::write(&Value::Object(config.clone())));
            read(&text).1
        }),
        site: RwSignal::new("html"),
        banner: RwSignal::new("none"),
        base: RwSignal::new(folder()),
        testing: RwSignal::new(false),
    };
    keep_in_storage(builder);
    let [heading, lead] = page_head(texts, PIECE);
    let settings = el("div").class("builder-fields").children([
        form(builder, texts),
        look(builder, texts),
        offer(builder, texts),
        modules(builder, texts),
        leads::leads(builder, texts),
        whole(builder, texts),
    ]);
    // What is chosen stays beside what comes of it; what is taken away stands below both.
    let chosen = el("div")
        .class("builder")
        .children([settings, preview(builder, texts)]);
    let taken = el("div").class("builder").children([
        code(builder, texts),
        el("div").children([policy(builder, texts), leads::privacy(builder, texts)]),
    ]);
    vec![heading, lead, chosen, taken]
}

/// The folder this page is in.
fn folder() -> String {
    let page = browser::page_address();
    let page = page.split('?').next().unwrap_or_default();
    let end = page.rfind('/').map_or(0, |at| at + 1);
    page.get(..end).unwrap_or_default().to_owned()
}

fn keep_in_storage(builder: Builder) {
    follow(move || {
        let text = builder.config.with(|config| {
            (!config.is_empty()).then(|| json::write(&Value::Object(config.clone())))
        });
        // Where nothing can be kept, what was made can be saved as a file all the same.
        let _ = match text {
            Some(text) => LocalStorage.set(KEY, &text),
            None => LocalStorage.remove(KEY),
        };
    });
}

fn form(builder: Builder, texts: Texts) -> El {
    let form = choice(
        builder,
        texts,
        "embed/form",
        "form.label",
        "form",
        &FORMS,
        "element",
    );
    let hint = el("p").class("hint").say(move || {
        let form = builder.embedding().form();
        word(texts, &["form.", form, "_hint"].concat())
    });
    let mode = choice(
        builder,
        texts,
        "embed/mode",
        "begin.mode",
        "begin",
        &BEGINNINGS[..4],
        "wheel",
    );
    let theme = choice(
        builder,
        texts,
        "embed/theme",
        "begin.theme",
        "begin",
        &THEMES,
        "auto",
    );
    let lang = {
        let page: (String, Rc<dyn Fn() -> String>) =
            (String::new(), Rc::new(move || word(texts, "begin.page")));
        let all = Lang::ALL.map(|lang| -> (String, Rc<dyn Fn() -> String>) {
            (
                lang.code().to_owned(),
                Rc::new(move || lang.autonym().to_owned()),
            )
        });
        select_field(
            "embed-lang",
            move || word(texts, "begin.lang"),
            std::iter::once(page).chain(all).collect(),
            move || builder.text("embed/lang"),
            move |lang| {
                builder.put(
                    "embed/lang",
                    (!lang.is_empty()).then(|| Value::from(&*lang)),
                )
            },
        )
    };
    section(texts, PIECE, "form").children([form, hint, mode, lang, theme])
}

fn look(builder: Builder, texts: Texts) -> El {
    section(texts, PIECE, "look").children([
        words(builder, texts, "brand/name", "look.name"),
        text(builder, texts, "brand/logo", "look.logo", None),
        colour(builder, texts, "look/accent", "look.accent"),
        colour(builder, texts, "look/dark/accent", "look.accent_dark"),
        colour(builder, texts, "look/surface", "look.surface"),
        colour(builder, texts, "look/ink", "look.ink"),
        fields::radius(builder, texts),
        text(
            builder,
            texts,
            "look/font",
            "look.font",
            Some("look.font_hint"),
        ),
    ])
}

fn offer(builder: Builder, texts: Texts) -> El {
    section(texts, PIECE, "offer")
        .child(el("p").class("hint").say(move || word(texts, "offer.hint")))
        .children([
            words(builder, texts, "cta/text", "offer.text"),
            text(builder, texts, "cta/url", "offer.url", None),
            text(builder, texts, "brand/url", "offer.site", None),
        ])
}

/// What is shown: all of it until something is taken out.
fn modules(builder: Builder, texts: Texts) -> El {
    let shown = move || builder.config.with(|config| list_of(config, "modules"));
    let one = move |module: &'static str| {
        let on = move || {
            let shown = shown();
            shown.is_empty() || shown.iter().any(|name| name == module)
        };
        let input = el("input")
            .attr("type", "checkbox")
            .hook(&["module-", module].concat())
            .property_if("checked", on)
            .on("change", move |_| {
                let now = shown();
                let was = |name: &&str| now.is_empty() || now.iter().any(|n| n == name);
                let next: Vec<&str> = MODULES
                    .into_iter()
                    .filter(|name| was(name) != (*name == module))
                    .collect();
                let list = next.iter().map(|name| Value::from(*name)).collect();
                let some = !next.is_empty() && next.len() < MODULES.len();
                builder.put("modules", some.then_some(Value::Array(list)));
            });
        el("label")
            .class("seg")
            .class_if("chosen", on)
            .child(input)
            .child(el("span").say(move || word(texts, &["modules.", module].concat())))
    };
    let group = el("div")
        .class("segs")
        .attr("role", "group")
        .attr("aria-labelledby", "embed-modules")
        .children(MODULES.map(one));
    section(texts, PIECE, "modules").child(group)
}

/// The whole of it as text, with what is wrong in it.
fn whole(builder: Builder, texts: Texts) -> El {
    let session = session();
    let draft = RwSignal::new(None::<String>);
    let text = move || draft.get().unwrap_or_else(|| builder.embedding().file());
    let area = el("textarea")
        .attr("id", "input-config")
        .hook("input-config")
        .attr("rows", "12")
        .attr("spellcheck", "false")
        .attr("autocapitalize", "off")
        .value_of(text)
        .on("input", move |event| {
            let typed = value_of_event(event);
            match json::read(&typed) {
                Ok(Value::Object(config)) => {
                    builder.config.set(config);
                    draft.set(Some(typed));
                }
                _ if typed.trim().is_empty() => {
                    draft.set(None);
                    builder.config.set(Object::new());
                }
                // What is no JSON yet stays as it is typed, and what holds stays, too.
                _ => draft.set(Some(typed)),
            }
        })
        .on("blur", move |_| {
            // In its own form again, when there is nothing wrong with its form.
            let good = draft.with_untracked(|d| d.as_deref().is_none_or(|d| json::read(d).is_ok()));
            if good {
                draft.set(None);
            }
        });
    let faults = Memo::new(move |_| {
        let words = |faults: &[Fault]| -> Vec<String> {
            faults.iter().map(|f| fault_words(texts, f)).collect()
        };
        match draft.get() {
            // Of a text that is still being typed, where it stops to be one.
            Some(typed) => words(&read(&typed).1),
            None => builder.faults.with(|faults| words(faults)),
        }
    });
    session.spawn(async move { texts.load(&["brand", "lead"]).await });
    let said = el("p")
        .class("hint")
        .hook("config-state")
        .attr("role", "status")
        .say(move || {
            let key = if faults.with(Vec::is_empty) {
                "all.right"
            } else {
                "all.wrong"
            };
            word(texts, key)
        });
    let list = el("ul")
        .class("plain-list")
        .hook("config-faults")
        .fill(move || faults.with(|all| all.iter().map(|fault| el("li").text(fault)).collect()));
    let save = el("button")
        .attr("type", "button")
        .class("button second")
        .hook("config-save")
        .say(move || word(texts, "all.save"))
        .on_click(move || {
            let text = builder.embedding().file();
            // A browser that refuses downloads shows that itself.
            let _ = browser::files::download(FILE, "application/json", &text);
        });
    let reset = el("button")
        .attr("type", "button")
        .class("plain")
        .hook("config-reset")
        .say(move || word(texts, "all.reset"))
        .on_click(move || {
            draft.set(None);
            builder.config.set(Object::new());
            session.say_if(true, word(texts, "all.reset_done"));
        });
    let field = el("div")
        .class("field wide")
        .child(
            el("label")
                .attr("for", "input-config")
                .say(move || word(texts, "all.label")),
        )
        .child(area);
    section(texts, PIECE, "all")
        .child(el("p").class("hint").say(move || word(texts, "all.hint")))
        .children([field, said, list])
        .child(el("div").class("chips").children([save, reset]))
}

fn code(builder: Builder, texts: Texts) -> El {
    let sites = SITES.map(|site| -> (String, Rc<dyn Fn() -> String>) {
        // Names of products, the same everywhere.
        let name = match site {
            "wordpress" => "WordPress",
            "webflow" => "Webflow",
            "wix" => "Wix",
            _ => "HTML",
        };
        (site.to_owned(), Rc::new(move || name.to_owned()))
    });
    let site = select_field(
        "embed-site",
        move || word(texts, "code.site"),
        sites.into(),
        move || builder.site.get().to_owned(),
        move |site| {
            let known = SITES.into_iter().find(|known| *known == site);
            builder.site.set(known.unwrap_or("html"));
        },
    );
    let banners = BANNERS.map(|(name, _)| -> (String, Rc<dyn Fn() -> String>) {
        let words = move || match name {
            "none" => word(texts, "code.banner_none"),
            "iubenda" => "iubenda".to_owned(),
            "cookiebot" => "Cookiebot".to_owned(),
            _ => "Complianz".to_owned(),
        };
        (name.to_owned(), Rc::new(words))
    });
    let banner = select_field(
        "embed-banner",
        move || word(texts, "code.banner"),
        banners.into(),
        move || builder.banner.get().to_owned(),
        move |banner| {
            let known = BANNERS.into_iter().find(|(known, _)| *known == banner);
            builder.banner.set(known.map_or("none", |(name, _)| name));
        },
    );
    let base = el("div")
        .class("field")
        .child(
            el("label")
                .attr("for", "input-embed-base")
                .say(move || word(texts, "code.base")),
        )
        .child(
            el("p")
                .class("hint")
                .attr("id", "base-hint")
                .say(move || word(texts, "code.base_hint")),
        )
        .child(
            el("input")
                .attr("id", "input-embed-base")
                .hook("input-embed-base")
                .attr("type", "url")
                .attr("aria-describedby", "base-hint")
                .value_of(move || builder.base.get())
                .on("change", move |event| {
                    let mut base = value_of_event(event).trim().to_owned();
                    if !base.is_empty() && !base.ends_with('/') {
                        base.push('/');
                    }
                    builder
                        .base
                        .set(if base.is_empty() { folder() } else { base });
                }),
        );
    let lines = copy_field(CopyField {
        name: "embed-code",
        label: Box::new(move || word(texts, "code.title")),
        text: Box::new(move || builder.embedding().snippet(&texts.t(k::BRAND))),
        rows: Some(6),
    });
    let has_banner = move || builder.banner.get() == "none";
    let too_long = move || {
        let made = builder.embedding();
        !(made.needs_file() && made.site != "wordpress" && made.form() != "link")
    };
    section(texts, PIECE, "code")
        .children([site, base, banner])
        .child(
            el("p")
                .class("hint")
                .attr_if("hidden", has_banner)
                .say(move || word(texts, "code.banner_why")),
        )
        .child(
            el("p")
                .hook("embed-steps")
                .say(move || word(texts, &["code.steps.", builder.site.get()].concat())),
        )
        .child(lines)
        .child(
            el("p")
                .class("hint")
                .hook("embed-file")
                .attr_if("hidden", too_long)
                .say(move || word(texts, "code.file")),
        )
}

fn policy(builder: Builder, texts: Texts) -> El {
    let lines = move || builder.embedding().policy();
    let rows = move || {
        let row = |(directive, sources): (&str, String)| {
            el("div")
                .child(el("dt").child(el("code").text(directive)))
                .child(el("dd").child(el("code").text(&sources)))
        };
        lines().into_iter().map(row).collect()
    };
    let hint = move || {
        let key = if lines().is_empty() {
            "policy.none"
        } else {
            "policy.hint"
        };
        word(texts, key)
    };
    section(texts, PIECE, "policy")
        .child(el("p").class("hint").say(hint))
        .child(el("dl").class("given").hook("embed-policy").fill(rows))
}

impl Builder {
    /// What has been made so far.
    fn embedding(self) -> Embedding {
        Embedding {
            base: self.base.get(),
            site: self.site.get().to_owned(),
            banner: self.banner.get().to_owned(),
            config: self.config.get(),
        }
    }

    /// The text at a path; empty for none.
    fn text(self, path: &str) -> String {
        self.config.with(|config| fields::text_at(config, path))
    }

    /// Puts a value at a path, or takes it away.
    fn put(self, path: &str, value: Option<Value>) {
        self.config.update(|config| put(config, path, value));
    }

    /// What is wrong at a path.
    fn faults_at(self, path: &str) -> Vec<Fault> {
        let path = path.replace('/', ".");
        let within = |fault: &&Fault| {
            let rest = fault.path.strip_prefix(&path);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.faults
            .with(|faults| faults.iter().filter(within).cloned().collect())
    }
}

/// Every language of the widget has its field.
const _: () = assert!(LANGUAGES.len() == Lang::ALL.len());
