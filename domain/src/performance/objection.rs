//! An objection to a signed month: filed in time by whom the slip is about, heard from both sides, decided for good by the superior of
//! whoever judged. PP 30/2019, art. 59. What is granted is paid as a line of a later month.
use super::{
    entry::EntryId,
    month::Month,
    organisation::{Rung, StaffId, judges},
    rules::ObjectionRule,
};
use crate::{
    people::AccountId,
    time::{Day, Instant, Zone},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An objection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ObjectionId(pub Uuid);

/// What becomes of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// All of it.
    Granted,
    /// Some of it.
    Partly,
    /// Nothing.
    Denied,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Whom the slip is about.
    Owner,
    /// Whoever judged their work.
    Assessor,
}

/// What happened to one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionEvent {
    /// Which.
    pub objection: ObjectionId,
    /// Counted from 1.
    pub version: u32,
    /// When.
    pub at: Instant,
    /// By whose account.
    pub by: Option<AccountId>,
    /// By which member of staff.
    pub staff: Option<StaffId>,
    /// What.
    pub what: ObjectionHappening,
}

/// What can happen to one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ObjectionHappening {
    /// It was filed.
    Filed {
        /// The month.
        month: Month,
        /// Why.
        why: String,
        /// The entries that are in dispute.
        entries: Vec<EntryId>,
        /// Who judged what is in dispute: none of them decides on it.
        assessors: Vec<StaffId>,
        /// The last day for the answer.
        due: Day,
    },
    /// A side was heard.
    Heard {
        /// Which.
        side: Side,
        /// What they say.
        words: String,
    },
    /// It was decided.
    Decided {
        /// How.
        outcome: Outcome,
        /// Why.
        why: String,
        /// The entries that count after all.
        entries: Vec<EntryId>,
    },
}

impl ObjectionHappening {
    /// Its name in the store.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Filed { .. } => "filed",
            Self::Heard { .. } => "heard",
            Self::Decided { .. } => "decided",
        }
    }
}

/// One as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Which.
    pub id: ObjectionId,
    /// Whose.
    pub staff: StaffId,
    /// The month.
    pub month: Month,
    /// Why.
    pub why: String,
    /// The entries that are in dispute.
    pub entries: Vec<EntryId>,
    /// Who judged what is in dispute.
    pub assessors: Vec<StaffId>,
    /// When it was filed.
    pub filed_at: Instant,
    /// The last day for the answer.
    pub due: Day,
    /// What was said, in its order.
    pub heard: Vec<Heard>,
    /// How it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decided>,
    /// How many events it has.
    pub version: u32,
}

/// What a side said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// Which side.
    pub side: Side,
    /// Who spoke for it.
    pub by: Option<StaffId>,
    /// When.
    pub at: Instant,
    /// What.
    pub words: String,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// How.
    pub outcome: Outcome,
    /// Why.
    pub why: String,
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: Option<StaffId>,
}

/// Why something is not done with one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoObjection {
    /// The month is not signed yet: it is still only a preview.
    NotSigned,
    /// The last day for it was that one.
    TooLate(Day),
    /// There is one already.
    Twice,
    /// Words are missing.
    NoWords,
    /// It was decided: the decision is final.
    Decided,
    /// One is on neither side.
    NoSide,
    /// One is not the superior of whoever judged.
    NotJudge,
    /// The other side was not heard yet, and still has until that day.
    NotHeard(Day),
    /// Partly means some of what is in dispute, not all or nothing of it.
    NotPartly,
}

/// The fewest characters of a reason.
pub const LEAST_WORDS: usize = 10;

/// Who judged what is in dispute: whoever did, as the entries say; where nobody did yet, whose duty it is.
#[must_use]
pub fn assessors(line: &[Rung], owner: StaffId, judged_by: impl IntoIterator<Item = StaffId>) -> Vec<StaffId> {
    let mut all: Vec<StaffId> = judged_by.into_iter().collect();
    all.sort_unstable();
    all.dedup();
    if all.is_empty() { judges(line, owner, &[]).next().map(|(_, who)| who).into_iter().collect() } else { all }
}

/// Who decides: the first in power up the line above all who judged. Nobody, where somebody at its top did.
#[must_use]
pub fn decider(line: &[Rung], owner: StaffId, assessors: &[StaffId]) -> Option<StaffId> {
    let powers: Vec<StaffId> = judges(line, owner, &[]).map(|(_, who)| who).collect();
    let above = powers.iter().rposition(|who| assessors.contains(who)).map_or(0, |at| at + 1);
    powers.get(above..)?.first().copied()
}

