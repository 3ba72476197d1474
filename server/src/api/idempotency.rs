//! The same request twice has one effect and one answer. What must never happen twice is guarded deeper (a draft is
//! handed in once, an action needs the version that was seen); this gives a program that lost an answer the answer
//! again. It is remembered for a day by the server that gave it.
use crate::{
    metrics::ErrorCode,
    problem::Problem,
    {lang, shared::Shared},
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::words::Lang;
use engine::Visitor;
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// The header that names a request.
const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Marks an answer that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// How long an answer is kept, and how many, and how large.
const KEPT_FOR: Duration = Duration::from_secs(24 * 3_600);
const KEPT: usize = 10_000;
const KEPT_BYTES: usize = 256 * 1_024;

type Id = [u8; 32];

/// The answers of one server by session and key.
#[derive(Clone, Debug, Default)]
pub struct Answers(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    by_id: HashMap<Id, State>,
    order: VecDeque<(Instant, Id)>,
}

#[derive(Clone, Debug)]
enum State {
    Running,
    Done { digest: Id, status: StatusCode, kind: Option<HeaderValue>, body: Bytes },
}

/// What is known of a key.
enum Known {
    New(Running),
    Running,
    Done { digest: Id, answer: Box<Response> },
}

/// A key whose request runs; forgotten when it is dropped before it is kept, as when the other side goes away.
struct Running {
    answers: Answers,
    id: Option<Id>,
}

pub(crate) async fn once(request: Request, next: Next) -> Response {
    let is_write = matches!(*request.method(), Method::POST | Method::PATCH | Method::DELETE);
    let key = request.headers().get(KEY).filter(|_| is_write).cloned();
    // Without a session two strangers with the same key could get each other's answer, so there is nothing to remember.
    let session = request.extensions().get::<Visitor>().and_then(|v| v.token.clone());
    let shared = request.extensions().get::<Shared>().cloned();
    let (Some(key), Some(session), Some(shared)) = (key, session, shared) else { return next.run(request).await };
    let lang = lang::of_api(request.headers());
    let most = usize::try_from(shared.config.upload_bytes()).unwrap_or(usize::MAX);
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, most).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, "the request is too large").into_response();
    };
    let id = hash(&[b"key", session.as_str().as_bytes(), key.as_bytes()]);
    let digest = hash(&[parts.method.as_str().as_bytes(), parts.uri.to_string().as_bytes(), &body]);
    match shared.answers.begin(id) {
        Known::New(running) => running.keep(digest, next.run(Request::from_parts(parts, Body::from(body))).await).await,
        Known::Running => refuse(StatusCode::CONFLICT, "still_running", lang),
        Known::Done { digest: before, answer } if before == digest => *answer,
        Known::Done { .. } => refuse(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused", lang),
    }
}

impl Answers {
    fn begin(&self, id: Id) -> Known {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.by_id.get(&id).cloned() {
            Some(State::Running) => Known::Running,
            Some(State::Done { digest, status, kind, body }) => {
                let mut answer = (status, [(REPLAYED, "true")], body).into_response();
                answer.headers_mut().remove(header::CONTENT_TYPE);
                if let Some(kind) = kind {
                    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
                }
                Known::Done { digest, answer: Box::new(answer) }
            }
            None => {
                kept.forget_old();
                kept.by_id.insert(id, State::Running);
                kept.order.push_back((Instant::now(), id));
                Known::New(Running { answers: self.clone(), id: Some(id) })
            }
        }
    }
}

impl Kept {
    fn forget_old(&mut self) {
        while let Some((since, id)) = self.order.front().copied() {
            if self.order.len() < KEPT && since.elapsed() < KEPT_FOR {
                return;
            }
            self.order.pop_front();
            self.by_id.remove(&id);
        }
    }
}

impl Running {
    /// Keeps the answer, unless it says to try again.
    async fn keep(mut self, digest: Id, response: Response) -> Response {
        let status = response.status();
        if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
            return response;
        }
        let (parts, body) = response.into_parts();
        let Ok(body) = to_bytes(body, usize::MAX).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
        if body.len() <= KEPT_BYTES
            && let Some(id) = self.id.take()
        {
            let kind = parts.headers.get(header::CONTENT_TYPE).cloned();
            let mut kept = self.answers.0.lock().unwrap_or_else(PoisonError::into_inner);
            kept.by_id.insert(id, State::Done { digest, status, kind, body: body.clone() });
        }
        Response::from_parts(parts, Body::from(body))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            let mut kept = self.answers.0.lock().unwrap_or_else(PoisonError::into_inner);
            kept.by_id.remove(&id);
            kept.order.retain(|(_, other)| *other != id);
        }
    }
}

fn hash(parts: &[&[u8]]) -> Id {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&part.len().to_le_bytes());
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

fn refuse(status: StatusCode, code: &'static str, lang: Lang) -> Response {
    let title = match (status, lang) {
        (StatusCode::CONFLICT, Lang::Id) => "Permintaan dengan kunci ini masih berjalan. Coba lagi sebentar lagi",
        (StatusCode::CONFLICT, Lang::En) => "A request with this key still runs. Try again in a moment",
        (_, Lang::Id) => "Kunci ini sudah dipakai untuk permintaan lain. Pakai kunci baru",
        (_, Lang::En) => "This key was used for another request. Use a new key",
    };
    let mut response = Problem::plain(status, code, title.to_owned()).into_response();
    response.extensions_mut().insert(ErrorCode(code));
    response
}

#[cfg(test)]
mod tests {
    use super::{Answers, Known};
    use axum::{body::to_bytes, response::IntoResponse};
    use http::StatusCode;

    #[tokio::test]
    async fn an_answer_is_given_again_and_a_fault_is_not() {
        let answers = Answers::default();
        let Known::New(running) = answers.begin([1; 32]) else { panic!("it is new") };
        assert!(matches!(answers.begin([1; 32]), Known::Running));
        running.keep([7; 32], (StatusCode::CREATED, "made").into_response()).await;
        let Known::Done { digest, answer } = answers.begin([1; 32]) else { panic!("it is kept") };
        assert_eq!((digest, answer.status()), ([7; 32], StatusCode::CREATED));
        assert_eq!(to_bytes(answer.into_body(), 10).await.unwrap(), "made");

        let Known::New(running) = answers.begin([2; 32]) else { panic!("it is new") };
        running.keep([7; 32], StatusCode::SERVICE_UNAVAILABLE.into_response()).await;
        assert!(matches!(answers.begin([2; 32]), Known::New(_)), "a fault may be tried again");
    }

    #[test]
    fn a_request_that_was_given_up_is_forgotten() {
        let answers = Answers::default();
        drop(answers.begin([3; 32]));
        assert!(matches!(answers.begin([3; 32]), Known::New(_)));
        assert_eq!(answers.0.lock().unwrap().order.len(), 0);
    }
}
