//! Text -> configuration. The shape of every value is looked at first; what is left can be read without a question, and
//! only what a shape cannot know is asked here: whether there is such a question, and whether an id is free.

use std::borrow::Cow;

use super::blocks::Block;
use super::colour::{Chosen, NAMES, Rgb};
use super::leads::{Format, Gate, Leads, QUESTIONS, Question, Rule, Target};
use super::secrets;
use super::shape::{CONFIG, CRITERIA, LANGUAGES, MODELS, MODULES, Shape, check, number};
use super::when::When;
use super::{
    Brand, Call, Config, Fault, Look, MAX_BYTES, OwnChannel, OwnItem, Reason, Said, group_of,
};
use crate::codec::json;
use crate::content;
use crate::domain::benchmark::{Benchmark, Place, Scope, Segment};
use crate::domain::catalogue::Catalogue;
use crate::domain::ids::{ChannelId, ItemId};
use crate::domain::json::{Object, Value};
use crate::domain::profile::{Country, Currency, Geo, Model, Objective, Size};
use crate::domain::stage::{Group, Sector, Stage};
use crate::engine::kpi::{KpiId, Unit};

/// Most questions in a stage or sector: as many as the wheel has room for.
const MOST_ITEMS: usize = 8;

/// Reads a configuration for the built-in catalogue. It never fails: what is not as it has to be is left out, and
/// named.
#[must_use]
pub fn read(text: &str) -> (Config, Vec<Fault>) {
    let mut faults = Vec::new();
    if text.len() > MAX_BYTES {
        let most = format!("{} KB", MAX_BYTES / 1024);
        faults.push(Fault::new("", Reason::TooLarge, &most));
        return (Config::default(), faults);
    }
    let value = match json::read(text.trim_start_matches('\u{feff}')) {
        Ok(value) => value,
        Err(error) => {
            let place = format!("{}:{}", error.line, error.column);
            faults.push(Fault::new("", Reason::NoJson, &place));
            return (Config::default(), faults);
        }
    };
    // A page has no secrets: one that is there is everybody's, and the sooner it is said the better.
    if let Some(fault) = secrets::find(&value) {
        faults.push(fault);
        return (Config::default(), faults);
    }
    let Some(Value::Object(all)) = check(&value, Shape::Object(&CONFIG), "", &mut faults) else {
        return (Config::default(), faults);
    };
    let mut reader = Reader {
        built_in: content::catalogue(),
        faults,
    };
    let config = reader.config(&all);
    (config, reader.faults)
}

/// A part of an object; an empty one where it is not there.
fn part<'a>(object: &'a Object, name: &str) -> Cow<'a, Object> {
    match object.get(name) {
        Some(Value::Object(part)) => Cow::Borrowed(part),
        _ => Cow::Owned(Object::new()),
    }
}

fn list<'a>(object: &'a Object, name: &str) -> &'a [Value] {
    match object.get(name) {
        Some(Value::Array(list)) => list,
        _ => &[],
    }
}

/// The objects of a list, each with its place.
fn objects<'a>(object: &'a Object, name: &str) -> impl Iterator<Item = (usize, &'a Object)> {
    let all = list(object, name).iter().enumerate();
    all.filter_map(|(at, value)| Some((at, value.as_object()?)))
}

fn text<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    object.get(name)?.as_str()
}

fn figure(object: &Object, name: &str) -> Option<f64> {
    number(object.get(name)?)
}

fn flag(object: &Object, name: &str) -> Option<bool> {
    match object.get(name)? {
        Value::Bool(flag) => Some(*flag),
        _ => None,
    }
}

fn said_of(value: &Value) -> Option<Said> {
    if let Some(text) = value.as_str() {
        return Some(Said::all(text));
    }
    let object = value.as_object()?;
    let texts = LANGUAGES
        .into_iter()
        .filter_map(|lang| Some((lang, text(object, lang)?.to_owned())));
    Some(Said(texts.collect()))
}

fn said(object: &Object, name: &str) -> Option<Said> {
    said_of(object.get(name)?)
}

fn saids(object: &Object, name: &str) -> Vec<Said> {
    list(object, name).iter().filter_map(said_of).collect()
}

