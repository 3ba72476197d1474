//! Drafts: begun, described, filled value by value, and given up. Whoever was overtaken looks first.
use super::{Amendments, Drafted, REASON, Said, TITLE, fits, json, overtaken, preview, rule, stale, value, wrong};
use crate::{
    Failure, Visitor,
    pack::{Change, changed},
};
use domain::{pack::Pack, people::AccountId, time::Day};
use store::amendments::{AmendmentRow, AmendmentState};
use uuid::Uuid;

/// Most changes in a draft.
const MOST_CHANGES: usize = 400;

impl Amendments {
    /// Begins a draft.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`], [`Failure::Invalid`] without a title.
    pub async fn begin(&self, pack: &Pack, visitor: &Visitor, title: &str) -> Result<Uuid, Failure> {
        let by = Self::changes(pack, visitor)?;
        let title = fits("title", ("Judul", "Title"), title, TITLE)?;
        self.insert(pack, by, (title, String::new()), vec![], None).await
    }

    pub(super) async fn insert(
        &self,
        pack: &Pack,
        by: AccountId,
        (title, reason): (String, String),
        changes: Vec<Change>,
        undoes: Option<Uuid>,
    ) -> Result<Uuid, Failure> {
        let (id, now, region) = (self.0.id(), self.0.now(), pack.code().clone());
        let row = AmendmentRow {
            id,
            title: title.clone(),
            reason,
            author: by,
            state: AmendmentState::Draft,
            changes: json(&changes)?,
            versions: "[]".to_owned(),
            undoes,
            version: 1,
            created_at: now,
            published: None,
        };
        let body = json(&serde_json::json!({ "title": title, "undoes": undoes }))?;
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    store::amendments::insert(tx, &region, &row).await?;
                    Ok::<_, Failure>(store::administration::note(tx, &region, id, ("begun", &body), Some(by), now).await?)
                })
            })
            .await?;
        Ok(id)
    }

    pub(super) async fn draft(&self, pack: &Pack, id: Uuid, version: i32) -> Result<Drafted, Failure> {
        let row = store::amendments::one(&self.0.db, pack.code(), id).await?.ok_or(Failure::NotFound)?;
        if row.state != AmendmentState::Draft || row.version != version {
            return Err(overtaken());
        }
        self.read(row).await
    }

    async fn write(
        &self,
        pack: &Pack,
        by: AccountId,
        draft: &Drafted,
        (kind, body): (&'static str, serde_json::Value),
    ) -> Result<(), Failure> {
        let (region, now) = (pack.code().clone(), self.0.now());
        let row = AmendmentRow {
            id: draft.id,
            title: draft.title.clone(),
            reason: draft.reason.clone(),
            author: draft.author,
            state: AmendmentState::Draft,
            changes: json(&draft.changes)?,
            versions: "[]".to_owned(),
            undoes: draft.undoes,
            version: draft.version,
            created_at: draft.created_at,
            published: None,
        };
        let body = json(&body)?;
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    store::amendments::write(tx, &region, &row).await?;
                    Ok::<_, Failure>(store::administration::note(tx, &region, row.id, (kind, &body), Some(by), now).await?)
                })
            })
            .await
            .map_err(stale)
    }

    /// Says what a draft is about and why.
    ///
    /// # Errors
    /// As [`Amendments::begin`]; [`Failure::Invalid`] where somebody else wrote it meanwhile.
    pub async fn describe(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        (id, version): (Uuid, i32),
        title: &str,
        reason: &str,
    ) -> Result<(), Failure> {
        let by = Self::changes(pack, visitor)?;
        let mut draft = self.draft(pack, id, version).await?;
        draft.title = fits("title", ("Judul", "Title"), title, TITLE)?;
        draft.reason = fits("reason", ("Alasan", "Reason"), reason, REASON)?;
        let body = serde_json::json!({ "title": draft.title, "reason": draft.reason });
        self.write(pack, by, &draft, ("described", body)).await
    }

    /// Sets a value in a draft, as it was typed into its form.
    ///
    /// # Errors
    /// As [`Amendments::describe`]; [`Failure::Invalid`] where what was typed is no value of its kind.
    pub async fn set(&self, pack: &Pack, visitor: &Visitor, (id, version): (Uuid, i32), path: &str, said: &Said) -> Result<(), Failure> {
        let by = Self::changes(pack, visitor)?;
        let draft = self.draft(pack, id, version).await?;
        let known = self.value(pack, visitor, Some(&draft), path).await?;
        let value = value::read(&known.shape, said)?;
        self.put(pack, by, draft, vec![Change { path: path.to_owned(), value: Some(value) }]).await
    }

    /// Puts changes into a draft, each in the place of an earlier one of the same value.
    ///
    /// # Errors
    /// As [`Amendments::describe`]; [`Failure::Invalid`] for a value that the pack has not, or more than four hundred.
    pub async fn change(&self, pack: &Pack, visitor: &Visitor, (id, version): (Uuid, i32), changes: Vec<Change>) -> Result<(), Failure> {
        let by = Self::changes(pack, visitor)?;
        let draft = self.draft(pack, id, version).await?;
        self.put(pack, by, draft, changes).await
    }

    async fn put(&self, pack: &Pack, by: AccountId, mut draft: Drafted, changes: Vec<Change>) -> Result<(), Failure> {
        let laid = self.all_published(pack).await?;
        for change in &changes {
            match draft.changes.iter_mut().find(|c| c.path == change.path) {
                Some(known) => *known = change.clone(),
                None => draft.changes.push(change.clone()),
            }
        }
        if draft.changes.len() > MOST_CHANGES {
            let many =
                rule("paling banyak 400 perubahan dalam satu rancangan; buat rancangan lain", "has at most 400 changes; begin another one");
            return Err(wrong("changes", ("Rancangan", "A draft"), many));
        }
        // The differences are those of the files' values, so a value that is set to what it is changes nothing and is left out.
        let after = preview::with(&laid, &draft, Day::MAX, vec![]);
        let differences = self
            .reading(pack, {
                let laid = laid.clone();
                move |at| changed(at, &laid, &after)
            })
            .await
            .map_err(|failure| match failure {
                Failure::Unavailable { .. } => wrong(
                    "path",
                    ("Nilai", "The value"),
                    rule(
                        "tidak ada lagi dalam aturan yang berlaku; cari kembali",
                        "is no longer in the rules that hold; look for it again",
                    ),
                ),
                other => other,
            })?;
        let said: Vec<String> =
            differences.iter().filter(|d| changes.iter().any(|c| c.touches(&d.path))).map(ToString::to_string).collect();
        draft.changes.retain(|c| differences.iter().any(|d| c.touches(&d.path)));
        self.write(pack, by, &draft, ("changed", serde_json::json!({ "changes": changes, "said": said }))).await
    }

    /// Takes a change out of a draft.
    ///
    /// # Errors
    /// As [`Amendments::describe`].
    pub async fn unset(&self, pack: &Pack, visitor: &Visitor, (id, version): (Uuid, i32), path: &str) -> Result<(), Failure> {
        let by = Self::changes(pack, visitor)?;
        let mut draft = self.draft(pack, id, version).await?;
        draft.changes.retain(|c| c.path != path);
        self.write(pack, by, &draft, ("unchanged", serde_json::json!({ "path": path }))).await
    }

    /// Gives a draft up; it stays to be read.
    ///
    /// # Errors
    /// As [`Amendments::describe`].
    pub async fn drop(&self, pack: &Pack, visitor: &Visitor, (id, version): (Uuid, i32)) -> Result<(), Failure> {
        let by = Self::changes(pack, visitor)?;
        let (region, now) = (pack.code().clone(), self.0.now());
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    store::amendments::drop(tx, &region, id, version).await?;
                    Ok::<_, Failure>(store::administration::note(tx, &region, id, ("dropped", "{}"), Some(by), now).await?)
                })
            })
            .await
            .map_err(stale)
    }
}
