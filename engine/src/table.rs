//! Tables that offices send: with commas or with semicolons, with or without the mark that some programs begin a file with.

/// Reads a table with a heading.
pub(crate) fn reader(text: &str) -> csv::Reader<&[u8]> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
    csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes())
}
