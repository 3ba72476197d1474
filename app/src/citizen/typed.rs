//! What was typed into a plain form that came back, with what is wrong with it: kept for a few minutes under a name that
//! nobody can guess, so that nothing has to be typed twice.
use crate::server::Flash;
use domain::{form::Problem, words::Lang};
use engine::Failure;
use serde::{Deserialize, Serialize};

/// The text of a field among the pairs of a form, without the space around it; empty where there is none.
pub(crate) fn text<'p>(pairs: &'p [(String, String)], name: &str) -> &'p str {
    pairs.iter().rev().find(|(key, _)| key == name).map_or("", |(_, text)| text.trim())
}

/// What was typed and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Typed {
    /// Name and text of each field.
    pub(crate) pairs: Vec<(String, String)>,
    /// What is wrong: field and words.
    pub(crate) problems: Vec<(String, String)>,
    /// What is wrong with the whole.
    pub(crate) message: Option<String>,
}

impl Typed {
    /// What came back with problems.
    pub(crate) fn wrong(pairs: Vec<(String, String)>, problems: &[Problem], lang: Lang) -> Self {
        let problems = problems.iter().map(|p| (p.path.clone(), p.line(lang))).collect();
        Self { pairs, problems, message: None }
    }

    /// What came back, with what is wrong with its boxes or with the whole.
    pub(crate) fn came_back(pairs: Vec<(String, String)>, failure: &Failure, lang: Lang) -> Self {
        match failure {
            Failure::Invalid { problems } => Self::wrong(pairs, problems, lang),
            failure => Self { pairs, message: Some(failure.text(lang)), ..Self::default() },
        }
    }

    /// With problems at the page's own names of boxes, where they differ from the domain's.
    pub(crate) fn renamed(mut self, name: impl Fn(&str) -> Option<&'static str>) -> Self {
        for (path, _) in &mut self.problems {
            if let Some(name) = name(path) {
                name.clone_into(path);
            }
        }
        self
    }

    /// Keeps it, and gives its name.
    pub(crate) fn keep(&self) -> String {
        Flash::put(serde_json::to_string(self).unwrap_or_default())
    }

    /// What is kept under a name; nothing typed where nothing is.
    pub(crate) fn kept(name: Option<&str>) -> Self {
        name.and_then(Flash::get).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    /// The text of a field.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.pairs.iter().find(|(key, _)| key == name).map_or("", |(_, text)| text)
    }

    /// What is wrong with a field.
    pub(crate) fn problem(&self, name: &str) -> Option<String> {
        self.problems.iter().find(|(path, _)| path == name).map(|(_, words)| words.clone())
    }
}
