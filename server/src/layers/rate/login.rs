//! The account that a sign-in is for, read from the request before its handler reads it: guesses spread over many
//! addresses still meet the account's own limit. What is kept is a hash.
use axum::{
    Form,
    body::{Body, Bytes},
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};
use domain::phone::Phone;
use http::header;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::Deserialize;

/// An account's name as a counter's key.
pub(super) type Key = [u8; 16];

/// Name and password and a little more.
const MOST: usize = 65_536;

#[derive(Deserialize)]
struct Asked {
    login: String,
}

/// The request whole again, and whose account it names, where it does.
pub(super) async fn peek(request: Request) -> Result<(Request, Option<Key>), Box<Response>> {
    let (parts, body) = request.into_parts();
    let bytes = match Limited::new(body, MOST).collect().await {
        Ok(collected) => collected.to_bytes(),
        Err(error) => {
            let status = if error.is::<LengthLimitError>() { http::StatusCode::PAYLOAD_TOO_LARGE } else { http::StatusCode::BAD_REQUEST };
            return Err(Box::new((status, "the request can't be read").into_response()));
        }
    };
    let is_json = parts.headers.get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"application/json"));
    let login = if is_json { serde_json::from_slice::<Asked>(&bytes).ok().map(|a| a.login) } else { in_form(bytes.clone()).await };
    Ok((Request::from_parts(parts, Body::from(bytes)), login.map(|login| key(&login))))
}

async fn in_form(bytes: Bytes) -> Option<String> {
    let request =
        http::Request::post("/").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(bytes)).ok()?;
    Form::<Asked>::from_request(request, &()).await.ok().map(|Form(asked)| asked.login)
}

fn key(login: &str) -> Key {
    // A phone number can be written in many ways; all of them are one account.
    let same = Phone::parse(login).map_or_else(|_| login.trim().to_lowercase(), |phone| phone.as_str().to_owned());
    let hash = blake3::hash(same.as_bytes());
    let mut key = Key::default();
    key.copy_from_slice(&hash.as_bytes()[..16]);
    key
}

#[cfg(test)]
mod tests {
    use super::{key, peek};
    use axum::body::{Body, to_bytes};

    async fn peeked(kind: &str, body: &'static str) -> Option<[u8; 16]> {
        let request = http::Request::post("/masuk").header("content-type", kind).body(Body::from(body)).unwrap();
        let (request, found) = peek(request).await.unwrap();
        assert_eq!(to_bytes(request.into_body(), 1_000).await.unwrap(), body.as_bytes());
        found
    }

    #[tokio::test]
    async fn the_account_is_found_and_the_request_stays_whole() {
        let form = peeked("application/x-www-form-urlencoded", "login=A%40contoh.test&password=x").await;
        assert_eq!(form, Some(key("a@contoh.test")));
        assert_eq!(peeked("application/json", r#"{"login":"a@contoh.test ","password":"x"}"#).await, form);
        assert_eq!(peeked("application/json", "no json").await, None);
        assert_ne!(Some(key("b@contoh.test")), form);
        assert_eq!(key("0800-000-0001"), key("+62 800 0000 001"));
    }
}
