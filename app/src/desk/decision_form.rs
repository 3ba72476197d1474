//! A decision as it is sent: pairs alone, or in parts where an action takes files. Which of the two it is depends on what
//! the stage offers, so both are read.
use super::act::Pairs;
use crate::citizen::apply::posts::read;
use axum::{
    Form,
    extract::{FromRequest, Multipart, Request},
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use engine::Failure;

/// What was sent.
#[derive(Default)]
pub(super) struct DecisionForm {
    /// Names and texts, in their order.
    pub(super) pairs: Pairs,
    /// Names, file names and contents.
    pub(super) files: Vec<(String, String, Bytes)>,
    /// Why it could not be read to its end.
    pub(super) failure: Option<Failure>,
}

impl<S: Send + Sync> FromRequest<S> for DecisionForm {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let in_parts = request.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
        if !in_parts {
            let Form(pairs) = Form::<Pairs>::from_request(request, state).await.map_err(IntoResponse::into_response)?;
            return Ok(Self { pairs, ..Self::default() });
        }
        let form = Multipart::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        Ok(match read(form).await {
            Ok(sent) => Self { pairs: sent.pairs, files: sent.files, failure: None },
            Err(failure) => Self { failure: Some(failure), ..Self::default() },
        })
    }
}
