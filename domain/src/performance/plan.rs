//! What somebody is to achieve in a year (*rencana hasil kerja*): written by whom it is about, agreed by their superior, each aim in the
//! service of one of the superior's, down from the top. What is done day by day hangs on an aim, or on an order. PermenPANRB 6/2022.
mod assess;
mod check;

pub use assess::{Assessed, NoAssessment, Standing};
pub use check::{AimFault, check};

use super::{
    organisation::{PositionKey, Rung, StaffId, judges},
    rules::Reason,
};
use crate::{
    people::AccountId,
    text::Text,
    time::{Day, Instant},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlanId(pub Uuid);

/// An aim of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct AimId(pub Uuid);

/// How plans are made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanRule {
    /// Where it comes from.
    pub legal_base: String,
    /// The last day on which a year's plan is agreed in time: days after the year began.
    pub agree_days: u32,
    /// From when on in the year it can be assessed: months, 1 to 12.
    pub assess_from: u8,
    /// The fewest aims,
    pub least: u32,
    /// and the most.
    pub most: u32,
    /// What an indicator can measure: how many, how well, how soon.
    pub aspects: Vec<Reason>,
    /// From this day on an activity hangs on an aim of the plan that was agreed, or on an order. Without a day none has to.
    #[serde(default)]
    pub hangs_from: Option<Day>,
    /// What a demonstration's plans say, by kind of position.
    #[serde(default)]
    pub demonstration: Vec<DemoAim>,
}

/// An aim that a demonstration's staff have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DemoAim {
    /// The kind of position.
    pub kind: String,
    /// What is to be achieved.
    pub result: Text,
    /// What is counted.
    pub indicator: Text,
    /// How many of it in a year.
    pub target: u32,
    /// In what.
    pub unit: Text,
    /// Activities that serve it.
    #[serde(default)]
    pub codes: Vec<String>,
}

/// What is to be achieved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aim {
    /// Which; it stays when the plan is written anew.
    pub id: AimId,
    /// What.
    pub result: String,
    /// The superior's aim that it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serves: Option<AimId>,
    /// The letter that orders it, where it serves none of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// How it is seen to be achieved.
    pub indicators: Vec<Indicator>,
    /// Activities that serve it by their nature: they hang on it by themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
}

/// How an aim is seen to be achieved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Indicator {
    /// What it measures, a key of the rule.
    pub aspect: String,
    /// In words.
    pub words: String,
    /// How many; none where it is told in words alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<u32>,
    /// Of what.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
}

/// What happened to a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanEvent {
    /// Which.
    pub plan: PlanId,
    /// Counted from 1.
    pub version: u32,
    /// When.
    pub at: Instant,
    /// By whose account.
    pub by: Option<AccountId>,
    /// By which member of staff; nobody where an office above all of them did.
    pub staff: Option<StaffId>,
    /// What.
    pub what: PlanHappening,
}

/// What can happen to one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PlanHappening {
    /// It was begun.
    Begun {
        /// The position it is for.
        position: PositionKey,
        /// The year.
        year: u16,
        /// The aims.
        aims: Vec<Aim>,
    },
    /// It was written anew; what was agreed holds until the new one is.
    Written {
        /// The aims.
        aims: Vec<Aim>,
    },
    /// It was put to the superior.
    Proposed,
    /// It holds.
    Agreed,
    /// It goes back.
    Returned {
        /// Why.
        why: String,
    },
    /// The superior said how it goes (*umpan balik*).
    Noted {
        /// What.
        words: String,
    },
    /// The year was assessed.
    Assessed(Assessed),
}

impl PlanHappening {
    /// Its name in the store.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Begun { .. } => "plan_begun",
            Self::Written { .. } => "plan_written",
            Self::Proposed => "plan_proposed",
            Self::Agreed => "plan_agreed",
            Self::Returned { .. } => "plan_returned",
            Self::Noted { .. } => "plan_noted",
            Self::Assessed(_) => "plan_assessed",
        }
    }
}

/// How a plan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanStatus {
    /// Its author writes it.
    Draft,
    /// Its superior has to agree.
    Proposed,
    /// Its author has to mend it.
    Returned,
    /// It holds.
    Agreed,
    /// The year was assessed.
    Assessed,
}

impl PlanStatus {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Proposed, Self::Returned, Self::Agreed, Self::Assessed];

    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Returned => "returned",
            Self::Agreed => "agreed",
            Self::Assessed => "assessed",
        }
    }
}

/// A plan as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Which.
    pub id: PlanId,
    /// Whose.
    pub staff: StaffId,
    /// For which position.
    pub position: PositionKey,
    /// For which year.
    pub year: u16,
    /// How it stands.
    pub status: PlanStatus,
    /// The aims as they were written last.
    pub aims: Vec<Aim>,
    /// Those that were agreed, and hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreed: Vec<Aim>,
    /// What was said when it was returned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// What the superior said on the way, with who and when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// How the year was assessed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessed: Option<Assessed>,
    /// Since when it stands so.
    pub since: Instant,
    /// How many events it has.
    pub version: u32,
}

/// What a superior said on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// When.
    pub at: Instant,
    /// Who.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffId>,
    /// What.
    pub words: String,
}

