//! Finds the tools this project is built with, and installs what is missing.
//!
//! Each is pinned. One on the PATH is used when its version is exactly that; otherwise it is kept in a folder
//! of the user's cache named after tool and version, so that checkouts share it and `cargo clean` spares it.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use crate::workspace::{Outcome, Workspace, make_folder, output_of, read_text, run, said};

/// 0.22 needs a newer compiler than the 1.95 this crate promises.
const TRUNK: &str = "0.21.14";
const WASM_SPLIT: &str = "0.2.4";
/// The npm package; the crates.io one is Binaryen 116 and cannot read what today's compiler writes.
const BINARYEN: &str = "132.0.0";
const WASM_TARGET: &str = "wasm32-unknown-unknown";

const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// A program that Cargo installs from crates.io.
struct CargoTool<'a> {
    package: &'a str,
    version: &'a str,
    program: &'a str,
    options: &'a [&'a str],
    /// As little optimisation as its work allows: it runs seconds, and would compile for half an hour.
    optimisation: &'a str,
    takes: &'a str,
}

/// What turns Rust into a page.
pub(crate) struct PageTools {
    pub(crate) wasm_bindgen: PathBuf,
    pub(crate) wasm_split: PathBuf,
    /// How to start wasm-opt; none when there is no Node to run it with.
    pub(crate) wasm_opt: Option<Vec<OsString>>,
}

/// What runs tests in a browser.
pub(crate) struct BrowserTools {
    pub(crate) chromedriver: PathBuf,
    pub(crate) test_runner: PathBuf,
    /// nginx, which serves the release by its recipe.
    pub(crate) nginx: PathBuf,
    /// A WordPress to try the plugin in, with PHP and a database beside it; `None` where Debian has not put one.
    pub(crate) wordpress: Option<PathBuf>,
}

/// Everything any command may need.
pub(crate) fn setup_everything(workspace: &Workspace) -> Outcome {
    formatter_and_lints()?;
    for_page(workspace)?;
    for_serving(workspace)?;
    for_browser(workspace)?;
    println!("Everything is there.");
    Ok(())
}

/// The wasm target, the bindings, the splitter and the optimiser.
pub(crate) fn for_page(workspace: &Workspace) -> Outcome<PageTools> {
    wasm_target()?;
    let version = bindgen_version(workspace)?;
    let wasm_bindgen = bindgen(&version).find_or_install()?;
    let wasm_split = CargoTool {
        package: "wasm_split_cli_support",
        version: WASM_SPLIT,
        program: "wasm-split-cli",
        options: &["--features", "build-binary"],
        optimisation: "1",
        takes: "a minute",
    }
    .find_or_install()?;
    Ok(PageTools {
        wasm_bindgen,
        wasm_split,
        wasm_opt: wasm_opt()?,
    })
}

/// Trunk, for the development server, and a PATH on which it finds the right wasm-bindgen.
pub(crate) fn for_serving(workspace: &Workspace) -> Outcome<(PathBuf, OsString)> {
    wasm_target()?;
    let version = bindgen_version(workspace)?;
    let wasm_bindgen = bindgen(&version).find_or_install()?;
    let trunk = CargoTool {
        package: "trunk",
        version: TRUNK,
        program: "trunk",
        options: &["--no-default-features", "--features", "rustls"],
        optimisation: "0",
        takes: "four minutes",
    }
    .find_or_install()?;
    let mut path = OsString::new();
    if let Some(folder) = wasm_bindgen.parent() {
        path.push(folder);
    }
    if let Some(inherited) = std::env::var_os("PATH") {
        path.push(if cfg!(windows) { ";" } else { ":" });
        path.push(inherited);
    }
    Ok((trunk, path))
}

/// A Chromium with its driver, and the runner of component tests.
pub(crate) fn for_browser(workspace: &Workspace) -> Outcome<BrowserTools> {
    wasm_target()?;
    let version = bindgen_version(workspace)?;
    let bindgen = bindgen(&version);
    let mut test_runner = bindgen.find_or_install()?;
    test_runner.set_file_name(executable("wasm-bindgen-test-runner"));
    if !test_runner.is_file() {
        // The bindings may stand on the PATH without their test runner.
        test_runner = bindgen.install()?;
        test_runner.set_file_name(executable("wasm-bindgen-test-runner"));
    }
    let found = || {
        let browser = BROWSERS.iter().find_map(|name| on_path(name));
        let driver = std::env::var_os("CHROMEDRIVER")
            .map(PathBuf::from)
            .filter(|path| path.is_file())
            .or_else(|| on_path("chromedriver"));
        browser.and(driver)
    };
    let (nginx, wordpress) = (nginx()?, wordpress());
    if let Some(chromedriver) = found() {
        return Ok(BrowserTools {
            chromedriver,
            test_runner,
            nginx,
            wordpress,
        });
    }
    apt_install(
        &["chromium", "chromium-driver", "fonts-liberation"],
        "the browser tests need Chromium and chromedriver of the same version on the PATH",
    )?;
    found()
        .map(|chromedriver| BrowserTools {
            chromedriver,
            test_runner,
            nginx,
            wordpress,
        })
        .ok_or_else(|| "chromium and chromedriver are still not on the PATH".into())
}

