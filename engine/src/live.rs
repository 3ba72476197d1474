//! Changes as they happen: one task follows the event log by sequence, many readers listen.
use crate::{Failure, open::Inner};
use bytes::Bytes;
use domain::{
    case::{CaseId, Happening, OF_DESK},
    people::{AccountId, AgencyKey},
    region::RegionCode,
    time::Instant,
};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, OnceLock, PoisonError, RwLock, atomic::Ordering},
    time::Duration,
};
use store::events::TailEvent;
use tokio::sync::broadcast;

/// How long a commit of another server may stay unseen.
const LOOK: Duration = Duration::from_millis(250);
/// Events read at once.
const BATCH: u32 = 500;
/// Changes that stay at hand for whoever was cut off for a moment: thousands who come back at once then ask no database.
const AT_HAND: usize = 4_096;

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
    /// What everybody is told of it, written once by whoever is first to tell it.
    pub told: OnceLock<Bytes>,
}

/// The newest changes without a gap, oldest first, and the place in the log behind which they begin.
#[derive(Debug, Default)]
pub(crate) struct Recent(RwLock<Option<(i64, VecDeque<Arc<LiveEvent>>)>>);

impl Recent {
    /// From here on every change is kept.
    fn begin(&self, after: i64) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((after, VecDeque::new()));
    }

    fn push(&self, event: Arc<LiveEvent>) {
        if let Some((after, kept)) = &mut *self.0.write().unwrap_or_else(PoisonError::into_inner) {
            kept.push_back(event);
            if kept.len() > AT_HAND
                && let Some(gone) = kept.pop_front()
            {
                *after = gone.seq;
            }
        }
    }

    /// The changes of a region after `seq`; `None` where what came next may not be at hand any more.
    fn since(&self, region: &RegionCode, seq: i64, limit: usize) -> Option<Vec<Arc<LiveEvent>>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (after, kept) = kept.as_ref().filter(|(after, _)| *after <= seq)?;
        debug_assert!(kept.front().is_none_or(|first| first.seq > *after));
        let from = kept.partition_point(|event| event.seq <= seq);
        Some(kept.range(from..).filter(|event| event.region == *region).take(limit).cloned().collect())
    }
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
    pub async fn since(&self, region: &RegionCode, seq: i64, limit: u32) -> Result<Vec<Arc<LiveEvent>>, Failure> {
        if let Some(found) = self.0.recent.since(region, seq, limit as usize) {
            return Ok(found);
        }
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
                    found.push(Arc::new(event));
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
            told: OnceLock::new(),
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
    inner.recent.begin(seq);
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
                            let event = Arc::new(event);
                            // First at hand, then told: who listens already and looks here hears nothing twice, and misses nothing.
                            inner.recent.push(event.clone());
                            // Nobody listening is fine: who comes later reads it.
                            let _ = inner.live.send(event);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn event(seq: i64, region: &str) -> Arc<LiveEvent> {
        Arc::new(LiveEvent {
            seq,
            region: region.parse().unwrap(),
            case: CaseId(uuid::Uuid::from_u128(1)),
            number: format!("HB-2026-{seq:06}"),
            service: "hibah-uang".into(),
            kind: "moved".into(),
            version: 2,
            stage: "checked".into(),
            agency: None,
            from_agency: None,
            from: None,
            closed: false,
            applicant: None,
            at: Instant(seq),
            told: OnceLock::new(),
        })
    }

    fn seqs(recent: &Recent, after: i64, limit: usize) -> Option<Vec<i64>> {
        let found = recent.since(&"32.73".parse().unwrap(), after, limit)?;
        Some(found.iter().map(|event| event.seq).collect())
    }

    #[test]
    fn what_is_at_hand_has_no_gap_and_is_of_one_region() {
        let recent = Recent::default();
        assert_eq!(seqs(&recent, 0, 9), None, "nothing is known before the log is followed");
        recent.begin(10);
        assert_eq!(seqs(&recent, 9, 9), None, "what came at 10 was not seen");
        assert_eq!(seqs(&recent, 10, 9), Some(vec![]));
        for (seq, region) in [(11, "32.73"), (13, "32.04"), (14, "32.73"), (15, "32.73")] {
            recent.push(event(seq, region));
        }
        assert_eq!(seqs(&recent, 10, 9), Some(vec![11, 14, 15]));
        assert_eq!(seqs(&recent, 11, 1), Some(vec![14]));
        assert_eq!(seqs(&recent, 15, 9), Some(vec![]));
        for seq in 16..=15 + i64::try_from(AT_HAND).unwrap() {
            recent.push(event(seq, "32.73"));
        }
        assert_eq!(seqs(&recent, 14, 9), None, "what is old is in the log alone");
        assert_eq!(seqs(&recent, 15, 2), Some(vec![16, 17]));
    }
}
