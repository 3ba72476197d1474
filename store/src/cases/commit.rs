//! The hot path: one event with everything that follows from it, in one trip to the database.
use super::row::{due_number, outcome_name};
use crate::{
    StoreError, Tx,
    idempotency::NewIdempotency,
    json,
    notices::{self, NewNotice},
    run::read_in,
    sql::Sql,
};
use domain::{
    board::{DayCount, QueueKey},
    case::{CaseState, Event},
    number::CaseNumber,
    people::AgencyKey,
    region::RegionCode,
    time::{Day, Instant},
};
use uuid::Uuid;

/// An event of a case and what follows from it.
#[derive(Clone, Copy, Debug)]
pub struct Commit<'a> {
    /// The case as the command saw it; `None` for a submission.
    pub before: Option<&'a CaseState>,
    /// The case after the event.
    pub after: &'a CaseState,
    /// The event.
    pub event: &'a Event,
    /// The desk that holds the case now, `role@agency`; empty where none does.
    pub holder: &'a str,
    /// What is granted as things stand, whole rupiah.
    pub approved: Option<i64>,
    /// What was paid or handed over, whole rupiah.
    pub paid: Option<i64>,
    /// What was reported as used, whole rupiah.
    pub reported: Option<i64>,
    /// The region's day of the event.
    pub day: Day,
    /// What the event adds to that day's counts.
    pub count: DayCount,
    /// The hash of the receipt's secret, for a submission.
    pub secret_hash: Option<&'a [u8]>,
    /// Whom to tell.
    pub notices: &'a [NewNotice],
    /// The answer to keep for a repetition of the request.
    pub idempotency: Option<&'a NewIdempotency>,
    /// The draft that became this case; it goes, with the list of its documents. Only for a submission.
    pub drop_draft: Option<Uuid>,
}

/// Appends the event and everything that follows from it; gives the event's number in the log.
///
/// # Errors
/// [`StoreError::Conflict`] where the case is not in the version that the command saw, [`StoreError::Duplicate`] where
/// the number or the idempotency key is there already, else [`StoreError::Failed`].
pub async fn commit(tx: &mut Tx<'_>, region: &RegionCode, commit: &Commit<'_>) -> Result<i64, StoreError> {
    const DOING: &str = "commit an event";
    let Commit { before, after, event, .. } = *commit;
    let seen: i32 = json::fits(DOING, before.map_or(0, |state| state.version))?;
    let version: i32 = json::fits(DOING, event.version)?;
    let body = json::write(DOING, event)?;
    let state = json::write(DOING, after)?;
    let (left, entered) = moved_between(before, after);
    let (left, entered) = (Queue::of(left.as_ref()), Queue::of(entered.as_ref()));
    let told = notices::as_json(commit.notices)?;
    let kept = commit.idempotency;
    // The savepoint's beginning travels with the statement where it is the command's first, as it mostly is.
    // From here to the statement nothing may fail: undoing would reach into the command before.
    let statement = Sql::commit(before.is_none(), tx.begins_itself());
    // Each value by the number it has in the statements. `fetch_all`, because SQLite stops at the first row otherwise and
    // would leave out the statements that follow.
    let seqs: Vec<(i64,)> = read_in!(tx, "commit an event", statement, fetch_all;
        region.as_str(), after.id.0, seen, version,
        event.at.0, event.what.name(), event.actor.account.map(|account| account.0), body,
        after.service.as_str(), CaseNumber::to_string(&after.number), after.applicant.map(|account| account.0),
        after.stage.as_str(), agency_column(after), commit.holder, due_number(after.due_on), after.stage_since.0,
        after.submitted_at.0, after.title.as_str(), after.organisation.as_str(), after.district.as_deref(),
        after.affair.as_deref(), after.fiscal_year, after.requested.map(i64::from), commit.approved, after.outcome.map(outcome_name),
        after.closed_at.map(Instant::millis), after.promised_on.number(), state,
        left.stage, left.agency, left.due, entered.stage, entered.agency, entered.due,
        commit.day.number(), commit.count.arrived, commit.count.decided, commit.count.closed,
        commit.secret_hash, told,
        kept.map(|kept| kept.scope.as_str()), kept.map(|kept| kept.key.as_str()), kept.map(|kept| kept.digest.as_slice()),
        kept.map(|kept| kept.response.as_str()), kept.map(|kept| kept.at.0), commit.drop_draft,
        commit.paid, commit.reported, after.assignee.map(|a| a.account.0),
        after.assignee.and_then(|a| a.until).map(Instant::millis), after.held_until.map(Day::number))?;
    seqs.first().map(|(seq,)| *seq).ok_or_else(|| StoreError::because(DOING, "the event got no number"))
}

/// The agency in its column.
pub(crate) fn agency_column(state: &CaseState) -> &str {
    state.agency.as_ref().map_or("", |AgencyKey(agency)| agency)
}

/// The counters that a case leaves and enters; neither where it stays in the same.
fn moved_between(before: Option<&CaseState>, after: &CaseState) -> (Option<QueueKey>, Option<QueueKey>) {
    match (before.and_then(QueueKey::of), QueueKey::of(after)) {
        (left, entered) if left == entered => (None, None),
        moved => moved,
    }
}

/// A counter's key as three bindings.
#[derive(Default)]
struct Queue<'a> {
    stage: Option<&'a str>,
    agency: Option<&'a str>,
    due: Option<i32>,
}

impl<'a> Queue<'a> {
    fn of(key: Option<&'a QueueKey>) -> Self {
        key.map_or_else(Self::default, |key| Self { stage: Some(&key.stage), agency: Some(&key.agency), due: Some(key.due) })
    }
}
