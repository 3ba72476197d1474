//! The rows of the lists, and the projections of cases from them.
use super::{AT_ONCE, BulkCase};
use crate::{
    StoreError, Tx, alike, books, budgets,
    cases::{agency_column, due_number, outcome_name},
    deeds, find,
    json::{self, Hex, HexBytes},
    licences, pace, projects,
    run::run,
    sql::sql,
    stands,
};
use domain::{
    board::{DayCount, QueueKey, StandKey},
    case::{CaseState, Event},
    deed::Deed,
    region::RegionCode,
    time::{Day, Instant},
};
use serde::Serialize;
use std::collections::BTreeMap;

const DOING: &str = "write many cases";

/// A list as a statement takes it.
pub(super) fn list(rows: &impl Serialize) -> Result<String, StoreError> {
    json::write(DOING, rows)
}

/// An event. Its body is text inside the text: what is stored must be byte for byte what a single commit stores.
#[derive(Serialize)]
pub(super) struct EventRow {
    case: Hex,
    version: u32,
    at: i64,
    kind: &'static str,
    actor: Option<Hex>,
    body: String,
}

impl EventRow {
    pub(super) fn of(case: &CaseState, event: &Event) -> Result<Self, StoreError> {
        Ok(Self {
            case: Hex(case.id.0),
            version: event.version,
            at: event.at.0,
            kind: event.what.name(),
            actor: event.actor.account.map(|account| Hex(account.0)),
            body: json::write(DOING, event)?,
        })
    }
}

#[derive(Serialize)]
pub(super) struct SecretRow<'a> {
    case: Hex,
    secret: HexBytes<'a>,
}

impl<'a> SecretRow<'a> {
    pub(super) fn of(case: &'a BulkCase) -> Option<Self> {
        Some(Self { case: Hex(case.after.id.0), secret: HexBytes(case.secret_hash.as_deref()?) })
    }
}

#[derive(Serialize)]
struct CaseRow<'a> {
    id: Hex,
    service: &'a str,
    number: String,
    applicant: Option<Hex>,
    version: u32,
    stage: &'a str,
    agency: &'a str,
    holder: &'a str,
    due_day: i32,
    stage_since: i64,
    submitted_at: i64,
    title: &'a str,
    organisation: &'a str,
    district: Option<&'a str>,
    affair: Option<&'a str>,
    fiscal_year: i32,
    requested: Option<i64>,
    approved: Option<i64>,
    outcome: Option<&'static str>,
    closed_at: Option<i64>,
    promised_day: i32,
    state: String,
    paid: Option<i64>,
    reported: Option<i64>,
    assignee: Option<Hex>,
    assigned_until: Option<i64>,
    held_until: Option<i32>,
}

impl<'a> CaseRow<'a> {
    fn of(case: &'a BulkCase) -> Result<Self, StoreError> {
        let state = &case.after;
        Ok(Self {
            id: Hex(state.id.0),
            service: &state.service,
            number: state.number.to_string(),
            applicant: state.applicant.map(|account| Hex(account.0)),
            version: state.version,
            stage: &state.stage,
            agency: agency_column(state),
            holder: &case.holder,
            due_day: due_number(state.due_on),
            stage_since: state.stage_since.0,
            submitted_at: state.submitted_at.0,
            title: &state.title,
            organisation: &state.organisation,
            district: state.district.as_deref(),
            affair: state.affair.as_deref(),
            fiscal_year: state.fiscal_year,
            requested: case.after.requested.map(i64::from),
            approved: case.approved,
            outcome: state.outcome.map(outcome_name),
            closed_at: state.closed_at.map(Instant::millis),
            promised_day: state.promised_on.number(),
            state: json::write(DOING, state)?,
            paid: case.paid,
            reported: case.reported,
            assignee: state.assignee.map(|a| Hex(a.account.0)),
            assigned_until: state.assignee.and_then(|a| a.until).map(Instant::millis),
            held_until: state.held_until.map(Day::number),
        })
    }
}

#[derive(Serialize)]
struct QueueRow<'a> {
    #[serde(flatten)]
    key: &'a QueueKey,
    n: i64,
}

#[derive(Serialize)]
struct DayRow<'a> {
    service: &'a str,
    day: i32,
    #[serde(flatten)]
    count: &'a DayCount,
}

/// Writes the projections of cases whose events are there already: their rows and what they add to the counters.
pub(crate) async fn project(tx: &mut Tx<'_>, region: &RegionCode, cases: &[BulkCase]) -> Result<(), StoreError> {
    for some in cases.chunks(AT_ONCE) {
        let rows = some.iter().map(CaseRow::of).collect::<Result<Vec<_>, _>>()?;
        run!(tx, "write many cases", sql!(both "bulk/cases"); region.as_str(), list(&rows)?)?;
        let said = alike::rows(some.iter().flat_map(|case| case.said.alike.iter().map(|said| (case.after.id, said))))?;
        alike::put(tx, region, said).await?;
        find::put(tx, region, some.iter().map(|case| (case.after.id, &case.said))).await?;
        books::enter(tx, region, some.iter().flat_map(|case| &case.entered)).await?;
        let decided = some.iter().filter_map(|case| Some((case.after.service.as_str(), case.after.id, case.decided?)));
        pace::enter(tx, region, decided).await?;
        licences::put(tx, region, some.iter().filter_map(|case| case.licence.as_ref())).await?;
        projects::put(tx, region, some.iter().filter_map(|case| case.project.as_ref())).await?;
        for case in some.iter().filter(|case| case.taken.is_some()) {
            budgets::set_taken(tx, region, case.after.id, case.taken).await?;
        }
    }
    let mut stands: BTreeMap<&StandKey, i64> = BTreeMap::new();
    cases.iter().flat_map(|case| &case.stands).for_each(|key| *stands.entry(key).or_default() += 1);
    stands::put(tx, region, stands).await?;
    let mut done: BTreeMap<(&str, Day, &Deed), i64> = BTreeMap::new();
    for case in cases {
        case.deeds.iter().for_each(|((day, deed), n)| *done.entry((&case.after.service, *day, deed)).or_default() += n);
    }
    deeds::put(tx, region, done.into_iter().map(|((service, day, deed), n)| (service, day, deed, n))).await?;
    let mut queues: BTreeMap<QueueKey, i64> = BTreeMap::new();
    let mut days: BTreeMap<(&str, i32), DayCount> = BTreeMap::new();
    for case in cases {
        if let Some(key) = QueueKey::of(&case.after) {
            *queues.entry(key).or_default() += 1;
        }
        // A day on which nothing counts has no row, as where cases change one by one.
        for (day, count) in case.days.iter().filter(|(_, count)| *count != DayCount::default()) {
            let sum = days.entry((&case.after.service, day.number())).or_default();
            sum.arrived += count.arrived;
            sum.decided += count.decided;
            sum.closed += count.closed;
        }
    }
    let queues: Vec<QueueRow<'_>> = queues.iter().map(|(key, n)| QueueRow { key, n: *n }).collect();
    run!(tx, "write many counters", sql!(both "bulk/queues"); region.as_str(), list(&queues)?)?;
    let days: Vec<DayRow<'_>> = days.iter().map(|((service, day), count)| DayRow { service, day: *day, count }).collect();
    run!(tx, "write many counters", sql!(both "bulk/days"); region.as_str(), list(&days)?)?;
    Ok(())
}
