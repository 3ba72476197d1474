//! A region's folder: which files there are, what each holds, and which folder is extended.
use super::{
    activities,
    error::{PackError, PackErrors},
    node::{Node, Origin, Value},
    parse,
    places::{self, File},
    yearly,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

/// The files at the top of a folder.
const FILES: &str = "region.toml, roles.toml, agencies.toml, calendar.toml, periods.toml, lists.toml, judgements.toml, formulas.toml, guide.toml, performance.toml, plans.toml, exhibits.toml, activities/, desk.toml, boards.toml, alerts.toml, signals.toml, books.toml, documents.toml, documents/, languages/, logo.svg, districts.csv, villages.csv, services/";

/// No file of a pack is larger; the whole classification of activities has a fifth of it.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// A path as it is shown: with forward slashes on every system.
pub(super) fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> PackError {
    PackError {
        file: shown(path),
        line: 1,
        what: format!("can't be read or written: {error}"),
        remedy: "see that it is there, and that you may".to_owned(),
    }
}

/// The names of the folders in `dir` that are regions.
pub(super) fn regions(dir: &Path) -> Result<Vec<String>, PackErrors> {
    let mut found = Vec::new();
    for (name, path) in entries(dir).map_err(PackErrors::from)? {
        let file = path.join("region.toml");
        // A file that can't be read or parsed is a region too: loading it says what is wrong.
        let is_region = match fs::read_to_string(&file) {
            Ok(text) => parse::parse(&shown(&file), &text).map_or(true, |n| n.get("region").is_some_and(|r| r.get("slug").is_some())),
            Err(e) => e.kind() != io::ErrorKind::NotFound,
        };
        if path.is_dir() && is_region {
            found.push(name);
        }
    }
    Ok(found)
}

/// The folder and those that it extends, the lowest first.
pub(super) fn layers(dir: &Path, name: &str) -> Result<Vec<Node>, Vec<PackError>> {
    let mut layers: Vec<Node> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut errors = Vec::new();
    let mut next = Some((name.to_owned(), None::<Origin>));
    while let Some((name, asked)) = next.take() {
        let path = dir.join(&name);
        let asked = asked.unwrap_or_else(|| Origin { file: shown(&path).into(), line: 1 });
        if !path.is_dir() {
            errors.push(PackError::new(&asked, format!("no folder `{name}`"), format!("add it below {} or correct the name", shown(dir))));
            break;
        }
        if !seen.insert(name.clone()) {
            errors.push(PackError::new(
                &asked,
                format!("`{name}` extends itself"),
                "extend a folder that stands by itself, such as `base`",
            ));
            break;
        }
        match read(&path) {
            Ok(mut layer) => {
                if let Value::Table(entries) = &mut layer.value
                    && let Some(word) = entries.remove("extends")
                {
                    match word.as_text() {
                        Some(below) => next = Some((below.to_owned(), Some(word.at.clone()))),
                        None => {
                            errors.push(PackError::new(&word.at, "`extends` is not a name", "write the name of a folder, such as \"base\""))
                        }
                    }
                }
                layers.push(layer);
            }
            Err(found) => {
                errors.extend(found);
                // What this folder extends is still read, so that all that can't be parsed is said at once.
                next = extends_of(&path);
            }
        }
    }
    layers.reverse();
    if errors.is_empty() { Ok(layers) } else { Err(errors) }
}

/// The names of the folder and of those that it extends, the lowest first.
pub(super) fn names(dir: &Path, name: &str) -> Result<Vec<String>, Vec<PackError>> {
    // Reading all of them says what is wrong with the chain.
    let layers = layers(dir, name)?;
    let chain = std::iter::successors(Some(name.to_owned()), |name| extends(&dir.join(name)));
    let mut names: Vec<String> = chain.take(layers.len()).collect();
    names.reverse();
    Ok(names)
}

/// The name of the folder that another one extends.
pub(super) fn extends(path: &Path) -> Option<String> {
    extends_of(path).map(|(name, _)| name)
}

fn extends_of(path: &Path) -> Option<(String, Option<Origin>)> {
    let file = path.join("region.toml");
    let node = parse::parse(&shown(&file), &fs::read_to_string(&file).ok()?).ok()?;
    let word = node.get("extends")?;
    Some((word.as_text()?.to_owned(), Some(word.at.clone())))
}

/// The entries of a folder by name, without hidden ones.
pub(super) fn entries(dir: &Path) -> Result<Vec<(String, std::path::PathBuf)>, PackError> {
    let mut found: Vec<_> = fs::read_dir(dir)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|e| unreadable(dir, &e))?
        .into_iter()
        .map(|e| (e.file_name().to_string_lossy().into_owned(), e.path()))
        .filter(|(name, _)| !name.starts_with('.'))
        .collect();
    found.sort();
    Ok(found)
}

