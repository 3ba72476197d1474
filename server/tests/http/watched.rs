//! What keeps an office honest: words go through the case, a demand to come in person is a flag for good, what officers did is counted by
//! name, money that fits nothing is given back, an outage lengthens applicants' terms alone. On both databases.
use crate::{
    browser::{Browser, pairs},
    licences::{ask, assigned, by, code_of, document, stage, to_payment, verified},
    town::{REGION, Town},
    walk::take,
};
use engine::Verdict;
use http::Method;
use serde_json::{Value, json};

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
    assert!(late.contains("card errors"), "{late}");
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
    assert!(row.contains(">1</td>"), "once beside the name: {row}");
    let flagged = town.get(&format!("/{REGION}/meja?cari=%21datang&di=semua"), Some(&overseer)).await.text();
    assert!(flagged.contains(number), "{flagged}");
    let case = town.get(&format!("/{REGION}/meja/{number}"), Some(&officer)).await.text();
    assert!(case.matches("Diminta datang langsung").count() >= 2, "{case}");
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
    // A day with a server all day long, and one without.
    for _ in 0..(24 * 60) {
        town.clock.forward(60_000);
        health.keep().await.unwrap();
    }
    assert_eq!(town.engine.run_outages().await.unwrap(), 0);
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
    assert!((1..=2).contains(&longer), "{longer}");
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

/// A table of another system becomes cases, each once, with the day by which the region has to answer.
pub(crate) async fn imported(town: &Town) {
    let day = town.engine.now().day(town.pack().zone());
    let district = town.pack().districts[0].code.clone();
    let line = |n: u32, kbli: &str, due: &str| {
        format!("OSS-{n};Sertifikat Standar;999000000000{n};Klinik Rekaan {n};{kbli};menengah_tinggi;{due};{district};Jalan Contoh {n}\n")
    };
    // A Sunday: the other office does not wait for Monday.
    let due = day.plus_days(6).to_string();
    let friday = day.plus_days(4).to_string();
    let head = "oss_number;oss_kind;nib;business_name;activity;oss_risk;oss_deadline;district;place\n";
    let table = format!("{head}{}{}{}{}", line(1, "86201", &due), line(2, "86201", &due), line(3, "00000", &due), line(1, "86201", &due));
    let (pack, drafts) = (town.pack(), town.engine.drafts());
    let service = pack.service("oss-verifikasi").unwrap();
    let verifier = town.engine.accounts().visitor(Some(&town.persona("verifikator-izin").await)).await.unwrap();
    let shape = |lines: &[engine::ImportedLine]| -> String {
        let letter = |l: &engine::ImportedLine| match &l.taken {
            engine::LineTaken::New(_) => 'n',
            engine::LineTaken::Known(_) => 'k',
            engine::LineTaken::Wrong(_) => 'w',
            engine::LineTaken::Refused(_) => 'r',
        };
        lines.iter().map(letter).collect()
    };
    let looked = drafts.import(&pack, &verifier, service, &table, false).await.unwrap().unwrap();
    assert_eq!(shape(&looked), "nnwn");
    assert_eq!(town.read("public/oss-verifikasi", None).await.expect(200)["items"].as_array().unwrap().len(), 0, "nothing was taken yet");
    let taken = drafts.import(&pack, &verifier, service, &table, true).await.unwrap().unwrap();
    assert_eq!(shape(&taken), "nnwn");
    let again = drafts.import(&pack, &verifier, service, &table, true).await.unwrap().unwrap();
    assert_eq!(shape(&again), "kkwk", "each once");
    let engine::LineTaken::Known(number) = &again[0].taken else { unreachable!() };
    let officer = assigned(town, &number.to_string(), "teknis-izin").await;
    let case = town.read(&format!("cases/{number}"), Some(&officer)).await.expect(200);
    assert_eq!((case["due_on"].as_str(), case["stage"].as_str()), (Some(&*friday), Some("oss_check")), "the day of the table: {case}");
    // What is wrong with a table as a whole is said.
    for (table, fault) in [
        ("oss_number\n", engine::TableFault::Empty),
        ("nib\n1\n", engine::TableFault::NoColumn("oss_number".into())),
        ("oss_number,warna\n1,2\n", engine::TableFault::Unknown("warna".into())),
        ("oss_number,nib\n1\n", engine::TableFault::Broken(2)),
    ] {
        assert_eq!(drafts.import(&pack, &verifier, service, table, true).await.unwrap().unwrap_err(), fault, "{table}");
    }
    let other = town.engine.accounts().visitor(Some(&town.persona("teknis-izin").await)).await.unwrap();
    assert_eq!(drafts.import(&pack, &other, service, &table, true).await.unwrap_err(), engine::Failure::Forbidden);
    // Past its day the national system issues by itself, and the case says so.
    town.later(9);
    assert!(town.engine.run_timers().await.unwrap() >= 1);
    let after = town.read(&format!("cases/{number}"), Some(&town.persona("inspektorat").await)).await.expect(200);
    assert_eq!(after["stage"], "issued_by_oss");
}

