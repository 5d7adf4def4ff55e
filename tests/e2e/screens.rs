//! Every screen there is, and how to get there.

use growth_wheel::domain::plan::Plan;

use crate::outcome::Outcome;
use crate::page::Page;
use crate::plans;

/// The languages.
pub(crate) const LANGUAGES: [&str; 4] = ["en", "it", "es", "ru"];

/// Pages that are built, by address.
pub(crate) const ROUTES: [&str; 16] = [
    "#/",
    "#/express",
    "#/result",
    "#/race/reach/search",
    "#/sostac/situation/market",
    "#/channels",
    "#/numbers/kpi",
    "#/numbers/planner",
    "#/numbers/forecast",
    "#/numbers/value",
    "#/numbers/benchmarks",
    "#/numbers/reality",
    "#/compare",
    "#/settings",
    "#/about",
    "#/sources",
];

/// What has been said before the screen is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing.
    New,
    /// The whole check.
    Checked,
    /// All questions, an earlier wheel and the answers of a colleague.
    Compared,
    /// Some questions, for a colleague.
    Asked,
}

/// A screen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    /// Name, also in the names of pictures.
    pub(crate) name: &'static str,
    route: &'static str,
    before: Before,
    /// Questions passed on the way.
    questions: usize,
    /// Clicked once there.
    click: Option<&'static str>,
}

const fn screen(name: &'static str, route: &'static str, before: Before) -> Screen {
    Screen {
        name,
        route,
        before,
        questions: 0,
        click: None,
    }
}

const fn question(name: &'static str, questions: usize) -> Screen {
    Screen {
        questions,
        ..screen(name, "#/express", Before::New)
    }
}

/// Every screen.
pub(crate) const SCREENS: [Screen; 40] = [
    screen("home", "#/", Before::New),
    Screen {
        click: Some("stage-act"),
        ..screen("home-filled", "#/", Before::Checked)
    },
    question("express-model", 0),
    question("express-objectives", 1),
    question("express-resources", 2),
    question("express-reach", 3),
    question("express-act", 4),
    question("express-convert", 5),
    question("express-engage", 6),
    screen("question-race", "#/race/act/proof", Before::New),
    Screen {
        click: Some("answer-4"),
        ..screen(
            "question-sostac",
            "#/sostac/control/attribution",
            Before::Checked,
        )
    },
    screen("question-answered", "#/race/engage", Before::Compared),
    screen("question-asked", "#/race/act/proof", Before::Asked),
    screen("result-empty", "#/result", Before::New),
    screen("result", "#/result", Before::Checked),
    screen("result-detailed", "#/result", Before::Compared),
    screen("channels-empty", "#/channels", Before::New),
    screen("channels", "#/channels", Before::Checked),
    screen("numbers-empty", "#/numbers/kpi", Before::New),
    screen("numbers", "#/numbers/kpi", Before::Checked),
    screen("planner-empty", "#/numbers/planner", Before::New),
    screen("planner", "#/numbers/planner", Before::Compared),
    screen("forecast-empty", "#/numbers/forecast", Before::New),
    screen("forecast", "#/numbers/forecast", Before::Compared),
    screen("value-empty", "#/numbers/value", Before::New),
    screen("value", "#/numbers/value", Before::Compared),
    screen("benchmarks-empty", "#/numbers/benchmarks", Before::New),
    screen("benchmarks", "#/numbers/benchmarks", Before::Compared),
    screen("reality-empty", "#/numbers/reality", Before::New),
    screen("reality", "#/numbers/reality", Before::Compared),
    screen("settings", "#/settings", Before::Checked),
    screen("about", "#/about", Before::Checked),
    screen("sources", "#/sources", Before::New),
    screen("compare-empty", "#/compare", Before::New),
    screen("compare", "#/compare", Before::Compared),
    screen("opened-ask", plans::ASK_LINK, Before::Checked),
    screen("opened-answers", plans::ANSWERS_LINK, Before::Checked),
    screen("opened-plan", plans::PLAN_LINK, Before::Checked),
    screen("opened-cut-off", "#gw=1a018.003", Before::New),
    // An address without a page, for its notice.
    screen("notice", "#/nowhere", Before::New),
];

impl Screen {
    /// Shows the screen in a language and a theme, and waits until all of it is there and still.
    pub(crate) async fn show(self, page: &Page, language: &str, theme: &str) -> Outcome {
        let plan: Option<Plan> = match self.before {
            Before::New => None,
            Before::Checked => Some(plans::checked()?),
            Before::Compared => Some(plans::compared()?),
            Before::Asked => Some(plans::asked()?),
        };
        page.put_into_storage(&[]).await?;
        page.clear_storage().await?;
        if let Some(plan) = plan {
            page.remember(&plan).await?;
        }
        page.open(&format!("/?lang={language}&theme={theme}{}", self.route))
            .await?;
        for _ in 0..self.questions {
            page.click_next().await?;
        }
        if let Some(hook) = self.click {
            page.click(hook).await?;
        }
        page.whole().await?;
        page.still().await
    }
}
