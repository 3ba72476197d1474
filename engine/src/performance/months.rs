//! Months of the region: reckoned, frozen, signed, handed to the payroll.
mod views;

pub use views::{MonthView, SlipView};

use super::{Performance, holds, rules};
use crate::{Failure, Reckoned, Visitor};
use domain::{
    pack::Pack,
    people::AccountId,
    performance::{
        Month,
        entry::{EntryEvent, EntryHappening, EntryStatus},
        organisation::judges,
        pay::Slip,
        run::{MonthEvent, MonthHappening, MonthRefusal, MonthState, Totals},
        window,
    },
};
use store::{
    StoreError,
    performance::{
        flags,
        months::{self, NewSanction},
        work,
    },
};
use uuid::Uuid;

/// Entries that lapse in one transaction.
const LAPSED_AT_ONCE: u32 = 500;

/// Why something was not done to a month.
#[derive(Debug)]
pub enum MonthFailure {
    /// By its state.
    No(MonthRefusal),
    /// Something else.
    Other(Failure),
}

impl From<Failure> for MonthFailure {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
    }
}

impl From<StoreError> for MonthFailure {
    fn from(error: StoreError) -> Self {
        Self::Other(error.into())
    }
}

impl Performance {
    fn month_id(&self, pack: &Pack, month: Month) -> Uuid {
        self.0.seal.id("month", &format!("{}/{month}", pack.code()))
    }

    fn by(&self, pack: &Pack, visitor: &Visitor, role: &str) -> Result<AccountId, Failure> {
        let account = visitor.person()?.account;
        if holds(pack, visitor, role) { Ok(account) } else { Err(Failure::Forbidden) }
    }

    /// Reckons a month as it is now and keeps its slips, to be looked at.
    ///
    /// # Errors
    /// [`MonthFailure`].
    pub async fn preview(&self, pack: &Pack, visitor: &Visitor, month: Month) -> Result<Reckoned, MonthFailure> {
        let by = self.by(pack, visitor, &rules(pack)?.kept_by)?;
        self.run(pack, by, month, false).await
    }

    /// Reckons a month for the last time: from here on nothing of it changes.
    ///
    /// # Errors
    /// [`MonthFailure`], [`MonthRefusal::Faults`] where somebody can't be reckoned.
    pub async fn freeze(&self, pack: &Pack, visitor: &Visitor, month: Month) -> Result<Reckoned, MonthFailure> {
        let by = self.by(pack, visitor, &rules(pack)?.kept_by)?;
        self.lapse(pack, month).await?;
        self.run(pack, by, month, true).await
    }

    /// What nobody judged while it could be judged lapses, and counts against whose duty it was. It is the system's act: nobody lets an
    /// entry lapse, and no machine approves one.
    async fn lapse(&self, pack: &Pack, month: Month) -> Result<(), MonthFailure> {
        let today = self.0.now().day(pack.zone());
        let closes = rules(pack)?.entry_on(month.last()).map(|rule| window::judging_closes(rule, month));
        if closes.is_none_or(|closes| today <= closes) || self.0.is_frozen(pack, month).await? {
            return Ok(());
        }
        let organisation = self.0.organisation(pack).await?;
        let chart = &organisation.chart;
        loop {
            let waiting = work::undecided(&self.0.db, pack.code(), month, LAPSED_AT_ONCE).await?;
            if waiting.is_empty() {
                return Ok(());
            }
            let at = self.0.now();
            let lapsed: Vec<_> = waiting
                .into_iter()
                .map(|entry| {
                    let line = chart.line(&entry.told.position, entry.told.day, &|_| false);
                    // What was returned lay with its author.
                    let duty = judges(&line, entry.staff, &[]).next().map(|(_, who)| who).filter(|_| entry.status == EntryStatus::Entered);
                    let what = EntryHappening::Lapsed;
                    let event = EntryEvent { entry: entry.id, version: entry.version + 1, at, by: None, staff: None, what };
                    (entry.after(&event), event, duty)
                })
                .collect();
            let region = pack.code().clone();
            self.0
                .db
                .write_in(pack.code(), move |tx| {
                    Box::pin(async move {
                        for (after, event, duty) in &lapsed {
                            work::commit(tx, &region, event, after, *duty).await?;
                        }
                        Ok::<_, Failure>(())
                    })
                })
                .await?;
        }
    }

