//! Where banks tell of payments.
use crate::{here::Here, problem::Failed};
use axum::{Json, body::Bytes, extract::Path};
use engine::Failure;
use http::{HeaderMap, HeaderName};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// When the message was made, UTC milliseconds.
const BANK_TIME: HeaderName = HeaderName::from_static("bank-time");
/// HMAC-SHA256 over the time, a dot and the body, as hexadecimal digits.
const BANK_SIGNATURE: HeaderName = HeaderName::from_static("bank-signature");

/// Which bank, in the address.
#[derive(Deserialize)]
pub(crate) struct BankPath {
    bank: String,
}

/// What became of a payment.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeardView {
    /// Our number of it.
    id: String,
    /// `settled`, or why it fits no bill: `wrong_amount`, `late`, `paid_before`, `unknown_bill`. What fits none is given back.
    verdict: &'static str,
}

/// Takes a bank's message. The same reference again gives the same answer and changes nothing.
#[utoipa::path(post, path = "/{region}/payments/{bank}", tag = "payments", request_body(content = Object, description = "`reference`, `code`, `amount` (whole rupiah), `channel`, `paid_at` (UTC milliseconds)"),
    params(("bank" = String, Path, description = "The bank's name"), ("Bank-Time" = i64, Header, description = "UTC milliseconds"),
        ("Bank-Signature" = String, Header, description = "HMAC-SHA256 over `<Bank-Time>.<body>`, hexadecimal")),
    responses((status = 200, description = "What became of it", body = HeardView), (status = 403, description = "Not signed by this bank, or too long ago")))]
pub(crate) async fn hear(here: Here, Path(path): Path<BankPath>, headers: HeaderMap, body: Bytes) -> Result<Json<HeardView>, Failed> {
    let text = |name: &HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    let time = text(&BANK_TIME).and_then(|t| t.parse().ok()).ok_or(Failed(Failure::Forbidden))?;
    let signature = text(&BANK_SIGNATURE).ok_or(Failed(Failure::Forbidden))?;
    let heard = here.engine().payments().hear_signed(&here.pack, &path.bank, time, &body, signature).await.map_err(Failed)?;
    Ok(Json(HeardView { id: heard.id.to_string(), verdict: heard.verdict.name() }))
}
