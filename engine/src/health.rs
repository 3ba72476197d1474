//! Measures how Terang itself answers, region by region, and keeps it minute by minute: what is published at the region's page on it.
use crate::{Failure, open::Inner};
use domain::{
    health::{HOUR_MS, Hour, MINUTE_MS},
    pack::Pack,
    region::RegionCode,
    time::Instant,
};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// Minutes that are remembered for the rules of alerts.
const QUARTER: i64 = 15;
/// How often what was measured is kept.
const KEEP: Duration = Duration::from_secs(60);

/// What was measured and is not kept yet, and the faults of the last minutes.
#[derive(Default)]
pub(crate) struct Measured(Mutex<Cells>);

#[derive(Default)]
struct Cells {
    /// By region: what came since it was kept last.
    now: BTreeMap<String, Hour>,
    /// By region: minute, answers and faults.
    last: BTreeMap<String, VecDeque<(i64, i64, i64)>>,
    sign_ins_failed: i64,
}

impl Measured {
    fn cells(&self) -> std::sync::MutexGuard<'_, Cells> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts an answer of a region.
    fn answered(&self, region: &RegionCode, at: Instant, is_fault: bool, ms: u64) {
        let mut cells = self.cells();
        cells.now.entry(region.as_str().to_owned()).or_default().count(is_fault, ms);
        let minute = at.millis().div_euclid(MINUTE_MS);
        let last = cells.last.entry(region.as_str().to_owned()).or_default();
        last.retain(|(known, _, _)| *known > minute - QUARTER);
        match last.back_mut() {
            Some((known, all, faults)) if *known == minute => (*all, *faults) = (*all + 1, *faults + i64::from(is_fault)),
            _ => last.push_back((minute, 1, i64::from(is_fault))),
        }
    }

    /// Counts a sign-in that failed.
    pub(crate) fn sign_in_failed(&self) {
        self.cells().sign_ins_failed += 1;
    }

    /// Answers and faults of the last quarter of an hour, as this server gave them.
    pub(crate) fn last_quarter(&self, region: &RegionCode, at: Instant) -> (i64, i64) {
        let first = at.millis().div_euclid(MINUTE_MS) - QUARTER;
        let cells = self.cells();
        let last = cells.last.get(region.as_str()).into_iter().flatten().filter(|(minute, _, _)| *minute > first);
        last.fold((0, 0), |(all, faults), (_, a, f)| (all + a, faults + f))
    }

    /// Gives back what could not be kept: an outage is the last thing that may go uncounted.
    fn give_back(&self, region: &RegionCode, of: &Hour) {
        let mut cells = self.cells();
        let now = cells.now.entry(region.as_str().to_owned()).or_default();
        now.faults += of.faults;
        now.sign_ins_failed += of.sign_ins_failed;
        now.took.iter_mut().zip(of.took).for_each(|(sum, took)| *sum += took);
    }

    /// Takes what came since it was asked last.
    fn take(&self, region: &RegionCode) -> Hour {
        self.cells().now.remove(region.as_str()).unwrap_or_default()
    }
}

/// How Terang answers.
#[derive(Clone)]
pub struct Health(pub(crate) Arc<Inner>);

/// What was measured.
#[derive(Clone, Debug)]
pub struct HealthView {
    /// Hour by hour, the earliest first.
    pub hours: Vec<Hour>,
    /// The minute since which it is measured, since 1970 in UTC.
    pub since: i64,
    /// The minute now.
    pub now: i64,
}

impl Health {
    /// Counts an answer below a region's address; whatever stands in no region's is not counted.
    pub fn answered(&self, slug: &str, status: u16, took: Duration) {
        if let Some(pack) = self.0.packs.by_slug(slug) {
            self.0.health.answered(pack.code(), self.0.now(), status >= 500, u64::try_from(took.as_millis()).unwrap_or(u64::MAX));
        }
    }

    /// What was measured in the last `days`.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn of(&self, pack: &Pack, days: i64) -> Result<HealthView, Failure> {
        let now = self.0.now().millis();
        let hours = store::health::since(&self.0.db, pack.code(), now.div_euclid(HOUR_MS) - days * 24).await?;
        let first = store::health::first(&self.0.db, pack.code()).await?;
        let now = now.div_euclid(MINUTE_MS);
        // The hour in which it began was not whole.
        let begun =
            hours.first().filter(|hour| Some(hour.hour) == first).map(|hour| hour.hour * 60 + i64::from(hour.up.trailing_zeros().min(59)));
        let since = begun.unwrap_or(first.map_or(now, |hour| hour * 60));
        Ok(HealthView { hours, since, now })
    }

    /// Keeps what was measured since it was kept last, and that a server runs in this minute.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn keep(&self) -> Result<(), Failure> {
        let now = self.0.now().millis();
        let (hour, minute) = (now.div_euclid(HOUR_MS), now.rem_euclid(HOUR_MS) / MINUTE_MS);
        let failed = std::mem::take(&mut self.0.health.cells().sign_ins_failed);
        let mut kept = Ok(());
        for pack in self.0.packs.all().iter() {
            let before = self.0.health.take(pack.code());
            let measured = Hour { hour, up: 1 << minute, sign_ins_failed: failed + before.sign_ins_failed, ..before };
            let region = pack.code().clone();
            let keep = self.0.db.write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::health::add(tx, &region, &measured).await?) })
            });
            if let Err(failure) = keep.await {
                self.0.health.give_back(pack.code(), &measured);
                kept = Err(failure);
            }
        }
        kept
    }
}

/// Keeps what is measured for as long as the engine lives.
pub(crate) async fn follow(health: Health) {
    let mut every = tokio::time::interval(KEEP);
    loop {
        every.tick().await;
        if let Err(failure) = health.keep().await {
            tracing::warn!(%failure, "what was measured could not be kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Measured;
    use domain::time::Instant;

    #[test]
    fn what_could_not_be_kept_is_kept_with_the_next() {
        let (measured, region) = (Measured::default(), "32.73".parse().unwrap());
        measured.answered(&region, Instant(0), true, 9_000);
        let mut lost = measured.take(&region);
        lost.sign_ins_failed = 2;
        measured.answered(&region, Instant(0), false, 10);
        measured.give_back(&region, &lost);
        let all = measured.take(&region);
        assert_eq!((all.answers(), all.faults, all.sign_ins_failed), (2, 1, 2));
        assert_eq!(measured.take(&region).answers(), 0);
    }
}
