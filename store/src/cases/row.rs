//! How the parts of a case are written into columns.
use domain::{case::Outcome, time::Day};

/// Stands for "no term" in `due_day`: such cases come last on a desk.
pub(crate) const NO_TERM: i32 = i32::MAX;

/// An outcome's name in the store.
pub(crate) fn outcome_name(outcome: Outcome) -> &'static str {
    outcome.name()
}

/// The outcome of a stored name.
pub(crate) fn outcome_named(name: &str) -> Option<Outcome> {
    Outcome::ALL.into_iter().find(|outcome| outcome.name() == name)
}

/// The last day of a term in its column.
pub(crate) fn due_number(due: Option<Day>) -> i32 {
    due.map_or(NO_TERM, Day::number)
}
