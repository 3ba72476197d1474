//! Open data: the same public facts in the forms that others' programs read. Everything is read page by page and sent as it is read;
//! nothing here holds a whole list.
pub(super) mod catalogue;
mod contracts;
mod grants;
mod licences;

use crate::{lang::of_headers, server::Asked};
use axum::{
    Extension, Router,
    body::Body,
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use engine::{Engine, Failure, Visitor};
use futures::{Stream, StreamExt, stream};
use http::{HeaderMap, StatusCode, header};

/// Under which licence the data may be used.
pub(crate) const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// The files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum File {
    /// Grants in 360Giving.
    GrantsJson,
    /// The same as a table.
    GrantsCsv,
    /// Releases of the Open Contracting Data Standard.
    Releases,
    /// Its records.
    Records,
    /// The register of licences.
    LicencesCsv,
    /// Where licences are, by part of the region.
    LicencesGeo,
    /// What there is.
    Catalogue,
}

impl File {
    pub(super) const ALL: [Self; 7] =
        [Self::GrantsJson, Self::GrantsCsv, Self::Releases, Self::Records, Self::LicencesCsv, Self::LicencesGeo, Self::Catalogue];

    /// Its name in the address.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::GrantsJson => "hibah-360giving.json",
            Self::GrantsCsv => "hibah-360giving.csv",
            Self::Releases => "kontrak-ocds-releases.json",
            Self::Records => "kontrak-ocds-records.json",
            Self::LicencesCsv => "izin.csv",
            Self::LicencesGeo => "izin.geojson",
            Self::Catalogue => "katalog.jsonld",
        }
    }

    /// Its media type.
    pub(super) const fn media(self) -> &'static str {
        match self {
            Self::GrantsJson | Self::Releases | Self::Records => "application/json",
            Self::GrantsCsv | Self::LicencesCsv => "text/csv; charset=utf-8",
            Self::LicencesGeo => "application/geo+json",
            Self::Catalogue => "application/ld+json",
        }
    }
}

pub(super) fn gets() -> Router {
    Router::new().route("/{region}/transparansi/data/{file}", get(file))
}

async fn file(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path((region, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let (Some(pack), Some(file)) = (engine.packs().by_slug(&region), File::ALL.into_iter().find(|f| f.name() == name)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let site = site(&engine, &headers);
    let asked = Asked { engine, visitor, pack, lang: of_headers(&headers) };
    let here = Here { site: format!("{site}/{region}"), region, asked };
    if !here.has(file) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let body = match file {
        File::GrantsJson => grants::json(here),
        File::GrantsCsv => grants::csv(here),
        File::Releases => contracts::releases(here),
        File::Records => contracts::records(here),
        File::LicencesCsv => licences::csv(here),
        File::LicencesGeo => match licences::geojson(&here).await {
            Ok(text) => Body::from(text),
            Err(_) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        },
        File::Catalogue => Body::from(catalogue::catalogue(&here)),
    };
    let heads = [(header::CONTENT_TYPE, file.media().to_owned()), (header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\""))];
    (heads, body).into_response()
}

/// The address of this site for the identifiers in files: the one that was set, else as the asker knows it.
pub(crate) fn site(engine: &Engine, headers: &HeaderMap) -> String {
    if let Some(address) = engine.address() {
        return address.to_owned();
    }
    let said = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).filter(|v| !v.is_empty());
    let host = said("host").filter(|host| host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b))).unwrap_or("localhost");
    let local = host.starts_with("localhost") || host.starts_with("127.");
    format!("{}://{host}", if local { "http" } else { "https" })
}

/// A region whose data is asked for.
pub(super) struct Here {
    pub(super) asked: Asked,
    pub(super) region: String,
    /// The region's address, with the site's.
    pub(super) site: String,
}

impl Here {
    /// Whether the region has anything of the kind.
    pub(super) fn has(&self, file: File) -> bool {
        let pack = &self.asked.pack;
        match file {
            File::GrantsJson | File::GrantsCsv => grants::programmes(pack).next().is_some(),
            File::Releases | File::Records => engine::gallery_of(pack).is_ok_and(|(_, rule)| rule.contract.is_some()),
            File::LicencesCsv | File::LicencesGeo => pack.services.iter().any(|s| s.licence.is_some() && !s.hidden),
            File::Catalogue => true,
        }
    }
}

/// A body of pieces between a beginning and an end.
fn between(begin: String, pieces: impl Stream<Item = Result<String, Failure>> + Send + 'static, end: &'static str) -> Body {
    let begin = stream::iter([Ok(begin)]);
    Body::from_stream(begin.chain(pieces).chain(stream::iter([Ok(end.to_owned())])))
}

/// An object without its last brace, and the beginning of a list in it.
fn open(about: &serde_json::Value, list: &str) -> String {
    let text = about.to_string();
    let open = text.strip_suffix('}').unwrap_or(&text);
    format!("{open},\"{list}\":[\n")
}

/// Joins JSON values that go into one list: a comma before each but the first of all.
fn joined(values: impl IntoIterator<Item = serde_json::Value>, mut first: bool) -> String {
    let mut text = String::new();
    for value in values {
        if !first {
            text.push_str(",\n");
        }
        first = false;
        text.push_str(&value.to_string());
    }
    text
}
