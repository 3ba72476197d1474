//! One person's month, from everything that is known of it.
use super::Reckoned;
use crate::{Failure, performance::rules};
use domain::{
    formula::{Formula, FormulaError},
    pack::Pack,
    performance::{
        Month, PerformanceRules, StaffId,
        behaviour::{Rating, judged},
        cut::{Cost, Cut, Presence, Presences, cuts},
        organisation::{Chart, Hold, Placement, Position},
        pay::{Held, Inputs, Slip, reckon},
        rules::{FigureKind, FigureOf},
        target::{self, worth},
    },
    time::Day,
};
use std::collections::{BTreeMap, HashMap};
use store::performance::months::SlipRow;

/// Everything that goes into a month beside presence, by person.
pub(super) struct Heap {
    /// Whether the attendance of the month was brought in whole.
    pub(super) complete: bool,
    /// Who was away just before the month: a row of days goes on over its first day.
    pub(super) before: Presences,
    pub(super) minutes: HashMap<StaffId, BTreeMap<Day, u32>>,
    pub(super) ratings: HashMap<StaffId, Vec<Rating>>,
    pub(super) figures: HashMap<(String, String), u32>,
    pub(super) sanctions: HashMap<StaffId, Vec<String>>,
    pub(super) late: BTreeMap<StaffId, u32>,
}

/// A month that is being summed.
pub(super) struct Sum<'a> {
    pub(super) pack: &'a Pack,
    rules: &'a PerformanceRules,
    formula: &'a Formula,
    pub(super) chart: &'a Chart,
    pub(super) month: Month,
    /// Working days of the whole month.
    days: u32,
    presences: &'a Presences,
    heap: &'a Heap,
}

impl<'a> Sum<'a> {
    pub(super) fn new(pack: &'a Pack, chart: &'a Chart, month: Month, presences: &'a Presences, heap: &'a Heap) -> Result<Self, Failure> {
        let rules = rules(pack)?;
        let formula = pack.formula(&rules.allowance).ok_or(Failure::NotFound)?;
        let days = target::workdays(pack.calendar(), month.first(), month.last());
        Ok(Self { pack, rules, formula, chart, month, days, presences, heap })
    }

    /// Everybody's, in the order of staff numbers.
    pub(super) fn everybody(&self) -> Reckoned {
        let mut people: Vec<_> = self.chart.staff().collect();
        people.sort_by(|a, b| a.number.cmp(&b.number));
        let mut reckoned = Reckoned::default();
        for person in people {
            match self.slip_of(person.id) {
                None => {}
                Some(Err(fault)) => reckoned.faults.push((person.number.clone(), person.name.clone(), fault)),
                Some(Ok(slip)) => reckoned.slips.push(self.row(slip)),
            }
        }
        reckoned
    }

    /// A slip with the unit that pays it: the last one by appointment of the month, or that somebody held last at all.
    pub(super) fn row(&self, slip: Slip) -> SlipRow {
        let of_month = slip.stretches.iter().rev().find(|s| s.hold != Hold::Acting).or(slip.stretches.first()).map(|s| &s.position);
        let ever = || self.chart.placements_of(slip.staff).max_by_key(|p| p.from).map(|p| &p.position);
        let unit = of_month.or_else(ever).and_then(|key| self.chart.position(key)).and_then(|p| self.chart.unit(&p.unit));
        SlipRow {
            agency: unit.map(|u| u.agency.clone()).unwrap_or_default(),
            unit: unit.map(|u| u.key.0.clone()).unwrap_or_default(),
            performance: slip.stretches.first().and_then(|s| s.score),
            slip,
        }
    }

