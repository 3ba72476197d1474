//! A nominative list: the recipients whom the head of the region approves together, on one paper with its number. The
//! finance officer draws it up and ranks it, signs it, and the head of the region approves it or sends it back; each signing
//! is a new edition. It is the fold of its events, as a case is of its own.
mod act;
mod state;

pub use act::{Approval, approve, begin, compose, drop_list, send_back, sign, standing, token};
pub use state::{Entry, ListEvent, ListHappening, ListStatus, NominativeList, Standing};

use crate::{form::Field, text::Text, workflow::Action};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A list, from its first draft on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ListId(pub Uuid);

/// How a service's cases are approved together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NominativeRule {
    /// What the list is called.
    pub title: Text,
    /// Its short name: DNC-PBH.
    pub short: String,
    /// Two to four letters that begin its numbers.
    pub prefix: String,
    /// Where cases wait to be put on a list; whoever holds this stage draws lists up and signs them.
    pub stage: String,
    /// What each case of a list does when the list is signed.
    pub sign: String,
    /// What each does when it is approved, at the stage that `sign` leads to; whoever holds that one approves.
    pub approve: String,
    /// What each does there when the list is sent back.
    pub send_back: String,
    /// In whose name it is signed.
    pub signer: Text,
    /// The document that it is printed as, by its key, once it is signed and again once it is approved.
    #[serde(default)]
    pub document: Option<String>,
    /// The document for officers alone that names the persons whom a public one does not: printed with it, by its key.
    #[serde(default)]
    pub office_document: Option<String>,
    /// What follows for its cases once it is approved, put on record for many of them at once.
    #[serde(default)]
    pub together: Vec<Together>,
    /// Where it comes from.
    pub legal_base: String,
}

/// An action that the cases of an approved list take one by one or many at once: being entered in the budget, being decreed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Together {
    /// The stage at which they wait for it.
    pub stage: String,
    /// The action.
    pub action: String,
    /// The captured field with each case's own amount.
    pub amount: String,
    /// The captured field with each case's own line on the paper, where it has one.
    #[serde(default)]
    pub line: Option<String>,
    /// The document that names all of them, by its key, where there is one.
    #[serde(default)]
    pub document: Option<String>,
    /// The one for officers alone, which names the persons.
    #[serde(default)]
    pub office_document: Option<String>,
}

impl Together {
    /// The fields that are the same for all of them.
    pub fn shared<'f>(&'f self, action: &'f Action) -> impl Iterator<Item = &'f Field> {
        action.captures.iter().filter(|f| f.key != self.amount && self.line.as_deref() != Some(f.key.as_str()))
    }
}
