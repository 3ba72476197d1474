//! How near the end of a stage's term is: the edge colour and the words of a row, in the list and on the case. One
//! place, so that a list never says "today" where the case says "late".
use domain::words::{self, Lang};
use domain::{calendar::WorkCalendar, time::Day};

/// What is left of a term on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// Working days until the last day; negative once it has passed.
    pub days: i64,
    /// Whether the last day has passed, even where no working day has come since.
    pub late: bool,
}

/// How loudly an edge speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The last day has passed.
    Late,
    /// The last day is today.
    Today,
    /// The last day is one of the next three working days.
    Soon,
    /// There is time.
    Calm,
    /// No clock runs.
    Still,
}

/// From how many working days on there is time.
const SOON: i64 = 3;

impl Left {
    /// What is left on `today` of a term that ends with `due`; `None` where no clock runs.
    #[must_use]
    pub fn of(due: Option<Day>, today: Day, calendar: &WorkCalendar) -> Option<Self> {
        due.map(|due| Self { days: calendar.workdays_between(today, due), late: due < today })
    }
}

/// The edge of a row.
#[must_use]
pub fn edge(left: Option<Left>) -> Edge {
    match left {
        None => Edge::Still,
        Some(Left { late: true, .. }) => Edge::Late,
        Some(Left { days: ..=0, .. }) => Edge::Today,
        Some(Left { days, .. }) if days <= SOON => Edge::Soon,
        Some(_) => Edge::Calm,
    }
}

impl Edge {
    /// The class of a tag or an edge; each also has its words, so that colour never speaks alone.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Late => "bad",
            Self::Today => "now",
            Self::Soon => "warn",
            Self::Calm => "ok",
            Self::Still => "wait",
        }
    }
}

/// The words of a row: `lewat 2 hari kerja`, `hari ini`, `5 hari kerja lagi`, `tanpa tenggat`.
#[must_use]
pub fn text(left: Option<Left>, lang: Lang) -> String {
    match left {
        None => if lang == Lang::Id { "tanpa tenggat" } else { "no deadline" }.to_owned(),
        // Passed, but every day since was a day off: to say "today" would be untrue, and no working day can be named.
        Some(Left { days: 0, late: true }) => if lang == Lang::Id { "lewat waktu" } else { "late" }.to_owned(),
        Some(Left { days, .. }) => words::workdays_left(days, lang),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use domain::{
        calendar::{Holiday, HolidayKind},
        time::Zone,
    };

    fn day(d: u8) -> Day {
        Day::new(2026, 11, d).unwrap_or(Day::MIN)
    }

    fn on(due: Option<u8>, today: u8) -> (&'static str, String, String) {
        let holidays = vec![Holiday { day: day(26), name: "Hari libur contoh".into(), kind: HolidayKind::National }];
        let calendar = WorkCalendar::new(Zone::Wib, [true, true, true, true, true, false, false], holidays, 2026..=2026);
        let left = Left::of(due.map(day), day(today), &calendar);
        (edge(left).class(), text(left, Lang::Id), text(left, Lang::En))
    }

    #[test]
    fn a_row_says_what_the_clock_says() {
        // 23 November 2026 is a Monday, the 26th a holiday.
        let rows = [
            (Some(20), "bad", "lewat 1 hari kerja", "1 working day late"),
            (Some(23), "now", "hari ini", "today"),
            (Some(24), "warn", "1 hari kerja lagi", "1 working day left"),
            (Some(27), "warn", "3 hari kerja lagi", "3 working days left"),
            (Some(30), "ok", "4 hari kerja lagi", "4 working days left"),
            (None, "wait", "tanpa tenggat", "no deadline"),
        ];
        for (due, class, id, en) in rows {
            assert_eq!(on(due, 23), (class, id.to_owned(), en.to_owned()), "{due:?}");
        }
    }

    #[test]
    fn a_weekend_after_the_last_day_is_late_without_a_count() {
        assert_eq!(on(Some(20), 21), ("bad", "lewat waktu".to_owned(), "late".to_owned()));
        assert_eq!(on(Some(23), 22).0, "warn");
    }
}
