//! Objections: filed on a slip, heard from both sides, decided by the superior of whoever judged. What is granted counts after all, and
//! is paid as a line of a later month.
use super::{Me, Organisation, Performance, rules, sees_everybody};
use crate::{Failure, Visitor};
use domain::{
    pack::Pack,
    performance::{
        Month, StaffId,
        entry::{Entry, EntryEvent, EntryHappening, EntryId, EntryStatus},
        objection::{NoObjection, Objection, ObjectionEvent, ObjectionHappening, ObjectionId, Outcome, assessors, decider, may_file},
        organisation::{Chart, Hold, Rung},
    },
    time::Day,
};
use std::{collections::HashSet, sync::Arc};
use store::{
    StoreError,
    performance::{
        months::{self, Change},
        objections, work,
    },
};

/// Objections that are listed.
const LISTED: u32 = 200;

/// Why something was not done with an objection.
#[derive(Debug)]
pub enum ObjectionFailure {
    /// By the rules of objecting.
    No(NoObjection),
    /// Something else.
    Other(Failure),
}

impl From<Failure> for ObjectionFailure {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
    }
}

impl From<StoreError> for ObjectionFailure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Duplicate { what: "objection" } => Self::No(NoObjection::Twice),
            other => Self::Other(other.into()),
        }
    }
}

/// An objection as somebody sees it.
#[derive(Debug)]
pub struct ObjectionView {
    /// It.
    pub objection: Objection,
    /// Whose it is.
    pub name: String,
    /// Who judged.
    pub assessor: String,
    /// Who decides.
    pub judge: String,
    /// The entries that are in dispute; a list goes without them.
    pub entries: Vec<Entry>,
    /// Whether the visitor can speak on it.
    pub speaks: bool,
    /// Whether they decide it.
    pub decides: bool,
}

impl Performance {
    /// Entries of a month that did not count, or counted for less than they took: what can be objected to.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who is not of the region's staff.
    pub async fn disputable(&self, pack: &Pack, visitor: &Visitor, month: Month) -> Result<Vec<Entry>, Failure> {
        let me = self.me(pack, visitor).await?;
        let all = work::of_days(&self.0.db, pack.code(), me.staff, (month.first(), month.last())).await?;
        let rules = rules(pack)?;
        let less = |e: &Entry| match e.status {
            EntryStatus::Refused | EntryStatus::Lapsed | EntryStatus::Returned | EntryStatus::Entered => true,
            EntryStatus::Approved => e.minutes < rules.worth(&e.told),
            EntryStatus::Withdrawn => false,
        };
        Ok(all.into_iter().filter(less).collect())
    }

    /// Objects to a signed month.
    ///
    /// # Errors
    /// [`ObjectionFailure`].
    pub async fn object(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        month: Month,
        why: &str,
        entries: &[EntryId],
    ) -> Result<ObjectionId, ObjectionFailure> {
        let me = self.me(pack, visitor).await?;
        let signed = months::get(&self.0.db, pack.code(), month).await?.and_then(|m| m.signed_at);
        let at = self.0.now();
        let today = at.day(pack.zone());
        let due = may_file(&rules(pack)?.objection, signed, pack.zone(), today, why).map_err(ObjectionFailure::No)?;
        if objections::of_month(&self.0.db, pack.code(), me.staff, month).await?.is_some() {
            return Err(ObjectionFailure::No(NoObjection::Twice));
        }
        let mut disputed = self.disputable(pack, visitor, month).await?;
        disputed.retain(|e| entries.contains(&e.id));
        let id = ObjectionId(self.0.id());
        let line = self.line_of(pack, &me.organisation.chart, me.staff, month).await?;
        let what = ObjectionHappening::Filed {
            month,
            why: why.trim().to_owned(),
            entries: disputed.iter().map(|e| e.id).collect(),
            assessors: assessors(&line, me.staff, disputed.iter().filter_map(|e| e.judged_by)),
            due,
        };
        let event = ObjectionEvent { objection: id, version: 1, at, by: Some(me.account), staff: Some(me.staff), what };
        let after = Objection::begin(&event).ok_or(Failure::NotFound)?;
        self.keep_objection(pack, event, after, vec![], None).await?;
        Ok(id)
    }

