use proptest::prelude::*;

use super::{Day, DayError, Instant, Weekday, Zone};

fn day(year: i32, month: u8, day: u8) -> Day {
    Day::new(year, month, day).unwrap()
}

#[test]
fn only_days_of_the_calendar_exist() {
    assert!(Day::new(2024, 2, 29).is_some());
    for (year, month, day) in [(2026, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (0, 1, 1), (10_000, 1, 1)] {
        assert_eq!(Day::new(year, month, day), None, "{year}-{month}-{day}");
    }
    assert_eq!(Day::MIN, day(1, 1, 1));
    assert_eq!(Day::MAX, day(9999, 12, 31));
}

#[test]
fn days_are_counted_from_1970() {
    assert_eq!(day(1970, 1, 1).number(), 0);
    assert_eq!(day(2026, 11, 9).number(), 20_766);
    assert_eq!(day(1969, 12, 31).number(), -1);
    assert_eq!(Day::from_number(i32::MAX), None);
    assert_eq!(Day::from_number(i32::MIN), None);
    assert_eq!(day(2024, 2, 28).plus_days(2), day(2024, 3, 1));
    assert_eq!(day(2026, 1, 1).days_until(day(2027, 1, 1)), 365);
    assert_eq!(day(2026, 1, 1).days_until(day(2025, 12, 31)), -1);
    assert_eq!(day(2026, 1, 1).plus_days(i64::MAX), Day::MAX);
    assert_eq!(day(2026, 1, 1).plus_days(i64::MIN), Day::MIN);
    assert_eq!(day(2026, 11, 9).weekday(), Weekday::Mon);
    assert_eq!(day(2026, 11, 8).weekday(), Weekday::Sun);
    assert_eq!(Weekday::ALL.map(Weekday::index), [0, 1, 2, 3, 4, 5, 6]);
}

#[test]
fn what_people_type_is_read() {
    for text in ["2026-11-09", "9-11-2026", "09/11/2026", "9.11.2026", "9 November 2026", " 9 nov. 2026 ", "9 Nopember 2026"] {
        assert_eq!(Day::parse_loose(text), Ok(day(2026, 11, 9)), "{text}");
    }
    assert_eq!(Day::parse_loose("17 Agustus 1945"), Ok(day(1945, 8, 17)));
    for text in ["", "besok", "9-11-26", "9 11", "11/9/26", "2026-11", "9 Foo 2026", "9-+1-2026", "1-2-3-2026", "٩-١١-٢٠٢٦", "009-1-2026"]
    {
        assert_eq!(Day::parse_loose(text), Err(DayError::Shape), "{text}");
    }
    for text in ["31 April 2026", "29-2-2026", "9-13-2026", "0-1-2026", "1-1-0000"] {
        assert_eq!(Day::parse_loose(text), Err(DayError::NoSuchDay), "{text}");
    }
}

#[test]
fn stored_days_have_one_form() {
    assert_eq!("2026-11-09".parse(), Ok(day(2026, 11, 9)));
    assert_eq!("2026-02-30".parse::<Day>(), Err(DayError::NoSuchDay));
    for text in ["9-11-2026", "2026-11-9", "2026/11/09", "20261109", " 2026-11-09", "2026-11-09T00:00", "2026-Nov-9"] {
        assert_eq!(text.parse::<Day>(), Err(DayError::Shape), "{text}");
    }
    assert_eq!(serde_json::to_string(&day(326, 1, 2)).unwrap(), "\"0326-01-02\"");
    assert_eq!(serde_json::from_str::<Day>("\"2026-11-09\"").unwrap(), day(2026, 11, 9));
    assert!(serde_json::from_str::<Day>("\"2026-02-30\"").unwrap_err().to_string().contains("2026-02-30"));
}

#[test]
fn a_moment_falls_on_the_days_of_its_zone() {
    let new_year = Instant::at(day(2027, 1, 1), 0, 0, Zone::Wit);
    assert_eq!(new_year.millis(), 1_798_729_200_000);
    assert_eq!(new_year.day(Zone::Wit), day(2027, 1, 1));
    assert_eq!(new_year.day(Zone::Wita), day(2026, 12, 31));
    assert_eq!(new_year.hour_minute(Zone::Wib), (22, 0));
    assert_eq!(Instant::at(day(2026, 12, 31), 24, 0, Zone::Wit), new_year);
    assert_eq!(Instant(-1).day(Zone::Wib), day(1970, 1, 1));
    assert_eq!(Instant(-7 * 3_600_000 - 1).hour_minute(Zone::Wib), (23, 59));
    assert_eq!(Instant(i64::MAX).day(Zone::Wit), Day::MAX);
    assert_eq!(Instant(i64::MIN).day(Zone::Wit), Day::MIN);
    assert_eq!(Instant(i64::MAX).plus_ms(1), Instant(i64::MAX));
    assert_eq!(serde_json::to_string(&(Instant(5), Zone::Wita)).unwrap(), "[5,\"WITA\"]");
    assert_eq!([Zone::Wib, Zone::Wita, Zone::Wit].map(|zone| zone.to_string()), ["WIB", "WITA", "WIT"]);
}

proptest! {
    #[test]
    fn days_survive_every_writing(number in Day::MIN.number()..=Day::MAX.number()) {
        let day = Day::from_number(number).unwrap();
        prop_assert_eq!(day.number(), number);
        prop_assert_eq!(day.to_string().parse(), Ok(day));
        prop_assert_eq!(Day::new(day.year(), day.month(), day.day()), Some(day));
        for lang in [crate::words::Lang::Id, crate::words::Lang::En] {
            if day.year() >= 1000 {
                prop_assert_eq!(Day::parse_loose(&crate::words::date(day, lang)), Ok(day));
            }
        }
    }

    #[test]
    fn moments_keep_their_local_time(number in -700_000..2_900_000_i32, hour in 0..24_u8, minute in 0..60_u8) {
        let day = Day::from_number(number).unwrap();
        for zone in [Zone::Wib, Zone::Wita, Zone::Wit] {
            let at = Instant::at(day, hour, minute, zone);
            prop_assert_eq!((at.day(zone), at.hour_minute(zone)), (day, (hour, minute)));
        }
    }

    #[test]
    fn no_text_breaks_the_reader(text in ".{0,20}") {
        if let Ok(day) = Day::parse_loose(&text) {
            prop_assert!(Day::MIN <= day && day <= Day::MAX);
        }
    }
}
