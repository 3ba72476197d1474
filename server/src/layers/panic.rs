//! A net under every handler: a fault in our code is one broken answer with a name, never a lost connection.
use super::trace::RequestId;
use crate::{
    answer::{Asker, Instead},
    shared::Shared,
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use futures::FutureExt;
use http::StatusCode;
use std::panic::AssertUnwindSafe;

pub(crate) async fn catch(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let asker = Asker::of(request.uri(), request.headers());
    let incident = request.extensions().get::<RequestId>().map(|id| id.0.clone());
    // Nothing of a request that failed is used again, so no half-done state can be seen.
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => {
            tracing::error!(incident, "a handler panicked; the message stands above");
            let mut instead = Instead::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "unavailable",
                ("Ada gangguan di sistem kami", "Something broke on our side"),
                (
                    "Isian yang sudah tersimpan tetap aman. Coba lagi sebentar lagi. Bila berulang, sebutkan kode ini kepada petugas",
                    "What was saved is safe. Try again in a moment. If it happens again, tell the office this code",
                ),
            );
            instead.incident = incident;
            instead.to(asker, &shared)
        }
    }
}
