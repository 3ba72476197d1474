//! What can be asked of an officer's list: which part of it, narrowed to what, in which order.
use serde::{Deserialize, Serialize};

/// A part of the list, by the term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// All that wait.
    #[default]
    All,
    /// Those whose term has passed.
    Overdue,
    /// Those due today.
    Today,
    /// Those put aside until a day; all other parts are without them.
    Held,
}

/// On whose pile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// Whoever's.
    #[default]
    All,
    /// On the pile of who asks.
    Mine,
    /// On nobody's.
    Nobodys,
}

/// What comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The nearest term.
    #[default]
    Due,
    /// What has waited longest at its stage.
    Longest,
}

/// What narrows and orders an officer's list; the default is the whole of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Filter {
    /// Which part.
    pub part: Part,
    /// On whose pile.
    pub whose: Whose,
    /// One service alone.
    pub service: Option<String>,
    /// One stage alone.
    pub stage: Option<String>,
    /// What is looked for; empty looks for nothing.
    pub find: String,
    /// Whether it is looked for in all cases of the region, ended ones and those of other desks too.
    pub everywhere: bool,
    /// What comes first.
    pub order: Order,
    /// What is shown of each case beside the usual, by key: it narrows nothing, and goes where the list goes.
    pub columns: Vec<String>,
}

impl Filter {
    /// Whether a queue's counter counts cases that the filter lets through, what is looked for apart.
    #[must_use]
    pub fn counts(&self, service: &str, stage: &str) -> bool {
        self.service.as_deref().is_none_or(|s| s == service) && self.stage.as_deref().is_none_or(|s| s == stage)
    }
}
