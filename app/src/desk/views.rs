//! What officers send to keep a view of their list, or to take one away.
use super::{
    here::Here,
    kept::{self, Kept},
    office::Office,
    queue::{asked_in, kept_query, list_href},
};
use crate::{
    address::and,
    lang::pick,
    server::{away, see},
};
use axum::{Router, extract::Form, response::Response, routing::post};
use domain::queue::Filter;
use engine::Failure;
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

async fn keep(office: Office, Form(sent): Form<Sent>) -> Response {
    // What was understood is kept, not what was sent.
    let filter = asked_in(&sent.tampilan);
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &list_href(office.slug.as_str(), &filter)),
    };
    let query = kept_query(&here.pack, &filter);
    let done = here.engine.desk().keep_view(&here.pack, &here.visitor, &sent.nama, &query, sent.bersama == "ya").await;
    let words = format!("{} {}", pick(office.lang, "Tampilan tersimpan:", "The view is kept:"), sent.nama.trim());
    answer(&here, &filter, done, words)
}

async fn drop(office: Office, Form(sent): Form<Sent>) -> Response {
    // Who could not remove a view still stands in its list.
    let filter = asked_in(&sent.tampilan);
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &list_href(office.slug.as_str(), &filter)),
    };
    let done = match sent.id.parse() {
        Ok(id) => here.engine.desk().drop_view(&here.pack, &here.visitor, id).await,
        Err(_) => Err(Failure::NotFound),
    };
    let filter = if done.is_ok() { Filter::default() } else { filter };
    answer(&here, &filter, done, pick(office.lang, "Tampilan dihapus", "The view is removed").to_owned())
}

/// To the list, which says that it was done or why not.
fn answer(here: &Here, filter: &Filter, done: Result<(), Failure>, words: String) -> Response {
    let told = match done {
        Ok(()) => Kept::Told(true, words),
        Err(failure) => Kept::Told(false, failure.whole_text(here.lang)),
    };
    let list = list_href(here.pack.region.slug.as_str(), filter);
    see(&and(&list, &format!("selesai={}", kept::keep(&here.visitor, told))))
}
