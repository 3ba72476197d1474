//! A wish that becomes a project: proposed, supported, planned, built, and followed by everybody; and what a gallery must refuse.
use crate::{
    browser::Browser,
    complained::report,
    town::{REGION, Town},
    walk::{Handed, Office, take},
};
use serde_json::{Value, json};

/// The number of a project on the wall, from wish to contract, with these answers.
async fn contracted(town: &Town, office: &Office, given: &[(&str, &str)]) -> Handed {
    let plan = [
        ("title", "Perbaikan saluran Gang Contoh"),
        ("site", "-6.9147, 107.6098"),
        ("ceiling", "400.000.000"),
        ("starts_on", "2026-07-20"),
        ("ends_on", "2026-12-20"),
        ("activity_code", "1.03.10.2.01.05"),
    ];
    let all: Vec<(&str, &str)> =
        plan.into_iter().filter(|(key, _)| given.iter().all(|(k, _)| k != key)).chain(given.iter().copied()).collect();
    let project = report(town, "proyek", &all, Some(&office.0["opd"])).await;
    let number = &project.number;
    take(town, &office.0["perencana"], number, "verify", Value::Null).await;
    take(town, &office.0["tapd"], number, "plan", json!({"captured": {"plan_year": "2026"}})).await;
    take(town, &office.0["ppkd"], number, "budget", json!({"captured": {"amount": "380.000.000"}})).await;
    let tender = json!({"captured": {"procurement_id": "CONTOH-77", "method": "tender"}});
    take(town, &office.0["opd"], number, "procure", tender).await;
    let contract = json!({"captured": {
        "contractor": "CV Rekaan Jaya", "bidders": "4", "contract_number": "CONTOH/9/2026", "amount": "360.000.000",
        "contract_on": "2026-07-06", "began_on": "2026-07-06",
        "schedule": [{"on": "2026-08-06", "percent": "40"}, {"on": "2026-09-06", "percent": "100"}],
    }});
    take(town, &office.0["pengadaan"], number, "award", contract).await;
    project
}

fn progress(as_of: &str, physical: &str, paid: &str) -> Value {
    json!({"captured": {"as_of": as_of, "physical": physical, "paid_total": paid}})
}

