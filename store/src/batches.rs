//! One deed done to many cases: what was chosen, what is done to each and what became of it. The statements that claim a batch and
//! say what became of a case touch a row only once, so that two servers never do the same thing twice.
use crate::{
    Db, StoreError, Tx,
    json::{self, Hex},
    run::{read, run},
    sql::sql,
};
use domain::{batch::Deed, case::CaseId, number::CaseNumber, people::AccountId, region::RegionCode, text::Text, time::Instant};
use uuid::Uuid;

const DOING: &str = "read what is done to many cases";

/// One batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// Whose it is.
    pub account: AccountId,
    /// The question of the list that it was chosen from.
    pub query: String,
    /// How many cases the question had found; no more than some of these are in it.
    pub found: i64,
    /// What is done to each, once it is ordered.
    pub deed: Option<Deed>,
    /// When it was chosen.
    pub made_at: Instant,
    /// When it runs.
    pub runs_at: Option<Instant>,
    /// When it was taken back.
    pub undone_at: Option<Instant>,
    /// When all its cases had been tried.
    pub ended_at: Option<Instant>,
}

/// A case of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchLine {
    /// Its place, from 1.
    pub n: i64,
    /// The case.
    pub case: CaseId,
    /// The version that was seen.
    pub seen: u32,
    /// Whether the deed was done, and why not; `None` while it waits.
    pub done: Option<Result<(), Text>>,
    /// The case's number.
    pub number: CaseNumber,
    /// The organisation.
    pub organisation: String,
    /// The activity.
    pub title: String,
    /// The service's key.
    pub service: String,
    /// The key of the stage where it stands now.
    pub stage: String,
}

/// A batch in a list of them.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchHead {
    /// Its id.
    pub id: Uuid,
    /// What is done to each.
    pub deed: Option<Deed>,
    /// When it was chosen.
    pub made_at: Instant,
    /// When it runs.
    pub runs_at: Option<Instant>,
    /// When it was taken back.
    pub undone_at: Option<Instant>,
    /// When all its cases had been tried.
    pub ended_at: Option<Instant>,
    /// To how many the deed was done.
    pub done: i64,
    /// To how many it was not.
    pub refused: i64,
    /// All its cases.
    pub all: i64,
}

fn deed(text: Option<&str>) -> Result<Option<Deed>, StoreError> {
    text.map(|text| json::read(DOING, text)).transpose()
}

/// Keeps what was chosen, in its order, each case with the version that was seen.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn insert(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    (id, account): (Uuid, AccountId),
    (query, found): (&str, i64),
    cases: &[(CaseId, u32)],
    at: Instant,
) -> Result<(), StoreError> {
    let ids = json::write(DOING, &cases.iter().map(|(case, _)| Hex(case.0)).collect::<Vec<_>>())?;
    let seen = json::write(DOING, &cases.iter().map(|(_, seen)| *seen).collect::<Vec<_>>())?;
    run!(tx, "keep what was chosen", sql!("batches/insert"); id, region.as_str(), account.0, query, found, at.millis())?;
    run!(tx, "keep what was chosen", sql!(both "batches/rows"); id, region.as_str(), ids, seen)?;
    Ok(())
}

/// A batch.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_id(db: &Db, region: &RegionCode, id: Uuid) -> Result<Option<Batch>, StoreError> {
    type Row = (Uuid, String, i64, Option<String>, i64, Option<i64>, Option<i64>, Option<i64>);
    let row: Option<Row> = read!(db, "read what is done to many cases", sql!("batches/by_id"), fetch_optional; region.as_str(), id)?;
    row.map(|(account, query, found, text, made_at, runs_at, undone_at, ended_at)| {
        Ok(Batch {
            account: AccountId(account),
            query,
            found,
            deed: deed(text.as_deref())?,
            made_at: Instant(made_at),
            runs_at: runs_at.map(Instant),
            undone_at: undone_at.map(Instant),
            ended_at: ended_at.map(Instant),
        })
    })
    .transpose()
}

