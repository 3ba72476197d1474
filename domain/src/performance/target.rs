//! The minutes that a stretch of days is worth for one person: what each working day is worth on its date, without those on which the
//! law lets them be away. A flat target punished short months and rewarded long ones; a region may still have it.
use super::{
    cut::Presence,
    rules::{PerformanceRules, TargetMode},
};
use crate::{calendar::WorkCalendar, time::Day};
use std::collections::BTreeMap;

/// What a stretch of days is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worth {
    /// Working days.
    pub days: u32,
    /// Of which so many take nothing from anybody: they are excused.
    pub excused: u32,
    /// Minutes expected.
    pub minutes: u32,
}

/// What the days from `from` to `until` are worth to somebody, by the rule for targets that holds on `from`.
#[must_use]
pub fn worth(
    rules: &PerformanceRules,
    calendar: &WorkCalendar,
    (from, until): (Day, Day),
    month_days: u32,
    known: &BTreeMap<Day, Presence>,
) -> Worth {
    let mut worth = Worth::default();
    let mut day = from;
    while day <= until {
        if calendar.is_workday(day) {
            worth.days += 1;
            let excused = known.get(&day).and_then(|p| p.granted(rules)).is_some_and(|kind| kind.excused);
            if excused {
                worth.excused += 1;
            } else {
                worth.minutes = worth.minutes.saturating_add(rules.hours_on(day).map_or(0, |h| h.day_minutes));
            }
        }
        day = day.plus_days(1);
    }
    if let Some(rule) = rules.target_on(from)
        && rule.mode == TargetMode::Flat
    {
        // What is left of a month by a move or a new beginning has its share of the flat target; leave takes nothing from it,
        // but a month that was not worked at all has none.
        let flat = u64::from(rule.minutes.unwrap_or(0)) * u64::from(worth.days) / u64::from(month_days.max(1));
        worth.minutes = if worth.excused < worth.days { u32::try_from(flat).unwrap_or(u32::MAX) } else { 0 };
    }
    worth
}

/// The working days of a stretch.
#[must_use]
pub fn workdays(calendar: &WorkCalendar, from: Day, until: Day) -> u32 {
    u32::try_from(calendar.workdays_between(from.plus_days(-1), until)).unwrap_or(0)
}
