//! Complaints and emergency calls, which are packs on the same engine: who reads them, who writes them, and that they go their way.
use crate::{
    browser::Browser,
    filler::Filler,
    town::{REGION, Town},
    walk::{Handed, Office, agency_of, take},
};
use domain::form::Answers;
use http::Method;
use serde_json::{Value, json};

async fn answers(town: &Town, service: &str, given: &[(&str, &str)]) -> Answers {
    let pack = town.pack();
    let agency = agency_of(town, &town.persona("opd").await).await.unwrap();
    let affair = pack.lists.values().flatten().find(|c| c.agency.as_deref() == Some(&agency)).unwrap().key.clone();
    let filler = Filler::new(&pack, town.engine.now().day(pack.zone())).with("affair", &affair);
    given.iter().fold(filler, |filler, (key, text)| filler.with(key, text)).form(&pack.service(service).unwrap().form)
}

/// A report that somebody without an account hands in, or an officer with a session.
pub(crate) async fn report(town: &Town, service: &str, given: &[(&str, &str)], token: Option<&str>) -> Handed {
    let answers = answers(town, service, given).await;
    let begun = town.post("cases", token, json!({"service": service})).await.expect(201);
    let id = begun["id"].as_str().unwrap().to_owned();
    let token = begun["token"].as_str().or(token).unwrap().to_owned();
    let saved =
        town.api(Method::PATCH, &format!("/api/v1/{REGION}/cases/{id}"), Some(&token), Some(json!({"answers": answers}))).await.expect(200);
    assert_eq!(saved["problems"], json!([]), "{saved}");
    let receipt = town.post(&format!("cases/{id}/submit"), Some(&token), Value::Null).await.expect(201);
    let text = |key: &str| receipt[key].as_str().unwrap().to_owned();
    Handed { number: text("number"), secret: text("secret"), token }
}

