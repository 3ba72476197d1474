//! Cases: opening, unlocking by the receipt's secret, acting, mending.
use crate::{
    Accounts, CaseLine, Draft, Drafts, Failure, Token, Visitor, assign::told_to, batches::Beside, drafts::Begun, keep::Kept,
    notes::hide_confidential, open::Inner,
};
use domain::{
    case::{self, CaseState, Event, Input, Refusal},
    number::{CaseNumber, CaseSecret},
    pack::Pack,
    people::Person,
    time::{Day, Instant},
    workflow::Effect,
};
use std::sync::Arc;
use uuid::Uuid;

/// Cases.
#[derive(Clone)]
pub struct Cases(pub(crate) Arc<Inner>);

/// What a submission gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The number.
    pub number: CaseNumber,
    /// Opens the case without an account.
    pub secret: String,
    /// Last day of the promised decision.
    pub promised_on: Day,
    /// When it was handed in.
    pub submitted_at: Instant,
}

/// As whom somebody sees a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Whose case it is.
    Owner,
    /// An officer of the region.
    Officer,
    /// Everyone else.
    Public,
}

/// A case as somebody may see it.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The case; private answers masked, and left out for the public.
    pub state: CaseState,
    /// Its last event.
    pub seq: i64,
    /// As whom.
    pub standing: Standing,
}

impl Cases {
    /// A case for its owner or for officers.
    ///
    /// # Errors
    /// [`Failure::NotFound`], also where the visitor may not see it.
    pub async fn open(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber) -> Result<Opened, Failure> {
        let stored = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        let standing = self.0.standing(pack, visitor, &stored.state).await?;
        if standing == Standing::Public {
            return Err(Failure::NotFound);
        }
        Ok(Opened { state: self.0.masked(pack, &stored.state), seq: stored.seq, standing })
    }

