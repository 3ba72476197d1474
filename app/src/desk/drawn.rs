//! HTML that the server drew. It stands in the page that the server sends, and so the values that the page carries for the browser
//! leave it out: else each word would travel twice. The browser takes it from the page when it takes the page over; what it asks for
//! later comes whole.
use leptos::prelude::*;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A piece of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    html: String,
    /// Whether it stands in the page that carries it.
    stands: bool,
}

impl Drawn {
    /// What was drawn.
    #[must_use]
    pub fn new(html: String) -> Self {
        Self { html, stands: false }
    }

    /// The same, within a page that the server sends: there it stands already.
    #[must_use]
    pub fn in_page(self) -> Self {
        Self { stands: cfg!(feature = "ssr"), ..self }
    }

    /// The HTML, of which the element with this id is the place.
    #[must_use]
    pub fn at(&self, id: &str) -> String {
        if cfg!(feature = "hydrate") && self.html.is_empty() {
            return document().get_element_by_id(id).map(|place| place.inner_html()).unwrap_or_default();
        }
        self.html.clone()
    }
}

impl Serialize for Drawn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.stands { "" } else { &self.html })
    }
}

impl<'de> Deserialize<'de> for Drawn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::Drawn;

    #[test]
    fn what_stands_in_the_page_is_not_carried_beside_it() {
        let drawn = Drawn::new("<b>x</b>".to_owned());
        assert_eq!(serde_json::to_string(&drawn).unwrap(), "\"<b>x</b>\"", "a later answer is whole");
        let page = drawn.in_page();
        assert_eq!((serde_json::to_string(&page).unwrap().as_str(), page.at("x").as_str()), ("\"\"", "<b>x</b>"));
    }
}
