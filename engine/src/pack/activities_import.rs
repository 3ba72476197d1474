//! Takes a whole classification of activities from a table as an office publishes it: code and title under whatever heading, and what a
//! region added to its own table (everyday words, risks) stays where the new one says nothing of it.
use std::collections::BTreeMap;

/// Digits of a code.
const DIGITS: usize = 5;
/// The columns that each table has, with the headings under which they are published.
const KNOWN: [(&str, &[&str]); 5] = [
    ("code", &["code", "kode", "kbli", "kode kbli", "kode_kbli"]),
    ("title_id", &["title_id", "judul", "judul kbli", "judul_kbli", "uraian", "nama", "title"]),
    ("title_en", &["title_en", "judul inggris", "title english", "english"]),
    ("words", &["words", "kata", "kata kunci"]),
    ("risk", &["risk", "risiko", "tingkat risiko"]),
];
/// Risks as they are published, and as packs name them.
const RISKS: [(&str, &str); 8] = [
    ("rendah", "low"),
    ("menengah rendah", "medium_low"),
    ("menengah tinggi", "medium_high"),
    ("tinggi", "high"),
    ("low", "low"),
    ("medium_low", "medium_low"),
    ("medium_high", "medium_high"),
    ("high", "high"),
];

/// A table to be written, and what it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The table.
    pub csv: String,
    /// Codes that were not there.
    pub new: Vec<String>,
    /// Codes that say something else now.
    pub changed: Vec<String>,
    /// Codes of the old table that the new one has not; they stay, unless they are to go.
    pub missing: Vec<String>,
}

/// A fault of the given table: its line, and what is wrong.
pub type ImportFault = (u64, String);

type Table = (Vec<String>, BTreeMap<String, BTreeMap<String, String>>);

/// The column of a heading.
fn column(heading: &str) -> String {
    let plain = heading.trim().to_lowercase();
    let known = KNOWN.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(name, _)| (*name).to_owned());
    known.unwrap_or_else(|| plain.replace([' ', '-'], "_"))
}

fn table(text: &str) -> Result<Table, Vec<ImportFault>> {
    let mut csv = crate::table::reader(text);
    let columns: Vec<String> = match csv.headers() {
        Ok(heading) => heading.iter().map(column).collect(),
        Err(e) => return Err(vec![(1, format!("the heading can't be read: {e}"))]),
    };
    let mut faults: Vec<ImportFault> = ["code", "title_id"]
        .into_iter()
        .filter(|c| !columns.iter().any(|known| known == c))
        .map(|c| (1, format!("no column {c}")))
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut rows: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for record in csv.records() {
        let record = match record {
            Ok(record) => record,
            Err(e) => {
                faults.push((e.position().map_or(1, csv::Position::line), format!("the row can't be read: {e}")));
                continue;
            }
        };
        let line = record.position().map_or(1, csv::Position::line);
        let mut row: BTreeMap<String, String> = columns
            .iter()
            .zip(record.iter())
            .map(|(name, cell)| (name.clone(), cell.trim().to_owned()))
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        let code = row.remove("code").unwrap_or_default();
        // Groups of two, three and four digits stand above the codes in what is published.
        if code.len() < DIGITS && !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric()) && !row.contains_key("risk") {
            continue;
        }
        if code.len() != DIGITS || !code.chars().all(|c| c.is_ascii_digit()) {
            faults.push((line, format!("`{code}` is no code of {DIGITS} digits")));
            continue;
        }
        if !row.contains_key("title_id") {
            faults.push((line, format!("{code} has no title")));
        }
        if let Some(risk) = row.get_mut("risk") {
            match RISKS.iter().find(|(word, _)| *word == risk.to_lowercase()) {
                Some((_, known)) => (*known).clone_into(risk),
                None => {
                    faults.push((line, format!("{code}: `{risk}` is no risk; write rendah, menengah rendah, menengah tinggi or tinggi")))
                }
            }
        }
        if rows.insert(code.clone(), row).is_some() {
            faults.push((line, format!("{code} stands there twice")));
        }
    }
    if faults.is_empty() { Ok((columns, rows)) } else { Err(faults) }
}

