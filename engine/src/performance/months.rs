//! Months of the region: reckoned, frozen, signed, handed to the payroll; and slips, for whom they are about.
use super::{Performance, holds, reckoning::complete_name, rules, sees_everybody};
use crate::{Failure, Reckoned, Visitor};
use domain::{
    formula::Worked,
    pack::Pack,
    people::AccountId,
    performance::{
        Month, StaffId,
        entry::{EntryEvent, EntryHappening, EntryStatus},
        organisation::{Staff, judges},
        pay::Slip,
        run::{MonthEvent, MonthHappening, MonthRefusal, MonthState, Totals},
        window,
    },
};
use store::{
    StoreError,
    performance::{
        flags::{self, FlagRow},
        months::{self, NewSanction, UnitTotal},
        work,
    },
};
use uuid::Uuid;

/// Entries that lapse in one transaction.
const LAPSED_AT_ONCE: u32 = 500;
/// Months that are listed.
const LISTED: u32 = 24;

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

/// A month of the region.
#[derive(Debug)]
pub struct MonthView {
    /// How it stands.
    pub state: MonthState,
    /// What happened to it, oldest first, each with who did it.
    pub events: Vec<(MonthEvent, String)>,
    /// Its slips by agency and unit, with the unit's name.
    pub units: Vec<(UnitTotal, String)>,
    /// Other months to which something happened, the newest first.
    pub others: Vec<MonthState>,
    /// Whether its attendance was brought in whole.
    pub complete: bool,
    /// What was seen in it, with whom it is about: number and name.
    pub flags: Vec<(FlagRow, String, String)>,
    /// Whether the visitor keeps months.
    pub keeps: bool,
    /// Whether they sign them.
    pub signs: bool,
}

/// A slip.
#[derive(Debug)]
pub struct SlipView {
    /// Whose.
    pub person: Staff,
    /// How its month stands.
    pub state: MonthState,
    /// The slip.
    pub slip: Slip,
    /// The sum behind each stretch, done again; nothing where it does not come out.
    pub sums: Vec<Option<Worked>>,
    /// What was seen in the month.
    pub flags: Vec<FlagRow>,
    /// Other months with slips, the newest first.
    pub others: Vec<Month>,
    /// Whether it is the visitor's own.
    pub own: bool,
    /// Whether the visitor says whether a pattern holds.
    pub checks: bool,
}

impl Performance {
    /// A month of the region.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who may not see everybody's.
    pub async fn month(&self, pack: &Pack, visitor: &Visitor, month: Month) -> Result<MonthView, Failure> {
        let rules = rules(pack)?;
        visitor.person()?;
        if !sees_everybody(pack, visitor) {
            return Err(Failure::Forbidden);
        }
        let (db, region) = (&self.0.db, pack.code());
        let state = months::get(db, region, month).await?.unwrap_or_else(|| MonthState::new(month));
        let mut events = Vec::new();
        for event in months::events(db, region, self.month_id(pack, month)).await? {
            let name = match event.by {
                Some(by) => store::accounts::by_id(db, by).await?.map(|a| a.name).unwrap_or_default(),
                None => String::new(),
            };
            events.push((event, name));
        }
        let organisation = self.0.organisation(pack).await?;
        let unit = |key: &str| {
            let key = domain::performance::organisation::UnitKey(key.to_owned());
            organisation.chart.unit(&key).map(|u| u.name.clone()).unwrap_or_default()
        };
        let units = months::totals(db, region, month).await?.into_iter().map(|t| (t.clone(), unit(&t.unit))).collect();
        let flags = flags::flags(db, region, month).await?;
        Ok(MonthView {
            state,
            events,
            units,
            others: months::all(db, region, LISTED).await?,
            complete: store::known::get(db, region, &complete_name(month)).await?.is_some(),
            flags: flags
                .into_iter()
                .filter_map(|f| {
                    let person = organisation.chart.person(f.seen.staff)?;
                    Some((f, person.number.clone(), person.name.clone()))
                })
                .collect(),
            keeps: holds(pack, visitor, &rules.kept_by),
            signs: holds(pack, visitor, &rules.signed_by),
        })
    }

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

    /// Somebody's slip of a month; without a person, the visitor's own.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where there is none, or it is not for the visitor.
    pub async fn slip(&self, pack: &Pack, visitor: &Visitor, month: Month, number: Option<&str>) -> Result<SlipView, Failure> {
        let rules = rules(pack)?;
        visitor.person()?;
        let organisation = self.0.organisation(pack).await?;
        let own = visitor.account().and_then(|a| organisation.of_account(a));
        let person = match number {
            Some(number) => organisation.chart.staff().find(|s| s.number == number),
            None => own.and_then(|id| organisation.chart.person(id)),
        };
        let person = person.ok_or(Failure::NotFound)?.clone();
        let is_own = own == Some(person.id);
        if !is_own && !sees_everybody(pack, visitor) && !self.leads(pack, visitor, person.id).await? {
            return Err(Failure::NotFound);
        }
        let (db, region) = (&self.0.db, pack.code());
        let slip = months::slip(db, region, month, person.id).await?.ok_or(Failure::NotFound)?;
        let formula = pack.formula(&rules.allowance).ok_or(Failure::NotFound)?;
        Ok(SlipView {
            state: months::get(db, region, month).await?.unwrap_or_else(|| MonthState::new(month)),
            sums: slip.sums(formula),
            flags: flags::flags_of(db, region, month, person.id).await?,
            others: months::slips_of(db, region, person.id, LISTED).await?.into_iter().map(|s| s.month).collect(),
            own: is_own,
            checks: !is_own && sees_everybody(pack, visitor) && !holds(pack, visitor, &rules.kept_by),
            person,
            slip,
        })
    }

    /// Whether the visitor stands above somebody in the line.
    async fn leads(&self, pack: &Pack, visitor: &Visitor, staff: StaffId) -> Result<bool, Failure> {
        let Ok(me) = self.me(pack, visitor).await else { return Ok(false) };
        let today = self.0.now().day(pack.zone());
        let chart = &me.organisation.chart;
        let above = |position: &domain::performance::organisation::Position| {
            chart.line(&position.key, today, &|_| false).iter().any(|r| r.holder == Some(me.staff) || r.acting == Some(me.staff))
        };
        Ok(chart.held(staff, today).into_iter().any(|(_, position)| above(position)))
    }

    /// The slips of a month for the payroll: number, name and what is paid, in the order of agencies and units.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; [`Failure::NotFound`] before the month was signed.
    pub async fn payroll(&self, pack: &Pack, visitor: &Visitor, month: Month) -> Result<Vec<(Staff, String, Slip)>, Failure> {
        let rules = rules(pack)?;
        visitor.person()?;
        if !holds(pack, visitor, &rules.kept_by) && !holds(pack, visitor, &rules.signed_by) {
            return Err(Failure::Forbidden);
        }
        let signed = months::get(&self.0.db, pack.code(), month).await?.is_some_and(|m| m.signed_at.is_some());
        if !signed {
            return Err(Failure::NotFound);
        }
        let organisation = self.0.organisation(pack).await?;
        let slips = months::slips(&self.0.db, pack.code(), month, None).await?;
        let line = |slip: Slip| {
            let person = organisation.chart.person(slip.staff)?.clone();
            let agency = organisation.chart.agency_of(slip.staff, month.last()).unwrap_or_default().to_owned();
            Some((person, agency, slip))
        };
        Ok(slips.into_iter().filter_map(line).collect())
    }
}
