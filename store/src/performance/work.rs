//! Entries of work logs: their events, and each as it stands.
use crate::{
    Db, StoreError, Tx,
    json::{self, Hex, fits},
    run::{read, read_in, run},
    sql::sql,
};
use domain::{
    case::Event,
    people::AccountId,
    performance::{
        entry::{Entry, EntryEvent, EntryId, EntryStatus},
        month::Month,
        organisation::StaffId,
    },
    region::RegionCode,
    time::{Day, Instant},
};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

const DOING: &str = "keep an entry";

/// Appends what happened to something in the log of work.
///
/// # Errors
/// [`StoreError::Conflict`] where somebody else was faster.
pub async fn append(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    (subject, version): (Uuid, u32),
    (at, kind, actor): (Instant, &str, Option<AccountId>),
    body: &impl Serialize,
) -> Result<(), StoreError> {
    let version: i32 = fits(DOING, version)?;
    run!(tx, "keep what happened", sql!("work/append"); region.as_str(), subject, version, at.millis(), kind,
        actor.map(|a| a.0), json::write(DOING, body)?)?;
    Ok(())
}

/// Notes something that happened once, such as that an organisation was brought in.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn note(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    subject: Uuid,
    what: (Instant, &str, Option<AccountId>),
    body: &impl Serialize,
) -> Result<(), StoreError> {
    append(tx, region, (subject, 1), what, body).await
}

/// Keeps an event of an entry and the entry as it is after it.
///
/// # Errors
/// [`StoreError::Conflict`] where somebody else was faster, [`StoreError::Duplicate`] where an act on a case is told of twice; else
/// [`StoreError::Failed`].
pub async fn commit(tx: &mut Tx<'_>, region: &RegionCode, event: &EntryEvent, after: &Entry) -> Result<(), StoreError> {
    append(tx, region, (event.entry.0, event.version), (event.at, event.what.name(), event.by), event).await?;
    put(tx, region, after).await
}

/// Writes an entry as it stands.
///
/// # Errors
/// As [`commit`].
pub async fn put(tx: &mut Tx<'_>, region: &RegionCode, entry: &Entry) -> Result<(), StoreError> {
    let (version, minutes): (i32, i32) = (fits(DOING, entry.version)?, fits(DOING, entry.minutes)?);
    let told = &entry.told;
    run!(tx, "keep an entry", sql!("work/put"); entry.id.0, region.as_str(), entry.staff.0, Month::of(told.day).number(),
        told.day.number(), told.code.as_str(), entry.status.name(), minutes, entry.since.millis(), entry.judged_by.map(|s| s.0),
        entry.late_for.map(|s| s.0), told.case.as_ref().map(|c| c.seq), version, json::write(DOING, entry)?, told.aim.map(|a| a.0), i32::from(!told.hangs()))?;
    Ok(())
}

fn entries(rows: Vec<(String,)>) -> Result<Vec<Entry>, StoreError> {
    rows.into_iter().map(|(state,)| json::read("read entries", &state)).collect()
}

/// An entry.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn one(db: &Db, region: &RegionCode, id: EntryId) -> Result<Option<Entry>, StoreError> {
    let row: Option<(String,)> = read!(db, "read an entry", sql!("work/one"), fetch_optional; region.as_str(), id.0)?;
    row.map(|(state,)| json::read("read an entry", &state)).transpose()
}

/// Keeps somebody's log from their other taps until the transaction ends. SQLite has one writer.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn lock(tx: &mut Tx<'_>, region: &RegionCode, staff: StaffId) -> Result<(), StoreError> {
    if !tx.is_sqlite() {
        let sql = sql!(postgres "work/lock");
        run!(tx, "write in a log", sql; region.as_str(), staff.0)?;
    }
    Ok(())
}

/// What happened to an entry, oldest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn events(db: &Db, region: &RegionCode, id: EntryId) -> Result<Vec<EntryEvent>, StoreError> {
    let rows: Vec<(String,)> = read!(db, "read an entry's events", sql!("work/events"), fetch_all; region.as_str(), id.0)?;
    rows.into_iter().map(|(body,)| json::read("read an entry's events", &body)).collect()
}

