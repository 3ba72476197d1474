//! The command center's figures: read from counters, whatever the history's size.
use crate::{Failure, Visitor, open::Inner};
use domain::{
    board::DayCount,
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
    /// Whether the applicants hold what stands there. A term that an applicant lets pass is no office's lateness, so
    /// nothing counts as due or late there.
    pub waits: bool,
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
    /// When it was read.
    pub at: Instant,
    /// The last event that it holds.
    pub seq: i64,
}

impl Snapshot {
    /// The same of one service alone. What came and went by day is of all: the counters know no other.
    #[must_use]
    pub fn of_service(&self, service: &str) -> Self {
        let mut own = self.clone();
        own.stages.retain(|stage| stage.service == service);
        own.add_up();
        own
    }

    /// Sums over the stages.
    fn add_up(&mut self) {
        let sum = |of: fn(&StageCount) -> i64| self.stages.iter().map(of).sum();
        (self.open, self.due_today, self.overdue) = (sum(|s| s.open), sum(|s| s.due_today), sum(|s| s.overdue));
        self.waiting = sum(|s| if s.waits { s.open } else { 0 });
        let at_office = self.stages.iter().filter(|s| !s.waits);
        let since = at_office.filter_map(|s| Some((s.service.clone(), s.stage.clone(), s.oldest?)));
        self.oldest = since.min_by_key(|(_, _, since)| *since);
    }
}

impl Board {
    /// The region's figures now.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for roles that don't see boards.
    pub async fn snapshot(&self, pack: &Pack, visitor: &Visitor) -> Result<Snapshot, Failure> {
        let person = visitor.person()?;
        let sees = visitor.is_signed_in() && person.posts_in(pack.code()).any(|p| pack.role(&p.role.0).is_some_and(|r| r.sees_board));
        if !sees {
            return Err(if visitor.is_signed_in() { Failure::Forbidden } else { Failure::SignedOut });
        }
        figures(&self.0, pack).await
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
    let first = today.plus_days(-14);
    let mut days: BTreeMap<Day, DayCount> = (0..15).map(|i| (first.plus_days(i), DayCount::default())).collect();
    for (day, _, count) in store::counts::days(db, region, first, today).await? {
        let sum = days.entry(day).or_default();
        sum.arrived += count.arrived;
        sum.decided += count.decided;
        sum.closed += count.closed;
    }
    let now = days.get(&today).copied().unwrap_or_default();
    let mut stages: Vec<StageCount> = stages.into_values().collect();
    stages.sort_by_key(|s| order(pack, &s.service, &s.stage));
    let mut snapshot = Snapshot {
        open: 0,
        waiting: 0,
        due_today: 0,
        overdue: 0,
        oldest: None,
        arrived_today: now.arrived,
        decided_today: now.decided,
        closed_today: now.closed,
        days: days.into_iter().collect(),
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
