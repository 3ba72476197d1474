//! Everything that pages send, and the small files that are made for them.
use crate::{
    citizen::{apply, enter::Kept, statistics, track, verify},
    lang, saving,
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
        .route("/hemat", post(save_data))
        .route("/masuk", post(enter))
        .route("/daftar", post(sign_up))
        .route("/keluar", post(leave))
        .route("/{region}/aksen.css", get(accent))
        .route("/{region}/logo.svg", get(logo))
        .route("/{region}/akun/kode", post(confirm))
        .route("/{region}/akun/kode-baru", post(new_code))
        .route("/{region}/akun/dibaca", post(mark_read))
        .route("/{region}/akun/pengaman", post(second_factor))
        .route("/{region}/{service}/statistik.csv", get(statistics::csv::download))
        .merge(apply::posts::posts())
        .merge(track::posts::posts())
        .merge(crate::citizen::organisation::posts())
        .merge(verify::posts::posts())
        .merge(crate::citizen::licences::posts::posts())
        .merge(crate::citizen::comments::posts())
        .merge(crate::command::posts())
        .merge(crate::desk::posts())
        .merge(crate::finance::posts())
        .merge(crate::performance::posts())
        .merge(crate::manage::posts())
        .merge(crate::gallery::routes())
        .merge(crate::transparency::routes())
}

/// The region's accent, as a style sheet: attributes with styles are not allowed.
async fn accent(Extension(engine): Extension<Engine>, Path(region): Path<String>) -> Response {
    let Some(pack) = engine.packs().by_slug(&region) else { return StatusCode::NOT_FOUND.into_response() };
    // The pack check has seen that it is a colour.
    let css = format!(":root:not([data-theme=dark]){{--accent:{}}}", pack.region.accent);
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], css).into_response()
}

/// The region's mark. Its address on pages has its fingerprint, so it may be kept; opened by itself it may do nothing.
async fn logo(Extension(engine): Extension<Engine>, Path(region): Path<String>) -> Response {
    let Some(logo) = engine.packs().by_slug(&region).and_then(|pack| Some(pack.logo.as_ref()?.svg.clone())) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let head = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "public, max-age=86400"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    (head, logo).into_response()
}

#[derive(Deserialize)]
struct Chosen {
    #[serde(default)]
    ke: String,
}

async fn language(Extension(engine): Extension<Engine>, headers: HeaderMap, Form(chosen): Form<Chosen>) -> Response {
    // A language of a table is kept by its code; the page below it is Indonesian.
    let further = engine.languages().named(&chosen.ke).map(|_| chosen.ke.as_str());
    let code = further.unwrap_or_else(|| chosen.ke.parse::<Lang>().unwrap_or_default().code());
    let mut response = see(&back(&headers));
    if let Ok(cookie) = HeaderValue::from_str(&format!("{}={code}; Path=/; Max-Age=31536000; SameSite=Lax", lang::COOKIE)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Keeps whether this browser saves data.
async fn save_data(headers: HeaderMap, Form(chosen): Form<Chosen>) -> Response {
    let mut response = see(&back(&headers));
    let value = if chosen.ke == "ya" { "ya" } else { "tidak" };
    if let Ok(cookie) = HeaderValue::from_str(&format!("{}={value}; Path=/; Max-Age=31536000; SameSite=Lax", saving::COOKIE)) {
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
    /// The login of a demonstration's person, from its button.
    #[serde(default)]
    peraga: String,
    #[serde(flatten)]
    carried: apply::carried::Carried,
}

async fn enter(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Form(mut e): Form<Entering>,
) -> Response {
    let mut to = same_site(&e.kembali).to_owned();
    if let Some((region, persona)) = persona(&engine, &e.peraga) {
        // Nobody was on the way to anywhere: each begins where their work is.
        if to == "/" || to == format!("/{region}") || to.ends_with("/akun") {
            to = persona.home;
        }
        (e.login, e.password) = (persona.login, persona.password);
    }
    let otp = Some(e.otp.as_str()).filter(|o| !o.is_empty());
    match engine.accounts().sign_in(&e.login, &e.password, otp, &visitor).await {
        Ok(token) => {
            let to = match engine.accounts().visitor(Some(token.as_str())).await {
                Ok(visitor) => apply::carried::put_back(&engine, &visitor, &e.kembali, &e.carried).await.unwrap_or(to),
                Err(_) => to,
            };
            see_as(&to, Some(&token))
        }
        Err(failure) => {
            let kept = Kept {
                message: Some(failure.text(lang::of_headers(&headers))),
                login: e.login,
                otp: failure == Failure::OtpNeeded,
                ..Kept::default()
            };
            see(&format!(
                "/masuk?kembali={}&kata={}{}",
                in_query(&to),
                Flash::put(serde_json::to_string(&kept).unwrap_or_default()),
                e.carried.query()
            ))
        }
    }
}

/// The person of a demonstration with a login, and their region's slug; outside of demonstrations there are none.
fn persona(engine: &Engine, login: &str) -> Option<(String, engine::Persona)> {
    let accounts = engine.accounts();
    let named = |pack: &std::sync::Arc<domain::pack::Pack>| {
        let found = accounts.personas(pack).into_iter().find(|p| p.login == login)?;
        Some((pack.region.slug.as_str().to_owned(), found))
    };
    if login.is_empty() { None } else { engine.packs().all().iter().find_map(named) }
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
    /// The region, where the address to go back to names none.
    #[serde(default)]
    daerah: String,
}

async fn sign_up(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Form(s): Form<SigningUp>,
) -> Response {
    let lang = lang::of_headers(&headers);
    let to = same_site(&s.kembali).to_owned();
    let named = if s.daerah.is_empty() { to.split('/').find(|p| !p.is_empty()).unwrap_or_default() } else { &s.daerah };
    let again = |kept: Kept| {
        see(&format!("/daftar?kembali={}&kata={}", in_query(&to), Flash::put(serde_json::to_string(&kept).unwrap_or_default())))
    };
    let Some(pack) = engine.packs().by_slug(named) else { return again(Kept { login: s.login, name: s.name, ..Kept::default() }) };
    let new = NewCitizen { name: s.name.clone(), login: s.login.clone(), password: s.password, lang };
    match engine.accounts().register(&pack, new, &visitor).await {
        Ok(token) => see_as(&format!("/{}/akun", pack.region.slug.as_str()), Some(&token)),
        Err(Failure::Invalid { problems }) => again(Kept {
            login: s.login,
            name: s.name,
            problems: problems.iter().map(|p| (p.path.clone(), p.line(lang))).collect(),
            ..Kept::default()
        }),
        Err(failure) => again(Kept { message: Some(failure.text(lang)), login: s.login, name: s.name, ..Kept::default() }),
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

async fn confirm(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path(region): Path<String>,
    headers: HeaderMap,
    Form(d): Form<Digits>,
) -> Response {
    to_account(&region, engine.accounts().verify(&visitor, &d.kode).await, &headers)
}

async fn new_code(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path(region): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(pack) = engine.packs().by_slug(&region) else { return see("/") };
    to_account(&region, engine.accounts().resend_code(&pack, &visitor).await, &headers)
}

async fn mark_read(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path(region): Path<String>,
    headers: HeaderMap,
) -> Response {
    to_account(&region, engine.notices().mark_read(&visitor).await, &headers)
}

async fn second_factor(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path(region): Path<String>,
    headers: HeaderMap,
    Form(d): Form<Digits>,
) -> Response {
    to_account(&region, engine.accounts().confirm_totp(&visitor, &d.secret, &d.kode).await, &headers)
}
