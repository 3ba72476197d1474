//! Who asks: the session behind the cookie, or behind a program's bearer token. Nothing else in a request says it.
use crate::{
    answer::{Asker, Instead},
    shared::{Running, Shared},
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use engine::{Failure, Visitor};
use http::{HeaderMap, HeaderValue, StatusCode, header};

pub(crate) async fn find(State(running): State<Running>, mut request: Request, next: Next) -> Response {
    let asker = Asker::of(request.uri(), request.headers());
    let token = token(request.uri().path(), request.headers());
    let visitor = match token {
        None => Visitor::default(),
        Some(token) => match running.engine.accounts().visitor(Some(token)).await {
            Ok(visitor) => visitor,
            Err(failure) => return unavailable(failure, &running.shared, asker),
        },
    };
    let has_session = visitor.token.is_some();
    let extensions = request.extensions_mut();
    extensions.insert(visitor);
    extensions.insert(running.engine);
    extensions.insert(running.shared);
    let mut response = next.run(request).await;
    keep_private(&mut response, has_session);
    response
}

/// The token that the request brings. A bearer token counts for the API alone, so that no page can be opened by one.
fn token<'h>(path: &str, headers: &'h HeaderMap) -> Option<&'h str> {
    let bearer = || headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim);
    let for_program = path.starts_with("/api/v1/");
    for_program.then(bearer).flatten().or_else(|| app::cookie::cookie(headers, engine::COOKIE)).filter(|t| !t.is_empty())
}

/// What a signed-in person saw must not be there for the next one at the same machine; what everybody sees may be kept,
/// but is asked for again, because the language in the cookie changes it.
fn keep_private(response: &mut Response, has_session: bool) {
    let headers = response.headers_mut();
    if headers.contains_key(header::CACHE_CONTROL) {
        return;
    }
    let value = if has_session || headers.contains_key(header::SET_COOKIE) { "no-store" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    headers.append(header::VARY, HeaderValue::from_static("cookie"));
}

fn unavailable(failure: Failure, shared: &Shared, asker: Asker) -> Response {
    let mut instead = Instead::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "unavailable",
        ("Sistem sedang terganggu", "The system is disturbed"),
        ("Coba lagi sebentar lagi", "Try again in a moment"),
    );
    instead.retry_after = Some(10);
    if let Failure::Unavailable { incident } = failure {
        instead.incident = Some(incident);
    }
    instead.to(asker, shared)
}

#[cfg(test)]
mod tests {
    use super::token;
    use http::{HeaderMap, HeaderValue, header};

    #[test]
    fn a_bearer_token_is_for_the_api_alone() {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, HeaderValue::from_static("Bearer abc"));
        assert_eq!(token("/api/v1/kota-contoh/queue", &headers), Some("abc"));
        assert_eq!(token("/kota-contoh/meja", &headers), None);
        headers.insert(header::COOKIE, HeaderValue::from_static("x=1; __Host-terang=def"));
        assert_eq!(token("/kota-contoh/meja", &headers), Some("def"));
        assert_eq!(token("/api/v1/kota-contoh/queue", &headers), Some("abc"));
    }
}
