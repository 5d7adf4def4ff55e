//! The catalogue a site has made its own.

use std::borrow::Cow;

use super::{Config, OwnChannel, OwnItem};
use crate::domain::catalogue::{Catalogue, Item, Lift, MoneyBand};
use crate::domain::channel::Channel;
use crate::domain::ids::{ChannelId, ItemId};
use crate::domain::stage::Group;

/// Hours, weeks and reach of a step nobody has said more about.
const STEP: (f64, f64, f64) = (5.0, 6.0, 0.5);

/// The built-in catalogue with what the configuration takes out, changes and adds. What leaned on something that is
/// taken out stands without it.
#[must_use]
pub fn applied(config: &Config, built_in: Catalogue) -> Catalogue {
    let mut all = built_in;
    let sostac = config.shows("sostac");
    all.items.retain(|item| {
        !config.items_off.contains(&item.id) && (sostac || matches!(item.group, Group::Race(_)))
    });
    let own = config.items.iter().filter_map(item);
    all.items
        .extend(own.filter(|i| sostac || matches!(i.group, Group::Race(_))));
    // Back into the order of the wheel; within a stage the site's own come last.
    all.items.sort_by_key(|item| item.group);
    for item in &mut all.items {
        for (id, levels) in &config.enough {
            if *id == item.id {
                for (enough, said) in item.enough.iter_mut().zip(levels) {
                    *enough = said.unwrap_or(*enough);
                }
            }
        }
    }
    all.channels.extend(
        config
            .channels
            .iter()
            .filter_map(|own| channel(own, &all.channels))
            .collect::<Vec<_>>(),
    );
    all.channels
        .retain(|channel| !config.channels_off.contains(&channel.id));
    let asked: Vec<ItemId> = all.items.iter().map(|i| i.id.clone()).collect();
    for item in &mut all.items {
        if item.after.iter().any(|(id, _)| !asked.contains(id)) {
            let mut after = item.after.to_vec();
            after.retain(|(id, _)| asked.contains(id));
            item.after = Cow::Owned(after);
        }
    }
    all.checks.retain(|check| asked.contains(&check.item));
    let offered: Vec<ChannelId> = all.channels.iter().map(|c| c.id.clone()).collect();
    for channel in &mut all.channels {
        if channel.hand_over.iter().any(|id| !offered.contains(id)) {
            let mut to = channel.hand_over.to_vec();
            to.retain(|id| offered.contains(id));
            channel.hand_over = Cow::Owned(to);
        }
    }
    all.benchmarks.extend(config.benchmarks.iter().cloned());
    all.weights = config.weights.or(all.weights);
    all
}

fn item(own: &OwnItem) -> Option<Item> {
    let group = own.group()?;
    let (hours, weeks, reach) = STEP;
    // A step that nobody has put into words is none.
    let lifts = (1u8..).zip(&own.lifts).map(|(from, _)| Lift {
        from,
        hours: own
            .hours
            .get(usize::from(from) - 1)
            .copied()
            .unwrap_or(hours),
        money: MoneyBand::None,
        weeks,
        reach,
    });
    Some(Item {
        id: own.id.clone(),
        group,
        always_on: matches!(group, Group::Race(_)),
        lifts: Cow::Owned(lifts.collect()),
        after: Cow::Borrowed(&[]),
        enough: own.enough.unwrap_or([3; 5]),
        skip_for: Cow::Borrowed(&[]),
    })
}

fn channel(own: &OwnChannel, among: &[Channel]) -> Option<Channel> {
    let like = among.iter().find(|c| c.id == own.like)?.clone();
    Some(Channel {
        id: own.id.clone(),
        hours: own.hours.unwrap_or(like.hours),
        min_spend: own.min_spend.unwrap_or(like.min_spend),
        fixed_cost: own.fixed_cost.unwrap_or(like.fixed_cost),
        weeks: own.weeks.unwrap_or(like.weeks),
        stage_fit: own.stages.unwrap_or(like.stage_fit),
        objective_fit: own.objectives.unwrap_or(like.objective_fit),
        model_fit: own.models.unwrap_or(like.model_fit),
        // What was found out of the built-in one was not found out of this.
        markets: Cow::Borrowed(&[]),
        seeds: Cow::Borrowed(&[]),
        ..like
    })
}