    /// Opens a case by the secret on its receipt. A wrong number and a wrong secret are told alike.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn unlock(&self, pack: &Pack, visitor: &Visitor, number: &str, secret: &str) -> Result<Token, Failure> {
        let given = secret.parse::<CaseSecret>().map(|s| self.0.seal(pack.code()).hash("secret", s.symbols()));
        let found = match number.parse::<CaseNumber>() {
            Ok(number) => store::cases::by_number(&self.0.db, pack.code(), &number).await?,
            Err(_) => None,
        };
        let known = match &found {
            Some(found) => store::cases::secret_hash(&self.0.db, pack.code(), found.state.id).await?,
            None => None,
        };
        match (found, known, given) {
            // Both are keyed hashes: how long their comparison takes tells nothing about the secret.
            (Some(found), Some(known), Ok(given)) if known == given => {
                Accounts(self.0.clone()).session_for_case(pack, visitor, found.state.id).await
            }
            _ => Err(Failure::NotFound),
        }
    }

    /// The receipt again, for its owner, or for the officer who keyed the case in.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn receipt(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber) -> Result<Receipt, Failure> {
        let stored = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        if self.0.may_have_receipt(visitor, &stored.state).await? {
            Ok(self.0.receipt(pack, &stored.state))
        } else {
            Err(Failure::NotFound)
        }
    }

    /// How many cases came to the stage before this one and still wait for the visitor or for anybody, where the oldest comes first.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn ahead(&self, pack: &Pack, visitor: &Visitor, state: &CaseState) -> Result<u32, Failure> {
        match visitor.account() {
            Some(account) => self.0.ahead(pack, state, account).await,
            None => Ok(0),
        }
    }

    /// What the workflow offers the visitor now, by key.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn acting_person(&self, visitor: &Visitor, state: &CaseState) -> Result<Person, Failure> {
        self.0.acting(visitor, state).await
    }

    /// Moves a case.
    ///
    /// # Errors
    /// [`Failure::Refused`] with the rule, [`Failure::Invalid`], [`Failure::NotFound`].
    pub async fn act(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        number: &CaseNumber,
        action: &str,
        input: &Input,
    ) -> Result<CaseState, Failure> {
        let stored = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        if self.0.standing(pack, visitor, &stored.state).await? == Standing::Public {
            return Err(Failure::NotFound);
        }
        let person = self.0.acting(visitor, &stored.state).await?;
        let action = action.to_owned();
        let mut input = input.clone();
        let work = self.begun(pack, visitor, &stored.state, &action).await?;
        input.documents = work.as_ref().map(|w| w.documents.clone()).unwrap_or_default();
        let compares = pack.workflow_of(&stored.state).and_then(|w| w.action(&stored.state.stage, &action)).is_some_and(|a| a.compares);
        if compares {
            input.alike = self.to_explain(pack, stored.state.id).await?;
        }
        let measures =
            pack.workflow_of(&stored.state).and_then(|w| w.action(&stored.state.stage, &action)).and_then(|a| a.measures.as_ref());
        input.declared = measures.and_then(|rule| self.0.opened(pack, &stored.state).answers.text(&rule.declared).parse().ok());
        input.team = self.0.drawn(pack, &stored.state, &action).await?;
        input.ahead = self.0.ahead(pack, &stored.state, person.account).await?;
        let act = move |pack: &Pack, state: &CaseState, at| Ok(vec![case::act(pack, state, &person, &action, &input, at)?]);
        let after = self.0.change(pack, stored.state.id, work.map(|w| w.id), act).await?;
        // What was typed is a part of it now. The act is done, also where this can't be.
        if let (Some(person), true) = (&visitor.person, visitor.is_officer(pack.code()))
            && let Err(failure) = self.0.forget_typed(pack, person.account, after.id).await
        {
            tracing::warn!(%failure, "what was typed for an act could not be forgotten");
        }
        Ok(after)
    }

    /// The draft in which a returned case is mended; begun where it is not there yet.
    ///
    /// # Errors
    /// [`Failure::Refused`] where nothing was returned.
    pub async fn mend(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber) -> Result<Draft, Failure> {
        let stored = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        if !self.0.owns(visitor, &stored.state).await? {
            return Err(Failure::NotFound);
        }
        if stored.state.returned_from.is_none() {
            return Err(Refusal::NotFromHere { stage: pack.stage_label(&stored.state) }.into());
        }
        let drafts = Drafts(self.0.clone());
        let id = stored.state.id.0;
        if store::drafts::by_id(&self.0.db, pack.code(), id).await?.is_none() {
            let service = pack.service(&stored.state.service).ok_or(Failure::NotFound)?;
            let plain = self.0.opened(pack, &stored.state);
            let owner = stored.state.applicant.map_or_else(|| visitor.person().map(|p| p.account.0), |a| Ok(a.0))?;
            let begun = Begun { service, together: &[], id, owner, case: Some(stored.state.id), action: None };
            drafts.insert(pack, &begun, &plain.answers, &plain.documents).await?;
        }
        drafts.load(pack, visitor, id).await
    }

    /// Sends a mended case back to the office that asked.
    ///
    /// # Errors
    /// [`Failure::Invalid`], [`Failure::Refused`].
    pub async fn send_mended(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber) -> Result<CaseState, Failure> {
        let draft = self.mend(pack, visitor, number).await?;
        let stored = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        let person = self.0.acting(visitor, &stored.state).await?;
        let id = draft.id;
        let inner = self.0.clone();
        self.0
            .change(pack, stored.state.id, Some(id), move |pack, state, at| {
                let service = pack.service(&state.service).ok_or(Failure::NotFound)?;
                let plain = inner.opened(pack, state);
                let amended = case::amend(pack, service, &plain, &draft.answers, &draft.documents, at)?;
                let mut after = plain;
                after.apply(&amended);
                let action = pack
                    .workflow_of(state)
                    .and_then(|w| w.stage(&state.stage))
                    .and_then(|s| s.actions.iter().find(|a| a.effect == Effect::Resubmit));
                let action = action.ok_or_else(|| Refusal::NotFromHere { stage: pack.stage_label(state) })?;
                let input = Input { seen: after.version, ..Input::default() };
                let moved = case::act(pack, &after, &person, &action.key, &input, at)?;
                Ok(vec![amended, moved])
            })
            .await
    }

    /// The case's events, private answers masked.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn events(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber) -> Result<Vec<(i64, Event)>, Failure> {
        let opened = self.open(pack, visitor, number).await?;
        let mut events = store::events::of_case(&self.0.db, pack.code(), opened.state.id).await?;
        events.retain(|(_, event)| told_to(opened.standing, event));
        for (_, event) in &mut events {
            self.0.masked_event(pack, &opened.state.service, opened.state.id.0, event);
            if let (Standing::Officer, Some(person)) = (opened.standing, &visitor.person) {
                hide_confidential(pack, &opened.state, person, event);
            }
        }
        Ok(events)
    }

    /// A private answer as it was typed. That an officer looked is itself an event.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for anybody but an officer, [`Failure::Refused`] for one whose post does not hold the case now,
    /// [`Failure::NotFound`].
    pub async fn reveal(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber, field: &str) -> Result<String, Failure> {
        let stored = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        let person = visitor.person()?.clone();
        if !visitor.is_officer(pack.code()) {
            return Err(Failure::Forbidden);
        }
        let known =
            pack.service(&stored.state.service).and_then(|s| s.form.field(field)).filter(|f| f.is_sealed()).ok_or(Failure::NotFound)?;
        if known.withheld {
            return Err(Failure::Forbidden);
        }
        let text = self.0.opened(pack, &stored.state).answers.text(&known.key).to_owned();
        let field = known.key.clone();
        self.0
            .change(pack, stored.state.id, None, move |pack, state, at| Ok(vec![case::reveal(pack, state, &person, &field, at)?]))
            .await?;
        Ok(text)
    }

    /// The visitor's cases, the newest first.
    ///
    /// # Errors
    /// [`Failure::SignedOut`].
    pub async fn mine(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<CaseLine>, Failure> {
        Ok(store::cases::own(&self.0.db, pack.code(), visitor.person()?.account, 100).await?)
    }
}

