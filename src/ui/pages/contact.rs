//! Getting in touch, on a page of its own: before the first question, where a site wants it there.

use crate::i18n::k;
use crate::ui::dom::{El, el};
use crate::ui::leads::{Place, form_at};
use crate::ui::session::session;

/// The page.
#[must_use]
pub fn contact() -> Vec<El> {
    if let Some(form) = form_at(Place::Page) {
        return vec![form];
    }
    // A link of another site's widget: there is nobody to get in touch with here.
    let heading = el("h1")
        .attr("data-heading", "")
        .attr("tabindex", "-1")
        .words(k::HOME_START);
    let begin = el("a")
        .class("button")
        .attr("href", &session().start().href())
        .words(k::HOME_START);
    vec![heading, el("p").class("go").child(begin)]
}
