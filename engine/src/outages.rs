//! An outage of the service gives applicants longer: each day is looked at once it is over, by what was measured of it.
use crate::{
    Engine, Failure,
    timers::{REST, one_of_many},
};
use domain::{
    case::{self, CaseId, CaseState},
    health::{HOUR_MS, MINUTE_MS, away},
    pack::Pack,
    time::{Day, Instant},
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many days back are looked at: a server that was away for a week has the week to make up for.
const BACK: i64 = 14;
/// Cases read at a time.
const BATCH: u32 = 50;

impl Engine {
    /// Gives applicants longer for outages of the days that are over; gives how many cases. Twice in a row the second does nothing.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn run_outages(&self) -> Result<usize, Failure> {
        let mut longer = 0;
        for pack in self.0.packs.iter() {
            let Some(rule) = &pack.desk.outage else { continue };
            let (zone, today) = (pack.zone(), self.now().day(pack.zone()));
            let first = today.plus_days(-BACK);
            let minute = |day: Day| Instant::at(day, 0, 0, zone).millis().div_euclid(MINUTE_MS);
            let hours = store::health::since(&self.0.db, pack.code(), Instant::at(first, 0, 0, zone).millis().div_euclid(HOUR_MS)).await?;
            let Some(since) = store::health::first(&self.0.db, pack.code()).await? else { continue };
            for back in (1..=BACK).rev() {
                let day = today.plus_days(-back);
                // The day on which measuring began was not whole.
                if minute(day) < (since + 1) * 60 {
                    continue;
                }
                let minutes = away(&hours, minute(day), minute(day.plus_days(1)));
                if minutes >= rule.minutes {
                    longer += self.lengthen(pack, day, minutes).await?;
                }
            }
        }
        Ok(longer)
    }

    async fn lengthen(&self, pack: &Pack, day: Day, minutes: u32) -> Result<usize, Failure> {
        let mut longer = 0;
        for service in &pack.services {
            let stages: BTreeSet<&str> =
                service.workflows.iter().flat_map(|w| &w.stages).filter(|s| s.is_applicants_term()).map(|s| s.key.as_str()).collect();
            for stage in stages {
                let mut after = CaseId(Uuid::nil());
                loop {
                    let begun = std::time::Instant::now();
                    let page = store::cases::due_from(&self.0.db, pack.code(), (&service.key, stage), day, after, BATCH).await?;
                    let Some(last) = page.last() else { break };
                    after = *last;
                    for stored in store::cases::by_ids(&self.0.db, pack.code(), &page).await? {
                        // Where there is nothing to do the writer is not asked, however often this runs.
                        if case::lengthen(pack, &stored.state, day, minutes, self.now()).is_none() {
                            continue;
                        }
                        let case = stored.state.id;
                        let judge = move |pack: &Pack, state: &CaseState, at: Instant| {
                            Ok(case::lengthen(pack, state, day, minutes, at).into_iter().collect())
                        };
                        longer += one_of_many(case, self.0.change(pack, case, None, judge).await.map(|_| 1))?;
                    }
                    // Requests come first: of the time, this takes at most a fifth.
                    tokio::time::sleep(begun.elapsed() * REST).await;
                }
            }
        }
        Ok(longer)
    }
}