/// Somebody's entries between two days.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_days(db: &Db, region: &RegionCode, staff: StaffId, (from, until): (Day, Day)) -> Result<Vec<Entry>, StoreError> {
    entries(read!(db, "read entries", sql!("work/of_days"), fetch_all; region.as_str(), staff.0, from.number(), until.number())?)
}

/// The same, of what a transaction sees.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_days_in(tx: &mut Tx<'_>, region: &RegionCode, staff: StaffId, (from, until): (Day, Day)) -> Result<Vec<Entry>, StoreError> {
    entries(read_in!(tx, "read entries", sql!("work/of_days"), fetch_all; region.as_str(), staff.0, from.number(), until.number())?)
}

/// Entries of some people between two days.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_people_days(db: &Db, region: &RegionCode, people: &[StaffId], (from, until): (Day, Day)) -> Result<Vec<Entry>, StoreError> {
    let ids: Vec<Hex> = people.iter().map(|s| Hex(s.0)).collect();
    entries(read!(db, "read entries", sql!(both "work/of_people_days"), fetch_all;
        region.as_str(), json::write("read entries", &ids)?, from.number(), until.number())?)
}

/// Entries of some people that wait to be judged since before a moment, the longest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn waiting(db: &Db, region: &RegionCode, of: &[StaffId], before: Instant, limit: u32) -> Result<Vec<Entry>, StoreError> {
    let ids: Vec<Hex> = of.iter().map(|s| Hex(s.0)).collect();
    entries(read!(db, "read waiting entries", sql!(both "work/waiting"), fetch_all;
        region.as_str(), json::write("read waiting entries", &ids)?, before.millis(), i64::from(limit))?)
}

/// Entries of some people in a month.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_people(db: &Db, region: &RegionCode, month: Month, people: &[StaffId]) -> Result<Vec<Entry>, StoreError> {
    let ids: Vec<Hex> = people.iter().map(|s| Hex(s.0)).collect();
    entries(read!(db, "read a month's entries", sql!(both "work/of_people"), fetch_all;
        region.as_str(), month.number(), json::write("read a month's entries", &ids)?)?)
}

/// What somebody has in a month with one status.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// Who.
    pub staff: StaffId,
    /// How it stands.
    pub status: EntryStatus,
    /// How many entries.
    pub entries: u32,
    /// Their minutes.
    pub minutes: u32,
    /// Of which so many serve neither an aim nor an order.
    pub loose: u32,
    /// Since when the oldest stands so.
    pub since: Instant,
}

/// What some people have in a month by how it stands.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn load(db: &Db, region: &RegionCode, month: Month, people: &[StaffId]) -> Result<Vec<Held>, StoreError> {
    let ids: Vec<Hex> = people.iter().map(|s| Hex(s.0)).collect();
    let rows: Vec<(Uuid, String, i64, i64, i64, i64)> = read!(db, "read what people have", sql!(both "work/load"), fetch_all;
        region.as_str(), month.number(), json::write("read what people have", &ids)?)?;
    let small = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let held = |(staff, status, n, minutes, since, loose): (Uuid, String, i64, i64, i64, i64)| {
        let status = EntryStatus::of(&status)?;
        Some(Held { staff: StaffId(staff), status, entries: small(n), minutes: small(minutes), loose: small(loose), since: Instant(since) })
    };
    Ok(rows.into_iter().filter_map(held).collect())
}

/// Entries of a month that nobody has decided on.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn undecided(db: &Db, region: &RegionCode, month: Month, limit: u32) -> Result<Vec<Entry>, StoreError> {
    entries(read!(db, "read undecided entries", sql!("work/undecided"), fetch_all; region.as_str(), month.number(), i64::from(limit))?)
}

/// Approved minutes of a month by person and day.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn sums(db: &Db, region: &RegionCode, month: Month) -> Result<Vec<(StaffId, Day, u32)>, StoreError> {
    let rows: Vec<(Uuid, i32, i64)> = read!(db, "add up a month", sql!("work/sums"), fetch_all; region.as_str(), month.number())?;
    let sum = |(staff, day, minutes)| Some((StaffId(staff), Day::from_number(day)?, u32::try_from(minutes).unwrap_or(u32::MAX)));
    Ok(rows.into_iter().filter_map(sum).collect())
}

