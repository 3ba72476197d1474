//! The sum of a whole region's month: everything that goes into it is read in a fixed number of queries, whatever its size.
use super::{Performance, rules};
use crate::{Failure, open::Inner};
use domain::{
    formula::{Formula, FormulaError},
    pack::Pack,
    performance::{
        Month, PerformanceRules, StaffId,
        behaviour::{Rating, judged},
        cut::{Cost, Cut, Presence, cuts},
        organisation::{Chart, Hold, Placement, Position},
        pay::{Correction, Inputs, Slip, Whose, reckon},
        rules::{FigureKind, FigureOf},
        target::{self, worth},
    },
    time::Day,
};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write,
    sync::Arc,
};
use store::performance::{
    attendance,
    months::{self, SlipRow},
    work,
};

/// A month that was reckoned.
#[derive(Debug, Default)]
pub struct Reckoned {
    /// The slips, in the order of staff numbers.
    pub(crate) slips: Vec<SlipRow>,
    /// Those who could not be reckoned: number, name, and why.
    pub faults: Vec<(String, String, FormulaError)>,
}

/// Everything that goes into a month, by person.
struct Heap {
    presence: HashMap<StaffId, BTreeMap<Day, Presence>>,
    /// Whether the attendance of the month was brought in.
    complete: bool,
    minutes: HashMap<StaffId, BTreeMap<Day, u32>>,
    ratings: HashMap<StaffId, Vec<Rating>>,
    figures: HashMap<(String, String), u32>,
    sanctions: HashMap<StaffId, Vec<String>>,
    late: BTreeMap<StaffId, u32>,
}

impl Reckoned {
    /// SHA-256 over every slip in the order of staff numbers.
    pub(crate) fn digest(&self) -> Result<String, Failure> {
        let mut hash = Sha256::new();
        for row in &self.slips {
            let text = serde_json::to_vec(&row.slip).map_err(|e| Failure::unavailable("write a slip", &e))?;
            hash.update(&text);
            hash.update(b"\n");
        }
        Ok(hash.finalize().iter().fold(String::new(), |mut text, byte| {
            // Writing to a string can't fail.
            let _ = write!(text, "{byte:02x}");
            text
        }))
    }
}

impl Performance {
    /// Reckons a month as it would be now, and writes nothing.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where the region keeps no logs.
    pub(crate) async fn reckoned(&self, pack: &Pack, month: Month) -> Result<Reckoned, Failure> {
        let rules = rules(pack)?;
        let formula = pack.formula(&rules.allowance).ok_or(Failure::NotFound)?;
        let organisation = self.0.organisation(pack).await?;
        let heap = self.0.heap(pack, month).await?;
        let changes = months::changes(&self.0.db, pack.code(), month).await?;
        let mut reckoned = one_by_one(pack, rules, formula, &organisation.chart, month, &heap);
        self.correct(pack, month, changes, &mut reckoned).await?;
        Ok(reckoned)
    }

    /// Adds to a month what earlier ones still owe: each is reckoned anew with what is known now, beside what was signed.
    async fn correct(&self, pack: &Pack, month: Month, changes: Vec<months::Change>, reckoned: &mut Reckoned) -> Result<(), Failure> {
        let mut by_month: BTreeMap<Month, BTreeMap<StaffId, Vec<String>>> = BTreeMap::new();
        for change in changes {
            by_month.entry(change.month).or_default().entry(change.staff).or_default().push(change.why);
        }
        let rules = rules(pack)?;
        let formula = pack.formula(&rules.allowance).ok_or(Failure::NotFound)?;
        for (earlier, people) in by_month {
            let organisation = self.0.organisation(pack).await?;
            let heap = self.0.heap(pack, earlier).await?;
            let below = below(rules, pack, &organisation.chart, earlier, &heap);
            for (staff, why) in people {
                let signed = months::slip(&self.0.db, pack.code(), earlier, staff).await?;
                let Some(slip) =
                    slip_of(pack, rules, formula, &organisation.chart, earlier, &heap, &below, staff).transpose().ok().flatten()
                else {
                    continue;
                };
                // What other months paid or took for it already counts with what was signed.
                let before: i64 = months::slips_of(&self.0.db, pack.code(), staff, 24)
                    .await?
                    .iter()
                    .filter(|s| s.month < month)
                    .flat_map(|s| &s.corrections)
                    .filter(|c| c.month == earlier)
                    .map(Correction::adds)
                    .sum();
                let was = signed.map_or(0, |s| s.earned()) + before;
                let correction = Correction { month: earlier, was, now: slip.earned(), why: why.join("; ") };
                if correction.adds() != 0
                    && let Some(row) = reckoned.slips.iter_mut().find(|row| row.slip.staff == staff)
                {
                    row.slip.corrections.push(correction);
                }
            }
        }
        // What could not be taken last month stays owed.
        for row in &mut reckoned.slips {
            let last = months::slip(&self.0.db, pack.code(), month.before(), row.slip.staff);
            if row.slip.earned() > 0
                && let Some(owed) = last.await?.map(|s| s.owed()).filter(|owed| *owed < 0)
            {
                row.slip.corrections.push(Correction { month: month.before(), was: 0, now: owed, why: "—".to_owned() });
            }
        }
        Ok(())
    }
}

