//! The whole organisation at hand: who holds what on a day, who judges whom, and whether it holds together.
use super::{Hold, Placement, Position, PositionKey, Rung, Staff, StaffId, Unit, UnitKey, judges};
use crate::time::Day;
use std::collections::{BTreeMap, HashMap};

/// An organisation.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    units: BTreeMap<UnitKey, Unit>,
    positions: BTreeMap<PositionKey, Position>,
    staff: HashMap<StaffId, Staff>,
    by_number: HashMap<String, StaffId>,
    placements: Vec<Placement>,
    by_staff: HashMap<StaffId, Vec<usize>>,
    by_position: HashMap<PositionKey, Vec<usize>>,
    below: HashMap<PositionKey, Vec<PositionKey>>,
}

/// What is wrong with an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartFault {
    /// A unit's parent is not there.
    NoParent(UnitKey),
    /// A position's unit is not there.
    NoUnit(PositionKey),
    /// A position's superior is not there.
    NoSuperior(PositionKey),
    /// A position is its own superior, over however many others.
    Circle(PositionKey),
    /// A placement is in no position.
    NoPosition(StaffId, PositionKey),
    /// A placement is of nobody.
    NoStaff(PositionKey),
    /// Somebody holds two positions for themselves on the same day; who is lent out holds their own no more while that lasts.
    TwoPositions(StaffId, Day),
    /// Two people hold one position that has one holder on the same day. Only where it leads: many can be drivers.
    TwoHolders(PositionKey, Day),
    /// A placement ends before it begins.
    Backwards(StaffId, PositionKey),
}

impl Chart {
    /// An organisation of its parts.
    #[must_use]
    pub fn new(units: Vec<Unit>, positions: Vec<Position>, staff: Vec<Staff>, placements: Vec<Placement>) -> Self {
        let mut chart = Self {
            units: units.into_iter().map(|u| (u.key.clone(), u)).collect(),
            positions: positions.into_iter().map(|p| (p.key.clone(), p)).collect(),
            staff: staff.into_iter().map(|s| (s.id, s)).collect(),
            placements,
            ..Self::default()
        };
        chart.by_number = chart.staff.values().map(|s| (s.number.clone(), s.id)).collect();
        for (at, placement) in chart.placements.iter().enumerate() {
            chart.by_staff.entry(placement.staff).or_default().push(at);
            chart.by_position.entry(placement.position.clone()).or_default().push(at);
        }
        for position in chart.positions.values() {
            if let Some(superior) = &position.superior {
                chart.below.entry(superior.clone()).or_default().push(position.key.clone());
            }
        }
        chart
    }

