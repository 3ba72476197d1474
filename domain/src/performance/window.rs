//! When something can be entered and judged: how many days back, at which hours, and when a month is over.
use super::{
    month::Month,
    rules::{EntryHours, EntryRule, PerformanceRules},
};
use crate::{
    calendar::WorkCalendar,
    time::{Day, Instant, Zone},
};

/// Why nothing can be entered for a day now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shut {
    /// The region's rules say nothing of the day.
    NoRule,
    /// It has not come yet.
    Future,
    /// The last day for it was that one.
    TooLate(Day),
    /// Only at other hours: from and until, minutes after midnight.
    Hours(u16, u16),
    /// Not on this day of the week.
    NotToday,
}

/// Whether something can be entered for a day at a moment; or mended, where it was returned at one: then its author has as long for it as
/// for a new one, until the month can be judged no more.
///
/// # Errors
/// Why not.
pub fn may_enter(
    rules: &PerformanceRules,
    calendar: &WorkCalendar,
    zone: Zone,
    (day, returned): (Day, Option<Instant>),
    now: Instant,
) -> Result<(), Shut> {
    let today = now.day(zone);
    let rule = rules.entry_on(day).ok_or(Shut::NoRule)?;
    if day > today {
        return Err(Shut::Future);
    }
    let mended = returned.map(|at| later(rule, calendar, at.day(zone)).min(judging_closes(rule, Month::of(day))));
    let last = last_entry(rule, calendar, day).max(mended.unwrap_or(Day::MIN));
    if today > last {
        return Err(Shut::TooLate(last));
    }
    if rule.not_on.contains(&u8::try_from(today.weekday().index()).unwrap_or_default()) {
        return Err(Shut::NotToday);
    }
    let (hour, minute) = now.hour_minute(zone);
    let at = u16::from(hour) * 60 + u16::from(minute);
    match rule.hours {
        EntryHours::Any => Ok(()),
        EntryHours::OutsideWork => {
            let hours = rules.hours_on(today).filter(|_| calendar.is_workday(today));
            match hours.filter(|h| (h.opens..h.closes).contains(&at)) {
                Some(hours) => Err(Shut::Hours(hours.closes, hours.opens)),
                None => Ok(()),
            }
        }
        EntryHours::Between(from, until) => {
            let within = if from <= until { (from..=until).contains(&at) } else { at >= from || at <= until };
            if within { Ok(()) } else { Err(Shut::Hours(from, until)) }
        }
    }
}

/// The last day on which something can be entered for `day`: so many days after it, and never beyond its month's grace.
#[must_use]
pub fn last_entry(rule: &EntryRule, calendar: &WorkCalendar, day: Day) -> Day {
    later(rule, calendar, day).min(entry_closes(rule, Month::of(day)))
}

/// So many days after a day, as the rule counts them.
fn later(rule: &EntryRule, calendar: &WorkCalendar, day: Day) -> Day {
    if rule.late_working { calendar.add_workdays(day, rule.late_days) } else { day.plus_days(i64::from(rule.late_days)) }
}

/// The last day on which anything can be entered for a month.
#[must_use]
pub fn entry_closes(rule: &EntryRule, month: Month) -> Day {
    month.last().plus_days(i64::from(rule.grace_days))
}

/// The last day on which anything of a month can be judged.
#[must_use]
pub fn judging_closes(rule: &EntryRule, month: Month) -> Day {
    month.last().plus_days(i64::from(rule.judge_grace_days))
}

/// The last day on which whose duty it is judges what has waited since a moment; from the next on, the one above may as well.
#[must_use]
pub fn judge_by(rule: &EntryRule, calendar: &WorkCalendar, zone: Zone, since: Instant) -> Day {
    calendar.add_workdays(since.day(zone), rule.judge_days)
}
