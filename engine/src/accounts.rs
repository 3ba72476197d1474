//! Accounts and sessions: signing up, signing in, the posts a person holds, codes and the second factor.
mod officers;
mod people;
mod second_factor;
mod sessions;
mod sign_up;

pub(crate) use officers::agencies_of;
pub use officers::{NewOfficer, Persona};
pub use people::{HeldBy, PostAsked};
pub use second_factor::TotpSetup;
pub use sign_up::NewCitizen;

use crate::{Failure, open::Inner};
use argon2::{
    Argon2,
    password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString},
};
use domain::{email::Email, phone::Phone};
use std::sync::Arc;

/// Accounts and sessions.
#[derive(Clone)]
pub struct Accounts(pub(crate) Arc<Inner>);

/// A login as it is kept: an e-mail in lower case, or a phone number in E.164.
pub(crate) fn login(text: &str) -> Option<String> {
    let text = text.trim();
    if text.contains('@') {
        Email::parse(text).ok().map(|e| e.as_str().to_lowercase())
    } else {
        Phone::parse(text).ok().map(|p| p.as_str().to_owned())
    }
}

fn masked(login: &str) -> String {
    if login.contains('@') {
        Email::parse(login).map(|e| e.masked()).unwrap_or_default()
    } else {
        Phone::parse(login).map(|p| p.masked()).unwrap_or_default()
    }
}

/// Hashes a password with Argon2id, away from the threads that answer requests.
pub(crate) async fn hash_password(password: String, salt: [u8; 16]) -> Result<String, Failure> {
    run(move || {
        let salt = SaltString::encode_b64(&salt).map_err(|e| e.to_string())?;
        Argon2::default().hash_password(password.as_bytes(), &salt).map(|h| h.to_string()).map_err(|e| e.to_string())
    })
    .await?
    .map_err(|e| Failure::unavailable("hash a password", &e))
}

async fn password_fits(password: String, hash: String) -> Result<bool, Failure> {
    run(move || PasswordHash::new(&hash).is_ok_and(|h| Argon2::default().verify_password(password.as_bytes(), &h).is_ok())).await
}

async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(|e| Failure::unavailable("work beside the requests", &e))
}
