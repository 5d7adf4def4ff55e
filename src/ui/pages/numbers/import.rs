//! Figures from a spreadsheet or from the export of another program: read, shown, and only then taken over.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::View;
use crate::codec::table::{
    Kind, MAX_BYTES, Source, Table, TableContext, TableProblem, TableReason, read_table,
};
use crate::domain::action::Action;
use crate::domain::ids::ChannelId;
use crate::domain::map::Map;
use crate::domain::numbers::Month;
use crate::domain::plan::Plan;
use crate::domain::profile::Currency;
use crate::engine::kpi::Unit;
use crate::i18n::Lang;
use crate::platform::browser::{self, files, format};
use crate::ui::catalogue;
use crate::ui::dom::{El, el, value_of_event};
use crate::ui::parts::figure_field::{draft, figure_wrong, keep_draft};
use crate::ui::parts::figures::{self, PIECE, channel_name, counted, word};
use crate::ui::parts::number_field::{Words, Wrong};
use crate::ui::parts::select_field::select_field;
use crate::ui::session::session;
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

/// Problems shown before the visitor asks for all.
const PROBLEMS_SHOWN: usize = 12;
/// Months of channels shown before they are taken over.
const BOOKED_SHOWN: usize = 60;
/// Characters above which a file is named, not shown: nobody reads them in a field.
const SHOWN: usize = 200_000;
/// What the names of decisions about sources begin with, among the texts of the sheet.
const DECIDED: &str = "source.";
/// What is kept of a source that is left out.
const LEFT_OUT: &str = "-";

/// Most decisions kept: a table may bring as many names, and other texts want room too.
const MAX_DECIDED: usize = 200;

type Decided = Map<String, Option<ChannelId>>;

/// What was decided about sources in earlier tables.
fn decided(plan: &Plan) -> Decided {
    let kept = plan.texts.iter().filter_map(|(name, channel)| {
        let key = name.strip_prefix(DECIDED)?;
        let channel = match channel.as_str() {
            LEFT_OUT => None,
            id => Some(ChannelId::parse(id).ok()?),
        };
        Some((key.to_owned(), channel))
    });
    kept.collect()
}

/// What keeps a decision; `None` where its name is too long to be kept.
fn keep_decision(key: &str, channel: Option<&ChannelId>) -> Option<Action> {
    let name = [DECIDED, key].concat();
    let said = channel.map_or(LEFT_OUT, ChannelId::as_str);
    (name.chars().count() <= 64).then(|| Action::SetText(name, said.to_owned()))
}

/// What was taken over of a table, and how much of it the plan refused.
#[derive(Debug, Clone, PartialEq, Default)]
struct Taken {
    actions: Vec<Action>,
    refused: usize,
}

impl Taken {
    /// Whether it still stands in the plan: not once it was undone or written over.
    fn stands(&self, plan: &Plan) -> bool {
        self.actions
            .iter()
            .all(|a| figure(plan, a).is_some_and(|(old, new)| old == new))
    }
}

/// Carries all actions out as one step that can be undone.
fn take_over(store: Store, actions: Vec<Action>, decisions: Vec<Action>) -> Taken {
    let mut plan = store.now(Plan::clone);
    let (actions, refused): (Vec<_>, Vec<_>) = actions
        .into_iter()
        .partition(|a| plan.apply(a.clone()).is_ok());
    for decision in decisions {
        // One that finds no room is asked for again next time.
        let _ = plan.apply(decision);
    }
    store.choose(Action::Replace(Box::new(plan)));
    let refused = refused.len();
    Taken { actions, refused }
}

/// What can be taken over: without amounts in another currency than the plan's, as nothing is converted.
fn taken_over(table: &Table, own: Currency) -> Vec<Action> {
    let foreign = is_foreign(table, own);
    let fits = |action: &&Action| match action {
        Action::SetChannelFigure(_, _, field, _) => !(foreign && field.is_money()),
        Action::SetTotalFigure(_, field, _) => !(foreign && field.is_money()),
        _ => true,
    };
    table.actions.iter().filter(fits).cloned().collect()
}

