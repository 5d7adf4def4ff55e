//! How a site asks its visitors to get in touch: what is asked, what opens with it, and where it goes.
//!
//! All of this comes with the configuration and from nowhere else: an address, a link or a plan names no recipient.

use super::when::{Facts, When};
use super::{Said, shape};

/// What a visitor gets for an address. The overall score is shown whatever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gate {
    /// Nothing is held back; who likes can get in touch below the result.
    #[default]
    None,
    /// Nothing is held back; a copy comes by mail.
    Copy,
    /// The result beyond the score opens with it.
    After,
    /// As after, and it is asked before the first question.
    Before,
}

impl Gate {
    /// Every gate, in the order offered.
    pub const ALL: [Self; 4] = [Self::None, Self::Copy, Self::After, Self::Before];

    /// Its name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Copy => "copy",
            Self::After => "after",
            Self::Before => "before",
        }
    }

    /// The gate of that name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gate| gate.id() == id)
    }

    /// Whether it holds back what lies beyond the score.
    #[must_use]
    pub const fn holds_back(self) -> bool {
        matches!(self, Self::After | Self::Before)
    }
}

/// How a request is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// JSON.
    #[default]
    Json,
    /// As forms are sent: `application/x-www-form-urlencoded`.
    Form,
    /// A table of one row.
    Csv,
}

/// Where a lead goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Target {
    /// To the page around the widget, as an event.
    #[default]
    Event,
    /// Into a form of that page, which is then sent.
    Form {
        /// Its id.
        id: String,
    },
    /// To an address of the site's own.
    Post {
        /// The address.
        url: String,
        /// JSON or as a form.
        format: Format,
        /// Whether the answer can be read; else it is sent once and not confirmed.
        answered: bool,
    },
    /// To a form of HubSpot.
    HubSpot {
        /// Number of the account.
        portal: String,
        /// Id of the form.
        form: String,
        /// Data centre such as `eu1`; empty for the first.
        region: String,
        /// Number of the subscription type that marketing consent is for.
        subscription: Option<u64>,
    },
    /// To a form of Formspree or one that works like it.
    Formspree {
        /// Address of the form.
        url: String,
    },
    /// To the sign-up form of a Mailchimp audience, in a tab of its own.
    Mailchimp {
        /// Address of the form.
        url: String,
    },
    /// Into the visitor's own mail program.
    Mail {
        /// Mail address.
        address: String,
    },
    /// Into a file the visitor keeps or hands over.
    File {
        /// JSON or CSV.
        format: Format,
    },
}

impl Target {
    /// Its name in a configuration.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Form { .. } => "form",
            Self::Post { .. } => "post",
            Self::HubSpot { .. } => "hubspot",
            Self::Formspree { .. } => "formspree",
            Self::Mailchimp { .. } => "mailchimp",
            Self::Mail { .. } => "mailto",
            Self::File { .. } => "file",
        }
    }

    /// The address it is sent to by request; `None` where none is made by us.
    #[must_use]
    pub fn url(&self) -> Option<String> {
        match self {
            Self::Post { url, .. } | Self::Formspree { url } => Some(url.clone()),
            Self::HubSpot {
                portal,
                form,
                region,
                ..
            } => {
                // The first data centre has an address without its name.
                let at = match region.as_str() {
                    "" | "na1" => String::new(),
                    region => ["-", region].concat(),
                };
                Some(format!(
                    "https://api{at}.hsforms.com/submissions/v3/integration/submit/{portal}/{form}"
                ))
            }
            _ => None,
        }
    }

    /// The host a visitor is told of: that of the address, of the mail address, or of the `page`. Empty for a file.
    #[must_use]
    pub fn host(&self, page: &str) -> String {
        let address = match self {
            Self::Event | Self::Form { .. } => page.to_owned(),
            Self::Mailchimp { url } => url.clone(),
            Self::Mail { address } => return address.clone(),
            other => other.url().unwrap_or_default(),
        };
        shape::host(&address).to_owned()
    }

    /// Whether its answer tells that it has arrived; the others are sent once for every tap.
    #[must_use]
    pub const fn answers(&self) -> bool {
        match self {
            Self::Post { answered, .. } => *answered,
            Self::HubSpot { .. } | Self::Formspree { .. } => true,
            _ => false,
        }
    }

    /// Whether what stands behind it could send mail.
    #[must_use]
    pub const fn could_mail(&self) -> bool {
        !matches!(
            self,
            Self::Mailchimp { .. } | Self::Mail { .. } | Self::File { .. }
        )
    }
}

/// Something to ask beside the mail address, which is asked always.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// One of [`QUESTIONS`].
    pub name: &'static str,
    /// Whether it goes without.
    pub needed: bool,
}

/// What can be asked beside the mail address, in the order shown.
pub const QUESTIONS: [&str; 6] = ["name", "company", "role", "phone", "website", "message"];

/// A word that a lead carries when conditions hold.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rule {
    /// When.
    pub when: When,
    /// The word.
    pub word: String,
}

/// How a site asks its visitors to get in touch.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Leads {
    /// What opens with it.
    pub gate: Gate,
    /// Where it goes.
    pub target: Target,
    /// Names for our fields where the recipient has others.
    pub names: Vec<(String, String)>,
    /// What is asked beside the mail address.
    pub questions: Vec<Question>,
    /// Heading above the form.
    pub title: Option<Said>,
    /// What the visitor gets, below the heading.
    pub text: Option<Said>,
    /// Who gets it, by name.
    pub recipient: Option<Said>,
    /// What the visitor agrees to, in place of ours.
    pub consent: Option<Said>,
    /// Marketing consent, a box of its own; `None` for no such box.
    pub marketing: Option<Said>,
    /// Address of the privacy policy.
    pub privacy: Said,
    /// Grades; the first that holds counts.
    pub grades: Vec<Rule>,
    /// Tags; all that hold count.
    pub tags: Vec<Rule>,
    /// Keys of the page's address that are read when it is sent.
    pub utm: Vec<String>,
    /// Whether what is sent is marked as a test.
    pub test: bool,
}

impl Leads {
    /// The grade of a result.
    #[must_use]
    pub fn grade(&self, facts: &Facts) -> Option<&str> {
        let rule = self.grades.iter().find(|rule| rule.when.holds(facts))?;
        Some(&rule.word)
    }

    /// Its tags, each once.
    #[must_use]
    pub fn tags(&self, facts: &Facts) -> Vec<&str> {
        let mut tags: Vec<&str> = Vec::new();
        for rule in self.tags.iter().filter(|rule| rule.when.holds(facts)) {
            if !tags.contains(&rule.word.as_str()) {
                tags.push(&rule.word);
            }
        }
        tags
    }
}
