//! Many whole cases at once, for demonstration data and for rebuilding: lists travel as JSON, so that thousands of rows
//! take a handful of statements.
mod rows;

pub(crate) use rows::project;

use crate::{StoreError, Tx, books::Entered, find::Said, licences::LicenceRow, projects::ProjectRow, run::run, sql::sql};
use domain::{
    board::{DayCount, StandKey},
    case::{CaseState, Event},
    deed,
    money::Rupiah,
    pace::Decided,
    region::RegionCode,
    time::Day,
};
use rows::{EventRow, SecretRow, list};

/// Rows a statement takes at once: a few megabytes of text.
const AT_ONCE: usize = 500;

/// A case with its whole history.
#[derive(Clone, Debug, PartialEq)]
pub struct BulkCase {
    /// All its events, oldest first.
    pub events: Vec<Event>,
    /// Their fold.
    pub after: CaseState,
    /// The desk that holds it, `role@agency`; empty where none does.
    pub holder: String,
    /// What is granted as things stand, whole rupiah.
    pub approved: Option<i64>,
    /// What it takes of its programme's budget.
    pub taken: Option<Rupiah>,
    /// What was paid or handed over, whole rupiah.
    pub paid: Option<i64>,
    /// What was reported as used, whole rupiah.
    pub reported: Option<i64>,
    /// The hash of the receipt's secret.
    pub secret_hash: Option<Vec<u8>>,
    /// By what it is alike to others, and found.
    pub said: Said,
    /// Which of its events stand in which books.
    pub entered: Vec<Entered>,
    /// Its decision, where there was one.
    pub decided: Option<Decided>,
    /// The licence that it gave, where it did.
    pub licence: Option<LicenceRow>,
    /// The project that it is, where it is one.
    pub project: Option<ProjectRow>,
    /// The counters of ages and places that it stands in.
    pub stands: Vec<StandKey>,
    /// What officers did on it, day by day.
    pub deeds: deed::Counted,
    /// What its events add to the days' counts.
    pub days: Vec<(Day, DayCount)>,
}

/// Writes new cases with their events, projections, secrets and counters. The events of all of them get their numbers
/// by time, as if they had come one by one.
///
/// # Errors
/// [`StoreError::Conflict`] or [`StoreError::Duplicate`] where one is there already, else [`StoreError::Failed`].
pub async fn insert_cases(tx: &mut Tx<'_>, region: &RegionCode, cases: &[BulkCase]) -> Result<(), StoreError> {
    let mut events: Vec<(&CaseState, &Event)> =
        cases.iter().flat_map(|case| case.events.iter().map(|event| (&case.after, event))).collect();
    // Stable, and a case's own events are in order already.
    events.sort_by_key(|(_, event)| event.at);
    for some in events.chunks(AT_ONCE) {
        let rows = some.iter().map(|(case, event)| EventRow::of(case, event)).collect::<Result<Vec<_>, _>>()?;
        run!(tx, "write many events", sql!(both "bulk/events"); region.as_str(), list(&rows)?)?;
    }
    let secrets: Vec<SecretRow<'_>> = cases.iter().filter_map(SecretRow::of).collect();
    for some in secrets.chunks(AT_ONCE) {
        run!(tx, "write many secrets", sql!(both "bulk/secrets"); region.as_str(), list(&some)?)?;
    }
    project(tx, region, cases).await
}
