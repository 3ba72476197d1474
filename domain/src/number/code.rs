//! Secrets that people copy by hand: made of symbols that are not mistaken for one another, never shown by `Debug`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::significant;

/// Crockford's base 32: no I, L, O, and no U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Stands before a resume code, so that a note of it says what it is for.
const MARK: &str = "TRG";
const RESUME_SYMBOLS: usize = 8;
const SECRET_SYMBOLS: usize = 12;

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Too few or too many symbols.
    #[error("the code has {got} symbols instead of {expected}")]
    Length {
        /// Symbols that were found.
        got: usize,
        /// Symbols that there should be.
        expected: usize,
    },
    /// A symbol that no code has.
    #[error("the code has a symbol that is not used")]
    Symbol,
}

/// Opens a draft again on another device: `TRG-7K2M-9QXD`, 40 random bits. Store only its keyed hash; `Serialize`
/// writes it whole, for the answer to its owner.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ResumeCode(String);

/// Lets its holder follow a case without an account: `K7QM-2XW9-ABCD`, 60 random bits. Store only its keyed hash;
/// `Serialize` writes it whole, for the answer to its owner.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseSecret(String);

impl ResumeCode {
    /// The code of these random bytes; each of its eight symbols takes five bits.
    #[must_use]
    pub fn from_random(bytes: [u8; 5]) -> Self {
        Self(symbols(&bytes, RESUME_SYMBOLS))
    }

    /// The eight symbols alone, without mark and hyphens: what is hashed.
    #[must_use]
    pub fn symbols(&self) -> &str {
        &self.0
    }
}

impl CaseSecret {
    /// The secret of these random bytes: of their 64 bits the first 60, five to each of twelve symbols.
    #[must_use]
    pub fn from_random(bytes: [u8; 8]) -> Self {
        Self(symbols(&bytes, SECRET_SYMBOLS))
    }

    /// The twelve symbols alone, without hyphens: what is hashed.
    #[must_use]
    pub fn symbols(&self) -> &str {
        &self.0
    }
}

/// The first `count` groups of five bits, as symbols.
fn symbols(bytes: &[u8], count: usize) -> String {
    let bits = bytes.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let spare = bytes.len() * 8 - count * 5;
    (0..count).rev().map(|place| char::from(ALPHABET[usize::try_from(bits >> (spare + place * 5) & 31).unwrap_or_default()])).collect()
}

/// The symbols of a typed code, look-alikes put right.
fn read(text: &str, expected: usize) -> Result<String, CodeError> {
    let got = text.len();
    if got != expected {
        return Err(CodeError::Length { got, expected });
    }
    let symbol = |c: char| {
        let c = match c {
            'O' => '0',
            'I' | 'L' => '1',
            _ => c,
        };
        ALPHABET.iter().any(|known| char::from(*known) == c).then_some(c)
    };
    text.chars().map(symbol).collect::<Option<String>>().ok_or(CodeError::Symbol)
}

/// What was typed in upper case without separators; a text of other scripts or far too long is no code.
fn typed(text: &str) -> Result<String, CodeError> {
    significant(text, 64).ok_or(CodeError::Symbol)
}

fn in_fours(symbols: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (at, symbol) in symbols.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            f.write_str("-")?;
        }
        write!(f, "{symbol}")?;
    }
    Ok(())
}

/// The whole code, for the person it belongs to.
impl fmt::Display for ResumeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{MARK}-")?;
        in_fours(&self.0, f)
    }
}

/// The whole secret, for the receipt.
impl fmt::Display for CaseSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        in_fours(&self.0, f)
    }
}

/// Reads the code however it was typed: any case, with or without mark and hyphens, `O` for 0, `I` or `L` for 1.
impl FromStr for ResumeCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let text = typed(text)?;
        let marked = text.strip_prefix(MARK).filter(|rest| rest.len() == RESUME_SYMBOLS);
        read(marked.unwrap_or(&text), RESUME_SYMBOLS).map(Self)
    }
}

