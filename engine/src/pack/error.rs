//! What is wrong in a pack's files, said so that it can be mended without reading code.
use super::node::Origin;
use std::fmt;

/// One thing that is wrong in a pack: `regions/kota-bandung/agencies.toml:12: no agency …; add it to …`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{file}:{line}: {what}; {remedy}")]
pub struct PackError {
    /// The file, as a path from where the packs were asked for.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl PackError {
    pub(super) fn new(at: &Origin, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { file: at.file.to_string(), line: at.line, what: what.into(), remedy: remedy.into() }
    }
}

/// Everything that is wrong in the packs; shown one a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct PackErrors(pub Vec<PackError>);

impl PackErrors {
    /// Sorted by file and line, each once: a fault in a shared file shows up in every region that extends it.
    pub(super) fn new(mut errors: Vec<PackError>) -> Self {
        errors.sort();
        errors.dedup();
        Self(errors)
    }
}

impl fmt::Display for PackErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

impl From<PackError> for PackErrors {
    fn from(error: PackError) -> Self {
        Self(vec![error])
    }
}
