//! What an action asks for, while it is being filled in: kept like a request that is being written, so that a report can
//! be typed over days and a file survives a decision that was refused. Each person has their own.
use crate::{Cases, Draft, Drafts, Failure, Standing, Visitor, drafts::Begun, open::Inner};
use bytes::Bytes;
use domain::{
    case::{self, CaseState, Refusal},
    number::CaseNumber,
    pack::Pack,
};
use uuid::Uuid;

impl Cases {
    /// What the visitor is filling in for an action; begun, with what the case knows already, where it is not there yet.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Refused`] where the workflow does not offer them the action now.
    pub async fn work(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber, action: &str) -> Result<Draft, Failure> {
        let stored = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        let standing = self.0.standing(pack, visitor, &stored.state).await?;
        if standing == Standing::Public {
            return Err(Failure::NotFound);
        }
        if let Some(draft) = self.begun(pack, visitor, &stored.state, action).await? {
            return Ok(draft);
        }
        let person = self.0.acting(visitor, &stored.state).await?;
        let at = self.0.now();
        let offers = case::offers(pack, &stored.state, &person, at);
        let offer = offers
            .iter()
            .find(|o| o.action.key == action)
            .ok_or_else(|| Refusal::NotFromHere { stage: pack.stage_label(&stored.state) })?;
        let service = pack.service(&stored.state.service).ok_or(Failure::NotFound)?;
        // An officer is not shown by a prefilled box what is sealed elsewhere.
        let known = if standing == Standing::Owner { self.0.opened(pack, &stored.state) } else { self.0.masked(pack, &stored.state) };
        let (answers, documents) = case::begun_with(pack, &known, offer.action, at);
        let owner = person.account.0;
        let id = self.0.work_id(pack, &stored.state, action, owner);
        let begun = Begun { service, together: &[], id, owner, case: Some(stored.state.id), action: Some((&stored.state.stage, action)) };
        Drafts(self.0.clone()).insert(pack, &begun, &answers, &documents).await?;
        Drafts(self.0.clone()).load(pack, visitor, id).await
    }

    /// What the visitor has filled in for an action of the stage that the case is at; `None` where nothing.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn begun(&self, pack: &Pack, visitor: &Visitor, state: &CaseState, action: &str) -> Result<Option<Draft>, Failure> {
        let known = pack.workflow_of(state).and_then(|w| w.action(&state.stage, action));
        if visitor.person.is_none() || known.is_none_or(|a| a.captures.is_empty()) {
            return Ok(None);
        }
        let id = self.0.work_id(pack, state, action, self.worker(visitor, state).await?);
        match Drafts(self.0.clone()).load(pack, visitor, id).await {
            Ok(draft) => Ok(Some(draft)),
            Err(Failure::NotFound) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// Whose the work is: the applicant's for whoever acts as the applicant, so that it is there on every device that opens
    /// the case; else the visitor's own.
    async fn worker(&self, visitor: &Visitor, state: &CaseState) -> Result<Uuid, Failure> {
        Ok(self.0.acting(visitor, state).await?.account.0)
    }

    /// Takes a file for a field that an action asks for.
    ///
    /// # Errors
    /// As [`Cases::work`] and [`Drafts::attach`].
    pub async fn attach(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        number: &CaseNumber,
        action: &str,
        file: (&str, &str, Bytes),
        device: Option<&str>,
    ) -> Result<Draft, Failure> {
        let work = self.work(pack, visitor, number, action).await?;
        Drafts(self.0.clone()).attach_at(pack, visitor, work.id, file, device).await
    }
}

impl Inner {
    /// The same person, case, visit and action have one.
    fn work_id(&self, pack: &Pack, state: &CaseState, action: &str, account: Uuid) -> Uuid {
        let name = format!("{}/{}/{}/{action}/{account}", state.id.0, state.stage, state.visits.len());
        self.seal(pack.code()).id("work", &name)
    }
}
