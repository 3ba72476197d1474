//! A grant from its hand-in to its accepted report through the API alone, with a refusal and an objection on the way; and
//! what the clock does by itself.
use crate::{
    lists,
    town::Town,
    walk::{Office, PICTURE, draft, hand_in, input, take},
};
use http::Method;
use serde_json::{Value, json};

/// The officers' sessions by role.
pub(crate) struct Desks(pub(crate) Office);

impl Desks {
    pub(crate) async fn take(&self, town: &Town, number: &str, role: &str, action: &str) -> Value {
        if matches!(action, "list" | "approve") {
            return lists::pass(town, &self.0, role, number).await;
        }
        self.take_with(town, number, role, action, Value::Null).await
    }

    /// The three hands that the order of payment passes.
    pub(crate) async fn pay(&self, town: &Town, number: &str) {
        for (role, action) in [("bendahara", "ask_order"), ("ppk", "order"), ("kuasa-bud", "pay")] {
            self.take(town, number, role, action).await;
        }
    }

    pub(crate) async fn take_with(&self, town: &Town, number: &str, role: &str, action: &str, more: Value) -> Value {
        take(town, &self.0.0[role], number, action, more).await
    }
}

/// From the registry to the agency that evaluates.
pub(crate) const TO_EVALUATION: [(&str, &str); 3] = [("tu", "complete"), ("kepala-daerah", "direct"), ("tim-pertimbangan", "classify")];
/// From there to the decree.
pub(crate) const TO_DECREE: [(&str, &str); 7] = [
    ("opd", "recommend"),
    ("tim-pertimbangan", "consider"),
    ("tapd", "support"),
    ("ppkd", "list"),
    ("kepala-daerah", "approve"),
    ("ppkd", "record_budget"),
    ("kepala-daerah", "decree"),
];

