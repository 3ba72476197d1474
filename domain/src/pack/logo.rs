//! A region's mark. Every page names it with its fingerprint, so that is reckoned when the pack is read and not for each page.
use serde::{Deserialize, Serialize};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "String", into = "String")]
pub struct Logo {
    /// SVG, which a look has found to be a drawing and nothing else.
    pub svg: String,
    /// Another one for another drawing.
    pub print: String,
}

impl From<String> for Logo {
    fn from(svg: String) -> Self {
        let mut hash = DefaultHasher::new();
        svg.hash(&mut hash);
        Self { print: format!("{:016x}", hash.finish()), svg }
    }
}

impl From<Logo> for String {
    fn from(logo: Logo) -> Self {
        logo.svg
    }
}
