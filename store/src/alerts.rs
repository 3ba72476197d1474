//! What calls for somebody by itself, and what was done about it. Of each alert there is one that is open: whichever of two servers is
//! faster opens it.
use crate::{
    Db, StoreError, Tx,
    json::fits,
    run::{read, run},
    sql::sql,
};
use domain::{
    alert::{Alert, Raised},
    pack::Level,
    people::AccountId,
    region::RegionCode,
    time::Instant,
};
use uuid::Uuid;

const DOING: &str = "read alerts";

#[derive(sqlx::FromRow)]
struct AlertRow {
    id: Uuid,
    rule: String,
    subject: String,
    level: String,
    value: i64,
    opened_at: i64,
    acked_by: Option<Uuid>,
    acked_at: Option<i64>,
    snoozed_until: Option<i64>,
    incident: Option<Uuid>,
    closed_at: Option<i64>,
}

const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Warn => "warn",
        Level::Bad => "bad",
    }
}

fn alerts(rows: Vec<AlertRow>) -> Result<Vec<Alert>, StoreError> {
    let alert = |row: AlertRow| {
        let level = [Level::Warn, Level::Bad].into_iter().find(|level| level_name(*level) == row.level);
        let level = level.ok_or_else(|| StoreError::because(DOING, "a stored level is unknown"))?;
        Ok(Alert {
            id: row.id,
            raised: Raised { rule: row.rule, subject: row.subject, level, value: row.value },
            opened_at: Instant(row.opened_at),
            acked: row.acked_by.map(AccountId).zip(row.acked_at.map(Instant)),
            snoozed_until: row.snoozed_until.map(Instant),
            incident: row.incident,
            closed_at: row.closed_at.map(Instant),
        })
    };
    rows.into_iter().map(alert).collect()
}

/// The region's open alerts, the oldest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn open(db: &Db, region: &RegionCode) -> Result<Vec<Alert>, StoreError> {
    alerts(read!(db, "read alerts", sql!("alerts/open"), fetch_all; region.as_str())?)
}

/// An alert.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_id(db: &Db, region: &RegionCode, id: Uuid) -> Result<Option<Alert>, StoreError> {
    let rows: Vec<AlertRow> = read!(db, "read alerts", sql!("alerts/by_id"), fetch_all; region.as_str(), id)?;
    Ok(alerts(rows)?.pop())
}

/// Alerts that were open at any time from `from` on and before `to`, the newest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn since(db: &Db, region: &RegionCode, (from, to): (Instant, Instant), limit: u32) -> Result<Vec<Alert>, StoreError> {
    let rows = read!(db, "read alerts", sql!("alerts/since"), fetch_all; region.as_str(), from.millis(), to.millis(), i64::from(limit));
    alerts(rows?)
}

/// The alerts of an incident.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_incident(db: &Db, region: &RegionCode, incident: Uuid) -> Result<Vec<Alert>, StoreError> {
    alerts(read!(db, "read alerts", sql!("alerts/of_incident"), fetch_all; region.as_str(), incident)?)
}

/// Opens an alert, unless it is open already; whether it was.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn insert(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, raised: &Raised, at: Instant) -> Result<bool, StoreError> {
    Ok(run!(tx, "open an alert", sql!("alerts/insert"); id, region.as_str(), raised.rule.as_str(), raised.subject.as_str(),
        level_name(raised.level), raised.value, at.millis())?
        > 0)
}

/// The newest figure of an open alert.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn set_value(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, value: i64) -> Result<(), StoreError> {
    run!(tx, "note an alert's figure", sql!("alerts/value"); region.as_str(), id, value)?;
    Ok(())
}

/// An alert is over.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn close(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, at: Instant) -> Result<(), StoreError> {
    run!(tx, "close an alert", sql!("alerts/close"); region.as_str(), id, at.millis())?;
    Ok(())
}

/// Somebody takes care of an alert; whether nobody did before.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn ack(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, by: AccountId, at: Instant) -> Result<bool, StoreError> {
    Ok(run!(tx, "acknowledge an alert", sql!("alerts/ack"); region.as_str(), id, by.0, at.millis())? > 0)
}

/// An alert is quiet for a time.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn snooze(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, until: Instant) -> Result<bool, StoreError> {
    Ok(run!(tx, "quiet an alert", sql!("alerts/snooze"); region.as_str(), id, until.millis())? > 0)
}

/// An alert becomes a part of an incident.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn join(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, incident: Uuid) -> Result<(), StoreError> {
    run!(tx, "join an alert to an incident", sql!("alerts/join"); region.as_str(), id, incident)?;
    Ok(())
}

/// What somebody did about an alert or an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tending {
    /// The alert, where it was about one.
    pub alert: Option<Uuid>,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: AccountId,
    /// What: a word of the engine's.
    pub what: String,
    /// In their own words.
    pub note: String,
}