fn is_foreign(table: &Table, own: Currency) -> bool {
    table.currencies.iter().any(|c| *c != own)
}

/// The figure that an action is about, as it stands in the plan and as it would be; `None` for other actions.
fn figure(plan: &Plan, action: &Action) -> Option<(Option<f64>, Option<f64>)> {
    let of = |month| plan.numbers.get(month);
    match action {
        Action::SetChannelFigure(month, id, field, new) => {
            let old = of(month).and_then(|m| m.channels.get(id)?.get(field));
            Some((old.copied(), *new))
        }
        Action::SetTotalFigure(month, field, new) => {
            let old = of(month).and_then(|m| m.totals.get(field));
            Some((old.copied(), *new))
        }
        _ => None,
    }
}

/// Figures already entered that a table would replace with others.
fn replaced(plan: &Plan, actions: &[Action]) -> usize {
    let figures = actions.iter().filter_map(|a| figure(plan, a));
    figures
        .filter(|(old, new)| old.is_some() && old != new)
        .count()
}

fn last_month(actions: &[Action]) -> Option<Month> {
    actions
        .iter()
        .filter_map(|a| match a {
            Action::SetChannelFigure(month, ..) | Action::SetTotalFigure(month, ..) => Some(*month),
            _ => None,
        })
        .max()
}

/// Puts a text in place of the one before, with the name of the file it came from.
type Put = Box<dyn Fn(String, Option<String>) + Send + Sync>;

/// What is being read; belongs to the page.
#[derive(Clone, Copy)]
struct Import {
    text: RwSignal<String>,
    /// Name of the file the text came from.
    file: RwSignal<Option<String>>,
    decided: RwSignal<Decided>,
    read: Memo<Option<Table>>,
    /// What of it can be taken over.
    fits: Memo<Vec<Action>>,
    done: RwSignal<Option<Taken>>,
    /// What is wrong with the file, by the name of its text.
    wrong: RwSignal<Option<&'static str>>,
    /// Counts what was put or chosen: a file that comes late has no say any more.
    turn: StoredValue<u32>,
    set: StoredValue<Put>,
}

/// The section.
pub(super) fn import(view: View) -> El {
    let (texts, store) = (texts(), store());
    let key = store.now(|p| [p.id.as_str(), "paste"].join(" "));
    let text = RwSignal::new(draft(&key).unwrap_or_default());
    let file = RwSignal::new(None::<String>);
    let done = RwSignal::new(None);
    let wrong = RwSignal::new(None);
    let decided = RwSignal::new(store.now(decided));
    let set = move |typed: String, name: Option<String>| {
        let shown = typed.len() <= SHOWN;
        keep_draft(&key, (shown && !typed.is_empty()).then(|| typed.clone()));
        done.set(None);
        wrong.set(None);
        file.set(name);
        text.set(typed);
    };
    let read = Memo::new(move |_| {
        text.with(|t| {
            if t.trim().is_empty() {
                return None;
            }
            let channels = catalogue::channels()
                .iter()
                .copied()
                .map(ChannelId::builtin);
            let names: Vec<(ChannelId, String)> = channels
                .map(|id| {
                    let name = channel_name(texts, &id);
                    (id, name)
                })
                .collect();
            Some(decided.with(|sources| {
                read_table(
                    t,
                    &TableContext {
                        locale: texts.lang().number_locale(),
                        month: Some(view.month.get()),
                        channels: &names,
                        sources,
                    },
                )
            }))
        })
    });
    let fits = Memo::new(move |_| {
        let own = store.currency.get();
        read.with(|r| r.as_ref().map_or_else(Vec::new, |t| taken_over(t, own)))
    });
    let import = Import {
        text,
        file,
        decided,
        read,
        fits,
        done,
        wrong,
        turn: StoredValue::new(0),
        set: StoredValue::new(Box::new(set)),
    };
    el("details")
        .class("form")
        .child(el("summary").say(move || word(texts, "paste.title")))
        .children([
            el("p").say(move || word(texts, "paste.lead")),
            el("p")
                .class("hint")
                .say(move || word(texts, "paste.programs")),
            sample(view, texts),
            opened(import, texts),
            pasted(import, texts),
            preview(import, texts, store),
            taken(import, view, texts, store),
        ])
}

