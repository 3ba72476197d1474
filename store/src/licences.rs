//! Licences that cases gave: what everybody may look up, and on which day something happens to one by itself.
use crate::{
    Db, StoreError, Tx,
    find::{self, LOOKED_AT, Stretches},
    json::{self, Hex, fits},
    run::{read, read_in, run},
    sql::sql,
};
use domain::{case::CaseId, licence::Status, number::SerialNumber, region::RegionCode, time::Day};
use serde::Serialize;
use uuid::Uuid;

const DOING: &str = "read a licence";

/// A licence as it is written: its number is that of its case's newest document of the kind `paper`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceRow {
    /// The case that gave it.
    pub case: CaseId,
    /// The service.
    pub service: String,
    /// The key of the document that it is.
    pub paper: String,
    /// Its holder, as published.
    pub holder: String,
    /// The code of its activity; empty where it has none.
    pub activity: String,
    /// Where it is used; empty where nobody need know.
    pub place: String,
    /// The district's code.
    pub district: Option<String>,
    /// First day.
    pub from: Day,
    /// Last day; none where it holds until it is revoked.
    pub until: Option<Day>,
    /// How it stands.
    pub status: Status,
    /// Since when.
    pub since: Day,
    /// The day on which something happens to it by itself.
    pub next: Option<Day>,
}

/// A licence in the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceLine {
    /// The case that gave it.
    pub case: CaseId,
    /// The service.
    pub service: String,
    /// Its number.
    pub serial: SerialNumber,
    /// Its holder, as published.
    pub holder: String,
    /// The code of its activity; empty where it has none.
    pub activity: String,
    /// Where it is used; empty where nobody need know.
    pub place: String,
    /// The district's code.
    pub district: Option<String>,
    /// First day.
    pub from: Day,
    /// Last day; none where it holds until it is revoked.
    pub until: Option<Day>,
    /// How it stands on record.
    pub status: Status,
    /// Since when.
    pub since: Day,
}

/// Which licences of a register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LicenceFilter {
    /// One service.
    pub service: Option<String>,
    /// How they stand on record.
    pub status: Option<Status>,
    /// One district.
    pub district: Option<String>,
    /// Only those whose last day is not before this one.
    pub valid_on: Option<Day>,
}

#[derive(Serialize)]
struct Row<'a> {
    case: Hex,
    service: &'a str,
    paper: &'a str,
    holder: &'a str,
    activity: &'a str,
    place: &'a str,
    district: Option<&'a str>,
    from: i32,
    until: Option<i32>,
    status: &'a str,
    since: i32,
    next: Option<i32>,
}

type Read = (Uuid, String, String, String, String, String, Option<String>, i32, Option<i32>, String, i32);

fn day(number: i32) -> Result<Day, StoreError> {
    Day::from_number(number).ok_or_else(|| StoreError::because(DOING, "a day is none"))
}

fn line((case, service, serial, holder, activity, place, district, from, until, status, since): Read) -> Result<LicenceLine, StoreError> {
    let status = Status::named(&status).ok_or_else(|| StoreError::because(DOING, "a status is none"))?;
    Ok(LicenceLine {
        case: CaseId(case),
        service,
        serial: fits(DOING, serial)?,
        holder,
        activity,
        place,
        district,
        from: day(from)?,
        until: until.map(day).transpose()?,
        status,
        since: day(since)?,
    })
}

/// Writes licences as they stand, all at once; one whose document was not issued is left out.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put<'r>(tx: &mut Tx<'_>, region: &RegionCode, rows: impl IntoIterator<Item = &'r LicenceRow>) -> Result<(), StoreError> {
    let row = |r: &'r LicenceRow| Row {
        case: Hex(r.case.0),
        service: &r.service,
        paper: &r.paper,
        holder: &r.holder,
        activity: &r.activity,
        place: &r.place,
        district: r.district.as_deref(),
        from: r.from.number(),
        until: r.until.map(Day::number),
        status: r.status.name(),
        since: r.since.number(),
        next: r.next.map(Day::number),
    };
    let rows: Vec<Row<'_>> = rows.into_iter().map(row).collect();
    if !rows.is_empty() {
        run!(tx, "write licences", sql!(both "licences/put"); region.as_str(), json::write("write licences", &rows)?)?;
    }
    Ok(())
}

