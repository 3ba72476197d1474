//! What a month is worth to one person: its stretches by position and by version of the formula, each a sum of its own that anybody can
//! do again, what was cut, and what earlier months still owe or are owed.
use super::{
    cut::{Cost, Cut},
    month::Month,
    organisation::{Hold, Placement, Position, PositionKey, StaffId},
    rules::PerformanceRules,
    target::{self, Worth},
};
use crate::{
    calendar::WorkCalendar,
    formula::{Formula, FormulaError, Worked},
    time::Day,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What goes into a person's month.
#[derive(Clone, Debug)]
pub struct Inputs<'a> {
    /// Whose.
    pub staff: StaffId,
    /// Their placements that touch the month.
    pub placements: Vec<Held<'a>>,
    /// What is known of their presence.
    pub presence: BTreeMap<Day, super::cut::Presence>,
    /// Approved minutes by day.
    pub minutes: BTreeMap<Day, u32>,
    /// What behaviour is worth, basis points.
    pub behaviour: Option<u32>,
    /// What was cut.
    pub cuts: Vec<Cut>,
    /// How many entries they did not judge in time.
    pub late_judgements: u32,
}

/// A placement with what belongs to it alone.
#[derive(Clone, Debug)]
pub struct Held<'a> {
    /// The placement.
    pub placement: &'a Placement,
    /// Its position.
    pub position: &'a Position,
    /// Approved minutes of direct subordinates on the days on which it was held, each up to their target; and their targets.
    pub below: Option<(u64, u64)>,
    /// Figures of its agency, its unit and its holder by their key: basis points of what was to be reached.
    pub figures: BTreeMap<String, u32>,
}

/// One stretch of the month: a position under one version of the formula.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
    /// The position.
    pub position: PositionKey,
    /// What it was called.
    pub title: String,
    /// How it was held.
    pub hold: Hold,
    /// The formula's version.
    pub version: u32,
    /// What went in, by the formula's keys.
    pub inputs: BTreeMap<String, String>,
    /// What performance was worth, whole basis points; nothing where the formula has no such step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u32>,
    /// What came out, whole rupiah.
    pub rupiah: i64,
}

/// What an earlier month still owes, or is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The month that it corrects.
    pub month: Month,
    /// What was paid for it.
    pub was: i64,
    /// What comes out now.
    pub now: i64,
    /// Why.
    pub why: String,
}

/// A person's month in rupiah.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// Whose.
    pub staff: StaffId,
    /// Which month.
    pub month: Month,
    /// Its stretches.
    pub stretches: Vec<Stretch>,
    /// What was cut, with the days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cuts: Vec<Cut>,
    /// What earlier months owe.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// What could not be taken in the months before, below zero: no correction of any month, and so never settled with one.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub carried: i64,
}

#[cfg_attr(target_pointer_width = "64", expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so"))]
const fn is_nothing(rupiah: &i64) -> bool {
    *rupiah == 0
}

impl Correction {
    /// What it adds; below zero where too much was paid.
    #[must_use]
    pub const fn adds(&self) -> i64 {
        self.now - self.was
    }
}

impl Slip {
    /// What the month's own work is worth.
    #[must_use]
    pub fn earned(&self) -> i64 {
        self.stretches.iter().map(|s| s.rupiah).fold(0, i64::saturating_add)
    }

    /// What is paid out: never below zero. What a correction takes beyond it stays owed.
    #[must_use]
    pub fn paid(&self) -> i64 {
        self.balance().max(0)
    }

    /// What stays owed to the region for the next month.
    #[must_use]
    pub fn owed(&self) -> i64 {
        self.balance().min(0)
    }

    fn balance(&self) -> i64 {
        let own = self.earned().saturating_add(self.carried);
        self.corrections.iter().map(Correction::adds).fold(own, i64::saturating_add)
    }

