//! Indonesian telephone numbers in one form, so that a notice reaches the number that was meant and the same number
//! written in two ways is found as one.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// An Indonesian mobile or landline number in E.164: `+6281234567890`.
///
/// Personal data: no `Display`, a masked `Debug`, and `Serialize` writes it whole, so seal it before storing it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// Why a text is no Indonesian telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Nothing was written.
    #[error("no telephone number was given")]
    Empty,
    /// Something other than digits, spaces, dots, hyphens, brackets and a leading plus.
    #[error("a telephone number has only digits")]
    NotDigits,
    /// Neither `0…` nor `+62…`.
    #[error("the number starts with neither 0 nor +62")]
    NotIndonesian,
    /// Too few or too many digits for a mobile or a landline number, or no area code begins so.
    #[error("no Indonesian number has this length and beginning")]
    Length,
}

impl Phone {
    /// Reads `0812…`, `+62812…`, `62812…`, `021…`; spaces, dots, hyphens and brackets are dropped.
    ///
    /// # Errors
    /// [`PhoneError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let text: String =
            text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '(' | ')' | '\u{2010}'..='\u{2015}')).collect();
        let digits = text.strip_prefix('+').unwrap_or(&text);
        if digits.is_empty() {
            return Err(PhoneError::Empty);
        }
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PhoneError::NotDigits);
        }
        let foreign = text.starts_with('+') && !digits.starts_with("62");
        let national = match digits.strip_prefix("62") {
            // `+62 (0)812…`: the trunk zero written beside the country code.
            Some(rest) => Some(rest.strip_prefix('0').unwrap_or(rest)),
            None => digits.strip_prefix('0'),
        };
        let national = national.filter(|_| !foreign).ok_or(PhoneError::NotIndonesian)?;
        // Behind the zero: mobile numbers, and 0800, have 9 to 12 digits and begin with 8; a landline has an area code
        // of two or three digits that begins with 2 to 7 or 9, and five to eight of its own.
        let fits = match national.as_bytes().first() {
            Some(b'8') => 9..=12,
            Some(b'2'..=b'7' | b'9') => 8..=11,
            _ => return Err(PhoneError::Length),
        };
        if !fits.contains(&national.len()) {
            return Err(PhoneError::Length);
        }
        Ok(Self(format!("+62{national}")))
    }

    /// The whole number in E.164.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For screens, enough to recognise one's own: `+62812••••••890`.
    #[must_use]
    pub fn masked(&self) -> String {
        let end = self.0.len() - 3;
        format!("{}{}{}", &self.0[..6], "•".repeat(end - 6), &self.0[end..])
    }
}

impl FromStr for Phone {
    type Err = PhoneError;

    fn from_str(text: &str) -> Result<Self, PhoneError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;

    fn try_from(text: String) -> Result<Self, PhoneError> {
        Self::parse(&text)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::{Phone, PhoneError};

    #[test]
    fn one_number_has_one_form() {
        for text in
            ["08000001234", "0800-000-1234", "+62 800 000 1234", "628000001234", "+62 (0)800.000.1234", "0800\u{2013}000\u{2013}1234"]
        {
            assert_eq!(Phone::parse(text).unwrap_or_else(|e| panic!("{text}: {e}")).as_str().len(), 13, "{text}");
        }
        for (text, number) in [
            ("0800-000-1234", "+628000001234"),
            ("+62 812-0000-0000", "+6281200000000"),
            ("081200000000", "+6281200000000"),
            ("62812000000", "+62812000000"),
            ("(021) 000 0000", "+62210000000"),
            ("0622 00000", "+6262200000"),
        ] {
            assert_eq!(Phone::parse(text).unwrap().as_str(), number, "{text}");
            assert_eq!(Phone::parse(number).unwrap().as_str(), number, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_refused() {
        use PhoneError::{Empty, Length, NotDigits, NotIndonesian};
        for (text, error) in [
            ("", Empty),
            (" - ", Empty),
            ("+", Empty),
            ("0812 abc", NotDigits),
            ("++62812000000", NotDigits),
            ("0812/0813", NotDigits),
            ("+1 800 000 0000", NotIndonesian),
            ("+0812000000", NotIndonesian),
            ("81200000000", NotIndonesian),
            ("110", NotIndonesian),
            ("0812", Length),
            ("0812000000000000", Length),
            ("0100000000", Length),
            ("+62", Length),
            ("+6200812000000", Length),
        ] {
            assert_eq!(Phone::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn nothing_shows_it_whole_by_accident() {
        let phone = Phone::parse("0800-000-1234").unwrap();
        assert_eq!(phone.masked(), "+62800••••234");
        assert_eq!(format!("{phone:?}"), "Phone(+62800••••234)");
        assert_eq!(serde_json::to_string(&phone).unwrap(), "\"+628000001234\"");
        assert!(serde_json::from_str::<Phone>("\"+1\"").is_err());
        assert_eq!(Phone::parse("0622 00000").unwrap().masked(), "+62622••000");
    }
}
