use proptest::prelude::*;

use super::{Holiday, HolidayKind, WorkCalendar};
use crate::time::{Day, Weekday, Zone};

const FIVE: [bool; 7] = [true, true, true, true, true, false, false];
const SIX: [bool; 7] = [true, true, true, true, true, true, false];

fn day(year: i32, month: u8, day: u8) -> Day {
    Day::new(year, month, day).unwrap()
}

fn holiday(day: Day, kind: HolidayKind) -> Holiday {
    Holiday { day, name: format!("Libur {day}"), kind }
}

/// Fixed dates of each year, a week of joint leave, one holiday on a Sunday and one day that has two.
fn calendar(work_week: [bool; 7]) -> WorkCalendar {
    use HolidayKind::{JointLeave, National};
    let mut holidays = Vec::new();
    for year in 2024..=2027 {
        for (month, date) in [(12, 25), (1, 1), (5, 1), (6, 1), (8, 17)] {
            holidays.push(holiday(day(year, month, date), National));
        }
        holidays.push(holiday(day(year, 12, 26), JointLeave));
        for offset in 0..8 {
            holidays.push(holiday(day(year, 3, 20).plus_days(offset), JointLeave));
        }
        holidays.push(holiday(day(year, 3, 21), National));
    }
    WorkCalendar::new(Zone::Wib, work_week, holidays, 2024..=2027)
}

fn plain_count(calendar: &WorkCalendar, from: Day, to: Day) -> i64 {
    let mut count = 0;
    for offset in 1..=from.days_until(to) {
        count += i64::from(calendar.is_workday(from.plus_days(offset)));
    }
    count
}

#[test]
fn a_limit_runs_over_weekend_holiday_and_joint_leave() {
    let calendar = calendar(FIVE);
    let christmas_eve = day(2026, 12, 24);
    assert_eq!(christmas_eve.weekday(), Weekday::Thu);
    assert_eq!(calendar.add_workdays(christmas_eve, 1), day(2026, 12, 28));
    assert_eq!(calendar.add_workdays(christmas_eve, 5), day(2027, 1, 4));
    assert_eq!(calendar.add_workdays(christmas_eve, 0), christmas_eve);
    assert_eq!(calendar.add_workdays(day(2026, 12, 25), 0), day(2026, 12, 28));
    assert_eq!(calendar.add_workdays(day(2026, 12, 25), 1), day(2026, 12, 28));
    assert_eq!(calendar.next_workday(day(2026, 12, 31)), day(2026, 12, 31));
    assert_eq!(calendar.workdays_between(christmas_eve, day(2026, 12, 28)), 1);
    assert_eq!(calendar.workdays_between(day(2026, 12, 28), christmas_eve), -1);
    assert_eq!(calendar.workdays_between(christmas_eve, day(2026, 12, 27)), 0);
    assert_eq!(calendar.add_workdays(day(2026, 11, 6), 1), day(2026, 11, 9));
    assert_eq!(calendar_six().add_workdays(day(2026, 11, 6), 1), day(2026, 11, 7));
}

fn calendar_six() -> WorkCalendar {
    calendar(SIX)
}

#[test]
fn holidays_are_found_and_years_known() {
    let calendar = calendar(FIVE);
    assert_eq!(calendar.holiday(day(2025, 3, 21)).unwrap().kind, HolidayKind::National);
    assert_eq!(calendar.holiday(day(2025, 3, 22)).unwrap().kind, HolidayKind::JointLeave);
    assert_eq!(calendar.holiday(day(2025, 3, 19)), None);
    assert!(calendar.covers(day(2024, 1, 1)) && calendar.covers(day(2027, 12, 31)));
    assert!(!calendar.covers(day(2023, 12, 31)) && !calendar.covers(day(2028, 1, 1)));
    assert!(calendar.is_workday(day(2028, 12, 25)));
}

#[test]
fn the_ends_of_time_are_no_trap() {
    let calendar = calendar(FIVE);
    assert_eq!(calendar.add_workdays(day(2026, 1, 1), u32::MAX), Day::MAX);
    assert_eq!(calendar.add_workdays(Day::MIN, 0), Day::MIN);
    assert_eq!(calendar.next_workday(Day::MAX), Day::MAX);
    let idle = WorkCalendar::new(Zone::Wib, [false; 7], Vec::new(), 2024..=2027);
    assert_eq!(idle.add_workdays(day(2026, 1, 1), 3), Day::MAX);
    assert_eq!(idle.workdays_between(Day::MIN, Day::MAX), 0);
}

