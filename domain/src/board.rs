//! What a command-center board counts, kept up to date with each event in the same transaction.
use crate::{
    case::{CaseState, Outcome},
    pack::Pack,
    people::{AccountId, AgencyKey},
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

/// The counters of how long open cases are at a stage, and of where they are from: one a (service, stage or district, day).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct StandKey {
    /// The service.
    pub service: String,
    /// What the key is.
    pub what: Stand,
    /// The stage; or the district, empty where the case names none; or how it ended, why it was refused, how its applicant rated it.
    pub key: String,
    /// For a stage the day on which the case came to it. For a district the last day of the term at an office; 0 where no clock runs
    /// or the applicant holds the case. For what is counted of ended cases the budget year.
    pub day: i32,
}

/// What cases are counted by, beside where they wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// Since when they are at their stage.
    Age,
    /// The district that they name.
    Place,
    /// How they ended.
    End,
    /// Why they were refused.
    Reason,
    /// How their applicants rated what became of them.
    Rating,
}

impl Stand {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Age, Self::Place, Self::End, Self::Reason, Self::Rating];

    /// Its name in the statements.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Place => "place",
            Self::End => "end",
            Self::Reason => "reason",
            Self::Rating => "rating",
        }
    }
}

/// The counters that a case stands in.
#[must_use]
pub fn stands(pack: &Pack, state: &CaseState) -> Vec<StandKey> {
    let (zone, year) = (pack.zone(), state.fiscal_year);
    let key = |what, key: String, day| StandKey { service: state.service.clone(), what, key, day };
    if let Some(outcome) = state.outcome {
        let refusal =
            state.visits.iter().rev().find_map(|visit| visit.end.as_ref()?.reason.clone()).filter(|_| outcome == Outcome::Refused);
        let rated = pack.workflow_of(state).and_then(|w| w.figures.rating.as_deref()).map(|key| state.captured.text(key).to_owned());
        let end = key(Stand::End, outcome.name().to_owned(), year);
        let said = refusal.map(|reason| key(Stand::Reason, reason, year));
        let rated = rated.filter(|rating| !rating.is_empty()).map(|rating| key(Stand::Rating, rating, year));
        return [Some(end), said, rated].into_iter().flatten().collect();
    }
    let due = state.due_on.filter(|_| state.agency.is_some()).map_or(0, Day::number);
    vec![
        key(Stand::Age, state.stage.clone(), stage_day(state, zone).number()),
        key(Stand::Place, state.district.clone().unwrap_or_default(), due),
    ]
}

/// What changes in the counters: -1 for each that a case leaves, 1 for each that it enters.
#[must_use]
pub fn restand(pack: &Pack, before: Option<&CaseState>, after: &CaseState) -> Vec<(StandKey, i64)> {
    let (left, entered) = (before.map_or_else(Vec::new, |state| stands(pack, state)), stands(pack, after));
    let gone = left.iter().filter(|key| !entered.contains(key)).map(|key| (key.clone(), -1));
    let come = entered.iter().filter(|key| !left.contains(key)).map(|key| (key.clone(), 1));
    let mut changes: Vec<(StandKey, i64)> = gone.chain(come).collect();
    // In the keys' order, so that two commands never wait for each other.
    changes.sort();
    changes
}

/// What a figure of a board counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Cases that run.
    Open,
    /// Of them, those that wait for their applicants.
    Waiting,
    /// Cases whose term ends today at an office.
    DueToday,
    /// Cases whose term is over at an office.
    Overdue,
    /// Cases handed in today.
    Arrived,
    /// Moves by officers today.
    Decided,
    /// Cases that ended today.
    Closed,
}

impl Counted {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Open, Self::Waiting, Self::DueToday, Self::Overdue, Self::Arrived, Self::Decided, Self::Closed];

    /// Whether it counts what happened on a day, and not what stands.
    #[must_use]
    pub const fn is_of_a_day(self) -> bool {
        matches!(self, Self::Arrived | Self::Decided | Self::Closed)
    }

    /// Whether it counts an open case with a term that ends on day `due` (0 where no clock runs), where `waits` says that its
    /// applicant holds it: a term that an applicant lets pass is no office's lateness.
    #[must_use]
    pub const fn counts(self, due: i32, waits: bool, today: i32) -> bool {
        match self {
            Self::Open => true,
            Self::Waiting => waits,
            Self::DueToday => !waits && due == today,
            Self::Overdue => !waits && due > 0 && due < today,
            Self::Arrived | Self::Decided | Self::Closed => false,
        }
    }
}

/// A figure of a board, narrowed: what the list behind it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// What it counts.
    pub counted: Counted,
    /// One service alone.
    pub service: Option<String>,
    /// One stage of it alone.
    pub stage: Option<String>,
    /// One district alone; empty for those that name none.
    pub district: Option<String>,
    /// What one officer works on alone.
    pub who: Option<AccountId>,
}

/// The share of open cases that are no longer at their stage than so many days: of days with how many came on each, the day since
/// which the one is there that so many of a hundred are younger than or as old as. `None` where there is none.
#[must_use]
pub fn since_at(came: &[(Day, i64)], percent: i64) -> Option<Day> {
    let mut came: Vec<(Day, i64)> = came.iter().copied().filter(|(_, n)| *n > 0).collect();
    came.sort_unstable_by(|one, other| other.cmp(one));
    let all: i64 = came.iter().map(|(_, n)| n).sum();
    let mut left = all.saturating_mul(percent).saturating_add(99) / 100;
    came.iter().find_map(|(day, n)| {
        left -= n;
        (left <= 0).then_some(*day)
    })
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

#[cfg(test)]
mod tests {
    use super::{Counted, since_at};
    use crate::time::Day;

    #[test]
    fn no_office_is_late_with_what_an_applicant_holds() {
        let of = |due, waits| Counted::ALL.map(|counted| counted.counts(due, waits, 100));
        assert_eq!(of(99, false), [true, false, false, true, false, false, false]);
        assert_eq!(of(100, false), [true, false, true, false, false, false, false]);
        assert_eq!(of(0, false), [true, false, false, false, false, false, false]);
        assert_eq!(of(99, true), [true, true, false, false, false, false, false]);
    }

    #[test]
    fn an_age_is_one_that_a_case_has() {
        let day = |n: i32| Day::from_number(20_000 + n).unwrap();
        assert_eq!(since_at(&[], 50), None);
        assert_eq!(since_at(&[(day(3), 0)], 90), None);
        let ten: Vec<_> = (1..=10).map(|n| (day(n), 1)).collect();
        // The oldest came on day 1: half of ten are as young as the one of day 6.
        assert_eq!((since_at(&ten, 50), since_at(&ten, 90), since_at(&ten, 100)), (Some(day(6)), Some(day(2)), Some(day(1))));
        assert_eq!(since_at(&[(day(9), 9), (day(1), 1)], 90), Some(day(9)));
    }
}
