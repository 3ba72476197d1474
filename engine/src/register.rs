//! The public lists: what everyone may know of every request, refused ones too.
use crate::{CaseLine, Failure, Opened, PublicFilter, Standing, open::Inner};
use domain::{form::Answers, number::CaseNumber, pack::Pack};
use std::sync::Arc;
use uuid::Uuid;

/// The public lists.
#[derive(Clone)]
pub struct Register(pub(crate) Arc<Inner>);

/// One page of a list.
#[derive(Clone, Debug, Default)]
pub struct PublicPage {
    /// The cases, the newest first.
    pub lines: Vec<CaseLine>,
    /// The next page.
    pub next: Option<String>,
}

impl Register {
    /// One page of a service's requests.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for a cursor that is none.
    pub async fn page(
        &self,
        pack: &Pack,
        service: &str,
        filter: &PublicFilter,
        after: Option<&str>,
        limit: u32,
    ) -> Result<PublicPage, Failure> {
        let after = after.map(cursor).transpose()?;
        let mut lines = store::cases::public_page(&self.0.db, pack.code(), service, filter, after, limit + 1).await?;
        let more = lines.len() > limit as usize;
        lines.truncate(limit as usize);
        let next = lines.last().filter(|_| more).map(|l| format!("{}.{}", l.submitted_at.millis(), l.id.0));
        Ok(PublicPage { lines, next })
    }

    /// One request: public answers only, of the form and of the way, and no documents.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn case(&self, pack: &Pack, number: &CaseNumber) -> Result<Opened, Failure> {
        let stored = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        let mut state = stored.state;
        let service = pack.service(&state.service).ok_or(Failure::NotFound)?;
        state.answers = Answers(
            state.answers.0.into_iter().filter(|(k, _)| service.form.field(k).is_some_and(domain::form::Field::is_public)).collect(),
        );
        state.documents.0.clear();
        state.papers.0.clear();
        let workflow = pack.workflow_of(&state);
        let may = |key: &str| workflow.and_then(|w| w.captured(key)).is_some_and(domain::form::Field::is_public);
        state.captured = Answers(std::mem::take(&mut state.captured.0).into_iter().filter(|(k, _)| may(k)).collect());
        state.applicant = None;
        Ok(Opened { state, seq: stored.seq, standing: Standing::Public })
    }
}

fn cursor(text: &str) -> Result<(i64, Uuid), Failure> {
    let (at, id) = text.split_once('.').ok_or(Failure::NotFound)?;
    Ok((at.parse().map_err(|_| Failure::NotFound)?, id.parse().map_err(|_| Failure::NotFound)?))
}
