//! The list behind a figure: a number on a board is a door, and what stands behind it is just what it counts.
use super::{Board, Snapshot, may_see, order};
use crate::{Failure, Visitor, open::Inner};
use domain::{
    board::{Behind, Counted},
    case::{CaseState, Event, Happening},
    number::CaseNumber,
    pack::Pack,
    people::AccountId,
    time::{Day, Instant},
};
use std::collections::BTreeMap;
use store::{cases::CaseLine, events::DayEvent};
use uuid::Uuid;

/// Events of a day read at once.
const AT_ONCE: u32 = 500;

/// A page of the list behind a figure.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The cases; what happened more than once on a day stands there as often.
    pub lines: Vec<ListedCase>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// The last event that was there when it was read.
    pub seq: i64,
}

/// A case in such a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedCase {
    /// Its number.
    pub number: CaseNumber,
    /// The service's key.
    pub service: String,
    /// The key of the stage where it stands now.
    pub stage: String,
    /// The agency that holds it; empty where none does.
    pub agency: String,
    /// The organisation, or else what it is called.
    pub name: String,
    /// The last day of the stage's term.
    pub due: Option<Day>,
    /// Since when it is at its stage.
    pub since: Instant,
    /// For a figure of a day: when it happened, and by which action.
    pub happened: Option<(Instant, Option<String>)>,
}

impl From<CaseLine> for ListedCase {
    fn from(line: CaseLine) -> Self {
        Self {
            number: line.number,
            service: line.service,
            stage: line.stage,
            agency: line.agency,
            name: if line.organisation.is_empty() { line.title } else { line.organisation },
            due: line.due,
            since: line.stage_since,
            happened: None,
        }
    }
}

impl ListedCase {
    fn of(state: &CaseState, at: Instant, event: &Event) -> Self {
        let action = match &event.what {
            Happening::Moved(moved) => Some(moved.action.clone()),
            _ => None,
        };
        Self {
            number: state.number.clone(),
            service: state.service.clone(),
            stage: state.stage.clone(),
            agency: state.agency.as_ref().map_or_else(String::new, |agency| agency.0.clone()),
            name: if state.organisation.is_empty() { state.title.clone() } else { state.organisation.clone() },
            due: state.due_on,
            since: state.stage_since,
            happened: Some((at, action)),
        }
    }
}

impl Board {
    /// The list behind a figure, a page of at most `limit`, after `after` as the page before gave it.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for roles that don't see boards; [`Failure::NotFound`] for a page that can't be.
    pub async fn list(&self, pack: &Pack, visitor: &Visitor, behind: &Behind, after: Option<&str>, limit: u32) -> Result<Listed, Failure> {
        may_see(pack, visitor)?;
        let seq = store::events::last_seq(&self.0.db).await?;
        let after = after.map(|text| text.parse::<Cursor>()).transpose().map_err(|()| Failure::NotFound)?;
        let (lines, next) = match behind.who {
            _ if behind.counted.is_of_a_day() => self.of_today(pack, behind, after, limit).await?,
            Some(who) => self.of_officer(pack, who, behind.counted, after, limit).await?,
            None => self.standing(pack, behind, after, limit).await?,
        };
        Ok(Listed { lines, next: next.map(|next| next.to_string()), seq })
    }

