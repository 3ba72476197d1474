//! Sources outside that a command center hears of, as pack data: vehicles, gauges, cameras.
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// A source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SignalRule {
    /// Stable key.
    pub key: String,
    /// Its name.
    pub name: Text,
    /// What it sends.
    pub kind: SignalKind,
    /// What a reading is measured in.
    #[serde(default)]
    pub unit: String,
    /// The lowest and the highest reading that can be; others are refused.
    #[serde(default)]
    pub range: Option<(i64, i64)>,
    /// From this reading on somebody should look, and from that one on somebody has to act.
    #[serde(default)]
    pub warn: Option<i64>,
    /// See `warn`.
    #[serde(default)]
    pub bad: Option<i64>,
    /// Where the figures come from.
    #[serde(default)]
    pub legal_base: Option<String>,
}

/// What a source sends of each of its things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignalKind {
    /// Where it is.
    Position,
    /// A figure.
    Reading,
    /// The address of a picture.
    Camera,
}
