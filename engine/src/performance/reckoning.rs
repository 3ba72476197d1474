//! The sum of a whole region's month: everything that goes into it is read in a fixed number of queries, whatever its size.
mod earlier;
mod person;

use super::{Performance, rules};
use crate::{Failure, open::Inner};
use domain::{
    formula::FormulaError,
    pack::Pack,
    performance::{
        Month, StaffId,
        behaviour::Rating,
        cut::{Presences, row_begins},
    },
    time::Day,
};
use person::{Heap, Sum};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write,
};
use store::performance::{
    attendance,
    months::{self, SlipRow},
    work,
};
use uuid::Uuid;

/// A month that was reckoned.
#[derive(Debug, Default)]
pub struct Reckoned {
    /// The slips, in the order of staff numbers.
    pub(crate) slips: Vec<SlipRow>,
    /// Those who could not be reckoned: number, name, and why.
    pub faults: Vec<(String, String, FormulaError)>,
    /// The changes of earlier months that the slips settle.
    pub(crate) settled: Vec<Uuid>,
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
    pub(crate) async fn reckoned(&self, pack: &Pack, month: Month, presences: &Presences) -> Result<Reckoned, Failure> {
        let organisation = self.0.organisation(pack).await?;
        let heap = self.0.heap(pack, month).await?;
        let sum = Sum::new(pack, &organisation.chart, month, presences, &heap)?;
        let mut reckoned = sum.everybody();
        self.settle_earlier(&sum, &mut reckoned).await?;
        Ok(reckoned)
    }
}

impl Inner {
    /// What is known of everybody's presence in a month.
    pub(crate) async fn presences(&self, pack: &Pack, month: Month) -> Result<Presences, Failure> {
        let rows = attendance::of_month(&self.db, pack.code(), (month.first(), month.last())).await?;
        Ok(by_person(rows))
    }

    async fn heap(&self, pack: &Pack, month: Month) -> Result<Heap, Failure> {
        let (db, region) = (&self.db, pack.code());
        let before = match row_begins(rules(pack)?, pack.calendar(), month.first()) {
            Some(from) => by_person(attendance::absences(db, region, (from, month.first().plus_days(-1))).await?),
            None => Presences::default(),
        };
        let minutes = work::sums(db, region, month).await?;
        let mut ratings: HashMap<StaffId, Vec<Rating>> = HashMap::new();
        for (rated, rating) in months::ratings(db, region, month).await? {
            ratings.entry(rated).or_default().push(rating);
        }
        let mut sanctions: HashMap<StaffId, Vec<String>> = HashMap::new();
        for (staff, kind, _) in months::sanctions(db, region, month).await? {
            sanctions.entry(staff).or_default().push(kind);
        }
        let reached = |realised: i64, target: i64| {
            let bp = (i128::from(realised.max(0)) * 10_000).checked_div(i128::from(target.max(0)))?;
            Some(u32::try_from(bp).unwrap_or(u32::MAX))
        };
        let figures = months::figures(db, region, month).await?;
        Ok(Heap {
            before,
            complete: store::known::get(db, region, &complete_name(month)).await?.is_some(),
            minutes: by_person(minutes),
            ratings,
            figures: figures.into_iter().filter_map(|f| Some(((f.key, f.whose), reached(f.realised, f.target)?))).collect(),
            sanctions,
            late: work::late(db, region, month).await?,
        })
    }
}

/// What is known of people and days, by person.
pub(super) fn by_person<T>(rows: impl IntoIterator<Item = (StaffId, Day, T)>) -> HashMap<StaffId, BTreeMap<Day, T>> {
    let mut known: HashMap<StaffId, BTreeMap<Day, T>> = HashMap::new();
    for (staff, day, what) in rows {
        known.entry(staff).or_default().insert(day, what);
    }
    known
}

/// Under what it is noted that the attendance of a month was brought in whole.
pub(super) fn complete_name(month: Month) -> String {
    format!("attendance {month}")
}
