//! What an office does with a list, step by step, as the tests of lists and of all that comes after need it.
use super::AT;
use crate::{
    town::Town,
    walk::{Office, hand_in, take},
};
use http::Method;
use serde_json::{Value, json};

/// Enough for everything, so that a test is about something else.
pub(crate) async fn fund(town: &Town, office: &Office) {
    let pack = town.pack();
    let year = town.engine.now().day(pack.zone()).year();
    for service in pack.services.iter().filter(|s| s.budget.is_some()) {
        for year in year..=year + 2 {
            set(town, office, &service.key, year, None, 900_000_000_000).await.expect(200);
        }
    }
}

pub(super) async fn set(
    town: &Town,
    office: &Office,
    service: &str,
    year: i32,
    affair: Option<&str>,
    amount: i64,
) -> crate::answers::Answer {
    let line = json!({"fiscal_year": year, "service": service, "affair": affair, "amount": amount, "rule": "Perda Contoh", "why": "uji"});
    town.post("budgets", Some(&office.0["ppkd"]), line).await
}

/// Puts a case on a list of its own and signs it, or has the list approved that it is on: what `role` holds now.
pub(crate) async fn pass(town: &Town, office: &Office, role: &str, number: &str) -> Value {
    let token = &office.0[role];
    let today = town.engine.now().day(town.pack().zone()).to_string();
    if role == "ppkd" {
        let list = drawn_up(town, office, &[number]).await;
        sign(town, office, &list).await.expect(200);
    } else {
        let list = captured(town, token, number, "list_number").await;
        let open = town.read(&format!("lists/{list}"), Some(token)).await.expect(200);
        let decision = json!({"deed": "approve", "seen": open["seen"], "sheet": "978/01", "on": today});
        town.post(&format!("lists/{list}/decision"), Some(token), decision).await.expect(200);
    }
    town.read(&format!("cases/{number}"), Some(token)).await.expect(200)
}

/// What was captured last under a key.
pub(super) async fn captured(town: &Town, token: &str, number: &str, key: &str) -> String {
    let events = town.read(&format!("cases/{number}/events"), Some(token)).await.expect(200);
    let found = events["items"].as_array().unwrap().iter().rev().find_map(|e| e["captured"][key].as_str());
    found.unwrap_or_else(|| panic!("{key} was not captured: {events}")).to_owned()
}

/// A list of these cases, in this order.
pub(super) async fn drawn_up(town: &Town, office: &Office, cases: &[&str]) -> String {
    let ppkd = &office.0["ppkd"];
    let case = town.read(&format!("cases/{}", cases[0]), Some(ppkd)).await.expect(200);
    let begun = town.post("lists", Some(ppkd), json!({"service": case["service"], "fiscal_year": case["fiscal_year"]})).await.expect(201);
    let list = begun["number"].as_str().unwrap().to_owned();
    compose(town, office, &list, &begun["version"], cases).await.expect(200);
    list
}

pub(super) async fn compose(town: &Town, office: &Office, list: &str, seen: &Value, cases: &[&str]) -> crate::answers::Answer {
    town.api(Method::PATCH, &format!("{AT}/{list}"), Some(&office.0["ppkd"]), Some(json!({"seen": seen, "cases": cases}))).await
}

pub(super) async fn sign(town: &Town, office: &Office, list: &str) -> crate::answers::Answer {
    let ppkd = &office.0["ppkd"];
    let open = town.read(&format!("lists/{list}"), Some(ppkd)).await.expect(200);
    let today = town.engine.now().day(town.pack().zone()).to_string();
    town.post(&format!("lists/{list}/decision"), Some(ppkd), json!({"deed": "sign", "seen": open["seen"], "on": today})).await
}

pub(super) async fn approve(town: &Town, office: &Office, list: &str, seen: &Value) -> crate::answers::Answer {
    let today = town.engine.now().day(town.pack().zone()).to_string();
    let decision = json!({"deed": "approve", "seen": seen, "sheet": "978/77", "on": today});
    town.post(&format!("lists/{list}/decision"), Some(&office.0["kepala-daerah"]), decision).await
}

/// Cases that wait for a list.
pub(super) async fn waiting(town: &Town, office: &Office, n: usize) -> Vec<String> {
    let mut numbers = vec![];
    for _ in 0..n {
        let handed = hand_in(town, None).await;
        for (role, action) in [
            ("tu", "complete"),
            ("kepala-daerah", "direct"),
            ("tim-pertimbangan", "classify"),
            ("opd", "recommend"),
            ("tim-pertimbangan", "consider"),
            ("tapd", "support"),
        ] {
            take(town, &office.0[role], &handed.number, action, Value::Null).await;
        }
        numbers.push(handed.number);
    }
    numbers
}

pub(super) async fn case(town: &Town, office: &Office, number: &str) -> Value {
    town.read(&format!("cases/{number}"), Some(&office.0["inspektorat"])).await.expect(200)
}

pub(super) fn amount(case: &Value) -> i64 {
    case["amounts"].as_array().unwrap().last().unwrap()["rupiah"].as_i64().unwrap()
}

pub(super) fn names(numbers: &[String]) -> Vec<&str> {
    numbers.iter().map(String::as_str).collect()
}
