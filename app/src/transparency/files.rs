//! The figures as files: a table for a spreadsheet, the raw numbers, a picture to put elsewhere. The same rows as on the page.
use super::{
    figure_page::length,
    tables::{Part, Table, Unit, said, table},
    words::Topic,
};
use crate::{error::AppError, lang::of_headers, server::Asked, spreadsheet};
use axum::{
    Extension, Json, Router,
    extract::{Path, Query},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::words::Lang;
use engine::{Engine, Visitor};
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use serde_json::json;
use std::fmt::Write as _;

/// Rows of the picture.
const DRAWN: usize = 12;

pub(super) fn gets() -> Router {
    Router::new().route("/{region}/transparansi/{figure}/{file}", get(file))
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    tahun: Option<String>,
    #[serde(default)]
    kecamatan: Option<String>,
}

async fn file(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, word, file)): Path<(String, String, String)>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Response {
    let missing = || StatusCode::NOT_FOUND.into_response();
    let (Some(pack), Some(topic)) = (engine.packs().by_slug(&region), Topic::named(&word)) else { return missing() };
    let asked = Asked { engine, visitor, pack, lang: of_headers(&headers) };
    let part = Part { year: wanted.tahun.and_then(|year| year.parse().ok()), district: wanted.kecamatan }.of(topic);
    let year = part.year;
    let found = match table(&asked, &region, topic, &part).await {
        Ok(found) => found,
        Err(AppError::NotFound) => return missing(),
        Err(_) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
    };
    let parts = [Some(word), Some(region), part.district, year.map(|y| y.to_string())];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join("-");
    match file.as_str() {
        "tabel.csv" => spreadsheet::download(&name, cells(&found)),
        "data.json" => Json(raw(&asked, &found, topic, year)).into_response(),
        "gambar.svg" => ([(header::CONTENT_TYPE, "image/svg+xml")], picture(&asked, &found)).into_response(),
        _ => missing(),
    }
}

fn cells(table: &Table) -> Vec<Vec<String>> {
    let unit = |unit: Unit| match unit {
        Unit::Rupiah => " (Rp)",
        Unit::Count | Unit::Days => "",
    };
    let head = std::iter::once(table.of.clone()).chain(table.columns.iter().map(|c| format!("{}{}", c.label, unit(c.unit))));
    let row = |row: &super::tables::Row| {
        std::iter::once(row.label.clone()).chain(row.values.iter().map(|v| v.n.map(|n| n.to_string()).unwrap_or_default())).collect()
    };
    std::iter::once(head.collect()).chain(table.rows.iter().chain(&table.total).map(row)).collect()
}

/// The numbers with what they mean, when they were true, and under which licence they may be used.
fn raw(asked: &Asked, table: &Table, topic: Topic, year: Option<i32>) -> serde_json::Value {
    let row = |row: &super::tables::Row| {
        let values = table.columns.iter().zip(&row.values).map(|(column, value)| (column.key.to_owned(), json!(value.n)));
        json!({"key": row.key, "label": row.label, "url": row.href, "values": values.collect::<serde_json::Map<_, _>>()})
    };
    json!({
        "figure": topic.word(),
        "region": {"code": asked.pack.code(), "name": asked.pack.region.name},
        "title": table.title,
        "definition": table.definition,
        "year": year.filter(|_| topic.by_year()),
        "generated_at": asked.engine.now().iso(asked.pack.zone()),
        "licence": super::opened::LICENCE,
        "columns": table.columns.iter().map(|c| json!({"key": c.key, "label": c.label, "unit": c.unit})).collect::<Vec<_>>(),
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
        "total": table.total.as_ref().map(row),
    })
}

/// Text as it stands in a drawing.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The drawing as a file of its own, with its words in it: what stands on another site has no style of ours.
fn picture(asked: &Asked, table: &Table) -> String {
    let (outer, inner) = table.drawn;
    let lang: Lang = asked.lang;
    let rows: Vec<_> = table.rows.iter().take(DRAWN).collect();
    let value = |row: &super::tables::Row, column: usize| row.values.get(column).and_then(|v| v.n).unwrap_or(0);
    let largest = rows.iter().map(|row| value(row, outer)).max().unwrap_or(0);
    let height = 64 + rows.len() * 46 + 24;
    let unit = table.columns.get(outer).map_or(Unit::Count, |c| c.unit);
    let mut svg = String::new();
    let accent = &asked.pack.region.accent;
    // Writing into memory can't fail.
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 {height}\" role=\"img\" font-family=\"sans-serif\"><title>{0}</title><rect width=\"720\" height=\"{height}\" fill=\"#fbfaf6\"/><text x=\"16\" y=\"32\" font-size=\"20\" font-weight=\"700\" fill=\"#14243b\">{0}</text>",
        escaped(&table.title)
    );
    for (i, row) in rows.iter().enumerate() {
        let y = 56 + i * 46;
        let words = row.values.get(outer).map(|v| said(v, unit, lang)).unwrap_or_default();
        let (wide, within) =
            (length(value(row, outer), largest) * 688 / 1_000, inner.map(|c| length(value(row, c), largest) * 688 / 1_000));
        let label: String = row.label.chars().take(60).collect();
        let _ = write!(
            svg,
            "<text x=\"16\" y=\"{}\" font-size=\"14\" fill=\"#14243b\">{}</text><text x=\"704\" y=\"{}\" font-size=\"14\" text-anchor=\"end\" fill=\"#14243b\">{}</text><rect x=\"16\" y=\"{}\" width=\"{wide}\" height=\"14\" fill=\"{accent}\" fill-opacity=\".2\" stroke=\"{accent}\"/>",
            y + 12,
            escaped(&label),
            y + 12,
            escaped(&words),
            y + 18
        );
        if let Some(within) = within {
            let _ = write!(svg, "<rect x=\"16\" y=\"{}\" width=\"{within}\" height=\"8\" fill=\"{accent}\"/>", y + 21);
        }
    }
    let foot = format!("{} · {}", asked.pack.region.name, domain::words::date(asked.today(), lang));
    let _ = write!(svg, "<text x=\"16\" y=\"{}\" font-size=\"12\" fill=\"#4a5870\">{}</text></svg>", height - 10, escaped(&foot));
    svg
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_name_is_no_markup() {
        assert_eq!(escaped("<script>\"a\" & b</script>"), "&lt;script&gt;&quot;a&quot; &amp; b&lt;/script&gt;");
    }
}
