//! The number printed on what an office issues, unlike in every region and every year.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{NumberError, as_digits, check_digit, is_checked, is_prefix, significant};
use crate::region::RegionCode;

/// Four digits of the year, seven of the serial, one to check; the region's stand before them.
const DIGITS: usize = 12;
const MAX_SERIAL: u32 = 9_999_999;

/// The number of an issued document, such as a licence or a decree: `IZ3273-2026-0000412-8`. The check digit covers
/// region, year and serial.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SerialNumber {
    prefix: String,
    region: RegionCode,
    year: u16,
    serial: u32,
}

impl SerialNumber {
    /// A number of `prefix` (two to four capital letters), `region`, `year` (to 9999) and `serial` (to 9,999,999).
    ///
    /// # Errors
    /// [`NumberError::Shape`] if a part does not fit.
    pub fn new(prefix: &str, region: &RegionCode, year: u16, serial: u32) -> Result<Self, NumberError> {
        if !is_prefix(prefix) || year > 9999 || serial > MAX_SERIAL {
            return Err(NumberError::Shape);
        }
        Ok(Self { prefix: prefix.to_owned(), region: region.clone(), year, serial })
    }

    /// The letters of the kind of document.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The government that issued it.
    #[must_use]
    pub const fn region(&self) -> &RegionCode {
        &self.region
    }

    /// The year of issue.
    #[must_use]
    pub const fn year(&self) -> u16 {
        self.year
    }

    /// The running number within prefix, region and year.
    #[must_use]
    pub const fn serial(&self) -> u32 {
        self.serial
    }

    /// Reads `text` (upper case, no separators) as a prefix and a part of digits that begins with `region_digits` of
    /// the region.
    fn split(text: &str, region_digits: usize) -> Result<Self, NumberError> {
        let at = text.len().checked_sub(DIGITS + region_digits).ok_or(NumberError::Shape)?;
        let (prefix, digits) = text.split_at_checked(at).ok_or(NumberError::Shape)?;
        let digits = as_digits(digits).ok_or(NumberError::Shape)?;
        let (region, rest) = digits.split_at(region_digits);
        let region = RegionCode::from_digits(region).ok_or(NumberError::Shape)?;
        let year = rest[..4].parse().map_err(|_| NumberError::Shape)?;
        let serial = rest[4..DIGITS - 1].parse().map_err(|_| NumberError::Shape)?;
        let number = Self::new(prefix, &region, year, serial)?;
        if is_checked(&digits) { Ok(number) } else { Err(NumberError::Check) }
    }
}

impl fmt::Display for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { prefix, region, year, serial } = self;
        let region = region.digits();
        let check = check_digit(&format!("{region}{year:04}{serial:07}")).unwrap_or_default();
        write!(f, "{prefix}{region}-{year:04}-{serial:07}-{check}")
    }
}

/// Reads the number however it was typed, as a case number is read.
impl FromStr for SerialNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let text = significant(text, DIGITS + 4 + 4).ok_or(NumberError::Shape)?;
        // A province has two digits, a regency or city four. Letters that could belong to the prefix do: were both
        // readings tried for a check digit that fits, a slip in the one could pass as the other.
        match Self::split(&text, 2) {
            Err(NumberError::Shape) => Self::split(&text, 4),
            read => read,
        }
    }
}

impl TryFrom<String> for SerialNumber {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, NumberError> {
        text.parse()
    }
}

impl From<SerialNumber> for String {
    fn from(number: SerialNumber) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{NumberError, SerialNumber};
    use crate::region::RegionCode;

    #[test]
    fn is_read_however_it_was_typed() {
        for (region, written) in [("32.73", "IZ3273-2026-0000412-8"), ("36", "IZ36-2026-0000412-1")] {
            let number = SerialNumber::new("IZ", &region.parse().unwrap(), 2026, 412).unwrap();
            assert_eq!(number.to_string(), written);
            for text in [written.to_owned(), written.to_lowercase().replace('-', " "), written.replace('0', "O").replace('1', "l")] {
                assert_eq!(text.parse(), Ok(number.clone()), "{text}");
            }
            assert_eq!(serde_json::from_str::<SerialNumber>(&serde_json::to_string(&number).unwrap()).unwrap(), number);
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "IZ3273", "3273-2026-0000412-1", "IZ327-2026-0000412-1", "IZ0073-2026-0000412-1", "IZINX3273-2026-0000412-1"] {
            assert_eq!(text.parse::<SerialNumber>(), Err(NumberError::Shape), "{text}");
        }
        assert_eq!("IZ3237-2026-0000412-1".parse::<SerialNumber>(), Err(NumberError::Check));
        let region: RegionCode = "36".parse().unwrap();
        for (prefix, year, serial) in [("iz", 2026, 1), ("IZ", 10_000, 1), ("IZ", 2026, 10_000_000)] {
            assert_eq!(SerialNumber::new(prefix, &region, year, serial), Err(NumberError::Shape));
        }
    }

    proptest! {
        #[test]
        fn reads_back_and_catches_slips(prefix in "[A-Z]{2,4}", region in "[1-9][0-9](\\.[0-9][1-9])?", year in 0..=9999_u16, serial in 0..=9_999_999_u32) {
            let number = SerialNumber::new(&prefix, &region.parse().unwrap(), year, serial).unwrap();
            let text = number.to_string();
            prop_assert_eq!(text.parse::<SerialNumber>(), Ok(number));
            for at in (prefix.len()..text.len()).filter(|at| text.as_bytes()[*at] != b'-') {
                for other in ('0'..='9').filter(|digit| !text[at..].starts_with(*digit)) {
                    let slip = format!("{}{other}{}", &text[..at], &text[at + 1..]);
                    prop_assert!(slip.parse::<SerialNumber>().is_err(), "{} for {}", slip, text);
                }
            }
        }
    }
}
