//! Documents that offices issued, as PDF for whoever may read them, and the key by which anybody can check their signatures.
use crate::{files::show, here::Here, problem::Failed};
use axum::{
    Router,
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{form::Document, number::SerialNumber};
use engine::Failure;
use http::{HeaderMap, header};
use serde::Deserialize;

/// The routes; they need the session layer outside.
pub(crate) fn routes() -> Router {
    Router::new()
        .route("/{region}/dokumen/{file}", get(pdf))
        .route("/{region}/verifikasi/kunci", get(key))
        .layer(axum::middleware::from_fn(crate::problem::in_words))
}

#[derive(Deserialize)]
struct Named {
    file: String,
}

/// A document's number from a path. One that is mistyped is the number of no document.
pub(crate) fn number(text: &str) -> Result<SerialNumber, Failed> {
    text.parse().map_err(|_| Failed(Failure::NotFound))
}

async fn pdf(here: Here, Path(named): Path<Named>, headers: HeaderMap) -> Result<Response, Failed> {
    let number = number(named.file.strip_suffix(".pdf").ok_or(Failed(Failure::NotFound))?)?;
    let papers = here.engine().papers();
    let bytes = papers.file(&here.pack, here.visitor(), &number).await?;
    let document = Document {
        slot: String::new(),
        hash: papers.verify(&here.pack, &number).await?.hash,
        name: format!("{number}.pdf"),
        media: "application/pdf".to_owned(),
        size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        at: here.engine().now(),
        taken: None,
    };
    Ok(show(&document, bytes, &headers))
}

/// The public key as PEM, with the recipe before it: comments are skipped by whatever reads PEM.
async fn key(here: Here) -> Response {
    let papers = here.engine().papers();
    let text = format!(
        "# Kunci publik {name}\n# Public key {name}\n#\n\
         # Yang ditandatangani (Ed25519) adalah BLAKE3 dari teks berikut, setiap baris diakhiri \\n:\n\
         # What is signed (Ed25519) is the BLAKE3 of this text, each line ended by \\n:\n\
         #   terang-dokumen:1\n#   {region}\n#   <nomor dokumen / number>\n#   <BLAKE3 dari PDF / of the PDF, 64 hex>\n#   <waktu terbit / time of issue, ms UTC>\n\
         # Nilai-nilainya / the values: /api/v1/{slug}/documents/<nomor>\n\n{key}",
        name = papers.key_name(),
        region = here.pack.code(),
        slug = here.pack.region.slug,
        key = papers.public_key(),
    );
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], text).into_response()
}
