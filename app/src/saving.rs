//! Saving data: asked for by the browser (`Save-Data: on`) or chosen in the page's foot; what was chosen stands above what
//! the browser says. The server decides; the browser reads what the server wrote into `<html data-hemat>`.
#[cfg(feature = "ssr")]
use crate::lang::t;
use leptos::prelude::*;

/// The cookie with the choice.
pub const COOKIE: &str = "hemat";

/// Whether the page should load as little as can be.
#[must_use]
pub fn on() -> bool {
    #[cfg(feature = "ssr")]
    {
        with_context::<http::request::Parts, _>(|parts| of_headers(&parts.headers)).unwrap_or_default()
    }
    #[cfg(not(feature = "ssr"))]
    {
        document().document_element().is_some_and(|html| html.has_attribute("data-hemat"))
    }
}

/// Whether a request asks for it.
#[cfg(feature = "ssr")]
#[must_use]
pub fn of_headers(headers: &http::HeaderMap) -> bool {
    let chosen = crate::cookie::cookie(headers, COOKIE).map(|value| value == "ya");
    chosen.unwrap_or_else(|| headers.get("save-data").is_some_and(|v| v.as_bytes().eq_ignore_ascii_case(b"on")))
}

/// The foot of a citizen's page: whether data is saved, and the switch. A form, because a link must not change anything.
#[cfg(feature = "ssr")]
pub(crate) fn foot() -> impl IntoView {
    let on = on();
    let note = on.then(|| view! { <span>{t("Mode hemat data aktif: gambar dan pembaruan otomatis tidak dimuat.", "Data saving is on: pictures and live updates are not loaded.")}</span> });
    view! {
        <footer class="foot no-print">
            {note}
            <form method="post" action="/hemat">
                <input type="hidden" name="ke" value=if on { "tidak" } else { "ya" }/>
                <button class="link">{if on { t("Matikan mode hemat data", "Switch data saving off") } else { t("Hemat data", "Save data") }}</button>
            </form>
        </footer>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::of_headers;
    use http::{HeaderMap, HeaderName, HeaderValue};

    #[test]
    fn what_was_chosen_stands_above_what_the_browser_says() {
        let asks = |pairs: &[(&'static str, &'static str)]| {
            let headers: HeaderMap = pairs.iter().map(|(k, v)| (HeaderName::from_static(k), HeaderValue::from_static(v))).collect();
            of_headers(&headers)
        };
        assert!(!asks(&[]) && asks(&[("save-data", "on")]) && asks(&[("save-data", "On")]) && !asks(&[("save-data", "off")]));
        assert!(asks(&[("cookie", "bahasa=en; hemat=ya")]) && !asks(&[("cookie", "hemat=tidak"), ("save-data", "on")]));
    }
}
