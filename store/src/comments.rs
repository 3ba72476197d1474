//! What the public wrote about cases, and what officers did about it. Both are only ever added to.
use crate::{
    Db, StoreError, Tx,
    json::fits,
    run::{read, run},
    sql::sql,
};
use domain::{case::CaseId, comment::Kind, people::AccountId, region::RegionCode, time::Instant};
use std::collections::HashMap;
use uuid::Uuid;

const DOING: &str = "read comments";

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its id.
    pub id: Uuid,
    /// The case that it is about.
    pub case: CaseId,
    /// Why it was written.
    pub kind: Kind,
    /// The name to show with it.
    pub alias: Option<String>,
    /// The text as it was typed.
    pub body: String,
    /// How to reach whoever wrote it, sealed.
    pub contact_sealed: Option<String>,
    /// When.
    pub at: Instant,
}

/// What can be done about a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Everyone may read it.
    Shown,
    /// Nobody may, for a reason.
    Hidden,
    /// The office answered.
    Answered,
    /// Somebody looked at how to reach whoever wrote it.
    Revealed,
}

impl What {
    fn name(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Hidden => "hidden",
            Self::Answered => "answered",
            Self::Revealed => "revealed",
        }
    }
}

/// Something that an officer did about a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When.
    pub at: Instant,
    /// The role by which they might.
    pub role: String,
    /// The agency that they acted for.
    pub agency: Option<String>,
    /// What they did.
    pub what: What,
    /// The code of the reason for hiding.
    pub reason: Option<String>,
    /// The answer.
    pub body: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    kind: String,
    alias: Option<String>,
    body: String,
    contact_sealed: Option<String>,
    at: i64,
}

impl TryFrom<Row> for Comment {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let kind = Kind::named(&row.kind).ok_or_else(|| StoreError::because(DOING, "a stored kind is unknown"))?;
        Ok(Self {
            id: row.id,
            case: CaseId(row.case_id),
            kind,
            alias: row.alias,
            body: row.body,
            contact_sealed: row.contact_sealed,
            at: Instant(row.at),
        })
    }
}

fn comments(rows: Vec<Row>) -> Result<Vec<Comment>, StoreError> {
    rows.into_iter().map(Comment::try_from).collect()
}

/// Keeps a comment, and puts it before those who moderate.
///
/// # Errors
/// [`StoreError::Duplicate`] where it is there already, else [`StoreError::Failed`].
pub async fn insert(tx: &mut Tx<'_>, region: &RegionCode, new: &Comment, code_hash: &[u8]) -> Result<(), StoreError> {
    run!(tx, "keep a comment", sql!("comments/insert");
        region.as_str(), new.id, new.case.0, new.kind.name(), new.alias.as_deref(), new.body.as_str(),
        new.contact_sealed.as_deref(), code_hash, new.at.0)?;
    run!(tx, "keep a comment", sql!("comments/wait"); region.as_str(), new.at.0, new.id)?;
    Ok(())
}

/// Keeps what an officer did about a comment, behind the `seen` acts that were there.
///
/// # Errors
/// [`StoreError::Duplicate`] where there are more by now, else [`StoreError::Failed`].
pub async fn act(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    comment: &Comment,
    seen: usize,
    actor: AccountId,
    act: &Act,
) -> Result<(), StoreError> {
    let version: i32 = fits("act on a comment", seen + 1)?;
    run!(tx, "act on a comment", sql!("comments/insert_act");
        region.as_str(), comment.id, version, act.at.0, actor.0, act.role.as_str(), act.agency.as_deref(), act.what.name(),
        act.reason.as_deref(), act.body.as_deref())?;
    if matches!(act.what, What::Shown | What::Hidden) {
        run!(tx, "act on a comment", sql!("comments/decided"); region.as_str(), comment.at.0, comment.id)?;
    }
    Ok(())
}

/// One comment, if the region has it.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_id(db: &Db, region: &RegionCode, id: Uuid) -> Result<Option<Comment>, StoreError> {
    let row: Option<Row> = read!(db, "read comments", sql!("comments/by_id"), fetch_optional; region.as_str(), id)?;
    row.map(Comment::try_from).transpose()
}

/// The comment of a receipt's code.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_code(db: &Db, region: &RegionCode, code_hash: &[u8]) -> Result<Option<Comment>, StoreError> {
    let row: Option<Row> = read!(db, "read comments", sql!("comments/by_code"), fetch_optional; region.as_str(), code_hash)?;
    row.map(Comment::try_from).transpose()
}

/// The newest of what was written about a case, the oldest of them first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_case(db: &Db, region: &RegionCode, case: CaseId, limit: u32) -> Result<Vec<Comment>, StoreError> {
    let rows: Vec<Row> = read!(db, "read comments", sql!("comments/of_case"), fetch_all; region.as_str(), case.0, i64::from(limit))?;
    comments(rows.into_iter().rev().collect())
}

/// The same of what everyone may read: nothing that waits or is hidden takes its place.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn shown_of_case(db: &Db, region: &RegionCode, case: CaseId, limit: u32) -> Result<Vec<Comment>, StoreError> {
    let rows: Vec<Row> = read!(db, "read comments", sql!("comments/shown_of_case"), fetch_all; region.as_str(), case.0, i64::from(limit))?;
    comments(rows.into_iter().rev().collect())
}

/// How many problems were reported about a case and are not hidden, and how many of them were answered.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn reports_of_case(db: &Db, region: &RegionCode, case: CaseId) -> Result<(i64, i64), StoreError> {
    read!(db, "count reports", sql!("comments/reports_of_case"), fetch_one; region.as_str(), case.0, Kind::Problem.name())
}

/// What nobody has shown or hidden yet, the oldest first, behind (at, id) of the last one seen.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn waiting(db: &Db, region: &RegionCode, after: (i64, Uuid), limit: u32) -> Result<Vec<Comment>, StoreError> {
    comments(read!(db, "read comments", sql!("comments/waiting"), fetch_all; region.as_str(), after.0, after.1, i64::from(limit))?)
}

type ActRow = (Uuid, i64, String, Option<String>, String, Option<String>, Option<String>);

fn act_of((comment, at, role, agency, what, reason, body): ActRow) -> Result<(Uuid, Act), StoreError> {
    let known = [What::Shown, What::Hidden, What::Answered, What::Revealed].into_iter().find(|w| w.name() == what);
    let what = known.ok_or_else(|| StoreError::because(DOING, "a stored act is unknown"))?;
    Ok((comment, Act { at: Instant(at), role, agency, what, reason, body }))
}

/// What officers did about a comment, the oldest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn acts(db: &Db, region: &RegionCode, comment: Uuid) -> Result<Vec<Act>, StoreError> {
    let rows: Vec<ActRow> = read!(db, "read comments", sql!("comments/acts"), fetch_all; region.as_str(), comment)?;
    rows.into_iter().map(|row| act_of(row).map(|(_, act)| act)).collect()
}

/// What officers did about each comment of a case, the oldest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn acts_of_case(db: &Db, region: &RegionCode, case: CaseId) -> Result<HashMap<Uuid, Vec<Act>>, StoreError> {
    let rows: Vec<ActRow> = read!(db, "read comments", sql!("comments/acts_of_case"), fetch_all; region.as_str(), case.0)?;
    let mut acts = HashMap::<Uuid, Vec<Act>>::new();
    for row in rows {
        let (comment, act) = act_of(row)?;
        acts.entry(comment).or_default().push(act);
    }
    Ok(acts)
}