pub(super) struct Reading {
    pub(super) errors: Vec<PackError>,
}

impl Reading {
    pub(super) fn keep<T>(&mut self, result: Result<T, PackError>) -> Option<T> {
        result.map_err(|e| self.errors.push(e)).ok()
    }

    pub(super) fn text(&mut self, path: &Path) -> Option<File> {
        let size = self.keep(fs::metadata(path).map_err(|e| unreadable(path, &e)))?.len();
        if size > MOST_BYTES {
            let at = Origin { file: shown(path).into(), line: 1 };
            self.errors.push(PackError::new(
                &at,
                format!("the file has {size} bytes"),
                format!("a file of a pack has at most {MOST_BYTES}; divide it"),
            ));
            return None;
        }
        let text = self.keep(fs::read_to_string(path).map_err(|e| unreadable(path, &e)))?;
        Some((shown(path), text))
    }

    pub(super) fn toml(&mut self, path: &Path) -> Option<Node> {
        let (name, text) = self.text(path)?;
        self.keep(parse::parse(&name, &text))
    }

    /// The one table that a file is for; what stands beside it is an error, because nobody would read it.
    pub(super) fn only(&mut self, node: Node, key: &str) -> Option<Node> {
        let Value::Table(entries) = node.value else { return None };
        let mut found = None;
        for (name, inner) in entries {
            if name == key {
                found = Some(inner);
            } else {
                self.errors.push(PackError::new(
                    &inner.at,
                    format!("`{name}` is not known in this file"),
                    format!("remove it, or write it below `{key}`"),
                ));
            }
        }
        found
    }
}

/// One folder as one table, without what it extends.
pub(super) fn read(path: &Path) -> Result<Node, Vec<PackError>> {
    let mut reading = Reading { errors: vec![] };
    let mut pack = BTreeMap::new();
    let mut districts = None;
    let mut villages = None;
    for (name, file) in entries(path).map_err(|e| vec![e])? {
        match name.as_str() {
            "region.toml" => {
                if let Some(mut node) = reading.toml(&file) {
                    if let Value::Table(entries) = &mut node.value
                        && let Some(word) = entries.remove("extends")
                    {
                        pack.insert("extends".to_owned(), word);
                    }
                    if let Some(region) = reading.only(node, "region") {
                        pack.insert("region".to_owned(), region);
                    }
                }
            }
            "roles.toml" | "agencies.toml" | "periods.toml" | "boards.toml" | "alerts.toml" | "signals.toml" | "books.toml"
            | "judgements.toml" | "formulas.toml" | "guide.toml" | "performance.toml" | "plans.toml" | "exhibits.toml" => {
                let key = name.trim_end_matches(".toml");
                if let Some(list) = reading.toml(&file).and_then(|node| reading.only(node, key)) {
                    pack.insert(key.to_owned(), list);
                }
            }
            "calendar.toml" | "lists.toml" | "desk.toml" => {
                if let Some(node) = reading.toml(&file) {
                    pack.insert(name.trim_end_matches(".toml").to_owned(), node);
                }
            }
            "documents.toml" => {
                if let Some(list) = reading.toml(&file).and_then(|node| reading.only(node, "documents")) {
                    pack.insert("papers".to_owned(), list);
                }
            }
            "documents" => {
                if let Some(found) = templates(&file, &mut reading) {
                    pack.insert("templates".to_owned(), found);
                }
            }
            "activities" => {
                if let Some(found) = activities::activities(&file, &mut reading) {
                    pack.insert(name, found);
                }
            }
            "logo.svg" => {
                if let Some((file, text)) = reading.text(&file) {
                    pack.insert("logo".to_owned(), Node::text(Origin { file: file.into(), line: 1 }, text));
                }
            }
            "districts.csv" => districts = reading.text(&file),
            "villages.csv" => villages = reading.text(&file),
            "services" => {
                if let Some(found) = services(&file, &mut reading) {
                    pack.insert(name, found);
                }
            }
            super::languages::FOLDER => reading.errors.extend(super::languages::faults(&file)),
            // Ways of made-up cases say what the rules gave, and rule nothing.
            super::runs::FILE => {}
            _ if name.ends_with(".md") => {}
            _ => reading.errors.push(unknown(&file, FILES)),
        }
    }
    match (districts, villages) {
        (Some(districts), villages) => match places::places(&districts, villages.as_ref()) {
            Ok(found) => {
                pack.insert("districts".to_owned(), found);
            }
            Err(found) => reading.errors.extend(found),
        },
        (None, Some((file, _))) => {
            reading.errors.push(PackError {
                file,
                line: 1,
                what: "villages without districts".to_owned(),
                remedy: "add districts.csv".to_owned(),
            });
        }
        (None, None) => {}
    }
    let at = Origin { file: shown(&path.join("region.toml")).into(), line: 1 };
    if reading.errors.is_empty() { Ok(Node::table(at, pack)) } else { Err(reading.errors) }
}

