//! Who may do what, as a table: every route of the API, the pages that are not for everybody and every server function, for
//! nobody, the owner, another citizen and every role. The table is kept in `rights.txt` and read by people when it changes; `UPDATE_TABLES=1` writes it anew.
use crate::{
    filler::{Filler, pdf},
    town::{REGION, Town},
    walk::{Handed, Office, hand_in, service},
};
use http::Method;
use serde_json::{Value, json};
use std::{collections::BTreeMap, fmt::Write};

/// What is asked, in the order of the table. `{number}` is a case at its first office, `{draft}` a draft of the owner.
const ASKED: &[(&str, &str)] = &[
    ("GET", "/api/v1/{r}/services"),
    ("GET", "/api/v1/{r}/services/{service}"),
    ("GET", "/api/v1/{r}/public/{service}"),
    ("GET", "/api/v1/{r}/cases"),
    ("POST", "/api/v1/{r}/cases"),
    ("GET", "/api/v1/{r}/drafts"),
    ("GET", "/api/v1/{r}/drafts/{draft}"),
    ("PATCH", "/api/v1/{r}/cases/{draft}"),
    ("POST", "/api/v1/{r}/cases/{draft}/files"),
    ("DELETE", "/api/v1/{r}/cases/{draft}/files/x/{hash}"),
    ("POST", "/api/v1/{r}/cases/{draft}/submit"),
    ("GET", "/api/v1/{r}/cases/{number}"),
    ("GET", "/api/v1/{r}/cases/{number}/events"),
    ("GET", "/api/v1/{r}/cases/{number}/receipt"),
    ("GET", "/api/v1/{r}/cases/{number}/alike"),
    ("GET", "/api/v1/{r}/cases/{number}/documents"),
    ("GET", "/api/v1/{r}/documents/{document}"),
    ("GET", "/api/v1/{r}/cases/{number}/actions"),
    ("POST", "/api/v1/{r}/cases/{number}/actions/{action}"),
    ("POST", "/api/v1/{r}/cases/{number}/actions/{action}/files"),
    ("POST", "/api/v1/{r}/cases/{number}/mending"),
    ("POST", "/api/v1/{r}/cases/{number}/mending/send"),
    ("POST", "/api/v1/{r}/cases/{number}/reveal"),
    ("POST", "/api/v1/{r}/cases/{number}/compare"),
    ("POST", "/api/v1/{r}/cases/{number}/words"),
    ("GET", "/api/v1/{r}/cases/{number}/presence"),
    ("POST", "/api/v1/{r}/cases/{number}/assignment"),
    ("GET", "/api/v1/{r}/team"),
    ("POST", "/api/v1/{r}/team/piles"),
    ("POST", "/api/v1/{r}/team/absences"),
    ("POST", "/api/v1/{r}/batches"),
    ("GET", "/api/v1/{r}/batches/{batch}"),
    ("POST", "/api/v1/{r}/batches/{batch}/deed"),
    ("DELETE", "/api/v1/{r}/batches/{batch}/deed"),
    ("GET", "/api/v1/{r}/queue"),
    ("GET", "/api/v1/{r}/queue/counts"),
    ("GET", "/api/v1/{r}/board"),
    ("GET", "/api/v1/{r}/alerts"),
    ("POST", "/api/v1/{r}/alerts/{batch}"),
    ("POST", "/api/v1/{r}/signals"),
    ("POST", "/api/v1/{r}/attendance"),
    ("POST", "/api/v1/{r}/payments/x"),
    ("GET", "/api/v1/{r}/lists"),
    ("POST", "/api/v1/{r}/lists"),
    ("GET", "/api/v1/{r}/lists/{list}"),
    ("PATCH", "/api/v1/{r}/lists/{list}"),
    ("POST", "/api/v1/{r}/lists/{list}/decision"),
    ("POST", "/api/v1/{r}/lists/{list}/together"),
    ("GET", "/api/v1/{r}/budgets?year=2026"),
    ("POST", "/api/v1/{r}/budgets"),
    ("GET", "/{r}/meja/daftar"),
    ("GET", "/{r}/meja/anggaran"),
    ("GET", "/{r}/meja/rekap/bansos-mendesak"),
    ("GET", "/{r}/berkas/{number}/{hash}"),
    ("GET", "/{r}/berkas/{number}/{hash}/1"),
    ("GET", "/{r}/dokumen/{document}.pdf"),
    ("GET", "/{r}/verifikasi"),
    ("GET", "/{r}/verifikasi/kunci"),
    ("GET", "/{r}/verifikasi/{document}"),
    ("GET", "/{r}/izin"),
    ("GET", "/{r}/izin/daftar"),
    ("GET", "/{r}/bayar/x"),
    ("GET", "/{r}/akun"),
    ("GET", "/{r}/lacak/{number}"),
    ("GET", "/{r}/lacak/{number}/tanda-terima"),
    ("GET", "/{r}/lacak/{number}/perbaiki"),
    ("GET", "/{r}/lacak/{number}/isi/{action}"),
    ("GET", "/{r}/meja"),
    ("GET", "/{r}/meja/{number}"),
    ("GET", "/{r}/meja/{number}/lembar"),
    ("GET", "/{r}/meja/tim"),
    ("GET", "/{r}/meja/pengumuman"),
    ("GET", "/{r}/meja/tanggapan"),
    ("GET", "/{r}/transparansi/layanan"),
    ("GET", "/{r}/transparansi"),
    ("GET", "/{r}/transparansi/uang"),
    ("GET", "/{r}/transparansi/data/hibah-360giving.json"),
    ("GET", "/{r}/galeri"),
    ("GET", "/{r}/galeri/rencana"),
    ("GET", "/{r}/galeri/proyek.csv"),
    ("GET", "/{r}/komando"),
    ("GET", "/{r}/meja/pengembalian"),
    ("GET", "/{r}/meja/rute"),
    ("GET", "/{r}/meja/rute/{number}"),
    ("GET", "/{r}/meja/impor"),
    ("GET", "/{r}/komando/beban"),
    ("GET", "/{r}/komando/kerja"),
    ("GET", "/{r}/kinerja"),
    ("GET", "/{r}/kinerja/catat"),
    ("GET", "/{r}/kinerja/validasi"),
    ("GET", "/{r}/kinerja/organisasi"),
    ("GET", "/{r}/kinerja/rencana?tahun=2026"),
    ("GET", "/{r}/kinerja/predikat"),
    ("GET", "/{r}/kinerja/pegawai"),
    ("GET", "/{r}/kinerja/perilaku"),
    ("GET", "/{r}/kinerja/data"),
    ("GET", "/{r}/kinerja/data/organisasi.csv"),
    ("GET", "/{r}/kinerja/tabel"),
    ("GET", "/{r}/kinerja/tabel.csv"),
    ("GET", "/{r}/kinerja/keberatan"),
    ("GET", "/{r}/kinerja/bulan/2026-05/gaji.csv"),
    ("GET", "/{r}/kinerja/bulan/2026-05"),
    ("GET", "/{r}/kinerja/slip/2026-05"),
    ("GET", "/{r}/kelola"),
    ("GET", "/{r}/kelola/alur/hibah-uang"),
    ("GET", "/{r}/kelola/perubahan"),
    ("GET", "/{r}/kelola/nilai?cari=hibah"),
    ("GET", "/{r}/kelola/kalender"),
    ("GET", "/{r}/kelola/tabel/wilayah"),
    ("GET", "/{r}/kelola/orang"),
    ("GET", "/{r}/komando/daftar?angka=lewat"),
    ("GET", "/{r}/komando/peringatan"),
    ("GET", "/{r}/komando/ringkasan"),
    ("GET", "/{r}/komando/sinyal"),
    ("GET", "/{r}/komando/kejadian/{batch}"),
    ("GET", "/{r}/komando/tautan"),
    ("GET", "/{r}/meja/banyak"),
    ("GET", "/{r}/komando/dinding"),
    ("GET", "/{r}/{path}/ajukan/{draft}/periksa"),
    ("DELETE", "/api/v1/{r}/cases/{draft}"),
    ("DELETE", "/api/v1/sessions"),
];

