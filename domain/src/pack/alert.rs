//! What a command center is told of by itself, as pack data: what is looked at, from which figure on it calls for somebody, and what
//! to do then.
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AlertRule {
    /// Stable key.
    pub key: String,
    /// What it tells.
    pub label: Text,
    /// What is looked at.
    pub what: Watched,
    /// From this figure on: cases, working days, hundredths, or minutes, as [`Watched`] says.
    pub from: i64,
    /// How much it matters.
    pub level: Level,
    /// One alert for each of these that reaches the figure.
    #[serde(default)]
    pub by: By,
    /// One service alone.
    #[serde(default)]
    pub service: Option<String>,
    /// One stage of it alone.
    #[serde(default)]
    pub stage: Option<String>,
    /// What to do.
    pub advice: Text,
    /// Where the figure comes from.
    #[serde(default)]
    pub legal_base: Option<String>,
}

/// What is looked at, and in what it is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Watched {
    /// Cases past their term at an office.
    Overdue,
    /// Cases at an office.
    Queue,
    /// Working days that the oldest case of an office is at its stage.
    OldestAge,
    /// Working days on which nobody decided anything, while something waits at an office.
    NoMovement,
    /// Hundredths of all answers of the last quarter of an hour that were faults of the system.
    ErrorRate,
    /// Minutes since a source outside was heard of last.
    StaleSource,
}

impl Watched {
    /// Whether it looks at cases, and not at Terang itself or at sources outside.
    #[must_use]
    pub const fn is_of_cases(self) -> bool {
        !matches!(self, Self::ErrorRate | Self::StaleSource)
    }
}

/// How much an alert matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Somebody should look.
    Warn,
    /// Somebody has to act.
    Bad,
}

/// What alerts are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// A stage of a service.
    #[default]
    Stage,
    /// A service.
    Service,
    /// The whole region.
    Region,
}
