//! How a draft comes to somebody: begun for a service, a case or an action, or opened again by its resume code.
use super::{Draft, Drafts, form_of};
use crate::{Accounts, Failure, Token, Visitor};
use domain::{
    case::CaseId,
    form::{Answers, Documents, Field, Form, Kind},
    number::ResumeCode,
    pack::{Pack, Service},
};
use store::drafts::{DraftDocument, NewDraft};
use uuid::Uuid;

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
        let code = self.0.seal(pack.code()).resume_code(id);
        let first = || service.form.pages.first().map(|p| p.key.clone()).unwrap_or_default();
        let page = action.map_or_else(first, |(stage, _)| stage.to_owned());
        let action = action.map(|(_, action)| action.to_owned());
        let new = NewDraft {
            id,
            service: service.key.clone(),
            owner,
            // A request can be gone on with by its code; what is written on a case, by whoever may open the case.
            resume_hash: case.is_none().then(|| self.0.seal(pack.code()).hash("resume", code.symbols())),
            answers: self.0.seal(pack.code()).seal_answers(id, &form_of(pack, service, together, (&page, action.as_deref())), answers),
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

    /// Opens a draft by its code: it becomes the visitor's, who gets a guest session where there was none.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for a code that opens nothing here.
    pub async fn resume(&self, pack: &Pack, code: &str, visitor: &Visitor) -> Result<(Uuid, Option<Token>), Failure> {
        let code: ResumeCode = code.parse().map_err(|_| Failure::NotFound)?;
        let row = store::drafts::by_resume(&self.0.db, &self.0.seal(pack.code()).hash("resume", code.symbols()))
            .await?
            .filter(|d| d.region == *pack.code())
            .ok_or(Failure::NotFound)?;
        match visitor.account() {
            Some(account) if account.0 == row.owner => Ok((row.id, None)),
            Some(account) => {
                // The code is the key to this one draft: the others of its owner stay where they are.
                let form = pack.service(&row.service).map(|s| form_of(pack, s, &row.together, ("", None))).unwrap_or_default();
                let answers = self.0.seal(pack.code()).open_answers(row.id, &form, &row.answers);
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
                    answers: self.0.seal(pack.code()).seal_answers(id, &form, &answers),
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
}
