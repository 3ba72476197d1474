//! What officers send to keep a view of their list, or to take one away.
use super::{
    here::Here,
    kept::{self, Kept},
    queue::{asked_in, list_href, query},
};
use crate::{
    address::and,
    lang::{of_headers, pick},
    server::{in_query, see},
};
use axum::{
    Extension, Router,
    extract::{Form, Path},
    response::Response,
    routing::post,
};
use engine::{Engine, Failure, Visitor};
use http::HeaderMap;
use serde::Deserialize;

pub(super) fn posts() -> Router {
    Router::new().route("/{region}/meja/tampilan", post(keep)).route("/{region}/meja/tampilan/hapus", post(drop))
}

#[derive(Deserialize)]
struct Sent {
    #[serde(default)]
    tampilan: String,
    #[serde(default)]
    nama: String,
    #[serde(default)]
    bersama: String,
    #[serde(default)]
    id: String,
}

async fn keep(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path(region): Path<String>,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Response {
    let lang = of_headers(&headers);
    // What was understood is kept, not what was sent.
    let filter = asked_in(&sent.tampilan);
    let done = async {
        let here = Here::new(engine, visitor, &region, lang)?;
        here.engine.desk().keep_view(&here.pack, &here.visitor, &sent.nama, &query(&filter), sent.bersama == "ya").await?;
        let words = format!("{} {}", pick(lang, "Tampilan tersimpan:", "The view is kept:"), sent.nama.trim());
        Ok((kept::keep(&here.visitor, Kept::Done(words)), here.pack.region.slug.clone()))
    };
    match done.await {
        Ok((id, slug)) => see(&and(&list_href(slug.as_str(), &filter), &format!("selesai={id}"))),
        Err(failure) => back(&region, &sent.tampilan, &failure),
    }
}

async fn drop(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path(region): Path<String>,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Response {
    let lang = of_headers(&headers);
    let done = async {
        let here = Here::new(engine, visitor, &region, lang)?;
        let id = sent.id.parse().map_err(|_| Failure::NotFound)?;
        here.engine.desk().drop_view(&here.pack, &here.visitor, id).await?;
        let words = pick(lang, "Tampilan dihapus", "The view is removed").to_owned();
        Ok((kept::keep(&here.visitor, Kept::Done(words)), here.pack.region.slug.clone()))
    };
    match done.await {
        Ok((id, slug)) => see(&and(&format!("/{}/meja", slug.as_str()), &format!("selesai={id}"))),
        Err(failure) => back(&region, &sent.tampilan, &failure),
    }
}

/// To the list, which says why it is not shown; a name that is missing is asked for by the box itself.
fn back(region: &str, list: &str, failure: &Failure) -> Response {
    let Ok(slug) = region.parse::<domain::region::Slug>() else { return see("/") };
    let list = list_href(slug.as_str(), &asked_in(list));
    match failure {
        Failure::SignedOut => see(&format!("/masuk?kembali={}", in_query(&list))),
        Failure::Invalid { .. } => see(&and(&list, "nama=kosong")),
        _ => see(&list),
    }
}
