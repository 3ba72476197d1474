//! Days, moments and Indonesia's three time zones. A deadline is a day in the region's zone, an event is a moment in
//! UTC; keeping them two types stops one from being stored or compared as the other.

#[cfg(test)]
mod tests;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::{Date, Month};

/// Julian day number of 1970-01-01.
const EPOCH: i32 = 2_440_588;
const DAY_MS: i64 = 86_400_000;
const MINUTE_MS: i64 = 60_000;

/// A calendar day from 0001-01-01 to 9999-12-31, without a time or zone. Written `2026-11-09` everywhere it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// Not written as a day.
    #[error("not written as a day, such as 2026-11-09")]
    Shape,
    /// Written as a day that the calendar does not have, such as 30 February.
    #[error("the calendar has no such day")]
    NoSuchDay,
}

/// A day of the week. Its order is the week's, Monday first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Weekday {
    /// All seven, Monday first.
    pub const ALL: [Self; 7] = [Self::Mon, Self::Tue, Self::Wed, Self::Thu, Self::Fri, Self::Sat, Self::Sun];

    /// 0 for Monday to 6 for Sunday.
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Mon => 0,
            Self::Tue => 1,
            Self::Wed => 2,
            Self::Thu => 3,
            Self::Fri => 4,
            Self::Sat => 5,
            Self::Sun => 6,
        }
    }
}

impl Day {
    /// 0001-01-01.
    pub const MIN: Self = Self(match Date::from_calendar_date(1, Month::January, 1) {
        Ok(first) => first,
        Err(_) => Date::MIN,
    });
    /// 9999-12-31.
    pub const MAX: Self = Self(Date::MAX);

    /// The day of that year (1–9999), month (1–12) and day of the month, if the calendar has it.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
        Self::within(date)
    }

    /// The year, 1–9999.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1–12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.0.month().into()
    }

    /// The day of the month, 1–31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.0.day()
    }

    /// The day of the week.
    #[must_use]
    pub const fn weekday(self) -> Weekday {
        match self.0.weekday() {
            time::Weekday::Monday => Weekday::Mon,
            time::Weekday::Tuesday => Weekday::Tue,
            time::Weekday::Wednesday => Weekday::Wed,
            time::Weekday::Thursday => Weekday::Thu,
            time::Weekday::Friday => Weekday::Fri,
            time::Weekday::Saturday => Weekday::Sat,
            time::Weekday::Sunday => Weekday::Sun,
        }
    }

    /// So many calendar days later, or earlier when negative; stops at [`Day::MIN`] and [`Day::MAX`].
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::nearest(i64::from(self.number()).saturating_add(days))
    }

    /// The same day so many months later; the last of that month where it has no such day.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let all = i64::from(self.year()) * 12 + i64::from(self.month()) - 1 + i64::from(months);
        let (Ok(year), Ok(month)) = (i32::try_from(all.div_euclid(12)), u8::try_from(all.rem_euclid(12) + 1)) else { return Self::MAX };
        (1..=self.day()).rev().find_map(|day| Self::new(year, month, day)).unwrap_or(Self::MAX)
    }

    /// Calendar days from this day to `other`; negative when `other` is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        i64::from(other.number()) - i64::from(self.number())
    }

    /// Days since 1970-01-01, for storing and counting.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0.to_julian_day() - EPOCH
    }

    /// The day that is `number` days after 1970-01-01, or `None` outside the years 1–9999.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        Date::from_julian_day(number.checked_add(EPOCH)?).ok().and_then(Self::within)
    }

    /// Reads a day as people type it: `2026-11-09`, `9-11-2026`, `9/11/2026`, `9.11.2026`, `9 November 2026`. The day
    /// comes first, as in Indonesia, unless the year does; a year has four digits. Month names may be Indonesian or
    /// English, full or shortened.
    ///
    /// # Errors
    /// [`DayError::Shape`] for anything else, [`DayError::NoSuchDay`] for 31 April and the like.
    pub fn parse_loose(text: &str) -> Result<Self, DayError> {
        let parts: Vec<&str> =
            text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ',')).filter(|part| !part.is_empty()).collect();
        let &[first, month, last] = parts.as_slice() else { return Err(DayError::Shape) };
        let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
        if year.len() != 4 || day.len() > 2 {
            return Err(DayError::Shape);
        }
        let month = match crate::words::month_named(month) {
            Some(month) => month,
            None if month.len() <= 2 => digits(month).and_then(|month| u8::try_from(month).ok()).ok_or(DayError::Shape)?,
            None => return Err(DayError::Shape),
        };
        let year = digits(year).ok_or(DayError::Shape)?;
        let day = digits(day).and_then(|day| u8::try_from(day).ok()).ok_or(DayError::Shape)?;
        Self::new(year, month, day).ok_or(DayError::NoSuchDay)
    }

    fn nearest(number: i64) -> Self {
        let earliest_or_latest = if number < 0 { Self::MIN } else { Self::MAX };
        i32::try_from(number).ok().and_then(Self::from_number).unwrap_or(earliest_or_latest)
    }

    fn within(date: Date) -> Option<Self> {
        (1..=9999).contains(&date.year()).then_some(Self(date))
    }
}

