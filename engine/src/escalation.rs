//! The chain along which a case that is late goes up, looked at once an hour: each step is an event, and those whom it names are told.
//! The judgement is made again in the transaction, so two servers that look at once tell nobody twice.
use crate::{
    Engine, Failure,
    batches::Beside,
    open::Inner,
    timers::{REST, one_of_many},
};
use domain::{
    case::{CaseId, CaseState, Event, due_steps, escalate},
    pack::{Escalation, Pack, Told},
    people::{AccountId, RoleKey},
    time::{Day, Instant},
    words::{self, Lang},
    workflow::{Stage, StageKind},
};
use std::{collections::BTreeSet, sync::Arc};
use store::notices::NewNotice;
use uuid::Uuid;

/// Cases read at a time.
const BATCH: u32 = 50;
/// The term of a stage that is reckoned from dates, as far ahead as it is looked at: working days.
const LONGEST: u32 = 60;

impl Engine {
    /// Takes every step that is due; gives how many. Twice in a row the second does nothing.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn run_escalations(&self) -> Result<usize, Failure> {
        let (inner, mut taken) = (&self.0, 0);
        for pack in inner.at_work().iter() {
            for service in &pack.services {
                let mut seen = BTreeSet::new();
                let stages = service.workflows.iter().flat_map(|w| &w.stages);
                for stage in stages.filter(|s| s.kind == StageKind::Work && s.clock.is_some()) {
                    // A stage of the same key may have another chain in another version: the case's own decides.
                    if seen.insert(stage.key.as_str()) {
                        let all = service.workflows.iter().filter_map(|w| w.stage(&stage.key));
                        let ahead = all.filter_map(|s| ahead(pack, s)).max();
                        if let Some(ahead) = ahead {
                            taken += inner.look(pack, &service.key, &stage.key, ahead).await?;
                        }
                    }
                }
            }
        }
        Ok(taken)
    }
}

/// How many working days before the end of its term a case of the stage can have a step; `None` where it has none.
fn ahead(pack: &Pack, stage: &Stage) -> Option<u32> {
    let chain = stage.escalation.as_deref().unwrap_or(&pack.desk.escalation);
    let extended = stage.extension.as_ref().map_or(0, |rule| rule.days * rule.times);
    let term = stage.clock.as_ref().map_or(0, |clock| if clock.days == 0 { LONGEST } else { clock.days }) + extended;
    let before = |step: &Escalation| step.used_percent.map_or(0, |percent| term * 100_u32.saturating_sub(percent) / 100 + 1);
    chain.iter().map(before).max()
}

impl Inner {
    async fn look(self: &Arc<Self>, pack: &Pack, service: &str, stage: &str, ahead: u32) -> Result<usize, Failure> {
        let today = self.now().day(pack.zone());
        let until = pack.calendar().add_workdays(today, ahead);
        let (mut after, mut taken) = (CaseId(Uuid::nil()), 0);
        loop {
            let begun = std::time::Instant::now();
            let page = store::cases::ripe(&self.db, pack.code(), service, stage, until, after, BATCH).await?;
            let Some(last) = page.last() else { return Ok(taken) };
            after = *last;
            for stored in store::cases::by_ids(&self.db, pack.code(), &page).await? {
                taken += one_of_many(stored.state.id, self.step(pack, &stored.state, today).await)?;
            }
            // Requests come first: of the time, this takes at most a fifth.
            tokio::time::sleep(begun.elapsed() * REST).await;
        }
    }

    async fn step(self: &Arc<Self>, pack: &Pack, state: &CaseState, today: Day) -> Result<usize, Failure> {
        let steps: Vec<Escalation> = due_steps(pack, state, today).into_iter().cloned().collect();
        for step in &steps {
            let notices = self.told(pack, state, step).await?;
            let key = step.key.clone();
            let judge = move |pack: &Pack, state: &CaseState, at: Instant| -> Result<Vec<Event>, Failure> {
                // Somebody may have acted since, or another server was faster: then nothing happens.
                let due = due_steps(pack, state, at.day(pack.zone())).into_iter().find(|step| step.key == key);
                Ok(due.map(|step| escalate(state, step, at)).into_iter().collect())
            };
            self.change_beside(pack, state.id, Beside { notices, ..Beside::default() }, judge).await?;
        }
        Ok(steps.len())
    }

    /// What those are told whom a step names, each once.
    async fn told(&self, pack: &Pack, state: &CaseState, step: &Escalation) -> Result<Vec<NewNotice>, Failure> {
        let mut accounts: BTreeSet<AccountId> = BTreeSet::new();
        for told in &step.tell {
            accounts.extend(self.named(pack, state, told).await?);
        }
        let mut notices = vec![];
        for account in accounts {
            let Some(row) = store::accounts::by_id(&self.db, account).await? else { continue };
            let lang: Lang = row.lang.parse().unwrap_or_default();
            // A warning is for whoever looks; a letter goes out once a term is over.
            let login = row.login.filter(|login| step.days_late.is_some() && row.verified_at.is_some() && login.contains('@'));
            notices.push(NewNotice {
                id: self.id(),
                account,
                case: Some(state.id),
                kind: "escalation".into(),
                subject: format!("{}: {}", state.number, step.label.get(lang)),
                body: words(pack, state, lang),
                link: format!("/{}/meja/{}", pack.region.slug, state.number),
                address: login.map(|login| self.seal(pack.code()).seal("address", &login)),
                created_at: self.now(),
            });
        }
        Ok(notices)
    }

    /// The accounts that a step's word means.
    async fn named(&self, pack: &Pack, state: &CaseState, told: &Told) -> Result<Vec<AccountId>, Failure> {
        let today = self.now().day(pack.zone());
        match told {
            Told::Worker => match state.worked_by(self.now()) {
                Some(worker) => Ok(vec![worker]),
                None => Ok(self.holding(pack, state).await?.into_iter().map(|p| p.account).collect()),
            },
            Told::Head => {
                let role = pack.workflow_of(state).and_then(|w| w.stage(&state.stage)).and_then(|s| s.holder.role.as_deref());
                let heads = pack.roles.iter().filter(|r| r.assigns.iter().any(|of| Some(of.as_str()) == role));
                let mut people = vec![];
                for head in heads {
                    people.extend(self.holders_of(pack, &head.key, state.agency.as_ref()).await?.into_iter().map(|p| p.account));
                }
                Ok(people)
            }
            Told::Role(role) => {
                let held = store::accounts::holders(&self.db, pack.code(), &RoleKey(role.clone()), None).await?;
                Ok(held.into_iter().filter(|h| h.post.held_on(today)).map(|h| h.account).collect())
            }
        }
    }
}

fn words(pack: &Pack, state: &CaseState, lang: Lang) -> String {
    let stage = pack.stage_label(state);
    let due = state.due_on.map(|day| words::date_long(day, lang)).unwrap_or_default();
    if lang == Lang::Id {
        format!("Tahap: {}. Batas waktu tahap ini: {due}. Buka berkasnya dan putuskan, atau serahkan kepada rekan.", stage.id)
    } else {
        format!("Stage: {}. Its term ends on {due}. Open the case and decide, or give it to a colleague.", stage.en)
    }
}
