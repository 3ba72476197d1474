//! Figures for the operator, in the text form that Prometheus reads: what is asked for, how fast it is answered, what
//! goes wrong. Labels have few values: patterns of routes, never paths with numbers in them.
use crate::{peer::Peer, shared::Shared};
use axum::{Extension, response::IntoResponse};
use engine::Engine;
use http::{StatusCode, header};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};
use std::time::Duration;

/// Upper bounds of the histogram, seconds.
const BOUNDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    route: String,
    method: &'static str,
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Code {
    code: &'static str,
}

/// A stable code of what went wrong, put on an answer by whoever made it.
#[derive(Clone, Copy, Debug)]
pub struct ErrorCode(pub &'static str);

/// The figures of one server.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Request, Counter>,
    seconds: Family<Route, Histogram>,
    errors: Family<Code, Counter>,
    /// Live connections that are open.
    pub live_connections: Gauge,
    writer_waiting: Gauge,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("terang");
        let requests = Family::<Request, Counter>::default();
        let seconds = Family::<Route, Histogram>::new_with_constructor(|| Histogram::new(BOUNDS));
        let errors = Family::<Code, Counter>::default();
        let live_connections = Gauge::default();
        let writer_waiting = Gauge::default();
        registry.register("http_requests", "Answers by route and status", requests.clone());
        registry.register_with_unit("http_answer", "Time until the answer began", Unit::Seconds, seconds.clone());
        registry.register("errors", "Refusals and faults by their code", errors.clone());
        registry.register("live_connections", "Open live connections", live_connections.clone());
        registry.register("writer_waiting", "Commands that wait for the writer", writer_waiting.clone());
        Self { registry, requests, seconds, errors, live_connections, writer_waiting }
    }

    /// Counts one answer.
    pub fn answered(&self, route: &str, method: &http::Method, status: StatusCode, code: Option<ErrorCode>, took: Duration) {
        let method = match method.as_str() {
            "GET" => "GET",
            "HEAD" => "HEAD",
            "POST" => "POST",
            "PATCH" => "PATCH",
            "DELETE" => "DELETE",
            _ => "other",
        };
        let class = match status.as_u16() {
            100..=199 => "1xx",
            200..=299 => "2xx",
            300..=399 => "3xx",
            400..=499 => "4xx",
            _ => "5xx",
        };
        self.requests.get_or_create(&Request { route: route.to_owned(), method, status: class }).inc();
        self.seconds.get_or_create(&Route { route: route.to_owned() }).observe(took.as_secs_f64());
        if let Some(ErrorCode(code)) = code {
            self.errors.get_or_create(&Code { code }).inc();
        }
    }

    /// The text that Prometheus reads.
    #[must_use]
    pub fn text(&self, writer_waiting: usize) -> String {
        self.writer_waiting.set(i64::try_from(writer_waiting).unwrap_or(i64::MAX));
        let mut text = String::new();
        // Writing into a string can't fail.
        _ = encode(&mut text, &self.registry);
        text
    }
}

/// `GET /metrics`: for loopback and the configured addresses; to all others it is not there.
pub(crate) async fn show(
    Extension(shared): Extension<Shared>,
    Extension(engine): Extension<Engine>,
    request: axum::extract::Request,
) -> impl IntoResponse {
    let Peer(from) = Peer::of(&shared.config, request.extensions(), request.headers());
    if !from.is_loopback() && !shared.config.metrics_from.contains(&from.to_canonical()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let kind = [(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")];
    (kind, shared.metrics.text(engine.writer_waiting())).into_response()
}
