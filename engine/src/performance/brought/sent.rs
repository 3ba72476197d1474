//! Attendance as a machine sends it, line by line: read as a table is, so that both are judged alike.
use super::{Brought, Table, TableTrouble};
use crate::{Failure, Visitor, performance::Performance};
use domain::{pack::Pack, performance::Month};

/// A day of somebody, each cell as a table has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttendanceLine {
    /// Their number.
    pub number: String,
    /// The day: `2026-07-06`.
    pub day: String,
    /// When they came: `07:30`; empty without a mark.
    pub came: String,
    /// When they left.
    pub left: String,
    /// Why they were away, by its key; empty for who was there.
    pub absence: String,
}

impl Performance {
    /// Brings attendance in that a machine sent; as [`Performance::bring`] does with a table.
    ///
    /// # Errors
    /// As [`Performance::bring`].
    pub async fn send_attendance(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        lines: &[AttendanceLine],
        about: (&str, Option<Month>),
        write: bool,
    ) -> Result<Result<Brought, TableTrouble>, Failure> {
        let mut csv = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![]);
        let broken = |e: csv::Error| Failure::unavailable("read attendance", &e);
        csv.write_record(["nomor_pegawai", "tanggal", "datang", "pulang", "keterangan"]).map_err(broken)?;
        for line in lines {
            csv.write_record([&line.number, &line.day, &line.came, &line.left, &line.absence]).map_err(broken)?;
        }
        let bytes = csv.into_inner().map_err(|e| Failure::unavailable("read attendance", &e.into_error()))?;
        let text = String::from_utf8(bytes).map_err(|e| Failure::unavailable("read attendance", &e))?;
        self.bring(pack, visitor, Table::Attendance, &text, about, write).await
    }
}
