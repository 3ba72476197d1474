//! Whether the server lives, and whether it can work: two questions, because one is answered by a restart and the other
//! by waiting.
use crate::shared::Shared;
use axum::{Extension, Json, response::IntoResponse};
use engine::Engine;
use http::StatusCode;
use serde::Serialize;

#[derive(Serialize)]
struct Ready<'a> {
    database: bool,
    build: Option<&'a str>,
}

/// `GET /healthz`: the process answers.
pub(crate) async fn alive() -> &'static str {
    "ok"
}

/// `GET /readyz`: the database answers and the browser's bundle is there.
pub(crate) async fn ready(Extension(shared): Extension<Shared>, Extension(engine): Extension<Engine>) -> impl IntoResponse {
    let database = engine.ping().await.is_ok();
    let build = shared.site.build();
    let status = if database && build.is_some() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(Ready { database, build })).into_response()
}
