//! The transparency portal: figures and lists agree, files hold what their standards ask for, and nothing public holds a person's
//! numbers.
use crate::{
    complained::report,
    figures::{bare, links, whole_list},
    town::{REGION, Town, all_packs},
    walk::{Office, take},
};
use axum::body::Body;
use engine::DemoPlan;
use http::{Request, header};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const TOPICS: [&str; 12] = [
    "uang",
    "uang-menurut-dinas",
    "uang-menurut-wilayah",
    "uang-menurut-tahun",
    "penerima",
    "proyek",
    "izin",
    "lama-proses",
    "alasan-penolakan",
    "pengaduan",
    "kepuasan",
    "kinerja",
];

async fn town_of(cases: u32) -> Town {
    let town = Town::open().await;
    let plan = DemoPlan { seed: 5, cases, region: Some(REGION.to_owned()), ..DemoPlan::default() };
    town.engine.demo(plan).await.unwrap();
    town
}

async fn data(town: &Town, path: &str) -> Value {
    let answer = town.get(&format!("/{REGION}/transparansi/{path}"), None).await;
    assert_eq!(answer.status, 200, "{path}");
    answer.json()
}

#[tokio::test]
async fn every_figure_has_a_page_a_meaning_a_date_and_files_and_agrees_with_its_list() {
    let town = town_of(120).await;
    let portal = town.get(&format!("/{REGION}/transparansi?tahun=2026"), None).await.text();
    for topic in TOPICS {
        assert!(portal.contains(&format!("/transparansi/{topic}")), "{topic}: {portal}");
        let page = town.get(&format!("/{REGION}/transparansi/{topic}"), None).await;
        assert!(page.status == 200 && bare(&page.text()).contains("Dihitung 6 Juli 2026"), "{topic}: {}", page.text());
        let raw = data(&town, &format!("{topic}/data.json")).await;
        assert!(raw["definition"].as_str().unwrap().len() > 20 && raw["licence"].as_str().unwrap().contains("by/4.0"), "{raw}");
        let csv = town.get(&format!("/{REGION}/transparansi/{topic}/tabel.csv"), None).await.text();
        let rows = raw["rows"].as_array().unwrap().len() + usize::from(!raw["total"].is_null());
        assert_eq!(csv.lines().count(), rows + 1, "{topic}: the file has the page's rows and their headings");
        let svg = town.get(&format!("/{REGION}/transparansi/{topic}/gambar.svg"), None).await;
        assert!(svg.status == 200 && svg.text().starts_with("<svg") && svg.text().ends_with("</svg>"), "{topic}");
    }
    for missing in ["transparansi/rahasia", "transparansi/uang/tabel.exe", "transparansi/rahasia/data.json", "transparansi/data/lain.json"]
    {
        assert_eq!(town.get(&format!("/{REGION}/{missing}"), None).await.status, 404, "{missing}");
    }

    // The sum of the programmes is the sum of the agencies, of the districts and of the years.
    let whole = data(&town, "uang/data.json").await["total"]["values"].clone();
    assert!(whole["approved"].as_i64().unwrap() > 0);
    for topic in ["uang-menurut-dinas", "uang-menurut-wilayah", "uang-menurut-tahun"] {
        assert_eq!(data(&town, &format!("{topic}/data.json")).await["total"]["values"], whole, "{topic}");
    }
    // Each figure of a programme is a door to just what it counts.
    let page = town.get(&format!("/{REGION}/transparansi/uang"), None).await.text();
    let raw = data(&town, "uang/data.json").await;
    let first = raw["rows"].as_array().unwrap().iter().find(|r| r["key"] == "hibah-uang").unwrap()["values"].clone();
    for (key, word) in [("asked", ""), ("approved", "?hasil=disetujui"), ("paid", "?hasil=dibayar"), ("reported", "?hasil=dilaporkan")] {
        let href = format!("/{REGION}/hibah{word}");
        assert!(links(&page).iter().any(|link| link.href == href), "{href}");
        assert_eq!(whole_list(&town, &href).await.0, first[key].as_i64().unwrap(), "{key}");
    }
    // How licences ended is what their lists hold.
    let raw = data(&town, "izin/data.json").await;
    for row in raw["rows"].as_array().unwrap() {
        let path = town.pack().service(row["key"].as_str().unwrap()).unwrap().path.clone();
        let refused = whole_list(&town, &format!("/{REGION}/{path}?hasil=ditolak")).await.1;
        assert_eq!(refused, row["values"]["refused"].as_i64().unwrap(), "{path}");
    }
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0], "what ended is counted the same again");
}

