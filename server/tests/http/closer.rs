//! What only the officer who holds a case may look at, what nobody reads who should not, and what is compared before money goes
//! on.
use crate::{
    browser::Browser,
    town::{REGION, Town},
    walk::{Office, hand_in, step, take},
};
use serde_json::{Value, json};

/// A case that was handed in, and the hash of one of its files.
pub(crate) async fn with_file(town: &Town, office: &Office, slot: &str) -> (String, String) {
    let handed = hand_in(town, None).await;
    let case = town.read(&format!("cases/{}", handed.number), Some(&office.0["tu"])).await.expect(200);
    let file = case["documents"].as_array().unwrap().iter().find(|d| d["slot"] == slot).unwrap()["hash"].as_str().unwrap().to_owned();
    (handed.number, file)
}

/// How often it is on record that somebody opened the identity cards.
pub(crate) async fn looks(town: &Town, office: &Office, number: &str) -> usize {
    let events = town.read(&format!("cases/{number}/events"), Some(&office.0["tu"])).await.expect(200);
    let of = |e: &&Value| e["kind"] == "revealed" && e["fields"] == json!(["identity_cards"]);
    events["items"].as_array().unwrap().iter().filter(of).count()
}

#[tokio::test]
async fn a_paper_with_personal_data_is_opened_by_whoever_holds_the_case_and_that_is_an_event() {
    let town = Town::open().await;
    let office = Office::open(&town).await;
    let (number, card) = with_file(&town, &office, "identity_cards").await;
    let file = format!("/{REGION}/berkas/{number}/{card}");
    let looks = async || looks(&town, &office, &number).await;
    // An officer who does not hold the case is told so, and sees that there is such a paper.
    assert_eq!(town.get(&file, Some(&office.0["tapd"])).await.status, 403);
    let page = town.get(&format!("/{REGION}/meja/{number}?dokumen={card}"), Some(&office.0["tapd"])).await.text();
    assert!(page.contains("hanya pemegang berkas") && !page.contains(&format!("src=\"{file}")), "{page}");
    assert_eq!(looks().await, 0);
    // Whoever holds it opens it, once on record however often the browser asks.
    for _ in 0..3 {
        assert_eq!(town.get(&file, Some(&office.0["tu"])).await.status, 200);
    }
    assert_eq!(looks().await, 1);
    let page = town.get(&format!("/{REGION}/meja/{number}"), Some(&office.0["tu"])).await.text();
    assert!(page.contains("pembukaan dicatat") && page.contains("Membuka data terkunci: KTP ketua dan sekretaris"), "{page}");
    // A paper without personal data is every officer's to read, and nobody counts.
    let (number, deed) = with_file(&town, &office, "deed").await;
    assert_eq!(town.get(&format!("/{REGION}/berkas/{number}/{deed}"), Some(&office.0["tapd"])).await.status, 200);
    // Once the case has gone on, the office that had it opens nothing any more.
    let (number, card) = with_file(&town, &office, "identity_cards").await;
    step(&town, &office, &number, "advance", Value::Null).await.unwrap();
    assert_eq!(town.get(&format!("/{REGION}/berkas/{number}/{card}"), Some(&office.0["tu"])).await.status, 403);
}

