//! Documents that offices issue: receipts, letters, agreements. What stands on one is settled with the event that issues it;
//! it is printed when somebody first wants it, signed, and kept by the hash of its bytes. Everybody can check one by its
//! number.
mod facts;
mod issue;
mod licence;
mod press;
mod print;
mod said;
mod sample;
mod signer;
mod templates;

pub use facts::Shown;
pub(crate) use issue::Issuing;
pub use issue::{About, Ready};
pub use press::{Press, PressFault, Sheet, Smudge, Template};
pub use sample::samples;
pub use signer::{SignFault, Signer};

#[cfg(test)]
pub(crate) use facts::happened;
pub(crate) use said::said;
pub(crate) use signer::{BuiltIn, Former};

use crate::{Failure, Standing, Visitor, open::Inner};
use bytes::Bytes;
use domain::{
    number::{CaseNumber, SerialNumber},
    pack::{Audience, Pack},
    text::Text,
    time::Instant,
    words::Lang,
};
use std::sync::Arc;
use store::papers::{self, StoredPaper};

/// Documents that offices issue.
#[derive(Clone)]
pub struct Papers(pub(crate) Arc<Inner>);

/// A document in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperLine {
    /// Its number.
    pub number: SerialNumber,
    /// The document's key in the pack.
    pub kind: String,
    /// What it is called.
    pub title: Text,
    /// The office that issued it.
    pub office: Text,
    /// When.
    pub issued_at: Instant,
    /// Whether it holds no longer.
    pub ended: bool,
    /// Whether everybody may read it.
    pub public: bool,
}

/// Why a document holds no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperEnded {
    /// Since when.
    pub at: Instant,
    /// Why, or what took its place.
    pub why: Text,
    /// The document that took its place.
    pub replaced_by: Option<SerialNumber>,
}

/// What everybody can check of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Its number.
    pub number: SerialNumber,
    /// Its facts.
    pub shown: Shown,
    /// When it was issued.
    pub issued_at: Instant,
    /// Since when it holds no longer, where it does not.
    pub end: Option<PaperEnded>,
    /// The hash of the PDF, 64 hex digits.
    pub hash: String,
    /// Whether the signature is this server's over that PDF.
    pub signature_holds: bool,
    /// The name of the key that it was signed with.
    pub signed_with: String,
    /// Whether the state stands for the signature.
    pub certified: bool,
    /// How the signature is called.
    pub label: Text,
    /// Whether everybody may read the PDF.
    pub public: bool,
}

impl Papers {
    /// The documents of a case that are for this visitor, the oldest first.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where there is no such case.
    pub async fn of_case(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber) -> Result<Vec<PaperLine>, Failure> {
        let stored = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        let standing = self.0.standing(pack, visitor, &stored.state).await?;
        let all = papers::of_case(&self.0.db, pack.code(), stored.state.id).await?;
        all.iter().filter(|paper| may_read(paper, standing)).map(line).collect()
    }

    /// The documents about a subject that is no case, that are for this visitor, the oldest first.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn of_subject(&self, pack: &Pack, visitor: &Visitor, subject: &str) -> Result<Vec<PaperLine>, Failure> {
        let standing = if visitor.is_officer(pack.code()) { Standing::Officer } else { Standing::Public };
        let all = papers::of_subject(&self.0.db, pack.code(), subject).await?;
        all.iter().filter(|paper| may_read(paper, standing)).map(line).collect()
    }

    /// The PDF of a document, printed if nobody wanted it before.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where it is not there or not for this visitor.
    pub async fn file(&self, pack: &Pack, visitor: &Visitor, number: &SerialNumber) -> Result<Bytes, Failure> {
        let stored = papers::by_serial(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        let standing = match stored.paper.case {
            Some(case) => {
                let case = store::cases::by_id(&self.0.db, pack.code(), case).await?.ok_or(Failure::NotFound)?;
                self.0.standing(pack, visitor, &case.state).await?
            }
            None if visitor.is_officer(pack.code()) => Standing::Officer,
            None => Standing::Public,
        };
        if !may_read(&stored, standing) {
            return Err(Failure::NotFound);
        }
        Ok(self.0.print(pack, &stored).await?.1)
    }

    /// What everybody can check of a document.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where none has this number.
    pub async fn verify(&self, pack: &Pack, number: &SerialNumber) -> Result<Verified, Failure> {
        let stored = papers::by_serial(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        let (print, _) = self.0.print(pack, &stored).await?;
        let end = match &stored.end {
            None => None,
            Some(end) => {
                let why = serde_json::from_str(&end.why).map_err(|e| Failure::unavailable("read why a document ended", &e))?;
                Some(PaperEnded { at: end.at, why, replaced_by: end.replaced_by.clone() })
            }
        };
        let digest = print::digest(pack.code(), &stored.paper, &print.hash);
        let signer = self.0.signer_of(&print.signed_with);
        Ok(Verified {
            shown: shown(&stored)?,
            issued_at: stored.paper.issued_at,
            end,
            signature_holds: signer.verifies(&digest, &print.signature),
            certified: signer.certified(),
            label: Text::new(signer.label(Lang::Id), signer.label(Lang::En)),
            public: may_read(&stored, Standing::Public),
            hash: print.hash,
            signed_with: print.signed_with,
            number: stored.paper.serial,
        })
    }

    /// Whether these bytes are the document of this number, to the last one.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where none has this number.
    pub async fn is_same(&self, pack: &Pack, number: &SerialNumber, bytes: &[u8]) -> Result<bool, Failure> {
        Ok(self.verify(pack, number).await?.hash == blake3::hash(bytes).to_hex().as_str())
    }

    /// The key that signatures can be checked with, and how.
    #[must_use]
    pub fn public_key(&self) -> String {
        self.0.signer.public_key()
    }

    /// The name of that key.
    #[must_use]
    pub fn key_name(&self) -> String {
        self.0.signer.key_name()
    }

    /// What is signed of a document: anybody can hash it and check the signature with the public key.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where none has this number.
    pub async fn signed_text(&self, pack: &Pack, number: &SerialNumber) -> Result<(String, Vec<u8>), Failure> {
        let stored = papers::by_serial(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        let (print, _) = self.0.print(pack, &stored).await?;
        Ok((print::signed_text(pack.code(), &stored.paper, &print.hash), print.signature))
    }
}

fn shown(stored: &StoredPaper) -> Result<Shown, Failure> {
    serde_json::from_str(&stored.paper.shown).map_err(|e| Failure::unavailable("read what a document shows", &e))
}

fn line(stored: &StoredPaper) -> Result<PaperLine, Failure> {
    let shown = shown(stored)?;
    Ok(PaperLine {
        number: stored.paper.serial.clone(),
        kind: stored.paper.kind.clone(),
        title: shown.title,
        office: shown.office,
        issued_at: stored.paper.issued_at,
        ended: stored.end.is_some(),
        public: may_read(stored, Standing::Public),
    })
}

/// Whether a document is for somebody who stands so to what it is about. A word that is not known is for officers alone.
fn may_read(stored: &StoredPaper, standing: Standing) -> bool {
    let audience = serde_json::from_value(stored.paper.audience.as_str().into()).unwrap_or(Audience::Office);
    match (audience, standing) {
        (Audience::Public, _) | (_, Standing::Officer) | (Audience::Applicant, Standing::Owner) => true,
        (Audience::Applicant, Standing::Public) | (Audience::Office, Standing::Owner | Standing::Public) => false,
    }
}
