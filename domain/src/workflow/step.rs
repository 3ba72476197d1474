//! Steps that nobody takes: where a request begins by what it says, what goes on by itself, and what silence means.
use super::Effect;
use crate::{rule::Rule, text::Text};
use serde::{Deserialize, Serialize};

/// A stage that a submission begins at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// Where this holds, over `answers` and `judged`.
    pub when: Rule,
    /// The stage.
    pub stage: String,
}

/// A step that the system takes as soon as a case comes to the stage: what only has to be reported is not decided by anybody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Automatic {
    /// Stable key, unlike those of the stage's actions and timers.
    pub key: String,
    /// Where this holds, over the case's facts; always without.
    #[serde(default)]
    pub when: Option<Rule>,
    /// Where the case goes.
    pub to: String,
    /// What it means.
    #[serde(default)]
    pub effect: Effect,
    /// What the timeline says.
    pub done: Text,
    /// The article; "proposed" where there is none.
    pub legal_base: String,
}

/// Silence that counts as consent (*fiktif positif*): once the promise is over, pauses not counted, an undecided case goes there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Deemed {
    /// Stable key, in the event and on the timeline.
    pub key: String,
    /// Where the case goes.
    pub to: String,
    /// The stages at which silence counts; at others it does not, such as once it is refused.
    pub from: Vec<String>,
    /// What the timeline says.
    pub done: Text,
    /// The article.
    pub legal_base: String,
}
