//! Nominative lists: their events, and each as it stands.
use crate::{
    Db, StoreError, Tx,
    cases::{StoredCase, stored_all},
    json::{self, fits},
    run::{read, read_in, run},
    sql::sql,
};
use domain::{
    case::CaseId,
    nominative::{ListEvent, ListId, ListStatus, NominativeList},
    number::SerialNumber,
    region::RegionCode,
};
use std::fmt::Debug;
use uuid::Uuid;

const DOING: &str = "keep a list";

/// Keeps an event of a list and the list as it is after it, with the cases that are on it now.
///
/// # Errors
/// [`StoreError::Duplicate`] where somebody else was faster or a case is on another list, else [`StoreError::Failed`].
pub async fn commit(tx: &mut Tx<'_>, region: &RegionCode, event: &ListEvent, after: &NominativeList) -> Result<(), StoreError> {
    let version: i32 = fits(DOING, event.version)?;
    let body = json::write(DOING, event)?;
    run!(tx, "keep a list", sql!("lists/append"); region.as_str(), after.id.0, version, event.at.millis(), event.what.name(),
        event.actor.account.map(|a| a.0), body)?;
    put(tx, region, after).await
}

/// Writes a list as it stands, with the cases that are on it.
///
/// # Errors
/// [`StoreError::Duplicate`] where a case is on another list, else [`StoreError::Failed`].
pub async fn put(tx: &mut Tx<'_>, region: &RegionCode, list: &NominativeList) -> Result<(), StoreError> {
    let (version, edition): (i32, i32) = (fits(DOING, list.version)?, fits(DOING, list.edition)?);
    let lines: i32 = fits(DOING, list.entries.len() - list.without.len().min(list.entries.len()))?;
    let state = json::write(DOING, list)?;
    run!(tx, "keep a list", sql!("lists/put"); list.id.0, region.as_str(), list.service.as_str(), list.fiscal_year,
        list.number.to_string(), status_name(list.status), version, edition, lines, list.total().rupiah(),
        list.changed_at.millis(), state)?;
    run!(tx, "keep a list", sql!("lists/clear_cases"); region.as_str(), list.id.0)?;
    if list.is_live() {
        for entry in list.entries.iter().filter(|e| !list.without.contains(&e.number)) {
            run!(tx, "keep a list", sql!("lists/put_case"); region.as_str(), entry.case.0, list.id.0)?;
        }
    }
    Ok(())
}

fn status_name(status: ListStatus) -> &'static str {
    match status {
        ListStatus::Composing => "composing",
        ListStatus::Signed => "signed",
        ListStatus::Approved => "approved",
        ListStatus::Dropped => "dropped",
    }
}

fn list(row: Option<(String,)>) -> Result<Option<NominativeList>, StoreError> {
    row.map(|(state,)| json::read("read a list", &state)).transpose()
}

/// The list of a number, if the region has it.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_number(db: &Db, region: &RegionCode, number: &SerialNumber) -> Result<Option<NominativeList>, StoreError> {
    list(read!(db, "read a list", sql!("lists/by_number"), fetch_optional; region.as_str(), number.to_string())?)
}

/// A list, kept from other writers until the transaction ends.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn for_update(tx: &mut Tx<'_>, region: &RegionCode, id: ListId) -> Result<Option<NominativeList>, StoreError> {
    list(read_in!(tx, "read a list", sql!(both "lists/for_update"), fetch_optional; region.as_str(), id.0)?)
}

/// Lists, the one that changed last first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn newest(db: &Db, region: &RegionCode, limit: u32) -> Result<Vec<NominativeList>, StoreError> {
    let rows: Vec<(String,)> = read!(db, "read lists", sql!("lists/newest"), fetch_all; region.as_str(), i64::from(limit))?;
    rows.into_iter().map(|(state,)| json::read("read lists", &state)).collect()
}

/// The cases of a list as they stand.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn cases(db: &Db, region: &RegionCode, id: ListId) -> Result<Vec<StoredCase>, StoreError> {
    stored_all(read!(db, "read a list's cases", sql!("lists/cases"), fetch_all; region.as_str(), id.0)?)
}

/// The same, of what a transaction sees.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn cases_in(tx: &mut Tx<'_>, region: &RegionCode, id: ListId) -> Result<Vec<StoredCase>, StoreError> {
    let rows: Vec<(String, i64)> = read_in!(tx, "read a list's cases", sql!("lists/cases"), fetch_all; region.as_str(), id.0)?;
    stored_all(rows)
}

