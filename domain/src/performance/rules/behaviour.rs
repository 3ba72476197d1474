//! How behaviour is judged: the values, the levels, and whose judgement weighs how much.
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// How behaviour is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BehaviourRule {
    /// Where it comes from.
    pub legal_base: String,
    /// The values, such as the seven of BerAKHLAK.
    pub values: Vec<Value>,
    /// How a value can be judged, the lowest first.
    pub levels: Vec<BehaviourLevel>,
    /// What the superior's judgement weighs.
    pub superior: u32,
    /// What that of colleagues weighs.
    pub peers: u32,
    /// What that of subordinates weighs.
    pub subordinates: u32,
    /// A group of fewer people is not shown, and its weight falls to the superior.
    pub group: u32,
    /// How many colleagues each is asked about in a month, and so is judged by; all of them where there is no such bound.
    #[serde(default)]
    pub most_peers: Option<u32>,
}

/// How a value can be judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BehaviourLevel {
    /// What it counts for, 0 to 100.
    pub score: u8,
    /// Its words.
    pub label: Text,
}

/// A value by which behaviour is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// Stable key.
    pub key: String,
    /// Its name.
    pub label: Text,
    /// What is expected.
    pub expects: Text,
}
