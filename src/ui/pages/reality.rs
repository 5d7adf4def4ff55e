//! What analytics and platforms count beside what is in the till, and what customers remember.

use leptos::prelude::*;

use super::sheet::{Kind, SheetField, add_channel, channel_list, chart_files, say, tabs};
use crate::domain::action::Action;
use crate::domain::ids::ChannelId;
use crate::engine::reality::{
    self, ASKED, CHOSEN, CONSENTED, Figure, HEARD_OTHER, MAX_CHANNELS, MEASURED, NoShare, ORDERS,
    Reality, Row, Seen, Share, Stand, claimed_name, heard_name, listed_name,
};
use crate::i18n::k;
use crate::platform::browser::format;
use crate::report::chart::{SpanRow, Spans, spans_document};
use crate::report::csv::{Cell, table as csv};
use crate::ui::dom::{El, el};
use crate::ui::parts::chart::spans_figure;
use crate::ui::parts::figures::{self, channel_name};
use crate::ui::parts::section::{figures_row, figures_table, page_head, section};
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

/// Words of this page.
const PIECE: &str = "reality";

fn word(texts: Texts, key: &str) -> String {
    texts.piece(PIECE, key)
}

fn fill(texts: Texts, key: &str, values: &[(&str, &str)]) -> String {
    texts.piece_fill(PIECE, key, values)
}

/// The page.
#[must_use]
pub fn reality() -> Vec<El> {
    let (texts, store) = (texts(), store());
    let checked = Memo::new(move |_| store.with(reality::reality));
    let [heading, lead] = page_head(texts, PIECE);
    vec![
        tabs(),
        heading,
        lead,
        counted(checked, texts, store),
        channels(checked, texts, store),
        answer(checked, texts, store),
    ]
}

/// A count of the sheet, with the month it is taken from while nothing was typed.
fn count(
    name: &str,
    label: impl Fn() -> String + 'static,
    hint: impl Fn() -> String + 'static,
    own: impl Fn() -> Option<Figure> + 'static,
    texts: Texts,
    store: Store,
) -> El {
    let hint = move || {
        let hint = hint();
        let Some((value, month)) = own().and_then(|f| Some((f.value, f.month?))) else {
            return hint;
        };
        let values = [
            ("value", &*say(texts, store, Kind::Count, value)),
            ("month", &format::month(texts.lang(), month)),
        ];
        let from = fill(texts, "from_figures", &values);
        [hint, from].join(" ").trim().to_owned()
    };
    SheetField::new(name, Kind::Count, label)
        .hint(hint)
        .show(texts, store)
}

/// What was asked, agreed, ordered and measured.
fn counted(checked: Memo<Reality>, texts: Texts, store: Store) -> El {
    let one = |name: &'static str, key: &'static str| {
        let own = move || {
            let orders = checked.with(|r| r.orders);
            orders.filter(|_| name == ORDERS)
        };
        let hint = ["counted.", key, "_hint"].concat();
        let label = ["counted.", key].concat();
        count(
            name,
            move || word(texts, &label),
            move || word(texts, &hint),
            own,
            texts,
            store,
        )
    };
    section(texts, PIECE, "counted")
        .child(
            el("p")
                .class("hint")
                .say(move || word(texts, "counted.lead")),
        )
        .child(el("div").class("fields").children([
            one(ORDERS, "orders"),
            one(MEASURED, "measured"),
            one(ASKED, "asked"),
            one(CONSENTED, "consented"),
        ]))
}

/// What makes the channels on screen the visitor's own choice, so that one more or less of them is.
fn these(checked: Memo<Reality>) -> Vec<Action> {
    checked.with_untracked(|r| {
        let rows = r.rows.iter().filter(|_| !r.chosen);
        let mark = Action::SetSheet(CHOSEN.to_owned(), Some(1.0));
        let mut all = vec![mark];
        all.extend(rows.map(|row| listed(&row.channel, true)));
        all
    })
}

fn listed(id: &ChannelId, on: bool) -> Action {
    Action::SetSheet(listed_name(id), on.then_some(1.0))
}