/// ASCII digits only: the standard parser would take a sign.
fn digits(text: &str) -> Option<i32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

/// Reads `2026-11-09` and nothing else; for what people type, see [`Day::parse_loose`].
impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
        if shape { Self::parse_loose(text) } else { Err(DayError::Shape) }
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "format": "date"})
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Iso;
        impl de::Visitor<'_> for Iso {
            type Value = Day;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a day such as \"2026-11-09\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Day, E> {
                text.parse().map_err(|error| E::custom(format_args!("`{text}`: {error}")))
            }
        }
        deserializer.deserialize_str(Iso)
    }
}

/// A moment: milliseconds since 1970-01-01T00:00:00Z, negative before it. An integer wherever it is stored or sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The moment when clocks in `zone` show `hour`:`minute` on `day`. Hours and minutes beyond a day's run on into
    /// the next, so that 24:00 is its midnight.
    #[must_use]
    pub fn at(day: Day, hour: u8, minute: u8, zone: Zone) -> Self {
        let minutes = i64::from(hour) * 60 + i64::from(minute) - i64::from(zone.offset_minutes());
        Self(i64::from(day.number()) * DAY_MS + minutes * MINUTE_MS)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// So many milliseconds later, or earlier when negative; stops at the ends of the scale.
    #[must_use]
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// The day on the calendar in `zone` at this moment.
    #[must_use]
    pub fn day(self, zone: Zone) -> Day {
        Day::nearest(self.local_ms(zone).div_euclid(DAY_MS))
    }

    /// The hour (0–23) and minute (0–59) that clocks in `zone` show at this moment.
    #[must_use]
    pub fn hour_minute(self, zone: Zone) -> (u8, u8) {
        let minutes = self.local_ms(zone).rem_euclid(DAY_MS) / MINUTE_MS;
        // Both are below 60 by the remainder.
        let small = |value: i64| u8::try_from(value).unwrap_or_default();
        (small(minutes / 60), small(minutes % 60))
    }

    /// As programs write it (RFC 3339), as clocks in `zone` show it: `2026-07-06T10:15:00+07:00`.
    #[must_use]
    pub fn iso(self, zone: Zone) -> String {
        let (hour, minute) = self.hour_minute(zone);
        let second = self.local_ms(zone).rem_euclid(MINUTE_MS) / 1_000;
        let offset = zone.offset_minutes() / 60;
        format!("{}T{hour:02}:{minute:02}:{second:02}+{offset:02}:00", self.day(zone))
    }

    fn local_ms(self, zone: Zone) -> i64 {
        self.0.saturating_add(i64::from(zone.offset_minutes()) * MINUTE_MS)
    }
}

/// One of Indonesia's three time zones; none knows summer time. Source: Keppres 41/1987.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum Zone {
    /// Western Indonesia, UTC+7.
    Wib,
    /// Central Indonesia, UTC+8.
    Wita,
    /// Eastern Indonesia, UTC+9.
    Wit,
}

impl Zone {
    /// Minutes ahead of UTC.
    #[must_use]
    pub const fn offset_minutes(self) -> i32 {
        match self {
            Self::Wib => 7 * 60,
            Self::Wita => 8 * 60,
            Self::Wit => 9 * 60,
        }
    }
}

/// `WIB`, `WITA` or `WIT`, as written behind a time.
impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        })
    }
}
