//! What a year is called in the end: by what was achieved and how it was done, each below, as or above what was expected; and how the
//! predicates of an organisation may spread. PermenPANRB 6/2022; the matrix and the limits are pack data.
use super::rules::Reason;
use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How something stands to what was expected of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Less.
    Below,
    /// Just that.
    As,
    /// More.
    Above,
}

impl Level {
    /// All of them, the lowest first.
    pub const ALL: [Self; 3] = [Self::Below, Self::As, Self::Above];
}

/// How a year is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PredicateRule {
    /// Where it comes from.
    pub legal_base: String,
    /// The words, the best first.
    pub words: Vec<Predicate>,
    /// For each level of the result, the words by the level of behaviour: below, as, above.
    pub matrix: BTreeMap<Level, [String; 3]>,
    /// The words that an agency itself can have, the best first.
    pub agencies: Vec<Reason>,
    /// How the words of an agency's staff may spread, by its own word.
    pub limits: Vec<SpreadRule>,
}

/// A word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Predicate {
    /// Stable key.
    pub key: String,
    /// The word.
    pub label: Text,
    /// What a year of it is worth of the yearly coefficient, percent.
    pub credit: u32,
}

/// How words may spread where the organisation has this word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SpreadRule {
    /// The organisation's own word.
    pub organisation: String,
    /// Of these words together,
    pub words: Vec<String>,
    /// at most so many percent,
    #[serde(default)]
    pub most: Option<u32>,
    /// or at least so many; 0 for "somebody must be".
    #[serde(default)]
    pub least: Option<u32>,
}

impl PredicateRule {
    /// The word for a result and a behaviour.
    #[must_use]
    pub fn word(&self, result: Level, behaviour: Level) -> Option<&Predicate> {
        let key = self.matrix.get(&result)?.get(behaviour as usize)?;
        self.words.iter().find(|w| w.key == *key)
    }

    /// The rules that a spread breaks, where the organisation has a word. `spread` says how many staff have each.
    #[must_use]
    pub fn broken(&self, organisation: &str, spread: &BTreeMap<String, u32>) -> Vec<&SpreadRule> {
        let all: u64 = spread.values().map(|n| u64::from(*n)).sum();
        let breaks = |rule: &&SpreadRule| {
            let of: u64 = rule.words.iter().filter_map(|w| spread.get(w)).map(|n| u64::from(*n)).sum();
            let over = rule.most.is_some_and(|most| of * 100 > u64::from(most) * all);
            let under = rule.least.is_some_and(|least| if least == 0 { of == 0 } else { of * 100 < u64::from(least) * all });
            rule.organisation == organisation && all > 0 && (over || under)
        };
        self.limits.iter().filter(breaks).collect()
    }
}