fn call(object: &Object, name: &str) -> Option<Call> {
    let call = object.get(name)?.as_object()?;
    Some(Call {
        text: said(call, "text")?,
        url: text(call, "url")?.to_owned(),
    })
}

/// Whole numbers 0..=255 of a row.
fn row<const N: usize>(object: &Object, name: &str) -> Option<[u8; N]> {
    let values: Vec<u8> = list(object, name).iter().filter_map(whole).collect();
    values.try_into().ok()
}

fn whole(value: &Value) -> Option<u8> {
    u8::try_from(value.as_u64()?).ok()
}

fn chosen(object: &Object) -> Chosen {
    Chosen::of(NAMES.map(|name| text(object, name).and_then(Rgb::parse)))
}

fn look(object: &Object) -> Look {
    Look {
        light: chosen(object),
        dark: chosen(&part(object, "dark")),
        radius: figure(object, "radius"),
        font: text(object, "font").map(str::to_owned),
    }
}

/// One for all models, or one each.
fn by_model(value: &Value) -> [Option<u8>; 5] {
    match value {
        Value::Object(each) => MODELS.map(|model| each.get(model).and_then(whole)),
        single => [whole(single); 5],
    }
}

fn when(object: &Object) -> When {
    let when = part(object, "when");
    let texts = |name: &str| list(&when, name).iter().filter_map(Value::as_str);
    let words = |name: &str| texts(name).map(str::to_owned).collect();
    When {
        levels: list(&when, "level").iter().filter_map(whole).collect(),
        weakest: texts("weakest").filter_map(Stage::from_id).collect(),
        models: texts("model").filter_map(Model::from_id).collect(),
        countries: texts("country").filter_map(Country::new).collect(),
        geographies: texts("geography").filter_map(Geo::from_id).collect(),
        sizes: texts("size").filter_map(Size::from_id).collect(),
        objectives: texts("objective").filter_map(Objective::from_id).collect(),
        budgets: words("budget"),
        hours: words("hours"),
    }
}

fn block(value: &Value) -> Option<Block> {
    let object = value.as_object()?;
    Some(Block {
        when: when(object),
        title: said(object, "title")?,
        text: said(object, "text"),
        link: call(object, "link"),
        button: call(object, "button"),
    })
}

struct Reader {
    built_in: Catalogue,
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(&mut self, path: &str, reason: Reason, what: &str) {
        self.faults.push(Fault::new(path, reason, what));
    }

    fn config(&mut self, all: &Object) -> Config {
        let brand = part(all, "brand");
        let brand_text = |name: &str| text(&brand, name).map(str::to_owned);
        let (items, channels) = (part(all, "items"), part(all, "channels"));
        let items_off = self.ids(&items, "items.off", |built_in, id| {
            let id = ItemId::parse(id).ok()?;
            built_in.item(&id).is_some().then_some(id)
        });
        let own_items = self.own_items(&items, &items_off);
        let items_off = self.leave_one(items_off, &own_items);
        let channels_off = self.ids(&channels, "channels.off", |built_in, id| {
            let id = ChannelId::parse(id).ok()?;
            built_in.channel(&id).is_some().then_some(id)
        });
        let own_channels = self.own_channels(&channels);
        Config {
            brand: Brand {
                name: said(&brand, "name"),
                logo: brand_text("logo"),
                logo_dark: brand_text("logoDark"),
                url: brand_text("url"),
            },
            look: look(&part(all, "look")),
            cta: call(all, "cta"),
            hidden: hidden(all),
            texts: texts(&part(all, "texts")),
            enough: self.enough(&part(&items, "enough")),
            items_off,
            items: own_items,
            benchmarks: self.benchmarks(all, &own_channels),
            channels_off,
            channels: own_channels,
            weights: self.weights(&part(all, "weights")),
            blocks: self.rules(all, "", "blocks", block),
            leads: self.leads(all),
        }
    }

    /// Ids of a list that are known; each of the others is a fault.
    fn ids<T>(
        &mut self,
        object: &Object,
        path: &str,
        known: impl Fn(&Catalogue, &str) -> Option<T>,
    ) -> Vec<T> {
        let mut found = Vec::new();
        for (at, id) in list(object, "off").iter().enumerate() {
            let Some(id) = id.as_str() else {
                continue;
            };
            match known(&self.built_in, id) {
                Some(id) => found.push(id),
                None => self.fault(&format!("{path}[{at}]"), Reason::UnknownId, id),
            }
        }
        found
    }

