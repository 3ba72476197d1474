//! A person's own log: a day as it stands, what can be entered next, entering, mending, taking back.
mod keeping;
mod proposals;

use super::{Me, Performance, rules, sees_everybody};
use crate::{Failure, Visitor};
use bytes::Bytes;
use domain::{
    pack::Pack,
    performance::{
        Month,
        cut::Presence,
        enter::{At, Fault, MOST_PROOFS, is_mendable, next_free},
        entry::{Entry, EntryEvent, EntryHappening, EntryId, EntryStatus, FromCase, Told},
        organisation::{Placement, Position, PositionKey},
        plan::{Aim, AimId},
        target::{self, worth},
        window::{self, Shut},
    },
    time::{Day, Instant},
};
use std::collections::BTreeMap;
use store::{StoreError, performance::work};

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

/// What somebody enters, as it was read from a form.
#[derive(Clone, Debug, Default)]
pub struct NewEntry {
    /// The entry that is mended; none for a new one.
    pub of: Option<EntryId>,
    /// The day.
    pub day: Option<Day>,
    /// Begin, minutes after midnight.
    pub start: Option<u16>,
    /// End.
    pub end: Option<u16>,
    /// How long it took, where neither is said; as long as its norm where this is missing too.
    pub minutes: Option<u16>,
    /// The activity's code.
    pub code: String,
    /// The aim that it serves; the one that names the activity where nothing is said.
    pub aim: Option<AimId>,
    /// The letter of an order, where it was ordered beyond the position.
    pub order: String,
    /// How many.
    pub volume: u32,
    /// What came of it.
    pub text: String,
    /// Numbers of those who took part.
    pub with: Vec<String>,
    /// Files: name and content.
    pub files: Vec<(String, Bytes)>,
    /// Files of the entry that is mended that stay, by their hash.
    pub keep: Vec<String>,
}

/// Why something was not entered.
#[derive(Debug)]
pub enum EnterFailure {
    /// What was typed needs mending, each at its box.
    Faults(Vec<(At, Fault)>),
    /// Somebody named as having taken part is not of the region's staff.
    Unknown(String),
    /// It can't be changed any more: it was judged, or its month is over.
    Settled,
    /// Something else.
    Other(Failure),
}

impl From<Failure> for EnterFailure {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
    }
}

impl From<StoreError> for EnterFailure {
    fn from(error: StoreError) -> Self {
        match error {
            // Somebody judged it meanwhile, or another tap told of the same act.
            StoreError::Conflict | StoreError::Duplicate { what: "act" } => Self::Settled,
            other => Self::Other(other.into()),
        }
    }
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

