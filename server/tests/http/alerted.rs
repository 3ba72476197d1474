//! What calls for somebody by itself: once, until somebody takes care of it or it is over; and who may say so.
use crate::{
    browser::{Browser, pairs},
    town::{REGION, Town},
    walk::{Handed, Office, hand_in, step},
    walls::{at_wall, linked},
};
use serde_json::Value;

const LATE: &str = "Ada berkas lewat waktu";

/// A town with a case that is late, and the alert that says so.
async fn late() -> (Town, Handed) {
    let town = Town::open().await;
    let handed = hand_in(&town, None).await;
    assert_eq!(town.engine.look_at_alerts().await.unwrap(), 0, "nothing is late yet");
    town.later(20);
    // Somebody decided something today: the desk is not empty, and one alert is enough for these tests.
    let (office, other) = (Office::open(&town).await, hand_in(&town, None).await);
    step(&town, &office, &other.number, "advance", Value::Null).await.unwrap();
    (town, handed)
}

fn page(rest: &str) -> String {
    format!("/{REGION}/komando/{rest}")
}

/// The id of the alert whose form stands on the page.
fn alert_on(html: &str) -> String {
    html.split(&page("peringatan/")).nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_alert_calls_until_somebody_takes_care_of_it_and_ends_by_itself() {
    let (town, handed) = late().await;
    assert!(town.engine.look_at_alerts().await.unwrap() > 0);
    assert_eq!(town.engine.look_at_alerts().await.unwrap(), 0, "once more it does nothing");
    let mut operator = Browser::of(&town, &town.persona("operator").await);
    let wall = linked(&town, &mut operator).await;
    let calls = at_wall(&town, &wall).await.text();
    assert!(calls.contains("alarm bad") && calls.contains(LATE) && !calls.contains("data-waspada=\"0\""), "{calls}");
    assert!(operator.open(&format!("/{REGION}/komando")).await.text().contains(LATE));

    let all = operator.open(&page("peringatan")).await.text();
    let door = page("daftar?angka=lewat&amp;layanan=hibah-uang&amp;tahap=registry_check");
    assert!(all.contains(&format!("href=\"{door}\"")) && all.contains("1 berkas"), "{all}");
    let behind = operator.open(&door.replace("&amp;", "&")).await.text();
    assert!(behind.contains(&handed.number) && behind.contains("1 berkas."), "{behind}");

    let id = alert_on(&all);
    let tended = operator.follow(&page(&format!("peringatan/{id}")), &pairs(&[("apa", "tangani")])).await.text();
    assert!(
        tended.contains("Sedang ditangani") && tended.contains("Operator Contoh") && tended.contains("Tidak ada yang memanggil"),
        "{tended}"
    );
    let quiet = at_wall(&town, &wall).await.text();
    assert!(quiet.contains("sedang ditangani") && quiet.contains("data-waspada=\"0\"") && !quiet.contains(LATE), "{quiet}");
    assert!(!quiet.contains("Operator Contoh"), "a wall names nobody");
    // A second tap changes nothing.
    let again = operator.follow(&page(&format!("peringatan/{id}")), &pairs(&[("apa", "tangani")])).await.text();
    assert!(again.contains("Sedang ditangani") && !again.contains("card errors"), "{again}");

    // Once the case was decided there is nothing late, and nothing to take care of.
    let office = Office::open(&town).await;
    step(&town, &office, &handed.number, "advance", Value::Null).await.unwrap();
    assert_eq!(town.engine.look_at_alerts().await.unwrap(), 1);
    let over = operator.open(&page("peringatan")).await.text();
    assert!(!over.contains(LATE) && over.contains("Tidak ada yang memanggil"), "{over}");
    let late = operator.follow(&page(&format!("peringatan/{id}")), &pairs(&[("apa", "catat"), ("catatan", "x")])).await.text();
    assert!(late.contains("card errors"), "what is over takes no deed: {late}");
}

#[tokio::test]
async fn an_alert_is_quiet_for_a_time_and_a_reason() {
    let (town, _) = late().await;
    town.engine.look_at_alerts().await.unwrap();
    let mut operator = Browser::of(&town, &town.persona("operator").await);
    let id = alert_on(&operator.open(&page("peringatan")).await.text());
    let to = page(&format!("peringatan/{id}"));
    let silent = operator.follow(&to, &pairs(&[("apa", "tunda"), ("menit", "120")])).await.text();
    assert!(silent.contains(&format!("href=\"#catatan-{id}\"")) && silent.contains("Perlu ditangani"), "{silent}");
    let long = operator.follow(&to, &pairs(&[("apa", "tunda"), ("menit", "100000"), ("catatan", "Libur panjang")])).await.text();
    assert!(long.contains(&format!("href=\"#menit-{id}\"")) && long.contains("Libur panjang"), "{long}");
    let quiet = operator.follow(&to, &pairs(&[("apa", "tunda"), ("menit", "120"), ("catatan", "Sudah dihubungi")])).await.text();
    assert!(quiet.contains("Ditenangkan") && quiet.contains("tenang sampai") && quiet.contains("Tidak ada yang memanggil"), "{quiet}");
    town.clock.forward(121 * 60_000);
    let again = operator.open(&page("peringatan")).await.text();
    assert!(!again.contains("Tidak ada yang memanggil"), "{again}");

    // While something is worked on, nothing calls; a time that can't be is refused with what was typed.
    let odd = pairs(&[
        ("mulai", "2026-07-26"),
        ("mulai_jam", "9:00"),
        ("sampai", "2026-07-25"),
        ("sampai_jam", "09:00"),
        ("alasan", "Ganti server"),
    ]);
    let odd = operator.follow(&page("pemeliharaan"), &odd).await.text();
    assert!(odd.contains("href=\"#sampai\"") && odd.contains("value=\"Ganti server\""), "{odd}");
    let now = pairs(&[
        ("mulai", "2026-07-25"),
        ("mulai_jam", "09:00"),
        ("sampai", "2026-07-27"),
        ("sampai_jam", "23:30"),
        ("alasan", "Ganti server"),
    ]);
    let kept = operator.follow(&page("pemeliharaan"), &now).await.text();
    assert!(
        kept.contains("Ganti server") && kept.contains("tenang selama pemeliharaan") && kept.contains("Tidak ada yang memanggil"),
        "{kept}"
    );
    let end = kept.split(&page("pemeliharaan/")).nth(1).unwrap().split('"').next().unwrap().to_owned();
    let ended = operator.follow(&page(&format!("pemeliharaan/{end}")), &[]).await.text();
    assert!(!ended.contains("Tidak ada yang memanggil") && !ended.contains("Ganti server"), "{ended}");
}

/// A pager or a rota tool sees and does what the page does, and nothing that the page forbids.
#[tokio::test]
async fn programs_hear_of_alerts_and_take_care_of_them() {
    let (town, _) = late().await;
    town.engine.look_at_alerts().await.unwrap();
    let operator = town.persona("operator").await;
    let open = town.read("alerts", Some(&operator)).await.expect(200);
    let of = |open: &Value| open["items"].as_array().unwrap().iter().find(|a| a["name"] == LATE).unwrap().clone();
    let alert = of(&open);
    assert_eq!((&alert["call"], &alert["value"]), (&"calls".into(), &1.into()), "{alert}");
    assert!(!alert["advice"].as_str().unwrap().is_empty() && alert["subject"].as_str().unwrap().contains('/'), "{alert}");
    let at = format!("alerts/{}", alert["id"].as_str().unwrap());
    let say = async |token: Option<&str>, what: Value| town.post(&at, token, what).await;

    for (token, status) in [(None, 401), (Some(town.persona("pemohon").await), 403), (Some(town.persona("tu").await), 403)] {
        assert_eq!(town.read("alerts", token.as_deref()).await.status, status);
        assert_eq!(say(token.as_deref(), serde_json::json!({"what": "ack"})).await.status, status);
    }
    let silent = say(Some(&operator), serde_json::json!({"what": "snooze", "minutes": 60, "note": " "})).await;
    assert_eq!(silent.status, 422, "quiet needs a reason");
    let long = say(Some(&operator), serde_json::json!({"what": "snooze", "minutes": 100_000, "note": "Libur"})).await;
    assert_eq!(long.status, 422, "{}", long.text());
    assert_eq!(say(Some(&operator), serde_json::json!({"what": "snooze", "minutes": 60, "note": "Sudah dihubungi"})).await.status, 204);
    assert_eq!(of(&town.read("alerts", Some(&operator)).await.expect(200))["call"], "quiet");
    town.clock.forward(61 * 60_000);
    assert_eq!(say(Some(&operator), serde_json::json!({"what": "ack"})).await.status, 204);
    let tended = of(&town.read("alerts", Some(&operator)).await.expect(200));
    assert_eq!((&tended["call"], &tended["tended_by"]), (&"tended".into(), &"Operator Contoh".into()), "{tended}");
    let nobodys = town.post(&format!("alerts/{}", uuid::Uuid::nil()), Some(&operator), serde_json::json!({"what": "ack"})).await;
    assert_eq!(nobodys.status, 404);
}

#[tokio::test]
async fn an_incident_keeps_all_that_was_done() {
    let (town, _) = late().await;
    town.engine.look_at_alerts().await.unwrap();
    let mut operator = Browser::of(&town, &town.persona("operator").await);
    let id = alert_on(&operator.open(&page("peringatan")).await.text());
    let unnamed = operator.follow(&page("kejadian"), &pairs(&[("judul", " "), ("peringatan", &id)])).await.text();
    assert!(unnamed.contains("href=\"#title\""), "{unnamed}");
    let sent = operator.send(&page("kejadian"), &[("judul", "Antrean tata usaha macet"), ("peringatan", &id)]).await;
    let incident = sent.header("location").to_owned();
    let begun = operator.open(&incident).await.text();
    assert!(begun.contains("Antrean tata usaha macet") && begun.contains(LATE) && begun.contains("menangani"), "{begun}");
    let empty = operator.follow(&incident, &pairs(&[("catatan", ""), ("selesai", "ya")])).await.text();
    assert!(empty.contains("href=\"#note\"") && !empty.contains("menyatakan selesai"), "{empty}");
    operator.follow(&incident, &pairs(&[("catatan", "Kepala TU dihubungi, dua petugas ditambah.")])).await;
    let ended = operator.follow(&incident, &pairs(&[("catatan", "Antrean habis."), ("selesai", "ya")])).await.text();
    for words in ["dua petugas ditambah", "Antrean habis.", "menyatakan selesai", "Operator Contoh"] {
        assert!(ended.contains(words), "{words}: {ended}");
    }
    assert!(!ended.contains("name=\"catatan\""), "what is over is written no further: {ended}");
    let all = operator.open(&page("peringatan")).await.text();
    assert!(all.contains(&format!("href=\"{incident}\"")) && !all.contains("berlangsung"), "{all}");
}

#[tokio::test]
async fn who_sees_the_board_sees_what_calls_and_only_operators_tend_it() {
    let (town, _) = late().await;
    town.engine.look_at_alerts().await.unwrap();
    let operator = Browser::of(&town, &town.persona("operator").await);
    let id = alert_on(&operator.open(&page("peringatan")).await.text());
    let mut head = Browser::of(&town, &town.persona("kabag-tu").await);
    let seen = head.open(&page("peringatan")).await.text();
    assert!(seen.contains(LATE) && !seen.contains(&page("peringatan/")), "no button that does nothing: {seen}");
    for (path, boxes) in [
        (page(&format!("peringatan/{id}")), [("apa", "tangani"), ("catatan", "x")]),
        (page("kejadian"), [("judul", "x"), ("peringatan", &*id)]),
        (page("pemeliharaan"), [("mulai", "2026-07-26"), ("alasan", "x")]),
    ] {
        let refused = head.follow(&path, &pairs(&boxes)).await.text();
        assert!(refused.contains("card errors"), "{path}: {refused}");
    }
    assert!(operator.open(&page("peringatan")).await.text().contains("Perlu ditangani"));
    let tu = Browser::of(&town, &town.persona("tu").await);
    assert_eq!(tu.open(&page("peringatan")).await.status, 403);
    let elsewhere = Browser::new(&town).send(&page(&format!("peringatan/{id}")), &[("apa", "tangani")]).await;
    assert!(elsewhere.header("location").starts_with("/masuk?kembali="));
}

#[tokio::test]
async fn the_week_says_who_decided_and_who_did_not() {
    let (town, handed) = late().await;
    town.engine.look_at_alerts().await.unwrap();
    let mut operator = Browser::of(&town, &town.persona("operator").await);
    let id = alert_on(&operator.open(&page("peringatan")).await.text());
    town.clock.forward(7 * 60_000);
    operator.follow(&page(&format!("peringatan/{id}")), &pairs(&[("apa", "tangani")])).await;
    let week = operator.open(&page("ringkasan")).await.text();
    assert!(week.contains("20 Juli 2026 – 26 Juli 2026"), "{week}");
    assert!(week.contains("1 peringatan muncul, 1 ditangani; separuhnya dalam 7 menit"), "{week}");
    // The registry passed one on and is late with another; whom it passed it to has decided nothing.
    let table = operator.open(&page("ringkasan.csv?minggu=2026-07-22")).await;
    assert!(table.header("content-disposition").contains("ringkasan-kota-bandung-2026-07-20.csv"));
    let lines: Vec<String> = table.text().lines().map(str::to_owned).collect();
    assert!(lines[1].ends_with(";1;0;1;1") && lines[2].ends_with(";0;0;1;0") && lines.len() == 3, "{lines:?}");
    let before = operator.open(&page("ringkasan?minggu=2026-07-13")).await.text();
    assert!(before.contains("0 peringatan muncul") && before.contains("minggu=2026-07-20"), "{before}");
    assert!(!handed.number.is_empty());
    assert_eq!(Browser::of(&town, &town.persona("tu").await).open(&page("ringkasan")).await.status, 403);
}
