//! Requests that are still being written: saved at every step, with their files.
mod opening;

pub(crate) use opening::{Begun, give};

use crate::{Failure, Visitor, open::Inner};
use bytes::Bytes;
use domain::{
    case::CaseId,
    form::{Answers, Documents, Form, Kind},
    number::CaseNumber,
    pack::{Pack, Service},
    time::Instant,
};
use std::{borrow::Cow, sync::Arc};
use store::drafts::DraftDocument;
use uuid::Uuid;

/// Drafts.
#[derive(Clone)]
pub struct Drafts(pub(crate) Arc<Inner>);

/// A request that is being written, or a returned case that is being mended.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its id, which becomes the case's.
    pub id: Uuid,
    /// The service.
    pub service: String,
    /// Other services that are asked for in the same file, by key.
    pub together: Vec<String>,
    /// What was typed.
    pub answers: Answers,
    /// What was handed in.
    pub documents: Documents,
    /// The last page that was saved.
    pub page: String,
    /// Counts the savings.
    pub version: u32,
    /// Opens it on another device.
    pub resume_code: String,
    /// When it was saved last.
    pub saved_at: Instant,
    /// The case that it is about.
    pub case: Option<CaseNumber>,
    /// The action whose captures it holds, where it is about one.
    pub action: Option<String>,
}

impl Draft {
    /// The form that it fills: the service's, or that of all services of its file.
    #[must_use]
    pub fn form<'p>(&self, pack: &'p Pack) -> Cow<'p, Form> {
        pack.service(&self.service).map(|service| form_of(pack, service, &self.together, ("", None))).unwrap_or_default()
    }

    /// The services that it asks for, the first one first.
    pub fn services<'p>(&'p self, pack: &'p Pack) -> impl Iterator<Item = &'p Service> {
        std::iter::once(&self.service).chain(&self.together).filter_map(|key| pack.service(key))
    }
}

