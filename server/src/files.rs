//! Files that citizens and staff handed in, for whoever may see the case, the draft or the entry. They come from strangers: the browser shows
//! them inside a page of ours and runs nothing in them.
use crate::{
    here::{Here, draft_id, number},
    problem::Failed,
};
use axum::{
    Router,
    body::Body,
    extract::{Path, Query},
    response::{IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;
use domain::{form::Document, performance::entry::EntryId};
use engine::{
    Failure,
    leaves::{LeafAsked, Turn},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;
use uuid::Uuid;

/// Nothing runs and nothing is fetched; the viewer of a PDF may style itself and show what it was given.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// The routes; they need the session layer outside.
pub(crate) fn routes() -> Router {
    Router::new()
        .route("/{region}/berkas/{number}/{hash}", get(of_case))
        .route("/{region}/berkas/{number}/{hash}/{page}", get(leaf))
        .route("/{region}/{service}/ajukan/{id}/berkas/{hash}", get(of_draft))
        .route("/{region}/kinerja/bukti/{entry}/{hash}", get(of_entry))
        .layer(axum::middleware::from_fn(crate::problem::in_words))
}

#[derive(Deserialize)]
struct OfCase {
    number: String,
    hash: String,
}

#[derive(Deserialize)]
struct OfDraft {
    id: String,
    hash: String,
}

#[derive(Deserialize)]
struct OfEntry {
    entry: Uuid,
    hash: String,
}

#[derive(Deserialize)]
struct LeafPath {
    number: String,
    hash: String,
    page: String,
}

#[derive(Deserialize)]
struct How {
    /// Pixels across.
    #[serde(default = "usual")]
    lebar: u32,
    /// Degrees, clockwise.
    #[serde(default)]
    putar: u32,
}

const fn usual() -> u32 {
    1_100
}

async fn of_case(here: Here, Path(path): Path<OfCase>, headers: HeaderMap) -> Result<Response, Failed> {
    let hash = hash(&path.hash)?;
    let (document, bytes) = here.engine().files().of_case(&here.pack, here.visitor(), &number(&path.number)?, hash).await?;
    Ok(show(&document, bytes, &headers))
}

/// A page of a paper as a picture.
async fn leaf(here: Here, Path(path): Path<LeafPath>, Query(how): Query<How>) -> Result<Response, Failed> {
    let asked = LeafAsked { page: path.page.parse().unwrap_or(0), width: how.lebar, turn: Turn::from_degrees(how.putar) };
    let leaf = here.engine().files().leaf(&here.pack, here.visitor(), &number(&path.number)?, hash(&path.hash)?, asked).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(leaf.media)),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, Body::from(leaf.bytes)).into_response())
}

async fn of_draft(here: Here, Path(path): Path<OfDraft>, headers: HeaderMap) -> Result<Response, Failed> {
    let hash = hash(&path.hash)?;
    let (document, bytes) = here.engine().files().of_draft(&here.pack, here.visitor(), draft_id(&path.id)?, hash).await?;
    Ok(show(&document, bytes, &headers))
}

/// What shows an activity of the work log; that a superior opened it is noted for when they judge.
async fn of_entry(here: Here, Path(path): Path<OfEntry>, headers: HeaderMap) -> Result<Response, Failed> {
    let (entry, hash) = (EntryId(path.entry), hash(&path.hash)?);
    let (proof, bytes) = here.engine().performance().proof(&here.pack, here.visitor(), entry, hash).await?;
    Ok(answer((&proof.hash, &proof.name, &proof.media), bytes, &headers))
}

fn hash(text: &str) -> Result<&str, Failed> {
    let is_hash = text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    if is_hash { Ok(text) } else { Err(Failed(Failure::NotFound)) }
}

/// The file to look at, or that the browser has it. The right to see it was asked for in either case.
pub(crate) fn show(document: &Document, bytes: Bytes, headers: &HeaderMap) -> Response {
    answer((&document.hash, &document.name, &document.media), bytes, headers)
}

fn answer((hash, name, media): (&str, &str, &str), bytes: Bytes, headers: &HeaderMap) -> Response {
    let etag = format!("\"{hash}\"");
    let same = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).is_some_and(|v| v.split(',').any(|t| t.trim() == etag));
    let mut response = if same { StatusCode::NOT_MODIFIED.into_response() } else { Response::new(Body::from(bytes)) };
    let out = response.headers_mut();
    let text = |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    out.insert(header::CONTENT_TYPE, text(media));
    out.insert(header::ETAG, text(&etag));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    out.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    out.insert(header::CONTENT_DISPOSITION, disposition(name));
    response
}

/// The file's name, for a browser that saves it: plain letters, and the whole name by RFC 8187.
fn disposition(name: &str) -> HeaderValue {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || " .-_()".contains(c) { c } else { '_' }).collect();
    let mut whole = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            whole.push(char::from(byte));
        } else {
            whole.push_str(&format!("%{byte:02X}"));
        }
    }
    HeaderValue::try_from(format!("inline; filename=\"{plain}\"; filename*=UTF-8''{whole}")).unwrap_or(HeaderValue::from_static("inline"))
}

#[cfg(test)]
mod tests {
    use super::{disposition, hash, show};
    use bytes::Bytes;
    use domain::{form::Document, time::Instant};
    use http::{HeaderMap, HeaderValue, StatusCode, header};

    #[test]
    fn a_name_can_not_break_out_of_its_header() {
        let value = disposition("a\"; x=y\r\nSet-Cookie: é.pdf");
        assert_eq!(
            value.to_str().unwrap(),
            "inline; filename=\"a__ x_y__Set-Cookie_ _.pdf\"; filename*=UTF-8''a%22%3B%20x%3Dy%0D%0ASet-Cookie%3A%20%C3%A9.pdf"
        );
    }

    #[test]
    fn only_a_hash_is_looked_for() {
        assert!(hash(&"a1".repeat(32)).is_ok());
        for text in ["", "..", &"A1".repeat(32), &"a1".repeat(33), &"/".repeat(64)] {
            assert!(hash(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_file_that_the_browser_has_is_not_sent_again() {
        let document = Document {
            slot: "deed".into(),
            hash: "a1".repeat(32),
            name: "akta.pdf".into(),
            media: "application/pdf".into(),
            size: 4,
            at: Instant(0),
            taken: None,
        };
        let first = show(&document, Bytes::from_static(b"%PDF"), &HeaderMap::new());
        assert_eq!(
            (first.status(), &first.headers()[header::CONTENT_TYPE]),
            (StatusCode::OK, &HeaderValue::from_static("application/pdf"))
        );
        assert!(first.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("default-src 'none'"));
        let again = HeaderMap::from_iter([(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone())]);
        assert_eq!(show(&document, Bytes::from_static(b"%PDF"), &again).status(), StatusCode::NOT_MODIFIED);
    }
}
