//! Money exists here once, as whole rupiah that can be neither negative nor wrapped around, so that no other module
//! adds amounts with bare integers or guesses what a person meant by `1.500`.

mod in_words;
#[cfg(test)]
mod tests;

use std::{borrow::Borrow, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::words::Lang;

/// Between the currency or a unit and its number, so that a line never breaks there.
const NO_BREAK_SPACE: char = '\u{a0}';

/// An amount in whole rupiah, from 0 to [`Rupiah::MAX`]. Stored and sent as an integer; never a float.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Rupiah(i64);

/// Why a text or an integer is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RupiahError {
    /// Nothing was written.
    #[error("no amount was given")]
    Empty,
    /// Words, broken groups of thousands, or a text that two people would read differently, such as `1.5`.
    #[error("not an amount in whole rupiah")]
    NotANumber,
    /// Cents other than zero: budgets and payments know whole rupiah only.
    #[error("cents are not accepted")]
    Cents,
    /// Below zero.
    #[error("an amount cannot be negative")]
    Negative,
    /// Above [`Rupiah::MAX`].
    #[error("the amount is larger than {}", Rupiah::MAX.grouped())]
    TooLarge,
}

impl Rupiah {
    /// No money.
    pub const ZERO: Self = Self(0);
    /// One thousand trillion (10^15) rupiah: above any region's budget, and exact as a JavaScript number.
    pub const MAX: Self = Self(1_000_000_000_000_000);

    /// The amount as an integer, in rupiah.
    #[must_use]
    pub const fn rupiah(self) -> i64 {
        self.0
    }

    /// The sum, or `None` above [`Rupiah::MAX`].
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        Self::within(self.0 + other.0)
    }

    /// The difference, or `None` when `other` is the larger.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        Self::within(self.0 - other.0)
    }

    /// The amount `times` over, or `None` above [`Rupiah::MAX`].
    #[must_use]
    pub fn checked_mul(self, times: u32) -> Option<Self> {
        self.0.checked_mul(i64::from(times)).and_then(Self::within)
    }

    /// The total of all amounts (zero of none), or `None` above [`Rupiah::MAX`].
    #[must_use]
    pub fn total<I>(amounts: I) -> Option<Self>
    where
        I: IntoIterator,
        I::Item: Borrow<Self>,
    {
        amounts.into_iter().try_fold(Self::ZERO, |sum, amount| sum.checked_add(*amount.borrow()))
    }

    /// Digits in groups of three as Indonesians write them, without the currency: `48.500.000`.
    #[must_use]
    pub fn grouped(self) -> String {
        crate::words::number(self.0, Lang::Id)
    }

    /// For a tile or a chart, rounded half up to one decimal: `Rp 18,4 M` (miliar, 10^9), `jt` (juta, 10^6) and `T`
    /// (triliun, 10^12), in English `bn`, `m` and `tn`. Below a million nothing is shortened. Spaces do not break.
    #[must_use]
    pub fn short(self, lang: Lang) -> String {
        let units = match lang {
            Lang::Id => ["jt", "M", "T"],
            Lang::En => ["m", "bn", "tn"],
        };
        // An amount that would round to 1.000,0 of a unit is one of the next.
        let (unit, name) = match self.0 {
            ..1_000_000 => return format!("Rp{NO_BREAK_SPACE}{}", crate::words::number(self.0, lang)),
            1_000_000..999_950_000 => (1_000_000, units[0]),
            999_950_000..999_950_000_000 => (1_000_000_000, units[1]),
            _ => (1_000_000_000_000, units[2]),
        };
        let tenths = (self.0 + unit / 20) / (unit / 10);
        format!("Rp{NO_BREAK_SPACE}{}{NO_BREAK_SPACE}{name}", crate::words::tenths(tenths, lang))
    }

    /// Reads what people type: `1500000`, `1.500.000`, `1,500,000`, `Rp 1.500.000`, `Rp. 50.000.000,-`,
    /// `1.500.000,00`. A separator counts only where it cannot be misread: groups of exactly three digits, and cents
    /// behind a comma, or behind a point once the whole part shows that it is no group.
    ///
    /// ```
    /// use domain::money::{Rupiah, RupiahError};
    /// assert_eq!(Rupiah::parse("Rp. 50.000.000,-").map(Rupiah::rupiah), Ok(50_000_000));
    /// assert_eq!(Rupiah::parse("1.5"), Err(RupiahError::NotANumber));
    /// ```
    ///
    /// # Errors
    /// [`RupiahError`] names the reason; words and ambiguous texts are `NotANumber`.
    pub fn parse(text: &str) -> Result<Self, RupiahError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(RupiahError::Empty);
        }
        let (minus, text) = strip_minus(text);
        let (minus_inside, text) = strip_minus(strip_currency(text));
        let text = strip_dash(text);
        let (whole, cents) = split_cents(text)?;
        let digits = join_groups(whole)?;
        if cents.bytes().any(|digit| digit != b'0') {
            return Err(RupiahError::Cents);
        }
        let digits = digits.trim_start_matches('0');
        if (minus || minus_inside) && !digits.is_empty() {
            return Err(RupiahError::Negative);
        }
        if digits.is_empty() {
            return Ok(Self::ZERO);
        }
        // All are digits, so the only way to fail is to be too long.
        digits.parse::<i64>().map_err(|_| RupiahError::TooLarge)?.try_into()
    }

    const fn within(amount: i64) -> Option<Self> {
        if 0 <= amount && amount <= Self::MAX.0 { Some(Self(amount)) } else { None }
    }
}

