//! What a command-center board counts, kept up to date with each event in the same transaction.
use crate::{
    case::CaseState,
    people::AgencyKey,
    time::{Day, Zone},
};
use serde::{Deserialize, Serialize};

/// The counter that an open case stands in: one a (service, stage, agency, due day).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QueueKey {
    /// The service.
    pub service: String,
    /// The stage.
    pub stage: String,
    /// Who holds it; empty where the applicant does.
    pub agency: String,
    /// The last day of the stage's term, as days since 1970; 0 where no clock runs.
    pub due: i32,
}

impl QueueKey {
    /// The counter of a case; none once it is over.
    #[must_use]
    pub fn of(state: &CaseState) -> Option<Self> {
        state.is_open().then(|| Self {
            service: state.service.clone(),
            stage: state.stage.clone(),
            agency: state.agency.clone().map_or_else(String::new, |AgencyKey(a)| a),
            due: state.due_on.map_or(0, Day::number),
        })
    }
}

/// What happened on a day: counted once for each event that matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayCount {
    /// Cases handed in.
    pub arrived: i64,
    /// Moves by officers.
    pub decided: i64,
    /// Cases that ended.
    pub closed: i64,
}

/// The day's counts that the newest event of a case adds to.
#[must_use]
pub fn day_count(before: Option<&CaseState>, after: &CaseState, by_officer: bool) -> DayCount {
    DayCount {
        arrived: i64::from(before.is_none()),
        decided: i64::from(by_officer),
        closed: i64::from(!after.is_open() && before.is_none_or(CaseState::is_open)),
    }
}

/// The region's day on which a case came to its stage.
#[must_use]
pub fn stage_day(state: &CaseState, zone: Zone) -> Day {
    state.stage_since.day(zone)
}
