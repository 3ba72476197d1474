//! An activity on its way in: what was typed is read, and comes back where something of it is wrong.
use crate::{
    citizen::apply::posts::read,
    components::said::Said,
    desk::office::Office,
    lang::pick,
    performance::{day_page::in_words, words as say},
    server::{away, see},
};
use axum::{
    Router,
    extract::{Multipart, Path},
    response::Response,
    routing::post,
};
use domain::{
    performance::{entry::EntryId, plan::AimId},
    time::Day,
};
use engine::{EnterFailure, Failure, NewEntry};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(in crate::performance) fn posts() -> Router {
    Router::new().route("/{region}/kinerja/catat", post(enter)).route("/{region}/kinerja/catatan/{entry}", post(mend))
}

async fn enter(office: Office, form: Multipart) -> Response {
    let page = office.page("kinerja/catat");
    take(office, form, None, page).await
}

async fn mend(office: Office, Path((_, entry)): Path<(String, Uuid)>, form: Multipart) -> Response {
    let page = office.page(&format!("kinerja/catatan/{entry}"));
    take(office, form, Some(EntryId(entry)), page).await
}

async fn take(office: Office, form: Multipart, of: Option<EntryId>, page: String) -> Response {
    let log = office.page("kinerja");
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let sent = match read(form).await {
        Ok(sent) => sent,
        Err(failure) => return see(&format!("{page}?kata={}", Said::not(failure.text(here.lang)).keep(&here.visitor))),
    };
    let all = |name: &str| sent.pairs.iter().filter(|(n, _)| n == name).map(|(_, v)| v.clone()).collect::<Vec<_>>();
    let text = |name: &str| sent.pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim().to_owned()).unwrap_or_default();
    let new = NewEntry {
        of,
        day: Day::parse_loose(&text("hari")).ok(),
        start: say::minute(&text("mulai")),
        end: say::minute(&text("selesai")),
        minutes: None,
        code: text("kode"),
        aim: text("rencana").parse().ok().map(AimId),
        order: text("perintah"),
        volume: text("jumlah").parse().unwrap_or(0),
        text: text("uraian"),
        with: text("bersama").split([',', ';', ' ']).map(str::to_owned).collect(),
        files: sent.files.iter().map(|(_, name, bytes)| (name.clone(), bytes.clone())).collect(),
        keep: all("simpan"),
    };
    let day = new.day;
    let typed: BTreeMap<String, String> = sent.pairs.iter().filter(|(n, _)| n != "simpan").cloned().collect();
    match here.engine.performance().enter(&here.pack, &here.visitor, new).await {
        Ok(entry) => {
            let done = pick(here.lang, "Kegiatan tersimpan dan menunggu atasan.", "The activity is saved and waits for your superior.");
            see(&format!("{log}?hari={}&kata={}", entry.told.day, Said::done(done).keep(&here.visitor)))
        }
        Err(EnterFailure::Other(failure @ Failure::SignedOut)) => away(&failure, &page),
        Err(failure) => {
            let problems = match &failure {
                EnterFailure::Faults(faults) => {
                    faults.iter().map(|(at, f)| (say::box_of(*at).to_owned(), say::fault(f, &here.pack, here.lang))).collect()
                }
                EnterFailure::Unknown(_) => vec![("bersama".to_owned(), in_words(&failure, &here))],
                EnterFailure::Other(Failure::TooLarge { .. } | Failure::WrongKind | Failure::BrokenFile) => {
                    vec![("bukti".to_owned(), in_words(&failure, &here))]
                }
                _ => vec![],
            };
            let said = Said { text: in_words(&failure, &here), problems, typed, ..Said::default() };
            let day = day.map(|d| format!("hari={d}&")).unwrap_or_default();
            see(&format!("{page}?{day}kata={}", said.keep(&here.visitor)))
        }
    }
}
