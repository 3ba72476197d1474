//! The books that offices keep of what they did: entered with the event itself, so that no line is ever forgotten.
use crate::{Failure, Visitor, budgets::officer, open::Inner};
use domain::{
    case::{CaseId, Event, Happening},
    form::Kind,
    number::CaseNumber,
    pack::{Book, Pack},
    people::Actor,
    text::Text,
    time::{Day, Instant},
};
use std::sync::Arc;
use store::books::{BookLine, Entered};

/// Books.
#[derive(Clone)]
pub struct Books(pub(crate) Arc<Inner>);

/// Most lines that a book gives of a year.
pub const MOST: u32 = 20_000;

/// A line of a book.
#[derive(Clone, Debug, PartialEq)]
pub struct BookEntry {
    /// When.
    pub at: Instant,
    /// The case's number.
    pub number: CaseNumber,
    /// The organisation.
    pub organisation: String,
    /// What the case is called.
    pub title: String,
    /// The stage that it was at.
    pub stage: Text,
    /// What was done.
    pub done: Text,
    /// Why: reason, note, and what was written; as it was written.
    pub why: Vec<Text>,
    /// Who did it.
    pub actor: Actor,
}

impl Books {
    /// The newest lines of a book's calendar year, the newest first, for officers of the region.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where the region has no such book, [`Failure::SignedOut`], [`Failure::Forbidden`].
    pub async fn of_year<'p>(
        &self,
        pack: &'p Pack,
        visitor: &Visitor,
        path: &str,
        year: i32,
        limit: u32,
    ) -> Result<(&'p Book, Vec<BookEntry>), Failure> {
        officer(pack, visitor)?;
        let book = pack.books.iter().find(|b| b.path == path).ok_or(Failure::NotFound)?;
        let first =
            |year: Option<i32>| year.and_then(|y| Day::new(y, 1, 1)).map(|d| Instant::at(d, 0, 0, pack.zone())).ok_or(Failure::NotFound);
        let during = (first(Some(year))?, first(year.checked_add(1))?);
        let lines = store::books::between(&self.0.db, pack.code(), &book.key, during, limit.min(MOST)).await?;
        Ok((book, lines.into_iter().map(|line| entry(pack, line)).collect()))
    }
}

fn entry(pack: &Pack, line: BookLine) -> BookEntry {
    let BookLine { event, number, organisation, title, service } = line;
    let (mut stage, mut done, mut why) = (Text::default(), Text::default(), vec![]);
    if let (Happening::Moved(moved), Some(service)) = (&event.what, pack.service(&service)) {
        stage = service.stage(&moved.from).map(|s| s.label.clone()).unwrap_or_default();
        why.extend(moved.reason.as_ref().and_then(|r| service.reasons.iter().find(|known| known.key == *r)).map(|r| r.label.clone()));
        let as_written = |text: &str| Text::new(text, text);
        why.extend(moved.public_note.as_deref().map(as_written));
        if let Some(action) = service.action(&moved.from, &moved.action) {
            done = action.done.clone();
            let written = action.captures.iter().filter(|f| matches!(f.kind, Kind::Text { .. } | Kind::LongText { .. }));
            why.extend(written.map(|f| moved.captured.text(&f.key)).filter(|t| !t.is_empty()).map(as_written));
        }
    }
    BookEntry { at: event.at, number, organisation, title, stage, done, why, actor: event.actor }
}

/// The lines that some events of a case add to a region's books.
pub(crate) fn entered(pack: &Pack, case: CaseId, events: &[Event]) -> Vec<Entered> {
    let lines = |event: &Event| {
        let (at, version) = (event.at, event.version);
        pack.books_of(event).map(move |book| Entered { book: book.key.clone(), at, case, version }).collect::<Vec<_>>()
    };
    events.iter().flat_map(lines).collect()
}
