//! Tables that the personnel office brings in: the organisation, attendance, figures. Each is looked at first, line by line, with what it
//! would change; what clashes is said, and nothing of a table is taken that has a fault.
mod attendance;
mod figures;
mod organisation;
mod sent;

pub use sent::AttendanceLine;

use super::{Performance, REVISION, holds, rules};
use crate::{Failure, Visitor};
use domain::{pack::Pack, performance::Month, time::Day};
use std::collections::HashMap;

/// Most lines of one table.
const MOST_LINES: usize = 60_000;

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Units, positions, staff and who is placed where.
    Organisation,
    /// When people came and left, and why they were away.
    Attendance,
    /// What agencies, units and people reached.
    Figures,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// It has not as many cells as the heading.
    Cells,
    /// Something is missing: the column.
    Missing(&'static str),
    /// Something can't be read: the column and what stands there.
    Unread(&'static str, String),
    /// Nobody of the region has the number.
    NoStaff(String),
    /// They held no position on the day.
    NotPlaced(String),
    /// A word that the region's rules don't know: the column and the word.
    Unknown(&'static str, String),
    /// The same thing stands in an earlier line.
    Twice(u64),
    /// Somebody is granted to be away and came all the same.
    AwayAndThere,
    /// They left before they came.
    Backwards,
    /// A day that has not come.
    Future,
    /// The month is frozen and not signed yet: it is opened once more first.
    Frozen(Month),
    /// The month is signed, and such a thing of it can't change any more.
    Signed(Month),
    /// It changes what is signed, and nobody said why.
    NoReason,
    /// The organisation does not hold together with it.
    Chart(String),
}

/// What a table would change, or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// Lines that are new.
    pub new: usize,
    /// Lines that say otherwise than what is there: line and what changes.
    pub changed: Vec<(u64, String)>,
    /// How many say what is there already.
    pub same: usize,
    /// Activities that are entered for days that the table says were not worked: line and what.
    pub clashes: Vec<(u64, String)>,
    /// Changes of months that are signed: each becomes a line of a later month.
    pub later: usize,
    /// What is wrong, by line.
    pub faults: Vec<(u64, LineFault)>,
}

/// Why a whole table can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableTrouble {
    /// A column that is needed is missing.
    NoColumn(&'static str),
    /// It has more lines than are taken at once: so many.
    TooLong(usize),
    /// Nothing stands below the heading.
    Empty,
}

/// The lines of a table, each with its cells by column.
pub(super) struct Lines {
    columns: HashMap<String, usize>,
    pub(super) rows: Vec<(u64, Option<csv::StringRecord>)>,
}

impl Lines {
    pub(super) fn read(text: &str, needed: &[&'static str], most: usize) -> Result<Self, TableTrouble> {
        let mut csv = crate::table::reader(text);
        let heading = csv.headers().map_err(|_| TableTrouble::Empty)?.clone();
        let columns: HashMap<String, usize> = heading.iter().enumerate().map(|(at, name)| (name.trim().to_lowercase(), at)).collect();
        if let Some(missing) = needed.iter().find(|name| !columns.contains_key(**name)) {
            return Err(TableTrouble::NoColumn(missing));
        }
        let mut rows = Vec::new();
        for (at, record) in csv.records().enumerate() {
            let line = u64::try_from(at + 2).unwrap_or(u64::MAX);
            rows.push((line, record.ok()));
            if rows.len() > most {
                return Err(TableTrouble::TooLong(most));
            }
        }
        if rows.is_empty() { Err(TableTrouble::Empty) } else { Ok(Self { columns, rows }) }
    }

    /// A cell, without spaces around it; empty where there is none.
    pub(super) fn cell<'r>(&self, record: &'r csv::StringRecord, column: &str) -> &'r str {
        self.columns.get(column).and_then(|at| record.get(*at)).map(str::trim).unwrap_or_default()
    }
}

pub(super) fn day_of(column: &'static str, text: &str) -> Result<Day, LineFault> {
    if text.is_empty() {
        return Err(LineFault::Missing(column));
    }
    Day::parse_loose(text).map_err(|_| LineFault::Unread(column, shortened(text)))
}

/// A time of day, minutes after midnight; nothing where nothing stands.
pub(super) fn minute_of(column: &'static str, text: &str) -> Result<Option<u16>, LineFault> {
    if text.is_empty() {
        return Ok(None);
    }
    let read = || {
        let (hour, rest) = text.split_once([':', '.'])?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, rest.get(..2)?.parse().ok()?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    };
    read().map(Some).ok_or_else(|| LineFault::Unread(column, shortened(text)))
}

pub(super) fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

impl Performance {
    /// Brings a table in, or looks at what it would change. `why` is kept with what is settled later; `whole` says that attendance is
    /// there for everybody in the month.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who does not keep months.
    pub async fn bring(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        table: Table,
        text: &str,
        (why, whole): (&str, Option<Month>),
        write: bool,
    ) -> Result<Result<Brought, TableTrouble>, Failure> {
        let by = visitor.person()?.account;
        if !holds(pack, visitor, &rules(pack)?.kept_by) {
            return Err(Failure::Forbidden);
        }
        match table {
            Table::Organisation => self.bring_organisation(pack, by, text, write).await,
            Table::Attendance => self.bring_attendance(pack, by, text, (why, whole), write).await,
            Table::Figures => self.bring_figures(pack, by, text, write).await,
        }
    }
}

impl Brought {
    /// What is kept of a table in the log: how much of it was new, what changed, and the table's own fingerprint.
    fn told(&self, text: &str) -> serde_json::Value {
        serde_json::json!({
            "new": self.new, "changed": self.changed.iter().map(|(_, what)| what).collect::<Vec<_>>(), "later": self.later,
            "table": blake3::hash(text.as_bytes()).to_hex().as_str(),
        })
    }
}

/// A revision that no other has.
pub(super) fn revision(id: uuid::Uuid) -> String {
    id.simple().to_string()
}
