//! Nominative lists and budgets: cases that are approved together, money that is never given twice, and what happens when
//! something changes under somebody's hand.
mod steps;

use steps::{amount, approve, captured, case, compose, drawn_up, names, set, sign, waiting};
pub(crate) use steps::{fund, pass};

use crate::{
    browser::Browser,
    town::Town,
    walk::{Office, service, take},
};
use http::Method;
use serde_json::{Value, json};

const AT: &str = "/api/v1/kota-bandung/lists";

#[tokio::test]
async fn cases_are_approved_together_and_each_knows_its_list() {
    together(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn together(town: &Town) {
    let office = Office::open(town).await;
    fund(town, &office).await;
    let numbers = waiting(town, &office, 3).await;
    let ppkd = &office.0["ppkd"];
    // One case alone is neither signed nor approved.
    let alone = town.post(&format!("cases/{}/actions/list", numbers[0]), Some(ppkd), json!({"seen": 7})).await;
    assert!(alone.status == 409 || alone.status == 422, "{}", alone.text());
    let offers = town.read(&format!("cases/{}/actions", numbers[0]), Some(ppkd)).await.expect(200);
    assert!(offers["items"].as_array().unwrap().iter().all(|o| o["action"] != "list"), "{offers}");

    let ranked = [numbers[2].as_str(), &numbers[0], &numbers[1]];
    let list = drawn_up(town, &office, &ranked).await;
    let twice = town.post("lists", Some(ppkd), json!({"service": service(town).key, "fiscal_year": 2026})).await.expect(201);
    let other = twice["number"].as_str().unwrap();
    let refused = compose(town, &office, other, &twice["version"], &[&numbers[0]]).await;
    assert_eq!((refused.status.as_u16(), refused.json()["code"].as_str().unwrap()), (422, "list_changed"), "no case is on two lists");

    let signed = sign(town, &office, &list).await.expect(200);
    assert_eq!((&signed["status"], &signed["edition"]), (&"signed".into(), &1.into()));
    for (i, number) in ranked.iter().enumerate() {
        let case = case(town, &office, number).await;
        assert_eq!(case["stage"], "mayor_approved");
        assert_eq!(captured(town, ppkd, number, "list_number").await, list);
        assert_eq!(captured(town, ppkd, number, "list_rank").await, (i + 1).to_string());
    }
    let open = town.read(&format!("lists/{list}"), Some(&office.0["kepala-daerah"])).await.expect(200);
    assert_eq!((&open["may_approve"], &open["may_compose"]), (&true.into(), &false.into()));
    // Sent back, drawn up again in another order, and signed as a second edition.
    let back = json!({"deed": "send_back", "seen": open["seen"], "reason": "Dahulukan yang fisik"});
    town.post(&format!("lists/{list}/decision"), Some(&office.0["kepala-daerah"]), back).await.expect(200);
    assert_eq!(case(town, &office, &numbers[0]).await["stage"], "dnc_listed");
    let again = town.read(&format!("lists/{list}"), Some(ppkd)).await.expect(200);
    let stale = compose(town, &office, &list, &json!(1), &names(&numbers)).await;
    assert_eq!(stale.status, 409, "{}", stale.text());
    compose(town, &office, &list, &again["version"], &names(&numbers)).await.expect(200);
    assert_eq!(sign(town, &office, &list).await.expect(200)["edition"], 2);
    let open = town.read(&format!("lists/{list}"), Some(&office.0["kepala-daerah"])).await.expect(200);
    let approved = approve(town, &office, &list, &open["seen"]).await.expect(200);
    assert_eq!((&approved["status"], &approved["sheet"]), (&"approved".into(), &"978/77".into()));
    let mut total = 0;
    for number in &numbers {
        let case = case(town, &office, number).await;
        assert_eq!(case["stage"], "budgeted");
        assert_eq!(captured(town, ppkd, number, "approval_number").await, "978/77");
        total += amount(&case);
    }
    assert_eq!(approved["total"], total, "the list's total is the sum of its cases");
    let year = town.api(Method::GET, "/api/v1/kota-bandung/budgets?year=2026", Some(ppkd), None).await.expect(200);
    let whole = &year["programmes"].as_array().unwrap().iter().find(|p| p["service"] == service(town).key.as_str()).unwrap()["lines"][0];
    assert_eq!(whole["others"], total, "what is taken of the budget is what was approved");
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0], "lists and budgets are what the events say");
    // The list is a paper that everybody can open and check; the one that was signed holds no longer.
    let pack = town.pack();
    let papers = town.engine.papers().of_subject(&pack, &engine::Visitor::default(), &format!("list:{list}")).await.unwrap();
    assert_eq!(papers.iter().map(|p| p.ended).collect::<Vec<_>>(), [true, true, false], "two editions signed, the last one approved");
    let paper = papers.last().unwrap().number.to_string();
    let file = town.get(&format!("/kota-bandung/dokumen/{paper}.pdf"), None).await;
    assert!(file.status == 200 && file.body.starts_with(b"%PDF"), "{}", file.status);
    let check = town.get(&format!("/kota-bandung/verifikasi/{paper}"), None).await.text();
    assert!(check.contains(&list) && check.contains("asli"), "{check}");
    // The pages say the same.
    let page = town.get(&format!("/kota-bandung/meja/daftar/{list}"), Some(&office.0["inspektorat"])).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("978/77") && page.text().contains(&numbers[1]), "{}", page.text());
}

