//! What sources outside send: taken with their own key, each by its own rule; and that a silent one is told of.
use crate::{
    answers::Answer,
    browser::{Browser, pairs},
    town::{REGION, Town},
    walls::{at_wall, linked},
};
use axum::body::Body;
use http::{Request, header};
use serde_json::{Value, json};

fn page() -> String {
    format!("/{REGION}/komando/sinyal")
}

async fn send(town: &Town, key: &str, items: Value) -> Answer {
    let request =
        Request::post(format!("/api/v1/{REGION}/signals")).header(header::CONTENT_TYPE, "application/json").header("signal-key", key);
    town.ask(request.body(Body::from(json!({"items": items}).to_string())).unwrap()).await
}

/// A new key of a source, as the page shows it once.
async fn key(admin: &mut Browser<'_>, source: &str) -> String {
    let sent = admin.send(&page(), &[("name", "Pos Contoh"), ("source", source)]).await;
    let to = sent.header("location").to_owned();
    let shown = admin.open(&to).await.text();
    let key = shown
        .split("<code>")
        .find_map(|part| part.split_once("</code>").map(|(key, _)| key).filter(|key| key.len() == 64))
        .unwrap()
        .to_owned();
    assert!(!admin.open(&to).await.text().contains(&key), "it is shown once");
    key
}

#[tokio::test]
async fn a_source_sends_with_its_own_key_and_what_holds_is_kept() {
    let town = Town::open().await;
    let mut admin = Browser::of(&town, &town.persona("admin").await);
    let unnamed = admin.follow(&page(), &pairs(&[("name", ""), ("source", "muka-air")])).await.text();
    assert!(unnamed.contains("href=\"#name\""), "{unnamed}");
    let water = key(&mut admin, "muka-air").await;
    let now = town.engine.now().millis();
    let items = json!([
        {"source": "muka-air", "thing": "Pos Contoh 1", "value": 120.5},
        {"source": "muka-air", "thing": "Pos Contoh 2", "value": 360, "at": now - 1_000},
        {"source": "muka-air", "thing": "Pos Contoh 3", "value": 99_999},
        {"source": "armada", "thing": "Contoh", "latitude": -6.9, "longitude": 107.6},
        {"source": "muka-air", "thing": "Pos Contoh 4", "value": "tinggi"},
        {"source": "muka-air", "thing": "<script>", "value": 1},
        {"source": "muka-air", "thing": "Pos Contoh 5", "value": 1, "apa": true},
    ]);
    let taken = send(&town, &water, items).await.expect(200);
    assert_eq!(taken["kept"], 2);
    let wrong: Vec<(u64, &str)> =
        taken["refused"].as_array().unwrap().iter().map(|w| (w["place"].as_u64().unwrap(), w["field"].as_str().unwrap())).collect();
    assert_eq!(wrong, [(2, "value"), (3, "source"), (4, "items"), (5, "thing"), (6, "items")]);
    let shown = admin.open(&page()).await.text();
    for words in ["120,5 cm", "▲ ", "360 cm", "terakhir mengirim"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!shown.contains("Pos Contoh 3") && !shown.contains("<script>1"), "{shown}");
    // What is older than what is known changes nothing; where nothing holds, that is an error.
    send(&town, &water, json!([{"source": "muka-air", "thing": "Pos Contoh 1", "value": 1, "at": now - 60_000}])).await.expect(200);
    assert!(admin.open(&page()).await.text().contains("120,5 cm"));
    assert_eq!(send(&town, &water, json!([{"source": "muka-air", "thing": "x", "value": -1}])).await.status, 422);
    assert_eq!(send(&town, &water, json!("apa")).await.status, 422);
    let flood: Vec<Value> = (0..501).map(|n| json!({"source": "muka-air", "thing": format!("x{n}"), "value": 1})).collect();
    let flooded = send(&town, &water, json!(flood)).await;
    assert!(flooded.status.is_client_error(), "{}", flooded.status);

    // A wall shows it, those first that call.
    let mut operator = Browser::of(&town, &town.persona("operator").await);
    let wall = linked(&town, &mut operator).await;
    let hung = at_wall(&town, &wall).await.text();
    assert!(hung.contains("360 cm") && hung.find("360 cm") < hung.find("120,5 cm"), "{hung}");

    // Nobody sends without a key, and a revoked one is none.
    assert_eq!(send(&town, "", json!([])).await.status, 401);
    assert_eq!(send(&town, &"0".repeat(64), json!([])).await.status, 403);
    let all = admin.open(&page()).await.text();
    let id = all.split(&format!("{}/", page())).nth(1).unwrap().split('/').next().unwrap().to_owned();
    assert!(admin.follow(&format!("{}/{id}/cabut", page()), &[]).await.text().contains("dicabut"));
    assert_eq!(send(&town, &water, json!([])).await.status, 403);
    // Who sees the board reads what is there; keys are the administrators' alone.
    let head = Browser::of(&town, &town.persona("kabag-tu").await).open(&page()).await.text();
    assert!(head.contains("360 cm") && !head.contains("Kunci pengirim"), "{head}");
    let mut tu = Browser::of(&town, &town.persona("tu").await);
    assert_eq!(tu.open(&page()).await.status, 403);
    let refused = tu.send(&page(), &[("name", "x"), ("source", "muka-air")]).await;
    assert!(!tu.open(refused.header("location")).await.text().contains("<code>"));
}

#[tokio::test]
async fn a_source_that_falls_silent_is_told_of() {
    let town = Town::open().await;
    let mut admin = Browser::of(&town, &town.persona("admin").await);
    let camera = key(&mut admin, "kamera").await;
    assert_eq!(town.engine.look_at_alerts().await.unwrap(), 0, "one that never spoke is not silent");
    let picture = json!([{"source": "kamera", "thing": "Simpang Contoh", "picture": "https://kamera.contoh.test/1.jpg"}]);
    send(&town, &camera, picture.clone()).await.expect(200);
    assert_eq!(town.engine.look_at_alerts().await.unwrap(), 0);
    town.clock.forward(16 * 60_000);
    assert_eq!(town.engine.look_at_alerts().await.unwrap(), 1);
    let alerts = admin.open(&format!("/{REGION}/komando/peringatan")).await.text();
    assert!(alerts.contains("Sumber data luar diam") && alerts.contains("Kamera jalan") && alerts.contains("16 menit diam"), "{alerts}");
    send(&town, &camera, picture).await.expect(200);
    assert_eq!(town.engine.look_at_alerts().await.unwrap(), 1, "it speaks again");
    let shown = admin.open(&page()).await.text();
    assert!(shown.contains("href=\"https://kamera.contoh.test/1.jpg\"") && shown.contains("noopener"), "{shown}");
}
