//! The gallery's files: the list as a table, the places as GeoJSON (RFC 7946: longitude first), and pictures of sites. Tables and places
//! are read page by page and sent as they are read.
use super::{narrowed::Narrowed, words};
use crate::{lang::of_headers, server::Asked, spreadsheet};
use axum::{
    Extension, Router,
    body::Body,
    extract::{Path, Query},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{case::CaseId, time::Instant, words::Lang};
use engine::{Engine, Failure, ProjectFilter, ProjectLine, Visitor, gallery_of};
use futures::{Stream, stream};
use http::{HeaderMap, StatusCode, header};
use serde_json::json;

type Pairs = Vec<(String, String)>;

pub(super) fn gets() -> Router {
    Router::new()
        .route("/{region}/galeri/proyek.csv", get(csv))
        .route("/{region}/galeri/proyek.geojson", get(geojson))
        .route("/{region}/galeri/wilayah.geojson", get(ground))
        .route("/{region}/galeri/{number}/foto/{hash}", get(picture))
}

/// What was asked of a region's gallery.
fn asked(engine: Engine, visitor: Visitor, region: &str, headers: &HeaderMap) -> Result<Asked, StatusCode> {
    let pack = engine.packs().by_slug(region).ok_or(StatusCode::NOT_FOUND)?;
    gallery_of(&pack).map_err(|_| StatusCode::NOT_FOUND)?;
    Ok(Asked { engine, visitor, pack, lang: of_headers(headers) })
}

/// The same, with what narrows its list.
fn listed(
    engine: Engine,
    visitor: Visitor,
    region: &str,
    headers: &HeaderMap,
    pairs: &Pairs,
) -> Result<(Asked, ProjectFilter), StatusCode> {
    let asked = asked(engine, visitor, region, headers)?;
    let (_, rule) = gallery_of(&asked.pack).map_err(|_| StatusCode::NOT_FOUND)?;
    let filter = Narrowed::of(pairs).filter(&asked.pack, rule);
    Ok((asked, filter))
}

/// All lines of a list in pieces of text; the list's end is the stream's.
fn pieces(
    asked: Asked,
    filter: ProjectFilter,
    write: fn(&Asked, &[ProjectLine], bool) -> String,
) -> impl Stream<Item = Result<String, Failure>> {
    // Where the next page begins; nothing is left after the last.
    let first: Option<Option<(Instant, CaseId)>> = Some(None);
    stream::try_unfold((asked, filter, first), move |(asked, filter, next)| async move {
        let Some(behind) = next else { return Ok(None) };
        let page = asked.engine.gallery().batch(&asked.pack, &filter, behind).await?;
        let text = write(&asked, &page.lines, behind.is_none());
        let next = page.next.map(Some);
        Ok(Some((text, (asked, filter, next))))
    })
}

fn file(name: &str, kind: &'static str, body: Body) -> Response {
    let heads = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))];
    (heads, body).into_response()
}