    /// A stage without a question has no score and the wheel no quadrant, a sector no page: the last one stays.
    fn leave_one(&mut self, mut off: Vec<ItemId>, own: &[OwnItem]) -> Vec<ItemId> {
        let stages = Stage::ALL.into_iter().map(Group::Race);
        for group in stages.chain(Sector::ALL.into_iter().map(Group::Sostac)) {
            let of_stage: Vec<ItemId> = self
                .built_in
                .items_of(group)
                .map(|i| i.id.clone())
                .collect();
            let has_own = own.iter().any(|i| i.group() == Some(group));
            if has_own || of_stage.iter().any(|id| !off.contains(id)) {
                continue;
            }
            if let Some(first) = of_stage.first() {
                off.retain(|id| id != first);
                self.fault("items.off", Reason::Last, first.as_str());
            }
        }
        off
    }

    fn enough(&mut self, table: &Object) -> Vec<(ItemId, [Option<u8>; 5])> {
        let mut found = Vec::new();
        for (id, value) in table.iter() {
            match ItemId::parse(id)
                .ok()
                .filter(|id| self.built_in.item(id).is_some())
            {
                Some(id) => found.push((id, by_model(value))),
                None => self.fault(&format!("items.enough[\"{id}\"]"), Reason::UnknownId, id),
            }
        }
        found
    }

    fn own_items(&mut self, items: &Object, off: &[ItemId]) -> Vec<OwnItem> {
        let mut found: Vec<OwnItem> = Vec::new();
        for (at, object) in objects(items, "own") {
            let path = format!("items.own[{at}].id");
            let named = text(object, "id").unwrap_or_default();
            let (Some(group), Ok(id)) = (group_of(named), ItemId::parse(named)) else {
                self.fault(&path, Reason::Group, named);
                continue;
            };
            if self.built_in.item(&id).is_some() || found.iter().any(|i| i.id == id) {
                self.fault(&path, Reason::Taken, named);
                continue;
            }
            let there = self
                .built_in
                .items_of(group)
                .filter(|i| !off.contains(&i.id))
                .count();
            let own = found.iter().filter(|i| i.group() == Some(group)).count();
            if there + own >= MOST_ITEMS {
                self.fault(&path, Reason::Full, group.id());
                continue;
            }
            let (Some(name), Some(question)) = (said(object, "name"), said(object, "question"))
            else {
                continue;
            };
            let enough = object.get("enough").map(by_model);
            found.push(OwnItem {
                id,
                name,
                question,
                why: said(object, "why"),
                levels: saids(object, "levels"),
                lifts: saids(object, "lifts"),
                hours: list(object, "hours").iter().filter_map(number).collect(),
                enough: enough.map(|by| by.map(|level| level.unwrap_or(3))),
            });
        }
        found
    }

    fn own_channels(&mut self, channels: &Object) -> Vec<OwnChannel> {
        let mut found: Vec<OwnChannel> = Vec::new();
        for (at, object) in objects(channels, "own") {
            let named = text(object, "id").unwrap_or_default();
            let model = text(object, "like").unwrap_or_default();
            let (Ok(id), Ok(like)) = (ChannelId::parse(named), ChannelId::parse(model)) else {
                continue;
            };
            if self.built_in.channel(&like).is_none() {
                self.fault(
                    &format!("channels.own[{at}].like"),
                    Reason::UnknownId,
                    model,
                );
                continue;
            }
            let scope = ["company", "paid", "unpaid"].contains(&named);
            if scope || self.built_in.channel(&id).is_some() || found.iter().any(|c| c.id == id) {
                self.fault(&format!("channels.own[{at}].id"), Reason::Taken, named);
                continue;
            }
            let texts = ["name", "what", "good", "bad"];
            found.push(OwnChannel {
                id,
                like,
                texts: texts
                    .into_iter()
                    .filter_map(|key| Some((key, said(object, key)?)))
                    .collect(),
                hours: figure(object, "hours"),
                min_spend: figure(object, "minSpend"),
                fixed_cost: figure(object, "fixedCost"),
                weeks: figure(object, "weeks"),
                stages: row(object, "stages"),
                objectives: row(object, "objectives"),
                models: row(object, "models"),
            });
        }
        found
    }

