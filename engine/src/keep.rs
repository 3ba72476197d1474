//! Keeping an event: its case's projection, counters, notices and secret go into the same transaction.
use crate::{Failure, assign::Dividing, books, budgets, gallery, licences, open::Inner, seal::Seal, teams};
use domain::{
    board::{day_count, restand},
    budget::taken_by,
    case::{self, CaseState, Event, Happening},
    deed, find,
    form::{Answers, Form},
    pace,
    pack::Pack,
    people::AgencyKey,
    workflow::Effect,
};
use std::collections::BTreeSet;
use store::{Tx, cases::Commit, find::Said, notices::NewNotice};
use uuid::Uuid;

/// The post that a case waits for, as the desk looks it up: `role@agency`; empty where it waits for its applicant.
pub(crate) fn holder(pack: &Pack, state: &CaseState) -> String {
    let stage = pack.workflow_of(state).and_then(|w| w.stage(&state.stage));
    match stage.and_then(|s| s.holder.role.as_deref()) {
        Some(role) if state.is_open() => format!("{role}@{}", state.agency.as_ref().map_or("", |AgencyKey(a)| a)),
        _ => String::new(),
    }
}

/// An event to be kept, with the states around it.
pub(crate) struct Kept {
    pub(crate) before: Option<CaseState>,
    pub(crate) after: CaseState,
    pub(crate) event: Event,
    pub(crate) secret_hash: Option<Vec<u8>>,
    pub(crate) notices: Vec<NewNotice>,
    pub(crate) drop_draft: Option<Uuid>,
    /// Whether the budget is looked at by whoever commits it, once for a whole list.
    pub(crate) of_list: bool,
    /// What the case says from now on, where its answers are others than before.
    pub(crate) said: Option<Said>,
}

impl Kept {
    /// An event of a case that is there, which tells nobody and drops nothing.
    pub(crate) fn of(before: CaseState, event: Event) -> Self {
        let mut after = before.clone();
        after.apply(&event);
        Self { before: Some(before), after, event, secret_hash: None, notices: vec![], drop_draft: None, of_list: false, said: None }
    }

    pub(crate) async fn commit(&self, tx: &mut Tx<'_>, pack: &Pack) -> Result<i64, Failure> {
        let money = case::money(pack, &self.after);
        let commit = Commit {
            before: self.before.as_ref(),
            after: &self.after,
            event: &self.event,
            holder: &holder(pack, &self.after),
            approved: money.approved,
            paid: money.paid,
            reported: money.reported,
            day: self.event.at.day(pack.zone()),
            count: day_count(self.before.as_ref(), &self.after, self.event.is_decision()),
            secret_hash: self.secret_hash.as_deref(),
            notices: &self.notices,
            idempotency: None,
            drop_draft: self.drop_draft,
        };
        let taken = self.before.as_ref().and_then(|before| taken_by(pack, before));
        let takes = taken_by(pack, &self.after);
        let covered = !self.of_list && self.needs_budget(pack);
        if covered {
            store::budgets::lock(tx, pack.code(), &self.after.service, self.after.fiscal_year).await?;
        }
        let seq = store::cases::commit(tx, pack.code(), &commit).await?;
        let stands = restand(pack, self.before.as_ref(), &self.after);
        store::stands::put(tx, pack.code(), stands.iter().map(|(key, n)| (key, *n))).await?;
        let lines = books::entered(pack, self.after.id, std::slice::from_ref(&self.event));
        store::books::enter(tx, pack.code(), &lines).await?;
        if let Some(row) = licences::row(pack, &self.after, self.event.at).filter(|_| licences::touches(&self.event)) {
            store::licences::put(tx, pack.code(), [&row]).await?;
        }
        if let Some(row) = gallery::row(pack, &self.after).filter(|_| gallery::touches(&self.event)) {
            store::projects::put(tx, pack.code(), [&row]).await?;
        }
        if let Some(decided) = pace::decided(pack, self.before.as_ref(), &self.after, self.event.at) {
            store::pace::enter(tx, pack.code(), [(self.after.service.as_str(), self.after.id, decided)]).await?;
        }
        let done: Vec<_> = deed::deeds(&self.event);
        let day = self.event.at.day(pack.zone());
        store::deeds::put(tx, pack.code(), done.iter().map(|one| (self.after.service.as_str(), day, one, 1))).await?;
        teams::take_turns(tx, pack, &self.after, &self.event).await?;
        if taken != takes {
            store::budgets::set_taken(tx, pack.code(), self.after.id, takes).await?;
        }
        if covered {
            budgets::covers(tx, pack, &self.after.service, self.after.fiscal_year, [self.after.affair.as_deref()]).await?;
        }
        self.find_by(tx, pack).await?;
        Ok(seq)
    }

