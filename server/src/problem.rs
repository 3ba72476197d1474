//! How an error looks to a program: a problem document by RFC 9457. Handlers give the engine's failure as it is; the
//! words are put in at the border, where the request's language is known.
use crate::{
    answer::{Asker, Instead},
    lang,
    metrics::ErrorCode,
    shared::Shared,
};
use axum::{
    Extension, Json,
    body::{Body, to_bytes},
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{case::Refusal, form::Fault, words::Lang};
use engine::Failure;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The media type of a problem document.
pub const MEDIA: &str = "application/problem+json";

/// What an error looks like.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Names the kind of problem: `urn:terang:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened and what to do, in the language asked for with `Accept-Language`.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// A stable code to act on.
    pub code: String,
    /// More for whoever writes the program; in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What is wrong with which entry.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<FieldProblem>,
    /// The rule's source, where a rule refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_base: Option<String>,
    /// Name of the fault in the server's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<String>,
}

/// One entry that is wrong.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// The field's key, or `rows.0.column` inside rows.
    pub path: String,
    /// The field's label.
    pub label: String,
    /// What to do.
    pub text: String,
    /// The rule's source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_base: Option<String>,
}

impl FieldProblem {
    /// A form's problem in words.
    #[must_use]
    pub fn of(problem: &domain::form::Problem, lang: Lang) -> Self {
        let legal_base = match &problem.fault {
            Fault::Rule { legal_base, .. } => legal_base.clone(),
            _ => None,
        };
        Self { path: problem.path.clone(), label: problem.label.get(lang).to_owned(), text: problem.text(lang), legal_base }
    }
}

impl Problem {
    /// A problem without particulars.
    #[must_use]
    pub fn plain(status: StatusCode, code: &str, title: String) -> Self {
        Self {
            kind: format!("urn:terang:problem:{code}"),
            title,
            status: status.as_u16(),
            code: code.to_owned(),
            detail: None,
            problems: vec![],
            legal_base: None,
            incident: None,
        }
    }

    /// The engine's failure in words.
    #[must_use]
    pub fn of(failure: &Failure, lang: Lang) -> Self {
        let mut problem = Self::plain(status(failure), failure.code(), failure.text(lang));
        match failure {
            Failure::Invalid { problems } | Failure::Refused(Refusal::Invalid { problems }) => {
                problem.problems = problems.iter().map(|p| FieldProblem::of(p, lang)).collect();
            }
            Failure::Refused(Refusal::Guard { legal_base, .. }) => problem.legal_base.clone_from(legal_base),
            Failure::Unavailable { incident } => problem.incident = Some(incident.clone()),
            _ => {}
        }
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, [(header::CONTENT_TYPE, MEDIA)], Json(self).into_response().into_body()).into_response()
    }
}

/// The status of a failure.
#[must_use]
pub fn status(failure: &Failure) -> StatusCode {
    StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// A handler's error: the engine's failure, in words only once it leaves the API.
#[derive(Debug)]
pub struct Failed(pub Failure);

/// The failure that an answer stands for.
#[derive(Clone)]
struct Carried(Arc<Failure>);

impl From<Failure> for Failed {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let code = ErrorCode(self.0.code());
        (status(&self.0), Extension(code), Extension(Carried(Arc::new(self.0)))).into_response()
    }
}

/// Gives every error its words: a document for a program, a page for a person who opened a file. The errors are the
/// engine's failures, and what the framework refuses by itself.
pub(crate) async fn in_words(request: Request, next: Next) -> Response {
    let lang = lang::of_api(request.headers());
    let page = Asker::of(request.uri(), request.headers());
    let shared = request.extensions().get::<Shared>().cloned();
    let mut response = next.run(request).await;
    if let Some(Carried(failure)) = response.extensions_mut().remove() {
        return match shared.filter(|_| page.is_person()) {
            Some(shared) => Instead::of(&failure).to(page, &shared),
            None => with_parts_of(response, Problem::of(&failure, lang)),
        };
    }
    let status = response.status();
    // What a handler says in JSON is its own answer, such as what is wrong with each line; the framework refuses in plain text.
    let is_document = says(&response, MEDIA) || says(&response, "application/json");
    if !(status.is_client_error() || status.is_server_error()) || is_document {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let detail = to_bytes(body, 4_096).await.ok().and_then(|b| String::from_utf8(b.to_vec()).ok()).filter(|t| !t.is_empty());
    let (code, title) = words(status, lang);
    parts.extensions.insert(ErrorCode(code));
    let mut problem = Problem::plain(status, code, title.to_owned());
    problem.detail = detail;
    with_parts_of(Response::from_parts(parts, Body::empty()), problem)
}

fn says(response: &Response, media: &str) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(media.as_bytes()))
}

/// The document with the headers and marks of the answer it replaces.
fn with_parts_of(response: Response, problem: Problem) -> Response {
    let (mut parts, _) = response.into_parts();
    let (made, body) = problem.into_response().into_parts();
    parts.status = made.status;
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA));
    Response::from_parts(parts, body)
}

/// Code and words of what the framework refuses before a handler sees it.
fn words(status: StatusCode, lang: Lang) -> (&'static str, &'static str) {
    let (code, id, en) = match status {
        StatusCode::NOT_FOUND => ("not_found", "Alamat ini tidak ada", "There is nothing at this address"),
        StatusCode::METHOD_NOT_ALLOWED => {
            ("method_not_allowed", "Alamat ini tidak menerima cara permintaan itu", "This address does not take that method")
        }
        StatusCode::PAYLOAD_TOO_LARGE => ("too_large", "Kiriman terlalu besar", "The request is too large"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ("wrong_kind", "Jenis kiriman tidak diterima", "This media type is not taken here"),
        s if s.is_server_error() => ("unavailable", "Terjadi gangguan. Coba lagi sebentar lagi", "Something broke. Try again in a moment"),
        _ => ("bad_request", "Permintaan tidak dapat dibaca. Lihat dokumen API", "The request can't be read. See the API document"),
    };
    (code, if lang == Lang::Id { id } else { en })
}