/// Whether one may be filed on a day against a month that was signed then.
///
/// # Errors
/// [`NoObjection`].
pub fn may_file(rule: &ObjectionRule, signed: Option<Instant>, zone: Zone, today: Day, why: &str) -> Result<Day, NoObjection> {
    let last = signed.ok_or(NoObjection::NotSigned)?.day(zone).plus_days(i64::from(rule.file_days));
    if today > last {
        return Err(NoObjection::TooLate(last));
    }
    if why.trim().chars().count() < LEAST_WORDS {
        return Err(NoObjection::NoWords);
    }
    Ok(today.plus_days(i64::from(rule.answer_days)))
}

impl Objection {
    /// It after its first event; nothing where that is another one.
    #[must_use]
    pub fn begin(event: &ObjectionEvent) -> Option<Self> {
        let (ObjectionHappening::Filed { month, why, entries, assessors, due }, Some(staff)) = (&event.what, event.staff) else {
            return None;
        };
        Some(Self {
            id: event.objection,
            staff,
            month: *month,
            why: why.clone(),
            entries: entries.clone(),
            assessors: assessors.clone(),
            filed_at: event.at,
            due: *due,
            heard: vec![],
            decided: None,
            version: event.version,
        })
    }

    /// It after one more event.
    #[must_use]
    pub fn after(mut self, event: &ObjectionEvent) -> Self {
        self.version = event.version;
        match &event.what {
            ObjectionHappening::Filed { .. } => {}
            ObjectionHappening::Heard { side, words } => {
                self.heard.push(Heard { side: *side, by: event.staff, at: event.at, words: words.clone() });
            }
            ObjectionHappening::Decided { outcome, why, .. } => {
                self.decided = Some(Decided { outcome: *outcome, why: why.clone(), at: event.at, by: event.staff });
            }
        }
        self
    }

    /// What somebody says, as the side that they are on.
    ///
    /// # Errors
    /// [`NoObjection`].
    pub fn say(&self, who: StaffId, words: &str) -> Result<ObjectionHappening, NoObjection> {
        if self.decided.is_some() {
            return Err(NoObjection::Decided);
        }
        let side = match who {
            _ if who == self.staff => Side::Owner,
            _ if self.assessors.contains(&who) => Side::Assessor,
            _ => return Err(NoObjection::NoSide),
        };
        let words = words.trim();
        if words.chars().count() < LEAST_WORDS {
            Err(NoObjection::NoWords)
        } else {
            Ok(ObjectionHappening::Heard { side, words: words.to_owned() })
        }
    }

    /// The decision, which is final. The assessor is heard first, or has let their days pass.
    ///
    /// # Errors
    /// [`NoObjection`].
    pub fn decide(
        &self,
        rule: &ObjectionRule,
        (line, who): (&[Rung], StaffId),
        (zone, today): (Zone, Day),
        (outcome, why, entries): (Outcome, &str, &[EntryId]),
    ) -> Result<ObjectionHappening, NoObjection> {
        if self.decided.is_some() {
            return Err(NoObjection::Decided);
        }
        if decider(line, self.staff, &self.assessors) != Some(who) {
            return Err(NoObjection::NotJudge);
        }
        let until = self.filed_at.day(zone).plus_days(i64::from(rule.hear_days));
        if !self.heard.iter().any(|h| h.side == Side::Assessor) && today <= until {
            return Err(NoObjection::NotHeard(until));
        }
        if why.trim().chars().count() < LEAST_WORDS {
            return Err(NoObjection::NoWords);
        }
        let chosen: Vec<EntryId> = self.entries.iter().filter(|e| entries.contains(e)).copied().collect();
        let entries = match outcome {
            Outcome::Granted => self.entries.clone(),
            Outcome::Denied => vec![],
            Outcome::Partly if !self.entries.is_empty() && (chosen.is_empty() || chosen.len() == self.entries.len()) => {
                return Err(NoObjection::NotPartly);
            }
            Outcome::Partly => chosen,
        };
        Ok(ObjectionHappening::Decided { outcome, why: why.trim().to_owned(), entries })
    }
}

#[cfg(test)]
mod tests;
