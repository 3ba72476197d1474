//! What is sent about links of walls, and the link itself: it leaves its token with the screen and goes on to the wall, so that no
//! address has it.
use super::WALL_COOKIE;
use crate::{
    citizen::typed::{Typed, text},
    desk::office::Office,
    server::{Flash, away, see, to_sign_in},
};
use axum::{
    Extension, Router,
    extract::{Form, Path},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use engine::{Engine, Failure};
use http::{HeaderValue, StatusCode, header};
use uuid::Uuid;

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
    let cookie = match engine.walls().knows(&pack, &token).await {
        Ok(_) => format!("{WALL_COOKIE}={token}; Path=/; Max-Age={KEPT}"),
        // A token that is none opens nothing: the wall says so.
        Err(Failure::NotFound) => format!("{WALL_COOKIE}=; Path=/; Max-Age=0"),
        // Nobody knows now; the link can be opened again, and what the screen has stays.
        Err(failure) => return away(&failure, &format!("/{}/komando/dinding", pack.region.slug.as_str())),
    };
    if let Ok(cookie) = HeaderValue::from_str(&format!("{cookie}; HttpOnly; Secure; SameSite=Lax")) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

async fn make(office: Office, Form(pairs): Form<Vec<(String, String)>>) -> Response {
    let page = office.page("komando/tautan");
    let made = async {
        let here = office.here()?;
        here.engine.walls().make(&here.pack, &here.visitor, text(&pairs, "name"), text(&pairs, "board")).await
    };
    match made.await {
        Ok(token) => {
            let link = office.page(&format!("komando/dinding/buka/{}", token.as_str()));
            see(&format!("{page}?dibuat={}", Flash::put(link)))
        }
        Err(Failure::SignedOut) => to_sign_in(&page),
        Err(failure) => see(&format!("{page}?kembali={}", Typed::came_back(pairs, &failure, office.lang).keep())),
    }
}

async fn revoke(office: Office, Path((_, id)): Path<(String, Uuid)>) -> Response {
    let page = office.page("komando/tautan");
    let revoked = async {
        let here = office.here()?;
        here.engine.walls().revoke(&here.pack, &here.visitor, id).await
    };
    match revoked.await {
        Ok(()) => see(&page),
        Err(failure) => away(&failure, &page),
    }
}
