//! A pack that changes under running cases: a day off inside a term, a field that the form asks for later, a stage that
//! went missing.
use crate::{
    town::{REGION, Town, lens},
    walk::{Office, hand_in, service, step},
};
use engine::{Engine, Settings};
use http::Method;
use serde_json::{Value, json};
use server::real::RealDice;
use std::{fs, path::Path};

/// A town whose packs a test may change.
pub(crate) async fn town() -> (Town, tempfile::TempDir) {
    let packs = tempfile::tempdir().unwrap();
    copy(&crate::town::packs(), packs.path());
    let folder = packs.path().to_owned();
    (Town::with(|config| config.packs = folder).await, packs)
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &to) } else { _ = fs::copy(entry.path(), to).unwrap() }
    }
}

pub(crate) fn edit(packs: &tempfile::TempDir, file: &str, from: &str, to: &str) {
    let path = packs.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

impl Town {
    /// The same town after a restart, with its packs read anew.
    pub(crate) async fn restarted(self) -> Self {
        self.engine.close().await;
        let config = self.running.shared.config.clone();
        let engine = Engine::open(Settings {
            database_url: config.database_url.reveal().to_owned(),
            data_dir: config.data.clone(),
            packs_dir: config.packs.clone(),
            files: None,
            demo: config.demo,
            clock: self.clock.clone(),
            dice: std::sync::Arc::new(RealDice),
            press: std::sync::Arc::new(press::TypstPress),
            lens: lens(),
            signer: None,
            banks: Default::default(),
            address: config.address.clone(),
        })
        .await
        .unwrap();
        self.with_engine(engine)
    }
}

#[tokio::test]
async fn a_day_off_declared_late_moves_the_dates_of_running_cases_once() {
    let (town, packs) = town().await;
    let pemohon = town.persona("pemohon").await;
    let handed = hand_in(&town, Some(&pemohon)).await;
    assert_eq!(town.engine.follow_calendars().await.unwrap(), 0, "with the calendar that they began with nothing moves");
    let before = town.read(&format!("cases/{}", handed.number), Some(&pemohon)).await.expect(200);
    assert_eq!(before["due_on"], "2026-07-13", "five working days from a Monday");

    let holiday = "[[holidays]]\nday = \"2026-07-09\"\nname = \"Libur contoh\"\nkind = \"national\"\n\n[[holidays]]\nday = \"2024-01-01\"";
    edit(&packs, "base/calendar.toml", "[[holidays]]\nday = \"2024-01-01\"", holiday);
    let town = town.restarted().await;
    assert_eq!(town.engine.follow_calendars().await.unwrap(), 1);
    let after = town.read(&format!("cases/{}", handed.number), Some(&pemohon)).await.expect(200);
    assert_eq!(after["due_on"], "2026-07-14", "the office has its five days all the same");
    assert!(after["promised_on"].as_str() > before["promised_on"].as_str(), "{} {}", before["promised_on"], after["promised_on"]);
    let events = town.read(&format!("cases/{}/events", handed.number), Some(&pemohon)).await.expect(200);
    assert_eq!(events["items"].as_array().unwrap().last().unwrap()["kind"], "rescheduled");
    let told = town.get(&format!("/{REGION}/akun"), Some(&pemohon)).await.text();
    assert!(told.contains("Ada hari libur baru"), "the applicant is told: {told}");
    assert_eq!(town.engine.follow_calendars().await.unwrap(), 0, "once");
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn a_field_that_came_later_does_not_hold_a_returned_case() {
    let (town, packs) = town().await;
    let handed = hand_in(&town, None).await;
    let field = service(&town).lists.title.unwrap();
    let office = Office::open(&town).await;
    step(&town, &office, &handed.number, "return", json!({"items": [{"field": field, "reason": "Kurang jelas"}]})).await.unwrap();
    let extra = "[[pages.fields]]\nkey = \"later\"\nlabel = { id = \"Isian baru\", en = \"New entry\" }\ntype = \"text\"\nmax = 20\n\n[[pages.fields]]";
    edit(&packs, "base/services/hibah-uang/form.toml", "[[pages.fields]]", extra);
    let town = town.restarted().await;
    // Whoever asks anew is asked for it; whose case came back mends what was asked for.
    let mending = town.post(&format!("cases/{}/mending", handed.number), Some(&handed.token), Value::Null).await.expect(200);
    let path = format!("/api/v1/{REGION}/cases/{}", mending["id"].as_str().unwrap());
    town.api(Method::PATCH, &path, Some(&handed.token), Some(json!({"answers": {field.clone(): ""}}))).await.expect(200);
    let refused = town.post(&format!("cases/{}/mending/send", handed.number), Some(&handed.token), Value::Null).await;
    assert_eq!(refused.status, 422, "what was asked for is still needed");
    town.api(Method::PATCH, &path, Some(&handed.token), Some(json!({"answers": {field.clone(): "Judul yang jelas"}}))).await.expect(200);
    let sent = town.post(&format!("cases/{}/mending/send", handed.number), Some(&handed.token), Value::Null).await.expect(200);
    assert_eq!((&sent["stage"], &sent["answers"][&field]), (&"registry_check".into(), &"Judul yang jelas".into()));
}

#[tokio::test]
async fn a_new_version_of_the_workflow_is_for_new_cases() {
    let (town, packs) = town().await;
    let old = hand_in(&town, None).await;
    let folder = packs.path().join("base/services/hibah-uang");
    let first = fs::read_to_string(folder.join("workflow-1.toml")).unwrap();
    // From today on the registry has nine days, and its stage another name.
    let second = first
        .replacen("version = 1\nvalid_from = \"2011-07-27\"", "version = 2\nvalid_from = \"2026-06-28\"", 1)
        .replacen("clock = { days = 5,", "clock = { days = 9,", 1)
        .replace("\"registry_check\"", "\"counter_check\"");
    fs::write(folder.join("workflow-2.toml"), second).unwrap();
    // Services that are like this one keep to the version that they name.
    let town = town.restarted().await;
    assert_eq!(town.engine.strays().await.unwrap(), []);
    assert_eq!(town.engine.follow_calendars().await.unwrap(), 0, "nobody's dates move");
    let new = hand_in(&town, None).await;
    let stage = async |number: &str| town.read(&format!("cases/{number}"), None).await.expect(200)["stage"].clone();
    assert_eq!((stage(&old.number).await, stage(&new.number).await), ("registry_check".into(), "counter_check".into()));
    let office = Office::open(&town).await;
    let offers = town.read(&format!("cases/{}/actions", old.number), Some(&office.0["tu"])).await.expect(200);
    assert!(offers["items"].as_array().unwrap().iter().any(|o| o["action"] == "complete"), "the running case goes on as it began");
}

#[tokio::test]
async fn a_stage_that_went_missing_is_named() {
    let (town, packs) = town().await;
    hand_in(&town, None).await;
    let path = packs.path().join("base/services/hibah-uang/workflow-1.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"registry_check\"", "\"counter_check\"")).unwrap();
    for service in ["hibah-barang", "bansos-terencana", "bansos-lembaga"] {
        let path = packs.path().join(format!("base/services/{service}/workflow-1.toml"));
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace("\"registry_check\"", "\"counter_check\"")).unwrap();
    }
    let town = town.restarted().await;
    let strays = town.engine.strays().await.unwrap();
    assert_eq!(
        strays.iter().map(|s| (s.service.as_str(), s.stage.as_str(), s.cases)).collect::<Vec<_>>(),
        [("hibah-uang", "registry_check", 1)]
    );
}

