//! `index.html` shows what the geometry and the texts say today. `UPDATE=1 cargo test --test first_screen` writes it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use growth_wheel::content;
use growth_wheel::i18n::Lang;
use growth_wheel::report::first_screen::render;

const OPEN: &str = "<!-- first screen: written by tests/first_screen.rs -->";
const CLOSE: &str = "<!-- end of the first screen -->";

#[test]
fn the_page_before_any_script_is_the_one_the_code_draws() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let locale = |lang: Lang| -> serde_json::Value {
        let path = root.join(format!("src/i18n/locales/{}.json", lang.code()));
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let all = Lang::ALL.map(|l| (l, locale(l)));
    let look_up = |lang: Lang, key: &str| {
        let core = &all.iter().find(|(l, _)| *l == lang).unwrap().1["core"];
        let text = key.split('.').fold(core, |at, part| &at[part]);
        text.as_str()
            .unwrap_or_else(|| panic!("{lang:?} has no {key}"))
            .to_owned()
    };
    let drawn = render(&content::catalogue(), &look_up);
    let path = root.join("index.html");
    let page = std::fs::read_to_string(&path).unwrap();
    let from = page.find(OPEN).expect("the opening mark") + OPEN.len();
    let to = page.find(CLOSE).expect("the closing mark");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(
            &path,
            format!("{}\n{drawn}\n{}", &page[..from], &page[to..]),
        )
        .unwrap();
        return;
    }
    assert!(
        page[from..to].trim() == drawn,
        "index.html is behind the code: UPDATE=1 cargo test --test first_screen"
    );
}
