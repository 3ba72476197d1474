//! What an officer has typed on a case's page stays when they leave it: each has their own, sealed, until they send it.
use crate::{Cases, Failure, Visitor, open::Inner};
use domain::{case::CaseId, number::CaseNumber, pack::Pack, people::AccountId};
use std::collections::BTreeMap;

/// What the seal is told that it seals.
const SEALED: &str = "desk typed";
/// Most letters that are kept of one page.
const LETTERS: usize = 60_000;
/// How long it is kept, milliseconds: thirty days.
const KEPT_MS: i64 = 30 * 86_400_000;

impl Cases {
    /// Keeps what was typed, by the name of each box; nothing is kept where every box is empty.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`]; [`Failure::TooLarge`] for more than anybody types.
    pub async fn keep_typed(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        number: &CaseNumber,
        typed: &BTreeMap<String, String>,
    ) -> Result<(), Failure> {
        let (case, who) = (self.of_officer(pack, visitor, number).await?.id, visitor.person()?.account);
        if typed.iter().map(|(name, text)| name.len() + text.len()).sum::<usize>() > LETTERS {
            return Err(Failure::TooLarge { most_mb: 1 });
        }
        if typed.values().all(|text| text.trim().is_empty()) {
            return self.0.forget_typed(pack, who, case).await;
        }
        let text = serde_json::to_string(typed).map_err(|e| Failure::unavailable("keep what was typed", &e))?;
        let (sealed, region, at) = (self.0.seal(pack.code()).seal(SEALED, &text), pack.code().clone(), self.0.now());
        let keep = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move { Ok::<_, Failure>(store::typed::put(tx, &region, who, case, &sealed, at).await?) })
        });
        keep.await
    }

    /// What the visitor has typed on a case's page and not sent.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Unavailable`].
    pub async fn typed(&self, pack: &Pack, visitor: &Visitor, case: CaseId) -> Result<BTreeMap<String, String>, Failure> {
        let sealed = store::typed::of(&self.0.db, pack.code(), visitor.person()?.account, case).await?;
        let text = sealed.map(|sealed| self.0.seal(pack.code()).open(SEALED, &sealed)).unwrap_or_default();
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }

    /// Forgets what the visitor has typed on a case's page.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::NotFound`].
    pub async fn forget_typed(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber) -> Result<(), Failure> {
        let case = self.of_officer(pack, visitor, number).await?.id;
        self.0.forget_typed(pack, visitor.person()?.account, case).await
    }
}

impl Inner {
    pub(crate) async fn forget_typed(&self, pack: &Pack, who: AccountId, case: CaseId) -> Result<(), Failure> {
        let region = pack.code().clone();
        let forget = self.db.write_in(pack.code(), move |tx| {
            Box::pin(async move { Ok::<_, Failure>(store::typed::remove(tx, &region, who, case).await?) })
        });
        forget.await
    }

    /// Forgets what was typed long ago and never sent.
    pub(crate) async fn forget_old_typed(&self) -> Result<(), Failure> {
        let before = self.now().plus_ms(-KEPT_MS);
        for pack in self.at_work().iter() {
            let region = pack.code().clone();
            let forget = self.db.write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::typed::forget(tx, &region, before).await?) })
            });
            forget.await?;
        }
        Ok(())
    }
}