#[tokio::test]
async fn a_district_leads_to_the_programmes_there_and_each_to_its_list() {
    let town = town_of(120).await;
    let wide = data(&town, "uang-menurut-wilayah/data.json").await;
    let mut looked = 0;
    for row in wide["rows"].as_array().unwrap().iter().filter(|row| row["url"].is_string()) {
        let code = row["key"].as_str().unwrap();
        assert_eq!(row["url"], format!("/{REGION}/transparansi/uang?kecamatan={code}"));
        let within = data(&town, &format!("uang/data.json?kecamatan={code}")).await;
        assert_eq!(within["total"]["values"], row["values"], "{code}: the programmes there are the row's sum");
        for programme in within["rows"].as_array().unwrap() {
            let (_, cases) = whole_list(&town, programme["url"].as_str().unwrap()).await;
            assert_eq!(programme["values"]["requests"], cases, "{code}: {programme}");
        }
        looked += 1;
        if looked == 3 {
            break;
        }
    }
    assert_eq!(looked, 3);
    assert_eq!(town.get(&format!("/{REGION}/transparansi/uang?kecamatan=lain"), None).await.status, 404);
}

#[tokio::test]
async fn few_ratings_are_not_told_and_enough_are() {
    let town = Town::open().await;
    let office = Office::open(&town).await;
    for (n, rating) in ["5", "4", "4", "2", "5"].into_iter().enumerate() {
        assert_eq!(data(&town, "kepuasan/data.json").await["rows"], json!([]), "{n} people are too few");
        let handed = report(&town, "pengaduan", &[("title", &format!("Lampu mati nomor {n}"))], None).await;
        take(&town, &office.0["operator"], &handed.number, "route_information", Value::Null).await;
        take(&town, &office.0["opd"], &handed.number, "answer", json!({"captured": {"done_what": "Sudah."}})).await;
        take(&town, &handed.token, &handed.number, "solved", json!({"captured": {"satisfaction": rating}})).await;
    }
    let told = data(&town, "kepuasan/data.json").await;
    let of = |key: &str| {
        told["rows"].as_array().unwrap().iter().find(|r| r["key"] == format!("pengaduan/{key}")).unwrap()["values"]["people"].as_i64()
    };
    assert_eq!((of("5"), of("4"), of("3"), of("2")), (Some(2), Some(2), Some(0), Some(1)));
}