/// nginx, which serves the release by its published recipe in a test.
fn nginx() -> Outcome<PathBuf> {
    // Debian keeps it where only the system looks.
    let found = || {
        on_path("nginx")
            .or_else(|| Some(PathBuf::from("/usr/sbin/nginx")))
            .filter(|path| path.is_file())
    };
    if found().is_none() {
        apt_install(&["nginx-light"], "a test serves the release with nginx")?;
    }
    found().ok_or_else(|| "nginx is not on the PATH".into())
}

/// WordPress, in which a test tries the plugin. It goes on without where it cannot be had.
fn wordpress() -> Option<PathBuf> {
    let folder = PathBuf::from("/usr/share/wordpress");
    let found = || {
        let all = folder.join("wp-load.php").is_file()
            && on_path("php").is_some()
            && on_path("mariadb-install-db").is_some();
        all.then(|| folder.clone())
    };
    found().or_else(|| {
        let packages = ["wordpress", "mariadb-server", "php-cli", "php-mysql"];
        let why = "a test tries the plugin in a real WordPress";
        if let Err(message) = apt_install(&packages, why) {
            say(&format!("{message}\nGoing on without WordPress."));
        }
        found()
    })
}

/// npm, for what the tests take from its packages.
pub(crate) fn npm() -> Outcome<PathBuf> {
    if on_path("npm").is_none() {
        apt_install(
            &["nodejs", "npm"],
            "the pages of others are made with Node and npm",
        )?;
    }
    on_path("npm").ok_or_else(|| "npm is not on the PATH".into())
}

/// rustfmt and clippy, which a minimal toolchain leaves out.
pub(crate) fn formatter_and_lints() -> Outcome {
    for (program, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if output_of(cargo().args([program, "--version"])).is_none() {
            say(&format!("adding {component}"));
            run(Command::new("rustup").args(["component", "add", component]))?;
        }
    }
    Ok(())
}

fn bindgen(version: &str) -> CargoTool<'_> {
    CargoTool {
        package: "wasm-bindgen-cli",
        version,
        program: "wasm-bindgen",
        options: &[],
        optimisation: "1",
        takes: "two minutes",
    }
}

/// The command-line half of wasm-bindgen refuses any other version than that of the crate.
fn bindgen_version(workspace: &Workspace) -> Outcome<String> {
    let lock = read_text(&workspace.root().join("Cargo.lock"))?;
    locked_version(&lock, "wasm-bindgen")
        .ok_or_else(|| "Cargo.lock names no wasm-bindgen".to_owned())
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines();
    lines.find(|line| *line == format!("name = \"{package}\""))?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

/// The target the application is compiled for.
pub(crate) fn wasm_target() -> Outcome {
    let installed = output_of(Command::new("rustup").args(["target", "list", "--installed"]));
    match installed {
        Some(targets) if targets.lines().any(|line| line.trim() == WASM_TARGET) => Ok(()),
        Some(_) => {
            say(&format!("adding the target {WASM_TARGET}"));
            run(Command::new("rustup").args(["target", "add", WASM_TARGET]))
        }
        // Without rustup the target may be there by other means.
        None => {
            let library = output_of(Command::new("rustc").args([
                "--print",
                "target-libdir",
                "--target",
                WASM_TARGET,
            ]));
            match library {
                Some(folder) if Path::new(folder.trim()).is_dir() => Ok(()),
                _ => Err(format!(
                    "the Rust target {WASM_TARGET} is missing, and rustup is not there to add it"
                )),
            }
        }
    }
}

impl CargoTool<'_> {
    fn find_or_install(&self) -> Outcome<PathBuf> {
        let kept = self.folder()?.join("bin").join(executable(self.program));
        // Cargo puts the program there last, so that one which is there is whole.
        if kept.is_file() {
            return Ok(kept);
        }
        if let Some(program) = on_path(self.program)
            && output_of(Command::new(&program).arg("--version"))
                .is_some_and(|text| text.split_whitespace().any(|word| word == self.version))
        {
            return Ok(program);
        }
        self.install()
    }

    fn install(&self) -> Outcome<PathBuf> {
        let folder = self.folder()?;
        say(&format!(
            "installing {} {}, once; about {} on two cores",
            self.package, self.version, self.takes
        ));
        // With the versions its authors tested, or, where the registry does not have all of those, without.
        if let Err(message) = self.install_into(&folder, true) {
            say(&format!("{message}; trying without --locked"));
            self.install_into(&folder, false)?;
        }
        Ok(folder.join("bin").join(executable(self.program)))
    }

    fn install_into(&self, folder: &Path, locked: bool) -> Outcome {
        let mut install = cargo();
        install
            .arg("install")
            .arg(format!("{}@{}", self.package, self.version))
            .arg("--root")
            .arg(folder)
            .args(self.options)
            .args(locked.then_some("--locked"))
            .env("CARGO_TARGET_DIR", cache()?.join("build"))
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.optimisation)
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("CARGO_BUILD_TARGET");
        run(&mut install)
    }

    fn folder(&self) -> Outcome<PathBuf> {
        Ok(cache()?.join(format!("{}-{}", self.package, self.version)))
    }
}

