//! The same request twice has one effect.
use crate::{
    town::{REGION, Town, api_request},
    walk::{Office, draft, input, service},
};
use http::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn handed_in_twice_is_one_case() {
    handed_in_twice(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn handed_in_twice(town: &Town) {
    let (id, token) = draft(town, None).await;
    let path = format!("cases/{id}/submit");
    // Many at once: each of them may find the draft half taken away by the first.
    let answers = futures::future::join_all((0..12).map(|_| town.post(&path, Some(&token), Value::Null))).await;
    let mut answers = answers.into_iter().map(|answer| answer.expect(201));
    let one = answers.next().unwrap();
    assert!(answers.all(|other| other == one));
    assert_eq!(town.post(&path, Some(&token), Value::Null).await.expect(201), one, "and much later too");
    let list = town.read(&format!("public/{}", service(town).key), None).await.expect(200);
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    let own = town.read("cases", Some(&token)).await.expect(200);
    assert_eq!(own["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_key_gives_the_same_answer_again() {
    let town = Town::open().await;
    let token = town.persona("pemohon").await;
    let begin = |key: &str, service: &str| {
        let mut request = api_request(Method::POST, &format!("/api/v1/{REGION}/cases"), Some(&token), Some(json!({"service": service})));
        request.headers_mut().insert("idempotency-key", key.parse().unwrap());
        town.ask(request)
    };
    let key = service(&town).key;
    let first = begin("a", &key).await.expect(201);
    let again = begin("a", &key).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.expect(201), first);
    assert_ne!(begin("b", &key).await.expect(201)["id"], first["id"]);
    let other = begin("a", "lain").await;
    assert_eq!((other.status.as_u16(), other.code().as_str()), (422, "idempotency_key_reused"));
    assert_eq!(town.read("drafts", Some(&token)).await.expect(200)["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn two_officers_at_once_decide_once() {
    two_officers(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn two_officers(town: &Town) {
    let handed = crate::walk::hand_in(town, None).await;
    let office = Office::open(town).await;
    let (_, token, offer, list) = office.offered(town, &handed.number, "advance").await.unwrap();
    let case = town.read(&format!("cases/{}", handed.number), Some(&token)).await.json();
    let input = input(town, &case, &offer, &list);
    let path = format!("cases/{}/actions/{}", handed.number, offer["action"].as_str().unwrap());
    let (one, two) = tokio::join!(town.post(&path, Some(&token), input.clone()), town.post(&path, Some(&token), input.clone()));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let refused = if one.status == 409 { one } else { two };
    assert_eq!(refused.code(), "stale");
    assert_eq!(town.read(&format!("cases/{}", handed.number), None).await.json()["version"], 2);
}
