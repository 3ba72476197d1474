//! The catalogue of activities: what staff do, what one of it is worth, and what shows it.
use crate::{text::Text, time::Day};
use serde::{Deserialize, Serialize};

/// Something that staff do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CatalogueItem {
    /// Its code, such as `C03`.
    pub code: String,
    /// What is done.
    pub label: Text,
    /// What it is counted in.
    pub unit: Text,
    /// Minutes that one is worth; of what takes as long as it takes, the most.
    pub minutes: u32,
    /// Whether it takes as long as it takes, up to `minutes`.
    #[serde(default)]
    pub actual: bool,
    /// What shows that it was done.
    pub evidence: Evidence,
    /// What is asked for as evidence.
    pub shows: Text,
    /// How many of it a day has at most.
    pub most_a_day: u32,
    /// Whether it is the same thing again and again by its nature.
    #[serde(default)]
    pub routine: bool,
    /// Whether others took part whose logs can be compared.
    #[serde(default)]
    pub together: bool,
    /// Kinds of positions that may; every one that logs where nothing is named.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// What in the log of cases shows by itself that it was done.
    #[serde(default)]
    pub from_cases: Vec<FromCases>,
    /// From this day.
    #[serde(default)]
    pub valid_from: Option<Day>,
    /// Until this day.
    #[serde(default)]
    pub valid_until: Option<Day>,
}

/// What shows that something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A number or an address in the text.
    Reference,
    /// A file.
    File,
    /// A picture.
    Picture,
    /// The case itself: it can't be typed.
    Case,
}

/// What an officer did to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FromCases {
    /// Services, by their keys; any where nothing is named.
    #[serde(default)]
    pub services: Vec<String>,
    /// Stages at which it was done; any where nothing is named.
    #[serde(default)]
    pub stages: Vec<String>,
    /// What was done, by the names of deeds: `passed`, `returned`, `wrote`.
    pub deeds: Vec<String>,
}

impl CatalogueItem {
    /// Whether the catalogue has it on a day.
    #[must_use]
    pub fn holds(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_until.is_none_or(|until| day <= until)
    }

    /// Minutes that so many of it are worth.
    #[must_use]
    pub fn norm(&self, volume: u32) -> u32 {
        if self.actual { self.minutes } else { self.minutes.saturating_mul(volume) }
    }

    /// Minutes that count of what took so long: what it took, up to the norm.
    #[must_use]
    pub fn counts(&self, volume: u32, took: u32) -> u32 {
        took.min(self.norm(volume))
    }
}
