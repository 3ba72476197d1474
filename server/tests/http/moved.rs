//! A whole region goes from one installation to another, also to the other kind of database: what it counts, what its receipts open and
//! what its documents prove is there as it was here; and a file that was changed, cut off or opened with another word changes nothing.
use crate::{
    changes::copy,
    town::{REGION, Town, lens},
    walk::{Office, hand_in},
};
use engine::{DemoPlan, Engine, MoveError, Settings, Visitor};
use http::StatusCode;
use serde_json::{Value, json};
use server::real::RealDice;
use std::{fs, path::Path, sync::Arc};

const WORD: &str = "sawah hijau di pagi hari";

/// An installation that has the base's pack and nothing else.
async fn empty(town: &Town, dir: &Path, database: &str) -> Engine {
    let packs = dir.join("packs");
    if !packs.exists() {
        copy(&crate::town::packs().join("base"), &packs.join("base"));
    }
    let engine = Engine::open(Settings {
        database_url: database.to_owned(),
        data_dir: dir.join("data"),
        packs_dir: packs,
        files: None,
        demo: true,
        clock: town.clock.clone(),
        dice: Arc::new(RealDice),
        press: Arc::new(press::TypstPress),
        lens: lens(),
        signer: None,
        banks: Default::default(),
        address: None,
    })
    .await
    .unwrap();
    engine.migrate().await.unwrap();
    engine
}

/// What is compared: the region's figures as everybody sees them, and a case with its private answers as its owner does.
async fn seen(town: &Town, number: &str, secret: &str) -> Vec<String> {
    // Up to the scripts at the end, each of which has a number of its own.
    let page =
        async |path: &str| town.get(&format!("/{REGION}/{path}"), None).await.text().split("<script nonce").next().unwrap().to_owned();
    let mut seen = vec![page("hibah/statistik").await, page("hibah").await, page("izin/daftar").await];
    let opened = town.engine.cases().unlock(&town.pack(), &Visitor::default(), number, secret).await.unwrap();
    seen.push(town.read(&format!("cases/{number}"), Some(opened.as_str())).await.expect(200).to_string());
    seen
}

/// The region of a town, moved into an empty database.
pub(crate) async fn moves(town: &Town, database: String) {
    town.engine.demo(DemoPlan { seed: 4, cases: 60, staff: 12, region: Some(REGION.to_owned()), ..DemoPlan::default() }).await.unwrap();
    let handed = hand_in(town, None).await;
    let here = seen(town, &handed.number, &handed.secret).await;
    let serial = a_document(town).await;
    let proof = async |town: &Town| {
        let page = town.get(&format!("/{REGION}/verifikasi/{serial}"), None).await.text();
        page.split("<script nonce").next().unwrap().to_owned()
    };
    let proved = proof(town).await;
    assert!(proved.contains("BERLAKU") || proved.contains("Berlaku"), "{proved}");

    // Nothing is written here any more while it moves, and everything can be read.
    let pack = town.pack();
    town.engine.stand(&pack, Some((false, "Pindah server"))).await.unwrap();
    let refused = town.post("cases", None, json!({ "service": "hibah-uang" })).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(town.get(&format!("/{REGION}"), None).await.text().contains("Pindah server"));

    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("kota-bandung.region");
    let short = town.engine.export_region(&pack, &file, "singkat").await;
    assert!(matches!(short, Err(MoveError::No(_))) && !file.exists());
    let left = town.engine.export_region(&pack, &file, WORD).await.unwrap();
    let rows = |table: &str| left.tables.iter().find(|(name, _)| name == table).map_or(0, |(_, n)| *n);
    assert!(rows("event") > 300 && rows("cases") > 60 && rows("account") > 20 && rows("work_event") > 100, "{:?}", left.tables);
    assert!(left.files > 0 && left.own_key);
    town.engine.stand(&pack, None).await.unwrap();
    assert_eq!(town.post("cases", None, json!({ "service": "nothing" })).await.status, StatusCode::NOT_FOUND);

    let there = empty(town, dir.path(), &database).await;
    faults(&there, &file, dir.path()).await;
    let came = there.import_region(&file, WORD).await.unwrap();
    assert_eq!((&came.tables, came.files), (&left.tables, left.files));
    let twice = there.import_region(&file, WORD).await;
    assert!(matches!(&twice, Err(MoveError::No(text)) if text.contains("here already")), "{twice:?}");
    there.close().await;

    // Opened anew, with the pack that came along.
    let there = empty(town, dir.path(), &database).await;
    assert_eq!(there.rebuild(true).await.unwrap(), [] as [String; 0], "the lists and counters are what the events say");
    there.stand(&there.packs().by_slug(REGION).unwrap(), None).await.unwrap();
    let moved = Town::beside(town, there);
    assert_eq!(seen(&moved, &handed.number, &handed.secret).await, here);
    assert_eq!(proof(&moved).await, proved, "its documents prove what they did");
    // Work goes on where it stopped: the next event of the case is taken, and has the next number.
    let office = Office::open(&moved).await;
    let offers = moved.read(&format!("cases/{}/actions", handed.number), Some(&office.0["tu"])).await.expect(200);
    assert!(!offers["items"].as_array().unwrap().is_empty(), "{offers}");
    let next = hand_in(&moved, None).await;
    assert!(next.number > handed.number, "{} after {}", next.number, handed.number);
    moved.engine.close().await;
}

