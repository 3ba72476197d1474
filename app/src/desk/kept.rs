//! What an officer's page has to say once more: an attempt that came back with all that was typed, a sealed answer that
//! was opened, the word that a decision was taken. The server keeps them for a few minutes; an address carries only the
//! name under which one is kept, and only the account that caused it gets it back.
use super::case_view::Refused;
use crate::{lang::pick, server::Flash};
use domain::{people::AccountId, words::Lang};
use engine::Visitor;
use serde::{Deserialize, Serialize};

/// One thing that is kept.
#[derive(Serialize, Deserialize)]
pub(crate) enum Kept {
    /// An attempt that came back.
    Refused(Box<Refused>),
    /// A sealed answer: field and value.
    Revealed(String, String),
    /// What a decision did.
    Done(String),
    /// That something beside it was done, or why not.
    Told(bool, String),
    /// A table, or what became of one.
    Imported(String),
}

#[derive(Serialize, Deserialize)]
struct Owned {
    /// Who caused it; nobody where the session had ended before.
    by: Option<AccountId>,
    what: Kept,
}

/// Keeps it, and gives its name.
pub(crate) fn keep(visitor: &Visitor, what: Kept) -> String {
    let owned = Owned { by: visitor.account(), what };
    Flash::put(serde_json::to_string(&owned).unwrap_or_default())
}

fn owned(visitor: &Visitor, text: Option<String>) -> Option<Kept> {
    let owned: Owned = serde_json::from_str(&text?).ok()?;
    (owned.by.is_none() || owned.by == visitor.account()).then_some(owned.what)
}

/// An attempt that came back; it stays, so that a reload loses nothing.
pub(crate) fn refused(visitor: &Visitor, id: &str) -> Option<Refused> {
    match owned(visitor, Flash::get(id))? {
        Kept::Refused(refused) => Some(*refused),
        _ => None,
    }
}

/// A table, or what became of one; it stays, so that a reload shows it again.
pub(crate) fn imported(visitor: &Visitor, id: &str) -> Option<String> {
    match owned(visitor, Flash::get(id))? {
        Kept::Imported(text) => Some(text),
        _ => None,
    }
}

/// Forgets it: it is kept elsewhere now.
pub(crate) fn forget(id: &str) {
    let _ = Flash::take(id);
}

/// A sealed answer, once.
pub(crate) fn take_revealed(visitor: &Visitor, id: &str) -> Option<(String, String)> {
    match owned(visitor, Flash::take(id))? {
        Kept::Revealed(field, value) => Some((field, value)),
        _ => None,
    }
}

/// What a decision did, or what else is to be said, and whether it went well.
pub(crate) fn done(visitor: &Visitor, id: &str, lang: Lang) -> Option<(bool, String)> {
    match owned(visitor, Flash::get(id))? {
        Kept::Done(words) => Some((true, format!("{} {words}", pick(lang, "Tersimpan.", "Saved.")))),
        Kept::Told(well, words) => Some((well, words)),
        _ => None,
    }
}
