//! The table of statistics for a spreadsheet.
use super::load::{Group, StatisticsView, of_service};
use crate::{
    citizen::narrowed::{Narrowed, name_of},
    lang::{of_headers, pick},
    server::Asked,
    spreadsheet::download as download_as,
};
use axum::{
    Extension,
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use domain::{figures::Figure, words::Lang};
use engine::{Engine, Visitor};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

/// What the download is narrowed by.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    tahun: Option<String>,
    #[serde(default)]
    dinas: Option<String>,
}

/// `GET /{region}/{service}/statistik.csv`.
pub(crate) async fn download(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, service)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Response {
    let lang = of_headers(&headers);
    let Some(pack) = engine.packs().by_slug(&region) else { return StatusCode::NOT_FOUND.into_response() };
    let asked = Asked { engine, visitor, pack, lang };
    let Ok(service) = asked.service(&service) else { return StatusCode::NOT_FOUND.into_response() };
    let some = |text: Option<String>| text.filter(|t| !t.is_empty());
    let narrowed = Narrowed { tahun: some(wanted.tahun).and_then(|y| y.parse().ok()), dinas: some(wanted.dinas), ..Narrowed::default() };
    let Ok(view) = of_service(&asked, &region, service, narrowed).await else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    download_as(&format!("statistik-{region}-{}", service.path), rows(&view, lang))
}

fn rows(view: &StatisticsView, lang: Lang) -> Vec<Vec<String>> {
    let mut head = vec![pick(lang, "Kelompok", "Group").to_owned(), pick(lang, "Nama", "Name").to_owned()];
    for figure in Figure::ALL {
        let name = name_of(figure, lang);
        head.push(format!("{name} ({})", pick(lang, "jumlah pengajuan", "requests")));
        head.push(format!("{name} (Rp)"));
    }
    head.push(pick(lang, "Bagian disetujui (%)", "Share approved (%)").to_owned());
    let groups = [(pick(lang, "Tahun", "Year"), &view.by_year), (pick(lang, "Dinas", "Agency"), &view.agencies)];
    let all = groups.into_iter().flat_map(|(kind, groups)| groups.iter().map(move |g| row(kind, g)));
    std::iter::once(head).chain(all).collect()
}

fn row(kind: &str, group: &Group) -> Vec<String> {
    let mut cells = vec![kind.to_owned(), group.name.clone()];
    for cell in &group.figures {
        cells.extend([cell.cases.to_string(), cell.rupiah.to_string()]);
    }
    cells.push(group.share.map(|share| share.to_string()).unwrap_or_default());
    cells
}
