//! Publishing, by somebody else than whoever wrote, and the draft that takes back what was published.
use super::{Amendments, SHOWN, TITLE, json, overtaken, rule, wrong};
use crate::{Failure, Visitor};
use domain::{form::Fault, pack::Pack, text::Text, time::Day};
use store::amendments::Published;
use uuid::Uuid;

/// How far ahead changes can be dated, in days.
const AHEAD: i64 = 366 * 2;

impl Amendments {
    /// Publishes a draft from a day on: by somebody else than whoever wrote in it, once nothing speaks against it.
    ///
    /// # Errors
    /// As [`Amendments::describe`]; [`Failure::Invalid`] that says what speaks against it.
    pub async fn publish(&self, pack: &Pack, visitor: &Visitor, (id, version): (Uuid, i32), from: Day) -> Result<(), Failure> {
        let by = Self::changes(pack, visitor)?;
        let draft = self.draft(pack, id, version).await?;
        let label = ("Penerbitan", "Publishing");
        let today = self.0.now().day(pack.zone());
        let deeds = store::administration::of(&self.0.db, pack.code(), id, SHOWN).await?;
        if draft.author == by || deeds.iter().any(|deed| deed.actor == Some(by)) {
            let other = rule(
                "dilakukan oleh administrator lain, yang tidak ikut menulis rancangan ini",
                "is for another administrator, who wrote nothing in this draft",
            );
            return Err(wrong("publish", label, other));
        }
        if draft.reason.is_empty() {
            return Err(wrong("reason", ("Alasan", "Reason"), Fault::Missing));
        }
        if draft.changes.is_empty() {
            return Err(wrong("publish", label, rule("belum ada yang diubah", "nothing is changed yet")));
        }
        if from < today || from > today.plus_days(AHEAD) {
            let when = rule("mulai hari ini, paling jauh dua tahun ke depan", "from today, at most two years ahead");
            return Err(wrong("from", ("Berlaku sejak", "In force from"), when));
        }
        let before = self.all_published(pack).await?;
        let seen = self.looked(pack, &draft, from, before.clone(), false).await?;
        if let Some(finding) = seen.findings.first() {
            let text = Text::new(
                format!("belum bisa: {}; {}", finding.what, finding.remedy),
                format!("can't be done yet: {}; {}", finding.what, finding.remedy),
            );
            return Err(wrong("publish", label, Fault::Rule { text, legal_base: None }));
        }
        let versions = json(&seen.versions)?;
        let body = serde_json::json!({
            "from": from.to_string(),
            "said": seen.differences.iter().map(ToString::to_string).collect::<Vec<_>>(),
        });
        let place = i32::try_from(before.len()).unwrap_or(i32::MAX).saturating_add(1);
        let (region, now, body) = (pack.code().clone(), self.0.now(), json(&body)?);
        let published = Published { by, at: now, from, place };
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    store::amendments::publish(tx, &region, (id, version), &versions, published).await?;
                    store::administration::note(tx, &region, id, ("published", &body), Some(by), now).await
                })
            })
            .await
            .map_err(|error| match error {
                store::StoreError::Conflict | store::StoreError::Duplicate { .. } => overtaken(),
                other => other.into(),
            })?;
        self.0.renew().await
    }

    /// Drafts what takes published changes back; it is published as any other.
    ///
    /// # Errors
    /// As [`Amendments::begin`]; [`Failure::NotFound`], and [`Failure::Invalid`] where it changed nothing that can be taken back.
    pub async fn undo(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<Uuid, Failure> {
        let by = Self::changes(pack, visitor)?;
        let row = store::amendments::one(&self.0.db, pack.code(), id).await?.ok_or(Failure::NotFound)?;
        let place = row.published.ok_or(Failure::NotFound)?.place;
        let of_it = self.read(row).await?;
        let all = self.all_published(pack).await?;
        let before = all.iter().take(usize::try_from(place - 1).unwrap_or(0)).cloned().collect::<Vec<_>>();
        let changes = of_it.changes.clone();
        let back = self.reading(pack, move |at| crate::pack::undoing(at, &before, &all, &changes)).await?;
        if back.is_empty() {
            let nothing = rule("tidak mengubah apa pun lagi", "changes nothing any more");
            return Err(wrong("undo", ("Perubahan ini", "This change"), nothing));
        }
        let title: String = format!("Pembatalan: {}", of_it.title).chars().take(TITLE).collect();
        self.insert(pack, by, (title, String::new()), back, Some(id)).await
    }
}
