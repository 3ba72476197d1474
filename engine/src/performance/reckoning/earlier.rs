//! What earlier months still owe or are owed: each that turned out to be otherwise is reckoned anew with what is known now, beside what
//! was signed, and the difference is a line of this month.
use super::{Reckoned, Sum};
use crate::{Failure, performance::Performance};
use domain::performance::{
    Month, StaffId,
    pay::{Correction, Slip},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::performance::months;

impl Performance {
    /// Adds to a month what earlier ones still owe.
    pub(super) async fn settle_earlier(&self, sum: &Sum<'_>, reckoned: &mut Reckoned) -> Result<(), Failure> {
        let (db, region, month) = (&self.0.db, sum.pack.code(), sum.month);
        let mut by_month: BTreeMap<Month, BTreeMap<StaffId, Vec<months::Change>>> = BTreeMap::new();
        let mut people: BTreeSet<StaffId> = BTreeSet::new();
        for change in months::changes(db, region, month).await? {
            people.insert(change.staff);
            by_month.entry(change.month).or_default().entry(change.staff).or_default().push(change);
        }
        let mut rows: HashMap<StaffId, usize> = reckoned.slips.iter().enumerate().map(|(at, row)| (row.slip.staff, at)).collect();
        let people: Vec<StaffId> = people.into_iter().collect();
        let paid = if people.is_empty() { vec![] } else { months::final_slips(db, region, month, &people).await? };
        for (earlier, people) in by_month {
            let (presences, heap) = (self.0.presences(sum.pack, earlier).await?, self.0.heap(sum.pack, earlier).await?);
            let anew = Sum::new(sum.pack, sum.chart, earlier, &presences, &heap)?;
            for (staff, changes) in people {
                let now = match anew.slip_of(staff).transpose() {
                    Ok(slip) => slip.as_ref().map_or(0, Slip::earned),
                    Err(fault) => {
                        let person = sum.chart.person(staff);
                        let of =
                            |text: fn(&domain::performance::organisation::Staff) -> &String| person.map(text).cloned().unwrap_or_default();
                        reckoned.faults.push((of(|p| &p.number), of(|p| &p.name), fault));
                        continue;
                    }
                };
                reckoned.settled.extend(changes.iter().map(|c| c.id));
                let was = settled(&paid, staff, earlier);
                let mut why: Vec<String> = changes.into_iter().map(|c| c.why).collect();
                why.dedup();
                let correction = Correction { month: earlier, was, now, why: why.join("; ") };
                if correction.adds() == 0 {
                    continue;
                }
                // Whoever has left by now gets a slip of what is still owed.
                let at = *rows.entry(staff).or_insert_with(|| {
                    let empty = Slip { staff, month, stretches: vec![], cuts: vec![], corrections: vec![], carried: 0 };
                    reckoned.slips.push(sum.row(empty));
                    reckoned.slips.len() - 1
                });
                if let Some(row) = reckoned.slips.get_mut(at) {
                    row.slip.corrections.push(correction);
                }
            }
        }
        for (staff, owed) in months::owing(db, region, month).await? {
            if let Some(row) = rows.get(&staff).and_then(|at| reckoned.slips.get_mut(*at)) {
                row.slip.carried = owed;
            }
        }
        let number = |staff: StaffId| sum.chart.person(staff).map(|p| p.number.as_str());
        reckoned.slips.sort_by(|a, b| number(a.slip.staff).cmp(&number(b.slip.staff)));
        Ok(())
    }
}

/// What was signed for somebody's month, with what later months added to it.
fn settled(paid: &[Slip], staff: StaffId, month: Month) -> i64 {
    let own = paid.iter().filter(|s| s.staff == staff);
    own.map(|slip| {
        let lines = slip.corrections.iter().filter(|c| c.month == month).map(Correction::adds);
        lines.fold(if slip.month == month { slip.earned() } else { 0 }, i64::saturating_add)
    })
    .fold(0, i64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        performance::{
            organisation::{Hold, PositionKey},
            pay::Stretch,
        },
        time::Day,
    };

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn slip(staff: u128, of: &str, rupiah: i64, corrections: &[(&str, i64, i64)]) -> Slip {
        let day: Day = format!("{of}-01").parse().unwrap();
        let stretch = Stretch {
            from: day,
            until: day,
            position: PositionKey("p".into()),
            title: "Pelaksana".into(),
            hold: Hold::Own,
            version: 1,
            inputs: BTreeMap::new(),
            score: None,
            rupiah,
        };
        let line = |(of, was, now): &(&str, i64, i64)| Correction { month: month(of), was: *was, now: *now, why: "cuti".into() };
        let corrections = corrections.iter().map(line).collect();
        Slip {
            staff: StaffId(uuid::Uuid::from_u128(staff)),
            month: month(of),
            stretches: vec![stretch],
            cuts: vec![],
            corrections,
            carried: -7,
        }
    }

    #[test]
    fn what_was_settled_of_a_month_is_its_slip_and_the_lines_on_it_of_later_ones() {
        let who = StaffId(uuid::Uuid::from_u128(1));
        let paid = [
            slip(1, "2026-05", 1_000, &[("2026-04", 500, 400)]),
            slip(1, "2026-06", 2_000, &[("2026-05", 1_000, 900)]),
            slip(1, "2026-07", 3_000, &[("2026-05", 900, 950), ("2026-06", 2_000, 2_100)]),
            slip(2, "2026-05", 9_000, &[]),
        ];
        assert_eq!(settled(&paid, who, month("2026-05")), 950, "its own, and what two later months took and gave back");
        assert_eq!(settled(&paid, who, month("2026-06")), 2_100);
        assert_eq!(settled(&paid, who, month("2026-04")), -100, "a month without a slip");
        assert_eq!(settled(&paid, who, month("2026-03")), 0);
    }
}