#[tokio::test]
async fn a_complaint_is_routed_answered_and_rated_without_a_name() {
    let town = Town::open().await;
    let office = Office::open(&town).await;
    let given = [("anonymous", "anonim"), ("title", "Lampu jalan mati di Gang Contoh")];
    let handed = report(&town, "pengaduan", &given, None).await;
    let own = town.read(&format!("cases/{}", handed.number), Some(&handed.token)).await.expect(200);
    assert!(
        own["answers"].get("reporter").is_none() && own["answers"].get("reporter_phone").is_none(),
        "nobody was asked who they are: {own}"
    );
    assert_eq!((own["stage"].as_str(), own["due_on"].as_str()), (Some("verify"), Some("2026-07-09")), "three working days");
    let page = town.get(&format!("/{REGION}/pengaduan/{}", handed.number), None).await;
    assert!(page.status == 200 && page.text().contains("Lampu jalan mati"), "{}", page.text());
    assert!(town.get(&format!("/{REGION}/pengaduan"), None).await.text().contains(&handed.number));

    let routed = take(&town, &office.0["operator"], &handed.number, "route", Value::Null).await;
    assert_eq!((routed["stage"].as_str(), routed["due_on"].as_str()), (Some("handle"), Some("2026-07-24")), "fourteen working days");
    take(&town, &office.0["opd"], &handed.number, "answer", json!({"captured": {"done_what": "Lampu sudah diganti."}})).await;
    // Not solved is for whoever routed it to hear, and not for who says that it was.
    let again = take(&town, &handed.token, &handed.number, "unsolved", json!({"captured": {"unsolved_what": "Masih padam."}})).await;
    assert_eq!(again["stage"], "verify");
    let examined = take(&town, &office.0["operator"], &handed.number, "route_examination", Value::Null).await;
    assert_eq!((examined["stage"].as_str(), examined["due_on"].as_str()), (Some("examine"), Some("2026-09-30")), "sixty working days");
    take(&town, &office.0["opd"], &handed.number, "answer", json!({"captured": {"done_what": "Kabelnya diganti."}})).await;
    let closed = take(&town, &handed.token, &handed.number, "solved", json!({"captured": {"satisfaction": "4"}})).await;
    assert_eq!((closed["stage"].as_str(), closed["outcome"].as_str()), (Some("closed"), Some("done")));
    let public = town.get(&format!("/{REGION}/pengaduan/{}", handed.number), None).await.text();
    assert!(public.contains("Kabelnya diganti.") && public.contains("Puas"), "{public}");

    // Somebody who says nothing is not waited for for ever.
    let quiet = report(&town, "pengaduan", &given, None).await;
    take(&town, &office.0["operator"], &quiet.number, "route_information", Value::Null).await;
    take(&town, &office.0["opd"], &quiet.number, "answer", json!({"captured": {"done_what": "Jadwalnya hari Senin."}})).await;
    town.later(20);
    town.engine.run_timers().await.unwrap();
    let over = town.read(&format!("cases/{}", quiet.number), Some(&town.persona("operator").await)).await.expect(200);
    assert_eq!(over["stage"], "closed");
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn what_is_confidential_is_read_by_those_who_deal_with_it_alone() {
    let town = Town::open().await;
    let title = "Pungutan liar di loket Contoh";
    let handed = report(&town, "pengaduan-rahasia", &[("anonymous", "boleh"), ("title", title), ("reporter", "Warga Rekaan")], None).await;
    for path in [
        "pengaduan-rahasia".to_owned(),
        format!("pengaduan-rahasia/{}", handed.number),
        "pengaduan-rahasia/statistik".to_owned(),
        "pengaduan-rahasia/peta".to_owned(),
    ] {
        let page = town.get(&format!("/{REGION}/{path}"), None).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(!page.text().contains(title), "{path}");
    }
    assert_eq!(town.read("public/pengaduan-rahasia", None).await.status, 404);
    assert_eq!(town.read(&format!("cases/{}", handed.number), None).await.status, 404);
    let home = town.get(&format!("/{REGION}"), None).await.text();
    assert!(
        home.contains("/pengaduan-rahasia/ajukan") && !home.contains("href=\"/kota-bandung/pengaduan-rahasia\"") && !home.contains(title),
        "{home}"
    );
    assert!(!town.get(&format!("/{REGION}/statistik"), None).await.text().contains("Pengaduan rahasia"));
    // Whoever reported follows it, and whoever deals with it reads it.
    let own = town.get(&format!("/{REGION}/lacak/{}", handed.number), Some(&handed.token)).await;
    assert!(own.status == 200 && own.text().contains(&handed.number), "{}", own.status);
    let operator = town.persona("operator").await;
    let desk = Browser::of(&town, &operator).open(&format!("/{REGION}/meja/{}", handed.number)).await.text();
    assert!(desk.contains(title) && desk.contains("Warga Rekaan"), "{desk}");
}

#[tokio::test]
async fn a_call_is_written_down_by_operators_alone_and_followed_to_its_end() {
    let town = Town::open().await;
    let (operator, tu) = (town.persona("operator").await, town.persona("tu").await);
    for stranger in [None, Some(tu.as_str())] {
        let refused = town.post("cases", stranger, json!({"service": "darurat"})).await;
        assert!([401, 403].contains(&refused.status.as_u16()), "{}: {}", refused.status, refused.text());
    }
    assert!(!town.get(&format!("/{REGION}"), None).await.text().contains("darurat"), "citizens call");
    let start = town.get(&format!("/{REGION}/darurat/ajukan"), None).await.text();
    assert!(start.contains("Dicatat petugas") && !start.contains("Mulai mengisi"), "{start}");
    let desk = Browser::of(&town, &operator).open(&format!("/{REGION}/meja")).await.text();
    assert!(desk.contains("/darurat/ajukan") && !desk.contains("/hibah/ajukan"), "they write down calls, and no grants: {desk}");

    let call = report(&town, "darurat", &[("kind", "kebakaran"), ("title", "Asap tebal di rumah contoh")], Some(&operator)).await;
    for responder in ["damkar", "dinkes"] {
        take(&town, &operator, &call.number, "dispatch", json!({"captured": {"responder": responder}})).await;
    }
    take(&town, &operator, &call.number, "report", json!({"captured": {"progress": "Regu pertama di tempat."}})).await;
    let over = take(&town, &operator, &call.number, "finish", json!({"captured": {"outcome_note": "Padam, tidak ada korban."}})).await;
    assert_eq!(over["outcome"], "done");
    let events = town.read(&format!("cases/{}/events", call.number), Some(&operator)).await.expect(200);
    let sent: Vec<&str> = events["items"].as_array().unwrap().iter().filter_map(|e| e["captured"]["responder"].as_str()).collect();
    assert_eq!(sent, ["damkar", "dinkes"], "{events}");
    assert_eq!(town.get(&format!("/{REGION}/darurat/{}", call.number), None).await.status, 404);
    // The board counts both.
    let board = town.read("board", Some(&operator)).await.expect(200);
    assert_eq!((board["arrived_today"].as_i64(), board["closed_today"].as_i64()), (Some(1), Some(1)));
}
