//! The books that an office keeps of what it did: which events stand in them is the pack's to say.
use super::{Moment, Pack};
use crate::{case::Event, text::Text};
use serde::{Deserialize, Serialize};

/// One book, such as the treasury's register of refusals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Book {
    /// Stable key.
    pub key: String,
    /// The last segment of its address.
    pub path: String,
    /// What it is called.
    pub title: Text,
    /// What is entered.
    pub on: Vec<Moment>,
    /// Where it comes from.
    pub legal_base: String,
}

impl Pack {
    /// The books in which an event is entered.
    pub fn books_of<'p>(&'p self, event: &Event) -> impl Iterator<Item = &'p Book> {
        self.books.iter().filter(|book| book.on.iter().any(|moment| moment.is(event)))
    }
}
