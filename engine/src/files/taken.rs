//! Where and when a picture was taken, read from it before it is shrunk and forgotten: only of pictures that are to say so, such as an
//! officer's of a visit. Of everybody else's pictures nothing of the kind is kept.
use domain::{form::Taken, point::Point};
use exif::{Exif, In, Reader, Tag, Value};
use std::io::Cursor;

/// What the picture says; nothing where it says neither place nor time.
pub(super) fn taken(bytes: &[u8]) -> Option<Taken> {
    let exif = Reader::new().read_from_container(&mut Cursor::new(bytes)).ok()?;
    let point = degrees(&exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, "S")
        .zip(degrees(&exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, "W"))
        .and_then(|(latitude, longitude)| Point::new(latitude, longitude).ok())
        // A camera that knows no place writes zeros, and there is no office in that sea.
        .filter(|p| p.latitude != 0.0 || p.longitude != 0.0);
    let at = text(&exif, Tag::DateTimeOriginal).and_then(|t| time(&t));
    (point.is_some() || at.is_some()).then(|| Taken { point: point.map(|p| p.to_string()), at, by_device: false })
}

/// What the device said where the picture did not; nothing where that is no point.
pub(super) fn with_device(taken: Option<Taken>, device: Option<&str>) -> Option<Taken> {
    let point = device.and_then(|text| text.parse::<Point>().ok()).map(|p| p.to_string());
    match (taken, point) {
        (Some(taken), _) if taken.point.is_some() => Some(taken),
        (taken, Some(point)) => Some(Taken { point: Some(point), at: taken.and_then(|t| t.at), by_device: true }),
        (taken, None) => taken,
    }
}

fn text(exif: &Exif, tag: Tag) -> Option<String> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(parts) => String::from_utf8(parts.first()?.clone()).ok(),
        _ => None,
    }
}

fn degrees(exif: &Exif, tag: Tag, reference: Tag, negative: &str) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let [degrees, minutes, seconds] = parts.get(..3)? else { return None };
    let all = degrees.to_f64() + minutes.to_f64() / 60.0 + seconds.to_f64() / 3600.0;
    let turned = if text(exif, reference).as_deref() == Some(negative) { -all } else { all };
    turned.is_finite().then_some(turned)
}

/// `2026:07:06 10:15:00` as `2026-07-06 10:15:00`.
fn time(text: &str) -> Option<String> {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    (shape == "0000:00:00 00:00:00").then(|| text.replacen(':', "-", 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG of one pixel with a place and a time, as a telephone writes them.
    fn picture(latitude: (u32, u32, u32), south: &str, longitude: (u32, u32, u32), east: &str) -> Vec<u8> {
        use exif::{Field, Rational, experimental::Writer};
        let ascii = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
        let angle = |(d, m, s): (u32, u32, u32)| Value::Rational([d, m, s].into_iter().map(|num| Rational { num, denom: 1 }).collect());
        let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
        let fields = [
            field(Tag::GPSLatitudeRef, ascii(south)),
            field(Tag::GPSLatitude, angle(latitude)),
            field(Tag::GPSLongitudeRef, ascii(east)),
            field(Tag::GPSLongitude, angle(longitude)),
            field(Tag::DateTimeOriginal, ascii("2026:07:06 10:15:00")),
        ];
        let mut writer = Writer::new();
        fields.iter().for_each(|f| writer.push_field(f));
        let mut tiff = Cursor::new(Vec::new());
        writer.write(&mut tiff, false).unwrap();
        let tiff = tiff.into_inner();
        let mut flat = Vec::new();
        image::RgbImage::new(1, 1).write_to(&mut Cursor::new(&mut flat), image::ImageFormat::Jpeg).unwrap();
        let length = u16::try_from(tiff.len() + 8).unwrap().to_be_bytes();
        [&flat[..2], &[0xff, 0xe1], &length, b"Exif\0\0", &tiff, &flat[2..]].concat()
    }

    #[test]
    fn place_and_time_are_read_from_the_picture() {
        let said = taken(&picture((6, 54, 54), "S", (107, 36, 36), "E")).unwrap();
        let point: Point = said.point.as_deref().unwrap().parse().unwrap();
        assert!((point.latitude + 6.915).abs() < 1e-6 && (point.longitude - 107.61).abs() < 1e-6, "{point}");
        assert_eq!((said.at.as_deref(), said.by_device), (Some("2026-07-06 10:15:00"), false));
        assert_eq!(with_device(Some(said.clone()), Some("1, 2")), Some(said), "the picture counts before the device");
    }

    #[test]
    fn a_place_that_can_not_be_is_none() {
        assert_eq!(taken(&picture((0, 0, 0), "N", (0, 0, 0), "E")).unwrap().point, None);
        assert_eq!(taken(&picture((95, 0, 0), "N", (7, 0, 0), "E")).unwrap().point, None);
        assert_eq!(taken(b"no picture"), None);
        let device = with_device(None, Some("-6.9147, 107.6098")).unwrap();
        assert!(device.by_device && device.point.is_some());
        assert_eq!(with_device(None, Some("here")), None);
    }
}