    /// An entry, for whom it is about, whoever judges it, and whoever may see everybody's.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn entry(&self, pack: &Pack, visitor: &Visitor, id: EntryId) -> Result<Entry, Failure> {
        let entry = work::one(&self.0.db, pack.code(), id).await?.ok_or(Failure::NotFound)?;
        if sees_everybody(pack, visitor) {
            return Ok(entry);
        }
        let me = self.me(pack, visitor).await?;
        if entry.staff == me.staff || entry.judged_by == Some(me.staff) {
            return Ok(entry);
        }
        let today = self.0.now().day(pack.zone());
        let line = me.organisation.chart.line(&entry.told.position, today, &|_| false);
        let above = line.iter().any(|r| r.holder == Some(me.staff) || r.acting == Some(me.staff));
        if above { Ok(entry) } else { Err(Failure::NotFound) }
    }

    /// Whether an entry is the visitor's own.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn is_own(&self, pack: &Pack, visitor: &Visitor, entry: &Entry) -> Result<bool, Failure> {
        let Some(account) = visitor.account() else { return Ok(false) };
        Ok(self.0.organisation(pack).await?.of_account(account) == Some(entry.staff))
    }

    /// What happened to an entry, oldest first, for whoever may see it.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn entry_events(&self, pack: &Pack, visitor: &Visitor, id: EntryId) -> Result<Vec<EntryEvent>, Failure> {
        self.entry(pack, visitor, id).await?;
        Ok(work::events(&self.0.db, pack.code(), id).await?)
    }

    /// Enters something, or mends what was entered.
    ///
    /// # Errors
    /// [`EnterFailure`].
    pub async fn enter(&self, pack: &Pack, visitor: &Visitor, new: NewEntry) -> Result<Entry, EnterFailure> {
        let me = self.me(pack, visitor).await?;
        let before = match new.of {
            Some(id) => Some(self.own(pack, &me, id).await?),
            None => None,
        };
        let from_case = before.as_ref().filter(|e| e.told.case.is_some()).map(|e| &e.told);
        let Some(day) = from_case.map(|told| told.day).or(new.day) else {
            return Err(EnterFailure::Faults(vec![(At::Day, Fault::NoPosition)]));
        };
        let chart = &me.organisation.chart;
        let held = chart.held(me.staff, day);
        let position = held.first().map_or_else(|| PositionKey(String::new()), |(_, p)| p.key.clone());
        let mut with = Vec::new();
        for number in new.with.iter().map(|n| n.trim()).filter(|n| !n.is_empty()) {
            let who = chart.by_number(number).ok_or_else(|| EnterFailure::Unknown(number.to_owned()))?;
            with.push(who.id);
        }
        let mut evidence = vec![];
        for proof in before.iter().flat_map(|e| &e.told.evidence).filter(|p| new.keep.contains(&p.hash)) {
            evidence.push(proof.clone());
        }
        // Too many are refused before any of them is kept.
        if evidence.len() + new.files.len() > MOST_PROOFS {
            return Err(EnterFailure::Faults(vec![(At::Evidence, Fault::TooManyFiles)]));
        }
        for (name, bytes) in new.files {
            evidence.push(self.0.take_proof(&name, bytes).await?);
        }
        let text = new.text.trim().to_owned();
        // What comes from a case is shown by it: what it was and when stays, whatever is typed beside it. It hangs on the aim that
        // names it today: its own may have gone with an edition of the plan.
        if let Some(told) = from_case.cloned() {
            return self.0.keep_told(pack, me, before, Told { text, evidence, aim: None, ..told }).await;
        }
        let norm = rules(pack)?.item(&new.code, day).map(|item| item.norm(new.volume)).and_then(|n| u16::try_from(n).ok());
        let length = new.minutes.or(norm).unwrap_or(0);
        let (start, end) = match (new.start, new.end) {
            (Some(start), Some(end)) => (start, end),
            (Some(start), None) => (start, start.saturating_add(length)),
            (None, Some(end)) => (end.saturating_sub(length), end),
            (None, None) => {
                let mut same_day = work::of_days(&self.0.db, pack.code(), me.staff, (day, day)).await?;
                same_day.retain(|e| Some(e.id) != new.of);
                next_free(rules(pack)?, day, &same_day, length).unwrap_or((0, 0))
            }
        };
        let order = Some(new.order.trim().to_owned()).filter(|o| !o.is_empty());
        let told =
            Told { position, day, start, end, aim: new.aim, code: new.code, order, volume: new.volume, text, with, evidence, case: None };
        // Where nothing was said of times, they follow from activity and quantity, and so does what is wrong with them.
        let typed = new.start.is_some() || new.end.is_some();
        match self.0.keep_told(pack, me, before, told).await {
            Err(EnterFailure::Faults(mut faults)) if !typed && faults.iter().any(|(at, _)| matches!(at, At::Code | At::Volume)) => {
                faults.retain(|(at, _)| *at != At::Time);
                Err(EnterFailure::Faults(faults))
            }
            other => other,
        }
    }

    /// Takes an act on a case into one's log, as it was proposed.
    ///
    /// # Errors
    /// [`EnterFailure`]; [`Failure::NotFound`] where it proposes nothing (any more).
    pub async fn accept(&self, pack: &Pack, visitor: &Visitor, day: Day, seq: i64) -> Result<Entry, EnterFailure> {
        let me = self.me(pack, visitor).await?;
        let same_day = work::of_days(&self.0.db, pack.code(), me.staff, (day, day)).await?;
        let proposals = self.0.proposals(pack, &me, day, &same_day).await?;
        let proposal = proposals.into_iter().find(|p| p.seq == seq).ok_or(Failure::NotFound)?;
        let position = me.organisation.chart.held(me.staff, day).first().map(|(_, p)| p.key.clone());
        let told = Told {
            position: position.unwrap_or_else(|| PositionKey(String::new())),
            day,
            start: proposal.start,
            end: proposal.end,
            aim: None,
            code: proposal.code,
            order: None,
            volume: 1,
            text: proposal.number.clone(),
            with: vec![],
            evidence: vec![],
            case: Some(FromCase { seq, number: proposal.number }),
        };
        self.0.keep_told(pack, me, None, told).await
    }

    /// Takes back what was entered and not judged yet.
    ///
    /// # Errors
    /// [`EnterFailure::Settled`], [`Failure::NotFound`].
    pub async fn withdraw(&self, pack: &Pack, visitor: &Visitor, id: EntryId) -> Result<(), EnterFailure> {
        let me = self.me(pack, visitor).await?;
        let entry = self.own(pack, &me, id).await?;
        if self.0.is_frozen(pack, Month::of(entry.told.day)).await? {
            return Err(EnterFailure::Settled);
        }
        self.0.happen(pack, &me, entry, EntryHappening::Withdrawn, None).await?;
        Ok(())
    }

    /// One's own entry that can still be changed.
    async fn own(&self, pack: &Pack, me: &Me, id: EntryId) -> Result<Entry, EnterFailure> {
        let entry = work::one(&self.0.db, pack.code(), id).await?.filter(|e| e.staff == me.staff).ok_or(Failure::NotFound)?;
        if is_mendable(entry.status) { Ok(entry) } else { Err(EnterFailure::Settled) }
    }
}

/// The year of a day.
pub(super) fn year_of(day: Day) -> u16 {
    u16::try_from(day.year()).unwrap_or(u16::MAX)
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
    let held = placements.filter(|p| p.hold != domain::performance::organisation::Hold::Acting).filter_map(|p| p.within(first, last));
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
