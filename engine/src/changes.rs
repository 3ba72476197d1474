//! A pack that changed under running cases. A calendar's new day off moves the dates of those it touches, each by an event;
//! a stage that went missing while cases stand there keeps the server from starting, because nobody could move them.
use crate::{Engine, Failure, open::Inner};
use domain::{
    case::{CaseId, CaseState, reschedule},
    pack::Pack,
    time::Instant,
};
use std::sync::Arc;
use uuid::Uuid;

/// Cases read at a time.
const BATCH: u32 = 100;
/// What the calendar is noted as.
const CALENDAR: &str = "calendar";

/// Cases that stand where the pack has nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// The region's slug.
    pub region: String,
    /// The service's key.
    pub service: String,
    /// The stage's key.
    pub stage: String,
    /// How many.
    pub cases: i64,
}

impl Engine {
    /// Cases whose service or stage the packs no longer know.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn strays(&self) -> Result<Vec<Stray>, Failure> {
        let mut strays: Vec<Stray> = Vec::new();
        for pack in self.0.packs.all().iter() {
            for (key, n) in store::counts::queues(&self.0.db, pack.code()).await? {
                if n == 0 || pack.service(&key.service).is_some_and(|s| s.stage(&key.stage).is_some()) {
                    continue;
                }
                match strays.iter_mut().find(|s| s.service == key.service && s.stage == key.stage) {
                    Some(stray) => stray.cases += n,
                    None => strays.push(Stray {
                        region: pack.region.slug.as_str().to_owned(),
                        service: key.service,
                        stage: key.stage,
                        cases: n,
                    }),
                }
            }
        }
        Ok(strays)
    }

    /// Moves the dates of running cases where a region's calendar is another one than last time; gives how many moved.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn follow_calendars(&self) -> Result<usize, Failure> {
        let mut moved = 0;
        for pack in self.0.at_work().iter() {
            let calendar = serde_json::to_vec(pack.calendar()).map_err(|e| Failure::unavailable("read a calendar", &e))?;
            let seen = blake3::hash(&calendar).to_hex().to_string();
            if store::known::get(&self.0.db, pack.code(), CALENDAR).await?.as_deref() == Some(&seen) {
                continue;
            }
            moved += self.0.reschedule_all(pack).await?;
            // Noted last: where it breaks off, the next time goes over all of them again.
            let region = pack.code().clone();
            self.0
                .db
                .write_in(pack.code(), move |tx| {
                    Box::pin(async move { Ok::<_, Failure>(store::known::put(tx, &region, CALENDAR, &seen).await?) })
                })
                .await?;
        }
        Ok(moved)
    }
}

impl Inner {
    async fn reschedule_all(self: &Arc<Self>, pack: &Pack) -> Result<usize, Failure> {
        let (mut after, mut moved) = (CaseId(Uuid::nil()), 0);
        loop {
            let page = store::cases::open_after(&self.db, pack.code(), after, BATCH).await?;
            let Some(last) = page.last() else { return Ok(moved) };
            after = *last;
            for case in page {
                let Some(stored) = store::cases::by_id(&self.db, pack.code(), case).await? else { continue };
                if reschedule(pack, &stored.state, self.now()).is_none() {
                    continue;
                }
                let judge = |pack: &Pack, state: &CaseState, at: Instant| Ok(reschedule(pack, state, at).into_iter().collect());
                self.change(pack, case, None, judge).await?;
                moved += 1;
            }
        }
    }
}
