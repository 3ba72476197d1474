//! The table as a workbook. Its lines go to files beside memory as they come, and the finished workbook is sent from a file: a
//! million lines take no more memory than a thousand.
use super::{Cell, Table};
use axum::body::Body;
use bytes::Bytes;
use futures::stream;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::io::{Read, Seek, SeekFrom};
use tokio::sync::mpsc;

/// Lines of a sheet under its head: the format's limit of 1,048,576 less the head.
const SHEET: u32 = 1_048_575;
/// Bytes sent at a time.
const PIECE: usize = 64 * 1024;
/// Pages of lines that wait to be written.
const WAITING: usize = 2;

/// The body of the finished workbook.
///
/// # Errors
/// Why it could not be written, in words for the log.
pub(super) async fn body(mut table: Table) -> Result<Body, String> {
    let (head, (pages, written)) = (table.head(), mpsc::channel::<Vec<[Cell; 15]>>(WAITING));
    let writing = tokio::task::spawn_blocking(move || write(&head, written));
    loop {
        let rows = table.next().await.map_err(|failure| failure.to_string())?;
        // A writer that is gone says why itself.
        if rows.is_empty() || pages.send(rows).await.is_err() {
            break;
        }
    }
    drop(pages);
    let file = writing.await.map_err(|e| e.to_string())??;
    let pieces = stream::try_unfold(file, |mut file| async move {
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; PIECE];
            let n = file.read(&mut piece)?;
            piece.truncate(n);
            Ok::<_, std::io::Error>((piece, file))
        });
        let (piece, file) = read.await.map_err(std::io::Error::other)??;
        Ok::<_, std::io::Error>((!piece.is_empty()).then(|| (Bytes::from(piece), file)))
    });
    Ok(Body::from_stream(pieces))
}

fn write(head: &[String], mut pages: mpsc::Receiver<Vec<[Cell; 15]>>) -> Result<std::fs::File, String> {
    let mut book = Workbook::new();
    let (bold, day, rupiah) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("#,##0"));
    let mut done = || -> Result<(), XlsxError> {
        let mut sheet = begin(&mut book, head, &bold)?;
        let mut row = 0;
        while let Some(rows) = pages.blocking_recv() {
            for cells in rows {
                if row == SHEET {
                    sheet = begin(&mut book, head, &bold)?;
                    row = 0;
                }
                row += 1;
                line(sheet, row, &cells, &day, &rupiah)?;
            }
        }
        Ok(())
    };
    done().map_err(|e| e.to_string())?;
    let mut file = tempfile::tempfile().map_err(|e| e.to_string())?;
    book.save_to_writer(&file).map_err(|e| e.to_string())?;
    file.seek(SeekFrom::Start(0)).map_err(|e| e.to_string())?;
    Ok(file)
}

fn begin<'b>(book: &'b mut Workbook, head: &[String], bold: &Format) -> Result<&'b mut Worksheet, XlsxError> {
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, words) in (0..).zip(head) {
        sheet.write_string_with_format(0, column, words, bold)?;
    }
    Ok(sheet)
}

/// A line. A text is written as one, so that no name is taken for a formula.
#[expect(clippy::cast_precision_loss, reason = "the format has no other numbers; whole rupiah are exact to nine quadrillions")]
fn line(sheet: &mut Worksheet, row: u32, cells: &[Cell; 15], day: &Format, rupiah: &Format) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(cells) {
        match cell {
            Cell::Nothing => {}
            Cell::Text(text) => _ = sheet.write_string(row, column, text)?,
            Cell::Number(n) => _ = sheet.write_number(row, column, *n as f64)?,
            Cell::Rupiah(n) => _ = sheet.write_number_with_format(row, column, *n as f64, rupiah)?,
            Cell::Day(on) => match ExcelDateTime::parse_from_str(&on.to_string()) {
                Ok(date) => _ = sheet.write_datetime_with_format(row, column, &date, day)?,
                Err(_) => _ = sheet.write_string(row, column, on.to_string())?,
            },
        }
    }
    Ok(())
}
