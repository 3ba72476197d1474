//! Running cases go over to another version of their workflow: looked at first, stage by stage, with those that can't; then done with a
//! reason, each case in a transaction of its own. The way back is the same act the other way round.
use crate::{Amendments, Failure, Visitor};
use domain::{
    case::{CaseId, CaseState, Misfit, reversion},
    form::Fault,
    pack::Pack,
    people::Actor,
    text::Text,
    time::Day,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Cases read at a time, and most that go over in one act: the page that shows them waits.
const BATCH: u32 = 200;
const MOST: usize = 2_000;
/// Most letters of a reason.
const REASON: usize = 300;
/// Cases that can't go over and are named.
const NAMED: usize = 100;

/// The cases of one stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageGoing {
    /// Those that can go over,
    pub fit: usize,
    /// of these, whose term ends sooner,
    pub sooner: usize,
    /// and later.
    pub later: usize,
    /// Those that can't.
    pub misfits: usize,
}

/// What would happen, or did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoingOver {
    /// By stage.
    pub stages: BTreeMap<String, StageGoing>,
    /// Cases that can't go over, by number, with why; some of them.
    pub misfits: Vec<(String, Misfit)>,
    /// Whether there are more cases than one act takes.
    pub more: bool,
}

impl GoingOver {
    /// How many go over.
    #[must_use]
    pub fn fit(&self) -> usize {
        self.stages.values().map(|stage| stage.fit).sum()
    }

    fn count(&mut self, state: &CaseState, judged: Result<Option<Day>, Misfit>) {
        let stage = self.stages.entry(state.stage.clone()).or_default();
        match judged {
            Ok(due) => {
                stage.fit += 1;
                stage.sooner += usize::from(due.is_some() && due < state.due_on);
                stage.later += usize::from(due > state.due_on && state.due_on.is_some());
            }
            Err(misfit) => {
                stage.misfits += 1;
                if self.misfits.len() < NAMED {
                    self.misfits.push((state.number.to_string(), misfit));
                }
            }
        }
    }
}

impl Amendments {
    /// The open cases of a version of a service's workflow.
    async fn of_version(&self, pack: &Pack, service: &str, version: u32) -> Result<(Vec<CaseState>, bool), Failure> {
        let (mut after, mut found) = (CaseId(Uuid::nil()), Vec::new());
        loop {
            let page = store::cases::open_after(&self.0.db, pack.code(), after, BATCH).await?;
            let Some(last) = page.last() else { return Ok((found, false)) };
            after = *last;
            let states = store::cases::by_ids(&self.0.db, pack.code(), &page).await?;
            found.extend(states.into_iter().map(|s| s.state).filter(|s| s.service == service && s.workflow == version));
            if found.len() > MOST {
                found.truncate(MOST);
                return Ok((found, true));
            }
        }
    }

    fn may_go_over(pack: &Pack, service: &str, (from, to): (u32, u32)) -> Result<(), Failure> {
        let service = pack.service(service).ok_or(Failure::NotFound)?;
        if from == to || service.workflow(from).is_none() || service.workflow(to).is_none() { Err(Failure::NotFound) } else { Ok(()) }
    }

    /// What would happen if the running cases of one version went over to another.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for who neither administers nor oversees the region, [`Failure::NotFound`].
    pub async fn going_over(&self, pack: &Pack, visitor: &Visitor, service: &str, versions: (u32, u32)) -> Result<GoingOver, Failure> {
        crate::walls::Walls::manages(pack, visitor)?;
        Self::may_go_over(pack, service, versions)?;
        let (cases, more) = self.of_version(pack, service, versions.0).await?;
        let mut going = GoingOver { more, ..GoingOver::default() };
        for state in &cases {
            let judged = reversion(pack, state, versions.1, (Actor::system(), ""), self.0.now());
            let due = judged.map(|event| {
                let mut after = state.clone();
                after.apply(&event);
                after.due_on
            });
            going.count(state, due);
        }
        Ok(going)
    }

    /// Lets the running cases of one version go over to another, as many as can.
    ///
    /// # Errors
    /// As [`Amendments::going_over`], for administrators alone; [`Failure::Invalid`] without a reason.
    pub async fn go_over(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        service: &str,
        versions: (u32, u32),
        reason: &str,
    ) -> Result<GoingOver, Failure> {
        let by = Self::changes(pack, visitor)?;
        Self::may_go_over(pack, service, versions)?;
        let reason: String = reason.trim().chars().take(REASON).collect();
        if reason.is_empty() {
            return Err(Failure::wrong("reason", Text::new("Alasan", "Reason"), Fault::Missing));
        }
        let administers = |post: &&domain::people::Post| pack.role(&post.role.0).is_some_and(|role| role.administers);
        let post = visitor.person()?.posts_in(pack.code()).find(administers).ok_or(Failure::Forbidden)?;
        let actor = Actor::officer(by, post);
        let (cases, more) = self.of_version(pack, service, versions.0).await?;
        let mut gone = GoingOver { more, ..GoingOver::default() };
        for state in &cases {
            let (actor, reason) = (actor.clone(), reason.clone());
            let judge = move |pack: &Pack, state: &CaseState, at| {
                reversion(pack, state, versions.1, (actor.clone(), &reason), at).map(|event| vec![event]).map_err(|_| Failure::NotFound)
            };
            // Said as it is now: it may have moved on since the list was read.
            let judged = match self.0.change(pack, state.id, None, judge).await {
                Ok(after) => Ok(after.due_on),
                Err(failure @ Failure::Unavailable { .. }) => return Err(failure),
                Err(_) => {
                    let now = store::cases::by_ids(&self.0.db, pack.code(), &[state.id]).await?.pop().map(|stored| stored.state);
                    match now.map(|now| reversion(pack, &now, versions.1, (Actor::system(), ""), self.0.now())) {
                        Some(Err(misfit)) => Err(misfit),
                        // It is there by now, or somebody wrote to it just then: the next try takes it along.
                        _ => Err(Misfit::Same),
                    }
                }
            };
            gone.count(state, judged);
        }
        let body = serde_json::json!({ "service": service, "from": versions.0, "to": versions.1, "reason": reason, "cases": gone.fit() })
            .to_string();
        let (region, now, subject) = (pack.code().clone(), self.0.now(), self.0.id());
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    Ok::<_, Failure>(store::administration::note(tx, &region, subject, ("went_over", &body), Some(by), now).await?)
                })
            })
            .await?;
        Ok(gone)
    }
}
