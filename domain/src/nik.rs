//! The national identity number. Many a valid one contradicts its holder's papers, for it never changes once issued; so
//! only its length is a rule, and everything read from its digits is a hint for an officer.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{region::DistrictCode, time::Day};

/// A national identity number (*Nomor Induk Kependudukan*): 16 digits.
///
/// Personal data. There is no `Display`, and `Debug` masks; `Serialize` writes the whole number, so seal it before
/// storing it, and show [`Nik::masked`]. Source: PP 37/2007, art. 37.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Nik(String);

/// Why a text is no NIK.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NikError {
    /// Not 16 digits.
    #[error("a NIK has 16 digits, not {got}")]
    Length {
        /// Digits that were found.
        got: usize,
    },
    /// Something other than digits, spaces, dots and hyphens.
    #[error("a NIK has only digits")]
    NotDigits,
}

/// What the digits say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NikParts {
    /// The district where the holder lived when the number was issued.
    pub district: DistrictCode,
    /// Day of birth, the 40 that marks a woman taken off.
    pub birth_day: u8,
    /// Month of birth.
    pub birth_month: u8,
    /// The last two digits of the year of birth.
    pub birth_year: u8,
    /// Whether 40 was added to the day.
    pub female: bool,
    /// The running number among those born that day and registered there; issued from 1.
    pub serial: u16,
}

/// What an officer should look at. None of these blocks anyone: numbers are issued with mistakes, keep them for life,
/// and outlive the districts they name. Source: PP 40/2019, art. 30.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NikWarning {
    /// The birth date inside is in no calendar.
    ImpossibleDate,
    /// The district inside is not among those known.
    UnknownDistrict,
    /// The birth date inside is not the one given.
    BirthDateDiffers,
    /// The sex inside is not the one given.
    SexDiffers,
    /// The running number is 0000.
    SerialZero,
}

impl Nik {
    /// Reads 16 digits; spaces, dots and hyphens between them are dropped.
    ///
    /// # Errors
    /// [`NikError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, NikError> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect();
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NikError::NotDigits);
        }
        if digits.len() != 16 {
            return Err(NikError::Length { got: digits.len() });
        }
        Ok(Self(digits))
    }

    /// The whole number, to seal, to hash, or to reveal by an act that is recorded.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For screens: `9999••••••••0001`.
    #[must_use]
    pub fn masked(&self) -> String {
        format!("{}••••••••{}", &self.0[..4], &self.0[12..])
    }

    /// What the digits say.
    #[must_use]
    pub fn parts(&self) -> NikParts {
        let day = self.pair(6);
        let female = day > 40;
        NikParts {
            district: DistrictCode::from_six_digits(&self.0[..6]),
            birth_day: if female { day - 40 } else { day },
            birth_month: self.pair(8),
            birth_year: self.pair(10),
            female,
            serial: u16::from(self.pair(12)) * 100 + u16::from(self.pair(14)),
        }
    }

    /// Compares the number with what else is known: `known_district` says whether a district exists (none: do not ask),
    /// `birth` and `female` are from the form, and `home`, where the person lives, counts as known whatever the list
    /// says. A home elsewhere is no warning, for a NIK stays the same when its holder moves.
    #[must_use]
    pub fn check(
        &self,
        known_district: Option<&dyn Fn(&DistrictCode) -> bool>,
        birth: Option<Day>,
        female: Option<bool>,
        home: Option<&DistrictCode>,
    ) -> Vec<NikWarning> {
        let parts = self.parts();
        let year = i32::from(parts.birth_year);
        let exists = [1900, 2000].into_iter().any(|century| Day::new(century + year, parts.birth_month, parts.birth_day).is_some());
        let unknown = known_district.is_some_and(|known| home != Some(&parts.district) && !known(&parts.district));
        let differs =
            birth.is_some_and(|birth| (birth.day(), birth.month(), birth.year() % 100) != (parts.birth_day, parts.birth_month, year));
        let warnings = [
            (!exists, NikWarning::ImpossibleDate),
            (unknown, NikWarning::UnknownDistrict),
            (differs, NikWarning::BirthDateDiffers),
            (female.is_some_and(|female| female != parts.female), NikWarning::SexDiffers),
            (parts.serial == 0, NikWarning::SerialZero),
        ];
        warnings.into_iter().filter(|(holds, _)| *holds).map(|(_, warning)| warning).collect()
    }

    /// The number (0–99) of the two digits at `at`.
    fn pair(&self, at: usize) -> u8 {
        self.0.get(at..at + 2).and_then(|pair| pair.parse().ok()).unwrap_or_default()
    }
}