#[tokio::test]
async fn grants_are_published_as_360giving_has_them() {
    let town = town_of(120).await;
    let file = data(&town, "data/hibah-360giving.json").await;
    let grants = file["grants"].as_array().unwrap();
    let ids: BTreeSet<&str> = grants.iter().map(|g| g["id"].as_str().unwrap()).collect();
    assert!(ids.len() == grants.len() && grants.len() > 20, "{}", grants.len());
    let mut sum = 0;
    for grant in grants {
        for key in ["id", "title", "description", "currency", "amountAwarded", "awardDate", "fundingOrganization", "url"] {
            assert!(!grant[key].is_null() && grant[key] != "", "{key}: {grant}");
        }
        let (organisation, person) = (grant["recipientOrganization"].is_array(), grant["recipientIndividual"].is_object());
        assert!(organisation != person, "one of both: {grant}");
        if person {
            assert_eq!(grant["recipientIndividual"]["name"], "Individual Recipient");
            assert!(grant["beneficiaryLocation"].is_null(), "where a person lives is not told: {grant}");
        }
        sum += grant["amountAwarded"].as_i64().unwrap();
    }
    assert_eq!(
        sum,
        data(&town, "uang/data.json").await["total"]["values"]["approved"].as_i64().unwrap(),
        "the file is what the figure adds up"
    );
    let csv = town.get(&format!("/{REGION}/transparansi/data/hibah-360giving.csv"), None).await.text();
    assert!(csv.starts_with("Identifier,Title,Description,Currency,"), "{csv}");
    assert_eq!(csv.lines().count(), grants.len() + 1);
    let catalogue = data(&town, "data/katalog.jsonld").await;
    assert_eq!(catalogue["@type"], "dcat:Catalog");
    for set in catalogue["dcat:dataset"].as_array().unwrap() {
        for file in set["dcat:distribution"].as_array().unwrap() {
            let address = file["dcat:downloadURL"]["@id"].as_str().unwrap();
            let path = address.split_once(&format!("/{REGION}/")).unwrap().1;
            assert_eq!(town.get(&format!("/{REGION}/{path}"), None).await.status, 200, "{address}");
        }
    }
    let feed = town.get(&format!("/{REGION}/hibah/umpan.atom"), None).await.text();
    assert!(feed.starts_with("<?xml") && feed.matches("<entry>").count() == 50, "{}", feed.matches("<entry>").count());
}

/// Numbers that belong to nobody, planted where people write what they should not.
const PLANTED: [&str; 5] = ["3273019912990007", "081234567890", "warga.contoh@contoh.test", "1234567890123456", "0812-3456-7890"];

