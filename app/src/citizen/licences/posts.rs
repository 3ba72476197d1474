//! What the pages about licences send: a payment in a demonstration, and a request that follows a licence.
use crate::{
    citizen::apply::posts::refused,
    lang,
    server::{Flash, back, in_query, see},
};
use axum::{
    Extension, Router,
    extract::{Form, Path},
    response::Response,
    routing::post,
};
use engine::{Engine, Failure, Verdict, Visitor};
use http::HeaderMap;
use serde::Deserialize;

/// The handlers.
pub(crate) fn posts() -> Router {
    Router::new().route("/{region}/bayar/{code}/peragaan", post(pay_in_demo)).route("/{region}/lacak/{number}/lanjutan", post(follow))
}

async fn pay_in_demo(Extension(engine): Extension<Engine>, Path((region, code)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let here = format!("/{region}/bayar/{}", in_query(&code));
    let done = async {
        let pack = engine.packs().by_slug(&region).ok_or(Failure::NotFound)?;
        engine.payments().pay_in_demo(&pack, &code, "QRIS").await
    };
    let lang = lang::of_headers(&headers);
    match done.await {
        Ok(heard) => {
            let said = match heard.verdict {
                Verdict::Settled => lang::pick(
                    lang,
                    "Pembayaran diterima. Permohonan Anda sudah berlanjut.",
                    "The payment was received, and your case goes on.",
                ),
                _ => lang::pick(
                    lang,
                    "Permohonan tidak menunggu pembayaran ini lagi. Uang yang masuk tercatat untuk dikembalikan.",
                    "The case does not wait for this payment any more. What was received is on record to be given back.",
                ),
            };
            see(&format!("{here}?kata={}", Flash::put(said.to_owned())))
        }
        Err(failure) => refused(&failure, &headers, &here),
    }
}

#[derive(Deserialize)]
struct Following {
    #[serde(default)]
    untuk: String,
}

/// Begins a request that follows the case's licence: a renewal, a change, a transfer.
async fn follow(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, number)): Path<(String, String)>,
    headers: HeaderMap,
    Form(following): Form<Following>,
) -> Response {
    let done = async {
        let pack = engine.packs().by_slug(&region).ok_or(Failure::NotFound)?;
        let number = number.parse().map_err(|_| Failure::NotFound)?;
        let id = engine.licences().begin_following(&pack, &visitor, &number, &following.untuk).await?;
        let draft = engine.drafts().load(&pack, &visitor, id).await?;
        let service = pack.service(&draft.service).ok_or(Failure::NotFound)?;
        Ok::<_, Failure>(see(&format!("/{region}/{}/ajukan/{id}/{}", service.path, draft.page)))
    };
    done.await.unwrap_or_else(|failure| refused(&failure, &headers, &back(&headers)))
}
