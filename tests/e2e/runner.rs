//! Runs scenarios one after the other and says how they went in the words of the built-in test runner.

use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::browser::Driver;
use crate::outcome::{Outcome, Trouble};
use crate::page::Page;
use crate::server::Server;

type Ending<'a> = Pin<Box<dyn Future<Output = Outcome> + 'a>>;

/// Something a visitor goes through, with a browser of its own.
pub(crate) struct Scenario {
    name: String,
    language: &'static str,
    requests: bool,
    complaints: bool,
    longest: Duration,
    play: Box<dyn for<'a> Fn(&'a Page) -> Ending<'a>>,
}

impl Scenario {
    /// A scenario with its name as a sentence.
    pub(crate) fn new(
        name: impl Into<String>,
        play: impl for<'a> Fn(&'a Page) -> Ending<'a> + 'static,
    ) -> Self {
        Self {
            name: name.into().replace('_', " "),
            language: "en-US",
            requests: false,
            complaints: false,
            longest: Duration::from_secs(120),
            play: Box::new(play),
        }
    }

    /// The browser asks for this language.
    pub(crate) fn in_language(mut self, language: &'static str) -> Self {
        self.language = language;
        self
    }

    /// The browser notes its requests.
    pub(crate) fn noting_requests(mut self) -> Self {
        self.requests = true;
        self
    }

    /// The browser may complain on its console, as something is broken on purpose.
    pub(crate) fn with_complaints(mut self) -> Self {
        self.complaints = true;
        self
    }

    /// It may take that many seconds.
    pub(crate) fn within(mut self, seconds: u64) -> Self {
        self.longest = Duration::from_secs(seconds);
        self
    }
}

/// Scenarios of functions; the name of a function is the sentence.
macro_rules! scenarios {
    ($($play:ident $(. $with:ident ($($value:expr),*))*),+ $(,)?) => {
        vec![$(
            $crate::runner::Scenario::new(stringify!($play), |page| Box::pin($play(page)))
                $(.$with($($value),*))*
        ),+]
    };
}
pub(crate) use scenarios;

/// What was asked for on the command line.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    /// Only name the scenarios.
    pub(crate) list: bool,
    filters: Vec<String>,
}

impl Arguments {
    /// Reads them; options of the built-in runner that mean nothing here are passed over.
    pub(crate) fn read() -> Self {
        let mut read = Self::default();
        for argument in std::env::args().skip(1) {
            if argument == "--list" {
                read.list = true;
            } else if !argument.starts_with('-') {
                read.filters.push(argument.replace('_', " "));
            }
        }
        read
    }

    fn takes(&self, scenario: &Scenario) -> bool {
        self.filters.is_empty() || self.filters.iter().any(|f| scenario.name.contains(f))
    }
}

/// Names the scenarios.
pub(crate) fn list(scenarios: &[Scenario]) -> ExitCode {
    for scenario in scenarios {
        println!("{}: test", scenario.name);
    }
    ExitCode::SUCCESS
}

/// Runs what was asked for.
pub(crate) fn run(release: &Path, scenarios: Vec<Scenario>, arguments: &Arguments) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return give_up(&Trouble(error.to_string())),
    };
    match runtime.block_on(run_all(release, scenarios, arguments)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(trouble) => give_up(&trouble),
    }
}

fn give_up(trouble: &Trouble) -> ExitCode {
    eprintln!("the end-to-end tests could not start: {}", trouble.0);
    ExitCode::FAILURE
}

async fn run_all(release: &Path, all: Vec<Scenario>, arguments: &Arguments) -> Outcome<bool> {
    let start = Instant::now();
    let server = Arc::new(Server::start(release)?);
    let mut driver = Driver::start()?;
    let chosen: Vec<&Scenario> = all.iter().filter(|s| arguments.takes(s)).collect();
    println!("\nrunning {} tests", chosen.len());
    let mut failed = Vec::new();
    for scenario in &chosen {
        server.reset();
        let begun = Instant::now();
        let mut end = play(scenario, &mut driver, &server).await;
        if let Err(trouble) = &end {
            // A busy machine can let a browser miss a moment that no visitor would. What holds only at the second
            // try is said in the closing lines, so that it is looked into and not got used to.
            println!("test {} ... UNSTEADY\n{}", scenario.name, trouble.0);
            server.reset();
            end = play(scenario, &mut driver, &server).await;
        }
        let seconds = begun.elapsed().as_secs_f32();
        match end {
            Ok(()) => println!("test {} ... ok <{seconds:.3}s>", scenario.name),
            Err(trouble) => {
                println!("test {} ... FAILED <{seconds:.3}s>", scenario.name);
                eprintln!("{}", trouble.0);
                failed.push((&scenario.name, trouble));
            }
        }
    }
    if !failed.is_empty() {
        println!("\nfailures:");
        for (name, trouble) in &failed {
            println!("\n---- {name} ----\n{}", trouble.0);
        }
        println!("\nfailures:");
        for (name, _) in &failed {
            println!("    {name}");
        }
    }
    println!(
        "\ntest result: {}. {} passed; {} failed; 0 ignored; 0 measured; {} filtered out; finished in {:.2}s\n",
        if failed.is_empty() { "ok" } else { "FAILED" },
        chosen.len() - failed.len(),
        failed.len(),
        all.len() - chosen.len(),
        start.elapsed().as_secs_f32()
    );
    Ok(failed.is_empty())
}

async fn play(scenario: &Scenario, driver: &mut Driver, server: &Arc<Server>) -> Outcome {
    let folder = work_folder().join("scenario");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let (language, requests) = (scenario.language, scenario.requests);
    let session = match driver.session(language, requests).await {
        Ok(session) => session,
        // A driver that went away fails no scenario but the one it left in.
        Err(_) => {
            *driver = Driver::start()?;
            driver.session(language, requests).await?
        }
    };
    let page = Page::new(session, server.clone(), folder);
    let mut end = match tokio::time::timeout(scenario.longest, (scenario.play)(&page)).await {
        Ok(end) => end,
        Err(_) => Err(Trouble(format!("not done after {:?}", scenario.longest))),
    };
    match page.complaints().await {
        // The console tells most about a failure, and silence is part of every promise.
        Ok(said) if !said.is_empty() => {
            let said = format!("the browser complained: {}", said.join("\n"));
            end = match end {
                Ok(()) if scenario.complaints => Ok(()),
                Ok(()) => Err(Trouble(said)),
                Err(trouble) => Err(Trouble(format!("{}\n{said}", trouble.0))),
            };
        }
        Ok(_) => {}
        Err(trouble) => end = end.and(Err(trouble)),
    }
    if let Err(trouble) = &mut end {
        let picture = work_folder().join(format!("{}.png", scenario.name.replace(' ', "_")));
        if page.driver.screenshot(&picture).await.is_ok() {
            trouble.0 += &format!("\nthe screen then: {}", picture.display());
        }
    }
    // Held answers would keep the browser waiting for its end.
    server.release();
    page.driver.quit().await?;
    end
}

/// Where pictures of failures and files of scenarios go.
fn work_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
}
