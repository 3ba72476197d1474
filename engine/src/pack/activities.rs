//! Kinds of business activity from plain tables, for they come from elsewhere as tables of thousands of rows: `activities/editions.toml`
//! names the editions, `activities/2020.csv` holds one (`code`, `title_id`, `title_en`, `words`, and further columns as marks), and
//! `activities/2025-from-2020.csv` says what became of the codes of another (`before`, `now`).
use super::{
    error::PackError,
    folder::{Reading, entries, unknown},
    node::{Node, Origin, Value},
};
use std::{collections::BTreeMap, path::Path};

/// The columns that every edition has; what stands behind them are marks.
const COLUMNS: [&str; 4] = ["code", "title_id", "title_en", "words"];

/// The editions of a folder.
pub(super) fn activities(path: &Path, reading: &mut Reading) -> Option<Node> {
    let mut tables: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let mut editions = None;
    for (name, file) in reading.keep(entries(path))? {
        match name.strip_suffix(".csv") {
            Some(stem) => {
                let rows = rows(&file, reading);
                tables.insert(stem.to_owned(), rows);
            }
            None if name == "editions.toml" => editions = reading.toml(&file).and_then(|node| reading.only(node, "activities")),
            None if name.ends_with(".md") => {}
            None => reading.errors.push(unknown(&file, "editions.toml, 2020.csv, 2025-from-2020.csv")),
        }
    }
    let Some(mut editions) = editions else {
        let at = Origin { file: path.join("editions.toml").display().to_string().into(), line: 1 };
        reading.errors.push(PackError::new(&at, "nothing says which editions there are", "add editions.toml"));
        return None;
    };
    let Value::Array(items) = &mut editions.value else { return Some(editions) };
    for edition in items {
        let Some(key) = edition.get("key").and_then(Node::as_text).map(str::to_owned) else { continue };
        let at = edition.at.clone();
        let Value::Table(entries) = &mut edition.value else { continue };
        let known = tables.remove(&key).unwrap_or_default().into_iter().map(Row::activity).collect();
        entries.insert("activities".to_owned(), Node { at: at.clone(), value: Value::Array(known) });
        let prefix = format!("{key}-from-");
        let others: Vec<String> = tables.keys().filter(|stem| stem.starts_with(&prefix)).cloned().collect();
        let mut from = Vec::new();
        for stem in others {
            let other = stem.trim_start_matches(&prefix).to_owned();
            from.extend(tables.remove(&stem).unwrap_or_default().into_iter().map(|row| row.became(&other)));
        }
        entries.insert("from".to_owned(), Node { at, value: Value::Array(from) });
    }
    for stem in tables.keys() {
        reading.errors.push(unknown(&path.join(format!("{stem}.csv")), "an edition of editions.toml, or 2025-from-2020.csv"));
    }
    Some(editions)
}

/// A row by its columns, with its line.
struct Row {
    at: Origin,
    cells: Vec<(String, String)>,
}

impl Row {
    fn cell(&self, column: &str) -> &str {
        self.cells.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| cell)
    }

    fn activity(self) -> Node {
        let text = |text: &str| Node::text(self.at.clone(), text);
        let title = BTreeMap::from([("id".to_owned(), text(self.cell("title_id"))), ("en".to_owned(), text(self.cell("title_en")))]);
        let marks = self.cells.iter().filter(|(name, cell)| !COLUMNS.contains(&name.as_str()) && !cell.is_empty());
        let marks = marks.map(|(name, cell)| (name.clone(), text(cell))).collect();
        let entries = BTreeMap::from([
            ("code".to_owned(), text(self.cell("code"))),
            ("title".to_owned(), Node::table(self.at.clone(), title)),
            ("words".to_owned(), text(self.cell("words"))),
            ("marks".to_owned(), Node::table(self.at.clone(), marks)),
        ]);
        Node::table(self.at.clone(), entries)
    }

    fn became(self, edition: &str) -> Node {
        let cells = [edition, self.cell("before"), self.cell("now")];
        let items = cells.iter().map(|cell| Node::text(self.at.clone(), *cell)).collect();
        Node { at: self.at.clone(), value: Value::Array(items) }
    }
}

/// The rows below the heading.
fn rows(path: &Path, reading: &mut Reading) -> Vec<Row> {
    let Some((name, text)) = reading.text(path) else { return vec![] };
    let at = |line: u64| Origin { file: name.as_str().into(), line: usize::try_from(line).unwrap_or(1).max(1) };
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    let heading = match csv.headers() {
        Ok(heading) => heading.clone(),
        Err(e) => {
            reading.errors.push(PackError::new(&at(1), format!("the heading can't be read: {e}"), "write a table with commas"));
            return vec![];
        }
    };
    let mut found = Vec::new();
    for record in csv.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(1, csv::Position::line);
                let cells = heading.iter().zip(record.iter()).map(|(name, cell)| (name.trim().to_owned(), cell.trim().to_owned()));
                found.push(Row { at: at(line), cells: cells.collect() });
            }
            Err(e) => {
                let line = e.position().map_or(1, csv::Position::line);
                reading.errors.push(PackError::new(
                    &at(line),
                    format!("the row can't be read: {e}"),
                    "give it as many cells as the heading has",
                ));
            }
        }
    }
    found
}