/// How to start Binaryen's wasm-opt. It makes files smaller and nothing else, so that its absence is said, not fatal.
fn wasm_opt() -> Outcome<Option<Vec<OsString>>> {
    if let Some(program) = on_path("wasm-opt")
        && output_of(Command::new(&program).arg("--version")).is_some_and(|text| {
            let major = BINARYEN.split('.').next().unwrap_or(BINARYEN);
            text.split_whitespace().any(|word| word == major)
        })
    {
        return Ok(Some(vec![program.into()]));
    }
    let folder = cache()?.join(format!("binaryen-{BINARYEN}"));
    let script = folder
        .join("node_modules")
        .join("binaryen")
        .join("bin")
        .join("wasm-opt");
    if on_path("node").is_none() || (!script.is_file() && on_path("npm").is_none()) {
        let needed = "Node and npm run wasm-opt, which makes the wasm a third smaller";
        if let Err(message) = apt_install(&["nodejs", "npm"], needed) {
            say(&format!("{message}\nGoing on without wasm-opt."));
            return Ok(None);
        }
    }
    let (Some(node), Some(npm)) = (on_path("node"), on_path("npm")) else {
        return Ok(None);
    };
    if !script.is_file() {
        say(&format!("installing binaryen {BINARYEN}, once"));
        make_folder(&folder)?;
        // Kept apart from any package.json above the folder.
        let mut install = Command::new(npm);
        install
            .args(["install", "--no-audit", "--no-fund", "--prefix"])
            .arg(&folder)
            .arg(format!("binaryen@{BINARYEN}"));
        if let Err(message) = run(&mut install) {
            say(&format!("{message}\nGoing on without wasm-opt."));
            return Ok(None);
        }
    }
    Ok(Some(vec![node.into(), script.into()]))
}

/// Installs Debian packages when that can be done without asking, else says the line to type.
fn apt_install(packages: &[&str], why: &str) -> Outcome {
    let mut install = Command::new("apt-get");
    install
        .args(["install", "-y", "--no-install-recommends"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive");
    let release = read_text(Path::new("/etc/os-release")).unwrap_or_default();
    // Ubuntu's chromium packages are empty shells around a snap.
    let debian = release.lines().any(|line| line == "ID=debian");
    let root = output_of(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    if debian && root {
        say(&format!("installing {}", packages.join(", ")));
        run(Command::new("apt-get").arg("update"))?;
        return run(&mut install);
    }
    if debian {
        return Err(format!("{why}; type: sudo {}", said(&install)));
    }
    let hint = if cfg!(target_os = "macos") {
        "; with Homebrew: brew install --cask chromium chromedriver, or brew install node"
    } else if cfg!(windows) {
        "; with winget: winget install Google.Chrome, Chromium.ChromeDriver or OpenJS.NodeJS"
    } else {
        "; install them with your system's packages"
    };
    Err(format!("{why} ({}){hint}", packages.join(", ")))
}

/// The user's cache, after the XDG convention where that is in use.
fn cache() -> Outcome<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let base = set("XDG_CACHE_HOME")
        .or_else(|| set("LOCALAPPDATA"))
        .map(PathBuf::from)
        .or_else(|| set("HOME").map(|home| PathBuf::from(home).join(".cache")))
        .ok_or("neither HOME nor XDG_CACHE_HOME says where tools may be kept")?;
    Ok(base.join("growth-wheel").join("tools"))
}

fn cargo() -> Command {
    // Outside the project its .cargo/config.toml has no say in how a tool is built.
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(std::env::temp_dir());
    command
}

/// The full path of a program on the PATH.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names: &[String] = &if cfg!(windows) {
        vec![format!("{name}.exe"), format!("{name}.cmd")]
    } else {
        vec![name.to_owned()]
    };
    std::env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|candidate| candidate.is_file())
}

fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

fn say(text: &str) {
    eprintln!("setup: {text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_package_named_exactly() {
        let lock = "name = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    name = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            locked_version(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
