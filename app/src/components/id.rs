//! The ids of what is asked, so that a message can lead to the box it is about.

/// The element's id for a field's path: `budget.0.what` is `budget-0-what`.
#[must_use]
pub fn id_of(path: &str) -> String {
    path.replace('.', "-")
}