    /// One person's slip; nothing for who held no position in the month.
    pub(super) fn slip_of(&self, staff: StaffId) -> Option<Result<Slip, FormulaError>> {
        let placements = self.held(staff);
        if placements.is_empty() {
            return None;
        }
        let presence = self.presences.get(&staff).cloned().unwrap_or_default();
        let employed = |day: &Day| placements.iter().any(|held| held.placement.holds(*day));
        let minutes = self.heap.minutes.get(&staff).cloned().unwrap_or_default();
        let logs = placements.iter().any(|held| self.rules.kind(&held.position.kind).is_some_and(|kind| kind.logs));
        let told = logs.then_some(&minutes);
        let none = BTreeMap::new();
        let known = (self.heap.before.get(&staff).unwrap_or(&none), &presence);
        let mut cut = cuts(self.rules, self.pack.calendar(), self.month.days().filter(employed), known, told, self.heap.complete);
        let sanctions = self.heap.sanctions.get(&staff).into_iter().flatten().filter_map(|kind| self.rules.sanction(kind));
        cut.extend(sanctions.map(|s| Cut { day: self.month.first(), cost: Cost::Sanction { kind: s.key.clone() }, bp: s.cut_bp }));
        let inputs = Inputs {
            staff,
            placements,
            presence,
            minutes,
            behaviour: self.heap.ratings.get(&staff).and_then(|r| judged(&self.rules.behaviour, r)).map(|j| j.score),
            cuts: cut,
            late_judgements: self.heap.late.get(&staff).copied().unwrap_or(0),
        };
        Some(reckon(self.rules, self.formula, self.pack.calendar(), self.month, &inputs).map_err(|(_, fault)| fault))
    }

    /// The placements of the month, those by appointment first.
    fn held(&self, staff: StaffId) -> Vec<Held<'a>> {
        let (first, last) = (self.month.first(), self.month.last());
        let mut all: Vec<Held<'a>> = self
            .chart
            .placements_of(staff)
            .filter_map(|placement| {
                let days = placement.within(first, last)?;
                let position = self.chart.position(&placement.position)?;
                let (below, figures) = (self.below(position, days), self.figures(staff, position));
                Some(Held { placement, position, below, figures })
            })
            .collect();
        all.sort_by_key(|held| (held.placement.hold == Hold::Acting, held.placement.from));
        all
    }

    /// Approved minutes of the direct subordinates of a position between two days, each up to their target, and their targets.
    fn below(&self, position: &Position, (from, until): (Day, Day)) -> Option<(u64, u64)> {
        let logs = |p: &&Position| self.rules.kind(&p.kind).is_some_and(|k| k.logs);
        let under = self.chart.below(&position.key).filter(logs).flat_map(|p| self.chart.holders_of(&p.key));
        let sums = under.filter(|p| p.hold != Hold::Acting).filter_map(|p| Some(self.done(p, p.within(from, until)?)));
        sums.reduce(|a, b| (a.0 + b.0, a.1 + b.1))
    }

    /// What was done in a placement between two days, up to what was to be done, and that.
    fn done(&self, placement: &Placement, days: (Day, Day)) -> (u64, u64) {
        let none: BTreeMap<Day, Presence> = BTreeMap::new();
        let presence = self.presences.get(&placement.staff).unwrap_or(&none);
        let target = u64::from(worth(self.rules, self.pack.calendar(), days, self.days, presence).minutes);
        let minutes = self.heap.minutes.get(&placement.staff);
        let done: u64 = minutes.map_or(0, |m| m.range(days.0..=days.1).map(|(_, minutes)| u64::from(*minutes)).sum());
        (done.min(target), target)
    }

    /// The figures that count for somebody in a position: its agency's, its unit's and their own.
    fn figures(&self, staff: StaffId, position: &Position) -> BTreeMap<String, u32> {
        let of = |kind: &FigureKind| {
            let whose = match kind.of {
                FigureOf::Agency => self.chart.unit(&position.unit)?.agency.clone(),
                FigureOf::Unit => position.unit.0.clone(),
                FigureOf::Person => self.chart.person(staff)?.number.clone(),
            };
            Some((kind.key.clone(), *self.heap.figures.get(&(kind.key.clone(), whose))?))
        };
        self.rules.figures.iter().filter_map(of).collect()
    }
}
