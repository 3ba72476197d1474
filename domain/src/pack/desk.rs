//! How desks work: how long a case is kept, what cases are marked with, sentences that are at hand, and who is told when a term
//! runs out. No regulation says it; where a region has none of its own, its base is proposed.
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// How desks work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DeskRules {
    /// For how many minutes an officer who takes a case keeps it from their colleagues, unless they are done sooner.
    pub lease_minutes: u32,
    /// For how many days a case without a term can be put aside at most.
    pub hold_days: u32,
    /// For how many days an officer's absence can be noted at once.
    pub absence_days: u32,
    /// For how many working days another agency has to give an opinion, unless another day is asked for.
    pub opinion_days: u32,
    /// For how many days a post is good until somebody has to say that it is still needed.
    pub review_days: u32,
    /// When an outage of the service lengthens the terms of applicants; never where it is missing.
    #[serde(default)]
    pub outage: Option<OutageRule>,
    /// What officers mark cases with.
    #[serde(default)]
    pub labels: Vec<Label>,
    /// What is marked for good, for those who watch over offices.
    #[serde(default)]
    pub flags: Vec<Flag>,
    /// Sentences that officers send again and again.
    #[serde(default)]
    pub replies: Vec<Reply>,
    /// Who is told as a stage's term runs out, in the order of the chain; a stage can have a chain of its own.
    #[serde(default)]
    pub escalation: Vec<Escalation>,
}

/// When an outage of the service lengthens the terms that applicants have. Those of offices stay as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OutageRule {
    /// On a day on which the service was away for so many minutes at least, all in all.
    pub minutes: u32,
    /// Every term that an applicant has then grows by so many working days.
    pub days: u32,
    /// Where it comes from; "proposed" where there is none.
    pub legal_base: String,
}

/// A mark on a case, for officers alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Stable key.
    pub key: String,
    /// The word.
    pub label: Text,
}

/// A flag: something that an office should not do, or has to explain. It is raised by an act, stays on the case and is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Flag {
    /// Stable key.
    pub key: String,
    /// The words.
    pub label: Text,
    /// What an applicant is told when an officer's act raises it, behind what was done.
    #[serde(default)]
    pub told: Option<Text>,
    /// Where it comes from; "proposed" where there is none.
    pub legal_base: String,
}

/// A sentence at hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// Stable key.
    pub key: String,
    /// What it is for, in a few words.
    pub label: Text,
    /// The sentence, as the applicant reads it.
    pub text: Text,
}

/// A step of the chain: when, and who is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// Stable key.
    pub key: String,
    /// What it says: a few words.
    pub label: Text,
    /// Once so many hundredths of the term are used.
    #[serde(default)]
    pub used_percent: Option<u32>,
    /// Or so many working days after its last day.
    #[serde(default)]
    pub days_late: Option<u32>,
    /// Who is told.
    pub tell: Vec<Told>,
    /// The article; "proposed" where there is none.
    pub legal_base: String,
}

/// Who is told of a step.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "String", into = "String")]
pub enum Told {
    /// Whoever works on the case, or where nobody does all who hold the post.
    Worker,
    /// Those who divide the work of the post: its head.
    Head,
    /// Those who hold a role, by its key.
    Role(String),
}

impl From<String> for Told {
    fn from(word: String) -> Self {
        match word.as_str() {
            "worker" => Self::Worker,
            "head" => Self::Head,
            _ => Self::Role(word),
        }
    }
}

impl From<Told> for String {
    fn from(told: Told) -> Self {
        match told {
            Told::Worker => "worker".to_owned(),
            Told::Head => "head".to_owned(),
            Told::Role(role) => role,
        }
    }
}

impl DeskRules {
    /// A flag by its key.
    #[must_use]
    pub fn flag(&self, key: &str) -> Option<&Flag> {
        self.flags.iter().find(|flag| flag.key == key)
    }

    /// A mark by its key.
    #[must_use]
    pub fn label(&self, key: &str) -> Option<&Label> {
        self.labels.iter().find(|label| label.key == key)
    }
}
