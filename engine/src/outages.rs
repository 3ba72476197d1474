//! An outage of the service gives applicants longer: each day is looked at once it is over, by what was measured of it.
use crate::{
    Engine, Failure,
    open::Inner,
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
        for pack in self.0.at_work().iter() {
            let today = self.now().day(pack.zone());
            for (day, minutes) in self.0.outages(pack, (today.plus_days(-BACK), today.plus_days(-1))).await? {
                longer += self.lengthen(pack, day, minutes).await?;
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

impl Inner {
    /// The days between two, both among them, on which the service was away for as long as the region's rule says, with the minutes.
    pub(crate) async fn outages(&self, pack: &Pack, (first, last): (Day, Day)) -> Result<Vec<(Day, u32)>, Failure> {
        let Some(rule) = &pack.desk.outage else { return Ok(vec![]) };
        let zone = pack.zone();
        let minute = |day: Day| Instant::at(day, 0, 0, zone).millis().div_euclid(MINUTE_MS);
        let Some(since) = store::health::first(&self.db, pack.code()).await? else { return Ok(vec![]) };
        let hours = store::health::since(&self.db, pack.code(), Instant::at(first, 0, 0, zone).millis().div_euclid(HOUR_MS)).await?;
        let days = std::iter::successors(Some(first), |day| Some(day.plus_days(1))).take_while(|day| *day <= last);
        // The day on which measuring began was not whole, and what is not over is not either.
        let whole = days.filter(|day| minute(*day) >= (since + 1) * 60 && day.plus_days(1) <= self.now().day(zone));
        let measured = whole.map(|day| (day, away(&hours, minute(day), minute(day.plus_days(1)))));
        Ok(measured.filter(|(_, minutes)| *minutes >= rule.minutes).collect())
    }
}
