//! The secret of a receipt, sent with a request, gives the rights of the case's owner for that request alone. It is the
//! same key as on the page where a case is opened without an account.
use crate::{
    here::{Here, in_path},
    layers::rate::CASE_SECRET,
    problem::Failed,
};
use axum::{
    extract::{FromRequestParts, Request},
    middleware::Next,
    response::{IntoResponse, Response},
};
use engine::{Accounts, Failure, Token};
use http::request::Parts;

/// A session made for one request; given back after it.
struct Made {
    accounts: Accounts,
    token: Token,
}

pub(crate) async fn unlock(request: Request, next: Next) -> Response {
    if !request.headers().contains_key(CASE_SECRET) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let made = match with_rights(&mut parts).await {
        Ok(made) => made,
        Err(failed) => return failed.into_response(),
    };
    let response = next.run(Request::from_parts(parts, body)).await;
    if let Some(Made { accounts, token }) = made {
        // One that stays until it expires does no harm; the answer is right in any case.
        _ = accounts.sign_out(token.as_str()).await;
    }
    response
}

/// Puts the visitor with the secret's rights into the request. A wrong number and a wrong secret are told alike.
async fn with_rights(parts: &mut Parts) -> Result<Option<Made>, Failed> {
    let secret = parts.headers.get(CASE_SECRET).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let here = Here::from_request_parts(parts, &()).await?;
    let number = in_path(parts, "case").await.ok_or(Failed(Failure::NotFound))?;
    let accounts = here.engine().accounts();
    let token = here.engine().cases().unlock(&here.pack, here.visitor(), &number, &secret).await?;
    let is_new = here.visitor().token.as_ref() != Some(&token);
    let visitor = accounts.visitor(Some(token.as_str())).await?;
    parts.extensions.insert(visitor);
    Ok(is_new.then_some(Made { accounts, token }))
}
