//! The taxpayer number, in the form of fifteen digits that papers still carry and in today's of sixteen.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A taxpayer number (*Nomor Pokok Wajib Pajak*): 15 digits, or 16 since PMK 112/PMK.03/2022, by which a resident's is
/// the NIK and another taxpayer's the old number behind a zero.
///
/// Personal data, as a NIK is: no `Display`, a masked `Debug`, and `Serialize` writes it whole.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Npwp(String);

/// Why a text is no taxpayer number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NpwpError {
    /// Neither 15 nor 16 digits.
    #[error("an NPWP has 15 or 16 digits, not {got}")]
    Length {
        /// Digits that were found.
        got: usize,
    },
    /// Something other than digits, spaces, dots and hyphens.
    #[error("an NPWP has only digits")]
    NotDigits,
}

/// What an officer should look at; blocks nobody, for the rule of the check digit is known by use and not by law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NpwpWarning {
    /// The ninth digit of the old number does not fit the eight before it: probably a slip.
    CheckDigit,
}

impl Npwp {
    /// Reads 15 or 16 digits; spaces, dots and hyphens between them are dropped.
    ///
    /// # Errors
    /// [`NpwpError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, NpwpError> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect();
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NpwpError::NotDigits);
        }
        match digits.len() {
            15 | 16 => Ok(Self(digits)),
            got => Err(NpwpError::Length { got }),
        }
    }

    /// The whole number, digits only.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it stands on papers: the old `01.234.567.4-901.000`, the new without marks.
    #[must_use]
    pub fn formatted(&self) -> String {
        let n = &self.0;
        if n.len() == 16 {
            return n.clone();
        }
        format!("{}.{}.{}.{}-{}.{}", &n[..2], &n[2..5], &n[5..8], &n[8..9], &n[9..12], &n[12..])
    }

    /// For screens: the first and last four digits, `0123•••••••1000`.
    #[must_use]
    pub fn masked(&self) -> String {
        let end = self.0.len() - 4;
        format!("{}{}{}", &self.0[..4], "•".repeat(end - 4), &self.0[end..])
    }

    /// What looks wrong. A number of sixteen digits is looked at only when it is an old one behind a zero; a NIK has no
    /// check digit.
    #[must_use]
    pub fn warnings(&self) -> Vec<NpwpWarning> {
        let old = if self.0.len() == 16 { self.0.strip_prefix('0') } else { Some(self.0.as_str()) };
        let wrong = old.is_some_and(|old| !luhn(&old[..9]));
        if wrong { vec![NpwpWarning::CheckDigit] } else { Vec::new() }
    }
}

/// Luhn's sum: from the right, every second digit doubled and its digits added.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .zip([1, 2].into_iter().cycle())
        .map(|(byte, times)| {
            let value = u32::from(byte - b'0') * times;
            value / 10 + value % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

impl FromStr for Npwp {
    type Err = NpwpError;

    fn from_str(text: &str) -> Result<Self, NpwpError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Npwp {
    type Error = NpwpError;

    fn try_from(text: String) -> Result<Self, NpwpError> {
        Self::parse(&text)
    }
}

impl From<Npwp> for String {
    fn from(npwp: Npwp) -> Self {
        npwp.0
    }
}

impl fmt::Debug for Npwp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Npwp({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::{Npwp, NpwpError, NpwpWarning};

    #[test]
    fn both_forms_are_read_and_written() {
        let old = Npwp::parse(" 12.345.678.2-123.000 ").unwrap();
        assert_eq!(old.as_str(), "123456782123000");
        assert_eq!(old.formatted(), "12.345.678.2-123.000");
        assert_eq!(old.masked(), "1234•••••••3000");
        let new = Npwp::parse("0123 4567 8212 3000").unwrap();
        assert_eq!(new.formatted(), "0123456782123000");
        assert_eq!(format!("{new:?}"), "Npwp(0123••••••••3000)");
        assert_eq!(serde_json::from_str::<Npwp>(&serde_json::to_string(&old).unwrap()).unwrap(), old);
        assert_eq!(Npwp::parse("12345678212300"), Err(NpwpError::Length { got: 14 }));
        assert_eq!(Npwp::parse("1234567821230001234567"), Err(NpwpError::Length { got: 22 }));
        for text in ["12.345.678.2/123.000", "12.345.678.Z-123.000"] {
            assert_eq!(Npwp::parse(text), Err(NpwpError::NotDigits), "{text}");
        }
    }

    #[test]
    fn a_wrong_check_digit_warns() {
        for check in 0..10 {
            let expected = if check == 2 { Vec::new() } else { vec![NpwpWarning::CheckDigit] };
            assert_eq!(Npwp::parse(&format!("12345678{check}123000")).unwrap().warnings(), expected);
            assert_eq!(Npwp::parse(&format!("012345678{check}123000")).unwrap().warnings(), expected);
            assert_eq!(Npwp::parse(&format!("999901520890000{check}")).unwrap().warnings(), []);
        }
    }
}
