//! Papers for a payment that are given back: their recipient reads why and finds what was sent before, and the treasury's
//! register of refusals has a line for each time.
use crate::{
    lists,
    town::{REGION, Town},
    walk::{Office, draft, hand_in, take},
    whole::{Desks, TO_DECREE, TO_EVALUATION},
};
use http::Method;
use serde_json::{Value, json};

const WHY: &str = "Kuitansi contoh belum bermeterai";

#[tokio::test]
async fn papers_come_back_with_their_reason_and_stand_in_the_register() {
    all(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn all(town: &Town) {
    let desks = Desks(Office::open(town).await);
    lists::fund(town, &desks.0).await;
    let handed = hand_in(town, None).await;
    let (number, own) = (handed.number.as_str(), handed.token.as_str());
    for (role, action) in TO_EVALUATION.into_iter().chain(TO_DECREE) {
        desks.take(town, number, role, action).await;
    }
    take(town, own, number, "request_payment", Value::Null).await;
    desks.take(town, number, "ppkd", "sign").await;
    let more = json!({"captured": {"papers_lack": WHY}});
    let back = desks.take_with(town, number, "bendahara", "return_papers", more).await;
    assert_eq!((&back["stage"], &back["outcome"]), (&"disbursement_request".into(), &Value::Null));

    // Its owner reads it where the case is followed and where it is mended; nobody else does.
    let track = town.get(&format!("/{REGION}/lacak/{number}"), Some(own)).await.text();
    assert!(track.contains(WHY) && track.contains("Catatan petugas"), "{track}");
    let mending = town.get(&format!("/{REGION}/lacak/{number}/isi/request_payment"), Some(own)).await.text();
    assert!(mending.contains(WHY), "{mending}");
    for slot in ["request_paper", "leader_card", "account_proof", "receipts", "responsibility_statement"] {
        assert!(mending.contains(&format!("buang:{slot}:")), "{slot} is still there: {mending}");
    }
    assert!(!town.get(&format!("/{REGION}/hibah/{number}"), None).await.text().contains(WHY), "the public is not told");

    // The verifier and the treasury turn down what is not right, and it can be set right.
    take(town, own, number, "request_payment", Value::Null).await;
    desks.take(town, number, "ppkd", "sign").await;
    desks.take(town, number, "bendahara", "ask_order").await;
    let more = json!({"captured": {"request_lack": "SPP contoh salah kode"}});
    desks.take_with(town, number, "ppk", "reject_request", more).await;
    desks.pay(town, number).await;

    let year = town.engine.now().day(town.pack().zone()).year();
    let place = format!("/{REGION}/meja/buku/register-penolakan");
    for role in ["bendahara", "inspektorat", "opd"] {
        let page = town.get(&place, Some(&desks.0.0[role])).await;
        let text = page.text();
        assert!(page.status == 200 && text.contains(WHY) && text.contains("SPP contoh salah kode"), "{role}: {text}");
        assert!(text.find("SPP contoh").unwrap() < text.find(WHY).unwrap(), "the newest first");
    }
    let other = town.get(&format!("{place}?tahun={}", year - 1), Some(&desks.0.0["bendahara"])).await.text();
    assert!(!other.contains(WHY) && other.contains("Belum ada yang dicatat"), "{other}");
    assert_eq!(town.get(&format!("{place}?tahun=2147483647"), Some(&desks.0.0["ppk"])).await.status, 404, "no such year");
    for path in [place.clone(), format!("{place}/csv?tahun={year}")] {
        assert_eq!(town.get(&path, Some(own)).await.status, 403, "{path}");
        assert_ne!(town.get(&path, None).await.status, 200, "{path}");
    }
    let table = town.get(&format!("{place}/csv?tahun={year}"), Some(&desks.0.0["ppk"])).await;
    assert!(table.header("content-type").starts_with("text/csv"));
    assert_eq!(table.text().lines().filter(|l| l.contains(number)).count(), 2, "{}", table.text());
    assert_eq!(town.get(&format!("/{REGION}/meja/buku/ngawur"), Some(&desks.0.0["ppk"])).await.status, 404);
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn whoever_has_no_account_is_reminded_by_mail_and_on_the_page() {
    let town = Town::open().await;
    let desks = Desks(Office::open(&town).await);
    let (id, own) = draft(&town, None).await;
    let answers = json!({"answers": {"leader_email": "ketua@contoh.test"}});
    town.api(Method::PATCH, &format!("/api/v1/{REGION}/cases/{id}"), Some(&own), Some(answers)).await.expect(200);
    let receipt = town.post(&format!("cases/{id}/submit"), Some(&own), Value::Null).await.expect(201);
    let number = receipt["number"].as_str().unwrap();
    let mailed = async || {
        let due = town.engine.notices().due(50).await.unwrap();
        due.into_iter().filter(|n| n.subject.contains(number)).map(|n| (n.to, n.body)).collect::<Vec<_>>()
    };
    assert_eq!(mailed().await.len(), 1, "that it came in");
    let items = json!({"items": [{"field": "deed", "reason": "Halaman dua tidak terbaca", "due_on": "2026-07-17"}]});
    desks.take_with(&town, number, "tu", "return", items).await;
    let track = async || town.get(&format!("/{REGION}/lacak/{number}"), Some(&own)).await.text();
    assert!(track().await.contains("Halaman dua tidak terbaca (paling lambat Jumat, 17 Juli 2026)"), "each part has its own day");
    assert!(!track().await.contains("Pengingat"));
    town.later(11);
    assert_eq!(town.engine.run_timers().await.unwrap(), 1);
    let page = track().await;
    assert!(page.contains("Pengingat") && page.contains("17 Juli 2026"), "{page}");
    let (to, body) = mailed().await.pop().unwrap();
    assert!(to == "ketua@contoh.test" && body.contains("17 Juli 2026"), "{to}: {body}");
}
