//! What an agency puts into a page: the lines for its kind of site, what its policy has to allow, what keeps a consent
//! banner from holding the script back.

use std::fmt::Write as _;

use super::leads::Target;
use super::shape::{BEGINNINGS, FORMS, LANGUAGES, THEMES, host};
use crate::codec::json;
use crate::domain::json::{Object, Value};

/// Kinds of site, in the order offered.
pub const SITES: [&str; 4] = ["html", "wordpress", "webflow", "wix"];
/// Consent banners that hold back scripts they do not know, and the attributes that keep them from it. The widget sets no
/// cookie, calls nobody else, and stores only what the visitor types. As the vendors' own plugins and those of others mark
/// scripts for them, November 2026.
pub const BANNERS: [(&str, &str); 4] = [
    ("none", ""),
    ("iubenda", " class=\"_iub_cs_skip\""),
    ("cookiebot", " data-cookieconsent=\"ignore\""),
    (
        "complianz",
        " data-category=\"functional\" class=\"cmplz-native\"",
    ),
];
/// Longest configuration that stands in the line itself, in bytes; a longer one is a file of its own.
pub const MOST_INLINE: usize = 1_500;
/// Name of that file.
pub const FILE: &str = "growth-wheel.json";

/// How the widget is put on a page, and what it wears.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Embedding {
    /// The folder of the widget's files, with a slash at its end.
    pub base: String,
    /// Kind of site, one of [`SITES`].
    pub site: String,
    /// Consent banner, the name of one of [`BANNERS`].
    pub banner: String,
    /// The configuration with its part `embed`.
    pub config: Object,
}

