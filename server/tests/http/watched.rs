//! What keeps an office honest: words go through the case, a demand to come in person is a flag for good, what officers did is counted by
//! name, money that fits nothing is given back, an outage lengthens applicants' terms alone, a revocation can be objected to. On both
//! databases.
use crate::{
    browser::{Browser, pairs},
    licences::{ask, assigned, by, code_of, document, stage, to_payment, verified},
    town::{REGION, Town},
    walk::take,
};
use engine::Verdict;
use serde_json::json;

/// The kinds of event of a case, as its reader may know of them.
async fn kinds(town: &Town, number: &str, token: Option<&str>) -> Vec<String> {
    let events = town.read(&format!("cases/{number}/events"), token).await.expect(200);
    events["items"].as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap().to_owned()).collect()
}

/// Applicant and office write to each other on the case, and nobody learns a telephone by it.
pub(crate) async fn talked(town: &Town) {
    let handed = ask(town, &[("activity", "86201"), ("business_name", "Klinik Contoh Rekaan")], None).await;
    let number = handed.number.as_str();
    let track = format!("/{REGION}/lacak/{number}");
    let mut applicant = Browser::of(town, &handed.token);
    let empty = applicant.follow(&format!("{track}/pesan"), &pairs(&[("pesan", "  ")])).await.text();
    assert!(empty.contains("perlu diisi"), "{empty}");
    let words = "Apakah <b>denah</b> sudah benar? Hubungi saya di 0812-3456-7890.";
    let page = applicant.follow(&format!("{track}/pesan"), &pairs(&[("pesan", words)])).await.text();
    assert!(page.contains("Apakah &lt;b&gt;denah&lt;/b&gt; sudah benar?") && !page.contains("0812-3456"), "{page}");
    // The office that has it finds it, reads it, and answers.
    let officer = assigned(town, number, "verifikator-izin").await;
    let desk = town.get(&format!("/{REGION}/meja"), Some(&officer)).await.text();
    assert!(desk.contains("Pesan menunggu jawaban") && desk.contains("cari=%40dpmptsp"), "{desk}");
    let list = town.get(&format!("/{REGION}/meja?cari=%40dpmptsp&di=semua"), Some(&officer)).await.text();
    assert!(list.contains(number), "{list}");
    let case = town.get(&format!("/{REGION}/meja/{number}"), Some(&officer)).await.text();
    assert!(case.contains("menunggu jawaban") && case.contains("denah"), "{case}");
    let mut at_desk = Browser::of(town, &officer);
    at_desk.follow(&format!("/{REGION}/meja/{number}/samping"), &pairs(&[("samping", "pesan"), ("pesan_isi", "Sudah benar.")])).await;
    let page = applicant.open(&track).await.text();
    assert!(page.contains("Sudah benar."), "{page}");
    let desk = town.get(&format!("/{REGION}/meja"), Some(&officer)).await.text();
    assert!(!desk.contains("Pesan menunggu jawaban"), "it was answered");
    // Nobody else writes or reads: another office, another citizen, the public.
    let other = town.persona("bendahara").await;
    let said = json!({"text": "x"});
    assert_eq!(town.post(&format!("cases/{number}/words"), Some(&other), said.clone()).await.status, 403);
    let stranger = town.persona("pemohon").await;
    assert_eq!(town.post(&format!("cases/{number}/words"), Some(&stranger), said.clone()).await.status, 404);
    let all = kinds(town, number, None).await;
    assert!(!all.contains(&"said".to_owned()), "{all:?}");
    assert_eq!(kinds(town, number, Some(&handed.token)).await.iter().filter(|k| *k == "said").count(), 2);
    // Once it is over nothing can be said, and what was typed is not lost.
    let take_back = town.read(&format!("cases/{number}"), Some(&handed.token)).await.expect(200)["version"].clone();
    town.post(&format!("cases/{number}/actions/withdraw"), Some(&handed.token), json!({"seen": take_back})).await.expect(200);
    let late = applicant.follow(&format!("{track}/pesan"), &pairs(&[("pesan", "Masih bisa?")])).await.text();
    assert!(late.contains("card errors") && late.contains("Masih bisa?"), "{late}");
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

/// Whoever asks an applicant to come in person says why, and that stays: on the case, in the list of flags, beside their name.
pub(crate) async fn asked_to_come(town: &Town) {
    let citizen = town.persona("pemohon").await;
    let handed = ask(town, &[("activity", "86201"), ("business_name", "Klinik Contoh Rekaan")], Some(&citizen)).await;
    let number = handed.number.as_str();
    let officer = assigned(town, number, "verifikator-izin").await;
    let seen = town.read(&format!("cases/{number}/actions"), Some(&officer)).await.expect(200)["version"].clone();
    let bare = json!({"seen": seen, "captured": {}});
    assert_eq!(town.post(&format!("cases/{number}/actions/ask_to_come"), Some(&officer), bare).await.status, 422, "not without a reason");
    let before = stage(town, &handed).await;
    take(town, &officer, number, "ask_to_come", json!({"captured": {"come_reason": "Tanda tangan basah", "come_base": "-"}})).await;
    assert_eq!(stage(town, &handed).await, before, "it moves nothing");
    let visitor = town.engine.accounts().visitor(Some(&citizen)).await.unwrap();
    let told = town.engine.notices().mine(&visitor, 20).await.unwrap();
    assert!(told.iter().any(|n| n.body.contains("tidak ada biaya selain yang tertulis")), "{told:?}");
    // The applicant can say it too, of somebody who did not.
    take(town, &citizen, number, "told_to_come", json!({"captured": {"come_told": "Ditelepon agar datang ke loket"}})).await;
    let overseer = town.persona("inspektorat").await;
    let work = town.get(&format!("/{REGION}/komando/kerja"), Some(&overseer)).await.text();
    assert!(work.contains("Verifikator Izin") && work.contains("cari=%21datang"), "{work}");
    let row = work.split("<tr>").find(|row| row.contains("Verifikator Izin")).unwrap();
    assert!(row.contains("data-label=\"Minta datang\" class=\"end late\">1</td>"), "once beside the name: {row}");
    let flagged = town.get(&format!("/{REGION}/meja?cari=%21datang&di=semua"), Some(&overseer)).await.text();
    assert!(flagged.contains(number), "{flagged}");
    let case = town.get(&format!("/{REGION}/meja/{number}"), Some(&officer)).await.text();
    assert!(case.matches("Diminta datang langsung").count() >= 2, "{case}");
    // What the applicant put on record changed nothing for who works on the case; and it stays when that goes on.
    let after = json!({"seen": seen.as_u64().unwrap() + 1});
    take(town, &officer, number, "complete", after).await;
    let inspector = town.engine.accounts().visitor(Some(&overseer)).await.unwrap();
    let raised = town.engine.cases().open(&town.pack(), &inspector, &number.parse().unwrap()).await.unwrap().state.raised;
    assert_eq!(raised.iter().map(|r| (r.flag.as_str(), r.by.is_some())).collect::<Vec<_>>(), [("datang", true), ("datang", false)]);
    // Who decides nothing here sees nobody's figures.
    assert_eq!(town.get(&format!("/{REGION}/komando/kerja"), Some(&officer)).await.status, 403);
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

/// What fits no bill, and what was paid for nothing, is listed until a number says that it was given back.
pub(crate) async fn given_back(town: &Town) {
    let handed = ask(town, &[("activity", "86201"), ("business_name", "Klinik Contoh Rekaan")], None).await;
    let number = handed.number.as_str();
    to_payment(town, &handed).await;
    let code = code_of(town, &handed).await;
    let (payments, pack) = (town.engine.payments(), town.pack());
    let bill = payments.bill(&pack, &code).await.unwrap();
    let told = |reference: &str, amount: i64| engine::Told {
        bank: "peragaan".into(),
        reference: reference.into(),
        code: code.clone(),
        amount: amount.try_into().unwrap(),
        channel: "teller".into(),
        paid_at: town.engine.now(),
    };
    assert_eq!(payments.hear(&pack, told("KURANG-1", bill.amount.rupiah() - 1)).await.unwrap().verdict, Verdict::WrongAmount);
    let assessor = town.persona("penetap-retribusi").await;
    let page = format!("/{REGION}/meja/pengembalian");
    let mut browser = Browser::of(town, &assessor);
    let owed = browser.open(&page).await.text();
    assert!(owed.contains("KURANG-1") && owed.contains("tidak sama dengan tagihan"), "{owed}");
    let visitor = town.engine.accounts().visitor(Some(&assessor)).await.unwrap();
    let id = payments.owed(&pack, &visitor).await.unwrap()[0].0.id.to_string();
    let without = browser.follow(&page, &pairs(&[("id", &id), ("nomor", " ")])).await.text();
    assert!(without.contains("perlu diisi") && without.contains("KURANG-1"), "{without}");
    let done = browser.follow(&page, &pairs(&[("id", &id), ("nomor", "BALIK-77")])).await.text();
    assert!(done.contains("Pengembalian tercatat") && !done.contains("KURANG-1"), "{done}");
    let twice = browser.follow(&page, &pairs(&[("id", &id), ("nomor", "BALIK-78")])).await.text();
    assert!(!twice.contains("Pengembalian tercatat"), "{twice}");
    // Paid as it should be, and then refused: that is given back too.
    assert_eq!(payments.hear(&pack, told("PAS-1", bill.amount.rupiah())).await.unwrap().verdict, Verdict::Settled);
    assert!(!browser.open(&page).await.text().contains("PAS-1"), "it was paid for something");
    by(town, "kasi-izin", number, "back", json!({})).await;
    let officer = assigned(town, number, "teknis-izin").await;
    take(town, &officer, number, "refuse", json!({"reason": "ZONING_CONFLICT"})).await;
    let owed = browser.open(&page).await.text();
    assert!(owed.contains("PAS-1") && owed.contains("berakhir tanpa izin"), "{owed}");
    for other in ["verifikator-izin", "admin"] {
        assert_eq!(town.get(&page, Some(&town.persona(other).await)).await.status, 403, "{other}");
    }
}

/// An outage gives applicants longer, once for each day, and offices not.
pub(crate) async fn outage(town: &Town) {
    let health = town.engine.health();
    let waits = ask(town, &[("activity", "86201"), ("business_name", "Klinik Contoh Rekaan")], None).await;
    let works = ask(town, &[("activity", "86201"), ("business_name", "Klinik Lain Rekaan")], None).await;
    let officer = assigned(town, &waits.number, "verifikator-izin").await;
    take(town, &officer, &waits.number, "return", json!({"items": [{"field": "site_picture", "reason": "Buram"}]})).await;
    let due =
        async |number: &str| town.read(&format!("cases/{number}"), Some(&officer)).await.expect(200)["due_on"].as_str().unwrap().to_owned();
    let (applicants, offices) = (due(&waits.number).await, due(&works.number).await);
    health.keep().await.unwrap();
    assert_eq!(town.engine.run_outages().await.unwrap(), 0, "no day is over yet");
    // The rest of Monday, which was not whole; a day with a server all day long; two days without one.
    town.clock.forward(15 * 3_600_000);
    for _ in 0..(24 * 60) {
        town.clock.forward(60_000);
        health.keep().await.unwrap();
    }
    assert_eq!(town.engine.run_outages().await.unwrap(), 0, "a day with a server lengthens nothing");
    town.later(2);
    health.keep().await.unwrap();
    let (one, other) = (town.engine.clone(), town.engine.clone());
    let (a, b) = tokio::join!(one.run_outages(), other.run_outages());
    assert!(a.unwrap() + b.unwrap() >= 1);
    assert_eq!(town.engine.run_outages().await.unwrap(), 0, "once for each day");
    let officer = town.persona("verifikator-izin").await;
    let due =
        async |number: &str| town.read(&format!("cases/{number}"), Some(&officer)).await.expect(200)["due_on"].as_str().unwrap().to_owned();
    assert!(due(&waits.number).await > applicants, "longer than {applicants}");
    assert_eq!(due(&works.number).await, offices);
    let longer = kinds(town, &waits.number, Some(&officer)).await.iter().filter(|k| *k == "lengthened").count();
    assert_eq!(longer, 2, "once for each day");
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

/// Warnings come in their order; a revocation that was wrong is undone by somebody else, under a new number.
pub(crate) async fn objected(town: &Town) {
    let citizen = town.persona("pemohon").await;
    let handed = ask(town, &[("business_name", "Warung Contoh Rekaan")], Some(&citizen)).await;
    let number = handed.number.as_str();
    let serial = document(town, &handed, "izin-reklame").await.unwrap();
    let offered = async |role: &str| -> Vec<String> {
        let list = town.read(&format!("cases/{number}/actions"), Some(&town.persona(role).await)).await.expect(200);
        list["items"].as_array().unwrap().iter().map(|o| o["action"].as_str().unwrap().to_owned()).collect()
    };
    for (warning, next) in [("warn_1", "warn_2"), ("warn_2", "warn_3")] {
        let all = offered("kasi-izin").await;
        assert!(all.contains(&warning.to_owned()) && !all.contains(&next.to_owned()), "{all:?}");
        by(town, "kasi-izin", number, warning, json!({})).await;
        by(town, "pengawas-izin", number, "mended", json!({})).await;
    }
    by(town, "kasi-izin", number, "warn_3", json!({})).await;
    by(town, "pengawas-izin", number, "propose_suspension", json!({})).await;
    by(town, "kadis-izin", number, "suspend", json!({})).await;
    take(town, &citizen, number, "object_suspension", json!({})).await;
    assert!(verified(town, &serial).await.contains("Dibekukan"), "it stays suspended until it was heard");
    by(town, "sekda", number, "dismiss", json!({})).await;
    let own = town.read(&format!("cases/{number}/actions"), Some(&citizen)).await.expect(200);
    assert!(!own.to_string().contains("object_suspension"), "once: {own}");
    by(town, "kabid-izin", number, "propose_revocation", json!({})).await;
    by(town, "kadis-izin", number, "revoke", json!({})).await;
    assert!(verified(town, &serial).await.contains("Dicabut"));
    take(town, &citizen, number, "object_revocation", json!({})).await;
    assert!(verified(town, &serial).await.contains("Dicabut"));
    by(town, "sekda", number, "uphold", json!({})).await;
    let newer = document(town, &handed, "izin-reklame").await.unwrap();
    assert_ne!(newer, serial);
    assert!(verified(town, &newer).await.contains("Berlaku") && verified(town, &serial).await.contains("tidak berlaku lagi"));
    // Whoever sees the licence can say that it is broken, and the office finds that under its number.
    let page = verified(town, &newer).await;
    assert!(page.contains(&format!("/pengaduan/ajukan?isi.licence={newer}")), "{page}");
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn words_go_through_the_case() {
    Box::pin(talked(&Town::open().await)).await;
}

#[tokio::test]
async fn a_demand_to_come_is_a_flag_for_good() {
    Box::pin(asked_to_come(&Town::open().await)).await;
}

#[tokio::test]
async fn money_for_nothing_is_given_back() {
    Box::pin(given_back(&Town::open().await)).await;
}

#[tokio::test]
async fn an_outage_lengthens_applicants_terms_alone() {
    Box::pin(outage(&Town::open().await)).await;
}

#[tokio::test]
async fn a_revocation_can_be_objected_to() {
    Box::pin(objected(&Town::open().await)).await;
}
