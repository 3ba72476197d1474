//! What operators send about alerts, incidents and maintenance.
use super::{ACK, NOTE, SNOOZE};
use crate::{
    citizen::typed::{Typed, text},
    desk::{here::Here, office::Office},
    server::{see, to_sign_in},
};
use axum::{
    Router,
    extract::{Form, Path},
    response::Response,
    routing::post,
};
use domain::time::{Day, Instant};
use engine::{Failure, Tend};
use uuid::Uuid;

type Pairs = Vec<(String, String)>;

/// The handlers.
pub(crate) fn posts() -> Router {
    Router::new()
        .route("/{region}/komando/peringatan/{alert}", post(tend))
        .route("/{region}/komando/kejadian", post(begin))
        .route("/{region}/komando/kejadian/{incident}", post(write))
        .route("/{region}/komando/pemeliharaan", post(maintain))
        .route("/{region}/komando/pemeliharaan/{maintenance}/akhiri", post(end_maintenance))
}

/// Back to a page, with what was typed where it was refused.
fn back(office: &Office, page: &str, done: Result<(), Failure>, pairs: Pairs) -> Response {
    match done {
        Ok(()) => see(page),
        Err(Failure::SignedOut) => to_sign_in(page),
        Err(failure) => see(&format!("{page}?kembali={}#kesalahan", Typed::came_back(pairs, &failure, office.lang).keep())),
    }
}

async fn tend(office: Office, Path((_, id)): Path<(String, Uuid)>, Form(mut pairs): Form<Pairs>) -> Response {
    let page = office.page("komando/peringatan");
    let done = async {
        let here = office.here()?;
        let tend = match text(&pairs, "apa") {
            ACK => Tend::Ack,
            SNOOZE => Tend::Snooze { minutes: text(&pairs, "menit").parse().unwrap_or(0) },
            NOTE => Tend::Note,
            _ => return Err(Failure::NotFound),
        };
        here.engine.alerts().tend(&here.pack, &here.visitor, id, tend, text(&pairs, "catatan")).await
    };
    let done = done.await;
    // The page knows by it at which alert it was.
    pairs.push(("peringatan".to_owned(), id.to_string()));
    back(&office, &page, done, pairs)
}

async fn begin(office: Office, Form(pairs): Form<Pairs>) -> Response {
    let begun = async {
        let here = office.here()?;
        let alerts: Vec<Uuid> = pairs.iter().filter(|(name, _)| name == "peringatan").filter_map(|(_, id)| id.parse().ok()).collect();
        here.engine.alerts().begin(&here.pack, &here.visitor, text(&pairs, "judul"), &alerts).await
    };
    match begun.await {
        Ok(id) => see(&office.page(&format!("komando/kejadian/{id}"))),
        Err(failure) => back(&office, &office.page("komando/peringatan"), Err(failure), pairs),
    }
}

async fn write(office: Office, Path((_, id)): Path<(String, Uuid)>, Form(pairs): Form<Pairs>) -> Response {
    let done = async {
        let here = office.here()?;
        let ends = text(&pairs, "selesai") == "ya";
        here.engine.alerts().write(&here.pack, &here.visitor, id, text(&pairs, "catatan"), ends).await
    };
    let done = done.await;
    back(&office, &office.page(&format!("komando/kejadian/{id}")), done, pairs)
}

/// A day and a time of it, as the boxes of a browser give them.
fn moment(here: &Here, pairs: &Pairs, day: &str, time: &str) -> Option<Instant> {
    let day = Day::parse_loose(text(pairs, day)).ok()?;
    let (hour, minute) = text(pairs, time).split_once([':', '.'])?;
    let (hour, minute) = (hour.trim().parse().ok().filter(|h| *h < 24)?, minute.trim().get(..2)?.parse().ok().filter(|m| *m < 60)?);
    Some(Instant::at(day, hour, minute, here.pack.zone()))
}

async fn maintain(office: Office, Form(pairs): Form<Pairs>) -> Response {
    let done = async {
        let here = office.here()?;
        let between = (moment(&here, &pairs, "mulai", "mulai_jam"), moment(&here, &pairs, "sampai", "sampai_jam"));
        here.engine.alerts().maintain(&here.pack, &here.visitor, between, text(&pairs, "alasan")).await
    };
    let done = done.await;
    let named = |path: &str| match path {
        "from" => Some("mulai"),
        "until" => Some("sampai"),
        "note" => Some("alasan"),
        _ => None,
    };
    let page = office.page("komando/peringatan");
    match done {
        Err(failure) if failure != Failure::SignedOut => {
            see(&format!("{page}?kembali={}#kesalahan", Typed::came_back(pairs, &failure, office.lang).renamed(named).keep()))
        }
        done => back(&office, &page, done, pairs),
    }
}

async fn end_maintenance(office: Office, Path((_, id)): Path<(String, Uuid)>) -> Response {
    let done = async {
        let here = office.here()?;
        here.engine.alerts().end_maintenance(&here.pack, &here.visitor, id).await
    };
    back(&office, &office.page("komando/peringatan"), done.await, vec![])
}
