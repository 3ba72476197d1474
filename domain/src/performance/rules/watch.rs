//! What is looked at by itself: single entries that a superior sees first, and patterns over a month.
use crate::{performance::pattern::PatternKind, text::Text};
use serde::{Deserialize, Serialize};

/// When an entry is looked at by itself, beside the patterns that it is a part of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DoubtRule {
    /// Where it comes from.
    pub legal_base: String,
    /// It took more than so many basis points of its norm.
    pub above_norm: u32,
    /// It was entered more than so many days after it was done.
    pub late_days: u32,
}

/// A pattern by which numbers are gamed. It opens a question and never cuts pay by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PatternRule {
    /// Its key, one of those that the engine knows how to look for.
    pub key: PatternKind,
    /// Its name.
    pub label: Text,
    /// What it means and whom it spares, for the person it is about.
    pub explains: Text,
    /// The share, basis points, or the figure from which on it is one.
    pub from: u32,
    /// At least so many entries, minutes or days.
    #[serde(default)]
    pub at_least: u32,
    /// From which figure on one entry shows it, where that is a matter of degree: words that are alike by so many basis points, a file
    /// older by so many days, the last so many days of a month's window, minutes in multiples of so many, basis points of the norm,
    /// fewer seconds than so many.
    #[serde(default)]
    pub each: u32,
    /// What it weighs in the risk of a person's month.
    pub weight: u32,
}
