//! What pages of forms and tables are made of: heading and lead, sections, tables that become cards on a phone, files.

use crate::platform::browser::files;
use crate::ui::dom::{El, el};
use crate::ui::words::Texts;

/// Heading and lead of a page: the texts `title` and `lead` of its piece.
#[must_use]
pub fn page_head(texts: Texts, piece: &'static str) -> [El; 2] {
    [
        el("h1")
            .attr("data-heading", "")
            .attr("tabindex", "-1")
            .say(move || texts.piece(piece, "title")),
        el("p")
            .class("lead")
            .say(move || texts.piece(piece, "lead")),
    ]
}

/// Id of the heading of a section, to bring the focus to.
#[must_use]
pub fn section_id(piece: &str, name: &str) -> String {
    [piece, "-", name].concat()
}

/// A section with its heading, the text `<name>.title` of the page's piece.
#[must_use]
pub fn section(texts: Texts, piece: &'static str, name: &'static str) -> El {
    let id = section_id(piece, name);
    let title = [name, ".title"].concat();
    el("section")
        .class("block")
        .attr("aria-labelledby", &id)
        .child(
            el("h2")
                .attr("id", &id)
                .attr("tabindex", "-1")
                .say(move || texts.piece(piece, &title)),
        )
}

/// A table of figures with the names of its columns, the first of which names the rows.
#[must_use]
pub fn figures_table(hook: &str, head: &[String], rows: impl IntoIterator<Item = El>) -> El {
    let columns = head.iter().enumerate().map(|(place, text)| {
        let class = if place == 0 { "" } else { "n" };
        el("th").attr("scope", "col").class(class).text(text)
    });
    el("table")
        .class("cards")
        .hook(hook)
        .child(el("thead").child(el("tr").children(columns)))
        .child(el("tbody").children(rows))
}

/// A row of such a table. `None` does not belong to the row, and is left out of its card.
#[must_use]
pub fn figures_row(head: &[String], name: &str, cells: &[Option<String>]) -> El {
    let cells = cells.iter().zip(head.iter().skip(1)).map(|(cell, label)| {
        let at = el("td").attr("data-label", label);
        match cell {
            Some(text) => at.class("n").text(text),
            None => at.class("n none").text("–"),
        }
    });
    el("tr")
        .child(el("th").attr("scope", "row").text(name))
        .children(cells)
}

/// A button that offers a text as a file.
#[must_use]
pub fn save_button(hook: &str, words: &str, name: String, mime: &'static str, text: String) -> El {
    el("button")
        .class("button second")
        .hook(hook)
        .text(words)
        .on_click(move || {
            // A browser that refuses downloads shows that itself.
            let _ = files::download(&name, mime, &text);
        })
}
