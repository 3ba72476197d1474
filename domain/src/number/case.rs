//! The number under which an applicant and an office speak about one case.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{NumberError, as_digits, check_digit, is_checked, is_prefix, significant};

/// Four digits of the year, six of the serial, one to check.
const DIGITS: usize = 11;
const MAX_SERIAL: u32 = 999_999;

/// `HB-2026-004173-9`: the service's prefix, the year, a serial within it and a check digit over year and serial.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseNumber {
    prefix: String,
    year: u16,
    serial: u32,
}

impl CaseNumber {
    /// A number of `prefix` (two to four capital letters), `year` (to 9999) and `serial` (to 999,999).
    ///
    /// # Errors
    /// [`NumberError::Shape`] if a part does not fit.
    pub fn new(prefix: &str, year: u16, serial: u32) -> Result<Self, NumberError> {
        if !is_prefix(prefix) || year > 9999 || serial > MAX_SERIAL {
            return Err(NumberError::Shape);
        }
        Ok(Self { prefix: prefix.to_owned(), year, serial })
    }

    /// The service's letters.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The year in which the case was sent in.
    #[must_use]
    pub const fn year(&self) -> u16 {
        self.year
    }

    /// The running number within prefix and year.
    #[must_use]
    pub const fn serial(&self) -> u32 {
        self.serial
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { prefix, year, serial } = self;
        let check = check_digit(&format!("{year:04}{serial:06}")).unwrap_or_default();
        write!(f, "{prefix}-{year:04}-{serial:06}-{check}")
    }
}

/// Reads the number however it was typed: any case, spaces, dots or nothing for hyphens, `O` for 0, `I` or `L` for 1.
impl FromStr for CaseNumber {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let text = significant(text, DIGITS + 4).ok_or(NumberError::Shape)?;
        let (prefix, digits) = text.len().checked_sub(DIGITS).and_then(|at| text.split_at_checked(at)).ok_or(NumberError::Shape)?;
        let digits = as_digits(digits).ok_or(NumberError::Shape)?;
        let year = digits[..4].parse().map_err(|_| NumberError::Shape)?;
        let serial = digits[4..DIGITS - 1].parse().map_err(|_| NumberError::Shape)?;
        let number = Self::new(prefix, year, serial)?;
        if is_checked(&digits) { Ok(number) } else { Err(NumberError::Check) }
    }
}

impl TryFrom<String> for CaseNumber {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, NumberError> {
        text.parse()
    }
}

impl From<CaseNumber> for String {
    fn from(number: CaseNumber) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CaseNumber, NumberError};

    #[test]
    fn is_read_however_it_was_typed() {
        let number = CaseNumber::new("HB", 2026, 4173).unwrap();
        assert_eq!(number.to_string(), "HB-2026-004173-9");
        let texts = ["HB-2026-004173-9", "hb 2026 004173 9", "HB20260041739", "hb.2o26.OO4L73.9", " HB–2026–004i73–9 "];
        for text in texts {
            assert_eq!(text.parse(), Ok(number.clone()), "{text}");
        }
        assert_eq!(serde_json::to_string(&number).unwrap(), "\"HB-2026-004173-9\"");
        assert_eq!(serde_json::from_str::<CaseNumber>("\"hb-2026-004173-9\"").unwrap(), number);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let shapeless = ["", "HB", "HB-2026-04173-9", "H-2026-004173-9", "HIBAH-2026-004173-9", "H8-2026-004173-9"];
        for text in shapeless.into_iter().chain(["HB-2026-00417E-9", "ÉB-2026-004173-9", "HB-2026-004173-9-1234567"]) {
            assert_eq!(text.parse::<CaseNumber>(), Err(NumberError::Shape), "{text}");
        }
        for text in ["HB-2026-004173-8", "HB-2026-001473-9", "HB-2062-004173-9"] {
            assert_eq!(text.parse::<CaseNumber>(), Err(NumberError::Check), "{text}");
        }
        for (prefix, year, serial) in [("hb", 2026, 1), ("H", 2026, 1), ("HIBAH", 2026, 1), ("HB", 10_000, 1), ("HB", 2026, 1_000_000)] {
            assert_eq!(CaseNumber::new(prefix, year, serial), Err(NumberError::Shape));
        }
    }

    proptest! {
        #[test]
        fn reads_back_and_catches_slips(prefix in "[A-Z]{2,4}", year in 0..=9999_u16, serial in 0..=999_999_u32) {
            let number = CaseNumber::new(&prefix, year, serial).unwrap();
            let text = number.to_string();
            prop_assert_eq!(text.parse::<CaseNumber>(), Ok(number.clone()));
            prop_assert_eq!(text.replace('-', "").to_lowercase().parse::<CaseNumber>(), Ok(number));
            let digits: Vec<usize> = (prefix.len()..text.len()).filter(|at| text.as_bytes()[*at] != b'-').collect();
            for &at in &digits {
                for other in ('0'..='9').filter(|digit| !text[at..].starts_with(*digit)) {
                    let slip = format!("{}{other}{}", &text[..at], &text[at + 1..]);
                    prop_assert_eq!(slip.parse::<CaseNumber>(), Err(NumberError::Check));
                }
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in ".{0,24}") {
            if let Ok(number) = text.parse::<CaseNumber>() {
                prop_assert_eq!(number.to_string().parse::<CaseNumber>(), Ok(number));
            }
        }
    }
}
