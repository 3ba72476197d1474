//! A week in one page, for the leadership: what each agency decided and still owes, and how alerts were taken care of.
use super::{Board, is_applicants, may_see};
use crate::{Failure, Visitor};
use domain::{
    board::{Counted, DayCount, QueueKey},
    case::Happening,
    pack::Pack,
    time::{Day, Instant},
};
use std::collections::BTreeMap;

/// Events read at once, and at most.
const AT_ONCE: u32 = 500;
const MOST: usize = 100_000;

/// What an agency did in a week, and has now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgencyWeek {
    /// Moves by its officers.
    pub decided: i64,
    /// Cases that ended by them.
    pub ended: i64,
    /// Cases that it holds now.
    pub open: i64,
    /// Of them, those whose term is over.
    pub late: i64,
}

/// A week.
#[derive(Clone, Debug)]
pub struct Digest {
    /// Its Monday, and its Sunday.
    pub days: (Day, Day),
    /// What came and went in all.
    pub sums: DayCount,
    /// By agency.
    pub agencies: BTreeMap<String, AgencyWeek>,
    /// Whether more happened than is read: then what agencies did is not all.
    pub cut: bool,
    /// Alerts that were raised, and of them those that somebody took care of.
    pub alerts: (usize, usize),
    /// Minutes until half of these were taken care of.
    pub minutes: Option<i64>,
    /// When it was read.
    pub at: Instant,
}

/// The Monday of a day's week.
fn monday(day: Day) -> Day {
    day.plus_days(-i64::try_from(day.weekday().index()).unwrap_or(0))
}

impl Board {
    /// The week of a day.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for roles that don't see boards.
    pub async fn digest(&self, pack: &Pack, visitor: &Visitor, of: Day) -> Result<Digest, Failure> {
        may_see(pack, visitor)?;
        let (db, region, at) = (&self.0.db, pack.code(), self.0.now());
        let days = (monday(of), monday(of).plus_days(6));
        let begins = |day: Day| Instant::at(day, 0, 0, pack.zone());
        let between = (begins(days.0), begins(days.1.plus_days(1)));
        let mut agencies: BTreeMap<String, AgencyWeek> = BTreeMap::new();
        let (mut after, mut read) = (None, 0);
        let cut = loop {
            let page = store::events::of_day(db, region, between, after, AT_ONCE).await?;
            read += page.len();
            for event in &page {
                let Some(agency) = event.body.actor.agency.as_ref().filter(|_| event.body.is_decision()) else { continue };
                let week = agencies.entry(agency.0.clone()).or_default();
                week.decided += 1;
                week.ended += i64::from(matches!(&event.body.what, Happening::Moved(moved) if moved.outcome.is_some()));
            }
            match page.last() {
                Some(last) if page.len() == AT_ONCE as usize => after = Some((last.at.millis(), last.seq)),
                _ => break false,
            }
            if read >= MOST {
                break true;
            }
        };
        let today = at.day(pack.zone()).number();
        for (QueueKey { service, stage, agency, due }, n) in store::counts::queues(db, region).await? {
            if agency.is_empty() || is_applicants(pack, &service, &stage) {
                continue;
            }
            let week = agencies.entry(agency).or_default();
            week.open += n;
            week.late += if Counted::Overdue.counts(due, false, today) { n } else { 0 };
        }
        let mut sums = DayCount::default();
        for (_, _, count) in store::counts::days(db, region, days.0, days.1).await? {
            sums.arrived += count.arrived;
            sums.decided += count.decided;
            sums.closed += count.closed;
        }
        let alerts = store::alerts::since(db, region, between, 2_000).await?;
        let raised: Vec<_> = alerts.iter().filter(|alert| between.0 <= alert.opened_at).collect();
        let mut waited: Vec<i64> =
            raised.iter().filter_map(|alert| Some((alert.acked?.1.millis() - alert.opened_at.millis()).max(0) / 60_000)).collect();
        waited.sort_unstable();
        let minutes = waited.get(waited.len().saturating_sub(1) / 2).copied();
        Ok(Digest { days, sums, agencies, cut, alerts: (raised.len(), waited.len()), minutes, at })
    }
}
