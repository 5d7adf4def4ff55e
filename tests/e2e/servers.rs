//! The release behind a real server, by the recipe as it is published.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::guest::{Guest, LISTEN};
use crate::outcome::{Outcome, Trouble, ensure, ensure_same};
use crate::page::Page;
use crate::runner::{Scenario, scenarios};

pub(crate) fn all() -> Vec<Scenario> {
    scenarios![
        nginx_serves_the_release_by_its_recipe
            .within(120)
            .with_complaints()
    ]
}

/// A server of somebody else's making; it stops when dropped.
struct Nginx {
    child: Child,
    folder: PathBuf,
    port: u16,
}

impl Nginx {
    /// Starts nginx with the recipe as written, but for the port and the folder.
    fn start(program: &Path, recipe: &str, root: &Path) -> Outcome<Self> {
        let port = std::net::TcpListener::bind(("127.0.0.1", 0))?
            .local_addr()?
            .port();
        let folder = std::env::temp_dir().join(format!("growth-wheel-nginx-{port}"));
        std::fs::create_dir_all(&folder)?;
        let said = |place: &str, value: String| -> Outcome<(String, String)> {
            ensure_same!(recipe.matches(place).count(), 1, "{place} in the recipe");
            Ok((place.to_owned(), value))
        };
        let mut server = recipe.to_owned();
        for (place, value) in [
            said("listen 80;", format!("listen 127.0.0.1:{port};"))?,
            said("/var/www/growth-wheel;", format!("{};", root.display()))?,
        ] {
            server = server.replace(&place, &value);
        }
        std::fs::write(folder.join("recipe.conf"), server)?;
        let paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {}/{kind};", folder.display()));
        let conf = format!(
            "daemon off; master_process off; pid {0}/pid; error_log {0}/error.log;\nevents {{}}\nhttp {{ access_log off; {1} include {0}/recipe.conf; }}\n",
            folder.display(),
            paths.join(" ")
        );
        std::fs::write(folder.join("nginx.conf"), conf)?;
        let child = Command::new(program)
            .arg("-p")
            .arg(&folder)
            .arg("-c")
            .arg(folder.join("nginx.conf"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let nginx = Self {
            child,
            folder,
            port,
        };
        let deadline = Instant::now() + Duration::from_secs(10);
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            if Instant::now() > deadline {
                let said = std::fs::read_to_string(nginx.folder.join("error.log"));
                return Err(Trouble(format!("nginx does not answer: {said:?}")));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(nginx)
    }

    fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// nginx where the set-up found or put it.
fn program() -> Outcome<PathBuf> {
    let said = std::env::var_os("NGINX").map(PathBuf::from);
    let places = [
        "/usr/sbin/nginx",
        "/usr/local/bin/nginx",
        "/opt/homebrew/bin/nginx",
    ];
    said.into_iter()
        .chain(places.map(PathBuf::from))
        .find(|path| path.is_file())
        .ok_or_else(|| Trouble("there is no nginx; `cargo xtask test` installs it".to_owned()))
}

async fn nginx_serves_the_release_by_its_recipe(page: &Page) -> Outcome {
    let release = std::env::var_os("GROWTH_WHEEL_DIST").map(PathBuf::from);
    let release = release.ok_or_else(|| Trouble("no release is named".to_owned()))?;
    let release = std::fs::canonicalize(release)?;
    let recipe = page.server.text("/servers/nginx.conf")?;
    let nginx = Nginx::start(&program()?, &recipe, &release)?;
    // Our own page works, down to a page on demand.
    page.driver.goto(nginx.address("/")).await?;
    page.live().await?;
    page.go("#/result").await?;
    page.until(
        "the result is there",
        "return !!document.querySelector('.result h1');",
        json!([]),
    )
    .await?;
    // Headers of every kind of file.
    let named = |end: &str| {
        let mut files = page.server.files().filter(|file| file.ends_with(end));
        let lasting = |file: &&str| file.split('.').nth(1).is_some_and(|hash| hash.len() == 8);
        let found: Option<&str> = files.find(lasting);
        found
            .map(str::to_owned)
            .ok_or_else(|| Trouble(format!("no {end} with a lasting name")))
    };
    let words = page
        .server
        .files()
        .find(|file| file.ends_with("/it.core.json"));
    let words = words
        .map(str::to_owned)
        .ok_or_else(|| Trouble("no words".to_owned()))?;
    let year = "public, max-age=31536000, immutable";
    for (file, kind, cache) in [
        ("/".to_owned(), "text/html; charset=utf-8", "no-cache"),
        (
            "/embed.html".to_owned(),
            "text/html; charset=utf-8",
            "no-cache",
        ),
        (
            "/growth-wheel.js".to_owned(),
            "text/javascript; charset=utf-8",
            "no-cache",
        ),
        (named(".js")?, "text/javascript; charset=utf-8", year),
        (named(".css")?, "text/css; charset=utf-8", year),
        (named(".wasm")?, "application/wasm", year),
        (words, "application/json; charset=utf-8", year),
        (
            "/configuration.schema.json".to_owned(),
            "application/json; charset=utf-8",
            "no-cache",
        ),
        (
            "/growth-wheel-wordpress.zip".to_owned(),
            "application/zip",
            "no-cache",
        ),
    ] {
        let headers: Value = page
            .ask_later(
                "const done = arguments[1]; fetch(arguments[0]).then(r => done(['content-type', 'cache-control', 'access-control-allow-origin', 'cross-origin-resource-policy', 'x-content-type-options', 'content-security-policy', 'x-frame-options', 'content-encoding'].map(n => r.headers.get(n)).concat(r.status)));",
                json!([file]),
            )
            .await?;
        let frames = if file == "/embed.html" {
            "frame-ancestors *"
        } else {
            "frame-ancestors 'self'"
        };
        let packed = if file.ends_with(".zip") {
            Value::Null
        } else {
            json!("gzip")
        };
        ensure_same!(
            headers,
            json!([
                kind,
                cache,
                "*",
                "cross-origin",
                "nosniff",
                frames,
                null,
                packed,
                200
            ]),
            "{file}"
        );
    }
    let missing: u16 = page
        .ask_later(
            "const done = arguments[0]; fetch('/none.js').then(r => done(r.status));",
            json!([]),
        )
        .await?;
    ensure_same!(missing, 404, "what is not there");
    // From a page of somebody else: as an element, and as a frame.
    for form in ["element", "frame"] {
        let base = nginx.address("/");
        let guest = Guest::open(
            page,
            &format!("{LISTEN}<growth-wheel lazy=off form={form} base='{base}'></growth-wheel>"),
        )
        .await?;
        guest
            .until("it is shown", "told('ready').length === 1")
            .await?;
        let seen: Value = guest
            .ask("return [told('ready')[0].form, told('error').length];")
            .await?;
        ensure_same!(seen, json!([form, 0]), "the form it is shown in");
        let from: bool = guest
            .ask(&format!(
                "return performance.getEntriesByType('resource').some(e => e.name.startsWith('{base}'));"
            ))
            .await?;
        ensure!(from, "{form}: the files came from nginx");
    }
    Ok(())
}