#[test]
fn a_written_calendar_reads_back() {
    let text = r#"
        zone = "WITA"
        first_year = 2026
        last_year = 2026
        [[holidays]]
        day = "2026-08-17"
        name = "Hari Kemerdekaan"
        kind = "national"
        [[holidays]]
        day = "2026-08-18"
        name = "Cuti bersama"
        kind = "joint_leave"
    "#;
    let calendar: WorkCalendar = toml::from_str(text).unwrap();
    assert_eq!((calendar.zone(), calendar.work_week()), (Zone::Wita, FIVE));
    assert_eq!(calendar.add_workdays(day(2026, 8, 14), 1), day(2026, 8, 19));
    let json = serde_json::to_string(&calendar).unwrap();
    assert_eq!(serde_json::from_str::<WorkCalendar>(&json).unwrap(), calendar);
    let with = |line: &str| toml::from_str::<WorkCalendar>(&format!("{line}\n{text}")).unwrap_err().to_string();
    assert!(with("work_week = [false, false, false, false, false, false, false]").contains("no working day"));
    assert!(with("workweek = [true]").contains("workweek"));
    let late = text.replace("first_year = 2026", "first_year = 2027");
    assert!(toml::from_str::<WorkCalendar>(&late).unwrap_err().to_string().contains("after"));
}

/// Every day of four years against counting them one by one.
#[test]
fn arithmetic_agrees_with_walking() {
    for work_week in [FIVE, SIX, [true, false, true, false, false, false, true]] {
        let calendar = calendar(work_week);
        let first = day(2023, 12, 20);
        let (mut expected, mut last) = (0, None);
        for offset in 0..=first.days_until(day(2028, 1, 10)) {
            let today = first.plus_days(offset);
            let open = work_week[today.weekday().index()] && calendar.holiday(today).is_none();
            assert_eq!(calendar.is_workday(today), open, "{today}");
            expected += i64::from(open && offset > 0);
            assert_eq!(calendar.workdays_between(first, today), expected, "{today}");
            assert_eq!(calendar.workdays_between(today, first), -expected, "{today}");
            assert_eq!(calendar.next_workday(today) == today, open, "{today}");
            if let (true, Some(last)) = (open, last) {
                assert_eq!(calendar.add_workdays(last, 1), today);
            }
            last = if open { Some(today) } else { last };
        }
    }
}

proptest! {
    #[test]
    fn limits_add_up(offset in 0..1461_i64, a in 0..300_u32, b in 0..300_u32, six: bool) {
        let calendar = calendar(if six { SIX } else { FIVE });
        let from = calendar.next_workday(day(2024, 1, 1).plus_days(offset));
        prop_assert_eq!(calendar.add_workdays(calendar.add_workdays(from, a), b), calendar.add_workdays(from, a + b));
    }

    #[test]
    fn counting_undoes_adding(offset in 0..1461_i64, n in 1..800_u32, six: bool) {
        let calendar = calendar(if six { SIX } else { FIVE });
        let from = day(2024, 1, 1).plus_days(offset);
        let end = calendar.add_workdays(from, n);
        prop_assert_eq!(calendar.workdays_between(from, end), i64::from(n));
        prop_assert_eq!(plain_count(&calendar, from, end), i64::from(n));
        prop_assert!(calendar.is_workday(end) && calendar.holiday(end).is_none());
        prop_assert!(!matches!(end.weekday(), Weekday::Sun) && (six || end.weekday() != Weekday::Sat));
    }

    #[test]
    fn later_starts_and_longer_limits_end_no_earlier(offset in 0..1461_i64, more in 0..60_i64, n in 0..300_u32, extra in 0..60_u32) {
        let calendar = calendar(FIVE);
        let from = day(2024, 1, 1).plus_days(offset);
        prop_assert!(calendar.add_workdays(from, n) <= calendar.add_workdays(from.plus_days(more), n));
        prop_assert!(calendar.add_workdays(from, n) <= calendar.add_workdays(from, n + extra));
    }

    #[test]
    fn counts_between_days_chain(a in 0..1461_i64, b in 0..1461_i64, c in 0..1461_i64) {
        let calendar = calendar(FIVE);
        let [a, b, c] = [a, b, c].map(|offset| day(2024, 1, 1).plus_days(offset));
        prop_assert_eq!(calendar.workdays_between(a, b) + calendar.workdays_between(b, c), calendar.workdays_between(a, c));
        prop_assert_eq!(calendar.workdays_between(a, b), -calendar.workdays_between(b, a));
    }
}
