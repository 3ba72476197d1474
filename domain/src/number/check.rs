//! Damm's check digit: no weights, no eleventh symbol, and no slip of the two common kinds passes.

/// A totally anti-symmetric quasigroup of order ten with zeros on its diagonal: row by what was read so far, column by
/// the next digit. Source: H. M. Damm, *Total anti-symmetrische Quasigruppen*, dissertation, Marburg 2004.
const QUASIGROUP: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// The digit (0–9) to write behind `digits`, or `None` if they are none or not all ASCII digits.
///
/// ```
/// assert_eq!(domain::number::check_digit("572"), Some(4));
/// ```
#[must_use]
pub fn check_digit(digits: &str) -> Option<u8> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(digits.bytes().fold(0, |read, byte| QUASIGROUP[usize::from(read)][usize::from(byte - b'0')]))
}

/// Whether the last of `digits` is the check digit of those before it.
///
/// ```
/// use domain::number::is_checked;
/// assert!(is_checked("5724"));
/// assert!(!is_checked("5274"));
/// ```
#[must_use]
pub fn is_checked(digits: &str) -> bool {
    // The diagonal of zeros makes a number with its check digit end in zero.
    digits.len() > 1 && check_digit(digits) == Some(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{QUASIGROUP, check_digit, is_checked};

    /// Every single wrong digit and every swap of unequal neighbours, check digit included.
    fn assert_slips_are_caught(digits: &str) {
        let whole = format!("{digits}{}", check_digit(digits).unwrap()).into_bytes();
        assert!(is_checked(str::from_utf8(&whole).unwrap()));
        let caught = |slip: &[u8]| !is_checked(str::from_utf8(slip).unwrap());
        for at in 0..whole.len() {
            for other in (b'0'..=b'9').filter(|digit| *digit != whole[at]) {
                let mut slip = whole.clone();
                slip[at] = other;
                assert!(caught(&slip), "{digits}: {other} at {at}");
            }
            if at > 0 && whole[at] != whole[at - 1] {
                let mut slip = whole.clone();
                slip.swap(at, at - 1);
                assert!(caught(&slip), "{digits}: swap at {at}");
            }
        }
    }

    /// The properties that make the promise hold for numbers of any length.
    #[test]
    fn the_table_is_totally_anti_symmetric() {
        let times = |a: usize, b: usize| usize::from(QUASIGROUP[a][b]);
        for a in 0..10 {
            assert_eq!(times(a, a), 0);
            let mut row: Vec<usize> = (0..10).map(|b| times(a, b)).collect();
            let mut column: Vec<usize> = (0..10).map(|b| times(b, a)).collect();
            row.sort_unstable();
            column.sort_unstable();
            assert!(row.iter().eq(column.iter()) && row.into_iter().eq(0..10));
            for b in 0..10 {
                for c in 0..10 {
                    assert!(b == c || times(times(a, b), c) != times(times(a, c), b), "{a} {b} {c}");
                }
            }
        }
    }

    #[test]
    fn every_slip_in_every_number_up_to_four_digits_is_caught() {
        for length in 1..=4_usize {
            for number in 0..10_u32.pow(u32::try_from(length).unwrap()) {
                assert_slips_are_caught(&format!("{number:0length$}"));
            }
        }
    }

    #[test]
    fn only_digits_have_a_check_digit() {
        for text in ["", "12a", "١٢", " 12", "-1"] {
            assert_eq!(check_digit(text), None, "{text}");
            assert!(!is_checked(text), "{text}");
        }
        assert!(!is_checked("0"));
    }

    proptest! {
        #[test]
        fn slips_in_long_numbers_are_caught(digits in "[0-9]{5,20}") {
            assert_slips_are_caught(&digits);
        }
    }
}
