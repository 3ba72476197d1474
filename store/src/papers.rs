//! Documents that offices issued, and the templates that they were issued by.
use crate::{
    Db, StoreError, Tx,
    json::fits,
    run::{read, read_in, run},
    sql::sql,
};
use domain::{case::CaseId, number::SerialNumber, region::RegionCode, time::Instant};
use uuid::Uuid;

/// A document to be issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPaper {
    /// The case it is about; none where it is about something else.
    pub case: Option<CaseId>,
    /// What else it is about: a list, a decree. Empty where it is about a case.
    pub subject: String,
    /// The document's key in the pack.
    pub kind: String,
    /// Its number.
    pub serial: SerialNumber,
    /// The hash of the template that it is printed from.
    pub template: String,
    /// Who may read it, by the pack's word.
    pub audience: String,
    /// What stands on it, as JSON.
    pub facts: String,
    /// What everybody may check of it, as JSON.
    pub shown: String,
    /// When it was issued.
    pub issued_at: Instant,
}

/// A document that was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPaper {
    /// What was issued.
    pub paper: NewPaper,
    /// The print's hash and its signature, once it was printed.
    pub print: Option<StoredPrint>,
    /// Since when it holds no longer, and why, where it does not.
    pub end: Option<PaperEnd>,
}

/// What was printed and signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPrint {
    /// The hash of the PDF, 64 hex digits.
    pub hash: String,
    /// The signature.
    pub signature: Vec<u8>,
    /// The name of the key that it was signed with.
    pub signed_with: String,
}

/// The end of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperEnd {
    /// When.
    pub at: Instant,
    /// Why, as JSON; the reader knows its shape.
    pub why: String,
    /// The document that took its place.
    pub replaced_by: Option<SerialNumber>,
}

/// Which documents end, and how.
#[derive(Clone, Debug)]
pub struct Ending<'a> {
    /// The document's key in the pack.
    pub kind: &'a str,
    /// When.
    pub at: Instant,
    /// Why, as JSON.
    pub why: &'a str,
    /// The document that takes their place.
    pub replaced_by: Option<&'a SerialNumber>,
}

#[derive(sqlx::FromRow)]
struct Row {
    case_id: Option<Uuid>,
    subject: String,
    kind: String,
    serial: String,
    template: String,
    audience: String,
    facts: String,
    shown: String,
    issued_at: i64,
    pdf_hash: Option<String>,
    signature: Option<Vec<u8>>,
    signed_with: Option<String>,
    ended_at: Option<i64>,
    ended_why: Option<String>,
    replaced_by: Option<String>,
}

const DOING: &str = "read an issued document";

impl Row {
    fn stored(self) -> Result<StoredPaper, StoreError> {
        let print = match (self.pdf_hash, self.signature, self.signed_with) {
            (Some(hash), Some(signature), Some(signed_with)) => Some(StoredPrint { hash, signature, signed_with }),
            _ => None,
        };
        let replaced_by = self.replaced_by.map(|serial| fits(DOING, serial)).transpose()?;
        Ok(StoredPaper {
            print,
            end: self.ended_at.map(|at| PaperEnd { at: Instant(at), why: self.ended_why.unwrap_or_default(), replaced_by }),
            paper: NewPaper {
                case: self.case_id.map(CaseId),
                subject: self.subject,
                kind: self.kind,
                serial: fits(DOING, self.serial)?,
                template: self.template,
                audience: self.audience,
                facts: self.facts,
                shown: self.shown,
                issued_at: Instant(self.issued_at),
            },
        })
    }
}

/// Issues a document.
///
/// # Errors
/// [`StoreError::Duplicate`] where the number is taken, else [`StoreError::Failed`].
pub async fn insert(tx: &mut Tx<'_>, region: &RegionCode, new: &NewPaper) -> Result<(), StoreError> {
    run!(tx, "issue a document", sql!("papers/insert");
        region.as_str(), new.case.map(|c| c.0), new.subject.as_str(), new.kind.as_str(), new.serial.to_string(),
        new.template.as_str(), new.audience.as_str(), new.facts.as_str(), new.shown.as_str(), new.issued_at.0)?;
    Ok(())
}

/// Ends the documents of one kind of a case that hold still.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn end_of_case(tx: &mut Tx<'_>, region: &RegionCode, case: CaseId, ending: &Ending<'_>) -> Result<u64, StoreError> {
    run!(tx, "end a document", sql!("papers/end_case");
        region.as_str(), case.0, ending.kind, ending.at.0, ending.why, ending.replaced_by.map(ToString::to_string))
}

/// Ends the documents of one kind about a subject that is no case.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn end_of_subject(tx: &mut Tx<'_>, region: &RegionCode, subject: &str, ending: &Ending<'_>) -> Result<u64, StoreError> {
    run!(tx, "end a document", sql!("papers/end_subject");
        region.as_str(), subject, ending.kind, ending.at.0, ending.why, ending.replaced_by.map(ToString::to_string))
}

/// A document by its number.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_serial(db: &Db, region: &RegionCode, serial: &SerialNumber) -> Result<Option<StoredPaper>, StoreError> {
    let row: Option<Row> = read!(db, "find a document", sql!("papers/by_serial"), fetch_optional; region.as_str(), serial.to_string())?;
    row.map(Row::stored).transpose()
}

/// The documents of a case, the oldest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_case(db: &Db, region: &RegionCode, case: CaseId) -> Result<Vec<StoredPaper>, StoreError> {
    let rows: Vec<Row> = read!(db, "list a case's documents", sql!("papers/of_case"), fetch_all; region.as_str(), case.0)?;
    rows.into_iter().map(Row::stored).collect()
}

/// The documents about a subject that is no case, the oldest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_subject(db: &Db, region: &RegionCode, subject: &str) -> Result<Vec<StoredPaper>, StoreError> {
    let rows: Vec<Row> = read!(db, "list a subject's documents", sql!("papers/of_subject"), fetch_all; region.as_str(), subject)?;
    rows.into_iter().map(Row::stored).collect()
}

/// Keeps what was printed; `false` where another server was faster, whose print counts.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn printed(tx: &mut Tx<'_>, region: &RegionCode, serial: &SerialNumber, print: &StoredPrint) -> Result<bool, StoreError> {
    let rows = run!(tx, "keep a printed document", sql!("papers/printed");
        region.as_str(), serial.to_string(), print.hash.as_str(), print.signature.as_slice(), print.signed_with.as_str())?;
    Ok(rows == 1)
}

/// Keeps a template's text under its hash; it may be there already.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn keep_template(tx: &mut Tx<'_>, region: &RegionCode, hash: &str, sources: &str) -> Result<(), StoreError> {
    run!(tx, "keep a template", sql!("papers/keep_template"); region.as_str(), hash, sources)?;
    Ok(())
}

/// A template's text.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn template(db: &Db, region: &RegionCode, hash: &str) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = read!(db, "read a template", sql!("papers/template"), fetch_optional; region.as_str(), hash)?;
    Ok(row.map(|(sources,)| sources))
}

/// The number of the newest document of a kind of a case.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn newest_of_case(tx: &mut Tx<'_>, region: &RegionCode, case: CaseId, kind: &str) -> Result<Option<SerialNumber>, StoreError> {
    let row: Option<(String,)> =
        read_in!(tx, "read an issued document", sql!("papers/newest_of_case"), fetch_optional; region.as_str(), case.0, kind)?;
    row.map(|(serial,)| fits(DOING, serial)).transpose()
}
