//! Objections: filed on a slip, heard from both sides, decided by the superior of whoever judged. What is granted counts after all, and
//! is paid as a line of a later month.
use super::{Me, Performance, rules, sees_everybody};
use crate::{Failure, Visitor};
use domain::{
    pack::Pack,
    performance::{
        Month, StaffId,
        entry::{Entry, EntryEvent, EntryHappening, EntryId, EntryStatus},
        objection::{NoObjection, Objection, ObjectionEvent, ObjectionHappening, ObjectionId, Outcome, may_file, sides},
        organisation::Rung,
    },
};
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
            StoreError::Duplicate { .. } => Self::No(NoObjection::Twice),
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
    /// The entries that are in dispute.
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
        let norm =
            |e: &Entry| rules(pack).ok().and_then(|r| r.item_ever(&e.told.code)).map_or(0, |i| i.counts(e.told.volume, e.told.took()));
        let less = |e: &Entry| match e.status {
            EntryStatus::Refused | EntryStatus::Lapsed | EntryStatus::Annulled | EntryStatus::Returned | EntryStatus::Entered => true,
            EntryStatus::Approved => e.minutes < norm(e),
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
        let own = self.disputable(pack, visitor, month).await?;
        let entries = own.iter().map(|e| e.id).filter(|id| entries.contains(id)).collect();
        let id = ObjectionId(self.0.id());
        let what = ObjectionHappening::Filed { month, why: why.trim().to_owned(), entries, due };
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
        rules(pack)?;
        visitor.person()?;
        let everybody = sees_everybody(pack, visitor);
        let me = match self.me(pack, visitor).await {
            Ok(me) => Some(me),
            Err(_) if everybody => None,
            Err(failure) => return Err(failure),
        };
        let mut found = Vec::new();
        for objection in objections::newest(&self.0.db, pack.code(), LISTED).await? {
            let view = self.seen(pack, me.as_ref(), objection).await?;
            let own = me.as_ref().is_some_and(|me| me.staff == view.objection.staff);
            if everybody || own || view.speaks || view.decides || view.is_of(me.as_ref()) {
                found.push(view);
            }
        }
        Ok(found)
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn objection(&self, pack: &Pack, visitor: &Visitor, id: ObjectionId) -> Result<ObjectionView, Failure> {
        self.objections(pack, visitor).await?.into_iter().find(|v| v.objection.id == id).ok_or(Failure::NotFound)
    }

    /// What a side says.
    ///
    /// # Errors
    /// [`ObjectionFailure`].
    pub async fn say_on(&self, pack: &Pack, visitor: &Visitor, id: ObjectionId, words: &str) -> Result<(), ObjectionFailure> {
        let me = self.me(pack, visitor).await?;
        let objection = objections::one(&self.0.db, pack.code(), id).await?.ok_or(Failure::NotFound)?;
        let line = self.line_of(pack, &me, &objection).await?;
        let what = objection.say(&line, me.staff, words).map_err(ObjectionFailure::No)?;
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
        let line = self.line_of(pack, &me, &objection).await?;
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
                    let why = after.decided.as_ref().map(|(_, why, _)| why.clone()).unwrap_or_default();
                    for entry in granted {
                        let worth = rules(&of)?
                            .item_ever(&entry.told.code)
                            .map_or(entry.minutes, |i| i.counts(entry.told.volume, entry.told.took()));
                        let what = EntryHappening::Overruled { minutes: worth, why: why.clone() };
                        let happened = EntryEvent {
                            entry: entry.id,
                            version: entry.version + 1,
                            at: event.at,
                            by: event.by,
                            staff: event.staff,
                            what,
                        };
                        let entry = entry.after(&happened);
                        work::commit(tx, region, &happened, &entry, None).await?;
                    }
                    if let Some(change) = change {
                        months::put_change(tx, region, &change, event.at).await?;
                    }
                    Ok::<_, ObjectionFailure>(())
                })
            })
            .await
    }

    /// The line up from the position that the owner held at the month's end.
    async fn line_of(&self, pack: &Pack, me: &Me, objection: &Objection) -> Result<Vec<Rung>, Failure> {
        let today = self.0.now().day(pack.zone());
        let away = self.0.away_on(pack, today).await?;
        let chart = &me.organisation.chart;
        let held = chart.held(objection.staff, objection.month.last());
        Ok(held.first().map_or_else(Vec::new, |(_, position)| chart.line(&position.key, today, &|s: StaffId| away.contains(&s))))
    }

    async fn seen(&self, pack: &Pack, me: Option<&Me>, objection: Objection) -> Result<ObjectionView, Failure> {
        let organisation = self.0.organisation(pack).await?;
        let today = self.0.now().day(pack.zone());
        let away = self.0.away_on(pack, today).await?;
        let chart = &organisation.chart;
        let held = chart.held(objection.staff, objection.month.last());
        let line = held.first().map_or_else(Vec::new, |(_, position)| chart.line(&position.key, today, &|s| away.contains(&s)));
        let (assessor, judge) = sides(&line, objection.staff);
        let mut entries = Vec::new();
        for id in &objection.entries {
            entries.extend(work::one(&self.0.db, pack.code(), *id).await?);
        }
        let open = objection.decided.is_none();
        let is = |who: Option<StaffId>| me.is_some_and(|me| who == Some(me.staff));
        let name = |who: Option<StaffId>| who.map(|s| chart.name(s).to_owned()).unwrap_or_default();
        Ok(ObjectionView {
            name: chart.name(objection.staff).to_owned(),
            assessor: name(assessor),
            judge: name(judge),
            speaks: open && (is(assessor) || is(Some(objection.staff))),
            decides: open && is(judge),
            entries,
            objection,
        })
    }
}

impl ObjectionView {
    /// Whether somebody had a part in it.
    fn is_of(&self, me: Option<&Me>) -> bool {
        me.is_some_and(|me| self.objection.decided_by == Some(me.staff))
    }
}
