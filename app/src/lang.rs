//! The language of a page: chosen by the reader, kept in a cookie, Indonesian until then. The server decides; the
//! browser reads what the server wrote into `<html lang>`.
//!
//! Each phrase stands in the code in both languages, side by side, so that neither can be missing.
use domain::words::Lang;

/// The cookie with the choice.
pub const COOKIE: &str = "bahasa";

/// The page's language.
#[must_use]
pub fn lang() -> Lang {
    #[cfg(feature = "ssr")]
    {
        // Looked at in place: to take the request out would copy it for every phrase of a page.
        leptos::prelude::with_context::<http::request::Parts, _>(|parts| of_headers(&parts.headers)).unwrap_or_default()
    }
    #[cfg(not(feature = "ssr"))]
    {
        leptos::prelude::document()
            .document_element()
            .and_then(|html| html.get_attribute("lang"))
            .and_then(|code| code.parse().ok())
            .unwrap_or_default()
    }
}

/// The phrase in the page's language.
#[must_use]
pub fn t(id: &'static str, en: &'static str) -> &'static str {
    pick(lang(), id, en)
}

/// The phrase in a language that is known already, for the rows of a list.
#[must_use]
pub const fn pick(lang: Lang, id: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Id => id,
        Lang::En => en,
    }
}

/// The language that a request's cookie chooses.
#[cfg(feature = "ssr")]
#[must_use]
pub fn of_headers(headers: &http::HeaderMap) -> Lang {
    crate::cookie::cookie(headers, COOKIE).and_then(|code| code.parse().ok()).unwrap_or_default()
}
