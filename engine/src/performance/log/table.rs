//! A log from a table: for who keeps their days in a sheet, or was without a line for a week. It is looked at first, each line as if those
//! above it were entered already, and nothing of it is kept while anything of it is wrong.
use super::{EnterFailure, norm, span};
use crate::{
    Failure, Visitor,
    performance::{
        Performance,
        brought::{LineFault, Lines, TableTrouble, day_of, minute_of, shortened},
        rules,
    },
    rehearsal::{Rehearsal, seen},
};
use domain::{
    pack::Pack,
    performance::{
        Month,
        enter::{Fault, next_free},
        entry::{Entry, EntryId, EntryStatus, Told},
        organisation::PositionKey,
    },
    time::Day,
};
use std::collections::BTreeMap;
use store::performance::work;

/// Most lines at once: as many as somebody does in a month. More is no log.
pub const MOST_TOLD: usize = 400;

const DAY: &str = "tanggal";
const CODE: &str = "kode";
const VOLUME: &str = "jumlah";
const TEXT: &str = "uraian";
const FROM: &str = "mulai";
const UNTIL: &str = "selesai";
const ORDER: &str = "surat_perintah";

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToldFault {
    /// It can't be read.
    Line(LineFault),
    /// It can't be entered.
    Entry(Fault),
}

/// What a table tells.
#[derive(Debug, Default)]
pub struct ToldTable {
    /// What it enters, or would, by line.
    pub entries: Vec<(u64, Entry)>,
    /// What is wrong, by line.
    pub faults: Vec<(u64, ToldFault)>,
    /// Whether it was kept.
    pub kept: bool,
}

/// A line as it was read. Without times it stands where the day has room for it.
struct Line {
    number: u64,
    day: Day,
    code: String,
    volume: u32,
    text: String,
    start: Option<u16>,
    end: Option<u16>,
    order: Option<String>,
}

fn line(lines: &Lines, number: u64, record: Option<&csv::StringRecord>) -> Result<Line, LineFault> {
    let record = record.ok_or(LineFault::Cells)?;
    let cell = |column| lines.cell(record, column);
    let (code, volume) = (cell(CODE), cell(VOLUME));
    if code.is_empty() {
        return Err(LineFault::Missing(CODE));
    }
    Ok(Line {
        number,
        day: day_of(DAY, cell(DAY))?,
        code: code.to_owned(),
        volume: volume
            .parse()
            .map_err(|_| if volume.is_empty() { LineFault::Missing(VOLUME) } else { LineFault::Unread(VOLUME, shortened(volume)) })?,
        text: cell(TEXT).to_owned(),
        start: minute_of(FROM, cell(FROM))?,
        end: minute_of(UNTIL, cell(UNTIL))?,
        order: Some(cell(ORDER).to_owned()).filter(|order| !order.is_empty()),
    })
}

impl Line {
    /// What it tells, at its times.
    fn told(self, position: PositionKey, (start, end): (u16, u16)) -> Told {
        Told {
            position,
            day: self.day,
            start,
            end,
            code: self.code,
            aim: None,
            order: self.order,
            volume: self.volume,
            text: self.text,
            with: vec![],
            evidence: vec![],
            case: None,
        }
    }
}

impl Performance {
    /// Enters a table of activities into one's own log, or looks at what it would enter: whole, or not at all.
    ///
    /// # Errors
    /// [`EnterFailure::Other`] with [`Failure::SignedOut`], [`Failure::Forbidden`] for who is not of the staff.
    pub async fn tell_table(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        text: &str,
        write: bool,
    ) -> Result<Result<ToldTable, TableTrouble>, EnterFailure> {
        let me = self.me(pack, visitor).await?;
        rules(pack)?;
        let lines = match Lines::read(text, &[DAY, CODE, VOLUME, TEXT], MOST_TOLD) {
            Ok(lines) => lines,
            Err(trouble) => return Ok(Err(trouble)),
        };
        let mut told = ToldTable::default();
        let mut read = Vec::new();
        for (number, record) in &lines.rows {
            match line(&lines, *number, record.as_ref()) {
                Ok(line) => read.push((EntryId(self.0.id()), line)),
                Err(fault) => told.faults.push((*number, ToldFault::Line(fault))),
            }
        }
        let mut days = BTreeMap::new();
        for (_, line) in &read {
            if let std::collections::btree_map::Entry::Vacant(place) = days.entry(line.day) {
                place.insert((me.position(line.day), self.0.log_standing(pack, &me, line.day).await?));
            }
        }
        let of = self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?;
        let at = self.0.now();
        let outcome = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move {
                work::lock(tx, of.code(), me.staff).await?;
                for (id, line) in read {
                    let (number, day) = (line.number, line.day);
                    let Some((position, standing)) = days.get(&day) else { continue };
                    let length = norm(rules(&of)?, &line.code, day, line.volume);
                    let times = match span((line.start, line.end), length) {
                        Some(times) => times,
                        None => {
                            let same_day = work::of_days_in(tx, of.code(), me.staff, (day, day)).await?;
                            next_free(rules(&of)?, day, &same_day, length).unwrap_or((0, 0))
                        }
                    };
                    match standing.keep(tx, &of, None, (id, at), line.told(position.clone(), times)).await {
                        Ok(entry) => told.entries.push((number, entry)),
                        Err(EnterFailure::Faults(faults)) => {
                            told.faults.extend(faults.into_iter().map(|(_, fault)| (number, ToldFault::Entry(fault))));
                        }
                        Err(other) => return Err(Rehearsal::Failed(other)),
                    }
                }
                told.faults.sort_by_key(|(line, _)| *line);
                told.kept = write && told.faults.is_empty();
                if told.kept { Ok(told) } else { Err(Rehearsal::Done(told)) }
            })
        });
        seen(outcome.await).map(Ok)
    }

    /// One's own log of a month as such a table: what was typed, and stands or waits. What comes from cases is not typed.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for who is not of the staff.
    pub async fn told_table(&self, pack: &Pack, visitor: &Visitor, month: Month) -> Result<Vec<Vec<String>>, Failure> {
        let me = self.me(pack, visitor).await?;
        let mut entries = work::of_days(&self.0.db, pack.code(), me.staff, (month.first(), month.last())).await?;
        entries.retain(|e| e.told.case.is_none() && !matches!(e.status, EntryStatus::Withdrawn));
        entries.sort_by_key(|e| (e.told.day, e.told.start));
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        let head = [DAY, FROM, UNTIL, CODE, VOLUME, TEXT, ORDER].map(str::to_owned).to_vec();
        let rows = entries.into_iter().map(|e| {
            let told = e.told;
            let order = told.order.unwrap_or_default();
            vec![told.day.to_string(), clock(told.start), clock(told.end), told.code, told.volume.to_string(), told.text, order]
        });
        Ok(std::iter::once(head).chain(rows).collect())
    }
}
