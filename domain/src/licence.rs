//! A licence: what a case gave, and what becomes of it for as long as it lives. Its life is more stages of the same case, so that
//! one line tells everything from the first question to the revocation; what happens to it by itself is reckoned here.
mod life;
#[cfg(test)]
mod tests;

pub use life::{Due, next_due};

use crate::{rule::Rule, text::Text, time::Day};
use serde::{Deserialize, Serialize};

/// How a licence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// *Berlaku*.
    InForce,
    /// *Dibekukan*: it may not be used until what was found is mended.
    Suspended,
    /// *Dicabut*.
    Revoked,
    /// *Kedaluwarsa*.
    Expired,
    /// *Diganti*: a newer one took its place.
    Replaced,
}

impl Status {
    /// Whether something can still become of it: it is in force, or suspended.
    #[must_use]
    pub const fn is_alive(self) -> bool {
        matches!(self, Self::InForce | Self::Suspended)
    }

    /// All of them.
    pub const ALL: [Self; 5] = [Self::InForce, Self::Suspended, Self::Revoked, Self::Expired, Self::Replaced];

    /// Its name in the store and in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::Replaced => "replaced",
        }
    }

    /// The status of a stored name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }

    /// What it is called.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Self::InForce => Text::new("Berlaku", "In force"),
            Self::Suspended => Text::new("Dibekukan", "Suspended"),
            Self::Revoked => Text::new("Dicabut", "Revoked"),
            Self::Expired => Text::new("Kedaluwarsa", "Expired"),
            Self::Replaced => Text::new("Diganti", "Replaced"),
        }
    }
}

/// A case's licence as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    /// How it stands.
    pub status: Status,
    /// The day on which that began.
    pub since: Day,
    /// Its first day.
    pub from: Day,
    /// Its last day; none where it holds until it is revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// What its holder was told of already, by key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<String>,
}

impl Licence {
    /// How it stands on a day: one whose last day is over has expired, whether or not that was put on record yet.
    #[must_use]
    pub fn on(&self, day: Day) -> Status {
        match self.status {
            Status::InForce | Status::Suspended if self.until.is_some_and(|until| until < day) => Status::Expired,
            status => status,
        }
    }
}

/// What an event does to a case's licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// How it stands from now on.
    pub status: Status,
    /// The day.
    pub since: Day,
    /// The days between which it holds, where it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
}

/// The days between which a licence holds, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// First day.
    pub from: Day,
    /// Last day; none where it holds until it is revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// That a service gives licences, as pack data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LicenceRule {
    /// The document that it is, by key: the licence's number is that document's.
    pub paper: String,
    /// The answer that names its holder.
    pub holder: String,
    /// The holder is a person: of the name only the first letters are published.
    #[serde(default)]
    pub masked: bool,
    /// The answer that names its activity.
    #[serde(default)]
    pub activity: Option<String>,
    /// The answer that says where it is used, and may be published.
    #[serde(default)]
    pub place: Option<String>,
    /// Further answers that stand on the document, by field key.
    #[serde(default)]
    pub prints: Vec<String>,
    /// Months that it holds; until it is revoked where left out.
    #[serde(default)]
    pub months: Option<u32>,
    /// Where its term comes from.
    pub legal_base: String,
    /// What its holder is told as the last day comes near.
    #[serde(default)]
    pub notices: Vec<Notice>,
    /// Days after the last one on which it can still be renewed.
    #[serde(default)]
    pub grace_days: u32,
    /// The stage where one goes whose grace is over.
    pub expired: String,
    /// The stage where one goes whose place a newer one took.
    pub replaced: String,
    /// The answer that says what is asked for: a new licence, a renewal, another one's.
    #[serde(default)]
    pub purpose: Option<String>,
    /// The answer that names the licence that it follows, by its number.
    #[serde(default)]
    pub former: Option<String>,
    /// The word of `purpose` that asks for a renewal.
    #[serde(default)]
    pub renewal: Option<String>,
    /// The words of `purpose` for which the former licence may be somebody else's.
    #[serde(default)]
    pub transfers: Vec<String>,
    /// How its use is looked at.
    #[serde(default)]
    pub supervision: Vec<Supervision>,
    /// Where anybody complains about how it is used.
    #[serde(default)]
    pub complaints: Option<Complaints>,
}

/// Where complaints about a licence go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Complaints {
    /// The service, by key.
    pub service: String,
    /// The field of its form that takes the licence's number.
    pub field: String,
}

/// A word to a licence's holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Stable key.
    pub key: String,
    /// Days before the last day; negative after it.
    pub before: i64,
    /// What is said; `{until}` is the last day.
    pub text: Text,
    /// Whether a draft of the renewal is made with it.
    #[serde(default)]
    pub begins_renewal: bool,
}

/// A look at how a licence is used, that comes by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Supervision {
    /// Stable key.
    pub key: String,
    /// Of which licences: JSON Logic over `answers` and `judged`.
    pub when: Rule,
    /// Days after the first day of the licence.
    pub first_after: u32,
    /// Months from one look to the next; once where it is 0.
    #[serde(default)]
    pub months: u32,
    /// Of so many in a hundred, drawn by chance when the case began.
    #[serde(default = "all")]
    pub percent: u8,
    /// The stage where the case goes for it.
    pub to: String,
    /// Where it comes from.
    pub legal_base: String,
}

const fn all() -> u8 {
    100
}