#[tokio::test]
async fn whoever_misses_the_window_is_told_of_the_next_and_keeps_the_draft() {
    let (town, packs) = town().await;
    let pemohon = town.persona("pemohon").await;
    let (id, _) = crate::walk::draft(&town, Some(&pemohon)).await;
    // The window that it was begun in is over; the next one is known.
    edit(
        &packs,
        "kota-bandung/services/hibah-uang/service.toml",
        "opens = \"07-01\"\ncloses = \"08-31\"",
        "opens = \"07-20\"\ncloses = \"08-31\"",
    );
    let town = town.restarted().await;
    let late = town.post(&format!("cases/{id}/submit"), Some(&pemohon), Value::Null).await;
    assert_eq!((late.status.as_u16(), late.code().as_str()), (422, "window_closed"), "{}", late.text());
    assert!(late.text().contains("20 Juli 2026"), "{}", late.text());
    let page = town.get("/kota-bandung/hibah/ajukan", Some(&pemohon)).await.text();
    assert!(page.contains("20 Juli 2026") && !page.contains("Mulai mengisi"), "{page}");
    // What was typed is there when it opens.
    town.later(14);
    let pemohon = town.persona("pemohon").await;
    town.post(&format!("cases/{id}/submit"), Some(&pemohon), Value::Null).await.expect(201);
}