/// An action that is refused, by its code.
async fn refused(town: &Town, token: &str, number: &str, action: &str, more: Value) -> String {
    let list = town.read(&format!("cases/{number}/actions"), Some(token)).await.expect(200);
    let mut body = json!({"seen": list["version"]});
    more.as_object().unwrap().iter().for_each(|(key, value)| body[key] = value.clone());
    let answer = town.post(&format!("cases/{number}/actions/{action}"), Some(token), body).await;
    assert!(answer.status == 422 || answer.status == 409, "{action}: {} {}", answer.status, answer.text());
    answer.json()["code"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_wish_becomes_a_project_that_everybody_follows_to_its_use() {
    let town = Town::open().await;
    let office = Office::open(&town).await;
    let citizen = town.persona("pemohon").await;
    let wish = report(&town, "usulan", &[("title", "Perbaiki saluran di Gang Contoh")], Some(&citizen)).await;
    let page = format!("/{REGION}/usulan/{}", wish.number);
    assert!(town.get(&page, None).await.text().contains("Dukungan warga"));

    // One account, one voice; nobody's own, and nobody's without an account.
    let voice = format!("{page}/dukung");
    let mut stranger = Browser::new(&town);
    assert!(stranger.send(&voice, &[("suara", "beri")]).await.header("location").starts_with("/masuk"));
    let mut neighbour = Browser::of(&town, &office.0["tu"]);
    for _ in 0..2 {
        neighbour.send(&voice, &[("suara", "beri")]).await;
    }
    let mut own = Browser::of(&town, &citizen);
    let own_voice = own.follow(&voice, &[("suara".to_owned(), "beri".to_owned())]).await.text();
    assert!(own_voice.contains("Usulan sendiri"), "{own_voice}");
    let count =
        |text: &str| text.split("Dukungan warga: ").nth(1).unwrap().split('>').nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert_eq!(count(&neighbour.open(&page).await.text()), "1", "twice is once, and one's own is none");
    neighbour.send(&voice, &[("suara", "tarik")]).await;
    assert_eq!(count(&town.get(&page, None).await.text()), "0");
    neighbour.send(&voice, &[("suara", "beri")]).await;
    let ranking = town.get(&format!("/{REGION}/usulan/peringkat"), None).await.text();
    assert!(ranking.contains(&wish.number) && !ranking.contains("tu@"), "{ranking}");

    // From the village to the work plan, under one number.
    take(&town, &office.0["musrenbang-desa"], &wish.number, "pass", json!({"captured": {"village_rank": "1"}})).await;
    take(&town, &office.0["musrenbang-kecamatan"], &wish.number, "rank", json!({"captured": {"district_rank": "2"}})).await;
    let accepted = json!({"captured": {"amount": "400.000.000", "agency_answer": "Dikerjakan tahun ini."}});
    take(&town, &office.0["opd"], &wish.number, "accept", accepted).await;
    take(&town, &office.0["perencana"], &wish.number, "plan", json!({"captured": {"plan_year": "2026"}})).await;
    let closed = own.send(&voice, &[("suara", "beri")]).await;
    assert_ne!(closed.status, 200);
    assert!(town.get(&page, None).await.text().contains("Dukungan sudah ditutup"));

    let project = contracted(&town, &office, &[("origin", "musrenbang"), ("proposal", &wish.number)]).await;
    let opd = &office.0["opd"];
    assert_eq!(
        refused(&town, opd, &project.number, "hand_over", json!({"captured": {"finished_on": "2026-07-06"}})).await,
        "guard",
        "nothing is built"
    );
    town.later(31);
    // Nobody stays signed in for a month.
    let office = Office::open(&town).await;
    let opd = &office.0["opd"];
    take(&town, opd, &project.number, "progress", progress("2026-08-06", "28", "90.000.000")).await;
    let backward = refused(&town, opd, &project.number, "progress", progress("2026-08-06", "20", "90.000.000")).await;
    let above = refused(&town, opd, &project.number, "progress", progress("2026-08-06", "30", "360.000.001")).await;
    assert_eq!((backward.as_str(), above.as_str()), ("guard", "guard"), "no work is undone, and nobody is paid above the contract");

    let shown = town.get(&format!("/{REGION}/galeri/{}", project.number), None).await.text();
    for said in [
        "Jauh tertinggal",
        "Kemajuan fisik 28 persen",
        "rencana hari ini 40 persen",
        "CV Rekaan Jaya",
        &wish.number,
        "Tulis tentang proyek ini",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    let list = town.get(&format!("/{REGION}/galeri?masa=berjalan"), None).await.text();
    assert!(list.contains(&project.number) && list.contains("1 proyek"), "{list}");
    assert!(!town.get(&format!("/{REGION}/galeri?masa=terbangun"), None).await.text().contains(&project.number));
    let watched = town.get(&format!("/{REGION}/galeri/perlu-penjelasan"), None).await.text();
    assert!(watched.contains(&project.number) && watched.contains("Rencana 40 %, fisik 28 %, uang 25 %"), "{watched}");
    assert!(town.get(&page, None).await.text().contains("Usulan ini menjadi proyek"));

    // What is written about it has a number of its own and is found by the project's.
    let question = report(&town, "pengaduan", &[("subject", &project.number), ("title", "Kapan saluran ini selesai?")], None).await;
    let found = town.get(&format!("/{REGION}/transparansi/cari?kata={}", project.number), None).await.text();
    assert!(found.contains(&question.number) && found.contains(&project.number), "{found}");

    town.later(31);
    let office = Office::open(&town).await;
    let opd = &office.0["opd"];
    take(&town, opd, &project.number, "progress", progress("2026-09-06", "100", "360.000.000")).await;
    take(&town, opd, &project.number, "hand_over", json!({"captured": {"finished_on": "2026-09-06"}})).await;
    let used = take(&town, &office.0["pengelola-aset"], &project.number, "accept", Value::Null).await;
    assert_eq!(used["outcome"], "done");
    let over = town.get(&format!("/{REGION}/galeri?masa=terbangun"), None).await.text();
    assert!(over.contains(&project.number), "{over}");
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn a_project_stands_where_the_region_is_and_ends_after_it_begins() {
    let town = Town::open().await;
    let office = Office::open(&town).await;
    let opd = &office.0["opd"];
    let begun = town.post("cases", Some(opd), json!({"service": "proyek"})).await.expect(201);
    let id = begun["id"].as_str().unwrap().to_owned();
    let save = async |answers: Value| {
        let place = format!("/api/v1/{REGION}/cases/{id}");
        town.api(http::Method::PATCH, &place, Some(opd), Some(json!({"answers": answers}))).await.expect(200)["problems"].to_string()
    };
    // Longitude first, as some programs have it, lies in no region.
    assert!(save(json!({"site": "107.6098, -6.9147"})).await.contains("site"));
    assert!(save(json!({"site": "-2.5, 140.7"})).await.contains("jauh di luar daerah"), "far away");
    assert!(!save(json!({"site": "-6,9147, 107,6098"})).await.contains("\"site\""));
    let turned = save(json!({"starts_on": "2026-12-01", "ends_on": "2026-07-10"})).await;
    assert!(turned.contains("ends_on"), "{turned}");
    assert!(save(json!({"site": ""})).await.contains("site"), "a project without a place is none");
    // Citizens propose; they do not write projects down.
    let citizen = town.persona("pemohon").await;
    assert_eq!(town.post("cases", Some(&citizen), json!({"service": "proyek"})).await.status, 403);
}

#[tokio::test]
async fn lists_maps_and_files_say_the_same() {
    let town = Town::open().await;
    let office = Office::open(&town).await;
    let formula = contracted(&town, &office, &[("title", "=HYPERLINK(\"http://contoh.test\")")]).await;
    contracted(&town, &office, &[("title", "Taman Contoh"), ("activity_code", "1.03.10.2.01.06")]).await;
    let csv = town.get(&format!("/{REGION}/galeri/proyek.csv"), None).await;
    assert!(csv.status == 200 && csv.text().contains("'=HYPERLINK"), "{}", csv.text());
    assert!(csv.text().contains(";-6.914700;107.609800;"), "a latitude is a number: {}", csv.text());
    assert_eq!(csv.text().lines().count(), 3, "two projects and their headings");
    let map = town.get(&format!("/{REGION}/galeri/proyek.geojson?cari=Taman"), None).await.json();
    assert_eq!(map["features"].as_array().unwrap().len(), 1);
    assert_eq!(map["features"][0]["geometry"]["coordinates"], json!([107.6098, -6.9147]), "longitude comes first (RFC 7946)");
    let wide = town.get(&format!("/{REGION}/transparansi/proyek/data.json"), None).await.json();
    assert_eq!(wide["total"]["values"]["projects"], 2);
    assert_eq!(wide["total"]["values"]["contract"], 720_000_000);

    let releases = town.get(&format!("/{REGION}/transparansi/data/kontrak-ocds-releases.json"), None).await.json();
    assert_eq!(releases["version"], "1.1");
    let all = releases["releases"].as_array().unwrap();
    for release in all {
        for key in ["ocid", "id", "date", "tag", "initiationType"] {
            assert!(!release[key].is_null(), "{key}: {release}");
        }
    }
    let award = all
        .iter()
        .find(|r| r["tag"].as_array().unwrap().contains(&json!("award")) && r["ocid"].as_str().unwrap().ends_with(&formula.number));
    let award = award.expect("the contract is a release");
    assert_eq!(award["awards"][0]["value"], json!({"amount": 360_000_000, "currency": "IDR"}));
    assert_eq!((award["tender"]["procurementMethod"].as_str(), award["tender"]["numberOfTenderers"].as_i64()), (Some("open"), Some(4)));
    let records = town.get(&format!("/{REGION}/transparansi/data/kontrak-ocds-records.json"), None).await.json();
    assert_eq!(records["records"].as_array().unwrap().len(), 2);
    assert_eq!(records["records"][0]["compiledRelease"]["tag"], json!(["compiled"]));
}
