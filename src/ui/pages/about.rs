//! What this is, how it counts, whose frameworks it uses.

use leptos::prelude::*;

use crate::ui::route::Route;
use crate::ui::session::session;
use crate::ui::words::texts;

/// The page.
#[component]
pub fn About() -> impl IntoView {
    let texts = texts();
    // On somebody else's page it is that page's affair.
    let own_page = session().page_mode;
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
            {own_page
                .then(|| {
                    view! {
                        <p>
                            <a href=Route::Embed.href() data-testid="to-embed">{a("embed")}</a>
                        </p>
                    }
                })}
            <p class="hint">
                {move || {
                    texts.piece_fill("about", "credit.licence", &[("version", env!("CARGO_PKG_VERSION"))])
                }}
            </p>
        </div>
    }
}
