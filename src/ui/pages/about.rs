//! What this is, how it counts, whose frameworks it uses.

use leptos::prelude::*;

use crate::ui::route::Route;
use crate::ui::words::texts;

/// The page.
#[component]
pub fn About() -> impl IntoView {
    let texts = texts();
    let a = move |key: &'static str| texts.say_piece("about", key);
    view! {
        <div class="prose">
            <h1 data-heading tabindex="-1">
                {a("title")}
            </h1>
            <p class="lead">{a("what")}</p>
            <h2>{a("privacy.title")}</h2>
            <p>{a("privacy.text")}</p>
            <h2>{a("method.title")}</h2>
            <p>{a("method.score")}</p>
            <p>{a("method.estimate")}</p>
            <p>{a("method.channels")}</p>
            <p>{a("method.same")}</p>
            <h2>{a("credit.title")}</h2>
            <p>{a("credit.sostac")}</p>
            <p>{a("credit.race")}</p>
            <p>{a("credit.none")}</p>
            <p>
                <a href=Route::Sources.href()>{a("sources")}</a>
            </p>
            <p class="hint">
                {move || {
                    texts.piece_fill("about", "credit.licence", &[("version", env!("CARGO_PKG_VERSION"))])
                }}
            </p>
        </div>
    }
}
