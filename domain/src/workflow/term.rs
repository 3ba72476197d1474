//! How long a stage may take, and what happens by itself around the end of its term.
use super::Effect;
use crate::{calendar::WorkCalendar, clock::StageClock, form::Answers, text::Text, time::Day};
use serde::{Deserialize, Serialize};

/// A stage's term: so many working days, or the earliest of some dates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClockRule {
    /// Working days from the day on which the case comes.
    #[serde(default)]
    pub days: u32,
    /// Dates, where the law names those instead; the earliest counts. One that falls on a day off moves to the next working
    /// day.
    #[serde(default)]
    pub dates: Vec<DateRule>,
    /// A date that falls on a day off moves to the working day before it: a term of another office, which does not wait for Monday.
    #[serde(default)]
    pub not_later: bool,
    /// Working days that there are in any case, where the dates are near or over: a case may come back late in the year.
    #[serde(default)]
    pub at_least: u32,
    /// The article that sets the term; "proposed" where none does.
    pub legal_base: String,
}

/// A date that a term ends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged, deny_unknown_fields)]
pub enum DateRule {
    /// A day of a year that is counted from the case's budget year: 10 January of the year after it is month 1, day 10,
    /// years 1.
    Fixed {
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
        /// Years after the budget year.
        years: i32,
    },
    /// So many months after a date that was captured or answered; what was captured stands above what was answered.
    After {
        /// The field.
        field: String,
        /// Months; the last day of the month where it has no such day.
        months: u32,
    },
}

/// Something that happens by itself, counted from the last day of the stage's term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Timer {
    /// Stable key.
    pub key: String,
    /// Days from the end of the term; negative before it.
    pub after: i64,
    /// What the applicant is told; `{due}` is the last day of the term.
    pub notice: Text,
    /// Where the case goes, for a term whose end ends the case or decides it.
    #[serde(default)]
    pub to: Option<String>,
    /// What going there means: it lapses, or where the law says so it counts as granted (`advance`) or refused (`refuse`) by silence.
    #[serde(default = "lapse")]
    pub effect: Effect,
    /// The article; "proposed" where there is none.
    pub legal_base: String,
}

fn lapse() -> Effect {
    Effect::Lapse
}

/// By how much an officer may extend a stage's term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// Most working days at once.
    pub days: u32,
    /// How often.
    pub times: u32,
    /// The article; "proposed" where there is none.
    pub legal_base: String,
}

/// What a term is reckoned from.
pub(crate) struct Begin<'a> {
    /// The day on which the case comes to the stage.
    pub today: Day,
    pub fiscal_year: i32,
    pub answers: &'a Answers,
    pub captured: &'a Answers,
}

impl ClockRule {
    /// The clock of a stage that begins now; `None` where the dates of its term are not known.
    pub(crate) fn start(&self, begin: &Begin<'_>, calendar: &WorkCalendar) -> Option<StageClock> {
        if self.dates.is_empty() {
            return Some(StageClock::start(self.days, begin.today));
        }
        let named = self.dates.iter().filter_map(|d| d.on(begin)).min()?;
        let last = if self.not_later { calendar.last_workday(named) } else { calendar.next_workday(named) };
        // A term that does not wait is not longer either for whoever comes to it when it is over.
        if self.not_later && last <= begin.today {
            return Some(StageClock::start(1, calendar.last_workday(last.plus_days(-1))));
        }
        let days = u32::try_from(calendar.workdays_between(begin.today, last)).unwrap_or(0);
        Some(StageClock::start(days.max(self.at_least).max(1), begin.today))
    }
}

impl DateRule {
    fn on(&self, begin: &Begin<'_>) -> Option<Day> {
        match self {
            Self::Fixed { month, day, years } => Day::new(begin.fiscal_year.checked_add(*years)?, *month, *day),
            Self::After { field, months } => {
                let text = [begin.captured, begin.answers].into_iter().map(|a| a.text(field)).find(|t| !t.is_empty())?;
                Day::parse_loose(text).ok().map(|day| day.plus_months(*months))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Zone;

    fn day(y: i32, m: u8, d: u8) -> Day {
        Day::new(y, m, d).unwrap()
    }

    #[test]
    fn a_report_is_due_on_the_earlier_of_two_dates_and_never_on_a_day_off() {
        let calendar = WorkCalendar::new(Zone::Wib, [true, true, true, true, true, false, false], vec![], 2014..=2016);
        let rule = ClockRule {
            days: 0,
            dates: vec![DateRule::Fixed { month: 1, day: 10, years: 1 }, DateRule::After { field: "ends_on".into(), months: 1 }],
            legal_base: "Permendagri 32/2011 Pasal 19".into(),
            ..ClockRule::default()
        };
        let (mut answers, mut captured) = (Answers::default(), Answers::default());
        answers.set("ends_on", "2014-12-31");
        let due = |answers: &Answers, captured: &Answers, today| {
            let begin = Begin { today, fiscal_year: 2014, answers, captured };
            rule.start(&begin, &calendar).unwrap().due(&calendar).unwrap()
        };
        // 10 January 2015 was a Saturday: the Monday after it.
        assert_eq!(due(&answers, &captured, day(2014, 12, 16)), day(2015, 1, 12));
        // An activity that ended earlier is reported earlier; an extension that was granted stands above the answer.
        answers.set("ends_on", "2014-08-31");
        assert_eq!(due(&answers, &captured, day(2014, 6, 2)), day(2014, 9, 30));
        captured.set("ends_on", "2014-10-15");
        assert_eq!(due(&answers, &captured, day(2014, 6, 2)), day(2014, 11, 17));
        // A date that is past already leaves a day to act.
        assert_eq!(due(&answers, &captured, day(2015, 3, 2)), day(2015, 3, 3));
        assert_eq!(
            rule.start(
                &Begin { today: day(2014, 6, 2), fiscal_year: 9_999_999, answers: &Answers::default(), captured: &Answers::default() },
                &calendar
            ),
            None
        );
    }

    #[test]
    fn a_date_that_is_near_leaves_some_days_all_the_same() {
        let calendar = WorkCalendar::new(Zone::Wib, [true, true, true, true, true, false, false], vec![], 2026..=2027);
        let dates = vec![DateRule::Fixed { month: 11, day: 30, years: 0 }];
        let rule = ClockRule { dates, at_least: 5, ..ClockRule::default() };
        let (answers, captured) = (Answers::default(), Answers::default());
        let due = |today| {
            let begin = Begin { today, fiscal_year: 2026, answers: &answers, captured: &captured };
            rule.start(&begin, &calendar).unwrap().due(&calendar).unwrap()
        };
        assert_eq!(due(day(2026, 3, 2)), day(2026, 11, 30));
        assert_eq!(due(day(2026, 11, 27)), day(2026, 12, 4), "five working days after a Friday");
        assert_eq!(due(day(2026, 12, 7)), day(2026, 12, 14), "and after the date itself");
    }
}
