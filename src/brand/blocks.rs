//! What stands below the result, by rule.

use super::when::{Facts, When};
use super::{Call, Said};

/// Most blocks shown at once.
pub const MOST: usize = 2;

/// A block and when it is shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Block {
    /// When it is shown.
    pub when: When,
    /// Heading.
    pub title: Said,
    /// A paragraph.
    pub text: Option<Said>,
    /// A link.
    pub link: Option<Call>,
    /// A button.
    pub button: Option<Call>,
}

/// The blocks to show, in their order: the first [`MOST`] that hold, none without a result.
#[must_use]
pub fn chosen<'a>(blocks: &'a [Block], facts: &Facts) -> Vec<&'a Block> {
    if facts.level.is_none() {
        return Vec::new();
    }
    let held = blocks.iter().filter(|block| block.when.holds(facts));
    held.take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::profile::Model;
    use crate::domain::stage::Stage;

    fn block(title: &str, when: When) -> Block {
        Block {
            when,
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
        let strong = When {
            levels: vec![4, 5],
            ..When::default()
        };
        let shop = When {
            weakest: vec![Stage::Convert],
            models: vec![Model::Shop, Model::Both],
            ..When::default()
        };
        let blocks = [
            block("strong", strong),
            block("shop", shop),
            block("always", When::default()),
            block("never reached", When::default()),
        ];
        let mut facts = Facts {
            level: Some(2),
            weakest: Some(Stage::Convert),
            model: Some(Model::Shop),
            ..Facts::default()
        };
        assert_eq!(titles(&blocks, &facts), ["shop", "always"]);
        facts.model = None;
        assert_eq!(titles(&blocks, &facts), ["always", "never reached"]);
        facts.level = Some(5);
        assert_eq!(titles(&blocks, &facts), ["strong", "always"]);
        facts.level = None;
        assert!(titles(&blocks, &facts).is_empty());
    }
}