#[tokio::test]
async fn what_people_write_in_their_own_words_is_published_without_numbers_of_persons() {
    let town = Town::open().await;
    let office = Office::open(&town).await;
    let handed = hand_in(&town, None).await;
    let number = handed.number.as_str();
    let note = "Hubungi 0812 3456 7890 atau warga@contoh.test, NIK 9999017008850001; anggaran Rp 12.500.000";
    let refusal = json!({"reason": "incomplete", "public_note": note});
    take(&town, &office.0["tu"], number, "refuse", refusal).await;
    for text in [
        town.get(&format!("/{REGION}/hibah/{number}"), None).await.text(),
        town.read(&format!("cases/{number}"), None).await.expect(200).to_string(),
        town.read(&format!("cases/{number}/events"), None).await.expect(200).to_string(),
    ] {
        for secret in ["3456 7890", "warga@contoh.test", "9999017008850001"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
    let page = town.get(&format!("/{REGION}/hibah/{number}"), None).await.text();
    assert!(page.contains("12.500.000") && page.contains("•••"), "amounts stay, and one sees that something is hidden: {page}");
    // Its applicant reads what was written to them.
    let own = town.read(&format!("cases/{number}/events"), Some(&handed.token)).await.expect(200).to_string();
    assert!(own.contains("0812 3456 7890"), "{own}");
}

#[tokio::test]
async fn cases_that_are_alike_stand_side_by_side_and_are_decided_with_a_reason() {
    compared(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn compared(town: &Town) {
    let office = Office::open(town).await;
    let first = hand_in(town, None).await.number;
    let handed = hand_in(town, None).await;
    let number = handed.number.as_str();
    for _ in 0..3 {
        step(town, &office, number, "advance", Value::Null).await.unwrap();
    }
    let opd = office.0["opd"].clone();
    let page = format!("/{REGION}/meja/{number}");
    let mut browser = Browser::of(town, &opd);
    let shown = browser.open(&page).await.text();
    assert!(shown.contains(&first) && shown.contains("belum dibandingkan") && shown.contains("Yang dibandingkan"), "{shown}");
    assert!(!shown.contains("9999017008850001"), "what is sealed is masked on both sides");
    // It goes on only once every pair is decided.
    let list = town.read(&format!("cases/{number}/actions"), Some(&opd)).await.expect(200);
    let offer = list["items"].as_array().unwrap().iter().find(|o| o["action"] == "recommend").unwrap().clone();
    let case = town.read(&format!("cases/{number}"), Some(&opd)).await.expect(200);
    let place = format!("cases/{number}/actions/recommend");
    town.attach_to(&place, "visit_photos", "foto.png", crate::walk::PICTURE, Some(&opd)).await.expect(201);
    let input = crate::walk::input(town, &case, &offer, &list);
    let held = town.post(&place, Some(&opd), input.clone()).await;
    assert_eq!((held.status.as_u16(), held.json()["code"].as_str().unwrap()), (422, "not_compared"));
    assert!(held.text().contains(&first), "{}", held.text());
    // Without a reason nothing is recorded, and what was typed into the decision is there again.
    let send = |found: &str, why: &str| -> Vec<(String, String)> {
        [
            ("banding", first.as_str()),
            (&format!("banding.{first}.hasil"), found),
            (&format!("banding.{first}.alasan"), why),
            ("recommend.captured.visit_notes", "Sudah dikunjungi"),
        ]
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .into()
    };
    let address = format!("{page}/banding");
    let back = browser.follow(&address, &send("berbeda", " ")).await.text();
    assert!(back.contains("Penjelasan") && back.contains("belum dibandingkan"), "{back}");
    let back = browser.follow(&address, &send("ganda", "Kegiatan dan hari yang sama")).await.text();
    assert!(back.contains("Kegiatan dan hari yang sama"), "{back}");
    let held = town.post(&place, Some(&opd), input.clone()).await;
    assert_eq!(held.json()["code"], "asked_twice", "{}", held.text());
    browser.follow(&address, &send("berbeda", "Kegiatannya lain")).await;
    let alike = town.read(&format!("cases/{number}/alike"), Some(&opd)).await.expect(200);
    let pair = alike["items"].as_array().unwrap().iter().find(|a| a["number"] == first.as_str()).unwrap();
    assert_eq!((&pair["double"], &pair["reason"]), (&false.into(), &"Kegiatannya lain".into()), "the newest word counts");
    assert_eq!(town.post(&place, Some(&opd), input).await.status, 200);
    // The other case is nobody's business but the offices'.
    let own = town.read(&format!("cases/{number}/events"), Some(&handed.token)).await.expect(200).to_string();
    assert!(!own.contains(&first) && !own.contains("Kegiatannya lain"), "{own}");
    assert_eq!(town.read(&format!("cases/{number}/alike"), Some(&handed.token)).await.status, 403);
    // Nobody who does not hold the case compares it, and nothing is compared that is not alike.
    let pair = |other: &str| json!({"other": other, "double": false, "reason": "x"});
    assert_eq!(town.post(&format!("cases/{first}/compare"), Some(&office.0["tapd"]), pair(number)).await.status, 403);
    let (tu, stranger) = (&office.0["tu"], "HB-2026-004173-9");
    assert_eq!(town.post(&format!("cases/{first}/compare"), Some(tu), pair(number)).await.status, 200);
    assert_eq!(town.post(&format!("cases/{first}/compare"), Some(tu), pair(stranger)).await.status, 404);
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn a_table_at_a_desk_grows_shrinks_and_keeps_what_was_typed() {
    let town = Town::open().await;
    let office = Office::open(&town).await;
    let handed = hand_in(&town, None).await;
    let number = handed.number.as_str();
    for _ in 0..4 {
        step(&town, &office, number, "advance", Value::Null).await.unwrap();
    }
    let mut browser = Browser::of(&town, &office.0["tim-pertimbangan"]);
    let address = format!("/{REGION}/meja/{number}/tindakan");
    let typed = |more: &[(&str, &str)]| -> Vec<(String, String)> {
        let rows = [
            ("captured.attendance.0.member", "Ketua Rekaan"),
            ("captured.attendance.0.took_part", "hadir"),
            ("captured.attendance.1.member", "Anggota Rekaan"),
            ("captured.minutes_number", "BA/99"),
        ];
        rows.iter().chain(more).map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    };
    let page = browser.open(&format!("/{REGION}/meja/{number}")).await.text();
    assert!(page.contains("value=\"consider:tambah:captured.attendance\""), "{page}");
    let more = browser.follow(&address, &typed(&[("baris", "consider:tambah:captured.attendance")])).await.text();
    for there in ["Ketua Rekaan", "Anggota Rekaan", "BA/99", "captured.attendance.2.member"] {
        assert!(more.contains(there), "{there} in {more}");
    }
    let less = browser.follow(&address, &typed(&[("baris", "consider:hapus:captured.attendance:0")])).await.text();
    assert!(!less.contains("Ketua Rekaan") && less.contains("Anggota Rekaan") && !less.contains("captured.attendance.1.member"), "{less}");
    // What is wrong is said at its row, and the row is still there.
    let wrong = browser.follow(&address, &typed(&[("seen", "99"), ("action", "consider")])).await.text();
    assert!(wrong.contains("Anggota Rekaan") && wrong.contains("Ketua Rekaan"), "{wrong}");
}