    /// Notes a sanction, which cuts from a month on.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who does not keep months; [`Failure::NotFound`] where there is no such person or kind of sanction, or
    /// no letter.
    pub async fn sanction(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        number: &str,
        kind: &str,
        (from, letter): (Month, &str),
    ) -> Result<(), Failure> {
        let rules = rules(pack)?;
        let actor = self.by(pack, visitor, &rules.kept_by)?;
        let organisation = self.0.organisation(pack).await?;
        let staff = organisation.chart.staff().find(|s| s.number == number.trim()).ok_or(Failure::NotFound)?.id;
        let rule = rules.sanction(kind).ok_or(Failure::NotFound)?;
        let letter: String = letter.trim().chars().take(200).collect();
        if letter.is_empty() || self.0.is_frozen(pack, from).await? {
            return Err(Failure::NotFound);
        }
        let (region, at) = (pack.code().clone(), self.0.now());
        let new = NewSanction { id: self.0.id(), staff, kind: rule.key.clone(), from, months: rule.months, letter, actor, at };
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    months::put_sanction(tx, &region, &new).await?;
                    let told = serde_json::json!({ "staff": new.staff, "sanction": new.kind, "from": new.from, "letter": new.letter });
                    work::note(tx, &region, new.id, (at, "sanction", Some(actor)), &told).await?;
                    Ok::<_, Failure>(())
                })
            })
            .await
    }

    /// Opens a frozen month once more.
    ///
    /// # Errors
    /// [`MonthFailure`].
    pub async fn thaw(&self, pack: &Pack, visitor: &Visitor, month: Month, why: &str) -> Result<(), MonthFailure> {
        let by = self.by(pack, visitor, &rules(pack)?.kept_by)?;
        self.to_month(pack, by, month, MonthHappening::Thawed { why: why.trim().to_owned() }).await
    }

    /// Signs a frozen month.
    ///
    /// # Errors
    /// [`MonthFailure`].
    pub async fn sign(&self, pack: &Pack, visitor: &Visitor, month: Month) -> Result<(), MonthFailure> {
        let by = self.by(pack, visitor, &rules(pack)?.signed_by)?;
        self.to_month(pack, by, month, MonthHappening::Signed).await
    }

    /// Notes that a signed month was handed to the payroll.
    ///
    /// # Errors
    /// [`MonthFailure`].
    pub async fn hand_over(&self, pack: &Pack, visitor: &Visitor, month: Month, reference: &str) -> Result<(), MonthFailure> {
        let by = self.by(pack, visitor, &rules(pack)?.kept_by)?;
        self.to_month(pack, by, month, MonthHappening::Paid { reference: reference.trim().to_owned() }).await
    }

    pub(crate) async fn run(&self, pack: &Pack, by: AccountId, month: Month, last: bool) -> Result<Reckoned, MonthFailure> {
        let reckoned = self.reckoned(pack, month).await?;
        let faults = u32::try_from(reckoned.faults.len()).unwrap_or(u32::MAX);
        if last && faults > 0 {
            return Err(MonthFailure::No(MonthRefusal::Faults(faults)));
        }
        let sum = |of: fn(&Slip) -> i64| reckoned.slips.iter().map(|row| of(&row.slip)).fold(0, i64::saturating_add);
        let totals = Totals {
            people: u32::try_from(reckoned.slips.len()).unwrap_or(u32::MAX),
            earned: sum(Slip::earned),
            paid: sum(Slip::paid),
            digest: reckoned.digest()?,
        };
        let what = if last { MonthHappening::Frozen { totals } } else { MonthHappening::Reckoned { totals, faults } };
        let seen = self.noticed(pack, month).await?;
        self.keep(pack, by, month, what, Some((reckoned.slips.clone(), seen))).await?;
        Ok(reckoned)
    }

    async fn to_month(&self, pack: &Pack, by: AccountId, month: Month, what: MonthHappening) -> Result<(), MonthFailure> {
        self.keep(pack, by, month, what, None).await
    }

    pub(super) async fn keep(
        &self,
        pack: &Pack,
        by: AccountId,
        month: Month,
        what: MonthHappening,
        slips: Option<(Vec<months::SlipRow>, Vec<domain::performance::pattern::Seen>)>,
    ) -> Result<(), MonthFailure> {
        let of = self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?;
        let id = self.month_id(pack, month);
        let at = self.0.now();
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    let region = of.code();
                    let before = months::get_in(tx, region, month).await?.unwrap_or_else(|| MonthState::new(month));
                    before.may(rules(&of)?, at.day(of.zone()), by, &what).map_err(MonthFailure::No)?;
                    let event = MonthEvent { month, version: before.version + 1, at, by: Some(by), what };
                    let after = before.after(&event);
                    if let Some((slips, seen)) = slips {
                        months::put_slips(tx, region, month, &slips).await?;
                        flags::put_flags(tx, region, month, &seen).await?;
                    }
                    match event.what {
                        MonthHappening::Frozen { .. } => months::settle(tx, region, month, true).await?,
                        MonthHappening::Thawed { .. } => months::settle(tx, region, month, false).await?,
                        _ => {}
                    }
                    months::commit(tx, region, id, &event, &after).await?;
                    Ok::<_, MonthFailure>(())
                })
            })
            .await
    }
}