/// A licence by its number.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_serial(db: &Db, region: &RegionCode, serial: &SerialNumber) -> Result<Option<LicenceLine>, StoreError> {
    let row: Option<Read> = read!(db, "read a licence", sql!("licences/by_serial"), fetch_optional; region.as_str(), serial.to_string())?;
    row.map(line).transpose()
}

/// The licence of a case.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_case(db: &Db, region: &RegionCode, case: CaseId) -> Result<Option<LicenceLine>, StoreError> {
    let row: Option<Read> = read!(db, "read a licence", sql!("licences/by_case"), fetch_optional; region.as_str(), case.0)?;
    row.map(line).transpose()
}

/// A page of the register, the newest first, behind a licence of an earlier page.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn page(
    db: &Db,
    region: &RegionCode,
    filter: &LicenceFilter,
    behind: Option<(Day, CaseId)>,
    limit: u32,
) -> Result<Vec<LicenceLine>, StoreError> {
    let (from, case) = behind.map_or((i32::MAX, Uuid::max()), |(day, case)| (day.number(), case.0));
    let (limit, status) = (i64::from(limit), filter.status.map(Status::name));
    let valid = filter.valid_on.map_or(0, Day::number);
    let rows: Vec<Read> = match &filter.service {
        None => read!(db, "read the register", sql!("licences/page"), fetch_all; region.as_str(), limit, from, case, status,
            filter.district.as_deref(), valid, filter.valid_on.is_some())?,
        Some(service) => {
            read!(db, "read the register", sql!("licences/page_service"), fetch_all; region.as_str(), limit, from, case, status,
            filter.district.as_deref(), valid, filter.valid_on.is_some(), service.as_str())?
        }
    };
    rows.into_iter().map(line).collect()
}

/// Licences whose holder, place or subject has words that begin with each of these, the newest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn find(db: &Db, region: &RegionCode, words: &[String], limit: u32) -> Result<Vec<LicenceLine>, StoreError> {
    let Stretches { rarest, others, .. } = find::stretches(db, region, words).await?;
    let rows: Vec<Read> = read!(db, "find licences", sql!(both "licences/find"), fetch_all; region.as_str(), rarest.start.as_str(),
        rarest.end.as_str(), others, LOOKED_AT, i64::from(limit))?;
    rows.into_iter().map(line).collect()
}

/// Cases of licences to which something happens by itself on a day or before, a page behind `after`.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn due(db: &Db, region: &RegionCode, on: Day, after: CaseId, limit: u32) -> Result<Vec<CaseId>, StoreError> {
    let rows: Vec<(Uuid,)> =
        read!(db, "read licences", sql!("licences/due"), fetch_all; region.as_str(), on.number(), after.0, i64::from(limit))?;
    Ok(rows.into_iter().map(|(case,)| CaseId(case)).collect())
}

/// How many licences of the services are in force on a day, `most` at most.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn in_force(db: &Db, region: &RegionCode, services: &[&str], day: Day, most: u32) -> Result<i64, StoreError> {
    let services = json::write("count licences", &services)?;
    let (n,): (i64,) = read!(db, "count licences", sql!(both "licences/in_force"), fetch_one;
        region.as_str(), services, day.number(), i64::from(most))?;
    Ok(n)
}

/// Takes a region's licences away, to be written anew.
pub(crate) async fn clear(tx: &mut Tx<'_>, region: &RegionCode) -> Result<(), StoreError> {
    run!(tx, "clear licences", sql!("licences/clear"); region.as_str())?;
    Ok(())
}

type Line = (Uuid, String, String, String, String, String, Option<String>, i32, Option<i32>, String, i32, Option<i32>);

/// All licences of a region as text, equal where they are equal.
pub(crate) async fn dump(db: &Db, region: &RegionCode) -> Result<String, StoreError> {
    let lines: Vec<Line> = read!(db, "dump licences", sql!("licences/dump"), fetch_all; region.as_str())?;
    Ok(lines.iter().map(|line| format!("{line:?}\n")).collect())
}

/// The same, of what a transaction sees.
pub(crate) async fn dump_in(tx: &mut Tx<'_>, region: &RegionCode) -> Result<String, StoreError> {
    let lines: Vec<Line> = read_in!(tx, "dump licences", sql!("licences/dump"), fetch_all; region.as_str())?;
    Ok(lines.iter().map(|line| format!("{line:?}\n")).collect())
}
