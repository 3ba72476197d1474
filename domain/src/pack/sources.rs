//! Where a pack's values come from, so that a region sees how much of it is its own.
use serde::{Deserialize, Serialize};

/// How many values come from where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sources {
    /// The folders, those that give most first, each with how many values it gives.
    pub layers: Vec<(String, u32)>,
    /// How many legal bases are another region's, and marked so.
    pub borrowed: u32,
}
