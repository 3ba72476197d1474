//! The table of statistics for a spreadsheet. Spreadsheets that are set to Indonesian take semicolons between cells, because
//! the comma stands before decimals; the mark at the beginning tells them that it is UTF-8.
use super::load::{Group, StatisticsView, of_service};
use crate::{
    citizen::narrowed::{Narrowed, name_of},
    lang::{of_headers, pick},
    server::Asked,
};
use axum::{
    Extension,
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use domain::{figures::Figure, words::Lang};
use engine::{Engine, Visitor};
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;

const MARK: &str = "\u{feff}";

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
    let Some(pack) = engine.packs().by_slug(&region).cloned() else { return StatusCode::NOT_FOUND.into_response() };
    let asked = Asked { engine, visitor, pack, lang };
    let Ok(service) = asked.service(&service) else { return StatusCode::NOT_FOUND.into_response() };
    let some = |text: Option<String>| text.filter(|t| !t.is_empty());
    let narrowed = Narrowed { tahun: some(wanted.tahun).and_then(|y| y.parse().ok()), dinas: some(wanted.dinas), ..Narrowed::default() };
    let Ok(view) = of_service(&asked, &region, service, narrowed).await else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let Some(text) = text(&view, lang) else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let name = format!("attachment; filename=\"statistik-{}-{}.csv\"", region, service.path);
    ([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)], text).into_response()
}

/// The table; `None` where it can't be written.
fn text(view: &StatisticsView, lang: Lang) -> Option<String> {
    let mut out = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(MARK.as_bytes().to_vec());
    let mut head = vec![pick(lang, "Kelompok", "Group").to_owned(), pick(lang, "Nama", "Name").to_owned()];
    for figure in Figure::ALL {
        let name = name_of(figure, lang);
        head.push(format!("{name} ({})", pick(lang, "jumlah pengajuan", "requests")));
        head.push(format!("{name} (Rp)"));
    }
    head.push(pick(lang, "Bagian disetujui (%)", "Share approved (%)").to_owned());
    out.write_record(&head).ok()?;
    let groups = [(pick(lang, "Tahun", "Year"), &view.by_year), (pick(lang, "Dinas", "Agency"), &view.agencies)];
    for (kind, group) in groups.into_iter().flat_map(|(kind, groups)| groups.iter().map(move |g| (kind, g))) {
        out.write_record(row(kind, group)).ok()?;
    }
    String::from_utf8(out.into_inner().ok()?).ok()
}

fn row(kind: &str, group: &Group) -> Vec<String> {
    let mut cells = vec![harmless(kind), harmless(&group.name)];
    for cell in &group.figures {
        cells.extend([cell.cases.to_string(), cell.rupiah.to_string()]);
    }
    cells.push(group.share.map(|share| share.to_string()).unwrap_or_default());
    cells
}

/// A text that no spreadsheet takes for a formula.
pub(crate) fn harmless(text: &str) -> String {
    let begins = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    if begins { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_name_is_never_a_formula() {
        for formula in ["=1+1", "+62", "-1", "@SUM(A1)", " =A1", "\tx", "\rx"] {
            assert!(harmless(formula).starts_with('\''), "{formula:?}");
        }
        assert_eq!(harmless("Dinas Pendidikan = sekolah"), "Dinas Pendidikan = sekolah");
    }
}
