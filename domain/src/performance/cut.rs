//! What being late, leaving early and being absent cost, day by day. Each line is kept with the slip, so that whoever is cut sees the
//! day and the minutes.
use super::{
    organisation::StaffId,
    rules::{AbsenceKind, PerformanceRules},
};
use crate::{calendar::WorkCalendar, time::Day};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// A set of cuts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CutRule {
    /// For days from this one on.
    pub valid_from: Day,
    /// Where it comes from.
    pub legal_base: String,
    /// By minutes late, or left early: the first whose bound is not below them counts.
    pub bands: Vec<CutBand>,
    /// Without a mark of coming or of leaving, basis points for each.
    pub no_mark: u32,
    /// A day without any.
    pub absent: u32,
    /// A day at work of which nothing was approved in the log, of whoever keeps one.
    #[serde(default)]
    pub untold: u32,
    /// The most that a day costs, where there is such a bound.
    #[serde(default)]
    pub most_a_day: Option<u32>,
}

/// What so many minutes cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CutBand {
    /// Up to so many minutes; without a bound, for all that is more.
    #[serde(default)]
    pub up_to: Option<u16>,
    /// Basis points.
    pub bp: u32,
}

/// What is known of people's presence, by person and day.
pub type Presences = HashMap<StaffId, BTreeMap<Day, Presence>>;

/// What is known of a person's presence on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// Minutes after midnight of the mark of coming.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came: Option<u16>,
    /// Of leaving.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<u16>,
    /// The kind of absence that was granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absence: Option<String>,
}

/// What cost something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Cost {
    /// So many minutes late.
    Late {
        /// Minutes.
        minutes: u16,
    },
    /// Left so many minutes early.
    Early {
        /// Minutes.
        minutes: u16,
    },
    /// No mark of coming.
    NoArrival,
    /// No mark of leaving.
    NoDeparture,
    /// Not there.
    Absent,
    /// There, and nothing of the day was approved in the log.
    Untold,
    /// Away by a granted kind that costs something.
    Away {
        /// The kind.
        kind: String,
    },
    /// A sanction that runs this month.
    Sanction {
        /// The kind.
        kind: String,
    },
}

/// One line of what was cut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// The day; the month's first for what costs a month once.
    pub day: Day,
    /// Why.
    #[serde(flatten)]
    pub cost: Cost,
    /// How much, basis points.
    pub bp: u32,
}

/// The first day that counts for a row of days which goes on on `first`: as many working days back as the most patient kind is free of
/// cost. Nothing where no kind looks at rows.
#[must_use]
pub fn row_begins(rules: &PerformanceRules, calendar: &WorkCalendar, first: Day) -> Option<Day> {
    let most = rules.absences.iter().filter(|kind| kind.cut_bp > 0).map(|kind| kind.free_days).max().filter(|days| *days > 0)?;
    workdays_before(calendar, first).nth(usize::try_from(most).ok()?.checked_sub(1)?)
}

/// The working days before a day, the nearest first; a calendar in which there are none ends.
fn workdays_before(calendar: &WorkCalendar, day: Day) -> impl Iterator<Item = Day> + '_ {
    (1..=366).map(move |back| day.plus_days(-back)).filter(|day| calendar.is_workday(*day))
}

/// The kind of the row of days that ends on the working day before a day, and how many of them are known.
fn row_before<'r>(
    rules: &'r PerformanceRules,
    calendar: &WorkCalendar,
    day: Day,
    known: &BTreeMap<Day, Presence>,
) -> (Option<&'r str>, u32) {
    let Some(earliest) = known.keys().next() else { return (None, 0) };
    let mut row: (Option<&str>, u32) = (None, 0);
    for day in workdays_before(calendar, day).take_while(|day| day >= earliest) {
        match known.get(&day).and_then(|presence| presence.granted(rules)) {
            Some(kind) if row.0.is_none_or(|key| key == kind.key) => row = (Some(&kind.key), row.1 + 1),
            _ => break,
        }
    }
    row
}

