//! The working-day clock of a stage: it runs while an office holds the case, stands still while the applicant does,
//! and goes on where it stopped; it never starts over within one visit to a stage.
use crate::{calendar::WorkCalendar, time::Day};
use serde::{Deserialize, Serialize};

/// The clock of one visit to a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageClock {
    /// Working days allowed.
    pub limit: u32,
    /// Working days used in earlier stretches, before the current one.
    pub used: u32,
    /// The day on which the current stretch began; `None` while the clock stands still.
    pub running_since: Option<Day>,
}

impl StageClock {
    /// A clock that starts on `day`. The day itself does not count (day 0), as in a legal term.
    #[must_use]
    pub fn start(limit: u32, day: Day) -> Self {
        Self { limit, used: 0, running_since: Some(day) }
    }

    /// Working days used up to and including `day`.
    #[must_use]
    pub fn used_on(&self, day: Day, calendar: &WorkCalendar) -> u32 {
        let now = self.running_since.map_or(0, |since| calendar.workdays_between(since, day).max(0));
        self.used.saturating_add(u32::try_from(now).unwrap_or(u32::MAX))
    }

    /// Stands still from `day` on.
    #[must_use]
    pub fn pause(&self, day: Day, calendar: &WorkCalendar) -> Self {
        Self { used: self.used_on(day, calendar), running_since: None, ..*self }
    }

    /// Goes on from `day` with what is left. Whatever was used, at least the next working day is left, so that an
    /// office that gets a case back late has a day to act on it.
    #[must_use]
    pub fn resume(&self, day: Day) -> Self {
        Self { running_since: self.running_since.or(Some(day)), ..*self }
    }

    /// The last day of the term; `None` while the clock stands still.
    #[must_use]
    pub fn due(&self, calendar: &WorkCalendar) -> Option<Day> {
        let since = self.running_since?;
        let left = self.limit.saturating_sub(self.used).max(1);
        Some(calendar.add_workdays(since, left))
    }

    /// Working days left on `day`; negative once the term has passed; `None` while the clock stands still.
    #[must_use]
    pub fn left(&self, day: Day, calendar: &WorkCalendar) -> Option<i64> {
        Some(calendar.workdays_between(day, self.due(calendar)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calendar::{Holiday, HolidayKind},
        time::Zone,
    };
    use proptest::prelude::*;

    fn day(y: i32, m: u8, d: u8) -> Day {
        Day::new(y, m, d).unwrap()
    }

    fn calendar() -> WorkCalendar {
        let holidays = vec![Holiday { day: day(2026, 12, 25), name: "Natal".into(), kind: HolidayKind::National }];
        WorkCalendar::new(Zone::Wib, [true, true, true, true, true, false, false], holidays, 2024..=2027)
    }

    #[test]
    fn a_return_pauses_and_never_starts_over() {
        let calendar = calendar();
        // Monday 9 November, 14 working days: Friday 27 November.
        let clock = StageClock::start(14, day(2026, 11, 9));
        assert_eq!(clock.due(&calendar), Some(day(2026, 11, 27)));
        // Returned on the Wednesday with two days used, back on the Monday after: twelve are left.
        let paused = clock.pause(day(2026, 11, 11), &calendar);
        assert_eq!((paused.used, paused.due(&calendar)), (2, None));
        assert_eq!(paused.resume(day(2026, 11, 16)).due(&calendar), Some(day(2026, 12, 2)));
    }

    #[test]
    fn a_holiday_moves_the_end() {
        assert_eq!(StageClock::start(1, day(2026, 12, 24)).due(&calendar()), Some(day(2026, 12, 28)));
    }

    proptest! {
        /// Over whole years: a pause of any length moves the end by just the working days it lasted.
        #[test]
        fn a_pause_moves_the_end_by_its_own_length(start in 0_i64..1_300, limit in 1_u32..40, hold in 0_i64..60, away in 0_i64..90) {
            let calendar = calendar();
            let begin = calendar.next_workday(day(2024, 1, 1).plus_days(start));
            let clock = StageClock::start(limit, begin);
            let stop = begin.plus_days(hold);
            prop_assume!(clock.used_on(stop, &calendar) < limit);
            let paused = clock.pause(stop, &calendar);
            let back = stop.plus_days(away);
            let due = paused.resume(back).due(&calendar).unwrap();
            let moved = calendar.workdays_between(clock.due(&calendar).unwrap(), due);
            prop_assert_eq!(moved, calendar.workdays_between(stop, back));
        }

        #[test]
        fn the_same_inputs_give_the_same_dates_and_a_later_start_never_an_earlier_end(start in 0_i64..1_400, limit in 1_u32..60) {
            let calendar = calendar();
            let begin = day(2024, 1, 1).plus_days(start);
            let due = StageClock::start(limit, begin).due(&calendar);
            prop_assert_eq!(due, StageClock::start(limit, begin).due(&calendar));
            prop_assert!(due <= StageClock::start(limit, begin.plus_days(1)).due(&calendar));
            prop_assert!(calendar.is_workday(due.unwrap()));
        }
    }
}
