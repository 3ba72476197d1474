//! Requests that are still being written: saved at every step, opened again by signing in or by the resume code.
use crate::{Accounts, Failure, Receipt, Token, Visitor, VisitorKind, keep::Kept, open::Inner};
use bytes::Bytes;
use domain::{
    case::{self, CaseId, CaseState, Submission},
    form::{Answers, Documents, Form},
    number::{CaseNumber, ResumeCode},
    pack::{Pack, Service},
    time::Instant,
};
use std::sync::Arc;
use store::drafts::{DraftDocument, NewDraft};
use uuid::Uuid;

/// Case numbers taken from the store at once; a restart skips what is left of them.
const NUMBERS_AHEAD: u32 = 256;

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
    /// The case that it mends.
    pub case: Option<CaseNumber>,
}

impl Drafts {
    /// Begins a request for a service.
    ///
    /// # Errors
    /// [`Failure::SignedOut`] without a session: begin a guest's first.
    pub async fn begin(&self, pack: &Pack, service: &Service, visitor: &Visitor) -> Result<Draft, Failure> {
        let owner = visitor.person()?.account.0;
        let id = self.0.id();
        self.insert(pack, service, id, owner, &Answers::default(), &Documents::default()).await?;
        self.load(pack, visitor, id).await
    }

