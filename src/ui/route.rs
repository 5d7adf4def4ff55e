//! Which page the fragment names.

use std::borrow::Cow;

use super::catalogue;
use crate::domain::stage::{Group, Sector, Stage};

/// What the fragment of a link that brings something starts with: [`crate::codec::link::MARK`].
const OPENED: &str = "#gw=";

/// A page that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Route {
    /// `#/`
    Home,
    /// `#/express`
    Express,
    /// `#/result`
    Result,
    /// `#/channels`
    Channels,
    /// `#/numbers/kpi`
    Numbers,
    /// `#/numbers/planner`
    Planner,
    /// `#/numbers/forecast`
    Forecast,
    /// `#/numbers/value`
    Value,
    /// `#/numbers/benchmarks`
    Benchmarks,
    /// `#/numbers/reality`
    Reality,
    /// `#/compare`
    Compare,
    /// `#/sources`
    Sources,
    /// `#gw=…`: what a link brings is in the address, and read there.
    Opened,
    /// `#/settings`
    Settings,
    /// `#/about`
    About,
    /// `#/embed`
    Embed,
    /// `#/contact`
    Contact,
    /// `#/race/<stage>` or `#/sostac/<sector>`, with `/<item>` one of its questions by its place, from 0.
    Questions(Group, Option<u8>),
}

impl Route {
    /// Every page, in the order a visitor is likely to open them.
    pub const ALL: [Self; 17] = [
        Self::Home,
        Self::Express,
        Self::Result,
        Self::Questions(Group::Race(Stage::Reach), None),
        Self::Channels,
        Self::Numbers,
        Self::Planner,
        Self::Forecast,
        Self::Value,
        Self::Benchmarks,
        Self::Reality,
        Self::Compare,
        Self::Settings,
        Self::About,
        Self::Sources,
        Self::Embed,
        Self::Contact,
    ];

    /// The address of the page.
    #[must_use]
    pub fn href(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Home => "#/",
            Self::Express => "#/express",
            Self::Result => "#/result",
            Self::Channels => "#/channels",
            Self::Numbers => "#/numbers/kpi",
            Self::Planner => "#/numbers/planner",
            Self::Forecast => "#/numbers/forecast",
            Self::Value => "#/numbers/value",
            Self::Benchmarks => "#/numbers/benchmarks",
            Self::Reality => "#/numbers/reality",
            Self::Compare => "#/compare",
            Self::Sources => "#/sources",
            Self::Opened => OPENED,
            Self::Settings => "#/settings",
            Self::About => "#/about",
            Self::Embed => "#/embed",
            Self::Contact => "#/contact",
            Self::Questions(group, item) => return Cow::Owned(questions_href(group, item)),
        })
    }

    /// The page without what moves within it: as long as it stays the same, the page on screen stays.
    #[must_use]
    pub fn page(self) -> Self {
        match self {
            Self::Questions(..) => Self::Questions(Group::Race(Stage::Reach), None),
            other => other,
        }
    }

    /// The page in the menu that this one belongs to.
    #[must_use]
    pub fn section(self) -> Self {
        match self {
            Self::Planner | Self::Forecast | Self::Value | Self::Benchmarks | Self::Reality => {
                Self::Numbers
            }
            Self::Embed => Self::About,
            Self::Contact => Self::Result,
            other => other,
        }
    }

    /// The page of a fragment; `None` for one that is unknown or not built yet. No fragment is the wheel.
    #[must_use]
    pub fn parse(fragment: &str) -> Option<Self> {
        // Some programs write its sign as %3D, or everything in capitals.
        let mark = |mark: &str| {
            let start = fragment.get(..mark.len());
            start.is_some_and(|s| s.eq_ignore_ascii_case(mark))
        };
        if mark(OPENED) || mark("#gw%3d") {
            return Some(Self::Opened);
        }
        let path = fragment.split('?').next().unwrap_or("");
        if matches!(path, "" | "#") {
            return Some(Self::Home);
        }
        let path = path.strip_suffix('/').filter(|p| *p != "#").unwrap_or(path);
        let plain = Self::ALL.into_iter().find(|r| r.href() == path);
        plain.or_else(|| questions(path))
    }
}

fn questions_href(group: Group, item: Option<u8>) -> String {
    let ring = match group {
        Group::Race(_) => "#/race/",
        Group::Sostac(_) => "#/sostac/",
    };
    let mut href = [ring, group.id()].concat();
    let mut items = catalogue::items().items_of(group);
    if let Some(item) = item.and_then(|at| items.nth(usize::from(at))) {
        href.push('/');
        href.push_str(item.id.as_str().split('.').nth(1).unwrap_or_default());
    }
    href
}

fn questions(path: &str) -> Option<Route> {
    let mut parts = path.split('/').skip(1);
    let (ring, group, item) = (parts.next()?, parts.next()?, parts.next());
    let group = match ring {
        "race" => Group::Race(Stage::from_id(group)?),
        "sostac" => Group::Sostac(Sector::from_id(group)?),
        _ => return None,
    };
    let place = |name: &str| {
        let id = [group.id(), ".", name].concat();
        let at = catalogue::items()
            .items_of(group)
            .position(|i| i.id.as_str() == id)?;
        u8::try_from(at).ok()
    };
    if parts.next().is_some() {
        return None;
    }
    match item {
        None => Some(Route::Questions(group, None)),
        Some(name) => place(name).map(|at| Route::Questions(group, Some(at))),
    }
}
