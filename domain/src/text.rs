//! Words that a pack brings, in the languages a screen can be read in.
use crate::words::Lang;
use serde::{Deserialize, Serialize};

/// One phrase in Indonesian and English. Both are written by people; neither is a fallback of the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Indonesian.
    pub id: String,
    /// English.
    pub en: String,
}

impl Text {
    /// A phrase from its two wordings.
    #[must_use]
    pub fn new(id: impl Into<String>, en: impl Into<String>) -> Self {
        Self { id: id.into(), en: en.into() }
    }

    /// The wording in `lang`.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Id => &self.id,
            Lang::En => &self.en,
        }
    }

    /// The wording with `{name}` replaced by `value`, for phrases such as "{office} sedang memeriksa".
    #[must_use]
    pub fn fill(&self, lang: Lang, name: &str, value: &str) -> String {
        self.get(lang).replace(&format!("{{{name}}}"), value)
    }

    /// Whether either wording is missing.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.id.trim().is_empty() || self.en.trim().is_empty()
    }
}
