//! Requests that are still being written: saved at every step, opened again by signing in or by the resume code.
use crate::{Accounts, Failure, Token, Visitor, open::Inner};
use bytes::Bytes;
use domain::{
    case::CaseId,
    form::{Answers, Documents, Field, Form, Kind},
    number::{CaseNumber, ResumeCode},
    pack::{Pack, Service},
    time::Instant,
};
use std::{borrow::Cow, sync::Arc};
use store::drafts::{DraftDocument, NewDraft};
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

/// Most services of one file.
const TOGETHER: usize = 8;

/// Most letters of an answer that a guide gives.
const GIVEN: usize = 200;

/// A draft to begin.
pub(crate) struct Begun<'a> {
    pub(crate) service: &'a Service,
    /// Other services that are asked for in the same file.
    pub(crate) together: &'a [String],
    pub(crate) id: Uuid,
    pub(crate) owner: Uuid,
    /// The case; none for a new request.
    pub(crate) case: Option<CaseId>,
    /// The stage and the action whose captures it holds; none for a request's own form.
    pub(crate) action: Option<(&'a str, &'a str)>,
}

/// Answers that somebody begins with who was asked before the form: what is neither private nor a file nor a promise.
pub(crate) fn give(form: &Form, answers: &mut Answers, given: &[(String, String)]) {
    for (key, text) in given {
        let open = |f: &&Field| !f.is_sealed() && !matches!(f.kind, Kind::File { .. } | Kind::Rows { .. } | Kind::Confirm);
        if form.field(key).filter(open).is_some() {
            answers.set(key.as_str(), text.chars().take(GIVEN).collect::<String>());
        }
    }
}

impl Drafts {
    /// Begins a request for a service.
    ///
    /// # Errors
    /// [`Failure::SignedOut`] without a session: begin a guest's first. [`Failure::Refused`] where a report is owed.
    pub async fn begin(&self, pack: &Pack, service: &Service, visitor: &Visitor) -> Result<Draft, Failure> {
        self.begin_given(pack, service, visitor, &[], &[]).await
    }

    /// The same, begun with answers that a guide knows already: those of the form's own fields, private ones left out. What else is
    /// asked for in the same file is named by `together`.
    ///
    /// # Errors
    /// As [`Drafts::begin`].
    pub async fn begin_given(
        &self,
        pack: &Pack,
        service: &Service,
        visitor: &Visitor,
        given: &[(String, String)],
        together: &[String],
    ) -> Result<Draft, Failure> {
        let owner = visitor.person()?.account.0;
        self.may_ask_together(pack, service, together, visitor).await?;
        let id = self.0.id();
        let begun = Begun { service, together, id, owner, case: None, action: None };
        let mut answers = Answers::default();
        give(&form_of(pack, service, together, ("", None)), &mut answers, given);
        self.insert(pack, &begun, &answers, &Documents::default()).await?;
        self.load(pack, visitor, id).await
    }

    /// The same, begun with what an organisation of the visitor's described before; what is given now stands above it.
    ///
    /// # Errors
    /// As [`Drafts::begin`], and [`Failure::NotFound`] for an organisation that is not theirs.
    pub async fn begin_with(
        &self,
        pack: &Pack,
        service: &Service,
        visitor: &Visitor,
        profile: Uuid,
        given: &[(String, String)],
        together: &[String],
    ) -> Result<Draft, Failure> {
        let owner = visitor.person()?.account.0;
        self.may_ask_together(pack, service, together, visitor).await?;
        let id = self.0.id();
        let begun = Begun { service, together, id, owner, case: None, action: None };
        self.0.begin_described(pack, &begun, profile, given).await?;
        self.load(pack, visitor, id).await
    }

    /// Whether all of a file can be asked for: services of the region that take requests and can be asked for together.
    async fn may_ask_together(&self, pack: &Pack, service: &Service, together: &[String], visitor: &Visitor) -> Result<(), Failure> {
        self.may_ask(pack, service, visitor).await?;
        if together.len() >= TOGETHER || together.contains(&service.key) {
            return Err(Failure::NotFound);
        }
        for (i, key) in together.iter().enumerate() {
            // What gives a licence is asked for by the file; what gives money is asked for alone.
            let other = pack.service(key).filter(|s| s.licence.is_some() && service.licence.is_some() && !together[..i].contains(key));
            self.may_ask(pack, other.ok_or(Failure::NotFound)?, visitor).await?;
        }
        Ok(())
    }

