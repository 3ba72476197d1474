//! Support: that a citizen stands behind somebody's proposal. One account, one voice a case; it can be taken back. Who supports is
//! nobody's to see, how many do is everybody's.
use serde::{Deserialize, Serialize};

/// That a service's cases can be supported, as pack data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SupportRule {
    /// At these stages.
    pub stages: Vec<String>,
    /// Most voices that an account gives in a year, over all cases of the service.
    pub most_a_year: u32,
    /// Where it comes from.
    pub legal_base: String,
}

impl SupportRule {
    /// Whether a case at a stage can be supported.
    #[must_use]
    pub fn is_open_at(&self, stage: &str) -> bool {
        self.stages.iter().any(|s| s == stage)
    }
}
