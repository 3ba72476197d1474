//! What can go wrong in the store, told without a person's data: messages name what was being done, never the values.
use std::{error::Error, fmt};

/// Why the store could not do something. A missing row is no error: reads give `None`.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else was faster: the row is no longer in the version that the command was made for.
    #[error("the row was changed by somebody else")]
    Conflict,
    /// A value that must be unique is there already.
    #[error("{what} is there already")]
    Duplicate {
        /// What is there: `login`, `number`, `idempotency key`, `resume code`, `act`, `objection` or `row`.
        what: &'static str,
    },
    /// The database, or what it holds, did not allow it.
    #[error("could not {doing}")]
    Failed {
        /// What was being done.
        doing: &'static str,
        /// Why it failed.
        source: Box<dyn Error + Send + Sync>,
    },
}

/// A reason that has no error of its own below it.
#[derive(Debug)]
struct Reason(&'static str);

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for Reason {}

impl StoreError {
    pub(crate) fn failed(doing: &'static str, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Failed { doing, source: source.into() }
    }

    pub(crate) fn because(doing: &'static str, reason: &'static str) -> Self {
        Self::failed(doing, Reason(reason))
    }

    /// Tells the refusals that a caller can act on from the rest.
    pub(crate) fn from_sqlx(doing: &'static str, error: sqlx::Error) -> Self {
        let Some(database) = error.as_database_error() else { return Self::failed(doing, error) };
        let message = database.message();
        // SQLite names `table.column`, PostgreSQL the table and the constraint.
        let place = match (database.table(), database.constraint()) {
            (Some(table), constraint) => format!("{table} {}", constraint.unwrap_or_default()),
            _ => message.rsplit_once("failed: ").map_or_else(String::new, |(_, place)| place.replace('.', " ")),
        };
        if database.is_unique_violation() {
            return match place.split(' ').next().unwrap_or_default() {
                "event" | "work_event" => Self::Conflict,
                "cases" if place.contains("number") => Self::Duplicate { what: "number" },
                "account" if place.contains("login") => Self::Duplicate { what: "login" },
                "draft" if place.contains("resume") => Self::Duplicate { what: "resume code" },
                "idempotency" => Self::Duplicate { what: "idempotency key" },
                "work_entry" => Self::Duplicate { what: "act" },
                "objection" => Self::Duplicate { what: "objection" },
                "work_plan" => Self::Duplicate { what: "plan" },
                _ => Self::Duplicate { what: "row" },
            };
        }
        // The event's version is computed as nothing when the projection is not where the command saw it.
        let no_version = if database.table().is_some() { message.contains("\"version\"") } else { place.contains("version") };
        if database.kind() == sqlx::error::ErrorKind::NotNullViolation && place.starts_with("event") && no_version {
            return Self::Conflict;
        }
        Self::failed(doing, error)
    }
}
