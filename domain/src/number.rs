//! Numbers that survive being said over the phone and typed by hand: a check digit shows every wrong digit and every
//! pair of neighbours in the wrong order, and reading forgives case, spaces and letters that look like digits.

mod case;
mod check;
mod code;
mod serial;

pub use case::CaseNumber;
pub use check::{check_digit, is_checked};
pub use code::{CaseSecret, CodeError, ResumeCode};
pub use serial::SerialNumber;

/// Why a text or its parts are no number of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// A part is missing, too long or made of the wrong characters.
    #[error("not written as a number of this kind")]
    Shape,
    /// The check digit does not fit: a digit was misread or two were swapped.
    #[error("the check digit does not fit; a digit is wrong or two are swapped")]
    Check,
}

/// What separates the parts of a number when people write it. Word processors turn hyphens into dashes.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '.' | '/' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The characters that count, in upper case, or `None` if one is not ASCII. `limit` bounds the work on long texts.
fn significant(text: &str, limit: usize) -> Option<String> {
    let kept: String = text.chars().filter(|c| !is_separator(*c)).take(limit + 1).collect();
    (kept.is_ascii() && kept.len() <= limit).then(|| kept.to_ascii_uppercase())
}

/// Digits, with the letters people take for them put right; `None` if another character is among them.
fn as_digits(text: &str) -> Option<String> {
    text.chars()
        .map(|c| match c {
            'O' => Some('0'),
            'I' | 'L' => Some('1'),
            '0'..='9' => Some(c),
            _ => None,
        })
        .collect()
}

/// Whether `prefix` is two to four capital letters.
fn is_prefix(prefix: &str) -> bool {
    (2..=4).contains(&prefix.len()) && prefix.bytes().all(|byte| byte.is_ascii_uppercase())
}