    pub(crate) async fn insert(
        &self,
        pack: &Pack,
        service: &Service,
        id: Uuid,
        owner: Uuid,
        answers: &Answers,
        documents: &Documents,
    ) -> Result<(), Failure> {
        let code = self.0.seal.resume_code(id);
        let new = NewDraft {
            id,
            service: service.key.clone(),
            owner,
            resume_hash: Some(self.0.seal.hash("resume", code.symbols())),
            answers: self.0.seal.seal_answers(id, &service.form, answers),
            page: service.form.pages.first().map(|p| p.key.clone()).unwrap_or_default(),
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
        if row.owner == account.0 || self.0.may_see_as_owner(visitor, CaseId(id)).await? { Ok(row) } else { Err(Failure::NotFound) }
    }

    async fn plain(&self, pack: &Pack, row: store::drafts::Draft) -> Result<Draft, Failure> {
        let empty = Form::default();
        let form = pack.service(&row.service).map_or(&empty, |s| &s.form);
        let documents = store::drafts::documents(&self.0.db, pack.code(), row.id).await?;
        Ok(Draft {
            answers: self.0.seal.open_answers(row.id, form, &row.answers),
            documents: Documents(documents.into_iter().map(|d| d.document).collect()),
            resume_code: self.0.seal.resume_code(row.id).to_string(),
            id: row.id,
            service: row.service,
            page: row.page,
            version: row.version,
            saved_at: row.updated_at,
            case: row.case,
        })
    }

    /// A draft of the visitor's.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::NotFound`].
    pub async fn load(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<Draft, Failure> {
        let row = self.row(pack, visitor, id).await?;
        self.plain(pack, row).await
    }

    /// All drafts of the visitor's, the newest first.
    ///
    /// # Errors
    /// [`Failure::SignedOut`].
    pub async fn mine(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<Draft>, Failure> {
        let account = visitor.person()?.account;
        let mut drafts = Vec::new();
        for row in store::drafts::of_owner(&self.0.db, pack.code(), account.0).await? {
            drafts.push(self.plain(pack, row).await?);
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
        let asked: Vec<&str> = match service.form.page(page) {
            Some(page) => page.fields.iter().map(|f| f.key.as_str()).collect(),
            // A returned case is mended on one page of its own.
            None => service.form.fields().map(|f| f.key.as_str()).collect(),
        };
        let taken = Answers(answers.0.into_iter().filter(|(k, _)| asked.contains(&k.as_str())).map(|(k, v)| (k, shortened(v))).collect());
        let region = pack.code().clone();
        let (page, at) = (page.to_owned(), self.0.now());
        let sealed = self.0.seal.seal_answers(id, &service.form, &taken);
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
                merged.merge(self.0.seal.seal_answers(id, &service.form, &taken));
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
        let row = self.row(pack, visitor, id).await?;
        let service = pack.service(&row.service).ok_or(Failure::NotFound)?;
        let there = store::drafts::documents(&self.0.db, pack.code(), id).await?;
        let document = self.0.take_file(&service.form, slot, name, bytes).await?;
        let same_slot: Vec<_> = there.iter().filter(|d| d.document.slot == slot).collect();
        if !same_slot.iter().any(|d| d.document.hash == document.hash) {
            let most = match service.form.field(slot).map(|f| &f.kind) {
                Some(domain::form::Kind::File { most, .. }) => *most,
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
                let empty = Form::default();
                let form = pack.service(&row.service).map_or(&empty, |s| &s.form);
                let answers = self.0.seal.open_answers(row.id, form, &row.answers);
                let documents = store::drafts::documents(&self.0.db, pack.code(), row.id).await?;
                let (region, id, owner) = (pack.code().clone(), row.id, account.0);
                let new = NewDraft {
                    id,
                    service: row.service.clone(),
                    owner,
                    resume_hash: row.resume_hash.clone(),
                    answers: self.0.seal.seal_answers(id, form, &answers),
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

    /// The receipt of a draft that was handed in, perhaps from another tab; `None` where it was not, or is not theirs.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn handed_in(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<Option<Receipt>, Failure> {
        match self.0.known_receipt(pack, visitor, CaseId(id)).await {
            Ok(receipt) => Ok(Some(receipt)),
            Err(Failure::NotFound | Failure::SignedOut) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// Hands a request in. The same draft twice gives the same receipt.
    ///
    /// # Errors
    /// [`Failure::Invalid`] with every problem, [`Failure::Refused`], [`Failure::NotFound`].
    pub async fn submit(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<Receipt, Failure> {
        let case = CaseId(id);
        let draft = match self.load(pack, visitor, id).await {
            // It mends a case, which has its receipt.
            Ok(draft) if draft.case.is_some() => return self.0.known_receipt(pack, visitor, case).await,
            Ok(draft) => draft,
            // It was handed in before, perhaps by the first half of a double click.
            Err(Failure::NotFound) => return self.0.known_receipt(pack, visitor, case).await,
            Err(other) => return Err(other),
        };
        let service = pack.service(&draft.service).ok_or(Failure::NotFound)?;
        let at = self.0.now();
        let applicant = Some(visitor.person()?.account);
        let number = self.0.next_number(pack, service, at).await?;
        let request = Submission { number, applicant, answers: &draft.answers, documents: &draft.documents, at };
        let event = self.0.sealed(pack, &service.key, id, case::submit(pack, service, &request)?);
        let after = CaseState::begin(case, &event).ok_or_else(|| Failure::unavailable("begin a case", &"the event is no submission"))?;
        let notices = if visitor.kind == VisitorKind::Guest { vec![] } else { self.0.case_notice(pack, &after, applicant).await? };
        let receipt = self.0.receipt(&after);
        let secret_hash = Some(self.0.secret_hash(case));
        let kept = Kept { before: None, after, event, secret_hash, notices, drop_draft: Some(id) };
        let of = self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?;
        match self.0.db.write_in(pack.code(), move |tx| Box::pin(async move { kept.commit(tx, &of).await })).await {
            Ok(_) => Ok(receipt),
            Err(Failure::Refused(case::Refusal::Stale { .. })) => self.0.known_receipt(pack, visitor, case).await,
            Err(other) => Err(other),
        }
    }
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

impl Inner {
    /// The next number of a service's year. Taken from the store in blocks, so that submissions don't queue for it.
    pub(crate) async fn next_number(&self, pack: &Pack, service: &Service, at: Instant) -> Result<CaseNumber, Failure> {
        let year = u16::try_from(at.day(pack.zone()).year()).unwrap_or(0);
        let key = (pack.code().as_str().to_owned(), service.prefix.clone(), year);
        let from_block = |key: &(String, String, u16)| {
            let mut blocks = self.numbers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let (next, end) = blocks.get_mut(key)?;
            (*next < *end).then(|| {
                *next += 1;
                *next - 1
            })
        };
        let serial = match from_block(&key) {
            Some(serial) => serial,
            None => {
                let (region, prefix) = (pack.code().clone(), service.prefix.clone());
                let first = self
                    .db
                    .write_in(pack.code(), move |tx| {
                        Box::pin(async move { Ok::<_, Failure>(store::serials::reserve(tx, &region, &prefix, year, NUMBERS_AHEAD).await?) })
                    })
                    .await?;
                let mut blocks = self.numbers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                blocks.insert(key, (first + 1, first + NUMBERS_AHEAD));
                first
            }
        };
        CaseNumber::new(&service.prefix, year, serial).map_err(|e| Failure::unavailable("make a case number", &e))
    }

    pub(crate) fn secret_hash(&self, case: CaseId) -> Vec<u8> {
        self.seal.hash("secret", self.seal.case_secret(case.0).symbols())
    }

    pub(crate) fn receipt(&self, state: &CaseState) -> Receipt {
        Receipt {
            number: state.number.clone(),
            secret: self.seal.case_secret(state.id.0).to_string(),
            promised_on: state.promised_on,
            submitted_at: state.submitted_at,
        }
    }

    async fn known_receipt(&self, pack: &Pack, visitor: &Visitor, case: CaseId) -> Result<Receipt, Failure> {
        let known = store::cases::by_id(&self.db, pack.code(), case).await?.ok_or(Failure::NotFound)?;
        if self.owns(visitor, &known.state).await? { Ok(self.receipt(&known.state)) } else { Err(Failure::NotFound) }
    }

    /// Whether the case is the visitor's: by account, or by having shown its receipt in this session.
    pub(crate) async fn owns(&self, visitor: &Visitor, state: &CaseState) -> Result<bool, Failure> {
        let by_account = visitor.account().is_some_and(|a| Some(a) == state.applicant);
        Ok(by_account || self.may_see_as_owner(visitor, state.id).await?)
    }

    pub(crate) async fn may_see_as_owner(&self, visitor: &Visitor, case: CaseId) -> Result<bool, Failure> {
        let Some(token) = &visitor.token else { return Ok(false) };
        let hash = Accounts::hash_of(token);
        Ok(store::accounts::session_cases(&self.db, &hash).await?.contains(&case))
    }
}

impl Accounts {
    pub(crate) fn hash_of(token: &Token) -> Vec<u8> {
        blake3::hash(token.as_str().as_bytes()).as_bytes().to_vec()
    }

    /// A guest session that may see one case.
    pub(crate) async fn session_for_case(&self, pack: &Pack, visitor: &Visitor, case: CaseId) -> Result<Token, Failure> {
        let token = match &visitor.token {
            Some(token) => token.clone(),
            None => self.guest(pack).await?,
        };
        let (hash, region) = (Self::hash_of(&token), pack.code().clone());
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::accounts::grant_case(tx, &hash, &region, case).await?) })
            })
            .await?;
        Ok(token)
    }
}
