//! Everything that pages send, and the small files that are made for them.
use crate::{
    citizen::{apply, enter::Kept, track},
    lang,
    server::{Flash, back, clear_cookie, in_query, same_site, see, see_as},
};
use axum::{
    Extension, Router,
    extract::{Form, Path},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::words::Lang;
use engine::{Engine, Failure, NewCitizen, Visitor};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;

/// All handlers of the pages.
pub fn posts() -> Router {
    Router::new()
        .route("/bahasa", post(language))
        .route("/masuk", post(enter))
        .route("/daftar", post(sign_up))
        .route("/keluar", post(leave))
        .route("/{region}/aksen.css", get(accent))
        .route("/{region}/akun/kode", post(confirm))
        .route("/{region}/akun/kode-baru", post(new_code))
        .route("/{region}/akun/dibaca", post(mark_read))
        .route("/{region}/akun/pengaman", post(second_factor))
        .merge(apply::posts::posts())
        .merge(track::posts::posts())
        .merge(crate::desk::posts())
}

/// The region's accent, as a style sheet: attributes with styles are not allowed.
async fn accent(Extension(engine): Extension<Engine>, Path(region): Path<String>) -> Response {
    let Some(pack) = engine.packs().by_slug(&region) else { return StatusCode::NOT_FOUND.into_response() };
    // The pack check has seen that it is a colour.
    let css = format!(":root:not([data-theme=dark]){{--accent:{}}}", pack.region.accent);
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], css).into_response()
}

#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    ke: String,
}

async fn language(headers: HeaderMap, Form(chosen): Form<Chosen>) -> Response {
    let lang: Lang = chosen.ke.parse().unwrap_or_default();
    let mut response = see(&back(&headers));
    if let Ok(cookie) = HeaderValue::from_str(&format!("{}={}; Path=/; Max-Age=31536000; SameSite=Lax", lang::COOKIE, lang.code())) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

#[derive(Deserialize)]
struct Entering {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    otp: String,
    #[serde(default)]
    kembali: String,
    /// What was typed before the session ended: the flash, the draft and the page.
    #[serde(default)]
    isian: String,
    #[serde(default)]
    berkas: String,
    #[serde(default)]
    halaman: String,
}

async fn enter(Extension(engine): Extension<Engine>, Extension(visitor): Extension<Visitor>, headers: HeaderMap, Form(e): Form<Entering>) -> Response {
    let to = same_site(&e.kembali).to_owned();
    let otp = Some(e.otp.as_str()).filter(|o| !o.is_empty());
    match engine.accounts().sign_in(&e.login, &e.password, otp, &visitor).await {
        Ok(token) => {
            let to = put_back(&engine, &token, &e).await.unwrap_or(to);
            see_as(&to, Some(&token))
        }
        Err(failure) => {
            let kept = Kept { message: Some(failure.text(lang::of_headers(&headers))), login: e.login, name: String::new(), otp: failure == Failure::OtpNeeded };
            let carry: String = [("isian", &e.isian), ("berkas", &e.berkas), ("halaman", &e.halaman)].into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("&{k}={}", in_query(v))).collect();
            see(&format!("/masuk?kembali={}&kata={}{carry}", in_query(&to), Flash::put(serde_json::to_string(&kept).unwrap_or_default())))
        }
    }
}

/// What was typed into a page whose session had ended goes into its draft, now that its owner is back.
async fn put_back(engine: &Engine, token: &engine::Token, e: &Entering) -> Option<String> {
    let pairs: Vec<(String, String)> = serde_json::from_str(&Flash::take(&e.isian)?).ok()?;
    let visitor = engine.accounts().visitor(Some(token.as_str())).await.ok()?;
    let mut path = e.kembali.split('/').filter(|p| !p.is_empty());
    let (region, service) = (path.next()?.to_owned(), path.next()?.to_owned());
    let sent = apply::posts::Sent { pairs, ..apply::posts::Sent::default() };
    apply::posts::keep(engine, &visitor, &region, &service, e.berkas.parse().ok()?, &e.halaman, &sent).await.ok()
}

#[derive(Deserialize)]
struct SigningUp {
    #[serde(default)]
    name: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    kembali: String,
}

async fn sign_up(Extension(engine): Extension<Engine>, Extension(visitor): Extension<Visitor>, headers: HeaderMap, Form(s): Form<SigningUp>) -> Response {
    let lang = lang::of_headers(&headers);
    let to = same_site(&s.kembali).to_owned();
    let slug = to.split('/').find(|p| !p.is_empty()).unwrap_or_default().to_owned();
    let Some(pack) = engine.packs().by_slug(&slug) else { return see("/") };
    let new = NewCitizen { name: s.name.clone(), login: s.login.clone(), password: s.password, lang };
    match engine.accounts().register(pack, new, &visitor).await {
        Ok(token) => see_as(&format!("/{slug}/akun"), Some(&token)),
        Err(failure) => {
            let message = match &failure {
                Failure::Invalid { problems } => problems.iter().map(|p| p.line(lang)).collect::<Vec<_>>().join(". "),
                other => other.text(lang),
            };
            let kept = Kept { message: Some(message), login: s.login, name: s.name, otp: false };
            see(&format!("/daftar?kembali={}&kata={}", in_query(&to), Flash::put(serde_json::to_string(&kept).unwrap_or_default())))
        }
    }
}

async fn leave(Extension(engine): Extension<Engine>, Extension(visitor): Extension<Visitor>) -> Response {
    if let Some(token) = &visitor.token {
        // A session that can't be ended now ends by itself; the browser forgets it either way.
        let _ = engine.accounts().sign_out(token.as_str()).await;
    }
    let mut response = see("/");
    response.headers_mut().append(header::SET_COOKIE, clear_cookie());
    response
}

#[derive(Deserialize)]
struct Digits {
    #[serde(default)]
    kode: String,
    #[serde(default)]
    secret: String,
}

fn to_account(region: &str, done: Result<(), Failure>, headers: &HeaderMap) -> Response {
    let account = format!("/{region}/akun");
    match done {
        Ok(()) => see(&account),
        Err(failure) => apply::posts::refused(&failure, headers, &account),
    }
}

async fn confirm(Extension(engine): Extension<Engine>, Extension(visitor): Extension<Visitor>, Path(region): Path<String>, headers: HeaderMap, Form(d): Form<Digits>) -> Response {
    to_account(&region, engine.accounts().verify(&visitor, &d.kode).await, &headers)
}

async fn new_code(Extension(engine): Extension<Engine>, Extension(visitor): Extension<Visitor>, Path(region): Path<String>, headers: HeaderMap) -> Response {
    let Some(pack) = engine.packs().by_slug(&region) else { return see("/") };
    to_account(&region, engine.accounts().resend_code(pack, &visitor).await, &headers)
}

async fn mark_read(Extension(engine): Extension<Engine>, Extension(visitor): Extension<Visitor>, Path(region): Path<String>, headers: HeaderMap) -> Response {
    to_account(&region, engine.notices().mark_read(&visitor).await, &headers)
}

async fn second_factor(Extension(engine): Extension<Engine>, Extension(visitor): Extension<Visitor>, Path(region): Path<String>, headers: HeaderMap, Form(d): Form<Digits>) -> Response {
    to_account(&region, engine.accounts().confirm_totp(&visitor, &d.secret, &d.kode).await, &headers)
}
