//! Gives each request a name and writes one line about it, without what may be secret: the route's pattern stands for
//! the path, and the query is left out.
use crate::{metrics::ErrorCode, shared::Running};
use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderName, HeaderValue};
use std::time::Instant;
use tracing::Instrument;

/// The name of one request, 16 hex digits; a fault in it is an incident of the same name.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// The header that carries it back.
const HEADER: HeaderName = HeaderName::from_static("x-request-id");

pub(crate) async fn observe(State(Running { engine, shared }): State<Running>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let mut bytes = [0; 8];
    engine::Dice::fill(&crate::real::RealDice, &mut bytes);
    let id = format!("{:016x}", u64::from_le_bytes(bytes));
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "other".to_owned(), |p| p.as_str().to_owned());
    let region = region_of(request.uri().path()).map(str::to_owned);
    request.extensions_mut().insert(RequestId(id.clone()));
    let span = tracing::info_span!("request", id, %method, route);
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = began.elapsed();
    let code = response.extensions().get::<ErrorCode>().copied();
    shared.metrics.answered(&route, &method, response.status(), code, took);
    if let Some(region) = &region {
        engine.health().answered(region, response.status().as_u16(), took);
    }
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(status = response.status().as_u16(), ms, code = code.map(|c| c.0), "answered"));
    if let Ok(value) = HeaderValue::try_from(id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// The first word of a page's address, or the region's in the API's: whether it is a region's is for the engine to say.
fn region_of(path: &str) -> Option<&str> {
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    path.split('/').nth(1).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::region_of;

    #[test]
    fn an_address_names_its_region_first() {
        let of = |path| region_of(path);
        assert_eq!((of("/kota-contoh/hibah"), of("/api/v1/kota-contoh/cases")), (Some("kota-contoh"), Some("kota-contoh")));
        assert_eq!((of("/"), of(""), of("/api/v1/")), (None, None, None));
    }
}
