//! The table as text: sent while it is read, so that its length costs no memory.
use super::{Cell, Table};
use crate::spreadsheet;
use axum::body::Body;
use bytes::Bytes;
use futures::stream;

enum Step {
    Head(Table),
    Lines(Table),
}

/// The body. A table that breaks off in the middle breaks the connection, so that nobody takes a half for the whole.
pub(super) fn body(table: Table) -> Body {
    Body::from_stream(stream::try_unfold(Step::Head(table), |step| async move {
        match step {
            Step::Head(table) => {
                let head = spreadsheet::begin(table.head().into_iter());
                Ok(Some((Bytes::from(head), Step::Lines(table))))
            }
            Step::Lines(mut table) => {
                let rows = table.next().await.map_err(|failure| std::io::Error::other(failure.to_string()))?;
                if rows.is_empty() {
                    return Ok::<_, std::io::Error>(None);
                }
                let text = spreadsheet::lines(rows.iter().map(|row| row.iter().map(plain)));
                Ok(Some((Bytes::from(text), Step::Lines(table))))
            }
        }
    }))
}

/// A cell as a spreadsheet reads it: days as they are written everywhere, amounts without signs.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(n) | Cell::Rupiah(n) => n.to_string(),
        Cell::Day(day) => day.to_string(),
    }
}
