//! One deed for many cases: chosen beyond a page, ordered, undone in time, and to each its own result.
use crate::{
    browser::{Browser, pairs},
    changes::town as changeable,
    town::{REGION, Town},
    walk::{Handed, hand_in},
};
use serde_json::{Value, json};

async fn cases(town: &Town, n: usize) -> Vec<Handed> {
    let mut cases = vec![];
    for _ in 0..n {
        cases.push(hand_in(town, None).await);
    }
    cases
}

/// The ten seconds go by, and whatever is due is done.
async fn after_ten_seconds(town: &Town) {
    town.clock.forward(10_000);
    town.engine.run_batches().await.unwrap();
}

fn results(batch: &Value) -> Vec<&str> {
    batch["items"].as_array().unwrap().iter().map(|line| line["result"].as_str().unwrap()).collect()
}

fn refuse(reason: &str) -> Value {
    json!({"deed": "act", "service": "hibah-uang", "stage": "registry_check", "action": "refuse", "input": {"seen": 0, "reason": reason}})
}

async fn choose(town: &Town, token: &str, query: &str, body: Value) -> Value {
    town.post(&format!("batches{query}"), Some(token), body).await.expect(201)
}

#[tokio::test]
async fn a_selection_beyond_the_page_is_done_case_by_case_and_says_what_was_not() {
    let town = Town::open().await;
    let (handed, tu, second) = (cases(&town, 7).await, town.persona("tu").await, town.persona("tu-2").await);
    let batch = choose(&town, &tu, "", json!({})).await;
    assert_eq!((batch["state"].as_str(), batch["found"].as_i64(), results(&batch).len()), (Some("chosen"), Some(7), 7));
    let possible = batch["possible"].as_array().unwrap();
    assert!(possible.iter().any(|p| p["action"] == "refuse" && p["cases"] == 7), "{possible:?}");
    assert!(!possible.iter().any(|p| p["action"] == "complete" || p["action"] == "return"), "what is looked at one by one: {possible:?}");
    let id = batch["id"].as_str().unwrap().to_owned();
    let deed = format!("batches/{id}/deed");

    // What is missing for all is said at once, and nothing is ordered.
    let refused = town.post(&deed, Some(&tu), refuse("")).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let complete = json!({"deed": "act", "service": "hibah-uang", "stage": "registry_check", "action": "complete"});
    assert_eq!(town.post(&deed, Some(&tu), complete).await.status, 422, "a checklist is never ticked for many");
    let reason = town.pack().service("hibah-uang").unwrap().reasons[0].key.clone();
    let ordered = town.post(&deed, Some(&tu), refuse(&reason)).await.expect(200);
    assert_eq!((ordered["state"].as_str(), results(&ordered)), (Some("ordered"), vec!["waiting"; 7]));

    // Meanwhile one is taken by a colleague and another was decided: those two stay, and say why.
    town.post(&format!("cases/{}/assignment", handed[0].number), Some(&second), json!({"what": "take"})).await.expect(200);
    let gone = &handed[1].number;
    let offers = town.read(&format!("cases/{gone}/actions"), Some(&second)).await.expect(200);
    let alone = json!({"seen": offers["version"], "reason": reason});
    town.post(&format!("cases/{gone}/actions/refuse"), Some(&second), alone).await.expect(200);
    town.engine.run_batches().await.unwrap();
    let early = town.read(&format!("batches/{id}"), Some(&tu)).await.expect(200);
    assert_eq!(results(&early), ["waiting"; 7], "nothing happens before the ten seconds are over");
    after_ten_seconds(&town).await;

    let ended = town.read(&format!("batches/{id}"), Some(&tu)).await.expect(200);
    assert_eq!(ended["state"], "ended");
    for line in ended["items"].as_array().unwrap() {
        let (number, result) = (line["number"].as_str().unwrap(), line["result"].as_str().unwrap());
        let stays = [&handed[0].number, gone].iter().any(|n| *n == number);
        assert_eq!(result, if stays { "refused" } else { "done" }, "{line}");
        assert_eq!(line["why"].is_null(), !stays, "{line}");
        let events = town.read(&format!("cases/{number}/events"), Some(&tu)).await.expect(200);
        let refusals = events["items"].as_array().unwrap().iter().filter(|e| e["effect"] == "refuse").count();
        assert_eq!(refusals, usize::from(number != handed[0].number), "once and no more: {events}");
    }
    // Once more it does nothing; it can't be undone any more.
    after_ten_seconds(&town).await;
    assert_eq!(town.read(&format!("batches/{id}"), Some(&tu)).await.expect(200), ended);
    let late = town.api(http::Method::DELETE, &format!("/api/v1/{REGION}/{deed}"), Some(&tu), None).await;
    assert_eq!(late.status, 409);
    // It is its officer's own.
    town.read(&format!("batches/{id}"), Some(&second)).await.expect(404);
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn what_is_undone_in_time_has_changed_nothing() {
    let town = Town::open().await;
    let (handed, tu) = (cases(&town, 2).await, town.persona("tu").await);
    let numbers: Vec<&str> = handed.iter().map(|h| h.number.as_str()).collect();
    let id = choose(&town, &tu, "", json!({"cases": numbers})).await["id"].as_str().unwrap().to_owned();
    let deed = format!("batches/{id}/deed");
    town.post(&deed, Some(&tu), json!({"deed": "take", "reason": ""})).await.expect(200);
    // A second tap orders nothing else.
    town.post(&deed, Some(&tu), json!({"deed": "let_go"})).await.expect(200);
    town.clock.forward(9_999);
    assert_eq!(town.api(http::Method::DELETE, &format!("/api/v1/{REGION}/{deed}"), Some(&tu), None).await.status, 204);
    after_ten_seconds(&town).await;
    let undone = town.read(&format!("batches/{id}"), Some(&tu)).await.expect(200);
    assert_eq!((undone["state"].as_str(), results(&undone)), (Some("undone"), vec!["waiting"; 2]));
    for number in numbers {
        let events = town.read(&format!("cases/{number}/events"), Some(&tu)).await.expect(200);
        assert_eq!(events["items"].as_array().unwrap().len(), 1, "{events}");
    }
}

#[tokio::test]
async fn what_was_ordered_outlives_a_restart() {
    let (town, _packs) = changeable().await;
    let (handed, tu) = (cases(&town, 3).await, town.persona("tu").await);
    let id = choose(&town, &tu, "", json!({})).await["id"].as_str().unwrap().to_owned();
    town.post(&format!("batches/{id}/deed"), Some(&tu), json!({"deed": "take"})).await.expect(200);
    let town = town.restarted().await;
    after_ten_seconds(&town).await;
    let tu = town.persona("tu").await;
    assert_eq!(results(&town.read(&format!("batches/{id}"), Some(&tu)).await.expect(200)), ["done"; 3]);
    let mine = town.read("queue?whose=mine", Some(&tu)).await.expect(200);
    assert_eq!(mine["items"].as_array().unwrap().len(), handed.len());
}

#[tokio::test]
async fn it_is_all_there_without_scripts() {
    let town = Town::open().await;
    let (handed, tu) = (cases(&town, 3).await, town.persona("tu").await);
    let second = town.persona("tu-2").await;
    let colleague = town.engine.accounts().visitor(Some(&second)).await.unwrap().account().unwrap().0.to_string();
    let (desk, many) = (format!("/{REGION}/meja"), format!("/{REGION}/meja/banyak"));
    let mut browser = Browser::of(&town, &tu);
    let list = browser.open(&desk).await.text();
    assert!(list.contains(&format!("value=\"{}\"", handed[0].number)) && list.contains("Semua di daftar ini"), "{list}");
    assert!(!browser.open(&format!("{desk}/{}", handed[0].number)).await.text().contains("name=\"pilih\""), "not beside a case");
    let nothing = browser.follow(&many, &pairs(&[("antrean", "urut=lama")])).await.text();
    assert!(nothing.contains("Belum ada yang dipilih"), "{nothing}");

    let sent = browser.send(&many, &[("antrean", "urut=lama"), ("pilih", &handed[0].number), ("pilih", &handed[1].number)]).await;
    let page = sent.header("location").to_owned();
    let shown = browser.open(&page).await.text();
    assert!(shown.contains("2 berkas") && shown.contains(&format!("{desk}?urut=lama")), "{shown}");
    assert!(shown.contains("lakukan=serahkan") && !shown.contains(&handed[2].number), "{shown}");
    assert!(!shown.contains("lakukan=lepas"), "nothing of it is theirs to give back");
    let asked = browser.open(&format!("{page}?lakukan=serahkan")).await.text();
    assert!(asked.contains("Petugas TU Kedua (2)"), "{asked}");
    let missing = browser.follow(&page, &pairs(&[("lakukan", "serahkan"), ("kerja_alasan", "Rapat seharian")])).await.text();
    assert!(missing.contains("href=\"#kerja_kepada\"") && missing.contains("Rapat seharian"), "{missing}");
    let ordered = pairs(&[("lakukan", "serahkan"), ("kerja_kepada", &colleague), ("kerja_alasan", "Rapat seharian")]);
    let waits = browser.follow(&page, &ordered).await.text();
    assert!(waits.contains("Batalkan") && waits.contains("data-muat"), "{waits}");
    after_ten_seconds(&town).await;
    let done_page = page.clone();
    let done = browser.open(&page).await.text();
    assert!(done.contains("2 berhasil") && !done.contains("data-muat") && !done.contains("Batalkan"), "{done}");
    let late = browser.follow(&format!("{page}/batal"), &[]).await.text();
    assert!(late.contains("Sudah terlambat"), "{late}");
    assert_eq!(Browser::of(&town, &second).open(&page).await.status, 404);

    // All of the list, and an action with its reason.
    let sent = browser.send(&many, &[("semua", "ya"), ("antrean", "")]).await;
    let page = sent.header("location").to_owned();
    let word = "aksi/hibah-uang/registry_check/refuse";
    let form = browser.open(&format!("{page}?lakukan={word}")).await.text();
    assert!(form.contains("Terapkan ke 1") && form.contains("– pilih alasan –"), "two of three are a colleague's now: {form}");
    let why = browser.follow(&page, &pairs(&[("lakukan", word), ("public_note", "Di luar jadwal")])).await.text();
    assert!(why.contains("Di luar jadwal") && why.contains("href=\"#reason\""), "{why}");

    // What was ordered is found again, and nobody else finds it.
    let own = browser.open(&many).await.text();
    assert!(own.contains(&done_page) && own.contains("2 berhasil") && !own.contains(&page), "{own}");
    assert!(browser.open(&desk).await.text().contains(&format!("href=\"{many}\"")));
    assert!(!Browser::of(&town, &second).open(&many).await.text().contains(&done_page));
}

#[tokio::test]
async fn a_search_for_a_private_number_is_kept_nowhere() {
    let town = Town::open().await;
    let (handed, tu) = (cases(&town, 2).await, town.persona("tu").await);
    let mut browser = Browser::of(&town, &tu);
    let pick = ("pilih", handed[0].number.as_str());
    for (find, kept) in [("3273019999999999", false), ("Rekaan", true)] {
        let query = format!("urut=lama&cari={find}");
        let sent = browser.send(&format!("/{REGION}/meja/banyak"), &[("antrean", &query), pick]).await;
        let shown = browser.open(sent.header("location")).await.text();
        assert!(shown.contains("urut=lama") && shown.contains(find) == kept, "{shown}");
        let name = format!("Milik saya {kept}");
        let view = [("tampilan", &*query), ("nama", &*name)];
        let list = browser.follow(&format!("/{REGION}/meja/tampilan"), &pairs(&view)).await.text();
        let link = list.split(&format!("\">{name}<")).next().unwrap().rsplit("href=\"").next().unwrap().to_owned();
        assert_eq!(link.contains(find), kept, "{link}");
    }
}
