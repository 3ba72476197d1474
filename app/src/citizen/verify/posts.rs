//! What the page of verification sends: a number that was typed, and a file to compare.
use crate::{
    citizen::apply::posts::{read, refused},
    server::{Flash, in_query, see},
};
use axum::{
    Extension, Router,
    extract::{Multipart, Path, Query},
    response::Response,
    routing::{get, post},
};
use domain::number::SerialNumber;
use engine::{Engine, Failure};
use http::HeaderMap;
use serde::Deserialize;

/// The handlers.
pub(crate) fn posts() -> Router {
    Router::new().route("/{region}/verifikasi/cari", get(find)).route("/{region}/verifikasi/{serial}/bandingkan", post(compare))
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    nomor: String,
}

/// To the page of the number that was typed; a mistyped one is explained there.
async fn find(Path(region): Path<String>, Query(typed): Query<Typed>) -> Response {
    let shown = match typed.nomor.parse::<SerialNumber>() {
        Ok(number) => number.to_string(),
        Err(_) => typed.nomor.trim().chars().take(40).collect::<String>().replace('/', "-"),
    };
    if shown.is_empty() { see(&format!("/{region}/verifikasi")) } else { see(&format!("/{region}/verifikasi/{}", in_query(&shown))) }
}

/// Compares a file with what was issued, to the last byte. The file is looked at and forgotten.
async fn compare(
    Extension(engine): Extension<Engine>,
    Path((region, serial)): Path<(String, String)>,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    let here = format!("/{region}/verifikasi/{}", in_query(&serial));
    let done = async {
        let pack = engine.packs().by_slug(&region).ok_or(Failure::NotFound)?;
        let number = serial.parse().map_err(|_| Failure::NotFound)?;
        let sent = read(form).await?;
        match sent.files.first() {
            None => Ok(None),
            Some((_, _, bytes)) => engine.papers().is_same(&pack, &number, bytes).await.map(Some),
        }
    };
    match done.await {
        // The answer lies with us under a name that can't be guessed: an address can't be made to say "the same".
        Ok(answer) => see(&format!("{here}?hasil={}#banding", Flash::put(format!("{serial} {}", word(answer))))),
        Err(failure) => refused(&failure, &headers, &here),
    }
}

fn word(answer: Option<bool>) -> &'static str {
    match answer {
        None => "kosong",
        Some(true) => "sama",
        Some(false) => "beda",
    }
}