impl Drafts {
    /// The store's row, if it is the visitor's.
    async fn row(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<store::drafts::Draft, Failure> {
        let account = visitor.person()?.account;
        let row = store::drafts::by_id(&self.0.db, pack.code(), id).await?.ok_or(Failure::NotFound)?;
        if row.owner == account.0 || self.0.may_see_as_owner(visitor, row.case_id.unwrap_or(CaseId(id))).await? {
            Ok(row)
        } else {
            Err(Failure::NotFound)
        }
    }

    fn plain(&self, pack: &Pack, row: store::drafts::Draft, documents: Vec<DraftDocument>) -> Draft {
        let form =
            pack.service(&row.service).map(|s| form_of(pack, s, &row.together, (&row.page, row.action.as_deref()))).unwrap_or_default();
        Draft {
            answers: self.0.seal(pack.code()).open_answers(row.id, &form, &row.answers),
            documents: Documents(documents.into_iter().map(|d| d.document).collect()),
            resume_code: self.0.seal(pack.code()).resume_code(row.id).to_string(),
            id: row.id,
            service: row.service,
            together: row.together,
            page: row.page,
            version: row.version,
            saved_at: row.updated_at,
            case: row.case,
            action: row.action,
        }
    }

    /// A draft of the visitor's.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::NotFound`].
    pub async fn load(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<Draft, Failure> {
        // The files first: handing in takes both away at once, so a draft that is still there afterwards had all its files.
        let documents = store::drafts::documents(&self.0.db, pack.code(), id).await?;
        let row = self.row(pack, visitor, id).await?;
        Ok(self.plain(pack, row, documents))
    }

    /// All drafts of requests that are the visitor's, the newest first; what is filled in for an action is found at its case.
    ///
    /// # Errors
    /// [`Failure::SignedOut`].
    pub async fn mine(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<Draft>, Failure> {
        let account = visitor.person()?.account;
        let mut drafts = Vec::new();
        let rows = store::drafts::of_owner(&self.0.db, pack.code(), account.0).await?;
        for row in rows.into_iter().filter(|row| row.action.is_none()) {
            let documents = store::drafts::documents(&self.0.db, pack.code(), row.id).await?;
            drafts.push(self.plain(pack, row, documents));
        }
        Ok(drafts)
    }

    /// Keeps what was typed on a page, right or wrong. Answers of other pages are not taken.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::NotFound`].
    pub async fn save(&self, pack: &Pack, visitor: &Visitor, id: Uuid, page: &str, answers: Answers) -> Result<Draft, Failure> {
        let row = self.row(pack, visitor, id).await?;
        let service = pack.service(&row.service).ok_or(Failure::NotFound)?;
        let form = form_of(pack, service, &row.together, (&row.page, row.action.as_deref()));
        let asked: Vec<&str> = match form.page(page) {
            Some(page) => page.fields.iter().map(|f| f.key.as_str()).collect(),
            // A returned case is mended, and an action filled in, on one page of its own.
            None => form.fields().map(|f| f.key.as_str()).collect(),
        };
        let taken = Answers(answers.0.into_iter().filter(|(k, _)| asked.contains(&k.as_str())).map(|(k, v)| (k, shortened(v))).collect());
        let region = pack.code().clone();
        // Which stage an action belongs to stays with the draft.
        let page = if row.action.is_some() { row.page.clone() } else { page.to_owned() };
        let at = self.0.now();
        let sealed = self.0.seal(pack.code()).seal_answers(id, &form, &taken);
        let mut merged = row.answers.clone();
        merged.merge(sealed);
        let seen = row.version;
        let saved = {
            let (region, merged, page) = (region.clone(), merged.clone(), page.clone());
            self.0
                .db
                .write_in(pack.code(), move |tx| {
                    Box::pin(async move { Ok::<_, Failure>(store::drafts::save(tx, &region, id, seen, &merged, &page, at).await?) })
                })
                .await
        };
        match saved {
            Ok(_) => {}
            // Another tab saved in between: this page's answers go on top of what is there now.
            Err(Failure::Refused(_)) => {
                let now = self.row(pack, visitor, id).await?;
                let mut merged = now.answers.clone();
                merged.merge(self.0.seal(pack.code()).seal_answers(id, &form, &taken));
                self.0
                    .db
                    .write_in(pack.code(), move |tx| {
                        Box::pin(
                            async move { Ok::<_, Failure>(store::drafts::save(tx, &region, id, now.version, &merged, &page, at).await?) },
                        )
                    })
                    .await?;
            }
            Err(other) => return Err(other),
        }
        self.load(pack, visitor, id).await
    }

    /// Takes a file for a field.
    ///
    /// # Errors
    /// [`Failure::TooLarge`], [`Failure::WrongKind`], [`Failure::BrokenFile`], [`Failure::TooManyFiles`].
    pub async fn attach(&self, pack: &Pack, visitor: &Visitor, id: Uuid, slot: &str, name: &str, bytes: Bytes) -> Result<Draft, Failure> {
        self.attach_at(pack, visitor, id, (slot, name, bytes), None).await
    }

    /// The same, with where the device said it was, for pictures that are to say where they were taken.
    ///
    /// # Errors
    /// As [`Drafts::attach`].
    pub async fn attach_at(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        id: Uuid,
        (slot, name, bytes): (&str, &str, Bytes),
        device: Option<&str>,
    ) -> Result<Draft, Failure> {
        let row = self.row(pack, visitor, id).await?;
        let service = pack.service(&row.service).ok_or(Failure::NotFound)?;
        let there = store::drafts::documents(&self.0.db, pack.code(), id).await?;
        let form = form_of(pack, service, &row.together, (&row.page, row.action.as_deref()));
        let document = self.0.take_file(&form, slot, name, bytes, device).await?;
        let same_slot: Vec<_> = there.iter().filter(|d| d.document.slot == slot).collect();
        if !same_slot.iter().any(|d| d.document.hash == document.hash) {
            let most = match form.field(slot).map(|f| &f.kind) {
                Some(Kind::File { most, .. }) => *most,
                _ => return Err(Failure::NotFound),
            };
            if same_slot.len() >= most as usize {
                if most > 1 {
                    return Err(Failure::TooManyFiles { most });
                }
                // One file is asked for: the new one takes the old one's place.
                for old in same_slot {
                    self.drop_document(pack, id, old.id).await?;
                }
            }
            let new = DraftDocument { id: self.0.id(), document };
            let region = pack.code().clone();
            self.0
                .db
                .write_in(pack.code(), move |tx| {
                    Box::pin(async move { Ok::<_, Failure>(store::drafts::add_document(tx, &region, id, &new).await?) })
                })
                .await?;
        }
        self.load(pack, visitor, id).await
    }

    async fn drop_document(&self, pack: &Pack, draft: Uuid, document: Uuid) -> Result<(), Failure> {
        let region = pack.code().clone();
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::drafts::remove_document(tx, &region, draft, document).await?) })
            })
            .await?;
        Ok(())
    }

    /// Takes a file out again.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn detach(&self, pack: &Pack, visitor: &Visitor, id: Uuid, slot: &str, hash: &str) -> Result<Draft, Failure> {
        self.row(pack, visitor, id).await?;
        let there = store::drafts::documents(&self.0.db, pack.code(), id).await?;
        if let Some(known) = there.iter().find(|d| d.document.slot == slot && d.document.hash == hash) {
            self.drop_document(pack, id, known.id).await?;
        }
        self.load(pack, visitor, id).await
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn delete(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<(), Failure> {
        self.row(pack, visitor, id).await?;
        let region = pack.code().clone();
        self.0
            .db
            .write_in(pack.code(), move |tx| Box::pin(async move { Ok::<_, Failure>(store::drafts::delete(tx, &region, id).await?) }))
            .await?;
        Ok(())
    }
}

/// The form whose answers a draft holds: the service's, that of all services of a file, or what an action of a stage asks for. An action
/// that the pack no longer has asks for nothing.
pub(crate) fn form_of<'s>(
    pack: &'s Pack,
    service: &'s Service,
    together: &[String],
    (stage, action): (&str, Option<&str>),
) -> Cow<'s, Form> {
    let Some(key) = action else {
        let others = together.iter().filter_map(|key| pack.service(key)).map(|s| &s.form);
        return match together {
            [] => Cow::Borrowed(&service.form),
            _ => Cow::Owned(Form::together(std::iter::once(&service.form).chain(others))),
        };
    };
    Cow::Owned(service.action(stage, key).map(|a| Form::of_fields(a.captures.clone())).unwrap_or_default())
}

/// At most what a form can mean: a forged answer of megabytes is cut before it is kept.
fn shortened(answer: domain::form::Answer) -> domain::form::Answer {
    use domain::form::Answer;
    const MOST: usize = 20_000;
    let cut = |t: String| if t.len() > MOST { t.chars().take(MOST).collect() } else { t };
    match answer {
        Answer::Text(text) => Answer::Text(cut(text)),
        Answer::Rows(rows) => Answer::Rows(rows.into_iter().map(|r| r.into_iter().take(40).map(|(k, v)| (k, cut(v))).collect()).collect()),
    }
}
