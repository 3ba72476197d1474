//! A bill as a QRIS text: what every payment app in Indonesia reads. The form is EMVCo's *Merchant-Presented Mode* (tag, length,
//! value), with a checksum at its end (CRC-16/CCITT-FALSE).
use crate::money::Rupiah;

/// Who is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merchant<'a> {
    /// The government's identifier with its payment provider.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its place.
    pub city: &'a str,
}

/// Government services in the list of merchant categories (ISO 18245).
const CATEGORY: &str = "9399";
/// Rupiah in ISO 4217.
const CURRENCY: &str = "360";
/// Most letters of a merchant's name, and of its place, in EMVCo's form.
const NAME: usize = 25;
const CITY: usize = 15;
/// Most letters of a bill's number in it.
const BILL: usize = 25;

/// The text for a bill that is paid once. What does not fit EMVCo's lengths is cut, and letters beyond its alphabet go.
#[must_use]
pub fn text(merchant: &Merchant<'_>, amount: Rupiah, bill: &str) -> String {
    let plain = |text: &str, most: usize| text.chars().filter(|c| (' '..='~').contains(c)).take(most).collect::<String>();
    let account = tag("00", "ID.CO.QRIS.WWW") + &tag("02", &plain(merchant.id, BILL));
    let mut text = [
        tag("00", "01"),
        tag("01", "12"),
        tag("51", &account),
        tag("52", CATEGORY),
        tag("53", CURRENCY),
        tag("54", &amount.rupiah().to_string()),
        tag("58", "ID"),
        tag("59", &plain(merchant.name, NAME)),
        tag("60", &plain(merchant.city, CITY)),
        tag("62", &tag("01", &plain(bill, BILL))),
    ]
    .concat();
    text.push_str("6304");
    let sum = checksum(text.as_bytes());
    text.push_str(&format!("{sum:04X}"));
    text
}

/// Whether the checksum at a text's end is that of what stands before it.
#[must_use]
pub fn is_whole(text: &str) -> bool {
    let Some((before, sum)) = text.len().checked_sub(4).and_then(|at| text.split_at_checked(at)) else { return false };
    before.ends_with("6304") && u16::from_str_radix(sum, 16) == Ok(checksum(before.as_bytes()))
}

fn tag(tag: &str, value: &str) -> String {
    format!("{tag}{:02}{value}", value.len())
}

/// CRC-16/CCITT-FALSE: polynomial 0x1021, beginning with 0xFFFF.
fn checksum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |sum, byte| {
        (0..8).fold(sum ^ (u16::from(*byte) << 8), |sum, _| if sum & 0x8000 == 0 { sum << 1 } else { (sum << 1) ^ 0x1021 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_checksum_is_the_standards() {
        // The check value of CRC-16/CCITT-FALSE.
        assert_eq!(checksum(b"123456789"), 0x29B1);
    }

    #[test]
    fn a_bill_is_written_as_payment_apps_read_it() {
        let merchant = Merchant { id: "ID1020000000001", name: "PEMERINTAH KOTA CONTOH YANG PANJANG", city: "KOTA CONTOH" };
        let text = text(&merchant, Rupiah::try_from(1_250_000).unwrap(), "3273202600004128");
        assert!(text.starts_with("000201010212"), "{text}");
        assert!(text.contains("5303360") && text.contains("54071250000") && text.contains("5802ID"), "{text}");
        assert!(text.contains("5925PEMERINTAH KOTA CONTOH YA") && text.contains("62200116"), "{text}");
        assert!(is_whole(&text));
    }

    proptest! {
        #[test]
        fn a_changed_letter_shows(amount in 1_i64..1_000_000_000_000, at: prop::sample::Index) {
            let merchant = Merchant { id: "1", name: "A", city: "B" };
            let whole = text(&merchant, Rupiah::try_from(amount).unwrap(), "3273202600004128");
            let at = at.index(whole.len() - 8);
            let mut bytes = whole.clone().into_bytes();
            bytes[at] = if bytes[at] == b'7' { b'8' } else { b'7' };
            let changed = String::from_utf8(bytes).unwrap();
            prop_assert!(!is_whole(&changed), "{} for {}", changed, whole);
        }
    }
}