/// The most steps that a case takes by itself at once: a pack whose steps lead in a circle stops there.
const STEPS: usize = 8;

/// A judgement, and what goes on by itself after it.
fn with_automatic(
    judge: impl Fn(&Pack, &CaseState, Instant) -> Result<Vec<Event>, Failure> + Send + 'static,
) -> impl Fn(&Pack, &CaseState, Instant) -> Result<Vec<Event>, Failure> + Send + 'static {
    move |pack, state, at| {
        let mut events = judge(pack, state, at)?;
        if !events.iter().any(|e| e.changes_the_case()) {
            return Ok(events);
        }
        let mut after = state.clone();
        events.iter().for_each(|e| after.apply(e));
        events.extend(going_on(pack, after, at));
        Ok(events)
    }
}

/// The steps that a case takes by itself from where it is.
pub(crate) fn going_on(pack: &Pack, mut state: CaseState, at: Instant) -> Vec<Event> {
    let step = |_| {
        let event = case::automatic(pack, &state, at)?;
        state.apply(&event);
        Some(event)
    };
    (0..STEPS).map_while(step).collect()
}

impl Inner {
    /// Puts on record that an officer opened a file with personal data: once a stay at the stage, however often the browser
    /// asks for it.
    pub(crate) async fn looked_at(self: &Arc<Self>, pack: &Pack, visitor: &Visitor, state: &CaseState, slot: &str) -> Result<(), Failure> {
        let (person, slot) = (visitor.person()?.clone(), slot.to_owned());
        let look = move |pack: &Pack, state: &CaseState, at| {
            let event = case::reveal(pack, state, &person, &slot, at)?;
            Ok(if state.looked.contains(&(person.account, slot.clone())) { vec![] } else { vec![event] })
        };
        self.change(pack, state.id, None, look).await?;
        Ok(())
    }

    pub(crate) async fn standing(&self, pack: &Pack, visitor: &Visitor, state: &CaseState) -> Result<Standing, Failure> {
        if self.owns(visitor, state).await? {
            Ok(Standing::Owner)
        } else if visitor.is_officer(pack.code()) {
            Ok(Standing::Officer)
        } else {
            Ok(Standing::Public)
        }
    }

