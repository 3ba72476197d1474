//! A calendar month: what performance is reckoned, paid and argued about by.
use crate::time::Day;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A month of a year, written `2026-07`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: i32,
    month: u8,
}

/// A text is no month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not written as a month, such as 2026-07")]
pub struct NotAMonth;

impl Month {
    /// The month of a day.
    #[must_use]
    pub fn of(day: Day) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Day {
        Day::new(self.year, self.month, 1).unwrap_or(Day::MIN)
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Day {
        self.first().plus_months(1).plus_days(-1)
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self::of(self.first().plus_months(1))
    }

    /// The month before it.
    #[must_use]
    pub fn before(self) -> Self {
        Self::of(self.first().plus_days(-1))
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn has(self, day: Day) -> bool {
        Self::of(day) == self
    }

    /// Its days.
    pub fn days(self) -> impl Iterator<Item = Day> {
        let (first, last) = (self.first(), self.last());
        (0..=first.days_until(last)).map(move |n| first.plus_days(n))
    }

    /// A number that grows by one each month, for storing and sorting.
    #[must_use]
    pub fn number(self) -> i32 {
        self.year * 12 + i32::from(self.month) - 1
    }

    /// The month of such a number.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        let month = u8::try_from(number.rem_euclid(12) + 1).ok()?;
        Day::new(number.div_euclid(12), month, 1).map(Self::of)
    }

    /// The year, 1–9999.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month of the year, 1–12.
    #[must_use]
    pub const fn of_year(self) -> u8 {
        self.month
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        format!("{text}-01").parse::<Day>().map(Self::of).map_err(|_| NotAMonth)
    }
}

impl TryFrom<String> for Month {
    type Error = NotAMonth;

    fn try_from(text: String) -> Result<Self, NotAMonth> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_each_other_and_read_as_written() {
        let december: Month = "2026-12".parse().expect("a month");
        assert_eq!((december.next().to_string(), december.before().to_string()), ("2027-01".to_owned(), "2026-11".to_owned()));
        assert_eq!((december.last().to_string(), december.days().count()), ("2026-12-31".to_owned(), 31));
        assert_eq!(Month::from_number(december.number()), Some(december));
        assert_eq!(Month::from_number(december.number() + 1), Some(december.next()));
        for wrong in ["2026-13", "2026", "26-01", "2026-1", "2026-01-05", ""] {
            assert_eq!(wrong.parse::<Month>(), Err(NotAMonth), "{wrong}");
        }
    }
}
