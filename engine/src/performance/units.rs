//! The organisation to walk through, with who works on how much: for those who stand above, and whoever sees everybody's.
use super::{Organisation, Performance, log::year_of, plans::holders_below, reckoning::by_person, rules, sees_everybody};
use crate::{Failure, Visitor};
use domain::{
    pack::Pack,
    performance::{
        Month, StaffId,
        entry::EntryStatus,
        organisation::{Hold, Placement, Position, Unit, UnitKey},
        plan::{Plan, unserved},
        target,
    },
    time::Instant,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::performance::{attendance, months, plans, work};

/// Months among which the newest reckoned one is looked for.
const MONTHS: u32 = 12;
/// Of a unit with more people below it only their number is said: whoever looks at a whole region walks down.
const SUMMED: usize = 2_000;

/// What somebody, or a unit, has in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// People.
    pub people: u32,
    /// Approved minutes.
    pub approved: u32,
    /// Minutes that serve neither an aim nor an order.
    pub loose: u32,
    /// Minutes expected until today.
    pub expected: u32,
    /// Entries that wait to be judged.
    pub waiting: u32,
    /// Entries that were returned.
    pub returned: u32,
    /// Since when the oldest waits.
    pub oldest: Option<Instant>,
}

/// A position with whoever holds it.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The position.
    pub position: Position,
    /// Who: number, name, how, and why they are away today; nothing where it is vacant.
    pub holder: Option<(String, String, Hold, Option<String>)>,
    /// What they have.
    pub load: Load,
}

/// A unit.
#[derive(Debug)]
pub struct UnitView {
    /// The month.
    pub month: Month,
    /// It; nothing at the top.
    pub unit: Option<Unit>,
    /// Those that it is in, the outermost first.
    pub path: Vec<Unit>,
    /// Those in it, each with all below; without figures where they are too many.
    pub units: Vec<(Unit, Load)>,
    /// Its positions.
    pub seats: Vec<Seat>,
    /// Aims of those who lead it that nobody below serves: whose (number and name), and what.
    pub unserved: Vec<(String, String, String)>,
    /// The newest month that was reckoned.
    pub reckoned: Option<Month>,
}

impl Load {
    fn add(&mut self, other: &Self) {
        self.people += other.people;
        self.loose = self.loose.saturating_add(other.loose);
        self.approved = self.approved.saturating_add(other.approved);
        self.expected = self.expected.saturating_add(other.expected);
        self.waiting += other.waiting;
        self.returned += other.returned;
        self.oldest = [self.oldest, other.oldest].into_iter().flatten().min();
    }
}

