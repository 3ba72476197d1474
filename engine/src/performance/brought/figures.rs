//! What agencies, units and people reached in a month: budget absorption, indicators.
use super::{Brought, LineFault, Lines, MOST_LINES, TableTrouble, shortened};
use crate::{
    Failure,
    performance::{
        Performance,
        months::{change_inputs, stale},
        rules,
    },
};
use domain::{
    pack::Pack,
    people::AccountId,
    performance::{Month, organisation::UnitKey, rules::FigureOf},
};
use std::collections::{BTreeMap, HashMap};
use store::performance::{
    months::{self, Figure},
    work,
};

const MONTH: &str = "bulan";
const KEY: &str = "kode";
const WHOSE: &str = "milik";
const REALISED: &str = "realisasi";
const TARGET: &str = "target";

fn amount(column: &'static str, text: &str) -> Result<i64, LineFault> {
    if text.is_empty() {
        return Err(LineFault::Missing(column));
    }
    let digits: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    let amount = digits.parse::<i64>().ok().filter(|n| *n >= 0);
    amount.ok_or_else(|| LineFault::Unread(column, shortened(text)))
}

impl Performance {
    pub(super) async fn bring_figures(
        &self,
        pack: &Pack,
        by: AccountId,
        text: &str,
        write: bool,
    ) -> Result<Result<Brought, TableTrouble>, Failure> {
        let lines = match Lines::read(text, &[MONTH, KEY, WHOSE, REALISED, TARGET], MOST_LINES) {
            Ok(lines) => lines,
            Err(trouble) => return Ok(Err(trouble)),
        };
        let rules = rules(pack)?;
        let organisation = self.0.organisation(pack).await?;
        let mut brought = Brought::default();
        let mut read: BTreeMap<(Month, String, String), (u64, i64, i64)> = BTreeMap::new();
        for (line, record) in &lines.rows {
            let one = || -> Result<(Month, String, String, i64, i64), LineFault> {
                let record = record.as_ref().ok_or(LineFault::Cells)?;
                let cell = |column| lines.cell(record, column);
                let month: Month = cell(MONTH).parse().map_err(|_| LineFault::Unread(MONTH, shortened(cell(MONTH))))?;
                let kind = rules.figures.iter().find(|f| f.key == cell(KEY));
                let kind = kind.ok_or_else(|| LineFault::Unknown(KEY, shortened(cell(KEY))))?;
                let whose = cell(WHOSE);
                let known = match kind.of {
                    FigureOf::Agency => pack.agency(whose).is_some(),
                    FigureOf::Unit => organisation.chart.unit(&UnitKey(whose.to_owned())).is_some(),
                    FigureOf::Person => organisation.chart.by_number(whose).is_some(),
                };
                if !known {
                    return Err(LineFault::Unknown(WHOSE, shortened(whose)));
                }
                let target = amount(TARGET, cell(TARGET))?;
                if target == 0 {
                    return Err(LineFault::Unread(TARGET, "0".to_owned()));
                }
                Ok((month, kind.key.clone(), whose.to_owned(), amount(REALISED, cell(REALISED))?, target))
            };
            match one() {
                Err(fault) => brought.faults.push((*line, fault)),
                Ok((month, key, whose, realised, target)) => match read.get(&(month, key.clone(), whose.clone())) {
                    Some((first, ..)) => brought.faults.push((*line, LineFault::Twice(*first))),
                    None => {
                        read.insert((month, key, whose), (*line, realised, target));
                    }
                },
            }
        }
        let mut by_month: BTreeMap<Month, Vec<Figure>> = BTreeMap::new();
        let mut known: HashMap<(Month, String, String), (i64, i64)> = HashMap::new();
        let all: Vec<Month> = read.keys().map(|(month, ..)| *month).collect::<std::collections::BTreeSet<_>>().into_iter().collect();
        for month in all {
            let state = months::get(&self.0.db, pack.code(), month).await?;
            let shut = state.filter(|m| m.is_frozen()).map(|m| match m.signed_at {
                Some(_) => LineFault::Signed(month),
                None => LineFault::Frozen(month),
            });
            for f in months::figures(&self.0.db, pack.code(), month).await? {
                known.insert((month, f.key, f.whose), (f.realised, f.target));
            }
            for ((_, key, whose), (line, realised, target)) in read.iter().filter(|((m, ..), _)| *m == month) {
                match known.get(&(month, key.clone(), whose.clone())) {
                    Some(before) if *before == (*realised, *target) => {
                        brought.same += 1;
                        continue;
                    }
                    Some((r, t)) => brought.changed.push((*line, format!("{key} {whose}: {r}/{t} → {realised}/{target}"))),
                    None => brought.new += 1,
                }
                brought.faults.extend(shut.clone().map(|fault| (*line, fault)));
                let figure = Figure { key: key.clone(), whose: whose.clone(), realised: *realised, target: *target };
                by_month.entry(month).or_default().push(figure);
            }
        }
        if write && brought.faults.is_empty() {
            let (region, at, id, told) = (pack.code().clone(), self.0.now(), self.0.id(), brought.told(text));
            self.0
                .db
                .write_in(pack.code(), move |tx| {
                    Box::pin(async move {
                        work::note(tx, &region, id, (at, "figures", Some(by)), &told).await?;
                        for (month, figures) in &by_month {
                            if change_inputs(tx, &region, *month, id).await?.is_some_and(|m| m.is_frozen()) {
                                return Err(stale());
                            }
                            months::put_figures(tx, &region, *month, (Some(by), at), figures).await?;
                        }
                        Ok::<_, Failure>(())
                    })
                })
                .await?;
        }
        Ok(Ok(brought))
    }
}
