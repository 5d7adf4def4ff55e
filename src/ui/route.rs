//! Which page the fragment names.

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
    /// `#/settings`
    Settings,
    /// `#/about`
    About,
}

impl Route {
    /// Every page, in the order a visitor is likely to open them.
    pub const ALL: [Self; 7] = [
        Self::Home,
        Self::Express,
        Self::Result,
        Self::Channels,
        Self::Numbers,
        Self::Settings,
        Self::About,
    ];

    /// The address of the page.
    #[must_use]
    pub const fn href(self) -> &'static str {
        match self {
            Self::Home => "#/",
            Self::Express => "#/express",
            Self::Result => "#/result",
            Self::Channels => "#/channels",
            Self::Numbers => "#/numbers/kpi",
            Self::Settings => "#/settings",
            Self::About => "#/about",
        }
    }

    /// The page of a fragment; `None` for one that is unknown or not built yet. No fragment is the wheel.
    #[must_use]
    pub fn parse(fragment: &str) -> Option<Self> {
        let path = fragment.split('?').next().unwrap_or("");
        if matches!(path, "" | "#") {
            return Some(Self::Home);
        }
        let path = path.strip_suffix('/').filter(|p| *p != "#").unwrap_or(path);
        Self::ALL.into_iter().find(|r| r.href() == path)
    }
}
