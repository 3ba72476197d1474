//! A day of somebody's own log as it stands, with what can be entered next.
use super::year_of;
use crate::{
    Failure, Visitor,
    performance::{Performance, rules},
};
use domain::{
    pack::Pack,
    performance::{
        Month,
        cut::Presence,
        entry::{Entry, EntryStatus, Told},
        organisation::{Hold, Placement, Position},
        plan::Aim,
        target::{self, worth},
        window::{self, Shut},
    },
    time::{Day, Instant},
};
use std::collections::BTreeMap;
use store::performance::work;

/// Activities that can be told again with one tap.
const TEMPLATES: usize = 5;

/// A month so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthSoFar {
    /// Which.
    pub month: Month,
    /// Minutes expected of the whole month.
    pub target: u32,
    /// Minutes that were approved.
    pub approved: u32,
    /// Minutes that wait to be judged.
    pub waiting: u32,
    /// Entries that were returned.
    pub returned: u32,
    /// Whether nothing of it changes any more.
    pub frozen: bool,
}

/// Something that an act on a case proposes for the log.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The act's place in the log of cases.
    pub seq: i64,
    /// The case.
    pub number: String,
    /// When it was done.
    pub at: Instant,
    /// The activity's code.
    pub code: String,
    /// Where in the day it would stand.
    pub start: u16,
    /// See `start`.
    pub end: u16,
}

/// A day of one's own.
#[derive(Debug)]
pub struct DayView {
    /// Which.
    pub day: Day,
    /// Today.
    pub today: Day,
    /// Its entries, in the order of the day.
    pub entries: Vec<Entry>,
    /// What is known of presence.
    pub presence: Option<Presence>,
    /// The positions that were held on it.
    pub positions: Vec<Position>,
    /// Why nothing can be entered for it now.
    pub shut: Option<Shut>,
    /// What acts on cases propose.
    pub proposals: Vec<Proposal>,
    /// The month.
    pub month: MonthSoFar,
    /// Entries of earlier days that can be done again with one tap, the most frequent first.
    pub templates: Vec<Told>,
    /// How many minutes the day is worth.
    pub day_minutes: u32,
    /// Whether the visitor judges others.
    pub leads: bool,
    /// The newest month of which they have a slip.
    pub slip: Option<Month>,
    /// The aims that were agreed with them for the year.
    pub aims: Vec<Aim>,
}

impl Performance {
    /// A day of one's own log.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who is not of the region's staff, [`Failure::NotFound`] where the region keeps no logs.
    pub async fn day(&self, pack: &Pack, visitor: &Visitor, day: Option<Day>) -> Result<DayView, Failure> {
        let rules = rules(pack)?;
        let me = self.me(pack, visitor).await?;
        let (db, region) = (&self.0.db, pack.code());
        let now = self.0.now();
        let today = now.day(pack.zone());
        let day = day.unwrap_or(today);
        let month = Month::of(day);
        let all = work::of_days(db, region, me.staff, (month.first().min(day.plus_days(-21)), month.last())).await?;
        let mut entries: Vec<Entry> = all.iter().filter(|e| e.told.day == day && e.status != EntryStatus::Withdrawn).cloned().collect();
        entries.sort_by_key(|e| e.told.start);
        let known = store::performance::attendance::of_days(db, region, me.staff, (month.first(), month.last())).await?;
        let frozen = self.0.is_frozen(pack, month).await?;
        let chart = &me.organisation.chart;
        let positions: Vec<Position> = chart.held(me.staff, day).into_iter().map(|(_, p)| p.clone()).collect();
        let target = month_target(pack, chart.placements_of(me.staff), month, &known)?;
        let of_month = |status| all.iter().filter(move |e: &&Entry| month.has(e.told.day) && e.status == status);
        let month = MonthSoFar {
            month,
            target,
            approved: of_month(EntryStatus::Approved).map(|e| e.minutes).sum(),
            waiting: of_month(EntryStatus::Entered).map(|e| e.minutes).sum(),
            returned: u32::try_from(of_month(EntryStatus::Returned).count()).unwrap_or(u32::MAX),
            frozen,
        };
        let shut = window::may_enter(rules, pack.calendar(), pack.zone(), (day, None), now).err();
        let logs = positions.iter().any(|p| rules.kind(&p.kind).is_some_and(|k| k.logs));
        let proposals = if shut.is_none() && logs && !frozen { self.0.proposals(pack, &me, day, &entries).await? } else { vec![] };
        let leads = !self.0.judged_by(pack, &me).await?.is_empty();
        let slip = store::performance::months::slips_of(db, region, me.staff, 1).await?.first().map(|slip| slip.month);
        Ok(DayView {
            day,
            today,
            presence: known.get(&day).cloned(),
            positions,
            shut,
            proposals,
            templates: templates(pack, &all, day),
            day_minutes: if pack.calendar().is_workday(day) { rules.hours_on(day).map_or(0, |h| h.day_minutes) } else { 0 },
            entries,
            month,
            leads,
            slip,
            aims: self.0.agreed_aims(pack, me.staff, year_of(day)).await?.unwrap_or_default(),
        })
    }
}

/// What a month is worth to somebody who is placed so.
fn month_target<'p>(
    pack: &Pack,
    placements: impl Iterator<Item = &'p Placement>,
    month: Month,
    known: &BTreeMap<Day, Presence>,
) -> Result<u32, Failure> {
    let rules = rules(pack)?;
    let (first, last) = (month.first(), month.last());
    let days = target::workdays(pack.calendar(), first, last);
    let held = placements.filter(|p| p.hold != Hold::Acting).filter_map(|p| p.within(first, last));
    Ok(held.map(|stretch| worth(rules, pack.calendar(), stretch, days, known).minutes).sum())
}

/// Activities of other days that can be told again with one tap: the newest entry of each kind, the most frequent kind first.
fn templates(pack: &Pack, all: &[Entry], day: Day) -> Vec<Told> {
    let holds = |e: &Entry| pack.performance.as_ref().and_then(|r| r.item(&e.told.code, day)).is_some();
    let typed = |e: &&Entry| {
        let gone = matches!(e.status, EntryStatus::Withdrawn | EntryStatus::Refused);
        e.told.day < day && e.told.case.is_none() && !gone && holds(e)
    };
    let mut often: BTreeMap<&str, (u32, &Entry)> = BTreeMap::new();
    for entry in all.iter().filter(typed) {
        let one = often.entry(&entry.told.code).or_insert((0, entry));
        one.0 += 1;
        if entry.told.day >= one.1.told.day {
            one.1 = entry;
        }
    }
    let mut often: Vec<(u32, &Entry)> = often.into_values().collect();
    often.sort_by_key(|(n, e)| (std::cmp::Reverse(*n), std::cmp::Reverse(e.told.day)));
    often.into_iter().take(TEMPLATES).map(|(_, e)| e.told.clone()).collect()
}
