//! Who works on what at a desk: piles, turns, absences, and who has a case open. What a case says of it is in its row; here is
//! what no case says.
use crate::{
    Db, StoreError, Tx,
    json::{self, Hex},
    run::{read, read_in, run},
    sql::sql,
};
use domain::{
    case::CaseId,
    people::AccountId,
    region::RegionCode,
    time::{Day, Instant},
};
use std::collections::BTreeMap;
use uuid::Uuid;

const DOING: &str = "read who works on what";

/// What an officer has to do, as a rule that divides work looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// The officer.
    pub account: AccountId,
    /// Open cases that they were given or took, put aside or not; 0 where they were not counted.
    pub open: i64,
    /// When they last got one by turn at the desk.
    pub turn: Option<Instant>,
}

/// Days on which somebody is away, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    /// Its id.
    pub id: Uuid,
    /// Who is away.
    pub account: AccountId,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
    /// Why, in a few words.
    pub reason: String,
}

fn ids(accounts: &[AccountId]) -> Result<String, StoreError> {
    json::write(DOING, &accounts.iter().map(|a| Hex(a.0)).collect::<Vec<_>>())
}

/// Keeps others from dividing what comes to a desk until the transaction ends: else two cases that come at once go to the same
/// officer. On SQLite there is one writer.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn lock(tx: &mut Tx<'_>, region: &RegionCode, desk: &str) -> Result<(), StoreError> {
    if !tx.is_sqlite() {
        let sql = sql!(postgres "assign/lock");
        run!(tx, "divide a desk's work", sql; region.as_str(), desk)?;
    }
    Ok(())
}

/// What each of the officers has to do, where `counted`, and when it was last their turn at a desk (`role@agency`).
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn loads(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    officers: &[AccountId],
    (desk, counted): (&str, bool),
    at: Instant,
) -> Result<Vec<Load>, StoreError> {
    let rows: Vec<(Uuid, i64, Option<i64>)> = read_in!(tx, "read who works on what", sql!(both "assign/loads"), fetch_all;
        region.as_str(), ids(officers)?, at.millis(), desk, counted)?;
    Ok(rows.into_iter().map(|(account, open, turn)| Load { account: AccountId(account), open, turn: turn.map(Instant) }).collect())
}

/// Notes that it was somebody's turn at a desk.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn take_turn(tx: &mut Tx<'_>, region: &RegionCode, desk: &str, account: AccountId, at: Instant) -> Result<(), StoreError> {
    run!(tx, "note a turn", sql!("assign/turn"); region.as_str(), desk, account.0, at.millis())?;
    Ok(())
}

/// Cases on an officer's pile at a desk, put aside or not, by their ids; a page after `after`.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn on_pile(
    db: &Db,
    region: &RegionCode,
    (account, desk): (AccountId, &str),
    after: CaseId,
    at: Instant,
    limit: u32,
) -> Result<Vec<CaseId>, StoreError> {
    let rows: Vec<(Uuid,)> = read!(db, "read a pile", sql!("assign/on_pile"), fetch_all;
        region.as_str(), account.0, desk, after.0, at.millis(), i64::from(limit))?;
    Ok(rows.into_iter().map(|(id,)| CaseId(id)).collect())
}

/// Notes that somebody is away.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn add_absence(tx: &mut Tx<'_>, region: &RegionCode, absence: &Absence, by: AccountId, at: Instant) -> Result<(), StoreError> {
    run!(tx, "note an absence", sql!("assign/add_absence"); absence.id, region.as_str(), absence.account.0, absence.from.number(),
        absence.until.number(), absence.reason.as_str(), by.0, at.millis())?;
    Ok(())
}

/// Shortens an absence: `until` is its last day from now on.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn end_absence(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, until: Day) -> Result<(), StoreError> {
    run!(tx, "shorten an absence", sql!("assign/end_absence"); region.as_str(), id, until.number())?;
    Ok(())
}

/// Absences that last until this day or longer, also those to come.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn absences(db: &Db, region: &RegionCode, from: Day) -> Result<Vec<Absence>, StoreError> {
    absent(read!(db, "read absences", sql!("assign/absences"), fetch_all; region.as_str(), from.number())?)
}

/// As [`absences`], of what a transaction sees.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn absences_in(tx: &mut Tx<'_>, region: &RegionCode, from: Day) -> Result<Vec<Absence>, StoreError> {
    absent(read_in!(tx, "read absences", sql!("assign/absences"), fetch_all; region.as_str(), from.number())?)
}

fn absent(rows: Vec<(Uuid, Uuid, i32, i32, String)>) -> Result<Vec<Absence>, StoreError> {
    let day = |number| Day::from_number(number).ok_or_else(|| StoreError::because(DOING, "a stored day is out of range"));
    rows.into_iter()
        .map(|(id, account, from, until, reason)| {
            Ok(Absence { id, account: AccountId(account), from: day(from)?, until: day(until)?, reason })
        })
        .collect()
}

/// Notes that an officer has a case open now.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn look(tx: &mut Tx<'_>, region: &RegionCode, case: CaseId, who: AccountId, at: Instant) -> Result<(), StoreError> {
    run!(tx, "note who looks", sql!("assign/look"); region.as_str(), case.0, who.0, at.millis())?;
    Ok(())
}

/// Who beside `who` has a case open and was seen since then: names.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn lookers(
    db: &Db,
    region: &RegionCode,
    case: CaseId,
    who: AccountId,
    since: Instant,
) -> Result<Vec<(AccountId, String)>, StoreError> {
    let rows: Vec<(Uuid, String)> =
        read!(db, "read who looks", sql!("assign/lookers"), fetch_all; region.as_str(), case.0, who.0, since.millis())?;
    Ok(rows.into_iter().map(|(account, name)| (AccountId(account), name)).collect())
}

/// Forgets who was not seen since then.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn look_away(tx: &mut Tx<'_>, region: &RegionCode, before: Instant) -> Result<(), StoreError> {
    run!(tx, "forget who looked", sql!("assign/look_away"); region.as_str(), before.millis())?;
    Ok(())
}

/// Names of officers.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn names(db: &Db, accounts: &[AccountId]) -> Result<BTreeMap<AccountId, String>, StoreError> {
    if accounts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(Uuid, String)> = read!(db, "read names", sql!(both "assign/names"), fetch_all; ids(accounts)?)?;
    Ok(rows.into_iter().map(|(account, name)| (AccountId(account), name)).collect())
}
