//! A licence by its three routes, from the guide to its last day: what is asked for, judged, visited, paid, issued, checked by anybody,
//! renewed, suspended and revoked. On both databases.
use crate::{
    filler::{Filler, pdf},
    town::{REGION, Town},
    walk::{Handed, attach_all, explain, input, take},
};
use engine::{
    Verdict,
    leaves::{LeafAsked, Turn},
};
use http::{Method, Request, header};
use serde_json::{Value, json};

/// Hands a request for a sign in; `given` stands above what is plausible.
pub(crate) async fn ask(town: &Town, given: &[(&str, &str)], token: Option<&str>) -> Handed {
    let (id, token) = begun(town, given, token).await;
    let receipt = town.post(&format!("cases/{id}/submit"), Some(&token), Value::Null).await.expect(201);
    let text = |key: &str| receipt[key].as_str().unwrap().to_owned();
    Handed { number: text("number"), secret: text("secret"), token }
}

async fn begun(town: &Town, given: &[(&str, &str)], token: Option<&str>) -> (String, String) {
    let pack = town.pack();
    let service = pack.service("izin-reklame").unwrap();
    let mut filler = Filler::new(&pack, town.engine.now().day(pack.zone()));
    for (key, text) in
        [("purpose", "baru"), ("represented", "tidak"), ("activity", "47112"), ("capital", "25.000.000"), ("panel_kind", "papan")]
    {
        filler = filler.with(key, text);
    }
    for (key, text) in given {
        filler = filler.with(key, text);
    }
    let answers = filler.form(&service.form);
    let begun = town.post("cases", token, json!({"service": service.key})).await.expect(201);
    let id = begun["id"].as_str().unwrap().to_owned();
    let token = begun["token"].as_str().or(token).unwrap().to_owned();
    town.api(Method::PATCH, &format!("/api/v1/{REGION}/cases/{id}"), Some(&token), Some(json!({"answers": answers}))).await.expect(200);
    for slot in filler.papers(&service.form, &answers) {
        town.attach(&id, slot, &format!("{slot}.pdf"), &pdf(slot), Some(&token)).await.expect(201);
    }
    (id, token)
}

pub(crate) async fn stage(town: &Town, handed: &Handed) -> String {
    town.read(&format!("cases/{}", handed.number), Some(&handed.token)).await.expect(200)["stage"].as_str().unwrap().to_owned()
}

/// One action by whoever of these posts is offered it.
pub(crate) async fn by(town: &Town, role: &str, number: &str, action: &str, more: Value) -> Value {
    let token = town.persona(role).await;
    take(town, &token, number, action, more).await
}

/// The number of the newest document of a kind.
pub(crate) async fn document(town: &Town, handed: &Handed, kind: &str) -> Option<String> {
    let list = town.read(&format!("cases/{}/documents", handed.number), Some(&handed.token)).await.expect(200);
    let all = list["items"].as_array().unwrap().iter().rev().find(|p| p["kind"] == kind)?;
    Some(all["number"].as_str().unwrap().to_owned())
}

pub(crate) async fn verified(town: &Town, serial: &str) -> String {
    town.get(&format!("/{REGION}/verifikasi/{serial}"), None).await.text()
}

/// The team's first acts, as the one of its officers who was drawn.
pub(crate) async fn by_team(town: &Town, number: &str, action: &str) {
    let mut tried = 0;
    for role in ["teknis-izin", "teknis-izin-2", "teknis-izin-3"] {
        let token = town.persona(role).await;
        let list = town.read(&format!("cases/{number}/actions"), Some(&token)).await.expect(200);
        let Some(offer) = list["items"].as_array().unwrap().iter().find(|o| o["action"] == action) else { continue };
        tried += 1;
        let case = town.read(&format!("cases/{number}"), Some(&token)).await.expect(200);
        attach_all(town, &token, number, &case, action).await;
        let body = input(town, &case, offer, &list);
        let after = town.post(&format!("cases/{number}/actions/{action}"), Some(&token), body).await;
        if after.status == 200 {
            return;
        }
    }
    panic!("none of the team could do {action} (offered to {tried})");
}

