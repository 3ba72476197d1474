//! Which days a government works, so that "14 working days" is one date, computed the same for the citizen's promise,
//! the officer's queue and the report. Working days, holidays and the years whose holidays are known are data.

#[cfg(test)]
mod tests;

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::time::{Day, Zone};

/// A day on which offices are closed although the week says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The day.
    pub day: Day,
    /// Its name as announced, in Indonesian.
    pub name: String,
    /// Who closes the offices.
    pub kind: HolidayKind,
}

/// What closes the offices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HolidayKind {
    /// A public holiday (*hari libur nasional*).
    National,
    /// Joint leave of state employees (*cuti bersama*), which a presidential decision fixes for each year.
    /// Source: PP 11/2017, art. 333.
    JointLeave,
}

/// A government's working days. Every question is answered by arithmetic over weeks and a search among holidays, not
/// by walking through days, so a limit of years costs what a limit of a day costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Written", into = "Written")]
pub struct WorkCalendar {
    zone: Zone,
    work_week: [bool; 7],
    /// By day; on one day the public holiday first.
    holidays: Vec<Holiday>,
    known_years: RangeInclusive<i32>,
    /// The days that the week works and a holiday closes, sorted, each once.
    closed: Vec<Day>,
}

/// Why a written calendar cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// No day of the week is a working day, so no deadline would ever fall.
    #[error("`work_week` has no working day")]
    NoWorkday,
    /// `first_year` is after `last_year`.
    #[error("`first_year` is after `last_year`")]
    NoYears,
}

impl WorkCalendar {
    /// A calendar for `zone` with the working days of its week (Monday first), its holidays in any order, and the
    /// years whose holidays are all among them.
    ///
    /// Where no day of the week is worked there is no working day at all, and dates asked for are [`Day::MAX`].
    #[must_use]
    pub fn new(zone: Zone, work_week: [bool; 7], mut holidays: Vec<Holiday>, known_years: RangeInclusive<i32>) -> Self {
        holidays.sort_by_key(|holiday| (holiday.day, holiday.kind));
        let mut closed: Vec<Day> = holidays.iter().map(|holiday| holiday.day).filter(|day| in_week(work_week, *day)).collect();
        closed.dedup();
        Self { zone, work_week, holidays, known_years, closed }
    }

    /// The zone whose midnight separates the days.
    #[must_use]
    pub const fn zone(&self) -> Zone {
        self.zone
    }

    /// The week's working days, Monday first.
    #[must_use]
    pub const fn work_week(&self) -> [bool; 7] {
        self.work_week
    }

    /// All holidays by day.
    #[must_use]
    pub fn holidays(&self) -> &[Holiday] {
        &self.holidays
    }

    /// Whether offices are open on `day`.
    #[must_use]
    pub fn is_workday(&self, day: Day) -> bool {
        in_week(self.work_week, day) && self.closed.binary_search(&day).is_err()
    }

    /// The holiday on `day`; where several share it, a public holiday before joint leave.
    #[must_use]
    pub fn holiday(&self, day: Day) -> Option<&Holiday> {
        let at = self.holidays.partition_point(|holiday| holiday.day < day);
        self.holidays.get(at).filter(|holiday| holiday.day == day)
    }

    /// The `n`-th working day after `from`; `from` itself is never counted. For 0, `from` or else the next working
    /// day. Stops at [`Day::MAX`].
    #[must_use]
    pub fn add_workdays(&self, from: Day, n: u32) -> Day {
        if n == 0 {
            return self.next_workday(from);
        }
        self.first_with(self.worked_by(from) + i64::from(n))
    }

    /// The first working day on or after `day`.
    #[must_use]
    pub fn next_workday(&self, day: Day) -> Day {
        if self.is_workday(day) { day } else { self.first_with(self.worked_by(day) + 1) }
    }

    /// The last working day on or before `day`.
    #[must_use]
    pub fn last_workday(&self, day: Day) -> Day {
        self.first_with(self.worked_by(day))
    }

    /// Working days after `from` up to and with `to`; below zero when `to` is earlier, and then counted after `to` up
    /// to and with `from`.
    #[must_use]
    pub fn workdays_between(&self, from: Day, to: Day) -> i64 {
        self.worked_by(to) - self.worked_by(from)
    }

    /// Whether the holidays of the day's year are known, so that a date computed there may be promised.
    #[must_use]
    pub fn covers(&self, day: Day) -> bool {
        self.known_years.contains(&day.year())
    }

    /// Working days from the Monday 0001-01-01 up to and with `day`.
    fn worked_by(&self, day: Day) -> i64 {
        let days = Day::MIN.days_until(day) + 1;
        let weeks = days / 7;
        let worked = |days: &[bool]| days.iter().map(|worked| i64::from(*worked)).sum::<i64>();
        let begun = usize::try_from(days % 7).unwrap_or_default();
        let closed = self.closed.partition_point(|closed| *closed <= day);
        weeks * worked(&self.work_week) + worked(&self.work_week[..begun]) - i64::try_from(closed).unwrap_or(i64::MAX)
    }

    /// The first day by which `worked` working days have passed, found by halving: the count never falls.
    fn first_with(&self, worked: i64) -> Day {
        let (mut low, mut high) = (Day::MIN, Day::MAX);
        while low < high {
            let middle = low.plus_days(low.days_until(high) / 2);
            if self.worked_by(middle) < worked { low = middle.plus_days(1) } else { high = middle }
        }
        low
    }
}

fn in_week(work_week: [bool; 7], day: Day) -> bool {
    work_week[day.weekday().index()]
}

/// A calendar as it stands in a file.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct Written {
    zone: Zone,
    #[serde(default = "monday_to_friday")]
    work_week: [bool; 7],
    first_year: i32,
    last_year: i32,
    holidays: Vec<Holiday>,
}

/// The five-day week that holds where a government names no other. Source: Perpres 21/2023, art. 3.
const fn monday_to_friday() -> [bool; 7] {
    [true, true, true, true, true, false, false]
}

impl TryFrom<Written> for WorkCalendar {
    type Error = CalendarError;

    fn try_from(written: Written) -> Result<Self, CalendarError> {
        if !written.work_week.contains(&true) {
            return Err(CalendarError::NoWorkday);
        }
        if written.first_year > written.last_year {
            return Err(CalendarError::NoYears);
        }
        Ok(Self::new(written.zone, written.work_week, written.holidays, written.first_year..=written.last_year))
    }
}

impl From<WorkCalendar> for Written {
    fn from(calendar: WorkCalendar) -> Self {
        Self {
            zone: calendar.zone,
            work_week: calendar.work_week,
            first_year: *calendar.known_years.start(),
            last_year: *calendar.known_years.end(),
            holidays: calendar.holidays,
        }
    }
}