    /// The sums behind its stretches, done again with the versions that they name; nothing for a stretch whose version the region
    /// no longer has, or whose sum comes out differently.
    #[must_use]
    pub fn sums(&self, formula: &Formula) -> Vec<Option<Worked>> {
        self.stretches.iter().map(|s| formula.again(s.version, &s.inputs).filter(|w| w.result == s.rupiah)).collect()
    }
}

/// A person's month, reckoned.
///
/// # Errors
/// What the formula could not do, with the first day of the stretch.
pub fn reckon(
    rules: &PerformanceRules,
    formula: &Formula,
    calendar: &WorkCalendar,
    month: Month,
    inputs: &Inputs<'_>,
) -> Result<Slip, (Day, FormulaError)> {
    let (first, last) = (month.first(), month.last());
    let month_days = target::workdays(calendar, first, last);
    let mut stretches = Vec::new();
    for held in &inputs.placements {
        let (placement, position) = (held.placement, held.position);
        let Some((from, until)) = placement.within(first, last) else { continue };
        for (from, until) in by_version(formula, from, until) {
            let worth = target::worth(rules, calendar, (from, until), month_days, &inputs.presence);
            let facts = facts(month_days, worth, (from, until), held, inputs);
            let worked = formula.work(&facts, from).map_err(|e| (from, e))?;
            let score = worked.steps.iter().find(|t| t.key == rules.score).and_then(|t| t.value.split('.').next()?.parse().ok());
            stretches.push(Stretch {
                score,
                from,
                until,
                position: position.key.clone(),
                title: position.title.clone(),
                hold: placement.hold,
                version: worked.version,
                inputs: worked.inputs.into_iter().map(|t| (t.key, t.value)).collect(),
                rupiah: worked.result,
            });
        }
    }
    Ok(Slip { staff: inputs.staff, month, stretches, cuts: inputs.cuts.clone(), corrections: vec![], carried: 0 })
}

/// The parts of a stretch of days on which one version of the formula holds: a rule that changes in mid-month holds from its day.
fn by_version(formula: &Formula, from: Day, until: Day) -> Vec<(Day, Day)> {
    let mut begins: Vec<Day> = formula
        .versions
        .iter()
        .flat_map(|v| [Some(v.valid_from), v.valid_until.map(|u| u.plus_days(1))])
        .flatten()
        .filter(|day| from < *day && *day <= until)
        .collect();
    begins.push(from);
    begins.sort_unstable();
    begins.dedup();
    let ends = begins.iter().skip(1).map(|day| day.plus_days(-1)).chain([until]);
    begins.iter().copied().zip(ends).collect()
}

/// What a formula may ask of a stretch. Parts of which nothing is known are left out, so that the formula says what then holds.
fn facts(month_days: u32, worth: Worth, (from, until): (Day, Day), held: &Held<'_>, inputs: &Inputs<'_>) -> Value {
    let validated: u64 = inputs.minutes.range(from..=until).map(|(_, minutes)| u64::from(*minutes)).sum();
    let cut: u64 = inputs.cuts.iter().filter(|c| !c.is_sanction()).map(|c| u64::from(c.bp)).sum();
    let sanction: u64 = inputs.cuts.iter().filter(|c| c.is_sanction()).map(|c| u64::from(c.bp)).sum();
    let mut facts = json!({
        "month": {
            "days": month_days,
            "target": worth.minutes,
            "validated": validated,
            "late_judgements": inputs.late_judgements,
        },
        "position": {
            "class": held.position.class,
            "kind": held.position.kind,
            "hold": held.placement.hold.name(),
            "days": worth.days,
        },
        "attendance": { "cut": cut },
        "sanctions": { "cut": sanction },
        "figures": held.figures,
    });
    if let Some(score) = inputs.behaviour {
        facts["behaviour"] = json!({ "score": score });
    }
    if let Some((validated, target)) = held.below {
        facts["below"] = json!({ "validated": validated, "target": target });
    }
    facts
}

impl Cut {
    /// Whether it is a sanction and not a matter of presence.
    #[must_use]
    pub const fn is_sanction(&self) -> bool {
        matches!(self.cost, Cost::Sanction { .. })
    }
}
