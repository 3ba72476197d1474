//! A change may be asked for by our own pages only: another site can make a browser send a form with the visitor's
//! cookie, but can't hide where the form stands. Programs have no cookie to be abused.
use crate::{
    answer::{Asker, Instead},
    config::Config,
    shared::Shared,
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, Method, StatusCode, header};

pub(crate) async fn check(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_read || is_ours(&shared.config, request.uri().path(), request.headers()) {
        return next.run(request).await;
    }
    let asker = Asker::of(request.uri(), request.headers());
    Instead::new(
        StatusCode::FORBIDDEN,
        "foreign_origin",
        ("Formulir ini tidak dikirim dari situs ini", "This form was not sent from this site"),
        (
            "Untuk melindungi Anda, permintaan itu tidak dijalankan. Buka halaman di situs ini dan kirim lagi dari sana",
            "To protect you nothing was done. Open the page on this site and send it from there",
        ),
    )
    .to(asker, &shared)
}

/// Whether a request that changes something comes from our pages or from a program.
fn is_ours(config: &Config, path: &str, headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = said("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    if let Some(origin) = said("origin") {
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        let names = [said("host"), config.public_host()];
        return host.is_some_and(|host| names.into_iter().flatten().any(|name| name.eq_ignore_ascii_case(host)));
    }
    // No browser: then it must be a program that brings its own token, or nothing that could be abused.
    let has_bearer = headers.get(header::AUTHORIZATION).is_some_and(|v| v.as_bytes().starts_with(b"Bearer "));
    path.starts_with("/api/v1/") && (has_bearer || app::cookie::cookie(headers, engine::COOKIE).is_none())
}

#[cfg(test)]
mod tests {
    use super::is_ours;
    use crate::config::Config;
    use http::{HeaderMap, HeaderName, HeaderValue};

    fn ours(path: &str, headers: &[(&'static str, &'static str)]) -> bool {
        let mut config = Config::defaults().unwrap();
        config.address = Some("https://terang.example.go.id".to_owned());
        let headers: HeaderMap = headers.iter().map(|(k, v)| (HeaderName::from_static(k), HeaderValue::from_static(v))).collect();
        is_ours(&config, path, &headers)
    }

    #[test]
    fn our_pages_may_ask_for_changes() {
        assert!(ours("/masuk", &[("sec-fetch-site", "same-origin")]));
        assert!(ours("/masuk", &[("sec-fetch-site", "none"), ("origin", "null")]));
        assert!(ours("/masuk", &[("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")]));
        assert!(ours("/masuk", &[("origin", "https://terang.example.go.id"), ("host", "inside:3000")]));
    }

    #[test]
    fn other_sites_may_not() {
        assert!(!ours("/masuk", &[("sec-fetch-site", "cross-site"), ("origin", "http://a"), ("host", "a")]));
        assert!(!ours("/masuk", &[("sec-fetch-site", "same-site")]));
        assert!(!ours("/masuk", &[("origin", "https://evil.example"), ("host", "terang.example.go.id")]));
        assert!(!ours("/masuk", &[("origin", "null"), ("host", "null")]));
        assert!(!ours("/masuk", &[("host", "a")]));
    }

    #[test]
    fn programs_bring_a_token_or_nothing() {
        let cookie = ("cookie", "__Host-terang=x");
        assert!(ours("/api/v1/sessions", &[]));
        assert!(ours("/api/v1/kota-contoh/cases", &[("authorization", "Bearer x"), cookie]));
        assert!(!ours("/api/v1/kota-contoh/cases", &[cookie]));
        assert!(!ours("/api/v1/kota-contoh/cases", &[("origin", "https://evil.example"), ("host", "a"), ("authorization", "Bearer x")]));
        assert!(!ours("/api/apply", &[]));
    }
}
