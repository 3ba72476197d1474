//! Changes of a region's rules: drafts, and what was published, which the database itself keeps as it is.
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

/// How far changes have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmendmentState {
    /// They are being written.
    Draft,
    /// They hold, or will from their day on.
    Published,
    /// They were given up.
    Dropped,
}

/// That changes were published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// By whom.
    pub by: AccountId,
    /// When.
    pub at: Instant,
    /// The first day on which they hold.
    pub from: Day,
    /// As which of the region's, from 1.
    pub place: i32,
}

/// Changes that hold together.
#[derive(Clone, Debug, PartialEq)]
pub struct AmendmentRow {
    /// Their id.
    pub id: Uuid,
    /// What they are about.
    pub title: String,
    /// Why.
    pub reason: String,
    /// Who began them.
    pub author: AccountId,
    /// How far they have come.
    pub state: AmendmentState,
    /// The changes, as JSON.
    pub changes: String,
    /// The versions of rules that they make, as JSON.
    pub versions: String,
    /// Those that they take back.
    pub undoes: Option<Uuid>,
    /// Counts up with every writing.
    pub version: i32,
    /// When they were begun.
    pub created_at: Instant,
    /// That they were published.
    pub published: Option<Published>,
}

/// Published changes as they are laid over the files.
#[derive(Clone, Debug, PartialEq)]
pub struct InForce {
    /// Whose.
    pub region: RegionCode,
    /// Their id.
    pub id: Uuid,
    /// The changes, as JSON.
    pub changes: String,
    /// The versions of rules that they make, as JSON.
    pub versions: String,
    /// The first day on which they hold.
    pub from: Day,
    /// As which of the region's.
    pub place: i32,
}

const DOING: &str = "read changes of rules";

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    title: String,
    reason: String,
    author: Uuid,
    state: String,
    changes: String,
    versions: String,
    undoes: Option<Uuid>,
    version: i32,
    created_at: i64,
    published_by: Option<Uuid>,
    published_at: Option<i64>,
    from_day: Option<i32>,
    place: Option<i32>,
}

fn day(number: i32) -> Result<Day, StoreError> {
    Day::from_number(number).ok_or_else(|| StoreError::because(DOING, "a stored day is out of range"))
}

impl TryFrom<Row> for AmendmentRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let published = match (row.published_by, row.published_at, row.from_day, row.place) {
            (Some(by), Some(at), Some(from), Some(place)) => {
                Some(Published { by: AccountId(by), at: Instant(at), from: day(from)?, place })
            }
            _ => None,
        };
        let state = match row.state.as_str() {
            "draft" => AmendmentState::Draft,
            "published" => AmendmentState::Published,
            _ => AmendmentState::Dropped,
        };
        Ok(Self {
            id: row.id,
            title: row.title,
            reason: row.reason,
            author: AccountId(row.author),
            state,
            changes: row.changes,
            versions: row.versions,
            undoes: row.undoes,
            version: row.version,
            created_at: Instant(row.created_at),
            published,
        })
    }
}

/// A region's changes, the newest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of(db: &Db, region: &RegionCode, limit: u32) -> Result<Vec<AmendmentRow>, StoreError> {
    let rows: Vec<Row> = read!(db, "read changes of rules", sql!("amendments/of"), fetch_all; region.as_str(), i64::from(limit))?;
    rows.into_iter().map(AmendmentRow::try_from).collect()
}

/// One of a region's.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn one(db: &Db, region: &RegionCode, id: Uuid) -> Result<Option<AmendmentRow>, StoreError> {
    let row: Option<Row> = read!(db, "read changes of rules", sql!("amendments/one"), fetch_optional; region.as_str(), id)?;
    row.map(AmendmentRow::try_from).transpose()
}

/// Everything that was published, of every region, in its order.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn published(db: &Db) -> Result<Vec<InForce>, StoreError> {
    let rows: Vec<(String, Uuid, String, String, i32, i32)> = read!(db, "read changes of rules", sql!("amendments/published"), fetch_all)?;
    rows.into_iter()
        .map(|(region, id, changes, versions, from, place)| {
            Ok(InForce { region: fits(DOING, region)?, id, changes, versions, from: day(from)?, place })
        })
        .collect()
}

/// What is published where, and from which day: enough to see whether something came.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn marks(db: &Db) -> Result<Vec<(RegionCode, i32, Day)>, StoreError> {
    let rows: Vec<(String, i32, i32)> = read!(db, "read changes of rules", sql!("amendments/marks"), fetch_all)?;
    rows.into_iter().map(|(region, place, from)| Ok((fits(DOING, region)?, place, day(from)?))).collect()
}

/// Begins a draft.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn insert(tx: &mut Tx<'_>, region: &RegionCode, row: &AmendmentRow) -> Result<(), StoreError> {
    run!(tx, "begin a change of rules", sql!("amendments/insert"); row.id, region.as_str(), row.title.as_str(), row.reason.as_str(),
        row.author.0, row.changes.as_str(), row.undoes, row.created_at.millis())?;
    Ok(())
}

/// Writes a draft's words and changes over the version that was seen.
///
/// # Errors
/// [`StoreError::Conflict`] where it is another one, or no draft any more; [`StoreError::Failed`].
pub async fn write(tx: &mut Tx<'_>, region: &RegionCode, row: &AmendmentRow) -> Result<(), StoreError> {
    once(run!(tx, "write a change of rules", sql!("amendments/write"); region.as_str(), row.id, row.version, row.title.as_str(),
        row.reason.as_str(), row.changes.as_str())?)
}

/// Gives a draft up.
///
/// # Errors
/// As [`write`].
pub async fn drop(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, version: i32) -> Result<(), StoreError> {
    once(run!(tx, "give up a change of rules", sql!("amendments/drop"); region.as_str(), id, version)?)
}

/// Publishes a draft with the versions that it makes.
///
/// # Errors
/// [`StoreError::Conflict`] as [`write`]; [`StoreError::Duplicate`] where another one took its place; [`StoreError::Failed`].
pub async fn publish(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    (id, version): (Uuid, i32),
    versions: &str,
    as_it_is: Published,
) -> Result<(), StoreError> {
    once(run!(tx, "publish a change of rules", sql!("amendments/publish"); region.as_str(), id, version, versions, as_it_is.by.0,
        as_it_is.at.millis(), as_it_is.place, as_it_is.from.number())?)
}

fn once(rows: u64) -> Result<(), StoreError> {
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict) }
}
