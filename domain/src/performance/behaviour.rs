//! What behaviour is worth: the superior, colleagues and subordinates judge it, each group with its weight. A group too small to hide
//! who said what is not counted by itself: its weight falls to the superior, so that nobody can be found out.
use super::rules::BehaviourRule;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rater {
    /// The superior.
    Superior,
    /// Somebody of the same superior.
    Peer,
    /// Somebody whose superior the judged one is.
    Subordinate,
}

impl Rater {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Superior, Self::Peer, Self::Subordinate];

    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Superior => "superior",
            Self::Peer => "peer",
            Self::Subordinate => "subordinate",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.name() == name)
    }
}

/// One judgement: for each value 0 to 100.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// Who judges.
    pub by: Rater,
    /// By the key of the value.
    pub values: BTreeMap<String, u8>,
}

/// What came of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// Basis points; nothing where nobody judged who may be counted.
    pub score: u32,
    /// The mean of each group that counts by itself, basis points, with its weight and how many they are. A group that is too small
    /// is not among them.
    pub groups: Vec<Group>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Which.
    pub by: Rater,
    /// Its mean, basis points.
    pub mean: u32,
    /// What it weighs.
    pub weight: u32,
    /// How many people.
    pub people: u32,
}

/// The score of the judgements of one person in one round; nothing where none can be counted.
#[must_use]
pub fn judged(rule: &BehaviourRule, ratings: &[Rating]) -> Option<Judged> {
    let mean_of = |by: Rater| {
        let of: Vec<u32> = ratings.iter().filter(|r| r.by == by).filter_map(Rating::mean).collect();
        let people = u32::try_from(of.len()).unwrap_or(u32::MAX);
        let sum: u64 = of.iter().map(|m| u64::from(*m)).sum();
        let mean = u32::try_from(sum.checked_div(u64::from(people))?).ok()?;
        Some((mean, people))
    };
    let weight_of = |by| match by {
        Rater::Superior => rule.superior,
        Rater::Peer => rule.peers,
        Rater::Subordinate => rule.subordinates,
    };
    let seen = |by: Rater| mean_of(by).filter(|(_, people)| by == Rater::Superior || *people >= rule.group);
    let superior = seen(Rater::Superior);
    let mut groups: Vec<Group> = Vec::new();
    let mut folded = 0;
    for by in Rater::ALL {
        match seen(by) {
            Some((mean, people)) => groups.push(Group { by, mean, weight: weight_of(by), people }),
            None => folded += weight_of(by),
        }
    }
    if let (Some(_), Some(first)) = (superior, groups.first_mut()) {
        first.weight += folded;
    }
    let weights: u64 = groups.iter().map(|g| u64::from(g.weight)).sum();
    let sum: u64 = groups.iter().map(|g| u64::from(g.weight) * u64::from(g.mean)).sum();
    let score = u32::try_from(sum.checked_div(weights)?).ok()?;
    Some(Judged { score, groups })
}

impl Rating {
    /// Its mean, basis points; nothing of nothing.
    #[must_use]
    pub fn mean(&self) -> Option<u32> {
        let n = u32::try_from(self.values.len()).ok()?;
        let sum: u32 = self.values.values().map(|v| u32::from((*v).min(100)) * 100).sum();
        sum.checked_div(n)
    }
}
