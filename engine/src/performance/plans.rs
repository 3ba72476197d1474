//! Plans of a year: written by whom they are about, agreed and assessed by their superior; who below serves which aim, and what was done
//! for it. Where nobody stands above, whoever signs months agrees.
mod acts;
mod words;

pub use acts::{NewAim, PlanFailure};
pub use words::{AgencyWords, WordsView};

use super::{Organisation, Performance, holds, log::year_of, rules};
use crate::{Failure, Visitor, open::Inner};
use domain::{
    pack::Pack,
    performance::{
        Month, StaffId,
        organisation::{Hold, Position, PositionKey, Staff},
        plan::{Aim, AimId, Plan, PlanRule, superior},
    },
    time::Day,
};
use std::{collections::HashMap, sync::Arc};
use store::performance::plans;

/// Somebody below who serves an aim: number, name, and their aim.
pub type AimServing = (String, String, String);

/// A plan as somebody sees it.
#[derive(Debug)]
pub struct PlanView {
    /// Whose.
    pub person: Staff,
    /// Their position; nothing where they held none in the year.
    pub position: Option<Position>,
    /// The year.
    pub year: u16,
    /// It; nothing where none was begun.
    pub plan: Option<Plan>,
    /// The superior's aims that can be served; nothing where nobody above has a plan.
    pub above: Option<Vec<Aim>>,
    /// Who below serves each aim.
    pub serving: HashMap<AimId, Vec<AimServing>>,
    /// What was entered for each aim: how many, and approved minutes.
    pub done: HashMap<AimId, (u32, u32)>,
    /// Who agrees to it; empty where an office does.
    pub superior: String,
    /// The last day on which it is agreed in time.
    pub due: Day,
    /// Whether it is the visitor's own.
    pub own: bool,
    /// Whether they agree to it and assess it.
    pub agrees: bool,
}

/// A plan in the list of whoever agrees to it.
#[derive(Clone, Debug)]
pub struct PlanRow {
    /// Whose: number,
    pub number: String,
    /// and name.
    pub name: String,
    /// How it stands; nothing where none was begun.
    pub plan: Option<Plan>,
}

/// How the region's plans are made.
pub(super) fn plan_rule(pack: &Pack) -> Result<&PlanRule, Failure> {
    rules(pack)?.plan.as_ref().ok_or(Failure::NotFound)
}

impl Performance {
    /// Somebody's plan for a year; without a number, the visitor's own.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where nobody has the number or their plan is not for the visitor; [`Failure::Forbidden`] for who is not of
    /// the region's staff and asks for their own.
    pub async fn plan(&self, pack: &Pack, visitor: &Visitor, year: u16, number: Option<&str>) -> Result<PlanView, Failure> {
        let rule = plan_rule(pack)?;
        let (person, is_own) = self.whom(pack, visitor, number).await?;
        let organisation = self.0.organisation(pack).await?;
        let (db, region) = (&self.0.db, pack.code());
        let position = position_in(&organisation, person.id, year).cloned();
        let mut found = plans::of_people(db, region, year, &[person.id]).await?;
        let plan = position.as_ref().and_then(|p| found.iter().position(|plan| plan.position == p.key)).map(|at| found.swap_remove(at));
        let above = self.0.superior_of(pack, &organisation, person.id, year).await?;
        let their_aims = match above {
            Some(who) => self.0.agreed_aims(pack, who, year).await?,
            None => None,
        };
        let mut serving: HashMap<AimId, Vec<AimServing>> = HashMap::new();
        if let Some(position) = &position {
            let below = holders_below(&organisation, &position.key, year);
            for one in plans::of_people(db, region, year, &below).await? {
                let Some(who) = organisation.chart.person(one.staff) else { continue };
                for aim in &one.aims {
                    if let Some(serves) = aim.serves {
                        serving.entry(serves).or_default().push((who.number.clone(), who.name.clone(), aim.result.clone()));
                    }
                }
            }
        }
        let (first, last) = whole(year).ok_or(Failure::NotFound)?;
        let done = plans::by_aim(db, region, person.id, (Month::of(first), Month::of(last))).await?;
        let asks = visitor.account().and_then(|a| organisation.of_account(a));
        let agrees = !is_own && self.0.may_agree(pack, visitor, asks, above);
        Ok(PlanView {
            person,
            position,
            year,
            plan,
            above: their_aims,
            serving,
            done,
            superior: above.map(|who| organisation.chart.name(who).to_owned()).unwrap_or_default(),
            due: first.plus_days(i64::from(rule.agree_days) - 1),
            own: is_own,
            agrees,
        })
    }

