//! A person's own log: entering, mending, taking back; a day as it stands lies beside.
mod day;
mod keeping;
mod proposals;
mod table;

pub use day::{DayView, MonthSoFar, Proposal};
pub use table::{MOST_TOLD, ToldFault, ToldTable};

use super::{Me, Performance, rules, sees_everybody};
use crate::{Failure, Visitor};
use bytes::Bytes;
use domain::{
    pack::Pack,
    performance::{
        Month, PerformanceRules,
        enter::{At, Fault, MOST_PROOFS, is_mendable, next_free},
        entry::{Entry, EntryEvent, EntryHappening, EntryId, FromCase, Told},
        plan::AimId,
    },
    time::Day,
};
use store::{StoreError, performance::work};

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
        let position = me.position(day);
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
        let rules = rules(pack)?;
        let length = new.minutes.unwrap_or_else(|| norm(rules, &new.code, day, new.volume));
        let (start, end) = match span((new.start, new.end), length) {
            Some(times) => times,
            None => {
                let mut same_day = work::of_days(&self.0.db, pack.code(), me.staff, (day, day)).await?;
                same_day.retain(|e| Some(e.id) != new.of);
                next_free(rules, day, &same_day, length).unwrap_or((0, 0))
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
        let told = Told {
            position: me.position(day),
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

/// How long an activity takes by its norm, minutes; nothing where the catalogue has no such one.
fn norm(rules: &PerformanceRules, code: &str, day: Day, volume: u32) -> u16 {
    rules.item(code, day).and_then(|item| u16::try_from(item.norm(volume)).ok()).unwrap_or(0)
}

/// From when to when, where one of the two is said; the other follows from how long it took.
fn span(said: (Option<u16>, Option<u16>), length: u16) -> Option<(u16, u16)> {
    match said {
        (Some(start), Some(end)) => Some((start, end)),
        (Some(start), None) => Some((start, start.saturating_add(length))),
        (None, Some(end)) => Some((end.saturating_sub(length), end)),
        (None, None) => None,
    }
}

/// The year of a day.
pub(super) fn year_of(day: Day) -> u16 {
    u16::try_from(day.year()).unwrap_or(u16::MAX)
}
