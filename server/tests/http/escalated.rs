//! What happens by itself as terms run out: a year of days, run twice at once, with each step told once.
use crate::{
    town::{REGION, Town},
    walk::hand_in,
};
use engine::Visitor;
use serde_json::json;

async fn notices(town: &Town, role: &str) -> Vec<String> {
    let token = town.persona(role).await;
    let visitor = town.engine.accounts().visitor(Some(&token)).await.unwrap();
    town.engine.notices().mine(&visitor, 100).await.unwrap().into_iter().map(|n| n.subject).collect()
}

async fn steps(town: &Town, number: &str, token: &str) -> Vec<String> {
    let events = town.read(&format!("cases/{number}/events"), Some(token)).await.expect(200);
    let steps = events["items"].as_array().unwrap().iter().filter(|e| e["kind"] == "escalated");
    steps.map(|e| e["action"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_case_that_nobody_touches_goes_up_the_chain_and_each_is_told_once() {
    let town = Town::open().await;
    let (left, decided) = (hand_in(&town, None).await, hand_in(&town, None).await);
    let tu = town.persona("tu").await;
    refuse(&town, &tu, &decided.number).await;
    assert_eq!(town.engine.run_escalations().await.unwrap(), 0);
    let mut told = vec![];
    for _ in 0..30 {
        town.later(1);
        // Two servers look at once.
        let (one, other) = (town.engine.clone(), town.engine.clone());
        let (one, other) = tokio::join!(one.run_escalations(), other.run_escalations());
        let (_, _) = (one.unwrap(), other.unwrap());
        let token = town.persona("tu").await;
        let now = steps(&town, &left.number, &token).await;
        if now.len() > told.len() {
            told = now;
        }
    }
    assert_eq!(told, ["warn", "head", "secretary", "overseer"], "each step once, in its order");
    let of = |subjects: Vec<String>| subjects.into_iter().filter(|s| s.starts_with(&left.number)).collect::<Vec<_>>();
    assert_eq!(of(notices(&town, "tu").await).len(), 2, "warned, and told that it is late");
    assert_eq!(of(notices(&town, "tu-2").await).len(), 2, "nobody had taken it: all at the desk are told");
    for role in ["kabag-tu", "sekda", "inspektorat"] {
        assert_eq!(of(notices(&town, role).await).len(), 1, "{role}");
    }
    assert_eq!(of(notices(&town, "opd").await), [""; 0]);
    // Its applicant reads what is late, and not that somebody was warned before.
    let pack = town.pack();
    let opened = town.engine.cases().unlock(&pack, &Visitor::default(), &left.number, &left.secret).await.unwrap();
    assert_eq!(steps(&town, &left.number, opened.as_str()).await, ["head", "secretary", "overseer"]);
    let token = town.persona("tu").await;
    assert_eq!(steps(&town, &decided.number, &token).await, [""; 0], "what is decided is nobody's to hurry");
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn a_clock_that_is_set_back_tells_nothing_twice_and_loses_nothing() {
    let town = Town::open().await;
    let left = hand_in(&town, None).await;
    town.later(9);
    town.engine.run_escalations().await.unwrap();
    let tu = town.persona("tu").await;
    let told = steps(&town, &left.number, &tu).await;
    assert!(!told.is_empty());
    // Nine days back it is not late any more: what was told stays told, and is not told again when the days come a second time.
    town.later(-9);
    for _ in 0..2 {
        // A session does not outlive days in which nobody asks.
        let tu = town.persona("tu").await;
        assert_eq!(town.engine.run_escalations().await.unwrap() + town.engine.run_timers().await.unwrap(), 0);
        assert_eq!(steps(&town, &left.number, &tu).await, told);
        town.later(4);
    }
    // Whoever decides before what stands in the log has decided all the same.
    town.later(-8);
    let tu = town.persona("tu").await;
    refuse(&town, &tu, &left.number).await;
    for path in [format!("/{REGION}/meja/{}", left.number), format!("/{REGION}/lacak/{}", left.number)] {
        assert_ne!(town.get(&path, Some(&tu)).await.status, 500, "{path}");
    }
    let board = town.persona("operator").await;
    assert_eq!(town.get(&format!("/{REGION}/komando"), Some(&board)).await.status, 200);
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn whoever_works_on_it_is_warned_and_nobody_else() {
    let town = Town::open().await;
    let handed = hand_in(&town, None).await;
    let tu = town.persona("tu").await;
    town.post(&format!("cases/{}/assignment", handed.number), Some(&tu), json!({"what": "hand_over", "to": account(&town, "tu-2").await}))
        .await
        .expect(200);
    for _ in 0..4 {
        town.later(1);
        town.engine.run_escalations().await.unwrap();
    }
    assert_eq!((notices(&town, "tu").await.len(), notices(&town, "tu-2").await.len()), (0, 1));
}

#[tokio::test]
async fn how_long_decisions_took_is_told_before_one_applies() {
    let town = Town::open().await;
    let pace = async |town: &Town| town.read("services/hibah-uang", None).await.expect(200)["pace"].clone();
    let page = async |town: &Town| town.get(&format!("/{REGION}/hibah/ajukan"), None).await.text();
    assert!(pace(&town).await.is_null() && page(&town).await.contains("Belum ada putusan dalam 90 hari terakhir."));
    let mut cases = vec![];
    for _ in 0..3 {
        cases.push(hand_in(&town, None).await);
    }
    // A Monday: one, two and three working days later.
    for handed in &cases {
        town.later(1);
        let tu = town.persona("tu").await;
        refuse(&town, &tu, &handed.number).await;
    }
    assert_eq!(pace(&town).await, json!({"decisions": 3, "fastest": 1, "median": 2, "slow": 3}));
    let shown = page(&town).await;
    assert!(shown.contains("<dd>2 hari kerja</dd>") && shown.contains("Putusan dalam 90 hari terakhir: 3."), "{shown}");
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
    town.later(91);
    assert!(pace(&town).await.is_null(), "what is older counts no more");
}

async fn refuse(town: &Town, token: &str, number: &str) {
    let reason = town.pack().service("hibah-uang").unwrap().reasons[0].key.clone();
    let seen = town.read(&format!("cases/{number}/actions"), Some(token)).await.expect(200)["version"].clone();
    town.post(&format!("cases/{number}/actions/refuse"), Some(token), json!({"seen": seen, "reason": reason})).await.expect(200);
}

async fn account(town: &Town, role: &str) -> String {
    let token = town.persona(role).await;
    town.engine.accounts().visitor(Some(&token)).await.unwrap().account().unwrap().0.to_string()
}