impl Embedding {
    fn said(&self, name: &str, known: &[&'static str]) -> Option<&'static str> {
        let said = self.config.get("embed")?.as_object()?.get(name)?.as_str()?;
        known.iter().copied().find(|value| *value == said)
    }

    /// The form it takes.
    #[must_use]
    pub fn form(&self) -> &'static str {
        self.said("form", &FORMS).unwrap_or("element")
    }

    /// Attributes of the element beside the configuration, those that differ from what holds anyway.
    #[must_use]
    pub fn attributes(&self) -> Vec<(&'static str, &'static str)> {
        let all = [
            ("lang", self.said("lang", &LANGUAGES), ""),
            ("theme", self.said("theme", &THEMES), "auto"),
            ("mode", self.said("mode", &BEGINNINGS), "wheel"),
            ("form", Some(self.form()), "element"),
        ];
        let differ = all.into_iter().filter_map(|(name, value, default)| {
            Some((name, value?)).filter(|(_, value)| *value != default)
        });
        differ.collect()
    }

    /// What the widget wears: the configuration without its part `embed`. Empty for nothing.
    #[must_use]
    pub fn worn(&self) -> Object {
        let mut worn = self.config.clone();
        worn.remove("embed");
        worn.remove("$schema");
        worn
    }

    /// Whether the configuration is too long for the line.
    #[must_use]
    pub fn needs_file(&self) -> bool {
        json::write(&Value::Object(self.worn())).len() > MOST_INLINE
    }

    /// The text of the configuration for a file, with everything in it.
    #[must_use]
    pub fn file(&self) -> String {
        json::write_lines(&Value::Object(self.config.clone()))
    }

    /// Address of the page for a link or a frame put in by hand, with what may stand there.
    fn address(&self, page: &str, accent: Option<&str>) -> String {
        let mut pairs: Vec<String> = self
            .attributes()
            .iter()
            .filter(|(name, value)| *name != "form" && *value != "host")
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.extend(accent.map(|accent| format!("accent={}", accent.replace('#', "%23"))));
        let mut address = [&self.base, page].concat();
        for (place, pair) in pairs.iter().enumerate() {
            address.push(if place == 0 { '?' } else { '&' });
            address.push_str(pair);
        }
        address
    }

    /// What is to be put into the page.
    #[must_use]
    pub fn snippet(&self, title: &str) -> String {
        let look = self.config.get("look").and_then(Value::as_object);
        let accent = look.and_then(|look| look.get("accent")?.as_str());
        let title = escaped(title);
        let link = self.address("index.html", accent);
        match (self.site.as_str(), self.form()) {
            ("wordpress", _) => {
                let pairs = self.attributes();
                let pairs = pairs
                    .iter()
                    .map(|(name, value)| format!(" {name}=\"{value}\""));
                format!("[growth_wheel{}]", pairs.collect::<String>())
            }
            (_, "link") => format!("<a href=\"{}\">{title}</a>", escaped(&link)),
            // Its own box is a frame already, which lets nothing in but an address.
            ("wix", _) => self.address("embed.html", accent),
            _ => self.element(&title, &link),
        }
    }

    fn element(&self, title: &str, link: &str) -> String {
        let mut text = String::from("<growth-wheel");
        for (name, value) in self.attributes() {
            // Writing into a string does not fail.
            let _ = write!(text, " {name}=\"{value}\"");
        }
        let worn = self.worn();
        if !worn.is_empty() {
            let config = if self.needs_file() {
                ["/", FILE].concat()
            } else {
                json::write(&Value::Object(worn))
            };
            let _ = write!(text, " config='{}'", quoted(&config));
        }
        let _ = writeln!(
            text,
            "><a href=\"{}\">{title}</a></growth-wheel>",
            escaped(link)
        );
        let banner = BANNERS.iter().find(|(name, _)| *name == self.banner);
        let keeps = banner.map_or("", |(_, attributes)| attributes);
        let _ = write!(
            text,
            "<script type=\"module\" src=\"{}growth-wheel.js\"{keeps}></script>",
            escaped(&self.base)
        );
        text
    }

    /// What a page with a Content-Security-Policy has to allow: directive and sources.
    #[must_use]
    pub fn policy(&self) -> Vec<(&'static str, String)> {
        let host = origin(&self.base);
        let frame = ("frame-src", host.to_owned());
        // The file of a long configuration is the page's own.
        let mut connect = if self.needs_file() {
            [host, " 'self'"].concat()
        } else {
            host.to_owned()
        };
        // A sign-up form is sent by a form, everything else by a request.
        let target = self.sends_to();
        let to = at(&self.config, "lead/send/to").and_then(Value::as_str);
        let by_form = to == Some("mailchimp");
        let target = target.as_deref().map(origin).filter(|to| *to != host);
        if let Some(target) = target.filter(|_| !by_form && self.form() == "element") {
            connect = [&connect, " ", target].concat();
        }
        match (self.site.as_str(), self.form()) {
            (_, "link") => Vec::new(),
            ("wix", _) => vec![frame],
            (_, "frame") => vec![
                ("script-src", host.to_owned()),
                ("connect-src", connect),
                frame,
            ],
            _ => {
                let mut all = vec![
                    ("script-src", [host, " 'wasm-unsafe-eval'"].concat()),
                    ("connect-src", connect),
                ];
                all.extend(self.pictures().map(|from| ("img-src", from)));
                let form = target.filter(|_| by_form);
                all.extend(form.map(|target| ("form-action", target.to_owned())));
                all
            }
        }
    }

    /// Address that leads are sent to by the widget itself; `None` where it makes no request.
    fn sends_to(&self) -> Option<String> {
        let of = |name: &str| at(&self.config, &["lead/send/", name].concat())?.as_str();
        match of("to")? {
            "post" | "formspree" | "mailchimp" => of("url").map(str::to_owned),
            "hubspot" => {
                let target = Target::HubSpot {
                    portal: String::new(),
                    form: String::new(),
                    region: of("region").unwrap_or_default().to_owned(),
                    subscription: None,
                };
                target.url()
            }
            _ => None,
        }
    }

    /// Host that leads are sent to by the widget itself; empty for none.
    #[must_use]
    pub fn target_host(&self) -> String {
        host(&self.sends_to().unwrap_or_default()).to_owned()
    }

    /// Where the logos come from; `None` where the page itself has them.
    fn pictures(&self) -> Option<String> {
        let of = |path| at(&self.config, path)?.as_str();
        let mut from: Vec<&str> = ["brand/logo", "brand/logoDark"]
            .into_iter()
            .filter_map(of)
            .filter_map(|logo| match logo.split_once(':') {
                Some(("data", _)) => Some("data:"),
                Some(_) => Some(origin(logo)),
                None => None,
            })
            .collect();
        from.dedup();
        (!from.is_empty()).then(|| from.join(" "))
    }
}

/// Scheme and host of an address.
fn origin(address: &str) -> &str {
    let host = host(address);
    // It is a part of the address, so there is a place where it ends.
    let end = address.find("://").map(|at| at + 3 + host.len());
    end.and_then(|end| address.get(..end)).unwrap_or(address)
}

/// A text between double quotes or tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}

/// A text between single quotes, where double ones may stand.
fn quoted(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('\'', "&#39;")
        .replace('<', "&lt;")
}

/// A value at a path of names with slashes between; `None` where there is none.
#[must_use]
pub fn at<'a>(object: &'a Object, path: &str) -> Option<&'a Value> {
    match path.split_once('/') {
        Some((first, rest)) => at(object.get(first)?.as_object()?, rest),
        None => object.get(path),
    }
}