pub(super) fn unknown(path: &Path, known: &str) -> PackError {
    PackError {
        file: shown(path),
        line: 1,
        what: "nothing reads this file".to_owned(),
        remedy: format!("remove it, or name it one of {known}"),
    }
}

/// The templates of documents by the name of their file without its ending: a region's file takes the place of one of the
/// same name in what it extends.
fn templates(path: &Path, reading: &mut Reading) -> Option<Node> {
    let mut found = BTreeMap::new();
    for (name, file) in reading.keep(entries(path))? {
        match name.strip_suffix(".typ") {
            Some(stem) => {
                if let Some((file, text)) = reading.text(&file) {
                    found.insert(stem.to_owned(), Node::text(Origin { file: file.into(), line: 1 }, text));
                }
            }
            None if name.ends_with(".md") => {}
            None => reading.errors.push(unknown(&file, "letter.typ")),
        }
    }
    Some(Node::table(Origin { file: shown(path).into(), line: 1 }, found))
}

/// The services by the name of their folder: `service.toml` is the service, `form.toml` its form, and each
/// `workflow-<n>.toml` a version of its workflow.
fn services(path: &Path, reading: &mut Reading) -> Option<Node> {
    let mut found = BTreeMap::new();
    let folders = reading.keep(entries(path))?;
    for (key, folder) in folders {
        let files = reading.keep(entries(&folder))?;
        let mut service = BTreeMap::new();
        let mut workflows = BTreeMap::new();
        let mut at = Origin { file: shown(&folder.join("service.toml")).into(), line: 1 };
        for (name, file) in files {
            let stem = name.trim_end_matches(".toml");
            match stem {
                "service" => {
                    if let Some(Node { at: here, value: Value::Table(mut entries) }) = reading.toml(&file) {
                        at = here;
                        yearly::expand(&mut entries, &mut reading.errors);
                        service.extend(entries);
                    }
                }
                "form" => {
                    if let Some(node) = reading.toml(&file) {
                        service.insert("form".to_owned(), node);
                    }
                }
                _ if stem.strip_prefix("workflow-").is_some_and(|n| n.parse::<u32>().is_ok()) => {
                    if let Some(node) = reading.toml(&file) {
                        workflows.insert(stem.to_owned(), node);
                    }
                }
                _ if name.ends_with(".md") => {}
                _ => reading.errors.push(unknown(&file, "service.toml, form.toml, workflow-1.toml")),
            }
        }
        if !workflows.is_empty() {
            service.insert("workflows".to_owned(), Node::table(at.clone(), workflows));
        }
        found.insert(key, Node::table(at, service));
    }
    Some(Node::table(Origin { file: shown(path).into(), line: 1 }, found))
}
