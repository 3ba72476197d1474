//! The files of a draft.
use crate::{
    Db, StoreError, Tx,
    json::{self, fits},
    run::{read, run},
    sql::sql,
};
use domain::{form::Document, region::RegionCode, time::Instant};
use uuid::Uuid;

/// A file of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftDocument {
    /// Its id.
    pub id: Uuid,
    /// What was handed in.
    pub document: Document,
}

type DocumentRow = (Uuid, String, String, String, String, i64, i64, Option<String>);

/// Adds a file to a draft.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn add_document(tx: &mut Tx<'_>, region: &RegionCode, draft: Uuid, new: &DraftDocument) -> Result<(), StoreError> {
    let document = &new.document;
    run!(tx, "add a file", sql!("drafts/add_document");
        new.id, region.as_str(), draft, document.slot.as_str(), document.hash.as_str(), document.name.as_str(),
        document.media.as_str(), fits::<_, i64>("add a file", document.size)?, document.at.0,
        document.taken.as_ref().map(|taken| json::write("add a file", taken)).transpose()?)?;
    Ok(())
}

/// Takes a file out of a draft; `false` where it has no such file.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn remove_document(tx: &mut Tx<'_>, region: &RegionCode, draft: Uuid, document: Uuid) -> Result<bool, StoreError> {
    Ok(run!(tx, "remove a file", sql!("drafts/remove_document"); region.as_str(), draft, document)? == 1)
}

/// The files of a draft in the order in which they came.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn documents(db: &Db, region: &RegionCode, draft: Uuid) -> Result<Vec<DraftDocument>, StoreError> {
    let rows: Vec<DocumentRow> = read!(db, "list files", sql!("drafts/documents"), fetch_all; region.as_str(), draft)?;
    rows.into_iter()
        .map(|(id, slot, hash, name, media, size, at, taken)| {
            let taken = taken.map(|taken| json::read("list files", &taken)).transpose()?;
            Ok(DraftDocument {
                id,
                document: Document { slot, hash, name, media, size: fits("list files", size)?, at: Instant(at), taken },
            })
        })
        .collect()
}