    /// Objections that the visitor filed, is heard on or decides; all of them for who may see everybody's.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`].
    pub async fn objections(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<ObjectionView>, Failure> {
        let viewer = self.viewer(pack, visitor).await?;
        let mut found = Vec::new();
        for objection in objections::newest(&self.0.db, pack.code(), LISTED).await? {
            if viewer.may_see(&objection) {
                found.push(viewer.view(objection, vec![]));
            }
        }
        Ok(found)
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn objection(&self, pack: &Pack, visitor: &Visitor, id: ObjectionId) -> Result<ObjectionView, Failure> {
        let viewer = self.viewer(pack, visitor).await?;
        let objection = objections::one(&self.0.db, pack.code(), id).await?;
        let objection = objection.filter(|o| viewer.may_see(o)).ok_or(Failure::NotFound)?;
        let mut entries = Vec::new();
        for id in &objection.entries {
            entries.extend(work::one(&self.0.db, pack.code(), *id).await?);
        }
        Ok(viewer.view(objection, entries))
    }

    /// What a side says.
    ///
    /// # Errors
    /// [`ObjectionFailure`].
    pub async fn say_on(&self, pack: &Pack, visitor: &Visitor, id: ObjectionId, words: &str) -> Result<(), ObjectionFailure> {
        let me = self.me(pack, visitor).await?;
        let objection = objections::one(&self.0.db, pack.code(), id).await?.ok_or(Failure::NotFound)?;
        let what = objection.say(me.staff, words).map_err(ObjectionFailure::No)?;
        self.go_on(pack, &me, objection, what, vec![], None).await
    }

    /// Decides one, for good. Entries that are granted count with all that they are worth, and the difference is paid later.
    ///
    /// # Errors
    /// [`ObjectionFailure`].
    pub async fn decide_on(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        id: ObjectionId,
        (outcome, why, entries): (Outcome, &str, &[EntryId]),
    ) -> Result<(), ObjectionFailure> {
        let me = self.me(pack, visitor).await?;
        let rules = rules(pack)?;
        let objection = objections::one(&self.0.db, pack.code(), id).await?.ok_or(Failure::NotFound)?;
        let line = self.line_of(pack, &me.organisation.chart, objection.staff, objection.month).await?;
        let today = self.0.now().day(pack.zone());
        let what = objection
            .decide(&rules.objection, (&line, me.staff), (pack.zone(), today), (outcome, why, entries))
            .map_err(ObjectionFailure::No)?;
        let mut granted = Vec::new();
        if let ObjectionHappening::Decided { entries, .. } = &what {
            for id in entries {
                granted.extend(work::one(&self.0.db, pack.code(), *id).await?);
            }
        }
        let change = (outcome != Outcome::Denied).then(|| Change {
            id: self.0.id(),
            month: objection.month,
            staff: objection.staff,
            why: why.trim().to_owned(),
        });
        self.go_on(pack, &me, objection, what, granted, change).await
    }

    async fn go_on(
        &self,
        pack: &Pack,
        me: &Me,
        objection: Objection,
        what: ObjectionHappening,
        granted: Vec<Entry>,
        change: Option<Change>,
    ) -> Result<(), ObjectionFailure> {
        let event = ObjectionEvent {
            objection: objection.id,
            version: objection.version + 1,
            at: self.0.now(),
            by: Some(me.account),
            staff: Some(me.staff),
            what,
        };
        let after = objection.after(&event);
        self.keep_objection(pack, event, after, granted, change).await
    }

    async fn keep_objection(
        &self,
        pack: &Pack,
        event: ObjectionEvent,
        after: Objection,
        granted: Vec<Entry>,
        change: Option<Change>,
    ) -> Result<(), ObjectionFailure> {
        let of = self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?;
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    let region = of.code();
                    objections::commit(tx, region, &event, &after).await?;
                    let why = after.decided.as_ref().map(|decided| decided.why.clone()).unwrap_or_default();
                    for entry in granted {
                        let what = EntryHappening::Overruled { minutes: rules(&of)?.worth(&entry.told), why: why.clone() };
                        let happened = EntryEvent {
                            entry: entry.id,
                            version: entry.version + 1,
                            at: event.at,
                            by: event.by,
                            staff: event.staff,
                            late_for: None,
                            what,
                        };
                        let entry = entry.after(&happened);
                        work::commit(tx, region, &happened, &entry).await?;
                    }
                    if let Some(change) = change {
                        months::put_change(tx, region, &change, event.at).await?;
                    }
                    Ok::<_, ObjectionFailure>(())
                })
            })
            .await
    }

    /// The line up from the position that somebody held last in a month.
    async fn line_of(&self, pack: &Pack, chart: &Chart, staff: StaffId, month: Month) -> Result<Vec<Rung>, Failure> {
        let today = self.0.now().day(pack.zone());
        let away = self.0.away_on(pack, today).await?;
        Ok(line(chart, &away, today, (staff, month)))
    }

    async fn viewer(&self, pack: &Pack, visitor: &Visitor) -> Result<Viewer, Failure> {
        rules(pack)?;
        visitor.person()?;
        let everybody = sees_everybody(pack, visitor);
        let (staff, organisation) = match self.me(pack, visitor).await {
            Ok(me) => (Some(me.staff), me.organisation),
            Err(_) if everybody => (None, self.0.organisation(pack).await?),
            Err(failure) => return Err(failure),
        };
        let today = self.0.now().day(pack.zone());
        let away = self.0.away_on(pack, today).await?;
        Ok(Viewer { staff, everybody, organisation, away, today })
    }
}