fn strip_minus(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    }
}

/// Drops `Rp`, `Rp.` or `IDR`, in any case. A lone currency leaves an empty text, which is no number.
fn strip_currency(text: &str) -> &str {
    let drop = |name: &str| {
        let head = text.get(..name.len())?;
        head.eq_ignore_ascii_case(name).then(|| text[name.len()..].trim_start())
    };
    drop("rp.").or_else(|| drop("rp")).or_else(|| drop("idr")).unwrap_or(text)
}

/// Drops the dash that closes an amount on receipts: `50.000,-`.
fn strip_dash(text: &str) -> &str {
    text.strip_suffix('-').and_then(|rest| rest.trim_end_matches('-').strip_suffix([',', '.'])).unwrap_or(text)
}

/// Splits off two digits of cents. `1.00` is refused, for it may be a slip of `1.000`.
fn split_cents(text: &str) -> Result<(&str, &str), RupiahError> {
    let (separator, cents) = match text.as_bytes() {
        [.., separator @ (b',' | b'.'), b'0'..=b'9', b'0'..=b'9'] => (separator, &text[text.len() - 2..]),
        _ => return Ok((text, "")),
    };
    let whole = &text[..text.len() - 3];
    let clear = match separator {
        b',' => !whole.contains(','),
        _ => !whole.contains('.') && (whole.contains(',') || whole.len() > 3),
    };
    if clear { Ok((whole, cents)) } else { Err(RupiahError::NotANumber) }
}

/// Joins `1.500.000` or `1,500,000` to its digits; plain digits pass. One kind of separator, groups of three.
fn join_groups(whole: &str) -> Result<String, RupiahError> {
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = match (whole.contains('.'), whole.contains(',')) {
        (true, true) => return Err(RupiahError::NotANumber),
        (true, false) => whole.split('.'),
        (false, _) => whole.split(','),
    };
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    // `0.500` is half of something, not five hundred.
    let leads = rest.is_empty() || (first.len() <= 3 && !first.starts_with('0'));
    if !leads || !all_digits(first) || rest.iter().any(|part| part.len() != 3 || !all_digits(part)) {
        return Err(RupiahError::NotANumber);
    }
    Ok(rest.iter().fold(first.to_owned(), |joined, part| joined + part))
}

impl TryFrom<i64> for Rupiah {
    type Error = RupiahError;

    fn try_from(amount: i64) -> Result<Self, RupiahError> {
        if amount < 0 {
            return Err(RupiahError::Negative);
        }
        Self::within(amount).ok_or(RupiahError::TooLarge)
    }
}

impl From<Rupiah> for i64 {
    fn from(amount: Rupiah) -> Self {
        amount.0
    }
}

impl FromStr for Rupiah {
    type Err = RupiahError;

    fn from_str(text: &str) -> Result<Self, RupiahError> {
        Self::parse(text)
    }
}

/// `Rp 48.500.000`, with a no-break space.
impl fmt::Display for Rupiah {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rp{NO_BREAK_SPACE}{}", self.grouped())
    }
}
