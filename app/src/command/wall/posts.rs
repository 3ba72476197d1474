//! What is sent about links of walls, and the link itself: it leaves its token with the screen and goes on to the wall, so that no
//! address has it.
use super::WALL_COOKIE;
use crate::{
    citizen::typed::{Typed, text},
    desk::here::Here,
    lang::of_headers,
    server::{Flash, away, see, to_sign_in},
};
use axum::{
    Extension, Router,
    extract::{Form, Path},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::region::Slug;
use engine::{Engine, Failure, Visitor};
use http::{HeaderMap, HeaderValue, StatusCode, header};

/// The handlers.
pub(crate) fn posts() -> Router {
    Router::new()
        .route("/{region}/komando/dinding/buka/{token}", get(open))
        .route("/{region}/komando/tautan", post(make))
        .route("/{region}/komando/tautan/{wall}/cabut", post(revoke))
}

/// How long a screen keeps its token: a year, seconds.
const KEPT: u32 = 31_536_000;

async fn open(Extension(engine): Extension<Engine>, Path((region, token)): Path<(String, String)>) -> Response {
    let Some(pack) = engine.packs().by_slug(&region) else { return StatusCode::NOT_FOUND.into_response() };
    let mut response = see(&format!("/{}/komando/dinding", pack.region.slug.as_str()));
    // A token that is none opens nothing: the wall says so.
    let known = engine.walls().knows(pack, &token).await.is_ok();
    let cookie =
        if known { format!("{WALL_COOKIE}={token}; Path=/; Max-Age={KEPT}") } else { format!("{WALL_COOKIE}=; Path=/; Max-Age=0") };
    if let Ok(cookie) = HeaderValue::from_str(&format!("{cookie}; HttpOnly; Secure; SameSite=Lax")) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

async fn make(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path(region): Path<String>,
    headers: HeaderMap,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let lang = of_headers(&headers);
    let Ok(slug) = region.parse::<Slug>() else { return StatusCode::NOT_FOUND.into_response() };
    let page = format!("/{}/komando/tautan", slug.as_str());
    let made = async {
        let here = Here::new(engine, visitor, &region, lang)?;
        here.engine.walls().make(&here.pack, &here.visitor, text(&pairs, "name"), text(&pairs, "board")).await
    };
    match made.await {
        Ok(token) => {
            let link = format!("/{}/komando/dinding/buka/{}", slug.as_str(), token.as_str());
            see(&format!("{page}?dibuat={}", Flash::put(link)))
        }
        Err(Failure::SignedOut) => to_sign_in(&page),
        Err(failure) => see(&format!("{page}?kembali={}", Typed::came_back(pairs, &failure, lang).keep())),
    }
}

async fn revoke(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, wall)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let lang = of_headers(&headers);
    let (Ok(slug), Ok(id)) = (region.parse::<Slug>(), wall.parse()) else { return StatusCode::NOT_FOUND.into_response() };
    let page = format!("/{}/komando/tautan", slug.as_str());
    let revoked = async {
        let here = Here::new(engine, visitor, &region, lang)?;
        here.engine.walls().revoke(&here.pack, &here.visitor, id).await
    };
    match revoked.await {
        Ok(()) => see(&page),
        Err(failure) => away(&failure, &page),
    }
}
