//! What turns a document's facts into a PDF. The engine knows the need alone: the press that can do it lives with the server,
//! so that nothing else waits for its compiler.
use bytes::Bytes;
use domain::time::{Instant, Zone};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A document's template and what it includes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// The one to begin with: the file's name without its ending.
    pub main: String,
    /// The texts of all, by the same names.
    pub sources: BTreeMap<String, String>,
}

/// One document to be printed.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The template.
    pub template: Template,
    /// What stands on it; templates read it as `facts.json`.
    pub facts: Value,
    /// The code that leads to the verification page, as SVG; templates read it as `qr.svg`.
    pub qr: String,
    /// Pictures that stand on it, such as signatures, by the name under which templates read them.
    pub pictures: Vec<(String, Bytes)>,
    /// The document's number: the same number is the same document.
    pub number: String,
    /// The only time that a template can know.
    pub issued_at: Instant,
    /// The region's zone.
    pub zone: Zone,
}

/// Why a sheet can't be printed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct PressFault(pub Vec<Smudge>);

/// One thing that is wrong in a template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{template}:{line}: {what}")]
pub struct Smudge {
    /// The template: the file's name without its ending; empty where none is to blame.
    pub template: String,
    /// The line, counted from 1; 0 where none is to blame.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// Prints sheets.
pub trait Press: Send + Sync {
    /// The sheet as a tagged PDF. The same sheet gives the same bytes, on every server.
    ///
    /// # Errors
    /// [`PressFault`] where a template can't be used.
    fn print(&self, sheet: &Sheet) -> Result<Vec<u8>, PressFault>;
}