impl Inner {
    async fn heap(self: &Arc<Self>, pack: &Pack, month: Month) -> Result<Heap, Failure> {
        let (db, region) = (&self.db, pack.code());
        let mut known: HashMap<StaffId, BTreeMap<Day, Presence>> = HashMap::new();
        let rows = attendance::of_month(db, region, (month.first(), month.last())).await?;
        for (staff, day, presence) in rows {
            known.entry(staff).or_default().insert(day, presence);
        }
        let mut minutes: HashMap<StaffId, BTreeMap<Day, u32>> = HashMap::new();
        for (staff, day, sum) in work::sums(db, region, month).await? {
            minutes.entry(staff).or_default().insert(day, sum);
        }
        let mut ratings: HashMap<StaffId, Vec<Rating>> = HashMap::new();
        for (rated, rating) in months::ratings(db, region, month).await? {
            ratings.entry(rated).or_default().push(rating);
        }
        let reached = |realised: i64, target: i64| {
            let bp = (i128::from(realised.max(0)) * 10_000).checked_div(i128::from(target.max(0)))?;
            Some(u32::try_from(bp).unwrap_or(u32::MAX))
        };
        let figures = months::figures(db, region, month).await?;
        let mut sanctions: HashMap<StaffId, Vec<String>> = HashMap::new();
        for (staff, kind, _) in months::sanctions(db, region, month).await? {
            sanctions.entry(staff).or_default().push(kind);
        }
        let whole = store::known::get(db, region, &complete_name(month)).await?.is_some();
        Ok(Heap {
            presence: known,
            complete: whole,
            minutes,
            ratings,
            figures: figures.into_iter().filter_map(|f| Some(((f.key, f.whose), reached(f.realised, f.target)?))).collect(),
            sanctions,
            late: work::late(db, region, month).await?,
        })
    }
}

/// Under what it is noted that the attendance of a month was brought in whole.
pub(super) fn complete_name(month: Month) -> String {
    format!("attendance {month}")
}

/// The placements of a month that are paid: what somebody holds for themselves or others.
fn paid(chart: &Chart, staff: StaffId, month: Month) -> Vec<(&Placement, &Position)> {
    let (first, last) = (month.first(), month.last());
    let mut all: Vec<(&Placement, &Position)> = chart
        .placements_of(staff)
        .filter(|p| p.within(first, last).is_some())
        .filter_map(|p| Some((p, chart.position(&p.position)?)))
        .collect();
    all.sort_by_key(|(p, _)| (p.hold == Hold::Acting, p.from));
    all
}

/// Approved minutes of direct subordinates, each up to their target, and their targets, by the position that is over them.
fn below(rules: &PerformanceRules, pack: &Pack, chart: &Chart, month: Month, heap: &Heap) -> HashMap<String, (u64, u64)> {
    let (first, last) = (month.first(), month.last());
    let days = target::workdays(pack.calendar(), first, last);
    let empty = BTreeMap::new();
    let mut sums: HashMap<String, (u64, u64)> = HashMap::new();
    for placement in chart.placements().iter().filter(|p| p.hold != Hold::Acting) {
        let Some(stretch) = placement.within(first, last) else { continue };
        let Some(position) = chart.position(&placement.position) else { continue };
        let (Some(superior), true) = (&position.superior, rules.kind(&position.kind).is_some_and(|k| k.logs)) else { continue };
        let presence = heap.presence.get(&placement.staff).unwrap_or(&empty);
        let target = u64::from(worth(rules, pack.calendar(), stretch, days, presence).minutes);
        let done: u64 =
            heap.minutes.get(&placement.staff).map_or(0, |m| m.range(stretch.0..=stretch.1).map(|(_, minutes)| u64::from(*minutes)).sum());
        let sum = sums.entry(superior.0.clone()).or_default();
        sum.0 += done.min(target);
        sum.1 += target;
    }
    sums
}

