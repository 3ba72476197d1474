use super::{Lang, date, date_long, date_short, date_time, file_size, month_named, number, time, workdays_left};
use crate::time::{Day, Instant, Zone};

fn day(year: i32, month: u8, day: u8) -> Day {
    Day::new(year, month, day).unwrap()
}

#[test]
fn days_are_written_in_both_languages() {
    let end = day(2026, 11, 30);
    assert_eq!(date_long(end, Lang::Id), "Senin, 30 November 2026");
    assert_eq!(date_long(end, Lang::En), "Monday, 30 November 2026");
    assert_eq!(date(day(2026, 8, 9), Lang::Id), "9 Agustus 2026");
    assert_eq!(date(day(2026, 8, 9), Lang::En), "9 August 2026");
    assert_eq!(date_short(day(2026, 11, 9), Lang::Id), "9 Nov");
    assert_eq!(date_short(day(2026, 12, 9), Lang::Id), "9 Des");
    assert_eq!(date_short(day(2026, 12, 9), Lang::En), "9 Dec");
    let week: Vec<String> = (0..7).map(|n| date_long(day(2026, 11, 2).plus_days(n), Lang::Id)).collect();
    let names: Vec<&str> = week.iter().filter_map(|text| text.split(',').next()).collect();
    assert_eq!(names, ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]);
}

#[test]
fn times_follow_the_zone_and_the_language() {
    let at = Instant::at(day(2026, 11, 9), 14, 2, Zone::Wib);
    assert_eq!(time(at, Zone::Wib, Lang::Id), "14.02");
    assert_eq!(time(at, Zone::Wita, Lang::En), "15:02");
    assert_eq!(date_time(at, Zone::Wib, Lang::Id), "9 November 2026, 14.02");
    assert_eq!(date_time(at, Zone::Wib, Lang::En), "9 November 2026, 14:02");
    let late = Instant::at(day(2026, 12, 31), 22, 59, Zone::Wib);
    assert_eq!(date_time(late, Zone::Wit, Lang::Id), "1 Januari 2027, 00.59");
}

#[test]
fn numbers_have_groups() {
    for (value, indonesian, english) in [
        (0, "0", "0"),
        (999, "999", "999"),
        (1_284, "1.284", "1,284"),
        (-1_284, "-1.284", "-1,284"),
        (-999, "-999", "-999"),
        (i64::MIN, "-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808"),
    ] {
        assert_eq!(number(value, Lang::Id), indonesian);
        assert_eq!(number(value, Lang::En), english);
    }
}

#[test]
fn deadlines_are_said_in_working_days() {
    for (days, indonesian, english) in [
        (5, "5 hari kerja lagi", "5 working days left"),
        (1, "1 hari kerja lagi", "1 working day left"),
        (0, "hari ini", "today"),
        (-1, "lewat 1 hari kerja", "1 working day late"),
        (-12, "lewat 12 hari kerja", "12 working days late"),
        (i64::MIN, "lewat 9.223.372.036.854.775.808 hari kerja", "9,223,372,036,854,775,808 working days late"),
    ] {
        assert_eq!(workdays_left(days, Lang::Id), indonesian);
        assert_eq!(workdays_left(days, Lang::En), english);
    }
}

#[test]
fn file_sizes_round_and_change_unit() {
    for (bytes, text) in [
        (0, "0 B"),
        (999, "999 B"),
        (1_000, "1 KB"),
        (340_499, "340 KB"),
        (999_499, "999 KB"),
        (999_500, "1 MB"),
        (1_400_000, "1,4 MB"),
        (1_449_999, "1,4 MB"),
        (1_450_000, "1,5 MB"),
        (999_949_999, "999,9 MB"),
        (999_950_000, "1 GB"),
        (2_000_000_000_000, "2 TB"),
        (u64::MAX, "18.446.744,1 TB"),
    ] {
        assert_eq!(file_size(bytes, Lang::Id), text);
    }
    assert_eq!(file_size(1_400_000, Lang::En), "1.4 MB");
}

#[test]
fn languages_are_read_from_tags() {
    assert_eq!("id".parse(), Ok(Lang::Id));
    assert_eq!("en-GB".parse(), Ok(Lang::En));
    assert_eq!("ID_id".parse(), Ok(Lang::Id));
    assert!("ms".parse::<Lang>().is_err());
    assert!("".parse::<Lang>().is_err());
    assert_eq!(Lang::default().code(), "id");
    assert_eq!(serde_json::to_string(&Lang::En).unwrap(), "\"en\"");
}

#[test]
fn months_are_known_by_their_spellings() {
    for (word, month) in [("Januari", 1), ("PEBRUARI", 2), ("mei", 5), ("may", 5), ("Agt.", 8), ("aug", 8), ("Oct", 10)] {
        assert_eq!(month_named(word), Some(month), "{word}");
    }
    for word in ["", "J", "Ma", "Novembr", "Bulan"] {
        assert_eq!(month_named(word), None, "{word}");
    }
}
