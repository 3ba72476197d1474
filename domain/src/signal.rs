//! What comes from sources outside: checked by the pack's rule of its source before anything is kept.
use crate::{
    pack::{Level, SignalKind, SignalRule},
    time::Instant,
};
use serde::Deserialize;

/// Most letters of a thing's name, and of a picture's address.
const NAME: usize = 40;
const ADDRESS: usize = 300;
/// How old a signal may be when it comes, and how far ahead its clock may be, milliseconds.
const OLD_MS: i64 = 86_400_000;
const AHEAD_MS: i64 = 300_000;
/// A reading's figures are kept in thousandths.
pub const THOUSANDTHS: f64 = 1_000.0;

/// A signal as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// The source's key.
    pub source: String,
    /// Which of its things.
    pub thing: String,
    /// When it was so, UTC milliseconds; now where it is left out.
    #[serde(default)]
    pub at: Option<i64>,
    /// Degrees north.
    #[serde(default)]
    pub latitude: Option<f64>,
    /// Degrees east.
    #[serde(default)]
    pub longitude: Option<f64>,
    /// The reading, in the source's unit.
    #[serde(default)]
    pub value: Option<f64>,
    /// Where a picture is.
    #[serde(default)]
    pub picture: Option<String>,
}

/// A signal that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// The source's key.
    pub source: String,
    /// Which of its things.
    pub thing: String,
    /// When it was so.
    pub at: Instant,
    /// What it says.
    pub said: Said,
}

/// What a signal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Where it is: millionths of a degree north and east.
    At(i64, i64),
    /// The reading, in thousandths of the source's unit.
    Reads(i64),
    /// The address of a picture.
    Sees(String),
}

/// Why a signal is refused, with the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignalFault {
    /// The pack has no such source, or the key is another source's.
    Source,
    /// The thing's name is missing, too long, or has other signs than letters, digits, `-`, `_`, `.` and spaces.
    Thing,
    /// The time is more than a day ago, or ahead of ours.
    Time,
    /// A position outside of the country, or none.
    Position,
    /// No reading, or one out of range.
    Value,
    /// No address of a picture that is safe to open.
    Picture,
    /// A field that this source does not send.
    Other,
}

impl SignalFault {
    /// The field that is wrong.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Thing => "thing",
            Self::Time => "at",
            Self::Position => "latitude",
            Self::Value => "value",
            Self::Picture => "picture",
            Self::Other => "kind",
        }
    }
}

/// The signal, where it holds by the rule of its source.
///
/// # Errors
/// [`SignalFault`]: the first thing that is wrong.
pub fn check(rules: &[SignalRule], sent: &Sent, now: Instant) -> Result<Signal, SignalFault> {
    let rule = rules.iter().find(|rule| rule.key == sent.source).ok_or(SignalFault::Source)?;
    let thing = sent.thing.trim();
    let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    if thing.is_empty() || thing.chars().count() > NAME || !thing.chars().all(is_sign) {
        return Err(SignalFault::Thing);
    }
    let at = sent.at.map_or(now, Instant);
    if at.millis() < now.millis() - OLD_MS || at.millis() > now.millis() + AHEAD_MS {
        return Err(SignalFault::Time);
    }
    let has = (sent.latitude.is_some() || sent.longitude.is_some(), sent.value.is_some(), sent.picture.is_some());
    let said = match rule.kind {
        SignalKind::Position if !has.1 && !has.2 => position(sent)?,
        SignalKind::Reading if !has.0 && !has.2 => reading(rule, sent)?,
        SignalKind::Camera if !has.0 && !has.1 => picture(sent)?,
        _ => return Err(SignalFault::Other),
    };
    Ok(Signal { source: rule.key.clone(), thing: thing.to_owned(), at, said })
}

#[expect(clippy::cast_possible_truncation, reason = "what is checked to be small fits")]
fn position(sent: &Sent) -> Result<Said, SignalFault> {
    // From Rote to Sabang and from Sabang to Merauke, with some sea around.
    match (sent.latitude, sent.longitude) {
        (Some(north), Some(east)) if (-12.0..=7.0).contains(&north) && (94.0..=142.0).contains(&east) => {
            Ok(Said::At((north * 1e6).round() as i64, (east * 1e6).round() as i64))
        }
        _ => Err(SignalFault::Position),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "ranges are small figures")]
fn reading(rule: &SignalRule, sent: &Sent) -> Result<Said, SignalFault> {
    let (low, high) = rule.range.unwrap_or_default();
    match sent.value {
        Some(value) if value.is_finite() && (low as f64..=high as f64).contains(&value) => {
            Ok(Said::Reads((value * THOUSANDTHS).round() as i64))
        }
        _ => Err(SignalFault::Value),
    }
}

/// Only an encrypted address without a name and a password in it is opened for an operator.
fn picture(sent: &Sent) -> Result<Said, SignalFault> {
    let address = sent.picture.as_deref().unwrap_or_default();
    let rest = address.strip_prefix("https://").ok_or(SignalFault::Picture)?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_safe = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '`');
    if host.is_empty() || host.contains('@') || address.len() > ADDRESS || !address.chars().all(is_safe) {
        return Err(SignalFault::Picture);
    }
    Ok(Said::Sees(address.to_owned()))
}

/// How much a reading matters; none for one that is as it should be.
#[must_use]
pub fn level(rule: &SignalRule, thousandths: i64) -> Option<Level> {
    let reached = |figure: Option<i64>| figure.is_some_and(|figure| thousandths >= figure.saturating_mul(1_000));
    match (reached(rule.bad), reached(rule.warn)) {
        (true, _) => Some(Level::Bad),
        (false, true) => Some(Level::Warn),
        (false, false) => None,
    }
}

#[cfg(test)]
#[path = "signal/tests.rs"]
mod tests;
