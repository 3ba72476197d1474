//! A form as it came from a case's page: who sent it, about which case, within which list, with what was typed. Every handler of
//! that page begins with it, so that each is away, refused or back in the same way.
use super::{
    act::Pairs,
    case_view::Refused,
    decision_form::DecisionForm,
    here::Here,
    kept::{self, Kept},
    office::Office,
    posts::{away, keep_files, refused, typed, within},
};
use crate::{address::and, server::see};
use axum::{
    Json,
    extract::{FromRequest, FromRequestParts, Path, Request},
    http::{HeaderName, StatusCode},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use domain::{number::CaseNumber, words::Lang};
use engine::Failure;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A form about a case, by an officer.
pub(super) struct Sent {
    pub(super) here: Here,
    pub(super) number: CaseNumber,
    /// The case's page, within the list that it was opened from.
    pub(super) page: String,
    /// What was typed, by name.
    pub(super) pairs: Pairs,
    /// Names, file names and contents.
    pub(super) files: Vec<(String, String, Bytes)>,
    /// Whether a script sent it, which wants words and no page.
    pub(super) by_script: bool,
}

/// Sent along by a script that wants words and no page.
const BY_SCRIPT: HeaderName = HeaderName::from_static("terang-luring");

/// What a script is told; how it went is the status.
#[derive(Serialize)]
struct Told {
    words: String,
}

pub(super) fn told(status: StatusCode, words: String) -> Response {
    (status, Json(Told { words })).into_response()
}

/// Why not, in words.
pub(super) fn told_why(failure: &Failure, lang: Lang) -> Response {
    told(StatusCode::from_u16(failure.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE), failure.whole_text(lang))
}

/// The case that a form is about, as its address says.
#[derive(Deserialize)]
struct OfCase {
    number: String,
}

impl OfCase {
    /// The case, and its page within the region. An address is built of what was understood and never of what was sent: a path may
    /// hold anything.
    fn page(&self) -> Option<(CaseNumber, String)> {
        let number: CaseNumber = self.number.parse().ok()?;
        let page = format!("meja/{number}");
        Some((number, page))
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let office = Office::from_request_parts(&mut parts, state).await?;
        let Path(path) = Path::<OfCase>::from_request_parts(&mut parts, state).await.map_err(IntoResponse::into_response)?;
        let Some((number, page)) = path.page() else { return Err(StatusCode::NOT_FOUND.into_response()) };
        let (lang, page) = (office.lang, office.page(&page));
        let by_script = parts.headers.contains_key(BY_SCRIPT);
        let DecisionForm { pairs, files, failure } = DecisionForm::from_request(Request::from_parts(parts, body), state).await?;
        let page = within(&page, &pairs);
        let here =
            office.here().map_err(|failure| if by_script { told_why(&failure, lang) } else { away(&failure, &page, &pairs, lang) })?;
        let sent = Self { here, number, page, pairs, files, by_script };
        match failure {
            Some(failure) if by_script => Err(told_why(&failure, lang)),
            Some(failure) => Err(sent.refused(&failure).await),
            None => Ok(sent),
        }
    }
}

impl Sent {
    pub(super) fn lang(&self) -> Lang {
        self.here.lang
    }

    /// The newest text of a box; empty where there is none.
    pub(super) fn text(&self, name: &str) -> &str {
        self.pairs.iter().rev().find(|(n, _)| n == name).map_or("", |(_, text)| text.as_str())
    }

    /// Keeps the files that came along with a button that is not an action's.
    pub(super) async fn keep_files(&mut self) -> Result<(), Failure> {
        keep_files(&self.here, &self.number, std::mem::take(&mut self.files)).await
    }

    /// Back to the page, which says why, with everything that was typed.
    pub(super) async fn refused(&self, failure: &Failure) -> Response {
        self.again(refused(failure, &self.pairs, self.lang())).await
    }

    /// Back to the page with what came back.
    pub(super) async fn again(&self, mut refused: Refused) -> Response {
        let place = if refused.text.is_empty() { "keputusan" } else { "kesalahan" };
        refused.unkept = !self.keep(&refused.typed).await;
        let id = kept::keep(&self.here.visitor, Kept::Refused(Box::new(refused)));
        see(&format!("{}#{place}", and(&self.page, &format!("salah={id}"))))
    }

    /// Keeps what was typed, so that nothing older takes its place; whether that could be done. The deed is done, or refused, either
    /// way.
    pub(super) async fn keep(&self, typed: &BTreeMap<String, String>) -> bool {
        let (cases, pack, visitor) = (self.here.engine.cases(), &self.here.pack, &self.here.visitor);
        let kept = async {
            let state = cases.open(pack, visitor, &self.number).await?.state;
            let own = super::typing::own(pack, &state, typed, self.here.engine.now());
            cases.keep_typed(pack, visitor, &self.number, &own).await
        };
        kept.await.inspect_err(|failure| tracing::warn!(%failure, "what was typed could not be kept")).is_ok()
    }

    /// Back to a place of the page with what was typed, but for the boxes that are done with; `more` goes into the address.
    pub(super) async fn back(&self, done_with: &[&str], more: &str, place: &str) -> Response {
        let rest: Pairs = self.pairs.iter().filter(|(name, _)| !done_with.contains(&name.as_str())).cloned().collect();
        let typed = typed(&rest);
        let unkept = !self.keep(&typed).await;
        let kept = kept::keep(&self.here.visitor, Kept::Refused(Box::new(Refused { typed, unkept, ..Refused::default() })));
        see(&format!("{}#{place}", and(&and(&self.page, more), &format!("salah={kept}"))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(number: &str) -> Option<String> {
        OfCase { number: number.into() }.page().map(|(_, page)| page)
    }

    #[test]
    fn an_address_is_built_of_what_was_understood() {
        let number = CaseNumber::new("HB", 2026, 42).unwrap().to_string();
        assert_eq!(of(&number.to_lowercase()), Some(format!("meja/{number}")));
        for number in ["//evil.example", "HB\r\nx", ""] {
            assert_eq!(of(number), None, "{number}");
        }
    }
}
