//! Districts and villages from two plain tables: `districts.csv` (code,name,latitude,longitude) and `villages.csv`
//! (code,name). They are lists of thousands of rows that come from elsewhere as tables, so they stay tables.
use super::{
    error::PackError,
    node::{Node, Origin, Value},
};
use serde_json::Number;
use std::collections::BTreeMap;

/// A file's name and its text.
pub(super) type File = (String, String);

struct District {
    code: String,
    at: Origin,
    entries: BTreeMap<String, Node>,
    villages: Vec<Node>,
}

/// The districts with their villages. A village belongs to the district whose code begins its own.
pub(super) fn places(districts: &File, villages: Option<&File>) -> Result<Node, Vec<PackError>> {
    let mut errors = Vec::new();
    let mut found: Vec<District> = Vec::new();
    for (at, cells) in rows(districts, "code,name,latitude,longitude", &mut errors) {
        let [code, name, latitude, longitude] = cells.as_slice() else { continue };
        let mut entries =
            BTreeMap::from([("code".to_owned(), Node::text(at.clone(), *code)), ("name".to_owned(), Node::text(at.clone(), *name))]);
        for (key, cell) in [("latitude", latitude), ("longitude", longitude)] {
            if cell.is_empty() {
                continue;
            }
            match cell.parse::<f64>().ok().and_then(Number::from_f64) {
                Some(n) => {
                    entries.insert(key.to_owned(), Node { at: at.clone(), value: Value::Number(n) });
                }
                None => errors.push(PackError::new(&at, format!("`{cell}` is not a {key}"), "write degrees, such as -6.9147")),
            }
        }
        found.push(District { code: (*code).to_owned(), at, entries, villages: vec![] });
    }
    if let Some(villages) = villages {
        for (at, cells) in rows(villages, "code,name", &mut errors) {
            let [code, name] = cells.as_slice() else { continue };
            let district = code.rsplit_once('.').map_or("", |(district, _)| district);
            match found.iter_mut().find(|d| d.code == district) {
                Some(district) => {
                    let pair = vec![Node::text(at.clone(), *code), Node::text(at.clone(), *name)];
                    district.villages.push(Node { at, value: Value::Array(pair) });
                }
                None => errors.push(PackError::new(
                    &at,
                    format!("no district `{district}` for the village {code}"),
                    "add it to districts.csv or correct the code",
                )),
            }
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let start = Origin { file: districts.0.as_str().into(), line: 1 };
    let items = found
        .into_iter()
        .map(|District { at, mut entries, villages, .. }| {
            entries.insert("villages".to_owned(), Node { at: at.clone(), value: Value::Array(villages) });
            Node::table(at, entries)
        })
        .collect();
    Ok(Node { at: start, value: Value::Array(items) })
}

/// The rows below a heading, each with its line and as many cells as the heading has.
fn rows<'f>((name, text): &'f File, heading: &str, errors: &mut Vec<PackError>) -> Vec<(Origin, Vec<&'f str>)> {
    let at = |line| Origin { file: name.as_str().into(), line };
    let mut lines = text.lines().enumerate();
    if lines.next().map(|(_, first)| first.trim()) != Some(heading) {
        errors.push(PackError::new(&at(1), "the heading is another one", format!("begin the file with `{heading}`")));
        return vec![];
    }
    let columns = heading.split(',').count();
    let mut found = Vec::new();
    for (i, line) in lines.filter(|(_, l)| !l.trim().is_empty()) {
        let cells: Vec<_> = line.split(',').map(str::trim).collect();
        if cells.len() != columns || line.contains('"') {
            errors.push(PackError::new(&at(i + 1), format!("the row has not {columns} plain cells"), format!("write `{heading}`")));
        } else {
            found.push((at(i + 1), cells));
        }
    }
    found
}