#[tokio::test]
async fn a_list_that_changed_while_it_was_looked_at_is_not_approved() {
    changed(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn changed(town: &Town) {
    let office = Office::open(town).await;
    fund(town, &office).await;
    let numbers = waiting(town, &office, 2).await;
    let list = drawn_up(town, &office, &names(&numbers)).await;
    // Between drawing up and signing, the budget team gets one back: the signature is refused and names it.
    take(town, &office.0["ppkd"], &numbers[0], "back", Value::Null).await;
    let refused = sign(town, &office, &list).await;
    assert_eq!((refused.status.as_u16(), refused.json()["code"].as_str().unwrap()), (422, "list_changed"));
    assert!(refused.text().contains(&numbers[0]), "{}", refused.text());
    assert_eq!(case(town, &office, &numbers[1]).await["stage"], "dnc_listed", "nothing moved");
    take(town, &office.0["tapd"], &numbers[0], "support", Value::Null).await;
    let open = town.read(&format!("lists/{list}"), Some(&office.0["ppkd"])).await.expect(200);
    compose(town, &office, &list, &open["version"], &names(&numbers)).await.expect(200);
    sign(town, &office, &list).await.expect(200);

    // The mayor has the page open; meanwhile one case is refused on its own.
    let seen = town.read(&format!("lists/{list}"), Some(&office.0["kepala-daerah"])).await.expect(200)["seen"].clone();
    take(town, &office.0["kepala-daerah"], &numbers[1], "refuse", json!({"reason": "priorities"})).await;
    let refused = approve(town, &office, &list, &seen).await;
    assert_eq!((refused.status.as_u16(), refused.json()["code"].as_str().unwrap()), (422, "list_changed"));
    assert!(refused.text().contains(&numbers[1]) && !refused.text().contains(&numbers[0]), "{}", refused.text());
    // Looked at again it is approved without the one that left.
    let seen = town.read(&format!("lists/{list}"), Some(&office.0["kepala-daerah"])).await.expect(200)["seen"].clone();
    let approved = approve(town, &office, &list, &seen).await.expect(200);
    assert_eq!(approved["total"], amount(&case(town, &office, &numbers[0]).await));
    assert_eq!(case(town, &office, &numbers[1]).await["outcome"], "refused");
    // Pressed twice, it is decided once.
    assert_eq!(approve(town, &office, &list, &seen).await.status, 422);
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn two_signatures_at_once_are_one() {
    at_once(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn at_once(town: &Town) {
    let office = Office::open(town).await;
    fund(town, &office).await;
    let numbers = waiting(town, &office, 2).await;
    let list = drawn_up(town, &office, &names(&numbers)).await;
    let answers = futures::future::join_all((0..6).map(|_| sign(town, &office, &list))).await;
    assert_eq!(answers.iter().filter(|a| a.status == 200).count(), 1, "{:?}", answers.iter().map(|a| a.status).collect::<Vec<_>>());
    assert!(answers.iter().all(|a| a.status.as_u16() < 500), "nothing breaks");
    let open = town.read(&format!("lists/{list}"), Some(&office.0["ppkd"])).await.expect(200);
    assert_eq!(open["edition"], 1);
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn no_list_exceeds_its_budget_and_a_cut_stops_what_it_no_longer_covers() {
    budgets(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn budgets(town: &Town) {
    let office = Office::open(town).await;
    let numbers = waiting(town, &office, 2).await;
    let (first, second) = (case(town, &office, &numbers[0]).await, case(town, &office, &numbers[1]).await);
    let (key, year) = (first["service"].as_str().unwrap(), i32::try_from(first["fiscal_year"].as_i64().unwrap()).unwrap());
    let affair = first["affair"].as_str().unwrap();
    let both = amount(&first) + amount(&second);
    let list = drawn_up(town, &office, &names(&numbers)).await;
    let code = |answer: &crate::answers::Answer| answer.json()["code"].as_str().unwrap_or_default().to_owned();

    let refused = sign(town, &office, &list).await;
    assert_eq!((refused.status.as_u16(), code(&refused).as_str()), (422, "no_budget"), "without a budget nothing is given");
    set(town, &office, key, year, None, both - 1).await.expect(200);
    let refused = sign(town, &office, &list).await;
    assert_eq!((refused.status.as_u16(), code(&refused).as_str()), (422, "over_budget"));
    // The whole would do, and the field of affairs does not.
    set(town, &office, key, year, None, both * 2).await.expect(200);
    set(town, &office, key, year, Some(affair), both - 1).await.expect(200);
    assert_eq!(code(&sign(town, &office, &list).await), "over_budget");
    let shown = town.read(&format!("lists/{list}"), Some(&office.0["ppkd"])).await.expect(200);
    let of = |affair: &Value| shown["weighed"].as_array().unwrap().iter().find(|w| w["affair"] == *affair).unwrap()["left"].clone();
    assert_eq!((of(&Value::Null), of(&json!(affair))), (both.into(), (-1).into()), "the page says beforehand what is short");
    // What-if: with one case alone it would fit, and nothing is changed by asking.
    let what_if = json!({"seen": shown["version"], "cases": [numbers[0]], "try_out": true});
    let tried = town.api(Method::PATCH, &format!("{AT}/{list}"), Some(&office.0["ppkd"]), Some(what_if)).await.expect(200);
    assert_eq!(tried["weighed"][0]["list"], amount(&first));
    assert_eq!(town.read(&format!("lists/{list}"), Some(&office.0["ppkd"])).await.expect(200)["version"], shown["version"]);
    set(town, &office, key, year, Some(affair), both).await.expect(200);
    sign(town, &office, &list).await.expect(200);
    let open = town.read(&format!("lists/{list}"), Some(&office.0["kepala-daerah"])).await.expect(200);
    approve(town, &office, &list, &open["seen"]).await.expect(200);

    // The council cuts the budget after the approval. Nothing is entered into it until amounts are lowered or given up.
    set(town, &office, key, year, None, both - 1).await.expect(200);
    let entry = |number: &str, rupiah: i64| {
        let captured = json!({"amount": rupiah.to_string(), "budget_rule": "Perwal Contoh", "budget_line": "1"});
        let place = format!("cases/{number}/actions/record_budget");
        let token = office.0["ppkd"].clone();
        async move {
            let seen = town.read(&place.replace("/actions/record_budget", ""), Some(&token)).await.expect(200)["version"].clone();
            town.post(&place, Some(&token), json!({"seen": seen, "captured": captured})).await
        }
    };
    let refused = entry(&numbers[0], amount(&first)).await;
    assert_eq!((refused.status.as_u16(), code(&refused).as_str()), (422, "over_budget"), "{}", refused.text());
    entry(&numbers[0], amount(&first) - 1_000).await.expect(200);
    entry(&numbers[1], amount(&second)).await.expect(200);
    let year = town.api(Method::GET, &format!("/api/v1/kota-bandung/budgets?year={year}"), Some(&office.0["tapd"]), None).await.expect(200);
    assert_eq!(year["programmes"].as_array().unwrap().iter().find(|p| p["service"] == key).unwrap()["lines"][0]["left"], 999);
    assert_eq!(year["may_set"], false, "the budget team sees and does not set");
    // Who set what and why stands on the page; nobody else may set.
    let page = town.get("/kota-bandung/meja/anggaran?tahun=2026", Some(&office.0["ppkd"])).await.text();
    assert!(page.contains("Perda Contoh: uji") && page.contains("Petugas PPKD Contoh"), "{page}");
    let line = json!({"fiscal_year": 2026, "service": key, "amount": 1, "rule": "x", "why": "x"});
    assert_eq!(town.post("budgets", Some(&office.0["tapd"]), line).await.status, 403);
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn unplanned_aid_stays_within_what_is_planned() {
    let town = Town::open().await;
    let office = Office::open(&town).await;
    let code = |answer: &crate::answers::Answer| answer.json()["code"].as_str().unwrap_or_default().to_owned();
    let refused = set(&town, &office, "bansos-tak-terencana", 2026, None, 1).await;
    assert_eq!((refused.status.as_u16(), code(&refused).as_str()), (422, "above_other_budget"));
    set(&town, &office, "bansos-terencana", 2026, None, 500).await.expect(200);
    set(&town, &office, "bansos-tak-terencana", 2026, None, 500).await.expect(200);
    assert_eq!(
        code(&set(&town, &office, "bansos-terencana", 2026, None, 499).await),
        "above_other_budget",
        "nor is the planned cut below it"
    );
    for (bad, path) in [
        (json!({"amount": -5}), "amount"),
        (json!({"rule": " "}), "rule"),
        (json!({"why": ""}), "why"),
        (json!({"affair": "ngawur"}), "affair"),
    ] {
        let mut line = json!({"fiscal_year": 2026, "service": "bansos-terencana", "amount": 900, "rule": "Perda", "why": "uji"});
        line.as_object_mut().unwrap().extend(bad.as_object().unwrap().clone());
        let refused = town.post("budgets", Some(&office.0["ppkd"]), line).await;
        assert_eq!((refused.status.as_u16(), refused.json()["problems"][0]["path"].as_str().unwrap()), (422, path), "{}", refused.text());
    }
}

#[tokio::test]
async fn budget_and_decree_are_put_on_record_for_a_whole_list_at_once() {
    carried_on(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn carried_on(town: &Town) {
    let office = Office::open(town).await;
    fund(town, &office).await;
    let numbers = waiting(town, &office, 3).await;
    let list = drawn_up(town, &office, &names(&numbers)).await;
    sign(town, &office, &list).await.expect(200);
    let open = town.read(&format!("lists/{list}"), Some(&office.0["kepala-daerah"])).await.expect(200);
    approve(town, &office, &list, &open["seen"]).await.expect(200);
    let (ppkd, mayor) = (office.0["ppkd"].clone(), office.0["kepala-daerah"].clone());

    // The page of whoever holds the next stage has the form, and nobody else's has.
    let address = format!("/kota-bandung/meja/daftar/{list}");
    let page = town.get(&address, Some(&ppkd)).await.text();
    assert!(page.contains("id=\"bersama\"") && page.contains("bersama.budget_rule"), "{page}");
    assert!(!town.get(&address, Some(&office.0["tapd"])).await.text().contains("id=\"bersama\""));

    // What is missing for all is said once, and nothing has moved; what was typed is there again.
    let mut browser = Browser::of(town, &ppkd);
    let mut seen = vec![];
    for number in &numbers {
        seen.push(case(town, &office, number).await["version"].to_string());
    }
    let line = |i: usize, amount: &str| -> Vec<(String, String)> {
        let n = &numbers[i];
        [
            ("pilih", n.clone()),
            (&format!("lihat.{n}"), seen[i].clone()),
            (&format!("nilai.{n}"), amount.to_owned()),
            (&format!("baris.{n}"), (i + 1).to_string()),
        ]
        .map(|(k, v)| (k.to_owned(), v))
        .into()
    };
    let granted = amount(&case(town, &office, &numbers[0]).await).to_string();
    let form = |rule: &str, lines: Vec<Vec<(String, String)>>| -> Vec<(String, String)> {
        let mut all = vec![("tahap".to_owned(), "budgeted".to_owned()), ("bersama.budget_rule".to_owned(), rule.to_owned())];
        all.extend(lines.into_iter().flatten());
        all
    };
    let wrong = form("", vec![line(0, &granted), line(1, &granted)]);
    let back = browser.follow(&format!("{address}/bersama"), &wrong).await.text();
    assert!(back.contains("Nomor peraturan penjabaran APBD"), "{back}");
    assert_eq!(case(town, &office, &numbers[0]).await["stage"], "budgeted");

    // One line that the rules refuse keeps no other from going on.
    let right = form("Perwal Contoh 99/2026", vec![line(0, &granted), line(1, "999.999.999"), line(2, &granted)]);
    let back = browser.follow(&format!("{address}/bersama"), &right).await.text();
    assert!(back.contains("2 pengajuan tercatat") && back.contains(&numbers[1]) && back.contains("999.999.999"), "{back}");
    for (i, stage) in [(0, "decreed"), (1, "budgeted"), (2, "decreed")] {
        assert_eq!(case(town, &office, &numbers[i]).await["stage"], stage);
    }
    assert_eq!(captured(town, &ppkd, &numbers[2], "budget_line").await, "3");

    // The decree, by its interface: the annex names those whom it decreed, and everybody can open and check it.
    let today = town.engine.now().day(town.pack().zone()).to_string();
    let mut lines = vec![];
    for number in [&numbers[0], &numbers[2]] {
        let case = case(town, &office, number).await;
        lines.push(json!({"number": number, "seen": case["version"], "amount": amount(&case), "line": lines.len() + 1}));
    }
    let step = json!({"stage": "decreed", "shared": {"decree_number": "978/Kep.99", "decree_on": today}, "lines": lines});
    let by_another = town.post(&format!("lists/{list}/together"), Some(&ppkd), step.clone()).await;
    assert_eq!(by_another.status, 403, "{}", by_another.text());
    let done = town.post(&format!("lists/{list}/together"), Some(&mayor), step).await.expect(200);
    assert_eq!((&done["done"], &done["refused"]), (&2.into(), &json!([])));
    let pack = town.pack();
    let subject = format!("list:{list}:decree:978/Kep.99");
    let papers = town.engine.papers().of_subject(&pack, &engine::Visitor::default(), &subject).await.unwrap();
    assert_eq!(papers.len(), 1);
    let paper = papers[0].number.to_string();
    let file = town.get(&format!("/kota-bandung/dokumen/{paper}.pdf"), None).await;
    assert!(file.status == 200 && file.body.starts_with(b"%PDF"), "{}", file.status);
    assert!(town.get(&format!("/kota-bandung/verifikasi/{paper}"), None).await.text().contains("978/Kep.99"));
    assert!(town.get(&address, Some(&mayor)).await.text().contains(&paper), "the list's page leads to it");
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}
