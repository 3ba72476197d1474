//! What accounts are told: an inbox on the screen, and an outbox of what is sent to an address.
use crate::{
    Db, StoreError, Tx,
    json::{self, Hex, fits},
    run::{read, run},
    sql::sql,
};
use domain::{case::CaseId, people::AccountId, region::RegionCode, time::Instant};
use serde::Serialize;
use uuid::Uuid;

/// A notice to write down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotice {
    /// Its id.
    pub id: Uuid,
    /// Who is told.
    pub account: AccountId,
    /// About which case.
    pub case: Option<CaseId>,
    /// The kind's key.
    pub kind: String,
    /// One line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The path to go on at.
    pub link: String,
    /// The sealed address it is also sent to; `None` keeps it on the screen.
    pub address: Option<String>,
    /// When; sending is due from then on.
    pub created_at: Instant,
}

/// A notice as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its id.
    pub id: Uuid,
    /// The region.
    pub region: RegionCode,
    /// Who is told.
    pub account: AccountId,
    /// About which case.
    pub case: Option<CaseId>,
    /// The kind's key.
    pub kind: String,
    /// One line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The path to go on at.
    pub link: String,
    /// The sealed address, where it is sent to one.
    pub address: Option<String>,
    /// When it was written.
    pub created_at: Instant,
    /// When it was read on the screen.
    pub read_at: Option<Instant>,
    /// When it was sent.
    pub sent_at: Option<Instant>,
    /// How often sending failed.
    pub attempts: u32,
    /// When sending is due; `None` where it was given up or never asked for.
    pub next_at: Option<Instant>,
}

#[derive(sqlx::FromRow)]
struct NoticeRow {
    id: Uuid,
    region: String,
    account_id: Uuid,
    case_id: Option<Uuid>,
    kind: String,
    subject: String,
    body: String,
    link: String,
    address: Option<String>,
    created_at: i64,
    read_at: Option<i64>,
    sent_at: Option<i64>,
    attempts: i32,
    next_at: Option<i64>,
}

fn notices(rows: Vec<NoticeRow>) -> Result<Vec<Notice>, StoreError> {
    rows.into_iter()
        .map(|row| {
            Ok(Notice {
                id: row.id,
                region: fits("read notices", row.region)?,
                account: AccountId(row.account_id),
                case: row.case_id.map(CaseId),
                kind: row.kind,
                subject: row.subject,
                body: row.body,
                link: row.link,
                address: row.address,
                created_at: Instant(row.created_at),
                read_at: row.read_at.map(Instant),
                sent_at: row.sent_at.map(Instant),
                attempts: fits("read notices", row.attempts)?,
                next_at: row.next_at.map(Instant),
            })
        })
        .collect()
}

/// A notice in the list that a statement takes.
#[derive(Serialize)]
struct Listed<'a> {
    id: Hex,
    account: Hex,
    case: Option<Hex>,
    kind: &'a str,
    subject: &'a str,
    body: &'a str,
    link: &'a str,
    address: Option<&'a str>,
    created_at: i64,
}

/// The list that the statements take; `None` where there is nobody to tell.
pub(crate) fn as_json(new: &[NewNotice]) -> Result<Option<String>, StoreError> {
    if new.is_empty() {
        return Ok(None);
    }
    let list: Vec<Listed<'_>> = new
        .iter()
        .map(|notice| Listed {
            id: Hex(notice.id),
            account: Hex(notice.account.0),
            case: notice.case.map(|CaseId(case)| Hex(case)),
            kind: &notice.kind,
            subject: &notice.subject,
            body: &notice.body,
            link: &notice.link,
            address: notice.address.as_deref(),
            created_at: notice.created_at.0,
        })
        .collect();
    json::write("write notices", &list).map(Some)
}

/// Writes one notice that belongs to no event.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn insert(tx: &mut Tx<'_>, region: &RegionCode, new: &NewNotice) -> Result<(), StoreError> {
    let list = as_json(std::slice::from_ref(new))?;
    run!(tx, "write notices", sql!(both "notices/insert"); region.as_str(), list)?;
    Ok(())
}

/// An account's notices, newest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_account(db: &Db, region: &RegionCode, account: AccountId, limit: u32) -> Result<Vec<Notice>, StoreError> {
    notices(read!(db, "read notices", sql!("notices/of_account"), fetch_all; region.as_str(), account.0, i64::from(limit))?)
}

/// How many an account has not read, but for those of the kind `hidden`, which it is not shown.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn unread_count(db: &Db, region: &RegionCode, account: AccountId, hidden: &str) -> Result<i64, StoreError> {
    let (n,): (i64,) = read!(db, "count notices", sql!("notices/unread"), fetch_one; region.as_str(), account.0, hidden)?;
    Ok(n)
}

/// Marks an account's notice, or with `None` all of them, as read; gives how many were not yet.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn mark_read(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    account: AccountId,
    notice: Option<Uuid>,
    at: Instant,
) -> Result<u64, StoreError> {
    run!(tx, "mark notices as read", sql!("notices/mark_read"); region.as_str(), account.0, notice, at.0)
}

/// What is due to be sent in any region, the longest due first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn due(db: &Db, now: Instant, limit: u32) -> Result<Vec<Notice>, StoreError> {
    notices(read!(db, "read notices", sql!("notices/due"), fetch_all; now.0, i64::from(limit))?)
}

/// Notes that one was sent.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn sent(tx: &mut Tx<'_>, notice: Uuid, at: Instant) -> Result<(), StoreError> {
    run!(tx, "note that a notice was sent", sql!("notices/sent"); notice, at.0)?;
    Ok(())
}

/// Notes that sending one failed, and when to try again; `None` gives up.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn failed(tx: &mut Tx<'_>, notice: Uuid, next_at: Option<Instant>) -> Result<(), StoreError> {
    run!(tx, "note that a notice was not sent", sql!("notices/failed"); notice, next_at.map(|Instant(at)| at))?;
    Ok(())
}