/// Several licences are asked for in one file: filled in once, handed in once, decided each for itself.
pub(crate) async fn in_one_file(town: &Town) {
    use crate::filler::{Filler, pdf};
    let pack = town.pack();
    let begun = town.post("cases", None, json!({"service": "izin-reklame", "together": ["izin-tdg", "izin-iutm"]})).await.expect(201);
    let (id, token) = (begun["id"].as_str().unwrap().to_owned(), begun["token"].as_str().unwrap().to_owned());
    let mut filler = Filler::new(&pack, town.engine.now().day(pack.zone()));
    for (key, text) in [
        ("purpose", "baru"),
        ("represented", "tidak"),
        ("activity", "47112"),
        ("capital", "25.000.000"),
        ("panel_kind", "papan"),
        ("business_name", "Gudang dan Toko Rekaan"),
    ] {
        filler = filler.with(key, text);
    }
    let forms = ["izin-reklame", "izin-tdg", "izin-iutm"].map(|key| &pack.service(key).unwrap().form);
    let form = domain::form::Form::together(forms);
    assert!(form.fields().count() < forms.iter().map(|f| f.fields().count()).sum::<usize>(), "what all ask is asked once");
    let answers = filler.form(&form);
    town.api(Method::PATCH, &format!("/api/v1/{REGION}/cases/{id}"), Some(&token), Some(json!({"answers": answers}))).await.expect(200);
    let papers = filler.papers(&form, &answers);
    for slot in &papers {
        town.attach(&id, slot, &format!("{slot}.pdf"), &pdf(slot), Some(&token)).await.expect(201);
    }
    let receipt = town.post(&format!("cases/{id}/submit"), Some(&token), Value::Null).await.expect(201);
    let first = receipt["number"].as_str().unwrap().to_owned();
    let twice = town.post(&format!("cases/{id}/submit"), Some(&token), Value::Null).await;
    assert_eq!(twice.json()["number"], first.as_str(), "{}", twice.text());
    let page = town.get(&format!("/{REGION}/lacak/{first}/tanda-terima"), Some(&token)).await.text();
    let visitor = town.engine.accounts().visitor(Some(&token)).await.unwrap();
    let mine = town.engine.cases().mine(&pack, &visitor).await.unwrap();
    assert_eq!(mine.len(), 3, "three cases and no more");
    for line in &mine {
        assert!(page.contains(&line.number.to_string()), "{} on the receipt: {page}", line.number);
        let state = town.engine.cases().open(&pack, &visitor, &line.number).await.unwrap().state;
        assert_eq!((state.together.len(), state.organisation.as_str()), (2, "Gudang dan Toko Rekaan"));
        let form = &pack.service(&state.service).unwrap().form;
        assert!(state.answers.0.keys().all(|key| form.field(key).is_some()), "each has its own answers alone");
        assert!(!state.documents.0.is_empty() && state.documents.0.iter().all(|d| form.field(&d.slot).is_some()));
    }
    // What gives money is asked for alone, and nothing twice.
    for together in [json!(["hibah-uang"]), json!(["izin-reklame"]), json!(["izin-tdg", "izin-tdg"]), json!(["tiada"])] {
        let refused = town.post("cases", None, json!({"service": "izin-reklame", "together": together})).await;
        assert_eq!(refused.status, 404, "{}", refused.text());
    }
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

#[tokio::test]
async fn a_table_becomes_cases_once() {
    Box::pin(imported(&Town::open().await)).await;
}

#[tokio::test]
async fn several_licences_are_one_file() {
    Box::pin(in_one_file(&Town::open().await)).await;
}

/// A form in parts, as a browser sends it; the script's mark where a script does.
async fn in_parts(
    town: &Town,
    path: &str,
    session: &str,
    texts: &[(&str, &str)],
    files: &[(&str, &str, &[u8])],
    by_script: bool,
) -> crate::answers::Answer {
    let mut body = vec![];
    for (name, text) in texts {
        body.extend(format!("--m\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").into_bytes());
    }
    for (name, file, bytes) in files {
        let head =
            format!("--m\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: image/png\r\n\r\n");
        body.extend(head.into_bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--m--\r\n");
    let mut request = http::Request::post(path)
        .header("content-type", "multipart/form-data; boundary=m")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", format!("{}={session}", engine::COOKIE));
    if by_script {
        request = request.header("terang-luring", "1");
    }
    town.ask(request.body(body.into()).unwrap()).await
}

/// A visit is written on a phone without a line and sent two days later: both times are kept, distances measured, what is far is flagged.
pub(crate) async fn far_away(town: &Town) {
    use crate::walk::PICTURE;
    let handed = ask(town, &[("activity", "86201"), ("business_name", "Klinik Contoh Rekaan"), ("point", "-6.9147, 107.6098")], None).await;
    let number = handed.number.as_str();
    let officer = assigned(town, number, "verifikator-izin").await;
    take(town, &officer, number, "complete", json!({})).await;
    let officer = assigned(town, number, "teknis-izin").await;
    take(town, &officer, number, "to_visit", json!({})).await;
    by(town, "koordinator-izin", number, "schedule", json!({})).await;
    let route = format!("/{REGION}/meja/rute");
    let (mut drawn, mut others) = (vec![], vec![]);
    for who in ["teknis-izin", "teknis-izin-2", "teknis-izin-3"] {
        let session = town.persona(who).await;
        let list = town.get(&route, Some(&session)).await.text();
        if list.contains(number) { drawn.push(session) } else { others.push(session) }
    }
    assert_eq!((drawn.len(), others.len()), (2, 1), "two were drawn");
    let page = format!("{route}/{number}");
    assert_eq!(town.get(&page, Some(&others[0])).await.status, 404, "who was not drawn has no visit");
    let shown = town.get(&page, Some(&drawn[0])).await.text();
    assert!(shown.contains("data-tanda") && shown.contains("data-foto") && !shown.contains("0800-000-0001"), "{shown}");
    let seen = town.read(&format!("cases/{number}"), Some(&drawn[0])).await.expect(200)["version"].to_string();
    let today = town.engine.now().day(town.pack().zone()).to_string();
    let written = (town.engine.now().millis() + 1).to_string();
    town.later(2);
    let session = town
        .persona(if town.get(&route, Some(&town.persona("teknis-izin").await)).await.text().contains(number) {
            "teknis-izin"
        } else {
            "teknis-izin-2"
        })
        .await;
    let mut texts: Vec<(&str, &str)> = vec![
        ("seen", &seen),
        ("action", "report_visit"),
        ("ditulis", &written),
        ("perangkat", "-6.9148, 107.6099"),
        ("captured.visited_on", &today),
        ("captured.visit_findings", "Sesuai permohonan"),
        ("captured.visit_point", "-6.9000, 107.6098"),
    ];
    for item in ["there", "as_declared", "safe"] {
        let (verdict, evidence) = (format!("checklist.{item}.verdict"), format!("checklist.{item}.evidence"));
        texts.push((Box::leak(verdict.into_boxed_str()), "fits"));
        texts.push((Box::leak(evidence.into_boxed_str()), "Dilihat sendiri"));
    }
    let files: Vec<(&str, &str, &[u8])> = vec![
        ("captured.visit_photos", "depan.png", PICTURE),
        ("captured.witness_signature", "saksi.png", PICTURE),
        ("captured.officer_signature", "petugas.png", PICTURE),
    ];
    // Something is missing: the device is told what, and keeps the rest.
    let answer = in_parts(town, &page, &session, &texts, &files, true).await;
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert!(answer.json()["again"] == false && answer.json()["words"].as_str().unwrap().contains("Nama pemohon"), "{}", answer.text());
    texts.push(("captured.witness_name", "Contoh Rekaan"));
    let answer = in_parts(town, &page, &session, &texts, &files, true).await;
    assert_eq!((answer.status.as_u16(), answer.json()["done"].as_bool()), (200, Some(true)), "{}", answer.text());
    let again = in_parts(town, &page, &session, &texts, &files, true).await;
    assert!(again.status.is_client_error() && again.json()["done"] == false, "a visit is put on record once: {}", again.text());
    let overseer = town.persona("inspektorat").await;
    let case = town.get(&format!("/{REGION}/meja/{number}"), Some(&overseer)).await.text();
    assert!(case.contains("1.635 m dari titik permohonan") || case.contains("1.634 m dari titik permohonan"), "{case}");
    assert!(case.contains("Ditulis tanpa sinyal pada") && case.contains("Peninjauan jauh dari titik permohonan"), "{case}");
    let minutes = document(town, &handed, "bap-peninjauan").await;
    assert!(minutes.is_some(), "the minutes are a document");
    // Without a session the device is told to sign in, and keeps what it has.
    let out = in_parts(town, &page, "x", &texts, &files, true).await;
    assert!(out.status == 303 || out.status == 401, "{}", out.status);
}

#[tokio::test]
async fn a_visit_is_sent_when_there_is_a_line_again() {
    Box::pin(far_away(&Town::open().await)).await;
}