impl FromStr for Nik {
    type Err = NikError;

    fn from_str(text: &str) -> Result<Self, NikError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Nik {
    type Error = NikError;

    fn try_from(text: String) -> Result<Self, NikError> {
        Self::parse(&text)
    }
}

impl From<Nik> for String {
    fn from(nik: Nik) -> Self {
        nik.0
    }
}

impl fmt::Debug for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nik({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::{Nik, NikError, NikWarning};
    use crate::{region::DistrictCode, time::Day};

    fn nik(text: &str) -> Nik {
        Nik::parse(text).unwrap()
    }

    #[test]
    fn only_the_length_is_a_rule() {
        assert_eq!(nik("9999 0152-0890.0001").as_str(), "9999015208900001");
        assert_eq!(nik("0000000000000000").as_str().len(), 16);
        assert_eq!(Nik::parse(""), Err(NikError::Length { got: 0 }));
        assert_eq!(Nik::parse("999901520890001"), Err(NikError::Length { got: 15 }));
        assert_eq!(Nik::parse("99990152089000012"), Err(NikError::Length { got: 17 }));
        for text in ["999901520890000O", "+999015208900001", "٩٩٩٩٠١٥٢٠٨٩٠٠٠٠١"] {
            assert_eq!(Nik::parse(text), Err(NikError::NotDigits), "{text}");
        }
    }

    #[test]
    fn digits_tell_place_birth_and_sex() {
        let woman = nik("9999015208900412").parts();
        assert_eq!(woman.district, "99.99.01".parse().unwrap());
        assert_eq!((woman.birth_day, woman.birth_month, woman.birth_year), (12, 8, 90));
        assert!(woman.female && woman.serial == 412);
        assert!(!nik("9999014008900412").parts().female && nik("9999014108900412").parts().female);
    }

    #[test]
    fn contradictions_warn_one_by_one() {
        use NikWarning::{BirthDateDiffers, ImpossibleDate, SerialZero, SexDiffers, UnknownDistrict};
        let woman = nik("9999015208900412");
        let birth = Day::new(1990, 8, 12);
        let known = |district: &DistrictCode| district.as_str() == "99.99.01";
        let nowhere = |_: &DistrictCode| false;
        assert_eq!(woman.check(Some(&known), birth, Some(true), None), []);
        assert_eq!(woman.check(None, None, None, None), []);
        assert_eq!(woman.check(Some(&nowhere), birth, Some(true), None), [UnknownDistrict]);
        assert_eq!(woman.check(Some(&nowhere), birth, Some(true), Some(&"99.99.01".parse().unwrap())), []);
        assert_eq!(woman.check(Some(&known), birth, Some(true), Some(&"99.99.02".parse().unwrap())), []);
        assert_eq!(woman.check(None, birth, Some(false), None), [SexDiffers]);
        for wrong in [Day::new(1990, 8, 13), Day::new(1990, 9, 12), Day::new(1991, 8, 12)] {
            assert_eq!(woman.check(None, wrong, None, None), [BirthDateDiffers]);
        }
        assert_eq!(nik("9999013102900000").check(None, None, None, None), [ImpossibleDate, SerialZero]);
        for impossible in ["9999010008900001", "9999017208900001", "9999011213900001", "9999012902010001"] {
            assert_eq!(nik(impossible).check(None, None, None, None), [ImpossibleDate], "{impossible}");
        }
        assert_eq!(nik("9999012902000001").check(None, Day::new(2000, 2, 29), None, None), []);
    }

    #[test]
    fn nothing_shows_it_whole_by_accident() {
        let nik = nik("9999015208900412");
        assert_eq!(nik.masked(), "9999••••••••0412");
        assert_eq!(format!("{nik:?}"), "Nik(9999••••••••0412)");
        assert_eq!(serde_json::to_string(&nik).unwrap(), "\"9999015208900412\"");
        assert!(serde_json::from_str::<Nik>("\"9999\"").is_err());
    }
}