    /// By what the case is found: its text where that is another one, and always the marks that stand on it after this event. They are
    /// those of the state that is kept, whatever was prepared before the transaction.
    async fn find_by(&self, tx: &mut Tx<'_>, pack: &Pack) -> Result<(), Failure> {
        let marks: BTreeSet<String> = find::marks_of(&self.after).collect();
        if let Some(said) = &self.said {
            let words = said.words.iter().filter(|word| !find::is_mark(word)).cloned().chain(marks).collect();
            let said = Said { alike: said.alike.clone(), words };
            store::find::replace(tx, pack.code(), self.after.id, &said, self.before.is_none()).await?;
        } else if let Some(before) = &self.before {
            let before: BTreeSet<String> = find::marks_of(before).collect();
            let gone: Vec<String> = before.difference(&marks).cloned().collect();
            let come: BTreeSet<String> = marks.difference(&before).cloned().collect();
            store::find::remark(tx, pack.code(), self.after.id, &gone, come).await?;
        }
        Ok(())
    }

    /// Keeps the event, and gives the case to somebody where it came to a desk whose work is divided; the case as it is then.
    pub(crate) async fn go_on(self, tx: &mut Tx<'_>, pack: &Pack, dividing: Option<&Dividing>) -> Result<CaseState, Failure> {
        self.commit(tx, pack).await?;
        licences::succeed(tx, pack, &self.after, &self.event).await?;
        let Some(dividing) = dividing else { return Ok(self.after) };
        match dividing.event(tx, pack, (self.before.as_ref(), &self.after), self.event.at).await? {
            Some(event) => {
                let given = Self::of(self.after, event);
                given.commit(tx, pack).await?;
                Ok(given.after)
            }
            None => Ok(self.after),
        }
    }

    /// Whether what the case takes must be there for this event.
    fn needs_budget(&self, pack: &Pack) -> bool {
        let Happening::Moved(moved) = &self.event.what else { return false };
        let rule = pack.service(&self.after.service).and_then(|s| s.budget.as_ref());
        rule.is_some_and(|rule| rule.covered.contains(&moved.action) && moved.effect == Effect::Advance)
    }
}

impl Inner {
    /// The state with its private answers as they were typed.
    pub(crate) fn opened(&self, pack: &Pack, state: &CaseState) -> CaseState {
        with_answers(pack, state, |form, answers| self.seal(pack.code()).open_answers(state.id.0, form, answers))
    }

    /// The state with its private answers masked.
    pub(crate) fn masked(&self, pack: &Pack, state: &CaseState) -> CaseState {
        masked(&self.seal(pack.code()), pack, state)
    }

    /// The event with its private answers sealed.
    pub(crate) fn sealed(&self, pack: &Pack, service: &str, case: Uuid, event: Event) -> Event {
        sealed(&self.seal(pack.code()), pack, service, case, event)
    }

    /// The event with its private answers masked.
    pub(crate) fn masked_event(&self, pack: &Pack, service: &str, case: Uuid, event: &mut Event) {
        with_event(pack, service, event, |form, answers| self.seal(pack.code()).mask_answers(case, form, answers));
    }
}

/// The state with its private answers masked.
pub(crate) fn masked(seal: &Seal, pack: &Pack, state: &CaseState) -> CaseState {
    with_answers(pack, state, |form, answers| seal.mask_answers(state.id.0, form, answers))
}

fn with_answers(pack: &Pack, state: &CaseState, change: impl Fn(&Form, &Answers) -> Answers) -> CaseState {
    let mut changed = state.clone();
    if let Some(service) = pack.service(&state.service) {
        changed.answers = change(&service.form, &state.answers);
    }
    if let Some(workflow) = pack.workflow_of(state).filter(|_| !state.captured.0.is_empty()) {
        changed.captured = change(workflow.captures_form(), &state.captured);
    }
    changed
}

/// The event with its private answers sealed.
pub(crate) fn sealed(seal: &Seal, pack: &Pack, service: &str, case: Uuid, mut event: Event) -> Event {
    with_event(pack, service, &mut event, |form, answers| seal.seal_answers(case, form, answers));
    event
}

fn with_event(pack: &Pack, service: &str, event: &mut Event, change: impl Fn(&Form, &Answers) -> Answers) {
    let Some(service) = pack.service(service) else { return };
    match &mut event.what {
        Happening::Submitted(s) => s.answers = change(&service.form, &s.answers),
        Happening::Amended { answers, .. } => *answers = change(&service.form, answers),
        Happening::Moved(moved) => {
            if let Some(action) = service.action(&moved.from, &moved.action) {
                moved.captured = change(&Form::of_fields(action.captures.clone()), &moved.captured);
            }
            moved.amended = change(&service.form, &moved.amended);
        }
        // Nothing else carries answers.
        _ => {}
    }
}