/// A document that is in force.
async fn a_document(town: &Town) -> String {
    let list = town.get(&format!("/{REGION}/izin/daftar"), None).await.text();
    list.split(&format!("/{REGION}/verifikasi/"))
        .nth(1)
        .unwrap_or_else(|| panic!("no licence: {list}"))
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

async fn faults(there: &Engine, file: &Path, dir: &Path) {
    let says = async |file: &Path, word: &str| match there.import_region(file, word).await {
        Err(MoveError::No(text)) => text,
        other => panic!("{other:?}"),
    };
    assert!(says(file, "bukan kata sandinya itu").await.contains("passphrase"));
    let whole = fs::read(file).unwrap();
    let changed = dir.join("changed.region");
    // One letter of a row, far behind the manifest.
    let mut bytes = whole.clone();
    let at = bytes.len() - 20_000;
    bytes[at] ^= 1;
    fs::write(&changed, &bytes).unwrap();
    assert!(says(&changed, WORD).await.contains("changed or cut off"));
    fs::write(&changed, &whole[..whole.len() / 2]).unwrap();
    let cut = says(&changed, WORD).await;
    assert!(cut.contains("cut off") || cut.contains("missing"), "{cut}");
    fs::write(&changed, b"not a region").unwrap();
    assert!(says(&changed, WORD).await.contains("no file of a region"));
    assert!(there.is_empty().await.unwrap() && there.packs().by_slug(REGION).is_none(), "nothing of it was kept");
}

#[tokio::test]
async fn a_region_moves_to_another_file() {
    let dir = tempfile::tempdir().unwrap();
    moves(&Town::open().await, format!("sqlite://{}", dir.path().join("there.db").display())).await;
}

/// What an operator sees has no case in it.
#[tokio::test]
async fn an_operator_sees_sizes() {
    let town = Town::open().await;
    let handed = hand_in(&town, None).await;
    let sizes = town.engine.sizes().await.unwrap();
    assert_eq!((sizes.len(), sizes[0].cases, sizes[0].open), (1, 1, 1));
    assert!(!format!("{sizes:?}").contains(&handed.number));
    let pack = town.pack();
    town.engine.stand(&pack, Some((true, "Digabung"))).await.unwrap();
    let gone = town.post("cases", None, json!({ "service": "hibah-uang" })).await;
    assert_eq!((gone.status, gone.json()["code"].clone()), (StatusCode::GONE, Value::from("archived")));
    assert_eq!(town.get(&format!("/{REGION}/hibah"), None).await.status, StatusCode::OK);
}

/// The operator's console says how regions stand, shows no case, and is for whoever is on the machine.
#[tokio::test]
async fn an_operators_console_shows_no_case() {
    let town = Town::open().await;
    let handed = hand_in(&town, None).await;
    town.engine.stand(&town.pack(), Some((false, "Pindah mesin"))).await.unwrap();
    let console = server::console::router(&town.running);
    let ask = async |host: &str, path: &str| {
        let request = http::Request::get(path).header("host", host).body(axum::body::Body::empty()).unwrap();
        crate::answers::Answer::read(tower::ServiceExt::oneshot(console.clone(), request).await.unwrap()).await
    };
    let page = ask("127.0.0.1:3900", "/").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
    let text = page.text();
    for words in ["Kota Bandung", "kota-bandung", "dijeda", "Pindah mesin", "SQLite", "/pkg/b1/terang.css"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let state = ask("localhost:3900", "/keadaan.json").await;
    let json = state.json();
    assert_eq!((json["regions"][0]["state"].clone(), json["regions"][0]["cases"].clone()), (json!("suspended"), json!(1)), "{json}");
    assert!(json["database"]["bytes"].as_i64().unwrap() > 0 && json["room"].as_u64().unwrap() > 0, "{json}");
    assert!(!text.contains(&handed.number) && !state.text().contains(&handed.number));
    assert_eq!(ask("konsol.contoh.test", "/").await.status, StatusCode::MISDIRECTED_REQUEST, "led there by a name of its own");
    assert_eq!(town.get("/keadaan.json", None).await.status, StatusCode::NOT_FOUND, "and it is not where everybody is");
}

/// A host that is one region's begins there, and has no other region.
#[tokio::test]
async fn a_region_has_a_host_of_its_own() {
    let (town, packs) = crate::changes::town().await;
    crate::changes::edit(&packs, "kota-bandung/region.toml", "slug = ", "hosts = [\"hibah.contoh.test\"]\nslug = ");
    let town = town.restarted().await;
    let ask = async |host: &str, path: &str| {
        let request = http::Request::get(path).header("host", host).header("accept", "text/html").body(axum::body::Body::empty()).unwrap();
        town.ask(request).await
    };
    let first = ask("hibah.contoh.test", "/").await;
    assert_eq!((first.status, first.headers["location"].to_str().unwrap()), (StatusCode::SEE_OTHER, "/kota-bandung"));
    assert_eq!(ask("HIBAH.contoh.test:443", "/").await.status, StatusCode::SEE_OTHER);
    assert_eq!(ask("hibah.contoh.test", "/kota-bandung/hibah").await.status, StatusCode::OK);
    assert_eq!(ask("lain.contoh.test", "/").await.status, StatusCode::OK);
}