impl Import {
    /// A file may be read only after the page was left; its text then goes nowhere.
    fn put(self, text: String, file: Option<String>) {
        self.next();
        let _ = self.set.try_with_value(|set| set(text, file));
    }

    /// Begins something that whatever was begun before has to give way to.
    fn next(self) -> u32 {
        let _ = self
            .turn
            .try_update_value(|turn| *turn = turn.wrapping_add(1));
        self.turn.try_get_value().unwrap_or_default()
    }
}

/// A header line to copy, and the empty table.
fn sample(view: View, texts: Texts) -> El {
    let header = move || word(texts, "paste.header").replace("; ", "\t");
    let row = move || {
        let name = view.entry.with_untracked(|id| channel_name(texts, id));
        [view.month.get_untracked().to_string(), name].join("\t")
    };
    let download = el("button")
        .class("button second")
        .attr("type", "button")
        .say(move || word(texts, "paste.download"))
        .on_click(move || {
            let line = |cells: String| [&cells.replace('\t', ";"), "\r\n"].concat();
            let table = ["\u{feff}", &line(header()), &line(row())].concat();
            // A browser that refuses downloads shows that itself.
            let _ = files::download("growth-wheel-figures.csv", "text/csv;charset=utf-8", &table);
        });
    el("div")
        .child(
            el("p")
                .class("hint")
                .attr("id", "gw-sample")
                .say(move || word(texts, "paste.sample")),
        )
        .child(
            el("pre")
                .class("sample")
                .attr("tabindex", "0")
                .attr("role", "group")
                .attr("aria-labelledby", "gw-sample")
                .say(header),
        )
        .child(el("div").class("paste-tools").child(download))
}

/// A file.
fn opened(import: Import, texts: Texts) -> El {
    let session = session();
    let chosen = move |event: &web_sys::Event| {
        let input = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let Some(file) = input.files().and_then(|f| f.get(0)) else {
            return;
        };
        if file.size() > MAX_BYTES as f64 {
            // Nothing older stays ready to be taken for it.
            import.put(String::new(), None);
            import.wrong.set(Some("too_long"));
            return;
        }
        let turn = import.next();
        let older = match texts.lang_now() {
            Lang::Ru => "windows-1251",
            Lang::En | Lang::It | Lang::Es => "windows-1252",
        };
        session.spawn(async move {
            let text = files::read_text(&file, older).await;
            if import.turn.try_get_value() != Some(turn) {
                return;
            }
            // The same file may be mended and chosen again.
            input.set_value("");
            match text {
                // A workbook is an archive, whatever its name ends with.
                Ok(text) if text.starts_with("PK\u{3}") || text.contains('\0') => {
                    import.put(String::new(), None);
                    import.wrong.set(Some("workbook"));
                }
                Ok(text) if text.trim().is_empty() => {
                    import.put(String::new(), None);
                    import.wrong.set(Some("empty"));
                }
                Ok(text) => import.put(text, Some(file.name())),
                Err(_) => {
                    import.put(String::new(), None);
                    import.wrong.set(Some("failed"));
                }
            }
        });
    };
    let input = el("input")
        .attr("id", "input-table-file")
        .hook("input-table-file")
        .attr("type", "file")
        .attr("accept", ".csv,.tsv,.txt,text/csv,text/plain")
        .attr("aria-describedby", "error-table-file")
        .on("change", chosen);
    let error = el("p")
        .class("error")
        .attr("id", "error-table-file")
        .hook("error-table-file")
        .attr("role", "alert")
        .say(move || {
            let wrong = import.wrong.get();
            wrong.map_or_else(String::new, |id| {
                word(texts, &["paste.reason.", id].concat())
            })
        });
    el("div")
        .class("field")
        .child(
            el("label")
                .attr("for", "input-table-file")
                .say(move || word(texts, "paste.file")),
        )
        .children([input, error])
}