    /// Its units.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.units.values()
    }

    /// A unit.
    #[must_use]
    pub fn unit(&self, key: &UnitKey) -> Option<&Unit> {
        self.units.get(key)
    }

    /// Its positions.
    pub fn positions(&self) -> impl Iterator<Item = &Position> {
        self.positions.values()
    }

    /// A position.
    #[must_use]
    pub fn position(&self, key: &PositionKey) -> Option<&Position> {
        self.positions.get(key)
    }

    /// Everybody.
    pub fn staff(&self) -> impl Iterator<Item = &Staff> {
        self.staff.values()
    }

    /// Somebody.
    #[must_use]
    pub fn person(&self, id: StaffId) -> Option<&Staff> {
        self.staff.get(&id)
    }

    /// Whoever has a number.
    #[must_use]
    pub fn by_number(&self, number: &str) -> Option<&Staff> {
        self.by_number.get(number.trim()).and_then(|id| self.staff.get(id))
    }

    /// What somebody is called; nothing where they are not there.
    #[must_use]
    pub fn name(&self, id: StaffId) -> &str {
        self.staff.get(&id).map_or("", |s| s.name.as_str())
    }

    /// All placements.
    #[must_use]
    pub fn placements(&self) -> &[Placement] {
        &self.placements
    }

    /// Somebody's placements.
    pub fn placements_of(&self, staff: StaffId) -> impl Iterator<Item = &Placement> {
        self.by_staff.get(&staff).into_iter().flatten().filter_map(|at| self.placements.get(*at))
    }

    /// Those of a position.
    pub fn holders_of(&self, position: &PositionKey) -> impl Iterator<Item = &Placement> {
        self.by_position.get(position).into_iter().flatten().filter_map(|at| self.placements.get(*at))
    }

    /// The positions whose work the holder of one judges.
    pub fn below(&self, position: &PositionKey) -> impl Iterator<Item = &Position> {
        self.below.get(position).into_iter().flatten().filter_map(|key| self.positions.get(key))
    }

    /// What somebody holds on a day, by appointment before what they hold for others.
    #[must_use]
    pub fn held(&self, staff: StaffId, day: Day) -> Vec<(&Placement, &Position)> {
        let held = |p: &&Placement| p.holds(day);
        let mut held: Vec<_> = self.placements_of(staff).filter(held).filter_map(|p| Some((p, self.positions.get(&p.position)?))).collect();
        held.sort_by_key(|(p, _)| p.hold == Hold::Acting);
        held
    }

    /// The line up from a position, the nearest first: the positions whose holders judge what is done in it.
    #[must_use]
    pub fn line(&self, position: &PositionKey, day: Day, away: &dyn Fn(StaffId) -> bool) -> Vec<Rung> {
        let mut line = Vec::new();
        let mut next = self.positions.get(position).and_then(|p| p.superior.clone());
        while let Some(key) = next.take() {
            // A circle is a fault that is told when it is brought in; it must not hold up a request.
            if line.len() >= self.positions.len() || line.iter().any(|r: &Rung| r.position == key) {
                break;
            }
            let rung = self.rung(&key, day, away);
            next = self.positions.get(&key).and_then(|p| p.superior.clone());
            line.push(rung);
        }
        line
    }

    fn rung(&self, key: &PositionKey, day: Day, away: &dyn Fn(StaffId) -> bool) -> Rung {
        let of = |acting: bool| self.holders_of(key).find(|p| p.holds(day) && (p.hold == Hold::Acting) == acting).map(|p| p.staff);
        let holder = of(false);
        Rung { position: key.clone(), holder, acting: of(true), away: holder.is_some_and(away) }
    }

    /// Whose work somebody judges on a day, with the position that it is done in.
    #[must_use]
    pub fn judged_by(&self, judge: StaffId, day: Day, away: &dyn Fn(StaffId) -> bool) -> Vec<(StaffId, PositionKey)> {
        let mut found = Vec::new();
        let mut seen: Vec<PositionKey> = Vec::new();
        let mut open: Vec<PositionKey> = self
            .held(judge, day)
            .into_iter()
            .map(|(_, position)| position.key.clone())
            .filter(|key| self.rung(key, day, away).in_power() == Some(judge))
            .collect();
        let mut check = |staff: StaffId, position: &PositionKey| {
            let line = self.line(position, day, away);
            let first = judges(&line, staff, &[]).next().map(|(_, who)| who);
            if first == Some(judge) && !found.contains(&(staff, position.clone())) {
                found.push((staff, position.clone()));
            }
        };
        while let Some(position) = open.pop() {
            if seen.contains(&position) {
                continue;
            }
            seen.push(position.clone());
            for under in self.below(&position) {
                self.holders_of(&under.key).filter(|p| p.holds(day)).for_each(|p| check(p.staff, &under.key));
                match self.rung(&under.key, day, away).in_power() {
                    Some(other) if other != judge => {
                        // Whoever acts for their own superior is judged one level up.
                        self.placements_of(other).filter(|p| p.holds(day)).for_each(|p| check(other, &p.position));
                    }
                    _ => open.push(under.key.clone()),
                }
            }
        }
        found.sort();
        found
    }

    /// What is wrong with it. `leads` says of a kind of position whether it leads.
    #[must_use]
    pub fn faults(&self, leads: &dyn Fn(&str) -> bool) -> Vec<ChartFault> {
        let mut faults = Vec::new();
        for unit in self.units.values() {
            if unit.parent.as_ref().is_some_and(|parent| !self.units.contains_key(parent)) {
                faults.push(ChartFault::NoParent(unit.key.clone()));
            }
        }
        for position in self.positions.values() {
            if !self.units.contains_key(&position.unit) {
                faults.push(ChartFault::NoUnit(position.key.clone()));
            }
            match &position.superior {
                Some(superior) if !self.positions.contains_key(superior) => faults.push(ChartFault::NoSuperior(position.key.clone())),
                Some(_) if self.is_in_a_circle(&position.key) => faults.push(ChartFault::Circle(position.key.clone())),
                _ => {}
            }
        }
        for placement in &self.placements {
            if !self.positions.contains_key(&placement.position) {
                faults.push(ChartFault::NoPosition(placement.staff, placement.position.clone()));
            }
            if !self.staff.contains_key(&placement.staff) {
                faults.push(ChartFault::NoStaff(placement.position.clone()));
            }
            if placement.until.is_some_and(|until| until < placement.from) {
                faults.push(ChartFault::Backwards(placement.staff, placement.position.clone()));
            }
        }
        for (staff, own) in &self.by_staff {
            faults.extend(self.both(own, |p| p.hold != Hold::Acting).map(|day| ChartFault::TwoPositions(*staff, day)));
        }
        for (key, holders) in &self.by_position {
            if self.positions.get(key).is_some_and(|p| leads(&p.kind)) {
                faults.extend(self.both(holders, |p| p.hold != Hold::Acting).map(|day| ChartFault::TwoHolders(key.clone(), day)));
                faults.extend(self.both(holders, |p| p.hold == Hold::Acting).map(|day| ChartFault::TwoHolders(key.clone(), day)));
            }
        }
        faults
    }

    /// The first day that two placements of a kind have in common.
    fn both(&self, of: &[usize], kind: impl Fn(&Placement) -> bool) -> Option<Day> {
        let all: Vec<&Placement> = of.iter().filter_map(|at| self.placements.get(*at)).filter(|p| kind(p)).collect();
        all.iter().enumerate().find_map(|(n, one)| {
            all.iter().take(n).find_map(|other| one.within(other.from, other.until.unwrap_or(Day::MAX)).map(|(first, _)| first))
        })
    }

    fn is_in_a_circle(&self, key: &PositionKey) -> bool {
        let mut next = self.positions.get(key).and_then(|p| p.superior.as_ref());
        for _ in 0..self.positions.len() {
            match next {
                None => return false,
                Some(at) if at == key => return true,
                Some(at) => next = self.positions.get(at).and_then(|p| p.superior.as_ref()),
            }
        }
        true
    }
}
