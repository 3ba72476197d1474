//! What somebody did in a month, day by day with its evidence: for themselves, whoever stands above them, and whoever sees everybody's.
use super::{Performance, log::year_of};
use crate::{Failure, Visitor};
use domain::{
    pack::Pack,
    performance::{
        Month,
        entry::{Entry, EntryStatus},
        organisation::Staff,
        plan::AimId,
    },
    time::Day,
};
use std::collections::HashMap;
use store::performance::{attendance, plans, work};

/// What somebody did in a month.
#[derive(Debug)]
pub struct PersonView {
    /// Who.
    pub person: Staff,
    /// The titles of the positions that they hold today.
    pub titles: Vec<String>,
    /// The month.
    pub month: Month,
    /// Why they are away today, by its key.
    pub away: Option<String>,
    /// Their entries, the newest day first, each day in its order; what was taken back is not among them.
    pub days: Vec<(Day, Vec<Entry>)>,
    /// What the aims say that entries serve.
    pub aims: HashMap<AimId, String>,
    /// Whether it is the visitor's own.
    pub own: bool,
}

impl Performance {
    /// What somebody did in a month; without a number, the visitor.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where nobody has the number or it is not for the visitor; [`Failure::Forbidden`] for who is not of the
    /// region's staff and asks for their own.
    pub async fn person(&self, pack: &Pack, visitor: &Visitor, month: Option<Month>, number: Option<&str>) -> Result<PersonView, Failure> {
        let (person, is_own) = self.whom(pack, visitor, number).await?;
        let organisation = self.0.organisation(pack).await?;
        let today = self.0.now().day(pack.zone());
        let month = month.unwrap_or_else(|| Month::of(today));
        let (db, region) = (&self.0.db, pack.code());
        let mut entries = work::of_days(db, region, person.id, (month.first(), month.last())).await?;
        entries.retain(|e| e.status != EntryStatus::Withdrawn);
        entries.sort_by_key(|e| (std::cmp::Reverse(e.told.day), e.told.start));
        let mut days: Vec<(Day, Vec<Entry>)> = Vec::new();
        for entry in entries {
            match days.last_mut().filter(|(day, _)| *day == entry.told.day) {
                Some((_, of_day)) => of_day.push(entry),
                None => days.push((entry.told.day, vec![entry])),
            }
        }
        let found = plans::of_people(db, region, year_of(month.first()), &[person.id]).await?;
        let aims = found.iter().flat_map(|plan| plan.agreed.iter().chain(&plan.aims)).map(|aim| (aim.id, aim.result.clone())).collect();
        let away = attendance::of_days(db, region, person.id, (today, today)).await?.remove(&today).and_then(|presence| presence.absence);
        let titles = organisation.chart.held(person.id, today).into_iter().map(|(_, p)| p.title.clone()).collect();
        Ok(PersonView { person, titles, month, away, days, aims, own: is_own })
    }
}
