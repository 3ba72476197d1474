//! Signing in as a program.
use crate::{here::Asking, problem::Failed};
use axum::Json;
use engine::Failure;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who signs in.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Credentials {
    /// E-mail or phone.
    login: String,
    /// The password.
    password: String,
    /// The six digits, where the account has a second factor.
    otp: Option<String>,
}

/// A session.
#[derive(Serialize, ToSchema)]
pub(crate) struct Session {
    /// To send as `Authorization: Bearer …`.
    token: String,
}

/// Opens a session.
#[utoipa::path(post, path = "/sessions", tag = "sessions", request_body = Credentials,
    responses((status = 201, description = "The session", body = Session)))]
pub(crate) async fn open(asking: Asking, Json(who): Json<Credentials>) -> Result<(StatusCode, Json<Session>), Failed> {
    let token = asking.engine.accounts().api_session(&who.login, &who.password, who.otp.as_deref()).await?;
    Ok((StatusCode::CREATED, Json(Session { token: token.as_str().to_owned() })))
}

/// Ends the session of the request.
#[utoipa::path(delete, path = "/sessions", tag = "sessions", responses((status = 204, description = "It is over")))]
pub(crate) async fn close(asking: Asking) -> Result<StatusCode, Failed> {
    let token = asking.visitor.token.as_ref().ok_or(Failed(Failure::SignedOut))?;
    asking.engine.accounts().sign_out(token.as_str()).await?;
    Ok(StatusCode::NO_CONTENT)
}
