//! Requests that are being written, with their files. A draft belongs to an owner (an account, signed in or guest) and
//! can be gone on with elsewhere by a resume code.
mod document;

pub use document::{DraftDocument, add_document, documents, remove_document};

use crate::{
    Db, StoreError, Tx,
    json::{self, fits},
    run::{read, read_in, run},
    sql::sql,
};
use domain::{case::CaseId, form::Answers, number::CaseNumber, region::RegionCode, time::Instant};
use uuid::Uuid;

const DOING: &str = "read a draft";

/// A draft to begin; its version is 1.
#[derive(Clone, PartialEq, Eq)]
pub struct NewDraft {
    /// Its id.
    pub id: Uuid,
    /// The service's key.
    pub service: String,
    /// Whose it is.
    pub owner: Uuid,
    /// The hash of its resume code.
    pub resume_hash: Option<Vec<u8>>,
    /// The case that it is about; `None` for a new request.
    pub case: Option<CaseId>,
    /// The action whose captures it holds; `None` where it mends the case.
    pub action: Option<String>,
    /// The answers so far, sealed fields sealed.
    pub answers: Answers,
    /// The form's page to go on at; for an action, the stage that offers it.
    pub page: String,
    /// Other services that are asked for in the same file, by key.
    pub together: Vec<String>,
    /// What makes its submission one, however often it is sent.
    pub ticket: Uuid,
    /// When.
    pub created_at: Instant,
}

/// A draft as kept. The answers are a person's, so it has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: Uuid,
    /// The region.
    pub region: RegionCode,
    /// The service's key.
    pub service: String,
    /// Whose it is.
    pub owner: Uuid,
    /// The hash of its resume code.
    pub resume_hash: Option<Vec<u8>>,
    /// The case that it is about.
    pub case_id: Option<CaseId>,
    /// The action whose captures it holds.
    pub action: Option<String>,
    /// The answers so far.
    pub answers: Answers,
    /// The form's page to go on at.
    pub page: String,
    /// Counts how often it was saved.
    pub version: u32,
    /// Other services that are asked for in the same file, by key.
    pub together: Vec<String>,
    /// What makes its submission one.
    pub ticket: Uuid,
    /// When it was begun.
    pub created_at: Instant,
    /// When it was last saved.
    pub updated_at: Instant,
    /// The number of the case that it is about; `None` for a request that was not handed in yet.
    pub case: Option<CaseNumber>,
}

#[derive(sqlx::FromRow)]
struct DraftRow {
    id: Uuid,
    region: String,
    service: String,
    owner: Uuid,
    resume_hash: Option<Vec<u8>>,
    case_id: Option<Uuid>,
    action: Option<String>,
    answers: String,
    page: String,
    version: i32,
    ticket: Uuid,
    created_at: i64,
    updated_at: i64,
    together: String,
    number: Option<String>,
}

impl TryFrom<DraftRow> for Draft {
    type Error = StoreError;

    fn try_from(row: DraftRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            region: fits(DOING, row.region)?,
            service: row.service,
            owner: row.owner,
            resume_hash: row.resume_hash,
            case_id: row.case_id.map(CaseId),
            action: row.action,
            answers: json::read(DOING, &row.answers)?,
            page: row.page,
            version: fits(DOING, row.version)?,
            together: row.together.split(',').filter(|key| !key.is_empty()).map(str::to_owned).collect(),
            ticket: row.ticket,
            created_at: Instant(row.created_at),
            updated_at: Instant(row.updated_at),
            case: row.number.map(|number| fits(DOING, number)).transpose()?,
        })
    }
}

/// Begins a draft.
///
/// # Errors
/// [`StoreError::Duplicate`] where the resume code is in use, else [`StoreError::Failed`].
pub async fn insert(tx: &mut Tx<'_>, region: &RegionCode, new: &NewDraft) -> Result<(), StoreError> {
    run!(tx, "begin a draft", sql!("drafts/insert");
        new.id, region.as_str(), new.service.as_str(), new.owner, new.resume_hash.as_deref(),
        new.case.map(|case| case.0), new.action.as_deref(), json::write("begin a draft", &new.answers)?, new.page.as_str(), new.ticket, new.created_at.0,
        new.together.join(","))?;
    Ok(())
}

/// The draft of an id, if the region has it.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_id(db: &Db, region: &RegionCode, draft: Uuid) -> Result<Option<Draft>, StoreError> {
    let row: Option<DraftRow> = read!(db, "read a draft", sql!("drafts/by_id"), fetch_optional; region.as_str(), draft)?;
    row.map(Draft::try_from).transpose()
}

/// The draft of a resume code's hash, in whichever region.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_resume(db: &Db, resume_hash: &[u8]) -> Result<Option<Draft>, StoreError> {
    let row: Option<DraftRow> = read!(db, "read a draft", sql!("drafts/by_resume"), fetch_optional; resume_hash)?;
    row.map(Draft::try_from).transpose()
}

/// An owner's drafts in a region, the newest change first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_owner(db: &Db, region: &RegionCode, owner: Uuid) -> Result<Vec<Draft>, StoreError> {
    let rows: Vec<DraftRow> = read!(db, "read a draft", sql!("drafts/of_owner"), fetch_all; region.as_str(), owner)?;
    rows.into_iter().map(Draft::try_from).collect()
}

/// Saves a draft that is still in the version seen; gives the new version.
///
/// # Errors
/// [`StoreError::Conflict`] where it was saved elsewhere or is gone, else [`StoreError::Failed`].
pub async fn save(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    draft: Uuid,
    seen_version: u32,
    answers: &Answers,
    page: &str,
    at: Instant,
) -> Result<u32, StoreError> {
    let row: Option<(i32,)> = read_in!(tx, "save a draft", sql!("drafts/save"), fetch_optional;
        region.as_str(), draft, fits::<_, i32>("save a draft", seen_version)?, json::write("save a draft", answers)?, page, at.0)?;
    let (version,) = row.ok_or(StoreError::Conflict)?;
    fits("save a draft", version)
}

/// Gives an owner's drafts of a region to another, as when a guest signs in; gives how many.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn change_owner(tx: &mut Tx<'_>, region: &RegionCode, from: Uuid, to: Uuid) -> Result<u64, StoreError> {
    run!(tx, "give drafts to another owner", sql!("drafts/change_owner"); region.as_str(), from, to)
}

/// Sets or takes away the hash of a draft's resume code.
///
/// # Errors
/// [`StoreError::Duplicate`] where the code is in use, else [`StoreError::Failed`].
pub async fn set_resume(tx: &mut Tx<'_>, region: &RegionCode, draft: Uuid, resume_hash: Option<&[u8]>) -> Result<(), StoreError> {
    run!(tx, "set a resume code", sql!("drafts/set_resume"); region.as_str(), draft, resume_hash)?;
    Ok(())
}

/// Throws a draft away with the list of its files; `false` where there was none.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn delete(tx: &mut Tx<'_>, region: &RegionCode, draft: Uuid) -> Result<bool, StoreError> {
    run!(tx, "delete a draft", sql!("drafts/delete_documents"); region.as_str(), draft)?;
    Ok(run!(tx, "delete a draft", sql!("drafts/delete"); region.as_str(), draft)? == 1)
}
