//! What comes with an act.
use super::CheckMark;
use crate::{
    form::{Answers, Documents},
    number::CaseNumber,
    people::AccountId,
    point::Point,
    time::{Day, Instant},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What comes with an act.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// The version of the case that the person saw.
    pub seen: u32,
    /// The captured fields.
    #[serde(default)]
    pub captured: Answers,
    /// The checklist.
    #[serde(default)]
    pub checklist: BTreeMap<String, CheckMark>,
    /// The files of the captured fields. They come from the engine, which has judged and kept them; never from a request.
    #[serde(skip)]
    pub documents: Documents,
    /// The nominative list that the act is a part of, as rules and prefilled boxes read it: `list.number`, `list.rank`. It
    /// comes from the engine, never from a request.
    #[serde(skip)]
    pub list: Option<serde_json::Value>,
    /// The cases that are alike to this one, each of which has to be explained first where the action compares. They come from
    /// the engine, never from a request.
    #[serde(skip)]
    pub alike: Vec<CaseNumber>,
    /// The officers whose turn it is, where the action draws some. The engine draws them; never from a request.
    #[serde(skip)]
    pub team: Vec<AccountId>,
    /// How many cases came to the stage before this one and still wait, where the oldest comes first. The engine counts them; never
    /// from a request.
    #[serde(skip)]
    pub ahead: u32,
    /// The place that was declared, for actions that measure how far from it they are. The engine opens it; never from a request.
    #[serde(skip)]
    pub declared: Option<Point>,
    /// When it was written, where that was on a device without a line: both times are kept.
    #[serde(default)]
    pub written_at: Option<Instant>,
    /// Why this one comes first all the same.
    #[serde(default)]
    pub why_first: Option<String>,
    /// What should be mended.
    #[serde(default)]
    pub items: Vec<Ask>,
    /// Reason code of a refusal.
    #[serde(default)]
    pub reason: Option<String>,
    /// What everyone may read about it.
    #[serde(default)]
    pub public_note: Option<String>,
    /// Why an amount is what it is; has to be said where it rises.
    #[serde(default)]
    pub why_more: Option<String>,
}

/// One thing that an officer asks to be mended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The form's field.
    pub field: String,
    /// What is wrong with it.
    pub reason: String,
    /// Last day for it; the stage's own term where there is none.
    #[serde(default)]
    pub due_on: Option<Day>,
}
