//! The log of work as a whole, for writing anew what follows from it.
use crate::{
    Db, StoreError, Tx,
    json::fits,
    run::{read, run},
    sql::sql,
};
use domain::region::RegionCode;
use uuid::Uuid;

/// An event of the log of work.
#[derive(Debug)]
pub struct Happened {
    /// What it happened to: an entry, a plan, an objection, a month, or the organisation.
    pub subject: Uuid,
    /// Counted from 1.
    pub version: u32,
    /// What.
    pub kind: String,
    /// The event.
    pub body: String,
    /// The entry, plan or objection as it stands; nothing where there is none.
    pub stands: Option<String>,
}

type Row = (Uuid, i32, String, String, Option<String>);

/// What happened behind a place, in the order of subjects and of versions.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn after(db: &Db, region: &RegionCode, (subject, version): (Uuid, u32), limit: u32) -> Result<Vec<Happened>, StoreError> {
    const READING: &str = "read the log of work";
    let version: i32 = fits(READING, version)?;
    let rows: Vec<Row> =
        read!(db, "read the log of work", sql!("work/history"), fetch_all; region.as_str(), subject, version, i64::from(limit))?;
    let happened =
        |(subject, version, kind, body, stands): Row| Ok(Happened { subject, version: fits(READING, version)?, kind, body, stands });
    rows.into_iter().map(happened).collect()
}

/// Takes entries, plans and objections away to which nothing ever happened; how many they were.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn take_unfounded(tx: &mut Tx<'_>, region: &RegionCode) -> Result<u64, StoreError> {
    let entries = run!(tx, "take away what nobody entered", sql!("work/unfounded_entry"); region.as_str())?;
    let plans = run!(tx, "take away what nobody planned", sql!("work/unfounded_plan"); region.as_str())?;
    let objections = run!(tx, "take away what nobody objected", sql!("work/unfounded_objection"); region.as_str())?;
    Ok(entries + plans + objections)
}
