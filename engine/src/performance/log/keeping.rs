//! Entries on their way into the log: checked within the transaction that keeps them.
use super::{EnterFailure, year_of};
use crate::{
    Failure,
    open::Inner,
    performance::{Me, rules},
};
use domain::{
    pack::Pack,
    people::AccountId,
    performance::{
        Month, StaffId,
        cut::Presence,
        enter::{Known, check},
        entry::{Entry, EntryEvent, EntryHappening, EntryId, EntryStatus, Told},
        organisation::Placement,
        plan::{AimId, Plan},
    },
    time::{Day, Instant},
};
use std::sync::Arc;
use store::{
    Tx,
    performance::{plans, work},
};

/// What is known of a person when they enter something for a day.
pub(super) struct Standing {
    account: AccountId,
    staff: StaffId,
    placements: Vec<Placement>,
    kinds: Vec<String>,
    presence: Option<Presence>,
    plans: Vec<Plan>,
    frozen: bool,
}

impl Inner {
    /// Whether nothing of a month changes any more.
    pub(crate) async fn is_frozen(&self, pack: &Pack, month: Month) -> Result<bool, Failure> {
        Ok(store::performance::months::get(&self.db, pack.code(), month).await?.is_some_and(|m| m.is_frozen()))
    }

    pub(super) async fn log_standing(&self, pack: &Pack, me: &Me, day: Day) -> Result<Standing, Failure> {
        let chart = &me.organisation.chart;
        let placements: Vec<Placement> = chart.placements_of(me.staff).cloned().collect();
        let kinds = placements.iter().map(|p| chart.position(&p.position).map(|p| p.kind.clone()).unwrap_or_default()).collect();
        let presence = store::performance::attendance::of_days(&self.db, pack.code(), me.staff, (day, day)).await?.remove(&day);
        let frozen = self.is_frozen(pack, Month::of(day)).await?;
        let plans = plans::of_people(&self.db, pack.code(), year_of(day), &[me.staff]).await?;
        Ok(Standing { account: me.account, staff: me.staff, placements, kinds, presence, plans, frozen })
    }

    /// Checks what is told within the transaction that keeps it, so that two taps at once can't overlap.
    pub(super) async fn keep_told(self: &Arc<Self>, pack: &Pack, me: Me, before: Option<Entry>, told: Told) -> Result<Entry, EnterFailure> {
        rules(pack)?;
        // What counted in a frozen month does not leave it for another day.
        if let Some(entry) = &before
            && self.is_frozen(pack, Month::of(entry.told.day)).await?
        {
            return Err(EnterFailure::Settled);
        }
        let standing = self.log_standing(pack, &me, told.day).await?;
        let of = self.pack_of(pack.code()).ok_or(Failure::NotFound)?;
        let at = self.now();
        let id = before.as_ref().map_or_else(|| EntryId(self.id()), |e| e.id);
        self.db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    work::lock(tx, of.code(), standing.staff).await?;
                    standing.keep(tx, &of, before, (id, at), told).await
                })
            })
            .await
    }

    /// Keeps what happened to an entry, and whose duty it was where their time for it is over.
    pub(crate) async fn happen(
        self: &Arc<Self>,
        pack: &Pack,
        me: &Me,
        entry: Entry,
        what: EntryHappening,
        late_for: Option<StaffId>,
    ) -> Result<Entry, EnterFailure> {
        let event = EntryEvent {
            entry: entry.id,
            version: entry.version + 1,
            at: self.now(),
            by: Some(me.account),
            staff: Some(me.staff),
            late_for,
            what,
        };
        let after = entry.after(&event);
        let region = pack.code().clone();
        self.db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    work::commit(tx, &region, &event, &after).await?;
                    Ok::<_, EnterFailure>(after)
                })
            })
            .await
    }
}

impl Standing {
    /// Keeps what is told in a transaction that holds the log, if nothing of it is wrong.
    pub(super) async fn keep(
        &self,
        tx: &mut Tx<'_>,
        of: &Pack,
        before: Option<Entry>,
        (id, at): (EntryId, Instant),
        mut told: Told,
    ) -> Result<Entry, EnterFailure> {
        // Where nothing is said of it, an activity hangs on the aim that names it.
        if !told.hangs() {
            told.aim = self.plans.iter().find_map(|plan| plan.aim_of(&told.code));
        }
        let aims: Vec<AimId> = self.plans.iter().flat_map(|plan| &plan.agreed).map(|aim| aim.id).collect();
        let mut same_day = work::of_days_in(tx, of.code(), self.staff, (told.day, told.day)).await?;
        same_day.retain(|e| e.id != id);
        let known = Known {
            rules: rules(of)?,
            calendar: of.calendar(),
            zone: of.zone(),
            now: at,
            placements: &self.placements,
            kinds: &self.kinds,
            same_day: &same_day,
            presence: self.presence.as_ref(),
            frozen: self.frozen,
            aims: &aims,
            returned: before.as_ref().filter(|e| e.status == EntryStatus::Returned).map(|e| e.since),
        };
        let minutes = check(&known, self.staff, &told).map_err(EnterFailure::Faults)?;
        let told = Box::new(told);
        let (version, what) = match &before {
            None => (1, EntryHappening::Entered { told, minutes }),
            Some(entry) => (entry.version + 1, EntryHappening::Mended { told, minutes }),
        };
        let event = EntryEvent { entry: id, version, at, by: Some(self.account), staff: Some(self.staff), late_for: None, what };
        let after = match before {
            None => Entry::begin(&event).ok_or(Failure::NotFound)?,
            Some(entry) => entry.after(&event),
        };
        work::commit(tx, of.code(), &event, &after).await?;
        Ok(after)
    }
}
