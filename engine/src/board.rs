//! The command center's figures: read from counters, whatever the history's size.
mod behind;
mod deeds;
mod digest;
pub(crate) mod load;

pub(crate) use behind::latest;
pub use behind::{Listed, ListedCase};
pub use deeds::OfficerDeeds;
pub use digest::{AgencyWeek, Digest};
pub use load::OfficerLoad;

use crate::{Failure, Visitor, open::Inner};
use domain::{
    board::{Counted, DayCount, Stand},
    pack::Pack,
    time::{Day, Instant},
    workflow::StageKind,
};
use std::{collections::BTreeMap, sync::Arc};

/// Boards.
#[derive(Clone)]
pub struct Board(pub(crate) Arc<Inner>);

/// The cases at one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageCount {
    /// The service.
    pub service: String,
    /// The stage.
    pub stage: String,
    /// All of them.
    pub open: i64,
    /// Due today at an office.
    pub due_today: i64,
    /// Past their term at an office.
    pub overdue: i64,
    /// Since when the oldest is there.
    pub oldest: Option<Instant>,
    /// On which days those came that are there, with how many on each.
    pub came: Vec<(Day, i64)>,
    /// Whether the applicants hold what stands there. A term that an applicant lets pass is no office's lateness, so
    /// nothing counts as due or late there.
    pub waits: bool,
}

/// The open cases of a service that name a district.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceCount {
    /// The service.
    pub service: String,
    /// The district's code; empty for those that name none.
    pub district: String,
    /// All of them.
    pub open: i64,
    /// Past their term at an office.
    pub overdue: i64,
}

/// The figures at one moment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// By stage, in the workflow's order.
    pub stages: Vec<StageCount>,
    /// Cases that run.
    pub open: i64,
    /// Of them, those that wait for their applicants.
    pub waiting: i64,
    /// Due today at an office.
    pub due_today: i64,
    /// Past their term at an office.
    pub overdue: i64,
    /// The one that is longest at an office's stage: service, stage, since.
    pub oldest: Option<(String, String, Instant)>,
    /// Handed in today.
    pub arrived_today: i64,
    /// Moves by officers today.
    pub decided_today: i64,
    /// Ended today.
    pub closed_today: i64,
    /// The last fifteen days.
    pub days: Vec<(Day, DayCount)>,
    /// The same by service.
    by_service: BTreeMap<String, Vec<(Day, DayCount)>>,
    /// Where open cases are from.
    pub places: Vec<PlaceCount>,
    /// When it was read.
    pub at: Instant,
    /// The last event that it holds.
    pub seq: i64,
}

impl Snapshot {
    /// The same of one service alone.
    #[must_use]
    pub fn of_service(&self, service: &str) -> Self {
        let mut own = self.clone();
        own.stages.retain(|stage| stage.service == service);
        own.places.retain(|place| place.service == service);
        own.days.iter_mut().for_each(|(_, count)| *count = DayCount::default());
        for (day, count) in self.by_service.get(service).into_iter().flatten() {
            if let Some((_, own)) = own.days.iter_mut().find(|(known, _)| known == day) {
                *own = *count;
            }
        }
        own.add_up();
        own
    }

    /// How many ran at the end of a day so many days ago, by what came and went since; `None` where the days do not reach back.
    #[must_use]
    pub fn open_before(&self, days: usize) -> Option<i64> {
        let since = self.days.len().checked_sub(days)?;
        Some(self.days.get(since..)?.iter().fold(self.open, |open, (_, count)| open - count.arrived + count.closed))
    }

    /// The day since which the open case of an office is at its stage that so many of a hundred are younger than or as old as.
    #[must_use]
    pub fn since_at(&self, percent: i64) -> Option<Day> {
        let came: Vec<(Day, i64)> = self.stages.iter().filter(|stage| !stage.waits).flat_map(|stage| stage.came.iter().copied()).collect();
        domain::board::since_at(&came, percent)
    }

    /// Sums over the stages.
    fn add_up(&mut self) {
        let sum = |of: fn(&StageCount) -> i64| self.stages.iter().map(of).sum();
        (self.open, self.due_today, self.overdue) = (sum(|s| s.open), sum(|s| s.due_today), sum(|s| s.overdue));
        self.waiting = sum(|s| if s.waits { s.open } else { 0 });
        let at_office = self.stages.iter().filter(|s| !s.waits);
        let since = at_office.filter_map(|s| Some((s.service.clone(), s.stage.clone(), s.oldest?)));
        self.oldest = since.min_by_key(|(_, _, since)| *since);
        let now = self.days.last().map(|(_, count)| *count).unwrap_or_default();
        (self.arrived_today, self.decided_today, self.closed_today) = (now.arrived, now.decided, now.closed);
    }
}

