//! Who works on a case: two officers at one desk, whoever divides their work, and the rule that does it for them.
use crate::{
    browser::{Browser, pairs},
    changes::{edit, town as changeable},
    town::{REGION, Town},
    walk::{Handed, Office, hand_in, perform, take},
};
use domain::time::Day;
use serde_json::{Value, json};

/// The two at the registry and who divides their work.
struct Desk {
    first: String,
    second: String,
    chief: String,
}

impl Desk {
    async fn open(town: &Town) -> Self {
        Self { first: town.persona("tu").await, second: town.persona("tu-2").await, chief: town.persona("kabag-tu").await }
    }
}

async fn account(town: &Town, token: &str) -> String {
    town.engine.accounts().visitor(Some(token)).await.unwrap().account().unwrap().0.to_string()
}

async fn assign(town: &Town, token: &str, handed: &Handed, body: Value) -> (u16, Value) {
    let answer = town.post(&format!("cases/{}/assignment", handed.number), Some(token), body).await;
    (answer.status.as_u16(), answer.json())
}

async fn pile(town: &Town, token: &str) -> usize {
    town.read("queue?whose=mine", Some(token)).await.expect(200)["items"].as_array().unwrap().len()
}

fn mine(counts: &Value) -> (i64, i64, i64) {
    let n = |key: &str| counts[key].as_i64().unwrap();
    (n("waiting"), n("mine"), n("held"))
}

