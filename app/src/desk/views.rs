//! What officers send to keep a view of their list, or to take one away.
use super::{
    here::Here,
    kept::{self, Kept},
    office::Office,
    queue::{asked_in, list_href, query},
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
    let here = office.here();
    let done = match &here {
        Ok(here) => here.engine.desk().keep_view(&here.pack, &here.visitor, &sent.nama, &query(&filter), sent.bersama == "ya").await,
        Err(failure) => Err(failure.clone()),
    };
    let words = format!("{} {}", pick(office.lang, "Tampilan tersimpan:", "The view is kept:"), sent.nama.trim());
    answer(&office, here.ok(), &filter, done, words)
}

async fn drop(office: Office, Form(sent): Form<Sent>) -> Response {
    let here = office.here();
    let done = match (&here, sent.id.parse()) {
        (Ok(here), Ok(id)) => here.engine.desk().drop_view(&here.pack, &here.visitor, id).await,
        (Ok(_), Err(_)) => Err(Failure::NotFound),
        (Err(failure), _) => Err(failure.clone()),
    };
    answer(&office, here.ok(), &Filter::default(), done, pick(office.lang, "Tampilan dihapus", "The view is removed").to_owned())
}

/// To the list, which says that it was done or why not.
fn answer(office: &Office, here: Option<Here>, filter: &Filter, done: Result<(), Failure>, words: String) -> Response {
    let list = list_href(office.slug.as_str(), filter);
    match (here, done) {
        (Some(here), done) => {
            let told = match done {
                Ok(()) => Kept::Told(true, words),
                Err(failure) => Kept::Told(false, failure.whole_text(here.lang)),
            };
            see(&and(&list, &format!("selesai={}", kept::keep(&here.visitor, told))))
        }
        (None, Err(failure)) => away(&failure, &list),
        (None, Ok(())) => see(&list),
    }
}