/// What each platform claims, and what customers say.
fn channels(checked: Memo<Reality>, texts: Texts, store: Store) -> El {
    let ids = Memo::new(move |_| {
        checked.with(|r| {
            let ids = r.rows.iter().map(|row| row.channel.clone());
            ids.collect::<Vec<_>>()
        })
    });
    let list = channel_list(
        "reality-channels",
        ids,
        texts,
        move |id| vec![fields(id, texts, store)],
        move |id| {
            let mut actions = these(checked);
            actions.push(listed(id, false));
            for name in [claimed_name(id), heard_name(id)] {
                actions.push(Action::SetSheet(name, None));
            }
            store.dispatch_all(actions).is_ok()
        },
    );
    let other = count(
        HEARD_OTHER,
        move || word(texts, "channels.heard_other"),
        move || word(texts, "channels.heard_other_hint"),
        || None,
        texts,
        store,
    );
    section(texts, PIECE, "channels")
        .child(
            el("p")
                .class("hint")
                .say(move || word(texts, "channels.lead")),
        )
        .child(list)
        .child(add_channel(ids, MAX_CHANNELS, texts, move |id| {
            let mut actions = these(checked);
            actions.push(listed(&id, true));
            // A mark of 1 is never refused.
            let _ = store.dispatch_all(actions);
        }))
        .child(other)
}

/// The figures of one channel.
fn fields(id: &ChannelId, texts: Texts, store: Store) -> El {
    let fields = [
        count(
            &claimed_name(id),
            move || word(texts, "channels.claimed"),
            String::new,
            || None,
            texts,
            store,
        ),
        count(
            &heard_name(id),
            move || word(texts, "channels.heard"),
            move || word(texts, "channels.heard_hint"),
            || None,
            texts,
            store,
        ),
    ];
    el("div").class("fields").children(fields)
}

/// What comes of it.
fn answer(checked: Memo<Reality>, texts: Texts, store: Store) -> El {
    let shown = el("div")
        .class("answer")
        .hook("reality-answer")
        .fill(move || checked.with(|r| told(texts, store, r)));
    section(texts, PIECE, "answer").child(shown)
}

fn told(texts: Texts, store: Store, r: &Reality) -> Vec<El> {
    let count = |value: f64| say(texts, store, Kind::Count, value.round());
    let mut all = Vec::new();
    match (r.claimed, r.orders) {
        (Some((sum, Some(times))), Some(orders)) => {
            let values = [
                ("claimed", &*count(sum)),
                ("orders", &count(orders.value)),
                ("times", &format::number(texts.lang(), times, 2)),
            ];
            let key = if times > 1.0 {
                "answer.over"
            } else {
                "answer.within"
            };
            all.push(
                el("p")
                    .class("lead")
                    .hook("reality-claims")
                    .text(&fill(texts, key, &values)),
            );
        }
        _ => all.push(
            el("p")
                .hook("reality-missing")
                .text(&word(texts, "answer.missing")),
        ),
    }
    all.push(shares(texts, r));
    if r.orders.is_some_and(|orders| r.answers > orders.value) {
        let values = [("answers", &*count(r.answers))];
        all.push(el("p").hook("reality-answers").text(&fill(
            texts,
            "answer.many_answers",
            &values,
        )));
    }
    if r.rows.iter().any(|row| row.stand != Stand::NotKnown) {
        all.extend(side_by_side(texts, store, r));
    }
    all
}

/// A share in words with its interval, or why there is none.
fn share_words(texts: Texts, share: Result<Share, NoShare>) -> String {
    let percent = |value: f64| figures::percent(texts.lang(), value);
    match share {
        Ok(share) => {
            let values = [
                ("share", &*percent(share.value)),
                ("low", &percent(share.interval.0)),
                ("high", &percent(share.interval.1)),
            ];
            fill(texts, "answer.share", &values)
        }
        Err(why) => word(texts, &["na.", why.id()].concat()),
    }
}

fn shares(texts: Texts, r: &Reality) -> El {
    let fact = |key: &str, share| {
        el("div")
            .child(el("dt").text(&word(texts, key)))
            .child(el("dd").text(&share_words(texts, share)))
    };
    let list = el("dl")
        .class("facts-list")
        .hook("reality-shares")
        .child(fact("answer.consent", r.consent))
        .child(fact("answer.measured", r.measured));
    let more = match r.seen {
        Some(Seen::Less(missed)) => {
            let missed = figures::percent(texts.lang(), missed);
            fill(texts, "answer.unexplained", &[("missed", &missed)])
        }
        Some(Seen::AsConsented) => word(texts, "answer.explained"),
        Some(Seen::More) => word(texts, "answer.more_seen"),
        None => String::new(),
    };
    el("div").child(list).child(el("p").text(&more))
}