#[tokio::test]
async fn what_one_takes_the_other_sees_and_can_take_over_with_a_reason() {
    let town = Town::open().await;
    let (desk, handed) = (Desk::open(&town).await, hand_in(&town, None).await);
    assert_eq!(assign(&town, &desk.first, &handed, json!({"what": "take"})).await.0, 200);
    let seen = town.read(&format!("cases/{}/presence", handed.number), Some(&desk.second)).await.expect(200);
    assert_eq!((&seen["works"]["name"], &seen["looks"]), (&json!("Petugas TU Contoh"), &json!([])));
    assert_eq!(seen["colleagues"], json!([]), "to give it on it has to be one's own");
    // Both have it open now.
    let seen = town.read(&format!("cases/{}/presence", handed.number), Some(&desk.first)).await.expect(200);
    assert_eq!(seen["looks"], json!(["Petugas TU Kedua"]));
    assert_eq!((pile(&town, &desk.first).await, pile(&town, &desk.second).await), (1, 0));
    let counts = town.read("queue/counts", Some(&desk.first)).await.expect(200);
    assert_eq!(mine(&counts), (1, 1, 0));

    // The other decides nothing meanwhile, by whatever way.
    let offers = town.read(&format!("cases/{}/actions", handed.number), Some(&desk.second)).await.expect(200);
    assert_eq!(offers["items"], json!([]));
    let tried =
        town.post(&format!("cases/{}/actions/complete", handed.number), Some(&desk.second), json!({"seen": offers["version"]})).await;
    assert_eq!((tried.status.as_u16(), tried.code().as_str()), (422, "taken_by"));
    let page = town.get(&format!("/{REGION}/meja/{}", handed.number), Some(&desk.second)).await.text();
    assert!(page.contains("Petugas TU Contoh mengerjakan berkas ini sampai pukul 11.00") && page.contains("Ambil alih"), "{page}");
    assert!(!page.contains("name=\"action\""), "no decision is offered");

    assert_eq!(assign(&town, &desk.second, &handed, json!({"what": "take"})).await.0, 422);
    assert_eq!(assign(&town, &desk.second, &handed, json!({"what": "take", "reason": "Rekan sedang rapat"})).await.0, 200);
    assert_eq!((pile(&town, &desk.first).await, pile(&town, &desk.second).await), (0, 1));
    // It decides as any other, and at the next desk it is nobody's.
    let after = take(&town, &desk.second, &handed.number, "complete", Value::Null).await;
    assert_ne!(after["stage"], "registry_check");

    // The office reads who had it and why; the applicant reads none of that.
    let kinds =
        |events: &Value| events["items"].as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let events = format!("cases/{}/events", handed.number);
    let inside = town.read(&events, Some(&desk.first)).await.expect(200);
    assert_eq!(kinds(&inside), ["submitted", "assigned", "assigned", "moved"]);
    assert_eq!((&inside["items"][2]["action"], &inside["items"][2]["note"]), (&json!("taken_over"), &json!("Rekan sedang rapat")));
    assert_eq!(kinds(&town.read(&events, Some(&handed.token)).await.expect(200)), ["submitted", "moved"]);
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn a_case_is_put_aside_and_comes_back_on_its_day() {
    let town = Town::open().await;
    let (desk, handed) = (Desk::open(&town).await, hand_in(&town, None).await);
    let hold = |until: &str| json!({"what": "hold", "until": until, "reason": "Menunggu surat kelurahan"});
    assert_eq!(assign(&town, &desk.first, &handed, hold("2026-07-06")).await.0, 422);
    assert_eq!(assign(&town, &desk.first, &handed, hold("2026-12-01")).await.1["code"], "held_too_long");
    assert_eq!(assign(&town, &desk.first, &handed, hold("2026-07-08")).await.0, 200);
    let counts = town.read("queue/counts", Some(&desk.second)).await.expect(200);
    assert_eq!(mine(&counts), (0, 0, 1));
    let list = async |question: &str, token: &str| town.read(question, Some(token)).await.expect(200)["items"].as_array().unwrap().len();
    assert_eq!((list("queue", &desk.second).await, list("queue?part=held", &desk.second).await), (0, 1));
    town.later(2);
    let again = town.persona("tu").await;
    assert_eq!((list("queue", &again).await, list("queue?part=held", &again).await), (1, 0));
    assert_eq!(mine(&town.read("queue/counts", Some(&again)).await.expect(200)), (1, 0, 0));
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn whoever_divides_the_work_gives_a_sick_colleagues_pile_to_others() {
    let town = Town::open().await;
    let desk = Desk::open(&town).await;
    let mut cases = vec![];
    for _ in 0..4 {
        cases.push(hand_in(&town, None).await);
    }
    for handed in &cases[..3] {
        assert_eq!(assign(&town, &desk.first, handed, json!({"what": "take"})).await.0, 200);
    }
    let (first, second) = (account(&town, &desk.first).await, account(&town, &desk.second).await);
    let team = town.read("team", Some(&desk.chief)).await.expect(200);
    let members = team["items"][0]["members"].as_array().unwrap();
    assert_eq!((team["items"][0]["waiting"].as_i64(), members.len()), (Some(4), 2));
    let of = |account: &str| members.iter().find(|m| m["account"] == account).unwrap()["pile"].as_i64();
    assert_eq!((of(&first), of(&second)), (Some(3), Some(0)));

    let pile_of =
        |from: &str, to: Value, reason: &str| json!({"role": "tu", "agency": "setda-tu", "from": from, "to": to, "reason": reason});
    let give = async |token: &str, body: Value| town.post("team/piles", Some(token), body).await;
    assert_eq!(give(&desk.chief, pile_of(&first, Value::Null, " ")).await.status, 422);
    assert_eq!(give(&desk.second, pile_of(&first, Value::Null, "Sakit")).await.status, 403);
    let elsewhere = json!({"role": "opd", "agency": "disdik", "from": first, "reason": "Sakit"});
    assert_eq!(give(&desk.chief, elsewhere).await.status, 404);
    let given = give(&desk.chief, pile_of(&first, Value::Null, "Sakit")).await.expect(200);
    let given = given["items"].as_array().unwrap();
    assert!(given.len() == 3 && given.iter().all(|g| g["to"] == second.as_str() && g["refused"].is_null()), "{given:?}");
    assert_eq!((pile(&town, &desk.first).await, pile(&town, &desk.second).await), (0, 3));

    // What somebody may not decide stays where it is, and says so; the others go.
    let back = take(&town, &desk.second, &cases[0].number, "complete", Value::Null).await;
    assert_eq!(back["number"], cases[0].number.as_str());
    let given = give(&desk.chief, pile_of(&second, json!(first), "Kembali bekerja")).await.expect(200);
    assert_eq!(given["items"].as_array().unwrap().len(), 2);
    assert_eq!(given["more"].as_bool(), Some(false));

    let events = town.read(&format!("cases/{}/events", cases[1].number), Some(&desk.chief)).await.expect(200);
    let last = events["items"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["action"], &last["role"], &last["note"]), (&json!("reassigned"), &json!("kabag-tu"), &json!("Kembali bekerja")));
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn the_rule_divides_what_comes_among_those_who_are_there() {
    let (town, packs) = changeable().await;
    edit(
        &packs,
        "base/services/hibah-uang/workflow-1.toml",
        "key = \"registry_check\"\n",
        "key = \"registry_check\"\ndivided = \"rotation\"\n",
    );
    let town = town.restarted().await;
    let desk = Desk::open(&town).await;
    for _ in 0..4 {
        hand_in(&town, None).await;
    }
    assert_eq!((pile(&town, &desk.first).await, pile(&town, &desk.second).await), (2, 2));
    let events = town.read("queue?whose=mine", Some(&desk.first)).await.expect(200);
    let number = events["items"][0]["number"].as_str().unwrap().to_owned();
    let events = town.read(&format!("cases/{number}/events"), Some(&desk.first)).await.expect(200);
    let last = events["items"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["action"], &last["by"]), (&json!("by_rotation"), &json!("system")));

    // Whoever is away gets nothing; whoever is back does again.
    let first = account(&town, &desk.first).await;
    let away = |until: &str| json!({"account": first, "from": "2026-07-06", "until": until, "reason": "Cuti"});
    assert_eq!(town.post("team/absences", Some(&desk.chief), away("2026-07-01")).await.status, 422);
    assert_eq!(town.post("team/absences", Some(&desk.second), away("2026-07-07")).await.status, 403);
    assert_eq!(town.post("team/absences", Some(&desk.chief), away("2026-07-07")).await.status, 204);
    for _ in 0..2 {
        hand_in(&town, None).await;
    }
    assert_eq!((pile(&town, &desk.first).await, pile(&town, &desk.second).await), (2, 4));
    town.later(2);
    let desk = Desk::open(&town).await;
    for _ in 0..2 {
        hand_in(&town, None).await;
    }
    assert_eq!((pile(&town, &desk.first).await, pile(&town, &desk.second).await), (3, 5));

    // What was given back for correction comes back to who asked for it.
    let office = Office::open(&town).await;
    let list = town.read(&format!("cases/{number}/actions"), Some(&desk.first)).await.expect(200);
    let offer = list["items"].as_array().unwrap().iter().find(|o| o["action"] == "return").unwrap().clone();
    let items = json!({"items": [{"field": "address", "reason": "Nomor rumah belum ada"}]});
    perform(&town, &office.0["tu"], &number, &offer, &list, items).await;
    assert_eq!(pile(&town, &desk.first).await, 2);
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn all_of_it_is_there_without_scripts_and_what_was_typed_stays() {
    let town = Town::open().await;
    let (desk, handed, next) = (Desk::open(&town).await, hand_in(&town, None).await, hand_in(&town, None).await);
    let page = format!("/{REGION}/meja/{}", handed.number);
    let mut browser = Browser::of(&town, &desk.first);
    assert!(browser.open(&page).await.text().contains("Mulai kerjakan"));
    let taken =
        browser.follow(&format!("{page}/kerja"), &pairs(&[("kerja", "ambil"), ("public_note", "Catatan setengah jadi")])).await.text();
    assert!(taken.contains("Anda mengerjakan berkas ini sampai pukul 11.00") && taken.contains("Catatan setengah jadi"), "{taken}");

    // To nobody, and until no day: the boxes say what is missing.
    let nobody = browser.follow(&format!("{page}/kerja"), &pairs(&[("kerja", "serahkan"), ("kerja_alasan", "Rapat")])).await.text();
    assert!(nobody.contains("href=\"#kerja_kepada\"") && nobody.contains("value=\"Rapat\""), "{nobody}");
    let never = browser.follow(&format!("{page}/kerja"), &pairs(&[("kerja", "tunda"), ("kerja_sampai", "besok")])).await.text();
    assert!(never.contains("href=\"#kerja_sampai\""), "{never}");
    let second = account(&town, &desk.second).await;
    let given = browser.follow(&format!("{page}/kerja"), &pairs(&[("kerja", "serahkan"), ("kerja_kepada", &second)])).await.text();
    assert!(given.contains(&format!("{} diserahkan", handed.number)) && given.contains(&format!("/meja/{}", next.number)), "{given}");
    let list = browser.open(&format!("/{REGION}/meja")).await.text();
    assert!(list.contains("Petugas TU Kedua"), "the list says who has it: {list}");

    // The head divides what is left, on a page.
    let mut browser = Browser::of(&town, &desk.chief);
    let team = format!("/{REGION}/meja/tim");
    let shown = browser.open(&team).await.text();
    assert!(shown.contains("Petugas TU Kedua") && shown.contains("Bagikan"), "{shown}");
    let whose = format!("tu/setda-tu/{second}");
    let refused = browser.follow(&format!("{team}/bagi"), &pairs(&[("from", &whose), ("to", "beban")])).await.text();
    assert!(refused.contains("href=\"#why\""), "{refused}");
    let done = browser.follow(&format!("{team}/bagi"), &pairs(&[("from", &whose), ("to", "beban"), ("why", "Sakit")])).await.text();
    assert!(done.contains("1 dari 1 berkas diserahkan") && done.contains("Petugas TU Contoh"), "{done}");
    let today = Day::new(2026, 7, 6).unwrap().to_string();
    let noted = pairs(&[("who", &second), ("since", &today), ("until", &today), ("reason", "Cuti")]);
    let noted = browser.follow(&format!("{team}/absen"), &noted).await.text();
    assert!(noted.contains("Ketidakhadiran tercatat") && noted.contains("tidak masuk s.d."), "{noted}");
    let id = noted.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let back = browser.follow(&format!("{team}/kembali"), &pairs(&[("id", &id)])).await.text();
    assert!(back.contains("Tercatat sudah masuk kembali") && !back.contains("tidak masuk s.d."), "{back}");
}

#[tokio::test]
async fn a_post_is_lent_for_some_days_and_what_is_decided_by_it_says_so() {
    let town = Town::open().await;
    let (desk, handed) = (Desk::open(&town).await, hand_in(&town, None).await);
    let (second, page) = (account(&town, &desk.second).await, format!("/{REGION}/meja/tim"));
    let mut chief = Browser::of(&town, &desk.chief);
    let officer = Browser::of(&town, &desk.second);
    assert_eq!(officer.open(&page).await.status, 403);
    let shown = chief.open(&page).await.text();
    assert!(shown.contains("Pelaksana tugas") && shown.contains("value=\"kabag-tu/\""), "{shown}");

    // Everything that is wrong is said at its box, and what was typed stays.
    let (first, last) = (Day::new(2026, 7, 6).unwrap(), Day::new(2026, 7, 8).unwrap());
    let (today, until, before) = (first.to_string(), last.to_string(), first.plus_days(-1).to_string());
    let name = |post: &str, who: &str, days: (&str, &str), cause: &str| {
        pairs(&[("post", post), ("stand_in", who), ("begins", days.0), ("ends", days.1), ("cause", cause)])
    };
    let to = format!("{page}/tunjuk");
    let opd = account(&town, &town.persona("opd").await).await;
    let wrong = chief.follow(&to, &name("kabag-tu/", &opd, (&before, ""), "")).await.text();
    for at in ["#stand_in", "#begins", "#cause"] {
        assert!(wrong.contains(&format!("href=\"{at}\"")), "{at}: {wrong}");
    }
    let back = chief.follow(&to, &name("kabag-tu/", &second, (&until, &today), "Surat rekaan 7")).await.text();
    assert!(back.contains("href=\"#ends\"") && back.contains("value=\"Surat rekaan 7\""), "{back}");
    let twice = chief.follow(&to, &name("tu/setda-tu", &second, (&today, &until), "Cuti")).await.text();
    assert!(twice.contains("Ia sudah memegang jabatan itu"), "{twice}");
    let nobodys = chief.follow(&to, &name("kepala-daerah/", &second, (&today, &until), "Cuti")).await.text();
    assert!(!nobodys.contains("Pelaksana tugas tercatat"), "{nobodys}");

    // The officer stands in for the head, and can't lend what is lent; once it is taken back it is over at once.
    let named = chief.follow(&to, &name("kabag-tu/", &second, (&today, &until), "Surat rekaan 7")).await.text();
    assert!(named.contains("Pelaksana tugas tercatat") && named.contains("Surat rekaan 7"), "{named}");
    let again = chief.follow(&to, &name("kabag-tu/", &second, (&until, &until), "Surat rekaan 8")).await.text();
    assert!(again.contains("Ia sudah ditunjuk untuk hari-hari itu"), "{again}");
    let theirs = officer.open(&page).await.text();
    assert!(theirs.contains("Bagikan") || theirs.contains("Belum ada tugas untuk dibagi"), "{theirs}");
    assert!(!theirs.contains("value=\"kabag-tu/\""), "what is lent is not lent on: {theirs}");
    let id = named.split(&format!("{page}/akhiri")).nth(1).unwrap();
    let id = id.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let ended = chief.follow(&format!("{page}/akhiri"), &pairs(&[("id", &id)])).await.text();
    assert!(ended.contains("Penugasan diakhiri") && !ended.contains("Surat rekaan 7"), "{ended}");
    assert_eq!(officer.open(&page).await.status, 403);

    // The head takes over a desk: decides there, on record as acting, and no longer than until the last day.
    let own = account(&town, &desk.chief).await;
    let list = town.read(&format!("cases/{}/actions", handed.number), Some(&desk.chief)).await;
    assert!(list.status != 200 || list.json()["items"].as_array().unwrap().is_empty(), "{}", list.text());
    chief.follow(&to, &name("tu/setda-tu", &own, (&today, &until), "Semua sakit")).await;
    take(&town, &desk.chief, &handed.number, "complete", Value::Null).await;
    let case = officer.open(&format!("/{REGION}/meja/{}", handed.number)).await.text();
    assert!(case.contains("(pelaksana tugas)"), "{case}");
    let posts = async |token: &str| town.engine.accounts().visitor(Some(token)).await.unwrap().person.unwrap().posts;
    assert!(posts(&desk.chief).await.iter().any(|post| post.acting));
    town.clock.forward(3 * 24 * 3_600_000);
    assert!(posts(&town.persona("kabag-tu").await).await.iter().all(|post| !post.acting));
}
