//! What an organisation says once, and every service that asks the same begins with.
use crate::form::{Answers, Document, Field, Form, Kind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What of a request describes the organisation and not the activity: used again in its next request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProfileRule {
    /// The field with its name.
    pub name: String,
    /// Pages of the form that describe it, by key.
    #[serde(default)]
    pub pages: Vec<String>,
    /// Single fields that describe it, beside those of the pages.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Its legal papers, by field key.
    #[serde(default)]
    pub papers: Vec<String>,
    /// Fields and papers that other services ask for by another key: the key here, and the word that all of them share.
    #[serde(default)]
    pub shared: BTreeMap<String, String>,
}

impl ProfileRule {
    /// The fields that are used again, papers left out.
    pub fn fields<'f>(&'f self, form: &'f Form) -> impl Iterator<Item = &'f Field> {
        let fields = form.pages.iter().flat_map(|p| p.fields.iter().map(move |f| (p, f)));
        let own = fields.filter(|(p, f)| self.pages.contains(&p.key) || self.fields.contains(&f.key));
        own.map(|(_, f)| f).filter(|f| !matches!(f.kind, Kind::File { .. }))
    }

    /// By which word services share what this one calls `key`.
    #[must_use]
    pub fn word<'w>(&'w self, key: &'w str) -> &'w str {
        self.shared.get(key).map_or(key, String::as_str)
    }

    /// The papers of another rule by this rule's slots; what this one does not ask for is left out.
    #[must_use]
    pub fn papers_of(&self, theirs: &Self, papers: impl IntoIterator<Item = Document>) -> Vec<Document> {
        let here = |paper: Document| {
            let slot = self.papers.iter().find(|slot| self.word(slot) == theirs.word(&paper.slot))?;
            Some(Document { slot: slot.clone(), ..paper })
        };
        papers.into_iter().filter_map(here).collect()
    }

    /// What a form of this rule begins with, given what another form said by its own rule: what both share by its word, where the
    /// kind is the same and, of lists, the choice is known here too.
    #[must_use]
    pub fn begins_with(&self, form: &Form, said: &Answers, their_form: &Form, theirs: &Self) -> Answers {
        let same = |mine: &Field, other: &Field| match (&mine.kind, &other.kind) {
            (Kind::Choice { options, .. }, Kind::Choice { .. }) => options.iter().any(|o| o.key == said.text(&other.key)),
            (mine, other) => std::mem::discriminant(mine) == std::mem::discriminant(other),
        };
        let of = |mine: &Field| {
            let other = theirs.fields(their_form).find(|f| theirs.word(&f.key) == self.word(&mine.key) && same(mine, f))?;
            Some((mine.key.clone(), said.0.get(&other.key)?.clone()))
        };
        Answers(self.fields(form).filter_map(of).collect())
    }
}
