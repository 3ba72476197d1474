//! Announcements: a row a version, of which the newest is what is shown.
use crate::{
    Db, StoreError, Tx,
    json::fits,
    run::{read, run},
    sql::sql,
};
use domain::{
    people::AccountId,
    region::RegionCode,
    time::{Day, Instant},
};
use uuid::Uuid;

/// One version of an announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// The same for all its versions.
    pub id: Uuid,
    /// Counts them, from 1.
    pub version: u32,
    /// When it was written.
    pub at: Instant,
    /// Who wrote it.
    pub actor: AccountId,
    /// The role by which they might.
    pub role: String,
    /// The service that it is about; none where it is about all.
    pub service: Option<String>,
    /// One line.
    pub title: String,
    /// Paragraphs.
    pub body: String,
    /// First day on which it is shown.
    pub from: Day,
    /// Last day on which it holds.
    pub until: Option<Day>,
    /// Why it was withdrawn, where it was.
    pub withdrawn: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    version: i32,
    at: i64,
    actor: Uuid,
    role: String,
    service: Option<String>,
    title: String,
    body: String,
    from_day: i32,
    until_day: Option<i32>,
    withdrawn: Option<String>,
}

const DOING: &str = "read announcements";

fn announcements(rows: Vec<Row>) -> Result<Vec<Announcement>, StoreError> {
    let day = |number| Day::from_number(number).ok_or_else(|| StoreError::because(DOING, "a stored day is out of range"));
    rows.into_iter()
        .map(|row| {
            Ok(Announcement {
                id: row.id,
                version: fits(DOING, row.version)?,
                at: Instant(row.at),
                actor: AccountId(row.actor),
                role: row.role,
                service: row.service,
                title: row.title,
                body: row.body,
                from: day(row.from_day)?,
                until: row.until_day.map(day).transpose()?,
                withdrawn: row.withdrawn,
            })
        })
        .collect()
}

/// Keeps one more version.
///
/// # Errors
/// [`StoreError::Duplicate`] where that version is there already, else [`StoreError::Failed`].
pub async fn insert(tx: &mut Tx<'_>, region: &RegionCode, new: &Announcement) -> Result<(), StoreError> {
    let version: i32 = fits("keep an announcement", new.version)?;
    run!(tx, "keep an announcement", sql!("announcements/insert");
        region.as_str(), new.id, version, new.at.0, new.actor.0, new.role.as_str(), new.service.as_deref(), new.title.as_str(),
        new.body.as_str(), new.from.number(), new.until.map(Day::number), new.withdrawn.as_deref())?;
    Ok(())
}

/// All versions of one, the newest first; none where the region has no such announcement.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn versions(db: &Db, region: &RegionCode, id: Uuid) -> Result<Vec<Announcement>, StoreError> {
    announcements(read!(db, "read announcements", sql!("announcements/versions"), fetch_all; region.as_str(), id)?)
}

/// The newest versions, the latest beginning first, at most `limit` before (first day, id) of the last one seen; those that
/// were withdrawn only where asked for.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn newest(
    db: &Db,
    region: &RegionCode,
    before: (i32, Uuid),
    withdrawn_too: bool,
    limit: u32,
) -> Result<Vec<Announcement>, StoreError> {
    let (day, id) = before;
    let rows = read!(db, "read announcements", sql!("announcements/newest"), fetch_all;
        region.as_str(), day, id, withdrawn_too, i64::from(limit))?;
    announcements(rows)
}
