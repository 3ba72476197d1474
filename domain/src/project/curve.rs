//! The S-curve: how far a project was to be, how far it came and how far its money went, day by day.
use super::{Project, ProjectRule, percent};
use crate::{
    case::{Event, Happening},
    money::Rupiah,
    time::Day,
};
use serde::{Deserialize, Serialize};

/// How far something is to be on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The day.
    pub day: Day,
    /// Hundredths of the whole.
    pub percent: u32,
}

/// What a report says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The day which it is of.
    pub day: Day,
    /// How far the work has come, in hundredths.
    pub physical: u32,
    /// What was paid until then, whole rupiah; as before where it says nothing.
    pub paid: i64,
    /// The version of the case with which it came.
    pub version: u32,
}

/// A project's curve.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Curve {
    /// How far it was to be.
    pub schedule: Vec<Mark>,
    /// What the reports say, by day.
    pub reports: Vec<Report>,
    /// The contract's worth, whole rupiah; what was planned to be spent where there is no contract.
    pub worth: i64,
}

/// The curve of a project, from its events.
#[must_use]
pub fn curve(rule: &ProjectRule, project: &Project, paid_key: Option<&str>, worth: i64, events: &[Event]) -> Curve {
    let mut reports: Vec<Report> = Vec::new();
    let mut paid = 0;
    for event in events {
        let Happening::Moved(moved) = &event.what else { continue };
        if let Some(sum) = paid_key.and_then(|key| moved.captured.text(key).parse::<Rupiah>().ok()) {
            paid = sum.rupiah();
        }
        let said = (percent(moved.captured.text(&rule.physical)), Day::parse_loose(moved.captured.text(&rule.reported)));
        if let (Some(physical), Ok(day)) = said {
            reports.push(Report { day, physical, paid, version: event.version });
        }
    }
    reports.sort_by_key(|report| (report.day, report.version));
    Curve { schedule: project.schedule.clone(), reports, worth }
}

impl Curve {
    /// How far the money went with a report, in hundredths of the worth.
    #[must_use]
    pub fn financial(&self, report: &Report) -> u32 {
        share(report.paid, self.worth)
    }
}

/// A part of a whole in hundredths; more than the whole is said as such.
pub(super) fn share(part: i64, whole: i64) -> u32 {
    if whole <= 0 {
        return 0;
    }
    u32::try_from(i128::from(part.max(0)) * 100 / i128::from(whole)).unwrap_or(u32::MAX)
}

impl Project {
    /// How far it was to be on a day, in hundredths: between two marks in equal steps, before the first from the day on which it was to
    /// begin. `None` where there is no schedule.
    #[must_use]
    pub fn planned(&self, on: Day) -> Option<u32> {
        let last = self.schedule.last()?;
        if on >= last.day {
            return Some(last.percent);
        }
        let first_day = self.began.or(self.starts);
        let begin = first_day.filter(|day| self.schedule.first().is_some_and(|m| *day < m.day)).map(|day| Mark { day, percent: 0 });
        let marks: Vec<Mark> = begin.into_iter().chain(self.schedule.iter().copied()).collect();
        let Some(after) = marks.iter().position(|m| m.day > on) else { return Some(last.percent) };
        let Some(before) = after.checked_sub(1).and_then(|i| marks.get(i)) else { return Some(0) };
        let next = marks.get(after)?;
        let (whole, gone) = (i64::from(next.day.number() - before.day.number()), i64::from(on.number() - before.day.number()));
        let rise = i64::from(next.percent) - i64::from(before.percent);
        u32::try_from(i64::from(before.percent) + if whole > 0 { rise * gone / whole } else { 0 }).ok()
    }

    /// How far its money went, in hundredths of the contract.
    #[must_use]
    pub fn financial(&self, paid: Option<i64>, worth: Option<i64>) -> u32 {
        share(paid.unwrap_or(0), worth.unwrap_or(0))
    }
}