    /// Open cases, stage by stage in the workflow's order, the nearest term first.
    async fn standing(
        &self,
        pack: &Pack,
        behind: &Behind,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<(Vec<ListedCase>, Option<Cursor>), Failure> {
        let today = self.0.now().day(pack.zone()).number();
        let mut places: BTreeMap<(usize, usize, String, String), (i32, i32)> = BTreeMap::new();
        for (key, _) in store::counts::queues(&self.0.db, pack.code()).await? {
            let waits = super::is_applicants(pack, &key.service, &key.stage);
            let is_asked = behind.service.as_ref().is_none_or(|service| *service == key.service)
                && behind.stage.as_ref().is_none_or(|stage| *stage == key.stage);
            if is_asked && behind.counted.counts(key.due, waits, today) {
                let (service, stage) = order(pack, &key.service, &key.stage);
                places.insert((service, stage, key.service, key.stage), due_of(behind.counted, today));
            }
        }
        let mut lines: Vec<CaseLine> = vec![];
        // The page before may have ended at a stage where nothing stands any more: it goes on behind that one.
        let begun = after.as_ref().and_then(|cursor| cursor.place.split_once('/')).map(|(service, stage)| order(pack, service, stage));
        for ((at_service, at_stage, service, stage), due) in &places {
            let place = (*at_service, *at_stage);
            if begun.is_some_and(|begun| place < begun) {
                continue;
            }
            let left = limit + 1 - u32::try_from(lines.len()).unwrap_or(limit);
            let from =
                after.as_ref().filter(|_| begun == Some(place)).map(|cursor| (i32::try_from(cursor.at).unwrap_or(i32::MAX), cursor.id));
            let district = behind.district.as_deref();
            let page = store::cases::standing(&self.0.db, pack.code(), (service, stage), (*due, district), from, left).await?;
            lines.extend(page);
            if lines.len() > limit as usize {
                lines.truncate(limit as usize);
                let next = lines.last().map(Cursor::of);
                return Ok((lines.into_iter().map(ListedCase::from).collect(), next));
            }
        }
        Ok((lines.into_iter().map(ListedCase::from).collect(), None))
    }

    /// What an officer works on, the nearest term first.
    async fn of_officer(
        &self,
        pack: &Pack,
        who: AccountId,
        counted: Counted,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<(Vec<ListedCase>, Option<Cursor>), Failure> {
        let (at, desks) = (self.0.now(), super::load::desks(pack));
        let due = due_of(counted, at.day(pack.zone()).number());
        let from = after.map(|cursor| (i32::try_from(cursor.at).unwrap_or(i32::MAX), cursor.id));
        let mut lines = store::cases::of_officer(&self.0.db, pack.code(), (who, &desks), (due, at), from, limit + 1).await?;
        let more = lines.len() > limit as usize;
        lines.truncate(limit as usize);
        let next = lines.last().filter(|_| more).map(Cursor::of);
        Ok((lines.into_iter().map(ListedCase::from).collect(), next))
    }

    /// What happened today, in its order.
    async fn of_today(
        &self,
        pack: &Pack,
        behind: &Behind,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<(Vec<ListedCase>, Option<Cursor>), Failure> {
        let today = self.0.now().day(pack.zone());
        let begins = |day: Day| Instant::at(day, 0, 0, pack.zone());
        let day = (begins(today), begins(today.plus_days(1)));
        let mut place = after.map(|cursor| (cursor.at, cursor.place.parse().unwrap_or(i64::MAX)));
        let mut lines = vec![];
        loop {
            let page = store::events::of_day(&self.0.db, pack.code(), day, place, AT_ONCE).await?;
            let ended = page.len() < AT_ONCE as usize;
            let counted: Vec<DayEvent> = page.iter().filter(|event| is_counted(behind.counted, &event.body)).cloned().collect();
            let ids: Vec<_> = counted.iter().map(|event| event.case).collect();
            let states: BTreeMap<_, _> = store::cases::by_ids(&self.0.db, pack.code(), &ids)
                .await?
                .into_iter()
                .map(|stored| (stored.state.id, stored.state))
                .collect();
            for event in counted {
                let Some(state) = states.get(&event.case).filter(|state| is_asked(behind, state)) else { continue };
                if lines.len() == limit as usize {
                    let (at, seq) = place.unwrap_or_default();
                    return Ok((lines, Some(Cursor { place: seq.to_string(), at, id: Uuid::nil() })));
                }
                place = Some((event.at.millis(), event.seq));
                lines.push(ListedCase::of(state, event.at, &event.body));
            }
            let Some(last) = page.last().filter(|_| !ended) else { return Ok((lines, None)) };
            place = Some((last.at.millis(), last.seq));
        }
    }
}

/// The cases that have been late longest at each stage, at most `each` of it, by the end of their term.
pub(crate) async fn latest(inner: &Inner, pack: &Pack, snapshot: &Snapshot, each: u32) -> Result<Vec<ListedCase>, Failure> {
    let (due, mut lines) = (due_of(Counted::Overdue, snapshot.at.day(pack.zone()).number()), vec![]);
    for stage in snapshot.stages.iter().filter(|stage| stage.overdue > 0) {
        lines.extend(store::cases::standing(&inner.db, pack.code(), (&stage.service, &stage.stage), (due, None), None, each).await?);
    }
    lines.sort_by_key(|line| (line.due, line.id));
    Ok(lines.into_iter().map(ListedCase::from).collect())
}

/// The days on which the term of what a figure counts can end.
fn due_of(counted: Counted, today: i32) -> (i32, i32) {
    match counted {
        Counted::DueToday => (today, today),
        Counted::Overdue => (i32::MIN, today - 1),
        _ => store::cases::ANY_DUE,
    }
}

/// Whether a figure of a day counts an event: see [`domain::board::day_count`].
fn is_counted(counted: Counted, event: &Event) -> bool {
    match (counted, &event.what) {
        (Counted::Arrived, Happening::Submitted(_)) => true,
        (Counted::Decided, _) => event.is_decision(),
        (Counted::Closed, Happening::Moved(moved)) => moved.outcome.is_some(),
        _ => false,
    }
}

fn is_asked(behind: &Behind, state: &CaseState) -> bool {
    behind.service.as_ref().is_none_or(|service| *service == state.service)
        && behind.district.as_deref().is_none_or(|district| district == state.district.as_deref().unwrap_or_default())
}

/// Where a page begins: service and stage, or the number of an event; the due day or the time; the case.
struct Cursor {
    place: String,
    at: i64,
    id: Uuid,
}

impl Cursor {
    /// Behind a case that stands somewhere.
    fn of(line: &CaseLine) -> Self {
        let at = i64::from(line.due.map_or(i32::MAX, Day::number));
        Self { place: format!("{}/{}", line.service, line.stage), at, id: line.id.0 }
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.place, self.at, self.id)
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '.');
        let mut part = || parts.next().ok_or(());
        let (place, at, id) = (part()?.to_owned(), part()?.parse().map_err(drop)?, part()?.parse().map_err(drop)?);
        Ok(Self { place, at, id })
    }
}
