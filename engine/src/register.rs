//! The public lists: what everyone may know of every request, refused ones too.
use crate::{CaseLine, Failure, Opened, PublicFilter, Standing, open::Inner};
use domain::{
    case::CaseState,
    comment,
    find::{self, Question},
    form::{Answer, Answers, Form, Kind},
    number::CaseNumber,
    pace::{self, Pace},
    pack::Pack,
    queue::{Order, Whose},
    workflow::Workflow,
};
use std::sync::Arc;
use store::{cases::Narrowed, find::Sought};
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

/// What everybody may find.
#[derive(Clone, Debug, Default)]
pub struct PublicFound {
    /// The requests, those that run first.
    pub lines: Vec<CaseLine>,
    /// Whether there may be more than were looked at.
    pub cut: bool,
}

/// Requests that a public search looks at.
const FOUND: u32 = 200;

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

    /// What everybody may find: requests whose number, title or organisation have words that begin with each of these; and what was
    /// written about a request, by its whole number.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn find(&self, pack: &Pack, text: &str) -> Result<PublicFound, Failure> {
        let mut words = Question::of(&[], text).words;
        // What officers put on a case is no word for the public.
        words.retain(|word| !find::is_mark(word));
        if words.is_empty() {
            return Ok(PublicFound::default());
        }
        let at = self.0.now();
        let narrowed = Narrowed {
            due: store::cases::ANY_DUE,
            service: None,
            stage: None,
            held: false,
            whose: Whose::All,
            who: None,
            at: (at, at.day(pack.zone())),
        };
        let is_number = text.trim().parse::<CaseNumber>().is_ok();
        let sought = Sought { words: words.clone(), whole: vec![] };
        let found = store::find::cases(&self.0.db, pack.code(), &sought, None, &narrowed, Order::default(), FOUND).await?;
        let cut = found.cut || found.lines.len() >= FOUND as usize;
        // An address, say, finds a case at the desk, and nobody here: what the list does not show finds nothing, and so the title is
        // judged as the list shows it.
        let shown = |line: &CaseLine| {
            let Ok(service) = is_public(pack, &line.service) else { return false };
            // Where people may stay unnamed no name is shown, and none is found.
            let organisation = if service.lists.anonymous.is_some() { "" } else { line.organisation.as_str() };
            let said: Vec<String> = Question::whole_words(&format!("{} {} {organisation}", line.number, line.title));
            is_number || words.iter().all(|word| said.iter().any(|s| s.starts_with(word.as_str())))
        };
        let public = |mut line: CaseLine| {
            line.title = comment::without_personal_parts(&line.title);
            line
        };
        let lines = found.lines.into_iter().map(public).filter(shown).collect();
        Ok(PublicFound { lines, cut })
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
        is_public(pack, &stored.state.service)?;
        Ok(Opened { state: in_public(pack, stored.state), seq: stored.seq, standing: Standing::Public })
    }
}

/// A case as everybody may know it: public answers alone, no documents, nobody's account, and no telephones in what people wrote. Of a
/// service that the region has no more nothing is left.
pub(crate) fn in_public(pack: &Pack, mut state: CaseState) -> CaseState {
    let service = pack.service(&state.service).filter(|service| !service.hidden);
    let none = Form::default();
    let form = service.map_or(&none, |service| &service.form);
    state.answers =
        Answers(state.answers.0.into_iter().filter(|(k, _)| form.field(k).is_some_and(domain::form::Field::is_public)).collect());
    state.documents.0.clear();
    state.papers.0.clear();
    let workflow = pack.workflow_of(&state);
    let may = |key: &str| workflow.and_then(|w| w.captured(key)).is_some_and(domain::form::Field::is_public);
    state.captured = Answers(std::mem::take(&mut state.captured.0).into_iter().filter(|(k, _)| may(k)).collect());
    state.applicant = None;
    without_personal_parts(&mut state, form, workflow.map(Workflow::captures_form));
    state
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
