//! Headers that hold browsers back. Pages of the app bring their own content policy with its nonce; all else gets one
//! that allows nothing to run.
use crate::{shared::Shared, site::StaticFile};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderName, HeaderValue, header};

/// On every answer. `same-origin` and not `no-referrer`: forms without scripts go back to where they came from.
const ALWAYS: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), serial=(), browsing-topics=()",
    ),
];

/// For pages that the server writes itself: words and the style sheet.
const PAGE: &str =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// For everything else.
const DATA: &str = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";
/// A year, once people reach us by https.
const HTTPS_ONLY: &str = "max-age=31536000";

pub(crate) async fn set(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let is_file = response.extensions().get::<StaticFile>().is_some();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if shared.config.is_https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HTTPS_ONLY));
    }
    if !is_file && !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        let is_page = headers.get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"text/html"));
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(if is_page { PAGE } else { DATA }));
    }
    response
}
