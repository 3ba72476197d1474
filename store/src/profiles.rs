//! What organisations use again: their answers and legal papers as they were described last.
use crate::{
    Db, StoreError, Tx,
    json::{self, fits},
    run::{read, read_in, run},
    sql::sql,
};
use domain::{
    form::{Answers, Document},
    people::AccountId,
    region::RegionCode,
    time::{Day, Instant},
};
use uuid::Uuid;

const DOING: &str = "read a profile";

/// An organisation as it was described last. The answers are people's, so it has no `Debug`.
#[derive(Clone, PartialEq)]
pub struct Profile {
    /// Its id.
    pub id: Uuid,
    /// The service whose form it was described by.
    pub service: String,
    /// What it is called.
    pub name: String,
    /// The answers, sealed fields sealed.
    pub answers: Answers,
    /// When it was described last.
    pub updated_at: Instant,
}

/// A legal paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The file; its slot is the form's field.
    pub document: Document,
    /// Last day on which it is valid; none where nobody has said.
    pub valid_until: Option<Day>,
}

/// Keeps a description, and the papers of the slots that it names; gives its id. How long a paper that was there before is
/// valid stays as it was said.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    owner: AccountId,
    profile: &Profile,
    papers: &[Document],
) -> Result<Uuid, StoreError> {
    let known: Option<(Uuid,)> =
        read_in!(tx, "find a profile", sql!("profiles/id_of"), fetch_optional; region.as_str(), owner.0, profile.name.as_str())?;
    let id = known.map_or(profile.id, |(id,)| id);
    run!(tx, "keep a profile", sql!("profiles/put"); id, region.as_str(), owner.0, profile.service.as_str(), profile.name.as_str(),
        json::write("keep a profile", &profile.answers)?, profile.updated_at.millis())?;
    let before = paper_rows(read_in!(tx, "read a profile", sql!("profiles/papers"), fetch_all; region.as_str(), id)?)?;
    let mut slots: Vec<&str> = papers.iter().map(|p| p.slot.as_str()).collect();
    slots.dedup();
    for slot in slots {
        run!(tx, "keep a profile", sql!("profiles/clear_slot"); region.as_str(), id, slot)?;
    }
    for paper in papers {
        let valid = before.iter().find(|b| b.document.slot == paper.slot && b.document.hash == paper.hash).and_then(|b| b.valid_until);
        let size: i64 = fits(DOING, paper.size)?;
        run!(tx, "keep a profile", sql!("profiles/add_paper"); region.as_str(), id, paper.slot.as_str(), paper.hash.as_str(),
            paper.name.as_str(), paper.media.as_str(), size, paper.at.millis(), valid.map(Day::number))?;
    }
    Ok(id)
}

/// What somebody may use again, the newest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_owner(db: &Db, region: &RegionCode, owner: AccountId) -> Result<Vec<Profile>, StoreError> {
    let rows: Vec<(Uuid, String, String, String, i64)> =
        read!(db, "read profiles", sql!("profiles/of_owner"), fetch_all; region.as_str(), owner.0)?;
    rows.into_iter()
        .map(|(id, service, name, answers, at)| {
            Ok(Profile { id, service, name, answers: json::read(DOING, &answers)?, updated_at: Instant(at) })
        })
        .collect()
}

type PaperRow = (String, String, String, String, i64, i64, Option<i32>);

fn paper_rows(rows: Vec<PaperRow>) -> Result<Vec<Paper>, StoreError> {
    rows.into_iter()
        .map(|(slot, hash, name, media, size, at, valid)| {
            let document = Document { slot, hash, name, media, size: fits(DOING, size)?, at: Instant(at), taken: None };
            Ok(Paper { document, valid_until: valid.and_then(Day::from_number) })
        })
        .collect()
}

/// The papers of a description.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn papers(db: &Db, region: &RegionCode, profile: Uuid) -> Result<Vec<Paper>, StoreError> {
    paper_rows(read!(db, "read a profile", sql!("profiles/papers"), fetch_all; region.as_str(), profile)?)
}

/// Says how long a paper is valid; gives whether it is there.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn set_valid(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    profile: Uuid,
    slot: &str,
    hash: &str,
    until: Option<Day>,
) -> Result<bool, StoreError> {
    let done = run!(tx, "date a paper", sql!("profiles/set_valid"); region.as_str(), profile, slot, hash, until.map(Day::number))?;
    Ok(done > 0)
}

/// Forgets a description with its papers.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn delete(tx: &mut Tx<'_>, region: &RegionCode, owner: AccountId, profile: Uuid) -> Result<bool, StoreError> {
    let done = run!(tx, "forget a profile", sql!("profiles/delete"); region.as_str(), profile, owner.0)?;
    Ok(done > 0)
}
