//! Words in both languages: a program may show either.
use domain::text::Text;
use serde::Serialize;
use utoipa::ToSchema;

/// One phrase.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TextView {
    /// Indonesian.
    pub id: String,
    /// English.
    pub en: String,
}

impl From<&Text> for TextView {
    fn from(text: &Text) -> Self {
        Self { id: text.id.clone(), en: text.en.clone() }
    }
}