/// Who asks, in the order of the columns: name and session.
async fn askers(town: &Town, handed: &Handed) -> Vec<(String, Option<String>)> {
    let mut askers = vec![
        ("nobody".to_owned(), None),
        ("owner".to_owned(), Some(handed.token.clone())),
        ("pemohon".to_owned(), Some(town.persona("pemohon").await)),
    ];
    for (role, token) in Office::open(town).await.0 {
        askers.push((role, Some(token)));
    }
    askers
}

#[tokio::test]
async fn every_route_for_every_role() {
    let town = Town::open().await;
    let handed = hand_in(&town, None).await;
    // The first paper of the form: those that are handed in at one moment have no order of their own.
    let papers = town.read(&format!("cases/{}", handed.number), Some(&handed.token)).await.expect(200)["documents"].clone();
    let of = |slot: &str| papers.as_array().unwrap().iter().find(|d| d["slot"] == slot).map(|d| d["hash"].clone());
    let hash = service(&town).form.fields().find_map(|f| of(&f.key)).unwrap();
    let documents = town.read(&format!("cases/{}/documents", handed.number), Some(&handed.token)).await.expect(200);
    let document = documents["items"][0]["number"].clone();
    let action = Office::open(&town).await.offered(&town, &handed.number, "advance").await.unwrap().2["action"].clone();
    let sealed = service(&town).form.fields().find(|f| f.is_sealed()).unwrap().key.clone();
    let paper = {
        let pack = town.pack();
        let filler = Filler::new(&pack, town.engine.now().day(pack.zone()));
        filler.papers(&service(&town).form, &filler.form(&service(&town).form))[0].to_owned()
    };
    let new = json!({"service": service(&town).key, "fiscal_year": 2026});
    let list = town.post("lists", Some(&town.persona("ppkd").await), new).await.expect(201)["number"].as_str().unwrap().to_owned();
    // Of the registry's officer: nobody else sees it, or does anything with it.
    let chosen = town.post("batches", Some(&town.persona("tu").await), json!({"cases": [handed.number]})).await.expect(201);
    let batch = chosen["id"].as_str().unwrap().to_owned();
    let mut table = String::new();
    let askers = askers(&town, &handed).await;
    let names: Vec<&str> = askers.iter().map(|(name, _)| name.as_str()).collect();
    writeln!(table, "# Status by who asks: {}", names.join(" ")).unwrap();
    // Server functions are addresses too: each gets all arguments that any of them takes.
    for function in functions() {
        let mut row = vec![];
        for (_, token) in &askers {
            let begun = town.post("cases", Some(&handed.token), json!({"service": service(&town).key})).await.expect(201);
            let arguments = format!(
                "region={REGION}&number={}&service={}&draft={}&page={}&check=false&factor=false&id=x&filter=&carry[0][0]=a&carry[0][1]=b\
                 &narrowed[cari]=Contoh",
                handed.number,
                service(&town).path,
                begun["id"].as_str().unwrap(),
                service(&town).form.pages[0].key
            );
            row.push(call(&town, &function, token.as_deref(), arguments).await);
        }
        writeln!(table, "POST {function}: {}", row.join(" ")).unwrap();
    }
    for (method, pattern) in ASKED {
        let mut row = vec![];
        for (who, token) in &askers {
            if *pattern == "/api/v1/sessions" && who == "owner" {
                row.push("204".to_owned());
                continue;
            }
            // Every asker meets a draft that the owner just began.
            let begun = town.post("cases", Some(&handed.token), json!({"service": service(&town).key})).await.expect(201);
            let path = pattern
                .replace("{r}", REGION)
                .replace("{service}", &service(&town).key)
                .replace("{path}", &service(&town).path)
                .replace("{draft}", begun["id"].as_str().unwrap())
                .replace("{number}", &handed.number)
                .replace("{list}", &list)
                .replace("{batch}", &batch)
                .replace("{document}", document.as_str().unwrap())
                .replace("{hash}", hash.as_str().unwrap())
                .replace("{action}", action.as_str().unwrap());
            let place = path.strip_suffix("/files").and_then(|p| p.strip_prefix(&format!("/api/v1/{REGION}/")));
            let answer = match place {
                Some(place) => town.attach_to(place, &paper, "a.pdf", &pdf("rights"), token.as_deref()).await,
                _ if !pattern.starts_with("/api/") => town.get(&path, token.as_deref()).await,
                _ => town.api(method.parse().unwrap(), &path, token.as_deref(), body(pattern, &town, &sealed)).await,
            };
            row.push(answer.status.as_u16().to_string());
        }
        writeln!(table, "{method} {pattern}: {}", row.join(" ")).unwrap();
    }
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/http/rights.txt");
    if std::env::var_os("UPDATE_TABLES").is_some() {
        std::fs::write(&file, &table).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap();
    for (now, kept) in table.lines().zip(kept.lines()) {
        assert_eq!(now, kept, "the rights of this route changed; read the whole table, then write it anew with UPDATE_TABLES=1");
    }
    assert_eq!(table.lines().count(), kept.lines().count());
}

/// The addresses of all server functions.
fn functions() -> Vec<String> {
    let mut paths: Vec<String> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    paths.sort();
    paths
}

/// A browser's call of a server function: the status, and the code of its error where it gives one.
async fn call(town: &Town, path: &str, token: Option<&str>, arguments: String) -> String {
    let mut request = http::Request::post(path)
        .header("accept", "application/json")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    if let Some(token) = token {
        request = request.header("cookie", format!("{}={token}", engine::COOKIE));
    }
    let answer = town.ask(request.body(axum::body::Body::from(arguments)).unwrap()).await;
    if answer.status == 200 { "200".to_owned() } else { answer.json()["code"].as_str().unwrap_or("?").to_owned() }
}

/// A body that is right in itself, so that only the right decides. An action is sent with a version that is never seen,
/// so that nothing moves: who may act gets a conflict.
fn body(pattern: &str, town: &Town, sealed: &str) -> Option<Value> {
    match pattern.rsplit('/').next()? {
        "cases" => Some(json!({"service": service(town).key})),
        "{draft}" if !pattern.contains("drafts") => Some(json!({"answers": {}})),
        "{action}" => Some(json!({"seen": 99})),
        "lists" => Some(json!({"service": service(town).key, "fiscal_year": 2026})),
        "{list}" => Some(json!({"seen": 99, "cases": []})),
        "decision" => Some(json!({"deed": "sign", "seen": "99", "on": "2026-01-02"})),
        "budgets" => Some(json!({"fiscal_year": 2026, "service": service(town).key, "amount": 1, "rule": "Perda Contoh", "why": "uji"})),
        "words" => Some(json!({"text": "Apakah sudah diperiksa?"})),
        "compare" => Some(json!({"other": "HB-2026-004173-9", "double": false, "reason": "uji"})),
        "together" => Some(json!({"stage": "decreed", "shared": {}, "lines": []})),
        "batches" => Some(json!({})),
        "deed" if pattern.contains("batches") => Some(json!({"deed": "resume"})),
        "assignment" => Some(json!({"what": "let_go"})),
        "piles" => Some(json!({"role": "tu", "agency": "setda-tu", "from": uuid::Uuid::nil(), "reason": "uji"})),
        "absences" => Some(json!({"account": uuid::Uuid::nil(), "from": "2026-07-06", "until": "2026-07-07", "reason": "uji"})),
        "{batch}" => Some(json!({"what": "ack"})),
        "signals" => Some(json!({"items": []})),
        "attendance" => Some(json!({"lines": [{"number": "1", "day": "2026-07-06"}]})),
        "reveal" => Some(json!({"field": sealed})),
        _ => None,
    }
}

#[test]
fn no_route_is_missing_in_the_table() {
    let (_, document) = server::api::routes();
    let document: Value = serde_json::from_str(&document.to_json().unwrap()).unwrap();
    let mut asked: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (method, pattern) in ASKED {
        asked.entry(shape(pattern)).or_default().push(method);
    }
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys().map(|m| m.to_uppercase()) {
            // Signing in needs no right, and the stream's rights have a test of their own.
            if path.ends_with("/stream") || (path.as_str(), method.as_str()) == ("/api/v1/sessions", "POST") {
                continue;
            }
            let known = asked.get(&shape(path)).is_some_and(|methods| methods.contains(&method.as_str()));
            assert!(known, "{method} {path} is not in the table");
            _ = method.parse::<Method>().unwrap();
        }
    }
}

/// A path without the names of its parts.
fn shape(path: &str) -> String {
    let part = |part: &str| if part.starts_with('{') || part == "x" { "*".to_owned() } else { part.to_owned() };
    path.split('?').next().unwrap_or_default().split('/').map(part).collect::<Vec<_>>().join("/")
}