/// Keeps what somebody did, about an alert or an incident.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn tend(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, incident: Option<Uuid>, tending: &Tending) -> Result<(), StoreError> {
    run!(tx, "keep what was done", sql!("alerts/tend"); id, region.as_str(), tending.alert, incident, tending.at.millis(), tending.by.0,
        tending.what.as_str(), tending.note.as_str())?;
    Ok(())
}

type TendingRow = (Option<Uuid>, i64, Uuid, String, String);

fn tendings(rows: Vec<TendingRow>) -> Vec<Tending> {
    let tending = |(alert, at, by, what, note)| Tending { alert, at: Instant(at), by: AccountId(by), what, note };
    rows.into_iter().map(tending).collect()
}

/// What was done about an incident and its alerts, the earliest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn tended(db: &Db, region: &RegionCode, incident: Uuid) -> Result<Vec<Tending>, StoreError> {
    Ok(tendings(read!(db, "read what was done", sql!("alerts/tended"), fetch_all; region.as_str(), incident)?))
}

/// Something that is dealt with together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Its id.
    pub id: Uuid,
    /// What it is.
    pub title: String,
    /// Who began it.
    pub by: AccountId,
    /// When it began.
    pub opened_at: Instant,
    /// When it was over.
    pub closed_at: Option<Instant>,
}

type IncidentRow = (Uuid, String, Uuid, i64, Option<i64>);

fn incident((id, title, by, opened_at, closed_at): IncidentRow) -> Incident {
    Incident { id, title, by: AccountId(by), opened_at: Instant(opened_at), closed_at: closed_at.map(Instant) }
}

/// An incident begins.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn begin(tx: &mut Tx<'_>, region: &RegionCode, incident: &Incident) -> Result<(), StoreError> {
    run!(tx, "begin an incident", sql!("alerts/begin"); incident.id, region.as_str(), incident.title.as_str(), incident.by.0,
        incident.opened_at.millis())?;
    Ok(())
}

/// An incident is over; whether it went on until now.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn end(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, at: Instant) -> Result<bool, StoreError> {
    Ok(run!(tx, "end an incident", sql!("alerts/end"); region.as_str(), id, at.millis())? > 0)
}

/// An incident.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn incident_by_id(db: &Db, region: &RegionCode, id: Uuid) -> Result<Option<Incident>, StoreError> {
    let row: Option<IncidentRow> = read!(db, "read an incident", sql!("alerts/incident"), fetch_optional; region.as_str(), id)?;
    Ok(row.map(incident))
}

/// The newest incidents, those that go on first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn incidents(db: &Db, region: &RegionCode, limit: u32) -> Result<Vec<Incident>, StoreError> {
    let rows: Vec<IncidentRow> = read!(db, "read incidents", sql!("alerts/incidents"), fetch_all; region.as_str(), i64::from(limit))?;
    Ok(rows.into_iter().map(incident).collect())
}

/// A time in which alerts are quiet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maintenance {
    /// Its id.
    pub id: Uuid,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// Why.
    pub reason: String,
    /// Who announced it.
    pub by: AccountId,
}

/// Announces a time in which alerts are quiet.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn maintain(tx: &mut Tx<'_>, region: &RegionCode, of: &Maintenance, at: Instant) -> Result<(), StoreError> {
    run!(tx, "announce maintenance", sql!("alerts/maintain"); of.id, region.as_str(), of.from.millis(), of.until.millis(),
        of.reason.as_str(), of.by.0, at.millis())?;
    Ok(())
}

/// Ends such a time; whether it was not over.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn maintained(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, at: Instant) -> Result<bool, StoreError> {
    Ok(run!(tx, "end maintenance", sql!("alerts/maintained"); region.as_str(), id, at.millis())? > 0)
}

/// Times in which alerts are quiet that are not over.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn maintenances(db: &Db, region: &RegionCode, at: Instant) -> Result<Vec<Maintenance>, StoreError> {
    type Row = (Uuid, i64, i64, String, Uuid);
    let rows: Vec<Row> = read!(db, "read maintenance", sql!("alerts/maintenances"), fetch_all; region.as_str(), at.millis())?;
    let of = |(id, from, until, reason, by): Row| Maintenance { id, from: Instant(from), until: Instant(until), reason, by: AccountId(by) };
    Ok(rows.into_iter().map(of).collect())
}

/// Notes that something changed.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn changed(tx: &mut Tx<'_>, region: &RegionCode) -> Result<(), StoreError> {
    run!(tx, "note that alerts changed", sql!("alerts/changed"); region.as_str())?;
    Ok(())
}

/// How often something changed, by region.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn changes(db: &Db) -> Result<Vec<(RegionCode, i64)>, StoreError> {
    let rows: Vec<(String, i64)> = read!(db, "read what changed", sql!("alerts/changes"), fetch_all)?;
    rows.into_iter().map(|(region, n)| Ok((fits("read what changed", region)?, n))).collect()
}