/// Lays a given table over the one that is there. With `replace` codes go that the given table has not.
///
/// # Errors
/// Every fault of the given table with its line; then nothing is to be written.
pub fn import_activities(old: &str, given: &str, replace: bool) -> Result<Imported, Vec<ImportFault>> {
    let (mut columns, before) = if old.trim().is_empty() { (vec![], BTreeMap::new()) } else { table(old)? };
    let (given_columns, rows) = table(given)?;
    for name in KNOWN.iter().map(|(name, _)| (*name).to_owned()).take(4).chain(given_columns) {
        if !columns.contains(&name) {
            columns.push(name);
        }
    }
    let (mut all, mut new, mut changed) = (before.clone(), vec![], vec![]);
    for (code, row) in &rows {
        let there = all.entry(code.clone()).or_default();
        let was = there.clone();
        there.extend(row.clone());
        // A title without a translation is not left with the translation of another one.
        if was.get("title_id") != there.get("title_id") && !row.contains_key("title_en") {
            there.remove("title_en");
        }
        let title = there.get("title_id").cloned().unwrap_or_default();
        there.entry("title_en".to_owned()).or_insert(title);
        match before.get(code) {
            None => new.push(code.clone()),
            Some(old) if old != there => changed.push(code.clone()),
            Some(_) => {}
        }
    }
    let missing: Vec<String> = before.keys().filter(|code| !rows.contains_key(*code)).cloned().collect();
    if replace {
        missing.iter().for_each(|code| _ = all.remove(code));
    }
    let lines = all.iter().map(|(code, row)| {
        let cell = |name: &String| if name == "code" { code.clone() } else { row.get(name).cloned().unwrap_or_default() };
        columns.iter().map(cell).collect::<Vec<_>>()
    });
    let mut csv = csv::Writer::from_writer(vec![]);
    for line in std::iter::once(columns.clone()).chain(lines) {
        csv.write_record(line).map_err(|e| vec![(1, e.to_string())])?;
    }
    let written = csv.into_inner().map_err(|e| vec![(1, e.to_string())])?;
    Ok(Imported { csv: String::from_utf8_lossy(&written).into_owned(), new, changed, missing })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "code,title_id,title_en,words,risk\n10391,Industri tahu kedelai,Soybean tofu,tahu,low\n10392,Industri tempe kedelai,Soybean tempeh,tempe,low\n";

    #[test]
    fn what_a_region_added_stays_and_what_is_published_counts() {
        let given = "\u{feff}Kode KBLI;Judul KBLI;Tingkat Risiko\nC;INDUSTRI;\n1039;Industri pengolahan;\n10391;Industri tahu;Menengah Rendah\n10393;Industri \"tauco\", kecap;Rendah\n";
        let done = import_activities(OLD, given, false).unwrap();
        assert_eq!((done.new, done.changed, done.missing), (vec!["10393".to_owned()], vec!["10391".to_owned()], vec!["10392".to_owned()]));
        let lines: Vec<&str> = done.csv.lines().collect();
        assert_eq!(lines[0], "code,title_id,title_en,words,risk");
        assert_eq!(lines[1], "10391,Industri tahu,Industri tahu,tahu,medium_low");
        assert_eq!(lines[2], "10392,Industri tempe kedelai,Soybean tempeh,tempe,low");
        assert_eq!(lines[3], "10393,\"Industri \"\"tauco\"\", kecap\",\"Industri \"\"tauco\"\", kecap\",,low");
        // What was written is read again as it was, and once more changes nothing.
        let again = import_activities(&done.csv, given, false).unwrap();
        assert_eq!((again.new.len(), again.changed.len(), again.csv), (0, 0, done.csv));
        assert!(!import_activities(OLD, given, true).unwrap().csv.contains("10392"));
    }

    #[test]
    fn every_fault_is_said_with_its_line_and_nothing_is_taken() {
        let faults = import_activities("", "kode,judul,risiko\n1039a,Apa,\n10391,,rendah\n10391,Tahu,apa saja\n", false).unwrap_err();
        let lines: Vec<u64> = faults.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3, 4, 4], "{faults:?}");
        assert_eq!(import_activities("", "nama\nx\n", false).unwrap_err(), [(1, "no column code".to_owned())]);
    }
}