impl Performance {
    /// A unit of the organisation, or its top.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who neither stands above it nor sees everybody's; [`Failure::NotFound`].
    pub async fn unit(&self, pack: &Pack, visitor: &Visitor, key: Option<&str>) -> Result<UnitView, Failure> {
        let rules = rules(pack)?;
        visitor.person()?;
        let organisation = self.0.organisation(pack).await?;
        let chart = &organisation.chart;
        let unit = match key {
            Some(key) => Some(chart.unit(&UnitKey(key.to_owned())).ok_or(Failure::NotFound)?.clone()),
            None => None,
        };
        let today = self.0.now().day(pack.zone());
        let own = visitor.account().and_then(|a| organisation.of_account(a));
        // The units of which somebody stands above a position, or leads one.
        let mut led: BTreeSet<&UnitKey> = BTreeSet::new();
        if let Some(me) = own {
            let mut open: Vec<&Position> =
                chart.held(me, today).into_iter().map(|(_, p)| p).filter(|p| rules.kind(&p.kind).is_some_and(|k| k.leads)).collect();
            let mut seen: BTreeSet<&str> = BTreeSet::new();
            while let Some(position) = open.pop() {
                if seen.insert(&position.key.0) {
                    led.insert(&position.unit);
                    open.extend(chart.below(&position.key));
                }
            }
        }
        let everybody = sees_everybody(pack, visitor);
        let may = |key: &UnitKey| everybody || led.contains(key);
        match &unit {
            Some(unit) if !may(&unit.key) => return Err(Failure::Forbidden),
            None if !everybody && led.is_empty() => return Err(Failure::Forbidden),
            _ => {}
        }
        let month = Month::of(today);
        let mut children: HashMap<Option<&UnitKey>, Vec<&Unit>> = HashMap::new();
        for one in chart.units() {
            // A unit whose parent one may not see stands at the top.
            let parent = one.parent.as_ref().filter(|p| may(p));
            children.entry(parent).or_default().push(one);
        }
        let mut in_unit: HashMap<&UnitKey, Vec<StaffId>> = HashMap::new();
        for placement in chart.placements().iter().filter(|p| p.holds(today) && p.hold != Hold::Acting) {
            if let Some(position) = chart.position(&placement.position) {
                in_unit.entry(&position.unit).or_default().push(placement.staff);
            }
        }
        let below: Vec<(&Unit, Vec<StaffId>)> = children
            .get(&unit.as_ref().map(|u| &u.key))
            .into_iter()
            .flatten()
            .filter(|u| may(&u.key))
            .map(|u| (*u, people_below(&u.key, &children, &in_unit)))
            .collect();
        let own_people = unit.as_ref().and_then(|u| in_unit.get(&u.key)).cloned().unwrap_or_default();
        let mut asked: BTreeSet<StaffId> = own_people.into_iter().collect();
        asked.extend(below.iter().filter(|(_, people)| people.len() <= SUMMED).flat_map(|(_, people)| people).copied());
        let loads = self.loads(pack, month, &asked.into_iter().collect::<Vec<_>>()).await?;
        let away: BTreeMap<StaffId, String> = attendance::away(&self.0.db, pack.code(), today).await?.into_iter().collect();
        let mut units: Vec<(Unit, Load)> = below
            .into_iter()
            .map(|(unit, people)| {
                let mut load = Load::default();
                people.iter().filter_map(|s| loads.get(s)).for_each(|one| load.add(one));
                load.people = u32::try_from(people.len()).unwrap_or(u32::MAX);
                (unit.clone(), load)
            })
            .collect();
        units.sort_by(|a, b| a.0.name.cmp(&b.0.name));
        let mut seats = Vec::new();
        for position in chart.positions().filter(|p| unit.as_ref().is_some_and(|u| u.key == p.unit)) {
            let mut held = false;
            for placement in chart.holders_of(&position.key).filter(|p| p.holds(today)) {
                held = true;
                let Some(person) = chart.person(placement.staff) else { continue };
                let why = away.get(&person.id).cloned();
                let holder = Some((person.number.clone(), person.name.clone(), placement.hold, why));
                seats.push(Seat { position: position.clone(), holder, load: loads.get(&person.id).copied().unwrap_or_default() });
            }
            if !held {
                seats.push(Seat { position: position.clone(), holder: None, load: Load::default() });
            }
        }
        let mut path = Vec::new();
        let mut next = unit.as_ref().and_then(|u| u.parent.clone());
        while let Some(one) = next.as_ref().and_then(|key| chart.unit(key)).filter(|u| may(&u.key) && path.len() < 20) {
            path.insert(0, one.clone());
            next.clone_from(&one.parent);
        }
        let unserved = self.unserved(pack, &organisation, &seats, year_of(today)).await?;
        let reckoned = months::all(&self.0.db, pack.code(), MONTHS).await?.into_iter().find(|m| m.totals.is_some()).map(|m| m.month);
        Ok(UnitView { month, unit, path, units, seats, unserved, reckoned })
    }