/// A message of the demonstration's bank for a bill, or for what it is changed to.
async fn pays(town: &Town, code: &str) -> Verdict {
    town.engine.payments().pay_in_demo(&town.pack(), code, "QRIS").await.unwrap().verdict
}

pub(crate) async fn code_of(town: &Town, handed: &Handed) -> String {
    document(town, handed, "skrd").await.unwrap().chars().filter(char::is_ascii_digit).collect()
}

/// What is reported is issued at once; everybody can find it, check it and see at once that it was revoked.
pub(crate) async fn reported(town: &Town) {
    let handed = ask(town, &[("business_name", "Warung Contoh Rekaan")], None).await;
    assert_eq!(stage(town, &handed).await, "in_force");
    let serial = document(town, &handed, "izin-reklame").await.unwrap();
    let page = verified(town, &serial).await;
    assert!(page.contains("Dokumen ini asli") && page.contains("Berlaku") && page.contains("Warung Contoh Rekaan"), "{page}");
    let register = town.get(&format!("/{REGION}/izin/daftar?cari=warung"), None).await.text();
    assert!(register.contains(&serial) && register.contains("Berlaku"), "{register}");
    let nothing = town.get(&format!("/{REGION}/izin/daftar?cari=tiadasiapapun"), None).await.text();
    assert!(nothing.contains("Tidak ada izin yang cocok"));
    for secret in ["9999017008850001", "0800-000-0001", "warga@contoh.test"] {
        assert!(!page.contains(secret) && !register.contains(secret), "{secret}");
    }
    // The applicant's telephone is nobody's to look at.
    by(town, "kasi-izin", &handed.number, "warn_1", json!({})).await;
    let supervisor = town.persona("pengawas-izin").await;
    let looked = town.post(&format!("cases/{}/reveal", handed.number), Some(&supervisor), json!({"field": "phone"})).await;
    assert_eq!(looked.status, 403, "{}", looked.text());
    by(town, "pengawas-izin", &handed.number, "propose_suspension", json!({})).await;
    by(town, "kadis-izin", &handed.number, "suspend", json!({})).await;
    assert!(verified(town, &serial).await.contains("Dibekukan"));
    by(town, "kabid-izin", &handed.number, "propose_revocation", json!({})).await;
    by(town, "kadis-izin", &handed.number, "revoke", json!({})).await;
    let page = verified(town, &serial).await;
    assert!(page.contains("Dicabut") && page.contains("tidak berlaku lagi"), "{page}");
    assert!(document(town, &handed, "pencabutan-izin").await.is_some());
    // What was revoked can't be renewed, whoever asks.
    let (id, token) = begun(town, &[("purpose", "perpanjangan"), ("former_serial", &serial)], Some(&handed.token)).await;
    let refused = town.post(&format!("cases/{id}/submit"), Some(&token), Value::Null).await;
    assert_eq!((refused.status.as_u16(), refused.json()["code"].as_str()), (422, Some("no_former")), "{}", refused.text());
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

/// From the counter to the day on which it has to be paid for: one return, a visit, a fee.
pub(crate) async fn to_payment(town: &Town, handed: &Handed) {
    let number = handed.number.as_str();
    assert_eq!(stage(town, handed).await, "registration_check");
    let officer = assigned(town, number, "verifikator-izin").await;
    let asking = json!({"items": [{"field": "site_picture", "reason": "Buram"}]});
    take(town, &officer, number, "return", asking).await;
    let draft = town.post(&format!("cases/{number}/mending"), Some(&handed.token), Value::Null).await.expect(200);
    let id = draft["id"].as_str().unwrap_or(number).to_owned();
    town.attach(&id, "site_picture", "baru.pdf", &pdf("baru"), Some(&handed.token)).await.expect(201);
    let sent = town.post(&format!("cases/{number}/mending/send"), Some(&handed.token), Value::Null).await;
    assert_eq!(sent.status, 200, "{}", sent.text());
    let officer = assigned(town, number, "verifikator-izin").await;
    take(town, &officer, number, "complete", json!({})).await;
    let officer = assigned(town, number, "teknis-izin").await;
    take(town, &officer, number, "to_visit", json!({})).await;
    by(town, "koordinator-izin", number, "schedule", json!({})).await;
    by_team(town, number, "report_visit").await;
    by(town, "kepala-teknis", number, "recommend", json!({})).await;
    by(town, "penetap-retribusi", number, "assess", json!({"captured": {"street_class": "sedang"}})).await;
}

/// What is visited passes a return, a team that nobody chose, a fee that only a bank can say was paid, and three hands.
pub(crate) async fn visited(town: &Town) {
    let handed = ask(town, &[("activity", "86201"), ("business_name", "Klinik Contoh Rekaan")], None).await;
    let number = handed.number.as_str();
    to_payment(town, &handed).await;
    assert!(document(town, &handed, "bap-peninjauan").await.is_some());
    let code = code_of(town, &handed).await;
    let bill = town.get(&format!("/{REGION}/bayar/{code}"), None).await.text();
    assert!(bill.contains("Belum dibayar") && bill.contains("000201010212"), "{bill}");
    // No person can say that it was paid.
    let forged = town.post(&format!("cases/{number}/actions/paid"), Some(&handed.token), json!({"seen": 99})).await;
    assert!(forged.status.is_client_error(), "{}", forged.text());
    paid_wrongly(town, &code).await;
    assert_eq!(pays(town, &code).await, Verdict::Settled);
    assert_eq!(stage(town, &handed).await, "initial_1");
    assert_eq!(pays(town, &code).await, Verdict::PaidBefore, "a second payment is given back");
    by(town, "kasi-izin", number, "initial", json!({})).await;
    by(town, "kabid-izin", number, "initial", json!({})).await;
    by(town, "kadis-izin", number, "sign", json!({})).await;
    let serial = document(town, &handed, "izin-reklame").await.unwrap();
    let pdf = town.get(&format!("/{REGION}/dokumen/{serial}.pdf"), Some(&handed.token)).await;
    assert!(pdf.status == 200 && pdf.body.starts_with(b"%PDF"));
    // Renewed in time, the new one begins when the old one ends and takes its place.
    town.later(320);
    // Who has no account shows the receipt again; without it the licence is not theirs to renew.
    let stranger = begun(town, &[("purpose", "perpanjangan"), ("former_serial", &serial)], None).await;
    let refused = town.post(&format!("cases/{}/submit", stranger.0), Some(&stranger.1), Value::Null).await;
    assert_eq!(refused.json()["code"], "no_former", "{}", refused.text());
    let shown = shown_again(town, &handed).await;
    let (id, token) = begun(
        town,
        &[("purpose", "perpanjangan"), ("former_serial", &serial), ("business_name", "Klinik Contoh Rekaan")],
        Some(&shown.token),
    )
    .await;
    let receipt = town.post(&format!("cases/{id}/submit"), Some(&token), Value::Null).await.expect(201);
    let renewal = Handed { number: receipt["number"].as_str().unwrap().to_owned(), secret: String::new(), token };
    assert_eq!(stage(town, &renewal).await, "in_force", "what only has to be reported");
    let page = verified(town, &serial).await;
    let newer = document(town, &renewal, "izin-reklame").await.unwrap();
    assert!(page.contains("Diganti") && page.contains(&newer), "{page}");
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

/// The same case, opened again by its receipt: a session does not outlive weeks in which nobody asks.
async fn shown_again(town: &Town, handed: &Handed) -> Handed {
    let visitor = engine::Visitor::default();
    let token = town.engine.cases().unlock(&town.pack(), &visitor, &handed.number, &handed.secret).await.unwrap();
    Handed { number: handed.number.clone(), secret: handed.secret.clone(), token: token.as_str().to_owned() }
}

/// Of a desk whose work is divided, whoever got the case.
pub(crate) async fn assigned(town: &Town, number: &str, role: &str) -> String {
    for who in [role.to_owned(), format!("{role}-2"), format!("{role}-3")] {
        let login = format!("{who}@{REGION}.demo.test");
        let answer = town.api(Method::POST, "/api/v1/sessions", None, Some(json!({"login": login, "password": "terang-demo"}))).await;
        if answer.status != 201 {
            continue;
        }
        let token = answer.json()["token"].as_str().unwrap().to_owned();
        explain(town, &token, number).await;
        let list = town.read(&format!("cases/{number}/actions"), Some(&token)).await.expect(200);
        if list["items"].as_array().unwrap().iter().any(|offer| offer["effect"] != "note") {
            return token;
        }
    }
    panic!("nobody of {role} is offered anything on {number}");
}

/// Messages that are not as they should be move nothing: forged, too old, for another amount, for no bill; the same twice is once.
async fn paid_wrongly(town: &Town, code: &str) {
    let payments = town.engine.payments();
    let pack = town.pack();
    let bill = payments.bill(&pack, code).await.unwrap();
    let body = json!({"reference": "X-1", "code": code, "amount": bill.amount.rupiah(), "channel": "QRIS", "paid_at": 1}).to_string();
    let now = town.engine.now().millis();
    for (bank, time, signature) in [("peragaan", now, "00".repeat(32)), ("lain", now, "00".repeat(32)), ("peragaan", now, "bukan".into())] {
        let request = Request::post(format!("/api/v1/{REGION}/payments/{bank}"))
            .header("bank-time", time)
            .header("bank-signature", signature)
            .header(header::CONTENT_TYPE, "application/json");
        let answer = town.ask(request.body(body.clone().into()).unwrap()).await;
        assert_eq!(answer.status, 403, "{}", answer.text());
    }
    let told = |reference: &str, code: &str, amount: i64| engine::Told {
        bank: "peragaan".into(),
        reference: reference.into(),
        code: code.into(),
        amount: amount.try_into().unwrap(),
        channel: "teller".into(),
        paid_at: town.engine.now(),
    };
    let less = payments.hear(&pack, told("X-2", code, bill.amount.rupiah() - 1)).await.unwrap();
    assert_eq!(less.verdict, Verdict::WrongAmount);
    let again = payments.hear(&pack, told("X-2", code, bill.amount.rupiah())).await.unwrap();
    assert_eq!((again.id, again.verdict), (less.id, Verdict::WrongAmount), "the same reference is the same payment");
    assert_eq!(payments.hear(&pack, told("X-3", "0000", 5)).await.unwrap().verdict, Verdict::UnknownBill);
    assert_eq!(payments.bill(&pack, code).await.unwrap().status, engine::BillStatus::Open);
}

/// Silence grants what was not decided in time; an officer who refuses at the same moment is too late, or silence is.
pub(crate) async fn deemed(town: &Town) {
    let handed = ask(town, &[("activity", "55110"), ("capital", "7.000.000.000")], None).await;
    let refused = ask(town, &[("activity", "55110"), ("capital", "7.000.000.000"), ("business_name", "PT Lain Rekaan")], None).await;
    assert_eq!(town.engine.run_silence().await.unwrap(), 0);
    town.later(30);
    let officer = assigned(town, &refused.number, "verifikator-izin").await;
    let seen = town.read(&format!("cases/{}/actions", refused.number), Some(&officer)).await.expect(200)["version"].clone();
    let no = json!({"seen": seen, "reason": "DOC_MISSING", "captured": {}, "checklist": {}, "why_first": "uji balapan"});
    let place = format!("cases/{}/actions/refuse", refused.number);
    let (one, other) = (town.engine.clone(), town.engine.clone());
    let (granted, also, answer) = tokio::join!(one.run_silence(), other.run_silence(), town.post(&place, Some(&officer), no));
    assert!(granted.unwrap() + also.unwrap() >= 1);
    let (handed, refused) = (shown_again(town, &handed).await, shown_again(town, &refused).await);
    let after = stage(town, &refused).await;
    let fits = match answer.status.as_u16() {
        200 => after == "rejected",
        409 => after == "deemed_signing",
        other => panic!("{other}: {}", answer.text()),
    };
    assert!(fits, "{after} after {}", answer.text());
    assert_eq!(stage(town, &handed).await, "deemed_signing", "once, by whichever came first");
    assert_eq!(town.engine.run_silence().await.unwrap(), 0, "nothing is granted twice");
    by(town, "kadis-izin", &handed.number, "sign", json!({})).await;
    let page = verified(town, &document(town, &handed, "izin-reklame").await.unwrap()).await;
    assert!(page.contains("Berlaku"), "{page}");
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

/// A licence that nobody renews expires; its holder was told, and a draft of the renewal was there.
pub(crate) async fn lived(town: &Town) {
    let citizen = town.persona("pemohon").await;
    let handed = ask(town, &[("business_name", "Toko Contoh Rekaan")], Some(&citizen)).await;
    let serial = document(town, &handed, "izin-reklame").await.unwrap();
    town.later(306);
    let (one, other) = (town.engine.clone(), town.engine.clone());
    let (a, b) = tokio::join!(one.run_licences(), other.run_licences());
    // One in four is looked at by chance, thirty days after.
    let looked = stage(town, &handed).await == "supervised";
    assert!(a.unwrap() + b.unwrap() >= 1);
    if looked {
        by(town, "pengawas-izin", &handed.number, "fine", json!({})).await;
        town.engine.run_licences().await.unwrap();
    }
    let citizen = town.persona("pemohon").await;
    let visitor = town.engine.accounts().visitor(Some(&citizen)).await.unwrap();
    let told = town.engine.notices().mine(&visitor, 100).await.unwrap();
    assert_eq!(told.iter().filter(|n| n.body.contains("Perpanjangan sudah kami siapkan")).count(), 1, "once");
    let drafts = town.engine.drafts().mine(&town.pack(), &visitor).await.unwrap();
    let draft = drafts.iter().find(|d| d.answers.text("former_serial") == serial).expect("the renewal is prepared");
    assert_eq!((draft.answers.text("purpose"), draft.answers.text("business_name")), ("perpanjangan", "Toko Contoh Rekaan"));
    assert_eq!(draft.answers.text("true_statement"), "", "what was agreed to is agreed to anew");
    town.later(70);
    assert!(verified(town, &serial).await.contains("Kedaluwarsa"), "on the day after its last, whatever is on record");
    town.engine.run_licences().await.unwrap();
    town.later(40);
    town.engine.run_licences().await.unwrap();
    let citizen = town.persona("pemohon").await;
    let handed = Handed { token: citizen, ..handed };
    assert_eq!(stage(town, &handed).await, "expired");
    assert_eq!(town.engine.run_licences().await.unwrap(), 0);
}

/// What a telephone's camera reads off a printed page.
fn scanned(pdf: &[u8]) -> String {
    let asked = LeafAsked { page: 1, width: 1_400, turn: Turn::None };
    let (_, picture) = press::leaf::leaf(pdf.to_vec(), "application/pdf", asked).unwrap();
    let grey = image::load_from_memory(&picture).unwrap().to_luma8();
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(grey.width() as usize, grey.height() as usize, |x, y| {
        grey.get_pixel(u32::try_from(x).unwrap(), u32::try_from(y).unwrap()).0[0]
    });
    let found = seen.detect_grids();
    assert_eq!(found.len(), 1, "one code on the page");
    found[0].decode().unwrap().1
}

#[tokio::test]
async fn the_code_on_the_paper_leads_to_what_it_is_and_one_changed_byte_is_seen() {
    let town = Town::open().await;
    let handed = ask(&town, &[("business_name", "Warung Contoh Rekaan")], None).await;
    let serial = document(&town, &handed, "izin-reklame").await.unwrap();
    let pdf = town.get(&format!("/{REGION}/dokumen/{serial}.pdf"), Some(&handed.token)).await;
    let read = scanned(&pdf.body);
    // Where no address is set, as here, the code has the path alone.
    let path = read.clone();
    assert_eq!(path, format!("/{REGION}/verifikasi/{serial}"), "{read}");
    let page = town.get(&path, None).await.text();
    assert!(page.contains("Dokumen ini asli") && page.contains("Berlaku"), "{page}");
    assert!(crate::papers::compared(&town, &serial, &pdf.body).await.contains("Sama. Berkas Anda persis"));
    let mut changed = pdf.body.to_vec();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    assert!(crate::papers::compared(&town, &serial, &changed).await.contains("Tidak sama"));
    // The same digits at another government's address are not its own.
    let elsewhere = serial.replacen("3273", "3674", 1);
    let other = town.get(&format!("/{REGION}/verifikasi/{elsewhere}"), None).await;
    assert!(other.status.is_client_error() && !other.text().contains("Dokumen ini asli"), "{}", other.text());
}

#[tokio::test]
async fn a_report_is_a_licence_until_it_is_revoked() {
    Box::pin(reported(&Town::open().await)).await;
}

#[tokio::test]
async fn a_visit_a_fee_and_three_hands_give_a_licence_that_a_newer_one_replaces() {
    Box::pin(visited(&Town::open().await)).await;
}

#[tokio::test]
async fn silence_grants_and_races_nobody_twice() {
    Box::pin(deemed(&Town::open().await)).await;
}

#[tokio::test]
async fn a_licence_is_told_of_in_time_and_expires() {
    Box::pin(lived(&Town::open().await)).await;
}

#[tokio::test]
async fn the_guide_names_licences_papers_fee_and_days_before_anybody_signs_in() {
    let town = Town::open().await;
    let page = async |query: &str| town.get(&format!("/{REGION}/izin{query}"), None).await.text();
    assert!(page("?usaha=warung").await.contains("kbli=47112"));
    assert!(page("?usaha=zzzz").await.contains("Belum ketemu"));
    assert!(page("?kbli=62010").await.contains("62011, 62012, 62019"), "a code of 2015 and what became of it");
    assert!(page("?kbli=47112&modal=lima").await.contains("Isi jumlah dalam rupiah"));
    let found = page("?usaha=warung&kbli=47112&modal=25.000.000&sign=ya&warehouse=ya").await;
    for words in [
        "2 izin diperlukan",
        "Tanda Daftar Gudang",
        "Izin penyelenggaraan reklame",
        "Cukup melapor",
        "Terbit seketika",
        "Pajak reklame",
        "Mikro",
        "Dasar: ",
    ] {
        assert!(found.contains(words), "{words}: {found}");
    }
    assert!(found.contains("name=\"isi.activity\" value=\"47112\"") && found.contains("name=\"syarat.in_region\""), "{found}");
    assert!(page("?kbli=47112&modal=25.000.000").await.contains("Tidak ada izin daerah yang diperlukan"));
    let begun = town.get(&format!("/{REGION}/izin-reklame/ajukan?isi.activity=47112"), None).await.text();
    assert!(begun.contains("name=\"isi.activity\" value=\"47112\""), "{begun}");
    let history = town.get(&format!("/{REGION}/siup/ajukan"), None).await.text();
    assert!(history.contains("digantikan NIB"), "{history}");
}
