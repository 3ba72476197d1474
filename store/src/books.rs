//! The books that offices keep: which events stand in which.
use crate::{
    Db, StoreError, Tx,
    json::{self, Hex, fits},
    run::{read, read_in, run},
    sql::sql,
};
use domain::{
    case::{CaseId, Event},
    number::CaseNumber,
    region::RegionCode,
    time::Instant,
};
use serde::Serialize;
use uuid::Uuid;

/// An event that stands in a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The book's key in the pack.
    pub book: String,
    /// When.
    pub at: Instant,
    /// The case.
    pub case: CaseId,
    /// The event's version of the case.
    pub version: u32,
}

/// A line of a book as it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct BookLine {
    /// What happened.
    pub event: Event,
    /// The number on the receipt.
    pub number: CaseNumber,
    /// The organisation.
    pub organisation: String,
    /// What the case is called.
    pub title: String,
    /// The service's key.
    pub service: String,
}

#[derive(Serialize)]
struct Row<'a> {
    book: &'a str,
    at: i64,
    case: Hex,
    version: u32,
}

/// Enters events into books, all at once.
///
/// # Errors
/// [`StoreError::Duplicate`] where one stands there already, else [`StoreError::Failed`].
pub async fn enter<'e>(tx: &mut Tx<'_>, region: &RegionCode, lines: impl IntoIterator<Item = &'e Entered>) -> Result<(), StoreError> {
    let row = |line: &'e Entered| Row { book: &line.book, at: line.at.millis(), case: Hex(line.case.0), version: line.version };
    let rows: Vec<Row<'_>> = lines.into_iter().map(row).collect();
    if !rows.is_empty() {
        run!(tx, "enter into a book", sql!(both "books/enter"); region.as_str(), json::write("enter into a book", &rows)?)?;
    }
    Ok(())
}

/// Empties a region's books, to be written anew.
///
/// # Errors
/// [`StoreError::Failed`].
pub(crate) async fn clear(tx: &mut Tx<'_>, region: &RegionCode) -> Result<(), StoreError> {
    run!(tx, "clear books", sql!("books/clear"); region.as_str())?;
    Ok(())
}

/// A book's lines from `from` until before `until`, the newest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn between(
    db: &Db,
    region: &RegionCode,
    book: &str,
    (from, until): (Instant, Instant),
    limit: u32,
) -> Result<Vec<BookLine>, StoreError> {
    let rows: Vec<(String, String, String, String, String)> = read!(db, "read a book", sql!("books/between"), fetch_all;
        region.as_str(), book, from.millis(), until.millis(), i64::from(limit))?;
    rows.into_iter()
        .map(|(body, number, organisation, title, service)| {
            Ok(BookLine { event: json::read("read a book", &body)?, number: fits("read a book", number)?, organisation, title, service })
        })
        .collect()
}

type Line = (String, i64, Uuid, i32);

/// All lines of a region's books as text, equal where they are equal.
pub(crate) async fn dump(db: &Db, region: &RegionCode) -> Result<String, StoreError> {
    let lines: Vec<Line> = read!(db, "dump books", sql!("books/dump"), fetch_all; region.as_str())?;
    Ok(lines.iter().map(|line| format!("{line:?}\n")).collect())
}

/// The same, of what a transaction sees.
pub(crate) async fn dump_in(tx: &mut Tx<'_>, region: &RegionCode) -> Result<String, StoreError> {
    let lines: Vec<Line> = read_in!(tx, "dump books", sql!("books/dump"), fetch_all; region.as_str())?;
    Ok(lines.iter().map(|line| format!("{line:?}\n")).collect())
}