/// What the days of a month cost. `known` has what is known of each; a working day of which nothing is known counts as absent only where
/// `complete` says that the attendance of the whole month was brought in. `before` is how the days before them were spent, as far back as
/// [`row_begins`]: a row of days does not begin anew with a month. `told` are the approved minutes of whoever keeps a log.
#[must_use]
pub fn cuts(
    rules: &PerformanceRules,
    calendar: &WorkCalendar,
    days: impl IntoIterator<Item = Day>,
    (before, known): (&BTreeMap<Day, Presence>, &BTreeMap<Day, Presence>),
    told: Option<&BTreeMap<Day, u32>>,
    complete: bool,
) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut days = days.into_iter().peekable();
    let mut in_a_row = days.peek().map_or((None, 0), |first| row_before(rules, calendar, *first, before));
    let mut once: Vec<&str> = Vec::new();
    for day in days {
        if !calendar.is_workday(day) {
            continue;
        }
        let Some(rule) = rules.cuts_on(day) else { continue };
        let presence = known.get(&day);
        let kind = presence.and_then(|p| p.granted(rules));
        match kind {
            Some(kind) => {
                let so_far = if in_a_row.0 == Some(kind.key.as_str()) { in_a_row.1 } else { 0 };
                in_a_row = (Some(&kind.key), so_far + 1);
                if kind.month_bp > 0 && !once.contains(&kind.key.as_str()) {
                    once.push(&kind.key);
                    cuts.push(Cut { day, cost: Cost::Away { kind: kind.key.clone() }, bp: kind.month_bp });
                }
                if kind.cut_bp > 0 && in_a_row.1 > kind.free_days {
                    cuts.push(Cut { day, cost: Cost::Away { kind: kind.key.clone() }, bp: kind.cut_bp });
                }
            }
            None => {
                in_a_row = (None, 0);
                let (came, left) = presence.map_or((None, None), |p| (p.came, p.left));
                if came.is_none() && left.is_none() {
                    if complete {
                        cuts.push(Cut { day, cost: Cost::Absent, bp: rule.absent });
                    }
                    continue;
                }
                let Some(hours) = rules.hours_on(day) else { continue };
                let arrival = match came {
                    None => Some((Cost::NoArrival, rule.no_mark)),
                    Some(at) => rule.band(at.saturating_sub(hours.opens)).map(|(minutes, bp)| (Cost::Late { minutes }, bp)),
                };
                let departure = match left {
                    None => Some((Cost::NoDeparture, rule.no_mark)),
                    Some(at) => rule.band(hours.closes.saturating_sub(at)).map(|(minutes, bp)| (Cost::Early { minutes }, bp)),
                };
                let silent = rule.untold > 0 && told.is_some_and(|told| told.get(&day).is_none_or(|minutes| *minutes == 0));
                let untold = silent.then_some((Cost::Untold, rule.untold));
                let mut room = rule.most_a_day.unwrap_or(u32::MAX);
                for (cost, bp) in arrival.into_iter().chain(departure).chain(untold) {
                    let bp = bp.min(room);
                    room -= bp;
                    cuts.push(Cut { day, cost, bp });
                }
            }
        }
    }
    cuts
}

impl CutRule {
    fn band(&self, minutes: u16) -> Option<(u16, u32)> {
        if minutes == 0 {
            return None;
        }
        let band = self.bands.iter().find(|b| b.up_to.is_none_or(|bound| minutes <= bound))?;
        Some((minutes, band.bp))
    }
}

impl Presence {
    /// Minutes between coming and leaving; nothing where one is not known.
    #[must_use]
    pub fn minutes(&self) -> Option<u16> {
        self.left?.checked_sub(self.came?)
    }

    /// The kind of absence that was granted for the day.
    #[must_use]
    pub fn granted<'r>(&self, rules: &'r PerformanceRules) -> Option<&'r AbsenceKind> {
        rules.absence(self.absence.as_deref()?)
    }
}