/// Reads the secret however it was typed: any case, with or without hyphens, `O` for 0, `I` or `L` for 1.
impl FromStr for CaseSecret {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        read(&typed(text)?, SECRET_SYMBOLS).map(Self)
    }
}

impl TryFrom<String> for ResumeCode {
    type Error = CodeError;

    fn try_from(text: String) -> Result<Self, CodeError> {
        text.parse()
    }
}

impl TryFrom<String> for CaseSecret {
    type Error = CodeError;

    fn try_from(text: String) -> Result<Self, CodeError> {
        text.parse()
    }
}

impl From<ResumeCode> for String {
    fn from(code: ResumeCode) -> Self {
        code.to_string()
    }
}

impl From<CaseSecret> for String {
    fn from(secret: CaseSecret) -> Self {
        secret.to_string()
    }
}

impl fmt::Debug for ResumeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResumeCode(***)")
    }
}

impl fmt::Debug for CaseSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaseSecret(***)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CaseSecret, CodeError, ResumeCode};

    #[test]
    fn bits_become_symbols() {
        assert_eq!(ResumeCode::from_random([0; 5]).to_string(), "TRG-0000-0000");
        assert_eq!(ResumeCode::from_random([0x08, 0x86, 0x42, 0x98, 0xe8]).symbols(), "12345678");
        assert_eq!(CaseSecret::from_random([0xff; 8]).to_string(), "ZZZZ-ZZZZ-ZZZZ");
        assert_eq!(CaseSecret::from_random([0, 0, 0, 0, 0, 0, 0, 0x1f]).symbols(), "000000000001");
    }

    #[test]
    fn codes_are_read_however_they_were_typed() {
        let code: ResumeCode = "TRG-7K2M-9QXD".parse().unwrap();
        for text in ["trg 7k2m 9qxd", "7K2M9QXD", " 7k2m–9qxd "] {
            assert!(text.parse::<ResumeCode>().unwrap() == code, "{text}");
        }
        assert_eq!("O1IL-0000".parse::<ResumeCode>().unwrap().to_string(), "TRG-0111-0000");
        assert_eq!("TRG0-0000".parse::<ResumeCode>().unwrap().to_string(), "TRG-TRG0-0000");
        assert_eq!("k7qm2xw9abcd".parse::<CaseSecret>().unwrap().to_string(), "K7QM-2XW9-ABCD");
        assert_eq!("7K2M-9QX".parse::<ResumeCode>(), Err(CodeError::Length { got: 7, expected: 8 }));
        assert_eq!("K7QM-2XW9".parse::<CaseSecret>(), Err(CodeError::Length { got: 8, expected: 12 }));
        for text in ["7K2M-9QXU", "7K2M-9QX*", "7K2M-9QXé"] {
            assert_eq!(text.parse::<ResumeCode>(), Err(CodeError::Symbol), "{text}");
        }
    }

    #[test]
    fn logs_do_not_show_them() {
        let shown = format!("{:?} {:#?}", ResumeCode::from_random([7; 5]), CaseSecret::from_random([7; 8]));
        assert_eq!(shown, "ResumeCode(***) CaseSecret(***)");
        let secret = CaseSecret::from_random([7; 8]);
        let json = serde_json::to_string(&secret).unwrap();
        assert!(serde_json::from_str::<CaseSecret>(&json).unwrap() == secret && json == format!("\"{secret}\""));
    }

    proptest! {
        #[test]
        fn all_bits_count_and_read_back(a: [u8; 5], b: [u8; 5], c: [u8; 8], d: [u8; 8]) {
            let (one, other) = (ResumeCode::from_random(a), ResumeCode::from_random(b));
            prop_assert_eq!(one == other, a == b);
            prop_assert!(one.to_string().parse::<ResumeCode>().unwrap() == one);
            let (one, other) = (CaseSecret::from_random(c), CaseSecret::from_random(d));
            prop_assert_eq!(one == other, u64::from_be_bytes(c) >> 4 == u64::from_be_bytes(d) >> 4);
            prop_assert!(one.to_string().to_lowercase().parse::<CaseSecret>().unwrap() == one);
        }
    }
}
