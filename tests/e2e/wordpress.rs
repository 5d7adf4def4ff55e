//! The plugin in a real WordPress, as Debian packages it: its block, its shortcode, its only setting.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::outcome::{Outcome, Trouble, ensure, ensure_same};
use crate::page::Page;
use crate::runner::{Scenario, scenarios};

pub(crate) fn all() -> Vec<Scenario> {
    // Without WordPress on this machine there is nothing to try the plugin in.
    if std::env::var_os("WORDPRESS").is_none() {
        println!("left out: WORDPRESS names no WordPress");
        return Vec::new();
    }
    scenarios![
        the_plugin_shows_the_widget_in_a_real_wordpress
            .within(240)
            .with_complaints()
    ]
}

/// A site of its own in a folder of its own: database, PHP, files. It ends when dropped.
struct Site {
    folder: PathBuf,
    running: Vec<Child>,
    port: u16,
}

fn run(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Trouble(format!("{command:?}: {said}")))
}

fn wait_until(what: &str, holds: impl Fn() -> bool) -> Outcome {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !holds() {
        if Instant::now() > deadline {
            return Err(Trouble(format!("waited in vain until {what}")));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

impl Site {
    fn start(wordpress: &Path, plugin: &Path) -> Outcome<Self> {
        let port = std::net::TcpListener::bind(("127.0.0.1", 0))?
            .local_addr()?
            .port();
        let folder = std::env::temp_dir().join(format!("growth-wheel-wp-{port}"));
        fs::create_dir_all(folder.join("db"))?;
        let mut site = Self {
            folder,
            running: Vec::new(),
            port,
        };
        site.database()?;
        site.files(wordpress, plugin)?;
        site.install()?;
        let php = Command::new("php")
            .arg("-S")
            .arg(format!("127.0.0.1:{port}"))
            .arg("-t")
            .arg(site.folder.join("wp"))
            // A page asks for several files at once.
            .env("PHP_CLI_SERVER_WORKERS", "4")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        site.running.push(php);
        wait_until("PHP answers", || {
            std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()
        })?;
        Ok(site)
    }

    fn socket(&self) -> PathBuf {
        self.folder.join("socket")
    }

    fn database(&mut self) -> Outcome {
        // Refused to the superuser unless it is said.
        let root = run(Command::new("id").arg("-u"))?.trim() == "0";
        let user = root.then_some("--user=root");
        let data = format!("--datadir={}", self.folder.join("db").display());
        run(Command::new("mariadb-install-db")
            .args(["--no-defaults", "--skip-test-db"])
            .arg("--auth-root-authentication-method=normal")
            .arg(&data)
            .args(user))?;
        let server = ["/usr/sbin/mariadbd", "/usr/local/bin/mariadbd"]
            .into_iter()
            .find(|path| Path::new(path).is_file())
            .unwrap_or("mariadbd");
        let child = Command::new(server)
            .args(["--no-defaults", "--skip-networking"])
            .arg(&data)
            .arg(format!("--socket={}", self.socket().display()))
            .arg(format!("--pid-file={}", self.folder.join("pid").display()))
            .args(user)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        self.running.push(child);
        let socket = self.socket();
        wait_until("the database answers", || socket.exists())?;
        run(Command::new("mariadb")
            .args(["--no-defaults", "-u", "root", "-S"])
            .arg(self.socket())
            .args(["-e", "create database wp character set utf8mb4"]))
        .map(drop)
    }

    fn files(&self, wordpress: &Path, plugin: &Path) -> Outcome {
        let wp = self.folder.join("wp");
        // Debian keeps parts of it elsewhere, by links, some of which lead nowhere.
        let _ = Command::new("cp")
            .arg("-rL")
            .arg(wordpress)
            .arg(&wp)
            .output()?;
        let content = wp.join("wp-content");
        let theme = content.join("themes/plain");
        fs::create_dir_all(&theme)?;
        fs::create_dir_all(content.join("plugins"))?;
        fs::write(theme.join("style.css"), "/*\nTheme Name: Plain\n*/\n")?;
        fs::write(
            theme.join("index.php"),
            "<!doctype html><html <?php language_attributes(); ?>><head><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\"><?php wp_head(); ?></head><body><?php while ( have_posts() ) { the_post(); the_content(); } wp_footer(); ?></body></html>",
        )?;
        let archive = fs::File::open(plugin)?;
        let mut archive = zip::ZipArchive::new(archive).map_err(|e| Trouble(e.to_string()))?;
        archive
            .extract(content.join("plugins"))
            .map_err(|e| Trouble(e.to_string()))?;
        let keys = [
            "AUTH_KEY",
            "SECURE_AUTH_KEY",
            "LOGGED_IN_KEY",
            "NONCE_KEY",
            "AUTH_SALT",
            "SECURE_AUTH_SALT",
            "LOGGED_IN_SALT",
            "NONCE_SALT",
        ];
        let keys: String = keys
            .iter()
            .map(|key| format!("define('{key}', 'a test');\n"))
            .collect();
        fs::write(
            wp.join("wp-config.php"),
            format!(
                "<?php\nerror_reporting(0);\ndefine('DB_NAME', 'wp');\ndefine('DB_USER', 'root');\ndefine('DB_PASSWORD', '');\ndefine('DB_HOST', 'localhost:{}');\ndefine('DB_CHARSET', 'utf8mb4');\ndefine('DB_COLLATE', '');\n{keys}\
                 define('WP_HOME', '{1}');\ndefine('WP_SITEURL', '{1}');\ndefine('WP_HTTP_BLOCK_EXTERNAL', true);\ndefine('AUTOMATIC_UPDATER_DISABLED', true);\ndefine('DISABLE_WP_CRON', true);\n\
                 $table_prefix = 'wp_';\nif ( ! defined('ABSPATH') ) {{ define('ABSPATH', __DIR__ . '/'); }}\nrequire_once ABSPATH . 'wp-settings.php';\n",
                self.socket().display(),
                self.address("")
            ),
        )?;
        Ok(())
    }

    /// Installs the site with the plugin, and two pages: one with the shortcode, one with the block.
    fn install(&self) -> Outcome {
        let script = self.folder.join("install.php");
        fs::write(
            &script,
            format!(
                "<?php error_reporting(0);\n$_SERVER['HTTP_HOST'] = '127.0.0.1:{}'; $_SERVER['REQUEST_URI'] = '/'; $_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';\n\
                 define('WP_INSTALLING', true);\nfunction wp_mail() {{ return true; }}\nrequire '{}/wp/wp-load.php';\nrequire_once ABSPATH . 'wp-admin/includes/upgrade.php';\n\
                 wp_install('Agency', 'admin', 'a@b.example', true, '', 'secret');\n\
                 update_option('template', 'plain'); update_option('stylesheet', 'plain');\n\
                 update_option('active_plugins', array('growth-wheel/growth-wheel.php'));\n\
                 update_option('growth_wheel_configuration', '{{\"brand\":{{\"name\":\"Acme\\'s <b>\\\"check\\\"\"}},\"embed\":{{\"lang\":\"it\",\"mode\":\"check\"}}}}');\n\
                 foreach ( array( '[growth_wheel theme=\"dark\" mode=\"wheel\" onclick=\"alert(1)\"]', '<!-- wp:growth-wheel/wheel {{\"lang\":\"es\"}} /-->' ) as $text ) {{\n\
                   echo wp_insert_post( array( 'post_title' => 'Page', 'post_content' => $text, 'post_status' => 'publish', 'post_type' => 'page' ) ), \"\\n\";\n}}\n",
                self.port,
                self.folder.display()
            ),
        )?;
        let pages = run(Command::new("php").arg(&script))?;
        ensure_same!(
            pages.split_whitespace().collect::<Vec<_>>(),
            ["4", "5"],
            "ids of the two pages"
        );
        Ok(())
    }

    fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        for child in &mut self.running {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// What stands in the element of the page.
const SEEN: &str = "const e = document.querySelector('growth-wheel'), r = e?.shadowRoot, h = r?.querySelector('.main [data-heading]');
    if (!h?.textContent.trim()) return null;
    return [r.querySelector('.gw').lang, r.querySelector('.gw').dataset.theme ?? null, r.querySelector('.brand').getAttribute('aria-label'), !!r.querySelector('[data-testid=question]'), e.hasAttribute('onclick'), !!r.querySelector('.say')];";

async fn seen(page: &Page, site: &Site, path: &str) -> Outcome<Value> {
    page.driver.goto(site.address(path)).await?;
    page.until(
        "the widget is there",
        &format!("return (() => {{ {SEEN} }})() !== null;"),
        json!([]),
    )
    .await?;
    page.ask(SEEN, json!([])).await
}

/// Types a configuration under Settings and saves; what is said then, and what the field holds.
async fn save(page: &Page, site: &Site, text: &str) -> Outcome<Value> {
    page.driver
        .goto(site.address("/wp-admin/options-general.php?page=growth-wheel"))
        .await?;
    page.ask::<Value>(
        "document.getElementById('growth-wheel-configuration').value = arguments[0]; document.getElementById('submit').click();",
        json!([text]),
    )
    .await?;
    page.until(
        "it is said how it went",
        "return !!document.querySelector('.settings-error');",
        json!([]),
    )
    .await?;
    page.ask(
        "return [document.querySelector('.settings-error').textContent.includes('not JSON'), document.getElementById('growth-wheel-configuration').value];",
        json!([]),
    )
    .await
}

async fn the_plugin_shows_the_widget_in_a_real_wordpress(page: &Page) -> Outcome {
    let wordpress = std::env::var_os("WORDPRESS").map(PathBuf::from);
    let release = std::env::var_os("GROWTH_WHEEL_DIST").map(PathBuf::from);
    let (Some(wordpress), Some(release)) = (wordpress, release) else {
        return Err(Trouble("no WordPress or no release is named".to_owned()));
    };
    let site = Site::start(&wordpress, &release.join("growth-wheel-wordpress.zip"))?;
    // The shortcode: what it says comes before the configuration, and nothing but what is known.
    ensure_same!(
        seen(page, &site, "/?page_id=4").await?,
        json!(["it", "dark", "Acme's <b>\"check\"", false, false, false]),
        "the shortcode"
    );
    // Its files stand on the site itself.
    let hosts: Vec<String> = page
        .ask("return [...new Set(performance.getEntriesByType('resource').map(e => new URL(e.name).host))];", json!([]))
        .await?;
    ensure_same!(hosts, [format!("127.0.0.1:{}", site.port)], "who was asked");
    // Marked for consent banners, which otherwise hold back what they do not know.
    let marks: Value = page
        .ask("const s = document.getElementById('growth-wheel-js'); return [s.type, s.className, s.dataset.category, s.dataset.cookieconsent];", json!([]))
        .await?;
    ensure_same!(
        marks,
        json!([
            "module",
            "_iub_cs_skip cmplz-native",
            "functional",
            "ignore"
        ]),
        "marks of the script"
    );
    ensure_same!(
        seen(page, &site, "/?page_id=5").await?,
        json!(["es", null, "Acme's <b>\"check\"", true, false, false]),
        "the block"
    );
    // The only setting.
    page.driver.goto(site.address("/wp-login.php")).await?;
    page.ask::<Value>(
        "document.getElementById('user_login').value = 'admin'; document.getElementById('user_pass').value = 'secret'; document.getElementById('wp-submit').click();",
        json!([]),
    )
    .await?;
    page.until(
        "the way in is open",
        "return location.pathname.startsWith('/wp-admin');",
        json!([]),
    )
    .await?;
    let wrong = save(page, &site, "{\"brand\":").await?;
    ensure_same!(wrong[0], true, "it is said that it is not JSON");
    ensure!(
        wrong[1].as_str().is_some_and(|held| held.contains("Acme")),
        "what held before still does: {wrong}"
    );
    // What looks like a sign of HTML already is text all the same, and an empty part stays one.
    let right = "{\"brand\":{\"name\":\"Neu \\\"x\\\" \\u00e9 &quot;\"},\"look\":{}}";
    ensure_same!(
        save(page, &site, right).await?,
        json!([false, right]),
        "a right one"
    );
    ensure_same!(
        seen(page, &site, "/?page_id=4").await?[2],
        "Neu \"x\" é &quot;",
        "it is worn at once"
    );
    // The block in the editor.
    page.driver
        .goto(site.address("/wp-admin/post.php?post=5&action=edit"))
        .await?;
    page.until(
        "the editor shows the block",
        "return window.wp?.blocks?.getBlockType('growth-wheel/wheel')?.title === 'Growth wheel' && document.body.innerText.includes('The growth wheel is shown here.');",
        json!([]),
    )
    .await
}
