//! The year's end: the superior says of each aim and of the whole how it stands to what was expected, and the matrix gives the word.
use super::{AimId, LEAST_WORDS, Plan, PlanHappening, PlanRule, PlanStatus};
use crate::{
    performance::predicate::{Level, PredicateRule},
    time::Day,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a year was assessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessed {
    /// How each aim stands.
    pub aims: BTreeMap<AimId, Level>,
    /// The result as a whole.
    pub result: Level,
    /// Behaviour.
    pub behaviour: Level,
    /// The word, by its key: as the matrix of that day gave it.
    pub word: String,
    /// Why.
    pub why: String,
}

/// What a superior says of a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// How each aim stands.
    pub aims: BTreeMap<AimId, Level>,
    /// Behaviour.
    pub behaviour: Option<Level>,
    /// Why.
    pub why: String,
}

/// Why a year was not assessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAssessment {
    /// Nothing was agreed, or it was assessed already.
    NotNow,
    /// It begins on that day.
    TooEarly(Day),
    /// Of that aim nothing was said.
    Missing(AimId),
    /// Of behaviour nothing was said.
    NoBehaviour,
    /// Words are missing.
    NoWords,
    /// The matrix has no word for it.
    NoWord,
}

impl Plan {
    /// The event that an assessment gives. The result is that of most aims; where two levels have as many, the lower one.
    ///
    /// # Errors
    /// [`NoAssessment`].
    pub fn assess(
        &self,
        rule: &PlanRule,
        predicates: &PredicateRule,
        today: Day,
        standing: &Standing,
    ) -> Result<PlanHappening, NoAssessment> {
        if self.agreed.is_empty() || self.status != PlanStatus::Agreed {
            return Err(NoAssessment::NotNow);
        }
        let from = Day::new(i32::from(self.year), rule.assess_from, 1).ok_or(NoAssessment::NotNow)?;
        if today < from {
            return Err(NoAssessment::TooEarly(from));
        }
        let mut aims = BTreeMap::new();
        for aim in &self.agreed {
            let level = standing.aims.get(&aim.id).ok_or(NoAssessment::Missing(aim.id))?;
            aims.insert(aim.id, *level);
        }
        let behaviour = standing.behaviour.ok_or(NoAssessment::NoBehaviour)?;
        let why = standing.why.trim();
        if why.chars().count() < LEAST_WORDS {
            return Err(NoAssessment::NoWords);
        }
        let count = |level: Level| aims.values().filter(|one| **one == level).count();
        // The first of the greatest: levels come the lowest first.
        let result = Level::ALL.into_iter().rev().max_by_key(|level| count(*level)).unwrap_or(Level::As);
        let word = predicates.word(result, behaviour).ok_or(NoAssessment::NoWord)?.key.clone();
        Ok(PlanHappening::Assessed(Assessed { aims, result, behaviour, word, why: why.to_owned() }))
    }
}
