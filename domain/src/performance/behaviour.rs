//! What behaviour is worth: the superior, colleagues and subordinates judge it, each group with its weight. A group too small to hide
//! who said what is not counted by itself: its weight falls to the superior, so that nobody can be found out.
use super::{month::Month, organisation::StaffId, rules::BehaviourRule};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
};

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

/// The colleagues of the same superior whom somebody is asked about in a month. They stand in a ring, and each is asked about those who
/// follow: so everybody judges as many as judge them, nobody chooses, and the next month it is others.
#[must_use]
pub fn peers(colleagues: &BTreeSet<StaffId>, who: StaffId, month: Month, most: Option<u32>) -> Vec<StaffId> {
    let after = colleagues.range((Bound::Excluded(who), Bound::Unbounded));
    let ring: Vec<StaffId> = after.chain(colleagues.range(..who)).copied().collect();
    let most = most.and_then(|most| usize::try_from(most).ok()).map_or(ring.len(), |most| most.min(ring.len()));
    let turns = usize::try_from(month.number()).unwrap_or(0);
    let first = turns.wrapping_mul(most).checked_rem(ring.len()).unwrap_or(0);
    ring.iter().cycle().skip(first).take(most).copied().collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::performance::tests::month;
    use std::collections::HashMap;
    use uuid::Uuid;

    #[test]
    fn everybody_judges_as_many_colleagues_as_judge_them_and_in_time_all() {
        let all: BTreeSet<StaffId> = (1..=30).map(|n| StaffId(Uuid::from_u128(n))).collect();
        let mut ever: HashMap<StaffId, BTreeSet<StaffId>> = HashMap::new();
        for of in ["2026-01", "2026-02", "2026-03", "2026-04"] {
            let mut judged_by: HashMap<StaffId, usize> = HashMap::new();
            for who in &all {
                let asked = peers(&all, *who, month(of), Some(8));
                assert_eq!(asked.iter().collect::<BTreeSet<_>>().len(), 8, "each once");
                assert!(!asked.contains(who), "nobody judges themselves");
                for peer in asked {
                    *judged_by.entry(peer).or_default() += 1;
                    ever.entry(*who).or_default().insert(peer);
                }
            }
            assert!(all.iter().all(|who| judged_by.get(who) == Some(&8)), "{of}");
        }
        assert!(ever.values().all(|met| met.len() == 29), "in four months everybody was asked about everybody");
        let first = *all.first().unwrap();
        assert_eq!(peers(&all, first, month("2026-01"), None).len(), 29, "without a bound it is all of them");
        assert_eq!(peers(&BTreeSet::from([first]), first, month("2026-01"), Some(8)), []);
    }
}
