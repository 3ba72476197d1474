//! What is seen of a month: the region's, somebody's slip, and the slips for the payroll; each for whom it is about.
use crate::{
    Failure, Visitor,
    performance::{Performance, checks_flags, holds, reckoning::complete_name, rules, sees_everybody},
};
use domain::{
    formula::Worked,
    pack::Pack,
    performance::{
        Month,
        organisation::Staff,
        pay::Slip,
        run::{MonthEvent, MonthState},
    },
};
use store::performance::{
    flags::{self, FlagRow},
    months::{self, UnitTotal},
    objections,
};

/// Months that are listed.
const LISTED: u32 = 24;

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
    /// Whether they froze it, and so leave the signature to somebody else.
    pub froze: bool,
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
    /// Whether there is an objection to it.
    pub objected: bool,
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
        let frozen_by = state.frozen_by.filter(|_| state.is_frozen());
        let froze = frozen_by.is_some() && frozen_by == visitor.account();
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
            froze,
        })
    }

    /// Somebody's slip of a month; without a person, the visitor's own.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where there is none, or it is not for the visitor; [`Failure::Forbidden`] for who is not of the region's
    /// staff and asks for their own.
    pub async fn slip(&self, pack: &Pack, visitor: &Visitor, month: Month, number: Option<&str>) -> Result<SlipView, Failure> {
        let rules = rules(pack)?;
        let (person, is_own) = self.whom(pack, visitor, number).await?;
        let (db, region) = (&self.0.db, pack.code());
        let slip = months::slip(db, region, month, person.id).await?.ok_or(Failure::NotFound)?;
        let formula = pack.formula(&rules.allowance).ok_or(Failure::NotFound)?;
        Ok(SlipView {
            state: months::get(db, region, month).await?.unwrap_or_else(|| MonthState::new(month)),
            sums: slip.sums(formula),
            flags: flags::flags_of(db, region, month, person.id).await?,
            others: months::slips_of(db, region, person.id, LISTED).await?.into_iter().map(|s| s.month).collect(),
            own: is_own,
            checks: !is_own && checks_flags(pack, visitor),
            objected: objections::of_month(db, region, person.id, month).await?.is_some(),
            person,
            slip,
        })
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
        let slips = months::slips(&self.0.db, pack.code(), month).await?;
        let line = |(agency, slip): (String, Slip)| Some((organisation.chart.person(slip.staff)?.clone(), agency, slip));
        Ok(slips.into_iter().filter_map(line).collect())
    }
}
