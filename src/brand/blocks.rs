//! What stands below the result, by rule.

use super::{Call, Said};
use crate::domain::profile::{Country, Model};
use crate::domain::stage::Stage;

/// Most blocks shown at once.
pub const MOST: usize = 2;

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Facts {
    /// Overall level 1..=5; `None` while there is no score, and then there is no result to stand below.
    pub level: Option<u8>,
    /// The weakest stage that has a score.
    pub weakest: Option<Stage>,
    /// Kind of business.
    pub model: Option<Model>,
    /// Country.
    pub country: Option<Country>,
}

/// A block and when it is shown. An empty list asks for nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Block {
    /// Levels.
    pub levels: Vec<u8>,
    /// Weakest stages.
    pub weakest: Vec<Stage>,
    /// Kinds of business.
    pub models: Vec<Model>,
    /// Countries.
    pub countries: Vec<Country>,
    /// Heading.
    pub title: Said,
    /// A paragraph.
    pub text: Option<Said>,
    /// A link.
    pub link: Option<Call>,
    /// A button.
    pub button: Option<Call>,
}

impl Block {
    /// Whether all its conditions hold; what is not known holds none.
    #[must_use]
    pub fn holds(&self, facts: &Facts) -> bool {
        fn one_of<T: PartialEq>(list: &[T], fact: Option<T>) -> bool {
            list.is_empty() || fact.is_some_and(|fact| list.contains(&fact))
        }
        one_of(&self.levels, facts.level)
            && one_of(&self.weakest, facts.weakest)
            && one_of(&self.models, facts.model)
            && one_of(&self.countries, facts.country)
    }
}

/// The blocks to show, in their order: the first [`MOST`] that hold, none without a result.
#[must_use]
pub fn chosen<'a>(blocks: &'a [Block], facts: &Facts) -> Vec<&'a Block> {
    if facts.level.is_none() {
        return Vec::new();
    }
    let held = blocks.iter().filter(|block| block.holds(facts));
    held.take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(title: &str) -> Block {
        Block {
            title: Said::all(title),
            ..Block::default()
        }
    }

    fn titles(blocks: &[Block], facts: &Facts) -> Vec<String> {
        let chosen = chosen(blocks, facts);
        chosen
            .iter()
            .map(|b| b.title.text("en").to_owned())
            .collect()
    }

    #[test]
    fn the_first_two_that_hold_are_shown_and_none_before_the_result() {
        let blocks = [
            Block {
                levels: vec![4, 5],
                ..block("strong")
            },
            Block {
                weakest: vec![Stage::Convert],
                models: vec![Model::Shop, Model::Both],
                ..block("shop")
            },
            block("always"),
            block("never reached"),
        ];
        let mut facts = Facts {
            level: Some(2),
            weakest: Some(Stage::Convert),
            model: Some(Model::Shop),
            country: None,
        };
        assert_eq!(titles(&blocks, &facts), ["shop", "always"]);
        facts.model = None;
        assert_eq!(titles(&blocks, &facts), ["always", "never reached"]);
        facts.level = Some(5);
        assert_eq!(titles(&blocks, &facts), ["strong", "always"]);
        facts.level = None;
        assert!(titles(&blocks, &facts).is_empty());
    }

    #[test]
    fn a_country_that_is_not_known_holds_no_condition_on_it() {
        let italy = Country::new("IT");
        let only = Block {
            countries: italy.into_iter().collect(),
            ..block("Italy")
        };
        let mut facts = Facts {
            level: Some(1),
            ..Facts::default()
        };
        assert!(!only.holds(&facts));
        facts.country = italy;
        assert!(only.holds(&facts));
    }
}
