//! Months of the region: reckoned, frozen, signed, handed to the payroll.
mod inputs;
mod print;
mod views;

pub(super) use inputs::change_inputs;
pub use views::{MonthView, SlipView};

use super::{Performance, holds, rules};
use crate::{Failure, Reckoned, Visitor};
use domain::{
    case::Refusal,
    pack::Pack,
    people::AccountId,
    performance::{
        Month,
        entry::{EntryEvent, EntryHappening, EntryStatus},
        organisation::judges,
        pattern::Seen,
        pay::Slip,
        run::{MonthEvent, MonthHappening, MonthRefusal, MonthState, Totals},
        window,
    },
};
use inputs::Inputs;
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
/// How often a month is reckoned where what goes into it changes meanwhile.
const AGAIN: u32 = 3;

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
        self.0.seal(pack.code()).id("month", &format!("{}/{month}", pack.code()))
    }

    pub(super) fn by(&self, pack: &Pack, visitor: &Visitor, role: &str) -> Result<AccountId, Failure> {
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
        let rules = rules(pack)?;
        let Some(closes) = rules.entry_on(month.last()).map(|rule| window::judging_closes(rule, month)) else { return Ok(()) };
        if today <= closes || self.0.is_frozen(pack, month).await? {
            return Ok(());
        }
        let away = self.0.away_on(pack, closes).await?;
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
                    let line = chart.line(&entry.told.position, closes, &|staff| away.contains(&staff));
                    let rule = rules.entry_on(entry.told.day);
                    let late = rule.is_some_and(|rule| window::judge_by(rule, pack.calendar(), pack.zone(), entry.since) <= closes);
                    // What was returned lay with its author; and what came in the last days nobody was late to judge.
                    let lay = late && entry.status == EntryStatus::Entered;
                    let late_for = judges(&line, entry.staff, &[]).next().map(|(_, who)| who).filter(|_| lay);
                    let what = EntryHappening::Lapsed;
                    let event = EntryEvent { entry: entry.id, version: entry.version + 1, at, by: None, staff: None, late_for, what };
                    (entry.after(&event), event)
                })
                .collect();
            let region = pack.code().clone();
            self.0
                .db
                .write_in(pack.code(), move |tx| {
                    Box::pin(async move {
                        for (after, event) in &lapsed {
                            work::commit(tx, &region, event, after).await?;
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
        let staff = organisation.chart.by_number(number).ok_or(Failure::NotFound)?.id;
        let rule = rules.sanction(kind).ok_or(Failure::NotFound)?;
        let letter: String = letter.trim().chars().take(200).collect();
        if letter.is_empty() {
            return Err(Failure::NotFound);
        }
        let cut: Vec<Month> = std::iter::successors(Some(from), |m| Some(m.next())).take(rule.months as usize).collect();
        let (region, at) = (pack.code().clone(), self.0.now());
        let new = NewSanction { id: self.0.id(), staff, kind: rule.key.clone(), from, months: rule.months, letter, actor, at };
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    for month in cut {
                        if change_inputs(tx, &region, month, new.id).await?.is_some_and(|m| m.is_frozen()) {
                            return Err(Failure::NotFound);
                        }
                    }
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
        for _ in 0..AGAIN {
            let inputs = Inputs::now(self, pack, month).await?;
            let presences = self.0.presences(pack, month).await?;
            let mut reckoned = self.reckoned(pack, month, &presences).await?;
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
            let result = Outcome {
                slips: std::mem::take(&mut reckoned.slips),
                settled: std::mem::take(&mut reckoned.settled),
                seen: self.noticed(pack, month, &presences).await?,
                inputs,
            };
            if self.keep(pack, by, month, what, Some(result)).await? {
                return Ok(reckoned);
            }
        }
        Err(stale().into())
    }

    pub(super) async fn to_month(&self, pack: &Pack, by: AccountId, month: Month, what: MonthHappening) -> Result<(), MonthFailure> {
        self.keep(pack, by, month, what, None).await.map(|_| ())
    }

    /// Keeps what happened to a month; false where what it was reckoned from changed meanwhile.
    async fn keep(
        &self,
        pack: &Pack,
        by: AccountId,
        month: Month,
        what: MonthHappening,
        result: Option<Outcome>,
    ) -> Result<bool, MonthFailure> {
        let of = self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?;
        let id = self.month_id(pack, month);
        let at = self.0.now();
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    let region = of.code();
                    let before = months::hold(tx, region, month).await?.unwrap_or_else(|| MonthState::new(month));
                    before.may(rules(&of)?, at.day(of.zone()), by, &what).map_err(MonthFailure::No)?;
                    match what {
                        MonthHappening::Frozen { .. } => {
                            if let Some(earlier) = months::open_before(tx, region, month).await? {
                                return Err(MonthFailure::No(MonthRefusal::Earlier(earlier)));
                            }
                        }
                        MonthHappening::Thawed { .. } => {
                            if let Some(later) = months::frozen_after(tx, region, month).await? {
                                return Err(MonthFailure::No(MonthRefusal::Later(later)));
                            }
                            months::unsettle(tx, region, month).await?;
                        }
                        _ => {}
                    }
                    if let Some(result) = &result {
                        if result.inputs != Inputs::seen(tx, region, month).await? {
                            return Ok(false);
                        }
                        months::put_slips(tx, region, month, &result.slips).await?;
                        flags::put_flags(tx, region, month, &result.seen).await?;
                        if matches!(what, MonthHappening::Frozen { .. }) {
                            months::settle(tx, region, month, &result.settled).await?;
                        }
                    }
                    let event = MonthEvent { month, version: before.version + 1, at, by: Some(by), what };
                    let after = before.after(&event);
                    months::commit(tx, region, id, &event, &after).await?;
                    Ok::<_, MonthFailure>(true)
                })
            })
            .await
    }
}

/// What a reckoned month gives, with what it was reckoned from.
struct Outcome {
    slips: Vec<months::SlipRow>,
    settled: Vec<Uuid>,
    seen: Vec<Seen>,
    inputs: Inputs,
}

/// That something was changed by somebody else meanwhile: it is looked at again.
pub(super) const fn stale() -> Failure {
    Failure::Refused(Refusal::Stale { seen: 0, now: 0 })
}