/// Rows as text; a long file stands there by its name only.
fn pasted(import: Import, texts: Texts) -> El {
    let long = move || import.text.with(String::len) > SHOWN;
    let field = el("textarea")
        .attr("id", "input-paste")
        .hook("input-paste")
        .attr("rows", "7")
        .attr("spellcheck", "false")
        .attr("aria-describedby", "hint-paste")
        .attr_if("hidden", long)
        .value_of(move || {
            if long() {
                String::new()
            } else {
                import.text.get()
            }
        })
        .on("input", move |event| {
            import.put(value_of_event(event), None)
        });
    let named = move || {
        let name = import.file.get();
        name.map_or_else(String::new, |name| {
            texts.piece_fill(PIECE, "paste.from_file", &[("file", &name)])
        })
    };
    el("div")
        .class("field wide")
        .child(
            el("label")
                .attr("for", "input-paste")
                .say(move || word(texts, "paste.label")),
        )
        .child(
            el("p")
                .class("hint")
                .attr("id", "hint-paste")
                .say(move || word(texts, "paste.hint")),
        )
        .child(field)
        .child(el("p").class("strong").hook("paste-file").say(named))
}

// ---- what was read ----

fn preview(import: Import, texts: Texts, store: Store) -> El {
    let summary = el("div").fill(move || {
        let table = import.read.get();
        table.map_or_else(Vec::new, |table| {
            import
                .fits
                .with(|actions| summary(texts, store, &table, actions))
        })
    });
    // A source being decided leaves its list alone.
    let sources = el("div").fill_by(
        move || {
            import.read.with(|r| {
                let sources = r.iter().flat_map(|t| &t.sources);
                let keys: Vec<&str> = sources.map(|s| s.key.as_str()).collect();
                keys.join("\n")
            })
        },
        move || {
            let list = import.read.with_untracked(|r| {
                let sources = r.as_ref().map(|t| t.sources.clone());
                sources.unwrap_or_default()
            });
            if list.is_empty() {
                return Vec::new();
            }
            let rows = list
                .into_iter()
                .enumerate()
                .map(|(place, source)| source_row(import, place, source, texts));
            vec![
                el("p")
                    .class("strong")
                    .say(move || word(texts, "paste.sources.title")),
                el("p")
                    .class("hint")
                    .say(move || word(texts, "paste.sources.lead")),
                el("div")
                    .class("fields")
                    .hook("paste-sources")
                    .children(rows),
            ]
        },
    );
    let rest = el("div").fill(move || {
        let table = import.read.get();
        table.map_or_else(Vec::new, |table| left_out(texts, &table))
    });
    el("div")
        .class("paste-read")
        .hook("paste-preview")
        .children([summary, sources, rest])
}

fn summary(texts: Texts, store: Store, table: &Table, actions: &[Action]) -> Vec<El> {
    let own = store.currency.get();
    let over = store.now(|p| replaced(p, actions));
    let mut all = Vec::new();
    if table.kind != Kind::Plain {
        let key = ["paste.kind.", table.kind.id()].concat();
        all.push(
            el("p")
                .class("strong")
                .hook("paste-kind")
                .text(&word(texts, &key)),
        );
    }
    let counts = [
        counted(texts, "paste.rows", table.rows),
        counted(texts, "paste.figures", actions.len()),
    ];
    all.push(el("p").text(&counts.join(" ")));
    if over > 0 {
        all.push(el("p").text(&counted(texts, "paste.replaces", over)));
    }
    if is_foreign(table, own) {
        let names = table.currencies.iter().map(Currency::as_str);
        let names = names.collect::<Vec<_>>().join(", ");
        let values = [("file", &*names), ("own", own.as_str())];
        all.push(
            el("p")
                .class("strong")
                .hook("paste-currency")
                .text(&texts.piece_fill(PIECE, "paste.currency", &values)),
        );
    }
    all.extend(to_come(texts, actions));
    all.extend(booked(texts, actions, own));
    all
}

