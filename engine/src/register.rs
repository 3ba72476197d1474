//! The public lists: what everyone may know of every request, refused ones too.
use crate::{CaseLine, Failure, Opened, PublicFilter, Standing, open::Inner};
use domain::{
    case::CaseState,
    comment,
    form::{Answer, Answers, Form, Kind},
    number::CaseNumber,
    pace::{self, Pace},
    pack::Pack,
    workflow::Workflow,
};
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
        is_public(pack, service)?;
        let after = after.map(cursor).transpose()?;
        let mut lines = store::cases::public_page(&self.0.db, pack.code(), service, filter, after, limit + 1).await?;
        let more = lines.len() > limit as usize;
        lines.truncate(limit as usize);
        let next = lines.last().filter(|_| more).map(|l| format!("{}.{}", l.submitted_at.millis(), l.id.0));
        Ok(PublicPage { lines, next })
    }

    /// How long the decisions of a service took in the last days; `None` where there was none.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn pace(&self, pack: &Pack, service: &str) -> Result<Option<Pace>, Failure> {
        let since = self.0.now().day(pack.zone()).plus_days(-pace::WINDOW);
        Ok(Pace::of(store::pace::since(&self.0.db, pack.code(), service, since).await?))
    }

    /// One request: public answers only, of the form and of the way, and no documents.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn case(&self, pack: &Pack, number: &CaseNumber) -> Result<Opened, Failure> {
        let stored = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        let mut state = stored.state;
        let service = is_public(pack, &state.service)?;
        state.answers = Answers(
            state.answers.0.into_iter().filter(|(k, _)| service.form.field(k).is_some_and(domain::form::Field::is_public)).collect(),
        );
        state.documents.0.clear();
        state.papers.0.clear();
        let workflow = pack.workflow_of(&state);
        let may = |key: &str| workflow.and_then(|w| w.captured(key)).is_some_and(domain::form::Field::is_public);
        state.captured = Answers(std::mem::take(&mut state.captured.0).into_iter().filter(|(k, _)| may(k)).collect());
        state.applicant = None;
        without_personal_parts(&mut state, &service.form, workflow.map(Workflow::captures_form));
        Ok(Opened { state, seq: stored.seq, standing: Standing::Public })
    }
}

/// The service, where anything of it is public.
pub(crate) fn is_public<'p>(pack: &'p Pack, service: &str) -> Result<&'p domain::pack::Service, Failure> {
    pack.service(service).filter(|service| !service.hidden).ok_or(Failure::NotFound)
}

/// What people wrote in their own words, with telephones, identity numbers, accounts and e-mail addresses hidden: who writes
/// a report does not always think of who will read it. Numbers of papers, which stand in boxes of one line, stay.
fn without_personal_parts(state: &mut CaseState, asked: &Form, captured: Option<&Form>) {
    let hide = |text: &mut String| *text = comment::without_personal_parts(text);
    hide(&mut state.title);
    hide_in(asked, &mut state.answers, |kind| matches!(kind, Kind::Text { .. } | Kind::LongText { .. }));
    if let Some(captured) = captured {
        hide_in(captured, &mut state.captured, |kind| matches!(kind, Kind::LongText { .. }));
    }
    for end in state.visits.iter_mut().filter_map(|v| v.end.as_mut()) {
        end.note.iter_mut().chain(end.items.iter_mut().map(|i| &mut i.reason)).for_each(hide);
        end.amount.iter_mut().filter_map(|a| a.why_more.as_mut()).for_each(hide);
    }
    state.items.iter_mut().map(|i| &mut i.reason).for_each(hide);
    state.amounts.iter_mut().filter_map(|a| a.why_more.as_mut()).for_each(hide);
}

fn hide_in(form: &Form, answers: &mut Answers, own_words: impl Fn(&Kind) -> bool) {
    for field in form.fields() {
        match (&field.kind, answers.0.get_mut(&field.key)) {
            (Kind::Rows { columns, .. }, Some(Answer::Rows(rows))) => {
                let words = columns.iter().filter(|c| matches!(c.kind, Kind::Text { .. } | Kind::LongText { .. }));
                for column in words {
                    for text in rows.iter_mut().filter_map(|row| row.get_mut(&column.key)) {
                        *text = comment::without_personal_parts(text);
                    }
                }
            }
            (kind, Some(Answer::Text(text))) if own_words(kind) => *text = comment::without_personal_parts(text),
            _ => {}
        }
    }
}

fn cursor(text: &str) -> Result<(i64, Uuid), Failure> {
    let (at, id) = text.split_once('.').ok_or(Failure::NotFound)?;
    Ok((at.parse().map_err(|_| Failure::NotFound)?, id.parse().map_err(|_| Failure::NotFound)?))
}