async fn csv(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path(region): Path<String>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Result<Response, StatusCode> {
    let (asked, filter) = listed(engine, visitor, &region, &headers, &pairs)?;
    let lines = |asked: &Asked, lines: &[ProjectLine], first: bool| {
        let rows = spreadsheet::lines(lines.iter().map(|line| row(asked, line)));
        if first { spreadsheet::begin(heads(asked.lang).into_iter().map(str::to_owned)) + &rows } else { rows }
    };
    let name = format!("proyek-{region}-{}.csv", asked.today());
    Ok(file(&name, "text/csv; charset=utf-8", Body::from_stream(pieces(asked, filter, lines))))
}

fn heads(lang: Lang) -> [&'static str; 20] {
    match lang {
        Lang::Id => [
            "Nomor",
            "Nama",
            "Tahap",
            "Bidang",
            "Perangkat daerah",
            "Kode wilayah",
            "Wilayah",
            "Lintang",
            "Bujur",
            "Tahun anggaran",
            "Sumber dana",
            "Pagu (Rp)",
            "Kontrak (Rp)",
            "Dibayar (Rp)",
            "Fisik (%)",
            "Rencana mulai",
            "Rencana selesai",
            "Mulai",
            "Selesai",
            "Penyedia",
        ],
        Lang::En => [
            "Number",
            "Name",
            "Stage",
            "Sector",
            "Agency",
            "District code",
            "District",
            "Latitude",
            "Longitude",
            "Budget year",
            "Who pays",
            "Ceiling (Rp)",
            "Contract (Rp)",
            "Paid (Rp)",
            "Built (%)",
            "Planned start",
            "Planned end",
            "Began",
            "Ready",
            "Contractor",
        ],
    }
}

fn row(asked: &Asked, line: &ProjectLine) -> Vec<String> {
    let (pack, lang, of) = (&asked.pack, asked.lang, &line.project);
    let Ok((service, _)) = gallery_of(pack) else { return vec![] };
    let day = |day: Option<domain::time::Day>| day.map(|d| d.to_string()).unwrap_or_default();
    let amount = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let district = line.district.as_deref().and_then(|code| pack.district(code));
    vec![
        line.number.to_string(),
        line.title.clone(),
        service.stage(&line.stage).map_or_else(|| line.stage.clone(), |s| s.label.get(lang).to_owned()),
        words::affair(pack, line.affair.as_deref(), lang).to_owned(),
        words::agency(pack, line.affair.as_deref(), lang).unwrap_or_default().to_owned(),
        line.district.clone().unwrap_or_default(),
        district.map(|d| d.name.clone()).unwrap_or_default(),
        of.point.map(|p| format!("{:.6}", p.latitude)).unwrap_or_default(),
        of.point.map(|p| format!("{:.6}", p.longitude)).unwrap_or_default(),
        line.fiscal_year.to_string(),
        words::fund(service, &of.fund, lang).to_owned(),
        amount(line.requested),
        amount(line.contract),
        amount(line.paid),
        of.physical.to_string(),
        day(of.starts),
        day(of.ends),
        day(of.began),
        day(of.finished),
        of.contractor.clone(),
    ]
}

async fn geojson(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path(region): Path<String>,
    Query(pairs): Query<Pairs>,
    headers: HeaderMap,
) -> Result<Response, StatusCode> {
    let (asked, filter) = listed(engine, visitor, &region, &headers, &pairs)?;
    let name = format!("proyek-{region}-{}.geojson", asked.today());
    let begin = stream::iter([Ok("{\"type\":\"FeatureCollection\",\"features\":[\n".to_owned())]);
    let end = stream::iter([Ok("\n]}\n".to_owned())]);
    let body = futures::StreamExt::chain(futures::StreamExt::chain(begin, pieces(asked, filter, features)), end);
    Ok(file(&name, "application/geo+json", Body::from_stream(body)))
}

fn features(asked: &Asked, lines: &[ProjectLine], first: bool) -> String {
    let (pack, lang) = (&asked.pack, asked.lang);
    let Ok((service, rule)) = gallery_of(pack) else { return String::new() };
    let today = asked.today();
    let mut text = String::new();
    for (i, line) in lines.iter().enumerate() {
        let of = &line.project;
        let judged = engine::judged_project(rule, line, today);
        let feature = json!({
            "type": "Feature",
            "id": line.number.to_string(),
            "geometry": of.point.map(|p| json!({"type": "Point", "coordinates": [p.longitude, p.latitude]})),
            "properties": {
                "name": line.title,
                "stage": service.stage(&line.stage).map(|s| s.tag.get(lang)),
                "phase": rule.phase_of(&line.stage).map(|p| p.kind),
                "sector": line.affair,
                "agency": words::agency(pack, line.affair.as_deref(), lang),
                "district": line.district,
                "year": line.fiscal_year,
                "fund": of.fund,
                "ceiling": line.requested,
                "contract": line.contract,
                "paid": line.paid,
                "physical": of.physical,
                "band": judged.map(|j| j.band),
                "starts": of.starts.map(|d| d.to_string()),
                "ends": of.ends.map(|d| d.to_string()),
                "url": format!("/{}/galeri/{}", pack.region.slug, line.number),
            },
        });
        if !(first && i == 0) {
            text.push_str(",\n");
        }
        text.push_str(&feature.to_string());
    }
    text
}

/// The region's districts as ground for a map: schematic, from their middles.
async fn ground(Extension(engine): Extension<Engine>, Path(region): Path<String>) -> Response {
    let Some(pack) = engine.packs().by_slug(&region) else { return StatusCode::NOT_FOUND.into_response() };
    let placed: Vec<_> = pack.districts.iter().filter_map(|d| Some((d, (d.longitude?, d.latitude?)))).collect();
    let rings = domain::cells::cells(&placed.iter().map(|(_, place)| *place).collect::<Vec<_>>());
    let features: Vec<_> = placed
        .iter()
        .zip(rings)
        .map(|((district, _), ring)| {
            let ring: Vec<[f64; 2]> = ring.into_iter().map(|(x, y)| [round(x), round(y)]).collect();
            json!({
                "type": "Feature",
                "id": district.code,
                "geometry": {"type": "Polygon", "coordinates": [ring]},
                "properties": {"name": district.name, "schematic": true},
            })
        })
        .collect();
    let body = json!({"type": "FeatureCollection", "features": features}).to_string();
    ([(header::CONTENT_TYPE, "application/geo+json"), (header::CACHE_CONTROL, "public, max-age=3600")], body).into_response()
}

/// Five decimals: a metre.
fn round(degrees: f64) -> f64 {
    (degrees * 100_000.0).round() / 100_000.0
}

/// A picture of a site; everybody may keep it for a day.
async fn picture(
    Extension(engine): Extension<Engine>,
    Path((region, number, hash)): Path<(String, String, String)>,
) -> Result<Response, StatusCode> {
    let pack = engine.packs().by_slug(&region).ok_or(StatusCode::NOT_FOUND)?;
    let number = number.parse().map_err(|_| StatusCode::NOT_FOUND)?;
    let drawn = engine.gallery().picture(&pack, &number, &hash).await;
    match drawn {
        Ok(leaf) => {
            let heads = [(header::CONTENT_TYPE, leaf.media), (header::CACHE_CONTROL, "public, max-age=86400")];
            Ok((heads, Body::from(leaf.bytes)).into_response())
        }
        Err(Failure::TooManyRequests) => Err(StatusCode::TOO_MANY_REQUESTS),
        Err(Failure::Unavailable { .. }) => Err(StatusCode::SERVICE_UNAVAILABLE),
        Err(_) => Err(StatusCode::NOT_FOUND),
    }
}