/// Months that have not come yet: plans, or a mistake in the year.
fn to_come(texts: Texts, actions: &[Action]) -> Option<El> {
    let last = last_month(actions)?;
    let now = browser::this_month()?;
    (last > now).then(|| {
        let values = [("month", &*format::month(texts.lang(), last))];
        el("p")
            .class("strong")
            .hook("paste-to-come")
            .text(&texts.piece_fill(PIECE, "paste.to_come", &values))
    })
}

/// What will stand where, month by month and channel by channel.
fn booked(texts: Texts, actions: &[Action], own: Currency) -> Option<El> {
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for action in actions {
        let (month, channel, id, money, value) = match action {
            Action::SetChannelFigure(month, channel, field, Some(value)) => {
                (month, Some(channel), field.id(), field.is_money(), value)
            }
            Action::SetTotalFigure(month, field, Some(value)) => {
                (month, None, field.id(), field.is_money(), value)
            }
            _ => continue,
        };
        let name = channel.map_or_else(
            || word(texts, "scope.company"),
            |id| channel_name(texts, id),
        );
        let place = [format::month(texts.lang(), *month), name].join(" · ");
        let unit = if money { Unit::Money } else { Unit::Count };
        let value = figures::value(texts, unit, *value, own);
        let said = [word(texts, &["input.", id].concat()), value].join(" ");
        match lines.last_mut() {
            Some((last, list)) if *last == place => list.push(said),
            _ => lines.push((place, vec![said])),
        }
    }
    let all = lines.len();
    let rows = lines.into_iter().take(BOOKED_SHOWN).map(|(place, said)| {
        el("li")
            .child(el("b").text(&place))
            .text(": ")
            .text(&said.join(", "))
    });
    let more = all.saturating_sub(BOOKED_SHOWN);
    let rest = (more > 0).then(|| {
        el("p")
            .class("hint")
            .text(&counted(texts, "paste.more", more))
    });
    (all > 0).then(|| {
        el("details")
            .hook("paste-booked")
            .child(el("summary").text(&word(texts, "paste.booked")))
            .child(el("ul").children(rows))
            .children(rest)
    })
}

/// A name of the table's own, and the channel it is booked on.
fn source_row(import: Import, place: usize, source: Source, texts: Texts) -> El {
    let Source {
        name, key, rows, ..
    } = source;
    let now = {
        let key = key.clone();
        move || {
            import.read.with(|r| {
                let sources = r.as_ref().map(|t| t.sources.as_slice());
                let found = sources.unwrap_or_default().iter().find(|s| s.key == key);
                let channel = found.and_then(|s| s.channel.as_ref());
                channel.map_or_else(String::new, |id| id.as_str().to_owned())
            })
        }
    };
    let none: Words = Rc::new(move || word(texts, "paste.sources.leave_out"));
    let channels = catalogue::channels().iter().copied().map(|id| {
        let words: Words = Rc::new(move || channel_name(texts, &ChannelId::builtin(id)));
        (id.to_owned(), words)
    });
    select_field(
        &format!("source-{}", place + 1),
        move || {
            let rows = counted(texts, "paste.sources.rows", rows);
            [name.as_str(), &rows].join(" · ")
        },
        std::iter::once((String::new(), none))
            .chain(channels)
            .collect(),
        now,
        move |chosen| {
            let channel = ChannelId::parse(&chosen).ok();
            import.done.set(None);
            import.decided.update(|d| {
                d.insert(key.clone(), channel);
            });
        },
    )
}