#[tokio::test]
async fn no_public_page_or_file_holds_a_persons_numbers() {
    let town = town_of(60).await;
    let office = Office::open(&town).await;
    let words = format!(
        "Hubungi saya: NIK {}, telepon {} atau {}, surel {}, rekening {}",
        PLANTED[0], PLANTED[1], PLANTED[4], PLANTED[2], PLANTED[3]
    );
    let short = format!("Telepon {} {}", PLANTED[1], PLANTED[2]);
    let complaint =
        report(&town, "pengaduan", &[("title", &short), ("story", &words), ("place", &short), ("anonymous", "boleh")], None).await;
    let wish = report(&town, "usulan", &[("title", &short), ("need", &words)], None).await;
    let project =
        report(&town, "proyek", &[("title", &short), ("goal", &words), ("site", "-6.9147, 107.6098")], Some(&office.0["opd"])).await;
    take(&town, &office.0["operator"], &complaint.number, "route", Value::Null).await;
    take(&town, &office.0["opd"], &complaint.number, "answer", json!({"captured": {"done_what": words}})).await;

    // What the list does not show is not found by either: a number would be confirmed by its hit.
    let found = async |text: &str| town.engine.register().find(&town.pack(), text).await.unwrap().lines.len();
    assert!(found("Telepon").await >= 3, "the titles are found by their other words");
    for planted in [PLANTED[1], PLANTED[2]] {
        assert_eq!(found(planted).await, 0, "{planted}");
    }

    // From the region's first page wherever its links lead, as deep as there are pages of another shape.
    let mut waiting =
        vec![format!("/{REGION}"), format!("/{REGION}/transparansi"), format!("/{REGION}/galeri"), format!("/{REGION}/izin/daftar")];
    for (service, number) in [("pengaduan", &complaint.number), ("usulan", &wish.number), ("galeri", &project.number)] {
        waiting.push(format!("/{REGION}/{service}/{number}"));
        waiting.push(format!("/{REGION}/transparansi/cari?kata={number}"));
    }
    waiting.extend(
        TOPICS
            .iter()
            .flat_map(|topic| ["data.json", "tabel.csv", "gambar.svg"].map(|file| format!("/{REGION}/transparansi/{topic}/{file}"))),
    );
    for service in ["pengaduan", "usulan", "proyek", "hibah"] {
        waiting.push(format!("/{REGION}/{service}/umpan.atom"));
    }
    for file in ["galeri/proyek.csv", "galeri/proyek.geojson"] {
        waiting.push(format!("/{REGION}/{file}"));
    }
    for file in [
        "hibah-360giving.json",
        "hibah-360giving.csv",
        "kontrak-ocds-releases.json",
        "kontrak-ocds-records.json",
        "izin.csv",
        "izin.geojson",
    ] {
        waiting.push(format!("/{REGION}/transparansi/data/{file}"));
    }
    for service in town.pack().services.iter().filter(|s| !s.hidden) {
        waiting.push(format!("/api/v1/{REGION}/public/{}", service.key));
    }
    let (mut seen, mut shapes) = (BTreeSet::new(), std::collections::BTreeMap::<String, u32>::new());
    let mut planted_words_are_there = false;
    while let Some(path) = waiting.pop() {
        if !seen.insert(path.clone()) || seen.len() > 400 {
            continue;
        }
        let answer = town.get(&path, None).await;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        planted_words_are_there |= text.contains("Hubungi saya");
        for planted in PLANTED {
            assert!(!text.contains(planted), "{path} holds {planted}");
        }
        if answer.status == 200 && text.starts_with("<!DOCTYPE html>") {
            for link in links(&text) {
                let href = link.href.split('#').next().unwrap_or_default().to_owned();
                // Pages of one shape are many: some of each are looked at.
                let shape: String =
                    href.split('?').next().unwrap_or_default().chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
                let n = shapes.entry(shape).or_default();
                if href.starts_with(&format!("/{REGION}")) && *n < 4 {
                    *n += 1;
                    waiting.push(href);
                }
            }
        }
    }
    assert!(planted_words_are_there, "the text is published, without its numbers");
    assert!(seen.len() > 150, "only {} pages and files were looked at", seen.len());
}

#[tokio::test]
async fn a_region_speaks_the_languages_that_it_offers() {
    let town = Town::with(|config| config.packs = all_packs()).await;
    for (region, code) in [(REGION, "su"), ("kab-sumbawa-barat", "id")] {
        let request = Request::get(format!("/{region}")).header(header::ACCEPT, "text/html").header(header::COOKIE, "bahasa=su");
        let page = town.ask(request.body(Body::empty()).unwrap()).await.text();
        assert!(page.contains(&format!("<html lang=\"{code}\"")), "{region}: {page}");
    }
}

#[tokio::test]
async fn an_editor_finds_what_a_packs_files_may_hold() {
    let town = Town::open().await;
    for kind in ["region", "service", "form", "workflow", "plans"] {
        let answer = town.get(&format!("/skema/{kind}.schema.json"), None).await;
        assert_eq!(answer.status, 200, "{kind}");
        let schema = answer.json();
        assert_eq!(schema["title"], format!("Terang: {kind}.toml"));
        assert!(schema["definitions"].as_object().is_some_and(|all| !all.is_empty()), "{kind}");
    }
    for missing in ["rahasia.schema.json", "service", "..%2fservice.schema.json"] {
        assert_eq!(town.get(&format!("/skema/{missing}"), None).await.status, 404, "{missing}");
    }
}

#[tokio::test]
async fn a_page_says_what_a_search_engine_shows_below_its_name() {
    let town = Town::open().await;
    for (page, words) in [(format!("/{REGION}"), "Bandung"), ("/".to_owned(), "setiap langkahnya terlihat")] {
        let text = town.get(&page, None).await.text();
        let about = text.split("<meta name=\"description\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert!(about.is_some_and(|about| about.contains(words)), "{page}: {about:?}");
    }
}
