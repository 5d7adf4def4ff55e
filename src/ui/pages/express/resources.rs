//! What there is to work with: the fields of the check's third step.

use std::rc::Rc;

use crate::content::{currency, express as offer};
use crate::domain::action::{Action, ProfileNumber};
use crate::domain::channel_use::Use;
use crate::domain::ids::ChannelId;
use crate::domain::plan::Plan;
use crate::domain::profile::Model;
use crate::i18n::{Key, k};
use crate::platform::browser::format;
use crate::ui::catalogue;
use crate::ui::dom::{El, el};
use crate::ui::parts::number_field::{AMOUNT, NumberField, Words, number_field, wrong_words};
use crate::ui::store::{Store, store};
use crate::ui::words::{Texts, texts};

/// A number of the profile, with likely answers as buttons under it.
struct Resource {
    number: ProfileNumber,
    label: Key,
    hint: Key,
    unit: Words,
    /// What was said.
    value: fn(&Plan) -> Option<f64>,
    /// The likely answers.
    bands: Box<dyn Fn() -> Vec<f64>>,
    /// One of them in words.
    band: Box<dyn Fn(f64) -> String>,
}

fn resource(texts: Texts, store: Store, resource: Resource) -> [El; 2] {
    let Resource {
        number,
        label,
        hint,
        unit,
        value,
        bands,
        band,
    } = resource;
    let set = move |value| {
        store
            .dispatch(Action::SetProfileNumber(number, value))
            .err()
    };
    let field = number_field(NumberField {
        name: number.id().to_owned(),
        label: Rc::new(texts.say(label)),
        hint: Rc::new(texts.say(hint)),
        unit,
        reads: AMOUNT,
        value: Rc::new(move || store.with(value)),
        on_value: Rc::new(set),
        wrong: Rc::new(move |wrong| wrong_words(texts, wrong, number.range())),
        kept: None,
        on_kept: Rc::new(|_| ()),
        missing: None,
    });
    let words = move |amount: f64| {
        if amount == 0.0 {
            texts.t(k::EXPRESS_NOTHING_YET)
        } else {
            band(amount)
        }
    };
    let said = move || -> Vec<(f64, String)> {
        bands()
            .into_iter()
            .map(|amount| (amount, words(amount)))
            .collect()
    };
    let said = Rc::new(said);
    let key = said.clone();
    let chips = el("div").class("bands").fill_by(
        move || key().into_iter().map(|(_, words)| words + "\n").collect(),
        move || {
            let chip = |(amount, words): (f64, String)| {
                el("button")
                    .attr("type", "button")
                    .class("chip")
                    .state("aria-pressed", move || store.with(value) == Some(amount))
                    .text(&words)
                    .on_click(move || {
                        // A likely answer is never out of range.
                        let _ = set(Some(amount));
                    })
            };
            said().into_iter().map(chip).collect()
        },
    );
    [field, chips]
}

/// Money a month, hours a week, and the channels in use.
#[must_use]
pub(in crate::ui::pages) fn resources() -> Vec<El> {
    let (texts, store) = (texts(), store());
    let money = move || store.with(|p| p.profile.currency());
    let budget = Resource {
        number: ProfileNumber::Budget,
        label: k::EXPRESS_BUDGET,
        hint: k::EXPRESS_BUDGET_HINT,
        unit: Rc::new(move || money().as_str().to_owned()),
        value: |p| p.profile.budget,
        bands: Box::new(move || {
            let own = |euros| currency::from_euro(euros, money());
            offer::BUDGET_BANDS.into_iter().filter_map(own).collect()
        }),
        band: Box::new(move |amount| format::money(texts.lang(), amount, money())),
    };
    let hours = Resource {
        number: ProfileNumber::Hours,
        label: k::EXPRESS_HOURS,
        hint: k::EXPRESS_HOURS_HINT,
        unit: Rc::new(move || {
            let unit = texts.fill(k::EXPRESS_HOURS_UNIT, &[("n", "")]);
            unit.trim().to_owned()
        }),
        value: |p| p.profile.hours,
        bands: Box::new(|| offer::HOUR_BANDS.to_vec()),
        band: Box::new(move |amount| {
            let n = format::number(texts.lang(), amount, 0);
            texts.fill(k::EXPRESS_HOURS_UNIT, &[("n", &n)])
        }),
    };
    let [budget, budgets] = resource(texts, store, budget);
    let [hours, likely] = resource(texts, store, hours);
    vec![budget, budgets, hours, likely, channel_chips(texts, store)]
}

fn channel_chips(texts: Texts, store: Store) -> El {
    let model = move || store.with(|p| p.profile.model);
    let chip = move |id: &'static str| {
        let channel = ChannelId::builtin(id);
        let key = channel.clone();
        let used = move |p: &Plan| p.channels.get(&key).is_some_and(|c| c.status == Use::InUse);
        let used_now = used.clone();
        el("button")
            .attr("type", "button")
            .class("chip")
            .hook(&format!("use-{id}"))
            .state("aria-pressed", move || store.with(&used))
            .say(move || texts.piece("express", &format!("channel.{id}")))
            .on_click(move || {
                let next = if store.now(&used_now) {
                    Use::None
                } else {
                    Use::InUse
                };
                store.choose(Action::SetUse(channel.clone(), next));
            })
    };
    // The channels common for the kind of business first, the rest folded.
    let group = move |common: bool| {
        let list = move || {
            let first = offer::common_channels(model());
            let all = catalogue::channels();
            if common {
                let first = first.iter().copied().filter(|id| all.contains(id));
                first.map(chip).collect()
            } else {
                let rest = all.iter().copied().filter(|id| !first.contains(id));
                rest.map(chip).collect()
            }
        };
        el("div")
            .class("chips")
            .fill_by(move || model().map_or("", Model::id).to_owned(), list)
    };
    el("fieldset")
        .class("field")
        .child(el("legend").words(k::EXPRESS_IN_USE))
        .child(el("p").class("hint").words(k::EXPRESS_IN_USE_HINT))
        .child(group(true))
        .child(
            el("details")
                .child(el("summary").words(k::EXPRESS_MORE_CHANNELS))
                .child(group(false)),
        )
}
