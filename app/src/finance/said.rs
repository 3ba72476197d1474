//! What has to be said once more after a form came back: why, and what was typed.
use crate::{components::summary::summary, server::Flash};
use domain::words::Lang;
use engine::Failure;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words and typed values, kept under a name for some minutes. They hold nothing personal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Said {
    /// What happened, in one or two sentences.
    pub(super) text: String,
    /// Whether it went well.
    pub(super) well: bool,
    /// What to mend, by box.
    pub(super) problems: Vec<(String, String)>,
    /// What was typed, by box.
    pub(super) typed: BTreeMap<String, String>,
    /// The cases that were chosen, in their order.
    pub(super) chosen: Option<Vec<String>>,
}

impl Said {
    /// Why something was not done.
    pub(super) fn refused(failure: &Failure, lang: Lang, typed: BTreeMap<String, String>) -> Self {
        let problems = match failure {
            Failure::Invalid { problems } => problems.iter().map(|p| (p.path.clone(), p.line(lang))).collect(),
            _ => vec![],
        };
        Self { text: failure.text(lang), problems, typed, ..Self::default() }
    }

    /// That something was done.
    pub(super) fn done(text: impl Into<String>) -> Self {
        Self { text: text.into(), well: true, ..Self::default() }
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

    /// It as the first thing on a page.
    pub(super) fn shown(&self) -> impl IntoView + use<> {
        let faults = (!self.problems.is_empty()).then(|| summary(&self.problems));
        let class = if self.well { "card ok-edge" } else { "card errors" };
        let role = if self.well { "status" } else { "alert" };
        let words = (self.problems.is_empty() && !self.text.is_empty()).then(|| {
            view! { <div class=class role=role tabindex="-1" id="kesalahan" autofocus><p>{self.text.clone()}"."</p></div> }
        });
        view! { {faults}{words} }
    }
}