    /// What an aim of somebody's plan for a day's year says; nothing where it is no more there. For whoever may see an entry that serves it.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn aim_in_words(&self, pack: &Pack, staff: StaffId, day: Day, aim: AimId) -> Result<Option<String>, Failure> {
        let found = plans::of_people(&self.0.db, pack.code(), year_of(day), &[staff]).await?;
        let mut all = found.iter().flat_map(|plan| plan.agreed.iter().chain(&plan.aims));
        Ok(all.find(|one| one.id == aim).map(|one| one.result.clone()))
    }

    /// Plans of those whose work the visitor judges, by name.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who is not of the region's staff.
    pub async fn plans_below(&self, pack: &Pack, visitor: &Visitor, year: u16) -> Result<Vec<PlanRow>, Failure> {
        plan_rule(pack)?;
        let me = self.me(pack, visitor).await?;
        let mut people: Vec<StaffId> = self.0.judged_by(pack, &me).await?.into_iter().map(|(staff, _)| staff).collect();
        people.sort_unstable();
        people.dedup();
        let mut found: HashMap<StaffId, Plan> =
            plans::of_people(&self.0.db, pack.code(), year, &people).await?.into_iter().map(|plan| (plan.staff, plan)).collect();
        let row = |staff: StaffId| {
            let person = me.organisation.chart.person(staff)?;
            Some(PlanRow { number: person.number.clone(), name: person.name.clone(), plan: found.remove(&staff) })
        };
        let mut rows: Vec<PlanRow> = people.into_iter().filter_map(row).collect();
        rows.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(rows)
    }
}

impl Inner {
    /// The aims that were agreed with somebody for a year, of whatever position; nothing where no plan was.
    pub(super) async fn agreed_aims(&self, pack: &Pack, staff: StaffId, year: u16) -> Result<Option<Vec<Aim>>, Failure> {
        let found = plans::of_people(&self.db, pack.code(), year, &[staff]).await?;
        let aims: Vec<Aim> = found.into_iter().flat_map(|plan| plan.agreed).collect();
        Ok(Some(aims).filter(|aims| !aims.is_empty()))
    }

    /// Who agrees to somebody's plan: their superior in power today, or at the year's end where that is over.
    async fn superior_of(
        &self,
        pack: &Pack,
        organisation: &Arc<Organisation>,
        staff: StaffId,
        year: u16,
    ) -> Result<Option<StaffId>, Failure> {
        let today = self.now().day(pack.zone());
        let away = self.away_on(pack, today).await?;
        let chart = &organisation.chart;
        let Some(position) = position_in(organisation, staff, year) else { return Ok(None) };
        let line = chart.line(&position.key, today, &|s| away.contains(&s));
        let below: Vec<StaffId> = chart.judged_by(staff, today, &|s| away.contains(&s)).into_iter().map(|(s, _)| s).collect();
        Ok(superior(&line, staff, &below))
    }

    /// Whether somebody agrees to a plan that is another's.
    fn may_agree(&self, pack: &Pack, visitor: &Visitor, own: Option<StaffId>, above: Option<StaffId>) -> bool {
        match above {
            Some(_) => above == own,
            None => rules(pack).is_ok_and(|rules| holds(pack, visitor, &rules.signed_by)),
        }
    }
}

/// The first and the last day of a year.
fn whole(year: u16) -> Option<(Day, Day)> {
    Some((Day::new(i32::from(year), 1, 1)?, Day::new(i32::from(year), 12, 31)?))
}

/// The position that somebody held last in a year, for themselves.
pub(super) fn position_in(organisation: &Organisation, staff: StaffId, year: u16) -> Option<&Position> {
    let (first, last) = whole(year)?;
    let own = organisation.chart.placements_of(staff).filter(|p| p.hold != Hold::Acting);
    let held = own.filter_map(|p| Some((p.within(first, last)?.1, p)));
    let (_, placement) = held.max_by_key(|(until, _)| *until)?;
    organisation.chart.position(&placement.position)
}

/// Those who hold a position below one in a year.
pub(super) fn holders_below(organisation: &Organisation, position: &PositionKey, year: u16) -> Vec<StaffId> {
    let chart = &organisation.chart;
    let mut people: Vec<StaffId> = chart.below(position).flat_map(|p| chart.holders_of(&p.key)).map(|p| p.staff).collect();
    people.retain(|staff| position_in(organisation, *staff, year).is_some());
    people.sort_unstable();
    people.dedup();
    people
}
