//! A search for a whole private number travels sealed: addresses stay in a browser's history, in bookmarks and in the logs of
//! whatever stands between, and are sent to colleagues.
use crate::Desk;
use domain::{
    find::{Question, VEIL, is_veiled},
    pack::Pack,
};

/// What a search is sealed for.
const PLACE: &str = "desk find";

impl Desk {
    /// What was typed, as it may stand in an address: what may be a private number of one of the services is sealed.
    #[must_use]
    pub fn veiled(&self, pack: &Pack, typed: &str) -> String {
        let private = !is_veiled(typed) && !Question::of(&pack.services, typed).whole.is_empty();
        if private { format!("{VEIL}{}", self.0.seal(pack.code()).seal_bare(PLACE, typed)) } else { typed.to_owned() }
    }

    /// What was typed; what only looks sealed is text.
    pub(super) fn unveiled(&self, pack: &Pack, find: &str) -> String {
        let opened = find.strip_prefix(VEIL).and_then(|code| self.0.seal(pack.code()).open_bare(PLACE, code));
        opened.unwrap_or_else(|| find.to_owned())
    }
}