/// Why something is not done with a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoPlan {
    /// Something of it needs mending: the aim, counted from 0, or the whole of it.
    Faults(Vec<(Option<usize>, AimFault)>),
    /// One is not the superior of whom it is about.
    NotSuperior,
    /// It does not stand so that this can be done.
    NotNow,
    /// Words are missing.
    NoWords,
}

/// The fewest characters of words that a superior says.
pub const LEAST_WORDS: usize = 5;

impl Plan {
    /// It after its first event; nothing where that is another one.
    #[must_use]
    pub fn begin(event: &PlanEvent) -> Option<Self> {
        let (PlanHappening::Begun { position, year, aims }, Some(staff)) = (&event.what, event.staff) else { return None };
        Some(Self {
            id: event.plan,
            staff,
            position: position.clone(),
            year: *year,
            status: PlanStatus::Draft,
            aims: aims.clone(),
            agreed: vec![],
            why: None,
            notes: vec![],
            assessed: None,
            since: event.at,
            version: event.version,
        })
    }

    /// It after one more event.
    #[must_use]
    pub fn after(mut self, event: &PlanEvent) -> Self {
        self.version = event.version;
        let stands = |plan: &mut Self, status| (plan.status, plan.since) = (status, event.at);
        match &event.what {
            PlanHappening::Begun { .. } => {}
            PlanHappening::Written { aims } => {
                self.aims.clone_from(aims);
                stands(&mut self, PlanStatus::Draft);
            }
            PlanHappening::Proposed => stands(&mut self, PlanStatus::Proposed),
            PlanHappening::Agreed => {
                self.agreed.clone_from(&self.aims);
                self.why = None;
                stands(&mut self, PlanStatus::Agreed);
            }
            PlanHappening::Returned { why } => {
                self.why = Some(why.clone());
                stands(&mut self, PlanStatus::Returned);
            }
            PlanHappening::Noted { words } => self.notes.push(Note { at: event.at, by: event.staff, words: words.clone() }),
            PlanHappening::Assessed(assessed) => {
                self.assessed = Some(assessed.clone());
                stands(&mut self, PlanStatus::Assessed);
            }
        }
        self
    }

    /// Whether its author can write it now.
    #[must_use]
    pub const fn is_writable(&self) -> bool {
        !matches!(self.status, PlanStatus::Assessed)
    }

    /// What putting it to the superior is.
    ///
    /// # Errors
    /// [`NoPlan`].
    pub fn propose(&self, rule: &PlanRule, superior: Option<&[Aim]>) -> Result<PlanHappening, NoPlan> {
        if !matches!(self.status, PlanStatus::Draft | PlanStatus::Returned) {
            return Err(NoPlan::NotNow);
        }
        let faults = check(rule, &self.aims, superior);
        if faults.is_empty() { Ok(PlanHappening::Proposed) } else { Err(NoPlan::Faults(faults)) }
    }

    /// What the superior says of a plan that was put to them.
    ///
    /// # Errors
    /// [`NoPlan`].
    pub fn answer(&self, agreed: bool, why: &str) -> Result<PlanHappening, NoPlan> {
        if self.status != PlanStatus::Proposed {
            return Err(NoPlan::NotNow);
        }
        if agreed { Ok(PlanHappening::Agreed) } else { words(why).map(|why| PlanHappening::Returned { why }) }
    }

    /// What the superior says of how it goes.
    ///
    /// # Errors
    /// [`NoPlan`].
    pub fn note(&self, said: &str) -> Result<PlanHappening, NoPlan> {
        if self.agreed.is_empty() || self.status == PlanStatus::Assessed {
            return Err(NoPlan::NotNow);
        }
        words(said).map(|words| PlanHappening::Noted { words })
    }

    /// The aim on which an activity hangs by itself: the one that names it, or the only one.
    #[must_use]
    pub fn aim_of(&self, code: &str) -> Option<AimId> {
        let named = self.agreed.iter().find(|aim| aim.codes.iter().any(|c| c == code));
        let only = || self.agreed.first().filter(|_| self.agreed.len() == 1);
        named.or_else(only).map(|aim| aim.id)
    }
}

fn words(said: &str) -> Result<String, NoPlan> {
    let said = said.trim();
    if said.chars().count() < LEAST_WORDS { Err(NoPlan::NoWords) } else { Ok(said.to_owned()) }
}

/// Who agrees to somebody's plan and assesses their year: as with what they did, the first in power up the line who is neither they nor
/// somebody whose work they judge; nobody, where an office above all of them does.
#[must_use]
pub fn superior(line: &[Rung], owner: StaffId, below: &[StaffId]) -> Option<StaffId> {
    judges(line, owner, below).next().map(|(_, who)| who)
}

/// The aims of a superior that nobody below serves: tasks without anybody.
#[must_use]
pub fn unserved<'a>(aims: &'a [Aim], below: &[&Plan]) -> Vec<&'a Aim> {
    let served = |aim: &&Aim| below.iter().flat_map(|plan| plan.agreed.iter().chain(&plan.aims)).any(|one| one.serves == Some(aim.id));
    aims.iter().filter(|aim| !served(aim)).collect()
}

#[cfg(test)]
mod tests;