/// Who looks at objections, and what tells whose they are.
struct Viewer {
    staff: Option<StaffId>,
    everybody: bool,
    organisation: Arc<Organisation>,
    away: HashSet<StaffId>,
    today: Day,
}

impl Viewer {
    fn view(&self, objection: Objection, entries: Vec<Entry>) -> ObjectionView {
        let chart = &self.organisation.chart;
        let names = |who: &[StaffId]| who.iter().map(|s| chart.name(*s)).collect::<Vec<_>>().join(", ");
        let judge = objection.decided.as_ref().map_or_else(|| self.decider(&objection), |decided| decided.by);
        let open = objection.decided.is_none();
        ObjectionView {
            name: chart.name(objection.staff).to_owned(),
            assessor: names(&objection.assessors),
            judge: names(judge.as_slice()),
            speaks: open && (self.is(Some(objection.staff)) || objection.assessors.iter().any(|s| self.is(Some(*s)))),
            decides: open && self.is(judge),
            entries,
            objection,
        }
    }

    fn is(&self, who: Option<StaffId>) -> bool {
        self.staff.is_some() && who == self.staff
    }

    fn decider(&self, objection: &Objection) -> Option<StaffId> {
        let line = line(&self.organisation.chart, &self.away, self.today, (objection.staff, objection.month));
        decider(&line, objection.staff, &objection.assessors)
    }

    /// Whether they have a part in it, or may see everybody's.
    fn may_see(&self, objection: &Objection) -> bool {
        let decided = objection.decided.as_ref().and_then(|decided| decided.by);
        self.everybody
            || self.is(Some(objection.staff))
            || objection.assessors.iter().any(|s| self.is(Some(*s)))
            || self.is(decided)
            || (objection.decided.is_none() && self.is(self.decider(objection)))
    }
}

fn line(chart: &Chart, away: &HashSet<StaffId>, today: Day, (staff, month): (StaffId, Month)) -> Vec<Rung> {
    let own = chart.placements_of(staff).filter(|p| p.hold != Hold::Acting);
    let held = own.filter_map(|p| Some((p.within(month.first(), month.last())?, p)));
    let last = held.max_by_key(|((_, until), _)| *until);
    last.map_or_else(Vec::new, |(_, p)| chart.line(&p.position, today, &|s| away.contains(&s)))
}
