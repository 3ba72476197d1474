//! The stays of a case at its stages, and how it ended.
use super::{Amount, ReturnItem};
use crate::{
    people::AgencyKey,
    time::{Day, Instant},
    workflow::Effect,
};
use serde::{Deserialize, Serialize};

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It went well.
    Done,
    /// Refused.
    Refused,
    /// Taken back by its applicant.
    Withdrawn,
    /// A term or a budget passed.
    Lapsed,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Done, Self::Refused, Self::Withdrawn, Self::Lapsed];

    /// Its name in the store and in counts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
        }
    }
}

/// One stay at a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The stage.
    pub stage: String,
    /// The agency that held it.
    pub agency: Option<AgencyKey>,
    /// When it came.
    pub since: Instant,
    /// Last day of its term, when it came.
    pub due_on: Option<Day>,
    /// How it was left; `None` while the case is there.
    pub end: Option<VisitEnd>,
}

/// How a stage was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitEnd {
    /// When.
    pub at: Instant,
    /// By which action.
    pub action: String,
    /// What it meant.
    pub effect: Effect,
    /// Reason code of a refusal.
    pub reason: Option<String>,
    /// What everyone may read.
    pub note: Option<String>,
    /// What was asked to be mended.
    pub items: Vec<ReturnItem>,
    /// The amount it set.
    pub amount: Option<Amount>,
    /// Working days used of the term, where there was one: used, limit.
    pub used: Option<(u32, u32)>,
}
