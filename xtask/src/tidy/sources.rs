//! The files that the rules look at.
use super::listed;
use anyhow::Result;
use std::{fs, path::Path};

/// Endings of the texts that people write; pictures, lock files of cargo and prose are not among them.
const ENDINGS: [&str; 10] = ["rs", "toml", "sql", "css", "ts", "js", "mjs", "html", "sh", "json"];

/// One file: its path from the root with `/`, and its text.
pub(super) struct Source {
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    pub(super) fn is(&self, ending: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, found)| found == ending)
    }

    /// `path:line: rule`, as editors understand it; lines count from 1.
    pub(super) fn at(&self, line: usize, rule: &str) -> String {
        format!("{}:{line}: {rule}", self.path)
    }
}

pub(super) fn of(root: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in listed(root)? {
        let wanted = path.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending));
        // A file that was removed but not yet staged is listed as well.
        if !wanted || !root.join(&path).is_file() {
            continue;
        }
        if let Ok(text) = fs::read_to_string(root.join(&path)) {
            sources.push(Source { path, text });
        }
    }
    Ok(sources)
}