/// Claims and memories, channel by channel.
fn side_by_side(texts: Texts, store: Store, r: &Reality) -> Vec<El> {
    let count = |value: f64| say(texts, store, Kind::Count, value.round());
    let claims = |row: &Row| {
        let claimed = row.claimed.map(count);
        let claimed = claimed.unwrap_or_else(|| texts.t(k::WHEEL_NA));
        fill(texts, "side.claims", &[("claimed", &claimed)])
    };
    let remembers = |row: &Row| match row.remembered {
        Some((likely, (low, high))) => {
            let values = [
                ("orders", &*count(likely)),
                ("low", &count(low)),
                ("high", &count(high)),
            ];
            fill(texts, "side.remembers", &values)
        }
        None => word(texts, "side.nobody"),
    };
    let stand = |row: &Row| word(texts, &["side.", row.stand.id()].concat());
    let most = r.rows.iter().flat_map(|row| {
        let remembered = row.remembered.map(|(likely, _)| likely);
        [row.claimed, remembered]
    });
    let most = most.flatten().fold(0.0, f64::max);
    let spans = Spans {
        title: word(texts, "side.chart"),
        range: (0.0, most),
        mark: None,
        rows: r
            .rows
            .iter()
            .map(|row| SpanRow {
                name: channel_name(texts, &row.channel),
                said: [claims(row), remembers(row), stand(row)].join("; "),
                bars: vec![
                    (0.0, row.claimed.unwrap_or(0.0)),
                    (0.0, row.remembered.map_or(0.0, |(likely, _)| likely)),
                ],
            })
            .collect(),
    };
    let words = |place: usize| {
        let row = r.rows.get(place);
        let said = row.map(|row| [claims(row), remembers(row), stand(row)]);
        let said = said.into_iter().flatten();
        said.map(|said| el("span").text(&said)).collect()
    };
    let heads = [
        "channel",
        "claimed",
        "part",
        "heard",
        "remembered",
        "reading",
    ];
    let head = heads.map(|key| word(texts, &["side.head.", key].concat()));
    let orders = r.orders.map(|o| o.value);
    let part = |row: &Row| crate::engine::kpi::ratio(row.claimed?, orders?);
    let na = || texts.t(k::WHEEL_NA);
    let rows = r.rows.iter().map(|row| {
        let cells = [
            row.claimed.map_or_else(na, count),
            part(row).map_or_else(na, |p| figures::percent(texts.lang(), p)),
            row.heard.map_or_else(na, count),
            row.remembered.map_or_else(na, |(likely, _)| count(likely)),
        ];
        let name = channel_name(texts, &row.channel);
        let said = el("td")
            .attr("data-label", &word(texts, "side.head.reading"))
            .text(&stand(row));
        figures_row(&head, &name, &cells.map(Some)).child(said)
    });
    let shown = figures_table("reality-table", &head, rows).class("cards last-text");
    let number =
        |value: Option<f64>| value.map_or(Cell::Empty, |v| Cell::Number(format!("{v:.2}")));
    let mut file = vec![
        head.iter()
            .map(|t| Cell::Text(t.clone()))
            .collect::<Vec<_>>(),
    ];
    file.extend(r.rows.iter().map(|row| {
        vec![
            Cell::Text(channel_name(texts, &row.channel)),
            number(row.claimed),
            number(part(row)),
            number(row.heard),
            number(row.remembered.map(|(likely, _)| likely)),
            Cell::Text(stand(row)),
        ]
    }));
    let key = |class: &str, key: &str| el("li").class(class).text(&word(texts, key));
    vec![
        el("h3").text(&spans.title),
        el("ul").class("curve-legend").children([
            key("column", "side.legend_claims"),
            key("hollow", "side.legend_remembers"),
        ]),
        spans_figure("reality-bars", &spans, words),
        shown,
        el("p").class("hint").text(&word(texts, "side.hint")),
        chart_files(
            texts,
            "reality",
            "reality-check",
            spans_document(&spans),
            csv(&file),
        ),
    ]
}