/// What was not used, and what could not be read.
fn left_out(texts: Texts, table: &Table) -> Vec<El> {
    let mut all = Vec::new();
    if !table.unused.is_empty() {
        let names = table.unused.join(", ");
        let said = texts.piece_fill(PIECE, "paste.unused", &[("columns", &names)]);
        all.push(el("p").class("hint").hook("paste-unused").text(&said));
    }
    if table.problems.is_empty() {
        return all;
    }
    let (first, more) = table
        .problems
        .split_at(table.problems.len().min(PROBLEMS_SHOWN));
    let list = |problems: &[TableProblem]| {
        let rows = problems.iter().map(|p| problem(texts, p));
        el("ul").class("problems").children(rows)
    };
    all.push(el("p").class("strong").text(&word(texts, "paste.problems")));
    all.push(list(first));
    if !more.is_empty() {
        let summary = el("summary").text(&counted(texts, "paste.more", more.len()));
        all.push(el("details").child(summary).child(list(more)));
    }
    all
}

fn problem(texts: Texts, problem: &TableProblem) -> El {
    let line = format::number(texts.lang(), problem.line as f64, 0);
    let place = match problem.column {
        None => texts.piece_fill(PIECE, "paste.line", &[("line", &line)]),
        Some(column) => {
            let column = column.to_string();
            let values = [("line", &*line), ("column", &column)];
            texts.piece_fill(PIECE, "paste.cell", &values)
        }
    };
    let reason = match problem.reason {
        TableReason::Number(why) => figure_wrong(texts, Wrong::Number(why), (0.0, 1e12), false),
        other => word(texts, &["paste.reason.", other.id()].concat()),
    };
    el("li").child(el("b").text(&place)).text(" ").text(&reason)
}

// ---- taking over ----

fn taken(import: Import, view: View, texts: Texts, store: Store) -> El {
    let session = session();
    let take = move || {
        let actions = import.fits.get_untracked();
        if actions.is_empty() {
            import.done.set(Some(Taken::default()));
            return;
        }
        let decisions = import.decided.with_untracked(|decided| {
            let decided = decided.iter();
            decided
                .filter_map(|(key, channel)| keep_decision(key, channel.as_ref()))
                .take(MAX_DECIDED)
                .collect()
        });
        if let Some(month) = last_month(&actions) {
            view.month.set(month);
        }
        let taken = take_over(store, actions, decisions);
        session
            .said
            .set(counted(texts, "paste.taken", taken.actions.len()));
        import.done.set(Some(taken));
    };
    let button = el("button")
        .class("button")
        .attr("type", "button")
        .hook("take-over")
        .attr_of("aria-disabled", move || {
            let none = import.fits.with(Vec::is_empty);
            Some(none.to_string())
        })
        .say(move || word(texts, "paste.take"))
        .on_click(take);
    let clear = el("button")
        .class("plain")
        .attr("type", "button")
        .hook("paste-clear")
        .attr_if("hidden", move || import.text.with(String::is_empty))
        .say(move || word(texts, "paste.clear"))
        .on_click(move || import.put(String::new(), None));
    // Undone or written over it is no longer so.
    let stands = Memo::new(move |_| {
        let done = import.done.get();
        done.is_some_and(|taken| store.with(|p| taken.stands(p)))
    });
    let said = move || {
        let Some(taken) = import.done.get().filter(|_| stands.get()) else {
            return String::new();
        };
        let (taken, refused) = (taken.actions.len(), taken.refused);
        if (taken, refused) == (0, 0) {
            return word(texts, "paste.nothing");
        }
        let mut said = counted(texts, "paste.taken", taken);
        if refused > 0 {
            said.push(' ');
            said.push_str(&counted(texts, "paste.refused", refused));
        }
        said
    };
    el("div")
        .child(el("p").class("done").hook("paste-done").say(said))
        .child(el("div").class("paste-tools").children([button, clear]))
}
