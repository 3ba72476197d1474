//! The documents that offices issue: what each is called, how it is numbered, who may read it, who signs it, and at which
//! moment of a case it is issued. How one looks is a template beside these data.
use crate::{
    case::{Event, Happening, Outcome},
    text::Text,
    workflow::Effect,
};
use serde::{Deserialize, Serialize};

/// A kind of document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Stable key.
    pub key: String,
    /// What it is called.
    pub title: Text,
    /// The template that it is printed from: the file's name without its ending.
    pub template: String,
    /// Two to four letters that begin its numbers, unlike those of all other documents and cases.
    pub prefix: String,
    /// Who may read it.
    pub audience: Audience,
    /// In whose name it is signed; the office that acted where left out.
    #[serde(default)]
    pub signed_by: Option<Signatory>,
    /// Answers that are not public and stand on it all the same, by field key; sealed ones stand on it masked.
    #[serde(default)]
    pub shows: Vec<String>,
    /// Its number's digits are the code by which what it assesses is paid.
    #[serde(default)]
    pub bills: bool,
    /// Kinds of the same case that it takes the place of.
    #[serde(default)]
    pub replaces: Vec<String>,
    /// Where it comes from.
    pub legal_base: String,
}

/// Who may read a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The applicant, and officers.
    Applicant,
    /// Everybody.
    Public,
    /// Officers alone.
    Office,
}

/// In whose name a document is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Signatory {
    /// The role.
    pub role: String,
    /// The office.
    pub agency: String,
}

/// That a service issues a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The document's key.
    pub key: String,
    /// At which moments.
    pub on: Vec<Moment>,
    /// After which moments it holds no longer.
    #[serde(default)]
    pub revoked_on: Vec<Moment>,
}

/// A moment in the life of a case: all that is named must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Moment {
    /// The case was handed in.
    #[serde(default)]
    pub submitted: bool,
    /// The stage that was left.
    #[serde(default)]
    pub stage: Option<String>,
    /// The action that was done.
    #[serde(default)]
    pub action: Option<String>,
    /// The stage that was entered.
    #[serde(default)]
    pub to: Option<String>,
    /// What the action meant.
    #[serde(default)]
    pub effect: Option<Effect>,
    /// How the case ended with it.
    #[serde(default)]
    pub outcome: Option<Outcome>,
}

impl Moment {
    /// Whether an event is this moment.
    #[must_use]
    pub fn is(&self, event: &Event) -> bool {
        match &event.what {
            Happening::Submitted(_) => self.submitted,
            Happening::Moved(moved) => {
                let same = |want: &Option<String>, is: &str| want.as_deref().is_none_or(|want| want == is);
                !self.is_empty()
                    && !self.submitted
                    && same(&self.stage, &moved.from)
                    && same(&self.action, &moved.action)
                    && same(&self.to, &moved.to)
                    && self.effect.is_none_or(|effect| effect == moved.effect)
                    && self.outcome.is_none_or(|outcome| Some(outcome) == moved.outcome)
            }
            // Nothing is issued for what moves no case.
            _ => false,
        }
    }

    /// Whether it names nothing, and so would be always.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