/// The number of the list that a case is on.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_case(db: &Db, region: &RegionCode, case: CaseId) -> Result<Option<SerialNumber>, StoreError> {
    let row: Option<(String,)> = read!(db, "find a case's list", sql!("lists/of_case"), fetch_optional; region.as_str(), case.0)?;
    row.map(|(number,)| fits("find a case's list", number)).transpose()
}

/// Cases that wait at a stage to be put on a list of a year, the oldest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn waiting(
    db: &Db,
    region: &RegionCode,
    service: &str,
    stage: &str,
    year: i32,
    limit: u32,
) -> Result<Vec<StoredCase>, StoreError> {
    stored_all(read!(db, "read waiting cases", sql!("lists/waiting"), fetch_all; region.as_str(), service, stage, year, i64::from(limit))?)
}

/// How many cases wait at a stage for a list, by budget year.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn waiting_counts(db: &Db, region: &RegionCode, service: &str, stage: &str) -> Result<Vec<(i32, i64)>, StoreError> {
    read!(db, "count waiting cases", sql!("lists/waiting_counts"), fetch_all; region.as_str(), service, stage)
}

/// What happened to a list, oldest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn events(db: &Db, region: &RegionCode, id: ListId) -> Result<Vec<ListEvent>, StoreError> {
    let rows: Vec<(String,)> = read!(db, "read a list's events", sql!("lists/events"), fetch_all; region.as_str(), id.0)?;
    rows.into_iter().map(|(body,)| json::read("read a list's events", &body)).collect()
}

/// Makes a region's lists anew from their events.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn rebuild(tx: &mut Tx<'_>, region: &RegionCode) -> Result<(), StoreError> {
    run!(tx, "rebuild lists", sql!("lists/clear"); region.as_str())?;
    run!(tx, "rebuild lists", sql!("lists/clear_all_cases"); region.as_str())?;
    let ids: Vec<(Uuid,)> = read_in!(tx, "rebuild lists", sql!("lists/ids"), fetch_all; region.as_str())?;
    for (id,) in ids {
        let rows: Vec<(String,)> = read_in!(tx, "rebuild lists", sql!("lists/events"), fetch_all; region.as_str(), id)?;
        let events = rows.iter().map(|(body,)| json::read(DOING, body)).collect::<Result<Vec<ListEvent>, _>>()?;
        let list = NominativeList::fold(ListId(id), &events)
            .ok_or_else(|| StoreError::because("rebuild lists", "a list's first event does not begin it"))?;
        put(tx, region, &list).await?;
    }
    Ok(())
}

#[derive(Debug, sqlx::FromRow)]
#[expect(dead_code, reason = "read by its Debug form alone")]
struct Dumped {
    id: Uuid,
    service: String,
    fiscal_year: i32,
    number: String,
    status: String,
    version: i32,
    edition: i32,
    lines: i32,
    total: i64,
    changed_at: i64,
    state: String,
}

/// A region's lists as text, equal where they are equal.
///
/// # Errors
/// [`StoreError::Failed`].
pub(crate) async fn dump(db: &Db, region: &RegionCode) -> Result<String, StoreError> {
    let lists: Vec<Dumped> = read!(db, "dump lists", sql!("lists/dump"), fetch_all; region.as_str())?;
    let cases: Vec<(Uuid, Uuid)> = read!(db, "dump lists", sql!("lists/dump_cases"), fetch_all; region.as_str())?;
    Ok(dumped(&lists, &cases))
}

/// The same, of what a transaction sees.
///
/// # Errors
/// [`StoreError::Failed`].
pub(crate) async fn dump_in(tx: &mut Tx<'_>, region: &RegionCode) -> Result<String, StoreError> {
    let lists: Vec<Dumped> = read_in!(tx, "dump lists", sql!("lists/dump"), fetch_all; region.as_str())?;
    let cases: Vec<(Uuid, Uuid)> = read_in!(tx, "dump lists", sql!("lists/dump_cases"), fetch_all; region.as_str())?;
    Ok(dumped(&lists, &cases))
}

fn dumped(lists: &[Dumped], cases: &[(Uuid, Uuid)]) -> String {
    let mut text = String::new();
    lists.iter().for_each(|l| text.push_str(&format!("{l:?}\n")));
    cases.iter().for_each(|c| text.push_str(&format!("{c:?}\n")));
    text
}
