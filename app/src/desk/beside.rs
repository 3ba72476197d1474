//! What stands beside the decision and belongs to its form, so that what is typed goes round with it: buttons that send the form
//! elsewhere, and what came back for its boxes.
use super::{case_view::Refused, guard::FORM};
use leptos::prelude::*;

/// A part of the form with a handler of its own.
pub(super) struct Beside<'r> {
    /// Where its buttons send the form.
    pub(super) action: String,
    /// The name under which they say which was pressed.
    pub(super) button: &'static str,
    /// What came back.
    pub(super) refused: &'r Refused,
}

impl Beside<'_> {
    /// A button.
    pub(super) fn press(&self, what: &str, words: &'static str, class: &'static str) -> impl IntoView + use<> {
        let (action, what) = (self.action.clone(), what.to_owned());
        view! { <button class=class form=FORM formaction=action formnovalidate name=self.button value=what>{words}</button> }
    }

    /// What was typed into a box.
    pub(super) fn typed(&self, name: &str) -> String {
        self.refused.typed.get(name).cloned().unwrap_or_default()
    }

    /// Whether anything was typed into one of these boxes.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.refused.typed.get(*name).is_some_and(|text| !text.trim().is_empty()))
    }

    /// Whether a box that can be ticked more than once came back with this value; `None` where it did not come back.
    pub(super) fn ticked(&self, name: &str, value: &str) -> Option<bool> {
        self.refused.typed.get(name).map(|values| values.lines().any(|one| one == value))
    }
}
