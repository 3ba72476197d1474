//! An agency that is made up for a demonstration: which positions it has and who of the demonstration's persons hold them.
use serde::{Deserialize, Serialize};

/// An agency that is made up for a demonstration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Demonstration {
    /// The agency, by its key.
    pub agency: String,
    /// Its units.
    pub units: Vec<DemoUnit>,
    /// Its positions, those above before those below.
    pub positions: Vec<DemoPosition>,
}

/// A unit of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DemoUnit {
    /// Its code.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The unit that it belongs to.
    #[serde(default)]
    pub under: Option<String>,
}

/// A position of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DemoPosition {
    /// Its code.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// The unit.
    pub unit: String,
    /// The kind of position.
    pub kind: String,
    /// The class.
    pub class: String,
    /// How many there are.
    #[serde(default = "one")]
    pub count: u32,
    /// The position above it.
    #[serde(default)]
    pub under: Option<String>,
    /// The role whose demonstration persons hold it.
    #[serde(default)]
    pub role: Option<String>,
}

const fn one() -> u32 {
    1
}
