//! A nominative list: the recipients whom the head of the region approves together, on one paper with its number. The
//! finance officer draws it up and ranks it, signs it, and the head of the region approves it or sends it back; each signing
//! is a new edition. It is the fold of its events, as a case is of its own.
mod act;
mod state;

pub use act::{Approval, approve, begin, compose, drop_list, send_back, sign, standing, token};
pub use state::{Entry, ListEvent, ListHappening, ListStatus, NominativeList, Standing};

use crate::text::Text;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A list, from its first draft on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ListId(pub Uuid);

/// How a service's cases are approved together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Where it comes from.
    pub legal_base: String,
}