impl Board {
    /// The region's figures now.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for roles that don't see boards.
    pub async fn snapshot(&self, pack: &Pack, visitor: &Visitor) -> Result<Snapshot, Failure> {
        may_see(pack, visitor)?;
        figures(&self.0, pack).await
    }
}

/// The refusal for whoever does not see the region's boards.
pub(crate) fn may_see(pack: &Pack, visitor: &Visitor) -> Result<(), Failure> {
    let person = visitor.person()?;
    let sees = visitor.is_signed_in() && person.posts_in(pack.code()).any(|p| pack.role(&p.role.0).is_some_and(|r| r.sees_board));
    match sees {
        true => Ok(()),
        false if visitor.is_signed_in() => Err(Failure::Forbidden),
        false => Err(Failure::SignedOut),
    }
}

/// The figures, for whoever was found to see them.
pub(crate) async fn figures(inner: &Inner, pack: &Pack) -> Result<Snapshot, Failure> {
    let (db, region, at) = (&inner.db, pack.code(), inner.now());
    // The number is read first: what came after it is told again by the live stream, never left out.
    let seq = store::events::last_seq(db).await?;
    let today = at.day(pack.zone());
    let mut stages: BTreeMap<(String, String), StageCount> = BTreeMap::new();
    for (key, n) in store::counts::queues(db, region).await? {
        let place = (key.service.clone(), key.stage.clone());
        let count = stages.entry(place).or_insert_with(|| StageCount {
            service: key.service,
            stage: key.stage,
            open: 0,
            due_today: 0,
            overdue: 0,
            oldest: None,
            came: vec![],
            waits: false,
        });
        count.open += n;
        count.due_today += if key.due == today.number() { n } else { 0 };
        count.overdue += if key.due > 0 && key.due < today.number() { n } else { 0 };
    }
    for count in stages.values_mut().filter(|c| is_applicants(pack, &c.service, &c.stage)) {
        (count.waits, count.due_today, count.overdue) = (true, 0, 0);
    }
    for (service, stage, since) in store::counts::oldest(db, region).await? {
        if let Some(count) = stages.get_mut(&(service, stage)) {
            count.oldest = Some(since);
        }
    }
    for (service, stage, day, n) in store::stands::of(db, region, Stand::Age).await? {
        if let (Some(count), Some(day)) = (stages.get_mut(&(service, stage)), Day::from_number(day)) {
            count.came.push((day, n));
        }
    }
    let mut places: BTreeMap<(String, String), PlaceCount> = BTreeMap::new();
    for (service, district, due, n) in store::stands::of(db, region, Stand::Place).await? {
        let place = (service.clone(), district.clone());
        let count = places.entry(place).or_insert_with(|| PlaceCount { service, district, open: 0, overdue: 0 });
        count.open += n;
        count.overdue += if Counted::Overdue.counts(due, false, today.number()) { n } else { 0 };
    }
    let first = today.plus_days(-14);
    let mut days: BTreeMap<Day, DayCount> = (0..15).map(|i| (first.plus_days(i), DayCount::default())).collect();
    let mut by_service: BTreeMap<String, Vec<(Day, DayCount)>> = BTreeMap::new();
    for (day, service, count) in store::counts::days(db, region, first, today).await? {
        by_service.entry(service).or_default().push((day, count));
        let sum = days.entry(day).or_default();
        sum.arrived += count.arrived;
        sum.decided += count.decided;
        sum.closed += count.closed;
    }
    let mut stages: Vec<StageCount> = stages.into_values().collect();
    stages.sort_by_key(|s| order(pack, &s.service, &s.stage));
    let mut snapshot = Snapshot {
        open: 0,
        waiting: 0,
        due_today: 0,
        overdue: 0,
        oldest: None,
        arrived_today: 0,
        decided_today: 0,
        closed_today: 0,
        days: days.into_iter().collect(),
        by_service,
        places: places.into_values().collect(),
        stages,
        at,
        seq,
    };
    snapshot.add_up();
    Ok(snapshot)
}

/// Whether the applicant holds a case at this stage, in the newest workflow that has it.
fn is_applicants(pack: &Pack, service: &str, stage: &str) -> bool {
    let stage = pack.service(service).and_then(|s| s.stage(stage));
    stage.is_some_and(|s| s.kind == StageKind::Applicant)
}

fn order(pack: &Pack, service: &str, stage: &str) -> (usize, usize) {
    let s = pack.services.iter().position(|s| s.key == service).unwrap_or(usize::MAX);
    let place = pack.service(service).and_then(|s| s.workflows.last()).and_then(|w| w.stages.iter().position(|x| x.key == stage));
    (s, place.unwrap_or(usize::MAX))
}
