//! A point on the earth, as a telephone's map says it: latitude and longitude in degrees. An officer's visit is put on record
//! with one, so that anybody can see how far from the declared place it was.
use std::{fmt, str::FromStr};

/// Latitude and longitude, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// South is below nothing.
    pub latitude: f64,
    /// West is below nothing.
    pub longitude: f64,
}

/// Not a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not latitude and longitude in degrees")]
pub struct NotAPoint;

/// The earth's mean radius, in kilometres.
const RADIUS_KM: f64 = 6_371.0;

impl Point {
    /// A point of these degrees.
    ///
    /// # Errors
    /// [`NotAPoint`] where there is no such place.
    pub fn new(latitude: f64, longitude: f64) -> Result<Self, NotAPoint> {
        let real = latitude.is_finite() && longitude.is_finite() && latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        if real { Ok(Self { latitude, longitude }) } else { Err(NotAPoint) }
    }

    /// Where it is to about a kilometre.
    #[must_use]
    pub fn roughly(self) -> String {
        format!("{:.2}, {:.2}", self.latitude, self.longitude)
    }

    /// How far another point is, in kilometres along the ground.
    #[must_use]
    pub fn km_to(self, other: Self) -> f64 {
        let (a, b) = (self.latitude.to_radians(), other.latitude.to_radians());
        let (across, along) = ((b - a) / 2.0, (other.longitude - self.longitude).to_radians() / 2.0);
        let chord = across.sin().powi(2) + a.cos() * b.cos() * along.sin().powi(2);
        2.0 * RADIUS_KM * chord.sqrt().min(1.0).asin()
    }
}

impl FromStr for Point {
    type Err = NotAPoint;

    /// As maps write it and people copy it: `-6.9147, 107.6098`, `-6,9147, 107,6098`, `-6.9147 107.6098`.
    fn from_str(text: &str) -> Result<Self, NotAPoint> {
        let parts: Vec<&str> = text.split([' ', ';', '\t']).map(|p| p.trim_matches(',')).filter(|p| !p.is_empty()).collect();
        let (latitude, longitude) = match parts.as_slice() {
            [latitude, longitude] => (*latitude, *longitude),
            // Written together, the comma is between them: then the decimals have points, or it would be one number.
            [both] => both.split_once(',').filter(|(a, b)| a.contains('.') && b.contains('.')).ok_or(NotAPoint)?,
            _ => return Err(NotAPoint),
        };
        Self::new(degrees(latitude)?, degrees(longitude)?)
    }
}

/// Degrees with a point or a comma before the decimals, and nothing else.
fn degrees(text: &str) -> Result<f64, NotAPoint> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'.' | b','));
    if !plain || text.matches(['.', ',']).count() > 1 {
        return Err(NotAPoint);
    }
    text.replace(',', ".").parse().map_err(|_| NotAPoint)
}

impl fmt::Display for Point {
    /// Five decimals: a metre.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.5}, {:.5}", self.latitude, self.longitude)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_is_read_as_people_copy_it() {
        let wanted = Point { latitude: -6.9147, longitude: 107.6098 };
        for text in ["-6.9147, 107.6098", "-6.9147,107.6098", "-6,9147, 107,6098", "-6,9147 107,6098", " -6.9147;107.6098 "] {
            assert_eq!(text.parse(), Ok(wanted), "{text}");
        }
        for text in [
            "",
            "Bandung",
            "-6.9147",
            "-6,91",
            "-6,9147",
            "-96.9, 107.6",
            "-6.9, 187.6",
            "1.2.3, 4",
            "-6,9147,107,6098",
            "NaN, 1",
            "inf, 1",
            "1e3, 1",
        ] {
            assert_eq!(text.parse::<Point>(), Err(NotAPoint), "{text}");
        }
    }

    #[test]
    fn a_degree_of_latitude_is_111_kilometres() {
        let at = |latitude| Point { latitude, longitude: 107.6 };
        assert!((at(-6.0).km_to(at(-7.0)) - 111.2).abs() < 0.1);
        assert!(at(-6.0).km_to(at(-6.0)).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(latitude in -90.0..90.0, longitude in -180.0..180.0) {
            let point = Point::new(latitude, longitude).unwrap();
            prop_assert!(point.to_string().parse::<Point>().unwrap().km_to(point) < 0.002);
        }
    }
}