/// How many entries of a month each was late to judge.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn late(db: &Db, region: &RegionCode, month: Month) -> Result<BTreeMap<StaffId, u32>, StoreError> {
    let rows: Vec<(Uuid, i64)> = read!(db, "count late judgements", sql!("work/late"), fetch_all; region.as_str(), month.number())?;
    Ok(rows.into_iter().map(|(staff, n)| (StaffId(staff), u32::try_from(n).unwrap_or(u32::MAX))).collect())
}

/// The acts on cases that somebody's log tells of already, among those since a place in the log of cases.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn from_cases(db: &Db, region: &RegionCode, staff: StaffId, since: i64) -> Result<Vec<i64>, StoreError> {
    let rows: Vec<(i64,)> = read!(db, "read what a log tells of", sql!("work/from_cases"), fetch_all; region.as_str(), staff.0, since)?;
    Ok(rows.into_iter().map(|(seq,)| seq).collect())
}

/// An act on a case.
#[derive(Debug)]
pub struct Act {
    /// Its place in the log of cases.
    pub seq: i64,
    /// The event.
    pub event: Event,
    /// The case's service.
    pub service: String,
    /// Its number.
    pub number: String,
}

/// What somebody did on cases between two moments.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn acts(
    db: &Db,
    region: &RegionCode,
    account: AccountId,
    (from, until): (Instant, Instant),
    limit: u32,
) -> Result<Vec<Act>, StoreError> {
    let rows: Vec<(i64, String, String, String)> = read!(db, "read what somebody did", sql!("work/acts"), fetch_all;
        region.as_str(), account.0, from.millis(), until.millis(), i64::from(limit))?;
    let act = |(seq, body, service, number): (i64, String, String, String)| {
        Ok(Act { seq, event: json::read("read what somebody did", &body)?, service, number })
    };
    rows.into_iter().map(act).collect()
}

#[derive(Serialize)]
struct EventLine {
    subject: Hex,
    version: u32,
    at: i64,
    kind: &'static str,
    actor: Option<Hex>,
    body: String,
}

#[derive(Serialize)]
struct EntryLine<'a> {
    id: Hex,
    staff: Hex,
    month: i32,
    day: i32,
    code: &'a str,
    status: &'static str,
    minutes: u32,
    since: i64,
    judge: Option<Hex>,
    case: Option<i64>,
    version: u32,
    state: String,
    aim: Option<Hex>,
    loose: u8,
}

/// Writes many new entries with everything that happened to them, for demonstrations and uploads.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put_many(tx: &mut Tx<'_>, region: &RegionCode, many: &[(Vec<EntryEvent>, Entry)]) -> Result<(), StoreError> {
    let event = |e: &EntryEvent| {
        Ok(EventLine {
            subject: Hex(e.entry.0),
            version: e.version,
            at: e.at.millis(),
            kind: e.what.name(),
            actor: e.by.map(|a| Hex(a.0)),
            body: json::write(DOING, e)?,
        })
    };
    let events = many.iter().flat_map(|(events, _)| events).map(event).collect::<Result<Vec<_>, StoreError>>()?;
    let line = |e| {
        let entry: &Entry = e;
        Ok(EntryLine {
            id: Hex(entry.id.0),
            staff: Hex(entry.staff.0),
            month: Month::of(entry.told.day).number(),
            day: entry.told.day.number(),
            code: &entry.told.code,
            status: entry.status.name(),
            minutes: entry.minutes,
            since: entry.since.millis(),
            judge: entry.judged_by.map(|s| Hex(s.0)),
            case: entry.told.case.as_ref().map(|c| c.seq),
            version: entry.version,
            state: json::write(DOING, entry)?,
            aim: entry.told.aim.map(|a| Hex(a.0)),
            loose: u8::from(!entry.told.hangs()),
        })
    };
    let lines = many.iter().map(|(_, entry)| line(entry)).collect::<Result<Vec<_>, StoreError>>()?;
    run!(tx, "keep entries", sql!(both "work/append_many"); region.as_str(), json::write(DOING, &events)?)?;
    run!(tx, "keep entries", sql!(both "work/put_many"); region.as_str(), json::write(DOING, &lines)?)?;
    Ok(())
}
