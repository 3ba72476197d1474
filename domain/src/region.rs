//! How governments and places are named by code. Names collide and change; the official code and the slug in a path do
//! not, so these alone are keys.

use std::{borrow::Borrow, fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};

/// Why a text is no code of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegionError {
    /// Not written as a code of this kind.
    #[error("not written as a code of this kind, such as {0}")]
    Code(&'static str),
    /// Not 3 to 40 of `a`–`z`, `0`–`9` and hyphen, or with a hyphen at an end.
    #[error("a slug has 3 to 40 lowercase letters, digits and inner hyphens")]
    Slug,
}

/// The kinds of regional government. Source: UU 23/2014, art. 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum RegionKind {
    /// Province, led by a governor.
    Provinsi,
    /// Regency, led by a *bupati*.
    Kabupaten,
    /// City, led by a mayor.
    Kota,
}

/// What all four share: a checked text that is cheap to clone and is a key in maps.
macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident, $check:expr, $error:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// The text as it is stored and written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = RegionError;

            fn from_str(text: &str) -> Result<Self, RegionError> {
                if $check(text) { Ok(Self(text.into())) } else { Err($error) }
            }
        }

        impl TryFrom<&str> for $name {
            type Error = RegionError;

            fn try_from(text: &str) -> Result<Self, RegionError> {
                text.parse()
            }
        }

        impl TryFrom<String> for $name {
            type Error = RegionError;

            fn try_from(text: String) -> Result<Self, RegionError> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.as_str().to_owned()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

checked_text! {
    /// A government's official code: `36` of a province, `32.73` of a regency or city. Its parts are never zero.
    RegionCode, |text| is_code(text, &["36", "32.73"]), RegionError::Code("32.73")
}
checked_text! {
    /// A government in a path: `kota-bandung`.
    Slug, is_slug, RegionError::Slug
}
checked_text! {
    /// A district's (*kecamatan*) official code: `32.73.01`.
    DistrictCode, |text| is_code(text, &["32.73.01"]), RegionError::Code("32.73.01")
}
checked_text! {
    /// A village's (*kelurahan* or *desa*) official code: `32.73.01.1001`.
    VillageCode, |text| is_code(text, &["32.73.01.1001"]), RegionError::Code("32.73.01.1001")
}

/// Whether `text` has the shape of one of `samples`: digits where they have digits, dots where they have dots. The
/// parts that name a province and a region in it are not zero.
fn is_code(text: &str, samples: &[&str]) -> bool {
    let fits = |sample: &&str| {
        text.len() == sample.len()
            && text.bytes().zip(sample.bytes()).all(|(byte, like)| if like == b'.' { byte == b'.' } else { byte.is_ascii_digit() })
    };
    samples.iter().any(fits) && text.split('.').take(2).all(|part| part != "00")
}

fn is_slug(text: &str) -> bool {
    (3..=40).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

impl RegionCode {
    /// The code without its dot: `3273`.
    #[must_use]
    pub fn digits(&self) -> String {
        self.0.replace('.', "")
    }

    /// The digits with their check digit, to read out or print: `3273-1`.
    #[must_use]
    pub fn checked(&self) -> String {
        let digits = self.digits();
        let check = crate::number::check_digit(&digits).unwrap_or_default();
        format!("{digits}-{check}")
    }

    /// The code of digits alone: `3273` is `32.73`.
    #[must_use]
    pub fn from_digits(digits: &str) -> Option<Self> {
        match digits.split_at_checked(2)? {
            (province, "") => province.parse().ok(),
            (province, rest) => format!("{province}.{rest}").parse().ok(),
        }
    }
}

impl DistrictCode {
    /// The regency or city that the district is in.
    #[must_use]
    pub fn region(&self) -> RegionCode {
        RegionCode(self.0[..5].into())
    }

    /// The district of a code's six digits, as they begin a NIK. They are taken as they are: numbers issued by mistake
    /// name places that never were.
    pub(crate) fn from_six_digits(digits: &str) -> Self {
        let (province, rest) = digits.split_at(2);
        let (regency, district) = rest.split_at(2);
        Self(format!("{province}.{regency}.{district}").into())
    }
}

impl VillageCode {
    /// The district that the village is in.
    #[must_use]
    pub fn district(&self) -> DistrictCode {
        DistrictCode(self.0[..8].into())
    }

    /// The regency or city that the village is in.
    #[must_use]
    pub fn region(&self) -> RegionCode {
        self.district().region()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{DistrictCode, RegionCode, RegionKind, Slug, VillageCode};
    use crate::number::is_checked;

    #[test]
    fn codes_have_their_shape() {
        for text in ["36", "32.73", "99.01"] {
            assert_eq!(text.parse::<RegionCode>().unwrap().as_str(), text);
        }
        for text in ["", "3", "3273", "32-73", "32.7", "32.73.", "32.73.01", "00", "32.00", "0a", "٣٢", " 36"] {
            assert!(text.parse::<RegionCode>().is_err(), "{text}");
        }
        assert!("32.73.01".parse::<DistrictCode>().is_ok() && "32.73.1".parse::<DistrictCode>().is_err());
        assert!("32.73.01.1001".parse::<VillageCode>().is_ok() && "32.73.01.101".parse::<VillageCode>().is_err());
    }

    #[test]
    fn places_know_what_they_are_in() {
        let village: VillageCode = "32.73.01.1001".parse().unwrap();
        assert_eq!(village.district(), "32.73.01".parse().unwrap());
        assert_eq!(village.region(), "32.73".parse().unwrap());
    }

    #[test]
    fn a_region_is_read_out_with_a_check_digit() {
        for text in ["32.73", "36"] {
            let code: RegionCode = text.parse().unwrap();
            assert_eq!(RegionCode::from_digits(&code.digits()), Some(code.clone()));
            let (digits, check) = code.checked().split_once('-').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
            assert!(digits == code.digits() && check.len() == 1 && is_checked(&(digits + &check)));
        }
        assert_eq!("32.73".parse::<RegionCode>().unwrap().checked(), "3273-1");
        for digits in ["", "3", "327", "32.73", "327301", "é1", "0000"] {
            assert_eq!(RegionCode::from_digits(digits), None, "{digits}");
        }
    }

    #[test]
    fn slugs_fit_in_a_path() {
        for text in ["kota-bandung", "kab-sumbawa-barat", "abc", "r2d"] {
            assert!(text.parse::<Slug>().is_ok(), "{text}");
        }
        let long = "a".repeat(41);
        for text in ["", "ab", "Kota", "kota bandung", "kota_bandung", "-kota", "kota-", "kotá", "../etc", long.as_str()] {
            assert!(text.parse::<Slug>().is_err(), "{text}");
        }
        let by_slug: BTreeMap<Slug, u8> = [("kota-contoh".parse().unwrap(), 1)].into();
        assert_eq!(by_slug.get("kota-contoh"), Some(&1));
    }

    #[test]
    fn json_takes_only_what_is_valid() {
        let code: RegionCode = serde_json::from_str("\"32.73\"").unwrap();
        assert_eq!(serde_json::to_string(&(code, RegionKind::Kota)).unwrap(), "[\"32.73\",\"kota\"]");
        assert!(serde_json::from_str::<RegionCode>("\"3273\"").is_err());
        assert!(serde_json::from_str::<RegionCode>("32.73").is_err());
    }
}
