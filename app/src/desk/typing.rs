//! What an officer types on a case's page: kept while they type, there again when they come back, and thrown away when they say so.
use super::{posts::typed, sent::Sent};
use crate::server::see;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// The box that says in which action's section was typed last.
pub(super) const SECTION: &str = "bagian";

/// Keeps it. Nobody reads the answer but the script that sent it.
pub(super) async fn keep(sent: Sent) -> Response {
    let here = &sent.here;
    let kept = here.engine.cases().keep_typed(&here.pack, &here.visitor, &sent.number, &typed(&sent.pairs)).await;
    match kept {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(failure) => {
            tracing::warn!(%failure, "what was typed could not be kept");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// Throws it away, and goes back to the page as it is without.
pub(super) async fn discard(sent: Sent) -> Response {
    let here = &sent.here;
    match here.engine.cases().forget_typed(&here.pack, &here.visitor, &sent.number).await {
        Ok(()) => see(&sent.page),
        Err(failure) => sent.refused(&failure),
    }
}
