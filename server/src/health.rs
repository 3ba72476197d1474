//! Whether the server lives, and whether it can work: two questions, because one is answered by a restart and the other
//! by waiting.
use crate::{peer::Peer, shared::Shared};
use axum::{Extension, Json, extract::FromRequest, response::IntoResponse};
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

/// How many days on.
#[derive(serde::Deserialize)]
pub(crate) struct Days {
    days: u8,
}

/// `POST /demo/hari`: a demonstration's clock goes on by whole days, so that what time alone does can be shown. Only from the machine
/// itself, and only where its settings say so; to all others it is not there.
pub(crate) async fn move_clock(Extension(shared): Extension<Shared>, request: axum::extract::Request) -> Result<StatusCode, StatusCode> {
    let Peer(from) = Peer::of(&shared.config, request.extensions(), request.headers());
    if !shared.config.demo || !shared.config.demo_clock_moves || !from.is_loopback() {
        return Err(StatusCode::NOT_FOUND);
    }
    let axum::Form(Days { days }) = axum::Form::from_request(request, &()).await.map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)?;
    crate::real::move_on(days);
    Ok(StatusCode::NO_CONTENT)
}