#[tokio::test]
async fn a_grant_goes_through_objection_money_and_report() {
    to_the_report(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn to_the_report(town: &Town) {
    let desks = Desks(Office::open(town).await);
    lists::fund(town, &desks.0).await;
    let handed = hand_in(town, None).await;
    let (number, own) = (handed.number.as_str(), handed.token.as_str());
    let to = |case: &Value| case["stage"].as_str().unwrap().to_owned();

    for (role, action) in TO_EVALUATION {
        desks.take(town, number, role, action).await;
    }
    // Refused, objected to, and taken up again by the office that refused.
    let reason = json!({"reason": "not_recommended"});
    desks.take_with(town, number, "opd", "not_recommend", reason.clone()).await;
    desks.take_with(town, number, "tim-pertimbangan", "not_consider", reason).await;
    desks.take(town, number, "kepala-daerah", "confirm").await;
    let refused = desks.take(town, number, "tu", "send_letter").await;
    assert_eq!((to(&refused).as_str(), &refused["outcome"]), ("rejected", &"refused".into()));
    let open = take(town, own, number, "object", Value::Null).await;
    assert_eq!((to(&open).as_str(), &open["outcome"]), ("objection", &Value::Null));
    assert_eq!(to(&desks.take(town, number, "inspektorat", "uphold").await), "opd_evaluation");

    for (role, action) in TO_DECREE {
        desks.take(town, number, role, action).await;
    }
    // A new leader is the case's once the registry has looked at the papers; sealed all the way.
    let new = json!({"captured": {"leader_name": "Ketua Rekaan Kedua", "leader_nik": "9999017008850002"}});
    take(town, own, number, "report_new_leader", new).await;
    let accepted = desks.take(town, number, "tu", "accept_leader").await;
    assert_eq!(accepted["answers"]["leader_name"], "Ketua Rekaan Kedua");
    let masked = accepted["answers"]["leader_nik"].as_str().unwrap();
    assert!(masked.contains('•') && masked.ends_with("0002"), "{masked}");
    let events = town.read(&format!("cases/{number}/events"), Some(own)).await.expect(200).to_string();
    assert!(!events.contains("9999017008850002") && !events.contains("terang-sealed"), "{events}");

    take(town, own, number, "request_payment", Value::Null).await;
    desks.take(town, number, "ppkd", "prepare").await;
    take(town, own, number, "sign_agreement", Value::Null).await;
    let list = town.read(&format!("cases/{number}/actions"), Some(&desks.0.0["bendahara"])).await.expect(200);
    let checks = list["items"].as_array().unwrap().iter().find(|o| o["action"] == "ask_order").unwrap()["checks"].clone();
    assert_eq!(checks.as_array().unwrap().iter().filter(|c| c["agrees"] == true).count(), 8, "{checks}");
    desks.pay(town, number).await;
    take(town, own, number, "confirm_received", Value::Null).await;
    take(town, own, number, "add_progress", Value::Null).await;
    desks.take(town, number, "opd", "record_visit").await;
    take(town, own, number, "submit_report", Value::Null).await;
    desks.take(town, number, "tu", "register_report").await;
    let done = desks.take(town, number, "ppkd", "accept_report").await;
    assert_eq!((to(&done).as_str(), &done["outcome"]), ("closed", &"done".into()));

    // Every paper of the way can be opened by its owner and by an officer, and by nobody else.
    let papers = done["documents"].as_array().unwrap().clone();
    for slot in ["visit_photos", "receipts", "bank_statement", "activity_photos", "change_papers"] {
        assert!(papers.iter().any(|d| d["slot"] == slot), "{slot} in {papers:?}");
    }
    let photo = papers.iter().find(|d| d["slot"] == "activity_photos").unwrap()["hash"].as_str().unwrap();
    let file = format!("/kota-bandung/berkas/{number}/{photo}");
    assert_eq!(town.get(&file, Some(own)).await.status, 200);
    assert_eq!(town.get(&file, Some(&desks.0.0["inspektorat"])).await.status, 200);
    assert_eq!(town.get(&file, None).await.status, 404);
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0], "the lists are what the events say");

    // Everyone reads the plan, the payment and the report; no paper is named, and no person.
    let seen = town.read(&format!("cases/{number}"), None).await.expect(200);
    assert_eq!((&seen["standing"], &seen["documents"]), (&"public".into(), &json!([])));
    let page = town.get(&format!("/kota-bandung/hibah/{number}"), None).await.text();
    for words in ["Nomor SP2D", "Realisasi setiap baris", "Dana terpakai"] {
        assert!(page.contains(words), "{words} in {page}");
    }
    for secret in ["surat.pdf", "foto.png", "Ketua Rekaan Kedua", "Perbandingan harga", "Hasil verifikasi"] {
        assert!(!page.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn a_returned_case_is_reminded_of_and_lapses_by_itself() {
    the_clock_acts(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn the_clock_acts(town: &Town) {
    let desks = Desks(Office::open(town).await);
    let pemohon = town.persona("pemohon").await;
    let handed = hand_in(town, Some(&pemohon)).await;
    let number = handed.number.as_str();
    let items = json!({"items": [{"field": "deed", "reason": "Halaman dua tidak terbaca"}]});
    let returned = desks.take_with(town, number, "tu", "return", items).await;
    assert_eq!(returned["due_on"], "2026-07-20", "ten working days from Monday 6 July");
    let kinds = async || {
        let events = town.read(&format!("cases/{number}/events"), Some(&town.persona("pemohon").await)).await.expect(200);
        events["items"].as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let told = async || {
        // Days later the session is over: whoever comes back signs in again.
        let visitor = town.engine.accounts().visitor(Some(&town.persona("pemohon").await)).await.unwrap();
        town.engine.notices().mine(&visitor, 50).await.unwrap()
    };

    assert_eq!(town.engine.run_timers().await.unwrap(), 0, "nothing is due yet");
    town.later(11);
    let before = told().await.len();
    assert_eq!(town.engine.run_timers().await.unwrap(), 1);
    assert_eq!(kinds().await, ["submitted", "moved", "reminded"]);
    let notices = told().await;
    assert_eq!(notices.len(), before + 1);
    assert!(notices[0].body.contains("20 Juli 2026"), "{}", notices[0].body);
    assert_eq!(town.engine.run_timers().await.unwrap(), 0, "told once");

    // A reminder makes no page stale: the applicant still mends on the one that is open.
    let case = town.read(&format!("cases/{number}"), Some(&town.persona("pemohon").await)).await.expect(200);
    assert_eq!(case["stage"], "returned");
    town.later(4);
    assert_eq!(town.engine.run_timers().await.unwrap(), 1);
    let case = town.read(&format!("cases/{number}"), Some(&town.persona("pemohon").await)).await.expect(200);
    assert_eq!((&case["stage"], &case["outcome"]), (&"lapsed".into(), &"lapsed".into()));
    assert_eq!(town.engine.run_timers().await.unwrap(), 0);
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn a_reason_may_have_a_day_of_its_own_and_a_file_waits_for_its_decision() {
    let town = &Town::open().await;
    let desks = Desks(Office::open(town).await);
    let handed = hand_in(town, None).await;
    let number = handed.number.as_str();
    let place = format!("cases/{number}/actions/return");
    let seen = town.read(&format!("cases/{number}"), Some(&desks.0.0["tu"])).await.expect(200)["version"].clone();
    let item = |day: &str| json!({"seen": seen, "items": [{"field": "deed", "reason": "Buram", "due_on": day}]});
    let past = town.post(&place, Some(&desks.0.0["tu"]), item("2026-07-06")).await;
    assert_eq!((past.status.as_u16(), past.code().as_str()), (422, "invalid"));
    let returned = town.post(&place, Some(&desks.0.0["tu"]), item("2026-07-31")).await.expect(200);
    assert_eq!((&returned["due_on"], &returned["items"][0]["due_on"]), (&"2026-07-31".into(), &"2026-07-31".into()));

    // A decision that is refused keeps its files for the next attempt.
    let handed = hand_in(town, None).await;
    let number = handed.number.as_str();
    for (role, action) in TO_EVALUATION {
        desks.take(town, number, role, action).await;
    }
    let place = format!("cases/{number}/actions/recommend");
    let opd = desks.0.0["opd"].as_str();
    let kept = town.attach_to(&place, "visit_photos", "foto.png", PICTURE, Some(opd)).await.expect(201);
    assert_eq!(kept["files"][0]["slot"], "visit_photos");
    assert_eq!(town.attach_to(&place, "nothing", "foto.png", PICTURE, Some(opd)).await.status, 404);
    assert_eq!(town.attach_to(&place, "visit_photos", "foto.png", PICTURE, Some(&desks.0.0["tapd"])).await.status, 422);
    let refused = town.post(&place, Some(opd), json!({"seen": 4})).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(!refused.text().contains("visit_photos"), "its picture is there: {}", refused.text());
    let case = town.read(&format!("cases/{number}"), Some(opd)).await.expect(200);
    assert!(case["documents"].as_array().unwrap().iter().all(|d| d["slot"] != "visit_photos"), "and not a part of the case yet");
}

#[tokio::test]
async fn who_owes_a_report_is_told_before_a_form_is_begun() {
    let town = &Town::open().await;
    let desks = Desks(Office::open(town).await);
    lists::fund(town, &desks.0).await;
    let pemohon = town.persona("pemohon").await;
    let handed = hand_in(town, Some(&pemohon)).await;
    let number = handed.number.as_str();
    for (role, action) in TO_EVALUATION.into_iter().chain(TO_DECREE) {
        desks.take(town, number, role, action).await;
    }
    take(town, &pemohon, number, "request_payment", Value::Null).await;
    desks.take(town, number, "ppkd", "prepare").await;
    take(town, &pemohon, number, "sign_agreement", Value::Null).await;
    desks.pay(town, number).await;
    let running = desks.take(town, number, "ppkd", "record_credit").await;
    assert_eq!((&running["stage"], &running["due_on"]), (&"running".into(), &"2027-01-11".into()));

    // While the report is not late, more can be asked for.
    let begin = async |token: &str, service: &str| town.post("cases", Some(token), json!({"service": service})).await;
    let begun = begin(&pemohon, "hibah-uang").await.expect(201);
    town.later(240);
    let pemohon = town.persona("pemohon").await;
    let refused = begin(&pemohon, "hibah-uang").await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (422, "report_owed"), "{}", refused.text());
    assert!(refused.text().contains(number), "{}", refused.text());
    let late = town.post(&format!("cases/{}/submit", begun["id"].as_str().unwrap()), Some(&pemohon), Value::Null).await;
    assert_eq!(late.code(), "report_owed", "nor is what was begun before taken: {}", late.text());
    // Another account asks for the same organisation: told when it hands in.
    let (other, token) = draft(town, None).await;
    let late = town.post(&format!("cases/{other}/submit"), Some(&token), Value::Null).await;
    assert_eq!((late.status.as_u16(), late.code().as_str()), (422, "report_owed"), "the recipient owes, not the account: {}", late.text());
    let page = town.get("/kota-bandung/hibah/ajukan", Some(&pemohon)).await.text();
    assert!(page.contains("laporan yang terlambat") && page.contains(number) && !page.contains("Mulai mengisi"), "{page}");
    // Help that can't wait is given all the same, and nobody else is kept from asking.
    begin(&pemohon, "bansos-tak-terencana").await.expect(201);
    assert!(town.get("/kota-bandung/hibah/ajukan", None).await.text().contains("Mulai mengisi"));

    let pemohon = town.persona("pemohon").await;
    take(town, &pemohon, number, "submit_report", Value::Null).await;
    begin(&pemohon, "hibah-uang").await.expect(201);
}

#[tokio::test]
async fn cases_of_the_same_person_or_account_are_shown_to_officers_side_by_side() {
    the_same_are_found(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn the_same_are_found(town: &Town) {
    let desks = Desks(Office::open(town).await);
    let tu = desks.0.0["tu"].as_str();
    let (one, other) = (hand_in(town, None).await, hand_in(town, None).await);
    let list = async |number: &str, token: Option<&str>| town.read(&format!("cases/{number}/alike"), token).await;
    let found = list(&one.number, Some(tu)).await.expect(200);
    let items = found["items"].as_array().unwrap();
    assert_eq!((items.len(), &items[0]["number"]), (1, &other.number.as_str().into()), "the same invented answers: {found}");
    let same: Vec<_> = items[0]["same"].as_array().unwrap().iter().map(|s| s["en"].as_str().unwrap()).collect();
    for way in ["The same person (NIK)", "The same account", "The same address", "The same organisation"] {
        assert!(same.contains(&way), "{way} in {same:?}");
    }
    assert!(!found.to_string().contains("9999017008850001"), "what is the same is named, and not told");
    // It is nobody else's business.
    assert_eq!(list(&one.number, Some(&one.token)).await.status, 403);
    assert_eq!(list(&one.number, None).await.status, 404);
    let page = town.get(&format!("/kota-bandung/meja/{}", one.number), Some(tu)).await.text();
    assert!(page.contains("Pengajuan lain yang mirip") && page.contains(&other.number), "{page}");

    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn the_account_of_another_recipient_is_named_and_must_be_explained() {
    let town = &Town::open().await;
    let desks = Desks(Office::open(town).await);
    let opd = desks.0.0["opd"].as_str();
    let first = hand_in(town, None).await;
    let (id, own) = draft(town, None).await;
    // Another organisation with another head, at another place, and the same account.
    let others = json!({"answers": {
        "organisation": "Perkumpulan Rekaan Lain", "leader_name": "Ketua Rekaan Lain", "leader_nik": "9999017008850002",
        "leader_phone": "0800-000-0077", "address": "Jalan Rekaan No. 7",
    }});
    town.api(Method::PATCH, &format!("/api/v1/kota-bandung/cases/{id}"), Some(&own), Some(others)).await.expect(200);
    let receipt = town.post(&format!("cases/{id}/submit"), Some(&own), Value::Null).await.expect(201);
    let number = receipt["number"].as_str().unwrap();
    for (role, action) in TO_EVALUATION {
        desks.take(town, number, role, action).await;
    }
    let found = town.read(&format!("cases/{number}/alike"), Some(opd)).await.expect(200);
    let same: Vec<_> = found["items"][0]["same"].as_array().unwrap().iter().map(|s| s["en"].as_str().unwrap()).collect();
    assert_eq!((found["items"][0]["number"].as_str(), same), (Some(first.number.as_str()), vec!["The same account"]), "{found}");

    let list = town.read(&format!("cases/{number}/actions"), Some(opd)).await.expect(200);
    let offer = list["items"].as_array().unwrap().iter().find(|o| o["action"] == "recommend").unwrap().clone();
    let case = town.read(&format!("cases/{number}"), Some(opd)).await.expect(200);
    town.attach_to(&format!("cases/{number}/actions/recommend"), "visit_photos", "foto.png", PICTURE, Some(opd)).await.expect(201);
    let input = input(town, &case, &offer, &list);
    let refused = town.post(&format!("cases/{number}/actions/recommend"), Some(opd), input.clone()).await;
    assert!(refused.status == 422 && refused.text().contains("mirip") && refused.text().contains(&first.number), "{}", refused.text());
    let explained = json!({"other": first.number, "double": false, "reason": "Rekening bersama dua lembaga contoh, ada suratnya"});
    town.post(&format!("cases/{number}/compare"), Some(opd), explained).await.expect(200);
    town.post(&format!("cases/{number}/actions/recommend"), Some(opd), input).await.expect(200);
}

#[tokio::test]
async fn papers_are_keyed_in_for_whoever_brought_them() {
    let town = &Town::open().await;
    let desks = Desks(Office::open(town).await);
    let tu = desks.0.0["tu"].as_str();
    let handed = hand_in(town, Some(tu)).await;
    let number = handed.number.as_str();
    let events = town.read(&format!("cases/{number}/events"), Some(tu)).await.expect(200);
    assert_eq!((&events["items"][0]["by"], &events["items"][0]["role"]), (&"officer".into(), &"tu".into()), "who keyed it in is on record");
    // The officer hands out the receipt, and has no part in the case that every other officer has not.
    assert_eq!(town.read(&format!("cases/{number}/receipt"), Some(tu)).await.expect(200)["secret"], handed.secret.as_str());
    assert_eq!(town.read(&format!("cases/{number}/receipt"), Some(&desks.0.0["opd"])).await.status, 404);
    let case = town.read(&format!("cases/{number}"), Some(tu)).await.expect(200);
    assert_eq!(case["standing"], "officer");
    assert!(town.read("cases", Some(tu)).await.expect(200)["items"].as_array().unwrap().is_empty(), "it is not the officer's own");
    let page = town.get("/kota-bandung/meja", Some(tu)).await.text();
    assert!(page.contains("Catat berkas kertas"), "{page}");
    assert!(!town.get("/kota-bandung/meja", Some(&desks.0.0["bendahara"])).await.text().contains("Catat berkas kertas"));

    // With the receipt the applicant follows it, and acts on it.
    let opened = town.engine.cases().unlock(&town.pack(), &engine::Visitor::default(), number, &handed.secret).await.unwrap();
    let own = town.read(&format!("cases/{number}"), Some(opened.as_str())).await.expect(200);
    assert_eq!(own["standing"], "owner");
    assert_eq!(take(town, opened.as_str(), number, "withdraw", Value::Null).await["outcome"], "withdrawn");
}
