//! What a request says of itself is not believed: neither where a form stands, nor who somebody is.
use crate::{
    town::{REGION, Town},
    walk::{Office, hand_in},
};
use axum::body::Body;
use http::{Method, Request};
use serde_json::{Value, json};

#[tokio::test]
async fn a_form_of_another_site_does_nothing() {
    let town = Town::open().await;
    for (name, value) in
        [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://lain.example"), ("accept", "text/html")]
    {
        let request = Request::post("/masuk")
            .header("host", "127.0.0.1:3000")
            .header("accept", "text/html")
            .header("content-type", "application/x-www-form-urlencoded")
            .header(name, value)
            .body(Body::from("login=a&password=b"))
            .unwrap();
        let answer = town.ask(request).await;
        assert_eq!(answer.status, 403, "{name}: {value}");
        assert!(answer.text().contains("<h1>Formulir ini tidak dikirim dari situs ini</h1>"), "{}", answer.text());
        assert!(answer.headers.get("set-cookie").is_none());
    }
    // The session of a browser is not enough for the API either.
    let token = town.persona("pemohon").await;
    let request = Request::post(format!("/api/v1/{REGION}/cases"))
        .header("cookie", format!("{}={token}", engine::COOKIE))
        .header("sec-fetch-site", "cross-site")
        .header("content-type", "application/json")
        .body(Body::from(json!({"service": crate::walk::service(&town).key}).to_string()))
        .unwrap();
    assert_eq!(town.ask(request).await.code(), "foreign_origin");
}

#[tokio::test]
async fn a_role_in_the_request_is_nothing() {
    let town = Town::open().await;
    let handed = hand_in(&town, None).await;
    let office = Office::open(&town).await;
    let (role, _, offer, list) = office.offered(&town, &handed.number, "advance").await.unwrap();
    let case = town.read(&format!("cases/{}", handed.number), None).await.json();
    let mut input = crate::walk::input(&town, &case, &offer, &list);
    input["role"] = json!(role);
    input["agency"] = json!("setda-tu");
    let action = format!("cases/{}/actions/{}", handed.number, offer["action"].as_str().unwrap());
    for token in [Some(handed.token.as_str()), None] {
        let answer = town.post(&format!("{action}?role={role}"), token, input.clone()).await;
        assert!([401, 403].contains(&answer.status.as_u16()), "{}", answer.text());
    }
    // Another officer, whose post it is not.
    for (other, token) in office.0.iter().filter(|(other, _)| **other != role) {
        let answer = town.post(&action, Some(token), input.clone()).await;
        assert!([403, 404, 409].contains(&answer.status.as_u16()), "{other}: {}", answer.text());
        assert_eq!(answer.code(), "not_your_role", "{other}");
    }
    assert_eq!(town.read(&format!("cases/{}", handed.number), None).await.json()["version"], 1, "nothing happened");
}

#[tokio::test]
async fn somebody_elses_draft_and_files_are_not_there() {
    let town = Town::open().await;
    let (id, owner) = crate::walk::draft(&town, None).await;
    let stranger = town.post("cases", None, json!({"service": crate::walk::service(&town).key})).await.expect(201);
    let stranger = stranger["token"].as_str().unwrap();
    let officer = town.persona("tu").await;
    let files = town.read(&format!("drafts/{id}"), Some(&owner)).await.expect(200);
    let hash = files["documents"][0]["hash"].as_str().unwrap().to_owned();
    for token in [stranger, &officer] {
        assert_eq!(town.read(&format!("drafts/{id}"), Some(token)).await.code(), "not_found");
        assert_eq!(town.post(&format!("cases/{id}/submit"), Some(token), Value::Null).await.code(), "not_found");
        let answer = town.api(Method::DELETE, &format!("/api/v1/{REGION}/cases/{id}"), Some(token), None).await;
        assert_eq!(answer.code(), "not_found");
        assert_eq!(town.get(&format!("/{REGION}/hibah/ajukan/{id}/berkas/{hash}"), Some(token)).await.status, 404);
    }
    let file = town.get(&format!("/{REGION}/hibah/ajukan/{id}/berkas/{hash}"), Some(&owner)).await;
    assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "application/pdf"));
    assert!(file.header("content-security-policy").starts_with("default-src 'none'"));
    assert!(file.header("content-disposition").starts_with("inline; filename="));
    assert_eq!(file.header("cache-control"), "private, no-store");
}
