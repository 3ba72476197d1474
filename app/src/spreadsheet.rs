//! Tables for a spreadsheet. Those that are set to Indonesian take semicolons between cells, because the comma stands before
//! decimals; the mark at the beginning tells them that it is UTF-8; and no cell is taken for a formula.
use axum::response::{IntoResponse, Response};
use http::header;

const MARK: &str = "\u{feff}";

/// A table as a file to keep.
pub(crate) fn download(name: &str, rows: impl IntoIterator<Item = Vec<String>>) -> Response {
    let text = table(rows);
    let name = format!("attachment; filename=\"{name}.csv\"");
    ([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)], text).into_response()
}

/// The beginning of a table that is sent in parts: the mark and the headings.
pub(crate) fn begin(head: impl Iterator<Item = String>) -> String {
    format!("{MARK}{}", lines([head]))
}

/// Lines of a table. Writing into memory can't fail, and what is text stays text.
pub(crate) fn lines<R: IntoIterator<Item = String>>(rows: impl IntoIterator<Item = R>) -> String {
    let mut out = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(vec![]);
    for row in rows {
        let _ = out.write_record(row.into_iter().map(|cell| harmless(&cell)));
    }
    out.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Lines with commas between cells, as programs read them; no cell is taken for a formula.
pub(crate) fn commas<R: IntoIterator<Item = String>>(rows: impl IntoIterator<Item = R>) -> String {
    let mut out = csv::Writer::from_writer(vec![]);
    for row in rows {
        let _ = out.write_record(row.into_iter().map(|cell| harmless(&cell)));
    }
    out.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn table(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    format!("{MARK}{}", lines(rows))
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if is_decimal(text) {
        return text.to_owned();
    }
    let begins = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    if begins { format!("'{text}") } else { text.to_owned() }
}

/// Digits, a point and digits below zero, as latitudes south of the equator are: a mark before it would make a text of it.
fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    text.strip_prefix('-').and_then(|n| n.split_once('.')).is_some_and(|(whole, part)| digits(whole) && digits(part))
}

#[cfg(test)]
mod tests {
    use super::{begin, harmless, lines, table};

    #[test]
    fn a_name_is_never_a_formula() {
        for formula in ["=1+1", "+62", "-1", "-1.0+cmd", "-.5", "-6.9.1", "@SUM(A1)", " =A1", "\tx", "\rx"] {
            assert!(harmless(formula).starts_with('\''), "{formula:?}");
        }
        assert_eq!(harmless("-6.914700"), "-6.914700", "a latitude stays a number");
        assert_eq!(harmless("Dinas Pendidikan = sekolah"), "Dinas Pendidikan = sekolah");
    }

    #[test]
    fn a_table_in_parts_is_the_same_table() {
        let rows = [["Nama", "=1"], ["a;b", "\"c\""]].map(|row| row.map(str::to_owned));
        let whole = table(rows.iter().map(|row| row.to_vec()));
        assert_eq!(begin(rows[0].iter().cloned()) + &lines([rows[1].iter().cloned()]), whole);
    }

    #[test]
    fn what_stands_between_cells_is_quoted() {
        let rows = [vec!["a;\"b\"".to_owned(), "=1".to_owned()], vec!["c".to_owned(), String::new()]];
        assert_eq!(table(rows), "\u{feff}\"a;\"\"b\"\"\";'=1\r\nc;\r\n");
    }
}