    /// The person as the domain judges them: whoever showed the receipt acts as its applicant, and never as an officer.
    pub(crate) async fn acting(&self, visitor: &Visitor, state: &CaseState) -> Result<Person, Failure> {
        let person = visitor.person()?.clone();
        if state.applicant == Some(person.account) || !person.posts.is_empty() {
            return Ok(person);
        }
        match state.applicant {
            Some(applicant) if self.may_see_as_owner(visitor, state.id).await? => {
                Ok(Person { account: applicant, name: person.name, posts: vec![] })
            }
            _ => Ok(person),
        }
    }

    /// One change of a case that takes nothing but a draft along.
    pub(crate) async fn change(
        &self,
        pack: &Pack,
        case: case::CaseId,
        drop_draft: Option<Uuid>,
        judge: impl Fn(&Pack, &CaseState, Instant) -> Result<Vec<Event>, Failure> + Send + 'static,
    ) -> Result<CaseState, Failure> {
        self.change_beside(pack, case, Beside { drop_draft, ..Beside::default() }, judge).await
    }

    /// One change of a case: read, judged and kept in one transaction. The change is judged twice: once before, so that
    /// a refusal costs the writer nothing and notices can be prepared; once inside, on what is really there.
    pub(crate) async fn change_beside(
        &self,
        pack: &Pack,
        case: case::CaseId,
        beside: Beside,
        judge: impl Fn(&Pack, &CaseState, Instant) -> Result<Vec<Event>, Failure> + Send + 'static,
    ) -> Result<CaseState, Failure> {
        let at = self.now();
        let stored = store::cases::by_id(&self.db, pack.code(), case).await?.ok_or(Failure::NotFound)?;
        let mut ahead = stored.state.clone();
        let mut reminder = None;
        let mut answered = false;
        let judge = with_automatic(judge);
        let expected = judge(pack, &stored.state, at)?;
        let issuing = self.issuing(pack, &stored.state, &expected).await?;
        for event in expected {
            answered |= event.changes_answers();
            ahead.apply(&self.sealed(pack, &stored.state.service, case.0, event.clone()));
            reminder = Some(event).filter(Event::is_told_in_place);
        }
        let silent = reminder.is_none() && ahead.stage == stored.state.stage && ahead.outcome == stored.state.outcome;
        let mut notices = if silent { vec![] } else { self.case_notice(pack, &ahead, ahead.applicant, reminder.as_ref()).await? };
        notices.extend(beside.notices.iter().cloned());
        let dividing = self.dividing(pack, Some(&stored.state), &ahead).await?;
        let said = answered.then(|| self.said(pack, &self.opened(pack, &ahead)));
        let of = self.pack_of(pack.code()).ok_or(Failure::NotFound)?;
        let seal = self.seal(pack.code());
        // On the heap: every way into a case waits for this, and carries it.
        let kept = self.db.write_in(pack.code(), move |tx| {
            Box::pin(async move {
                let mut state = store::cases::for_update(tx, of.code(), case).await?.ok_or(Failure::NotFound)?.state;
                let events = judge(&of, &state, at)?;
                let last = events.len().saturating_sub(1);
                for (i, event) in events.into_iter().enumerate() {
                    let event = crate::keep::sealed(&seal, &of, &state.service, case.0, event);
                    let notices = if i == last { notices.clone() } else { vec![] };
                    let drop_draft = beside.drop_draft.filter(|_| i == last);
                    let said = if i == last { said.clone() } else { None };
                    let kept = Kept { notices, drop_draft, said, ..Kept::of(state, event) };
                    issuing.follow(tx, &of, &kept.after, &kept.event).await?;
                    state = kept.go_on(tx, &of, dividing.as_ref()).await?;
                }
                beside.said(tx, &of).await?;
                Ok::<_, Failure>(state)
            })
        });
        let state = Box::pin(kept).await?;
        Ok(self.masked(pack, &state))
    }
}