fn one_by_one(pack: &Pack, rules: &PerformanceRules, formula: &Formula, chart: &Chart, month: Month, heap: &Heap) -> Reckoned {
    let below = below(rules, pack, chart, month, heap);
    let mut people: Vec<_> = chart.staff().collect();
    people.sort_by(|a, b| a.number.cmp(&b.number));
    let mut reckoned = Reckoned::default();
    for person in people {
        match slip_of(pack, rules, formula, chart, month, heap, &below, person.id) {
            None => {}
            Some(Err(fault)) => reckoned.faults.push((person.number.clone(), person.name.clone(), fault)),
            Some(Ok(slip)) => {
                let last = slip.stretches.iter().rev().find(|s| s.hold != Hold::Acting).or(slip.stretches.first());
                let position = last.and_then(|s| chart.position(&s.position));
                let unit = position.and_then(|p| chart.unit(&p.unit));
                reckoned.slips.push(SlipRow {
                    agency: unit.map(|u| u.agency.clone()).unwrap_or_default(),
                    unit: unit.map(|u| u.key.0.clone()).unwrap_or_default(),
                    performance: slip.stretches.first().and_then(|s| s.score),
                    slip,
                });
            }
        }
    }
    reckoned
}

/// One person's slip; nothing for who held no position in the month.
#[expect(clippy::too_many_arguments, reason = "everything that a month is made of")]
fn slip_of(
    pack: &Pack,
    rules: &PerformanceRules,
    formula: &Formula,
    chart: &Chart,
    month: Month,
    heap: &Heap,
    below: &HashMap<String, (u64, u64)>,
    staff: StaffId,
) -> Option<Result<Slip, FormulaError>> {
    let placements = paid(chart, staff, month);
    if placements.is_empty() {
        return None;
    }
    let presence = heap.presence.get(&staff).cloned().unwrap_or_default();
    let employed = |day: &Day| placements.iter().any(|(p, _)| p.holds(*day));
    let mut cut = cuts(rules, pack.calendar(), month.days().filter(employed), &presence, heap.complete);
    for kind in heap.sanctions.get(&staff).into_iter().flatten() {
        if let Some(sanction) = rules.sanction(kind) {
            cut.push(Cut { day: month.first(), cost: Cost::Sanction { kind: kind.clone() }, bp: sanction.cut_bp });
        }
    }
    let over: Vec<(u64, u64)> = placements.iter().filter_map(|(p, _)| below.get(&p.position.0)).copied().collect();
    let behaviour = heap.ratings.get(&staff).and_then(|r| judged(&rules.behaviour, r)).map(|j| j.score);
    let inputs = Inputs {
        staff,
        figures: figures(rules, chart, heap, staff, &placements),
        presence,
        minutes: heap.minutes.get(&staff).cloned().unwrap_or_default(),
        below: (!over.is_empty()).then(|| over.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))),
        behaviour,
        cuts: cut,
        late_judgements: heap.late.get(&staff).copied().unwrap_or(0),
        placements,
    };
    Some(reckon(rules, formula, pack.calendar(), month, &inputs).map_err(|(_, fault)| fault))
}

/// The figures that count for somebody: their agency's, their unit's and their own.
fn figures(
    rules: &PerformanceRules,
    chart: &Chart,
    heap: &Heap,
    staff: StaffId,
    placements: &[(&Placement, &Position)],
) -> BTreeMap<(String, Whose), u32> {
    let Some((_, position)) = placements.first() else { return BTreeMap::new() };
    let agency = chart.unit(&position.unit).map(|u| u.agency.clone()).unwrap_or_default();
    let number = chart.person(staff).map(|p| p.number.clone()).unwrap_or_default();
    let of = |kind: &FigureKind| {
        let (name, whose) = match kind.of {
            FigureOf::Agency => (agency.clone(), Whose::Agency(agency.clone())),
            FigureOf::Unit => (position.unit.0.clone(), Whose::Unit(position.unit.0.clone())),
            FigureOf::Person => (number.clone(), Whose::Person(staff)),
        };
        let bp = *heap.figures.get(&(kind.key.clone(), name))?;
        Some(((kind.key.clone(), whose), bp))
    };
    rules.figures.iter().filter_map(of).collect()
}
