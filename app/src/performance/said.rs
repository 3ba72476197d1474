//! What has to be said once more after a form of a log came back: kept for the one who sent it, for some minutes.
use crate::{components::summary::summary, server::Flash};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words and typed values.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Said {
    /// What happened.
    pub(super) text: String,
    /// Whether it went well.
    pub(super) well: bool,
    /// What to mend, by box.
    pub(super) problems: Vec<(String, String)>,
    /// What was typed, by box.
    pub(super) typed: BTreeMap<String, String>,
}

impl Said {
    /// That something was done.
    pub(super) fn done(text: impl Into<String>) -> Self {
        Self { text: text.into(), well: true, ..Self::default() }
    }

    /// Why something was not.
    pub(super) fn not(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Keeps it, and gives its name.
    pub(super) fn keep(&self) -> String {
        Flash::put(serde_json::to_string(self).unwrap_or_default())
    }

    /// What was kept under a name.
    pub(super) fn of(name: Option<&str>) -> Self {
        name.and_then(Flash::get).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    /// What was typed into a box, or what stands there else.
    pub(super) fn typed(&self, name: &str, otherwise: &str) -> String {
        self.typed.get(name).cloned().unwrap_or_else(|| otherwise.to_owned())
    }

    /// What is wrong with a box.
    pub(super) fn problem(&self, name: &str) -> Option<String> {
        self.problems.iter().find(|(path, _)| path == name).map(|(_, words)| words.clone())
    }

    /// It as the first thing on a page.
    pub(super) fn shown(&self) -> impl IntoView + use<> {
        let faults = (!self.problems.is_empty()).then(|| summary(&self.problems));
        let class = if self.well { "card ok-edge" } else { "card errors" };
        let role = if self.well { "status" } else { "alert" };
        let words = (self.problems.is_empty() && !self.text.is_empty()).then(|| {
            view! { <div class=class role=role tabindex="-1" autofocus><p>{self.text.clone()}</p></div> }
        });
        view! { {faults}{words} }
    }
}
