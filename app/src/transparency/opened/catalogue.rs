//! What open data there is, in the words of DCAT-AP, as JSON-LD: for portals that gather such catalogues by themselves.
use super::{File, Here};
use serde_json::{Value, json};

/// A data set: its key, what it is, and its files.
pub(in crate::transparency) struct Dataset {
    pub(in crate::transparency) key: &'static str,
    pub(in crate::transparency) title: (&'static str, &'static str),
    pub(in crate::transparency) about: (&'static str, &'static str),
    /// What each file is called, its address below the region's, and its media type.
    pub(in crate::transparency) files: Vec<(&'static str, String, &'static str)>,
}

/// The data sets that a region has.
pub(in crate::transparency) fn datasets(here: &Here) -> Vec<Dataset> {
    let data = |file: File| format!("transparansi/data/{}", file.name());
    let mut all = Vec::new();
    if here.has(File::GrantsJson) {
        all.push(Dataset {
            key: "hibah",
            title: ("Hibah dan bantuan sosial", "Grants and social aid"),
            about: (
                "Semua yang disetujui dan masih berlaku, menurut standar 360Giving 1.4. Penerima perorangan tanpa nama dan tempat.",
                "All that was approved and still stands, by the 360Giving standard 1.4. Persons without name and place.",
            ),
            files: vec![
                ("360Giving JSON", data(File::GrantsJson), File::GrantsJson.media()),
                ("360Giving CSV", data(File::GrantsCsv), File::GrantsCsv.media()),
            ],
        });
    }
    if here.has(File::Releases) {
        all.push(Dataset {
            key: "kontrak",
            title: ("Kontrak proyek", "Contracts of projects"),
            about: (
                "Rencana, pengadaan, kontrak, dan pelaksanaan, menurut Open Contracting Data Standard 1.1.",
                "Planning, tender, contract and implementation, by the Open Contracting Data Standard 1.1.",
            ),
            files: vec![
                ("OCDS releases", data(File::Releases), File::Releases.media()),
                ("OCDS records", data(File::Records), File::Records.media()),
            ],
        });
    }
    if engine::gallery_of(&here.asked.pack).is_ok() {
        all.push(Dataset {
            key: "proyek",
            title: ("Proyek pembangunan", "Building projects"),
            about: (
                "Setiap proyek dengan titik, tahap, nilai, dan kemajuannya.",
                "Every project with its point, stage, worth and progress.",
            ),
            files: vec![
                ("CSV", "galeri/proyek.csv".to_owned(), "text/csv; charset=utf-8"),
                ("GeoJSON", "galeri/proyek.geojson".to_owned(), "application/geo+json"),
            ],
        });
    }
    if here.has(File::LicencesCsv) {
        all.push(Dataset {
            key: "izin",
            title: ("Izin", "Licences"),
            about: (
                "Daftar izin dengan masa berlaku dan keadaannya; nama orang disingkat. GeoJSON: banyaknya per wilayah.",
                "The register with terms and status; names of persons are shortened. GeoJSON: how many in each part of the region.",
            ),
            files: vec![
                ("CSV", data(File::LicencesCsv), File::LicencesCsv.media()),
                ("GeoJSON", data(File::LicencesGeo), File::LicencesGeo.media()),
            ],
        });
    }
    all
}

/// The catalogue.
pub(super) fn catalogue(here: &Here) -> String {
    let region = &here.asked.pack.region;
    let today = here.asked.today().to_string();
    let both = |(id, en): (&str, &str)| json!([{"@language": "id", "@value": id}, {"@language": "en", "@value": en}]);
    let publisher = json!({"@id": here.site, "@type": "foaf:Agent", "foaf:name": region.name});
    let dataset = |set: Dataset| -> Value {
        let files: Vec<Value> = set
            .files
            .iter()
            .map(|(name, path, media)| {
                json!({
                    "@id": format!("{}/{path}", here.site),
                    "@type": "dcat:Distribution",
                    "dct:title": name,
                    "dcat:accessURL": {"@id": format!("{}/{path}", here.site)},
                    "dcat:downloadURL": {"@id": format!("{}/{path}", here.site)},
                    "dcat:mediaType": media.split(';').next(),
                    "dct:license": {"@id": super::LICENCE},
                })
            })
            .collect();
        json!({
            "@id": format!("{}/transparansi/data#{}", here.site, set.key),
            "@type": "dcat:Dataset",
            "dct:identifier": format!("{}-{}", here.asked.pack.code(), set.key),
            "dct:title": both(set.title),
            "dct:description": both(set.about),
            "dct:publisher": publisher,
            "dct:modified": {"@type": "xsd:date", "@value": today},
            "dct:spatial": {"@type": "dct:Location", "rdfs:label": region.name},
            "dct:accrualPeriodicity": {"@id": "http://publications.europa.eu/resource/authority/frequency/CONT"},
            "dcat:distribution": files,
        })
    };
    json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": format!("{}/transparansi/data", here.site),
        "@type": "dcat:Catalog",
        "dct:title": both(("Data terbuka", "Open data")),
        "dct:description": format!("{}: data terbuka", region.name),
        "dct:publisher": publisher,
        "dct:language": ["id", "en"],
        "dct:license": {"@id": super::LICENCE},
        "dct:modified": {"@type": "xsd:date", "@value": today},
        "dcat:dataset": datasets(here).into_iter().map(dataset).collect::<Vec<_>>(),
    })
    .to_string()
}