/// Puts a value at a path, or takes it away; what is empty then goes, too.
pub fn put(object: &mut Object, path: &str, value: Option<Value>) {
    let Some((first, rest)) = path.split_once('/') else {
        match value {
            Some(value) => object.insert(path.to_owned(), value),
            None => object.remove(path),
        }
        return;
    };
    if !matches!(object.get(first), Some(Value::Object(_))) {
        if value.is_none() {
            return;
        }
        object.insert(first.to_owned(), Value::Object(Object::new()));
    }
    let Some(Value::Object(inner)) = object.get_mut(first) else {
        return;
    };
    put(inner, rest, value);
    if inner.is_empty() {
        object.remove(first);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedding(config: &str) -> Embedding {
        let Ok(Value::Object(config)) = json::read(config) else {
            panic!("no object");
        };
        Embedding {
            base: "https://a.example/gw/".to_owned(),
            site: "html".to_owned(),
            banner: "none".to_owned(),
            config,
        }
    }

    #[test]
    fn the_plainest_is_one_element_one_link_and_one_script() {
        assert_eq!(
            embedding("{}").snippet("Growth wheel"),
            "<growth-wheel><a href=\"https://a.example/gw/index.html\">Growth wheel</a></growth-wheel>\n\
             <script type=\"module\" src=\"https://a.example/gw/growth-wheel.js\"></script>"
        );
    }

    #[test]
    fn what_is_worn_stands_in_the_line_and_ends_no_attribute() {
        let mut all = embedding(
            r##"{"embed":{"lang":"it","theme":"dark","mode":"check"},"brand":{"name":"L'<b>& \"X\""},"look":{"accent":"#b4005a"}}"##,
        );
        all.banner = "iubenda".to_owned();
        let said = all.snippet("A & <b>");
        assert_eq!(
            said,
            "<growth-wheel lang=\"it\" theme=\"dark\" mode=\"check\" config='{\"brand\":{\"name\":\"L&#39;&lt;b>&amp; \\\"X\\\"\"},\"look\":{\"accent\":\"#b4005a\"}}'>\
             <a href=\"https://a.example/gw/index.html?lang=it&amp;theme=dark&amp;mode=check&amp;accent=%23b4005a\">A &amp; &lt;b></a></growth-wheel>\n\
             <script type=\"module\" src=\"https://a.example/gw/growth-wheel.js\" class=\"_iub_cs_skip\"></script>"
        );
    }

    #[test]
    fn a_long_one_is_a_file_of_its_own() {
        let long = format!("{{\"brand\":{{\"name\":\"{}\"}}}}", "x".repeat(MOST_INLINE));
        let all = embedding(&long);
        assert!(all.needs_file() && all.snippet("x").contains(" config='/growth-wheel.json'>"));
        assert_eq!(all.policy()[1].1, "https://a.example 'self'");
    }

    #[test]
    fn logos_of_others_are_named_in_the_policy() {
        let all = embedding(
            r#"{"brand":{"logo":"https://cdn.example/a.svg","logoDark":"data:image/png;base64,AA=="}}"#,
        );
        assert_eq!(
            all.policy()[2],
            ("img-src", "https://cdn.example data:".to_owned())
        );
        assert_eq!(
            embedding(r#"{"brand":{"logo":"/a.svg"}}"#).policy().len(),
            2
        );
    }

    #[test]
    fn every_kind_of_site_gets_what_it_takes() {
        let mut all = embedding(r#"{"embed":{"form":"frame","mode":"race","theme":"host"}}"#);
        let policy = |all: &Embedding| {
            all.policy()
                .iter()
                .map(|(d, s)| format!("{d} {s}"))
                .collect::<Vec<_>>()
        };
        assert!(
            all.snippet("x")
                .starts_with("<growth-wheel theme=\"host\" mode=\"race\" form=\"frame\">")
        );
        assert_eq!(
            policy(&all),
            [
                "script-src https://a.example",
                "connect-src https://a.example",
                "frame-src https://a.example"
            ]
        );
        all.site = "wordpress".to_owned();
        assert_eq!(
            all.snippet("x"),
            "[growth_wheel theme=\"host\" mode=\"race\" form=\"frame\"]"
        );
        all.site = "wix".to_owned();
        assert_eq!(
            all.snippet("x"),
            "https://a.example/gw/embed.html?mode=race"
        );
        assert_eq!(policy(&all), ["frame-src https://a.example"]);
        all.site = "html".to_owned();
        put(&mut all.config, "embed/form", Some(Value::from("link")));
        assert_eq!(
            all.snippet("x"),
            "<a href=\"https://a.example/gw/index.html?mode=race\">x</a>"
        );
        assert!(policy(&all).is_empty());
        put(&mut all.config, "embed/form", None);
        assert_eq!(
            policy(&all),
            [
                "script-src https://a.example 'wasm-unsafe-eval'",
                "connect-src https://a.example"
            ]
        );
    }

    #[test]
    fn what_is_put_at_a_path_is_there_and_leaves_nothing_empty_behind() {
        let mut object = Object::new();
        put(&mut object, "a/b/c", Some(Value::from("x")));
        assert_eq!(at(&object, "a/b/c").and_then(Value::as_str), Some("x"));
        assert_eq!(at(&object, "a/b/d"), None);
        put(&mut object, "a/b/c", None);
        assert!(object.is_empty());
        put(&mut object, "a", Some(Value::from("text")));
        put(&mut object, "a/b", None);
        assert_eq!(at(&object, "a").and_then(Value::as_str), Some("text"));
        put(&mut object, "a/b", Some(Value::from("y")));
        assert_eq!(at(&object, "a/b").and_then(Value::as_str), Some("y"));
    }

    #[test]
    fn the_origin_is_scheme_and_host() {
        assert_eq!(origin("https://a.example/gw/"), "https://a.example");
        assert_eq!(origin("http://localhost:8080"), "http://localhost:8080");
        assert_eq!(origin(""), "");
    }

    #[test]
    fn the_policy_lets_leads_go_where_they_are_sent() {
        let of = |send: &str, form: &str| {
            let text = format!(
                r#"{{"embed":{{"form":"{form}"}},"lead":{{"send":{{{send}}},"privacy":"/p"}}}}"#
            );
            let Ok(Value::Object(config)) = json::read(&text) else {
                panic!("{text}");
            };
            let made = Embedding {
                base: "https://a.example/w/".to_owned(),
                site: "html".to_owned(),
                config,
                ..Embedding::default()
            };
            let lines = made.policy().into_iter();
            lines
                .map(|(directive, sources)| format!("{directive} {sources}"))
                .collect::<Vec<_>>()
        };
        let post = r#""to":"post","url":"https://crm.example/x?y""#;
        let lines = of(post, "element");
        assert!(
            lines.contains(&"connect-src https://a.example https://crm.example".to_owned()),
            "{lines:?}"
        );
        let hubspot = of(
            r#""to":"hubspot","portal":"1","form":"f","region":"eu1""#,
            "element",
        );
        assert!(
            hubspot[1].ends_with(" https://api-eu1.hsforms.com"),
            "{hubspot:?}"
        );
        let mailchimp = of(
            r#""to":"mailchimp","url":"https://x.list-manage.com/subscribe/post?u=1""#,
            "element",
        );
        assert!(
            mailchimp.contains(&"form-action https://x.list-manage.com".to_owned()),
            "{mailchimp:?}"
        );
        // A frame is a page of its own, whose policy is ours.
        assert!(!of(post, "frame").concat().contains("crm.example"));
    }
}