    pub(crate) async fn insert(&self, pack: &Pack, begun: &Begun<'_>, answers: &Answers, documents: &Documents) -> Result<(), Failure> {
        let Begun { service, together, id, owner, case, action } = *begun;
        let code = self.0.seal.resume_code(id);
        let first = || service.form.pages.first().map(|p| p.key.clone()).unwrap_or_default();
        let page = action.map_or_else(first, |(stage, _)| stage.to_owned());
        let action = action.map(|(_, action)| action.to_owned());
        let new = NewDraft {
            id,
            service: service.key.clone(),
            owner,
            // A request can be gone on with by its code; what is written on a case, by whoever may open the case.
            resume_hash: case.is_none().then(|| self.0.seal.hash("resume", code.symbols())),
            answers: self.0.seal.seal_answers(id, &form_of(pack, service, together, (&page, action.as_deref())), answers),
            together: together.to_vec(),
            case,
            action,
            page,
            ticket: self.0.id(),
            created_at: self.0.now(),
        };
        let documents: Vec<DraftDocument> = documents.0.iter().map(|d| DraftDocument { id: self.0.id(), document: d.clone() }).collect();
        let region = pack.code().clone();
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    store::drafts::insert(tx, &region, &new).await?;
                    for document in &documents {
                        store::drafts::add_document(tx, &region, id, document).await?;
                    }
                    Ok::<_, Failure>(())
                })
            })
            .await
    }

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
            answers: self.0.seal.open_answers(row.id, &form, &row.answers),
            documents: Documents(documents.into_iter().map(|d| d.document).collect()),
            resume_code: self.0.seal.resume_code(row.id).to_string(),
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
        let sealed = self.0.seal.seal_answers(id, &form, &taken);
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
                merged.merge(self.0.seal.seal_answers(id, &form, &taken));
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

    /// Opens a draft by its code: it becomes the visitor's, who gets a guest session where there was none.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for a code that opens nothing here.
    pub async fn resume(&self, pack: &Pack, code: &str, visitor: &Visitor) -> Result<(Uuid, Option<Token>), Failure> {
        let code: ResumeCode = code.parse().map_err(|_| Failure::NotFound)?;
        let row = store::drafts::by_resume(&self.0.db, &self.0.seal.hash("resume", code.symbols()))
            .await?
            .filter(|d| d.region == *pack.code())
            .ok_or(Failure::NotFound)?;
        match visitor.account() {
            Some(account) if account.0 == row.owner => Ok((row.id, None)),
            Some(account) => {
                // The code is the key to this one draft: the others of its owner stay where they are.
                let form = pack.service(&row.service).map(|s| form_of(pack, s, &row.together, ("", None))).unwrap_or_default();
                let answers = self.0.seal.open_answers(row.id, &form, &row.answers);
                let documents = store::drafts::documents(&self.0.db, pack.code(), row.id).await?;
                let (region, id, owner) = (pack.code().clone(), row.id, account.0);
                let new = NewDraft {
                    id,
                    service: row.service.clone(),
                    owner,
                    resume_hash: row.resume_hash.clone(),
                    case: row.case_id,
                    action: row.action.clone(),
                    together: row.together.clone(),
                    answers: self.0.seal.seal_answers(id, &form, &answers),
                    page: row.page.clone(),
                    ticket: row.ticket,
                    created_at: row.created_at,
                };
                self.0
                    .db
                    .write_in(pack.code(), move |tx| {
                        Box::pin(async move {
                            store::drafts::delete(tx, &region, id).await?;
                            store::drafts::insert(tx, &region, &new).await?;
                            for document in &documents {
                                store::drafts::add_document(tx, &region, id, document).await?;
                            }
                            Ok::<_, Failure>(())
                        })
                    })
                    .await?;
                Ok((row.id, None))
            }
            None => {
                // A session of the same guest or account would open everything else too; this one opens the draft alone.
                let accounts = Accounts(self.0.clone());
                let token = accounts.guest(pack).await?;
                let guest = accounts.visitor(Some(token.as_str())).await?;
                Box::pin(self.resume(pack, &code.to_string(), &guest)).await?;
                Ok((row.id, Some(token)))
            }
        }
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
