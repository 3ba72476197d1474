//! Changes as they happen: one task follows the event log by sequence, many readers listen.
use crate::{Failure, open::Inner};
use domain::{
    case::{CaseId, Happening, OF_DESK},
    people::{AccountId, AgencyKey},
    region::RegionCode,
    time::Instant,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use store::events::TailEvent;
use tokio::sync::broadcast;

/// How long a commit of another server may stay unseen.
const LOOK: Duration = Duration::from_millis(250);
/// Events read at once.
const BATCH: u32 = 500;

/// Live changes.
#[derive(Clone)]
pub struct Live(pub(crate) Arc<Inner>);

/// What everyone who follows learns of an event; nothing personal.
#[derive(Clone, Debug)]
pub struct LiveEvent {
    /// Its place in the log.
    pub seq: i64,
    /// The region.
    pub region: RegionCode,
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// The service.
    pub service: String,
    /// What happened.
    pub kind: String,
    /// The case's version after it.
    pub version: u32,
    /// Where the case is now.
    pub stage: String,
    /// Who holds it now.
    pub agency: Option<String>,
    /// Who held it before.
    pub from_agency: Option<String>,
    /// Where it was before.
    pub from: Option<String>,
    /// Whether it is over.
    pub closed: bool,
    /// Whose it is.
    pub applicant: Option<AccountId>,
    /// When.
    pub at: Instant,
}

impl Live {
    /// The changes from now on. A reader that falls behind is told so, and reads [`Live::since`] again.
    #[must_use]
    pub fn subscribe(&self, _region: &RegionCode) -> broadcast::Receiver<Arc<LiveEvent>> {
        self.0.live.subscribe()
    }

    /// The changes of a region after `seq`, oldest first.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn since(&self, region: &RegionCode, seq: i64, limit: u32) -> Result<Vec<LiveEvent>, Failure> {
        let mut told = Told::default();
        let mut found = Vec::new();
        let mut after = seq;
        loop {
            let batch = store::events::after(&self.0.db, after, BATCH).await?;
            let Some(last) = batch.last() else { return Ok(found) };
            after = last.seq;
            for event in batch {
                if event.region == region.as_str()
                    && let Some(event) = told.tell(&self.0, event).await?
                {
                    found.push(event);
                    if found.len() >= limit as usize {
                        return Ok(found);
                    }
                }
            }
        }
    }

    /// The newest event's place in the log: where a reader that has just read everything goes on.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn last(&self, _region: &RegionCode) -> Result<i64, Failure> {
        Ok(store::events::last_seq(&self.0.db).await?)
    }
}

/// What is known of a case without reading it again: number, service, applicant, stage, agency.
#[derive(Default)]
struct Told(BTreeMap<CaseId, Known>);

#[derive(Clone)]
struct Known {
    number: String,
    service: String,
    applicant: Option<AccountId>,
    stage: String,
    agency: Option<AgencyKey>,
}

impl Told {
    async fn tell(&mut self, inner: &Inner, event: TailEvent) -> Result<Option<LiveEvent>, Failure> {
        let Ok(region) = event.region.parse::<RegionCode>() else { return Ok(None) };
        if self.0.len() > 20_000 {
            self.0.clear();
        }
        if let Happening::Submitted(s) = &event.body.what {
            let (stage, agency) = (s.stage.clone(), s.agency.clone());
            let known = Known { number: s.number.to_string(), service: s.service.clone(), applicant: s.applicant, stage, agency };
            self.0.insert(event.case_id, known);
        }
        let known = match self.0.get(&event.case_id) {
            Some(known) => known.clone(),
            None => {
                let Some(stored) = store::cases::by_id(&inner.db, &region, event.case_id).await? else { return Ok(None) };
                let (number, state) = (stored.state.number.to_string(), stored.state);
                let known = Known { number, service: state.service, applicant: state.applicant, stage: state.stage, agency: state.agency };
                self.0.insert(event.case_id, known.clone());
                known
            }
        };
        if let (Happening::Moved(m), Some(known)) = (&event.body.what, self.0.get_mut(&event.case_id)) {
            (known.stage, known.agency) = (m.to.clone(), m.agency.clone());
        }
        let (stage, agency, from, closed) = match &event.body.what {
            Happening::Submitted(s) => (s.stage.clone(), s.agency.clone(), None, false),
            Happening::Moved(m) => (m.to.clone(), m.agency.clone(), Some(m.from.clone()), m.outcome.is_some()),
            // Its desk hears of what is its own business: where it stands is not in the event.
            what if OF_DESK.contains(&what.name()) || matches!(what, Happening::Extended { .. } | Happening::Said { .. }) => {
                (known.stage.clone(), known.agency.clone(), None, false)
            }
            _ => (String::new(), None, None, false),
        };
        Ok(Some(LiveEvent {
            seq: event.seq,
            region,
            case: event.case_id,
            number: known.number,
            service: known.service,
            kind: event.kind,
            version: event.version,
            stage,
            agency: agency.map(|AgencyKey(a)| a),
            from_agency: event.body.actor.agency.map(|AgencyKey(a)| a),
            from,
            closed,
            applicant: known.applicant,
            at: event.at,
        }))
    }
}

/// Follows the log for as long as the engine lives.
pub(crate) async fn follow(inner: Arc<Inner>) {
    let mut wake = inner.db.wake();
    let mut told = Told::default();
    let mut seq = loop {
        match store::events::last_seq(&inner.db).await {
            Ok(seq) => break seq,
            Err(_) => tokio::time::sleep(LOOK).await,
        }
    };
    inner.seen.store(seq, Ordering::Relaxed);
    loop {
        match store::events::after(&inner.db, seq, BATCH).await {
            Ok(batch) if batch.is_empty() => {
                // Whichever comes first: a commit of this process, or time to look for another's.
                let _ = tokio::time::timeout(LOOK, wake.changed()).await;
            }
            Ok(batch) => {
                for event in batch {
                    let at = event.seq;
                    match told.tell(&inner, event).await {
                        Ok(Some(event)) => {
                            // Nobody listening is fine: who comes later reads the log.
                            let _ = inner.live.send(Arc::new(event));
                        }
                        Ok(None) => {}
                        Err(_) => break,
                    }
                    seq = at;
                    inner.seen.store(seq, Ordering::Relaxed);
                }
            }
            Err(_) => tokio::time::sleep(LOOK).await,
        }
    }
}