/// The cases of a batch, in their order.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn lines(db: &Db, region: &RegionCode, id: Uuid) -> Result<Vec<BatchLine>, StoreError> {
    type Row = (i64, Uuid, i64, Option<i64>, Option<String>, String, String, String, String, String);
    let rows: Vec<Row> = read!(db, "read what is done to many cases", sql!("batches/lines"), fetch_all; region.as_str(), id)?;
    let line = |(n, case, seen, done, says, number, organisation, title, service, stage): Row| {
        let why = says.map(|says| json::read(DOING, &says)).transpose()?.unwrap_or_default();
        Ok(BatchLine {
            n,
            case: CaseId(case),
            seen: u32::try_from(seen).unwrap_or(0),
            done: done.map(|done| if done == 1 { Ok(()) } else { Err(why) }),
            number: number.parse().map_err(|error| StoreError::failed(DOING, error))?,
            organisation,
            title,
            service,
            stage,
        })
    };
    rows.into_iter().map(line).collect()
}

/// The newest batches of an account that something was ordered for.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of(db: &Db, region: &RegionCode, account: AccountId, limit: u32) -> Result<Vec<BatchHead>, StoreError> {
    type Row = (Uuid, Option<String>, i64, Option<i64>, Option<i64>, Option<i64>, i64, i64, i64);
    let rows: Vec<Row> =
        read!(db, "read what is done to many cases", sql!("batches/of"), fetch_all; region.as_str(), account.0, i64::from(limit))?;
    let head = |(id, text, made_at, runs_at, undone_at, ended_at, done, refused, all): Row| {
        Ok(BatchHead {
            id,
            deed: deed(text.as_deref())?,
            made_at: Instant(made_at),
            runs_at: runs_at.map(Instant),
            undone_at: undone_at.map(Instant),
            ended_at: ended_at.map(Instant),
            done,
            refused,
            all,
        })
    };
    rows.into_iter().map(head).collect()
}

/// Orders what is done to each and when; gives whether nothing had been ordered yet.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn order(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, deed: &Deed, runs_at: Instant) -> Result<bool, StoreError> {
    let deed = json::write(DOING, deed)?;
    Ok(run!(tx, "order what is done to many cases", sql!("batches/order"); region.as_str(), id, deed, runs_at.millis())? > 0)
}

/// Takes it back; gives whether nobody had begun with it.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn undo(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, account: AccountId, at: Instant) -> Result<bool, StoreError> {
    Ok(run!(tx, "take back what was ordered", sql!("batches/undo"); region.as_str(), id, account.0, at.millis())? > 0)
}

/// Batches that wait for a server, the earliest first, with their times.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn waiting(db: &Db, region: &RegionCode, at: Instant) -> Result<Vec<(Uuid, Instant)>, StoreError> {
    let rows: Vec<(Uuid, i64)> =
        read!(db, "read what is done to many cases", sql!("batches/waiting"), fetch_all; region.as_str(), at.millis())?;
    Ok(rows.into_iter().map(|(id, at)| (id, Instant(at))).collect())
}

/// Claims a batch that is due until `until`; gives whether no other server has it.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn claim(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, at: Instant, until: Instant) -> Result<bool, StoreError> {
    Ok(run!(tx, "claim what is done to many cases", sql!("batches/claim"); region.as_str(), id, at.millis(), until.millis())? > 0)
}

/// Goes on with it until `until`.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn hold(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, until: Instant) -> Result<(), StoreError> {
    run!(tx, "go on with what is done to many cases", sql!("batches/hold"); region.as_str(), id, until.millis())?;
    Ok(())
}

/// Says what became of a case; gives whether nobody had said it.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn row_done(tx: &mut Tx<'_>, region: &RegionCode, (id, n): (Uuid, i64), done: &Result<(), Text>) -> Result<bool, StoreError> {
    let says = done.as_ref().err().map(|why| json::write(DOING, why)).transpose()?;
    let done = i64::from(done.is_ok());
    Ok(run!(tx, "say what became of a case", sql!("batches/row_done"); region.as_str(), id, n, done, says)? > 0)
}

/// All its cases were tried.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn end(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, at: Instant) -> Result<(), StoreError> {
    run!(tx, "end what is done to many cases", sql!("batches/end"); region.as_str(), id, at.millis())?;
    Ok(())
}

/// Forgets what was chosen before `before` and never ordered.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn forget(tx: &mut Tx<'_>, region: &RegionCode, before: Instant) -> Result<(), StoreError> {
    run!(tx, "forget what was chosen", sql!("batches/forget_rows"); region.as_str(), before.millis())?;
    run!(tx, "forget what was chosen", sql!("batches/forget"); region.as_str(), before.millis())?;
    Ok(())
}