    /// Aims that were agreed with whoever leads, and that nobody below serves.
    async fn unserved(
        &self,
        pack: &Pack,
        organisation: &Organisation,
        seats: &[Seat],
        year: u16,
    ) -> Result<Vec<(String, String, String)>, Failure> {
        let rules = rules(pack)?;
        if rules.plan.is_none() {
            return Ok(vec![]);
        }
        let (db, region) = (&self.0.db, pack.code());
        let leads = |s: &&Seat| rules.kind(&s.position.kind).is_some_and(|k| k.leads);
        let head = |s: &'_ Seat| Some(organisation.chart.by_number(&s.holder.as_ref()?.0)?.id);
        let led: Vec<_> = seats
            .iter()
            .filter(leads)
            .filter_map(|seat| Some((seat, head(seat)?, holders_below(organisation, &seat.position.key, year))))
            .collect();
        let people: BTreeSet<StaffId> = led.iter().flat_map(|(_, head, below)| below.iter().chain([head])).copied().collect();
        let all = plans::of_people(db, region, year, &people.into_iter().collect::<Vec<_>>()).await?;
        let mut found = Vec::new();
        for (seat, head, below) in &led {
            let Some((number, name, ..)) = &seat.holder else { continue };
            let below: Vec<&Plan> = all.iter().filter(|plan| below.contains(&plan.staff)).collect();
            for own in all.iter().filter(|plan| plan.staff == *head && plan.position == seat.position.key) {
                found.extend(unserved(&own.agreed, &below).into_iter().map(|aim| (number.clone(), name.clone(), aim.result.clone())));
            }
        }
        Ok(found)
    }

    /// What people have in a month, beside what is expected of them until today.
    async fn loads(&self, pack: &Pack, month: Month, people: &[StaffId]) -> Result<HashMap<StaffId, Load>, Failure> {
        let rules = rules(pack)?;
        let today = self.0.now().day(pack.zone());
        let organisation = self.0.organisation(pack).await?;
        let mut loads: HashMap<StaffId, Load> = HashMap::new();
        let until = today.plus_days(-1).min(month.last());
        let month_days = target::workdays(pack.calendar(), month.first(), month.last());
        let known = by_person(attendance::of_people(&self.0.db, pack.code(), people, (month.first(), until)).await?);
        let none = BTreeMap::new();
        for staff in people {
            let chart = &organisation.chart;
            let logs = |p: &&Placement| chart.position(&p.position).and_then(|p| rules.kind(&p.kind)).is_some_and(|k| k.logs);
            let own = chart.placements_of(*staff).filter(|p| p.hold != Hold::Acting).filter(logs);
            let stretches = own.filter_map(|p| p.within(month.first(), until));
            let known = known.get(staff).unwrap_or(&none);
            let expected = stretches.map(|stretch| target::worth(rules, pack.calendar(), stretch, month_days, known).minutes).sum();
            loads.insert(*staff, Load { people: 1, expected, ..Load::default() });
        }
        for held in work::load(&self.0.db, pack.code(), month, people).await? {
            let Some(load) = loads.get_mut(&held.staff) else { continue };
            match held.status {
                EntryStatus::Approved => {
                    load.approved += held.minutes;
                    load.loose += held.loose;
                }
                EntryStatus::Entered => {
                    (load.waiting, load.oldest) = (held.entries, Some(held.since));
                    load.loose += held.loose;
                }
                EntryStatus::Returned => load.returned = held.entries,
                _ => {}
            }
        }
        Ok(loads)
    }
}

fn people_below(
    unit: &UnitKey,
    children: &HashMap<Option<&UnitKey>, Vec<&Unit>>,
    in_unit: &HashMap<&UnitKey, Vec<StaffId>>,
) -> Vec<StaffId> {
    let mut open = vec![unit];
    let mut people = Vec::new();
    let mut seen: BTreeSet<&UnitKey> = BTreeSet::new();
    while let Some(key) = open.pop() {
        if seen.insert(key) {
            people.extend(in_unit.get(key).into_iter().flatten());
            open.extend(children.get(&Some(key)).into_iter().flatten().map(|u| &u.key));
        }
    }
    people
}
