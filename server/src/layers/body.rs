//! How large a request may be: refused by its length before anything of it is read, and counted while it is read where
//! it does not say.
use crate::{
    answer::{Asker, Instead},
    metrics::ErrorCode,
    shared::Shared,
};
use axum::{
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    middleware::Next,
    response::Response,
};
use futures::StreamExt;
use http::{HeaderMap, StatusCode, header};
use http_body_util::Limited;
use std::time::Duration;

/// A browser reads an answer only once it has sent its request, and takes a connection closed before that for a fault.
/// So of what is too large this much is read and thrown away, for this long.
const LINGER_BYTES: usize = 48 * 1_048_576;
const LINGER_FOR: Duration = Duration::from_secs(8);

pub(crate) async fn limit(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    let asker = Asker::of(request.uri(), request.headers());
    let is_upload = starts_with(request.headers(), "multipart/form-data");
    let most = if is_upload { shared.config.upload_bytes() } else { shared.config.request_bytes() };
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()).and_then(|v| v.parse::<u64>().ok());
    if length.is_some_and(|length| length > most) {
        tokio::spawn(tokio::time::timeout(LINGER_FOR, discard(request.into_body())));
        return too_large(&shared, is_upload).to(asker, &shared);
    }
    // The framework's own limit is lower than an upload; ours stands in its place.
    DefaultBodyLimit::disable().apply(&mut request);
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let response = next.run(request.map(|body| Body::new(Limited::new(body, most)))).await;
    let is_bare = response.extensions().get::<ErrorCode>().is_none() && starts_with(response.headers(), "text/plain");
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE && is_bare {
        return too_large(&shared, is_upload).to(asker, &shared);
    }
    response
}

fn starts_with(headers: &HeaderMap, media: &str) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().to_ascii_lowercase().starts_with(media.as_bytes()))
}

async fn discard(body: Body) {
    let mut left = LINGER_BYTES;
    let mut chunks = body.into_data_stream();
    while let Some(Ok(chunk)) = chunks.next().await {
        let Some(rest) = left.checked_sub(chunk.len()) else { return };
        left = rest;
    }
}

fn too_large(shared: &Shared, is_upload: bool) -> Instead {
    let (id, en) = if is_upload {
        let most = shared.config.upload_mb;
        (
            format!("Ukuran berkas paling besar {most} MB. Perkecil atau foto ulang dengan mutu lebih rendah, lalu kirim lagi"),
            format!("A file has at most {most} MB. Make it smaller or take the picture again at a lower quality, then send it again"),
        )
    } else {
        ("Persingkat isian, lalu kirim lagi".to_owned(), "Make the entries shorter and send them again".to_owned())
    };
    Instead::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", ("Kiriman terlalu besar", "That is too large"), (&id, &en))
}