    /// The rules of a list. One whose conditions are not all understood is none: left out, they would make it hold for
    /// everybody.
    fn rules<T>(
        &self,
        object: &Object,
        path: &str,
        name: &str,
        rule: impl Fn(&Value) -> Option<T>,
    ) -> Vec<T> {
        let understood = |at: usize| {
            let when = format!("{path}{name}[{at}].when");
            !self
                .faults
                .iter()
                .any(|fault| fault.path.starts_with(&when))
        };
        let all = list(object, name).iter().enumerate();
        all.filter(|(at, _)| understood(*at))
            .filter_map(|(_, value)| rule(value))
            .collect()
    }

    /// How visitors get in touch. Where it is not clear where a lead would go, none is asked for.
    fn leads(&mut self, all: &Object) -> Option<Leads> {
        let lead = all.get("lead")?.as_object()?;
        let send = lead.get("send")?.as_object()?;
        let target = self.target(send)?;
        let mut gate = text(lead, "gate")
            .and_then(Gate::from_id)
            .unwrap_or_default();
        let mails = flag(send, "mails") == Some(true);
        if gate == Gate::Copy && !(mails && target.could_mail()) {
            self.fault("lead.gate", Reason::CannotMail, "");
            gate = Gate::None;
        }
        let asked = |name: &str, question: &str| {
            let mut all = list(lead, name).iter().filter_map(Value::as_str);
            all.any(|asked| asked == question)
        };
        let questions = QUESTIONS.into_iter().filter_map(|name| {
            let needed = asked("need", name);
            (needed || asked("ask", name)).then_some(Question { name, needed })
        });
        let word = |name: &'static str| {
            move |value: &Value| {
                let object = value.as_object()?;
                Some(Rule {
                    when: when(object),
                    word: text(object, name)?.to_owned(),
                })
            }
        };
        let pairs = part(send, "names").into_owned();
        let pairs = pairs
            .iter()
            .filter_map(|(ours, theirs)| Some((ours.to_owned(), theirs.as_str()?.to_owned())));
        let utm = list(lead, "utm").iter().filter_map(Value::as_str);
        Some(Leads {
            gate,
            target,
            names: pairs.collect(),
            questions: questions.collect(),
            title: said(lead, "title"),
            text: said(lead, "text"),
            recipient: said(lead, "recipient"),
            consent: said(lead, "consent"),
            marketing: said(lead, "marketing"),
            privacy: said(lead, "privacy")?,
            grades: self.rules(lead, "lead.", "grades", word("grade")),
            tags: self.rules(lead, "lead.", "tags", word("tag")),
            utm: utm.map(str::to_owned).collect(),
            test: flag(lead, "test") == Some(true),
        })
    }

    fn target(&mut self, send: &Object) -> Option<Target> {
        let mut needed = |name: &str| {
            let found = text(send, name).map(str::to_owned);
            let path = ["lead.send.", name].concat();
            // One that is there and wrong was named before.
            if found.is_none() && !self.faults.iter().any(|fault| fault.path == path) {
                self.faults.push(Fault::new(&path, Reason::Missing, ""));
            }
            found
        };
        let format = text(send, "format");
        let target = match text(send, "to")? {
            "form" => Target::Form {
                id: needed("form")?,
            },
            "post" => {
                let answered = flag(send, "answer") != Some(false);
                Target::Post {
                    url: needed("url")?,
                    // Only what forms send may go where no answer can be read.
                    format: if format == Some("form") || !answered {
                        Format::Form
                    } else {
                        Format::Json
                    },
                    answered,
                }
            }
            "hubspot" => Target::HubSpot {
                portal: needed("portal")?,
                form: needed("form")?,
                region: text(send, "region").unwrap_or_default().to_owned(),
                subscription: figure(send, "subscription").map(|n| n as u64),
            },
            "formspree" => Target::Formspree {
                url: needed("url")?,
            },
            "mailchimp" => Target::Mailchimp {
                // The form it is copied from is HTML.
                url: needed("url")?.replace("&amp;", "&"),
            },
            "mailto" => Target::Mail {
                address: needed("address")?,
            },
            "file" => Target::File {
                format: if format == Some("csv") {
                    Format::Csv
                } else {
                    Format::Json
                },
            },
            _ => Target::Event,
        };
        Some(target)
    }

    fn weights(&mut self, table: &Object) -> Option<[f64; 6]> {
        if table.is_empty() {
            return None;
        }
        let said = CRITERIA.map(|name| figure(table, name).unwrap_or(0.0));
        let sum: f64 = said.iter().sum();
        if sum <= 0.0 {
            self.fault("weights", Reason::Range, "> 0");
            return None;
        }
        Some(said.map(|weight| weight / sum))
    }

    fn benchmarks(&mut self, all: &Object, own: &[OwnChannel]) -> Vec<Benchmark> {
        let mut found = Vec::new();
        for (at, object) in objects(all, "benchmarks") {
            let path = |name: &str| format!("benchmarks[{at}].{name}");
            let (channel, metric) = (
                text(object, "channel").unwrap_or_default(),
                text(object, "metric").unwrap_or_default(),
            );
            let id = ChannelId::parse(channel).ok();
            let scope = match channel {
                "company" => Some(Scope::Company),
                "paid" => Some(Scope::Paid),
                "unpaid" => Some(Scope::Unpaid),
                _ => id
                    .filter(|id| {
                        self.built_in.channel(id).is_some() || own.iter().any(|c| c.id == *id)
                    })
                    .map(Scope::Channel),
            };
            let Some(scope) = scope else {
                self.fault(&path("channel"), Reason::UnknownId, channel);
                continue;
            };
            let unit = match metric {
                "click_rate" => Some(Unit::Share),
                _ => KpiId::from_id(metric)
                    .map(KpiId::unit)
                    .filter(|u| *u != Unit::Count),
            };
            let Some(unit) = unit else {
                self.fault(&path("metric"), Reason::UnknownId, metric);
                continue;
            };
            let currency = text(object, "currency").and_then(Currency::new);
            if (unit == Unit::Money) != currency.is_some() {
                self.fault(&path("currency"), Reason::Money, metric);
                continue;
            }
            let (Some(value), Some(source), Some(year)) = (
                figure(object, "value"),
                text(object, "source"),
                figure(object, "year"),
            ) else {
                continue;
            };
            let to = figure(object, "to").unwrap_or(value);
            if to < value {
                self.fault(&path("to"), Reason::Range, &format!("≥ {value}"));
                continue;
            }
            if unit == Unit::Share && to > 1.0 {
                self.fault(&path("value"), Reason::Range, "0–1");
                continue;
            }
            let said = |name: &str| text(object, name).unwrap_or_default().to_owned();
            found.push(Benchmark {
                id: name_of(&[
                    channel,
                    metric,
                    &said("segment"),
                    &said("place"),
                    source,
                    &year.to_string(),
                ]),
                scope,
                metric: Cow::Owned(metric.to_owned()),
                value,
                to,
                currency,
                segment: Segment::Said(said("segment")),
                source: Cow::Owned(source.to_owned()),
                source_id: None,
                // Held against 1990..=2100 by its shape.
                year: year as u16,
                place: Place::Said(said("place")),
                cases: figure(object, "cases"),
                notes: Vec::new(),
                grade: None,
            });
        }
        found
    }
}

/// Modules that are not among those named; without a list of them none.
fn hidden(all: &Object) -> Vec<&'static str> {
    if all.get("modules").is_none() {
        return Vec::new();
    }
    let shown: Vec<&str> = list(all, "modules")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let hidden = MODULES.into_iter().filter(|module| !shown.contains(module));
    hidden.collect()
}

/// A name that goes with what a figure is, not with its place: a visitor's plan may hold on to it.
fn name_of(parts: &[&str]) -> String {
    // FNV-1a.
    let mut hash: u32 = 0x811c_9dc5;
    for byte in parts.join("\u{0}").bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    format!("site.{hash:08x}")
}

/// Language, key and text of every text in the place of ours.
fn texts(table: &Object) -> Vec<(&'static str, String, String)> {
    let languages = LANGUAGES.into_iter();
    languages
        .flat_map(|lang| {
            let of_language = part(table, lang).into_owned();
            let pairs: Vec<_> = of_language
                .iter()
                .filter_map(|(key, text)| Some((lang, key.to_owned(), text.as_str()?.to_owned())))
                .collect();
            pairs
        })
        .collect()
}
