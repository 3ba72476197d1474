//! What pages and handlers share on the server: who asks, the session's cookie, and a short memory for what has to be
//! shown once more after a redirect.
pub use crate::address::in_query;
use crate::error::AppError;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{pack::Pack, words::Lang};
use engine::{Engine, Token, Visitor};
use http::{HeaderMap, HeaderValue, header};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// A request of anybody at a region.
pub(crate) struct Asked {
    pub(crate) engine: Engine,
    pub(crate) visitor: Visitor,
    pub(crate) pack: Arc<Pack>,
    pub(crate) lang: Lang,
}

impl Asked {
    /// The request that a page or a server function answers.
    ///
    /// # Errors
    /// `NotFound` for an unknown region.
    pub(crate) fn of_page(region: &str) -> Result<Self, AppError> {
        let engine = engine()?;
        let pack = engine.packs().by_slug(region).ok_or(AppError::NotFound)?;
        Ok(Self { engine, visitor: visitor(), pack, lang: crate::lang::lang() })
    }

    /// The service of a path's segment.
    ///
    /// # Errors
    /// `NotFound`.
    pub(crate) fn service(&self, path: &str) -> Result<&domain::pack::Service, AppError> {
        self.pack.services.iter().find(|s| s.path == path).ok_or(AppError::NotFound)
    }

    pub(crate) fn today(&self) -> domain::time::Day {
        self.engine.now().day(self.pack.zone())
    }
}

/// The engine of this server.
///
/// # Errors
/// `Transport` outside of a request.
pub(crate) fn engine() -> Result<Engine, AppError> {
    leptos::prelude::use_context::<Engine>().ok_or(AppError::Transport)
}

/// Who asks, whoever it is.
pub(crate) fn visitor() -> Visitor {
    leptos::prelude::with_context::<http::request::Parts, _>(|parts| parts.extensions.get::<Visitor>().cloned())
        .flatten()
        .unwrap_or_default()
}

/// The cookie of a session.
#[must_use]
pub fn session_cookie(token: &Token) -> HeaderValue {
    let text = format!("{}={}; Path=/; Max-Age=1209600; HttpOnly; Secure; SameSite=Lax", engine::COOKIE, token.as_str());
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// Takes the cookie away.
#[must_use]
pub fn clear_cookie() -> HeaderValue {
    let text = format!("{}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax", engine::COOKIE);
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// To an address, by a new GET.
pub(crate) fn see(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// To signing in, and from there back to this page.
pub(crate) fn to_sign_in(page: &str) -> Response {
    see(&format!("/masuk?kembali={}", in_query(page)))
}

/// To signing in and back, or to the page itself, which says why not.
pub(crate) fn away(failure: &engine::Failure, page: &str) -> Response {
    if *failure == engine::Failure::SignedOut { to_sign_in(page) } else { see(page) }
}

/// To an address, with a session's cookie.
pub(crate) fn see_as(address: &str, token: Option<&Token>) -> Response {
    let mut response = see(address);
    if let Some(token) = token {
        response.headers_mut().append(header::SET_COOKIE, session_cookie(token));
    }
    response
}

/// An address of this site to come back to; anything else leads to the first page.
#[must_use]
pub fn same_site(address: &str) -> &str {
    let inside = address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains(['\\', '\n', '\r'])
        && !address.chars().any(char::is_control);
    if inside { address } else { "/" }
}

/// The page that a form was sent from, when it is ours.
pub(crate) fn back(headers: &HeaderMap) -> String {
    let referer = headers.get(header::REFERER).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let path = referer.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..))).unwrap_or("/");
    same_site(path).to_owned()
}

/// A short memory for what must be shown once more after a redirect. It lives in this process: whoever comes to another
/// server meanwhile sees the page without the message, and what was typed lies in the draft anyway.
pub struct Flash;

struct Entry {
    id: String,
    text: String,
    until: Instant,
}

static ENTRIES: Mutex<VecDeque<Entry>> = Mutex::new(VecDeque::new());
const MOST: usize = 2_000;
const LIFE: Duration = Duration::from_secs(600);

impl Flash {
    /// Keeps a text for ten minutes, and gives the name under which it lies.
    #[must_use]
    pub fn put(text: String) -> String {
        let mut entries = ENTRIES.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        while entries.len() >= MOST || entries.front().is_some_and(|e| e.until < now) {
            entries.pop_front();
        }
        let id = random_name();
        entries.push_back(Entry { id: id.clone(), text, until: now + LIFE });
        id
    }

    /// Reads one; it stays.
    #[must_use]
    pub fn get(id: &str) -> Option<String> {
        let entries = ENTRIES.lock().unwrap_or_else(PoisonError::into_inner);
        entries.iter().find(|e| e.id == id && e.until >= Instant::now()).map(|e| e.text.clone())
    }

    /// Reads one for the last time.
    #[must_use]
    pub fn take(id: &str) -> Option<String> {
        let mut entries = ENTRIES.lock().unwrap_or_else(PoisonError::into_inner);
        let at = entries.iter().position(|e| e.id == id && e.until >= Instant::now())?;
        entries.remove(at).map(|e| e.text)
    }
}

/// A number for a form that no other page was given: the same form sent twice is known by it.
pub(crate) fn fresh() -> u128 {
    u128::from_str_radix(&random_name(), 16).unwrap_or_default()
}

/// A name that can't be guessed: 128 bits from the system's randomness by way of the hasher's keys.
fn random_name() -> String {
    use std::hash::{BuildHasher, RandomState};
    let one = || RandomState::new().hash_one(0_u8);
    format!("{:016x}{:016x}", one(), one())
}

#[cfg(test)]
mod tests {
    use super::{Flash, in_query, same_site};

    #[test]
    fn only_addresses_of_this_site_are_gone_back_to() {
        assert_eq!(same_site("/kota-contoh/akun?a=1"), "/kota-contoh/akun?a=1");
        for outside in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", ""] {
            assert_eq!(same_site(outside), "/", "{outside}");
        }
        assert_eq!(in_query("/a?b=c d&e"), "/a%3Fb%3Dc%20d%26e");
    }

    #[test]
    fn what_is_taken_is_gone() {
        let id = Flash::put("halo".into());
        assert_eq!((Flash::get(&id).as_deref(), Flash::take(&id).as_deref(), Flash::take(&id)), (Some("halo"), Some("halo"), None));
    }
}
